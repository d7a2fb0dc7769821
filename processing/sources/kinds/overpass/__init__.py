"""Overpass: what OpenStreetMap has at this moment, by tags, in an area."""

from __future__ import annotations

from ..kind import SourceKind
from .load import load_overpass
from .probe import PROBE

KIND = SourceKind(load=load_overpass, probe=PROBE)
