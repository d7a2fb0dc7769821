"""Requests against a server on loopback that plays the faults of real ones."""

import gzip
import threading
import time

import pytest
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.processing.sources.describing.address import HarvestAddress
from opgavenkaart.processing.sources.harvest.recognise import recognise
from opgavenkaart.processing.sources.network import (
    GetRequest,
    Limits,
    PostRequest,
    Trouble,
    fetch,
    fetch_all,
    json_of,
    plugin_named,
    xml_of,
)
from opgavenkaart.processing.sources.network.worker import RequestJob, Worker
from opgavenkaart.test.support import servers_replay
from opgavenkaart.test.support.servers_replay import EXCEPTION_REPORT, HTML, JSON, LOGIN_PAGE, Answer, replay
from qgis.core import QgsApplication, QgsAuthMethodConfig
from qgis.PyQt import sip

GOOD = Answer(b"<root><a>goed</a></root>")
SHORT = Limits(seconds=2.0)


def by_turns(first: Answer, then: Answer):
    return lambda query, before: then if before else first


def redirect(to: str, status: int = 302) -> Answer:
    return Answer(b"", HTML, status, {"Location": to})


ROUTES = {
    "/good": GOOD,
    "/slow": Answer(GOOD.content, fault="slow"),
    "/silent": Answer(fault="silent"),
    "/cut": Answer(b"<root>" + b"x" * 1000, fault="cut_off"),
    "/cut-then-fine": by_turns(Answer(b"<root>", fault="cut_off"), GOOD),
    "/busy-then-fine": by_turns(Answer(b"", HTML, 429, {"Retry-After": "1"}), GOOD),
    "/busy": Answer(b"", HTML, 429, {"Retry-After": "3600"}),
    "/broken-then-fine": by_turns(Answer(b"", HTML, 500), GOOD),
    "/broken": Answer(b"", HTML, 500),
    "/moved": redirect("/good", 301),
    "/elsewhere": redirect("/good"),
    "/loop": redirect("/loop-2"),
    "/loop-2": redirect("/loop"),
    "/file": redirect("file:///etc/hostname"),
    "/login": Answer(LOGIN_PAGE, HTML),
    "/login-as-xml": Answer(LOGIN_PAGE),
    "/exception": Answer(EXCEPTION_REPORT),
    "/gzip": Answer(GOOD.content).gzipped(),
    "/gzip-unsaid": Answer(gzip.compress(GOOD.content)),
    "/bomb": Answer(gzip.compress(b"x" * 5_000_000), "application/gzip"),
    "/huge": Answer(b"<root>", fault="huge"),
    "/latin": Answer("<root><a>Ænëas</a></root>".encode("latin-1")),
    "/denied": Answer(b"", HTML, 401, {"WWW-Authenticate": "Basic realm=x"}),
    "/gone": Answer(b"", HTML, 410),
    "/feature-layer": Answer(b'{"currentVersion": 11.1, "layers": []}', JSON),
    "/json": Answer(b'{"a": 1}', JSON),
    "/noise": Answer(b"\x00\x01 noise", "application/octet-stream"),
}


@pytest.fixture(scope="module")
def server(qgis_app):
    with replay(ROUTES) as playing:
        yield playing


def failed(server, path: str, limits: Limits = SHORT):
    reply = fetch_all([GetRequest(server.url + path)], limits)[0]
    assert server.url + path in reply.error.sentence()
    return reply


GOOD_IN_THE_END = ["/good", "/slow", "/cut-then-fine", "/busy-then-fine", "/broken-then-fine", "/gzip", "/gzip-unsaid", "/elsewhere"]


@pytest.mark.parametrize("path", GOOD_IN_THE_END)
def test_a_good_answer_in_the_end(server, path):
    reply = fetch(GetRequest(server.url + path), Limits(seconds=6.0))
    assert (reply.status, reply.content, reply.moved_to) == (200, GOOD.content, "")


@pytest.mark.parametrize(
    ("path", "trouble", "words"),
    [
        ("/silent", Trouble.SILENT, "within 2.0 s"),
        ("/cut", Trouble.CUT_OFF, "was cut off"),
        ("/busy", Trouble.BUSY, "asks to wait 3600 seconds"),
        ("/broken", Trouble.STATUS, "status 500"),
        ("/loop", Trouble.LOOP, "redirects endlessly"),
        ("/file", Trouble.LOOP, "redirects endlessly"),
        ("/denied", Trouble.DENIED, "authentication configuration"),
        ("/gone", Trouble.GONE, "new address"),
        ("/nothing", Trouble.GONE, "status 404"),
    ],
)
def test_a_fault_has_its_sentence(server, path, trouble, words):
    reply = failed(server, path)
    assert reply.trouble == trouble
    assert words in reply.error.sentence()


