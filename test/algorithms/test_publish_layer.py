"""A layer published into a store, its difference, and old versions restored."""

import datetime
import json

import jsonschema
import pytest
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.processing.sources.store.folder import FolderStore
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsProcessingException, QgsVectorLayer

SAID = {"PUBLISHER": "Dienst Groen", "CONTACT": "groen@stad.be", "LICENCE": "CC0"}
FIELDS = "boom_id:integer,soort:string,hoogte:double"
TREES = [("POINT(1 1)", 1, "eik", 10.5), ("POINT(2 2)", 2, "beuk", None), (None, 3, None, 4.0)]
LATER = [("POINT(1 1)", 1, "eik", 10.5), ("POINT(2 2.5)", 2, "beuk", None), ("POINT(9 9)", 4, "es", 1.0), ("POINT(8 8)", 5, "es", 1.0)]


def trees(rows=TREES, fields=FIELDS, name="bomen"):
    return memory_layer("Point", rows, fields, name=name)


@pytest.fixture
def publish(run_algorithm, tmp_path):
    """Publish into a store in ``tmp_path / "store"``."""

    def run(layer=None, **more):
        inputs = {"INPUT": layer or trees(), "STORE": str(tmp_path / "store"), "RECORD_ID": "bomen", "KEY": "boom_id", **SAID}
        return run_algorithm("publish_layer", inputs | more)

    return run


def counts(ran):
    return tuple(ran[name] for name in ("VERSION", "INSERTED_COUNT", "UPDATED_COUNT", "DELETED_COUNT"))


def test_the_first_version_inserts_all_and_the_catalogue_lists_it(publish, run_algorithm, tmp_path):
    assert counts(publish()) == (1, 3, 0, 0)
    document = json.loads((tmp_path / "store" / "catalogue.json").read_text())
    jsonschema.validate(document, json.loads((RESOURCES / "schemas" / "catalogue.schema.json").read_text()))
    record = read_catalogue(tmp_path / "store" / "catalogue.json").get("bomen")
    assert (record.publisher.name, record.licence.name, record.contact, record.key) == ("Dienst Groen", "CC0", "groen@stad.be", "boom_id")
    assert (record.crs, record.geometry, record.date) == ("EPSG:31370", "point", datetime.date.today())
    output = tmp_path / "loaded.gpkg"
    inputs = {"CATALOGUE": str(tmp_path / "store" / "catalogue.json"), "RECORDS": "bomen", "OUTPUT": str(output)}
    assert run_algorithm("load_layers", inputs)["FEATURE_COUNT"] == 2
    layer = QgsVectorLayer(f"{output}|layername=bomen", "", "ogr")
    assert sorted(feature["soort"] for feature in layer.getFeatures()) == ["beuk", "eik"]


def test_a_wrong_record_of_the_catalogue_is_not_passed_over(publish, tmp_path):
    """It may say that the layer must not be redistributed."""
    record = {"id": "bomen", "title": {"nl": "Bomen"}, "publisher": {"name": "Stad", "kind": "city"}, "source": {"kind": "none"}}
    (tmp_path / "own.json").write_text(json.dumps({"records": [record | {"redistribution": "never"}]}), encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="redistribution"):
        publish(CATALOGUE=str(tmp_path / "own.json"))


def test_a_second_version_counts_what_differs(publish):
    """Tree 2 moved, 3 is gone, 4 and 5 are new."""
    publish()
    ran = publish(trees(LATER))
    assert counts(ran) == (2, 2, 1, 1)
    assert any("2 features inserted, 1 changed, 1 deleted" in text for text in ran.infos)


@pytest.mark.parametrize(
    ("row", "changed"),
    [
        (("POINT(2 2)", 2, "beuk", None), 0),
        (("POINT(2 2)", 2, "Beuk", None), 1),
        (("POINT(2 2)", 2, None, None), 1),
        (("POINT(2 2)", 2, "beuk", 0.0), 1),
        (("POINT(2 2.0000000000000004)", 2, "beuk", None), 1),
        ((None, 2, "beuk", None), 1),
    ],
)
def test_values_and_geometry_are_compared_exactly(publish, row, changed):
    publish()
    assert publish(trees([TREES[0], row, TREES[2]]))["UPDATED_COUNT"] == changed


