"""Thousands of units tested at once: the smallest p-value that permutations give hides no cluster, and no other p-value changes."""

import numpy as np
import shapely
from opgavenkaart.processing.analysis import local_statistics
from opgavenkaart.processing.analysis.local_statistics import (
    HOT,
    NONE,
    false_discovery,
    gi_star,
    permutation_p,
    refine_smallest_p,
    standardise,
)
from opgavenkaart.processing.analysis.weights import spatial_weights
from opgavenkaart.processing.model.cluster_methods import ClusterRule
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.layers import Heard
from opgavenkaart.test.support.units import grid, unit_types


def six_in_many(seed: int, units: int = 2730) -> tuple[np.ndarray, np.ndarray]:
    """Return points as units, and noise in which the six around the middle lie 4.5 deviations higher."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, 10_000, (units, 2))
    values = rng.normal(size=units)
    values[np.argsort(np.hypot(*(points - 5000).T))[:6]] += 4.5
    return shapely.box(*(points - 1).T, *(points + 1).T), values


def test_a_few_units_are_found_in_a_large_test():
    """Six of 2,730: 9,999 permutations go down to 0.0002 and six count from 6 x 0.05 / 2730 = 0.00011 on, so they never would."""
    cities, found, coarse = count(100), 0, 0
    for seed in range(cities):
        geometry, values = six_in_many(seed)
        weights = spatial_weights(geometry, "knn:8")
        found += (unit_types(geometry, values, ClusterRule()).cluster_type == HOT).sum() >= 3
        coarse += false_discovery(gi_star(values, weights).p_value, 0.05).sum() >= 3
    print(f"six units in 2,730: {found} of {cities} found, {coarse} without further permutations")  # noqa: T201
    assert found >= 0.9 * cities  # the others have p-values that are not small enough, however many permutations there are
    assert coarse <= 0.3 * cities


def test_only_p_values_at_the_floor_become_finer_and_only_where_that_changes_what_is_found():
    geometry, values = six_in_many(0)
    weights, heard = spatial_weights(geometry, "knn:8"), Heard()
    p = permutation_p(standardise(values, ""), weights, 9999)
    finer = refine_smallest_p(p, standardise(values, ""), weights, 9999, 0.05, progress=heard)
    floor = p == 2 / 10_000
    assert floor.sum() == 6
    assert (finer[~floor] == p[~floor]).all()
    assert (finer[floor] < p[floor]).all()
    assert finer.min() == 2 / 109_201  # 0.05 / 2730, at which a single unit counts
    assert heard.notes == [
        "With 9999 permutations no p-value is under 0.0002, too large to count among 2730 units: "
        "6 units with that value were tested with 99201 further permutations."
    ]
    assert heard.warnings == []
    assert refine_smallest_p(p, standardise(values, ""), weights, 9999, 0.2) is p  # six count from 0.00044 on
    noise = np.full(2730, 0.5)
    assert refine_smallest_p(noise, standardise(values, ""), weights, 9999, 0.05) is noise


def test_finer_p_values_are_those_of_as_many_permutations_at_once():
    """Of 10,000 units 1,492 have the smallest p of 19 permutations; 199,999 at once give theirs within chance."""
    rng = np.random.default_rng(2)
    geometry, values = grid(100, 100), standardise(rng.normal(size=10_000), "")
    weights = spatial_weights(geometry, "queen")
    coarse, fine = (permutation_p(values, weights, times) for times in (19, 199_999))
    refined = refine_smallest_p(coarse, values, weights, 19, 0.05)
    changed = np.flatnonzero(refined != coarse)
    assert len(changed) > 100
    chance = np.sqrt(4 * fine[changed] / 200_000)  # deviation of the difference of two p-values, each 2 k / 200,000
    assert (np.abs(refined[changed] - fine[changed]) <= 5 * chance + 2e-5).all()


def test_where_permutations_cannot_be_fine_enough_that_is_said(monkeypatch):
    monkeypatch.setattr(local_statistics, "MOST_PERMUTATIONS", 10_000)
    geometry, values = six_in_many(0)
    heard = Heard()
    types = unit_types(geometry, values, ClusterRule(), progress=heard)
    assert (types.cluster_type == NONE).all()
    assert heard.warnings == [
        "6 units have the smallest p-value that permutations can give, 0.0002, which is too large to count among 2730 units: "
        "use 0 permutations (p-values of the normal distribution), or larger units."
    ]
    plain = unit_types(geometry, values, ClusterRule(correction="none"))
    assert plain.p_value.min() == 2 / 10_000
