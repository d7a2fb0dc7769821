"""Every kind of catalogue harvested: recorded answers, answers after the documentation, files, a database."""

import datetime
import json
import shutil
from pathlib import Path

import pytest
from opgavenkaart.processing.model.choices import AUTO, KINDS
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import Source
from opgavenkaart.processing.model.schema import mistakes, read_schema
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.qgis_io.feedback import FeedbackProgress
from opgavenkaart.processing.sources.describing.address import HarvestAddress
from opgavenkaart.processing.sources.harvest import HARVESTERS, gather
from opgavenkaart.processing.sources.harvest.recognise import recognise
from opgavenkaart.processing.sources.kinds import SOURCE_KINDS
from opgavenkaart.processing.sources.kinds.wfs import harvest
from opgavenkaart.processing.sources.network import Limits
from opgavenkaart.test.support import servers_answers as answers
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.running import RecordingFeedback
from opgavenkaart.test.support.servers_replay import EXCEPTION_REPORT, HTML, JSON, LOGIN_PAGE, XML, Answer, replay


def recorded(name: str) -> Path:
    return data_folder(f"recorded/{name}") / "recorded" / name


def records(address, kind=AUTO, **options):
    """Harvest, and check that what comes out is a catalogue."""
    gathered = gather(str(address), kind, **options)
    found = {record.id: record for record in gathered.harvest.records}
    document = {"records": [record.to_json() for record in found.values()]}
    assert [error.sentence() for error in mistakes(document, read_schema("catalogue"), "harvest")] == []
    assert len(found) == len(gathered.harvest.records)
    return gathered.kind, found


def test_every_kind_has_its_harvester():
    able = {name for name, kind in SOURCE_KINDS.items() if kind.harvest}
    assert set(HARVESTERS) == able | {"folder"} == set(KINDS) - {AUTO}
    assert all(HARVESTERS.values())


def test_capabilities_of_grb_without_a_service(qgis_app):
    kind, found = records(recorded("grb-wfs-capabilities.xml"))
    assert (kind, len(found)) == ("wfs", 27)
    parcels = found["geo.api.vlaanderen.be-grb-wfs:grb:adp"]
    assert parcels.source == Source("wfs", "https://geo.api.vlaanderen.be/GRB/wfs", "GRB:ADP")
    assert (parcels.title.nl, parcels.crs, parcels.theme) == ("GRB - ADP - administratief perceel", "EPSG:31370", "parcels")
    assert (parcels.publisher.name, parcels.publisher.kind) == ("agentschap Digitaal Vlaanderen", "flemish")
    assert parcels.redistribution == "no"


@pytest.mark.parametrize(
    ("offered", "path", "kind"),
    [
        ("wms wmts wfs", "/ows", "wfs"),
        ("wms wmts", "/ows", "wmts"),
        ("wms", "/ows", "wms"),
        ("wms wmts wfs", "/wms", "wms"),
    ],
)
def test_a_server_of_several_services_is_read_as_the_one_to_compute_with(qgis_app, offered, path, kind):
    """Under one address: features before pictures, and tiles before a picture of any extent; what the address itself names goes first."""
    roots = {"wfs": b"<WFS_Capabilities/>", "wms": b"<WMS_Capabilities/>", "wmts": b"<Capabilities><Contents/></Capabilities>"}

    def answer(query, times):
        asked = query.get("service", "").lower()
        return Answer(roots[asked]) if asked in offered.split() else Answer(status=404)

    with replay({path: answer}) as server:
        assert recognise(HarvestAddress(server.url + path)) == kind


def test_capabilities_of_a_wmts(qgis_app):
    kind, found = records(recorded("geoapi-wmts-capabilities.xml"))
    assert (kind, len(found)) == ("wmts", 3)
    grey = found["geo.api.vlaanderen.be-grb-wmts:grb_bsk_grijs"]
    assert (grey.source.options["matrix_set"], grey.source.options["matrix_sets"]["EPSG:31370"]) == ("BPL72VL", "BPL72VL")
    assert grey.source.options["matrix_sets"]["EPSG:3812"] == "BPL2008VL"
    assert (grey.crs, grey.geometry) == ("EPSG:31370", "raster")


