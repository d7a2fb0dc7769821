"""The algorithm `allocate_envelope`: by hand, on the demo city's measures under rules, and with input that cannot be right."""

import json

import pytest
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsProcessingException

FIELDS = (
    "measure_id:string,title:string,actor_id:string,sector:string,cost:double,effect:double,year:integer,excludes:string,requires:string"
)


def measures(*rows, fields=FIELDS):
    """Points with id, party, cost, effect and, where given, year, excludes, requires."""
    whole = []
    for id, party, cost, effect, *others in rows:
        year, excludes, requires = [*others, *[None] * (3 - len(others))]
        whole.append(("Point(0 0)", id, f"Measure {id}", party, "care", cost, effect, year, excludes, requires))
    return memory_layer("Point", whole, fields, name="measures")


def asked(layer, envelope="100", **others):
    return {"MEASURES": layer, "COST_FIELD": "cost", "EFFECT_FIELD": "effect", "ENVELOPE": envelope, "OUTPUT": "memory:"} | others


def table(layer):
    return read_features(layer)[0].table


def test_what_is_chosen_and_what_parties_bring(run_algorithm, tmp_path):
    layer = measures(("a", "big", 100, 10), ("b", "small", 50, 6), ("c", "small", 50, 5, None, None, "b"))
    report = tmp_path / "report.html"
    ran = run_algorithm("allocate_envelope", asked(layer, OUTPUT_NEGOTIATION="memory:", REPORT=str(report), STEP=50))
    assert {name: ran[name] for name in ("TOTAL_COST", "ENVELOPE_COST", "TOTAL_EFFECT", "GAP", "CHOSEN_COUNT", "MEASURE_COUNT")} == {
        "TOTAL_COST": 100, "ENVELOPE_COST": 100, "TOTAL_EFFECT": 11, "GAP": 0, "CHOSEN_COUNT": 2, "MEASURE_COUNT": 3,
    }  # fmt: skip
    rows = table(ran["OUTPUT"])
    assert list(rows)[:9] == [field.split(":")[0] for field in FIELDS.split(",")]
    assert rows["chosen"].tolist() == [0, 1, 1] and rows["paid_euro"].tolist() == [0, 50, 50]
    parties = table(ran["OUTPUT_NEGOTIATION"]).set_index("party")
    assert parties["shapley"].to_dict() == {"small": 6, "big": 5}
    assert parties[["alone", "leaves"]].isna().all(axis=None), "no share of the envelope is known"
    assert (ran["CASE_COUNT"], ran["STAY_COUNT"]) == (100, int((rows["chosen_share"][rows["chosen"] > 0] >= 0.9).sum()))
    assert rows["chosen_share"].between(0, 1).all() and rows["chosen_share"].tolist()[1:] == [1 - rows["chosen_share"][0]] * 2
    text = report.read_text(encoding="utf-8")
    assert "Measure b" in text and "http" not in text.split("</style>")[1]


def test_shares_of_the_envelope_come_from_the_actors(run_algorithm):
    """Half of 100 euro pays for small's measure, which the portfolio leaves out; of big nothing is known."""
    layer = measures(("a", "big", 100, 10), ("b", "small", 50, 4))
    rows = [("Point(0 0)", "big", None), ("Point(0 0)", "small", 0.5)]
    actors = memory_layer("Point", rows, "actor_id:string,own:double", name="actors")
    given = asked(layer, OUTPUT_NEGOTIATION="memory:", ACTORS=actors, SHARE_FIELD="own", CASES=0)
    ran = run_algorithm("allocate_envelope", given)
    parties = table(ran["OUTPUT_NEGOTIATION"]).set_index("party")
    assert parties.loc["small", ["alone", "leaves"]].tolist() == [4, 1]
    assert parties.loc["big", ["alone", "leaves"]].isna().all()
    assert (ran["CASE_COUNT"], ran["STAY_COUNT"]) == (0, 0) and table(ran["OUTPUT"])["chosen_share"].isna().all()


def test_alternatives_within_one_percent_are_counted(run_algorithm):
    """For 100 euro: a with b and a with c do as much, b with c does too little."""
    layer = measures(("a", "city", 50, 90), ("b", "city", 50, 10), ("c", "city", 50, 10))
    ran = run_algorithm("allocate_envelope", asked(layer))
    assert (ran["TOTAL_EFFECT"], ran["RUNNER_UP_COUNT"]) == (100, 1)


