"""Departures at stops on one day, from a timetable as the General Transit Feed Specification has it (https://gtfs.org/documentation/schedule).

A departure counts on the day on which it leaves: 31:00:00 of Monday's service is seven o'clock on Tuesday. The last stop of a trip counts
too, unless the feed says that nobody can board there (``pickup_type`` 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ..model.progress import SILENT, Progress

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TUESDAY = WEEKDAYS.index("tuesday")
ADDED, REMOVED = 1, 2
"""What ``exception_type`` in ``calendar_dates.txt`` says of a service on a day."""
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
TIME = r"^\s*(?P<hours>\d{1,3}):(?P<minutes>\d{1,2}):(?P<seconds>\d{1,2})\s*$"
WRITTEN_TIME = r"^\s*\d{1,3}:\d\d:\d\d\s*$"


@dataclass(frozen=True)
class ServiceDays:
    """On which days services run.

    Attributes
    ----------
    services : Index of str, n of them
    weekly : ndarray of bool, shape (n, 7)
        Whether a service runs on each day of the week, from Monday.
    first, last : ndarray of datetime64[D], shape (n,)
        Between which days that holds; NaT for a service of single days only.
    dates : ndarray of datetime64[D], shape (m,)
        Days of the exceptions, in order.
    codes : ndarray of int, shape (m,)
        Which service each exception is about.
    kinds : ndarray of int, shape (m,)
        `ADDED` or `REMOVED`.
    """

    services: pd.Index
    weekly: np.ndarray
    first: np.ndarray
    last: np.ndarray
    dates: np.ndarray
    codes: np.ndarray
    kinds: np.ndarray

    def running(self, day: np.datetime64) -> np.ndarray:
        """Return whether each service runs on a day: ndarray of bool, shape (n,)."""
        runs = self.weekly[:, weekday(day)] & (self.first <= day) & (day <= self.last)
        start, end = np.searchsorted(self.dates, day, "left"), np.searchsorted(self.dates, day, "right")
        kinds, codes = self.kinds[start:end], self.codes[start:end]
        runs[codes[kinds == REMOVED]] = False
        runs[codes[kinds == ADDED]] = True
        return runs

    @property
    def span(self) -> tuple[np.datetime64, np.datetime64] | None:
        """The first and the last day of which the feed speaks; None where it speaks of none."""
        days = np.concatenate([self.first, self.last, self.dates])
        days = days[~np.isnat(days)]
        return (days.min(), days.max()) if len(days) else None

    def tuesdays(self) -> np.ndarray:
        """Return all Tuesdays of the span."""
        if self.span is None:
            return np.empty(0, "datetime64[D]")
        first, last = self.span
        first += np.timedelta64((TUESDAY - weekday(first)) % len(WEEKDAYS), "D")
        return np.arange(first, last + np.timedelta64(1, "D"), np.timedelta64(7, "D"))


@dataclass
class Defects:
    """What a feed says that cannot be used, or only after a guess: how many of each.

    Attributes
    ----------
    unplaced_stops : int
        Stops without coordinates, left out.
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
    """

    unplaced_stops: int = 0
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


@dataclass(frozen=True)
class Timetable:
    """The tables of a feed, all texts; what a feed leaves out is a column or table without values.

    Attributes
    ----------
    stops : DataFrame
        ``stop_id``, ``stop_name``, ``stop_lat``, ``stop_lon``, ``location_type``, ``parent_station``.
    routes : DataFrame
        ``route_id``, ``route_type``.
    trips : DataFrame
        ``trip_id``, ``route_id``, ``service_id``.
    calendar : DataFrame
        ``service_id``, the seven days, ``start_date``, ``end_date``.
    exceptions : DataFrame
        ``calendar_dates.txt``: ``service_id``, ``date``, ``exception_type``.
    frequencies : DataFrame
        ``trip_id``, ``start_time``, ``end_time``, ``headway_secs``.
    times : iterable of DataFrame
        ``stop_times.txt`` in parts, each column a categorical: ``trip_id``, ``arrival_time``, ``departure_time``, ``stop_id``,
        ``stop_sequence``, ``pickup_type``.
    """

    stops: pd.DataFrame
    routes: pd.DataFrame
    trips: pd.DataFrame
    calendar: pd.DataFrame
    exceptions: pd.DataFrame
    frequencies: pd.DataFrame
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


class NoService(ValueError):
    """Nothing runs on the day, or on any Tuesday; ``span`` is that of the feed, or None."""

    def __init__(self, span: tuple[np.datetime64, np.datetime64] | None):
        super().__init__(span)
        self.span = span


def weekday(day: np.datetime64) -> int:
    """Return the day of the week, Monday 0.

    >>> weekday(np.datetime64("2026-12-01"))
    1
    """
    return int((day.astype("datetime64[D]").astype(int) + 3) % len(WEEKDAYS))


def read_days(texts: pd.Series) -> np.ndarray:
    """Return days written as YYYYMMDD; NaT for anything else."""
    return pd.to_datetime(texts.astype(str).str.strip(), format="%Y%m%d", errors="coerce").to_numpy("datetime64[D]")


def read_numbers(texts: pd.Series) -> np.ndarray:
    """Return numbers in texts; NaN for anything else."""
    return pd.to_numeric(texts.astype(object), errors="coerce").to_numpy("float64")


def read_times(texts: pd.Series | pd.Index) -> tuple[np.ndarray, np.ndarray]:
    """Return times as seconds after midnight, which may be over 24 hours, and which of them are written loosely.

    >>> seconds, loose = read_times(pd.Series(["07:05:00", "7:5:00", "25:00:01", "noon"]))
    >>> seconds.tolist(), loose.tolist()
    ([25500.0, 25500.0, 90001.0, nan], [False, True, False, False])
    """
    column = pd.Series(texts, dtype=object).astype("string")
    parts = column.str.extract(TIME).astype("float64")
    right = ((parts["minutes"] < 60) & (parts["seconds"] < 60)).to_numpy()
    seconds = np.where(right, parts.to_numpy() @ np.array([HOUR, 60.0, 1.0]), np.nan)
    return seconds, right & ~column.str.match(WRITTEN_TIME).fillna(False).to_numpy(bool)


def mode_of(route_type: float) -> str:
    """Return the means of transport of a route type, simple or extended; ``other`` for what neither list has.

    >>> mode_of(0), mode_of(700), mode_of(109), mode_of(99)
    ('tram', 'bus', 'train', 'other')
    """
    if not np.isfinite(route_type):
        return "other"
    number = int(route_type)
    return ROUTE_MODES.get(number) or EXTENDED_MODES.get(number // 100, "other")


def service_days(calendar: pd.DataFrame, exceptions: pd.DataFrame) -> ServiceDays:
    """Return on which days services run, from the calendar of weeks and that of exceptions, either of which may be empty."""
    calendar = calendar.drop_duplicates("service_id")
    services = pd.Index(pd.unique(pd.concat([calendar["service_id"].astype(object), exceptions["service_id"].astype(object)])))
    weekly = np.zeros((len(services), len(WEEKDAYS)), dtype=bool)
    first, last = (np.full(len(services), "NaT", "datetime64[D]") for _ in range(2))
    count = len(calendar)
    weekly[:count] = np.column_stack([read_numbers(calendar[name]) == 1 for name in WEEKDAYS])
    first[:count], last[:count] = read_days(calendar["start_date"]), read_days(calendar["end_date"])
    column = pd.Categorical(exceptions["date"])
    dates = read_days(pd.Series(column.categories, dtype=object))[column.codes] if len(exceptions) else np.empty(0, "datetime64[D]")
    owners = pd.Categorical(exceptions["service_id"])
    codes = services.get_indexer(owners.categories)[owners.codes] if len(exceptions) else np.empty(0, int)
    kinds = read_numbers(exceptions["exception_type"])
    order = np.argsort(dates, kind="stable")
    order = order[~np.isnat(dates[order])]
    return ServiceDays(services, weekly, first, last, dates[order], codes[order], kinds[order])


def median_tuesday(days: ServiceDays, trips: np.ndarray) -> np.datetime64:
    """Return the first Tuesday that has as many trips as the median one; of an even number the lower of the two in the middle.

    Tuesdays on which nothing runs take no part.

    Parameters
    ----------
    trips : ndarray of int, shape (n,)
        How many trips each service has.

    Raises
    ------
    NoService
    """
    tuesdays = days.tuesdays()
    totals = np.array([trips[days.running(day)].sum() for day in tuesdays], dtype=int)
    tuesdays, totals = tuesdays[totals > 0], totals[totals > 0]
    if not len(totals):
        raise NoService(days.span)
    middle = np.sort(totals)[(len(totals) - 1) // 2]
    return tuesdays[np.argmax(totals == middle)]


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
        Whether a departure without a time lies evenly between those of the stops before and after; else it is left out.

    Raises
    ------
    NoService
        Nothing runs on that day.
    """
    defects = Defects()
    days = service_days(timetable.calendar, timetable.exceptions)
    trips = Trips(timetable, days, defects)
    if day is None:
        day = median_tuesday(days, np.bincount(trips.services[trips.services >= 0], minlength=len(days.services)))
    running = [trips.of_services(days.running(day - np.timedelta64(back, "D"))) for back in range(DAYS_BACK + 1)]
    if not running[0].any():
        raise NoService(days.span)
    stops = Stops(timetable.stops, defects)
    rows = gather(timetable.times, trips, np.logical_or.reduce(running), stops.ids, defects, progress)
    rows = without_blank_times(rows, interpolate, defects)
    modes = trips.modes
    window = hours[0] * HOUR, hours[1] * HOUR
    counts = np.zeros(len(stops.ids))
    served = np.zeros((len(stops.ids), len(MODES)), dtype=bool)
    intervals = Intervals(timetable.frequencies, trips.ids, rows, defects)
    plain = rows[~rows["trip"].isin(intervals.trips)]
    boarded = plain[plain["boards"] & (plain["stop"] >= 0)]
    for back, active in enumerate(running):
        leaving = boarded[active[boarded["trip"]]]
        clock = leaving["time"].to_numpy() - back * DAY
        inside = leaving["stop"].to_numpy()[(window[0] <= clock) & (clock < window[1])]
        counts += np.bincount(inside, minlength=len(counts))
        today = leaving[(clock >= 0) & (clock < DAY)]
        served[today["stop"], modes[today["trip"]]] = True
        spread = intervals.rows[active[intervals.rows["trip"]]]
        counts += np.bincount(spread["stop"], intervals.between(spread, *window, back), minlength=len(counts))
        some = spread[intervals.between(spread, 0, DAY, back) > 0]
        served[some["stop"], modes[some["trip"]]] = True
    table = stops.table(counts, hours[1] - hours[0], served)
    return Departures(day, int(running[0].sum()), table, defects)


