"""Timetables in GTFS from elsewhere: what grows when it is read, or is no table, is one sentence."""

import zipfile
from itertools import pairwise

import numpy as np
import pytest
from opgavenkaart.processing.analysis.service_days import NoService
from opgavenkaart.processing.analysis.transit import read_schedule
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.sources.kinds.gtfs import feed as feeds
from opgavenkaart.processing.sources.kinds.gtfs.load import CountSettings, count_in
from opgavenkaart.processing.sources.reading.request import LoadRequest
from opgavenkaart.test.support.layers import record
from opgavenkaart.test.support.timetables import STOPS, TIMES, feed

DAY = "2026-06-02"
INTERVALS = "trip_id,start_time,end_time,headway_secs\n"


def travel(path):
    """Return the day of a feed, as those read it who travel."""
    with feeds.open_feed(record("gtfs", str(path)), path, SILENT, for_travel=True) as opened:
        return read_schedule([opened.timetable()], np.datetime64(DAY))


def count(path):
    """Return the departures of a day of a feed, with all that may be asked of it."""
    return count_in(LoadRequest(record("gtfs", str(path)), None, None, "", None, SILENT), path, CountSettings(DAY, (7, 19), True, "nl"))


def test_a_file_that_grows_a_thousandfold_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(feeds, "ALWAYS_READ", 1_000_000)
    path = feed(tmp_path / "feed.zip", stop_times=TIMES + "t1,,,a,3\n" * 1_000_000)
    assert path.stat().st_size < 50_000
    for read in (count, travel):
        with pytest.raises(OpgaveError, match=r"'stop_times.txt' in the timetable has 90\d* bytes when it is unpacked"):
            read(path)


def test_nor_one_that_is_read_at_once_and_is_larger_than_any(tmp_path, monkeypatch):
    monkeypatch.setattr(feeds, "MOST_WHOLE", 1_000_000)
    with pytest.raises(OpgaveError, match="'stops.txt' in the timetable has"):
        count(feed(tmp_path / "feed.zip", stops=STOPS + "x,y,51,3\n" * 200_000))


def test_a_size_that_is_a_lie_is_a_damaged_file(tmp_path):
    path = feed(tmp_path / "feed.zip", stops=STOPS + "x,y,51,3\n" * 200)
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("stops.txt").file_size
    path.write_bytes(path.read_bytes().replace(size.to_bytes(4, "little"), (20).to_bytes(4, "little")))
    with pytest.raises(OpgaveError, match="is not a readable zip file|without which"):
        count(path)


@pytest.mark.parametrize("interval", ["0.000001", "1e-300"])
def test_a_vehicle_that_leaves_a_million_times_a_second_is_passed_over(tmp_path, interval):
    schedule = travel(feed(tmp_path / "feed.zip", frequencies=f"{INTERVALS}t1,00:00:00,71:00:00,{interval}\n"))
    assert schedule.defects[0].wrong_frequencies == 1 and len(np.unique(schedule.trip)) < 20


def test_one_that_leaves_each_second_for_years_is_counted_for_the_day(tmp_path):
    schedule = travel(feed(tmp_path / "feed.zip", frequencies=f"{INTERVALS}t1,00:00:00,{'9' * 9}:00:00,1\n"))
    assert len(np.unique(schedule.trip)) < 7 * 86_400


def test_a_thousand_of_them_are_refused(tmp_path):
    with pytest.raises(OpgaveError, match=r"'frequencies.txt' in the timetable makes \d+ rows of one day"):
        travel(feed(tmp_path / "feed.zip", frequencies=INTERVALS + "t1,00:00:00,71:00:00,1\n" * 1000))


def test_platforms_of_one_station_do_not_multiply(tmp_path):
    stops = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\ns,S,51,3,1,\n"
    stops += "".join(f"{name},x,51,3,0,s\n" for name in ["a", "b", "c", *range(8000)])
    transfers = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\ns,s,2,60\n"
    with pytest.raises(OpgaveError, match="'transfers.txt' in the timetable makes"):
        travel(feed(tmp_path / "feed.zip", stops=stops, transfers=transfers))


NARROWER = "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_route_id,to_route_id,from_trip_id,to_trip_id\n"


def test_trips_that_become_others_do_not_multiply(tmp_path):
    """Two trips at each of sixty moments, each of which becomes both of the next: more ways through than there are atoms."""
    names = [(f"x{moment}", f"y{moment}") for moment in range(60)]
    links = "".join(f",,4,,,,{one},{other}\n" for now, then in pairwise(names) for one in now for other in then)
    trips = "route_id,service_id,trip_id\n" + "".join(f"1,week,{name}\n" for pair in names for name in pair)
    times = TIMES.splitlines()[0] + "\n"
    for moment, pair in enumerate(names):
        for name in pair:
            times += f"{name},08:{moment:02d}:00,08:{moment:02d}:00,a,1\n{name},08:{moment:02d}:30,08:{moment:02d}:30,b,2\n"
    with pytest.raises(OpgaveError, match="'transfers.txt' in the timetable makes"):
        travel(feed(tmp_path / "feed.zip", trips=trips, stop_times=times, transfers=NARROWER + links))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "transfers",
            NARROWER + "a,b,4,-1,1,2,t1,t1\n,,4,,,,t1,t2\n,,4,,,,t2,t1\na,b,2,1e300,1,,,\na,b,2,nan,,2,,\n,b,3,,1,,,\nx,y,9,,,,t1,\n",
        ),
        ("stop_times", "trip_id,trip_id ,arrival_time,departure_time,stop_id,stop_sequence\nt1,t1,,,a,1\nt1,t1,07:10:00,,b,2\n"),
        ("stop_times", TIMES.replace("07:00:00,07:00:00", ",").replace("07:10:00,07:10:00", ",").replace("\nt2,18", "\nx,18")),
        ("stop_times", "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,,,a,1\nt1,,,b,2\n"),
        ("stops", STOPS.replace("3.72", "nan").replace("51.04", "1e308")),
        ("trips", "route_id,service_id,trip_id\n1,week,t1\n1,week,t1\n"),
        (
            "calendar",
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nweek,1,1,1,1,1,0,0,0,99991231\n",
        ),
    ],
)
def test_what_is_no_table_ends_no_run(tmp_path, name, text):
    path = feed(tmp_path / "feed.zip", **{name: text})
    for read in (count, travel):
        try:
            assert read(path) is not None
        except (OpgaveError, NoService) as error:
            assert str(error)
