"""From who lives where and what is planned to the whole answer, and to layers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from qgis.core import QgsFields

from ...analysis.demand.ages import in_classes
from ...analysis.demand.cohort import FLOWS, Projection, project
from ...analysis.demand.levels import (
    ALL,
    NEIGHBOURHOOD,
    UNIT,
    LevelGap,
    ReachedPlaces,
    gaps_by_level,
    lacking_by_level,
    least_shortages,
    with_least,
)
from ...analysis.demand.phasing import BuildingPlan, CostSpan, plan_building, span_costs
from ...analysis.demand.rates import RatePaths, Rates
from ...analysis.demand.shortage import NEVER, Band, band, shortage_time
from ...analysis.demand.weights import chance_weights, need_weights
from ...analysis.features import Features
from ...model import contract
from ...model.ages import by_age
from ...model.demography import HIGH, LOW, MID, SCENARIOS, Demography, Service
from ...model.progress import SILENT, Progress
from .inputs import StartPopulation
from .programmes import ServicePlaces, persons_by_household

CRUMB = 1e-3
"""Places: less than fractions of people are counted in where places are divided."""
OWN_FIELDS = (
    "year_start", "year_horizon",
    "population_start", "population_horizon", "demand_start", "demand_low", "demand_mid", "demand_high", "band_low", "band_high",
    "capacity_start", "capacity_horizon", "shortage", "shortage_year", "shortage_year_low", "shortage_year_high", "shortage_year_early",
    "shortage_chance", "places_short", "cost_now", "cost_after", "cost_phased", "cost_phased_low", "cost_phased_high", "places_to_build",
    "build_year",
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
    reached : ReachedPlaces or None
        Which units reach which places.
    reach : float
        Metres within which units share places; 0: a unit has those inside it.
    neighbourhood : ndarray of int, shape (units,), or None
        The number of each unit's neighbourhood, -1 for none.
    progress : Progress
        Asked whether to go on while costs and the best division are computed, which is when they are first looked at.
    """

    years: np.ndarray
    rates: Demography
    service: Service
    population: StartPopulation
    dwellings: np.ndarray
    places: np.ndarray | None
    projections: dict[str, Projection]
    band: Band
    reached: ReachedPlaces | None = None
    reach: float = 0.0
    neighbourhood: np.ndarray | None = None
    progress: Progress = SILENT

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
    def levels(self) -> dict[str, dict[str, LevelGap]]:
        """Need less places by scenario and level of areas, of the units with ages; empty without places."""
        known = self.population.known
        if self.places is None:
            return {}
        neighbourhood = None if self.neighbourhood is None else self.neighbourhood[known]
        return {id: gaps_by_level((one.need - self.places)[known], neighbourhood) for id, one in self.projections.items()}

    @cached_property
    def least(self) -> np.ndarray | None:
        """Places that lack in each year, middle scenario, when those within reach are divided as well as can be; None without places."""
        return self._least_of(MID)

    def _least_of(self, scenario: str) -> np.ndarray | None:
        if self.reached is None:
            return None
        need, short = self.projections[scenario].need * self.population.known[:, None], self.levels[scenario][UNIT].short
        found = least_shortages(need, self.reached, self.progress)
        return np.where(short - found < CRUMB, short, found)

    @cached_property
    def mid_levels(self) -> dict[str, LevelGap]:
        """The levels of the middle scenario, and as one of them what lacks when places within reach are divided as well as can be."""
        return with_least(self.levels.get(MID, {}), self.least if self.reach else None)

    @cached_property
    def all_levels(self) -> dict[str, dict[str, LevelGap]]:
        """The same of each scenario."""
        return {
            id: self.mid_levels if id == MID else with_least(levels, self._least_of(id) if self.reach else None)
            for id, levels in self.levels.items()
        }

    @cached_property
    def plans(self) -> dict[str, BuildingPlan]:
        """What building costs and when what is built in the middle scenario, by level of areas; empty without places or costs."""
        costs = self.service.costs
        if costs is None:
            return {}
        return {name: plan_building(one, costs, self.progress) for name, one in lacking_by_level(self.mid_levels).items()}

    @cached_property
    def mid_spans(self) -> dict[str, dict[str, tuple[CostSpan, CostSpan]]]:
        """What building costs over the ranges of the prices in the middle scenario, by level of areas and name of `span_costs`."""
        return self._spans_of(self.mid_levels)

    @cached_property
    def spans(self) -> dict[str, dict[str, dict[str, tuple[CostSpan, CostSpan]]]]:
        """The same of each scenario; empty without places or costs."""
        if not self.mid_spans:
            return {}
        return {id: self.mid_spans if id == MID else self._spans_of(levels) for id, levels in self.all_levels.items()}

    def _spans_of(self, levels: dict[str, LevelGap]) -> dict[str, dict[str, tuple[CostSpan, CostSpan]]]:
        if self.service.costs is None:
            return {}
        prices = self.service.costs.combine_prices()
        return {name: span_costs(one, prices, self.progress) for name, one in lacking_by_level(levels).items()}


