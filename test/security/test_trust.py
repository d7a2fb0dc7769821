"""A catalogue of somebody else: it reads its own folder and asks public servers without passwords, until someone here accepts it."""

import json
import os
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from opgavenkaart.processing.model import catalogue
from opgavenkaart.processing.model.catalogue import Catalogue, accept_catalogue, read_catalogue, write_catalogue
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.files import write_json
from opgavenkaart.processing.model.trust import (
    NotAccepted,
    Trust,
    is_inside_name,
    keep_decisions,
    read_trust,
    server_of,
    trusting,
)
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.network import GetRequest, fetch
from opgavenkaart.processing.sources.trust import SETTING, kept_folder, organisation_trust, use_decisions
from opgavenkaart.test.support.layers import Heard
from qgis.core import QgsProcessingException, QgsSettings
from qgis.PyQt.QtCore import QUrl

PUBLISHER = {"name": "Iemand", "kind": "private"}


def record(id: str, source: dict, **more) -> dict:
    return {"id": id, "title": {"nl": id, "en": id}, "publisher": PUBLISHER, "geometry": "none", "source": source, **more}


def mail(folder, *records: dict, name: str = "catalogue.json", **more):
    """Write a catalogue that came by mail."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(json.dumps({"title": {"en": "Mailed"}, "records": list(records), **more}), encoding="utf-8")
    return path


def csv(path: str) -> dict:
    return {"kind": "csv", "path": path}


@pytest.fixture
def nobody_trusts(tmp_path):
    """Nothing is trusted, and what is accepted is kept in a folder of this test."""
    kept = tmp_path / "profile" / "trust"
    keep_decisions(Trust, lambda: kept)
    yield kept
    use_decisions()


@pytest.fixture
def outside(tmp_path):
    """A file of the user's, elsewhere than where the mail was saved."""
    path = tmp_path / "home" / "wages.csv"
    path.parent.mkdir()
    path.write_text("name,wage\nAn,1000\n", encoding="utf-8")
    return path


