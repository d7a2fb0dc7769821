"""Travel times on the published timetables of Cairns, Berlin and Porto Alegre: equal to a plain scan of all rides, to the second."""

import datetime

import numpy as np
import pytest
from opgavenkaart.processing.analysis.network import StraightLine
from opgavenkaart.processing.analysis.transit import TransitRule, TransitWays, read_schedule
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.processing.sources.kinds.gtfs.feed import open_feed, record_of_file
from opgavenkaart.test.support.counts import count
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.journeys import plain_rides, scan_rides

FEEDS = {"cairns_gtfs.zip": "2014-06-03", "ber_gtfs.zip": "2020-12-01", "poa_trensurb.zip": "2019-03-12"}
FOLDER = "public/facilities/gtfs"
PAIRS_A_SIDE, HOURS = 10, 3
HOUR = 3600


@pytest.mark.parametrize("name", FEEDS)
def test_equal_to_a_plain_scan(name):
    """A hundred pairs of stops at some seconds between seven and nine, as many changes as anyone makes, and nobody walks."""
    path, day = data_folder(f"{FOLDER}/{name}") / FOLDER / name, FEEDS[name]
    with open_feed(record_of_file(str(path)), path, SILENT, for_travel=True) as opened:
        schedule = read_schedule([opened.timetable()], np.datetime64(day), (7 * HOUR, 12 * HOUR))
    rides = plain_rides(path, datetime.date.fromisoformat(day))
    known = {stop for ride in rides for stop in ride[3:5]}
    stops = [number for number in np.unique(schedule.stop) if schedule.stop_ids[number] in known]
    apart = np.column_stack([np.arange(len(schedule.stop_ids)) * 1e5, np.zeros(len(schedule.stop_ids))])
    dice = np.random.default_rng(5)
    reached = 0
    for _ in range(count(20)):
        leave = int(dice.integers(7 * HOUR, 9 * HOUR))
        origins, goals = (dice.choice(stops, PAIRS_A_SIDE, replace=False) for _ in range(2))
        ways = TransitWays(schedule, apart, StraightLine(1.0), 1.0, TransitRule(np.array([leave], "int32"), HOURS * 60.0, 0.0, 8))
        found = leave + ways.between(apart[origins], apart[goals]).table() * 60
        for row, origin in enumerate(origins):
            there = scan_rides(rides, schedule.stop_ids[origin], leave)
            wanted = np.array([there.get(schedule.stop_ids[goal], np.inf) for goal in goals], dtype=float)
            wanted[wanted > leave + HOURS * HOUR] = np.inf
            np.testing.assert_allclose(found[row], wanted, atol=1e-3)
            reached += int(np.isfinite(wanted).sum())
    assert reached > 20
