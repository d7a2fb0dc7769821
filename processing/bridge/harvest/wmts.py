"""WMTS 1.0.0: a record for each layer, with the matrix sets that it has."""

from __future__ import annotations

from collections.abc import Iterator

from ...model.errors import OpgaveError
from ...model.record import Source
from ..markup import Element
from .found import Found, crs_of, service_name
from .ows import Service, keywords_of, service_of
from .place import Place
from .wfs import service_address
from .wms import preferred

CAPABILITIES = {"SERVICE": "WMTS", "REQUEST": "GetCapabilities"}
ROOT = "Capabilities"


def harvest_wmts(place: Place) -> Iterator[Found]:
    """Yield the layers of a WMTS."""
    root = place.xml(query=CAPABILITIES)
    if root.name != ROOT or root.first("Contents") is None:
        raise OpgaveError("{url} gives no capabilities of a WMTS, but '{root}'.", url=place.url, root=root.name)
    service, address = service_of(root), service_address(place, root, "GetTile")
    systems = {one.text_at("Identifier"): crs_of(one.text_at("SupportedCRS")) for one in root.all("Contents/TileMatrixSet")}
    for layer in root.all("Contents/Layer"):
        yield tile_layer(layer, service, address, systems)


def tile_layer(layer: Element, service: Service, address: str, systems: dict[str, str]) -> Found:
    """Return what the capabilities say of a layer; its matrix sets stand in the options, by coordinate system."""
    name = layer.text_at("Identifier")
    names = [link.text for link in layer.all("TileMatrixSetLink/TileMatrixSet")]
    sets = {systems[one]: one for one in reversed(names) if systems.get(one)}
    options: dict[str, object] = {"matrix_sets": sets} if sets else {}
    return Found(
        identity=name,
        prefix=service_name(address),
        source=Source("wmts", address, name, options=options),
        title=layer.text_at("Title"),
        abstract=layer.text_at("Abstract") or service.abstract,
        language=service.language,
        publisher=service.publisher,
        contact=service.contact,
        licences=service.licences,
        crs=preferred(tuple(sets)),
        geometry="raster",
        keywords=keywords_of(layer),
    )
