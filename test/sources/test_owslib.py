"""What is read of capabilities and metadata, beside what OWSLib reads of the same answers, as far as it has that."""

import datetime
import urllib.request

import pytest
from opgavenkaart.processing.qgis_io.xml_tree import LONE_AMPERSAND
from opgavenkaart.processing.sources.describing.address import HarvestAddress
from opgavenkaart.processing.sources.describing.dublin_core import ROOTS
from opgavenkaart.processing.sources.describing.found_layer import crs_of, date_of
from opgavenkaart.processing.sources.describing.iso19139 import DATES
from opgavenkaart.processing.sources.harvest import HARVESTERS
from opgavenkaart.test.support import servers_answers, servers_ogc
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import memory_layer
from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter

pytestmark = pytest.mark.usefixtures("qgis_app")
HERE = "http://localhost"


def recorded(name):
    return data_folder(name) / name


def read(kind, path):
    """Return what our reader finds in a document, by identity."""
    return {one.identity: one for one in HARVESTERS[kind](HarvestAddress(str(path)))}


def plain(text):
    return " ".join((text or "").split())


def each_once(texts):
    return tuple(dict.fromkeys(filter(None, map(plain, texts))))


def terms_of(service):
    """Return what a service says of access and fees, but that there are none."""
    terms = each_once([service.identification.accessconstraints, service.identification.fees])
    return tuple(text for text in terms if text.lower() != "none")


def test_wfs_2_of_grb():
    from owslib.wfs import WebFeatureService

    path = recorded("recorded/grb-wfs-capabilities.xml")
    content = LONE_AMPERSAND.sub("&amp;", path.read_text(encoding="utf-8"))  # OWSLib takes none
    service = WebFeatureService(HERE, version="2.0.0", xml=content.encode())
    found = read("wfs", path)
    assert list(found) == list(service.contents)
    for name, layer in service.contents.items():
        ours = found[name]
        assert (ours.title, ours.abstract) == (plain(layer.title), plain(layer.abstract) or plain(service.identification.abstract))
        assert (ours.crs, ours.keywords) == (layer.crsOptions[0].id, each_once(layer.keywords))
        assert (ours.publisher, ours.contact) == (plain(service.provider.name), plain(service.provider.contact.email))
        assert ours.licences == terms_of(service)


def test_wfs_1_of_irceline():
    from owslib.wfs import WebFeatureService

    path = recorded("public/services/ircel/rio_capabilities.xml")
    service = WebFeatureService(HERE, version="1.0.0", xml=path.read_bytes())
    found = read("wfs", path)
    assert list(found) == list(service.contents) and len(found) == 60
    (asked,) = [method["url"] for method in service.getOperationByName("GetFeature").methods if method["type"].endswith("Get")]
    for name, layer in service.contents.items():
        ours = found[name]
        assert (ours.title, ours.abstract) == (plain(layer.title), plain(layer.abstract) or plain(service.identification.abstract))
        assert (crs_of(ours.crs), ours.source.path) == (crs_of(layer.crsOptions[0].id), asked.removesuffix("?request=GetFeature"))


def test_wms_1_1_of_irceline():
    from owslib.wms import WebMapService

    path = recorded("public/services/ircel/rio_ifdm_capabilities.xml")
    assert_wms(read("wms", path), WebMapService(HERE, version="1.1.1", xml=path.read_bytes()), 20)


def assert_wms(found, service, count):
    assert list(found) == list(service.contents) and len(found) == count
    for name, layer in service.contents.items():
        ours = found[name]
        assert (ours.title, ours.abstract) == (plain(layer.title), plain(layer.abstract) or plain(service.identification.abstract))
        assert ours.keywords == each_once(layer.keywords) and ours.publisher == plain(service.provider.name)
        assert ours.crs in map(crs_of, layer.crsOptions)
        assert ours.licences == terms_of(service)


def test_wmts_of_the_geoportal():
    from owslib.wmts import WebMapTileService

    path = recorded("recorded/geoapi-wmts-capabilities.xml")
    service = WebMapTileService(HERE, xml=path.read_bytes())
    found = read("wmts", path)
    assert list(found) == list(service.contents)
    for name, layer in service.contents.items():
        options = found[name].source.options
        assert (found[name].title, found[name].abstract) == (plain(layer.title), plain(layer.abstract))
        assert set(options["matrix_sets"].values()) == set(layer.tilematrixsetlinks)
        assert all(crs_of(service.tilematrixsets[one].crs) == crs for crs, one in options["matrix_sets"].items())
        (standing,) = [plain(one) for one, style in layer.styles.items() if style["isDefault"]]
        assert options.get("style", "") == standing
        assert options.get("format", "image/png") in layer.formats


