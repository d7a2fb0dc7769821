"""What a proposal changes: places in the ranking, units that join or leave the clusters, clusters that come or go."""

from __future__ import annotations

import numpy as np
import pandas as pd

JOINS, LEAVES, STAYS, OUTSIDE = "joins", "leaves", "stays", "none"


def rank_change(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return how many places each unit rises (is more in need; negative: falls), shape (n,); NaN without both indices.

    Ranks, 1 for the most need and equal values sharing the best place, are counted among the units that have an index both times.
    """
    both = np.isfinite(before) & np.isfinite(after)
    places = [pd.Series(np.where(both, index, np.nan)).rank(method="min", ascending=False) for index in (before, after)]
    return (places[0] - places[1]).to_numpy()


def cluster_change(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return whether each unit ``joins``, ``leaves`` or ``stays`` in the clusters, or is in ``none``.

    ``before`` and ``after`` are the cluster of each unit, 0 for none, shape (n,).
    """
    was, now = before > 0, after > 0
    return np.select([was & now, now, was], [STAYS, JOINS, LEAVES], OUTSIDE).astype(object)


def without_trace(clusters: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the numbers of the clusters of which no unit lies in any of the others, ascending: the new ones, or those that are gone."""
    return np.setdiff1d(clusters[clusters > 0], clusters[others > 0])
