"""Names of areas as people write them beside the official ones: which are the same, and which probably are."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from ..model.text import SMALL_WORDS, strip_accents

WORD = re.compile(r"[a-z0-9]+")
SAINTS = {"st": "sint", "ste": "sint", "sinte": "sint"}
ALIKE = 0.8
"""Likeness (0-1) of two words from which one may be the other, misspelt or cut off."""
LIKELY = 0.5
"""Likeness of two names from which one is proposed as the other."""
COMMON = 0.05
"""Weight of a word that all names have, beside words that only one has."""


@dataclass(frozen=True)
class NameMatch:
    """One name beside those of the areas.

    Attributes
    ----------
    name : str
        As it was written.
    area : int or None
        The area that it is or probably is; None where none is like it.
    is_sure : bool
        Whether it can be no other: the same words, which no other area has.
    likeness : float
        0-1.
    """

    name: str
    area: int | None = None
    is_sure: bool = False
    likeness: float = 0.0


def match_names(names: Sequence[str], areas: Sequence[str | None]) -> list[NameMatch]:
    """Return for each name the area that it is called after; an area is proposed for one name only.

    Names are sure where they have the same words, whatever their order, capitals, accents and signs, articles and words that all areas
    have aside. Others are laid beside each other word by word, rare words counting for more (the logarithm of one over the share of the
    areas that have them), and divided so that the likeness of all together is largest.

    Examples
    --------
    >>> areas = ["Antwerpen - Amandus & Atheneum", "Antwerpen - Zuid", "Antwerpen - Oud-Zuid"]
    >>> [(one.area, one.is_sure) for one in match_names(["zuid", "Amandus - Ateneum", "Totaal"], areas)]
    [(1, True), (0, False), (None, False)]
    """
    words = [words_of(area or "") for area in areas]
    weights = weigh_words(words)
    shared = {word for word in weights if len(areas) > 1 and all(word in one for one in words)}
    written = [words_of(name) for name in names]
    sure = find_sure(written, words, shared)
    matches = {name: NameMatch(names[name], area, True, 1.0) for name, area in sure.items()}
    left = [name for name in range(len(names)) if name not in sure]
    free = [area for area in range(len(areas)) if area not in set(sure.values()) and words[area]]
    likeness = np.array([[compare_words(written[name], words[area], weights) for area in free] for name in left]).reshape(
        len(left), len(free)
    )
    for row, column in zip(*linear_sum_assignment(-np.where(likeness >= LIKELY, likeness, 0.0)), strict=True):
        if likeness[row, column] >= LIKELY:
            matches[left[row]] = NameMatch(names[left[row]], free[column], False, float(likeness[row, column]))
    return [matches.get(number, NameMatch(name)) for number, name in enumerate(names)]


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name in small letters without accents, without articles unless it has nothing else.

    >>> words_of("St.-Pieters-aan-de-Leie")
    ('sint', 'pieters', 'leie')
    """
    found = [SAINTS.get(word, word) for word in WORD.findall(strip_accents(name.lower()))]
    return tuple(word for word in found if word not in SMALL_WORDS) or tuple(found)


def weigh_words(names: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return what each word of some names counts for."""
    counts: dict[str, int] = {}
    for name in names:
        for word in set(name):
            counts[word] = counts.get(word, 0) + 1
    return {word: max(math.log(len(names) / count), COMMON) for word, count in counts.items()}


def find_sure(written: Sequence[Sequence[str]], areas: Sequence[Sequence[str]], shared: set[str]) -> dict[int, int]:
    """Return the area of each name that has the same words as one area and no other, and shares them with no other name."""
    first, second = ([frozenset(one) - shared or frozenset(one) for one in names] for names in (written, areas))
    places: dict[frozenset[str], list[int]] = {}
    for number, one in enumerate(second):
        places.setdefault(one, []).append(number)
    return {number: places[one][0] for number, one in enumerate(first) if one and len(places.get(one, ())) == 1 and first.count(one) == 1}


def compare_words(first: Sequence[str], second: Sequence[str], weights: Mapping[str, float]) -> float:
    """Return how alike two names are (0-1): the weight of the words that each finds in the other, over that of all their words."""
    unknown = max(weights.values(), default=COMMON)
    total = found = 0.0
    for own, others in ((first, second), (second, first)):
        for word in own:
            weight = weights.get(word, unknown)
            total += weight
            found += weight * max((compare_spelling(word, other) for other in others), default=0.0)
    return found / total if total else 0.0


def compare_spelling(word: str, other: str) -> float:
    """Return how alike two words are: 1 for the same, `ALIKE` to 1 for one misspelt or cut off, 0 for another."""
    if word == other:
        return 1.0
    short, long = sorted((word, other), key=len)
    if len(short) >= 3 and long.startswith(short):
        return ALIKE
    if len(short) < 4 or short[0] != long[0] or len(long) - len(short) > 2:
        return 0.0
    ratio = difflib.SequenceMatcher(None, word, other).ratio()
    return ratio if ratio >= ALIKE else 0.0
