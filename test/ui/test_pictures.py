"""Pictures of each dock at work, for the guides: in Dutch and English, light and dark. `make pictures` puts them into docs/images."""

from pathlib import Path

import pytest
from opgavenkaart.test.support.counts import LONG
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside_pictures.py")
FOLDER = Path(__file__).parents[2] / "build" / "screenshots" / "docks"
TITLES = {"nl": "Kinderopvang van baby's en peuters", "en": "Childcare of babies and toddlers"}
MEASURES, ACTORS = {"nl": "Maatregelen", "en": "Measures"}, {"nl": "Actoren", "en": "Actors"}
LOOKS = [("nl", False), ("nl", True), ("en", False), ("en", True)] if LONG else [("nl", False)]
LEAST_COLOURS = 20
"""An empty dock has fewer."""


@pytest.fixture(scope="module")
def bundle(demo_bundle):
    return demo_bundle("warm_homes")["OUTPUT_FOLDER"]


@pytest.mark.parametrize(("locale", "dark"), LOOKS)
def test_every_dock_shows_the_demo_city(demo_city, bundle, locale, dark):
    FOLDER.mkdir(parents=True, exist_ok=True)
    city = demo_city["GEOPACKAGE"]
    measures = f"{city}|layername=measures|subset=challenge = 'place_for_every_child'"
    layers = {MEASURES[locale]: measures, ACTORS[locale]: f"{city}|layername=actors"}
    look = f"{locale}_{'dark' if dark else 'light'}"
    with qgis_window(INSIDE, locale=locale, dark=dark) as window:
        window.call("open_all", catalogue=demo_city["CATALOGUE"], bundle=bundle, layers=layers)
        assert window.call("show", dock="catalogue")
        window.call("work_on_catalogue", title=TITLES[locale])
        window.call("show", dock="challenge")
        window.call("compute")
        assert window.wait_for("computed", seconds=120)
        window.call("show", dock="map")
        window.call("choose_bundle")
        assert window.wait_for("previewed", seconds=60)
        window.call("show", dock="planning")
        window.call("plan", measures=MEASURES[locale], actors=ACTORS[locale])
        assert window.wait_for("planned", seconds=120)
        for dock in ("catalogue", "challenge", "map", "planning"):
            width, height, colours = window.call("picture", dock=dock, path=str(FOLDER / f"{dock}_{look}.png"))
            assert width > 300 and height > 500 and colours > LEAST_COLOURS
        window.call("show", dock="challenge")
        window.call("window_picture", path=str(FOLDER / f"window_{look}.png"))
