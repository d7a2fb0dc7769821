"""A layer that a person publishes: what is said of it, its versions, what a failure leaves; what a copy of a source reports."""

import dataclasses
import datetime
from contextlib import suppress
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.disclosure import Disclosure, FieldDisclosure
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.record import FieldSpec, Licence, Publisher
from opgavenkaart.processing.model.store import Validators, Version
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.sources.network import GetRequest, Reply
from opgavenkaart.processing.sources.network.requests import Trouble
from opgavenkaart.processing.sources.store import open_store, source_states
from opgavenkaart.processing.sources.store.postgis import shorten_reason, sign_id, table_prefix
from opgavenkaart.processing.sources.store.publish import Offer, canonical, is_canonical, publish, restore
from opgavenkaart.processing.sources.store.report import sync_report
from opgavenkaart.processing.sources.store.sync import (
    SyncOutcome,
    SyncResult,
    count,
    is_key,
    mark_as_internal,
    sync,
    to_sync,
    whole_reason,
    with_newest,
)
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard, record
from qgis.core import QgsFeature, QgsVectorLayer
from qgis.PyQt.QtCore import QDate, QDateTime, QTime

pytestmark = pytest.mark.usefixtures("qgis_app")
MAY = datetime.date(2024, 5, 3)
OFFER = Offer("code", publisher="Stad", contact="gis@stad.be", licence="CC0", date=MAY)


def layer(*values, name="Mijn bomen", **columns):
    table = pd.DataFrame({"code": [f"c{row}" for row in range(len(values))], "n": list(values), **columns})
    points = np.array([shapely.Point(100_000 + row, 190_000) for row in range(len(values))], dtype=object)
    return Features(name, points, table, "EPSG:31370", np.arange(len(values)) + 1)


@pytest.fixture
def store(tmp_path):
    return open_store(str(tmp_path / "store"))


# --- what is published


def test_a_first_version_says_whose_it_is(store):
    published = publish(store, layer(1, 2, 3), OFFER, Catalogue())
    version = store.current("mijn_bomen")
    assert (published.id, published.version, published.is_new) == ("mijn_bomen", version, True)
    assert (version.number, version.action, version.features, version.inserted, version.changed, version.deleted) == (
        1,
        "publish",
        3,
        3,
        0,
        0,
    )
    assert (version.origin, version.restored) == ("", 0)
    made = store.record("mijn_bomen", version)
    assert (made.title, made.publisher, made.contact, made.licence) == (
        Text("Mijn bomen", "Mijn bomen"), Publisher("Stad", "city"), "gis@stad.be", Licence("CC0"),
    )  # fmt: skip
    assert (made.key, made.geometry, made.crs, made.date, list(made.fields)) == ("code", "point", "EPSG:31370", MAY, ["code", "n"])
    read = store.read("mijn_bomen", made, version.data)
    assert sorted(read.table["n"].tolist()) == [1, 2, 3]


def test_what_looks_personal_stays_behind_where_the_layer_may_be_redistributed(store):
    """A department's own layer for the team keeps it; and so does one of which the record says that it tells of nobody."""
    whole = layer(1, 2, 3, email=["an@stad.be", "bo@stad.be", "cy@stad.be"], soort=["eik", "els", "es"])
    heard = Heard()
    published = publish(store, whole, OFFER, Catalogue(), heard)
    made = store.record(published.id, published.version)
    assert list(store.read(made.id, made, published.version.data).table) == ["code", "n", "soort"] and "email" not in made.fields
    assert [text for text in heard.warnings if "'email', which looks like e-mail addresses" in text]
    internal = publish(store, whole, dataclasses.replace(OFFER, id="intern", redistribution="no"), Catalogue())
    assert "email" in store.record("intern", internal.version).fields
    said = record(
        "csv", "x.csv", id="stated", fields={"email": FieldSpec()}, disclosure=Disclosure(fields={"email": FieldDisclosure(personal=False)})
    )
    stated = publish(store, whole, dataclasses.replace(OFFER, id="stated"), Catalogue(own={"stated": said}))
    assert "email" in store.read("stated", store.record("stated", stated.version), stated.version.data).table


