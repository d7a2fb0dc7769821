"""Coordinate systems: which one, in metres or not, and whole coordinate arrays taken from one to another."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDatumTransform,
    QgsGeometry,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
)

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..model.text import Text
from .crs_names import find_crs
from .inputs import TRANSFORMS
from .true_scale import ground_metres, measuring_crs

if TYPE_CHECKING:
    from ..analysis.features import Features

BATCH = 100_000
LINE_STRING = struct.Struct("<BII")
MENTIONED_ACCURACY = 0.1


def read_crs(text: str) -> QgsCoordinateReferenceSystem:
    """Return the coordinate system that an authority id (``EPSG:31370``) or WKT names.

    Raises
    ------
    OpgaveError
        When it names none.
    """
    crs = find_crs(text)
    if not crs.isValid():
        raise OpgaveError("'{crs}' is no coordinate system that QGIS knows: give a code such as EPSG:31370.", crs=text)
    return crs


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the authority id, or the WKT of a coordinate system that has none; empty when it is not valid."""
    wkt = crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED) if crs.isValid() else ""
    return crs.authid() or wkt


def require_projected(crs: str, layer: str | Text, remedy: OpgaveError | None = None) -> None:
    """Check that coordinates are metres, so that distances and areas mean something.

    Parameters
    ----------
    remedy : OpgaveError, optional
        What to do about it; default to reproject the layer.

    Raises
    ------
    OpgaveError
        When the layer has no coordinate system, or one in degrees, feet or the like.
    """
    if not crs:
        raise OpgaveError("Layer '{layer}' has no coordinate system: set it in the layer's properties.", layer=layer)
    if read_crs(crs).mapUnits() != Qgis.DistanceUnit.Meters:
        raise OpgaveError(
            "Layer '{layer}' is in {crs}, which does not count in metres: distances and areas need a projected system such as"
            " EPSG:31370; {remedy}.",
            layer=layer,
            crs=crs,
            remedy=remedy or OpgaveError("reproject the layer first"),
        )


def require_ground_metres(features: Features, layer: str | Text = "", remedy: OpgaveError | None = None) -> None:
    """Check that a layer's coordinates are metres on the ground too; of Web Mercator 1,000 m are some 630 m in Flanders.

    Parameters
    ----------
    layer : str or Text
        What it is called; default its name.

    Raises
    ------
    OpgaveError
        See `require_projected`; and when the system is not true to scale where the layer lies.
    """
    layer = layer or features.name
    require_projected(features.crs, layer, remedy)
    require_true_scale(features.crs, features.geometry, layer, remedy)


def require_true_scale(crs: str, geometry: np.ndarray, layer: str | Text, remedy: OpgaveError | None = None) -> None:
    """Check that a metre of a projected system is one on the ground, in the middle of a layer's geometry."""
    real = ground_metres(read_crs(crs), *middle(geometry))
    if real != 1.0:
        raise OpgaveError(
            "Layer '{layer}' is in {crs}, in which 1,000 m are {metres} m on the ground here: distances and areas need a system that is"
            " true to scale, such as EPSG:31370; {remedy}.",
            layer=layer,
            crs=crs,
            metres=round(1000 * real),
            remedy=remedy or OpgaveError("reproject the layer first"),
        )


def measuring_crs_of(features: Features) -> str:
    """Return a system in which distances in a layer can be measured, see `measuring_crs`; empty for a layer without one."""
    if not features.crs:
        return ""
    crs, (x, y) = read_crs(features.crs), middle(features.geometry)
    measuring = measuring_crs(crs, x, y)
    return features.crs if measuring == crs else crs_text(measuring)


def in_measuring_system(features: Features, layer: str | Text = "", progress: Progress = SILENT) -> Features:
    """Return a layer in a system in which distances in it can be measured: reprojected, which is told, where its own is none.

    It stays as it is where nobody knows such a system: without one of its own, or far outside Belgium.
    """
    measuring = measuring_crs_of(features)
    if measuring == features.crs or not len(features):
        return features
    layer, source, target = layer or features.name, read_crs(features.crs), read_crs(measuring)
    moved = transform_geometry(features.geometry, transformation(source, target, preferred_transforms(), progress), str(layer), progress)
    if ground_metres(target, *middle(moved)) != 1.0:
        return features
    progress.note(
        "Layer '{layer}' is in {crs}, in which distances and areas cannot be measured: {measuring} is used.",
        layer=layer,
        crs=features.crs,
        measuring=f"{target.description()} ({measuring})",
    )
    return replace(features, geometry=moved, crs=measuring)


def middle(geometry: np.ndarray) -> tuple[float, float]:
    """Return the place in the middle of geometries; NaN where there is none."""
    xmin, ymin, xmax, ymax = shapely.total_bounds(geometry) if len(geometry) else 4 * [np.nan]
    return (xmin + xmax) / 2, (ymin + ymax) / 2


def transformation(
    source: QgsCoordinateReferenceSystem,
    target: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
    progress: Progress = SILENT,
) -> QgsCoordinateTransform:
    """Return QGIS's transformation between two systems; note it where a missing grid file makes it less accurate.

    QGIS itself would warn of that grid in the middle of the work: the operation that it falls back on is asked for by name.
    """
    operations = operations_without_grids(source, target, context)
    if not operations:
        return QgsCoordinateTransform(source, target, context)
    best, used = operations
    named = QgsCoordinateTransformContext(context)
    named.addCoordinateOperation(source, target, used.proj)
    if used.accuracy >= MENTIONED_ACCURACY:
        progress.note(
            "{source} to {target} is accurate to about {accuracy} m: the grid file {grid} is not installed.",
            source=crs_text(source),
            target=crs_text(target),
            accuracy=used.accuracy,
            grid=next(grid.shortName for grid in best.grids if not grid.isAvailable),
        )
    return QgsCoordinateTransform(source, target, named)


