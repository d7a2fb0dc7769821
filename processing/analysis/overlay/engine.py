"""From linework to faces: tiles noded side by side, told of each other's cuts, and turned into faces in their one order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import numpy as np

from ...model.errors import OpgaveError
from ...model.progress import Progress
from .arrays import order_with_ties
from .buckets import Buckets, Linework, deal
from .exchange import Exchange
from .faces import Border, Faces, TileFaces, face_tile, join_faces
from .forest import Rows
from .linework import Segments, in_parts, segments
from .memory import give_back
from .noded_tile import node
from .noding import ON_GRID, Precision, Unsettled
from .settling import settle
from .stitching import Stitched, stitch
from .store import Disk, Handle, Memory
from .tiling import Tiling
from .workplaces import Workplace

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
ATTEMPTS = 4
"""How often tiles go to that grid, before all do."""
MARGIN = 4 * FALLBACK
"""Units in the last place that boxes are wider than segments: wide enough on the fallback's grid too."""

Finished = TypeVar("Finished")


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


class OverlayEngine:
    """An overlay under way: linework goes in, faces come out tile by tile along a Z curve.

    Parameters
    ----------
    place : Workplace
        Where tiles are worked on.
    grid_size : float
        Size of the grid that all coordinates go to; 0 leaves them as they are.
    tile_load : int
        Vertices that a tile may own, times what the place says where larger tiles cost less (`Workplace.tile_scale`).
    spill_above : int
        Vertices from which on tiles wait on disk.
    """

    done: _Done

    def __init__(self, place: Workplace, grid_size: float = 0.0, tile_load: int = TILE_LOAD, spill_above: int = SPILL_ABOVE):
        self.place, self.grid_size, self.tile_load, self.spill_above = place, grid_size, tile_load, spill_above
        self.linework = Linework(Memory())

    @property
    def is_spilled(self) -> bool:
        """Whether tiles wait on disk."""
        return self.place.new_store is Disk

    def add(self, *layers: tuple[np.ndarray, int]) -> None:
        """Take in the polygons of layers, in their order, each with how many features came before."""
        parts = (part for geometry, first_feature in layers for part in in_parts(geometry, first_feature))
        for part in self.place.in_order(_segments, parts):
            self.place.progress.check()
            self.linework.add(part)
            if self.linework.count > self.spill_above and not self.is_spilled:
                self.place.new_store = Disk
                self.linework.move(Disk())

    def run(self, progress: Progress) -> None:
        """Node, settle, walk around faces and stitch them; `chunks` then gives them.

        Raises
        ------
        OpgaveError
            Where not even a grid tells borders apart.
        """
        unit = self.linework.unit()
        scale = max(self.place.tile_scale, SPILLED_LOAD if self.is_spilled else 1)
        tiling = self.linework.tiling(scale * self.tile_load)
        progress.check()
        buckets = deal(self.linework, tiling, max(MARGIN * unit, 4 * self.grid_size), self.place)
        self._give_back()
        self.done = self._on_grid(buckets) if self.grid_size else self._as_it_is(buckets, unit, progress)

    def chunks(self, finish: Callable[[Chunk], Finished]) -> Iterator[Finished]:
        """Yield ``finish(chunk)`` for the covered faces of one tile after the other; ``finish`` runs on this machine, in threads."""
        self.place.stretch(0.8, 1.0)
        work = partial(_chunk, tiling=self.done.tiling, size=self.grid_size)
        return self.place.finish(work, finish, self.done.tasks(), len(self.done.handles))

    def _give_back(self) -> None:
        """Give freed memory back where there is much of it; else it is sooner used again."""
        if self.is_spilled:
            give_back()

    def _on_grid(self, buckets: Buckets) -> _Done:
        try:
            return self._overlaid(buckets.on_grid(self.grid_size), ON_GRID)
        except Unsettled as problem:
            raise OpgaveError("Borders lie too close together to be told apart: give a coarser GRID_SIZE.") from problem

    def _as_it_is(self, buckets: Buckets, unit: float, progress: Progress) -> _Done:
        """Node with full precision; where that fails, a tile's vertices go to a fine grid, and if need be all coordinates."""
        size = FALLBACK * unit
        for _ in range(ATTEMPTS):
            try:
                return self._overlaid(buckets, Precision(SNAP * unit))
            except Unsettled as problem:
                busy = buckets.busy()
                tiles = sorted({*buckets.snapped, *(busy[place] for place in problem.places)})
            if len(tiles) == len(buckets.snapped):
                break
            buckets = buckets.with_snapped(tiles, size)
            progress.warn(
                "Borders too close to be told apart: in {count} of {tiles} tiles vertices were put on a grid of {size} metres.",
                count=len(tiles),
                tiles=len(busy),
                size=f"{size:.1g}",
            )
        progress.warn(
            "Some borders lie too close together to be told apart: all coordinates were put on a grid of {size} metres.", size=f"{size:.1g}"
        )
        self.grid_size = size
        return self._on_grid(buckets)

    def _overlaid(self, buckets: Buckets, precision: Precision) -> _Done:
        place, tiling = self.place, buckets.tiling
        busy = buckets.busy()
        numbers, start, end = buckets.shared_lines()
        exchange = Exchange(start, end, precision.nearness)
        place.stretch(0.0, 0.4)
        tasks = ((None, (tiling.tile(tile), buckets.bucket(tile, numbers))) for tile in busy)
        for tile, (handle, shared) in zip(busy, place.work(partial(node, precision=precision), tasks, len(busy)), strict=True):
            exchange.add(tiling.tile(tile), handle, shared)
        self._give_back()
        place.stretch(0.4, 0.5)
        settle(exchange, precision, place)
        place.stretch(0.5, 0.8)
        handles, borders = _build_faces(place.work(face_tile, exchange.last_tasks(), len(busy)))
        stitched = stitch(borders)
        del borders
        self._give_back()
        return _Done(tiling, busy, handles, stitched)


