"""Amounts of money in whole cents, so that sums stay exact."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ...model.errors import OpgaveError

SPACES_AND_EURO = r"[\s\u00a0\u202f]|€|(?i:eur(?:o)?)|,[-–]+\s*$"
MINUS_SIGNS = ((r"^\((.*)\)$", r"-\1"), (r"^(.+)-$", r"-\1"), (r"^[−–](?=\d)", "-"))
"""What book-keepers write for ``-5``: ``(5)``, ``5-``, and a dash or true minus sign."""
FORMS = (
    (r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?", ".", ","),
    (r"[+-]?\d+(?:,\d{1,2})?", "", ","),
    (r"[+-]?\d{1,3}(?:,\d{3})+\.\d{1,2}", ",", "."),
    (r"[+-]?\d+\.\d+", "", "."),
)
"""How an amount may be written: pattern, what groups thousands, decimal mark. The first that fits counts, so ``1.234`` is no fraction."""
ONLY_DECIMAL_POINT, DECIMAL_COMMA = r"[+-]?(?:\d+\.(?:\d{1,2}|\d{4,})|\d{4,}\.\d+)", r".*,\d{1,2}"
"""Amounts of a computer (``61000.0``) and of a person: in a column with the first and none of the second, ``1.234`` is a fraction."""
BLANKS = ("", "-", "–")
FIRST_ROW = 2
LARGEST = 10**15


def cents(column: pd.Series, name: str) -> tuple[np.ndarray, int]:
    """Return amounts in cents (int64, shape (n,)) and how many were absent and count as 0.

    Numbers are rounded to the cent; texts may be written ``1234.5``, ``1.234,50``, ``1 234,50`` or ``1,234.50``, with a euro sign.

    Raises
    ------
    OpgaveError
        For a text that is no amount, with its row (the first below the names is 2) and column.
    """
    if pd.api.types.is_numeric_dtype(column):
        numbers = column.to_numpy(dtype=float, na_value=np.nan)
        absent = np.isnan(numbers)
    else:
        numbers, absent = from_texts(column, name)
    numbers = np.where(absent, 0.0, numbers) * 100
    if not (np.abs(numbers) < LARGEST).all():
        row = int(np.flatnonzero(~(np.abs(numbers) < LARGEST))[0])
        raise not_an_amount(row, name, column.iloc[row])
    return np.rint(numbers).astype("int64"), int(absent.sum())


def from_texts(column: pd.Series, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return amounts written as text as float64 (NaN where there is none), and where there is none."""
    texts = column.fillna("").astype(str).str.replace(SPACES_AND_EURO, "", regex=True)
    for written, sign in MINUS_SIGNS:
        texts = texts.str.replace(written, sign, regex=True)
    absent = texts.isin(BLANKS).to_numpy()
    numbers = np.full(len(texts), np.nan)
    todo = ~absent
    points = texts.str.fullmatch(ONLY_DECIMAL_POINT).any() and not texts.str.fullmatch(DECIMAL_COMMA).any()
    for pattern, grouping, decimal in FORMS[::-1] if points else FORMS:
        fits = texts.str.fullmatch(pattern).to_numpy(dtype=bool) & todo
        plain = texts[fits].str.replace(grouping, "", regex=False) if grouping else texts[fits]
        numbers[fits] = plain.str.replace(decimal, ".", regex=False).astype(float).to_numpy()
        todo &= ~fits
    if todo.any():
        row = int(np.flatnonzero(todo)[0])
        raise not_an_amount(row, name, column.iloc[row])
    return numbers, absent


def not_an_amount(row: int, name: str, value: object) -> OpgaveError:
    """Return the error for a value that is no amount."""
    return OpgaveError(
        "Row {row}, column '{column}': '{value}' is no amount. Write it as 1234.56 or 1.234,56.",
        row=row + FIRST_ROW,
        column=name,
        value=value,
    )


def split(amounts: np.ndarray, group: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return each row's part of its group's amount, so that the parts of a group are together exactly that amount.

    What is left after rounding down goes to the rows with the largest remainder, the first of equals (Hamilton's method).

    Parameters
    ----------
    amounts : ndarray of int, shape (m, years)
        Cents of each group.
    group : ndarray of int, shape (r,)
        Which group a row belongs to; rows of a group lie together.
    weights : ndarray of int, shape (r,)
        Positive.

    Returns
    -------
    ndarray of int, shape (r, years)
    """
    totals = np.bincount(group, weights).astype("int64")[group]
    parts, remainders = np.divmod(amounts[group] * weights[:, None], totals[:, None])
    left = amounts.copy()
    np.subtract.at(left, group, parts)
    first = np.searchsorted(group, group)
    for year in range(amounts.shape[1]):
        order = np.lexsort((-remainders[:, year], group))
        place = np.empty(len(group), dtype="int64")
        place[order] = np.arange(len(group)) - first
        parts[:, year] += place < left[group, year]
    return parts
