"""The parts of siting by hand, and each bound, model and swap against all plans tried one by one."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis import milp
from opgavenkaart.processing.analysis.milp import LIMIT, Clock, Model, Solved
from opgavenkaart.processing.analysis.siting import Problem, Sector, build, find_sites, interchange, median
from opgavenkaart.processing.analysis.siting.allocation import (
    Unserved,
    allocate,
    divide_grouped_demand,
    nearest_site,
    smallest_radius,
    worth,
)
from opgavenkaart.processing.analysis.siting.appraisal import curve, runners_up, saving
from opgavenkaart.processing.analysis.siting.build import alike
from opgavenkaart.processing.analysis.siting.coarse import coarse
from opgavenkaart.processing.analysis.siting.conflicts import in_words
from opgavenkaart.processing.analysis.siting.filling import enough_served, fill, fill_sites
from opgavenkaart.processing.analysis.siting.interchange import best_swap, choose_greedily, two_nearest
from opgavenkaart.processing.analysis.siting.lagrangian import Best, Relaxation, find_open_pairs, improve, lagrangian
from opgavenkaart.processing.analysis.siting.median import finish
from opgavenkaart.processing.analysis.siting.potential import in_areas, potential, worst_off
from opgavenkaart.processing.analysis.siting.problem import Allocation, relative_gap, required
from opgavenkaart.processing.analysis.siting.rules import SitingRule, guards, obeys, rules_of
from opgavenkaart.processing.analysis.siting.solve import cover_by_filling, finite_cost, least_distance, places_bound, simple_bound
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.siting import best_of_all, random_problem, value_of, verify

EVERY_STATUS = np.array(["candidate", "existing", "required", "forbidden"], dtype=object)
INF = np.inf


def question(cost, **rest):
    """A question of one sector with a norm of 10 m, in which every point asks for 1."""
    cost = np.array(cost, dtype=float)
    facts = {
        "demand": np.ones(len(cost)),
        "sector": np.zeros(len(cost), dtype=int),
        "sectors": (Sector("children", 10.0),),
        "status": np.full(cost.shape[1], "candidate", dtype=object),
        "sites": 1,
    }
    return Problem(cost=cost, **(facts | rest))


def random_questions(seed, **wanted):
    """Random questions that have a plan and whose attributes are as ``wanted``; a function says what an attribute must be."""
    rng = np.random.default_rng(seed)
    while True:
        asked = random_problem(rng)
        if all(test(getattr(asked, name)) for name, test in wanted.items()) and best_of_all(asked) is not None:
            yield asked


def given(value):
    return value is not None


def absent(value):
    return value is None


# ---- norm, gap, bounds


def test_a_norm_is_inclusive():
    """Points at exactly 10 m, a hair farther, and without a way."""
    asked = question([[10, 20], [10.001, 10], [INF, INF]])
    assert asked.near.tolist() == [[True, False], [False, True], [False, False]]
    assert find_sites(replace(asked, objective="lscp", covered_share=2 / 3)).value == 2
    assert replace(asked, sectors=(Sector("children"),)).near.tolist() == [[True, True], [True, True], [False, False]]


@pytest.mark.parametrize(
    ("value", "bound", "gap"),
    [(100, 99, 0.01), (99, 100, 1 / 99), (-100, -99, 0.01), (5, 5, 0), (0, 0, 0), (0, 1, INF), (1e6, 1e6 + 1e-4, 0), (10, 10.00001, 1e-6)],
)
def test_a_gap_is_told_unless_it_is_rounding(value, bound, gap):
    assert relative_gap(value, bound) == pytest.approx(gap)


@pytest.mark.parametrize("seed", range(count(50)))
def test_proven_means_best_to_the_last_unit(seed):
    """A knapsack of 30 things, against dynamic programming: no plan one per cent short is called proven."""
    rng = np.random.default_rng(seed)
    weight, worth = rng.integers(20, 90, 30), rng.integers(1000, 1100, 30)
    room = int(weight.sum() // 3)
    best = np.zeros(room + 1)
    for heavy, dear in zip(weight, worth, strict=True):
        best[heavy:] = np.maximum(best[heavy:], best[: room + 1 - heavy] + dear)
    model = Model()
    model.variables("taken", 30, -worth.astype(float), integer=True)
    model.add({"taken": weight[None, :].astype(float)}, 0, room)
    found = milp.solve(model, 20, SILENT)
    assert found.proven
    assert -worth @ found.values["taken"].round() == pytest.approx(-best[room])
    assert found.bound == pytest.approx(-best[room])


@pytest.mark.parametrize(("presolve", "seconds"), [({}, 20), ({"presolve": False}, 0), ({"presolve": True}, -3)])
def test_the_solver_hears_how_long_it_may_take_and_that_only_the_best_will_do(monkeypatch, presolve, seconds):
    heard = []
    real = milp.milp
    monkeypatch.setattr(milp, "milp", lambda *asked, options, **rest: heard.append(options) or real(*asked, options=options, **rest))
    model = Model()
    model.variables("taken", 2, np.array([-1.0, 2.0]), integer=True)
    model.add({"taken": np.ones((1, 2))}, 0, 1)
    assert milp.solve(model, seconds, SILENT, **presolve).values["taken"].tolist() == [1, 0]
    wanted = {"time_limit": max(seconds, milp.LEAST_SECONDS), "mip_rel_gap": 0.0, "presolve": presolve.get("presolve", True)}
    assert heard == [wanted]


@pytest.mark.parametrize("whole", [True, False])
def test_a_plan_is_proven_only_when_nothing_better_can_be(whole):
    """Of whole numbers 100 is proven from just above 99 on; of others only from 100 on."""
    best = Best(None, 100.0, 99.0, np.zeros(1), whole)
    assert not best.proven
    assert not best.raise_bound(99.0, np.ones(1))
    assert best.raise_bound(99.5, np.ones(1))
    assert best.proven is whole
    best.offer(np.array([True]), 100.0)
    assert best.chosen is None
    best.offer(np.array([True]), 99.5)
    assert best.value == 99.5 and best.chosen.tolist() == [True]
    assert best.proven


@pytest.mark.parametrize("seed", range(count(100)))
def test_no_plan_beats_a_simple_bound(seed):
    """With and without places: what every plan must pay is never more than what the best plan pays."""
    for wanted in ({}, {"capacity": given}):
        asked = next(random_questions(seed, **wanted))
        sense = -1 if asked.objective == "mclp" else 1
        best = sense * best_of_all(asked)
        assert sense * simple_bound(asked) <= best + 1e-6
        if asked.capacity is not None:
            assert sense * places_bound(asked) <= best + 1e-6


def test_simple_bounds_by_hand():
    """Points 3, 4 and 50 m from the first site, 8, 2 and 40 from the second, 0 from a forbidden third; the last asks for 5."""
    asked = question([[3, 8, 0], [4, 2, 0], [50, 40, 0]], demand=np.array([1.0, 1, 5]), status=EVERY_STATUS[[0, 0, 3]])
    assert simple_bound(replace(asked, objective="mclp")) == 2
    assert simple_bound(replace(asked, objective="p_median")) == 3 + 2 + 5 * 40
    assert simple_bound(replace(asked, objective="p_center")) == least_distance(asked) == 40
    assert least_distance(replace(asked, cost=asked.cost * 0.01)) == pytest.approx(0.4)
    assert simple_bound(replace(asked, objective="lscp")) == 1
    assert simple_bound(replace(asked, objective="lscp", covered_share=0.0)) == 0


def test_bounds_for_want_of_places_by_hand():
    """Places for 3, 5 and 2, and 9 at a forbidden site: two sites serve 8 at most; 8 people take two sites, 9 take three."""
    asked = question(np.ones((9, 4)), capacity=np.array([3.0, 5, 2, 9]), status=EVERY_STATUS[[0, 0, 0, 3]], sites=2)
    assert places_bound(asked) == 8
    assert places_bound(replace(asked, sectors=(Sector("children", 10.0, 3.0),))) == 24
    assert places_bound(replace(asked, objective="lscp")) == 3
    assert places_bound(replace(asked, objective="lscp", covered_share=8 / 9)) == 2
    assert places_bound(replace(asked, objective="p_median")) == -INF


def test_where_there_is_no_way_it_costs_more_than_any_plan():
    cost = finite_cost(question([[1, INF], [4, 6]], demand=np.array([2.0, 1])))
    assert cost.tolist() == [[2, 9], [4, 6]]
    assert finite_cost(question([[1, 2]])).tolist() == [[1, 2]]


# ---- the p-median's parts against all plans


def medians(seed, **wanted):
    """Questions of least demand x metres without limited places."""
    plain = {"objective": lambda one: one == "p_median", "capacity": absent}
    return random_questions(seed, **(plain | wanted))


@pytest.mark.parametrize("seed", range(count(100)))
@pytest.mark.parametrize("few_sites", [20, 0])
def test_what_the_bound_leaves_open_holds_the_best_plan(seed, few_sites, monkeypatch):
    """From a plan that costs too much and no bound: by branching, and where more sites are many by the model of rising radii."""
    monkeypatch.setattr(median, "FEW_SITES", few_sites)
    asked = next(medians(seed))
    cost = finite_cost(asked)
    best = Best(asked.kept, cost.sum() + 1, -INF, np.zeros(len(cost)), False)
    finish(asked, cost, best, Clock(20), SILENT)
    assert best.value == pytest.approx(best_of_all(asked))
    assert best.bound == pytest.approx(best.value)
    assert cost[:, best.chosen].min(axis=1).sum() == pytest.approx(best.value)


@pytest.mark.parametrize("seed", range(count(100)))
def test_the_lagrangian_bound_is_true_and_closes_no_site_of_a_better_plan(seed):
    """With a plan that is worse than the best, all that the best plan uses stays open; for any multipliers the bound holds."""
    asked = next(medians(seed, budget=absent, worst_off=absent, within_norm=lambda one: not one))
    cost, optimum = finite_cost(asked), best_of_all(asked)
    start = np.isin(np.arange(cost.shape[1]), sites_of(asked)[-1])
    value = float(cost[:, start].min(axis=1).sum())
    best = Best(start, value, -INF, np.zeros(len(cost)), False)
    lagrangian(asked, cost, best, Clock(5), SILENT, None)
    assert -INF < best.bound <= optimum + 1e-6 * optimum
    assert best.value >= optimum - 1e-6 * optimum
    loose = replace(best, value=max(value, optimum * 1.1))
    reachable, closed, opened = find_open_pairs(asked, cost, loose)
    for sites in sites_of(asked):
        total = cost[:, list(sites)].min(axis=1).sum()
        if total < loose.value - 1e-6:
            assert not closed[list(sites)].any()
            assert set(np.flatnonzero(opened)) <= set(sites)
            assert reachable[np.arange(len(cost)), np.array(sites)[cost[:, list(sites)].argmin(axis=1)]].all()


def sites_of(asked):
    """Return all sets of so many sites that hold those that stay and none that is forbidden."""
    kept = np.flatnonzero(asked.kept).tolist()
    free = np.flatnonzero(asked.status == "candidate").tolist()
    return [(*kept, *more) for more in combinations(free, asked.sites - len(kept))]


def test_what_a_site_adds_at_given_multipliers():
    """Points that cost 1, 5 and 4, 2: at multipliers 3 and 3 the first site adds -2, the second -1; each is wanted by one point."""
    relaxation = Relaxation(np.array([[1.0, 5], [4, 2]]))
    assert relaxation.reduced(np.array([3.0, 3])).tolist() == [-2, -1]
    assert relaxation.used(np.array([True, True])).tolist() == [1, 1]
    assert relaxation.used(np.array([True, False])).tolist() == [1, 0]


@pytest.mark.parametrize("block", [1, 16, 4_000_000])
def test_swaps_are_the_same_whatever_is_valued_at_a_time(block, monkeypatch):
    monkeypatch.setattr(interchange, "BLOCK", block)
    rng = np.random.default_rng(9)
    cost, chosen = rng.uniform(0, 10, (23, 7)), np.isin(np.arange(7), [0, 3])
    change, total = interchange.weigh_swaps(cost, chosen, np.array([0, 3]), np.array([1, 2, 6]))
    assert total == pytest.approx(cost[:, [0, 3]].min(axis=1).sum())
    for row, stays in enumerate([3, 0]):
        for column, new in enumerate([1, 2, 6]):
            assert change[row, column] == pytest.approx(cost[:, [stays, new]].min(axis=1).sum() - total)
    now = cost[:, 3]
    expected = [now.sum() - np.minimum(now, cost[:, new]).sum() for new in (1, 2)]
    assert interchange.weigh_additions(cost, now, np.array([1, 2])).tolist() == pytest.approx(expected)


def test_a_swap_that_is_not_allowed_is_passed_over():
    """Of three sites at 9, 1 and 3 the second would be best; where it may not be, the third is taken; where none may, the first stays."""
    cost, first = np.array([[9.0, 1, 3]]), np.array([True, False, False])
    none, free = np.zeros(3, dtype=bool), np.ones(3, dtype=bool)
    assert interchange.interchange(cost, first, none, free).tolist() == [False, True, False]
    assert interchange.interchange(cost, first, none, free, allowed=lambda sites: not sites[1]).tolist() == [False, False, True]
    assert interchange.interchange(cost, first, none, free, allowed=lambda sites: sites[0]).tolist() == first.tolist()
    assert interchange.interchange(cost, first, first, free).tolist() == first.tolist()


# ---- rules, guards


def test_rules_that_hold():
    """Every rule once, in the order in which they are named; of what is not asked none."""
    rules = [("sites", -1), ("existing", -1), ("required", -1), ("forbidden", -1), ("budget", -1), ("capacity", -1)]
    full = question(
        np.ones((2, 4)),
        status=EVERY_STATUS,
        sector=np.array([0, 1]),
        sectors=(Sector("children", 10.0), Sector("elderly", 20.0)),
        capacity=np.ones(4),
        price=np.ones(4),
        budget=9.0,
        within_norm=True,
        worst_off=np.array([True, False]),
        objective="p_median",
    )
    sectors = [(kind, number) for kind in ("served", "norm", "worst_off") for number in (0, 1)]
    assert [(rule.kind, rule.sector) for rule in rules_of(full)] == rules + sectors
    assert rules_of(question([[1]])) == [SitingRule("sites")]
    assert rules_of(question([[1]], objective="lscp", within_norm=True)) == [SitingRule("served", 0)]
    assert rules_of(question([[1]], status=EVERY_STATUS[[1]])) == [SitingRule("sites"), SitingRule("existing")]
    assert rules_of(question([[1]], within_norm=True)) == [SitingRule("sites")]


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (SitingRule("sites"), "number of sites: 3"),
        (SitingRule("existing"), "1 existing sites"),
        (SitingRule("required"), "2 required sites"),
        (SitingRule("forbidden"), "1 excluded sites"),
        (SitingRule("budget"), "budget: 2500 euro"),
        (SitingRule("capacity"), "capacity: 10 places at all sites together, 7 demanded"),
        (SitingRule("served", 1), "everyone of 'elderly' served"),
        (SitingRule("norm", 1), "everyone of 'elderly' within 20 m"),
        (SitingRule("worst_off", 0), "80 % of the worst-off of 'children' within 10 m"),
    ],
)
def test_rules_in_words(rule, sentence):
    """Two points that ask for 3 and 4, four sites with 1, 2, 3 and 4 places."""
    asked = question(
        np.ones((2, 4)),
        status=EVERY_STATUS[[1, 2, 2, 3]],
        demand=np.array([3.0, 4]),
        sector=np.array([0, 1]),
        sectors=(Sector("children", 10.0), Sector("elderly", 20.0)),
        capacity=np.arange(1.0, 5),
        price=np.ones(4),
        budget=2500.0,
        worst_off=np.array([True, True]),
        worst_off_share=0.8,
        covered_share=0.9,
        sites=3,
        objective="p_median",
    )
    assert in_words(rule, asked).sentence() == sentence
    if rule.kind == "served":
        assert in_words(rule, replace(asked, objective="lscp")).sentence() == "90 % of 'elderly' within 20 m"


def test_the_guard_of_the_worst_off_by_hand():
    """The guarded points ask for 3 and 1: the first is three quarters of that, the second one; another sector has none."""
    asked = question(
        [[5, 50], [50, 5], [5, 50]],
        demand=np.array([3.0, 1, 9]),
        sector=np.array([0, 0, 1]),
        sectors=(Sector("children", 10.0), Sector("elderly", 10.0)),
        worst_off=np.array([True, True, False]),
        worst_off_share=0.75,
    )
    first, second = np.array([True, False]), np.array([False, True])
    assert guards(asked, np.array([True, False, False]))
    assert not guards(asked, np.array([False, True, True]))
    assert obeys(asked, first) and not obeys(asked, second)
    assert not obeys(replace(asked, worst_off_share=0.76), first)
    for missed, enough in ((0.05, True), (0.2, False)):  # of a million what is asked may lack a tenth, which is rounding
        many = replace(asked, demand=np.array([1e6, missed, 9]), worst_off_share=1.0)
        assert guards(many, np.array([True, False, False])) is enough
    assert find_sites(asked).chosen.tolist() == [True, False]
    guarded_second = replace(asked, worst_off=np.array([False, True, False]))
    assert find_sites(guarded_second).chosen.tolist() == [False, True]
    assert find_sites(replace(guarded_second, objective="p_median")).chosen.tolist() == [False, True]


def test_too_few_places_for_the_worst_off_are_no_plan():
    """Both points are guarded and ask for 2 together: a site with 1 place cannot keep the rule, one with 2 does."""
    asked = question([[5], [5]], capacity=np.array([1.0]), worst_off=np.array([True, True]))
    only = np.array([True])
    assert allocate(asked, only, SILENT) is None
    assert allocate(replace(asked, capacity=np.array([2.0])), only, SILENT).amount.sum() == 2


def test_rules_that_sites_keep_by_hand():
    """Sites of 4 and 6 euro, of which an existing one costs nothing; within the norm everyone or not."""
    asked = question([[5, 5], [5, 50]], price=np.array([4.0, 6]), budget=6.0)
    both, first, second = np.array([True, True]), np.array([True, False]), np.array([False, True])
    assert obeys(asked, second) and not obeys(asked, both)
    assert obeys(replace(asked, status=EVERY_STATUS[[1, 0]]), both)
    assert not obeys(replace(asked, status=EVERY_STATUS[[2, 0]]), both)
    strict = replace(asked, within_norm=True, objective="p_median")
    assert obeys(strict, first) and not obeys(strict, second)
    assert obeys(replace(strict, within_norm=False), second)
    assert obeys(replace(strict, objective="mclp"), second)


def test_who_is_worst_off_by_hand():
    """Of each sector those with the greatest need, until they hold the share; the one that passes it counts, unknown need never."""
    need = np.array([1.0, 9, 5, np.nan, 2, 7])
    demand = np.array([2.0, 2, 4, 2, 5, 5])
    sector = np.array([0, 0, 0, 0, 1, 1])
    chosen = lambda share: worst_off(need, demand, sector, share).tolist()  # noqa: E731
    assert chosen(0.2) == [False, True, False, False, False, True]
    assert chosen(0.21) == [False, True, True, False, False, True]
    assert chosen(0.5) == [False, True, True, False, False, True]
    assert chosen(0.6) == [False, True, True, False, True, True]
    assert chosen(0.61) == [True, True, True, False, True, True]
    assert chosen(0.0) == [False] * 6


def test_potential_by_hand():
    """Demand near the three sites 1, 3 and 3: ranks 1, 2.5, 2.5 of 3; nodes at 0, half and twice the distance."""
    asked = question([[1, 1, 1], [50, 1, 1]], demand=np.array([1.0, 2]))
    nowhere = np.zeros(3, dtype=bool)
    many = [100 * 0.5 / 3, 100 * 2 / 3, 100 * 2 / 3]
    assert potential(asked, None, 400.0, nowhere).tolist() == pytest.approx(many)
    expected = [(many[0] + 100) / 2, (many[1] + 50) / 2, many[2] / 2]
    assert potential(asked, np.array([0.0, 200, 800]), 400.0, nowhere).tolist() == pytest.approx(expected)
    assert potential(asked, None, 400.0, np.array([False, True, False])).tolist() == pytest.approx([many[0], 0, many[2]])


# ---- what a plan is worth beside others


@pytest.mark.parametrize("seed", range(count(100)))
def test_runners_up_against_all_others(seed):
    """Without each site in turn: the best other one by trying all, and how much worse the plan is then."""
    wanted = {"capacity": absent, "budget": absent, "worst_off": absent, "within_norm": lambda one: not one}
    asked = next(random_questions(seed, objective=lambda one: one != "lscp", **wanted))
    if not np.isfinite(asked.cost).all():
        asked = replace(asked, cost=np.where(np.isfinite(asked.cost), asked.cost, 200.0))
    plan = find_sites(asked)
    table = runners_up(asked, plan)
    free = np.flatnonzero(~plan.chosen & (asked.status == "candidate"))
    assert table["site"].tolist() == (np.flatnonzero(plan.chosen & ~asked.kept).tolist() if len(free) else [])
    sense = -1 if asked.objective == "mclp" else 1
    for site, runner_up, loss in table.itertuples(index=False):
        worse = {new: sense * (value_of(asked, swapped(plan.chosen, site, new)) - plan.value) for new in free}
        assert loss == pytest.approx(min(worse.values()))
        assert worse[runner_up] == pytest.approx(loss)


def swapped(chosen, out, new):
    after = chosen.copy()
    after[[out, new]] = False, True
    return after


def test_the_curve_by_hand():
    """Points of 1, 2 and 4 people; the existing site is first, then the more useful of the two chosen, then what one more would buy."""
    cost = [[5, 99, 99, 99], [99, 10, 99, 99], [99, 99, 8, 20], [INF, INF, INF, 3]]
    asked = question(cost, demand=np.array([1.0, 2, 4, 3]), status=EVERY_STATUS[[1, 0, 0, 0]], sites=3)
    plan = replace(find_sites(asked), chosen=np.array([True, True, True, False]))
    table = curve(asked, plan)
    assert table["step"].tolist() == [1, 2, 3, 4]
    assert table["site"].tolist() == [0, 2, 1, 3]
    assert table["in_plan"].tolist() == [True, True, True, False]
    assert table["covered"].tolist() == [1, 5, 7, 10]
    assert table["added"].tolist() == [1, 4, 2, 3]
    assert table["covered_share"].tolist() == pytest.approx([0.1, 0.5, 0.7, 1])
    assert table["mean"].tolist() == pytest.approx([599 / 7, (5 + 2 * 99 + 4 * 8) / 7, (5 + 20 + 32) / 7, (5 + 20 + 32 + 9) / 10])
    assert table["largest"].tolist() == [99, 99, 10, 10]


@pytest.mark.parametrize("seed", range(count(100)))
def test_each_site_of_a_curve_is_opened_once(seed):
    """Those that stay, then the plan's others, then at most three more; also where one more helps nobody."""
    asked = next(random_questions(seed))
    plan = find_sites(asked)
    table = curve(asked, plan)
    sites = table["site"].tolist()
    kept, own = int((plan.chosen & asked.kept).sum()), int(plan.chosen.sum())
    others = int((~plan.chosen & (asked.status == "candidate")).sum())
    assert len(set(sites)) == len(sites) == own + min(3, others)
    assert asked.kept[sites[:kept]].all() and not asked.kept[sites[kept:]].any()
    assert plan.chosen[sites[:own]].all() and not plan.chosen[sites[own:]].any()
    assert table["in_plan"].tolist() == [True] * own + [False] * (len(sites) - own)
    nearest = np.array([asked.cost[:, sites[: step + 1]].min(axis=1) for step in range(len(sites))])
    covered = (np.isfinite(nearest) & (nearest <= asked.norm)) @ asked.demand
    assert table["covered"].tolist() == pytest.approx(covered.tolist())
    assert table["added"].cumsum().tolist() == pytest.approx(covered.tolist())


