"""Rates that differ between neighbours beyond chance: by hand, against the binomial distribution, and in cities with a known spread."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis import dispersion
from opgavenkaart.processing.analysis.dispersion import measure_dispersion
from scipy.integrate import quad
from scipy.stats import binom, chi2

PAIR = np.array([[0.0, 0.0], [100.0, 0.0]])


def town(seed, cases_each, spread, units=400, risk=1.0):
    """Return points, cases and people of a city whose rates differ by ``spread``; the twentieth part around the first unit has ``risk``."""
    rng = np.random.default_rng(seed)
    points, people = rng.uniform(0, 10_000, (units, 2)), np.round(rng.lognormal(6, 0.7, units))
    rates = rng.gamma(1 / spread**2, spread**2, units) if spread else np.ones(units)
    rates[np.argsort(np.hypot(*(points - points[0]).T))[: units // 20]] *= risk
    return points, rng.multinomial(cases_each * units, people * rates / (people * rates).sum()).astype(float), people


@pytest.mark.parametrize(("cases", "statistic"), [((8, 2), 8.1), ((10, 0), 9.0), ((5, 5), 0.0), ((1, 0), 0.0)])
def test_a_pair_by_hand(cases, statistic):
    """Ten cases in two units of as many people: z^2 = 3^2 / 2.5 = 3.6, m = 9 / 4; z^2 = 10 counts for 4; one case says nothing."""
    assert dispersion._Pairs(PAIR, np.array([0.5, 0.5])).statistic(np.array(cases, dtype=float)) == pytest.approx(statistic)


@pytest.mark.parametrize("first", [5, 8, 11, 13])
def test_the_p_value_of_two_units_is_that_of_the_binomial_distribution(first):
    """Twenty cases in units of 100 and 100: as far from 10 as found, or, from z^2 = 4 on, at least 5 from it."""
    found = measure_dispersion(PAIR, np.array([first, 20.0 - first]), np.array([100.0, 100.0]))
    away = min(abs(first - 10), 5)
    exact = binom.cdf(10 - away, 20, 0.5) + binom.sf(9 + away, 20, 0.5)
    assert found.p_value == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / dispersion.DRAWS) + 1 / dispersion.DRAWS)


def test_what_a_normal_difference_counts_on_average_within_the_limit():
    within = quad(lambda x: x * chi2.pdf(x, 1), 0, dispersion.LIMIT)[0] + dispersion.LIMIT * chi2.sf(dispersion.LIMIT, 1)
    assert pytest.approx(within, abs=1e-6) == dispersion.EXPECTED_WITHIN_LIMIT


@pytest.mark.parametrize(("cases_each", "spread"), [(30, 0.3), (30, 0.6), (5, 0.5)])
def test_the_spread_of_rates_is_found_again(cases_each, spread):
    found = [measure_dispersion(*town(seed, cases_each, spread)) for seed in range(12)]
    assert all(one.is_over for one in found)
    assert np.mean([one.spread for one in found]) == pytest.approx(spread, rel=0.1)


def test_rates_that_are_the_same_seldom_count_as_overdispersed():
    over = sum(measure_dispersion(*town(seed, 5, 0.0)).is_over for seed in range(60))
    assert over <= 60 * dispersion.LEVEL + 3.1 * np.sqrt(60 * dispersion.LEVEL * (1 - dispersion.LEVEL))


def test_a_cluster_is_not_taken_for_overdispersion():
    """Three times the risk in twenty of 400 units: Pearson's chi-square of the same cities puts the spread at 0.3 or more."""
    for seed in range(8):
        points, cases, people = town(seed, 30, 0.0, risk=3.0)
        expected = cases.sum() * people / people.sum()
        pearson = np.sqrt(((cases - expected) ** 2 - cases).sum() / (expected**2).sum())
        assert measure_dispersion(points, cases, people).spread < 0.15 < 0.3 < pearson


def test_units_without_people_or_cases_and_the_order_of_units_change_nothing():
    points, cases, people = town(3, 10, 0.4, units=80)
    order = np.random.default_rng(0).permutation(80)
    whole = measure_dispersion(points, cases, people)
    empty = measure_dispersion(np.vstack([points, [[1.0, 1.0]]]), np.append(cases, 0.0), np.append(people, 0.0))
    assert empty == whole
    assert measure_dispersion(points[order], cases[order], people[order]).spread == pytest.approx(whole.spread, rel=1e-9)
    assert measure_dispersion(points[:1], cases[:1], people[:1]) == dispersion.Dispersion(0.0, 1.0)
