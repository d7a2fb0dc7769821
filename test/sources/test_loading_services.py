"""Databases and services on loopback, through QGIS's own providers."""

import contextlib
import http.server
import json
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.cartography.live_layers import open_live
from opgavenkaart.processing.cartography.pictures import check_picture, fit_matrix_set, picture_uri, provider_of
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.public_text import without_secrets
from opgavenkaart.processing.model.record import FieldSpec, Join
from opgavenkaart.processing.model.source_kinds import SOURCE_FACTS
from opgavenkaart.processing.sources.kinds import SOURCE_KINDS
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.reading.services import with_query
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import Heard, memory_layer, record
from qgis.core import (
    QgsApplication,
    QgsAuthMethodConfig,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsPointXY,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

pytestmark = pytest.mark.usefixtures("qgis_app")
SIDE = 20
CORNER = QgsReferencedRectangle(QgsRectangle(100001, 190001, 100499, 190299), QgsCoordinateReferenceSystem("EPSG:31370"))
FIELDS = {"sector_code": FieldSpec(("code",)), "inhabitants": FieldSpec(("n",))}


def square(column, row):
    west, south = 100000 + 100 * column, 190000 + 100 * row
    return shapely.box(west, south, west + 100, south + 100).wkt


@pytest.fixture(scope="module")
def grid(qgis_app, tmp_path_factory):
    """A GeoPackage of 20 by 20 squares of one hectare; those of the corner are 5 by 3."""
    rows = [(square(column, row), f"s{column:02}{row:02}", column * row) for column in range(SIDE) for row in range(SIDE)]
    path = tmp_path_factory.mktemp("grid") / "vakken.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "vakken"
    layer = memory_layer("MultiPolygon", rows, "code:string,n:integer")
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
    return path


def check_grid(loaded, count):
    table = loaded.features.table
    assert len(table) == count == loaded.counts.total
    assert (table["inhabitants"].to_numpy() == [int(code[1:3]) * int(code[3:]) for code in table["sector_code"]]).all()
    assert loaded.features.crs == "EPSG:31370"
    west = np.array([100000 + 100 * int(code[1:3]) for code in table["sector_code"]])
    np.testing.assert_allclose(shapely.bounds(loaded.features.geometry)[:, 0], west, atol=0.5)
    np.testing.assert_allclose(shapely.area(loaded.features.geometry), 10000, rtol=0.01)


# --- QGIS Server


@pytest.fixture(scope="module")
def service(grid):
    """QGIS Server with the grid as WFS and OGC API Features."""
    project = QgsProject()
    layer = QgsVectorLayer(f"{grid}|layername=vakken", "vakken", "ogr")
    project.setCrs(layer.crs())
    project.addMapLayer(layer)
    project.writeEntry("WFSLayers", "/", [layer.id()])
    path = grid.with_suffix(".qgs")
    project.write(str(path))
    project.clear()
    with servers.qgis_server(path) as url:
        yield url


def service_record(service, kind, layer="vakken"):
    path = service if kind == "wfs" else f"{service}/wfs3"
    return record(kind, path, layer, geometry="polygon", crs="EPSG:31370", fields=FIELDS, key="sector_code")


@pytest.mark.parametrize("kind", ["wfs", "oapif"])
def test_a_whole_layer_page_after_page(service, kind):
    heard = Heard()
    loaded = load_record(service_record(service, kind), progress=heard)
    check_grid(loaded, SIDE * SIDE)
    assert heard.warnings == [] and loaded.date is None and loaded.date_origin == ""


@pytest.mark.parametrize("kind", ["wfs", "oapif"])
def test_only_the_extent(service, kind):
    loaded = load_record(service_record(service, kind), ["sector_code", "inhabitants"], CORNER)
    check_grid(loaded, 15)
    assert loaded.counts.given < 40, "the server was asked for everything"


@pytest.mark.parametrize("kind", ["wfs", "oapif"])
def test_the_same_answer_has_the_same_hash(service, kind):
    one = load_record(service_record(service, kind), extent=CORNER)
    assert len(one.source_hash) == 64 and load_record(service_record(service, kind), extent=CORNER).source_hash == one.source_hash
    assert load_record(service_record(service, kind)).source_hash != one.source_hash


@pytest.mark.parametrize("kind", ["wfs", "oapif"])
def test_in_a_thread_without_event_loop(service, kind):
    found = []
    thread = threading.Thread(target=lambda: found.append(load_record(service_record(service, kind), extent=CORNER)))
    thread.start()
    thread.join(60)
    check_grid(found[0], 15)


@pytest.mark.parametrize("kind", ["wfs", "oapif"])
def test_left_at_the_service_with_its_filter(service, kind):
    """QGIS opens it where it is; the filter names the service's own columns, and texts that look like a field stay."""
    options = {"filter": "inhabitants >= 19 * 18 OR sector_code = 'inhabitants'"}
    kept = replace(service_record(service, kind), source=replace(service_record(service, kind).source, options=options))
    live = open_live(kept)
    layer = QgsVectorLayer(live.source, "vakken", provider_of(kept))
    assert layer.isValid() and (live.crs, live.geometry) == (layer.crs().authid(), layer.geometryType())
    assert sorted(feature["code"] for feature in layer.getFeatures()) == ["s1819", "s1918", "s1919"]
    assert {"sector_code": "code", "inhabitants": "n"}.items() <= dict(live.columns).items()
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial \(proef\)': http.* does not give layer 'vaken' \(.*Check the address, the"):
        open_live(service_record(service, kind, "vaken"))


@pytest.mark.parametrize(
    "more",
    [
        {"fields": {"public": FieldSpec(constant=1)}},
        {"fields": {"n": FieldSpec(compute="1 + n")}},
        {"fields": {"n": FieldSpec(recode={"a": "b"})}},
        {"join": Join("sectors", "code")},
        {"options": {"distinct": True}},
        {"options": {"newest": "year"}},
        {"auth": "abc1234"},
    ],
)
def test_what_the_plugin_makes_of_a_source_is_not_left_there(more):
    made = record("wfs", "http://127.0.0.1:1/wfs", "vakken", **more)
    assert record("wfs", "http://127.0.0.1:1/wfs", "vakken", fields=FIELDS).can_be_live and not made.can_be_live
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial' cannot stay at its service: load a copy\.$"):
        open_live(made)


def test_the_kinds_that_stay_at_their_service():
    """The dock asks the facts, what opens them asks the kind: both say the same."""
    assert {kind for kind, one in SOURCE_KINDS.items() if one.live} == {kind for kind, facts in SOURCE_FACTS.items() if facts.live}


def test_a_map_of_the_service(service):
    check_picture(record("wms", service, "vakken", geometry="raster", crs="EPSG:31370"))
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial \(proef\)': http://127.* does not give layer 'vaken' \(.+\)\. Check the address"):
        check_picture(record("wms", service, "vaken", geometry="raster", crs="EPSG:31370"))


def test_tiles_as_the_flemish_government_serves_them():
    path = data_folder("recorded/geoapi-wmts-capabilities.xml") / "recorded/geoapi-wmts-capabilities.xml"
    options = {"matrix_set": "BPL72VL", "format": "image/png"}
    grey = record("wmts", path.as_uri(), "grb_bsk_grijs", geometry="raster", crs="EPSG:31370", options=options)
    check_picture(grey)
    layer = QgsRasterLayer(picture_uri(grey), "grijs", "wms")
    assert layer.crs().authid() == "EPSG:31370" and layer.extent().contains(QgsPointXY(104700, 194500))
    with pytest.raises(OpgaveError, match=r"does not give layer 'grb_nix' \(Tile layer or tile matrix set not found\)"):
        check_picture(replace(grey, source=replace(grey.source, layer="grb_nix")))


@pytest.mark.parametrize(
    ("own", "wanted", "options", "matrix_set", "crs"),
    [
        ("EPSG:31370", "EPSG:3812", {}, "BPL2008VL", "EPSG:3812"),
        ("EPSG:31370", "", {}, "BPL72VL", "EPSG:31370"),
        ("", "EPSG:4326", {}, "WGS84VL", "EPSG:4326"),
        ("EPSG:31370", "EPSG:3035", {}, "BPL72VL", "EPSG:31370"),
        ("EPSG:31370", "EPSG:3812", {"matrix_set": "BPL72VL"}, "BPL72VL", "EPSG:31370"),
    ],
)
def test_tiles_in_the_maps_own_system(own, wanted, options, matrix_set, crs):
    path = data_folder("recorded/geoapi-wmts-capabilities.xml") / "recorded/geoapi-wmts-capabilities.xml"
    heard = Heard()
    with web_server({"/wmts": (200, path.read_bytes(), {"Content-Type": "text/xml"})}) as url:
        grey = record("wmts", f"{url}/wmts", "grb_bsk_grijs", geometry="raster", crs=own, options=options)
        found = fit_matrix_set(grey, wanted, heard)
        check_picture(found)
        assert QgsRasterLayer(picture_uri(found), "grijs", "wms").crs().authid() == crs
        with pytest.raises(OpgaveError, match=r"^Layer 'Trial \(proef\)': http://127.*/wmts has no tiles of layer 'grb_nix' in a"):
            fit_matrix_set(record("wmts", f"{url}/wmts", "grb_nix", geometry="raster"), wanted)
    assert (found.source.options["matrix_set"], found.crs) == (matrix_set, crs)
    assert [text for text in heard.notes if "reprojected" in text] == (
        ["Layer 'Trial': the service has no tiles in EPSG:3035; those in EPSG:31370 are reprojected."] if wanted == "EPSG:3035" else []
    )


def test_tiles_without_capabilities():
    asked = set()
    with web_server({}, asked) as url:
        layer = QgsRasterLayer(picture_uri(record("xyz", url + "/{z}/{x}/{y}.png?a=1&b=2", options={"zmax": 1})), "tegels", "wms")
        assert layer.isValid() and layer.crs().authid() == "EPSG:3857"
        layer.dataProvider().block(1, layer.extent(), 64, 64)
        assert asked & {"/0/0/0.png?a=1&b=2", "/1/0/0.png?a=1&b=2"}


@pytest.mark.parametrize("kind", ["wfs", "oapif"])
def test_a_layer_that_the_service_lacks(service, kind):
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial \(proef\)': http.*gives no layer 'vaken'\. Correct .*the service has: vakken\.$"):
        load_record(service_record(service, kind, "vaken"))


@pytest.mark.parametrize("kind", ["wfs", "oapif", "csv", "geojson"])
def test_a_server_that_is_not_there(kind):
    url = f"http://gebruiker:geheim@127.0.0.1:{servers.free_port()}/dienst?token=abc123"
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial': http://127.* does not answer \(.+\): check the address and") as caught:
        load_record(record(kind, url, "x"))
    assert "geheim" not in str(caught.value) and "abc123" not in str(caught.value)


# --- a server that answers as it is told


class Handler(http.server.BaseHTTPRequestHandler):
    """Serves the answers of its server: path to (status, body, headers)."""

    def do_GET(self):
        self.server.asked.add(self.path)
        status, body, headers = self.server.answers.get(self.path.split("?")[0], (404, b"", {}))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def web_server(answers, asked=None):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.answers, server.asked = answers, set() if asked is None else asked
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def point(n):
    return {"type": "Feature", "id": n, "properties": {"n": n}, "geometry": {"type": "Point", "coordinates": [3.7, 51 + n / 100]}}


def as_json(body):
    return 200, json.dumps(body).encode(), {"Content-Type": "application/json"}


def test_files_on_the_web():
    csv = b"naam;x;y\nKring;104700;194500\n"
    answers = {
        "/a.csv": (200, csv, {"Last-Modified": "Wed, 21 Oct 2020 07:28:00 GMT", "ETag": '"5f8fe3c0"'}),
        "/export": as_json({"type": "FeatureCollection", "features": [point(1)]}),
    }
    with web_server(answers) as url:
        loaded = load_record(record("csv", f"{url}/a.csv"))
        assert loaded.features.table["naam"].tolist() == ["Kring"]
        assert (str(loaded.date), loaded.date_origin) == ("2020-10-21", "last_modified")
        loaded = load_record(record("geojson", f"{url}/export?f=geojson"), ["n"])
        assert loaded.features.table["n"].tolist() == [1] and loaded.date is None
        with pytest.raises(OpgaveError, match=r"^Layer 'Trial': http://127.*/weg.csv does not exist \(status 404\): ask the publisher"):
            load_record(record("csv", f"{url}/weg.csv"))


def test_a_zipped_shapefile_on_the_web(tmp_path):
    (tmp_path / "in").mkdir()
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "ESRI Shapefile"
    layer = memory_layer("Point", [("POINT (104700 194500)", "é")], "naam:string")
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(tmp_path / "in" / "punten.shp"), QgsCoordinateTransformContext(), options)
    archive = shutil.make_archive(str(tmp_path / "punten"), "zip", tmp_path / "in")
    with web_server({"/punten.zip": (200, Path(archive).read_bytes(), {})}) as url:
        loaded = load_record(record("shapefile", f"{url}/punten.zip"), ["naam"])
    assert loaded.features.table["naam"].tolist() == ["é"] and loaded.features.crs == "EPSG:31370"


