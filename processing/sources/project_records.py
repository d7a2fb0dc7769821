"""Layers of a project as records of a catalogue: what is already open need not be described anew."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from qgis.core import QgsApplication, QgsMapLayer, QgsProviderRegistry, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl

from ..model.record import LayerRecord, Licence, Publisher, Source
from ..model.source_kinds import OTHER, kind_of_file
from ..model.text import Text, field_name, number_equals
from ..qgis_io.authentication import bind, opens, resource_of
from ..qgis_io.layer_metadata import date_of, rhythm_of
from ..texts.language import interface_language, tr
from .describing.folder import geometry_word
from .watch.layer_places import ProjectLayer


def records_of(layers: Iterable[QgsMapLayer]) -> tuple[list[LayerRecord], list[str]]:
    """Return the records of layers, and the names of layers that no record can name: those in memory, joined or virtual ones."""
    placed = [(layer, source_of(layer)) for layer in layers]
    known = [(layer, source) for layer, source in placed if source is not None]
    ids = number_equals(field_name(layer.name()) or "layer" for layer, _ in known)
    records = [record_of(id, layer, source) for id, (layer, source) in zip(ids, known, strict=True)]
    return records, [layer.name() for layer, source in placed if source is None]


def bind_credentials(records: Iterable[LayerRecord]) -> list[str]:
    """Have the authentication of each record be for its host only where nobody said for which it is; return what is to be told of it."""
    told = []
    configs = QgsApplication.authManager().availableAuthMethodConfigs()
    for record in records:
        auth, address = record.source.auth, record.source.path
        if auth not in configs:
            continue
        is_free = not resource_of(auth)
        bind(auth, address)
        if is_free and opens(auth, address):
            text = tr("Layer '{layer}' is read with your authentication '{name}', which is from now on for {resource} only.")
        elif not opens(auth, address):
            text = tr("Layer '{layer}' names your authentication '{name}', which is for {resource} only and so is not sent.")
        else:
            continue
        title = record.title.of(interface_language())
        told.append(text.format(layer=title, name=configs[auth].name(), resource=resource_of(auth)))
    return told


def record_of(id: str, layer: QgsMapLayer, source: Source) -> LayerRecord:
    """Return a layer's record: its name, and what its metadata say."""
    metadata = layer.metadata()
    contact = next(iter(metadata.contacts()), None)
    publisher = (contact.organization or contact.name if contact else "") or tr("unknown")
    return LayerRecord(
        id=id,
        title=Text(layer.name(), layer.name()),
        publisher=Publisher(publisher, "city"),
        source=source,
        description=Text(metadata.abstract(), metadata.abstract()),
        licence=Licence(next(iter(metadata.licenses()), "")),
        contact=contact.email if contact else "",
        crs=layer.crs().authid(),
        geometry=geometry_of(layer),
        update_rhythm=rhythm_of(metadata),
        date=date_of(metadata),
    )


def geometry_of(layer: QgsMapLayer) -> str:
    """Return a record's word for a layer's type of geometry."""
    return geometry_word(layer.wkbType()) or "unknown" if isinstance(layer, QgsVectorLayer) else "raster"


def source_of(layer: QgsMapLayer) -> Source | None:
    """Return where a layer is read; None where that is no place that a record can name."""
    provider = layer.providerType()
    if provider in ("ogr", "gdal"):
        return file_source(layer.source(), provider)
    if provider == "delimitedtext":
        return table_source(layer.source())
    place = ProjectLayer(layer.id(), layer.name(), provider, layer.source())
    if place.kind == OTHER or not place.place.address:
        return None
    return Source(place.kind, place.place.address, place.layer_name, place.auth)


def file_source(source: str, provider: str) -> Source | None:
    """Return the source of a file that GDAL reads; None where it is of a kind that records do not know, or no file."""
    parts = QgsProviderRegistry.instance().decodeUri(provider, source)
    path = Path(parts.get("path") or "")
    kind = kind_of_file(path)
    if not kind or not path.is_file() or parts.get("subset"):
        return None
    return Source(kind, path.resolve().as_posix(), parts.get("layerName") or "")


def table_source(source: str) -> Source | None:
    """Return the source of a text file with columns, with those of its points."""
    path = Path(QUrl(source).toLocalFile())
    if not path.is_file():
        return None
    asked = parse_qs(urlsplit(source).query)
    options = {ours: asked[theirs][0] for ours, theirs in (("x", "xField"), ("y", "yField")) if theirs in asked}
    # not by its ending, which may be any: this provider of QGIS opens tables of text only
    return Source("csv", path.resolve().as_posix(), options=options)
