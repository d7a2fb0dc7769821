"""Travel times by public transport: equal to a search through every journey, to the second; and by hand."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.network import StraightLine
from opgavenkaart.processing.analysis.transit import ClosedFeed, TransitRule, TransitWays, read_schedule, sample_departures
from opgavenkaart.processing.analysis.transit.schedule import joined_trips
from opgavenkaart.processing.model.errors import Cancelled
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.sources.kinds.gtfs.feed import open_feed
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.journeys import EveryJourney, draw_hub, draw_town
from opgavenkaart.test.support.layers import Heard, record
from opgavenkaart.test.support.timetables import feed

TUESDAY, WEEKDAY = "2026-06-09", 1
PACE = 1000 / 12 / 60
"""Metres a second, at 5 km/h."""
RATE = 1 / PACE / 60


def schedule_of(path: Path, span, day=TUESDAY):
    with open_feed(record("gtfs", path), path, SILENT, for_travel=True) as opened:
        return read_schedule([opened.timetable()], np.datetime64(day), span)


def all_times(town, path: Path, rule: TransitRule):
    """Return the pairs found by (origin, destination)."""
    schedule = schedule_of(feed(path, **{"frequencies": None, **town.files}), rule.span)
    places = np.array([town.stops[one] for one in schedule.stop_ids], dtype=float)
    ways = TransitWays(schedule, places, StraightLine(RATE), RATE, rule)
    found = {}
    for times in ways.between(np.array(town.places), np.array(town.places)).times():
        for row in zip(times.origin.tolist(), times.destination.tolist(), times.best, times.median, times.late, times.share, strict=True):
            found[row[:2]] = row[2:]
    return found


def test_people_leave_at_whole_seconds():
    """Every 0.51 minutes is every 30.6 seconds, rounded 31; the last hour is left out."""
    assert sample_departures(7, 7 + 90 / 3600, 0.51).tolist() == [25200, 25231, 25262]
    assert sample_departures(7, 7 + 62 / 3600, 0.51).tolist() == [25200, 25231]


@pytest.mark.parametrize("seed", range(count(300)))
def test_equals_every_journey(seed, tmp_path):
    """Best, median, 90th percentile and share of 7 departures, of 16 pairs of places, with at most 0 to 3 changes."""
    town = draw_town(seed)
    late = "23:" in town.files["stop_times"]
    departures = np.arange(7, dtype=int) * 397 + (23.4 if late else 7.1) * 3600
    rule = TransitRule(departures.astype("int32"), cutoff=45.0 + seed % 3 * 20, walk_limit=(4, 9, 15)[seed % 3], transfers=seed % 4)
    assert_equal_to_every_journey(town, rule, tmp_path)


@pytest.mark.parametrize("seed", range(count(100)))
def test_equals_every_journey_where_rules_name_routes_and_trips(seed, tmp_path):
    """At two platforms where all change: least times and shut changes of routes and trips, and trips in which one stays seated."""
    departures = np.arange(7, dtype="int32") * 300 + 7 * 3600 - 300
    rule = TransitRule(departures, cutoff=90.0, walk_limit=(4, 9)[seed % 2], transfers=seed % 3)
    assert_equal_to_every_journey(draw_hub(seed), rule, tmp_path)


def assert_equal_to_every_journey(town, rule: TransitRule, folder: Path):
    found = all_times(town, folder / "feed.zip", rule)
    search = EveryJourney(town, WEEKDAY, rule.walk_limit, PACE)
    for number, origin in enumerate(town.places):
        for goal, destination in enumerate(town.places):
            spent = sorted(search.earliest(origin, destination, int(leave), rule.transfers) - int(leave) for leave in rule.departures)
            spent = [one if one <= rule.cutoff * 60 else math.inf for one in spent]
            share = sum(map(math.isfinite, spent)) / len(spent)
            if not share:
                assert (number, goal) not in found
                continue
            best, median, late_one, part = found[number, goal]
            assert (np.array([best, median, late_one]) * 60).tolist() == pytest.approx([spent[0], spent[3], spent[6]], abs=1e-3)
            assert part == pytest.approx(share)


STOPS = """stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
a,Markt,51.05,3.72,,
b1,Station 1,51.04,3.71,,b
b2,Station 2,51.04,3.71,,b
b,Station,51.04,3.71,1,
c,Dok,51.06,3.74,,
"""
AT = {"a": (0.0, 0.0), "b1": (5000.0, 0.0), "b2": (5000.0, 0.0), "b": (5000.0, 0.0), "c": (9000.0, 0.0)}
TRIPS = "route_id,service_id,trip_id\n1,week,t1\n1,week,t2\n2,week,t3\n"
TIMES = """trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1,07:10:00,07:10:00,a,1
t1,07:20:00,07:20:00,b1,2
t2,07:22:00,07:22:00,b2,1
t2,07:30:00,07:30:00,c,2
t3,07:32:00,07:32:00,b2,1
t3,07:34:00,07:34:00,c,2
"""


def minutes(schedule, leave: str, transfers: int = 1, goal: str = "c", walk_limit: float = 10.0):
    """Return the minutes from a to the goal for who leaves at a time; infinite where one does not arrive within an hour."""
    hours, minute = map(int, leave.split(":"))
    rule = TransitRule(np.array([hours * 3600 + minute * 60], "int32"), 60.0, walk_limit, transfers)
    places = np.array([AT[one] for one in schedule.stop_ids])
    ways = TransitWays(schedule, places, StraightLine(RATE), RATE, rule)
    return ways.between(np.array([AT["a"]]), np.array([AT[goal]])).table()[0, 0]


def three_trips(path: Path, **files: str) -> Path:
    return feed(path, **({"stops": STOPS, "trips": TRIPS, "stop_times": TIMES} | files))


def test_a_change_by_hand(tmp_path):
    """From a at 07:10 to the station at 07:20; on at 07:22, in c at 07:30. Who leaves home at 07:00 waits ten minutes for that."""
    schedule = schedule_of(three_trips(tmp_path / "feed.zip"), (6 * 3600, 9 * 3600))
    assert minutes(schedule, "7:00") == 30 and minutes(schedule, "7:10") == 20
    assert minutes(schedule, "7:11") == math.inf and minutes(schedule, "7:00", transfers=0) == math.inf
    assert minutes(schedule, "7:00", transfers=0, goal="b") == 20


def test_transfers_of_a_station_hold_for_its_platforms(tmp_path):
    """With five minutes to change the trip of 07:22 is missed, and that of 07:32 taken; what is said of a platform counts first."""
    header = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n"
    slow = schedule_of(three_trips(tmp_path / "slow.zip", transfers=header + "b,b,2,300\n"), (6 * 3600, 9 * 3600))
    assert minutes(slow, "7:00") == 34
    quick = schedule_of(three_trips(tmp_path / "quick.zip", transfers=header + "b1,b2,2,60\nb,b,2,300\n"), (6 * 3600, 9 * 3600))
    assert minutes(quick, "7:00") == 30
    closed = schedule_of(three_trips(tmp_path / "closed.zip", transfers=header + "b,b,3,\n"), (6 * 3600, 9 * 3600))
    assert minutes(closed, "7:00") == math.inf


def test_lines_about_routes_and_trips_hold_for_them_alone(tmp_path):
    """From route 1 (t1, t2) to route 2 (t3) at the station; the narrowest line counts, and one about nothing that is there is told."""
    header = "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_route_id,to_route_id,from_trip_id,to_trip_id\n"
    for name, said, wanted in (
        ("to route 1 it takes five minutes, so that route 2 is taken", "b,b,2,300,1,1,,\n", 34),
        ("nor may one change to route 2", "b,b,2,300,1,1,,\nb,b,3,,1,2,,\n", math.inf),
        ("but from this trip", "b,b,2,300,1,1,,\nb,b,3,,1,2,,\nb1,b2,0,,,,t1,t3\n", 34),
        ("to this trip never", "b,b,3,,,,,t2\n", 34),
        ("slow in general, quick to this trip", "b,b,2,900,,,,\nb,b,2,60,,,,t2\n", 30),
        ("slow in general, to route 2 as one walks", "b,b,2,900,,,,\nb,b,1,,,2,,\n", 34),
    ):
        schedule = schedule_of(three_trips(tmp_path / "feed.zip", transfers=header + said), (6 * 3600, 9 * 3600))
        assert schedule.passed_over == 0 and minutes(schedule, "7:00") == wanted, name
    lost = "b,b,3,,7,,,\nb,b,3,,,,,t9\nb,x,3,,1,,,\n,,4,,,,t1,\nb,b,5,,,,t1,t2\n"
    schedule = schedule_of(three_trips(tmp_path / "feed.zip", transfers=header + lost), (6 * 3600, 9 * 3600))
    assert schedule.passed_over == 4 and minutes(schedule, "7:00") == 30


def test_who_stays_in_the_seat_does_not_change(tmp_path):
    """t1 becomes t2: c is reached though nobody may get on or off at the station; t3 cannot become t2, which left before."""
    header = "from_stop_id,to_stop_id,transfer_type,min_transfer_time,from_route_id,to_route_id,from_trip_id,to_trip_id\n"
    times = (
        TIMES.replace("stop_sequence\n", "stop_sequence,pickup_type,drop_off_type\n")
        .replace("b1,2\n", "b1,2,1,1\n")
        .replace("b2,1\n", "b2,1,1,1\n")
    )
    path = three_trips(tmp_path / "feed.zip", stop_times=times, transfers=header + ",,4,,,,t1,t2\n,,4,,,,t3,t2\n")
    schedule = schedule_of(path, (6 * 3600, 9 * 3600))
    assert schedule.passed_over == 1
    assert minutes(schedule, "7:00", transfers=0) == 30 and minutes(schedule, "7:00", transfers=0, goal="b") == math.inf


def test_trips_of_one_moment_that_become_each_other_keep_their_calls():
    """In a ring none comes before the others; by their numbers one does, and the way back is none. A trip that goes on is as ever."""
    links = pd.DataFrame({"from_trip": [0, 1, 2, 2], "to_trip": [1, 2, 0, 3]})
    calls = pd.DataFrame({"trip": [0, 1, 2, 3, 3], "days": 0, "run": 0, "arrival": [7, 7, 7, 7, 9], "departure": [7, 7, 7, 7, 9]})
    joined, unlinked = joined_trips(calls.assign(call=range(5)), links)
    assert joined["call"].tolist() == [0, 1, 2, 3, 4] and joined["trip"].tolist() == [0] * 5 and unlinked == 1


def test_two_feeds_are_one_timetable(tmp_path):
    """The first has the trip to the station, the second those that go on; one walks between their stops."""
    lines = TIMES.splitlines()
    first = three_trips(tmp_path / "first.zip", stop_times="\n".join(lines[:3]))
    second = three_trips(tmp_path / "second.zip", stop_times="\n".join([lines[0], *lines[3:]]), trips=TRIPS.replace("1,week,t1\n", ""))
    with open_feed(record("gtfs", first), first, SILENT, True) as one, open_feed(record("gtfs", second), second, SILENT, True) as other:
        schedule = read_schedule([one.timetable(), other.timetable()], None, (6 * 3600, 9 * 3600))
    assert str(schedule.day) == "2026-06-02" and schedule.trips == (3, 2)
    assert minutes(schedule, "7:00") == 30


def test_a_feed_without_trips_on_the_day_is_named(tmp_path):
    path = three_trips(tmp_path / "feed.zip")
    with open_feed(record("gtfs", path), path, SILENT, True) as one, pytest.raises(ClosedFeed) as error:
        read_schedule([one.timetable()], np.datetime64("2026-06-13"))
    assert error.value.feed == 0 and [str(one) for one in error.value.span] == ["2026-06-01", "2026-06-30"]


def test_calls_that_go_back_in_time_are_left_out_and_counted(tmp_path):
    times = TIMES.replace("t1,07:20:00,07:20:00,b1,2", "t1,07:05:00,07:05:00,b1,2\nt1,07:20:00,07:20:00,b1,3")
    schedule = schedule_of(three_trips(tmp_path / "feed.zip", stop_times=times), (6 * 3600, 9 * 3600))
    assert schedule.defects[0].backward_times == 1 and minutes(schedule, "7:10") == 20


def test_calls_without_a_time_lie_between_the_others(tmp_path):
    """c lies halfway from 07:10 to 07:20."""
    times = TIMES.replace("t1,07:20:00,07:20:00,b1,2", "t1,,,c,2\nt1,07:20:00,07:20:00,b1,3")
    schedule = schedule_of(three_trips(tmp_path / "feed.zip", stop_times=times), (6 * 3600, 9 * 3600))
    assert minutes(schedule, "7:10") == 5 and schedule.defects[0].placed_times == 1


def test_a_cancel_is_heard_within_the_computation(tmp_path):
    schedule = schedule_of(three_trips(tmp_path / "feed.zip"), (6 * 3600, 9 * 3600))
    rule = TransitRule(np.arange(7, dtype="int32") * 60 + 7 * 3600, 60.0, 10.0, 1)
    ways = TransitWays(schedule, np.array([AT[one] for one in schedule.stop_ids]), StraightLine(RATE), RATE, rule)
    travel = ways.between(np.array([AT["a"]]), np.array([AT["c"]]))
    with pytest.raises(Cancelled):
        travel.table(Heard(cancel_after=1))


def test_nearest_takes_the_shortest_median(tmp_path):
    """The station is 20 minutes from a, c 30; among those of the list only."""
    schedule = schedule_of(three_trips(tmp_path / "feed.zip"), (6 * 3600, 9 * 3600))
    rule = TransitRule(np.array([7 * 3600], "int32"), 60.0, 10.0, 1)
    ways = TransitWays(schedule, np.array([AT[one] for one in schedule.stop_ids]), StraightLine(RATE), RATE, rule)
    travel = ways.between(np.array([AT["a"], (50000.0, 0.0)]), np.array([AT["c"], AT["b"]]))
    assert [one.tolist() for one in travel.nearest()] == [[1, -1], [20, math.inf]]
    assert [one.tolist() for one in travel.nearest(among=np.array([True, False]))] == [[0, -1], [30, math.inf]]
    assert travel.nearest(cutoff=19)[0].tolist() == [-1, -1] and travel.nearest(cutoff=20)[0].tolist() == [1, -1]
