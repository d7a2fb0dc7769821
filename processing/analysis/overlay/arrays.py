"""Small tools on arrays: points as complex numbers, ragged ranges, equal rows, linked lists.

A point is one complex number ``x + iy``: one gather moves both coordinates, and numpy orders complex numbers by x, then y.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_UNUSED = np.uint64(16)


def points(xy: np.ndarray) -> np.ndarray:
    """Return coordinates of shape (n, 2) as complex numbers; minus zero becomes zero, so that equal points have equal bits."""
    return (np.ascontiguousarray(xy, dtype="float64") + 0.0).view("complex128").ravel()


def coordinates(point: np.ndarray) -> np.ndarray:
    """Return complex points as coordinates of shape (n, 2)."""
    return np.ascontiguousarray(point).view("float64").reshape(-1, 2)


def starts(counts: np.ndarray) -> np.ndarray:
    """Return where each of several rows begins when they are laid end to end, and where the last ends: shape (n + 1,)."""
    result = np.zeros(len(counts) + 1, dtype="intp")
    np.cumsum(counts, out=result[1:])
    return result


def spans(first: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return the ranges ``first[i], first[i] + 1, ...`` of length ``counts[i]``, laid end to end."""
    begin = starts(counts)
    return np.repeat(first - begin[:-1], counts) + np.arange(begin[-1])


def whole_numbers(values: np.ndarray) -> list[int]:
    """Return whole numbers of shape (n,) as a list of Python's own."""
    return values.astype(np.intp).ravel().tolist()


def radix_order(*keys: np.ndarray) -> np.ndarray:
    """Order rows by whole numbers from 0 on, the last key counting first, as ``np.lexsort`` does: stable, and several times as fast.

    numpy sorts numbers of 16 bits by their digits; longer ones are sorted by 16 bits after the other.
    """
    passes = ((key, shift) for key in keys for shift in range(0, max(int(key.max(initial=0)).bit_length(), 1), 16))
    key, shift = next(passes)
    order = _order_by_digits(key, shift)
    for key, shift in passes:
        order = order[_order_by_digits(key[order], shift)]
    return order


def _order_by_digits(key: np.ndarray, shift: int) -> np.ndarray:
    """Order rows by 16 bits of a whole number, those from ``shift`` on."""
    return np.argsort((key >> key.dtype.type(shift)).astype("uint16"), kind="stable")


def order_with_ties(key: np.ndarray, *ties: np.ndarray) -> np.ndarray:
    """Order rows by whole numbers from 0 on, those of the same number by ``ties``, of which the last counts first."""
    order = radix_order(key)
    ordered = key[order]
    same = ordered[1:] == ordered[:-1]
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same)) if len(order) else order
    rows = order[tied]
    order[tied] = rows[np.lexsort((*(tie[rows] for tie in ties), key[rows]))]
    return order


