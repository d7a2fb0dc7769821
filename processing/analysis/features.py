"""A layer as arrays: the one form in which data moves between QGIS and analysis."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import shapely

from ..model.progress import Progress


@dataclass(frozen=True)
class Features:
    """Geometries and attributes of one layer, row by row.

    Attributes
    ----------
    name : str
        The layer's name, as the user sees it.
    geometry : ndarray of shapely geometries, shape (n,)
        ``None`` where a feature (or a table) has no geometry.
    table : DataFrame, n rows
        Attributes, index 0..n-1; missing numbers are NaN, missing texts None.
    crs : str
        Authority id such as ``EPSG:31370``, else WKT; empty for a table without geometry.
    ids : ndarray of int, shape (n,)
        The features' ids in their source.
    """

    name: str
    geometry: np.ndarray
    table: pd.DataFrame
    crs: str = ""
    ids: np.ndarray = field(default_factory=lambda: np.empty(0, dtype="int64"))

    def __len__(self) -> int:
        return len(self.geometry)

    @cached_property
    def content_hash(self) -> str:
        """The SHA-256 of geometries and values, whatever the order of the rows."""
        values = pd.util.hash_pandas_object(self.table.astype("string"), index=False).to_numpy()
        wkb = [shape or b"" for shape in shapely.to_wkb(shapely.normalize(self.geometry))]
        rows = sorted(hashlib.sha256(shape + value.tobytes()).digest() for shape, value in zip(wkb, values.astype("<u8"), strict=True))
        return hashlib.sha256(b"".join([*(name.encode() for name in self.table), *rows])).hexdigest()

    @property
    def dimension(self) -> int:
        """The highest dimension of its shapes: 0 points, 1 lines, 2 polygons; -1 where there are none."""
        return int(shapely.get_dimensions(self.geometry).max(initial=-1))

    @property
    def box(self) -> np.ndarray:
        """The box around all shapes: lowest x and y, highest x and y; NaN where there are none."""
        found: np.ndarray = shapely.total_bounds(self.geometry)
        return found

    def where(self, mask: np.ndarray) -> Features:
        """Return the features for which ``mask`` (bool, shape (n,)) holds."""
        if mask.all():
            return self
        return replace(
            self,
            geometry=self.geometry[mask],
            table=self.table[mask].reset_index(drop=True),
            ids=self.ids[mask] if len(self.ids) else self.ids,
        )

    def with_columns(self, **columns: Any) -> Features:
        """Return the same features with columns added at the end (or replaced in place)."""
        return replace(self, table=self.table.assign(**columns))

    def without(self, names: Collection[str]) -> Features:
        """Return the same features without some of their fields."""
        return replace(self, table=self.table.drop(columns=list(names))) if names else self


def table_only(name: str, table: pd.DataFrame) -> Features:
    """Return a table as features without geometry."""
    return Features(name, np.full(len(table), None, dtype=object), table.reset_index(drop=True))


def find_fields(features: Features, names: Collection[str]) -> list[str]:
    """Return the features' own fields that have one of the names, given in lower case: case tells no fields apart."""
    return [name for name in features.table if name.lower() in names]


def find_replaced(features: Features, results: Collection[str], progress: Progress) -> list[str]:
    """Return the features' own fields that results take the place of, those of an earlier run, and say so."""
    old = find_fields(features, results)
    if old:
        progress.note("Layer '{layer}' had {fields}: replaced by the new results.", layer=features.name, fields=", ".join(old))
    return old
