"""Catalogues as DCAT-AP, ISO 19139 and OGC API Records: well formed, valid, without secrets, and read back as they were."""

import datetime
import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from opgavenkaart.processing.model.catalogue import Catalogue, read_catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import LayerRecord, Licence, Publisher, Source
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.processing.sources.metadata.export import write_metadata
from opgavenkaart.processing.sources.metadata.offered import check_base, offers_of
from opgavenkaart.processing.sources.metadata.rdf_text import PREFIXES
from opgavenkaart.test.support.servers_ogc import ENVIRONMENTS

SHAPES = Path(__file__).parent / "shapes" / "dcat_ap_vl.ttl"
MAIN_FILES = {"dcat": ("catalogue.jsonld", "catalogue.rdf"), "iso19139": ("catalogue.xml",), "records": ("records.json",)}
EVERY_FILE = [(format, name) for format, names in MAIN_FILES.items() for name in names]
SAID = ("title", "publisher", "sectors", "theme", "contact", "crs", "geometry", "update_rhythm", "date", "lineage")
"""What comes back word for word, whatever the kind of source."""
SCHOOLS = LayerRecord(
    id="schools",
    title=Text(nl='Scholen & "crèches" <2 jaar', en="Schools"),
    description=Text(nl="Alle scholen, met plaatsen.", en="All schools, with places."),
    publisher=Publisher("Stad Halle", "city"),
    sectors=("education", "childcare"),
    theme="schools",
    licence=Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    contact="gis@halle.be",
    source=Source("wfs", "https://geo.halle.be/wfs", "stad:scholen"),
    crs="EPSG:31370",
    geometry="point",
    update_rhythm="P6M",
    date=datetime.date(2026, 9, 1),
    lineage="Uit het register van de dienst Onderwijs.",
)
WAITING = replace(
    SCHOOLS,
    id="md:waiting-list",
    title=Text(nl="Wachtlijst"),
    description=Text(),
    redistribution="aggregated",
    source=Source("postgis", "service=city password=geheim", "list"),
    geometry="none",
    update_rhythm="P2W",
    contact="https://halle.be/contact",
    date=None,
    crs="",
)
PLACES = replace(
    SCHOOLS,
    id="places",
    title=Text(en="Places"),
    description=Text(en="Places of the city."),
    source=Source("geojson", "https://halle.be/plaatsen.geojson?apikey=abcdef"),
    update_rhythm="P10D",
    redistribution="no",
    sectors=("water",),
    publisher=Publisher("Fluvius", "private"),
    geometry="polygon",
)
OWN = Catalogue(title=Text(nl="Lagen van Halle", en="Layers of Halle"), own={one.id: one for one in (SCHOOLS, WAITING, PLACES)})


def read_back(folder, catalogue, format, name, base=""):
    folder.mkdir()
    write_metadata(folder, catalogue, format, base)
    harvest = gather(str(folder / name)).harvest
    return {record.id: record for record in harvest.records}


@pytest.mark.parametrize(("format", "name"), EVERY_FILE)
def test_what_is_said_of_a_layer_comes_back(tmp_path, format, name):
    """Both languages, signs that mean something to XML, and what only we have a word for."""
    back = read_back(tmp_path / "out", OWN, format, name, "https://data.halle.be/catalogue")
    assert set(back) == {"md:schools", "md:waiting-list", "md:places"}
    for record in OWN.own.values():
        own = back["md:" + record.id.removeprefix("md:")]
        assert {name: getattr(own, name) for name in SAID} == {name: getattr(record, name) for name in SAID}
        assert (own.description, own.licence, own.redistribution) == (record.description, record.licence, record.redistribution)
    assert back["md:schools"].source == SCHOOLS.source
    assert back["md:places"].source == Source("geojson", "https://halle.be/plaatsen.geojson")


@pytest.mark.parametrize("format", MAIN_FILES)
def test_no_secret_and_no_connection_leaves(tmp_path, format):
    """Neither the key in an address nor the connection to a database; a layer without address on the web is described all the same."""
    write_metadata(tmp_path, OWN, format, "")
    for path in filter(lambda one: one.is_file(), tmp_path.rglob("*")):
        content = path.read_text(encoding="utf-8")
        assert "geheim" not in content and "abcdef" not in content and "service=city" not in content, path
    assert offers_of(WAITING) == ()


