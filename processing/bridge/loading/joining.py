"""Tables put on the map: joined by key to the layer that has their geometry."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ...analysis.features import Features
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.record import LayerRecord


def joined_to_geometry(table: Features, geometry: Features, record: LayerRecord, progress: Progress) -> Features:
    """Return the features of ``geometry`` with the values of the table's row of the same key; without value where there is none.

    Raises
    ------
    OpgaveError
        When the table has several rows for one key.
    """
    key = record.join.key
    check_unique(table, record)
    rows = pd.Index(table.table[key]).get_indexer(geometry.table[key])
    lacking = int((rows < 0).sum())
    unused = len(table) - len(set(rows[rows >= 0].tolist()))
    if lacking or unused:
        progress.warn(
            "Layer '{record}': rows with a key that layer '{layer}' lacks: {unused}; features of that layer without a row: {lacking} of"
            " {count}.",
            record=record.title,
            layer=record.join.layer,
            unused=unused,
            lacking=lacking,
            count=len(geometry),
        )
    values = table.table.drop(columns=key).reindex(rows).reset_index(drop=True)
    values.loc[rows < 0, :] = None
    return replace(geometry, name=record.id, table=pd.concat([geometry.table[[key]], values], axis=1))


def check_unique(table: Features, record: LayerRecord) -> None:
    """Check that a table has one row per key."""
    key = record.join.key
    keys = table.table[key]
    twice = keys[keys.duplicated() & keys.notna()]
    if len(twice):
        raise OpgaveError(
            "Layer '{record}': {count} rows repeat a key of '{key}', such as '{value}'; a table that is joined needs one row per key.",
            record=record.title,
            count=len(twice),
            key=key,
            value=twice.iloc[0],
        )
