"""What it costs to go from many places to many others: the nearest, the pairs within a cutoff, the whole table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from ...model.progress import SILENT, Progress
from .graph import ROUNDING, Attached, LineGraph, cost_matrix, have_coordinates
from .insertion import Inserted, insert

NUMBERS_A_BLOCK = 2_000_000
SEEDS_A_BLOCK = 64
NONE = -1


@dataclass(frozen=True)
class CostPairs:
    """Which origins reach which destinations, and at what cost (metres or minutes).

    Attributes
    ----------
    origin, destination : ndarray of int, shape (pairs,)
    cost : ndarray of float, shape (pairs,)
        Always at most the cutoff.
    """

    origin: np.ndarray
    destination: np.ndarray
    cost: np.ndarray

    def __len__(self) -> int:
        return len(self.origin)


class Travel(Protocol):
    """Origins and destinations between which one travels, always from origin to destination.

    Attributes
    ----------
    origin_there, destination_there : ndarray of bool
        Which of them the network can be reached from; the others reach nothing.
    """

    origin_there: np.ndarray
    destination_there: np.ndarray

    def nearest(
        self, cutoff: float = np.inf, progress: Progress = SILENT, among: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return for each origin the nearest destination (-1 where none) and its cost (infinite where none).

        ``among`` (bool, one a destination) takes part of them only.
        """

    def blocks(self, cutoff: float = np.inf, progress: Progress = SILENT) -> Iterator[CostPairs]:
        """Yield all pairs at most ``cutoff`` apart, a block of whole destinations at a time, in the order of the destinations."""

    def pairs(self, cutoff: float = np.inf, progress: Progress = SILENT) -> CostPairs:
        """Return all pairs at most ``cutoff`` apart, sorted by origin, then destination."""

    def table(self, progress: Progress = SILENT) -> np.ndarray:
        """Return all costs, shape (origins, destinations), infinite where there is no way."""


class Ways(Protocol):
    """A way to get about: `NetworkTravel` or `StraightLine`."""

    def between(self, origins: np.ndarray, destinations: np.ndarray, progress: Progress = SILENT) -> Travel:
        """Return the travel between places given by coordinates, shapes (n, 2) and (m, 2)."""


def within(cost: np.ndarray, cutoff: float) -> np.ndarray:
    """Return which costs are at most the cutoff, bool."""
    return cost <= slack(cutoff)


def slack(cutoff: float) -> float:
    """Return the cutoff with room for rounding."""
    return cutoff * (1 + ROUNDING)


class TravelByBlocks(Travel):
    """What all travels make of their blocks."""

    def pairs(self, cutoff: float = np.inf, progress: Progress = SILENT) -> CostPairs:
        found = list(self.blocks(cutoff, progress))
        origin, destination, cost = (
            np.concatenate([getattr(one, name) for one in found]) if found else np.empty(0, kind)
            for name, kind in (("origin", int), ("destination", int), ("cost", float))
        )
        order = np.lexsort((destination, origin))
        return CostPairs(origin[order], destination[order], cost[order])

    def table(self, progress: Progress = SILENT) -> np.ndarray:
        result = np.full((len(self.origin_there), len(self.destination_there)), np.inf)
        for found in self.blocks(progress=progress):
            result[found.origin, found.destination] = found.cost
        return result


@dataclass(frozen=True)
class StraightLine:
    """As the crow flies; ``rate`` is the cost of one metre (1: metres)."""

    rate: float = 1.0

    def between(self, origins: np.ndarray, destinations: np.ndarray, progress: Progress = SILENT) -> Travel:
        """Return the travel between places; one that is on no map reaches nothing."""
        return _StraightTravel(np.asarray(origins, dtype=float), np.asarray(destinations, dtype=float), self.rate)