@pytest.mark.parametrize(("format", "name"), EVERY_FILE)
def test_the_built_in_catalogue_comes_back(tmp_path, format, name):
    """Each layer that has data; the source of those on the web, of a kind to which links of others lead."""
    builtin = read_catalogue()
    layers = {id: one for id, one in builtin.records.items() if one.source.kind not in ("none", "locator", "csw")}
    back = read_back(tmp_path / "out", builtin, format, name)
    kept = ("wfs", "wms", "wmts", "oapif", "arcgis", "opendatasoft")
    assert len(back) == len(layers) > 70
    for record in layers.values():
        own = back["md:" + record.id.removeprefix("md:")]
        assert {name: getattr(own, name) for name in (*SAID, "licence")} == {name: getattr(record, name) for name in (*SAID, "licence")}
        if record.source.kind in kept and offers_of(record):
            assert (own.source.kind, own.source.layer) == (record.source.kind, record.source.layer), record.id
            assert own.source.path.rstrip("/") == record.source.path.rstrip("/")


@pytest.mark.parametrize(("format", "name"), EVERY_FILE)
def test_recorded_flemish_records_are_written_again_without_loss(shared_data, tmp_path, format, name):
    """Read from their portals' own metadata, written, and read again: the same records."""
    kept = {}
    for path in sorted((shared_data / "public" / "services" / "dcat").iterdir()):
        with suppress(OpgaveError):  # templates without title, and descriptions of services
            kept |= {record.id: record for record in gather(str(path)).harvest.records if record.id.startswith("md:")}
    assert len(kept) >= 8
    back = read_back(tmp_path / "out", Catalogue(own=kept), format, name)
    assert set(back) == set(kept)
    compared = (*SAID, "description", "licence", "redistribution", "source")
    wrong = {
        (id, name): (getattr(back[id], name), getattr(record, name))
        for id, record in kept.items()
        for name in compared
        if getattr(back[id], name) != getattr(record, name)
    }
    assert not wrong


def test_turtle_json_ld_and_rdf_xml_say_the_same(tmp_path):
    """Read by rdflib, the three are one graph."""
    rdflib = pytest.importorskip("rdflib")
    from rdflib.compare import isomorphic

    write_metadata(tmp_path, OWN, "dcat", "https://data.halle.be/catalogue")
    formats = {"catalogue.ttl": "turtle", "catalogue.jsonld": "json-ld", "catalogue.rdf": "xml"}
    graphs = [rdflib.Graph().parse(tmp_path / name, format=format) for name, format in formats.items()]
    assert len(graphs[0]) > 100
    assert isomorphic(graphs[0], graphs[1]) and isomorphic(graphs[0], graphs[2])
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    assert len(set(graphs[0].subjects(rdflib.RDF.type, dcat.Dataset))) == 3


def test_owslib_reads_the_metadata(tmp_path):
    """An independent reader of ISO 19139 finds title, address, licence and bounds of use."""
    iso = pytest.importorskip("owslib.iso")
    write_metadata(tmp_path, OWN, "iso19139", "")
    metadata = iso.MD_Metadata(etree.parse(tmp_path / "items" / "schools.xml").getroot())
    stated = metadata.identification
    data = stated[0] if isinstance(stated, list) else stated
    assert (metadata.identifier, metadata.languagecode, metadata.hierarchy) == ("schools", "dut", "dataset")
    assert (data.title, data.topiccategory) == (SCHOOLS.title.nl, ["society"])
    online = metadata.distribution.online[0]
    assert online.protocol == "OGC:WFS" and online.name == "stad:scholen" and online.url.startswith("https://geo.halle.be/wfs?")


@pytest.mark.parametrize("edition", ["20060504", "20070417"])
def test_the_metadata_are_valid(tmp_path, edition):
    """Every layer of the built-in catalogue, and those with what it does not have, against the schemas that pycsw carries."""
    found = next((ENVIRONMENTS / "pycsw").rglob(f"19139/{edition}/gmx/gmx.xsd"), None)
    if found is None:
        pytest.skip("pycsw, which carries the schemas, is not installed: .ci/servers.sh")
    schema = etree.XMLSchema(etree.parse(found))
    builtin = read_catalogue()
    write_metadata(tmp_path, Catalogue(own=builtin.records | OWN.own), "iso19139", "https://data.halle.be/catalogue")
    wrong = {path.name: str(schema.error_log) for path in (tmp_path / "items").iterdir() if not schema.validate(etree.parse(path))}
    assert not wrong


