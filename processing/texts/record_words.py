"""What a catalogue's keys are called: kinds of publishers, traffic lights, what may be passed on."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ..model.dates import Freshness
from ..model.source_kinds import BELOW, BESIDE, source_facts
from .language import Language

if TYPE_CHECKING:
    from ..model.record import LayerRecord


FRESHNESS_TEXTS = {
    Freshness.CURRENT: "current",
    Freshness.DUE: "due for update",
    Freshness.STALE: "stale",
    Freshness.UNKNOWN: "update frequency unknown",
}


def publisher_kind(kind: str, language: Language) -> str:
    """Return what kind of publisher it is."""
    return {
        "city": language.tr("city"),
        "flemish": language.tr("Flemish government"),
        "federal": language.tr("federal government"),
        "private": language.tr("private"),
        "non_profit": language.tr("non-profit"),
        "citizens": language.tr("citizens"),
    }[kind]


def source_kind(kind: str, language: Language) -> str:
    """Return what a format or kind of service is called."""
    words = {"vector_tiles": language.tr("vector tiles"), "raster": language.tr("raster")}
    together = {BELOW: language.tr("merged sources"), BESIDE: language.tr("joined sources")}
    return source_facts(kind).name or words.get(kind) or together.get(source_facts(kind).parts, kind)


def redistribution(kind: str, language: Language) -> str:
    """Return whether a layer may be passed on."""
    return {
        "yes": language.tr("yes"),
        "aggregated": language.tr("only as values per area"),
        "no": language.tr("no, only as values per area"),
    }[kind]


def freshness(light: str, language: Language) -> str:
    """Return the traffic light's word."""
    return language.tr(FRESHNESS_TEXTS[Freshness(light)])


def date_origin(origin: str, record: LayerRecord | None, language: Language) -> str:
    """Return who says a date, in words that follow it; empty where nobody does (`loading.Loaded` has the origins)."""
    options = record.source.options if record else {}
    field = str(options.get("date_field") or options.get("newest") or "")
    newest = language.tr("newest value of '{field}'", field=field) if field else language.tr("newest value in the data")
    return {
        "column": newest,
        "record": language.tr("according to the catalogue"),
        "file": language.tr("according to the file date"),
        "last_modified": language.tr("according to the server's modification date"),
        "layer": language.tr("according to the metadata of the layer"),
        "service": language.tr("according to the service"),
    }.get(origin, "")


def word_date(date: datetime.date | None, origin: str, record: LayerRecord | None, language: Language) -> str:
    """Return a date and, between brackets, who says it; a layer of no catalogue has no record."""
    said = date_origin(origin, record, language) if date else ""
    return f"{language.date(date)} ({said})" if said else language.date(date)
