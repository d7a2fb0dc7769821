"""Which features meet which units, and how much of each lies there: index pairs with areas or lengths.

All three doors find candidates by bounding box, settle most of them with the prepared unit, and compute an
intersection only for the few that a border cuts. Geometries are valid, planar and in one CRS; ``None`` and empty ones
meet nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
import shapely

from ..model.progress import SILENT, Progress
from .line_cuts import lengths_inside
from .point_grid import PointGrid, expand_ranges
from .threads import cut_between, in_threads, slice_range

POINTS_A_SLICE = 50_000
PAIRS_A_SLICE = 2000
UNIONS_A_SLICE = 8


@dataclass(frozen=True)
class Pairs:
    """Pairs of a unit and a feature, sorted by unit.

    Attributes
    ----------
    unit, item : ndarray of int, shape (pairs,)
        Positions in the units and in the features.
    size : ndarray of float, shape (pairs,)
        What they share: square metres, metres, or 1 for a point.
    """

    unit: np.ndarray
    item: np.ndarray
    size: np.ndarray

    def __len__(self) -> int:
        return len(self.unit)

    def where(self, mask: np.ndarray) -> Pairs:
        """Return the pairs for which ``mask`` (bool, shape (pairs,)) holds."""
        return Pairs(self.unit[mask], self.item[mask], self.size[mask])


def distinct_pairs(pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each of some pairs of whole numbers from 0 once, in order, and of each that was given which of these it is.

    By one number for a pair, which numpy sorts many times as fast as rows.

    >>> distinct_pairs(np.array([[2, 0], [0, 7], [2, 0]]))
    (array([[0, 7],
           [2, 0]]), array([1, 0, 1]))
    """
    size = int(pairs[:, 1].max(initial=0)) + 1
    keys, which = np.unique(pairs[:, 0].astype(np.int64) * size + pairs[:, 1], return_inverse=True)
    return np.column_stack(np.divmod(keys, size)), which.ravel()


def point_pairs(units: np.ndarray, x: np.ndarray, y: np.ndarray, progress: Progress = SILENT) -> Pairs:
    """Return which points lie in which units.

    A point inside several units belongs to each of them; a point that lies on borders only belongs to the first unit
    whose border it is, so that the counts of units that tile the ground add up.

    Parameters
    ----------
    units : ndarray of shapely polygons, shape (n,)
    x, y : ndarray of float, shape (m,)
        Coordinates of the points; NaN where there is none.
    """
    unit, item = _points_meeting(units, x, y, progress)
    return _first_on_borders(units, x, y, Pairs(unit, item, np.ones(len(item))))


