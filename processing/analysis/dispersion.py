"""Whether rates differ between neighbouring units by more than chance gives, and by how much: what a scan for clusters has to know first.

A Poisson scan takes every difference beyond chance for a pattern. Rates that differ from street to street without any pattern would then
be 'significant' in every city. The usual tests of overdispersion (Pearson's chi-square; Dean 1992, JASA 87(418)) compare each unit with
the mean of all, and would take the cluster that is sought for overdispersion. Here neighbours are compared with each other: a cluster is
felt at its border only, and the part of any one pair is limited (Huber's proposal 2, 1964, Annals of Mathematical Statistics 35(1)).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from ..model.choices import SEED
from ..model.progress import SILENT, Progress

NEIGHBOURS = 4
DRAWS = 199
LEVEL = 0.1
"""P-value up to which rates count as overdispersed: higher than usual, since to overlook it costs more than to reckon with a little."""

LIMIT = 4.0
"""What one pair counts at most, in variances: the 95.4 % that a normal difference stays under."""
EXPECTED_WITHIN_LIMIT = 0.920537
"""Mean of a chi-square of 1 degree of freedom of which what is over `LIMIT` counts as `LIMIT`."""

STEPS = 40
LARGEST_VARIANCE = 100.0
CELLS_AT_A_TIME = 2_000_000


@dataclass(frozen=True)
class Dispersion:
    """How far rates differ between neighbours beyond chance.

    Attributes
    ----------
    spread : float
        Standard deviation of the units' rates, as a share of the mean rate (0.3: rates differ by 30 %); 0 where chance explains all.
    p_value : float
        One-sided, by Monte Carlo: how often rates that are the same everywhere differ at least as much.
    """

    spread: float
    p_value: float

    @property
    def is_over(self) -> bool:
        """Whether the rates differ more than chance gives."""
        return self.p_value <= LEVEL and self.spread > 0


def measure_dispersion(
    points: np.ndarray, cases: np.ndarray, population: np.ndarray, seed: int = SEED, progress: Progress = SILENT
) -> Dispersion:
    """Compare the rates of each unit and its four nearest ones.

    Of a pair with N cases together and shares p and q of its population, one unit has about N p cases: ``z^2 = (c - N p)^2 / (N p q)`` has
    mean 1 where chance alone deals them, and about ``1 + 2 s^2 m`` with ``m = (N - 1) p q`` where rates differ by a share s. The statistic
    is ``sum m min(z^2, 4)``, compared with that of cases dealt out by population; s solves
    ``sum m / v (min(z^2 / v, 4) - 0.9205) = 0`` with ``v = 1 + 2 s^2 m``.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Centroids.
    cases, population : ndarray of float, shape (n,)
        None missing; whole cases. Units without population are left aside.
    """
    lived = np.flatnonzero(population > 0)
    share = population[lived] / population[lived].sum()
    pairs = _Pairs(points[lived], share)
    if not pairs.count:
        return Dispersion(0.0, 1.0)
    observed = cases[lived]
    statistic = pairs.statistic(observed)
    rng, total = np.random.default_rng([seed, 1]), int(observed.sum())
    at_a_time = max(1, CELLS_AT_A_TIME // pairs.count)
    as_large = 0
    for done in range(0, DRAWS, at_a_time):
        progress.check()
        dealt = rng.multinomial(total, share, size=min(at_a_time, DRAWS - done)).astype(float)
        as_large += int((pairs.statistic(dealt) >= statistic - 1e-9).sum())
    return Dispersion(pairs.spread(observed), (as_large + 1) / (DRAWS + 1))


class _Pairs:
    """Every unit with its nearest ones, each pair once."""

    def __init__(self, points: np.ndarray, share: np.ndarray):
        near = min(NEIGHBOURS, len(points) - 1)
        both: np.ndarray = np.empty((0, 2), dtype=np.intp)
        if near > 0:
            _, others = cKDTree(points).query(points, near + 1)
            both = np.column_stack([np.repeat(np.arange(len(points)), near + 1), others.ravel()])
            both = np.unique(np.sort(both, axis=1), axis=0)
            both = both[both[:, 0] != both[:, 1]]
        self.one, self.other = both.T
        self.count = len(both)
        self.p = share[self.one] / (share[self.one] + share[self.other])

    def compare(self, cases: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return z^2 and m of each pair, shape (..., pairs); ``cases`` has shape (..., n)."""
        first = cases[..., self.one]
        together = first + cases[..., self.other]
        variance = together * self.p * (1 - self.p)
        away = (first - together * self.p) ** 2
        squared = np.divide(away, variance, out=np.zeros_like(away), where=variance > 0)
        return squared, np.maximum(together - 1, 0) * self.p * (1 - self.p)

    def statistic(self, cases: np.ndarray) -> np.ndarray:
        """Return the statistic of the test, shape (...)."""
        squared, m = self.compare(cases)
        return (m * np.minimum(squared, LIMIT)).sum(axis=-1)

    def spread(self, cases: np.ndarray) -> float:
        """Return s by halving: the sum falls as s^2 grows."""
        squared, m = self.compare(cases)

        def excess(variance: float) -> float:
            v = 1 + 2 * variance * m
            return float((m / v * (np.minimum(squared / v, LIMIT) - EXPECTED_WITHIN_LIMIT)).sum())

        low, high = 0.0, LARGEST_VARIANCE
        if excess(low) <= 0:
            return 0.0
        for _ in range(STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if excess(middle) > 0 else (low, middle)
        return float(np.sqrt((low + high) / 2))
