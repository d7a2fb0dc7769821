"""Cells over areas, by hand: which ones stay, and what is known of areas brought to them."""

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.unit_grid import MOST_CELLS, lay_grid
from opgavenkaart.processing.model.errors import OpgaveError

NAN = np.nan
AREAS = np.array([shapely.box(0, 0, 150, 100), shapely.box(150, 0, 240, 100)])
"""Over the cells 0-100, 100-200 and 200-300: the second lies half in each area, the third for two fifths in any."""


def test_cells_of_which_half_lies_in_the_areas_stand_on_multiples_of_their_size():
    found = lay_grid(AREAS, 100.0)
    assert found.keys.tolist() == ["100mN0E0", "100mN0E1"]
    assert found.geometry.tolist() == [shapely.box(0, 0, 100, 100), shapely.box(100, 0, 200, 100)]
    assert found.ground.toarray().tolist() == [[10_000, 0], [5_000, 5_000]]
    assert found.largest.tolist() == [0, 0]
    assert lay_grid(AREAS, 80.0).keys.tolist() == ["80mN0E0", "80mN0E1", "80mN0E2"]
    assert lay_grid(shapely.transform(AREAS, lambda xy: xy + (-250, 30)), 100.0).keys.tolist() == ["100mN0E-2", "100mN0E-1"]


def test_an_extent_keeps_the_cells_with_their_middle_in_it():
    assert lay_grid(AREAS, 100.0, (120, 0, 400, 400)).keys.tolist() == ["100mN0E1"]
    assert lay_grid(AREAS, 100.0, (160, 0, 400, 400)).keys.tolist() == []
    assert len(lay_grid(AREAS, 100.0, (1000, 0, 1400, 400))) == 0


def test_people_are_spread_over_the_ground_that_has_cells_and_none_is_lost():
    found = lay_grid(AREAS, 100.0)
    assert found.share_out(np.array([300.0, 90.0])).tolist() == [200, 190]
    assert found.share_out(np.array([300.0, NAN])) == pytest.approx([200, 200])
    assert found.share_out(np.array([NAN, 90.0])) == pytest.approx([NAN, 180], nan_ok=True)


def test_values_are_means_by_ground_or_by_what_they_are_rates_of():
    found = lay_grid(AREAS, 100.0)
    assert found.mean(np.array([10.0, 20.0])).tolist() == [10, 15]
    assert found.mean(np.array([10.0, 20.0]), np.array([300.0, 900.0])) == pytest.approx([10, (100 * 10 + 900 * 20) / 1000])
    assert found.mean(np.array([NAN, 20.0])) == pytest.approx([NAN, 20], nan_ok=True)


def test_random_areas_keep_their_people_and_their_ground():
    """Triangles that tile a square on its cells: nothing is lost at any border."""
    random = np.random.default_rng(1)
    corners = np.concatenate([random.uniform(0, 1000, (40, 2)), [[0, 0], [0, 1000], [1000, 0], [1000, 1000]]])
    areas = np.array(list(shapely.delaunay_triangles(shapely.multipoints(corners)).geoms))
    people = random.uniform(0, 100, len(areas))
    found = lay_grid(areas, 50.0)
    assert len(found) == 400
    assert found.ground.sum(axis=1) == pytest.approx(np.full(400, 2500.0))
    assert found.ground.sum(axis=0) == pytest.approx(shapely.area(areas))
    assert found.share_out(people).sum() == pytest.approx(people.sum())
    assert found.share_out(shapely.area(areas)) == pytest.approx(np.full(400, 2500.0))


def test_more_cells_than_a_map_holds_are_refused_with_the_size_that_would_do():
    with pytest.raises(OpgaveError, match=r"Cells of 1 m would be 100000 here, and at most 50000 can be mapped: take cells of 10 m"):
        lay_grid(np.array([shapely.box(0, 0, 1000, 100)]), 1.0)
    assert MOST_CELLS == 50_000
