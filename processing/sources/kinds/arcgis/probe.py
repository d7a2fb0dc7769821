"""What an ArcGIS server is asked to see whether a layer is still there."""

from __future__ import annotations

from collections.abc import Sequence

from ....model.record import LayerRecord
from ...describing.found_layer import date_of
from ...network import GetRequest, Reply
from ...reading.services import with_query
from ..probing import ProbeResult, ask_of, json_in
from .harvest import JSON, check_answer, day_of


def ask_arcgis(record: LayerRecord, with_fields: bool) -> list[GetRequest]:
    """Ask for the layer."""
    return [ask_of(record, with_query(f"{record.location.rstrip('/')}/{record.source.layer}", JSON))]


def read_arcgis(record: LayerRecord, replies: Sequence[Reply]) -> ProbeResult:
    """Read a layer: its fields, when it was last edited, and a limit without paging."""
    layer = check_answer(json_in(replies[0]), record.location)
    fields = tuple(str(one.get("name")) for one in layer.get("fields") or ()) or None
    pages = (layer.get("advancedQueryCapabilities") or {}).get("supportsPagination", True)
    day = date_of(day_of((layer.get("editingInfo") or {}).get("lastEditDate")))
    return ProbeResult(fields, day, "service" if day else "", 0 if pages else int(layer.get("maxRecordCount") or 0))
