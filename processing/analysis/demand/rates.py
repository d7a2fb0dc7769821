"""Rates as arrays, and how they change from year to year."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from ...model.ages import by_age
from ...model.demography import BySex, Changes, Demography

FEMALE = 1


@dataclass(frozen=True)
class Rates:
    """What happens in a year to those of each sex and age at its start.

    Attributes
    ----------
    fertility : ndarray, shape (AGES,)
        Children for each woman.
    born : ndarray, shape (2,)
        Shares of boys and girls.
    newborn_mortality : ndarray, shape (2,)
        Share of those born in the year that die before its end.
    mortality : ndarray, shape (2, AGES)
        Share that dies.
    departures : ndarray, shape (AGES,)
        Share of the survivors that leaves.
    arrivals : ndarray, shape (AGES,)
        Those who come, by the age they reach that year, for each inhabitant of that age at the first start or in a new dwelling.
    """

    fertility: np.ndarray
    born: np.ndarray
    newborn_mortality: np.ndarray
    mortality: np.ndarray
    departures: np.ndarray
    arrivals: np.ndarray

    @classmethod
    def of(cls, demography: Demography) -> Rates:
        births = demography.births
        return cls(
            fertility=np.array(by_age(demography.fertility)),
            born=np.array([births.boys, 1 - births.boys]),
            newborn_mortality=np.array([births.male_mortality, births.female_mortality]),
            mortality=both_sexes(demography.mortality),
            departures=np.array(by_age(demography.departures)),
            arrivals=np.array(by_age(demography.arrivals)),
        )


def both_sexes(table: BySex) -> np.ndarray:
    """Return a table as an array of shape (2, AGES)."""
    return np.array([by_age(table.male), by_age(table.female)])


@dataclass(frozen=True)
class RatePaths:
    """By how much each rate is multiplied in each year; the first year (the start) is 1.

    Arrays of shape (draws, years + 1); year ``t`` is the one that ends at time ``t``.
    """

    fertility: np.ndarray
    mortality: np.ndarray
    arrivals: np.ndarray
    programme: np.ndarray
    use: np.ndarray

    @property
    def years(self) -> int:
        return self.use.shape[1] - 1

    @classmethod
    def of(cls, changes: Changes, years: int) -> RatePaths:
        """Return one path in which every quantity changes by the same share each year."""
        return cls(**{name: (1 + change) ** np.arange(years + 1)[None, :] for name, change in asdict(changes).items()})

    def drawn(self, uncertainty: Changes, draws: int, rng: np.random.Generator) -> RatePaths:
        """Return as many paths as are drawn around this one: random walks of the logarithm, their yearly steps normal."""
        return RatePaths(
            **{
                name: getattr(self, name) * np.exp(deviation * walks(draws, self.years, rng))
                for name, deviation in asdict(uncertainty).items()
            }
        )


def walks(draws: int, years: int, rng: np.random.Generator) -> np.ndarray:
    """Return random walks from 0 with standard normal steps, shape (draws, years + 1)."""
    steps = rng.standard_normal((draws, years))
    return np.concatenate([np.zeros((draws, 1)), steps.cumsum(axis=1)], axis=1)


def survival(rates: Rates, paths: RatePaths, year: int) -> np.ndarray:
    """Return the share that is neither dead nor gone at the end of a year, shape (draws, 2, AGES)."""
    return (1 - mortality_in_year(rates.mortality, paths, year)) * (1 - rates.departures)


def mortality_in_year(mortality: np.ndarray, paths: RatePaths, year: int) -> np.ndarray:
    """Return the share that dies in a year, at most all: the table's shape behind one axis of draws."""
    factor = paths.mortality[:, year].reshape(-1, *[1] * mortality.ndim)
    return np.minimum(mortality * factor, 1.0)
