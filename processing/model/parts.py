"""Which measurements count a part of what others count: those of the same, under stricter conditions; and which have nothing in common."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise, permutations, product
from typing import Any

from .challenge import Indicator, Measurement, Population
from .measures import ATTRIBUTE, DENSITY, SHARES_OF_POINTS

WORD = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\s+|\d+(?:\.\d+)?|<>|!=|<=|>=|\w+|.""", re.DOTALL)
LITERAL = r"(?:'(?:[^']|'')*'|(?:- )?\d+(?:\.\d+)?)"
SIGNS = r"=|<>|!=|<=|>=|<|>|(?:NOT )?IN"
COMPARED = re.compile(rf"""("(?:[^"]|"")+"|\w+) ({SIGNS}) (?:\( )?({LITERAL}(?: , {LITERAL})*)(?: \))?""", re.IGNORECASE)
"""A condition that may exclude or imply another, as `conditions_of` spells it: a field, how it is compared, and with which values."""
HOLDS: dict[str, Callable[[Any, Any], bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
OPPOSITE = {"=": "<>", "<>": "=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "IN": "NOT IN", "NOT IN": "IN"}
DENIED = frozenset(("<>", "!=", "NOT IN"))
SUMMED = frozenset(("count", "sum"))
"""Measures of which a whole is the sum of its parts."""
MOST_KEPT = 4096
"""Filters, and pairs of conditions, that are read once however many counts have them."""


@lru_cache(MOST_KEPT)
def conditions_of(filter: str) -> frozenset[str]:
    """Return the conditions that a filter joins with AND, in one spelling of spaces and of AND.

    >>> sorted(conditions_of("(\\"kind\\" = 'a') and (\\"size\\" > 3 OR \\"new\\"=1)"))
    ['"kind" = \\'a\\'', '"size" > 3 OR "new" = 1']
    """
    words = [word for word in WORD.findall(filter) if not word.isspace()]
    depths = _depths(words)
    while words[:1] == ["("] and all(depths[:-1]):
        words, depths = words[1:-1], [depth - 1 for depth in depths[1:-1]]
    outer = _outer(words)
    cuts = _places(outer, "AND")
    if "OR" in outer or not cuts:
        return frozenset([" ".join(words)] if words else [])
    if "BETWEEN" in outer:
        return _with_ends(words, outer)
    parts = [words[start + 1 : end] for start, end in pairwise([-1, *cuts, len(words)])]
    return frozenset().union(*(conditions_of(" ".join(part)) for part in parts))


def counted_in(measurement: Measurement) -> Measurement:
    """Return the count or sum that a density is made of; another measurement as it is.

    >>> counted_in(Measurement("audits", "density")).measure, counted_in(Measurement("audits", "density", "rooms")).measure
    ('count', 'sum')
    """
    return replace(measurement, measure="sum" if measurement.field else "count") if measurement.measure == DENSITY else measurement


def is_part(part: Measurement, whole: Measurement) -> bool:
    """Whether one measurement counts some of what another counts, and the other counts the rest too.

    >>> every = Measurement("audits", "count")
    >>> is_part(replace(every, filter='"score" < 5'), every), is_part(every, every)
    (True, False)
    """
    its, of = counted_in(part), counted_in(whole)
    same = its.measure in SUMMED and replace(its, filter="") == replace(of, filter="")
    return same and _is_stricter(its.filter, of.filter)


def is_inner_share(inner: Measurement, outer: Measurement) -> bool:
    """Whether whoever counts in one share of points counts in the other too, and not the other way round: a ring lies between both.

    >>> near = Measurement("schools", "share_within", points="homes", distance=300.0)
    >>> is_inner_share(near, replace(near, distance=400.0)), is_inner_share(near, near)
    (True, False)
    """
    if inner.measure not in SHARES_OF_POINTS and inner.statistic != "share_above":
        return False
    ends = [(one.distance or 0.0, one.minutes or 0.0, -(one.threshold or 0.0)) for one in (inner, outer)]
    plain = [replace(one, filter="", distance=None, minutes=None, threshold=None) for one in (inner, outer)]
    within = all(least <= most for least, most in zip(*ends, strict=True))
    allowed = inner.filter == outer.filter or _is_stricter(inner.filter, outer.filter)
    return plain[0] == plain[1] and within and allowed and (ends[0], inner.filter) != (ends[1], outer.filter)


def is_share(part: Measurement, whole: Measurement) -> bool:
    """Whether one measurement may be a share of another: both are fields of the same table."""
    return part.measure == whole.measure == ATTRIBUTE and part != whole and replace(part, field="") == replace(whole, field="")


def shares_among(indicators: Sequence[Indicator], people: Population | None) -> dict[Measurement, list[Measurement]]:
    """Return of which measurements those of indicators may be shares: what they are divided by, and the people of the units."""
    found: dict[Measurement, list[Measurement]] = {}
    everyone = [Measurement(people.layer, ATTRIBUTE, people.field)] if people else []
    for indicator in indicators:
        for part, wholes in ((indicator.measurement, [indicator.denominator, *everyone]), (indicator.denominator, everyone)):
            for whole in wholes:
                if part and whole and is_share(part, whole) and whole not in found.setdefault(part, []):
                    found[part].append(whole)
    return found


def are_disjoint(one: Measurement, other: Measurement) -> bool:
    """Whether two measurements count nothing together, for a condition of one excludes a condition of the other.

    >>> labels = [Measurement("audits", "count", filter=f"\\"label\\" = '{label}'") for label in "AB"]
    >>> are_disjoint(*labels), are_disjoint(labels[0], labels[0])
    (True, False)
    """
    same = one.measure in SUMMED and replace(one, filter="") == replace(other, filter="")
    return same and any(_exclude(*pair) for pair in product(conditions_of(one.filter), conditions_of(other.filter)))


def disjoint_groups(parts: Sequence[Measurement]) -> list[tuple[int, ...]]:
    """Return which parts of a whole can be subtracted from it together: each alone, and with each as many others as have nothing in common.

    >>> labels = [Measurement("audits", "count", filter=f"\\"label\\" = '{label}'") for label in "ABA"]
    >>> disjoint_groups(labels)
    [(0,), (1,), (2,), (0, 1), (1, 2)]
    """
    groups: list[tuple[int, ...]] = [(number,) for number in range(len(parts))]
    for first in range(len(parts)):
        group = [first]
        for at in range(len(parts)):
            if at != first and all(are_disjoint(parts[at], parts[own]) for own in group):
                group.append(at)
        groups.append(tuple(sorted(group)))
    return list(dict.fromkeys(groups))


def _is_stricter(one: str, other: str) -> bool:
    """Whether every row that passes a filter passes the other too, and not the other way round, as far as their conditions say."""
    return _all_imply(one, other) and not _all_imply(other, one)


@lru_cache(MOST_KEPT)
def _all_imply(one: str, other: str) -> bool:
    """Whether every row that passes a filter passes the other too, as far as their conditions say."""
    wanted = conditions_of(one)
    return all(
        any(_implies(condition, asked) for condition in wanted)
        or (len(ways := _alternatives(asked)) > 1 and any(_all_imply(one, way) for way in ways))
        for asked in conditions_of(other)
    )


def _implies(one: str, other: str) -> bool:
    """Whether every row that meets a condition meets the other one."""
    if one == other:
        return True
    ways = _alternatives(one)
    if len(ways) > 1:
        return all(_all_imply(way, other) for way in ways)
    found = _compare(one, other)
    if found is None:
        return False
    (way, values), (asked, limits) = found
    if way in ("=", "IN"):
        return all(_must_meet(value, asked, limits) for value in values)
    if way in DENIED:
        return asked in DENIED and set(limits) <= set(values)
    value, limit = values[0], limits[0]
    if not type(value) is type(limit) is float or asked not in HOLDS or way[0] != asked[0]:
        return False
    return HOLDS[way[0]](value, limit) or (value == limit and len(way) <= len(asked))


def _alternatives(condition: str) -> list[str]:
    """Return the conditions that one joins with OR, or with IN; itself alone where it joins none."""
    match = COMPARED.fullmatch(condition)
    if match and match[2].upper() == "IN":
        return [f"{match[1]} = {value}" for value in re.findall(LITERAL, match[3])]
    words = [word for word in WORD.findall(condition) if not word.isspace()]
    cuts = _places(_outer(words), "OR")
    return [" ".join(words[start + 1 : end]) for start, end in pairwise([-1, *cuts, len(words)])] if cuts else [condition]


def _with_ends(words: list[str], outer: list[str]) -> frozenset[str]:
    """Return the conditions of words of which some say BETWEEN: from and to; all as one where it is denied."""
    place = outer.index("BETWEEN")
    between = outer.index("AND", place)
    start = max((cut + 1 for cut in _places(outer, "AND") if cut < place), default=0)
    end = next((cut for cut in _places(outer, "AND") if cut > between), len(words))
    if outer[place - 1] == "NOT":
        return frozenset([" ".join(words)])
    field = words[start:place]
    ends = ([*field, ">=", *words[place + 1 : between]], [*field, "<=", *words[between + 1 : end]])
    others = [words[: max(start - 1, 0)], words[end + 1 :]]
    return frozenset(" ".join(one) for one in ends).union(*(conditions_of(" ".join(one)) for one in others))


def _outer(words: list[str]) -> list[str]:
    """Return words in capitals, nothing in the place of those within brackets."""
    return [word.upper() if depth == 0 else "" for word, depth in zip(words, _depths(words), strict=True)]


def _places(outer: list[str], word: str) -> list[int]:
    return [place for place, found in enumerate(outer) if found == word]


@lru_cache(MOST_KEPT)
def _exclude(one: str, other: str) -> bool:
    """Whether no row meets both conditions: one is the other denied, or they want other values of the same field."""
    both = list(permutations((one, other)))
    if any(some in (f"NOT {rest}", f"NOT ( {rest} )") for some, rest in both):
        return True
    found = _compare(one, other)
    return found is not None and any(_none_meets(*some, *rest) for some, rest in permutations(found))


def _compare(one: str, other: str) -> list[tuple[str, list[float | str]]] | None:
    """Return how two conditions compare the same field, and with which values; None where they do not."""
    sides = []
    for condition in (one, other):
        denied = condition.startswith("NOT ")
        plain = condition.removeprefix("NOT ").removeprefix("( ").removesuffix(" )") if denied else condition
        match = COMPARED.fullmatch(plain)
        if match is None:
            return None
        way = match[2].upper()
        sides.append((match[1].strip('"'), (OPPOSITE[way] if denied else way, [_value(text) for text in re.findall(LITERAL, match[3])])))
    return [its for _, its in sides] if sides[0][0] == sides[1][0] else None


def _none_meets(way: str, values: list[float | str], asked: str, limits: list[float | str]) -> bool:
    """Whether it is sure that no value that a condition lets through meets another condition on the same field."""
    if way in ("=", "IN"):
        return not any(_may_meet(value, asked, limits) for value in values)
    if way not in (">", ">=") or asked not in ("<", "<="):
        return False
    least, most = values[0], limits[0]
    return type(least) is type(most) is float and (least > most or (least == most and (way, asked) != (">=", "<=")))


def _may_meet(value: float | str, asked: str, limits: list[float | str]) -> bool:
    """Whether a value may meet a condition: which of two texts comes first depends on the language of the computer."""
    if asked in HOLDS:
        return not type(value) is type(limits[0]) is float or HOLDS[asked](value, limits[0])
    if asked in ("=", "IN"):
        return any(value == limit or _number(value) == _number(limit) is not None for limit in limits)
    return value not in limits


def _must_meet(value: float | str, asked: str, limits: list[float | str]) -> bool:
    """Whether it is sure that a value meets a condition."""
    if asked in HOLDS:
        return type(value) is type(limits[0]) is float and HOLDS[asked](value, limits[0])
    return value in limits if asked in ("=", "IN") else not _may_meet(value, "IN", limits)


def _value(literal: str) -> float | str:
    """Return a number as one, and a text, which may look like a number, as a text."""
    return literal[1:-1] if literal.startswith("'") else float(literal.replace(" ", ""))


def _number(value: float | str) -> float | None:
    """Return the number as which a field of numbers, or another number, sees a value; None where it is none."""
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _depths(words: list[str]) -> list[int]:
    """Return in how many brackets each word stands, a closing one outside its own."""
    return list(accumulate((word == "(") - (word == ")") for word in words))
