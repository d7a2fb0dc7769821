"""Means over units: by hand, against numpy's weighted average, and where nobody or nothing is there."""

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.means import cluster_means, group_means, mean
from opgavenkaart.processing.analysis.scenarios import PlanComparison

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


def test_without_values_there_is_no_mean():
    assert np.isnan(mean([NAN, NAN], [1, 2])) and np.isnan(mean([]))
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
    found = cluster_means(table, np.array([1, 1, 0]), np.array([3, 1, 4]))
    assert found["gas"].tolist() == pytest.approx([(30 + 20 + 240) / 8, 12.5])
    assert found["shade"].tolist() == pytest.approx([(5 + 28) / 5, 5])


def test_plans_beside_each_other_have_a_mean_where_nobody_lives():
    plans = PlanComparison(np.array([[10.0, 20], [30, 40]]), np.zeros(2))
    assert plans.summary(["now", "then"])["mean"].tolist() == [20, 30]
