"""Clusters put into generated cities are found again at the false discovery rate promised; without any, none is found beyond that rate.

The counts of a long run stand in docs/challenges.md; ``-s`` prints them.
"""

import math
from functools import partial

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.cluster_methods import UnitValues, classify_units
from opgavenkaart.processing.analysis.clusters import find_clusters
from opgavenkaart.processing.analysis.local_statistics import HOT, NONE
from opgavenkaart.processing.analysis.scan import scan_units
from opgavenkaart.processing.analysis.skater import divide_units
from opgavenkaart.processing.analysis.weights import spatial_weights
from opgavenkaart.processing.model.cluster_methods import ClusterRule
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.planted import City, city, counts, likeness

ALPHA = 0.05
LIFT = 4.0
RISK = 3.0
HIGH = (HOT, "high-high")


def beyond_chance(share: float, cities: int) -> float:
    """Return the share that a rate of 5 % exceeds once in a thousand such tests."""
    return share + 3.1 * math.sqrt(share * (1 - share) / cities)


def by_statistic(method: str, town: City, planted: bool, correction: str = "fdr"):
    """Units of need that a statistic finds; one is false when nothing is planted among its neighbours, which are what is tested."""
    lift = LIFT if planted else 0.0
    values, second = town.field(lift), town.field(lift)
    units = UnitValues(town.geometry, values, second=second)
    types = classify_units(units, ClusterRule(method, alpha=ALPHA, correction=correction)).types
    near = spatial_weights(town.geometry, "knn:8") @ (town.planted > 0)
    clusters = find_clusters(town.geometry, types.cluster_type, values)
    return clusters.membership, near[np.isin(types.cluster_type, HIGH)] == 0, int((types.cluster_type != NONE).sum())


def by_scan(town: City, planted: bool):
    """Circles that a scan finds; one is false when it holds nothing that was planted."""
    people = np.round(town.rng.lognormal(6, 0.7, len(town.geometry)))
    risk = people * np.where(planted & (town.planted > 0), RISK, 1.0)
    cases = town.rng.multinomial(1500, risk / risk.sum()).astype(float)
    _, found = scan_units(town.geometry, cases, people, ClusterRule("scan", alpha=ALPHA, permutations=199))
    wrong = [not town.planted[found.membership == number].any() for number in range(1, len(found.table) + 1)]
    return found.membership, np.array(wrong), len(found.table)


@pytest.mark.parametrize(
    ("name", "find"),
    [(method, partial(by_statistic, method)) for method in ("gi_star", "local_moran", "bivariate_moran")] + [("scan", by_scan)],
)
def test_what_was_put_in_is_found_and_nothing_beyond_the_rate_promised(name, find):
    cities = count(200)
    found = counts(find, cities)
    print(found.row(name))  # noqa: T201
    assert found.recovered >= 0.95 * found.planted
    assert found.false_share <= ALPHA
    assert found.alarmed <= beyond_chance(ALPHA, cities) * cities


def test_without_the_correction_the_rate_is_not_kept():
    """So that the counts above mean something: without it every city without clusters gives one."""
    cities = count(50)
    found = counts(partial(by_statistic, "gi_star", correction="none"), cities)
    print(found.row("gi_star, no correction"))  # noqa: T201
    assert found.alarmed == cities


def test_planted_regions_are_found_again():
    """Five regions of units nearest to five seeds, a step of need apart, with noise of a quarter step."""
    cities, alike = count(200), []
    for seed in range(cities):
        town = city(seed)
        points, seeds = (shapely.get_coordinates(shapely.centroid(town.geometry)), town.rng.uniform(0, 10_000, (5, 2)))
        truth = np.hypot(*(points[:, None] - seeds).transpose(2, 0, 1)).argmin(axis=1)
        need = truth + 0.25 * town.rng.normal(size=len(truth))
        alike.append(likeness(truth, divide_units(town.geometry, {"need": need}, len(np.unique(truth)))[1]))
    print(f"| `skater` | {sum(one > 0.9 for one in alike)} of {cities} | {np.mean(alike):.3f} |")  # noqa: T201
    assert np.mean(alike) >= 0.9
