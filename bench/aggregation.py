"""Points, lines and polygons brought to units as algorithms, file to file, beside QGIS's own, in a QGIS that has run one before."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import shapely
from opgavenkaart.bench.generated import CORNER, SIDE, blobs, tiling, write
from opgavenkaart.bench.harness import ROOT, Case, Goal, made_once, our_provider, run_algorithm, scratch, times_as_fast

TITLE = "Aggregation to units"
GHENT = {
    "units": "gent/statistische-sectoren-gent.gpkg",
    "points": "gent/adressen-crab2013-gent.gpkg",
    "roads": "gent/wegsegmenten-gent.gpkg",
}
FLANDERS = "vlaanderen/wijken-ggw7-2024.gpkg"
COUNTS = {"points": 1_000_000, "polygons": 50_000, "units": 4_000, "roads": 285_000}
"""Features of the generated layers: twenty times what Ghent has, as close together as there."""
SCALE = 2.8
"""Side of the generated ground, as a multiple of a generated city's."""
Files = dict[str, str]


def cases(quick: bool) -> list[Case]:
    """Ghent's files where they are there, and the same generated twenty times as large; a quick run takes Ghent or nothing large."""
    data = Path(os.environ.get("OPGAVENKAART_DATA") or ROOT.parent / "shared" / "data").resolve()
    real = ghent(data) if (data / FLANDERS).exists() else []
    return real if quick and real else real + generated()


def ghent(data: Path) -> list[Case]:
    """Return the cases on real files."""
    sectors = {name: str(data / path) for name, path in GHENT.items()}
    neighbourhoods = sectors | {"units": str(data / FLANDERS)}
    goal = times_as_fast(2.5)
    return [
        count_case("93,661 addresses, 201 sectors, count, first run of a QGIS", partial(known, sectors), 5),
        count_case("93,661 addresses, 201 sectors, count", partial(laid, sectors), 5, goal),
        count_case("93,661 addresses, 2,730 neighbourhoods, count", partial(laid, neighbourhoods), 5, goal),
        mean_case("93,661 addresses, 201 sectors, mean", partial(laid, sectors), "LAT", 5, goal),
        mean_case("93,661 addresses, 2,730 neighbourhoods, mean", partial(laid, neighbourhoods), "LAT", 5, goal),
        length_case("14,266 roads, 201 sectors, length", partial(laid, sectors), 5, goal),
    ]


def generated() -> list[Case]:
    """Return the cases on generated files."""
    goal = times_as_fast(5)
    return [
        count_case("1,000,000 points, 4,000 units, count", large, 3, goal),
        mean_case("1,000,000 points, 4,000 units, mean", large, "value", 2, goal),
        length_case("285,000 roads, 4,000 units, length", large, 2, goal),
        Case(
            "50,000 polygons, 4,000 units, transfer by area",
            large,
            partial(ours, "polygons", {"MEASURE": "transfer_extensive", "FIELD": "value", "NAME": "answer"}),
            intersection,
            "native:intersection, units by polygons (the faster order), not yet summed",
            repeat=2,
            goal=goal,
        ),
    ]


def count_case(name: str, prepare: Callable, repeat: int, goal: Goal | None = None) -> Case:
    count = partial(ours, "points", {"MEASURE": "count", "NAME": "answer"})
    return Case(name, prepare, count, native_count, "native:countpointsinpolygon", repeat=repeat, goal=goal)


def mean_case(name: str, prepare: Callable, field: str, repeat: int, goal: Goal) -> Case:
    mean = partial(ours, "points", {"MEASURE": "mean", "FIELD": field, "NAME": "answer"})
    return Case(name, prepare, mean, partial(native_mean, field), "native:joinbylocationsummary", repeat=repeat, goal=goal)


def length_case(name: str, prepare: Callable, repeat: int, goal: Goal) -> Case:
    length = partial(ours, "roads", {"MEASURE": "length", "NAME": "answer"})
    return Case(name, prepare, length, native_length, "native:sumlinelengths", repeat=repeat, goal=goal)


