"""Who gets a place where: everyone goes to the nearest place that is still free, and of those who want the same place the nearest has it.

That is the stable matching in which both sides rank by the same costs, and the same as dealing with all pairs from the nearest to the
farthest. It is found by proposals, whole arrays at a time: what a facility cannot take goes on to the next one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.progress import SILENT, Progress
from ..network import CostPairs, Travel

PAIRS_AT_ONCE = 6_000_000
BINS = 4096
CRUMB = 1e-9


@dataclass(frozen=True)
class PlacesGiven:
    """Places given out.

    Attributes
    ----------
    pairs : CostPairs
        Who goes where.
    people : ndarray of float, shape (pairs,)
        How many.
    unserved : ndarray of float, shape (n,)
        People of each origin who have no place within the cutoff.
    load : ndarray of float, shape (m,)
        People at each destination.
    """

    pairs: CostPairs
    people: np.ndarray
    unserved: np.ndarray
    load: np.ndarray


class CostHistogram:
    """Counts costs up to a cutoff, so that pairs can be dealt with in bands that fit in memory."""

    def __init__(self, cutoff: float):
        self.cutoff = cutoff
        self.counts = np.zeros(BINS, dtype=np.int64)

    def add(self, cost: np.ndarray) -> None:
        """Count costs."""
        place = np.minimum(np.ceil(cost / self.cutoff * BINS) - 1, BINS - 1) if self.cutoff > 0 else np.zeros(len(cost))
        self.counts += np.bincount(np.maximum(place, 0).astype(int), minlength=BINS)

    def bands(self, most: int) -> list[tuple[float, float]]:
        """Return bands (above, up to) of costs, each with at most ``most`` pairs unless one bin has more; the first is from -1."""
        borders, held = [-1.0], 0
        for number, count in enumerate(self.counts.tolist()):
            if held and held + count > most:
                borders.append(self.cutoff * number / BINS)
                held = 0
            held += count
        return list(zip(borders, [*borders[1:], self.cutoff], strict=True))


def allocate(
    travel: Travel,
    people: np.ndarray,
    places: np.ndarray,
    cutoff: float,
    progress: Progress = SILENT,
    bands: list[tuple[float, float]] | None = None,
) -> PlacesGiven:
    """Give out places to people, at most ``cutoff`` away; memory stays bounded by dealing with near pairs first.

    Parameters
    ----------
    people : ndarray of float, shape (n,)
    places : ndarray of float, shape (m,)
        Infinite where a facility takes everyone.
    bands : list of (float, float), optional
        See `Histogram.bands`; default all pairs at once.
    """
    need, room = people.astype(float), places.astype(float)
    kept = []
    for above, up_to in bands or [(-1.0, cutoff)]:
        found = [_useful(block, above, need, room) for block in travel.blocks(up_to, progress)]
        pairs = (
            CostPairs(*(np.concatenate([getattr(one, name) for one in found]) for name in ("origin", "destination", "cost")))
            if found
            else None
        )
        if pairs is None or not len(pairs):
            continue
        order = np.lexsort((pairs.destination, pairs.cost, pairs.origin))
        pairs = _select_pairs(pairs, order)
        given = _match(pairs, need, room, progress)
        need = need - np.bincount(pairs.origin, given, minlength=len(need))
        room = room - np.bincount(pairs.destination, given, minlength=len(room))
        kept.append((_select_pairs(pairs, given > 0), given[given > 0]))
    pairs = CostPairs(*(np.concatenate([np.empty(0, kind), *(getattr(one, name) for one, _ in kept)]) for name, kind in COLUMNS))
    given = np.concatenate([np.empty(0), *(amount for _, amount in kept)])
    order = np.lexsort((pairs.cost, pairs.origin))
    load = np.bincount(pairs.destination, given, minlength=len(places))
    return PlacesGiven(_select_pairs(pairs, order), given[order], np.where(need > CRUMB, need, 0.0), load)


COLUMNS = (("origin", int), ("destination", int), ("cost", float))


def _select_pairs(pairs: CostPairs, rows: np.ndarray) -> CostPairs:
    return CostPairs(pairs.origin[rows], pairs.destination[rows], pairs.cost[rows])


def _useful(pairs: CostPairs, above: float, need: np.ndarray, room: np.ndarray) -> CostPairs:
    """Return the pairs beyond ``above`` of people who still need a place and facilities that still have one."""
    return _select_pairs(pairs, (pairs.cost > above) & (need[pairs.origin] > CRUMB) & (room[pairs.destination] > CRUMB))


def _match(pairs: CostPairs, need: np.ndarray, room: np.ndarray, progress: Progress) -> np.ndarray:
    """Return how many people of each pair (sorted by origin, then cost) get their place, shape (pairs,)."""
    is_first = np.append(True, pairs.origin[1:] != pairs.origin[:-1])
    has_next = np.append(~is_first[1:], False)
    wish = np.where(is_first, need[pairs.origin], 0.0)
    by_facility = np.lexsort((pairs.origin, pairs.cost, pairs.destination))
    while True:
        progress.check()
        asking = by_facility[wish[by_facility] > 0]
        asked, facility = wish[asking], pairs.destination[asking]
        before = _sum_before(asked, facility)
        refused = asked - np.clip(room[facility] - before, 0.0, asked)
        turned = np.flatnonzero(refused > CRUMB)
        if not len(turned):
            return wish
        rows = asking[turned]
        wish[rows] = np.maximum(wish[rows] - refused[turned], 0.0)
        go_on = has_next[rows]
        wish[rows[go_on] + 1] += refused[turned][go_on]


def _sum_before(values: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Return the sum of the values before each one in its group; groups stand together."""
    total = np.cumsum(values) - values
    start = np.flatnonzero(np.append(True, group[1:] != group[:-1])) if len(group) else np.empty(0, dtype=int)
    return total - np.repeat(total[start], np.diff(np.append(start, len(group))))
