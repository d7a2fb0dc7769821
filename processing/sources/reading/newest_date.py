"""The day of data, read in the data themselves: the newest value of a column of dates, and the rows of the newest period."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...model.dates import CLOCK_ZEROS, EARLIEST, is_believable
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.record import LayerRecord
from ...qgis_io.columns import for_each_text
from .canonical import find_column

NEWEST = "newest"
DAY_FIRST = r"^\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
YEAR_FIRST = r"^\s*(\d{4})\b"
YEAR = r"^\s*(\d{4})(?:\.0)?\s*$"


def newest_day(record: LayerRecord, table: pd.DataFrame, progress: Progress) -> datetime.date | None:
    """Return the newest day in the record's ``date_field`` that can be believed; None where the record names none.

    A year stands for its last day, as a record's own date does, the present year for today. Texts may be written as in ISO 8601, or with
    the day first. How many values say no such day is told.

    Raises
    ------
    OpgaveError
        There is no such column.
    """
    field = str(record.source.options.get("date_field", ""))
    if not field:
        return None
    if field not in table:
        raise OpgaveError(
            "Layer '{record}' has no field '{field}' to read its date from: correct 'date_field' in the options of its source.",
            record=record.title_and_id,
            field=field,
        )
    today = datetime.date.today()
    days = as_days(table[field])
    believed = days[(days >= pd.Timestamp(EARLIEST)) & (days <= pd.Timestamp(today)) & ~days.isin(pd.DatetimeIndex(list(CLOCK_ZEROS)))]
    values = {"record": record.title, "field": field}
    if believed.empty:
        progress.warn("Layer '{record}': the field '{field}' holds no date, so it does not say how old the data are.", **values)
        return None
    report_ignored(table[field], days, values, progress)
    return believed.max().date()


def newest_option(record: LayerRecord) -> str:
    """Return the field or column of which a record only takes the newest period; empty where it takes all."""
    options = record.source.options
    name = options.get(NEWEST) or (options.get("pivot") or {}).get(NEWEST) or ""
    return str(name if isinstance(name, str) else name[0])


def newest_column(record: LayerRecord, columns: Sequence[str]) -> str:
    """Return the column of which the record's option ``newest`` takes the newest period; empty where it takes all.

    Raises
    ------
    OpgaveError
        There is no such column.
    """
    name = str(record.source.options.get(NEWEST, ""))
    column = find_column(record, name, columns) if name else ""
    if column is None:
        raise OpgaveError(
            "Layer '{record}' has no column '{column}' to take the newest rows by: correct 'newest' in the options of its source. The"
            " columns are {columns}.",
            record=record.title_and_id,
            column=name,
            columns=", ".join(columns),
        )
    return column


def newest_period(column: pd.Series) -> datetime.date | None:
    """Return the day of the newest period in a column: a year's last day, today where that is still to come; None where it says none."""
    day = as_days(column).max()
    return day.date() if not pd.isna(day) and is_believable(day.date(), datetime.date.today()) else None


def newest_mask(column: pd.Series, name: str, record: LayerRecord, progress: Progress) -> np.ndarray:
    """Return which rows are of the newest period (bool, shape (n,)): a date, a year, or another text that sorts."""
    days = as_days(column)
    periods = days if days.notna().any() else column
    kept = (periods == periods.dropna().max()).to_numpy(dtype=bool, na_value=False)
    progress.note(
        "Layer '{record}': only the newest period of '{column}' is taken, {period}: {count} of {total} rows.",
        record=record.title,
        column=name,
        period=column[kept].iloc[0] if kept.any() else "-",
        count=int(kept.sum()),
        total=len(column),
    )
    return kept


def report_ignored(column: pd.Series, days: pd.Series, values: dict, progress: Progress) -> None:
    """Tell how many values do not count for the age of the data, and which."""
    today = pd.Timestamp(datetime.date.today())
    years = column.astype("string").str.extract(YEAR_FIRST)[0].astype("float64")
    late = (days > today) | (days.isna() & (years > today.year))
    early = (days < pd.Timestamp(EARLIEST)) | days.isin(pd.DatetimeIndex(list(CLOCK_ZEROS))) | (days.isna() & (years < EARLIEST.year))
    none = column.notna() & days.isna() & ~late & ~early
    if late.any() or early.any() or none.any():
        progress.note(
            "Layer '{record}': not all values of '{field}' count for its age. In the future: {late}; before 1901, or where a clock"
            " begins: {early}; no date: {none}.",
            late=int(late.sum()),
            early=int(early.sum()),
            none=int(none.sum()),
            **values,
        )


def as_days(column: pd.Series) -> pd.Series:
    """Return the values of a column as days; NaT for what is none."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return column.dt.normalize()
    return for_each_text(column.astype("string"), _days_of_texts)


def _days_of_texts(texts: pd.Series) -> pd.Series:
    texts = texts.str.strip()
    years = texts.str.extract(YEAR)[0]
    days = pd.to_datetime(texts.where(years.isna()).str.slice(0, 10), errors="coerce", format="ISO8601")
    reversed_days = (
        texts.where(texts.str.contains(DAY_FIRST, na=False)).str.replace("[/.]", "-", regex=True).str.split(r"[\sT]", regex=True).str[0]
    )
    days = days.fillna(pd.to_datetime(reversed_days, errors="coerce", format="%d-%m-%Y"))
    today = datetime.date.today()
    ends = pd.to_datetime(years + "-12-31", errors="coerce", format="%Y-%m-%d")
    ends = ends.mask((years == str(today.year)).fillna(False), pd.Timestamp(today))
    return days.fillna(ends).astype("datetime64[ns]")
