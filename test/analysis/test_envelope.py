"""Envelopes: by hand, against trying everything, every rule checked by a reader that knows nothing of the solver."""

from contextlib import suppress
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from opgavenkaart.processing.analysis import milp
from opgavenkaart.processing.analysis.envelope import (
    Cases,
    Measures,
    cases,
    choose,
    more_money,
    negotiate,
    negotiation,
    runners_up,
    shapley_values,
    vary_effects,
)
from opgavenkaart.processing.analysis.envelope.choosing import clashing
from opgavenkaart.processing.analysis.envelope.measures import charged_share, check_measures, check_rules
from opgavenkaart.processing.analysis.envelope.programme import Programme
from opgavenkaart.processing.model.envelope import Cofinancing, Envelope, EnvelopeRules, Group, ShareRule
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.envelopes import best_by_trying, broken_rules, large_programme, random_programme


def chosen_ids(programme, portfolio):
    """Ids of the measures in a portfolio."""
    return programme.measures.ids[portfolio.chosen].tolist()


def test_three_measures_by_hand():
    """With 100: the two of 50 (effect 11) beat the one of 100 (effect 10)."""
    programme = Programme(Measures.of(["a", "b", "c"], [100, 50, 50], [10, 6, 5]), Envelope((100.0,)))
    best = choose(programme)
    assert chosen_ids(programme, best) == ["b", "c"]
    assert (best.effect, best.cost, best.gap) == (11, 100, 0)


def test_among_equal_effects_the_cheapest_is_taken():
    programme = Programme(Measures.of(["dear", "cheap"], [90, 40], [5, 5], excludes=[("dear", "cheap")]), Envelope((100.0,)))
    assert chosen_ids(programme, choose(programme)) == ["cheap"]


def test_a_scalable_measure_fills_what_is_left():
    measures = Measures.of(["whole", "part"], [60, 80], [6, 4], scalable=np.array([False, True]))
    best = choose(Programme(measures, Envelope((100.0,))))
    assert best.level.tolist() == pytest.approx([1, 0.5])
    assert best.effect == pytest.approx(8)


def test_running_costs_are_paid_from_the_year_after_the_start():
    measures = Measures.of(["a"], [100], [1], running=np.array([30.0]), year=np.array([2026]))
    best = choose(Programme(measures, Envelope((100.0, 30.0, 30.0), (2026, 2027, 2028))))
    assert best.spent.tolist() == [100, 30, 30]
    assert not choose(Programme(measures, Envelope((100.0, 29.0, 30.0), (2026, 2027, 2028)))).chosen.any()


def test_money_that_is_left_may_be_spent_later_where_the_rules_say_so():
    measures = Measures.of(["a"], [150], [1], year=np.array([2027]))
    envelope = Envelope((100.0, 100.0), (2026, 2027))
    assert not choose(Programme(measures, envelope)).chosen.any()
    assert choose(Programme(measures, envelope, EnvelopeRules(carry_over=True))).chosen.all()


def test_what_is_needed_comes_no_later():
    """Both fit only in 2027 and 2026; the one that is needed takes the first year."""
    measures = Measures.of(["house", "ground"], [100, 100], [10, 0], requires=[("house", "ground")])
    best = choose(Programme(measures, Envelope((100.0, 100.0), (2026, 2027))))
    assert best.start.tolist() == [1, 0]


def test_others_pay_their_share():
    measures = Measures.of(["a", "b"], [100, 100], [1, 1], labels={"kind": np.array(["private", "public"])})
    rules = EnvelopeRules(cofinancing=(Cofinancing("kind", "private", 0.4),))
    best = choose(Programme(measures, Envelope((60.0,)), rules))
    assert best.chosen.tolist() == [True, False]
    assert (best.gross.sum(), best.paid.sum(), best.cost) == (100, 60, 60)


