"""The day of data, read in the data themselves: the newest value of a column of dates."""

from __future__ import annotations

import datetime

import pandas as pd

from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.record import LayerRecord

DAY_FIRST = r"^\s*\d{1,2}[-/.]\d{1,2}[-/.]\d{4}"
YEAR = r"^\s*(\d{4})(?:\.0)?\s*$"


def newest_day(record: LayerRecord, table: pd.DataFrame, progress: Progress) -> datetime.date | None:
    """Return the newest day in the record's ``date_field`` that is not in the future; None where the record names none.

    A year stands for its last day, as a record's own date does. Texts may be written as in ISO 8601, or with the day first.

    Raises
    ------
    OpgaveError
        There is no such column, or no dates in it.
    """
    field = str(record.source.options.get("date_field", ""))
    if not field:
        return None
    if field not in table:
        raise OpgaveError(
            "Record '{record}' has no field '{field}' to read its date from: correct 'date_field' in the options of its source.",
            record=record.id,
            field=field,
        )
    days = as_days(table[field])
    today = pd.Timestamp(datetime.date.today())
    past = days[days <= today]
    if days.notna().any() and (days > today).any():
        progress.note(
            "Record '{record}': {count} dates in '{field}' lie in the future, and do not count for its age.",
            record=record.id,
            count=int((days > today).sum()),
            field=field,
        )
    if past.empty:
        progress.warn(
            "Record '{record}': the field '{field}' holds no date, so it does not say how old the data are.", record=record.id, field=field
        )
        return None
    return past.max().date()


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
    ends = pd.to_datetime(years + "-12-31", errors="coerce", format="%Y-%m-%d")
    return days.fillna(ends).astype("datetime64[ns]")