def _points_meeting(units: np.ndarray, x: np.ndarray, y: np.ndarray, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return units and the points that lie in them or on their borders, sorted by unit; all that it took is given back."""
    shapely.prepare(units)
    grid = PointGrid(x, y)
    unit, start, end = grid.runs(shapely.bounds(units))

    def inside(part: slice) -> tuple[np.ndarray, np.ndarray]:
        run, near = expand_ranges(start[part], end[part])
        asked = unit[part][run]
        meets = shapely.intersects_xy(units[asked], grid.x[near], grid.y[near])
        return asked[meets].astype("int32"), grid.item[near[meets]]

    found = in_threads(inside, cut_between(unit, POINTS_A_SLICE, end - start), progress)
    met, item = (np.concatenate(parts) for parts in zip(2 * [np.empty(0, dtype="int32")], *found, strict=True))
    return met, item


def _first_on_borders(units: np.ndarray, x: np.ndarray, y: np.ndarray, pairs: Pairs) -> Pairs:
    """Of points that meet several units, keep the pairs that are inside; where none is, the first."""
    several = np.flatnonzero((np.bincount(pairs.item, minlength=len(x)) > 1)[pairs.item])
    if not len(several):
        return pairs
    unit, item = pairs.unit[several], pairs.item[several]
    inside = shapely.contains_xy(units[unit], x[item], y[item])
    on_borders_only = np.bincount(item, inside, minlength=len(x))[item] == 0
    is_first = np.zeros(len(several), dtype=bool)
    is_first[np.unique(item, return_index=True)[1]] = True
    keep = np.ones(len(pairs), dtype=bool)
    keep[several] = inside | (on_borders_only & is_first)
    return pairs.where(keep)


def overlap_pairs(units: np.ndarray, items: np.ndarray, progress: Progress = SILENT) -> Pairs:
    """Return which polygons overlap which units, and the area they share (m2 in a CRS in metres).

    Polygons that only touch a unit make no pair. Features that overlap each other each count in full.

    Parameters
    ----------
    units, items : ndarray of shapely polygons, shapes (n,) and (m,)
    """

    def cut_area(unit: np.ndarray, item: np.ndarray) -> np.ndarray:
        return shapely.area(shapely.intersection(units[unit], items[item]))

    return _measure_shared(units, items, shapely.area, cut_area, progress)


def length_pairs(units: np.ndarray, lines: np.ndarray, progress: Progress = SILENT) -> Pairs:
    """Return which lines run through which units, and for how many metres.

    A stretch along the shared border of units belongs to the first of them, so that lengths add up.

    Parameters
    ----------
    units : ndarray of shapely polygons, shape (n,)
    lines : ndarray of shapely lines, shape (m,)
    """
    return _borders_once(units, lines, _measure_shared(units, lines, shapely.length, partial(lengths_inside, units, lines), progress))


def _measure_shared(
    units: np.ndarray,
    items: np.ndarray,
    measure: Callable[[np.ndarray], np.ndarray],
    measure_cut: Callable[[np.ndarray, np.ndarray], np.ndarray],
    progress: Progress,
) -> Pairs:
    """Return the pairs with the ``measure`` of what they share: a whole feature that the unit covers, else what ``measure_cut`` says."""
    shapely.prepare(units)
    unit, item = shapely.STRtree(items).query(units)
    whole = measure(items)

    def sizes(part: slice) -> np.ndarray:
        u, i = unit[part], item[part]
        covered = shapely.covers(units[u], items[i])
        size = np.where(covered, whole[i], 0.0)
        cut = np.flatnonzero(~covered)
        cut = cut[shapely.intersects(units[u[cut]], items[i[cut]])]
        size[cut] = measure_cut(u[cut], i[cut])
        return size

    size = np.concatenate([*in_threads(sizes, cut_between(unit, PAIRS_A_SLICE), progress), np.empty(0)])
    return Pairs(unit, item, size).where(size > 0)


def _borders_once(units: np.ndarray, lines: np.ndarray, pairs: Pairs) -> Pairs:
    """Take the stretches that run along a border away from all units of that border but the first."""
    whole = shapely.length(lines)
    too_long = np.bincount(pairs.item, pairs.size, minlength=len(lines)) > whole * (1 + 1e-12)
    position = np.flatnonzero(too_long[pairs.item])
    unit, item = pairs.unit[position], pairs.item[position]
    border = shapely.intersection(shapely.boundary(units[unit]), lines[item])
    frame = pd.DataFrame({"item": item, "position": position, "border": border})[shapely.length(border) > 0]
    twice = frame.merge(frame, on="item", suffixes=("", "_later")).query("position < position_later")
    size = pairs.size.copy()
    np.subtract.at(size, twice["position_later"], shapely.length(shapely.intersection(twice["border"], twice["border_later"])))
    return Pairs(pairs.unit, pairs.item, size).where(size > whole[pairs.item] * 1e-12)


def measure_double_counting(units: np.ndarray, items: np.ndarray, pairs: Pairs, progress: Progress = SILENT) -> np.ndarray:
    """Return the area (m2) by which the shared areas of ``pairs`` exceed the ground that they cover, per unit, shape (n,).

    Only features that overlap another one are united, unit by unit, clipped to the unit.
    """
    mine = pairs.where(find_overlapping(items, progress)[pairs.item])
    start = np.searchsorted(mine.unit, np.arange(len(units) + 1))
    excess = np.zeros(len(units))

    def unite(part: slice) -> None:
        for unit in range(part.start, part.stop):
            here = slice(start[unit], start[unit + 1])
            if here.stop > here.start:
                pieces = shapely.intersection(units[unit], items[mine.item[here]])
                excess[unit] = mine.size[here].sum() - shapely.area(shapely.union_all(pieces))

    in_threads(unite, slice_range(len(units), UNIONS_A_SLICE), progress)
    return excess


def find_overlapping(items: np.ndarray, progress: Progress = SILENT) -> np.ndarray:
    """Return whether each polygon shares ground with another one, bool, shape (m,); touching is not sharing."""
    one, other = shapely.STRtree(items).query(items, predicate="intersects")
    one, other = one[one < other], other[one < other]

    def share_ground(part: slice) -> np.ndarray:
        return shapely.relate_pattern(items[one[part]], items[other[part]], "2********")

    shared = np.concatenate([*in_threads(share_ground, slice_range(len(one), PAIRS_A_SLICE), progress), np.empty(0, dtype=bool)])
    result = np.zeros(len(items), dtype=bool)
    result[one[shared]] = True
    result[other[shared]] = True
    return result
