"""Rates of small numbers: how far chance may have made them, and what they are when drawn to the mean as far.

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
    known = _has_rate(events, population)
    e, n = events[known], population[known]
    if (e < 0).any() or (n < 0).any():
        raise OpgaveError("Indicator '{indicator}': smoothing takes counts, and some are negative; leave 'smoothing' out.", indicator=name)
    rates = np.full(len(events), np.nan)
    if e.sum() == 0:
        rates[known] = 0.0
        return rates
    mean, between = _mean_and_variance(e, n)
    rates[known] = mean + (e / n - mean) * between / (between + mean / n)
    return rates


def standard_errors(events: np.ndarray, population: np.ndarray, smoothed: bool = False) -> np.ndarray:
    """Return how far chance alone lets each unit's rate deviate from what is true there, shape (n,); NaN where that is not known.

    The standard deviation of the rate, were the rate of all units together, m, the true one: ``sqrt(m (1 - m) / n_i)`` for a share,
    ``sqrt(m / n_i)`` where some unit has more events than people. For rates that `empirical_bayes` gives it is what is left after
    drawing to the mean, ``sqrt(A v / (A + v))`` with v the variance above and A that between units. Only whole numbers are counts: if
    any of the events or people is not one, or is negative, nothing is known.

    Examples
    --------
    A tenth of all people, among 100 and among 900:

    >>> standard_errors(np.array([10.0, 90.0]), np.array([100.0, 900.0])).round(3).tolist()
    [0.03, 0.01]
    """
    known = _has_rate(events, population)
    e, n = events[known], population[known]
    errors = np.full(len(events), np.nan)
    if not e.sum() or not all((part >= 0).all() and (part == np.round(part)).all() for part in (e, n)):
        return errors
    mean, between = _mean_and_variance(e, n)
    variance = mean * (1.0 if (e > n).any() else 1 - mean) / n
    if smoothed:
        variance = between * variance / (between + variance) if between else np.zeros(len(n))
    errors[known] = np.sqrt(variance)
    return errors


def _has_rate(events: np.ndarray, population: np.ndarray) -> np.ndarray:
    return np.isfinite(events) & np.isfinite(population) & (population != 0)


def _mean_and_variance(events: np.ndarray, population: np.ndarray) -> tuple[float, float]:
    """Return the rate of all units together, and the variance between units beyond chance, 0 if that is negative."""
    mean = events.sum() / population.sum()
    scatter = (population * (events / population - mean) ** 2).sum() / population.sum()
    return mean, max(scatter - mean / population.mean(), 0.0)
