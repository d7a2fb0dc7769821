"""Spatial weights: which units are neighbours of which.

Every weight is 0 or 1 and a unit is never its own neighbour; the statistics standardise or add the unit itself.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import coo_matrix, csr_matrix
from scipy.spatial import cKDTree

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress, Unseen
from .threads import cut_between, in_threads, slice_range

TOUCH_TOLERANCE = 0.001
"""Metres within which two polygons touch: a border that reaches another one halfway rarely lies on it to the last bit."""

DISTANCE_RESOLUTION = 1e-6
"""Metres below which two distances are the same one, so that rounding in a centroid breaks no tie."""

WORTH_PREPARING = 20
"""Vertices of a polygon beyond which an index of them pays."""

MAX_PAIRS = 50_000_000
PAIRS_AT_A_TIME = 4_000
BOXES_A_SLICE = 5_000

HASH = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)
"""Odd numbers whose product spreads the bits of a coordinate."""


def spatial_weights(geometry: np.ndarray, spec: str, progress: Progress = SILENT) -> csr_matrix:
    """Return which of ``geometry`` are neighbours.

    Parameters
    ----------
    geometry : ndarray of shapely polygons, shape (n,)
        Units in a planar system in metres; a unit without geometry has no neighbours under ``queen`` and is refused
        by the others.
    spec : str
        ``queen``: the polygons share at least a point, overlap, or lie within `TOUCH_TOLERANCE` of each other.
        ``knn:8``: the 8 units with the nearest centroids; of equally near ones those that come first.
        ``distance:1000``: the units with their centroid within 1000 metres, that distance included.

    Returns
    -------
    csr_matrix of float, shape (n, n)
        1 where the column's unit is a neighbour of the row's; sorted indices, empty diagonal.

    Raises
    ------
    OpgaveError
        When ``spec`` is none of these, asks for more neighbours than there are other units, or makes more than
        `MAX_PAIRS` pairs.
    """
    kind, number = parse_weights(spec)
    if kind == "queen":
        return _queen(geometry, progress)
    points = _centroids(geometry)
    return _nearest(points, int(number)) if kind == "knn" else _within(points, number)


def parse_weights(spec: str) -> tuple[str, float]:
    """Split a weights text into its kind (``queen``, ``knn``, ``distance``) and its number (0 for ``queen``).

    >>> parse_weights("knn:8")
    ('knn', 8.0)
    """
    kind, _, text = spec.strip().lower().partition(":")
    if kind == "queen" and not text:
        return kind, 0.0
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    whole = kind == "knn" and number >= 1 and number == number // 1
    if whole or (kind == "distance" and 0 < number < math.inf):
        return kind, number
    raise OpgaveError(
        "Weights '{weights}' are not known: use 'queen' (shared borders), 'knn:8' (the 8 nearest units) or"
        " 'distance:1000' (units within 1000 metres).",
        weights=spec,
    )


def islands(weights: csr_matrix) -> np.ndarray:
    """Return the row numbers of the units that have no neighbour."""
    return np.flatnonzero(np.diff(weights.indptr) == 0)


def _matrix(rows: np.ndarray, columns: np.ndarray, n: int) -> csr_matrix:
    matrix = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(n, n)).tocsr()
    matrix.sort_indices()
    return matrix


def _symmetric(pairs: np.ndarray, n: int) -> csr_matrix:
    return _matrix(np.concatenate(pairs), np.concatenate(pairs[::-1]), n)


def _centroids(geometry: np.ndarray) -> np.ndarray:
    missing = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    if missing.any():
        raise OpgaveError(
            "{count} units have no geometry, so their distance to others is unknown: leave them out.", count=int(missing.sum())
        )
    return shapely.get_coordinates(shapely.centroid(geometry))


def _queen(geometry: np.ndarray, progress: Progress) -> csr_matrix:
    """Pairs that share a vertex need no geometry at all; only the other pairs with boxes that meet are tested."""
    n = len(geometry)
    sharing = _vertex_pairs(geometry)
    near = _box_pairs(geometry, progress)
    untested = near[:, ~pd.Index(near[0] * n + near[1]).isin(sharing[0] * n + sharing[1])]
    return _symmetric(np.concatenate([sharing, _find_touching(geometry, untested, progress)], axis=1), n)


def _vertex_pairs(geometry: np.ndarray) -> np.ndarray:
    """Pairs (first < second) of units that have a vertex in common: from the matrix of units x shared vertices."""
    coordinates, unit = shapely.get_coordinates(geometry, return_index=True)
    vertex, count = _number_vertices(coordinates)
    incidence = coo_matrix((np.ones(len(unit), dtype=bool), (unit, vertex)), shape=(len(geometry), count)).tocsc()
    incidence.sum_duplicates()
    incidence = incidence[:, np.diff(incidence.indptr) > 1].astype(np.int32)
    shared = (incidence @ incidence.T).tocoo()
    upper = shared.row < shared.col
    return np.array([shared.row[upper], shared.col[upper]], dtype=np.int64)


def _number_vertices(coordinates: np.ndarray) -> tuple[np.ndarray, int]:
    """Return the number of each vertex, the same for equal coordinates, and how many there are.

    Vertices are told apart by a hash, which takes a quarter of the time; should two that differ share one, by the coordinates themselves.
    """
    bits, pairs = coordinates.view(np.uint64), coordinates.view(np.complex128).ravel()
    x, y = bits[:, 0] * HASH[0], bits[:, 1] * HASH[1]
    vertex, places = pd.factorize(x + (y << np.uint64(32) | y >> np.uint64(32)))
    first = np.flatnonzero(np.diff(np.maximum.accumulate(vertex), prepend=-1))
    if (pairs[first][vertex] != pairs).any():
        vertex, places = pd.factorize(pairs)
    return vertex, len(places)


def _box_pairs(geometry: np.ndarray, progress: Progress) -> np.ndarray:
    """Pairs (first < second) of units whose bounding boxes lie within the tolerance, in the order of the first."""
    boxes = shapely.box(*(shapely.bounds(geometry) + TOUCH_TOLERANCE * np.array([-0.5, -0.5, 0.5, 0.5])).T)
    tree = shapely.STRtree(boxes)

    def near(part: slice) -> np.ndarray:
        first, second = tree.query(boxes[part])
        later = second > first + part.start
        return np.array([first[later] + part.start, second[later]])

    found = in_threads(near, slice_range(len(boxes), BOXES_A_SLICE), Unseen(progress))
    return np.concatenate([np.empty((2, 0), dtype=np.int64), *found], axis=1)


def _find_touching(geometry: np.ndarray, pairs: np.ndarray, progress: Progress) -> np.ndarray:
    """Return which pairs, in the order of their first unit, lie within the tolerance of each other."""
    first, second = geometry[pairs[0]], geometry[pairs[1]]
    if shapely.get_num_coordinates(first).sum() > WORTH_PREPARING * len(first):
        shapely.prepare(geometry[np.unique(pairs[0])])
    slices = cut_between(pairs[0], PAIRS_AT_A_TIME)
    near = in_threads(lambda part: shapely.dwithin(first[part], second[part], TOUCH_TOLERANCE), slices, progress)
    return pairs[:, np.concatenate([np.zeros(0, dtype=bool), *near])]


def _nearest(points: np.ndarray, k: int) -> csr_matrix:
    n = len(points)
    if k >= n:
        raise OpgaveError(
            "Weights 'knn:{k}' need more than {k} units and there are {count}: use a smaller number or 'queen'.", k=k, count=n
        )
    tree = cKDTree(points)
    chosen = np.empty((n, k), dtype=np.int64)
    rows = np.arange(n)
    take = min(n, k + 2)
    while len(rows):
        nearest, settled = _settle(tree, points, rows, k, take)
        chosen[rows[settled]] = nearest[settled]
        rows = rows[~settled]
        take = min(n, 2 * take)
    return _matrix(np.repeat(np.arange(n), k), chosen.ravel(), n)


def _settle(tree: cKDTree, points: np.ndarray, rows: np.ndarray, k: int, take: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the k nearest of ``take`` candidates, ties by index, and whether a tie could reach beyond the candidates."""
    distance, candidate = tree.query(points[rows], take)
    distance = np.round(distance / DISTANCE_RESOLUTION)
    farthest = distance[:, -1].copy()
    distance[candidate == rows[:, None]] = np.inf
    order = np.lexsort((candidate, distance), axis=-1)[:, :k]
    last = np.take_along_axis(distance, order[:, -1:], axis=1)[:, 0]
    settled = (last < farthest) | (take == tree.n)
    return np.take_along_axis(candidate, order, axis=1), settled


def _within(points: np.ndarray, metres: float) -> csr_matrix:
    tree = cKDTree(points)
    reach = metres + DISTANCE_RESOLUTION / 2
    count = (int(tree.count_neighbors(tree, reach)) - len(points)) // 2
    if count > MAX_PAIRS:
        raise OpgaveError(
            "Weights 'distance:{metres:g}' give {count} pairs of neighbours, too many for the memory: use a shorter distance.",
            metres=metres,
            count=count,
        )
    return _symmetric(tree.query_pairs(reach, output_type="ndarray").T, len(points))
