"""A small JSON Schema checker that speaks in sentences.

It knows the part of draft 2020-12 in `KEYWORDS`, which is all that the files in ``resources/schemas`` use. A pattern
holds for the whole text and comes with an example. Every mistake is found, each with its file, JSON path, what was
found and what is allowed.

Most documents have no mistake, and that is soon seen: a schema becomes functions once, what a value's type settles is not
asked of the next value of that type, and where a mistake stands is worked out on the way back from it.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable
from functools import cache, reduce
from typing import Any

from .errors import OpgaveError
from .files import RESOURCES, JsonObject, read_json
from .text import did_you_mean

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
LONGEST_FOUND = 60

Mistake = tuple[tuple[str | int, ...], OpgaveError]
"""The keys and positions that lead from a value to what is wrong in it, and the sentence, which still lacks its ``place``."""
Check = Callable[[Any], list[Mistake]]
"""Finds the mistakes in a value."""


class Schema(dict[str, Any]):
    """A JSON Schema with local references only, and the checks that were made of its parts."""

    def __init__(self, document: JsonObject):
        super().__init__(document)
        self._checks: dict[str, Check] = {}

    def check(self, part: str) -> Check:
        """Return the check of a part, made once; a part that leads back to itself meets its own check in the making."""
        if part not in self._checks:
            self._checks[part] = lambda value: self._checks[part](value)
            self._checks[part] = _check_of(self, reduce(dict.__getitem__, part.removeprefix("#").split("/")[1:], self))
        return self._checks[part]


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
    found = schema.check(part)(document)
    return [OpgaveError(one.template, **one.values, place=name_place(where, reduce(extend_path, steps, path))) for steps, one in found]


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


def _check_of(root: Schema, schema: JsonObject) -> Check:
    """Return the check of a part of a schema: of its keywords, those that a value's type does not settle."""
    checks: list[tuple[str, str | None, Check]] = [("$ref", None, root.check(schema["$ref"]))] if "$ref" in schema else []
    checks += [(word, kind, make(root, schema)) for word in schema if word in KEYWORDS for kind, make in [KEYWORDS[word]]]
    by_type: dict[type, list[Check]] = {}

    def check(value: Any) -> list[Mistake]:
        fitting = by_type.get(type(value))
        if fitting is None:
            fitting = [find for word, kind, find in checks if (find(value) if word == "type" else not kind or has_type(value, kind))]
            if not isinstance(value, float):  # whether a float is an integer, or a number at all, its value tells
                by_type[type(value)] = fitting
        found: list[Mistake] = []
        for find in fitting:
            found += find(value)
        return found

    return check


def _test(fits: Callable[[Any], Any], mistake: Callable[[Any], OpgaveError]) -> Check:
    """Return the check of a value that either fits or not."""
    return lambda value: [] if fits(value) else [((), mistake(value))]


def _each(values: Iterable[tuple[str | int, Any]], find: Check) -> list[Mistake]:
    """Return the mistakes in values, each of which stands at a key or position."""
    found: list[Mistake] = []
    for key, value in values:
        if wrong := find(value):
            found += _below(key, wrong)
    return found


def _below(key: str | int, found: list[Mistake]) -> list[Mistake]:
    """Return the mistakes in a value as those of the object or list in which it stands at a key."""
    return [((key, *steps), mistake) for steps, mistake in found]


def _type(root: Schema, schema: JsonObject) -> Check:
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return _test(
        lambda value: any(has_type(value, name) for name in names),
        lambda value: OpgaveError("{place}: {found} is not of type {allowed}.", found=quote_value(value), allowed=" / ".join(names)),
    )


def _enum(root: Schema, schema: JsonObject) -> Check:
    allowed = schema["enum"]

    def mistake(value: Any) -> OpgaveError:
        near = did_you_mean(value, allowed) if isinstance(value, str) else ""
        facts = {"found": quote_value(value), "allowed": ", ".join(allowed)}
        if near:
            return OpgaveError("{place}: {found} is not one of {allowed}. Did you mean '{near}'?", near=near, **facts)
        return OpgaveError("{place}: {found} is not one of {allowed}.", **facts)

    return _test(allowed.__contains__, mistake)


