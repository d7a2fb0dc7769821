"""A user and password go to the host that their configuration is for, whatever a catalogue, a service or a link says."""

import contextlib
import json
import re
import socket
import threading
from urllib.parse import urlsplit

import pytest
from opgavenkaart.processing.cartography.pictures import check_picture, picture_uri
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import LayerRecord, Source
from opgavenkaart.processing.products.integrated_map.used_inputs import anywhere
from opgavenkaart.processing.qgis_io.authentication import BOUND, opens
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.network import GetRequest, fetch
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.servers_replay import JSON, Answer, replay
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsProcessingException, QgsProject, QgsRasterLayer, QgsRectangle, QgsSettings

POINTS = [{"type": "Feature", "properties": {"code": f"c{x}"}, "geometry": {"type": "Point", "coordinates": [x, 51]}} for x in range(3)]
COLLECTION = Answer(json.dumps({"type": "FeatureCollection", "features": POINTS}).encode(), JSON)
WMS = """<?xml version="1.0"?><WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms" xmlns:xlink="http://www.w3.org/1999/xlink">
<Service><Name>WMS</Name><Title>x</Title></Service><Capability><Request><GetCapabilities><Format>text/xml</Format></GetCapabilities><GetMap>
<Format>image/png</Format><DCPType><HTTP><Get><OnlineResource xlink:href="{other}/steal?"/></Get></HTTP></DCPType></GetMap></Request>
<Layer><Title>x</Title><CRS>EPSG:3857</CRS><Layer queryable="0"><Name>x</Name><Title>x</Title><CRS>EPSG:3857</CRS>
<EX_GeographicBoundingBox><westBoundLongitude>3</westBoundLongitude><eastBoundLongitude>4</eastBoundLongitude><southBoundLatitude>50
</southBoundLatitude><northBoundLatitude>51</northBoundLatitude></EX_GeographicBoundingBox></Layer></Layer></Capability></WMS_Capabilities>"""
WMTS = """<?xml version="1.0"?><Capabilities version="1.0.0" xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1">
<Contents><Layer><ows:Title>x</ows:Title><ows:Identifier>x</ows:Identifier><Format>image/png</Format>
<ResourceURL format="image/png" resourceType="tile" template="{other}/steal/{{TileMatrix}}/{{TileCol}}/{{TileRow}}"/></Layer></Contents>
</Capabilities>"""


@pytest.fixture
def here(qgis_app):
    with replay({"/x.geojson": COLLECTION}) as server:
        yield server


@pytest.fixture
def elsewhere(qgis_app):
    """A host that collects what it is sent."""
    with replay({"/x.geojson": COLLECTION}) as server:
        yield server


@contextlib.contextmanager
def configuration(resource: str):
    """The officer's user and password, for a host."""
    manager = QgsApplication.authManager()
    assert manager.masterPasswordIsSet() or manager.setMasterPassword("test-master", True)
    config = QgsAuthMethodConfig("Basic")
    config.setName("ambtenaar")
    config.setUri(resource)
    config.setConfigMap({"username": "jan", "password": "zeer-geheim"})
    assert manager.storeAuthenticationConfig(config)[0]
    yield config.id()
    manager.removeAuthenticationConfig(config.id())
    QgsSettings().remove(f"{BOUND}/{config.id()}")


def sent(server) -> list[str]:
    """Return the paths for which a server got a user and password."""
    return [path for path, _, headers in server.requests if "authorization" in headers]


def load(folder, url: str, auth: str, **further):
    record = {
        "id": "x",
        "title": {"nl": "x"},
        "publisher": {"name": "Stad", "kind": "city"},
        "geometry": "point",
        "key": "code",
        "crs": "EPSG:4326",
    }
    record |= {"source": {"kind": "geojson", "path": url, "auth": auth}, **further}
    (folder / "mailed.json").write_text(json.dumps({"records": [record]}))
    return run_algorithm("load_layers", {"CATALOGUE": str(folder / "mailed.json"), "RECORDS": "x", "OUTPUT": str(folder / "x.gpkg")})