def test_the_next_version_counts_what_differs(store):
    publish(store, layer(1, 2, 3), OFFER, Catalogue())
    second = publish(store, layer(1, 5), dataclasses.replace(OFFER, id="mijn_bomen"), Catalogue())
    version = second.version
    assert (version.number, version.inserted, version.changed, version.deleted, version.features) == (2, 0, 1, 1, 2)
    assert [one.number for one in store.versions("mijn_bomen")] == [1, 2]


def test_the_same_once_more_is_no_version(store):
    """Only the day differs; another title or licence is news."""
    first = publish(store, layer(1, 2), OFFER, Catalogue())
    again = publish(store, layer(1, 2), dataclasses.replace(OFFER, date=None), Catalogue())
    assert (again.is_new, again.version) == (False, first.version)
    titled = publish(store, layer(1, 2), dataclasses.replace(OFFER, title="Bomen"), Catalogue())
    assert titled.is_new and titled.version.number == 2 and (titled.version.inserted, titled.version.changed) == (0, 0)
    made = store.record("mijn_bomen", titled.version)
    assert (made.title, made.licence.name) == (Text("Bomen", "Bomen"), "CC0")
    today = publish(store, layer(1, 3), dataclasses.replace(OFFER, date=None), Catalogue()).version
    assert store.record("mijn_bomen", today).date == datetime.datetime.now().astimezone().date()


def test_what_the_version_before_says_need_not_be_said_again(store):
    publish(store, layer(1, 2), dataclasses.replace(OFFER, redistribution="yes"), Catalogue())
    version = publish(store, layer(1, 3), Offer("code"), Catalogue()).version
    made = store.record("mijn_bomen", version)
    assert (made.publisher.name, made.contact, made.licence.name, made.redistribution) == ("Stad", "gis@stad.be", "CC0", "yes")
    changed = publish(store, layer(1, 3), Offer("code", licence="ODbL", redistribution="no"), Catalogue()).version
    assert (store.record("mijn_bomen", changed).licence, store.record("mijn_bomen", changed).redistribution) == (Licence("ODbL"), "no")


def test_a_record_of_the_catalogue_gives_its_names(store):
    known = record(
        "csv", "x.csv", id="bomen", fields={"number": FieldSpec(("N", "n"))}, contact="x@y.be", licence=Licence("CC0"), key="code"
    )
    catalogue = Catalogue(own={"bomen": known})
    published = publish(store, layer(1, 2), Offer("code", id="bomen"), catalogue)
    made = store.record("bomen", published.version)
    assert "number" in store.read("bomen", made, published.version.data).table
    assert made.fields["number"].sources == ("number", "N", "n") and made.title == known.title


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [({"publisher": ""}, "PUBLISHER"), ({"licence": " "}, "LICENCE"), ({"contact": "", "publisher": ""}, "PUBLISHER, CONTACT")],
)
def test_what_others_must_know(store, left_out, missing):
    with pytest.raises(OpgaveError) as caught:
        publish(store, layer(1), dataclasses.replace(OFFER, **left_out), Catalogue())
    assert str(caught.value) == (
        f"Layer 'Mijn bomen (mijn_bomen)' cannot be published without {missing}: give its publisher, its licence and its contact."
    )
    assert store.ids() == []


def test_what_cannot_be_published(store):
    with pytest.raises(OpgaveError, match=r"^Layer 'Mijn bomen' has no features: there is nothing to publish\.$"):
        publish(store, layer(), OFFER, Catalogue())
    with pytest.raises(OpgaveError):
        publish(store, layer(1, 1), dataclasses.replace(OFFER, key="n"), Catalogue())
    with pytest.raises(OpgaveError):
        publish(store, layer(1), dataclasses.replace(OFFER, key="absent"), Catalogue())
    with pytest.raises(OpgaveError):
        publish(store, layer(1), dataclasses.replace(OFFER, id="No Id"), Catalogue())
    assert store.ids() == []


