"""Harvesting from real servers on loopback: MapServer, QGIS Server, pycsw, pygeoapi, PostGIS."""

import datetime
import json
import re

import pytest
import shapely
from opgavenkaart.processing.model.catalogue import Catalogue, read_catalogue
from opgavenkaart.processing.model.record import Source
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.metadata.export import write_metadata
from opgavenkaart.processing.sources.network import Limits
from opgavenkaart.processing.sources.watch import State, watch
from opgavenkaart.test.support import servers, servers_answers, servers_ogc
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import memory_layer
from owslib import csw
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsCoordinateTransformContext, QgsProject, QgsVectorFileWriter, QgsVectorLayer

pytestmark = pytest.mark.usefixtures("qgis_app")
LIMITS = Limits(seconds=30)
SQUARES = [(shapely.box(x, 190000, x + 50, 190050).wkt, f"p{x}") for x in range(100000, 103000, 100)]


@pytest.fixture(scope="module")
def parks(qgis_app, tmp_path_factory):
    """A GeoPackage of 30 squares."""
    path = tmp_path_factory.mktemp("parks") / "parken.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "parken"
    QgsVectorFileWriter.writeAsVectorFormatV3(
        memory_layer("Polygon", SQUARES, "code:string"), str(path), QgsCoordinateTransformContext(), options
    )
    return path


def harvested(address, kind="auto", **options):
    gathered = gather(address, kind, limits=LIMITS, **options)
    return gathered.kind, {record.source.layer or record.id: record for record in gathered.harvest.records}


def states(records) -> dict[str, State]:
    return {one.record.source.layer: one.state for one in watch(list(records.values()), Catalogue(), {}, datetime.date(2026, 1, 1), LIMITS)}


def test_mapserver(parks, tmp_path):
    with servers_ogc.mapserver(tmp_path, parks, "parken", "code", 10) as url:
        kind, found = harvested(url, "wfs")
        wms = harvested(url, "wms")[1]
        assert harvested(url)[0] == "wfs"
        park = next(iter(found.values()))
        assert park.source.layer.endswith("parken")
        assert park.source.path == url
        assert (park.title.nl, park.geometry, park.crs, park.theme) == ("Parken", "polygon", "EPSG:31370", "green")
        assert (park.publisher.name, park.publisher.kind, park.contact) == ("Stad Gent", "city", "gis@stad.gent")
        assert (park.licence.name, park.redistribution) == ("CC0 1.0", "yes")
        assert (wms["parken"].crs, wms["parken"].geometry) == ("EPSG:31370", "raster")
        assert set(states(found).values()) == {State.UP}
        assert states(wms)["parken"] == State.UP
        assert len(load_record(park).features) == len(SQUARES)


def test_qgis_server(parks, tmp_path):
    layer = QgsVectorLayer(f"{parks}|layername=parken", "parken")
    project = QgsProject()
    project.addMapLayer(layer)
    project.setCrs(layer.crs())
    project.writeEntry("WFSLayers", "/", [layer.id()])
    assert project.write(str(tmp_path / "p.qgs"))
    project.clear()
    with servers.qgis_server(tmp_path / "p.qgs") as url:
        wfs, wms = harvested(url, "wfs")[1], harvested(url, "wms")[1]
        kind, features = harvested(f"{url}/wfs3", "oapif")
        assert (wfs["parken"].geometry, wfs["parken"].crs) == ("polygon", "EPSG:31370")
        assert "parken" in wms
        assert features["parken"].source == Source("oapif", f"{url}/wfs3", "parken")
        for found in (wfs, wms, features):
            assert states({"parken": found["parken"]}) == {"parken": State.UP}
        for found in (wfs, features):
            assert len(load_record(found["parken"]).features) == len(SQUARES)


def iso_of_dov() -> str:
    text = (data_folder("recorded/iso19139-dov-metadata.xml") / "recorded/iso19139-dov-metadata.xml").read_text(encoding="utf-8")
    return re.search(r"<gmd:MD_Metadata.*</gmd:MD_Metadata>", text, re.DOTALL)[0]


def test_pycsw(tmp_path):
    texts = {f"t{number}": servers_answers.iso(f"id-{number}", f"Laag {number}") for number in range(23)}
    with servers_ogc.pycsw(tmp_path, {**texts, "dov": iso_of_dov()}, page=10) as url:
        kind, found = harvested(url)
        assert kind == "csw"
        ids = {record.id for record in found.values()}
        assert ids == {f"md:id-{number}" for number in range(23)} | {"md:4e20bf9c-3a5c-42be-b5b6-bef6214d1fa7"}
        assert found["dov-pub:Boringen"].title.nl == "Boringen"
        assert list(harvested(url, "csw", filter="lithologie")[1]) == ["dov-pub:Boringen"]


