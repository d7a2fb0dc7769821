"""WFS: features of a service of the OGC, told apart by version and by what the server can do."""

from __future__ import annotations

from ...reading.services import provider_address
from ..kind import Signs, SourceKind
from ..probing import Probe
from .harvest import CAPABILITIES, ROOT, harvest_wfs
from .load import load_wfs
from .probe import ask_signs, ask_wfs, read_signs, read_wfs

KIND = SourceKind(
    load=load_wfs,
    probe=Probe(ask_wfs, read_wfs, essential=1),
    live=lambda record: provider_address(
        record.source.path, typename=record.source.layer, version="auto", pagingEnabled="true", restrictToRequestBBOX="1"
    ),
    signs=Signs(ask_signs, read_signs, newest=True),
    harvest=harvest_wfs,
    request=CAPABILITIES,
    roots=(ROOT,),
)
