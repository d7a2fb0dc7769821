"""Geometries of QGIS as shapely has them, and what is mended on the way."""

import math

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.qgis_io.repair import flat, linear, repair_polygons
from qgis.core import QgsGeometry

pytestmark = pytest.mark.usefixtures("qgis_app")
BOW_TIE = "POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))"
"""Two triangles of one square metre that meet at (1, 1)."""


def test_a_geometry_stays_as_it_is_where_it_can_be():
    assert linear(QgsGeometry()) is None
    assert linear(QgsGeometry.fromWkt("LineString (0 0, 1 1)")).wkt == "LINESTRING (0 0, 1 1)"
    assert linear(QgsGeometry.fromWkt(BOW_TIE)).wkt == BOW_TIE, "mending is for those who ask"


def test_arcs_become_lines():
    circle = linear(QgsGeometry.fromWkt("CurvePolygon (CircularString (0 0, 1 1, 2 0, 1 -1, 0 0))"))
    assert circle.geom_type == "Polygon" and circle.area == pytest.approx(math.pi, rel=1e-3)


def test_a_bow_tie_becomes_its_two_triangles():
    mended, rows = repair_polygons(np.array([shapely.box(0, 0, 1, 1), shapely.from_wkt(BOW_TIE), None, shapely.Point(1, 2)]))
    assert rows.tolist() == [False, True, False, False]
    assert mended[1].area == pytest.approx(2) and mended[1].is_valid and mended[1].geom_type == "MultiPolygon"
    assert mended[0].equals(shapely.box(0, 0, 1, 1)) and mended[2] is None and mended[3].wkt == "POINT (1 2)"


def test_a_polygon_without_ground_comes_back_empty():
    mended, rows = repair_polygons(np.array([shapely.from_wkt("POLYGON ((0 0, 1 1, 2 2, 0 0))")]))
    assert rows.tolist() == [True] and mended[0].is_empty


def test_heights_are_left_out():
    raised, plain = np.array([shapely.Point(1, 2, 3)]), np.array([shapely.Point(1, 2)])
    assert flat(raised)[0].wkt == "POINT (1 2)"
    assert flat(plain) is plain
