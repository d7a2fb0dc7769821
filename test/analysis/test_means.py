"""Means over units: by hand, against numpy's weighted average, and where nobody or nothing is there."""

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.means import Averaging, cluster_means, group_means, mean, place_means
from opgavenkaart.processing.analysis.scenarios import PlanComparison
from opgavenkaart.processing.model.averaging import MEAN, MEDIAN, PER_UNIT

NAN = np.nan


def test_each_unit_counts_for_its_people():
    """90 and 10 people: 0.9 x 20 + 0.1 x 70 = 25; a unit without value takes no part, unknown people count as none."""
    assert mean([20, 70, NAN], [90, 10, 1000]) == pytest.approx(25)
    assert mean([20, 70, 500], [90, 10, NAN]) == pytest.approx(25)
    assert mean([20, 70]) == 45


@pytest.mark.parametrize("people", [[0, 0, 7], [NAN, NAN, 7], [0, NAN, NAN]])
def test_where_none_of_the_units_has_people_each_counts_once(people):
    assert mean([20, 70, NAN], people) == 45
    assert group_means(np.array([20, 70, 8]), np.array([0, 0, 1]), 2, np.array(people)).tolist() == [45, 8]


@pytest.mark.filterwarnings("error")
def test_without_values_there_is_no_mean():
    assert np.isnan(mean([NAN, NAN], [1, 2])) and np.isnan(mean([]))
    assert all(np.isnan(place_means(np.array([NAN, NAN]), np.zeros(1, int), np.zeros(1, int), 1, Averaging(MEDIAN))))
    assert np.isnan(group_means(np.array([1.0]), np.array([0]), 2)[1])


def test_groups_are_numpys_weighted_averages():
    random = np.random.default_rng(3)
    values, people, group = random.normal(size=500), random.integers(1, 900, 500), random.integers(0, 9, 500)
    values[::11] = NAN
    expected = []
    for one in range(9):
        own = (group == one) & np.isfinite(values)
        expected.append(np.average(values[own], weights=people[own]))
    assert group_means(values, group, 9, people) == pytest.approx(expected, rel=1e-12)


def test_clusters_and_all_units_together():
    table = pd.DataFrame({"gas": [10.0, 20, 60], "shade": [NAN, 5, 7]})
    found = cluster_means(table, np.array([1, 1, 0]), Averaging(weight=np.array([3, 1, 4])))
    assert found["gas"].tolist() == pytest.approx([(30 + 20 + 240) / 8, 12.5])
    assert found["shade"].tolist() == pytest.approx([(5 + 28) / 5, 5])


def test_rates_totals_and_medians_of_places_are_pandas_own():
    """Pairs of places and units, some units in two places and some in none."""
    random = np.random.default_rng(8)
    values, homes = random.normal(size=60), random.integers(0, 90, 60).astype(float)
    values[::7] = NAN
    place, unit = random.integers(0, 5, 90), random.integers(0, 60, 90)
    table = pd.DataFrame({"place": place, "value": values[unit], "homes": homes[unit]}).dropna()
    by_homes = table.groupby("place")[["value", "homes"]].apply(lambda one: np.average(one["value"], weights=one["homes"]))
    groups, known = table.groupby("place")["value"], np.isfinite(values)
    for how, expected, whole in (
        (MEAN, by_homes, np.average(values[known], weights=homes[known])),
        (PER_UNIT, groups.mean(), np.nanmean(values)),
        (MEDIAN, groups.median(), np.nanmedian(values)),
    ):
        found = place_means(values, place, unit, 6, Averaging(how, homes))
        assert found[:6] == pytest.approx([whole, *expected]) and np.isnan(found[6])


def test_each_column_may_have_its_own_rule():
    table = pd.DataFrame({"share": [10.0, 20], "income": [10.0, 20]})
    found = cluster_means(table, np.array([1, 1]), {"share": Averaging(MEAN, np.array([3, 1])), "income": Averaging(MEDIAN)})
    assert found.loc[1].tolist() == found.loc[0].tolist() == [12.5, 15]


def test_plans_beside_each_other_have_a_mean_where_nobody_lives():
    plans = PlanComparison(np.array([[10.0, 20], [30, 40]]), np.zeros(2))
    assert plans.summary(["now", "then"])["mean"].tolist() == [20, 30]