def equal_rows(*columns: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bring equal rows together.

    Parameters
    ----------
    *columns : ndarray of complex, shape (n,)
        The rows' values.

    Returns
    -------
    order : ndarray of int, shape (n,)
        The rows, equal ones side by side.
    begin : ndarray of int
        Where in ``order`` each group of equal rows begins.
    """
    key = _hash(columns) >> _UNUSED
    order = radix_order(key)
    same_key = key[order[1:]] == key[order[:-1]]
    same = same_key.copy()
    for column in columns:
        ordered = column[order]
        same &= ordered[1:] == ordered[:-1]
    if np.any(same != same_key):
        return _equal_rows_by_value(columns)
    return order, _group_begin(same, len(order))


def group_repeated(point: np.ndarray) -> np.ndarray:
    """Return numbers that are equal where points are, for points that occur more than once; -1 for the others."""
    key = _hash((point,))
    ordered = np.sort(key)
    number = np.full(len(point), -1, dtype="intp")
    again = np.flatnonzero(np.isin(key, ordered[1:][ordered[1:] == ordered[:-1]]))
    number[again] = group_numbers(*equal_rows(point[again]))
    return number


def _hash(columns: Sequence[np.ndarray]) -> np.ndarray:
    key = np.zeros(len(columns[0]), dtype="uint64")
    for column in columns:
        bits = np.ascontiguousarray(column).view("uint64")
        for word in (bits[::2], bits[1::2]):
            key ^= word
            key *= _MIX
            key ^= key >> _SHIFT
    return key


def _equal_rows_by_value(columns: Sequence[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The sure way, for the day that two different rows share a hash of 48 bits."""
    order = np.lexsort(columns)
    same = np.ones(max(len(order) - 1, 0), dtype=bool)
    for column in columns:
        ordered = column[order]
        same &= ordered[1:] == ordered[:-1]
    return order, _group_begin(same, len(order))


def _group_begin(same: np.ndarray, count: int) -> np.ndarray:
    begins = np.ones(count, dtype=bool)
    begins[1:] = ~same
    return np.flatnonzero(begins)


def group_numbers(order: np.ndarray, begin: np.ndarray) -> np.ndarray:
    """Return for each row the number of its group, as `equal_rows` found them."""
    number = np.empty(len(order), dtype="intp")
    number[order] = np.repeat(np.arange(len(begin)), np.diff(begin, append=len(order)))
    return number


def ramp(counts: np.ndarray) -> np.ndarray:
    """Return ``0, 1, ... counts[i] - 1`` for each row, laid end to end."""
    begin = starts(counts)
    return np.arange(begin[-1]) - np.repeat(begin[:-1], counts)


def steps_to_end(successor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rank the elements of linked lists by pointer doubling.

    Parameters
    ----------
    successor : ndarray of int, shape (n,)
        The next element, -1 at the end of a list; no cycles.

    Returns
    -------
    steps, end : ndarray of int, shape (n,)
        How many steps lead from each element to the end of its list, and which element that is.
    """
    end = np.where(successor < 0, np.arange(len(successor)), successor)
    steps = (successor >= 0).astype("intp")
    while True:
        more = steps[end]
        if not more.any():
            return steps, end
        steps += more
        end = end[end]


@dataclass(frozen=True)
class Chains:
    """Linked lists and cycles, each written out in order.

    Attributes
    ----------
    element : ndarray of int, shape (n,)
        The elements, chain after chain; a cycle begins at its lowest element.
    begin : ndarray of int, shape (chains + 1,)
        Where each chain begins in ``element``.
    closed : ndarray of bool, shape (chains,)
        Whether it is a cycle.
    """

    element: np.ndarray
    begin: np.ndarray
    closed: np.ndarray

    def __len__(self) -> int:
        return len(self.closed)

    def number(self) -> np.ndarray:
        """Return which chain each element is in, shape (n,)."""
        number = np.empty(len(self.element), dtype="intp")
        number[self.element] = np.repeat(np.arange(len(self)), np.diff(self.begin))
        return number


def chains(successor: np.ndarray) -> Chains:
    """Write out linked lists and cycles, given the next element of each (-1 at the end of a list)."""
    lowest, last = _lowest_and_last(successor)
    in_cycle = successor[last] >= 0
    broken = np.where(in_cycle & (lowest[successor] == successor), -1, successor)
    steps, end = steps_to_end(broken)
    element = radix_order(steps.max(initial=0) - steps, end)
    begin = np.flatnonzero(np.diff(end[element], prepend=-1))
    return Chains(element, np.append(begin, len(element)), in_cycle[element[begin]])


def _lowest_and_last(successor: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the lowest element that follows each, and the last of its list or, in a cycle, any of it."""
    lowest = np.arange(len(successor))
    last = np.where(successor < 0, lowest, successor)
    for _ in range(len(successor).bit_length()):
        lowest = np.minimum(lowest, lowest[last])
        last = last[last]
    return lowest, last
