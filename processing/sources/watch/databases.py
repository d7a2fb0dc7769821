"""Databases looked at side by side: QGIS waits half a minute for one that is silent, and knows no other limit."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.public_text import without_secrets
from ...model.record import LayerRecord
from ...qgis_io.lasting_threads import start_in_lasting_thread
from ..kinds.postgis.load import open_table
from ..kinds.probing import ProbeResult
from ..network import Limits

POLL = 0.05
Looked = ProbeResult | OpgaveError
"""What a source says of itself, or why it says nothing."""


def look_at_tables(records: Sequence[LayerRecord], limits: Limits, progress: Progress = SILENT) -> dict[str, Looked]:
    """Return what tables of databases say, by id of their records; a database that is silent for too long is asked nothing more.

    Each database has a thread to itself, which is left behind when its time is over: it is free again when QGIS gives the connection up.
    """
    waiting = deque(databases_of(records))
    running: list[Database] = []
    found: dict[str, Looked] = {}
    while waiting or running:
        progress.check()
        while waiting and len(running) < limits.at_once:
            running.append(waiting.popleft())
            running[-1].begin()
        for database in [one for one in running if one.is_over(limits.seconds)]:
            running.remove(database)
            found |= database.results()
        time.sleep(POLL)
    return found


def databases_of(records: Sequence[LayerRecord]) -> list[Database]:
    """Return the databases of records, each with its own."""
    tables: dict[tuple[str, str], list[LayerRecord]] = {}
    for record in records:
        tables.setdefault((record.source.path, record.source.auth), []).append(record)
    return [Database(some) for some in tables.values()]


class Database:
    """Looks at tables of one database, one after another, in another thread."""

    def __init__(self, records: Sequence[LayerRecord]):
        self.records = records
        self.found: dict[str, Looked] = {}
        self.begun = 0.0
        self.left_behind = False
        self.looking: Future[None] | None = None

    def begin(self) -> None:
        """Have its tables looked at."""
        self.begun = time.monotonic()
        self.looking = start_in_lasting_thread(self._look)

    def _look(self) -> None:
        for record in self.records:
            self.begun = time.monotonic()
            found = look_at_table(record)
            if self.left_behind:
                return
            self.found[record.id] = found

    def is_over(self, seconds: float) -> bool:
        """Whether all is looked at, or a table takes longer than ``seconds``: the thread is left behind then."""
        ended = self.looking is not None and self.looking.done()
        self.left_behind = not ended and time.monotonic() - self.begun > seconds
        return self.left_behind or ended

    def results(self) -> dict[str, Looked]:
        """Return what was found: the first table without an answer was silent, the others were not asked."""
        found = dict(self.found)
        missing = [record for record in self.records if record.id not in found]
        silent, others = missing[:1], missing[1:]
        return found | {record.id: is_silent(record) for record in silent} | {record.id: not_asked(record) for record in others}


def look_at_table(record: LayerRecord) -> Looked:
    """Return the columns of a table, or why they are not known."""
    try:
        return ProbeResult(tuple(field.name() for field in open_table(record).fields()))
    except OpgaveError as error:
        return error


def is_silent(record: LayerRecord) -> OpgaveError:
    """Return the sentence for a table that was waited for long enough."""
    return OpgaveError(
        "Table {table} of {place} gave no answer within the time limit: check whether the database can be reached from here.",
        table=record.source.layer,
        place=without_secrets(record.source.path),
    )


def not_asked(record: LayerRecord) -> OpgaveError:
    """Return the sentence for a table of a database that was silent before."""
    return OpgaveError(
        "Table {table} of {place} was not asked, because the database was silent before: try again later.",
        table=record.source.layer,
        place=without_secrets(record.source.path),
    )
