"""A small web server on loopback that replays recorded answers and plays the faults of real servers."""

import contextlib
import gzip
import ssl
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

XML, JSON, HTML = "text/xml; charset=UTF-8", "application/json", "text/html"
SLOW_SECONDS = 1.0
LOGIN_PAGE = b"<!DOCTYPE html>\n<html><body><form action='/login'>Meld u aan</form></body></html>"
EXCEPTION_REPORT = (
    b'<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="2.0.0">'
    b'<ows:Exception exceptionCode="NoApplicableCode"><ows:ExceptionText>Databank niet bereikbaar</ows:ExceptionText></ows:Exception>'
    b"</ows:ExceptionReport>"
)


@dataclass(frozen=True)
class Answer:
    """What a path gives; ``fault`` is how it goes wrong: ``slow``, ``silent``, ``cut_off`` or ``huge``."""

    content: bytes = b""
    kind: str = XML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    fault: str = ""

    def gzipped(self) -> "Answer":
        """Return the answer packed, as the header says."""
        return Answer(gzip.compress(self.content), self.kind, self.status, {**self.headers, "Content-Encoding": "gzip"})


Route = Answer | Callable[[dict[str, str], int], Answer]
"""An answer, or what makes one from the query (lower-case names) and the number of times the path was asked before."""


class Replay:
    """The server: routes by path, and every request it got."""

    def __init__(self, routes: dict[str, Route]):
        self.routes = dict(routes)
        self.requests: list[tuple[str, dict[str, str], dict[str, str]]] = []
        self.most_at_once = 0
        self._counts: Counter[str] = Counter()
        self._now = 0
        self._lock = threading.Lock()
        self.stopping = threading.Event()
        self.url = ""

    def answer(self, path: str, query: dict[str, str], headers: dict[str, str]) -> Answer:
        with self._lock:
            self.requests.append((path, query, headers))
            before = self._counts[path]
            self._counts[path] += 1
        route = self.routes.get(path, Answer(b"not here", "text/plain", 404))
        return route(query, before) if callable(route) else route

    def asked(self, path: str) -> int:
        """Return how often a path was asked."""
        return self._counts[path]

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            yield
        finally:
            with self._lock:
                self._now -= 1


def handler_of(replay: Replay) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self, form: str = ""):  # noqa: N802
            parts = urlsplit(self.path)
            asked = [*parse_qsl(parts.query, keep_blank_values=True), *parse_qsl(form, keep_blank_values=True)]
            query = {name.lower(): value for name, value in asked}
            with replay.counted(), contextlib.suppress(OSError):
                self.give(replay.answer(parts.path, query, {name.lower(): value for name, value in self.headers.items()}))

        def do_POST(self):  # noqa: N802
            self.do_GET(self.rfile.read(int(self.headers["Content-Length"])).decode())

        def give(self, answer: Answer):
            if answer.fault == "silent":
                replay.stopping.wait(60)
                self.close_connection = True
                return
            if answer.fault == "slow":
                time.sleep(SLOW_SECONDS)
            size = 10**12 if answer.fault == "huge" else len(answer.content) * (2 if answer.fault == "cut_off" else 1)
            self.send_response(answer.status)
            for name, value in {"Content-Type": answer.kind, "Content-Length": str(size), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.content)
            while answer.fault == "huge" and not replay.stopping.is_set():
                self.wfile.write(b"x" * 65536)
            if answer.fault == "cut_off":
                self.wfile.flush()
                self.close_connection = True

        def log_message(self, *arguments):
            pass

    return Handler


class Server(ThreadingHTTPServer):
    """Many at once, none of which keeps a test from ending."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128


@contextlib.contextmanager
def replay(
    routes: dict[str, Route], certificate: Path | None = None, address: str = "127.0.0.1", clients: Path | None = None
) -> Iterator[Replay]:
    """Serve ``routes`` on a free port; with a PEM file of key and certificate over TLS, to ``clients`` of that authority alone if given."""
    playing = Replay(routes)
    server = Server((address, 0), handler_of(playing))
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        if clients:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(clients)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    playing.url = f"{'https' if certificate else 'http'}://{address}:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield playing
    finally:
        playing.stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def expired_certificate(folder: Path) -> Path:
    """Make a key and a certificate for 127.0.0.1 that ended in 2021, in one PEM file."""
    (folder / "index.txt").write_text("")
    (folder / "serial").write_text("01\n")
    (folder / "ca.cnf").write_text(
        "[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=any\n"
        "[any]\ncommonName=supplied\n"
    )
    request = ["req", "-new", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=127.0.0.1"]
    dates = ["-startdate", "200101000000Z", "-enddate", "210101000000Z"]
    sign = ["ca", "-batch", "-config", "ca.cnf", "-selfsign", "-keyfile", "key.pem", "-notext"]
    for command in (request, [*sign, "-in", "request.pem", "-out", "certificate.pem", *dates]):
        subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_text((folder / "key.pem").read_text() + (folder / "certificate.pem").read_text())
    return both


def own_authority(folder: Path, passphrase: str) -> None:
    """Make an authority (``ca.pem``), a server of it (``server.pem``), and a client (``client.pem``, its key ``client.key`` locked)."""
    (folder / "san.ext").write_text("subjectAltName=IP:127.0.0.1\n")
    new = ["req", "-newkey", "rsa:2048", "-subj"]
    signed = ["x509", "-req", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "365"]
    for command in (
        [*new, "/CN=Stad CA", "-x509", "-nodes", "-days", "365", "-keyout", "ca.key", "-out", "ca.pem"],
        [*new, "/CN=127.0.0.1", "-nodes", "-keyout", "server.key", "-out", "server.csr"],
        [*signed, "-in", "server.csr", "-out", "server.crt", "-extfile", "san.ext"],
        [*new, "/CN=jan", "-passout", f"pass:{passphrase}", "-keyout", "client.key", "-out", "client.csr"],
        [*signed, "-in", "client.csr", "-out", "client.pem"],
    ):
        subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)
    (folder / "server.pem").write_text((folder / "server.key").read_text() + (folder / "server.crt").read_text())


def dead_port() -> str:
    """Return an address where nobody listens."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"
