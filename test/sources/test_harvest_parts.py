"""Parts of what is harvested from an OGC API: a collection, the address of a document, the last day of an extent in time."""

import datetime

import pytest
from opgavenkaart.processing.sources.describing.found_layer import record_of
from opgavenkaart.processing.sources.kinds.oapif.harvest import address_in, last_day, read_found_layer

BASE, CRS = "https://example.org/ogc", "http://www.opengis.net/def/crs"


def collection(**more):
    return read_found_layer({"id": "trees", "crs": [f"{CRS}/OGC/1.3/CRS84"], **more}, BASE)


@pytest.mark.parametrize(
    ("systems", "crs"),
    [
        ({}, "OGC:CRS84"),
        ({"crs": [f"{CRS}/OGC/1.3/CRS84", f"{CRS}/EPSG/0/31370"]}, "EPSG:31370"),
        ({"crs": ["#/crs", f"{CRS}/EPSG/0/3812"]}, "EPSG:3812"),
        (
            {"storageCrs": f"{CRS}/EPSG/0/31370", "crs": [f"{CRS}/EPSG/0/3812"]},
            "EPSG:31370",
        ),
        (
            {"storageCrs": f"{CRS}/OGC/1.3/CRS84", "crs": [f"{CRS}/EPSG/0/3812"]},
            "EPSG:3812",
        ),
        ({"crs": None}, "OGC:CRS84"),
    ],
)
def test_the_system_of_a_collection_is_the_first_that_is_not_the_one_of_the_web(systems, crs):
    assert collection(**systems).crs == crs


def test_what_a_collection_says():
    found = collection(
        title="Bomen", description="Alle bomen", attribution="Stad", license="CC0", keywords=["groen", 7], geometryDimension="0",
        links=["x", {"rel": "self", "href": "y"}, {"rel": "license", "href": "https://cc0", "title": "CC0 1.0"}],
        extent={"temporal": {"interval": [["2020-01-01T00:00:00Z", "2025-03-01T00:00:00Z"]]}}, geometryType="MultiPoint",
    )  # fmt: skip
    assert (found.identity, found.title, found.abstract, found.publisher) == ("trees", "Bomen", "Alle bomen", "Stad")
    assert (found.licences, found.licence_url, found.keywords) == (("CC0 1.0", "CC0"), "https://cc0", ("groen", "7"))
    assert (found.geometry, found.prefix, found.source.path, found.source.layer) == ("point", "example.org-ogc", BASE, "trees")
    assert record_of(found, BASE).date == datetime.date(2025, 3, 1)
    bare = read_found_layer({"name": "old"}, BASE)
    assert (bare.identity, bare.title, bare.abstract, bare.licences, bare.keywords, bare.date) == ("old", "old", "", (), (), "")


def test_the_last_day_of_an_extent_in_time():
    spans = {"2025-01-01": [["2020-01-01", "2025-01-01"], ["2010-01-01", "2011-01-01"]], "": [["2020-01-01", None]]}
    assert {day: last_day({"interval": interval}) for day, interval in spans.items()} == {day: day for day in spans}
    assert [last_day(one) for one in ({}, {"interval": None}, {"interval": []}, {"interval": [[]]}, {"interval": [None]})] == [""] * 5


@pytest.mark.parametrize("own", [f"{BASE}/collections", f"{BASE}/collections?f=json"])
def test_the_address_of_a_document_of_collections(own):
    assert address_in({"links": [{"rel": "next", "href": "x"}, {"rel": "self", "href": own}]}) == BASE
