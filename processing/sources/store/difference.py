"""What differs between two versions of a layer, feature by feature, by their key."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ...analysis.features import Features
from ...model.errors import OpgaveError
from ...qgis_io.columns import key_texts
from ...qgis_io.reading import missing_field


@dataclass(frozen=True)
class FeatureDifference:
    """Features inserted, changed and deleted, and the fields that came and went."""

    inserted: int = 0
    changed: int = 0
    deleted: int = 0
    new_fields: tuple[str, ...] = ()
    lost_fields: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.inserted or self.changed or self.deleted or self.new_fields or self.lost_fields)


def check_key(features: Features, key: str) -> None:
    """Check that a field tells the features apart.

    Raises
    ------
    OpgaveError
        The field is not there, empty in a feature, or not unique.
    """
    if key not in features.table:
        raise missing_field(features.name, key, list(features.table))
    keys = pd.Series(key_texts(features.table[key]))
    if keys.isna().any():
        raise OpgaveError(
            "Layer '{layer}': the key '{field}' is empty in {count} features, first in feature {feature}. Fill it in and try again.",
            layer=features.name,
            field=key,
            count=int(keys.isna().sum()),
            feature=features.ids[int(keys.isna().to_numpy().argmax())],
        )
    if keys.duplicated().any():
        raise OpgaveError(
            "Layer '{layer}': the key '{field}' has the value '{value}' more than once, and {count} such values in all. A key tells"
            " features apart: choose another field, or correct the values.",
            layer=features.name,
            field=key,
            value=keys[keys.duplicated()].iloc[0],
            count=keys[keys.duplicated()].nunique(),
        )


def difference(old: Features | None, new: Features, key: str) -> FeatureDifference:
    """Return what differs; geometry counts as changed when its WKB does, a value when it is not exactly the same.

    A field that only one of them has counts as empty in the other.
    """
    if old is None:
        return FeatureDifference(inserted=len(new))
    lost = tuple(field for field in old.table if field not in new.table)
    added = tuple(field for field in new.table if field not in old.table)
    if key not in old.table:
        return FeatureDifference(inserted=len(new), deleted=len(old), new_fields=added, lost_fields=lost)
    places = pd.Index(key_texts(old.table[key])).get_indexer(pd.Index(key_texts(new.table[key])))
    rows_new, rows_old = np.flatnonzero(places >= 0), places[places >= 0]
    changed = differs(old, rows_old, new, rows_new, [*old.table, *added])
    matched = len(rows_new)
    return FeatureDifference(len(new) - matched, int(changed.sum()), len(old) - matched, added, lost)


def differs(old: Features, rows_old: np.ndarray, new: Features, rows_new: np.ndarray, fields: list[str]) -> np.ndarray:
    """Return which pairs of rows (bool, shape (n,)) are not the same."""
    shape_old, shape_new = shapely.to_wkb(old.geometry[rows_old]), shapely.to_wkb(new.geometry[rows_new])
    result = np.not_equal(shape_old, shape_new).astype(bool)
    for field in fields:
        result |= ~same(column(old, field, rows_old), column(new, field, rows_new))
    return result


def column(features: Features, field: str, rows: np.ndarray) -> pd.Series:
    """Return a field of some rows; empty where the layer has no such field."""
    if field not in features.table:
        return pd.Series([None] * len(rows), dtype=object)
    return features.table[field].iloc[rows].reset_index(drop=True)


def same(old: pd.Series, new: pd.Series) -> np.ndarray:
    """Return where two columns hold exactly the same value (bool, shape (n,)); both missing is the same."""
    both_missing = (old.isna() & new.isna()).to_numpy()
    numbers = pd.api.types.is_numeric_dtype(old) and pd.api.types.is_numeric_dtype(new)
    if not numbers and old.dtype != new.dtype:
        old, new = old.astype(object), new.astype(object)
    return both_missing | np.equal(old.to_numpy(), new.to_numpy()).astype(bool)
