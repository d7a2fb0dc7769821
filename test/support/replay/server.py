"""The servers of the replay: one port on loopback for each host, so that each is asked, given up and refused on its own."""

from __future__ import annotations

import contextlib
import fnmatch
import json
import re
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qsl, unquote, urlsplit

import pandas as pd

from ..servers_replay import HTML, JSON, Answer, Server
from .world import Table, World, find_data

LATENCY = 0.1
"""Seconds between a question and the first of its answer."""
SLOW = 6.0
"""Seconds that a slow source takes more."""
HEADER = "X-Replay"
RECORDED, GENERATED = "recorded", "generated"
FAULTS = ("down", "refused", "slow", "silent", "changed", "empty")
SPEED = 20e6
"""Bytes a second, so that what is large takes its time."""


@dataclass(frozen=True)
class Fault:
    """How a source goes wrong: ``down`` (status 500), ``refused``, ``slow``, ``silent``, ``empty``, ``changed`` or ``changed:OLD=NEW``.

    Without names all columns of a changed source are called otherwise.
    """

    kind: str = ""
    renamed: tuple[str, str] = ("", "")

    def __post_init__(self):
        if self.kind and self.kind not in FAULTS:
            raise ValueError(f"no fault '{self.kind}'; there are: {', '.join(FAULTS)}")

    @classmethod
    def read(cls, text: str) -> Fault:
        kind, _, names = text.partition(":")
        old, _, new = names.partition("=")
        return cls(kind, (old, new))

    def spoil(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return rows as the source gives them now."""
        if self.kind == "empty":
            return frame.iloc[:0]
        if self.kind != "changed":
            return frame
        old, new = self.renamed
        return frame.rename(columns={old: new} if old else {name: f"{name}_v2" for name in frame})

    def spoil_table(self, table: Table) -> Table:
        shapes = table.shapes[:0] if table.shapes is not None and self.kind == "empty" else table.shapes
        return Table(self.spoil(table.frame), shapes, table.recorded)


SOUND = Fault()


@dataclass(frozen=True)
class Ask:
    """What is asked of a source.

    Attributes
    ----------
    path : str
        Decoded, with a slash before it.
    query : dict of str to str
        Names in small letters; what a form holds too.
    home : str
        The address at which the host stands in the replay.
    """

    world: World
    host: str
    path: str
    query: dict[str, str]
    home: str
    fault: Fault = SOUND
    ports: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.home + self.path

    def file_once(self, name: str, make: Callable[[], bytes]) -> bytes:
        """Return a large file; of a source in which something is wrong it is made anew."""
        return make() if self.fault.kind else self.world.file_once(name, make)


@dataclass(frozen=True)
class Source:
    """A part of a host that answers: what lies under a path, and whether that was recorded.

    Attributes
    ----------
    path : str
        With ``*`` for any letters.
    about : str
        What of it is recorded and what is made up.
    """

    host: str
    path: str
    answer: Callable[[Ask], Answer]
    about: str = ""
    kind: str = ""

    def matches(self, host: str, path: str) -> bool:
        return host == self.host and fnmatch.fnmatchcase(path, self.path)


def given(content: bytes | str, kind: str, recorded: bool, status: int = 200) -> Answer:
    """Return an answer that says whether it was recorded."""
    content = content.encode() if isinstance(content, str) else content
    return Answer(content, kind, status, {HEADER: RECORDED if recorded else GENERATED})


def given_json(document: object, recorded: bool = False, status: int = 200) -> Answer:
    return given(json.dumps(document, ensure_ascii=False), f"{JSON};charset=utf-8", recorded, status)


@dataclass
class Playing:
    """The replay while it plays: where each host stands, what is wrong with it, and what was asked."""

    world: World
    sources: tuple[Source, ...]
    latency: float
    faults: dict[str, str]
    ports: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    """Host and path with the query, method, and the answer's `HEADER`."""
    stopping: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def hosts(self) -> list[str]:
        return list(dict.fromkeys(source.host for source in self.sources))

    def make_large_files(self) -> None:
        """Make now what takes long, so that no answer is later than its latency; what was made before is kept in ``build/replay``."""
        from .sources import LARGE

        for host, path, query in LARGE:
            self.answer(host, path, query, "", "GET")
        self.asked.clear()

    def moved(self, url: str) -> str:
        """Return where an address of a real source stands in the replay; others are left as they are."""
        return replayed(url, self.ports)

    def fault_of(self, host: str, path: str) -> Fault:
        """Return what is wrong with a path: the fault of the longest of the addresses that it lies under."""
        place = f"{host}{path}"
        under = [one for one in self.faults if place == one or place.startswith(one.rstrip("/*") + "/") or fnmatch.fnmatchcase(place, one)]
        return Fault.read(self.faults[max(under, key=len)]) if under else SOUND

    def answer(self, host: str, path: str, query: str, form: str, method: str) -> Answer:
        """Return what a host answers, and keep that it was asked."""
        place = unquote(path)
        fault = self.fault_of(host, place)
        words = {name.lower(): value for text in (query, form) for name, value in parse_qsl(text, keep_blank_values=True)}
        with self._lock:
            self.asked.append((f"{host}{place}" + (f"?{query}" if query else ""), method, ""))
            mine = len(self.asked) - 1
        if fault.kind == "down":
            answer = Answer(b"<html><body>Internal Server Error</body></html>", HTML, 500, {HEADER: GENERATED})
        elif fault.kind in ("refused", "silent"):
            answer = Answer(fault=fault.kind)
        else:
            source = next((one for one in self.sources if one.matches(host, place)), None)
            ask = Ask(self.world, host, place, words, self.ports[host], fault, self.ports)
            answer = answer_of(source, ask)
            answer = replace(answer, fault="slow") if fault.kind == "slow" else answer
        self.asked[mine] = (*self.asked[mine][:2], answer.headers.get(HEADER, ""))
        return answer


def answer_of(source: Source | None, ask: Ask) -> Answer:
    """Return what a source answers; a mistake of the replay itself shows as such, with its reason."""
    if source is None:
        return Answer(b"<html><body>Not Found</body></html>", HTML, 404, {HEADER: GENERATED})
    try:
        return source.answer(ask)
    except Exception:  # noqa: BLE001
        return Answer(traceback.format_exc().encode(), "text/plain", 500, {HEADER: "mistaken"})


def replayed(url: str, ports: dict[str, str]) -> str:
    """Return an address with the host's place in the replay instead of the host."""
    found = re.match(r"(https?)://([^/?#]+)", url)
    return url.replace(found[0], ports[found[2]], 1) if found and found[2] in ports else url


def handler_of(playing: Playing, host: str) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self, form: str = ""):
            parts = urlsplit(self.path)
            begun = time.monotonic()
            with contextlib.suppress(OSError):
                self.give(playing.answer(host, parts.path, parts.query, form, self.command), begun)

        def do_HEAD(self):
            self.do_GET()

        def do_POST(self):
            self.do_GET(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())

        def give(self, answer: Answer, begun: float):
            self.close_connection = self.close_connection or answer.fault in ("refused", "silent")
            if answer.fault == "refused":
                return
            if answer.fault == "silent":
                playing.stopping.wait(60)
                return
            due = begun + playing.latency + (SLOW if answer.fault == "slow" else 0) + len(answer.content) / SPEED
            playing.stopping.wait(max(due - time.monotonic(), 0))
            self.send_response(answer.status)
            for name, value in {"Content-Type": answer.kind, "Content-Length": str(len(answer.content)), **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.content)

        def log_message(self, *arguments):
            pass

    return Handler


