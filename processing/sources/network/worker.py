"""The thread in which requests run: an event loop of its own, so that neither window nor caller waits for a signal."""

from __future__ import annotations

import datetime
import io
import queue
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEventLoop, QThread, QTimer, QUrl, pyqtBoundSignal
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ...model.errors import OpgaveError
from ...model.file_places import WEB
from ...model.trust import Trust, server_of
from . import sentences
from .hosts import Hosts, HostSlots
from .inside import Lookups, leads_inside, not_public
from .requests import GetRequest, Limits, PostRequest, Reply, Trouble

TICK_MILLISECONDS = 25
SECOND_ATTEMPT_AFTER = 0.5
MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
PASSING = (429, 500, 502, 503, 504)
"""Statuses that a second attempt may not meet."""
GZIP_MARK = b"\x1f\x8b"
BEGINNING = 65_536
"""Bytes of an answer that is kept in memory too when it goes into a file."""
MOST_DIGITS = 15
"""Of a number in a header: what is longer is larger than anything, and Python reads no number of thousands of digits."""
FORM = "application/x-www-form-urlencoded"


SLOTS = HostSlots()
"""Of all who ask at the same time: a host is asked no more by several tasks than by one."""


@dataclass(eq=False)
class RequestJob:
    """A request on its way."""

    index: int
    ask: GetRequest
    request: QNetworkRequest
    url: str
    started: float = 0.0
    attempt: int = 1
    not_before: float = 0.0
    came_from: str = ""
    seen: list[str] = field(default_factory=list)
    moved_to: str = ""
    temporary: bool = False
    reply: QNetworkReply | None = None
    content: bytearray = field(default_factory=bytearray)
    size: int = 0
    file: BinaryIO | None = None
    certificate_errors: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        """The host to which it goes now."""
        return server_of(self.url)

    def begin(self) -> None:
        """Forget what an earlier attempt, or an address that sent on, has given."""
        self.content.clear()
        self.size = 0
        self.close()

    def take(self, data: bytes, good: bool) -> str:
        """Take a part of the answer, which a good one puts into the request's file if it has one; return why that cannot be."""
        self.size += len(data)
        if not (good and self.ask.into):
            self.content += data
            return ""
        self.content += data[: max(BEGINNING - len(self.content), 0)]
        try:
            self.file = self.file or Path(self.ask.into).open("wb")  # noqa: SIM115 - `close` ends it
            self.file.write(data)
        except OSError as error:
            return error.strerror or str(error)
        return ""

    def close(self) -> None:
        """End the file."""
        if self.file:
            with suppress(OSError):  # of a disk that is full, which was said when it was written to
                self.file.close()
            self.file = None


