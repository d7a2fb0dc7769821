"""How each cluster method tells units apart, and the clusters that come of it.

What else is known of a method stands in `model.cluster_methods`, under the same key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_matrix

from ..model.cluster_methods import CLUSTER_METHODS, ClusterRule
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from .clusters import Clusters, find_clusters, given_clusters
from .local_statistics import (
    HOT,
    NONE,
    LocalStatistic,
    UnitTypes,
    bivariate_moran,
    false_discovery,
    fill_left_out,
    gi_star,
    local_moran,
    refine_smallest_p,
    require_deviation,
    require_units,
    standardise,
    worst_count,
)
from .scan import scan_units
from .skater import divide_units
from .weights import islands, spatial_weights


@dataclass(frozen=True)
class UnitValues:
    """Units in which clusters are sought; every array has shape (n,).

    Attributes
    ----------
    geometry : ndarray of shapely polygons
        In a planar system in metres.
    values : ndarray of float
        NaN where missing; high values are the worst.
    population : ndarray of float or None
        Inhabitants; NaN where missing.
    second : ndarray of float or None
        Values of a second field, for a method that takes one.
    field, second_field : str
        The names of the values, for messages.
    """

    geometry: np.ndarray
    values: np.ndarray
    population: np.ndarray | None = None
    second: np.ndarray | None = None
    field: str = ""
    second_field: str = ""


@dataclass(frozen=True)
class Classified:
    """What a method found.

    Attributes
    ----------
    types : UnitTypes
        What it says of each unit.
    membership : ndarray of int, shape (n,), or None
        The number of each unit's cluster, from 1, 0 for none; None where clusters are the units of one type that touch.
    facts : DataFrame or None
        Further columns of the clusters, a row for each.
    """

    types: UnitTypes
    membership: np.ndarray | None = None
    facts: pd.DataFrame | None = None


Classify = Callable[[UnitValues, ClusterRule, Progress], Classified]
FindTypes = Callable[[UnitValues, ClusterRule, Progress], UnitTypes]
Test = Callable[[UnitValues, csr_matrix, ClusterRule, Progress], LocalStatistic]


def classify_units(units: UnitValues, rule: ClusterRule, progress: Progress = SILENT) -> Classified:
    """Tell units apart by the method of the rule; a second field that the method does not know is left aside.

    Raises
    ------
    OpgaveError
        When fewer than 3 units have a value, all values are equal, or the method cannot do what the rule asks.
    """
    if not CLUSTER_METHODS[rule.method].second_field:
        units = replace(units, second=None)
    return CLASSIFY[rule.method](units, rule, progress)


def group_units(
    found: Classified,
    units: UnitValues,
    sides: str = "high",
    areas: tuple[np.ndarray, np.ndarray] | None = None,
    progress: Progress = SILENT,
    unit_names: np.ndarray | None = None,
) -> Clusters:
    """Return the clusters of what was found, ranked and described by ``units``; other parameters as for `clusters.find_clusters`."""
    geometry, kinds, values, people = units.geometry, found.types.cluster_type, units.values, units.population
    if found.membership is None:
        return find_clusters(geometry, kinds, values, people, sides, areas, progress, unit_names)
    clusters = given_clusters(geometry, found.membership, kinds, values, people, areas, progress, unit_names)
    return clusters if found.facts is None else clusters.with_facts(found.facts)


def by_types(find: FindTypes) -> Classify:
    """Return a method that gives each unit a type by ``find``, which gets only the units that take part.

    Units without value or geometry are left out before neighbours are sought: they take no part in mean, deviation or neighbourhood, so
    each unit's ``knn:8`` are eight units that have a value.
    """

    def classify(units: UnitValues, rule: ClusterRule, progress: Progress) -> Classified:
        present = np.isfinite(units.values) & ~(shapely.is_missing(units.geometry) | shapely.is_empty(units.geometry))
        if units.second is not None:
            present &= np.isfinite(units.second)
        require_units(present, units.field)
        found = find(_only(units, present), rule, progress)
        return Classified(
            UnitTypes(
                fill_left_out(found.statistic, present),
                fill_left_out(found.z_score, present),
                fill_left_out(found.p_value, present),
                fill_left_out(found.cluster_type, present),
                missing_count=int((~present).sum()),
                island_count=found.island_count,
                threshold=found.threshold,
            )
        )

    return classify


def by_test(test: Test) -> Classify:
    """Return a method that tests each unit and its neighbours, and keeps the types of those that are significant."""

    def find(units: UnitValues, rule: ClusterRule, progress: Progress) -> UnitTypes:
        weights = _weights(units.geometry, rule, progress)
        _warn_coarse(rule, progress)
        found = _refine(test(units, weights, rule, progress), units, weights, rule, progress)
        types = significant_types(found, rule)
        return UnitTypes(found.statistic, found.z_score, found.p_value, types, island_count=len(islands(weights)))

    return by_types(find)


def significant_types(found: LocalStatistic, rule: ClusterRule) -> np.ndarray:
    """Return the type of each unit that is significant by the rule, ``none`` of the others, shape (n,)."""
    counts = false_discovery(found.p_value, rule.alpha) if rule.correction == "fdr" else found.p_value <= rule.alpha
    return np.where(counts, found.cluster_type, NONE)


def _refine(found: LocalStatistic, units: UnitValues, weights: csr_matrix, rule: ClusterRule, progress: Progress) -> LocalStatistic:
    """Return what was found with finer p-values where so many units are tested that the permutations hide what stands out."""
    if not rule.permutations or rule.correction != "fdr":
        return found
    around = standardise(units.values if units.second is None else units.second, units.field)
    p = refine_smallest_p(found.p_value, around, weights, rule.permutations, rule.alpha, rule.seed, progress)
    return replace(found, p_value=p)


def stand_out_from(values: np.ndarray, cut: float) -> UnitTypes:
    """Return types without a test: ``hot`` where a value is ``cut`` or more."""
    nothing = np.full(len(values), np.nan)
    return UnitTypes(values, nothing, nothing, np.where(values >= cut, HOT, NONE), threshold=cut)


def _from_threshold(units: UnitValues, rule: ClusterRule, progress: Progress) -> UnitTypes:
    if rule.threshold is not None:
        return stand_out_from(units.values, float(rule.threshold))
    require_deviation(units.values, units.field)
    return stand_out_from(units.values, float(np.sort(units.values)[-worst_count(len(units.values))]))


def _test_two_fields(units: UnitValues, weights: csr_matrix, rule: ClusterRule, progress: Progress) -> LocalStatistic:
    second, fields = cast(np.ndarray, units.second), (units.field, units.second_field)  # the method needs a second field
    return bivariate_moran(units.values, second, weights, rule.permutations, rule.seed, fields, progress)


def _scan(units: UnitValues, rule: ClusterRule, progress: Progress) -> Classified:
    types, scan = scan_units(units.geometry, units.values, units.population, rule, units.field, progress)
    return Classified(types, scan.membership, scan.facts)


def _divide(units: UnitValues, rule: ClusterRule, progress: Progress) -> Classified:
    columns = {units.field: units.values} | ({} if units.second is None else {units.second_field: units.second})
    return Classified(*divide_units(units.geometry, columns, rule.regions, rule.floor, units.population, progress))


TESTS: dict[str, Test] = {
    "gi_star": lambda units, weights, rule, progress: gi_star(units.values, weights, rule.permutations, rule.seed, units.field, progress),
    "local_moran": lambda units, weights, rule, progress: local_moran(
        units.values, weights, rule.permutations, rule.seed, units.field, progress
    ),
    "bivariate_moran": _test_two_fields,
}
"""How the methods that test each unit and its neighbours do so."""

CLASSIFY: dict[str, Classify] = {
    **{method: by_test(test) for method, test in TESTS.items()},
    "threshold": by_types(_from_threshold),
    "skater": _divide,
    "scan": _scan,
}
"""How each method of `CLUSTER_METHODS` tells units apart."""


def _only(units: UnitValues, present: np.ndarray) -> UnitValues:
    """Return the units that take part."""
    parts = {name: part[present] for name, part in vars(units).items() if isinstance(part, np.ndarray)}
    return replace(units, **parts)


def _weights(geometry: np.ndarray, rule: ClusterRule, progress: Progress) -> csr_matrix:
    """Return the weights of ``rule``; say which units have no neighbours, refuse weights in which all are neighbours."""
    weights = spatial_weights(geometry, rule.weights, progress)
    n, lonely = len(geometry), len(islands(weights))
    if weights.nnz == n * (n - 1):
        raise OpgaveError(
            "Weights '{weights}' make all {count} units neighbours of each other, so no unit can stand out; use fewer neighbours.",
            weights=rule.weights,
            count=n,
        )
    if lonely == n:
        raise OpgaveError(
            "None of the {count} units has a neighbour with weights '{weights}': use 'knn:8', or a distance that reaches the next unit.",
            count=n,
            weights=rule.weights,
        )
    if lonely:
        progress.warn(
            "{count} units have no neighbours with weights '{weights}': their type is 'none'.", count=lonely, weights=rule.weights
        )
    return weights


def _warn_coarse(rule: ClusterRule, progress: Progress) -> None:
    smallest = 2 / (rule.permutations + 1)
    if rule.permutations and smallest > rule.alpha:
        progress.warn(
            "With {permutations} permutations no p-value is under {smallest:.3g}, so nothing can be found at {alpha:g}: use more.",
            permutations=rule.permutations,
            smallest=smallest,
            alpha=rule.alpha,
        )
