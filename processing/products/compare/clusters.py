"""The clusters of two vintages beside each other, and what of their change an unchanged city would show as well."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ...analysis.cluster_change import ClusterChange, compare_clusters
from ...analysis.cluster_noise import Membership, UnchangedCity, measure_clusters_again
from ...analysis.features import Features
from ...analysis.vintages import Vintage
from ...model.challenge import Challenge
from ...model.choices import OVERLAP
from ...model.cluster_methods import CLUSTER_METHODS
from ...model.progress import SILENT, Progress
from ...model.results import CLUSTERS
from ...qgis_io.cluster_layers import ClusterLayer, as_clusters
from ...qgis_io.reading import read_features
from ..bundles import Bundle


@dataclass(frozen=True)
class ComparedClusters:
    """The clusters of two vintages, and what became of them.

    Attributes
    ----------
    tested : bool
        Whether changes are named only beyond chance; not where clusters do not follow from the index alone, or from another challenge.
    """

    before: ClusterLayer
    after: ClusterLayer
    change: ClusterChange
    tested: bool

    @property
    def labels(self) -> list[str]:
        """What each row of the change is called: as the later cluster, or as the earlier one where it has none."""
        table = self.change.table
        return [
            self.after.labels[now] if now >= 0 else self.before.labels[was]
            for now, was in zip(table["after"], table["before"], strict=True)
        ]


def compare_bundle_clusters(
    before: Bundle, after: Bundle, vintage: Vintage, units: Features, error: pd.Series | None, progress: Progress = SILENT
) -> ComparedClusters:
    """Compare the clusters of two bundles.

    Parameters
    ----------
    vintage, units : Vintage, Features
        The index of the earlier bundle and its units, in the same order.
    error : Series or None
        Standard error of the index of each unit in one vintage, by unit key; None where the challenges differ, so that no noise of
        measurement tells which changes of clusters are chance.
    """
    progress.step("Comparing clusters")
    layers = [before.layer(CLUSTERS), after.layer(CLUSTERS)]
    earlier = as_clusters(read_features(layers[0])[0])
    later = as_clusters(read_features(layers[1], target_crs=earlier.features.crs)[0])
    chance = None if error is None else draw_again(before.challenge, vintage, units, earlier, error, progress)
    sides = earlier.low, later.low
    change = compare_clusters(earlier.features.geometry, later.features.geometry, *sides, chance=chance, progress=progress)
    return ComparedClusters(earlier, later, change, chance is not None)


def draw_again(
    challenge: Challenge, vintage: Vintage, units: Features, clusters: ClusterLayer, error: pd.Series, progress: Progress
) -> UnchangedCity | None:
    """Return what clusters an unchanged city would show; None where they do not follow from the index alone."""
    spec = challenge.clusters
    if not CLUSTER_METHODS[spec.method].drawn_again:
        return None
    place = {id: at for at, id in enumerate(clusters.ids)}
    member = np.array([place.get(str(number), -1) for number in vintage.cluster])
    values, errors = vintage.index.to_numpy(dtype=float), error.reindex(vintage.index.index).to_numpy(dtype=float)
    earlier = Membership(member, clusters.low)
    return measure_clusters_again(units.geometry, values, earlier, errors, spec.method, spec.weights, OVERLAP, progress=progress)
