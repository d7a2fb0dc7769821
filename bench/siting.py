"""Which sites: the most demand within a norm beside spopt with CBC, and p-medians of the sizes of the OR-Library, generated with a seed."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec

import numpy as np
from opgavenkaart.bench.harness import Case, at_most, times_as_fast
from opgavenkaart.bench.pmed import SECONDS, median_problem, pmed_text, read_pmed
from opgavenkaart.processing.analysis.siting import Problem, Sector, find_sites
from scipy.spatial.distance import cdist

TITLE = "Siting"
SIDE, NORM, COUNT = 10_000.0, 800.0, 20
SITES, POINTS = 200, 2_000
MEDIANS = ((100, 200, 5), (400, 3_200, 40), (700, 9_800, 70), (900, 16_200, 5), (900, 16_200, 90))
"""Nodes, edges and sites, as in the OR-Library."""


def cases(quick: bool) -> list[Case] | str:
    """Coverage beside spopt; medians by themselves."""
    if not (find_spec("spopt") and find_spec("pulp")):
        return "there is no spopt with pulp: install them in .venv."
    cover = f"most demand within {NORM:g} m, {COUNT} of {SITES} sites, {POINTS:,} points"
    sizes = MEDIANS[:1] if quick else MEDIANS
    return [
        Case(cover, town, our_cover, peer_cover, "spopt, CBC", repeat=5, goal=times_as_fast(10)),
        Case(f"{cover}, proven", town, our_cover, repeat=5, goal=at_most(1)),
        *(
            Case(f"p-median, {nodes} nodes, {count} sites", partial(median, nodes, edges, count), our_median, repeat=1, goal=at_most(60))
            for nodes, edges, count in sizes
        ),
    ]


def town() -> tuple[np.ndarray, np.ndarray]:
    """Return metres from points to sites, and how much each point asks."""
    random = np.random.default_rng(1)
    points, sites = random.uniform(0, SIDE, (POINTS, 2)), random.uniform(0, SIDE, (SITES, 2))
    return cdist(points, sites), random.integers(1, 100, POINTS).astype(float)


def our_cover(prepared) -> str:
    """Return the demand covered, and the gap."""
    cost, demand = prepared
    asked = Problem(
        cost=cost,
        demand=demand,
        sector=np.zeros(len(demand), dtype=int),
        sectors=(Sector("points", NORM),),
        status=np.full(cost.shape[1], "candidate", dtype=object),
        sites=COUNT,
    )
    plan = find_sites(asked)
    return f"{plan.value:g}" if plan.gap == 0 else f"{plan.value:g}, gap {plan.gap:.2%}"


def peer_cover(prepared) -> str:
    """Return the demand that spopt covers."""
    import pulp
    from spopt.locate import MCLP

    cost, demand = prepared
    model = MCLP.from_cost_matrix(cost, demand, NORM, p_facilities=COUNT)
    model.solve(pulp.PULP_CBC_CMD(msg=False))
    return f"{pulp.value(model.problem.objective):g}"


def median(nodes: int, edges: int, count: int) -> Problem:
    """Return a p-median as the OR-Library has them: all nodes ask for 1 and are candidates."""
    return median_problem(*read_pmed(pmed_text(nodes, edges, count, seed=1)))


def our_median(problem: Problem) -> str:
    """Return the value of a p-median, and its gap."""
    plan = find_sites(problem, SECONDS)
    return f"{plan.value:g}, gap {plan.gap:.2%}"
