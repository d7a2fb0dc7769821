"""What chance alone changes: how sure a change is, given how far a value would lie from itself if it were measured again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import ndtr

from ..model.choices import SEED

SURE = 0.975
"""Probability from which a change is named. Of units that do not change one in twenty is then named nonetheless."""
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

    Chance puts as many units up as down. Of the units that fall by z standard errors or more, as many are therefore wrong as rise by z or
    more: ``(1 + rising) / falling`` is the expected share of false ones among them (Barber and Candes 2015, Annals of Statistics 43(5)).
    A unit has 1 minus the least of these shares over all z up to its own, or the probability of its own change alone
    (`probability_of`) where that is higher. So where a whole city falls, a fall that might be chance by itself is known as one.

    Parameters
    ----------
    change, error : ndarray, shape (n,)
        NaN where not known; units of which no value changed have 0 and take no part.
    """
    probability = probability_of(change, error)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.nan_to_num(np.asarray(change, dtype=float) / error, nan=0.0)
    for side in (z, -z):
        units = np.flatnonzero(side > 0)
        units = units[np.argsort(side[units], kind="stable")]
        size, opposite = side[units], np.sort(-side[side < 0])
        alike = len(units) - np.searchsorted(size, size)
        against = len(opposite) - np.searchsorted(opposite, size)
        false = np.minimum.accumulate((1 + against) / alike)
        probability[units] = np.maximum(probability[units], 1 - false)
    return probability


def measure_again(values: np.ndarray, error: np.ndarray, draws: int, seed: int = SEED) -> Iterator[np.ndarray]:
    """Yield what a second measurement of the same, unchanged units would give, as many times as ``draws``, each of shape (n,).

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
    middle, spread, rng = mean + share * (values - mean), error * np.sqrt(1 + share), np.random.default_rng(seed)
    for _ in range(draws):
        yield middle + spread * rng.standard_normal(len(values))
