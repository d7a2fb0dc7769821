"""Fourth link: the clusters of an indexed challenge, and of each of its proposals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from ..analysis.belonging import CLUSTER, WORST_TENTH, Belonging, draw_belonging
from ..analysis.chance import SmoothCities, draw_smooth_cities, measure_power
from ..analysis.cluster_methods import Classified, UnitValues, classify_units, group_units
from ..analysis.clusters import HIGH_TYPES, Clusters
from ..analysis.features import Features
from ..analysis.local_statistics import UnitTypes, no_types
from ..analysis.power import Power
from ..analysis.proposals import cluster_change
from ..model.certainty import ALMOST_CERTAIN
from ..model.challenge import Challenge, Proposal
from ..model.cluster_methods import CLUSTER_METHODS, ClusterRule
from ..model.errors import NothingStandsOut
from ..model.progress import SILENT, Progress, Unseen
from ..model.results import (
    CLUSTER_ID,
    CLUSTER_PROBABILITY,
    CLUSTER_TYPE,
    INDEX,
    P_VALUE,
    WORST_PROBABILITY,
    Z_SCORE,
    cluster_change_field,
)
from ..qgis_io.columns import display_names
from .collected import Collected
from .indexing import Indexed, with_results
from .measure import cases_and_people
from .unit_table import UnitTable

PROBABILITY_FIELDS = {CLUSTER: CLUSTER_PROBABILITY, WORST_TENTH: WORST_PROBABILITY}
"""The field that holds how probable it is that a unit belongs, by what it belongs to."""


@dataclass(frozen=True)
class Clustered:
    """An indexed challenge with its clusters of need, and with those of its proposals in their order.

    Attributes
    ----------
    belonging : Belonging or None
        How probable it is that each unit belongs to a cluster; None for a proposal, and where no draw can tell units apart.
    power : Power or None
        How often the method would find a cluster if there were one, where it found none; None where it did, or tests no neighbours.
    """

    indexed: Indexed
    types: UnitTypes
    clusters: Clusters
    belonging: Belonging | None = None
    proposals: tuple[Clustered, ...] = ()
    power: Power | None = None

    @property
    def proposed(self) -> Iterator[tuple[Proposal, Clustered]]:
        """Each proposal with what it would make of the clusters."""
        return zip(self.indexed.collected.challenge.proposals, self.proposals, strict=True)

    @property
    def unit_features(self) -> Features:
        """The units with all that is known of them."""
        membership = self.clusters.membership.astype(float)
        found = {
            Z_SCORE: self.types.z_score,
            P_VALUE: self.types.p_value,
            CLUSTER_TYPE: self.types.cluster_type,
            CLUSTER_ID: pd.Series(np.where(membership > 0, membership, np.nan)).astype("Int64"),
            **({} if self.belonging is None else {PROBABILITY_FIELDS[self.belonging.to]: self.belonging.probability}),
            **{cluster_change_field(proposal.id): self.change(outcome) for proposal, outcome in self.proposed},
        }
        return with_results(self.indexed.collected.shown_units, self.indexed.results | found)

    @property
    def sought(self) -> bool:
        """Whether clusters could be sought: among a few units, or equal ones, no unit can stand out."""
        return bool(np.isfinite(self.types.statistic).any())

    @property
    def high_share(self) -> float:
        """Share (0-1) of the units with an index that stand out as high; NaN where none has one."""
        known = np.isfinite(self.indexed.evaluation.index)
        return float(np.isin(self.types.cluster_type, HIGH_TYPES)[known].mean()) if known.any() else np.nan

    @property
    def core_found(self) -> int | None:
        """How many areas of the core the challenge's own test finds in at least nine of ten draws; None where it tests no neighbours."""
        found = None if self.belonging is None else self.belonging.found
        return None if found is None else int((found[self.unit_table.core] >= ALMOST_CERTAIN).sum())

    def change(self, proposed: Clustered) -> np.ndarray:
        """Return whether each unit joins, leaves or stays in the clusters by a proposal, shape (n,)."""
        return cluster_change(self.clusters.membership, proposed.clusters.membership)

    @cached_property
    def unit_table(self) -> UnitTable:
        """The table of the units as the products speak of it."""
        return UnitTable(self.indexed.collected.challenge, self.unit_features.table, self.indexed.collected.alike)


