"""Polygons as directed segments that know which feature lies on which side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely

from .arrays import points
from .exact import nearest_whole

PART = 300_000
"""Vertices that are turned into segments together."""


@dataclass(frozen=True)
class Segments:
    """Directed segments, those of a ring in the order of the ring.

    Attributes
    ----------
    start, end : ndarray of complex, shape (n,)
    feature : ndarray of int32, shape (n,)
        The feature whose ring it is, counted through all layers.
    weight : ndarray of int8, shape (n,)
        1 where the feature lies to the left, -1 where it lies to the right.
    """

    start: np.ndarray
    end: np.ndarray
    feature: np.ndarray
    weight: np.ndarray

    def __len__(self) -> int:
        return len(self.start)

    def take(self, index: np.ndarray) -> Segments:
        """Return some of the segments."""
        return Segments(self.start[index], self.end[index], self.feature[index], self.weight[index])


def segments(geometry: np.ndarray, first_feature: int = 0) -> Segments:
    """Return the rings of polygons as segments, those of zero length left out.

    Parameters
    ----------
    geometry : ndarray of shapely polygons and multipolygons, shape (n,)
        ``None`` and other kinds have no rings.
    first_feature : int
        The number of the first feature.
    """
    parts, feature = shapely.get_parts(geometry, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    is_shell = np.diff(part, prepend=-1) != 0
    weight = np.where(shapely.is_ccw(rings) == is_shell, 1, -1).astype("int8")
    owner = (feature[part] + first_feature).astype("int32")
    vertex = points(xy)
    first = np.flatnonzero((ring[1:] == ring[:-1]) & (vertex[1:] != vertex[:-1]))
    return Segments(vertex[first], vertex[first + 1], owner[ring[first]], weight[ring[first]])


def in_parts(geometry: np.ndarray, first_feature: int = 0) -> Iterator[tuple[np.ndarray, int]]:
    """Yield polygons some at a time, with the number of the first: what `segments` makes on the way stays small."""
    vertices = np.cumsum(shapely.get_num_coordinates(geometry))
    cuts = np.unique(np.searchsorted(vertices, np.arange(PART, vertices[-1] if len(vertices) else 0, PART)) + 1)
    first = first_feature
    for part in np.split(geometry, cuts[cuts < len(geometry)]):
        yield part, first
        first += len(part)


def join_segments(parts: list[Segments]) -> Segments:
    """Return the segments of several parts as one."""
    if not parts:
        return segments(np.empty(0, dtype=object))
    return Segments(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("start", "end", "feature", "weight")))


def on_grid(point: np.ndarray, size: float) -> np.ndarray:
    """Return points in whole multiples of a grid's size, halves going up; unchanged where that is 0."""
    return nearest_whole(point / size) if size else point


def from_grid(point: np.ndarray, size: float) -> np.ndarray:
    """Return points in metres; a grid such as 0.001 gives the nearest numbers to whole millimetres."""
    per_metre = round(1.0 / size)
    return point / per_metre if abs(per_metre * size - 1.0) < 1e-12 else point * size