def test_what_is_too_large_is_not_read_to_the_end(server):
    limits = Limits(seconds=20.0, size=1_000_000)
    assert failed(server, "/huge", limits).trouble == Trouble.LARGE
    assert failed(server, "/bomb", limits).trouble == Trouble.LARGE
    enough = fetch(GetRequest(server.url + "/huge", enough=1000), limits)
    assert enough.content.startswith(b"<root>xxx")


def test_a_large_answer_goes_into_a_file(qgis_app, tmp_path):
    """More than may be held in memory; a bad answer, and one beyond the limit of files, leaves its words and no file that counts."""
    content, path = b"x" * 3_000_000, tmp_path / "answer"
    routes = {"/large": Answer(content, "application/zip"), "/gone": Answer(b"not here", "text/plain", 410)}
    with replay(routes) as server:
        limits = Limits(seconds=20.0, size=1_000_000)
        reply = fetch(GetRequest(f"{server.url}/large", into=str(path)), limits)
        assert path.read_bytes() == content and 0 < len(reply.content) <= 65_536
        (late,) = fetch_all([GetRequest(f"{server.url}/large", into=str(path))], Limits(seconds=20.0, file_size=1_000_000))
        assert late.trouble == Trouble.LARGE
        (gone,) = fetch_all([GetRequest(f"{server.url}/gone", into=str(tmp_path / "gone"))])
        assert gone.trouble == Trouble.GONE and gone.content == b"not here" and not (tmp_path / "gone").exists()
        (unwritable,) = fetch_all([GetRequest(f"{server.url}/large", into=str(tmp_path))])
        assert unwritable.trouble == Trouble.UNWRITABLE
        assert unwritable.error.sentence().startswith(f"The response of {server.url}/large cannot be written to '{tmp_path}' (")


def test_a_form_is_sent_and_the_plugin_can_name_itself(qgis_app):
    with replay({"/ask": lambda query, before: Answer(query["data"].encode(), "text/plain")}) as server:
        ask = PostRequest(f"{server.url}/ask", form=b"data=a+%26+b")
        assert fetch(ask).content == b"a & b"
        with plugin_named(server.url):
            fetch(ask)
        with plugin_named("http://elsewhere.example"):
            fetch(ask)
        named = ["Opgavenkaart/" in headers["user-agent"] for _, _, headers in server.requests]
        assert named == [False, True, False]


def test_a_request_is_repeated_as_often_as_its_limits_say(qgis_app):
    with replay({"/busy": Answer(status=503, headers={"Retry-After": "0"})}) as server:
        for attempts in (1, 3):
            before = server.asked("/busy")
            (reply,) = fetch_all([GetRequest(f"{server.url}/busy")], Limits(attempts=attempts))
            assert reply.trouble == Trouble.BUSY and server.asked("/busy") - before == attempts


def test_a_move_for_good_is_told_from_a_detour(server):
    assert fetch(GetRequest(server.url + "/moved")).moved_to == server.url + "/good"


def test_a_failing_server_gets_one_second_attempt(server):
    before = server.asked("/broken")
    failed(server, "/broken")
    assert server.asked("/broken") - before == 2


@pytest.mark.parametrize(("taken", "trouble"), [(1, Trouble.NONE), (2, Trouble.CUT_OFF)])
def test_an_answer_that_is_taken_away_is_asked_for_again(server, monkeypatch, taken, trouble):
    gone, look_at = [], Worker._look_at

    def take_away(worker, host, job, reply):
        if len(gone) < taken:
            gone.append(reply)
            sip.delete(reply)
        look_at(worker, host, job, reply)

    monkeypatch.setattr(Worker, "_look_at", take_away)
    before = server.asked("/slow")
    (reply,) = fetch_all([GetRequest(f"{server.url}/slow")], Limits(seconds=6.0, attempts=2))
    assert (reply.trouble, reply.content) == (trouble, GOOD.content if taken == 1 else b"") and server.asked("/slow") - before <= 2


@pytest.mark.parametrize("step", ["_finished", "_tries_again", "_end"])
def test_an_answer_that_is_taken_away_while_it_is_read_is_asked_for_again(server, monkeypatch, step):
    """It has left the list of those that run by then, and is answered once."""
    gone, do = [], getattr(Worker, step)

    def take_away(worker, *args):
        (job,) = [one for one in args if isinstance(one, RequestJob)]
        if not gone:
            gone.append(job.reply)
            sip.delete(job.reply)
        return do(worker, *args)

    monkeypatch.setattr(Worker, step, take_away)
    replies = fetch_all([GetRequest(server.url + "/good")] * 2, Limits(seconds=10.0, attempts=2))
    assert gone and [(one.trouble, one.content) for one in replies] == [(Trouble.NONE, GOOD.content)] * 2


