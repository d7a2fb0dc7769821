"""A geocoder: it holds no layer, and answers with suggestions."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.record import LayerRecord
from ..network import GetRequest, Reply
from ..reading.services import below, with_query
from .kind import SourceKind
from .probing import Probe, ProbeResult, ask_of, json_in


def ask_locator(record: LayerRecord, with_fields: bool) -> list[GetRequest]:
    """Ask a geocoder for a suggestion."""
    return [ask_of(record, with_query(below(record.location, "Suggestion"), {"q": "Gent", "c": "1"}))]


def read_locator(record: LayerRecord, replies: Sequence[Reply]) -> ProbeResult:
    """Read a suggestion."""
    json_in(replies[0])
    return ProbeResult()


KIND = SourceKind(probe=Probe(ask_locator, read_locator))
