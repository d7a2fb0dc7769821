"""Tables with coordinates: which columns hold them, and in which coordinate system."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ...model.errors import OpgaveError
from ...model.geography import LAMBERT_72
from ...model.progress import Progress
from ...model.record import LayerRecord
from ...qgis_io.columns import numbers_or_nan
from ...qgis_io.crs import read_crs
from .tables import decimal_option

PAIRS = (
    ("lx", "ly"),
    ("x", "y"),
    ("xlambert72", "ylambert72"),
    ("lambert72x", "lambert72y"),
    ("xlambert", "ylambert"),
    ("xcoord", "ycoord"),
    ("xcoordinaat", "ycoordinaat"),
    ("xcoordinate", "ycoordinate"),
    ("coordx", "coordy"),
    ("pointx", "pointy"),
    ("easting", "northing"),
    ("longitude", "latitude"),
    ("lon", "lat"),
    ("long", "lat"),
    ("lng", "lat"),
    ("lengtegraad", "breedtegraad"),
    ("xwgs84", "ywgs84"),
)
RANGES = {
    "EPSG:4326": ((2.0, 7.0), (49.0, 52.0)),
    LAMBERT_72: ((10_000.0, 310_000.0), (10_000.0, 260_000.0)),
    "EPSG:3812": ((510_000.0, 810_000.0), (510_000.0, 760_000.0)),
    "EPSG:3857": ((222_000.0, 780_000.0), (6_274_000.0, 6_801_000.0)),
}

SRID = r"(?i)^\s*SRID=\d+;\s*"
WKT = r"(?i)^\s*(?:SRID=\d+;\s*)?(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*(?:Z|M|ZM)?\s*(?:\(|EMPTY)"
BOTH = r"^\s*[\[(]?\s*(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)\s*[\])]?\s*$"
"""Both coordinates in one text."""
SAMPLE = 200
"""Values by which a column is known."""


@dataclass(frozen=True)
class Coordinates:
    """Geometry of a table (None where a row has none), authority id of the coordinate system, the columns used."""

    geometry: np.ndarray
    crs: str
    columns: tuple[str, ...]


def find_coordinates(record: LayerRecord, table: pd.DataFrame, progress: Progress) -> Coordinates:
    """Return the geometry of a table, and report which columns and coordinate system it was read from.

    It stands in two columns of coordinates, or in one with WKT or with both coordinates. The catalogue may name the two columns
    (options ``x`` and ``y``) and the coordinate system; else they are found by name and by the range of their values in Belgium. A row
    without both numbers, or with twice zero, has no point.

    Raises
    ------
    OpgaveError
        When there are no such columns, they hold no numbers, or their values are in no known system.
    """
    place = None if has_pair(record, table) else place_column(table)
    if place:
        return places_in(record, table[place], progress)
    columns = coordinate_columns(record, table)
    x, y = numbers_of_places(record, *(table[column] for column in columns))
    blank = np.isnan(x) | np.isnan(y) | ((x == 0) & (y == 0))
    if blank.all():
        raise OpgaveError(
            "Layer '{record}': the columns {x} and {y} hold no coordinates. Correct 'x' and 'y' in the options of its source.",
            record=record.title_and_id,
            x=columns[0],
            y=columns[1],
        )
    crs, swapped = coordinate_system(record, x[~blank], y[~blank], progress)
    if swapped:
        x, y, columns = y, x, columns[::-1]
    progress.note(
        "Layer '{record}': points from the columns {x} and {y} in {crs}.", record=record.title, x=columns[0], y=columns[1], crs=crs
    )
    geometry = np.full(len(x), None, dtype=object)
    geometry[~blank] = shapely.points(x[~blank], y[~blank])
    return Coordinates(geometry, crs, columns)


def numbers_of_places(record: LayerRecord, *texts: pd.Series) -> list[np.ndarray]:
    """Return coordinates written as text as numbers, with the record's decimal mark, else with the one that brings them to Belgium."""
    given = decimal_option(record)
    for decimal in (given,) if given else ("", ".", ","):
        numbers = [numbers_or_nan(column, decimal) for column in texts]
        known = ~np.isnan(numbers).any(axis=0)
        if known.any() and guess_system(*(values[known] for values in numbers))[0]:
            return numbers
    return [numbers_or_nan(column, given) for column in texts]


def has_coordinates(record: LayerRecord, table: pd.DataFrame) -> bool:
    """Whether a table has columns of coordinates, or one of places."""
    return has_pair(record, table) or place_column(table) is not None


def has_pair(record: LayerRecord, table: pd.DataFrame) -> bool:
    """Whether a table has two columns of coordinates, or the record says so."""
    options = record.source.options
    return bool(options.get("x") or options.get("y")) or columns_named(list(table)) is not None or find_listed_pair(table) is not None


