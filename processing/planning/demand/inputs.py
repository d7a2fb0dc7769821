"""Who lives in the units: their own ages, or those of their municipality brought down to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...analysis.demand.ages import in_classes, scale_to_classes, single_ages
from ...analysis.demand.fitting import fit_groups
from ...analysis.demand.rates import both_sexes
from ...analysis.features import Features
from ...model.ages import OLDEST, AgeClass
from ...model.demography import Demography
from ...model.errors import OpgaveError, ParameterName
from ...model.progress import Progress
from ...qgis_io.columns import key_texts
from ...qgis_io.reading import missing_field, number_column
from .ages import TOTAL_FIELDS, Counts, age_counts, check_total, field_called, is_long, take_rows, widen
from .unit_keys import meeting_fields, rows_of, unique_keys

SHOWN = 3
NEIGHBOURHOOD_FIELDS = ("neighbourhood_code", "neighbourhood", "wijkcode", "wijk_code", "wijk", "wijknaam", "buurtcode", "buurt")


@dataclass(frozen=True)
class StartPopulation:
    """Who lives where at the start.

    Attributes
    ----------
    key : str
        The field of the units that names them; empty where they have none.
    people : ndarray, shape (units, 2, AGES)
        By sex and age; 0 in units without ages.
    known : ndarray of bool, shape (units,)
        Which units have ages.
    classes : tuple of AgeClass
        The classes in which ages were given.
    scaled : int
        Municipalities whose units added up to something else.
    """

    key: str
    people: np.ndarray
    known: np.ndarray
    classes: tuple[AgeClass, ...]
    fitted: bool = False
    scaled: int = 0


@dataclass(frozen=True)
class Keys:
    """Fields that were given; an empty text where one is to be found."""

    unit: str = ""
    table: str = ""
    total: str = ""
    group: str = ""
    margin: str = ""


def read_population(
    units: Features, table: Features | None, margins: Features | None, keys: Keys, rates: Demography, progress: Progress
) -> StartPopulation:
    """Return who lives in the units.

    Parameters
    ----------
    table : Features or None
        Ages or totals by unit; None: the units have them themselves.
    margins : Features or None
        Ages by municipality, to which those of the units are brought.
    """
    key, table, rows = join_table(units, table, keys, progress)
    counts = age_counts(table)
    total_field = keys.total or field_called(list(table.table), TOTAL_FIELDS)
    total = number_column(table, total_field, progress) if total_field else None
    if counts is not None and total is not None:
        place = key_texts(table.table[key]) if key in table.table else np.arange(1, len(table) + 1)
        check_total(counts, total, total_field, table.name, place)
    if margins is not None:
        return brought_down(units, margins, keys, rates, (key, table.name, counts, total, rows), progress)
    if counts is None:
        raise OpgaveError(
            "Layer '{layer}' has no ages: no columns such as 'aged_0_2' or '0-2', and no fields 'age' and 'persons'."
            " Choose a table with ages, or give the ages of the municipality as MARGINS.",
            layer=table.name,
        )
    return known_ages(key, take_rows(counts, rows), table.name, rates, progress)


def join_table(units: Features, table: Features | None, keys: Keys, progress: Progress) -> tuple[str, Features, np.ndarray]:
    """Return the units' key, the table with a row a place, and the row of each unit (-1: none)."""
    if table is None:
        return keys.unit or own_key(units), units, np.arange(len(units))
    key, other = meeting_fields(units, table, keys.unit, keys.table, own=True)
    table = widen(table, other, progress) if is_long(table) else table
    own = unique_keys(units, key)
    rows = rows_of(own, unique_keys(table, other))
    spare = len(table) - len(np.unique(rows[rows >= 0]))
    if spare:
        progress.note("{count} rows of layer '{layer}' belong to no unit and are left out.", count=spare, layer=table.name)
    return key, table, rows


def own_key(units: Features) -> str:
    """Return the first field of the units with a different text in each; empty where there is none."""
    for name in units.table:
        keys = key_texts(units.table[name])
        if units.table[name].dtype == object and None not in keys and len(set(keys)) == len(units):
            return name
    return ""


def known_ages(key: str, counts: Counts, layer: str, rates: Demography, progress: Progress) -> StartPopulation:
    """Return people from counts by unit."""
    known = ~np.isnan(counts.values).any(axis=1)
    tell_missing(known, layer, progress)
    people = single_ages(np.where(known[:, None], counts.values, 0), counts.classes, both_sexes(rates.structure), counts.sexes)
    return StartPopulation(key, people, known, tuple(sorted(set(counts.classes))))


def tell_missing(known: np.ndarray, layer: str, progress: Progress) -> None:
    """Count the units without ages; refuse when none has any."""
    if not known.any():
        raise OpgaveError("No unit has ages in layer '{layer}'. Check that both name the places in the same way.", layer=layer)
    if not known.all():
        progress.warn("{count} units have no ages in layer '{layer}' and get no result.", count=int((~known).sum()), layer=layer)


