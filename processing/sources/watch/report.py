"""The watch as a table and as a page: the worst first."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...analysis.features import Features
from ...model.public_text import without_secrets
from ...texts import record_words
from ...texts.ages import age_in_words
from ...texts.count_texts import WATCH_TEXTS
from ...texts.language import Language, tr
from ...texts.templates import render
from .repair import Repair
from .watch import Checked, State, Verdict, count_verdicts

STATE_TEXTS = {
    State.UP: "up",
    State.SLOW: "slow",
    State.MOVED: "moved",
    State.CAPPED: "gives only a part",
    State.EXPIRING: "certificate expires soon",
    State.CHANGED: "fields are missing",
    State.CERTIFICATE: "invalid certificate",
    State.GONE: "gone",
    State.DEAD: "does not answer",
    State.NO_SOURCE: "has no source",
}
WORST_FIRST = (Verdict.DEAD, Verdict.CHANGED, Verdict.STALE, Verdict.OK, Verdict.NONE)


def as_table(checked: Sequence[Checked]) -> Features:
    """Return a row a record, in their order."""
    rows = [
        {
            "record": one.record.id,
            "title": one.record.title.of("nl"),
            "publisher": one.record.publisher.name,
            "kind": one.record.source.kind,
            "address": ", ".join(map(without_secrets, one.record.locations)) or None,
            "state": one.state.value,
            "verdict": one.verdict.value,
            "detail": one.detail.sentence(tr) if one.detail else None,
            "status": float(one.status) if one.status else np.nan,
            "seconds": round(one.seconds, 3),
            "moved_to": one.moved_to or None,
            "missing_fields": ", ".join(one.missing) or None,
            "date": one.date.isoformat() if one.date else None,
            "date_origin": one.date_origin or None,
            "freshness": one.freshness.value,
            "age_days": np.nan if one.age_days is None else float(one.age_days),
        }
        for one in checked
    ]
    table = pd.DataFrame(rows)
    return Features("services", np.full(len(rows), None, dtype=object), table, "", np.arange(1, len(rows) + 1))


def watch_report(checked: Sequence[Checked], as_of: datetime.date, language: Language) -> str:
    """Return the report as HTML."""
    ordered = sorted(checked, key=lambda one: (WORST_FIRST.index(one.verdict), not one.has_trouble, one.record.id))
    counts = count_verdicts(checked)
    facts = [(language.tr(template), counts[name]) for name, template in WATCH_TEXTS.items()]
    rows = [row(one, language) for one in ordered]
    return render("watch.html", {"as_of": as_of, "facts": facts, "rows": rows}, language)


def row(checked: Checked, language: Language) -> dict:
    """Return a row of the page."""
    record = checked.record
    return {
        "id": record.id,
        "title": record.title.of(language.code),
        "publisher": record.publisher.name,
        "contact": record.contact,
        "kind": record.source.kind,
        "verdict": checked.verdict.value,
        "state": language.tr(STATE_TEXTS[checked.state]),
        "detail": checked.detail.sentence(language.tr) if checked.detail else "",
        "moved_to": checked.moved_to,
        "seconds": checked.seconds,
        "date": record_words.word_date(checked.date, checked.date_origin, record, language),
        "light": checked.freshness.value,
        "freshness": record_words.freshness(checked.freshness.value, language) if checked.date else age_in_words(None, language),
    }


def repair_report(project: str, done: Sequence[Repair], language: Language) -> str:
    """Return the report of a repaired project as HTML."""
    rows = [
        {
            "name": one.layer.name or one.layer.id,
            "old": one.layer.place.words,
            "new": one.new.words if one.new else "",
            "reason": one.reason.sentence(language.tr) if one.reason else "",
        }
        for one in sorted(done, key=lambda one: bool(one.new))
    ]
    return render("repair.html", {"project": project, "rows": rows}, language)
