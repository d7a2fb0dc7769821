"""From layers to a partition: tiles noded side by side, told of each other's cuts, and turned into faces."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import shapely

from ...model.progress import SILENT, Progress
from .arrays import equal_rows, group_numbers, starts
from .faces import Faces, TileFaces, face_tile
from .forest import Rows, cover
from .labels import Labels, Partition
from .linework import Segments, joined, on_grid, segments
from .noded_tile import node_tile
from .noding import ON_GRID, Precision, unit_of
from .settling import Unsettled, settle
from .stitching import stitch
from .tiling import Tiling, buckets, quadtree

TILE_LOAD = 65_536
"""Vertices in a tile: enough to keep numpy busy, few enough for a processor's cache and for a bar that moves."""
SNAP = 8
"""Units in the last place within which points that are noded again become one."""
FALLBACK = 1024
"""Units in the last place of the grid that coordinates go to where they cannot be noded as they are."""


def partition(
    layers: list,
    grid_size: float = 0.0,
    min_area: float = 0.0,
    workers: int = 0,
    progress: Progress = SILENT,
    tile_load: int = TILE_LOAD,
) -> Partition:
    """Overlay any number of polygon layers: every spot of ground lies in one face that knows what covers it.

    Parameters
    ----------
    layers : list of Features or of ndarray of shapely geometries
        Valid polygons and multipolygons; ``None`` and empty geometries cover nothing.
    grid_size : float
        Precision in metres; 0 keeps full floating precision.
    min_area : float
        Faces below this area (m2) join the neighbour with the longest common border.
    workers : int
        Threads; 0 takes all cores.
    progress : Progress
        Told the share of tiles that is done.
    tile_load : int
        Vertices a tile may own; changes speed and memory, never the result.
    """
    arrays = [np.asarray(getattr(layer, "geometry", layer), dtype=object) for layer in layers]
    first_feature = starts(np.array([len(array) for array in arrays], dtype="intp"))
    linework = joined([segments(array, first) for array, first in zip(arrays, first_feature[:-1].tolist(), strict=True)])
    with ThreadPoolExecutor(workers or os.cpu_count()) as pool:
        if grid_size > 0:
            return _on_grid(linework, grid_size, first_feature, tile_load, pool, progress)
        unit = unit_of(linework.start)
        try:
            return _overlaid(linework, Precision(SNAP * unit), first_feature, tile_load, pool, progress)
        except Unsettled:
            return _on_grid(linework, FALLBACK * unit, first_feature, tile_load, pool, progress)


def _on_grid(linework: Segments, size: float, first_feature: np.ndarray, tile_load: int, pool, progress: Progress) -> Partition:
    found = _overlaid(on_grid(linework, size), ON_GRID, first_feature, tile_load, pool, progress)
    return replace(found, geometry=shapely.transform(found.geometry, lambda xy: xy * size))


def _overlaid(linework: Segments, precision: Precision, first_feature: np.ndarray, tile_load: int, pool, progress: Progress) -> Partition:
    tiling = quadtree(linework.start, tile_load)
    touching = buckets(tiling, linework.start, linework.end, precision.nearness)
    shared = _shared_numbers(linework, touching.crossing)

    def node(number):
        index = touching.of(number)
        return node_tile(tiling.tile(number), linework.take(index), shared[index], precision)

    noded = list(_told(pool.map(node, range(len(tiling))), len(tiling), progress))
    noded = settle(noded, precision, pool.map)
    tiles = list(_told(pool.map(face_tile, noded), len(tiling), progress))
    stitched = stitch(tiles)
    parts = [_labelled(tile, grounds) for tile, grounds in zip(tiles, stitched.grounds, strict=True)]
    parts.append((stitched.faces, stitched.labels))
    return _in_order(parts, tiling, first_feature)


def _told(results: Iterable, count: int, progress: Progress) -> Iterator:
    for number, result in enumerate(results, 1):
        progress.update(number / count)
        yield result


def _shared_numbers(linework: Segments, crossing: np.ndarray) -> np.ndarray:
    """Return for each segment that may touch several tiles a number that equal segments share; -1 for the others."""
    shared = np.full(len(linework), -1, dtype="int32")
    across = np.flatnonzero(crossing)
    start, end = linework.start[across], linework.end[across]
    turn = start > end
    shared[across] = group_numbers(*equal_rows(np.where(turn, end, start), np.where(turn, start, end)))
    return shared


def _labelled(tile: TileFaces, grounds: Rows) -> tuple[Faces, Rows]:
    return tile.faces, cover(tile.trees, tile.rows.joined(grounds), tile.faces.node)


def _in_order(parts: list[tuple[Faces, Rows]], tiling: Tiling, first_feature: np.ndarray) -> Partition:
    """Put the covered faces into their one order: along a Z curve, then by their first two vertices."""
    faces = [faces for faces, _ in parts]
    geometry, lowest, second = (np.concatenate([getattr(part, name) for part in faces]) for name in ("geometry", "lowest", "second"))
    offset = starts(np.array([len(part.geometry) for part in faces], dtype="intp"))
    face = np.concatenate([rows.node + first for (_, rows), first in zip(parts, offset.tolist(), strict=False)])
    feature = np.concatenate([rows.feature for _, rows in parts])
    covered = np.zeros(len(geometry), dtype=bool)
    covered[face] = True
    order = np.lexsort((second.imag, second.real, lowest.imag, lowest.real, tiling.lattice.codes(lowest)))
    order = order[covered[order]]
    place = np.empty(len(geometry), dtype="intp")
    place[order] = np.arange(len(order))
    key = np.sort((place[face] << 32) | feature)
    return Partition(geometry[order], _by_layer(key >> 32, key & 0xFFFFFFFF, first_feature, len(order)))


def _by_layer(face: np.ndarray, feature: np.ndarray, first_feature: np.ndarray, count: int) -> list[Labels]:
    layer = np.searchsorted(first_feature, feature, side="right") - 1
    found = [np.flatnonzero(layer == number) for number in range(len(first_feature) - 1)]
    return [Labels(face[pairs], feature[pairs] - first, count) for pairs, first in zip(found, first_feature.tolist(), strict=False)]
