"""The door of the engine for layers that fit in memory."""

from __future__ import annotations

import numpy as np
import shapely

from ...model.progress import SILENT, Progress
from .arrays import starts
from .engine import TILE_LOAD, Overlay
from .labels import Labels, Partition, Report
from .linework import segments
from .runners import threads
from .slivers import without_slivers


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
    with threads(progress, workers) as runner:
        overlay = Overlay(runner, grid_size=grid_size, tile_load=tile_load)
        for array, first in zip(arrays, first_feature.tolist(), strict=False):
            overlay.add(segments(array, first))
        overlay.run(progress)
        chunks = list(overlay.chunks())
    geometry = np.concatenate([np.empty(0, dtype=object)] + [chunk.faces.geometry() for chunk in chunks])
    offset = starts(np.array([len(chunk.faces) for chunk in chunks], dtype="intp"))
    face = np.concatenate([np.empty(0, dtype="intp")] + [chunk.face + first for chunk, first in zip(chunks, offset.tolist(), strict=False)])
    feature = np.concatenate([np.empty(0, dtype="intp")] + [chunk.feature for chunk in chunks])
    labels = by_layer(face, feature, first_feature, len(geometry))
    area = shapely.area(geometry)
    input_area = np.array([np.nansum(shapely.area(array)) for array in arrays])
    output_area = np.array([area[part.face].sum() for part in labels])
    faces = Partition(geometry, labels, Report(input_area, output_area, overlay.grid_size))
    return without_slivers(faces, min_area, progress)


def by_layer(face: np.ndarray, feature: np.ndarray, first_feature: np.ndarray, count: int) -> list[Labels]:
    """Return the labels of each layer from pairs of a face and a feature counted through all layers."""
    layer = np.searchsorted(first_feature, feature, side="right") - 1
    found = [np.flatnonzero(layer == number) for number in range(len(first_feature) - 1)]
    return [Labels(face[pairs], feature[pairs] - first, count) for pairs, first in zip(found, first_feature.tolist(), strict=False)]
