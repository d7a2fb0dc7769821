"""A layer that is published twice, as features and as pictures: either can be asked for."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from ...processing.model.catalogue import Catalogue
from ...processing.model.record import LayerRecord, Source

FEATURES = ("wfs", "oapif")
PICTURES = "wms"
OPTION = "wms"
"""Option of a record's source: address of the service that draws the same layer under the same name."""


class PictureServices:
    """Which layers of a catalogue can be had as pictures: the services that draw layers are looked up once, not for each layer.

    A service is named in the options of the record's source, or the catalogue has a WMS with a layer of that name on the same host.
    """

    def __init__(self, catalogue: Catalogue):
        sources = (one.source for one in catalogue.records.values() if one.source.kind == PICTURES)
        self.services = {(host(source.path), source.layer): source.path for source in reversed([*sources])}

    def address(self, record: LayerRecord) -> str:
        """Return the service that draws a record of features; empty where none is known."""
        source = record.source
        if source.kind not in FEATURES or not source.layer:
            return ""
        return str(source.options.get(OPTION, "")) or self.services.get((host(source.path), source.layer), "")

    def of(self, record: LayerRecord) -> LayerRecord | None:
        """Return a record of features as pictures of the same layer; None where no service that draws it is known."""
        address = self.address(record)
        if not address:
            return None
        source = Source(PICTURES, address, record.source.layer, record.source.auth)
        return replace(record, source=source, geometry="raster", fields={}, key="", join=None, style="")


def host(address: str) -> str:
    """Return the server of an address."""
    return urlsplit(address).netloc
