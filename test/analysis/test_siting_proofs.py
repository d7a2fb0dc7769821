"""What is called proven is the best there is: small questions on the border of their rules, against all plans at once."""

from dataclasses import replace

import numpy as np
import pytest
from opgavenkaart.processing.analysis import milp
from opgavenkaart.processing.analysis.milp import LIMIT, Clock, Solved
from opgavenkaart.processing.analysis.siting import Problem, Sector, branching, find_sites, lagrangian, median, solve
from opgavenkaart.processing.analysis.siting.allocation import allocate, smallest_radius, worth
from opgavenkaart.processing.analysis.siting.branching import Branch, branch, narrow_part, raise_bound
from opgavenkaart.processing.analysis.siting.conflicts import Clash
from opgavenkaart.processing.analysis.siting.lagrangian import Best, find_open_pairs
from opgavenkaart.processing.analysis.siting.solve import finite_cost, places_bound, simple_bound
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.siting import best_of_all, transport, values_of_all, verify

OBJECTIVES = ["mclp", "p_median", "p_center", "lscp"]
KINDS = ["plain", "budget", "guard", "norm", "sectors", "status", "everything"]


def border_question(seed, objective, kind, places=False):
    """A small question of whole numbers whose rules are just kept, or just broken, by some sets of sites."""
    rng = np.random.default_rng([seed, OBJECTIVES.index(objective), KINDS.index(kind)])
    n, m = (int(rng.integers(3, 6)), int(rng.integers(3, 5))) if places else (int(rng.integers(4, 9)), int(rng.integers(3, 7)))
    cost, demand = rng.integers(1, 30, (n, m)).astype(float), rng.integers(1, 9, n).astype(float)
    every = kind == "everything"
    parts = 2 if kind == "sectors" or every else 1
    sector = np.arange(n) % parts
    norms = [float(np.quantile(cost[sector == part], 0.5, method="nearest")) for part in range(parts)]
    some = rng.random(m) < 0.5
    price = rng.integers(1, 9, m).astype(float) if kind == "budget" or every or rng.random() < 0.3 else None
    if every or rng.random() < 0.2:
        cost[rng.random(cost.shape) < 0.1] = np.inf
    statuses = rng.choice(["candidate", "existing", "required", "forbidden"], m, p=[0.5, 0.2, 0.15, 0.15])
    guarded = rng.random(n) < 0.5
    held = demand[sector == 0]
    return Problem(
        cost=cost,
        demand=demand,
        sector=sector,
        sectors=tuple(Sector(f"s{part}", norms[part], float(rng.integers(1, 4))) for part in range(parts)),
        status=np.array(statuses if kind == "status" or every else ["candidate"] * m, dtype=object),
        objective=objective,
        sites=int(rng.integers(1, min(m, 4))),
        price=price,
        budget=float(price[some].sum()) if kind == "budget" or (every and rng.random() < 0.5) else None,
        within_norm=kind == "norm" or (every and rng.random() < 0.3),
        covered_share=float(rng.integers(0, int(held.sum()) + 1) / held.sum()) if parts == 1 else float(rng.choice([0.5, 0.8, 1.0])),
        worst_off=guarded if kind == "guard" or every else None,
        worst_off_share=float(rng.choice([0.5, 1.0, held[:1].sum() / max(held[guarded[sector == 0]].sum(), 1)]).clip(0, 1)),
        capacity=places_on_the_border(rng, demand, m) if places else None,
    )


def close_together(asked):
    """Return the question with all plans within one per cent of each other: who calls that proven is wrong."""
    if asked.objective in ("mclp", "lscp"):
        return replace(asked, demand=asked.demand + 1000)
    sectors = tuple(replace(sector, norm=sector.norm + 5000) for sector in asked.sectors)
    return replace(asked, cost=asked.cost + 5000, sectors=sectors)


def places_on_the_border(rng, demand, m):
    """Places of each site: just enough for some of the points."""
    return np.array([demand[rng.random(len(demand)) < 0.6].sum() for _ in range(m)])


def best_value(asked):
    """Return the value of the best plan, of all plans at once; with places one by one."""
    if asked.capacity is not None:
        return best_of_all(asked)
    values = values_of_all(asked)[1]
    if np.isnan(values).all():
        return None
    return float(np.nanmax(values) if asked.objective == "mclp" else np.nanmin(values))


