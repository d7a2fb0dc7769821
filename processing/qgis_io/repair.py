"""Geometry as it comes: bytes to shapely, curves to lines, heights dropped, invalid polygons made valid."""

from __future__ import annotations

import numpy as np
import shapely
from qgis.core import Qgis, QgsGeometry, QgsWkbTypes

from ..analysis.threads import in_threads, slice_range
from ..model.progress import SILENT, Progress, Unseen
from .columns import is_none

POLYGON, MULTI_POLYGON = 3, 6
CHECKED_A_SLICE = 5000
PLAIN_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("xy", "<f8", 2)])
"""A point in WKB: the order of bytes (1 = the lowest first), the kind of geometry (1 = point), x and y."""


def from_wkb(wkb: np.ndarray) -> tuple[np.ndarray, int]:
    """Return shapely geometries (None where there is no WKB) without heights or measures, and how many were curves.

    Parameters
    ----------
    wkb : ndarray of bytes or None, shape (n,)
        ISO or extended WKB, curves and unclosed rings included.
    """
    points = plain_points(wkb)
    if points is not None:
        return points, 0
    try:
        geometry = np.asarray(shapely.from_wkb(wkb, on_invalid="ignore"), dtype=object).reshape(len(wkb))
        unusual = np.flatnonzero(~is_none(wkb) & shapely.is_missing(geometry))
    except NotImplementedError:  # GEOS knows curves from 3.13 on, shapely does not
        geometry = np.full(len(wkb), None, dtype=object)
        unusual = np.flatnonzero(~is_none(wkb))
    curves = 0
    for row in unusual:
        given = QgsGeometry()
        given.fromWkb(bytes(wkb[row]))
        curves += not given.isNull() and given.constGet().hasCurvedSegments()
        geometry[row] = linear(given)
    return flat(geometry), curves


def plain_points(wkb: np.ndarray) -> np.ndarray | None:
    """Return shapely points when all rows are WKB of points without height, as is usual of points; None when any is something else.

    Of well-formed WKB each row that is no such point shows at its own place in the run of bytes, for all before it are as long.
    """
    if not len(wkb) or wkb[0] is None or len(wkb[0]) != PLAIN_POINT.itemsize or is_none(wkb).any():
        return None
    run = b"".join(wkb)
    if len(run) != len(wkb) * PLAIN_POINT.itemsize:
        return None
    rows = np.frombuffer(run, dtype=PLAIN_POINT)
    if (rows["order"] != 1).any() or (rows["kind"] != 1).any() or np.isnan(rows["xy"]).any():
        return None
    return shapely.points(rows["xy"])


def flat(geometry: np.ndarray) -> np.ndarray:
    """Return geometries without heights and measures; the same array when there are none, as is usual."""
    if shapely.get_coordinate_dimension(geometry).max(initial=0) <= 2:
        return geometry
    return shapely.force_2d(geometry)


def linear(geometry: QgsGeometry) -> shapely.Geometry | None:
    """Return a QGIS geometry as shapely: arcs become lines, what is not closed is closed; None when there is nothing to see."""
    if geometry.isNull():
        return None
    straight = geometry.constGet().segmentize() if geometry.constGet().hasCurvedSegments() else geometry.constGet().clone()
    plain = shapely.from_wkb(straight.asWkb().data(), on_invalid="ignore")
    return plain if plain is not None else made_valid(QgsGeometry(straight))


def repair_polygons(geometry: np.ndarray, progress: Progress = SILENT) -> tuple[np.ndarray, np.ndarray]:
    """Return geometries in which every polygon is valid, and which rows (bool, shape (n,)) had to be repaired.

    The structure method keeps the area that a polygon's rings enclose; only what is still a polygon is kept, so that a
    polygon without area comes back empty.
    """
    kinds = shapely.get_type_id(geometry)
    polygonal = (kinds == POLYGON) | (kinds == MULTI_POLYGON)
    invalid = np.zeros(len(geometry), dtype=bool)
    polygons = geometry[polygonal]
    valid = in_threads(lambda part: shapely.is_valid(polygons[part]), slice_range(len(polygons), CHECKED_A_SLICE), Unseen(progress))
    invalid[polygonal] = ~np.concatenate([*valid, np.empty(0, dtype=bool)])
    if not invalid.any():
        return geometry, invalid
    repaired = geometry.copy()
    for row in np.flatnonzero(invalid):
        progress.check()
        repaired[row] = polygons_of(made_valid(qgis_geometry(geometry[row])))
    return repaired, invalid


def qgis_geometry(geometry: shapely.Geometry) -> QgsGeometry:
    """Return a shapely geometry as QGIS's."""
    result = QgsGeometry()
    result.fromWkb(shapely.to_wkb(geometry))
    return result


def made_valid(geometry: QgsGeometry) -> shapely.Geometry:
    """Return QGIS's repair of a geometry by the structure method, which keeps no collapsed parts."""
    valid = geometry.makeValid(Qgis.MakeValidMethod.Structure, False)
    return shapely.GeometryCollection() if valid.isNull() else shapely.from_wkb(valid.asWkb().data())


def polygons_of(geometry: shapely.Geometry) -> shapely.Geometry:
    """Return the polygonal part of a geometry; an empty polygon when it has none."""
    parts = [part for part in shapely.get_parts(geometry) if shapely.get_dimensions(part) == 2 and not part.is_empty]
    polygons = [polygon for part in parts for polygon in shapely.get_parts(part)]
    if len(polygons) == 1:
        return polygons[0]
    return shapely.multipolygons(polygons) if polygons else shapely.Polygon()


def promote(geometry: np.ndarray, wkb_type: Qgis.WkbType) -> np.ndarray:
    """Return geometries as the Multi type that ``wkb_type`` asks for; others unchanged."""
    if not QgsWkbTypes.isMultiType(wkb_type) or wkb_type == Qgis.WkbType.GeometryCollection:
        return geometry
    makers = {0: shapely.multipoints, 1: shapely.multilinestrings, 2: shapely.multilinestrings, 3: shapely.multipolygons}
    result, kinds = geometry.copy(), shapely.get_type_id(geometry)
    for kind, make in makers.items():
        rows = np.flatnonzero(kinds == kind)
        if len(rows):
            result[rows] = make(geometry[rows], indices=np.arange(len(rows)))
    return result
