"""The ten minutes on the demo city, step by step as docs/handleiding.md tells them, by someone who has just installed the plugin."""

import json
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path

import pytest
from opgavenkaart.test.support.counts import LONG
from opgavenkaart.test.support.window import qgis_window

ROOT = Path(__file__).parents[2]
INSIDE = Path(__file__).with_name("inside_tutorial.py")
SCREENSHOTS = ROOT / "build" / "screenshots"
LONG_ENOUGH = 300
REST_SECONDS = 60
"""Between two steps of someone who reads: longer than the threads of QGIS's tasks rest before they end (half a minute)."""


def test_the_ten_minutes(tmp_path):
    """In a hurry; the threads of tasks end as soon as they rest."""
    with qgis_window(INSIDE, locale="nl") as window:
        window.call("let_threads_end")
        ten_minutes(window, tmp_path, lambda step: None)
        own_files(window, tmp_path)
        nothing_is_lost(window, tmp_path)


@pytest.mark.skipif(not LONG, reason="half an hour: in `make test-long`")
def test_the_ten_minutes_of_someone_who_takes_an_hour(packaged, tmp_path):
    """From the package for the plugin repository, with a minute of rest after each step, the demo city twice."""

    def rest(step):
        window.call("screenshot", path=str(SCREENSHOTS / f"tutorial_{step}.png"))
        time.sleep(REST_SECONDS)

    with qgis_window(INSIDE, locale="nl", plugins=packaged) as window:
        assert window.call("source").startswith(str(packaged))
        rest("start")
        demo_city(window)
        nothing_is_lost(window, tmp_path)
        rest("demo")
        ten_minutes(window, tmp_path, rest)
        own_files(window, tmp_path)
        rest("own_files")
        nothing_is_lost(window, tmp_path)


@pytest.fixture
def packaged(tmp_path):
    """A folder of plugins with the unpacked package, and these tests in it: they are no part of it."""
    package = tmp_path / "opgavenkaart.zip"
    subprocess.run(["bash", str(ROOT / ".ci" / "package.sh"), str(package)], check=True, capture_output=True)
    with zipfile.ZipFile(package) as archive:
        archive.extractall(tmp_path / "plugins")
    assert not (tmp_path / "plugins" / "opgavenkaart" / "test").exists()
    shutil.copytree(ROOT / "test", tmp_path / "plugins" / "opgavenkaart" / "test")
    return tmp_path / "plugins"


def at(window, part, step, **inputs):
    return window.call("at", part=part, step=step, inputs=inputs)


def wait(window, part, step, **inputs):
    return window.wait_for("at", seconds=LONG_ENOUGH, part=part, step=step, inputs=inputs)


def demo_city(window):
    """Make the demo city and its map; return how many clusters it tells of."""
    window.call("open_dock", part="catalogue")
    at(window, "window", "try_demo")
    wait(window, "window", "toured")
    told = wait(window, "catalogue", "notice_with", text="demostad")
    window.call("clear_notices")
    return int(re.search(r"(\d+) cluster", told)[1])


