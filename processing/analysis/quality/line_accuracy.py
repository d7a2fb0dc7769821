"""Lines beside those of a reference: how much of their length lies within a distance of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...model.progress import SILENT, Progress
from ..pairs import distinct_pairs
from ..threads import in_threads, slice_range
from .geometry import LINES

WITHIN = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
"""Metres for which the share is told."""
PIECE, MOST_PIECES = 1.0, 1_000_000
"""Metres of line that are looked at as one, or as many more as it takes to be no more pieces than that."""
PIECES_A_SLICE = 20_000
MOSTLY = 0.5
"""Share of its length beside the other layer from which that has a line."""
AS_LONG = 0.05
"""Share of the longer line up to which another is as long, so that the middles of both are one place."""


@dataclass(frozen=True, eq=False)
class PiecedLines:
    """Lines in pieces of about a metre, each with its nearest line of the other layer.

    Attributes
    ----------
    rows : ndarray of int, shape (pieces,)
        Line of each piece.
    lengths : ndarray of float, shape (pieces,)
    metres : ndarray of float, shape (pieces,)
        How far its middle lies from the other layer; infinite beyond what was looked at.
    nearest : ndarray of int, shape (pieces,)
        Line of the other layer that is nearest; -1 beyond.
    """

    rows: np.ndarray
    lengths: np.ndarray
    metres: np.ndarray
    nearest: np.ndarray

    def share_within(self, distance: float) -> float:
        """Return the share of the length of all lines that lies within a distance of the other layer; NaN without length.

        References
        ----------
        M. F. Goodchild, G. J. Hunter (1997), "A simple positional accuracy measure for linear features".
        """
        total = self.lengths.sum()
        return float(self.lengths[self.metres <= distance].sum() / total) if total else np.nan

    def shares(self, count: int, distance: float) -> np.ndarray:
        """Return of each of ``count`` lines the share of its length within a distance, shape (count,); NaN for what is no line."""
        whole = np.bincount(self.rows, self.lengths, count)
        near = np.bincount(self.rows, np.where(self.metres <= distance, self.lengths, 0.0), count)
        return np.divide(near, whole, out=np.full(count, np.nan), where=whole > 0)

    def longest_beside(self, distance: float) -> np.ndarray:
        """Return of each line the one of the other layer beside which it lies longest, within a distance; shape (lines, 2)."""
        near = self.metres <= distance
        pairs, at = distinct_pairs(np.column_stack([self.rows[near], self.nearest[near]]))
        beside = np.bincount(at, self.lengths[near], len(pairs))
        order = np.lexsort([-beside, pairs[:, 0]]) if len(pairs) else np.empty(0, dtype=np.int64)
        first = np.unique(pairs[order, 0], return_index=True)[1]
        return pairs[order][first].astype(np.int64).reshape(-1, 2)


@dataclass(frozen=True, eq=False)
class LineComparison:
    """Lines beside those of a reference.

    Attributes
    ----------
    own, others : PiecedLines
    lengths, other_lengths : ndarray of float, shape (n,), (m,)
        Metres; 0 for what is no line.
    distance : float
        Metres within which two lines may be the same.
    """

    own: PiecedLines
    others: PiecedLines
    lengths: np.ndarray
    other_lengths: np.ndarray
    distance: float

    @property
    def excess(self) -> np.ndarray:
        """Which lines the reference does not have: not half of their length lies beside it."""
        return np.flatnonzero(~(self.own.shares(len(self.lengths), self.distance) >= MOSTLY))

    @property
    def missing(self) -> np.ndarray:
        """Which lines of the reference the layer does not have."""
        return np.flatnonzero(~(self.others.shares(len(self.other_lengths), self.distance) >= MOSTLY))

    @property
    def pairs(self) -> np.ndarray:
        """Lines that lie longest beside each other, shape (pairs, 2): of streets that are cut elsewhere the longest parts."""
        ahead, back = self.own.longest_beside(self.distance), self.others.longest_beside(self.distance)[:, ::-1]
        size = max(len(self.other_lengths), 1)
        return ahead[np.isin(ahead[:, 0] * size + ahead[:, 1], back[:, 0] * size + back[:, 1])]

    def as_long(self, pairs: np.ndarray) -> np.ndarray:
        """Return which pairs are cut at the same places, as their lengths say: their middles are one place; shape (pairs,)."""
        one, other = self.lengths[pairs[:, 0]], self.other_lengths[pairs[:, 1]]
        return np.abs(one - other) <= AS_LONG * np.maximum(one, other)

    def shares_within(self) -> dict[float, float]:
        """Return the share of the layer's length within each of the distances of the reference."""
        return {metres: self.own.share_within(metres) for metres in WITHIN}


def compare_lines(lines: np.ndarray, others: np.ndarray, distance: float, progress: Progress = SILENT) -> LineComparison:
    """Return lines beside those of a reference, coordinates in metres; what is no line takes no part."""
    own, theirs = only_lines(lines), only_lines(others)
    farthest = max(distance, *WITHIN)
    beside, back = cut_beside(own, theirs, farthest, progress), cut_beside(theirs, own, farthest, progress)
    return LineComparison(beside, back, np.nan_to_num(shapely.length(own)), np.nan_to_num(shapely.length(theirs)), distance)


def only_lines(geometry: np.ndarray) -> np.ndarray:
    """Return geometries with None for all but lines."""
    lines = geometry.copy()
    lines[~np.isin(shapely.get_type_id(geometry), LINES)] = None
    return lines


def cut_beside(lines: np.ndarray, others: np.ndarray, farthest: float, progress: Progress) -> PiecedLines:
    """Return lines in pieces, each with the nearest line of others within a distance."""
    parts, part_of = shapely.get_parts(lines, return_index=True)
    lengths = shapely.length(parts)
    piece = max(PIECE, float(lengths.sum()) / MOST_PIECES)
    counts = np.maximum(np.ceil(lengths / piece), 1).astype(np.int64)
    part = np.repeat(np.arange(len(parts)), counts)
    number = np.arange(len(part)) - np.repeat(np.cumsum(counts) - counts, counts)
    along, size = (number + 0.5) / counts[part], lengths[part] / counts[part]
    there = np.flatnonzero(~(shapely.is_missing(others) | shapely.is_empty(others)))
    tree = shapely.STRtree(others[there])
    metres, nearest = np.full(len(part), np.inf), np.full(len(part), -1, dtype=np.int64)

    def measure(slice_: slice) -> None:
        middles = shapely.line_interpolate_point(parts[part[slice_]], along[slice_], normalized=True)
        (row, line), away = tree.query_nearest(middles, max_distance=farthest, return_distance=True, all_matches=False)
        metres[slice_][row], nearest[slice_][row] = away, there[line]

    in_threads(measure, slice_range(len(part), PIECES_A_SLICE), progress)
    return PiecedLines(part_of[part], size, metres, nearest)
