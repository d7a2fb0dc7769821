"""Two numbers of the same areas side by side, from one layer or from two."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from qgis.core import QgsFeature, QgsVectorLayer, QgsVectorLayerUtils

from ...model.errors import OpgaveError
from ...model.text import display_name
from .request import NumberLayer

FIRST, SECOND = "first", "second"


@dataclass(frozen=True)
class Pair:
    """Two numbers of each area of the first layer; NaN where the second has no such area, or there is no value.

    Attributes
    ----------
    first, second : ndarray of float, shape (n,)
    names : list of str
        What the areas are called; empty texts where nothing says so.
    people : ndarray of float or None
        People of each area, NaN where not known; None where they are not counted.
    """

    first: np.ndarray
    second: np.ndarray
    names: list[str]
    people: np.ndarray | None = None


def pair_of(first: NumberLayer, second: NumberLayer, unit_name: str = "", people_field: str = "") -> Pair:
    """Return the values of two layers by area: those of one source by feature, others by the first field with the same unique values.

    Raises
    ------
    OpgaveError
        Nothing tells which area is which.
    """
    values, others = shown_numbers(first), shown_numbers(second)
    if not same_source(first, second):
        key = common_key(first.layer, second.layer)
        place = {name: at for at, name in enumerate(column(second.layer, key))}
        at = np.array([place.get(name, -1) for name in column(first.layer, key)])
        others = np.where(at >= 0, others[at], np.nan)
    names = column(first.layer, unit_name) if first.layer.fields().lookupField(unit_name) >= 0 else []
    people = shown_numbers(replace(first, field=people_field)) if first.layer.fields().lookupField(people_field) >= 0 else None
    return Pair(values, others, [display_name(str(name)) for name in names] or [""] * len(values), people)


def same_source(first: NumberLayer, second: NumberLayer) -> bool:
    """Whether two layers are the same table."""
    return first.layer.source() == second.layer.source() and first.layer.dataProvider().name() == second.layer.dataProvider().name()


def common_key(first: QgsVectorLayer, second: QgsVectorLayer) -> str:
    """Return the first field of text or whole numbers that tells the areas of both layers apart, and half of them share."""
    for field in first.fields():
        if field.name().lower() == "fid" or second.fields().lookupField(field.name()) < 0:
            continue
        ours, theirs = column(first, field.name()), column(second, field.name())
        if is_code(ours) and is_code(theirs) and 2 * len(set(ours) & set(theirs)) >= len(ours):
            return field.name()
    raise OpgaveError(
        "The areas of '{first}' cannot be matched to those of '{second}': both need a field of the same name with a code for each area.",
        first=first.name(),
        second=second.name(),
    )


def is_code(values: list) -> bool:
    """Whether values are texts or whole numbers of which no two are equal."""
    return all(isinstance(value, str | int) for value in values) and len(set(values)) == len(values)


def column(layer: QgsVectorLayer, field: str) -> list:
    """Return the values of a field, feature by feature."""
    return QgsVectorLayerUtils.getValues(layer, field)[0]


def shown_numbers(of: NumberLayer) -> np.ndarray:
    """Return the numbers that a layer shows, feature by feature; NaN where there is none."""
    return np.array([value if isinstance(value, int | float) else np.nan for value in column(of.layer, of.field)], dtype=float)


def join_layers(first: NumberLayer, pair: Pair) -> QgsVectorLayer:
    """Return a layer in memory with the first layer's areas and both numbers."""
    source = f"MultiPolygon?crs={first.layer.crs().authid()}&field={FIRST}:double&field={SECOND}:double"
    layer = QgsVectorLayer(source, first.title, "memory")
    features = []
    for feature, *values in zip(first.layer.getFeatures(), pair.first, pair.second, strict=True):
        copy = QgsFeature(layer.fields())
        copy.setGeometry(feature.geometry())
        copy.setAttributes([None if np.isnan(value) else float(value) for value in values])
        features.append(copy)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer
