"""Timetables as layers: from disk and from an address, read once, and what is said of feeds that lack something."""

import datetime
import shutil

import pytest
from opgavenkaart.processing.model.catalogue import Catalogue
from opgavenkaart.processing.model.choices import FOLDER
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.store import Action
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.processing.sources.kinds.gtfs import kept
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.store import open_store
from opgavenkaart.processing.sources.store.sync import SyncOutcome, sync
from opgavenkaart.processing.sources.watch.watch import State, watch
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import Heard, record
from opgavenkaart.test.support.servers_replay import LOGIN_PAGE, Answer, replay
from opgavenkaart.test.support.timetables import STOPS, TIMES, feed
from qgis.core import QgsApplication, QgsCoordinateReferenceSystem, QgsRectangle, QgsReferencedRectangle

ZIP = "application/zip"
CHANGED = "Tue, 02 Jun 2026 03:04:05 GMT"
GENT = QgsReferencedRectangle(QgsRectangle(3.715, 51.045, 3.73, 51.055), QgsCoordinateReferenceSystem("EPSG:4326"))


@pytest.fixture(autouse=True)
def profile(qgis_app, monkeypatch, tmp_path):
    """A folder of timetables of its own."""
    folder = tmp_path / "timetables"
    folder.mkdir()
    monkeypatch.setattr(kept, "kept_folder", lambda: folder)
    return folder


@pytest.fixture
def path(tmp_path):
    return feed(tmp_path / "haltes.zip")


def rates(loaded):
    table = loaded.features.table
    return dict(zip(table["stop_id"], table["departures_per_hour"], strict=True))


def test_stops_are_points_with_their_departures(path):
    heard = Heard()
    loaded = load_record(record("gtfs", path, key="stop_id"), target_crs="EPSG:31370", progress=heard)
    assert list(loaded.features.table) == ["stop_id", "name", "mode", "departures_per_hour"] and loaded.features.crs == "EPSG:31370"
    assert rates(loaded) == {"a": 2 / 12, "b": 2 / 12, "c": 1 / 12}
    assert all(103_000 < shape.x < 107_000 and 192_000 < shape.y < 196_000 for shape in loaded.features.geometry)
    assert loaded.date == datetime.date.today() and loaded.date_origin == "file"
    assert heard.warnings == []
    (said,) = [note for note in heard.notes if "departures on" in note]
    assert said == (
        "Layer 'Trial': departures on Tuesday 2026-06-02 from 7 to 19 h, 3 trips that day, the median of all Tuesdays in the timetable."
        " 3 of 3 stops have departures in those hours."
    )


def test_only_what_is_asked_is_given(path):
    own = record("gtfs", path, fields={}, options={"filter": "\"mode\" = 'tram'"})
    assert load_record(own, ["name"]).features.table["name"].tolist() == ["Station", "Dok"]
    assert load_record(record("gtfs", path), ["name"], GENT).features.table["name"].tolist() == ["Markt"]
    table = load_record(record("gtfs", path, geometry="none"))
    assert len(table.features) == 3 and set(table.features.geometry) == {None}


def test_options_fix_day_hours_and_language(path, tmp_path):
    translations = "table_name,field_name,language,translation,record_id,field_value\nstops,stop_name,fr,Marché,a,\n"
    translations += "stops,stop_name,fr,Gare,,Station\n"
    feed(path, translations=translations + "stops,stop_name,en,Market,a,\ntrips,stop_name,fr,Non,c,\n")
    heard = Heard()
    options = {"day": "2026-06-09", "hours": [12, 13], "language": "fr"}
    loaded = load_record(record("gtfs", path, options=options), progress=heard)
    assert rates(loaded) == {"a": 0, "b": 1, "c": 1} and loaded.features.table["name"].tolist() == ["Marché", "Gare", "Dok"]
    assert "departures on 2026-06-09 from 12 to 13 h" in heard.notes[-1]
    old = feed(tmp_path / "old.zip", translations="trans_id,translation,lang\nStation,Bahnhof,de\n")
    names = load_record(record("gtfs", old, options={"language": "de"})).features.table["name"]
    assert names.tolist() == ["Markt", "Bahnhof", "Dok"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"day": "dinsdag"}, "'day' .* is 'dinsdag'"),
        ({"day": "2027-01-05"}, "runs on 2027-01-05; the timetable covers 2026-06-01 to 2026-06-30"),
        ({"hours": [19, 7]}, "'hours'.* two hours of the day"),
        ({"hours": "7-19"}, "'hours'.* two hours of the day"),
        ({"hours": [7, 25]}, "'hours'.* two hours of the day"),
        ({"language": "../.."}, "code of a language"),
    ],
)
def test_options_that_cannot_be(path, options, words):
    with pytest.raises(OpgaveError, match=words):
        load_record(record("gtfs", path, options=options))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"stop_times": None}, r"has no 'stop_times\.txt'.*It has: calendar\.txt, routes\.txt, stops\.txt, trips\.txt\."),
        ({"calendar": None}, r"has no 'calendar\.txt / calendar_dates\.txt'"),
        ({"stops": ""}, r"has no 'stops\.txt'"),
        ({"stops": STOPS.replace("stop_lat", "lat")}, r"'stops\.txt' in the timetable has no column 'stop_lat'"),
        ({"stop_times": TIMES + 't1,08:00:00,08:00:00,"a,3\n'}, r"'stop_times\.txt' in the timetable cannot be read \(.*row 7"),
        ({"calendar": "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"}, "names no day"),
    ],
)
def test_one_sentence_names_what_is_absent(path, files, words):
    with pytest.raises(OpgaveError, match=words):
        load_record(record("gtfs", feed(path, **files)))


