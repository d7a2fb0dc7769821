"""What a portal is asked to see whether a data set is still there."""

from __future__ import annotations

from collections.abc import Sequence

from ....model.record import LayerRecord
from ...describing.found_layer import date_of
from ...network import GetRequest, Reply
from ..probing import ProbeResult, ask_of, json_in
from .harvest import API


def ask_opendatasoft(record: LayerRecord, with_fields: bool) -> list[GetRequest]:
    """Ask for the dataset's description."""
    return [ask_of(record, f"{record.location.rstrip('/')}{API}/catalog/datasets/{record.source.layer}")]


def read_opendatasoft(record: LayerRecord, replies: Sequence[Reply]) -> ProbeResult:
    """Read a dataset: its fields and when it was last processed."""
    dataset = json_in(replies[0])
    facts = (dataset.get("metas") or {}).get("default") or {}
    day = date_of(str(facts.get("modified") or facts.get("data_processed") or ""))
    return ProbeResult(tuple(str(one.get("name")) for one in dataset.get("fields") or ()) or None, day, "service" if day else "")
