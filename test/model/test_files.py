"""JSON files: what cannot be read gets one sentence that says where and what to do."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.model import files
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.files import file_hash, label, parse_json, read_json, write_json
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
    assert str(caught.value) == f"'{tmp_path}' is not a file, so it cannot be read: correct the path."


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


def test_a_written_file_is_for_people_to_read(tmp_path):
    path = tmp_path / "uit.json"
    sha = write_json(path, {"naam": "wijk", "lijst": [1]})
    assert sha == file_hash(path)
    assert path.read_text(encoding="utf-8") == '{\n  "naam": "wijk",\n  "lijst": [\n    1\n  ]\n}\n'
    assert [file.name for file in tmp_path.iterdir()] == ["uit.json"]


def test_what_cannot_be_written_leaves_the_file_as_it_was(tmp_path):
    """A number that JSON does not know; a target that is a folder: nothing is left beside it either."""
    path, folder = tmp_path / "uit.json", tmp_path / "folder"
    write_json(path, {"a": 1})
    with pytest.raises(ValueError, match="JSON"):
        write_json(path, {"a": float("nan")})
    assert read_json(path) == {"a": 1}
    (folder / "inside").mkdir(parents=True)
    with pytest.raises(OSError):
        write_json(folder, {"a": 1})
    assert sorted(file.name for file in tmp_path.iterdir()) == ["folder", "uit.json"]


@pytest.mark.parametrize("text", ['{"a":1,"b":{"c":[{"d":2}]}}', '{"a" : 1,\n"b"\t:2}', '{"a": "b", "c": "d :"}', "[1, 2]"])
def test_a_good_file_is_read_at_a_quick_look(text, monkeypatch):
    """Looking closely takes a large catalogue several times as long."""
    monkeypatch.setattr(files, "_read_closely", lambda *_: pytest.fail("it was looked at closely"))
    assert parse_json(text, "stad.json") == json.loads(text)


def test_a_hash_is_that_of_all_bytes(tmp_path):
    path = tmp_path / "big"
    path.write_bytes(b"opgave" * 300_000)
    assert files.file_hash(path) == hashlib.sha256(path.read_bytes()).hexdigest()
    path.write_bytes(b"")
    assert files.file_hash(path) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_the_version_is_that_of_the_metadata():
    text = (files.RESOURCES.parent / "metadata.txt").read_text(encoding="utf-8")
    assert f"\nversion={files.plugin_version()}\n" in text
