"""The card of a record: whose it is, how old, what may be done with it, and what it holds."""

from __future__ import annotations

import html

from ...processing.model.quality_mark import QualityMark
from ...processing.model.record import LayerRecord
from ...processing.model.source_kinds import NO_SOURCE, source_facts
from ...processing.texts import record_words
from ...processing.texts.language import Language
from ...processing.texts.quality_texts import say_mark, say_scores
from .entries import Entry
from .lights import light_words


def card(one: Entry, language: Language) -> str:
    """Return a record as rich text."""
    rows = "".join(f"<tr><td><b>{html.escape(name)}</b>&nbsp;&nbsp;</td><td>{value}</td></tr>" for name, value in card_rows(one, language))
    description = html.escape(one.record.description.of(language.code))
    why = "" if one.loadable else f"<p><b>{unloadable(one.record.source.kind, language)}</b></p>"
    return f"<h3>{html.escape(one.title)}</h3><p>{description}</p>{why}<table>{rows}</table>{fields(one.record, language)}"


def unloadable(kind: str, language: Language) -> str:
    """Return why a record is no layer that can be loaded, and what to do."""
    if kind == NO_SOURCE:
        return language.tr("No public service for this. Add your city's file or service with the + button.")
    if source_facts(kind).harvested:
        return language.tr("Not a layer, but a catalogue of layers. Add the layers by its address with the + button.")
    return language.tr("Not a layer, but a service that finds addresses. Press Ctrl+K and type opg before an address.")


def card_rows(one: Entry, language: Language) -> list[tuple[str, str]]:
    """Return what is known of a record, name and value, as HTML."""
    record = one.record
    licence = html.escape(record.licence.name) or language.tr("unknown")
    if record.licence.url.startswith(("http://", "https://")):
        licence = f'<a href="{html.escape(record.licence.url)}">{licence}</a>'
    source = source_words(record, language) if one.loadable else language.tr("none")
    return [
        (language.tr("Publisher"), f"{html.escape(one.publisher)} ({record_words.publisher_kind(one.kind, language)})"),
        (language.tr("Date"), describe_date(one, language)),
        *quality_rows(record.quality, language),
        (language.tr("Licence"), licence),
        (language.tr("Redistribution allowed"), record_words.redistribution(record.redistribution, language)),
        (language.tr("Contact"), html.escape(record.contact) or language.tr("unknown")),
        (language.tr("Source"), html.escape(source)),
        *([(language.tr("Loads"), loads_words(record, language))] if one.loadable else []),
    ]


def loads_words(record: LayerRecord, language: Language) -> str:
    """Return how a record comes into a project: live, as a copy, or as pictures of its service."""
    facts = source_facts(record.source.kind)
    if facts.picture:
        return language.tr("as pictures that its service draws")
    if record.can_be_live:
        return language.tr("live from its service, or as a copy")
    if facts.parts or (facts.live and not record.source.auth):
        return language.tr("as a copy: the plugin joins, computes or recodes what its source gives")
    return language.tr("as a copy")


def source_words(record: LayerRecord, language: Language) -> str:
    """Return the kind of a record's source and its layer there; of one that is put together those of its parts."""
    layer = f" '{record.source.layer}'" if record.source.layer else ""
    parts = ", ".join(source_words(part, language) for part in record.parts)
    return record_words.source_kind(record.source.kind, language) + layer + (f" ({parts})" if parts else "")


def quality_rows(mark: QualityMark | None, language: Language) -> list[tuple[str, str]]:
    """Return how good a layer is, and was over the versions in its store; nothing where nobody assessed it."""
    if mark is None:
        return []
    day = f" ({language.date(mark.date)})" if mark.date else ""
    said, scores = html.escape(say_mark(mark, language)), say_scores(mark, language)
    return [(language.tr("Quality"), said + day), *([(language.tr("Quality over the versions"), scores)] if scores else [])]


def describe_date(one: Entry, language: Language) -> str:
    """Return the date of a record with its age and freshness, or what is not known of them."""
    if one.record.date:
        return ", ".join(filter(None, [language.date(one.record.date), one.age, light_words(one.light, language)]))
    return language.tr("date unknown") if one.record.update_rhythm else language.tr("date and update frequency unknown")


def fields(record: LayerRecord, language: Language) -> str:
    """Return the fields of a record, with their units."""
    if not record.fields:
        return ""
    titled = (f"{spec.title.of(language.code) or name}{f' ({spec.unit})' if spec.unit else ''}" for name, spec in record.fields.items())
    return f"<p><b>{language.tr('Fields')}</b>: {html.escape(', '.join(titled))}</p>"
