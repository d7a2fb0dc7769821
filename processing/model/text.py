"""Texts in two languages, names turned into field names, and the nearest of several words."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

NOT_IN_A_FIELD_NAME = re.compile(r"[^a-z0-9_]")
LETTERS_WITHOUT_ACCENT = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
NEAR = 0.6


@dataclass(frozen=True)
class Text:
    """One text in Dutch and in English; either may be empty."""

    nl: str = ""
    en: str = ""

    def of(self, language: str) -> str:
        """Return the text in ``nl`` or ``en``, or in the other language where that one is empty."""
        own, other = (self.en, self.nl) if language == "en" else (self.nl, self.en)
        return own or other

    def __str__(self) -> str:
        return self.of("en")


def field_name(layer_name: str) -> str:
    """Return a layer's name as part of a field name.

    Lower case, accents dropped, and anything but the letters a-z, digits and ``_`` turned into ``_``.
    """
    plain = unicodedata.normalize("NFKD", layer_name.lower().translate(LETTERS_WITHOUT_ACCENT))
    return NOT_IN_A_FIELD_NAME.sub("_", "".join(letter for letter in plain if not unicodedata.combining(letter)))


def numbered(names: Iterable[str]) -> list[str]:
    """Return the names in their order, the second and later of equals numbered ``_2``, ``_3``; all differ."""
    names = list(names)
    taken = set(names)
    seen: set[str] = set()
    result = []
    for name in names:
        result.append(_free(name, taken) if name in seen else name)
        seen.add(name)
        taken.add(result[-1])
    return result


def _free(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name}_{number}" in taken:
        number += 1
    return f"{name}_{number}"


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """Return the choice nearest to a misspelt word, case aside; an empty text when none is near."""
    by_lower_case = {choice.lower(): choice for choice in choices}
    near = difflib.get_close_matches(word.lower(), by_lower_case, n=1, cutoff=NEAR)
    return by_lower_case[near[0]] if near else ""
