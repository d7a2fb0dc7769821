"""Third link: index and clusters of a collected challenge."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from ...analysis.clusters import Clusters, find_clusters, profile
from ...analysis.evaluation import Evaluation, evaluate
from ...analysis.features import Features
from ...analysis.local_statistics import ClusterRule, UnitTypes, classify_units
from ...model.dates import age_days
from ...model.progress import SILENT, Progress
from ...model.results import CLUSTER_ID, CLUSTER_TYPE, DATA_AGE, INDEX, MISSING_SHARE, P_VALUE, Z_SCORE, score_field, sector_field
from .collect import Collected
from .measure import failed_indicators, hidden_units, indicator_dates, indicator_values, population

STANDOUTS = 3
STANDOUT_POINTS = 5.0
"""Points of need (0-100) from the mean under which an indicator does not stand out."""

MAP_ONLY = frozenset({"areas", "overlay", "background"})
"""Roles that put nothing into the index."""


@dataclass(frozen=True)
class Indexed:
    """A challenge with its index.

    Attributes
    ----------
    people : ndarray or None
        Population of each unit; NaN where not known.
    as_of : date
        The day that ages are counted to.
    hidden : int
        Number of units hidden because too few are counted there; they have no values, and so no index.
    """

    collected: Collected
    evaluation: Evaluation
    people: np.ndarray | None
    as_of: datetime.date
    hidden: int = 0

    @property
    def missing_share(self) -> float:
        """Mean missing share over the units."""
        return float(self.evaluation.missing_share.mean())

    @property
    def without_index(self) -> int:
        """Number of units with too little data for an index."""
        return int(np.isnan(self.evaluation.index).sum())

    @property
    def results(self) -> dict[str, np.ndarray]:
        """What was found for the units, by field: people, each indicator, its score, each sector's sub-index, the index and its account."""
        evaluation, spec = self.evaluation, self.collected.challenge.units
        own = self.people is None or spec.population.layer == spec.layer
        people = {} if own else {spec.population.field: self.people}
        return {
            **people,
            **{name: evaluation.raw[name].to_numpy() for name in evaluation.raw},
            **{score_field(name): evaluation.scores[name].to_numpy() for name in evaluation.scores},
            **{sector_field(sector): evaluation.sectors[sector].to_numpy() for sector in evaluation.sectors},
            **{INDEX: evaluation.index, MISSING_SHARE: evaluation.missing_share, DATA_AGE: evaluation.data_age_days},
        }

    @property
    def unit_features(self) -> Features:
        """The units with their own fields, and the results behind them."""
        return with_results(self.collected.units, self.results)

    def oldest(self) -> str:
        """Return the record id of the oldest layer behind the index; empty where no date is known."""
        dated = [(date, id) for id in self.index_layers() if (date := self.collected.date_of(id))]
        return min(dated)[1] if dated else ""

    def index_layers(self) -> Iterator[str]:
        """Yield the loaded layers that put something into the index: not those that only name or draw."""
        for id, roles in self.collected.challenge.layers().items():
            if id in self.collected.layers and not MAP_ONLY.issuperset(roles) and set(roles) != {"unit"}:
                yield id


@dataclass(frozen=True)
class Clustered:
    """An indexed challenge with its clusters of need."""

    indexed: Indexed
    types: UnitTypes
    clusters: Clusters

    @property
    def unit_features(self) -> Features:
        """The units with all that is known of them."""
        membership = self.clusters.membership.astype(float)
        found = {
            Z_SCORE: self.types.z_score,
            P_VALUE: self.types.p_value,
            CLUSTER_TYPE: self.types.cluster_type,
            CLUSTER_ID: pd.Series(np.where(membership > 0, membership, np.nan)).astype("Int64"),
        }
        return with_results(self.indexed.collected.units, self.indexed.results | found)

    @cached_property
    def standouts(self) -> list[list[tuple[str, float]]]:
        """For each cluster the indicators that stand out most against the mean of all units, with points above or below it."""
        people = self.indexed.people
        differences = profile(self.indexed.evaluation.scores, self.clusters.membership, people)
        return [_standouts(differences.loc[id]) for id in self.clusters.table["cluster_id"]]


def replaced(units: Features, results: Mapping) -> list[str]:
    """Return the units' own fields that results take the place of: those of an earlier run; case tells no fields apart."""
    taken = {name.lower() for name in results}
    return [name for name in units.table if name.lower() in taken]


def with_results(units: Features, results: Mapping) -> Features:
    """Return the units with results behind their own fields."""
    kept = units.table.drop(columns=replaced(units, results))
    return replace(units, table=pd.concat([kept, pd.DataFrame(results, index=kept.index)], axis=1))


def index_challenge(collected: Collected, as_of: datetime.date, progress: Progress = SILENT) -> Indexed:
    """Measure, score and combine the indicators."""
    raw = indicator_values(collected, progress)
    hidden = hidden_units(collected, progress)
    raw[hidden] = np.nan
    progress.step("Computing the index")
    ages = {id: _age(date, as_of) for id, date in indicator_dates(collected).items()}
    challenge = collected.challenge
    evaluation = evaluate(challenge.indicators, raw, ages, challenge.aggregation, failed_indicators(collected))
    indexed = Indexed(collected, evaluation, population(collected, progress), as_of, int(hidden.sum()))
    if indexed.hidden:
        progress.note("{count} units are hidden: too few are counted there to show anything of them.", count=indexed.hidden)
    if old := replaced(collected.units, indexed.results):
        layer = collected.units.name
        progress.note("Layer '{layer}' had {fields}: replaced by the new results.", layer=layer, fields=", ".join(old))
    if indexed.without_index:
        progress.note("{count} of {total} units miss too much data for an index.", count=indexed.without_index, total=len(raw))
    return indexed


def cluster_challenge(indexed: Indexed, progress: Progress = SILENT) -> Clustered:
    """Find where the index is high together, by the method that the challenge names."""
    progress.step("Finding clusters")
    collected, spec = indexed.collected, indexed.collected.challenge.clusters
    rule = ClusterRule(spec.method, spec.weights, spec.alpha, spec.permutations, threshold=spec.threshold)
    geometry, index = collected.units.geometry, indexed.evaluation.index
    types = classify_units(geometry, index, rule, field=INDEX, progress=progress)
    clusters = find_clusters(geometry, types.cluster_type, index, indexed.people, areas=_areas(collected), progress=progress)
    return Clustered(indexed, types, clusters)


def _areas(collected: Collected) -> tuple[np.ndarray, np.ndarray] | None:
    spec = collected.challenge.areas
    if spec is None or spec.layer not in collected.layers:
        return None
    features = collected.layers[spec.layer].features
    return features.geometry, features.table[spec.name].to_numpy(dtype=object)


def _standouts(differences: pd.Series) -> list[tuple[str, float]]:
    known = differences.dropna()
    largest = known[known.abs().sort_values(ascending=False, kind="stable").index]
    return [(name, float(points)) for name, points in largest.items() if abs(points) >= STANDOUT_POINTS][:STANDOUTS]


def _age(date: datetime.date | None, as_of: datetime.date) -> float:
    days = age_days(date, as_of)
    return math.nan if days is None else float(days)
