"""Layers of clusters as algorithms take them in: shapes, what each is called, and whether it is one of low values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..analysis.clusters import LOW_TYPES
from ..analysis.features import Features
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..model.results import CLUSTER_ID, CLUSTER_TYPE
from .crs import require_ground_metres
from .reading import number_column, refuse_negative

CLUSTER_LABEL = "cluster_label"


@dataclass(frozen=True)
class ClusterLayer:
    """Clusters of one layer.

    Attributes
    ----------
    features : Features
        Polygons in a system in metres, as they came.
    ids, labels : ndarray of str, shape (n,)
        ``cluster_id`` as text, the feature's own id where the layer has no such field; ``cluster_label``, empty where there is none.
    low : ndarray of bool, shape (n,)
        Whether it is a cluster of low values, by ``cluster_type``.
    """

    features: Features
    ids: np.ndarray
    labels: np.ndarray
    low: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


def as_clusters(features: Features) -> ClusterLayer:
    """Return what a layer says of its clusters; fields are found whatever the case of their letters.

    Raises
    ------
    OpgaveError
        The layer has other shapes than polygons, or is not in metres.
    """
    if len(features) and not (shapely.get_dimensions(features.geometry) == 2).all():
        raise OpgaveError("Layer '{layer}' is no polygon layer: choose a layer with clusters.", layer=features.name)
    require_ground_metres(features)
    columns = {name.lower(): features.table[name] for name in reversed(list(features.table))}
    ids = pd.Series(features.ids) if CLUSTER_ID not in columns else columns[CLUSTER_ID].where(columns[CLUSTER_ID].notna(), features.ids)
    labels = columns.get(CLUSTER_LABEL, pd.Series("", index=range(len(features)))).fillna("")
    low = columns.get(CLUSTER_TYPE, pd.Series("", index=range(len(features)))).isin(LOW_TYPES)
    return ClusterLayer(features, texts(ids), labels.astype(str).to_numpy(dtype=object), low.to_numpy(dtype=bool))


def texts(ids: pd.Series) -> np.ndarray:
    """Return ids as texts, whole numbers without decimals."""
    written = [f"{id:.0f}" if isinstance(id, float) and id.is_integer() else str(id) for id in ids]
    return np.array(written, dtype=object)


def inhabitants(units: Features, field: str, progress: Progress = SILENT) -> np.ndarray:
    """Return inhabitants per unit; unknown ones (NaN) are counted and said.

    Raises
    ------
    OpgaveError
        The field is not there, holds no numbers, or a negative one.
    """
    people = number_column(units, field, progress)
    refuse_negative(people, field, units.name)
    unknown = int(np.isnan(people).sum())
    if unknown:
        progress.note("{count} units have no number of inhabitants: they count as 0.", count=unknown)
    return people
