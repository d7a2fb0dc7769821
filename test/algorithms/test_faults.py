"""Sixteen faults of real servers, met while loading and while syncing: each has its sentence, and harms nothing else."""

import gzip
import json
import re
from dataclasses import dataclass

import pytest
from opgavenkaart.processing.sources.store import open_store
from opgavenkaart.test.support import servers
from opgavenkaart.test.support import servers_answers as answers
from opgavenkaart.test.support.servers_replay import EXCEPTION_REPORT, HTML, JSON, LOGIN_PAGE, Answer, expired_certificate, replay


def points(names=("code", "n"), word="eik") -> bytes:
    """Three trees."""
    code, number = names
    rows = [{code: f"c{x}", number: x, "soort": word} for x in range(3)]
    features = [{"type": "Feature", "properties": row, "geometry": {"type": "Point", "coordinates": [row[number], 51.0]}} for row in rows]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


GOOD = Answer(points(), JSON)


@dataclass(frozen=True)
class Fault:
    """What a server does, and what should come of it: ``loaded`` features (0: none) and words that are said."""

    route: object
    loaded: int = 0
    words: str = ""
    kind: str = "geojson"


def redirect(to: str) -> Answer:
    return Answer(b"", HTML, 302, {"Location": to})


FAULTS = {
    "slow": Fault(Answer(GOOD.content, JSON, fault="slow"), 3),
    "cut off mid-body": Fault(Answer(GOOD.content, JSON, fault="cut_off"), words=r"was cut off after \d+ bytes"),
    "429 with Retry-After": Fault(Answer(b"", HTML, 429, {"Retry-After": "3600"}), words="asks to wait 3600 seconds"),
    "500 then fine": Fault(lambda query, before: GOOD if before % 2 else Answer(b"", HTML, 500), 3),
    "redirect": Fault(redirect("/good"), 3),
    "redirect loop": Fault(redirect("/faulty?again"), words="redirects endlessly"),
    "wrong content type": Fault(Answer(GOOD.content, HTML), 3),
    "login page with status 200": Fault(Answer(LOGIN_PAGE, HTML), words="returns a web page, not data"),
    "exception report": Fault(Answer(EXCEPTION_REPORT), words="reports an error of its own: Databank niet bereikbaar"),
    "a cap without saying so": Fault(answers.wfs(30, 10, pages=False), 10, "gave 10 of the 30 features", "wfs"),
    "unstable paging order": Fault(answers.wfs(30, 10, stable=False), 29, "gave 29 of the 30 features", "wfs"),
    "changed field names": Fault(Answer(points(("code_2026", "n")), JSON), 3, "no column carries the field 'code'"),
    "gzip": Fault(Answer(gzip.compress(GOOD.content), JSON, headers={"Content-Encoding": "gzip"}), 3),
    "a huge answer": Fault(Answer(GOOD.content, JSON, fault="huge"), words="returns more than 200.0 MB"),
    "expired certificate": Fault(GOOD, words="the certificate is invalid"),
    "not UTF-8": Fault(Answer(points(word="hoë beuk").decode().encode("latin-1"), JSON), 3),
}
KEEPS_THE_OLD = ("a cap without saying so", "unstable paging order", "changed field names")
"""What can be loaded with a warning, but takes no good copy's place."""


@pytest.fixture(params=FAULTS)
def fault(request):
    return FAULTS[request.param], request.param


@pytest.fixture
def server(fault, tmp_path):
    """A server with a good file, and one that goes wrong once its routes say so."""
    certificate = expired_certificate(tmp_path) if fault[1] == "expired certificate" else None
    good = answers.wfs(30, 10) if fault[0].kind == "wfs" else GOOD
    with replay({"/good": GOOD}) as plain, replay({"/good": GOOD, "/faulty": good}, certificate) as playing:
        playing.plain = plain.url
        yield playing


@pytest.fixture
def catalogue(server, fault, tmp_path):
    said = {"publisher": {"name": "Stad", "kind": "city"}, "licence": {"name": "CC0"}, "geometry": "point", "key": "code"}
    fields = {"code": {"from": ["code"]}}
    source = {"kind": fault[0].kind, "path": f"{server.url}/faulty", "layer": "stad:bomen" if fault[0].kind == "wfs" else ""}
    sources = {"faulty": source, "healthy": {"kind": "geojson", "path": f"{server.plain}/good"}}
    documents = [{"id": id, "title": {"nl": id}, "fields": fields, "source": one, **said} for id, one in sources.items()]
    path = tmp_path / "catalogue.json"
    path.write_text(json.dumps({"records": documents}))
    return str(path)


def heard(ran, words: str) -> bool:
    return any(re.search(words, text) and "faulty" in text for text in ran.warnings)


def test_loading(run_algorithm, server, catalogue, fault, tmp_path):
    expected, _ = fault
    server.routes["/faulty"] = expected.route
    wanted = {"CATALOGUE": catalogue, "RECORDS": "faulty,healthy", "ON_ERROR": "continue", "OUTPUT": str(tmp_path / "out.gpkg")}
    ran = run_algorithm("load_layers", wanted)
    assert ran["FEATURE_COUNT"] == 3 + expected.loaded
    assert ran["FAILED_COUNT"] == (not expected.loaded)
    assert heard(ran, expected.words) if expected.words else ran.warnings == []


@pytest.fixture(scope="module")
def database(qgis_app):
    with servers.postgis() as running:
        auth = running.connect("fouten")
        yield running
        running.forget("fouten", auth)


@pytest.fixture(params=["folder", "geopackage", "postgis"])
def store_name(request, tmp_path):
    """What opens an empty store of each kind."""
    if request.param != "postgis":
        return str(tmp_path / {"folder": "store", "geopackage": "store.gpkg"}[request.param])
    request.getfixturevalue("database").run("DROP SCHEMA IF EXISTS opgavenkaart CASCADE")
    return "fouten"


def test_syncing(run_algorithm, server, catalogue, fault, store_name, tmp_path):
    """The first sync meets a good server, the second the fault; who works from the store then gets the last good copy."""
    expected, name = fault
    wanted = {"CATALOGUE": catalogue, "STORE": store_name, "FAIL_ON": "none"}
    if name != "expired certificate":
        assert run_algorithm("sync_store", wanted)["UPDATED_COUNT"] == 2
    store = open_store(store_name)
    before = store.current("faulty")
    server.routes["/faulty"] = expected.route
    ran = run_algorithm("sync_store", wanted)
    fails = not expected.loaded or name in KEEPS_THE_OLD
    assert ran["FAILED_COUNT"] == fails
    store = open_store(store_name)
    assert store.current("healthy").features == 3
    if fails:
        assert store.current("faulty") == before
        assert heard(ran, expected.words)
    else:
        assert store.current("faulty").features == expected.loaded
        assert ran.warnings == []
    if store.current("faulty"):
        asked = len(server.requests)
        loaded = run_algorithm("load_layers", wanted | {"RECORDS": "faulty,healthy", "OUTPUT": str(tmp_path / "out.gpkg")})
        assert loaded["FEATURE_COUNT"] == 3 + store.current("faulty").features
        assert len(server.requests) == asked
