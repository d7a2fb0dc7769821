"""Single counts as they may be shown: small ones hidden, the others rounded, so that neither is found from the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Protection:
    """How counts of one kind may be shown.

    Attributes
    ----------
    minimum : float
        Fewer are never shown.
    rounding : int
        Shown counts are multiples of it; 1 shows them as they are.
    """

    minimum: float
    rounding: int = 1

    @property
    def least(self) -> float:
        """The least count that is shown.

        What is hidden lies between 0 and the count below it, so that nobody who sees that a count is hidden knows it within ``minimum``;
        and no count that is shown as some multiple belongs with those that are hidden, which would narrow that multiple.

        >>> Protection(5, 5).least, Protection(5).least, Protection(21, 5).least
        (8.0, 6.0, 23.0)
        """
        wanted = np.floor(self.minimum) + 1
        if self.rounding <= 1:
            return float(wanted)
        half = self.rounding // 2
        return float(np.ceil((wanted + half) / self.rounding) * self.rounding - half)

    @property
    def slack(self) -> int:
        """How far a count may lie from what is shown for it."""
        return self.rounding // 2


@dataclass(frozen=True)
class ProtectedCounts:
    """Counts that may be shown, shape (n,), NaN where hidden or missing; and which are hidden, shape (n,)."""

    values: np.ndarray
    hidden: np.ndarray


def protect_counts(counts: np.ndarray, protection: Protection) -> ProtectedCounts:
    """Return counts with the small ones hidden and the others rounded to the nearest multiple; a missing one stays missing.

    All that is computed from the result tells no more than the result does: sums, rates, scores, ranks.

    >>> protect_counts(np.array([0.0, 4, 7, 8, 12, 13, np.nan]), Protection(5, 5)).values
    array([nan, nan, nan, 10., 10., 15., nan])
    """
    hidden = counts < protection.least
    base = protection.rounding
    shown = np.floor(counts / base + 0.5) * base if base > 1 else counts
    return ProtectedCounts(np.where(hidden, np.nan, shown), hidden)
