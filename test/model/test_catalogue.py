"""Catalogues: records of the file and of what it includes; a bad record does not take the others down."""

import gc
import json
from pathlib import Path

import pytest
from opgavenkaart.processing.model import catalogue as catalogue_module
from opgavenkaart.processing.model.catalogue import Catalogue, Successor, read_catalogue, write_catalogue
from opgavenkaart.processing.model.errors import Mistakes, OpgaveError
from opgavenkaart.processing.model.record import LayerRecord
from opgavenkaart.processing.model.text import Text
from opgavenkaart.test.model.documents import RECORD, changed


def record(id: str, title: str = "", path: str = "") -> dict:
    return {"id": id, "title": {"nl": title or id}, "publisher": {"name": "Stad", "kind": "city"}, "source": {"kind": "gpkg", "path": path}}


def write(path: Path, *records, **parts) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"records": list(records), **parts}), encoding="utf-8")
    return path


def failure(path) -> str:
    with pytest.raises(OpgaveError) as caught:
        read_catalogue(path)
    return str(caught.value)


def test_records_by_id_with_the_folder_of_their_file(tmp_path):
    catalogue = read_catalogue(write(tmp_path / "stad.json", record("parks", path="data/parks.gpkg"), record("water")))
    assert list(catalogue.records) == ["parks", "water"]
    assert catalogue.get("parks").location == str(tmp_path.resolve() / "data" / "parks.gpkg")
    assert catalogue.mistakes == {}


def test_an_own_record_hides_the_included_one(tmp_path):
    write(tmp_path / "base" / "base.json", record("parks", "Basis", "parks.gpkg"), record("water", "Basis", "water.gpkg"))
    catalogue = read_catalogue(write(tmp_path / "stad.json", record("parks", "Eigen"), includes=["base/base.json"]))
    assert catalogue.get("parks").title == Text("Eigen")
    assert catalogue.get("water").location == str(tmp_path.resolve() / "base" / "water.gpkg")
    assert list(catalogue.own) == ["parks"]


def test_of_two_included_records_the_later_counts(tmp_path):
    write(tmp_path / "one.json", record("parks", "Een"))
    write(tmp_path / "two.json", record("parks", "Twee"))
    assert read_catalogue(write(tmp_path / "stad.json", includes=["one.json", "two.json"])).get("parks").title == Text("Twee")


def test_the_built_in_catalogue_can_be_included(tmp_path):
    catalogue = read_catalogue(write(tmp_path / "stad.json", record("parks", "Eigen"), includes=["builtin"]))
    assert catalogue.get("parks").title == Text("Eigen")
    assert catalogue.get("grey_basemap") == read_catalogue().get("grey_basemap")


def test_a_file_may_be_included_along_two_roads(tmp_path):
    write(tmp_path / "base.json", record("water"))
    write(tmp_path / "one.json", includes=["base.json"])
    write(tmp_path / "two.json", includes=["base.json"])
    assert list(read_catalogue(write(tmp_path / "stad.json", includes=["one.json", "two.json"])).records) == ["water"]


def test_a_circle_of_includes(tmp_path):
    write(tmp_path / "one.json", includes=["two.json"])
    write(tmp_path / "two.json", includes=["one.json"])
    name = tmp_path.name
    assert failure(tmp_path / "one.json") == (
        f"These catalogues include each other in a circle: {name}/one.json > {name}/two.json > {name}/one.json. Take one 'includes' out."
    )


def test_an_included_file_that_is_absent(tmp_path):
    path = write(tmp_path / "stad.json", includes=["weg.json"])
    assert failure(path) == f"File '{tmp_path.resolve() / 'weg.json'}' does not exist. Check the path."


def test_a_bad_record_leaves_the_others_usable(tmp_path):
    bad = changed(RECORD, "publisher.kind", "federaal")
    catalogue = read_catalogue(write(tmp_path / "stad.json", record("parks"), bad, record("water")))
    assert list(catalogue.records) == ["parks", "water"]
    with pytest.raises(Mistakes) as caught:
        catalogue.get("income")
    assert str(caught.value) == (
        f'{tmp_path.name}/stad.json, records[1].publisher.kind: "federaal" is not one of city, flemish, federal, private, non_profit,'
        " citizens. Did you mean 'federal'?"
    )


def test_bad_records_among_hundreds_are_each_told(tmp_path):
    """Each mistake stays with its own record, however many there are."""
    records = [record(f"r{number}") for number in range(600)]
    bad = {0: ("publisher.kind", "x"), 249: ("date", "2024-02-30"), 250: ("title", 3), 251: ("fields", {"a b": {}}), 599: ("source", {})}
    for position, (path, value) in bad.items():
        records[position] = changed(records[position], path, value)
    catalogue = read_catalogue(write(tmp_path / "stad.json", *records))
    assert len(catalogue.records) == 595
    for position in bad:
        with pytest.raises(Mistakes) as caught:
            LayerRecord.from_json(records[position], "", f"{tmp_path.name}/stad.json", f"records[{position}]")
        assert [str(mistake) for mistake in catalogue.mistakes[f"r{position}"]] == str(caught.value).split("\n")


