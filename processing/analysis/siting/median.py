"""The p-median: a Lagrangian bound rules out pairs and sites; what is left is solved by branching where the sites are few, else as a model.

The model has the form of rising radii (Elloumi 2010): a variable for each point and distance, 1 while no site is open so near.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

from ...model.progress import Progress
from ..milp import INFEASIBLE, Clock, Model, solve
from .branching import Branch, branch
from .build import add_share, add_sites
from .interchange import Allowed
from .lagrangian import Best, find_open_pairs, lagrangian, split_sites
from .problem import Problem, required
from .rules import WORST_OFF, SitingRule, rules_of

FEW_SITES, MOST_LEVELS = 20, 3_000_000
"""Up to how many sites branching is quicker than the model, and up to how many pairs of point and site the model is solved at all."""


def solve_median(problem: Problem, cost: np.ndarray, best: Best, clock: Clock, progress: Progress, allowed: Allowed | None) -> Best:
    """Improve plan and bound until they meet or the time is up.

    ``cost`` is demand x metres, finite (a large number where there is no way); ``best`` holds a plan that keeps all rules, or none.
    """
    lagrangian(problem, cost, best, clock, progress, allowed)
    if not best.proven and clock.left > 0.5:
        finish(problem, cost, best, clock, progress)
    if best.proven:
        best.bound = best.value
    return best


def finish(problem: Problem, cost: np.ndarray, best: Best, clock: Clock, progress: Progress) -> None:
    """Solve what the bound leaves open: by branching where the sites are few and no other rule holds, or else as a model."""
    reachable, closed, opened = find_open_pairs(problem, cost, best)
    left = int((reachable & ~closed).sum())
    plain = problem.budget is None and not problem.has_side_rules
    if plain and (required(problem.sites, "sites") <= FEW_SITES or left > MOST_LEVELS):
        fixed, free = split_sites(problem)
        whole = Branch(fixed | opened, free & ~closed & ~opened, best.bound, best.multipliers)
        best.bound = max(best.bound, branch(cost, required(problem.sites, "sites"), whole, best, clock, progress))
    elif left <= MOST_LEVELS:
        solve_left(cost, best, radius_model(problem, cost, reachable, closed, opened), clock, progress)


def solve_left(cost: np.ndarray, best: Best, model: Model, clock: Clock, progress: Progress) -> None:
    """Solve the model of what is left; no solution there means that the plan at hand is best."""
    found = solve(model, clock.left, progress)
    if found.values is not None:
        chosen = found.values["site"] > 0.5
        best.offer(chosen, float(cost[:, chosen].min(axis=1).sum()))
    bound = best.value if found.values is None and found.status == INFEASIBLE else found.bound
    best.bound = max(best.bound, min(bound, best.value))


def radius_model(problem: Problem, cost: np.ndarray, reachable: np.ndarray, closed: np.ndarray, opened: np.ndarray) -> Model:
    """Return the model of rising radii over the reachable pairs."""
    model = Model()
    active = rules_of(problem)
    add_sites(model, problem, {rule.kind for rule in active}, "")
    model.lower[0] = np.maximum(model.lower[0], opened)
    model.upper[0] = np.where(closed, 0.0, model.upper[0])
    point, site = np.nonzero(reachable & ~closed)
    value = cost[point, site]
    order = np.lexsort((value, point))
    point, site, value = point[order], site[order], value[order]
    new_point = np.r_[True, point[1:] != point[:-1]]
    new_level = new_point | np.r_[True, value[1:] != value[:-1]]
    level = np.cumsum(new_level) - 1
    levels, starts = int(level[-1]) + 1, np.flatnonzero(new_level)
    first = new_point[starts]
    last = np.r_[first[1:], True]
    distance = value[starts]
    step = np.where(last, 0.0, np.r_[distance[1:], 0.0] - distance)
    model.variables("farther", levels, step, upper=np.where(last, 0.0, 1.0))
    model.variables("nearest", 1, distance[first].sum(), lower=1.0)
    rows = np.flatnonzero(~first)
    own = sparse.identity(levels, format="csr")
    before = sparse.csr_array((np.ones(len(rows)), (rows, rows - 1)), shape=(levels, levels))
    opens = sparse.csr_array((np.ones(len(site)), (level, site)), shape=(levels, cost.shape[1]))
    model.add({"farther": own - before, "site": opens}, first.astype(float), np.inf)
    add_side_rules(model, problem, active)
    return model


def add_side_rules(model: Model, problem: Problem, active: list[SitingRule]) -> None:
    """Add the guard of the worst-off and the norm."""
    if problem.within_norm:
        add_share(model, "norm", problem.near, problem.demand, 1.0)
    for rule in active:
        if rule.kind == WORST_OFF:
            rows = (problem.sector == rule.sector) & problem.worst_off
            add_share(model, f"guarded_{rule.sector}", problem.near[rows], problem.demand[rows], problem.worst_off_share)
