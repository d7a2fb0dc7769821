"""The city's timetable: a train, two trams, buses and a night tram, as the tables of a feed in GTFS.

Lines call at the layer ``stops``: radial ones at those along two radial roads and the market between them, ring lines at the others. On
school days they run as often as at peak hours, twice a day; on other weekdays and Saturdays as by day, on Sundays as in the evening.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..features import Features
from ..timetable import Timetable, count_departures
from .arithmetic import cos, length, sin
from .setting import city

BESIDE = 250.0
"""Metres beside a radial road up to which its line calls."""
DETOUR = 1.3
SPEED, STANDING = {"tram": 5.0, "bus": 5.0, "train": 16.0}, {"tram": 20, "bus": 20, "train": 60}
"""Metres a second, and seconds at a stop."""
STEP = 30
"""Seconds to which times are rounded up."""
TYPES = {"tram": 0, "train": 2, "bus": 3}
HOUR, MINUTE = 3600, 60
PERIODS = ((5.0, 6.5, "day"), (6.5, 9.0, "peak"), (9.0, 15.5, "day"), (15.5, 18.5, "peak"), (18.5, 23.0, "evening"))
NIGHT = (23.5, 26.5)
"""From when until when the night tram leaves, after Fridays and Saturdays: past midnight, still of the day before."""
AS_OFTEN = {
    "school": {"peak": "peak", "day": "day", "evening": "evening"},
    "holiday": {"peak": "day", "day": "day", "evening": "evening"},
    "saturday": {"peak": "day", "day": "day", "evening": "evening"},
    "sunday": {"peak": "evening", "day": "evening", "evening": "evening"},
}
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS = {"school": WEEK[:5], "holiday": (), "saturday": WEEK[5:6], "sunday": WEEK[6:], "night": WEEK[4:6]}


@dataclass(frozen=True)
class Line:
    """A line, with rows of ``stops`` in the order in which it calls, and seconds from the first to each."""

    name: str
    mode: str
    stops: np.ndarray
    seconds: np.ndarray
    often: dict[str, int]

    def back(self) -> Line:
        """Return the line the other way."""
        return Line(self.name, self.mode, self.stops[::-1], self.seconds[-1] - self.seconds[::-1], self.often)


def make_lines(stops: Features) -> list[Line]:
    """Return the lines of ``city.json`` over the layer ``stops``."""
    places = shapely.get_coordinates(stops.geometry)
    xy, rail = places - np.array(city()["origin"]), (stops.table["mode"] == "train").to_numpy()
    away, of_road = length(xy), np.where(rail, -1, radial_of(xy))
    market = int(np.where(rail, np.inf, away).argmin())
    lines, inner = [], 0.0
    for one in city()["lines"]:
        if one["mode"] == "train":
            rows = np.flatnonzero(rail)
            rows = rows[np.argsort(xy[rows, 1] + xy[rows, 0], kind="stable")]
        elif "within" in one:
            rows = np.flatnonzero(~rail & (of_road < 0) & (away > inner) & (away <= one["within"]) & (np.arange(len(xy)) != market))
            rows = rows[np.argsort(around(xy[rows]), kind="stable")]
            rows, inner = np.append(rows, rows[:1]), one["within"]
        else:
            parts = [outward(of_road, away, bearing, market) for bearing in one["along"]]
            rows = np.concatenate([parts[0][::-1], [market], *parts[1:]])
        ride = length(places[rows[1:]] - places[rows[:-1]]) * DETOUR / SPEED[one["mode"]] + STANDING[one["mode"]]
        seconds = np.append(0, np.cumsum(np.ceil(ride / STEP) * STEP)).astype(int)
        lines.append(Line(one["name"], one["mode"], rows, seconds, {name: one[name] for name in ("peak", "day", "evening", "night")}))
    return lines


def radial_of(xy: np.ndarray) -> np.ndarray:
    """Return the bearing of the radial road with a line that each place, seen from the market, lies along; -1 for none."""
    bearings = np.array([bearing for one in city()["lines"] for bearing in one.get("along", [])])
    east, north = sin(np.radians(bearings)), cos(np.radians(bearings))
    along = xy[:, :1] * east + xy[:, 1:] * north
    beside = np.where(along > 0, np.abs(xy[:, :1] * north - xy[:, 1:] * east), np.inf)
    nearest = beside.argmin(axis=1)
    return np.where(beside.min(axis=1) <= BESIDE, bearings[nearest], -1)


def outward(of_road: np.ndarray, away: np.ndarray, bearing: float, market: int) -> np.ndarray:
    """Return the stops along a radial road, from the market outwards and without it."""
    rows = np.flatnonzero(of_road == bearing)
    rows = rows[rows != market]
    return rows[np.argsort(away[rows], kind="stable")]


def around(xy: np.ndarray) -> np.ndarray:
    """Return a number that grows clockwise from the north with the bearing of places: 0 to 4, of sums and quotients only."""
    east, north = xy.T
    part = east / (np.abs(east) + np.abs(north))
    return np.where(north >= 0, np.where(east >= 0, part, 4 + part), 2 - part)


def make_feed(stops: Features) -> dict[str, pd.DataFrame]:
    """Return the tables of the feed by file, all texts; ``stops`` without coordinates."""
    lines = make_lines(stops)
    trips, calls = [], []
    for line in lines:
        for direction, one in enumerate((line, line.back())):
            for service, start in departures(one):
                trip = f"{line.name}-{service}-{direction}-{start // MINUTE:04d}"
                trips.append((line.name, service, trip, direction))
                calls += [
                    (trip, clock(start + after), clock(start + after), stop, number + 1)
                    for number, (stop, after) in enumerate(zip(stops.table["stop_id"].to_numpy()[one.stops], one.seconds, strict=True))
                ]
    setting = city()["service"]
    first, last = (setting[end].replace("-", "") for end in ("first", "last"))
    week = [(service, *("1" if day in days else "0" for day in WEEK), first, last) for service, days in DAYS.items()]
    return {
        "agency": table(("agency_id", "agency_name", "agency_url", "agency_timezone"),
                        [("VVN", setting["agency"], "https://example.org", "Europe/Brussels")]),
        "stops": stops.table[["stop_id", "name"]].rename(columns={"name": "stop_name"}),
        "routes": table(("route_id", "agency_id", "route_short_name", "route_long_name", "route_type"),
                        [(line.name, "VVN", line.name, long_name(line, stops), TYPES[line.mode]) for line in lines]),
        "trips": table(("route_id", "service_id", "trip_id", "direction_id"), trips),
        "stop_times": table(("trip_id", "arrival_time", "departure_time", "stop_id", "stop_sequence"), calls),
        "calendar": table(("service_id", *WEEK, "start_date", "end_date"), week),
        "calendar_dates": table(("service_id", "date", "exception_type"), exceptions()),
    }  # fmt: skip


def table(columns: tuple[str, ...], rows: list[tuple]) -> pd.DataFrame:
    """Return rows as a table of texts."""
    return pd.DataFrame(rows, columns=list(columns)).astype(str)


def long_name(line: Line, stops: Features) -> str:
    """Return between which stops a line runs."""
    names = stops.table["name"].to_numpy()
    return f"{names[line.stops[0]]} - {names[line.stops[-1]]}"


def departures(line: Line) -> Iterator[tuple[str, int]]:
    """Yield when a line leaves its first stop, in seconds, service by service."""
    for service, as_often in AS_OFTEN.items():
        for first, last, period in PERIODS:
            if wait := line.often[as_often[period]]:
                yield from ((service, start) for start in range(int(first * HOUR), int(last * HOUR), wait * MINUTE))
    if wait := line.often["night"]:
        yield from (("night", start) for start in range(int(NIGHT[0] * HOUR), int(NIGHT[1] * HOUR), wait * MINUTE))


def exceptions() -> list[tuple[str, str, int]]:
    """Return the days on which a service runs (1) or does not (2) otherwise than by its weekdays."""
    found = []
    for days, other in ((city()["service"]["holidays"], "holiday"), (city()["service"]["as_sunday"], "sunday")):
        found += [row for day in days for row in (("school", day.replace("-", ""), 2), (other, day.replace("-", ""), 1))]
    return found


def clock(second: int) -> str:
    """Return a time of day, which may lie past midnight.

    >>> clock(25 * 3600 + 90)
    '25:01:30'
    """
    return f"{second // HOUR:02d}:{second % HOUR // MINUTE:02d}:{second % MINUTE:02d}"


def make_timetable(stops: Features) -> Features:
    """Return the layer ``timetable``: the stops with what a feed tells of them, on a usual Tuesday from 7 to 19 h."""
    feed = make_feed(stops)
    blank = dict.fromkeys(("location_type", "parent_station"), np.nan)
    calls = feed["stop_times"].assign(pickup_type=np.nan).astype(dict.fromkeys(("trip_id", "stop_sequence", "pickup_type"), "category"))
    counted = count_departures(
        Timetable(
            stops=feed["stops"].assign(stop_lat="1", stop_lon="1", **blank).astype(object),
            routes=feed["routes"],
            calendar=feed["calendar"],
            frequencies=pd.DataFrame(columns=["trip_id", "start_time", "end_time", "headway_secs"], dtype=object),
            transfers=pd.DataFrame(),
            exceptions=[feed["calendar_dates"].astype("category")],
            trips=[feed["trips"].astype("category")],
            times=[calls],
        )
    ).stops
    order = counted.set_index("stop_id").loc[stops.table["stop_id"]].reset_index()
    return Features("timetable", stops.geometry, order[["stop_id", "name", "mode", "departures_per_hour"]], stops.crs)
