"""Two registers of a town laid beside each other: pairs, one layer of both, a report; and what is wrong with the input in one sentence."""

from pathlib import Path

import pytest
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import NULL, QgsProcessingException, QgsVectorLayer

MEMORY = "memory:"
SCHOOL_FIELDS = "code:string,naam:string,adres:string,plaatsen:integer,gewijzigd:date"
SCHOOLS = [
    ("Point(104000 194000)", "s1", "GBS De Regenboog", "Kerkstraat 12, 9000 Gent", 180, "2024-09-01"),
    ("Point(105000 194000)", "s2", "Vrije Basisschool Sint-Jozef", "Molenstraat 3, 9000 Gent", None, "2026-01-01"),
    ("Point(106000 194000)", "s3", "Freinetschool Klimop", "Veldstraat 8, 9000 Gent", 95, "2025-01-01"),
    ("Point(101000 196000)", "s4", "Basisschool De Bron", "Dorp 1, 9030 Gent", 210, "2025-01-01"),
]
HALL_FIELDS = "nr:integer,name:string,address:string,Plaatsen:integer,telefoon:string,gewijzigd:date"
HALLS = [
    ("Point(104010 194000)", 1, "Gemeentelijke basisschool De Regenbog", "Kerkstr. 12", 200, "09 111 11 11", "2025-09-01"),
    ("Point(105000 194005)", 2, "VBS St.-Jozef", "Molenstr 3, 9000 Gent", 150, "09 222 22 22", "2025-01-01"),
    ("Point(108000 190000)", 3, "Freinetschool De Klimop Wijzer", "Nieuwland 40, 9000 Gent", 95, None, "2026-01-01"),
    ("Point(107000 193000)", 4, "Turnhal Het Spinrag", "Spinragpad 2, 9000 Gent", 0, "09 333 33 33", "2026-01-01"),
]


@pytest.fixture
def town(qgis_app):
    return {
        "INPUT": memory_layer("Point", SCHOOLS, SCHOOL_FIELDS, name="scholen"),
        "INPUT_2": memory_layer("Point", HALLS, HALL_FIELDS, name="zalen"),
        "KEY": "code",
        "KEY_2": "nr",
        "OUTPUT": MEMORY,
    }


def rows(layer) -> list[dict]:
    layer = QgsVectorLayer(layer) if isinstance(layer, str) else layer
    names = [field.name() for field in layer.fields()]
    return [dict(zip(names, (None if value == NULL else value for value in one.attributes()), strict=True)) for one in layer.getFeatures()]


def test_two_registers_of_one_name_are_told_apart(town, run_algorithm):
    town["INPUT_2"].setName("scholen")
    ran = run_algorithm("match_registers", town | {"OUTPUT_MERGED": MEMORY})
    assert {row["newer"] for row in rows(ran["OUTPUT"]) if row["match"] == "sure"} == {"scholen_2", "scholen"}
    assert {row["register"] for row in rows(ran["OUTPUT_MERGED"])} == {"both", "scholen", "scholen_2"}


def test_pairs_say_in_what_they_differ_and_which_is_newer(town, run_algorithm):
    """Names and addresses are found by their fields; Klimop has moved or is another: that is asked."""
    ran = run_algorithm("match_registers", town)
    pairs = {(row["key"], row["key_2"]): row for row in rows(ran["OUTPUT"])}
    sure = {pair for pair, row in pairs.items() if row["match"] == "sure"}
    assert sure == {("s1", "1"), ("s2", "2")}
    assert (ran["SURE_COUNT"], ran["DOUBTFUL_COUNT"]) == (2, 1)
    rainbow, joseph, klimop = pairs["s1", "1"], pairs["s2", "2"], pairs["s3", "3"]
    assert set(rainbow["differs"].split(", ")) == {"naam", "adres", "plaatsen", "gewijzigd"}
    assert (rainbow["newer"], joseph["newer"]) == ("zalen", "scholen")
    assert rainbow["distance"] == 10.0 and rainbow["question"] == "" and rainbow["probability"] > 0.95
    assert "plaatsen" not in joseph["differs"], "what one does not say does not differ"
    assert klimop["match"] == "doubtful" and 0.2 <= klimop["probability"] < 0.95
    assert klimop["question"] == (
        "Is 'Freinetschool Klimop' (Veldstraat 8, 9000 Gent) hetzelfde als 'Freinetschool De Klimop Wijzer' (Nieuwland 40, 9000 Gent)?"
        " De namen zijn bijna gelijk. Ze liggen 4.472 m uit elkaar."
    )


