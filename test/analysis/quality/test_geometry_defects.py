"""Each defect of geometries is found where it was planted, and nowhere else."""

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.quality.geometry import find_geometry_defects, meet
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.processing.model.progress import Progress

TERRITORY = (90_000.0, 180_000.0, 120_000.0, 210_000.0)
SIDE = 6


def grid() -> np.ndarray:
    """Squares of 100 m that divide their ground."""
    return np.array([shapely.box(x, y, x + 100, y + 100) for x in range(100_000, 100_600, 100) for y in range(190_000, 190_600, 100)])


def points() -> np.ndarray:
    draw = np.random.default_rng(2)
    return shapely.points(draw.uniform((100_000, 190_000), (101_000, 191_000), (50, 2)))


def findings(geometry, names=None, territory=TERRITORY, in_degrees=False):
    table = pd.DataFrame({"naam": [f"vak {row}" for row in range(len(geometry))] if names is None else names})
    return [(one.code, one.rows.tolist()) for one in find_geometry_defects(geometry, table, territory, in_degrees)]


def test_clean_layers_have_none():
    assert findings(grid()) == []
    assert findings(points()) == []


@pytest.mark.parametrize(
    ("shape", "code"),
    [
        (None, "geometry_missing"),
        (shapely.from_wkt("POINT EMPTY"), "geometry_missing"),
        (shapely.Point(0, 0), "at_zero"),
        (shapely.Point(190_500, 100_500), "axes_swapped"),
        (shapely.Point(300_000, 100_500), "outside_territory"),
    ],
)
def test_points_out_of_place(shape, code):
    geometry = points()
    geometry[4] = shape
    assert findings(geometry) == [(code, [4])]


def streets() -> list:
    """Six streets both ways, cut at their crossings."""
    lines = []
    for at in range(0, 600, 100):
        for to in range(0, 500, 100):
            lines += [shapely.LineString([(100_000 + at, 190_000 + to), (100_000 + at, 190_100 + to)])]
            lines += [shapely.LineString([(100_000 + to, 190_000 + at), (100_100 + to, 190_000 + at)])]
    return lines


@pytest.mark.parametrize(("gap", "code"), [(0.3, [("loose_end", [60])]), (0.02, [("loose_end", [60])]), (0.004, []), (0.0, []), (5.0, [])])
def test_a_street_that_ends_just_beside_another_is_loose(gap, code):
    """One from the middle of a block to a street that is not cut there; a dead end of 5 m is meant."""
    own = shapely.LineString([(100_050, 190_050), (100_100 - gap, 190_050)])
    assert findings(np.array([*streets(), own], dtype=object)) == code
    if gap == 0.3:
        (found,) = find_geometry_defects(np.array([*streets(), own]), pd.DataFrame({"n": range(61)}), TERRITORY, False)
        assert found.values == ["0.30"] and found.points.tolist() == [[100_099.7, 190_050]]


def test_lines_that_are_no_network_have_no_loose_ends():
    contours = [shapely.LineString([(100_000, 190_000 + 0.3 * row), (100_100, 190_000 + 0.3 * row)]) for row in range(20)]
    assert findings(np.array(contours, dtype=object)) == []


def test_a_bow_tie_says_where():
    geometry = grid()
    geometry[0] = shapely.Polygon([(100_000, 190_000), (100_100, 190_100), (100_100, 190_000), (100_000, 190_100)])
    (found,) = [
        one for one in find_geometry_defects(geometry, pd.DataFrame({"n": range(36)}), TERRITORY, False) if one.code == "geometry_invalid"
    ]
    assert found.rows.tolist() == [0] and "Self-intersection[100050 190050]" in found.values[0]


def test_repeated_features_and_areas():
    geometry = np.r_[grid(), grid()[:2]]
    names = [f"vak {row}" for row in range(36)] + ["vak 0", "ander vak"]
    assert findings(geometry, names) == [("feature_repeated", [36]), ("geometry_repeated", [37])]
    several = np.r_[points(), points()[:1]]
    assert findings(several) == [], "two things in one building"


def test_overlaps_gaps_and_slivers_of_a_coverage():
    geometry = grid()
    geometry[7] = shapely.box(100_100, 190_100, 100_200.5, 190_200)  # half a metre into its neighbour
    assert findings(geometry) == [("areas_overlap", [7])]
    geometry = grid()
    geometry[7] = shapely.box(100_100, 190_100, 100_199.9, 190_200)
    assert findings(geometry) == [("gap", [-1])]
    geometry = np.r_[grid(), [shapely.box(101_000, 190_000, 101_000.1, 190_100)]]
    assert findings(geometry) == [("sliver", [36])]


def test_areas_that_are_meant_to_overlap_are_no_defect():
    zones = shapely.buffer(points(), 200)
    assert findings(zones) == []


def test_rounded_coordinates():
    assert findings(shapely.points(np.round(shapely.get_coordinates(points()), -1))) == [("coordinates_rounded", [-1])]
    degrees = shapely.points(np.random.default_rng(3).uniform((3.5, 50.9), (3.9, 51.2), (60, 2)).round(3))
    assert findings(degrees, territory=None, in_degrees=True) == [("coordinates_rounded", [-1])]


