"""Values that lie so far from the others that they shape the scores of all.

Source of the rule: OECD and JRC (2008), Handbook on Constructing Composite Indicators; the JRC takes the distribution of an indicator to
be troubled by outliers where its skewness is above 2 in size and its kurtosis above 3.5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

MOST_SKEWNESS, MOST_KURTOSIS = 2.0, 3.5


@dataclass(frozen=True)
class Outlier:
    """The value furthest from the median, of values with too long a tail.

    Attributes
    ----------
    unit, alike : int
        The first unit that has it, and how many have.
    value, median : float
    skewness, kurtosis : float
        Of all values, 0 for a normal distribution (kurtosis in excess of 3).
    """

    unit: int
    alike: int
    value: float
    median: float
    skewness: float
    kurtosis: float


def find_outlier(values: np.ndarray) -> Outlier | None:
    """Return the most extreme of values, shape (n,), with NaN where missing; None where their tails are no longer than usual.

    Examples
    --------
    >>> find_outlier(np.array([*range(1, 20), 300.0])).value
    300.0
    >>> find_outlier(np.arange(20.0)) is None
    True
    """
    skewness, kurtosis = measure_tails(values)
    if not (abs(skewness) > MOST_SKEWNESS and kurtosis > MOST_KURTOSIS):
        return None
    units = np.flatnonzero(np.isfinite(values))
    known = np.asarray(values, dtype=float)[units]
    median = float(np.median(known))
    at = int(np.argmax(np.abs(known - median)))
    return Outlier(int(units[at]), int((known == known[at]).sum()), float(known[at]), median, skewness, kurtosis)


def measure_tails(values: np.ndarray) -> tuple[float, float]:
    """Return skewness and excess kurtosis of values, 0 for a normal distribution; NaN for fewer than four, or all the same.

    Examples
    --------
    >>> [round(one, 2) for one in measure_tails(np.array([0.0, 0.0, 0.0, 0.0, 10.0, np.nan]))]
    [1.5, 0.25]
    """
    known = np.asarray(values, dtype=float)[np.isfinite(values)]
    if len(known) < 4 or np.ptp(known) <= 1e-12 * np.abs(known).max():
        return np.nan, np.nan
    return float(stats.skew(known)), float(stats.kurtosis(known))
