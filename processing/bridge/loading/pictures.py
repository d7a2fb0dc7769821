"""Services that give pictures: the addresses by which QGIS opens them."""

from __future__ import annotations

import re

from qgis.core import QgsDataSourceUri, QgsRasterLayer, QgsVectorTileLayer

from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from ..secrets import without_secrets

PICTURES = ("wms", "wmts", "xyz", "vector_tiles")
TILES = ("xyz", "vector_tiles")
PROVIDER = "wms"
VECTOR_TILES = "vectortile"
WEB_MERCATOR = "EPSG:3857"
DEEPEST_ZOOM = 19


def picture_uri(record: LayerRecord) -> str:
    """Return the address of a WMS, WMTS or tile record for QGIS's provider; see `provider_of`.

    The options of the record's source may hold ``format``, ``style``, ``matrix_set`` (WMTS), ``zmin`` and ``zmax`` (tiles); of vector
    tiles ``style`` is the address of a Mapbox style.
    """
    uri = QgsDataSourceUri()
    for key, value in (tile_parts(record) if record.source.kind in TILES else map_parts(record)).items():
        uri.setParam(key, str(value))
    if record.source.auth:
        uri.setAuthConfigId(record.source.auth)
    return bytes(uri.encodedUri()).decode("ascii")


def tile_parts(record: LayerRecord) -> dict[str, object]:
    """Return what the provider needs for tiles."""
    options = record.source.options
    parts = {"type": "xyz", "url": record.source.path, "zmin": options.get("zmin", 0), "zmax": options.get("zmax", DEEPEST_ZOOM)}
    return parts | ({"styleUrl": options["style"]} if record.source.kind == "vector_tiles" and options.get("style") else {})


def provider_of(record: LayerRecord) -> str:
    """Return QGIS's provider of a record's pictures."""
    return VECTOR_TILES if record.source.kind == "vector_tiles" else PROVIDER


def map_parts(record: LayerRecord) -> dict[str, object]:
    """Return what the provider needs for a WMS or WMTS."""
    source, options = record.source, record.source.options
    parts = {
        "crs": record.crs or WEB_MERCATOR,
        "format": options.get("format", "image/png"),
        "layers": source.layer,
        "styles": options.get("style", ""),
    }
    if source.kind == "wms":
        return parts | {"url": source.path}
    return parts | {"url": with_request(source.path), "tileMatrixSet": options.get("matrix_set", "")}


def with_request(url: str) -> str:
    """Return the address of a WMTS's capabilities, as the provider wants it."""
    if "request=" in url.lower() or url.lower().endswith(".xml"):
        return url
    return f"{url}{'&' if '?' in url else '?'}SERVICE=WMTS&REQUEST=GetCapabilities"


def probe_address(record: LayerRecord) -> str:
    """Return an address that answers when the service does: its capabilities, or the tile of the whole world."""
    if record.source.kind in TILES:
        return re.sub(r"\{-?[xyz]\}", "0", record.source.path)
    if record.source.kind == "wmts":
        return with_request(record.source.path)
    return f"{record.source.path}{'&' if '?' in record.source.path else '?'}SERVICE=WMS&REQUEST=GetCapabilities"


def check_picture(record: LayerRecord) -> None:
    """Check that a service of pictures answers and has the record's layer.

    Raises
    ------
    OpgaveError
        When it does not.
    """
    uri = picture_uri(record)
    layer = QgsVectorTileLayer(uri, record.id) if provider_of(record) == VECTOR_TILES else QgsRasterLayer(uri, record.id, PROVIDER)
    if not layer.isValid():
        reason = layer.error().summary() or (layer.dataProvider().error().summary() if layer.dataProvider() else "")
        raise OpgaveError(
            "Record '{record}': {url} does not give map layer '{layer}' ({reason}). Check the address, the layer's name and the network.",
            record=record.id,
            url=without_secrets(record.source.path),
            layer=record.source.layer,
            reason=without_secrets(reason) or "no answer",
        )
