"""Who goes to which site of a plan, and what the plan is worth then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from ...model.errors import OpgaveError
from ...model.progress import Progress
from ..milp import Model, solve
from . import rules
from .build import asked_shares
from .problem import LSCP, MCLP, P_MEDIAN, Allocation, Problem

SLACK = 1e-9
NEARLY_WHOLE = 1e-6
SECONDS = 60.0


def allocate(problem: Problem, chosen: np.ndarray, progress: Progress, most: float = np.inf) -> Allocation | None:
    """Return who goes where: the nearest chosen site, or with capacity the best division over the sites; None where it cannot be.

    Parameters
    ----------
    most : float
        `p_center`: nobody goes farther than this many metres.
    """
    if problem.capacity is None:
        return nearest_site(problem, chosen)
    return divided(problem, chosen, progress, most)


def nearest_site(problem: Problem, chosen: np.ndarray) -> Allocation | None:
    """Send everyone to the nearest chosen site; where demand is to be covered only those who have one within the norm."""
    open_sites = np.flatnonzero(chosen)
    if not len(open_sites):
        return None
    nearest = problem.cost[:, open_sites].argmin(axis=1)
    site = open_sites[nearest]
    metres = problem.cost[np.arange(len(site)), site]
    served = np.isfinite(metres) if problem.serves_all else np.isfinite(metres) & (metres <= problem.norm)
    if problem.serves_all and not served.all():
        return None
    point = np.flatnonzero(served)
    return Allocation(point, site[point], problem.demand[point])


def divided(problem: Problem, chosen: np.ndarray, progress: Progress, most: float) -> Allocation | None:
    """Divide demand over places: first as good as the objective allows, then over as few metres as that leaves."""
    if not chosen.any():
        return None
    active = rules.rules_of(problem)
    if problem.objective == MCLP:
        best = division(problem, active, chosen, most, progress, MCLP)
        return best and division(problem, active, chosen, most, progress, P_MEDIAN, least=served_weight(problem, best) * (1 - SLACK))
    return division(problem, active, chosen, most, progress, P_MEDIAN)


def served_weight(problem: Problem, allocation: Allocation) -> float:
    """Return the weighted demand that is served."""
    return float((problem.weight[allocation.point] / problem.demand[allocation.point] * allocation.amount).sum())


def division(
    problem: Problem, active, chosen: np.ndarray, most: float, progress: Progress, aim: str, least: float = 0.0
) -> Allocation | None:
    """Solve one transport problem: demand over the places of the chosen sites."""
    within = problem.near if not problem.serves_all or problem.within_norm else np.isfinite(problem.cost)
    point, site = np.nonzero(within & chosen & (problem.cost <= most))
    if not len(point):
        return None
    model = transport(problem, active, point, site, aim, least)
    found = solve(model, SECONDS, progress)
    if found.values is None:
        return None
    amount = found.values["amount"]
    whole = np.round(amount)
    amount = np.where(np.abs(amount - whole) < NEARLY_WHOLE, whole, amount)
    moved = amount > SLACK * np.maximum(problem.demand[point], 1.0)
    return Allocation(point[moved], site[moved], amount[moved])


def transport(problem: Problem, active, point: np.ndarray, site: np.ndarray, aim: str, least: float) -> Model:
    """Return the transport problem over the given pairs, in amounts."""
    count, (points, sites) = len(point), problem.cost.shape
    unit = problem.weight[point] / problem.demand[point]
    model = Model()
    model.variables("amount", count, -unit if aim == MCLP else unit * problem.cost[point, site], upper=problem.demand[point])
    ones, number = np.ones(count), np.arange(count)
    lower = problem.demand if problem.serves_all else 0.0
    model.add({"amount": sparse.csr_array((ones, (point, number)), shape=(points, count))}, lower, problem.demand)
    model.add({"amount": sparse.csr_array((ones, (site, number)), shape=(sites, count))}, -np.inf, problem.capacity)
    for rows, share in asked_shares(problem, active):
        near = (rows[point] & problem.near[point, site]).astype(float)
        model.add({"amount": near[None, :]}, share * problem.demand[rows].sum() * (1 - SLACK), np.inf)
    if least:
        model.add({"amount": unit[None, :]}, least, np.inf)
    return model


def worth(problem: Problem, chosen: np.ndarray, allocation: Allocation) -> float:
    """Return the value of a plan's objective."""
    if problem.objective == MCLP:
        return served_weight(problem, allocation)
    if problem.objective == LSCP:
        return float(chosen.sum())
    metres = allocation.metres(problem)
    if problem.objective == P_MEDIAN:
        return float((problem.weight[allocation.point] / problem.demand[allocation.point] * allocation.amount * metres).sum())
    return float(metres.max(initial=0.0))


def smallest_radius(problem: Problem, chosen: np.ndarray, progress: Progress) -> tuple[Allocation, float]:
    """Return the division with the smallest largest distance, and that distance: the sites are given, capacity counts."""
    levels = np.unique(problem.cost[:, chosen])
    levels = levels[np.isfinite(levels)]
    low, high, best = 0, len(levels) - 1, None
    while low <= high:
        middle = (low + high) // 2
        found = divided(replace(problem), chosen, progress, float(levels[middle]))
        if found is None:
            low = middle + 1
        else:
            best, high = found, middle - 1
    if best is None:
        raise OpgaveError("The chosen sites cannot serve everyone.")
    return best, worth(problem, chosen, best)
