"""The parts of a store by hand: who lost a lock, how old a copy is, what a cancel leaves, what differs, what a source shows."""

import dataclasses
import datetime
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import Progress, hearing
from opgavenkaart.processing.model.record import LayerRecord, Licence, Publisher, Source
from opgavenkaart.processing.model.store import Validators, Version
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.qgis_io.feedback import FeedbackProgress
from opgavenkaart.processing.sources.kinds.wfs.probe import value_in
from opgavenkaart.processing.sources.loading import Message
from opgavenkaart.processing.sources.store import open_store
from opgavenkaart.processing.sources.store.difference import FeatureDifference, check_key, difference
from opgavenkaart.processing.sources.store.locks import FORGOTTEN_SECONDS, lock_file
from opgavenkaart.processing.sources.store.offline import OfflineRecord, read_stored_records, tell_what_is_kept, with_store
from opgavenkaart.processing.sources.store.source_states import blank, extent_text, fitting, judge, look_at_file, origin_of
from opgavenkaart.processing.sources.store.sync import SyncOutcome, check_whole, is_key, sync
from opgavenkaart.test.support.running import RecordingFeedback
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException, QgsRectangle, QgsReferencedRectangle


def record(id, path, **more):
    """A record of points in a file of separated text."""
    said = {"geometry": "point", "crs": "EPSG:31370", "key": "code", "licence": Licence("CC0"), "redistribution": "yes"}
    return LayerRecord(id, Text(id, id), Publisher("Stad", "city"), Source("csv", str(path)), **(said | more))


def write(path, *values):
    path.write_text("code;n;x;y\n" + "".join(f"c{row};{value};{100000 + row};190000\n" for row, value in enumerate(values)))
    return path


@pytest.fixture(params=["store", "store.gpkg"])
def store(request, qgis_app, tmp_path):
    return open_store(str(tmp_path / request.param))


def told(work, **feedback):
    """What a function of a progress says: infos and warnings."""
    heard = RecordingFeedback(**feedback)
    work(FeedbackProgress(heard))
    return heard


# ---- which store


def test_a_store_is_named_by_a_folder_or_a_geopackage(qgis_app, tmp_path):
    folder, file = tmp_path / "store", tmp_path / "notes.txt"
    assert str(open_store(f"  {folder} ").base) == str(folder)
    assert type(open_store(f" {folder}.GPKG ")).__name__ == "GeopackageStore"
    file.write_text("x")
    for text, words in ((" ", "STORE is empty"), (str(file), f"STORE is the file '{file}'")):
        with pytest.raises(OpgaveError, match=words):
            open_store(text)
    with pytest.raises(OpgaveError, match="STORE 'stroe' is no folder, no GeoPackage and no PostGIS connection"):
        open_store("stroe", must_exist=True)
    with pytest.raises(OpgaveError, match=f"There is no store in '{folder}'"):
        open_store(str(folder), must_exist=True)
    folder.mkdir()
    with pytest.raises(OpgaveError, match=f"There is no store in '{folder}'"):
        open_store(str(folder), must_exist=True)


# ---- locks


def test_who_writes_to_a_geopackage_waits_for_others_and_leaves_what_is_written_on_disk(qgis_app, tmp_path):
    """It looks again and again, and writes with FULL (2): what is committed survives a power cut."""
    store = open_store(str(tmp_path / "store.gpkg"))
    sync(store, [record("points", write(tmp_path / "points.csv", 1))])
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")

        class Looks(Progress):
            count = 0

            def check(self):
                self.count += 1
                if self.count == 3:
                    other.execute("ROLLBACK")

        with hearing(Looks()):
            store.remember("points", Validators(version=7))
    assert store.validators("points").version == 7
    assert store._use(lambda database: database.execute("PRAGMA synchronous").fetchone()[0]) == 2


def test_who_lost_a_lock_makes_no_version(store, tmp_path):
    """A lock so old that another took it over: the version of the first would hide the other's, in a folder and in a GeoPackage."""
    sync(store, [record("laag", write(tmp_path / "laag.csv", 1, 2))])
    version = dataclasses.replace(store.current("laag"), number=2)
    with store.locked("laag"):
        (lock,) = [path for path in tmp_path.rglob(".*lock") if path.is_file()]
        ours = lock.read_text()
        lock.write_text("{}")
        with pytest.raises(OpgaveError, match="someone else made version 2"):
            store.commit("laag", version)
        lock.write_text(ours)
        store.commit("laag", version)
    assert [one.number for one in store.versions("laag")] == [1, 2]