def test_against_trying_everything():
    rng = np.random.default_rng(7)
    solved = 0
    for _ in range(count(500)):
        programme = random_programme(rng)
        best = best_by_trying(programme)
        if best is None:
            with pytest.raises(OpgaveError, match="No portfolio satisfies all rules"):
                choose(programme)
            continue
        found = choose(programme)
        assert found.effect == pytest.approx(best) and found.gap == 0
        assert broken_rules(programme, found.level, found.start) == []
        solved += 1
    assert solved > count(500) / 2


def test_scalable_measures_keep_every_rule_and_beat_whole_ones():
    rng = np.random.default_rng(8)
    for _ in range(count(300)):
        programme = random_programme(rng, 12, scalable=True)
        try:
            found = choose(programme)
        except OpgaveError:
            continue
        assert broken_rules(programme, found.level, found.start) == []
        whole = replace(programme, measures=replace(programme.measures, scalable=np.zeros(12, dtype=bool)))
        with suppress(OpgaveError):
            assert found.effect >= choose(whole).effect - 1e-6


def test_rules_that_clash_cannot_be_fewer():
    """The named rules clash; each left out, the others have a portfolio."""
    rng = np.random.default_rng(9)
    found = 0
    while found < count(40):
        programme = random_programme(rng, 6)
        if best_by_trying(programme) is not None:
            continue
        rules, sure = clashing(programme)
        assert sure
        for left_out in [None, *rules]:
            kept = [rule for rule in rules if rule is not left_out]
            possible = solvable(programme, kept)
            assert possible == (left_out is not None)
        found += 1


def solvable(programme, rules):
    """Whether rules have a portfolio, by the solver's own word."""
    from opgavenkaart.processing.analysis.envelope.choosing import feasibility
    from opgavenkaart.processing.analysis.milp import solve

    return solve(feasibility(programme, rules), 10, Progress()).values is not None


def test_a_clash_is_named_in_words():
    measures = Measures.of(["a", "b", "c"], [60, 60, 1], [1, 1, 1], labels={"sector": np.array(["x", "x", "y"])})
    programme = Programme(measures, Envelope((100.0,)), EnvelopeRules(required=("a", "b"), forbidden=("c",)))
    with pytest.raises(OpgaveError) as raised:
        choose(programme)
    assert "measure 'a' is required" in str(raised.value) and "the envelope of 100 euro" in str(raised.value)
    assert "'c'" not in str(raised.value)


def test_runners_up_are_other_choices_within_one_percent():
    measures = Measures.of(["a", "b", "c", "d"], [100, 100, 100, 100], [1000, 995, 991, 980])
    programme = Programme(measures, Envelope((100.0,)))
    best = choose(programme)
    assert [chosen_ids(programme, one) for one in runners_up(programme, best)] == [["b"], ["c"]]


def test_what_more_money_buys():
    measures = Measures.of(["a", "b", "c"], [100, 100, 250], [10, 6, 30])
    programme = Programme(measures, Envelope((100.0,)))
    bought = [(added, place, other.effect) for added, place, other in more_money(programme, choose(programme), 50.0, 4)]
    assert bought == [(50, 0, 10), (100, 0, 16), (150, 0, 30), (200, 0, 30)]


def test_shapley_by_its_definition():
    """Three parties; what each adds, over all orders in which they can join."""
    worths = {(): 0, (0,): 1, (1,): 2, (2,): 0, (0, 1): 5, (0, 2): 1, (1, 2): 4, (0, 1, 2): 9}
    expected = np.zeros(3)
    for order in permutations(range(3)):
        for place, party in enumerate(order):
            expected[party] += (worths[tuple(sorted(order[: place + 1]))] - worths[tuple(sorted(order[:place]))]) / 6
    values, errors = shapley_values(3, worths.__getitem__)
    assert values == pytest.approx(expected) and not errors.any()


def test_sampled_shapley_values_are_within_their_error():
    """Twelve parties whose worth is a square of weights: a party's value is its weight times the sum of all."""
    weights = np.arange(1, 13) / 12
    values, errors = shapley_values(12, lambda members: float(weights[list(members)].sum() ** 2), seed=3)
    assert values.sum() == pytest.approx(weights.sum() ** 2)
    assert (np.abs(values - weights * weights.sum()) <= 4 * errors + 1e-9).all() and (errors < 0.05 * values.max()).all()