def test_a_cancel_passes_over_an_answer_that_is_gone(server, monkeypatch):
    """The hosts that were asked are free for the next who asks."""
    waits = []

    def take_away(worker, host, job, reply):
        waits.append(reply)
        sip.delete(reply)
        worker.stop.set()

    monkeypatch.setattr(Worker, "_look_at", take_away)
    with pytest.raises(OpgaveError, match="ended without a response"):
        fetch_all([GetRequest(server.url + "/silent")], Limits(seconds=60))
    monkeypatch.undo()
    assert waits and [one.trouble for one in fetch_all([GetRequest(server.url + "/good")] * 3)] == [Trouble.NONE] * 3


def test_nobody_listens(qgis_app):
    url = servers_replay.dead_port()
    reply = fetch_all([GetRequest(url)], SHORT)[0]
    assert (reply.trouble, reply.status) == (Trouble.UNREACHABLE, 0)
    assert f"{url} does not answer" in reply.error.sentence()


def test_an_expired_certificate_is_reported_and_nothing_is_read(qgis_app, tmp_path):
    with replay({"/": GOOD}, servers_replay.expired_certificate(tmp_path)) as playing:
        reply = fetch_all([GetRequest(playing.url + "/")], SHORT)[0]
    assert (reply.trouble, reply.content) == (Trouble.CERTIFICATE, b"")
    assert "expired" in reply.error.sentence()


def test_a_host_gets_few_requests_at_once_and_all_are_answered_in_order(qgis_app):
    slow = {f"/{number}": Answer(str(number).encode(), fault="slow" if number % 5 == 0 else "") for number in range(20)}
    with replay(slow) as playing:
        replies = fetch_all([GetRequest(f"{playing.url}/{number}") for number in range(20)], Limits(a_host=3))
    assert [reply.content for reply in replies] == [str(number).encode() for number in range(20)]
    assert 2 <= playing.most_at_once <= 3


def test_dead_hosts_do_not_delay_the_others(qgis_app):
    limits = Limits(seconds=2.0)
    with replay({"/good": GOOD}) as playing:
        silent = [f"127.0.0.{number}" for number in range(2, 12)]
        with silent_hosts(silent) as urls:
            asks = [GetRequest(url) for url in urls for _ in range(5)] + [GetRequest(playing.url + "/good") for _ in range(50)]
            replies = fetch_all(asks, limits)
    assert all(reply.is_whole and reply.seconds < limits.seconds for reply in replies[50:])
    assert {reply.trouble for reply in replies[:50]} == {Trouble.SILENT, Trouble.NOT_ASKED}
    assert sum(reply.trouble == Trouble.SILENT for reply in replies[:50]) == 20


class silent_hosts:  # noqa: N801
    """Hosts that take a connection and say nothing."""

    def __init__(self, addresses):
        self.addresses = addresses

    def __enter__(self):
        import socket

        self.sockets = [socket.create_server((address, 0), backlog=64) for address in self.addresses]
        return [f"http://{one.getsockname()[0]}:{one.getsockname()[1]}/" for one in self.sockets]

    def __exit__(self, *_):
        for one in self.sockets:
            one.close()


class CancelSoon(Progress):
    def __init__(self):
        self.until = time.monotonic() + 0.5

    def is_cancelled(self):
        return time.monotonic() > self.until


def test_a_cancel_ends_waiting_within_a_second(server):
    started = time.monotonic()
    with pytest.raises(Cancelled):
        fetch_all([GetRequest(server.url + "/silent")] * 10, Limits(seconds=60), CancelSoon())
    assert time.monotonic() - started < 10


def test_it_works_in_a_thread_without_event_loop(server):
    found = []
    thread = threading.Thread(target=lambda: found.append(fetch(GetRequest(server.url + "/good")).status))
    thread.start()
    thread.join(20)
    assert found == [200]


class Bar(Progress):
    """Keeps where the bar stood."""

    def __init__(self):
        self.shares = []

    def update(self, share):
        self.shares.append(share)


