"""QGIS closed and opened again, on the same profile: what a user left is there, and a saved project goes on."""

from pathlib import Path

import pytest
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside_restart.py")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
INCOME = "median_income"


@pytest.fixture(scope="module")
def left(demo_city, demo_bundle, tmp_path_factory):
    """What a first window left: docks open, toolbar hidden, a computed challenge in a saved project. Its profile, project and looks."""
    profiles, project = tmp_path_factory.mktemp("profiles"), str(tmp_path_factory.mktemp("project") / "own.qgz")
    with qgis_window(INSIDE, locale="nl", profiles=profiles) as window:
        window.call("open_dock", catalogue=demo_city["CATALOGUE"])
        window.call("open_map_dock", folder=str(Path(demo_bundle("warm_homes")["MANIFEST"]).parent))
        window.call("hide_toolbar")
        window.call("favour", id="parks")
        window.call("type_weight", id=INCOME, text="4")
        window.call("compute")
        found = window.wait_for("computed", seconds=120)
        assert window.call("save_project", path=project)
        looks, standing = window.call("looks"), window.call("standing")
        window.quit()
    return {"profiles": profiles, "project": project, "looks": looks, "standing": standing, "found": found}


@pytest.fixture(scope="module")
def window(left):
    """The second window."""
    with qgis_window(INSIDE, locale="nl", profiles=left["profiles"]) as window:
        yield window
        window.call("screenshot", path=str(SCREENSHOTS / "restart.png"))


def test_docks_toolbar_and_choices_are_as_they_were(window, left):
    found = window.call("standing")
    assert found == left["standing"]
    assert (found["docks"], found["toolbar"], found["favourites"]) == (["Challenge", "Map"], False, ["parks"])
    project, name = found["maps"]
    assert project == "Het geopende project" and name.startswith("Warme woningen, Demostad Oudervoorde (gegenereerd)")


def test_a_saved_project_goes_on_without_computing(window, left):
    assert window.call("facts")["note"].startswith("Nog niet berekend")
    assert window.call("open_project", path=left["project"])
    window.wait_for("read_back", seconds=60)
    assert window.call("looks") == left["looks"]
    (_, *clusters), (_, *units) = left["looks"]
    assert clusters[0] and units[0]
    assert "Mediaan inkomen per aangifte" in units[2] and "Waar" in clusters[2]
    again = window.call("computed")
    assert again["clusters"] == left["found"]["clusters"]
    assert again["index"] == pytest.approx(left["found"]["index"], nan_ok=True)
    assert window.call("texts")[0][3] == "4,00", "the weights are those that were computed"


def test_the_map_follows_the_weights_and_computing_takes_the_place(window):
    before = window.call("classes")
    window.call("type_weight", id=INCOME, text="9")
    window.wait_for("read_back")
    assert window.call("classes") != before
    preview = window.call("computed")["index"]
    window.call("compute")
    window.wait_for("idle", seconds=120)
    found = window.wait_for("computed", seconds=60)
    assert found["index"] == pytest.approx(preview, nan_ok=True)
    assert [layer["name"] for layer in found["layers"]] == ["Clusters", "Noodindex"]


def test_another_project_has_nothing_of_it(window, left):
    window.call("open_project", path=left["project"])
    window.wait_for("read_back", seconds=60)
    window.call("new_project")
    assert "resultaatlagen zijn verwijderd" in window.call("facts")["note"]


def test_docks_come_back_where_they_were_after_a_crash(demo_city, tmp_path):
    """A window of which the process is killed has no time to note anything at its end."""
    with qgis_window(INSIDE, profiles=tmp_path) as window:
        window.call("open_dock", catalogue=demo_city["CATALOGUE"])
        window.wait_for("places_noted")
    with qgis_window(INSIDE, profiles=tmp_path) as window:
        assert window.call("standing")["docks"] == ["Challenge"]