def test_metadata_of_dov(qgis_app):
    kind, found = records(recorded("iso19139-dov-metadata.xml"))
    assert kind == "csw"
    (borings,) = found.values()
    assert borings.id == "md:4e20bf9c-3a5c-42be-b5b6-bef6214d1fa7"
    assert borings.title == Text(nl="Boringen")
    assert borings.source == Source("wfs", "https://www.dov.vlaanderen.be/geoserver/dov-pub/wfs", "dov-pub:Boringen")
    assert borings.licence.name == "Modellicentie Gratis Hergebruik Vlaanderen v1.0"
    assert (borings.redistribution, borings.contact, borings.crs) == ("yes", "dov@vlaanderen.be", "EPSG:31370")
    assert (borings.date, borings.update_rhythm, borings.theme) == (datetime.date(2026, 2, 24), "continuous", "soil")


def test_a_document_without_layers_is_refused(qgis_app):
    with pytest.raises(OpgaveError, match="lists no layers"):
        gather(str(recorded("iso19110-dov-featurecatalogue.xml")))


def test_a_wfs_that_describes_its_types(qgis_app):
    schema = (
        b'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:element name="ADP" type="GRB:ADPType"/>'
        b'<xsd:complexType name="ADPType"><xsd:sequence><xsd:element name="CAPAKEY" type="xsd:string"/>'
        b'<xsd:element name="SHAPE" type="gml:MultiSurfacePropertyType"/></xsd:sequence></xsd:complexType>'
        b'<xsd:element name="Adres" type="GRB:AdresType"/><xsd:complexType name="AdresType">'
        b'<xsd:element name="ID" type="xsd:string"/></xsd:complexType></xsd:schema>'
    )
    capabilities = recorded("grb-wfs-capabilities.xml").read_bytes()

    def wfs(query, before):
        return Answer(schema if query["request"] == "DescribeFeatureType" else capabilities)

    with replay({"/GRB/wfs": wfs}) as server:
        kind, found = records(f"{server.url}/GRB/wfs?service=WFS&request=GetCapabilities", "wfs")
        start = server.url.removeprefix("http://").replace(":", "-")
    assert found[f"h{start}-grb-wfs:grb:adp"].source.path == f"{server.url}/GRB/wfs"
    assert found[f"h{start}-grb-wfs:grb:adp"].geometry == "polygon"
    assert found[f"h{start}-grb-wfs:grb:adres"].geometry == "none"
    assert found[f"h{start}-grb-wfs:grb:gbg"].geometry == "unknown"


class Types:
    """A WFS of many types of points, ``ws:laag_0`` and on, one in ten of which is called a road."""

    def __init__(self, count, refuses=False):
        self.count, self.refuses = count, refuses

    def __call__(self, query, before):
        if query["request"] != "DescribeFeatureType":
            types = (f"<FeatureType><Name>ws:laag_{n}</Name><Title>{self.title(n)}</Title></FeatureType>" for n in range(self.count))
            return Answer(f"<WFS_Capabilities><FeatureTypeList>{''.join(types)}</FeatureTypeList></WFS_Capabilities>".encode())
        if self.refuses:
            return Answer(EXCEPTION_REPORT)
        names = [name.removeprefix("ws:") for name in query["typename"].split(",")]
        inner = '<complexType><sequence><element name="g" type="gml:PointPropertyType"/></sequence></complexType>'
        elements = "".join(f'<element name="{name}">{inner}</element>' for name in names)
        return Answer(f"<schema>{elements}</schema>".encode())

    def title(self, n):
        return f"Weg {n}" if n % 10 == 0 else f"Laag {n}"


