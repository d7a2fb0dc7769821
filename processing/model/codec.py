"""Frozen dataclasses to and from JSON, by their own field types.

A key of the file is the field's name, or ``metadata["key"]`` where that word is Python's own. A field with
``metadata["flat"]`` is a dataclass whose keys stand in its owner's object. Values equal to the default are left out.
"""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from functools import cache


def to_json(value):
    """Return a dataclass (or a list, dict, date or plain value within one) as what `json` can write."""
    if dataclasses.is_dataclass(value):
        return _object(value)
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, datetime.date) else value


def from_json(kind, document):
    """Return ``document``, which its schema has accepted, as an instance of the type ``kind``."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return None if document is None else from_json(arguments[0], document)
    if origin is tuple:
        return tuple(from_json(arguments[0], item) for item in document)
    if origin is dict:
        return {key: from_json(arguments[1], item) for key, item in document.items()}
    if dataclasses.is_dataclass(kind):
        return _instance(kind, document)
    return datetime.date.fromisoformat(document) if kind is datetime.date else document


@cache
def _fields(kind) -> list[tuple[dataclasses.Field, str, object]]:
    """Return each field that the file knows, with its key and type."""
    hints = typing.get_type_hints(kind)
    return [
        (field, field.metadata.get("key", field.name), hints[field.name])
        for field in dataclasses.fields(kind)
        if not field.metadata.get("outside")
    ]


def _object(instance) -> dict:
    result = {}
    for field, key, _ in _fields(type(instance)):
        value = getattr(instance, field.name)
        if field.metadata.get("flat"):
            result.update(_object(value))
        elif value != _default(field):
            result[key] = to_json(value)
    return result


def _default(field: dataclasses.Field):
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()


def _instance(kind, document: dict):
    values = {}
    for field, key, hint in _fields(kind):
        if field.metadata.get("flat"):
            values[field.name] = _instance(hint, document)
        elif key in document:
            values[field.name] = from_json(hint, document[key])
    return kind(**values)
