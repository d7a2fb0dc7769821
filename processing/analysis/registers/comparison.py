"""How alike the records of each pair are, in levels: their names, and their places."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np

from .likeness import TextLikeness, trigrams
from .linkage import UNKNOWN, Levels
from .wording import AddressParts, sound_of

SAME_NAME, NEARLY_NAME, ALIKE_NAME, PARTLY_NAME, OTHER_NAME = range(5)
USUAL_NAMES, STRANGE_NAMES = (0.6, 0.2, 0.1, 0.05, 0.05), (0.0005, 0.001, 0.01, 0.1, 0.8885)
"""Share of the same things at each level of names, and of different ones: more than half of registers' names are equal in one spelling."""
NEARLY, ALIKE, PARTLY = 0.75, 0.5, 0.25
"""Cosine of the sequences of three letters from which names are nearly the same, alike, partly alike."""
MISSPELT = 0.85
"""The same without weights, from which names are nearly the same: a letter wrong in four words."""
CONTAINED = 0.9
"""Share of one name's words in the other from which they are alike all the same: *De Krook* in *Bibliotheek De Krook*."""
SAME_ADDRESS, NEAR, NEXT_DOOR, AROUND, ELSEWHERE = range(5)
USUAL_PLACES, STRANGE_PLACES = (0.7, 0.12, 0.08, 0.05, 0.05), (0.0005, 0.001, 0.005, 0.02, 0.9735)
NEAR_METRES, NEXT_DOOR_METRES = 25.0, 100.0
SAME_STREET = 0.7
"""Cosine from which two names of streets are one."""
RANDOM_PAIRS = 200_000


