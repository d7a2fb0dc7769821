"""What values follow from numbers that rise or fall with them: scores, ranks, percentiles, classes."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtri

from .audit import CellBounds

LEAST_PAIRS = 2


def bounds_from_order(published: np.ndarray, values: np.ndarray, low: float = 0.0, high: float = np.inf) -> CellBounds:
    """Return within which bounds values follow from what rises or falls with them.

    Parameters
    ----------
    published : ndarray, shape (n,)
        Scores, ranks or classes; NaN where none is published.
    values : ndarray, shape (n,)
        NaN where they are not known.
    low, high : float
        What values can be at all.

    Returns
    -------
    CellBounds
        Of a value that is not known the nearest known ones below and above it in the order of ``published``; ``low`` to ``high`` where
        nothing is published, and where the known values neither rise nor fall with it.

    >>> found = bounds_from_order(np.array([10, 20, 30.0]), np.array([1.0, np.nan, 7.0]))
    >>> found.low.tolist(), found.high.tolist()
    ([1.0, 1.0, 7.0], [1.0, 7.0, 7.0])
    """
    known = np.isfinite(values) & np.isfinite(published)
    least, most = np.where(np.isfinite(values), values, low), np.where(np.isfinite(values), values, high)
    order = np.argsort(published[known], kind="stable")
    scores, sure = published[known][order], values[known][order]
    if len(scores) < LEAST_PAIRS:
        return CellBounds(least, most)
    falls = np.all(np.diff(sure) <= 0) and not np.all(np.diff(sure) >= 0)
    if not falls and not np.all(np.diff(sure) >= 0):
        return CellBounds(least, most)
    asked = np.isfinite(published) & ~np.isfinite(values)
    before = np.searchsorted(scores, published[asked], side="right") - 1
    after = np.searchsorted(scores, published[asked], side="left")
    sides = np.concatenate(([high if falls else low], sure, [low if falls else high]))
    first, second = sides[before + 1], sides[after + 1]
    least[asked], most[asked] = np.minimum(first, second), np.maximum(first, second)
    return CellBounds(least, most)


def invert_line(scores: np.ndarray, values: np.ndarray, normal: bool = False) -> np.ndarray:
    """Return the values that follow from scores which lie on a line through the known ones, shape (n,); NaN where they do not.

    Two pairs of a score with its value give the line: that of ``min_max`` and ``target``; of a z-score, 100 Phi(z), that through its
    probits (``normal``). Scores at an end, 0 and 100, may be cut off there and tell nothing.
    """
    inside = np.isfinite(scores) & (scores > 0) & (scores < 100)
    line = np.where(inside, ndtri(np.where(inside, scores, 50.0) / 100) if normal else scores, np.nan)
    known = inside & np.isfinite(values)
    found = np.full(len(scores), np.nan)
    if known.sum() < LEAST_PAIRS or np.ptp(line[known]) == 0:
        return found
    slope, start = np.polyfit(line[known], values[known], 1)
    fits = np.allclose(slope * line[known] + start, values[known], rtol=1e-6, atol=1e-6)
    return np.where(inside, slope * line + start, np.nan) if fits else found
