"""From who lives where and what is planned to the whole answer, and to layers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from qgis.core import QgsFields

from ...analysis.demand.ages import in_classes
from ...analysis.demand.cohort import FLOWS, Projection, project
from ...analysis.demand.rates import RatePaths, Rates
from ...analysis.demand.shortage import NEVER, Band, Bill, band, bill, shortage_time
from ...analysis.demand.weights import chance_weights, need_weights
from ...analysis.features import Features
from ...model.ages import by_age
from ...model.demography import HIGH, LOW, MID, SCENARIOS, Demography, Service
from ...model.progress import Progress
from .inputs import StartPopulation
from .programmes import persons_by_household

OWN_FIELDS = (
    "population_start", "population_horizon", "demand_start", "demand_low", "demand_mid", "demand_high", "band_low", "band_high",
    "capacity_start", "capacity_horizon", "shortage", "shortage_year", "shortage_year_low", "shortage_year_high", "shortage_year_early",
    "shortage_chance", "places_short", "cost_now", "cost_after",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """All that was found.

    Attributes
    ----------
    years : ndarray of int
        From the start to the horizon; all figures are those of the first of January.
    projections : dict of str to Projection
        By scenario.
    places : ndarray, shape (units, years), or None
    dwellings : ndarray, shape (units, years - 1, kinds)
    """

    years: np.ndarray
    rates: Demography
    service: Service
    population: StartPopulation
    dwellings: np.ndarray
    places: np.ndarray | None
    projections: dict[str, Projection]
    band: Band

    @property
    def mid(self) -> Projection:
        return self.projections[MID]

    @cached_property
    def starts(self) -> dict[str, np.ndarray]:
        """The place in `years` from which each unit is short, by scenario; `NEVER`."""
        return {id: self._first(one.need) for id, one in self.projections.items()}

    def _first(self, need: np.ndarray) -> np.ndarray:
        if self.places is None:
            return np.full(len(need), NEVER)
        return np.where(self.population.known, shortage_time(need, self.places), NEVER)

    @cached_property
    def bills(self) -> dict[str, Bill]:
        """What building now and building later cost, by scenario; empty without places or costs."""
        if self.places is None or self.service.costs is None:
            return {}
        return {
            id: bill(one.need * self.population.known[:, None], self.places, self.service.costs) for id, one in self.projections.items()
        }


def answer(
    years: np.ndarray,
    rates: Demography,
    service: Service,
    population: StartPopulation,
    dwellings: np.ndarray,
    places: np.ndarray | None,
    draws: int,
    seed: int,
    progress: Progress,
) -> Answer:
    """Return every scenario and the spread around the middle one."""
    arrays, use, persons = Rates.of(rates), np.array(by_age(service.use)), persons_by_household(rates)
    horizon = len(years) - 1
    progress.step("Projecting to {year}", year=years[-1])
    projections = {}
    for number, id in enumerate(SCENARIOS):
        progress.update(number / len(SCENARIOS))
        projections[id] = project(population.people, dwellings, persons, use, arrays, RatePaths.of(rates.scenarios[id], horizon), progress)
    progress.step("Simulating {count} futures", count=draws)
    rng = np.random.default_rng(seed)
    mid = RatePaths.of(rates.scenarios[MID], horizon)
    expected = need_weights(arrays, mid.drawn(rates.uncertainty, draws, rng), use, persons, progress)
    chance = chance_weights(arrays, mid, use, persons)
    spread = band(population.people, dwellings, places, expected, chance, rng, progress)
    return Answer(years, rates, service, population, dwellings, places, projections, spread)


def on_units(units: Features, fields: QgsFields, found: Answer) -> tuple[QgsFields, Features]:
    """Return the fields of the input and its units with what was found; fields of an earlier run are replaced."""
    kept = QgsFields()
    for field in fields:
        if field.name() not in OWN_FIELDS:
            kept.append(field)
    table = units.table.drop(columns=[name for name in units.table if name in OWN_FIELDS])
    columns = {name: values.round(3) if values.dtype == float else values for name, values in unit_columns(found).items()}
    return kept, Features(units.name, units.geometry, table.assign(**columns), units.crs, units.ids)


def unit_columns(found: Answer) -> dict[str, np.ndarray]:
    """Return what is told of each unit, in the order of `OWN_FIELDS`."""
    known, mid, spread = found.population.known, found.mid, found.band
    columns = {
        "population_start": mid.people[:, 0],
        "population_horizon": mid.people[:, -1],
        "demand_start": mid.need[:, 0],
        **{f"demand_{id}": found.projections[id].need[:, -1] for id in (LOW, MID, HIGH)},
        "band_low": spread.low,
        "band_high": spread.high,
        **place_columns(found),
    }
    return {name: np.where(known, values, np.nan) if values.dtype == float else values for name, values in columns.items()}


def place_columns(found: Answer) -> dict[str, np.ndarray]:
    """Return what holds need against places; empty values without places."""
    places, bills = found.places, found.bills
    nothing = np.full(len(found.band.low), np.nan)
    return {
        "capacity_start": nothing if places is None else places[:, 0],
        "capacity_horizon": nothing if places is None else places[:, -1],
        "shortage": nothing if places is None else found.mid.need[:, -1] - places[:, -1],
        "shortage_year": calendar(found, found.starts[MID]),
        "shortage_year_low": calendar(found, found.starts[LOW]),
        "shortage_year_high": calendar(found, found.starts[HIGH]),
        "shortage_year_early": calendar(found, np.where(found.population.known, found.band.earliest, NEVER)),
        "shortage_chance": found.band.chance,
        "places_short": bills[MID].places if bills else nothing,
        "cost_now": bills[MID].now if bills else nothing,
        "cost_after": bills[MID].after if bills else nothing,
    }


def calendar(found: Answer, times: np.ndarray) -> pd.api.extensions.ExtensionArray:
    """Return years of the calendar; missing where it does not happen."""
    return pd.array([found.years[time] if time >= 0 else pd.NA for time in times], dtype="Int64")


def by_year(units: Features, found: Answer) -> Features:
    """Return a table with a row for each unit, year and scenario: people, what happened since the year before, need and places."""
    key, known = found.population.key, np.flatnonzero(found.population.known)
    name = units.table[key].to_numpy() if key else np.arange(1, len(units) + 1)
    times = len(found.years)
    parts = []
    for id, one in found.projections.items():
        columns = {key or "unit": np.repeat(name[known], times), "year": np.tile(found.years, len(known)), "scenario": id}
        columns["population"] = one.people[known].ravel()
        for flow in FLOWS:
            columns[flow] = np.pad(one.flows[flow][known], ((0, 0), (1, 0)), constant_values=np.nan).ravel()
        columns["demand"] = one.need[known].ravel()
        columns["capacity"] = np.full(len(known) * times, np.nan) if found.places is None else found.places[known].ravel()
        parts.append(pd.DataFrame(columns))
    table = pd.concat(parts, ignore_index=True).round(3)
    return Features("demand_by_year", np.full(len(table), None, dtype=object), table)


def by_age_class(units: Features, found: Answer) -> Features:
    """Return a table with a row for each unit and the people of each class at the start; whole where they were fitted."""
    population, key = found.population, found.population.key
    known = np.flatnonzero(population.known)
    counts = in_classes(population.people[known], population.classes)
    counts = np.rint(counts).astype("int64") if population.fitted else counts.round(3)
    name = units.table[key].to_numpy() if key else np.arange(1, len(units) + 1)
    names = [f"aged_{one.first}_{'plus' if str(one).endswith('+') else one.last}" for one in population.classes]
    table = pd.DataFrame({key or "unit": name[known]}).assign(**dict(zip(names, counts.T, strict=True)), total=counts.sum(axis=1))
    return Features("ages", np.full(len(table), None, dtype=object), table)
