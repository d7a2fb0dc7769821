"""Frozen dataclasses to and from JSON, by their own field types.

A key of the file is the field's name, or ``metadata["key"]`` where that word is Python's own. A field with
``metadata["flat"]`` is a dataclass whose keys stand in its owner's object. Values equal to the default are left out.
"""

from __future__ import annotations

import dataclasses
import datetime
import types
import typing
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, TypeVar

from .files import JsonObject

T = TypeVar("T")
Reader = Callable[[Any], Any]
"""Makes a value of one type from what `json` read."""

REMEMBERED = 4096
"""Instances of a dataclass of texts that are kept for when they occur again."""


def to_json(value: Any, defaults: bool = False) -> Any:
    """Return a dataclass (or a list, dict, date or plain value within one) as what `json` can write; ``defaults`` writes those too."""
    if dataclasses.is_dataclass(value):
        return _object(value, defaults)
    if isinstance(value, tuple):
        return [to_json(item, defaults) for item in value]
    if isinstance(value, dict):
        return {key: to_json(item, defaults) for key, item in value.items()}
    return value.isoformat() if isinstance(value, datetime.date) else value


def from_json(kind: type[T], document: Any, **outside: Any) -> T:
    """Return ``document``, which its schema has accepted, as an instance of the type ``kind``.

    Parameters
    ----------
    outside
        Values of fields that the file does not hold.
    """
    hint: Any = kind
    read = _reader(hint)
    instance: T = read(document) if read else document
    if outside:
        vars(instance).update(outside)
    return instance


@cache
def _reader(kind: Any) -> Reader | None:
    """Return what makes an instance of a type from JSON; None where the value itself is one."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        if any(typing.get_origin(one) is tuple for one in arguments):
            return lambda document: tuple(document) if isinstance(document, list) else document
        present = _reader(arguments[0])
        return present and (lambda document: None if document is None else present(document))
    if origin is tuple and dataclasses.is_dataclass(arguments[0]):
        return lambda document: tuple(from_json(arguments[0], item) for item in document)  # read only then: it may hold such a tuple itself
    if origin is tuple:
        item = _reader(arguments[0])
        return (lambda document: tuple(map(item, document))) if item else tuple
    if origin is dict:
        value = _reader(arguments[1])
        return (lambda document: {key: value(one) for key, one in document.items()}) if value else dict
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _instance_reader(kind)
    return datetime.date.fromisoformat if kind is datetime.date else None


def _instance_reader(kind: type) -> Reader:
    """Return what makes an instance of a dataclass from a JSON object.

    It fills the instance as `__init__` would, which takes twice as long for a frozen one. A field's default is the class's own attribute.
    """
    fields = _fields(kind)
    if all(hint is str and not field.metadata for field, _, hint in fields):
        return _texts_reader(kind)
    flat = [(field.name, _instance_reader(hint)) for field, _, hint in fields if field.metadata.get("flat")]
    own = [(key, field.name, _reader(hint)) for field, key, hint in fields if not field.metadata.get("flat")]
    keys = frozenset(key for key, _, _ in own)
    renamed = [(key, name) for key, name, _ in own if key != name]
    changed = [(name, read) for _, name, read in own if read]
    factories = [(field.name, field.default_factory) for field, _, _ in fields if field.default_factory is not dataclasses.MISSING]

    def read(document: JsonObject) -> Any:
        values = document.copy() if keys.issuperset(document) else {key: document[key] for key in document if key in keys}
        for key, name in renamed:
            if key in values:
                values[name] = values.pop(key)
        for name, read_item in changed:
            if name in values:
                values[name] = read_item(values[name])
        for name, read_part in flat:
            values[name] = read_part(document)
        for name, make in factories:
            if name not in values:
                values[name] = make()
        return _make_instance(kind, values)

    return read


def _texts_reader(kind: type) -> Reader:
    """Return what makes an instance of a frozen dataclass of texts alone: one that occurs again is the same one."""
    names = frozenset(field.name for field, _, _ in _fields(kind))

    @lru_cache(REMEMBERED)
    def made(*items: tuple[str, str]) -> Any:
        return _make_instance(kind, {key: text for key, text in items if key in names})

    return lambda document: made(*document.items())


def _make_instance(kind: type[T], values: JsonObject) -> T:
    instance = object.__new__(kind)
    object.__setattr__(instance, "__dict__", values)
    return instance


@cache
def _fields(kind: Any) -> list[tuple[dataclasses.Field[Any], str, Any]]:
    """Return each field that the file knows, with its key and type."""
    hints = typing.get_type_hints(kind)
    return [
        (field, field.metadata.get("key", field.name), hints[field.name])
        for field in dataclasses.fields(kind)
        if not field.metadata.get("outside")
    ]


def _object(instance: Any, defaults: bool) -> JsonObject:
    result: JsonObject = {}
    kind: Any = type(instance)
    for field, key, _ in _fields(kind):
        value = getattr(instance, field.name)
        if field.metadata.get("flat"):
            result.update(_object(value, defaults))
        elif defaults or value != _default(field):
            result[key] = to_json(value, defaults)
    return result


def _default(field: dataclasses.Field[Any]) -> Any:
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
