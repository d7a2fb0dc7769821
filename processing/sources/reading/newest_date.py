"""The day of data, read in the data themselves: the newest value of a column of dates."""

from __future__ import annotations

import datetime

import pandas as pd

from ...model.dates import CLOCK_ZEROS, EARLIEST
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.record import LayerRecord

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
    texts = column.astype("string").str.strip()
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
