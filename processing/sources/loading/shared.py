"""Layers that several challenges of one run need are read once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from qgis.core import QgsRectangle

from ...model.progress import SILENT, Progress
from ...model.record import LayerRecord
from ...model.source_kinds import source_facts
from .load import Loaded, load_cells, load_record

_READ: ContextVar[dict[tuple, Loaded] | None] = ContextVar("read_layers", default=None)


@contextmanager
def share_loads() -> Iterator[None]:
    """Keep what `load_shared` reads as long as this lasts."""
    token = _READ.set({})
    try:
        yield
    finally:
        _READ.reset(token)


def load_shared(
    record: LayerRecord, fields: Sequence[str] | None, extent: QgsRectangle | None, crs: str, progress: Progress = SILENT
) -> Loaded:
    """Load a record (`load_record`; of a raster `load_cells`).

    Within `share_loads` the same question is read once, and its messages are given once. Whoever gets a layer leaves it as it is: others
    may have the same one.
    """
    read = _READ.get()
    fields, crs = (None, "") if source_facts(record.source.kind).cells else (fields, crs)
    asked = (record.id, None if fields is None else tuple(fields), extent.toString(6) if extent else "", crs)
    known = read.get(asked) if read is not None else None
    if known is not None and known.record == record:
        return known
    if source_facts(record.source.kind).cells:
        loaded = load_cells(record, extent, progress)
    else:
        loaded = load_record(record, fields, extent, crs, progress=progress)
    if read is not None:
        read[asked] = loaded
    return loaded