def check_best(asked):
    """Assert that the best plan is found and proven, or that there is none; return it."""
    best = best_value(asked)
    if best is None:
        with pytest.raises(Clash):
            find_sites(asked)
        return None
    plan = find_sites(asked)
    verify(asked, plan)
    assert plan.value == pytest.approx(best, rel=1e-9, abs=1e-6)
    assert (plan.bound, plan.gap, plan.method) == (plan.value, 0, "exact")
    return plan


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_proven_plan_is_the_best_of_all(objective, kind):
    for seed in range(count(80)):
        asked = border_question(seed, objective, kind)
        check_best(close_together(asked) if seed % 2 else asked)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_proven_plan_with_limited_places_is_the_best_of_all(objective, kind):
    for seed in range(count(20)):
        check_best(border_question(seed, objective, kind, places=True))


def test_a_centre_is_found_whatever_number_of_distances_is_looked_at_together(monkeypatch):
    monkeypatch.setattr(solve, "BLOCK", 7)
    for seed in range(700, 700 + count(80)):
        check_best(border_question(seed, "p_center", KINDS[seed % len(KINDS)]))


@pytest.fixture
def poor_start(monkeypatch):
    """A p-median that begins from its worst plan, which no interchange makes better, with few steps to raise the bound."""

    def worst(problem, cost, clock, progress):
        masks, values = values_of_all(problem)
        if np.isnan(values).all():
            return solve.first_plan(problem, cost, clock, progress), np.zeros(len(cost))
        return masks[np.nanargmax(values)], np.zeros(len(cost))

    monkeypatch.setattr(solve, "first_median", worst)
    monkeypatch.setattr(lagrangian, "interchange", lambda cost, proposed, *_: proposed)
    monkeypatch.setattr(lagrangian, "LEAST_STEP", 1.0)


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_of_radii_proves_the_best_median(kind, poor_start, monkeypatch):
    """Where there are too many sites for branching, and the Lagrangian does not close the gap by itself."""
    monkeypatch.setattr(median, "FEW_SITES", 0)
    for seed in range(100, 100 + count(80)):
        asked = border_question(seed, "p_median", kind)
        check_best(close_together(asked) if seed % 2 else asked)


@pytest.mark.parametrize("kind", ["plain", "sectors", "status"])
@pytest.mark.parametrize("scale", [1.0, 1e-3, 1e5 / 3])
def test_branching_proves_the_best_median(kind, scale, poor_start, monkeypatch):
    """Whatever distances are counted in: whole metres, kilometres, or parts of a hair."""
    monkeypatch.setattr(branching, "STEPS", 3)
    for seed in range(200, 200 + count(80)):
        asked = border_question(seed, "p_median", kind)
        asked = close_together(asked) if seed % 2 else asked
        sectors = tuple(replace(sector, norm=sector.norm * scale) for sector in asked.sectors)
        check_best(replace(asked, cost=asked.cost * scale, sectors=sectors))


def late(slack, values=True):
    """A solver that finds the best and does not know it: it says that up to ``slack`` less may be possible, or nothing at all."""

    def answer(model, seconds, progress, presolve=True):
        found = milp.solve(model, 20, progress, presolve)
        if found.values is None:
            return found
        return Solved(LIMIT, found.values if values else None, found.bound - slack)

    return answer


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("slack", "places"), [(0.75, False), (2.5, False), (1.25, True)])
def test_a_plan_that_is_not_proven_tells_the_bound_of_the_solver(kind, places, slack, monkeypatch):
    """Most demand covered, and medians with limited places: as much better as the solver leaves open, unless all sites could not be."""
    monkeypatch.setattr(solve, "solve", late(slack))
    for objective in ["mclp", *(["p_median"] if places else [])]:
        for seed in range(300, 300 + count(30)):
            asked = border_question(seed, objective, kind, places)
            best = best_value(asked)
            if best is None:
                continue
            plan = find_sites(asked)
            verify(asked, plan)
            sense = 1 if objective == "mclp" else -1
            bounds = [best + sense * slack, simple_bound(asked)]
            if places:
                free = best_value(replace(asked, capacity=None))
                bounds += [places_bound(asked), free + slack if objective == "mclp" else free]
            assert plan.value == pytest.approx(best)
            assert plan.bound == pytest.approx(min(bounds) if objective == "mclp" else max(bounds))
            assert (plan.method == "exact") == (plan.gap == 0) == (abs(plan.bound - best) < 1e-6)