class Worker(QThread):
    """Runs requests and puts ``(index, Reply)`` on `done` as each ends; `stop` ends all of them.

    The network manager belongs to this thread alone. It takes proxies and certificates from QGIS's settings, but asks
    nobody for a password or for trust: what it cannot get that way is reported.
    """

    def __init__(self, asks: Sequence[GetRequest], requests: Sequence[QNetworkRequest], limits: Limits, trust: Trust | None = None):
        super().__init__()
        self.limits = limits
        self._trust = trust or Trust()
        self._lookups = Lookups()
        self._unknown: list[RequestJob] = []
        self.done: queue.SimpleQueue[tuple[int, Reply]] = queue.SimpleQueue()
        self.stop = threading.Event()
        self._hosts: Hosts[RequestJob] = Hosts(limits, SLOTS)
        self._running: dict[str, list[tuple[RequestJob, QNetworkReply]]] = {}
        self._resting: list[RequestJob] = []
        self._left = len(asks)
        for index, (ask, request) in enumerate(zip(asks, requests, strict=True)):
            self._admit(RequestJob(index, ask, request, ask.url))

    def run(self) -> None:
        """Work until every request has ended, or all are stopped."""
        manager, loop, ticker = QgsNetworkAccessManager(), QEventLoop(), QTimer()
        ticker.start(TICK_MILLISECONDS)
        unhook(manager.authenticationRequired)
        while self._left and not self.stop.is_set():
            self._start(manager)
            loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            for host, jobs in self._running.items():
                for job, reply in list(jobs):
                    try:
                        self._look_at(host, job, reply)
                    except RuntimeError:  # QGIS took the answer away, as was seen on a machine with far too much to do
                        if not sip.isdeleted(reply):
                            raise
                        if (job, reply) in jobs:
                            self._leave(host, job, reply, alive=True)
                        self._lose(job)
            for job in self._hosts.given_up():
                self._end(job, Trouble.NOT_ASKED, sentences.not_asked(job.url, job.host))
        for job, reply in (running for jobs in self._running.values() for running in jobs):
            if not sip.isdeleted(reply):
                reply.abort()
            job.close()
        self._hosts.leave()
        ticker.stop()

    def _admit(self, job: RequestJob) -> None:
        """Queue a request, once it is known that it may go where it goes: only what was accepted leads into the network."""
        if not job.ask.public_only and not job.came_from or self._trust.has_host(job.host):
            self._hosts.add(job.host, job)
            return
        inside = self._lookups.inside(job.host)
        from_inside = job.ask.public_only or self._lookups.inside(server_of(job.came_from)) if inside else None
        if inside is None or inside and from_inside is None:
            self._unknown.append(job)
        elif not inside or from_inside and not job.ask.public_only:
            self._hosts.add(job.host, job)
        elif job.came_from:
            self._end(job, Trouble.NOT_ASKED, leads_inside(job.came_from, job.url, job.host))
        else:
            self._end(job, Trouble.NOT_ASKED, not_public(job.url, job.host))

    def _start(self, manager: QgsNetworkAccessManager) -> None:
        waiting, self._unknown = self._unknown, []
        for job in waiting:
            self._admit(job)
        now = time.monotonic()
        for job in [job for job in self._resting if job.not_before <= now]:
            self._resting.remove(job)
            self._hosts.add(job.host, job)
        for host, job in self._hosts.next_jobs(now):
            job.started = job.started or now
            job.request.setUrl(QUrl(job.url))
            job.seen.append(job.url)
            job.begin()
            job.reply = reply = send(manager, job)
            unhook(reply.sslErrors)
            reply.sslErrors.connect(lambda errors, job=job: job.certificate_errors.extend(error.errorString() for error in errors))
            self._running.setdefault(host, []).append((job, reply))

    def _look_at(self, host: str, job: RequestJob, reply: QNetworkReply) -> None:
        """Read what came, and end the request when it is finished, has enough, is too large or too late."""
        late = time.monotonic() - job.started > self.limits.seconds
        unwritable = job.take(reply.readAll().data(), status_of(reply) == 200) if reply.bytesAvailable() else ""
        full = bool(job.ask.enough) and job.size >= job.ask.enough and status_of(reply) == 200
        most = self.limits.file_size if job.ask.into and status_of(reply) == 200 else self.limits.size
        large = not full and max(job.size, 0 if job.ask.enough else stated_size(reply)) > most
        if not (reply.isFinished() or late or full or large or unwritable):
            return
        finished = reply.isFinished()
        if not finished:
            reply.abort()
        self._leave(host, job, reply, alive=status_of(reply) > 0 or bool(job.certificate_errors))
        if unwritable:
            self._end(job, Trouble.UNWRITABLE, sentences.unwritable(job.url, job.ask.into, unwritable))
        elif large:  # which a fast server's answer may be found to be only when all of it is there
            self._end(job, Trouble.LARGE, sentences.too_large(job.url, most))
        elif finished:
            self._finished(host, job, reply)
        elif full:
            self._end(job)
        else:
            self._end(job, Trouble.SILENT, sentences.silent(job.url, self.limits))
        if not sip.isdeleted(reply):
            reply.deleteLater()

    def _leave(self, host: str, job: RequestJob, reply: QNetworkReply, alive: bool) -> None:
        """Have a request run no longer, so that its host is free for another."""
        self._running[host].remove((job, reply))
        self._hosts.done(host, alive)

    def _lose(self, job: RequestJob) -> None:
        """Ask again for an answer that is gone before all was read of it."""
        job.reply = None
        if job.attempt < self.limits.attempts:
            job.attempt += 1
            self._resting.append(job)
        else:
            self._end(job, Trouble.CUT_OFF, sentences.cut_off(job.url, job.size))

    def _finished(self, host: str, job: RequestJob, reply: QNetworkReply) -> None:
        status, location = status_of(reply), header_of(reply, b"Location")
        if status in REDIRECTS and location:
            self._follow(job, status, location)
        elif self._tries_again(host, job, reply, status):
            return
        elif status >= 400:
            self._end(job, sentences.trouble_of_status(status), sentences.status_error(job.url, status, wait_of(reply)))
        elif reply.error() == QNetworkReply.NetworkError.SslHandshakeFailedError or job.certificate_errors:
            reason = "; ".join(dict.fromkeys(job.certificate_errors)) or reply.errorString()
            self._end(job, Trouble.CERTIFICATE, sentences.bad_certificate(job.url, reason))
        elif reply.error() != QNetworkReply.NetworkError.NoError and status:
            self._end(job, Trouble.CUT_OFF, sentences.cut_off(job.url, job.size))
        elif reply.error() != QNetworkReply.NetworkError.NoError:
            self._end(job, Trouble.UNREACHABLE, sentences.unreachable(job.url, reply.errorString()))
        else:
            self._end(job)

    def _tries_again(self, host: str, job: RequestJob, reply: QNetworkReply, status: int) -> bool:
        """Queue a second attempt where the trouble may pass within the time limit; a host that asks for rest gets it."""
        failed = reply.error() != QNetworkReply.NetworkError.NoError and (status < 400 or status in PASSING)
        if not failed or job.attempt >= self.limits.attempts or job.certificate_errors:
            return False
        now, wait = time.monotonic(), wait_of(reply)
        pause = SECOND_ATTEMPT_AFTER if wait is None else wait
        if now + pause - job.started >= self.limits.seconds:
            return False
        if wait is not None:
            self._hosts.pause(host, now + wait)
        job.attempt, job.not_before = job.attempt + 1, now + pause
        self._resting.append(job)
        return True

    def _follow(self, job: RequestJob, status: int, location: str) -> None:
        """Go where the server sends on; secrets stay behind when that is another host."""
        target = QUrl(job.url).resolved(QUrl(location))
        url = target.toString()
        if not target.isValid() or target.scheme() not in WEB or url in job.seen or len(job.seen) > MOST_REDIRECTS:
            self._end(job, Trouble.LOOP, sentences.in_a_circle(job.ask.url))
            return
        if QUrl(job.url).scheme() != target.scheme() or server_of(url) != job.host:
            job.request = plain_request(job.ask)
        job.came_from = job.url if server_of(url) != job.host else ""
        job.temporary = job.temporary or status not in FOR_GOOD
        job.url, job.moved_to = url, "" if job.temporary else url
        self._admit(job)

    def _end(self, job: RequestJob, trouble: Trouble = Trouble.NONE, error: OpgaveError | None = None) -> None:
        job.close()
        content = bytes(job.content)
        if trouble == Trouble.NONE and content.startswith(GZIP_MARK):
            content, trouble, error = unpack_file(job, self.limits) if job.ask.into else unpack(job, content, self.limits)
        reply = job.reply
        ended = Reply(
            ask=job.ask,
            url=job.url,
            status=status_of(reply) if reply else 0,
            content=content,
            headers=headers_of(reply) if reply else {},
            seconds=time.monotonic() - job.started if job.started else 0.0,
            moved_to=job.moved_to,
            certificate_until=certificate_end(reply) if reply else None,
            trouble=trouble,
            error=error,
        )
        self._left -= 1
        self.done.put((job.index, ended))


