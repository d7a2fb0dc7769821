"""How the keys of a table meet those of units: which fit, which are of elsewhere, and how those that do not fit are written otherwise."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.text import field_name

HALF = 0.5
"""Share of the keys that has to fit."""
PLACE = re.compile(r"^\d{5}(?=.)")
"""A code of a municipality with something behind it: the code of a sector or neighbourhood there."""
DIGITS, LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
NOT_IN_A_CODE = re.compile(r"[^0-9A-Z]")
NOWHERE = re.compile(r"(?i)(?<![^\W\d_])(?:ZZZZ|REST)$")
"""Ends the key of a row about what cannot be laid in any sector: Statbel's people without one, Fluvius's small counts together."""
READ_AS_DECIMAL = re.compile(r"[.,]0+$")
MARKED = re.compile(r"\d+(?:[.,]\d+)+")
"""A number with points or commas in it."""
GROUPED = re.compile(r"\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+)")
"""One with a mark between its thousands."""


@dataclass(frozen=True)
class KeyMatch:
    """How the rows of a table meet the units.

    Attributes
    ----------
    rows, matched : int
        Keys in the table, and how many of them a unit has.
    units : int
        How many there are.
    unmatched : tuple of str
        Keys that should be a unit's and are not, in the table's order.
    elsewhere : tuple of str
        Keys of other areas, written as the units' own: a table of all Flanders beside the units of one city has many.
    lacks : ndarray of bool, shape (units,)
        Which units have no row.
    """

    rows: int
    matched: int
    units: int
    unmatched: tuple[str, ...]
    elsewhere: tuple[str, ...]
    lacks: np.ndarray

    @property
    def lacking(self) -> int:
        """How many units have no row."""
        return int(self.lacks.sum())

    @property
    def fits(self) -> bool:
        """Whether the table is about these units.

        At least half of the units have a row, or half of the rows that should be a unit's are. A city's table on units of all
        Flanders fits, and so does one of all Flanders in which few units of a city have a row.
        """
        meant = self.matched + len(self.unmatched)
        return self.matched > 0 and (self.matched >= HALF * self.units or self.matched >= HALF * meant)


def match_keys(table: Sequence[str | None], units: Sequence[str | None], others: Sequence[str | None] = ()) -> KeyMatch:
    """Return how the keys of a table meet those of units.

    Parameters
    ----------
    table : sequence of str or None
        None where a row has no key; such rows take no part, nor do rows of nowhere.
    units : sequence of str or None
        Those that are looked at.
    others : sequence of str or None
        Units that are known to be there and are not looked at, such as those outside an extent.

    Examples
    --------
    >>> match = match_keys(["44021A00-", "44021A99-", "11002A00-"], ["44021A00-", "44021A01-"])
    >>> match.matched, match.unmatched, match.elsewhere, match.lacking
    (1, ('44021A99-',), ('11002A00-',), 1)
    """
    keys = [key for key in distinct(table) if not NOWHERE.search(key)]
    known = {unit for unit in units if unit is not None}
    rest = [key for key in keys if key not in known]
    is_elsewhere = beyond(known, {other for other in others if other is not None})
    elsewhere = tuple(filter(is_elsewhere, rest))
    unmatched = tuple(itertools.filterfalse(is_elsewhere, rest))
    lacks = ~pd.Series(list(units), dtype=object).isin(set(keys)).to_numpy(dtype=bool)
    return KeyMatch(len(keys), len(keys) - len(rest), len(lacks), unmatched, elsewhere, lacks)


def distinct(keys: Sequence[str | None]) -> list[str]:
    """Return the keys that there are, each once, in their order."""
    return [key for key in dict.fromkeys(keys) if key is not None]


def beyond(known: Set[str], others: Set[str]) -> Callable[[str], bool]:
    """Return what says whether a key that no unit has is that of another area.

    It is one of the ``others``, or it is written as the units' codes are and begins with another municipality's. Where codes begin
    with no municipality, being written as they are has to do; a name is never known to be of elsewhere.
    """
    kinds, places = {kind_of_key(key) for key in known}, {place_of(key) for key in known}

    def is_of_another_area(key: str) -> bool:
        kind, place = kind_of_key(key), place_of(key)
        return key in others or bool(kind) and kind in kinds and not (place and place in places)

    return is_of_another_area


def kind_of_key(key: str) -> str:
    """Return how a code is written: how long it is where it begins with a municipality's, else where digits and letters stand.

    Empty for a name: a text without digits.

    >>> kind_of_key("44021A00-"), kind_of_key("B-17"), kind_of_key("Muide")
    ('place 9', 'A-0', '')
    """
    if PLACE.match(key):
        return f"place {len(key)}"
    return LETTERS.sub("A", DIGITS.sub("0", key)) if DIGITS.search(key) else ""


def place_of(key: str) -> str:
    """Return the code of the municipality with which a key begins; empty where it begins with none.

    >>> place_of("44021A00-"), place_of("Muide")
    ('44021', '')
    """
    found = PLACE.match(key)
    return found[0] if found else ""


def codes_of_numbers(keys: Sequence[str | None], units: Sequence[str | None]) -> dict[str, str]:
    """Return which keys are codes that a program wrote as numbers, with the code of each; empty where that is not beyond doubt.

    It is where each number with points or commas is one unit's code without those between thousands, or without decimals of zeros.

    Examples
    --------
    >>> codes_of_numbers(["34503", "34.504", "44021.0"], ["34503", "34504", "44021"])
    {'34.504': '34504', '44021.0': '44021'}
    >>> codes_of_numbers(["34.504", "12.345"], ["34504"])
    {}
    """
    known = {unit for unit in units if unit is not None}
    found = {}
    for key in distinct(keys):
        if key in known or not MARKED.fullmatch(key):
            continue
        whole = re.sub("[.,]", "", key) if GROUPED.fullmatch(key) else ""
        codes = {whole, READ_AS_DECIMAL.sub("", key)} & known
        if len(codes) != 1:
            return {}
        found[key] = codes.pop()
    return found


@dataclass(frozen=True)
class Likeness:
    """Another way of reading a table's keys, under which more of them fit.

    Attributes
    ----------
    way : str
        ``column`` (another column of the table holds the keys), ``names`` (these are the units' names), ``decimals`` (numbers with
        a decimal mark, ``44021.0``), ``zeros`` (leading zeros more or fewer), ``signs`` (capitals, spaces, hyphens and the like),
        ``municipality`` (codes of the municipalities that the areas are in), ``vintage`` (as many characters and the same
        municipalities, and yet other codes).
    count : int
        Keys that would fit.
    key, like : str
        One of them, and the unit's own.
    column : str
        The column, for ``column``.
    """

    way: str
    count: int
    key: str = ""
    like: str = ""
    column: str = ""


WAYS: Mapping[str, Callable[[str], str]] = {
    "decimals": lambda key: READ_AS_DECIMAL.sub("", key),
    "zeros": lambda key: key.lstrip("0"),
    "signs": lambda key: NOT_IN_A_CODE.sub("", key.upper()),
}
"""Ways in which the same code is written otherwise, and what brings both to one form."""


def likeness(
    match: KeyMatch,
    table: Sequence[str | None],
    units: Sequence[str | None],
    names: Sequence[str | None],
    columns: Mapping[str, Sequence[str | None]],
) -> Likeness | None:
    """Return the way of reading a table's keys under which the most of those fit that are no unit's; None where no way helps.

    Another column is proposed only where it fits more units than the keys do as they stand, and as many as half of the rows or more than
    another way of writing would: numbers such as incomes happen to equal a few codes.

    Parameters
    ----------
    names : sequence of str or None
        The units' names.
    columns : mapping
        The table's other columns, as keys.
    """
    known = {unit for unit in units if unit is not None}
    column = max((Likeness("column", len(set(values) & known), column=one) for one, values in columns.items()), key=count_of, default=None)
    if column and column.count <= match.matched:
        column = None
    if column and column.count >= HALF * match.rows:
        return column
    keys = match.unmatched or distinct(table)
    found = [alike(way, keys, units, units, form) for way, form in WAYS.items()]
    found.append(alike("names", keys, names, units, plain_name))
    found += [whole_places(match.unmatched, known), same_places(match.unmatched)]
    best = max([*found, *([column] if column else [])], key=count_of)
    return best if best.count else None


def count_of(likeness: Likeness) -> int:
    """Return how many keys would fit."""
    return likeness.count


def whole_places(keys: Sequence[str], known: Set[str]) -> Likeness:
    """Return how many keys are the code of a municipality with which known keys begin."""
    places = {place_of(key) for key in known} - {""}
    whole = [key for key in keys if key in places]
    return Likeness("municipality", len(whole), next(iter(whole), ""))


def same_places(keys: Sequence[str]) -> Likeness:
    """Return how many keys are codes of the units' municipalities and of none of their areas, where most are."""
    same = [key for key in keys if place_of(key)]
    return Likeness("vintage", len(same), same[0]) if len(same) > HALF * len(keys) else Likeness("vintage", 0)


def plain_name(text: str) -> str:
    """Return a name without capitals, accents, spaces and signs."""
    return field_name(text).replace("_", "")


def alike(
    way: str, keys: Sequence[str], written: Sequence[str | None], units: Sequence[str | None], form: Callable[[str], str]
) -> Likeness:
    """Return how many keys are a unit's once they and what is ``written`` for the units have one form, with one that is so only then."""
    place = {form(text): unit for text, unit in zip(written, units, strict=True) if text and unit}
    place.pop("", None)
    pairs = [(key, place[form(key)]) for key in keys if form(key) in place]
    other = next(((key, unit) for key, unit in pairs if key != unit), ("", ""))
    return Likeness(way, len(pairs), *other)
