"""Overlay of pairs of polygons as the testers of GEOS and JTS write them: cases of ours, and GEOS's own.

Those run where ``GEOS_TESTS`` names the folder ``tests/xmltester/tests`` of a copy of GEOS's sources.
"""

import os

import pytest
import shapely
from opgavenkaart.processing.analysis.overlay import partition
from opgavenkaart.processing.analysis.overlay.operations import kept_faces
from opgavenkaart.test.support.geos_xml import CURVES, count_curved, curved_operations, read_folder, read_text
from opgavenkaart.test.support.overlay import layer

OURS = """
<run><desc>Counted by hand</desc>
<case><desc>corners that overlap</desc>
  <a>POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))</a> <b> POLYGON((2 2, 6 2, 6 6, 2 6, 2 2)) </b>
  <test><op name="intersection" arg1="A" arg2="B">POLYGON ((2 2, 4 2, 4 4, 2 4, 2 2))</op></test>
  <test><op name="union" arg1="A" arg2="B">POLYGON ((0 0, 4 0, 4 2, 6 2, 6 6, 2 6, 2 4, 0 4, 0 0))</op></test>
  <test><op name="difference" arg1="A" arg2="B">POLYGON ((0 0, 4 0, 4 2, 2 2, 2 4, 0 4, 0 0))</op></test>
  <test><op name="differenceNG" arg1="B" arg2="A">POLYGON ((4 2, 6 2, 6 6, 2 6, 2 4, 4 4, 4 2))</op></test>
  <test><op name="symdifference" arg1="A" arg2="B">
    MULTIPOLYGON (((0 0, 4 0, 4 2, 2 2, 2 4, 0 4, 0 0)), ((4 2, 6 2, 6 6, 2 6, 2 4, 4 4, 4 2)))</op></test>
</case>
<case><desc>a hole that the other one fills</desc>
  <a>POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 3 6, 6 6, 6 3, 3 3))</a> <b>POLYGON ((3 3, 6 3, 6 6, 3 6, 3 3))</b>
  <test><op name="intersection" arg1="A" arg2="B">LINESTRING (3 3, 6 3, 6 6, 3 6, 3 3)</op></test>
  <test><op name="union" arg1="A" arg2="B">POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))</op></test>
</case>
<case><desc>touching in a corner, and a part in a hole; A as hexadecimal WKB of the square from 0 0 to 1 1</desc>
  <a>01030000000100000005000000000000000000000000000000000000000000000000000000000000000000F03F000000000000F03F000000000000F03F
     000000000000F03F000000000000000000000000000000000000000000000000</a>
  <b>MULTIPOLYGON (((1 1, 2 1, 2 2, 1 2, 1 1)), ((0.25 0.25, 0.75 0.25, 0.75 0.75, 0.25 0.75, 0.25 0.25)))</b>
  <test><op name="intersection" arg1="A" arg2="B">
    GEOMETRYCOLLECTION (POINT (1 1), POLYGON ((0.25 0.25, 0.75 0.25, 0.75 0.75, 0.25 0.75, 0.25 0.25)))</op></test>
  <test><op name="difference" arg1="A" arg2="B">
    POLYGON ((0 0, 1 0, 1 1, 0 1, 0 0), (0.25 0.25, 0.75 0.25, 0.75 0.75, 0.25 0.75, 0.25 0.25))</op></test>
</case>
<case><desc>slivers that a grid closes</desc>
  <a>POLYGON ((0 0, 5.2 0, 4.9 5, 0 5, 0 0))</a> <b>POLYGON ((5 0, 9 0, 9 5, 5.1 5, 5 0))</b>
  <test><op name="intersectionSR" arg1="A" arg2="B" arg3="1">LINESTRING (5 0, 5 5)</op></test>
  <test><op name="unionSR" arg1="A" arg2="B" arg3="1">POLYGON ((0 0, 9 0, 9 5, 0 5, 0 0))</op></test>
</case>
<case><desc>an empty one, a spike that a grid takes away</desc>
  <a>POLYGON ((0 0, 4 0, 4 4, 2.1 4, 2 9, 1.9 4, 0 4, 0 0))</a> <b>POLYGON EMPTY</b>
  <test><op name="unionSR" arg1="A" arg2="B" arg3="1">POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))</op></test>
  <test><op name="intersection" arg1="A" arg2="B">POLYGON EMPTY</op></test>
</case>
<case><desc>halves go up on a grid</desc>
  <a>POLYGON ((0.5 0.5, 2.5 0.5, 2.5 2.5, 0.5 2.5, 0.5 0.5))</a> <b>POLYGON ((-1.5 -0.5, 0.6 -0.5, 0.6 2.5, -1.5 2.5, -1.5 -0.5))</b>
  <test><op name="differenceSR" arg1="A" arg2="B" arg3="1">POLYGON ((1 1, 3 1, 3 3, 1 3, 1 1))</op></test>
  <test><op name="differenceSR" arg1="B" arg2="A" arg3="1">POLYGON ((-1 0, 1 0, 1 3, -1 3, -1 0))</op></test>
</case>
<case><desc>curves are left out</desc>
  <a>CURVEPOLYGON (CIRCULARSTRING (0 0, 2 2, 4 0, 2 -2, 0 0))</a> <b>POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))</b>
  <test><op name="intersection" arg1="A" arg2="B">CurvePolygon (CompoundCurve (CircularString (0 0, 2 2, 4 0), (4 0, 0 0)))</op></test>
  <test><op name="union" arg1="B" arg2="B">POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))</op></test>
  <test><op name="contains" arg1="A" arg2="B">false</op></test>
</case>
<case><desc>what is about other things is left out</desc>
  <a>LINESTRING (0 0, 4 0)</a> <b>POLYGON ((0 0, 4 0, 4 4, 0 4, 0 0))</b>
  <test><op name="intersection" arg1="A" arg2="B">LINESTRING (0 0, 4 0)</op></test>
  <test><op name="intersects" arg1="B" arg2="B">true</op></test>
</case>
</run>"""
CASES = read_text(OURS, "ours")
FOLDER = os.environ.get("GEOS_TESTS", "")
THEIRS = read_folder(FOLDER) if FOLDER else []