class _StraightTravel(TravelByBlocks):
    def __init__(self, origins: np.ndarray, destinations: np.ndarray, rate: float):
        self.origins, self.destinations, self.rate = origins, destinations, rate
        self.origin_there, self.destination_there = have_coordinates(origins), have_coordinates(destinations)

    def nearest(
        self, cutoff: float = np.inf, progress: Progress = SILENT, among: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        which, cost = np.full(len(self.origins), NONE), np.full(len(self.origins), np.inf)
        chosen = self.destination_there if among is None else self.destination_there & among
        here, there = np.flatnonzero(self.origin_there), np.flatnonzero(chosen)
        if len(here) and len(there):
            away, found = cKDTree(self.destinations[there]).query(self.origins[here], workers=-1)
            near = within(away * self.rate, cutoff)
            which[here[near]], cost[here[near]] = there[found[near]], away[near] * self.rate
        progress.check()
        return which, cost

    def blocks(self, cutoff: float = np.inf, progress: Progress = SILENT) -> Iterator[CostPairs]:
        here = np.flatnonzero(self.origin_there)
        there = np.flatnonzero(self.destination_there)
        size = max(1, NUMBERS_A_BLOCK // max(len(here), 1))
        for start in range(0, len(there), size):
            progress.update(start / len(there))
            block = there[start : start + size]
            step = self.destinations[block][:, None, :] - self.origins[here]
            cost = np.hypot(step[..., 0], step[..., 1]) * self.rate
            row, column = np.nonzero(within(cost, cutoff))
            yield CostPairs(here[column], block[row], cost[row, column])


@dataclass(frozen=True)
class NetworkTravel:
    """Over a graph.

    Attributes
    ----------
    graph : LineGraph
    reach : float
        How far (m, inclusive) a place may lie from the nearest line; farther ones reach nothing.
    leg_rate : float
        Cost of one metre between a place and the line, as the crow flies; 0 leaves that out.
    main_part_only : bool
        Whether places are attached to the longest part of the network only.
    """

    graph: LineGraph
    reach: float = np.inf
    leg_rate: float = 1.0
    main_part_only: bool = False

    def between(self, origins: np.ndarray, destinations: np.ndarray, progress: Progress = SILENT) -> Travel:
        """Return the travel between places; one that is on no map reaches nothing."""
        return _NetworkTravel(self, self.attach(origins, progress), self.attach(destinations, progress))

    def attach(self, places: np.ndarray, progress: Progress = SILENT) -> Attached:
        """Attach places, shape (n, 2), to the graph."""
        return self.graph.attach(np.asarray(places, dtype=float), self.reach, self.main_part_only, progress)


class _NetworkTravel(TravelByBlocks):
    """The few places are made nodes of the graph (the seeds); the many others are met at the ends of their edge."""

    def __init__(self, ways: NetworkTravel, origins: Attached, destinations: Attached):
        self.ways, self.origins, self.destinations = ways, origins, destinations
        self.origin_there, self.destination_there = origins.there, destinations.there

    def nearest(
        self, cutoff: float = np.inf, progress: Progress = SILENT, among: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        chosen = self.destinations if among is None else self.destinations.where(among)
        seeds, legs = self._prepare(chosen, self.origins, against=True)
        which, cost = np.full(len(self.origins), NONE), np.full(len(self.origins), np.inf)
        if not len(seeds.seed):
            return which, cost
        far, _, source = dijkstra(seeds.matrix, indices=seeds.node, min_only=True, return_predecessors=True, limit=slack(cutoff))
        progress.check()
        seed_of = np.full(len(far) + 1, NONE)
        seed_of[seeds.node] = seeds.seed
        by_start, by_end = legs.to_start + far[legs.start], legs.to_end + far[legs.end]
        node = np.where(by_start <= by_end, legs.start, legs.end)
        best = np.minimum(by_start, by_end)
        near = within(best, cutoff) & np.isfinite(best)
        which[legs.row[near]], cost[legs.row[near]] = seed_of[source[node[near]]], best[near]
        return which, cost

    def blocks(self, cutoff: float = np.inf, progress: Progress = SILENT) -> Iterator[CostPairs]:
        if len(self.origins) < len(self.destinations):
            yield from self._from_origins(cutoff, progress)
            return
        seeds, legs = self._prepare(self.destinations, self.origins, against=True)
        for seed, other, cost in _walk_from_seeds(seeds, legs, cutoff, progress):
            yield CostPairs(other, seed, cost)

    def _from_origins(self, cutoff: float, progress: Progress) -> Iterator[CostPairs]:
        """Yield the pairs when origins are the few: searched from them, and put in the order of destinations."""
        seeds, legs = self._prepare(self.origins, self.destinations, against=False)
        found = list(_walk_from_seeds(seeds, legs, cutoff, progress))
        if found:
            origin, destination, cost = (np.concatenate(parts) for parts in zip(*found, strict=True))
            order = np.lexsort((origin, destination))
            yield CostPairs(origin[order], destination[order], cost[order])

    def _prepare(self, seeds: Attached, others: Attached, against: bool) -> tuple[_Seeds, _Legs]:
        """Return the graph with the seeds in it, and how the others reach it; ``against`` the direction of travel or with it."""
        graph, rate = self.ways.graph, self.ways.leg_rate
        inserted = insert(graph.edges, len(graph.nodes), seeds)
        return _seeds(inserted, seeds, rate, against), _legs(inserted, others, rate, against)


@dataclass(frozen=True)
class _Seeds:
    """The matrix to search, and the row and node of each attached seed."""

    matrix: csr_array
    seed: np.ndarray
    node: np.ndarray


@dataclass(frozen=True)
class _Legs:
    """How each attached place (``row``) reaches the two ends of its edge."""

    row: np.ndarray
    start: np.ndarray
    end: np.ndarray
    to_start: np.ndarray
    to_end: np.ndarray


def _seeds(inserted: Inserted, seeds: Attached, rate: float, against: bool) -> _Seeds:
    """Return the search from seeds, each a node beside the network at the cost of the way between."""
    row = np.flatnonzero(seeds.there)
    edges, count = inserted.edges, inserted.node_count
    outside = count + np.arange(len(row))
    forward, backward = edges.forward, edges.backward
    one = [edges.start[forward], edges.end[backward]]
    other = [edges.end[forward], edges.start[backward]]
    if against:
        one, other = other, one
    matrix = cost_matrix(
        np.concatenate([*one, outside]),
        np.concatenate([*other, inserted.node]),
        np.concatenate([edges.cost[forward], edges.cost[backward], seeds.away[row] * rate]),
        count + len(row),
    )
    return _Seeds(matrix, row, outside)


def _legs(inserted: Inserted, others: Attached, rate: float, against: bool) -> _Legs:
    """Return the ways between places on edges and the ends of those."""
    row = np.flatnonzero(others.there)
    edges = inserted.edges
    edge, position = inserted.locate(others.edge[row], others.position[row])
    open_start, open_end = (edges.backward, edges.forward) if against else (edges.forward, edges.backward)
    away = others.away[row] * rate
    to_go = edges.cost[edge] - position
    to_start = np.where(open_start[edge] | (position == 0), position + away, np.inf)
    to_end = np.where(open_end[edge] | (to_go == 0), to_go + away, np.inf)
    return _Legs(row, edges.start[edge], edges.end[edge], to_start, to_end)


def _walk_from_seeds(seeds: _Seeds, legs: _Legs, cutoff: float, progress: Progress) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Yield (seed, other, cost) for blocks of seeds; a block is small enough for memory, and for a cancel."""
    size = int(np.clip(NUMBERS_A_BLOCK // (seeds.matrix.shape[0] + len(legs.row)), 1, SEEDS_A_BLOCK))
    for first in range(0, len(seeds.seed), size):
        progress.update(first / len(seeds.seed))
        block = slice(first, first + size)
        far = dijkstra(seeds.matrix, indices=seeds.node[block], limit=slack(cutoff))
        cost = np.minimum(far[:, legs.start] + legs.to_start, far[:, legs.end] + legs.to_end)
        which, other = np.nonzero(within(cost, cutoff) & np.isfinite(cost))
        yield seeds.seed[block][which], legs.row[other], cost[which, other]
