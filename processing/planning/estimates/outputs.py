"""From what is known to estimates of units, and to layers and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from qgis.core import QgsFields

from ...analysis.demand.rates import both_sexes
from ...analysis.estimates.ages import estimate_ages, fit_ages
from ...analysis.estimates.living_alone import estimate_alone, measure_alone
from ...analysis.estimates.spread import Estimate
from ...analysis.estimates.without_car import estimate_without_car, fit_cars
from ...analysis.features import Features, table_only
from ...model import contract
from ...model.ages import AgeClass, age_class
from ...model.demography import Demography
from ...model.errors import OpgaveError
from ...model.evidence import ESTIMATED
from ...model.progress import Progress
from ...model.results import error_field
from .inputs import Known, KnownHouseholds

INHABITANTS, HOUSEHOLDS, VALUE_KIND, VALUE_TEST = "inhabitants", "households", "value_kind", "value_test"
ALONE, WITHOUT_CAR = "living_alone_65_plus", "households_without_car"
AGES_METHOD, ALONE_METHOD, CARS_METHOD = "ages", "living_alone", "without_car"
TESTED, TESTED_ALL_AGES, UNTESTED = "municipalities", "municipalities_all_ages", "untested_per_sector"
WORDS = {VALUE_KIND: ESTIMATED, VALUE_TEST: UNTESTED}
"""What stands beside the estimates of each unit."""
SHOWN = 3
NO_AGES, SOME_AGES, NO_PEOPLE, NO_PLACE = "no_ages", "some_ages", "no_people", "no_place"
LACKING_TEXTS = {
    NO_AGES: (
        "1 area has inhabitants today and no ages in the profile: it starts from the ages of its municipality. | {count} areas have"
        " inhabitants today and no ages in the profile: they start from the ages of their municipality."
    ),
    SOME_AGES: (
        "1 area lacks some ages in the profile, which count as nobody. | {count} areas lack some ages in the profile, which count as"
        " nobody."
    ),
    NO_PEOPLE: (
        "1 area has no number of inhabitants, and gets no estimate. | {count} areas have no number of inhabitants, and get no estimate."
    ),
    NO_PLACE: (
        "1 area lies in no municipality with ages, and gets no estimate. | {count} areas lie in no municipality with ages, and get no"
        " estimate."
    ),
}
"""What is said of areas of which something lacks, by its cause."""
OTHER_TEXTS = {
    INHABITANTS: (
        "Municipality {name} has {whole:,.0f} inhabitants by age, and its areas together have {parts:,.0f}: the areas are scaled to the"
        " municipality."
    ),
    HOUSEHOLDS: (
        "Municipality {name} has {whole:,.0f} households by number of cars, and its areas together have {parts:,.0f}: the share without a"
        " car is that of the municipality, the households are those of the areas."
    ),
}
"""What is said of a municipality that has another total than its areas."""


@dataclass(frozen=True)
class Estimates:
    """All that was estimated for the units.

    Attributes
    ----------
    found : dict of str to Estimate
        By the name of the field.
    methods : dict of str to str
        `AGES_METHOD`, `ALONE_METHOD` or `CARS_METHOD` by field.
    people, households : ndarray, shape (n,)
        NaN where not known.
    classes : dict of str to AgeClass
        Of the fields with ages.
    raked : frozenset of str
        Methods whose estimates add up to a number that is known of some municipality.
    scaled : tuple of str
        Municipalities of which the units together have another total.
    """

    found: dict[str, Estimate]
    methods: dict[str, str]
    people: np.ndarray
    households: np.ndarray
    classes: dict[str, AgeClass]
    raked: frozenset[str]
    scaled: tuple[str, ...]

    @property
    def missing(self) -> int:
        """Units without estimated ages."""
        return int(np.isnan(self.people).sum())


def read_classes(text: str) -> list[AgeClass]:
    """Return the classes of ages that a text lists, such as ``0-2, 65-79, 80+``.

    Raises
    ------
    OpgaveError
        One is none.
    """
    result = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        one = age_class(word)
        if one is None:
            raise OpgaveError("CLASSES: '{text}' is no class of ages such as 0-2, 80+ or 7.", text=word)
        result.append(one)
    if not result:
        raise OpgaveError("CLASSES is empty: give classes of ages, such as '0-2, 65-79, 80+'.")
    return result


def class_field(one: AgeClass) -> str:
    """Return the field of a class: ``aged_0_2``, ``aged_80_plus``, ``aged_7``."""
    return "aged_" + str(one).replace("-", "_").replace("+", "_plus")


def estimate(known: Known, households: KnownHouseholds, classes: Sequence[AgeClass], rates: Demography, progress: Progress) -> Estimates:
    """Return all estimates for which there is what they rest on."""
    margins = known.margin_ages
    fitted = fit_ages(known.profile_ages, known.totals, known.group, margins, known.names, progress)
    if not fitted.known.any():
        raise OpgaveError("No unit has inhabitants and a municipality with ages: check the keys and the totals.")
    ages = estimate_ages(fitted, classes, known.profile_ages.classes, known.group, margins, known.places, known.grain)
    found = {class_field(one): value for one, value in ages.items()}
    methods, raked = dict.fromkeys(found, AGES_METHOD), {AGES_METHOD} if known.places is not None else set()
    other = sum_apart(fitted.scaled, known.names, margins.counts.sum(axis=1), known.totals, np.where(fitted.known, known.group, -1))
    tell_other_totals(INHABITANTS, other, progress)
    names = list(other)
    if rates.living_alone is not None:
        alone = alone_in_margins(known, households)
        model = measure_alone(both_sexes(rates.living_alone), known.people_of_municipalities(rates), alone, known.grain)
        people = known.people(fitted, rates)
        found[ALONE] = estimate_alone(model, people, fitted.known, known.group, alone)
        methods[ALONE] = ALONE_METHOD
        if np.isfinite(alone).any():
            raked.add(ALONE_METHOD)
        else:
            progress.note("No numbers of one-person households were given: living alone follows from the rates of the region.")
    if np.isfinite(households.cars).any():
        places = households.places
        cars, there, without = (places[name].to_numpy(dtype=float) for name in ("cars", "households", "without"))
        line = fit_cars(cars, there, without, households.grain)
        totals = places[["households", "without"]].to_numpy(dtype=float)
        found[WITHOUT_CAR], apart = estimate_without_car(line, households.cars, households.households, households.group, totals)
        methods[WITHOUT_CAR] = CARS_METHOD
        other = sum_apart(apart, list(map(str, households.keys)), there, households.households, households.group)
        tell_other_totals(HOUSEHOLDS, other, progress)
        names += [name for name in other if name not in names]
        if places["without"].notna().any():
            raked.add(CARS_METHOD)
        else:
            progress.warn(
                "No numbers of households without a car were given for the municipality: the estimates add up to no known number."
            )
    people = np.where(fitted.known, fitted.people.sum(axis=1), np.nan)
    tell(known, fitted.known, progress)
    return Estimates(
        found, methods, people, households.households, {class_field(one): one for one in classes}, frozenset(raked), tuple(names)
    )


def alone_in_margins(known: Known, households: KnownHouseholds) -> np.ndarray:
    """Return the one-person households of the municipalities in the order of their ages; NaN where not known."""
    if len(known.names) == len(households.keys) == 1:
        return households.places["alone"].to_numpy(dtype=float)
    place = pd.Series(households.places["alone"].to_numpy(dtype=float), index=households.keys)
    return place.reindex(known.names).to_numpy(dtype=float)


def tell(known: Known, there: np.ndarray, progress: Progress) -> None:
    """Say what lacks, by its cause."""
    ages, people = np.isfinite(known.profile_ages.counts), known.totals > 0
    some, all_ages = ages.any(axis=1), ages.all(axis=1)
    lacking = {
        NO_AGES: there & people & ~some,
        SOME_AGES: there & people & some & ~all_ages,
        NO_PEOPLE: np.isnan(known.totals),
        NO_PLACE: np.isfinite(known.totals) & ~there,
    }
    for cause, areas in lacking.items():
        if areas.any():
            progress.warn(LACKING_TEXTS[cause], count=int(areas.sum()))
    if (empty := there & ~people).any():
        progress.note(
            "1 area has no inhabitants today: its estimates are 0. | {count} areas have no inhabitants today: their estimates are 0.",
            count=int(empty.sum()),
        )


def sum_apart(apart: np.ndarray, names: Sequence[str], totals: np.ndarray, values: np.ndarray, group: np.ndarray) -> dict[str, tuple]:
    """Return, by name, the total of each municipality that has another one than its areas together, and theirs.

    Parameters
    ----------
    apart : ndarray of bool, shape (municipalities,)
    totals : ndarray, shape (municipalities,)
    values : ndarray, shape (n,)
        Of the areas.
    group : ndarray of int, shape (n,)
        In which municipality each is; -1: not known.
    """
    return {str(names[int(at)]): (float(totals[at]), float(np.nansum(values[group == at]))) for at in np.flatnonzero(apart)}


def tell_other_totals(counted: str, other: Mapping[str, tuple], progress: Progress) -> None:
    """Say which municipalities have another total than their areas together, both numbers of the first of them."""
    for name, (whole, parts) in list(other.items())[:SHOWN]:
        progress.warn(OTHER_TEXTS[counted], name=name, whole=whole, parts=parts)
    if len(other) > SHOWN:
        progress.warn(
            "1 more municipality has another total than its areas. | {count} more municipalities have other totals than their areas.",
            count=len(other) - SHOWN,
        )


def estimate_fields(name: str) -> tuple[str, str, str, str]:
    """Return the fields of an estimate: its value, both ends of its interval, and its standard error."""
    return name, f"{name}_low", f"{name}_high", error_field(name)


def estimate_columns(made: Estimates) -> dict[str, np.ndarray]:
    """Return the columns that units get, by field: people and households, each estimate with its ends and error, and how it was tested."""
    columns: dict[str, np.ndarray] = {INHABITANTS: made.people}
    if np.isfinite(made.households).any():
        columns[HOUSEHOLDS] = made.households
    for name, one in made.found.items():
        values = (one.values, one.low, one.high, one.errors.round(3))
        columns |= dict(zip(estimate_fields(name), values, strict=True))
    there = np.isfinite(made.people)
    return columns | {name: np.array([word if one else None for one in there], dtype=object) for name, word in WORDS.items()}


def on_units(units: Features, fields: QgsFields, made: Estimates) -> tuple[QgsFields, Features]:
    """Return the fields of the input and its units with what was estimated; fields of an earlier run are replaced."""
    columns = estimate_columns(made)
    kept = QgsFields()
    for field in fields:
        if field.name() not in columns:
            kept.append(field)
    table = units.table.drop(columns=[name for name in units.table if name in columns])
    return kept, Features(units.name, units.geometry, table.assign(**columns), units.crs, units.ids)


def error_rows(made: Estimates) -> list[dict]:
    """Return for each estimate how it was tested: what was left out, the errors, and what the interval rests on."""
    rows = []
    for name, one in made.found.items():
        left, tested = one.left_out, TESTED_ALL_AGES if name == ALONE else TESTED
        rows.append(
            {
                "field": name,
                "method": made.methods[name],
                "left_out": left.places if left else 0,
                "points": left.points if left else np.nan,
                "largest_points": left.largest if left else np.nan,
                "relative": left.relative if left else np.nan,
                "within": left.within if left else np.nan,
                "own": one.spread.own,
                "common": one.spread.common,
                "tested": f"{tested}, {UNTESTED}" if left else UNTESTED,
            }
        )
    return rows


def error_table(made: Estimates) -> Features:
    """Return `error_rows` as a table."""
    return table_only(contract.OUTPUT_ERRORS.lower(), pd.DataFrame(error_rows(made)))


def totals(made: Estimates) -> dict[str, float]:
    """Return the counts that a script would check."""
    return {
        contract.UNIT_COUNT: len(made.people),
        contract.MISSING_COUNT: made.missing,
        contract.SCALED_COUNT: len(made.scaled),
        contract.INHABITANTS: float(np.nansum(made.people)),
        contract.ESTIMATE_COUNT: len(made.found),
    }
