"""What the report and the table say of a plan of two municipalities, its money and its order, by hand."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.bbc.assign import Assignment
from opgavenkaart.processing.analysis.bbc.budget import budget
from opgavenkaart.processing.analysis.bbc.places import Area, NamedAreas
from opgavenkaart.processing.analysis.bbc.plan import read_plan
from opgavenkaart.processing.model.challenge import Bbc, read_challenge
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.planning.bbc import report
from opgavenkaart.processing.planning.bbc.outputs import Reclustered, output_table, reason
from opgavenkaart.processing.texts.language import Language

ENGLISH = Language("en")
ACTIONS = [
    ("Velm", "99001", "Bomen planten", "0680", "100", "20"),
    ("Velm", "99001", "Huizen isoleren", "0350", "700", "200.01"),
    ("Dries", "99002", "1.2", "0350", "50", "0"),
    ("Dries", "99002", "Groene woningen", "", "400", "100"),
    ("Dries", "99002", "Software", "0119", "0", "30"),
]
SERVED = [
    (0, "green", "policy_field", "low", 1.0),
    (0, "homes", "words", "high", 1.0),
    (1, "homes", "policy_field", "high", 2.0),
    (2, "homes", "words", "low", 0.7),
    (3, "green", "words", "low", 0.75),
    (3, "homes", "words", "low", 0.25),
    (4, "none", "", "", 0.0),
]


def challenge(id, *fields):
    return replace(read_challenge("warm_homes"), id=id, title=Text(id.title(), id.title()), bbc=Bbc(policy_fields=fields))


@pytest.fixture(scope="module")
def found():
    """Of 1,600.01 euro the trees' 120 and the green homes' 500 serve both challenges; software serves none; nothing serves elders."""
    columns = ["gemeente", "nis", "actie", "beleidsveld", "2026", "2027"]
    table = pd.DataFrame(ACTIONS, columns=columns).assign(toelichting=["", "", "In het dorp", "", ""])
    plan = read_plan(table)
    rows = pd.DataFrame(SERVED, columns=["action", "challenge", "basis", "certainty", "score"]).assign(words="action: x", comment="")
    areas = [Area("Noord", 20.0), Area("Zuid", 80.0), Area("Oost"), Area("West", 50.0), Area("Kern", 60.0), Area("Rand")]
    places = [
        NamedAreas((0, 1), ("Noord", "Zuidstraat")),
        NamedAreas((1,), ("Zuid",)),
        NamedAreas(),
        NamedAreas((2,), ("Oost",)),
        NamedAreas(),
    ]
    challenges = [challenge("green", "0680"), challenge("homes", "0350"), challenge("elders", "0900")]
    investments = pd.DataFrame({"nis_code": ["99001", "99002", "99003", "99001"], "policy_field": ["0350", "0350", "0350", "0680"],
                                "cents": [1000, 2050, 70_000, 500]})  # fmt: skip
    return Reclustered(budget(plan, Assignment(rows)), challenges, areas, places, investments)


def test_every_euro_is_counted_once_over_the_challenges_and_in_full_for_each(found):
    rows = {one["title"]: one for one in report.content(found, ENGLISH)["budget"]}
    assert {title: one["total"] for title, one in rows.items()} == {
        "Green": 60 + 375, "Homes": 60 + 900.01 + 50 + 125, "Elders": 0, "no challenge": 30
    }  # fmt: skip
    assert {title: one["whole"] for title, one in rows.items()} == {
        "Green": 120 + 500, "Homes": 120 + 900.01 + 50 + 500, "Elders": 0, "no challenge": 30
    }  # fmt: skip
    assert rows["Green"]["once"] == [50 + 300, 10 + 75]
    assert {title: one["actions"] for title, one in rows.items()} == {"Green": 2, "Homes": 4, "Elders": 0, "no challenge": 1}


def test_the_figures_at_the_head(found):
    content = report.content(found, ENGLISH)
    assert content["total"] == 1600.01 and content["totals"] == [1250, 350.01]
    assert content["years"] == (2026, 2027)
    assert [value for _, value in content["facts"]] == ["5", "80.0 %", "98.1 %", "4"]
    assert report.assigned_money_share(found.budget) == pytest.approx(1570.01 / 1600.01)
    assert content["idle"] == ["Elders"]
    assert content["has_need"] and content["title"] == "Velm, Dries"


def test_what_serves_several_challenges_comes_with_the_most_money_first(found):
    rows = report.content(found, ENGLISH)["shared"]
    assert [(row["action"], row["town"], row["challenges"], row["total"]) for row in rows] == [
        ("Groene woningen", "Dries", "Green, Homes", 500), ("Bomen planten", "Velm", "Green, Homes", 120)
    ]  # fmt: skip
    assert report.content(found, ENGLISH)["shared_count"] == 2


def test_what_is_doubtful_comes_with_the_most_money_first(found):
    """By the part that counts for the challenge, not by the action's whole amount; a title that is a code comes with its text."""
    rows = report.content(found, ENGLISH)["doubtful"]
    assert [(row["action"], row["challenge"], row["total"]) for row in rows] == [
        ("Groene woningen", "Green", 375), ("Groene woningen", "Homes", 125), ("Bomen planten", "Green", 60),
        ("1.2: In het dorp", "Homes", 50),
    ]  # fmt: skip


