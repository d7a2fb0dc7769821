"""Opendatasoft: data sets of a portal."""

from __future__ import annotations

from ..kind import SourceKind
from ..probing import Probe
from .harvest import harvest_opendatasoft, is_list
from .load import load_opendatasoft
from .probe import ask_opendatasoft, read_opendatasoft

KIND = SourceKind(load=load_opendatasoft, probe=Probe(ask_opendatasoft, read_opendatasoft), harvest=harvest_opendatasoft, in_json=is_list)
