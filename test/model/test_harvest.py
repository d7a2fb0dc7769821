"""A harvest merged into an edited catalogue: everything a person did stays, everything the source did is told."""

import dataclasses
import hashlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opgavenkaart.processing.model.catalogue import Catalogue, Successor, read_catalogue, write_catalogue
from opgavenkaart.processing.model.harvest import FINGERPRINT_LENGTH, Harvest, HarvestDifference, fingerprint, merge
from opgavenkaart.processing.model.record import LayerRecord, Licence, Publisher, Source
from opgavenkaart.processing.model.text import Text

ORIGIN = "https://geo.example/wfs"


def record(id: str, layer: str = "", path: str = ORIGIN, **values) -> LayerRecord:
    given = {"title": Text(nl=id), "publisher": Publisher("Stad", "city"), "source": Source("wfs", path, layer or id), **values}
    return LayerRecord(id, **given)


def harvest(*records: LayerRecord, origin: str = ORIGIN, filter: str = "", unread=()) -> Harvest:
    return Harvest(origin, filter, records, frozenset(unread))


def edited(catalogue: Catalogue, id: str, **values) -> Catalogue:
    own = catalogue.own | {id: dataclasses.replace(catalogue.own[id], **values)}
    return dataclasses.replace(catalogue, own=own)


def kinds(merged) -> list[tuple]:
    return [(change.id, change.difference.value, change.part) for change in merged.changes]


FIRST = merge(Catalogue(), harvest(record("a"), record("b"))).catalogue


def test_a_first_harvest_is_all_new_and_a_second_says_nothing():
    first = merge(Catalogue(), harvest(record("a"), record("b")))
    assert (first.new_count, first.changed_count, first.gone_count) == (2, 0, 0)
    again = merge(first.catalogue, harvest(record("b"), record("a")))
    assert (again.changes, again.catalogue) == ((), first.catalogue)


def test_it_survives_its_file(tmp_path):
    write_catalogue(tmp_path / "c.json", FIRST)
    again = merge(read_catalogue(tmp_path / "c.json"), harvest(record("a"), record("b")))
    assert again.changes == ()
    assert list(again.catalogue.own) == ["a", "b"]


def test_what_the_source_changed_follows_and_is_told():
    new = record("a", licence=Licence("CC0"), description=Text(nl="Nieuw"))
    merged = merge(FIRST, harvest(new, record("b")))
    assert kinds(merged) == [("a", "changed", "description.nl"), ("a", "licence", "licence")]
    assert merged.changed_count == 1
    assert merged.catalogue.own["a"].licence == Licence("CC0")
    assert merge(merged.catalogue, harvest(new, record("b"))).changes == ()


def test_an_edit_stays_and_the_source_is_told_once():
    mine = edited(FIRST, "a", title=Text(nl="Mijn titel", en="My title"), update_rhythm="P1Y")
    assert merge(mine, harvest(record("a"), record("b"))).changes == ()
    merged = merge(mine, harvest(record("a", title=Text(nl="Hun titel"), update_rhythm="P1M"), record("b")))
    assert merged.catalogue.own["a"].title == Text(nl="Mijn titel", en="My title")
    assert merged.catalogue.own["a"].update_rhythm == "P1Y"
    assert kinds(merged) == [("a", "kept", "title.nl"), ("a", "kept", "update_rhythm")]
    assert (merged.changes[0].before, merged.changes[0].after) == ("Mijn titel", "Hun titel")
    again = merge(merged.catalogue, harvest(record("a", title=Text(nl="Hun titel"), update_rhythm="P1M"), record("b")))
    assert again.changes == ()
    assert again.catalogue.own["a"].title.nl == "Mijn titel"


def test_authentication_and_options_stay_when_the_address_moves():
    mine = edited(FIRST, "a", source=Source("wfs", ORIGIN, "a", "auth123", {"key": "id"}))
    merged = merge(mine, harvest(record("a", path="https://new.example/wfs"), record("b")))
    assert merged.catalogue.own["a"].source == Source("wfs", "https://new.example/wfs", "a", "auth123", {"key": "id"})
    assert kinds(merged) == [("a", "moved", "source")]


def test_what_a_person_took_away_stays_away():
    full = merge(Catalogue(), harvest(record("a", contact="x@y.be"))).catalogue
    merged = merge(edited(full, "a", contact=""), harvest(record("a", contact="x@y.be")))
    assert merged.catalogue.own["a"].contact == ""


def test_gone_is_told_once_kept_and_can_come_back():
    merged = merge(FIRST, harvest(record("a")))
    assert (kinds(merged), merged.gone_count) == ([("b", "gone", "")], 1)
    assert merged.catalogue.own["b"].harvested.gone
    later = merge(merged.catalogue, harvest(record("a")))
    assert later.gone_count == 0
    back = merge(later.catalogue, harvest(record("a"), record("b")))
    assert kinds(back) == [("b", "back", "")]
    assert not back.catalogue.own["b"].harvested.gone


