"""All of Flanders at once: millions of points to its units, and their distances to a million polygons, beside a QGIS that does nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np
import shapely
from opgavenkaart.bench.aggregation import known, ours
from opgavenkaart.bench.generated import CORNER, SIDE, tiling, write
from opgavenkaart.bench.harness import Case, made_once, megabytes_above

TITLE = "All of Flanders at once"
POINTS, POLYGONS, UNITS = 3_500_000, 1_000_000, (2_730, 9_845)
TOWNS = 2_000
SCALE = 5.8
"""Side of the ground, as a multiple of a generated city's: 13,500 km2."""
BARE = "QGIS that does nothing"


def cases(quick: bool) -> list[Case]:
    """Counts in coarse and fine units, and distances; a quick run takes a hundredth of all but the units."""
    share = 0.01 if quick else 1.0
    points, polygons = int(POINTS * share), int(POLYGONS * share)
    goal = megabytes_above(600)
    count = {"MEASURE": "count", "NAME": "answer"}
    found = [
        Case(
            f"{points:,} points, {units:,} units, count",
            partial(laid, share, units),
            partial(ours, "points", count),
            nothing,
            BARE,
            repeat=1,
            goal=goal,
        )
        for units in UNITS
    ]
    fine = partial(laid, share, UNITS[1])
    return [*found, Case(f"{points:,} points to {polygons:,} polygons, distance", fine, distances, nothing, BARE, repeat=1, goal=goal)]


def nothing(files: dict[str, str]) -> str:
    return ""


def distances(files: dict[str, str]):
    return ours("polygons", {"MEASURE": "distance_nearest", "POINTS": files["points"], "NAME": "answer"}, files)


def laid(share: float, units: int) -> dict[str, str]:
    folder = made_once(f"flanders {share}", partial(write_layers, share))
    return known(
        {name: str(folder / f"{file}.gpkg") for name, file in (("points", "points"), ("polygons", "polygons"), ("units", f"units_{units}"))}
    )


def write_layers(share: float, folder: Path) -> None:
    random = np.random.default_rng(1)
    towns = random.uniform(0, SIDE, (TOWNS, 2))

    def around(count: int) -> np.ndarray:
        places = towns[random.integers(0, TOWNS, count)] + random.normal(0, SIDE / 90, (count, 2))
        return np.clip(places, 0, SIDE) * SCALE + CORNER

    count = int(POINTS * share)
    write(folder, "points", shapely.points(around(count)), {"value": random.uniform(0, 100, count)})
    count = int(POLYGONS * share)
    angle = np.linspace(0, 2 * np.pi, 7, endpoint=False)
    reach = random.uniform(4, 25, (count, 1)) * random.uniform(0.8, 1.2, (count, 7))
    corners = around(count)[:, None, :] + reach[..., None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    write(folder, "polygons", shapely.polygons(corners), {"value": random.uniform(0, 1, count)})
    for units in UNITS:
        geometry = shapely.transform(tiling(units, 4, random), lambda xy: xy * SCALE + CORNER)
        write(folder, f"units_{units}", geometry, {"code": np.arange(len(geometry)).astype(str)})
