"""The plugin in a real QGIS window: the toolbox, its dialogs, models, and the plugin switched off and on."""

import json
import re
import subprocess
import time
from pathlib import Path

import pytest
from opgavenkaart.processing.algorithms.provider import ALGORITHMS
from opgavenkaart.test.support.headless import environment
from opgavenkaart.test.support.window import qgis_window

INSIDE = Path(__file__).with_name("inside.py")
SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
BUNDLE = ("GEOPACKAGE", "PROJECT", "PDF", "PNG", "REPORT", "MANIFEST")
ENTRY = re.compile(r"\n(?=\d{4}-\d\d-\d\dT)")
"""Where the next entry of a message log begins."""
NEED = ["very high need", "high need", "moderate need", "low need", "very low need"]


def need_in(legend: list[str]) -> list[str]:
    """Return the classes of need in a legend; 'too little data' stands there only where a unit has too little."""
    return [text.split(" (")[0] for text in legend if text != "too little data"]


@pytest.fixture(scope="module")
def started():
    """One QGIS for all journeys of this file but the Dutch one."""
    with qgis_window(INSIDE) as window:
        yield window


@pytest.fixture
def window(started, request):
    """That QGIS; afterwards without dialogs and layers, and a picture of its last moment is in build/screenshots."""
    yield started
    started.call("screenshot", path=str(SCREENSHOTS / f"{request.node.name}.png"))
    started.call("close_dialogs")
    started.call("empty_project")


def open_from_toolbox(window, name):
    """Search an algorithm in the toolbox and open its dialog; return what that shows."""
    window.call("search", text=name)
    window.call("open_found")
    return window.wait_for("shown")


def finish(window, seconds=120):
    """Wait until the dialog's run is done; return its results, and each state of the bar that was seen meanwhile."""
    shares, until = set(), time.monotonic() + seconds
    while not (answer := window.call("finished")) and time.monotonic() < until:
        shares.add(window.call("share"))
    assert answer and answer["ok"], window.call("said")
    return answer["results"], shares


def run_from_toolbox(window, name, parameters):
    """Run an algorithm in its dialog, and close that."""
    open_from_toolbox(window, name)
    window.call("run", parameters=parameters)
    results, _ = finish(window)
    window.call("close_dialogs")
    return results


def complaints(log):
    """Return what in a message log would worry a user of the plugin.

    QGIS 3.44 itself calls what Python 3.14 is to lose: deprecations in whose stack the plugin does not stand are not the plugin's.
    """
    plugin = [line for line in log["Plugins"].splitlines() if "CRITICAL" in line or "WARNING" in line]
    python = [entry for tab, text in log.items() if tab.lower().startswith("python") for entry in ENTRY.split(text)]
    return plugin + [entry for entry in python if "DeprecationWarning" not in entry or "/opgavenkaart/" in entry]


def test_the_plugin_starts_in_silence(window):
    log = window.call("log")
    assert "Loaded Opgavenkaart" in log["Plugins"]
    assert complaints(log) == []
    assert window.call("notices") == []
    assert window.call("dialogs") == []
    assert window.call("providers") == [len(ALGORITHMS)]
    assert "Traceback" not in window.said()


def test_the_main_job_runs_from_the_toolbox_while_the_window_lives(window, demo_city, tmp_path):
    assert window.call("search", text="integrated_map") == ["Opgavenkaart", "Integrated maps", "Integrated map"]
    shown = open_from_toolbox(window, "integrated_map")
    assert "Warm homes" in shown["choices"]
    assert "Makes a map of a challenge in one run" in shown["help"]
    window.call("run", parameters={"CATALOGUE": demo_city["CATALOGUE"], "OUTPUT_FOLDER": str(tmp_path / "map")})
    results, shares = finish(window)
    assert len(shares) > 5, "the window answers while the algorithm runs, and its bar moves"
    assert all(Path(results[name]).stat().st_size for name in BUNDLE)
    layers = window.call("layers")
    assert [layer["name"] for layer in layers] == ["Clusters", "Need index"]
    assert layers[0]["count"] == results["CLUSTER_COUNT"] > 0
    assert need_in(layers[1]["legend"]) == NEED


def test_a_challenge_of_ones_own_is_a_path(window, tmp_path):
    open_from_toolbox(window, "integrated_map")
    assert window.call("given", name="CHALLENGE") == "warm_homes"
    for challenge in ("ageing_nearby", str(tmp_path / "own.json")):
        window.call("fill", parameters={"CHALLENGE": challenge})
        assert window.call("given", name="CHALLENGE") == challenge
    window.call("close_dialogs")
    open_from_toolbox(window, "load_layers")
    assert window.call("given", name="CHALLENGE") == ""


