"""Coordinate systems: in metres or not, known or not."""

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.qgis_io.crs import crs_text, frame_for, read_crs, rectangle_in, require_projected, transform_points
from opgavenkaart.test.support.layers import Heard
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsPointXY, QgsRectangle, QgsReferencedRectangle

pytestmark = pytest.mark.usefixtures("qgis_app")
LAMBERT_72, LAMBERT_2008, DEGREES = (QgsCoordinateReferenceSystem(f"EPSG:{code}") for code in (31370, 3812, 4326))


@pytest.mark.parametrize("crs", ["EPSG:31370", "EPSG:3812", "EPSG:3857", "EPSG:25831"])
def test_metres(crs):
    require_projected(crs, "laag")


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