def test_the_better_one_of_interchange_and_solver_is_taken_where_the_solver_had_no_time(monkeypatch):
    """Most demand covered without other rules: a poor plan of the solver gives way to the interchange, a better one does not."""
    asked = Problem(
        np.array([[1.0, 9, 1], [9, 1, 1], [9, 1, 9], [1, 9, 9]]), np.array([3.0, 3, 2, 2]), np.zeros(4, dtype=int), (Sector("s", 5.0),),
        np.full(3, "candidate", dtype=object), "mclp", 1,
    )  # fmt: skip
    local = solve.cover_by_interchange(asked, SILENT)
    assert local.tolist() == [False, False, True], "6 of 10; each other one has 5"
    monkeypatch.setattr(solve, "solve", lambda *_: Solved(LIMIT, {"site": np.array([1.0, 0, 0])}, -9.0))
    assert (find_sites(asked).value, find_sites(asked).bound, find_sites(asked).method) == (6, 9, "interchange")
    monkeypatch.setattr(solve, "cover_by_interchange", lambda *_: np.array([True, False, False]))
    monkeypatch.setattr(solve, "solve", lambda *_: Solved(LIMIT, {"site": np.array([0, 0, 1.0])}, -9.0))
    assert (find_sites(asked).value, find_sites(asked).method) == (6, "solver")
    monkeypatch.setattr(solve, "solve", lambda *_: Solved(LIMIT, {"site": np.array([0, 1.0, 0])}, -9.0))
    guarded = replace(asked, worst_off=np.array([False, False, True, False]))
    assert (find_sites(guarded).value, find_sites(guarded).method) == (5, "solver"), "the interchange knows no guard"
    roomy = replace(asked, capacity=np.full(3, 99.0))
    assert solve.find_cover(roomy, Clock(1), SILENT).value == 5, "nor places"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("places", [False, True])
def test_fewest_sites_that_are_not_proven_tell_a_whole_bound(kind, places, monkeypatch):
    """What the solver leaves open is rounded up to whole sites; prices, which decide between as many sites, are not counted as sites."""
    for slack, fewer in ((1e-9, 0), (1.4, 1)):
        monkeypatch.setattr(solve, "solve", late(slack))
        for seed in range(400, 400 + count(30)):
            asked = border_question(seed, "lscp", kind, places)
            best = best_value(asked)
            if best is None:
                continue
            plan = find_sites(asked)
            assert plan.value == best
            least = max(simple_bound(asked), places_bound(asked) if places else 0)
            if asked.price is None and not places:
                assert plan.bound == max(best - fewer, least)
            else:
                assert max(best - fewer - 1, least) <= plan.bound <= best
            assert (plan.method == "exact") == (plan.bound == best)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("places", [False, True])
def test_a_centre_that_is_not_proven_tells_the_least_distance_that_is_left(kind, places, monkeypatch):
    """The solver answers the first question alone: whether there is a plan. Any distance from the nearest site on may be possible."""
    for seed in range(500, 500 + count(30)):
        asked = border_question(seed, "p_center", kind, places)
        best = best_value(asked)
        if best is None:
            continue
        answers = iter([milp.solve])
        nothing = lambda *_: Solved(LIMIT, None, -np.inf)  # noqa: E731
        monkeypatch.setattr(solve, "solve", lambda *given, answers=answers, nothing=nothing: next(answers, nothing)(*given))
        first = solve.sites_within(asked, np.inf, Clock(20), SILENT)
        largest = solve.largest(asked, first, np.inf, SILENT)
        answers = iter([milp.solve])
        monkeypatch.setattr(solve, "solve", lambda *given, answers=answers, nothing=nothing: next(answers, nothing)(*given))
        plan = solve.find_center(asked, Clock(20), SILENT)
        verify(asked, plan)
        least = simple_bound(asked)
        left = asked.cost[(asked.cost >= least) & (asked.cost < largest)]
        assert plan.value == largest >= best
        assert plan.bound == (left.min() if len(left) else plan.value) <= best
        assert plan.method == ("solver" if len(left) else "exact")


# ---- who goes where


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_demand_is_divided_as_good_as_the_objective_allows_over_as_few_metres_as_that_leaves(objective):
    """Against two linear programmes over all pairs: the most that can be served, and then the fewest weighted metres."""
    for seed in range(count(60)):
        asked = border_question(seed, objective, ["plain", "guard", "norm", "sectors"][seed % 4], places=True)
        everyone = np.ones(len(asked.status), dtype=bool)
        found = allocate(asked, everyone, SILENT)
        value = transport(asked, everyone)
        assert (found is None) == (value is None)
        if found is None:
            continue
        if objective in ("mclp", "p_median"):
            assert worth(asked, everyone, found) == pytest.approx(value)
        if objective in ("p_median", "p_center"):
            metres = transport(replace(asked, objective="p_median"), everyone)
            assert worth(replace(asked, objective="p_median"), everyone, found) == pytest.approx(metres)


