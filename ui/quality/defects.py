"""The defects of a layer as `assess_quality` leaves them, and where decisions about them stand."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    NULL,
    QgsAbstractFeatureSource,
    QgsApplication,
    QgsDataSourceUri,
    QgsFeature,
    QgsFeatureRequest,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...processing.model.defect_decisions import mark_defect
from ...processing.model.progress import Progress
from ...processing.qgis_io.opening import open_ogr_layer

FOLDER = Path("opgavenkaart", "defects")
"""Below the profile: what was decided about layers beside which no file can be written."""
ENDING = ".defects.json"
METRE, DEGREE = 0, 5
"""Decimals of a place by which a defect of a geometry is known again: a metre."""


@dataclass(frozen=True)
class Defect:
    """One defect.

    Attributes
    ----------
    severity, code, field, message : str
        As `assess_quality` says them.
    feature : int or None
        Id of its feature; None for what is wrong with the layer, or lies between its features.
    place : tuple of float
        x and y in the layer's coordinate system; empty for none.
    mark : str
        Tells it from all others, in each assessment.
    """

    severity: str
    code: str
    field: str
    message: str
    feature: int | None
    place: tuple[float, ...]
    mark: str


def read_defects(source: str, assessed: QgsAbstractFeatureSource, key: int, progress: Progress) -> list[Defect]:
    """Return the defects in a layer that `assess_quality` made.

    Parameters
    ----------
    assessed : QgsAbstractFeatureSource
        The features of the assessed layer.
    key : int
        Number of the field by which a feature is known again, in a later assessment too; below 0: by its id.
    """
    found = open_ogr_layer(source, Path(source).stem)
    rows = []
    for row in found.getFeatures():
        progress.check()
        rows.append(row)
    ids = {int(row["feature_id"]) for row in rows if row["feature_id"] not in (None, NULL)}
    keys = read_keys(assessed, key, ids)
    digits = DEGREE if found.crs().isGeographic() else METRE
    return [_read_defect(row, keys, digits) for row in rows]


def _read_defect(row: QgsFeature, keys: Mapping[int, str], digits: int) -> Defect:
    code, severity, message, field, value = (_written(row[name]) for name in ("code", "severity", "message", "field", "value"))
    feature = None if row["feature_id"] in (None, NULL) else int(row["feature_id"])
    place = (row.geometry().asPoint().x(), row.geometry().asPoint().y()) if row.hasGeometry() else ()
    known = "" if feature is None else keys.get(feature, str(feature))
    rounded = () if field else tuple(round(one, digits) for one in place)
    return Defect(severity, code, field, message, feature, place, mark_defect(code, field, known, value, rounded))


def read_keys(assessed: QgsAbstractFeatureSource, key: int, ids: Collection[int]) -> dict[int, str]:
    """Return the keys of some features by their ids; none of one that is empty or that several of these have."""
    if key < 0:
        return {}
    request = QgsFeatureRequest().setFilterFids(list(ids)).setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes([key])
    every = {feature.id(): _written(feature[key]) for feature in assessed.getFeatures(request)}
    counts = Counter(every.values())
    return {id: one for id, one in every.items() if one and counts[one] == 1}


def _written(value: object) -> str:
    return "" if value in (None, NULL) else str(value)


def place_of_decisions(layer: QgsVectorLayer) -> Path:
    """Return the file in which stands what was decided about a layer's defects: beside its data, for all who work with them.

    Where these are no file, or nothing can be written beside it, it stands in the user's profile.
    """
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = Path(str(parts.get("path") or ""))
    if layer.providerType() == "ogr" and path.is_absolute() and path.is_file() and os.access(path.parent, os.W_OK):
        name = str(parts.get("layerName") or "")
        return path.with_name(f"{path.name}.{name}{ENDING}" if name and name != path.stem else f"{path.name}{ENDING}")
    told = f"{layer.providerType()} {QgsDataSourceUri.removePassword(layer.source())}"
    return Path(QgsApplication.qgisSettingsDirPath()) / FOLDER / f"{hashlib.sha256(told.encode()).hexdigest()[:32]}{ENDING}"
