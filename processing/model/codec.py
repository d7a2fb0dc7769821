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


def from_json(kind, document, **outside):
    """Return ``document``, which its schema has accepted, as an instance of the type ``kind``.

    Parameters
    ----------
    outside
        Values of fields that the file does not hold.
    """
    read = _reader(kind)
    return read(document, **outside) if read else document


@cache
def _reader(kind):
    """Return what makes an instance of a type from JSON; None where the value itself is one."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        read = _reader(arguments[0])
        return read and (lambda document: None if document is None else read(document))
    if origin is tuple:
        read = _reader(arguments[0])
        return (lambda document: tuple(map(read, document))) if read else tuple
    if origin is dict:
        read = _reader(arguments[1])
        return (lambda document: {key: read(item) for key, item in document.items()}) if read else dict
    if dataclasses.is_dataclass(kind):
        return _instance_reader(kind)
    return datetime.date.fromisoformat if kind is datetime.date else None


def _instance_reader(kind):
    """Return what makes an instance of a dataclass from a JSON object."""
    flat = [(field.name, _reader(hint)) for field, _, hint in _fields(kind) if field.metadata.get("flat")]
    own = {key: (field.name, _reader(hint)) for field, key, hint in _fields(kind) if not field.metadata.get("flat")}

    def read(document: dict, **values):
        for key, item in document.items():
            if key in own:
                name, read_item = own[key]
                values[name] = read_item(item) if read_item else item
        for name, read_part in flat:
            values[name] = read_part(document)
        return kind(**values)

    return read


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
