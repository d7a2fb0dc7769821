"""The window's silence: how long it answers nothing at most while the plugin works, the first time after its start and once more."""

from __future__ import annotations

import contextlib
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from opgavenkaart.bench.challenge_dock import make_units
from opgavenkaart.bench.harness import Case, Goal, made_once, our_provider, run_algorithm, scratch
from opgavenkaart.bench.window import STACK, make_city, window
from opgavenkaart.test.support.servers_answers import ODS_DATASETS, opendatasoft
from opgavenkaart.test.support.servers_replay import replay

TITLE = "The window's silence"
INSIDE = Path(__file__).with_name("inside_silence.py")
MOST_MS = 50
MEASURES = 200
SIZES = (3_000, 20_000)
PATIENCE = 250


def cases(quick: bool) -> list[Case] | str:
    """A row for each kind of work; a sentence where there is no window."""
    if shutil.which("Xvfb") is None or shutil.which("qgis") is None:
        return "there is no Xvfb or no QGIS Desktop here."
    work = {
        "all layers of the demo city loaded": loading,
        **{f"{count:,} units computed": partial(computing, count) for count in SIZES[: 1 if quick else None]},
        f"{len(ODS_DATASETS)} datasets of a service added to the catalogue": harvesting,
        f"a ceiling dragged over {MEASURES} measures": dragging,
        "five shared sites found for the demo city": siting,
        "the map of the demo city printed": partial(exporting, "map"),
        "the same map as web map": partial(exporting, "web_map"),
    }
    goal = Goal(f"silent for at most {MOST_MS} ms", lambda ours, peer: longest(ours.answer) <= MOST_MS)
    return [Case(name, prepare, silence, repeat=1, goal=goal) for name, prepare in work.items()]


def longest(answer: str) -> int:
    """Return the longest silence (ms) that an answer tells."""
    return max(int(number) for number in re.findall(r"(\d+) ms", answer))


def silence(prepared: Callable[[], int]) -> str:
    """Do something twice; return the longest silence of each time."""
    return f"{prepared()} ms at first, {prepared()} ms again"


def once(found, work: str, **arguments) -> int:
    """Have something done inside QGIS; return the window's longest silence (ms) until all is there."""
    found.call("begin", work=work, arguments=arguments)
    return found.wait_for("ended", seconds=PATIENCE)["silence"]


def opened(**settings):
    """Return a window that lives as long as this process, with a folder of the demo city and its map."""
    found = window(INSIDE)
    found.call("choose", **settings)
    return found


def city() -> Path:
    return made_once("silence_city", make_city)


def layer(name: str) -> str:
    return f"{city() / 'demo_city.gpkg'}|layername={name}"


def loading():
    found = opened(catalogue=str(city() / "catalogue.json"))
    found.call("open_dock", name="Catalogue")
    return partial(once, found, "load")


def computing(count: int):
    folder = made_once(f"dock_{count}", partial(make_units, count))
    found = opened(catalogue=str(folder / "catalogue.json"))
    found.call("open_dock", name="Challenge")
    found.call("open_challenge", path=str(folder / "challenge.json"))
    return partial(once, found, "compute")


def harvesting():
    server = STACK.enter_context(replay({"/api/explore/v2.1/catalog/datasets": opendatasoft}))
    found = opened()
    found.call("open_dock", name="Catalogue")
    return partial(once, found, "harvest", address=server.url)


def dragging():
    folder = made_once("measures", make_measures)
    found = opened()
    found.call("open_layers", sources={"Measures": str(folder / "measures.gpkg")})
    found.call("open_dock", name="Planning")
    return partial(once, found, "drag")


def siting():
    found = opened()
    found.call("open_layers", sources={"Addresses": layer("addresses"), "Parks": layer("parks")})
    found.call("open_dock", name="Planning")
    found.call("ask_sites")
    return partial(once, found, "site")


def exporting(kind: str):
    folder = made_once("silence_map", make_map) / "map"
    found = opened()
    found.call("open_dock", name="Map")
    found.call("take_map", folder=str(folder))
    return partial(once, found, kind, folder=str(scratch()))


def make_measures(folder: Path) -> None:
    """Write measures with drawn costs and effects."""
    import numpy as np
    import pandas as pd
    import shapely
    from opgavenkaart.processing.analysis.features import Features
    from opgavenkaart.processing.qgis_io.writing import write_geopackage

    our_provider()
    rng = np.random.default_rng(1)
    table = pd.DataFrame({"title": [f"Measure {number}" for number in range(MEASURES)]})
    table["cost_euro"] = rng.integers(20_000, 900_000, MEASURES).astype(float)
    table["effect"] = (table["cost_euro"] / 1000 * rng.uniform(0.5, 2, MEASURES)).round(1)
    places = shapely.points(rng.uniform(100_000, 110_000, (MEASURES, 2)))
    write_geopackage(folder / "measures.gpkg", "measures", Features("measures", places, table, "EPSG:31370", np.arange(MEASURES)))


def make_map(folder: Path) -> None:
    our_provider()
    inputs = {"CHALLENGE": "warm_homes", "CATALOGUE": str(city() / "catalogue.json"), "LOAD_LAYERS": False}
    with contextlib.suppress(KeyError):  # it has no OUTPUT
        run_algorithm("opgavenkaart:integrated_map", inputs | {"OUTPUT_FOLDER": str(folder / "map")})