def test_what_is_exported_is_served_by_pycsw_and_read_by_owslib(tmp_path):
    """The layers of Flanders in the built-in catalogue: the same records come back, to our harvester and to OWSLib's client."""
    builtin = read_catalogue()
    chosen = {id: one for id, one in builtin.records.items() if one.source.kind == "wfs" and one.title.en}
    (tmp_path / "out").mkdir()
    write_metadata(tmp_path / "out", Catalogue(own=chosen), "iso19139", "")
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "items").iterdir()}
    (tmp_path / "server").mkdir()
    with servers_ogc.pycsw(tmp_path / "server", texts, page=10) as url:
        back = {record.id: record for record in gather(url).harvest.records}
        assert set(back) == {f"md:{id.removeprefix('md:')}" for id in chosen} and len(back) > 10
        for id, record in chosen.items():
            own = back[f"md:{id.removeprefix('md:')}"]
            assert (own.title, own.publisher, own.crs, own.source.path.rstrip("/"), own.source.layer) == (
                record.title, record.publisher, record.crs, record.source.path.rstrip("/"), record.source.layer
            )  # fmt: skip
        client = csw.CatalogueServiceWeb(url)
        client.getrecords2(esn="full", outputschema="http://www.isotc211.org/2005/gmd", maxrecords=100)
        assert {one.identifier for one in client.records.values()} <= {id.removeprefix("md:") for id in chosen}
        assert client.results["matches"] == len(chosen)


def geojson_record(number: int) -> dict:
    return {
        "id": f"laag-{number}",
        "type": "Feature",
        "geometry": {"type": "Polygon", "coordinates": [[[3, 51], [4, 51], [4, 52], [3, 52], [3, 51]]]},
        "properties": {
            "externalId": f"laag-{number}",
            "title": f"Laag {number}",
            "description": "Parken" if number == 7 else "Wegen",
            "type": "dataset",
            "updated": "2024-03-01T00:00:00Z",
            "keywords": ["groen"],
            "license": "CC0",
            "contacts": [{"organization": "Stad Gent", "emails": [{"value": "gis@stad.gent"}], "roles": ["publisher"]}],
            "_metadata-anytext": f"laag {number} {'parken' if number == 7 else 'wegen'}",
        },
        "links": [{"href": f"https://x.be/wfs?typenames=a:l{number}", "protocol": "OGC:WFS", "name": f"a:l{number}", "rel": "item"}],
    }


def test_pygeoapi(tmp_path):
    features = tmp_path / "parken.geojson"
    point = {"type": "Point", "coordinates": [3.7, 51.0]}
    row = {"type": "Feature", "id": 1, "properties": {"id": 1, "naam": "Park"}, "geometry": point}
    features.write_text(json.dumps({"type": "FeatureCollection", "features": [row]}))
    with servers_ogc.pygeoapi(tmp_path, features, [geojson_record(number) for number in range(25)]) as url:
        kind, collections = harvested(url)
        assert kind == "oapif"
        assert collections["parken"].source == Source("oapif", url, "parken")
        assert "catalogus" not in collections
        assert states(collections) == {"parken": State.UP}
        kind, records = harvested(f"{url}/collections/catalogus")
        assert (kind, len(records)) == ("records", 25)
        seventh = records["a:l7"]
        assert seventh.source == Source("wfs", "https://x.be/wfs", "a:l7")
        assert (seventh.publisher.name, seventh.contact, seventh.licence.name) == ("Stad Gent", "gis@stad.gent", "CC0 1.0")
        assert seventh.date.isoformat() == "2024-03-01"
        assert list(harvested(f"{url}/collections/catalogus", filter="parken")[1]) == ["a:l7"]


def test_postgis(tmp_path):
    manager = QgsApplication.authManager()
    manager.setMasterPassword("test-master", True)
    config = QgsAuthMethodConfig("Basic")
    config.setName("postgis")
    config.setConfigMap({"username": servers.USER, "password": servers.PASSWORD})
    assert manager.storeAuthenticationConfig(config)[0]
    try:
        with servers.postgis() as database:
            database.run("CREATE SCHEMA stad")
            database.run("CREATE TABLE stad.parken (id int primary key, naam text, geom geometry(MultiPolygon, 31370))")
            database.run("CREATE TABLE stad.cijfers (code text primary key, n int); COMMENT ON TABLE stad.cijfers IS 'Cijfers per wijk';")
            kind, found = harvested(database.uri, auth=config.id())
            assert (kind, set(found)) == ("postgis", {"stad.parken", "stad.cijfers"})
            assert (found["stad.parken"].geometry, found["stad.parken"].crs) == ("polygon", "EPSG:31370")
            assert (found["stad.cijfers"].geometry, found["stad.cijfers"].title.nl) == ("none", "Cijfers per wijk")
            assert servers.PASSWORD not in json.dumps([record.to_json() for record in found.values()])
            assert states(found) == {"stad.parken": State.UP, "stad.cijfers": State.UP}
            database.run("INSERT INTO stad.cijfers VALUES ('a', 1), ('b', 2)")
            assert list(load_record(found["stad.cijfers"]).features.table["n"]) == [1, 2]
    finally:
        manager.removeAuthenticationConfig(config.id())
