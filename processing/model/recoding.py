"""Values of a source written as canonical ones: what a record's ``recode`` says, in exact words, numbers and ranges."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

Scalar = str | int | float
"""What one cell of a table may hold."""
NUMBER = r"[+-]?\d+(?:\.\d+)?"
RANGE = re.compile(rf"([\[(])\s*({NUMBER})?\s*,\s*({NUMBER})?\s*([\])])")


@dataclass(frozen=True)
class ValueRange:
    """Numbers from one to another: ``[0, 5)`` holds 0 and not 5, ``(5, ]`` all that is more than 5.

    Attributes
    ----------
    text : str
        As the record writes it.
    low, high : float
        Where it ends; infinite where nothing is written.
    holds_low, holds_high : bool
        Whether the ends belong to it.
    """

    text: str
    low: float
    high: float
    holds_low: bool
    holds_high: bool

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        return self.low > self.high or self.low == self.high and not (self.holds_low and self.holds_high)

    def holds(self, number: float) -> bool:
        """Whether a number lies in it."""
        above = number >= self.low if self.holds_low else number > self.low
        return above and (number <= self.high if self.holds_high else number < self.high)

    def meets(self, other: ValueRange) -> bool:
        """Whether a number lies in both."""
        low, holds_low = max((self.low, not self.holds_low), (other.low, not other.holds_low))
        high, holds_high = min((self.high, self.holds_high), (other.high, other.holds_high))
        return not ValueRange("", low, high, not holds_low, holds_high).is_empty


def parse_range(text: str) -> ValueRange | None:
    """Return the range that a text writes; None for a word or a number.

    >>> parse_range("[0, 5)").high, parse_range("5")
    (5.0, None)
    """
    found = RANGE.fullmatch(text.strip())
    if not found:
        return None
    opening, low, high, closing = found.groups()
    return ValueRange(text, float(low or -math.inf), float(high or math.inf), opening == "[", closing == "]")


def find_overlap(texts: Iterable[str]) -> tuple[str, str] | None:
    """Return the first two ranges in which the same number lies, one twice where no number lies in it; None where each number has one."""
    ranges = [one for text in texts if (one := parse_range(text))]
    empty = next((one for one in ranges if one.is_empty), None)
    if empty:
        return empty.text, empty.text
    return next(((one.text, other.text) for one, other in itertools.combinations(ranges, 2) if one.meets(other)), None)
