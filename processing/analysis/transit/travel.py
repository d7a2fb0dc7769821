"""Travel by public transport, door to door: on foot to a stop, by one or more rides, and on foot to the destination."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.spatial import cKDTree

from ...model.progress import SILENT, Progress
from ..network import CostPairs, StraightLine, Ways
from ..network.graph import have_coordinates
from ..network.travel import NONE, TravelByBlocks, slack, within
from .footpaths import MINUTE, join_stops, walking_seconds
from .profiles import Profiles
from .schedule import Schedule

NUMBERS_A_BLOCK = 24_000_000
"""Numbers of the matrices of one block of destinations: some 50 or 100 MB."""
MOST_COLUMNS = 64
SUMMARIES_A_STEP = 8_000_000
HOUR = 3600
MEDIAN, LATE, SLIGHT = 0.5, 0.9, 1e-9


@dataclass(frozen=True)
class TransitRule:
    """How people travel.

    Attributes
    ----------
    departures : ndarray of int, shape (t,)
        Seconds after midnight at which they leave, in order.
    cutoff : float
        Minutes that a journey takes at most, waiting included.
    walk_limit : float
        Minutes of each walk at most.
    transfers : int
    walk_all : bool
        Whether people may walk all the way as long as the ``cutoff`` allows, or no longer than any other walk.
    part : float
        Share (above 0, up to 1) of the departures that take at most what counts as the cost of a pair; the median by default.
    """

    departures: np.ndarray
    cutoff: float
    walk_limit: float
    transfers: int
    walk_all: bool = False
    part: float = MEDIAN

    @property
    def span(self) -> tuple[int, int]:
        """From which second until which a timetable is needed."""
        return int(self.departures[0]), int(self.departures[-1]) + math.floor(self.cutoff * MINUTE)


def sample_departures(first: float, last: float, every: float) -> np.ndarray:
    """Return the seconds from which people leave: every so many minutes from hour ``first`` until before hour ``last``.

    >>> sample_departures(7, 7.1, 2).tolist()
    [25200, 25320, 25440]
    """
    return np.arange(round(first * 3600), round(last * 3600), round(every * MINUTE), dtype="int32")


@dataclass(frozen=True)
class TravelTimes:
    """Minutes between pairs of places over all departures; a departure from where one arrives too late counts as infinitely long.

    Attributes
    ----------
    origin, destination : ndarray of int, shape (p,)
        Pairs of which at least one departure arrives in time, destination by destination.
    best, median, late : ndarray of float, shape (p,)
        The shortest time, and what half and nine in ten of the departures take at most: each the time of one of them.
    usual : ndarray of float, shape (p,)
        What the `part` of the rule takes at most: the cost of the pair.
    share : ndarray of float, shape (p,)
        Share (0-1) of the departures that arrive in time.
    """

    origin: np.ndarray
    destination: np.ndarray
    best: np.ndarray
    median: np.ndarray
    late: np.ndarray
    usual: np.ndarray
    share: np.ndarray


@dataclass(frozen=True)
class TransitWays(Ways):
    """By a timetable and on foot.

    Attributes
    ----------
    schedule : Schedule
        Of the span of the rule.
    stop_xy : ndarray, shape (s, 2)
        Where its stops are, in metres.
    walking : Ways
        In minutes.
    walk_rate : float
        Minutes a metre takes at least.
    rule : TransitRule
    """

    schedule: Schedule
    stop_xy: np.ndarray
    walking: Ways
    walk_rate: float
    rule: TransitRule

    def between(self, origins: np.ndarray, destinations: np.ndarray, progress: Progress = SILENT) -> TransitTravel:
        """Return the travel between places given by coordinates, shapes (n, 2) and (m, 2)."""
        origins, destinations = np.asarray(origins, dtype=float), np.asarray(destinations, dtype=float)
        schedule, limit = self._near(destinations, progress), self.rule.walk_limit
        stops = np.unique(schedule.stop)
        places = self.stop_xy[stops]
        out = self.walking.between(places, destinations, progress)
        along = self.walking.between(origins, places, progress)
        changes = self.walking.between(places, places, progress).pairs(limit, progress)
        changes = CostPairs(stops[changes.origin], stops[changes.destination], changes.cost)
        profiles = Profiles(schedule, join_stops(schedule, changes, limit))
        direct = self.walking.between(origins, destinations, progress)
        access, egress = along.pairs(limit, progress), out.pairs(limit, progress)
        return TransitTravel(
            profiles,
            self.rule,
            CostPairs(access.origin, stops[access.destination], access.cost),
            CostPairs(stops[egress.origin], egress.destination, egress.cost),
            direct.pairs(self.rule.cutoff if self.rule.walk_all else min(limit, self.rule.cutoff), progress),
            direct.origin_there,
            direct.destination_there,
            along.destination_there,
        )

    def near(self, destinations: np.ndarray, progress: Progress = SILENT) -> np.ndarray:
        """Return where the stops are, shape (k, 2), from which a destination can be reached in time, and the destinations themselves."""
        stops = np.unique(self._near(destinations, progress).stop)
        return np.concatenate([destinations, self.stop_xy[stops]])

    def _near(self, destinations: np.ndarray, progress: Progress) -> Schedule:
        """Return the timetable with the calls only from which a destination can be reached in time, if walks were straight."""
        limit, seconds = self.rule.walk_limit, math.floor(self.rule.cutoff * MINUTE)
        straight = StraightLine(self.walk_rate)
        egress = straight.between(self.stop_xy, destinations, progress).nearest(limit, progress)[1] * MINUTE
        ways = join_stops(self.schedule, near_stops(self.stop_xy, limit, self.walk_rate), limit)
        progress.check()
        profiles = Profiles(self.schedule, ways)
        return self.schedule.where(profiles.useful_calls(np.floor(egress), self.rule.transfers, seconds, progress))


def near_stops(xy: np.ndarray, limit: float, rate: float) -> CostPairs:
    """Return all pairs of stops, shape (s, 2), that lie at most ``limit`` minutes apart in a straight line."""
    known = np.flatnonzero(have_coordinates(xy))
    one, other = cKDTree(xy[known]).query_pairs(slack(limit) / rate, output_type="ndarray").T
    one, other = known[one], known[other]
    minutes = np.hypot(*(xy[one] - xy[other]).T) * rate
    return CostPairs(np.append(one, other), np.append(other, one), np.append(minutes, minutes))


class TransitTravel(TravelByBlocks):
    """Between origins and destinations by public transport; the cost of a pair is what the `part` of the rule takes at most, in minutes.

    Parameters
    ----------
    access, egress, direct : CostPairs
        Minutes on foot from origins to stops, from stops to destinations, and all the way.
    stop_there : ndarray of bool
        Which of the stops near destinations the walking network can be reached from.
    """

    def __init__(
        self,
        profiles: Profiles,
        rule: TransitRule,
        access: CostPairs,
        egress: CostPairs,
        direct: CostPairs,
        origin_there: np.ndarray,
        destination_there: np.ndarray,
        stop_there: np.ndarray,
    ):
        self.profiles, self.rule, self.egress, self.direct = profiles, rule, egress, direct
        self.origin_there, self.destination_there = origin_there, destination_there
        self.access, self.stop_there = access, stop_there
        self.costs: list[CostPairs] | None = None
        self.ready = rule.departures + walking_seconds(access.cost)[:, None]

    def times(self, progress: Progress = SILENT) -> Iterator[TravelTimes]:
        """Yield the travel times of all pairs, a block of whole destinations at a time, in their order."""
        calls = max(len(self.profiles.schedule.stop), 1)
        size = int(np.clip(NUMBERS_A_BLOCK // calls, 1, MOST_COLUMNS))
        total = len(self.destination_there)
        for first in range(0, total, size):
            progress.update(first / total)
            yield self._block(first, min(first + size, total), progress)

    def to_first(self, progress: Progress = SILENT) -> TravelTimes:
        """Return the travel times to whichever destination is reached first, departure by departure, as if all were one."""
        return next(self._as_one(self.rule).times(progress))

    def hours_to_first(self, progress: Progress = SILENT) -> dict[int, TravelTimes]:
        """Return, for each hour in which people leave, the travel times as `to_first`."""
        hour = self.rule.departures // HOUR
        found = {}
        for number, one in enumerate(hours := np.unique(hour).tolist()):
            progress.update(number / len(hours))
            found[one] = next(self._as_one(replace(self.rule, departures=self.rule.departures[hour == one])).times())
            progress.check()
        return found

    def _as_one(self, rule: TransitRule) -> TransitTravel:
        """Return the travel to all destinations as if they were one."""
        egress, direct = _to_one(self.egress), _to_one(self.direct)
        return TransitTravel(self.profiles, rule, self.access, egress, direct, self.origin_there, np.array([True]), self.stop_there)

    def nearest(
        self, cutoff: float = np.inf, progress: Progress = SILENT, among: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        which, cost = np.full(len(self.origin_there), NONE), np.full(len(self.origin_there), np.inf)
        for found in self.blocks(cutoff, progress):
            kept = slice(None) if among is None else among[found.destination]
            origin, destination, minutes = found.origin[kept], found.destination[kept], found.cost[kept]
            order = np.lexsort((destination, minutes, origin))
            first = order[np.flatnonzero(np.append(True, np.diff(origin[order]) > 0)[: len(order)])]
            better = first[minutes[first] < cost[origin[first]]]
            which[origin[better]], cost[origin[better]] = destination[better], minutes[better]
        return which, cost

    def blocks(self, cutoff: float = np.inf, progress: Progress = SILENT) -> Iterator[CostPairs]:
        if self.costs is None:  # a question about access asks for them several times
            self.costs = [_costs(found) for found in self.times(progress)]
        for found in self.costs:
            kept = within(found.cost, cutoff)
            yield CostPairs(found.origin[kept], found.destination[kept], found.cost[kept])

    def _block(self, first: int, last: int, progress: Progress) -> TravelTimes:
        """Return the travel times to some destinations."""
        shape, count = (len(self.origin_there), last - first), len(self.rule.departures)
        egress = _table(self.egress, (len(self.profiles.schedule.stop_ids), last - first), first)
        walk = _table(self.direct, shape, first)
        waiting = self.profiles.arrivals(egress, self.rule.transfers, progress)
        begins = np.searchsorted(self.access.origin, np.arange(shape[0] + 1))
        size = max(1, SUMMARIES_A_STEP // (count * shape[1]))
        found, at = [], 0
        while at < shape[0]:
            progress.check()
            # as many origins as have so many ways to a stop together, and at least one
            end = max(at + 1, min(int(np.searchsorted(begins, begins[at] + size, "right")) - 1, at + size, shape[0]))
            seconds = np.repeat(walk[at:end, :, None], count, axis=2)
            rows = slice(begins[at], begins[end])
            some = np.flatnonzero(np.diff(begins[at : end + 1]))
            if len(some):
                stop, ready = self.access.destination[rows], self.ready[rows]
                boarding = self.profiles.boardings.next_after(np.repeat(stop, count), ready.ravel())
                arrival = np.minimum.reduceat(waiting[boarding].reshape(len(stop), -1), begins[at:end][some] - begins[at], axis=0)
                arrival = np.where(arrival < self.profiles.never, arrival, np.inf).reshape(len(some), count, -1).transpose(0, 2, 1)
                seconds[some] = np.minimum(seconds[some], arrival - (self.rule.departures - self.profiles.begin))
            found.append(_summaries(seconds, self.rule.cutoff * MINUTE, self.rule.part))
            at = end
        whole = [np.concatenate(parts) for parts in zip(*found, strict=True)]
        destination, origin = np.nonzero(whole[-1].T)
        return TravelTimes(origin, destination + first, *(one[origin, destination] for one in whole))


def _to_one(pairs: CostPairs) -> CostPairs:
    """Return the cheapest pair of each origin, to one destination that stands for all."""
    order = np.lexsort((pairs.cost, pairs.origin))
    first = order[np.flatnonzero(np.append(True, np.diff(pairs.origin[order]) > 0)[: len(order)])]
    return CostPairs(pairs.origin[first], np.zeros(len(first), int), pairs.cost[first])


def _costs(times: TravelTimes) -> CostPairs:
    """Return the pairs that enough of the departures reach in time, with their costs."""
    kept = np.isfinite(times.usual)
    return CostPairs(times.origin[kept], times.destination[kept], times.usual[kept])


def _table(pairs: CostPairs, shape: tuple[int, int], first: int) -> np.ndarray:
    """Return seconds on foot to the destinations from ``first`` on, as a table; infinite where that is too far."""
    table = np.full(shape, np.inf, "float32")
    mine = (pairs.destination >= first) & (pairs.destination < first + shape[1])
    table[pairs.origin[mine], pairs.destination[mine] - first] = walking_seconds(pairs.cost[mine])
    return table


def _summaries(seconds: np.ndarray, most: float, usual: float) -> tuple[np.ndarray, ...]:
    """Return what `TravelTimes` has from ``best`` on, over the last axis of travel times; ``usual`` is the part of the rule."""
    seconds = np.sort(np.where(seconds <= most, seconds, np.inf).astype("float32"), axis=-1)
    count = seconds.shape[-1]
    parts = (1 / count, MEDIAN, LATE, usual)
    found = [seconds[..., math.ceil(part * count - SLIGHT) - 1].astype(float) / MINUTE for part in parts]
    return *found, np.isfinite(seconds).mean(axis=-1)