def send(manager: QgsNetworkAccessManager, job: RequestJob) -> QNetworkReply:
    """Send a request, with its form if it has one."""
    if isinstance(job.ask, PostRequest):
        job.request.setHeader(QNetworkRequest.KnownHeaders.ContentTypeHeader, FORM)
        return manager.post(job.request, job.ask.form)
    return manager.get(job.request)


def unhook(signal: pyqtBoundSignal) -> None:
    """Take QGIS's own handlers from a signal: they would ask the user, in the main thread, which may be waiting for this one."""
    with suppress(TypeError):
        signal.disconnect()


def plain_request(ask: GetRequest) -> QNetworkRequest:
    """Return a request without secrets; redirects are followed by the worker, which sees whether they are for good."""
    request = QNetworkRequest(QUrl(ask.url))
    policy = QNetworkRequest.RedirectPolicy.ManualRedirectPolicy
    request.setAttribute(QNetworkRequest.Attribute.RedirectPolicyAttribute, policy)
    if ask.accept:
        request.setRawHeader(b"Accept", ask.accept.encode("ascii"))
    for name, value in ask.headers:
        if value.isprintable():  # a line break, from whoever wrote a store, begins another header
            request.setRawHeader(name.encode("ascii"), value.encode("latin-1", "ignore"))
    return request


