"""From a question to a mixed-integer model: sites are yes or no, demand is covered or divided."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from scipy import sparse

from ..milp import Model
from . import rules
from .problem import EXISTING, FORBIDDEN, LSCP, MCLP, P_MEDIAN, REQUIRED, Problem, required
from .rules import SitingRule

STRONG_PAIRS = 150_000
"""Up to so many pairs of point and site each gets a row of its own (nobody goes to a closed site), which tightens the model."""
CHEAPER = 0.5
"""Weight of all prices together beside the number of sites: it decides between plans of equally many sites, never against the number."""


def site_model(problem: Problem, active: Collection[SitingRule], aim: str = "") -> Model:
    """Return the model in which the active rules hold.

    Parameters
    ----------
    aim : str
        What is minimised: an objective, or nothing.
    """
    model = Model()
    kinds = {rule.kind for rule in active}
    add_sites(model, problem, kinds, aim)
    if problem.capacity is not None and rules.CAPACITY in kinds:
        add_shared_places(model, problem if aim == P_MEDIAN else merge_points(problem), active, aim)
    else:
        add_coverage(model, problem, active, aim)
    return model


def add_sites(model: Model, problem: Problem, kinds: Collection[str], aim: str) -> None:
    """Add the sites, how many there may be and what they may cost."""
    count = len(problem.status)
    lower, upper = np.zeros(count), np.ones(count)
    for kind, status, side, value in (
        (rules.KEEP, EXISTING, lower, 1.0),
        (rules.REQUIRE, REQUIRED, lower, 1.0),
        (rules.FORBID, FORBIDDEN, upper, 0.0),
    ):
        if kind in kinds:
            side[problem.status == status] = value
    model.variables("site", count, site_cost(problem) if aim == LSCP else 0.0, lower, upper, integer=True)
    if rules.SITES in kinds:
        most = required(problem.sites, "sites")
        model.add({"site": np.ones((1, count))}, most if problem.budget is None else 0, most)
    if rules.BUDGET in kinds:
        price = np.where(problem.status == EXISTING, 0.0, required(problem.price, "price"))
        model.add({"site": price[None, :]}, 0, required(problem.budget, "budget"))


def site_cost(problem: Problem) -> np.ndarray:
    """Return what a site weighs where the fewest are sought: 1, and the cheaper the better among equally many."""
    if problem.price is None or not problem.price.sum():
        return np.ones(len(problem.status))
    return 1.0 + CHEAPER * problem.price / problem.price.sum()


def must_serve(problem: Problem, active: Collection[SitingRule]) -> dict[int, np.ndarray]:
    """Return, for each sector in which everyone must be served, which sites may do so: bool, shape (points of the sector, m)."""
    must = {}
    for rule in active:
        rows = problem.sector == rule.sector
        if rule.kind == rules.NORM:
            must[rule.sector] = problem.near[rows]
        elif rule.kind == rules.SERVED and problem.serves_all and rule.sector not in must:
            must[rule.sector] = np.isfinite(problem.cost[rows])
    return must


# ---- without capacity: who has an open site near


def add_coverage(model: Model, problem: Problem, active: Collection[SitingRule], aim: str) -> None:
    """Add who is covered by which sites."""
    for reachable in must_serve(problem, active).values():
        patterns, _ = distinct_rows(reachable)
        model.add({"site": patterns}, 1, np.inf)
    for rule in active:
        rows = problem.sector == rule.sector
        if rule.kind == rules.SERVED and problem.objective == LSCP:
            add_share(model, f"covered_{rule.sector}", problem.near[rows], problem.demand[rows], problem.covered_share)
        elif rule.kind == rules.WORST_OFF:
            rows &= problem.worst_off
            add_share(model, f"guarded_{rule.sector}", problem.near[rows], problem.demand[rows], problem.worst_off_share)
    if aim == MCLP:
        patterns, weight = distinct_rows(problem.near, problem.weight)
        model.variables("covered", len(patterns), -weight)
        model.add({"site": patterns, "covered": -sparse.identity(len(patterns), format="csr")}, 0, np.inf)


def add_share(model: Model, name: str, near: np.ndarray, demand: np.ndarray, share: float) -> None:
    """Have at least a share of the demand covered."""
    patterns, amount = distinct_rows(near, demand)
    if share >= 1.0:
        model.add({"site": patterns}, 1, np.inf)
        return
    model.variables(name, len(patterns))
    model.add({"site": patterns, name: -sparse.identity(len(patterns), format="csr")}, 0, np.inf)
    model.add({name: amount[None, :]}, share * amount.sum() * (1 - 1e-12), np.inf)


def distinct_rows(flags: np.ndarray, weight: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return the distinct rows of a bool matrix as numbers, and the sum of the weights of those that are equal."""
    first, group = alike(flags)
    return flags[first].astype(float), np.bincount(group, weight, len(first))


