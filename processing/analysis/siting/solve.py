"""The door: from a question to a plan with its bound, by the method that suits the objective."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ..milp import INFEASIBLE, Clock, Model, Solved, solve
from .allocation import Unserved, allocate, enough_places, smallest_radius, worth
from .build import CHEAPER, merge_points, site_model
from .coarse import coarse
from .conflicts import Clash, clash
from .filling import enough_served, fill_sites
from .interchange import choose_greedily, interchange
from .lagrangian import Best, lagrangian
from .median import solve_median
from .problem import CANDIDATE, FORBIDDEN, LSCP, MCLP, P_CENTER, P_MEDIAN, Plan, Problem, required
from .rules import obeys, rules_of

Finder = Callable[[Problem, Clock, Progress], Plan]
EXACT, INTERCHANGE, SOLVER = "exact", "interchange", "solver"
NO_PLAN = 1e-7
BLOCK = 1_000_000
PART, PART_WITHOUT = 0.6, 0.4
MOST_PAIRS, ROUGH_PAIRS = 400_000, 60_000
"""Up to how many pairs of point and site a question with capacity is given to the solver, whole or with points taken together."""
LEAST_GROUPS = 50
LARGE, GROUPS, PART_ROUGH = 2_000_000, 3_000, 0.5
"""A p-median of more pairs begins with points taken together, in so many groups, for that share of the time."""


def find_sites(problem: Problem, seconds: float = 60.0, progress: Progress = SILENT) -> Plan:
    """Return the best plan found within a time limit, and what no plan can beat.

    Raises
    ------
    OpgaveError
        Rules that clash, by name; no plan found in the time.
    """
    problem.check()
    clock, find = Clock(seconds), FINDERS[problem.objective]
    plan = find(problem, clock, progress) if problem.capacity is None else find_with_places(problem, find, clock, progress)
    tightest = min if problem.objective == MCLP else max
    plan = replace(plan, bound=tightest(plan.bound, simple_bound(problem)))
    return replace(plan, bound=plan.value, method=EXACT) if plan.gap == 0 else plan


def simple_bound(problem: Problem) -> float:
    """Return what no plan can beat even if every site that may be chosen were in it."""
    usable = problem.cost[:, problem.status != FORBIDDEN]
    if problem.objective == MCLP:
        return float(problem.weight[problem.near[:, problem.status != FORBIDDEN].any(axis=1)].sum())
    if problem.objective == LSCP:
        return float(min(1, len(problem.demand)) if problem.covered_share else 0)
    return float(problem.weight @ usable.min(axis=1)) if problem.objective == P_MEDIAN else least_distance(problem)


class NoTime(OpgaveError):
    """No plan was found in the time given, and none is known not to be."""

    def __init__(self) -> None:
        super().__init__("No plan was found within the time limit: raise TIME_LIMIT, or leave out rules.")


def solve_or_name_clash(problem: Problem, found: Solved, clock: Clock, progress: Progress) -> np.ndarray:
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
    raise NoTime()


def make_plan(problem: Problem, chosen: np.ndarray, bound: float, method: str, progress: Progress) -> Plan:
    """Return the plan of the chosen sites."""
    if problem.objective == P_CENTER and problem.capacity is not None:
        return Plan(chosen, *smallest_radius(problem, chosen, progress), bound, method)
    allocation = allocate(problem, chosen, progress)
    if allocation is None:
        raise Unserved()
    return Plan(chosen, allocation, worth(problem, chosen, allocation), bound, method)


# ---- most demand covered, fewest sites


def find_cover(problem: Problem, clock: Clock, progress: Progress) -> Plan:
    """Cover the most demand."""
    found = solve(site_model(problem, rules_of(problem), aim=MCLP), clock.left, progress)
    if found.proven:
        return solve_exactly(problem, solve_or_name_clash(problem, found, clock, progress), progress)
    if found.status == INFEASIBLE or (problem.capacity is not None or problem.has_side_rules):
        chosen = solve_or_name_clash(problem, found, clock, progress)
        return make_plan(problem, chosen, -found.bound, SOLVER, progress)
    plans = [make_plan(problem, cover_by_interchange(problem, progress), -found.bound, INTERCHANGE, progress)]
    if found.values is not None:
        plans.append(make_plan(problem, found.values["site"] > 0.5, -found.bound, SOLVER, progress))
    return max(plans, key=lambda plan: plan.value)


def solve_exactly(problem: Problem, chosen: np.ndarray, progress: Progress) -> Plan:
    """Return a plan that the solver proved best."""
    plan = make_plan(problem, chosen, 0.0, EXACT, progress)
    return replace(plan, bound=plan.value)


def cover_by_interchange(problem: Problem, progress: Progress) -> np.ndarray:
    """Cover much by interchange: what is not covered costs its weight."""
    return by_interchange(problem, np.where(problem.near, 0.0, problem.weight[:, None]), progress)


def by_interchange(problem: Problem, cost: np.ndarray, progress: Progress) -> np.ndarray:
    """Return a good set of sites, other rules aside."""
    kept, free = problem.kept, problem.status == CANDIDATE
    start = choose_greedily(cost, kept, free, required(problem.sites, "sites"), progress)
    return interchange(cost, start, kept, free, progress)


def find_fewest(problem: Problem, clock: Clock, progress: Progress) -> Plan:
    """Take the fewest sites; the cheapest of equally many."""
    found = solve(site_model(problem, rules_of(problem), aim=LSCP), clock.left, progress)
    extra = 0.0 if problem.price is None else CHEAPER
    bound = float(np.ceil(found.bound - extra - NO_PLAN))
    if found.values is None and found.status != INFEASIBLE and (filled := cover_by_filling(problem, progress)) is not None:
        return make_plan(problem, filled, bound, INTERCHANGE, progress)
    chosen = solve_or_name_clash(problem, found, clock, progress)
    return solve_exactly(problem, chosen, progress) if found.proven else make_plan(problem, chosen, bound, SOLVER, progress)


def cover_by_filling(problem: Problem, progress: Progress) -> np.ndarray | None:
    """Return sites taken one by one until enough is covered, for when the solver had no time; None where places or rules forbid them.

    This is the greedy set cover of Chvátal (1979).
    """
    if problem.capacity is not None:
        return None
    chosen = fill_sites(replace(problem, capacity=np.full(len(problem.status), np.inf)), progress)
    left = np.where(problem.near[:, chosen].any(axis=1), 0.0, problem.demand)
    return chosen if obeys(problem, chosen) and not enough_served(problem, left).any() else None


# ---- least demand x metres


def find_median(problem: Problem, clock: Clock, progress: Progress) -> Plan:
    """Make demand x metres small."""
    if problem.capacity is not None:
        return find_shared_median(problem, clock, progress)
    cost = finite_cost(problem)
    large = cost.size > LARGE and not problem.has_side_rules
    begin = rough_median if large else first_median
    start, multipliers = begin(problem, cost, clock, progress)
    allowed = (lambda chosen: obeys(problem, chosen)) if problem.has_side_rules else None
    value = float(cost[:, start].min(axis=1).sum())
    best = Best(start, value, -np.inf, multipliers, bool((cost == np.round(cost)).all()))
    best = solve_median(problem, cost, best, clock, progress, allowed)
    return make_plan(problem, required(best.chosen, "plan"), best.bound, INTERCHANGE, progress)


def first_median(problem: Problem, cost: np.ndarray, clock: Clock, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return sites to begin with, and no multipliers."""
    return first_plan(problem, cost, clock, progress), np.zeros(len(cost))


