"""Services that give pictures: the addresses by which QGIS opens them."""

from __future__ import annotations

import re
from dataclasses import replace

from qgis.core import Qgis, QgsDataSourceUri, QgsMapLayer, QgsProviderRegistry, QgsRasterLayer, QgsVectorLayer, QgsVectorTileLayer

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from ..model.public_text import without_secrets
from ..model.record import LayerRecord
from ..model.source_kinds import MAP, MATRIX, TILES, source_facts
from ..qgis_io.authentication import not_for, opens
from ..qgis_io.crs_names import find_crs
from ..sources.network import check_public, xml_of
from ..sources.reading.download import fetch_record

WEB_MERCATOR = "EPSG:3857"
DEEPEST_ZOOM = 19


def picture_uri(record: LayerRecord) -> str:
    """Return the address of a WMS, WMTS or tile record for QGIS's provider; see `provider_of`.

    The options of the record's source may hold ``format``, ``style``, ``matrix_set`` (WMTS), ``zmin`` and ``zmax`` (tiles); of vector
    tiles ``style`` is the address of a Mapbox style.
    """
    check_public(record)
    uri = QgsDataSourceUri()
    for key, value in (tile_parts(record) if drawn_as(record) == TILES else map_parts(record)).items():
        uri.setParam(key, str(value))
    if record.source.auth:
        for address in filter(None, (record.source.path, uri.param("styleUrl"))):
            if not opens(record.source.auth, address):
                raise not_for(record.source.auth, address)
        uri.setAuthConfigId(record.source.auth)
        for ignored in ("IgnoreGetMapUrl", "IgnoreGetFeatureInfoUrl"):  # capabilities may name another host, which QGIS would follow
            uri.setParam(ignored, "1")
    return bytes(uri.encodedUri()).decode("ascii")


def tile_parts(record: LayerRecord) -> dict[str, object]:
    """Return what the provider needs for tiles."""
    options = record.source.options
    parts = {"type": "xyz", "url": record.source.path, "zmin": options.get("zmin", 0), "zmax": options.get("zmax", DEEPEST_ZOOM)}
    styled = options.get("style") and layer_type(provider_of(record)) == Qgis.LayerType.VectorTile
    return parts | ({"styleUrl": options["style"]} if styled else {})


def drawn_as(record: LayerRecord) -> str:
    """Return how a record's service is asked for pictures (`SourceFacts.picture`); empty where it gives none."""
    return source_facts(record.source.kind).picture


def provider_of(record: LayerRecord) -> str:
    """Return QGIS's provider of a record's pictures."""
    project = source_facts(record.source.kind).project
    return project.providers[0] if project else ""


def layer_type(provider: str) -> Qgis.LayerType:
    """Return which type of layer a provider of QGIS opens; features where QGIS does not know the provider."""
    metadata = QgsProviderRegistry.instance().providerMetadata(provider)
    return next(iter(metadata.supportedLayerTypes() if metadata else ()), Qgis.LayerType.Vector)


def open_with(source: str, name: str, provider: str) -> QgsMapLayer:
    """Return a layer as a provider of QGIS opens it: a picture, vector tiles, or features without the looks that their source may bring."""
    kind = layer_type(provider)
    if kind == Qgis.LayerType.VectorTile:  # QGIS finds which of its providers of vector tiles it is by the address
        return QgsVectorTileLayer(source, name)
    if kind == Qgis.LayerType.Raster:
        return QgsRasterLayer(source, name, provider)
    return QgsVectorLayer(source, name, provider, QgsVectorLayer.LayerOptions(loadDefaultStyle=False))


def map_parts(record: LayerRecord) -> dict[str, object]:
    """Return what the provider needs for a WMS or WMTS."""
    source, options = record.source, record.source.options
    parts = {
        "crs": record.crs or WEB_MERCATOR,
        "format": options.get("format", "image/png"),
        "layers": source.layer,
        "styles": options.get("style", ""),
    }
    if drawn_as(record) == MAP:
        return parts | {"url": source.path}
    return parts | {"url": with_request(source.path), "tileMatrixSet": options.get("matrix_set", "")}