def test_only_many_requests_at_once_move_the_bar(server):
    """One request, and those by which an address is recognised, are a part of something that has a bar of its own."""
    bar = Bar()
    fetch(GetRequest(server.url + "/good"), SHORT, bar)
    recognise(HarvestAddress(server.url + "/feature-layer", limits=SHORT, progress=bar))  # the first answer shows it
    with pytest.raises(OpgaveError, match="no catalogue or service of a known kind"):
        recognise(HarvestAddress(server.url + "/json", limits=SHORT, progress=bar))  # every kind is asked for
    assert bar.shares == []
    fetch_all([GetRequest(server.url + "/good")] * 4, SHORT, bar)
    assert bar.shares[0] == 0 and set(bar.shares) <= {0, 0.25, 0.5, 0.75} and bar.shares == sorted(bar.shares)


def test_a_password_goes_to_the_host_it_is_for_and_into_no_sentence(server, qgis_app):
    manager = QgsApplication.authManager()
    manager.setMasterPassword("test-master", True)
    config = QgsAuthMethodConfig("Basic")
    config.setName("test")
    config.setUri(server.url)
    config.setConfigMap({"username": "jan", "password": "zeer-geheim"})
    assert manager.storeAuthenticationConfig(config)[0]
    try:
        with replay({"/good": GOOD}) as other:
            server.routes["/to-other"] = redirect(other.url + "/good")
            fetch(GetRequest(server.url + "/good", auth=config.id()))
            assert server.requests[-1][2]["authorization"].startswith("Basic ")
            fetch(GetRequest(server.url + "/to-other", auth=config.id()))
            assert "authorization" not in other.requests[-1][2]
        reply = fetch_all([GetRequest(server.url + "/denied?token=abc123", auth=config.id())], SHORT)[0]
        assert not any(word in reply.error.sentence() for word in ("abc123", "zeer-geheim", config.id()))
    finally:
        manager.removeAuthenticationConfig(config.id())


def test_an_unknown_authentication_configuration_is_said(server):
    reply = fetch_all([GetRequest(server.url + "/good", auth="abcdefg")], SHORT)[0]
    assert (reply.trouble, reply.status) == (Trouble.AUTHENTICATION, 0)


@pytest.mark.parametrize(
    ("path", "words"),
    [("/login", "web page"), ("/login-as-xml", "web page"), ("/exception", "Databank niet"), ("/noise", "no XML"), ("/json", "no XML")],
)
def test_an_answer_that_is_no_xml_has_its_sentence(server, path, words):
    reply = fetch(GetRequest(server.url + path))
    with pytest.raises(OpgaveError, match=words):
        xml_of(reply.content, reply.url, reply.headers)


@pytest.mark.parametrize(("path", "words"), [("/login", "web page"), ("/exception", "Databank niet bereikbaar"), ("/noise", "no JSON")])
def test_an_answer_that_is_no_json_has_its_sentence(server, path, words):
    reply = fetch(GetRequest(server.url + path))
    with pytest.raises(OpgaveError, match=words):
        json_of(reply.content, reply.url, reply.headers)


def test_what_is_not_utf8_is_read_as_windows_wrote_it(server):
    reply = fetch(GetRequest(server.url + "/latin"))
    assert xml_of(reply.content, reply.url, reply.headers).text_at("a") == "Ænëas"


def test_entities_neither_explode_nor_open_files(qgis_app):
    nested = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 50 if n else "xxxxxxxxxx"}">' for n in range(6))
    bomb = f'<!DOCTYPE a [{nested}<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(OpgaveError):
        xml_of(f"{bomb}<a>&x5;</a>".encode(), "http://x")
    try:
        assert xml_of(f"{bomb}<a>&file;</a>".encode(), "http://x").text == ""
    except OpgaveError as error:
        assert "XML" in error.sentence()


def test_requests_go_through_the_proxy_of_the_settings(server):
    from urllib.parse import urlsplit

    from qgis.core import QgsNetworkAccessManager, QgsSettings

    place = urlsplit(server.url)
    settings = QgsSettings()
    values = {"proxyEnabled": True, "proxyType": "HttpProxy", "proxyHost": place.hostname, "proxyPort": str(place.port)}
    try:
        for name, value in values.items():
            settings.setValue(f"proxy/{name}", value)
        QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()
        assert fetch(GetRequest("http://no-such-host.example/good"), Limits(seconds=10)).content == GOOD.content
        assert server.requests[-1][2]["host"] == "no-such-host.example"
    finally:
        settings.remove("proxy")
        QgsNetworkAccessManager.instance().setupDefaultProxyAndCache()
    assert fetch_all([GetRequest("http://no-such-host.example/good")], SHORT)[0].trouble == Trouble.UNREACHABLE
