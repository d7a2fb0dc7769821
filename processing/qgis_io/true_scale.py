"""Whether a metre of a coordinate system is one on the ground; light, since docks ask it too."""

from __future__ import annotations

import math

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCoordinateTransformContext, QgsCsException, QgsPoint

from ..model.geography import LAMBERT_72
from .crs_names import find_crs

DEGREES = "EPSG:4326"
TRUE_TO_SCALE = 0.02
"""By how much a metre of a system may differ from one on the ground: of Lambert and UTM it is 0.003 in their own country."""


def ground_metres(crs: QgsCoordinateReferenceSystem, x: float, y: float) -> float:
    """Return how many metres on the ground a metre of a projected system is at a place, in the direction in which it differs most.

    1 where that is so within `TRUE_TO_SCALE`, and where it cannot be known.
    """
    if not (math.isfinite(x) and math.isfinite(y)):
        return 1.0
    try:
        place = QgsCoordinateTransform(crs, find_crs(DEGREES), QgsCoordinateTransformContext()).transform(x, y)
    except QgsCsException:
        return 1.0
    factors = crs.factors(QgsPoint(place.x(), place.y()))
    if not factors.isValid():
        return 1.0
    scale = max(factors.meridionalScale(), factors.parallelScale(), key=lambda one: abs(math.log(one)))
    return 1.0 if abs(scale - 1) <= TRUE_TO_SCALE else 1 / scale


def measuring_crs(crs: QgsCoordinateReferenceSystem, x: float, y: float) -> QgsCoordinateReferenceSystem:
    """Return a system in which distances around a place in ``crs`` can be measured: itself where they can, else Lambert 72.

    One that is not valid stays so: nobody knows where its coordinates are.
    """
    if not crs.isValid() or crs.mapUnits() == Qgis.DistanceUnit.Meters and ground_metres(crs, x, y) == 1.0:
        return crs
    return find_crs(LAMBERT_72)
