"""How probably a unit belongs to a cluster: parts by hand, and whether the probability keeps what it says in generated cities."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.belonging import (
    CLUSTER,
    WORST_TENTH,
    draw_belonging,
    draw_index,
    field_probability,
    true_values,
)
from opgavenkaart.processing.analysis.cluster_methods import UnitValues, classify_units
from opgavenkaart.processing.analysis.clusters import HIGH_TYPES
from opgavenkaart.processing.analysis.smoothing import empirical_bayes, standard_errors
from opgavenkaart.processing.analysis.weights import spatial_weights
from opgavenkaart.processing.model.certainty import ALMOST_CERTAIN, LEAST_POSSIBLE
from opgavenkaart.processing.model.challenge import Indicator, Measurement
from opgavenkaart.processing.model.cluster_methods import ClusterRule
from opgavenkaart.processing.model.text import Text
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.planted import city

NONE_KNOWN = pd.DataFrame()


def indicator(id: str, **more) -> Indicator:
    return Indicator(id, Text(id, id), "s", Measurement("layer", "attribute", "field"), **more)


def rates(seed: int, lift: float, indicators: int = 4):
    """A city with rates of 5 to 30 %, by which units differ 15 % without pattern, ``lift`` times as high in two clusters; and errors."""
    town = city(seed)
    people = np.round(town.rng.lognormal(6, 0.5, len(town.geometry))) + 20
    raw, errors = {}, {}
    for number in range(indicators):
        differing = town.rng.uniform(0.05, 0.3) * np.exp(0.15 * town.rng.normal(size=len(people)))
        cases = town.rng.binomial(people.astype(int), np.clip(differing * np.where(town.planted > 0, lift, 1.0), 0, 0.9))
        raw[f"rate_{number}"] = cases / people
        errors[f"rate_{number}"] = standard_errors(cases.astype(float), people)
    return town, people, pd.DataFrame(raw), pd.DataFrame(errors)


def belonging(town, raw, errors=NONE_KNOWN, draws=100, **rule):
    indicators = [indicator(id) for id in raw]
    return draw_belonging(indicators, raw, errors, np.ones(len(raw)), town.geometry, ClusterRule(**rule), draws)


# ---- errors of rates


def test_the_error_of_a_share_is_the_binomial_one_at_the_rate_of_all():
    cases, people = np.array([2.0, 30.0, np.nan, 0.0]), np.array([20.0, 180.0, 50.0, 0.0])
    expected = [math.sqrt(0.16 * 0.84 / 20), math.sqrt(0.16 * 0.84 / 180), math.nan, math.nan]
    np.testing.assert_allclose(standard_errors(cases, people), expected)


def test_more_cases_than_people_are_counted_as_poisson():
    np.testing.assert_allclose(standard_errors(np.array([30.0, 10.0]), np.array([20.0, 20.0])), math.sqrt(1 / 20))


@pytest.mark.parametrize("cases", [[2.5, 3.0], [-1.0, 3.0], [0.0, 0.0]])
def test_what_is_no_count_has_no_known_error(cases):
    assert np.isnan(standard_errors(np.array(cases), np.array([20.0, 30.0]))).all()
    assert np.isnan(standard_errors(np.array([2.0, 3.0]), np.array([20.5, 30.0]))).all()


def test_what_smoothing_leaves_is_the_posterior_of_normal_values():
    """Normal prior and normal error: precisions add up."""
    people = np.array([100.0, 400.0, 1600.0, 900.0])
    cases = np.array([30.0, 40.0, 320.0, 45.0])
    plain, left = standard_errors(cases, people), standard_errors(cases, people, smoothed=True)
    between = 1 / (1 / left**2 - 1 / plain**2)
    np.testing.assert_allclose(between, between[0])
    shrunk = empirical_bayes(cases, people)
    mean = cases.sum() / people.sum()
    kept = (shrunk - mean) / (cases / people - mean)
    np.testing.assert_allclose(kept, between / (between + mean / people), rtol=1e-9)


def test_equal_rates_leave_nothing_uncertain_between_units_when_smoothed():
    np.testing.assert_array_equal(standard_errors(np.array([10.0, 20.0]), np.array([100.0, 200.0]), smoothed=True), 0.0)


# ---- what may be true


def test_true_values_lie_between_the_measured_one_and_the_mean_as_precisions_weigh_them():
    values, errors = np.array([0.0, 10.0, 20.0, np.nan]), np.array([2.0, 2.0, 2.0, 2.0])
    found = true_values(indicator("a"), values, errors)
    between = 200 / 3 - 4  # scatter around the mean of 10, less the error
    kept = between / (between + 4)
    np.testing.assert_allclose(found.centre, [10 - 10 * kept, 10, 10 + 10 * kept, math.nan])
    np.testing.assert_allclose(found.spread, [*[math.sqrt(between * 4 / (between + 4))] * 3, 0])
    draws = np.array([found.draw(np.random.default_rng(seed)) for seed in range(2000)])
    np.testing.assert_allclose(draws[:, :3].mean(axis=0), found.centre[:3], atol=0.2)
    np.testing.assert_allclose(draws[:, :3].std(axis=0), found.spread[:3], rtol=0.1)


def test_smoothed_values_and_those_without_error_stay():
    values = np.array([0.0, 10.0, 20.0])
    smoothed = true_values(indicator("a", smoothing="empirical_bayes"), values, np.full(3, 2.0))
    np.testing.assert_array_equal(smoothed.centre, values)
    np.testing.assert_array_equal(smoothed.spread, 2.0)
    certain = true_values(indicator("a"), values, np.array([np.nan, 0.0, np.nan]))
    assert not certain.is_uncertain and certain.draw(np.random.default_rng(1)) is certain.centre


def test_differences_that_are_all_chance_make_no_difference():
    found = true_values(indicator("a"), np.array([9.0, 10.0, 11.0]), np.full(3, 5.0))
    np.testing.assert_allclose(found.centre, 10.0)
    for seed in range(5):
        np.testing.assert_allclose(draw_index([found], np.random.default_rng(seed)), 50.0)


def test_an_index_is_drawn_with_other_weights_scores_and_means_within_their_bounds():
    """Scores of 0 and 100 by min-max, of 25 and 75 by rank, 16 and 84 by z-score; the second indicator, by a target, stays 100 and 0."""
    first = true_values(indicator("a"), np.array([0.0, 1.0]), np.zeros(2))
    second = true_values(indicator("b", normalisation="target", target=0.0, limit=1.0), np.array([1.0, 0.0]), np.zeros(2))
    drawn = np.array([draw_index([first, second], np.random.default_rng(seed)) for seed in range(400)])
    assert drawn[:, 0].min() >= 100 * 0.5 / 2 and drawn.max() < 100, "a weight is at least half, the other at most one and a half"
    alone = np.array([draw_index([second], np.random.default_rng(seed)) for seed in range(20)])
    np.testing.assert_allclose(alone, [[100.0, 0.0]] * 20, atol=1.1, err_msg="the logarithm begins at 1")


# ---- who belongs


def squares(width: int, height: int) -> np.ndarray:
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    return shapely.box(100 * x, 100 * y, 100 * (x + 1), 100 * (y + 1)).ravel()


def test_the_field_follows_the_values_around_its_seeds():
    """A block of 3 x 3 high squares among 8 x 8, of which the test found 8 and one too many."""
    geometry = squares(8, 8)
    values = np.random.default_rng(3).normal(size=64)
    block = np.zeros((8, 8), dtype=bool)
    block[2:5, 2:5] = True
    values[block.ravel()] += 10
    seeds = block.ravel().copy()
    seeds[3 * 8 + 3], seeds[5 * 8 + 3] = False, True
    found = field_probability(values, seeds, spatial_weights(geometry, "queen"))
    assert (found[block.ravel()] > 0.99).all() and (found[~block.ravel()] < 0.01).all()


def test_the_field_ends_two_borders_from_its_seeds():
    """A line of squares, all but the last three as high as the seed in the middle."""
    values = np.where(np.arange(30) < 27, 10.0, 0.0) + np.tile([0.1, -0.1], 15)
    seeds = np.arange(30) == 15
    found = field_probability(values, seeds, spatial_weights(squares(30, 1), "queen"))
    assert set(np.flatnonzero(found > 0)) == {13, 14, 15, 16, 17}


def test_without_seeds_nobody_belongs_and_with_all_everybody():
    touching = spatial_weights(squares(5, 1), "queen")
    np.testing.assert_array_equal(field_probability(np.arange(5.0), np.zeros(5, dtype=bool), touching), 0)
    np.testing.assert_array_equal(field_probability(np.arange(5.0), np.ones(5, dtype=bool), touching), 1)


def test_the_same_seed_gives_the_same_and_units_without_index_have_none():
    town, _, raw, errors = rates(1, 1.6)
    index = np.ones(len(raw))
    index[[3, 7]] = np.nan
    indicators = [indicator(id) for id in raw]
    one, again = (draw_belonging(indicators, raw, errors, index, town.geometry, ClusterRule(), 45) for _ in range(2))
    np.testing.assert_array_equal(one.probability, again.probability)
    assert set(np.flatnonzero(np.isnan(one.probability))) == {3, 7} and one.to == CLUSTER
    assert one.sampled == tuple(raw) and one.draws == 45
    assert belonging(town, raw, draws=20).sampled == ()


def test_the_plain_share_is_that_of_the_rules_own_test_in_the_same_draws():
    """One indicator with a target: every draw has one index, whatever is chosen, and the test finds the same units in each."""
    town = city(3)
    raw = pd.DataFrame({"a": np.where(town.planted > 0, 90.0, 10.0) + town.rng.normal(size=500)})
    target = indicator("a", normalisation="target", target=0.0, limit=200.0)
    rule = ClusterRule("gi_star", "queen", 0.05, permutations=0)
    found = draw_belonging([target], raw, NONE_KNOWN, np.ones(500), town.geometry, rule, 20)
    values = UnitValues(town.geometry, raw["a"].to_numpy())
    tested = classify_units(values, ClusterRule("gi_star", "queen", 0.05, permutations=0)).types.cluster_type == "hot"
    np.testing.assert_array_equal(found.found, tested)
    assert 0 < tested.sum() < 500
    strict = draw_belonging([target], raw, NONE_KNOWN, np.ones(500), town.geometry, replace(rule, alpha=1e-9), 20)
    assert strict.found.sum() < found.found.sum(), "at the rule's own level of significance"


@pytest.mark.parametrize("method", ["gi_star", "local_moran"])
def test_the_plain_share_is_that_of_the_test_with_its_permutations(method):
    """Ever more permutations come to it; of 9,999 at most a unit or two on the border differ, and the plain normal p-values find more."""
    town = city(3)
    raw = pd.DataFrame({"a": np.where(town.planted > 0, 30.0, 10.0) + 6 * town.rng.normal(size=500)})
    target = indicator("a", normalisation="target", target=0.0, limit=200.0)
    rules = [ClusterRule(method, "queen", 0.05, permutations=permutations) for permutations in (9999, 0)]
    found = draw_belonging([target], raw, NONE_KNOWN, np.ones(500), town.geometry, rules[0], 3).found
    score = np.clip(raw["a"].to_numpy(), 0, 200)
    by_permutations, plain = (classify_units(UnitValues(town.geometry, score), one).types.cluster_type for one in rules)
    high = np.isin(by_permutations, HIGH_TYPES)
    assert set(found) <= {0.0, 1.0} and 10 < high.sum() < 100
    assert ((found == 1) != high).sum() <= 2 and (method != "gi_star" or np.isin(plain, HIGH_TYPES).sum() > high.sum() + 2)


def test_the_plain_share_counts_draws_and_is_missing_where_nothing_is_known():
    town, _, raw, errors = rates(1, 1.3)
    index = np.ones(len(raw))
    index[[3, 7]] = np.nan
    found = draw_belonging([indicator(id) for id in raw], raw, errors, index, town.geometry, ClusterRule(), 45).found
    assert set(np.flatnonzero(np.isnan(found))) == {3, 7}
    times = 45 * found[np.isfinite(found)]
    np.testing.assert_allclose(times, np.round(times), atol=1e-9)
    assert len(set(times.round())) > 3
    assert belonging(town, raw, draws=20, method="skater").found is None
    assert not belonging(town, pd.DataFrame({"a": np.full(500, 3.0)}), draws=20).found.any()


def test_a_threshold_asks_for_the_index_itself():
    raw = pd.DataFrame({"a": [0.0, 50.0, 100.0]})
    rule = ClusterRule("threshold", threshold=60.0)
    target = indicator("a", normalisation="target", target=0.0, limit=100.0)
    found = draw_belonging([target], raw, NONE_KNOWN, np.zeros(3), squares(3, 1), rule, 20)
    np.testing.assert_array_equal(found.probability, [0, 0, 1])


@pytest.mark.parametrize("method", ["threshold", "skater", "scan"])
def test_where_no_unit_is_tested_it_is_the_worst_tenth(method):
    town = city(2)
    raw = pd.DataFrame({"a": np.arange(500.0)})
    found = belonging(town, raw, method=method, draws=20)
    assert found.to == WORST_TENTH
    np.testing.assert_array_equal(found.probability, np.arange(500) >= 450)


def test_nothing_is_drawn_where_nothing_can_be_told_apart():
    town = city(2)
    assert (
        draw_belonging([indicator("a")], pd.DataFrame({"a": np.full(500, np.nan)}), NONE_KNOWN, np.ones(500), town.geometry, ClusterRule())
        is None
    )
    two = np.where(np.arange(500) < 2, 1.0, np.nan)
    assert draw_belonging([indicator("a")], pd.DataFrame({"a": two}), NONE_KNOWN, two, town.geometry, ClusterRule()) is None
    three = pd.DataFrame({"a": [1.0, 2.0, 3.0]})
    assert draw_belonging([indicator("a")], three, NONE_KNOWN, np.ones(3), shapely.box(0, 0, 1, 1 + np.arange(3)), ClusterRule()) is None
    same = belonging(town, pd.DataFrame({"a": np.full(500, 3.0)}), draws=20)
    np.testing.assert_array_equal(same.probability, 0)


# ---- whether it keeps what it says


def kept(found: list[tuple[np.ndarray, np.ndarray]], low: float, high: float) -> tuple[float, int]:
    """Return which share of the units with a probability between these was planted, and how many units that are."""
    probability, planted = (np.concatenate(part) for part in zip(*found, strict=True))
    among = (probability >= low) & (probability < high)
    return float(planted[among].mean()), int(among.sum())


def test_of_the_units_at_seventy_percent_seventy_percent_were_planted():
    """Clusters from hardly to clearly raised: 1.3, 1.45 and 1.6 times the rates of the city, each in a third of the cities.

    Also: the range from the core to all that may belong holds the share of the people that was planted.
    """
    cities, found, held = count(200), [], 0
    for seed in range(cities):
        town, people, raw, errors = rates(seed, (1.3, 1.45, 1.6)[seed % 3])
        probability = belonging(town, raw, errors).probability
        found.append((probability, town.planted > 0))
        shares = [people[among].sum() for among in (probability >= ALMOST_CERTAIN, town.planted > 0, probability > LEAST_POSSIBLE)]
        held += shares[0] <= shares[1] <= shares[2]
    rows = [(low / 10, *kept(found, low / 10, low / 10 + 0.1)) for low in range(1, 9)]
    print("".join(f"| {100 * low:.0f}-{100 * low + 10:.0f} % | {100 * share:.0f} % of {n} |\n" for low, share, n in rows))  # noqa: T201
    print(f"held in {held} of {cities}")  # noqa: T201
    assert kept(found, 0.9, 1.01)[0] > 0.97 and kept(found, 0.0, 0.1)[0] < 0.01
    slack = 2.5 * math.sqrt(0.25 / min(kept(found, 0.5, 0.7)[1], kept(found, 0.7, 0.9)[1]))
    assert 0.5 - slack < kept(found, 0.5, 0.7)[0] < 0.7 + slack
    assert 0.7 - slack < kept(found, 0.7, 0.9)[0] < 0.9 + slack
    assert held >= 0.9 * cities - 1


def test_in_a_city_without_clusters_nobody_belongs_to_one():
    cities = count(100)
    highest = []
    for seed in range(cities):
        town, _, raw, errors = rates(seed, 1.0)
        highest.append(belonging(town, raw, errors, draws=60).probability.max())
    assert np.mean(np.array(highest) >= 0.5) <= 0.05
