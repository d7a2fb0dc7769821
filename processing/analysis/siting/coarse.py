"""Points taken together by the sites that are nearest to them: a smaller question, whose sites are good for the whole one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from .problem import FORBIDDEN, P_CENTER, Problem

RANKS = 5
"""Points are told apart by at most so many of their nearest sites."""


def coarse(problem: Problem, most: int) -> tuple[Problem, np.ndarray]:
    """Return the question with its points in at most ``most`` groups (or one for each sector), and the group of each point.

    Points of one sector are together when the same sites are nearest to them, in the same order, for as many sites as keeps the number of
    groups. A group is as far from a site as its people are on average, or for `p_center` at most; where only sites within the norm count,
    as near as all of them are.
    """
    group = groups(problem, most)
    first = np.unique(group, return_index=True)[1]
    count, number = len(first), np.arange(len(group))
    demand = np.bincount(group, problem.demand, count)
    order = np.argsort(group, kind="stable")
    farthest = np.maximum.reduceat(problem.cost[order], np.searchsorted(group[order], np.arange(count)), axis=0)
    cost = farthest
    if problem.objective != P_CENTER:
        cost = (sparse.csr_array((problem.demand, (group, number)), shape=(count, len(group))) @ problem.cost) / demand[:, None]
    if problem.within_norm or not problem.serves_all:
        cost = np.where(farthest <= problem.norm[first][:, None], cost, np.inf)
    guarded = None if problem.worst_off is None else problem.worst_off[first]
    return replace(problem, cost=cost, demand=demand, sector=problem.sector[first], worst_off=guarded), group


def groups(problem: Problem, most: int) -> np.ndarray:
    """Return the group of each point, numbered from 0."""
    guarded = 0 if problem.worst_off is None else problem.worst_off.astype(int)
    group = np.unique(problem.sector * 2 + guarded, return_inverse=True)[1].ravel()
    cost = np.where(problem.status == FORBIDDEN, np.inf, problem.cost)
    sites = cost.shape[1]
    ranks = min(RANKS, sites)
    some = np.argpartition(cost, ranks - 1, axis=1)[:, :ranks]
    nearest = np.take_along_axis(some, np.take_along_axis(cost, some, axis=1).argsort(axis=1, kind="stable"), axis=1)
    for rank in range(ranks):
        finer = np.unique(group * sites + nearest[:, rank], return_inverse=True)[1].ravel()
        if finer.max(initial=-1) >= most:
            break
        group = finer
    return group