def _segments(part: tuple[np.ndarray, int]) -> Segments:
    return segments(*part)


def _build_faces(done: Iterator[tuple[Handle[TileFaces], Border]]) -> tuple[list[Handle[TileFaces]], list[Border]]:
    """Return handles and borders of tiles that are turned into faces in order; where one cannot be, it says which."""
    handles: list[Handle[TileFaces]] = []
    borders: list[Border] = []
    try:
        for handle, border in done:
            handles.append(handle)
            borders.append(border)
    except Unsettled as problem:
        raise Unsettled(str(problem), [len(handles)]) from problem
    return handles, borders


@dataclass(frozen=True)
class _Done:
    """What is known when all is noded and stitched."""

    tiling: Tiling
    tiles: list[int]
    handles: list[Handle[TileFaces]]
    stitched: Stitched

    def tasks(self) -> Iterator[tuple[Handle[TileFaces], _Rest]]:
        """Yield for each tile the handle of its own faces, and what the others leave to it."""
        stitched = self.stitched
        owner = self.tiling.owner(stitched.faces.corners()[0])
        order = np.argsort(owner, kind="stable")
        begin = np.searchsorted(owner[order], np.arange(len(self.tiling) + 1))
        for number, (handle, tile) in enumerate(zip(self.handles, self.tiles, strict=True)):
            here = stitched.faces.take(order[begin[tile] : begin[tile + 1]])
            yield handle, _Rest(stitched.grounds(number), here, stitched.cover_of(here.node))


@dataclass(frozen=True)
class _Rest:
    """What a tile's faces lack: the cover of the grounds of its forest, and the stitched faces that begin in it with their cover."""

    grounds: Rows
    stitched: Faces
    covered: Rows


def _chunk(own: TileFaces, rest: _Rest, tiling: Tiling, size: float) -> tuple[None, Chunk]:
    """Put the covered faces of a tile into their order: along the Z curve, then by their first two vertices."""
    rows = own.covered(rest.grounds)
    faces = join_faces([own.faces, rest.stitched])
    face = np.concatenate([rows.node, rest.covered.node + len(own.faces)])
    feature = np.concatenate([rows.feature, rest.covered.feature])
    covered = np.zeros(len(faces), dtype=bool)
    covered[face] = True
    lowest, second = faces.corners()
    order = order_with_ties(tiling.lattice.codes(lowest), second.imag, second.real, lowest.imag, lowest.real)
    order = order[covered[order]]
    place = np.empty(len(faces), dtype="intp")
    place[order] = np.arange(len(order))
    key = np.sort((place[face] << 32) | feature)
    return None, Chunk(faces.take(order).scaled(size), key >> 32, key & 0xFFFFFFFF)
