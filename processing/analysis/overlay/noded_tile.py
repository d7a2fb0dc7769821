"""Noding one tile: find where the segments that touch it meet inside it, and settle what rounding moves."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .arrays import spans
from .candidates import near_pairs
from .linework import Segments
from .noding import Cuts, Lines, Pieces, Precision, close_cuts, cut, distinct_lines, meet, meet_again
from .tiling import Tile

ROUNDS = 8


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
        """Return the cuts that other tiles need, their lines numbered over all tiles."""
        out = self.cuts.where(self.shared[self.cuts.line] >= 0)
        return Cuts(self.shared[out.line], out.point)

    def with_shared(self, cuts: Cuts) -> NodedTile:
        """Return the tile with all the cuts of its shared lines; ``cuts`` is sorted by line."""
        line = np.flatnonzero(self.shared >= 0)
        first = np.searchsorted(cuts.line, self.shared[line])
        count = np.searchsorted(cuts.line, self.shared[line], side="right") - first
        told = Cuts(np.repeat(line, count), cuts.point[spans(first, count)])
        return replace(self, cuts=self.cuts.where(self.shared[self.cuts.line] < 0).joined(told))


def node_tile(tile: Tile, segments: Segments, shared: np.ndarray, precision: Precision) -> NodedTile:
    """Find where the segments that touch a tile meet inside it."""
    lines, first = distinct_lines(segments)
    p, q = near_pairs(lines.start, lines.end, *tile.square())
    found = meet(lines.start, lines.end, p, q, precision)
    cuts = found.cuts.where(tile.owns(found.cuts.point))
    return NodedTile(tile, lines, shared[first], p.astype("int32"), q.astype("int32"), found.risky, cuts)


def settle_tile(noded: NodedTile, precision: Precision) -> tuple[NodedTile, bool]:
    """Node again until no pieces meet inside the tile; also return whether any shared line was cut anew."""
    lines, news = noded.lines, False
    pieces = cut(lines.start, lines.end, noded.cuts)
    for _ in range(ROUNDS):
        close = close_cuts(pieces, len(lines), precision)
        again = noded.risky | close[noded.p] | close[noded.q]
        cuts = meet_again(pieces, len(lines), noded.p[again], noded.q[again], precision)
        cuts = cuts.where(noded.tile.owns(cuts.point))
        joined = noded.cuts.joined(cuts)
        more = cut(lines.start, lines.end, joined)
        if len(more) == len(pieces):
            return noded, news
        noded, pieces = replace(noded, cuts=joined), more
        news |= bool(np.any(noded.shared[cuts.line] >= 0))
    raise Unsettled(noded.tile)


class Unsettled(ArithmeticError):
    """Rounding keeps moving the pieces of a tile across each other."""

    def __init__(self, tile: Tile):
        super().__init__(tile)
        self.tile = tile


def pieces_inside(noded: NodedTile) -> Pieces:
    """Return the pieces that have an end inside the tile."""
    pieces = cut(noded.lines.start, noded.lines.end, noded.cuts)
    inside = noded.tile.owns(pieces.start) | noded.tile.owns(pieces.end)
    return Pieces(pieces.start[inside], pieces.end[inside], pieces.line[inside])
