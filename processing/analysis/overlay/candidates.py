"""Which segments come near each other: a grid of cells about as large as the segments, finer where many crowd together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import radix_order, spans, starts, whole_numbers

CROWD = 40
"""Segments in a cell from which on it is divided."""
REFINEMENT = 8
"""Cells along a side of a divided cell."""
LEVELS = 6
COARSE = 0.25
"""Share of a cell that the margin may be: finer cells would only repeat each other."""
CHUNK = 1 << 20
"""Pairs looked at together."""
_PAD = 1e-6
_FLAT = 1e-2


@dataclass(frozen=True)
class Bounds:
    """Bounding boxes of segments, shape (n,) each."""

    west: np.ndarray
    south: np.ndarray
    east: np.ndarray
    north: np.ndarray

    def touch(self, p: np.ndarray, q: np.ndarray, margin: float = 0.0) -> np.ndarray:
        """Return which pairs have boxes that touch or come within ``margin`` of each other, shape (pairs,)."""
        found = self.west[p] <= self.east[q] + margin
        found &= self.west[q] <= self.east[p] + margin
        found &= self.south[p] <= self.north[q] + margin
        found &= self.south[q] <= self.north[p] + margin
        return found


def bounds(start: np.ndarray, end: np.ndarray) -> Bounds:
    """Return the bounding boxes of segments."""
    x, y = (start.real, end.real), (start.imag, end.imag)
    return Bounds(np.minimum(*x), np.minimum(*y), np.maximum(*x), np.maximum(*y))


def near_pairs(start: np.ndarray, end: np.ndarray, corner: complex, size: float, margin: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs p < q of segments whose bounding boxes touch in a cell that both run through.

    Parameters
    ----------
    start, end : ndarray of complex, shape (n,)
    corner, size : complex, float
        A square; pairs that meet outside it may be left out.
    margin : float
        Boxes and segments this near to each other count as touching.
    """
    lines = _lines(start, end, corner, size, margin)
    box = bounds(start, end)
    segment = np.arange(len(start))
    column = row = np.zeros(len(start), dtype="intp")
    resolution = factor = _resolution(lines)
    keys = [np.empty(0, dtype="intp")]
    for level in range(LEVELS):
        segment, column, row = _refine_cells(lines, segment, column, row, factor, resolution)
        order = radix_order(row * resolution + column)
        segment, column, row = segment[order], column[order], row[order]
        begin = np.flatnonzero((np.diff(row, prepend=-1) != 0) | (np.diff(column, prepend=-1) != 0))
        count = np.diff(begin, append=len(segment))
        finer = level < LEVELS - 1 and resolution * REFINEMENT * lines.margin < COARSE
        crowded = (count > CROWD) & finer
        keys += _pairs_in_cells(segment, begin[~crowded], count[~crowded], box, margin)
        if not crowded.any():
            break
        again = spans(begin[crowded], count[crowded])
        segment, column, row = segment[again], column[again], row[again]
        factor, resolution = REFINEMENT, resolution * REFINEMENT
    key = np.concatenate(keys)
    p, q = key >> 32, key & 0xFFFFFFFF
    order = radix_order(q, p)
    new = np.flatnonzero(np.diff(key[order], prepend=-1))
    return p[order[new]], q[order[new]]


@dataclass(frozen=True)
class _Lines:
    """Segments in units of the square's side, from south to north."""

    x: np.ndarray
    slope: np.ndarray
    west: np.ndarray
    east: np.ndarray
    south: np.ndarray
    north: np.ndarray
    margin: float


def _lines(start: np.ndarray, end: np.ndarray, corner: complex, size: float, margin: float) -> _Lines:
    low, high = (start - corner) / size, (end - corner) / size
    turn = low.imag > high.imag
    low, high = np.where(turn, high, low), np.where(turn, low, high)
    rise = high.imag - low.imag
    slope = (high.real - low.real) / np.where(rise > 0, rise, 1.0)
    return _Lines(low.real, slope, np.minimum(low.real, high.real), np.maximum(low.real, high.real), low.imag, high.imag, margin / size)


def _resolution(lines: _Lines) -> int:
    """As many cells along a side as make a cell about as large as the average segment, and no more than there are segments."""
    extent = np.mean(lines.east - lines.west + lines.north - lines.south) if len(lines.x) else 1.0
    return int(np.clip(1.0 / max(extent, 1e-9), 1, 2 * np.sqrt(len(lines.x)) + 1))


def _refine_cells(
    lines: _Lines, segment: np.ndarray, column: np.ndarray, row: np.ndarray, factor: int, resolution: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Replace each cell that a segment runs through by the smaller cells inside it that the segment runs through."""
    pad = _PAD + lines.margin * resolution
    south, north = lines.south[segment] * resolution, lines.north[segment] * resolution
    part, row = _ranges(south - pad, north + pad, row, factor)
    segment, column, south, north = segment[part], column[part], south[part], north[part]
    west, east = lines.west[segment] * resolution, lines.east[segment] * resolution
    slope, x = lines.slope[segment], lines.x[segment] * resolution
    enter = x + (np.clip(row - pad, south, north) - south) * slope
    leave = x + (np.clip(row + 1 + pad, south, north) - south) * slope
    flat = north - south < _FLAT
    left = np.where(flat, west, np.minimum(enter, leave))
    right = np.where(flat, east, np.maximum(enter, leave))
    part, column = _ranges(left - pad, right + pad, column, factor)
    return segment[part], column, row[part]


def _ranges(low: np.ndarray, high: np.ndarray, parent: np.ndarray, factor: int) -> tuple[np.ndarray, np.ndarray]:
    """Return, for the cells from ``low`` to ``high`` that lie inside a parent cell, which parent and which cell."""
    first = np.maximum(np.floor(low).astype("intp"), parent * factor)
    last = np.minimum(np.floor(high).astype("intp"), parent * factor + factor - 1)
    count = np.maximum(last - first + 1, 0)
    return np.repeat(np.arange(len(first)), count), spans(first, count)


def _pairs_in_cells(segment: np.ndarray, begin: np.ndarray, count: np.ndarray, box: Bounds, margin: float) -> list[np.ndarray]:
    """Return the pairs of segments in one cell whose boxes touch, as ``p << 32 | q``, in pieces of bounded size."""
    shared = count > 1
    begin, count = begin[shared], count[shared]
    position = spans(begin, count)
    partners = np.repeat(begin + count, count) - position - 1
    total = starts(partners)
    cuts = [*whole_numbers(np.searchsorted(total, np.arange(0, total[-1], CHUNK))), len(position)]
    return [_touching(segment, position[low:high], partners[low:high], box, margin) for low, high in zip(cuts[:-1], cuts[1:], strict=True)]


def _touching(segment: np.ndarray, position: np.ndarray, partners: np.ndarray, box: Bounds, margin: float) -> np.ndarray:
    p = segment[np.repeat(position, partners)]
    q = segment[spans(position + 1, partners)]
    near = np.flatnonzero(box.touch(p, q, margin))
    p, q = p[near], q[near]
    return (np.minimum(p, q) << 32) | np.maximum(p, q)
