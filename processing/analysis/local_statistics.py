"""Local statistics: where high values lie together more than chance would put them.

Sources of the formulas: Ord and Getis (1995), Geographical Analysis 27(4), for Gi*; Anselin (1995), Geographical
Analysis 27(2), for local Moran's I; Sokal, Oden and Thomson (1998), Geographical Analysis 30(4), for its moments under
conditional randomisation; Benjamini and Hochberg (1995), JRSS B 57(1), for the false discovery rate.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.special import ndtr

from ..model.choices import SEED
from ..model.cluster_methods import ClusterRule
from ..model.errors import NothingStandsOut
from ..model.progress import SILENT, Progress

HOT, COLD, NONE = "hot", "cold", "none"
QUADRANTS = ("high-high", "low-low", "high-low", "low-high")
WORST_ONE_IN = 10
"""One unit in so many is among the worst."""

SMALLEST_SAMPLE = 3
SAME = 1e-12
"""Relative deviation at or under which values are all equal but for rounding."""

TIE = 1e-10
"""In standard deviations: sums closer than this are equal, since the order of adding moves the last bits."""

CELLS_AT_A_TIME = 4_000_000
MOST_PERMUTATIONS = 2_000_000
MOST_CELLS = 400_000_000
"""Further permutations, and numbers drawn for them: some seconds of work."""


@dataclass(frozen=True)
class LocalStatistic:
    """A statistic per unit; every array has shape (n,).

    Attributes
    ----------
    statistic : ndarray of float
        Gi* as its z-score, or local Moran's I. NaN where the unit has no value (for Moran also: no neighbours).
    z_score : ndarray of float
        Standard deviations from what is expected without spatial pattern.
    p_value : ndarray of float
        Two-sided; NaN where nothing can be tested: no value, no neighbours.
    cluster_type : ndarray of str
        The type each unit would have if all were significant; ``none`` where nothing can be tested.
    """

    statistic: np.ndarray
    z_score: np.ndarray
    p_value: np.ndarray
    cluster_type: np.ndarray


@dataclass(frozen=True)
class UnitTypes(LocalStatistic):
    """What a cluster method found of each unit: a statistic whose types are ``none`` unless the unit stands out, and its counts.

    Attributes
    ----------
    missing_count, island_count : int
        Units without value or geometry; units with value but without neighbours.
    threshold : float
        The value from which units count under ``threshold``, else NaN.
    spread : float
        How far rates differ between units without a pattern, which ``scan`` reckoned with (see `dispersion`); 0 for not at all.
    """

    missing_count: int = 0
    island_count: int = 0
    threshold: float = np.nan
    spread: float = 0.0


def no_types(count: int) -> UnitTypes:
    """Return what is known of units among which nothing was sought."""
    nothing = np.full(count, np.nan)
    return UnitTypes(nothing, nothing, nothing, np.full(count, NONE, dtype=object))


def gi_star(
    values: np.ndarray,
    weights: csr_matrix,
    permutations: int = ClusterRule.permutations,
    seed: int = SEED,
    field: str = "",
    progress: Progress = SILENT,
) -> LocalStatistic:
    """Getis and Ord's Gi* with binary weights, the unit itself included with weight 1.

    ``z = (sum_j w_ij x_j - W_i mean) / (s sqrt((n W_i - W_i^2) / (n - 1)))`` with W_i the number of neighbours and one,
    mean and s (population) over all units that have a value. A unit without neighbours gets the z-score of its own value
    and no p-value.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN where missing: those units are taken out of ``weights`` too.
    weights : csr_matrix, shape (n, n)
        Binary, no unit its own neighbour.
    permutations, seed : int
        As in `permutation_p`; 0 permutations: normal approximation of the z-score.
    field : str
        The name of the values, for messages.

    Returns
    -------
    LocalStatistic
        Types ``hot`` and ``cold``. Permutations test the neighbours, so a unit whose neighbours lie on the other side of
        what is expected than its z-score (a peak among low values) is then neither.
    """
    present = np.isfinite(values)
    weights, x = _subset(weights, present), standardise(values[present], field)
    n, neighbours = len(x), np.diff(weights.indptr)
    total = neighbours + 1.0
    spread = np.sqrt((n * total - total**2) / (n - 1))
    lag = weights @ x
    z = _divide(x + lag, spread)
    p = _p_values(z, x, weights, permutations, seed, progress)
    kind = np.where(z > 0, HOT, np.where(z < 0, COLD, NONE))
    if permutations:
        kind[z * (lag + neighbours * x / (n - 1)) <= 0] = NONE
    return _statistic(present, z, z, np.where(neighbours > 0, p, np.nan), kind)


def local_moran(
    values: np.ndarray,
    weights: csr_matrix,
    permutations: int = ClusterRule.permutations,
    seed: int = SEED,
    field: str = "",
    progress: Progress = SILENT,
) -> LocalStatistic:
    """Local Moran's I with row-standardised weights: ``I_i = (n - 1) z_i sum_j w_ij z_j / sum_k z_k^2``.

    The z-score is analytic, under conditional randomisation (the unit's own value stays, its neighbours are drawn from
    all others): ``(I_i - E_i) / sd_i``, what permutations would give if there were infinitely many of them. Types are the
    quadrants: the unit above or below the mean - its neighbours' mean above or below it. Parameters as for `gi_star`.
    """
    return bivariate_moran(values, values, weights, permutations, seed, (field, field), progress)


def bivariate_moran(
    values: np.ndarray,
    second: np.ndarray,
    weights: csr_matrix,
    permutations: int = ClusterRule.permutations,
    seed: int = SEED,
    fields: tuple[str, str] = ("", ""),
    progress: Progress = SILENT,
) -> LocalStatistic:
    """Local Moran's I of ``values`` in the unit against the mean of ``second`` in its neighbours.

    As `local_moran`, with ``second`` in the place of the neighbours' values; units that lack either value are left out.
    """
    present = np.isfinite(values) & np.isfinite(second)
    weights, x = _subset(weights, present), standardise(values[present], fields[0])
    y = standardise(second[present], fields[1])
    n, neighbours = len(x), np.diff(weights.indptr)
    lag = _divide(weights @ y, neighbours)
    away = _divide(lag + y / (n - 1), _conditional_deviation(y, neighbours))
    z = np.where(np.abs(x) > TIE, np.sign(x) * away, 0.0)
    z[neighbours == 0] = np.nan
    p = _p_values(z, y, weights, permutations, seed, progress)
    p = np.where(np.abs(x) > TIE, p, 1.0)
    return _statistic(present, (n - 1) / n * x * lag, z, np.where(neighbours > 0, p, np.nan), _quadrant(x, lag))


def false_discovery(p: np.ndarray, alpha: float) -> np.ndarray:
    """Return which tests count when at most a share ``alpha`` of the finds may be false (Benjamini and Hochberg).

    Parameters
    ----------
    p : ndarray of float, shape (n,)
        NaN where nothing was tested; those never count.
    alpha : float
        Between 0 and 1.

    Returns
    -------
    ndarray of bool, shape (n,)
        True for the k smallest, k the largest rank with ``p_(k) <= k alpha / m`` among the m tests.

    Examples
    --------
    Of four tests the second smallest has to be 2/4 of 0.05 at the most:

    >>> false_discovery(np.array([0.024, 0.001, 0.6, 0.04]), 0.05).tolist()
    [True, True, False, False]
    """
    tested = np.sort(p[np.isfinite(p)])
    passed = np.flatnonzero(tested <= alpha * np.arange(1, len(tested) + 1) / max(len(tested), 1))
    return p <= tested[passed[-1]] if len(passed) else np.zeros(len(p), dtype=bool)


def permutation_p(values: np.ndarray, weights: csr_matrix, permutations: int, seed: int = SEED, progress: Progress = SILENT) -> np.ndarray:
    """Return the two-sided p-value of each unit's sum over its neighbours, by conditional permutation.

    The unit keeps its own value; its neighbours' values are drawn without replacement from all other units.
    ``p = 2 (min(larger, smaller) + 1) / (permutations + 1)``, at most 1, with larger and smaller the permutations whose
    sum is at least, or at most, the observed one. For given own value Gi* and local Moran's I move with that sum, so it is
    the p-value of both.

    One set of permutations serves all units: the first k values of a permutation are the neighbours of every unit that
    has k of them, and the few units that are among those k themselves take the (k+1)-th value in their own place. So
    sums are counted by sorting once per number of neighbours, not once per unit.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        Standardised, none missing.
    weights : csr_matrix, shape (n, n)
        Binary, no unit its own neighbour; a unit without neighbours gets 1.

    Returns
    -------
    ndarray of float, shape (n,)
        Between 2 / (permutations + 1) and 1; the same whatever the order of the units.
    """
    beyond = _count_beyond(values, weights, permutations, np.random.default_rng(seed), progress)
    return np.minimum(1.0, 2 * (beyond + 1) / (permutations + 1))


def conditional_p(values: np.ndarray, weights: csr_matrix) -> np.ndarray:
    """Return what `permutation_p` nears with ever more permutations, shape (n,); NaN without neighbours.

    They are two-sided p-values of the normal distribution, by mean and variance of a unit's neighbours when drawn from all other units.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        None missing, and not all the same.
    weights : csr_matrix, shape (n, n)
        As for `permutation_p`.
    """
    z, neighbours = standardise(values, ""), np.diff(weights.indptr)
    lag = _divide(weights @ z, neighbours)
    away = _divide(lag + z / (len(z) - 1), _conditional_deviation(z, neighbours))
    return np.where(neighbours > 0, 2.0 * ndtr(-np.abs(away)), np.nan)


def refine_smallest_p(
    p: np.ndarray,
    values: np.ndarray,
    weights: csr_matrix,
    permutations: int,
    alpha: float,
    seed: int = SEED,
    progress: Progress = SILENT,
) -> np.ndarray:
    """Return p-values in which those at the floor of `permutation_p` are finer, where that floor hides what the units would show.

    No p-value is under ``2 / (permutations + 1)``, and k of m units count together from ``k alpha / m`` down (`false_discovery`): in a
    large test a few units at the floor never do, however far they stand out. Where none counts and some are at the floor, these get further
    permutations, until the floor is ``alpha / m`` (`MOST_PERMUTATIONS` and `MOST_CELLS` at the most). All other p-values stay, and where a
    unit counts all of them do: a finer floor would change nothing there.

    Parameters
    ----------
    p : ndarray of float, shape (n,)
        Of `permutation_p` with the same values, weights, permutations and seed; NaN where nothing was tested.
    values, weights, permutations, seed
        As for `permutation_p`.
    alpha : float
        As for `false_discovery`.
    """
    floor, tested = 2 / (permutations + 1), int(np.isfinite(p).sum())
    coarse = p <= floor * (1 + TIE)
    if not coarse.any() or false_discovery(p, alpha).any():
        return p
    wanted = min(math.ceil(2 * tested / alpha), MOST_PERMUTATIONS) - permutations
    further = max(min(wanted, MOST_CELLS // _cells(len(values), int(np.diff(weights.indptr).max()) + 1)), 0)
    beyond = _count_beyond(values, weights, further, np.random.default_rng([seed, 1]), progress) if further else np.zeros(len(p))
    finest = 2 / (permutations + further + 1)
    progress.note(
        "With {permutations} permutations no p-value is under {floor:.2g}, too large to count among {tested} units: "
        "{units} units with that value were tested with {further} further permutations.",
        permutations=permutations,
        floor=floor,
        tested=tested,
        units=int(coarse.sum()),
        further=further,
    )
    if finest > alpha * coarse.sum() / tested:
        progress.warn(
            "{units} units have the smallest p-value that permutations can give, {finest:.2g}, which is too large to count among {tested} "
            "units: use 0 permutations (p-values of the normal distribution), or larger units.",
            units=int(coarse.sum()),
            finest=finest,
            tested=tested,
        )
    return np.where(coarse, 2 * (beyond + 1) / (permutations + further + 1), p)


def _count_beyond(values: np.ndarray, weights: csr_matrix, permutations: int, rng: np.random.Generator, progress: Progress) -> np.ndarray:
    """Return in how many permutations each unit's sum is at least, or at most, the observed one, whichever are fewer; shape (n,)."""
    neighbours, sums = np.diff(weights.indptr), weights @ values
    order = np.lexsort((sums, neighbours, values))
    tails = _Tails(values[order], neighbours[order], sums[order])
    n, length = len(values), int(neighbours.max(initial=0)) + 1
    for rows in _parts(permutations, n, length):
        progress.update(tails.permutations / permutations)
        tails.count(_draws(rng, n, length, rows))
    beyond = np.empty(len(values))
    beyond[order] = np.minimum(tails.larger, tails.smaller)
    return beyond


