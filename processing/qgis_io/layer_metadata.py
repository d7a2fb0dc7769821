"""What a record says of its layer, as QGIS keeps it with a layer: in a project, and in a GeoPackage that others read."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsAbstractMetadataBase,
    QgsCoordinateReferenceSystem,
    QgsLayerMetadata,
    QgsProcessingContext,
    QgsProviderRegistry,
)
from qgis.PyQt.QtCore import QDateTime, Qt

from ..model.errors import OpgaveError
from ..model.own_use import AGGREGATED
from ..model.public_text import public_value
from ..model.record import LayerRecord
from ..texts import record_words
from ..texts.language import Language
from .crs import read_crs
from .opening import open_ogr_layer
from .own_use import hold_for_own_use

RHYTHM = "opgavenkaart:update_rhythm"
"""Vocabulary of keywords under which a layer's rhythm stands: QGIS's metadata have no place of their own for it."""


def layer_metadata(
    record: LayerRecord, date: datetime.date | None, crs: str, language: Language, date_origin: str = "record"
) -> QgsLayerMetadata:
    """Return publisher, contact, licence, date, origin and keywords of a layer.

    Parameters
    ----------
    date : date or None
        Day that the data are of.
    crs : str
        Of the layer as it is written; empty for a table.
    date_origin : str
        Who says the date, as `loading.Loaded` has it.
    """
    metadata = name_metadata(record.id, record.title.of(language.code), read_crs(crs) if crs else QgsCoordinateReferenceSystem())
    metadata.setLanguage({"nl": "DUT", "en": "ENG"}.get(language.code, ""))
    metadata.setAbstract(public_value(record.description.of(language.code)))
    metadata.setContacts([contact_of(record)])
    metadata.setLicenses([record.licence.name] if record.licence.name else [])
    if record.licence.url:
        link = QgsAbstractMetadataBase.Link(record.licence.name or "licence", "WWW:LINK", public_value(record.licence.url))
        metadata.setLinks([link])
    said = language.tr("Date of the data: {date}.", date=record_words.word_date(date, date_origin, record, language)) if date else ""
    metadata.setHistory([*filter(None, [public_value(record.lineage), said])])
    if date:
        metadata.setDateTime(Qgis.MetadataDateType.Published, midnight(date))
    words = {"gmd:topicCategory": list(filter(None, [record.theme, *record.sectors])), RHYTHM: list(filter(None, [record.update_rhythm]))}
    metadata.setKeywords({vocabulary: found for vocabulary, found in words.items() if found})
    if not record.may_travel:
        hold_for_own_use(metadata, AGGREGATED if record.redistribution == "yes" else record.redistribution, language)
    return metadata


@dataclass(frozen=True)
class Oldest:
    """The oldest of the layers that a result was made of.

    Attributes
    ----------
    layer : str
        What it is called.
    date : date
        Day that its data are of.
    said : str
        That day in words, and who says it.
    rhythm : str
        In which it is renewed; empty where not known.
    """

    layer: str
    date: datetime.date
    said: str
    rhythm: str


def result_metadata(id: str, title: str, crs: QgsCoordinateReferenceSystem, oldest: Oldest | None, language: Language) -> QgsLayerMetadata:
    """Return what is known of a layer that was made of others: its title, and that it is as old, and as soon due, as the oldest of them.

    ``oldest``: None where none of them has a date.
    """
    metadata = name_metadata(id, title, crs)
    if oldest:
        metadata.setHistory([language.tr("As old as its oldest source, {layer}: {date}.", layer=oldest.layer, date=oldest.said)])
        metadata.setDateTime(Qgis.MetadataDateType.Published, midnight(oldest.date))
        metadata.setKeywords({RHYTHM: [oldest.rhythm]} if oldest.rhythm else {})
    return metadata


def name_metadata(id: str, title: str, crs: QgsCoordinateReferenceSystem) -> QgsLayerMetadata:
    """Return the metadata of a data set of which no more is known yet."""
    metadata = QgsLayerMetadata()
    metadata.setIdentifier(id)
    metadata.setType("dataset")
    metadata.setTitle(title)
    metadata.setCrs(crs)
    return metadata


def mark_output(context: QgsProcessingContext, destination: str, metadata: QgsLayerMetadata) -> None:
    """Write metadata into what an algorithm wrote: a layer in memory or a GeoPackage; other files have no place for them."""
    layer, path = context.temporaryLayerStore().mapLayer(destination), Path(destination)
    if layer is not None:
        layer.setMetadata(metadata)
    elif path.suffix.lower() == ".gpkg" and path.is_file():
        write_metadata(path, {path.stem: metadata})


def mark_for_own_use(context: QgsProcessingContext, destination: str, how: str, language: Language) -> bool:
    """Write into what an algorithm wrote that it may not be redistributed, beside what else is known of it; return whether it has a place.

    A project that it is loaded into says so in its name too.
    """
    if context.willLoadLayerOnCompletion(destination):
        details = context.layerToLoadOnCompletionDetails(destination)
        details.name = language.tr("{layer} (do not redistribute)", layer=details.name)
    layer = context.temporaryLayerStore().mapLayer(destination)
    if layer is not None:
        metadata = QgsLayerMetadata(layer.metadata())
        hold_for_own_use(metadata, how, language)
        layer.setMetadata(metadata)
        return True
    path = Path(destination.partition("|")[0])
    if path.suffix.lower() != ".gpkg" or not path.is_file():
        return False
    with closing(sqlite3.connect(path)) as database:
        tables = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
    found = {}
    for table in tables:
        metadata = QgsLayerMetadata(open_ogr_layer(f"{path}|layername={table}", table).metadata())
        hold_for_own_use(metadata, how, language)
        found[table] = metadata
    write_metadata(path, found)
    return True


def rhythm_of(metadata: QgsLayerMetadata) -> str:
    """Return the rhythm in which a layer is renewed, as its record has it; empty where its metadata say none."""
    return next(iter(metadata.keywords().get(RHYTHM, [])), "")


def date_of(metadata: QgsLayerMetadata) -> datetime.date | None:
    """Return the day that the data are of; None where the metadata give none."""
    moment = metadata.dateTime(Qgis.MetadataDateType.Published)
    return datetime.date.fromisoformat(moment.date().toString("yyyy-MM-dd")) if moment.isValid() else None


def contact_of(record: LayerRecord) -> QgsAbstractMetadataBase.Contact:
    """Return the publisher, with the address at which it can be asked."""
    contact = publisher(record.publisher.name)
    if "@" in record.contact:
        contact.email = record.contact
    else:
        contact.name = record.contact
    return contact


def publisher(name: str) -> QgsAbstractMetadataBase.Contact:
    """Return who is named as the publisher."""
    contact = QgsAbstractMetadataBase.Contact()
    contact.organization, contact.role = name, "publisher"
    return contact


def midnight(date: datetime.date) -> QDateTime:
    """Return the beginning of a day, the same wherever it is read."""
    return QDateTime.fromString(date.isoformat() + "T00:00:00Z", Qt.DateFormat.ISODate)


def write_metadata(path: Path, metadata: Mapping[str, QgsLayerMetadata]) -> None:
    """Write metadata of layers, by their names, into their GeoPackage, where QGIS finds them and GDAL shows them; their titles there stay.

    Raises
    ------
    OpgaveError
        They cannot be written.
    """
    with closing(sqlite3.connect(path)) as database:
        known = dict(database.execute("SELECT table_name, identifier FROM gpkg_contents"))
    for layer, one in metadata.items():
        done, reason = QgsProviderRegistry.instance().saveLayerMetadata("ogr", f"{path}|layername={layer}", one)
        if not done:
            raise OpgaveError(
                "The metadata of layer '{layer}' cannot be written to '{path}': {reason}", layer=layer, path=path, reason=reason
            )
    titles = [(known[layer], layer) for layer in metadata]
    with closing(sqlite3.connect(path)) as database, database:  # QGIS puts the metadata's identifier, a record's id, in its place
        database.executemany("UPDATE gpkg_contents SET identifier = NULL WHERE table_name = ?", [(layer,) for layer in metadata])
        database.executemany("UPDATE gpkg_contents SET identifier = ? WHERE table_name = ?", titles)