def test_an_order_of_opening_by_each_objective():
    """One point with 9 people 20 m off and two with 1 each far off: metres, the largest distance and cover open other sites first."""
    cost = [[0, 40, 20], [100, 0, 100], [100, 100, 0]]
    asked = question(cost, demand=np.array([9.0, 1, 1]), sites=3)
    plan = replace(find_sites(asked), chosen=np.ones(3, dtype=bool))
    first = {name: curve(replace(asked, objective=name), plan)["site"][0] for name in ("mclp", "lscp", "p_median", "p_center")}
    assert first == {"mclp": 0, "lscp": 0, "p_median": 0, "p_center": 2}


@pytest.mark.parametrize("seed", range(count(60)))
def test_what_sharing_saves_against_all_plans(seed):
    """Each sector alone: the fewest sites that cover as much of its demand, existing ones first, by trying all sets."""
    asked = next(random_questions(seed, sectors=lambda some: len(some) == 2))
    asked = replace(asked, sector=np.arange(len(asked.demand)) % 2)
    if best_of_all(asked) is None:
        return
    plan = find_sites(asked)
    saved = saving(asked, plan, 20.0)
    new = asked.status != "existing"
    assert saved.proven
    assert saved.shared.tolist() == (plan.chosen & new).tolist()
    lines = plan.allocation
    norm = np.array([sector.norm for sector in asked.sectors])[asked.sector]
    for number, own in enumerate(saved.own):
        of = (asked.sector[lines.point] == number) & (asked.cost[lines.point, lines.site] <= norm[lines.point])
        alone = replace(
            asked.of_sector(number),
            objective="lscp",
            covered_share=lines.amount[of].sum() / asked.demand[asked.sector == number].sum() - 1e-9,
            status=np.where(asked.status == "required", "candidate", asked.status).astype(object),
            budget=None,
            worst_off=None,
        )
        assert own.sum() + (~new).sum() == best_of_all(alone)
        assert value_of(alone, own | ~new) is not None
    assert saved.sites() == (sum(own.sum() for own in saved.own), (plan.chosen & new).sum())