class _Tails:
    """Counts, per unit, the permutations whose sum is at least or at most the observed one."""

    def __init__(self, values: np.ndarray, neighbours: np.ndarray, observed: np.ndarray):
        self.values, self.neighbours, self.observed = values, neighbours, observed
        self.larger = np.zeros(len(values))
        self.smaller = np.zeros(len(values))
        self.permutations = 0

    def count(self, draws: np.ndarray) -> None:
        """Add permutations: ``draws`` holds the first units of each, shape (permutations, most neighbours + 1)."""
        sums = np.zeros((len(draws), draws.shape[1] + 1))
        np.cumsum(self.values[draws], axis=1, out=sums[:, 1:])
        for k in np.unique(self.neighbours):
            units = self.neighbours == k
            ordered = np.sort(sums[:, k])
            self.larger[units] += len(draws) - np.searchsorted(ordered, self.observed[units] - TIE, side="left")
            self.smaller[units] += np.searchsorted(ordered, self.observed[units] + TIE, side="right")
        self._hold_out(draws, sums)
        self.permutations += len(draws)

    def _hold_out(self, draws: np.ndarray, sums: np.ndarray) -> None:
        """Correct the permutations in which a unit was drawn as its own neighbour."""
        permutation, place = np.nonzero(np.arange(draws.shape[1]) < self.neighbours[draws])
        unit = draws[permutation, place]
        k = self.neighbours[unit]
        wrong, right = sums[permutation, k], sums[permutation, k + 1] - self.values[unit]
        low, high = self.observed[unit] - TIE, self.observed[unit] + TIE
        n = len(self.values)
        self.larger += np.bincount(unit, (right >= low).astype(float) - (wrong >= low), n)
        self.smaller += np.bincount(unit, (right <= high).astype(float) - (wrong <= high), n)


