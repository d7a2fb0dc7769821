"""A layer that is published twice, as features and as pictures: either can be asked for."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from ...processing.model.catalogue import Catalogue
from ...processing.model.record import LayerRecord, Source
from ...processing.model.source_kinds import source_facts


class PictureServices:
    """Which layers of a catalogue can be had as pictures: the services that draw layers are looked up once, not for each layer.

    A service is named in the options of the record's source (`SourceFacts.drawn_by`), or the catalogue has one, of the kind that draws such
    features, with a layer of that name on the same host.
    """

    def __init__(self, catalogue: Catalogue):
        sources = [one.source for one in catalogue.records.values() if source_facts(one.source.kind).picture]
        self.services = {(source.kind, host(source.path), source.layer): source.path for source in reversed(sources)}

    def address(self, record: LayerRecord) -> str:
        """Return the service that draws a record of features; empty where none is known."""
        source, drawer = record.source, source_facts(record.source.kind).drawn_by
        if not drawer or not source.layer:
            return ""
        return str(source.options.get(drawer, "")) or self.services.get((drawer, host(source.path), source.layer), "")

    def of(self, record: LayerRecord) -> LayerRecord | None:
        """Return a record of features as pictures of the same layer; None where no service that draws it is known."""
        address = self.address(record)
        if not address:
            return None
        source = Source(source_facts(record.source.kind).drawn_by, address, record.source.layer, record.source.auth)
        return replace(record, source=source, geometry="raster", fields={}, key="", join=None, style="")


def host(address: str) -> str:
    """Return the server of an address."""
    return urlsplit(address).netloc
