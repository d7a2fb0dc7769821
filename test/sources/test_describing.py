"""Whole descriptions, as each kind of catalogue and service writes them, and every part of what is made of them; page after page."""

import json
from dataclasses import dataclass, field, replace

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import Source
from opgavenkaart.processing.sources.describing import dublin_core, iso19139, ows, rdf_graph
from opgavenkaart.processing.sources.describing.address import HarvestAddress
from opgavenkaart.processing.sources.describing.found_layer import FoundLayer, crs_of, in_language, service_name, strip_markup, with_words
from opgavenkaart.processing.sources.describing.links import Link, best_source
from opgavenkaart.processing.sources.describing.paging import link_to, object_at, pages
from opgavenkaart.processing.sources.describing.vocabulary import licence_of
from opgavenkaart.processing.sources.harvest import harvest as gathering
from opgavenkaart.processing.sources.kinds import csw, dcat, ogc_records, wms, wmts
from opgavenkaart.processing.sources.kinds.arcgis import harvest as arcgis
from opgavenkaart.processing.sources.kinds.oapif import harvest as oapif
from opgavenkaart.processing.sources.kinds.opendatasoft import harvest as opendatasoft
from opgavenkaart.processing.sources.kinds.wfs import harvest as wfs
from opgavenkaart.processing.sources.network import xml_of
from opgavenkaart.test.support.layers import Heard, record

HOME = "https://geo.example/api"


@dataclass(frozen=True)
class Told(HarvestAddress):
    """A place whose answers are given beforehand, by the end of the address; it remembers what was asked."""

    answers: dict = field(default_factory=dict)
    asked: list = field(default_factory=list)

    def content(self, url, accept):
        self.asked.append(url)
        answer = next((answer for end, answer in self.answers.items() if url.endswith(end)), None)
        if answer is None:
            raise OpgaveError("{url} is not there.", url=url)
        content = answer if isinstance(answer, str) else json.dumps(answer)
        return content.encode(), url, {}


def told(answers: dict, address: str = HOME, filter: str = "") -> Told:
    return Told(address, filter=filter, progress=Heard(), answers=answers)


def element(text: str):
    return xml_of(text.encode(), "here", {})


# --- words


@pytest.mark.parametrize(
    ("filter", "fits"),
    [("", True), ("bomen", True), ("BOMEN stad", True), ("bomen water", False), ("tre laag groen", True), ("abstr", True)],
)
def test_every_word_of_a_filter_occurs_somewhere(filter, fits):
    found = FoundLayer("tree:1", Source("wfs", "x", "laag"), title="Bomen", abstract="Abstract", publisher="Stad", keywords=("groen",))
    assert with_words(found, filter) is fits


def test_texts_without_markup_in_the_language_of_their_catalogue():
    assert strip_markup("  <p>Alle&nbsp;bomen &amp;\n struiken</p> ") == "Alle bomen & struiken"
    assert [in_language("x", code).en for code in ("en", "ENG", "English", "nl", "")] == ["x", "x", "x", "", ""]
    assert in_language("x", "dut").nl == "x"


def test_a_service_by_its_host_and_path():
    assert service_name("https://user@geo.example:8080/a//b/") == "geo.example-8080-a-b"
    assert (service_name("https://geo.example"), service_name("")) == ("geo.example", "")


def test_codes_of_several_authorities():
    assert [crs_of(text) for text in (" 31370 ", "urn:ogc:def:crs:ESRI::102499", "OGC:84")] == ["EPSG:31370", "ESRI:102499", "OGC:CRS84"]


# --- places and pages


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://a.be/wfs?service=WFS&REQUEST=GetCapabilities&map=x&AcceptVersions=2.0.0", "https://a.be/wfs?map=x"),
        ("https://a.be/wfs?f=json&&VERSION=2", "https://a.be/wfs"),
        ("https://a.be/wfs", "https://a.be/wfs"),
    ],
)
def test_an_address_without_its_request(address, url):
    assert HarvestAddress(address).url == url


def test_what_a_place_remembers(tmp_path):
    place = told({})
    place.skip("md", "a")
    place.skip("md")
    place.skip()
    assert place.unread == ["md:a", "md:", ""]
    place.compare(HOME, 3, 3)
    place.compare(HOME, 4, 3)
    assert (place.short, place.progress.warnings) == ([], [])
    place.compare(HOME, 2, 3)
    assert (place.short, place.progress.warnings) == ([HOME], [f"{HOME} gave 2 of the 3 descriptions that it counts."])
    other = place.at("https://b.be")
    assert (other.address, other.unread) == ("https://b.be", place.unread)
    (tmp_path / "a.json").write_text("{}")
    assert (
        HarvestAddress(str(tmp_path / "a.json")).is_document
        and not HarvestAddress(str(tmp_path)).is_document
        and not HarvestAddress(HOME).is_document
    )


def test_pages_follow_their_links_to_json_first():
    first = {
        "n": 1,
        "links": [{"rel": "next", "type": "text/html", "href": "/html"}, {"rel": "next", "type": "application/geo+json", "href": "?p=2"}],
    }
    place = told({"limit=9": first, "?p=2": {"n": 2, "links": [{"rel": "self", "href": "x"}, {"rel": "next"}, "x"]}})
    assert [page["n"] for page in pages(place, f"{HOME}/items", {"limit": "9"})] == [1, 2]
    assert place.asked == [f"{HOME}/items?limit=9", f"{HOME}/items?p=2"]
    assert link_to(first, "prev", "next") == "?p=2" and link_to(first, "prev") == "" and link_to({}, "next") == ""
    assert link_to({"links": [{"rel": "next", "href": "a"}, {"rel": "next", "type": "json", "href": "b"}]}, "next") == "a"


def test_pages_that_never_end_are_stopped():
    circle = told({"limit=9": {"links": [{"rel": "next", "href": "?p=2"}]}, "?p=2": {"links": [{"rel": "next", "href": "?p=2"}]}})
    with pytest.raises(OpgaveError, match=r"items\?p=2 returns the same page again as the next page: inform the publisher\.$"):
        list(pages(circle, f"{HOME}/items", {"limit": "9"}))
    first = told({"/items": {"links": [{"rel": "next", "href": f"{HOME}/items"}]}})
    with pytest.raises(OpgaveError, match="returns the same page again"):
        list(pages(first, f"{HOME}/items", {}))
    three = {f"?p={n}": {"n": n, "links": [{"rel": "next", "href": f"?p={n + 1}"}]} for n in (1, 2)} | {"?p=3": {"n": 3}}
    assert [page["n"] for page in pages(told(three), f"{HOME}?p=1", {}, 3)] == [1, 2, 3]
    with pytest.raises(OpgaveError, match=r"\?p=3 returns"):
        list(pages(told(three), f"{HOME}?p=1", {}, 2))


