"""Noding one tile: find where the segments that touch it meet inside it, and settle what rounding moves."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .arrays import spans
from .candidates import near_pairs
from .linework import Segments
from .noding import Cuts, Lines, Pieces, Precision, close_cuts, cut, distinct_lines, hot_pixels, in_order, meet, meet_again, too_close
from .tiling import Tile


@dataclass(frozen=True)
class NodedTile:
    """The lines that touch a tile and where they are cut.

    Attributes
    ----------
    tile : Tile
    lines : Lines
    shared : ndarray of int, shape (lines,)
        Number, over all tiles, of a line that touches several tiles; -1 for others.
    p, q : ndarray of int, shape (pairs,)
        Lines whose boxes touch.
    risky : ndarray of bool, shape (pairs,)
        Whether rounding may make their pieces meet anew.
    cuts : Cuts
        Those inside the tile, and those elsewhere that other tiles told of.
    """

    tile: Tile
    lines: Lines
    shared: np.ndarray
    p: np.ndarray
    q: np.ndarray
    risky: np.ndarray
    cuts: Cuts

    def shared_cuts(self) -> Cuts:
        """Return the cuts of lines that other tiles share, the lines numbered over all tiles."""
        out = self.cuts.where(self.shared[self.cuts.line] >= 0)
        return Cuts(self.shared[out.line], out.point)

    def told(self, cuts: Cuts) -> NodedTile:
        """Return the tile with all the cuts of its shared lines, given those of all shared lines, sorted by line."""
        line = np.flatnonzero(self.shared >= 0)
        first = np.searchsorted(cuts.line, self.shared[line])
        count = np.searchsorted(cuts.line, self.shared[line], side="right") - first
        shared = Cuts(np.repeat(line, count), cuts.point[spans(first, count)])
        return self.with_cuts(self.cuts.where(self.shared[self.cuts.line] < 0).joined(shared))

    def with_cuts(self, cuts: Cuts) -> NodedTile:
        """Return the tile with other cuts, brought into order."""
        return replace(self, cuts=in_order(self.lines.start, self.lines.end, cuts))

    def moved(self, old: np.ndarray, new: np.ndarray) -> NodedTile:
        """Return the tile with points moved from ``old``, which is sorted, to ``new``."""
        lines = replace(self.lines, start=moved(self.lines.start, old, new), end=moved(self.lines.end, old, new))
        return replace(self, lines=lines).with_cuts(Cuts(self.cuts.line, moved(self.cuts.point, old, new)))

    def pieces(self) -> Pieces:
        """Return the lines cut at all cuts."""
        return cut(self.lines.start, self.lines.end, self.cuts)


def node_tile(tile: Tile, segments: Segments, shared: np.ndarray, precision: Precision) -> NodedTile:
    """Find where the segments that touch a tile meet inside it."""
    lines, first = distinct_lines(segments)
    p, q = near_pairs(lines.start, lines.end, *tile.square(precision.nearness), precision.nearness)
    found = meet(lines.start, lines.end, p, q, precision)
    cuts = in_order(lines.start, lines.end, found.cuts.where(tile.owns(found.cuts.point)))
    return NodedTile(tile, lines, shared[first], p.astype("int32"), q.astype("int32"), found.risky, cuts)


def moved(point: np.ndarray, old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Return points, those among ``old`` (which is sorted) replaced by what ``new`` has in the same place."""
    if not len(old):
        return point
    place = np.minimum(np.searchsorted(old, point), len(old) - 1)
    return np.where(old[place] == point, new[place], point)


@dataclass(frozen=True)
class Look:
    """A tile with the cuts its pieces still needed, and what cuts alone do not mend.

    Attributes
    ----------
    noded : NodedTile
    is_new : bool
        Whether there are new cuts.
    close : ndarray of complex, shape (m, 2)
        Pairs of points that rounding makes hard to tell apart.
    is_end : ndarray of bool, shape (m, 2)
        Which of them are ends of lines rather than cuts.
    crossing : bool
        Whether any pieces crossed.
    """

    noded: NodedTile
    is_new: bool
    close: np.ndarray
    is_end: np.ndarray
    crossing: bool


def look_again(noded: NodedTile, precision: Precision, old: np.ndarray, new: np.ndarray) -> Look:
    """Look at the pieces of a tile that rounding may have moved across each other; no cut comes where a point moved away from."""
    pieces = noded.pieces()
    close = close_cuts(pieces, len(noded.lines), precision)
    again = noded.risky | close[noded.p] | close[noded.q]
    cuts, crossing = meet_again(pieces, len(noded.lines), noded.p[again], noded.q[again], precision)
    cuts = cuts.where(noded.tile.owns(cuts.point))
    more = noded.with_cuts(noded.cuts.joined(Cuts(cuts.line, moved(cuts.point, old, new))))
    return Look(more, len(more.cuts) > len(noded.cuts), *too_close(pieces, noded.lines, precision), crossing)


def snap_tile(noded: NodedTile) -> NodedTile:
    """Return a tile of lines with whole coordinates, cut by snap rounding."""
    cuts = hot_pixels(noded.lines, noded.cuts, noded.p, noded.q)
    return noded.with_cuts(noded.cuts.joined(cuts.where(noded.tile.owns(cuts.point))))


def pieces_inside(noded: NodedTile) -> Pieces:
    """Return the pieces that have an end inside the tile."""
    pieces = noded.pieces()
    inside = noded.tile.owns(pieces.start) | noded.tile.owns(pieces.end)
    return Pieces(pieces.start[inside], pieces.end[inside], pieces.line[inside])
