"""What a plan is worth beside others: what each added site buys, who comes next, and what sharing saves."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ...model.progress import SILENT, Progress
from ..milp import Clock, solve
from .build import site_model
from .problem import CANDIDATE, EXISTING, LSCP, MCLP, P_CENTER, REQUIRED, Plan, Problem
from .rules import rules_of

MORE_SITES = 3


def weigh_plan(problem: Problem, plan: Plan, seconds: float, progress: Progress = SILENT) -> tuple[pd.DataFrame, pd.DataFrame, Saving]:
    """Return the curve, the runners-up, and what sharing saves."""
    return curve(problem, plan, progress), runners_up(problem, plan, progress), saving(problem, plan, seconds, progress)


def curve(problem: Problem, plan: Plan, progress: Progress = SILENT) -> pd.DataFrame:
    """Return what each site of the plan buys, the most useful first, and what a few more sites would.

    Columns: ``step`` (number of sites so far), ``site`` (row), ``in_plan``, ``covered`` (demand within the norm), ``covered_share``,
    ``mean`` (mean cost of the way to the nearest site), ``largest``, ``added`` (demand newly covered). Existing and required sites come
    first.
    Capacity is left aside here: the curve shows who has a site near, not who finds a place.
    """
    order = opening_order(problem, plan, progress)
    nearest = np.full(len(problem.demand), np.inf)
    rows = []
    for step, site in enumerate(order, start=1):
        progress.check()
        nearest = np.minimum(nearest, problem.cost[:, site])
        rows.append({"step": step, "site": site, "in_plan": bool(plan.chosen[site]), **measures(problem, nearest)})
    table = pd.DataFrame(rows)
    table["added"] = np.diff(table["covered"], prepend=0.0)
    return table


def opening_order(problem: Problem, plan: Plan, progress: Progress) -> list[int]:
    """Return kept sites, then the plan's, then a few more, each time the one that helps most."""
    loss = losses(problem)
    now = loss.max(axis=1, initial=0.0)
    order: list[int] = []
    kept, free = plan.chosen & problem.kept, ~plan.chosen & (problem.status == CANDIDATE)
    more = min(MORE_SITES, int(free.sum()))
    for group, count in ((kept, int(kept.sum())), (plan.chosen & ~kept, int((plan.chosen & ~kept).sum())), (free, more)):
        left = group.copy()
        for _ in range(count):
            progress.check()
            into = np.flatnonzero(left)
            best = int(into[np.maximum(now[:, None] - loss[:, into], 0.0).sum(axis=0).argmax()])
            left[best] = False
            now = np.minimum(now, loss[:, best])
            order.append(best)
    return order


def losses(problem: Problem) -> np.ndarray:
    """Return what each point costs the objective when a site is its nearest: shape (n, m), finite."""
    if problem.objective in (MCLP, LSCP):
        return np.where(problem.near, 0.0, problem.weight[:, None])
    metres = np.where(np.isfinite(problem.cost), problem.cost, far(problem))
    return metres if problem.objective == P_CENTER else problem.weight[:, None] * metres


def far(problem: Problem) -> float:
    """Return a distance for where there is no way: twice the largest."""
    return 2 * float(problem.cost.max(where=np.isfinite(problem.cost), initial=1.0))


def measures(problem: Problem, nearest: np.ndarray) -> dict[str, float]:
    """Return how demand fares with the nearest site at the given cost."""
    reached = np.isfinite(nearest)
    within = reached & (nearest <= problem.norm)
    demand = problem.demand[reached]
    return {
        "covered": float(problem.demand[within].sum()),
        "covered_share": float(problem.demand[within].sum() / problem.demand.sum()),
        "mean": float(np.average(nearest[reached], weights=demand)) if reached.any() else np.nan,
        "largest": float(nearest[reached].max(initial=0.0)),
    }


