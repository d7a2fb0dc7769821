"""The departures of a whole timetable, of the size of De Lijn's: 1.8 GB of stop times in a zip."""

from __future__ import annotations

import zipfile
from functools import partial
from pathlib import Path

import numpy as np
from opgavenkaart.bench.harness import Case, Goal, made_once, our_provider

TITLE = "Timetable"
TRIPS, QUICK_TRIPS = 1_030_000, 40_000
"""Trips of the feed; each has `STOPS_A_TRIP` stops, a line of some 59 letters each."""
STOPS, STOPS_A_TRIP, ROUTES, SERVICES = 36_000, 30, 1_864, 400
AT_ONCE = 2_000
MOST_SECONDS, MOST_MEGABYTES = 120, 500


def cases(quick: bool) -> list[Case]:
    """The count of a feed that nobody counted before, in its zip on disk."""
    trips = QUICK_TRIPS if quick else TRIPS
    goal = Goal(
        f"at most {MOST_SECONDS} s and {MOST_MEGABYTES} MB",
        lambda ours, peer: ours.median <= MOST_SECONDS and ours.megabytes <= MOST_MEGABYTES,
    )
    return [Case(f"{trips * STOPS_A_TRIP:,} departures and arrivals", partial(laid, trips), count, repeat=1, goal=goal)]


def laid(trips: int) -> Path:
    """Return the path of the feed; QGIS is started, as it is where a layer is loaded."""
    our_provider()
    return made_once(f"{trips} trips", partial(write_feed, trips)) / "feed.zip"


def write_feed(trips: int, folder: Path) -> None:
    """Write a feed: its services run on weekdays, on Saturdays, on Sundays or on single days, as those of De Lijn."""
    random = np.random.default_rng(1)
    with zipfile.ZipFile(folder / "feed.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("stops.txt", lines("stop_id,stop_name,stop_lat,stop_lon", stops(random)))
        archive.writestr("routes.txt", lines("route_id,route_type", (f"r{n},{0 if n < 42 else 3}" for n in range(ROUTES))))
        archive.writestr("calendar.txt", lines(f"service_id,{','.join(DAYS)},start_date,end_date", map(weeks, range(SERVICES))))
        archive.writestr("calendar_dates.txt", lines("service_id,date,exception_type", exceptions(random)))
        routes, services = random.integers(0, ROUTES, trips), random.integers(0, SERVICES, trips)
        with archive.open("trips.txt", "w") as file:
            file.write(b"route_id,service_id,trip_id\n")
            file.writelines(
                f"r{route},s{service},{name(n)}\n".encode() for n, (route, service) in enumerate(zip(routes, services, strict=True))
            )
        with archive.open("stop_times.txt", "w", force_zip64=True) as file:
            file.write(b"trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n")
            for first in range(0, trips, AT_ONCE):
                file.write(times(random, range(first, min(first + AT_ONCE, trips))).encode())


DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def lines(header: str, rows) -> str:
    return "\n".join([header, *rows, ""])


def stops(random: np.random.Generator):
    places = random.uniform((50.7, 2.6), (51.5, 5.9), (STOPS, 2))
    return (f"{200_000 + n},Halte {n},{latitude:.6f},{longitude:.6f}" for n, (latitude, longitude) in enumerate(places))


def weeks(service: int) -> str:
    """Return a line of the calendar: three in five on weekdays, one on Saturdays, one on Sundays, in one of five periods of 24 days."""
    days = {3: "0,0,0,0,0,1,0", 4: "0,0,0,0,0,0,1"}.get(service % 5, "1,1,1,1,1,0,0")
    first = np.datetime64("2026-11-01") + 24 * (service // 5 % 5)
    return f"s{service},{days},{first},{first + 23}".replace("-", "")


def exceptions(random: np.random.Generator):
    days = np.datetime64("2026-11-01") + random.integers(0, 119, 40_000)
    return (f"s{random.integers(0, SERVICES)},{day},2".replace("-", "") for day in days)


def name(trip: int) -> str:
    """Return the id of a trip, as long as those of De Lijn."""
    return f"{trip:07d}_gtfs:dl:2026-11-01"


def times(random: np.random.Generator, trips: range) -> str:
    """Return the lines of some trips: 30 stops, a minute and a half apart."""
    starts, firsts = random.integers(4 * 3600, 25 * 3600, len(trips)), random.integers(0, STOPS, len(trips))
    rows = []
    for trip, start, first in zip(trips, starts.tolist(), firsts.tolist(), strict=True):
        id = name(trip)
        for order in range(STOPS_A_TRIP):
            minutes, second = divmod(start + 90 * order, 60)
            clock = f"{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}"
            rows.append(f"{id},{clock},{clock},{200_000 + (first + order) % STOPS},{order + 1},0,{int(order == 0)}\n")
    return "".join(rows)


def count(path: Path) -> str:
    """Count the departures of the median Tuesday."""
    from opgavenkaart.processing.analysis.timetable import count_departures
    from opgavenkaart.processing.model.progress import SILENT
    from opgavenkaart.processing.sources.kinds.gtfs.feed import open_feed
    from opgavenkaart.test.support.layers import record

    with open_feed(record("gtfs", path), path, SILENT) as feed:
        found = count_departures(feed.timetable())
    departures = round(found.stops["departures_per_hour"].sum() * 12)
    return f"{path.stat().st_size / 1e6:.0f} MB; {found.day}, {found.trips} trips, {departures} departures"