def test_one_layer_of_both_says_where_each_value_comes_from(town, run_algorithm, tmp_path):
    ran = run_algorithm("match_registers", town | {"OUTPUT_MERGED": str(tmp_path / "samen.gpkg")})
    merged = {(row["key"], row["key_2"]): row for row in rows(ran["OUTPUT_MERGED"])}
    assert set(merged) == {("s1", "1"), ("s2", "2"), ("s3", None), ("s4", None), (None, "3"), (None, "4")}
    joseph, hall = merged["s2", "2"], merged[None, "4"]
    assert (joseph["register"], joseph["plaatsen"], joseph["origin"]) == ("both", 150, "nr; plaatsen; telefoon")
    assert joseph["naam"] == "Vrije Basisschool Sint-Jozef", "what the first says stays"
    assert (hall["register"], hall["origin"], hall["naam"], hall["adres"]) == (
        "zalen",
        "*",
        "Turnhal Het Spinrag",
        "Spinragpad 2, 9000 Gent",
    )
    assert merged["s4", None]["register"] == "scholen"


def test_the_report_counts_and_asks(town, run_algorithm, tmp_path):
    ran = run_algorithm("match_registers", town | {"REPORT": str(tmp_path / "verslag.html"), "LANGUAGE": "en"})
    report = Path(ran["REPORT"]).read_text(encoding="utf-8")
    assert "2 pairs of records are the same thing" in report
    assert "Questions: 1 doubtful pair" in report and "They lie 4,472 m apart." in report


def test_degrees_are_brought_to_metres(town, run_algorithm):
    degrees = [("Point(3.7250 51.0543)", "x", "GBS De Regenboog", "Kerkstraat 12, 9000 Gent", 1, "2024-01-01")]
    first = memory_layer("Point", degrees, SCHOOL_FIELDS, crs="EPSG:4326", name="graden")
    again = [("Point(3.7251 51.0543)", "y", "De Regenboog", "Kerkstraat 12", 1, "2024-01-01")]
    second = memory_layer("Point", again, SCHOOL_FIELDS, crs="EPSG:4326", name="ook graden")
    (pair,) = rows(run_algorithm("match_registers", {"INPUT": first, "INPUT_2": second, "OUTPUT": MEMORY})["OUTPUT"])
    assert pair["distance"] == pytest.approx(7.0, abs=0.2), "0.0001 degree of longitude at 51 degrees north"
    assert pair["match"] == "sure"


def test_web_mercator_is_brought_to_metres_on_the_ground(town, run_algorithm):
    """A metre of a web map is some 0.63 m in Ghent; what is compared and told is the distance there."""
    first = memory_layer("Point", [("Point(414000 6630000)", "x", "GBS De Regenboog", "Kerkstraat 12", 1, "2024-01-01")], SCHOOL_FIELDS,
                         crs="EPSG:3857", name="web")  # fmt: skip
    second = memory_layer("Point", [("Point(414100 6630000)", "y", "De Regenboog", "Kerkstraat 12", 1, "2024-01-01")], SCHOOL_FIELDS,
                          crs="EPSG:3857", name="ook web")  # fmt: skip
    (pair,) = rows(run_algorithm("match_registers", {"INPUT": first, "INPUT_2": second, "OUTPUT": MEMORY})["OUTPUT"])
    assert pair["distance"] == pytest.approx(62.9, abs=0.3)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"KEY": "gewijzigd"}, "has '2025-01-01 00:00:00' 2 times: choose a key that is different for each feature"),
        ({"KEY_2": "telefoon"}, r"field 'telefoon' is empty in 1 features \(the first is 3\): choose a key that each has"),
        ({"NAME_FIELD": "titel"}, "titel"),
    ],
)
def test_bad_input_is_one_sentence(town, run_algorithm, change, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("match_registers", town | change)


def test_registers_without_anything_in_common_are_refused(run_algorithm, qgis_app):
    names = memory_layer("NoGeometry", [(None, "Klimop")], "naam:string", name="namen")
    places = memory_layer("Point", [("Point(0 0)", "a")], "soort:string", name="plaatsen")
    with pytest.raises(QgsProcessingException, match="'namen' and 'plaatsen' have nothing to compare by"):
        run_algorithm("match_registers", {"INPUT": names, "INPUT_2": places, "OUTPUT": MEMORY})
    nothing = memory_layer("NoGeometry", [(None, "a")], "soort:string", name="niets")
    with pytest.raises(QgsProcessingException, match="'niets' has no places, names or addresses by which to know its records"):
        run_algorithm("match_registers", {"INPUT": nothing, "INPUT_2": places, "OUTPUT": MEMORY})
