"""WMS 1.1.1 and 1.3.0: a record for each layer that can be asked for.

Not by OWSLib, which gives a layer's coordinate systems in no order, and copies those that it inherits for each layer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.errors import OpgaveError
from ...model.public_text import without_secrets
from ...model.record import LayerRecord, Source
from ...qgis_io.xml_tree import Element
from ..describing.address import HarvestAddress
from ..describing.found_layer import FoundLayer, crs_of, service_name
from ..describing.ows import ServiceHead, choose_crs, keywords_of, service_address, service_of
from ..network import Reply
from .kind import SourceKind
from .probing import Probe, ProbeResult, capabilities, check_listed, xml_in

CAPABILITIES = {"SERVICE": "WMS", "REQUEST": "GetCapabilities"}
ROOTS = ("WMS_Capabilities", "WMT_MS_Capabilities")


def harvest_wms(place: HarvestAddress) -> Iterator[FoundLayer]:
    """Yield the named layers of a WMS, whatever the group they stand in."""
    root = place.xml(query=CAPABILITIES)
    if root.name not in ROOTS:
        raise OpgaveError("{url} gives no capabilities of a WMS, but '{root}'.", url=place.url, root=root.name)
    address = service_address(place, root, "GetMap")
    service = service_of(root)
    for layer in root.all("Capability/Layer"):
        yield from layers(layer, service, address, ())


def layers(layer: Element, service: ServiceHead, address: str, systems: tuple[str, ...]) -> Iterator[FoundLayer]:
    """Yield a layer and those in it; coordinate systems are inherited."""
    own = [word for name in ("CRS", "SRS") for one in layer.all(name) for word in one.text.split()]
    systems = (*systems, *map(crs_of, own))
    name = layer.text_at("Name")
    if name:
        yield FoundLayer(
            identity=name,
            prefix=service_name(address),
            source=Source("wms", address, name),
            title=layer.text_at("Title"),
            abstract=layer.text_at("Abstract") or service.abstract,
            language=service.language,
            publisher=service.publisher,
            contact=service.contact,
            licences=service.licences,
            crs=choose_crs(systems),
            geometry="raster",
            keywords=keywords_of(layer),
        )
    for inner in layer.all("Layer"):
        yield from layers(inner, service, address, systems)


def read_wms(record: LayerRecord, replies: Sequence[Reply]) -> ProbeResult:
    """Read capabilities of a WMS."""
    root = xml_in(replies[0])
    if root.name not in ROOTS:
        raise OpgaveError("{url} gives no capabilities of a WMS, but '{root}'.", url=without_secrets(record.location), root=root.name)
    check_listed(record, [one.text_at("Name") for one in root.every("Layer") if one.text_at("Name")])
    return ProbeResult()


KIND = SourceKind(probe=Probe(capabilities(CAPABILITIES), read_wms), harvest=harvest_wms, request=CAPABILITIES, roots=ROOTS)
