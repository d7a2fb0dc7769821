"""Whatever stands in a catalogue, challenge, manifest or answer: what can be read is, or one sentence says why not.

``make fuzz COUNT=100000`` tries so many cases of each kind (``SECONDS=60``: for so long), ``SEED=2`` others; a case that takes 10 s or a
kind that adds 500 MB fails then.
"""

import json
import random
from itertools import chain

import numpy as np
import pytest
from opgavenkaart.processing.analysis.service_days import NoService
from opgavenkaart.processing.analysis.transit import read_schedule
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.catalogue import read_catalogue, write_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.envelope import read_rules
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.model.store import read_validators, read_version
from opgavenkaart.processing.model.trust import Trust, keep_decisions, read_trust
from opgavenkaart.processing.products.bundles import open_bundle
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.processing.sources.kinds.gtfs.feed import open_feed
from opgavenkaart.processing.sources.kinds.gtfs.load import CountSettings, count_in
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.reading.request import LoadRequest
from opgavenkaart.processing.sources.trust import use_decisions
from opgavenkaart.test.support.layers import record
from opgavenkaart.test.support.timetables import WHOLE, feed

from .fuzzing import SEED, answering, cases, mutated_documents, mutated_texts, within_bounds, written
from .test_parsing import PAGES


@pytest.fixture(autouse=True)
def bounds(request):
    with within_bounds(request.node.name):
        yield


def told(error: OpgaveError) -> None:
    """Check that an error is told in words, in both languages that its values have."""
    assert error.sentence() and "\x1b" not in error.sentence()


def builtin_records() -> list[dict]:
    return json.loads((RESOURCES / "catalogue" / "catalogue.json").read_text(encoding="utf-8"))["records"]


@pytest.fixture(params=["own", "foreign"])
def standing(request, tmp_path):
    """Catalogues of somebody here, and of somebody else."""
    if request.param == "foreign":
        keep_decisions(Trust, lambda: tmp_path / "trust")
    yield request.param
    use_decisions()


def test_catalogues(qgis_app, tmp_path, standing):
    records = builtin_records()
    (tmp_path / "beside.json").write_text(json.dumps({"records": records[:2]}), encoding="utf-8")
    head = {"title": {"nl": "a", "en": "b"}, "municipality": "Gent", "includes": ["beside.json"]}
    documents = [head | {"records": records[number : number + 4]} for number in range(0, len(records), 4)]
    documents[0]["includes"] = ["builtin"]
    path, read = tmp_path / "catalogue.json", 0
    for document in mutated_documents(documents, cases(150, 100_000)):
        path.write_text(written(document), encoding="utf-8")
        try:
            catalogue = read_catalogue(path)
            read += bool(catalogue.records)
            for found in catalogue.mistakes.values():
                for one in found:
                    told(one)
            if not catalogue.own_mistakes:
                write_catalogue(tmp_path / "again.json", catalogue)
        except OpgaveError as error:
            told(error)
    assert read


@pytest.mark.parametrize(("folder", "read"), [("challenges", read_challenge), ("demo", read_rules)], ids=["challenges", "rules"])
def test_documents_of_the_plugin(qgis_app, tmp_path, folder, read):
    texts = [path.read_text(encoding="utf-8") for path in sorted((RESOURCES / folder).glob("*.json"))]
    documents = [json.loads(text) for text in texts]
    path = tmp_path / "document.json"
    for document in mutated_documents(documents, cases(150, 100_000)):
        path.write_text(written(document), encoding="utf-8")
        try:
            read(path)
        except OpgaveError as error:
            told(error)


def test_manifests(qgis_app, tmp_path):
    (tmp_path / "a.gpkg").write_text("x")
    challenge = json.loads(next((RESOURCES / "challenges").glob("*.json")).read_text(encoding="utf-8"))
    anchors = {"a": {"normalisation": "z_score", "direction": "low", "mean": 1.0, "deviation": 2.0, "minimum": 0.0, "maximum": 3.0}}
    facts = {"sha256": "0" * 64, "bytes": 1}
    row = {"record": "parks", "title": "Parks", "date": "2026-01-01"}
    parameters = {"UNITS": {"name": "U", "source": "a.gpkg", "filter": ""}, "SEED": 1}
    document = {"made": "2026-01-01T00:00:00+00:00", "format": 1, "challenge": challenge, "as_of": "2026-01-01", "inputs": [row]}
    document |= {"results": {"finding": "x"}, "files": {"a.gpkg": facts}, "anchors": anchors, "parameters": parameters}
    for one in mutated_documents([document], cases(150, 100_000)):
        (tmp_path / "manifest.json").write_text(written(one), encoding="utf-8")
        try:
            bundle = open_bundle(str(tmp_path))
            _ = bundle.anchors, bundle.as_of, bundle.challenge, bundle.parameters
        except OpgaveError as error:
            told(error)


