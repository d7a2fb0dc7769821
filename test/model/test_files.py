"""JSON files: what cannot be read gets one sentence that says where and what to do."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.files import label, parse_json, read_json, write_json
from opgavenkaart.test.support.counts import count


def sentence(text: str) -> str:
    with pytest.raises(OpgaveError) as caught:
        parse_json(text, "stad.json")
    return str(caught.value)


def test_a_file_with_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "bom.json"
    path.write_bytes(b"\xef\xbb\xbf" + '{"naam": "wijk é"}'.encode())
    assert read_json(path) == {"naam": "wijk é"}


def test_absent_file(tmp_path):
    with pytest.raises(OpgaveError) as caught:
        read_json(tmp_path / "weg.json")
    assert str(caught.value) == f"File '{tmp_path / 'weg.json'}' does not exist. Check the path."


def test_folder_in_place_of_a_file(tmp_path):
    with pytest.raises(OpgaveError) as caught:
        read_json(tmp_path)
    assert str(caught.value).startswith(f"File '{tmp_path}' cannot be read: ")


def test_other_encoding(tmp_path):
    path = tmp_path / "latin.json"
    path.write_bytes('{"naam": "é"}'.encode("cp1252"))
    with pytest.raises(OpgaveError) as caught:
        read_json(path)
    assert str(caught.value) == f"File '{path}' is not UTF-8 (byte 11 cannot be read). Save the file again with the encoding UTF-8."


def test_syntax_error_has_line_and_column():
    assert sentence('{\n  "id": "a"\n  "title": {}\n}') == (
        "stad.json, line 3, column 3: this is not valid JSON (Expecting ',' delimiter)."
        " Look for a missing comma, quote or bracket just before that place."
    )


def test_empty_file():
    assert sentence("").startswith("stad.json, line 1, column 1: this is not valid JSON (Expecting value).")


@pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_know(name):
    assert sentence(f'{{"weight": {name}}}') == f"stad.json: {name} is not a JSON number. Give a number or leave the key out."


def test_number_beyond_what_a_computer_holds():
    assert sentence('{"weight": 1e999}') == "stad.json: the number 1e999 is too large."


def test_number_of_too_many_digits():
    assert sentence('{"weight": ' + "1" * 10_000 + "}") == "stad.json: a number has too many digits to be read."


def test_key_given_twice():
    assert sentence('{"a": {"id": 1, "weight": 1, "weight": 2}}') == (
        "stad.json: the key 'weight' occurs twice in one object. Keep one of them."
    )


def test_nested_too_deep():
    assert sentence("[" * 100_000 + "]" * 100_000) == "stad.json: lists or objects are nested too deep to be read."


def test_a_written_file_is_read_back_with_accents_readable(tmp_path):
    path = tmp_path / "uit.json"
    write_json(path, {"naam": "wijk é", "lijst": [1, 2.5, None]})
    assert read_json(path) == {"naam": "wijk é", "lijst": [1, 2.5, None]}
    assert "wijk é" in path.read_text(encoding="utf-8")
    assert b"\r" not in path.read_bytes()


def test_label_tells_files_of_one_name_apart():
    assert label("/data/gent/catalogue.json") == "gent/catalogue.json"


JSON_TEXTS = st.text(alphabet='ab":\\ \t\n\r,{}é€', max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | JSON_TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.lists(st.tuples(JSON_TEXTS, inner), max_size=4).map(tuple),
    max_leaves=12,
)
"""JSON values, objects as tuples of pairs so that a key may occur twice."""


def written(value, space: str, ascii: bool) -> str:
    """Write a value as JSON with white space where JSON allows it."""
    if isinstance(value, tuple):
        pairs = [f"{written(key, space, ascii)}{space}:{space}{written(item, space, ascii)}" for key, item in value]
        return f"{{{space}{f'{space},{space}'.join(pairs)}{space}}}"
    if isinstance(value, list):
        return f"[{space}{f'{space},'.join(written(item, space, ascii) for item in value)}]"
    return json.dumps(value, ensure_ascii=ascii)


def key_given_twice(value) -> bool:
    if isinstance(value, tuple):
        keys = [key for key, _ in value]
        return len(set(keys)) < len(keys) or any(key_given_twice(item) for _, item in value)
    return isinstance(value, list) and any(map(key_given_twice, value))


@given(value=VALUES, space=st.sampled_from(["", " ", "\n  ", "\t", "\r\n"]), ascii=st.booleans())
@settings(max_examples=count(1000), deadline=None)
def test_a_key_given_twice_is_found_wherever_it_stands(value, space, ascii):
    text = written(value, space, ascii)
    if key_given_twice(value):
        assert " occurs twice in one object. Keep one of them." in sentence(text)
    else:
        assert parse_json(text, "stad.json") == json.loads(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('{"a":1,"a" :2}', "a"),
        ('{"a"\n:1,"b":{"c" :1,\n"c":"x"}}', "c"),
        ('{"a":"b\\":","a":2}', "a"),
        ('{"\\u0061":1,"a":2}', "a"),
        ('{"a\\\\":1,"a\\\\":2}', "a\\"),
        ('[{"é":1},[{"é":1,"b":"x : y","é":2}]]', "é"),
        ('[{"a": 1, "a": 2}, NaN]', "a"),
    ],
)
def test_the_first_key_given_twice_is_named(text, key):
    assert sentence(text) == f"stad.json: the key '{key}' occurs twice in one object. Keep one of them."


@pytest.mark.parametrize("text", ['{"a": "b\\":c", "d": "e :"}', '{"a" : "\\" :"}', '{"\\":": {"\\":": ":"}}', '{"a\\"": {"a\\"": 1}}'])
def test_quotes_and_colons_within_texts_are_no_keys(text):
    assert parse_json(text, "stad.json") == json.loads(text)
