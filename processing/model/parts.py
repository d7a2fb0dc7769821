"""Which measurements count a part of what others count: those of the same, under further conditions; and which have nothing in common."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise, permutations, product
from typing import Any

from .challenge import Indicator, Measurement, Population
from .measures import ATTRIBUTE

WORD = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\s+|[()]|\w+|.""", re.DOTALL)
LITERAL = r"(?:'(?:[^']|'')*'|-?[\d.]+)"
COMPARED = re.compile(rf"""("(?:[^"]|"")+"|\w+?)(=|<>|!=|<=|>=|<|>|IN\()({LITERAL}(?:,{LITERAL})*)\)?""", re.IGNORECASE)
"""A condition of which another may be the opposite, without spaces: a field, how it is compared, and with which values."""
HOLDS: dict[str, Callable[[Any, Any], bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
SUMMED = frozenset(("count", "sum"))
"""Measures of which a whole is the sum of its parts."""


def conditions_of(filter: str) -> frozenset[str]:
    """Return the conditions that a filter joins with AND, in one spelling of spaces and of AND.

    >>> sorted(conditions_of("(\\"kind\\" = 'a') and (\\"size\\" > 3 OR \\"new\\"=1)"))
    ['"kind" = \\'a\\'', '"size" > 3 OR "new" = 1']
    """
    words = [word for word in WORD.findall(filter) if not word.isspace()]
    depths = _depths(words)
    while words[:1] == ["("] and all(depths[:-1]):
        words, depths = words[1:-1], [depth - 1 for depth in depths[1:-1]]
    outer = [word.upper() if depth == 0 else "" for word, depth in zip(words, depths, strict=True)]
    cuts = [place for place, word in enumerate(outer) if word == "AND"]
    if not cuts or {"OR", "BETWEEN"} & set(outer):
        return frozenset([" ".join(words)] if words else [])
    parts = [words[start + 1 : end] for start, end in pairwise([-1, *cuts, len(words)])]
    return frozenset().union(*(conditions_of(" ".join(part)) for part in parts))


def is_part(part: Measurement, whole: Measurement) -> bool:
    """Whether one measurement counts some of what another counts, and the other counts the rest too.

    >>> every = Measurement("audits", "count")
    >>> is_part(replace(every, filter='"score" < 5'), every), is_part(every, every)
    (True, False)
    """
    same = part.measure in SUMMED and replace(part, filter="") == replace(whole, filter="")
    return same and conditions_of(whole.filter) < conditions_of(part.filter)


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


def _exclude(one: str, other: str) -> bool:
    """Whether no row meets both conditions: one is the other denied, or they want other values of the same field."""
    both = list(permutations((one, other)))
    if any(some in (f"NOT {rest}", f"NOT ( {rest} )") for some, rest in both):
        return True
    found = [COMPARED.fullmatch("".join(word for word in WORD.findall(condition) if not word.isspace())) for condition in (one, other)]
    if not found[0] or not found[1] or found[0][1].strip('"') != found[1][1].strip('"'):
        return False
    wanted = [(match[2].upper(), [_value(text) for text in re.findall(LITERAL, match[3])]) for match in found if match]
    return any(_none_meets(*some, *rest) for some, rest in permutations(wanted))


def _none_meets(way: str, values: list[float | str], asked: str, limits: list[float | str]) -> bool:
    """Whether no value that a condition lets through meets another condition on the same field."""
    if way in ("=", "IN("):
        return not any(_meets(value, asked, limits) for value in values)
    if way not in (">", ">=") or asked not in ("<", "<="):
        return False
    least, most = values[0], limits[0]
    return type(least) is type(most) is float and (least > most or (least == most and (way, asked) != (">=", "<=")))


def _meets(value: float | str, asked: str, limits: list[float | str]) -> bool:
    if asked in HOLDS:
        return type(value) is not type(limits[0]) or HOLDS[asked](value, limits[0])
    return (value in limits) == (asked in ("=", "IN("))


def _value(literal: str) -> float | str:
    text = literal.strip("'")
    try:
        return float(text)
    except ValueError:
        return text


def _depths(words: list[str]) -> list[int]:
    """Return in how many brackets each word stands, a closing one outside its own."""
    return list(accumulate((word == "(") - (word == ")") for word in words))
