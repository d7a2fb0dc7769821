"""Geometric predicates without rounding errors, and the one point where two segments cross.

`orientation` evaluates the determinant in floating point where its error bound allows (Shewchuk 1997, "Adaptive Precision
Floating-Point Arithmetic and Fast Robust Geometric Predicates"), else with error-free products, else with an exact sum.
"""

from __future__ import annotations

import math
from typing import TypeVar

import numpy as np

_EPSILON = 2.0**-53
_ERROR_BOUND = (3.0 + 16.0 * _EPSILON) * _EPSILON
_SPLITTER = 2.0**27 + 1.0

Real = TypeVar("Real", float, np.ndarray)
"""Numbers one by one, or many at once."""


def cross(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return the cross product of plane vectors given as complex numbers."""
    return u.real * v.imag - u.imag * v.real


def orientation(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Tell on which side of the line from ``a`` to ``b`` the point ``c`` lies.

    Returns
    -------
    sign : ndarray of int8
        1 left, -1 right, 0 on the line; exact.
    determinant : ndarray of float
        Twice the area of the triangle, to rounding.
    """
    ac, bc = a - c, b - c
    left, right = ac.real * bc.imag, ac.imag * bc.real
    determinant = left - right
    sign = np.sign(determinant).astype("int8")
    size = np.abs(left) + np.abs(right)
    unsure = np.flatnonzero((np.abs(determinant) <= _ERROR_BOUND * size) & (size > 0))
    if len(unsure):
        sign[unsure] = _exact_sign(a[unsure], b[unsure], c[unsure])
    return sign, determinant


def _exact_sign(a: np.ndarray, b: np.ndarray, c: np.ndarray) -> np.ndarray:
    """Exact when the differences are; the few rows where they are not are summed term by term."""
    ac, bc = a - c, b - c
    left, left_error = _product(ac.real, bc.imag)
    right, right_error = _product(ac.imag, bc.real)
    small, smallest = _difference(left_error, right_error)
    total, rest = _sum(left - right, small)
    sign = np.sign(np.where(total != 0, total, rest + smallest)).astype("int8")
    inexact = np.flatnonzero(~(_exact_difference(a, c, ac) & _exact_difference(b, c, bc)))
    sign[inexact] = [_sign_of_sum(*map(complex, terms)) for terms in zip(a[inexact], b[inexact], c[inexact], strict=True)]
    return sign


def _sign_of_sum(a: complex, b: complex, c: complex) -> int:
    pairs = ((a.real, b.imag), (-a.real, c.imag), (-c.real, b.imag), (-a.imag, b.real), (a.imag, c.real), (c.imag, b.real))
    terms = [term for x, y in pairs for term in _product(x, y)]
    total = math.fsum(terms)
    return (total > 0) - (total < 0)


def _exact_difference(a: np.ndarray, b: np.ndarray, difference: np.ndarray) -> np.ndarray:
    real, imag = _difference(a.real, b.real)[1], _difference(a.imag, b.imag)[1]
    return (real == 0) & (imag == 0)


def _sum(x: Real, y: Real) -> tuple[Real, Real]:
    total = x + y
    other = total - x
    return total, (x - (total - other)) + (y - other)


def _difference(x: Real, y: Real) -> tuple[Real, Real]:
    return _sum(x, -y)


def _product(x: Real, y: Real) -> tuple[Real, Real]:
    """Return x * y and its rounding error (Dekker 1971)."""
    product = x * y
    x_high, x_low = _halves(x)
    y_high, y_low = _halves(y)
    return product, ((x_high * y_high - product) + x_high * y_low + x_low * y_high) + x_low * y_low


def _halves(x: Real) -> tuple[Real, Real]:
    big = _SPLITTER * x
    high = big - (big - x)
    return high, x - high


def find_crossing(a: np.ndarray, b: np.ndarray, c: np.ndarray, d: np.ndarray, whole: bool = False) -> np.ndarray:
    """Return where the segments a-b and c-d, known to cross, meet.

    The answer has the same bits whichever segment comes first and whichever way they run, so that it depends on nothing but
    the two segments. It lies within the bounds of both, and within two units in the last place of both lines.

    Parameters
    ----------
    a, b, c, d : ndarray of complex, shape (n,)
    whole : bool
        Round to whole numbers, halves up; the ends must have whole coordinates.
    """
    a, b = _order_ends(a, b)
    c, d = _order_ends(c, d)
    swap = (a > c) | ((a == c) & (b > d))
    a, c = np.where(swap, c, a), np.where(swap, a, c)
    b, d = np.where(swap, d, b), np.where(swap, b, d)
    u, v = b - a, d - c
    way = u * (_sure_cross(c - a, v) / _sure_cross(u, v))
    point = a + (nearest_whole(way) if whole else way)
    x = np.clip(point.real, np.maximum(a.real, c.real), np.minimum(b.real, d.real))
    y = np.clip(
        point.imag,
        np.maximum(np.minimum(a.imag, b.imag), np.minimum(c.imag, d.imag)),
        np.minimum(np.maximum(a.imag, b.imag), np.maximum(c.imag, d.imag)),
    )
    return x + 0.0 + 1j * (y + 0.0)


def nearest_whole(point: np.ndarray) -> np.ndarray:
    """Round halves up in both directions, so that a unit square owns its left and lower side."""
    return np.floor(point.real + 0.5) + 0.0 + 1j * (np.floor(point.imag + 0.5) + 0.0)


def _order_ends(a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    swap = a > b
    return np.where(swap, b, a), np.where(swap, a, b)


def _sure_cross(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Return the cross product with the rounding errors of its two products added back."""
    left, left_error = _product(u.real, v.imag)
    right, right_error = _product(u.imag, v.real)
    return (left - right) + (left_error - right_error)