def test_a_service_that_gives_less_than_it_counts():
    """An OGC API Features that counts 7 features and gives 2 on its only page."""
    answers = {}
    with web_server(answers) as url:
        links = [
            {"rel": "service-desc", "type": "application/vnd.oai.openapi+json;version=3.0", "href": f"{url}/api/openapi"},
            {"rel": "data", "type": "application/json", "href": f"{url}/api/collections"},
            {"rel": "conformance", "type": "application/json", "href": f"{url}/api/conformance"},
        ]
        answers["/api"] = as_json({"title": "api", "links": links})
        answers["/api/openapi"] = as_json({"openapi": "3.0.0", "info": {"title": "api", "version": "1"}, "paths": {}})
        answers["/api/conformance"] = as_json({"conformsTo": ["http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core"]})
        answers["/api/collections"] = as_json({"collections": [collection(url)], "links": []})
        answers["/api/collections/punten"] = as_json(collection(url))
        page = {"type": "FeatureCollection", "numberMatched": 7, "features": [point(1), point(2)], "links": []}
        answers["/api/collections/punten/items"] = as_json(page)
        heard = Heard()
        loaded = load_record(record("oapif", f"{url}/api", "punten"), progress=heard)
    assert loaded.features.table["n"].tolist() == [1, 2]
    assert heard.warnings == ["Layer 'Trial': the service gave 2 of the 7 features that it counts; the layer is incomplete."]


