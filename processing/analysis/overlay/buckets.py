"""Linework brought in layer by layer and dealt out to tiles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from .arrays import equal_rows, group_numbers, whole_numbers
from .linework import Segments, from_grid, join_segments, on_grid
from .noding import unit_of
from .store import Handle, Memory, fetch
from .tiling import Tiling, find_touched_tiles, lattice_over, quadtree
from .workplaces import Workplace

SAMPLE = 4096
"""Vertices of a full tile that are looked at to lay out tiles."""

NumberedSegments = tuple[Segments, np.ndarray]
"""Segments, and their numbers among those that may touch several tiles (-1 for the others)."""


class Linework:
    """All segments, in parts, with their extent.

    Parameters
    ----------
    store : Memory
        Where the parts wait.
    """

    def __init__(self, store: Memory):
        self.store = store
        self.parts: list[Handle[Segments]] = []
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

    def taken(self) -> Iterator[Handle[Segments]]:
        """Yield the handles of the parts, and forget each."""
        while self.parts:
            yield self.parts.pop(0)

    def move(self, store: Memory) -> None:
        """Let the parts wait elsewhere."""
        self.parts = [store.put(fetch(part)) for part in self.parts]
        self.store = store

    def unit(self) -> float:
        """Return one unit in the last place of the largest coordinate."""
        return unit_of(np.array([self.low, self.high] if self.parts else [0j]))

    def tiling(self, load: int) -> Tiling:
        """Return tiles that own about ``load`` of the vertices each at most, as a sample of the vertices tells."""
        lattice = lattice_over(self.low, self.high) if self.parts else lattice_over(0j, 0j)
        step = max(load // SAMPLE, 1)
        codes = [np.empty(0, dtype="uint32")] + [lattice.codes(fetch(part).start[::step]) for part in self.parts]
        return quadtree(lattice, np.concatenate(codes), load // step)


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
        For each tile the handles of its parts.
    start, end : ndarray of complex, shape (crossing segments,)
        The segments that may touch several tiles.
    size : float
        Size of the grid that coordinates are counted in; 0 where they are as they came.
    snapped : tuple of int
        Tiles whose vertices go to a grid although coordinates are not counted in it.
    snapped_size : float
        Size of that grid.
    """

    tiling: Tiling
    store: Memory
    parts: list[list[Handle[NumberedSegments]]]
    start: np.ndarray
    end: np.ndarray
    size: float = 0.0
    snapped: tuple[int, ...] = ()
    snapped_size: float = 0.0

    def busy(self) -> list[int]:
        """Return the tiles that have segments; the first where none has."""
        return [tile for tile, parts in enumerate(self.parts) if parts] or [0]

    def placed(self, point: np.ndarray) -> np.ndarray:
        """Return where vertices go."""
        if self.size:
            return on_grid(point, self.size)
        if not self.snapped:
            return point
        inside = np.isin(self.tiling.owner(point), self.snapped)
        return np.where(inside, from_grid(on_grid(point, self.snapped_size), self.snapped_size), point)

    def shared_lines(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return numbers for the crossing segments, equal where the segments are, and the ends of the line with each number."""
        start, end = self.placed(self.start), self.placed(self.end)
        turn = start > end
        low, high = np.where(turn, end, start), np.where(turn, start, end)
        order, begin = equal_rows(low, high)
        return group_numbers(order, begin).astype("int32"), low[order[begin]], high[order[begin]]

    def bucket(self, tile: int, numbers: np.ndarray) -> Bucket:
        """Return the segments of a tile, given the numbers of `shared_lines`; what shrinks to a point on the grid is left out."""
        parts = [fetch(handle) for handle in self.parts[tile]]
        segments = join_segments([part for part, _ in parts])
        crossing = np.concatenate([np.empty(0, dtype="int32")] + [number for _, number in parts])
        shared = np.where(crossing >= 0, numbers[crossing], -1) if len(numbers) else crossing
        if not self.size and not self.snapped:
            return Bucket(segments, shared)
        start, end = self.placed(segments.start), self.placed(segments.end)
        real = start != end
        return Bucket(replace(segments, start=start, end=end).take(real), shared[real])

    def on_grid(self, size: float) -> Buckets:
        """Return the same with coordinates counted in multiples of a grid's size."""
        return replace(self, tiling=self.tiling.scaled(1.0 / size), size=size, snapped=())

    def with_snapped(self, tiles: Iterable[int], size: float) -> Buckets:
        """Return the same with the vertices in some tiles on a grid."""
        return replace(self, snapped=tuple(tiles), snapped_size=size)


def deal(linework: Linework, tiling: Tiling, margin: float, place: Workplace) -> Buckets:
    """Deal segments out to all tiles that their boxes, made wider by a margin, may touch; nothing is left of the linework."""
    store = place.new_store()
    parts: list[list[Handle[NumberedSegments]]] = [[] for _ in range(len(tiling))]
    start, end, count = [np.empty(0, dtype="complex128")], [np.empty(0, dtype="complex128")], 0
    for dealt, crossing in place.in_order(partial(_dealt, tiling=tiling, margin=margin), linework.taken()):
        place.progress.check()
        start.append(crossing.start)
        end.append(crossing.end)
        for owner, segments, number in dealt:
            parts[owner].append(store.put((segments, np.where(number >= 0, number + count, -1).astype("int32"))))
        count += len(crossing)
    return Buckets(tiling, store, parts, np.concatenate(start), np.concatenate(end))


def _dealt(handle: Handle[Segments], tiling: Tiling, margin: float) -> tuple[list[tuple[int, Segments, np.ndarray]], Segments]:
    """Return the segments of a part by tile, with their numbers among those that may touch several, and these."""
    part = fetch(handle)
    segment, tile, crossing = find_touched_tiles(tiling, part.start, part.end, margin)
    number = np.where(crossing, np.cumsum(crossing) - 1, -1)
    begin = np.flatnonzero(np.diff(tile, prepend=-1))
    chosen = np.split(segment, begin[1:]) if len(begin) else []
    dealt = [(owner, part.take(own), number[own]) for owner, own in zip(whole_numbers(tile[begin]), chosen, strict=True)]
    return dealt, part.take(crossing)
