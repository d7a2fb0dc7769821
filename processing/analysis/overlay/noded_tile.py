"""Noding one tile: find where the segments that touch it meet inside it, and settle what rounding moves."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .buckets import Bucket
from .candidates import near_pairs
from .linework import Segments
from .noding import (
    Lines,
    NodeCuts,
    NodedPieces,
    Precision,
    close_cuts,
    cut_lines,
    distinct_lines,
    hot_pixels,
    in_order,
    meet,
    meet_again,
    too_close,
)
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
    cuts : NodeCuts
        Those inside the tile, and those elsewhere that other tiles told of.
    """

    tile: Tile
    lines: Lines
    shared: np.ndarray
    p: np.ndarray
    q: np.ndarray
    risky: np.ndarray
    cuts: NodeCuts

    def shared_cuts(self) -> NodeCuts:
        """Return the cuts of lines that other tiles share, the lines numbered over all tiles."""
        out = self.cuts.where(self.shared[self.cuts.line] >= 0)
        return NodeCuts(self.shared[out.line], out.point)

    def take_news(self, news: NeighbourNews) -> NodedTile:
        """Return the tile with what other tiles found on the lines that it shares with them."""
        tile = self.moved(news.old, news.new) if len(news.old) else self
        line = np.flatnonzero(self.shared >= 0)
        cuts = news.cuts.of(self.shared[line])
        shared = in_order(tile.lines.start, tile.lines.end, NodeCuts(line[cuts.line], cuts.point))
        return replace(tile, cuts=tile.cuts.where(self.shared[tile.cuts.line] < 0).beside(shared))

    def with_more_cuts(self, cuts: NodeCuts) -> NodedTile:
        """Return the tile with further cuts."""
        return self._with_cuts(self.cuts.joined(cuts), cuts.line) if len(cuts) else self

    def moved(self, old: np.ndarray, new: np.ndarray) -> NodedTile:
        """Return the tile with points moved from ``old``, which is sorted, to ``new``."""
        lines = replace(self.lines, start=move_points(self.lines.start, old, new), end=move_points(self.lines.end, old, new))
        cuts = NodeCuts(self.cuts.line, move_points(self.cuts.point, old, new))
        ends = np.flatnonzero((lines.start != self.lines.start) | (lines.end != self.lines.end))
        return replace(self, lines=lines)._with_cuts(cuts, np.append(ends, cuts.line[cuts.point != self.cuts.point]))

    def _with_cuts(self, cuts: NodeCuts, changed: np.ndarray) -> NodedTile:
        """Return the tile with other cuts, those of changed lines brought into order; those of the others are."""
        again = np.zeros(len(self.lines), dtype=bool)
        again[changed] = True
        again = again[cuts.line]
        return replace(self, cuts=cuts.where(~again).beside(in_order(self.lines.start, self.lines.end, cuts.where(again))))

    def pieces(self) -> NodedPieces:
        """Return the lines cut at all cuts."""
        return cut_lines(self.lines.start, self.lines.end, self.cuts)


@dataclass(frozen=True)
class NeighbourNews:
    """What a tile is told of others.

    Attributes
    ----------
    cuts : NodeCuts
        All cuts of the lines that it shares (and maybe others), the lines numbered over all tiles, sorted by line.
    old, new : ndarray of complex, shape (m,)
        Points that moved, sorted, and where to.
    """

    cuts: NodeCuts
    old: np.ndarray
    new: np.ndarray


@dataclass(frozen=True)
class Shared:
    """What a tile tells others: the lines that it shares, numbered over all tiles, ascending, and where it cuts them."""

    lines: np.ndarray
    cuts: NodeCuts


def node(_: None, work: tuple[Tile, Bucket], precision: Precision) -> tuple[NodedTile, Shared]:
    """Find where the segments that touch a tile meet inside it."""
    tile, bucket = work
    noded = node_tile(tile, bucket.segments, bucket.shared, precision)
    return noded, Shared(np.unique(noded.shared[noded.shared >= 0]), noded.shared_cuts())


def node_tile(tile: Tile, segments: Segments, shared: np.ndarray, precision: Precision) -> NodedTile:
    """Find where the segments that touch a tile meet inside it."""
    lines, first = distinct_lines(segments)
    p, q = near_pairs(lines.start, lines.end, *tile.square(precision.nearness), precision.nearness)
    found = meet(lines.start, lines.end, p, q, precision)
    cuts = in_order(lines.start, lines.end, found.cuts.where(tile.owns(found.cuts.point)))
    return NodedTile(tile, lines, shared[first], p.astype("int32"), q.astype("int32"), found.risky, cuts)


def move_points(point: np.ndarray, old: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Return points, those among ``old`` (which is sorted) replaced by what ``new`` has in the same place."""
    if not len(old):
        return point
    place = np.minimum(np.searchsorted(old, point), len(old) - 1)
    return np.where(old[place] == point, new[place], point)


@dataclass(frozen=True)
class SecondLook:
    """What a tile found when it looked at its pieces again: the cuts they still needed, and what cuts alone do not mend.

    Attributes
    ----------
    cuts : NodeCuts or None
        Those of shared lines, as others are told of them; None where no line has new cuts.
    close : ndarray of complex, shape (m, 2)
        Pairs of points that rounding makes hard to tell apart.
    is_end : ndarray of bool, shape (m, 2)
        Which of them are ends of lines rather than cuts.
    crossing : bool
        Whether any pieces crossed.
    """

    cuts: NodeCuts | None
    close: np.ndarray
    is_end: np.ndarray
    crossing: bool


def look_again(noded: NodedTile, news: NeighbourNews, precision: Precision) -> tuple[NodedTile | None, SecondLook]:
    """Look at the pieces of a tile that rounding may have moved across each other; no cut comes where a point moved away from."""
    noded = noded.take_news(news)
    pieces = noded.pieces()
    close = close_cuts(pieces, len(noded.lines), precision)
    again = noded.risky | close[noded.p] | close[noded.q]
    cuts, crossing = meet_again(pieces, len(noded.lines), noded.p[again], noded.q[again], precision)
    cuts = cuts.where(noded.tile.owns(cuts.point))
    more = noded.with_more_cuts(NodeCuts(cuts.line, move_points(cuts.point, news.old, news.new)))
    is_new = len(more.cuts) > len(noded.cuts)
    look = SecondLook(more.shared_cuts() if is_new else None, *too_close(pieces, noded.lines, precision), crossing)
    return more if is_new else None, look


def snap_tile(noded: NodedTile, news: NeighbourNews) -> tuple[NodedTile, NodeCuts]:
    """Cut lines with whole coordinates by snap rounding; tell the cuts of shared lines."""
    noded = noded.take_news(news)
    cuts = hot_pixels(noded.lines, noded.cuts, noded.p, noded.q)
    noded = noded.with_more_cuts(cuts.where(noded.tile.owns(cuts.point)))
    return noded, noded.shared_cuts()


def pieces_inside(noded: NodedTile) -> NodedPieces:
    """Return the pieces that have an end inside the tile."""
    pieces = noded.pieces()
    inside = noded.tile.owns(pieces.start) | noded.tile.owns(pieces.end)
    return NodedPieces(pieces.start[inside], pieces.end[inside], pieces.line[inside])