def test_a_number_is_given_once(store, tmp_path):
    sync(store, [record("laag", write(tmp_path / "laag.csv", 1, 2))])
    with store.locked("laag"), pytest.raises(OpgaveError, match="someone else made version 1"):
        store.commit("laag", store.current("laag"))


@pytest.mark.parametrize(("age", "is_free"), [(FORGOTTEN_SECONDS - 60, False), (FORGOTTEN_SECONDS + 60, True)])
def test_a_lock_of_another_computer_is_forgotten_after_an_hour(age, is_free, tmp_path):
    lock = tmp_path / ".lock"
    lock.write_text('{"who": "An", "host": "other", "process": 1, "token": "x"}')
    moment = datetime.datetime.now().timestamp() - age
    os.utime(lock, (moment, moment))
    if is_free:
        with lock_file(lock, "Bert", tmp_path):
            assert "Bert" in lock.read_text()
        return
    with pytest.raises(OpgaveError, match="An on other is writing"), lock_file(lock, "Bert", tmp_path):
        pass


# ---- a store as the source


def kept(id, made, extent=""):
    return OfflineRecord(record(id, "x.csv"), Version(1, made, "sync", "data", extent=extent))


def test_the_oldest_copy_is_named_with_its_day():
    """Of three copies that are used the oldest counts, not one that is not used; a part is warned of."""
    copies = {
        "parks": kept("parks", "2026-03-01T09:00:00Z"),
        "trees": kept("trees", "2025-11-30T23:59:00Z"),
        "roads": kept("roads", "2026-02-01T09:00:00Z", "1,2,3,4 [EPSG:31370]"),
        "unused": kept("unused", "2020-01-01T00:00:00Z"),
    }
    catalogue = Catalogue(own={"schools": record("schools", "x.csv")})
    heard = told(lambda progress: tell_what_is_kept(catalogue, copies, ["parks", "trees", "roads", "schools"], "Team", progress))
    assert heard.infos == [
        "From the store 'Team', without asking their sources: parks, trees, roads; the oldest copy is of 2025-11-30.",
        "Not in the store 'Team', so asked from their sources: schools.",
    ]
    assert [text for text in heard.warnings if "roads" in text and "1,2,3,4" in text] == heard.warnings != []
    assert told(lambda progress: tell_what_is_kept(catalogue, copies, ["parks"], "Team", progress)).infos[1:] == []
    assert len(told(lambda progress: tell_what_is_kept(catalogue, copies, ["schools"], "Team", progress)).infos) == 1


def test_a_catalogue_reads_what_a_store_has_from_there(store, tmp_path):
    records = {id: record(id, write(tmp_path / f"{id}.csv", 1, 2)) for id in ("parks", "trees")}
    sync(store, [records["parks"], record("extra", tmp_path / "parks.csv")])
    catalogue = with_store(Catalogue(own=records), read_stored_records(store))
    assert {id: catalogue.get(id).source.kind for id in catalogue.records} == {"parks": "gpkg", "extra": "gpkg", "trees": "csv"}


# ---- cancel


def test_a_cancel_in_a_sync_keeps_what_was_done_and_is_no_failure(store, tmp_path):
    """Cancelled when the first record has its version: that stays, the second has none, and nobody hears of a failure."""
    records = [record(id, write(tmp_path / f"{id}.csv", 1, 2)) for id in ("first", "second")]
    feedback = RecordingFeedback(cancel_at="version 1, ")
    with pytest.raises(Cancelled):
        sync(store, records, progress=FeedbackProgress(feedback))
    assert store.ids() == ["first"]
    assert feedback.warnings == []
    assert [one.outcome for one in sync(store, records)] == [SyncOutcome.UNCHANGED, SyncOutcome.UPDATED]


def test_a_cancel_while_features_are_written_leaves_no_features(qgis_app, tmp_path):
    """After the features are in the file and before they are a version."""
    store = open_store(str(tmp_path / "store"))
    sync(store, [record("laag", write(tmp_path / "laag.csv", 1, 2))])
    write(tmp_path / "laag.csv", 1, 3)
    feedback = RecordingFeedback()
    real, progress = store.read, FeedbackProgress(feedback)

    def read_and_cancel(*arguments):
        feedback.cancel()
        return real(*arguments)

    store.read = read_and_cancel
    with pytest.raises(Cancelled):
        sync(store, [record("laag", tmp_path / "laag.csv")], progress=progress)
    assert [one.number for one in store.versions("laag")] == [1]
    assert len(list(tmp_path.rglob("*.gpkg"))) == 1


