"""OpenStreetMap: what has some tags, as features, from a file of OpenStreetMap (``.osm``, ``.osm.pbf``)."""

from __future__ import annotations

from ..kind import SourceKind
from .load import load_osm

KIND = SourceKind(load=load_osm)
