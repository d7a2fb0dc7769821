"""The checker: one sentence per mistake, and the same verdict as the jsonschema package."""

import copy
import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.model.files import RESOURCES, read_json
from opgavenkaart.processing.model.schema import KEYWORDS, Schema, mistakes, read_schema
from opgavenkaart.test.model.documents import CHALLENGE, RECORD, changed

ANNOTATIONS = {"$schema", "$ref", "$defs", "$id", "title", "description", "examples", "default"}
SCHEMAS = sorted((RESOURCES / "schemas").glob("*.schema.json"))
CHALLENGES = sorted((RESOURCES / "challenges").glob("*.json"))
CATALOGUE = {"title": {"nl": "Stad"}, "includes": ["builtin"], "sectors": {"night": {"nl": "Nacht"}}, "records": [RECORD],
             "successors": [{"old": "http://a", "new": "http://b", "since": "2024-01-01"}]}  # fmt: skip


ALLOWED_MEASURES = ", ".join(read_schema("challenge")["$defs"]["measure"]["enum"])


def sentences(document, schema="challenge") -> list[str]:
    return [str(mistake) for mistake in mistakes(document, read_schema(schema), "stad.json")]


def agrees(document, schema: str) -> bool:
    """Whether our checker and jsonschema come to the same verdict."""
    return (not sentences(document, schema)) == jsonschema.Draft202012Validator(read_schema(schema)).is_valid(document)


def subschemas(schema) -> list[dict]:
    """Return every object in a schema that is itself a schema."""
    below = [schema.get(key) for key in ("items", "additionalProperties", "propertyNames")]
    for key in ("properties", "$defs"):
        below.extend(schema.get(key, {}).values())
    return [schema] + [found for part in below if isinstance(part, dict) for found in subschemas(part)]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_schemas_are_valid_and_use_only_what_the_checker_knows(path):
    schema = read_json(path)
    jsonschema.Draft202012Validator.check_schema(schema)
    for part in subschemas(schema):
        assert set(part) <= set(KEYWORDS) | ANNOTATIONS
        if "pattern" in part:
            assert part["pattern"].startswith("^") and part["pattern"].endswith("$")
            jsonschema.Draft202012Validator({"pattern": part["pattern"]}).validate(part["examples"][0])


def test_lists_of_a_fixed_length():
    """A colour for each pair of three classes: nine, no more and no fewer."""
    for count, verdict in ((9, []), (10, ["too long; give 9 or fewer"]), (8, ["too short; give 9 or more"])):
        document = {"ramps": {"bivariate": ["#112233"] * count}}
        found = sentences(document, "theme")
        assert found == [f"stad.json, ramps.bivariate: the list is {words}." for words in verdict]
        assert agrees(document, "theme")


