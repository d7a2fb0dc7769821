"""Headers of an answer that no server of good faith sends: each is one sentence, and ends nothing else."""

import socket
import threading

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.sources.network import GetRequest, Limits, fetch

NINES = b"9" * 5000
"""A number of more digits than Python reads."""


@pytest.fixture
def saying(qgis_app):
    """``saying(start, headers)``: an address on loopback that answers with these bytes."""
    listening = socket.create_server(("127.0.0.1", 0))
    said = []

    def answer():
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:  # closed
                return
            with connection:
                connection.recv(65_536)
                connection.sendall(said[0])

    answering = threading.Thread(target=answer, daemon=True)
    answering.start()

    def say(start: bytes, headers: bytes, body: bytes = b"") -> str:
        said[:] = [b"HTTP/1.1 " + start + b"\r\n" + headers + b"\r\nConnection: close\r\n\r\n" + body]
        return f"http://127.0.0.1:{listening.getsockname()[1]}/a"

    yield say
    listening.shutdown(socket.SHUT_RDWR)
    answering.join()
    listening.close()


@pytest.mark.parametrize(
    ("start", "headers", "sentence"),
    [
        (b"200 OK", b"Content-Length: " + NINES, "too much to read"),
        (b"503 Busy", b"Retry-After: " + NINES, "is too busy"),
        (b"503 Busy", b"Retry-After: \xb2", "internal error"),
        (b"503 Busy", b"Retry-After: Fri, 31 Dec 9999 23:59:59 -2359", "internal error"),
        (b"503 Busy", b"Retry-After: Mon, 01 Jan 0001 00:00:00 +2359", "internal error|is too busy"),
        (b"302 Found", b"Location: http://[::1", "redirects endlessly"),
        (b"302 Found", b"Location: \xff\xfe", "redirects endlessly"),
        (b"302 Found", b"Location: file:///etc/passwd", "redirects endlessly"),
    ],
)
def test_a_header_without_sense_is_one_sentence(saying, start, headers, sentence):
    with pytest.raises(OpgaveError, match=sentence) as caught:
        fetch(GetRequest(saying(start, headers)), Limits(seconds=5, attempts=1))
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "headers", [b"Content-Length: \xb2", b"Content-Type: text/csv; charset=\xb2undefined", b"Last-Modified: Mon, 99 Jan 99999 0"]
)
def test_what_can_be_passed_over_is(saying, headers):
    assert fetch(GetRequest(saying(b"200 OK", headers, b"a\n1\n")), Limits(seconds=5, attempts=1)).content == b"a\n1\n"
