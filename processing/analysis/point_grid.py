"""Points in the squares of a grid, so that those near a box are found without looking at the others."""

from __future__ import annotations

import numpy as np

POINTS_A_SQUARE = 16
MOST_SQUARES_ASIDE = 256
"""The squares' numbers then fit in 16 bits, which numpy sorts by counting."""


class PointGrid:
    """Points in the order of the squares that they lie in, row by row: near a box lie a few runs of them.

    Parameters
    ----------
    x, y : ndarray of float, shape (n,)
        NaN where there is no point.

    Attributes
    ----------
    item : ndarray of int, shape (m,)
        The points that are there, in that order: positions in ``x`` and ``y``.
    x, y : ndarray of float, shape (m,)
        Their coordinates.
    """

    def __init__(self, x: np.ndarray, y: np.ndarray):
        there = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        self.aside = int(np.clip(np.sqrt(len(there) / POINTS_A_SQUARE), 1, MOST_SQUARES_ASIDE))
        self.low = np.array([np.min(axis[there], initial=np.inf) for axis in (x, y)])
        self.high = np.array([np.max(axis[there], initial=-np.inf) for axis in (x, y)])
        square = (self._place(y[there], 1) * self.aside + self._place(x[there], 0)).astype(np.uint16)
        self.item = there[np.argsort(square, kind="stable")].astype("int32")  # millions of them: half of what they would take otherwise
        self.x, self.y = x[self.item], y[self.item]
        self._start = np.concatenate([[0], np.cumsum(np.bincount(square, minlength=self.aside**2))])

    def _place(self, coordinate: np.ndarray, axis: int) -> np.ndarray:
        """Return the row (axis 1) or column (axis 0) of coordinates; what lies outside goes to the outermost."""
        extent = self.high[axis] - self.low[axis]
        scale = self.aside / extent if extent > 0 else 0.0
        return np.clip((coordinate - self.low[axis]) * scale, 0, self.aside - 1).astype(np.int64)

    def runs(self, boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return box, start and end of runs in the points' order that together hold all points in a box, and others near it.

        Parameters
        ----------
        boxes : ndarray of float, shape (k, 4)
            Lowest x and y, highest x and y; NaN for none.
        """
        meets = np.flatnonzero(((boxes[:, :2] <= self.high) & (boxes[:, 2:] >= self.low)).all(axis=1))
        left, bottom, right, top = (self._place(boxes[meets, side], side % 2) for side in range(4))
        box, row = expand_ranges(bottom, top + 1)
        start, end = self._start[row * self.aside + left[box]], self._start[row * self.aside + right[box] + 1]
        some = end > start
        return meets[box[some]], start[some], end[some]


def expand_ranges(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each whole number in the ranges ``start`` to ``end`` (not included) which range it is of, and the number."""
    count = end - start
    which = np.repeat(np.arange(len(start)), count)
    return which, np.arange(len(which)) + (start - np.cumsum(count) + count)[which]
