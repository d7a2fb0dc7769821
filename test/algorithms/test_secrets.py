"""Whatever is done with a protected source, no secret stands in a file, a message, a log or an error."""

import base64
import json
import re
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from opgavenkaart.test.support.servers_replay import HTML, JSON, LOGIN_PAGE, Answer, own_authority, replay
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsProcessingException, QgsProject, QgsVectorLayer
from qgis.PyQt.QtNetwork import QSslCertificate

WORD = "zeer-geheim-7Qx"
BASIC = base64.b64encode(f"jan:{WORD}".encode()).decode()
SECRETS = (WORD, BASIC, base64.b64encode(WORD.encode()).decode().rstrip("="))
ROWS = [{"type": "Feature", "properties": {"code": f"c{x}"}, "geometry": {"type": "Point", "coordinates": [x, 51]}} for x in range(3)]
WFS = b"<WFS_Capabilities><FeatureTypeList><FeatureType><Name>a:roads</Name></FeatureType></FeatureTypeList></WFS_Capabilities>"
DATASETS = {"@type": "dcat:Dataset", "@id": "https://stad.be/d/1", "dct:title": "Bomen", "dcat:distribution": []}


@dataclass(frozen=True)
class Door:
    """A way to come in: method and values of a QGIS authentication configuration, and the header that a server then sees."""

    method: str
    values: dict
    header: str = ""
    content: str = ""


DOORS = {
    "basic": Door("Basic", {"username": "jan", "password": WORD}, "authorization", f"Basic {BASIC}"),
    "api key": Door("APIHeader", {"X-Api-Key": WORD}, "x-api-key", WORD),
    "certificate": Door("PKI-Paths", {"certpath": "{folder}/client.pem", "keypath": "{folder}/client.key", "keypass": WORD}),
}


def routes(url: str) -> dict:
    dataset = DATASETS | {"dcat:distribution": [{"dcat:accessURL": f"{url}/x.geojson", "dct:format": "GeoJSON"}]}
    return {
        "/x.geojson": Answer(json.dumps({"type": "FeatureCollection", "features": ROWS}).encode(), JSON),
        "/catalogue.jsonld": Answer(json.dumps({"@graph": [dataset]}).encode(), "application/ld+json"),
        "/new/wfs": Answer(WFS),
    }


@pytest.fixture(params=DOORS)
def door(request):
    return DOORS[request.param]


@pytest.fixture
def guarded(door, qgis_app, tmp_path_factory):
    """A server behind a door, over TLS of its own authority where it wants a certificate, and the configuration that opens it."""
    folder = tmp_path_factory.mktemp("keys")
    own_authority(folder, WORD)
    secure = not door.header
    with (
        replay({}, folder / "server.pem" if secure else None, clients=folder / "ca.pem" if secure else None) as playing,
        trusted(folder / "ca.pem"),
        configuration(door.method, {name: value.format(folder=folder) for name, value in door.values.items()}) as auth,
    ):
        playing.routes |= routes(playing.url)
        open_door, playing.denied = playing.answer, 0

        def answer(path, query, headers):
            if door.header and headers.get(door.header) != door.content:
                playing.denied += 1
                return Answer(LOGIN_PAGE, HTML, 401)
            return open_door(path, query, headers)

        playing.answer = answer
        yield playing, auth


@contextmanager
def configuration(method: str, values: dict, resource: str = "127.0.0.1"):
    manager = QgsApplication.authManager()
    assert manager.masterPasswordIsSet() or manager.setMasterPassword("test-master", True)
    config = QgsAuthMethodConfig(method)
    config.setName("deur")
    config.setUri(resource)
    config.setConfigMap(values)
    assert manager.storeAuthenticationConfig(config)[0]
    yield config.id()
    manager.removeAuthenticationConfig(config.id())


@contextmanager
def trusted(path):
    """An authority that this QGIS trusts for the while."""
    manager, certificate = QgsApplication.authManager(), QSslCertificate(path.read_bytes())
    manager.storeCertAuthority(certificate)
    manager.initSslCaches()
    yield
    manager.removeCertAuthority(certificate)
    manager.initSslCaches()


@pytest.fixture
def log(qgis_app):
    """All that goes to QGIS's message log meanwhile."""
    said = []
    keep = lambda *words: said.append(" ".join(map(str, words)))  # noqa: E731
    QgsApplication.messageLog().messageReceived.connect(keep)
    yield said
    QgsApplication.messageLog().messageReceived.disconnect(keep)


