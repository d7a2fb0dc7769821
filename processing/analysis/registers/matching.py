"""Which records of two registers are the same thing: sure, doubtful, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...model.progress import SILENT, Progress
from .candidates import pairs_by_address, pairs_by_name, pairs_by_place, unite
from .comparison import NEXT_DOOR, OTHER_NAME, PARTLY_NAME, RANDOM_PAIRS, SAME_ADDRESS, SAME_NAME, Names, Places
from .linkage import UNKNOWN, weigh_pairs
from .wording import further_names, name_words, read_address

SURE_FROM, DOUBTFUL_FROM = 0.9, 0.2
"""Chance from which a pair is sure, and from which it is worth a question."""
CLEARLY = 20.0
"""Another partner is out of the question when its odds are so many times smaller."""


@dataclass(frozen=True)
class Register:
    """What is compared of each record of a register.

    Attributes
    ----------
    names, addresses : sequence of str
        Empty where not known.
    points : ndarray of float, shape (n, 2)
        Metres; NaN where there is no place.
    """

    names: Sequence[str]
    addresses: Sequence[str]
    points: np.ndarray

    def __len__(self) -> int:
        return len(self.points)


@dataclass(frozen=True)
class RegisterMatch:
    """Pairs of records that are or may be the same thing, the likeliest first.

    Attributes
    ----------
    one, other : ndarray of int, shape (pairs,)
        Records of the first and of the second register.
    probability : ndarray of float, shape (pairs,)
    sure : ndarray of bool, shape (pairs,)
        The others are doubtful.
    name_level, place_level : ndarray of int, shape (pairs,)
        0 the most alike, see `comparison`; `UNKNOWN` where one does not say.
    distance : ndarray of float, shape (pairs,)
        Metres; NaN where one has no place.
    """

    one: np.ndarray
    other: np.ndarray
    probability: np.ndarray
    sure: np.ndarray
    name_level: np.ndarray
    place_level: np.ndarray
    distance: np.ndarray

    def __len__(self) -> int:
        return len(self.one)


def match_registers(first: Register, second: Register, distance: float, seed: int, progress: Progress = SILENT) -> RegisterMatch:
    """Return which records of two registers are the same thing.

    Candidates lie within ``distance`` (m), share the sound of a rare word of their names, or have one address. How alike names and
    places are gives each pair its odds (`linkage`). A pair is sure from 90 %, unless its names have nothing in common, or a record has
    several partners of which none is clearly the best; one record against several of the other register that are sure is a thing that the
    other counts more than once. Pairs from 20 % are doubtful.

    Parameters
    ----------
    seed : int
        Draws the pairs by which is measured how alike different things are.
    """
    words = [[name_words(name) for name in side.names] for side in (first, second)]
    further = [[further_names(name) for name in side.names] for side in (first, second)]
    progress.check()
    addresses = [[read_address(address) for address in side.addresses] for side in (first, second)]
    progress.check()
    sought = [[sum(parts, name) for name, parts in zip(*side, strict=True)] for side in zip(words, further, strict=True)]
    parts = [pairs_by_place(first.points, second.points, distance), pairs_by_name(*sought), pairs_by_address(*addresses)]
    one, other = unite(parts, len(second), progress)
    random = draw_pairs(len(first), len(second), seed)
    apart = ~np.isin(random[0] * len(second) + random[1], one * len(second) + other)
    random = random[0][apart], random[1][apart]
    names, places = (
        Names(words[0], words[1], (further[0], further[1])),
        Places((first.points, second.points), (addresses[0], addresses[1]), distance),
    )
    progress.check()
    by_name = names.compare(one, other, random)
    compared = by_name, places.compare(one, other, random, by_name.levels == UNKNOWN)
    progress.check()
    odds = weigh_pairs(one, other, (len(first), len(second)), compared, begin_with(compared[0].levels, compared[1].levels))
    sure = find_sure(one, other, odds, compared[0].levels == OTHER_NAME)
    chosen = np.flatnonzero(sure | find_doubtful(one, other, odds, sure))
    chosen = chosen[np.lexsort([other[chosen], one[chosen], -odds[chosen], ~sure[chosen]])]
    return RegisterMatch(
        one[chosen],
        other[chosen],
        probability_of(odds[chosen]),
        sure[chosen],
        compared[0].levels[chosen],
        compared[1].levels[chosen],
        places.apart(one[chosen], other[chosen]),
    )


def begin_with(names: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the pairs that look the same at first sight: alike in all that is known, or with one rare name; shape (pairs,)."""
    alike = (names < PARTLY_NAME) & (places <= NEXT_DOOR)
    return alike & ((names != UNKNOWN) | (places == SAME_ADDRESS)) | (names == SAME_NAME)


def draw_pairs(count: int, others: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs of records drawn at random: all where there are few."""
    if count * others <= RANDOM_PAIRS:
        one, other = np.divmod(np.arange(count * others), others)
        return one, other
    random = np.random.default_rng(seed)
    return random.integers(count, size=RANDOM_PAIRS), random.integers(others, size=RANDOM_PAIRS)


def probability_of(odds: np.ndarray) -> np.ndarray:
    """Return odds as a chance, 0-1."""
    return odds / (1 + odds)


def find_sure(one: np.ndarray, other: np.ndarray, odds: np.ndarray, unlike: np.ndarray) -> np.ndarray:
    """Return which pairs are sure, shape (pairs,).

    Parameters
    ----------
    unlike : ndarray of bool, shape (pairs,)
        Names that have nothing in common are a question, however near each other they are.
    """
    strong = (probability_of(odds) >= SURE_FROM) & ~unlike
    best = strong & leads(one, odds, strong, CLEARLY) & leads(other, odds, strong, CLEARLY)
    degree, other_degree = (np.bincount(side[best], minlength=side.max(initial=0) + 1) for side in (one, other))
    crowded = np.flatnonzero(best & (degree[one] > 1) & (other_degree[other] > 1))
    return best & ~np.isin(one, one[crowded]) & ~np.isin(other, other[crowded])


def find_doubtful(one: np.ndarray, other: np.ndarray, odds: np.ndarray, sure: np.ndarray) -> np.ndarray:
    """Return which pairs are worth a question, shape (pairs,): likely enough, and the likeliest of one of their records at least."""
    likely = probability_of(odds) >= DOUBTFUL_FROM
    return likely & ~sure & (leads(one, odds, likely) | leads(other, odds, likely))


def leads(side: np.ndarray, odds: np.ndarray, among: np.ndarray, margin: float = 1.0) -> np.ndarray:
    """Return which pairs have, but for a margin, the largest odds that their record of one side has among some pairs; shape (pairs,)."""
    best = np.zeros(side.max(initial=0) + 1)
    np.maximum.at(best, side[among], odds[among])
    return odds * margin >= best[side]
