"""What is told of two registers, by hand: in what pairs differ, what is asked, one layer of both, and the report."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.analysis.registers import RegisterMatch
from opgavenkaart.processing.analysis.registers.comparison import ELSEWHERE, NEAR, OTHER_NAME, SAME_ADDRESS, SAME_NAME
from opgavenkaart.processing.analysis.registers.linkage import UNKNOWN
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.quality.registers import report
from opgavenkaart.processing.quality.registers.inputs import check_comparable, join_parts, read_register, usual_address
from opgavenkaart.processing.quality.registers.outputs import (
    Registers,
    fill_blanks,
    label_of,
    merged_layer,
    pair_layer,
    rename_fields,
    shared_fields,
    values_differ,
)
from opgavenkaart.processing.texts.language import Language

ENGLISH = Language("en")
NAN = np.nan


def features(title: str, places: list, /, **columns) -> Features:
    geometry = np.array([None if place is None else shapely.Point(*place) for place in places], dtype=object)
    return Features(title, geometry, pd.DataFrame(columns), "EPSG:31370", np.arange(1, len(places) + 1))


SCHOOLS = features(
    "scholen",
    [(0, 0), (1000, 0), None, (9000, 0)],
    fid=[1, 2, 3, 4],
    code=["a", "b", "c", "d"],
    naam=["Klimop", "De Bron", "Zonnebloem", None],
    adres=["Dorp 1", "Veld 2", None, "Berg 3"],
    plaatsen=[100.0, NAN, 50, 10],
    gewijzigd=pd.to_datetime(["2025-01-01", "2024-01-01", None, "2024-01-01"]),
)
HALLS = features(
    "zalen",
    [(3, 4), (1026, 0), (500, 500), (1000, 0)],
    nr=[7, 8, 9, 10],
    name=["KLIMOP", "Bron", "Zonnebloem", "De Bron"],
    address=["Dorp 1", "Veld 2", "Kouter 9", "Veld 2"],
    Plaatsen=[100.0, 80, NAN, 70],
    telefoon=["1", "2", None, "4"],
    gewijzigd=pd.to_datetime(["2024-01-01", "2025-01-01", "2025-01-01", "2024-01-01"]),
)


@pytest.fixture
def found() -> Registers:
    """Klimop is sure, and De Bron is two of the other register, the likelier first; Zonnebloem, and the fourth, are asked."""
    first, second = read_register(SCHOOLS, "code", "", ()), read_register(HALLS, "nr", "", ())
    match = RegisterMatch(
        one=np.array([0, 1, 1, 2, 3]),
        other=np.array([0, 3, 1, 2, 0]),
        probability=np.array([0.99, 0.98, 0.95, 0.6, 0.3]),
        sure=np.array([True, True, True, False, False]),
        name_level=np.array([SAME_NAME, SAME_NAME, OTHER_NAME, SAME_NAME, UNKNOWN]),
        place_level=np.array([SAME_ADDRESS, NEAR, NEAR, UNKNOWN, ELSEWHERE]),
        distance=np.array([5.0, 25.0, 26.0, NAN, 8997.0]),
    )
    return Registers(first, second, match)


def test_registers_are_read_by_their_usual_fields(found):
    assert (found.first.name_field, found.first.address_fields, found.first.keys.tolist()) == ("naam", ("adres",), ["a", "b", "c", "d"])
    assert (found.second.name_field, found.second.address_fields) == ("name", ("address",))
    assert found.second.keys.tolist() == ["7", "8", "9", "10"]
    assert found.first.has_names and found.first.has_addresses and found.first.has_places
    numbered = read_register(SCHOOLS, "", "", ())
    assert np.isnat(read_register(features("tekst", [(0, 0)], datum=["x"]), "", "", ()).changed).all(), "a text is no date"
    with pytest.raises(OpgaveError, match="'nokey'"):
        read_register(SCHOOLS, "nokey", "", ())
    assert numbered.keys.tolist() == ["1", "2", "3", "4"], "without a key it is the feature's own number"


def test_an_address_of_parts():
    assert usual_address(["Straat", "gemeente", "huisnr", "x"]) == ("Straat", "huisnr", "gemeente")
    assert usual_address(["huisnr", "gemeente"]) == () and usual_address(["straat", "adres"]) == ("adres",)
    table = pd.DataFrame({"straat": ["Dorp", None], "nr": ["1", "2"]})
    assert join_parts(table, ("straat", "nr")) == ["Dorp 1", "2"] and join_parts(table, ()) == ["", ""]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("naam", "field 'naam' is empty in 1 features \\(the first is 4\\)"),
        ("soort", "field 'soort' has 'x' 2 times"),
    ],
)
def test_a_key_that_is_none(key, said):
    given = SCHOOLS.with_columns(soort=["x", "y", "x", "z"])
    with pytest.raises(OpgaveError, match=said):
        read_register(given, key, "", ())


def test_registers_need_one_thing_in_common():
    names = read_register(features("namen", [None], naam=["a"]), "", "", ())
    places = read_register(features("plaatsen", [(0, 0)], soort=["a"]), "", "", ())
    both = read_register(features("beide", [(0, 0)], naam=["a"]), "", "", ())
    with pytest.raises(OpgaveError, match="'namen' and 'plaatsen' have nothing to compare by"):
        check_comparable(names, places)
    check_comparable(names, both)
    check_comparable(both, places)


def test_a_register_without_records_and_one_without_anything_to_know_them_by():
    with pytest.raises(OpgaveError, match="Layer 'leeg' has no features"):
        read_register(features("leeg", [], naam=[]), "", "", ())
    with pytest.raises(OpgaveError, match="'stil' has no places, names or addresses .* It has: naam, soort"):
        read_register(features("stil", [None], naam=[None], soort=["a"]), "", "", ())


def test_in_what_pairs_differ(found):
    """26 m is another place, 25 m not yet; what one does not say differs in nothing; capitals do not count."""
    table = pair_layer(found, ENGLISH).table
    assert table["differs"].tolist() == ["gewijzigd", "", "geometry, naam, gewijzigd", "", "geometry, adres, plaatsen"]
    assert table["newer"].tolist() == ["scholen", "", "zalen", "", ""]
    assert table["match"].tolist() == ["sure"] * 3 + ["doubtful"] * 2
    assert list(zip(table["key"], table["key_2"], strict=True)) == [("a", "7"), ("b", "10"), ("b", "8"), ("c", "9"), ("d", "7")]
    assert table["name_2"].tolist() == ["KLIMOP", "De Bron", "Bron", "Zonnebloem", "KLIMOP"]
    assert table["address"].tolist()[:2] == ["Dorp 1", "Veld 2"] and table["address_2"].tolist()[-1] == "Dorp 1"


def test_pairs_lie_where_the_first_does_else_the_second(found):
    places = pair_layer(found, ENGLISH).geometry
    assert pair_layer(found, ENGLISH).ids.tolist() == [1, 2, 3, 4, 5]
    assert [(one.x, one.y) for one in places] == [(0, 0), (1000, 0), (1000, 0), (500, 500), (9000, 0)]


def test_what_is_asked(found):
    questions = pair_layer(found, ENGLISH).table["question"].tolist()
    assert questions[:3] == ["", "", ""]
    assert questions[3] == "Is 'Zonnebloem' the same as 'Zonnebloem' (Kouter 9)? Their names are the same."
    assert questions[4] == "Is 'Berg 3' the same as 'KLIMOP' (Dorp 1)? They lie 8,997 m apart."


def test_what_is_asked_of_addresses(found):
    """The same one, and of two that lie nowhere another one."""
    change = {"sure": np.zeros(5, dtype=bool), "distance": np.array([5.0, 25, 26, NAN, NAN])}
    doubtful = Registers(found.first, found.second, RegisterMatch(**(vars(found.match) | change)))
    questions = pair_layer(doubtful, ENGLISH).table["question"].tolist()
    assert questions[0].endswith("? Their names are the same. Their address is the same.")
    assert questions[2].endswith("They lie 26 m apart.") and questions[4].endswith("? Their addresses differ.")


def test_what_people_call_a_record(found):
    assert [label_of(found.first, row) for row in range(4)] == ["'Klimop' (Dorp 1)", "'De Bron' (Veld 2)", "'Zonnebloem'", "'Berg 3'"]


def test_fields_that_say_the_same(found):
    assert shared_fields(found) == [("plaatsen", "Plaatsen"), ("gewijzigd", "gewijzigd")]
    assert rename_fields(found) == {
        "nr": "nr", "name": "naam", "address": "adres", "Plaatsen": "plaatsen", "telefoon": "telefoon", "gewijzigd": "gewijzigd",
    }  # fmt: skip
    turned = Registers(found.second, found.first, found.match)
    assert (
        shared_fields(turned) == [("Plaatsen", "plaatsen"), ("gewijzigd", "gewijzigd")] and rename_fields(turned)["plaatsen"] == "Plaatsen"
    )
    capitals = read_register(features("een", [None], Naam=["x"], ID=[1], n=[2]), "", "", ())
    small = read_register(features("twee", [None], naam=["y"], id=[5], N=[3]), "", "", ())
    assert shared_fields(Registers(capitals, small, found.match)) == [("n", "N")], "names are compared, and numbers of a file say nothing"
    one, other = pd.Series(["a", "B", None, "c", 1]), pd.Series(["A", "x", "y", None, 1])
    assert values_differ(one, other).tolist() == [False, True, False, False, False]


def test_blank_values_come_from_the_partner():
    own = pd.DataFrame({"a": [1.0, NAN, NAN], "b": ["x", None, "z"]})
    others = pd.DataFrame({"a": [7.0, 8], "b": ["p", "q"], "c": [None, "r"]})
    filled, came = fill_blanks(own, others, np.array([1, 1, -1]))
    assert filled["a"].tolist()[:2] == [1, 8] and np.isnan(filled["a"][2])
    assert filled["b"].tolist() == ["x", "q", "z"] and filled["c"].tolist()[:2] == ["r", "r"] and came == ["c", "a; b; c", ""]


def test_one_layer_of_both(found):
    """De Bron has the likelier of its two; of the second register only Zonnebloem has no sure partner."""
    merged = merged_layer(found)
    table = merged.table
    assert table["key"].fillna("").tolist() == ["a", "b", "c", "d", ""]
    assert table["key_2"].fillna("").tolist() == ["7", "10", "", "", "9"]
    assert table["register"].tolist() == ["both", "both", "scholen", "scholen", "zalen"]
    assert table["origin"].tolist() == ["nr; telefoon", "nr; plaatsen; telefoon", "", "", "*"]
    assert table["plaatsen"].tolist()[:4] == [100, 70, 50, 10] and table["naam"][4] == "Zonnebloem" and "fid" not in table
    assert merged.geometry[2] is None and (merged.geometry[4].x, merged.geometry[4].y) == (500, 500)


def test_a_record_without_a_place_has_that_of_its_partner(found):
    match = found.match
    sure = Registers(found.first, found.second, RegisterMatch(**(vars(match) | {"sure": np.array([True, True, False, True, False])})))
    assert (merged_layer(sure).geometry[2].x, merged_layer(sure).table["register"][2]) == (500, "both")
    first_row = Registers(found.first, found.second, RegisterMatch(**(vars(sure.match) | {"other": np.array([3, 3, 1, 0, 0])})))
    assert (merged_layer(first_row).geometry[2].x, merged_layer(first_row).geometry[2].y) == (3, 4)


def test_what_the_report_says(found):
    content = report.content(found, pair_layer(found, ENGLISH), ENGLISH)
    assert (content["first"], content["second"], content["sizes"]) == ("scholen", "zalen", (4, 4))
    assert (content["both"], content["alone"], content["pair_count"], content["doubtful_count"]) == ((2, 3), (2, 1), 3, 2)
    assert content["fields"] == [("gewijzigd", 2), ("place", 1), ("naam", 1)]
    assert [chance for _, chance in content["questions"]] == [0.6, 0.3]
    assert content["questions"][0][0].startswith("Is 'Zonnebloem' the same as")
    assert content["twice"] == [("zalen", ["'De Bron' (Veld 2), 'Bron' (Veld 2)"])]
    assert content["finding"].startswith("3 pairs") and report.pair_words(found, ENGLISH).title == "Pairs of scholen and zalen"


def test_a_report_without_pairs_and_one_with_many_questions(found, monkeypatch):
    none = Registers(found.first, found.second, RegisterMatch(**(vars(found.match) | {"sure": np.zeros(5, dtype=bool)})))
    content = report.content(none, pair_layer(none, ENGLISH), ENGLISH)
    assert content["finding"].startswith("No record") and (content["pair_count"], len(content["questions"])) == (0, 5)
    asked = pair_layer(none, ENGLISH)
    many = Registers(found.first, found.second, RegisterMatch(**{name: np.repeat(one, 41) for name, one in vars(none.match).items()}))
    assert len(report.content(many, replace(asked, table=pd.concat([asked.table] * 41)), ENGLISH)["questions"]) == 200
    monkeypatch.setattr(report, "QUESTIONS", 2)
    assert len(report.content(none, pair_layer(none, ENGLISH), ENGLISH)["questions"]) == 2
