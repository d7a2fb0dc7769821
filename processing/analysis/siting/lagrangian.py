"""The Lagrangian bound of the p-median, and what it rules out.

It relaxes that everyone goes to one site (Cornuejols, Fisher and Nemhauser 1977; Beasley 1993). With multipliers `u` and a bound
`L` no plan better than one of value `U` sends a point farther than `u + U - L`, nor opens a site whose opening lifts `L` above `U`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.progress import Progress
from ..milp import Clock
from .interchange import Allowed, interchange
from .problem import CANDIDATE, Problem, required

FIRST_STEP, LEAST_STEP = 1.5, 1e-4
PATIENCE = 25
IMPROVE_EVERY = 60
TIME_FOR_BOUND = 0.4


@dataclass
class Best:
    """The best set of sites so far and its total; the best bound, and the multipliers that gave it."""

    chosen: np.ndarray | None
    value: float
    bound: float
    multipliers: np.ndarray
    whole: bool

    @property
    def enough(self) -> float:
        """The bound from which on nothing better can be; with whole numbers just above value - 1 is enough."""
        return self.value - (1 - 1e-6 if self.whole else 1e-9 * max(1.0, abs(self.value)))

    @property
    def proven(self) -> bool:
        """Whether nothing better can be."""
        return self.bound >= self.enough

    def raise_bound(self, bound: float, multipliers: np.ndarray) -> bool:
        """Keep a bound if it is better; say whether it is."""
        if bound <= self.bound:
            return False
        self.bound, self.multipliers = bound, multipliers.copy()
        return True

    def offer(self, chosen: np.ndarray, value: float) -> None:
        """Keep a set of sites if it is better."""
        if value < self.value:
            self.chosen, self.value = chosen.copy(), value


def lagrangian(problem: Problem, cost: np.ndarray, best: Best, clock: Clock, progress: Progress, allowed: Allowed | None) -> None:
    """Raise the bound by subgradient steps; now and then start an interchange from the sites that the bound proposes."""
    fixed, free = split_sites(problem)
    count = required(problem.sites, "sites") - int(fixed.sum())
    if count < 0 or count > int(free.sum()):
        return
    multipliers = best.multipliers if best.multipliers.any() else first_multipliers(cost, best)
    step, waited, end = FIRST_STEP, 0, clock.left * (1 - TIME_FOR_BOUND)
    tried: set[bytes] = set()
    number, relaxation = 0, Relaxation(cost)
    while step > LEAST_STEP and clock.left > end and not best.proven:
        progress.check()
        reduced = relaxation.reduced(multipliers)
        order = np.argsort(np.where(free, reduced, np.inf), kind="stable")[:count]
        proposed = fixed.copy()
        proposed[order] = True
        bound = float(multipliers.sum() + reduced[proposed].sum())
        waited = 0 if best.raise_bound(bound, multipliers) else waited + 1
        if waited >= PATIENCE:
            step, waited = step / 2, 0
            multipliers = best.multipliers.copy()
            if number % 2 == 0:
                improve(cost, proposed, fixed, free, best, tried, progress, allowed)
            number += 1
            continue
        number += 1
        if number % IMPROVE_EVERY == 1:
            improve(cost, proposed, fixed, free, best, tried, progress, allowed)
        slope = 1.0 - relaxation.used(proposed)
        length = float(slope @ slope)
        if not length:
            return
        target = best.value if np.isfinite(best.value) and best.value < 1e300 else best.bound + abs(best.bound) * 0.05
        multipliers = multipliers + step * max(target - bound, 1e-6 * abs(target)) / length * slope


def first_multipliers(cost: np.ndarray, best: Best) -> np.ndarray:
    """Return multipliers between the nearest and the second nearest site of the plan at hand."""
    sites = best.chosen if best.chosen is not None else np.ones(cost.shape[1], dtype=bool)
    open_cost = cost[:, sites]
    if open_cost.shape[1] < 2:
        return open_cost[:, 0].copy()
    two = np.partition(open_cost, 1, axis=1)[:, :2]
    return two[:, 0] + 0.5 * np.minimum(two[:, 1] - two[:, 0], two[:, 0] + 1.0)


class Relaxation:
    """What is left of the question at given multipliers, site by site; the room to reckon in is kept from step to step."""

    def __init__(self, cost: np.ndarray, sites: np.ndarray | slice = slice(None)):
        self.cost = np.ascontiguousarray(cost[:, sites].T)
        self.below = np.empty_like(self.cost)

    def reduced(self, multipliers: np.ndarray) -> np.ndarray:
        """Return what each site adds to the bound when it is open."""
        np.subtract(self.cost, multipliers, out=self.below)
        return np.minimum(self.below, 0.0, out=self.below).sum(axis=1)

    def used(self, chosen: np.ndarray) -> np.ndarray:
        """Return for each point how many of the chosen sites want it, at the multipliers last reckoned with."""
        return (self.below[chosen] < 0).sum(axis=0)


def improve(
    cost: np.ndarray,
    proposed: np.ndarray,
    fixed: np.ndarray,
    free: np.ndarray,
    best: Best,
    tried: set[bytes],
    progress: Progress,
    allowed: Allowed | None,
) -> None:
    """Start an interchange from proposed sites that were not tried yet."""
    key = proposed.tobytes()
    if key in tried or (allowed is not None and not allowed(proposed)):
        return
    tried.add(key)
    found = interchange(cost, proposed, fixed, free, progress, allowed)
    best.offer(found, float(cost[:, found].min(axis=1).sum()))


def split_sites(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """Return the sites that stay and the sites that may come."""
    return problem.kept, problem.status == CANDIDATE


def find_open_pairs(problem: Problem, cost: np.ndarray, best: Best) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs (n, m) that a better plan may use, the sites it cannot have, and those that it must have."""
    fixed, free = split_sites(problem)
    none = np.zeros(len(free), dtype=bool)
    if best.chosen is None or not np.isfinite(best.bound):
        return np.ones(cost.shape, dtype=bool), none, none
    room = max(best.value - best.bound, 0.0) + 1e-7 * max(1.0, abs(best.value))
    reachable = cost <= best.multipliers[:, None] + room
    count = required(problem.sites, "sites") - int(fixed.sum())
    reduced = Relaxation(cost).reduced(best.multipliers)
    ranked = np.sort(reduced[free])
    if problem.budget is not None or not 0 < count < len(ranked):
        return reachable, none, none
    closed = free & (reduced - ranked[count - 1] > room)
    opened = free & (ranked[count] - reduced > room)
    return reachable, closed, opened