# ---- what becomes of records


def test_records_come_back_in_their_order_with_their_outcomes(store, tmp_path):
    wanted = [record("a", write(tmp_path / "a.csv", 1)), record("b", tmp_path / "absent.csv"), record("c", write(tmp_path / "c.csv", 1))]
    wanted.insert(1, dataclasses.replace(record("map", "x"), source=Source("wms", "http://127.0.0.1:9/")))
    assert [(one.record.id, one.outcome) for one in sync(store, wanted)] == [
        ("a", SyncOutcome.UPDATED), ("map", SyncOutcome.LEFT), ("b", SyncOutcome.FAILED), ("c", SyncOutcome.UPDATED)
    ]  # fmt: skip
    write(tmp_path / "c.csv", 2, 3)
    later = sync(store, wanted)
    assert [one.outcome for one in later] == [SyncOutcome.UNCHANGED, SyncOutcome.LEFT, SyncOutcome.FAILED, SyncOutcome.UPDATED]
    version = later[-1].version
    assert (version.number, version.features, version.inserted, version.changed, version.deleted) == (2, 2, 1, 1, 0)
    assert later[0].version.number == 1 and later[2].version is None


def test_a_field_that_no_column_carries_any_more_keeps_the_good_copy(store, tmp_path):
    from opgavenkaart.processing.model.record import FieldSpec

    fields = {"code": FieldSpec(), "amount": FieldSpec(sources=("n",))}
    asked = record("laag", write(tmp_path / "laag.csv", 1, 2), fields=fields)
    assert sync(store, [asked])[0].outcome == SyncOutcome.UPDATED
    (tmp_path / "laag.csv").write_text("code;m;x;y\nc0;1;100000;190000\n")
    (lost,) = sync(store, [asked])
    assert lost.outcome == SyncOutcome.FAILED and "amount" in lost.details[0].sentence()
    assert store.current("laag").features == 2


def test_a_part_does_not_take_the_place_of_a_whole_copy():
    """A service that gives fewer than it counts, as a warning says; other warnings and notes stop nothing."""
    part = Message("Of {stated} features {given} came.", {"stated": 9, "given": 5}, warning=True)
    with pytest.raises(OpgaveError, match="Of 9 features 5 came"):
        check_whole(SimpleNamespace(messages=[part]))
    check_whole(SimpleNamespace(messages=[dataclasses.replace(part, warning=False), Message("{given}", {"given": 1}, warning=True)]))


# ---- what differs


def features(codes, geometry=None, **columns):
    table = pd.DataFrame({"code": codes, **columns})
    shapes = np.array(geometry if geometry is not None else [shapely.Point(0, 0)] * len(codes), dtype=object)
    return Features("laag", shapes, table, "EPSG:31370", np.arange(1, len(codes) + 1))


def test_differences_by_hand():
    """b changed, c went, d came; e is the same though it stands elsewhere; f moved."""
    here, there = shapely.Point(0, 0), shapely.Point(0, 1)
    old = features(["b", "c", "e", "f"], [here, here, here, here], n=[1.0, 2, np.nan, 4])
    new = features(["e", "f", "d", "b"], [here, there, here, here], n=[np.nan, 4.0, 9, 7])
    assert difference(old, new, "code") == FeatureDifference(inserted=1, changed=2, deleted=1)
    assert difference(old, old, "code") == FeatureDifference()
    assert not difference(old, old, "code")
    assert difference(None, new, "code") == FeatureDifference(inserted=4)
    assert difference(old, new, "other") == FeatureDifference(inserted=4, deleted=4)


def test_fields_that_come_and_go_are_differences():
    """A field of which nothing is filled in changes no feature; one that is does."""
    old = features(["a", "b"], old=["x", None])
    new = features(["a", "b"], new=[None, None])
    assert difference(old, new, "code") == FeatureDifference(changed=1, new_fields=("new",), lost_fields=("old",))
    whole, broken = features(["a", "b"], n=[1, 2]), features(["a", "b"], n=[1.0, 2.5])
    assert difference(whole, broken, "code") == FeatureDifference(changed=1)


