"""What an attacker knows of single counts and of counts over the same ground, computed by hand."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.disclosure.attack import (
    PublishedCounts,
    bound_counts,
    bound_nested,
    bound_over_faces,
    bound_with_total,
    comes_out,
    find_nested,
    intersect_bounds,
)
from opgavenkaart.processing.analysis.disclosure.audit import CellBounds, attack_intervals
from opgavenkaart.processing.analysis.disclosure.cells import ProtectedCounts, Protection, are_counts, protect_counts, to_grid
from opgavenkaart.processing.analysis.disclosure.inversion import bounds_from_order, invert_line
from opgavenkaart.processing.analysis.overlay.labels import Labels
from opgavenkaart.processing.model.disclosure import CountLimits
from opgavenkaart.processing.model.errors import OpgaveError
from scipy import sparse
from scipy.stats import norm, poisson


def bounds(*pairs: tuple[float, float]) -> CellBounds:
    low, high = np.array(pairs, dtype=float).T
    return CellBounds(low, high)


def listed(found: CellBounds) -> list[tuple[float, float]]:
    return [(float(low), float(high)) for low, high in zip(found.low.round(6), found.high.round(6), strict=True)]


def published(values: list[float], **changes) -> PublishedCounts:
    given = np.array(values)
    nothing = np.full(len(given), np.nan)
    usual = {"base": np.ones(len(given)), "scale": 1.0, "scores": nothing, "expected": nothing, "hidden": np.isnan(given)}
    return PublishedCounts(given, **(usual | {"protection": Protection(5, 5)} | changes))


def test_shown_hidden_and_missing_counts():
    """In fives 10 was 8 to 12; hidden is less than 8; of what is neither, nothing is known, and no count is below 0."""
    found = bound_counts(published([10.0, np.nan, np.nan, 1.0], hidden=np.array([False, True, False, False])))
    assert listed(found) == [(8, 12), (0, 7), (0, np.inf), (0, 3)]


def test_scores_in_the_order_of_the_counts_narrow_what_is_hidden():
    """Percentiles, on no line: the hidden one stands between 10 and 20, each known within 2; of one without a score nothing follows."""
    found = bound_counts(
        published([10.0, 20, 80, np.nan, np.nan], scores=np.array([20.0, 60, 80, 40, np.nan]), hidden=np.zeros(5, dtype=bool))
    )
    assert listed(found)[3:] == [(10, 20), (0, np.inf)]


def test_scores_on_a_line_give_the_count_within_its_rounding():
    found = bound_counts(published([10.0, 20, 80, np.nan], scores=np.array([5.0, 10, 40, 15]), base=np.full(4, 2.0), scale=4.0))
    assert listed(found)[3] == (13, 17), "30 by its score, times 2 for each 4; in fives 13 to 17"


def test_scores_on_a_line_through_their_probits_give_the_count():
    """As a z-score of 1 in 84.1 % and of -1 in 15.9 %: 10, 20 and 30 are -1, 0 and 1, and half a deviation more is 5 more."""
    found = bound_counts(published([10.0, 20, 30, np.nan], scores=100 * norm.cdf([-1.0, 0, 1, 0.5]), protection=Protection(0)))
    assert listed(found)[3] == (25, 25)


def test_scores_of_what_is_expected_in_its_place_tell_nothing():
    scores, expected = np.array([5.0, 10, 40, 2]), np.array([np.nan, np.nan, np.nan, 4])
    assert listed(bound_counts(published([10.0, 20, 80, np.nan], scores=scores, expected=expected)))[3] == (0, 7)


@pytest.mark.parametrize(
    ("total", "found"),
    [(33, [(3, 7), (10, 10), (16, 20)]), (40, [(7, 7), (10, 10), (23, 23)]), (41, None), (9.9, None), (10, [(0, 0), (10, 10), (0, 0)])],
)
def test_a_total_of_all(total, found):
    """Up to 7, just 10, and up to 23: a total of 33 leaves at least 33 - 10 - 23 and at most 7; one out of reach tells nothing."""
    given = bounds((0, 7), (10, 10), (0, 23))
    if total == 33:
        found = [(0, 7), (10, 10), (16, 23)]
    assert listed(bound_with_total(given, float(total))) == (found or listed(given))


def test_a_total_bounds_what_has_no_bound():
    assert listed(bound_with_total(bounds((0, np.inf), (2, 5)), 9.0)) == [(4, 7), (2, 5)]


def test_units_over_the_same_faces():
    """A district of 20 consists of two sectors, of which one has 15: the other has 5. The third lies elsewhere, the fourth contradicts its
    own district, and the fifth has no ground."""
    sectors, districts = bounds((15, 15), (0, 7), (0, 7), (0, 7), (0, 7)), bounds((20, 20), (30, 30))
    labels = [Labels(np.arange(4), np.arange(4), 4), Labels(np.array([0, 1, 3]), np.array([0, 0, 1]), 4)]
    found = bound_over_faces([sectors, districts], labels)
    assert listed(found[0]) == [(15, 15), (5, 5), (0, 7), (0, 7), (0, 7)] and listed(found[1]) == [(20, 20), (30, 30)]
    assert [listed(one) for one in bound_over_faces([sectors], labels[:1])] == [listed(sectors)]


def test_what_two_attacks_say_together():
    one, other = bounds((0, 7), (3, 5), (8, 12)), bounds((4, 9), (6, 9), (12, 20))
    assert listed(intersect_bounds(one, other)) == [(4, 7), (3, 5), (12, 12)]


@pytest.mark.parametrize(
    ("low", "high", "protection", "out"),
    [
        (3, 7, Protection(5), True),
        (3, 8, Protection(5), False),
        (5, 7, Protection(5), False),
        (5, 5, Protection(5), False),
        (40, 40, Protection(5, 5), True),
        (40, 41, Protection(5, 5), False),
        (40, 40, Protection(0, 1), False),
    ],
)
def test_which_counts_come_out(low, high, protection, out):
    """Small within less than the minimum, or exactly where they are rounded."""
    assert comes_out(bounds((low, high)), protection).tolist() == [out]


def test_protection_of_a_record_and_of_a_challenge_together():
    """At least 5 in fives by the record; ten in tens asked besides: what is shown in tens follows from what is shown in fives."""
    assert Protection.of(CountLimits(5, 5), CountLimits(0, 1)) == Protection(5, 5)
    both = Protection.of(CountLimits(5, 5), CountLimits(10, 10))
    assert both == Protection(10, 10, Protection(5, 5)) and both.slack == 5 + 2
    shown = protect_counts(np.arange(60.0), both)
    fives = protect_counts(np.arange(60.0), Protection(5, 5))
    for value in np.unique(fives.values[~fives.hidden]):
        assert len(np.unique(shown.values[fives.values == value][~np.isnan(shown.values[fives.values == value])])) <= 1
    assert shown.most == both.least - 1 == np.flatnonzero(shown.hidden).max()


def test_what_is_expected_of_hidden_counts_is_the_likeliest_rate():
    """The rate is where it foretells itself: what is shown and what is expected, of a Poisson cut off above ``most``, over all the base."""
    shown = ProtectedCounts(np.array([40.0, 60, np.nan, np.nan]), np.array([False, False, True, True]), 7.0)
    base = np.array([400.0, 500, 40, 90])
    found = shown.expected(base)
    rate = found.sum() / base.sum()
    for place in (2, 3):
        chance = poisson(rate * base[place]).pmf(np.arange(8))
        assert found[place] == pytest.approx((np.arange(8) * chance).sum() / chance.sum(), rel=1e-6)
    assert found[:2].tolist() == [40, 60]


def test_a_hidden_count_without_base_is_none_and_one_of_nothing_stays():
    shown = ProtectedCounts(np.array([40.0, np.nan, np.nan, np.nan]), np.array([False, True, True, False]), 7.0)
    found = shown.expected(np.array([400.0, np.nan, 0.0, 50.0]))
    assert found[:3].tolist() == [40, 0, 0] and np.isnan(found[3])
    assert shown.expected(np.zeros(4))[:3].tolist() == [40, 0, 0]


def test_a_hidden_count_where_far_more_are_expected_is_as_great_as_it_can_be():
    """Of 2,000,000 at a rate of a half: that at most 7 are there has no chance that a computer can tell, and no other is lost for it."""
    shown = ProtectedCounts(np.array([500.0, np.nan, np.nan]), np.array([False, True, True]), 7.0)
    found = shown.expected(np.array([1000.0, 2e6, 10.0]))
    assert found[1] == pytest.approx(7, abs=0.02) and 0 < found[2] <= 7
    far = ProtectedCounts(np.array([5e7, np.nan]), np.array([False, True]), 7.0).expected(np.array([1000.0, 1000.0]))
    assert far.tolist() == [5e7, 7.0]


def test_whether_values_are_counts():
    assert are_counts(np.array([]), 5.0) and are_counts(np.array([np.nan, 6.0]), 5.0)
    assert not are_counts(np.array([6.5, 7]), 5.0), "half of them is not most"
    assert are_counts(np.array([2.5, 3.5, 9]), 5.0) and not are_counts(np.array([2.5, 3.5]), 5.0)


def test_places_on_a_grid():
    given = np.array([shapely.box(0, 400, 100, 700), None, shapely.Point(-1, 0)], dtype=object)
    found = to_grid(given, 500.0)
    assert [one and (one.x, one.y) for one in found] == [(250, 750), None, (-250, 250)]


def test_classes_bound_values_from_either_side_and_in_falling_order():
    """Values that fall while ranks rise; two in one class tell what lies in it."""
    found = bounds_from_order(np.array([1.0, 2, 3, 4]), np.array([9.0, np.nan, 5, np.nan]), 1.0, 20.0)
    assert listed(found) == [(9, 9), (5, 9), (5, 5), (1, 5)]
    same = bounds_from_order(np.array([1.0, 2, 2, 3]), np.array([3.0, 4, np.nan, 8]))
    assert listed(same)[2] == (4, 4)
    assert listed(bounds_from_order(np.array([1.0, 2]), np.array([3.0, np.nan]), 1.0, 9.0)) == [(3, 3), (1, 9)]
    assert listed(bounds_from_order(np.array([1.0, 2, np.nan]), np.array([3.0, 4, np.nan]), 1.0, 9.0))[2] == (1, 9)


def test_scores_at_the_ends_may_be_cut_off_there():
    values = np.array([10.0, 20, 30, np.nan, np.nan])
    found = invert_line(np.array([10.0, 20, 30, 100, 40]), values)
    assert np.isnan(found[3]) and found[4] == pytest.approx(40)
    assert np.isnan(invert_line(np.array([10.0, 10, 40]), np.array([1.0, 2, np.nan]))).all(), "no line through two values of one score"
    assert np.isnan(invert_line(np.array([10.0, 20, 40, 50]), np.array([1.0, 2, 9, np.nan]))).all(), "these are on no line"


def test_cells_that_cannot_be_true():
    with pytest.raises(OpgaveError, match="contradict each other"):
        attack_intervals(np.array([[1.0, 1, -1]]), np.array([0.0, 9, 5]), np.array([True, False, False]))


def test_only_asked_cells_are_sought_and_free_ones_have_no_end():
    relations, values = np.array([[1.0, 1, -1, 0]]), np.array([2.0, 9, 11, 4])
    hidden = np.array([True, True, False, True])
    assert listed(attack_intervals(relations, values, hidden)) == [(0, 11), (0, 11), (11, 11), (0, np.inf)]
    assert listed(attack_intervals(relations, values, hidden, high=8.0, cells=np.array([0]))) == [(3, 8), (0, 8), (11, 11), (0, 8)]


def test_multiples_and_borders():
    """In fives from 8: 8 to 12 is 10, 13 to 17 is 15; and the greatest hidden count is 7."""
    shown = protect_counts(np.arange(18.0), Protection(5, 5))
    assert shown.values[8:].tolist() == [10] * 5 + [15] * 5 and shown.hidden[:8].all() and shown.most == 7
    assert [one.least for one in (Protection(0), Protection(5), Protection(5, 5), Protection(10, 10))] == [1, 6, 8, 15]
    assert all(second - first == 5 for first, second in pairwise(np.unique(shown.values[8:])))


@pytest.mark.parametrize("seed", range(12))
def test_nested_units_are_bounded_as_a_linear_programme_bounds_them(seed):
    """Sectors, one twice, districts with a part that no sector covers, and the town: by the bounds of each, and by two programmes."""
    random = np.random.default_rng(seed)
    cells = random.integers(0, 15, 12)
    faces = [[face] for face in range(10)] + [[3], [0, 1, 2, 3], [4, 5, 6, 10], [7, 8, 9], list(range(12))]
    true = np.array([cells[own].sum() for own in faces], dtype=float)
    low = np.maximum(true - random.integers(0, 6, len(true)), 0)
    bounds = CellBounds(low, np.where(random.random(len(true)) < 0.2, np.inf, true + random.integers(0, 6, len(true))))
    rows = sparse.csr_array(np.array([[face in own for face in range(12)] for own in faces], dtype=float))
    found = bound_nested(bounds, find_nested(rows))
    relations = sparse.hstack([rows, -sparse.identity(len(true))])
    least, most = np.concatenate([np.zeros(12), bounds.low]), np.concatenate([np.full(12, np.inf), bounds.high])
    asked = attack_intervals(relations, least, np.ones(len(least), dtype=bool), least, most)
    np.testing.assert_allclose(found.low, asked.low[12:], atol=1e-6)
    np.testing.assert_allclose(found.high, asked.high[12:], atol=1e-6)


def test_units_that_overlap_are_not_nested_and_bounds_that_clash_stay():
    assert find_nested(sparse.csr_array([[1.0, 1, 0], [0, 1, 1]])) is None
    nested = find_nested(sparse.csr_array([[1.0, 0], [0, 1], [1, 1]]))
    clash = CellBounds(np.array([5.0, 5, 0]), np.array([6.0, 6, 9]))
    assert bound_nested(clash, nested) is clash
