"""Areas that followed the parcels of before are found, with what would change; what is meant otherwise is not."""

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.quality.borders import find_older_borders

PARCELS = np.array([shapely.box(50 * x, 40 * y, 50 * x + 50, 40 * y + 40) for x in range(6) for y in range(5)], dtype=object)
"""Five rows of six parcels, each 50 by 40 m; all of them are moved half a metre east and 0.2 m north since."""
BLOCK = shapely.box(0, 0, 100, 80)
"""Four parcels."""


def moved(geometry, east, north):
    return shapely.transform(geometry, lambda points: points + [east, north])


def test_an_area_along_parcels_of_before_would_gain_and_lose_a_strip():
    """The strip in the east is half a metre by 80, that in the north 0.2 by 100, with their corner; the same goes in west and south."""
    found = find_older_borders(np.array([BLOCK], dtype=object), moved(PARCELS, 0.5, 0.2))
    assert found.rows.tolist() == [0]
    assert (found.gained[0], found.lost[0]) == pytest.approx((8000 - 99.5 * 79.8,) * 2)
    ((x, y),) = found.points
    assert BLOCK.boundary.distance(shapely.Point(x, y)) < 0.6
    grown = [shapely.area(found.strips[found.comes == comes]).sum() for comes in (True, False)]
    assert grown == pytest.approx([found.gained[0], found.lost[0]]) and set(found.strip_rows) == {0}
    anew = shapely.union_all([shapely.difference(BLOCK, shapely.union_all(found.strips[~found.comes])), *found.strips[found.comes]])
    assert anew.symmetric_difference(moved(BLOCK, 0.5, 0.2)).area == pytest.approx(0.0, abs=1e-6), "the strips are the whole change"


@pytest.mark.parametrize(
    ("area", "why"),
    [
        (BLOCK, "it follows them"),
        (moved(BLOCK, 5, 0), "it lies 5 m off: that is no border that moved"),
        (shapely.box(0, 0, 100, 60), "it cuts parcels in half, on purpose"),
        (shapely.box(10, 10, 20, 20), "a building within a parcel"),
        (moved(BLOCK, 0.01, 0), "a centimetre"),
        (shapely.box(1000, 1000, 1100, 1100), "no parcels there"),
        (shapely.Polygon([(0, 0), (100, 80), (100, 0), (0, 80)]), "invalid"),
        (shapely.LineString([(0, 0), (100, 0)]), "a line"),
        (None, "nothing"),
    ],
)
def test_what_follows_the_parcels_or_is_meant_otherwise_is_not_told(area, why):
    assert not len(find_older_borders(np.array([area], dtype=object), PARCELS).rows), why


def test_each_area_has_its_own_change():
    areas = np.array([None, BLOCK, moved(shapely.box(150, 0, 250, 80), 1.0, 0)], dtype=object)
    found = find_older_borders(areas, np.array([*PARCELS, None, shapely.Point(0, 0)], dtype=object))
    assert found.rows.tolist() == [2] and (found.gained[0], found.lost[0]) == pytest.approx((80, 80))