def described(server, filter=""):
    """Return the geometries of what was harvested, how often types were described, and what was noted."""
    feedback = RecordingFeedback()
    with replay({"/wfs": server}) as web:
        harvest = gather(f"{web.url}/wfs", "wfs", filter, progress=FeedbackProgress(feedback)).harvest
        asked = [query for _, query, _ in web.requests if query["request"] == "DescribeFeatureType"]
    return [record.geometry for record in harvest.records], asked, feedback.infos


def test_a_wfs_of_many_types_is_asked_to_describe_a_hundred_at_a_time(qgis_app):
    geometries, asked, _ = described(Types(1950))
    assert geometries == ["point"] * 1950 and sorted(query["typename"].count("ws:") for query in asked) == [50] + [100] * 19


def test_only_the_types_that_are_wanted_are_described(qgis_app):
    geometries, asked, _ = described(Types(1950), "weg")
    assert geometries == ["point"] * 195 and len(asked) == 2


def test_a_wfs_that_describes_nothing_is_asked_a_few_times(qgis_app):
    geometries, asked, infos = described(Types(5000, refuses=True))
    assert geometries == ["unknown"] * 5000 and len(asked) == 2 and sum("Types of geometry are not known" in text for text in infos) == 1


def test_a_wfs_that_is_slow_in_describing_is_not_waited_for(qgis_app, monkeypatch):
    monkeypatch.setattr(harvest, "PATIENCE_SECONDS", 0.0)
    geometries, asked, infos = described(Types(250))
    assert geometries == ["unknown"] * 250 and not asked
    assert any("the types of geometry of the last 250 of 250 are not asked for" in text for text in infos)


def test_a_csw_is_read_to_the_end_whatever_its_page(qgis_app):
    with replay({"/csw": answers.csw(count=45, page=10)}) as server:
        kind, found = records(f"{server.url}/csw", "csw")
    assert set(found) == {f"md:id-{number}" for number in range(45)}
    assert server.asked("/csw") == 5


def test_a_csw_whose_order_is_not_the_same_from_page_to_page(qgis_app):
    """The second page repeats one of the first: each dataset once, and the one that was missed is told."""
    feedback = RecordingFeedback()
    with replay({"/csw": answers.csw(20, 10, stable=False)}) as server:
        harvest = gather(f"{server.url}/csw", "csw", progress=FeedbackProgress(feedback)).harvest
    assert {record.id for record in harvest.records} == {f"md:id-{number}" for number in range(19)}
    assert not harvest.is_whole
    assert any("19 of the 20" in warning for warning in feedback.warnings)


def test_a_csw_that_fails_on_the_way_gives_nothing(qgis_app):
    def failing(query, before):
        return answers.csw(45, 10)(query, before) if before < 2 else Answer(EXCEPTION_REPORT)

    with replay({"/csw": failing}) as server, pytest.raises(OpgaveError, match="Databank niet bereikbaar"):
        gather(f"{server.url}/csw", "csw")


@pytest.mark.parametrize("refuses", [True, False])
@pytest.mark.parametrize("root", ["Record", "SummaryRecord", "BriefRecord"])
def test_a_csw_that_only_gives_dublin_core(qgis_app, root, refuses):
    feedback = RecordingFeedback()
    with replay({"/csw": answers.csw_in_dublin_core(root, refuses)}) as server:
        gathered = gather(f"{server.url}/csw", "csw", progress=FeedbackProgress(feedback))
    found = {record.id: record for record in gathered.harvest.records}
    assert set(found) == {f"md:id-{number}" for number in range(4)}
    assert gathered.harvest.is_whole and feedback.warnings == []
    park = found["md:id-1"]
    assert park.title == Text(nl="Laag 1")
    if root == "Record":
        assert park.source == Source("wfs", "https://x.be/wfs", "stad:parken")
        assert (park.publisher.name, park.publisher.kind, park.licence.name, park.redistribution) == ("Stad Gent", "city", "CC0 1.0", "yes")
        assert (park.crs, park.date, park.theme) == ("EPSG:31370", datetime.date(2024, 5, 3), "green")
    else:
        assert park.source == Source("none")


