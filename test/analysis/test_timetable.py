"""Departures at stops: counted by hand, and by a plain count of real feeds."""

import datetime
import random
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.service_days import NoService
from opgavenkaart.processing.analysis.timetable import (
    Defects,
    Departures,
    count_departures,
    mode_of,
    read_times,
    starts_between,
    without_blank_times,
)
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.sources.kinds.gtfs import feed as reading
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import record
from opgavenkaart.test.support.timetables import CALENDAR, ROUTES, STOPS, TIMES, TRIPS, feed, plain_count

TUESDAY = "2026-06-09"
HEADER = CALENDAR.splitlines()[0]


def counted(path: Path, day: str | None = TUESDAY, hours=(7, 19), interpolate=False) -> Departures:
    with reading.open_feed(record("gtfs", path), path, SILENT) as opened:
        return count_departures(opened.timetable(), np.datetime64(day) if day else None, hours, interpolate)


def rates(found: Departures) -> dict[str, float]:
    return dict(zip(found.stops["stop_id"], found.stops["departures_per_hour"], strict=True))


def defects(found: Departures) -> dict[str, int]:
    return {name: number for name, number in vars(found.defects).items() if number}


@pytest.fixture
def place(tmp_path):
    return tmp_path / "feed.zip"


def test_departures_of_three_trips(place):
    """Within 7-19 h lie 07:00 and 18:55 at a, 07:10 and 12:00 at b, 12:30 at c; 19:05 does not."""
    found = counted(feed(place))
    assert rates(found) == {"a": 2 / 12, "b": 2 / 12, "c": 1 / 12} and found.trips == 3 and not defects(found)
    assert found.stops["name"].tolist() == ["Markt", "Station", "Dok"]
    assert found.stops["mode"].tolist() == ["bus", "tram", "tram"]
    assert rates(counted(place, hours=(12, 13))) == {"a": 0, "b": 1, "c": 1}


def test_a_departure_counts_on_the_day_on_which_it_leaves(place):
    """31:00 of Monday's service is Tuesday 07:00, 56:00 is Wednesday 08:00; the feed begins on Monday 1 June."""
    times = TIMES.replace("t2,18:55:00,18:55:00", "t2,31:00:00,31:00:00").replace("t2,19:05:00,19:05:00", "t2,56:00:00,56:00:00")
    feed(place, stop_times=times)
    assert rates(counted(place, "2026-06-01")) == {"a": 1 / 12, "b": 2 / 12, "c": 1 / 12}
    assert rates(counted(place, "2026-06-02")) == {"a": 2 / 12, "b": 2 / 12, "c": 1 / 12}
    assert rates(counted(place, "2026-06-03")) == {"a": 2 / 12, "b": 3 / 12, "c": 1 / 12}


def test_a_stop_where_nobody_can_board_has_no_departure(place):
    lines = [f"{line},{1 if line.startswith(('t1,07:10', 't3,12:30')) else ''}" for line in TIMES.splitlines()[1:]]
    found = counted(feed(place, stop_times="\n".join([TIMES.splitlines()[0] + ",pickup_type", *lines])))
    assert rates(found) == {"a": 2 / 12, "b": 1 / 12, "c": 0}
    assert found.stops["mode"].tolist() == ["bus", "tram", None]


def test_both_calendars_count(place):
    """Exceptions add a service and take one away; a feed with exceptions alone has its days from them."""
    exceptions = "service_id,date,exception_type\nweek,20260609,2\nextra,20260609,1\n"
    trips = TRIPS + "1,extra,t4\n"
    times = TIMES + "t4,08:00:00,08:00:00,c,1\n"
    feed(place, trips=trips, stop_times=times, calendar_dates=exceptions)
    assert rates(counted(place)) == {"a": 0, "b": 0, "c": 1 / 12}
    assert counted(place, "2026-06-16").trips == 3
    feed(place, trips=trips, stop_times=times, calendar=None, calendar_dates=exceptions)
    found = counted(place, None)
    assert (found.trips, found.day, defects(found)) == (1, np.datetime64(TUESDAY), {})
    with pytest.raises(NoService) as raised:
        counted(place, "2026-06-10")
    assert raised.value.span == (np.datetime64(TUESDAY), np.datetime64(TUESDAY))


