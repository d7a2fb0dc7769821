"""Departures at stops on one day, from a timetable in the General Transit Feed Specification (https://gtfs.org/documentation/schedule).

A departure counts on the day on which it leaves: 31:00:00 of Monday's service is seven o'clock on Tuesday. The last stop of a trip counts
too, unless the feed says that nobody can board there (``pickup_type`` 1). What a feed has millions of comes in parts, and is not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from .service_days import NoService, ServiceDays, median_tuesday, read_numbers, service_days

NO_PICKUP = 1
"""``pickup_type`` of a stop at which nobody can board."""
HOUR, DAY = 3_600, 86_400
DAYS_BACK = 2
"""Days before, of which trips may still be under way: times up to 71:59:59."""
STOP, STATION, BOARDING_AREA = 0, 1, 4
"""Values of ``location_type`` that count; the others are entrances and nodes of paths."""
MODES = ("train", "metro", "tram", "funicular", "cable_car", "ferry", "bus", "air", "taxi", "other")
"""Means of transport; a stop that has several is called after the first of them."""
ROUTE_MODES = {0: "tram", 1: "metro", 2: "train", 3: "bus", 4: "ferry", 5: "tram", 6: "cable_car", 7: "funicular", 11: "bus", 12: "metro"}
EXTENDED_MODES = {
    1: "train",
    2: "bus",
    3: "train",
    4: "metro",
    5: "metro",
    6: "metro",
    7: "bus",
    8: "bus",
    9: "tram",
    10: "ferry",
    11: "air",
    12: "ferry",
    13: "cable_car",
    14: "funicular",
    15: "taxi",
}
"""Means of transport by the hundreds of the extended route types (100-1799)."""
WRITTEN_TIME = "00:00:00"
ZERO, NINE, COLON = ord("0"), ord("9"), ord(":")
DIGITS = [place for place, sign in enumerate(WRITTEN_TIME) if sign != ":"]
COLONS = [place for place, sign in enumerate(WRITTEN_TIME) if sign == ":"]
WORTH = np.array([10 * HOUR, HOUR, 600, 60, 10, 1])
"""Seconds of each digit of HH:MM:SS."""
TIME = r"^\s*(?P<hours>\d{1,3}):(?P<minutes>\d{1,2}):(?P<seconds>\d{1,2})\s*$"


@dataclass
class Defects:
    """What a feed says that cannot be used, or only after a guess: how many of each.

    Attributes
    ----------
    unplaced_stops : int
        Stops without coordinates, left out.
    repeated_stops : int
        Stops whose id another one has already; the first counts.
    lost_parents : int
        Stops whose parent station is not among the stops or has no coordinates; they stay stops of their own.
    repeated_trips : int
        Trips whose id another one has already; the first counts.
    lost_services : int
        Trips of a service of which the feed does not say when it runs.
    lost_routes : int
        Trips of a route that is not in the feed, so that their means of transport is not known.
    lost_trips, lost_stops : int
        Times of a trip, or at a stop, that is not in the feed.
    loose_times : int
        Times written otherwise than as HH:MM:SS, such as 7:5:00, and understood.
    wrong_times : int
        Departures of which the time cannot be read, left out.
    blank_times : int
        Departures without a time, left out.
    placed_times : int
        Departures without a time that were placed between those of the stops before and after.
    wrong_frequencies : int
        Lines of ``frequencies.txt`` without two times and an interval, or about a trip that is not in the feed.
    backward_times : int
        Calls before the one that they come after, left out where one travels.
    """

    unplaced_stops: int = 0
    repeated_stops: int = 0
    lost_parents: int = 0
    repeated_trips: int = 0
    lost_services: int = 0
    lost_routes: int = 0
    lost_trips: int = 0
    lost_stops: int = 0
    loose_times: int = 0
    wrong_times: int = 0
    blank_times: int = 0
    placed_times: int = 0
    wrong_frequencies: int = 0
    backward_times: int = 0


@dataclass(frozen=True)
class Timetable:
    """The tables of a feed, all texts; what a feed leaves out is a column or table without values.

    Attributes
    ----------
    stops : DataFrame
        ``stop_id``, ``stop_name``, ``stop_lat``, ``stop_lon``, ``location_type``, ``parent_station``.
    routes : DataFrame
        ``route_id``, ``route_type``.
    calendar : DataFrame
        ``service_id``, the seven days, ``start_date``, ``end_date``.
    frequencies : DataFrame
        ``trip_id``, ``start_time``, ``end_time``, ``headway_secs``.
    transfers : DataFrame
        ``from_stop_id``, ``to_stop_id``, ``transfer_type``, ``min_transfer_time``, and the routes and trips that a line is about.
    exceptions, trips : iterable of DataFrame of categoricals
        Parts of ``calendar_dates.txt`` (``service_id``, ``date``, ``exception_type``) and of ``trips.txt`` (``trip_id``, ``route_id``,
        ``service_id``).
    times : iterable of DataFrame of categoricals
        Parts of ``stop_times.txt``: ``trip_id``, ``stop_sequence``, ``pickup_type``; ``stop_id`` and ``departure_time`` are plain texts,
        for nearly each is another. Where one travels also ``arrival_time`` and ``drop_off_type``.
    """

    stops: pd.DataFrame
    routes: pd.DataFrame
    calendar: pd.DataFrame
    frequencies: pd.DataFrame
    transfers: pd.DataFrame
    exceptions: Iterable[pd.DataFrame]
    trips: Iterable[pd.DataFrame]
    times: Iterable[pd.DataFrame]


@dataclass(frozen=True)
class Departures:
    """How often something leaves from each stop on a day.

    Attributes
    ----------
    day : datetime64[D]
    trips : int
        Trips of that day.
    stops : DataFrame
        ``stop_id``, ``name``, ``mode`` (None where nothing leaves that day), ``departures_per_hour``, ``longitude``, ``latitude``; stops
        with a parent station are added up in it.
    defects : Defects
    """

    day: np.datetime64
    trips: int
    stops: pd.DataFrame
    defects: Defects = field(default_factory=Defects)


def read_times(texts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return times as seconds after midnight, which may be over 24 hours, and which of them are written loosely.

    >>> seconds, loose = read_times(np.array(["07:05:00", "7:5:00", "25:00:01", "noon"], dtype=object))
    >>> seconds.tolist(), loose.tolist()
    ([25500.0, 25500.0, 90001.0, nan], [False, True, False, False])
    """
    if not len(texts):
        return np.empty(0), np.empty(0, dtype=bool)
    letters = texts.astype(f"U{len(WRITTEN_TIME) + 1}").view("uint32").reshape(len(texts), -1)
    digits = letters[:, DIGITS]
    strict = ((digits >= ZERO) & (digits <= NINE)).all(axis=1) & (letters[:, COLONS] == COLON).all(axis=1) & (letters[:, -1] == 0)
    strict &= (digits[:, [2, 4]] < ZERO + 6).all(axis=1)
    seconds = np.where(strict, (digits.astype(int) - ZERO) @ WORTH, np.nan)
    loose = np.zeros(len(texts), dtype=bool)
    rest = np.flatnonzero(~strict)
    if len(rest):
        column = pd.Series(texts[rest]).astype("string")
        parts = column.str.extract(TIME).astype("float64")
        right = ((parts["minutes"] < 60) & (parts["seconds"] < 60)).to_numpy()
        seconds[rest] = np.where(right, parts.to_numpy() @ np.array([HOUR, 60.0, 1.0]), np.nan)
        short = ~column.str.match(r"\s*\d{1,3}:\d\d:\d\d\s*$").to_numpy(bool)
        loose[rest] = right & short
    return seconds, loose


