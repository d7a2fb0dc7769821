"""What was loaded, as one HTML table: publisher, licence, date, features, what was dropped and repaired."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ..model.record import LayerRecord
from ..sources.loading.load import Loaded
from ..texts import record_words
from ..texts.language import Language
from ..texts.templates import render
from .layer_package import GatheredRecords


def write_layer_report(path: Path, gathered: GatheredRecords, language: Language) -> None:
    """Write the report of loaded layers; a file of its own, without anything outside it."""
    failures = [error.sentence(language.tr) for error in gathered.failures.values()]
    path.write_text(render("layers.html", {"rows": list(rows(gathered, language)), "failures": failures}, language), encoding="utf-8")


def rows(gathered: GatheredRecords, language: Language) -> Iterator[dict]:
    """Yield the table's rows."""
    for loaded in gathered.layers:
        own_use = loaded.record.redistribution != "yes"
        yield row(loaded, language.tr("written for own use, do not redistribute") if own_use else language.tr("written"), language)
    for loaded in gathered.withheld:
        yield row(loaded, language.tr("redistribution not allowed"), language)
    for live in gathered.live:
        yield uncounted_row(live.record, language.tr("live from its service, in the project only"), language)
    for record in gathered.pictures:
        yield uncounted_row(record, language.tr("in the project only"), language)


def uncounted_row(record: LayerRecord, fate: str, language: Language) -> dict:
    """Return the facts of a layer that stays at its service."""
    date = record_words.word_date(record.date, "record", record, language)
    return record_facts(record, language) | dict.fromkeys(("features", "dropped", "repaired")) | {"date": date, "fate": fate}


def row(loaded: Loaded, fate: str, language: Language) -> dict:
    """Return the facts of one loaded layer; of a table nothing about geometry."""
    has_places = bool(loaded.features.crs)
    return record_facts(loaded.record, language) | {
        "features": len(loaded.features) if loaded.raster is None else None,
        "dropped": loaded.counts.dropped if has_places else None,
        "repaired": len(loaded.counts.repaired) if has_places else None,
        "date": record_words.word_date(loaded.date, loaded.date_origin, loaded.record, language),
        "fate": fate,
        "messages": [message.sentence(language.tr) for message in loaded.messages],
    }


def record_facts(record: LayerRecord, language: Language) -> dict:
    """Return what the catalogue says of a layer."""
    return {
        "id": record.id,
        "title": record.title.of(language.code),
        "publisher": record.publisher.name,
        "licence": record.licence.name,
        "licence_url": record.licence.url if record.licence.url.startswith(("http://", "https://")) else "",
    }