def test_a_smallest_radius_is_the_least_within_which_places_suffice():
    for seed in range(count(60)):
        asked = border_question(seed, "p_center", ["plain", "guard", "norm"][seed % 3], places=True)
        everyone = np.ones(len(asked.status), dtype=bool)
        levels = [level for level in np.unique(asked.cost) if np.isfinite(level) and transport(asked, everyone, level) is not None]
        if not levels:
            with pytest.raises(OpgaveError, match="cannot serve everyone"):
                smallest_radius(asked, everyone, SILENT)
            continue
        assert smallest_radius(asked, everyone, SILENT)[1] == levels[0]


# ---- the parts of the p-median's proof


def medians(first, number, kind="plain"):
    """Questions of least demand x metres that have a plan, with all plans and their totals."""
    for seed in range(first, first + number):
        asked = border_question(seed, "p_median", kind)
        masks, values = values_of_all(asked)
        if not np.isnan(values).all():
            yield asked, finite_cost(asked), masks[~np.isnan(values)], values[~np.isnan(values)]


@pytest.mark.parametrize("kind", ["plain", "status", "sectors"])
def test_a_part_of_branching_goes_below_no_plan_of_it_and_loses_none_that_is_better(kind):
    """Whatever the multipliers: the bound of a part, and what is left of it when a better plan must be below a value."""
    for number, (asked, cost, masks, values) in enumerate(medians(600, count(200), kind)):
        rng = np.random.default_rng(number)
        fixed, free = asked.kept, asked.status == "candidate"
        if rng.random() < 0.5 and free.any():
            chosen = rng.choice(np.flatnonzero(free))
            fixed, free = fixed | (np.arange(len(free)) == chosen), free & (np.arange(len(free)) != chosen)
        inside = masks[:, fixed].all(axis=1) & ~masks[:, ~(fixed | free)].any(axis=1)
        if not inside.any():
            continue
        least = values[inside].min()
        for enough in (np.inf, least + 3, least * 1.3):
            start = Branch(fixed, free, -np.inf, rng.uniform(0, 2, len(cost)) * cost.mean(axis=1))
            part, reduced = raise_bound(cost, asked.sites, start, min(enough, 1e6), SILENT)
            assert part.bound <= least + 1e-6 and np.isinf(reduced[~(fixed | free)]).all()
            relaxed = np.minimum(cost - part.multipliers[:, None], 0).sum(axis=0)
            assert reduced[fixed | free] == pytest.approx(relaxed[fixed | free])
            if not np.isfinite(enough) or part.bound >= enough:
                continue
            narrow = narrow_part(part, reduced, asked.sites, enough - part.bound)
            better = masks[inside & (values < enough - 1e-6)]
            assert (better[:, narrow.fixed].all(axis=1)).all() and not better[:, ~(narrow.fixed | narrow.free)].any()
            assert not (narrow.fixed & narrow.free).any() and narrow.fixed[fixed].all()


def test_narrowing_by_hand():
    """Of four sites that add -9, -5, -4 and -1, two are lacking: a plan without the first loses 5, one with the last another 4."""
    part = Branch(np.zeros(5, dtype=bool), np.array([True, True, True, True, False]), 0.0, np.zeros(1))
    reduced = np.array([-9.0, -5, -4, -1, np.inf])
    for room, fixed, free in (
        (5.1, [], [0, 1, 2, 3]),
        (5, [], [0, 1, 2, 3]),
        (4.9, [0], [1, 2, 3]),
        (4, [0], [1, 2, 3]),
        (3.9, [0], [1, 2]),
    ):
        found = narrow_part(part, reduced, 2, room)
        assert (np.flatnonzero(found.fixed).tolist(), np.flatnonzero(found.free).tolist()) == (fixed, free), room
    assert narrow_part(part, reduced, 4, 0.0) is part and narrow_part(part, reduced, 0, 0.0) is part
    kept = replace(part, fixed=np.array([False, False, False, False, True]))
    assert np.flatnonzero(narrow_part(kept, reduced, 3, 3.9).free).tolist() == [1, 2]


