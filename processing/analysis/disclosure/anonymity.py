"""Features told by their area only, so that each looks the same as several others."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..aggregation.matrix import representative

NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Anonymous:
    """What may be told of features.

    Attributes
    ----------
    table : DataFrame
        The rows that are kept, as given, but for dates (which became years) and values that were blanked.
    kept : ndarray of bool
        Which of the given rows these are.
    blanked : int
        How many values were blanked.
    """

    table: pd.DataFrame
    kept: np.ndarray
    blanked: int


def find_units(geometry: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Return for each geometry the number of the first unit in which a point on it lies, shape (n,); `NOWHERE` where there is none."""
    x, y = representative(geometry)
    there = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    found = np.full(len(geometry), len(units))
    point, unit = shapely.STRtree(units).query(shapely.points(x[there], y[there]), predicate="intersects")
    np.minimum.at(found, there[point], unit)
    return np.where(found == len(units), NOWHERE, found)


def make_anonymous(table: pd.DataFrame, unit: np.ndarray, least: int) -> Anonymous:
    """Return rows of which each is one of at least ``least`` with the same unit and the same values in all columns (k-anonymity).

    Dates become years. Of rows that fewer share, values are blanked: first in the column that has most different ones among them, until
    enough look the same. Rows that even then are too few in their unit, and those of no unit, are left out.

    Parameters
    ----------
    unit : ndarray of int, shape (n,)
        As of `find_units`.

    References
    ----------
    L. Sweeney (2002), "k-anonymity: a model for protecting privacy"; local suppression as in sdcMicro.
    """
    table = table.copy()
    for name in table:
        if pd.api.types.is_datetime64_any_dtype(table[name]):
            table[name] = table[name].dt.year.astype("Int64")
        elif pd.api.types.is_bool_dtype(table[name]):
            table[name] = table[name].astype(float)
        elif pd.api.types.is_integer_dtype(table[name]):
            table[name] = table[name].astype("Int64")
    before = table.notna().to_numpy().sum(axis=1)
    kept = unit != NOWHERE
    while True:
        same = pd.DataFrame({"unit": unit, **{f"field_{number}": table[name].astype("string") for number, name in enumerate(table)}})
        few = (
            kept & (same[kept].groupby(list(same), dropna=False, sort=False).unit.transform("size").reindex(same.index) < least).to_numpy()
        )
        different = table[few].nunique() if few.any() else pd.Series(dtype=int)
        if not different.any():
            kept = kept & ~few
            break
        table.loc[few, different.idxmax()] = None
    blanked = int((before - table.notna().to_numpy().sum(axis=1))[kept].sum())
    return Anonymous(table[kept].reset_index(drop=True), kept, blanked)
