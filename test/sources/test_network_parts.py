"""Parts of requests by hand: what a status means, sentences and their numbers, packed answers, hosts without an answer."""

import gzip
import threading
from types import SimpleNamespace

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.authentication import not_for
from opgavenkaart.processing.sources.network import GetRequest, Limits, Trouble
from opgavenkaart.processing.sources.network.fetch import with_reason
from opgavenkaart.processing.sources.network.requests import MEGABYTE, Reply
from opgavenkaart.processing.sources.network.sentences import (
    NoAnswer,
    cut_off,
    not_asked,
    per_host,
    silent,
    silent_host,
    status_error,
    too_large,
    trouble_of_status,
    unreachable,
)
from opgavenkaart.processing.sources.network.worker import Worker, plain_request, unpack, unpack_file
from qgis.PyQt.QtNetwork import QNetworkRequest

URL, SECRET = "https://example.org/wfs", "https://jan:geheim@example.org/wfs"


@pytest.mark.parametrize(
    ("status", "trouble", "words"),
    [
        (404, Trouble.GONE, "does not exist (status 404)"),
        (410, Trouble.GONE, "does not exist (status 410)"),
        (401, Trouble.DENIED, "refuses access (status 401)"),
        (403, Trouble.DENIED, "refuses access (status 403)"),
        (407, Trouble.DENIED, "refuses access (status 407)"),
        (429, Trouble.BUSY, "is too busy (status 429) and asks to wait 8 seconds"),
        (503, Trouble.BUSY, "is too busy (status 503) and asks to wait 8 seconds"),
        (400, Trouble.STATUS, "reports an internal error (status 400)"),
        (500, Trouble.STATUS, "reports an internal error (status 500)"),
        (402, Trouble.STATUS, "reports an internal error (status 402)"),
    ],
)
def test_what_a_status_means(status, trouble, words):
    assert trouble_of_status(status) == trouble
    sentence = status_error(SECRET, status, 7.6).sentence()
    assert words in sentence and "geheim" not in sentence
    if trouble == Trouble.BUSY:
        assert "reports an internal error" in status_error(URL, status, None).sentence(), "it does not say how long to wait"
        assert "wait 0 seconds" in status_error(URL, status, 0.0).sentence()


def test_sentences_hold_their_numbers_and_no_secret():
    limits = Limits(seconds=2.345, size=round(2.36 * MEGABYTE))
    said = {
        "within 2.3 s": silent(SECRET, limits),
        "more than 2.4 MB": too_large(SECRET, limits.size),
        "cut off after 1234 bytes": cut_off(SECRET, 1234),
        "does not answer (refused)": unreachable(SECRET, "refused"),
        "because example.org did not answer": not_asked(SECRET, "example.org"),
        "Settings > Options > Authentication": not_for("abc1234", SECRET),
    }
    for words, error in said.items():
        assert words in error.sentence() and "example.org/wfs" in error.sentence() and "geheim" not in error.sentence()
    assert [isinstance(error, NoAnswer) for error in said.values()] == [True, False, False, True, True, False]
    assert "geheim" not in unreachable(URL, f"no route to {SECRET}").sentence()


@pytest.mark.parametrize(
    ("trouble", "auth", "told"), [(Trouble.DENIED, "abc1234", True), (Trouble.DENIED, "", False), (Trouble.GONE, "abc1234", False)]
)
def test_who_is_refused_reads_that_the_authentication_is_not_for_this_host(qgis_app, trouble, auth, told):
    refused = Reply(GetRequest(URL, auth=auth), URL, trouble=trouble, error=OpgaveError("Refused."))
    found = with_reason(refused)
    assert (found.error.sentence() != "Refused.") is told and found.trouble == trouble
    assert not told or found.error.sentence() == not_for(auth, URL).sentence()


def test_layers_of_a_host_without_answer_get_one_sentence():
    """Two layers wait for one host, behind another error too; one for a second host; one has a mistake of its own."""
    first, second, other = (unreachable(url, "refused") for url in (URL, "https://example.org/wms", "https://stad.be/wfs"))
    behind = OpgaveError("Layer 'x' cannot be loaded: {reason}", reason=OpgaveError("no: {reason}", reason=second))
    own = OpgaveError("a mistake")
    assert [silent_host(error) for error in (first, behind, own, None)] == ["example.org", "example.org", "", ""]
    found = per_host([first, own, behind, other])
    assert [error.sentence() for error in found[:2]] == ["example.org cannot be reached: 2 layers not loaded.", "a mistake"]
    assert found[2] is other and len(found) == 3
    assert per_host([behind]) == [behind] and per_host([]) == []


