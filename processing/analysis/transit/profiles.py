"""When one arrives, whenever one leaves: all trips of a timetable at once, from the destinations backwards.

For each call of each trip at a stop it is computed when who is aboard there arrives at each destination: the earliest over all later calls
of that trip, of walking to the destination from there or of changing to what leaves after the walk to another stop. Each round adds one
ride, as in RAPTOR (Delling, Pajor and Werneck 2015), but for all departures of the day in one go and all destinations as columns of a
matrix: a round is a few passes of numpy over (calls x destinations). Trips are never compared with each other, so that one may overtake
another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ...model.progress import SILENT, Progress
from ..timetable import check_size
from .footpaths import Footpaths
from .schedule import ANY, Schedule

SHORT_SPAN = 2**16 - 2
"""Seconds up to which half the memory does."""
NUMBERS_A_STEP = 4_000_000
"""Numbers taken together between two questions whether to go on."""


class SuffixMinimum:
    """The minimum from each row to the last one of its group, for rows of groups that stand together.

    Parameters
    ----------
    group : ndarray of int, shape (n,)
    """

    def __init__(self, group: np.ndarray):
        ends = np.flatnonzero(np.append(group[1:] != group[:-1], True)) if len(group) else np.empty(0, int)
        to_go = np.repeat(ends, np.diff(ends, prepend=-1)) - np.arange(len(group))
        order = np.argsort(to_go, kind="stable")
        cuts = np.cumsum(np.bincount(to_go, minlength=1))
        self.steps = np.split(order, cuts[:-1])[1:]

    def apply(self, values: np.ndarray) -> None:
        """Replace values, shape (n, columns), by those minima."""
        for rows in self.steps:
            values[rows] = np.minimum(values[rows], values[rows + 1])


@dataclass(frozen=True)
class Boardings:
    """Calls at which one can get on and ride, by stop and then by departure.

    Attributes
    ----------
    call : ndarray of int, shape (b,)
    stop, departure : ndarray of int, shape (b,)
    """

    call: np.ndarray
    stop: np.ndarray
    departure: np.ndarray

    def next_after(self, stop: np.ndarray, second: np.ndarray) -> np.ndarray:
        """Return the first that leaves from a stop at that second or later; ``b`` where none does."""
        row = np.searchsorted(self.keys, _key(stop, second))
        there = np.append(self.stop, -1)[row] == stop
        return np.where(there, row, len(self.call)).astype("int32")

    @cached_property
    def keys(self) -> np.ndarray:
        """Numbers in their order: by stop, then by departure."""
        return _key(self.stop, self.departure)


def _key(stop: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return one number that orders by stop, then by time."""
    return stop.astype("int64") * 2**32 + second + 2**31