def test_each_version_keeps_its_score(publish, tmp_path):
    """Of five features one has an invalid height in a column of numbers; later none has."""
    rows = [(f"POINT({150_000 + 10 * row} 160000)", row, height) for row, height in enumerate(["1", "2", "veel", *"3456789012"])]
    first = publish(trees(rows, "boom_id:integer,hoogte:string"))
    assert first["SCORE"] == round(100 - 20 / 13, 1)
    assert any("quality score 98.5." in text for text in first.infos)
    rows[2] = (*rows[2][:2], "3")
    second = publish(trees(rows, "boom_id:integer,hoogte:string"))
    assert second["SCORE"] == 100
    assert any("that of the version before was 98.5" in text for text in second.infos)
    assert [one.score for one in FolderStore(tmp_path / "store").versions("bomen")] == [98.5, 100]
    mark = read_catalogue(str(tmp_path / "store" / "catalogue.json")).get("bomen").quality
    assert (mark.score, mark.blocking, mark.before) == (100, (), (98.5,)), "the catalogue lists how it was before"
    rows[2] = (*rows[2][:2], "4")
    publish(trees(rows, "boom_id:integer,hoogte:string"), CATALOGUE=str(tmp_path / "store" / "catalogue.json"))
    third = FolderStore(tmp_path / "store").newest("bomen")
    assert third.number == 3 and "quality" not in third.record, "a mark is not carried over to other data"


def test_what_blocks_publishing_to_all_is_a_warning_and_kept_with_the_version(publish, tmp_path):
    rows = [(f"POINT({row} 1)", row, f"8{row}0101 001 {97 - (8 * 10**7 + row * 10**6 + 101001) % 97:02d}") for row in range(5)]
    ran = publish(trees(rows, "boom_id:integer,rijksregisternummer:string"), REDISTRIBUTION="no")
    assert any("is shared with the team. Not fit to be published: Personal data" in text for text in ran.warnings)
    store = FolderStore(tmp_path / "store")
    assert store.record("bomen", store.newest("bomen")).quality.blocking == ("personal_data",)


def test_the_order_of_the_features_is_no_difference_and_makes_no_version(publish):
    publish()
    ran = publish(trees(TREES[::-1]))
    assert counts(ran) == (1, 0, 0, 0)
    assert any("nothing differs" in text for text in ran.infos)


def test_another_licence_is_a_version_of_its_own(publish, tmp_path):
    publish()
    assert counts(publish(LICENCE="Modellicentie")) == (2, 0, 0, 0)
    assert read_catalogue(tmp_path / "store" / "catalogue.json").get("bomen").licence.name == "Modellicentie"


def test_what_was_said_before_need_not_be_said_again(publish, tmp_path):
    publish(TITLE="Bomen van de stad", REDISTRIBUTION="no")
    publish(trees(LATER), PUBLISHER="", CONTACT="", LICENCE="")
    record = read_catalogue(tmp_path / "store" / "catalogue.json").get("bomen")
    assert (record.publisher.name, record.title.nl, record.redistribution) == ("Dienst Groen", "Bomen van de stad", "no")


def test_fields_that_come_and_go_are_said(publish):
    publish()
    ran = publish(trees([(wkt, id, soort) for wkt, id, soort, _ in TREES], "boom_id:integer,boomsoort:string"))
    assert any("new fields: boomsoort; removed fields: soort, hoogte" in text for text in ran.warnings)


@pytest.mark.parametrize("missing", ["PUBLISHER", "CONTACT", "LICENCE"])
def test_whose_it_is_must_be_said(publish, tmp_path, missing):
    with pytest.raises(QgsProcessingException, match=f"cannot be published without {missing}"):
        publish(**{missing: ""})
    assert FolderStore(tmp_path / "store").ids() == []