def overlaid(case):
    """What the engine keeps of both polygons."""
    faces = partition([layer(case.first), layer(case.second)], case.grid_size, workers=1)
    return faces.where(kept_faces(faces.labels, case.operation))


def check(case, tolerance=0.0):
    faces = overlaid(case)
    expected = shapely.union_all([part for part in shapely.get_parts(shapely.get_parts(case.expected)) if part.geom_type == "Polygon"])
    allowed = tolerance + 1e-6 * max(case.first.area, case.second.area)
    assert shapely.is_valid(faces.geometry).all()
    assert shapely.area(faces.geometry).sum() == pytest.approx(expected.area, rel=1e-6, abs=allowed)
    assert shapely.symmetric_difference(shapely.union_all(faces.geometry), expected).area <= allowed


def test_the_reader_takes_what_is_about_polygons():
    assert [case.operation for case in CASES] == [
        *("intersection", "partition", "difference", "difference", "symmetric_difference"),
        *("intersection", "partition", "intersection", "difference", "intersection", "partition", "partition", "intersection"),
        *("difference", "difference", "partition"),
    ]
    assert [case.grid_size for case in CASES[9:12]] == [1.0] * 3
    assert CASES[7].first.equals(shapely.box(0, 0, 1, 1))
    assert CASES[3].first.equals(shapely.box(2, 2, 6, 6))
    assert count_curved(OURS) == 1


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_cases_of_ours(case):
    check(case)


@pytest.mark.skipif(not THEIRS, reason="GEOS_TESTS names no folder with GEOS's tests/xmltester/tests")
@pytest.mark.parametrize("case", THEIRS, ids=lambda case: case.name)
def test_cases_of_geos(case):
    """On a grid, snapping moves a border by half a cell at most, and engines differ in what becomes of spikes that close."""
    check(case, case.grid_size / 2 * (case.first.length + case.second.length))


@pytest.mark.skipif(not THEIRS, reason="GEOS_TESTS names no folder with GEOS's tests/xmltester/tests")
def test_curves_of_geos_are_left_out():
    if count := curved_operations(FOLDER):
        pytest.skip(f"{count} overlays of curves are left out: shapely knows no {', '.join(CURVES)}")
