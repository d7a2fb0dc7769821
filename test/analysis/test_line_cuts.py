"""Lines cut at borders by arrays are as long inside as GEOS says; points near boxes are all found."""

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.line_cuts import lengths_inside
from opgavenkaart.processing.analysis.point_grid import PointGrid, expand_ranges
from opgavenkaart.test.support.counts import count

HOLED = shapely.Polygon([(0, 0), (9, 1), (10, 8), (4, 11), (-1, 6)], [[(3, 3), (6, 4), (4, 7)]])
TWO_PARTS = shapely.MultiPolygon([shapely.box(0, 0, 3, 3), shapely.box(5, 5, 8, 8)])
SQUARE = shapely.box(0, 0, 10, 10)


def inside(polygon, line):
    units = np.array([polygon])
    shapely.prepare(units)
    return lengths_inside(units, np.array([line]), np.array([0]), np.array([0]))[0]


@pytest.mark.parametrize(
    ("polygon", "coordinates", "expected"),
    [
        (SQUARE, [(-5, 5), (15, 5)], 10),
        (SQUARE, [(-5, 5), (5, 5), (5, 15)], 10),
        (SQUARE, [(-5, -5), (15, 15)], 200**0.5),
        (SQUARE, [(-1, 1), (1, -1)], 0),
        (SQUARE, [(-5, 10), (15, 10)], 10),
        (SQUARE, [(-5, 10), (5, 10), (5, 20), (7, 20), (7, 5)], 10),
        (SQUARE, [(-5, 5), (0, 5), (0, 5), (4, 5)], 4),
        (SQUARE, [(-5, 5), (2, 5), (-1, 5), (-1, 7), (3, 7)], 5),
        (TWO_PARTS, [(-1, 1), (4, 1), (4, 6), (9, 6)], 6),
        (SQUARE - shapely.box(4, 4, 6, 6), [(-5, 5), (15, 5)], 8),
    ],
    ids=[
        "through",
        "corner",
        "through corners",
        "touches a corner",
        "along a side",
        "along a side and in",
        "twice a point",
        "to and fro",
        "parts",
        "hole",
    ],
)
def test_lengths_by_hand(polygon, coordinates, expected):
    assert inside(polygon, shapely.LineString(coordinates)) == pytest.approx(expected, rel=1e-12)


def test_lines_in_a_collection_are_each_their_own():
    lines = shapely.GeometryCollection([shapely.MultiLineString([[(-5, 1), (5, 1)], [(5, 9), (15, 9)]]), shapely.Point(3, 3)])
    assert inside(SQUARE, lines) == pytest.approx(10)


def test_random_lines_are_as_long_inside_as_geos_says():
    random = np.random.default_rng(1)
    units = np.array([SQUARE, HOLED, TWO_PARTS, *shapely.buffer(shapely.points(random.uniform(0, 10, (20, 2))), 3)])
    shapely.prepare(units)
    walks = np.cumsum(random.normal(0, 2, (count(2000), 8, 2)), axis=1) + random.uniform(0, 10, (count(2000), 1, 2))
    lines = np.concatenate(
        [shapely.linestrings(walks), shapely.multilinestrings(shapely.linestrings(walks[:100].reshape(-1, 4, 2)).reshape(-1, 2))]
    )
    unit, line = (axis.ravel() for axis in np.meshgrid(np.arange(len(units)), np.arange(len(lines)), indexing="ij"))
    expected = shapely.length(shapely.intersection(units[unit], lines[line]))
    np.testing.assert_allclose(lengths_inside(units, lines, unit, line), expected, rtol=1e-9, atol=1e-9)


def test_lines_on_a_grid_meet_borders_in_corners_and_along_sides():
    random = np.random.default_rng(2)
    units = np.array([shapely.box(x, y, x + 2, y + 2) for x in range(0, 8, 2) for y in range(0, 8, 2)])
    shapely.prepare(units)
    lines = shapely.linestrings(random.integers(0, 9, (count(2000), 4, 2)).astype(float))
    unit, line = (axis.ravel() for axis in np.meshgrid(np.arange(len(units)), np.arange(len(lines)), indexing="ij"))
    expected = shapely.length(shapely.intersection(units[unit], lines[line]))
    np.testing.assert_allclose(lengths_inside(units, lines, unit, line), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("points", [0, 1, 40, 5000])
def test_runs_of_a_grid_hold_all_points_in_a_box(points):
    random = np.random.default_rng(3)
    x, y = random.integers(0, 50, (2, points)).astype(float)
    x[::7] = np.nan
    low = random.uniform(-20, 60, (200, 2)).round()
    boxes = np.concatenate([low, low + random.uniform(0, 30, (200, 2)).round()], axis=1)
    boxes[5] = np.nan
    grid = PointGrid(x, y)
    box, start, end = grid.runs(boxes)
    run, near = expand_ranges(start, end)
    found = set(zip(box[run].tolist(), grid.item[near].tolist(), strict=True))
    there = (boxes[:, 0:1] <= x) & (x <= boxes[:, 2:3]) & (boxes[:, 1:2] <= y) & (y <= boxes[:, 3:4])
    assert found >= set(zip(*np.nonzero(there), strict=True))
    assert len(found) == len(near)
    np.testing.assert_array_equal((grid.x, grid.y), (x[grid.item], y[grid.item]))
