"""Fixtures of tests of the window that need no QGIS around."""

import datetime
import gc

import pytest
from opgavenkaart.processing.model.catalogue import Catalogue, write_catalogue
from opgavenkaart.processing.model.text import Text
from opgavenkaart.test.support.layers import record
from opgavenkaart.test.support.small_window import SmallWindow
from opgavenkaart.ui.settings import JsonSetting, settings

YESTERDAY = datetime.date.today() - datetime.timedelta(1)


@pytest.fixture(scope="module", autouse=True)
def no_windows_left():
    """Windows of the tests before that only circles of references hold go here, in the window's thread: in that of a task it is a crash."""
    gc.collect()


@pytest.fixture
def small(qgis_app, qgis_new_project):
    return SmallWindow()


@pytest.fixture
def chosen(qgis_app):
    """Settings as of somebody new, which a test may change: afterwards they are as they were."""
    names = [name for name, one in vars(type(settings)).items() if isinstance(one, JsonSetting)]
    kept = {name: getattr(settings, name) for name in names}
    settings.forget()
    yield settings
    for name, value in kept.items():
        setattr(settings, name, value)


@pytest.fixture
def three(chosen, tmp_path):
    """A catalogue in use: two layers of a sector, of which one cannot be loaded, and one of another."""
    shared = {"date": YESTERDAY, "update_rhythm": "P1Y"}
    own = {
        "roads": record("csv", "roads.csv", id="roads", title=Text("Wegen", "Roads"), sectors=("mobility",), **shared),
        "stops": record("none", id="stops", title=Text("Haltes", "Stops"), sectors=("mobility",)),
        "ditches": record("csv", "ditches.csv", id="ditches", title=Text("Grachten", "Ditches"), sectors=("water",)),
    }
    sectors = {"mobility": Text("Mobiliteit", "Mobility"), "water": Text("Water", "Water")}
    path = str(tmp_path / "three.json")
    write_catalogue(path, Catalogue(title=Text("Drie", "Three"), own=own, own_sectors=sectors))
    settings.catalogue = path
    return path
