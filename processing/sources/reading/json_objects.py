"""JSON as web services give it: a list of objects somewhere in it, of which the names become columns."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pandas as pd

from ...model.errors import OpgaveError
from ...model.record import LayerRecord
from ...qgis_io.columns import decimal_text
from ..network import json_of
from .tables import blank_to_none

DEEPEST = 4
LONGEST_LIST = 4
"""Short lists, such as a pair of coordinates, become columns too: ``place.0``, ``place.1``."""


def read_objects(content: bytes, record: LayerRecord) -> pd.DataFrame:
    """Return the objects of JSON as a table of texts; names inside others are joined by a point.

    The record's option ``records`` says where the list stands, such as ``result.items``; without it the longest list of objects counts.

    Raises
    ------
    OpgaveError
        It is no JSON, or has no list of objects there.
    """
    try:
        document = json_of(content, record.location)
    except OpgaveError as error:
        raise OpgaveError("Layer '{record}': {reason}", record=record.title, reason=error) from error
    lists = dict(lists_in(document))
    path = str(record.source.options.get("records", ""))
    if not path and lists:
        path = max(lists, key=lambda one: len(lists[one]))
    if path not in lists:
        raise OpgaveError(
            "Layer '{record}': the JSON has no list of objects at '{path}'. Give 'records' in the options of its source as one of:"
            " {paths}.",
            record=record.title_and_id,
            path=path,
            paths=", ".join(f"'{one}' ({len(objects)})" for one, objects in lists.items()) or "none",
        )
    rows = [dict(columns_of(one)) for one in lists[path]]
    return blank_to_none(pd.DataFrame(rows, dtype=object).astype("string"))


def lists_in(value: object, path: str = "", depth: int = 0) -> Iterator[tuple[str, list[dict]]]:
    """Yield every list of objects with its path."""
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        yield path, value
    elif isinstance(value, dict) and depth < DEEPEST:
        for name, inner in value.items():
            yield from lists_in(inner, f"{path}.{name}" if path else str(name), depth + 1)


def columns_of(value: dict | list, path: str = "") -> Iterator[tuple[str, str | None]]:
    """Yield the columns of one object."""
    for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
        column = f"{path}.{name}" if path else str(name)
        if isinstance(inner, dict) and inner or isinstance(inner, list) and 0 < len(inner) <= LONGEST_LIST and is_plain(inner):
            yield from columns_of(inner, column)
        else:
            yield column, text_of_value(inner)


def is_plain(values: list) -> bool:
    """Whether a list holds numbers only."""
    return all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in values)


def text_of_value(value: object) -> str | None:
    """Return a value as text: yes and no as 1 and 0, lists as JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(int(value))
    return decimal_text(repr(value)) if isinstance(value, (int, float)) else json.dumps(value, ensure_ascii=False)
