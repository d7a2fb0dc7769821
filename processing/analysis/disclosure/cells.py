"""Single counts as they may be shown: small ones hidden, the others rounded, so that neither is found from the other.

What is computed further, such as an index, takes for a hidden count what is expected there, and not the count: then it tells no more than
what is shown does, whatever is computed, and however it is combined.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.special import pdtr

from ...model.disclosure import CountLimits

ROUNDS = 500
"""Most steps in which a common rate is found; it is there after some dozens."""
NEAR = 1e-9
SHARE_OF_SPREAD = 5.0
HALF = 0.5


@dataclass(frozen=True)
class Protection:
    """How counts of one kind may be shown.

    Attributes
    ----------
    minimum : float
        Fewer are never shown.
    rounding : int
        Shown counts are multiples of it; 1 shows them as they are.
    before : Protection or None
        What is done first, so that what is shown follows from what a milder protection of the same counts shows elsewhere, and both
        together tell no more than that one: 15 in tens is 20 whether it was 13 or 17.
    """

    minimum: float
    rounding: int = 1
    before: Protection | None = None

    @classmethod
    def of(cls, own: CountLimits, asked: CountLimits) -> Protection:
        """Return the protection of counts as their record says, and as a challenge asks for beside it.

        >>> Protection.of(CountLimits(5, 5), CountLimits(0, 1)), Protection.of(CountLimits(5, 5), CountLimits(10, 10)).least
        (Protection(minimum=5, rounding=5, before=None), 13.0)
        """
        first, both = cls(own.minimum, own.rounding), own.stricter(asked)
        return first if (both.minimum, both.rounding) == (own.minimum, own.rounding) else cls(both.minimum, both.rounding, first)

    @property
    def least(self) -> float:
        """The least count that is shown.

        What is hidden lies between 0 and the count below it, so that nobody who sees that a count is hidden knows it within ``minimum``;
        and no count that is shown as some multiple belongs with those that are hidden, which would narrow that multiple.

        >>> Protection(5, 5).least, Protection(5).least, Protection(21, 5).least
        (8.0, 6.0, 23.0)
        """
        if self.before is None:
            return self.least_of_given
        step = self.before.rounding
        return float(max(self.before.least, np.ceil(self.least_of_given / step) * step - self.before.rounding // 2))

    @property
    def least_of_given(self) -> float:
        """The least that is shown, among counts as they were before this rounds them."""
        wanted = np.floor(self.minimum) + 1 + (self.before.slack if self.before else 0)
        if self.rounding <= 1:
            return float(wanted)
        half = self.rounding // 2
        return float(np.ceil((wanted + half) / self.rounding) * self.rounding - half)

    @property
    def slack(self) -> int:
        """How far a count may lie from what is shown for it."""
        return self.rounding // 2 + (self.before.slack if self.before else 0)


@dataclass(frozen=True)
class ProtectedCounts:
    """Counts as they may be shown, shape (n,).

    Attributes
    ----------
    values : ndarray
        Rounded; NaN where hidden or missing.
    hidden : ndarray of bool
    most : float
        The greatest count that is hidden.
    """

    values: np.ndarray
    hidden: np.ndarray
    most: float

    def expected(self, base: np.ndarray | None = None) -> np.ndarray:
        """Return the counts, and where they are hidden the ones that are expected there, shape (n,); NaN where missing.

        One rate per ``base`` holds for all, and each count follows Poisson's law; of a hidden one is known that it is at most ``most``. The
        rate is the likeliest (expectation-maximisation, Dempster, Laird and Rubin 1977). No hidden count is looked at.

        Parameters
        ----------
        base : ndarray, shape (n,), optional
            What the counts are counted among; default the same in each.

        >>> shown = protect_counts(np.array([3.0, 41, 60, 1]), Protection(5, 5))
        >>> shown.expected(np.array([10.0, 400, 600, 100])).round(2).tolist()
        [0.96, 40.0, 60.0, 5.85]
        """
        base = np.ones(len(self.values)) if base is None else base
        rests = np.isfinite(base) & (base > 0)
        shown, asked = rests & np.isfinite(self.values), rests & self.hidden
        expected = np.where(self.hidden, 0.0, self.values)
        below, counted = base[shown].sum() + base[asked].sum(), self.values[shown].sum()
        if below <= 0:
            return expected
        rate = (counted + self.most / 2 * asked.sum()) / below
        for _ in range(ROUNDS):
            mean = rate * base[asked]
            chance = pdtr(self.most, mean)  # none that a computer can tell where the mean is far above
            expected[asked] = np.divide(mean * pdtr(self.most - 1, mean), chance, out=np.full(len(mean), self.most), where=chance > 0)
            before, rate = rate, (counted + expected[asked].sum()) / below
            if abs(rate - before) <= NEAR * before:
                break
        return expected


def protect_counts(counts: np.ndarray, protection: Protection) -> ProtectedCounts:
    """Return counts with the small ones hidden and the others rounded to the nearest multiple; a missing one stays missing.

    All that is computed from the result tells no more than the result does: sums, rates, scores, ranks.

    >>> protect_counts(np.array([0.0, 4, 7, 8, 12, 13, np.nan]), Protection(5, 5)).values
    array([nan, nan, nan, 10., 10., 15., nan])
    """
    hidden = counts < protection.least
    base = protection.rounding
    if protection.before:
        counts = protect_counts(counts, protection.before).values
    shown = np.floor(counts / base + 0.5) * base if base > 1 else counts
    return ProtectedCounts(np.where(hidden, np.nan, shown), hidden, protection.least - 1)


def protect_part(
    part: np.ndarray, protection: Protection, rests: Sequence[np.ndarray], whole: np.ndarray, hides: np.ndarray | bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Return counts that are parts of other counts, as they may be shown, and where they are hidden, shapes (n,).

    They are hidden where they or the rest of a whole are small: else the rest would follow from both. In the place of a hidden one stands
    what is expected there, one share of ``whole`` for all, for whether the part or the rest is small is not told either.

    Parameters
    ----------
    rests : sequence of ndarray, shapes (n,)
        What else is in each whole of which this is a part.
    whole : ndarray, shape (n,)
        As it is shown, or expected.
    hides : ndarray of bool, shape (n,)
        Where they are hidden besides.

    >>> part, whole = np.array([20.0, 20, 2, 30]), np.array([40.0, 22, 40, 60])
    >>> shown, hidden = protect_part(part, Protection(5, 5), [whole - part], np.array([40.0, 20, 40, 60]))
    >>> shown.tolist(), hidden.tolist()
    ([20.0, 10.0, 20.0, 30.0], [False, True, True, False])
    """
    own = protect_counts(part, protection)
    hidden = np.logical_or.reduce([own.hidden | hides, *(protect_counts(rest, protection).hidden for rest in rests)])
    known = ~hidden & np.isfinite(own.values) & np.isfinite(whole)
    below = whole[known].sum()
    share = own.values[known].sum() / below if below > 0 else HALF
    return np.where(hidden, share * whole, own.values), hidden


