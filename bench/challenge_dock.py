"""The challenge dock in a real window: from a slider to the map."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path

from opgavenkaart.bench.harness import Case, at_most, made_once, start_qgis
from opgavenkaart.bench.window import window

TITLE = "The challenge dock"
INDICATORS = 12
STEPS = 10
INSIDE = Path(__file__).with_name("inside_dock.py")


def cases(quick: bool) -> list[Case] | str:
    """Two sizes; a sentence where there is no window."""
    if shutil.which("Xvfb") is None or shutil.which("qgis") is None:
        return "there is no Xvfb or no QGIS Desktop here."
    sizes = {3000: 0.1} if quick else {3000: 0.1, 20_000: 0.4}
    name = "{count:,} units, {indicators} indicators: {steps} steps of a slider, each until the map is asked to repaint"
    return [
        Case(
            name.format(count=count, indicators=INDICATORS, steps=STEPS),
            partial(computed, count),
            slide,
            write,
            "index written to the layer",
            repeat=1,
            goal=at_most(STEPS * seconds),
        )
        for count, seconds in sizes.items()
    ]


def make_units(count: int, folder: Path) -> None:
    """Write a grid of units with a column for each indicator, with a catalogue and a challenge on it."""
    start_qgis()
    import numpy as np
    import pandas as pd
    import shapely
    from opgavenkaart.processing.analysis.features import Features
    from opgavenkaart.processing.qgis_io.writing import write_geopackage

    rng, side = np.random.default_rng(1), int(count**0.5) + 1
    x, y = np.arange(count) % side * 100.0, np.arange(count) // side * 100.0
    smooth = np.sin(x / 900) + np.cos(y / 700)
    values = {f"v{number}": smooth + rng.normal(size=count) for number in range(INDICATORS)}
    codes = [f"u{number}" for number in range(count)]
    table = pd.DataFrame({"code": codes, "name": codes, **values})
    write_geopackage(
        folder / "units.gpkg", "units", Features("units", shapely.box(x, y, x + 100, y + 100), table, "EPSG:31370", np.arange(count))
    )
    source = {"kind": "gpkg", "path": "units.gpkg", "layer": "units"}
    record = {
        "id": "grid",
        "title": {"nl": "Raster"},
        "publisher": {"name": "x", "kind": "city"},
        "source": source,
        "crs": "EPSG:31370",
        "geometry": "polygon",
    }
    record |= {"key": "code", "redistribution": "yes"}
    (folder / "catalogue.json").write_text(json.dumps({"records": [record]}), encoding="utf-8")
    indicators = [
        {
            "id": f"i{number}",
            "title": {"nl": f"Nood {number}"},
            "sector": "energy",
            "layer": "grid",
            "measure": "attribute",
            "field": f"v{number}",
        }
        for number in range(INDICATORS)
    ]
    units = {"layer": "grid", "key": "code", "name": "name", "population": None}
    challenge = {"id": "grid_need", "title": {"nl": "Raster"}, "units": units, "indicators": indicators, "clusters": {"permutations": 99}}
    (folder / "challenge.json").write_text(json.dumps(challenge), encoding="utf-8")


def computed(count: int):
    """Return a window in which the challenge is computed."""
    folder = made_once(f"dock_{count}", partial(make_units, count))
    found = window(INSIDE)
    found.call("open_dock", catalogue=str(folder / "catalogue.json"))
    found.call("compute", challenge=str(folder / "challenge.json"))
    found.wait_for("computed", seconds=250)
    found.call("memory_layer")
    return found


def slide(found) -> str:
    return f"{found.call('slide', steps=STEPS):,} units"


def write(found) -> str:
    return f"{found.call('write', steps=STEPS):,} units"
