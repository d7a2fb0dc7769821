"""New dwellings and places of a service, by unit and year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import hstack

from ...analysis.aggregation.matrix import UnitMatrix, representative
from ...analysis.demand.levels import ReachedPlaces
from ...analysis.demand.place_shares import open_places, shares
from ...analysis.features import Features
from ...model import contract
from ...model.ages import by_age
from ...model.demography import Demography
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.text import did_you_mean
from ...qgis_io.columns import key_texts
from ...qgis_io.number_fields import amounts, known_amounts
from ...qgis_io.reading import number_column
from .ages import field_called
from .inputs import fill_ages, require_field
from .unit_keys import rows_of

DWELLING_FIELDS = ("dwellings", "woningen", "homes")
PLACE_FIELDS = ("places", "capacity", "plaatsen", "capaciteit")
YEAR_FIELDS = ("year", "jaar", "from_year", "opening_year", "van_jaar")
UNTIL_FIELDS = ("until_year", "closing_year", "tot_jaar")
ALWAYS, NEVER = -(10**6), 10**6
PERCENT = 100.0
CLOSE = 0.005


def unit_of_each(layer: Features, units: Features, key: str, progress: Progress) -> np.ndarray:
    """Return the unit in which each feature lies, by its shape or, in a table, by its key; -1 where a shape lies outside.

    Raises
    ------
    OpgaveError
        A table has no field with the units' key, or names a place that no unit has.
    """
    if not shapely.is_missing(layer.geometry).all():
        found = UnitMatrix(units, layer, progress).membership.tocoo()
        rows = np.full(len(layer), -1)
        rows[found.col] = found.row
        return rows
    field = field_called(list(layer.table), (key.lower(),)) if key else ""
    if not field:
        raise OpgaveError(
            "Layer '{layer}' has neither shapes nor a field '{key}' that names the units. Add one of the two.",
            layer=layer.name,
            key=key or "key",
        )
    keys, known = key_texts(layer.table[field]), key_texts(units.table[key])
    rows = rows_of(keys, known)
    if (rows < 0).any():
        raise unknown_place(layer.name, keys[rows < 0][0], known)
    return rows


def unknown_place(layer: str, place: str | None, known: np.ndarray) -> OpgaveError:
    """Return the error that a place is named which is no unit."""
    near = did_you_mean(place or "", [key for key in known if key])
    if near:
        return OpgaveError(
            "Layer '{layer}' names the place '{place}', which is no unit. Did you mean '{near}'?", layer=layer, place=place, near=near
        )
    return OpgaveError(
        "Layer '{layer}' names the place '{place}', which is no unit. Correct it, or add the unit.", layer=layer, place=place or ""
    )


def whole_years(layer: Features, field: str, empty: int | None, progress: Progress) -> np.ndarray:
    """Return a field of years; ``empty`` stands where it says nothing, None: it has to say.

    Raises
    ------
    OpgaveError
        A year is missing.
    """
    if not field:
        return np.full(len(layer), empty)
    values = number_column(layer, field, progress)
    if empty is None and np.isnan(values).any():
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' is empty for {count} rows: give a year.",
            field=field,
            layer=layer.name,
            count=int(np.isnan(values).sum()),
        )
    return np.where(np.isnan(values), 0 if empty is None else empty, values).astype(int)


def check_order(layer: Features, first: np.ndarray, last: np.ndarray) -> None:
    """Refuse a time that ends before it begins."""
    wrong = np.flatnonzero(last < first)
    if len(wrong):
        raise OpgaveError(
            "Row {row} of layer '{layer}' ends in {last}, before it begins in {first}. Correct one of these years.",
            row=wrong[0] + 1, layer=layer.name, first=first[wrong[0]], last=last[wrong[0]],
        )  # fmt: skip


def persons_by_household(rates: Demography) -> np.ndarray:
    """Return who lives in one dwelling of each kind of household, shape (kinds, 2, AGES)."""
    return fill_ages(np.array([by_age(household.persons) for household in rates.households.values()]).reshape(len(rates.households), -1))


def new_dwellings(
    layer: Features | None, units: Features, key: str, rates: Demography, years: np.ndarray, progress: Progress
) -> np.ndarray:
    """Return the programme as dwellings by unit, year and kind of household, shape (units, years, kinds).

    ``years`` are those in which dwellings may be delivered: their people are there from the first of January after.
    """
    result = np.zeros((len(units), len(years), len(rates.households)))
    if layer is None:
        return result
    year_field = require_field(layer, "", YEAR_FIELDS, contract.PROGRAMME)
    count = amounts(layer, require_field(layer, "", DWELLING_FIELDS, contract.PROGRAMME), progress)
    first = whole_years(layer, year_field, None, progress)
    until = field_called(list(layer.table), UNTIL_FIELDS)
    last = whole_years(layer, until, ALWAYS, progress)
    last = np.where(last == ALWAYS, first, last)
    check_order(layer, first, last)
    unit, mix = unit_of_each(layer, units, key, progress), household_mix(layer, rates, progress)
    tell_outside(layer, unit, progress)
    for number, year in enumerate(years):
        rows = (unit >= 0) & (first <= year) & (year <= last)
        np.add.at(result[:, number], unit[rows], count[rows, None] * mix[rows])
    early = (last < years[0]) | (first > years[-1])
    if early.any():
        progress.warn(
            "{count} rows of layer '{layer}' are delivered before {first} or after {last} and are not counted.",
            count=int(early.sum()), layer=layer.name, first=years[0], last=years[-1],
        )  # fmt: skip
    progress.note("{count:,.0f} new dwellings from {first} to {last}.", count=result.sum(), first=years[0], last=years[-1])
    return result


def tell_outside(layer: Features, unit: np.ndarray, progress: Progress) -> None:
    """Count what lies in no unit."""
    outside = int((unit < 0).sum())
    if outside:
        progress.warn(
            "1 feature of layer '{layer}' lies in no unit and is not counted. | {count} features of layer '{layer}' lie in no unit and"
            " are not counted.",
            count=outside,
            layer=layer.name,
        )


def household_mix(layer: Features, rates: Demography, progress: Progress) -> np.ndarray:
    """Return the shares (0-1) of kinds of households in each row of a programme; the usual mix where a row gives none.

    Raises
    ------
    OpgaveError
        A share is negative, or the shares of a row do not add up to 100 %.
    """
    kinds = list(rates.households)
    fields = [field_called(list(layer.table), (kind,)) for kind in kinds]
    given = [known_amounts(layer, field, progress) if field else np.full(len(layer), np.nan) for field in fields]
    shares_given = np.column_stack(given)
    silent = np.isnan(shares_given).all(axis=1)
    values = np.nan_to_num(shares_given)
    total = values.sum(axis=1)
    values = values / (PERCENT if (total[~silent] > 1 + CLOSE).any() else 1.0)
    check_mix(layer, values.sum(axis=1), silent)
    usual = np.array([rates.mix.get(kind, 0.0) for kind in kinds])
    return np.where(silent[:, None], usual, values / np.where(silent, 1, values.sum(axis=1))[:, None])


def check_mix(layer: Features, total: np.ndarray, silent: np.ndarray) -> None:
    """Refuse shares that do not make a whole."""
    wrong = ~silent & (np.abs(total - 1) > CLOSE)
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        raise OpgaveError(
            "The shares of households in row {row} of layer '{layer}' add up to {total:.0%}. Have them add up to 100%.",
            row=row + 1, layer=layer.name, total=total[row],
        )  # fmt: skip


@dataclass(frozen=True)
class ServicePlaces:
    """The places of a service.

    Attributes
    ----------
    by_unit : ndarray, shape (units, years)
        Those of each unit: its share of the places within its reach.
    reached : ReachedPlaces
        The places themselves, and which units reach them.
    reach : float
        Metres; 0 where a unit has only the places inside it.
    """

    by_unit: np.ndarray
    reached: ReachedPlaces
    reach: float


def places_by_year(
    layers: list[tuple[Features, str, bool]],
    units: Features,
    key: str,
    need: np.ndarray,
    reach: float,
    years: np.ndarray,
    progress: Progress,
) -> ServicePlaces | None:
    """Return the places of the units in each year; None without layers.

    Parameters
    ----------
    layers : list of (Features, str, bool)
        Each with its field of places (empty: one with a usual name), and whether it has to say from which year.
    need : ndarray, shape (units,)
        By which units within ``reach`` metres of one another's places share them.
    """
    parts = []
    for layer, given, needs_year in layers:
        field = require_field(layer, given, PLACE_FIELDS, contract.CAPACITY_FIELD)
        year_field = require_field(layer, "", YEAR_FIELDS, contract.PLANNED) if needs_year else field_called(list(layer.table), YEAR_FIELDS)
        until = field_called(list(layer.table), UNTIL_FIELDS)
        opens = whole_years(layer, year_field, None if needs_year else ALWAYS, progress)
        closes = whole_years(layer, until, NEVER, progress)
        check_order(layer, opens, closes)
        unit, count = unit_of_each(layer, units, key, progress), amounts(layer, field, progress)
        tell_outside(layer, unit, progress)
        there = unit >= 0
        share = shares(points(units), points_or_units(layer, units, unit)[there], unit[there], need, reach)
        parts.append((share, open_places(count[there], opens[there], closes[there], years)))
    if not parts:
        return None
    share, room = hstack([share for share, _ in parts]).tocoo(), np.concatenate([room for _, room in parts])
    return ServicePlaces(share @ room, ReachedPlaces(share.row, share.col, room), reach)


def points(features: Features) -> np.ndarray:
    """Return a point on each feature, shape (n, 2)."""
    return np.column_stack(representative(features.geometry))


def points_or_units(layer: Features, units: Features, unit: np.ndarray) -> np.ndarray:
    """Return where each feature stands; in a table the point of its unit."""
    own = points(layer)
    return np.where(np.isnan(own), points(units)[unit], own)