@contextmanager
def serving(answer):
    """Serve on loopback; ``answer(handler)`` gives status, headers and body. Yields ``host:port`` and the paths that were asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802
            asked.append((self.path, dict(self.headers)))
            status, headers, body = answer(self)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


def table(_):
    return 200, {"Content-Type": "text/csv"}, b"name,wage\nAn,1000\n"


def wants(path) -> set[tuple[str, str]]:
    return {(one.want.kind, one.want.what) for one in read_catalogue(path).refused}


@pytest.mark.parametrize(
    "path",
    [
        "/etc/passwd",
        "../home/wages.csv",
        "data/../../home/wages.csv",
        "~/wages.csv",
        "C:wages.csv",
        "C:\\wages.csv",
        "\\wages.csv",
        "..\\w.csv",
    ],
)
def test_a_file_elsewhere_is_not_read(nobody_trusts, outside, tmp_path, path):
    mailed = mail(tmp_path / "mail", record("wages", csv(path)), record("own", csv("own.csv")))
    catalogue = read_catalogue(mailed)
    assert list(catalogue.records) == ["own"]
    with pytest.raises(OpgaveError, match="outside the folder of its catalogue 'mail/catalogue.json'") as caught:
        catalogue.get("wages")
    assert catalogue.sha in str(caught.value) and "TRUST" in str(caught.value)


def test_a_link_leads_out_of_the_folder_too(nobody_trusts, outside, tmp_path):
    mailed = mail(tmp_path / "mail", record("wages", csv("data/wages.csv")))
    (tmp_path / "mail" / "data").symlink_to(outside.parent, target_is_directory=True)
    assert wants(mailed) == {("file", "data/wages.csv")}


def test_a_link_that_came_after_the_catalogue_was_read_is_not_followed(nobody_trusts, outside, tmp_path):
    catalogue = read_catalogue(mail(tmp_path / "mail", record("wages", csv("data/wages.csv"))))
    (tmp_path / "mail" / "data").symlink_to(outside.parent, target_is_directory=True)
    with pytest.raises(OpgaveError, match=r"Layer 'wages \(wages\)' is not read: 'data/wages.csv' leads out of the folder"):
        load_record(catalogue.get("wages"))


def test_its_own_folder_is_read_without_a_question(nobody_trusts, tmp_path):
    mailed = mail(tmp_path / "mail", record("own", csv("data/own.csv")))
    (tmp_path / "mail" / "data").mkdir()
    (tmp_path / "mail" / "data" / "own.csv").write_text("name,wage\nAn,1000\n", encoding="utf-8")
    catalogue = read_catalogue(mailed)
    assert catalogue.foreign and not catalogue.refused
    assert load_record(catalogue.get("own")).features.table["wage"].tolist() == [1000]


def test_parts_styles_and_includes_are_looked_at(nobody_trusts, outside, tmp_path):
    parts = {"kind": "union", "parts": [csv("own.csv"), csv(str(outside))]}
    styled = record("styled", csv("own.csv"), style="../home/looks.qml")
    database = record("table", {"kind": "postgis", "path": "host=db dbname=city user=me password=x", "layer": "t"})
    mail(tmp_path / "home", record("wages", csv("wages.csv")), name="own.json")
    mailed = mail(tmp_path / "mail", record("parts", parts), styled, database, includes=["../home/own.json"])
    found = {kind: what for kind, what in wants(mailed) if what != str(outside)}
    assert set(found) == {"file", "connection", "include"} and ("file", str(outside)) in wants(mailed)
    assert found["file"] == "../home/looks.qml" and found["include"] == "../home/own.json"
    assert "x" not in found["connection"].split("dbname=city")[1]
    assert not read_catalogue(mailed).records


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "intranet",
        "gis.local",
        "10.0.0.5",
        "192.168.1.1:8080",
        "169.254.169.254",
        "127.1",
        "2130706433",
        "0x7f000001",
        "[::1]:80",
    ]
    + ["[::ffff:10.0.0.1]", "100.64.0.1", "0.0.0.0", "gis.corp", "LOCALHOST."]
    + ["[fec0::1]", "[::10.0.0.5]", "[64:ff9b::10.0.0.5]", "[ff02::1]"],
)
def test_servers_inside_are_known_by_their_name(nobody_trusts, tmp_path, host):
    mailed = mail(tmp_path / "mail", record("inside", csv(f"http://{host}/a.csv")))
    assert wants(mailed) == {("server", host.lower())}


@pytest.mark.parametrize(
    "host", ["%31%32%37.0.0.1", " 127.0.0.1", "lo%63alhost", "\uff11\uff12\uff17.0.0.1", "127\u30020\u30020\u30021", "loc\u00adalhost"]
)
def test_a_server_inside_is_known_in_disguise(nobody_trusts, tmp_path, host):
    """As Qt reads the address: escapes, spaces, letters and dots of other shapes are those of the plain name."""
    assert QUrl(f"http://{host}/a.csv").host() in ("127.0.0.1", "localhost")
    ((kind, what),) = wants(mail(tmp_path / "mail", record("inside", csv(f"http://{host}/a.csv"))))
    assert kind == "server" and what in ("127.0.0.1", "localhost")


def test_a_network_that_translates_reaches_public_servers_alone():
    assert not is_inside_name("64:ff9b::8.8.8.8") and is_inside_name("64:ff9b::10.0.0.5")


def test_a_filter_that_speaks_of_an_address_is_none(nobody_trusts, tmp_path):
    kept = {**csv("own.csv"), "options": {"filter": "\"site\" = 'http://10.0.0.1/a'"}}
    drawn = {"kind": "vector_tiles", "path": "https://example.org/{z}/{x}/{y}.pbf", "options": {"style": "http://10.0.0.1/style.json"}}
    mailed = mail(tmp_path / "mail", record("kept", kept), record("drawn", drawn), record("wrong", csv("http://[::1")))
    catalogue = read_catalogue(mailed)
    assert list(catalogue.records) == ["kept"] and wants(mailed) == {("server", "10.0.0.1")}


@pytest.mark.parametrize("host", ["geo.api.vlaanderen.be", "8.8.8.8", "[2001:4860:4860::8888]", "data.gent.be:8443", "1.example.org"])
def test_public_servers_are_no_want(host):
    assert not is_inside_name(server_of(f"https://{host}/x").removesuffix(":8443").strip("[]"))


def test_a_password_is_not_sent_for_it(nobody_trusts, tmp_path):
    mailed = mail(tmp_path / "mail", record("login", {**csv("https://example.org/a.csv"), "auth": "abc1234"}))
    (found,) = read_catalogue(mailed).refused
    assert (found.want.kind, found.want.what, found.want.of) == ("login", "abc1234", "example.org")
    assert "abc1234" in str(found) and "example.org" in str(found)


def test_a_name_that_turns_out_to_be_inside_is_not_asked(nobody_trusts, tmp_path, monkeypatch):
    """What a public name leads to is looked up before it is asked."""
    real = socket.getaddrinfo
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda name, *rest, **more: real("127.0.0.1" if name == "rebound.example.org" else name, *rest)
    )
    with serving(table) as (host, asked):
        port = host.partition(":")[2]
        mailed = mail(tmp_path / "mail", record("rebound", csv(f"http://rebound.example.org:{port}/a.csv")))
        catalogue = read_catalogue(mailed)
        with pytest.raises(OpgaveError, match="is inside your network"):
            load_record(catalogue.get("rebound"))
        with pytest.raises(OpgaveError, match="is inside your network"):
            fetch(GetRequest.of(catalogue.get("rebound"), f"http://{host}/next"))
    assert not asked


def test_a_server_that_was_accepted_leads_to_no_other_inside(nobody_trusts, tmp_path):
    with serving(table) as (inside, asked), serving(lambda _: (302, {"Location": f"http://{inside}/secret"}, b"")) as (outside, _):
        mailed = mail(tmp_path / "mail", record("sent_on", csv(f"http://{outside}/a.csv")))
        with trusting(Trust(hosts=frozenset([outside]))):
            catalogue = read_catalogue(mailed)
            with pytest.raises(OpgaveError, match="inside your network"):
                load_record(catalogue.get("sent_on"))
        assert not asked
        with trusting(Trust(hosts=frozenset([outside, inside]))):
            assert len(load_record(read_catalogue(mailed).get("sent_on")).features) == 1


def test_a_public_server_leads_nobody_inside(nobody_trusts, monkeypatch):
    """Not even what somebody here typed: only what was accepted is asked inside, when a public server sends on."""
    from opgavenkaart.processing.sources.network import inside as names

    with serving(table) as (inside, asked), serving(lambda _: (302, {"Location": f"http://{inside}/secret"}, b"")) as (outside, _):
        monkeypatch.setattr(names, "is_inside_name", lambda name: name == "127.0.0.1")
        public = outside.replace("127.0.0.1", "localhost")
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [(2, 1, 6, "", ("8.8.8.8", 0))])
        with pytest.raises(OpgaveError, match=f"is public and leads on to http://{inside}/secret"):
            fetch(GetRequest(f"http://{public}/a.csv"))
        assert not asked
        with trusting(Trust(hosts=frozenset(["127.0.0.1"]))):
            assert fetch(GetRequest(f"http://{public}/a.csv")).status == 200


def test_what_is_accepted_stays_so_until_it_changes(nobody_trusts, outside, tmp_path):
    mailed = mail(tmp_path / "mail", record("wages", csv(str(outside))))
    accept_catalogue(read_catalogue(mailed))
    catalogue = read_catalogue(mailed)
    assert not catalogue.foreign and load_record(catalogue.get("wages")).features.table["wage"].tolist() == [1000]
    mail(tmp_path / "mail", record("wages", csv("/etc/passwd")))
    assert wants(mailed) == {("file", "/etc/passwd")}


def test_what_the_plugin_writes_is_own_but_not_what_it_copies_from_others(nobody_trusts, outside, tmp_path):
    own = mail(tmp_path / "mine", record("wages", csv(str(outside))))
    with trusting(Trust(folders=(os.path.realpath(own.parent),))):
        made = read_catalogue(own)
    write_catalogue(tmp_path / "made.json", Catalogue(own=made.own))
    assert read_catalogue(tmp_path / "made.json").records and not read_catalogue(tmp_path / "made.json").foreign
    mailed = mail(tmp_path / "mail", record("rebound", csv("https://rebound.example.org/a.csv")))
    (tmp_path / "copied").mkdir()
    write_catalogue(tmp_path / "copied" / "copied.json", Catalogue(own=read_catalogue(mailed).own, includes=(str(mailed),)))
    copied = read_catalogue(tmp_path / "copied" / "copied.json")
    assert copied.foreign and copied.own["rebound"].foreign and not copied.refused and copied.included


def test_what_comes_in_place_of_a_catalogue_that_was_just_written_is_not_own(nobody_trusts, tmp_path, monkeypatch):
    def write_and_swap(path, document):
        sha = write_json(path, document)
        mail(path.parent, record("passwd", csv("/etc/passwd")), name=path.name)
        return sha

    monkeypatch.setattr(catalogue, "write_json", write_and_swap)
    write_catalogue(tmp_path / "made.json", Catalogue())
    assert wants(tmp_path / "made.json") == {("file", "/etc/passwd")}


def test_writing_on_top_of_a_foreign_one_does_not_lose_what_it_wants(nobody_trusts, tmp_path):
    mailed = mail(tmp_path / "mail", record("passwd", csv("/etc/passwd")))
    before = mailed.read_bytes()
    with pytest.raises(OpgaveError, match="/etc/passwd"):
        write_catalogue(mailed, read_catalogue(mailed))
    assert mailed.read_bytes() == before


def test_a_script_says_what_it_trusts(nobody_trusts, run_algorithm, outside, tmp_path):
    mailed = mail(tmp_path / "mail", record("wages", csv(str(outside))))
    keep_decisions(Trust, lambda: nobody_trusts)
    asked = {"CATALOGUE": str(mailed), "RECORDS": "wages", "OUTPUT": str(tmp_path / "out.gpkg")}
    with pytest.raises(QgsProcessingException) as caught:
        run_algorithm("load_layers", asked)
    sha = read_catalogue(mailed).sha
    assert sha in str(caught.value) and not (tmp_path / "out.gpkg").exists()
    trust = tmp_path / "trust.json"
    trust.write_text(json.dumps({"hashes": [sha]}), encoding="utf-8")
    run_algorithm("load_layers", {**asked, "TRUST": str(trust)})
    assert (tmp_path / "out.gpkg").exists()
    trust.write_text(json.dumps({"hash": [sha]}), encoding="utf-8")
    with pytest.raises(QgsProcessingException, match="hash"):
        run_algorithm("load_layers", {**asked, "TRUST": str(trust)})


def test_an_organisation_ships_its_own(qgis_app, tmp_path):
    """By the global settings of QGIS, which tests themselves use; a user's own setting goes before it."""
    assert any(os.path.realpath(tmp_path).startswith(folder) for folder in organisation_trust().folders)
    assert kept_folder().parent.name == "opgavenkaart"
    try:
        QgsSettings().setValue(SETTING, str(tmp_path / "absent.json"))
        with pytest.raises(OpgaveError, match=SETTING):
            organisation_trust()
    finally:
        QgsSettings().remove(SETTING)


