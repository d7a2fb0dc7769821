"""Two vintages of an index on the same kind of units: what changed, and how much of that the data did and how much the method."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.challenge import Challenge
from ..model.errors import OpgaveError
from .evaluation import evaluate

RISES, FALLS, SAME, NEW, GONE, VALUES = "rises", "falls", "same", "new", "gone", "values"
TOLERANCE = 1e-9
"""Index points within which two indices are one: less is the rounding of another machine."""


@dataclass(frozen=True)
class Vintage:
    """An index as it was found once.

    Attributes
    ----------
    raw : DataFrame, shape (n, k)
        Values of the indicators, by unit key; one column an indicator id.
    index : Series, shape (n,)
        Need 0-100 by unit key; NaN where there is none.
    cluster : Series, shape (n,)
        Number of the unit's cluster by unit key; 0 for none.
    """

    challenge: Challenge
    raw: pd.DataFrame
    index: pd.Series
    cluster: pd.Series

    def under(self, challenge: Challenge) -> pd.Series:
        """Return what the index of these values is by another version of the challenge; NaN where that needs values that are not here."""
        own = pd.DataFrame({one.id: self.raw.get(one.id, np.nan) for one in challenge.indicators}, index=self.raw.index, dtype=float)
        failed = [id for id in own if own[id].isna().all()]
        ages = dict.fromkeys(own, np.nan)
        try:
            index = evaluate(challenge.indicators, own.reset_index(drop=True), ages, challenge.aggregation, failed).index
        except OpgaveError:
            index = np.full(len(self.raw), np.nan)
        return pd.Series(index, index=self.raw.index, dtype=float)


def rank(index: pd.Series) -> pd.Series:
    """Return the places of units, 1 for the most need, equal values sharing the best place; NaN without index.

    >>> rank(pd.Series([70.0, 90.0, 70.0, np.nan])).tolist()
    [2.0, 1.0, 2.0, nan]
    """
    return index.rank(method="min", ascending=False)


def compare_vintages(before: Vintage, after: Vintage) -> pd.DataFrame:
    """Return for every unit of either vintage what it was, what it is, and what did that; by unit key, those that are gone last.

    ``index_by_data`` is what the index changes when the new values are put under the old challenge, ``index_by_method`` the rest; together
    they are ``index_change``. ``rank_by_data`` and ``rank_by_method`` are the same in places (positive: more in need than before).
    ``changed`` says whether a value, the index, the place or being in a cluster differs.
    """
    keys = after.index.index.append(before.index.index.difference(after.index.index, sort=False))
    between = after.under(before.challenge)
    steps = [one.reindex(keys) for one in (before.index, between, after.index)]
    places = [rank(one).reindex(keys) for one in (before.index, between, after.index)]
    clusters = [one.reindex(keys).fillna(0).astype("int64") for one in (before.cluster, after.cluster)]
    values = changed_values(before, after)
    table = pd.DataFrame(
        {
            "index_before": steps[0],
            "index_after": steps[2],
            "index_change": zero_small_changes(steps[2] - steps[0]),
            "index_by_data": zero_small_changes(steps[1] - steps[0]),
            "index_by_method": zero_small_changes(steps[2] - steps[1]),
            "rank_before": places[0],
            "rank_after": places[2],
            "rank_change": places[0] - places[2],
            "rank_by_data": places[0] - places[1],
            "rank_by_method": places[1] - places[2],
            "cluster_before": clusters[0],
            "cluster_after": clusters[1],
            "values_changed": values.groupby("key").size().reindex(keys, fill_value=0).astype("int64"),
        },
        index=keys,
    )
    table["change"] = kinds(table, keys.isin(before.index.index), keys.isin(after.index.index))
    return table.assign(changed=is_changed(table))


def zero_small_changes(change: pd.Series) -> pd.Series:
    """Return changes, those within `TOLERANCE` as 0."""
    return change.where(~(change.abs() <= TOLERANCE), 0.0)


def is_changed(table: pd.DataFrame) -> pd.Series:
    """Return which units differ in anything: being there, values, index, place, or being in a cluster."""
    clustered = (table["cluster_before"] > 0) != (table["cluster_after"] > 0)
    lost = table["index_before"].isna() != table["index_after"].isna()
    places = table["rank_change"].fillna(0) != 0
    return (table["change"] != SAME) | clustered | lost | places


def kinds(table: pd.DataFrame, was: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Return of each unit: its need ``rises`` or ``falls``, its ``values`` alone changed, or it is ``new``, ``gone`` or the ``same``."""
    change = table["index_change"].to_numpy()
    cases = [~was, ~now, change > 0, change < 0, table["values_changed"].to_numpy() > 0]
    return np.select(cases, [NEW, GONE, RISES, FALLS, VALUES], SAME).astype(object)


def changed_values(before: Vintage, after: Vintage) -> pd.DataFrame:
    """Return each value that differs: ``key``, ``indicator``, ``before``, ``after``; for the units and indicators of both vintages."""
    keys = before.raw.index.intersection(after.raw.index, sort=False)
    names = [name for name in after.raw if name in before.raw]
    old, new = (one.raw.loc[keys, names].to_numpy(dtype=float) for one in (before, after))
    rows, columns = np.nonzero(~((old == new) | (np.isnan(old) & np.isnan(new))))
    return pd.DataFrame(
        {
            "key": np.asarray(keys, dtype=object)[rows],
            "indicator": np.array(names, dtype=object)[columns],
            "before": old[rows, columns],
            "after": new[rows, columns],
        }
    )
