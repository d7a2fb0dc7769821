"""Multi-year plans: columns, amounts, words, corrections, and how well actions are assigned."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.analysis.bbc.amounts import cents, split
from opgavenkaart.processing.analysis.bbc.assign import NONE, assign
from opgavenkaart.processing.analysis.bbc.budget import budget
from opgavenkaart.processing.analysis.bbc.columns import plan_columns
from opgavenkaart.processing.analysis.bbc.corrections import correct, read_corrections
from opgavenkaart.processing.analysis.bbc.places import Area, Gazetteer, named_places, streets_in
from opgavenkaart.processing.analysis.bbc.plan import of_municipality, read_plan
from opgavenkaart.processing.analysis.bbc.words import Searched, Spans
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.challenge import Bbc, builtin_challenges, read_challenge
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.units import grid

LABELS = Path(__file__).parent / "data" / "bbc_labels.json"


class Told(Progress):
    def __init__(self):
        self.said = []

    def note(self, text, **values):
        self.said.append(text.format(**values))

    warn = note


def table(*actions, **columns):
    """A plan of one municipality: actions are (plan, title, text, amount of 2026)."""
    rows = [
        {"bd": "1", "ap": "1", "actieplan": plan, "ac": str(number), "actie": title, "toelichting": text, "2026": amount}
        for number, (plan, title, text, amount) in enumerate(actions, 1)
    ]  # fmt: skip
    return pd.DataFrame(rows).assign(gemeente="Velm", nis="99001").assign(**columns)


def challenge(id, **bbc):
    return replace(read_challenge("warm_homes"), id=id, bbc=Bbc(**{name: tuple(words) for name, words in bbc.items()}))


GREEN = challenge(
    "green", policy_fields=["0680"], words=["boom", "onthard", "*park"], weak_words=["groen"], not_words=["groene stroom", "boomgaard"]
)
HOMES = challenge("homes", policy_fields=["0350", "0680"], words=["isolatie", "woning"])


def served(actions, *challenges):
    found = assign(read_plan(actions), challenges or (GREEN, HOMES)).table
    return [(row.action, row.challenge) for row in found.itertuples()]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1.234,56", 123456), ("1234,5", 123450), ("1234.5", 123450), ("1 234,50 €", 123450), ("€ 12", 1200), ("1,234.50", 123450),
        ("-12.345", -1234500), ("12.345.678", 1234567800), ("61000.0", 6100000), ("", 0), ("-", 0), ("0,1", 10), ("EUR 7", 700),
        ("(1.234,50)", -123450), ("1.234,50-", -123450), ("\u2212 5", -500), ("€ 12,- ", 1200), ("1.234", 123400),
        ("1\u202f234", 123400),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(written, expected):
    assert cents(pd.Series([written]), "y2026")[0].tolist() == [expected]


def test_a_point_is_decimal_in_a_column_of_a_computer():
    assert cents(pd.Series(["61000.0", "1.234", "0.125"]), "2026")[0].tolist() == [6100000, 123, 12]
    assert cents(pd.Series(["1.234", "12", ""]), "2026")[0].tolist() == [123400, 1200, 0]
    assert cents(pd.Series(["1.234", "0.5", "2,50"]), "2026")[0].tolist() == [123400, 50, 250]


@pytest.mark.parametrize("written", ["veel", "12,345", "1.23.4", "12%", "1e5", "p.m."])
def test_what_is_no_amount_is_named_with_its_place(written):
    with pytest.raises(OpgaveError, match=r"Row 3, column '2026': '.*' is no amount"):
        cents(pd.Series(["5", written]), "2026")


def test_numbers_are_rounded_to_the_cent_and_absent_ones_counted():
    amounts, absent = cents(pd.Series([0.1 + 0.2, np.nan, 19.999, -2.5]), "y")
    assert amounts.tolist() == [30, 0, 2000, -250] and absent == 1


@settings(deadline=None, max_examples=80)
@given(
    st.lists(
        st.tuples(st.lists(st.integers(-(10**12), 10**12), min_size=2, max_size=2), st.lists(st.integers(1, 500), min_size=1, max_size=5)),
        min_size=1,
        max_size=6,
    )
)
def test_a_split_keeps_every_cent(groups):
    amounts = np.array([amount for amount, _ in groups])
    group = np.repeat(np.arange(len(groups)), [len(weights) for _, weights in groups])
    weights = np.concatenate([weights for _, weights in groups])
    parts = split(amounts, group, weights)
    sums = np.zeros_like(amounts)
    np.add.at(sums, group, parts)
    assert (sums == amounts).all()
    exact = amounts[group] * weights[:, None] / np.bincount(group, weights)[group][:, None]
    assert (np.abs(parts - exact) < 1.001).all()


def test_what_is_left_of_a_split_goes_to_the_largest_remainders():
    assert split(np.array([[100]]), np.array([0, 0, 0]), np.array([1, 1, 1]))[:, 0].tolist() == [34, 33, 33]
    assert split(np.array([[10]]), np.array([0, 0]), np.array([1, 2]))[:, 0].tolist() == [3, 7]


def test_columns_are_found_by_their_synonyms():
    columns = plan_columns(
        ["Gemeente", "Beleidsdoelstelling", "Actieplan", "Actie", "Beleidsveld", "Uitgaven 2027", "Uitgaven 2026", "Opmerking"]
    )
    assert columns.found == {
        "municipality": "Gemeente", "bd_short": "Beleidsdoelstelling", "ap_short": "Actieplan", "ac_short": "Actie",
        "policy_field": "Beleidsveld",
    }  # fmt: skip
    assert list(columns.years.items()) == [(2026, "Uitgaven 2026"), (2027, "Uitgaven 2027")]
    assert columns.unused == ("Opmerking",)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["actie", "titel actie", "2026"], "Columns 'actie' and 'titel actie' both read as ac_short"),
        (["actie", "y2026", "2026"], "Columns 'y2026' and '2026' both read as the amounts of 2026"),
        (["actie", "bedrag"], "has no column with the amounts of a year"),
    ],
)
def test_columns_that_cannot_be_told_apart(names, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        plan_columns(names)


def test_a_canonical_name_goes_before_its_synonyms():
    assert plan_columns(["actie", "ac_short", "2026"]).found["ac_short"] == "ac_short"


def test_what_is_read_is_told():
    told = Told()
    plan = read_plan(table(("", "Bomen", "", "1,50"), **{"2027": ["2"], "2028": [None], "nota": ["x"]}), told)
    assert plan.years == (2026, 2027) and plan.cents.tolist() == [[150, 200]]
    assert "actie = ac_short" in told.said[0]
    assert told.said[1:] == ["Columns that are not used: nota.", "Columns without any amount are left out: 2028."]


@pytest.mark.parametrize(
    ("actions", "sentence"),
    [
        (table(("", "", "", 1)), "No action of the plan has a text"),
        (table(("", "Bomen", "", None)), "The plan has no amounts"),
        (table(("", "Bomen", "", 1)).iloc[:0], "The plan has no actions"),
    ],
)
def test_plans_that_say_nothing(actions, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        read_plan(actions)


def test_policy_fields_are_codes_of_four_digits():
    fields = ["0350 Klimaat en energie", "350", "0680", "", "Klimaat"]
    plan = read_plan(table(*[("", f"a{number}", "", 1) for number in range(5)], beleidsveld=fields))
    assert plan.table["policy_field"].tolist() == ["0350", "0350", "0680", "", ""]


def test_municipality_by_name_or_code():
    actions = pd.concat([table(("", "Bomen", "", 1)), table(("", "Park", "", 1)).assign(gemeente="Gent", nis="44021")])
    plan = read_plan(actions)
    assert len(of_municipality(plan, "")) == 2
    assert list(of_municipality(plan, "gent").table) == list(plan.table)
    assert of_municipality(plan, "gent").table["ac_short"].tolist() == of_municipality(plan, "44021").table["ac_short"].tolist() == ["Park"]
    with pytest.raises(OpgaveError, match="no municipality 'Ghent'. Did you mean 'Gent'"):
        of_municipality(plan, "Ghent")
    with pytest.raises(OpgaveError, match="such as 'Gent'"):
        of_municipality(plan, "12345")


def test_words_begin_where_words_begin():
    text = Searched(pd.Series(["Bomen en stadspark", "Een stadspark\nmet crèche", "parkeren", "Bomen en stadspark"]))
    assert text.rows([start for start, _ in text.spans("*park")]).tolist() == [True, True, True, True]
    assert text.rows([start for start, _ in text.spans("park")]).tolist() == [False, False, True, False]
    assert text.rows([start for start, _ in text.spans("creche")]).tolist() == [False, True, False, False]
    assert text.names("Stadspark").tolist() == [True, True, False, True]
    assert text.names("Park").tolist() == [False] * 4


def test_overlapping_spans():
    spans = Spans([(0, 10), (2, 4), (20, 21)])
    assert [spans.cover(at) for at in (0, 5, 9, 10, 20, 21)] == [True, True, True, False, True, False]


def test_by_policy_field_where_a_challenge_names_it_and_else_by_words():
    actions = table(("", "Isolatie", "", 1), ("", "Isolatie", "", 1), ("", "Bomen", "", 1), beleidsveld=["0680", "0119", ""])
    assert served(actions) == [(0, "green"), (0, "homes"), (1, "homes"), (2, NONE)]
    assert served(actions, HOMES) == [(0, "homes"), (1, "homes"), (2, NONE)]


def test_weak_words_need_company_and_some_phrases_do_not_count():
    actions = table(
        ("", "Groen", "", 1),
        ("Groen in de stad", "Groen", "", 1),
        ("", "Groene stroom, onthard", "", 1),
        ("", "Groene stroom", "Aankoop van groene stroom", 1),
        ("", "Boomgaard", "", 1),
        ("", "Boomgaard met boom", "", 1),
    )
    assert served(actions, GREEN) == [(0, NONE), (1, "green"), (2, "green"), (3, NONE), (4, NONE), (5, "green")]


def test_the_action_goes_before_its_plan():
    actions = table(
        ("Onthardingsplan", "Fase 2", "", 1),
        ("Onthardingsplan", "Isolatie", "", 1),
        ("Onthardingsplan", "Nieuwe software", "", 1),
        ("", "Fase 3", "x" * 300 + " onthard", 1),
    )
    assert served(actions) == [(0, "green"), (1, "homes"), (2, NONE), (3, NONE)]


def test_reason_and_certainty():
    found = assign(read_plan(table(("Onthardingsplan", "Ontharden en een boom", "", 1), ("Onthard", "Fase 2", "", 1))), [GREEN]).table
    assert found["words"].tolist() == ["action: boom, onthard; plan: onthard", "plan: onthard"]
    assert found["certainty"].tolist() == ["high", "low"]
    assert found["score"].tolist() == [2.6, 0.6]


@pytest.mark.parametrize(
    ("title", "text", "more", "score", "certainty"),
    [
        ("een", "", {}, 1.0, "medium"),
        ("een twee", "", {}, 2.0, "high"),
        ("een twee drie", "", {}, 2.0, "high"),  # a title counts for two words at most
        ("zwak zwakker", "", {}, 1.0, "medium"),
        ("", "een", {}, 0.6, "low"),
        ("", "x" * 245 + " een", {}, 0.6, "low"),
        ("een", "x" * 250 + " twee", {}, 1.0, "medium"),  # of what is said of an action the best place counts
        ("zwak", "x" * 250 + " een twee drie", {}, 0.5, None),
        ("", "", {"ap_short": "een"}, 0.6, "low"),
        ("", "", {"ap_short": "een twee"}, 0.6, "low"),  # a plan's title for one
        ("een", "", {"ap_short": "twee"}, 1.6, "high"),
        ("een", "", {"ap_long": "twee drie"}, 1.2, "medium"),
        ("een", "", {"bd_short": "twee drie"}, 1.25, "medium"),
        ("een", "", {"bd_long": "twee drie"}, 1.05, "medium"),
        ("een", "", {"ap_short": "twee", "ap_long": "drie", "bd_short": "drie", "bd_long": "drie"}, 1.85, "high"),
    ],
)
def test_how_much_each_place_counts(title, text, more, score, certainty):
    plan = read_plan(table(("", title, text, 1)).rename(columns={"actieplan": "ap_short"}).assign(**more))
    (row,) = assign(plan, [challenge("c", words=["een", "twee", "drie"], weak_words=["zwak", "zwakker"])]).table.to_dict("records")
    assert (row["challenge"], row["score"], row["certainty"]) == (("c", score, certainty) if certainty else (NONE, 0, ""))


def test_a_policy_field_counts_for_one_and_is_sure_unless_two_challenges_name_it_and_no_word_does():
    rows = assign(
        read_plan(table(("", "Iets", "", 1), ("", "Iets", "", 1), ("", "Boom", "", 1), beleidsveld=["0350", "0680", "0680"])),
        [GREEN, HOMES],
    ).table
    told = list(zip(rows["action"], rows["challenge"], rows["score"], rows["certainty"], strict=True))
    assert told == [
        (0, "homes", 1, "high"),
        (1, "green", 1, "low"),
        (1, "homes", 1, "low"),
        (2, "green", 2, "high"),
        (2, "homes", 1, "low"),
    ]


def test_money_is_divided_by_score_and_nothing_is_lost():
    plan = read_plan(table(("", "Bomen en isolatie", "", "100,01"), ("", "Niets", "", "7"), ("", "Isolatie", "", "-3")))
    found = budget(plan, assign(plan, [challenge("green", words=["bomen"]), challenge("homes", words=["isolatie"])]))
    assert found.rows["challenge"].tolist() == ["green", "homes", NONE, "homes"]
    assert found.parts[:, 0].tolist() == [5001, 5000, 700, -300]
    assert found.whole[:, 0].tolist() == [10001, 10001, 700, -300]
    assert found.by_challenge(found.parts, ["green", "homes"])[:, 0].tolist() == [5001, 4700, 700]
    assert found.shared_actions().to_dict() == {0: ["green", "homes"]}
    assert found.idle_challenges(["green", "other"]) == ["other"]


def test_of_what_several_challenges_share_the_most_money_comes_first():
    plan = read_plan(table(("", "Bomen en isolatie", "", 5), ("", "Isolatie en bomen", "", 90), ("", "Bomen", "", 500)))
    found = budget(plan, assign(plan, [challenge("green", words=["bomen"]), challenge("homes", words=["isolatie"])]))
    assert list(found.shared_actions().index) == [1, 0]


PLAN = table(("Groen", "Bomen planten", "Langs de Velme", 5), ("Groen", "Nieuwe banken", "", 5), ("Wonen", "Isolatie", "", 5))


def corrected(plan, told=None, **columns):
    plan = read_plan(plan)
    corrections = read_corrections(pd.DataFrame(columns))
    found, count = correct(assign(plan, [GREEN, HOMES]), plan, corrections, ["green", "homes"], told or Told())
    return [(row.action, row.challenge, row.certainty == "by_hand") for row in found.table.itertuples()], count


def test_corrections_add_take_away_and_clear():
    rows, count = corrected(
        PLAN, opgave=["green", "green", "none"], actie=["nieuwe  Banken", "Bomen planten", "Isolatie"], dient=["ja", "nee", ""]
    )
    assert rows == [(0, NONE, False), (1, "green", True), (2, NONE, False)] and count == 3


@pytest.mark.parametrize("municipality", ["VELM", "99001", ""])
def test_corrections_name_a_municipality_in_any_case_by_code_or_not(municipality):
    rows, count = corrected(PLAN, opgave=["green"], actie=["NIEUWE banken"], municipality=[municipality])
    assert rows[1] == (1, "green", True) and count == 1


def test_corrections_find_their_action_in_next_years_plan():
    keys = read_plan(PLAN).table["action_key"]
    rewritten = PLAN.assign(**{"2026": [9, 9, 9]})
    assert corrected(rewritten, action_key=[keys[1]], challenge=["homes"])[0][1] == (1, "homes", True)
    renumbered = PLAN.assign(ac=["7", "8", "9"], toelichting="Anders")
    assert corrected(renumbered, action_key=[keys[1]], ac_short=["Nieuwe banken"], challenge=["homes"])[0][1] == (1, "homes", True)
    retitled = PLAN.assign(actie=["Bomen", "Nieuwe zitbanken", "Isolatie"])
    codes = {"bd_code": ["1"], "ap_code": ["1"], "ac_code": ["2"], "ac_short": ["Nieuwe banken"]}
    assert corrected(retitled, challenge=["homes"], **codes)[0][1] == (1, "homes", True)
    assert corrected(retitled, challenge=["homes"], **(codes | {"ac_short": ["NIEUWE BANKEN"]}))[0][1] == (1, "homes", True)
    assert corrected(retitled, challenge=["homes"], **(codes | {"ac_code": [""]}))[1] == 0
    told = Told()
    assert corrected(retitled, told, challenge=["homes"], **(codes | {"ac_short": ["Wegenwerken"]}))[1] == 0
    assert told.said == ["A correction for 'homes' finds no action, or several, in this plan: 'Wegenwerken'. Look at it again."]


def test_corrections_without_effect_are_told():
    told = Told()
    rows, count = corrected(
        PLAN, told, challenge=["homes", "elders"], ac_short=["Nieuwe banken", "Isolatie"], municipality=["Gent", "99001"]
    )
    assert count == 0 and len(rows) == 3
    assert told.said == [
        "1 corrections are for other municipalities.",
        "Corrections for challenges that are not among the chosen ones are left out: elders.",
    ]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"opgave": ["green"]}, "need a column 'challenge'"),
        ({"opgave": ["green"], "actie": ["x"], "dient": ["soms"]}, "row 2: 'serves' is 'soms'"),
    ],
)
def test_corrections_that_cannot_be_read(columns, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        read_corrections(pd.DataFrame(columns))


def test_a_row_for_each_year_says_the_same_as_a_column_for_each_year():
    wide = table(("Groen", "Bomen", "", "1.000,10"), ("Groen", "Park", "", "2"), ("Huis", "Bomen", "", "3")).assign(
        **{"2027": ["5", "", "7,01"]}
    )
    long = wide.melt([name for name in wide if not name.startswith("20")], ["2027", "2026"], "Boekjaar", "Bedrag").sort_values(
        "ac", kind="stable"
    )
    ours, theirs = read_plan(long), read_plan(wide)
    pd.testing.assert_frame_equal(ours.table, theirs.table)
    assert ours.years == theirs.years == (2026, 2027)
    np.testing.assert_array_equal(ours.cents, theirs.cents)


def test_rows_of_one_action_and_year_are_added_up():
    told, row = Told(), {"actie": "Bomen", "jaar": "2026.0", "uitgave": "1,05", "beleidsveld": "0680"}
    plan = read_plan(pd.DataFrame([row, row | {"jaar": "MJP 2028"}, row | {"uitgave": "2"}, row | {"beleidsveld": "0350"}]), told)
    assert plan.years == (2026, 2028) and plan.cents.tolist() == [[305, 105], [105, 0]]
    assert "A row holds a year: 4 rows are 2 actions." in told.said


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"jaar": "26"}, "Row 2, column 'jaar': '26' is no year"),
        ({"uitgave": ""}, "The plan has no amounts"),
        ({"uitgave": "x"}, "'x' is no amount"),
    ],
)
def test_bad_rows_of_a_long_plan(change, sentence):
    with pytest.raises(OpgaveError, match=sentence):
        read_plan(pd.DataFrame([{"actie": "Bomen", "jaar": "2026", "uitgave": "1"} | change]))


def test_blank_rows_go_and_totals_are_told():
    told, columns = Told(), ["actie", "actieplan", "2026"]
    rows = [("Bomen", "Groen", "5"), ("", "", ""), ("Totaal kost van energie", "", "1"), ("", "Eindtotaal", "6"), ("", "", "6,50")]
    plan = read_plan(pd.DataFrame(rows, columns=columns), told)
    assert plan.cents.ravel().tolist() == [500, 100, 600, 650]
    assert "1 rows without text and amounts are left out." in told.said
    assert any("2 rows look like totals of the table (12.50 euro)" in text for text in told.said)


def test_policy_fields_by_code_or_name():
    fields = ["350", "0350 Klimaat en energie", "Klimaat en Energie", "0350.0", "", "onbekend"]
    plan = read_plan(table(*[("", "Bomen", "", 1)] * len(fields)).assign(beleidsveld=fields))
    assert plan.table["policy_field"].tolist() == ["0350"] * 4 + ["", ""]


DISTRICTS = [Area("Oude Dokken"), Area("Muide - Meulestede"), Area("Velm"), Area("Ham"), Area("Kern (Velm)"), Area("Sint-Jan")]


def named(*actions, areas=DISTRICTS, streets=(), **columns):
    """What each action (title, text) names."""
    plan = read_plan(table(*(("", title, text, 1) for title, text in actions), **columns))
    return [([areas[place].name for place in one.areas], list(one.names)) for one in named_places(plan, Gazetteer(areas, streets))]


def test_places_are_named_as_whole_words_with_a_capital():
    assert named(
        ("Park Oude Dokken", ""), ("School", "In de wijk Muide-Meulestede"), ("Velm en Muiderpoort", "kern"), ("MUIDEWIJK VERGROENT", "")
    ) == [
        (["Oude Dokken"], ["Oude Dokken"]),
        (["Muide - Meulestede"], ["Muide - Meulestede"]),
        ([], []),
        (["Muide - Meulestede"], ["Muidewijk"]),
    ]  # fmt: skip


def test_spelling_does_not_matter_and_ordinary_words_are_no_places():
    assert named(("St. Jan", "Kern"), ("oude dokken van schepen", ""), ("Oude-dokken", "")) == [
        (["Sint-Jan"], ["Sint-Jan"]), ([], []), (["Oude Dokken"], ["Oude Dokken"])
    ]  # fmt: skip


def test_streets_stand_for_the_areas_they_lie_in():
    streets = [("Francisco Ferrerlaan", 0), ("Lange Kaaistraat", 0), ("Lange Kaaistraat", 1), ("Korte Kaaistraat", 1), ("Muide", 0)]
    actions = [("Ferrerlaan heraanleggen", ""), ("LANGE KAAISTRAAT", ""), ("Kaaistraat", ""), ("Fietspad", "langs Muide")]
    assert named(*actions, streets=streets) == [
        (["Oude Dokken"], ["Ferrerlaan"]),
        (["Oude Dokken", "Muide - Meulestede"], ["Lange Kaaistraat"]),
        ([], []),
        (["Muide - Meulestede"], ["Muide"]),
    ]  # fmt: skip


def test_a_name_is_kept_to_the_plan_of_its_own_municipality():
    areas = [Area("Heide", nis_code="99001"), Area("Heide", nis_code="99002"), Area("Dries", nis_code="99002")]
    plan = read_plan(table(("", "Heide", "", 1), ("", "Heide", "Dries", 1)).assign(nis=["99001", "99002"]))
    assert [one.areas for one in named_places(plan, Gazetteer(areas))] == [(0,), (1, 2)]


def test_a_street_lies_in_each_area_with_a_tenth_of_it():
    squares = grid(3, 1)
    west, _, east, _ = shapely.total_bounds(squares)
    side = (east - west) / 3
    place = lambda where: west + where * side  # noqa: E731
    lines = [(0.1, 0.9), (1.1, 1.3), (2.4, 2.45), (2.5, 2.9), (5, 6)]
    geometry = np.array([shapely.LineString([(place(a), side / 2), (place(b), side / 2)]) for a, b in lines])
    names = ["Dreef", "Dreef", "Dreef", None, "Elders"]
    assert list(streets_in(squares, Features("roads", geometry, pd.DataFrame({"name": names})), "name")) == [("Dreef", 0), ("Dreef", 1)]


@pytest.mark.parametrize("id", builtin_challenges())
def test_no_word_of_a_builtin_challenge_makes_another_superfluous(id):
    bbc = read_challenge(id).bbc
    for words in (bbc.words, bbc.weak_words):
        assert [(one, other) for one in words for other in words if one != other and other.startswith(one)] == []


@pytest.fixture(scope="module")
def real_plan():
    path = data_folder("bbc/bbc-acties-mjp2026.csv") / "bbc" / "bbc-acties-mjp2026.csv"
    source = pd.read_csv(path, dtype=str, keep_default_na=False)
    plan = read_plan(source)
    return source, plan, assign(plan, [read_challenge(id) for id in builtin_challenges()])


def test_totals_of_the_real_plans_stay_the_same_to_the_cent(real_plan):
    source, plan, assignment = real_plan
    found = budget(plan, assignment)
    own = [round(100 * sum(map(float, source[f"y{year}"]))) for year in plan.years]
    assert found.parts.sum(axis=0).tolist() == own
    assert own == [384683928000, 342734365500, 292309755500, 237256421000, 190856731000, 148889010400]
    by_action = np.zeros_like(plan.cents)
    np.add.at(by_action, found.rows["action"].to_numpy(), found.parts)
    assert (by_action == plan.cents).all()
    towns = found.by(plan.table["municipality"], list(builtin_challenges()))
    assert len(towns) == 245
    np.testing.assert_allclose(towns.sum(axis=1), source["total_amount"].astype(float).groupby(source["municipality"]).sum(), rtol=1e-12)


def test_real_actions_are_known_by_their_texts(real_plan):
    _, plan, _ = real_plan
    assert plan.table.duplicated(["municipality", "ac_code"]).any()
    assert not plan.table.duplicated(["municipality", "action_key"]).any()


def judged(plan, assignment, labels):
    """The assignments of the labelled actions, each with whether a reader gave it too, and how many a reader gave."""
    wanted = {(one["municipality"], one["text_hash"], challenge) for one in labels for challenge in one["label"]}
    keys = {(one["municipality"], one["text_hash"]) for one in labels}
    assert len(keys) == len(labels) and keys <= set(zip(plan.table["municipality"], plan.table["action_key"], strict=True))
    rows = assignment.with_challenge.join(plan.table[["municipality", "action_key"]], on="action")
    rows = rows[[key in keys for key in zip(rows["municipality"], rows["action_key"], strict=True)]]
    triples = zip(rows["municipality"], rows["action_key"], rows["challenge"], strict=True)
    return rows.assign(right=[triple in wanted for triple in triples]), len(wanted)


@pytest.mark.parametrize(
    ("draw", "size", "precision", "recall", "f1"), [("actions", 200, 0.80, 0.93, 0.86), ("check", 110, 0.77, 0.81, 0.79)]
)
def test_assigned_as_a_reader_does(real_plan, draw, size, precision, recall, f1):
    _, plan, assignment = real_plan
    labels = json.loads(LABELS.read_text(encoding="utf-8"))[draw]
    rows, wanted = judged(plan, assignment, labels)
    right = rows["right"].sum()
    assert len(labels) == size
    assert right / len(rows) >= precision and right / wanted >= recall and 2 * right / (len(rows) + wanted) >= f1
    by_certainty = rows.groupby("certainty")["right"].mean()
    assert by_certainty["high"] > by_certainty["medium"] > by_certainty["low"]


def test_the_two_readings_agree():
    labels = json.loads(LABELS.read_text(encoding="utf-8"))["actions"]
    pairs = [(id in one["first"], id in one["second"]) for one in labels for id in builtin_challenges()]
    first, second = np.array(pairs).T
    chance = first.mean() * second.mean() + (1 - first.mean()) * (1 - second.mean())
    assert ((first == second).mean() - chance) / (1 - chance) > 0.9


@pytest.mark.parametrize(("title", "is_found"), [("bomen", True), ("bomxy", True), ("boxyz", False)])
def test_a_title_that_is_alike_has_three_letters_in_five_the_same(title, is_found):
    """Where the codes are the same; a title is 0.6 alike when six of ten letters of both together are."""
    plan = table(("Groen", "bomen", "", 5), ("Groen", "Banken", "", 5))
    codes = {"bd_code": ["1"], "ap_code": ["1"], "ac_code": ["1"]}
    assert corrected(plan, challenge=["homes"], ac_short=[title], **codes)[1] == is_found


def test_a_title_that_two_actions_have_is_found_in_neither():
    twice, told = table(("Groen", "Bomen", "", 5), ("Wonen", "Bomen", "", 5)), Told()
    assert corrected(twice, told, challenge=["homes"], ac_short=["Bomen"])[1] == 0 and len(told.said) == 1
    codes = {"bd_code": ["1"], "ap_code": ["1"], "ac_code": ["2"]}
    rows, count = corrected(twice, challenge=["homes"], ac_short=["Bomen"], **codes)
    assert count == 1 and [row for row, challenge, by_hand in rows if by_hand] == [1]


def test_absent_amounts_count_as_nothing_and_are_told():
    told = Told()
    plan = read_plan(table(("", "Bomen", "", 1), ("", "Banken", "", None), **{"2027": [None, 3]}), told)
    assert plan.cents.tolist() == [[100, 0], [0, 300]] and told.said[1:] == ["2 amounts are absent and count as 0."]
    told = Told()
    long = pd.DataFrame({"actie": ["a", "a", "b"], "jaar": [2026, 2027, 2026], "bedrag": [1.0, None, 2.0]})
    plan = read_plan(long, told)
    assert (plan.cents.tolist(), plan.years) == ([[100, 0], [200, 0]], (2026, 2027))
    assert told.said[1:] == ["1 amounts are absent and count as 0.", "A row holds a year: 3 rows are 2 actions."]
    with pytest.raises(OpgaveError, match="^The plan has no amounts: the columns bedrag are empty.$"):
        read_plan(long.assign(bedrag=None))
    none = Told()
    read_plan(table(("", "Bomen", "", 1)), none)
    assert len(none.said) == 1


def test_rows_that_look_like_totals_are_told_with_their_euros():
    told, rows = Told(), table(("", "Bomen", "", 1.5), ("", "Totaal", "", 2.25), ("", "", "", 0), ("", "", "", 4))
    rows.loc[2:, ["bd", "ap", "ac"]] = ""
    plan = read_plan(rows, told)
    assert len(plan) == 3 and plan.cents[:, 0].tolist() == [150, 225, 400]
    assert (
        told.said[1]
        == "2 rows look like totals of the table (6.25 euro) and are counted as actions: leave them out of the file if they are."
    )
    assert told.said[2:] == ["1 rows without text and amounts are left out."]


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("Velmm", "The plan has no municipality 'Velmm'. Did you mean 'Velm'?"),
        ("Oostende", "The plan has no municipality 'Oostende'. Give the name or NIS code of one that it has, such as 'Velm'."),
    ],
)
def test_a_municipality_that_the_plan_lacks(wanted, sentence):
    plan = read_plan(table(("", "Bomen", "", 1)))
    assert len(of_municipality(plan, " velm ")) == len(of_municipality(plan, "99001")) == len(of_municipality(plan, "")) == 1
    with pytest.raises(OpgaveError) as caught:
        of_municipality(plan, wanted)
    assert str(caught.value) == sentence


def test_numbers_too_large_for_cents_are_no_amounts():
    with pytest.raises(OpgaveError, match="Row 3, column 'n'"):
        cents(pd.Series([1.0, 1e300]), "n")
