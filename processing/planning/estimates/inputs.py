"""From layers and tables to what estimates rest on: profiles, totals and households of units, ages and households of municipalities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd
import shapely

from ...analysis.area_codes import COUNT, carry_over, link_codes
from ...analysis.demand.ages import scale_to_classes, single_ages
from ...analysis.demand.fitting import apportion
from ...analysis.demand.rates import both_sexes
from ...analysis.estimates.ages import FittedAges, KnownAges, sum_by_group
from ...analysis.estimates.spread import measure_grain
from ...analysis.features import Features, table_only
from ...analysis.key_matching import distinct, place_of
from ...model.area_codes import beginning, known_changes
from ...model.demography import Demography
from ...model.errors import OpgaveError
from ...model.municipalities import municipalities
from ...model.progress import Progress
from ...qgis_io.columns import key_texts, kind_in_table
from ...qgis_io.number_fields import known_amounts
from ..demand.ages import TOTAL_FIELDS, Counts, age_counts, field_called, is_long, take_rows, widen
from ..demand.inputs import own_key, whole_persons
from ..demand.unit_keys import meeting_fields, rows_of, unique_keys

HOUSEHOLD_FIELDS = ("households", "huishoudens", "ms_num_hh", "ms_tot_hh", "total_huish", "households_private")
CAR_FIELDS = ("cars", "wagens", "ms_num_car", "ms_tot_cars", "total_wagens")
WITHOUT_FIELDS = ("households_without_car", "huishoudens_zonder_auto", "zonder_auto")
ALONE_FIELDS = ("one_person_households", "eenpersoonshuishoudens", "lipro_1_living_alone", "alleenwonenden")
HALF = 0.5
NEAR = 0.02
"""Share of a municipality's households that its sectors may differ from it: people without a sector, collective households."""


@dataclass(frozen=True)
class EstimateKeys:
    """Fields that were given; an empty text where one is to be found."""

    unit: str = ""
    profile: str = ""
    total_key: str = ""
    total: str = ""
    group: str = ""
    margin: str = ""


@dataclass(frozen=True)
class Known:
    """What is known of n units in m municipalities.

    Attributes
    ----------
    key : str
        The field of the units that names them.
    group : ndarray of int, shape (n,)
        Row of each unit's municipality; -1: not known.
    names : list of str
        What the municipalities are called.
    profile : Counts
        Of the units, rows of NaN where not known.
    totals : ndarray, shape (n,)
        People today.
    margins : Counts
        Of the municipalities, in whole persons.
    places : KnownAges or None
        The profile of the municipalities as far as the table has it: of others than those of the units too.
    grain : ndarray, shape (m,)
        People in the unit of an average person (`spread.measure_grain`), as the profile has them.
    """

    key: str
    group: np.ndarray
    names: list[str]
    profile: Counts
    totals: np.ndarray
    margins: Counts
    places: KnownAges | None
    grain: np.ndarray

    @property
    def profile_ages(self) -> KnownAges:
        """The profile without sex."""
        counts = self.profile.without_sex()
        return KnownAges(counts.classes, counts.values)

    @property
    def margin_ages(self) -> KnownAges:
        """The ages of the municipalities without sex."""
        counts = self.margins.without_sex()
        return KnownAges(counts.classes, np.nan_to_num(counts.values))

    def people(self, fitted: FittedAges, rates: Demography) -> np.ndarray:
        """Return who lives in the units by sex and single year, shape (n, 2, AGES): as fitted, the sexes as in the profile."""
        structure = both_sexes(rates.structure)
        seed = single_ages(np.nan_to_num(self.profile.values), self.profile.classes, structure, self.profile.sexes)
        return scale_to_classes(seed, fitted.people.astype(float), fitted.classes, structure) * fitted.known[:, None, None]

    def people_of_municipalities(self, rates: Demography) -> np.ndarray:
        """Return who lives in the municipalities by sex and single year, shape (m, 2, AGES)."""
        return single_ages(np.nan_to_num(self.margins.values), self.margins.classes, both_sexes(rates.structure), self.margins.sexes)