def test_the_median_tuesday(place):
    """2 June has one trip, 9 June none (a holiday), 16 and 23 June three, 30 June four: the median of 1, 3, 3, 4 is the lower 3."""
    calendar = f"{HEADER}\nweek,1,1,1,1,1,0,0,20260610,20260630\nearly,0,1,0,0,0,0,0,20260601,20260603\n"
    exceptions = "service_id,date,exception_type\nearly,20260630,1\n"
    found = counted(feed(place, trips=TRIPS + "1,early,t4\n", calendar=calendar, calendar_dates=exceptions), None)
    assert (str(found.day), found.trips) == ("2026-06-16", 3)


def test_trips_at_an_interval(place):
    """Every 20 minutes from 06:30 until before 08:10: five times, and 10 minutes later at b; t1's own times only say how long it takes."""
    intervals = "trip_id,start_time,end_time,headway_secs\nt1,06:30:00,08:10:00,1200\n"
    feed(place, frequencies=intervals)
    assert rates(counted(place, hours=(6, 9))) == {"a": 5 / 3, "b": 5 / 3, "c": 0}
    assert rates(counted(place, hours=(7, 8))) == {"a": 3, "b": 3, "c": 0}
    assert rates(counted(place, hours=(8, 9))) == {"a": 0, "b": 1, "c": 0}
    broken = intervals + "t2,06:00:00,07:00:00,0\nt9,06:00:00,07:00:00,600\n"
    assert defects(counted(feed(place, frequencies=broken))) == {"wrong_frequencies": 2}


def test_intervals_after_midnight_count_on_the_next_day(place):
    intervals = "trip_id,start_time,end_time,headway_secs\nt1,30:30:00,32:00:00,1800\n"
    feed(place, frequencies=intervals)
    assert rates(counted(place, hours=(6, 8)))["a"] == 3 / 2
    assert rates(counted(place, "2026-06-01", hours=(6, 8)))["a"] == 0


def test_stops_are_added_up_in_their_station(place):
    stops = """stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
s,Station,51.04,3.71,1,
b,Spoor 1,51.04,3.71,0,s
b1,Spoor 1 A,51.04,3.71,4,b
a,Spoor 2,51.04,3.71,,s
in,Ingang,51.04,3.71,2,s
c,Dok,51.06,3.74,,gone
"""
    times = TIMES.replace("t3,12:00:00,12:00:00,b,1", "t3,12:00:00,12:00:00,b1,1")
    found = counted(feed(place, stops=stops, stop_times=times))
    assert rates(found) == {"s": 4 / 12, "c": 1 / 12}
    assert found.stops["mode"].tolist() == ["tram", "tram"]
    assert defects(found) == {"lost_parents": 1}


def test_what_cannot_be_used_is_counted(place):
    stops = STOPS.replace("c,Dok,51.06,3.74", "c,Dok,,").replace("a,Markt,51.05,3.72", "a,Markt,51.05,3.72\nz,Nul,0,0\na,Nog eens,51,3")
    trips = TRIPS + "1,week,t1\n1,never,t5\n9,week,t6\n"
    times = (
        TIMES.replace("07:10:00,07:10:00", "7:5:00,7:5:00")
        .replace("18:55:00,18:55:00", "ochtend,ochtend")
        .replace("12:00:00,12:00:00", ",")
    )
    times += "t6,09:00:00,09:00:00,q,1\nt6,09:05:00,09:05:00,a,2\nspook,09:00:00,09:00:00,a,1\n"
    found = counted(feed(place, stops=stops, trips=trips, stop_times=times))
    assert rates(found) == {"a": 2 / 12, "b": 1 / 12}
    assert defects(found) == {
        "unplaced_stops": 2,
        "repeated_stops": 1,
        "repeated_trips": 1,
        "lost_services": 1,
        "lost_routes": 1,
        "lost_trips": 1,
        "lost_stops": 1,
        "loose_times": 1,
        "wrong_times": 1,
        "blank_times": 1,
    }


def test_blank_times_are_placed_between_their_neighbours_where_that_is_asked(place):
    """Between 06:50 and 07:20 lie two stops: at 07:00 and 07:10. Before the first and after the last time nobody knows."""
    times = """trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,07:20:00,07:20:00,a,5
t1,,,c,4
t1,,,b,3
t1,06:50:00,06:50:00,a,2
t1,,,c,1
t2,,,c,1
t2,08:00:00,08:00:00,b,2
"""
    found = counted(feed(place, stop_times=times), interpolate=True)
    assert rates(found) == {"a": 1 / 12, "b": 2 / 12, "c": 1 / 12}
    assert defects(found) == {"placed_times": 2, "blank_times": 2}
    assert rates(counted(place, hours=(7, 7.1), interpolate=True))["b"] == pytest.approx(10)
    assert defects(counted(place)) == {"blank_times": 4}


