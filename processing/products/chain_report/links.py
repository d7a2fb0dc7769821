"""What the links of the chain hold for each cluster: looked up by place, by the cluster's number or by names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
import shapely

from ...analysis.features import Features
from ...challenge.unit_table import UnitTable
from ...model.results import CLUSTER_ID
from ...qgis_io.cluster_layers import ClusterLayer
from ...qgis_io.field_roles import ids_in
from ..bundles import Bundle

NEAR = 500.0
"""Metres from a cluster within which a site or measure is told with it."""
PAIRS, ACTIONS = 5, 8


@dataclass(frozen=True)
class Chain:
    """A bundle, and the outputs of the later links, None where a link was not given.

    Attributes
    ----------
    clusters : ClusterLayer
        The bundle's clusters of need.
    units : Features
        The bundle's units.
    demand, sites, measures, actors, links, coalitions, actions : Features or None
        Outputs of project_demand, find_shared_sites, allocate_envelope, map_coalitions (actors, links, clusters) and recluster_bbc.
    """

    bundle: Bundle
    clusters: ClusterLayer
    units: Features
    demand: Features | None = None
    sites: Features | None = None
    measures: Features | None = None
    actors: Features | None = None
    links: Features | None = None
    coalitions: Features | None = None
    actions: Features | None = None

    @cached_property
    def unit_table(self) -> UnitTable:
        """The table of the units as the products speak of it."""
        return UnitTable(self.bundle.challenge, self.units.table, self.bundle.alike)

    def near(self, features: Features, cluster: int, metres: float = NEAR) -> pd.DataFrame:
        """Return the rows of a layer within ``metres`` of a cluster."""
        shape = self.clusters.features.geometry[cluster]
        placed = ~shapely.is_missing(features.geometry)
        found = np.zeros(len(features), dtype=bool)
        found[placed] = shapely.dwithin(features.geometry[placed], shape, metres)
        return features.table[found]

    def within(self, features: Features, cluster: int) -> pd.DataFrame:
        """Return the rows of a layer that lie in a cluster by a point inside them."""
        points = replace(features, geometry=shapely.point_on_surface(features.geometry))
        return self.near(points, cluster, 0.0)

    def naming(self, features: Features, cluster: int, field: str = "clusters") -> pd.DataFrame:
        """Return the rows of a layer whose field lists the cluster's number."""
        id = self.clusters.ids[cluster]
        return features.table[[id in ids_in(text) for text in features.table[field].fillna("")]]

    def row_of(self, features: Features, cluster: int) -> dict:
        """Return the row of a layer of clusters that is this cluster; empty where there is none."""
        rows = features.table[features.table[CLUSTER_ID].astype(str).str.removesuffix(".0") == self.clusters.ids[cluster]]
        return rows.iloc[0].to_dict() if len(rows) else {}

    def names(self, cluster: int) -> set[str]:
        """Return the names of the neighbourhoods and units of a cluster, in lower case."""
        spec, units = self.bundle.challenge.units, self.units.table
        own = units[CLUSTER_ID].astype(str).str.removesuffix(".0") == self.clusters.ids[cluster]
        listed = units.loc[own, spec.name].dropna() if spec.name in units else []
        return {name.strip().lower() for name in [*self.clusters.labels[cluster].split(","), *listed] if name.strip()}

    def own_actions(self, actions: Features) -> pd.DataFrame:
        """Return those actions of the multi-year plan that serve the challenge."""
        return actions.table[actions.table["challenge"] == self.bundle.challenge.id]

    def actions_in(self, actions: Features, cluster: int) -> pd.DataFrame:
        """Return those of them that name a place in the cluster."""
        names, own = self.names(cluster), self.own_actions(actions)
        return own[[any(place.strip().lower() in names for place in text.split(";")) for text in own["places"].fillna("")]]