def cluster_challenge(indexed: Indexed, progress: Progress = SILENT) -> Clustered:
    """Find where the index is high together, by the method that the challenge names; for each of its proposals too."""
    if indexed.collected.comparison:
        progress.skip()
    else:
        progress.step("Finding clusters")
    outcome = replace(_cluster_index(indexed, progress), proposals=tuple(_cluster_index(one, progress) for one in indexed.proposals))
    if not len(outcome.clusters):
        outcome = replace(outcome, power=_measure_power(outcome, Unseen(progress)))
    if not len(outcome.clusters):
        progress.skip()
        return outcome
    progress.step("Estimating how probably each area belongs to a cluster")
    return replace(outcome, belonging=_draw_belonging(indexed, progress))


def _measure_power(outcome: Clustered, progress: Progress) -> Power | None:
    indexed, rule = outcome.indexed, cluster_rule(outcome.indexed.collected.challenge)
    if not outcome.sought:
        return None
    units = _choose_counts(_index_values(indexed), indexed, progress)
    return measure_power(units, rule, spread=outcome.types.spread, progress=progress)


def compare_with_smooth_cities(outcome: Clustered, progress: Progress = SILENT) -> SmoothCities | None:
    """Return how much stands out in cities that are as smooth by chance; None where nothing does, or the method tests no neighbours."""
    if not len(outcome.clusters):
        progress.skip()
        return None
    progress.step("Comparing with maps that are as smooth by chance")
    return draw_smooth_cities(_index_values(outcome.indexed), cluster_rule(outcome.indexed.collected.challenge), progress=progress)


def _draw_belonging(indexed: Indexed, progress: Progress) -> Belonging | None:
    evaluation, collected = indexed.evaluation, indexed.collected
    return draw_belonging(
        collected.challenge.indicators,
        evaluation.raw,
        indexed.measured.errors,
        evaluation.index,
        collected.units.geometry,
        cluster_rule(collected.challenge),
        progress=progress,
    )


def cluster_rule(challenge: Challenge) -> ClusterRule:
    """Return the rule by which a challenge asks for clusters."""
    spec = challenge.clusters
    return ClusterRule(
        spec.method, spec.weights, spec.alpha, spec.permutations, threshold=spec.threshold, regions=spec.regions, floor=spec.floor
    )


def _cluster_index(indexed: Indexed, progress: Progress) -> Clustered:
    """Return the clusters of one index; cases that a method counts take part where their unit is not hidden."""
    units, rule = _index_values(indexed), cluster_rule(indexed.collected.challenge)
    try:
        if indexed.collected.comparison:
            raise NothingStandsOut("{count} areas are too few.", count=len(units.values))
        found = classify_units(_choose_counts(units, indexed, progress), rule, progress)
    except NothingStandsOut as reason:
        progress.warn("No clusters are sought. {reason}", reason=reason)
        found = Classified(no_types(len(units.values)))
    areas, names = _areas(indexed.collected), _unit_names(indexed.collected)
    return Clustered(indexed, found.types, group_units(found, units, areas=areas, progress=progress, unit_names=names))


def _index_values(indexed: Indexed) -> UnitValues:
    return UnitValues(indexed.collected.units.geometry, indexed.evaluation.index, indexed.people, field=INDEX)


def _choose_counts(units: UnitValues, indexed: Indexed, progress: Progress) -> UnitValues:
    """Return what the method looks at: the cases of one indicator and those among whom they are counted, or the index."""
    spec = indexed.collected.challenge.clusters
    if "indicator" not in CLUSTER_METHODS[spec.method].needs:
        return units
    cases, people = cases_and_people(indexed.collected, spec.indicator, progress)
    return UnitValues(units.geometry, np.where(indexed.hides, np.nan, cases), people, field=spec.indicator)


def _areas(collected: Collected) -> tuple[np.ndarray, np.ndarray] | None:
    """Return what clusters are named after: the challenge's areas, or the units themselves; None where neither has names."""
    spec, units = collected.challenge.areas, collected.challenge.units
    if spec is None or spec.layer not in collected.layers:
        named = collected.beneath.collected.units if collected.beneath else collected.units
        return (named.geometry, display_names(named.table[units.name])) if units.name else None
    features = collected.layers[spec.layer].features
    return features.geometry, display_names(features.table[spec.name])


def _unit_names(collected: Collected) -> np.ndarray | None:
    """Return what the units are called; None where they have no names."""
    name = collected.challenge.units.name
    if collected.beneath and name:
        return display_names(collected.beneath.collected.units.table[name])[collected.beneath.grid.largest]
    return display_names(collected.units.table[name]) if name else None