def read_known(
    units: Features,
    profile: Features | None,
    totals: Features | None,
    margins: Features | None,
    keys: EstimateKeys,
    progress: Progress,
) -> Known:
    """Return what is known, joined to the units.

    Parameters
    ----------
    profile : Features or None
        Ages by unit at some moment; None: the units have them themselves.
    totals : Features or None
        People by unit today; None: a field of the units, or the total of the profile.
    margins : Features or None
        Ages by municipality today; None: those of the profile, brought to the totals.
    """
    key, table, rows = join_counts(units, profile, keys.unit, keys.profile, progress)
    whole = age_counts(table)
    if whole is None:
        raise OpgaveError(
            "Layer '{layer}' has no ages: no columns such as 'aged_0_2' or '0-2', and no fields 'age' and 'persons'. Choose a table with"
            " ages as PROFILE.",
            layer=table.name,
        )
    counts = take_rows(whole, rows)
    today = read_totals(units, totals, key, keys, counts, progress)
    group, names, found = read_margins(units, margins, keys, counts, today, progress)
    place = find_places(table, rows, group, names)
    without = whole.without_sex()
    places = None if margins is None else sum_by_group(KnownAges(without.classes, without.values), place, len(names))
    return Known(key, group, names, counts, today, found, places, measure_grain(whole.total, place, len(names)))


def join_counts(
    units: Features, table: Features | None, unit_key: str, table_key: str, progress: Progress
) -> tuple[str, Features, np.ndarray]:
    """Return the units' key, the table with a row a place, and the row of each unit (-1: none).

    Counts under codes of another year are divided by surface, and added up, as `analysis.area_codes` says.
    """
    if table is None:
        return unit_key or own_key(units), units, np.arange(len(units))
    key, other = sector_fields(units, table, unit_key, table_key) or meeting_fields(units, table, unit_key, table_key, own=True)
    table = widen(table, other, progress) if is_long(table) else table
    own = unique_keys(units, key)
    table = bring_counts(table, other, own, shapely.area(units.geometry), progress)
    return key, table, rows_of(own, unique_keys(table, other))


def sector_fields(units: Features, table: Features, unit_key: str, table_key: str) -> tuple[str, str] | None:
    """Return the fields of both with codes of statistical sectors, which may be those of different years; None where one has none."""
    found = [
        given or next(filter(partial(holds_sectors, features), features.table), "")
        for features, given in ((units, unit_key), (table, table_key))
    ]
    return (found[0], found[1]) if all(found) and all(name in one.table for name, one in zip(found, (units, table), strict=True)) else None


def municipality_fields(units: Features, table: Features, unit_field: str, table_field: str) -> tuple[str, str]:
    """Return the fields of both with the same municipalities, or else with codes of municipalities, which may be those of different years.

    Raises
    ------
    OpgaveError
        There are none.
    """
    try:
        return meeting_fields(units, table, unit_field, table_field)
    except OpgaveError:
        pairs = ((units, unit_field), (table, table_field))
        found = [given or next(filter(partial(holds_municipalities, one), one.table), "") for one, given in pairs]
        if not all(found):
            raise
    return found[0], found[1]


def holds_sectors(features: Features, field: str) -> bool:
    """Whether most values of a field are codes of statistical sectors."""
    return kind_in_table(features.table[field]) == "text" and _most_are(features, field, lambda key: bool(beginning(key)))


def holds_municipalities(features: Features, field: str) -> bool:
    """Whether most values of a field are codes of municipalities."""
    kind, codes = (
        kind_in_table(features.table[field]),
        {code for pair in known_changes().successors for code in pair} | set(municipalities()),
    )
    return kind in ("text", "int") and _most_are(features, field, codes.__contains__)


def _most_are(features: Features, field: str, is_one: Callable[[str], bool]) -> bool:
    keys = [key for key in key_texts(features.table[field]) if key is not None]
    return bool(keys) and sum(map(is_one, keys)) > HALF * len(keys)


