"""Rates of small numbers, drawn to the mean as far as chance may have made them.

Source: Marshall (1991), Applied Statistics 40(2), the global empirical Bayes estimator by the method of moments.
"""

from __future__ import annotations

import numpy as np

from ..model.errors import OpgaveError


def empirical_bayes(events: np.ndarray, population: np.ndarray, name: str = "") -> np.ndarray:
    """Return each unit's smoothed rate, shape (n,); NaN where events or population are missing, or nobody is at risk.

    With rate r_i = e_i / n_i, m the rate of all units together and n the mean population: the variance between units is
    ``A = sum(n_i (r_i - m)^2) / sum(n_i) - m / n``, 0 if that is negative; the result is ``m + (r_i - m) A / (A + m / n_i)``. So the
    rate of a large unit stays, that of a small one moves to the mean; without more variance than chance gives, all become the mean.

    Parameters
    ----------
    events, population : ndarray of float, shape (n,)
        Counts, 0 or more.
    name : str
        What is counted, for messages.

    Raises
    ------
    OpgaveError
        For negative counts.

    Examples
    --------
    The rate of 10 people moves a long way to the mean of all, 0.1; that of 1,000 people stays near its own:

    >>> empirical_bayes(np.array([5.0, 60.0, 150.0]), np.array([10.0, 1000.0, 1140.0])).round(3).tolist()
    [0.163, 0.062, 0.13]
    """
    known = np.isfinite(events) & np.isfinite(population) & (population != 0)
    e, n = events[known], population[known]
    if (e < 0).any() or (n < 0).any():
        raise OpgaveError("Indicator '{indicator}': smoothing takes counts, and some are negative; leave 'smoothing' out.", indicator=name)
    rates = np.full(len(events), np.nan)
    if e.sum() == 0:
        rates[known] = 0.0
        return rates
    mean, rate = e.sum() / n.sum(), e / n
    between = max((n * (rate - mean) ** 2).sum() / n.sum() - mean / n.mean(), 0.0)
    rates[known] = mean + (rate - mean) * between / (between + mean / n)
    return rates
