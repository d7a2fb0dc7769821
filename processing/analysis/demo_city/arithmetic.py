"""Sine, cosine, exponential and logarithm that come out the same, to the last bit, on every processor.

IEEE 754 fixes how sums, products, quotients and square roots are rounded, and nothing else: numpy and the C library compute ``sin`` or
``exp`` with whatever instructions a processor has, and a last bit that differs moves a street. So these functions are made of the former
only, one numpy operation at a time (which no compiler joins into a fused multiply-add): series after a reduction of the argument, within
two units in the last place of the true value. Matrix products and ``scipy`` filters, whose sums run as the processor likes best, are
left out of the package for the same reason.
"""

from __future__ import annotations

from math import factorial, pi

import numpy as np

Numbers = float | np.ndarray
"""One number, or one for each element."""


def _in_two(value: float, rest: float) -> tuple[float, float]:
    """Return a number, given as a float and what that leaves out, as a sum: whole multiples of the first term, of 30 bits, are exact."""
    first = np.floor(value * 2.0**30) / 2.0**30
    return first, value - first + rest


QUARTER_TURN = _in_two(pi / 2, 6.123233995736766e-17)
LOG_2 = _in_two(0.6931471805599453, 2.3190468138462996e-17)
SINE = [(-1) ** k / factorial(2 * k + 1) for k in range(10)]
COSINE = [(-1) ** k / factorial(2 * k) for k in range(10)]
EXPONENTIAL = [1 / factorial(k) for k in range(15)]
LOGARITHM = [2 / (2 * k + 1) for k in range(13)]


def sin(angle: np.ndarray) -> np.ndarray:
    """Return the sine of angles in radians, up to a million."""
    return _sine_after(angle, 0)


def cos(angle: np.ndarray) -> np.ndarray:
    """Return the cosine of angles in radians, up to a million."""
    return _sine_after(angle, 1)


def exp(value: np.ndarray) -> np.ndarray:
    """Return e to the power of values; those beyond -700 and 700 count as these."""
    value = np.clip(value, -700.0, 700.0)
    doublings = np.rint(value / sum(LOG_2))
    rest = (value - doublings * LOG_2[0]) - doublings * LOG_2[1]
    return np.ldexp(_series(EXPONENTIAL, rest), doublings.astype(np.int32))


def log(value: Numbers) -> np.ndarray:
    """Return the natural logarithm of positive values; that of 0 is minus infinity."""
    value = np.asarray(value, dtype="float64")
    part, doublings = np.frexp(value)
    low = part < np.sqrt(0.5)
    part, doublings = np.where(low, 2 * part, part), doublings - low
    ratio = (part - 1) / (part + 1)
    return np.where(value > 0, doublings * LOG_2[0] + (doublings * LOG_2[1] + ratio * _series(LOGARITHM, ratio * ratio)), -np.inf)


def power(base: np.ndarray, exponent: Numbers) -> np.ndarray:
    """Return values that are not negative to a positive power."""
    return exp(exponent * log(base))


def length(vectors: np.ndarray) -> np.ndarray:
    """Return the lengths of vectors in the plane, the last axis of ``vectors``."""
    x, y = vectors[..., 0], vectors[..., 1]
    return np.sqrt(x * x + y * y)


def interpolate(places: np.ndarray, known: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return values on the straight lines between ``values`` at ``known`` places (rising); places lie between the first and the last."""
    after = np.clip(np.searchsorted(known, places, side="right"), 1, len(known) - 1)
    share = (places - known[after - 1]) / (known[after] - known[after - 1])
    return values[after - 1] + share * (values[after] - values[after - 1])


def blur(grid: np.ndarray, deviation: float) -> np.ndarray:
    """Return a grid smoothed with a Gaussian of ``deviation`` cells, cut off at four deviations; beyond its edges it is 0."""
    reach = int(4 * deviation + 0.5)
    weight = exp(-0.5 * (np.arange(-reach, reach + 1) / deviation) ** 2)
    weight = weight / weight.sum()
    for _ in range(2):
        padded = np.pad(grid, ((reach, reach), (0, 0)))
        grid = sum(weight[row] * padded[row : row + len(grid)] for row in range(len(weight))).T
    return grid


def _series(coefficients: list[float], value: np.ndarray) -> np.ndarray:
    """Return the sum of coefficients times rising powers of a value (Horner's scheme)."""
    total = np.full(np.shape(value), coefficients[-1])
    for coefficient in reversed(coefficients[:-1]):
        total = total * value + coefficient
    return total


def _sine_after(angle: np.ndarray, quarters: int) -> np.ndarray:
    """Return the sine of angles (radians) plus a number of quarter turns."""
    angle = np.asarray(angle, dtype="float64")
    turns = np.rint(angle / QUARTER_TURN[0])
    rest = (angle - turns * QUARTER_TURN[0]) - turns * QUARTER_TURN[1]
    square = rest * rest
    quarter = (turns.astype("int64") + quarters) % 4
    value = np.where(quarter % 2 == 0, rest * _series(SINE, square), _series(COSINE, square))
    return np.where(quarter < 2, value, -value)