@pytest.mark.parametrize(
    ("route_type", "mode"),
    [(0, "tram"), (1, "metro"), (2, "train"), (3, "bus"), (4, "ferry"), (11, "bus"), (109, "train"), (401, "metro"), (704, "bus")]
    + [(900, "tram"), (1000, "ferry"), (1700, "other"), (8, "other"), (float("nan"), "other")],
)
def test_means_of_transport(route_type, mode):
    assert mode_of(route_type) == mode


def test_a_plain_count_of_any_feed_says_the_same(place, tmp_path):
    """Two hundred trips of chance, each at five stops, over two days of service."""
    chance = random.Random(7)
    services = [chance.choice(["week", "other"]) for _ in range(200)]
    trips = "route_id,service_id,trip_id\n" + "".join(f"{1 + n % 2},{service},t{n}\n" for n, service in enumerate(services))
    lines = []
    for n in range(200):
        start = chance.randrange(5 * 3600, 22 * 3600)
        for order in range(5):
            clock = start + order * 240
            time = f"{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}"
            lines.append(f"t{n},{time},{time},{chance.choice('abc')},{order},{chance.choice(['', '0', '1'])}")
    chance.shuffle(lines)
    times = "\n".join(["trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type", *lines])
    feed(place, trips=trips, stop_times=times, calendar=CALENDAR + "other,0,0,1,0,0,0,0,20260601,20260630\n")
    for day in ("2026-06-09", "2026-06-10"):
        count, plain = plain_count(place, datetime.date.fromisoformat(day))
        found = counted(place, day)
        assert found.trips == count and rates(found) == {stop: plain[stop] / 12 for stop in "abc"}


@pytest.mark.parametrize(
    ("name", "day", "trips", "four", "two"),
    [("cairns_gtfs", "2014-06-03", 622, 72, 175), ("ber_gtfs", "2020-12-01", 158, 11, 63), ("poa_trensurb", "2019-03-12", 529, 24, 24)],
)
def test_real_feeds(name, day, trips, four, two):
    """The numbers that were counted when these feeds were chosen, and a plain count of every stop."""
    path = data_folder(f"public/facilities/gtfs/{name}.zip") / f"public/facilities/gtfs/{name}.zip"
    found = counted(path, day)
    values = found.stops["departures_per_hour"]
    assert (found.trips, (values >= 4).sum(), (values >= 2).sum()) == (trips, four, two)
    _, plain = plain_count(path, datetime.date.fromisoformat(day))
    assert rates(found) == {stop: plain[stop] / 12 for stop in found.stops["stop_id"]}


def test_platforms_of_a_real_feed_are_added_up_in_its_stations():
    path = data_folder("public/facilities/gtfs/nyc_subway_gtfs.zip") / "public/facilities/gtfs/nyc_subway_gtfs.zip"
    found = counted(path, "2024-12-24")
    trips, plain = plain_count(path, datetime.date(2024, 12, 24))
    stations: Counter[str] = Counter()
    for stop, number in plain.items():
        stations[stop.rstrip("NS")] += number  # that is how this feed names its platforms
    assert (trips, len([one for one in plain.values() if one]), len(found.stops)) == (786, 182, 91)
    assert rates(found) == {stop: stations[stop] / 12 for stop in found.stops["stop_id"]}
    assert set(found.stops["mode"]) == {"metro"}


@pytest.mark.parametrize("name", ["sample_gtfs", "tidytransit_sample-feed-bom"])
def test_the_example_of_the_specification(name):
    """At STAGECOACH the shuttle leaves every half hour, and the city line in both directions: every ten minutes at 8-10 and 16-19 h, else
    every half hour."""
    path = data_folder(f"public/facilities/gtfs/{name}.zip") / f"public/facilities/gtfs/{name}.zip"
    found = rates(counted(path, "2007-06-06"))
    city = [6 * 3600 + 1800 * n for n in range(4)] + [8 * 3600 + 600 * n for n in range(12)] + [10 * 3600 + 1800 * n for n in range(12)]
    city += [16 * 3600 + 600 * n for n in range(18)] + [19 * 3600 + 1800 * n for n in range(6)]
    shuttle = [6 * 3600 + 1800 * n for n in range(32)]

    def within(starts, after):
        return sum(7 * 3600 <= start + after < 19 * 3600 for start in starts)

    assert found["STAGECOACH"] * 12 == pytest.approx(within(shuttle, 0) + within(city, 0) + within(city, 28 * 60))
    assert found["NANAA"] * 12 == pytest.approx(within(city, 7 * 60) + within(city, 21 * 60))
    assert found["FUR_CREEK_RES"] * 12 == pytest.approx(2)


