"""What tiles tell each other: the cuts of the lines they share, and the points that moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from .arrays import equal_rows
from .noded_tile import NeighbourNews, NodedTile, Shared, move_points
from .noding import NO_CUTS, NodeCuts
from .store import Handle
from .tiling import Tile

NO_POINTS = np.empty(0, dtype="complex128")


class Exchange:
    """The handles of the noded tiles, and what all of them have to know.

    Parameters
    ----------
    start, end : ndarray of complex, shape (lines,)
        The ends of the lines that several tiles share.
    margin : float
        How far from its square a tile has to know of points that move.
    """

    def __init__(self, start: np.ndarray, end: np.ndarray, margin: float):
        self.margin = margin
        self.start, self.end = start, end
        self.cuts = NO_CUTS
        self.old = self.new = NO_POINTS
        self.handles: list[Handle[NodedTile]] = []
        self.squares: list[tuple[complex, float]] = []
        self.shared: list[np.ndarray] = []
        self.fresh: set[int] = set()
        self.told: list[NodeCuts] = []

    def add(self, tile: Tile, handle: Handle[NodedTile], shared: Shared) -> None:
        """Keep a further tile."""
        self.handles.append(None)
        self.squares.append(tile.square(self.margin))
        self.shared.append(shared.lines)
        self.replace(len(self.handles) - 1, handle, shared.cuts)

    def replace(self, number: int, handle: Handle[NodedTile], cuts: NodeCuts) -> None:
        """Keep a tile's new state; others hear of its cuts when they are published."""
        self.handles[number] = handle
        self.told.append(cuts)
        self.fresh.add(number)

    def tasks(self, numbers: Iterable[int]) -> Iterator[tuple[Handle[NodedTile], NeighbourNews]]:
        """Yield tiles and what was last published for each."""
        for number in numbers:
            lines = self.shared[number]
            cuts = self.cuts.of(lines)
            yield self.handles[number], NeighbourNews(NodeCuts(lines[cuts.line], cuts.point), self.old, self.new)

    def last_tasks(self) -> Iterator[tuple[Handle[NodedTile], NeighbourNews]]:
        """Yield the same of all tiles, and forget each."""
        for number in range(len(self.handles)):
            yield from self.tasks([number])
            self.handles[number] = None

    def publish(self, old: np.ndarray = NO_POINTS, new: np.ndarray = NO_POINTS) -> list[int]:
        """Make new cuts, and points that move, known to all; return the tiles for which something changed.

        Parameters
        ----------
        old, new : ndarray of complex, shape (m,)
            Points that move, sorted, and where to.
        """
        before, start, end = self.cuts, self.start, self.end
        self.cuts = _distinct([self.cuts, *self.told])
        if len(old):
            self._move(old, new)
        changed = _changed_lines(before, self.cuts)
        changed = np.union1d(changed, np.flatnonzero((start != self.start) | (end != self.end)))
        waiting = {number for number, lines in enumerate(self.shared) if np.isin(lines, changed).any()}
        waiting |= {number for number, square in enumerate(self.squares) if _any_inside(square, old)} | self.fresh
        self.fresh, self.told = set(), []
        return sorted(waiting)

    def _move(self, old: np.ndarray, new: np.ndarray) -> None:
        points = np.concatenate([old, self.old])
        targets = np.concatenate([new, move_points(self.new, old, new)])
        self.old, first = np.unique(points, return_index=True)
        self.new = targets[first]
        self.start, self.end = move_points(self.start, old, new), move_points(self.end, old, new)
        self.cuts = _distinct([NodeCuts(self.cuts.line, move_points(self.cuts.point, old, new))])


def _distinct(parts: list[NodeCuts]) -> NodeCuts:
    """Return cuts once each, sorted by line."""
    line, point = np.concatenate([part.line for part in parts]), np.concatenate([part.point for part in parts])
    order = np.lexsort((point.imag, point.real, line))
    line, point = line[order], point[order]
    first = np.ones(len(line), dtype=bool)
    first[1:] = (line[1:] != line[:-1]) | (point[1:] != point[:-1])
    return NodeCuts(line[first], point[first])


def _changed_lines(before: NodeCuts, after: NodeCuts) -> np.ndarray:
    """Return the lines that have a cut in one of two states only."""
    line, point = np.concatenate([before.line, after.line]), np.concatenate([before.point, after.point])
    order, begin = equal_rows(point, line.astype("complex128"))
    return np.unique(line[order[begin[np.diff(begin, append=len(order)) == 1]]])


def _any_inside(square: tuple[complex, float], point: np.ndarray) -> bool:
    corner, size = square
    off = point - corner
    return bool(np.any((off.real >= 0) & (off.imag >= 0) & (off.real <= size) & (off.imag <= size)))
