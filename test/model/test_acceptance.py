"""The quick look along a schema: which documents it accepts side by side, up to the borders, and which one spoils the others' verdict."""

import jsonschema
import pytest
from opgavenkaart.processing.model.acceptance import make_acceptor, resolve
from opgavenkaart.processing.model.schema import read_schema
from opgavenkaart.test.model.documents import CHALLENGE, RECORD

TREE = {
    "$defs": {
        "tree": {"type": "object", "required": ["id"], "additionalProperties": False,
                 "properties": {"id": {"type": "string"}, "below": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}},
    },
    "$ref": "#/$defs/tree",
}  # fmt: skip

BEYOND_JSON = ["nan", "inf", repr("a\n")]
"""What JSON does not know, and a pattern that ends before the text does: the other package lets them pass."""

CASES = [
    ({}, [1, "a", None, [], {}], []),
    ({"type": "integer"}, [1, 0, -3], [1.5, True, "1", None]),
    ({"type": "number"}, [1, 1.5, -2.0], [float("nan"), float("inf"), True, "1"]),
    ({"type": ["string", "null"]}, ["a", None, "b"], [1, [], False]),
    ({"type": ["string", "number"]}, ["a", 1, 2.5], [None, {}]),
    ({"type": "boolean"}, [True, False], [0, 1, None]),
    ({"type": "string", "pattern": "^[a-z]+$"}, ["ab", "ab", "c"], ["", "a1", "a\n"]),
    ({"type": "string", "minLength": 2}, ["ab", "abc"], ["a", ""]),
    ({"type": "integer", "minimum": 2}, [2, 3], [1]),
    ({"type": "integer", "maximum": 2}, [2, 1], [3]),
    ({"type": "number", "minimum": 0.5, "maximum": 1.5}, [0.5, 1, 1.5], [0.4, 1.6, 2, 0]),
    ({"type": "number", "exclusiveMinimum": 0}, [0.1, 1], [0, 0.0, -1]),
    ({"type": "array", "minItems": 1, "maxItems": 2}, [[1], [1, 2]], [[], [1, 2, 3]]),
    ({"type": "array", "items": {"type": "string"}}, [[], ["a"], ["b", "c"]], [[1], ["a", None]]),
    ({"type": "array", "items": {}}, [[], [1], [None, "a"]], [{}]),
    ({"type": "object", "minProperties": 1, "properties": {"a": {}}}, [{"a": 1}, {"a": 1, "b": 2}], [{}]),
    ({"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}}}, [{"a": 1}, {"a": 2, "b": "x"}], [{}, {"a": "x"}]),
    ({"type": "object", "properties": {"a": {}}, "additionalProperties": False}, [{}, {"a": None}], [{"b": 1}, {"a": 1, "b": 1}]),
    ({"type": "object", "additionalProperties": {"type": "integer"}}, [{}, {"a": 1}, {"b": 2, "c": 3}], [{"a": "x"}]),
    ({"type": "object", "properties": {"a": {}}, "additionalProperties": {"type": "integer"}}, [{"a": "x", "b": 1}], [{"b": "x"}]),
    ({"type": "object", "propertyNames": {"type": "string", "pattern": "^[a-z]$"}}, [{}, {"a": 1}], [{"A": 1}, {"a": 1, "bc": 1}]),
    ({"type": "object", "properties": {"a": {}}, "propertyNames": {"type": "string", "pattern": "^[a-z]$"}}, [{"a": 1}, {}], [{"A": 1}]),
    ({"enum": ["a", "b"]}, ["a", "b", "a"], ["c", 1, None, ["a"]]),
    ({"type": "string", "enum": ["a"], "minLength": 1}, ["a"], ["b", 1]),
    (TREE, [{"id": "a"}, {"id": "a", "below": [{"id": "b", "below": []}]}], [{}, {"id": "a", "below": [{"id": "b", "below": [{}]}]}]),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "good", "bad"), CASES)
def test_a_document_with_a_mistake_is_seen_among_good_ones(schema, good, bad):
    """Good ones are accepted alone and together; a bad one beside them, first or last, is not. The jsonschema package judges the same."""
    accepts, judge = make_acceptor(schema), jsonschema.Draft202012Validator(schema)
    assert accepts(good) and all(accepts([one]) for one in good)
    for one in bad:
        assert not accepts([one]) and not accepts([*good, one]) and not accepts([one, *good])
    assert all(judge.is_valid(one) for one in good)
    assert not any(judge.is_valid(one) for one in bad if repr(one) not in BEYOND_JSON)


def test_a_part_is_found_by_its_reference():
    assert resolve(TREE, "#/$defs/tree/properties/id") == {"type": "string"}
    assert resolve(TREE, "#") is TREE
    assert make_acceptor(TREE, "#/$defs/tree/properties/id")(["a"])
    assert not make_acceptor(TREE, "#/$defs/tree/properties/id")([{"id": "a"}])


@pytest.mark.parametrize(("name", "part", "document"), [("challenge", "#", CHALLENGE), ("catalogue", "#/$defs/record", RECORD)])
def test_a_full_document_is_accepted_at_once(name, part, document):
    """Otherwise each would be looked at closely, which takes many times as long."""
    assert read_schema(name).accepting(part)([document, document])