def test_a_sector_alone_saves_nothing():
    asked = question([[1, 50, 50], [50, 1, 50]], status=EVERY_STATUS[[1, 0, 0]], sites=2, price=np.array([5.0, 7, 9]))
    saved = saving(asked, find_sites(asked), 5.0)
    assert saved.sites() == (1, 1)
    assert saved.total(asked.price) == (7, 7)
    assert np.isnan(saved.total(None)).all()


def test_who_goes_where_by_sector():
    asked = question([[1, 2], [3, 4], [5, 6]], sector=np.array([0, 1, 1]), sectors=(Sector("a"), Sector("b")))
    lines = Allocation(np.array([0, 1, 1, 2]), np.array([0, 1, 0, 1]), np.array([1.0, 0.25, 0.75, 1]))
    assert lines.load(asked).tolist() == [[1, 0], [0.75, 1.25]]
    assert lines.cost(asked).tolist() == [1, 4, 3, 6]


def test_places_that_suffice_for_nobody_are_refused():
    """Of 3 people at 1, 2 and 3 m, a site of 3 places serves all within 3 m, one of 2 places not all, however far they go."""
    asked = question([[1], [2], [3]], objective="p_center", capacity=np.array([3.0]))
    one = np.array([True])
    lines, radius = smallest_radius(asked, one, SILENT)
    assert radius == 3 and lines.amount.tolist() == [1, 1, 1]
    with pytest.raises(Unserved):
        smallest_radius(replace(asked, capacity=np.array([2.0])), one, SILENT)