def test_a_list_is_no_object():
    with pytest.raises(OpgaveError, match=rf"^{HOME} gives JSON of another kind than expected: check the address and the kind\.$"):
        object_at(told({"api": [1]}), HOME)


# --- links


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([Link("https://x.be/a", "OGC:WFS", "one"), Link("https://x.be/b", "OGC:WFS", "a:two")], Source("wfs", "https://x.be/b", "a:two")),
        ([Link("https://x.be/a", "OGC:WFS"), Link("https://x.be/b", "OGC:WFS", "two")], Source("wfs", "https://x.be/b", "two")),
        ([Link("https://x.be/a.csv", ""), Link("https://x.be/b", "text/html")], Source("csv", "https://x.be/a.csv")),
        ([Link("https://x.be/a.gpkg", "related")], Source("other", "https://x.be/a.gpkg")),
        ([Link("https://x.be/FeatureServer?f=json&layers=3&token=t", "")], Source("arcgis", "https://x.be/FeatureServer?token=t", "3")),
        ([Link("https://x.be/wms?LAYERS=a&BBOX=1&width=3&map=m", "")], Source("wms", "https://x.be/wms?map=m", "a")),
        ([Link("https://x.be/wfs?typename=plain", "OGC:WFS", "named")], Source("wfs", "https://x.be/wfs", "named")),
        ([Link("https://x.be/wfs?typename=plain", "OGC:WFS")], Source("wfs", "https://x.be/wfs", "plain")),
        ([Link("https://x.be/wfs?typename=a:b", "OGC:WFS", "named")], Source("wfs", "https://x.be/wfs", "a:b")),
        ([Link("https://x.be/data.geojson", "GeoJSON", "named")], Source("geojson", "https://x.be/data.geojson")),
        ([Link("https://x.be/a.csv", "CSV"), Link("https://x.be/feed.zip", "GTFS")], Source("gtfs", "https://x.be/feed.zip")),
        ([Link("https://x.be/gtfs/stops", "OGC:WFS"), Link("https://x.be/gtfs.zip", "GTFS")], Source("wfs", "https://x.be/gtfs/stops")),
        ([Link("https://x.be/ogc/features?f=json", "", "trees")], Source("oapif", "https://x.be/ogc/features", "trees")),
        ([Link("https://x.be/collections/a?f=json", "OGC API - Features", "b")], Source("oapif", "https://x.be", "a")),
        ([Link("https://x.be/wmts", "OGC:WMTS"), Link("https://x.be/wms", "OGC:WMS")], Source("wmts", "https://x.be/wmts")),
        ([Link("https://x.be/x", "application/x-gpkg"), Link("https://x.be/y", "geopackage")], Source("gpkg", "https://x.be/x")),
    ],
)  # fmt: skip
def test_what_is_loaded_of_several_links(links, expected):
    assert best_source(links) == expected


# --- linked data

