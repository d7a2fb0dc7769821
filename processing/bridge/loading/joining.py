"""Tables put on the map: joined by key to the layer that has their geometry."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from ...analysis.features import Features
from ...model.errors import OpgaveError
from ...model.progress import Progress
from .matching import KeyedTable, KeyedUnits, matched, named, source_of


def joined_to_geometry(table: KeyedTable, geometry: Features, units: KeyedUnits, progress: Progress) -> Features:
    """Return the features of ``geometry`` with the values of the table's row of the same key; without value where there is none.

    Raises
    ------
    OpgaveError
        When the table has several rows for one key, or its keys are not those of the geometry.
    """
    check_unique(table)
    matched(table, units, progress)
    rows = pd.Index(table.keys).get_indexer(units.keys)
    values = table.features.table.drop(columns=table.key).reindex(rows).reset_index(drop=True)
    values.loc[rows < 0, :] = None
    return replace(geometry, name=table.record.id, table=pd.concat([geometry.table[[table.key]], values], axis=1))


def check_unique(table: KeyedTable) -> None:
    """Check that a table has one row per key."""
    keys = pd.Series(table.keys, dtype=object)
    twice = keys[keys.duplicated() & keys.notna()].unique()
    if len(twice):
        raise OpgaveError(
            "Table '{table}' ({file}) has more than one row for 1 key in the column '{column}' ({keys}), such as an area in two parts: keep"
            " one row for each key, or have rows added with the option 'pivot' and its 'sum'. | Table '{table}' ({file}) has more than one"
            " row for {count} keys in the column '{column}' ({keys}), such as areas in two parts: keep one row for each key, or have rows"
            " added with the option 'pivot' and its 'sum'.",
            table=table.record.title,
            file=source_of(table.record),
            count=len(twice),
            column=table.columns.get(table.key, table.key),
            keys=named(twice.tolist()),
        )
