"""Scores and index by hand, against scipy and pandas, and in what must hold for any values."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.index import combine, oldest, score
from opgavenkaart.processing.model.choices import AGGREGATIONS
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.test.support.counts import count
from scipy import stats

NAN = np.nan


@pytest.mark.parametrize(
    ("normalisation", "direction", "expected"),
    [
        ("min_max", "high", [0, 25, NAN, 100]),
        ("min_max", "low", [100, 75, NAN, 0]),
        ("percentile", "high", [100 / 6, 50, NAN, 500 / 6]),
        ("percentile", "low", [500 / 6, 50, NAN, 100 / 6]),
    ],
)
def test_scores_by_hand(normalisation, direction, expected):
    np.testing.assert_allclose(score(np.array([10, 20, NAN, 50]), normalisation, direction), expected)


def test_z_score_by_hand():
    # mean 3, population deviation 1: Phi(-1) = 0.158655..., Phi(1) = 0.841344...
    np.testing.assert_allclose(score(np.array([2.0, 4.0]), "z_score"), [15.8655253931457, 84.1344746068543], rtol=1e-12)
    np.testing.assert_allclose(score(np.array([2.0, 4.0]), "z_score", "low"), [84.1344746068543, 15.8655253931457], rtol=1e-12)


def test_others_are_what_a_few_values_compare_with():
    """Mean 5 and deviation 2; from 2 to 9; eight values of which three lie below 5 and two are 5."""
    others, few = np.array([2.0, 4, 4, 5, 5, 4, 7, 9, np.nan]), np.array([5.0, 12.0])
    assert score(few, "z_score", reference=others).tolist() == pytest.approx([50.0, 100 * stats.norm.cdf(3.5)])
    assert score(few, "min_max", reference=others).tolist() == pytest.approx([100 * 3 / 7, 100.0]), "beyond the others is their end"
    assert score(few, "percentile", "low", reference=others).tolist() == pytest.approx([100 - 100 * (4 + 1) / 8, 0.0])
    assert score(np.array([5.0]), "z_score", reference=others).tolist() == [50.0], "one value will do"


def test_percentile_shares_the_ranks_of_equals():
    # ranks 1, 2.5, 2.5, 4 of 4
    np.testing.assert_allclose(score(np.array([1, 5, 5, 9]), "percentile"), [12.5, 50, 50, 87.5])


@pytest.mark.parametrize(
    ("direction", "target", "limit", "expected"),
    [
        ("high", 20, 60, [0, 0, 50, 100, 100]),  # much is bad: 20 or less is good enough, 60 or more as bad as it gets
        ("high", 20, None, [0, 0, 100 / 3, 200 / 3, 100]),  # the worst value is 80
        ("low", 60, 20, [100, 100, 50, 0, 0]),  # little is bad: 60 or more is good enough, 20 or less as bad as it gets
        ("low", 60, None, [100, 80, 40, 0, 0]),  # the worst value is 10
        ("high", 80, None, [0, 0, 0, 0, 0]),  # no value is worse than the target
        ("low", 5, None, [0, 0, 0, 0, 0]),
    ],
)
def test_target_by_hand(direction, target, limit, expected):
    np.testing.assert_allclose(score(np.array([10, 20, 40, 60, 80]), "target", direction, target, limit), expected)


def test_target_works_on_one_unit_and_on_equal_values():
    assert score(np.array([30.0]), "target", "high", 20, 40).tolist() == [50]
    assert score(np.array([30.0, 30.0]), "target", "low", 40, 20).tolist() == [50, 50]


@pytest.mark.parametrize("normalisation", ["z_score", "min_max", "percentile"])
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([4.0, 4.0, NAN], "Indicator 'income': all values are equal \\(4\\)"),
        ([0.1 + 0.2, 0.3], "all values are equal \\(0.3\\)"),
        ([0.0, 0.0], "all values are equal \\(0\\)"),
        ([NAN, 4.0], "Indicator 'income': only one unit has a value"),
        ([NAN, np.inf], "Indicator 'income': no unit has a value"),
        ([], "no unit has a value"),
    ],
)
def test_values_that_tell_no_units_apart(normalisation, values, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        score(np.array(values), normalisation, name="income")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("target", "high"), "needs a target"),
        (("target", "high", 5, 5), "the limit \\(5\\) is no worse than the target \\(5\\)"),
        (("target", "low", 5, 7), "the limit \\(7\\) is no worse than the target \\(5\\)"),
        (("rank",), "no normalisation 'rank': choose one of z_score, min_max, percentile, target"),
        (("z_score", "up"), "no direction 'up'"),
    ],
)
def test_what_cannot_be_scored(arguments, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        score(np.array([1.0, 2.0]), *arguments)


SCORES = np.array([[80.0, 20.0, 50.0], [80.0, NAN, 50.0], [NAN, NAN, 50.0], [NAN, NAN, NAN], [0.0, 0.5, 100.0]])


def test_arithmetic_by_hand():
    index, missing = combine(SCORES, [2, 1, 1], allowed_missing=0.25)
    np.testing.assert_allclose(missing, [0, 0.25, 0.75, 1, 0])
    np.testing.assert_allclose(index, [(160 + 20 + 50) / 4, (160 + 50) / 3, NAN, NAN, (0.5 + 100) / 4])


def test_high_need_is_not_made_up_for():
    """scipy's geometric mean of the distances to 100, weighted; one that the arithmetic and the geometric mean rank the other way."""
    scores = np.array([[30.0, 90, 20], [48, 47, 46]])
    weights = [2.0, 1, 1]
    index, _ = combine(scores, weights, "non_compensatory")
    assert index == pytest.approx(100 - stats.gmean(100 - scores, axis=1, weights=weights), rel=1e-12)
    assert index[0] > index[1]
    for method in ("arithmetic", "geometric"):
        assert np.diff(combine(scores, weights, method)[0]) > 0
    assert combine(np.array([[100.0, 0]]), [1, 1], "non_compensatory")[0] == pytest.approx(90)