def collection(url):
    links = [{"rel": "items", "type": "application/geo+json", "href": f"{url}/api/collections/punten/items"}]
    return {"id": "punten", "title": "Punten", "extent": {"spatial": {"bbox": [[3, 50, 4, 52]]}}, "links": links}


# --- PostGIS


@pytest.fixture(scope="module")
def database():
    with servers.postgis() as database:
        values = ",".join(
            f"('s{column:02}{row:02}', {column * row}, ST_Multi(ST_GeomFromText('{square(column, row)}', 31370)))"
            for column in range(SIDE)
            for row in range(SIDE)
        )
        database.run(
            "CREATE SCHEMA kaart;"
            "CREATE TABLE kaart.vakken (code text PRIMARY KEY, n integer, geom geometry(MultiPolygon, 31370));"
            f"INSERT INTO kaart.vakken VALUES {values};"
            "CREATE VIEW kaart.kijk AS SELECT code, n, geom FROM kaart.vakken WHERE n > 100;"
            "CREATE VIEW kaart.blind AS SELECT 1 AS a, geom FROM kaart.vakken;"
            "CREATE TABLE kaart.tabel (sleutel text, waarde numeric(9, 2), open boolean, dag date, lijst integer[]);"
            "INSERT INTO kaart.tabel VALUES ('a', 12.5, true, '2024-02-29', '{1,2}'), ('b', NULL, NULL, NULL, NULL);"
        )
        yield database