@pytest.mark.parametrize("objective", ["mclp", "lscp"])
def test_cover_in_too_little_time_is_not_called_proven(objective):
    """1,500 points and 400 sites at random: what is found keeps the rules, its bound is no better than true, and it is not called exact."""
    rng = np.random.default_rng(1)
    cost = np.where(rng.random((1500, 400)) < 0.02, 5.0, 50.0 + rng.random((1500, 400)))
    asked = question(cost, sites=40, objective=objective, covered_share=0.9)
    plan = find_sites(asked, 0.0)
    verify(asked, plan)
    assert plan.gap > 0.001
    assert plan.method != "exact"


def test_fewest_sites_when_the_solver_had_no_time(monkeypatch):
    """Greedy takes the site of four points and then needs two more, where two of three points each do: a plan, but not called proven."""
    cost = np.where([[1, 0, 1], [1, 0, 1], [0, 0, 1], [1, 1, 0], [1, 1, 0], [0, 1, 0]], 5.0, 50.0)
    asked = question(cost, sites=None, objective="lscp")
    assert find_sites(asked).chosen.tolist() == [False, True, True]
    monkeypatch.setattr("opgavenkaart.processing.analysis.siting.solve.solve", lambda *_: Solved(LIMIT, None, -np.inf))
    plan = find_sites(asked)
    verify(asked, plan)
    assert plan.chosen.tolist() == [True, True, True]
    assert plan.bound == 1 and plan.gap > 0 and plan.method != "exact"