def test_pairs_and_sites_that_a_bound_rules_out_by_hand():
    """Two points at 0 and 10 from the sites; multipliers of 6 and 7, a bound of 4 under a value of 7 leave room for 3."""
    cost = np.array([[0.0, 10, 9.1, 8.9], [10, 0, 9.9, 10.1]])
    asked = Problem(cost, np.ones(2), np.zeros(2, dtype=int), (Sector("s"),), np.full(4, "candidate", dtype=object), "p_median", 1)
    chosen = np.array([True, False, False, False])
    best = Best(chosen, 7.0, 4.0, np.array([6.0, 7.0]), False)
    reachable, closed, opened = find_open_pairs(asked, cost, best)
    assert reachable.tolist() == [[True, False, False, True], [True, True, True, False]]
    # opening adds -6, -7, 0 and 0: the best of one site is the second
    assert closed.tolist() == [False, False, True, True] and not opened.any()
    for value, out in ((10.9, [2, 3]), (11.1, [])):
        assert np.flatnonzero(find_open_pairs(asked, cost, replace(best, value=value))[1]).tolist() == out
    two = replace(asked, sites=2)
    assert find_open_pairs(two, cost, best)[2].tolist() == [True, True, False, False]
    assert find_open_pairs(two, cost, replace(best, value=10.1))[2].tolist() == [False, True, False, False]
    for nothing in (replace(best, bound=-np.inf), replace(best, chosen=None)):
        reachable, closed, opened = find_open_pairs(two, cost, nothing)
        assert reachable.all() and not closed.any() and not opened.any()
    dear = replace(two, price=np.ones(4), budget=2.0)
    assert [some.any() for some in find_open_pairs(dear, cost, best)[1:]] == [False, False]


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_enough_to_be_proven(whole):
    """Of whole numbers a bound just above the next lower one; of others a billionth of the value, and of small ones a billionth."""
    best = Best(None, 2000.0, -np.inf, np.zeros(1), whole)
    assert best.enough == pytest.approx(1999 + 1e-6 if whole else 2000 - 2e-6, abs=1e-9)
    small = replace(best, value=0.5)
    assert small.enough == pytest.approx(-0.5 + 1e-6 if whole else 0.5 - 1e-9, abs=1e-12)
    assert replace(best, bound=best.enough).proven and not replace(best, bound=np.nextafter(best.enough, 0)).proven


def test_branching_without_time_tells_the_lowest_bound_that_is_left():
    cost = np.array([[1.0, 5, 9], [9, 2, 4], [7, 8, 3]])
    best = Best(np.array([True, False, False]), 17.0, -np.inf, np.zeros(3), False)
    whole = Branch(np.zeros(3, dtype=bool), np.ones(3, dtype=bool), 4.0, np.zeros(3))
    assert branch(cost, 1, whole, best, Clock(-1), SILENT) == 4 and best.value == 17
    assert branch(cost, 1, replace(whole, bound=40.0), best, Clock(20), SILENT) == 17
    assert branch(cost, 1, whole, best, Clock(20), SILENT) == 15 == best.value


@pytest.mark.parametrize(
    ("status", "values", "bound"), [("optimal", True, 8), ("limit", True, 6), ("limit", False, 6), ("infeasible", False, 9)]
)
def test_the_model_of_what_is_left_raises_the_bound_as_far_as_it_proves(status, values, bound, monkeypatch):
    """A plan of 9 is at hand and a bound of 5; the model finds 8, or nothing: below 9 nothing is left only where it says so."""
    cost = np.array([[8.0, 9]])
    found = Solved(
        {"optimal": milp.OPTIMAL, "limit": milp.LIMIT, "infeasible": milp.INFEASIBLE}[status],
        {"site": np.array([1.0, 0])} if values else None,
        {"optimal": 8.0, "limit": 6.0, "infeasible": -np.inf}[status],
    )
    monkeypatch.setattr(median, "solve", lambda *_: found)
    best = Best(np.array([False, True]), 9.0, 5.0, np.zeros(1), False)
    median.solve_left(cost, best, milp.Model(), Clock(1), SILENT)
    assert (best.value, best.bound) == (8 if values else 9, bound)
    best.bound = 7.5
    median.solve_left(cost, best, milp.Model(), Clock(1), SILENT)
    assert best.bound == max(bound, 7.5)
    above = replace(found, bound=20.0)
    monkeypatch.setattr(median, "solve", lambda *_: above)
    median.solve_left(cost, best, milp.Model(), Clock(1), SILENT)
    assert best.bound == best.value, "a bound above the plan at hand says that it is the best"
