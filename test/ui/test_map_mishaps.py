"""The map dock where things go otherwise than it would like: maps gone from the disk, runs that cross, projects closed too early."""

import re
import shutil
from pathlib import Path

import pytest
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside_map_mishaps.py")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
MAP = re.compile(r"Warme woningen, Demostad Oudervoorde \(gegenereerd\), Statistische sectoren[\w ]* \(\d+ \w+ \d\d:\d\d\)")
RESULTS = ("Clusters", "Noodindex")


@pytest.fixture(scope="module")
def window():
    """One Dutch QGIS with the dock open."""
    with qgis_window(INSIDE, locale="nl") as window:
        window.call("open_dock")
        yield window


@pytest.fixture(autouse=True)
def fresh(window, request):
    """A new project and one map to print; no error of Python after it."""
    window.call("new_project")
    window.call("choose_in", template="map", paper="a4", orientation="landscape", language="nl")
    window.call("clear_messages")
    yield
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    window.call("screenshot", path=str(SCREENSHOTS / f"map_mishaps_{request.node.name}.png"))
    assert [one for one in window.call("notices") if "Python" in one or "Traceback" in one] == []


@pytest.fixture
def maps(window, demo_bundle, tmp_path):
    """Two copies of a map on the list, the second on top; off it after the test."""
    folder = Path(demo_bundle("warm_homes")["MANIFEST"]).parent
    copies = [shutil.copytree(folder, tmp_path / name) for name in ("één", "twee")]
    for copy in copies:
        window.call("add_folder", folder=str(copy))
    yield copies
    window.call("choose", rows=[0])
    window.call("new_project")
    window.wait_for("at_rest", seconds=60)
    for copy in copies:
        shutil.rmtree(copy, ignore_errors=True)
    window.call("refresh")


def said(window) -> str:
    return " ".join(window.call("notices"))


def assert_one_is_left(window):
    project, name = window.call("listed")
    assert project == "Het geopende project" and MAP.fullmatch(name)


@pytest.mark.parametrize("button", ["open", "report", "again"])
def test_a_map_that_is_gone_is_told_and_leaves_the_list(window, maps, button):
    window.call("choose", rows=[1])
    shutil.rmtree(maps[1])
    window.call("press", button=button)
    assert f"'{maps[1] / 'manifest.json'}' bestaat niet meer" in said(window)
    assert_one_is_left(window)
    assert window.call("layers") == []


@pytest.mark.parametrize(("button", "name"), [("open", "warm_homes.gpkg"), ("report", "warm_homes.html")])
def test_a_file_that_is_gone_is_told(window, maps, button, name):
    window.call("choose", rows=[1])
    (maps[1] / name).unlink()
    window.call("press", button=button)
    assert f"{name}' bestaat niet meer" in said(window)
    assert len(window.call("listed")) == 3


def test_a_map_that_is_gone_when_it_is_printed_is_told(window, maps, tmp_path):
    window.call("choose", rows=[1])
    shutil.rmtree(maps[1])
    window.call("write", kind="map", path=str(tmp_path / "map.pdf"))
    window.wait_for("idle")
    assert "bestaat niet" in said(window)
    assert_one_is_left(window)


@pytest.mark.parametrize("kind", ["map", "atlas", "web_map"])
def test_a_place_that_cannot_be_written_is_told(window, maps, kind):
    window.call("choose", rows=[1])
    window.call("write", kind=kind, path="/proc/nowhere/map.pdf")
    window.wait_for("idle", seconds=60)
    assert "kan niet worden geschreven" in said(window)


def test_cancel_is_told_and_leaves_nothing(window, maps, tmp_path):
    window.call("choose", rows=[1])
    window.call("write", kind="atlas", path=str(tmp_path / "atlas"))
    window.call("cancel")
    window.wait_for("idle", seconds=60)
    assert "Geannuleerd: er is niets geschreven." in said(window)
    assert not (tmp_path / "atlas").exists()


