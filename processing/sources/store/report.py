"""The sync as a page: what failed first, then what is new."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from ...model.errors import OpgaveError
from ...texts import record_words
from ...texts.language import Language
from ...texts.templates import render
from ..loading.messages import Message
from .sync import Fate, Synced, count

FATE_TEXTS = {Fate.UPDATED: "updated", Fate.UNCHANGED: "unchanged", Fate.FAILED: "failed", Fate.LEFT: "left out"}
FATE_ORDER = (Fate.FAILED, Fate.UPDATED, Fate.UNCHANGED, Fate.LEFT)


def sync_report(synced: Sequence[Synced], store: str, language: Language) -> str:
    """Return the report as HTML."""
    ordered = sorted(synced, key=lambda one: (FATE_ORDER.index(one.fate), one.record.id))
    facts = [
        (language.tr("Updated"), count(synced, Fate.UPDATED)),
        (language.tr("Unchanged"), count(synced, Fate.UNCHANGED)),
        (language.tr("Failed"), count(synced, Fate.FAILED)),
        (language.tr("Left out"), count(synced, Fate.LEFT)),
    ]
    return render("sync.html", {"store": store, "facts": facts, "rows": [row(one, language) for one in ordered]}, language)


def row(synced: Synced, language: Language) -> dict:
    """Return a row of the page."""
    record, version = synced.record, synced.version
    day = version.record.get("date") if version else None
    date = datetime.date.fromisoformat(day) if day else None
    said: list[OpgaveError | Message] = [*synced.details, *synced.messages]
    return {
        "id": record.id,
        "title": record.title.of(language.code),
        "publisher": record.publisher.name,
        "fate": synced.fate.value,
        "state": language.tr(FATE_TEXTS[synced.fate]),
        "details": [one.sentence(language.tr) for one in said],
        "version": version.number if version else None,
        "features": version.features if version else None,
        "made": datetime.date.fromisoformat(version.made[:10]) if version else None,
        "date": record_words.word_date(date, version.date_origin or "record", record, language) if version else "",
    }
