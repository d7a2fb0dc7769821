"""From linework to faces: tiles noded side by side, told of each other's cuts, and turned into faces in their one order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from ...model.errors import OpgaveError
from ...model.progress import Progress
from .buckets import Bucket, Buckets, Linework, deal
from .exchange import Exchange
from .faces import Faces, TileFaces, face_tile, joined
from .forest import Rows
from .linework import in_parts
from .memory import give_back
from .noded_tile import NodedTile, node_tile
from .noding import ON_GRID, Precision, Unsettled
from .runners import Runner
from .settling import settle
from .stitching import Stitched, stitch
from .store import Disk, Memory
from .tiling import Tile, Tiling

TILE_LOAD = 65_536
"""Vertices in a tile: enough to keep numpy busy, few enough for a processor's cache and for a bar that moves."""
SPILLED_LOAD = 4
"""How much larger tiles are that wait on disk: there are many, and their borders are what stays in memory."""
SPILL_ABOVE = 4_000_000
"""Vertices from which on tiles wait on disk."""
SNAP = 8
"""Units in the last place within which points that are noded again become one."""
FALLBACK = 256
"""Units in the last place of the grid that coordinates go to where they cannot be noded as they are."""
MARGIN = 4 * FALLBACK
"""Units in the last place that boxes are wider than segments: wide enough on the fallback's grid too."""


@dataclass(frozen=True)
class Chunk:
    """Some faces, in their order, and what covers them.

    Attributes
    ----------
    faces : Faces
    face, feature : ndarray of int, shape (pairs,)
        Which feature covers which face, sorted by face, then by feature; features are counted through all layers.
    """

    faces: Faces
    face: np.ndarray
    feature: np.ndarray


class Overlay:
    """An overlay under way: linework goes in, faces come out tile by tile along a Z curve.

    Parameters
    ----------
    runner : Runner
        Runs the work on tiles.
    grid_size : float
        Size of the grid that all coordinates go to; 0 leaves them as they are.
    tile_load : int
        Vertices that a tile may own.
    spill_above : int
        Vertices from which on tiles wait on disk.
    """

    def __init__(self, runner: Runner, grid_size: float = 0.0, tile_load: int = TILE_LOAD, spill_above: int = SPILL_ABOVE):
        self.runner, self.grid_size, self.tile_load, self.spill_above = runner, grid_size, tile_load, spill_above
        self.new_store: Callable[[], Memory] = Memory
        self.linework = Linework(Memory())
        self.done: _Done | None = None

    def add(self, geometry: np.ndarray, first_feature: int) -> None:
        """Take in the polygons of a layer, in the order of the layers; ``first_feature`` is how many features came before."""
        for part in in_parts(geometry, first_feature):
            self.linework.add(part)
            if self.linework.count > self.spill_above and self.new_store is Memory:
                self.new_store = Disk
                self.linework.move(Disk())

    def run(self, progress: Progress) -> None:
        """Node, settle, walk around faces and stitch them; `chunks` then gives them.

        Raises
        ------
        OpgaveError
            Where not even a grid tells borders apart.
        """
        unit = self.linework.unit()
        load = self.tile_load * (1 if self.new_store is Memory else SPILLED_LOAD)
        buckets = deal(self.linework, self.linework.tiling(load), max(MARGIN * unit, 4 * self.grid_size), self.new_store())
        give_back()
        try:
            self.done = self._noded(buckets, SNAP * unit)
        except Unsettled as problem:
            if self.grid_size:
                raise OpgaveError("Borders lie too close together to be told apart: give a coarser GRID_SIZE.") from problem
            self.grid_size = FALLBACK * unit
            progress.warn(
                "Some borders lie too close together to be told apart: all coordinates were put on a grid of {size} metres.",
                size=f"{self.grid_size:.1g}",
            )
            self.done = self._on_fallback(buckets)
        buckets.store.close()

    def chunks(self, finish: Callable[[Chunk], object]) -> Iterator:
        """Yield ``finish(chunk)`` for the covered faces of one tile after the other; ``finish`` runs where the tiles do."""
        work = partial(_finished, tiling=self.done.tiling, size=self.grid_size, finish=finish)
        self.runner.stretch(0.8, 1.0)
        return self.runner.map(work, self.done.parts(), len(self.done.handles))

    def _on_fallback(self, buckets: Buckets) -> _Done:
        try:
            return self._noded(buckets, 0.0)
        except Unsettled as problem:
            raise OpgaveError("Borders lie too close together to be told apart: give a GRID_SIZE.") from problem

    def _noded(self, buckets: Buckets, snap: float) -> _Done:
        if not self.grid_size:
            return self._overlaid(buckets, Precision(snap))
        return self._overlaid(buckets.on_grid(self.grid_size), ON_GRID)

    def _overlaid(self, buckets: Buckets, precision: Precision) -> _Done:
        runner, tiling = self.runner, buckets.tiling
        busy = [tile for tile, parts in enumerate(buckets.parts) if parts] or [0]
        numbers, start, end = buckets.shared_lines()
        exchange = Exchange(self.new_store(), start, end, precision.nearness)
        runner.stretch(0.0, 0.4)
        work = ((tiling.tile(tile), buckets.bucket(tile, numbers)) for tile in busy)
        for noded in runner.map(partial(_noded, precision=precision), work, len(busy)):
            exchange.add(noded)
        give_back()
        runner.stretch(0.4, 0.5)
        settle(exchange, precision, runner)
        runner.stretch(0.5, 0.8)
        store, handles, borders = self.new_store(), [], []
        for faces, border in runner.map(face_tile, exchange.taken(), len(busy)):
            handles.append(store.put(faces))
            borders.append(border)
        exchange.store.close()
        stitched = stitch(borders)
        del borders
        give_back()
        return _Done(tiling, busy, store, handles, stitched)


