"""Large layers of which the shapes are kept as numbers or bytes: a geometry of GEOS for each takes several times the memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .features import Features


@dataclass(frozen=True)
class PackedShapes:
    """n geometries as WKB in one run of bytes, taken out where they are needed.

    Attributes
    ----------
    wkb : bytearray
    start, end : ndarray of int, shape (n,)
        Where each lies in it.
    bounds : ndarray of float, shape (n, 4)
        Lowest x and y, highest x and y; NaN for one that is missing or empty.
    """

    wkb: bytearray
    start: np.ndarray
    end: np.ndarray
    bounds: np.ndarray

    def __len__(self) -> int:
        return len(self.bounds)

    def take(self, places: np.ndarray) -> np.ndarray:
        """Return the geometries at some places, none of them missing."""
        view = memoryview(self.wkb)
        parts = [bytes(view[start:end]) for start, end in zip(self.start[places], self.end[places], strict=True)]
        found: np.ndarray = shapely.from_wkb(np.array(parts, dtype=object))
        return found

    def forget(self) -> None:
        """Give the room of the bytes back; nothing can be taken out any more."""
        self.wkb.clear()

    def where(self, mask: np.ndarray) -> PackedShapes:
        """Return the geometries for which ``mask`` (bool, shape (n,)) holds."""
        return PackedShapes(self.wkb, self.start[mask], self.end[mask], self.bounds[mask])


class Packing:
    """Geometries that come block by block, to be packed."""

    def __init__(self) -> None:
        self._run = bytearray()
        self._lengths: list[np.ndarray] = [np.empty(0, "int64")]
        self._bounds: list[np.ndarray] = [np.empty((0, 4))]

    def add(self, geometry: np.ndarray) -> None:
        """Add a block of geometries; ``None`` stays missing."""
        parts = [part or b"" for part in shapely.to_wkb(geometry)]
        self._run += b"".join(parts)
        self._lengths.append(np.fromiter(map(len, parts), "int64", len(parts)))
        self._bounds.append(shapely.bounds(geometry))

    def packed(self) -> PackedShapes:
        """Return all of them, in the order in which they came."""
        lengths = np.concatenate(self._lengths)
        end = np.cumsum(lengths)
        return PackedShapes(self._run, end - lengths, end, np.concatenate(self._bounds))


@dataclass(frozen=True)
class LightFeatures(Features):
    """A layer of which ``geometry`` is ``None`` throughout: points are known by ``xy``, other shapes are packed.

    Attributes
    ----------
    xy : ndarray of float, shape (n, 2), or None
        Coordinates of points.
    shapes : PackedShapes or None
        Lines, polygons, and points among these.
    """

    xy: np.ndarray | None = None
    shapes: PackedShapes | None = None
    highest: int = -1

    @property
    def dimension(self) -> int:
        """The highest dimension of its shapes: 0 points, 1 lines, 2 polygons; -1 where there are none."""
        return self.highest

    @property
    def box(self) -> np.ndarray:
        """The box around all shapes: lowest x and y, highest x and y; NaN where there are none."""
        low, high = (self.xy, self.xy) if self.shapes is None else (self.shapes.bounds[:, :2], self.shapes.bounds[:, 2:])
        if low is None or high is None or not len(low):
            return np.full(4, np.nan)
        return np.concatenate([np.fmin.reduce(low), np.fmax.reduce(high)])  # without a copy, for there may be millions

    def where(self, mask: np.ndarray) -> LightFeatures:
        """Return the features for which ``mask`` (bool, shape (n,)) holds."""
        xy = None if self.xy is None else self.xy[mask]
        shapes = None if self.shapes is None else self.shapes.where(mask)
        part = super().where(mask)
        return LightFeatures(part.name, part.geometry, part.table, part.crs, part.ids, xy, shapes, self.highest)


def shapes_of(layer: Features) -> np.ndarray | PackedShapes:
    """Return the geometries of a layer, packed where they are; points of a light one are made."""
    if not isinstance(layer, LightFeatures):
        return layer.geometry
    if layer.shapes is not None:
        return layer.shapes
    points: np.ndarray = shapely.points(layer.xy)
    return points
