"""Canonical fields: which column of a source carries them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.record import LayerRecord
from ...model.text import did_you_mean
from ..columns import key_texts


def columns_for(record: LayerRecord, fields: Sequence[str] | None, columns: Sequence[str], progress: Progress) -> dict[str, str]:
    """Return the source's column for each canonical field.

    Parameters
    ----------
    fields : sequence of str or None
        The canonical fields wanted; None: all that the source has, columns without canonical name under their own.
    columns : sequence of str
        The source's columns.

    Raises
    ------
    OpgaveError
        For a wanted field that no column carries.
    """
    if fields is not None:
        return {field: required_column(record, field, columns) for field in dict.fromkeys(fields)}
    found = {}
    for field in record.fields:
        column = find_column(record, field, columns)
        if column is None:
            progress.warn("Layer '{record}': no column carries the field '{field}'.", record=record.title, field=field)
        else:
            found[field] = column
    return found | {column: column for column in columns if column not in found.values() and column not in found}


def find_column(record: LayerRecord, field: str, columns: Sequence[str]) -> str | None:
    """Return the first of the names that the record gives for a field, or the field's own, that is a column; case counts last."""
    spec = record.fields.get(field)
    names = [*(spec.sources if spec else ()), field]
    exact = next((name for name in names if name in columns), None)
    if exact is not None:
        return exact
    by_lower_case = {column.lower(): column for column in reversed(columns)}
    return next((by_lower_case[name.lower()] for name in names if name.lower() in by_lower_case), None)


def required_column(record: LayerRecord, field: str, columns: Sequence[str]) -> str:
    """Return `find_column`'s column, or say which there are."""
    column = find_column(record, field, columns)
    if column is not None:
        return column
    close = did_you_mean(field, [name for name in (*columns, *record.fields) if name != field])
    if close:
        raise OpgaveError(
            "Layer '{record}' has no field '{field}': did you mean '{close}'? Its source has the columns {columns}.",
            record=record.title,
            field=field,
            close=close,
            columns=", ".join(columns),
        )
    raise OpgaveError(
        "Layer '{record}' has no field '{field}'. Its source has the columns {columns}; name one of them under 'fields' in the catalogue.",
        record=record.title_and_id,
        field=field,
        columns=", ".join(columns) or "none",
    )


def canonical_table(record: LayerRecord, table: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Return the table under canonical names; keys become text, so that ``44021`` and ``"44021"`` are the same key."""
    renamed = pd.DataFrame({field: table[column] for field, column in columns.items()}, index=table.index)
    keys = {record.key, record.join.key if record.join else ""} & set(renamed)
    return renamed.assign(**{key: key_texts(renamed[key]) for key in keys})