def test_a_key_tells_features_apart():
    check_key(features(["a", "b"]), "code")
    with pytest.raises(OpgaveError, match="the key 'code' is empty in 2 features, first in feature 2"):
        check_key(features(["a", None, None]), "code")
    with pytest.raises(OpgaveError, match="'code' has the value 'b' more than once, and 2 such values in all"):
        check_key(features(["b", "b", "b", "c", "c", "d"]), "code")
    with pytest.raises(OpgaveError, match="has no field 'cod'"):
        check_key(features(["a"]), "cod")
    assert is_key(features(["a", "b"]), "code")
    assert not is_key(features(["a", "a"]), "code")
    assert not is_key(features(["a", None]), "code")
    assert not is_key(features(["a"]), "other")


# ---- what a source shows


def test_an_extent_and_an_origin_as_text(qgis_app):
    box = QgsReferencedRectangle(QgsRectangle(1, 2, 3, 4.5), QgsCoordinateReferenceSystem("EPSG:31370"))
    assert extent_text(box) == "1,3,2,4.5 [EPSG:31370]"
    assert extent_text(None) == ""
    source = Source("wfs", "https://piet:geheim@example.org/wfs", "trees")
    assert origin_of(dataclasses.replace(record("a", "x"), source=source)) == "https://example.org/wfs trees"


def test_what_is_known_counts_for_the_same_question_only():
    wanted = Validators(origin="x", extent="")
    known = Validators(version=3, origin="x", extent="", etag="tag")
    assert fitting(known, 3, wanted) is known
    for other, version in ((known, 2), (dataclasses.replace(known, origin="y"), 3), (dataclasses.replace(known, extent="e"), 3), (None, 3)):
        assert fitting(other, version, wanted) is wanted


@pytest.mark.parametrize(
    ("shown", "is_unchanged", "says_nothing"),
    [
        ({"total": 5, "newest": "2026"}, True, False),
        ({"total": 6, "newest": "2026"}, False, False),
        ({"total": 0, "newest": "2026"}, False, False),
        ({"total": 5, "newest": "2027"}, False, False),
        ({"total": 5, "newest": ""}, False, True),
        ({"total": -1, "newest": "2026"}, False, True),
    ],
)
def test_a_service_proves_that_nothing_changed(shown, is_unchanged, says_nothing):
    known = Validators(total=5, newest="2026", bounds="b")
    look = judge(record("a", "x"), known, dataclasses.replace(known, **shown))
    assert (look.is_unchanged, look.says_nothing) == (is_unchanged, says_nothing)
    same = dataclasses.replace(known, **shown)
    assert judge(record("a", "x"), same, same).is_unchanged is not says_nothing


def test_a_file_is_looked_into_only_where_its_date_or_size_differ(qgis_app, tmp_path):
    path = write(tmp_path / "laag.csv", 1, 2)
    asked = record("laag", path)
    first = look_at_file(asked, blank(asked, None), ())
    assert not first.is_unchanged and first.validators.size == path.stat().st_size
    assert look_at_file(asked, first.validators, ()).is_unchanged
    os.utime(path, (1, 1))
    touched = look_at_file(asked, first.validators, ())
    assert touched.is_unchanged and touched.validators.changed == 10**9
    write(path, 1, 3)
    assert not look_at_file(asked, first.validators, ()).is_unchanged
    assert look_at_file(record("laag", Path("absent.csv")), blank(asked, None), ()).validators.hash == ""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("<ns:day>2026-01-02</ns:day>", "2026-01-02"),
        ("<day> 2026-01-02 </day>", "2026-01-02"),
        ('<ns:day><gml:timePosition frame="x">2026-01-02</gml:timePosition></ns:day>', "2026-01-02"),
        ("<birthday>2026-01-02</birthday>", ""),
        ("<days>2026-01-02</days>", ""),
        ("", ""),
    ],
)
def test_a_date_in_the_answer_of_a_service(text, value):
    assert value_in(text, "day") == value


def test_while_another_program_has_the_file_a_cancel_is_heard(tmp_path, qgis_app, run_algorithm):
    store, feedback = open_store(str(tmp_path / "store.gpkg")), RecordingFeedback()
    assert sync(store, [record("points", write(tmp_path / "points.csv", 1))])[0].outcome == SyncOutcome.UPDATED
    feedback.cancel()
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with hearing(FeedbackProgress(feedback)), pytest.raises(Cancelled):
            store.ids()
        with pytest.raises(QgsProcessingException) as stopped:
            run_algorithm("withdraw_version", {"STORE": str(store.path), "RECORD_ID": "points", "REASON": "error"}, feedback=feedback)
    assert "cannot be used" not in str(stopped.value)
    assert store.ids() == ["points"]
