"""Files that are written whole or not at all, and features that come more than once."""

import errno
import json
import os

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.sources.reading.features_file import FeaturesFile, has_id, with_id
from opgavenkaart.processing.sources.store import durable_files
from opgavenkaart.processing.sources.store.durable_files import beside, claim, document_content, refuse_link, write_document
from opgavenkaart.processing.sources.store.kept_documents import KeptFiles


def feature(id=None, **properties):
    return ({} if id is None else {"id": id}) | {"type": "Feature", "properties": properties, "geometry": None}


def test_features_of_several_answers_stand_once_in_one_file(tmp_path):
    file = FeaturesFile(tmp_path / "all.geojson")
    added = [file.add(some) for some in ([feature(1), feature(2)], [], [feature(2), feature(), feature(), feature("")], [feature(1)])]
    file.close()
    file.close()
    assert (added, file.count, file.repeats) == ([2, 0, 3, 0], 5, 2)
    found = json.loads(file.path.read_text(encoding="utf-8"))
    assert list(found) == ["type", "features"], "degrees need no name of a system"
    assert [one["properties"] for one in found["features"]] == [{"id": 1}, {"id": 2}, {}, {}, {}]


def test_a_file_of_features_names_its_system(tmp_path, qgis_app):
    file = FeaturesFile(tmp_path / "all.geojson", "EPSG:31370")
    file.close()
    assert json.loads(file.path.read_text(encoding="utf-8")) == {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}},
        "features": [],
    }


@pytest.mark.parametrize(
    ("given", "properties"),
    [
        ({"id": 3, "properties": {"a": 1}}, {"id": 3, "a": 1}),
        ({"id": 3, "properties": {"id": "own"}}, {"id": "own"}),
        ({"id": 0, "properties": None}, {"id": 0}),
        ({"id": "", "properties": {"a": 1}}, {"a": 1}),
        ({"properties": {"a": 1}}, {"a": 1}),
    ],
    ids=["an id", "a property of that name", "nought is an id", "empty is none", "none"],
)
def test_a_feature_has_its_id_among_its_properties(given, properties):
    assert with_id({**given, "geometry": {"type": "Point"}}) == {"type": "Feature", "properties": properties, "geometry": {"type": "Point"}}
    assert has_id(given) == (given.get("id") in (3, 0))


def test_a_document_is_json_that_people_read():
    assert document_content({"title": "Geënte bomen", "n": 1}).decode() == '{\n  "title": "Geënte bomen",\n  "n": 1\n}\n'
    with pytest.raises(ValueError, match="not JSON compliant"):
        document_content({"n": float("nan")})


def test_a_document_takes_the_place_of_another_unless_it_must_be_new(tmp_path):
    place = tmp_path / "one.json"
    write_document(place, {"n": 1}, new=True)
    with pytest.raises(FileExistsError):
        write_document(place, {"n": 2}, new=True)
    assert json.loads(place.read_text()) == {"n": 1}
    write_document(place, {"n": 3})
    assert json.loads(place.read_text()) == {"n": 3}
    assert [file.name for file in tmp_path.iterdir()] == ["one.json"], "nothing stays beside it"


def test_nothing_stays_beside_a_file_that_could_not_be_written(tmp_path):
    with pytest.raises(RuntimeError), beside(tmp_path / "one.json") as temporary:
        temporary.write_bytes(b"{")
        raise RuntimeError
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", durable_files.NO_LINKS)
def test_where_files_have_one_name_only_a_name_is_claimed_too(tmp_path, monkeypatch, number):
    def refuse(*places):
        raise OSError(number, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    mine, target = tmp_path / "mine", tmp_path / "target"
    mine.write_text("mine")
    claim(mine, target)
    assert target.read_text() == "mine" and not mine.exists()
    mine.write_text("later")
    with pytest.raises(FileExistsError) as found:
        claim(mine, target)
    assert found.value.errno == errno.EEXIST and target.read_text() == "mine"


def test_a_disk_that_is_full_is_no_reason_to_try_another_way(tmp_path, monkeypatch):
    def full(*places):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "link", full)
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(OSError, match="full"):
        claim(tmp_path / "mine", tmp_path / "target")
    assert not (tmp_path / "target").exists()


def test_a_link_in_a_store_is_not_followed(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "link").symlink_to("file")
    refuse_link(tmp_path / "file")
    with pytest.raises(OpgaveError, match="link' in the store is a link to another place"):
        refuse_link(tmp_path / "link")


@pytest.fixture
def kept(tmp_path):
    return KeptFiles.beside(tmp_path / "catalogue.v1.json")


def test_what_was_handed_out_is_kept_once_beside_the_catalogue(kept, tmp_path):
    assert kept.folder == tmp_path / "catalogue_handed_out"
    assert list(kept.documents()) == []
    assert kept.add("b.json", b'{"n": 2}') and kept.add("a.json", b'{"n": 1}') and kept.add("a.zip", b"zip")
    assert not kept.add("a.json", b'{"n": 3}')
    (kept.folder / ".c.json").write_text("left by a program that was killed")
    assert [document for _, document in kept.documents()] == [{"n": 1}, {"n": 2}]
    assert all(place == kept.place(name) for (place, _), name in zip(kept.documents(), ("a.json", "b.json"), strict=True))
    assert kept.read("../other/a.zip") == b"zip", "a name leads nowhere else"
    assert sorted(file.name for file in kept.folder.iterdir()) == [".c.json", "a.json", "a.zip", "b.json"]


def test_links_among_what_was_handed_out_are_refused(kept, tmp_path):
    kept.add("a.json", b"{}")
    (kept.folder / "b.json").symlink_to("a.json")
    for ask in (lambda: list(kept.documents()), lambda: kept.read("b.json")):
        with pytest.raises(OpgaveError, match="b.json' in the store is a link"):
            ask()
    kept.folder.rename(tmp_path / "elsewhere")
    kept.folder.symlink_to("elsewhere")
    for ask in (lambda: list(kept.documents()), lambda: kept.read("a.json"), lambda: kept.add("c.json", b"{}"), lambda: alone(kept)):
        with pytest.raises(OpgaveError, match="catalogue_handed_out' in the store is a link"):
            ask()
    assert not (tmp_path / "elsewhere" / "c.json").exists()


def alone(kept):
    """Return the names of the files while nobody else may write."""
    with kept.alone():
        return [file.name for file in kept.folder.iterdir()]


def test_who_writes_alone_holds_a_lock_meanwhile(kept):
    assert alone(kept) == [".lock"]


def test_a_folder_that_cannot_be_written_is_one_sentence(kept):
    kept.folder.write_text("a file in its place")
    with pytest.raises(OpgaveError, match="catalogue_handed_out"):
        kept.add("a.json", b"{}")
    with kept.alone():
        pass
