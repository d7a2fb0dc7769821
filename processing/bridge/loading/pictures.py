"""Services that give pictures: the addresses by which QGIS opens them."""

from __future__ import annotations

from urllib.parse import quote

from qgis.core import QgsDataSourceUri, QgsRasterLayer

from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from ..secrets import without_secrets

PICTURES = ("wms", "wmts", "xyz")
PROVIDER = "wms"
WEB_MERCATOR = "EPSG:3857"
DEEPEST_ZOOM = 19


def picture_uri(record: LayerRecord) -> str:
    """Return the address of a WMS, WMTS or tile record for QGIS's provider ``wms``.

    The options of the record's source may hold ``format``, ``style``, ``matrix_set`` (WMTS), ``zmin`` and ``zmax`` (tiles).
    """
    source, options = record.source, record.source.options
    if source.kind == "xyz":
        pairs = {"type": "xyz", "url": source.path, "zmin": options.get("zmin", 0), "zmax": options.get("zmax", DEEPEST_ZOOM)}
        return "&".join(f"{key}={quote(str(value), safe='')}" for key, value in pairs.items())
    pairs = {
        "crs": record.crs or WEB_MERCATOR,
        "format": options.get("format", "image/png"),
        "layers": source.layer,
        "styles": options.get("style", ""),
        "url": source.path,
    }
    if source.kind == "wmts":
        pairs |= {"tileMatrixSet": options.get("matrix_set", ""), "url": with_request(source.path)}
    uri = QgsDataSourceUri()
    for key, value in pairs.items():
        uri.setParam(key, str(value))
    if source.auth:
        uri.setAuthConfigId(source.auth)
    return bytes(uri.encodedUri()).decode("ascii")


def with_request(url: str) -> str:
    """Return the address of a WMTS's capabilities, as the provider wants it."""
    if "request=" in url.lower() or url.lower().endswith(".xml"):
        return url
    return f"{url}{'&' if '?' in url else '?'}SERVICE=WMTS&REQUEST=GetCapabilities"


def check_picture(record: LayerRecord) -> None:
    """Check that a service of pictures answers and has the record's layer.

    Raises
    ------
    OpgaveError
        When it does not.
    """
    layer = QgsRasterLayer(picture_uri(record), record.id, PROVIDER)
    if not layer.isValid():
        reason = layer.error().summary() or (layer.dataProvider().error().summary() if layer.dataProvider() else "")
        raise OpgaveError(
            "Record '{record}': {url} does not give map layer '{layer}' ({reason}). Check the address, the layer's name and the network.",
            record=record.id,
            url=without_secrets(record.source.path),
            layer=record.source.layer,
            reason=without_secrets(reason) or "no answer",
        )
