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
    hashed,
    places,
    rows_of,
    without_blank_times,
)

DAYS_AHEAD = 1
NO_DROP_OFF = NO_PICKUP
"""``drop_off_type`` of a stop at which nobody can alight."""
TIMED, MINIMUM, IMPOSSIBLE, IN_SEAT, RE_BOARD = 1, 2, 3, 4, 5
"""Values of ``transfer_type``; 0 says that people do change there."""
BY_STOPS = (0, TIMED, MINIMUM, IMPOSSIBLE)
ANY = -1
"""In place of a trip or route: a rule holds for each of them."""
CALL_COLUMNS = {
    "stop": "int32",
    "arrival": "int32",
    "departure": "int32",
    "boards": bool,
    "alights": bool,
    "of_trip": "int32",
    "of_route": "int32",
}


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
    of_trip, of_route : ndarray of int, shape (c,)
        Number of its trip and route in the feeds, as ``rules`` have them. A trip that people may stay in as it becomes another one is one
        with that, and of each call it is known whose it is.
    transfers : DataFrame
        ``from``, ``to`` (stops), ``kind`` (`transfer_type`), ``seconds`` (least time to change, NaN where not said).
    rules : DataFrame
        The same of single trips and routes: also ``from_trip``, ``from_route``, ``to_trip``, ``to_route`` (`ANY` for all) and ``rank``: of
        the rules that hold for a change that of the highest rank counts, and of several the last.
    defects : tuple of Defects
        Of each feed.
    trips : tuple of int
        Trips of the day itself in each feed.
    passed_over : int
        Lines of ``transfers.txt`` about routes, trips or stops that are none, or trips that cannot become one another.
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
    of_trip: np.ndarray
    of_route: np.ndarray
    transfers: pd.DataFrame
    rules: pd.DataFrame
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
    parts, transfers, rules, passed_over, before = [], [], [], 0, {"stop": 0, "trip": 0, "of_trip": 0, "of_route": 0}
    for feed in feeds:
        said = feed.transfers()
        calls, unlinked = feed.calls(day, span, said.links, progress)
        parts.append(calls | {name: (calls[name] + count).astype("int32") for name, count in before.items()})
        transfers.append(said.of_stops.assign(**{side: said.of_stops[side] + before["stop"] for side in ENDS}))
        rules.append(
            said.rules.assign(
                **{side: said.rules[side] + before["stop"] for side in ENDS},
                **{
                    f"{side}_{what}": shifted(said.rules[f"{side}_{what}"], before[f"of_{what}"])
                    for side in ENDS
                    for what in ("trip", "route")
                },
            )
        )
        passed_over += said.passed_over + unlinked
        before["trip"] += int(calls["trip"].max(initial=-1)) + 1
        for name, count in (("stop", len(feed.stops.ids)), ("of_trip", len(feed.trips.ids)), ("of_route", len(feed.trips.route_ids))):
            before[name] += count
    whole = {name: np.concatenate([part[name] for part in parts]) for name in ("trip", *CALL_COLUMNS)}
    return Schedule(
        day=day,
        span=span,
        stop_ids=np.concatenate([feed.stops.ids.to_numpy(object) for feed in feeds]),
        stop_names=np.concatenate([feed.stops.names.to_numpy(object) for feed in feeds]),
        longitude=np.concatenate([feed.stops.longitude for feed in feeds]),
        latitude=np.concatenate([feed.stops.latitude for feed in feeds]),
        transfers=pd.concat(transfers, ignore_index=True),
        rules=pd.concat(rules, ignore_index=True),
        defects=tuple(feed.defects for feed in feeds),
        trips=tuple(int(feed.trips.of_services(feed.days.running(day)).sum()) for feed in feeds),
        passed_over=passed_over,
        **whole,
    )


ENDS = ("from", "to")


def shifted(numbers: pd.Series, count: int) -> pd.Series:
    """Return numbers of trips or routes after those of the feeds before."""
    return numbers.where(numbers == ANY, numbers + count)


