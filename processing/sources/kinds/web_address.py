"""What stands at an address, whatever its kind: it need only answer; the beginning of a file shows its columns."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence

from ...model.record import LayerRecord
from ...model.source_kinds import FEATURES, HEADER, source_facts
from ..network import GetRequest, Reply, check_is_data, text_of
from ..reading.file_day import file_day
from .probing import Probe, ProbeResult, ask_of

HEADER_BYTES = 65_536
ZIP_MARK = b"PK"
"""Begins a zip, whose file shows its columns only when it is unpacked."""


def ask_address(record: LayerRecord, with_fields: bool) -> list[GetRequest]:
    """Ask for the beginning of what stands at the address; of tiles the topmost."""
    url = record.location
    for place in ("{z}", "{x}", "{y}", "{-y}", "{q}"):
        url = url.replace(place, "0")
    return [ask_of(record, url, HEADER_BYTES)]


def read_address(record: LayerRecord, replies: Sequence[Reply]) -> ProbeResult:
    """Read the beginning of a file: its columns where it is a table, and when it was changed; a service need only answer."""
    reply, facts = replies[0], source_facts(record.source.kind)
    if not facts.file:
        return ProbeResult()
    check_is_data(reply.content, reply.url)
    day = file_day(reply)
    return ProbeResult(first_columns(reply, facts.columns), day, "last_modified" if day else "")


def first_columns(reply: Reply, where: str) -> tuple[str, ...] | None:
    """Return the columns that the beginning of a file shows, if they stand ``where`` that can be; None where it does not tell them."""
    if where not in (HEADER, FEATURES) or reply.content.startswith(ZIP_MARK):
        return None
    text = text_of(reply.content[:HEADER_BYTES], reply.headers.get("content-type", ""))
    return header(text) if where == HEADER else properties(text)


def header(text: str) -> tuple[str, ...] | None:
    """Return the columns in the first line of a separated text."""
    first = text.splitlines()[0] if text.strip() else ""
    if not first:
        return None
    separator = max(";|\t,", key=first.count)
    return tuple(name.strip() for name in next(csv.reader([first.lstrip("\ufeff")], delimiter=separator)))


def properties(text: str) -> tuple[str, ...] | None:
    """Return the properties of the first feature of GeoJSON, of which the end may be missing; None for anything else."""
    start = text.find('"properties"', max(text.find('"features"'), 0))
    opening = text.find("{", start)
    if start < 0 or opening < 0:
        return None
    try:
        found, _ = json.JSONDecoder().raw_decode(text[opening:])
    except ValueError:
        return None
    return tuple(found)


ADDRESS = Probe(ask_address, read_address)
