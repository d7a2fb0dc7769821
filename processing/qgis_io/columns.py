"""Attribute columns: from QGIS values or Arrow arrays to the arrays of a `Features` table."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
import pandas as pd
from qgis.core import QgsField
from qgis.PyQt.QtCore import QDate, QDateTime, QMetaType, QTime, QVariant

from ..model.text import display_name

KINDS = {
    QMetaType.Type.Int: "int",
    QMetaType.Type.UInt: "int",
    QMetaType.Type.LongLong: "int",
    QMetaType.Type.ULongLong: "int",
    QMetaType.Type.Double: "float",
    QMetaType.Type.Bool: "bool",
    QMetaType.Type.QString: "text",
    QMetaType.Type.QDate: "date",
    QMetaType.Type.QDateTime: "datetime",
}
NULLABLE = (QVariant, QDate, QDateTime, QTime)
NEW_FIELDS = {
    "int": QMetaType.Type.LongLong,
    "float": QMetaType.Type.Double,
    "bool": QMetaType.Type.Bool,
    "text": QMetaType.Type.QString,
    "date": QMetaType.Type.QDate,
    "datetime": QMetaType.Type.QDateTime,
}
DTYPES = {"int": "int64", "float": "float64", "bool": "bool"}
PYTHON_TYPES = {"int": int, "float": float, "bool": bool, "text": str}
SPACES = r"[\s\u00a0\u202f']"
NOT_A_NUMBER = r"[^0-9.,eE+-]"
OTHER_MARK = {".": ",", ",": "."}
NUMBER = {
    mark: rf"[+-]?(?:[1-9]\d{{0,2}}(?:{re.escape(other)}\d{{3}})+|\d*)(?:{re.escape(mark)}\d*)?(?:[eE][+-]?\d+)?"
    for mark, other in OTHER_MARK.items()
}
"""How a number is written, by its decimal mark; the other mark groups thousands."""
MISSING_MARKS = frozenset(
    (".", "..", "...", "…", "-", "--", "–", ":", "*", "**", "***", "x", "xx", "c", "rest", "n/a", "#n/a", "na", "n.a.", "n.v.t.", "nvt")
    + ("nb", "n.b.", "null", "nan")
)
NONE = np.array(None, dtype=object)
FIRST_DAY = np.datetime64("1677-09-22", "ms")
LAST_DAY = np.datetime64("2262-04-11", "ms")

Value = TypeVar("Value")


def kind_of(field: QgsField) -> str:
    """Return what a field holds: ``int``, ``float``, ``bool``, ``text``, ``date``, ``datetime``, or ``other`` (becomes text)."""
    return KINDS.get(field.type(), "other")


def from_values(values: Sequence, kind: str) -> np.ndarray:
    """Return a column from QGIS's attribute values; NULL becomes NaN, NaT or None."""
    plain = [None if is_null(value) else value for value in values]
    if kind in ("int", "float", "bool"):
        return number_array(plain, kind)
    if kind in ("date", "datetime"):
        return nanoseconds(np.array([date_value(value) for value in plain], dtype="datetime64[ms]"))
    column = np.empty(len(plain), dtype=object)
    column[:] = [None if value is None else text_value(value) for value in plain]
    return column


def display_names(names: Sequence) -> np.ndarray:
    """Return names as people write them (see `model.text.display_name`); missing and blank ones are None."""
    column = pd.Series(names, dtype=object)
    shown = column.map({name: display_name(str(name)) for name in column.dropna().unique()}).astype(object)
    return shown.where(column.notna() & column.astype(str).str.strip().ne(""), None).to_numpy()


def from_arrow(values: np.ndarray, kind: str) -> np.ndarray:
    """Return a column from what OGR's Arrow stream gives: masked where NULL, texts as UTF-8 bytes or (in large batches) as str."""
    missing = np.ma.getmaskarray(values)
    if kind in ("int", "float", "bool"):
        column = np.ma.getdata(values).astype(float if missing.any() else DTYPES[kind])
        column[missing] = np.nan if missing.any() else 0
        return column
    if kind in ("date", "datetime"):
        column = nanoseconds(np.ma.getdata(values).astype("datetime64[ms]"))
        column[missing] = np.datetime64("NaT")
        return column
    texts = [value.decode("utf-8", "replace") if isinstance(value, bytes) else value for value in values.tolist()]
    column = np.empty(len(values), dtype=object)
    column[:] = [value and json_text(value) for value in texts] if kind == "other" else texts
    return column


def join_batches(parts: Sequence[np.ndarray], kind: str) -> np.ndarray:
    """Return batches of one column as one column; with no batches, an empty column of that kind."""
    return np.concatenate(parts) if parts else from_values([], kind)


def is_none(values: np.ndarray) -> np.ndarray:
    """Return which of the objects are None (bool, shape (n,))."""
    return np.equal(values, NONE).astype(bool)


def is_null(value: object) -> bool:
    """Whether a QGIS attribute value is NULL: None, a null variant (Qt 5), or a date that is none."""
    return value is None or (isinstance(value, NULLABLE) and (isinstance(value, QVariant) or value.isNull()))


