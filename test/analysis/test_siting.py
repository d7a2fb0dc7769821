"""Plans of sites: equal to trying all plans, verified by a judge that knows no solver; bounds; and rules that clash."""

import time
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from opgavenkaart.bench.pmed import median_problem, pmed_text, read_pmed
from opgavenkaart.processing.analysis import milp
from opgavenkaart.processing.analysis.milp import Clock, Model, solve_linear
from opgavenkaart.processing.analysis.siting import OBJECTIVES, Problem, Sector, allocation, find_sites, solve
from opgavenkaart.processing.analysis.siting.branching import Branch, branch
from opgavenkaart.processing.analysis.siting.conflicts import clashing_rules
from opgavenkaart.processing.analysis.siting.interchange import choose_greedily, interchange, weigh_swaps
from opgavenkaart.processing.analysis.siting.lagrangian import Best
from opgavenkaart.processing.analysis.siting.rules import SitingRule
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import SILENT, Progress
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.siting import best_of_all, random_problem, verify
from scipy.optimize import linprog
from scipy.sparse import csr_array, identity


def line_problem(points, places, **rest):
    """A question on a line: points and sites are metres along it, everyone asks for 1."""
    cost = np.abs(np.subtract.outer(np.array(points, dtype=float), np.array(places, dtype=float)))
    facts = {
        "cost": cost,
        "demand": np.ones(len(points)),
        "sector": np.zeros(len(points), dtype=int),
        "sectors": (Sector("children", 10.0),),
        "status": np.full(len(places), "candidate", dtype=object),
        "sites": 1,
    }
    return Problem(**(facts | rest))


def town(seed, points, places, **rest):
    """A question on a plane of 100 x 100."""
    rng = np.random.default_rng(seed)
    step = rng.uniform(0, 100, (points, 1, 2)) - rng.uniform(0, 100, (places, 2))
    return line_problem(np.zeros(points), np.zeros(places), **({"cost": np.hypot(step[..., 0], step[..., 1])} | rest))


def test_small_plans_by_hand():
    """Points at 0, 4, 20, 26, 100; sites at 2, 22, 60, 100."""
    asked = line_problem([0, 4, 20, 26, 100], [2, 22, 60, 100], sites=2)
    found = {objective: find_sites(replace(asked, objective=objective)) for objective in OBJECTIVES}
    assert [plan.value for plan in found.values()] == [4, 46, 22, 3]
    assert all(plan.gap == 0 and plan.method == "exact" for plan in found.values())
    assert found["mclp"].chosen.tolist() == [True, True, False, False]
    assert np.flatnonzero(found["lscp"].chosen).tolist() == [0, 1, 3]
    assert np.flatnonzero(found["p_center"].chosen).tolist() == [1, 3]


@pytest.mark.parametrize("seed", range(count(300)))
def test_equal_to_trying_all_plans(seed):
    asked = random_problem(np.random.default_rng(seed))
    best = best_of_all(asked)
    if best is None:
        with pytest.raises(OpgaveError, match="No plan"):
            find_sites(asked)
        return
    plan = find_sites(asked)
    verify(asked, plan)
    assert plan.value == pytest.approx(best)
    assert plan.gap == 0


@pytest.mark.parametrize("seed", range(count(200)))
def test_plans_for_points_taken_together_keep_all_rules(seed, monkeypatch):
    """As if there were too many points for the solver: the plan keeps every rule and its bound is true."""
    monkeypatch.setattr(solve, "MOST_PAIRS", -1)
    monkeypatch.setattr(solve, "ROUGH_PAIRS", 0)
    monkeypatch.setattr(solve, "LEAST_GROUPS", 4)
    asked = next(problem for problem in random_problems(seed) if problem.capacity is not None)
    best = best_of_all(asked)
    if best is None:
        with pytest.raises(OpgaveError, match="No plan"):
            find_sites(asked)
        return
    plan = find_sites(asked)
    verify(asked, plan)
    sense = -1 if asked.objective == "mclp" else 1
    assert sense * plan.bound <= sense * best + 1e-6 <= sense * plan.value + 2e-6


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_division_that_takes_too_long_goes_by_groups(objective, monkeypatch):
    """Each point goes where its group goes: places suffice, and everyone is served who must be."""

    def too_long(model, rank, seconds, progress):
        whole = len(rank) > 1500
        return milp.Solved(milp.LIMIT, None, -np.inf) if whole else solve_linear(model, rank, seconds, progress)

    monkeypatch.setattr(allocation, "solve_linear", too_long)
    monkeypatch.setattr(allocation, "GROUPS", 60)
    capacity = np.random.default_rng(2).integers(30, 90, 12).astype(float)
    asked = town(2, 400, 12, sites=9, objective=objective, capacity=capacity, covered_share=0.2, sectors=(Sector("all", 14.0),))
    verify(asked, find_sites(asked))