@pytest.mark.parametrize(
    "rule",
    [
        {"status": np.array(["candidate", "forbidden"], dtype=object)},
        {"worst_off": np.array([False, False, True]), "covered_share": 0.6, "price": np.array([1.0, 9.0]), "budget": 5.0},
        {"capacity": np.array([9.0, 9.0])},
    ],
    ids=["not enough is near", "budget and the worst off", "places"],
)
def test_sites_filled_one_by_one_that_keep_no_rule_are_no_plan(rule):
    asked = question([[5, 50], [5, 50], [50, 5]], sites=None, objective="lscp", **rule)
    assert cover_by_filling(asked, SILENT) is None


# ---- points taken together, sites filled one by one


def test_points_taken_together_by_hand():
    """Two points nearest to the same site, of 1 and 3 people at 4 and 8 m: 7 m on average, 8 at most; the norm asks that both are near."""
    asked = question([[4, 90], [8, 12], [80, 2]], demand=np.array([1.0, 3, 5]), objective="p_median")
    small, group = coarse(asked, 2)
    assert group[0] == group[1] != group[2]
    assert small.demand.tolist() == [4, 5]
    assert small.cost.tolist() == [[7, (90 + 36) / 4], [80, 2]]
    assert coarse(replace(asked, objective="p_center"), 2)[0].cost.tolist() == [[8, 90], [80, 2]]
    assert coarse(replace(asked, objective="mclp"), 2)[0].cost.tolist() == [[7, INF], [INF, 2]]
    assert coarse(replace(asked, within_norm=True), 2)[0].cost.tolist() == [[7, INF], [INF, 2]]
    guarded = coarse(replace(asked, worst_off=np.array([True, False, False])), 3)[0]
    assert guarded.demand.tolist() == [3, 5, 1] and guarded.worst_off.tolist() == [False, False, True]
    forbidden = coarse(replace(asked, status=EVERY_STATUS[[3, 0]]), 1)[0]
    assert forbidden.demand.tolist() == [9]


