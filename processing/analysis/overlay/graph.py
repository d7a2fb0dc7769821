"""The planar graph of one tile: edges, arcs, and the walks around its faces.

A half-edge is an edge seen in one direction, with what lies to its left; half-edge ``e`` of ``n`` edges runs forward, ``e + n`` back. Arcs
are runs of edges through nodes where nothing else meets, and have halves in the same way. The walk that keeps the face to its left
turns, at each node, into the next half-arc clockwise from where it came
(Muller and Preparata 1978).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .arrays import equal_rows, group_numbers, radix_order, ramp, spans
from .exact import orientation
from .noding import Lines, NodedPieces, net_rows

_CLEAR_ANGLE = 1e-7


@dataclass(frozen=True)
class Edges:
    """Different pieces and whose rings run along them.

    Attributes
    ----------
    start, end : ndarray of complex, shape (n,)
    row_first, row_count : ndarray of int, shape (n,)
        Which rows of ``feature`` and ``weight`` tell who lies left and right.
    feature, weight : ndarray of int
        As in `Lines`.
    """

    start: np.ndarray
    end: np.ndarray
    row_first: np.ndarray
    row_count: np.ndarray
    feature: np.ndarray
    weight: np.ndarray

    def __len__(self) -> int:
        return len(self.start)


def distinct_edges(pieces: NodedPieces, lines: Lines) -> Edges:
    """Merge pieces of different lines with the same ends, and leave out those with the same features on both sides."""
    row_first, row_count = lines.row_begin[pieces.line], np.diff(lines.row_begin)[pieces.line]
    turn = pieces.start > pieces.end
    order, begin = equal_rows(np.where(turn, pieces.end, pieces.start), np.where(turn, pieces.start, pieces.end))
    size = np.diff(begin, append=len(order))
    if not len(order) or size.max() == 1:
        return Edges(pieces.start, pieces.end, row_first, row_count, lines.feature, lines.weight)
    several = size > 1
    member = order[spans(begin[several], size[several])]
    group = np.repeat(np.arange(np.count_nonzero(several)), size[several])
    leader = np.minimum.reduceat(member, np.flatnonzero(np.diff(group, prepend=-1)))
    rows = spans(row_first[member], row_count[member])
    of_member = np.repeat(np.arange(len(member)), row_count[member])
    same_way = (turn[member] == turn[leader[group]])[of_member]
    weight = np.where(same_way, lines.weight[rows], -lines.weight[rows])
    more_begin, more_feature, more_weight, alive = net_rows(group[of_member], lines.feature[rows], weight, len(leader))
    keep = np.ones(len(pieces), dtype=bool)
    keep[member] = False
    keep[leader[alive]] = True
    row_first[leader[alive]] = len(lines.feature) + more_begin[:-1]
    row_count[leader[alive]] = np.diff(more_begin)
    return Edges(
        pieces.start[keep],
        pieces.end[keep],
        row_first[keep],
        row_count[keep],
        np.concatenate([lines.feature, more_feature]),
        np.concatenate([lines.weight, more_weight]),
    )


@dataclass(frozen=True)
class Arcs:
    """Runs of edges, and the nodes they run between.

    Attributes
    ----------
    first, count : ndarray of int, shape (arcs,)
        First edge and number of edges of each; they follow each other.
    origin : ndarray of int, shape (2 * arcs,)
        Node at which each half-arc begins.
    inside : ndarray of bool, shape (nodes,)
        Whether the tile owns a node; the graph is complete there.
    """

    first: np.ndarray
    count: np.ndarray
    origin: np.ndarray
    inside: np.ndarray

    def __len__(self) -> int:
        return len(self.first)

    def twin(self, half: np.ndarray) -> np.ndarray:
        """Return the other half of the same arcs."""
        return np.where(half < len(self), half + len(self), half - len(self))


def arcs_of(edges: Edges, owns: Callable[[np.ndarray], np.ndarray]) -> Arcs:
    """Join edges that follow each other through nodes inside the tile where just these two meet.

    Parameters
    ----------
    edges : Edges
        Those of a ring in its order.
    owns : callable
        Tells of complex points whether the tile owns them.
    """
    goes_on = np.zeros(len(edges), dtype=bool)
    goes_on[1:] = edges.start[1:] == edges.end[:-1]
    fresh = np.flatnonzero(~goes_on)
    point = np.concatenate([edges.end, edges.start[fresh]])
    order, begin = equal_rows(point)
    node = group_numbers(order, begin)
    end = node[: len(edges)]
    start = np.roll(end, 1)
    start[fresh] = node[len(edges) :]
    inside = owns(point[order[begin]])
    through = inside & (np.bincount(end, minlength=len(begin)) + np.bincount(start, minlength=len(begin)) == 2)
    breaks = ~(goes_on & through[start])
    first = np.flatnonzero(breaks)
    count = np.diff(first, append=len(edges))
    return Arcs(first, count, np.concatenate([start[first], end[first + count - 1]]), inside)


def successors(edges: Edges, arcs: Arcs) -> np.ndarray:
    """Return the half-arc that follows each on the walk around the face to its left, -1 where it leaves the tile."""
    half = _around_nodes(edges, arcs)
    node = arcs.origin[half]
    first = np.diff(node, prepend=-1) != 0
    begin = np.flatnonzero(first)
    previous = np.arange(-1, len(half) - 1)
    previous[begin] = np.append(begin[1:], len(half)) - 1
    clockwise = np.empty(2 * len(arcs), dtype="intp")
    clockwise[half] = half[previous]
    twin = arcs.twin(np.arange(2 * len(arcs)))
    return np.where(arcs.inside[arcs.origin[twin]], clockwise[twin], -1)


def _around_nodes(edges: Edges, arcs: Arcs) -> np.ndarray:
    """Return the half-arcs grouped by the node at which they begin, counterclockwise around those inside the tile."""
    half = radix_order(arcs.origin)
    node = arcs.origin[half]
    degree = np.bincount(node, minlength=len(arcs.inside))
    sorting = np.flatnonzero((degree > 2)[node] & arcs.inside[node])
    half[sorting] = _counterclockwise(half[sorting], node[sorting], edges, arcs)
    return half


def _counterclockwise(half: np.ndarray, node: np.ndarray, edges: Edges, arcs: Arcs) -> np.ndarray:
    here, there = find_leaving_arcs(half, edges, arcs)
    angle = np.angle(there - here)
    order = np.argsort(angle, kind="stable")
    order = order[radix_order(node[order])]
    half, here, there, angle, node = half[order], here[order], there[order], angle[order], node[order]
    doubtful = np.flatnonzero((node[1:] == node[:-1]) & (angle[1:] - angle[:-1] < _CLEAR_ANGLE))
    while len(doubtful):
        wrong = doubtful[orientation(here[doubtful], there[doubtful], there[doubtful + 1])[0] < 0]
        if not len(wrong):
            break
        wrong = wrong[np.diff(wrong, prepend=-2) > 1]
        for array in (half, there):
            array[wrong], array[wrong + 1] = array[wrong + 1], array[wrong]
    return half


def find_leaving_arcs(half: np.ndarray, edges: Edges, arcs: Arcs) -> tuple[np.ndarray, np.ndarray]:
    """Return the first two vertices of half-arcs."""
    forward = half < len(arcs)
    arc = np.where(forward, half, half - len(arcs))
    first, last = arcs.first[arc], arcs.first[arc] + arcs.count[arc] - 1
    return np.where(forward, edges.start[first], edges.end[last]), np.where(forward, edges.end[first], edges.start[last])


def vertices(half: np.ndarray, edges: Edges, arcs: Arcs) -> tuple[np.ndarray, np.ndarray]:
    """Return the vertices of half-arcs, each without its last, laid end to end, and how many each has."""
    forward = half < len(arcs)
    arc = np.where(forward, half, half - len(arcs))
    count = arcs.count[arc]
    point = np.concatenate([edges.start, edges.end])
    base = np.where(forward, arcs.first[arc], len(edges) + arcs.first[arc] + count - 1)
    step = np.where(forward, 1, -1)
    return point[np.repeat(base, count) + ramp(count) * np.repeat(step, count)], count