class Trips:
    """The trips of a feed.

    Attributes
    ----------
    ids : Index of str, t of them
    services : ndarray of int, shape (t,)
        Place of a trip's service among the services; -1 where nobody says when that runs.
    modes : ndarray of int, shape (t,)
        Place of its means of transport in `MODES`.
    """

    def __init__(self, timetable: Timetable, days: ServiceDays, defects: Defects):
        trips, routes = timetable.trips, timetable.routes.drop_duplicates("route_id")
        twice = trips["trip_id"].duplicated()
        defects.repeated_trips = int(twice.sum())
        trips = trips[~twice]
        self.ids = pd.Index(trips["trip_id"].astype(object))
        self.services = places(trips["service_id"], days.services)
        defects.lost_services = int((self.services < 0).sum())
        mode_places = np.array([MODES.index(mode_of(number)) for number in read_numbers(routes["route_type"])] + [len(MODES) - 1])
        found = places(trips["route_id"], pd.Index(routes["route_id"].astype(object)))
        defects.lost_routes = int((found < 0).sum())
        self.modes = mode_places[found]

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
        stops = stops.drop_duplicates("stop_id").reset_index(drop=True)
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
    values = column if isinstance(column.dtype, pd.CategoricalDtype) else column.astype("category")
    found = np.append(ids.get_indexer(values.cat.categories.astype(object)), -1)
    return found[values.cat.codes]