def test_feeds_in_a_folder_with_marks_and_blanks_are_read(path):
    """A zip of a folder, byte order marks, blanks after commas."""
    stops = "\ufeff" + STOPS.replace(",", ", ")
    assert len(load_record(record("gtfs", feed(path, "feed/", stops=stops))).features) == 3


def test_what_is_no_zip_or_a_damaged_one(path):
    whole = path.read_bytes()
    for content in (b"stop_id,stop_name\n", whole[: len(whole) // 2], whole.replace(b"stop_times", b"stop_tjmes", 1)):
        path.write_bytes(content)
        with pytest.raises(OpgaveError, match=r"haltes\.zip' is not a readable zip file with a timetable in GTFS"):
            load_record(record("gtfs", path))
    with pytest.raises(OpgaveError, match="does not exist"):
        load_record(record("gtfs", path.with_name("weg.zip")))


def test_defects_are_told_each_time(path):
    """The second time the count is taken from what was kept: it says the same."""
    feed(path, stop_times=TIMES + "t9,08:00:00,08:00:00,a,1\nt3,7:5:00,7:5:00,c,3\n")
    first, second = Heard(), Heard()
    one, two = (load_record(record("gtfs", path), progress=heard) for heard in (first, second))
    assert first.warnings == second.warnings and first.notes == second.notes
    assert [warning.partition(": ")[2] for warning in first.warnings] == [
        "1 line of stop_times.txt is about a trip that is not in the timetable; it is not counted.",
        "1 time is not written as HH:MM:SS (such as 7:5:00); it was understood.",
    ]
    assert one.features.table.equals(two.features.table)


def test_a_feed_is_counted_once(path, profile, monkeypatch):
    load_record(record("gtfs", path))
    monkeypatch.setattr("opgavenkaart.processing.sources.kinds.gtfs.load.count_in", lambda *_: pytest.fail("counted again"))
    load_record(record("gtfs", shutil.copy(path, path.with_name("copy.zip"))))
    (result,) = profile.glob("departures-*.json")
    for changed in (lambda: result.write_text("{"), lambda: feed(path, stop_times=TIMES + "t3,13:00:00,13:00:00,a,3\n")):
        changed()
        with pytest.raises(pytest.fail.Exception):
            load_record(record("gtfs", path))


def test_few_results_are_kept(path, profile):
    for hour in range(22):
        load_record(record("gtfs", path, options={"hours": [hour, 24]}))
    assert len(list(profile.glob("departures-*.json"))) == kept.RESULTS_KEPT


def test_a_cancel_is_obeyed(path, profile):
    with pytest.raises(Cancelled):
        load_record(record("gtfs", path), progress=Heard(cancel_after=1))
    assert list(profile.glob("departures-*.json")) == []


def test_a_feed_at_an_address_is_fetched_when_it_changed(path):
    answers = {"new": Answer(path.read_bytes(), ZIP, headers={"ETag": '"1"', "Last-Modified": CHANGED, "Accept-Ranges": "bytes"})}
    with replay({"/gtfs.zip": lambda query, before: answers["new"]}) as server:
        own = record("gtfs", f"{server.url}/gtfs.zip")
        loaded = load_record(own)
        assert (loaded.date, loaded.date_origin) == (datetime.date(2026, 6, 2), "last_modified") and rates(loaded)["b"] == 2 / 12
        answers["new"] = Answer(status=304)
        again = load_record(own)
        assert (again.date, again.date_origin, rates(again)) == (loaded.date, loaded.date_origin, rates(loaded))
        assert server.requests[-1][2]["if-none-match"] == '"1"' and server.requests[-1][2]["if-modified-since"] == CHANGED
        more = feed(path, stop_times=TIMES + "t3,13:00:00,13:00:00,b,3\n").read_bytes()
        answers["new"] = Answer(more, ZIP, headers={"ETag": '"2"'})
        assert rates(load_record(own))["b"] == 3 / 12 and load_record(own).date is None


def test_an_address_that_gives_no_feed(profile):
    routes = {
        "/gtfs.zip": Answer(LOGIN_PAGE, "text/html"),
        "/half.zip": Answer(b"PK\x03\x04 half", ZIP, fault="cut_off"),
        "/full": Answer(status=429),
    }
    with replay(routes) as server:
        for path, words in (
            ("/gtfs.zip", "returns a web page"),
            ("/half.zip", "cut off"),
            ("/weg.zip", "does not exist"),
            ("/full", "try again later"),
        ):
            with pytest.raises(OpgaveError, match=f"Layer 'Trial': .*{words}"):
                load_record(record("gtfs", f"{server.url}{path}"))
    assert list(profile.iterdir()) == []


def test_a_profile_that_takes_nothing_has_its_sentence(path, profile):
    """Where the feed should come stands a folder."""
    with replay({"/gtfs.zip": Answer(path.read_bytes(), ZIP)}) as server:
        own = record("gtfs", f"{server.url}/gtfs.zip")
        load_record(own)
        (kept_feed,) = profile.glob("*.zip")
        kept_feed.unlink()
        kept_feed.mkdir()
        with pytest.raises(OpgaveError, match=r"Layer 'Trial': .*cannot be written to .*\.zip"):
            load_record(own)


def test_watch_and_store_know_timetables(path, tmp_path):
    """The watch looks at the beginning only; the store keeps the stops, and a feed that is unchanged is no new version."""
    headers = {"ETag": '"1"', "Last-Modified": CHANGED, "Accept-Ranges": "bytes"}
    with replay({"/gtfs.zip": Answer(path.read_bytes(), ZIP, headers=headers)}) as server:
        own = record("gtfs", f"{server.url}/gtfs.zip", key="stop_id", id="stops")
        (found,) = watch([own], Catalogue(own={"stops": own}), {}, datetime.date(2026, 12, 1))
        assert (found.state, found.date) == (State.UP, datetime.date(2026, 6, 2))
        store = open_store(str(tmp_path / "store"))
        for outcome in (SyncOutcome.UPDATED, SyncOutcome.UNCHANGED):
            (synced,) = sync(store, [own])
            assert (synced.outcome, synced.version.number, synced.version.action) == (outcome, 1, Action.SYNC.value)
        assert rates(load_record(store.record("stops", store.current("stops"))))["b"] == 2 / 12


def test_a_folder_shows_its_timetables(path):
    """A zip with a timetable is one, whatever its name; a file of OpenStreetMap needs words of a person first."""
    path.with_name("stad.osm").write_text("<osm/>")
    heard = Heard()
    (found,) = gather(str(path.parent), FOLDER, progress=heard).harvest.records
    assert (found.source.kind, found.source.path, found.geometry) == ("gtfs", "haltes.zip", "point")
    assert len(load_record(found).features) == 3
    (said,) = [note for note in heard.notes if "stad.osm" in note]
    assert said.endswith("is left out: a record of it has to say what to take, as 'tags'.")


def test_the_profile_holds_what_is_kept(monkeypatch, tmp_path):
    monkeypatch.undo()
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: str(tmp_path))
    assert kept.kept_folder() == tmp_path / "opgavenkaart" / "timetables" and kept.kept_folder().is_dir()


def test_stations_of_a_real_feed(monkeypatch):
    name = "public/facilities/gtfs/poa_trensurb.zip"
    loaded = load_record(record("gtfs", data_folder(name) / name, options={"day": "2019-03-12"}))
    assert len(loaded.features) == 24 and set(loaded.features.table["mode"]) == {"train"} and min(rates(loaded).values()) >= 4
