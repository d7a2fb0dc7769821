"""Canonical fields: which column of a source carries them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pandas as pd

from ...model.errors import OpgaveError
from ...model.progress import Progress
from ...model.record import WHOLE_TABLE, LayerRecord
from ...model.text import did_you_mean
from ...qgis_io.columns import key_texts
from ...qgis_io.expressions import parse_expression

WILDCARD = "*"
SHOWN = 40
"""Columns that a sentence lists."""


def columns_for(record: LayerRecord, fields: Sequence[str] | None, columns: Sequence[str], progress: Progress) -> dict[str, str]:
    """Return the source's column for each canonical field that has one, and for what others are computed from.

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
        names = dict.fromkeys(name for field in fields for name in inputs_of(record, field))
        return {name: required_column(record, name, columns) for name in names}
    found = {}
    for name in dict.fromkeys(name for field in record.fields for name in inputs_of(record, field)):
        column = find_column(record, name, columns)
        if column is None:
            progress.warn(
                "Layer '{record}': no column carries the field '{field}' (sought: {sought}).",
                record=record.title,
                field=name,
                sought=", ".join(sought_names(record, name)),
            )
        else:
            found[name] = column
    return found | {column: column for column in columns if column not in found.values() and column not in found}


def inputs_of(record: LayerRecord, field: str) -> tuple[str, ...]:
    """Return what a field is read from: itself, for a column carries it; fields and columns where it is computed; nothing for a constant.

    Raises
    ------
    OpgaveError
        It is computed from itself.
    """
    return tuple(dict.fromkeys(_inputs_of(record, field, ())))


def _inputs_of(record: LayerRecord, field: str, chain: tuple[str, ...]) -> Iterator[str]:
    spec = record.fields.get(field)
    if field in chain:
        raise OpgaveError(
            "Layer '{record}': the field '{field}' is computed from itself ({chain}): correct 'compute' in the catalogue.",
            record=record.title_and_id,
            field=field,
            chain=" > ".join((*chain, field)),
        )
    if spec and spec.compute:
        for name in sorted(parse_expression(spec.compute).referencedColumns()):
            yield from _inputs_of(record, name, (*chain, field))
    elif not spec or spec.constant is None:
        yield field


def changed_fields(record: LayerRecord) -> list[str]:
    """Return what is read for the fields whose values are made of the source's: these must be numbers where they look like numbers."""
    changed = (field for field, spec in record.fields.items() if spec.compute or spec.recode)
    return list(dict.fromkeys(name for field in changed for name in inputs_of(record, field)))


def comparable_columns(record: LayerRecord, columns: Mapping[str, str], kinds: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return the fields of which a server may be asked what a filter says: those whose values are as the source has them.

    Parameters
    ----------
    columns : mapping of str to str
        The source's column for each canonical field.
    kinds : mapping of str to str
        Whether a column that a server can compare holds a ``number`` or a ``text``.

    Returns
    -------
    dict of str to (str, str)
        By canonical field its column, and what that holds.
    """
    if any(record.source.options.get(name) for name in WHOLE_TABLE):
        return {}
    plain = {name: column for name, column in columns.items() if name not in record.fields or record.fields[name].is_plain}
    return {name: (column, kinds[column]) for name, column in plain.items() if column in kinds}


def find_column(record: LayerRecord, field: str, columns: Sequence[str]) -> str | None:
    """Return the first of the names that the record gives for a field, or the field's own, that is a column.

    Capitals count last but for patterns (``CS01*``); of several columns that fit one, the last in alphabetical order is taken, which is the
    newest where the rest is a year.
    """
    names = sought_names(record, field)
    exact = next((name for name in names if name in columns), None)
    if exact is not None:
        return exact
    by_lower_case = {column.lower(): column for column in reversed(columns)}
    alike = next((by_lower_case[name.lower()] for name in names if name.lower() in by_lower_case), None)
    if alike is not None:
        return alike
    fitting = ([column for column in columns if fits_pattern(column, name)] for name in names)
    return next((max(found) for found in fitting if found), None)


def fits_pattern(name: str, pattern: str) -> bool:
    """Whether a name fits a pattern in which ``*`` stands for any letters, whatever the capitals.

    >>> fits_pattern("cs01012025", "CS01*")
    True
    """
    return re.fullmatch(".*".join(map(re.escape, pattern.split(WILDCARD))), name, re.IGNORECASE) is not None


class SoughtNames:
    """The names under which a record looks for its fields in a source, patterns among them; capitals do not count."""

    def __init__(self, names: Iterable[str]):
        every = [name.lower() for name in names]
        self._names = frozenset(every)
        self._patterns = [name for name in every if WILDCARD in name]

    def __contains__(self, name: object) -> bool:
        return name in self._names or any(fits_pattern(str(name), one) for one in self._patterns)


class NoColumn(OpgaveError):
    """No column carries the ``field`` among its values."""


def required_column(record: LayerRecord, field: str, columns: Sequence[str]) -> str:
    """Return `find_column`'s column, or say which there are."""
    column = find_column(record, field, columns)
    if column is not None:
        return column
    raise no_column(record, field, columns)


def no_column(record: LayerRecord, field: str, columns: Sequence[str]) -> NoColumn:
    """Return the error for a field that no column carries: what was sought, what there is, and the nearest of that."""
    sought = sought_names(record, field)
    choices = columns if field in record.fields else [*record.fields, *columns]
    close = next(filter(None, (did_you_mean(name, choices) for name in sought)), "")
    shown = ", ".join(columns[:SHOWN]) + (" ..." if len(columns) > SHOWN else "")
    values = {"record": record.title_and_id, "field": field, "sought": ", ".join(sought), "columns": shown or "-"}
    if close:
        return NoColumn(
            "Layer '{record}' has no column for the field '{field}' (sought: {sought}). Did you mean '{close}'? The columns are {columns};"
            " name the right one under 'fields' in the catalogue.",
            close=close,
            **values,
        )
    return NoColumn(
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
    return with_text_keys(record, renamed)


def key_fields(record: LayerRecord) -> frozenset[str]:
    """Return the canonical fields that tell features apart, or belong to others of another layer."""
    return frozenset(filter(None, (record.key, *(record.join.keys if record.join else ()))))


def with_text_keys(record: LayerRecord, table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose keys are text."""
    return table.assign(**{key: key_texts(table[key]) for key in key_fields(record) & set(table)})