def test_a_portal_finds_what_it_calls_mandatory(tmp_path):
    """What DCAT-AP and its Flemish profile ask of catalogue, datasets, distributions, services and agents, counted by rdflib."""
    rdflib = pytest.importorskip("rdflib")
    write_metadata(tmp_path, OWN, "dcat", "", "Stad Halle", "gis@halle.be")
    graph = rdflib.Graph().parse(tmp_path / "catalogue.rdf", format="xml")
    dcat, dct, foaf = (rdflib.Namespace(one) for one in (PREFIXES["dcat"], PREFIXES["dct"], PREFIXES["foaf"]))
    asked = {
        dcat.Catalog: (dct.title, dct.description, dct.identifier, dct.publisher, dcat.contactPoint, dcat.dataset, dcat.record),
        dcat.Dataset: (dct.title, dct.description, dct.identifier, dct.publisher, dcat.contactPoint, dct.accessRights, dcat.theme),
        dcat.Distribution: (dct.title, dcat.accessURL, dct.license),
        dcat.DataService: (dct.title, dcat.endpointURL),
        dcat.CatalogRecord: (foaf.primaryTopic, dct.conformsTo),  # each of these records has contact and licence
        foaf.Agent: (foaf.name,),
    }
    lacking = [
        (kind, one, property)
        for kind, properties in asked.items()
        for one in graph.subjects(rdflib.RDF.type, kind)
        for property in properties
        if (one, property, None) not in graph
    ]
    assert not lacking
    assert {str(one) for one in graph.objects(None, dct.accessRights)} == {
        f"http://publications.europa.eu/resource/authority/access-right/{one}" for one in ("PUBLIC", "RESTRICTED", "NON_PUBLIC")
    }


def shortcomings(folder, *left_out: str) -> set[tuple[str, str]]:
    """Return what the written Turtle lacks by the shapes of the Flemish profile, as class and property, once properties are left out."""
    rdflib, pyshacl = pytest.importorskip("rdflib"), pytest.importorskip("pyshacl")
    sh, dcat, kind_of = rdflib.Namespace("http://www.w3.org/ns/shacl#"), PREFIXES["dcat"], rdflib.RDF.type
    graph = rdflib.Graph().parse(folder / "catalogue.ttl")
    for kind, prefix, local in (name.split(":") for name in left_out):
        for one in list(graph.subjects(kind_of, rdflib.URIRef(dcat + kind))):
            graph.remove((one, rdflib.URIRef(PREFIXES[prefix] + local), None))
    found = pyshacl.validate(graph, shacl_graph=str(SHAPES), shacl_graph_format="turtle")[1]
    lacking = set()
    for one in found.subjects(kind_of, sh.ValidationResult):
        path = str(found.value(one, sh.resultPath)).split("/")[-1].split("#")[-1]
        kinds = [str(kind) for kind in graph.objects(found.value(one, sh.focusNode), kind_of)]
        lacking |= {(kind.split("#")[-1], path) for kind in kinds if kind.startswith(dcat)}
    return lacking


def test_what_is_written_conforms_to_the_flemish_profile(tmp_path):
    """By shapes of all that DCAT-AP Vlaanderen 3 asks: records with contact and licence lack nothing, of others only that is told."""
    (tmp_path / "own").mkdir()
    write_metadata(tmp_path / "own", OWN, "dcat", "https://data.halle.be/catalogue", "Stad Halle", "gis@halle.be")
    assert shortcomings(tmp_path / "own") == set()
    builtin = read_catalogue()
    (tmp_path / "builtin").mkdir()
    write_metadata(tmp_path / "builtin", builtin, "dcat", "", "Stad Halle", "gis@halle.be")
    assert shortcomings(tmp_path / "builtin") == {("Dataset", "contactPoint"), ("DataService", "contactPoint")}


MANDATORY = {
    "Catalog": ("dct:title", "dct:description", "dct:identifier", "dct:publisher", "dcat:contactPoint"),
    "CatalogRecord": ("dct:identifier", "dct:modified", "foaf:primaryTopic"),
    "Dataset": ("dct:title", "dct:description", "dct:identifier", "dct:publisher", "dcat:contactPoint", "dct:accessRights"),
    "Distribution": ("dct:identifier", "dcat:accessURL"),
    "DataService": (
        *("dct:title", "dct:identifier", "dct:publisher", "dcat:contactPoint"),
        *("dct:accessRights", "dcat:endpointURL", "dcat:endpointDescription"),
    ),
}
"""What the profile calls mandatory."""


