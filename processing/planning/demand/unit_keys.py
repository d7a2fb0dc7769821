"""Which field of the units names the same place as which field of a table."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...analysis.features import Features
from ...model.errors import OpgaveError
from ...qgis_io.columns import key_texts, kind_in_table
from ...qgis_io.reading import missing_field

ENOUGH = 0.5
"""Share of the units that a table has to know, or of the table that the units know, before two fields are taken for the same key."""
SMALLEST_CODE = 1000


def meeting_fields(units: Features, table: Features, unit_field: str = "", table_field: str = "", own: bool = False) -> tuple[str, str]:
    """Return the field of the units and that of the table that hold the same places; those given are kept.

    ``own``: each unit is a place of its own, so that a field in which no two are the same goes first.

    Raises
    ------
    OpgaveError
        A given field is not there, or no two fields have enough values in common.
    """
    for features, field in ((units, unit_field), (table, table_field)):
        if field and field not in features.table:
            raise missing_field(features.name, field, list(features.table))
    if unit_field and table_field:
        return unit_field, table_field
    pairs = [pair for pair in _pairs(units, table, unit_field, table_field) if pair[0] >= ENOUGH]
    best = max(pairs, default=(0.0, False, "", ""), key=lambda pair: (own and units.table[pair[2]].is_unique, *pair[:2]))
    if best[0] < ENOUGH:
        raise OpgaveError(
            "No field of layer '{table}' holds the same places as a field of layer '{units}'. Name both with a key parameter.",
            table=table.name,
            units=units.name,
        )
    return best[2], best[3]


def _pairs(units: Features, table: Features, unit_field: str, table_field: str) -> Iterator[tuple[float, bool, str, str]]:
    """Yield how large a share of the smaller side each pair of fields finds, whether they have the same name, and the pair."""
    known = {
        name: set(key_texts(table.table[name])) - {None} for name in table.table if table_field in ("", name) and _may_be_key(table, name)
    }
    for name in units.table:
        if unit_field not in ("", name) or not _may_be_key(units, name):
            continue
        values = set(key_texts(units.table[name])) - {None}
        for other, there in known.items():
            if values and there:
                yield len(values & there) / min(len(values), len(there)), name.lower() == other.lower(), name, other


def _may_be_key(features: Features, name: str) -> bool:
    """Whether a field may name places: a text, or a number as large as a code."""
    column = features.table[name]
    if kind_in_table(column) == "text":
        return True
    return (
        kind_in_table(column) in ("int", "float")
        and bool((column.dropna() >= SMALLEST_CODE).all())
        and bool((column.dropna() % 1 == 0).all())
    )


def rows_of(keys: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return for each key its row among the known ones, -1 where there is none."""
    place = {key: row for row, key in enumerate(known) if key is not None}
    return np.array([place.get(key, -1) for key in keys], dtype=int)


def unique_keys(table: Features, field: str) -> np.ndarray:
    """Return the keys of a table in which each place stands once.

    Raises
    ------
    OpgaveError
        A place stands there twice.
    """
    keys = key_texts(table.table[field])
    seen: set[str] = set()
    for key in keys:
        if key is not None and key in seen:
            raise OpgaveError(
                "Field '{field}' of layer '{layer}' has '{key}' twice. Keep one row for each place.", field=field, layer=table.name, key=key
            )
        seen.add(key)
    return keys
