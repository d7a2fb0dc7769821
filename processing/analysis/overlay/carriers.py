"""Lines and points against polygon layers: pieces of lines, and points, with the features that cover them.

Lines are cut where they cross a border, at the same bits as in any other overlay, and each stretch between cuts is located by one point
on it. A line along a border is covered by the features on both sides, and so is a point on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np
import shapely

from .arrays import coordinates, points, spans, starts
from .buckets import Bucket, Linework, deal
from .candidates import near_pairs
from .engine import TILE_LOAD
from .labels import Labels, Partition
from .linework import Segments, in_parts, segments
from .noding import NO_CUTS, NodeCuts, NodedPieces, Precision, cut_lines, in_order, meet
from .store import Memory
from .tiling import Tile
from .workplaces import Workplace

SNAP = 8
"""Units in the last place within which a point lies on a border."""


def locate_points(points: np.ndarray, layers: list[np.ndarray], reach: float = 0.0) -> list[Labels]:
    """Return which polygons of each layer cover points, their borders included.

    Parameters
    ----------
    points : ndarray of shapely points, shape (n,)
    layers : list of ndarray of shapely polygons
    reach : float
        Metres from a polygon that count as on its border.
    """
    tree = shapely.STRtree(points)
    labels = []
    for polygons in layers:
        feature, point = (
            tree.query(polygons, predicate="dwithin", distance=reach) if reach else tree.query(polygons, predicate="intersects")
        )
        order = np.lexsort((feature, point))
        labels.append(Labels(point[order], feature[order], len(points)))
    return labels


def labelled_points(points: np.ndarray, layers: list[np.ndarray]) -> Partition:
    """Return points (or multipoints) with what covers them; the first labels are those of the points themselves."""
    return Partition(points, [_themselves(len(points)), *locate_points(points, layers)])


def _themselves(count: int) -> Labels:
    return Labels(np.arange(count), np.arange(count), count)


@dataclass(frozen=True)
class _Course:
    """Lines as segments in their order.

    Attributes
    ----------
    start, end : ndarray of complex, shape (n,)
    part, line : ndarray of int, shape (n,)
        The unbroken part, and the feature, that a segment belongs to.
    """

    start: np.ndarray
    end: np.ndarray
    part: np.ndarray
    line: np.ndarray


def line_pieces(lines: np.ndarray, layers: list[np.ndarray], place: Workplace, tile_load: int = TILE_LOAD) -> Partition:
    """Cut lines where what covers them changes.

    Parameters
    ----------
    lines : ndarray of shapely lines and multilines, shape (n,)
    layers : list of ndarray of shapely polygons
    place : Workplace
    tile_load : int
        Vertices that a tile may own.

    Returns
    -------
    Partition
        ``geometry`` holds pieces of lines, in the order of the lines; the first labels are those of the lines, then come those of
        the layers.
    """
    course = _course(lines)
    linework = Linework(Memory())
    for polygons in layers:
        for part in in_parts(polygons):
            linework.add(segments(*part))
    number = np.arange(len(course.start), dtype="int32")
    linework.add(Segments(course.start, course.end, number, np.zeros(len(number), dtype="int8")))
    reach = SNAP * linework.unit()
    cuts, marks = _cuts(linework, Precision(reach), place, tile_load)
    pieces = cut_lines(course.start, course.end, in_order(course.start, course.end, cuts))
    part = course.part[pieces.line]
    breaks = np.ones(len(pieces), dtype=bool)
    breaks[1:] = (part[1:] != part[:-1]) | (pieces.line[1:] == pieces.line[:-1]) | np.isin(pieces.start[1:], marks)
    begin = np.flatnonzero(breaks)
    middle = begin + np.diff(begin, append=len(pieces)) // 2
    inside = (pieces.start[middle] + pieces.end[middle]) / 2
    labels = locate_points(shapely.points(coordinates(inside)), layers, reach)
    changes = np.any([_changes(each) for each in labels], axis=0) if labels else np.zeros(len(begin), dtype=bool)
    kept = changes | (np.diff(part[begin], prepend=-1) != 0)
    position = np.where(kept, np.cumsum(kept) - 1, -1)
    own = course.line[pieces.line[begin[kept]]]
    geometry = _geometry(pieces, begin[kept])
    return Partition(geometry, [Labels(np.arange(len(own)), own, len(own)), *(each.placed(position, len(own)) for each in labels)])


def _course(lines: np.ndarray) -> _Course:
    parts, line = shapely.get_parts(lines, return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    vertex = points(xy)
    first = np.flatnonzero((part[1:] == part[:-1]) & (vertex[1:] != vertex[:-1]))
    return _Course(vertex[first], vertex[first + 1], part[first], line[part[first]])


def _cuts(linework: Linework, precision: Precision, place: Workplace, tile_load: int) -> tuple[NodeCuts, np.ndarray]:
    """Return where segments of lines cross borders, and the vertices of lines that lie on one."""
    if not linework.parts:
        return NO_CUTS, np.empty(0, dtype="complex128")
    buckets = deal(linework, linework.tiling(tile_load), precision.nearness, place)
    numbers = buckets.shared_lines()[0]
    busy = [tile for tile, parts in enumerate(buckets.parts) if parts]
    tasks = ((None, (buckets.tiling.tile(tile), buckets.bucket(tile, numbers))) for tile in busy)
    found = [news for _, news in place.work(partial(_cuts_in_tile, precision=precision), tasks, len(busy))]
    cuts = NodeCuts(np.concatenate([part.line for part, _ in found]), np.concatenate([part.point for part, _ in found]))
    return cuts, np.unique(np.concatenate([marks for _, marks in found]))


def _cuts_in_tile(_: None, work: tuple[Tile, Bucket], precision: Precision) -> tuple[None, tuple[NodeCuts, np.ndarray]]:
    tile, segments = work[0], work[1].segments
    start, end, is_line = segments.start, segments.end, segments.weight == 0
    p, q = near_pairs(start, end, *tile.square(precision.nearness), precision.nearness)
    mixed = is_line[p] != is_line[q]
    p, q = p[mixed], q[mixed]
    cuts = meet(start, end, p, q, precision).cuts
    own = cuts.where(is_line[cuts.line] & tile.owns(cuts.point))
    on_border = cuts.point[~is_line[cuts.line]]
    shared = [one[p][one[p] == other[q]] for one in (start, end) for other in (start, end)]
    return None, (NodeCuts(segments.feature[own.line].astype("intp"), own.point), np.concatenate([on_border, *shared]))


def _changes(labels: Labels) -> np.ndarray:
    """Return which items have other labels than the item before, shape (items,); the first has."""
    begin, count = labels.indptr()[:-1], labels.count()
    changes = np.ones(labels.face_count, dtype=bool)
    alike = 1 + np.flatnonzero(count[1:] == count[:-1])
    each = count[alike]
    differs = labels.feature[spans(begin[alike], each)] != labels.feature[spans(begin[alike - 1], each)]
    changes[alike] = np.bincount(np.repeat(np.arange(len(alike)), each), differs, len(alike)) > 0
    return changes


def _geometry(pieces: NodedPieces, begin: np.ndarray) -> np.ndarray:
    """Return lines along pieces, from each of ``begin`` to the next."""
    count = np.diff(begin, append=len(pieces))
    last = begin + count - 1
    first = starts(count + 1)
    vertex = np.empty(len(pieces) + len(begin), dtype="complex128")
    is_last = np.zeros(len(vertex), dtype=bool)
    is_last[first[1:] - 1] = True
    vertex[~is_last] = pieces.start
    vertex[is_last] = pieces.end[last]
    return shapely.linestrings(coordinates(vertex), indices=np.repeat(np.arange(len(begin)), count + 1))
