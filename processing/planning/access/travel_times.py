"""How long one is under way between pairs of places, and the nearest destination of each, as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import numpy as np
import pandas as pd

from ...analysis.features import Features, find_replaced
from ...analysis.network import Travel
from ...analysis.transit import TransitTravel, TravelTimes
from ...model.progress import Progress

DESTINATION, ORIGIN = "destination_id", "origin_id"
BEST, MEDIAN, LATE, SHARE = "minutes_best", "minutes_median", "minutes_p90", "share_reached"


def measure_times(travel: Travel, cutoff: float, progress: Progress) -> TravelTimes:
    """Return the minutes between all pairs at most ``cutoff`` minutes apart; means without a timetable take as long at any time."""
    parts = list(travel.times(progress) if isinstance(travel, TransitTravel) else _always(travel, cutoff, progress))
    names = [field.name for field in fields(TravelTimes)]
    return TravelTimes(*(np.concatenate([getattr(one, name) for one in parts]) if parts else np.empty(0, int) for name in names))


def _always(travel: Travel, cutoff: float, progress: Progress) -> Iterator[TravelTimes]:
    for found in travel.blocks(cutoff, progress):
        yield TravelTimes(found.origin, found.destination, found.cost, found.cost, found.cost, found.cost, np.ones(len(found)))


def pair_table(times: TravelTimes, origin_ids: np.ndarray, destination_ids: np.ndarray) -> Features:
    """Return a row for each pair, by origin and destination."""
    order = np.lexsort((times.destination, times.origin))
    columns = {ORIGIN: origin_ids[times.origin[order]], DESTINATION: destination_ids[times.destination[order]]}
    table = pd.DataFrame(columns | {name: values[order] for name, values in _minutes(times).items()})
    return Features("travel_times", np.full(len(table), None, dtype=object), table, ids=np.arange(1, len(table) + 1))


def with_nearest(origins: Features, times: TravelTimes, destination_ids: np.ndarray, progress: Progress) -> Features:
    """Return the origins with the destination that they reach in the shortest median time.

    Where no destination is reached by half of the departures, it is the one that most of them reach.
    """
    row = nearest_rows(times)
    columns = {DESTINATION: destination_ids[times.destination[row]]} | {name: values[row] for name, values in _minutes(times).items()}
    nearest = pd.DataFrame(columns, index=times.origin[row]).reindex(np.arange(len(origins)))
    nearest[SHARE] = nearest[SHARE].fillna(0.0)
    return origins.without(find_replaced(origins, list(nearest), progress)).with_columns(**nearest)


def nearest_rows(times: TravelTimes) -> np.ndarray:
    """Return the rows of the nearest destination of each origin that reaches one, as `with_nearest` says."""
    order = np.lexsort((times.destination, times.best, -times.share, times.median, times.origin))
    return order[np.append(True, np.diff(times.origin[order]) > 0)[: len(order)]]


def _minutes(times: TravelTimes) -> dict[str, np.ndarray]:
    """Return the columns of times: NaN where that many departures do not arrive in time."""
    minutes = {BEST: times.best, MEDIAN: times.median, LATE: times.late}
    return {name: np.where(np.isfinite(values), values, np.nan) for name, values in minutes.items()} | {SHARE: times.share.astype(float)}
