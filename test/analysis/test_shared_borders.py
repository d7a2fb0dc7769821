"""Polygons on a grid: what two of them share stays shared, and nothing vanishes."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.shared_borders import CoordinateGrid, on_grid
from opgavenkaart.test.support.counts import count

METRE = CoordinateGrid((0.0, 0.0), (1.0, 1.0))


def built(shapes) -> np.ndarray:
    return np.array([shapely.multipolygons([shapely.Polygon(rings[0], rings[1:]) for rings in shape]) for shape in shapes], dtype=object)


def wavy(seed: int, size: int) -> np.ndarray:
    """Cells of a Voronoi diagram whose borders have many vertices."""
    random = np.random.default_rng(seed)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(random.uniform(0, 2000, (size, 2)))))
    dense = shapely.segmentize(shapely.intersection(cells, shapely.box(0, 0, 2000, 2000)), 7.0)
    return shapely.transform(dense, lambda xy: xy + 3 * np.sin(xy[:, ::-1] / 40))


@settings(max_examples=count(300), deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 40), st.sampled_from([0.0, 1.0, 2.0, 5.0]))
def test_neighbours_neither_gap_nor_overlap(seed, size, tolerance):
    """The areas add up to that of their union, which is the whole ground: both would differ for a gap or an overlap."""
    shapes = built(on_grid(wavy(seed, size), METRE, tolerance))
    whole = shapely.union_all(shapely.make_valid(shapes))
    assert shapely.area(shapes).sum() == pytest.approx(shapely.area(whole), rel=1e-6)
    assert shapely.get_num_interior_rings(shapely.get_parts(whole)).sum() == 0


def test_vertices_are_left_out_and_borders_move_no_further_than_allowed():
    cells = wavy(3, 25)
    shapes = built(on_grid(cells, METRE, 2.0))
    assert shapely.get_num_coordinates(shapes).sum() < 0.5 * shapely.get_num_coordinates(cells).sum()
    before, after = (shapely.union_all(shapely.boundary(one)) for one in (cells, shapes))
    assert shapely.hausdorff_distance(before, after) < 2.0 + 2**0.5


def test_a_hole_and_the_island_in_it_stay_each_others_border():
    island = shapely.segmentize(shapely.Point(50, 50).buffer(20), 1.0)
    around = shapely.difference(shapely.box(0, 0, 100, 100), island)
    outer, inner = built(on_grid(np.array([around, island], dtype=object), METRE, 1.0))
    assert shapely.union(outer, inner).equals(shapely.box(0, 0, 100, 100))
    assert shapely.area(shapely.intersection(outer, inner)) == 0


def test_what_is_smaller_than_a_step_is_kept_and_what_is_no_polygon_has_no_parts():
    crumb = shapely.box(10.2, 10.2, 10.3, 10.3)
    found = on_grid(np.array([crumb, None, shapely.Point(1, 1), shapely.Polygon()], dtype=object), METRE, 2.0)
    assert [len(shape) for shape in found] == [1, 0, 0, 0]
    assert found[0][0][0].tolist() == [[10, 10]]


def test_numbers_are_those_of_the_grid():
    square = shapely.box(100.0, 50.0, 101.0, 50.5)
    (ring,) = on_grid(np.array([square], dtype=object), CoordinateGrid((100.0, 50.0), (0.25, 0.125)))[0][0]
    assert sorted(map(tuple, ring[:-1].tolist())) == [(0, 0), (0, 4), (4, 0), (4, 4)]
