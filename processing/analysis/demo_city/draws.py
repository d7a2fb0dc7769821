"""Random numbers that are the same on every processor.

The bits of PCG64, whole numbers and shares made of them, and drawing with weights are numpy's, and exact. The other distributions are made
here: numpy's use the logarithms and exponentials of the C library, whose last bit depends on the processor.
"""

from __future__ import annotations

import zlib

import numpy as np

from .arithmetic import Numbers, cos, exp, log

FINE = 2**52
Size = int | tuple[int, ...]
"""How many numbers are drawn, or in what shape."""


class Draws:
    """The random numbers of one theme: adding a theme leaves the numbers of the others as they were.

    Where ``size`` is not given, there is one number for each element of the parameters together.
    """

    def __init__(self, seed: int, theme: str) -> None:
        numbers = np.random.Generator(np.random.PCG64([seed, zlib.crc32(theme.encode("ascii"))]))
        self.random, self.integers, self.choice, self.permutation = numbers.random, numbers.integers, numbers.choice, numbers.permutation

    def uniform(self, low: Numbers, high: Numbers, size: Size | None = None) -> np.ndarray:
        """Return numbers between ``low`` and ``high``."""
        return low + (high - np.asarray(low)) * self.random(_shape(size, low, high))

    def normal(self, mean: Numbers, deviation: Numbers, size: Size | None = None) -> np.ndarray:
        """Return normally distributed numbers (Box and Muller's method)."""
        shape = _shape(size, mean, deviation)
        return mean + deviation * (np.sqrt(-2 * log(self._inner(shape))) * cos(2 * np.pi * self._inner(shape)))

    def lognormal(self, mean: Numbers, deviation: Numbers, size: Size | None = None) -> np.ndarray:
        """Return numbers whose logarithms are normally distributed."""
        return exp(self.normal(mean, deviation, size))

    def exponential(self, mean: float, size: Size) -> np.ndarray:
        """Return exponentially distributed numbers."""
        return -mean * log(self._inner(size))

    def gumbel(self, size: Size) -> np.ndarray:
        """Return numbers of the standard Gumbel distribution."""
        return -log(-log(self._inner(size)))

    def geometric(self, chance: float, size: Size) -> np.ndarray:
        """Return how many times one tries until the first success."""
        return 1 + np.floor(log(self._inner(size)) / log(1 - chance)).astype("int64")

    def poisson(self, mean: np.ndarray) -> np.ndarray:
        """Return Poisson counts, one for each mean (at most some tens)."""
        mean = np.asarray(mean, dtype="float64")
        draw = self._inner(mean.shape)
        count, term = np.zeros(mean.shape, dtype="int64"), exp(-mean)
        total, number = term, 0
        while (more := draw > total).any() and (term > 0).any():
            number += 1
            count += more
            term = term * mean / number
            total = total + term
        return count

    def binomial(self, count: np.ndarray, chance: Numbers) -> np.ndarray:
        """Return how many of ``count`` succeed, row by row: each one draws."""
        count = np.asarray(count)
        row = np.repeat(np.arange(len(count)), count)
        return np.bincount(row[self.random(len(row)) < np.broadcast_to(chance, count.shape)[row]], minlength=len(count))

    def multinomial(self, count: np.ndarray, weight: np.ndarray) -> np.ndarray:
        """Return how ``count`` (n) fall into k classes by weight (n, k), row by row: each one draws."""
        limits = np.cumsum(weight, axis=1)
        row = np.repeat(np.arange(len(count)), count)
        draw = self.random(len(row)) * limits[row, -1]
        cell = row * limits.shape[1] + (draw[:, None] >= limits[row, :-1]).sum(axis=1)
        return np.bincount(cell, minlength=limits.size).reshape(limits.shape)

    def _inner(self, shape: Size) -> np.ndarray:
        """Return numbers between 0 and 1, neither of them included."""
        return (self.integers(0, FINE, shape) + 0.5) / FINE


def _shape(size: Size | None, *parameters: Numbers) -> Size:
    return np.broadcast_shapes(*map(np.shape, parameters)) if size is None else size
