"""The defects of a layer as `assess_quality` leaves them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import NULL, QgsFeature

from ...processing.model.progress import Progress
from ...processing.qgis_io.opening import open_ogr_layer


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
    cost : float
        Points of the score that it costs.
    """

    severity: str
    code: str
    field: str
    message: str
    feature: int | None
    place: tuple[float, ...]
    mark: str
    cost: float


def read_defects(source: str, progress: Progress) -> list[Defect]:
    """Return the defects in a layer that `assess_quality` made."""
    found = []
    for row in open_ogr_layer(source, Path(source).stem).getFeatures():
        progress.check()
        found.append(_read_defect(row))
    return found


def _read_defect(row: QgsFeature) -> Defect:
    severity, code, field, message, mark = (_written(row[name]) for name in ("severity", "code", "field", "message", "mark"))
    feature = None if row["feature_id"] in (None, NULL) else int(row["feature_id"])
    place = (row.geometry().asPoint().x(), row.geometry().asPoint().y()) if row.hasGeometry() else ()
    return Defect(severity, code, field, message, feature, place, mark, float(row["cost"]))


def _written(value: object) -> str:
    return "" if value in (None, NULL) else str(value)
