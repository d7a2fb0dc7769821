"""Greedy start and interchange (Teitz and Bart 1968): swap a site as long as that helps, all swaps valued at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...model.progress import SILENT, Progress

BLOCK = 4_000_000
"""How many pairs of point and site are valued at a time: bounds the memory."""
TRIED = 200
IMPROVES = 1e-9

Allowed = Callable[[np.ndarray], bool]


def interchange(
    cost: np.ndarray,
    start: np.ndarray,
    fixed: np.ndarray,
    free: np.ndarray,
    progress: Progress = SILENT,
    allowed: Allowed | None = None,
) -> np.ndarray:
    """Return the sites (bool) after the best swap has been made again and again until none helps.

    Parameters
    ----------
    cost : ndarray of float, shape (n, m)
        What each point costs at each site, finite; the sum of each point's least is made small.
    start : ndarray of bool, shape (m,)
        Where to begin.
    fixed, free : ndarray of bool, shape (m,)
        Sites that stay, and sites that may come in.
    allowed : callable, optional
        Whether a set of sites keeps the other rules; the best swap that does is made.
    """
    chosen = start.copy()
    while True:
        progress.check()
        out, into = np.flatnonzero(chosen & ~fixed), np.flatnonzero(free & ~chosen)
        if not len(out) or not len(into):
            return chosen
        change, total = weigh_swaps(cost, chosen, out, into)
        swap = best_swap(chosen, change, out, into, -IMPROVES * max(total, 1.0), allowed)
        if swap is None:
            return chosen
        chosen[swap[0]], chosen[swap[1]] = False, True


def best_swap(
    chosen: np.ndarray, change: np.ndarray, out: np.ndarray, into: np.ndarray, below: float, allowed: Allowed | None
) -> tuple[int, int] | None:
    """Return the best swap that helps and is allowed."""
    flat = change.ravel()
    order = [int(flat.argmin())] if allowed is None else np.argpartition(flat, min(TRIED, len(flat) - 1))[:TRIED]
    for number in sorted(order, key=lambda place: flat[place]):
        if flat[number] >= below:
            return None
        row, column = divmod(int(number), change.shape[1])
        swap = int(out[row]), int(into[column])
        if allowed is None or allowed(swap_sites(chosen, *swap)):
            return swap
    return None


def swap_sites(chosen: np.ndarray, out: int, into: int) -> np.ndarray:
    """Return the sites after a swap."""
    result = chosen.copy()
    result[out], result[into] = False, True
    return result


def weigh_swaps(cost: np.ndarray, chosen: np.ndarray, out: np.ndarray, into: np.ndarray) -> tuple[np.ndarray, float]:
    """Return how the total changes when each of ``out`` makes place for each of ``into``, and the total now.

    Whoever does not lose the nearest site gains where the new one is nearer; whoever does goes to the second nearest or the new one.
    """
    sites = np.flatnonzero(chosen)
    place = np.full(cost.shape[1], -1)
    place[out] = np.arange(len(out))
    change, total = np.zeros((len(out), len(into))), 0.0
    for start in range(0, len(cost), max(1, BLOCK // cost.shape[1])):
        rows = cost[start : start + max(1, BLOCK // cost.shape[1])]
        first, second, nearest = two_nearest(rows[:, sites])
        coming = rows[:, into]
        gain = np.minimum(coming - first[:, None], 0.0)
        change += gain.sum(axis=0)
        total += first.sum()
        lost = place[sites[nearest]]
        leaves = np.flatnonzero(lost >= 0)
        if len(leaves):
            leaves = leaves[np.argsort(lost[leaves], kind="stable")]
            more = np.minimum(second[leaves, None], coming[leaves]) - first[leaves, None] - gain[leaves]
            groups, starts = np.unique(lost[leaves], return_index=True)
            change[groups] += np.add.reduceat(more, starts, axis=0)
    return change, float(total)


def two_nearest(cost: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return each row's least, its second least (``inf``-like large where there is one column) and the place of the least."""
    if cost.shape[1] == 1:
        return cost[:, 0], np.full(len(cost), np.finfo(float).max / 1e6), np.zeros(len(cost), dtype=int)
    nearest = cost.argmin(axis=1)
    rows = np.arange(len(cost))
    first = cost[rows, nearest]
    others = cost.copy()
    others[rows, nearest] = np.inf
    return first, others.min(axis=1), nearest


def choose_greedily(cost: np.ndarray, kept: np.ndarray, free: np.ndarray, count: int, progress: Progress = SILENT) -> np.ndarray:
    """Return ``count`` sites (bool): the kept ones, then again and again the one that helps most."""
    chosen = kept.copy()
    now = cost[:, chosen].min(axis=1) if chosen.any() else np.full(len(cost), cost.max(initial=0.0))
    while chosen.sum() < count and (free & ~chosen).any():
        progress.check()
        into = np.flatnonzero(free & ~chosen)
        best = into[weigh_additions(cost, now, into).argmax()]
        chosen[best] = True
        now = np.minimum(now, cost[:, best])
    return chosen


def weigh_additions(cost: np.ndarray, now: np.ndarray, into: np.ndarray) -> np.ndarray:
    """Return by how much the total falls with each further site, when ``now`` is what each point costs."""
    total, step = np.zeros(len(into)), max(1, BLOCK // max(1, len(into)))
    for start in range(0, len(cost), step):
        rows = slice(start, start + step)
        total += np.maximum(now[rows, None] - cost[rows][:, into], 0.0).sum(axis=0)
    return total
