"""Coordinate systems: in metres or not, known or not."""

import math
import re

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.qgis_io.crs import (
    crs_text,
    frame_for,
    read_crs,
    rectangle_in,
    require_ground_metres,
    require_projected,
    require_true_scale,
    transform_geometry,
    transform_points,
    transformation,
)
from opgavenkaart.processing.qgis_io.true_scale import measuring_crs
from opgavenkaart.test.support.layers import Heard
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsDatumTransform,
    QgsPointXY,
    QgsRectangle,
    QgsReferencedRectangle,
)

pytestmark = pytest.mark.usefixtures("qgis_app")
LAMBERT_72, LAMBERT_2008, DEGREES = (QgsCoordinateReferenceSystem(f"EPSG:{code}") for code in (31370, 3812, 4326))


@pytest.mark.parametrize("crs", ["EPSG:31370", "EPSG:3812", "EPSG:3857", "EPSG:25831"])
def test_metres(crs):
    require_projected(crs, "laag")


GHENT = (3.72, 51.05)
MERCATOR_AT_GHENT = math.cos(math.radians(GHENT[1]))
"""Metres on the ground of a metre of Web Mercator, which stretches by one over the cosine of the latitude (on a sphere)."""


def square_in(crs: str) -> Features:
    """Return a layer with a square of some hundred metres in Ghent."""
    move = QgsCoordinateTransform(DEGREES, read_crs(crs), QgsCoordinateTransformContext())
    shape = shapely.box(GHENT[0] - 0.001, GHENT[1] - 0.001, GHENT[0] + 0.001, GHENT[1] + 0.001)
    return Features("laag", transform_geometry(np.array([shape], dtype=object), move, "laag"), pd.DataFrame(index=range(1)), crs)


@pytest.mark.parametrize("crs", ["EPSG:31370", "EPSG:3812", "EPSG:25831", "EPSG:32631", "EPSG:3035", "EPSG:28992", "EPSG:2154"])
def test_systems_that_are_true_to_scale_in_flanders(crs):
    require_ground_metres(square_in(crs))


@pytest.mark.parametrize(
    ("crs", "metres"),
    [("EPSG:3857", 1000 * MERCATOR_AT_GHENT), ("EPSG:3395", 1000 * MERCATOR_AT_GHENT), ("EPSG:4087", 1000 * MERCATOR_AT_GHENT),
     ("EPSG:3034", 1035)],
)  # fmt: skip
def test_systems_that_are_not(crs, metres):
    """They count in metres that are none on the ground: a norm of 1,000 m would be one of 629."""
    with pytest.raises(OpgaveError) as stopped:
        require_ground_metres(square_in(crs), remedy=OpgaveError("give one as TARGET_CRS (the CRS to work in)"))
    told = re.match(
        rf"^Layer 'laag' is in {crs}, in which 1,000 m are (\d+) m on the ground here: .* true to scale, such as EPSG:31370; give one as",
        str(stopped.value),
    )
    assert float(told[1]) == pytest.approx(metres, rel=0.005)


def test_at_the_equator_web_mercator_is_true():
    require_true_scale("EPSG:3857", shapely.points([(-1000.0, -1000.0), (1000.0, 1000.0)]), "laag")


def test_a_layer_without_places_is_not_judged():
    for geometry in (np.array([None], dtype=object), np.empty(0, dtype=object)):
        require_ground_metres(Features("laag", geometry, pd.DataFrame(index=range(len(geometry))), "EPSG:3857"))


@pytest.mark.parametrize(
    ("crs", "taken"),
    [("EPSG:3812", "EPSG:3812"), ("EPSG:3857", "EPSG:31370"), ("EPSG:4326", "EPSG:31370"), ("EPSG:2263", "EPSG:31370")],
)
def test_in_which_system_is_measured(crs, taken):
    place = QgsCoordinateTransform(DEGREES, read_crs(crs), QgsCoordinateTransformContext()).transform(QgsPointXY(*GHENT))
    assert measuring_crs(read_crs(crs), place.x(), place.y()).authid() == taken
    assert not measuring_crs(QgsCoordinateReferenceSystem(), 1.0, 2.0).isValid()


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4258", "EPSG:2263"])
def test_degrees_and_feet(crs):
    with pytest.raises(OpgaveError, match=rf"^Layer 'laag' is in {crs}, which does not count in metres: .* such as EPSG:31370"):
        require_projected(crs, "laag")