def test_two_maps_are_printed_in_the_layout_for_two(window, maps):
    window.call("choose", rows=[1, 2])
    assert "Voor en na" in window.wait_for("words")
    assert not window.call("can_print")
    window.call("choose_in", template="before_after")
    window.wait_for("drawn", seconds=60)
    assert window.call("can_print")


def test_a_map_opened_again_takes_its_own_place(window, maps):
    window.call("choose", rows=[1])
    for _ in range(2):
        window.call("open_map")
        window.wait_for("opened")
    groups = {group for group, *_ in window.call("tree")}
    assert len(groups) == 1 and MAP.fullmatch(groups.pop())


def test_a_comparison_has_its_looks_and_takes_the_place_of_the_last(window, maps):
    window.call("choose", rows=[1, 2])
    for _ in range(2):
        window.call("press", button="compare")
        window.wait_for("idle", seconds=60)
    assert window.call("layers") == ["Wat veranderde"]
    assert window.call("legend", name="Wat veranderde") == ["blijft gelijk"]


def test_a_preview_makes_way_for_a_map_and_comes_back(window, maps, tmp_path):
    window.call("choose", rows=[1])
    window.wait_for("previewing")
    window.call("write", kind="map", path=str(tmp_path / "map.pdf"))
    window.call("choose_in", orientation="portrait")
    window.wait_for("idle", seconds=60)
    assert "Klaar" in said(window)
    assert (tmp_path / "map.pdf").read_bytes().startswith(b"%PDF")
    sheet = window.wait_for("drawn", seconds=60)
    assert sheet["height"] > sheet["width"]


def test_the_open_project_is_shown_as_it_is_now(window, demo_city, tmp_path):
    window.call("choose", rows=[0])
    assert "Er is nog niets" in window.wait_for("words")
    assert not window.call("can_print")
    window.call("add_layer", source=f"{demo_city['GEOPACKAGE']}|layername=parks", name="Parken")
    window.wait_for("drawn", seconds=60)
    assert window.call("can_print")
    window.call("write", kind="map", path=str(tmp_path / "map.pdf"))
    window.call("new_project")
    window.wait_for("idle", seconds=60)
    assert (tmp_path / "map.pdf").is_file(), "the map of a project that was closed meanwhile"
    assert "Er is nog niets" in window.wait_for("words")


def test_of_one_challenge_the_newest_result_is_on(window, maps, demo_city):
    window.call("choose", rows=[1])
    window.call("open_map")
    window.wait_for("opened")
    window.call("compute", catalogue=demo_city["CATALOGUE"])
    window.wait_for("computed", seconds=120)
    on = [[group, name] for group, name, visible in window.call("tree") if visible]
    assert [name for _, name in on] == ["Clusters", "Noodindex", "Wegen", "Water", "Parken"]
    computed, made = (list(dict.fromkeys(group for group, name in on if (name in RESULTS) is result)) for result in (True, False))
    assert len(computed) == len(made) == 1 and MAP.fullmatch(computed[0]) and MAP.fullmatch(made[0]), "each with what was asked, and when"
    window.call("open_dock")
    window.call("choose", rows=[1])
    window.call("open_map")
    window.wait_for("opened")
    on = [[group, name] for group, name, visible in window.call("tree") if visible]
    assert {group for group, _ in on} == set(made)
    assert {"Clusters", "Noodindex"} < {name for _, name in on}


@pytest.mark.parametrize("under_way", ["previewing", "busy"])
def test_the_plugin_goes_while_it_draws(window, maps, tmp_path, under_way):
    window.call("choose", rows=[1])
    if under_way == "busy":
        window.call("write", kind="atlas", path=str(tmp_path / "atlas"))
    window.wait_for(under_way)
    assert window.call("reload")
    assert not (tmp_path / "atlas").exists()
    assert len(window.call("listed")) == 3