def test_a_bad_record_does_not_fall_back_on_the_included_one(tmp_path):
    write(tmp_path / "base.json", record("income"))
    catalogue = read_catalogue(write(tmp_path / "stad.json", changed(RECORD, "geometry", "dot"), includes=["base.json"]))
    assert "income" not in catalogue.records
    with pytest.raises(Mistakes):
        catalogue.get("income")


def test_a_good_record_mends_an_included_bad_one(tmp_path):
    write(tmp_path / "base.json", changed(RECORD, "geometry", "dot"))
    catalogue = read_catalogue(write(tmp_path / "stad.json", RECORD, includes=["base.json"]))
    assert catalogue.mistakes == {}
    assert catalogue.get("income") == LayerRecord.from_json(RECORD)


@pytest.mark.parametrize("nonsense", [3, None, [], {}, {"id": ["parks"]}])
def test_a_record_without_an_id_is_found_by_its_place(tmp_path, nonsense):
    catalogue = read_catalogue(write(tmp_path / "stad.json", record("parks"), nonsense))
    assert list(catalogue.records) == ["parks"]
    assert list(catalogue.mistakes) == ["records[1]"]


def test_of_two_records_with_one_id_the_first_is_used(tmp_path):
    catalogue = read_catalogue(write(tmp_path / "stad.json", record("parks", "Een"), record("parks", "Twee")))
    assert catalogue.get("parks").title == Text("Een")
    assert [str(mistake) for mistake in catalogue.mistakes["records[1]"]] == [
        f"{tmp_path.name}/stad.json, records[1]: a record 'parks' stands higher in this file already; that one is used. Rename one of them."
    ]


def test_an_id_that_is_not_there(tmp_path):
    catalogue = read_catalogue(write(tmp_path / "stad.json", record("statistical_sectors")))
    with pytest.raises(OpgaveError) as caught:
        catalogue.get("statistical_sector")
    assert str(caught.value) == "The catalogue has no record 'statistical_sector'. Did you mean 'statistical_sectors'?"
    with pytest.raises(OpgaveError) as caught:
        catalogue.get("zzz")
    assert str(caught.value) == "The catalogue has no record 'zzz'. Add it to the catalogue or check the id."


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ([], "stad.json: [] is not of type object."),
        ({}, "stad.json: the key 'records' is missing."),
        ({"records": {}}, "stad.json, records: {} is not of type array."),
        ({"records": [], "include": ["a"]}, "stad.json: the key 'include' is unknown. Did you mean 'includes'?"),
        ({"records": [], "includes": "a.json"}, "stad.json, includes: \"a.json\" is not of type array."),
        ({"records": [], "successors": [{"old": "a"}]}, "stad.json, successors[0]: the key 'new' is missing."),
    ],
)  # fmt: skip
def test_a_file_that_is_no_catalogue(tmp_path, document, expected):
    path = tmp_path / "stad.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    assert failure(path) == f"{tmp_path.name}/{expected}"


def test_titles_of_sectors(tmp_path):
    catalogue = read_catalogue(write(tmp_path / "stad.json", sectors={"night_life": {"nl": "Nachtleven"}, "green": {"nl": "Plantsoen"}}))
    assert catalogue.sector_title("night_life") == Text("Nachtleven")
    assert catalogue.sector_title("green") == Text("Plantsoen")
    assert catalogue.sector_title("mobility") == Text("Mobiliteit", "Mobility")
    assert catalogue.sector_title("unheard_of") == Text("unheard_of", "unheard_of")


def test_successor_of_a_retired_service():
    catalogue = Catalogue(
        own_successors=(Successor("https://old.be/wms/", "https://new.be/"), Successor("https://old.be/wms/roads/", "https://new.be/r/"))
    )
    assert catalogue.successor("https://old.be/wms/GRB/wms?x=1") == "https://new.be/GRB/wms?x=1"
    assert catalogue.successor("http://old.be/wms/roads/wfs") == "https://new.be/r/wfs"
    assert catalogue.successor("https://new.be/GRB/wms") == ""


def test_an_own_successor_goes_before_an_included_one(tmp_path):
    write(tmp_path / "base.json", successors=[{"old": "http://a/", "new": "http://base/"}, {"old": "http://b/", "new": "http://base/"}])
    path = write(tmp_path / "stad.json", includes=["base.json"], successors=[{"old": "http://a/", "new": "http://own/"}])
    catalogue = read_catalogue(path)
    assert catalogue.successor("http://a/x") == "http://own/x"
    assert catalogue.successor("http://b/x") == "http://base/x"


def test_a_written_catalogue_is_read_back(tmp_path):
    write(tmp_path / "base.json", record("water"))
    path = write(
        tmp_path / "stad.json", RECORD, record("parks", path="data/parks.gpkg"), title={"nl": "Stad"}, includes=["base.json"],
        sectors={"night_life": {"nl": "Nacht"}}, successors=[{"old": "http://a", "new": "http://b", "since": "2024-01-01"}],
    )  # fmt: skip
    before = json.loads(path.read_text(encoding="utf-8"))
    catalogue = read_catalogue(path)
    write_catalogue(path, catalogue)
    assert json.loads(path.read_text(encoding="utf-8")) == before
    assert read_catalogue(path).records == catalogue.records