def number_array(values: Sequence, kind: str) -> np.ndarray:
    """Return int64, float64 or bool; float64 with NaN as soon as a value is missing."""
    if any(value is None for value in values):
        return np.array([np.nan if value is None else value for value in values], dtype=float)
    return np.array(values, dtype=DTYPES[kind])


def date_value(value: QDate | QDateTime | None) -> datetime.date | None:
    """Return a Python date, or a date and time as the clock where it was noted says it."""
    if value is None:
        return None
    return value.toPyDate() if isinstance(value, QDate) else value.toPyDateTime().replace(tzinfo=None)


def nanoseconds(days: np.ndarray) -> np.ndarray:
    """Return ``datetime64[ns]``; NaT for a date that does not fit (before 1678, after 2262)."""
    fits = (days >= FIRST_DAY) & (days < LAST_DAY)
    return np.where(fits, days, np.datetime64("NaT")).astype("datetime64[ns]")


def text_value(value: object) -> str:
    """Return any attribute value as text: lists and maps as JSON, a time as ``HH:MM:SS``."""
    if isinstance(value, str):
        return value
    if isinstance(value, QTime):
        return value.toString("HH:mm:ss")
    return json.dumps(value, ensure_ascii=False, default=str)


def json_text(text: str) -> str:
    """Return a text of a column of JSON: lists and objects as `text_value` writes them, any other as it stands."""
    if text[:1] not in "[{":
        return text
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


def numbers_in_text(texts: pd.Series, decimal: str = "") -> tuple[np.ndarray, int | None]:
    """Return numbers written as text as float64 (NaN where blank), and the first row that is no number (None when all are).

    Spaces group thousands. The decimal mark is the one given, or the one that `found_mark` finds for the whole column; where that cannot
    be known, a lone mark is the decimal one.
    """
    plain = without_spaces(texts)
    numbers = read_numbers(plain, decimal or found_mark(texts) or lone_mark(plain))
    wrong = np.flatnonzero(np.isnan(numbers) & plain.notna().to_numpy())
    return numbers, int(wrong[0]) if len(wrong) else None


def numbers_or_nan(texts: pd.Series, decimal: str = "") -> np.ndarray:
    """Return numbers written as text as float64, as `numbers_in_text` reads them; NaN for what is no number."""
    return numbers_in_text(texts, decimal)[0]


def read_numbers(plain: pd.Series, decimal: str) -> np.ndarray:
    """Return texts without spaces as float64, with this decimal mark; NaN for what is no number so written."""
    other = OTHER_MARK[decimal]

    def read(texts: pd.Series) -> pd.Series:
        marked = contains(texts, "[.,]")
        clean = texts.mask(marked & ~texts.str.fullmatch(NUMBER[decimal]).fillna(False).astype(bool), "?")
        clean = clean.mask(contains(clean, NOT_A_NUMBER), "?").str.replace(other, "", regex=False).str.replace(decimal, ".", regex=False)
        return pd.to_numeric(clean, errors="coerce")

    return for_each_text(plain, read).to_numpy(dtype=float, na_value=np.nan) + 0.0  # -00 is 0


def for_each_text(texts: pd.Series, work: Callable[[pd.Series], pd.Series]) -> pd.Series:
    """Return what ``work`` makes of each text by itself; long tables repeat few texts, and each is worked on once."""
    codes, distinct = pd.factorize(texts, use_na_sentinel=False)
    if 2 * len(distinct) > len(texts):
        return work(texts)
    return work(pd.Series(distinct, dtype=texts.dtype)).take(codes).set_axis(texts.index)


def without_spaces(texts: pd.Series) -> pd.Series:
    """Return texts without the spaces that group thousands; missing where nothing is left."""

    def remove(texts: pd.Series) -> pd.Series:
        plain = texts.str.replace(SPACES, "", regex=True)
        return plain.mask(plain == "")

    return for_each_text(texts.astype("string"), remove)


def found_mark(texts: pd.Series) -> str:
    """Return the decimal mark, ``.`` or ``,``, of a column of numbers written as text; empty where it cannot be known.

    It is the one with which most of the texts are numbers. Where both serve, all marks being followed by three digits (``1.022``), the
    whole numbers beside them decide. With a number of three digits (``821``), or with any beside a text that ends in 0 (``1.030``), the
    mark groups thousands: as a decimal one it would stand in the first too, or the 0 would not be there. Beside a whole number of four
    digits, or with no whole number at all, nobody can know.
    """
    plain = pd.Series(without_spaces(texts).dropna().unique(), dtype="string")
    marked = plain[contains(plain, "[.,]")]
    fits = {mark: marked.str.fullmatch(pattern).astype(bool) for mark, pattern in NUMBER.items()}
    counts = {mark: int(found.sum()) for mark, found in fits.items()}
    if counts["."] != counts[","]:
        return max(counts, key=counts.__getitem__)
    grouped = marked[fits["."] & fits[","]]
    if grouped.empty:
        return "." if marked.empty else lone_mark(plain)
    whole = plain[plain.str.fullmatch(r"[+-]?\d+").astype(bool)].str.lstrip("+-")
    lone = {mark for mark in OTHER_MARK if contains(grouped, re.escape(mark)).any()}
    if len(lone) > 1 or (whole.str.len() > 3).any():
        return ""
    beside_hundreds = whole.str.fullmatch(r"[1-9]\d\d").any()
    return OTHER_MARK[lone.pop()] if beside_hundreds or len(whole) and grouped.str.endswith("0").any() else ""


