"""ArcGIS: layers of map and feature services."""

from __future__ import annotations

from ...reading.services import provider_address
from ..kind import SourceKind
from ..probing import Probe
from .harvest import harvest_arcgis, is_description
from .load import layer_address, load_arcgis
from .probe import ask_arcgis, read_arcgis

KIND = SourceKind(
    load=load_arcgis,
    probe=Probe(ask_arcgis, read_arcgis),
    live=lambda record: provider_address(layer_address(record), crs=record.crs),
    harvest=harvest_arcgis,
    in_json=is_description,
)
