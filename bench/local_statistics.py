"""Neighbours and local statistics on the 2,730 neighbourhoods of Flanders, beside PySAL (libpysal and esda)."""

from __future__ import annotations

import os
import warnings
from functools import partial
from pathlib import Path

import numpy as np
import shapely
from esda.getisord import G_Local
from esda.moran import Moran_Local
from libpysal.weights import KNN, WSP, Queen
from opgavenkaart.bench.harness import ROOT, Case, times_as_fast
from opgavenkaart.processing.analysis.local_statistics import gi_star, local_moran
from opgavenkaart.processing.analysis.weights import spatial_weights
from osgeo import ogr

TITLE = "Local statistics"
FILE, FIELD = "vlaanderen/wijken-ggw7-2024.gpkg", "inkomen_per_aangifte"
PERMUTATIONS = 999


def cases(quick: bool) -> list[Case] | str:
    """Weights and statistics, ours and PySAL's (few seconds, so a quick run has them all); a sentence where the data are absent."""
    data = Path(os.environ.get("OPGAVENKAART_DATA") or ROOT.parent / "shared" / "data").resolve()
    if not (data / FILE).exists():
        return f"there is no {FILE} in {data}: give the folder of data as DATA=DIR."
    once, fourfold, with_weights = partial(neighbourhoods, data, 1), partial(neighbourhoods, data, 4), partial(weighted, data)
    return [
        Case("queen weights, 2,730 units", once, our_weights("queen"), peer_queen, "libpysal", goal=times_as_fast(4)),
        Case("8 nearest, 2,730 units", once, our_weights("knn:8"), peer_nearest, "libpysal"),
        Case("queen weights, 10,920 units", fourfold, our_weights("queen"), peer_queen, "libpysal", goal=times_as_fast(4)),
        Case("Gi*, 999 permutations, 2,730 units", with_weights, our_gi_star, peer_gi_star, "esda", goal=times_as_fast(10)),
        Case("local Moran, 999 permutations, 2,730 units", with_weights, our_moran, peer_moran, "esda", goal=times_as_fast(10)),
    ]


def read(data: Path) -> tuple[np.ndarray, np.ndarray]:
    """Return the neighbourhoods' polygons and incomes (NaN where unknown)."""
    ogr.UseExceptions()
    source = ogr.Open(str(data / FILE))
    rows = [(bytes(feature.GetGeometryRef().ExportToWkb()), feature.GetField(FIELD)) for feature in source.GetLayer(0)]
    return shapely.from_wkb([wkb for wkb, _ in rows]), np.array([value for _, value in rows], dtype=float)


def neighbourhoods(data: Path, copies: int) -> np.ndarray:
    """Return the polygons of ``copies`` of all Flanders side by side."""
    geometry, _ = read(data)
    return np.concatenate([shapely.transform(geometry, lambda xy, step=step: xy + [step * 300_000.0, 0]) for step in range(copies)])


def weighted(data: Path) -> tuple:
    """Return incomes with their 8-nearest weights, as a matrix for us and as PySAL's own object."""
    geometry, values = read(data)
    known = np.isfinite(values)
    weights = spatial_weights(geometry[known], "knn:8")
    return values[known], weights, WSP(weights).to_W(silence_warnings=True)


def our_weights(spec: str):
    return lambda geometry: f"{spatial_weights(geometry, spec).nnz} pairs"


def peer_queen(geometry) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return f"{Queen.from_iterable(geometry.tolist()).sparse.nnz} pairs"


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


def said(p: np.ndarray) -> str:
    return f"{(p <= 0.05).sum()} at 0.05"