def known(files: Files) -> Files:
    our_provider()
    return files


def laid(files: Files) -> Files:
    """Run every algorithm on next to nothing, so that what follows finds a QGIS that has run them before."""
    known(files)
    folder = made_once("next to nothing", partial(write_layers, dict.fromkeys(COUNTS, 50)))
    small = {name: str(folder / f"{name}.gpkg") for name in COUNTS}
    for layer, measure in (("points", "count"), ("roads", "length"), ("polygons", "area_share")):
        ours(layer, {"MEASURE": measure, "NAME": "answer"}, small)
    for peer in (native_count, partial(native_mean, "value"), native_length, intersection):
        peer(small)
    return files


def large() -> Files:
    folder = made_once("twenty times Ghent", partial(write_layers, COUNTS))
    return laid({name: str(folder / f"{name}.gpkg") for name in COUNTS})


def write_layers(counts: dict[str, int], folder: Path) -> None:
    random = np.random.default_rng(1)
    layers = {
        "points": shapely.points(random.uniform(0, SIDE, (counts["points"], 2))),
        "polygons": blobs(counts["polygons"], 20, random),
        "units": tiling(counts["units"], 4, random),
        "roads": roads(counts["roads"], random),
    }
    for name, geometry in layers.items():
        placed = shapely.transform(geometry, lambda xy: xy * SCALE + CORNER)
        columns = {"value": random.uniform(0, 100, len(placed)), "code": np.arange(len(placed)).astype(str), "area": shapely.area(placed)}
        write(folder, name, placed, columns)


def roads(count: int, random: np.random.Generator) -> np.ndarray:
    """Return crooked lines of eight points, some 150 metres long."""
    steps = (random.normal(0, 6, (count, 7, 2)) + random.normal(0, 15, (count, 1, 2))) / SCALE
    start = random.uniform(0, SIDE, (count, 1, 2))
    return shapely.linestrings(np.concatenate([start, start + np.cumsum(steps, axis=1)], axis=1))


def ours(layer: str, inputs: dict, files: Files) -> Callable[[], str]:
    return run("opgavenkaart:aggregate_to_units", {"UNITS": files["units"], "INPUT": files[layer], **inputs}, "answer")


def native_count(files: Files) -> Callable[[], str]:
    return run("native:countpointsinpolygon", {"POLYGONS": files["units"], "POINTS": files["points"]}, "NUMPOINTS")


def native_mean(field: str, files: Files) -> Callable[[], str]:
    inputs = {"INPUT": files["units"], "JOIN": files["points"], "PREDICATE": [0], "JOIN_FIELDS": [field], "SUMMARIES": [6]}
    return run("native:joinbylocationsummary", inputs, f"{field}_mean")


def native_length(files: Files) -> Callable[[], str]:
    return run("native:sumlinelengths", {"POLYGONS": files["units"], "LINES": files["roads"]}, "LENGTH")


def intersection(files: Files) -> Callable[[], str]:
    inputs = {"INPUT": files["units"], "OVERLAY": files["polygons"], "INPUT_FIELDS": ["code"], "OVERLAY_FIELDS": ["value", "area"]}
    return run("native:intersection", inputs, "value * ST_Area(geom) / area")


def run(algorithm: str, inputs: dict, answer: str) -> Callable[[], str]:
    """Run an algorithm; return what tells the sum of a field, or of what SQL makes of fields, over its output."""
    path = str(scratch() / "output.gpkg")
    run_algorithm(algorithm, inputs | {"OUTPUT": path})
    return partial(total, path, answer)


def total(path: str, answer: str) -> str:
    from osgeo import ogr

    dataset = ogr.Open(path)
    rows = dataset.ExecuteSQL(f'SELECT SUM({answer}) AS total FROM "{dataset.GetLayer(0).GetName()}"')
    return f"{rows.GetNextFeature().GetField(0):,.6g}"
