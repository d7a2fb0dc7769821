"""Frozen dataclasses to and from JSON: keys of another name or of a part, defaults, and keys that the dataclass does not know."""

import datetime
from dataclasses import dataclass, field

import pytest
from opgavenkaart.processing.model.codec import from_json, to_json
from opgavenkaart.processing.model.text import Text


@dataclass(frozen=True)
class Words:
    first: str
    second: str = "x"


@dataclass(frozen=True)
class Inner:
    number: float
    words: Words = Words("none")


@dataclass(frozen=True)
class Outer:
    id: str
    inner: Inner = field(metadata={"flat": True})
    origin: str = field(default="", metadata={"key": "from"})
    day: datetime.date | None = None
    others: tuple[Words, ...] = ()
    by_name: dict[str, Inner] = field(default_factory=dict)
    plain: tuple[int, ...] = (1,)
    folder: str = field(default="", compare=False, metadata={"outside": True})


FULL = {
    "id": "a", "number": 2.5, "words": {"first": "b", "second": "c"}, "from": "d", "day": "2024-02-29",
    "others": [{"first": "e"}, {"first": "e"}], "by_name": {"f": {"number": 1}}, "plain": [2, 3],
}  # fmt: skip
READ = Outer(
    "a", Inner(2.5, Words("b", "c")), "d", datetime.date(2024, 2, 29), (Words("e"), Words("e")), {"f": Inner(1)}, (2, 3), folder="/g"
)  # fmt: skip


def test_every_kind_of_field():
    found = from_json(Outer, FULL, folder="/g")
    assert found == READ and vars(found).keys() == vars(READ).keys()
    assert (found.folder, hash(found.inner), type(found.plain)) == ("/g", hash(READ.inner), tuple)
    assert to_json(READ) == FULL


def test_what_is_not_stated_is_the_default():
    found = from_json(Outer, {"id": "a", "number": 1})
    assert found == Outer("a", Inner(1))
    assert (found.day, found.plain, found.by_name, found.inner.words) == (None, (1,), {}, Words("none"))
    assert from_json(Outer, {"id": "a", "number": 1}).by_name is not found.by_name
    assert from_json(Outer, {"id": "a", "number": 1, "day": None}).day is None
    assert to_json(found) == {"id": "a", "number": 1}


def test_defaults_written_out():
    words = {"first": "none", "second": "x"}
    assert to_json(Outer("a", Inner(1)), defaults=True) == {
        "id": "a", "number": 1, "words": words, "from": "", "day": None, "others": [], "by_name": {}, "plain": [1],
    }  # fmt: skip


@pytest.mark.parametrize("kind", [Words, Inner, Outer])
def test_keys_that_it_does_not_know_are_left(kind):
    document = {"id": "a", "number": 1, "first": "b", "$schema": "x"}
    assert not {"$schema", "from"} & vars(from_json(kind, document)).keys()
    assert document == {"id": "a", "number": 1, "first": "b", "$schema": "x"}


def test_texts_that_occur_again_are_kept_once():
    """A catalogue of thousands of records names the same publishers and licences."""
    assert from_json(Text, {"nl": "a", "en": "b"}) is from_json(Text, {"nl": "a", "en": "b"})
    assert from_json(Text, {"nl": "a"}) != from_json(Text, {"en": "a"})