def test_no_system():
    with pytest.raises(OpgaveError, match=r"^Layer 'laag' has no coordinate system: set it"):
        require_projected("", "laag")


def test_a_system_without_code_is_kept_as_text():
    own = QgsCoordinateReferenceSystem.fromProj("+proj=lcc +lat_1=49 +lat_2=51 +lat_0=50 +lon_0=4 +x_0=1 +y_0=2 +ellps=GRS80 +units=m")
    text = crs_text(own)
    assert read_crs(text) == own
    require_projected(text, "laag")
    assert crs_text(QgsCoordinateReferenceSystem()) == ""


def test_more_points_than_a_batch_move_as_one_by_one():
    frame = frame_for("laag", LAMBERT_72, "EPSG:4326", None, None)
    points = np.random.default_rng(1).uniform([50_000, 160_000], [250_000, 240_000], (250_001, 2))
    moved = transform_points(points, frame.transform())
    for row in (0, 99_999, 100_000, 250_000):
        expected = frame.transform().transform(QgsPointXY(*points[row]))
        assert moved[row].tolist() == [expected.x(), expected.y()]


def test_cancel_between_batches():
    frame = frame_for("laag", LAMBERT_72, "EPSG:4326", None, None)
    with pytest.raises(Cancelled):
        transform_points(np.full((250_001, 2), 150_000.0), frame.transform(), Heard(cancel_after=2))


def test_an_extent_covers_the_same_ground_in_either_system():
    area = QgsReferencedRectangle(QgsRectangle(104000, 193000, 106000, 195000), LAMBERT_72)
    frame = frame_for("laag", DEGREES, "EPSG:3812", area, None)
    corners = np.array([[x, y] for x in (104000.0, 106000.0) for y in (193000.0, 195000.0)])
    for target, rectangle in ((DEGREES, frame.extent_at_source()), (LAMBERT_2008, frame.extent_at_target())):
        box = shapely.box(rectangle.xMinimum(), rectangle.yMinimum(), rectangle.xMaximum(), rectangle.yMaximum()).buffer(1e-6)
        moved = transform_points(corners, frame_for("laag", LAMBERT_72, target.authid(), None, None).transform())
        assert shapely.contains_xy(box, moved).all()
        assert box.area < shapely.convex_hull(shapely.multipoints(moved)).area * 1.2


def test_no_extent_stays_none_in_another_system():
    none = QgsReferencedRectangle(QgsRectangle(), QgsCoordinateReferenceSystem("EPSG:4326"))
    assert rectangle_in(none, QgsCoordinateReferenceSystem("EPSG:31370"), QgsCoordinateTransformContext()).isNull()


def test_what_a_missing_grid_falls_back_on_is_asked_for_by_name():
    """QGIS itself warns in its message bar of a transformation that asks for no operation and cannot have the most accurate one."""
    best, *others = QgsDatumTransform.operations(LAMBERT_72, LAMBERT_2008)
    if best.isAvailable:
        pytest.skip("the grid between the two Lambert systems is installed")
    plain, heard = QgsCoordinateTransformContext(), Heard()
    way = transformation(LAMBERT_72, LAMBERT_2008, plain, heard)
    assert way.coordinateOperation() == next(one for one in others if one.isAvailable).proj
    place = QgsPointXY(104_000, 193_000)
    assert way.transform(place) == QgsCoordinateTransform(LAMBERT_72, LAMBERT_2008, plain).transform(place), "as QGIS would have done"
    assert "accurate to about 0.2 m" in str(heard.notes) and best.grids[0].shortName in str(heard.notes)
    assert not plain.hasTransform(LAMBERT_72, LAMBERT_2008), "what the project prefers stays as it is"
    assert transformation(LAMBERT_72, DEGREES, plain).coordinateOperation() == "", "where nothing is missing QGIS chooses"


def test_an_operation_that_was_chosen_stands():
    chosen, operations = QgsCoordinateTransformContext(), QgsDatumTransform.operations(LAMBERT_2008, LAMBERT_72)
    worst = [one for one in operations if one.isAvailable][-1]
    chosen.addCoordinateOperation(LAMBERT_2008, LAMBERT_72, worst.proj)
    assert transformation(LAMBERT_2008, LAMBERT_72, chosen).coordinateOperation() == worst.proj
