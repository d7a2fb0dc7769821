"""What is known of births, deaths, moves, households, services and costs: the file behind every look ahead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

from . import codec
from .ages import age_mistakes
from .errors import Mistakes, OpgaveError
from .files import RESOURCES, label, read_json
from .schema import extend_path, mistakes, name_place, read_schema
from .text import Text, did_you_mean

DEFAULT = RESOURCES / "demography" / "flanders.json"
LOW, MID, HIGH = SCENARIOS = ("low", "mid", "high")
FULL = 1 + 1e-9

ASSUMED_SHARE, ASSUMED_POINTS = {"place": 0.25, "temporary": 0.5, "upkeep": 0.5}, 0.01
"""How far a price may lie from what a file says when the file gives no range: a share of it; a rate a year that much more or less."""
PRICES = (*ASSUMED_SHARE, "price_rise", "discount")

AgeTable = dict[str, float]
"""A value by class of ages."""


@dataclass(frozen=True)
class BySex:
    """A value by class of ages for each sex."""

    male: AgeTable
    female: AgeTable


@dataclass(frozen=True)
class Births:
    """Share of boys among the newborn, and the share of boys and girls born in a year that die before it ends."""

    boys: float
    male_mortality: float
    female_mortality: float


@dataclass(frozen=True)
class Changes:
    """Relative change a year of each quantity, such as -0.01; or, for uncertainty, the standard deviation of that change."""

    fertility: float = 0.0
    mortality: float = 0.0
    arrivals: float = 0.0
    programme: float = 0.0
    use: float = 0.0


@dataclass(frozen=True)
class Costs:
    """What places cost, in euro of today.

    Attributes
    ----------
    place : float
        Of building one place.
    temporary : float
        Of one temporary place for a year.
    upkeep : float
        Of one empty place for a year.
    years_to_build : int
        From decision to opening.
    price_rise : float
        Rise of these prices a year above general inflation.
    discount : float
        Real rate a year at which later euros weigh less.
    ranges : dict of str to (float, float)
        By name of a price above (`PRICES`): the lowest and the highest it may be. A price that is known, such as that of a tender, has
        twice the same; one that is not named here is an assumption (`span_price`).
    """

    place: float
    temporary: float = 0.0
    upkeep: float = 0.0
    years_to_build: int = 4
    price_rise: float = 0.0
    discount: float = 0.0
    ranges: dict[str, tuple[float, ...]] = field(default_factory=dict)

    def span_price(self, name: str) -> tuple[float, float]:
        """Return the lowest and the highest value of a price: as the file says, else `ASSUMED_SHARE` or `ASSUMED_POINTS` around it."""
        if name in self.ranges:
            low, high = self.ranges[name]
            return low, high
        value = getattr(self, name)
        if name in ASSUMED_SHARE:
            return value * (1 - ASSUMED_SHARE[name]), value * (1 + ASSUMED_SHARE[name])
        return value - ASSUMED_POINTS, value + ASSUMED_POINTS

    def combine_prices(self) -> list[Costs]:
        """Return these costs, and those with each price at the one or the other end of its range: all combinations that differ.

        The rise of prices and the discount only count together, as one divided by the other; both ends of that are taken.
        """
        rise, discount = self.span_price("price_rise"), self.span_price("discount")
        found = [self]
        for end, place, temporary, upkeep in product((0, 1), *(self.span_price(name) for name in ASSUMED_SHARE)):
            one = replace(self, place=place, temporary=temporary, upkeep=upkeep, price_rise=rise[int(end)], discount=discount[1 - int(end)])
            if one not in found:
                found.append(one)
        return found


@dataclass(frozen=True)
class Service:
    """A service with the places that one inhabitant of an age needs, and what places cost where that is known."""

    title: Text
    use: AgeTable
    costs: Costs | None = None
    source: Text = field(default_factory=Text)


@dataclass(frozen=True)
class Household:
    """A kind of household, and how many persons of which age live in one dwelling of it."""

    title: Text
    persons: AgeTable


@dataclass(frozen=True)
class Demography:
    """All rates.

    Attributes
    ----------
    fertility : AgeTable
        Children born in a year for each woman of an age at its start.
    mortality : BySex
        Share of those of an age at the start of a year that die in it.
    departures : AgeTable
        Share of those of an age, and alive at the end of a year, that have moved to another unit in it.
    arrivals : AgeTable
        Those who come in a year for each inhabitant of the same age at the first start, or when a new dwelling was filled.
    structure : BySex
        How many of each age there are for one another, by single year: it divides classes over ages and sexes.
    mix : dict of str to float
        Shares of kinds of households in new dwellings whose programme does not say.
    scenarios : dict of str to Changes
        For low, mid and high.
    uncertainty : Changes
        Standard deviation of the change in one year, in the logarithm.
    living_alone : BySex or None
        Share of those of an age who live alone; None where the file does not say.
    sources : dict of str to Text
        By name of a table above: where its figures come from.
    """

    title: Text
    source: Text
    fertility: AgeTable
    births: Births
    mortality: BySex
    departures: AgeTable
    arrivals: AgeTable
    structure: BySex
    services: dict[str, Service]
    households: dict[str, Household]
    mix: dict[str, float]
    scenarios: dict[str, Changes]
    uncertainty: Changes = field(default_factory=Changes)
    living_alone: BySex | None = None
    note: Text = field(default_factory=Text)
    sources: dict[str, Text] = field(default_factory=dict)

    def service(self, id: str) -> Service:
        """Return a service.

        Raises
        ------
        OpgaveError
            There is no such service.
        """
        if id in self.services:
            return self.services[id]
        near = did_you_mean(id, self.services)
        if near:
            raise OpgaveError("SERVICE '{id}' is not in the rates. Did you mean '{near}'?", id=id, near=near)
        raise OpgaveError("SERVICE '{id}' is not in the rates. There are: {known}.", id=id, known=", ".join(self.services))


def read_demography(path: str | Path = "") -> Demography:
    """Return the rates in a file; without path those that come with the plugin.

    Raises
    ------
    Mistakes, OpgaveError
        The file cannot be read, or holds what cannot be a rate.
    """
    path = path or DEFAULT
    where, document = label(path), read_json(path)
    wrong = mistakes(document, read_schema("demography"), where)
    if wrong:
        raise Mistakes(wrong)
    demography = codec.from_json(Demography, document)
    wrong = list(_contradictions(demography, where))
    if wrong:
        raise Mistakes(wrong)
    return demography


def _contradictions(rates: Demography, where: str) -> Iterator[OpgaveError]:
    """Yield what a schema cannot see."""
    for path, table, whole in _tables(rates):
        yield from age_mistakes(table, name_place(where, path), whole)
    yield from _price_mistakes(rates, where)
    unknown = [id for id in rates.mix if id not in rates.households]
    for id in unknown:
        yield OpgaveError("{place}: there is no kind of household '{id}'.", place=name_place(where, "mix"), id=id)
    total = sum(rates.mix.values())
    if abs(total - 1) > FULL - 1:
        yield OpgaveError(
            "{place}: the shares add up to {total:.0%}. Have them add up to 100%.", place=name_place(where, "mix"), total=total
        )


def _tables(rates: Demography) -> Iterator[tuple[str, AgeTable, bool]]:
    """Yield each table of ages with its JSON path, and whether it has to hold all ages."""
    yield "fertility", rates.fertility, False
    yield "departures", rates.departures, False
    yield "arrivals", rates.arrivals, False
    for name, both in (("mortality", rates.mortality), ("structure", rates.structure)):
        yield extend_path(name, "male"), both.male, True
        yield extend_path(name, "female"), both.female, True
    if rates.living_alone is not None:
        yield extend_path("living_alone", "male"), rates.living_alone.male, False
        yield extend_path("living_alone", "female"), rates.living_alone.female, False
    for id, service in rates.services.items():
        yield f"services.{id}.use", service.use, False
    for id, household in rates.households.items():
        yield f"households.{id}.persons", household.persons, False


def _price_mistakes(rates: Demography, where: str) -> Iterator[OpgaveError]:
    """Yield the prices that do not lie in their own range."""
    for id, service in rates.services.items():
        for name, ends in (service.costs.ranges if service.costs else {}).items():
            value = getattr(service.costs, name)
            if not ends[0] <= value <= ends[1]:
                yield OpgaveError(
                    "{place}: {value:g} does not lie between {low:g} and {high:g}. Have the range hold the price itself.",
                    place=name_place(where, f"services.{id}.costs.ranges.{name}"), value=value, low=ends[0], high=ends[1],
                )  # fmt: skip