def test_values_are_exact_up_to_ten_parties():
    for parties, exact in ((10, True), (11, False)):
        values, errors = shapley_values(parties, lambda members: float({0, 1, 2} <= set(members)), seed=3)
        assert errors.any() != exact and values.sum() == pytest.approx(1)
        assert values[:3] == pytest.approx([1 / 3] * 3, abs=1e-9 if exact else 0.2)


def test_no_portfolio_in_no_time(monkeypatch):
    monkeypatch.setattr(milp, "LEAST_SECONDS", 0.0)
    with pytest.raises(OpgaveError, match=r"No portfolio was found within 0 seconds. Raise TIME_LIMIT for more time."):
        choose(large_programme(), 0.0)


def test_the_error_of_a_sampled_shapley_value_is_that_of_a_mean():
    """Three of twelve parties are worth 1 together: an order and its reverse give 1/2 to two of them, so each draw is 0 or 1/2."""
    values, errors = shapley_values(12, lambda members: float({0, 1, 2} <= set(members)), seed=3)
    orders = 50
    share = 2 * values[:3]  # of the draws that give a half
    assert share.sum() == pytest.approx(2) and (share * orders == pytest.approx(np.rint(share * orders)))
    assert errors[:3] == pytest.approx(np.sqrt(share * (1 - share) / 4 / (orders - 1))) and (errors[:3] > 0).all()
    assert not values[3:].any() and not errors[3:].any()


def test_the_table_for_negotiation():
    """Two parties with one measure each, and an envelope for one: the better one is chosen, the other would rather have its half."""
    measures = Measures.of(["a", "b"], [100, 50], [10, 4], party=np.array(["big", "small"], dtype=object))
    programme = Programme(measures, Envelope((100.0,)))
    found = negotiate(programme, choose(programme), {"big": 0.5, "small": 0.5})
    table = found.table.set_index("party")
    assert table["shapley"].to_dict() == {"big": 8, "small": 2}
    assert table.loc["small", ["chosen", "effect", "without", "alone", "leaves"]].tolist() == [0, 0, 10, 4, 1]
    assert table.loc["big", ["envelope", "own", "effect", "without", "alone", "leaves"]].tolist() == [100, 0, 10, 4, 0, 0]
    assert (found.base, found.groups, found.impossible, found.unproven) == (0, 4, 0, 0)


def test_what_a_party_does_alone_is_only_told_where_its_share_is_known():
    """A share is not made up: of three parties one has agreed to a quarter of 400 euro, which pays for its measure of 100, not of 200."""
    measures = Measures.of(["a", "b", "c", "d"], [100, 200, 200, 100], [5, 9, 8, 1], party=np.array(["p", "p", "q", "r"], dtype=object))
    programme = Programme(measures, Envelope((400.0,)), EnvelopeRules(forbidden=("a", "b")))
    best = choose(programme)
    nobody = negotiate(programme, best).table
    assert nobody[["alone", "leaves"]].isna().all(axis=None)
    table = negotiate(programme, best, {"p": 0.25}).table.set_index("party")
    assert table.loc["p", ["alone", "leaves"]].tolist() == [5, 1]
    assert table.loc[["q", "r"], ["alone", "leaves"]].isna().all(axis=None)