def test_versions_of_a_store_trust_files_and_house_styles(qgis_app, tmp_path):
    version = {
        "number": 1,
        "made": "2026-01-01T00:00:00+00:00",
        "action": "sync",
        "data": "v1-00000000.gpkg",
        "record": builtin_records()[0],
    }
    version |= {"by": "an", "features": 3, "hash": "0" * 64, "origin": "x"}
    checked = {"version": 1, "origin": "x", "etag": "y", "size": 3, "changed": 4, "total": 5}
    trust = {"hashes": ["0" * 64], "folders": ["a"], "hosts": ["b"]}
    looks = json.loads((RESOURCES / "styles" / "theme.json").read_text(encoding="utf-8"))
    path = tmp_path / "document.json"

    def through(read):
        def write_and_read(document):
            path.write_text(written(document), encoding="utf-8")
            return read(path)

        return write_and_read

    kinds = [
        (version, lambda document: read_version(document, "x")),
        (checked, lambda document: read_validators(document, "x")),
        (trust, through(read_trust)),
        (looks, through(theme)),
    ]
    for document, read in kinds:
        for one in mutated_documents([document], cases(60, 100_000)):
            try:
                read(one)
            except OpgaveError as error:
                told(error)


@pytest.mark.malformed
@pytest.mark.parametrize("kind", PAGES)
def test_answers_of_catalogues_and_services(qgis_app, tmp_path, kind):
    path = tmp_path / "answer.json"
    texts = (written(document).encode() for document in mutated_documents([PAGES[kind]], cases(60, 50_000)))
    for content in chain(texts, mutated_texts([json.dumps(PAGES[kind]).encode()], cases(40, 50_000))):
        path.write_bytes(content)
        try:
            gather(str(path), kind)
        except OpgaveError as error:
            told(error)


OWS = "xmlns:ows='http://www.opengis.net/ows/1.1' xmlns:xlink='http://www.w3.org/1999/xlink'"
IDENTIFIED = "<ows:ServiceIdentification><ows:Title>Dienst</ows:Title><ows:Fees>none</ows:Fees></ows:ServiceIdentification>"
BOX = "<ows:WGS84BoundingBox><ows:LowerCorner>3 50</ows:LowerCorner><ows:UpperCorner>4 51</ows:UpperCorner></ows:WGS84BoundingBox>"
SERVICES = {
    "wfs": f"""<WFS_Capabilities xmlns='http://www.opengis.net/wfs/2.0' {OWS} version='2.0.0'>{IDENTIFIED}<ows:OperationsMetadata>
<ows:Operation name='GetFeature'><ows:DCP><ows:HTTP><ows:Get xlink:href='http://x.be/wfs?'/></ows:HTTP></ows:DCP>
<ows:Parameter name='outputFormat'>
<ows:AllowedValues><ows:Value>application/json</ows:Value></ows:AllowedValues></ows:Parameter></ows:Operation>
<ows:Constraint name='CountDefault'>
<ows:DefaultValue>1000</ows:DefaultValue></ows:Constraint></ows:OperationsMetadata><FeatureTypeList><FeatureType><Name>a:parken</Name>
<Title>Parken</Title><ows:Keywords><ows:Keyword>groen</ows:Keyword></ows:Keywords><DefaultCRS>urn:ogc:def:crs:EPSG::31370</DefaultCRS>{BOX}
<MetadataURL xlink:href='http://x.be/md'/></FeatureType></FeatureTypeList></WFS_Capabilities>""",
    "wms": """<WMS_Capabilities xmlns='http://www.opengis.net/wms' xmlns:xlink='http://www.w3.org/1999/xlink' version='1.3.0'><Service>
<Title>D</Title>
<AccessConstraints>none</AccessConstraints></Service><Capability><Request><GetMap><Format>image/png</Format><DCPType><HTTP><Get>
<OnlineResource xlink:href='http://x.be/wms?'/></Get></HTTP></DCPType></GetMap></Request><Layer><Title>A</Title><CRS>EPSG:31370</CRS>
<Layer queryable='1'><Name>parken</Name><Title>Parken</Title><KeywordList><Keyword>groen</Keyword></KeywordList><EX_GeographicBoundingBox>
<westBoundLongitude>3</westBoundLongitude></EX_GeographicBoundingBox><Style><Name>s</Name></Style></Layer></Layer></Capability>
</WMS_Capabilities>""",
    "wmts": f"""<Capabilities xmlns='http://www.opengis.net/wmts/1.0' {OWS} version='1.0.0'>{IDENTIFIED}<Contents><Layer>
<ows:Title>Kaart</ows:Title>
{BOX}<ows:Identifier>kaart</ows:Identifier><Style isDefault='true'><ows:Identifier>s</ows:Identifier></Style><Format>image/png</Format>
<TileMatrixSetLink><TileMatrixSet>m</TileMatrixSet></TileMatrixSetLink></Layer><TileMatrixSet><ows:Identifier>m</ows:Identifier>
<ows:SupportedCRS>urn:ogc:def:crs:EPSG::31370</ows:SupportedCRS></TileMatrixSet></Contents></Capabilities>""",
    "csw": """<csw:GetRecordsResponse xmlns:csw='http://www.opengis.net/cat/csw/2.0.2' xmlns:dc='http://purl.org/dc/elements/1.1/'
 xmlns:dct='http://purl.org/dc/terms/'><csw:SearchResults numberOfRecordsMatched='1' numberOfRecordsReturned='1' nextRecord='0'><csw:Record>
<dc:identifier>a</dc:identifier><dc:title>Parken</dc:title><dc:subject>groen</dc:subject><dct:modified>2024-01-01</dct:modified>
<dc:URI protocol='OGC:WFS'>http://x.be/wfs</dc:URI></csw:Record></csw:SearchResults></csw:GetRecordsResponse>""",
    "dcat": """<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dcat='http://www.w3.org/ns/dcat#' xmlns:dct='http://purl.org/dc/terms/'>
<dcat:Dataset rdf:about='http://x.be/a'><dct:title xml:lang='nl'>Parken</dct:title><dct:publisher rdf:resource='http://x.be/p'/>
<dcat:distribution>
<dcat:Distribution><dcat:accessURL rdf:resource='http://x.be/wfs'/></dcat:Distribution></dcat:distribution></dcat:Dataset></rdf:RDF>""",
}


