"""WMTS 1.0.0: a record for each layer, with the matrix sets that it has.

Not by OWSLib, which takes as many lines, reads the tile matrices too, and raises at what these lack.
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

CAPABILITIES = {"SERVICE": "WMTS", "REQUEST": "GetCapabilities"}
ROOT = "Capabilities"
FORMAT = "image/png"
"""What is asked for where nothing else is stated."""


def harvest_wmts(place: HarvestAddress) -> Iterator[FoundLayer]:
    """Yield the layers of a WMTS."""
    root = place.xml(query=CAPABILITIES)
    if root.name != ROOT or root.first("Contents") is None:
        raise OpgaveError("{url} gives no capabilities of a WMTS, but '{root}'.", url=place.url, root=root.name)
    service, address = service_of(root), service_address(place, root, "GetTile")
    systems = {one.text_at("Identifier"): crs_of(one.text_at("SupportedCRS")) for one in root.all("Contents/TileMatrixSet")}
    for layer in root.all("Contents/Layer"):
        yield tile_layer(layer, service, address, systems)


def tile_layer(layer: Element, service: ServiceHead, address: str, systems: dict[str, str]) -> FoundLayer:
    """Return what the capabilities say of a layer; the options say how to ask for it."""
    name = layer.text_at("Identifier")
    names = [link.text for link in layer.all("TileMatrixSetLink/TileMatrixSet")]
    sets = {systems[one]: one for one in reversed(names) if systems.get(one)}
    crs = choose_crs(tuple(sets))
    return FoundLayer(
        identity=name,
        prefix=service_name(address),
        source=Source("wmts", address, name, options=options_of(layer, sets, crs)),
        title=layer.text_at("Title"),
        abstract=layer.text_at("Abstract") or service.abstract,
        language=service.language,
        publisher=service.publisher,
        contact=service.contact,
        licences=service.licences,
        crs=crs,
        geometry="raster",
        keywords=keywords_of(layer),
    )


def options_of(layer: Element, sets: dict[str, str], crs: str) -> dict[str, object]:
    """Return the matrix set of the record's coordinate system, all of them by theirs, the standing style, and the format."""
    styles = sorted(layer.all("Style"), key=lambda style: style.get("isDefault") != "true")
    formats = [one.text for one in layer.all("Format")]
    options = {
        "matrix_set": sets.get(crs, ""),
        "matrix_sets": sets,
        "style": styles[0].text_at("Identifier") if styles else "",
        "format": "" if FORMAT in formats else next(iter(formats), ""),
    }
    return {key: value for key, value in options.items() if value}


def read_wmts(record: LayerRecord, replies: Sequence[Reply]) -> ProbeResult:
    """Read capabilities of a WMTS."""
    root = xml_in(replies[0])
    if root.name != ROOT:
        raise OpgaveError("{url} gives no capabilities of a WMTS, but '{root}'.", url=without_secrets(record.location), root=root.name)
    check_listed(record, [one.text_at("Identifier") for one in root.all("Contents/Layer")])
    return ProbeResult()


def is_wmts(root: Element) -> bool:
    """Whether these are capabilities of a WMTS: those of a CSW have the same root."""
    return root.name == ROOT and root.first("Contents") is not None


KIND = SourceKind(probe=Probe(capabilities(CAPABILITIES), read_wmts), harvest=harvest_wmts, request=CAPABILITIES, in_xml=is_wmts)