def test_a_required_measure_is_nobodys_contribution():
    """Of 201 its party is worth nothing: the effect of 1 is there whoever joins, and so is what it needs."""
    measures = Measures.of(["must", "may"], [100, 100], [1, 200], party=np.array(["p", "q"], dtype=object))
    programme = Programme(measures, Envelope((200.0,)), EnvelopeRules(required=("must",)))
    found = negotiate(programme, choose(programme))
    table = found.table.set_index("party")
    assert table["shapley"].to_dict() == {"q": 200, "p": 0} and found.base == 1
    assert table["without"].to_dict() == {"q": 1, "p": 201} and found.impossible == 0
    whole = replace(programme, rules=EnvelopeRules(groups=(Group(("must",), 1),)))
    assert negotiate(whole, choose(whole)).table.set_index("party")["shapley"].to_dict() == {"q": 200, "p": 0}
    chained = Measures.of(["a", "b", "c", "d"], [1] * 4, [1, 2, 4, 8], requires=[("a", "b"), ("b", "c"), ("d", "a")])
    assert Programme(chained, Envelope((4.0,)), EnvelopeRules(required=("a",))).imposed.tolist() == [True, True, True, False]
    some = EnvelopeRules(groups=(Group(("a", "d"), 1), Group(("c",), 1)))
    assert Programme(chained, Envelope((4.0,)), some).imposed.tolist() == [False, False, True, False]


def test_groups_that_cannot_keep_a_rule_count_as_nothing_and_are_counted():
    """Half of the envelope must go to care, which only p does: q alone, and nobody, cannot keep that."""
    measures = Measures.of(
        ["a", "b"], [50, 50], [3, 4], party=np.array(["p", "q"], dtype=object), labels={"sector": np.array(["care", "home"], dtype=object)}
    )
    programme = Programme(measures, Envelope((100.0,)), EnvelopeRules(shares=(ShareRule("sector", "care", 0.5),)))
    found = negotiate(programme, choose(programme))
    assert found.table.set_index("party")["shapley"].to_dict() == {"p": 3 + 4 / 2, "q": 4 / 2}
    assert (found.groups, found.impossible, found.unproven) == (4, 1, 0)


def test_groups_without_time_are_counted(monkeypatch):
    monkeypatch.setattr(negotiation, "solve", lambda *_: milp.Solved(milp.LIMIT, None, -np.inf))
    measures = Measures.of(["a"], [50], [3], party=np.array(["p"], dtype=object))
    programme = Programme(measures, Envelope((100.0,)))
    found = negotiate(programme, choose(programme))
    assert (found.groups, found.impossible, found.unproven) == (2, 0, 1)


@pytest.mark.parametrize("seed", range(count(60)))
def test_what_taking_part_is_worth_against_trying_everything(seed):
    """Each group of parties may choose from its own measures, those of nobody and required ones; values by all orders of joining."""
    rng = np.random.default_rng(seed)
    programme = random_programme(rng, 4)
    while best_by_trying(programme) is None:
        programme = random_programme(rng, 4)
    measures, rules = programme.measures, programme.rules
    imposed = programme.imposed

    def worth(parties):
        mine = np.isin(measures.party.astype(str), ["", *parties]) | imposed
        forbidden = tuple(dict.fromkeys([*rules.forbidden, *measures.ids[~mine]]))
        return best_by_trying(replace(programme, rules=replace(rules, forbidden=forbidden))) or 0.0

    parties = sorted(set(measures.party.astype(str)) - {""})
    orders = list(permutations(parties))
    expected = dict.fromkeys(parties, 0.0)
    for order in orders:
        for place, party in enumerate(order):
            expected[party] += (worth(order[: place + 1]) - worth(order[:place])) / len(orders)
    best = choose(programme)
    found = negotiate(programme, best)
    assert found.table.set_index("party")["shapley"].to_dict() == pytest.approx(expected)
    assert found.base == pytest.approx(worth(()))
    assert sum(expected.values()) + found.base == pytest.approx(best.effect)


def test_in_how_many_cases_a_measure_is_chosen():
    """One of three can be paid: the best by its drawn effect. The fourth has no effect, and the money that is left is not spent on it."""
    effect = np.array([10, 10.5, 9, 0.0])
    programme = Programme(Measures.of(["a", "b", "c", "d"], [100, 100, 100, 0.5], effect), Envelope((100.5,)))
    found = vary_effects(programme, 100, seed=4)
    drawn = effect * np.random.default_rng(4).uniform(0.8, 1.2, (100, 4))
    assert found.count == 100 and found.chosen.tolist() == np.bincount(drawn.argmax(axis=1), minlength=4).tolist()
    assert found.chosen[3] == 0 < found.chosen[2] < found.chosen[0] < found.chosen[1]
    assert found.share.tolist() == (found.chosen / 100).tolist()