def test_full_documents_are_good():
    assert sentences(CHALLENGE) == []
    assert sentences(CATALOGUE, "catalogue") == []


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("id", 3, "stad.json, id: 3 is not of type string."),
        ("id", "Warm Homes", "stad.json, id: \"Warm Homes\" does not have the form ^[a-z][a-z0-9_]*$, such as 'warm_homes'."),
        ("id", "warm\n", "stad.json, id: \"warm\\n\" does not have the form ^[a-z][a-z0-9_]*$, such as 'warm_homes'."),
        ("titel", {}, "stad.json: the key 'titel' is unknown. Did you mean 'title'?"),
        ("title", {}, "stad.json, title: give at least one of nl, en."),
        ("title", {"fr": "x"}, "stad.json, title: the key 'fr' is unknown. Allowed are nl, en."),
        ("indicators", [], "stad.json, indicators: the list is too short; give 1 or more."),
        ("indicators", {"id": "a"}, "stad.json, indicators: {\"id\": \"a\"} is not of type array."),
        ("indicators.1", "heat", "stad.json, indicators[1]: \"heat\" is not of type object."),
        ("indicators.2.measure", "share_withn",
         f"stad.json, indicators[2].measure: \"share_withn\" is not one of {ALLOWED_MEASURES}. Did you mean 'share_within'?"),
        ("indicators.0.direction", "up", "stad.json, indicators[0].direction: \"up\" is not one of high, low."),
        ("indicators.0.direction", 1, "stad.json, indicators[0].direction: 1 is not one of high, low."),
        ("indicators.0.weight", -1, "stad.json, indicators[0].weight: -1 is too low; 0 or more is allowed."),
        ("indicators.0.weight", True, "stad.json, indicators[0].weight: true is not of type number."),
        ("indicators.0.weight", "2", "stad.json, indicators[0].weight: \"2\" is not of type number."),
        ("indicators.2.distance", 0, "stad.json, indicators[2].distance: 0 is too low; more than 0 is allowed."),
        ("indicators.0.target", "2", "stad.json, indicators[0].target: \"2\" is not of type number / null."),
        ("indicators.1.denominator.mesure", "sum",
         "stad.json, indicators[1].denominator: the key 'mesure' is unknown. Did you mean 'measure'?"),
        ("aggregation.allowed_missing_share", 1.5, "stad.json, aggregation.allowed_missing_share: 1.5 is too high; 1 or less is allowed."),
        ("clusters.permutations", 9.5, "stad.json, clusters.permutations: 9.5 is not of type integer."),
        ("clusters.weights", "knn",
         "stad.json, clusters.weights: \"knn\" does not have the form ^(queen|knn:[1-9][0-9]*|distance:[0-9]+(\\.[0-9]+)?)$,"
         " such as 'knn:8'."),
        ("bbc.policy_fields.0", "350", "stad.json, bbc.policy_fields[0]: \"350\" does not have the form ^[0-9]{4}$, such as '0350'."),
        ("bbc.words.0", "", "stad.json, bbc.words[0]: the text is empty. Write something or leave the key out."),
        ("owner", list(range(100)), f"stad.json, owner: {str(list(range(100)))[:60]}... is not of type string."),
    ],
)  # fmt: skip
def test_one_mistake_one_sentence(path, value, expected):
    assert sentences(changed(CHALLENGE, path, value)) == [expected]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("title", "stad.json: the key 'title' is missing."),
        ("indicators.0.layer", "stad.json, indicators[0]: the key 'layer' is missing."),
        ("indicators.1.denominator.measure", "stad.json, indicators[1].denominator: the key 'measure' is missing."),
        ("units.population.field", "stad.json, units.population: the key 'field' is missing."),
    ],
)
def test_missing_keys(path, expected):
    assert sentences(changed(CHALLENGE, path, remove=True)) == [expected]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("records.0.publisher.kind", "nonprofit",
         "stad.json, records[0].publisher.kind: \"nonprofit\" is not one of city, flemish, federal, private, non_profit, citizens."
         " Did you mean 'non_profit'?"),
        ("records.0.source.kind", "gpgk", "Did you mean 'gpkg'?"),
        ("records.0.fields", {"Sector Code": {}},
         "stad.json, records[0].fields.Sector Code: \"Sector Code\" does not have the form ^[a-z][a-z0-9_]*$,"
         " such as 'statistical_sectors'."),
        ("records.0.fields.sector_code.from", [], "stad.json, records[0].fields.sector_code.from: the list is too short; give 1 or more."),
        ("records.0.update_rhythm", "yearly", "such as 'P1Y'."),
        ("records.0.crs", "Lambert 72",
         "stad.json, records[0].crs: \"Lambert 72\" does not have the form ^([A-Za-z]+:[0-9A-Za-z]+)?$, such as 'EPSG:31370'."),
    ],
)  # fmt: skip
def test_mistakes_in_a_catalogue(path, value, expected):
    found = sentences(changed(CATALOGUE, path, value), "catalogue")
    assert len(found) == 1
    assert found[0].endswith(expected)


def test_all_mistakes_come_at_once():
    document = changed(changed(changed(CHALLENGE, "id", 3), "indicators.0.weight", -1), "roles.0.id", "Designer")
    assert [sentence.split(":")[0] for sentence in sentences(document)] == [
        "stad.json, id", "stad.json, indicators[0].weight", "stad.json, roles[0].id",
    ]  # fmt: skip


@pytest.mark.parametrize("document", [[], None, 3, "text", [[]], {"indicators": [[]]}])
def test_nonsense_is_told_not_raised(document):
    assert sentences(document)
    assert agrees(document, "challenge")
    assert agrees(document, "catalogue")


@pytest.mark.parametrize("path", CHALLENGES, ids=lambda path: path.stem)
def test_both_checkers_accept_the_built_in_challenges(path):
    assert sentences(read_json(path)) == []
    jsonschema.Draft202012Validator(read_schema("challenge")).validate(read_json(path))