class Names:
    """The names of both registers, each text once.

    Parameters
    ----------
    names, others : sequence of tuple of str
        The words of the name of each record, by register.
    further : tuple of sequence of tuple of tuple of str, optional
        Names that stand in these, see `wording.further_names`.

    Attributes
    ----------
    texts : list of str
        The words of each name in one spelling, by the alphabet; the first is empty: no name.
    of : tuple of ndarray of int
        Position in ``texts`` of the name of each record, by register.
    within : tuple of tuple of ndarray of int
        The same of the first, second ... name that stands in it; 0 for none.
    """

    def __init__(
        self,
        names: Sequence[tuple[str, ...]],
        others: Sequence[tuple[str, ...]],
        further: tuple[Sequence[tuple[tuple[str, ...], ...]], ...] = ((), ()),
    ) -> None:
        numbers: dict[str, int] = {"": 0}

        def number(names: Iterable[tuple[str, ...]]) -> np.ndarray:
            return np.array([numbers.setdefault(" ".join(sorted(set(name))), len(numbers)) for name in names], dtype=np.int64)

        self.of = number(names), number(others)
        inside = [tuple(number(column) for column in itertools.zip_longest(*side, fillvalue=())) for side in further]
        self.within = inside[0], inside[1]
        self.texts = list(numbers)
        self.letters = TextLikeness(self.texts, trigrams)
        self.words = TextLikeness(self.texts, lambda text: [sound_of(word) for word in text.split()])
        counts = [np.bincount(side, minlength=len(self.texts)) for side in self.of]
        self.count = np.maximum(*counts)

    def levels(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return the level of each pair of records, shape (pairs,)."""
        return self.nearest(one, other)[2]

    def nearest(self, one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return which names of each pair of records are the most alike (positions in ``texts``), and their level; shapes (pairs,)."""
        first, second = self.of[0][one], self.of[1][other]
        levels = self.levels_of(first, second)
        sides = [(whole, *parts) for whole, parts in zip(self.of, self.within, strict=True)]
        for name, another in itertools.islice(itertools.product(*sides), 1, None):
            part, other_part = name[one], another[other]
            rows = np.flatnonzero((part > 0) & (other_part > 0))
            found = self.levels_of(part[rows], other_part[rows])
            better = found < levels[rows]
            chosen = rows[better]
            first[chosen], second[chosen], levels[chosen] = part[chosen], other_part[chosen], found[better]
        return first, second, levels

    def levels_of(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Return the level of each pair of texts, shape (pairs,)."""
        cosine = self.letters.cosine(first, second)
        alike = (cosine >= ALIKE) | (cosine >= PARTLY) & (self.words.contained(first, second) >= CONTAINED)
        nearly = (cosine >= NEARLY) | (self.letters.cosine(first, second, weighted=False) >= MISSPELT)
        levels = np.select([nearly, alike, cosine >= PARTLY], [NEARLY_NAME, ALIKE_NAME, PARTLY_NAME], OTHER_NAME)
        levels[first == second] = SAME_NAME
        return np.where((first == 0) | (second == 0), UNKNOWN, levels)

    def compare(self, one: np.ndarray, other: np.ndarray, random: tuple[np.ndarray, np.ndarray]) -> Levels:
        """Return the comparison of names. That different things have a name of rare words is as improbable as those words together; that
        they have one of which a register holds several is as probable as that."""
        first, second, levels = self.nearest(one, other)
        nearly = (levels != UNKNOWN) & (levels <= NEARLY_NAME)
        most = np.where(nearly, np.exp(-self.words.shared(first, second)), 1.0)
        again = np.where(nearly, np.maximum(self.count[first], self.count[second]) - 1, 0)
        least = again / max(len(side) for side in self.of)
        return Levels(levels, USUAL_NAMES, STRANGE_NAMES, shares(self.levels(*random), len(USUAL_NAMES)), most, least)


class Places:
    """The places of both registers: coordinates, addresses, or both.

    Parameters
    ----------
    points : tuple of ndarray of float, shape (n, 2)
        Metres; NaN where there are none.
    distance : float
        Metres within which the same thing may lie.
    """

    def __init__(
        self, points: tuple[np.ndarray, np.ndarray], addresses: tuple[Sequence[AddressParts], Sequence[AddressParts]], distance: float
    ) -> None:
        self.points, self.distance = points, distance
        self.of = _columns(addresses[0]), _columns(addresses[1])
        whole: dict[AddressParts, int] = {}
        numbered = [np.array([whole.setdefault(one, len(whole)) for one in side], dtype=np.int64) for side in addresses]
        self.address = numbered[0], numbered[1]
        self.count = np.maximum(*(np.bincount(side, minlength=len(whole)) for side in numbered))
        streets: dict[str, int] = {"": 0}
        sides = [np.array([streets.setdefault(one.street, len(streets)) for one in side], dtype=np.int64) for side in addresses]
        self.street = sides[0], sides[1]
        self.streets = TextLikeness(list(streets), trigrams)

    def levels(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return the level of each pair of records, shape (pairs,)."""
        apart = self.apart(one, other)
        agreed = self.addresses_agree(one, other)
        known = np.isfinite(apart) | (self.street[0][one] > 0) & (self.street[1][other] > 0)
        near, next_door = min(NEAR_METRES, self.distance), min(NEXT_DOOR_METRES, self.distance)
        levels = np.select(
            [agreed, apart <= near, apart <= next_door, apart <= self.distance], [SAME_ADDRESS, NEAR, NEXT_DOOR, AROUND], ELSEWHERE
        )
        return np.where(known, levels, UNKNOWN)

    def apart(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return the distance (m) between the records of each pair; NaN where one has no place."""
        return np.hypot(*(self.points[0][one] - self.points[1][other]).T)

    def addresses_agree(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Return whether street and number are the same, and nothing says that they stand in two municipalities."""
        first, second = ({name: column[rows] for name, column in side.items()} for side, rows in zip(self.of, (one, other), strict=True))
        street, other_street = self.street[0][one], self.street[1][other]
        same = (street > 0) & (other_street > 0) & (first["number"] != "") & (first["number"] == second["number"])
        same &= (first["box"] == second["box"]) | (first["box"] == "") | (second["box"] == "")
        rows = np.flatnonzero(same)
        same[rows] = self.streets.cosine(street[rows], other_street[rows]) >= SAME_STREET
        codes = (first["postal_code"] != "") & (second["postal_code"] != "")
        far = self.apart(one, other) > self.distance  # not known is not far
        return same & np.where(codes, first["postal_code"] == second["postal_code"], ~far)

    def compare(self, one: np.ndarray, other: np.ndarray, random: tuple[np.ndarray, np.ndarray], nameless: np.ndarray) -> Levels:
        """Return the comparison of places. Where names tell nothing an address is the thing: its chance is how many other records have it.

        Parameters
        ----------
        nameless : ndarray of bool, shape (pairs,)
        """
        levels = self.levels(one, other)
        alone = nameless & (levels == SAME_ADDRESS)
        again = np.maximum(self.count[self.address[0][one]], self.count[self.address[1][other]]) - 1
        count = max(len(side) for side in self.street)
        by_chance = shares(self.levels(*random), len(USUAL_PLACES))
        most, least = np.where(alone & (again == 0), 1 / count**2, 1.0), np.where(alone, again / count, 0.0)
        return Levels(levels, USUAL_PLACES, STRANGE_PLACES, by_chance, most, least)


def _columns(addresses: Sequence[AddressParts]) -> dict[str, np.ndarray]:
    """Return the numbers, boxes and postal codes of some addresses."""
    return {name: np.array([getattr(one, name) for one in addresses], dtype=object) for name in ("number", "box", "postal_code")}


def shares(levels: np.ndarray, count: int) -> np.ndarray:
    """Return the share of pairs at each level, of those of which it is known."""
    known = levels[levels != UNKNOWN]
    return np.bincount(known, minlength=count) / max(len(known), 1)