@pytest.mark.parametrize(
    ("rows", "key", "sentence"),
    [
        ([*TREES, ("POINT(0 0)", 2, "eik", 1.0)], "boom_id", "'boom_id' has the value '2' more than once, and 1 such values"),
        ([*TREES, ("POINT(0 0)", None, "eik", 1.0)], "boom_id", "'boom_id' is empty in 1 features"),
        (TREES, "boomid", "has no field 'boomid': did you mean 'boom_id'"),
    ],
)
def test_a_key_must_tell_features_apart(publish, rows, key, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        publish(trees(rows), KEY=key)


@pytest.mark.parametrize("id", ["Bomen", "9bomen", "../bomen", "bomen/x"])
def test_an_id_follows_the_rules(publish, tmp_path, id):
    with pytest.raises(QgsProcessingException, match="id"):
        publish(RECORD_ID=id)
    assert not (tmp_path / "store").exists()


def test_a_record_of_the_catalogue_gives_its_canonical_names(publish, tmp_path):
    """A city's own column names become those that the catalogue gives them."""
    catalogue = tmp_path / "own.json"
    fields = {"name": {"from": ["soort"]}, "tree_id": {"from": ["boom_id"]}}
    said = {"title": {"nl": "Bomen"}, "publisher": {"name": "X", "kind": "city"}, "source": {"kind": "none"}}
    document = {"id": "trees", **said, "fields": fields}
    catalogue.write_text(json.dumps({"records": [document]}))
    publish(RECORD_ID="trees", CATALOGUE=str(catalogue))
    store = FolderStore(tmp_path / "store")
    record = store.record("trees", store.current("trees"))
    assert (record.key, record.title.nl, record.publisher.name) == ("tree_id", "Bomen", "Dienst Groen")
    assert set(store.read("trees", record, store.current("trees").data).table) == {"tree_id", "name", "hoogte"}
    assert counts(publish(trees(LATER), RECORD_ID="trees", CATALOGUE=str(catalogue))) == (2, 2, 1, 1)


def test_what_people_wrote_in_the_catalogue_of_the_store_stays(publish, tmp_path):
    path = tmp_path / "store" / "catalogue.json"
    path.parent.mkdir()
    own = {"id": "eigen", "title": {"nl": "Eigen"}, "publisher": {"name": "X", "kind": "city"}, "source": {"kind": "none"}}
    path.write_text(json.dumps({"title": {"nl": "Van ons"}, "includes": ["builtin"], "records": [own]}))
    publish()
    catalogue = read_catalogue(path)
    assert (catalogue.title.nl, list(catalogue.own)) == ("Van ons", ["eigen", "bomen"])
    path.write_text('{"records": [{"id": "kapot"}]}')
    with pytest.raises(QgsProcessingException, match="kapot|records"):
        publish(trees(LATER))
    assert FolderStore(tmp_path / "store").current("bomen").number == 1


def test_an_old_version_becomes_current_as_a_new_one(publish, run_algorithm, tmp_path):
    publish()
    publish(trees(LATER), LICENCE="Modellicentie")
    restored = run_algorithm("restore_version", {"STORE": str(tmp_path / "store"), "RECORD_ID": "bomen", "VERSION": 1})
    store = FolderStore(tmp_path / "store")
    assert restored["VERSION"] == 3
    version = store.current("bomen")
    assert (version.restored, version.inserted, version.changed, version.deleted, version.features) == (1, 1, 1, 2, 3)
    record = read_catalogue(tmp_path / "store" / "catalogue.json").get("bomen")
    assert record.licence.name == "CC0"
    assert sorted(store.read("bomen", record, version.data).table["boom_id"]) == [1, 2, 3]
    again = run_algorithm("restore_version", {"STORE": str(tmp_path / "store"), "RECORD_ID": "bomen", "VERSION": 2})
    assert (again["VERSION"], store.current("bomen").features) == (4, 4)


def test_one_geopackage_is_a_store_too(run_algorithm, tmp_path):
    """All versions lie in the one file; the catalogue beside it leads to the current ones."""
    path = tmp_path / "team.gpkg"
    inputs = {"STORE": str(path), "RECORD_ID": "bomen", "KEY": "boom_id", **SAID}
    assert counts(run_algorithm("publish_layer", {**inputs, "INPUT": trees()})) == (1, 3, 0, 0)
    assert counts(run_algorithm("publish_layer", {**inputs, "INPUT": trees(LATER)})) == (2, 2, 1, 1)
    assert counts(run_algorithm("publish_layer", {**inputs, "INPUT": trees(LATER)})) == (2, 0, 0, 0)
    run_algorithm("publish_layer", {**inputs, "INPUT": trees(name="Bank 1"), "RECORD_ID": ""})
    assert run_algorithm("restore_version", {"STORE": str(path), "RECORD_ID": "bomen"})["VERSION"] == 3
    listed = read_catalogue(tmp_path / "team.catalogue.json")
    assert list(listed.own) == ["bomen", "bank_1"]
    for more in ({"CATALOGUE": listed.path}, {"STORE": str(path)}):
        ran = run_algorithm("load_layers", {**more, "RECORDS": "bomen,bank_1", "OUTPUT": str(tmp_path / "out.gpkg")})
        assert ran["FEATURE_COUNT"] == 4
    assert {file.name for file in tmp_path.iterdir()} == {"team.gpkg", "team.catalogue.json", "out.gpkg"}


def test_a_geopackage_that_is_no_store_is_not_read_as_one(run_algorithm, tmp_path):
    with pytest.raises(QgsProcessingException, match="is no store"):
        run_algorithm("restore_version", {"STORE": str(tmp_path / "team.gpkg"), "RECORD_ID": "bomen"})


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"RECORD_ID": "bomen", "VERSION": 7}, "has no version 7. The versions are: 1"),
        ({"RECORD_ID": "bomen", "VERSION": 1}, "version 1 is already the current version"),
        ({"RECORD_ID": "bomen"}, "has no version before version 1"),
        ({"RECORD_ID": "struiken", "VERSION": 1}, "has no record 'struiken'. The records are: bomen"),
        ({}, "RECORD_ID is empty.* has: bomen"),
        ({"STORE": "ergens"}, "STORE 'ergens' is no folder, no GeoPackage and no PostGIS connection"),
    ],
)
def test_what_cannot_be_restored_is_said(publish, run_algorithm, tmp_path, inputs, sentence):
    publish()
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("restore_version", {"STORE": str(tmp_path / "store"), **inputs})
