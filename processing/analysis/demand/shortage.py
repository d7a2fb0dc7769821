"""Need against places: from which year there are too few, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.progress import SILENT, Progress
from .weights import Weights

NEVER = -1
LACKING = 1.0 - 1e-9
"""So many places too few is a shortage: one."""
BAND = (0.1, 0.9)
BLOCK_BYTES = 8_000_000


def shortage_time(need: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return the first time, along the second axis, at which at least one place is lacking; `NEVER` where that does not happen."""
    first = np.full((len(need), *need.shape[2:]), NEVER)
    for time in reversed(range(need.shape[1])):
        first[need[:, time] - places[:, time] >= LACKING] = time
    return first


@dataclass(frozen=True)
class Band:
    """What the draws say.

    Attributes
    ----------
    low, high : ndarray, shape (units,)
        Need at the horizon, exceeded in 90 % and in 10 % of the draws.
    chance : ndarray, shape (units,)
        Share of the draws with a shortage at the horizon; NaN without places to hold it against.
    earliest : ndarray of int, shape (units,)
        The first time by which a shortage has started in 10 % of the draws; `NEVER`.
    total : ndarray, shape (draws, years + 1)
        Need of all units together.
    """

    low: np.ndarray
    high: np.ndarray
    chance: np.ndarray
    earliest: np.ndarray
    total: np.ndarray


def band(
    base: np.ndarray,
    dwellings: np.ndarray,
    places: np.ndarray | None,
    expected: Weights,
    chance: Weights,
    rng: np.random.Generator,
    progress: Progress = SILENT,
) -> Band:
    """Return the spread of the need over the draws, a block of units at a time.

    Rates differ from draw to draw and are the same in all units; to that each unit adds a chance of its own, normal with the variance of
    `weights.chance_weights` and the same through the years of a draw.

    Parameters
    ----------
    base : ndarray, shape (units, 2, AGES)
    dwellings : ndarray, shape (units, years, kinds)
    places : ndarray, shape (units, years + 1), or None
    """
    times, draws = expected.people.shape[:2]
    units = len(base)
    low, high, risk, earliest = np.zeros(units), np.zeros(units), np.full(units, np.nan), np.full(units, NEVER)
    total = np.zeros((draws, times))
    size = max(1, BLOCK_BYTES // (8 * times * draws))
    for start in range(0, units, size):
        progress.update(start / units)
        rows = slice(start, start + size)
        mean = sum_by_weight(base[rows], dwellings[rows], expected)
        spread = np.sqrt(sum_by_weight(base[rows], dwellings[rows], chance))
        need = np.maximum(mean + spread * rng.standard_normal((len(mean), 1, draws)), 0)
        total += need.sum(axis=0).T
        low[rows], high[rows] = np.quantile(need[:, -1], BAND, axis=1)
        if places is not None:
            risk[rows] = (need[:, -1] - places[rows, -1:] >= LACKING).mean(axis=1)
            earliest[rows] = _tenth(shortage_time(need, places[rows, :, None]), times)
    return Band(low, high, risk, earliest, total)


def sum_by_weight(base: np.ndarray, dwellings: np.ndarray, weights: Weights) -> np.ndarray:
    """Return the weighted sum of people and dwellings, shape (units, years + 1, draws)."""
    times, draws = weights.people.shape[:2]
    felt = weights.felt
    result = base.reshape(len(base), -1)[:, felt] @ weights.people.reshape(times * draws, -1)[:, felt].T
    built = dwellings.any(axis=(1, 2))
    if built.any():
        result[built] += dwellings[built].reshape(int(built.sum()), -1) @ weights.dwellings.reshape(times * draws, -1).T
    return result.reshape(len(base), times, draws)


def _tenth(first: np.ndarray, times: int) -> np.ndarray:
    """Return the time by which a tenth of the draws has started."""
    early = np.quantile(np.where(first == NEVER, times, first), BAND[0], axis=1, method="higher").astype(int)
    return np.where(early == times, NEVER, early)
