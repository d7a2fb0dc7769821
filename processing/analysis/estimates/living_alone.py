"""People of 65 and over who live alone in each unit: regional rates by age and sex, and the municipality's one-person households."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .raking import shift_to_total
from .spread import LEAST_PLACES, CountSpread, Estimate, LeftOut, fill_grain, judge, measure_spread, with_interval
from .without_car import round_within

OLD = 65
USUAL = CountSpread(0.0182, 0.00728)
"""Where too few municipalities are known: that of the one-person households of 300 Flemish municipalities of 2019 (Statbel), foretold from
rates by age with a mean error of 3.1 percentage points of the adults."""
USUAL_GRAIN = 960.0
"""Adults in the sector of an average adult, as the mean of Flemish municipalities has it (2021)."""


@dataclass(frozen=True)
class AloneModel:
    """Rates of living alone by sex and age, shape (2, AGES), and how far municipalities lie from them."""

    rates: np.ndarray
    spread: CountSpread
    left_out: LeftOut | None = None


def expected_share(rates: np.ndarray, people: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how many people may live alone (those with a rate above 0), and the share that is expected to; shapes (n,).

    ``people``: by sex and age, shape (n, 2, AGES).
    """
    adults = (people * (rates > 0)).sum(axis=(1, 2))
    alone = (people * rates).sum(axis=(1, 2))
    return adults, np.divide(alone, adults, out=np.full(len(adults), np.nan), where=adults > 0)


def measure_alone(rates: np.ndarray, people: np.ndarray, alone: np.ndarray, grain: np.ndarray | None = None) -> AloneModel:
    """Return how far municipalities lie from the rates, each foretold by the others' number of people who live alone.

    Parameters
    ----------
    people : ndarray, shape (municipalities, 2, AGES)
    alone : ndarray, shape (municipalities,)
        One-person households; NaN where not known.
    grain : ndarray, optional
        Of the adults (`spread.measure_grain`); NaN where not known.
    """
    adults, share = expected_share(rates, people)
    used = (adults > 0) & (alone <= adults)  # not where it is not known
    if used.sum() < LEAST_PLACES:
        return AloneModel(rates, USUAL)
    n, p, truth = adults[used], share[used], alone[used]
    foretold = np.empty(len(n))
    for place in range(len(n)):
        rest = np.arange(len(n)) != place
        shifted = shift_to_total(p[rest], n[rest], truth[rest].sum())
        odds = shifted[0] / (1 - shifted[0]) / (p[rest][0] / (1 - p[rest][0]))  # one factor for all
        foretold[place] = p[place] * odds / (1 - p[place] + p[place] * odds)
    grain = fill_grain(np.full(len(used), np.nan) if grain is None else grain, USUAL_GRAIN)[used]
    spread = measure_spread(truth, n, foretold, grain)
    return AloneModel(rates, spread, judge(truth, n, foretold, grain, spread))


def estimate_alone(model: AloneModel, people: np.ndarray, known: np.ndarray, group: np.ndarray, alone: np.ndarray) -> Estimate:
    """Return the people of `OLD` and over who live alone in each unit.

    The odds of all ages and both sexes are multiplied by one number in each municipality, so that as many live alone as it has one-person
    households; what units have of those of `OLD` and over adds up to what that gives for the municipality, rounded.

    Parameters
    ----------
    people : ndarray, shape (n, 2, AGES)
    known : ndarray of bool, shape (n,)
    group : ndarray of int, shape (n,)
        Row of ``alone``; -1: not known.
    alone : ndarray, shape (municipalities,)
        One-person households of all ages; NaN where not known: the rates stay.
    """
    values = np.full(len(known), np.nan)
    old = people[:, :, OLD:].sum(axis=(1, 2))
    whole = np.full(len(known), np.inf)
    for number in np.unique(group[known & (group >= 0)]):
        members = np.flatnonzero(known & (group == number))
        there, rates = people[members].sum(axis=0), model.rates
        if np.isfinite(alone[number]):
            rates = shift_to_total(rates.ravel(), there.ravel(), float(alone[number])).reshape(rates.shape)
        expected = (people[members, :, OLD:] * rates[:, OLD:]).sum(axis=(1, 2))
        values[members] = round_within(expected, round(float(expected.sum())))
    return with_interval(values, np.where(known, old, np.nan), whole, model.spread, model.left_out)
