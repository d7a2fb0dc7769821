"""A small JSON Schema checker that speaks in sentences.

It knows the part of draft 2020-12 in `KEYWORDS`, which is all that the files in ``resources/schemas`` use. A pattern
holds for the whole text and comes with an example. Every mistake is found, each with its file, JSON path, what was
found and what is allowed; a document without any is recognised at a quick look (`acceptance`).
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from .acceptance import Accepts, make_acceptor, resolve
from .errors import OpgaveError
from .files import RESOURCES, JsonObject, read_json
from .text import did_you_mean

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
LONGEST_FOUND = 60
SIDE_BY_SIDE = 250
"""Documents that are looked at at once; where one of them has a mistake, each by itself."""


class Schema(dict[str, Any]):
    """A JSON Schema with local references only, and the tests that were made of its parts."""

    def __init__(self, document: JsonObject):
        super().__init__(document)
        self._accepting: dict[str, Accepts] = {}

    def accepting(self, part: str) -> Accepts:
        """Return the quick test of a part, made once."""
        if part not in self._accepting:
            self._accepting[part] = make_acceptor(self, part)
        return self._accepting[part]


@cache
def read_schema(name: str) -> Schema:
    """Return ``resources/schemas/<name>.schema.json``."""
    return Schema(read_json(RESOURCES / "schemas" / f"{name}.schema.json"))


def mistakes(document: object, schema: Schema, where: str, path: str = "", part: str = "#") -> list[OpgaveError]:
    """Return every mistake in a document, in the order of the document.

    Parameters
    ----------
    document
        What `json` read.
    schema : Schema
    where : str
        The file, as the user knows it.
    path : str
        JSON path of ``document`` in that file, such as ``records[3]``; empty for the whole.
    part : str
        Which part of the schema holds for ``document``, such as ``#/$defs/record``.
    """
    if schema.accepting(part)([document]):
        return []
    return list(_Checker(schema, where).check(document, resolve(schema, part), path))


def without_mistakes(documents: list[Any], schema: Schema, part: str) -> list[bool]:
    """Return for each document whether a quick look finds it without mistakes; `mistakes` says what the others have, if anything."""
    accepts = schema.accepting(part)
    found: list[bool] = []
    for start in range(0, len(documents), SIDE_BY_SIDE):
        block = documents[start : start + SIDE_BY_SIDE]
        found += [True] * len(block) if accepts(block) else [accepts([one]) for one in block]
    return found


def name_place(where: str, path: str) -> str:
    """Return the words that say where in a file a mistake is."""
    return f"{where}, {path}" if path else where


def quote_value(value: object) -> str:
    """Return a value as the file writes it, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST_FOUND else f"{text[:LONGEST_FOUND]}..."