@pytest.mark.parametrize("seed", range(count(30)))
def test_cases_against_all_choices(seed):
    rng = np.random.default_rng(seed)
    cost, effect = rng.integers(10, 90, 6) * 1.0, rng.integers(1, 40, 6) * 1.0
    sets = (np.arange(64)[:, None] >> np.arange(6)) & 1
    possible = sets[sets @ cost <= cost.sum() / 2]
    drawn = effect * np.random.default_rng(seed).uniform(0.8, 1.2, (20, 6))
    best = possible[(possible @ drawn.T).argmax(axis=0)]
    programme = Programme(Measures.of(list("abcdef"), cost, effect), Envelope((cost.sum() / 2,)))
    assert vary_effects(programme, 20, seed).chosen.tolist() == best.sum(axis=0).tolist()


def test_a_measure_stays_that_is_chosen_in_nine_of_ten_cases():
    assert Cases(np.array([100, 90, 89, 0]), 100).stays.tolist() == [True, True, False, False]
    assert Cases(np.array([18, 17]), 20).stays.tolist() == [True, False]
    none = Cases(np.array([0, 0]), 0)
    assert not none.stays.any() and np.isnan(none.share).all()


def test_cases_end_with_the_time_and_hear_a_cancel():
    programme = Programme(Measures.of(["a", "b"], [100, 50], [10, 4]), Envelope((100.0,)))
    assert vary_effects(programme, 5, seconds=0.0).count == 0
    assert vary_effects(programme, 0).count == 0

    class Once(Progress):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        vary_effects(programme, 5, progress=Once())


def test_a_case_that_is_not_solved_to_the_end_does_not_count(monkeypatch):
    programme = Programme(Measures.of(["a", "b"], [100, 50], [10, 4]), Envelope((100.0,)))
    asked = []

    def solve(*given):
        asked.append(given)
        found = milp.solve(*given)
        return found if len(asked) < 3 else replace(found, status=milp.LIMIT)

    monkeypatch.setattr(cases, "solve", solve)
    found = vary_effects(programme, 5)
    assert (found.count, found.chosen.tolist()) == (2, [2, 0])


def test_two_hundred_measures_under_thirty_rules_are_proven():
    programme = large_programme()
    best = choose(programme, 60)
    assert best.gap == 0
    assert broken_rules(programme, best.level, best.start) == []


