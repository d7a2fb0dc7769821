"""Shares shifted, all alike on the scale of the logarithm of the odds, until what they count is a known total."""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq
from scipy.special import expit, logit

FURTHEST = 40.0
"""Of a shift: odds of e^40 are as good as certain."""


def shift_to_total(share: np.ndarray, people: np.ndarray, total: float) -> np.ndarray:
    """Return shares with ``sum(people * share)`` equal to ``total``, shape as given: the odds of all are multiplied by one number.

    So a share stays between 0 and 1, and the ratio of the odds of two units stays what the model says. Shares of 0 and 1 stay. A total that
    cannot be reached is approached as nearly as can be.

    >>> shift_to_total(np.array([0.2, 0.5]), np.array([10.0, 10.0]), 10.0).round(3).tolist()
    [0.333, 0.667]
    """
    if total <= 0:
        return np.zeros(share.shape)
    if total >= people.sum():
        return np.ones(share.shape)
    odds = logit(np.clip(share, 0.0, 1.0))
    free = np.isfinite(odds) & (people > 0)
    if not free.any():
        return share

    def surplus(shift: float) -> float:
        return float((people * expit(odds + shift)).sum() - total)

    if surplus(-FURTHEST) >= 0 or surplus(FURTHEST) <= 0:
        return expit(odds + (-FURTHEST if surplus(-FURTHEST) >= 0 else FURTHEST))
    return expit(odds + brentq(surplus, -FURTHEST, FURTHEST, xtol=1e-12))