def alike(flags: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the first of each kind of row of a bool matrix, and for each row of which kind it is."""
    if not flags.size:
        return np.arange(min(len(flags), 1)), np.zeros(len(flags), dtype=int)
    packed = np.ascontiguousarray(np.packbits(flags, axis=1))
    keys = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    return first, group.ravel()


# ---- with capacity: how much of each point's demand goes where


def merge_points(problem: Problem) -> Problem:
    """Return the question with points taken together that the same sites may serve; how far they are no longer counts."""
    return merge_points_with_groups(problem)[0]


def merge_points_with_groups(problem: Problem) -> tuple[Problem, np.ndarray]:
    """Return the question as `merge_points` does, and which of its points each point has become."""
    guarded = np.zeros(len(problem.demand), dtype=bool) if problem.worst_off is None else problem.worst_off
    sector = problem.sector[:, None] == np.arange(len(problem.sectors))
    usable = np.isfinite(problem.cost) if problem.serves_all else problem.near
    first, group = alike(np.hstack([usable, problem.near, sector, guarded[:, None]]))
    few = replace(
        problem,
        cost=problem.cost[first],
        demand=np.bincount(group, problem.demand, len(first)),
        sector=problem.sector[first],
        worst_off=None if problem.worst_off is None else guarded[first],
    )
    return few, group


def add_shared_places(model: Model, problem: Problem, active: Collection[SitingRule], aim: str) -> None:
    """Add how the demand is divided over the sites, which all sectors fill together."""
    must = must_serve(problem, active)
    usable = usable_pairs(problem, must)
    point, site = np.nonzero(usable)
    count, (points, sites) = len(point), usable.shape
    model.variables("share", count, pair_cost(problem, point, site, aim))
    ones, number = np.ones(count), np.arange(count)
    must_all = np.isin(problem.sector, list(must))
    by_point = sparse.csr_array((ones, (point, number)), shape=(points, count))
    model.add({"share": by_point}, must_all.astype(float), 1)
    filled = sparse.csr_array((problem.demand[point], (site, number)), shape=(sites, count))
    model.add({"share": filled, "site": -sparse.diags_array(problem.capacity)}, -np.inf, 0)
    if count <= STRONG_PAIRS:
        open_site = sparse.csr_array((-ones, (number, site)), shape=(count, sites))
        model.add({"share": sparse.identity(count, format="csr"), "site": open_site}, -np.inf, 0)
    for rows, share in asked_shares(problem, active):
        amount = (problem.demand * rows)[point] * problem.near[point, site]
        model.add({"share": amount[None, :]}, share * problem.demand[rows].sum() * (1 - 1e-9), np.inf)


def usable_pairs(problem: Problem, must: dict[int, np.ndarray]) -> np.ndarray:
    """Return which sites may serve whom."""
    usable = problem.near.copy() if not problem.serves_all else np.isfinite(problem.cost)
    for sector, reachable in must.items():
        usable[problem.sector == sector] = reachable
    return usable


def pair_cost(problem: Problem, point: np.ndarray, site: np.ndarray, aim: str) -> np.ndarray | float:
    """Return what it costs when all demand of a point goes to a site."""
    if aim == MCLP:
        return -problem.weight[point]
    return problem.weight[point] * problem.cost[point, site] if aim == P_MEDIAN else 0.0


def asked_shares(problem: Problem, active: Collection[SitingRule]) -> list[tuple[np.ndarray, float]]:
    """Return of which points which share of the demand must be served within the norm."""
    asked = []
    for rule in active:
        rows = problem.sector == rule.sector
        if rule.kind == rules.SERVED and problem.objective == LSCP:
            asked.append((rows, problem.covered_share))
        elif rule.kind == rules.WORST_OFF:
            asked.append((rows & problem.worst_off, problem.worst_off_share))
    return asked
