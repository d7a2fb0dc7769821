"""What a record says of its sources: how a field is got, several sources as one, places to fill in."""

import json
import re
from pathlib import Path

import pytest
from opgavenkaart.processing.model.catalogue import Catalogue, read_catalogue, write_catalogue
from opgavenkaart.processing.model.errors import Mistakes
from opgavenkaart.processing.model.harvest import join_record, split_record
from opgavenkaart.processing.model.record import FieldSpec, Join, LayerRecord, Source, SourcePart
from opgavenkaart.processing.model.store import without_source
from opgavenkaart.processing.model.text import Text
from opgavenkaart.test.model.documents import RECORD, changed

ROOT = Path(__file__).parents[2]
SCHOOLS = {
    "id": "schools", "title": {"nl": "Scholen", "en": "Schools"}, "publisher": {"name": "Onderwijs", "kind": "flemish"},
    "geometry": "point", "key": "school_id",
    "source": {
        "kind": "union",
        "parts": [
            {"kind": "csv", "path": "https://x.be/csv?hs=111", "fields": {"level": {"constant": "preschool"}}},
            {"kind": "geojson", "path": "data/academies.geojson", "crs": "EPSG:31370", "optional": True,
             "fields": {"school_id": {"from": ["nr"]}, "level": {"from": ["niveau"], "recode": {"SO": "secondary"}}}},
        ],
    },
    "fields": {"school_id": {"from": ["schoolnummer"], "title": {"nl": "Nummer"}, "missing": [0]}, "level": {"title": {"nl": "Niveau"}}},
}  # fmt: skip
PUPILS = {
    "id": "schools", "title": {"en": "Schools"}, "publisher": {"name": "Onderwijs", "kind": "flemish"}, "geometry": "point",
    "source": {
        "kind": "join", "key": ["institution", "site"],
        "parts": [
            {"kind": "csv", "path": "schools.csv"},
            {"kind": "csv", "path": "pupils.csv", "fields": {"institution": {"from": ["i"]}, "site": {}, "pupils": {"from": ["n"]}}},
        ],
    },
    "fields": {"institution": {"from": ["nummer"]}, "site": {}, "pupils": {"unit": "n"}, "full": {"compute": "pupils / places"},
               "places": {}},
}  # fmt: skip


def sentences(document) -> list[str]:
    with pytest.raises(Mistakes) as caught:
        LayerRecord.from_json(document, where="stad.json", path="records[0]")
    return [str(mistake) for mistake in caught.value.mistakes]


@pytest.mark.parametrize("document", [SCHOOLS, PUPILS], ids=["union", "join"])
def test_several_sources_are_read_and_written(document):
    record = LayerRecord.from_json(document)
    assert record.to_json() == document
    assert LayerRecord.from_json(json.loads(json.dumps(record.to_json()))) == record


def test_every_key_of_a_part_lands_where_it_belongs():
    first, second = LayerRecord.from_json(SCHOOLS).source.parts
    assert first == SourcePart(Source("csv", "https://x.be/csv?hs=111"), {"level": FieldSpec(constant="preschool")})
    own = {"school_id": FieldSpec(("nr",)), "level": FieldSpec(("niveau",), recode={"SO": "secondary"})}
    assert second == SourcePart(Source("geojson", "data/academies.geojson"), own, "EPSG:31370", True)


def test_a_part_is_a_record_of_its_own_that_says_its_fields_before_those_of_the_whole():
    first, second = LayerRecord.from_json(SCHOOLS, "/stad").parts
    assert [one.title for one in (first, second)] == [
        Text("Scholen, bron 1", "Schools, source 1"),
        Text("Scholen, bron 2", "Schools, source 2"),
    ]
    assert (first.id, first.key, first.geometry, first.location) == ("schools", "school_id", "point", "https://x.be/csv?hs=111")
    assert first.fields["school_id"] == FieldSpec(("schoolnummer",), Text("Nummer"), missing=(0,))
    assert first.fields["level"] == FieldSpec(title=Text("Niveau"), constant="preschool")
    assert (second.location, second.crs) == (str(Path("/stad/data/academies.geojson")), "EPSG:31370")
    assert second.fields["school_id"] == FieldSpec(("nr",), Text("Nummer"), missing=(0,))
    assert second.fields["level"] == FieldSpec(("niveau",), Text("Niveau"), recode={"SO": "secondary"})


