"""Who is longer under way, and who shorter, once a timetable changes: at each origin, and by group of people."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ...analysis.features import Features, find_replaced, table_only
from ...analysis.means import mean
from ...analysis.transit import TravelTimes
from ...model.progress import Progress
from .travel_times import nearest_rows

AFTER, LONGER, CHANGE = "minutes_after", "minutes_longer", "change"
LEAST = 1.0
"""Minutes from which somebody is longer or shorter under way: less is rounding and chance."""
FIFTHS = 5
SAME, WORSE, BETTER, LOST, WON, NEVER = "same", "longer", "shorter", "lost", "gained", "unreached"
"""What becomes of an origin: ``lost`` reached a destination before and reaches none now, ``gained`` the other way round."""


def nearest_minutes(times: TravelTimes, count: int) -> np.ndarray:
    """Return the median of each origin to its nearest destination, shape (n,); NaN where half of the departures reach none."""
    minutes, row = np.full(count, np.nan), nearest_rows(times)
    minutes[times.origin[row]] = times.median[row]
    return np.where(np.isfinite(minutes), minutes, np.nan)


def changes(before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Return what becomes of each origin, shape (n,) of text.

    >>> changes(np.array([10, 10, 10, np.nan]), np.array([10.5, 12, np.nan, 9])).tolist()
    ['same', 'longer', 'lost', 'gained']
    """
    there, still = np.isfinite(before), np.isfinite(after)
    longer = np.where(there & still, after - before, 0.0)
    conditions = [~there & ~still, ~still, ~there, longer >= LEAST, longer <= -LEAST]
    return np.select(conditions, [NEVER, LOST, WON, WORSE, BETTER], SAME)


def with_change(origins: Features, before: np.ndarray, after: np.ndarray, progress: Progress) -> Features:
    """Return origins with their minutes after a change, how much longer that is, and what becomes of them."""
    columns = {AFTER: after, LONGER: after - before, CHANGE: changes(before, after)}
    return origins.without(find_replaced(origins, list(columns), progress)).with_columns(**columns)


def groups_of(people: Mapping[str, np.ndarray], rank: np.ndarray | None, rank_field: str) -> dict[str, np.ndarray]:
    """Return the people of each group at each origin: those of each field, and where origins are ranked, those of each fifth.

    A fifth holds as many people of the first field as any other, from the lowest value up; an origin without a value is in none.
    """
    found = dict(people)
    if rank is not None:
        first = next(iter(people.values()))
        fifth = fifths(rank, first)
        found |= {f"{rank_field} {number + 1}/{FIFTHS}": np.where(fifth == number, first, 0.0) for number in range(FIFTHS)}
    return found


def fifths(rank: np.ndarray, people: np.ndarray) -> np.ndarray:
    """Return in which fifth of the people each origin is, 0 to 4 by rising rank; -1 where it has none. Equal ranks are in one fifth.

    >>> fifths(np.array([30.0, 10, 20, 40, 50, np.nan]), np.ones(6)).tolist()
    [2, 0, 1, 3, 4, -1]
    """
    table = pd.DataFrame({"rank": rank, "people": people})
    sums = table.groupby("rank")["people"].sum()
    middle = (sums.cumsum() - sums / 2) / max(sums.sum(), 1e-9)
    number = np.minimum(np.floor(middle * FIFTHS), FIFTHS - 1)
    return table["rank"].map(number).fillna(-1).to_numpy().astype(int)


def group_table(groups: Mapping[str, np.ndarray], before: np.ndarray, after: np.ndarray) -> Features:
    """Return a row for each group: its people, how many of them lose or win, and their mean minutes.

    The means are over the people who reach a destination both before and after.
    """
    became, both = changes(before, after), np.isfinite(before) & np.isfinite(after)
    rows = []
    for name, people in groups.items():
        count = {what: float(people[became == what].sum()) for what in (WORSE, LOST, BETTER, WON, NEVER)}
        was, is_now = (mean(minutes[both], people[both]) if people[both].sum() else np.nan for minutes in (before, after))
        rows.append(
            {
                "group": name,
                "people": float(people.sum()),
                "people_longer": count[WORSE],
                "people_lost": count[LOST],
                "people_shorter": count[BETTER],
                "people_gained": count[WON],
                "people_unreached": count[NEVER],
                "minutes_before": was,
                AFTER: is_now,
                LONGER: is_now - was,
            }
        )
    return table_only("travel_change", pd.DataFrame(rows))