def ten_minutes(window, tmp_path, rest):
    """Do what the page tells, step by step."""
    count = demo_city(window)
    rest("1_catalogue")

    found = at(window, "catalogue", "type_text", text="scholen")
    assert "Scholen" in sum(found.values(), [])
    card = at(window, "catalogue", "choose_layer", title="Scholen")
    assert "Licentie" in card and "Uitgever" in card and "Datum" in card
    load(window)
    rest("2_layer")

    window.call("open_dock", part="challenge")
    at(window, "challenge", "pick", title="Warme woningen")
    at(window, "challenge", "compute")
    assert window.wait_for("clusters", seconds=LONG_ENOUGH) == count
    weight = at(window, "challenge", "texts")[0][3]
    moved = at(window, "challenge", "drag", id="median_income", pixels=20)
    assert moved and at(window, "challenge", "texts")[0][3] != weight
    assert window.call("step_back") == weight
    assert at(window, "challenge", "click_cluster", place=0)
    rest("3_weights")

    at(window, "challenge", "call", method="save_to", argument=str(tmp_path / "opgave.json"))
    assert (tmp_path / "opgave.json").exists()
    at(window, "challenge", "call", method="export_to", argument=str(tmp_path / "kaart"))
    wait(window, "challenge", "notice_with", text="het rapport lezen")
    rest("4_export")

    window.call("open_dock", part="map")
    assert len(at(window, "map", "listed")) >= 2
    at(window, "map", "choose", rows=[1])
    assert wait(window, "map", "drawn")
    at(window, "map", "write", kind="map", path=str(tmp_path / "blad.pdf"))
    wait(window, "map", "idle")
    assert (tmp_path / "blad.pdf").stat().st_size > 10_000
    rest("5_map")

    window.call("open_dock", part="catalogue")
    for title in ("Maatregelen", "Actoren"):
        at(window, "catalogue", "type_text", text=title.lower())
        at(window, "catalogue", "choose_layer", title=title)
        load(window)
    window.call("open_dock", part="planning")
    at(window, "planning", "show_tab", number=1)
    at(window, "planning", "choose_layer", tab="envelope", field="measures", title="Maatregelen")
    at(window, "planning", "choose_layer", tab="envelope", field="actors", title="Actoren")
    at(window, "mishaps", "choose_challenge", title="Een plek voor elk kind")
    at(window, "planning", "press", tab="envelope")
    assert re.match(r"\d+ van \d+ maatregelen", wait(window, "planning", "answer", tab="envelope"))
    at(window, "planning", "drag_ceiling", share=0.3)
    assert wait(window, "planning", "answer", tab="envelope")
    at(window, "window", "screenshot", path=str(SCREENSHOTS / "tutorial.png"))
    rest("6_plan")


def load(window):
    """Load the layer that is chosen in the catalogue."""
    at(window, "catalogue", "press", button="load")
    wait(window, "catalogue", "notice_with", text="1 laag geladen")
    window.call("clear_notices")


def own_files(window, tmp_path):
    """Make a catalogue of a folder with files of one's own, in systems with and without a code, and load them, here and in one system."""
    own = tmp_path / "own"
    own.mkdir()
    systems = window.call("write_own_files", folder=str(own))
    run(window, "harvest_catalogue", {"URL": str(own), "OUTPUT": str(own / "catalogue.json")})
    catalogue = json.loads((own / "catalogue.json").read_text(encoding="utf-8"))
    for record in catalogue["records"]:
        record["redistribution"] = "yes"  # as their owner may say
    (own / "catalogue.json").write_text(json.dumps(catalogue), encoding="utf-8")
    ids = [record["id"] for record in catalogue["records"]]
    assert len(ids) == len(systems)
    inputs = {"CATALOGUE": str(own / "catalogue.json"), "RECORDS": ",".join(ids)}
    for target, expected in (("", sorted(systems.values())), ("EPSG:3812", len(ids) * ["EPSG:3812"])):
        made = {"OUTPUT": str(tmp_path / f"own{target[5:]}.gpkg"), "PROJECT": str(tmp_path / f"own{target[5:]}.qgz")}
        run(window, "load_layers", inputs | made | {"TARGET_CRS": target})
        assert sorted(window.call("open_file", path=made["OUTPUT"])) == expected


def run(window, name, inputs):
    """Run an algorithm in a task."""
    window.call("begin", name=name, inputs=inputs)
    ended = window.wait_for("ended", seconds=LONG_ENOUGH)
    assert ended["ok"], ended["said"]


def nothing_is_lost(window, tmp_path):
    """All layers of the project and all files have their system, QGIS writes it too, and no error was told."""
    layers = window.call("systems_of_layers")
    assert layers and all(layers.values()), layers
    files = [path for path in tmp_path.rglob("*.gpkg") if "plugins" not in path.parts]
    without = {str(path): lost for path in files if (lost := window.call("layers_without_system", path=str(path)))}
    assert without == {}
    assert window.call("saved_again", folder=str(tmp_path)) == []
    assert window.call("complaints") == []
