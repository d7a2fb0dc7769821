"""What an OGC API is asked to see whether a collection is still there, and whether it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ....model.record import LayerRecord
from ....model.store import Validators
from ...network import GetRequest, Reply, json_of
from ...reading.services import below, with_query
from ..probing import ProbeResult, ask_json, check_listed, json_in
from .harvest import last_day


def ask_oapif(record: LayerRecord, with_fields: bool) -> list[GetRequest]:
    """Ask for the collection and, where its fields are wanted, its first feature."""
    collection = below(record.location, "collections", record.source.layer)
    asks = [ask_json(record, collection)]
    if with_fields:
        asks.append(ask_json(record, with_query(f"{collection}/items", {"limit": "1"})))
    return asks


def read_oapif(record: LayerRecord, replies: Sequence[Reply]) -> ProbeResult:
    """Read a collection, and the properties of a feature; an empty collection shows none."""
    check_listed(record, [str(json_in(replies[0]).get("id") or record.source.layer)])
    features = json_in(replies[1]).get("features") or [] if len(replies) > 1 else []
    return ProbeResult(tuple(features[0].get("properties") or ()) if features else None)


def ask_signs(record: LayerRecord, known: Validators) -> list[str]:
    """Return the addresses that tell a collection's total, and its extent in space and time."""
    collection = below(record.source.path, "collections", record.source.layer)
    return [with_query(below(collection, "items"), {"f": "json", "limit": "1"}), with_query(collection, {"f": "json"})]


def read_signs(record: LayerRecord, shown: Validators, replies: Sequence[Reply]) -> Validators:
    """Read what an OGC API tells."""
    items, collection = (json_of(reply.content, reply.url, reply.headers) if reply.is_whole else {} for reply in replies)
    total, extent = items.get("numberMatched"), collection.get("extent") or {}
    return replace(
        shown,
        total=total if isinstance(total, int) else -1,
        bounds=str((extent.get("spatial") or {}).get("bbox") or ""),
        newest=last_day(extent.get("temporal") or {}),
    )
