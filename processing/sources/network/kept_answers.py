"""Answers of a service of pictures that are kept beside the data, so that the same ground is drawn again without a request.

QGIS asks for such pictures itself and keeps them for a day at most, where nobody else finds them. Here they stay: QGIS is lent them for as
long as a run takes, and draws as if the service had answered.
"""

from __future__ import annotations

import datetime
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from contextvars import ContextVar
from pathlib import Path

from qgis.core import QgsNetworkAccessManager, QgsNetworkRequestParameters
from qgis.PyQt.QtCore import QDateTime, QUrl
from qgis.PyQt.QtNetwork import QNetworkCacheMetaData, QNetworkRequest

from ...model.errors import OpgaveError
from ...model.public_text import holds_secret
from ...model.trust import server_of
from ...qgis_io.outputs import refusal, said_when_refused

LENT_SECONDS = 3600
"""How long QGIS takes what it is lent for the service's own."""
TYPE = b"Content-Type"
CAPABILITIES = re.compile(r"request=getcapabilities|\.xml$", re.IGNORECASE)
TABLES = (
    "CREATE TABLE IF NOT EXISTS answers (url TEXT PRIMARY KEY, type BLOB NOT NULL, content BLOB NOT NULL, day TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS facts (subject TEXT PRIMARY KEY, fact TEXT NOT NULL)",
)


class KeptAnswers:
    """A file of answers, and of what was found out about services that gave them.

    A file that cannot be read is as good as none.

    Attributes
    ----------
    oldest : date or None
        When the oldest of its answers came; None where it holds none yet.
    facts : dict
        What was found out, by its subject; plain values.
    """

    def __init__(self, path: Path):
        self.path = path
        self.facts: dict[str, str] = {}
        self._hosts: set[str] = set()
        self._answers: dict[str, tuple[bytes, bytes]] = {}
        self._asked: dict[str, None] = {}
        days: list[str] = []
        try:
            if path.is_file():
                with closing(sqlite3.connect(path)) as database:
                    for url, kind, content, day in database.execute("SELECT url, type, content, day FROM answers"):
                        self._answers[str(url)] = bytes(kind), bytes(content)
                        days.append(day)
                    self.facts = {str(subject): str(fact) for subject, fact in database.execute("SELECT subject, fact FROM facts")}
            self.oldest = min(map(datetime.date.fromisoformat, days), default=None)
        except (sqlite3.DatabaseError, TypeError, ValueError):
            path.unlink(missing_ok=True)
            self._answers, self.facts, self.oldest = {}, {}, None

    def lend(self, addresses: Iterable[str]) -> None:
        """Put answers where QGIS looks for them before it asks: pictures, and what services at some addresses say of theirs."""
        new = set(map(server_of, addresses)) - self._hosts
        cache, until = QgsNetworkAccessManager.instance().cache(), QDateTime.currentDateTimeUtc().addSecs(LENT_SECONDS)
        self._hosts |= new
        for url, (kind, content) in self._answers.items() if new and cache is not None else ():
            head = QNetworkCacheMetaData()
            head.setUrl(QUrl(url))
            head.setRawHeaders([(TYPE, kind)])
            head.setAttributes({QNetworkRequest.Attribute.HttpStatusCodeAttribute: 200})
            head.setExpirationDate(until)
            head.setSaveToDisk(True)
            device = cache.prepare(head) if self._belongs(url, kind) else None
            if device is not None:
                device.write(content)
                cache.insert(device)

    def note(self, asked: QgsNetworkRequestParameters) -> None:
        """Note an address that QGIS asks for."""
        self._asked[asked.request().url().toString()] = None

    def keep(self) -> None:
        """Keep the answers to what was noted, as far as QGIS has them.

        Raises
        ------
        OpgaveError
            The file cannot be written.
        """
        cache, day, new = QgsNetworkAccessManager.instance().cache(), datetime.date.today().isoformat(), []
        for url in self._asked.keys() - self._answers.keys() if cache is not None else ():
            head = cache.metaData(QUrl(url))
            headers = {bytes(name).lower(): bytes(value) for name, value in head.rawHeaders()}
            kind, device = headers.get(TYPE.lower(), b""), cache.data(QUrl(url))
            if device is not None and self._belongs(url, kind):
                new.append((url, kind, bytes(device.readAll()), day))
        if not new:
            return
        with said_when_refused(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(self.path)) as database, database:
                for table in TABLES:
                    database.execute(table)
                database.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", new)
                database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", list(self.facts.items()))
        except sqlite3.Error as error:
            raise refusal(self.path, error) from error

    def _belongs(self, url: str, kind: bytes) -> bool:
        """Whether an answer is a picture of a service that was lent, or says which pictures it has, at an address without a key.

        No page is lent, no refusal kept, and nothing of what else is drawn in this thread, such as a picture in a house style.
        """
        if server_of(url) not in self._hosts or holds_secret(url):
            return False
        return kind.startswith(b"image/") or CAPABILITIES.search(url) is not None


_KEPT: ContextVar[KeptAnswers | None] = ContextVar("kept_answers", default=None)


def kept_answers() -> KeptAnswers | None:
    """Return the answers that are kept at present; None where none are."""
    return _KEPT.get()


@contextmanager
def keep_answers(path: Path, anew: bool = False) -> Iterator[None]:
    """Have QGIS draw pictures of services in this thread from a file, as long as this lasts, and put into it what it had to ask for.

    Parameters
    ----------
    anew : bool
        Forget what the file holds.
    """
    if anew:
        path.unlink(missing_ok=True)
    kept, manager = KeptAnswers(path), QgsNetworkAccessManager.instance()
    token = _KEPT.set(kept)
    manager.requestAboutToBeCreated[QgsNetworkRequestParameters].connect(kept.note)
    ended = False
    try:
        yield
        ended = True
    finally:
        manager.requestAboutToBeCreated[QgsNetworkRequestParameters].disconnect(kept.note)
        _KEPT.reset(token)
        with nullcontext() if ended else suppress(OpgaveError):  # the run's own error is what is told
            kept.keep()