def test_just_how_thin_and_how_much():
    """A polygon of 0.2 m is thin and one of 0.3 m is not; areas that share 1 m2 touch, and those that share 2 m2 overlap."""
    strips = [shapely.box(101_000, 190_000, 101_000 + width, 190_100) for width in (0.15, 0.3)]
    assert findings(np.r_[grid(), strips[:1]]) == [("sliver", [36])] and findings(np.r_[grid(), strips[1:]]) == []
    for metres, told in ((0.01, []), (0.02, [("areas_overlap", [7])])):
        geometry = grid()
        geometry[7] = shapely.box(100_100, 190_100, 100_200 + metres, 190_200)
        assert findings(geometry) == told


@pytest.mark.parametrize(("shared", "told"), [(9.6, [("areas_overlap", [0])]), (10.4, [])])
def test_from_a_twentieth_of_the_ground_overlaps_are_meant(shared, told):
    """Two of a hectare each that share 960 m2, 4.8 % of both, or 1,040."""
    two = [shapely.box(100_000, 190_000, 100_100, 190_100), shapely.box(100_100 - shared, 190_000, 100_200 - shared, 190_100)]
    assert findings(np.array(two)) == told


def test_what_an_overlap_and_a_gap_measure_and_where():
    geometry = grid()
    geometry[7] = shapely.box(100_100, 190_100, 100_200.5, 190_200)
    (overlap,) = find_geometry_defects(geometry, pd.DataFrame({"n": range(36)}), TERRITORY, False)
    assert list(overlap.values) == ["50"] and overlap.points.round(2).tolist() == [[100_200.25, 190_150.0]]
    geometry[7] = shapely.box(100_100, 190_100, 100_199.9, 190_200)
    (gap,) = find_geometry_defects(geometry, pd.DataFrame({"n": range(36)}), TERRITORY, False)
    assert list(gap.values) == ["10.0"] and gap.points.round(2).tolist() == [[100_199.95, 190_150.0]]


def test_a_hole_as_wide_as_a_street_is_meant():
    geometry = grid()
    geometry[7] = shapely.box(100_100, 190_100, 100_190, 190_200)
    assert findings(geometry) == []


def test_without_attributes_areas_at_one_place_are_repeated_geometries():
    geometry = np.r_[grid(), grid()[:1]]
    found = find_geometry_defects(geometry, pd.DataFrame(index=range(37)), TERRITORY, False)
    assert [(one.code, one.rows.tolist()) for one in found] == [("geometry_repeated", [36])]


@pytest.mark.parametrize("times", range(1, 4))
def test_a_cancel_is_obeyed_between_the_parts(times):
    class Asked(Progress):
        left = times

        def is_cancelled(self):
            self.left -= 1
            return self.left == 0

    with pytest.raises(Cancelled):
        list(find_geometry_defects(grid(), pd.DataFrame({"n": range(36)}), TERRITORY, False, Asked()))


@pytest.mark.parametrize(
    ("box", "meets"),
    [
        ((0, 0, 10, 20), True),
        ((12, 20, 15, 30), True),
        ((0, 0, 9, 25), False),
        ((13, 20, 15, 25), False),
        ((11, 0, 12, 19), False),
        ((11, 41, 12, 50), False),
        ((11, 40, 12, 50), True),
        ((10, 0, 10, 20), True),
    ],
)
def test_boxes_that_meet(box, meets):
    """One from 10 to 12 east and 20 to 40 north."""
    assert meet(np.array([box], dtype=float), (10.0, 20.0, 12.0, 40.0)).tolist() == [meets]


def test_a_layer_with_several_rows_a_place_repeats_none():
    """Six days at each of the cells of a raster; a few areas that occur again are a slip."""
    days = np.repeat(grid(), 6)
    assert findings(days) == []
    few = np.r_[grid(), grid()[:3]]
    assert findings(few) == [("geometry_repeated", [36, 37, 38])]


def test_monuments_in_a_landscape_are_meant_to_lie_there():
    landscape = shapely.box(100_000, 190_000, 102_000, 192_000)
    monuments = [shapely.box(x, 190_100, x + 60, 190_160) for x in range(100_100, 100_500, 100)]
    assert findings(np.array([landscape, *monuments])) == []
    over_the_border = [shapely.box(x, 189_970, x + 60, 190_010) for x in range(100_100, 100_500, 100)]
    assert findings(np.array([landscape, *over_the_border])) == [("areas_overlap", [0, 0, 0, 0])]


def test_in_a_coverage_an_area_in_another_is_no_monument():
    """A parcel that was divided, of which the part was entered and the whole not taken away."""
    assert findings(np.r_[grid(), [shapely.box(100_100, 190_100, 100_200, 190_130)]])[0][0] == "areas_overlap"


def test_a_gap_of_rounded_coordinates_is_none():
    """Two millimetres over ten metres are 0.02 m2."""
    geometry = grid()
    ring = [(100_200, 190_100), (100_200, 190_110), (100_199.998, 190_105)]
    geometry[7] = shapely.difference(geometry[7], shapely.Polygon(ring))
    assert findings(geometry) == []
    ring[2] = (100_199.9, 190_105)
    geometry[7] = shapely.difference(grid()[7], shapely.Polygon(ring))
    assert findings(geometry) == [("gap", [-1])]
