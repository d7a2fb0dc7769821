"""Judges of siting plans that know nothing of the solver: a verifier of single plans, and all plans tried one by one."""

from itertools import combinations

import numpy as np
from opgavenkaart.processing.analysis.siting import Problem, Sector
from scipy.optimize import linprog

TOLERANCE = 1e-6


def verify(problem, plan):
    """Assert that a plan keeps every rule, that its allocation is possible, and that its value is what it says."""
    chosen, given = plan.chosen, plan.allocation
    status = np.asarray(problem.status)
    assert chosen[np.isin(status, ["existing", "required"])].all()
    assert not chosen[status == "forbidden"].any()
    if problem.objective != "lscp":
        assert chosen.sum() == problem.sites if problem.budget is None else chosen.sum() <= problem.sites
    if problem.budget is not None:
        assert problem.price[chosen & (status != "existing")].sum() <= problem.budget + TOLERANCE
    assert chosen[given.site].all()
    assert (given.amount > 0).all()
    metres = problem.cost[given.point, given.site]
    assert np.isfinite(metres).all()
    served = np.bincount(given.point, given.amount, minlength=len(problem.demand))
    assert (served <= problem.demand * (1 + TOLERANCE) + TOLERANCE).all()
    norm = np.array([sector.norm for sector in problem.sectors])[problem.sector]
    if problem.objective in ("p_median", "p_center"):
        assert np.allclose(served, problem.demand)
    if problem.objective in ("mclp", "lscp") or problem.within_norm:
        assert (metres <= norm[given.point]).all()
    if problem.capacity is not None:
        load = np.bincount(given.site, given.amount, minlength=len(chosen))
        assert (load <= problem.capacity * (1 + TOLERANCE) + TOLERANCE).all()
    for number in range(len(problem.sectors)):
        of = problem.sector == number
        within = given.amount * (metres <= norm[given.point])
        near = np.bincount(given.point, within, minlength=len(served))
        if problem.objective == "lscp":
            assert near[of].sum() >= problem.covered_share * problem.demand[of].sum() - TOLERANCE
        if problem.worst_off is not None:
            guarded = of & problem.worst_off
            least = problem.worst_off_share * problem.demand[guarded].sum()
            assert near[guarded].sum() >= least - TOLERANCE
    weight = np.array([sector.weight for sector in problem.sectors])[problem.sector][given.point]
    value = {
        "mclp": (given.amount * weight).sum(),
        "p_median": (given.amount * weight * metres).sum(),
        "p_center": metres.max(initial=0.0),
        "lscp": chosen.sum(),
    }[problem.objective]
    assert np.isclose(plan.value, value)
    sense = -1 if problem.objective == "mclp" else 1
    assert sense * plan.bound <= sense * plan.value + TOLERANCE * max(1.0, abs(plan.value))


def best_of_all(problem):
    """Return the value of the best plan, by trying all sets of sites; None where no plan keeps all rules."""
    count = len(problem.status)
    sizes = range(count + 1) if problem.objective == "lscp" else [problem.sites]
    sizes = range(problem.sites + 1) if problem.budget is not None and problem.objective != "lscp" else sizes
    best = None
    for size in sizes:
        for sites in combinations(range(count), size):
            value = value_of(problem, np.isin(np.arange(count), sites))
            if value is not None and (best is None or better(problem, value, best)):
                best = value
        if best is not None and problem.objective == "lscp":
            return best
    return best


def values_of_all(problem):
    """Return all sets of sites (bool, shape (2**m, m)) and the value of each, NaN where it breaks a rule; places are unlimited."""
    n, m = problem.cost.shape
    masks = (np.arange(2**m)[:, None] >> np.arange(m)) & 1 == 1
    status, size = np.asarray(problem.status), masks.sum(axis=1)
    wrong = ~masks[:, np.isin(status, ["existing", "required"])].all(axis=1) | masks[:, status == "forbidden"].any(axis=1)
    if problem.objective != "lscp":
        wrong |= size > problem.sites if problem.budget is not None else size != problem.sites
    if problem.budget is not None:
        wrong |= masks @ (problem.price * (status != "existing")) > problem.budget
    norm = np.array([sector.norm for sector in problem.sectors])[problem.sector]
    weight = problem.demand * np.array([sector.weight for sector in problem.sectors])[problem.sector]
    nearest = np.array([problem.cost[:, mask].min(axis=1, initial=np.inf) for mask in masks])
    within = np.isfinite(nearest) & (nearest <= norm)
    for number in range(len(problem.sectors)):
        of = problem.sector == number
        guarded = of & (False if problem.worst_off is None else problem.worst_off)
        asked = [(guarded, problem.worst_off_share)] + [(of, problem.covered_share)] * (problem.objective == "lscp")
        for rows, share in asked:
            wrong |= within[:, rows] @ problem.demand[rows] < share * problem.demand[rows].sum() - 1e-9
    if problem.objective in ("p_median", "p_center"):
        wrong |= ~(within if problem.within_norm else np.isfinite(nearest)).all(axis=1)
    reached = np.where(np.isfinite(nearest), nearest, 0.0)
    value = {"mclp": within @ weight, "p_median": reached @ weight, "p_center": reached.max(axis=1), "lscp": size * 1.0}[problem.objective]
    return masks, np.where(wrong, np.nan, value)