def lone_mark(plain: pd.Series) -> str:
    """Return the mark that stands in numbers written as text, a comma before a point."""
    return "," if contains(plain, ",").any() else "."


def find_grouped_texts(texts: pd.Series) -> pd.Series:
    """Return the texts of a column that are a number with either decimal mark, such as ``1.022``."""
    plain = without_spaces(texts).dropna()
    marked = plain[contains(plain, "[.,]")]
    return marked[marked.str.fullmatch(NUMBER["."]).astype(bool) & marked.str.fullmatch(NUMBER[","]).astype(bool)]


def decimal_text(text: str) -> str:
    """Return a number with a decimal point as text, written so that nobody takes the point for one between thousands."""
    return f"{text}0" if re.fullmatch(NUMBER[","], text) and "." in text else text


def is_missing_mark(texts: pd.Series) -> pd.Series:
    """Return where a text stands for a missing value, as publishers write it: hidden, not asked, not applicable."""
    return for_each_text(texts.astype("string"), lambda some: some.str.strip().str.lower().isin(MISSING_MARKS))


def contains(texts: pd.Series, pattern: str) -> pd.Series:
    """Return where a text holds a pattern; not where it is missing."""
    return for_each_text(texts, lambda some: some.str.contains(pattern, regex=True, na=False).astype(bool))


def kind_in_table(column: pd.Series) -> str:
    """Return what a table's column holds: ``int``, ``float``, ``bool``, ``date``, ``datetime`` or ``text``."""
    if pd.api.types.is_bool_dtype(column):
        return "bool"
    if pd.api.types.is_integer_dtype(column):
        return "int"
    if pd.api.types.is_float_dtype(column):
        return "float"
    if pd.api.types.is_datetime64_any_dtype(column):
        return "date" if (column.dropna() == column.dropna().dt.normalize()).all() else "datetime"
    return "text"


def kind_of_values(values: Sequence) -> str:
    """Return what plain values hold together: ``int``, ``float``, ``date``, ``datetime``, or ``text``; missing ones say nothing."""
    kinds = {type(value) for value in values if value is not None}
    if kinds and kinds <= {int, float}:
        return "float" if float in kinds else "int"
    return {frozenset((QDate,)): "date", frozenset((QDateTime,)): "datetime"}.get(frozenset(kinds), "text")


def new_field(name: str, kind: str) -> QgsField:
    """Return a QGIS field for a column of some kind."""
    return QgsField(name, NEW_FIELDS[kind])


def qgis_values(column: pd.Series, field: QgsField | None = None) -> list:
    """Return a column as plain values that QGIS takes for attributes: missing ones None, and as the ``field`` wants them."""
    kind = kind_of(field) if field is not None else ""
    if pd.api.types.is_datetime64_any_dtype(column):
        make = day_of if field is not None and field.type() == QMetaType.Type.QDate else moment_of
    else:
        make = PYTHON_TYPES.get(kind, leave_unchanged)
    return [None if missing else make(value) for value, missing in zip(column.astype(object), column.isna(), strict=True)]


def day_of(value: pd.Timestamp) -> QDate:
    """Return a date as QGIS's."""
    return QDate(value.year, value.month, value.day)


def moment_of(value: pd.Timestamp) -> QDateTime:
    """Return a date and time as QGIS's, to the millisecond."""
    return QDateTime(day_of(value), QTime(value.hour, value.minute, value.second, value.microsecond // 1000))


def leave_unchanged(value: Value) -> Value:
    """Return the value itself."""
    return value


def key_texts(column: pd.Series) -> np.ndarray:
    """Return the values of a key as text, so that keys of different sources meet: no spaces around, no ``.0`` behind; None if blank."""
    if kind_in_table(column) in ("int", "float", "bool"):
        return np.array([None if pd.isna(value) else f"{value:.15g}" for value in column.astype(float)], dtype=object)
    texts = [None if value is None or pd.isna(value) else str(value).strip() for value in column]
    return np.array([text or None for text in texts], dtype=object)


BETWEEN_KEYS = " / "
"""Stands between the values of a key of several fields."""


def joined_key_texts(table: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """Return the key of each row of a table, whose fields are ``names``, as one text; None where one of them is blank."""
    columns = [key_texts(table[name]) for name in names]
    if len(columns) == 1:
        return columns[0]
    return np.array([BETWEEN_KEYS.join(row) if None not in row else None for row in zip(*columns, strict=True)], dtype=object)