def runners_up(problem: Problem, plan: Plan, progress: Progress = SILENT) -> pd.DataFrame:
    """Return for each chosen site that is not fixed which other one would best take its place, and how much worse the plan is then.

    Columns: ``site``, ``runner_up`` (rows), ``loss`` (in the objective's measure, 0 or more unless the plan is not the best). Capacity
    and other rules are left aside.
    """
    loss = losses(problem)
    out = np.flatnonzero(plan.chosen & ~problem.kept)
    into = np.flatnonzero(~plan.chosen & (problem.status == CANDIDATE))
    rows = []
    for site in out if len(into) else ():
        progress.check()
        others = plan.chosen.copy()
        others[site] = False
        rest = loss[:, others].min(axis=1) if others.any() else loss.max(axis=1)
        value = sum_losses(problem, np.minimum(rest[:, None], loss[:, into]))
        best = int(value.argmin())
        rows.append((int(site), int(into[best]), float(value[best] - sum_losses(problem, loss[:, plan.chosen].min(axis=1)[:, None])[0])))
    return pd.DataFrame(rows, columns=["site", "runner_up", "loss"])


def sum_losses(problem: Problem, loss: np.ndarray) -> np.ndarray:
    """Return the objective's loss for each column: the largest distance, or the sum."""
    return loss.max(axis=0) if problem.objective == P_CENTER else loss.sum(axis=0)


# ---- what sharing saves


@dataclass(frozen=True)
class Saving:
    """Plans of the sectors apart beside the shared plan; new sites only, existing ones serve all anyway.

    Attributes
    ----------
    own : list of ndarray of bool, shape (m,)
        For each sector the fewest sites with which it covers by itself as much of its demand within its norm as the shared plan does.
    proven : bool
        Whether each of them is proven the fewest.
    """

    own: list[np.ndarray]
    shared: np.ndarray
    proven: bool

    def sites(self) -> tuple[int, int]:
        """Return how many new sites the sectors take apart, and together."""
        return sum(int(sites.sum()) for sites in self.own), int(self.shared.sum())

    def total(self, amount: np.ndarray | None) -> tuple[float, float]:
        """Return the places or euro of the new sites apart, and together; NaN where they are not known."""
        if amount is None:
            return np.nan, np.nan
        return float(sum(amount[sites].sum() for sites in self.own)), float(amount[self.shared].sum())


def saving(problem: Problem, plan: Plan, seconds: float, progress: Progress = SILENT) -> Saving:
    """Return what the sectors would need apart: the fewest sites each, the cheapest of equally many, for the same cover.

    One sector alone shares with nobody, and saves nothing.
    """
    if len(problem.sectors) == 1:
        new = plan.chosen & (problem.status != EXISTING)
        return Saving([new], new, True)
    covered = covered_by_sector(problem, plan)
    new = problem.status != EXISTING
    clock, own, proven = Clock(seconds), [], True
    for number in range(len(problem.sectors)):
        progress.check()
        alone = own_question(problem, number, covered[number])
        found = solve(site_model(alone, rules_of(alone), aim=LSCP), clock.part(1 / (len(problem.sectors) - number)), progress)
        chosen = plan.chosen if found.values is None else found.values["site"] > 0.5
        proven = proven and found.proven
        own.append(chosen & new)
    return Saving(own, plan.chosen & new, proven)


def covered_by_sector(problem: Problem, plan: Plan) -> np.ndarray:
    """Return how much of each sector's demand the plan serves within its norm."""
    given = plan.allocation
    near = given.cost(problem) <= problem.norm[given.point]
    return np.bincount(problem.sector[given.point[near]], given.amount[near], minlength=len(problem.sectors))


def own_question(problem: Problem, number: int, covered: float) -> Problem:
    """Return the question of one sector alone: the fewest sites that cover as much of its demand."""
    alone = problem.of_sector(number)
    status = alone.status.copy()
    status[status == REQUIRED] = CANDIDATE
    share = max(0.0, covered / alone.demand.sum() - 1e-9) if len(alone.demand) else 0.0
    return replace(alone, objective=LSCP, covered_share=share, status=status, budget=None, worst_off=None, within_norm=False)
