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


def to_json(value, defaults: bool = False):
    """Return a dataclass (or a list, dict, date or plain value within one) as what `json` can write; ``defaults`` writes those too."""
    if dataclasses.is_dataclass(value):
        return _object(value, defaults)
    if isinstance(value, tuple):
        return [to_json(item, defaults) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item, defaults) for key, item in value.items()}
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
    """Return what makes an instance of a dataclass from a JSON object.

    It fills the instance as `__init__` would, which takes twice as long for a frozen one. A field's default is the class's own attribute.
    """
    fields = _fields(kind)
    flat = [(field.name, _reader(hint)) for field, _, hint in fields if field.metadata.get("flat")]
    own = [(key, field.name, _reader(hint)) for field, key, hint in fields if not field.metadata.get("flat")]
    keys = frozenset(key for key, _, _ in own)
    changed = [(key, name, read or _itself) for key, name, read in own if read or name != key]
    factories = [(field.name, field.default_factory) for field, _, _ in fields if field.default_factory is not dataclasses.MISSING]
    new, fill = object.__new__, object.__setattr__

    def read(document: dict, **outside):
        values = outside | (document if keys.issuperset(document) else {key: document[key] for key in document if key in keys})
        for key, name, read_item in changed:
            if key in values:
                values[name] = read_item(values.pop(key))
        for name, read_part in flat:
            values[name] = read_part(document)
        for name, make in factories:
            if name not in values:
                values[name] = make()
        instance = new(kind)
        fill(instance, "__dict__", values)
        return instance

    return read


def _itself(value):
    return value


@cache
def _fields(kind) -> list[tuple[dataclasses.Field, str, object]]:
    """Return each field that the file knows, with its key and type."""
    hints = typing.get_type_hints(kind)
    return [
        (field, field.metadata.get("key", field.name), hints[field.name])
        for field in dataclasses.fields(kind)
        if not field.metadata.get("outside")
    ]


def _object(instance, defaults: bool) -> dict:
    result = {}
    for field, key, _ in _fields(type(instance)):
        value = getattr(instance, field.name)
        if field.metadata.get("flat"):
            result.update(_object(value, defaults))
        elif defaults or value != _default(field):
            result[key] = to_json(value, defaults)
    return result


def _default(field: dataclasses.Field):
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