def extend_path(path: str, key: str | int) -> str:
    """Return the JSON path of a key or list position below ``path``."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


def has_type(value: object, name: str) -> bool:
    """Whether a value is of a JSON Schema type; a truth value is no number, and 2.0 is an integer."""
    if name not in ("number", "integer"):
        return isinstance(value, TYPES[name])
    if isinstance(value, float):
        return math.isfinite(value) and (name == "number" or value.is_integer())
    return isinstance(value, int) and not isinstance(value, bool)


class _Checker:
    """Walks a document along a schema."""

    def __init__(self, root: JsonObject, where: str):
        self.root = root
        self.where = where

    def check(self, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
        if "$ref" in schema:
            yield from self.check(value, resolve(self.root, schema["$ref"]), path)
        for keyword in schema:
            kind, check = KEYWORDS.get(keyword, NOTHING_TO_CHECK)
            if kind is None or has_type(value, kind):
                yield from check(self, value, schema, path)

    def facts(self, value: object, path: str) -> dict[str, str]:
        return {"place": name_place(self.where, path), "found": quote_value(value)}


def _type(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(has_type(value, name) for name in names):
        yield OpgaveError("{place}: {found} is not of type {allowed}.", allowed=" / ".join(names), **checker.facts(value, path))


def _enum(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    if value in schema["enum"]:
        return
    allowed = ", ".join(schema["enum"])
    near = did_you_mean(value, schema["enum"]) if isinstance(value, str) else ""
    facts = checker.facts(value, path)
    if near:
        yield OpgaveError("{place}: {found} is not one of {allowed}. Did you mean '{near}'?", allowed=allowed, near=near, **facts)
    else:
        yield OpgaveError("{place}: {found} is not one of {allowed}.", allowed=allowed, **facts)


def _pattern(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    if not re.fullmatch(schema["pattern"], value):
        yield OpgaveError(
            "{place}: {found} does not have the form {allowed}, such as '{example}'.",
            allowed=schema["pattern"],
            example=schema["examples"][0],
            **checker.facts(value, path),
        )


def _minimum_length(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    if len(value) < schema["minLength"]:
        yield OpgaveError("{place}: the text is empty. Write something or leave the key out.", **checker.facts(value, path))


def _minimum(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    if value < schema["minimum"]:
        limit = schema["minimum"]
        yield OpgaveError("{place}: {found} is too low; {limit} or more is allowed.", limit=limit, **checker.facts(value, path))


def _maximum(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    if value > schema["maximum"]:
        limit = schema["maximum"]
        yield OpgaveError("{place}: {found} is too high; {limit} or less is allowed.", limit=limit, **checker.facts(value, path))


def _exclusive_minimum(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    if value <= schema["exclusiveMinimum"]:
        limit = schema["exclusiveMinimum"]
        yield OpgaveError("{place}: {found} is too low; more than {limit} is allowed.", limit=limit, **checker.facts(value, path))


def _required(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    for key in schema["required"]:
        if key not in value:
            yield OpgaveError("{place}: the key '{key}' is missing.", key=key, place=name_place(checker.where, path))


def _minimum_properties(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    if len(value) < schema["minProperties"]:
        keys = ", ".join(schema["properties"])
        yield OpgaveError("{place}: give at least one of {keys}.", keys=keys, place=name_place(checker.where, path))


def _properties(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    known = schema["properties"]
    for key in value:
        if key in known:
            yield from checker.check(value[key], known[key], extend_path(path, key))


def _additional(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    known, rest = schema.get("properties", {}), schema["additionalProperties"]
    for key in [key for key in value if key not in known]:
        if rest is False:
            yield _unknown_key(checker, key, known, path)
        else:
            yield from checker.check(value[key], rest, extend_path(path, key))


def _unknown_key(checker: _Checker, key: str, known: JsonObject, path: str) -> OpgaveError:
    allowed, near = ", ".join(known), did_you_mean(key, known)
    where = name_place(checker.where, path)
    if near:
        return OpgaveError("{place}: the key '{key}' is unknown. Did you mean '{near}'?", key=key, near=near, place=where)
    return OpgaveError("{place}: the key '{key}' is unknown. Allowed are {allowed}.", key=key, allowed=allowed, place=where)


def _property_names(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    for key in value:
        yield from checker.check(key, schema["propertyNames"], extend_path(path, key))


def _items(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    for position, item in enumerate(value):
        yield from checker.check(item, schema["items"], extend_path(path, position))


def _minimum_items(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    if len(value) < schema["minItems"]:
        limit = schema["minItems"]
        yield OpgaveError("{place}: the list is too short; give {limit} or more.", limit=limit, place=name_place(checker.where, path))


def _maximum_items(checker: _Checker, value: Any, schema: JsonObject, path: str) -> Iterator[OpgaveError]:
    if len(value) > schema["maxItems"]:
        limit = schema["maxItems"]
        yield OpgaveError("{place}: the list is too long; give {limit} or fewer.", limit=limit, place=name_place(checker.where, path))


Check = Callable[[_Checker, Any, JsonObject, str], Iterable[OpgaveError]]
"""Finds the mistakes of a value that one keyword of its schema forbids: checker, value, schema, JSON path."""

KEYWORDS: dict[str, tuple[str | None, Check]] = {
    "type": (None, _type),
    "enum": (None, _enum),
    "pattern": ("string", _pattern),
    "minLength": ("string", _minimum_length),
    "minimum": ("number", _minimum),
    "maximum": ("number", _maximum),
    "exclusiveMinimum": ("number", _exclusive_minimum),
    "required": ("object", _required),
    "minProperties": ("object", _minimum_properties),
    "properties": ("object", _properties),
    "additionalProperties": ("object", _additional),
    "propertyNames": ("object", _property_names),
    "items": ("array", _items),
    "minItems": ("array", _minimum_items),
    "maxItems": ("array", _maximum_items),
}
"""Each keyword with the JSON type it looks at (None: every type) and what finds its mistakes."""

NOTHING_TO_CHECK: tuple[None, Check] = (None, lambda checker, value, schema, path: ())
