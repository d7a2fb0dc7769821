"""Fourth link: the clusters of an indexed challenge, and of each of its proposals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from ..analysis.clusters import Clusters, find_clusters, given_clusters
from ..analysis.features import Features
from ..analysis.local_statistics import ClusterRule, UnitTypes, classify_units
from ..analysis.proposals import cluster_change
from ..analysis.scan import scan_units
from ..analysis.skater import divide_units
from ..model.challenge import ClusterSpec, Proposal
from ..model.progress import SILENT, Progress
from ..model.results import CLUSTER_ID, CLUSTER_TYPE, INDEX, P_VALUE, Z_SCORE, cluster_change_field
from ..qgis_io.columns import display_names
from .collect import Collected
from .indexing import Indexed, with_results
from .measure import cases_and_people
from .unit_table import UnitTable


@dataclass(frozen=True)
class Clustered:
    """An indexed challenge with its clusters of need, and with those of its proposals in their order."""

    indexed: Indexed
    types: UnitTypes
    clusters: Clusters
    proposals: tuple[Clustered, ...] = ()

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
            **{cluster_change_field(proposal.id): self.change(outcome) for proposal, outcome in self.proposed},
        }
        return with_results(self.indexed.collected.units, self.indexed.results | found)

    def change(self, proposed: Clustered) -> np.ndarray:
        """Return whether each unit joins, leaves or stays in the clusters by a proposal, shape (n,)."""
        return cluster_change(self.clusters.membership, proposed.clusters.membership)

    @cached_property
    def unit_table(self) -> UnitTable:
        """The table of the units as the products speak of it."""
        return UnitTable(self.indexed.collected.challenge, self.unit_features.table)


def cluster_challenge(indexed: Indexed, progress: Progress = SILENT) -> Clustered:
    """Find where the index is high together, by the method that the challenge names; for each of its proposals too."""
    progress.step("Finding clusters")
    return replace(_clustered(indexed, progress), proposals=tuple(_clustered(one, progress) for one in indexed.proposals))


def _clustered(indexed: Indexed, progress: Progress) -> Clustered:
    spec = indexed.collected.challenge.clusters
    find = {"scan": _circles, "skater": _regions}.get(spec.method, _groups)
    return Clustered(indexed, *find(indexed, spec, progress))


def _groups(indexed: Indexed, spec: ClusterSpec, progress: Progress) -> tuple[UnitTypes, Clusters]:
    """Tell units apart by a local statistic or a threshold of the index, and group those that touch."""
    geometry, index = indexed.collected.units.geometry, indexed.evaluation.index
    types = classify_units(geometry, index, _rule(spec), field=INDEX, progress=progress)
    areas = _areas(indexed.collected)
    names = _unit_names(indexed.collected)
    return types, find_clusters(geometry, types.cluster_type, index, indexed.people, areas=areas, progress=progress, unit_names=names)


def _regions(indexed: Indexed, spec: ClusterSpec, progress: Progress) -> tuple[UnitTypes, Clusters]:
    """Divide the units into regions alike in their index."""
    geometry, index, people = indexed.collected.units.geometry, indexed.evaluation.index, indexed.people
    types, membership = divide_units(geometry, {INDEX: index}, spec.regions, spec.floor, people, progress)
    areas, names = _areas(indexed.collected), _unit_names(indexed.collected)
    return types, given_clusters(geometry, membership, types.cluster_type, index, people, areas, progress, names)


def _circles(indexed: Indexed, spec: ClusterSpec, progress: Progress) -> tuple[UnitTypes, Clusters]:
    """Scan for circles with more cases of one indicator than its denominator explains; hidden units take no part."""
    geometry = indexed.collected.units.geometry
    cases, people = cases_and_people(indexed.collected, spec.indicator, progress)
    cases = np.where(indexed.hides, np.nan, cases)
    types, scan = scan_units(geometry, cases, people, _rule(spec), field=spec.indicator, progress=progress)
    areas, names, index = _areas(indexed.collected), _unit_names(indexed.collected), indexed.evaluation.index
    clusters = given_clusters(geometry, scan.membership, types.cluster_type, index, indexed.people, areas, progress, names)
    return types, clusters.with_facts(scan.facts)


def _rule(spec: ClusterSpec) -> ClusterRule:
    return ClusterRule(spec.method, spec.weights, spec.alpha, spec.permutations, threshold=spec.threshold)


def _areas(collected: Collected) -> tuple[np.ndarray, np.ndarray] | None:
    """Return what clusters are named after: the challenge's areas, or the units themselves; None where neither has names."""
    spec, units = collected.challenge.areas, collected.challenge.units
    if spec is None or spec.layer not in collected.layers:
        return (collected.units.geometry, display_names(collected.units.table[units.name])) if units.name else None
    features = collected.layers[spec.layer].features
    return features.geometry, display_names(features.table[spec.name])


def _unit_names(collected: Collected) -> np.ndarray | None:
    """Return what the units are called; None where they have no names."""
    name = collected.challenge.units.name
    return display_names(collected.units.table[name]) if name else None
