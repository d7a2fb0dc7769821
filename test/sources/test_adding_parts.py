"""A file of one's own, step by step: what a column holds, which field it is, which area a name is, and what is written of it."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.catalogue import BUILTIN, Catalogue, read_catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.field_words import field_words
from opgavenkaart.processing.model.record import FieldSpec, Join, Source
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.adding import Areas, ColumnProposal, OwnFile, Wanted, build_record, propose, wanted_of
from opgavenkaart.processing.sources.adding.add import bridge_path, keep_answers, read_answers, tell
from opgavenkaart.processing.sources.adding.areas import areas_of
from opgavenkaart.processing.sources.adding.bridge import NameAnswer, answer_names, read_bridge, with_answers, write_bridge
from opgavenkaart.processing.sources.adding.proposal import area_names, distinct_keys, is_numeric, kind_of_column, named_column, names_of
from opgavenkaart.processing.sources.adding.record import (
    add_to_catalogue,
    check_enough,
    check_free,
    field_spec,
    free_id,
    lacking_fields,
    lost_fields,
    open_own,
    recoded,
    relative,
)
from opgavenkaart.test.support.layers import Heard, record

CODES, NAMES = ["23027A00-", "23027B00-", "23027C00-", "23027D00-"], ["Centrum", "Lembeek", "Buizingen", "Essenbeek"]
AREAS = Areas(Text("Sectoren", "Sectors"), "sector_code", CODES, NAMES)
NONE = Catalogue(title=Text("Eigen", "Own"))


def own_file(columns: dict, geometry: str = "none", crs: str = "", name: str = "lijst.csv", layers=(), layer: str = "") -> OwnFile:
    table = pd.DataFrame(columns)
    return OwnFile(Source("csv", f"/data/{name}", layer), layers, Features("lijst", np.full(len(table), None), table, crs), geometry)


def column(*values) -> pd.Series:
    return pd.Series(list(values))


def catalogue(*records) -> Catalogue:
    return Catalogue(title=Text("Eigen", "Own"), own={one.id: one for one in records})


# ---- what a column holds


@pytest.mark.parametrize(
    ("values", "areas", "kind"),
    [
        (CODES, AREAS, "code"),
        ([*CODES[:2], "x", "y"], AREAS, "code"),
        ([CODES[0], "x", "y"], AREAS, "text"),
        (["23027A99-", "44021A00-"], AREAS, "code"),
        (["23027A00-", "23027A99-"], None, "code"),
        (["23027", "44021"], None, "text"),
        (NAMES, AREAS, "name"),
        ([*NAMES[:2], "Brugge", "Gent"], AREAS, "name"),
        ([NAMES[0], "Brugge", "Gent"], AREAS, "text"),
        (NAMES, None, "text"),
        ([1.0, np.nan], AREAS, "number"),
        ([1, 2], None, "number"),
        ([np.nan, np.inf], AREAS, "text"),
        ([None, None], AREAS, "text"),
    ],
)
def test_what_a_column_holds(values, areas, kind):
    """Codes or names where half of its values are; codes of sectors are known without a layer of areas."""
    assert kind_of_column(column(*values), areas) == kind


def test_a_column_is_known_by_its_first_two_hundred_values():
    assert kind_of_column(column(*[f"x{number}" for number in range(100)], *[f"23027A{n:02d}-" for n in range(100)]), None) == "code"
    assert kind_of_column(column(*[f"x{n}" for n in range(101)], *[f"23027A{n:02d}-" for n in range(100)], *CODES[1:]), None) == "text"


def test_codes_are_those_that_say_something_of_an_area():
    assert distinct_keys(column(" A ", "B", None, "", "  ", "A", "Totaal", "Alg. totaal", "Totaalplan", "B")) == ["A", "B", "Totaalplan"]
    assert is_numeric(column(1.0, np.nan)) and not is_numeric(column("1", "2")) and not is_numeric(column(np.nan, np.nan))


# ---- which field a column is


def test_a_column_is_known_by_its_name_by_its_words_or_nearly():
    find = lambda name, *columns: named_column(name, columns, NONE)  # noqa: E731
    assert find("households_waiting", "x", "WACHTENDEN", "kandidaten") == "WACHTENDEN", "capitals are nothing; the first that is there"
    assert find("households_waiting", "Aantal kandidaat-huurders 2025", "x") == "Aantal kandidaat-huurders 2025", "all words of a name"
    assert find("households_waiting", "candidate tenants number of") != "", "in any order"
    assert find("households_waiting", "jaar", "kandidatn") == "kandidatn", "misspelt"
    assert find("households_waiting", "jaar", "aantal") == "", "half of a name is none"
    assert find("households_waiting") == ""
    known = record("csv", "x.csv", id="wl", fields={"households_waiting": FieldSpec(("hh_wl", "WL_*"))})
    assert named_column("households_waiting", ["x", "HH WL"], catalogue(known)) == "HH WL", "as another source calls it"
    names = names_of("households_waiting", catalogue(known))
    assert names[0] == "households_waiting" and names[-1] == "hh_wl", "what stands for many columns names none"
    assert names_of("nobody_knows", NONE)[0] == "nobody_knows"


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        (["code", "Naam", "sector_name"], "sector_name"),
        (["NAME", "name"], "NAME"),
        (["code"], ""),
    ],
)
def test_the_names_of_areas_stand_in_the_field_that_is_called_so(columns, found):
    assert area_names(pd.DataFrame(columns=columns)) == found


WAITING = record(
    "none",
    id="waiting",
    key="sector_code",
    geometry="none",
    join=Join("statistical_sectors", "sector_code"),
    title=Text("Wachtlijst", "List"),
)
LIST = Wanted("waiting", WAITING, ("households_waiting",))


def test_a_table_of_areas_has_its_key_and_its_number_proposed():
    file = own_file({"Wijk": CODES, "Aantal": [1, 2, 3, 4]})
    found = propose(file, LIST, NONE, AREAS)
    assert found == ColumnProposal(
        {"sector_code": "Wijk", "households_waiting": "Aantal"}, {"Wijk": "code", "Aantal": "number"}, "sector_code", (), 4, 0, 4
    ), "the only number that is left is the only one that is sought"
    two = propose(own_file({"Wijk": CODES, "Aantal": [1, 2, 3, 4], "Jaar": [2025] * 4}), LIST, NONE, AREAS)
    assert two.fields == {"sector_code": "Wijk"}, "of two numbers nobody knows which"
    both = Wanted("waiting", WAITING, ("households_waiting", "inhabitants"))
    assert propose(file, both, NONE, AREAS).fields == {"sector_code": "Wijk"}, "of two fields neither"
    text = Wanted("waiting", WAITING, ("owner_kind",))
    assert propose(file, text, NONE, AREAS).fields == {"sector_code": "Wijk"}, "a field of words is no number"
    said = propose(own_file({"Wijk": CODES, "Kandidaten": [1, 2, 3, 4], "B": [4, 3, 2, 1]}), LIST, NONE, AREAS, {"households_waiting": "B"})
    assert said.fields == {"households_waiting": "B", "sector_code": "Wijk"}, "what somebody said is not proposed again"
    assert propose(own_file({"W": CODES, "A": [1, 2, 3, 4]}), LIST, NONE, AREAS, {"sector_code": "W"}).fields == {"sector_code": "W"}


def test_a_column_is_one_field_only():
    both = Wanted("waiting", WAITING, ("households_waiting", "households"))
    found = propose(own_file({"Wijk": CODES, "gezinnen": [1, 2, 3, 4], "wachtenden": [5, 6, 7, 8]}), both, NONE, AREAS)
    assert found.fields == {"sector_code": "Wijk", "households_waiting": "wachtenden", "households": "gezinnen"}
    assert propose(own_file({"gezinnen": [1]}), Wanted("x", None, ("households", "gezinnen")), NONE).fields == {"households": "gezinnen"}


def test_columns_with_coordinates_are_no_field():
    places = own_file({"x": [1.0, 2.0], "y": [3.0, 4.0], "n": [5, 6]}, "point")
    found = propose(places, Wanted("waiting", None, ("households_waiting",)), NONE)
    assert found.kinds == {"x": "place", "y": "place", "n": "number"} and found.fields == {"households_waiting": "n"} and found.key == ""
    assert propose(own_file({"x": [1.0, 2.0], "y": [3.0, 4.0]}), LIST, NONE).kinds == {"x": "number", "y": "number"}, "a table has none"


def test_the_key_is_the_column_with_codes_then_that_with_names_then_the_one_called_so():
    columns = {"Sector": ["?"] * 4, "naam": NAMES, "c": CODES}
    assert propose(own_file(columns), LIST, NONE, AREAS).fields["sector_code"] == "c"
    assert propose(own_file({"naam": NAMES, "Sector": ["?"] * 4}), LIST, NONE, AREAS).fields["sector_code"] == "naam"
    assert propose(own_file({"x": ["?"] * 4, "Sector": ["!"] * 4}), LIST, NONE, AREAS).fields["sector_code"] == "Sector"
    assert propose(own_file({"c": CODES, "sectorcode": CODES}), LIST, NONE, AREAS).fields["sector_code"] == "sectorcode", "of two that"
    assert "sector_code" not in propose(own_file({"x": ["?"] * 4}), LIST, NONE, AREAS).fields
    unknown = propose(own_file({"c": CODES}), Wanted("mine"), NONE, AREAS)
    assert unknown.key == "sector_code" and unknown.fields == {"sector_code": "c"}, "of a record that nobody knows: that of the areas"
    assert propose(own_file({"c": CODES}, "polygon"), Wanted("mine"), NONE, AREAS).key == "", "only a table has such a key"


def test_codes_of_another_year_are_counted_and_names_are_matched():
    found = propose(own_file({"c": ["23027A00-", "23027X99-", "44021A00-", "Totaal"]}), LIST, NONE, AREAS)
    assert (found.rows, found.exact, found.other_years, found.is_by_name) == (3, 1, 1, False), "of another municipality, and a total, none"
    named = propose(own_file({"c": ["Lembeek", "centrum", "Brugge", "Totaal"]}), LIST, NONE, AREAS)
    assert (named.rows, named.exact, named.is_by_name) == (3, 0, True)
    assert [(one.name, one.code, one.answer) for one in named.names] == [
        ("Lembeek", "23027B00-", "sure"),
        ("centrum", "23027A00-", "sure"),
        ("Brugge", "", "?"),
    ]
    half = propose(own_file({"c": ["23027A00-", "Lembeek"]}), LIST, NONE, AREAS, {"sector_code": "c"})
    assert half.exact == 1 and not half.is_by_name, "half of them codes: a table of codes"
    third = propose(own_file({"c": ["23027A00-", "Lembeek", "Centrum"]}), LIST, NONE, AREAS, {"sector_code": "c"})
    assert third.is_by_name and third.rows == 3
    elsewhere = propose(own_file({"c": ["44021A00-", "Lembeek"]}), LIST, NONE, AREAS, {"sector_code": "c"})
    assert not elsewhere.is_by_name, "codes of elsewhere are codes"
    assert propose(own_file({"c": CODES}), LIST, NONE).rows == 0, "without areas nothing is known of them"


def test_a_column_that_is_not_there_is_refused_with_the_likely_one():
    file = own_file({"Wijk": CODES, "Aantal": [1, 2, 3, 4]})
    with pytest.raises(OpgaveError) as near:
        propose(file, LIST, NONE, AREAS, {"sector_code": "Wijk", "households_waiting": "Aantl"})
    assert near.value.sentence() == "'lijst' has no column 'Aantl'. Did you mean 'Aantal'? It has: Wijk, Aantal."
    with pytest.raises(OpgaveError) as far:
        propose(file, LIST, NONE, AREAS, {"sector_code": "gemeenteraad"})
    assert far.value.sentence() == "'lijst' has no column 'gemeenteraad'; it has: Wijk, Aantal."


def test_what_a_record_should_hold_is_what_challenges_read_of_it():
    built_in = read_catalogue("")
    wanted = wanted_of("housing_waiting_list", built_in)
    assert wanted.is_table and wanted.key == "sector_code" and wanted.fields == ("households_waiting",), "without its key"
    points = wanted_of("childcare", built_in)
    assert not points.is_table and points.key == "" and points.template is built_in.records["childcare"]
    assert points.template.key not in points.fields and "" not in points.fields
    mine = wanted_of("mine", built_in)
    assert mine == Wanted("mine", None, ()) and not mine.is_table and mine.key == ""
    assert Wanted("x", record("csv", geometry="none", key="code")).key == "code", "without a join its own key"
    assert Wanted("x", record("csv", geometry="point", key="code")).key == ""


def test_the_areas_of_a_layer_are_those_with_a_code():
    table = pd.DataFrame({"nis_code": ["23027"] * 3, "sector_code": ["A", None, "C"], "sector_name": ["SINT-AMANDSBERG", "x", None]})
    units = Features("Sectoren", np.full(3, None), table)
    found = areas_of(units)
    assert (found.title.nl, found.title.en, found.key) == ("Sectoren", "Sectoren", "sector_code"), "the smallest first"
    assert list(found.codes) == ["A", "C"] and list(found.names) == ["Sint-Amandsberg", None]
    assert areas_of(units, "nis_code").key == "nis_code"
    bare = areas_of(Features("x", np.full(2, None), pd.DataFrame({"code": [1, 2]})), "code")
    assert list(bare.codes) == list(bare.names) == ["1", "2"], "without names the codes"
    with pytest.raises(OpgaveError) as none:
        areas_of(units, "gebied")
    assert none.value.sentence() == (
        "Layer 'Sectoren' has no field 'gebied' with the codes of areas: name it as KEY. It has: nis_code, sector_code, sector_name."
    )
    with pytest.raises(OpgaveError, match="no field 'sector_code'"):
        areas_of(Features("x", np.full(1, None), pd.DataFrame({"code": [1]})))


# ---- answers about names


def test_an_answer_stands_and_its_area_is_proposed_for_no_other_name():
    known = {"Lembeek": NameAnswer("Lembeek", CODES[0], "Centrum", "yes"), "Buizingen": NameAnswer("Buizingen", CODES[2], "x", "no")}
    known["Essenbeek"] = NameAnswer("Essenbeek", "old", "old", "?")
    found = answer_names(["Centrum", "Lembeek", "Buizingen", "Essenbeek"], CODES, NAMES, known)
    assert [(one.name, one.code, one.answer) for one in found] == [
        ("Centrum", "", "?"),
        ("Lembeek", CODES[0], "yes"),
        ("Buizingen", CODES[2], "no"),
        ("Essenbeek", CODES[3], "sure"),
    ], "the centre is taken; an open answer is sought anew"
    assert [one.area for one in found] == ["", "Centrum", "x", "Essenbeek"]
    (free,) = answer_names(["Buizingen"], CODES, NAMES, {"other": NameAnswer("other", CODES[2], "", "no")})
    assert free.code == CODES[2] and free.answer == "sure", "an area that was refused for one name is free for another"


@pytest.mark.parametrize(
    ("code", "answer", "doubtful", "is_open", "key"),
    [
        ("A", "sure", False, False, "A"),
        ("A", "yes", True, False, "A"),
        ("A", "no", True, False, ""),
        ("A", "?", True, True, ""),
        ("", "?", False, False, ""),
    ],
)
def test_what_an_answer_means(code, answer, doubtful, is_open, key):
    one = NameAnswer("x", code, "", answer)
    assert (one.is_doubtful, one.is_open, one.key) == (doubtful, is_open, key)


def test_a_file_of_answers_is_read_as_people_wrote_it(tmp_path):
    place = tmp_path / "names.csv"
    assert read_bridge(place, "sector_code") == {}
    place.write_text(
        "name,sector_code,answer,proposed,proposed_name\n"
        "a,,JA,A,Aa\nb,,neen,B,Bb\nc,,misschien,C,\nd,D,,X,Xx\ne,E,sure,E,Ee\nf,F,no,G,\ng,,sure,H,\nh,,y,,\n",
        encoding="utf-8",
    )
    found = read_bridge(place, "sector_code")
    assert {name: (one.name, one.code, one.area, one.answer) for name, one in found.items()} == {
        "a": ("a", "A", "Aa", "yes"),
        "b": ("b", "B", "Bb", "no"),
        "c": ("c", "C", "", "?"),
        "d": ("d", "D", "Xx", "yes"),
        "e": ("e", "E", "Ee", "sure"),
        "f": ("f", "F", "", "yes"),
        "g": ("g", "H", "", "sure"),
        "h": ("h", "", "", "yes"),
    }, "a code in the column of codes counts as yes"
    place.write_text("name,answer\na,ja\n", encoding="utf-8")
    with pytest.raises(OpgaveError) as wrong:
        read_bridge(place, "sector_code")
    assert wrong.value.sentence() == (
        "'names.csv' is no file of answers: it lacks the columns sector_code, proposed. Give another path, or remove the file."
    )


def test_answers_come_back_as_they_were_written(tmp_path):
    answers = [NameAnswer("a", "A", "Aa", "sure"), NameAnswer("b", "B", "Bb"), NameAnswer("c", "C", "Cc", "no"), NameAnswer("d")]
    place = tmp_path / "names.csv"
    write_bridge(place, "sector_code", answers)
    assert place.read_bytes() == (
        b"\xef\xbb\xbfname,sector_code,answer,proposed,proposed_name\na,A,sure,A,Aa\nb,,?,B,Bb\nc,,no,C,Cc\nd,,?,,\n".replace(
            b"\n", b"\r\n" if b"\r\n" in place.read_bytes() else b"\n"
        )
    )
    assert list(read_bridge(place, "sector_code").values()) == answers
    said = with_answers(answers, {"b": True, "c": False, "z": True})
    assert [one.answer for one in said] == ["sure", "yes", "no", "?"]


def test_answers_are_kept_beside_the_catalogue_with_those_that_were_there(tmp_path):
    own = tmp_path / "own" / "halle.json"
    assert bridge_path(own, "waiting") == tmp_path / "own" / "waiting_names.csv"
    assert read_answers(own, LIST) == {} == read_answers(own, Wanted("mine"))
    first = ColumnProposal(key="sector_code", names=(NameAnswer("a", "A"), NameAnswer("b", "B")))
    keep_answers(own, "waiting", first, {"a": True})
    keep_answers(own, "waiting", ColumnProposal(key="sector_code", names=(NameAnswer("c", "C"),)), {"c": False})
    assert {name: one.answer for name, one in read_answers(own, LIST).items()} == {"a": "yes", "b": "?", "c": "no"}


# ---- the record


def test_the_record_of_a_table_of_areas():
    file = own_file({"Wijk": CODES, "Aantal": [1, 2, 3, 4]})
    made = build_record(file, LIST, propose(file, LIST, NONE, AREAS))
    assert (made.id, made.title.en, made.geometry, made.key, made.crs) == ("waiting", "List", "none", "sector_code", "")
    assert made.source == file.source and made.join == WAITING.join and made.lineage == "lijst.csv"
    assert made.fields == {"sector_code": FieldSpec(("Wijk",)), "households_waiting": FieldSpec(("Aantal",), quantity="count")}
    assert made.date is None and made.checked is None and made.otherwise == () and made.evidence == "" and made.base == ""


def test_the_record_of_a_table_of_names_reads_the_answers_first():
    file = own_file({"Wijk": NAMES, "Aantal": [1, 2, 3, 4]})
    made = build_record(file, LIST, propose(file, LIST, NONE, AREAS), bridge="waiting_names.csv")
    answers, table = made.source.parts
    assert (answers.source.kind, answers.source.path, answers.source.options) == (
        "csv",
        "waiting_names.csv",
        {"encoding": "utf-8-sig", "separator": ","},
    )
    assert table.source == file.source
    assert table.fields == {"name": FieldSpec(("Wijk",)), "households_waiting": FieldSpec(("Aantal",), quantity="count")}
    assert made.source.key == ("name",) and made.source.options == {"filter": '"sector_code" IS NOT NULL'}
    assert list(made.fields) == ["sector_code", "name", "households_waiting"] and made.fields["sector_code"] == FieldSpec()
    assert made.fields["name"] == FieldSpec()


def test_the_record_of_a_file_that_nobody_knows():
    file = own_file({"c": CODES}, name="Mijn lijst.xlsx", layers=("Blad 1", "Blad 2"), layer="Blad 2")
    assert file.title == "Mijn lijst - Blad 2" and own_file({"a": [1]}, layers=("x",), layer="x").title == "lijst"
    made = build_record(file, Wanted("mine"), propose(file, Wanted("mine"), NONE, AREAS), units="statistical_sectors")
    assert made.title == Text("Mijn lijst - Blad 2", "Mijn lijst - Blad 2") and made.publisher.kind == "city"
    assert made.join == Join("statistical_sectors", "sector_code") and made.key == "sector_code" and made.lineage == "Mijn lijst.xlsx"
    assert build_record(file, Wanted("mine"), propose(file, Wanted("mine"), NONE, AREAS)).join is None
    points = own_file({"naam": ["a"]}, "point", "EPSG:4326")
    made = build_record(points, Wanted("mine"), propose(points, Wanted("mine"), NONE), units="statistical_sectors")
    assert (made.crs, made.geometry, made.key, made.join) == ("EPSG:4326", "point", "", None)
    odd = own_file({"naam": ["a"]}, "point", 'PROJCRS["eigen", ID["EPSG:1"]]')
    assert build_record(odd, Wanted("mine"), propose(odd, Wanted("mine"), NONE)).crs == "", "a system without a code is the file's own"
    keyed = Wanted("halls", record("gpkg", geometry="point", key="code"))
    assert build_record(points, keyed, ColumnProposal({"name": "naam"})).key == "", "no column gives the key"
    assert build_record(points, keyed, ColumnProposal({"code": "naam"})).key == "code"


def test_words_become_the_canonical_values():
    words = field_words()["owner_kind"]
    file = own_file({"Eigenaar": ["Stad", " vzw ", "public", None, "kerk", "Stad"], "b": ["public", "profit"] * 3, "ja": ["Ja", "nee"] * 3})
    assert recoded("Eigenaar", words, file) == {"Stad": "public", "vzw": "non_profit", "public": "public"}
    assert recoded("b", words, file) == {}, "canonical already"
    assert recoded("ja", field_words()["public"], file) == {"Ja": 1, "nee": 0}, "numbers as numbers"
    spec = field_spec("owner_kind", "Eigenaar", file, None)
    assert spec.sources == ("Eigenaar",) and spec.recode["Stad"] == "public"
    template = record("csv", fields={"inhabitants": FieldSpec(("x",), unit="p", quantity="rate")})
    assert field_spec("inhabitants", "b", file, template) == FieldSpec(("b",), unit="p", quantity="rate"), "as the record has it"
    assert field_spec("inhabitants", "b", file, None) == FieldSpec(("b",), quantity="count"), "else as the field is known"
    assert field_spec("nobody_knows", "b", file, template) == FieldSpec(("b",))


REFUSED = [
    ("none", LIST, {}, "sector_code", "'lijst' has no column with codes or names of areas for 'List': say which column is 'sector_code'."),
    ("none", Wanted("h", record("gpkg", geometry="point")), {}, "", "'Trial' needs places, and 'lijst' has none: add columns with x and y"),
    *(
        (geometry, Wanted("h", record("gpkg", geometry="polygon")), {}, "", "'Trial' needs areas on the map, and 'lijst' has none")
        for geometry in ("none", "point", "line")
    ),
    (
        "point",
        Wanted("h", record("gpkg", geometry="point", fields={"a": FieldSpec(), "b": FieldSpec()}), ("a", "b", "c")),
        {"a": "x"},
        "",
        "'lijst' takes the place of 'Trial', which has b: add columns with these too",
    ),
    ("none", LIST, {"sector_code": "x"}, "sector_code", "'lijst' has no column for any of the fields of 'List' (households_waiting): say"),
]


@pytest.mark.parametrize(("geometry", "wanted", "fields", "key", "said"), REFUSED)
def test_a_file_that_cannot_be_what_is_wanted_is_refused(geometry, wanted, fields, key, said):
    with pytest.raises(OpgaveError) as refused:
        check_enough(own_file({"x": [1], "y": [2]}, geometry), wanted, ColumnProposal(fields, key=key))
    assert refused.value.sentence().startswith(said)
    assert "x, y" in refused.value.sentence() or "needs" in said


def test_a_file_that_holds_enough_is_not_refused():
    for geometry, wanted, fields, key in (
        ("none", LIST, {"sector_code": "x", "households_waiting": "y"}, "sector_code"),
        ("point", Wanted("h", record("gpkg", geometry="point")), {}, ""),
        ("polygon", Wanted("h", record("gpkg", geometry="point")), {}, ""),
        ("polygon", Wanted("h", record("gpkg", geometry="polygon")), {}, ""),
        ("none", Wanted("mine"), {}, ""),
        ("point", Wanted("h", record("none", geometry="point", fields={"a": FieldSpec()}), ("a",)), {}, ""),
        ("point", Wanted("h", record("gpkg", geometry="point"), ("a",)), {}, ""),
    ):
        assert check_enough(own_file({"x": [1], "y": [2]}, geometry), wanted, ColumnProposal(fields, key=key)) is None


def test_fields_that_lack_and_fields_that_would_be_lost():
    template = record("gpkg", fields={"a": FieldSpec(), "b": FieldSpec()})
    wanted, found = Wanted("h", template, ("a", "b", "c")), ColumnProposal({"a": "x"})
    assert lacking_fields(wanted, found) == ["b", "c"] and lost_fields(wanted, found) == ["b"]
    assert lost_fields(Wanted("h", None, ("b",)), found) == []
    without = Wanted("h", record("none", fields={"b": FieldSpec()}), ("b",))
    assert lost_fields(without, found) == [], "a record without a source has nothing to lose"


# ---- the catalogue


def test_an_id_is_free_and_called_after_the_file():
    taken = catalogue(record("csv", "a.csv", id="mijn_lijst"), record("csv", "b.csv", id="layer_2025"))
    assert free_id("Mijn   lijst!", taken) == "mijn_lijst_2" and free_id("Scholen", taken) == "scholen"
    assert free_id("2025", taken) == "layer_2025_2" and free_id("!!", NONE) == "layer"


def test_a_catalogue_of_ones_own_stands_on_the_built_in_one(tmp_path):
    place = tmp_path / "below" / "own.json"
    made = open_own(place, "23027")
    assert made.title == Text("Eigen lagen", "Own layers") and made.includes == (BUILTIN,) and made.municipality == "23027"
    assert open_own(place).municipality == "" and "childcare" in made.records
    first, second = record("csv", "a.csv", id="list", date=None), record("csv", "b.csv", id="list", date=None)
    assert add_to_catalogue(place, made, first) == "", "nothing was there before"
    there = open_own(place)
    assert list(there.own) == ["list"] and there.own["list"].source.path.endswith("/a.csv")
    with pytest.raises(OpgaveError) as taken:
        check_free(there, "list")
    assert taken.value.sentence() == (
        "The catalogue has a record 'list' of your own already, which stays as it is: give another id, such as 'list_2'."
    )
    check_free(there, "childcare")  # stands in the built-in one
    check_free(there, "other")
    assert add_to_catalogue(place, there, second) == "list_2", "the earlier one stays"
    own = open_own(place).own
    assert {id: Path(one.source.path).name for id, one in own.items()} == {"list_2": "a.csv", "list": "b.csv"} and own[
        "list_2"
    ].id == "list_2"


def test_a_record_without_a_source_makes_way(tmp_path):
    place = tmp_path / "own.json"
    empty = catalogue(record("none", id="list", date=None))
    check_free(empty, "list")
    assert add_to_catalogue(place, empty, record("csv", "b.csv", id="list", date=None)) == ""
    assert list(open_own(place).own) == ["list"]


def test_a_path_is_relative_where_the_file_lies_below(tmp_path):
    assert relative(tmp_path / "a" / "b.csv", tmp_path) == "a/b.csv" and relative(tmp_path / "b.csv", tmp_path) == "b.csv"
    assert relative(tmp_path / "b.csv", tmp_path / "a") == (tmp_path / "b.csv").as_posix()
    assert relative(tmp_path / "ab" / "c.csv", tmp_path / "a") == (tmp_path / "ab" / "c.csv").as_posix(), "beside a folder is not in it"


# ---- what is said


def test_what_became_of_the_columns_is_said():
    names = [NameAnswer(f"n{number}", "A") for number in range(6)] + [NameAnswer("z")]
    heard = Heard()
    tell(
        ColumnProposal({"sector_code": "Wijk"}, key="sector_code", names=tuple(names), other_years=1),
        LIST, own_file({"Wijk": CODES}), heard,
    )  # fmt: skip
    assert heard.notes == [
        "Column 'Wijk' is taken as 'sector_code'.",
        "1 code is written as in another year, and is brought to the areas of the map.",
    ]
    assert heard.warnings == [
        "'lijst' has no column for households_waiting, which challenges read.",
        "6 names may be areas (n0, n1, n2, n3, n4): write yes or no in the file of answers, and run this again.",
        "1 name is no area (z), and its row is left out.",
    ]
    quiet = Heard()
    tell(ColumnProposal({"households_waiting": "n"}, names=(NameAnswer("a", "A", answer="sure"),)), LIST, own_file({"n": [1]}), quiet)
    assert quiet.notes == ["Column 'n' is taken as 'households_waiting'."] and quiet.warnings == []