def bring_counts(table: Features, key: str, codes: np.ndarray, area: np.ndarray | None, progress: Progress) -> Features:
    """Return a table of counts with the given codes in place of those of another year, divided by area where that is given."""
    there = [code is not None for code in codes]
    weigh = None if area is None else lambda: np.nan_to_num(area[there])
    links = link_codes(distinct(key_texts(table.table[key]).tolist()), distinct(codes.tolist()), known_changes(), weigh=weigh)
    if not len(links):
        return table
    named = table.table.assign(**{key: key_texts(table.table[key])})
    numbers = {name: COUNT for name in named if name != key and pd.api.types.is_numeric_dtype(named[name])}
    carried, _ = carry_over(named, key, links, numbers)
    progress.note(
        "Table '{table}' has codes of another year: 1 area takes its counts from rows under another code, divided by surface. | Table"
        " '{table}' has codes of another year: {count} areas take their counts from rows under another code, divided by surface.",
        table=table.name,
        count=len(set(links.units)),
    )
    if links.unsettled:
        progress.warn(
            "Table '{table}': for 1 area it cannot be known which rows of another year are its own ({first}). | Table '{table}': for"
            " {count} areas it cannot be known which rows of another year are their own ({first}).",
            table=table.name,
            count=len(links.unsettled),
            first=links.unsettled[0],
        )
    return table_only(table.name, carried)


def read_totals(units: Features, totals: Features | None, key: str, keys: EstimateKeys, profile: Counts, progress: Progress) -> np.ndarray:
    """Return the people of each unit today, NaN where not known."""
    if totals is None:
        field = keys.total or field_called(list(units.table), TOTAL_FIELDS)
        if not field:
            progress.note("No totals of today were given: each area keeps the people of its profile.")
            return profile.total
        return known_amounts(units, field, progress)
    _, table, rows = join_counts(units, totals, key, keys.total_key, progress)
    field = keys.total or field_called(list(table.table), TOTAL_FIELDS)
    if not field:
        raise OpgaveError("Layer '{layer}' has no field with inhabitants. Name it with TOTAL_FIELD.", layer=table.name)
    return np.where(rows >= 0, known_amounts(table, field, progress)[rows], np.nan)


def read_margins(
    units: Features, margins: Features | None, keys: EstimateKeys, profile: Counts, totals: np.ndarray, progress: Progress
) -> tuple[np.ndarray, list[str], Counts]:
    """Return the municipality of each unit, their names, and their ages in whole persons; without margins all units are one place."""
    if margins is None:
        known = np.isfinite(profile.values).all(axis=1) & np.isfinite(totals)
        people, shape = int(np.rint(totals[known].sum())), profile.without_sex()
        whole = apportion(shape.values[known].sum(axis=0), people)
        progress.note("No ages of the municipality were given: the areas together keep the ages of the profile.")
        return np.where(known, 0, -1), [units.name], Counts(shape.classes, shape.sexes, whole[None].astype(float))
    if len(margins) == 1 and not keys.group and not is_long(margins):
        group, key = np.zeros(len(units), dtype=int), next(iter(margins.table))
    else:
        field, key = municipality_fields(units, margins, keys.group, keys.margin)
        margins = widen(margins, key, progress) if is_long(margins) else margins
        margins = bring_counts(margins, key, key_texts(units.table[field]), None, progress)
        group = rows_of(key_texts(units.table[field]), unique_keys(margins, key))
    counts = age_counts(margins)
    if counts is None:
        raise OpgaveError("Layer '{layer}' has no ages: no columns such as '0-2' and '80+'.", layer=margins.name)
    known = np.isfinite(counts.values).all(axis=1)
    kept = replace(counts, values=np.where(known[:, None], counts.values, 0.0))
    names = [str(name) for name in key_texts(margins.table[key])]
    return np.where((group >= 0) & known[group], group, -1), names, replace(kept, values=whole_persons(kept).astype(float))