def test_who_cancels_leaves_nothing(store):
    publish(store, layer(1, 2), OFFER, Catalogue())
    before = sorted(path.name for path in Path(store.base).rglob("*"))

    for checks in range(100):
        heard = Heard(cancel_after=checks)
        with suppress(Cancelled):
            publish(store, layer(5, 6), OFFER, Catalogue(), heard)
            break
        assert sorted(path.name for path in Path(store.base).rglob("*")) == before and store.current("mijn_bomen").number == 1
    assert heard.checks == checks > 1 and store.current("mijn_bomen").number == 2


def test_another_key_is_told(store):
    publish(store, layer(1, 2, other=["a", "b"]), OFFER, Catalogue())
    heard = Heard()
    publish(store, layer(1, 2, other=["a", "c"]), dataclasses.replace(OFFER, key="other"), Catalogue(), heard)
    assert heard.warnings == [
        "Layer 'Mijn bomen (mijn_bomen)': the key was 'code' and is now 'other'; features are identified by the new key."
    ]


def test_an_old_version_made_current_again(store):
    for values in ((1, 2, 3), (1, 5), (1, 5, 6)):
        publish(store, layer(*values), OFFER, Catalogue())
    old = store.version("mijn_bomen", 2)
    made = restore(store, "mijn_bomen", 2)
    assert (made.number, made.action, made.restored, made.data, made.features) == (4, "restore", 2, old.data, 2)
    assert (made.inserted, made.changed, made.deleted, store.current("mijn_bomen")) == (0, 0, 1, made)
    with pytest.raises(OpgaveError, match=r"^Layer 'Mijn bomen \(mijn_bomen\)': version 4 is already the current version\.$"):
        restore(store, "mijn_bomen", 4)
    with pytest.raises(OpgaveError, match=r"has no version 9\. The versions are: 1, 2, 3, 4\.$"):
        restore(store, "mijn_bomen", 9)
    with pytest.raises(OpgaveError, match=r"has no record 'x'\. The records are: mijn_bomen\.$"):
        restore(store, "x", 1)


def test_the_row_number_of_a_geopackage_stays_behind():
    features = layer(1, 2, fid=[7, 8])
    assert list(canonical(features, None, OFFER, Heard()).features.table) == ["code", "n"]
    kept = canonical(features, None, dataclasses.replace(OFFER, key="fid"), Heard())
    assert (list(kept.features.table), kept.key) == (["code", "n", "fid"], "fid")
    known = record("csv", "x.csv", fields={"number": FieldSpec(("n",)), "id": FieldSpec(("code",))})
    named = canonical(features, known, OFFER, Heard())
    assert named.key == "id" and {"id", "number"} <= set(named.features.table)
    assert [is_canonical(name) for name in ("code", "Code", "1code", "my code", "c_1")] == [True, False, False, False, True]


# --- what a source shows


def reply(into="", **more):
    return Reply(GetRequest("https://x.be/a.csv", into=str(into)), url="https://x.be/a.csv", **{"status": 200, **more})


def test_a_file_on_the_web_says_whether_it_changed(tmp_path):
    source, known = record("csv", "https://x.be/a.csv"), Validators(etag="old", hash="x")
    with pytest.raises(OpgaveError, match="no"):
        source_states.look_at_web_file(source, known, [reply(error=OpgaveError("no"))])
    same = source_states.look_at_web_file(source, known, [reply(status=304)])
    assert (same.is_unchanged, same.validators, same.is_download) == (True, known, False)
    headers = {"etag": "new", "last-modified": "Fri, 03 May 2024 10:00:00 GMT"}
    path = tmp_path / "0.csv"
    path.write_bytes(b"a;b\n1;2\n")
    sent = source_states.look_at_web_file(source, known, [reply(path, content=b"a;b\n1", headers=headers)])
    shown = sent.validators
    assert (sent.is_unchanged, sent.is_download, sent.says_nothing, sent.changed) == (False, True, False, MAY)
    assert (shown.etag, shown.last_modified, shown.size) == ("new", headers["last-modified"], 8) and shown.hash
    assert sent.record.source.path == str(path)
    mute = source_states.look_at_web_file(source, shown, [reply(path, content=b"a;b\n1")])
    assert (mute.is_unchanged, mute.says_nothing, mute.record.source.path) == (True, True, str(path))
    empty = source_states.look_at_web_file(source, known, [reply(tmp_path / "1.csv")])
    assert (empty.validators.size, empty.record.source.path) == (0, str(tmp_path / "1.csv"))
    assert (mute.validators.etag, mute.validators.last_modified) == ("", "")