@pytest.mark.malformed
@pytest.mark.parametrize("kind", SERVICES)
def test_answers_in_xml(qgis_app, kind):
    """The head of a service, or a page of its records, as a server gives it."""
    now = {"now": b""}
    read = 0
    with answering(now) as url:
        for content in chain([SERVICES[kind].encode()], mutated_texts([SERVICES[kind].encode()], cases(60, 100_000))):
            now["now"] = content
            try:
                read += bool(gather(f"{url}/ows", kind).harvest.records)
            except OpgaveError as error:
                told(error)
    assert read


CSV = b"sector;x;y;n;when\n44021A00;104000,5;193000;1.234;2026-01-01\n44021A01;104100;193100;x;01/02/2026\n"
GEOJSON = json.dumps(
    {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "EPSG:31370"}},
        "features": [
            {"type": "Feature", "properties": {"sector": "a", "n": 1}, "geometry": {"type": "Point", "coordinates": [104000, 193000]}},
            {
                "type": "Feature",
                "properties": {"sector": "b", "n": None},
                "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
            },
        ],
    }
).encode()
ROWS = json.dumps({"results": [{"sector": "a", "n": 1, "x": {"y": [1]}}, {"sector": "b", "n": "2,5"}]}).encode()


@pytest.mark.malformed
@pytest.mark.parametrize(("kind", "content"), [("csv", CSV), ("geojson", GEOJSON), ("json", ROWS)], ids=["csv", "geojson", "json"])
def test_files(qgis_app, tmp_path, kind, content):
    path = tmp_path / f"data.{kind}"
    one = record(kind, path.name, geometry="none" if kind == "json" else "point")
    one = type(one)(**{**vars(one), "base": str(tmp_path)})
    for changed in mutated_texts([content], cases(60, 20_000)):
        path.write_bytes(changed)
        try:
            load_record(one)
        except OpgaveError as error:
            told(error)


@pytest.mark.malformed
def test_timetables(qgis_app, tmp_path):
    """Texts of a feed that were changed, in a zip that is whole: its departures are counted, or its day is read to travel by."""
    frequencies = "trip_id,start_time,end_time,headway_secs\nt3,08:00:00,09:00:00,600\n"
    transfers = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\na,b,2,180\n"
    texts = {**WHOLE, "frequencies": frequencies, "transfers": transfers}
    names, path = list(texts), tmp_path / "feed.zip"
    one = record("gtfs", str(path), crs="EPSG:4326", key="stop_id")
    travels = random.Random(SEED)
    for number, changed in enumerate(mutated_texts([text.encode() for text in texts.values()], cases(60, 100_000))):
        lines = changed.split(b"\n")[0]
        name = next((name for name in names if texts[name].encode().startswith(lines[:9])), names[number % len(names)])
        feed(path, **{**texts, name: changed.decode("latin-1")})
        try:
            if travels.random() < 0.5:
                with open_feed(one, path, SILENT, for_travel=True) as opened:
                    read_schedule([opened.timetable()], np.datetime64("2026-06-02"))
            else:
                count_in(LoadRequest(one, None, None, "", None, SILENT), path, CountSettings("2026-06-02", interpolate=True, language="nl"))
        except OpgaveError as error:
            told(error)
        except NoService:
            pass