def test_services_among_metadata_are_left_out_and_bad_ones_are_not_gone(qgis_app, tmp_path):
    texts = [answers.iso("a", "Laag"), answers.iso("s", "Dienst", "service"), answers.iso("b", "")]
    path = tmp_path / "metadata.xml"
    path.write_text(f"<csw:GetRecordsResponse xmlns:csw='http://www.opengis.net/cat/csw/2.0.2'>{''.join(texts)}</csw:GetRecordsResponse>")
    gathered = gather(str(path))
    assert [record.id for record in gathered.harvest.records] == ["md:a"]
    assert gathered.harvest.unread == {"md:b"}


def test_arcgis_folders_services_and_layers(qgis_app):
    routes = {path: Answer(json.dumps(document).encode(), JSON) for path, document in answers.ARCGIS.items()}
    with replay(routes) as server:
        address = f"{server.url}/arcgis/rest/services"
        gathered = gather(address)
        kind, found = records(address)
    assert kind == "arcgis"
    districts, figures = sorted(found.values(), key=lambda record: int(record.source.layer))
    assert districts.source == Source("arcgis", f"{address}/Publiek/portaal/MapServer", "1")
    assert (districts.title.nl, districts.description.nl) == ("Wijken", "De wijken van de stad")
    assert (districts.geometry, districts.crs, districts.date) == ("polygon", "EPSG:31370", datetime.date(2024, 5, 1))
    assert (districts.publisher.kind, districts.licence.name, districts.theme) == ("city", "CC BY 4.0", "green")
    assert (figures.source.layer, figures.geometry) == ("9", "none")
    assert any("kapot" in start for start in gathered.harvest.unread)


def test_opendatasoft_page_by_page(qgis_app):
    with replay({"/api/explore/v2.1/catalog/datasets": answers.opendatasoft}) as server:
        kind, found = records(f"{server.url}/explore/?sort=title")
    assert (kind, len(found)) == ("opendatasoft", 150)
    parks = next(record for id, record in found.items() if id.endswith(":parken-gent"))
    assert parks.source == Source("opendatasoft", server.url, "parken-gent")
    assert (parks.title.nl, parks.description.nl, parks.publisher.kind) == ("Parken gent", "Alle parken", "city")
    assert (parks.geometry, parks.crs, parks.date, parks.update_rhythm) == ("point", "EPSG:4326", datetime.date(2024, 5, 3), "P1Y")
    assert parks.redistribution == "yes"