def catalogue(folder, url: str, auth: str) -> str:
    source = {"kind": "geojson", "path": f"{url}/x.geojson", "auth": auth}
    said = {"title": {"nl": "x"}, "publisher": {"name": "Stad", "kind": "city"}, "licence": {"name": "CC0"}, "contact": "gis@stad.be"}
    record = {"id": "bomen", "source": source, "geometry": "point", "key": "code", "redistribution": "yes", **said}
    path = folder / "catalogue.json"
    document = {"records": [record], "successors": [{"old": f"{url}/old/", "new": f"{url}/new/"}]}
    path.write_text(json.dumps(document))
    return str(path)


def project(folder, url: str, auth: str) -> str:
    """Save a project with a layer of a retired service behind the door."""
    made = QgsProject()
    made.addMapLayer(QgsVectorLayer("Point?crs=EPSG:31370", "roads", "memory"))
    path = folder / "old.qgs"
    assert made.write(str(path))
    source = f"authcfg={auth} srsname='EPSG:31370' typename='a:roads' url='{url}/old/wfs' version='auto'"
    text = re.sub("<datasource>.*?</datasource>", f"<datasource>{source}</datasource>", path.read_text(encoding="utf-8"))
    path.write_text(re.sub("<provider[^>]*>memory<", "<provider>WFS<", text), encoding="utf-8")
    made.clear()
    return str(path)


def jobs(folder, url: str, auth: str) -> list[tuple[str, dict, str, int]]:
    """Everything that asks such a server: algorithm, inputs, and an output with what it should be."""
    listed = {"CATALOGUE": catalogue(folder, url, auth)}
    store = {"STORE": str(folder / "store")}
    shared = {"RECORD_ID": "eigen", "KEY": "code", "PUBLISHER": "Stad", "CONTACT": "gis@stad.be", "LICENCE": "CC0"}
    moved = {"PROJECT": project(folder, url, auth), **listed, "OUTPUT": str(folder / "new.qgs"), "REPORT": str(folder / "repair.html")}
    found = {"URL": f"{url}/catalogue.jsonld", "KIND": "dcat", "AUTH": auth, "OUTPUT": str(folder / "found.json")}
    return [
        ("load_layers", listed | {"RECORDS": "bomen", "OUTPUT": str(folder / "out.gpkg")}, "FEATURE_COUNT", 3),
        ("sync_store", listed | store | {"REPORT": str(folder / "sync.html")}, "UPDATED_COUNT", 1),
        ("publish_layer", listed | store | shared | {"INPUT": f"{folder}/out.gpkg|layername=bomen"}, "INSERTED_COUNT", 3),
        ("check_services", listed | {"OUTPUT": str(folder / "seen.gpkg"), "REPORT": str(folder / "seen.html")}, "OK_COUNT", 1),
        ("repair_project", moved, "REPAIRED_COUNT", 1),
        ("harvest_catalogue", found | {"REPORT": str(folder / "found.html")}, "RECORD_COUNT", 1),
    ]


def check_clean(folder, said: list[str]) -> None:
    """Check that no secret stands in any file below a folder, nor in anything that was said."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    for secret in SECRETS:
        assert [path.name for path in files if secret.encode() in path.read_bytes()] == []
        assert [text for text in said if secret in text] == []


def test_who_may_come_in_leaves_no_secret_behind(run_algorithm, guarded, log, tmp_path):
    server, auth = guarded
    said = []
    for name, inputs, output, expected in jobs(tmp_path, server.url, auth):
        ran = run_algorithm(name, inputs)
        assert ran[output] == expected, (name, ran.warnings)
        said += ran.infos + ran.warnings
    assert server.denied == 0
    check_clean(tmp_path, said + log)


def test_who_is_refused_is_told_without_the_secret(run_algorithm, guarded, door, log, tmp_path):
    """Another password, another key, no certificate at all: each job says so, by the address."""
    server, auth = guarded
    values = {"username": "jan", "password": WORD + "8"} if door.method != "APIHeader" else {"X-Api-Key": WORD + "8"}
    said = []
    with configuration("Basic" if door.method != "APIHeader" else door.method, values) as wrong:
        for name, inputs, output, _ in jobs(tmp_path, server.url, wrong):
            if name == "publish_layer":
                continue
            try:
                ran = run_algorithm(name, inputs)
                assert ran[output] == 0, name
                said += ran.infos + ran.warnings
            except QgsProcessingException as error:
                said.append(str(error))
            assert server.url.split("//")[1] in said[-1] or any(server.url.split("//")[1] in text for text in said), name
    check_clean(tmp_path, said + log)