def gather(
    parts: Iterable[pd.DataFrame], trips: Trips, wanted: np.ndarray, stops: pd.Index, defects: Defects, progress: Progress
) -> pd.DataFrame:
    """Return the times of some trips, of parts that need not be in memory together.

    Returns
    -------
    DataFrame
        ``trip`` and ``stop`` (places among trips and stops, -1 for a stop that is not there), ``order`` along the trip, ``time`` (seconds,
        NaN where blank or unreadable), ``blank``, ``boards``.
    """
    found = []
    for part in parts:
        progress.check()
        trip = places(part["trip_id"], trips.ids)
        defects.lost_trips += int((trip < 0).sum())
        kept = (trip >= 0) & np.append(wanted, False)[trip]
        if not kept.any():
            continue
        part, trip = part[kept], trip[kept]
        time, loose, blank = times_in(part["departure_time"])
        arrival, loose_arrival, no_arrival = times_in(part["arrival_time"])
        defects.loose_times += int((loose | blank & loose_arrival).sum())
        stop = places(part["stop_id"], stops)
        defects.lost_stops += int((stop < 0).sum())
        order, pickup = part["stop_sequence"].cat, part["pickup_type"].cat
        columns = {
            "trip": trip.astype("int32"),
            "stop": stop.astype("int32"),
            "order": np.append(read_numbers(pd.Series(order.categories)), np.nan)[order.codes],
            "time": np.where(blank, arrival, time),
            "blank": blank & no_arrival,
            "boards": np.append(read_numbers(pd.Series(pickup.categories)) != NO_PICKUP, True)[pickup.codes],
        }
        found.append(pd.DataFrame(columns))
    empty = {"trip": "int32", "stop": "int32", "order": "float64", "time": "float64", "blank": "bool", "boards": "bool"}
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame({name: np.empty(0, kind) for name, kind in empty.items()})