def test_what_a_source_on_the_web_is_asked(tmp_path):
    known = Validators(etag="e", last_modified="m")
    place = tmp_path / "3"
    (ask,) = source_states.asks_of(record("csv", "https://x.be/a.csv", auth="abc1234"), known, place)
    assert (ask.url, ask.auth, ask.headers) == ("https://x.be/a.csv", "abc1234", (("If-None-Match", "e"), ("If-Modified-Since", "m")))
    assert ask.into == f"{place}.csv", "answers of many sources need not fit in memory together"
    assert source_states.asks_of(record("csv", "https://x.be/a.csv"), Validators(), place)[0].headers == ()
    assert source_states.asks_of(record("csv", "a.csv"), known, place) == source_states.asks_of(record("postgis", "db"), known, place) == []
    assert len(source_states.asks_of(record("oapif", "https://x.be", "a"), known, place)) == 2


def test_who_reads_what_a_source_shows():
    readers = {
        ("csv", "https://x.be/a.csv"): source_states.look_at_web_file, ("csv", "a.csv"): source_states.look_at_file,
        ("postgis", "db"): source_states.look_at_table, ("wfs", "https://x.be"): source_states.look_at_service,
        ("arcgis", "https://x.be"): source_states.look_at_nothing,
    }  # fmt: skip
    assert {place: source_states.reader_of(record(*place)) for place in readers} == readers
    nothing = source_states.look_at_nothing(record("arcgis"), Validators(), [])
    assert (nothing.says_nothing, nothing.is_unchanged) == (True, False)


def test_a_source_that_fails_says_why():
    bad = record("csv", "https://x.be/a.csv")
    looked = source_states.look_at(bad, Validators(), [reply(error=OpgaveError("no"))])
    assert (str(looked.error), looked.record, looked.is_unchanged) == ("no", bad, False)
    with pytest.raises(OpgaveError, match="silent"):
        source_states.look_at_service(record("wfs"), Validators(), [reply(error=OpgaveError("silent"), trouble=Trouble.SILENT)])


def test_the_day_of_a_download_is_that_of_its_server():
    @dataclasses.dataclass(frozen=True)
    class LoadedThen:
        date: datetime.date | None
        date_origin: str

    state = source_states.SourceState(record("csv"), Validators(), is_download=True, changed=MAY)
    june = datetime.date(2024, 6, 1)
    assert state.dated(LoadedThen(june, "file")) == LoadedThen(MAY, "last_modified")
    assert state.dated(LoadedThen(june, "column")) == LoadedThen(june, "column")
    assert dataclasses.replace(state, changed=None).dated(LoadedThen(june, "file")) == LoadedThen(None, "")
    assert dataclasses.replace(state, is_download=False).dated(LoadedThen(june, "file")) == LoadedThen(june, "file")


def test_a_shapefile_is_several_files(tmp_path):
    parts = source_states.file_parts(tmp_path / "a.SHP")
    assert tmp_path / "a.dbf" in parts and len(parts) > 2 and source_states.file_parts(tmp_path / "a.csv") == [tmp_path / "a.csv"]


# --- what became of records


def version(**more):
    return Version(3, "2024-05-03T10:00:00+00:00", "sync", "data", {"date": "2024-05-01"}, features=12, **more)


def test_what_may_not_leave_the_team_is_told():
    heard, kept = Heard(), SyncResult(record("csv", redistribution="no"), SyncOutcome.UPDATED, version())
    inside = mark_as_internal(kept, heard)
    words = (
        "Layer 'Trial (proef)' may not be redistributed: the store keeps the layer for internal use, and no export contains its features."
    )
    assert heard.notes == [words] == [str(one) for one in inside.details]
    for other in (
        SyncResult(record("csv", redistribution="yes"), SyncOutcome.UPDATED, version()),
        SyncResult(record("csv"), SyncOutcome.FAILED, None),
    ):
        assert mark_as_internal(other, silent := Heard()) is other and silent.notes == []