def test_a_run_is_cancelled_and_leaves_nothing(window, demo_city, tmp_path):
    open_from_toolbox(window, "integrated_map")
    window.call("run", parameters={"CATALOGUE": demo_city["CATALOGUE"], "OUTPUT_FOLDER": str(tmp_path / "map")})
    while "Measuring" not in window.call("said"):
        assert not window.call("finished")
    window.call("cancel")
    assert not window.wait_for("finished")["ok"]
    assert list(tmp_path.iterdir()) == []
    assert window.call("layers") == []


def test_results_open_styled_with_a_legend_in_words(window, demo_city, tmp_path):
    units, schools = (f"{demo_city['GEOPACKAGE']}|layername={name}" for name in ("statistical_sectors", "schools"))
    counted = {"UNITS": units, "INPUT": schools, "MEASURE": "count", "OUTPUT": str(tmp_path / "schools.gpkg")}
    run_from_toolbox(window, "aggregate_to_units", counted)
    index, clusters = str(tmp_path / "index.gpkg"), str(tmp_path / "clusters.gpkg")
    run_from_toolbox(window, "challenge_index", {"CATALOGUE": demo_city["CATALOGUE"], "OUTPUT": index})
    ask = {"INPUT": index, "FIELD": "challenge_index", "METHOD": "threshold", "OUTPUT": clusters}
    run_from_toolbox(window, "challenge_clusters", ask)
    layers = {layer["name"]: layer for layer in window.call("layers")}
    assert need_in(layers["Need index"]["legend"]) == NEED
    asked = "Warm homes, Demo city Oudervoorde (generated), Statistical sectors 2026 ("
    assert layers["Need index"]["group"].startswith(asked), "what was asked, and when"
    assert " (" in layers["Clusters"]["group"], layers["Clusters"]["group"]
    assert len(layers["Units with the new field"]["legend"]) > 1
    assert all(text.replace(" to ", "").isdigit() for text in layers["Units with the new field"]["legend"])
    assert layers["Clusters"]["labelled"]


def test_a_model_runs_in_the_window_and_headless(window, demo_city, tmp_path, profile):
    model = tmp_path / "map and clusters.model3"
    window.call("save_model", path=str(model))
    for here in ("window", "headless"):
        (tmp_path / here).mkdir()
        outputs = {"map": str(tmp_path / here / "map"), "clusters": str(tmp_path / here / "clusters.gpkg")}
        inputs = {"catalogue": demo_city["CATALOGUE"], **outputs}
        results = run_model_in_window(window, model, inputs) if here == "window" else run_model_headless(model, inputs, profile)
        assert {name: results[name] for name in outputs} == outputs
        assert (tmp_path / here / "map" / "warm_homes.pdf").stat().st_size
        assert (tmp_path / here / "clusters.gpkg").stat().st_size


def run_model_in_window(window, model, inputs):
    window.call("open_model", path=str(model))
    window.wait_for("shown")
    window.call("run", parameters=inputs)
    return finish(window)[0]


def run_model_headless(model, inputs, profile):
    command, request = ["qgis_process", "run", str(model), "-"], json.dumps({"inputs": inputs})
    done = subprocess.run(command, input=request, env=environment(profile), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["results"]


def test_the_plugin_goes_and_comes_back_without_the_network(window):
    window.call("listen_to_network")
    for _ in range(3):
        assert window.call("reload") == {"between": [], "started": True, "after": [len(ALGORITHMS)]}
    assert window.call("addresses") == []
    assert "Warm homes" in open_from_toolbox(window, "integrated_map")["choices"]
    assert complaints(window.call("log")) == []
    window.call("ask_for", url="http://127.0.0.1:9/nothing")
    assert window.call("addresses") == ["http://127.0.0.1:9/nothing"], "the ear itself hears"


def test_a_dutch_window_speaks_dutch():
    with qgis_window(INSIDE, locale="nl") as window:
        shown = open_from_toolbox(window, "integrated_map")
        assert shown["title"] == "Geïntegreerde kaarten - Geïntegreerde kaart"
        assert "Warme woningen" in shown["choices"]
        assert {"Opgave (een ingebouwde, of een bestand)", "Papier", "Map voor de export"} <= set(shown["labels"])
        assert "Maakt in één keer een kaart van een opgave" in shown["help"]
        window.call("screenshot", path=str(SCREENSHOTS / "dutch.png"))
