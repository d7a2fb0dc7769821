"""OGC API Features: collections as pages of GeoJSON."""

from __future__ import annotations

from ...reading.services import provider_address
from ..kind import Signs, SourceKind
from ..ogc_records import has_records
from ..probing import Probe
from .harvest import harvest_oapif, is_document
from .load import load_oapif
from .probe import ask_oapif, ask_signs, read_oapif, read_signs

KIND = SourceKind(
    load=load_oapif,
    probe=Probe(ask_oapif, read_oapif),
    live=lambda record: provider_address(record.source.path, typename=record.source.layer, restrictToRequestBBOX="1"),
    signs=Signs(ask_signs, read_signs),
    harvest=harvest_oapif,
    in_json=is_document,
    look_closer=lambda place: "records" if has_records(place) else "oapif",
)