@pytest.mark.parametrize("seed", range(count(100)))
def test_points_taken_together_are_few_and_of_one_kind(seed):
    """No more groups than asked, each of one sector, guarded or not; together they ask for as much."""
    asked = random_problem(np.random.default_rng(seed))
    guarded = np.zeros(len(asked.demand), dtype=bool) if asked.worst_off is None else asked.worst_off
    kinds = len(np.unique(asked.sector * 2 + guarded))
    for most in range(1, len(asked.demand) + 1):
        small, group = coarse(asked, most)
        assert kinds <= len(small.demand) <= max(most, kinds)
        assert np.bincount(group, asked.demand).tolist() == pytest.approx(small.demand.tolist())
        assert (small.sector[group] == asked.sector).all()
        assert asked.worst_off is None or (small.worst_off[group] == asked.worst_off).all()
    whole, _ = coarse(asked, 10**6)
    nearest = np.where(asked.status == "forbidden", INF, asked.cost).argmin(axis=1)
    assert len(whole.demand) >= len({*zip(asked.sector.tolist(), nearest.tolist(), strict=True)})


def test_points_of_three_sectors_guarded_or_not_are_six_kinds():
    asked = question(np.ones((6, 2)), sector=np.array([0, 0, 1, 1, 2, 2]), sectors=tuple(Sector(name) for name in "abc"))
    guarded = replace(asked, worst_off=np.array([True, False] * 3))
    assert len(coarse(asked, 1)[0].demand) == 3 and len(coarse(guarded, 1)[0].demand) == 6


def test_a_group_is_near_when_its_farthest_point_is_just_within_the_norm():
    near, beyond = ([[4.0, 90], [metres, 95]] for metres in (10, 10.5))
    assert coarse(question(near), 1)[0].cost.tolist() == [[7, INF]] and coarse(question(beyond), 1)[0].cost.tolist() == [[INF, INF]]


def test_one_sector_alone_keeps_its_own_points_norm_and_guard():
    asked = question([[1, 2], [3, 4], [5, 6]], sector=np.array([0, 1, 1]), sectors=(Sector("a", 3.0), Sector("b", 5.0, 2.0)), sites=2)
    alone = replace(asked, demand=np.array([7.0, 8, 9]), worst_off=np.array([True, False, True])).of_sector(1)
    assert (alone.cost.tolist(), alone.demand.tolist(), alone.worst_off.tolist()) == ([[3, 4], [5, 6]], [8, 9], [False, True])
    assert alone.sector.tolist() == [0, 0] and alone.sectors == (asked.sectors[1],) and alone.near.tolist() == [[True, True], [True, False]]
    assert asked.of_sector(0).worst_off is None


def test_what_a_question_does_not_give_is_missed_by_name():
    assert required(0, "sites") == 0
    with pytest.raises(ValueError, match="the question gives no capacity"):
        required(None, "capacity")


def test_groups_that_cannot_be_served_leave_nobody_served(monkeypatch):
    """Dividing takes too long for the points; their groups find no places either, or go where their shares are."""
    asked = question([[1, 2], [1, 2], [8, 1]], demand=np.array([1.0, 3, 2]), objective="p_median", capacity=np.array([3.0, 3]))
    shares = divide_grouped_demand(asked, 0.0, SILENT)
    assert np.bincount(shares.point, shares.amount, 3).tolist() == pytest.approx([1, 3, 2])
    assert shares.load(asked).sum(axis=0).tolist() == pytest.approx([3, 3])
    assert divide_grouped_demand(replace(asked, capacity=np.array([3.0, 2])), 0.0, SILENT) is None


def test_whoever_weighs_most_gets_the_near_place():
    """One place nearby: the first point loses 4 m without it, the second 3 m, which weigh three times as much."""
    asked = question([[1, 5], [1, 4]], objective="p_median", capacity=np.array([1.0, 2]), sites=2, sector=np.array([0, 1]),
                     sectors=(Sector("a"), Sector("b", weight=3.0)))  # fmt: skip
    found = allocate(asked, np.array([True, True]), SILENT)
    assert dict(zip(found.point.tolist(), found.site.tolist(), strict=True)) == {0: 1, 1: 0}
    assert find_sites(asked).value == 5 + 3


def test_what_a_question_leaves_out_is_everything_or_nothing():
    asked = Problem(np.ones((1, 1)), np.ones(1), np.zeros(1, dtype=int), (Sector("a"),), EVERY_STATUS[[0]])
    assert (asked.objective, asked.sites, asked.capacity, asked.price, asked.budget) == ("mclp", None, None, None, None)
    assert (asked.within_norm, asked.covered_share, asked.worst_off, asked.worst_off_share) == (False, 1, None, 1)
    assert (asked.sectors[0].norm, asked.sectors[0].weight) == (INF, 1)


def test_allowed_swaps_are_tried_from_the_best_on():
    """Of three hundred swaps, mixed, each time the best one that is allowed, as far as so many are tried."""
    change = np.random.default_rng(3).permutation(300).reshape(10, 30) - 300.0
    chosen, out, into = np.arange(40) < 10, np.arange(10), np.arange(10, 40)
    for least in (0, 7, 150, 250):
        row, column = np.argwhere(change == least - 300)[0]
        refused = {(int(one), int(other) + 10) for one, other in np.argwhere(change < least - 300)}

        def allowed(sites, refused=refused):
            return (int(np.flatnonzero(~sites[:10])[0]), int(np.flatnonzero(sites[10:])[0]) + 10) not in refused

        assert best_swap(chosen, change, out, into, -0.5, allowed) == ((row, column + 10) if least < interchange.TRIED else None)


def test_rows_that_are_alike():
    first, group = alike(np.array([[True, False], [False, True], [True, False]]))
    assert len(first) == 2
    assert group[0] == group[2] != group[1]
    assert [array.tolist() for array in alike(np.zeros((3, 0), dtype=bool))] == [[0], [0, 0, 0]]


def test_places_go_first_to_those_with_the_fewest_options():
    """Rows of 4, 3 and 2 people with 3, 1 and 2 options, and 6 places."""
    left = np.array([4.0, 3, 2, 7])
    fill(left, np.array([0, 1, 2]), np.array([3, 1, 2, 1]), 6.0)
    assert left.tolist() == [3, 0, 0, 7]


