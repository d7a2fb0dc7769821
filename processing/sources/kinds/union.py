"""Several sources one below the other as one layer: schools of three levels, stops of two companies."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ...analysis.features import Features
from ...analysis.recoding import plain_text
from ...model.errors import OpgaveError
from ...qgis_io.columns import kind_in_table
from ...qgis_io.reading import ReadCounts
from ..reading.request import LoadedFeatures, LoadRequest
from .composing import as_one, load_part
from .kind import SourceKind

NUMBERS = frozenset(("int", "float", "bool"))


def load_union(ask: LoadRequest) -> LoadedFeatures:
    """Load all parts, in the coordinate system that is asked for, or in the record's, or else in that of the first part.

    Raises
    ------
    OpgaveError
        A part fails that is not optional, or all fail.
    """
    answers: list[LoadedFeatures] = []
    crs = ask.target_crs or ask.record.crs
    for number in range(len(ask.record.source.parts)):
        answer = load_part(ask, number, ask.fields, crs)
        if answer is not None:
            answers.append(answer)
            crs = crs or answer.features.crs
    if not answers:
        raise OpgaveError("Layer '{record}': all of its sources fail; see the warnings.", record=ask.record.title_and_id)
    found = [one for one in answers if len(one.features)] or answers
    ask.progress.note(
        "Layer '{record}': {count} features from {all} sources ({counts}).",
        record=ask.record.title,
        count=sum(len(one.features) for one in found),
        all=len(answers),
        counts=" + ".join(str(len(one.features)) for one in answers),
    )
    features = stack([one.features for one in found], ask.record.id)
    return as_one(LoadedFeatures(features, add_counts(found)), found, ask)


def stack(layers: Sequence[Features], name: str) -> Features:
    """Return the features of several layers as one, numbered anew; where a field is text in one of them, it is in all."""
    columns = dict.fromkeys(column for layer in layers for column in layer.table)
    table = pd.DataFrame({column: stack_column([layer.table.get(column) for layer in layers], layers) for column in columns})
    geometry = np.concatenate([layer.geometry for layer in layers])
    return Features(name, geometry, table, layers[0].crs, np.arange(1, len(geometry) + 1))


def stack_column(parts: Sequence[pd.Series | None], layers: Sequence[Features]) -> np.ndarray:
    """Return a field of several layers as one column; missing in a layer that lacks it."""
    kinds = {kind_in_table(part) for part in parts if part is not None and part.notna().any()}
    lengths = [len(layer) for layer in layers]
    if kinds <= NUMBERS:
        every = [
            np.full(length, np.nan) if part is None else part.to_numpy(dtype=float, na_value=np.nan)
            for part, length in zip(parts, lengths, strict=True)
        ]
        numbers = np.concatenate(every)
        return numbers.astype("int64") if kinds <= {"int"} and not np.isnan(numbers).any() else numbers
    if kinds <= {"date", "datetime"}:
        days = [
            np.full(length, np.datetime64("NaT")) if part is None else part.to_numpy() for part, length in zip(parts, lengths, strict=True)
        ]
        return np.concatenate([one.astype("datetime64[ns]") for one in days])
    texts = [
        [None] * length if part is None else [None if pd.isna(value) else plain_text(value) for value in part]
        for part, length in zip(parts, lengths, strict=True)
    ]
    column = np.empty(sum(lengths), dtype=object)
    column[:] = [text for part in texts for text in part]
    return column


def add_counts(answers: Sequence[LoadedFeatures]) -> ReadCounts:
    """Return what happened to the features of several layers on the way in, together."""
    starts = np.cumsum([0, *(len(one.features) for one in answers)])
    repaired = [
        np.flatnonzero(np.isin(one.features.ids, one.counts.repaired)) + start + 1 for one, start in zip(answers, starts, strict=False)
    ]
    counts = [one.counts for one in answers]
    return ReadCounts(
        total=sum(one.total for one in counts),
        null_geometry=sum(one.null_geometry for one in counts),
        empty_geometry=sum(one.empty_geometry for one in counts),
        repaired=tuple(np.concatenate(repaired).tolist()),
        reprojected=sum(one.reprojected for one in counts),
        curves=sum(one.curves for one in counts),
        given=sum(one.given for one in counts),
    )


KIND = SourceKind(load=load_union)