def are_counts(values: np.ndarray, least: float) -> bool:
    """Whether values for which nobody says it count something: most of those of at least ``least`` are whole, and none is negative.

    Smaller ones, which would be hidden, decide only where there are no others: what a map takes values for shall not tell of them.

    >>> [are_counts(np.array(some), 8.0) for some in ([3, 12, 40], [3.5, 12, 40, 17.5, 8], [0.25, 12.5, 9.75], [-1, 12.0])]
    [True, True, False, False]
    """
    known = values[np.isfinite(values)]
    shown = known[known >= least] if (known >= least).any() else known
    return bool((known >= 0).all() and (shown == np.rint(shown)).mean() > HALF) if len(known) else True


def to_grid(places: np.ndarray, side: float) -> np.ndarray:
    """Return the middle of the grid cell in which each geometry's centre lies, as points; what is missing or empty stays so.

    >>> to_grid(shapely.points([[120.0, 730.0]]), 500.0)[0]
    <POINT (250 750)>
    """
    cells = np.floor(shapely.get_coordinates(shapely.centroid(places)) / side)
    found = np.array(places, dtype=object)
    there = ~(shapely.is_missing(places) | shapely.is_empty(places))
    found[there] = shapely.points((cells + 0.5) * side)
    return found


def round_shown(means: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """Return means that are shown, rounded by their own spread (`round_means`), and where they are hidden the mean of the others."""
    shown = np.where(hidden, np.nan, means)
    known = round_means(shown, float(np.nanstd(shown)) if np.isfinite(shown).any() else 0.0)
    return np.where(hidden, float(np.nanmean(known)) if np.isfinite(known).any() else np.nan, known)


def round_means(means: np.ndarray, spread: float) -> np.ndarray:
    """Return means as multiples of a power of ten, at most a fifth of ``spread``: with all its digits a mean tells of how many it is one.

    >>> round_means(np.array([63.714285714, 58.2]), spread=18.0).tolist()
    [64.0, 58.0]
    """
    if not spread > 0:
        return means
    step = 10.0 ** np.floor(np.log10(spread / SHARE_OF_SPREAD))
    return np.round(means / step) * step