def test_a_feed_without_a_calendar_of_weeks():
    name = "public/facilities/gtfs/tidytransit_sample-feed-calendar_dates.zip"
    path = data_folder(name) / name
    found = counted(path, "2007-06-06")
    assert found.trips == 7 and found.defects.lost_services == 4 and rates(found)["FUR_CREEK_RES"] == 2 / 12


def test_lines_of_chance_never_stop_the_count(place):
    """Whatever stands in the times: what is read and what is not add up to all lines."""
    chance = random.Random(3)
    texts = ["07:00:00", "7:5:00", " 08:00:00", "", "x", "25:61:00", "24:00:00", "-1:00:00", "99:99:99", "12:00"]
    lines = [f"t1,{chance.choice(texts)},{chance.choice(texts)},{chance.choice('abcq')},{n}" for n in range(400)]
    found = counted(feed(place, stop_times="\n".join([TIMES.splitlines()[0], *lines])), hours=(0, 24))
    lost = found.defects
    assert 0 < found.stops["departures_per_hour"].sum() * 24 <= 400 - lost.wrong_times - lost.blank_times
    assert lost.wrong_times > 0 and lost.blank_times > 0 and lost.loose_times > 0


def test_extended_route_types_count_as_the_simple_ones(place):
    found = counted(feed(place, routes=ROUTES.replace("2,0", "2,900").replace("1,3", "1,700")))
    assert found.stops["mode"].tolist() == ["bus", "tram", "tram"]


def test_a_stop_on_the_meridian_of_greenwich_has_a_place_and_one_at_zero_has_none(place):
    stops = "stop_id,stop_name,stop_lat,stop_lon\na,Greenwich,51.5,0\nb,Libreville,0,9.5\nc,Nowhere,0,0\n"
    found = counted(feed(place, stops=stops))
    assert found.stops["stop_id"].tolist() == ["a", "b"] and defects(found)["unplaced_stops"] == 1


def test_times_of_one_digit_and_of_no_time():
    texts = ["23:59:59", "100:00:00", " 07:05:00 ", "7:05:00", "07:5:00", "07:60:00", "07:05:60", "0705:00", "07:05:000", "", "07-05-00"]
    seconds, loose = read_times(np.array(texts, dtype=object))
    assert seconds[:5].tolist() == [86_399, 360_000, 25_500, 25_500, 25_500] and np.isnan(seconds[5:]).all()
    assert np.flatnonzero(loose).tolist() == [4], "one digit of the hours is usual"
    assert loose.dtype == bool


def test_blank_times_of_two_trips_lie_between_those_of_their_own():
    """Of the first trip the last is blank and of the second the first: nobody knows; one that cannot be read is never placed."""
    rows = pd.DataFrame(
        {
            "trip": [0, 0, 0, 0, 1, 1, 1, 1, 1],
            "order": [1.0, 2, 3, 4, 1, 2, 3, 4, 5],
            "time": [100.0, np.nan, 400, np.nan, np.nan, 500, np.nan, np.nan, 800],
            "blank": [False, True, False, True, True, False, False, True, False],
        }
    )
    told = Defects()
    found = without_blank_times(rows.sample(frac=1, random_state=1), True, told)
    assert found[["trip", "order", "time"]].to_numpy().tolist() == [
        [0, 1, 100], [0, 2, 250], [0, 3, 400], [1, 2, 500], [1, 4, 700], [1, 5, 800],
    ]  # fmt: skip
    assert (told.placed_times, told.blank_times, told.wrong_times) == (2, 2, 1)
    told = Defects()
    assert without_blank_times(rows, False, told)["time"].tolist() == [100, 400, 500, 800]
    assert (told.placed_times, told.blank_times, told.wrong_times) == (0, 4, 1)


@pytest.mark.parametrize(
    ("first", "last", "back", "count"),
    [(0, 4000, 0, 4), (1000, 1600, 0, 1), (1001, 1600, 0, 0), (1000, 1601, 0, 2), (0, 86_400, 1, 0), (-86_400, 0, 1, 4)],
)
def test_starts_of_a_trip_at_an_interval(first, last, back, count):
    """From 900 s each ten minutes four times, at a stop 100 s on: at 1000, 1600, 2200 and 2800 s, the last not counted."""
    rows = pd.DataFrame({"start": [900.0], "after": [100.0], "headway": [600.0], "runs": [4.0]})
    assert starts_between(rows, first, last, back).tolist() == [count]
