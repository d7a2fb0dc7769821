"""Measures from a layer, and what is told of a portfolio: fields, parties, years, orders and shares, by hand."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.envelope import Cases, Measures, Negotiation
from opgavenkaart.processing.analysis.envelope.choosing import Portfolio, choose, gap_of
from opgavenkaart.processing.analysis.envelope.measures import circle_of, plannable
from opgavenkaart.processing.analysis.envelope.programme import Programme
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.envelope import Cofinancing, Effect, Envelope, EnvelopeRules
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.planning.envelope import outputs, report
from opgavenkaart.processing.planning.envelope.inputs import (
    MeasureFields,
    Parties,
    effect_fields,
    flags,
    measures_of,
    pairs,
    parties_of,
    with_parties,
)
from opgavenkaart.processing.planning.envelope.outputs import answer, mark_chosen, negotiation_table
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard
from qgis.core import QgsField, QgsFields
from qgis.PyQt.QtCore import QMetaType

ENGLISH = Language("en")
FIELDS = MeasureFields(
    "cost", ("care", "home"), "running", "id", title="title", party="actor", year="year", scalable="part", excludes="not_with",
    requires="needs",
)  # fmt: skip
COLUMNS = {
    "id": ["a", "b", "c", "d"],
    "title": ["Ground", "House", None, "Garden"],
    "cost": [100.0, 200, 50, 70],
    "care": [1.0, np.nan, 2, 0],
    "home": [10.0, 30, 0, 6],
    "running": [0.0, 10, np.nan, 5],
    "actor": ["x", "y", "", "x"],
    "year": [2026.0, np.nan, 2027, 2030],
    "part": ["nee", "JA", "1", None],
    "not_with": ["", "c; d", "", ""],
    "needs": ["", "a", None, ""],
}


def layer(columns=None, name="Maatregelen", **more):
    table = pd.DataFrame((columns or COLUMNS) | more)
    return Features(name, np.full(len(table), None, dtype=object), table, "", np.arange(len(table)) + 1)


# ---- reading


def test_each_field_becomes_what_it_says():
    said = Heard()
    found = measures_of(layer(running=[0.0, 10, 1, 5]), FIELDS, EnvelopeRules(effects={"care": Effect(weight=5.0)}), said)
    assert found.ids.tolist() == ["a", "b", "c", "d"]
    assert found.cost.tolist() == [100, 200, 50, 70] and found.running.tolist() == [0, 10, 1, 5]
    assert found.effect.tolist() == [5 + 10, 30, 10, 6]
    assert found.year.tolist() == [2026, 0, 2027, 2030]
    assert found.scalable.tolist() == [False, True, True, False]
    assert found.party.tolist() == ["x", "y", "", "x"]
    assert found.excludes.tolist() == [[1, 2], [1, 3]] and found.requires.tolist() == [[1, 0]]
    assert said.warnings == ["Field 'care' of layer 'Maatregelen' is empty for 1 measures: they count as without effect."]


def test_without_fields_a_measure_has_its_feature_id_and_no_year():
    found = measures_of(layer(), MeasureFields("cost", ("home",)), EnvelopeRules(), Heard())
    assert found.ids.tolist() == ["1", "2", "3", "4"]
    assert found.year.tolist() == [0] * 4 and not found.scalable.any() and found.running.tolist() == [0] * 4
    assert found.party.tolist() == [""] * 4 and len(found.excludes) == len(found.requires) == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"id": ["a", "", "c", None]}, "Field 'id' of layer 'Maatregelen' is empty for 2 measures"),
        ({"id": ["a", "b", "a", "b"]}, "has 'a' twice"),
        ({"care": [np.nan] * 4}, "Field 'care' of layer 'Maatregelen' is empty for all 4 measures"),
        ({"running": [0, -1, 0, 0]}, "Field 'running' is negative or empty for 1 measures"),
        ({"part": ["", "perhaps", "", ""]}, "Field 'part' says 'perhaps' for measure 'b'"),
        ({"needs": ["", "e", "", ""]}, "needs .b. names measure 'e'"),
        ({"needs": ["a", "", "", ""]}, "Measure 'a' names itself in field 'needs'"),
    ],
)
def test_what_cannot_be_right(change, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        measures_of(layer(**({"running": [0.0] * 4} | change)), FIELDS, EnvelopeRules(), Heard())


def test_words_for_yes_and_no():
    words = ["1", "1.0", "true", "Yes", "ja", "waar", "T", "0", "0.0", "false", "no", "Nee", "onwaar", "f", ""]
    assert flags(pd.DataFrame({"x": words}), "x", np.array(words)).tolist() == [True] * 7 + [False] * 8


def test_pairs_and_fields_by_name():
    table = pd.DataFrame({"needs": ["b, c", "", None]})
    assert pairs(table, "needs", np.array(["a", "b", "c"])) == [("a", "b"), ("a", "c")]
    assert pairs(table, "", np.array(["a", "b", "c"])) == []
    assert effect_fields(" care, home ,care,", ["care", "home"], "x") == ("care", "home")
    with pytest.raises(OpgaveError, match="'x'.*'home'"):
        effect_fields("care, home", ["care"], "x")
    with pytest.raises(OpgaveError, match="Layer 'Leeg' has no features"):
        measures_of(layer(name="Leeg").where(np.zeros(4, dtype=bool)), FIELDS, EnvelopeRules(), Heard())
    with pytest.raises(OpgaveError, match="EFFECT_FIELD is empty"):
        effect_fields(" , ", ["care"], "x")


def test_parties_have_names_and_fields_of_their_own():
    actors = layer(
        {"actor_id": ["x", "y", "z"], "name": ["City", "", "Care"], "kind": ["city", "private", "care"], "cost": [7.0, 8.0, 9.0]}, "Actoren"
    )
    parties = parties_of(actors, "", Heard())
    assert parties.called(["x", "y", "w"]) == ["City", "y", "w"]
    said = Heard()
    measures = with_parties(layer(actor=["x", "z", "", "w"]), "actor", parties, ["kind", "cost", "absent"], said)
    assert measures.table["kind"].fillna("").tolist() == ["city", "care", "", ""]
    assert measures.table["cost"].tolist() == COLUMNS["cost"], "a field that the measures have themselves stays theirs"
    assert "absent" not in measures.table
    assert said.warnings == ["1 parties are not in the table of actors (w)."]
    assert parties_of(None, "", Heard()).called(["x"]) == ["x"]
    quiet = Heard()
    with_parties(layer(), "actor", Parties({}, pd.DataFrame()), ["kind"], quiet)
    assert quiet.warnings == []


def test_shares_that_parties_agreed_on():
    actors = layer({"actor_id": ["x", "y", "z"], "own": [0.5, np.nan, 0.0]}, "Actoren")
    assert parties_of(actors, "own", Heard()).shares == {"x": 0.5, "z": 0}
    assert parties_of(actors, "", Heard()).shares == {}
    whole = layer({"actor_id": ["x", "y"], "own": [0.7, 0.3]}, "Actoren")
    assert parties_of(whole, "own", Heard()).shares == {"x": 0.7, "y": 0.3}


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ([0.7, -0.1], r"Field 'own' of layer 'Actoren' is negative for 1 actors \(y\). Give shares of the envelope from 0 to 1."),
        ([0.7, 0.6], "The shares in field 'own' of layer 'Actoren' add up to 130% of the envelope."),
        ([30, 20], "add up to 5000% of the envelope. Give shares from 0 to 1"),
    ],
)
def test_shares_that_cannot_be_right(own, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        parties_of(layer({"actor_id": ["x", "y"], "own": own}, "Actoren"), "own", Heard())


def test_parties_need_ids():
    with pytest.raises(OpgaveError, match="'actor_id'"):
        parties_of(layer({"name": ["City"]}, "Actoren"), "", Heard())
    assert parties_of(layer({"actor_id": ["x"]}, "Actoren"), "", Heard()).called(["x"]) == ["x"]


def test_a_field_of_shares_asks_for_a_table_of_actors():
    with pytest.raises(OpgaveError, match="SHARE_FIELD names field 'own' of the actors, but no table of actors was given."):
        parties_of(None, "own", Heard())


def test_measures_that_need_each_other_in_a_circle():
    assert circle_of(np.array([[0, 1], [1, 2]]), 3) == []
    assert circle_of(np.array([[0, 1], [2, 1], [0, 2]]), 3) == []
    assert circle_of(np.array([[0, 1], [1, 2], [2, 1]]), 3) == [1, 2, 1]
    assert circle_of(np.array([[3, 3]]), 4) == [3, 3]


def test_measures_that_start_in_the_envelope():
    measures = Measures.of(["a", "b", "c"], [1, 1, 1], [1, 1, 1], year=np.array([0, 2026, 2030]))
    assert plannable(measures, Envelope((1.0, 1.0), (2026, 2027))).tolist() == [True, True, False]
    assert plannable(measures, Envelope((1.0,))).all()


def test_how_much_better_another_portfolio_might_be():
    assert gap_of(100, 101, False) == pytest.approx(0.01)
    assert gap_of(100, 150, True) == 0 and gap_of(100, 99, False) == 0
    assert gap_of(-100, -99, False) == pytest.approx(0.01)


# ---- what is told


@pytest.fixture(scope="module")
def found():
    """350 euro in two years: Ground must be in 2026, Garden starts too late; a third of what x does is paid by others."""
    columns = COLUMNS | {"running": [0.0, 10, 1, 5], "not_with": ["", "", "", ""], "part": ["", "", "", ""]}
    rules = EnvelopeRules(cofinancing=(Cofinancing("actor", "x", 0.25),))
    measures = measures_of(layer(columns), FIELDS, rules, Heard())
    programme = Programme(measures, Envelope((200.0, 150.0), (2026, 2027)), rules)
    said = Heard()
    return answer(layer(columns), FIELDS, programme, Parties({"x": "City"}, pd.DataFrame(), {"x": 0.5}), 20.0, 100.0, 20, 1, said), said


def test_what_is_said_on_the_way(found):
    """b needs a, which starts in 2026; b costs 200, more than either year has beside a: so a and c, 75 and 50 euro."""
    best, said = found[0].best, found[1]
    assert best.chosen.tolist() == [True, False, True, False]
    assert said.warnings == ["1 measures start outside the years of the envelope and cannot be chosen."]
    assert said.notes == [
        "2 measures chosen, effect 13, 125 euro of the envelope.",
        "With effects up to 20 % off, 2 of the 2 chosen measures are chosen in at least 90 % of 20 cases.",
    ]
    assert found[0].outside == 1


@pytest.mark.parametrize(
    ("cases", "asked"), [(Cases(np.array([9, 8, 2]), 10), 10), (Cases(np.array([9, 8, 2]), 10), 12), (Cases(np.zeros(3), 0), 5)]
)
def test_what_is_said_of_cases(cases, asked):
    """Of the first two, which are chosen, one stays; cases for which there was no time are told."""
    best = Portfolio(np.array([1.0, 0.5, 0]), *[np.zeros(3)] * 3, 1.0, 1.0, np.zeros(1))
    said = Heard()
    outputs.tell_cases(best, cases, asked, said)
    told = "With effects up to 20 % off, 1 of the 2 chosen measures are chosen in at least 90 % of 10 cases."
    assert said.notes == ([told] if cases.count else [])
    late = f"There was time for {cases.count} of {asked} cases with other effects."
    assert said.warnings == ([late] if cases.count < asked else [])


def test_what_is_said_of_groups_that_could_not_be_valued():
    said = Heard()
    outputs.tell_negotiation(Negotiation(pd.DataFrame(), 0.0, 8, 3, 2), said)
    assert said.notes == ["3 of 8 combinations of parties cannot keep the rules and count as 0."]
    assert said.warnings == [
        "For 2 of 8 combinations of parties there was no time to prove the best choice: they may reach more."
    ]  # fmt: skip
    quiet = Heard()
    outputs.tell_negotiation(Negotiation(pd.DataFrame(), 0.0, 8, 0, 0), quiet)
    assert quiet.notes == quiet.warnings == []


def test_the_report_in_numbers(found):
    content = report.content(found[0], "effect", ENGLISH)
    assert content["years"] == [
        {"year": 2026, "ceiling": 200, "spent": 75, "share": 0.375}, {"year": 2027, "ceiling": 150, "spent": 50, "share": 50 / 150}
    ]  # fmt: skip
    assert content["envelope"] == 350 and content["measure_count"] == 4 and content["outside"] == 1
    assert [(row["title"], row["party"], row["year"], row["cost"], row["paid"], row["effect"]) for row in content["chosen"]] == [
        ("Ground", "City", 2026, 100, 75, 11), ("c", "", 2027, 50, 50, 2)
    ]  # fmt: skip
    assert content["finding"] == "The best choice for these estimates is 2 of 4 measures, with an effect of 13"
    nothing = replace(found[0], best=replace(found[0].best, level=np.zeros(4)))
    assert report.finding(nothing, ENGLISH) == "No measure can be paid from the envelope under these rules"
    measures = replace(nothing.programme.measures, effect=np.zeros(4))
    without_effect = replace(nothing, programme=replace(nothing.programme, measures=measures))
    assert report.content(without_effect, "effect", ENGLISH)["nothing"] == "No measure has an effect for these estimates."
    unproven = replace(found[0], best=replace(found[0].best, gap=0.1))
    assert report.finding(unproven, ENGLISH) == "The best choice found is 2 of 4 measures, with an effect of 13"
    assert content["exact"] and content["shares"]
    assert (content["cases"], content["stays"], content["off"], content["least"]) == (20, 2, 20, 90)
    assert [row["cases"] for row in content["chosen"]] == [20, 20] and content["often"] == []


def test_measures_that_other_effects_would_bring_in(found):
    """Those outside the choice that a tenth of the cases choose, the most often first."""
    cases = Cases(np.array([20, 2, 19, 1]), 20)
    assert [(row["title"], row["cases"]) for row in report.often_rows(replace(found[0], cases=cases))] == [("House", 2)]
    several = Cases(np.array([20, 2, 19, 5]), 20)
    assert [row["title"] for row in report.often_rows(replace(found[0], cases=several))] == ["Garden", "House"]
    assert list(report.often_rows(replace(found[0], cases=Cases(np.zeros(4, dtype=int), 0)))) == []


def test_the_report_prints_what_is_known_and_no_more(found, tmp_path):
    """Without shares nobody is said to leave; with one, of the others it is unknown. The values add up as is said."""
    place = tmp_path / "report.html"
    report.write_envelope_report(place, found[0], "effect", ENGLISH)
    text = place.read_text(encoding="utf-8")
    assert "Achieves more alone" in text and text.count("share unknown") == 1 and "20 of 20" in text
    table = found[0].negotiation.table
    assert table["shapley"].sum() + found[0].negotiation.base == pytest.approx(found[0].best.effect)
    assert "less the 2 of required measures and of measures without a party" in text
    unknown = replace(found[0].negotiation, table=table.assign(alone=np.nan, leaves=np.nan), base=0.0)
    report.write_envelope_report(place, replace(found[0], negotiation=unknown, cases=Cases(np.zeros(4), 0)), "effect", ENGLISH)
    text = place.read_text(encoding="utf-8")
    assert "alone" not in text and "share unknown" not in text and "add up to the total effect." in text and "of 20" not in text


def test_measures_with_most_effect_come_first(found):
    """By what is carried out of them: half of 30 goes before 11, a tenth of it after."""
    for part, order in ((0.5, ["b", "a"]), (0.1, ["a", "b"])):
        best = replace(found[0].best, level=np.array([1.0, part, 0, 0]), start=np.array([0, 1, -1, -1]))
        rows = report.measure_rows(replace(found[0], best=best))
        assert [row["id"] for row in rows] == order
        told = {row["id"]: (row["effect"], row["level"], row["year"]) for row in rows}
        assert told == {"a": (11, 1, 2026), "b": (30 * part, part, 2027)}


def test_what_more_money_buys(found):
    """100 euro more in 2026 pay for the house beside the ground; runs of steps that buy the same are one row."""
    (first, *_) = rows = list(report.step_rows(found[0]))
    assert first["added"] == 100 and first["year"] == 2026 and "House" in first["in"]
    assert first["more"] == first["effect"] - found[0].best.effect > 0
    assert [row["added"] for row in rows] == sorted(row["added"] for row in rows)
    spans = [(row["added"], row["until"] or row["added"]) for row in rows]
    assert spans[-1][1] == 500 and all(one[1] + 100 == other[0] for one, other in zip(spans, spans[1:], strict=False))


def test_amounts_that_buy_the_same_are_one_row(found):
    """200 and 300 euro buy what 100 does in the same year; 400 buys something else, and 500 the same in another year."""
    best = found[0].best
    more = replace(best, level=1 - best.level)
    steps = [(100.0, 0, best), (200.0, 0, replace(best)), (300.0, 0, best), (400.0, 0, more), (500.0, 1, more)]
    rows = list(report.step_rows(replace(found[0], steps=steps)))
    assert [(row["added"], row["until"]) for row in rows] == [(100, 300), (400, None), (500, None)]


def test_how_a_portfolio_differs():
    programme = Programme(Measures.of(["a", "b", "c"], [1, 2, 3], [1, 1, 1]), Envelope((3.0,)))
    best = choose(programme)
    other = replace(best, level=np.array([0.0, 1, 1]), effect=7.0, cost=9.0)
    best = replace(best, level=np.array([1.0, 1, 0]))
    titles, cases = np.array(["A", "B", "C"], dtype=object), Cases(np.array([9, 8, 2]), 10)
    whole = report.Answer(programme, best, titles, Parties({}, pd.DataFrame()), [], [], None, 0, cases)
    assert report.difference(whole, other) == {"effect": 7, "cost": 9, "in": ["C"], "out": ["A"]}
    assert list(report.year_rows(programme, replace(best, spent=np.array([1.5])))) == [
        {"year": None, "ceiling": 3, "spent": 1.5, "share": 0.5}
    ]  # fmt: skip
    without = replace(programme, envelope=Envelope((0.0, 3.0), (2026, 2027)))
    assert [row["share"] for row in report.year_rows(without, replace(best, spent=np.array([0.0, 1.5])))] == [0, 0.5]
    assert report.party_rows(whole) == [] and report.content(whole, "x", ENGLISH)["exact"]
    assert len(negotiation_table(whole)) == 0


def test_the_layer_of_measures(found):
    """Fields of an earlier run are replaced; how many of the other choices have a measure."""
    fields = QgsFields()
    for name in ("id", "chosen"):
        fields.append(QgsField(name, QMetaType.Type.QString))
    runners = [replace(found[0].best, level=np.array(level)) for level in ([0.0, 1, 0, 0], [1.0, 1, 0, 0])]
    before = layer({"id": COLUMNS["id"], "chosen": ["x"] * 4})
    assert list(mark_chosen(before, fields, found[0])[1].table)[:2] == ["id", "chosen"], "what the layer had stays"
    kept, after = mark_chosen(before, fields, replace(found[0], runners=runners))
    assert [field.name() for field in kept] == ["id"]
    table = after.table
    assert table["chosen"].tolist() == [1, 0, 1, 0]
    assert table["start_year"].fillna(0).tolist() == [2026, 0, 2027, 0]
    assert table["paid_euro"].tolist() == [75, 0, 50, 0]
    assert table["runner_up"].tolist() == [1, 2, 0, 0]
    assert table["chosen_share"].tolist() == [1, 0, 1, 0]
    untried = mark_chosen(before, fields, replace(found[0], cases=Cases(np.zeros(4), 0)))[1].table
    assert untried["chosen_share"].isna().all()
    assert mark_chosen(before, fields, replace(found[0], runners=[]))[1].table["runner_up"].tolist() == [0] * 4


def test_the_table_for_those_who_negotiate(found):
    """x carries out Ground: 100 euro, of which 25 its own; y's house is not chosen."""
    table = negotiation_table(found[0]).table.set_index("party")
    brought = table[["party_name", "measures", "chosen", "cost", "envelope", "own", "effect"]]
    assert brought.loc["x"].tolist() == ["City", 2, 1, 100, 75, 25, 11]
    assert table.loc["y", ["party_name", "measures", "chosen", "cost", "effect"]].tolist() == ["y", 1, 0, 0, 0]
    assert table.loc["x", "without"] == 2 and table.loc["y", "without"] == 13
    assert table.loc["x", ["alone", "leaves"]].tolist() == [11, 0] and table.loc["y", ["alone", "leaves"]].isna().all()
    rows = report.party_rows(found[0])
    assert [row["party"] for row in rows] == ["City", "y"]


def test_what_is_paid_never_exceeds_what_it_costs(found):
    best: Portfolio = found[0].best
    assert (best.paid <= best.gross).all() and best.spent.sum() == best.cost == best.paid.sum()


def test_a_portfolio_that_may_not_be_the_best_says_how_much_better_another_could_be(monkeypatch):
    programme = Programme(Measures.of(["a", "b"], [100, 50], [10, 4]), Envelope((100.0,)))
    best = choose(programme)
    monkeypatch.setattr(outputs, "choose", lambda *_: replace(best, gap=0.25))
    said, measures = Heard(), layer({"cost": [100.0, 50.0]})
    answer(measures, replace(FIELDS, title=""), programme, Parties({}, pd.DataFrame()), 7.5, 0, 0, 1, said)
    assert said.warnings == [
        "Optimality not proven within 7.5 seconds: another choice could be 25.00% better. Raise TIME_LIMIT for more time."
    ]