def better(problem, value, other):
    return value > other if problem.objective == "mclp" else value < other


def value_of(problem, chosen):
    """Return the best value that a set of sites can have; None where it breaks a rule."""
    status = np.asarray(problem.status)
    if not chosen[np.isin(status, ["existing", "required"])].all() or chosen[status == "forbidden"].any():
        return None
    if problem.budget is not None and problem.price[chosen & (status != "existing")].sum() > problem.budget:
        return None
    if problem.objective == "p_center":
        levels = np.unique(problem.cost[:, chosen])
        return next((float(level) for level in levels if np.isfinite(level) and transport(problem, chosen, level) is not None), None)
    value = transport(problem, chosen)
    return float(chosen.sum()) if problem.objective == "lscp" and value is not None else value


def transport(problem, chosen, most=np.inf):
    """Return the value of the best division of demand over a set of sites, as a linear program over all pairs; None if there is none."""
    norm = np.array([sector.norm for sector in problem.sectors])[problem.sector]
    near = problem.cost <= norm[:, None]
    strict = problem.objective in ("mclp", "lscp") or problem.within_norm
    usable = np.isfinite(problem.cost) & chosen & (problem.cost <= most) & (near if strict else True)
    point, site = np.nonzero(usable)
    n, m = problem.cost.shape
    all_served = problem.objective in ("p_median", "p_center")
    weight = np.array([sector.weight for sector in problem.sectors])[problem.sector]
    by_point, by_site = np.zeros((n, len(point))), np.zeros((m, len(point)))
    by_point[point, range(len(point))] = 1
    by_site[site, range(len(point))] = 1
    above, limit = [by_point], [problem.demand]
    if problem.capacity is not None:
        above.append(by_site)
        limit.append(problem.capacity)
    for number in range(len(problem.sectors)):
        asked = []
        if problem.objective == "lscp":
            asked.append((problem.sector == number, problem.covered_share))
        if problem.worst_off is not None:
            asked.append(((problem.sector == number) & problem.worst_off, problem.worst_off_share))
        for rows, share in asked:
            above.append(-(rows[point] & near[point, site]).astype(float)[None, :])
            limit.append(np.array([-share * problem.demand[rows].sum() + 1e-9]))
    if not len(point):
        return 0.0 if not all_served and (np.concatenate(limit) >= 0).all() else None
    cost = {"mclp": -weight[point], "p_median": weight[point] * problem.cost[point, site]}.get(problem.objective, np.zeros(len(point)))
    equal = {"A_eq": by_point, "b_eq": problem.demand} if all_served else {}
    found = linprog(cost, A_ub=np.vstack(above), b_ub=np.concatenate(limit), **equal)
    return None if found.status == 2 else float(abs(found.fun))


def random_problem(rng):
    """Return a small question of any kind: one or two sectors, with or without capacity, status, price, guard, norm."""
    n, m = int(rng.integers(4, 13)), int(rng.integers(3, 8))
    demand = rng.integers(1, 9, n).astype(float)
    points, sites = rng.uniform(0, 100, (n, 2)), rng.uniform(0, 100, (m, 2))
    cost = np.round(np.hypot(*(points[:, None] - sites).transpose(2, 0, 1)), int(rng.integers(0, 3)))
    # A norm is often the distance of some point to some site: whoever lies just there is within it.
    norms = np.where(rng.random(2) < 0.5, rng.integers(35, 95, 2), rng.choice(cost[cost > 30], 2) if (cost > 30).any() else 35)
    sectors = tuple(Sector(f"s{number}", float(norms[number]), float(rng.integers(1, 4))) for number in range(rng.integers(1, 3)))
    if rng.random() < 0.2:
        cost[rng.random(cost.shape) < 0.1] = np.inf
    mixed = rng.choice(["candidate", "existing", "required", "forbidden"], m, p=[0.8, 0.07, 0.06, 0.07])
    status = mixed if rng.random() < 0.5 else ["candidate"] * m
    price = rng.integers(1, 20, m).astype(float) if rng.random() < 0.6 else None
    return Problem(
        cost=cost,
        demand=demand,
        sector=rng.integers(0, len(sectors), n),
        sectors=sectors,
        status=np.array(status, dtype=object),
        objective=str(rng.choice(["mclp", "p_median", "p_center", "lscp"])),
        sites=int(rng.integers(1, min(m, 4) + 1)),
        capacity=np.round(rng.uniform(0.3, 1.2, m) * demand.sum(), int(rng.integers(0, 2))) if rng.random() < 0.5 else None,
        price=price,
        budget=None if price is None or rng.random() < 0.6 else float(rng.integers(10, 50)),
        within_norm=bool(rng.random() < 0.2),
        covered_share=float(rng.choice([0.6, 0.8, 1.0])),
        worst_off=rng.random(n) < 0.3 if rng.random() < 0.3 else None,
        worst_off_share=float(rng.choice([0.7, 1.0])),
    )
