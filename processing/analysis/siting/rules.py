"""The rules of a plan, each apart, so that a contradiction can name those that clash."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .problem import EXISTING, FORBIDDEN, LSCP, REQUIRED, Problem, required

SITES, KEEP, REQUIRE, FORBID, CAPACITY, BUDGET = "sites", "existing", "required", "forbidden", "capacity", "budget"
SERVED, NORM, WORST_OFF = "served", "norm", "worst_off"

TOLERANCE = 1e-7


@dataclass(frozen=True)
class SitingRule:
    """One rule: its kind, and the number of the sector where it holds for one sector only."""

    kind: str
    sector: int = -1


def rules_of(problem: Problem) -> list[SitingRule]:
    """Return the rules that hold."""
    rules = [SitingRule(SITES)] if problem.sites is not None and problem.objective != LSCP else []
    for status, kind in ((EXISTING, KEEP), (REQUIRED, REQUIRE), (FORBIDDEN, FORBID)):
        if (problem.status == status).any():
            rules.append(SitingRule(kind))
    if problem.budget is not None:
        rules.append(SitingRule(BUDGET))
    if problem.capacity is not None:
        rules.append(SitingRule(CAPACITY))
    numbers = np.unique(problem.sector).tolist()
    if problem.objective == LSCP or problem.serves_all:
        rules += [SitingRule(SERVED, number) for number in numbers]
    if problem.serves_all and problem.within_norm:
        rules += [SitingRule(NORM, number) for number in numbers]
    if problem.worst_off is not None:
        rules += [SitingRule(WORST_OFF, number) for number in numbers]
    return rules


def obeys(problem: Problem, chosen: np.ndarray) -> bool:
    """Whether a set of sites keeps the rules that need no capacity: budget, norm, the guard of the worst-off."""
    if problem.budget is not None and new_price(problem, chosen) > problem.budget + TOLERANCE:
        return False
    covered = np.any(problem.near[:, chosen], axis=1)
    if problem.within_norm and problem.serves_all and not covered.all():
        return False
    return problem.worst_off is None or guards(problem, covered)


def guards(problem: Problem, covered: np.ndarray) -> bool:
    """Whether enough of each sector's worst-off demand is covered."""
    guarded = problem.demand * problem.worst_off
    asked = np.bincount(problem.sector, guarded)
    return bool(
        (np.bincount(problem.sector, guarded * covered) >= problem.worst_off_share * asked - TOLERANCE * np.maximum(asked, 1)).all()
    )


def new_price(problem: Problem, chosen: np.ndarray) -> float:
    """Return what the new sites of a plan cost."""
    return float(required(problem.price, "price")[chosen & (problem.status != EXISTING)].sum())
