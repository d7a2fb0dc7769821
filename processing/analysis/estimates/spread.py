"""How far the truth lies from what a model expects, measured on places where the truth is known, and the interval that follows.

The variance of a count y out of the n people of a unit, with expected share p, is taken as ``n p (1 - p) (c + (own + common) n)``: chance,
which is 1 for a plain draw, and what the people of a unit share (the model of Williams 1982, Applied Statistics 31(2)). In a municipality
of N people in such units, what units have of their ``own`` averages out, and what they have in ``common`` does not:
``N p (1 - p) (c + own A + common N)``, with A the people in the unit of an average person (its grain, the sum of n squared divided by N).
So both can be measured on municipalities. They are hard to tell apart there, though: units are taken to differ at least `WITHIN` times as
much within a municipality as municipalities do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls
from scipy.special import betaincinv

LEAST_PLACES = 10
"""Fewer places than this say nothing of the spread among them."""
WITHIN = 2.5
"""Of the shares of people of 65 and over (3.8), the cars per household (2.6) and the logarithm of the median income (3.8) in Flemish
sectors (2019-2021, Statbel) the variance within municipalities, beyond chance, is so many times that between municipalities."""
LEVEL = 0.9
"""Probability with which the truth lies within an interval."""
ROUNDS = 100
SMALLEST = 0.01
"""Of the size of a beta distribution: below it everybody or nobody."""


@dataclass(frozen=True)
class CountSpread:
    """How far counts lie from what was expected: see the module."""

    own: float
    common: float
    chance: float = 1.0

    def of_units(self, people: np.ndarray, share: np.ndarray, chance: np.ndarray | float | None = None) -> np.ndarray:
        """Return the variance of counts in units; ``chance``: of each, where it differs."""
        alone = self.chance if chance is None else chance
        return people * share * (1 - share) * (alone + (self.own + self.common) * people)

    def of_places(self, people: np.ndarray, share: np.ndarray, grain: np.ndarray) -> np.ndarray:
        """Return the variance of counts in municipalities."""
        return people * share * (1 - share) * (self.chance + self.own * grain + self.common * people)


def measure_spread(truth: np.ndarray, people: np.ndarray, share: np.ndarray, grain: np.ndarray, chance: float = 1.0) -> CountSpread:
    """Return the spread of true counts around expected ones, shapes (places,): by weighted least squares on squared residuals.

    >>> people, truth = np.array([100.0, 100.0, 400.0, 400.0]), np.array([60.0, 40.0, 220.0, 180.0])
    >>> measure_spread(truth, people, np.full(4, 0.5), np.full(4, 10.0))
    CountSpread(own=0.3, common=0.0, chance=1.0)
    """
    variance = people * share * (1 - share)
    used = variance > 0
    excess = (truth[used] - people[used] * share[used]) ** 2 / variance[used] - chance
    terms = np.column_stack([grain[used], people[used] + WITHIN * grain[used]])
    scale = terms.mean(axis=0)
    found = np.zeros(2)
    for _ in range(ROUNDS):
        weight, before = 1 / (chance + terms / scale @ found), found
        found, _ = nnls(terms / scale * weight[:, None], excess * weight)
        if np.allclose(found, before, rtol=1e-10, atol=1e-12):
            break
    more, common = (found / scale).round(12).tolist()
    return CountSpread(more + WITHIN * common, common, chance)


def measure_grain(people: np.ndarray, group: np.ndarray, count: int) -> np.ndarray:
    """Return the people in the unit of an average person of each place, shape (count,); NaN where no unit of it is known.

    >>> measure_grain(np.array([10.0, 30.0]), np.array([0, 0]), 2).tolist()
    [25.0, nan]
    """
    known = np.isfinite(people) & (group >= 0)
    sums = [np.bincount(group[known], people[known] ** power, count) for power in (1, 2)]
    return np.divide(sums[1], sums[0], out=np.full(count, np.nan), where=sums[0] > 0)


def fill_grain(grain: np.ndarray, usual: float) -> np.ndarray:
    """Return the grain of all places: where it is not known the mean of the others, or a usual one."""
    known = np.isfinite(grain)
    return np.where(known, grain, grain[known].mean() if known.any() else usual)


def interval(people: np.ndarray, share: np.ndarray, variance: np.ndarray, level: float = LEVEL) -> tuple[np.ndarray, np.ndarray]:
    """Return the whole numbers between which the truth lies with probability ``level``, shapes (n,).

    By the beta distribution of the share with this mean and variance, rounded. Where nobody is expected, half a person is, as the rule of
    Jeffreys has it. Without variance both ends are the expected count.
    """
    people, share = np.asarray(people, dtype=float), np.asarray(share, dtype=float)
    expected = people * share
    used = (variance > 0) & (people > 0)
    n = people[used]
    p = np.clip(share[used], 0.5 / n, 1 - 0.5 / n)
    size = np.maximum(p * (1 - p) * n**2 / variance[used] - 1, SMALLEST)
    low, high = expected.copy(), expected.copy()
    low[used] = np.round(n * betaincinv(p * size, (1 - p) * size, (1 - level) / 2))
    high[used] = np.round(n * betaincinv(p * size, (1 - p) * size, (1 + level) / 2))
    return np.minimum(low, expected), np.maximum(high, expected)


@dataclass(frozen=True)
class LeftOut:
    """How well places were foretold by the others.

    Attributes
    ----------
    places : int
    points : float
        Mean size of the error of the share, in percentage points.
    largest : float
        The largest one.
    relative : float
        Median size of the error of the count, as a share (0-1) of the true count.
    within : float
        Share (0-1) of the places whose true count lay within the interval of 90 %.
    """

    places: int
    points: float
    largest: float
    relative: float
    within: float


def judge(truth: np.ndarray, people: np.ndarray, share: np.ndarray, grain: np.ndarray, spread: CountSpread) -> LeftOut | None:
    """Return how well places were foretold, shapes (places,); None where they are too few."""
    used = np.isfinite(share) & (people > 0)
    if used.sum() < LEAST_PLACES:
        return None
    truth, people, share, grain = truth[used], people[used], share[used], grain[used]
    error = np.abs(truth / people - share) * 100
    low, high = interval(people, share, spread.of_places(people, share, grain))
    relative = np.abs(truth - people * share)[truth > 0] / truth[truth > 0]
    within = float(((truth >= low) & (truth <= high)).mean())
    return LeftOut(
        int(used.sum()), float(error.mean()), float(error.max()), float(np.median(relative)) if len(relative) else np.nan, within
    )


@dataclass(frozen=True)
class Estimate:
    """One estimated count for each unit, shapes (n,); NaN where it is not known.

    Attributes
    ----------
    values : ndarray
        Whole numbers that add up to what is known of the municipality.
    low, high : ndarray
        The interval of 90 %.
    errors : ndarray
        Standard errors.
    spread : CountSpread
        What the interval rests on.
    left_out : LeftOut or None
        How the method does on whole municipalities; None where too few are known.
    """

    values: np.ndarray
    low: np.ndarray
    high: np.ndarray
    errors: np.ndarray
    spread: CountSpread
    left_out: LeftOut | None


def with_interval(
    values: np.ndarray,
    people: np.ndarray,
    whole: np.ndarray,
    spread: CountSpread,
    left_out: LeftOut | None,
    chance: np.ndarray | None = None,
) -> Estimate:
    """Return estimated counts out of so many people with their intervals; NaN where a value is NaN.

    ``whole``: people of the whole municipality, of which the count is known: the nearer a unit comes to that, the surer it is; ``chance``:
    of each unit, where it differs from that of the spread.
    """
    known = np.isfinite(values) & np.isfinite(people)
    n, value = np.where(known, people, 0.0), np.where(known, values, 0.0)
    share = np.divide(value, n, out=np.zeros(len(n)), where=n > 0)
    rest = np.clip(1 - np.divide(n, whole, out=np.ones(len(n)), where=whole > 0), 0, 1)
    usual = np.clip(share, 0.5 / np.maximum(n, 1), 1 - 0.5 / np.maximum(n, 1))
    variance = np.where(n > 0, spread.of_units(n, usual, chance), 0.0) * rest
    low, high = interval(n, share, variance)
    low, high = np.where(rest > 0, low, value), np.where(rest > 0, high, value)
    values, low, high, errors = (np.where(known, column, np.nan) for column in (value, low, high, np.sqrt(variance)))
    return Estimate(values, low, high, errors, spread, left_out)
