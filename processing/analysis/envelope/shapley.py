"""What each party's taking part is worth: the Shapley value (Shapley 1953)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import factorial

import numpy as np

from ...model.choices import SEED
from ...model.progress import SILENT, Progress

EXACT = 10
ORDERS = 50

Worth = Callable[[tuple[int, ...]], float]


def shapley_values(count: int, worth: Worth, seed: int = SEED, progress: Progress = SILENT) -> tuple[np.ndarray, np.ndarray]:
    """Return each party's value, and its standard error (0 where the values are exact).

    Up to `EXACT` parties every coalition is valued. With more, parties join in `ORDERS` random orders, each also backwards,
    and what they add on joining is averaged (Castro, Gomez and Tejada 2009); the error is that of the mean over these pairs.

    Parameters
    ----------
    count : int
        Number of parties, known as 0 .. count - 1.
    worth : callable
        What a coalition (ascending numbers) reaches; the empty one too.

    Examples
    --------
    Either of the first two parties is enough for 60; the third adds nothing:

    >>> values, error = shapley_values(3, lambda parties: 60.0 if {0, 1} & set(parties) else 0.0)
    >>> values.tolist(), error.tolist()
    ([30.0, 30.0, 0.0], [0.0, 0.0, 0.0])
    """
    known = worth if isinstance(worth, Remembered) else Remembered(worth)
    return exact(count, known, progress) if count <= EXACT else sample_values(count, known, seed, progress)


class Remembered:
    """A coalition's worth, asked once."""

    def __init__(self, worth: Worth):
        self.worth = worth
        self.known: dict[tuple[int, ...], float] = {}

    def __call__(self, coalition: Iterable[int]) -> float:
        key = tuple(sorted(coalition))
        if key not in self.known:
            self.known[key] = self.worth(key)
        return self.known[key]


def exact(count: int, worth: Remembered, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the values by their definition: what a party adds to each coalition, weighed by how many orders lead to it."""
    members = (np.arange(2**count)[:, None] >> np.arange(count)) & 1 == 1
    worths = np.zeros(len(members))
    for row, inside in enumerate(members):
        progress.update(row / len(members))
        worths[row] = worth(map(int, np.flatnonzero(inside)))
    size = members.sum(axis=1)
    weight = np.array([factorial(one) * factorial(count - one - 1) / factorial(count) if one < count else 0.0 for one in range(count + 1)])
    values = np.zeros(count)
    for party in range(count):
        without = np.flatnonzero(~members[:, party])
        values[party] = (weight[size[without]] * (worths[without | (1 << party)] - worths[without])).sum()
    return values, np.zeros(count)


def sample_values(count: int, worth: Remembered, seed: int, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean of what parties add on joining in random orders, and the standard error of that mean."""
    rng = np.random.default_rng(seed)
    added = np.zeros((ORDERS, count))
    for row in range(ORDERS):
        order = rng.permutation(count)
        for one in (order, order[::-1]):
            progress.update(row / ORDERS)
            added[row] += add_in_order(one, worth, progress) / 2
    return added.mean(axis=0), added.std(axis=0, ddof=1) / np.sqrt(ORDERS)


def add_in_order(order: np.ndarray, worth: Remembered, progress: Progress) -> np.ndarray:
    """Return what each party adds when they join one after another."""
    worths = []
    for size in range(len(order) + 1):
        progress.check()
        worths.append(worth(map(int, order[:size])))
    added = np.zeros(len(order))
    added[order] = np.diff(worths)
    return added
