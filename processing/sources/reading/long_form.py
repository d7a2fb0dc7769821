"""Tables in long form, one row for each unit, variable and year, as Statbel and Swing give them: made into one row a unit."""

from __future__ import annotations

from functools import reduce

import numpy as np
import pandas as pd

from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from ...qgis_io.columns import decimal_text, numbers_or_nan
from .canonical import find_column
from .newest_date import NEWEST, newest_mask
from .request import LoadRequest
from .tables import decimal_option, type_columns

ROWS, COLUMNS, VALUES = "rows", "columns", "values"


def pivot_rows(texts: pd.DataFrame, ask: LoadRequest) -> pd.DataFrame:
    """Return a table of texts with one row for each unit, where the record's option ``pivot`` says how; else the table itself.

    ``pivot`` holds ``rows`` (the columns that name a unit), ``columns`` (those whose values become the new columns' names, joined by
    ``_``), ``values`` (the column of values, or several, whose names then stand behind those), and where wanted ``newest`` (only the
    rows of that column's newest period), ``sum`` (true: values that come to stand in the same cell are added) and ``absent`` (the value
    of a cell of which there is no row: 0 where a table of counts leaves out what it counts none of). Without ``columns`` the values keep
    their own names.

    Raises
    ------
    OpgaveError
        A part is missing, a column is not there, or several values would stand in one cell.
    """
    pivot = ask.record.source.options.get("pivot")
    if not pivot:
        return texts
    rows, values = (name_columns(pivot, part, texts, ask) for part in (ROWS, VALUES))
    columns = name_columns(pivot, COLUMNS, texts, ask) if COLUMNS in pivot else []
    if pivot.get(NEWEST):
        column = name_columns(pivot, NEWEST, texts, ask)[0]
        texts = texts[newest_mask(texts[column], column, ask.record, ask.progress)]
    every = [widen(texts, rows, names_of_cells(texts, columns, value, len(values) > 1), value, ask) for value in values]
    units = pd.MultiIndex.from_frame(texts[rows].drop_duplicates()) if len(rows) > 1 else pd.Index(texts[rows[0]].unique(), name=rows[0])
    wide = pd.concat([one.reindex(units) for one in every], axis=1)
    order = [str(name) for name in wide]
    wide = wide.reset_index()
    wide.columns = [*rows, *order]
    ask.progress.note(
        "Layer '{record}': {count} rows in long form were pivoted to {rows} rows with the columns {columns}.",
        record=ask.record.title,
        count=len(texts),
        rows=len(wide),
        columns=", ".join(order[:SHOWN]) + (" ..." if len(order) > SHOWN else ""),
    )
    return wide.astype(object).where(wide.notna(), None)


def names_of_cells(texts: pd.DataFrame, columns: list[str], value: str, several: bool) -> pd.Series:
    """Return for each row the name of the new column in which its value comes to stand."""
    if not columns:
        return pd.Series(value, index=texts.index, dtype="string")
    parts = [texts[column].astype("string").fillna("") for column in columns]
    names = reduce(lambda before, part: before + "_" + part, parts).astype(object)
    return names + f"_{value}" if several else names


def widen(texts: pd.DataFrame, rows: list[str], names: pd.Series, value: str, ask: LoadRequest) -> pd.DataFrame:
    """Return a column of values as one row for each unit, under new names."""
    long = texts[rows].assign(**{NAME: names, VALUE: plain_values(texts[value], ask)})
    cells = [*rows, NAME]
    if ask.record.source.options["pivot"].get("sum"):
        long = sum_cells(long, cells, value, ask)
    check_single(long, cells, ask)
    absent = ask.record.source.options["pivot"].get("absent")
    filled = None if absent is None else write_numbers(np.array([float(absent)]))[0]
    return long.set_index(cells)[VALUE].unstack(NAME, fill_value=filled)[list(dict.fromkeys(long[NAME]))]


def plain_values(values: pd.Series, ask: LoadRequest) -> pd.Series:
    """Return the column of values with its numbers written plainly, as the whole column has them; any other column as it is.

    Divided over new columns, fewer numbers stand together to tell thousands from decimals.
    """
    read = type_columns(values.to_frame(), ask.record, ask.progress, decimal_option(ask.record), [values.name])[values.name]
    if read.dtype == object:
        return values
    return pd.Series(write_numbers(read.astype(float)), index=values.index, dtype=object)


def write_numbers(values: np.ndarray) -> np.ndarray:
    """Return numbers as texts that are read as the same numbers; None where there is none."""
    distinct, places = np.unique(values, return_inverse=True)
    texts = [None if np.isnan(value) else decimal_text(f"{value:.15g}") for value in distinct]
    return np.array(texts, dtype=object)[places]


def sum_cells(long: pd.DataFrame, cells: list[str], column: str, ask: LoadRequest) -> pd.DataFrame:
    """Return rows in which the values of one cell are added; where one is missing that is the sum of the others, and is told."""
    numbers = long.assign(**{VALUE: numbers_or_nan(long[VALUE], ".")})
    lost = int(numbers[VALUE].isna().sum())
    if lost:
        ask.progress.warn(
            "Layer '{record}': {count} of {total} values of '{column}' are missing or no number; the sums are without them.",
            record=ask.record.title,
            count=lost,
            total=len(numbers),
            column=column,
        )
    sums = numbers.groupby(cells, sort=False, dropna=False)[VALUE].sum(min_count=1).reset_index()
    return sums.assign(**{VALUE: write_numbers(sums[VALUE].to_numpy(dtype=float))})


NAME, VALUE = "\0name", "\0value"
"""Columns in the making; no file has such names."""
SHOWN = 8


def name_columns(pivot: dict, part: str, texts: pd.DataFrame, ask: LoadRequest) -> list[str]:
    """Return the columns that a part of ``pivot`` names, as fields of the record, as columns of the table or by a pattern."""
    given = pivot.get(part) or []
    found = [find_column(ask.record, name, list(texts)) for name in ([given] if isinstance(given, str) else given)]
    names = [name for name in found if name is not None]
    if names and len(names) == len(found):
        return names
    raise OpgaveError(
        "Layer '{record}': give '{part}' of 'pivot' in the options of its source as columns of the table, which has: {columns}.",
        record=ask.record.title_and_id,
        part=part,
        columns=", ".join(texts),
    )


def named_in_pivot(record: LayerRecord) -> list[str]:
    """Return the names under which a record's ``pivot`` looks for columns; none where it has none."""
    pivot = record.source.options.get("pivot") or {}
    given = (pivot.get(part) or [] for part in (ROWS, COLUMNS, VALUES, NEWEST))
    return [name for names in given for name in ([names] if isinstance(names, str) else names)]


def check_single(long: pd.DataFrame, cells: list[str], ask: LoadRequest) -> None:
    """Check that no two rows are about the same cell."""
    twice = long[long.duplicated(cells)]
    if len(twice):
        raise OpgaveError(
            "Layer '{record}': {count} rows of the long form have a value for a unit and column that has one already, such as {cell}:"
            " name more 'columns' in 'pivot', or set its 'sum' to add them.",
            record=ask.record.title_and_id,
            count=len(twice),
            cell=" / ".join(str(value) for value in twice[cells].iloc[0]),
        )
