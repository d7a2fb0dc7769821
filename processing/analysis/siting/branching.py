"""The p-median by branching: a site is in the plan or not, and each part has its own Lagrangian bound (Christofides and Beasley 1982)."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, replace
from itertools import count as counted

import numpy as np

from ...model.progress import Progress
from ..milp import Clock
from .lagrangian import Best, Relaxation

STEPS, FIRST_STEP, LEAST_STEP, PATIENCE = 40, 1.0, 0.02, 8
BEYOND = 1.02
"""A step aims a little past the bound that would be enough, so that it does not stop just short of it."""


@dataclass(frozen=True)
class Branch:
    """Plans with all ``fixed`` sites and others of ``free`` (bool, shape (m,)), what none of them goes below, and its multipliers."""

    fixed: np.ndarray
    free: np.ndarray
    bound: float
    multipliers: np.ndarray


def branch(cost: np.ndarray, count: int, whole: Branch, best: Best, clock: Clock, progress: Progress) -> float:
    """Improve the plan of ``count`` sites, each time in the part with the lowest bound; return what no plan in ``whole`` goes below.

    ``cost`` is demand x metres, shape (n, m).
    """
    number = counted()
    parts = [(whole.bound, next(number), whole)]
    while parts and clock.left > 0 and parts[0][0] < best.enough:
        part = heapq.heappop(parts)[2]
        for smaller in halves(cost, count, part, best, progress):
            heapq.heappush(parts, (smaller.bound, next(number), smaller))
    return min(parts[0][0], best.value) if parts else best.value


def halves(cost: np.ndarray, count: int, part: Branch, best: Best, progress: Progress) -> list[Branch]:
    """Return the plans of a part with its most promising site and those without, as far as one may be better than the best."""
    part, reduced = raise_bound(cost, count, part, best.enough, progress)
    if part.bound >= best.enough:
        return []
    part = narrow_part(part, reduced, count, best.enough - part.bound)
    ranked = np.flatnonzero(part.free)[np.argsort(reduced[part.free], kind="stable")]
    lacking = count - int(part.fixed.sum())
    if 0 <= lacking <= len(ranked):
        proposed = with_sites(part.fixed, ranked[:lacking])
        best.offer(proposed, float(cost[:, proposed].min(axis=1).sum()))
    if not 0 < lacking < len(ranked):
        return []
    others = part.free.copy()
    others[ranked[0]] = False
    return [replace(part, free=others, fixed=with_sites(part.fixed, ranked[0])), replace(part, free=others)]


def with_sites(chosen: np.ndarray, more: np.ndarray) -> np.ndarray:
    """Return the sites with more of them."""
    result = chosen.copy()
    result[more] = True
    return result


def raise_bound(cost: np.ndarray, count: int, part: Branch, enough: float, progress: Progress) -> tuple[Branch, np.ndarray]:
    """Return a part with its bound raised by subgradient steps, and what each site adds to that bound (infinite outside the part)."""
    sites = np.flatnonzero(part.fixed | part.free)
    relaxation, fixed, lacking = Relaxation(cost, sites), part.fixed[sites], count - int(part.fixed.sum())
    multipliers, bound, kept, added = part.multipliers, -np.inf, part.multipliers, np.zeros(len(sites))
    step, waited = FIRST_STEP, 0
    for _ in range(STEPS):
        progress.check()
        reduced = relaxation.reduced(multipliers)
        proposed = with_sites(fixed, np.argsort(np.where(fixed, np.inf, reduced))[:lacking])
        value = float(multipliers.sum() + reduced[proposed].sum())
        waited = waited + 1 if value <= bound else 0
        if value > bound:
            bound, kept, added = value, multipliers, reduced
        if waited == PATIENCE:
            multipliers, step, waited = kept, step / 2, 0
            continue
        slope = 1.0 - relaxation.used(proposed)
        length = float(slope @ slope)
        if bound >= enough or step < LEAST_STEP or not length:
            break
        multipliers = multipliers + step * max(enough - value, 1e-6 * abs(enough)) * BEYOND / length * slope
    all_sites = np.full(cost.shape[1], np.inf)
    all_sites[sites] = added
    return replace(part, bound=bound, multipliers=kept), all_sites


def narrow_part(part: Branch, reduced: np.ndarray, count: int, room: float) -> Branch:
    """Return a part without the sites that lift its bound by more than ``room``, and with those fixed whose absence does."""
    ranked, lacking = np.sort(reduced[part.free]), count - int(part.fixed.sum())
    if not 0 < lacking < len(ranked):
        return part
    needed = part.free & (ranked[lacking] - reduced > room)
    possible = part.free & (reduced - ranked[lacking - 1] <= room)
    return replace(part, fixed=part.fixed | needed, free=possible & ~needed)