def test_a_mailed_catalogue_gets_no_password_of_another_host(here, elsewhere, qgis_processing, tmp_path):
    with configuration(here.url) as auth:
        assert load(tmp_path, f"{here.url}/x.geojson", auth)["FEATURE_COUNT"] == 3
        assert sent(here) == ["/x.geojson"]
        load(tmp_path, f"{elsewhere.url}/x.geojson", auth)
        assert elsewhere.requests and sent(elsewhere) == []
        elsewhere.routes["/x.geojson"] = Answer(b"", status=401)
        with pytest.raises(QgsProcessingException, match=f"was asked without user and password.* is for {here.url} only"):
            load(tmp_path, f"{elsewhere.url}/x.geojson", auth)


def test_a_configuration_that_is_for_no_host_is_used_nowhere_until_someone_uses_it_by_hand(here, elsewhere, qgis_processing, tmp_path):
    listed = {"@graph": [{"@type": "dcat:Dataset", "@id": "https://stad.be/1", "dct:title": "x", "dcat:distribution": []}]}
    here.routes["/c.jsonld"] = Answer(json.dumps(listed).encode(), "application/ld+json")
    with configuration("") as auth:
        with pytest.raises(QgsProcessingException, match="nobody said for which host the authentication configuration is"):
            load(tmp_path, f"{here.url}/x.geojson", auth)
        assert here.requests == []
        gather(f"{here.url}/c.jsonld", "dcat", auth=auth)
        assert load(tmp_path, f"{here.url}/x.geojson", auth)["FEATURE_COUNT"] == 3
        assert sent(here) == ["/c.jsonld", "/x.geojson"]
        load(tmp_path, f"{elsewhere.url}/x.geojson", auth)
        assert sent(elsewhere) == []


@pytest.mark.parametrize(
    ("resource", "address", "goes"),
    [
        ("https://x.be", "https://x.be:443/wfs", True),
        ("https://x.be/wfs", "https://x.be/ows", True),
        ("https://X.be", "https://x.be/", True),
        ("x.be", "https://x.be/", True),
        ("x.be", "host=x.be port=5433 dbname=a", True),
        ("postgresql://x.be", "host=x.be dbname=a", True),
        ("https://x.be", "http://x.be/", False),
        ("https://x.be", "https://x.be:8443/", False),
        ("https://x.be", "https://x.be.evil.eu/", False),
        ("https://x.be", "https://x.be@evil.eu/", False),
        ("https://x.be", "https://evil.eu/?https://x.be", False),
        ("https://x.be", "https://[::1", False),
        ("x.be", "host=evil.eu dbname='host=x.be'", False),
    ],
)
def test_for_which_hosts_a_configuration_is(qgis_app, resource, address, goes):
    with configuration(resource) as auth:
        assert opens(auth, address) == goes


def test_a_redirect_to_another_host_gets_no_password(here, elsewhere):
    here.routes["/moved"] = Answer(status=302, headers={"Location": f"{elsewhere.url}/x.geojson"})
    with configuration(here.url) as auth:
        fetch(GetRequest(f"{here.url}/moved", auth))
        assert sent(here) == ["/moved"] and elsewhere.requests and sent(elsewhere) == []


def test_a_next_link_to_another_host_gets_no_password(here, elsewhere):
    links = [{"rel": "next", "href": f"{elsewhere.url}/items"}]
    page = {"type": "FeatureCollection", "features": POINTS, "numberMatched": 6, "numberReturned": 3, "links": links}
    here.routes["/collections/x/items"] = Answer(json.dumps(page).encode(), JSON)
    here.routes["/collections/x"] = Answer(json.dumps({"id": "x", "links": []}).encode(), JSON)
    with configuration(here.url) as auth, contextlib.suppress(OpgaveError):
        load_record(record("oapif", here.url, "x", auth))
    assert sent(here) != [] and sent(elsewhere) == []


def record(kind: str, path: str, layer: str, auth: str, **options) -> LayerRecord:
    document = {"id": "x", "title": {"nl": "x"}, "publisher": {"name": "Stad", "kind": "city"}, "geometry": "raster", "crs": "EPSG:3857"}
    source = {"kind": kind, "path": path, "layer": layer, "auth": auth, "options": options}
    return LayerRecord.from_json(document | {"source": source, "geometry": "point" if kind in ("oapif", "postgis") else "raster"})