def rough_median(problem: Problem, cost: np.ndarray, clock: Clock, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return sites and multipliers to begin with, from points taken together.

    A point's multiplier lies as far from its group's as its ways lie from the group's.

    Raises
    ------
    OpgaveError
        No set of sites keeps all rules.
    """
    small, group = coarse(problem, GROUPS)
    few = finite_cost(small)
    start = first_plan(small, few, clock, progress)
    best = Best(start, float(few[:, start].min(axis=1).sum()), -np.inf, np.zeros(len(few)), False)
    lagrangian(small, few, best, Clock(clock.part(PART_ROUGH)), progress, None)
    wanted = few <= np.maximum(best.multipliers, few.min(axis=1))[:, None]
    ways = np.where(wanted[group], cost / problem.weight[:, None] - (few / small.weight[:, None])[group], 0.0)
    shift = ways.sum(axis=1) / wanted.sum(axis=1)[group]
    return required(best.chosen, "plan"), problem.weight * np.maximum((best.multipliers / small.weight)[group] + shift, 0.0)


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
    if kept <= required(problem.sites, "sites") <= kept + free:
        chosen = by_interchange(problem, cost, progress)
        if obeys(problem, chosen) and np.isfinite(problem.cost[:, chosen].min(axis=1)).all():
            return chosen
    found = solve(site_model(problem, rules_of(problem)), clock.left, progress)
    chosen = solve_or_name_clash(problem, found, clock, progress)
    allowed = lambda sites: obeys(problem, sites)  # noqa: E731
    return interchange(cost, chosen, problem.kept, problem.status == CANDIDATE, progress, allowed)


def find_shared_median(problem: Problem, clock: Clock, progress: Progress) -> Plan:
    """Make demand x metres small where places are limited."""
    found = solve(site_model(problem, rules_of(problem), aim=P_MEDIAN), clock.left, progress)
    chosen = solve_or_name_clash(problem, found, clock, progress)
    return solve_exactly(problem, chosen, progress) if found.proven else make_plan(problem, chosen, found.bound, SOLVER, progress)


# ---- least largest distance


def find_center(problem: Problem, clock: Clock, progress: Progress) -> Plan:
    """Make the largest distance small: halve the distances that are left until one remains."""
    low = least_distance(problem)
    chosen = sites_within(problem, np.inf, clock, progress)
    high, proven = largest(problem, chosen, np.inf, progress), True
    if high <= low:
        inside: np.ndarray = np.zeros(0)
    else:
        inside = np.concatenate(
            [part[(part >= low) & (part < high)] for part in np.array_split(problem.cost, 1 + problem.cost.size // BLOCK)]
        )
    while len(inside):
        progress.check()
        middle = float(np.partition(inside, len(inside) // 2)[len(inside) // 2])
        found = solve(center_model(problem, middle), max(clock.left, 1.0), progress)
        if found.values is not None:
            chosen = found.values["site"] > 0.5
            inside = inside[inside < largest(problem, chosen, middle, progress)]
        elif found.status == INFEASIBLE:
            inside = inside[inside > middle]
        else:
            proven = False
            break
    plan = make_plan(problem, chosen, -np.inf, EXACT if proven else SOLVER, progress)
    return replace(plan, bound=plan.value if proven else float(inside.min()))


def sites_within(problem: Problem, radius: float, clock: Clock, progress: Progress) -> np.ndarray:
    """Return sites that keep all rules, everyone within a radius."""
    return solve_or_name_clash(problem, solve(center_model(problem, radius), clock.left, progress), clock, progress)


def least_distance(problem: Problem) -> float:
    """Return the smallest distance within which everyone has any site that may be chosen."""
    usable = problem.status != FORBIDDEN
    nearest = problem.cost[:, usable].min(axis=1, initial=np.inf)
    return float(nearest[np.isfinite(nearest)].max(initial=0.0))


def center_model(problem: Problem, radius: float) -> Model:
    """Return the model in which everyone has a site within a radius."""
    near = replace(problem, cost=np.where(problem.cost <= radius, problem.cost, np.inf))
    return site_model(near, rules_of(problem))


def largest(problem: Problem, chosen: np.ndarray, radius: float, progress: Progress) -> float:
    """Return the largest distance of a plan that keeps within a radius."""
    if problem.capacity is None:
        return float(problem.cost[:, chosen].min(axis=1).max())
    return radius if np.isfinite(radius) else smallest_radius(problem, chosen, progress)[1]


# ---- with capacity


def find_with_places(problem: Problem, find: Finder, clock: Clock, progress: Progress) -> Plan:
    """Return a plan in which places are limited: exact, or where that takes too long the sites that are best for points taken together."""
    plans = []
    if pair_count(problem) <= MOST_PAIRS:
        try:
            plans.append(find(problem, Clock(clock.part(PART)), progress))
        except NoTime:
            progress.check()
        if plans and plans[0].gap == 0:
            return plans[0]
    free = find(replace(problem, capacity=None), Clock(clock.part(PART_WITHOUT)), progress)
    plans.append(rough_plan(problem, find, clock, progress))
    best = best_plan(problem, plans)
    tightest = max if problem.objective != MCLP else min
    return replace(best, bound=tightest([free.bound, places_bound(problem), *(plan.bound for plan in plans)]))


def best_plan(problem: Problem, plans: list[Plan]) -> Plan:
    """Return the plan with the best value."""
    return (max if problem.objective == MCLP else min)(plans, key=lambda plan: plan.value)


def pair_count(problem: Problem) -> int:
    """Return how many pairs of point and site the solver would see."""
    return int(np.isfinite(problem.cost).sum() if problem.serves_all else merge_points(problem).near.sum())


def rough_plan(problem: Problem, find: Finder, clock: Clock, progress: Progress) -> Plan:
    """Return a plan of sites that are good without being proven best; its bound says nothing."""
    nothing = np.inf if problem.objective == MCLP else -np.inf
    try:
        chosen = rough_sites(problem, find, clock, progress) if problem.serves_all else fill_sparingly(problem, clock, progress)
        return make_plan(problem, chosen, nothing, INTERCHANGE, progress)
    except (NoTime, Clash, Unserved):
        aim = "" if problem.serves_all else problem.objective
        found = solve(site_model(problem, rules_of(problem), aim), max(clock.left, 1.0), progress)
        return make_plan(problem, solve_or_name_clash(problem, found, clock, progress), nothing, SOLVER, progress)


def rough_sites(problem: Problem, find: Finder, clock: Clock, progress: Progress) -> np.ndarray:
    """Return the sites that are best for points taken together."""
    small, _ = coarse(problem, max(ROUGH_PAIRS // problem.cost.shape[1], LEAST_GROUPS))
    return find(small, Clock(clock.part(PART)), progress).chosen


def fill_sparingly(problem: Problem, clock: Clock, progress: Progress) -> np.ndarray:
    """Return sites that fill up one after the other; where the fewest are sought without those that turn out not to be needed."""
    chosen = fill_sites(problem, progress)
    if problem.objective != LSCP:
        return chosen
    if not enough_places(problem, chosen, progress):
        raise Unserved()
    smallest_first = np.argsort(required(problem.capacity, "capacity"), kind="stable")
    for site in smallest_first[chosen[smallest_first] & ~problem.kept[smallest_first]]:
        others = chosen & (np.arange(len(chosen)) != site)
        if clock.left > 0 and enough_places(problem, others, progress):
            chosen = others
    return chosen


def places_bound(problem: Problem) -> float:
    """Return what no plan can beat for want of places."""
    largest_first = np.sort(required(problem.capacity, "capacity")[problem.status != FORBIDDEN])[::-1].cumsum()
    if problem.objective == MCLP:
        return float(largest_first[: problem.sites][-1:].sum()) * max(sector.weight for sector in problem.sectors)
    asked = problem.covered_share * problem.demand.sum() * (1 - NO_PLAN)
    return float(np.searchsorted(largest_first, asked) + (asked > 0)) if problem.objective == LSCP else -np.inf


FINDERS: dict[str, Finder] = {MCLP: find_cover, LSCP: find_fewest, P_MEDIAN: find_median, P_CENTER: find_center}
