"""Which measurements count a part of what others count: those of the same, under further conditions."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate, pairwise

from .challenge import Measurement

WORD = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\s+|[()]|\w+|.""", re.DOTALL)
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


def _depths(words: list[str]) -> list[int]:
    """Return in how many brackets each word stands, a closing one outside its own."""
    return list(accumulate((word == "(") - (word == ")") for word in words))
