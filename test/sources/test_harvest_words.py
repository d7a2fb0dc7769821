"""What other people's words become: coordinate systems, dates, rhythms, publishers, licences, links, ids."""

import datetime

import pytest
from opgavenkaart.processing.model.dates import parse_rhythm
from opgavenkaart.processing.model.files import RESOURCES, read_json
from opgavenkaart.processing.model.record import Source
from opgavenkaart.processing.sources.describing.found_layer import (
    FoundLayer,
    as_id,
    crs_of,
    date_of,
    geometry_of,
    number_apart,
    record_id,
    record_of,
)
from opgavenkaart.processing.sources.describing.links import Link, best_source
from opgavenkaart.processing.sources.describing.vocabulary import knowledge, licence_of, publisher_kind, rhythm_of, theme_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EPSG:31370", "EPSG:31370"),
        ("urn:ogc:def:crs:EPSG::3812", "EPSG:3812"),
        ("urn:x-ogc:def:crs:EPSG:31370", "EPSG:31370"),
        ("urn:ogc:def:crs:EPSG:6.9:4258", "EPSG:4258"),
        ("http://www.opengis.net/def/crs/EPSG/0/31370", "EPSG:31370"),
        ("http://www.opengis.net/gml/srs/epsg.xml#4326", "EPSG:4326"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84"),
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "OGC:CRS84"),
        ("CRS:84", "OGC:CRS84"),
        ("31370", "EPSG:31370"),
        ("Belge Lambert 1972", ""),
        ("", ""),
    ],
)
def test_coordinate_systems_in_every_spelling(text, expected):
    assert crs_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-03", datetime.date(2024, 5, 3)),
        ("2024-05-03T10:00:00Z", datetime.date(2024, 5, 3)),
        ("2024-05", datetime.date(2024, 5, 1)),
        ("2024-13-01", None),
        ("2024", None),
        ("mei 2024", None),
    ],
)
def test_dates(text, expected):
    assert date_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("annually", "P1Y"),
        ("http://publications.europa.eu/resource/authority/frequency/QUARTERLY", "P3M"),
        ("continual", "continuous"),
        ("P1Y0M0DT0H0M0S", "P1Y0M0D"),
        ("R/P1M", "P1M"),
        ("asNeeded", ""),
        ("irregular", ""),
        ("", ""),
    ],
)
def test_rhythms(text, expected):
    assert rhythm_of(text) == expected


def test_what_is_known_fits_the_rest_of_the_plugin():
    tables = knowledge()
    assert all(parse_rhythm(rhythm) for rhythm in tables["rhythms"].values())
    sectors = read_json(RESOURCES / "catalogue" / "sectors.json")
    assert {row["sector"] for row in tables["themes"]} <= set(sectors)
    kinds = {"city", "flemish", "federal", "private", "non_profit", "citizens"}
    assert {row["kind"] for row in tables["publishers"]} == kinds
    words = [word for row in tables["themes"] for word in row["words"]]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("name", "url", "expected"),
    [
        ("Stad Gent", "", "city"),
        ("agentschap Digitaal Vlaanderen", "", "flemish"),
        ("FOD Economie", "", "federal"),
        ("Natuurpunt vzw", "", "non_profit"),
        ("Fluvius", "", "private"),
        ("DOV", "", "flemish"),
        ("Dovenbond", "", "private"),
        ("GIS-team", "https://geodata.antwerpen.be/arcgis", "city"),
        ("", "https://www.mercator.vlaanderen.be/x", "flemish"),
        ("", "https://nietvlaanderen.be/x", "private"),
    ],
)
def test_publishers_by_whole_words_then_by_host(name, url, expected):
    assert publisher_kind(name, url) == expected


@pytest.mark.parametrize(
    ("texts", "url", "name", "passed_on"),
    [
        (["Als enige"], "https://data.vlaanderen.be/doc/licentie/modellicentie-gratis-hergebruik/v1.0", "Modellicentie", "yes"),
        (["CC-BY-4.0"], "", "CC BY 4.0", "yes"),
        ([], "https://creativecommons.org/licenses/by-sa/4.0/", "CC BY-SA 4.0", "yes"),
        (["Enkel voor intern gebruik"], "", "Enkel voor intern gebruik", "no"),
        ([], "", "", "no"),
    ],
)
def test_only_known_open_licences_may_be_passed_on(texts, url, name, passed_on):
    licence, redistribution = licence_of(texts, url)
    assert licence.name.startswith(name)
    assert redistribution == passed_on


