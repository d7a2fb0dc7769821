"""Which objects of OpenStreetMap are asked for, and whether they are whole, in files of a few ways."""

import re

import pandas as pd
import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import LayerRecord, Publisher, Source
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.kinds.osm.tags import Tag, keys_of, matching, ogr_filter, tags_of
from opgavenkaart.processing.sources.kinds.osm.wholeness import Broken, closes, find_broken, is_xml, read_parts

ENDS = {"1": ("a", "b"), "2": ("b", "a"), "3": ("c", "c"), "4": ("b", "d")}
TAGS = [(Tag("leisure", ("park",)),)]


@pytest.mark.parametrize(
    ("ways", "closed"),
    [
        (["1", "2"], True),
        (["3"], True),
        (["1", "2", "3"], True),
        (["1"], False),
        (["1", "4"], False),
        (["1", "2", "4"], False),
        (["1", "9"], True),
        ([], True),
    ],
    ids=["two halves", "a ring", "two rings", "a half", "one that goes on", "a ring with a tail", "one is not known", "nothing"],
)
def test_a_border_closes_where_every_end_meets_another(ways, closed):
    assert closes(ways, ENDS) == closed


def node(*ids):
    return "".join(f'<node id="{id}" lat="51" lon="4"/>' for id in ids)


def way(id, nodes, tags=""):
    return f'<way id="{id}">' + "".join(f'<nd ref="{one}"/>' for one in nodes) + tags + "</way>"


def relation(id, members, tags, kind="multipolygon"):
    parts = "".join(f'<member type="{type}" ref="{ref}" role="{role}"/>' for type, ref, role in members)
    return f'<relation id="{id}"><tag k="type" v="{kind}"/>{parts}{tags}</relation>'


IS_PARK, IS_ROAD = '<tag k="leisure" v="park"/>', '<tag k="highway" v="path"/>'


@pytest.fixture
def file(tmp_path):
    def write(*parts):
        path = tmp_path / "some.osm"
        path.write_text(f"<osm>{node('a', 'b', 'c')}{''.join(parts)}</osm>", encoding="utf-8")
        return path

    return write


def test_what_a_file_says_of_parts(file):
    path = file(
        way(1, "abca", IS_PARK),
        way(2, "az", IS_ROAD),
        way(3, ""),
        relation(7, [("way", "1", "outer"), ("way", "2", "inner"), ("node", "a", ""), ("way", "3", "label")], IS_PARK, "boundary"),
        relation(8, [("way", "1", "")], IS_ROAD, "route"),
    )
    parts = read_parts(path, ["leisure"])
    assert parts.ends == {"1": ("a", "a"), "2": ("a", "z")}
    assert parts.members == {"relation/7": ["1", "2"]}
    assert parts.short == {"way/2"}
    assert list(parts.tags) == ["way/1", "relation/7"]
    assert parts.tag_table()["leisure"].tolist() == ["park", "park"]


def test_objects_that_are_not_whole(file):
    """Of three parks one lacks a node, one is not built, and one does not close; what is no park is not looked at."""
    path = file(
        way(1, "abca", IS_PARK),
        way(2, "abza", IS_PARK),
        way(3, "abca", IS_PARK),
        way(4, "ab"),
        way(5, "az", IS_ROAD),
        relation(7, [("way", "4", "outer")], IS_PARK),
    )
    found = find_broken(path, TAGS, frozenset({"way/1", "way/2"}), ["relation/99"])
    assert found == Broken(lacking=("way/3",), open=("relation/7",), short=("way/2",))


def test_the_border_of_an_area_that_is_there_is_there_too(file):
    path = file(way(1, "abca", IS_PARK), relation(7, [("way", "1", "outer")], IS_PARK))
    assert find_broken(path, TAGS, frozenset({"relation/7"}), []) == Broken()
    assert find_broken(path, TAGS, frozenset(), []).lacking == ("way/1", "relation/7")


def test_of_another_file_all_is_known_that_was_said(tmp_path):
    path = tmp_path / "some.osm.pbf"
    path.write_bytes(b"\x00\x00\x00\x0dOSMHeader")
    assert not is_xml(path)
    assert find_broken(path, TAGS, frozenset(), ["relation/2", "relation/1", "relation/2"]) == Broken(unknown=("relation/2", "relation/1"))


def record_with(tags):
    return LayerRecord("trees", Text("Bomen", "Trees"), Publisher("OSM", "city"), source=Source("osm", "", options={"tags": tags}))


def test_tags_as_a_record_writes_them():
    found = tags_of(record_with(["amenity=library | arts_centre", ["healthcare", "!disused", "access!=private"]]))
    assert found == [
        (Tag("amenity", ("library", "arts_centre")),),
        (Tag("healthcare"), Tag("disused", (), True), Tag("access", ("private",), True)),
    ]
    assert tags_of(record_with("leisure=park")) == TAGS
    assert keys_of([*found, *found]) == ["amenity", "healthcare", "disused", "access"]


@pytest.mark.parametrize(
    ("tags", "sentence"),
    [
        (None, "give 'tags' in the options of its source"),
        ([], "give 'tags' in the options of its source"),
        (["!disused"], "'!disused' in 'tags' only says what an object must not have"),
        ([["!disused", "access!=no"]], "'!disused, access!=no' in 'tags' only says"),
        (["a b"], "'a b' in 'tags' of the options of its source is not a tag"),
        (["!a=b"], "'!a=b' in 'tags' of the options of its source is not a tag"),
        ([7], "'7' in 'tags' of the options of its source is not a tag"),
    ],
)
def test_tags_that_say_nothing(tags, sentence):
    with pytest.raises(OpgaveError, match=re.escape(sentence)):
        tags_of(record_with(tags))


@pytest.mark.parametrize(
    ("tag", "rows", "overpass"),
    [
        (Tag("access"), [0, 1], '["access"]'),
        (Tag("access", (), True), [2], '[!"access"]'),
        (Tag("access", ("yes",)), [0], '["access"="yes"]'),
        (Tag("access", ("yes",), True), [1, 2], '["access"!="yes"]'),
        (Tag("access", ("yes", "no.")), [0], '["access"~"^(yes|no\\\\.)$"]'),
        (Tag("access", ("yes", "no"), True), [2], '["access"!~"^(yes|no)$"]'),
    ],
)
def test_which_objects_a_tag_is_about(tag, rows, overpass):
    table = pd.DataFrame({"access": ["yes", "no", None]}, dtype=object)
    assert matching([(tag,)], table).nonzero()[0].tolist() == rows
    assert tag.overpass() == overpass


def test_one_alternative_is_enough_and_all_its_tags_must_hold():
    table = pd.DataFrame({"a": ["1", "1", None, None], "b": ["2", None, "2", None]}, dtype=object)
    assert matching([(Tag("a"), Tag("b"))], table).tolist() == [True, False, False, False]
    assert matching([(Tag("a"),), (Tag("b"),)], table).tolist() == [True, True, True, False]
    assert matching([(Tag("a"),)], table[:0]).tolist() == []


def test_what_gdal_is_asked_lets_through_whatever_may_match():
    tags = [(Tag("name", ("d'Or", "Park")), Tag("access", ("no",), True)), (Tag("leisure"),)]
    assert ogr_filter(tags) == """("name" IN ('d''Or', 'Park')) OR ("leisure" IS NOT NULL)"""