@pytest.mark.parametrize(
    ("measures", "sentence"),
    [
        (Measures.of(["a"], [-1], [1]), r"Field 'cost' is negative or empty for 1 measures \(a\)"),
        (Measures.of(["a"], [np.nan], [1]), "negative or empty"),
        (Measures.of(["a", "b"], [1e300, 1], [1, 1]), r"'cost' is over 1,000,000,000,000 for 1 measures \(a\)"),
        (Measures.of(["a", "b"], [1, np.inf], [1, 1]), r"'cost' is over 1,000,000,000,000 for 1 measures \(b\)"),
        (
            Measures.of(["a", "b"], [1, 1], [1, 1], running=np.array([-0.5, 0])),
            r"Field 'running' is negative or empty for 1 measures \(a\)",
        ),
        (Measures.of(["a"], [1], [1], running=np.array([1.1e12])), "'running' is over"),
        (Measures.of(["a"], [1], [1e300]), "'effect' is over"),
        (Measures.of(["a"], [1], [-1e300]), "'effect' is over"),
        (Measures.of(["a", "b"], [1, 1], [1, 1], requires=[("a", "b"), ("b", "a")]), "in a circle: a > b > a"),
        (Measures.of(["a", "b", "c"], [1] * 3, [1] * 3, requires=[("a", "b"), ("a", "c"), ("c", "a")]), "in a circle: a > c > a"),
        (Measures.of(list("abcde"), [-1] * 5, [1] * 5), r"for 5 measures \(a, b, c, d, e\)"),
        (Measures.of(list("abcdef"), [-1] * 6, [1] * 6), r"for 6 measures \(a, b, c, d, e, \.\.\.\)"),
    ],
)
def test_bad_measures(measures, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        check_measures(measures)


def test_measures_of_nothing_and_of_the_most_are_good():
    check_measures(Measures.of(["a", "b"], [0, 1e12], [-1e12, 1e12], running=np.array([0.0, 1e12])))


@pytest.mark.parametrize("effect", [-1e6, -0.5, 0.0, 0.5, 1e6])
def test_a_party_leaves_where_alone_it_does_more_than_rounding_can_explain(monkeypatch, effect):
    programme = Programme(
        Measures.of(["a"], [100], [effect], party=np.array(["p"], dtype=object)), Envelope((100.0,)), EnvelopeRules(required=("a",))
    )
    best = choose(programme)
    assert best.effect == effect
    for times, leaves in ((-2, False), (0.5, False), (1, False), (2, True)):
        alone = effect + times * negotiation.CLOSE * max(1.0, abs(effect))
        monkeypatch.setattr(negotiation, "find_effect_alone", lambda *asked, alone=alone: alone)
        assert negotiation.party_row(programme, best, "p", 0.0, 0.5, Progress())[-2:] == [alone, leaves]


def test_bad_rules():
    measures = Measures.of(["wall", "roof"], [1, 1], [1, 1], labels={"sector": np.array(["care", "home"])})
    with pytest.raises(OpgaveError, match="names measure 'rooof', which is not in the layer. Did you mean 'roof'"):
        check_rules(measures, EnvelopeRules(required=("rooof",)), "rules.json")
    with pytest.raises(OpgaveError, match="no measure has 'sport' in field 'sector'. There are: care, home"):
        check_rules(measures, EnvelopeRules(shares=(ShareRule("sector", "sport", 0.1),)), "rules.json")
    twice = EnvelopeRules(cofinancing=(Cofinancing("sector", "care", 0.6), Cofinancing("sector", "care", 0.6)))
    with pytest.raises(OpgaveError, match="more than 100% of measures wall"):
        charged_share(measures, twice)


def test_cancel_is_obeyed_while_the_solver_works():
    class Impatient(Progress):
        def is_cancelled(self):
            return True

    with pytest.raises(Cancelled):
        choose(large_programme(), 60, Impatient())


@pytest.mark.parametrize("count", [3, 12])
def test_a_coalition_is_asked_once_by_ascending_numbers(count):
    """Its worth may take a solver's time, and does not depend on who came first."""
    asked = []
    shapley_values(count, lambda members: asked.append(members) or float(len(members)), seed=3)
    assert len(set(asked)) == len(asked) and all(list(members) == sorted(members) for members in asked)
    assert () in asked and tuple(range(count)) in asked


def test_by_itself_a_party_is_bound_by_what_its_own_measures_are_to_each_other():
    """The other's measure is required of all together; alone with half of the money nobody can ask for it, but what excludes still does."""
    measures = Measures.of(["a", "b", "c"], [100, 100, 20], [10, 4, 3], party=np.array(["big", "small", "big"], dtype=object))
    programme = Programme(measures, Envelope((240.0,)), EnvelopeRules(required=("b",)))
    table = negotiate(programme, choose(programme), {"big": 0.5, "small": 0.5}).table.set_index("party")
    assert table["alone"].to_dict() == {"big": 13, "small": 4}
    assert table["without"].to_dict() == {"big": 4, "small": 17}
    assert table["measures"].to_dict() == {"big": 2, "small": 1} and table["effect"].to_dict() == {"big": 13, "small": 4}
    assert not table["leaves"].any()
