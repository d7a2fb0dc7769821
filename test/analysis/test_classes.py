"""Map classes: natural breaks against every possible cut, and what holds for all methods."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.classes import Classes, class_breaks, roundest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.test.support.counts import count

METHODS = ["quantile", "natural", "pretty"]
NUMBERS = st.one_of(
    st.lists(st.integers(-20, 20).map(float), max_size=30), st.lists(st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: round(x, 4)))
)


def deviation(values, groups):
    return sum(((values[group] - values[group].mean()) ** 2).sum() for group in np.unique(groups) for group in [groups == group])


def group(values, breaks):
    """Return the class of each value by the rule of the docstring: above the lower limit, up to and including the upper."""
    return np.maximum(np.searchsorted(breaks, values, side="left") - 1, 0)


def least_deviation(values, k):
    distinct = np.unique(values)
    cuts = itertools.combinations(distinct[1:], min(k, len(distinct)) - 1)
    return min(deviation(values, np.searchsorted(cut, values, side="right")) for cut in cuts)


def test_natural_breaks_are_the_best_of_all_cuts():
    rng = np.random.default_rng(1)
    for case in range(count(600)):
        values = rng.gamma(1, 10, rng.integers(2, 13)) if case % 2 else rng.integers(0, 15, rng.integers(2, 16)).astype(float)
        k = int(rng.integers(1, 6))
        classes = class_breaks(values, k, "natural")
        assert deviation(values, group(values, classes.breaks)) == pytest.approx(least_deviation(values, k), abs=1e-9)


def test_natural_breaks_of_many_values_equal_plain_dynamic_programming():
    values = np.sort(np.random.default_rng(4).lognormal(3, 1, 400))
    total, squares = np.concatenate([[0], values.cumsum()]), np.concatenate([[0], (values**2).cumsum()])
    best = [squares[end] - total[end] ** 2 / max(end, 1) for end in range(401)]
    for _ in range(4):
        best = [0.0] + [
            min(best[at] + squares[end] - squares[at] - (total[end] - total[at]) ** 2 / (end - at) for at in range(end))
            for end in range(1, 401)
        ]
    classes = class_breaks(values, 5, "natural")
    assert deviation(values, group(values, classes.breaks)) == pytest.approx(best[400], rel=1e-9)


def test_natural_breaks_cut_at_the_gaps():
    classes = class_breaks(np.array([1.2, 1.4, 1.3, 7.7, 7.8, 31.04, 30.9]), 3, "natural")
    assert classes.breaks[1:-1].tolist() == [5.0, 10.0]
    assert classes.counts.tolist() == [3, 2, 2]


def test_quantiles_by_hand():
    classes = class_breaks(np.array([5.0, 1, 2, 3, 4, 6, 7, 8, 9, np.nan, 10]), 5, "quantile")
    assert classes.breaks.tolist() == [1, 2, 4, 6, 8, 10]
    assert classes.counts.tolist() == [2] * 5


def test_quantiles_keep_equal_values_together():
    classes = class_breaks(np.array([0.0] * 70 + list(range(1, 31))), 5, "quantile")
    assert classes.counts[0] == 70
    assert classes.counts.sum() == 100
    assert len(classes) < 5


def test_pretty_by_hand():
    classes = class_breaks(np.array([3.0, 18, 21, 39.9, 40, 97]), 5, "pretty")
    assert classes.breaks.tolist() == [0, 20, 40, 100]
    assert classes.counts.tolist() == [2, 3, 1]
    assert class_breaks(np.array([0.12, 0.31]), 4, "pretty").breaks.tolist() == [0.1, 0.2, 0.4]


@pytest.mark.parametrize(
    "low, high, expected",
    [(42.39, 55.2, 50), (42.39, 44.9, 43), (42.39, 42.9, 42.5), (-3, 4, 0), (7, 7.3, 7), (-58.2, -51.1, -55), (0.00312, 0.00318, 0.00315)],
)
def test_roundest_number_between(low, high, expected):
    assert roundest(low, high) == expected


@settings(max_examples=count(1000), deadline=None)
@given(values=NUMBERS, k=st.integers(1, 7), method=st.sampled_from(METHODS))
def test_no_class_is_ever_empty(values, k, method):
    values = np.array([*values, np.nan])
    known, classes = values[np.isfinite(values)], class_breaks(values, k, method)
    assert (classes.counts > 0).all()
    assert classes.counts.sum() == len(known)
    assert len(classes) <= k
    if len(known):
        assert np.bincount(group(known, classes.breaks)).tolist() == classes.counts.tolist()
        assert (classes.find(known) == group(known, classes.breaks)).all()
        assert classes.breaks[0] <= known.min()
        assert known.max() <= classes.breaks[-1]
        assert (np.diff(classes.breaks) > 0).all() or len(np.unique(known)) == 1


def test_limits_belong_to_the_class_below_and_the_ends_are_open():
    classes = Classes(np.array([10.0, 20.0, 40.0, 60.0]), np.array([2, 2, 1]), "natural")
    assert classes.find(np.array([-5, 10, 20, 20.1, 40, 99, np.nan])).tolist() == [0, 0, 0, 1, 1, 2, -1]


@pytest.mark.parametrize("method", METHODS)
def test_one_value_is_one_class_and_none_is_no_class(method):
    assert class_breaks(np.full(4, 3.7), 5, method).breaks.tolist() == [3.7, 3.7]
    assert class_breaks(np.full(4, 3.7), 5, method).counts.tolist() == [4]
    assert class_breaks(np.full(4, 3.7), 5, method).find(np.array([3.7, 1.0, np.nan])).tolist() == [0, 0, -1]
    nothing = class_breaks(np.full(3, np.nan), 5, method)
    assert (len(nothing), nothing.edges, nothing.counts.tolist()) == (0, (), [])


@pytest.mark.parametrize("method", ["quantile", "natural"])
def test_as_many_classes_as_asked_where_values_allow(method):
    values = np.random.default_rng(2).normal(50, 12, 500)
    assert [len(class_breaks(values, k, method)) for k in range(1, 10)] == list(range(1, 10))
    assert len(class_breaks(np.array([1.0, 2, 3]), 5, method)) == 3


def test_the_reason_names_the_number_of_classes():
    classes = class_breaks(np.arange(10.0), 4, "quantile")
    assert classes.reason.format(count=len(classes)).startswith("4 classes with about as many units in each")


def test_unknown_method_is_refused():
    with pytest.raises(OpgaveError, match="Classes by 'jenks' are not known: use quantile, natural, pretty."):
        class_breaks(np.arange(3.0), 5, "jenks")


def test_slack_makes_limits_rounder_and_moves_only_values_near_them():
    values = np.random.default_rng(4).uniform(3.0, 97.0, 3000)
    exact, round_ = class_breaks(values), class_breaks(values, slack=0.005)
    assert np.abs(round_.breaks - exact.breaks).max() <= 0.011 * np.ptp(values)
    assert (round_.breaks[1:-1] * 2 % 1 == 0).all()
    assert round_.counts.sum() == 3000


def test_slack_leaves_no_class_empty():
    values = np.array([0.0, 0.001, 0.002, 1.0])
    assert (class_breaks(values, 4, slack=0.005).counts > 0).all()