@dataclass(frozen=True)
class Transfers:
    """What ``transfers.txt`` of a feed says.

    Attributes
    ----------
    of_stops, rules : DataFrame
        As `Schedule.transfers` and `Schedule.rules`.
    links : DataFrame
        ``from_trip``, ``to_trip``: people may stay in their seats as the one becomes the other.
    passed_over : int
        Lines that cannot be used.
    """

    of_stops: pd.DataFrame
    rules: pd.DataFrame
    links: pd.DataFrame
    passed_over: int


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

    def calls(
        self, day: np.datetime64, span: tuple[int, int], links: pd.DataFrame, progress: Progress
    ) -> tuple[dict[str, np.ndarray], int]:
        """Return ``trip`` and `CALL_COLUMNS` of all trips of the day and those beside it, within the span.

        Trips that people may stay in, as ``links`` has them, are one; also returned is how many of the links cannot be so.
        """
        back = np.arange(-DAYS_AHEAD, DAYS_BACK + 1)
        running = [self.trips.of_services(self.days.running(day - np.timedelta64(int(one), "D"))) for one in back]
        intervals = Intervals(self.timetable.frequencies, self.trips.ids, self.defects)
        found = list(
            rows_of(self.timetable.times, self.trips, np.logical_or.reduce(running), self.stops.ids, self.defects, progress, arrivals=True)
        )
        if not found:
            return {name: np.empty(0, kind) for name, kind in {"trip": "int32", **CALL_COLUMNS}.items()}, 0
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
        of_trip = calls["trip"].to_numpy(int)
        calls = calls.assign(of_trip=of_trip, of_route=self.trips.routes[of_trip])
        calls, unlinked = joined_trips(calls, links[~repeated[links].any(axis=1)])
        unlinked += int(repeated[links].any(axis=1).sum())
        return {name: calls[name].to_numpy().astype(kind) for name, kind in {"trip": "int32", **CALL_COLUMNS}.items()}, unlinked

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

    def transfers(self) -> Transfers:
        """Return what ``transfers.txt`` says."""
        table = self.timetable.transfers
        kind = np.nan_to_num(read_numbers(table["transfer_type"])).astype(int)
        found = pd.DataFrame({side: places(table[f"{side}_stop_id"], self.stops.ids) for side in ENDS})
        found = found.assign(kind=kind, seconds=read_numbers(table["min_transfer_time"]))
        wrong = np.zeros(len(table), dtype=bool)
        for side in ENDS:
            for what, ids in (("trip", self.trips.ids), ("route", self.trips.route_ids)):
                texts = table[f"{side}_{what}_id"]
                known = hashed(texts.astype("category")) if what == "trip" else texts
                found[f"{side}_{what}"] = np.where(texts.isna(), ANY, ids.get_indexer(known))
                wrong |= texts.notna().to_numpy() & (found[f"{side}_{what}"] == ANY)
            # a trip says of which route it is
            found[f"{side}_route"] = found[f"{side}_route"].where(found[f"{side}_trip"] == ANY, ANY)
        named = [f"{side}_{what}" for side in ENDS for what in ("trip", "route")]
        narrower, seated = (found[named] != ANY).any(axis=1) | wrong, kind == IN_SEAT
        between, of_stops = (found["from"] >= 0) & (found["to"] >= 0), np.isin(kind, BY_STOPS)
        linked = seated & ~wrong & (found["from_trip"] != ANY) & (found["to_trip"] != ANY)
        ruled = narrower & of_stops & between & ~wrong
        # nobody stays seated but where that is said, so that what says that nobody may is heeded
        unused = (narrower | ~of_stops) & ~linked & ~ruled & (kind != RE_BOARD)
        one_side = [2 * (found[f"{side}_trip"] != ANY) + (found[f"{side}_route"] != ANY) for side in ENDS]
        found["rank"] = np.array([RANKS[tuple(sorted(pair))] for pair in zip(*one_side, strict=True)], dtype=int)
        rules = self.of_platforms(found[ruled])
        general = self.of_platforms(found[~narrower & of_stops & between].drop(columns=[*named, "rank"]))
        general = general.sort_values("stated", kind="stable").drop_duplicates(["from", "to"], keep="last")
        rules["rank"] = 3 * rules["rank"] + rules.pop("stated")
        return Transfers(
            general.drop(columns="stated").reset_index(drop=True),
            rules.reset_index(drop=True),
            found.loc[linked, ["from_trip", "to_trip"]].drop_duplicates(),
            int(unused.sum()),
        )

    def of_platforms(self, ends: pd.DataFrame) -> pd.DataFrame:
        """Return rows about stops with those about a station for each of its platforms, and ``stated``: how many ends a row names."""
        # what is said of a station holds for each of its platforms; what is said of a platform comes after, and counts
        own = np.arange(len(self.stops.ids))
        members = pd.DataFrame({"station": np.append(self.stops.roots, own), "member": np.append(own, own)}).drop_duplicates()
        for side in ENDS:
            check_size(pairs_of(ends[side], members["station"]), "transfers.txt")
            ends = ends.merge(members, left_on=side, right_on="station").drop(columns="station")
            ends[f"stated_{side}"] = ends[side] == ends["member"]
            ends[side] = ends.pop("member")
        ends["stated"] = ends.pop("stated_from").astype(int) + ends.pop("stated_to").astype(int)
        return ends