def place_column(table: pd.DataFrame) -> str | None:
    """Return the first column whose values are all WKT, or all two coordinates of a place in Belgium; None where there is none."""
    for name in table:
        sample = table[name].dropna().astype("string").head(SAMPLE)
        if len(sample) and sample.str.match(WKT).all():
            return name
        if len(sample) and sample.str.match(BOTH).all():
            pairs = sample.str.extract(BOTH).astype("float64").to_numpy()
            if guess_system(pairs[:, 0], pairs[:, 1])[0]:
                return name
    return None


def places_in(record: LayerRecord, column: pd.Series, progress: Progress) -> Coordinates:
    """Return the geometry in a column of WKT or of both coordinates, whichever of them stands first."""
    texts = column.astype("string")
    if texts.str.match(WKT).any():
        wkt = texts.str.replace(SRID, "", regex=True)
        geometry = shapely.from_wkt(wkt.to_numpy(dtype=object, na_value=None), on_invalid="ignore")
    else:
        pairs = texts.str.extract(BOTH).astype("float64").to_numpy()
        geometry = np.full(len(pairs), None, dtype=object)
        whole = ~np.isnan(pairs).any(axis=1)
        geometry[whole] = shapely.points(pairs[whole])
    known = ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    bounds = shapely.bounds(geometry[known])
    crs, swapped = coordinate_system(record, bounds[:, 0], bounds[:, 1], progress)
    if swapped:
        geometry = shapely.transform(geometry, lambda coordinates: coordinates[:, ::-1])
    progress.note("Layer '{record}': places from the column {column} in {crs}.", record=record.title, column=column.name, crs=crs)
    return Coordinates(geometry, crs, (str(column.name),))


def coordinate_columns(record: LayerRecord, table: pd.DataFrame) -> tuple[str, str]:
    """Return the columns of x (or longitude) and y (or latitude)."""
    found = columns_by_name(record, list(table)) or find_listed_pair(table)
    if found is not None:
        return found
    raise OpgaveError(
        "Layer '{record}': no columns with coordinates found. Name them as 'x' and 'y' in the options of its source; it has the columns"
        " {columns}.",
        record=record.title_and_id,
        columns=", ".join(table),
    )


def find_listed_pair(table: pd.DataFrame) -> tuple[str, str] | None:
    """Return the first two columns of a list, such as ``geo.0`` and ``geo.1``, that hold places in Belgium, whichever stands first."""
    for first in (name for name in table if name.endswith(".0")):
        second = f"{first[:-1]}1"
        if second in table:
            x, y = (numbers_or_nan(table[column]) for column in (first, second))
            known = ~(np.isnan(x) | np.isnan(y))
            if known.any() and guess_system(x[known], y[known])[0]:
                return first, second
    return None


def columns_by_name(record: LayerRecord, columns: Sequence[str]) -> tuple[str, str] | None:
    """Return the columns that the record names, or the first known pair; None where there are none."""
    x, y = record.source.options.get("x"), record.source.options.get("y")
    if x or y:
        return (x, y) if x and y and {x, y} <= set(columns) else None
    return columns_named(columns)


def columns_named(columns: Sequence[str]) -> tuple[str, str] | None:
    """Return the first pair of `PAIRS` among a table's columns; None where there is none."""
    plain = {plain_name(column.rpartition(".")[2]): column for column in reversed(columns)}
    plain |= {plain_name(column): column for column in reversed(columns)}
    return next(((plain[x], plain[y]) for x, y in PAIRS if x in plain and y in plain), None)


def plain_name(column: str) -> str:
    """Return a column's name as `PAIRS` has it."""
    return re.sub("[^a-z0-9]", "", column.lower())


def coordinate_system(record: LayerRecord, x: np.ndarray, y: np.ndarray, progress: Progress) -> tuple[str, bool]:
    """Return the coordinate system of coordinates, and whether x and y stand in each other's column."""
    crs, swapped = guess_system(x, y)
    said = record.crs
    if said and (crs in ("", said) or said not in RANGES and read_crs(said).isGeographic() == read_crs(crs).isGeographic()):
        return said, swapped
    if not crs:
        raise OpgaveError(
            "Layer '{record}': the coordinates (such as {x} {y}) fit no known coordinate system: give 'crs' in the catalogue.",
            record=record.title_and_id,
            x=float(x[0]),
            y=float(y[0]),
        )
    if said:
        progress.warn(
            "Layer '{record}' states {said}, but the coordinates are in {crs}; {crs} is used.", record=record.title, said=said, crs=crs
        )
    return crs, swapped


def guess_system(x: Sequence[float] | np.ndarray, y: Sequence[float] | np.ndarray) -> tuple[str, bool]:
    """Return the one system in which the middle of the points lies in Belgium, and whether that takes swapping; empty where none."""
    middle = float(np.median(x)), float(np.median(y))
    for swapped, (across, up) in ((False, middle), (True, middle[::-1])):
        for crs, ((west, east), (south, north)) in RANGES.items():
            if west <= across <= east and south <= up <= north:
                return crs, swapped
    return "", False
