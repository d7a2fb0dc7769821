"""What a source is asked to see whether it is still there, and what its answer says: its fields, its date, what it keeps back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...model.errors import OpgaveError
from ...model.public_text import without_secrets
from ...model.record import LayerRecord
from ...qgis_io.xml_tree import Element
from ..describing.address import JSON_TYPES
from ..network import GetRequest, Reply, json_of, xml_of
from ..reading.services import with_query

SHOWN_LAYERS = 8


class LayerGone(OpgaveError):
    """The source answers, but no longer has the layer."""


@dataclass(frozen=True)
class ProbeResult:
    """What a source said of itself.

    Attributes
    ----------
    fields : tuple of str or None
        Its columns; None where it did not say.
    date : date or None
        Day of the data.
    date_origin : str
        ``service``, ``file``, ``last_modified``, or empty.
    cap : int
        Features that it gives at most, without a way to the rest; 0: no such limit.
    """

    fields: tuple[str, ...] | None = None
    date: datetime.date | None = None
    date_origin: str = ""
    cap: int = 0


@dataclass(frozen=True)
class Probe:
    """How a kind of source is looked at.

    Attributes
    ----------
    asks : callable
        From the record, and whether its fields are wanted, to the requests.
    read : callable
        From the record and the answers to what they say.
    essential : int
        How many of the requests, the first ones, must be answered well.
    """

    asks: Callable[[LayerRecord, bool], list[GetRequest]]
    read: Callable[[LayerRecord, Sequence[Reply]], ProbeResult]
    essential: int = 2


def ask_of(record: LayerRecord, url: str, enough: int = 0) -> GetRequest:
    """Return a request with the record's authentication."""
    return GetRequest.of(record, url, enough=enough)


def ask_json(record: LayerRecord, url: str) -> GetRequest:
    """Return a request for JSON, said in the header: some servers refuse parameters that they do not know."""
    return GetRequest.of(record, url, accept=JSON_TYPES)


def capabilities(query: dict[str, str]) -> Callable[[LayerRecord, bool], list[GetRequest]]:
    """Return what asks a service for its capabilities."""
    return lambda record, _: [ask_of(record, with_query(record.location, query))]


def xml_in(reply: Reply) -> Element:
    """Return the XML of an answer."""
    return xml_of(reply.content, reply.url, reply.headers)


def json_in(reply: Reply) -> dict:
    """Return the JSON object of an answer."""
    document = json_of(reply.content, reply.url, reply.headers)
    if not isinstance(document, dict):
        raise OpgaveError("{url} gives JSON of another kind than expected: check the address and the kind.", url=without_secrets(reply.url))
    return document


def check_listed(record: LayerRecord, names: Sequence[str]) -> None:
    """Check that a service lists the record's layers."""
    absent = [name for name in record.source.layer.split(",") if name and name not in names]
    if absent:
        raise LayerGone(
            "{url} answers, but has no layer '{layer}' any more. It has: {layers}.",
            url=without_secrets(record.location),
            layer=", ".join(absent),
            layers=", ".join(names[:SHOWN_LAYERS]) + (" ..." if len(names) > SHOWN_LAYERS else "") or "-",
        )