def find_places(table: Features, rows: np.ndarray, group: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Return the municipality of each row of a table of sectors, by its place among the names; -1 where it is not known.

    Rows of the units are where the units are. Others are where their codes begin: mergers kept the codes of sectors, so that a municipality
    is sought under the code that it has since.
    """
    successor = {old: new for old, new in known_changes().successors if old != new}
    row_of = {name: row for row, name in enumerate(names)}
    place: np.ndarray = np.full(len(table), -1)
    field = next((name for name in table.table if holds_sectors(table, name)), "")
    if field:
        codes = [place_of(code or "") for code in key_texts(table.table[field])]
        place = np.array([row_of.get(code, row_of.get(successor.get(code, ""), -1)) for code in codes], dtype=int)
    place[rows[rows >= 0]] = group[rows >= 0]
    return place


@dataclass(frozen=True)
class KnownHouseholds:
    """Households of units and municipalities; NaN where not known.

    Attributes
    ----------
    cars, households : ndarray, shape (n,)
    group : ndarray of int, shape (n,)
        Row of each unit's municipality in the table of municipalities; -1: not known.
    places : DataFrame, m rows
        ``households``, ``cars``, ``without`` and ``alone`` (one-person households) by municipality.
    keys : ndarray of str, shape (m,)
        What the municipalities are called.
    grain : ndarray, shape (m,)
        Households in the unit of an average household (`spread.measure_grain`).
    """

    cars: np.ndarray
    households: np.ndarray
    group: np.ndarray
    places: pd.DataFrame
    keys: np.ndarray
    grain: np.ndarray


def read_households(
    units: Features, key: str, table: Features | None, margins: Features | None, keys: EstimateKeys, progress: Progress
) -> KnownHouseholds:
    """Return the households and cars of units, and those of municipalities."""
    if margins is None:
        group, codes, places = np.zeros(len(units), dtype=int), np.array([""], dtype=object), blank_places(1)
    else:
        group, codes, places = read_household_margins(units, margins, keys, progress)
    if table is None:
        nothing = np.full(len(units), np.nan)
        return KnownHouseholds(nothing, nothing, group, places, codes, np.full(len(codes), np.nan))
    _, joined, rows = join_counts(units, table, key, "", progress)
    cars, households = (known_amounts(joined, required(joined, usual), progress) for usual in (CAR_FIELDS, HOUSEHOLD_FIELDS))
    place = find_places(joined, rows, group, [str(code) for code in codes])
    grain = measure_grain(households, place, len(codes))
    if places["cars"].isna().all():
        places = places.assign(cars=sum_cars(cars, households, place, places["households"].to_numpy(dtype=float)))
    there = rows >= 0
    return KnownHouseholds(np.where(there, cars[rows], np.nan), np.where(there, households[rows], np.nan), group, places, codes, grain)


def sum_cars(cars: np.ndarray, households: np.ndarray, place: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Return the cars of municipalities from those of their sectors, for as many households as they have, shape (m,).

    NaN where the sectors have other households than the municipality, so that some of them are not there.
    """
    known = (place >= 0) & np.isfinite(cars) & np.isfinite(households)
    counted, there = (np.bincount(place[known], column[known], len(whole)) for column in (cars, households))
    near = (there > 0) & (np.abs(there - whole) <= NEAR * whole)
    return np.where(near, np.divide(counted * whole, there, out=np.full(len(whole), np.nan), where=there > 0), np.nan)


def read_household_margins(
    units: Features, margins: Features, keys: EstimateKeys, progress: Progress
) -> tuple[np.ndarray, np.ndarray, pd.DataFrame]:
    """Return the municipality of each unit (-1: not known), what the municipalities are called, and their households."""
    if len(margins) == 1 and not keys.group:
        group, codes = np.zeros(len(units), dtype=int), np.array([""], dtype=object)
    else:
        field, other = municipality_fields(units, margins, keys.group, "")
        margins = bring_counts(margins, other, key_texts(units.table[field]), None, progress)
        codes = unique_keys(margins, other)
        group = rows_of(key_texts(units.table[field]), codes)
    columns = {"households": HOUSEHOLD_FIELDS, "cars": CAR_FIELDS, "without": WITHOUT_FIELDS, "alone": ALONE_FIELDS}
    found = {name: field_called(list(margins.table), usual) for name, usual in columns.items()}
    known = {name: known_amounts(margins, field, progress) for name, field in found.items() if field}
    return group, codes, blank_places(len(margins)).assign(**known)


def blank_places(count: int) -> pd.DataFrame:
    """Return a table of municipalities of which nothing is known."""
    return pd.DataFrame(np.full((count, 4), np.nan), columns=["households", "cars", "without", "alone"])


def required(features: Features, usual: tuple[str, ...]) -> str:
    """Return the field that has one of the usual names.

    Raises
    ------
    OpgaveError
        There is none.
    """
    found = field_called(list(features.table), usual)
    if not found:
        raise OpgaveError(
            "Layer '{layer}' has no field '{field}'; it has: {fields}.",
            layer=features.name,
            field=usual[0],
            fields=", ".join(features.table),
        )
    return found