def test_the_shapes_miss_what_is_not_there(tmp_path):
    """Without one mandatory property after another, each is told."""
    write_metadata(tmp_path, OWN, "dcat", "", "Stad Halle", "gis@halle.be")
    every = [f"{kind}:{name}" for kind, names in MANDATORY.items() for name in names]
    assert shortcomings(tmp_path, *every) == {(kind, name.split(":")[1]) for kind, names in MANDATORY.items() for name in names}


def test_nothing_is_claimed_that_a_record_does_not_carry(tmp_path):
    """Without contact or licence a dataset is not said to follow the Flemish profile; what a company publishes is no Flemish open data.

    Layers of two publishers under one id, and catalogues of two cities, have names of their own.
    """
    records = {
        "schools": SCHOOLS,
        "silent": replace(SCHOOLS, id="silent", contact=""),
        "private": replace(SCHOOLS, id="private", publisher=Publisher("Fluvius", "private")),
    }
    for name, publisher in (("halle", "Stad Halle"), ("gent", "Stad Gent")):
        (tmp_path / name).mkdir()
        own = {id: replace(one, publisher=replace(one.publisher, name=publisher)) for id, one in records.items()}
        write_metadata(tmp_path / name, Catalogue(own=own), "dcat", "", publisher)
    texts = [(tmp_path / name / "catalogue.jsonld").read_text(encoding="utf-8") for name in ("halle", "gent")]
    nodes = [{one["@id"]: one for one in json.loads(text)["@graph"]} for text in texts]
    named = [{id for id in every if id.startswith("urn:uuid:")} for every in nodes]
    assert len(named[0]) == 4 and not named[0] & named[1]
    datasets = [one for one in nodes[0].values() if one["@type"] == "dcat:Dataset"]
    assert [one["dct:identifier"][0]["@value"] for one in datasets if "mdcat:statuut" in one] == ["schools", "silent"]
    topics = {one["foaf:primaryTopic"][0]["@id"]: one for one in nodes[0].values() if one["@type"] == "dcat:CatalogRecord"}
    assert [topics[one["@id"]].get("dct:conformsTo") is not None for one in datasets] == [True, False, True]


def test_records_are_a_catalogue_that_a_crawler_can_walk(tmp_path):
    """Every item that the collection names is there, and is the record that stands among all."""
    write_metadata(tmp_path, OWN, "records", "")
    collection = json.loads((tmp_path / "collection.json").read_text(encoding="utf-8"))
    items = [link["href"] for link in collection["links"] if link["rel"] == "item"]
    page = json.loads((tmp_path / "records.json").read_text(encoding="utf-8"))
    assert page["numberMatched"] == len(items) == 3
    assert [json.loads((tmp_path / one).read_text(encoding="utf-8")) for one in items] == page["features"]


def test_a_strangers_word_never_gives_data_free(tmp_path):
    """A catalogue that calls data free under a licence which nobody knows is not believed; one that holds them back is."""
    odd = replace(SCHOOLS, licence=Licence("Onze voorwaarden"), redistribution="yes")
    back = read_back(tmp_path / "odd", Catalogue(own={"schools": odd}), "records", "records.json")
    assert back["md:schools"].redistribution == "no"
    closed = replace(SCHOOLS, redistribution="no")
    back = read_back(tmp_path / "closed", Catalogue(own={"schools": closed}), "dcat", "catalogue.rdf")
    assert back["md:schools"].redistribution == "no"


@pytest.mark.parametrize("base", ["ftp://data.halle.be", "data.halle.be", "https://gis:geheim@data.halle.be", "/srv/www"])
def test_the_address_of_the_folder_is_one_that_everyone_may_read(base):
    with pytest.raises(OpgaveError, match="BASE_URL"):
        check_base(base)


def test_the_address_names_the_records(tmp_path):
    write_metadata(tmp_path, OWN, "dcat", check_base("https://data.halle.be/catalogue/"))
    text = (tmp_path / "catalogue.ttl").read_text(encoding="utf-8")
    assert "<https://data.halle.be/catalogue/items/schools> a dcat:Dataset" in text
