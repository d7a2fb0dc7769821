"""Classes of ages, as rates and counts name them: ``0-2``, ``80+``, ``7``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .errors import OpgaveError

OLDEST = 100
AGES = OLDEST + 1
"""Years of age that are told apart: 0 to 99, and 100 and over."""


@dataclass(frozen=True, order=True)
class AgeClass:
    """Ages from ``first`` to ``last``, both included; the oldest age stands for all above it."""

    first: int
    last: int

    def __str__(self) -> str:
        if self.last >= OLDEST:
            return f"{self.first}+"
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def age_class(text: str) -> AgeClass | None:
    """Return the class that ``0-2``, ``80+`` or ``7`` means; None where the text is none of them.

    >>> str(age_class("0-2")), str(age_class("80+")), age_class("young")
    ('0-2', '80+', None)
    """
    found = re.fullmatch(r"(\d{1,3})(?:\s*[-_]\s*(\d{1,3})|(\+))?", text.strip())
    if found is None:
        return None
    first = min(int(found[1]), OLDEST)
    last = OLDEST if found[3] else min(int(found[2] or first), OLDEST)
    return AgeClass(first, last) if first <= last else None


def gaps(classes: Iterable[AgeClass]) -> list[AgeClass]:
    """Return the ages that no class holds.

    >>> [str(one) for one in gaps([AgeClass(0, 17), AgeClass(65, OLDEST)])]
    ['18-64']
    """
    held = {age for one in classes for age in range(one.first, one.last + 1)}
    missing = [age for age in range(AGES) if age not in held]
    starts = [age for age in missing if age - 1 not in missing]
    return [AgeClass(age, next(end for end in range(age, AGES) if end + 1 not in missing)) for age in starts]


def overlap(classes: Iterable[AgeClass]) -> tuple[AgeClass, AgeClass] | None:
    """Return two classes that hold the same age; None where no two do."""
    ordered = sorted(classes)
    return next(((one, other) for one, other in zip(ordered, ordered[1:], strict=False) if other.first <= one.last), None)


def by_age(table: Mapping[str, float]) -> list[float]:
    """Return the value of each age, 0 where no class holds it; the table has been checked."""
    values = [0.0] * AGES
    for text, value in table.items():
        one = age_class(text)
        if one is None:
            raise ValueError(f"'{text}' is no class of ages")
        values[one.first : one.last + 1] = [value] * (one.last - one.first + 1)
    return values


def age_mistakes(table: Mapping[str, float], place: str, whole: bool) -> Iterable[OpgaveError]:
    """Yield what is wrong with the ages of a table; ``whole``: it has to hold all ages."""
    classes = {text: age_class(text) for text in table}
    for text, one in classes.items():
        if one is None:
            yield OpgaveError("{place}: '{text}' is no class of ages such as 0-2, 80+ or 7.", place=place, text=text)
    known = [one for one in classes.values() if one is not None]
    twice = overlap(known)
    if twice:
        yield OpgaveError(
            "{place}: the ages {one} and {other} overlap. Have each age in one class.", place=place, one=twice[0], other=twice[1]
        )
    missing = gaps(known) if whole and len(known) == len(table) else []
    if missing:
        yield OpgaveError("{place}: the ages {ages} are missing. Add them.", place=place, ages=", ".join(map(str, missing)))