def test_columns_that_help_come_in_later():
    """A transport problem solved with four columns a point to begin with equals the whole one."""
    rng = np.random.default_rng(4)
    cost, places = rng.uniform(0, 10, (200, 12)), np.full(12, 17.0)
    point, site = np.divmod(np.arange(cost.size), 12)
    model = Model()
    model.variables("amount", cost.size, cost.ravel())
    ones = np.ones(cost.size)
    model.add({"amount": csr_array((ones, (point, range(cost.size))))}, 1, 1)
    model.add({"amount": csr_array((ones, (site, range(cost.size))))}, -np.inf, places)
    rank = cost.argsort(axis=1).argsort(axis=1).ravel()
    whole = solve_linear(model, rank, 60, SILENT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(milp, "FEW_COLUMNS", 10)
        parts = solve_linear(model, rank, 60, SILENT)
    assert parts.bound == pytest.approx(whole.bound, rel=1e-9)
    assert cost.ravel() @ parts.values["amount"] == pytest.approx(whole.bound)


@pytest.mark.parametrize("seed", range(count(100)))
def test_rules_that_clash_are_irreducible(seed):
    """Together they clash, and without any one of them there is a plan: by trying all plans."""
    asked = next(problem for problem in random_problems(seed) if best_of_all(problem) is None)
    found, sure = clashing_rules(asked, Clock(60), SILENT)
    assert sure
    assert best_with(asked, found) is None
    for rule in found:
        assert best_with(asked, [other for other in found if other != rule]) is not None


def random_problems(seed):
    rng = np.random.default_rng(10_000 + seed)
    while True:
        yield random_problem(rng)


def best_with(problem, kept: list[SitingRule]):
    """Return the best value of all plans when only some rules hold."""
    kinds = {rule.kind for rule in kept}
    status = np.where([one in kinds for one in problem.status], problem.status, "candidate")
    numbers = {kind: [rule.sector for rule in kept if rule.kind == kind] for kind in ("served", "norm", "worst_off")}
    only = replace(
        problem,
        status=status.astype(object),
        budget=problem.budget if "budget" in kinds else None,
        capacity=problem.capacity if "capacity" in kinds else None,
    )
    best = None
    sizes = range(len(status) + 1)
    if "sites" in kinds:
        sizes = range(problem.sites + 1) if problem.budget is not None else [problem.sites]
    for size in sizes:
        value = feasible(replace(only, sites=size), numbers)
        best = value if value is not None else best
        if best is not None:
            return best
    return best


def feasible(problem, numbers):
    """Return 0 when some plan of exactly so many sites serves whom the rules name; each rule is put as a sector's own reach and share."""
    n, m = problem.cost.shape
    norm = problem.norm
    near = problem.cost <= norm[:, None]
    full = problem.objective in ("p_median", "p_center")
    must = np.isin(problem.sector, numbers["norm"] + (numbers["served"] if full else []))
    strict = np.isin(problem.sector, numbers["norm"]) | (not full)
    reach = np.isfinite(problem.cost) & (near | ~strict[:, None])
    for sites in combinations(range(m), problem.sites):
        chosen = np.isin(np.arange(m), sites)
        if not chosen[np.isin(problem.status, ["existing", "required"])].all() or chosen[problem.status == "forbidden"].any():
            continue
        if problem.budget is not None and problem.price[chosen & (problem.status != "existing")].sum() > problem.budget:
            continue
        point, site = np.nonzero(reach & chosen)
        above = [np.array([point == row for row in range(n)], dtype=float).reshape(n, -1)]
        limit = [problem.demand]
        if problem.capacity is not None:
            above.append(np.array([site == column for column in range(m)], dtype=float).reshape(m, -1))
            limit.append(problem.capacity)
        asked = [(must, 1.0, reach)] if must.any() else []
        asked += [] if full else [(problem.sector == number, problem.covered_share, near) for number in numbers["served"]]
        asked += [((problem.sector == number) & problem.worst_off, problem.worst_off_share, near) for number in numbers["worst_off"]]
        for rows, share, counted in asked:
            above.append(-(rows[point] & counted[point, site]).astype(float)[None, :])
            limit.append(np.array([-share * problem.demand[rows].sum() + 1e-9]))
        if not len(point):
            if (np.concatenate(limit) >= 0).all():
                return 0.0
            continue
        if linprog(np.zeros(len(point)), A_ub=np.vstack(above), b_ub=np.concatenate(limit)).status == 0:
            return 0.0
    return None


def test_no_plan_in_the_time_says_so_and_names_no_rule():
    nothing = milp.Solved(milp.LIMIT, None, -np.inf)
    with pytest.raises(OpgaveError, match="No plan was found within the time limit: raise TIME_LIMIT, or leave out rules."):
        solve.solve_or_name_clash(line_problem([0, 4], [2, 22]), nothing, Clock(0.0), SILENT)


def test_clashing_rules_are_named():
    asked = line_problem([0, 50], [0, 50], sites=1, objective="p_median", within_norm=True)
    with pytest.raises(OpgaveError) as failure:
        find_sites(asked)
    assert str(failure.value) == (
        "No plan satisfies all rules. These are incompatible; without any one of them the others can be satisfied: "
        "number of sites: 1; everyone of 'children' within 10 m."
    )
    far = line_problem([0, 500], [0, 50], objective="lscp")
    with pytest.raises(OpgaveError, match="No plan can satisfy this rule, even without the others: 100 % of 'children' within 10 m"):
        find_sites(far)


def test_planted_medians_are_found_and_proven():
    """Groups of points around far centres: the centres are the medians, whatever the seed."""
    for seed in range(5):
        rng = np.random.default_rng(seed)
        centres = np.stack(np.meshgrid(np.arange(4), np.arange(5)), axis=-1).reshape(-1, 2) * 1000.0
        turns = rng.uniform(0, 2 * np.pi, (20, 6))
        around = centres[:, None] + 50 * np.stack([np.cos(turns), np.sin(turns)], axis=-1)
        points = np.concatenate([around, 2 * centres[:, None] - around], axis=1).reshape(-1, 2)
        sites = np.concatenate([centres, rng.uniform(0, 4000, (60, 2))])
        step = points[:, None] - sites
        plan = find_sites(
            line_problem(points[:, 0], sites[:, 0], cost=np.hypot(step[..., 0], step[..., 1]), sites=20, objective="p_median")
        )
        assert plan.value == pytest.approx(240 * 50)
        assert plan.gap == 0
        assert plan.chosen[:20].all()


def test_branching_finds_the_best_of_all_plans():
    """From a bound that says nothing, without a plan to begin with: what is left is the best of all plans, and the bound meets it."""
    for seed in range(count(100)):
        rng = np.random.default_rng(seed)
        points, places, sites = rng.integers(5, 30), rng.integers(3, 12), int(rng.integers(1, 4))
        cost = rng.integers(1, 50, (points, places)).astype(float)
        totals = [cost[:, list(some)].min(axis=1).sum() for some in combinations(range(places), sites)]
        best = Best(None, np.inf, -np.inf, np.zeros(points), False)
        best.offer(np.arange(places) < sites, cost[:, :sites].min(axis=1).sum())
        whole = Branch(np.zeros(places, dtype=bool), np.ones(places, dtype=bool), -np.inf, cost.min(axis=1))
        bound = branch(cost, sites, whole, best, Clock(20), SILENT)
        assert best.value == min(totals)
        assert bound == pytest.approx(best.value)
        assert best.chosen.sum() == sites
        assert cost[:, best.chosen].min(axis=1).sum() == best.value


def test_few_sites_among_many_nodes_are_proven_best():
    """A network where the first bound leaves a gap: the value is that of the whole model with a variable for each pair."""
    cost, sites = read_pmed(pmed_text(80, 300, 4, seed=7))
    plan = find_sites(median_problem(cost, sites))
    assert plan.gap == 0
    assert plan.value == pytest.approx(all_pairs(cost, sites))


def all_pairs(cost, sites):
    """The p-median as ReVelle and Swain (1970) wrote it."""
    points, places = cost.shape
    model = Model()
    model.variables("site", places, integer=True)
    model.variables("goes", points * places, cost.ravel())
    pairs = np.arange(points * places)
    there = csr_array((np.ones(len(pairs)), (pairs, pairs % places)), shape=(len(pairs), places))
    model.add({"site": np.ones((1, places))}, sites, sites)
    model.add({"goes": csr_array((np.ones(len(pairs)), (pairs // places, pairs)), shape=(points, len(pairs)))}, 1, 1)
    model.add({"goes": identity(len(pairs), format="csr"), "site": -there}, -np.inf, 0)
    return milp.solve(model, 120, SILENT).bound


def test_a_median_in_too_little_time_has_a_true_bound():
    asked = town(3, 400, 120, sites=12, objective="p_median")
    exact = find_sites(asked)
    assert exact.gap == 0
    for seconds in (0.0, 0.05, 0.2):
        plan = find_sites(asked, seconds)
        verify(asked, plan)
        assert plan.bound <= exact.value + 1e-6 <= plan.value + 2e-6
        assert plan.gap == pytest.approx((plan.value - plan.bound) / plan.value)


def test_a_large_median_begins_with_points_taken_together(monkeypatch):
    """Found from groups, it equals the one found without, and its bound is true."""
    asked = town(8, 900, 60, sites=8, objective="p_median")
    whole = find_sites(asked)
    monkeypatch.setattr(solve, "LARGE", 0)
    monkeypatch.setattr(solve, "GROUPS", 40)
    plan = find_sites(asked)
    verify(asked, plan)
    assert plan.value == pytest.approx(whole.value)
    assert plan.gap == 0


def test_swaps_are_valued_right():
    """Each swap's change equals the difference of the totals."""
    rng = np.random.default_rng(5)
    cost = rng.uniform(0, 10, (30, 8))
    chosen = np.isin(np.arange(8), [1, 4, 6])
    out, into = np.array([1, 6]), np.array([0, 2, 3, 5, 7])
    change, total = weigh_swaps(cost, chosen, out, into)
    assert total == pytest.approx(cost[:, chosen].min(axis=1).sum())
    for row, gone in enumerate(out):
        for column, new in enumerate(into):
            after = chosen.copy()
            after[[gone, new]] = False, True
            assert change[row, column] == pytest.approx(cost[:, after].min(axis=1).sum() - total)


def test_interchange_ends_where_no_swap_helps():
    rng = np.random.default_rng(6)
    cost = rng.uniform(0, 10, (60, 15))
    none, free = np.zeros(15, dtype=bool), np.ones(15, dtype=bool)
    start = choose_greedily(cost, none, free, 4)
    found = interchange(cost, start, none, free)
    assert found.sum() == 4
    assert cost[:, found].min(axis=1).sum() <= cost[:, start].min(axis=1).sum()
    change, _ = weigh_swaps(cost, found, np.flatnonzero(found), np.flatnonzero(~found))
    assert change.min() >= -1e-9


class CancelledSoon(Progress):
    def __init__(self, seconds):
        self.end = time.monotonic() + seconds

    def is_cancelled(self):
        return time.monotonic() > self.end


@pytest.mark.parametrize("objective", ["mclp", "lscp", "p_median", "p_center"])
def test_cancel_is_obeyed_within_a_second_while_the_solver_works(objective):
    rng = np.random.default_rng(1)
    cost = np.where(rng.random((1500, 400)) < 0.02, 5.0, 50.0 + rng.random((1500, 400)))
    asked = line_problem(np.zeros(1500), np.zeros(400), cost=cost, sites=40, objective=objective, covered_share=0.97)
    start = time.monotonic()
    with pytest.raises(Cancelled):
        find_sites(asked, 60, CancelledSoon(0.7))
    assert time.monotonic() - start < 0.7 + 1.0


def test_what_is_no_question_is_refused():
    with pytest.raises(OpgaveError, match="every point asks for 0"):
        find_sites(line_problem([], [1]))
    with pytest.raises(OpgaveError, match="no candidates"):
        find_sites(line_problem([1], []))
    with pytest.raises(OpgaveError, match="SITES: give the number"):
        find_sites(line_problem([1], [1], sites=None))
