"""Sites with limited places opened one by one, each filled at once: good for coverage where points are too many for the solver."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from ...model.progress import Progress
from .build import merge_points
from .problem import CANDIDATE, EXISTING, LSCP, Problem, required


def fill_sites(problem: Problem, progress: Progress) -> np.ndarray:
    """Return sites (bool): the kept ones, then each time the one whose places serve the most demand that has none yet.

    Whoever has the fewest sites near gets a place first. It ends at the number of sites or the budget, for `lscp` when enough is served.
    """
    few = merge_points(problem)
    near = sparse.csr_array(few.near.T.astype(float))
    options, left, chosen = few.near.sum(axis=1), few.demand.copy(), np.zeros(len(problem.status), dtype=bool)
    money = np.inf if problem.budget is None else problem.budget
    while True:
        progress.check()
        waiting = left * enough_served(few, left)[few.sector] if problem.objective == LSCP else left
        site = next_site(few, near, waiting, chosen, money)
        if site is None:
            return chosen
        chosen[site] = True
        money -= 0.0 if problem.price is None or problem.status[site] == EXISTING else problem.price[site]
        fill(left, np.flatnonzero(few.near[:, site]), options, required(problem.capacity, "capacity")[site])


def enough_served(few: Problem, left: np.ndarray) -> np.ndarray:
    """Return which sectors still wait for their share, 1 or 0."""
    asked = np.bincount(few.sector, few.demand, len(few.sectors))
    return (np.bincount(few.sector, left, len(few.sectors)) > (1 - few.covered_share) * asked + 1e-9 * asked).astype(float)


def next_site(few: Problem, near: sparse.csr_array, waiting: np.ndarray, chosen: np.ndarray, money: float) -> int | None:
    """Return the site to open next; None when the plan is done."""
    kept = np.flatnonzero(few.kept & ~chosen)
    if len(kept):
        return int(kept[0])
    price = np.zeros(len(chosen)) if few.price is None else few.price
    free = (few.status == CANDIDATE) & ~chosen & (price <= money)
    done = not waiting.any() if few.objective == LSCP else chosen.sum() >= required(few.sites, "sites")
    if done or not free.any():
        return None
    around, capacity = near @ waiting, required(few.capacity, "capacity")
    share = np.divide(capacity, around, out=np.ones(len(around)), where=around > capacity)
    worth = near @ (waiting * few.weight / few.demand) * share
    return int(np.where(free, worth, -1.0).argmax())


def fill(left: np.ndarray, rows: np.ndarray, options: np.ndarray, places: float) -> None:
    """Give the places of a site to the rows near it, those with the fewest options first."""
    rows = rows[np.argsort(options[rows], kind="stable")]
    given = np.clip(places - (np.cumsum(left[rows]) - left[rows]), 0.0, left[rows])
    left[rows] -= given
