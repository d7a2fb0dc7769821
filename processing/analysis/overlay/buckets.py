"""Linework brought in layer by layer and dealt out to tiles."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .arrays import equal_rows, group_numbers
from .linework import Segments, joined, on_grid
from .noding import unit_of
from .store import Memory, fetch
from .tiling import Tiling, lattice_over, quadtree, touched


class Linework:
    """All segments, in parts, with their extent.

    Parameters
    ----------
    store : Memory
        Where the parts wait.
    """

    def __init__(self, store: Memory):
        self.store = store
        self.parts: list = []
        self.count = 0
        self.low, self.high = complex(np.inf, np.inf), complex(-np.inf, -np.inf)

    def add(self, part: Segments) -> None:
        """Take in more segments."""
        if len(part):
            x, y = part.start.real, part.start.imag
            self.low = complex(min(self.low.real, x.min()), min(self.low.imag, y.min()))
            self.high = complex(max(self.high.real, x.max()), max(self.high.imag, y.max()))
            self.parts.append(self.store.put(part))
            self.count += len(part)

    def move(self, store: Memory) -> None:
        """Let the parts wait elsewhere."""
        self.parts = [store.put(fetch(part)) for part in self.parts]
        self.store = store

    def unit(self) -> float:
        """Return one unit in the last place of the largest coordinate."""
        return unit_of(np.array([self.low, self.high] if self.parts else [0j]))

    def tiling(self, load: int) -> Tiling:
        """Return tiles that own at most ``load`` of the vertices each."""
        lattice = lattice_over(self.low, self.high) if self.parts else lattice_over(0j, 0j)
        codes = [np.empty(0, dtype="uint32")] + [lattice.codes(fetch(part).start) for part in self.parts]
        return quadtree(lattice, np.concatenate(codes), load)


@dataclass(frozen=True)
class Bucket:
    """Segments that may touch a tile, those of a ring in its order.

    Attributes
    ----------
    segments : Segments
    shared : ndarray of int, shape (n,)
        Number that equal segments share if they may touch several tiles; -1 for the others.
    """

    segments: Segments
    shared: np.ndarray


@dataclass(frozen=True)
class Buckets:
    """Segments dealt out to tiles.

    Attributes
    ----------
    tiling : Tiling
    store : Memory
    parts : list of list
        For each tile the handles of its parts: segments, and their numbers among those that may touch several tiles (or -1).
    start, end : ndarray of complex, shape (crossing segments,)
        The segments that may touch several tiles.
    size : float
        Size of the grid that coordinates are counted in; 0 where they are as they came.
    """

    tiling: Tiling
    store: Memory
    parts: list[list]
    start: np.ndarray
    end: np.ndarray
    size: float = 0.0

    def shared_lines(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return numbers for the crossing segments, equal where the segments are, and the ends of the line with each number."""
        start, end = on_grid(self.start, self.size), on_grid(self.end, self.size)
        turn = start > end
        low, high = np.where(turn, end, start), np.where(turn, start, end)
        order, begin = equal_rows(low, high)
        return group_numbers(order, begin).astype("int32"), low[order[begin]], high[order[begin]]

    def bucket(self, tile: int, numbers: np.ndarray) -> Bucket:
        """Return the segments of a tile, given the numbers of `shared_lines`; what shrinks to a point on the grid is left out."""
        parts = [fetch(handle) for handle in self.parts[tile]]
        segments = joined([part for part, _ in parts])
        crossing = np.concatenate([np.empty(0, dtype="int32")] + [number for _, number in parts])
        shared = np.where(crossing >= 0, numbers[crossing], -1) if len(numbers) else crossing
        if not self.size:
            return Bucket(segments, shared)
        start, end = on_grid(segments.start, self.size), on_grid(segments.end, self.size)
        real = start != end
        return Bucket(replace(segments, start=start, end=end).take(real), shared[real])

    def on_grid(self, size: float) -> Buckets:
        """Return the same with coordinates counted in multiples of a grid's size."""
        return replace(self, tiling=self.tiling.scaled(1.0 / size), size=size)


def deal(linework: Linework, tiling: Tiling, margin: float, store: Memory) -> Buckets:
    """Deal segments out to all tiles that their boxes, made wider by a margin, may touch; nothing is left of the linework."""
    parts: list[list] = [[] for _ in range(len(tiling))]
    start, end, count = [np.empty(0, dtype="complex128")], [np.empty(0, dtype="complex128")], 0
    while linework.parts:
        part = fetch(linework.parts.pop(0))
        segment, tile, crossing = touched(tiling, part.start, part.end, margin)
        number = np.where(crossing, count + np.cumsum(crossing) - 1, -1).astype("int32")
        start.append(part.start[crossing])
        end.append(part.end[crossing])
        count += len(start[-1])
        begin = np.flatnonzero(np.diff(tile, prepend=-1))
        for chosen, owner in zip(np.split(segment, begin[1:]), tile[begin].tolist(), strict=True):
            parts[owner].append(store.put((part.take(chosen), number[chosen])))
    return Buckets(tiling, store, parts, np.concatenate(start), np.concatenate(end))
