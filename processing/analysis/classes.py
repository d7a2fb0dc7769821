"""Map classes: where to cut a series of values so that the map tells what the values tell.

Source of the natural breaks: Fisher (1958), JASA 53(284), which Jenks brought to maps; solved exactly, by dynamic
programming whose steps need few candidates because the best cut moves one way only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..model.errors import OpgaveError

REASON_TEXTS = {
    "quantile": "{count} classes with about as many units in each: the map shows ranks, whatever the spread of the values.",
    "natural": "{count} classes cut where the values leave gaps (natural breaks): units in one class are alike.",
    "pretty": "{count} classes of equal width with round limits: equal steps in colour are equal steps in value.",
}
CLASSES = 5
"""Classes on a map: more than a reader tells apart by colour help nobody."""
READABLE = 0.005
PRETTY_STEPS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0)


@dataclass(frozen=True)
class Classes:
    """Classes from low to high, none of them empty.

    Attributes
    ----------
    breaks : ndarray of float, shape (classes + 1,)
        Class i holds the values above ``breaks[i]`` up to and including ``breaks[i + 1]``; the first one its lower limit
        too. Ascending, no two equal (but for the two of a single value). Empty when there is no value.
    counts : ndarray of int, shape (classes,)
        How many values each class holds.
    method : str
        ``quantile``, ``natural`` or ``pretty``.
    """

    breaks: np.ndarray
    counts: np.ndarray
    method: str

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def edges(self) -> tuple[float, ...]:
        """The limits as plain numbers, from low to high."""
        return tuple(map(float, self.breaks))

    def find(self, values: np.ndarray) -> np.ndarray:
        """Return the class of each value from low to high, shape (n,), -1 where it is no number; the outer ones take what lies beyond."""
        return np.where(np.isfinite(values), np.searchsorted(self.breaks[1:-1], values, side="left"), -1)

    @property
    def reason(self) -> str:
        """English template, with the place ``count``, of why the limits lie where they do."""
        return REASON_TEXTS[self.method]


def map_classes(values: np.ndarray, k: int = CLASSES, method: str = "natural") -> Classes:
    """Return the classes in which numbers stand on maps, legends, charts and web pages: as `class_breaks`, with limits easy to read."""
    return class_breaks(values, k, method, READABLE)


def class_breaks(values: np.ndarray, k: int = CLASSES, method: str = "natural", slack: float = 0.0) -> Classes:
    """Cut ``values`` into at most ``k`` classes; equal values always share a class.

    Limits are the roundest numbers that keep every value in its class, so that a legend is easy to read.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN and infinite values take no part.
    k : int
        Number of classes, at least 1; fewer come out where there are fewer different values.
    method : str
        ``quantile``: as many values in each class as ties allow. ``natural``: the smallest sum of squared deviations from
        the class means (Fisher-Jenks, exact). ``pretty``: equal steps of 1, 2 or 5 times a power of ten.
    slack : float
        Share of the range by which a value may lie on the wrong side of a limit to make that limit rounder, such as `READABLE`.

    Raises
    ------
    OpgaveError
        For another method.

    Examples
    --------
    Natural breaks lie where the values leave gaps:

    >>> classes = class_breaks(np.array([1.0, 2.0, 3.0, 11.0, 12.0, 50.0]), 3)
    >>> classes.edges, classes.counts.tolist()
    ((1.0, 10.0, 20.0, 50.0), [3, 2, 1])
    """
    if method not in REASON_TEXTS:
        raise OpgaveError("Classes by '{method}' are not known: use {methods}.", method=method, methods=", ".join(REASON_TEXTS))
    known = np.sort(values[np.isfinite(values)].astype(float))
    if not len(known):
        return Classes(np.empty(0), np.empty(0, dtype=np.int64), method)
    distinct, repeats = np.unique(known, return_counts=True)
    if method == "pretty" and k > 1 and len(distinct) > 1:
        breaks = _pretty(distinct, k)
    else:
        cut = _natural_cuts(distinct, repeats, k) if method == "natural" else _quantile_cuts(repeats, k)
        breaks = _limits(distinct, cut, slack)
        if (_counts(known, breaks) == 0).any():
            breaks = _limits(distinct, cut, 0.0)
    return Classes(breaks, _counts(known, breaks), method)


def _limits(distinct: np.ndarray, cut: Sequence[int] | np.ndarray, slack: float) -> np.ndarray:
    """Return the roundest limits between the values that each cut parts, give or take ``slack`` times the range."""
    lowest, highest = _outwards(distinct, np.floor), _outwards(distinct, np.ceil)
    room = slack * np.ptp(distinct)
    lows = [max(distinct[at - 1] - room, np.nextafter(lowest, np.inf)) for at in cut]
    return np.array([lowest, *(roundest(low, distinct[at] + room) for low, at in zip(lows, cut, strict=True)), highest])


def _counts(known: np.ndarray, breaks: np.ndarray) -> np.ndarray:
    """Return how many of the sorted values each class holds; the outer classes take what rounding left outside."""
    return np.diff(np.searchsorted(known, breaks[1:-1], side="right"), prepend=0, append=len(known))


def roundest(low: float, high: float) -> float:
    """Return the number with the fewest digits, a five in the last place counting as half a digit, in [low, high).

    >>> roundest(3.2, 11.0), roundest(0.123, 0.137)
    (10.0, 0.13)
    """
    exponent = math.ceil(math.log10(max(abs(low), abs(high)))) + 1
    for digits in range(-exponent, 17 - exponent):
        for step in (10.0**-digits, 0.5 * 10.0**-digits):
            candidate = round(math.ceil(low / step) * step, digits + 1) + 0.0
            if low <= candidate < high:
                return candidate
    return float(low)


def range_decimals(low: float, high: float) -> int:
    """Return how many decimals tell values of this range apart.

    >>> range_decimals(0, 80), range_decimals(0, 8), range_decimals(0.2, 0.8)
    (0, 1, 2)
    """
    return 0 if high - low >= 50 else 1 if high - low >= 5 else 2


def _outwards(distinct: np.ndarray, rounding: np.ufunc) -> float:
    """Return the lowest (``floor``) or highest (``ceil``) limit: the extreme value rounded to a hundredth of the range."""
    low, high = float(distinct[0]), float(distinct[-1])
    extreme, outermost = (low, min) if rounding is np.floor else (high, max)
    if low == high:
        return extreme
    digits = 2 - math.ceil(math.log10(high - low))
    return outermost(round(float(rounding(extreme * 10.0**digits)) / 10.0**digits, digits) + 0.0, extreme)


def _quantile_cuts(repeats: np.ndarray, k: int) -> np.ndarray:
    """Return before which distinct values to cut: as near as ties allow to equal numbers of values."""
    below = np.cumsum(repeats)[:-1]
    if not len(below):
        return np.empty(0, dtype=np.int64)
    wanted = repeats.sum() * np.arange(1, k) / k
    return np.unique(np.abs(below[:, None] - wanted).argmin(axis=0)) + 1


def _pretty(distinct: np.ndarray, k: int) -> np.ndarray:
    """Return the limits of at most ``k`` round classes of equal width; an empty class joins the one above it."""
    low, high = distinct[0], distinct[-1]
    power = math.floor(math.log10((high - low) / k))
    steps = [step * 10.0**power for step in PRETTY_STEPS]
    step = next(step for step in steps if math.ceil(high / step) - math.floor(low / step) <= k)
    limits = np.arange(math.floor(low / step), math.ceil(high / step) + 1) * step
    limits = np.round(limits, 1 - power) + 0.0
    filled = np.diff(np.searchsorted(distinct, limits[1:], side="right"), prepend=0) > 0
    return np.concatenate([limits[:1], limits[1:][filled]])


def _natural_cuts(distinct: np.ndarray, repeats: np.ndarray, k: int) -> list[int]:
    """Return before which distinct values to cut so that the squared deviations within classes are least."""
    n, k = len(distinct), min(k, len(distinct))
    deviation = _Deviation(distinct, repeats)
    best, choices = deviation.between(np.zeros(n + 1, dtype=np.int64), np.arange(n + 1)), []
    for classes in range(2, k + 1):
        best, choice = _add_class(best, deviation, classes)
        choices.append(choice)
    cuts, end = [], n
    for choice in reversed(choices):
        end = int(choice[end])
        cuts.append(end)
    return cuts[::-1]


class _Deviation:
    """The squared deviations from their mean of any run of the distinct values, each counted as often as it occurs."""

    def __init__(self, distinct: np.ndarray, repeats: np.ndarray):
        centred = (distinct - distinct.mean()) / max(np.ptp(distinct), np.finfo(float).tiny)
        parts = (repeats, repeats * centred, repeats * centred**2)
        self.count, self.total, self.squares = (np.concatenate([[0.0], np.cumsum(part)]) for part in parts)

    def between(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """Return the deviations of the values start..end-1, elementwise; 0 for an empty run."""
        count = np.maximum(self.count[end] - self.count[start], 1.0)
        return np.maximum(self.squares[end] - self.squares[start] - (self.total[end] - self.total[start]) ** 2 / count, 0.0)


def _add_class(best: np.ndarray, deviation: _Deviation, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the least deviation of the first values in ``classes`` classes, and where the last class then starts.

    ``best`` holds it for one class fewer, shape (n + 1,). The best start never moves back as values are added: ends are
    solved from coarse to fine, each between the starts of its solved neighbours.
    """
    n = len(best) - 1
    most = n - classes + 1
    result, start = np.full(n + 1, np.inf), np.full(n + 1, n - 1)
    start[classes - 1] = classes - 1
    stride = 2 ** int(math.log2(most))
    while stride:
        end = classes - 1 + np.arange(stride, most + 1, 2 * stride)
        after = np.where(end + stride <= n, start[np.minimum(end + stride, n)], n - 1)
        result[end], start[end] = _least(best, deviation, end, start[end - stride], np.minimum(after, end - 1))
        stride //= 2
    return result, start


def _least(best: np.ndarray, deviation: _Deviation, end: np.ndarray, first: np.ndarray, last: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return, for each end, the least total over the starts first..last, and the start that gives it."""
    length = last - first + 1
    offset = np.concatenate([[0], np.cumsum(length)[:-1]])
    start = np.arange(length.sum()) - np.repeat(offset - first, length)
    total = best[start] + deviation.between(start, np.repeat(end, length))
    least = np.minimum.reduceat(total, offset)
    places = np.flatnonzero(total == np.repeat(least, length))
    return least, start[places[np.searchsorted(places, offset)]]