def test_written_elsewhere_its_paths_lead_to_the_same_files(tmp_path):
    catalogue = read_catalogue(
        write(tmp_path / "a" / "stad.json", record("parks", path="data/parks.gpkg"), record("wfs", path="http://x/wfs"))
    )
    (tmp_path / "b").mkdir()
    write_catalogue(tmp_path / "b" / "stad.json", catalogue)
    moved = read_catalogue(tmp_path / "b" / "stad.json")
    assert Path(moved.get("parks").location).resolve() == tmp_path.resolve() / "a" / "data" / "parks.gpkg"
    assert moved.get("wfs").source.path == "http://x/wfs"


def test_a_catalogue_with_bad_records_is_not_written(tmp_path):
    path = write(tmp_path / "stad.json", record("parks"), changed(RECORD, "geometry", "dot"))
    with pytest.raises(Mistakes):
        write_catalogue(tmp_path / "new.json", read_catalogue(path))
    assert not (tmp_path / "new.json").exists()


def test_a_bad_record_of_an_included_file_is_bad_here_too(tmp_path):
    write(tmp_path / "base.json", record("water"), changed(RECORD, "geometry", "dot"))
    catalogue = read_catalogue(write(tmp_path / "stad.json", record("parks"), includes=["base.json"]))
    assert list(catalogue.mistakes) == ["income"]
    assert list(catalogue.records) == ["water", "parks"]


def test_titles_of_sectors_of_an_included_file(tmp_path):
    write(tmp_path / "base.json", sectors={"night_life": {"nl": "Nachtleven"}, "green": {"nl": "Plantsoen"}})
    catalogue = read_catalogue(write(tmp_path / "stad.json", sectors={"green": {"nl": "Park"}}, includes=["base.json"]))
    assert catalogue.sector_title("night_life") == Text("Nachtleven")
    assert catalogue.sector_title("green") == Text("Park")


def test_a_circle_names_the_files_in_it_alone(tmp_path):
    """The file that leads to the circle is not part of it."""
    write(tmp_path / "one.json", includes=["two.json"])
    write(tmp_path / "two.json", includes=["one.json"])
    name = tmp_path.name
    circle = f"{name}/one.json > {name}/two.json > {name}/one.json"
    assert f"circle: {circle}. Take" in failure(write(tmp_path / "top.json", includes=["one.json"]))


def test_an_empty_catalogue_has_its_list_of_records(tmp_path):
    assert Catalogue().to_json() == {"records": []}
    write_catalogue(tmp_path / "new.json", Catalogue())
    assert read_catalogue(tmp_path / "new.json").records == {}


def test_an_empty_id_is_found_by_its_place(tmp_path):
    catalogue = read_catalogue(write(tmp_path / "stad.json", record("parks"), record("")))
    assert list(catalogue.mistakes) == ["records[1]"]


@pytest.mark.parametrize(
    ("old", "url", "new"),
    [
        ("https://a.be/wfs", "https://a.be/wfs", "https://b.be/x"),
        ("https://a.be/wfs", "https://a.be/wfs/roads", "https://b.be/x/roads"),
        ("https://a.be/wfs", "https://a.be/wfs?service=WFS", "https://b.be/x?service=WFS"),
        ("https://a.be/wfs", "https://a.be/wfs&x", "https://b.be/x&x"),
        ("https://a.be/wfs", "https://a.be/wfs#x", "https://b.be/x#x"),
        ("https://a.be/wfs", "https://a.be/wfs2", ""),
        ("https://a.be/wfs", "https://a.be/wf", ""),
        ("https://a.be/wfs?map=", "https://a.be/wfs?map=roads", "https://b.be/xroads"),
        ("https://a.be/wfs?a&", "https://a.be/wfs?a&b", "https://b.be/xb"),
        ("https://a.be/wfs?", "https://a.be/wfs?b", "https://b.be/xb"),
        ("https://a.be/wfs", "http://a.be/wfs?url=http://c.be", "https://b.be/x?url=http://c.be"),
        ("https://a.be/wfs", "https://c.be/proxy?http://a.be/wfs", ""),
    ],
)
def test_a_successor_goes_up_to_where_a_part_of_the_address_ends(old, url, new):
    assert Catalogue(own_successors=(Successor(old, "https://b.be/x"),)).successor(url) == new


@pytest.mark.parametrize("was_on", [True, False])
def test_reading_leaves_the_garbage_collector_as_it_was(tmp_path, was_on, monkeypatch):
    path, during = write(tmp_path / "stad.json", record("parks")), []
    read = catalogue_module.read_hashed_json
    monkeypatch.setattr(catalogue_module, "read_hashed_json", lambda path: during.append(gc.isenabled()) or read(path))
    before = gc.isenabled()
    try:
        gc.enable() if was_on else gc.disable()
        read_catalogue(path)
        assert (gc.isenabled(), during) == (was_on, [False])
    finally:
        gc.enable() if before else gc.disable()
