"""Straight-line distances to the nearest feature, and the ground within a distance. Planar metres throughout."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.progress import SILENT, Progress
from .threads import in_threads, slice_range

POINTS_A_SLICE = 20_000
POINTS_A_SLICE_TO_SHAPES = 2_000
"""Fewer, for the distance to a polygon of a thousand corners takes a thousand times that to a point."""
UNITS_A_SLICE = 8
CORNERS_A_QUARTER = 32
POINT_TYPE = 0


def nearest_distance(targets: np.ndarray, x: np.ndarray, y: np.ndarray, progress: Progress = SILENT) -> np.ndarray:
    """Return the distance (m) of each point to the nearest target, shape (n,).

    Parameters
    ----------
    targets : ndarray of shapely geometries of any type
        ``None`` and empty ones are skipped; without any target all distances are infinite.
    x, y : ndarray of float, shape (n,)
        NaN where there is no point; its distance is NaN.
    """
    targets = targets[~(shapely.is_missing(targets) | shapely.is_empty(targets))]
    distance = np.where(np.isnan(x), np.nan, np.inf)
    there = np.flatnonzero(~np.isnan(x))
    if len(targets) and len(there):
        find = _by_coordinates if (shapely.get_type_id(targets) == POINT_TYPE).all() else _by_shape
        distance[there] = find(targets, x[there], y[there], progress)
    return distance


def _by_coordinates(targets: np.ndarray, x: np.ndarray, y: np.ndarray, progress: Progress) -> np.ndarray:
    from scipy.spatial import cKDTree  # takes a tenth of a second to import: only who measures from points to points pays it

    tree = cKDTree(shapely.get_coordinates(targets))
    points = np.column_stack([x, y])
    return np.concatenate(in_threads(lambda part: tree.query(points[part])[0], slice_range(len(points), POINTS_A_SLICE), progress))


def _by_shape(targets: np.ndarray, x: np.ndarray, y: np.ndarray, progress: Progress) -> np.ndarray:
    tree = shapely.STRtree(targets)
    points = shapely.points(x, y)
    tree.query_nearest(points[:1])  # the tree is built at its first question: not in two threads at once

    def distances(part: slice) -> np.ndarray:
        return tree.query_nearest(points[part], return_distance=True, all_matches=False)[1]

    return np.concatenate(in_threads(distances, slice_range(len(points), POINTS_A_SLICE_TO_SHAPES), progress))


def near_pairs(points: np.ndarray, others: np.ndarray, distance: float, most: int) -> np.ndarray:
    """Return the pairs of each point with the nearest of the others, ``most`` at most, within a distance (m); shape (pairs, 2).

    Parameters
    ----------
    points, others : ndarray of float, shape (n, 2), (m, 2)
        Coordinates in metres; NaN where there are none.
    """
    from scipy.spatial import cKDTree

    here, there = (np.flatnonzero(np.isfinite(one).all(axis=1)) for one in (points, others))
    if not len(here) or not len(there):
        return np.empty((0, 2), dtype=np.int64)
    ranks = range(1, min(most, len(there)) + 1)
    _, near = cKDTree(others[there]).query(points[here], k=ranks, distance_upper_bound=np.nextafter(distance, np.inf))
    row, column = np.nonzero(near < len(there))
    return np.column_stack([here[row], there[near[row, column]]])


def area_within(units: np.ndarray, targets: np.ndarray, distance: float, progress: Progress = SILENT) -> np.ndarray:
    """Return the area (m2) of each unit that lies within ``distance`` (m) of a target, shape (n,).

    Circles have 128 corners, so that the ground around a single point comes out 0.04 % too small.
    """
    zones = shapely.buffer(targets, distance, quad_segs=CORNERS_A_QUARTER)
    unit, target = shapely.STRtree(zones).query(units, predicate="intersects")
    start = np.searchsorted(unit, np.arange(len(units) + 1))
    area = np.zeros(len(units))

    def measure(part: slice) -> None:
        for index in range(part.start, part.stop):
            near = zones[target[start[index] : start[index + 1]]]
            if len(near):
                area[index] = shapely.area(shapely.intersection(units[index], shapely.union_all(near)))

    in_threads(measure, slice_range(len(units), UNITS_A_SLICE), progress)
    return area
