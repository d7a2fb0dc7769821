"""The algorithm `multi_use_hours`: free hours by hand, texts that are not understood, plain tables, room within reach."""

import pytest
from opgavenkaart.processing.algorithms.smart_planning.multi_use_hours import LISTED
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsProcessingException

FIELDS = "name:string,opening_hours:string,m2:double"
NEEDED = ("TABLE_KEY_FIELD", "DAY_FIELD", "FROM_FIELD", "TO_FIELD", "KEY_FIELD")
CARE = {"DEMAND_PROFILE": "after_school_care", "AS_OF": "2026-11-25", "OUTPUT": "memory:"}


@pytest.fixture
def buildings(qgis_app):
    rows = [
        ("Point(0 0)", "school", "Mo,Tu,Th,Fr 08:00-16:00; We 08:00-12:00; PH,SH off", 300),
        ("Point(100 0)", "hall", "Mo-Su 19:00-23:00", 1000),
        ("Point(900 0)", "station", "24/7", 500),
        ("Point(0 50)", "club", "volgens afspraak", 80),
        ("Point(0 60)", "empty", None, 80),
    ]
    return memory_layer("Point", rows, FIELDS, name="gebouwen")


def table(layer):
    return read_features(layer)[0].table


def test_free_hours_by_hand(run_algorithm, buildings):
    ran = run_algorithm("multi_use_hours", {"SUPPLY": buildings, "OPENING_HOURS_FIELD": "opening_hours", "AREA_FIELD": "m2", **CARE})
    assert (ran["FREE_HOURS"], ran["FREE_M2_HOURS"]) == (20, 8 * 300 + 12 * 1000)
    assert (ran["NOT_UNDERSTOOD_COUNT"], ran["UNKNOWN_COUNT"]) == (1, 1)
    found = table(ran["OUTPUT"])
    assert found["after_school_care_hours"].fillna(-1).tolist() == [8, 12, 0, -1, -1]
    assert found["free_hours"].fillna(-1).tolist() == [8, 12, 0, -1, -1]
    assert found["hours_trouble"].tolist() == [None, None, None, "volgens afspraak", None]
    assert ran.warnings == ["Opening hours not understood, at 'volgens afspraak': volgens afspraak"]
    assert "1 of 5 buildings have no opening hours: their free hours are not known." in ran.infos
    (needed,) = [line for line in ran.infos if "free hours per week" in line]
    assert needed.startswith("after_school_care (") and needed.endswith("20.0 free hours per week in 2 buildings.")


def test_the_first_twenty_texts_that_are_not_understood_are_listed_and_the_others_counted(run_algorithm, qgis_app):
    rows = [("Point(0 0)", f"b{number}", f"op afspraak {number}", 1) for number in (*range(LISTED), 0)]
    few = run_algorithm("multi_use_hours", {"SUPPLY": memory_layer("Point", rows, FIELDS, name="gebouwen"), **CARE})
    assert len(few.warnings) == LISTED and few["NOT_UNDERSTOOD_COUNT"] == LISTED + 1
    rows += [("Point(0 0)", f"b{number}", f"volgens afspraak {number}", 1) for number in range(3)]
    many = run_algorithm("multi_use_hours", {"SUPPLY": memory_layer("Point", rows, FIELDS, name="gebouwen"), **CARE})
    assert many.warnings == [*few.warnings, "3 more texts are not understood: see the field hours_trouble."]


def test_several_profiles_and_the_default_field(run_algorithm, buildings):
    ran = run_algorithm("multi_use_hours", {"SUPPLY": buildings, **CARE, "DEMAND_PROFILE": "after_school_care,sport_club_evenings"})
    assert table(ran["OUTPUT"])["sport_club_evenings_hours"].fillna(-1).tolist() == [20, 5, 0, -1, -1]
    assert ran["FREE_HOURS"] == 45


def test_hours_from_a_plain_table(run_algorithm, buildings):
    rows = [(None, "school", "maandag", "8:00", "16:00"), (None, "school", "di", "8u", "16.30"), (None, "hall", "7", None, None)]
    hours = memory_layer("NoGeometry", rows, "gebouw:string,dag:string,van:string,tot:string", name="uren")
    given = {"SUPPLY": buildings, "HOURS_TABLE": hours, "KEY_FIELD": "name", "TABLE_KEY_FIELD": "gebouw", "DAY_FIELD": "dag",
             "FROM_FIELD": "van", "TO_FIELD": "tot", **CARE}  # fmt: skip
    found = table(run_algorithm("multi_use_hours", given)["OUTPUT"])
    assert found["after_school_care_hours"].fillna(-1).tolist() == [9.5, 12, -1, -1, -1]
    bad = memory_layer(
        "NoGeometry", [(None, "school", "feestdag", "8:00", "16:00")], "gebouw:string,dag:string,van:string,tot:string", name="uren"
    )
    with pytest.raises(QgsProcessingException, match="Table 'uren', row 1: 'feestdag' is no day of the week"):
        run_algorithm("multi_use_hours", given | {"HOURS_TABLE": bad})


def test_room_within_reach(run_algorithm, buildings):
    need = memory_layer("Point", [("Point(0 10)", "a"), ("Point(1000 0)", "b")], "who:string", name="zoekers")
    given = {"SUPPLY": buildings, "AREA_FIELD": "m2", "NEED": need, "DISTANCE": 50, "OUTPUT_NEED": "memory:", **CARE}
    found = table(run_algorithm("multi_use_hours", given)["OUTPUT_NEED"])
    assert found[["who", "building_count", "free_hours", "free_m2_hours"]].to_numpy().tolist() == [["a", 1, 8, 2400], ["b", 0, 0, 0]]
    found = table(run_algorithm("multi_use_hours", given | {"DISTANCE": 900})["OUTPUT_NEED"])
    assert found["building_count"].tolist() == [2, 1]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"DEMAND_PROFILE": "sport"}, "There is no demand profile 'sport'"),
        ({"OPENING_HOURS_FIELD": "hours"}, "no field 'hours'"),
        ({"AS_OF": "morgen"}, "AS_OF: 'morgen' is no date"),
        ({"AS_OF": "2040-01-01"}, "holds the holidays of 2024 to 2032"),
    ],
)
def test_wrong_input_gets_a_sentence(run_algorithm, buildings, given, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("multi_use_hours", {"SUPPLY": buildings, **CARE} | given)


@pytest.mark.parametrize("lacking", NEEDED)
def test_a_table_of_hours_needs_all_its_fields(run_algorithm, buildings, lacking):
    hours = memory_layer("NoGeometry", [], "x:string", name="uren")
    given = {name: "name" if name == "KEY_FIELD" else "x" for name in NEEDED if name != lacking}
    with pytest.raises(QgsProcessingException, match="HOURS_TABLE needs TABLE_KEY_FIELD, DAY_FIELD, FROM_FIELD, TO_FIELD and KEY_FIELD"):
        run_algorithm("multi_use_hours", {"SUPPLY": buildings, **CARE, "HOURS_TABLE": hours, **given})
