"""A raster of somebody's own as a record of a catalogue."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...model.choices import REFUSE
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord, Publisher, Source
from ...model.source_kinds import kind_of_file, source_facts
from ...model.text import Text
from ...qgis_io.crs import crs_text
from ...texts.language import tr
from ..loading.load import load_cells
from .record import add_to_catalogue, check_free, free_id, open_own

RASTER = "raster"


def is_raster(path: Path) -> bool:
    """Whether a file is one of cells, by its name."""
    return source_facts(kind_of_file(path)).cells


def add_raster(path: Path, place: Path, id: str = "", existing: str = REFUSE, progress: Progress = SILENT) -> LayerRecord:
    """Add a raster to the catalogue at ``place``, and return its record.

    It is opened first: a file that cannot be read leaves the catalogue as it was.

    Parameters
    ----------
    id : str
        Of the record; empty for one after the file's name.
    existing : str
        A key of `choices.EXISTING`.

    Raises
    ------
    OpgaveError
        The id is taken, or is that of a layer of features; or the file cannot be read as a raster.
    """
    file = path.expanduser().resolve()
    catalogue = open_own(place)
    id = id or free_id(file.stem, catalogue)
    if existing == REFUSE:
        check_free(catalogue, id)
    known = catalogue.find(id)
    if known is not None and known.geometry != RASTER:
        raise OpgaveError(
            "'{path}' is a raster, and '{record}' is none: give another RECORD_ID.", path=file.name, record=known.title_and_id
        )
    base = known or LayerRecord(id, Text(file.stem, file.stem), Publisher(tr("unknown"), "city"), Source(""))
    source = Source(kind_of_file(file), file.as_posix())
    record = replace(
        base, source=source, geometry=RASTER, crs="", date=None, otherwise=(), evidence="", checked=None, lineage=file.name, base=""
    )
    progress.step("Loading the layer")
    loaded = load_cells(replace(record, base=str(place.resolve().parent)), progress=progress)
    crs = crs_text(loaded.raster.crs) if loaded.raster else ""
    record = replace(record, crs=crs if ":" in crs[:12] else "")
    if moved := add_to_catalogue(place, catalogue, record):
        progress.note("The earlier record '{id}' stays in the catalogue as '{moved}'.", id=id, moved=moved)
    return record
