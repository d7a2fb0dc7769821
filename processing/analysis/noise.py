"""What chance alone changes: how sure a change is, given how far a value would lie from itself if it were measured again."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from ..model.choices import SEED

SURE = 0.975
"""Probability from which a change is named. Of units that do not change one in twenty is then named nonetheless."""
COMMON, MANY = 0.999, 30
"""Where the mean of as many units or more changes with this probability, each is read together with all others."""
DRAWS = 199
"""How often an unchanged city is measured again to see what chance makes of its ranks and clusters."""


def probability_of(change: np.ndarray, error: np.ndarray | float) -> np.ndarray:
    """Return the probability (0.5-1) that each change has the sign that it shows, shape (n,).

    Phi(size / error) for a normal error, when nothing is known beforehand of what changes: 1 minus half of the two-sided p-value. Without
    error any change is certain; 0.5 where nothing changed.

    >>> probability_of(np.array([0.0, -3.0, 0.1]), np.array([1.5, 1.5, 0.0])).round(3).tolist()
    [0.5, 0.977, 1.0]
    """
    size = np.abs(np.asarray(change, dtype=float))
    error = np.broadcast_to(np.asarray(error, dtype=float), size.shape)
    z = np.divide(size, error, out=np.where(size > 0, np.inf, 0.0 * size), where=error > 0)
    return ndtr(z)


def probability_together(change: np.ndarray, error: np.ndarray) -> np.ndarray:
    """Return the probability (0.5-1) that each change has the sign that it shows, given how all units changed; shape (n,).

    Where a whole city changes, a unit in it is not read as if nothing were known: true changes are taken as normal around their mean m,
    with the variance t^2 that the changes have beyond that of their errors. A change d with error s is then estimated as
    (t^2 d + s^2 m) / (t^2 + s^2), with variance t^2 s^2 / (t^2 + s^2) and what is not known of the mean (empirical Bayes: Efron and Morris
    1975). Each unit keeps the probability of its own change alone where that is higher: what differs from all others is not drawn to them.
    Where fewer than `MANY` units changed, or their mean not beyond chance (`COMMON`), the probability is that of `probability_of`.

    Parameters
    ----------
    change, error : ndarray, shape (n,)
        NaN where not known; units of which no value changed have 0 and take no part.
    """
    own, moved = probability_of(change, error), np.isfinite(change) & (change != 0) & (error > 0)
    count = int(moved.sum())
    if count < MANY:
        return own
    d, square = change[moved], error[moved] ** 2
    mean, of_mean = d.mean(), square.mean() / count
    if ndtr(abs(mean) / np.sqrt(of_mean)) < COMMON:
        return own
    spread = max(0.0, d.var() - square.mean())
    drawn = square / (spread + square)
    middle, variance = d + drawn * (mean - d), spread * drawn + drawn**2 * of_mean
    together = own.copy()
    together[moved] = np.maximum(own[moved], ndtr(np.sign(d) * middle / np.sqrt(variance)))
    return together


def measure_again(values: np.ndarray, error: np.ndarray, draws: int, seed: int = SEED) -> np.ndarray:
    """Return what a second measurement of the same, unchanged units would give, shape (draws, n).

    What was measured is the true value and an error. Given the first measurement the true value lies nearer to the mean of all units, by
    k = variance of the true values / variance of the measured ones, and the second measurement has an error of its own: normal, with mean
    ``m + k (value - m)`` and variance ``error^2 (1 + k)`` (the posterior predictive distribution of a normal model). So the second
    measurement is spread as wide as the first.

    Parameters
    ----------
    values : ndarray, shape (n,)
        NaN where missing, which stays so.
    error : ndarray, shape (n,)
        Standard error of one measurement.
    """
    known = np.isfinite(values)
    variance = float(np.var(values[known])) if known.any() else 0.0
    share = np.clip(1 - error**2 / variance, 0.0, 1.0) if variance > 0 else np.zeros(len(values))
    mean = float(np.mean(values[known])) if known.any() else np.nan
    noise = np.random.default_rng(seed).standard_normal((draws, len(values)))
    return mean + share * (values - mean) + noise * error * np.sqrt(1 + share)
