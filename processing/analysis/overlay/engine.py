"""From layers to a partition."""

from __future__ import annotations

import numpy as np
import shapely

from ...model.progress import SILENT, Progress
from .labels import Labels, Partition


def partition(layers, grid_size: float = 0.0, min_area: float = 0.0, workers: int = 0, progress: Progress = SILENT) -> Partition:
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
    """
    arrays = [np.asarray(getattr(layer, "geometry", layer), dtype=object) for layer in layers]
    faces = _faces(arrays, grid_size)
    points = shapely.point_on_surface(faces)
    labels = []
    for geometry in arrays:
        progress.check()
        labels.append(_label(points, geometry))
    return _covered(faces, labels)


def _faces(arrays, grid_size):
    present = [geometry[~(shapely.is_missing(geometry) | shapely.is_empty(geometry))] for geometry in arrays]
    lines = shapely.get_parts(shapely.boundary(np.concatenate(present))) if present else np.empty(0, dtype=object)
    noded = shapely.get_parts(shapely.union_all(lines, grid_size=grid_size or None))
    faces = shapely.normalize(shapely.get_parts(shapely.polygonize(noded)))
    order = np.lexsort(shapely.bounds(faces).T) if len(faces) else np.empty(0, dtype="int64")
    return faces[order]


def _label(points, geometry):
    face, feature = shapely.STRtree(geometry).query(points, predicate="intersects")
    order = np.lexsort((feature, face))
    return Labels(face[order], feature[order], len(points))


def _covered(faces, labels):
    """Leave out the ground that no layer covers: holes and gaps between polygons."""
    covered = np.sum([label.count() for label in labels], axis=0) > 0
    position = np.cumsum(covered) - 1
    return Partition(faces[covered], [Labels(position[label.face], label.feature, int(covered.sum())) for label in labels])