def test_a_source_that_shows_nothing_is_fetched_whole():
    state = source_states.SourceState(record("csv"), Validators())
    assert whole_reason(state) == ()
    (reason,) = whole_reason(dataclasses.replace(state, says_nothing=True))
    assert str(reason) == "Fetched completely: the source does not indicate changes."


def test_a_key_tells_features_apart():
    features = layer(1, 1, other=["a", None], text=["x", "y"])
    assert [is_key(features, name) for name in ("code", "n", "other", "text", "absent")] == [True, False, False, True, False]


def test_the_report_of_a_sync():
    records = [record("csv", id=id, title=Text(nl=f"Laag {id}")) for id in "abcd"]
    outcomes = [SyncOutcome.LEFT, SyncOutcome.UNCHANGED, SyncOutcome.UPDATED, SyncOutcome.FAILED]
    synced = [
        SyncResult(one, outcome, version() if outcome == SyncOutcome.UPDATED else None)
        for one, outcome in zip(records, outcomes, strict=True)
    ]
    synced.append(SyncResult(record("csv", id="aa", title=Text(nl="Laag aa")), SyncOutcome.FAILED, None, (OpgaveError("Het zwijgt."),)))
    page = sync_report(synced, "Team <1>", Language("en"))
    places = [page.index(f"Laag {id}") for id in ("aa", "d", "c", "b", "a")][:4]
    assert places == sorted(places) and "Team &lt;1&gt;" in page and "Het zwijgt." in page and "1 May 2024" in page
    assert [count(synced, outcome) for outcome in (SyncOutcome.FAILED, SyncOutcome.UPDATED, SyncOutcome.UNCHANGED, SyncOutcome.LEFT)] == [
        2,
        1,
        1,
        1,
    ]


# --- names in a database


def test_names_and_locks_of_records_in_a_database():
    assert table_prefix("a:b") != table_prefix("a-b") and table_prefix("a:b").startswith("a_b_") and table_prefix("a:b").endswith("_v")
    assert len(table_prefix("x" * 200)) <= 63 - len("99_01234567")
    signs = [sign_id(f"id{number}") for number in range(200)]
    assert all(-(2**31) <= sign < 2**31 for sign in signs) and min(signs) < 0 < max(signs) and len(set(signs)) == 200
    said = shorten_reason("ERROR:  no\n  password=geheim x")
    assert said == "ERROR: no password=*** x" or "geheim" not in shorten_reason("no password=geheim")


def csv_record(path, **more):
    facts = {"crs": "EPSG:31370", "key": "code", "redistribution": "yes", "licence": Licence("CC0")}
    return record("csv", path, id="laag", **(facts | more))


def test_another_licence_is_a_new_version_of_the_same_data(store, tmp_path):
    """The file did not change; what the catalogue says of it did."""
    path = tmp_path / "laag.csv"
    path.write_text("code;n;x;y\nc0;1;100000;190000\nc1;2;100001;190000\n")
    (first,) = sync(store, [csv_record(path)])
    (same,) = sync(store, [csv_record(path)])
    assert (first.outcome, same.outcome, same.version) == (SyncOutcome.UPDATED, SyncOutcome.UNCHANGED, first.version)
    (changed,) = sync(store, [csv_record(path, licence=Licence("ODbL"), contact="gis@stad.be")])
    version = changed.version
    assert (changed.outcome, version.number, version.data, version.hash) == (SyncOutcome.UPDATED, 2, first.version.data, first.version.hash)
    assert (version.inserted, version.changed, version.deleted, version.features) == (0, 0, 0, 2)
    made = store.record("laag", version)
    assert (made.licence, made.contact, made.date) == (Licence("ODbL"), "gis@stad.be", store.record("laag", first.version).date)
    assert sync(store, [csv_record(path, licence=Licence("ODbL"), contact="gis@stad.be")])[0].outcome == SyncOutcome.UNCHANGED
    assert [one.number for one in store.versions("laag")] == [1, 2]