def test_both_checkers_accept_the_built_in_catalogue():
    document = read_json(RESOURCES / "catalogue" / "catalogue.json")
    assert sentences(document, "catalogue") == []
    jsonschema.Draft202012Validator(read_schema("catalogue")).validate(document)


def places(value, path=()) -> list[tuple]:
    """Return the path of every value in a document."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path] + [found for key, child in children for found in places(child, (*path, key))]


TREE = {
    "$defs": {
        "tree": {"type": "object", "required": ["id"], "additionalProperties": False,
                 "properties": {"id": {"type": "string"}, "below": {"type": "array", "items": {"$ref": "#/$defs/tree"}}}},
    },
    "$ref": "#/$defs/tree",
}  # fmt: skip

LETTER = {"type": "string", "pattern": "^[a-z]$", "examples": ["a"]}

BEYOND_JSON = ["nan", "inf", repr("a\n")]
"""What JSON does not know, and a pattern that ends before the text does: the other package lets them pass."""

CASES = [
    ({}, [1, "a", None, [], {}], []),
    ({"type": "integer"}, [1, 0, -3], [1.5, True, "1", None]),
    ({"type": "number"}, [1, 1.5, -2.0], [float("nan"), float("inf"), True, "1"]),
    ({"type": ["string", "null"]}, ["a", None, "b"], [1, [], False]),
    ({"type": ["string", "number"]}, ["a", 1, 2.5], [None, {}]),
    ({"type": "boolean"}, [True, False], [0, 1, None]),
    ({"type": "string", "pattern": "^[a-z]+$", "examples": ["a"]}, ["ab", "ab", "c"], ["", "a1", "a\n"]),
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
    ({"type": "object", "propertyNames": LETTER}, [{}, {"a": 1}], [{"A": 1}, {"a": 1, "bc": 1}]),
    ({"type": "object", "properties": {"a": {}}, "propertyNames": LETTER}, [{"a": 1}, {}], [{"A": 1}]),
    ({"enum": ["a", "b"]}, ["a", "b", "a"], ["c", 1, None, ["a"]]),
    ({"type": "string", "enum": ["a"], "minLength": 1}, ["a"], ["b", 1]),
    (TREE, [{"id": "a"}, {"id": "a", "below": [{"id": "b", "below": []}]}], [{}, {"id": "a", "below": [{"id": "b", "below": [{}]}]}]),
]  # fmt: skip


@pytest.mark.parametrize(("document", "good", "bad"), CASES)
def test_the_borders_of_each_keyword(document, good, bad):
    """Whatever was looked at before: good ones of a type say nothing of the next. The jsonschema package judges the same."""
    schema, judge = Schema(document), jsonschema.Draft202012Validator(document)
    for values, is_good in [(good, True), (bad, False)] * 2:
        assert [mistakes(one, schema, "stad.json") == [] for one in values] == [is_good] * len(values)
    assert all(judge.is_valid(one) for one in good)
    assert not any(judge.is_valid(one) for one in bad if repr(one) not in BEYOND_JSON)


def test_a_part_is_found_by_its_reference():
    """The part of a part, that of a tree in itself, and the place that `mistakes` names."""
    schema = Schema(TREE)
    assert mistakes("a", schema, "stad.json", part="#/$defs/tree/properties/id") == []
    found = mistakes({"id": "a", "below": [{"id": 3}]}, schema, "stad.json", "trees[1]")
    assert [str(one) for one in found] == ["stad.json, trees[1].below[0].id: 3 is not of type string."]


SPOILERS = [None, True, 0, -1, 1.5, 2.0, "", "x", "A b", "knn:8", "2024-02-30", [], [1], ["a"], {}, {"nl": "x"}, {"x": 1}]


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_both_checkers_agree_on_spoilt_documents(data):
    schema, good = data.draw(st.sampled_from([("challenge", CHALLENGE), ("catalogue", CATALOGUE)]))
    document = {"root": copy.deepcopy(good)}
    for _ in range(data.draw(st.integers(1, 3))):
        *steps, last = data.draw(st.sampled_from(places(document)[1:]))
        part = document
        for step in steps:
            part = part[step]
        action = data.draw(st.sampled_from(["replace", "remove", "add"]))
        if action == "replace" or len(steps) == 0:
            part[last] = copy.deepcopy(data.draw(st.sampled_from(SPOILERS)))
        elif action == "remove":
            del part[last]
        elif isinstance(part, dict):
            part["extra"] = 1
    assert agrees(document["root"], schema), json.dumps(document["root"])