@pytest.fixture(scope="module")
def login(qgis_app):
    """The id of an authentication configuration with the database's user."""
    manager = QgsApplication.authManager()
    assert manager.masterPasswordIsSet() or manager.setMasterPassword("test-master", True)
    config = QgsAuthMethodConfig("Basic")
    config.setName("proef")
    config.setUri("127.0.0.1")
    config.setConfig("username", servers.USER)
    config.setConfig("password", servers.PASSWORD)
    stored = manager.storeAuthenticationConfig(config)
    assert stored[0] if isinstance(stored, tuple) else stored
    yield config.id()
    manager.removeAuthenticationConfig(config.id())


def table_record(database, login, table, **facts):
    return record("postgis", database.uri, table, auth=login, **({"geometry": "polygon", "fields": FIELDS, "key": "sector_code"} | facts))


def test_a_postgis_table(database, login):
    check_grid(load_record(table_record(database, login, "kaart.vakken")), SIDE * SIDE)
    loaded = load_record(table_record(database, login, "kaart.vakken"), ["sector_code", "inhabitants"], CORNER)
    check_grid(loaded, 15)
    assert loaded.counts.given < 40


@pytest.mark.parametrize(
    ("filter", "given", "kept"),
    [
        ('"inhabitants" >= 300 AND length("sector_code") = 5', 10, 10),
        ("\"sector_code\" IN ('s0203', 's0305', 'x''; DROP TABLE kaart.vakken; --')", 2, 2),
        ('"inhabitants" * 2 >= 600', SIDE * SIDE, 10),
        ('"sector_code" IS NULL OR "inhabitants" = -1 OR "inhabitants" > 350', 1, 1),
    ],
)
def test_the_database_filters(database, login, filter, given, kept):
    table = table_record(database, login, "kaart.vakken", options={"filter": filter})
    loaded = load_record(table)
    assert loaded.counts.given == given and len(loaded.features) == kept
    assert len(load_record(table, ["sector_code"]).features) == kept
    assert len(load_record(table_record(database, login, "kaart.vakken")).features) == SIDE * SIDE