JSON_LD = {
    "@graph": [
        {"@id": "x:set", "@type": ["dcat:Dataset", "http://x.be#Other"],
         "dct:title": [{"@value": "Trees", "@language": "en"}, {"@value": "Bomen", "@language": "nl-BE"}],
         "dct:identifier": "https://x.be/id/trees/", "description": {"en": "All", "nl": ["Alle", "bomen"]}, "keyword": ["groen", 3, None],
         "theme": ["https://x.be/theme#water", "x:theme"],
         "publisher": {"@id": "x:city", "name": "Stad"}, "contactPoint": {"hasEmail": "mailto:gis@stad.be"},
         "license": "https://x.be/licence", "rights": {"@id": "_:r", "label": "Vrij"}, "accessRights": "https://x.be/access-right/PUBLIC",
         "conformsTo": ["https://x.be/profile", "http://www.opengis.net/def/crs/EPSG/0/31370"], "issued": "2020-01-01",
         "accrualPeriodicity": {"@id": "_:f", "label": "jaarlijks"}, "provenance": {"label": "Gemeten"},
         "distribution": ["x:file", "x:wfs"]},
        {"@id": "x:theme", "prefLabel": "Groen"},
        {"@id": "x:file", "type": "Distribution", "downloadURL": "https://x.be/a.zip", "format": {"label": "shapefile"}, "license": "CC0"},
        {"@id": "x:wfs", "accessService": {"endpointURL": "https://x.be/wfs", "title": "WFS"},
         "accessURL": "https://x.be/page", "modified": "2021-01-01"},
        {"@id": "x:untitled", "@type": "Dataset"},
        "nonsense",
    ]
}  # fmt: skip
DATASET = FoundLayer(
    "trees", Source("wfs", "https://x.be/wfs"), title="Bomen", abstract="Alle", language="nl", publisher="Stad", contact="gis@stad.be",
    licences=("Vrij", "CC0"), licence_url="https://x.be/licence", crs="http://www.opengis.net/def/crs/EPSG/0/31370", date="2020-01-01",
    rhythm="jaarlijks", keywords=("groen", "3", "water", "Groen"), lineage="Gemeten", english_title="Trees", english_abstract="All",
)  # fmt: skip
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://x.be/">
<rdf:Description rdf:about="x:set"><rdf:type rdf:resource="http://www.w3.org/ns/dcat#Dataset"/>
<title xml:lang="en">Trees</title><title xml:lang="nl">Bomen</title><identifier>https://x.be/id/trees/</identifier>
<description xml:lang="nl">Alle</description><description xml:lang="en">All</description><keyword>groen</keyword><keyword>3</keyword>
<theme rdf:resource="https://x.be/theme#water"/><theme rdf:resource="x:theme"/><publisher><Agent><name>Stad</name></Agent></publisher>
<contactPoint rdf:nodeID="c"/><license rdf:resource="https://x.be/licence"/><rights rdf:parseType="Resource"><label>Vrij</label></rights>
<conformsTo rdf:resource="https://x.be/profile"/><conformsTo rdf:resource="http://www.opengis.net/def/crs/EPSG/0/31370"/>
<issued>2020-01-01</issued><accrualPeriodicity rdf:parseType="Resource"><label>jaarlijks</label></accrualPeriodicity>
<provenance><Statement><label rdf:parseType="Literal">Ge<b>meten</b></label></Statement></provenance>
<distribution rdf:resource="x:file"/><distribution rdf:resource="x:wfs"/></rdf:Description>
<Concept rdf:ID="x:theme"><prefLabel>Groen</prefLabel></Concept>
<Kind rdf:nodeID="c"><hasEmail rdf:resource="mailto:gis@stad.be"/></Kind>
<Distribution rdf:about="x:file"><downloadURL rdf:resource="https://x.be/a.zip"/><format><T><label>shapefile</label></T></format><license>CC0</license></Distribution>
<Distribution rdf:about="x:wfs"><accessService><Service><endpointURL rdf:resource="https://x.be/wfs"/><title>WFS</title></Service></accessService></Distribution>
</rdf:RDF>"""


@pytest.mark.parametrize("document", [JSON_LD, [JSON_LD], JSON_LD["@graph"], RDF], ids=["graph", "list of a graph", "list", "RDF/XML"])
def test_a_dataset_of_dcat_in_any_of_its_shapes(document):
    place = told({"api": document})
    found = list(dcat.harvest_dcat(place))
    assert [replace(one, lineage=one.lineage.replace(" ", "")) for one in found] == [DATASET]
    assert place.unread == ([] if document is RDF else ["md:x:untitled"])


def test_a_catalogue_of_dcat_on_two_pages():
    first = [
        {"@id": "a", "@type": "Dataset", "title": "A"},
        {"@id": "p", "@type": "hydra:PagedCollection", "hydra:nextPage": {"@id": "?p=2"}},
    ]
    second = [{"@id": "b", "@type": "DatasetSeries", "title": "B"}, {"@id": "p", "@type": "PartialCollectionView", "next": ""}]
    place = told({"?p=2": second, "api": first})
    assert [found.title for found in dcat.harvest_dcat(place)] == ["A", "B"]
    assert [found.title for found in dcat.harvest_dcat(told({"?p=2": [second[1]], "api": first}))] == ["A"]
    with pytest.raises(OpgaveError, match=rf"^{HOME} holds no datasets of DCAT\.$"):
        list(dcat.harvest_dcat(told({"api": [{"@id": "a"}]})))
    with pytest.raises(OpgaveError, match=r"\?p=2 returns the same page again as the next page"):
        list(dcat.harvest_dcat(told({"?p=2": first, "api": first})))


@pytest.mark.parametrize(
    ("node", "text", "language"),
    [
        ([("a", "fr"), ("b", "en"), ("c", "nl")], "c", "nl"), ([("a", "fr"), ("b", "")], "b", ""), ([("b", ""), ("a", "en")], "a", "en"),
        ([("a", "FR-be")], "a", "fr"), ([("", "nl")], "", ""),
    ],
)  # fmt: skip
def test_the_language_that_is_preferred(node, text, language):
    made = rdf_graph.RdfNode("x")
    for value, code in node:
        made.add("title", value, code)
    assert (made.first("none", "title"), made.language("title")) == (text, language)


def test_a_node_that_is_written_in_several_places_is_one():
    made = rdf_graph.graph_of_json(
        [{"@id": "a", "@type": "X", "n": 1}, {"id": "a", "type": "Y", "n": {"@value": 2}, "m": {"id": "a"}}, {"n": {"@id": "a"}}]
    )
    assert made.nodes["a"].types == {"X", "Y"} and made.nodes["a"].all("n", "m") == ["1", "2", "a"]
    assert [node.id for node in made.behind(made.nodes["a"], "n", "m")] == ["a"]
    assert list(made.nodes) == ["a", "_:1"] and [node.id for node in made.of_type("Y", "Z")] == ["a"]
    assert (
        rdf_graph.local("dcat:Dataset")
        == rdf_graph.local("http://x.be/ns#Dataset")
        == rdf_graph.local("http://x.be/ns/Dataset")
        == "Dataset"
    )


def test_identifiers_names_and_layers_of_dcat():
    node = rdf_graph.RdfNode("https://x.be/sets/one")
    assert dcat.identity_of(node) == "one"
    node.add("identifier", "two/three")
    assert dcat.identity_of(node) == "two/three"
    assert (dcat.local_name("https://x.be"), dcat.local_name("Stad")) == ("", "Stad")
    for stated, layer in (("GRB:ADP", "GRB:ADP"), ("Een: twee", ""), ("https://x.be", ""), ("plain", "")):
        one = rdf_graph.RdfNode("x")
        one.add("title", stated)
        assert dcat.layer_name(one) == layer


# --- OGC API Records

RECORD = {
    "id": 7,
    "links": [{"rel": "license", "href": "https://x.be/licence"}, {"rel": "self", "href": "https://x.be/a.gpkg"}, "x",
              {"rel": "item", "type": "application/geopackage+sqlite3", "href": "https://x.be/b.gpkg", "protocol": "gpkg"}],
    "properties": {
        "title": "Bomen", "description": "Alle", "language": {"code": "nl"}, "license": "CC0", "rights": "Vrij", "updated": "2024-01-02",
        "created": "2020-01-01", "updateFrequency": "annually", "keywords": ["groen", 3], "type": "dataset",
        "themes": [{"concepts": [{"id": "water"}, {"title": "Groen", "id": "g"}, "los", "groen"]}, {}],
        "contacts": [{"name": "Helpdesk", "roles": ["pointOfContact"]}, "x",
                     {"organization": "Stad", "name": "Gis", "roles": ["publisher"], "emails": [{"value": "gis@stad.be"}]}],
    },
}  # fmt: skip


def test_a_record_of_an_api():
    place = told({"api": ""})
    service = {"id": 8, "properties": {"title": "WFS", "type": "service"}}
    (found,) = ogc_records.founds(place, {"features": [RECORD, service, {"id": 9, "properties": {}}, {"properties": {"title": "x"}}]})
    assert found == FoundLayer(
        "7", Source("gpkg", "https://x.be/b.gpkg"), title="Bomen", abstract="Alle", language="nl", publisher="Stad", contact="gis@stad.be",
        licences=("CC0", "Vrij"), licence_url="https://x.be/licence", date="2024-01-02", rhythm="annually",
        keywords=("groen", "3", "water", "Groen", "los"),
    )  # fmt: skip
    assert place.unread == ["md:9", "md:"]
    for page in ([], {}, {"features": 3}, None):
        with pytest.raises(OpgaveError, match=rf"^{HOME} gives no records of an OGC API\.$"):
            list(ogc_records.founds(place, page))


def test_contacts_of_a_record_in_every_form():
    assert ogc_records.publisher([{"name": "a"}, {"name": "b", "roles": ["owner"]}, {"name": "c", "roles": ["distributor"]}])["name"] == "b"
    assert ogc_records.publisher([{"name": "a"}, {"name": "b"}])["name"] == "a" and ogc_records.publisher([]) == {}
    assert ogc_records.mail_of({"emails": ["a@b.be"]}) == ogc_records.mail_of({"contactInfo": {"email": {"work": "a@b.be"}}}) == "a@b.be"
    assert ogc_records.mail_of({"contactInfo": {"email": "a@b.be"}, "emails": []}) == "a@b.be"
    assert ogc_records.mail_of({}) == ogc_records.mail_of({"contactInfo": None}) == ""
    assert ogc_records.first({"a": "", "b": 3, "c": 4}, "a", "b", "c") == "3" and ogc_records.first({}, "a") == ""


@pytest.mark.parametrize("address", [HOME, f"{HOME}/collections/md", f"{HOME}/collections/md/items"])
def test_the_records_of_every_catalogue(address):
    answers = {
        "/collections": {"collections": [{"id": "md", "itemType": "record"}, {"id": "trees", "itemType": "feature"}, {"id": "x"}]},
        "items?limit=100&q=groen": {"features": [RECORD], "numberMatched": 3, "links": [{"rel": "next", "href": "?p=2"}]},
        "items?p=2": {"features": [{**RECORD, "id": "b"}]},
    }
    place = told(answers, address, filter="groen")
    assert [found.identity for found in ogc_records.harvest_records(place)] == ["7", "b"]
    assert place.filtered == ["groen"] and place.short == []
    counted = told(answers | {"items?p=2": {"features": [RECORD], "numberMatched": 3}}, address, filter="groen")
    assert len(list(ogc_records.harvest_records(counted))) == 2 and counted.short == [f"{HOME}/collections/md/items"]
    plain_answers = {end.replace("&q=groen", ""): answer for end, answer in answers.items()}
    assert len(list(ogc_records.harvest_records(told(plain_answers, address)))) == 2
    with pytest.raises(OpgaveError, match=rf"^{HOME} has no collection of records\.$"):
        list(ogc_records.harvest_records(told({"/collections": {"collections": [{"id": "a", "itemType": "feature"}]}})))


# --- Opendatasoft

PORTAL = {
    "dataset_id": "bib", "features": ["geo"], "fields": [{"type": "geo_point_2d"}],
    "metas": {
        "default": {"title": "Bibliotheken", "description": "Alle", "metadata_languages": ["nl"], "language": "en", "publisher": "Stad",
                    "license": "CC0", "license_url": "https://x.be/l", "modified": "2024-01-02", "data_processed": "2020-01-01",
                    "keyword": ["boek", 3], "theme": ["Cultuur"]},
        "dcat": {"creator": "Maker", "contact_email": "gis@stad.be", "accrualperiodicity": "P1Y"},
    },
}  # fmt: skip


def test_a_dataset_of_a_portal():
    assert opendatasoft.read_found_layer(PORTAL, "https://data.stad.be") == FoundLayer(
        "bib", Source("opendatasoft", "https://data.stad.be", "bib"), prefix="data.stad.be", title="Bibliotheken", abstract="Alle",
        language="nl", publisher="Stad", contact="gis@stad.be", licences=("CC0",), licence_url="https://x.be/l", crs="EPSG:4326",
        geometry="point", date="2024-01-02", rhythm="P1Y", keywords=("boek", "3", "Cultuur"),
    )  # fmt: skip
    bare = opendatasoft.read_found_layer(
        {"dataset_id": 3, "metas": {"default": {"language": "en", "data_processed": "2020-01-01"}, "dcat": {"creator": "M"}}}, ""
    )
    assert (bare.identity, bare.title, bare.language, bare.publisher, bare.date) == ("3", "3", "en", "M", "2020-01-01")
    assert (bare.crs, bare.geometry, bare.licences, bare.prefix) == ("", "none", (), "opendatasoft")


@pytest.mark.parametrize(
    ("default", "kinds", "geometry"),
    [
        ({"geometry_types": ["Polygon", "Point"]}, ["geo_point_2d"], "polygon"),
        ({}, ["geo_point_2d", "text"], "point"), ({}, ["geo_point_2d", "geo_shape"], ""), ({}, ["geo_shape"], ""), ({}, [], ""),
    ],
)  # fmt: skip
def test_the_geometry_of_a_portal(default, kinds, geometry):
    assert opendatasoft.geometry(default, {"fields": [{"type": kind} for kind in kinds]}) == geometry


def test_a_portal_page_after_page():
    at = "https://data.stad.be/p/api/explore/v2.1/catalog/datasets"
    first = {"total_count": 102, "results": [{"dataset_id": str(n)} for n in range(99)] + [{}]}
    answers = {"offset=0&order_by=dataset_id": first, "offset=100&order_by=dataset_id": {"total_count": 102, "results": [PORTAL, PORTAL]}}
    place = told(answers, "https://data.stad.be/p/explore/dataset/x/?a=b")
    assert len(list(opendatasoft.harvest_opendatasoft(place))) == 101
    assert place.asked == [f"{at}?limit=100&offset={offset}&order_by=dataset_id" for offset in (0, 100)]
    assert (place.unread, place.short) == ([""], [])
    ends = told(
        {
            "offset=0&order_by=dataset_id": {"total_count": 5, "results": [PORTAL]},
            "offset=1&order_by=dataset_id": {"total_count": 5, "results": []},
        },
        "https://data.stad.be",
    )
    assert len(list(opendatasoft.harvest_opendatasoft(ends))) == 1 and ends.short == ["https://data.stad.be"]
    for page in ([], {"results": 3}, {}):
        with pytest.raises(OpgaveError, match=rf"^{HOME} gives no datasets of Opendatasoft\.$"):
            list(opendatasoft.datasets(told({}), page, ""))
    assert opendatasoft.portal_of("https://data.stad.be/api/explore/v2.1/catalog") == "https://data.stad.be"


# --- ArcGIS

LAYER = {"id": 0, "name": "Bomen", "type": "Feature Layer", "description": "Alle", "geometryType": "esriGeometryPoint",
         "copyrightText": "Stad",
         "extent": {"spatialReference": {"wkid": 31370, "latestWkid": 31371}},
         "editingInfo": {"lastEditDate": 86_400_000, "dataLastEditDate": 172_800_000}}  # fmt: skip
SERVICE = {
    "layers": [{"id": 0, "name": "?"}, {"id": 1, "type": "Group Layer"}, {"id": 2, "subLayerIds": [3]}],
    "tables": [{"id": 4, "type": "Table"}], "documentInfo": {"Author": "Gis", "Keywords": "groen, ,water "}, "copyrightText": "Vrij",
    "serviceDescription": "Dienst", "spatialReference": {"wkid": 102499},
}  # fmt: skip


def test_a_service_of_arcgis():
    url = "https://x.be/rest/services/A/FeatureServer"
    place = told({"FeatureServer?f=json": SERVICE, "FeatureServer/layers?f=json": {"layers": [LAYER], "tables": [{"name": "x"}]}}, url)
    trees, table = arcgis.harvest_arcgis(place)
    assert trees == FoundLayer(
        "0", Source("arcgis", url, "0"), prefix="x.be-rest-services-A-FeatureServer", title="Bomen", abstract="Alle", publisher="Gis",
        licences=("Stad", "Vrij"), crs="31371", geometry="point", date="1970-01-03", keywords=("groen", "water"),
    )  # fmt: skip
    assert (table.identity, table.title, table.abstract, table.geometry, table.crs) == ("4", "4", "Dienst", "none", "102499")
    assert (
        arcgis.read_found_layer(
            {**LAYER, "sourceSpatialReference": {"wkid": 3812}, "editingInfo": {"lastEditDate": 86_400_000}}, {}, url
        ).crs
        == "3812"
    )
    older = told({"FeatureServer?f=json": SERVICE}, url)
    assert [found.title for found in arcgis.harvest_arcgis(older)] == ["?", "4"]


def test_days_of_arcgis():
    assert [arcgis.day_of(value) for value in (86_400_000, 86_399_999, 1.5, 0, -1, None, "x")] == [
        "1970-01-02",
        "1970-01-01",
        "1970-01-01",
        "",
        "",
        "",
        "",
    ]


def test_folders_and_services_of_a_server():
    top = "https://x.be/rest/services"
    answers = {
        f"{top}?f=json": {
            "services": [{"name": "A", "type": "MapServer"}, {"name": "G", "type": "GeometryServer"}], "folders": ["F", "weg"],
        },
        "/F?f=json": {"services": [{"name": "F/B", "type": "FeatureServer"}], "folders": []},
        "MapServer?f=json": {"layers": [{"id": 0}]}, "FeatureServer?f=json": {"tables": [{"id": 1}]},
        "/weg?f=json": {"error": {"code": 499}},
    }  # fmt: skip
    place = told(answers, top)
    assert [found.source.path for found in arcgis.harvest_arcgis(place)] == [f"{top}/A/MapServer", f"{top}/F/B/FeatureServer"]
    assert place.unread == ["x.be-rest-services-weg:"]
    assert place.progress.warnings == [f"Left out: {top}/weg reports an error of its own: 499"]
    with pytest.raises(OpgaveError, match="reports an error of its own: no$"):
        list(arcgis.harvest_arcgis(told({"f=json": {"error": {"message": "no", "code": 1}}}, top)))
    with pytest.raises(OpgaveError, match=r"of its own: \?$"):
        arcgis.check_answer([], top)


def test_folders_within_folders_have_a_bottom():
    place = told({"f=json": {"folders": ["F"], "services": []}}, "https://x.be/rest")
    assert list(arcgis.harvest_arcgis(place)) == [] and len(place.asked) == 6


# --- OGC services

HEAD = """<ServiceIdentification><Title>Dienst</Title><Abstract>Van de stad</Abstract><Fees>{fees}</Fees>
<AccessConstraints>Vrij</AccessConstraints>
</ServiceIdentification><ServiceProvider><ProviderName>Stad</ProviderName><ServiceContact><ContactInfo><Address>
<ElectronicMailAddress>gis@stad.be</ElectronicMailAddress></Address></ContactInfo></ServiceContact></ServiceProvider>
<Languages><DefaultLanguage>dut</DefaultLanguage></Languages>"""
STAD = ows.ServiceHead("Dienst", "Van de stad", "Stad", "gis@stad.be", ("Vrij", "Gratis"), "dut")


def test_the_head_of_capabilities():
    assert ows.service_of(element(f"<X>{HEAD.format(fees='Gratis')}</X>")) == STAD
    for fees in ("NONE", "geen", "-", ""):
        assert ows.service_of(element(f"<X>{HEAD.format(fees=fees)}</X>")).licences == ("Vrij",)
    old = element(
        "<X><Service><Title>Dienst</Title><ContactInformation><ContactPersonPrimary><ContactOrganization>Stad</ContactOrganization>"
        "</ContactPersonPrimary><ContactElectronicMailAddress>gis@stad.be</ContactElectronicMailAddress></ContactInformation></Service></X>"
    )
    assert ows.service_of(old) == ows.ServiceHead("Dienst", "", "Stad", "gis@stad.be")
    assert ows.service_of(element("<X/>")) == ows.ServiceHead()


def test_keywords_and_systems_of_a_layer():
    assert ows.keywords_of(element("<X><Keywords><Keyword>a</Keyword><Keyword>b</Keyword><Keyword>a</Keyword></Keywords></X>")) == (
        "a",
        "b",
    )
    assert ows.keywords_of(element("<X><KeywordList><Keyword>a</Keyword></KeywordList></X>")) == ("a",)
    assert ows.keywords_of(element("<X><Keywords>a, b,,a</Keywords></X>")) == ("a", "b") and ows.keywords_of(element("<X/>")) == ()
    assert ows.choose_crs(("EPSG:4326", "EPSG:3857", "EPSG:3812")) == "EPSG:3812" and ows.choose_crs(("", "EPSG:4326")) == "EPSG:4326"
    assert ows.choose_crs(()) == ""


def test_the_address_of_an_operation():
    new = element('<X><Operation name="A"><Get href="a"/></Operation><Operation name="B"><Get/><Get href="b"/></Operation></X>')
    assert [ows.address_in(new, name) for name in "ABC"] == ["a", "b", ""]
    old = element('<X><GetMap><DCPType><HTTP><Get><OnlineResource href="m"/></Get></HTTP></DCPType></GetMap></X>')
    assert ows.address_in(old, "GetMap") == "m"


def test_the_address_of_a_document_on_disk_is_the_one_in_it(tmp_path):
    root = element('<X><Operation name="A"><Get href="https://x.be/wfs?SERVICE=WFS&amp;map=m"/></Operation></X>')
    (tmp_path / "c.xml").write_text("<X/>")
    assert ows.service_address(HarvestAddress(str(tmp_path / "c.xml")), root, "A") == "https://x.be/wfs?map=m"
    assert ows.service_address(HarvestAddress(f"{HOME}?request=x"), root, "A") == HOME


def test_layers_of_a_wms_inherit_their_systems():
    layers = (
        "<Layer><CRS>EPSG:4326 EPSG:3857</CRS><Layer><Name>a</Name><Title>A</Title><Abstract>Over A</Abstract><SRS>EPSG:31370</SRS>"
        "<KeywordList><Keyword>k</Keyword></KeywordList><Layer><Name>b</Name></Layer></Layer><Layer><Name>c</Name></Layer></Layer>"
    )
    root = f"<WMS_Capabilities>{HEAD.format(fees='')}<Capability>{layers}</Capability></WMS_Capabilities>"
    a, b, c = wms.harvest_wms(told({"SERVICE=WMS&REQUEST=GetCapabilities": root}))
    assert a == FoundLayer(
        "a", Source("wms", HOME, "a"), prefix="geo.example-api", title="A", abstract="Over A", language="dut", publisher="Stad",
        contact="gis@stad.be", licences=("Vrij",), crs="EPSG:31370", geometry="raster", keywords=("k",),
    )  # fmt: skip
    assert [(one.identity, one.abstract, one.crs) for one in (b, c)] == [
        ("b", "Van de stad", "EPSG:31370"),
        ("c", "Van de stad", "EPSG:3857"),
    ]
    with pytest.raises(OpgaveError, match=rf"^{HOME} gives no capabilities of a WMS, but 'Other'\.$"):
        list(wms.harvest_wms(told({"GetCapabilities": "<Other/>"})))


def test_layers_of_a_wmts_say_how_to_ask_for_them():
    contents = (
        "<Contents><Layer><Identifier>a</Identifier><Title>A</Title><Style><Identifier>plain</Identifier></Style>"
        '<Style isDefault="true"><Identifier>grey</Identifier></Style><Format>image/jpeg</Format>{format}'
        "<TileMatrixSetLink><TileMatrixSet>web</TileMatrixSet></TileMatrixSetLink><TileMatrixSetLink><TileMatrixSet>bel</TileMatrixSet>"
        "</TileMatrixSetLink><TileMatrixSetLink><TileMatrixSet>bel2</TileMatrixSet></TileMatrixSetLink></Layer>"
        "<TileMatrixSet><Identifier>web</Identifier><SupportedCRS>urn:ogc:def:crs:EPSG::3857</SupportedCRS></TileMatrixSet>"
        "<TileMatrixSet><Identifier>bel</Identifier><SupportedCRS>EPSG:31370</SupportedCRS></TileMatrixSet>"
        "<TileMatrixSet><Identifier>bel2</Identifier><SupportedCRS>EPSG:31370</SupportedCRS></TileMatrixSet></Contents>"
    )
    root = f"<Capabilities>{HEAD.format(fees='Gratis')}{contents}</Capabilities>"
    (found,) = wmts.harvest_wmts(told({"GetCapabilities": root.replace("{format}", "")}))
    options = {"matrix_set": "bel", "matrix_sets": {"EPSG:3857": "web", "EPSG:31370": "bel"}, "style": "grey", "format": "image/jpeg"}
    assert found == FoundLayer(
        "a", Source("wmts", HOME, "a", options=options), prefix="geo.example-api", title="A", abstract="Van de stad", language="dut",
        publisher="Stad", contact="gis@stad.be", licences=("Vrij", "Gratis"), crs="EPSG:31370", geometry="raster",
    )  # fmt: skip
    (png,) = wmts.harvest_wmts(told({"GetCapabilities": root.replace("{format}", "<Format>image/png</Format>")}))
    assert png.source.options == {key: value for key, value in options.items() if key != "format"}
    for wrong in ("<Other/>", "<Capabilities/>"):
        with pytest.raises(OpgaveError, match="gives no capabilities of a WMTS, but '"):
            list(wmts.harvest_wmts(told({"GetCapabilities": wrong})))


def test_a_feature_type_of_a_wfs():
    kind = "<FeatureType><Name>a:trees</Name><Title>Bomen</Title>{more}<Keywords><Keyword>k</Keyword></Keywords></FeatureType>"
    found = wfs.feature_type(element(kind.replace("{more}", "<DefaultCRS>EPSG:31370</DefaultCRS><SRS>EPSG:1</SRS>")), STAD, HOME)
    assert found == FoundLayer(
        "a:trees", Source("wfs", HOME, "a:trees"), prefix="geo.example-api", title="Bomen", abstract="Van de stad", language="dut",
        publisher="Stad", contact="gis@stad.be", licences=("Vrij", "Gratis"), crs="EPSG:31370", keywords=("k",),
    )  # fmt: skip
    for name in ("DefaultSRS", "SRS"):
        assert wfs.feature_type(element(kind.replace("{more}", f"<{name}>EPSG:2</{name}>")), STAD, HOME).crs == "EPSG:2"
    assert wfs.feature_type(element(kind.replace("{more}", "<Abstract>Eigen</Abstract>")), STAD, HOME).abstract == "Eigen"


def test_types_of_geometry_in_a_schema():
    schema = element(
        '<schema><complexType name="AType"><element name="n" type="xsd:string"/><element name="g" type="gml:PointPropertyType"/>'
        "</complexType>"
        '<complexType name="BType"><element name="n" type="xsd:string"/></complexType>'
        '<complexType name="CType"><element name="g" type="gml:GeometryPropertyType"/></complexType>'
        '<element name="a" type="x:AType"/><element name="b" type="x:BType"/><element name="c" type="x:CType"/>'
        '<element name="d" type="x:DType"/>'
        '<element name="e"><complexType><element name="g" type="gml:MultiCurvePropertyType"/></complexType></element></schema>'
    )
    assert wfs.geometries_in(schema) == {"a": "point", "b": "none", "c": "", "e": "line"}
    assert (wfs.local("a:b:c"), wfs.local("c")) == ("c", "c")


# --- CSW


def page(numbers: list[int], total: int, following: int) -> str:
    inner = "".join(f"<Record><identifier>{n}</identifier><title>T{n}</title></Record>" for n in numbers)
    results = f'<SearchResults numberOfRecordsMatched="{total}" nextRecord="{following}">{inner}</SearchResults>'
    return f"<GetRecordsResponse>{results}</GetRecordsResponse>"


def test_a_catalogue_service_page_after_page():
    place = told({"STARTPOSITION=1": page([1, 2], 5, 3), "STARTPOSITION=3": page([3, 4], 5, 5), "STARTPOSITION=5": page([5], 5, 0)})
    assert [found.identity for found in csw.harvest_csw(place)] == ["1", "2", "3", "4", "5"]
    assert len(place.asked) == 3 and place.short == [] and "MAXRECORDS=100" in place.asked[0]
    same = told({"STARTPOSITION=1": page([1, 2], 5, 1)})
    assert len(list(csw.harvest_csw(same))) == 2 and len(same.short) == 1
    empty = told({"STARTPOSITION=1": page([1], 5, 2), "STARTPOSITION=2": page([], 5, 3)})
    assert len(list(csw.harvest_csw(empty))) == 1 and len(empty.asked) == 2
    beyond = told({"STARTPOSITION=1": page([1, 2], 2, 3)})
    assert len(list(csw.harvest_csw(beyond))) == 2 and len(beyond.asked) == 1


def test_a_server_that_has_no_iso_gives_dublin_core():
    place = Told(
        HOME,
        progress=Heard(),
        answers={"OUTPUTSCHEMA=http%3A%2F%2Fwww.opengis.net%2Fcat%2Fcsw%2F2.0.2&MAXRECORDS=100&STARTPOSITION=1": page([1], 1, 0)},
    )
    assert [found.title for found in csw.harvest_csw(place)] == ["T1"] and len(place.asked) == 2
    with pytest.raises(OpgaveError, match=rf"^{HOME} gives no answer of a CSW, but 'Other'\.$"):
        list(csw.harvest_csw(told({"STARTPOSITION=1": "<Other/>"})))


def test_words_are_a_condition_for_the_server():
    assert csw.constraint("") == {}
    one, two = csw.constraint("groen"), csw.constraint("groen a&b")
    assert "<ogc:And>" not in one["CONSTRAINT"] and "<ogc:Literal>%groen%</ogc:Literal>" in one["CONSTRAINT"]
    assert two["CONSTRAINT"].count("<ogc:PropertyIsLike") == 2 and "%a&amp;b%" in two["CONSTRAINT"] and "<ogc:And>" in two["CONSTRAINT"]
    assert (one["CONSTRAINTLANGUAGE"], one["CONSTRAINT_LANGUAGE_VERSION"]) == ("FILTER", "1.1.0")
    assert [csw.number(element(f'<X n="{text}"/>'), "n") for text in ("12", "x", "")] == [12, 0, 0]


def test_what_a_catalogue_service_gives_of_no_use_is_counted():
    place = told({})
    inner = "<Record><identifier>1</identifier></Record><Record><identifier>2</identifier><title>T</title><type>Service</type></Record>"
    iso = "<MD_Metadata><fileIdentifier><x>3</x></fileIdentifier></MD_Metadata>"
    assert list(csw.datasets(place, element(f"<X>{inner}{iso}</X>"))) == []
    assert place.unread[0] == "md:1" and len(place.unread) == 2
    assert csw.identity(element("<X><fileIdentifier>a</fileIdentifier><identifier>b</identifier></X>")) == "a"
    assert csw.identity(element("<X><identifier>b</identifier></X>")) == "b"


def test_a_record_of_dublin_core():
    record = element(
        "<Record><identifier>i</identifier><title>T</title><abstract>A</abstract><description>D</description><language>nl</language>"
        "<creator>C</creator><publisher>P</publisher><rights>R</rights><accessRights>AR</accessRights><license>L</license><subject>s</subject>"
        "<subject>s</subject><subject>t</subject><source>bron</source><date>2020-01-01</date><modified>2021-01-01</modified>"
        '<BoundingBox crs="EPSG:4326"/><BoundingBox crs="EPSG:31370"/><references scheme="OGC:WFS">https://x.be/wfs</references>'
        '<URI protocol="csv" description="d" name="n">https://x.be/t</URI></Record>'
    )
    assert dublin_core.read_found_layer(record) == FoundLayer(
        "i", Source("wfs", "https://x.be/wfs"), title="T", abstract="A", language="nl", publisher="P", licences=("R", "AR", "L"),
        crs="EPSG:31370", date="2021-01-01", keywords=("s", "t"), lineage="bron",
    )  # fmt: skip
    assert list(dublin_core.links(record)) == [Link("https://x.be/wfs", "OGC:WFS"), Link("https://x.be/t", "csv d", "n")]
    bare = dublin_core.read_found_layer(element("<Record><description>D</description><creator>C</creator><created>2020</created></Record>"))
    assert (bare.abstract, bare.publisher, bare.date, bare.crs) == ("D", "C", "2020", "")
    assert dublin_core.is_dataset(record) and not dublin_core.is_dataset(element("<Record><type>SERVICE</type></Record>"))


def test_services_and_geometry_in_iso():
    level = '<MD_Metadata><hierarchyLevel><MD_ScopeCode codeListValue="{}"/></hierarchyLevel></MD_Metadata>'
    assert [iso19139.is_dataset(element(level.format(kind))) for kind in ("service", "dataset", "series")] == [False, True, True]
    kind = '<X><spatialRepresentationType><MD_SpatialRepresentationTypeCode codeListValue="{}"/></spatialRepresentationType></X>'
    objects = (
        "<X><spatialRepresentationInfo><MD_VectorSpatialRepresentation><geometricObjects><MD_GeometricObjects><geometricObjectType>"
        '<MD_GeometricObjectTypeCode codeListValue="surface"/></geometricObjectType></MD_GeometricObjects></geometricObjects>'
        "</MD_VectorSpatialRepresentation></spatialRepresentationInfo></X>"
    )
    found = [iso19139.geometry(element(objects), element(kind.format(code))) for code in ("grid", "textTable", "vector")]
    assert found == ["raster", "none", "polygon"] and iso19139.geometry(element("<X/>"), element("<X/>")) == ""


def test_links_and_keywords_in_iso():
    online = (
        "<CI_OnlineResource><linkage><URL>https://x.be/wfs</URL></linkage>{protocol}<name>a:b</name><description>OGC:WFS</description>"
        "</CI_OnlineResource>"
    )
    wrap = (
        "<X><distributionInfo><MD_Distribution><transferOptions><MD_DigitalTransferOptions><onLine>{}</onLine></MD_DigitalTransferOptions>"
        "</transferOptions></MD_Distribution></distributionInfo></X>"
    )
    made = [list(iso19139.links(element(wrap.format(online.format(protocol=one))))) for one in ("<protocol>csv</protocol>", "")]
    assert [[(link.words.strip(), link.name) for link in links] for links in made] == [[("csv", "a:b")], [("OGC:WFS", "a:b")]]
    words = element(
        "<X><descriptiveKeywords><MD_Keywords><keyword>a</keyword><keyword>b</keyword></MD_Keywords></descriptiveKeywords>"
        "<topicCategory>c</topicCategory><topicCategory>a</topicCategory></X>"
    )
    assert iso19139.keywords(words) == ("a", "b", "c")


# --- OGC API Features


def test_collections_of_features_alone():
    document = {"collections": [{"id": "trees"}, {"id": "roads", "itemType": "feature"}, {"id": "md", "itemType": "record"}]}
    place = told({"/collections": document})
    assert [found.source for found in oapif.harvest_oapif(place)] == [Source("oapif", HOME, "trees"), Source("oapif", HOME, "roads")]
    assert place.asked == [f"{HOME}/collections"]
    for wrong in ({}, {"collections": {}}):
        with pytest.raises(OpgaveError, match=rf"^{HOME} gives no collections of an OGC API\.$"):
            list(oapif.harvest_oapif(told({"/collections": wrong})))


def test_collections_in_a_document_lie_where_it_says(tmp_path):
    path = tmp_path / "collections.json"
    path.write_text(json.dumps({"links": [{"rel": "self", "href": f"{HOME}/collections?f=json"}], "collections": [{"id": "trees"}]}))
    (found,) = oapif.harvest_oapif(HarvestAddress(str(path)))
    assert found.source == Source("oapif", HOME, "trees")
    path.write_text("[]")
    with pytest.raises(OpgaveError, match="gives no collections of an OGC API"):
        list(oapif.harvest_oapif(HarvestAddress(str(path))))


@pytest.mark.parametrize(
    ("address", "answer", "has"),
    [
        (f"{HOME}/collections/md", {"itemType": "record"}, True), (f"{HOME}/collections/md/items", {"itemType": "record"}, True),
        (f"{HOME}/collections/md", {"itemType": "feature"}, False), (f"{HOME}/collections/md", {}, False),
        (f"{HOME}/collections/md", [], False),
        (HOME, {"collections": [{"itemType": "record"}]}, True), (HOME, {"collections": [{"itemType": "record"}, {}]}, False),
        (HOME, {"collections": []}, False), (HOME, {}, False), (HOME, [], False),
    ],
)  # fmt: skip
def test_an_api_of_records_rather_than_features(address, answer, has):
    place = told({"/collections": answer, "/collections/md": answer}, address)
    assert ogc_records.has_records(place) is has
    assert place.asked == [f"{HOME}/collections/md" if "md" in address else f"{HOME}/collections"]


# --- what a harvest makes of it


def test_found_once_each_and_with_access_on_its_own_host():
    one, other = FoundLayer("a", Source("wfs", HOME, "a")), FoundLayer("a", Source("wfs", HOME, "b"))
    assert gathering.unique([one, other, one]) == [one, other]
    place = HarvestAddress(HOME, auth="abc1234")
    own, far = record("wfs", f"{HOME}/x", "a"), record("wfs", "https://other.example", "a")
    assert gathering.with_auth(own, place).source.auth == "abc1234" and gathering.with_auth(far, place) is far
    assert gathering.with_auth(own, HarvestAddress(HOME)) is own


@pytest.mark.parametrize(
    ("address", "kind", "sentence"),
    [
        ("", "auto", "URL is empty: give an address, a folder or a database connection."),
        (HOME, "arcgs", "KIND 'arcgs' is unknown: did you mean 'arcgis'? There are: "),
        (HOME, "zzzz", "KIND 'zzzz' is unknown: did you mean 'auto'? There are: "),
        ("https://me:secret@x.be", "auto", "The address holds a user, password or key, which a catalogue would show to everyone: make"),
    ],
)
def test_an_address_that_cannot_be_harvested(address, kind, sentence):
    with pytest.raises(OpgaveError) as caught:
        gathering.check_address(address, kind)
    assert str(caught.value).startswith(sentence)
    gathering.check_address(HOME, "auto")
    gathering.check_address("host=a user=b", "postgis")


def test_a_whole_harvest(tmp_path):
    """Three layers, of which a filter leaves one; the document is its origin, and what has no title is told."""
    path, heard = tmp_path / "layers.xml", Heard()
    inner = "".join(f"<Record><identifier>{n}</identifier><title>Boom {n}</title></Record>" for n in (1, 2))
    path.write_text(
        f"<GetRecordsResponse><SearchResults>{inner}<Record><identifier>x</identifier></Record></SearchResults></GetRecordsResponse>"
    )
    found = gathering.gather(f" {path} ", filter=" 2 ", progress=heard)
    assert ([one.id for one in found.harvest.records], found.kind, found.left_out, found.title) == (["md:2"], "csw", 1, str(path))
    assert (found.harvest.origin, found.harvest.filter, found.harvest.unread, found.harvest.is_whole) == (str(path), "2", {"md:x"}, True)
    assert heard.notes == [f"{path} is read as csw."]
    assert heard.warnings == ["1 description without title or id, or that cannot be read, is left out."]
    path.write_text("<GetRecordsResponse><SearchResults/></GetRecordsResponse>")
    with pytest.raises(OpgaveError, match="lists no layers: check the address and the kind.$"):
        gathering.gather(str(path), "csw")
    assert gathering.gather(str(path), "csw", "x").harvest.records == ()


def test_of_the_nodes_behind_a_node_each_comes_once_and_no_more_than_two_hundred():
    graph = rdf_graph.RdfGraph()
    start = graph.node("start")
    for number in range(250):
        graph.node(f"n{number}")
    for value in ("n1", "n1", "gone", *(f"n{number}" for number in range(250))):
        start.add("part", value)
    found = graph.behind(start, "part")
    assert [one.id for one in found[:3]] == ["n1", "n0", "n2"] and len(found) == 200


@pytest.mark.parametrize(("length", "kept"), [(160, True), (161, False)])
def test_the_name_of_a_licence_is_short(length, kept):
    long = f"CC0 {'x' * (length - 4)}"
    named, _ = licence_of([long], "https://stad.be/voorwaarden")
    assert (named.name == long) is kept
    other, _ = licence_of([long.replace("CC0", "Eigen")[:length]])
    assert other.name == (long.replace("CC0", "Eigen")[:length] if kept else f"{long.replace('CC0', 'Eigen')[:160]}...")
