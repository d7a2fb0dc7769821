"""Means over units. One rule for all that is printed, so that the same mean is the same number in every product.

A unit counts for its people; where nobody is counted, or none of the units with a value has people, each unit counts once. A unit
without value takes no part, and people that are not known count as 0.
"""

from __future__ import annotations

import numpy as np
import pandas as pd


def group_means(values: np.ndarray, group: np.ndarray, count: int, people: np.ndarray | None = None) -> np.ndarray:
    """Return the mean of each group 0 to ``count - 1``, shape (count,); NaN for a group in which no unit has a value.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN where missing.
    group : ndarray of int, shape (n,)
        The group of each unit.
    people : ndarray of float, shape (n,), optional
        What each unit counts for, 0 or more; NaN counts as 0.

    Examples
    --------
    Of the first group 300 people have 10 and 100 people have 30; in the second nobody has a value:

    >>> group_means(np.array([10.0, 30.0, np.nan]), np.array([0, 0, 1]), 2, np.array([300.0, 100.0, 50.0])).tolist()
    [15.0, nan]
    """
    known = np.isfinite(values)
    values, group = np.asarray(values, dtype=float)[known], np.asarray(group)[known]
    weight = np.ones(len(values)) if people is None else np.nan_to_num(np.asarray(people, dtype=float)[known])
    weight = np.where(np.bincount(group, weight, count)[group] > 0, weight, 1.0)
    total, sums = np.bincount(group, weight, count), np.bincount(group, weight * values, count)
    return np.divide(sums, total, out=np.full(count, np.nan), where=total > 0)


def mean(values: np.ndarray, people: np.ndarray | None = None) -> float:
    """Return the mean over all units; NaN where none has a value. Parameters as for `group_means`."""
    values = np.asarray(values, dtype=float)
    return float(group_means(values, np.zeros(len(values), dtype=int), 1, people)[0])


def cluster_means(table: pd.DataFrame, membership: np.ndarray, people: np.ndarray | None = None) -> pd.DataFrame:
    """Return each column's mean in each cluster, and over all units in row 0.

    Parameters
    ----------
    table : DataFrame, n units x k columns
        NaN where missing.
    membership : ndarray of int, shape (n,)
        The cluster of each unit, 0 for none.

    Returns
    -------
    DataFrame, (clusters + 1) x k
        Index 0 for all units, then ``cluster_id``.
    """
    count = int(membership.max(initial=0)) + 1
    columns = {}
    for name in table:
        values = table[name].to_numpy(dtype=float)
        columns[name] = group_means(values, membership, count, people)
        columns[name][0] = mean(values, people)
    return pd.DataFrame(columns, index=pd.RangeIndex(count, name="cluster_id"))
