"""Columns written in canonical values: those of a source looked up in a record's ``recode``, and marks taken for what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.recoding import Scalar, parse_range


@dataclass(frozen=True)
class Recoded:
    """A column in canonical values.

    Attributes
    ----------
    values : ndarray, shape (n,)
        Numbers where all canonical values are, else texts; NaN or None where missing or not matched.
    unmatched : dict of str to int
        Values of the source that have no canonical one, and how many features have them, the most frequent first.
    matched : int
        Features whose value has a canonical one.
    """

    values: np.ndarray
    unmatched: dict[str, int]
    matched: int


def recode(column: pd.Series, table: Mapping[str, Scalar | None]) -> Recoded:
    """Return a column with the canonical value of each of its values.

    Exact words and numbers go before ranges; ``3``, ``3.0`` and the text ``"3"`` are the same; capitals count only where two words
    differ in nothing else. The empty text stands for a missing value, which else stays missing.

    >>> recode(pd.Series([1.0, 3.0, 7.5]), {"3": "medium", "[5, 10)": "high"}).values.tolist()
    [None, 'medium', 'high']
    """
    codes, firsts = pd.factorize(column)
    words = [plain_text(value) for value in firsts]
    key_of = find_keys(list(table))
    keys = [key_of(word) for word in words]
    known = np.array([key is not None for key in keys], dtype=bool)
    results = np.array([*(None if key is None else table[key] for key in keys), table.get("")], dtype=object)  # the last: missing, code -1
    counts = np.bincount(codes[codes >= 0], minlength=len(words))
    unmatched = {words[place]: int(counts[place]) for place in np.argsort(-counts, kind="stable") if not known[place]}
    return Recoded(as_column(results[codes], table.values()), unmatched, int(counts[known].sum()))


def find_keys(keys: Sequence[str]) -> Callable[[str], str | None]:
    """Return what finds the key for a word or number: itself, the same number, a range that holds it, or the one word that is alike."""
    numbers = {number: key for key in reversed(keys) if (number := number_of(key)) is not None}
    ranges = [(one, key) for key in keys if (one := parse_range(key))]
    alike = Counter(key.casefold() for key in keys)
    words = {key.casefold(): key for key in keys if alike[key.casefold()] == 1}

    def find_key(word: str) -> str | None:
        if word in keys:
            return word
        number = number_of(word)
        if number is None:
            return words.get(word.casefold())
        return numbers.get(number) or next((key for one, key in ranges if one.holds(number)), None)

    return find_key


def as_column(values: np.ndarray, possible: Collection[Scalar | None]) -> np.ndarray:
    """Return canonical values as a column: of numbers where all that are possible are, else of texts."""
    if all(isinstance(one, (int, float)) for one in possible if one is not None):
        numbers = np.array([np.nan if value is None else value for value in values], dtype=float)
        whole = not np.isnan(numbers).any() and all(isinstance(one, int) for one in possible)
        return numbers.astype("int64") if whole else numbers
    texts = np.empty(len(values), dtype=object)
    texts[:] = [None if value is None else plain_text(value) for value in values]
    return texts


def marked(column: pd.Series, marks: Collection[Scalar]) -> np.ndarray:
    """Return where a column holds one of some marks, as text or as number (bool, shape (n,))."""
    if pd.api.types.is_numeric_dtype(column):
        return column.isin([number for mark in marks if (number := number_of(str(mark))) is not None]).to_numpy(dtype=bool)
    return column.astype("string").str.strip().isin([plain_text(mark) for mark in marks]).to_numpy(dtype=bool, na_value=False)


def plain_text(value: object) -> str:
    """Return a value as a person writes it: whole numbers without decimals, no spaces around."""
    if isinstance(value, (bool, np.bool_)):
        return str(int(value))
    return f"{value:.15g}" if isinstance(value, (int, float, np.number)) else str(value).strip()


def number_of(text: str) -> float | None:
    """Return the number that a text writes with a decimal point; None where it is none."""
    try:
        return float(text)
    except ValueError:
        return None