def brought_down(units: Features, margins: Features, keys: Keys, rates: Demography, found: tuple, progress: Progress) -> StartPopulation:
    """Return people whose ages add up to those of their municipality."""
    key, layer, counts, total, rows = found
    group, names, wanted = municipalities(units, margins, keys, progress)
    structure = both_sexes(rates.structure)
    if counts is not None:
        counts = take_rows(counts, rows)
        known = ~np.isnan(counts.values).any(axis=1)
        seed = single_ages(np.where(known[:, None], counts.values, 0), counts.classes, structure, counts.sexes)
        totals = np.where(known, counts.total, 0)
    elif total is not None:
        totals = np.where(rows >= 0, total[rows], np.nan)
        known = ~np.isnan(totals)
        totals = np.where(known, totals, 0)
        seed = single_ages(totals[:, None], [AgeClass(0, OLDEST)], structure, [None])
    else:
        raise OpgaveError("Layer '{layer}' has no inhabitants to divide the ages over. Name the field with TOTAL_FIELD.", layer=layer)
    if (totals < 0).any():
        raise OpgaveError("Layer '{layer}' holds a negative number of inhabitants: correct it.", layer=layer)
    tell_missing(known, layer, progress)
    known = in_municipality(known, group, margins.name, progress)
    fitted, scaled = fit_groups(
        in_classes(seed, wanted.classes), totals, np.where(known, group, -1), whole_persons(wanted), names, progress
    )
    if scaled.any():
        progress.warn(
            "{count} municipalities have other totals than their units together, such as {names}: the units are scaled.",
            count=int(scaled.sum()), names=", ".join(np.array(names, dtype=object)[scaled][:SHOWN]),
        )  # fmt: skip
    progress.note(
        "{count} inhabitants of {places} municipalities divided over {units} units.",
        count=int(fitted.sum()),
        places=len(np.unique(group[known])),
        units=int(known.sum()),
    )
    people = scale_to_classes(seed, fitted.astype(float), wanted.classes, structure) * known[:, None, None]
    return StartPopulation(key, people, known, wanted.classes, True, int(scaled.sum()))


def in_municipality(known: np.ndarray, group: np.ndarray, layer: str, progress: Progress) -> np.ndarray:
    """Return which of the known units lie in a municipality with ages; the others are counted.

    Raises
    ------
    OpgaveError
        None does.
    """
    outside = int((known & (group < 0)).sum())
    if outside == known.sum():
        raise OpgaveError("No unit lies in a municipality of layer '{layer}'. Check GROUP_FIELD and MARGINS_KEY.", layer=layer)
    if outside:
        progress.warn("{count} units lie in a municipality without ages in layer '{layer}' and get no result.", count=outside, layer=layer)
    return known & (group >= 0)


def whole_persons(counts: Counts) -> np.ndarray:
    """Return whole numbers of people by municipality and class."""
    if (np.abs(counts.values - np.rint(counts.values)) > 1e-6).any():
        raise OpgaveError("The ages of the municipalities are not whole persons: give counts, no shares.")
    return np.rint(counts.values).astype("int64")


def municipalities(units: Features, margins: Features, keys: Keys, progress: Progress) -> tuple[np.ndarray, list[str], Counts]:
    """Return the municipality of each unit (-1: not known), their names, and their ages."""
    if len(margins) == 1 and not keys.group and not is_long(margins):
        group, key = np.zeros(len(units), dtype=int), next(iter(margins.table))
    else:
        field, key = meeting_fields(units, margins, keys.group, keys.margin)
        margins = widen(margins, key, progress) if is_long(margins) else margins
        group = rows_of(key_texts(units.table[field]), unique_keys(margins, key))
    counts = age_counts(margins)
    if counts is None:
        raise OpgaveError("Layer '{layer}' has no ages: no columns such as '0-2' and '80+'.", layer=margins.name)
    total_field = field_called(list(margins.table), TOTAL_FIELDS)
    names = [str(name) for name in margins.table[key]]
    if total_field:
        check_total(counts, number_column(margins, total_field, progress), total_field, margins.name, np.array(names, dtype=object))
    return blank_ones(counts, group), names, counts.without_sex()


def blank_ones(counts: Counts, group: np.ndarray) -> np.ndarray:
    """Return the groups without those of municipalities whose ages are not all known."""
    whole = ~np.isnan(counts.values).any(axis=1)
    return np.where((group >= 0) & whole[group], group, -1)


def read_neighbourhoods(units: Features, field: str, progress: Progress) -> np.ndarray | None:
    """Return the number of each unit's neighbourhood, -1 where none is named, shape (units,); None where units are not told apart by it.

    ``field``: the field with the neighbourhood; empty: one with a usual name.

    Raises
    ------
    OpgaveError
        The field is not there.
    """
    if field and field not in units.table:
        raise missing_field(units.name, field, list(units.table))
    field = field or field_called(list(units.table), NEIGHBOURHOOD_FIELDS)
    if not field:
        return None
    keys = key_texts(units.table[field])
    named = np.array([key is not None for key in keys], dtype=bool)
    result = np.full(len(keys), -1)
    result[named] = np.unique(keys[named].astype(str), return_inverse=True)[1]
    if len(np.unique(result[named])) == named.sum():
        progress.note("Field '{field}' has another neighbourhood for each unit: nothing is counted by neighbourhood.", field=field)
        return None
    if not named.all():
        progress.warn(
            "{count} units have no neighbourhood in field '{field}' and stay on their own.", count=int((~named).sum()), field=field
        )
    return result


def fill_ages(table: np.ndarray) -> np.ndarray:
    """Return a table by age for both sexes, halved: shape (..., 2, AGES)."""
    return np.stack([table / 2, table / 2], axis=-2)


def require_field(features: Features, given: str, usual: tuple[str, ...], parameter: str) -> str:
    """Return the field given, or one with a usual name.

    Raises
    ------
    OpgaveError
        There is none.
    """
    names = list(features.table)
    if given and given not in names:
        raise missing_field(features.name, given, names)
    found = given or field_called(names, usual)
    if not found:
        raise OpgaveError(
            "Layer '{layer}' has no field '{usual}'. Name the one that holds it with {parameter}; it has: {fields}.",
            layer=features.name, usual=usual[0], parameter=ParameterName(parameter), fields=", ".join(names),
        )  # fmt: skip
    return found