def test_mapserver(tmp_path):
    from owslib.wfs import WebFeatureService
    from owslib.wms import WebMapService

    path, options = tmp_path / "parken.gpkg", QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "parken"
    square = memory_layer("Polygon", [("POLYGON((100000 190000,100050 190000,100050 190050,100000 190000))", "p1")], "code:string")
    QgsVectorFileWriter.writeAsVectorFormatV3(square, str(path), QgsCoordinateTransformContext(), options)
    answers = {}
    with servers_ogc.mapserver(tmp_path, path, "parken", "code", 10) as url:
        for service, versions in {"WFS": ("1.0.0", "1.1.0", "2.0.0"), "WMS": ("1.1.1", "1.3.0")}.items():
            for version in versions:
                with urllib.request.urlopen(f"{url}?SERVICE={service}&REQUEST=GetCapabilities&VERSION={version}") as answer:
                    answers[service, version] = answer.read()
    for (kind, version), content in answers.items():
        document = tmp_path / f"{kind}-{version}.xml"
        document.write_bytes(content)
        found = read(kind.lower(), document)
        if kind == "WMS":
            assert_wms(found, WebMapService(HERE, version=version, xml=content), 2)
            continue
        (ours,) = found.values()
        assert ours.source.path == url
        if version == "1.0.0":  # without keywords, which OWSLib 0.33 cannot do without
            continue
        service = WebFeatureService(HERE, version=version, xml=content)
        (layer,) = service.contents.values()
        assert (ours.identity, ours.title, ours.abstract) == (layer.id, layer.title, layer.abstract)
        assert (ours.crs, ours.publisher, ours.contact) == (
            layer.crsOptions[0].id,
            service.provider.name,
            service.provider.contact.email,
        )


@pytest.mark.parametrize(
    "name",
    [
        "recorded/iso19139-dov-metadata.xml",
        "public/services/dov/bodemlocatie-md_metadata.xml",
        "public/services/dcat/iso19139-Dataset-GDI-Vlaanderen-template-v2.0.xml",
    ],
)
def test_metadata_after_iso_19139(name):
    from lxml import etree
    from owslib.iso import MD_Metadata

    path = recorded(name)
    (element,) = etree.parse(str(path)).iter("{http://www.isotc211.org/2005/gmd}MD_Metadata")
    metadata = MD_Metadata(element)
    (data,) = metadata.identification
    (ours,) = read("csw", path).values()
    assert (ours.identity, ours.title) == (metadata.identifier, plain(data.title))
    assert (ours.abstract, ours.language) == (plain(data.abstract), metadata.languagecode)
    assert ours.lineage == plain(metadata.dataquality.lineage)
    words = [word.name for group in data.keywords for word in group.keywords]
    assert ours.keywords == each_once([*words, *data.topiccategory])
    assert ours.contact in {plain(party.email) for party in [*data.contact, *metadata.contact]}
    urls = [plain(one.url) for one in metadata.distribution.online]
    assert any(url.startswith(ours.source.path) for url in urls)
    days = {one.type: date_of(one.date or "") for one in data.date}
    believable = [days[kind] for kind in DATES if kind in days and days[kind] and days[kind] <= datetime.date.today()]
    assert ours.date == (believable[0].isoformat() if believable else "")


@pytest.mark.parametrize("root", ROOTS)
def test_metadata_as_dublin_core(tmp_path, root):
    from lxml import etree
    from owslib.catalogue.csw2 import CswRecord

    answer = servers_answers.csw_in_dublin_core(root, refuses=False)({"startposition": "1"}, 0)
    path = tmp_path / "answer.xml"
    path.write_bytes(answer.content)
    records = map(CswRecord, etree.fromstring(answer.content)[0])
    found = read("csw", path)
    for theirs in records:
        ours = found.pop(theirs.identifier)
        assert (ours.title, ours.abstract, ours.publisher) == (theirs.title, theirs.abstract or "", theirs.publisher or "")
        assert (ours.date, ours.language, ours.keywords) == (theirs.modified or "", theirs.language or "", tuple(theirs.subjects))
        assert ours.licences == tuple(theirs.rights)
        assert ours.source.path in {"", *(one["url"].partition("?")[0] for one in theirs.references)}
        assert crs_of(ours.crs) == (f"EPSG:{theirs.bbox.crs.code}" if theirs.bbox else "")
    assert not found
