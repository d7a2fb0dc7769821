"""What one inhabitant of today, or one new dwelling, will need in each later year: the cohort model read backwards.

The model is linear in who lives there now and in what is built. So the need of a unit is a weighted sum of those, and the weights are the
same for all units: worked out once a draw, they turn thousands of units into one product of matrices.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...model.progress import SILENT, Progress
from .rates import FEMALE, RatePaths, Rates, mortality_in_year, survival


@dataclass(frozen=True)
class Weights:
    """Attributes
    ----------
    people : ndarray, shape (years + 1, draws, 2, AGES)
        Need at each time for one inhabitant of today.
    dwellings : ndarray, shape (years + 1, draws, years, kinds)
        Need at each time for one dwelling that is new in a year.
    """

    people: np.ndarray
    dwellings: np.ndarray

    @cached_property
    def felt(self) -> np.ndarray:
        """Which of all sexes and ages in a row ever weigh anything: few do where only children need places."""
        return np.flatnonzero(self.people.any(axis=(0, 1)))


def need_weights(rates: Rates, paths: RatePaths, use: np.ndarray, persons: np.ndarray, progress: Progress = SILENT) -> Weights:
    """Return the expected need for each inhabitant and dwelling, by draw."""
    draws, years = paths.use.shape[0], paths.years
    stays = [survival(rates, paths, year) for year in range(1, years + 1)]
    result = _empty(years, draws, use.size, len(persons))
    for time in range(years + 1):
        progress.update(time / (years + 1))
        value = np.empty((draws, 2, use.size))
        value[:] = (use * paths.use[:, time, None])[:, None, :]
        come = np.zeros_like(value)
        for year in range(time, 0, -1):
            result.dwellings[time, :, year - 1] = _weigh_dwellings(value + come, persons) * paths.programme[:, year, None]
            come += value * (rates.arrivals * paths.arrivals[:, year, None])[:, None, :]
            child = _weigh_newborn(value, rates, paths, year)
            value = stays[year - 1] * shift_ages(value)
            value[:, FEMALE] += rates.fertility * (paths.fertility[:, year] * child)[:, None]
        result.people[time] = value + come
    return result


def chance_weights(rates: Rates, paths: RatePaths, use: np.ndarray, persons: np.ndarray) -> Weights:
    """Return the variance of the need that chance alone makes, for each inhabitant and dwelling; ``paths`` has one draw.

    Everybody's death, departure and children are their own chance, arrivals come as a Poisson process: the variance is that of one year's
    step plus the mean of what the later years bring (law of total variance; Pollard 1966 for the stochastic Leslie model). How many places
    a person of an age needs is a norm, not chance.
    """
    years = paths.years
    result = _empty(years, 1, use.size, len(persons))
    for time in range(years + 1):
        value = np.broadcast_to(use * paths.use[:, time, None, None], (1, 2, use.size)).copy()
        spread, come = np.zeros_like(value), np.zeros_like(value)
        for year in range(time, 0, -1):
            each = value**2 + spread
            result.dwellings[time, :, year - 1] = _weigh_dwellings(each + come, persons) * paths.programme[:, year, None]
            come += each * (rates.arrivals * paths.arrivals[:, year, None])[:, None, :]
            births = rates.fertility * (paths.fertility[:, year] * _weigh_newborn(each, rates, paths, year))[:, None]
            child = _weigh_newborn(value, rates, paths, year)
            stay = survival(rates, paths, year)
            spread = stay * (1 - stay) * shift_ages(value) ** 2 + stay * shift_ages(spread)
            spread[:, FEMALE] += births
            value = stay * shift_ages(value)
            value[:, FEMALE] += rates.fertility * (paths.fertility[:, year] * child)[:, None]
        result.people[time] = spread + come
    return result


def _empty(years: int, draws: int, ages: int, kinds: int) -> Weights:
    return Weights(np.zeros((years + 1, draws, 2, ages)), np.zeros((years + 1, draws, years, kinds)))


def shift_ages(value: np.ndarray) -> np.ndarray:
    """Return what each age is worth a year on; the oldest stay the oldest."""
    return np.concatenate([value[..., 1:], value[..., -1:]], axis=-1)


def _weigh_newborn(value: np.ndarray, rates: Rates, paths: RatePaths, year: int) -> np.ndarray:
    """Return what one newborn is worth at the end of its year, shape (draws,)."""
    alive = 1 - mortality_in_year(rates.newborn_mortality, paths, year)
    return (rates.born * alive * value[:, :, 0]).sum(axis=1)


def _weigh_dwellings(value: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """Return what those who live in one dwelling of each kind are worth, shape (draws, kinds)."""
    return value.reshape(len(value), -1) @ persons.reshape(len(persons), -1).T