def test_municipalities_beside_each_other(found):
    """Dries: 580 euro, of which 375 green, 175 homes, 30 nothing."""
    rows = {row["town"]: row for row in report.content(found, ENGLISH)["towns"]}
    assert rows["Dries"]["total"] == 580 and rows["Velm"]["total"] == pytest.approx(1020.01)
    assert rows["Dries"]["shares"] == pytest.approx([375 / 580, 175 / 580, 0, 30 / 580])
    assert sum(rows["Velm"]["shares"]) == pytest.approx(1)
    free = replace(found, budget=replace(found.budget, parts=0 * found.budget.parts))
    assert all(len(row["shares"]) == 4 and np.isnan(row["shares"]).all() for row in report.content(free, ENGLISH)["towns"])


def test_areas_with_the_greatest_need_first(found):
    """What an action costs counts in every area that it names; an area whose need is not known comes last."""
    rows = report.content(found, ENGLISH)["areas"]
    assert [row["area"] for row in rows] == ["Zuid", "Noord", "Oost"]
    assert rows[0]["amounts"] == pytest.approx([60, 60 + 900.01, 0, 0]) and rows[0]["total"] == pytest.approx(1020.01)
    assert rows[1]["amounts"] == [60, 60, 0, 0] and rows[2]["amounts"] == [375, 125, 0, 0]
    assert report.content(found, ENGLISH)["silent_areas"] == ["Kern (60.0)", "West (50.0)", "Rand"]


def test_investments_of_the_plans_municipalities(found):
    rows = {row["title"]: row["amount"] for row in report.content(found, ENGLISH)["investments"]}
    assert rows == {"Green": 5, "Homes": 30.5, "Elders": 0}


def test_money_by_policy_domain(found):
    rows = report.content(found, ENGLISH)["domains"]
    assert sum(total for _, _, total in rows) == pytest.approx(1600.01)
    assert [amounts for name, amounts, _ in rows if name == report.NO_NAME] == [[375, 125, 0, 0]]


def test_the_table_has_a_row_for_each_action_and_challenge(found):
    table = output_table(found, ENGLISH).table
    assert table["challenge"].tolist() == [row[1] for row in SERVED]
    assert table["share"].tolist() == pytest.approx([0.5, 0.5, 1, 1, 0.75, 0.25, 1])
    assert table["score"].tolist() == [1, 1, 2, 0.7, 0.75, 0.25, 0]
    assert table["y2026"].tolist() == pytest.approx([50, 50, 700, 50, 300, 100, 0])
    assert table["total"].tolist() == pytest.approx([60, 60, 900.01, 50, 375, 125, 30])
    assert table["action_total"].tolist() == pytest.approx([120, 120, 900.01, 50, 500, 500, 30])
    assert table["places"].fillna("").tolist() == ["Noord; Zuid", "Noord; Zuid", "Zuid", "", "Oost", "Oost", ""]
    assert table["place_names"][0] == "Noord; Zuidstraat"
    assert table["challenge_title"].tolist()[-1] == "no challenge"
    assert np.isnan(report.assigned_money_share(replace(found.budget, plan=replace(found.budget.plan, cents=0 * found.budget.plan.cents))))


@pytest.mark.parametrize(
    ("basis", "code", "words", "comment", "said"),
    [
        ("policy_field", "0350", "", "", "policy field 0350 Klimaat"),
        ("policy_field", "0399", "", "", "policy field 0399"),
        ("policy_field", "0350", "action: boom", "", "policy field 0350 Klimaat – action: boom"),
        ("words", "0350", "action: boom, haag; plan: groen", "", "action: boom, haag; action plan: groen"),
        ("by_hand", "0350", "action: boom", "so it was decided", "manual: so it was decided"),
        ("by_hand", "", "", "", "manual"),
    ],
)
def test_why_an_action_was_assigned(basis, code, words, comment, said):
    row = SimpleNamespace(basis=basis, words=words, comment=comment)
    assert reason(row, code, {"0350": {"name": "Klimaat"}}, ENGLISH) == said


def test_rows_of_the_table_are_those_of_their_action(found):
    table = output_table(found, ENGLISH).table
    assert "index" not in table and table["municipality"].tolist() == ["Velm"] * 3 + ["Dries"] * 4
    assert table["policy_field"].fillna("").tolist() == ["0680", "0680", "0350", "0350", "", "", "0119"]


def test_the_plan_of_one_municipality_has_none_beside_it(found):
    alone = found.budget.plan.table.assign(municipality="Velm", nis_code="99001")
    one = replace(found, budget=replace(found.budget, plan=replace(found.budget.plan, table=alone)))
    assert report.content(one, ENGLISH)["towns"] == [] and len(report.content(found, ENGLISH)["towns"]) == 2


def test_a_title_of_fewer_than_five_letters_comes_with_its_text():
    said = pd.Series({"ac_short": " 1.2 abcd ", "ac_long": " " + "x" * 81})
    assert report.action_label(said) == "1.2 abcd: " + "x" * 80
    assert report.action_label(said.replace(" 1.2 abcd ", "1.2 abcde")) == "1.2 abcde"
    assert report.action_label(said.mask(said.index == "ac_long", " ")) == "1.2 abcd", "nothing more is known"


def test_a_heading_of_many_municipalities_counts_them():
    assert report.heading(pd.Series(["A", "B", "A", "C"]), ENGLISH) == "A, B, C"
    assert report.heading(pd.Series(["A", "B", "C", "D"]), ENGLISH) == "4 municipalities"


def test_lists_end_after_so_many(found, monkeypatch):
    whole = report.content(found, ENGLISH)
    monkeypatch.setattr(report, "SHOWN", 1)
    short = report.content(found, ENGLISH)
    assert short["shared"] == whole["shared"][:1] and short["doubtful"] == whole["doubtful"][:1] and len(whole["doubtful"]) == 4
    assert short["shared_count"] == 2, "all are counted"
