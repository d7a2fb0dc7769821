"""The cohort-component model: each year everybody grows a year older, dies, leaves or stays; others are born and come.

Preston, Heuveline and Guillot (2001), *Demography*, ch. 6. With rates that stay the same and without arrivals it is Leslie's (1945).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.progress import SILENT, Progress
from .rates import FEMALE, RatePaths, Rates, mortality_in_year


@dataclass(frozen=True)
class Year:
    """What happened in a year, by sex and by the age reached at its end: arrays of shape (units, 2, AGES); ``births`` is (units, 2).

    ``started`` are those who would be of that age had nobody died, left or come: at age 0 the births, at the oldest age the older too.
    """

    started: np.ndarray
    births: np.ndarray
    deaths: np.ndarray
    departures: np.ndarray
    arrivals: np.ndarray
    newcomers: np.ndarray

    @property
    def end(self) -> np.ndarray:
        return self.started - self.deaths - self.departures + self.arrivals + self.newcomers


def project_year(people: np.ndarray, base: np.ndarray, newcomers: np.ndarray, rates: Rates, paths: RatePaths, year: int) -> Year:
    """Return a year of everybody's lives.

    Parameters
    ----------
    people : ndarray, shape (units, 2, AGES)
        At the start of the year.
    base : ndarray, shape (units, 2, AGES)
        At the first start, with those for whom dwellings were built since: arrivals are in proportion to it.
    newcomers : ndarray, shape (units, 2, AGES)
        Who comes to live in new dwellings, by the age reached.
    paths : RatePaths
        With one draw.
    """
    births = np.outer(people[:, FEMALE] @ (rates.fertility * paths.fertility[0, year]), rates.born)
    dead = people * mortality_in_year(rates.mortality, paths, year)[0]
    gone = (people - dead) * rates.departures
    started, deaths, departures = (age_one_year(values) for values in (people, dead, gone))
    started[:, :, 0] = births
    deaths[:, :, 0] = births * mortality_in_year(rates.newborn_mortality, paths, year)[0]
    arrivals = base * (rates.arrivals * paths.arrivals[0, year])
    return Year(started, births, deaths, departures, arrivals, newcomers)


def age_one_year(values: np.ndarray) -> np.ndarray:
    """Return values by age one year on: nobody at age 0, and at the oldest age those who were there and those who come of it."""
    result = np.zeros_like(values)
    result[..., 1:] = values[..., :-1]
    result[..., -1] += values[..., -1]
    return result


FLOWS = ("births", "deaths", "departures", "arrivals", "newcomers")


@dataclass(frozen=True)
class Projection:
    """A population through the years.

    Attributes
    ----------
    people, need : ndarray, shape (units, years + 1)
        Inhabitants, and the places they need.
    flows : dict of str to ndarray, shape (units, years)
        By name of `FLOWS`: how many in each year.
    end : ndarray, shape (units, 2, AGES)
        Who lives there at the horizon.
    """

    people: np.ndarray
    need: np.ndarray
    flows: dict[str, np.ndarray]
    end: np.ndarray


def project(
    base: np.ndarray,
    dwellings: np.ndarray,
    persons: np.ndarray,
    use: np.ndarray,
    rates: Rates,
    paths: RatePaths,
    progress: Progress = SILENT,
) -> Projection:
    """Return the years from the start to the horizon.

    Parameters
    ----------
    base : ndarray, shape (units, 2, AGES)
        Who lives there at the start.
    dwellings : ndarray, shape (units, years, kinds)
        New dwellings by kind of household.
    persons : ndarray, shape (kinds, 2, AGES)
        Who lives in one.
    use : ndarray, shape (AGES,)
        Places that one inhabitant needs.
    paths : RatePaths
        With one draw.
    """
    years, people, housed = paths.years, base, base
    totals, need = [base.sum(axis=(1, 2))], [count_needed_places(base, use)]
    flows: dict[str, list[np.ndarray]] = {name: [] for name in FLOWS}
    for year in range(1, years + 1):
        progress.check()
        newcomers = np.tensordot(dwellings[:, year - 1] * paths.programme[0, year], persons, 1)
        done = project_year(people, housed, newcomers, rates, paths, year)
        people, housed = done.end, housed + newcomers
        totals.append(people.sum(axis=(1, 2)))
        need.append(count_needed_places(people, use) * paths.use[0, year])
        for name in FLOWS:
            flows[name].append(getattr(done, name).reshape(len(base), -1).sum(axis=1))
    stacked = {name: np.stack(values, axis=1) for name, values in flows.items()}
    return Projection(np.stack(totals, axis=1), np.stack(need, axis=1), stacked, people)


def count_needed_places(people: np.ndarray, use: np.ndarray) -> np.ndarray:
    """Return the places that each unit's people need."""
    return people.sum(axis=1) @ use
