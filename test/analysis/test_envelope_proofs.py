"""What is said of a portfolio is true to the last euro: best, cheapest, next best, what more money buys, and what is not proven."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from opgavenkaart.processing.analysis import milp
from opgavenkaart.processing.analysis.envelope import Measures, choose, choosing, more_money, runners_up
from opgavenkaart.processing.analysis.envelope.programme import Programme
from opgavenkaart.processing.analysis.milp import LIMIT, Solved
from opgavenkaart.processing.model.envelope import Cofinancing, Envelope, EnvelopeRules, Group, ShareRule
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.envelopes import best_by_trying, broken_rules, costs, random_programme


def all_portfolios(programme):
    """Return effect, cost and chosen measures of every choice that breaks no rule, the most effect first, of equals the cheapest."""
    measures, years = programme.measures, range(len(programme.envelope.ceilings))
    possible = [
        [-1, *(one for one in years if not programme.envelope.years or year in (0, programme.envelope.years[one]))]
        for year in measures.year
    ]
    found = []
    for starts in product(*possible):
        level = [float(start >= 0) for start in starts]
        if not broken_rules(programme, level, starts):
            cost = sum(map(sum, costs(programme, level, starts)))
            found.append((float(np.dot(level, measures.effect)), cost, tuple(start >= 0 for start in starts)))
    return sorted(found, key=lambda one: (-one[0], one[1]))


def possible_programmes(first, number, size=5, effects=6):
    """Small questions that have a portfolio, with few different effects, so that many are equal; and all their portfolios."""
    for seed in range(first, first + number):
        rng = np.random.default_rng(seed)
        asked = random_programme(rng, size)
        effect = rng.integers(0, effects, size) * 100.0 + rng.integers(0, 2, size)
        asked = replace(asked, measures=replace(asked.measures, effect=effect))
        known = all_portfolios(asked)
        if known:
            yield asked, known


def test_the_best_portfolio_is_the_cheapest_of_those_with_most_effect(monkeypatch):
    monkeypatch.setattr(choosing, "TIDY_SECONDS", 20.0)
    for asked, known in possible_programmes(0, count(400)):
        best = choose(asked)
        effect, cost, _ = known[0]
        assert (best.effect, best.gap) == (pytest.approx(effect), 0)
        assert best.cost == pytest.approx(cost, abs=0.01)
        assert broken_rules(asked, best.level, best.start) == []
        amounts = np.array(costs(asked, best.level, best.start))
        assert best.paid == pytest.approx(amounts.sum(axis=1)) and best.spent == pytest.approx(amounts.sum(axis=0))
        free = replace(asked, rules=EnvelopeRules())
        assert best.gross == pytest.approx(np.array(costs(free, best.level, best.start)).sum(axis=1))


def test_a_portfolio_that_may_be_worse_than_nothing(monkeypatch):
    """What must be done may have effects below nothing: the least bad one is the best, and of equals the cheapest."""
    monkeypatch.setattr(choosing, "TIDY_SECONDS", 20.0)
    measures = Measures.of(["a", "b", "c"], [90, 40, 10], [-5, -5, -6])
    asked = Programme(measures, Envelope((100.0,)), EnvelopeRules(groups=(Group(("a", "b", "c"), 1),)))
    best = choose(asked)
    assert (best.effect, best.cost, best.chosen.tolist()) == (-5, 40, [False, True, False])
    assert [one.chosen.tolist() for one in runners_up(asked, best)] == [[True, False, False]]


def test_runners_up_are_the_next_best_choices_of_all():
    """Other sets of measures, each once, as many as there are within 1 % and at most five, the best first."""
    for asked, known in possible_programmes(1000, count(200), effects=4):
        best = choose(asked)
        chosen, others = tuple(best.chosen), {}
        for effect, _, measures in known:
            if measures != chosen and effect >= best.effect - 0.01 * abs(best.effect) - 1e-9:
                others.setdefault(measures, effect)
        found = runners_up(asked, best)
        assert [one.effect for one in found] == pytest.approx(sorted(others.values(), reverse=True)[:5])
        assert len({tuple(one.chosen) for one in found} - {chosen}) == len(found) and {tuple(one.chosen) for one in found} <= set(others)
        assert all(one.gap == 0 and broken_rules(asked, one.level, one.start) == [] for one in found)


def test_a_runner_up_of_just_one_per_cent_less_counts():
    for effect, expected in ((990, 1), (989.9, 0)):
        asked = Programme(Measures.of(["a", "b"], [100, 100], [1000, effect]), Envelope((100.0,)))
        assert len(runners_up(asked, choose(asked))) == expected
    same = Programme(Measures.of(list("abcdefgh"), [100] * 8, [10] * 8), Envelope((100.0,)))
    assert len(runners_up(same, choose(same))) == 5 and runners_up(same, choose(same), -1.0) == []


def test_what_more_money_buys_is_the_best_of_all_portfolios_then():
    """Each step goes to the ceiling where it buys most, the first one of equals, on top of the steps before; it ends where none has any."""
    for asked, _ in possible_programmes(2000, count(60), size=4):
        envelope, step = asked.envelope, 30_000.0
        found = more_money(asked, choose(asked), step, 3)
        for number in range(1, 4):
            tried = [all_portfolios(replace(asked, envelope=envelope.raised(step, one)))[:1] for one in range(len(envelope.ceilings))]
            effects = [one[0][0] if one else -np.inf for one in tried]
            best = max(effects)
            if best == -np.inf:
                break
            added, place, bought = next(found)
            assert added == number * step and bought.effect == pytest.approx(best) and place == effects.index(best)
            envelope = envelope.raised(step, place)
        assert next(found, None) is None


def test_more_money_stops_where_nothing_more_is_known():
    asked = Programme(Measures.of(["a"], [100], [1]), Envelope((100.0,)))
    best = choose(asked)
    assert list(more_money(asked, best, 50.0, 3, seconds=-1.0)) == []
    strict = replace(asked, rules=EnvelopeRules(shares=(ShareRule("kind", "x", at_least=1.0),)))
    strict = replace(strict, measures=replace(asked.measures, labels={"kind": np.array(["x"], dtype=object)}))
    assert list(more_money(strict, best, 50.0, 3)) == [], "of 150 euro not all can be spent"


def test_more_money_stops_where_the_time_is_up_at_one_ceiling(monkeypatch):
    """Of two years one is answered and the other is not: which of them buys most is not known."""
    asked = Programme(Measures.of(["a"], [100], [1]), Envelope((50.0, 50.0), (2026, 2027)))
    best, calls = choose(asked), []

    def once(*given):
        calls.append(given)
        return milp.solve(*given) if len(calls) < 4 else Solved(LIMIT, None, -np.inf)

    monkeypatch.setattr(choosing, "solve", once)
    assert [(added, place) for added, place, _ in more_money(asked, best, 50.0, 3)] == [(50, 0)] and len(calls) == 4


@pytest.mark.parametrize(("seconds", "least", "most"), [(20.0, 10, 20), (0.0, 0.5, 0.5)])
def test_rules_that_clash_are_sought_for_so_long(seconds, least, most, monkeypatch):
    """Each question gets what is left of the time, and half a second at least; one that is not answered leaves it unsure."""
    monkeypatch.setattr(choosing, "CLASH_SECONDS", seconds)
    given = []

    def heard(model, left, progress):
        given.append(left)
        return milp.solve(model, left, progress) if seconds else Solved(LIMIT, None, -np.inf)

    monkeypatch.setattr(choosing, "solve", heard)
    asked = Programme(Measures.of(["a", "b"], [60, 60], [1, 1]), Envelope((100.0,)), EnvelopeRules(required=("a", "b")))
    rules, sure = choosing.clashing(asked)
    assert (len(rules), sure) == (3, bool(seconds)) and len(given) == 3 and all(least <= one <= most for one in given)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_portfolio_that_is_not_proven_says_how_much_better_another_may_be(sign, monkeypatch):
    """The solver finds an effect of 10 (or -10) and knows that nothing reaches 13 more; nothing cheaper is sought then."""
    measures = Measures.of(["dear", "cheap"], [90, 40], [10.0 * sign] * 2)
    asked = Programme(measures, Envelope((100.0,)), EnvelopeRules(groups=(Group(("dear", "cheap"), 1, 1),)))
    calls = []

    def late(model, seconds, progress, presolve=True):
        calls.append(presolve)
        found = milp.solve(model, 20, progress, presolve)
        return Solved(LIMIT, found.values | {"whole": np.array([1.0, 0])}, found.bound - 3)

    monkeypatch.setattr(choosing, "solve", late)
    best = choose(asked)
    assert best.gap == pytest.approx(0.3) and best.effect == 10 * sign and best.cost == 90
    assert calls == [False]


@pytest.mark.parametrize("found", [40, 90, None])
def test_a_cheaper_portfolio_is_taken_only_where_it_is_cheaper(found, monkeypatch):
    asked = Programme(Measures.of(["a", "b"], [60, 40], [5, 5], excludes=[("a", "b")]), Envelope((100.0,)))
    best = replace(choose(asked), level=np.array([1.0, 0]), cost=60.0)
    given = []

    def short(model, seconds, progress):
        given.append(seconds)
        return Solved(LIMIT, None if found is None else {"whole": np.array([0.0, 1]), "part": np.zeros(0)}, -np.inf)

    monkeypatch.setattr(choosing, "solve", short)
    monkeypatch.setattr(choosing, "portfolio", lambda *_: replace(best, cost=float(found)))
    assert choosing.cheaper(asked, best, None).cost == (40 if found == 40 else 60) and given == [0.25]


def test_scalable_measures_against_a_fine_grid():
    """Two scalable measures beside a whole one, with a share of what is spent: no grid of parts does better, and the parts spend it all."""
    parts = np.linspace(0, 1, 101)
    for seed in range(count(100)):
        rng = np.random.default_rng(seed)
        cost, effect = rng.integers(10, 90, 3) * 1.0, rng.integers(1, 50, 3) * 1.0
        kinds, rate = np.array(["x", "y", "x"], dtype=object), round(rng.random() / 2, 2)
        rules = EnvelopeRules(shares=(ShareRule("kind", "x", 0.2, 0.7, of="spent"),), cofinancing=(Cofinancing("kind", "y", rate),))
        measures = Measures.of(["a", "b", "c"], cost, effect, scalable=np.array([False, True, True]), labels={"kind": kinds})
        asked = Programme(measures, Envelope((float(cost.sum() / 2),)), rules)
        best = choose(asked)
        assert broken_rules(asked, best.level, best.start) == []
        one, two, three = np.meshgrid([0.0, 1.0], parts, parts, indexing="ij")
        paid = np.stack([one * cost[0], two * cost[1] * (1 - rate), three * cost[2]])
        total, inside = paid.sum(axis=0), paid[0] + paid[2]
        kept = (total <= asked.envelope.total + 1e-9) & (inside >= 0.2 * total - 1e-9) & (inside <= 0.7 * total + 1e-9)
        values = one * effect[0] + two * effect[1] + three * effect[2]
        assert best.effect >= values[kept].max() - 1e-6
        assert best.effect <= values[kept].max() + 0.02 * effect.sum()


def test_a_scalable_measure_is_carried_out_for_a_hundredth_at_least():
    measures = Measures.of(["whole", "part"], [100, 1000], [50, 10], scalable=np.array([False, True]))
    for money, level in ((110.0, 0.01), (109.9, 0.0), (150.0, 0.05)):
        assert choose(Programme(measures, Envelope((money,)))).level[1] == pytest.approx(level)


def test_levels_next_to_whole_are_whole():
    asked = Programme(Measures.of(["a", "b", "c"], [10, 10, 10], [1, 1, 1], scalable=np.array([False, True, True])), Envelope((30.0,)))
    for away, kept in ((0.9e-6, False), (1.1e-6, True)):
        found = Solved(milp.OPTIMAL, {"whole": np.array([1 - 1e-7]), "part": np.array([1 - away, away]), "active": np.ones(2)}, -3.0)
        best = choosing.portfolio(asked, found)
        assert best.level.tolist() == ([1, 1 - away, away] if kept else [1, 1, 0])
        assert best.start.tolist() == [0, 0, 0 if kept else -1]
    with pytest.raises(ValueError, match="without values"):
        choosing.portfolio(asked, Solved(milp.LIMIT, None, -np.inf))


def test_what_must_hold_is_all_that_holds():
    """Each rule by itself: with it the best portfolio is that of all that keep it, without it another."""
    ids = ["a", "b", "c", "d"]
    measures = Measures.of(
        ids, [40, 30, 20, 10], [8, 6, 5, 1], running=np.array([0.0, 5, 0, 1]), labels={"kind": np.array(["x", "y", "x", "y"], dtype=object)}
    )
    envelope = Envelope((50.0, 20.0), (2026, 2027))
    for rules in (
        EnvelopeRules(required=("d",)),
        EnvelopeRules(forbidden=("a",)),
        EnvelopeRules(carry_over=True),
        EnvelopeRules(groups=(Group(("b", "d"), 1, 1),)),
        EnvelopeRules(groups=(Group(("a", "b", "c"), 0, 1),)),
        EnvelopeRules(shares=(ShareRule("kind", "y", 0.5),)),
        EnvelopeRules(shares=(ShareRule("kind", "x", 0.0, 0.3),)),
        EnvelopeRules(shares=(ShareRule("kind", "y", 0.4, 0.6, of="spent"),)),
        EnvelopeRules(cofinancing=(Cofinancing("kind", "x", 0.5),)),
    ):
        asked = Programme(measures, envelope, rules)
        assert choose(asked).effect == best_by_trying(asked), rules
    for pairs in ({"excludes": [("a", "c")]}, {"requires": [("a", "d"), ("c", "b")]}, {"requires": [("d", "a")]}):
        asked = Programme(Measures.of(ids, measures.cost, measures.effect, **pairs), envelope)
        assert choose(asked).effect == best_by_trying(asked), pairs


def test_a_share_is_kept_to_the_euro():
    """Half of 1000 euro for one kind: 500 is enough and 499 is not; and no more than half: 501 is too much."""
    kinds = {"kind": np.array(["x", "y"], dtype=object)}
    for euro, possible in ((500, True), (499, False)):
        measures = Measures.of(["a", "b"], [400, euro], [9, 1], labels=kinds)
        asked = Programme(measures, Envelope((1000.0,)), EnvelopeRules(shares=(ShareRule("kind", "y", 0.5),)))
        assert (choosing.solve(asked.model(), 5, SILENT).values is not None) is possible
    for euro, chosen in ((500, True), (501, False)):
        measures = Measures.of(["a", "b"], [400, euro], [1, 9], labels=kinds)
        rules = EnvelopeRules(shares=(ShareRule("kind", "y", 0.0, 0.5),))
        assert choose(Programme(measures, Envelope((1000.0,)), rules)).chosen.tolist() == [True, chosen]
