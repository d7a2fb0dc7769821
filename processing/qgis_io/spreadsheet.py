"""Tables for spreadsheets, which compute what looks like a formula: a text from elsewhere must stay a text."""

from __future__ import annotations

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "of:=")
"""With these a spreadsheet takes a cell for a formula, which may ask the web or start a program; the last is how GDAL marks one for ODS."""
SIGNS, ACTING = ("+", "-"), frozenset("(|!")
"""After a sign a formula acts only where it calls a function or a program: a telephone number, or ``- none -``, stays as it is."""
SHEETS = (".csv", ".tsv", ".txt", ".ods")
"""Endings of files that a spreadsheet opens and of which a cell may be a formula; in XLSX, GDAL writes texts as texts."""
AS_TEXT = "'"


def keep_texts(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table in which texts that would be taken for formulas have an apostrophe before them; numbers stay as they are.

    >>> keep_texts(pd.DataFrame({"name": ["=1+1", "Muide"], "change": [-1.5, 2.0]})).values.tolist()
    [["'=1+1", -1.5], ['Muide', 2.0]]
    """
    texts = {name: table[name].map(keep_text) for name in table if not pd.api.types.is_numeric_dtype(table[name])}
    kept = table.assign(**texts)
    return kept.set_axis([keep_text(name) for name in table], axis=1)


def keep_text(value: object) -> object:
    """Return a value of a cell; a text that would be taken for a formula with an apostrophe before it.

    >>> [keep_text(text) for text in ("@x", "+32 9 123", "- none -", "-cmd|'/C calc'!A0", "of:=A1")]
    ["'@x", '+32 9 123', '- none -', "'-cmd|'/C calc'!A0", "'of:=A1"]
    """
    return f"{AS_TEXT}{value}" if isinstance(value, str) and is_formula(value) else value


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula that can act."""
    return text.startswith(FORMULA_STARTS) and (not text.startswith(SIGNS) or not ACTING.isdisjoint(text))


def is_sheet(destination: str) -> bool:
    """Whether a layer is written as a file of which a spreadsheet would compute cells."""
    return destination.partition("|")[0].lower().endswith(SHEETS)