def test_a_licence_behind_an_address_in_its_text():
    licence, _ = licence_of(["Het gebruiksrecht is te vinden op https://www.vlaanderen.be/gebruiksrecht."])
    assert licence.url == "https://www.vlaanderen.be/gebruiksrecht"


def test_themes():
    assert theme_of(["onbekend", "Hydrografie"]) == ("water", "water")
    assert theme_of(["http://inspire.ec.europa.eu/theme/x", "geoscientificInformation"]) == ("soil", "spatial_planning")
    assert theme_of([], "Fietspaden in de stad") == ("cycling", "mobility")
    assert theme_of([], "Iets") == ("", "")


WFS = Link("https://x.be/wfs?", "OGC:WFS", "Laag")
WMS = Link("https://x.be/wms?service=WMS&request=GetCapabilities", "OGC:WMS", "laag")


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([WMS], Source("wms", "https://x.be/wms", "laag")),
        ([WMS, WFS, Link("https://x.be/wfs", "OGC:WFS", "a:laag")], Source("wfs", "https://x.be/wfs", "a:laag")),
        ([Link("https://x.be/wfs?map=a&request=GetFeature&typename=a:b&count=1", "")], Source("wfs", "https://x.be/wfs?map=a", "a:b")),
        ([Link("https://x.be/ogc/features/v1/collections/wegen/items?f=json")], Source("oapif", "https://x.be/ogc/features/v1", "wegen")),
        ([Link("https://x.be/data.zip", "ESRI Shapefile"), WMS], Source("shapefile", "https://x.be/data.zip")),
        ([Link("https://x.be/over-wfs", "WWW:LINK-1.0-http--related")], Source("other", "https://x.be/over-wfs")),
        ([Link("https://x.be/api/explore/v2.1/catalog/datasets/bib/exports/parquet")], Source("opendatasoft", "https://x.be", "bib")),
        ([Link("https://x.be/p/explore/dataset/bib-gent/information/")], Source("opendatasoft", "https://x.be/p", "bib-gent")),
        ([Link("https://x.be/bib.parquet", "Parquet"), WMS], Source("parquet", "https://x.be/bib.parquet")),
        ([Link("ftp://x.be/data", "OGC:WFS")], Source("none")),
        ([], Source("none")),
    ],
)
def test_the_best_of_the_links(links, expected):
    assert best_source(links) == expected


def test_ids_hold_what_ids_may_hold():
    assert as_id("MD:Één naam/2") == "md:een-naam-2"
    assert record_id(FoundLayer("3D", Source("none"), prefix="")) == "h:3d"
    assert record_id(FoundLayer("GRB:ADP", Source("none"), prefix="geo.be-grb")) == "geo.be-grb:grb:adp"


def test_ids_of_twins_do_not_depend_on_their_order():
    twins = [FoundLayer("a b", Source("wfs", "https://x.be", "1")), FoundLayer("a-b", Source("wfs", "https://x.be", "2"))]
    ids = {record_id(one): one.source.layer for one in number_apart(twins)}
    assert ids == {record_id(one): one.source.layer for one in number_apart(twins[::-1])} == {"md:a-b": "1", "md:a-b-2": "2"}


def test_a_record_of_almost_nothing():
    record = record_of(FoundLayer("x", Source("none")), "https://www.mercator.vlaanderen.be/csw")
    assert (record.id, record.title.nl, record.publisher.kind, record.geometry) == ("md:x", "x", "flemish", "unknown")
    assert (record.redistribution, record.date, record.crs) == ("no", None, "")


def test_geometries():
    words = ("gml:MultiSurfacePropertyType", "esriGeometryPolyline", "MultiCurve", "esriGeometryMultipoint", "geometry")
    assert [geometry_of(word) for word in words] == ["polygon", "line", "line", "point", ""]


def test_the_folder_of_a_file_tells_no_layers_apart():
    assert FoundLayer("a", Source("csv", "a.csv"), base="/x") == FoundLayer("a", Source("csv", "a.csv"), base="/y")
    assert FoundLayer("a", Source("none")).prefix == "md"
