"""The card of a record: whose it is, how old, what may be done with it, and what it holds."""

from __future__ import annotations

import html

from ...processing.bridge import record_words
from ...processing.bridge.language import Language
from ...processing.model.record import LayerRecord
from .entries import Entry
from .lights import light_words


def card(one: Entry, language: Language) -> str:
    """Return a record as rich text."""
    rows = "".join(f"<tr><td><b>{html.escape(name)}</b>&nbsp;&nbsp;</td><td>{value}</td></tr>" for name, value in facts(one, language))
    description = html.escape(one.record.description.of(language.code))
    why = "" if one.loadable else f"<p><b>{unloadable(one.record.source.kind, language)}</b></p>"
    return f"<h3>{html.escape(one.title)}</h3><p>{description}</p>{why}<table>{rows}</table>{fields(one.record, language)}"


def unloadable(kind: str, language: Language) -> str:
    """Return why a record is no layer that can be loaded, and what to do."""
    return {
        "none": language.tr("There is no source for everybody: add where your city keeps it with the plus above the layers."),
        "locator": language.tr("Not a layer: a service that finds addresses. Press Ctrl+K and type opg before an address."),
        "csw": language.tr("Not a layer: a catalogue of others. Add them by its address with the plus above the layers."),
    }[kind]


def facts(one: Entry, language: Language) -> list[tuple[str, str]]:
    """Return what is known of a record, name and value, as HTML."""
    record = one.record
    licence = html.escape(record.licence.name) or language.tr("unknown")
    if record.licence.url.startswith(("http://", "https://")):
        licence = f'<a href="{html.escape(record.licence.url)}">{licence}</a>'
    source = f"{record.source.kind} {record.source.layer}".strip() if one.loadable else language.tr("none")
    date = language.date(record.date) if record.date else language.tr("as the source states")
    return [
        (language.tr("Publisher"), f"{html.escape(one.publisher)} ({record_words.publisher_kind(one.kind, language)})"),
        (language.tr("Date"), ", ".join(filter(None, [date, one.age, light_words(one.light, language)]))),
        (language.tr("Licence"), licence),
        (language.tr("May be passed on"), record_words.redistribution(record.redistribution, language)),
        (language.tr("Contact"), html.escape(record.contact) or language.tr("unknown")),
        (language.tr("Source"), html.escape(source)),
    ]


def fields(record: LayerRecord, language: Language) -> str:
    """Return the fields of a record, with their units."""
    if not record.fields:
        return ""
    titled = (f"{spec.title.of(language.code) or name}{f' ({spec.unit})' if spec.unit else ''}" for name, spec in record.fields.items())
    return f"<p><b>{language.tr('Fields')}</b>: {html.escape(', '.join(titled))}</p>"