def test_a_part_beside_the_first_gives_the_fields_that_it_names():
    record = LayerRecord.from_json(PUPILS)
    first, second = record.parts
    assert list(first.fields) == ["institution", "site", "places"] and first.geometry == "point"
    assert second.fields == {"institution": FieldSpec(("i",)), "site": FieldSpec(), "pupils": FieldSpec(("n",), unit="n")}
    assert second.geometry == "none"
    assert [name for name, spec in record.composed().fields.items() if not spec.is_plain] == ["full"]


def test_another_way_to_get_a_field_takes_the_place_of_the_first():
    whole = FieldSpec(("a",), Text("A"), recode={"1": "x"})
    assert FieldSpec(constant=3).within(whole) == FieldSpec((), Text("A"), constant=3, recode={"1": "x"})
    assert FieldSpec(compute="b + 1").within(FieldSpec(constant=3)) == FieldSpec(compute="b + 1")
    assert FieldSpec(missing=("C",)).within(whole) == FieldSpec(("a",), Text("A"), recode={"1": "x"}, missing=("C",))


def test_a_copy_holds_the_canonical_values():
    document = changed(RECORD, "fields", {"a": {"from": ["A"], "recode": {"1": "x"}}, "b": {"compute": "a + 1"}, "c": {"constant": 1}})
    assert without_source(LayerRecord.from_json(document))["fields"] == {"a": {"from": ["a", "A"]}, "b": {}, "c": {}}


def test_moving_takes_the_files_of_parts_along():
    moved = LayerRecord.from_json(SCHOOLS, "/stad/catalogus").moved("/elders")
    assert [part.source.path for part in moved.source.parts] == ["https://x.be/csv?hs=111", "../stad/catalogus/data/academies.geojson"]
    assert moved.locations == ("https://x.be/csv?hs=111", str(Path("/elders/../stad/catalogus/data/academies.geojson")))