def test_geometric_by_hand():
    index, _ = combine(SCORES, [2, 1, 1], "geometric", 1.0)
    np.testing.assert_allclose(index, [(80**2 * 20 * 50) ** 0.25, (80**2 * 50) ** (1 / 3), 50, NAN, 100**0.25])


def test_an_indicator_without_weight_is_not_missed():
    index, missing = combine(np.array([[40.0, NAN]]), [1, 0])
    assert (index.tolist(), missing.tolist()) == ([40], [0])


def test_exactly_the_allowed_share_is_allowed():
    index, missing = combine(np.array([[NAN, 30.0, 60.0]]), [0.1, 0.1, 0.1], allowed_missing=1 / 3)
    assert index.tolist() == pytest.approx([45])
    assert missing.tolist() == pytest.approx([1 / 3])


@pytest.mark.parametrize(
    ("weights", "method", "sentence"),
    [
        ([1, -1, 1], "arithmetic", "weights of the indicators are 1, -1, 1"),
        ([0, 0, 0], "arithmetic", "one at least above 0"),
        ([1, NAN, 1], "arithmetic", "are 1, nan, 1"),
        ([1, 1, 1], "harmonic", "no method 'harmonic': choose one of arithmetic, geometric, non_compensatory"),
    ],
)
def test_what_cannot_be_combined(weights, method, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        combine(SCORES, weights, method)


def test_an_index_is_as_old_as_its_oldest_input():
    present = np.array([[True, True, True], [True, False, True], [False, False, True], [False, False, False]])
    np.testing.assert_array_equal(oldest([10, 400, NAN], present), [400, 10, NAN, NAN])


# --- Against an independent calculation ------------------------------------------------------------------------------


def frame(seed, rows=50, columns=4):
    """Values of very different sizes, some missing."""
    generator = np.random.default_rng(seed)
    values = pd.DataFrame(generator.normal(size=(rows, columns)) * 10.0 ** generator.integers(-6, 9, columns)).round(7)
    return values.mask(generator.random((rows, columns)) < 0.15)


def peer_scores(values, normalisation, direction):
    """The formulas column by column in pandas and scipy.stats."""
    if normalisation == "z_score":
        scores = 100 * pd.DataFrame(stats.norm.cdf(stats.zscore(values, ddof=0, nan_policy="omit")))
    elif normalisation == "min_max":
        scores = (values - values.min()) / (values.max() - values.min()) * 100
    else:
        scores = (values.rank(method="average") - 0.5) / values.count() * 100
    return scores if direction == "high" else 100 - scores


seeds = st.integers(0, 100_000)
many = settings(max_examples=count(200), deadline=None)


@many
@given(
    seeds,
    st.sampled_from(["z_score", "min_max", "percentile"]),
    st.sampled_from(["high", "low"]),
    st.sampled_from(AGGREGATIONS),
)
def test_index_agrees_with_pandas_and_scipy(seed, normalisation, direction, method):
    values = frame(seed)
    weights = np.random.default_rng(seed).uniform(0.5, 3, 4)
    scores = np.column_stack([score(values[column].to_numpy(), normalisation, direction) for column in values])
    index, missing = combine(scores, weights, method, 0.5)
    expected = peer_scores(values, normalisation, direction)
    np.testing.assert_allclose(scores, expected, rtol=1e-9, atol=1e-9)
    of_need = expected if method != "non_compensatory" else 100 - expected
    averaged = of_need if method == "arithmetic" else np.log(of_need.clip(lower=1))
    mean = np.ma.average(np.ma.masked_invalid(averaged), axis=1, weights=weights)
    mean = np.ma.filled(mean if method == "arithmetic" else np.ma.exp(mean), NAN)
    mean = 100 - mean if method == "non_compensatory" else mean
    share = (values.isna() * weights).sum(axis=1) / weights.sum()
    np.testing.assert_allclose(missing, share, atol=1e-12)
    np.testing.assert_allclose(index, np.where(share > 0.5, NAN, mean), rtol=1e-9)


@many
@given(seeds, st.sampled_from(["z_score", "min_max", "percentile"]))
def test_scores_lie_between_0_and_100_in_the_order_of_the_values(seed, normalisation):
    values = frame(seed)[0].dropna().to_numpy()
    scores = score(values, normalisation)
    assert ((scores >= 0) & (scores <= 100)).all()
    assert (np.diff(scores[np.argsort(values, kind="stable")]) >= 0).all()
    np.testing.assert_allclose(score(values, normalisation, "low"), 100 - scores)


@many
@given(seeds)
def test_unit_of_measurement_does_not_matter(seed):
    values = frame(seed)[0].to_numpy()
    for normalisation in ("z_score", "min_max", "percentile"):
        np.testing.assert_allclose(score(values * 1000 + 5, normalisation), score(values, normalisation), rtol=1e-6, atol=1e-6)


@many
@given(seeds)
def test_an_index_lies_between_its_scores(seed):
    scores = np.random.default_rng(seed).uniform(0, 100, (20, 5))
    arithmetic, _ = combine(scores, np.arange(1, 6))
    geometric, _ = combine(scores, np.arange(1, 6), "geometric")
    floored = np.maximum(scores, 1)
    assert ((arithmetic >= scores.min(axis=1)) & (arithmetic <= scores.max(axis=1))).all()
    assert (geometric <= (floored @ np.arange(1, 6)) / 15 + 1e-9).all()
    np.testing.assert_allclose(arithmetic, (scores @ np.arange(1, 6)) / 15)