RANKS = {(2, 2): 5, (1, 2): 4, (0, 2): 3, (1, 1): 2, (0, 1): 1, (0, 0): 0}
"""How narrow a rule is, by what it names on its two sides (2: a trip, 1: a route, 0: neither), as the reference of GTFS orders them."""


ROWS_A_WAY = 300
"""How many calls take as much memory as a way through trips that become others: a feed that multiplies them is refused in time."""


def joined_trips(calls: pd.DataFrame, links: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return calls with ``trip`` as the number of the journey of a vehicle, whose calls stand together, in order.

    A trip, the day of its service and its run make one journey. Where people may stay in their seats as a trip becomes another one, both
    are one; a trip that several become, or that becomes several, has a journey for each way through. Also returned is how many links are
    none, since the second trip does not begin after the first.
    """
    journey = calls[["trip", "days", "run"]].to_numpy()
    first = np.flatnonzero(np.append(True, (journey[1:] != journey[:-1]).any(axis=1))[: len(calls)])
    last = np.append(first[1:], len(calls))
    sizes = last - first
    if not len(links) or not len(calls):
        return calls.assign(trip=np.repeat(np.arange(len(first)), sizes)), 0
    known = {tuple(row): number for number, row in enumerate(journey[first].tolist())}
    arrival, departure = calls["arrival"].to_numpy(), calls["departure"].to_numpy()
    after: dict[int, list[int]] = {}
    late = set()
    for one, other in links.to_numpy().tolist():
        for days in np.unique(journey[:, 1]).tolist():
            ends = known.get((one, days, 0)), known.get((other, days, 0))
            if ends[0] is None or ends[1] is None or ends[0] == ends[1]:
                continue
            both = np.array(ends, dtype=int)
            begins, ended = arrival[first[both]], departure[last[both] - 1]
            # of trips that take no time, all at one moment, none comes before the others: by their numbers no ring is left
            if begins[1] < ended[0] or (ended[1] <= begins[0] and ends[1] < ends[0]):
                late.add((one, other))
            else:
                after.setdefault(ends[0], []).append(ends[1])
    begun = {number for following in after.values() for number in following}
    chains: list[tuple[int, ...]] = [(number,) for number in range(len(first)) if number not in begun]
    whole: list[tuple[int, ...]] = []
    rows = len(calls)
    while chains:
        chain = chains.pop()
        following = after.get(chain[-1], [])
        if not following:
            whole.append(chain)
        for number in following:
            rows += int(sizes[list(chain)].sum()) + ROWS_A_WAY
            check_size(rows, "transfers.txt")
            chains.append((*chain, number))
    whole.sort()
    order = np.array([number for chain in whole for number in chain], dtype=int)
    lengths = sizes[order]
    taken = np.arange(lengths.sum()) + np.repeat(first[order] - (np.cumsum(lengths) - lengths), lengths)
    trips = np.repeat(np.arange(len(whole)), [int(sizes[list(chain)].sum()) for chain in whole])
    return calls.iloc[taken].assign(trip=trips), len(late)


def pairs_of(first: pd.Series, second: pd.Series) -> int:
    """Return how many rows a merge of two columns gives."""
    both = pd.concat([first.value_counts(), second.value_counts()], axis=1, join="inner").astype(float)
    return int(both.prod(axis=1).sum())
