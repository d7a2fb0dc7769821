"""A copy that a store keeps, compared with what was kept: nobody changed its rows since."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...model.errors import OpgaveError
from ...model.record import FILE_HASH, ROWS_HASH, LayerRecord
from ...model.source_kinds import source_facts
from ...qgis_io.layer_rows import layer_rows_hash, parts_beside
from .hashes import source_hash


def check_layer(record: LayerRecord, path: Path) -> None:
    """Check that a layer in a file is the one that its record describes, where the record says by which rows, or a raster by which file.

    The hash of the file is known to whoever loads it, and settles it; that of the rows holds where somebody only looked at the file.

    Raises
    ------
    OpgaveError
        Somebody changed it.
    """
    known = record.source.options.get(FILE_HASH)
    if known and path.is_file() and not parts_beside(path) and source_hash(path) == known:
        return
    if not source_facts(record.source.kind).cells:
        check_rows(record, str(path), lambda: layer_rows_hash(path, record.source.layer))
    elif known:
        raise changed_copy(record, path.name, str(path))


def check_rows(record: LayerRecord, place: str, find_hash: Callable[[], str]) -> None:
    """Check the rows of a record's copy, of which ``find_hash`` gives the SHA-256, wherever they stand."""
    wanted = record.source.options.get(ROWS_HASH)
    if wanted and find_hash() != wanted:
        raise changed_copy(record, record.source.layer, place)


def changed_copy(record: LayerRecord, layer: str, place: str) -> OpgaveError:
    """Return the error for a copy that something else than the store changed."""
    return OpgaveError(
        "Layer '{record}': '{layer}' in '{place}' was changed after the store kept it, by something else than the store, and is not"
        " opened: publish or sync the layer again, put it back from a backup, or take an earlier version with 'restore_version'.",
        record=record.title_and_id,
        layer=layer,
        place=place,
    )
