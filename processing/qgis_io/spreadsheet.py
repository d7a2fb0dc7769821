"""Tables for spreadsheets, which compute what looks like a formula: a text from elsewhere must stay a text."""

from __future__ import annotations

import pandas as pd

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes a cell for a formula, which may ask the web or start a program."""
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
    """Return a value of a cell; a text that would be taken for a formula with an apostrophe before it."""
    return f"{AS_TEXT}{value}" if isinstance(value, str) and value.startswith(FORMULA_STARTS) else value