def test_a_filter_only_judges_what_it_found():
    assert merge(FIRST, harvest(record("a"), filter="a")).gone_count == 0
    filtered = merge(Catalogue(), harvest(record("a"), record("ab"), filter="a")).catalogue
    assert merge(filtered, harvest(record("a"), filter="a")).gone_count == 1


def test_what_could_not_be_read_is_not_gone():
    assert merge(FIRST, harvest(record("a"), unread=["b"])).gone_count == 0


def test_a_harvest_that_is_not_whole_says_nothing_is_gone():
    assert merge(FIRST, dataclasses.replace(harvest(record("a")), is_whole=False)).gone_count == 0


def test_another_origin_is_left_alone():
    other = merge(FIRST, harvest(record("z", path="https://z.example"), origin="https://z.example"))
    assert kinds(other) == [("z", "new", "")]


def test_a_moved_service_keeps_its_ids():
    first = record("old.example:roads", "roads", "http://old.example/wfs", title=Text(nl="Wegen"))
    old = merge(Catalogue(), harvest(first, origin="http://old.example/wfs")).catalogue
    known = dataclasses.replace(old, own_successors=(Successor("http://old.example/", "https://new.example/"),))
    new = record("new.example:roads", "roads", "https://new.example/wfs", title=Text(nl="Wegen"))
    merged = merge(known, harvest(new, origin="https://new.example/wfs"))
    assert kinds(merged) == [("old.example:roads", "moved", "source")]
    assert merged.catalogue.own["old.example:roads"].source.path == "https://new.example/wfs"
    assert merge(old, harvest(new, origin="https://new.example/wfs")).new_count == 1


def test_what_a_person_wrote_is_never_touched():
    own = record("my_roads", "roads", title=Text(nl="Onze wegen"))
    merged = merge(Catalogue(own={"my_roads": own}), harvest(record("x:roads", "roads"), record("my_roads", "other")))
    assert merged.catalogue.own == {"my_roads": own}
    assert merged.known == {"x:roads": "my_roads", "my_roads": "my_roads"}
    assert (merged.changes, merged.gone_count) == ((), 0)


def test_an_included_record_is_known():
    inside = Catalogue(own={"roads": record("roads")})
    merged = merge(Catalogue(included=(inside,)), harvest(record("geo:roads", "roads")))
    assert (merged.known, merged.new_count) == ({"geo:roads": "roads"}, 0)


@pytest.mark.parametrize("path", ["http://geo.example/wfs", "https://geo.example/wfs/", "https://geo.example/wfs?"])
def test_two_ways_to_write_an_address_are_one(path):
    own = record("my_roads", "roads", path)
    assert merge(Catalogue(own={"my_roads": own}), harvest(record("x:roads", "roads"))).known == {"x:roads": "my_roads"}


TEXTS = st.sampled_from(["", "een", "twee", "drie"])


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.tuples(TEXTS, TEXTS, TEXTS), st.tuples(TEXTS, TEXTS, TEXTS), st.tuples(TEXTS, TEXTS, TEXTS))
def test_three_ways_each_part_is_the_persons_or_the_sources(was, mine, now):
    """A part is the person's where the person changed it, else the source's: for any three states."""

    def state(texts):
        return record("a", theme=texts[0], lineage=texts[1], contact=texts[2])

    catalogue = edited(merge(Catalogue(), harvest(state(was))).catalogue, "a", theme=mine[0], lineage=mine[1], contact=mine[2])
    merged = merge(catalogue, harvest(state(now)))
    result = merged.catalogue.own["a"]
    expected = tuple(own if own != before else after for before, own, after in zip(was, mine, now, strict=True))
    assert (result.theme, result.lineage, result.contact) == expected
    told = {change.part for change in merged.changes}
    parts = ("theme", "lineage", "contact")
    assert told == {part for part, before, own, after in zip(parts, was, mine, now, strict=True) if after not in (before, own)}
    kept = {change.part for change in merged.changes if change.difference == HarvestDifference.KEPT}
    assert kept == {part for part, before, own in zip(parts, was, mine, strict=True) if part in told and own != before}


def test_a_harvested_record_of_another_origin_at_the_same_address_is_known_not_followed():
    other = merge(Catalogue(), harvest(record("z", "roads"), origin="https://z.example")).catalogue
    merged = merge(other, harvest(record("x", "roads", title=Text(nl="Nieuw"))))
    assert (merged.known, merged.changes, merged.catalogue) == ({"x": "z"}, (), other)


def test_a_record_of_the_same_id_is_followed_from_another_origin():
    other = merge(Catalogue(), harvest(record("a"), origin="https://z.example")).catalogue
    merged = merge(other, harvest(record("a", title=Text(nl="Nieuw"))))
    assert kinds(merged) == [("a", "changed", "title.nl")]
    assert merged.catalogue.own["a"].harvested.origin == ORIGIN


