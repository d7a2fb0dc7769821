"""The door: from a question to a plan with its bound, by the method that suits the objective."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ..milp import INFEASIBLE, Clock, Solved, solve
from .allocation import allocate, smallest_radius, worth
from .build import CHEAPER, site_model
from .conflicts import clash
from .interchange import greedy, interchange
from .median import Best, solve_median
from .problem import CANDIDATE, FORBIDDEN, LSCP, MCLP, P_CENTER, P_MEDIAN, Plan, Problem
from .rules import obeys, rules_of

EXACT, INTERCHANGE, SOLVER = "exact", "interchange", "solver"
NO_PLAN = 1e-7


def find_sites(problem: Problem, seconds: float = 60.0, progress: Progress = SILENT) -> Plan:
    """Return the best plan found within a time limit, and what no plan can beat.

    Raises
    ------
    OpgaveError
        Rules that clash, by name; no plan found in the time.
    """
    problem.check()
    clock = Clock(seconds)
    find = {MCLP: find_cover, LSCP: find_fewest, P_MEDIAN: find_median, P_CENTER: find_center}[problem.objective]
    plan = find(problem, clock, progress)
    return replace(plan, bound=plan.value, method=EXACT) if plan.gap == 0 else plan


def solved_or_clash(problem: Problem, found: Solved, clock: Clock, progress: Progress) -> np.ndarray:
    """Return the sites that the solver chose.

    Raises
    ------
    OpgaveError
        There are none: rules clash, or the time was too short.
    """
    if found.values is not None:
        return found.values["site"] > 0.5
    if found.status == INFEASIBLE:
        raise clash(problem, Clock(max(clock.left, 20.0)), progress)
    raise OpgaveError("No plan was found in the time given: raise TIME_LIMIT, or leave rules out.")


def planned(problem: Problem, chosen: np.ndarray, bound: float, method: str, progress: Progress) -> Plan:
    """Return the plan of the chosen sites."""
    allocation = allocate(problem, chosen, progress)
    if allocation is None:
        raise OpgaveError("The chosen sites cannot serve everyone.")
    return Plan(chosen, allocation, worth(problem, chosen, allocation), bound, method)


# ---- most demand covered, fewest sites


def find_cover(problem: Problem, clock: Clock, progress: Progress) -> Plan:
    """Cover the most demand."""
    found = solve(site_model(problem, rules_of(problem), aim=MCLP), clock.left, progress)
    if found.proven:
        return exact(problem, solved_or_clash(problem, found, clock, progress), progress)
    if found.status == INFEASIBLE or (problem.capacity is not None or problem.has_side_rules):
        chosen = solved_or_clash(problem, found, clock, progress)
        return planned(problem, chosen, -found.bound, SOLVER, progress)
    plans = [planned(problem, swapped_cover(problem, progress), -found.bound, INTERCHANGE, progress)]
    if found.values is not None:
        plans.append(planned(problem, found.values["site"] > 0.5, -found.bound, SOLVER, progress))
    return max(plans, key=lambda plan: plan.value)


def exact(problem: Problem, chosen: np.ndarray, progress: Progress) -> Plan:
    """Return a plan that the solver proved best."""
    plan = planned(problem, chosen, 0.0, EXACT, progress)
    return replace(plan, bound=plan.value)


def swapped_cover(problem: Problem, progress: Progress) -> np.ndarray:
    """Cover much by interchange: what is not covered costs its weight."""
    return by_interchange(problem, np.where(problem.near, 0.0, problem.weight[:, None]), progress)


def by_interchange(problem: Problem, cost: np.ndarray, progress: Progress) -> np.ndarray:
    """Return a good set of sites, other rules aside."""
    kept, free = problem.kept, problem.status == CANDIDATE
    start = greedy(cost, kept, free, problem.sites, progress)
    return interchange(cost, start, kept, free, progress)


def find_fewest(problem: Problem, clock: Clock, progress: Progress) -> Plan:
    """Take the fewest sites; the cheapest of equally many."""
    found = solve(site_model(problem, rules_of(problem), aim=LSCP), clock.left, progress)
    chosen = solved_or_clash(problem, found, clock, progress)
    if found.proven:
        return exact(problem, chosen, progress)
    extra = 0.0 if problem.price is None else CHEAPER
    return planned(problem, chosen, float(np.ceil(found.bound - extra - NO_PLAN)), SOLVER, progress)


# ---- least demand x metres


def find_median(problem: Problem, clock: Clock, progress: Progress) -> Plan:
    """Make demand x metres small."""
    if problem.capacity is not None:
        return find_shared_median(problem, clock, progress)
    cost = finite_cost(problem)
    start = first_plan(problem, cost, clock, progress)
    allowed = (lambda chosen: obeys(problem, chosen)) if problem.has_side_rules else None
    value = float(cost[:, start].min(axis=1).sum())
    best = Best(start, value, -np.inf, np.zeros(len(cost)), bool((cost == np.round(cost)).all()))
    best = solve_median(problem, cost, best, clock, progress, allowed)
    return planned(problem, best.chosen, best.bound, INTERCHANGE, progress)


def finite_cost(problem: Problem) -> np.ndarray:
    """Return demand x metres, with more than any plan can cost where there is no way."""
    cost = problem.weight[:, None] * problem.cost
    reachable = np.isfinite(cost)
    if reachable.all():
        return cost
    return np.where(reachable, cost, 1.0 + cost.max(axis=1, where=reachable, initial=0.0).sum())


def first_plan(problem: Problem, cost: np.ndarray, clock: Clock, progress: Progress) -> np.ndarray:
    """Return sites that keep all rules: by interchange where that does, else from the solver.

    Raises
    ------
    OpgaveError
        No set of sites keeps all rules.
    """
    kept, free = int(problem.kept.sum()), int((problem.status == CANDIDATE).sum())
    if kept <= problem.sites <= kept + free:
        chosen = by_interchange(problem, cost, progress)
        if obeys(problem, chosen) and np.isfinite(problem.cost[:, chosen].min(axis=1)).all():
            return chosen
    found = solve(site_model(problem, rules_of(problem)), clock.left, progress)
    chosen = solved_or_clash(problem, found, clock, progress)
    allowed = lambda sites: obeys(problem, sites)  # noqa: E731
    return interchange(cost, chosen, problem.kept, problem.status == CANDIDATE, progress, allowed)


def find_shared_median(problem: Problem, clock: Clock, progress: Progress) -> Plan:
    """Make demand x metres small where places are limited."""
    found = solve(site_model(problem, rules_of(problem), aim=P_MEDIAN), clock.left, progress)
    chosen = solved_or_clash(problem, found, clock, progress)
    return exact(problem, chosen, progress) if found.proven else planned(problem, chosen, found.bound, SOLVER, progress)


# ---- least largest distance


def find_center(problem: Problem, clock: Clock, progress: Progress) -> Plan:
    """Make the largest distance small: halve the distances that are left until one remains."""
    levels = np.unique(problem.cost)
    levels = levels[np.isfinite(levels)]
    low, high, chosen, proven = first_level(problem, levels), len(levels) - 1, None, True
    while low <= high:
        middle = high if chosen is None else (low + high) // 2
        found = solve(center_model(problem, float(levels[middle])), max(clock.left, 1.0), progress)
        if found.values is not None:
            chosen = found.values["site"] > 0.5
            high = min(middle, int(np.searchsorted(levels, largest(problem, chosen, levels[middle])))) - 1
        elif chosen is None:
            solved_or_clash(problem, found, clock, progress)
        elif found.status == INFEASIBLE:
            low = middle + 1
        else:
            proven = False
            break
    allocation, value = center_plan(problem, chosen, progress)
    return Plan(chosen, allocation, value, value if proven else float(levels[low]), EXACT if proven else SOLVER)


def first_level(problem: Problem, levels: np.ndarray) -> int:
    """Return the place of the smallest distance within which everyone has any site that may be chosen."""
    usable = problem.status != FORBIDDEN
    nearest = problem.cost[:, usable].min(axis=1, initial=np.inf)
    return int(np.searchsorted(levels, nearest[np.isfinite(nearest)].max(initial=0.0)))


def center_model(problem: Problem, radius: float):
    """Return the model in which everyone has a site within a radius."""
    return site_model(problem, rules_of(problem), reach=problem.cost <= radius)


def largest(problem: Problem, chosen: np.ndarray, radius: float) -> float:
    """Return the largest distance of a plan that keeps within a radius."""
    return radius if problem.capacity is not None else float(problem.cost[:, chosen].min(axis=1).max())


def center_plan(problem: Problem, chosen: np.ndarray, progress: Progress):
    """Return who goes where and the largest distance."""
    if problem.capacity is not None:
        return smallest_radius(problem, chosen, progress)
    allocation = allocate(problem, chosen, progress)
    return allocation, worth(problem, chosen, allocation)
