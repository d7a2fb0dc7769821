"""Sources without requests: files on disk and databases."""

from __future__ import annotations

import datetime
import time
from pathlib import Path

from qgis.core import QgsProviderRegistry, QgsVectorLayer

from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from ..loading.database import open_table
from ..network import Limits, text_of
from ..secrets import without_secrets
from .answers import FIRST_BYTES, TABLE_KINDS, LayerGone, Seen, check_listed, header


def look_at_table(record: LayerRecord) -> Seen:
    """Look at a table of a database: its columns."""
    provider = open_table(record)
    return Seen(tuple(field.name() for field in provider.fields()))


class SilentDatabases:
    """Databases that kept us waiting: QGIS gives each table half a minute, so that the others of the same one are not asked."""

    def __init__(self, limits: Limits):
        self.limits = limits
        self.known: set[str] = set()

    def look_at_table(self, record: LayerRecord) -> Seen:
        """Look at a table, unless its database was silent before."""
        if record.source.path in self.known:
            raise OpgaveError(
                "Table {table} of {place} was not asked, because the database was silent before: try again later.",
                table=record.source.layer,
                place=without_secrets(record.source.path),
            )
        begun = time.monotonic()
        try:
            return look_at_table(record)
        except OpgaveError:
            if time.monotonic() - begun > self.limits.seconds:
                self.known.add(record.source.path)
            raise


def look_at_file(record: LayerRecord) -> Seen:
    """Look at a file: whether it and its layer are there, its columns, and when it was changed."""
    path = Path(record.location)
    if not record.source.path or not path.is_file():
        raise LayerGone("The file '{path}' is not there: correct the catalogue, or put it back.", path=record.location)
    day = datetime.date.fromtimestamp(path.stat().st_mtime)
    return Seen(columns(record, path), day, "file")


def columns(record: LayerRecord, path: Path) -> tuple[str, ...] | None:
    """Return the columns of a file; None for a raster or a workbook."""
    kind = record.source.kind
    if kind in TABLE_KINDS:
        with path.open("rb") as file:
            return header(text_of(file.read(FIRST_BYTES)))
    if kind in ("raster", "excel"):
        return None
    names = [part.name() for part in QgsProviderRegistry.instance().providerMetadata("ogr").querySublayers(str(path))]
    check_listed(record, names)
    options = QgsVectorLayer.LayerOptions(loadDefaultStyle=False)
    layer = QgsVectorLayer(f"{path}|layername={record.source.layer}" if record.source.layer else str(path), record.id, "ogr", options)
    if not layer.isValid():
        raise OpgaveError("'{path}' cannot be read: {reason}", path=path, reason=layer.error().summary())
    return tuple(field.name() for field in layer.fields())
