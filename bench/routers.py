"""Travel times beside independent routers: `bench/routers.py FOLDER` asks them for the same pairs of stops of published timetables.

FOLDER holds the timetables of Cairns, Berlin and Porto Alegre. The peers come from npm, by the versions that stand here, into ``build``;
each gets the trips of the day as a feed that is written from the lines themselves, apart from how the plugin reads them. What differs is
set beside a plain scan of all rides, which says who found the earliest arrival.
"""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "build" / "plugins"))

import numpy as np  # noqa: E402
from opgavenkaart.test.support.journeys import clock, plain_rides, scan_rides  # noqa: E402

TITLE = "Independent routers"
PEERS = {"minotor": "1.0.7", "raptor-journey-planner": "2.2.3"}
PACKAGES = ROOT / "build" / "routers"
FEEDS = {"cairns_gtfs.zip": "2014-06-03", "ber_gtfs.zip": "2020-12-01", "poa_trensurb.zip": "2019-03-12"}
TIMES, PAIRS_A_SIDE = 7, 10
"""Seven moments, ten stops to ten stops each: 2,100 pairs of the three timetables."""
HOUR, MOST_HOURS, MOST_TRANSFERS, MINUTE = 3600, 3, 8, 60


def cases(quick: bool) -> str:
    """Say how it is run: it takes a folder."""
    return "it takes a folder with timetables, and node: bench/routers.py FOLDER"


def draw_questions(rides: list, dice: np.random.Generator) -> list[tuple[str, int, list[str]]]:
    """Return origins, seconds at which somebody leaves, and ten goals each."""
    stops = sorted({stop for ride in rides if 7 * HOUR <= ride[0] < 9 * HOUR for stop in ride[3:5]})
    found = []
    for _ in range(TIMES):
        leave = int(dice.integers(7 * HOUR, 9 * HOUR))
        origins, goals = np.split(dice.choice(stops, 2 * PAIRS_A_SIDE, replace=False), 2)
        found += [(origin, leave, goals.tolist()) for origin in origins.tolist()]
    return found


def write_feed(path: Path, rides: list, day: str) -> None:
    """Write the trips of a day as a feed whose only service runs that day, without stations and transfers; beside it, the trips as JSON."""
    calls: dict[int, list[list]] = defaultdict(list)
    for departs, arrives, trip, one, other, on, off in sorted(rides, key=lambda ride: (ride[2], ride[0], ride[1])):
        if not calls[trip]:
            calls[trip].append([one, departs, departs, 0, 1])
        calls[trip][-1][2:4] = departs, int(not on)
        calls[trip].append([other, arrives, arrives, 1, int(not off)])
    stop_times = [
        f"t{trip},{clock(arrives)},{clock(departs)},{id_of(stop)},{order},{on},{off}"
        for trip, rows in calls.items()
        for order, (stop, arrives, departs, on, off) in enumerate(rows, 1)
    ]
    stamp = day.replace("-", "")
    stops = sorted({row[0] for rows in calls.values() for row in rows})
    files = {
        "agency": ["agency_id,agency_name,agency_url,agency_timezone", "1,a,a,Etc/UTC"],
        "routes": ["route_id,agency_id,route_short_name,route_type", "r,1,r,3"],
        "calendar": [f"service_id,{','.join(WEEK)},start_date,end_date", f"s,1,1,1,1,1,1,1,{stamp},{stamp}"],
        "trips": ["route_id,service_id,trip_id", *(f"r,s,t{trip}" for trip in calls)],
        "stops": ["stop_id,stop_name,stop_lat,stop_lon", *(f"{id_of(stop)},x,0,0" for stop in stops)],
        "stop_times": ["trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type", *stop_times],
    }
    path.with_suffix(".json").write_text(json.dumps([[[id_of(row[0]), *row[1:]] for row in rows] for rows in calls.values()]))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in files.items():
            archive.writestr(f"{name}.txt", "\n".join([*lines, ""]))


def id_of(stop: str) -> str:
    """Return the id of a stop as it is given to peers, of which one would read digits as a number."""
    return f"s{stop}"


WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def ask_ours(path: Path, day: str, questions: list) -> list[list[float]]:
    """Return arrivals as the plugin finds them in the published feed: seconds, infinite where there is none."""
    from opgavenkaart.processing.analysis.network import StraightLine
    from opgavenkaart.processing.analysis.transit import TransitRule, TransitWays, read_schedule
    from opgavenkaart.processing.model.progress import SILENT
    from opgavenkaart.processing.sources.kinds.gtfs.feed import open_feed, record_of_file

    with open_feed(record_of_file(str(path)), path, SILENT, for_travel=True) as opened:
        schedule = read_schedule([opened.timetable()], np.datetime64(day), (7 * HOUR, (9 + MOST_HOURS) * HOUR))
    number = {stop: row for row, stop in enumerate(schedule.stop_ids)}
    apart = np.column_stack([np.arange(len(number)) * 1e5, np.zeros(len(number))])
    found = []
    for origin, leave, goals in questions:
        rule = TransitRule(np.array([leave], "int32"), MOST_HOURS * 60.0, 0.0, MOST_TRANSFERS)
        ways = TransitWays(schedule, apart, StraightLine(1.0), 1.0, rule)
        minutes = ways.between(apart[[number[origin]]], apart[[number[goal] for goal in goals]]).table()[0]
        found.append(np.round(leave + minutes * MINUTE).tolist())
    return found


