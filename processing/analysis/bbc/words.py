"""Words found in many texts at once."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

import numpy as np
import pandas as pd

NO_LETTER = re.compile(r"[^a-z0-9]+")
WITHIN = "*"


def fold_words(text: str) -> str:
    """Return a text in lower case, accents dropped, its words apart by single spaces, one before the first."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return " " + NO_LETTER.sub(" ", "".join(letter for letter in letters if not unicodedata.combining(letter))).strip()


class Searched:
    """A column of texts, each different one kept once, laid end to end so that a word is found in all of them in one go."""

    def __init__(self, texts: pd.Series):
        self._place, different = pd.factorize(texts)
        self.count = len(texts)
        lines = [fold_words(text) for text in different]
        self._joined = "\n".join(lines)
        self._starts = np.concatenate(([0], np.cumsum([len(line) + 1 for line in lines])))[:-1]

    def spans(self, word: str) -> list[tuple[int, int]]:
        """Return where a word stands: at the beginning of a word, or with ``*`` before it anywhere."""
        inside = word.startswith(WITHIN)
        needle = fold_words(word.lstrip(WITHIN))[1 if inside else 0 :]
        found, at = [], self._joined.find(needle)
        while at >= 0 and needle.strip():
            found.append((at + (not inside), at + len(needle)))
            at = self._joined.find(needle, at + len(needle))
        return found

    def rows(self, positions: list[int]) -> np.ndarray:
        """Return which rows (bool, shape (n,)) hold one of these positions."""
        held = np.zeros(len(self._starts), dtype=bool)
        held[np.searchsorted(self._starts, positions, side="right") - 1] = True
        return held[self._place]

    def names(self, name: str) -> np.ndarray:
        """Return which rows (bool, shape (n,)) hold a name as whole words."""
        return self.rows([start for start, end in self.spans(name) if self._joined[end : end + 1] in ("", " ", "\n")])


class Spans:
    """Stretches of text, which may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()):
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def cover(self, position: int) -> bool:
        """Whether a position lies in one of them."""
        at = bisect_right(self._starts, position) - 1
        return at >= 0 and position < self._ends[at]