def mode_of(route_type: float) -> str:
    """Return the means of transport of a route type, simple or extended; ``other`` for what neither list has.

    >>> mode_of(0), mode_of(700), mode_of(109), mode_of(99)
    ('tram', 'bus', 'train', 'other')
    """
    if not np.isfinite(route_type):
        return "other"
    number = int(route_type)
    return ROUTE_MODES.get(number) or EXTENDED_MODES.get(number // 100, "other")


def count_departures(
    timetable: Timetable,
    day: np.datetime64 | None = None,
    hours: Sequence[float] = (7, 19),
    interpolate: bool = False,
    progress: Progress = SILENT,
) -> Departures:
    """Return the departures an hour at each stop.

    Parameters
    ----------
    day : datetime64[D], optional
        Default the median Tuesday.
    hours : (float, float)
        From when until when is counted, that hour itself not included.
    interpolate : bool
        Whether a departure without a time lies evenly between those of the stops before and after; else it is left out. The times of all
        trips of the day are then in memory together.

    Raises
    ------
    NoService
        Nothing runs on that day.
    """
    defects = Defects()
    days = service_days(timetable.calendar, timetable.exceptions)
    trips = Trips(timetable, days, defects)
    if day is None:
        day = median_tuesday([(days, np.bincount(trips.services[trips.services >= 0], minlength=len(days.services)))])
    running = [trips.of_services(days.running(day - np.timedelta64(back, "D"))) for back in range(DAYS_BACK + 1)]
    if not running[0].any():
        raise NoService(days.span)
    stops, intervals = Stops(timetable.stops, defects), Intervals(timetable.frequencies, trips.ids, defects)
    tally = Tally(len(stops.ids), trips.modes, running, (hours[0] * HOUR, hours[1] * HOUR))
    repeated = np.zeros(len(trips.ids), dtype=bool)
    repeated[intervals.trips] = True
    later = [NO_ROWS]
    for rows in rows_of(timetable.times, trips, np.logical_or.reduce(running), stops.ids, defects, progress):
        waits = repeated[rows["trip"]] | interpolate
        tally.add(without_blank_times(rows[~waits], False, defects))
        later.append(rows[waits])
    rows = without_blank_times(pd.concat(later, ignore_index=True), interpolate, defects)
    again = repeated[rows["trip"]]
    tally.add(rows[~again])
    tally.add_intervals(intervals.spread(rows[again]))
    table = stops.table(tally.counts, hours[1] - hours[0], tally.served)
    return Departures(day, int(running[0].sum()), table, defects)


class Tally:
    """Departures counted so far.

    Attributes
    ----------
    counts : ndarray, shape (s,)
        Of each stop, within the window.
    served : ndarray of bool, shape (s, means of transport)
        Which means of transport leave from it at any time of the day.
    """

    def __init__(self, stops: int, modes: np.ndarray, running: Sequence[np.ndarray], window: tuple[float, float]):
        self.modes, self.running, self.window = modes, running, window
        self.counts = np.zeros(stops)
        self.served = np.zeros((stops, len(MODES)), dtype=bool)

    def add(self, rows: pd.DataFrame) -> None:
        """Add departures at times of their own, where people can board."""
        rows = rows[rows["boards"] & (rows["stop"] >= 0)]
        trip, stop, time = (rows[name].to_numpy() for name in ("trip", "stop", "time"))
        for back, active in enumerate(self.running):
            clock = time - back * DAY
            today = active[trip] & (clock >= 0) & (clock < DAY)
            self.served[stop[today], self.modes[trip[today]]] = True
            inside = today & (self.window[0] <= clock) & (clock < self.window[1])
            self.counts += np.bincount(stop[inside], minlength=len(self.counts))

    def add_intervals(self, rows: pd.DataFrame) -> None:
        """Add departures at intervals (`Intervals.spread`)."""
        for back, active in enumerate(self.running):
            some = rows[active[rows["trip"]]]
            stop = some["stop"].to_numpy()
            self.counts += np.bincount(stop, starts_between(some, *self.window, back), minlength=len(self.counts))
            today = starts_between(some, 0, DAY, back) > 0
            self.served[stop[today], self.modes[some["trip"].to_numpy()[today]]] = True


class Trips:
    """The trips of a feed.

    Attributes
    ----------
    ids : Index of uint64, t of them
        Hashes of the ids, which take a tenth of their room: of a million trips two have the same in one feed of thirty million.
    services : ndarray of int, shape (t,)
        Place of a trip's service among the services; -1 where nobody says when that runs.
    modes : ndarray of int, shape (t,)
        Place of its means of transport in `MODES`.
    routes : ndarray of int, shape (t,)
        Place of its route among `route_ids`; -1 where that is none of them.
    """

    def __init__(self, timetable: Timetable, days: ServiceDays, defects: Defects):
        routes = timetable.routes.drop_duplicates("route_id")
        own = np.array(
            [MODES.index(mode_of(number)) for number in read_numbers(routes["route_type"])] + [MODES.index("other")], dtype="int8"
        )
        names = pd.Index(routes["route_id"].astype(object))
        hashes, services, found = [np.empty(0, "uint64")], [np.empty(0, "int32")], [np.empty(0, "int32")]
        for part in timetable.trips:
            there = part[part["trip_id"].notna()]
            hashes.append(hashed(there["trip_id"]))
            services.append(places(there["service_id"], days.services).astype("int32"))
            found.append(places(there["route_id"], names).astype("int32"))
        ids = pd.Index(np.concatenate(hashes))
        twice = ids.duplicated()
        defects.repeated_trips = int(twice.sum())
        self.ids = ids[~twice]
        self.route_ids = names
        self.services, route = np.concatenate(services)[~twice], np.concatenate(found)[~twice]
        self.routes = route
        defects.lost_services = int((self.services < 0).sum())
        defects.lost_routes = int((route < 0).sum())
        self.modes = own[route]

    def of_services(self, running: np.ndarray) -> np.ndarray:
        """Return which trips belong to services that run: ndarray of bool, shape (t,)."""
        return np.append(running, False)[self.services]


class Stops:
    """The stops of a feed, and the stations that they belong to.

    Attributes
    ----------
    ids : Index of str, s of them
    """

    def __init__(self, stops: pd.DataFrame, defects: Defects):
        twice = stops["stop_id"].duplicated()
        defects.repeated_stops = int(twice.sum())
        stops = stops[~twice].reset_index(drop=True)
        self.ids = pd.Index(stops["stop_id"].astype(object))
        self.names = stops["stop_name"].astype(object).where(stops["stop_name"].notna(), None)
        self.longitude, self.latitude = read_numbers(stops["stop_lon"]), read_numbers(stops["stop_lat"])
        self.kinds = np.nan_to_num(read_numbers(stops["location_type"])).astype(int)
        placed = (np.abs(self.longitude) <= 180) & (np.abs(self.latitude) <= 90) & ((self.longitude != 0) | (self.latitude != 0))
        parents = places(stops["parent_station"], self.ids)
        stated = stops["parent_station"].notna().to_numpy() & np.isin(self.kinds, (STOP, BOARDING_AREA))
        known = (parents >= 0) & np.append(placed, False)[parents]
        defects.lost_parents = int((stated & ~known).sum())
        own = np.arange(len(stops))
        above = np.where(stated & known, parents, own)
        self.roots = above[above]  # an area on a platform belongs to the platform's station
        counted = (self.roots == own) & np.isin(self.kinds, (STOP, STATION))
        self.shown = counted & placed
        defects.unplaced_stops = int((counted & ~placed).sum())

    def table(self, counts: np.ndarray, hours: float, served: np.ndarray) -> pd.DataFrame:
        """Return the stops that stand by themselves, with the departures of those that belong to them.

        Parameters
        ----------
        counts : ndarray, shape (s,)
            Departures of each stop in some hours.
        served : ndarray of bool, shape (s, means of transport)
        """
        totals = np.bincount(self.roots, counts, minlength=len(self.ids)) / hours
        modes = np.zeros_like(served)
        np.logical_or.at(modes, self.roots, served)
        names = np.array([*MODES, None], dtype=object)
        mode = names[np.where(modes.any(axis=1), modes.argmax(axis=1), len(MODES))]
        table = {
            "stop_id": self.ids,
            "name": self.names,
            "mode": mode,
            "departures_per_hour": totals,
            "longitude": self.longitude,
            "latitude": self.latitude,
        }
        return pd.DataFrame(table)[self.shown].reset_index(drop=True)


def places(column: pd.Series, ids: pd.Index) -> np.ndarray:
    """Return the place of each value of a column among ids; -1 where it is none of them."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return np.where(column.isna(), -1, ids.get_indexer(column.astype(object)))
    found = np.append(ids.get_indexer(column.cat.categories.astype(object)), -1)
    return found[column.cat.codes]


def hashed(column: pd.Series) -> np.ndarray:
    """Return the hashes of a categorical's values: ndarray of uint64; 0 where it has none."""
    each = pd.util.hash_array(column.cat.categories.to_numpy(dtype=object), categorize=False)
    return np.append(each, np.uint64(0))[column.cat.codes]


NO_ROWS = pd.DataFrame(
    {
        "trip": np.empty(0, "int32"),
        "stop": np.empty(0, "int32"),
        "order": np.empty(0),
        "time": np.empty(0),
        "blank": np.empty(0, bool),
        "boards": np.empty(0, bool),
    }
)
"""Stops of trips: ``trip`` and ``stop`` (places among trips and stops, -1 for a stop that is not there), ``order`` along the trip, ``time``
(seconds, NaN where blank or unreadable), ``blank``, ``boards``."""


def rows_of(
    parts: Iterable[pd.DataFrame],
    trips: Trips,
    wanted: np.ndarray,
    stops: pd.Index,
    defects: Defects,
    progress: Progress,
    arrivals: bool = False,
) -> Iterator[pd.DataFrame]:
    """Yield the stops of the trips that are ``wanted``, part by part, in the form of `NO_ROWS`.

    With ``arrivals`` also ``arrival`` (seconds) and ``alights``.
    """
    for part in parts:
        progress.check()
        trip = trips.ids.get_indexer(hashed(part["trip_id"].cat.remove_unused_categories()))
        defects.lost_trips += int((trip < 0).sum())
        kept = (trip >= 0) & np.append(wanted, False)[trip]
        if not kept.any():
            continue
        part, trip = part[kept], trip[kept]
        texts = part["departure_time"].fillna("").to_numpy(object)
        time, loose = read_times(texts)
        blank = np.isnan(time)
        blank[blank] = [not text.strip() for text in texts[blank]]
        defects.loose_times += int(loose.sum())
        stop = places(part["stop_id"], stops)
        defects.lost_stops += int((stop < 0).sum())
        order = part["stop_sequence"].cat
        columns = {
            "trip": trip.astype("int32"),
            "stop": stop.astype("int32"),
            "order": np.append(read_numbers(pd.Series(order.categories)), np.nan)[order.codes],
            "time": time,
            "blank": blank,
            "boards": is_allowed(part["pickup_type"]),
        }
        if arrivals:
            columns |= {
                "arrival": read_times(part["arrival_time"].fillna("").to_numpy(object))[0],
                "alights": is_allowed(part["drop_off_type"]),
            }
        yield pd.DataFrame(columns)


def is_allowed(column: pd.Series) -> np.ndarray:
    """Return whether people may board or alight, by a categorical of ``pickup_type`` or ``drop_off_type``: ndarray of bool."""
    return np.append(read_numbers(pd.Series(column.cat.categories)) != NO_PICKUP, True)[column.cat.codes]


def without_blank_times(rows: pd.DataFrame, interpolate: bool, defects: Defects) -> pd.DataFrame:
    """Return the rows that have a time; with ``interpolate`` also blank ones, evenly between the stops before and after with a time."""
    known = rows["time"].notna().to_numpy()
    if known.all():
        return rows
    placed = np.zeros(len(rows), dtype=bool)
    if interpolate:
        rows = rows.sort_values(["trip", "order"], kind="stable").reset_index(drop=True)
        known, place = rows["time"].notna().to_numpy(), np.arange(len(rows))
        before = np.maximum.accumulate(np.where(known, place, -1))
        after = np.minimum.accumulate(np.where(known, place, len(rows))[::-1])[::-1]
        trip = np.append(rows["trip"].to_numpy(), -1)
        placed = ~known & rows["blank"].to_numpy() & (trip[before] == trip[:-1]) & (trip[after] == trip[:-1])
        times = rows["time"].to_numpy(copy=True)
        if placed.any():
            times[placed] = np.interp(place[placed], place[known], times[known])
        rows = rows.assign(time=times)
    lost = ~known & ~placed
    defects.placed_times += int(placed.sum())
    defects.blank_times += int((lost & rows["blank"]).sum())
    defects.wrong_times += int((lost & ~rows["blank"]).sum())
    return rows[known | placed]


MOST_ROWS = 30_000_000
"""Beyond all timetables: the calls of a day at all stops of a country are some millions."""
SHORTEST_INTERVAL = 1
"""Seconds: GTFS counts intervals in whole ones."""


class Intervals:
    """Trips that repeat at an interval (``frequencies.txt``), of which the times only say how long each stop is after the first.

    Attributes
    ----------
    trips : ndarray of int
        Trips that do.
    """

    def __init__(self, frequencies: pd.DataFrame, ids: pd.Index, defects: Defects):
        start, end = (read_times(frequencies[name].astype(object).fillna("").to_numpy())[0] for name in ("start_time", "end_time"))
        headway, trip = read_numbers(frequencies["headway_secs"]), ids.get_indexer(hashed(frequencies["trip_id"].astype("category")))
        right = (trip >= 0) & (headway >= SHORTEST_INTERVAL) & (end >= start)
        defects.wrong_frequencies = int((~right).sum())
        known = pd.DataFrame({"trip": trip, "start": start, "headway": headway, "length": end - start})[right]
        known["runs"] = np.ceil(known.pop("length") / known["headway"])
        self.known, self.trips = known, known["trip"].unique()

    def runs(self, latest: float) -> pd.DataFrame:
        """Return each start of such a trip until second ``latest``: ``trip``, ``start`` (seconds) and ``run``, its number from 1."""
        until = np.floor((latest - self.known["start"]) / self.known["headway"]) + 1
        each = np.clip(until, 0, self.known["runs"]).to_numpy("int64")
        check_size(int(each.sum()), "frequencies.txt")
        runs = self.known.iloc[np.repeat(np.arange(len(each)), each)]
        nth = np.arange(len(runs)) - np.repeat(np.cumsum(each) - each, each)
        return pd.DataFrame({"trip": runs["trip"], "start": runs["start"] + nth * runs["headway"], "run": np.arange(1, len(runs) + 1)})

    def spread(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return a row for each stop of such a trip and each of its intervals, where people can board.

        Returns
        -------
        DataFrame
            ``trip``, ``stop``, ``after`` (seconds after the trip's start), ``start``, ``headway`` (seconds), ``runs``: how often it starts.
        """
        after = rows["time"] - rows.groupby("trip")["time"].transform("min")
        boarded = rows.assign(after=after)[rows["boards"] & (rows["stop"] >= 0)]
        return boarded[["trip", "stop", "after"]].merge(self.known, on="trip")


def check_size(rows: int, file: str) -> None:
    """Check that what a file of a timetable makes of a day is not beyond all timetables.

    Raises
    ------
    OpgaveError
    """
    if rows > MOST_ROWS:
        raise OpgaveError(
            "'{file}' in the timetable makes {count} rows of one day; at most {most} are read. Ask the publisher for a timetable that"
            " follows GTFS.",
            file=file,
            count=rows,
            most=MOST_ROWS,
        )


def starts_between(rows: pd.DataFrame, first: float, last: float, back: int) -> np.ndarray:
    """Return how often each row of `Intervals.spread` leaves from second ``first`` until before ``last``, ``back`` days later."""
    start = rows["start"] + rows["after"] - back * DAY
    lowest = np.maximum(np.ceil((first - start) / rows["headway"]), 0)
    highest = np.minimum(np.ceil((last - start) / rows["headway"]), rows["runs"])
    return np.maximum(highest - lowest, 0).to_numpy()