class QuietServer(Server):
    """A server that says nothing of who hangs up."""

    def handle_error(self, request, client_address):
        pass


@contextlib.contextmanager
def play(
    data: object = ..., latency: float = LATENCY, faults: dict[str, str] | None = None, world: World | None = None, first_port: int = 0
) -> Iterator[Playing]:
    """Answer as the real sources do, each host at a port of its own.

    Parameters
    ----------
    data : Path or None
        The folder of shared data; None for none; unless given, as `find_data` finds it.
    latency : float
        Seconds before each answer, in which it is made too.
    faults : dict of str to str
        What is wrong, by host and path: ``{"geo.api.vlaanderen.be/GRB/wfs": "down"}``; see `Fault`. A host alone is all of it.
    world : World, optional
        One that was made before, with all that it keeps.
    first_port : int
        The first of the ports; 0 for any that are free.
    """
    from .sources import SOURCES

    world = (world or World(find_data() if data is ... else data)).prepare()
    playing = Playing(world, SOURCES, latency, dict(faults or {}))
    for text in playing.faults.values():
        Fault.read(text)
    servers, threads = [], []
    try:
        for number, host in enumerate(playing.hosts):
            server = QuietServer(("127.0.0.1", first_port + number if first_port else 0), handler_of(playing, host))
            playing.ports[host] = f"http://127.0.0.1:{server.server_address[1]}"
            servers.append(server)
            threads.append(threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True))
            threads[-1].start()
        yield playing
    finally:
        playing.stopping.set()
        for server, thread in zip(servers, threads, strict=False):
            server.shutdown()
            server.server_close()
            thread.join()
