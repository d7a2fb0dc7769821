"""A record: read, written, and where its file lies."""

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opgavenkaart.processing.model.disclosure import Disclosure, FieldDisclosure
from opgavenkaart.processing.model.errors import Mistakes
from opgavenkaart.processing.model.record import FieldSpec, Join, LayerRecord, Licence, Publisher, Source
from opgavenkaart.processing.model.text import Text
from opgavenkaart.test.model.documents import RECORD, changed

REQUIRED = ("id", "title", "publisher", "source")


def sentences(document) -> list[str]:
    with pytest.raises(Mistakes) as caught:
        LayerRecord.from_json(document, where="stad.json", path="records[0]")
    return [str(mistake) for mistake in caught.value.mistakes]


def test_every_key_lands_where_it_belongs():
    assert LayerRecord.from_json(RECORD) == LayerRecord(
        id="income",
        title=Text("Inkomen", "Income"),
        description=Text("Mediaan per sector", "Median by sector"),
        publisher=Publisher("Statbel", "federal"),
        sectors=("social_policy",),
        theme="income",
        licence=Licence("Statbel open data", "https://statbel.fgov.be/nl/open-data"),
        redistribution="aggregated",
        contact="statbel@economie.fgov.be",
        source=Source("csv", "data/income.csv", "income", "abc1234", {"separator": ";"}),
        crs="EPSG:31370",
        geometry="point",
        key="sector_code",
        fields={
            "median_income": FieldSpec(("MEDIAN", "Mediaan"), Text("Mediaan", "Median"), "euro", kind="estimated"),
            "sector_code": FieldSpec(("CD_SECTOR",)),
        },
        join=Join("statistical_sectors", "sector_code"),
        update_rhythm="P1Y",
        date=datetime.date(2023, 12, 31),
        lineage="Statbel 2023",
        style="income",
        otherwise=("income_of_municipalities",),
        evidence="documented",
        checked=datetime.date(2026, 11, 30),
        disclosure=Disclosure(fields={"median_income": FieldDisclosure(personal=False)}),
    )


def test_what_is_left_out_is_open_and_undated():
    record = LayerRecord.from_json({key: RECORD[key] for key in REQUIRED})
    assert (record.redistribution, record.geometry, record.date, record.update_rhythm, record.fields) == ("yes", "none", None, "", {})


@given(st.sets(st.sampled_from(sorted(set(RECORD) - set(REQUIRED)))))
def test_round_trip(left_out):
    document = {key: value for key, value in RECORD.items() if key not in left_out}
    record = LayerRecord.from_json(document)
    assert record.to_json() == document
    assert LayerRecord.from_json(json.loads(json.dumps(record.to_json()))) == record


@pytest.mark.parametrize("id", ["a", "dov:bodem.kaart-2", "x_1"])
def test_ids_of_harvested_records(id):
    assert LayerRecord.from_json(changed(RECORD, "id", id)).id == id


@pytest.mark.parametrize("id", ["", "Parks", "1park", "my park", "-a", "parké"])
def test_ids_that_are_none(id):
    assert len(sentences(changed(RECORD, "id", id))) == 1


def test_a_day_that_the_calendar_does_not_have():
    assert sentences(changed(RECORD, "date", "2023-02-30")) == ["stad.json, records[0].date: 2023-02-30 is not a day of the calendar."]


def test_a_rhythm_of_nothing():
    assert sentences(changed(RECORD, "update_rhythm", "P0Y")) == [
        "stad.json, records[0].update_rhythm: P0Y lasts no time. Write P1Y, P6M, P1W, P1D or continuous."
    ]


def test_a_date_given_as_null_is_unknown():
    assert LayerRecord.from_json(changed(RECORD, "date", None)).date is None


def at(kind: str, path: str, base: str = "/city/catalogue") -> LayerRecord:
    return LayerRecord("a", Text("a"), Publisher("b", "city"), Source(kind, path), base=base)


@pytest.mark.parametrize(
    ("kind", "path", "location"),
    [
        ("gpkg", "data/a.gpkg", str(Path("/city/catalogue/data/a.gpkg"))),
        ("csv", "/elsewhere/a.csv", "/elsewhere/a.csv"),
        ("csv", "https://example.org/a.csv", "https://example.org/a.csv"),
        ("wfs", "https://example.org/wfs", "https://example.org/wfs"),
        ("postgis", "my connection", "my connection"),
        ("none", "", ""),
        ("gpkg", "", ""),
    ],
)
def test_location(kind, path, location):
    assert at(kind, path).location == location


@pytest.mark.parametrize("folder", ["/city", "/city/catalogue", "/other/deep/folder"])
def test_a_moved_record_leads_to_the_same_file(folder):
    record = at("gpkg", "../data/a.gpkg")
    moved = record.moved(folder)
    assert Path(moved.location).resolve() == Path("/city/data/a.gpkg")
    assert moved.base == folder


def test_moving_leaves_services_and_absolute_paths_alone():
    for record in (at("wfs", "https://example.org/wfs"), at("gpkg", "/data/a.gpkg")):
        assert record.moved("/other").source == record.source


def test_a_record_that_never_was_in_a_file_stays_where_it_is():
    """A relative path without a folder to start from; and one that gets no folder."""
    record = at("gpkg", "data/a.gpkg", "")
    assert record.location == str(Path("data/a.gpkg"))
    assert at("gpkg", "data/a.gpkg").moved("").source.path == "data/a.gpkg"
    assert at("gpkg", "data/a.gpkg").moved("").base == ""
    assert at("gpkg", "data/a.gpkg").moved("/city/catalogue") == at("gpkg", "data/a.gpkg")
    assert at("gpkg", "").moved("/other").source.path == ""


def test_a_record_of_a_service_remembers_the_folder_of_its_file():
    for record in (at("wfs", "https://example.org/wfs"), at("gpkg", "/data/a.gpkg"), at("gpkg", "data/a.gpkg")):
        assert record.moved("/other").base == "/other"


def test_the_folder_of_its_file_tells_no_records_apart():
    assert at("wfs", "https://example.org/wfs", "/a") == at("wfs", "https://example.org/wfs", "/b")
    assert "base" not in at("wfs", "https://example.org/wfs").to_json()
    assert LayerRecord.from_json(RECORD, "/city").base == "/city"


def test_a_bad_record_is_not_taken_for_a_good_one():
    assert sentences(changed(RECORD, "geometry", "dot"))
    with pytest.raises(Mistakes):
        LayerRecord.from_json(changed(RECORD, "geometry", "dot"))


def test_what_a_field_is_made_from_and_where_a_harvest_came_from():
    record = LayerRecord.from_json({**RECORD, "harvested": {"from": "https://a.be/wfs", "filter": "", "marks": {}}})
    assert record.fields["median_income"].sources == ("MEDIAN", "Mediaan")
    assert (record.harvested.origin, record.harvested.gone, record.harvested.filter) == ("https://a.be/wfs", False, "")
    assert record.to_json()["harvested"]["from"] == "https://a.be/wfs"


@pytest.mark.parametrize("address", ["http://[::1", "https://host:99999/wfs", "https://host:port/wfs"])
def test_an_address_that_no_request_can_be_made_of_is_a_mistake(address):
    said = f"stad.json, records[0].source.path: '{address}' is not an address: check its brackets and its port."
    assert sentences(changed(RECORD, "source", {"kind": "wfs", "path": address})) == [said]
    parts = [{"kind": "csv", "path": "a.csv"}, {"kind": "csv", "path": address}]
    (told,) = sentences(changed(RECORD, "source", {"kind": "union", "parts": parts}))
    assert "parts[1].path" in told and address in told
