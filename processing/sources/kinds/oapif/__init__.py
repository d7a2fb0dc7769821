"""OGC API Features: collections as pages of GeoJSON."""

from __future__ import annotations

from ..kind import Signs, SourceKind
from ..probing import Probe
from .harvest import harvest_oapif
from .load import load_oapif
from .probe import ask_oapif, ask_signs, read_oapif, read_signs

KIND = SourceKind(load=load_oapif, probe=Probe(ask_oapif, read_oapif), signs=Signs(ask_signs, read_signs), harvest=harvest_oapif)
