"""A layer that is published twice, as features and as pictures: either can be asked for."""

from __future__ import annotations

from dataclasses import replace

from ...processing.model.catalogue import Catalogue
from ...processing.model.record import LayerRecord, Source

FEATURES = ("wfs", "oapif")
PICTURES = "wms"
OPTION = "wms"
"""Option of a record's source: address of the service that draws the same layer under the same name."""


def as_pictures(record: LayerRecord, catalogue: Catalogue) -> LayerRecord | None:
    """Return a record of features as pictures of the same layer; None where no service that draws it is known.

    It is named in the options of the record's source, or the catalogue has a WMS with a layer of that name on the same host.
    """
    if record.source.kind not in FEATURES or not record.source.layer:
        return None
    address = str(record.source.options.get(OPTION, "")) or _beside(record, catalogue)
    if not address:
        return None
    source = Source(PICTURES, address, record.source.layer, record.source.auth)
    return replace(record, source=source, geometry="raster", fields={}, key="", join=None, style="")


def _beside(record: LayerRecord, catalogue: Catalogue) -> str:
    from urllib.parse import urlsplit

    host = urlsplit(record.source.path).netloc
    same = (one.source for one in catalogue.records.values() if one.source.kind == PICTURES and one.source.layer == record.source.layer)
    return next((source.path for source in same if urlsplit(source.path).netloc == host), "")
