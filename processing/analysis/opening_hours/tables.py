"""Opening hours in plain tables, a row for each day and time, as a text in the syntax."""

from __future__ import annotations

import re

import pandas as pd

from ...model.errors import OpgaveError

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
WORDS = (
    ("1", "mo", "mon", "monday", "ma", "maandag"),
    ("2", "tu", "tue", "tuesday", "di", "dinsdag"),
    ("3", "we", "wed", "wednesday", "wo", "woensdag"),
    ("4", "th", "thu", "thursday", "do", "donderdag"),
    ("5", "fr", "fri", "friday", "vr", "vrijdag"),
    ("6", "sa", "sat", "saturday", "za", "zaterdag"),
    ("7", "su", "sun", "sunday", "zo", "zondag"),
)
DAY_OF = {word: day for day, words in zip(DAYS, WORDS, strict=True) for word in words}
TIME = re.compile(r"(\d{1,2})(?:[:.hu](\d{2})?(?::\d{2})?)?(?:\s*(?:u|h|uur))?$")


def texts_of(keys: pd.Series, days: pd.Series, begins: pd.Series, ends: pd.Series, table: str) -> dict[str, str]:
    """Return for each key the opening_hours text of its rows; a row without times says nothing.

    Raises
    ------
    OpgaveError
        A day or time that is none, with its row.
    """
    rules: dict[str, list[str]] = {}
    for row, (key, day, begin, end) in enumerate(zip(keys, days, begins, ends, strict=True), start=1):
        if key is None or pd.isna(key):
            continue
        listed = rules.setdefault(cell_text(key), [])
        if begin is None or end is None or pd.isna(begin) or pd.isna(end) or not str(begin).strip() or not str(end).strip():
            continue
        name = DAY_OF.get(cell_text(day).lower())
        if name is None:
            raise OpgaveError("Table '{table}', row {row}: '{value}' is no day of the week.", table=table, row=row, value=day)
        listed.append(f"{name} {clock(begin, table, row)}-{clock(end, table, row)}")
    return {key: ", ".join(listed) or "off" for key, listed in rules.items()}


def cell_text(value: object) -> str:
    """Return a value as text, whole numbers without decimals."""
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value).strip()


def clock(value: object, table: str, row: int) -> str:
    """Return a time as ``08:30``."""
    found = TIME.match(cell_text(value).lower())
    if not found or int(found[1]) > 48 or int(found[2] or 0) > 59:
        raise OpgaveError("Table '{table}', row {row}: '{value}' is no time such as 08:30.", table=table, row=row, value=value)
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"
