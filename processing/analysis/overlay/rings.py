"""Rings from walks: simple, counterclockwise for shells, beginning at their lowest vertex."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .arrays import coordinates, ramp, starts, whole_numbers
from .exact import orientation
from .noding import Unsettled


@dataclass(frozen=True)
class Rings:
    """Simple rings, each beginning at its lowest vertex (by x, then y).

    Attributes
    ----------
    vertex : ndarray of complex
        Ring after ring, the first vertex repeated at the end.
    begin : ndarray of int, shape (rings + 1,)
    item : ndarray of int, shape (rings,)
        The item of the sequence (half-arc or path) that leaves the lowest vertex.
    is_shell : ndarray of bool, shape (rings,)
        Whether the ring runs counterclockwise, so that its face lies inside.
    walk : ndarray of int, shape (rings,)
        The walk it is a part of.
    """

    vertex: np.ndarray
    begin: np.ndarray
    item: np.ndarray
    is_shell: np.ndarray
    walk: np.ndarray

    def __len__(self) -> int:
        return len(self.walk)

    def lowest(self) -> np.ndarray:
        """Return the lowest vertex of each ring."""
        return self.vertex[self.begin[:-1]]

    def take(self, index: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return vertices and counts of some rings, laid end to end."""
        count = np.diff(self.begin)[index]
        return self.vertex[np.repeat(self.begin[index], count) + ramp(count)], count


def simple_rings(vertex: np.ndarray, item: np.ndarray, node: np.ndarray, count: np.ndarray, walk: np.ndarray) -> Rings:
    """Turn closed walks into simple rings.

    Parameters
    ----------
    vertex, item : ndarray of complex, of int, shape (vertices,)
        Vertices of all walks, and the item that leaves each.
    node : ndarray of int, shape (vertices,)
        Equal where a walk passes the same vertex again; -1 where it can't.
    count, walk : ndarray of int, shape (walks,)
        Number of vertices, and number, of each walk.
    """
    order, count, walk = _split_walks(node, count, walk)
    if order is not None:
        vertex, item = vertex[order], item[order]
    begin = starts(count)
    low = np.minimum.reduceat(vertex, begin[:-1]) if len(count) else vertex
    at_low = np.flatnonzero(vertex == np.repeat(low, count))
    if len(at_low) != len(count):
        raise Unsettled("A ring passes a vertex twice.")
    position = ramp(count + 1)
    position += np.repeat(at_low - begin[:-1], count + 1)
    position %= np.repeat(count, count + 1)
    position += np.repeat(begin[:-1], count + 1)
    ring = vertex[position]
    closed_begin = begin + np.arange(len(begin))
    first, last = closed_begin[:-1], closed_begin[1:] - 2
    is_shell = orientation(ring[last], ring[first], ring[first + 1])[0] > 0
    return Rings(ring, closed_begin, item[at_low], is_shell, walk)


def _split_walks(node: np.ndarray, count: np.ndarray, walk: np.ndarray) -> tuple[np.ndarray | None, np.ndarray, np.ndarray]:
    """Split walks that pass a node twice into loops that pass it once; return the new order of vertices, or None for as it was."""
    begin = starts(count)
    junction = np.flatnonzero(node >= 0)
    nodes = int(node.max(initial=0)) + 1
    key = np.sort((np.searchsorted(begin, junction, side="right") - 1) * nodes + node[junction])
    twice = np.unique(key[1:][key[1:] == key[:-1]] // nodes)
    if not len(twice):
        return None, count, walk
    simple = np.setdiff1d(np.arange(len(count)), twice)
    order = [np.repeat(begin[simple], count[simple]) + ramp(count[simple])]
    counts, walks = [count[simple]], [walk[simple]]
    for number in whole_numbers(twice):
        loops = _loops(whole_numbers(node[begin[number] : begin[number + 1]]))
        order += [np.array(loop) + begin[number] for loop in loops]
        counts.append([len(loop) for loop in loops])
        walks.append(np.full(len(loops), walk[number]))
    return np.concatenate(order), np.concatenate(counts).astype("intp"), np.concatenate(walks)


def _loops(node: list[int]) -> list[list[int]]:
    """Cut a walk at each node it comes back to: positions of the vertices of each loop."""
    loops: list[list[int]] = []
    trail: list[int] = []
    passed: dict[int, int] = {}
    for position, number in enumerate(node):
        if number in passed:
            back = passed[number]
            loops.append(trail[back:])
            for old in trail[back + 1 :]:
                passed.pop(node[old], None)
            trail = trail[:back]
        if number >= 0:
            passed[number] = len(trail)
        trail.append(position)
    return [*loops, trail]


def polygons(vertex: np.ndarray, ring_count: np.ndarray, rings_of_polygon: np.ndarray) -> np.ndarray:
    """Return shapely polygons from closed rings laid end to end, the first ring of each polygon its shell."""
    if not len(rings_of_polygon):
        return np.empty(0, dtype=object)
    if rings_of_polygon.max() > len(rings_of_polygon):
        # shapely 2.1.0's from_ragged_array writes beyond its buffer when a polygon has more rings than there are polygons.
        rings = shapely.linearrings(coordinates(vertex), indices=np.repeat(np.arange(len(ring_count)), ring_count))
        return shapely.polygons(rings, indices=np.repeat(np.arange(len(rings_of_polygon)), rings_of_polygon))
    offsets = (starts(ring_count), starts(rings_of_polygon))
    return shapely.from_ragged_array(shapely.GeometryType.POLYGON, coordinates(vertex), offsets)