def test_what_a_packed_answer_holds():
    job = SimpleNamespace(url=URL, ask=GetRequest(URL))
    packed, limits = gzip.compress(b"a" * 1000), Limits(size=1000)
    assert unpack(job, packed, limits) == (b"a" * 1000, Trouble.NONE, None)
    content, trouble, error = unpack(job, packed, Limits(size=999))
    assert (content, trouble) == (b"", Trouble.LARGE) and "more than 0.0 MB" in error.sentence()
    content, trouble, error = unpack(job, packed[:-6], limits)
    assert (content, trouble) == (b"a" * 1000, Trouble.CUT_OFF) and f"after {len(packed) - 6} bytes" in error.sentence()
    assert unpack(SimpleNamespace(url=URL, ask=GetRequest(URL, enough=10)), packed[:-6], limits) == (b"a" * 1000, Trouble.NONE, None)
    content, trouble, error = unpack(job, b"not packed", limits)
    assert (content, trouble) == (b"not packed", Trouble.CUT_OFF) and "after 10 bytes" in error.sentence()


def test_a_packed_answer_of_several_members_is_read_whole(tmp_path):
    """As pigz and bgzip write it, with an empty member last; zeros behind it say nothing."""
    path, job = tmp_path / "a.csv", SimpleNamespace(url=URL, ask=GetRequest(URL))
    parts = [b"a" * 70_000, *(b"%d," % number for number in range(3000)), b"c" * 70_000, b""]
    packed, content = b"".join(map(gzip.compress, parts)), b"".join(parts)
    limits = Limits(size=len(content), file_size=len(content))
    for held in (packed, packed + bytes(600)):
        assert unpack(job, held, limits) == (content, Trouble.NONE, None)
        path.write_bytes(held)
        beginning, trouble, _ = unpack_file(SimpleNamespace(url=URL, ask=GetRequest(URL, into=str(path)), size=len(held)), limits)
        assert trouble == Trouble.NONE and path.read_bytes() == content and content.startswith(beginning) and beginning
    assert unpack(job, packed, Limits(size=len(content) - 1))[:2] == (b"", Trouble.LARGE)
    assert unpack(job, packed[:-3], limits)[:2] == (content, Trouble.CUT_OFF)


def test_what_a_packed_answer_in_a_file_holds(tmp_path):
    path, content = tmp_path / "a.csv", b"a" * 200_000
    packed, limits = gzip.compress(content), Limits(file_size=200_000)

    def unpacked(held, within=limits):
        path.write_bytes(held)
        beginning, trouble, error = unpack_file(SimpleNamespace(url=URL, ask=GetRequest(URL, into=str(path)), size=len(held)), within)
        assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]
        return beginning, trouble, error and error.sentence()

    assert unpacked(packed) == (content[:65_536], Trouble.NONE, None) and path.read_bytes() == content
    assert unpacked(packed, Limits(file_size=199_999))[:2] == (b"", Trouble.LARGE)
    assert unpacked(packed[:-6])[1] == unpacked(b"\x1f\x8bnot packed")[1] == Trouble.CUT_OFF


def test_a_request_says_what_it_takes_and_follows_no_redirect_itself():
    plain = plain_request(GetRequest(URL))
    assert plain.url().toString() == URL and not plain.hasRawHeader(b"Accept")
    manual = QNetworkRequest.RedirectPolicy.ManualRedirectPolicy
    assert plain.attribute(QNetworkRequest.Attribute.RedirectPolicyAttribute) in (manual, int(manual))
    asked = plain_request(GetRequest(URL, accept="application/json", headers=(("If-None-Match", '"é"'),)))
    assert (asked.rawHeader(b"Accept").data(), asked.rawHeader(b"If-None-Match").data()) == (b"application/json", '"é"'.encode("latin-1"))


@pytest.mark.parametrize("value", ["e\r\nX-Injected: 1", "e\nX: 1", "\x00"])
def test_a_header_that_would_begin_another_is_not_sent(value):
    asked = plain_request(GetRequest(URL, headers=(("If-None-Match", value), ("If-Modified-Since", "m"))))
    assert [name.data() for name in asked.rawHeaderList()] == [b"If-Modified-Since"]
    assert plain_request(GetRequest(URL, headers=(("If-None-Match", "€"),))).rawHeader(b"If-None-Match").data() == b""


def test_a_worker_without_requests_ends_at_once():
    worker = Worker([], [], Limits())
    alarm = threading.Timer(2, worker.stop.set)
    alarm.start()
    worker.run()
    alarm.cancel()
    assert not worker.stop.is_set()
    assert worker.done.empty()
