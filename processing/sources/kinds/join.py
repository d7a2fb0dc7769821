"""Several sources beside each other as one layer: schools and how many pupils each has, the ages of sectors and their cars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ...analysis.features import Features
from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from ...qgis_io.columns import BETWEEN_KEYS, joined_key_texts
from ...qgis_io.expressions import parse_expression
from ..reading.canonical import inputs_of
from ..reading.request import LoadedFeatures, LoadRequest
from .composing import as_one, load_part, name_part, nothing_of
from .kind import SourceKind

FEW = 5
"""Features in an extent that may all be without a row: a village whose only school is not in a table. More of them have other keys."""


def load_join(ask: LoadRequest) -> LoadedFeatures:
    """Load the first part, and beside its features the values of the others' rows of the same key; only parts of which a field is wanted.

    Raises
    ------
    OpgaveError
        The first part fails, or another that is not optional; a part has several rows for one key, or none for any feature.
    """
    parts, key = ask.record.source.parts, list(ask.record.source.key)
    given = [[name for name in part.fields if name not in key] for part in parts]
    elsewhere = {name for names in given[1:] for name in names}
    wanted = None if ask.fields is None else dict.fromkeys(name for field in ask.fields for name in read_from(ask.record, field))
    own = None if wanted is None else list(dict.fromkeys([*key, *(name for name in wanted if name not in elsewhere)]))
    first = load_part(ask, 0, own, ask.target_crs)
    if first is None or not len(first.features):
        return first or nothing_of(ask.record, ask.fields)
    features, found = first.features, [first]
    for number, names in enumerate(given[1:], start=1):
        asked = [name for name in names if wanted is None or name in wanted]
        if not asked:
            continue
        answer = load_part(ask, number, [*key, *asked], "")
        if answer is None or not len(answer.features):
            features = features.with_columns(**dict.fromkeys(asked))
            continue
        features = add_columns(features, answer.features, asked, number, ask)
        found.append(answer)
    return as_one(replace(first, features=features), found, ask)


def read_from(record: LayerRecord, field: str) -> Iterator[str]:
    """Yield the fields of the parts that a field is read from: itself, or what the record computes it from."""
    spec = record.fields.get(field)
    if not spec or not spec.compute:
        yield field
        return
    inputs_of(record, field)  # refuses a field that is computed from itself
    for name in sorted(parse_expression(spec.compute).referencedColumns()):
        yield from read_from(record, name)


def add_columns(features: Features, table: Features, names: Sequence[str], number: int, ask: LoadRequest) -> Features:
    """Return features with columns of a table: of each feature the row of the same key, missing where there is none."""
    key = ask.record.source.key
    own, theirs = (pd.Series(joined_key_texts(one.table, key), dtype=object) for one in (features, table))
    known = theirs.dropna()
    met = known.isin(own.dropna())
    check_single(known[met], number, ask)
    once = known[~known.duplicated()]
    rows = pd.Series(once.index, index=once.to_numpy()).reindex(own.to_numpy()).to_numpy(dtype=float)
    lacking = np.isnan(rows)
    report_lacking(own, lacking, int((~met).sum()), number, ask)
    places = np.where(lacking, -1, rows).astype("int64")
    values = table.table[list(names)].reindex(places).reset_index(drop=True)
    return features.with_columns(**{name: none_in_texts(values[name]) for name in names})


def none_in_texts(column: pd.Series) -> pd.Series:
    """Return a column in which None stands for a missing text."""
    return column.where(column.notna(), None) if column.dtype == object else column


def check_single(keys: pd.Series, number: int, ask: LoadRequest) -> None:
    """Check that a table has no more than one row for the key of a feature.

    Raises
    ------
    OpgaveError
        It has: nobody can know which row is meant.
    """
    twice = keys[keys.duplicated()].unique()
    if len(twice):
        raise OpgaveError(
            "Layer '{record}': source {number} of {all} ({address}) has more than one row for 1 key ('{key}'): name more fields as 'key' of"
            " the source, or have rows added with the option 'pivot' and its 'sum'. | Layer '{record}': source {number} of {all}"
            " ({address}) has more than one row for {count} keys, such as '{key}': name more fields as 'key' of the source, or have"
            " rows added with the option 'pivot' and its 'sum'.",
            count=len(twice),
            key=twice[0],
            **name_part(ask.record, number),
        )


def report_lacking(own: pd.Series, lacking: np.ndarray, others: int, number: int, ask: LoadRequest) -> None:
    """Tell how many features have no row in a table, and how many of its rows are of no feature.

    Raises
    ------
    OpgaveError
        None has: the keys are of two kinds.
    """
    if not lacking.any() and not others:
        return
    values = {"count": int(lacking.sum()), "features": len(own), "key": next(iter(own[lacking]), None) or "-"}
    values |= {"fields": BETWEEN_KEYS.join(ask.record.source.key), **name_part(ask.record, number)}
    if lacking.all() and (ask.extent is None or len(own) > FEW):
        raise OpgaveError(
            "Layer '{record}': source {number} of {all} ({address}) has no row with the key ({fields}) of any of the {features} features,"
            " such as '{key}': correct the fields of the key in the catalogue.",
            **values,
        )
    if lacking.any():
        ask.progress.warn(
            "Layer '{record}': source {number} of {all} ({address}) has no row for 1 of the {features} features ('{key}'), which has no"
            " value from it. | Layer '{record}': source {number} of {all} ({address}) has no row for {count} of the {features} features"
            " (such as '{key}'), which have no value from it.",
            **values,
        )
    if others:
        ask.progress.note(
            "Layer '{record}': 1 row of source {number} of {all} ({address}) has a key that no feature has. | Layer '{record}': {count}"
            " rows of source {number} of {all} ({address}) have a key that no feature has.",
            **{**values, "count": others},
        )


KIND = SourceKind(load=load_join)
