"""Tables put on the map: joined by key to the layer that has their geometry."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from ...analysis.features import Features
from ...model.progress import Progress
from .matching import KeyedTable, KeyedUnits, check_unique, match_rows


def join_to_geometry(table: KeyedTable, geometry: Features, units: KeyedUnits, progress: Progress) -> Features:
    """Return the features of ``geometry`` with the values of the table's row of the same key; without value where there is none.

    Raises
    ------
    OpgaveError
        When the table has several rows for one key, or its keys are not those of the geometry.
    """
    check_unique(table, units.keys)
    match_rows(table, units, progress)
    keys = pd.Series(table.keys, dtype=object)
    first = np.flatnonzero(~keys.duplicated())  # other areas' keys may repeat
    rows = pd.Index(keys[first]).get_indexer(units.keys)
    rows = np.where(rows < 0, -1, first[rows])
    values = table.features.table.drop(columns=table.key).reindex(rows).reset_index(drop=True)
    values.loc[rows < 0, :] = None
    return replace(geometry, name=table.record.id, table=pd.concat([geometry.table[[table.key]], values], axis=1))