def times_in(column: pd.Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the seconds of a column of times, which are written loosely, and which are blank."""
    seconds, loose = read_times(column.cat.categories)
    empty = column.cat.categories.astype(str).str.strip() == ""
    codes = column.cat.codes.to_numpy()
    return np.append(seconds, np.nan)[codes], np.append(loose, False)[codes], np.append(empty, True)[codes]


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
        times[placed] = np.interp(place[placed], place[known], times[known])
        rows = rows.assign(time=times)
    lost = ~known & ~placed
    defects.placed_times = int(placed.sum())
    defects.blank_times = int((lost & rows["blank"]).sum())
    defects.wrong_times = int((lost & ~rows["blank"]).sum())
    return rows[known | placed]


class Intervals:
    """Trips that repeat at an interval (``frequencies.txt``), of which the times only say how long each stop is after the first.

    Attributes
    ----------
    trips : ndarray of int
        Trips that do.
    rows : DataFrame
        A row for each stop of such a trip and each of its intervals, where people can board: ``trip``, ``stop``, ``after`` (seconds after
        the trip's start), ``start``, ``headway`` (seconds) and ``runs``, how many times it starts.
    """

    def __init__(self, frequencies: pd.DataFrame, ids: pd.Index, rows: pd.DataFrame, defects: Defects):
        start, end = (read_times(frequencies[name])[0] for name in ("start_time", "end_time"))
        headway, trip = read_numbers(frequencies["headway_secs"]), places(frequencies["trip_id"], ids)
        right = (trip >= 0) & (headway > 0) & (end >= start)
        defects.wrong_frequencies = int((~right).sum())
        known = pd.DataFrame({"trip": trip, "start": start, "headway": headway, "length": end - start})[right]
        known["runs"] = np.ceil(known.pop("length") / known["headway"])
        self.trips = known["trip"].unique()
        repeated = rows[rows["trip"].isin(self.trips)]
        after = repeated["time"] - repeated.groupby("trip")["time"].transform("min")
        boarded = repeated.assign(after=after)[repeated["boards"] & (repeated["stop"] >= 0)]
        self.rows = boarded[["trip", "stop", "after"]].merge(known, on="trip")

    @staticmethod
    def between(rows: pd.DataFrame, first: float, last: float, back: int) -> np.ndarray:
        """Return how often each row leaves from the second ``first`` until before ``last``, of the service of ``back`` days before."""
        start = rows["start"] + rows["after"] - back * DAY
        lowest = np.maximum(np.ceil((first - start) / rows["headway"]), 0)
        highest = np.minimum(np.ceil((last - start) / rows["headway"]), rows["runs"])
        return np.maximum(highest - lowest, 0).to_numpy()