def answer(
    years: np.ndarray,
    rates: Demography,
    service: Service,
    population: StartPopulation,
    dwellings: np.ndarray,
    places: ServicePlaces | None,
    neighbourhood: np.ndarray | None,
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
    by_unit, reached, reach = (None, None, 0.0) if places is None else (places.by_unit, places.reached, places.reach)
    spread = band(population.people, dwellings, by_unit, expected, chance, rng, progress)
    return Answer(years, rates, service, population, dwellings, by_unit, projections, spread, reached, reach, neighbourhood, progress)


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
        "year_start": calendar(found, np.where(known, 0, NEVER)),
        "year_horizon": calendar(found, np.where(known, len(found.years) - 1, NEVER)),
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
    places = found.places
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
        **cost_columns(found),
    }


def cost_columns(found: Answer) -> dict[str, np.ndarray]:
    """Return what building costs each unit that solves its own shortage, in the middle scenario; empty values without places or costs."""
    known = np.flatnonzero(found.population.known)

    def on_all(values: np.ndarray) -> np.ndarray:
        result = np.full(len(found.population.known), np.nan)
        result[known] = values
        return result

    if not found.plans:
        nothing = on_all(np.nan * known)
        names = ("places_short", "cost_now", "cost_after", "cost_phased", "cost_phased_low", "cost_phased_high", "places_to_build")
        return {**dict.fromkeys(names, nothing), "build_year": calendar(found, np.full(len(nothing), NEVER))}
    plan, span = found.plans[UNIT], found.mid_spans[UNIT]["phased"][0]
    first = np.where(plan.decided.any(axis=1), (plan.decided > 0).argmax(axis=1), NEVER)
    year = np.full(len(found.population.known), NEVER)
    year[known] = first
    return {
        "places_short": on_all(found.levels[MID][UNIT].lacking.max(axis=1)),
        "cost_now": on_all(plan.now),
        "cost_after": on_all(plan.after),
        "cost_phased": on_all(plan.phased),
        "cost_phased_low": on_all(span.low),
        "cost_phased_high": on_all(span.high),
        "places_to_build": on_all(plan.decided.sum(axis=1)),
        "build_year": calendar(found, year),
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


def totals(found: Answer) -> dict[str, float]:
    """Return the numbers that a script would check; those that cannot be known are left out."""
    known = found.population.known
    need = {id: float(found.projections[id].need[:, -1].sum()) for id in (LOW, MID, HIGH)}
    return {
        contract.UNIT_COUNT: len(known),
        contract.MISSING_COUNT: int((~known).sum()),
        contract.POPULATION_START: float(found.mid.people[:, 0].sum()),
        contract.POPULATION_HORIZON: float(found.mid.people[:, -1].sum()),
        contract.DEMAND_START: float(found.mid.need[:, 0].sum()),
        **{f"DEMAND_{id.upper()}": value for id, value in need.items()},
        contract.SHORT_COUNT: int((found.starts[MID] >= 0).sum()),
        **shortage_totals(found),
        **cost_totals(found),
    }


def shortage_totals(found: Answer) -> dict[str, float]:
    """Return what lacks at the horizon in the middle scenario, by level of areas; nothing without places."""
    if found.places is None:
        return {}
    levels = found.levels[MID]
    short = {name: float(level.short[-1]) for name, level in levels.items()}
    numbers = {
        contract.CAPACITY_HORIZON: float(found.places[found.population.known, -1].sum()),
        contract.SHORT_COUNT_HORIZON: int(levels[UNIT].count[-1]),
        contract.SHORTAGE_UNITS: short[UNIT],
        contract.SHORTAGE_TOTAL: short[ALL],
    }
    if NEIGHBOURHOOD in short:
        numbers[contract.SHORTAGE_NEIGHBOURHOODS] = short[NEIGHBOURHOOD]
    if found.least is not None:
        least = float(found.least[-1])
        numbers |= {contract.SHORTAGE_LEAST: least, contract.SHORTAGE_MOVABLE: short[UNIT] - least}
    return numbers


def cost_totals(found: Answer) -> dict[str, float]:
    """Return what building costs when each unit solves its own shortage, in the middle scenario; nothing without places or costs."""
    if not found.plans:
        return {}
    plan, span = found.plans[UNIT], found.mid_spans[UNIT]
    phased, waiting = span["phased"][1], span["waiting"][1]
    return {
        contract.COST_NOW: float(plan.now.sum()),
        contract.COST_AFTER: float(plan.after.sum()),
        contract.COST_PHASED: float(plan.phased.sum()),
        contract.COST_PHASED_LOW: float(phased.low),
        contract.COST_PHASED_HIGH: float(phased.high),
        contract.WAITING_LOW: float(waiting.low),
        contract.WAITING_HIGH: float(waiting.high),
    }