@pytest.mark.parametrize("name", list(answers.DCAT))
def test_dcat_in_all_its_shapes_says_the_same(qgis_app, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(answers.DCAT[name])
    kind, found = records(path)
    assert kind == "dcat"
    (roads,) = found.values()
    assert roads.id == "md:wegen"
    assert (roads.title.nl, roads.description.nl) == ("Wegen", "Alle wegen")
    assert roads.source == Source("wfs", "https://x.be/geoserver/wfs", "awv:wegen")
    assert (roads.publisher.name, roads.publisher.kind, roads.contact) == ("Agentschap Wegen en Verkeer", "flemish", "wegen@x.be")
    assert (roads.licence.name, roads.redistribution) == ("CC0 1.0", "yes")
    assert (roads.crs, roads.date, roads.update_rhythm) == ("EPSG:31370", datetime.date(2024, 3, 1), "P1M")
    assert (roads.theme, roads.sectors) == ("roads", ("mobility",))


def test_dcat_in_pages(qgis_app):
    def page(query, before):
        number = int(query.get("page", 1))
        following = {"hydra:next": {"@id": f"?page={number + 1}"}} if number < 3 else {}
        view = {"@id": f"?page={number}", "@type": "hydra:PartialCollectionView", **following}
        sets = [{"@id": f"https://x.be/{number}-{one}", "@type": "dcat:Dataset", "dct:title": f"Laag {number}-{one}"} for one in range(4)]
        return Answer(json.dumps({"@context": {}, "@graph": [view, *sets]}).encode(), JSON)

    with replay({"/catalog": page}) as server:
        kind, found = records(f"{server.url}/catalog")
    assert kind == "dcat"
    assert set(found) == {f"md:{number}-{one}" for number in (1, 2, 3) for one in range(4)}


def test_a_document_on_the_web_is_asked_once_to_know_it_and_once_to_read_it(qgis_app):
    with replay({"/catalog.rdf": Answer(answers.DCAT["rdf.xml"], "application/rdf+xml")}) as server:
        assert gather(f"{server.url}/catalog.rdf").kind == "dcat"
        assert server.asked("/catalog.rdf") == 2


def test_a_folder_with_paths_that_hold(qgis_app, tmp_path):
    for name in ("gent/parken-gent.geojson", "gent/haltes-delijn-gent.csv", "gent/voorzieningen-gent.gpkg"):
        shutil.copy(data_folder(name) / name, tmp_path)
    (tmp_path / "kapot.gpkg").write_bytes(b"no database")
    (tmp_path / ".verborgen.csv").write_text("a;b\n")
    gathered = gather(str(tmp_path))
    found = {record.id: record for record in gathered.harvest.records}
    assert gathered.kind == "folder"
    assert "file:kapot.gpkg" in gathered.harvest.unread
    assert found["file:haltes-delijn-gent.csv"].geometry == "none"
    assert found["file:parken-gent.geojson"].crs == "EPSG:4326"
    facilities = next(record for record in found.values() if record.source.kind == "gpkg")
    assert (facilities.geometry, facilities.crs) == ("point", "EPSG:31370")
    assert Path(facilities.location).is_file()
    assert len(found) == 3


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(LOGIN_PAGE, HTML), "web page"),
        (Answer(EXCEPTION_REPORT), "Databank niet bereikbaar"),
        (Answer(b"", HTML, 404), "does not exist"),
        (Answer(b"<a/>", XML), "no capabilities of a WFS"),
        (Answer(b"<WFS_Capabilities><open>", XML), "no XML"),
        (Answer(b"<WFS_Capabilities/>", XML), "lists no layers"),
    ],
)
def test_what_is_no_service_has_its_sentence(qgis_app, answer, words):
    with replay({"/x": answer}) as server, pytest.raises(OpgaveError, match=words) as failure:
        gather(f"{server.url}/x", "wfs", limits=Limits(seconds=5))
    assert "/x" in failure.value.sentence()


def test_auto_says_so_where_nothing_is_known(qgis_app, tmp_path):
    with replay({"/x": Answer(b"<html><body>Welkom</body></html>", HTML)}) as server, pytest.raises(OpgaveError, match="known kind"):
        gather(f"{server.url}/x")
    (tmp_path / "brief.txt").write_text("Beste")
    with pytest.raises(OpgaveError, match="known kind"):
        gather(str(tmp_path / "brief.txt"))


def test_a_filter_wants_all_its_words(qgis_app):
    path = recorded("grb-wfs-capabilities.xml")
    kind, found = records(path, filter="administratief PERCEEL")
    assert "geo.api.vlaanderen.be-grb-wfs:grb:adp" in found
    assert 0 < len(found) < 27
    assert len(found) + gather(str(path), filter="administratief PERCEEL").left_out == 27


@pytest.mark.parametrize("address", ["https://jan:geheim@x.be/wfs", "https://x.be/wfs?token=abc"])
def test_an_address_with_a_secret_is_refused_without_repeating_it(qgis_app, address):
    with pytest.raises(OpgaveError, match="AUTH") as failure:
        gather(address, "wfs")
    assert not any(word in failure.value.sentence() for word in ("geheim", "abc"))


def test_a_misspelt_kind(qgis_app):
    with pytest.raises(OpgaveError, match="did you mean 'wms'"):
        gather("https://x.be", "wmss")
