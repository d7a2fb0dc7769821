"""Shortage by level of areas, worked by hand: two sectors that are short in different years are never added up."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis.demand.levels import (
    ALL,
    LEAST,
    LEVELS,
    NEIGHBOURHOOD,
    UNIT,
    ReachedPlaces,
    gaps_by_level,
    lacking_by_level,
    least_shortages,
    with_least,
)
from opgavenkaart.test.support.counts import count


def test_one_and_the_same_year():
    """In docs/demand.md: A lacks 10 places in the first year, B in the second; in the third nobody does. Never 20."""
    gap = np.array([[10.0, -4, -10], [-10, 10, -4]])
    levels = gaps_by_level(gap, np.array([0, 0]))
    assert levels[UNIT].short.tolist() == [10, 10, 0] and levels[UNIT].count.tolist() == [1, 1, 0]
    assert levels[NEIGHBOURHOOD].short.tolist() == levels[ALL].short.tolist() == [0, 6, 0]
    assert levels[ALL].gap.tolist() == [[0, 6, -14]]


def test_areas_in_no_neighbourhood_stay_on_their_own():
    gap = np.array([[5.0], [-3], [2], [-9]])
    levels = gaps_by_level(gap, np.array([4, 4, -1, -1]))
    assert levels[NEIGHBOURHOOD].gap.ravel().tolist() == [2, 2, -9]
    assert NEIGHBOURHOOD not in gaps_by_level(gap, None)


def test_less_than_one_place_is_no_area_that_lacks_places():
    level = gaps_by_level(np.array([[0.4, 1.0], [0.6, 0.999]]), None)[UNIT]
    assert level.count.tolist() == [0, 1] and level.short.tolist() == pytest.approx([1, 1.999])
    assert level.lacking.tolist() == [[0, 1], [0, 0]]


def test_places_within_reach_are_divided_as_well_as_can_be():
    """A reaches both facilities, B the first only; ten places there, four in the other; it opens in the second year."""
    reached = ReachedPlaces(np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([[10.0, 10], [0, 4]]))
    assert least_shortages(np.array([[6.0, 6], [9, 9]]), reached).tolist() == [5, 1]


def test_the_best_division_asks_no_more_building_than_the_areas_do():
    """Three areas lack 0.6 each and one 2: 3.8 in all, of which areas by themselves build 2."""
    levels = gaps_by_level(np.array([[0.6], [0.6], [0.6], [2.0]]), None)
    both = with_least(levels, np.array([3.8]))
    assert list(both) == [UNIT, LEAST, ALL] and both[LEAST].short.tolist() == [3.8] and with_least(levels, None) is levels
    lacking = lacking_by_level(both)
    assert lacking[LEAST].tolist() == [[2]] and lacking[ALL].tolist() == [[pytest.approx(3.8)]]


@pytest.mark.parametrize("seed", range(count(100)))
def test_the_larger_the_areas_the_less_is_short(seed):
    """Area by area at least as much as by neighbourhood, that at least as much as all together; the best division less than the first."""
    rng = np.random.default_rng(seed)
    need, neighbourhood = rng.uniform(0, 20, (12, 4)), rng.integers(-1, 4, 12)
    area, facility = np.nonzero(rng.random((12, 5)) < 0.4)
    room = rng.integers(0, 50, (5, 4)).astype(float)
    share = np.zeros((12, 5))
    share[area, facility] = rng.random(len(area))
    share /= np.maximum(share.sum(axis=0), 1e-9)
    levels = gaps_by_level(need - share @ room, neighbourhood)
    unit, neighbourhoods, together = (levels[name].short for name in LEVELS)
    assert (unit >= neighbourhoods - 1e-9).all() and (neighbourhoods >= together - 1e-9).all()
    least = least_shortages(need, ReachedPlaces(area, facility, room))
    assert (least <= unit + 1e-4).all() and (least >= need.sum(axis=0) - room.sum(axis=0) - 1e-4).all()