def test_years_and_rules(run_algorithm, tmp_path):
    rules = tmp_path / "rules.json"
    rules.write_text(json.dumps({"required": ["c"], "cofinancing": [{"field": "actor_id", "value": "private", "rate": 0.5}]}))
    layer = measures(("a", "city", 100, 10, 2026), ("b", "city", 90, 9, 2026), ("c", "private", 100, 1, 2027), ("d", "city", 1, 50, 2030))
    ran = run_algorithm("allocate_envelope", asked(layer, "2026:100,2027:50", RULES=str(rules)))
    rows = table(ran["OUTPUT"])
    assert rows["chosen"].tolist() == [1, 0, 1, 0]
    assert rows["start_year"].fillna(0).tolist() == [2026, 0, 2027, 0]
    assert (ran["TOTAL_COST"], ran["ENVELOPE_COST"], ran["OUTSIDE_COUNT"]) == (200, 150, 1)
    assert "1 measures start outside the years of the envelope and cannot be chosen." in ran.warnings


def test_five_million_for_the_demo_city(run_algorithm, demo_city):
    """What is chosen costs no more than there is, excludes nothing chosen and has all that it needs."""
    given = asked(f"{demo_city['GEOPACKAGE']}|layername=measures", "5000000", COST_FIELD="cost_euro", OUTPUT="TEMPORARY_OUTPUT")
    ran = run_algorithm("allocate_envelope", given)
    rows = table(ran["OUTPUT"])
    chosen = rows[rows["chosen"] > 0]
    assert ran["GAP"] == 0 and ran["TOTAL_EFFECT"] == chosen["effect"].sum() > 0
    assert ran["TOTAL_COST"] == chosen["cost_euro"].sum() <= 5_000_000
    ids = set(chosen["measure_id"])
    assert not any(ids & set(text.split(",")) for text in chosen["excludes"].dropna())
    assert all(set(text.split(",")) <= ids for text in chosen["requires"].dropna())


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"ENVELOPE": "veel"}, "ENVELOPE 'veel' is not understood"),
        ({"ENVELOPE": "2026:5,2026:6"}, "names the year 2026 twice"),
        ({"ENVELOPE": "-5"}, "negative amount"),
        ({"EFFECT_FIELD": "efect"}, "no field 'efect': did you mean 'effect'"),
        ({"EFFECT_FIELD": " , "}, "EFFECT_FIELD is empty"),
        ({"EFFECT_FIELD": "title"}, "should hold numbers but holds 'Measure a'"),
        ({"PARTY_FIELD": "", "SCALABLE_FIELD": "title"}, "says 'measure a' for measure 'a'"),
        ({"ID_FIELD": "code"}, "no field 'code'"),
        ({"ID_FIELD": "sector"}, "has 'care' twice"),
    ],
)
def test_bad_input(run_algorithm, given, sentence):
    layer = measures(("a", "city", 100, 10), ("b", "city", 90, 9))
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("allocate_envelope", asked(layer) | given)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("a", "city", -1, 10)], r"Field 'cost' is negative or empty for 1 measures \(a\)"),
        ([("a", "city", None, 10)], "negative or empty"),
        ([("a", "city", 1, None)], "is empty for all 1 measures"),
        ([("a", "x", 1, 1, None, None, "b"), ("b", "x", 1, 1, None, None, "a")], "need each other in a circle"),
        ([("a", "x", 1, 1, None, "zz")], r"excludes \(a\) names measure 'zz', which is not in the layer"),
        ([("a", "x", 1, 1, None, None, "a")], "Measure 'a' names itself in field 'requires'"),
        ([], "has no features"),
    ],
)
def test_bad_measures(run_algorithm, rows, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("allocate_envelope", asked(measures(*rows)))


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ({"shares": [{"field": "sector", "value": "care", "at_least": 1.2}]}, r"shares\[0\].at_least"),
        ({"shares": [{"field": "sector", "value": one, "at_least": 0.6} for one in ("care", "home")]}, "add up to 120%"),
        ({"shares": [{"field": "sector", "value": "sport", "at_least": 0.6}]}, "no measure has 'sport' in field 'sector'. There are: care"),
        ({"shares": [{"field": "sectr", "value": "care"}]}, "no field 'sectr'"),
        ({"required": ["a"], "forbidden": ["a"]}, "'a' is both required and excluded"),
        ({"required": ["c"]}, "rules.json names measure 'c'"),
        ({"effects": {"effect": {"unit": "children"}, "cost": {"unit": "homes"}}}, "count in different units"),
        (
            {"required": ["a", "b"]},
            "No portfolio satisfies all rules.*measure 'a' is required.*measure 'b' is required.*the envelope of 100 euro",
        ),
    ],
)
def test_bad_rules(run_algorithm, tmp_path, rules, sentence):
    path = tmp_path / "rules.json"
    path.write_text(json.dumps(rules))
    layer = measures(("a", "city", 100, 10), ("b", "city", 90, 9))
    more = {"EFFECT_FIELD": "effect,cost"} if "effects" in rules else {}
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("allocate_envelope", asked(layer, RULES=str(path), **more))