def test_a_table_in_a_thread_without_event_loop(database, login):
    found = []
    thread = threading.Thread(target=lambda: found.append(load_record(table_record(database, login, "kaart.vakken"))))
    thread.start()
    thread.join(60)
    check_grid(found[0], SIDE * SIDE)


def test_a_view(database, login):
    loaded = load_record(table_record(database, login, "kaart.kijk"))
    assert (loaded.features.table["inhabitants"] > 100).all() and len(loaded.features) > 100
    with pytest.raises(OpgaveError, match=r"^Layer 'Trial \(proef\)': table kaart.blind has no column of unique values.*name one as 'key'"):
        load_record(table_record(database, login, "kaart.blind", fields={}))


def test_a_table_without_geometry(database, login):
    loaded = load_record(table_record(database, login, "kaart.tabel", geometry="none", fields={}))
    table = loaded.features.table
    assert table["sleutel"].tolist() == ["a", "b"] and table["waarde"][0] == 12.5 and np.isnan(table["waarde"][1])
    assert table["open"][0] == 1.0 and str(table["dag"][0].date()) == "2024-02-29" and table["lijst"].tolist() == ["[1, 2]", None]


@pytest.mark.parametrize(
    ("uri", "table", "with_login", "sentence"),
    [
        ("{uri}", "kaart.weg", True, r"table kaart\.weg of dbname='postgres' host=127.* cannot be read \(.*weg"),
        ("{uri}", "kaart.vakken", False, r"table kaart\.vakken of dbname='postgres' host=127.* cannot be read \(Connection failed"),
        ("{uri} user=gis password=verkeerd", "kaart.vakken", False, r"cannot be read \(Connection failed"),
        ("dbname='x' host=127.0.0.1 port=1", "kaart.vakken", False, r"cannot be read \(Connection failed"),
        ("onbekende verbinding", "kaart.vakken", False, r"QGIS knows no PostGIS connection 'onbekende verbinding'"),
    ],
)
def test_a_database_that_does_not_give_the_table(database, login, uri, table, with_login, sentence):
    with pytest.raises(OpgaveError, match=rf"^Layer 'Trial': .*{sentence}") as caught:
        load_record(record("postgis", uri.format(uri=database.uri), table, auth=login if with_login else ""))
    assert "verkeerd" not in str(caught.value) and servers.PASSWORD not in str(caught.value) and login not in str(caught.value)


# --- messages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("dbname='x' host=h user='gis' password='a b\\' c' sslmode=disable", "dbname='x' host=h   sslmode=disable"),
        ("https://u:p@voorbeeld.be/wfs?token=abc&typename=x", "https://voorbeeld.be/wfs?typename=x"),
        ("https://voorbeeld.be/wfs?API_KEY=abc&x=1", "https://voorbeeld.be/wfs?x=1"),
        ("failed: authcfg=abc1234 host=h", "failed:  host=h"),
        ("geen geheim", "geen geheim"),
    ],
)
def test_secrets_are_left_out(text, expected):
    assert without_secrets(text) == expected


def test_parameters_of_a_url_are_replaced():
    url = with_query("https://v.be/wfs?map=a%20b&REQUEST=GetCapabilities", {"request": "GetFeature", "x": "1,2"})
    assert url == "https://v.be/wfs?map=a+b&request=GetFeature&x=1%2C2"
