"""Who goes to which site of a plan, and what the plan is worth then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from ...model.errors import OpgaveError
from ...model.progress import Progress
from ..milp import INFEASIBLE, Model, solve_linear
from .build import asked_shares, merge_points, merge_points_with_groups
from .coarse import coarse
from .problem import LSCP, MCLP, P_MEDIAN, Allocation, Problem, required
from .rules import rules_of

SLACK = 1e-9
NEARLY_WHOLE = 1e-6
SECONDS = 30.0
GROUPS = 3_000


class Unserved(OpgaveError):
    """Sites that cannot serve whom they must."""

    def __init__(self) -> None:
        super().__init__("The chosen sites cannot serve everyone.")


def allocate(problem: Problem, chosen: np.ndarray, progress: Progress, most: float = np.inf) -> Allocation | None:
    """Return who goes where: the nearest chosen site, or with capacity the best division over the sites; None where it cannot be.

    Parameters
    ----------
    most : float
        `p_center`: nobody goes farther than this many metres.
    """
    if problem.capacity is None:
        return nearest_site(problem, chosen)
    return divide_demand(problem, chosen, progress, most)


def nobody() -> Allocation:
    """Return the allocation in which nobody goes anywhere."""
    none = np.zeros(0, dtype=int)
    return Allocation(none, none, np.zeros(0))


def nearest_site(problem: Problem, chosen: np.ndarray) -> Allocation | None:
    """Send everyone to the nearest chosen site; where demand is to be covered only those who have one within the norm."""
    open_sites = np.flatnonzero(chosen)
    if not len(open_sites):
        return None if problem.serves_all else nobody()
    nearest = problem.cost[:, open_sites].argmin(axis=1)
    site = open_sites[nearest]
    metres = problem.cost[np.arange(len(site)), site]
    served = np.isfinite(metres) if problem.serves_all else np.isfinite(metres) & (metres <= problem.norm)
    if problem.serves_all and not served.all():
        return None
    point = np.flatnonzero(served)
    return Allocation(point, site[point], problem.demand[point])


def divide_demand(problem: Problem, chosen: np.ndarray, progress: Progress, most: float) -> Allocation | None:
    """Divide demand over places: first as good as the objective allows, then over as few metres as that leaves."""
    only = keep_chosen_sites(problem, chosen, most)
    most_weight = most_served(only, progress) if problem.objective == MCLP else 0.0
    if most_weight is None:
        return None
    least = most_weight * (1 - SLACK)
    try:
        found = division(only, P_MEDIAN, least, progress)
    except TooLong:
        found = divide_grouped_demand(only, least, progress)
    return found and replace(found, site=np.flatnonzero(chosen)[found.site])


class TooLong(OpgaveError):
    """There was no time to divide the demand."""

    def __init__(self) -> None:
        super().__init__("Allocating the demand to the places of the sites takes too long: use fewer demand points.")


def divide_grouped_demand(problem: Problem, least: float, progress: Progress) -> Allocation | None:
    """Divide the demand of points taken together, and let each of them go where its group goes, in the same shares."""
    few, group = coarse(problem, GROUPS) if problem.objective == P_MEDIAN else merge_points_with_groups(problem)
    given = division(few, P_MEDIAN, least, progress)
    if given is None:
        return None
    shares = sparse.csr_array((given.amount / few.demand[given.point], (given.point, given.site)), shape=few.cost.shape)
    own = shares[group].tocoo()
    return Allocation(own.row, own.col, own.data * problem.demand[own.row])


def keep_chosen_sites(problem: Problem, chosen: np.ndarray, most: float = np.inf) -> Problem:
    """Return the question with the chosen sites alone, and nobody farther than ``most`` metres."""
    cost = problem.cost[:, chosen]
    return replace(
        problem,
        cost=np.where(cost <= most, cost, np.inf),
        status=problem.status[chosen],
        capacity=required(problem.capacity, "capacity")[chosen],
        price=None if problem.price is None else problem.price[chosen],
    )


def most_served(problem: Problem, progress: Progress) -> float | None:
    """Return the largest weighted demand that the sites can serve within the norms; None where a rule cannot be kept."""
    few = merge_points(problem)
    found = division(few, MCLP, 0.0, progress)
    return None if found is None else served_weight(few, found)


def served_weight(problem: Problem, allocation: Allocation) -> float:
    """Return the weighted demand that is served."""
    return float((problem.weight[allocation.point] / problem.demand[allocation.point] * allocation.amount).sum())


def division(problem: Problem, aim: str, least: float, progress: Progress) -> Allocation | None:
    """Solve one transport problem: demand over the places of all sites; None where it cannot be.

    Raises
    ------
    TooLong
    """
    within = problem.near if not problem.serves_all or problem.within_norm else np.isfinite(problem.cost)
    point, site = np.nonzero(within)
    if not len(point):
        asks = problem.serves_all or any(share * problem.demand[rows].sum() > 0 for rows, share in asked_shares(problem, rules_of(problem)))
        return None if asks else nobody()
    model = transport(problem, point, site, aim, least)
    found = solve_linear(model, rank_within(point, problem.cost[point, site]), SECONDS, progress)
    if found.values is None:
        if found.status != INFEASIBLE:
            raise TooLong()
        return None
    amount = found.values["amount"]
    whole = np.round(amount)
    amount = np.where(np.abs(amount - whole) < NEARLY_WHOLE, whole, amount)
    moved = amount > SLACK * np.maximum(problem.demand[point], 1.0)
    return Allocation(point[moved], site[moved], amount[moved])


def rank_within(point: np.ndarray, cost: np.ndarray) -> np.ndarray:
    """Return for each pair how many of the same point cost less."""
    order = np.lexsort((cost, point))
    rank = np.empty(len(order), dtype=int)
    rank[order] = np.arange(len(order)) - np.searchsorted(point, point[order])
    return rank


def transport(problem: Problem, point: np.ndarray, site: np.ndarray, aim: str, least: float) -> Model:
    """Return the transport problem over the given pairs, in amounts."""
    count, (points, sites) = len(point), problem.cost.shape
    unit = problem.weight[point] / problem.demand[point]
    model = Model()
    cost = {MCLP: -unit, P_MEDIAN: unit * problem.cost[point, site]}.get(aim, 0.0)
    model.variables("amount", count, cost, upper=problem.demand[point])
    ones, number = np.ones(count), np.arange(count)
    lower = problem.demand if problem.serves_all else 0.0
    model.add({"amount": sparse.csr_array((ones, (point, number)), shape=(points, count))}, lower, problem.demand)
    model.add({"amount": sparse.csr_array((ones, (site, number)), shape=(sites, count))}, -np.inf, required(problem.capacity, "capacity"))
    for rows, share in asked_shares(problem, rules_of(problem)):
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
    cost = allocation.cost(problem)
    if problem.objective == P_MEDIAN:
        return float((problem.weight[allocation.point] / problem.demand[allocation.point] * allocation.amount * cost).sum())
    return float(cost.max(initial=0.0))


def enough_places(problem: Problem, chosen: np.ndarray, progress: Progress, most: float = np.inf) -> bool:
    """Whether the places of some sites are enough for whom they must serve, nobody farther than ``most`` metres."""
    return division(merge_points(keep_chosen_sites(problem, chosen, most)), LSCP, 0.0, progress) is not None


def smallest_radius(problem: Problem, chosen: np.ndarray, progress: Progress) -> tuple[Allocation, float]:
    """Return the division with the smallest largest distance, and that distance: the sites are given, capacity counts."""
    levels = np.unique(problem.cost[:, chosen])
    levels = levels[np.isfinite(levels)]
    low, high = 0, len(levels)
    while low < high:
        middle = (low + high) // 2
        if enough_places(problem, chosen, progress, float(levels[middle])):
            high = middle
        else:
            low = middle + 1
    best = divide_demand(problem, chosen, progress, float(levels[low])) if low < len(levels) else None
    if best is None:
        raise Unserved()
    return best, worth(problem, chosen, best)