def operations_without_grids(
    source: QgsCoordinateReferenceSystem, target: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> tuple | None:
    """Return the most accurate operation and the one that can be done, where a grid that is not installed makes them two.

    None where the most accurate one can be done, and where the user chose one.
    """
    operations = [] if context.hasTransform(source, target) else QgsDatumTransform.operations(source, target)
    possible = [one for one in operations if one.isAvailable]
    if not possible or operations[0].isAvailable or not operations[0].grids:
        return None
    return operations[0], possible[0]


def transform_geometry(geometry: np.ndarray, transform: QgsCoordinateTransform, layer: str, progress: Progress = SILENT) -> np.ndarray:
    """Return geometries with every vertex taken through ``transform``; the result is two-dimensional.

    Raises
    ------
    OpgaveError
        When a vertex lies where the transformation does not work.
    """
    try:
        return shapely.transform(geometry, lambda points: transform_points(points, transform, progress))
    except (QgsCsException, FloatingPointError) as error:
        raise OpgaveError(
            "Layer '{layer}' has coordinates that cannot go from {source} to {target}: check whether the layer really is in {source}.",
            layer=layer,
            source=crs_text(transform.sourceCrs()),
            target=crs_text(transform.destinationCrs()),
        ) from error


def transform_points(points: np.ndarray, transform: QgsCoordinateTransform, progress: Progress = SILENT) -> np.ndarray:
    """Return coordinates, shape (n, 2), in the target system.

    QGIS transforms arrays of coordinates only inside a geometry: so they travel as lines of many vertices.

    Raises
    ------
    QgsCsException, FloatingPointError
        When all vertices of a batch, or one of them, lie where the transformation does not work.
    """
    result = np.empty_like(points)
    for start in range(0, len(points), BATCH):
        progress.check()
        part = np.ascontiguousarray(points[start : start + BATCH], dtype="<f8")
        line = QgsGeometry()
        line.fromWkb(LINE_STRING.pack(1, 2, len(part)) + part.tobytes())
        line.transform(transform)
        moved = np.frombuffer(line.asWkb().data(), dtype="<f8", offset=LINE_STRING.size).reshape(-1, 2)
        if (np.isfinite(part) & ~np.isfinite(moved)).any():
            raise FloatingPointError("a vertex went to infinity")
        result[start : start + BATCH] = moved
    return result


@dataclass(frozen=True)
class Frame:
    """Where a layer's geometry comes from and where it must end.

    Attributes
    ----------
    layer : str
        Its name, for messages.
    source, target : QgsCoordinateReferenceSystem
    extent : QgsRectangle or None
        A `QgsReferencedRectangle` says its own coordinate system; a plain one is in the target's.
    context : QgsCoordinateTransformContext
    """

    layer: str
    source: QgsCoordinateReferenceSystem
    target: QgsCoordinateReferenceSystem
    extent: QgsRectangle | None
    context: QgsCoordinateTransformContext

    def moves(self) -> bool:
        """Whether coordinates change."""
        return self.source != self.target

    def transform(self, progress: Progress = SILENT) -> QgsCoordinateTransform:
        """Return the transformation from source to target."""
        return transformation(self.source, self.target, self.context, progress)

    def extent_at_source(self) -> QgsRectangle | None:
        """Return the rectangle in source coordinates that covers the extent."""
        return None if self.extent is None else self.extent_in(self.source)

    def extent_at_target(self) -> QgsRectangle:
        """Return the extent in target coordinates."""
        return self.extent_in(self.target)

    def extent_in(self, crs: QgsCoordinateReferenceSystem) -> QgsRectangle:
        """Return the rectangle in ``crs`` that covers the extent."""
        referenced = isinstance(self.extent, QgsReferencedRectangle) and self.extent.crs().isValid()
        return rectangle_in(self.extent if referenced else QgsReferencedRectangle(self.extent, self.target), crs, self.context)


def rectangle_in(rectangle: QgsRectangle, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext) -> QgsRectangle:
    """Return the rectangle in ``crs`` that covers another; one that says no coordinate system is in it already, and none stays none."""
    own = rectangle.crs() if isinstance(rectangle, QgsReferencedRectangle) else crs
    if rectangle.isNull() or not own.isValid() or not crs.isValid() or own == crs:
        return QgsRectangle(rectangle)
    return transformation(own, crs, context).transformBoundingBox(QgsRectangle(rectangle))


def frame_for(
    layer: str,
    source: QgsCoordinateReferenceSystem,
    target_crs: str,
    extent: QgsRectangle | None,
    context: QgsCoordinateTransformContext | None,
) -> Frame:
    """Return the frame for a layer; an empty ``target_crs`` leaves it where it is, a null extent takes everything.

    Raises
    ------
    OpgaveError
        When a layer without coordinate system should be reprojected.
    """
    target = read_crs(target_crs) if target_crs else source
    if not source.isValid() and target.isValid():
        raise OpgaveError(
            "Layer '{layer}' has no coordinate system, so it cannot be reprojected: set it in the layer's properties.", layer=layer
        )
    area = None if extent is None or extent.isNull() else extent
    return Frame(layer, source, target, area, context or preferred_transforms())


def preferred_transforms() -> QgsCoordinateTransformContext:
    """Return which transformations the user prefers: those of the algorithm that runs, else of the open project."""
    return TRANSFORMS.get() or QgsProject.instance().transformContext()
