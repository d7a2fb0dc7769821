"""The least possible shortage: a town worked by hand, a linear programme on 500 random towns, and where one more place helps."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis.access import Decay, GroupedDemand, Supply, measure_access
from opgavenkaart.processing.analysis.access.least_shortage import (
    ReachMarks,
    least_shortage,
    least_shortage_of_travel,
    scale_of,
    whole_movable,
)
from opgavenkaart.processing.analysis.network import CostPairs, StraightLine
from opgavenkaart.test.support.counts import count
from scipy.optimize import linprog
from scipy.sparse import coo_array

CUTOFF = 700.0


def town(seed, origins=30, facilities=6, fractions=False):
    """People and facilities in a square of 2 km, with about as many places as people."""
    rng = np.random.default_rng(seed)
    travel = StraightLine().between(rng.uniform(0, 2000, (origins, 2)), rng.uniform(0, 2000, (facilities, 2)))
    people, places = rng.integers(0, 9, origins).astype(float), rng.integers(0, 40, facilities).astype(float)
    return (travel, people * 0.45, places * 0.7) if fractions else (travel, people, places)


def linear_programme(pairs, people, places):
    """As many as possible over the pairs: no more from anyone than people, no more to any facility than places."""
    if not len(pairs):
        return people.sum()
    each = np.arange(len(pairs))
    limits = coo_array(
        (np.ones(2 * len(pairs)), (np.concatenate([pairs.origin, len(people) + pairs.destination]), np.tile(each, 2))),
        shape=(len(people) + len(places), len(pairs)),
    )
    found = linprog(-np.ones(len(pairs)), A_ub=limits.tocsr(), b_ub=np.concatenate([people, places]), method="highs")
    return people.sum() + found.fun


def nearest_first(travel, people, places):
    supply = Supply(places, places, np.zeros(len(places), dtype=int), np.zeros(1, dtype=int))
    return measure_access(travel, GroupedDemand(people[:, None]), supply, "nearest", Decay("none", CUTOFF))


def test_by_hand():
    """In docs/access.md: the nearest of the two takes A's only place; moved to the other side, both have one."""
    travel = StraightLine().between(np.array([[0.0, 0], [300, 0]]), np.array([[200.0, 0], [900, 0]]))
    found = nearest_first(travel, np.array([10.0, 10]), np.array([10.0, 10]))
    assert found.unserved[:, 0].tolist() == [10, 0], "B takes the ten places at 200 m, and A reaches no others"
    assert found.least[0].unserved == 0 and not found.least[0].lacking.any(), "B can go to 900 m"
    short = nearest_first(travel, np.array([10.0, 10]), np.array([10.0, 4]))
    assert short.unserved.sum() == 10 and short.least[0].unserved == 6 and short.least[0].lacking.all()
    far = nearest_first(travel, np.array([12.0, 10]), np.array([10.0, 30]))
    assert far.least[0].unserved == 2 and far.least[0].lacking.tolist() == [True, False], "places that only B reaches do not help A"


@pytest.mark.parametrize("seed", range(count(500)))
def test_it_equals_a_linear_programme(seed):
    travel, people, places = town(seed, fractions=seed % 5 == 0)
    expected = linear_programme(travel.pairs(CUTOFF), people, places)
    marks = ReachMarks(len(people), np.zeros(len(places), dtype=int))
    for block in travel.blocks(CUTOFF):
        marks.add(block)
    found = least_shortage_of_travel(travel, people, places, CUTOFF, marks.of_group[:, 0])
    assert found.unserved == pytest.approx(expected, abs=1e-4)
    assert (people[found.lacking].sum() > found.unserved - 1e-4) and (found.unserved > 1e-4 or not found.lacking.any())
    short = nearest_first(travel, people, places)
    assert found.unserved <= short.unserved.sum() + 1e-4
    assert short.least[0].unserved == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("seed", range(count(100)))
def test_one_more_place_helps_where_places_lack_and_nowhere_else(seed):
    travel, people, places = town(seed)
    pairs = travel.pairs(CUTOFF)
    found = least_shortage(pairs.origin, pairs.destination, people, places)
    for facility in range(len(places)):
        here = pairs.origin[pairs.destination == facility]
        more = least_shortage(pairs.origin, pairs.destination, people, places + (np.arange(len(places)) == facility))
        assert found.unserved - more.unserved == found.lacking[here].any()


def test_those_who_reach_the_same_are_one():
    """Of the first group, 0 and 1 reach both its facilities, 2 the second, 3 the first; of the other only 3 reaches one."""
    marks = ReachMarks(5, np.array([0, 0, 1]), 2)
    for origins, destinations in (([0, 0, 1, 2, 3], [0, 1, 1, 1, 0]), ([1, 3], [0, 2])):
        marks.add(CostPairs(np.array(origins), np.array(destinations), np.zeros(len(origins))))
    first, other = marks.of_group.T.tolist()
    assert first[0] == first[1] and len(set(first)) == 4 and first[4] == 0
    assert other[3] > 0 and [other[row] for row in (0, 1, 2, 4)] == [0] * 4


def test_fractions_of_people_are_counted_finely_enough():
    assert scale_of(np.array([3.0, 4]), np.array([2.0, np.inf]), 7.0) == 1
    assert scale_of(np.array([0.45]), np.array([2.0]), 0.45) == 10**6
    assert scale_of(np.array([0.5, 3e6]), np.array([2.0]), 3e6 + 0.5) == 715
    many = least_shortage(np.array([0]), np.array([0]), np.array([6e9]), np.array([4e9]))
    assert many.unserved == pytest.approx(2e9, rel=1e-8), "square metres, say"
    found = least_shortage(np.array([0]), np.array([0]), np.array([9.45]), np.array([2.3]))
    assert found.unserved == pytest.approx(7.15)


@pytest.mark.parametrize(("short", "least", "moved"), [(275.8, 210.3, 66), (197.27, 98.23, 99), (10.4, 10.4, 0), (0.6, 0.4, 1)])
def test_what_is_written_adds_up(short, least, moved):
    assert whole_movable(short, least) == moved == float(f"{short:.0f}") - float(f"{least:.0f}")


def test_facilities_that_take_everyone_and_people_whom_nobody_reaches():
    found = least_shortage(np.array([0, 1]), np.array([0, 0]), np.array([5.0, 7, 2, 0]), np.array([np.inf]))
    assert found.unserved == 2 and found.lacking.tolist() == [False, False, True, False]
    none = least_shortage(np.empty(0, dtype=int), np.empty(0, dtype=int), np.array([5.0]), np.array([4.0]))
    assert none.unserved == 5 and none.lacking.tolist() == [True]