def ask_peer(peer: str, rides: list, day: str, questions: list, memory: str = "") -> list[list[float]]:
    """Return arrivals as a peer finds them, as `ask_ours`."""
    with tempfile.TemporaryDirectory() as folder:
        feed, asked = Path(folder) / "feed.zip", Path(folder) / "questions.json"
        write_feed(feed, rides, day)
        asked.write_text(json.dumps([[id_of(origin), leave, list(map(id_of, goals))] for origin, leave, goals in questions]))
        command = ["node", str(ROOT / "bench" / "routers.mjs"), peer, str(feed), day, str(asked), str(PACKAGES)]
        answer = json.loads(subprocess.run(command, check=True, capture_output=True, env=os.environ | {"MEMORY": memory}).stdout)  # noqa: S603
    return [in_time(leave, times) for (_, leave, _), times in zip(questions, answer, strict=True)]


def ask_scan(rides: list, questions: list) -> list[list[float]]:
    """Return arrivals as a plain scan of all rides finds them, as `ask_ours`."""
    found = []
    for origin, leave, goals in questions:
        there = scan_rides(rides, origin, leave)
        found.append(in_time(leave, [there.get(goal) for goal in goals]))
    return found


def in_time(leave: int, arrivals: list) -> list[float]:
    """Return arrivals within the hours that are looked at; infinite for others and none."""
    return [one if one is not None and one <= leave + MOST_HOURS * HOUR else float("inf") for one in arrivals]


def without_loops(rides: list) -> list:
    """Return the rides of trips that call at no stop twice: minotor keeps one call of each stop of a trip."""
    ends: dict[int, list[str]] = defaultdict(list)
    for ride in rides:
        ends[ride[2]].append(ride[4])
    starts = {ride[2]: ride[3] for ride in sorted(rides, key=lambda ride: ride[0], reverse=True)}
    return [ride for ride in rides if len({starts[ride[2]], *ends[ride[2]]}) == len(ends[ride[2]]) + 1]


def compare(ours: list, theirs: list, scanned: list) -> Counter[str]:
    """Return how many pairs agree, and who is right of those that differ."""
    found: Counter[str] = Counter()
    for rows in zip(ours, theirs, scanned, strict=True):
        for one, other, right in zip(*rows, strict=True):
            found["pairs"] += 1
            found["reached"] += right < float("inf")
            if one == other or abs(one - other) <= MINUTE:
                found["equal"] += one == other
                found["within a minute"] += 1
                found["reached, within a minute"] += right < float("inf")
            else:
                found["ours right" if one == right else "theirs right" if other == right else "neither right"] += 1
                found["theirs later or none" if other > one else "theirs earlier"] += 1
    return found


def main(folder: Path) -> None:
    """Install the peers, ask, and print what was found."""
    install = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(PACKAGES)]
    subprocess.run([*install, *(f"{name}@{version}" for name, version in PEERS.items())], check=True)  # noqa: S603
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for name, day in FEEDS.items():
        rides = plain_rides(folder / name, datetime.date.fromisoformat(day))
        questions = draw_questions(rides, np.random.default_rng(5))
        ours, scanned, simple = ask_ours(folder / name, day, questions), ask_scan(rides, questions), without_loops(rides)
        minotor, raptor = (ask_peer(peer, rides, day, questions) for peer in PEERS)
        patient = ask_peer("raptor-journey-planner", rides, day, questions, "none")
        plain, loopless = ask_scan(simple, questions), ask_peer("minotor", simple, day, questions)
        for what, one, other, right in (
            ("ours beside a plain scan", ours, scanned, scanned),
            ("ours beside minotor", ours, minotor, scanned),
            ("a plain scan beside minotor, without trips that call twice at a stop", plain, loopless, plain),
            ("ours beside raptor-journey-planner", ours, raptor, scanned),
            ("ours beside raptor-journey-planner, without its memory", ours, patient, scanned),
        ):
            found = compare(one, other, right)
            total[what] += found
            print(f"{name}, {what}: {dict(found)}", flush=True)
    for what, found in total.items():
        print(f"together, {what}: {dict(found)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