def inflate(source: BinaryIO) -> Iterator[bytes]:
    """Yield what a gzip file holds, part by part: all its members, for some programs write more than one.

    Raises
    ------
    EOFError
        It breaks off.
    zlib.error
        It is damaged.
    """
    inflater, part = zlib.decompressobj(31), source.read(BEGINNING)
    while part:
        yield inflater.decompress(part, BEGINNING)
        part = inflater.unconsumed_tail
        if inflater.eof:
            part = inflater.unused_data
            if len(part) < len(GZIP_MARK):
                part += source.read(BEGINNING)
            if not part.startswith(GZIP_MARK):
                return
            inflater = zlib.decompressobj(31)
        part = part or source.read(BEGINNING)
    raise EOFError


def unpack(job: RequestJob, content: bytes, limits: Limits) -> tuple[bytes, Trouble, OpgaveError | None]:
    """Return what a gzip file holds, within the limit."""
    plain = bytearray()
    try:
        for part in inflate(io.BytesIO(content)):
            plain += part
            if len(plain) > limits.size:
                return b"", Trouble.LARGE, sentences.too_large(job.url, limits.size)
    except EOFError:
        if not job.ask.enough:
            return bytes(plain), Trouble.CUT_OFF, sentences.cut_off(job.url, len(content))
    except zlib.error:
        return content, Trouble.CUT_OFF, sentences.cut_off(job.url, len(content))
    return bytes(plain), Trouble.NONE, None


def unpack_file(job: RequestJob, limits: Limits) -> tuple[bytes, Trouble, OpgaveError | None]:
    """Put what a gzip file holds in its place, within the limit, and return its beginning."""
    packed, plain = Path(job.ask.into), Path(f"{job.ask.into}.plain")
    beginning, size = b"", 0
    try:
        with packed.open("rb") as source, plain.open("wb") as target:
            try:
                for part in inflate(source):
                    size += target.write(part)
                    beginning = beginning or part
                    if size > limits.file_size:
                        return b"", Trouble.LARGE, sentences.too_large(job.url, limits.file_size)
            except EOFError:
                if not job.ask.enough:
                    return beginning, Trouble.CUT_OFF, sentences.cut_off(job.url, job.size)
        plain.replace(packed)
    except zlib.error:
        return beginning, Trouble.CUT_OFF, sentences.cut_off(job.url, job.size)
    except OSError as error:
        return b"", Trouble.UNWRITABLE, sentences.unwritable(job.url, job.ask.into, error.strerror or str(error))
    finally:
        plain.unlink(missing_ok=True)
    return beginning, Trouble.NONE, None


def status_of(reply: QNetworkReply) -> int:
    """Return the HTTP status; 0 where no answer came."""
    return reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute) or 0


def header_of(reply: QNetworkReply, name: bytes) -> str:
    """Return a header of the answer; empty where it has none."""
    return reply.rawHeader(name).data().decode("latin-1").strip()


def headers_of(reply: QNetworkReply) -> dict[str, str]:
    """Return the headers by lower-case name."""
    return {name.data().decode("latin-1").lower(): header_of(reply, name) for name in reply.rawHeaderList()}


def stated_size(reply: QNetworkReply) -> int:
    """Return the bytes that a good answer says it will have; 0 where it does not say."""
    size = header_of(reply, b"Content-Length")
    return int(size[:MOST_DIGITS]) if size.isdecimal() and status_of(reply) == 200 else 0


def wait_of(reply: QNetworkReply) -> float | None:
    """Return the seconds that Retry-After asks for, given as a number or as a moment; None where it asks nothing."""
    text = header_of(reply, b"Retry-After")
    if not text:
        return None
    if text.isdecimal():
        return float(text[:MOST_DIGITS])
    try:
        moment = parsedate_to_datetime(text).astimezone(datetime.timezone.utc)
    except (TypeError, ValueError, OverflowError):
        return None
    return max((moment - datetime.datetime.now(datetime.timezone.utc)).total_seconds(), 0.0)


def certificate_end(reply: QNetworkReply) -> datetime.date | None:
    """Return the last day of the server's certificate."""
    certificate = reply.sslConfiguration().peerCertificate()
    if certificate.isNull():
        return None
    day = certificate.expiryDate().date()
    return datetime.date(day.year(), day.month(), day.day())