@pytest.mark.parametrize(
    ("source", "fields", "said"),
    [
        ({"kind": "union", "parts": [{"kind": "csv"}]}, {}, "source: a source of the kind union needs two 'parts' or more."),
        ({"kind": "csv", "parts": [{"kind": "csv"}, {"kind": "csv"}]}, {},
         "source: a source of the kind csv has no 'parts'; one of the kind union / join has."),
        ({"kind": "join", "parts": [{"kind": "csv"}, {"kind": "csv"}]}, {},
         "source: give 'key', the fields by which rows of the parts of a join belong together."),
        ({"kind": "csv", "key": ["a"]}, {}, "source: a source of the kind csv takes no 'key': leave the key out."),
        ({"kind": "join", "key": ["a"], "parts": [{"kind": "csv", "optional": True}, {"kind": "csv"}]}, {},
         "source: the first of the parts of a join cannot be optional."),
        ({"kind": "union", "parts": [{"kind": "csv"}, {"kind": "union", "parts": []}]}, {},
         "source.parts[1]: a source of the kind union needs two 'parts' or more."),
        ({"kind": "union", "options": {"filter": "a = 1", "newest": "jaar"}, "parts": [{"kind": "csv"}, {"kind": "csv"}]}, {},
         "source: 'newest' is said of each of the 'parts' of a union: give it there."),
        ({"kind": "union", "path": "a.csv", "parts": [{"kind": "csv"}, {"kind": "csv"}]}, {},
         "source: 'path' is said of each of the 'parts' of a union: give it there."),
        ({"kind": "csv"}, {"a": {"from": ["b"], "constant": 1}}, "fields.a: from and constant both say how to get the field: keep one."),
        ({"kind": "csv"}, {"a": {"recode": {"[0, 5]": "x", "[5, 9)": "y"}}},
         "fields.a.recode: a number may lie both in [0, 5] and in [5, 9)."),
        ({"kind": "csv"}, {"a": {"recode": {"(5, 5]": "x"}}}, "fields.a.recode: no number lies in the range (5, 5]."),
        ({"kind": "union", "parts": [{"kind": "csv", "fields": {"a": {"compute": "1", "constant": 1}}}, {"kind": "csv"}]}, {},
         "source.parts[0].fields.a: constant and compute both say how to get the field: keep one."),
        ({"kind": "csv", "fields": {}}, {},
         "source: the key 'fields' is unknown. Allowed are kind, path, layer, auth, options, parts, key."),
        ({"kind": "csv", "options": {"thousands": "x"}}, {}, "source.options.thousands: \"x\" is not one of ., ,,  , '."),
        ({"kind": "csv"}, {"a": {"constant": None}}, "fields.a.constant: null is not of type string / number."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_where_it_stands(source, fields, said):
    document = changed(changed(RECORD, "source", source), "fields", fields)
    assert sentences(document) == [f"stad.json, records[0].{said}"]


def test_ranges_that_only_touch_are_two():
    fields = {"a": {"recode": {"[0, 5)": "x", "[5, 9)": "y", "(9, ]": "z", "9": "w"}}}
    assert list(LayerRecord.from_json(changed(RECORD, "fields", fields)).fields["a"].recode) == ["[0, 5)", "[5, 9)", "(9, ]", "9"]


@pytest.mark.parametrize(("key", "keys"), [("sector_code", ("sector_code",)), (["nis_code", "sector"], ("nis_code", "sector"))])
def test_a_table_is_joined_by_one_field_or_by_several(key, keys):
    record = LayerRecord.from_json(changed(RECORD, "join", {"layer": "statistical_sectors", "key": key}))
    assert record.join.keys == keys and record.to_json()["join"]["key"] == key
    assert record.join == Join("statistical_sectors", keys[0] if len(keys) == 1 else keys)


@pytest.mark.parametrize("document", [SCHOOLS, PUPILS], ids=["union", "join"])
def test_a_harvest_leaves_several_sources_as_they_are(document):
    record = LayerRecord.from_json(document)
    assert join_record(record.id, split_record(record), "") == record


def test_places_to_fill_in():
    record = LayerRecord.from_json(
        changed(RECORD, "source", {"kind": "csv", "path": "https://x.be/{nis_code}/{z}", "options": {"where": "y = {year}"}})
    )
    assert record.placeholders == {"nis_code", "year"}
    filled = record.filled({"nis_code": "23027", "year": "2025"})
    assert (filled.source.path, filled.source.options) == ("https://x.be/23027/{z}", {"where": "y = 2025"})
    assert LayerRecord.from_json(RECORD).placeholders == frozenset()


def catalogue_file(path: Path, **head) -> Path:
    source = {"kind": "csv", "path": "https://x.be/{nis_code}"}
    records = [changed(changed(RECORD, "id", id), "source", one) for id, one in (("a", source), ("b", {"kind": "csv", "path": "b.csv"}))]
    path.write_text(json.dumps({"records": records, **head}))
    return path


@pytest.mark.parametrize("name", ["Halle", "23027"])
def test_the_municipality_of_a_catalogue_is_that_of_what_it_includes(tmp_path, name):
    catalogue_file(tmp_path / "vlaanderen.json")
    own = tmp_path / "halle.json"
    own.write_text(json.dumps({"municipality": name, "includes": ["vlaanderen.json"], "records": []}))
    catalogue = read_catalogue(own)
    assert catalogue.nis_code == "23027" and Catalogue(included=(catalogue,)).nis_code == "23027"
    assert [catalogue.get(id).municipality for id in "ab"] == ["23027", ""]
    assert read_catalogue(tmp_path / "vlaanderen.json").get("a").municipality == ""
    write_catalogue(tmp_path / "again.json", catalogue)
    assert json.loads((tmp_path / "again.json").read_text())["municipality"] == name


def test_a_municipality_that_is_none(tmp_path):
    with pytest.raises(Mistakes) as caught:
        read_catalogue(catalogue_file(tmp_path / "x.json", municipality="Halllle"))
    assert "municipality: no Flemish municipality has the name or NIS code 'Halllle'." in str(caught.value)


def test_the_examples_in_the_docs_are_records():
    """Every piece of JSON on the page is understood where it would stand."""
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    blocks = [block.replace(", ...,", ",") for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL)]
    assert len(blocks) >= 4
    for block in blocks:
        text = block.strip().replace("...,\n", "").replace("\n...", "")
        document = json.loads(text if text.startswith("{") else f"{{{text}}}")
        options = {key: document.pop(key) for key in ("pivot",) if key in document}
        source = document.pop("source", {"kind": "csv", "options": {**document.pop("options", {}), **options}})
        LayerRecord.from_json({**{key: RECORD[key] for key in ("id", "title", "publisher")}, **document, "source": source})


def test_the_short_examples_of_fields_are_right():
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    section = page.partition("## How a source gives a field")[2].partition("\n## ")[0]
    found = re.findall(r'`("[a-z0-9_]+": \{.*?\})`', section)
    assert len(found) >= 5
    for text in found:
        record = {**{key: RECORD[key] for key in ("id", "title", "publisher")}, "source": {"kind": "csv"}}
        LayerRecord.from_json({**record, "fields": json.loads(f"{{{text}}}")})
