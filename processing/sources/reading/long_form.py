"""Tables in long form, one row for each unit, variable and year, as Statbel and Swing give them: made into one row a unit."""

from __future__ import annotations

import pandas as pd

from ...model.errors import OpgaveError
from ...qgis_io.columns import decimal_text, numbers_or_nan
from .newest_date import as_days
from .request import LoadRequest
from .tables import decimal_option, type_columns

PARTS = ("rows", "columns", "values")


def pivot_rows(texts: pd.DataFrame, ask: LoadRequest) -> pd.DataFrame:
    """Return a table of texts with one row for each unit, where the record's option ``pivot`` says how; else the table itself.

    ``pivot`` holds ``rows`` (the columns that name a unit), ``columns`` (those whose values become the new columns' names, joined by
    ``_``), ``values`` (the column of values), and where wanted ``newest`` (only the rows of that column's newest period) and ``sum``
    (true: values that come to stand in the same cell are added).

    Raises
    ------
    OpgaveError
        A part is missing, a column is not there, or several values would stand in one cell.
    """
    pivot = ask.record.source.options.get("pivot")
    if not pivot:
        return texts
    rows, columns, values = (name_columns(pivot, part, texts, ask) for part in PARTS)
    if pivot.get("newest"):
        texts = newest_only(texts, name_columns(pivot, "newest", texts, ask)[0], ask)
    names = texts[columns].astype("string").fillna("").agg("_".join, axis=1)
    long = texts[rows].assign(**{NAME: names, VALUE: plain_values(texts[values[0]], ask)})
    cells = [*rows, NAME]
    if pivot.get("sum"):
        long = sum_cells(long, cells, values[0], ask)
    check_single(long, cells, ask)
    order = list(dict.fromkeys(long[NAME]))
    wide = long.set_index(cells)[VALUE].unstack(NAME)[order]
    units = pd.MultiIndex.from_frame(long[rows].drop_duplicates()) if len(rows) > 1 else pd.Index(long[rows[0]].unique(), name=rows[0])
    wide = wide.reindex(units).reset_index()
    wide.columns = [str(name) for name in wide.columns]
    ask.progress.note(
        "Layer '{record}': {count} rows in long form were pivoted to {rows} rows with the columns {columns}.",
        record=ask.record.title,
        count=len(texts),
        rows=len(wide),
        columns=", ".join(order[:SHOWN]) + (" ..." if len(order) > SHOWN else ""),
    )
    return wide.astype(object).where(wide.notna(), None)


def plain_values(values: pd.Series, ask: LoadRequest) -> pd.Series:
    """Return the column of values with its numbers written plainly, as the whole column has them; any other column as it is.

    Divided over new columns, fewer numbers stand together to tell thousands from decimals.
    """
    read = type_columns(values.to_frame(), ask.record, ask.progress, decimal_option(ask.record), [values.name])[values.name]
    if read.dtype == object:
        return values
    return pd.Series([None if pd.isna(value) else plain_number(value) for value in read.astype(float)], index=values.index, dtype=object)


def plain_number(value: float) -> str:
    """Return a number as text that is read as the same number."""
    return decimal_text(f"{value:.15g}")


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
    return sums.assign(**{VALUE: [None if pd.isna(value) else plain_number(value) for value in sums[VALUE]]})


NAME, VALUE = "\0name", "\0value"
"""Columns in the making; no file has such names."""
SHOWN = 8


def name_columns(pivot: dict, part: str, texts: pd.DataFrame, ask: LoadRequest) -> list[str]:
    """Return the columns that a part of ``pivot`` names."""
    given = pivot.get(part) or []
    names = [given] if isinstance(given, str) else list(given)
    absent = [name for name in names if name not in texts]
    if names and not absent:
        return names
    raise OpgaveError(
        "Layer '{record}': give '{part}' of 'pivot' in the options of its source as columns of the table, which has: {columns}.",
        record=ask.record.title_and_id,
        part=part,
        columns=", ".join(texts),
    )


def newest_only(texts: pd.DataFrame, column: str, ask: LoadRequest) -> pd.DataFrame:
    """Return the rows of the newest period: a date, a year, or another text that sorts."""
    days = as_days(texts[column])
    periods = days if days.notna().any() else texts[column]
    newest = periods.dropna().max()
    kept = texts[periods == newest]
    ask.progress.note(
        "Layer '{record}': only the newest period of '{column}' is taken, {period}: {count} of {total} rows.",
        record=ask.record.title,
        column=column,
        period=kept[column].iloc[0] if len(kept) else "-",
        count=len(kept),
        total=len(texts),
    )
    return kept


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