@pytest.mark.parametrize(("document", "said"), [({"hashes": ["x"]}, "hashes"), ({"folders": "x"}, "folders"), ([], "object")])
def test_a_wrong_trust_file_is_told(tmp_path, document, said):
    path = tmp_path / "trust.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    with pytest.raises(OpgaveError, match=said):
        read_trust(path)


def test_titles_of_a_bundle_are_read_whatever_it_wants(nobody_trusts, tmp_path):
    mailed = mail(tmp_path / "mail", record("passwd", csv("/etc/passwd")))
    assert list(read_catalogue(mailed, for_titles=True).records) == ["passwd"]


def test_a_refusal_is_one_sentence(nobody_trusts, tmp_path):
    sources = [csv("/etc/passwd"), csv("http://10.0.0.1/a.csv"), {"kind": "postgis", "path": "host=db dbname=x", "layer": "t"}]
    mailed = mail(tmp_path / "mail", *(record(f"r{number}", source) for number, source in enumerate(sources)), includes=["../x.json"])
    found = read_catalogue(mailed).refused
    assert len(found) == 4 and all(isinstance(one, NotAccepted) for one in found)
    assert all(str(one).count(". ") == 0 and str(one).endswith(".") for one in found)


def dcat(*addresses: str) -> bytes:
    """Return a catalogue of a portal with a table at each address."""
    tables = [
        {
            "@id": f"https://portal.example/{number}",
            "@type": "dcat:Dataset",
            "dct:title": f"Table {number}",
            "dcat:distribution": {"@type": "dcat:Distribution", "dcat:downloadURL": {"@id": address}, "dct:format": "CSV"},
        }
        for number, address in enumerate(addresses)
    ]
    context = {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"}
    return json.dumps({"@context": context, "@graph": tables}).encode()


def test_a_public_portal_puts_nothing_inside_into_ones_catalogue(nobody_trusts, monkeypatch):
    """What is harvested is one's own: a record there asks whatever server it names."""
    from opgavenkaart.processing.sources.network import inside as names

    portal = dcat(
        "http://10.0.0.5/a.csv", "https://data.example.org/b.csv", "http://%31%32%37.0.0.1/c.csv", "/etc/passwd", "file:///etc/passwd"
    )
    with serving(lambda _: (200, {"Content-Type": "application/ld+json"}, portal)) as (host, _):
        inside, heard = f"http://{host}/dcat", Heard()
        assert len([one for one in gather(inside, "dcat").harvest.records if one.source.path]) == 3
        monkeypatch.setattr(names, "is_inside", lambda netloc: not netloc.startswith(("localhost", "data.")))
        monkeypatch.setattr(names, "is_inside_name", lambda name: name in ("10.0.0.5", "127.0.0.1"))
        public = inside.replace("127.0.0.1", "localhost")
        found = [one.source.path for one in gather(public, "dcat", progress=heard).harvest.records]
        assert [path for path in found if path] == ["https://data.example.org/b.csv"]
    assert [
        text for text in heard.warnings if "10.0.0.5, 127.0.0.1, inside your network" in text and text.startswith("2 layers are left out")
    ]


@pytest.mark.parametrize("new", ["http://10.0.0.5/wms", "file:///etc/passwd", "host=10.0.0.5 dbname=x"])
def test_a_successor_leads_nowhere_inside_either(nobody_trusts, tmp_path, new):
    successors = [{"old": "https://old.example.org/wms", "new": new}, {"old": "https://old.example.org/a", "new": "https://example.org/a"}]
    mailed = mail(tmp_path / "mail", successors=successors)
    catalogue = read_catalogue(mailed)
    assert [one.new for one in catalogue.successors] == ["https://example.org/a"]
    (found,) = catalogue.refused
    assert "'https://old.example.org/wms' wants to" in str(found)
    accept_catalogue(catalogue)
    assert read_catalogue(mailed).successors[0].new == new