def test_of_two_at_one_address_one_is_the_harvested_record_and_the_other_new():
    """A record that a person wrote is both of them."""
    title = Text(nl="Wegen")
    twins = harvest(record("x", "roads", title=title), record("y", "roads", title=title))
    merged = merge(merge(Catalogue(), harvest(record("a", "roads", title=title))).catalogue, twins)
    assert (list(merged.catalogue.own), kinds(merged)) == (["a", "y"], [("y", "new", "")])
    merged = merge(Catalogue(own={"mine": record("mine", "roads")}), twins)
    assert (merged.known, merged.changes) == ({"x": "mine", "y": "mine"}, ())


def test_of_two_records_at_one_address_the_one_of_the_same_id_is_followed():
    merged = merge(FIRST, harvest(record("a", "a"), record("a2", "a"), record("b")))
    assert (list(merged.catalogue.own), kinds(merged)) == (["a", "b", "a2"], [("a2", "new", "")])


def test_records_that_are_read_nowhere_are_not_one():
    nowhere = [LayerRecord(id, Text(nl=id), Publisher("Stad", "city"), Source("none")) for id in ("a", "b")]
    merged = merge(Catalogue(own={"a": nowhere[0]}), harvest(nowhere[1]))
    assert (merged.known, merged.new_count) == ({}, 1)
    assert merge(merged.catalogue, harvest(nowhere[1])).changes == ()


@pytest.mark.parametrize(("path", "known"), [("data/a.gpkg", {"x": "mine"}), ("data/b.gpkg", {})])
def test_files_are_one_by_their_path(path, known):
    own = record("mine", "roads", "data/a.gpkg", source=Source("gpkg", "data/a.gpkg", "roads"))
    new = record("x", "roads", source=Source("gpkg", path, "roads"))
    assert merge(Catalogue(own={"mine": own}), harvest(new)).known == known


def moved(*layers: str, kind: str = "wfs") -> LayerRecord:
    return record(":".join(layers), title=Text(nl="a"), source=Source(kind, "https://moved.example/wfs", layers[-1]))


def test_a_record_moved_when_it_is_the_only_one_of_its_kind_and_name():
    merged = merge(FIRST, harvest(moved("new", "a"), record("b")))
    assert kinds(merged) == [("a", "moved", "source")]
    for new in (moved("new", "c"), moved("new", "a", kind="arcgis"), moved("new", "")):
        assert kinds(merge(FIRST, harvest(new, record("b")))) == [(new.id, "new", ""), ("a", "gone", "")]
    twice = merge(FIRST, harvest(moved("new", "a"), moved("other", "a"), record("b")))
    assert kinds(twice) == [("new:a", "new", ""), ("other:a", "new", ""), ("a", "gone", "")]


def test_what_is_still_there_has_not_moved():
    """A new record of its layer's name does not take its place, and of another origin nothing moves."""
    assert kinds(merge(FIRST, harvest(record("a"), moved("new", "a"), record("b")))) == [("new:a", "new", "")]
    elsewhere = merge(FIRST, harvest(moved("new", "a"), origin="https://z.example"))
    assert kinds(elsewhere) == [("new:a", "new", "")]


def test_a_whole_harvest_judges_what_a_filter_found():
    filtered = merge(Catalogue(), harvest(record("a"), record("ab"), filter="a")).catalogue
    assert merge(filtered, harvest(record("a"), filter="b")).gone_count == 0
    merged = merge(filtered, harvest(record("a")))
    assert (merged.gone_count, merged.catalogue.own["a"].harvested.filter) == (1, "")


def test_what_could_not_be_read_is_known_by_how_its_id_begins():
    first = merge(Catalogue(), harvest(record("geo:a"), record("geo:b"), record("b:geo:"))).catalogue
    assert kinds(merge(first, harvest(unread=["geo:"]))) == [("b:geo:", "gone", "")]
    assert merge(first, harvest(unread=["geo:a", "b"])).gone_count == 1
    assert merge(first, harvest(unread=[""])).gone_count == 0


def test_a_fingerprint_stays_what_it_was_in_files_of_before():
    """Another one would make each record look edited."""
    text = hashlib.sha256('{"a": 1, "é": ["ü"]}'.encode()).hexdigest()
    assert text.startswith(fingerprint({"é": ["ü"], "a": 1})) and len(fingerprint("")) == FINGERPRINT_LENGTH
    assert (fingerprint(None), fingerprint("") == "") == ("", False)


def test_counts_of_what_changed():
    merged = merge(FIRST, harvest(record("a", licence=Licence("CC0")), record("c")))
    assert (merged.new_count, merged.changed_count, merged.gone_count) == (1, 1, 1)
    back = merge(merged.catalogue, harvest(record("a", licence=Licence("CC0")), record("b"), record("c")))
    assert (back.new_count, back.changed_count, back.gone_count) == (0, 1, 0)
