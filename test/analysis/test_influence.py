"""What indicators weigh: by hand, against pandas' covariance and Ishigami's function; groups of indicators that are nearly one."""

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.index import combine
from opgavenkaart.processing.analysis.influence import alike_groups, first_order, weigh_indicators
from opgavenkaart.processing.analysis.sensitivity import correlations
from opgavenkaart.processing.model.choices import AGGREGATIONS

NAN = np.nan


def three_alike(n=400, seed=4):
    """Three indicators that hold one another's values and some noise, and one that is apart."""
    rng = np.random.default_rng(seed)
    own = rng.uniform(20, 80, n)
    close = {name: own + rng.normal(0, 4, n) for name in ("gas", "old", "poor")}
    return pd.DataFrame({**close, "income": rng.uniform(20, 80, n)})


def test_three_that_are_one_weigh_more_than_is_stated():
    """Three times the variance of one is nine: of ten parts, one is left for the indicator that is apart, at a quarter of the weight."""
    even = weigh_indicators(three_alike(), np.ones(4), "arithmetic")
    assert even.weight.tolist() == [0.25] * 4
    assert even.variance.sum() == pytest.approx(1)
    assert even.variance[["gas", "old", "poor"]].sum() == pytest.approx(0.9, abs=0.03)
    assert even.alone["gas"] == pytest.approx(0.88, abs=0.04)
    assert even.alone["income"] == pytest.approx(0.1, abs=0.06)


def test_shares_are_pandas_covariances():
    scores, weights = three_alike(seed=9), np.array([2.0, 1, 1, 3])
    index = pd.Series(combine(scores.to_numpy(), weights)[0])
    expected = [weight / 7 * index.cov(scores[id]) / index.var() for id, weight in zip(scores, weights, strict=True)]
    assert weigh_indicators(scores, weights, "arithmetic").variance.tolist() == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("method", AGGREGATIONS)
def test_shares_add_up_whatever_the_aggregation(method):
    found = weigh_indicators(three_alike(), np.array([2.0, 0, 1, 3]), method)
    assert found.variance.sum() == pytest.approx(1) and found.weight.sum() == pytest.approx(1)
    assert (found.weight["old"], found.variance["old"], found.alone["old"]) == (0, 0, 0)


def test_an_indicator_that_works_against_the_rest_has_a_negative_share():
    scores = pd.DataFrame({"a": np.arange(20.0) * 5, "b": 60 - np.arange(20.0)})
    found = weigh_indicators(scores, np.ones(2), "arithmetic")
    assert found.variance.tolist() == pytest.approx([5 / 4, -1 / 4])


def test_units_that_lack_an_indicator_take_no_part_and_too_few_say_nothing():
    scores = three_alike(30)
    scores.loc[:18, "gas"] = NAN
    few = weigh_indicators(scores.iloc[:28], np.ones(4), "arithmetic")
    assert few.units == 9 and few.variance.isna().all() and few.alone.isna().all()
    assert weigh_indicators(scores, np.ones(4), "arithmetic").units == 11
    scores["gas"] = NAN
    failed = weigh_indicators(scores, np.ones(4), "arithmetic")
    assert failed.units == 30 and failed.weight["gas"] == 0 and failed.variance["gas"] == 0
    assert weigh_indicators(scores * 0 + 50, np.ones(4), "arithmetic").variance[["old", "poor", "income"]].isna().all()


def test_first_order_effects_of_ishigamis_function():
    """Known exactly: 0.3139, 0.4424 and 0; the second is no correlation at all."""
    x = np.random.default_rng(2).uniform(-np.pi, np.pi, (60_000, 3))
    outcome = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    assert [first_order(column, outcome) for column in x.T] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.012)


def test_a_variable_of_few_units_that_says_nothing_explains_nothing_on_average():
    rng = np.random.default_rng(5)
    found = [first_order(rng.normal(size=182), rng.normal(size=182)) for _ in range(200)]
    assert np.mean(found) < 0.03
    assert first_order(np.ones(30), rng.normal(size=30)) == 0 and first_order(np.arange(30), np.ones(30)) == 0


def test_groups_are_linked_by_their_correlations():
    """a-b and b-c are close, a-c is not: still one group; d is the reverse of e; f is apart."""
    names = list("abcdef")
    value = pd.DataFrame(np.eye(6), names, names)
    for one, other, rho in (("a", "b", 0.93), ("b", "c", 0.91), ("a", "c", 0.8), ("d", "e", -0.95), ("e", "f", 0.89), ("a", "f", NAN)):
        value.loc[one, other] = value.loc[other, one] = rho
    first, second = alike_groups(value)
    assert (first.ids, first.low, first.high, first.reverse) == (("a", "b", "c"), 0.91, 0.93, False)
    assert (second.ids, second.low, second.high, second.reverse) == (("d", "e"), 0.95, 0.95, True)
    assert [one.ids for one in alike_groups(correlations(three_alike()))] == [("gas", "old", "poor")]
