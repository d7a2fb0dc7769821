"""Defects of a table: keys, codes, numbers, dates and texts that cannot be right."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache

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
OTHERS = (
    *("21", "25", "51", "52", "53", "54", "55", "56", "57", "58"),
    *("61", "62", "63", "64", "81", "82", "83", "84", "85", "91", "92", "93"),
)
"""How the codes of the districts of Brussels and Wallonia begin, whose municipalities are not all known here."""
OUTLYING = 6.0
"""An outlier lies so many times farther from the median than eight in ten values of its side."""
LEAST_FOR_OUTLIERS, TAIL = 30, 0.1
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
    if key:
        yield from find_key_defects(table, key)
    for name in table:
        column = table[name]
        blank = is_blank(column)
        if len(column) and blank.all():
            yield Finding("column_empty", WHOLE_LAYER, name)
            continue
        yield from find_unknown_codes(column, blank, expected.get(name) or ())
        if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
            yield from find_code_defects(name, texts_of(column), blank)
            if name != key and not is_numbering(name):
                yield from find_outliers(name, column)
        elif pd.api.types.is_datetime64_any_dtype(column):
            yield from find_future(name, column, today)
        else:
            yield from find_text_defects(name, column, blank)
    yield from find_wrong_order(table)
    yield from find_total_rows(table, key)


def is_blank(column: pd.Series) -> np.ndarray:
    """Return which values are missing, or texts of nothing but spaces."""
    blank = column.isna().to_numpy()
    if column.dtype == object:
        blank |= np.array([isinstance(value, str) and not value.strip() for value in column], dtype=bool)
    return blank


def texts_of(column: pd.Series) -> list[str]:
    """Return values as texts, whole numbers without decimals; missing ones empty."""
    if pd.api.types.is_numeric_dtype(column):
        return ["" if pd.isna(value) else f"{float(value):.15g}" for value in column]
    return ["" if pd.isna(value) else str(value) for value in column]


def rows_where(code: str, name: str, texts: list[str], wrong: list[bool] | np.ndarray) -> Iterator[Finding]:
    """Yield the rows of which a text is wrong, with these texts."""
    rows = np.flatnonzero(wrong)
    if len(rows):
        yield Finding(code, rows, name, [texts[row] for row in rows])


def find_key_defects(table: pd.DataFrame, key: str) -> Iterator[Finding]:
    """Yield keys that are blank or occur again."""
    if key not in table:
        yield Finding("field_absent", WHOLE_LAYER, key)
        return
    texts, blank = texts_of(table[key]), is_blank(table[key])
    yield from rows_where("key_missing", key, texts, blank)
    yield from rows_where("key_repeated", key, texts, pd.Series(texts).duplicated().to_numpy() & ~blank)


def find_unknown_codes(column: pd.Series, blank: np.ndarray, codes: Collection[str]) -> Iterator[Finding]:
    """Yield values that are none of the codes that a field may hold."""
    if codes:
        texts = texts_of(column)
        yield from rows_where("value_unknown", str(column.name), texts, ~np.isin(np.array(texts, dtype=object), list(codes)) & ~blank)


def find_text_defects(name: str, column: pd.Series, blank: np.ndarray) -> Iterator[Finding]:
    """Yield texts that were read in the wrong encoding, have spaces around them, or stand in a column of numbers."""
    texts = texts_of(column)
    yield from rows_where("text_garbled", name, texts, [bool(GARBLED.search(text)) for text in texts])
    yield from rows_where("text_spaces", name, texts, [text != text.strip() and bool(text.strip()) for text in texts])
    yield from find_code_defects(name, texts, blank)
    written = pd.Series([SPACES.sub("", text).replace(",", ".") for text in texts], dtype=object)
    numbers = pd.to_numeric(written, errors="coerce").notna().to_numpy()
    known = int((~blank).sum())
    if not is_numbering(name) and known >= FEW and USUAL * known <= numbers.sum() < known and not any(map(CODE.match, written)):
        yield from rows_where("not_a_number", name, texts, ~numbers & ~blank)


def reads_code(name: str) -> str:
    """Return which code a field holds by its name: ``nis``, ``sector``, ``postal`` or ``enterprise``; an empty text for another."""
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
    return bool(reads_code(name) or OWN_NUMBER.search(field_name(name)))


def find_code_defects(name: str, texts: list[str], blank: np.ndarray) -> Iterator[Finding]:
    """Yield codes that cannot exist: of municipalities, sectors, postal districts and enterprises."""
    kind = reads_code(name)
    if kind:
        fits = {"nis": is_nis, "sector": is_sector, "postal": is_postal, "enterprise": is_enterprise}[kind]
        yield from rows_where("code_invalid", name, texts, [not fits(text.strip()) for text in texts] & ~blank)


def is_nis(text: str) -> bool:
    """Whether a text is the code of a municipality, of today or of before a merger; those outside Flanders are judged by their form.

    >>> is_nis("23027"), is_nis("23999"), is_nis("21004"), is_nis("2302"), is_nis("99999")
    (True, False, True, False, False)
    """
    return bool(re.fullmatch(r"\d{5}", text)) and (text.startswith(OTHERS) or text in _known_codes())


@cache
def _known_codes() -> frozenset[str]:
    """Return the codes of the municipalities of Flanders, of today and of before a merger."""
    known = municipalities()
    return frozenset((*known, *(nis for one in known.values() for nis in one.formerly)))


def is_sector(text: str) -> bool:
    """Whether a text is the code of a statistical sector, by its form and its municipality.

    >>> is_sector("23027A00-"), is_sector("23027A0")
    (True, False)
    """
    return bool(SECTOR.fullmatch(text)) and is_nis(text[:5])


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


def find_outliers(name: str, column: pd.Series) -> Iterator[Finding]:
    """Yield numbers far from all others: farther from the median than `OUTLYING` times eight in ten values of their side.

    Quantities that have no negative values and a long tail are judged by their logarithm.
    """
    values = column.to_numpy(dtype=float)
    known = values[np.isfinite(values)]
    if len(np.unique(known)) < LEAST_FOR_OUTLIERS:
        return
    low, middle, high = np.quantile(known, [TAIL, 0.5, 1 - TAIL])
    if known.min() >= 0 and high - middle > 2 * (middle - low):
        values = np.log1p(values)
        low, middle, high = np.log1p([low, middle, high])
    if low < middle < high:
        with np.errstate(invalid="ignore"):
            wrong = (values > middle + OUTLYING * (high - middle)) | (values < middle - OUTLYING * (middle - low))
        yield from rows_where("outlier", name, texts_of(column), wrong)


def find_future(name: str, column: pd.Series, today: datetime.date) -> Iterator[Finding]:
    """Yield dates after today, unless the field is about what is still to come."""
    if not EXPECTED.search(field_name(name)):
        yield from rows_where(
            "date_future", name, [text[:10] for text in texts_of(column)], (column >= pd.Timestamp(today) + pd.Timedelta(days=1)).to_numpy()
        )


def find_wrong_order(table: pd.DataFrame) -> Iterator[Finding]:
    """Yield what ends before it begins, by two fields of dates whose names differ in that."""
    dates = {field_name(name): name for name in table if pd.api.types.is_datetime64_any_dtype(table[name])}
    for one, (begin, end) in itertools.product(dates, BEGIN_AND_END):
        other = re.sub(rf"(?<![a-z]){begin}(?![a-z])|^{begin}|{begin}$", end, one, count=1)
        if other != one and other in dates:
            first, last = table[dates[one]], table[dates[other]]
            texts = [f"{a[:10]} > {b[:10]}" for a, b in zip(texts_of(first), texts_of(last), strict=True)]
            yield from rows_where("date_order", dates[other], texts, (first > last).to_numpy())


def find_total_rows(table: pd.DataFrame, key: str) -> Iterator[Finding]:
    """Yield the row that adds up all others: by its name, or because it does so in two columns at least."""
    numbers = [name for name in table if pd.api.types.is_numeric_dtype(table[name]) and name != key and not is_numbering(name)]
    if len(table) < FEW or not numbers:
        return
    named = np.zeros(len(table), dtype=bool)
    for name in table:
        if name not in numbers and not pd.api.types.is_datetime64_any_dtype(table[name]):
            named |= np.array([bool(TOTAL.fullmatch(text.strip().lower())) for text in texts_of(table[name])])
    values = table[numbers].to_numpy(dtype=float)
    with np.errstate(invalid="ignore"):
        adds_up = (np.abs(2 * values - np.nansum(values, axis=0)) <= 0.5) & (values > 0)
    rows = np.flatnonzero(named | (adds_up.sum(axis=1) >= 2))
    if len(rows):
        yield Finding("total_row", rows)
