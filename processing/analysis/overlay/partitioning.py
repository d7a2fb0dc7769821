"""The door of the engine for layers that fit in memory."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import shapely

from ...model.progress import SILENT, Progress
from .arrays import starts, whole_numbers
from .cluster import workplace
from .engine import TILE_LOAD, Chunk, OverlayEngine
from .labels import Labels, Partition, Report
from .slivers import without_slivers


def partition(
    layers: list,
    grid_size: float = 0.0,
    min_area: float = 0.0,
    workers: int = 0,
    progress: Progress = SILENT,
    tile_load: int = TILE_LOAD,
    scheduler: str = "",
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
        Vertices a tile may own, more of them on threads and clusters; changes speed and memory, and the result only where a tile had to go
        to a grid of its own.
    scheduler : str
        Address of a Dask scheduler whose workers do the work on tiles; empty = threads of this machine.
    """
    arrays = [np.asarray(getattr(layer, "geometry", layer), dtype=object) for layer in layers]
    first_feature = starts(np.array([len(array) for array in arrays], dtype="intp"))
    with workplace(progress, workers, scheduler) as place:
        overlay = OverlayEngine(place, grid_size=grid_size, tile_load=tile_load)
        overlay.add(*zip(arrays, whole_numbers(first_feature), strict=False))
        overlay.run(progress)
        parts = list(overlay.chunks(partial(part_of, first_feature=first_feature)))
        input_area = np.array([np.nansum(area) for area in place.in_order(shapely.area, arrays)])
    whole = join_partitions(parts, len(arrays))
    report = Report(input_area, output_area(whole), overlay.grid_size)
    return without_slivers(replace(whole, report=report), min_area, progress)


def part_of(chunk: Chunk, first_feature: np.ndarray) -> Partition:
    """Return a chunk as a partition; ``first_feature`` says where the features of each layer begin, and where the last end."""
    count = len(chunk.faces)
    layer = np.searchsorted(first_feature, chunk.feature, side="right") - 1
    found = [np.flatnonzero(layer == number) for number in range(len(first_feature) - 1)]
    labels = [
        Labels(chunk.face[pairs], chunk.feature[pairs] - first, count)
        for pairs, first in zip(found, whole_numbers(first_feature), strict=False)
    ]
    return Partition(chunk.faces.geometry(), labels)


def join_partitions(parts: list[Partition], layer_count: int) -> Partition:
    """Return partitions of different ground as one."""
    offset = starts(np.array([len(part) for part in parts], dtype="intp"))
    nothing = Partition(np.empty(0, dtype=object), [Labels(np.empty(0, dtype="intp"), np.empty(0, dtype="intp"), 0)] * layer_count)
    parts = [nothing, *parts]
    labels = []
    for layer in range(layer_count):
        face = [part.labels[layer].face + first for part, first in zip(parts, [0, *whole_numbers(offset[:-1])], strict=True)]
        feature = [part.labels[layer].feature for part in parts]
        labels.append(Labels(np.concatenate(face), np.concatenate(feature), int(offset[-1])))
    return Partition(np.concatenate([part.geometry for part in parts]), labels)


def output_area(partition: Partition) -> np.ndarray:
    """Return the area that the features of each layer cover, each feature by itself, shape (layers,), m2."""
    area = shapely.area(partition.geometry)
    return np.array([area[labels.face].sum() for labels in partition.labels])
