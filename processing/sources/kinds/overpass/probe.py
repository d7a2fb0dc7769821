"""What a server of Overpass is asked to see whether it is there: its own page of status, which costs it nothing."""

from __future__ import annotations

from collections.abc import Sequence

from ....model.errors import OpgaveError
from ....model.public_text import without_secrets
from ....model.record import LayerRecord
from ...network import GetRequest, Reply
from ..probing import Probe, ProbeResult, ask_of

STATUS = "status"
SIGN = b"Connected as"
"""How that page begins."""


def ask_overpass(record: LayerRecord, with_fields: bool) -> list[GetRequest]:
    """Ask for the page of status, which stands beside the interpreter."""
    return [ask_of(record, f"{record.location.partition('?')[0].rstrip('/').rpartition('/')[0]}/{STATUS}")]


def read_overpass(record: LayerRecord, replies: Sequence[Reply]) -> ProbeResult:
    """Read the page of status."""
    reply = replies[0]
    if SIGN not in reply.content:
        raise OpgaveError("{url} does not answer as a server of Overpass does: check the address.", url=without_secrets(reply.url))
    return ProbeResult()


PROBE = Probe(ask_overpass, read_overpass)
