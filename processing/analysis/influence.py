"""What each indicator truly weighs in an index: its share in the differences between units, which is not the weight that is stated.

An indicator that hardly varies, or that says what others say too, weighs otherwise than its weight. Sources: Paruolo, Saisana and
Saltelli (2013), Ratings and rankings: voodoo or science?, Journal of the Royal Statistical Society A 176(3); Sobol' (1993) for the
first-order effect.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from .index import transform_scores

REDUNDANT = 0.9
"""Rank correlation in size from which two indicators say nearly the same."""

LEAST_UNITS = 10
"""With fewer, a share of the variance says nothing."""
MOST_CLASSES = 50


@dataclass(frozen=True)
class Influence:
    """What the indicators of an index weigh.

    Attributes
    ----------
    units : int
        How many units it was computed over: those with a score for every indicator that has weight and any score.
    weight, variance, alone : Series by indicator id
        Shares 0-1: of the stated weight; of the variance of the index; of that variance which the indicator explains on its own. The
        first two add up to 1 (a share of the variance is negative where an indicator works against the rest). ``variance`` and
        ``alone`` are NaN where there are fewer than `LEAST_UNITS` units, or where the index is the same everywhere.
    """

    units: int
    weight: pd.Series
    variance: pd.Series
    alone: pd.Series


@dataclass(frozen=True)
class AlikeIndicators:
    """Indicators that rank the units almost alike, each with one other of them at least.

    Attributes
    ----------
    ids : tuple of str
        In the order of the challenge.
    low, high : float
        Smallest and largest size of the rank correlations that link them.
    reverse : bool
        Whether some of those correlations are negative.
    """

    ids: tuple[str, ...]
    low: float
    high: float
    reverse: bool


def weigh_indicators(scores: pd.DataFrame, weights: np.ndarray, method: str) -> Influence:
    """Return what each indicator weighs in the index of its scores.

    With z the scores as the method takes the mean of them (`index.transform_scores`), w the weights with sum 1 and m = sum(w z), the
    share of indicator i in the variance is ``w_i cov(z_i, m) / var(m)``; on its own it explains `first_order` of m.

    Parameters
    ----------
    scores : DataFrame, shape (n, k)
        Need scores 0-100 by indicator id; NaN where missing. Indicators without weight or without any score weigh nothing.
    weights : ndarray, shape (k,)
    method : str
        One of `AGGREGATIONS`.

    Examples
    --------
    Two indicators of the same weight, of which the first varies three times as much, and independently of the other:

    >>> scores = pd.DataFrame({"wide": [20.0, 20, 80, 80] * 5, "narrow": [40.0, 60, 40, 60] * 5})
    >>> weigh_indicators(scores, np.ones(2), "arithmetic").variance.tolist()
    [0.9, 0.1]
    """
    weighed = weights * scores.notna().any().to_numpy()
    used = scores.columns[weighed > 0]
    whole = scores[used].dropna()
    weight = pd.Series(weighed / (weighed.sum() or np.nan), index=scores.columns)
    parts = transform_scores(whole.to_numpy(), method) * weight[used].to_numpy()
    mean = parts.sum(axis=1)
    variance, alone = (pd.Series(0.0, index=scores.columns) for _ in range(2))
    variance[used] = alone[used] = np.nan
    if len(whole) >= LEAST_UNITS and np.ptp(mean) > 0:
        from_mean = mean - mean.mean()
        variance[used] = (parts * from_mean[:, None]).mean(axis=0) / (from_mean**2).mean()
        alone[used] = [first_order(whole[id].to_numpy(), mean) for id in used]
    return Influence(len(whole), weight, variance, alone)


def first_order(values: np.ndarray, outcome: np.ndarray) -> float:
    """Return which share (0-1) of the variance of an outcome a variable explains on its own: Sobol's first-order effect.

    The expectation of the outcome given the variable is its mean within classes of equally many units (equal values share a class);
    the share is corrected for what as many classes would explain by chance (epsilon squared, Kelley 1935), and at least 0.

    Parameters
    ----------
    values, outcome : ndarray, shape (n,)
    """
    count = int(np.clip(np.rint(np.sqrt(len(values))), 2, MOST_CLASSES))
    rank = pd.Series(values).rank(method="min").to_numpy() - 1
    _, group = np.unique((rank * count / len(values)).astype(int), return_inverse=True)
    size = np.bincount(group)
    if len(size) < 2 or len(size) == len(values):
        return 0.0
    within = ((outcome - (np.bincount(group, outcome) / size)[group]) ** 2).sum() / (len(values) - len(size))
    whole = outcome.var(ddof=1)
    return float(max(1.0 - within / whole, 0.0)) if whole > 0 else 0.0


def alike_groups(correlation: pd.DataFrame) -> list[AlikeIndicators]:
    """Return the groups of two or more indicators that rank correlations of `REDUNDANT` or more in size link to each other.

    Parameters
    ----------
    correlation : DataFrame, shape (k, k)
        As of `sensitivity.correlations`; NaN where two indicators share no units.
    """
    value = np.nan_to_num(correlation.to_numpy(dtype=float))
    np.fill_diagonal(value, 0.0)
    linked = np.abs(value) >= REDUNDANT
    count, group = connected_components(csr_matrix(linked), directed=False)
    found = []
    for number in range(count):
        members = np.flatnonzero(group == number)
        if len(members) > 1:
            among = np.ix_(members, members)
            links = value[among][linked[among]]
            ids = tuple(correlation.columns[members])
            found.append(AlikeIndicators(ids, float(np.abs(links).min()), float(np.abs(links).max()), bool((links < 0).any())))
    return sorted(found, key=lambda one: -len(one.ids))