def _pattern(root: Schema, schema: JsonObject) -> Check:
    pattern, example = schema["pattern"], schema["examples"][0]
    return _test(
        re.compile(pattern).fullmatch,
        lambda value: OpgaveError(
            "{place}: {found} does not have the form {allowed}, such as '{example}'.",
            found=quote_value(value),
            allowed=pattern,
            example=example,
        ),
    )


def _minimum_length(root: Schema, schema: JsonObject) -> Check:
    least = schema["minLength"]
    return _test(
        lambda value: len(value) >= least,
        lambda value: OpgaveError("{place}: the text is empty. Write something or leave the key out."),
    )


def _minimum(root: Schema, schema: JsonObject) -> Check:
    limit = schema["minimum"]
    return _test(
        lambda value: value >= limit,
        lambda value: OpgaveError("{place}: {found} is too low; {limit} or more is allowed.", found=quote_value(value), limit=limit),
    )


def _maximum(root: Schema, schema: JsonObject) -> Check:
    limit = schema["maximum"]
    return _test(
        lambda value: value <= limit,
        lambda value: OpgaveError("{place}: {found} is too high; {limit} or less is allowed.", found=quote_value(value), limit=limit),
    )


def _exclusive_minimum(root: Schema, schema: JsonObject) -> Check:
    limit = schema["exclusiveMinimum"]
    return _test(
        lambda value: value > limit,
        lambda value: OpgaveError("{place}: {found} is too low; more than {limit} is allowed.", found=quote_value(value), limit=limit),
    )


def _required(root: Schema, schema: JsonObject) -> Check:
    required = schema["required"]

    def check(value: JsonObject) -> list[Mistake]:
        return [((), OpgaveError("{place}: the key '{key}' is missing.", key=key)) for key in required if key not in value]

    return check


def _minimum_properties(root: Schema, schema: JsonObject) -> Check:
    least, keys = schema["minProperties"], ", ".join(schema["properties"])
    return _test(
        lambda value: len(value) >= least,
        lambda value: OpgaveError("{place}: give at least one of {keys}.", keys=keys),
    )


def _properties(root: Schema, schema: JsonObject) -> Check:
    known = {key: _check_of(root, part) for key, part in schema["properties"].items()}

    def check(value: JsonObject) -> list[Mistake]:
        found: list[Mistake] = []
        for key, inner in value.items():
            if key in known and (wrong := known[key](inner)):
                found += _below(key, wrong)
        return found

    return check


def _additional(root: Schema, schema: JsonObject) -> Check:
    known, rest = schema.get("properties", {}), schema["additionalProperties"]
    if rest is False:
        return lambda value: [((), _unknown_key(key, known)) for key in value if key not in known]
    find = _check_of(root, rest)
    return lambda value: _each(((key, inner) for key, inner in value.items() if key not in known), find)


def _unknown_key(key: str, known: JsonObject) -> OpgaveError:
    near = did_you_mean(key, known)
    if near:
        return OpgaveError("{place}: the key '{key}' is unknown. Did you mean '{near}'?", key=key, near=near)
    return OpgaveError("{place}: the key '{key}' is unknown. Allowed are {allowed}.", key=key, allowed=", ".join(known))


def _property_names(root: Schema, schema: JsonObject) -> Check:
    find = _check_of(root, schema["propertyNames"])
    return lambda value: _each(zip(value, value, strict=True), find)


def _items(root: Schema, schema: JsonObject) -> Check:
    find = _check_of(root, schema["items"])
    return lambda value: _each(enumerate(value), find)


def _minimum_items(root: Schema, schema: JsonObject) -> Check:
    limit = schema["minItems"]
    return _test(
        lambda value: len(value) >= limit,
        lambda value: OpgaveError("{place}: the list is too short; give {limit} or more.", limit=limit),
    )


def _maximum_items(root: Schema, schema: JsonObject) -> Check:
    limit = schema["maxItems"]
    return _test(
        lambda value: len(value) <= limit,
        lambda value: OpgaveError("{place}: the list is too long; give {limit} or fewer.", limit=limit),
    )


KEYWORDS: dict[str, tuple[str | None, Callable[[Schema, JsonObject], Check]]] = {
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
"""Each keyword with the JSON type it looks at (None: every type) and what makes its check from the schema in which it stands."""
