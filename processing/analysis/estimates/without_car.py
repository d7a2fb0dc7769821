"""Households without a car in each unit: from its cars, by what municipalities show, and the municipality's known number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from ..demand.fitting import apportion
from .raking import shift_to_total
from .spread import LEAST_PLACES, CountSpread, Estimate, LeftOut, fill_grain, judge, measure_spread, with_interval

ROUNDS = 50
SPREAD_ROUNDS = 10
SMALLEST_WEIGHT = 1e-10
LEAST_CHANCE = 0.25
"""Part of chance that is always left: nobody knows how many households have three cars."""


@dataclass(frozen=True)
class CarModel:
    """The share of households without a car: ``logit(share) = intercept + slope * cars per household``.

    Attributes
    ----------
    spread : CountSpread
        How far municipalities lie from it.
    left_out : LeftOut or None
        How well municipalities are foretold by a model of the others.
    """

    intercept: float
    slope: float
    spread: CountSpread
    left_out: LeftOut | None = None

    def share(self, cars_per_household: np.ndarray) -> np.ndarray:
        """Return the expected share (0-1)."""
        return expit(self.intercept + self.slope * cars_per_household)

    def chance(self, cars_per_household: np.ndarray, share: np.ndarray) -> np.ndarray:
        """Return how much of plain chance is left once the cars are known, shape as given.

        A household without car by chance makes the cars fewer by chance. With at most two cars a household the shares of none, one and two
        follow from the share without and the mean; left is the variance of ``[no car] - b cars``, b the slope of the share at that mean,
        as a part of that of ``[no car]``.
        """
        two = np.clip(cars_per_household - (1 - share), 0, 1 - share)
        one = 1 - share - two
        cars = one + 2 * two
        slope, alone = self.slope * share * (1 - share), share * (1 - share)
        left = alone + 2 * slope * share * cars + slope**2 * (one + 4 * two - cars**2)
        return np.clip(np.divide(left, alone, out=np.ones(np.shape(share)), where=alone > 0), LEAST_CHANCE, 1.0)


USUAL_GRAIN = 440.0
"""Households in the sector of an average household, as the mean of Belgian municipalities has it (2019)."""
USUAL = CarModel(1.4622, -2.3919, CountSpread(0.00218, 0.000874, 0.385))
"""Where too few municipalities are known: that of the 581 Belgian municipalities of 2019 (Statbel), which the others foretell with a mean
error of 1.0 percentage point."""


def fit_share(rate: np.ndarray, count: np.ndarray, people: np.ndarray, weight: np.ndarray | None = None) -> tuple[float, float]:
    """Return intercept and slope of a binomial regression with logit link, by iteratively reweighted least squares.

    Parameters
    ----------
    rate, count, people : ndarray, shape (places,)
        What the share depends on, how many have it, and out of how many.
    weight : ndarray, optional
        Of each place beside its people.
    """
    terms, weight = np.column_stack([np.ones(len(rate)), rate]), np.ones(len(rate)) if weight is None else weight
    start = (count + 0.5) / (people + 1)
    linear, found = logit(start), np.zeros(2)
    for _ in range(ROUNDS):
        share = expit(linear)
        working = np.maximum(share * (1 - share), SMALLEST_WEIGHT)
        each = weight * people * working
        answer = linear + (count / people - share) / working
        before, found = found, np.linalg.solve((terms.T * each) @ terms, (terms.T * each) @ answer)
        linear = terms @ found
        if np.allclose(found, before, rtol=1e-12, atol=1e-12):
            break
    return float(found[0]), float(found[1])


def fit_cars(cars: np.ndarray, households: np.ndarray, without: np.ndarray, grain: np.ndarray | None = None) -> CarModel:
    """Return the model of municipalities, shapes (places,); `USUAL` where fewer than `LEAST_PLACES` are known.

    A place weighs by its households as far as chance goes, and less than that as far as places differ by themselves: the spread and the
    model are found in turns. Each place is also foretold by a model of the others. ``grain``: see `spread.measure_grain`; NaN where not
    known.
    """
    used = np.isfinite(cars) & (households > 0) & (without <= households)  # not where it is not known
    if used.sum() < LEAST_PLACES:
        return USUAL
    rate, people, count = cars[used] / households[used], households[used], without[used]
    grain = fill_grain(np.full(len(used), np.nan) if grain is None else grain, USUAL_GRAIN)[used]
    spread = CountSpread(0.0, 0.0)
    for _ in range(SPREAD_ROUNDS):
        weight = 1 / (spread.chance + spread.own * grain + spread.common * people)
        line = fit_share(rate, count, people, weight)
        share = CarModel(*line, spread).share(rate)
        spread = measure_spread(count, people, share, grain, float(CarModel(*line, spread).chance(rate, share).mean()))
    others = np.empty(len(rate))
    for place in range(len(rate)):
        rest = np.arange(len(rate)) != place
        others[place] = CarModel(*fit_share(rate[rest], count[rest], people[rest], weight[rest]), spread).share(rate[place])
    spread = measure_spread(count, people, others, grain, spread.chance)
    return CarModel(*line, spread, judge(count, people, others, grain, spread))


def estimate_without_car(
    model: CarModel, cars: np.ndarray, households: np.ndarray, group: np.ndarray, totals: np.ndarray
) -> tuple[Estimate, np.ndarray]:
    """Return the households without a car in each unit.

    Parameters
    ----------
    cars, households : ndarray, shape (n,)
        NaN where not known; where only the cars are, the unit has those of its municipality.
    group : ndarray of int, shape (n,)
        Row of ``totals``; -1: not known.
    totals : ndarray, shape (municipalities, 2)
        Households, and those without a car; NaN where not known: then nothing is brought to it.

    Returns
    -------
    Estimate, and ndarray of bool, shape (municipalities,) : where the units have other households than the municipality, so that only
    the share is kept
    """
    people = np.where(households > 0, households, np.where(households == 0, 0.0, np.nan))
    values, whole, chance = (np.full(len(people), fill) for fill in (np.nan, np.nan, 1.0))
    scaled = np.zeros(len(totals), dtype=bool)
    for number in np.unique(group[(group >= 0) & np.isfinite(people)]):
        members = np.flatnonzero((group == number) & np.isfinite(people))
        n = people[members]
        own = np.divide(cars[members], n, out=np.full(len(n), np.nan), where=n > 0)
        usual = np.nansum(np.where(np.isfinite(own), cars[members], 0)) / max(n[np.isfinite(own)].sum(), 1.0)
        share = model.share(np.where(np.isfinite(own), own, usual))
        there, without = totals[number]
        expected = float((n * share).sum())
        if np.isfinite(there) and np.isfinite(without) and there > 0:
            scaled[number] = abs(n.sum() - there) > 0.5
            expected = without * (n.sum() / there if scaled[number] else 1.0)
            share = shift_to_total(share, n, expected)
        values[members] = round_within(n * share, round(expected))
        chance[members] = np.where(np.isfinite(own), model.chance(np.nan_to_num(own, nan=usual), share), 1.0)
        whole[members] = n.sum() if np.isfinite(without) else np.inf
    return with_interval(values, people, whole, model.spread, model.left_out, chance), scaled


def round_within(expected: np.ndarray, total: int) -> np.ndarray:
    """Return whole numbers next to expected ones that add up to ``total``.

    >>> round_within(np.array([1.4, 2.4, 0.2]), 4).tolist()
    [2, 2, 0]
    """
    return apportion(expected, total) if expected.sum() > 0 else np.zeros(len(expected), dtype="int64")