def test_sites_filled_one_by_one_by_hand():
    """The required site first; then the one whose places serve the most that are left, within number or budget."""
    near = [[1, 50, 50, 1], [50, 1, 50, 1], [50, 50, 1, 50]]
    asked = question(near, demand=np.array([4.0, 5, 6]), capacity=np.array([4.0, 5, 3, 5]), status=EVERY_STATUS[[2, 0, 0, 0]], sites=2)
    assert np.flatnonzero(fill_sites(asked, SILENT)).tolist() == [0, 1]
    dear = replace(asked, price=np.array([1.0, 5, 2, 5]), budget=4.0)
    assert np.flatnonzero(fill_sites(dear, SILENT)).tolist() == [0, 2]
    assert np.flatnonzero(fill_sites(replace(dear, budget=3.0), SILENT)).tolist() == [0, 2]
    assert np.flatnonzero(fill_sites(replace(dear, budget=2.9), SILENT)).tolist() == [0]
    free = replace(dear, status=EVERY_STATUS[[1, 0, 0, 0]], budget=2.0)
    assert np.flatnonzero(fill_sites(free, SILENT)).tolist() == [0, 2]
    heavy = replace(asked, sector=np.array([0, 0, 1]), sectors=(Sector("a", 10.0), Sector("b", 10.0, 2.0)))
    assert np.flatnonzero(fill_sites(heavy, SILENT)).tolist() == [0, 2]
    fewest = replace(asked, objective="lscp", covered_share=12 / 15)
    assert np.flatnonzero(fill_sites(fewest, SILENT)).tolist() == [0, 1, 2]
    assert enough_served(fewest, np.array([3.0, 0, 0])).tolist() == [0]
    assert enough_served(fewest, np.array([3.1, 0, 0])).tolist() == [1]


def test_who_goes_where_without_capacity():
    """Three points; the second site is out of reach of the last, and beyond the norm of 10 m for the middle one."""
    problem = question([[1, 5], [30, 20], [4, INF]], status=np.full(2, "candidate", dtype=object))
    found = nearest_site(problem, np.array([True, True]))
    assert (found.point.tolist(), found.site.tolist()) == ([0, 2], [0, 0])
    second = nearest_site(problem, np.array([False, True]))
    assert (second.point.tolist(), second.site.tolist()) == ([0], [1])
    assert len(nearest_site(problem, np.zeros(2, dtype=bool)).point) == 0
    everyone = replace(problem, objective="p_median")
    assert nearest_site(everyone, np.zeros(2, dtype=bool)) is None and nearest_site(everyone, np.array([False, True])) is None
    whole = nearest_site(everyone, np.array([True, False]))
    assert (whole.point.tolist(), whole.site.tolist()) == ([0, 1, 2], [0, 0, 0])
    nearest = nearest_site(replace(everyone, cost=np.array([[1.0, 5], [30, 20], [4, 4]])), np.array([True, True]))
    assert nearest.site.tolist() == [0, 1, 0]


def test_points_that_touch_what_is_avoided():
    square = shapely.box(0, 0, 10, 10)
    found = in_areas(
        shapely.points([(5, 5), (10, 5), (10.1, 5), (-1, -1)]), np.array([square, None, shapely.box(-2, -2, -1, -1)], dtype=object)
    )
    assert found.tolist() == [True, True, False, True]
    triangle = np.array([shapely.Polygon([(0, 0), (10, 0), (0, 10)])])
    assert in_areas(shapely.points([(9, 9), (5, 5)]), triangle).tolist() == [False, True], "its corner, not only the box around it"


def test_a_swap_must_help_by_more_than_is_asked():
    chosen, out, into = np.array([True, False, False]), np.array([0]), np.array([1, 2])
    change = np.array([[-1.0, -3.0]])
    for below, swap in ((-2.9, (0, 2)), (-3.0, None), (-3.1, None)):
        assert interchange.best_swap(chosen, change, out, into, below, None) == swap
    only_first = lambda plan: bool(plan[1])  # noqa: E731
    assert interchange.best_swap(chosen, change, out, into, 0.0, only_first) == (0, 1)
    assert interchange.best_swap(chosen, change, out, into, -1.0, only_first) is None
    assert interchange.swap_sites(chosen, 0, 2).tolist() == [False, False, True] and chosen.tolist() == [True, False, False]


@pytest.mark.parametrize(
    ("objective", "value"), [("mclp", 2 * 1 + 3 * 2), ("lscp", 2), ("p_median", (1 * 0.5) * 2 + (2 * 0.25) * 3), ("p_center", 0.5)]
)
def test_what_a_plan_is_worth(objective, value):
    """Two points of 1 and 2 people, of sectors that weigh 2 and 3, a half and a quarter of a metre away."""
    sectors = (Sector("children", 10.0, 2.0), Sector("old", 10.0, 3.0))
    asked = question(
        [[0.5, 9], [9, 0.25]], objective=objective, demand=np.array([1.0, 2]), sector=np.array([0, 1]), sectors=sectors, sites=2
    )
    everyone = Allocation(np.array([0, 1]), np.array([0, 1]), np.array([1.0, 2]))
    assert worth(asked, np.array([True, True]), everyone) == pytest.approx(value)
    nobody = Allocation(np.zeros(0, dtype=int), np.zeros(0, dtype=int), np.zeros(0))
    assert worth(replace(asked, objective="p_center"), np.array([True, True]), nobody) == 0


TWO_SECTORS = {"sectors": (Sector("children", 10.0), Sector("old", 5.0)), "sector": np.array([0, 1, 1])}


def test_what_sites_weigh_where_the_fewest_are_sought():
    """One each, and half of their part of all prices: never as much as another site."""
    assert build.site_cost(question([[1, 2, 3]])).tolist() == [1, 1, 1]
    assert build.site_cost(question([[1, 2]], price=np.array([1.0, 3]))).tolist() == [1.125, 1.375]
    assert build.site_cost(question([[1, 2]], price=np.zeros(2))).tolist() == [1, 1]


def test_who_must_be_served_by_which_sites():
    """Within the norm where that is a rule, else by any that can be reached; nobody must where the most demand is covered."""
    asked = question([[1, 20], [8, INF], [4, 6]], objective="p_median", **TWO_SECTORS)
    served, norm = [SitingRule("served", 0), SitingRule("served", 1)], [SitingRule("norm", 1)]
    found = build.must_serve(asked, served)
    assert {number: rows.tolist() for number, rows in found.items()} == {0: [[True, True]], 1: [[True, False], [True, True]]}
    for rules in ([*served, *norm], [*norm, *served]):
        within = build.must_serve(asked, rules)
        assert {number: rows.tolist() for number, rows in within.items()} == {0: [[True, True]], 1: [[False, False], [True, False]]}
    assert build.must_serve(replace(asked, objective="lscp"), served) == {}
    assert build.usable_pairs(asked, {}).tolist() == [[True, True], [True, False], [True, True]]
    assert build.usable_pairs(replace(asked, objective="mclp"), {}).tolist() == [[True, False], [False, False], [True, False]]


