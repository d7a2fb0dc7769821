"""Fifth link: the clusters overlaid with the challenge's polygon layers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely

from ...analysis.features import Features
from ...analysis.overlay import partition
from ...analysis.overlay.labels import Labels
from ...challenge.clustering import Clustered
from ...model.progress import SILENT, Progress
from ...model.text import field_name, number_equals

CLUSTER_FIELDS = ("cluster_id", "cluster_label", "cluster_type")


def overlay_names(outcome: Clustered) -> dict[str, str]:
    """Return the polygon layers that go into the integrated layer, those that may be passed on: record id to name in its fields."""
    collected = outcome.indexed.collected
    ids = [
        id
        for id in dict.fromkeys(collected.challenge.overlay)
        if id in collected.layers and collected.layers[id].record.may_travel and is_polygonal(collected.layers[id].features)
    ]
    return dict(zip(ids, number_equals(map(field_name, ids)), strict=True))


def count_field(name: str) -> str:
    """Return the field with the number of a layer's features; ``name`` is one of `overlay_names`."""
    return f"{name}_count"


def ids_field(name: str) -> str:
    """Return the field with which features of a layer these are; ``name`` is one of `overlay_names`."""
    return f"{name}_ids"


def is_polygonal(features: Features) -> bool:
    """Whether a layer covers ground."""
    return len(features) > 0 and bool((shapely.get_dimensions(features.geometry) == 2).any())


def cluster_features(outcome: Clustered, **columns: Sequence[str]) -> Features:
    """Return the clusters as features, with further columns at the end."""
    clusters = outcome.clusters
    return Features("clusters", clusters.geometry, clusters.table, outcome.indexed.collected.units.crs).with_columns(**columns)


def integrate(outcome: Clustered, progress: Progress = SILENT) -> Features:
    """Return each piece of ground in a cluster with its cluster and, for every overlay layer, how many features cover it and which.

    ``<record>_count`` and ``<record>_ids`` (feature ids in the source, comma-separated), ``area_m2``.
    """
    if len(outcome.clusters):
        progress.step("Overlaying the clusters")
    else:
        progress.skip()
    layers = outcome.indexed.collected.layers
    names = overlay_names(outcome)
    faces = partition([outcome.clusters.geometry, *(layers[id].features for id in names)], progress=progress)
    cluster = faces.labels[0].first()
    inside = cluster >= 0
    table = outcome.clusters.table[list(CLUSTER_FIELDS)].iloc[cluster[inside]].reset_index(drop=True)
    for (id, name), labels in zip(names.items(), faces.labels[1:], strict=True):
        table[count_field(name)] = labels.count()[inside]
        table[ids_field(name)] = join_ids(labels, layers[id].features.ids)[inside]
    table["area_m2"] = shapely.area(faces.geometry[inside])
    return Features("integrated", faces.geometry[inside], table, outcome.indexed.collected.units.crs)


def join_ids(labels: Labels, ids: np.ndarray) -> np.ndarray:
    """Return each face's feature ids as one text, such as ``3,17``; empty where the layer does not cover it."""
    texts = pd.Series(ids[labels.feature].astype(str)).groupby(labels.face).agg(",".join)
    return texts.reindex(range(labels.face_count), fill_value="").to_numpy(dtype=object)
