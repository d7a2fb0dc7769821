"""Sources without requests: files on disk."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path

from qgis.core import QgsVectorLayer

from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from ...model.source_kinds import FEATURES, HEADER, OBJECTS, source_facts
from ...qgis_io.geopackage_paths import openable
from ...qgis_io.opening import list_sublayers, open_ogr_layer
from ..kinds.probing import LayerGone, ProbeResult, check_listed
from ..kinds.web_address import HEADER_BYTES, header
from ..network import text_of
from ..reading.json_objects import read_objects


def look_at_file(record: LayerRecord) -> ProbeResult:
    """Look at a file: whether it and its layer are there, its columns, and when it was changed."""
    path = Path(record.location)
    if not record.source.path or not path.is_file():
        raise LayerGone("The file '{path}' is not there: correct the catalogue, or put it back.", path=record.location)
    day = datetime.date.fromtimestamp(path.stat().st_mtime)
    return ProbeResult(columns(record, path), day, "file")


def columns(record: LayerRecord, path: Path) -> tuple[str, ...] | None:
    """Return the columns of a file; None for a raster, a workbook or a zip."""
    where = source_facts(record.source.kind).columns
    if where in (HEADER, OBJECTS) and zipfile.is_zipfile(path):
        return None
    if where == HEADER:
        with path.open("rb") as file:
            return header(text_of(file.read(HEADER_BYTES)))
    if where == OBJECTS:
        return tuple(read_objects(path.read_bytes(), record).columns)
    if where != FEATURES:
        return None
    place = openable(path)
    names = [part.name() for part in list_sublayers(place)]
    check_listed(record, names)
    options = QgsVectorLayer.LayerOptions(loadDefaultStyle=False)
    layer = open_ogr_layer(f"{place}|layername={record.source.layer}" if record.source.layer else place, record.id, options)
    if not layer.isValid():
        raise OpgaveError("'{path}' cannot be read: {reason}", path=path, reason=layer.error().summary())
    return tuple(field.name() for field in layer.fields())
