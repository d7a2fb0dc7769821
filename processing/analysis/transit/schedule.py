"""The timetable of one day as arrays: where each trip calls and when, from one or more feeds in GTFS.

Seconds count from the midnight that begins the day. A trip of the day before that is still under way after midnight takes part, and so does
one of the next day for those who leave late.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ...model.progress import SILENT, Progress
from ..service_days import NoService, ServiceDays, median_tuesday, read_numbers, service_days
from ..timetable import (
    DAY,
    DAYS_BACK,
    NO_PICKUP,
    Defects,
    Intervals,
    Stops,
    Timetable,
    Trips,
    check_size,
    places,
    rows_of,
    without_blank_times,
)

DAYS_AHEAD = 1
NO_DROP_OFF = NO_PICKUP
"""``drop_off_type`` of a stop at which nobody can alight."""
TIMED, MINIMUM, IMPOSSIBLE = 1, 2, 3
"""Values of ``transfer_type``; 0 says that people do change there."""
CALL_COLUMNS = {"stop": "int32", "arrival": "int32", "departure": "int32", "boards": bool, "alights": bool}


@dataclass(frozen=True)
class Schedule:
    """All calls of a day's trips within a span of time, trip by trip in the order of travel.

    Attributes
    ----------
    day : datetime64[D]
    span : (int, int)
        From which second until which calls are kept.
    stop_ids, stop_names : ndarray of object, shape (s,)
    longitude, latitude : ndarray of float, shape (s,)
        Degrees in WGS 84; NaN where the feed has none.
    trip, stop : ndarray of int, shape (c,)
        Of each call; trips are numbered from 0 in their order.
    arrival, departure : ndarray of int, shape (c,)
        Seconds; a trip never goes back in time.
    boards, alights : ndarray of bool, shape (c,)
        Whether people may get on and off.
    transfers : DataFrame
        ``from``, ``to`` (stops), ``kind`` (`transfer_type`), ``seconds`` (least time to change, NaN where not said).
    defects : tuple of Defects
        Of each feed.
    trips : tuple of int
        Trips of the day itself in each feed.
    passed_over : int
        Lines of ``transfers.txt`` about single routes or trips, which are not used.
    """

    day: np.datetime64
    span: tuple[int, int]
    stop_ids: np.ndarray
    stop_names: np.ndarray
    longitude: np.ndarray
    latitude: np.ndarray
    trip: np.ndarray
    stop: np.ndarray
    arrival: np.ndarray
    departure: np.ndarray
    boards: np.ndarray
    alights: np.ndarray
    transfers: pd.DataFrame
    defects: tuple[Defects, ...]
    trips: tuple[int, ...]
    passed_over: int = 0

    def where(self, calls: np.ndarray) -> Schedule:
        """Return the timetable with part of its calls (bool, shape (c,)) only: trips pass the others without a stop."""
        columns = {name: getattr(self, name)[calls] for name in ("trip", *CALL_COLUMNS)}
        return replace(self, **columns)


class ClosedFeed(NoService):
    """Nothing of one of the feeds runs on the day; ``feed`` is its place among them."""

    def __init__(self, feed: int, span: tuple[np.datetime64, np.datetime64] | None):
        super().__init__(span)
        self.feed = feed


def read_schedule(
    timetables: Sequence[Timetable], day: np.datetime64 | None = None, span: tuple[int, int] = (0, DAY), progress: Progress = SILENT
) -> Schedule:
    """Return the timetable of a day.

    Parameters
    ----------
    timetables : sequence of Timetable
        With the columns ``arrival_time`` and ``drop_off_type`` of ``stop_times.txt``.
    day : datetime64[D], optional
        Default the median Tuesday of all feeds together, as `median_tuesday` has it.
    span : (int, int)
        Seconds: calls that leave before or arrive after are left out.

    Raises
    ------
    NoService
        There is no day on which all feeds run; `ClosedFeed` where one of them does not on the ``day``.
    """
    feeds = [OpenedTimetable(one) for one in timetables]
    if day is None:
        day = median_tuesday([(feed.days, feed.trips_a_service) for feed in feeds])
    for number, feed in enumerate(feeds):
        if not feed.trips.of_services(feed.days.running(day)).any():
            raise ClosedFeed(number, feed.days.span)
    parts, transfers, passed_over, stops, trips = [], [], 0, 0, 0
    for feed in feeds:
        calls = feed.calls(day, span, progress)
        parts.append(calls | {"stop": calls["stop"] + stops, "trip": calls["trip"] + trips})
        found, left = feed.transfers()
        transfers.append(found.assign(**{"from": found["from"] + stops, "to": found["to"] + stops}))
        passed_over += left
        stops, trips = stops + len(feed.stops.ids), trips + int(calls["trip"].max(initial=-1)) + 1
    whole = {name: np.concatenate([part[name] for part in parts]) for name in ("trip", *CALL_COLUMNS)}
    return Schedule(
        day=day,
        span=span,
        stop_ids=np.concatenate([feed.stops.ids.to_numpy(object) for feed in feeds]),
        stop_names=np.concatenate([feed.stops.names.to_numpy(object) for feed in feeds]),
        longitude=np.concatenate([feed.stops.longitude for feed in feeds]),
        latitude=np.concatenate([feed.stops.latitude for feed in feeds]),
        transfers=pd.concat(transfers, ignore_index=True),
        defects=tuple(feed.defects for feed in feeds),
        trips=tuple(int(feed.trips.of_services(feed.days.running(day)).sum()) for feed in feeds),
        passed_over=passed_over,
        **whole,
    )


class OpenedTimetable:
    """A feed of which days, trips and stops are read, and the calls not yet.

    Attributes
    ----------
    days : ServiceDays
    trips : Trips
    stops : Stops
    defects : Defects
    """

    def __init__(self, timetable: Timetable):
        self.timetable, self.defects = timetable, Defects()
        self.days: ServiceDays = service_days(timetable.calendar, timetable.exceptions)
        self.trips = Trips(timetable, self.days, self.defects)
        self.stops = Stops(timetable.stops, self.defects)

    @property
    def trips_a_service(self) -> np.ndarray:
        """How many trips each service has."""
        services = self.trips.services
        return np.bincount(services[services >= 0], minlength=len(self.days.services))

    def calls(self, day: np.datetime64, span: tuple[int, int], progress: Progress) -> dict[str, np.ndarray]:
        """Return ``trip`` and `CALL_COLUMNS` of all trips of the day and those beside it, within the span."""
        back = np.arange(-DAYS_AHEAD, DAYS_BACK + 1)
        running = [self.trips.of_services(self.days.running(day - np.timedelta64(int(one), "D"))) for one in back]
        intervals = Intervals(self.timetable.frequencies, self.trips.ids, self.defects)
        found = list(
            rows_of(self.timetable.times, self.trips, np.logical_or.reduce(running), self.stops.ids, self.defects, progress, arrivals=True)
        )
        if not found:
            return {name: np.empty(0, kind) for name, kind in {"trip": "int32", **CALL_COLUMNS}.items()}
        rows = self.in_order(pd.concat(found, ignore_index=True))
        repeated = np.zeros(len(self.trips.ids), dtype=bool)
        repeated[intervals.trips] = True
        again = repeated[rows["trip"]]
        plain, runs, parts = rows[~again].assign(run=0), intervals.runs(span[1] + DAYS_BACK * DAY), []
        repeating = rows[again].assign(after=rows["time"] - rows.groupby("trip")["time"].transform("min"))
        for days, active in zip(back.tolist(), running, strict=True):
            progress.check()
            begins = runs[active[runs["trip"]] & (runs["start"] - days * DAY <= span[1])]
            check_size(pairs_of(repeating["trip"], begins["trip"]), "frequencies.txt")
            begun = repeating.merge(begins, on="trip").sort_values(["run", "order"], kind="stable")
            wait = begun["start"] + begun["after"] - begun["time"]
            begun = begun.assign(arrival=begun["arrival"] + wait, departure=begun["departure"] + wait)
            both = pd.concat([plain[active[plain["trip"]]], begun[plain.columns]])
            parts.append(both.assign(arrival=both["arrival"] - days * DAY, departure=both["departure"] - days * DAY, days=days))
        calls = pd.concat(parts, ignore_index=True)
        calls = calls[(calls["arrival"] <= span[1]) & (calls["departure"] >= span[0])]
        # a trip, the day of its service and its run make one journey of a vehicle, whose calls stand together, in order
        journey = calls[["trip", "days", "run"]].to_numpy()
        number = np.cumsum(np.append(False, (journey[1:] != journey[:-1]).any(axis=1))[: len(calls)]).astype("int32")
        return {"trip": number, **{name: calls[name].to_numpy().astype(kind) for name, kind in CALL_COLUMNS.items()}}

    def in_order(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the calls of trips in the order of travel, with both times; without those at no known stop or that go back in time."""
        rows = rows.assign(time=rows["time"].fillna(rows["arrival"]))
        rows = without_blank_times(rows.sort_values(["trip", "order"], kind="stable", ignore_index=True), True, self.defects)
        rows = rows[rows["stop"] >= 0].reset_index(drop=True)
        arrival = rows["arrival"].fillna(rows["time"])
        rows = rows.assign(arrival=arrival, departure=np.maximum(rows["time"], arrival))
        latest = rows.groupby("trip")["departure"].cummax().groupby(rows["trip"]).shift()
        backward = (rows["arrival"] < latest).to_numpy()
        self.defects.backward_times += int(backward.sum())
        return rows[~backward]

    def transfers(self) -> tuple[pd.DataFrame, int]:
        """Return what ``transfers.txt`` says of stops, as `Schedule.transfers`, and how many of its lines are about more than stops."""
        table = self.timetable.transfers
        kind = np.nan_to_num(read_numbers(table["transfer_type"])).astype(int)
        narrower = table[["from_route_id", "to_route_id", "from_trip_id", "to_trip_id"]].notna().any(axis=1).to_numpy()
        narrower |= ~np.isin(kind, (0, TIMED, MINIMUM, IMPOSSIBLE))
        ends = pd.DataFrame(
            {
                "from": places(table["from_stop_id"], self.stops.ids),
                "to": places(table["to_stop_id"], self.stops.ids),
                "kind": kind,
                "seconds": read_numbers(table["min_transfer_time"]),
            }
        )[~narrower]
        ends = ends[(ends["from"] >= 0) & (ends["to"] >= 0)]
        # what is said of a station holds for each of its platforms; what is said of a platform comes after, and counts
        own = np.arange(len(self.stops.ids))
        members = pd.DataFrame({"station": np.append(self.stops.roots, own), "member": np.append(own, own)}).drop_duplicates()
        for side in ("from", "to"):
            check_size(pairs_of(ends[side], members["station"]), "transfers.txt")
            ends = ends.merge(members, left_on=side, right_on="station").drop(columns="station")
            ends[f"stated_{side}"] = ends[side] == ends["member"]
            ends[side] = ends.pop("member")
        ends["stated"] = ends.pop("stated_from").astype(int) + ends.pop("stated_to").astype(int)
        ends = ends.sort_values("stated", kind="stable").drop_duplicates(["from", "to"], keep="last").drop(columns="stated")
        return ends.reset_index(drop=True), int(narrower.sum())


def pairs_of(first: pd.Series, second: pd.Series) -> int:
    """Return how many rows a merge of two columns gives."""
    both = pd.concat([first.value_counts(), second.value_counts()], axis=1, join="inner").astype(float)
    return int(both.prod(axis=1).sum())
