"""Canonical fields: which column of a source carries them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.record import LayerRecord
from ...model.text import did_you_mean
from ...qgis_io.columns import key_texts

SHOWN = 40
"""Columns that a sentence lists."""


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
            progress.warn(
                "Layer '{record}': no column carries the field '{field}' (sought: {sought}).",
                record=record.title,
                field=field,
                sought=", ".join(sought_names(record, field)),
            )
        else:
            found[field] = column
    return found | {column: column for column in columns if column not in found.values() and column not in found}


def find_column(record: LayerRecord, field: str, columns: Sequence[str]) -> str | None:
    """Return the first of the names that the record gives for a field, or the field's own, that is a column; case counts last."""
    names = sought_names(record, field)
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
    raise no_column(record, field, columns)


def no_column(record: LayerRecord, field: str, columns: Sequence[str]) -> OpgaveError:
    """Return the error for a field that no column carries: what was sought, what there is, and the nearest of that."""
    sought = sought_names(record, field)
    choices = columns if field in record.fields else [*record.fields, *columns]
    close = next(filter(None, (did_you_mean(name, choices) for name in sought)), "")
    shown = ", ".join(columns[:SHOWN]) + (" ..." if len(columns) > SHOWN else "")
    values = {"record": record.title_and_id, "field": field, "sought": ", ".join(sought), "columns": shown or "-"}
    if close:
        return OpgaveError(
            "Layer '{record}' has no column for the field '{field}' (sought: {sought}). Did you mean '{close}'? The columns are {columns};"
            " name the right one under 'fields' in the catalogue.",
            close=close,
            **values,
        )
    return OpgaveError(
        "Layer '{record}' has no column for the field '{field}' (sought: {sought}). The columns are {columns}; name the right one under"
        " 'fields' in the catalogue.",
        **values,
    )


def sought_names(record: LayerRecord, field: str) -> list[str]:
    """Return the names under which a field is sought: those that the record gives, and its own."""
    spec = record.fields.get(field)
    return list(dict.fromkeys([*(spec.sources if spec else ()), field]))


def canonical_table(record: LayerRecord, table: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Return the table under canonical names; keys become text, so that ``44021`` and ``"44021"`` are the same key."""
    renamed = pd.DataFrame({field: table[column] for field, column in columns.items()}, index=table.index)
    keys = {record.key, record.join.key if record.join else ""} & set(renamed)
    return renamed.assign(**{key: key_texts(renamed[key]) for key in keys})
