"""A quick look along a JSON Schema, without paths or sentences: most documents have no mistake, and that is soon seen.

What it accepts has no mistake. What it does not accept may still have none: `schema.mistakes` then looks closely, and decides.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from functools import lru_cache

Accepts = Callable[[object], bool]

TYPES: dict[str, Accepts] = {
    "string": lambda value: type(value) is str,
    "boolean": lambda value: type(value) is bool,
    "null": lambda value: value is None,
    "integer": lambda value: type(value) is int,
    "number": lambda value: type(value) is int or (type(value) is float and math.isfinite(value)),
}
TEXT_ONLY = frozenset({str})
REMEMBERED = 1000
"""Texts whose pattern is known; most, such as sectors and names of fields, are in many records."""
LIMITS: dict[str, dict[str, Callable[[object], Accepts]]] = {
    "string": {
        "pattern": lambda pattern: lru_cache(maxsize=REMEMBERED)(re.compile(pattern).fullmatch),
        "minLength": lambda limit: lambda value: len(value) >= limit,
    },
    "number": {
        "minimum": lambda limit: lambda value: value >= limit,
        "maximum": lambda limit: lambda value: value <= limit,
        "exclusiveMinimum": lambda limit: lambda value: value > limit,
    },
}
LIMITS["integer"] = LIMITS["number"]
"""By type and keyword: what makes a test from its limit."""


def accepting(root: dict, part: str = "#") -> Accepts:
    """Return what accepts documents that fit a part of a schema with local references only, such as ``#/$defs/record``."""
    return _Maker(root).at(part)


def resolve(root: dict, reference: str) -> dict:
    """Return the part of a schema at a local reference."""
    for step in reference.removeprefix("#").split("/")[1:]:
        root = root[step]
    return root


class _Maker:
    """Turns schemas into tests, each reference once: one that leads back to itself is met again as the test in the making."""

    def __init__(self, root: dict):
        self.root = root
        self.made: dict[str, Accepts] = {}

    def at(self, reference: str) -> Accepts:
        if reference not in self.made:
            self.made[reference] = lambda value: self.made[reference](value)
            self.made[reference] = self.of(resolve(self.root, reference))
        return self.made[reference]

    def of(self, schema: dict) -> Accepts:
        tests = [self.at(schema["$ref"])] if "$ref" in schema else []
        if "type" in schema:
            kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
            tests.append(_either([self.of_type(kind, schema) for kind in kinds]))
        if "enum" in schema:
            tests.append(_one_of(schema["enum"]))
        return _both(tests)

    def of_type(self, kind: str, schema: dict) -> Accepts:
        if kind == "object":
            return self.object(schema)
        if kind == "array":
            return self.array(schema)
        return _both([TYPES[kind], *(make(schema[word]) for word, make in LIMITS.get(kind, {}).items() if word in schema)])

    def object(self, schema: dict) -> Accepts:
        required, least = schema.get("required", ()), schema.get("minProperties", 0)
        known = {key: self.of(inner) for key, inner in schema.get("properties", {}).items()}
        rest = schema.get("additionalProperties", {})
        rest = _nothing if rest is False else self.of(rest)
        texts = {key for key, test in known.items() if test is TYPES["string"]}
        fit_names, fit_rest = _every(self.of(schema.get("propertyNames", {}))), _every(rest)
        if not known and not required:
            return lambda value: type(value) is dict and len(value) >= least and fit_rest(value.values()) and fit_names(value)

        def accepts(value) -> bool:
            if type(value) is not dict or len(value) < least:
                return False
            for key in required:
                if key not in value:
                    return False
            for key, inner in value.items():
                if not (type(inner) is str and key in texts or known.get(key, rest)(inner)):
                    return False
            return fit_names(value)

        return accepts

    def array(self, schema: dict) -> Accepts:
        fit, least, most = _every(self.of(schema.get("items", {}))), schema.get("minItems", 0), schema.get("maxItems", math.inf)
        return lambda value: type(value) is list and least <= len(value) <= most and fit(value)


def _one_of(allowed: list) -> Accepts:
    texts = {one for one in allowed if isinstance(one, str)}
    return lambda value: type(value) is str and value in texts


def _every(test: Accepts) -> Callable[[Iterable], bool]:
    """Return what accepts a row of values that all pass a test."""
    if test is _anything:
        return _anything
    if test is TYPES["string"]:
        return lambda values: TEXT_ONLY.issuperset(map(type, values))
    return lambda values: all(map(test, values))


def _both(tests: list[Accepts]) -> Accepts:
    if not tests:
        return _anything
    if len(tests) == 1:
        return tests[0]
    first, rest = tests[0], _both(tests[1:])
    return lambda value: first(value) and rest(value)


def _either(tests: list[Accepts]) -> Accepts:
    if len(tests) == 1:
        return tests[0]
    first, rest = tests[0], _either(tests[1:])
    return lambda value: first(value) or rest(value)


def _anything(value) -> bool:
    return True


def _nothing(value) -> bool:
    return False