class Profiles:
    """What of a timetable does not depend on where one goes.

    Parameters
    ----------
    schedule : Schedule
    footpaths : Footpaths
    """

    def __init__(self, schedule: Schedule, footpaths: Footpaths):
        self.schedule, self.footpaths = schedule, footpaths
        self.begin = int(schedule.span[0])
        length = schedule.span[1] - self.begin
        self.kind = np.dtype("uint16" if length <= SHORT_SPAN else "int32")
        self.never = int(np.iinfo(self.kind).max) if self.kind == "uint16" else 2**30
        rides = np.append(schedule.trip[1:] == schedule.trip[:-1], False)[: len(schedule.trip)]
        calls = np.flatnonzero(schedule.boards & rides)
        calls = calls[np.lexsort((schedule.departure[calls], schedule.stop[calls]))]
        self.boardings = Boardings(calls, schedule.stop[calls], schedule.departure[calls])
        self.along_trip, self.at_stop = SuffixMinimum(schedule.trip), SuffixMinimum(self.boardings.stop)
        self.off = np.flatnonzero(schedule.alights)
        self.change_call, self.change_to, self.single = self._changes()

    def _changes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the calls after which something leaves within reach, and rows of boardings: one for each way to change, by call.

        A row from ``b + 1`` on is that of a single boarding, which says nothing of what leaves later; those are the third.
        """
        first = np.searchsorted(self.footpaths.start, np.arange(len(self.schedule.stop_ids) + 1))
        stop = self.schedule.stop[self.off]
        count = first[stop + 1] - first[stop]
        way = np.arange(count.sum()) + np.repeat(first[stop] - (np.cumsum(count) - count), count)
        call = np.repeat(self.off, count)
        row = self.boardings.next_after(self.footpaths.end[way], self.schedule.arrival[call] + self.footpaths.seconds[way])
        count = len(self.boardings.call)
        single = np.empty(0, "int32")
        if len(self.footpaths.rules):
            ruled = self._ruled_changes()
            call, row, alone_call, alone_row = self._apart(call, self.footpaths.end[way], row, ruled)
            single, place = np.unique(alone_row, return_inverse=True)
            call, row = np.append(call, alone_call), np.append(row, count + 1 + place)
            order = np.argsort(call, kind="stable")
            call, row = call[order], row[order]
        there = row != count
        return call[there], row[there], single

    def _ruled_changes(self) -> pd.DataFrame:
        """Return the changes for which a rule about trips or routes counts: ``call``, ``row`` of the boardings, and whether ``allowed``."""
        rules, schedule = self.footpaths.rules, self.schedule
        sides = {}
        for side, calls in (("from", self.off), ("to", self.boardings.call)):
            columns = {side: schedule.stop[calls], f"{side}_trip": schedule.of_trip[calls], f"{side}_route": schedule.of_route[calls]}
            sides[side] = pd.DataFrame(columns | {f"{side}_row": np.arange(len(calls))})
        found = [pd.DataFrame({"from_row": [], "to_row": [], "seconds": [], "rank": [], "order": []}, dtype=float)]
        named = ["from_trip", "from_route", "to_trip", "to_route"]
        rules = rules.assign(order=np.arange(len(rules)))
        for which, some in rules.groupby([(rules[name] != ANY).rename(f"has_{name}") for name in named]):
            some = some.drop(columns=[name for name, there in zip(named, which, strict=True) if not there])
            for side, table in sides.items():
                keys = [side, *(name for name, there in zip(named, which, strict=True) if there and name.startswith(side))]
                held = table[[*keys, f"{side}_row"]]
                sizes = held.groupby(keys).size().rename("size").reset_index()
                check_size(int(some[keys].merge(sizes, on=keys)["size"].sum()), "transfers.txt")
                some = some.merge(held, on=keys)
            found.append(some[["from_row", "to_row", "seconds", "rank", "order"]])
        pairs = pd.concat(found, ignore_index=True).sort_values(["rank", "order"]).drop_duplicates(["from_row", "to_row"], keep="last")
        call, row = self.off[pairs["from_row"].to_numpy(int)], pairs["to_row"].to_numpy(int)
        wait = self.boardings.departure[row] - schedule.arrival[call]
        result = pd.DataFrame({"call": call, "row": row, "stop": self.boardings.stop[row], "allowed": wait >= pairs["seconds"].to_numpy()})
        return result[wait >= 0]

    def _apart(
        self, call: np.ndarray, stop: np.ndarray, row: np.ndarray, ruled: pd.DataFrame
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return ways to change (call, row) of what leaves from a row on, and others (call, row) to a single boarding, as rules have it."""
        count = len(self.boardings.call)
        ruled = ruled.merge(pd.DataFrame({"call": call, "stop": stop, "begin": row}), on=["call", "stop"], how="left")
        begin = ruled["begin"].fillna(count).to_numpy(int)
        sooner = ruled["allowed"].to_numpy() & (ruled["row"].to_numpy() < begin)
        shut = ruled[~ruled["allowed"] & (ruled["row"] >= begin)]
        ends = shut.groupby(["call", "stop"])["row"].max().rename("last").reset_index()
        # up to the last boarding that is shut each other one stands alone; what leaves after it follows as ever
        ways = pd.DataFrame({"call": call, "stop": stop, "row": row}).merge(ends, on=["call", "stop"], how="left")
        cut = ways["last"].notna().to_numpy()
        last, first = ways["last"].fillna(-1).to_numpy(int)[cut], row[cut]
        lengths = last - first + 1
        check_size(int(lengths.sum()), "transfers.txt")
        between = np.arange(lengths.sum()) + np.repeat(first - (np.cumsum(lengths) - lengths), lengths)
        alone = pd.DataFrame({"call": np.repeat(call[cut], lengths), "row": between})
        alone = alone.merge(shut[["call", "row"]], on=["call", "row"], how="left", indicator=True)
        alone = alone[alone["_merge"] == "left_only"]
        after = np.minimum(last + 1, count)
        row = row.copy()
        row[cut] = np.where(np.append(self.boardings.stop, -1)[after] == stop[cut], after, count)
        return (
            call,
            row,
            np.append(ruled["call"].to_numpy()[sooner], alone["call"].to_numpy()),
            np.append(ruled["row"].to_numpy()[sooner], alone["row"].to_numpy()),
        )

    def arrivals(self, egress: np.ndarray, transfers: int, progress: Progress = SILENT) -> np.ndarray:
        """Return when one arrives who waits at a stop for what leaves next.

        Parameters
        ----------
        egress : ndarray, shape (s, d)
            Seconds on foot from each stop to each destination; infinite where that is too far.
        transfers : int
            At most so many.

        Returns
        -------
        ndarray of int, shape (b + 1 + k, d)
            Seconds after the begin of the span for each row of the boardings, which also holds for what leaves from its stop later;
            `never` where one does not arrive within it, and in row ``b``. Behind it are rows of single boardings.
        """
        return self._solve(egress, transfers, progress)[1]

    def useful_calls(self, egress: np.ndarray, transfers: int, seconds: int, progress: Progress = SILENT) -> np.ndarray:
        """Return which calls, bool, shape (c,), can be part of a journey of at most so many ``seconds``.

        Parameters
        ----------
        egress : ndarray, shape (s,)
            Seconds from each stop to the nearest destination at least.
        """
        alight, waiting = self._solve(egress[:, None], transfers, progress)
        useful = np.zeros(len(self.schedule.stop), dtype=bool)
        useful[self.off] = alight[self.off, 0] <= self.schedule.arrival[self.off] - self.begin + seconds
        useful[self.boardings.call] |= waiting[: len(self.boardings.call), 0] <= self.boardings.departure - self.begin + seconds
        return useful

    def _solve(self, egress: np.ndarray, transfers: int, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
        """Return arrivals of those who get off at each call, shape (c, d), and of those who wait, as `arrivals`."""
        alight = np.full((len(self.schedule.stop), egress.shape[1]), self.never, self.kind)
        for rows in _steps(self.off, egress.shape[1]):
            progress.check()
            there = egress[self.schedule.stop[rows]] + (self.schedule.arrival[rows] - self.begin)[:, None]
            alight[rows] = np.where(there < self.never, there, self.never)
        waiting = self._ride(alight)
        for _ in range(transfers):
            before = waiting
            self._change(alight, waiting, progress)
            waiting = self._ride(alight)
            if np.array_equal(before, waiting):
                break
        return alight, waiting

    def _ride(self, alight: np.ndarray) -> np.ndarray:
        """Return arrivals of those who wait at a stop, from those of who gets off at each call."""
        aboard = alight.copy()
        self.along_trip.apply(aboard)
        count = len(self.boardings.call)
        waiting = np.full((count + 1 + len(self.single), alight.shape[1]), self.never, self.kind)
        waiting[:count] = aboard[self.boardings.call + 1]
        waiting[count + 1 :] = waiting[self.single]
        self.at_stop.apply(waiting[:count])
        return waiting

    def _change(self, alight: np.ndarray, waiting: np.ndarray, progress: Progress) -> None:
        """Let those who get off wait for what leaves next."""
        starts = np.flatnonzero(np.append(True, self.change_call[1:] != self.change_call[:-1])[: len(self.change_call)])
        ends = np.append(starts[1:], len(self.change_call))
        size = max(1, NUMBERS_A_STEP // alight.shape[1])
        at = 0
        while at < len(starts):
            progress.check()
            stop = max(at + 1, int(np.searchsorted(ends, starts[at] + size, "right")))
            rows = slice(starts[at], ends[stop - 1])
            best = np.minimum.reduceat(waiting[self.change_to[rows]], starts[at:stop] - starts[at], axis=0)
            calls = self.change_call[starts[at:stop]]
            alight[calls] = np.minimum(alight[calls], best)
            at = stop


def _steps(rows: np.ndarray, columns: int) -> list[np.ndarray]:
    """Return rows in parts that a cancel need not wait for."""
    size = max(1, NUMBERS_A_STEP // max(columns, 1))
    return [rows[at : at + size] for at in range(0, len(rows), size)]
