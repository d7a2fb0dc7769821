"""ArcGIS: layers of map and feature services."""

from __future__ import annotations

from ..kind import SourceKind
from ..probing import Probe
from .harvest import harvest_arcgis, is_description
from .load import load_arcgis
from .probe import ask_arcgis, read_arcgis

KIND = SourceKind(load=load_arcgis, probe=Probe(ask_arcgis, read_arcgis), harvest=harvest_arcgis, in_json=is_description)