def test_equal_rows_are_taken_together_with_their_weights():
    rows, weight = build.distinct_rows(np.array([[1, 0], [0, 1], [1, 0]], dtype=bool), np.array([1.0, 2, 4]))
    assert dict(zip(map(tuple, rows.tolist()), weight.tolist(), strict=True)) == {(1, 0): 5, (0, 1): 2}
    assert build.distinct_rows(np.array([[1, 0], [1, 0]], dtype=bool))[1].tolist() == [2]
    first, group = build.alike(np.zeros((3, 0), dtype=bool))
    assert (first.tolist(), group.tolist()) == ([0], [0, 0, 0])


def test_what_a_plan_may_cost_and_must_guard():
    asked = question([[1, 20], [8, 4], [4, 6]], budget=5.0, price=np.array([5.0, 4.0]), **TWO_SECTORS)
    first, both = np.array([True, False]), np.array([True, True])
    assert obeys(asked, first) and not obeys(asked, both)
    assert obeys(replace(asked, status=np.array(["existing", "candidate"], dtype=object)), both)
    assert not obeys(replace(asked, objective="p_median", budget=None, within_norm=True), first)
    assert obeys(replace(asked, objective="p_median", budget=None, within_norm=True), both)
    guarded = replace(asked, budget=None, worst_off=np.array([True, True, True]), worst_off_share=0.5)
    assert guards(guarded, np.array([True, True, False])) and not guards(guarded, np.array([True, False, False]))
    assert not guards(guarded, np.array([False, True, True])) and obeys(guarded, first)


@pytest.mark.parametrize("kept", [(), (4,), (0, 4)])
def test_choosing_greedily_takes_what_helps_most_each_time(kept):
    """After each choice the total is the least that one more free site can give; sites that may not come stay out."""
    for seed in range(count(20)):
        rng = np.random.default_rng(seed)
        cost = rng.uniform(1, 10, (12, 6))
        free = np.arange(6) != 2
        expected = [*kept]
        while len(expected) < 4:
            totals = {site: cost[:, [*expected, site]].min(axis=1).sum() for site in (0, 1, 3, 4, 5) if site not in expected}
            expected.append(min(totals, key=totals.get))
        chosen = choose_greedily(cost, np.isin(np.arange(6), kept), free, 4)
        assert np.flatnonzero(chosen).tolist() == sorted(expected)
    assert choose_greedily(cost, np.zeros(6, dtype=bool), free, 6).tolist() == free.tolist()


def test_the_two_nearest_sites_of_each_point():
    first, second, nearest = two_nearest(np.array([[3.0, 1.0, 2.0], [5.0, 5.0, 7.0], [4.0, 9.0, 1.0]]))
    assert (first.tolist(), second.tolist(), nearest.tolist()) == ([1, 5, 1], [2, 5, 4], [1, 0, 2])
    first, second, nearest = two_nearest(np.array([[3.0], [8.0]]))
    assert (first.tolist(), nearest.tolist()) == ([3, 8], [0, 0])
    assert (second > 1e300).all()


def test_an_interchange_starts_once_from_proposed_sites_and_only_from_allowed_ones():
    cost = np.random.default_rng(2).uniform(1, 10, (12, 6))
    proposed, fixed, free = np.arange(6) < 2, np.zeros(6, dtype=bool), np.ones(6, dtype=bool)
    better = interchange.interchange(cost, proposed, fixed, free)
    value = cost[:, better].min(axis=1).sum()
    tried = set()

    def tried_with(allowed):
        best = Best(None, np.inf, -np.inf, np.zeros(12), False)
        improve(cost, proposed, fixed, free, best, tried, SILENT, allowed)
        return best.value

    assert tried_with(lambda sites: False) == np.inf
    assert not tried
    assert tried_with(lambda sites: True) == pytest.approx(value)
    assert tried == {proposed.tobytes()}
    assert tried_with(None) == np.inf
    proposed = np.arange(6) >= 4
    assert np.isfinite(tried_with(None))
    assert len(tried) == 2


def test_the_best_swap_that_is_allowed_and_helps_enough():
    chosen, out, into = np.array([True, False, True, False]), np.array([0, 2]), np.array([1, 3])
    change = np.array([[-1.0, -4.0], [-2.0, 3.0]])
    assert best_swap(chosen, change, out, into, -0.5, None) == (0, 3)
    assert best_swap(chosen, change, out, into, -4.0, None) is None
    assert best_swap(chosen, change, out, into, -3.9, None) == (0, 3)
    seen = []
    refuse = lambda sites: seen.append(np.flatnonzero(sites).tolist())  # noqa: E731
    assert best_swap(chosen, change, out, into, -0.5, refuse) is None
    assert seen == [[2, 3], [0, 1], [1, 2]]
    assert chosen.tolist() == [True, False, True, False]
    assert best_swap(chosen, change, out, into, -0.5, lambda sites: not sites[3]) == (2, 1)
    assert best_swap(chosen, change, out, into, -2.0, lambda sites: not sites[3]) is None


def test_an_interchange_keeps_fixed_sites_and_takes_only_free_and_allowed_ones():
    for seed in range(count(20)):
        cost = np.random.default_rng(seed).uniform(1, 10, (15, 7))
        start, fixed, free = np.arange(7) < 3, np.arange(7) == 0, np.arange(7) != 6
        found = interchange.interchange(cost, start, fixed, free, allowed=lambda sites: not (sites[3] and sites[4]))
        assert found.sum() == 3 and found[0] and not found[6] and not (found[3] and found[4])
        total = cost[:, found].min(axis=1).sum()
        for gone in np.flatnonzero(found)[1:]:
            for new in np.flatnonzero(free & ~found):
                after = np.flatnonzero(found & (np.arange(7) != gone)).tolist() + [int(new)]
                if not {3, 4} <= set(after):
                    assert cost[:, after].min(axis=1).sum() >= total - 1e-6
        assert start.tolist() == (np.arange(7) < 3).tolist()