def test_what_is_synced_and_what_is_left(store, tmp_path):
    path, heard = tmp_path / "laag.csv", Heard()
    path.write_text("code;n;x;y\nc0;1;100000;190000\n")
    published = publish(store, layer(1, name="Eigen"), dataclasses.replace(OFFER, id="eigen"), Catalogue())
    records = [
        dataclasses.replace(csv_record(path), id="eigen"),
        record("wms", "https://x.be", "a", id="kaart"),
        csv_record(tmp_path / "weg.csv"),
    ]
    own, picture, absent = sync(store, records, progress=heard)
    assert [one.outcome for one in (own, picture, absent)] == [SyncOutcome.LEFT, SyncOutcome.LEFT, SyncOutcome.FAILED]
    assert (own.version, picture.version, absent.version) == (published.version, None, None)
    assert str(own.details[0]) == "Layer 'Trial (eigen)' was published in the store by hand and stays as it is."
    assert str(picture.details[0]) == "Layer 'Trial (kaart)' has a source of the kind wms, without features to store, and was left out."
    assert len(heard.warnings) == 1 and heard.warnings[0] == str(absent.details[0])
    assert [one.id for one in to_sync(records)] == ["eigen", "laag"]


def test_a_source_that_fails_leaves_the_last_good_copy(store, tmp_path):
    path, heard = tmp_path / "laag.csv", Heard()
    path.write_text("code;n;x;y\nc0;1;100000;190000\n")
    (first,) = sync(store, [csv_record(path)])
    path.unlink()
    (failed,) = sync(store, [csv_record(path)], progress=heard)
    kept = f"The last good copy stays: version 1 of {first.version.made[:10]}."
    assert (failed.outcome, failed.version, str(failed.details[1])) == (SyncOutcome.FAILED, first.version, kept) and kept in heard.notes


def test_the_newest_date_is_only_asked_of_a_wfs_that_does_not_say_it():
    known, dated = Validators(newest="2024"), layer(1, day=pd.to_datetime(["2024-01-01"]))
    assert with_newest(record("wfs", "https://x.be", "a"), known, dated, Heard()) is known
    for kind, features in (("wfs", layer(1)), ("csv", dated), ("wfs", layer(1, day=pd.to_datetime([None])))):
        plain_known = Validators()
        assert with_newest(record(kind, "https://x.be", "a"), plain_known, features, Heard()) is plain_known


def test_the_next_who_publishes_removes_what_a_killed_program_left(store):
    kept = {publish(store, layer(*range(count)), OFFER, Catalogue()).version.data for count in (3, 4)}
    folder = store.path / "layers" / "mijn_bomen"
    kept |= {path.name for path in folder.iterdir()}
    left = ("v3-0123abcd.gpkg", ".v3-0123abcd-0123456789ab.gpkg", ".v3-0123abcd-0123456789ab.gpkg-journal")
    others = {".other.", "notes.txt", "v3-0000.gpkg", "v3-0123abcd.gpkg.txt"}
    for name in (*left, *others):
        (folder / name).write_text("x")
    with store.locked("mijn_bomen"):
        there = {path.name for path in folder.iterdir()}
        assert {name for name in there if name.startswith(".lock")}
    assert {name for name in there if not name.startswith(".lock")} == kept | others


def test_the_newest_dates_of_a_table_are_those_of_its_columns_of_dates():
    table = QgsVectorLayer("None?field=n:int&field=day:date&field=at:time&field=changed:datetime&field=text:string", "t", "memory")
    provider = table.dataProvider()
    assert source_states.newest_in(provider) == ""
    later, earlier = QDateTime(2023, 1, 1, 10, 0, 0, 250), QDateTime(2023, 1, 1, 9, 0, 0)
    for values in ([1, QDate(2024, 5, 3), QTime(9, 0), later, "x"], [9, QDate(2022, 5, 3), QTime(23, 0), earlier, "z"]):
        feature = QgsFeature(table.fields())
        feature.setAttributes(values)
        provider.addFeature(feature)
    day, changed = source_states.newest_in(provider).split(" ")
    assert day.startswith("2024-05-03T") and changed == "2023-01-01T10:00:00.250"
