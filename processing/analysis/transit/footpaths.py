"""Ways to change between stops on foot, by the walking network and by what a timetable says of transfers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..network import CostPairs
from .schedule import IMPOSSIBLE, Schedule

MINUTE = 60
ROUNDED = 0.01
"""Seconds by which a way may be longer than a whole number of them: a centimetre, less than coordinates tell."""


@dataclass(frozen=True)
class Footpaths:
    """Ways from stop to stop, each way apart, sorted by where they begin.

    Attributes
    ----------
    start, end : ndarray of int, shape (w,)
    seconds : ndarray of int, shape (w,)
        From getting off at the one to being ready to get on at the other; they may be the same stop.
    rules : DataFrame
        As `Schedule.rules`, with ``seconds`` for each: infinite where one cannot change.
    """

    start: np.ndarray
    end: np.ndarray
    seconds: np.ndarray
    rules: pd.DataFrame


def walking_seconds(minutes: np.ndarray) -> np.ndarray:
    """Return whole seconds, rounded up: who walks is never earlier than the way allows.

    >>> walking_seconds(np.array([0.0, 1.0, 1.001])).tolist()
    [0, 60, 61]
    """
    return np.ceil(minutes * MINUTE - ROUNDED).astype("int32")


def join_stops(schedule: Schedule, walks: CostPairs, limit: float) -> Footpaths:
    """Return the ways between stops.

    People change at a stop at once, and walk to others within ``limit`` minutes, unless the timetable says otherwise: with its own
    least time, which may be shorter or longer than the walk, or that one cannot change there.

    Parameters
    ----------
    walks : CostPairs
        Minutes on foot between stops.
    """
    stops = np.arange(len(schedule.stop_ids))
    table = pd.DataFrame(
        {
            "start": np.concatenate([walks.origin, stops]),
            "end": np.concatenate([walks.destination, stops]),
            "seconds": np.concatenate([walking_seconds(walks.cost), np.zeros(len(stops), "int32")]),
        }
    )
    table = table.sort_values("seconds", kind="stable").drop_duplicates(["start", "end"])
    rules = schedule.rules.merge(table.rename(columns={"seconds": "walk"}), left_on=["from", "to"], right_on=["start", "end"], how="left")
    least = rules["seconds"].fillna(rules["walk"]).to_numpy(float)
    out = (rules["kind"] == IMPOSSIBLE) | np.isnan(least) | ((least > limit * MINUTE) & (rules["from"] != rules["to"]))
    rules = rules.drop(columns=["start", "end", "walk"]).assign(seconds=np.where(out, np.inf, least))
    said = schedule.transfers.rename(columns={"from": "start", "to": "end", "seconds": "least"})
    table = table.merge(said, on=["start", "end"], how="outer")
    closed = (table["kind"] == IMPOSSIBLE).to_numpy()
    seconds = np.where(table["least"].notna(), table["least"], table["seconds"])
    kept = ~closed & ((seconds <= limit * MINUTE) | (table["start"] == table["end"]).to_numpy())
    table = table.assign(seconds=seconds)[kept].sort_values(["start", "end"])
    start, end, least = (table[name].to_numpy("int32") for name in ("start", "end", "seconds"))
    return Footpaths(start, end, least, rules)