def test_a_layer_that_is_repaired_takes_no_password_to_another_host(here, elsewhere, qgis_processing, tmp_path):
    """Wherever its own server sends it: QGIS would show the password there whenever the project is opened."""
    elsewhere.routes["/wms"] = Answer(WMS.format(other=elsewhere.url).encode())
    here.routes["/wms"] = Answer(b"", status=301, headers={"Location": f"{elsewhere.url}/wms?SERVICE=WMS&REQUEST=GetCapabilities"})
    uri = f"crs=EPSG:3857&format=image/png&layers=x&styles=&url={here.url}/wms"
    made, output = QgsProject(), tmp_path / "new.qgs"
    with configuration(here.url) as auth:
        for name, source in (("open", uri), ("closed", f"authcfg={auth}&{uri}")):
            made.addMapLayer(QgsRasterLayer(source, name, "wms"))
        assert made.write(str(tmp_path / "old.qgs"))
        done = run_algorithm("repair_project", {"PROJECT": str(tmp_path / "old.qgs"), "OUTPUT": str(output)})
        assert (done["REPAIRED_COUNT"], done["UNREPAIRED_COUNT"]) == (1, 1)
    found = [("authcfg=" in one, elsewhere.url in one) for one in re.findall("<datasource>(.*)</datasource>", output.read_text("utf-8"))]
    assert (True, False) in found and (False, True) in found and (True, True) not in found
    assert sent(elsewhere) == []


def test_a_wms_that_sends_its_maps_from_another_host_gets_no_password_there(here, elsewhere):
    here.routes["/wms"] = Answer(WMS.format(other=elsewhere.url).encode())
    with configuration(here.url) as auth:
        one = record("wms", f"{here.url}/wms", "x", auth)
        check_picture(one)
        layer = QgsRasterLayer(picture_uri(one), "x", "wms")
        assert layer.isValid()
        layer.dataProvider().block(1, QgsRectangle(340_000, 6_450_000, 440_000, 6_600_000), 20, 20)
    assert "/wms" in sent(here) and elsewhere.requests == []
    assert any(query.get("request", "").lower() == "getmap" for _, query, _ in here.requests)


def test_a_wmts_or_style_at_another_host_is_refused(here, elsewhere):
    here.routes["/wmts"] = Answer(WMTS.format(other=elsewhere.url).encode())
    with configuration(here.url) as auth:
        with pytest.raises(OpgaveError, match=f"the authentication configuration is for {here.url} only"):
            check_picture(record("wmts", f"{here.url}/wmts", "x", auth, matrix_set="m"))
        with pytest.raises(OpgaveError, match="only"):
            check_picture(record("vector_tiles", f"{here.url}/{{z}}/{{x}}/{{y}}.pbf", "", auth, style=f"{elsewhere.url}/style.json"))
        with pytest.raises(OpgaveError, match="only"):
            check_picture(record("wms", f"{elsewhere.url}/wms", "x", auth))
    assert elsewhere.requests == []


def test_a_database_elsewhere_is_not_even_reached(qgis_app):
    reached = []
    with socket.create_server(("127.0.0.1", 0)) as door, configuration("db.stad.be") as auth:
        threading.Thread(target=lambda: reached.append(door.accept()), daemon=True).start()
        uri = f"dbname='gis' host=127.0.0.1 port={door.getsockname()[1]} sslmode=disable"
        for path, id in ((uri, auth), (f"{uri} authcfg={auth}", "")):
            with pytest.raises(OpgaveError, match="the authentication configuration is for db.stad.be only"):
                load_record(record("postgis", path, "a.b", id))
    assert reached == []


def test_a_bundle_keeps_no_id_of_an_authentication(here):
    part = {"kind": "csv", "path": f"{here.url}/x.csv", "auth": "abc1234"}
    whole = record("wms", f"{here.url}/wms", "x", "abc1234")
    assert anywhere(whole).source.auth == "" and urlsplit(anywhere(whole).source.path).path == "/wms"
    union = LayerRecord.from_json(whole.to_json() | {"source": {"kind": "union", "parts": [part, part]}, "geometry": "none"})
    assert "abc1234" not in json.dumps(anywhere(union).to_json())
    assert anywhere(union).source == Source("union", parts=anywhere(union).source.parts)
