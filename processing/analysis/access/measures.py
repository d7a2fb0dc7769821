"""Access of demand to supply by cost: nearest, cumulative, two-step floating catchment areas (2SFCA) and enhanced ones (E2SFCA)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...model.choices import ACCESS_METHODS
from ...model.progress import SILENT, Progress
from ..network import Travel
from .allocation import PAIRS_AT_ONCE, CostHistogram, PlacesGiven, allocate
from .decay import Decay
from .least_shortage import LeastShortage, ReachMarks, least_shortage_of_travel

CRUMB = 1e-3
"""People: less than fractions of people are counted in where places are divided."""
NEAREST, CUMULATIVE, TWO_STEP, ENHANCED = ACCESS_METHODS


@dataclass(frozen=True)
class GroupedDemand:
    """People at each origin, by group: those who look for the same kinds of places.

    Attributes
    ----------
    people : ndarray of float, shape (n, groups)
        Never negative or missing.
    """

    people: np.ndarray


@dataclass(frozen=True)
class Supply:
    """Facilities.

    Attributes
    ----------
    places : ndarray of float, shape (m,)
        What floating catchments divide; 0 where there are none.
    room : ndarray of float, shape (m,)
        How many people get a place; infinite where that is not known.
    sector : ndarray of int, shape (m,)
        The kind of each facility, 0..sectors-1.
    group : ndarray of int, shape (sectors,)
        The group of demand that looks for each kind.
    """

    places: np.ndarray
    room: np.ndarray
    sector: np.ndarray
    group: np.ndarray

    @property
    def open(self) -> np.ndarray:
        """Which facilities have any place, bool, shape (m,)."""
        return self.room > 0


@dataclass(frozen=True)
class Access:
    """What `measure_access` finds.

    Attributes
    ----------
    nearest : ndarray of int, shape (n, groups)
        The nearest facility with places, -1 where none can be reached.
    cost : ndarray of float, shape (n, groups)
        Cost of the way to it, infinite where none can be reached.
    access : ndarray of float, shape (n, sectors)
        What the method gives by kind; costs for ``nearest``, else places (by person for the floating catchments); kinds of a group add up.
    ratio : ndarray of float, shape (m,)
        Places by (weighted) person within reach of each facility; NaN where nobody is.
    within : ndarray of float, shape (m,)
        People within the threshold of each facility.
    allocation : PlacesGiven
        Of all groups together: who gets a place where.
    unserved : ndarray of float, shape (n, groups)
        People without a place within the threshold, when everyone takes the nearest one that is free.
    least : list of LeastShortage
        Of each group: what lacks when places are given out as well as can be.
    """

    nearest: np.ndarray
    cost: np.ndarray
    access: np.ndarray
    ratio: np.ndarray
    within: np.ndarray
    allocation: list[PlacesGiven]
    unserved: np.ndarray
    least: list[LeastShortage]

    @property
    def load(self) -> np.ndarray:
        """People at each facility, shape (m,)."""
        return np.stack([one.load for one in self.allocation]).sum(axis=0)


def measure_access(travel: Travel, demand: GroupedDemand, supply: Supply, method: str, decay: Decay, progress: Progress = SILENT) -> Access:
    """Measure access, and give out the places.

    The floating catchments (Luo and Wang 2003; Luo and Qi 2009): facility j has the ratio R_j = S_j / sum_i P_i w_ij of its places to the
    people within the threshold, origin i the access A_i = sum_j R_j w_ij. A pair of them is met once, a block of facilities at a time.
    """
    count, sectors = len(demand.people), len(supply.group)
    nearest, cost = _nearest(travel, demand, supply, progress)
    access: np.ndarray = np.zeros(count * sectors)
    weighted, within = np.zeros(len(supply.places)), np.zeros(len(supply.places))
    ratio = np.full(len(supply.places), np.nan)
    histogram = CostHistogram(decay.threshold)
    group_of = supply.group[supply.sector]
    marks = ReachMarks(count, group_of, demand.people.shape[1])
    for block in travel.blocks(decay.threshold, progress):
        histogram.add(block.cost)
        marks.add(block)
        people = demand.people[block.origin, group_of[block.destination]]
        weight = decay.weights(block.cost) if method == ENHANCED else np.ones(len(block))
        within += np.bincount(block.destination, people, minlength=len(within))
        here = np.bincount(block.destination, people * weight, minlength=len(within))
        weighted += here
        done = here > 0
        ratio[done] = supply.places[done] / here[done]
        gives = supply.places if method == CUMULATIVE else np.nan_to_num(ratio)
        access += np.bincount(block.origin * sectors + supply.sector[block.destination], gives[block.destination] * weight, len(access))
    access = access.reshape(count, sectors)
    if method == NEAREST:
        access = _by_sector(travel, supply, progress)
    allocation = _allocations(travel, demand, supply, decay.threshold, histogram, progress)
    unserved = np.stack([one.unserved for one in allocation], axis=1)
    least = [_least(travel, demand, supply, group, unserved, marks, decay.threshold, progress) for group in range(unserved.shape[1])]
    return Access(nearest, cost, access, ratio, within, allocation, unserved, least)


def _nearest(travel: Travel, demand: GroupedDemand, supply: Supply, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    """Return the nearest facility with places, and the cost, of each group: shapes (n, groups)."""
    groups = range(demand.people.shape[1])
    found = [travel.nearest(progress=progress, among=supply.open & (supply.group[supply.sector] == group)) for group in groups]
    which, cost = (np.stack(columns, axis=1) for columns in zip(*found, strict=True))
    return which, cost


def _by_sector(travel: Travel, supply: Supply, progress: Progress) -> np.ndarray:
    """Return the cost to the nearest facility of each kind, shape (n, sectors)."""
    kinds = range(len(supply.group))
    return np.stack([travel.nearest(progress=progress, among=supply.open & (supply.sector == kind))[1] for kind in kinds], axis=1)


def _allocations(
    travel: Travel, demand: GroupedDemand, supply: Supply, threshold: float, histogram: CostHistogram, progress: Progress
) -> list[PlacesGiven]:
    """Return the places given out to each group; groups share no facility."""
    bands = histogram.bands(PAIRS_AT_ONCE)
    return [
        allocate(travel, demand.people[:, group], _room_of(supply, group), threshold, progress, bands)
        for group in range(demand.people.shape[1])
    ]


def _room_of(supply: Supply, group: int) -> np.ndarray:
    """Return the places that a group may have, shape (m,)."""
    return np.where(supply.group[supply.sector] == group, supply.room, 0.0)


def _least(
    travel: Travel,
    demand: GroupedDemand,
    supply: Supply,
    group: int,
    unserved: np.ndarray,
    marks: ReachMarks,
    threshold: float,
    progress: Progress,
) -> LeastShortage:
    """Return what lacks for a group when places are given out as well as can be; never more than when the nearest go first."""
    left, total = unserved[:, group], float(unserved[:, group].sum())
    if total and np.isfinite(supply.room).any():
        people, room = demand.people[:, group], _room_of(supply, group)
        found = least_shortage_of_travel(travel, people, room, threshold, marks.of_group[:, group], progress)
        return replace(found, unserved=total if total - found.unserved < CRUMB else found.unserved)
    return LeastShortage(total, left > 0)
