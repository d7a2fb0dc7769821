"""Neighbours, local statistics and certainty on the 2,730 neighbourhoods of Flanders and on 20,000 units, beside PySAL (libpysal, esda)."""

from __future__ import annotations

import os
import warnings
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from esda.getisord import G_Local
from esda.moran import Moran_Local
from geopandas import GeoSeries
from libpysal.weights import KNN, WSP, Queen
from opgavenkaart.bench.harness import ROOT, Case, at_most, times_as_fast
from opgavenkaart.processing.analysis.evaluation import evaluate
from opgavenkaart.processing.analysis.local_statistics import gi_star, local_moran
from opgavenkaart.processing.analysis.sensitivity import sensitivity
from opgavenkaart.processing.analysis.weights import spatial_weights
from opgavenkaart.processing.model.challenge import Aggregation, Indicator, Measurement
from opgavenkaart.processing.model.text import Text
from osgeo import ogr

TITLE = "Local statistics"
FILE, FIELD = "vlaanderen/wijken-ggw7-2024.gpkg", "inkomen_per_aangifte"
PERMUTATIONS, DRAWS, INDICATORS = 999, 10_000, 8
MANY, SIDE = 20_000, 100_000.0


def cases(quick: bool) -> list[Case] | str:
    """Weights and statistics, ours and PySAL's; a sentence where the data, or what makes esda fast, are absent."""
    data = Path(os.environ.get("OPGAVENKAART_DATA") or ROOT.parent / "shared" / "data").resolve()
    if not (data / FILE).exists():
        return f"there is no {FILE} in {data}: give the folder of data as DATA=DIR."
    if not find_spec("numba"):
        return "there is no numba, without which esda is slow: install it in .venv."
    flanders, cells = partial(neighbourhoods, data), partial(voronoi, MANY)
    few, many = partial(weighted, partial(incomes, data)), partial(weighted, partial(noise, cells))
    compiled = {"peer_name": "esda, compiled", "peer_compiles": True}
    return [
        Case("queen weights, 2,730 units", flanders, our_weights("queen"), peer_queen, "libpysal"),
        Case("queen weights, 20,000 generated units", cells, our_weights("queen"), peer_queen, "libpysal", goal=times_as_fast(15)),
        Case(
            "queen weights, 20,000 units, Flanders side by side",
            partial(neighbourhoods, data, MANY),
            our_weights("queen"),
            peer_queen,
            "libpysal",
            goal=times_as_fast(15),
        ),
        Case("8 nearest, 2,730 units", flanders, our_weights("knn:8"), peer_nearest, "libpysal"),
        Case("Gi*, 999 permutations, 2,730 units", few, our_gi_star, peer_gi_star, goal=times_as_fast(10), **compiled),
        Case("local Moran, 999 permutations, 2,730 units", few, our_moran, peer_moran, goal=times_as_fast(10), **compiled),
        Case("Gi*, 999 permutations, 20,000 units", many, our_gi_star, peer_gi_star, goal=times_as_fast(50), **compiled),
        Case("local Moran, 999 permutations, 20,000 units", many, our_moran, peer_moran, goal=times_as_fast(50), **compiled),
        Case("certainty of an index, 10,000 draws, 8 indicators, 2,730 units", index_of_noise, our_sensitivity, goal=at_most(5)),
    ]


def read(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the neighbourhoods' polygons and incomes (NaN where unknown)."""
    ogr.UseExceptions()
    source = ogr.Open(str(data / FILE))
    rows = [(bytes(feature.GetGeometryRef().ExportToWkb()), feature.GetField(FIELD)) for feature in source.GetLayer(0)]
    return shapely.from_wkb([wkb for wkb, _ in rows]), np.array([value for _, value in rows], dtype=float)


def neighbourhoods(data: Path, count: int | None = None) -> np.ndarray:
    """Return the polygons of Flanders, or ``count`` of as many copies of it side by side as that takes."""
    geometry, _ = read(data)
    copies = -(-(count or len(geometry)) // len(geometry))
    return np.concatenate([shapely.transform(geometry, lambda xy, step=step: xy + [step * 300_000.0, 0]) for step in range(copies)])[:count]


def voronoi(count: int) -> np.ndarray:
    """Return cells that cover a square, always the same for a count."""
    square = shapely.box(0, 0, SIDE, SIDE)
    points = shapely.multipoints(np.random.default_rng(1).uniform(0, SIDE, (count, 2)))
    return shapely.intersection(shapely.get_parts(shapely.voronoi_polygons(points, extend_to=square)), square)


def incomes(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the neighbourhoods that have an income, and it."""
    geometry, values = read(data)
    known = np.isfinite(values)
    return geometry[known], values[known]


def noise(cells) -> tuple[np.ndarray, np.ndarray]:
    """Return units, and values in which neighbours are somewhat alike."""
    geometry = cells()
    values = np.random.default_rng(2).normal(size=len(geometry))
    return geometry, values + spatial_weights(geometry, "queen") @ values / 6


def weighted(units) -> tuple:
    """Return values with their units' 8-nearest weights, as a matrix for us and as PySAL's own object."""
    geometry, values = units()
    weights = spatial_weights(geometry, "knn:8")
    return values, weights, WSP(weights).to_W(silence_warnings=True)


def index_of_noise() -> tuple:
    """Return indicators, their values for 2,730 units and the index of these."""
    names = [f"indicator_{number}" for number in range(INDICATORS)]
    indicators = [Indicator(name, Text(name, name), "energy", Measurement("layer", "attribute", name)) for name in names]
    raw = pd.DataFrame(np.random.default_rng(3).gamma(2.0, size=(2730, INDICATORS)), columns=names)
    return indicators, raw, evaluate(indicators, raw, dict.fromkeys(names, 1.0), Aggregation()).index


def our_weights(spec: str):
    return lambda geometry: f"{spatial_weights(geometry, spec).nnz} pairs"


def peer_queen(geometry) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return f"{Queen.from_dataframe(GeoSeries(geometry).to_frame('geometry'), use_index=False).sparse.nnz} pairs"


def peer_nearest(geometry) -> str:
    return f"{KNN.from_array(shapely.get_coordinates(shapely.centroid(geometry)), k=8).sparse.nnz} pairs"


def our_gi_star(prepared) -> str:
    values, weights, _ = prepared
    return said(gi_star(values, weights, PERMUTATIONS).p_value)


def our_moran(prepared) -> str:
    values, weights, _ = prepared
    return said(local_moran(values, weights, PERMUTATIONS).p_value)


def peer_gi_star(prepared) -> str:
    values, _, weights = prepared
    return said(2 * G_Local(values, weights, transform="B", star=True, permutations=PERMUTATIONS, seed=1, n_jobs=1).p_sim)


def peer_moran(prepared) -> str:
    values, _, weights = prepared
    return said(2 * Moran_Local(values, weights, permutations=PERMUTATIONS, seed=1, n_jobs=1).p_sim)


def our_sensitivity(prepared) -> str:
    found = sensitivity(*prepared, DRAWS)
    return f"{(found.certainty == 'robust').sum()} robust"


def said(p: np.ndarray) -> str:
    return f"{(p <= 0.05).sum()} at 0.05"