def fit_matrix_set(record: LayerRecord, crs: str, progress: Progress = SILENT) -> LayerRecord:
    """Return a record of a WMTS that names no ``matrix_set`` with the one that suits a map, as its capabilities have it.

    Parameters
    ----------
    crs : str
        Authority id of the map; where the layer has no tiles in it, those in the record's own are used, then any that QGIS can reproject.

    Raises
    ------
    OpgaveError
        The service has no such layer, or no tiles of it in a coordinate system that QGIS knows.
    """
    if drawn_as(record) != MATRIX or record.source.options.get("matrix_set"):
        return record
    sets = matrix_sets(record, progress)
    for wanted in filter(None, (crs, record.crs, *sets.values())):
        name = next((name for name, own in sets.items() if own == wanted), "")
        if name:
            if crs and wanted != crs:
                progress.note(
                    "Layer '{record}': the service has no tiles in {crs}; those in {own} are reprojected.",
                    record=record.title,
                    crs=crs,
                    own=wanted,
                )
            options = {**record.source.options, "matrix_set": name}
            return replace(record, crs=wanted, source=replace(record.source, options=options))
    raise OpgaveError(
        "Layer '{record}': {url} has no tiles of layer '{layer}' in a coordinate system that QGIS knows: correct 'layer' of its source"
        " in the catalogue, or name a 'matrix_set' in the options of its source.",
        record=record.title_and_id,
        url=without_secrets(record.source.path),
        layer=record.source.layer,
    )


def matrix_sets(record: LayerRecord, progress: Progress) -> dict[str, str]:
    """Return the coordinate system of each matrix set that the record's layer has; empty for a layer that is not there."""
    url = with_request(record.source.path)
    reply = fetch_record(record, url, progress)
    contents = xml_of(reply.content, url, reply.headers).first("Contents")
    if contents is None:
        return {}
    systems = {one.text_at("Identifier"): crs_named(one.text_at("SupportedCRS")) for one in contents.all("TileMatrixSet")}
    layer = next((one for one in contents.all("Layer") if one.text_at("Identifier") == record.source.layer), None)
    links = [] if layer is None else layer.all("TileMatrixSetLink")
    return {name: systems[name] for name in (link.text_at("TileMatrixSet") for link in links) if systems.get(name)}


def crs_named(text: str) -> str:
    """Return the authority id of a coordinate system that a service names; empty where QGIS does not know it."""
    return find_crs(text).authid()


def with_request(url: str) -> str:
    """Return the address of a WMTS's capabilities, as the provider wants it."""
    if "request=" in url.lower() or url.lower().endswith(".xml"):
        return url
    return f"{url}{'&' if '?' in url else '?'}SERVICE=WMTS&REQUEST=GetCapabilities"


def probe_address(record: LayerRecord) -> str:
    """Return an address that answers when the service does: its capabilities, or the tile of the whole world."""
    if drawn_as(record) == TILES:
        return re.sub(r"\{-?[xyz]\}", "0", record.source.path)
    if drawn_as(record) == MATRIX:
        return with_request(record.source.path)
    return f"{record.source.path}{'&' if '?' in record.source.path else '?'}SERVICE=WMS&REQUEST=GetCapabilities"


def check_tile_hosts(record: LayerRecord) -> None:
    """Check that a WMTS that wants a password gives its tiles at its own host: QGIS would follow its capabilities to any other."""
    if not record.source.auth or drawn_as(record) != MATRIX:
        return
    url = with_request(record.source.path)
    reply = fetch_record(record, url, SILENT)
    for element in xml_of(reply.content, url, reply.headers).every("ResourceURL", "Get"):
        address = element.get("template") or element.get("href")
        if "://" in address and not opens(record.source.auth, address):
            raise not_for(record.source.auth, address)


def check_picture(record: LayerRecord) -> None:
    """Check that a service of pictures answers and has the record's layer.

    Raises
    ------
    OpgaveError
        When it does not, or would have a password go to another host.
    """
    check_tile_hosts(record)
    layer = open_with(picture_uri(record), record.id, provider_of(record))
    if not layer.isValid():
        raise refuse_layer(record, layer)


def refuse_layer(record: LayerRecord, layer: QgsMapLayer, asked: str = "") -> OpgaveError:
    """Return the sentence for a service that does not give QGIS the record's layer, or refuses what was ``asked`` of it."""
    provider = layer.dataProvider()
    reason = layer.error().summary() or asked or (provider.error().summary() if provider else "")
    return OpgaveError(
        "Layer '{record}': {url} does not give layer '{layer}' ({reason}). Check the address, the layer's name and the network.",
        record=record.title_and_id,
        url=without_secrets(record.source.path),
        layer=record.source.layer,
        reason=without_secrets(reason) or OpgaveError("no answer"),
    )