def _noded(work: tuple[Tile, Bucket], precision: Precision) -> NodedTile:
    tile, bucket = work
    return node_tile(tile, bucket.segments, bucket.shared, precision)


@dataclass(frozen=True)
class _Done:
    """What is known when all is noded and stitched."""

    tiling: Tiling
    tiles: list[int]
    store: Memory
    handles: list
    stitched: Stitched

    def parts(self) -> Iterator[tuple[TileFaces, Rows, Faces, Rows]]:
        """Yield for each tile its own faces, the grounds of its forest, and the stitched faces that begin in it with their cover."""
        stitched = self.stitched
        owner = self.tiling.owner(stitched.faces.corners()[0])
        order = np.argsort(owner, kind="stable")
        begin = np.searchsorted(owner[order], np.arange(len(self.tiling) + 1))
        for number, (handle, tile) in enumerate(zip(self.handles, self.tiles, strict=True)):
            here = stitched.faces.take(order[begin[tile] : begin[tile + 1]])
            yield self.store.get(handle), stitched.grounds(number), here, stitched.cover_of(here.node)


def _finished(part, tiling: Tiling, size: float, finish: Callable[[Chunk], object]):
    return finish(_chunk(part, tiling, size))


def _chunk(part: tuple[TileFaces, Rows, Faces, Rows], tiling: Tiling, size: float) -> Chunk:
    """Put the covered faces of a tile into their order: along the Z curve, then by their first two vertices."""
    own, grounds, stitched, stitched_rows = part
    rows = own.covered(grounds)
    faces = joined([own.faces, stitched])
    face = np.concatenate([rows.node, stitched_rows.node + len(own.faces)])
    feature = np.concatenate([rows.feature, stitched_rows.feature])
    covered = np.zeros(len(faces), dtype=bool)
    covered[face] = True
    lowest, second = faces.corners()
    order = np.lexsort((second.imag, second.real, lowest.imag, lowest.real, tiling.lattice.codes(lowest)))
    order = order[covered[order]]
    place = np.empty(len(faces), dtype="intp")
    place[order] = np.arange(len(order))
    key = np.sort((place[face] << 32) | feature)
    return Chunk(faces.take(order).scaled(size), key >> 32, key & 0xFFFFFFFF)
