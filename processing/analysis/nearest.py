"""Straight-line distances to the nearest feature, and the ground within a distance. Planar metres throughout."""

from __future__ import annotations

import numpy as np
import shapely

from ..model.progress import SILENT, Progress
from .light_features import PackedShapes
from .threads import in_threads, slice_range

POINTS_A_SLICE = 20_000
POINTS_A_TILE, POINTS_A_LARGE_TILE, MOST_TILES = 2_000, 20_000, 500
"""Few where there are few, for the distance to a polygon of a thousand corners takes a thousand times that to a point."""
SHAPES_A_TREE = 20_000
STEPS_ASIDE, NEAR = 8, 50.0
"""Around a tile shapes are sought within an eighth of its side and so many metres first."""
UNITS_A_SLICE = 8
CORNERS_A_QUARTER = 32
POINT_TYPE = 0


def nearest_distance(targets: np.ndarray | PackedShapes, x: np.ndarray, y: np.ndarray, progress: Progress = SILENT) -> np.ndarray:
    """Return the distance (m) of each point to the nearest target, shape (n,).

    Parameters
    ----------
    targets : ndarray of shapely geometries of any type, or packed ones
        ``None`` and empty ones are skipped; without any target all distances are infinite.
    x, y : ndarray of float, shape (n,)
        NaN where there is no point; its distance is NaN.
    """
    if not isinstance(targets, PackedShapes):
        targets = targets[~(shapely.is_missing(targets) | shapely.is_empty(targets))]
    distance = np.where(np.isnan(x), np.nan, np.inf)
    there = np.flatnonzero(~np.isnan(x)).astype("int32")
    if not len(targets) or not len(there):
        return distance
    if isinstance(targets, PackedShapes) or (shapely.get_type_id(targets) != POINT_TYPE).any():
        _by_shape(targets, x, y, there, distance, progress)
    else:
        distance[there] = _by_coordinates(targets, x[there], y[there], progress)
    return distance


def _by_coordinates(targets: np.ndarray, x: np.ndarray, y: np.ndarray, progress: Progress) -> np.ndarray:
    from scipy.spatial import cKDTree  # takes a tenth of a second to import: only who measures from points to points pays it

    tree = cKDTree(shapely.get_coordinates(targets))
    points = np.column_stack([x, y])
    return np.concatenate(in_threads(lambda part: tree.query(points[part])[0], slice_range(len(points), POINTS_A_SLICE), progress))


def _by_shape(
    targets: np.ndarray | PackedShapes, x: np.ndarray, y: np.ndarray, there: np.ndarray, distance: np.ndarray, progress: Progress
) -> None:
    """Write the distances of the points that are there tile by tile: only shapes near a tile are made, whatever their number is."""
    bounds = targets.bounds if isinstance(targets, PackedShapes) else shapely.bounds(targets)
    if np.isnan(bounds).any(axis=1).all():
        return
    tiles = _tiles(x, y, there)

    def measure(part: slice) -> None:
        for tile in tiles[part]:
            distance[tile] = _nearest_in_tile(targets, bounds, x[tile], y[tile])

    in_threads(measure, slice_range(len(tiles), 1), progress)


def _tiles(x: np.ndarray, y: np.ndarray, there: np.ndarray) -> list[np.ndarray]:
    """Return points in groups that lie together: strips from west to east, each cut from south to north."""
    size = int(np.clip(len(there) // MOST_TILES, POINTS_A_TILE, POINTS_A_LARGE_TILE))
    strips = max(round(np.sqrt(len(there) / size)), 1)
    eastwards = there[np.argsort(x.astype("float32")[there], kind="stable")]  # which lie together need not be known to the centimetre
    tiles = []
    for strip in np.array_split(eastwards, strips):
        upwards = strip[np.argsort(y[strip], kind="stable")]
        tiles += [upwards[part] for part in slice_range(len(upwards), size)]
    return tiles


def _nearest_in_tile(targets: np.ndarray | PackedShapes, bounds: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the distances of points that lie together: to the shapes around them, and to those further off where none is as near as that.

    A shape that does not meet the box around the points, grown by a margin, lies further than that from each of them. So a distance within
    the margin is the least; of a longer one it is known that no shape beyond it needs to be looked at. Some shape there is.
    """
    points, distance = shapely.points(x, y), np.full(len(x), np.inf)
    margin, open_ = max(np.ptp(x), np.ptp(y)) / STEPS_ASIDE + NEAR, np.arange(len(x))
    while len(open_):
        low = np.array([x[open_].min(), y[open_].min()]) - margin
        high = np.array([x[open_].max(), y[open_].max()]) + margin
        near = (bounds[:, 0] <= high[0]) & (bounds[:, 2] >= low[0]) & (bounds[:, 1] <= high[1]) & (bounds[:, 3] >= low[1])
        places = np.flatnonzero(near)
        for part in slice_range(len(places), SHAPES_A_TREE):
            some = targets.take(places[part]) if isinstance(targets, PackedShapes) else targets[places[part]]
            found = shapely.STRtree(some).query_nearest(points[open_], return_distance=True, all_matches=False)[1]
            distance[open_] = np.minimum(distance[open_], found)
        open_ = open_[distance[open_] > margin]
        if len(open_):
            longest = distance[open_].max()
            margin = float(longest) if np.isfinite(longest) else margin * 4
    return distance


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