def _parts(permutations: int, n: int, length: int) -> Iterator[int]:
    """Yield how many permutations to take at a time, so that neither memory nor the wait for a cancel grows."""
    at_a_time = max(1, CELLS_AT_A_TIME // _cells(n, length))
    for done in range(0, permutations, at_a_time):
        yield min(at_a_time, permutations - done)


def _cells(n: int, length: int) -> int:
    """Return how many numbers one permutation takes."""
    return length if _is_sparse(n, length) else n


def _is_sparse(n: int, length: int) -> bool:
    """Whether ``length`` draws out of n are mostly free of doubles."""
    return length**2 < 2 * n


def _draws(rng: np.random.Generator, n: int, length: int, rows: int) -> np.ndarray:
    """Return the first ``length`` of n units in ``rows`` random orders; few are drawn until they hold no double."""
    if not _is_sparse(n, length):
        return rng.permuted(np.tile(np.arange(n, dtype=np.int32), (rows, 1)), axis=1)[:, :length]
    draws = rng.integers(n, size=(rows, length), dtype=np.int32)
    again = np.arange(rows)
    while len(again):
        ordered = np.sort(draws[again], axis=1)
        again = again[(ordered[:, 1:] == ordered[:, :-1]).any(axis=1)]
        draws[again] = rng.integers(n, size=(len(again), length), dtype=np.int32)
    return draws


def require_units(present: np.ndarray, field: str) -> None:
    """Raise where fewer units than the smallest sample have a value; ``present`` is bool, shape (n,)."""
    if present.sum() < SMALLEST_SAMPLE:
        raise NothingStandsOut(
            "Field '{field}' has a value in {count} of {total} units: clusters need at least {needed} units with a value.",
            field=field,
            count=int(present.sum()),
            total=len(present),
            needed=SMALLEST_SAMPLE,
        )


def worst_count(count: int) -> int:
    """Return how many of ``count`` units are the worst tenth: a tenth of them or the next whole number, none of none.

    >>> worst_count(25)
    3
    """
    return -(-count // WORST_ONE_IN)


def standardise(values: np.ndarray, field: str) -> np.ndarray:
    """Return z-scores, with the population deviation.

    Raises
    ------
    OpgaveError
        All values are equal.
    """
    return (values - values.mean()) / require_deviation(values, field)


def require_deviation(values: np.ndarray, field: str) -> float:
    """Return the population deviation; refuse values that are all equal."""
    deviation = float(values.std())
    if deviation <= SAME * np.abs(values).max():
        raise NothingStandsOut(
            "Field '{field}': all {count} units have the value {value:g}, so no unit stands out; choose another field.",
            field=field,
            count=len(values),
            value=values[0],
        )
    return deviation


def _conditional_deviation(z: np.ndarray, neighbours: np.ndarray) -> np.ndarray:
    """Return the deviation of the mean of k values drawn without replacement from the units other than the unit itself."""
    n = len(z)
    variance_of_others = n / (n - 1) * (1 - z**2 / (n - 1))
    return np.sqrt(np.maximum(_divide(variance_of_others * (n - 1 - neighbours), neighbours * (n - 2)), 0.0))


def _p_values(z: np.ndarray, values: np.ndarray, weights: csr_matrix, permutations: int, seed: int, progress: Progress) -> np.ndarray:
    return permutation_p(values, weights, permutations, seed, progress) if permutations else 2 * ndtr(-np.abs(z))


def _quadrant(x: np.ndarray, lag: np.ndarray) -> np.ndarray:
    """Return the quadrant of each unit; ``none`` without neighbours."""
    high, high_around = x > 0, lag > 0
    conditions = [np.isnan(lag), high & high_around, ~high & ~high_around, high]
    return np.select(conditions, [NONE, *QUADRANTS[:3]], QUADRANTS[3])


def _subset(weights: csr_matrix, present: np.ndarray) -> csr_matrix:
    return weights if present.all() else weights[present][:, present]


def _statistic(present: np.ndarray, *parts: np.ndarray) -> LocalStatistic:
    return LocalStatistic(*(fill_left_out(part, present) for part in parts))


def fill_left_out(part: np.ndarray, present: np.ndarray) -> np.ndarray:
    """Put the results of the units that took part back among all units."""
    numbers = part.dtype.kind == "f"
    whole = np.full(len(present), np.nan if numbers else NONE, dtype=float if numbers else object)
    whole[present] = part
    return whole


def _divide(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Return a / b, NaN where b is 0."""
    return np.divide(a, b, out=np.full(np.shape(a), np.nan), where=np.asarray(b) > 0)
