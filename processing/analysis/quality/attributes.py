"""Defects of a table: keys, codes, numbers, dates and texts that cannot be right."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ...model.area_codes import SECTOR
from ...model.municipalities import municipalities
from ...model.text import field_name
from .findings import WHOLE_LAYER, Finding

FEW = 10
"""Values that it takes to see what a column usually holds."""
USUAL = 0.9
"""Share of the values from which a column of texts holds numbers."""
CODE = re.compile(r"0\d|\d+\W?[A-Za-z]|[A-Za-z]+\W?\d")
"""A code, or the number of a house: no column with one is one of numbers."""
SPACES = re.compile(r"[\s\u00a0\u202f]")
GARBLED = re.compile("Ã[\x80-\xbf©¨«¯´¶¤¢§®]|Â[\x80-\xbf°]|â\x80|â€|\N{REPLACEMENT CHARACTER}")
"""UTF-8 that was read as Latin letters; and what could not be read."""
TOTAL = re.compile(r"(?:eind|sub)?totaal|totalen|total|som|sum")
EXPECTED = re.compile(r"plan|verwacht|einde?|end|tot|until|geldig|valid|vervalt|expir|volgende|next|deadline")
"""In the names of dates that may lie in the future."""
BEGIN_AND_END = (
    ("begin", "eind"),
    ("begin", "einde"),
    ("start", "eind"),
    ("start", "einde"),
    ("start", "end"),
    ("van", "tot"),
    ("from", "to"),
    ("from", "until"),
)
MARKS = frozenset(("na", "n/a", "#n/a", "nan", "null", "none", "x", "-", "--", "nb", "n.b.", "nvt", "n.v.t.", ".", "..", "...", "*", "?"))
"""What is written in a column of numbers or codes for a value that is not known."""
NINES, LEAST_ADDED = (999_999, 99_999, 9_999, 999, 99), 9_999
"""Below zero, in a column that has no negative numbers: marks for what is not known; from which on a sum of them is known too."""
OFF_TOTAL = 0.001
"""Share of a total by which it may be off the sum of the others: small numbers are rounded, or not told."""
OTHERS = (
    *("21", "25", "51", "52", "53", "54", "55", "56", "57", "58"),
    *("61", "62", "63", "64", "81", "82", "83", "84", "85", "91", "92", "93"),
)
"""How the codes of the districts of Brussels and Wallonia begin, whose municipalities are not all known here."""
LARGER = (
    *("01000", "02000", "03000", "04000"),
    *("10000", "20000", "20001", "20002", "30000", "40000", "50000", "60000", "70000", "80000", "90000"),
)
"""NIS codes of Belgium, the regions and the provinces, with Brabant as it was."""
DEMO_CITY = "99001"
"""The code of the demo city, which no municipality has: who tries the quality tab on it should not find its every sector wrong."""
REST = re.compile(r"(?:\d{5})?zzzz", re.IGNORECASE)
"""What lies in no sector of a municipality, or in no municipality."""
FORMS = {
    "nis": re.compile(r"\d{4,5}"),
    "sector": re.compile(r"\d{4,5}\S*"),
    "postal": re.compile(r"\d{3,4}"),
    "enterprise": re.compile(r"(?:BE)?[\d\s.]{9,}", re.IGNORECASE),
}
"""How codes are written, right or wrong; a field of which fewer than half of the values are so is called like one and is none."""
OUTLYING = 6.0
"""An outlier lies so many times farther from the median than eight in ten values of its side."""
LEAST_FOR_OUTLIERS, TAIL = 30, 0.1
LEAST_TOGETHER = 3
"""Columns in which a row lies on one side of all others from which it is not its values that are strange, but what it is of."""
OWN_NUMBER = re.compile(r"(?:^|_)(?:\w*id|oidn|uidn|nr|\w*nummer|number|code)(?:_|$)")
"""In the name of what a file or a register numbers: no quantity."""


def find_table_defects(table: pd.DataFrame, key: str, expected: Mapping[str, Collection[str]], today: datetime.date) -> Iterator[Finding]:
    """Yield the defects of a table.

    Parameters
    ----------
    key : str
        Empty where none is known.
    expected : mapping of str to collection of str
        The fields that there should be, with the codes that they may hold; no codes: any value.
    """
    for name in expected:
        if name not in table:
            yield Finding("field_absent", WHOLE_LAYER, name)
    columns = {name: Column.of(table[name]) for name in table}
    if key:
        yield from find_key_defects(columns, key)
    totals = find_total_rows(table, columns, key)
    for name, column in columns.items():
        if len(table) and column.blank.all():
            yield Finding("column_empty", WHOLE_LAYER, name)
            continue
        yield from find_unknown_codes(column, expected.get(name) or ())
        yield from find_code_defects(column)
        if pd.api.types.is_datetime64_any_dtype(column.values):
            yield from find_future(column, today)
        elif not pd.api.types.is_numeric_dtype(column.values):
            yield from find_text_defects(column)
    yield from find_strange_numbers([columns[name] for name in quantities(table, key)], totals)
    yield from find_wrong_order(columns)
    if len(totals):
        yield Finding("total_row", totals)


@dataclass(frozen=True, eq=False)
class Column:
    """A column of a table.

    Attributes
    ----------
    texts : list of str
        Its values as texts, whole numbers without decimals; missing ones empty.
    blank : ndarray of bool
        Which are missing, or nothing but spaces.
    """

    name: str
    values: pd.Series
    texts: list[str]
    blank: np.ndarray

    @classmethod
    def of(cls, values: pd.Series) -> Column:
        """Return a column of a table."""
        return cls(str(values.name), values, texts_of(values), is_blank(values))

    def rows(self, code: str, wrong: list[bool] | np.ndarray) -> Iterator[Finding]:
        """Yield the rows of which the value is wrong."""
        rows = np.flatnonzero(wrong)
        if len(rows):
            yield Finding(code, rows, self.name, [self.texts[row] for row in rows])


def is_blank(column: pd.Series) -> np.ndarray:
    """Return which values are missing, or texts of nothing but spaces."""
    blank = column.isna().to_numpy()
    if column.dtype == object:
        blank |= np.array([isinstance(value, str) and not value.strip() for value in column], dtype=bool)
    return blank


def texts_of(column: pd.Series) -> list[str]:
    """Return values as texts, whole numbers without decimals; missing ones empty."""
    is_number = pd.api.types.is_numeric_dtype(column)
    values = column.to_numpy(dtype=float, na_value=np.nan) if is_number else column
    write = "{:.15g}".format if is_number else str
    return ["" if missing else write(value) for value, missing in zip(values.tolist(), column.isna().tolist(), strict=True)]


def of_each(texts: Sequence[str], judge: Callable[[str], Any]) -> list:
    """Return what is found of each text; the same text is looked at once."""
    known = {text: judge(text) for text in set(texts)}
    return [known[text] for text in texts]


def find_key_defects(columns: Mapping[str, Column], key: str) -> Iterator[Finding]:
    """Yield keys that are blank or occur again."""
    if key not in columns:
        yield Finding("field_absent", WHOLE_LAYER, key)
        return
    column = columns[key]
    yield from column.rows("key_missing", column.blank)
    yield from column.rows("key_repeated", pd.Series(column.texts).duplicated().to_numpy() & ~column.blank)


def find_unknown_codes(column: Column, codes: Collection[str]) -> Iterator[Finding]:
    """Yield values that are none of the codes that a field may hold."""
    if codes:
        yield from column.rows("value_unknown", ~np.isin(np.array(column.texts, dtype=object), list(codes)) & ~column.blank)


def find_text_defects(column: Column) -> Iterator[Finding]:
    """Yield texts that were read in the wrong encoding, have spaces around them, or stand in a column of numbers."""
    texts, blank = column.texts, column.blank
    yield from column.rows("text_garbled", of_each(texts, lambda text: bool(GARBLED.search(text))))
    yield from column.rows("text_spaces", of_each(texts, lambda text: text != text.strip() and bool(text.strip())))
    written = pd.Series(of_each(texts, lambda text: SPACES.sub("", text).replace(",", ".")), dtype=object)
    marks = np.array(of_each(written, lambda text: text.lower() in MARKS), dtype=bool)
    numbers = pd.to_numeric(written, errors="coerce").notna().to_numpy() & ~marks
    known = int((~blank & ~marks).sum())
    if is_numbering(column.name) or known < FEW or numbers.sum() < USUAL * known or any(map(CODE.match, written)):
        return
    yield from column.rows("missing_mark", marks)
    yield from column.rows("not_a_number", ~numbers & ~blank & ~marks)


def reads_code(column: Column) -> str:
    """Return which code a field holds, by its name and by how its values are written; see `named_code`."""
    kind = named_code(column.name)
    known = [text.strip() for text, blank in zip(column.texts, column.blank, strict=True) if not blank]
    return kind if kind and 2 * sum(bool(FORMS[kind].fullmatch(text)) for text in known) >= len(known) else ""


def named_code(name: str) -> str:
    """Return which code a field would hold by its name: ``nis``, ``sector``, ``postal`` or ``enterprise``; an empty text for another."""
    called = field_name(name)
    if re.search(r"(?:^|_)(?:ref)?nis(?:_?code)?(?:$|_)", called):
        return "nis"
    if re.fullmatch(r"(?:stat(?:istische)?_?)?sector(?:_?code|_?id)?|cd_(?:rgn_)?sector", called):
        return "sector"
    if re.search(r"postcode|postal_?code|zip_?code|postnr", called):
        return "postal"
    return "enterprise" if re.search(r"kbo|ondernemingsn|enterprise_?n", called) else ""


def is_numbering(name: str) -> bool:
    """Whether a field holds numbers or codes of things, by its name.

    >>> is_numbering("fiche_id"), is_numbering("postcode"), is_numbering("leerlingen")
    (True, True, False)
    """
    return bool(named_code(name) or OWN_NUMBER.search(field_name(name)))


def find_code_defects(column: Column) -> Iterator[Finding]:
    """Yield codes that do not exist: of municipalities, sectors, postal districts and enterprises; and what marks that there is none."""
    kind = reads_code(column)
    if not kind:
        return
    fits = {"nis": is_nis, "sector": is_sector, "postal": is_postal, "enterprise": is_enterprise}[kind]
    digits = 5 if kind == "nis" and pd.api.types.is_numeric_dtype(column.values) else 0  # a number has lost its first zero
    written = [text.strip().zfill(digits) for text in column.texts]
    marks = np.array([text.lower() in MARKS for text in written], dtype=bool)
    yield from column.rows("missing_mark", marks)
    yield from column.rows("code_invalid", [not fits(text) for text in written] & ~column.blank & ~marks)


def is_nis(text: str) -> bool:
    """Whether a text is the code of a municipality, of today or of before the mergers of 2019 and 2025, a district, a province or a region;
    those outside Flanders are judged by their form.

    >>> is_nis("23027"), is_nis("23999"), is_nis("21004"), is_nis("2302"), is_nis("99999"), is_nis("23000"), is_nis("99001")
    (True, False, True, False, False, True, True)
    """
    return bool(re.fullmatch(r"\d{5}", text)) and (text.startswith(OTHERS) or text in _known_codes())


@cache
def _known_codes() -> frozenset[str]:
    """Return codes of Flanders' municipalities, of today and of before a merger, of their districts, of what is larger, and the demo's."""
    known = municipalities()
    of_towns = (*known, *(nis for one in known.values() for nis in one.formerly))
    return frozenset((*of_towns, *(f"{nis[:2]}000" for nis in of_towns), *LARGER, DEMO_CITY))


def is_sector(text: str) -> bool:
    """Whether a text is the code of a statistical sector, by its form and its municipality, or stands for what lies in none.

    >>> is_sector("23027A00-"), is_sector("23027A0"), is_sector("23027zzzz")
    (True, False, True)
    """
    return bool(SECTOR.fullmatch(text) or REST.fullmatch(text)) and (is_nis(text[:5]) or not text[0].isdigit())


def is_postal(text: str) -> bool:
    """Whether a text is a Belgian postal code.

    >>> is_postal("1500"), is_postal("999")
    (True, False)
    """
    return bool(re.fullmatch(r"[1-9]\d{3}", text)) and int(text) <= 9992


def is_enterprise(text: str) -> bool:
    """Whether a text is a number of the register of enterprises: ten digits; the last two are 97 less the rest of the others by 97.

    >>> is_enterprise("0207.437.468"), is_enterprise("BE 0207.437.469")
    (True, False)
    """
    digits = re.sub(r"^BE|[\s.]", "", text.upper())
    return bool(re.fullmatch(r"[01]\d{9}", digits)) and int(digits[8:]) == 97 - int(digits[:8]) % 97


def quantities(table: pd.DataFrame, key: str) -> list[str]:
    """Return the columns that hold quantities: numbers, but those that number things or are codes of them."""
    numbers = table.select_dtypes("number")
    return [name for name in numbers if name != key and not is_numbering(name)]


def find_strange_numbers(columns: list[Column], totals: np.ndarray) -> Iterator[Finding]:
    """Yield numbers that stand for a missing value, and those far from all others.

    A row of a total is no outlier, nor is one that lies on the same side of the others in half of the columns: a very small municipality.
    """
    sides = []
    for column in columns:
        values = column.values.to_numpy(dtype=float)
        marks = stand_for_missing(values)
        yield from column.rows("missing_mark", marks)
        aside = marks.copy()
        aside[totals] = True
        sides.append(side_of_others(np.where(aside, np.nan, values)))
    below, above = (np.sum([side == way for side in sides], axis=0) for way in (-1, 1))
    enough = max(LEAST_TOGETHER, len(columns) / 2)
    for column, side in zip(columns, sides, strict=True):
        yield from column.rows("outlier", (side != 0) & (np.where(side < 0, below, above) < enough))


def stand_for_missing(values: np.ndarray) -> np.ndarray:
    """Return which numbers mark that there is none: the only negative ones, all of them -99, -999 and so on, or a sum of such marks.

    >>> stand_for_missing(np.array([3.0, -399_996.0, 4.0, -99_999.0])).tolist(), stand_for_missing(np.array([3.0, -99.0, -5.0])).any()
    ([False, True, False, True], np.False_)
    """
    negative = values < 0
    if negative.any() and (values >= 0).any():
        for mark in NINES:
            times = values[negative] / -mark
            if (times == (np.round(times) if mark >= LEAST_ADDED else 1)).all():
                return negative
    return np.zeros(len(values), dtype=bool)


def side_of_others(values: np.ndarray) -> np.ndarray:
    """Return on which side of all others a number lies, -1 or 1: farther from the median than `OUTLYING` times eight in ten values of that
    side; 0 for what lies among them.

    A long tail above is judged by its logarithm; so are low values, where none is negative.
    """
    among = np.zeros(len(values), dtype=np.int64)
    known = values[np.isfinite(values)]
    if len(np.unique(known)) < LEAST_FOR_OUTLIERS:
        return among
    low, middle, high = np.quantile(known, [TAIL, 0.5, 1 - TAIL])
    long_tail = high - middle > 2 * (middle - low)
    if long_tail and known.min() >= 0:
        values, low, middle, high = (np.log1p(one) for one in (values, low, middle, high))
    if not low < middle < high:
        return among
    above, below, farthest = (values - middle) / (middle - low), (middle - values) / (middle - low), (high - middle) / (middle - low)
    with np.errstate(invalid="ignore"):
        if long_tail and known.min() < 0:
            above, farthest = np.log1p(np.maximum(above, 0.0)), np.log1p(farthest)
        return (above > OUTLYING * farthest).astype(np.int64) - (below > OUTLYING)


def find_future(column: Column, today: datetime.date) -> Iterator[Finding]:
    """Yield dates after today, unless the field is about what is still to come."""
    if not EXPECTED.search(field_name(column.name)):
        late = (column.values >= pd.Timestamp(today) + pd.Timedelta(days=1)).to_numpy()
        yield from replace(column, texts=[text[:10] for text in column.texts]).rows("date_future", late)


def find_wrong_order(columns: Mapping[str, Column]) -> Iterator[Finding]:
    """Yield what ends before it begins, by two fields of dates whose names differ in that."""
    dates = {field_name(name): one for name, one in columns.items() if pd.api.types.is_datetime64_any_dtype(one.values)}
    for called, (begin, end) in itertools.product(dates, BEGIN_AND_END):
        other = re.sub(rf"(?<![a-z]){begin}(?![a-z])|^{begin}|{begin}$", end, called, count=1)
        if other != called and other in dates:
            first, last = dates[called], dates[other]
            texts = [f"{a[:10]} > {b[:10]}" for a, b in zip(first.texts, last.texts, strict=True)]
            yield from replace(last, texts=texts).rows("date_order", (first.values > last.values).to_numpy())


def find_total_rows(table: pd.DataFrame, columns: Mapping[str, Column], key: str) -> np.ndarray:
    """Return the rows that add up all others: by their name, or because they do so in two columns at least."""
    numbers = quantities(table, key)
    if len(table) < FEW or not numbers:
        return np.array([], dtype=np.int64)
    named = np.zeros(len(table), dtype=bool)
    for name, column in columns.items():
        if name not in numbers and not pd.api.types.is_datetime64_any_dtype(column.values):
            named |= np.array([bool(TOTAL.fullmatch(text.strip().lower())) for text in column.texts])
    values = table[numbers].to_numpy(dtype=float)
    with np.errstate(invalid="ignore"):
        adds_up = (np.abs(2 * values - np.nansum(values, axis=0)) <= np.maximum(0.5, OFF_TOTAL * values)) & (values > 0)
    return np.flatnonzero(named | (adds_up.sum(axis=1) >= 2))
