"""In which hours of a day a destination can be reached by public transport, at each origin."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ...analysis.features import Features, find_replaced
from ...analysis.transit import TravelTimes
from ...model.progress import Progress

HOURS, HOUR_COUNT, MINUTES, SHARE = "hours", "hour_count", "minutes", "share"


def with_hours(origins: Features, there: np.ndarray, found: Mapping[int, TravelTimes], progress: Progress) -> Features:
    """Return origins with the hours from which half of the departures reach a destination, and the median and share of each hour.

    Parameters
    ----------
    there : ndarray of bool, shape (n,)
        Which origins lie near the network; the others get no values.
    found : mapping of int to TravelTimes
        By hour, to whichever destination is reached first.
    """
    minutes, share = (np.full((len(origins), len(found)), empty) for empty in (np.nan, 0.0))
    for column, times in enumerate(found.values()):
        minutes[times.origin, column], share[times.origin, column] = times.median, times.share
    reached = np.isfinite(minutes)
    hours = np.array(list(found))
    columns = {
        HOURS: np.array([hours_text(hours[row]) if near else None for row, near in zip(reached, there, strict=True)], dtype=object),
        HOUR_COUNT: pd.Series(reached.sum(axis=1), dtype="Int64").where(there).array,
    }
    for column, hour in enumerate(found):
        columns[f"{MINUTES}_{hour:02d}"] = np.where(reached[:, column], minutes[:, column], np.nan)
        columns[f"{SHARE}_{hour:02d}"] = np.where(there, share[:, column], np.nan)
    return origins.without(find_replaced(origins, list(columns), progress)).with_columns(**columns)


def hours_text(hours: np.ndarray) -> str:
    """Return hours as stretches of time, each from its first hour until its last one has gone by.

    >>> hours_text(np.array([6, 7, 8, 16]))
    '06-09, 16-17'
    """
    parts = np.split(hours, np.flatnonzero(np.diff(hours) > 1) + 1) if len(hours) else []
    return ", ".join(f"{part[0]:02d}-{part[-1] + 1:02d}" for part in parts)
