"""The sync as a page: what failed first, then what is new."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from ...model.errors import OpgaveError
from ...texts import record_words
from ...texts.language import Language
from ...texts.templates import render
from ..loading.messages import Message
from .sync import SyncOutcome, SyncResult, count

OUTCOME_TEXTS = {
    SyncOutcome.UPDATED: "updated",
    SyncOutcome.UNCHANGED: "unchanged",
    SyncOutcome.FAILED: "failed",
    SyncOutcome.LEFT: "left out",
}
OUTCOME_ORDER = (SyncOutcome.FAILED, SyncOutcome.UPDATED, SyncOutcome.UNCHANGED, SyncOutcome.LEFT)


def sync_report(synced: Sequence[SyncResult], store: str, language: Language) -> str:
    """Return the report as HTML."""
    ordered = sorted(synced, key=lambda one: (OUTCOME_ORDER.index(one.outcome), one.record.id))
    facts = [
        (language.tr("Updated"), count(synced, SyncOutcome.UPDATED)),
        (language.tr("Unchanged"), count(synced, SyncOutcome.UNCHANGED)),
        (language.tr("Failed"), count(synced, SyncOutcome.FAILED)),
        (language.tr("Left out"), count(synced, SyncOutcome.LEFT)),
    ]
    return render("sync.html", {"store": store, "facts": facts, "rows": [row(one, language) for one in ordered]}, language)


def row(synced: SyncResult, language: Language) -> dict:
    """Return a row of the page."""
    record, version = synced.record, synced.version
    day = version.record.get("date") if version else None
    date = datetime.date.fromisoformat(day) if day else None
    said: list[OpgaveError | Message] = [*synced.details, *synced.messages]
    return {
        "id": record.id,
        "title": record.title.of(language.code),
        "publisher": record.publisher.name,
        "outcome": synced.outcome.value,
        "state": language.tr(OUTCOME_TEXTS[synced.outcome]),
        "details": [one.sentence(language.tr) for one in said],
        "version": version.number if version else None,
        "features": version.features if version else None,
        "made": datetime.date.fromisoformat(version.made[:10]) if version else None,
        "date": record_words.word_date(date, version.date_origin or "record", record, language) if version else "",
    }
