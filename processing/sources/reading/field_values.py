"""What a record makes of a source's values: marks for what is missing, canonical values, computed fields and constants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from ...analysis.features import Features
from ...analysis.recoding import marked, recode
from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.recoding import Scalar
from ...model.record import LayerRecord
from ...qgis_io.expressions import check_computed, computed_column, parse_expression
from .canonical import with_text_keys
from .request import Label, LoadedFeatures, LoadRequest

SHOWN = 8


def with_field_values(answer: LoadedFeatures, ask: LoadRequest) -> LoadedFeatures:
    """Return an answer with the values that the record makes of the source's.

    In this order: marks become missing, fields are computed, values are recoded, constants are added; what was only read to compute
    others goes.

    Raises
    ------
    OpgaveError
        A field cannot be computed, or none of its values has a canonical one.
    """
    record, wanted = ask.record, ask.fields
    marks = missing_marks(record)
    if not marks and all(spec.is_plain for spec in record.fields.values()):
        return answer
    table = without_marks(answer.features.table, record, list(answer.features.table), ask.progress)
    constants = {name: spec.constant for name, spec in record.fields.items() if spec.constant is not None}
    features = replace(answer.features, table=table).with_columns(**constants)
    done: set[str] = set(constants)
    for name in record.fields:
        if wanted is None or name in wanted:
            features = with_field(features, record, name, answer.columns, done, ask.progress)
    kept = list(dict.fromkeys(wanted)) if wanted is not None else [name for name in features.table if not is_helper(name, answer, record)]
    table = with_text_keys(record, features.table[[name for name in kept if name in features.table]])
    return replace(answer, features=replace(features, table=table), labels=labels_that_hold(answer, record))


def with_field(
    features: Features, record: LayerRecord, name: str, columns: Mapping[str, str], done: set[str], progress: Progress
) -> Features:
    """Return features with a field as the record makes it, after those that it is computed from; ``done`` grows by both.

    In a layer that is read whole, a field of which a column is absent is left out: that was said when the columns were sought.
    """
    spec = record.fields.get(name)
    if spec is None or name in done:
        return features
    done.add(name)
    if spec.compute:
        check_computed(spec.compute, None, name, record.title_and_id)
        sources = sorted(parse_expression(spec.compute).referencedColumns())
        for other in sources:
            features = with_field(features, record, other, columns, done, progress)
        if any(other not in features.table for other in sources):
            return features
        features = features.with_columns(**{name: computed_column(features, spec.compute)})
    return with_recoded(features, record, name, columns.get(name, name), progress)


def is_helper(name: str, answer: LoadedFeatures, record: LayerRecord) -> bool:
    """Whether a column was only read to compute a field, and stands in the table under a canonical name as well."""
    twins = (field for field, column in answer.columns.items() if column == answer.columns.get(name) and field != name)
    return name not in record.fields and name in answer.columns and any(field in record.fields for field in twins)


def labels_that_hold(answer: LoadedFeatures, record: LayerRecord) -> dict[str, Label]:
    """Return what the source calls its fields and values, without what it says of values that are others now."""
    changed = {name for name, spec in record.fields.items() if spec.recode or spec.compute or spec.constant is not None}
    labels = {name: Label(label.alias) if name in changed else label for name, label in answer.labels.items()}
    return {name: label for name, label in labels.items() if label != Label()}


def missing_marks(record: LayerRecord) -> tuple[Scalar, ...]:
    """Return the marks that mean missing in all columns of a record's source."""
    return tuple(record.source.options.get("missing", ()))


def without_marks(table: pd.DataFrame, record: LayerRecord, fields: Iterable[str], progress: Progress) -> pd.DataFrame:
    """Return a table in which the marks for missing values that the record gives are missing values, and tell how many.

    Parameters
    ----------
    table : DataFrame
        Its columns in the order of ``fields``.
    fields : iterable of str
        The canonical fields that they carry.
    """
    everywhere = missing_marks(record)
    found: dict[int, pd.Series] = {}
    counts: dict[str, int] = {}
    shown: dict[str, None] = {}
    for place, field in enumerate(fields):
        marks = (*everywhere, *(record.fields[field].missing if field in record.fields else ()))
        column = table.iloc[:, place]
        missing = marked(column, marks) if marks else np.zeros(len(column), dtype=bool)
        if missing.any():
            shown |= {str(value): None for value in column[missing].unique()[:SHOWN]}
            counts[field] = int(missing.sum())
            found[place] = column.mask(missing, np.nan if pd.api.types.is_numeric_dtype(column) else None)
    if not found:
        return table
    result = table.copy()
    for place, column in found.items():
        result.isetitem(place, column)
    progress.note(
        "Layer '{record}': the values '{mark}' count as missing: {columns}.",
        record=record.title,
        mark="', '".join(shown),
        columns=", ".join(f"{name} ({count})" for name, count in counts.items()),
    )
    return result


def with_recoded(features: Features, record: LayerRecord, name: str, column: str, progress: Progress) -> Features:
    """Return features with a field in canonical values; how many values have none is told.

    Raises
    ------
    OpgaveError
        None has: the source speaks of something else than the record expects.
    """
    spec = record.fields[name]
    if not spec.recode or name not in features.table:
        return features
    recoded = recode(features.table[name], spec.recode)
    values = {"record": record.title_and_id, "field": name, "column": column, "count": sum(recoded.unmatched.values())}
    listed = ", ".join(f"'{value}' ({count})" for value, count in list(recoded.unmatched.items())[:SHOWN])
    listed += " ..." if len(recoded.unmatched) > SHOWN else ""
    if recoded.unmatched and not recoded.matched:
        raise OpgaveError(
            "Layer '{record}': the column '{column}' holds none of the values that 'recode' of the field '{field}' lists ({listed}), but"
            " {values}. Correct 'recode' in the catalogue.",
            listed=", ".join(f"'{value}'" for value in spec.recode),
            values=listed,
            **values,
        )
    if recoded.unmatched:
        progress.warn(
            "Layer '{record}': 1 value of the column '{column}' is not listed by 'recode' of the field '{field}' and counts as missing:"
            " {values}. | Layer '{record}': {count} values of the column '{column}' are not listed by 'recode' of the field '{field}' and"
            " count as missing: {values}.",
            values=listed,
            **values,
        )
    return features.with_columns(**{name: recoded.values})
