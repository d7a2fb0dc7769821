"""A network of lines as a graph: edges between nodes where ways branch, and points attached to its edges."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import shapely
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from ...model.progress import SILENT, Progress
from .contraction import LineChains, LinePieces
from .snapping import Snapper

ROUNDING = 1e-9
"""Relative slack of a distance that is inclusive, so that one of exactly that length is not lost to rounding."""
SPOT = 1e-6
"""Costs that differ less are of one spot."""
FARTHEST = 1e9
"""Metres from the origin beyond which no coordinate system has a place: such a coordinate is a mistake."""


@dataclass(frozen=True)
class GraphReport:
    """What was made of the lines.

    Attributes
    ----------
    lines : int
        Lines taken, parts of multilines counted apart.
    left_out : int
        Lines without length, that reach farther than any map, or that may be travelled in neither direction.
    nodes, edges : int
        After contraction.
    joined, mended : int
        Ends that the tolerance joined to a vertex, and to the middle of a line.
    parts : int
        Parts of the network that do not hang together.
    main_share : float
        Share (0-1) of the lines' length in the longest part.
    """

    lines: int
    left_out: int
    nodes: int
    edges: int
    joined: int
    mended: int
    parts: int
    main_share: float


@dataclass(frozen=True)
class Attached:
    """Points attached to edges.

    Attributes
    ----------
    edge : ndarray of int, shape (n,)
        -1 where no line lies within reach.
    position : ndarray of float, shape (n,)
        Cost from the edge's start to where the point meets it.
    away : ndarray of float, shape (n,)
        Metres, as the crow flies, from the point to the line; NaN where it is not attached.
    """

    edge: np.ndarray
    position: np.ndarray
    away: np.ndarray

    def __len__(self) -> int:
        return len(self.edge)

    @property
    def there(self) -> np.ndarray:
        """Which points are attached, bool, shape (n,)."""
        return self.edge >= 0

    def where(self, mask: np.ndarray) -> Attached:
        """Return the points with those for which ``mask`` does not hold attached nowhere."""
        return replace(self, edge=np.where(mask, self.edge, -1))


@dataclass(frozen=True)
class LineGraph:
    """What `build_graph` makes.

    Attributes
    ----------
    lines : ndarray of LineString, shape (l,)
    rate : ndarray of float, shape (l,)
        Cost of one metre along each line.
    owner : ndarray of int, shape (l,)
        The row of the layer that each line came from.
    piece_line, piece_begin : ndarray, shape (p,)
        The line that each piece is part of, and the metres along it where it begins; sorted.
    chains : LineChains
        Edges made of those pieces; their nodes are rows of ``nodes``.
    nodes : ndarray of float, shape (n, 2)
        Where the nodes are.
    part : ndarray of int, shape (n,)
        The part of the network that each node belongs to; 0 is the longest.
    report : GraphReport
    """

    lines: np.ndarray
    rate: np.ndarray
    owner: np.ndarray
    piece_line: np.ndarray
    piece_begin: np.ndarray
    chains: LineChains
    nodes: np.ndarray
    part: np.ndarray
    report: GraphReport = field(repr=False)

    @property
    def edges(self) -> LinePieces:
        """The edges between nodes."""
        return self.chains.edges

    @cached_property
    def snapper(self) -> Snapper:
        """Finds the nearest spot on any line; made when first asked."""
        return Snapper(self.lines)

    @cached_property
    def main_snapper(self) -> Snapper:
        """Finds the nearest spot on the lines of the longest part; made when first asked."""
        return Snapper(self.lines[self.main_lines])

    @cached_property
    def main_lines(self) -> np.ndarray:
        """Which lines are in the longest part, bool, shape (l,)."""
        first = np.searchsorted(self.piece_line, np.arange(len(self.lines)))
        return self.part[self.edges.start[self.chains.chain[first]]] == 0

    def attach(self, xy: np.ndarray, reach: float = np.inf, main_part_only: bool = False, progress: Progress = SILENT) -> Attached:
        """Attach points, shape (n, 2), to the nearest line within ``reach`` (m, inclusive), at any spot along it.

        A point without a place on any map is attached nowhere. ``main_part_only`` passes over lines that are cut off from the longest part.
        """
        snapper = self.main_snapper if main_part_only else self.snapper
        known = np.flatnonzero(have_coordinates(xy))
        line, measure, away = snapper.nearest(xy[known], reach * (1 + ROUNDING), progress)
        found = line >= 0
        line, measure, at = line[found], measure[found], known[found]
        line = np.flatnonzero(self.main_lines)[line] if main_part_only else line
        result = Attached(np.full(len(xy), -1), np.full(len(xy), np.nan), np.full(len(xy), np.nan))
        result.edge[at], result.position[at] = self.on_edges(line, measure)
        result.away[at] = away[found]
        return result

    def on_edges(self, line: np.ndarray, measure: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the edge, and the cost from its start, of places given by line and metres along it; at an end exactly there."""
        piece = last_not_after(self.piece_line, self.piece_begin, line, measure)
        into = (measure - self.piece_begin[piece]) * self.rate[line]
        turned = self.chains.turned[piece]
        edge = self.chains.chain[piece]
        position = self.chains.offset[piece] + np.where(turned, self.piece_cost[piece] - into, into)
        whole = self.edges.cost[edge]
        return edge, np.where(position < SPOT, 0.0, np.where(position > whole - SPOT, whole, position))

    @cached_property
    def piece_cost(self) -> np.ndarray:
        """The cost of each piece, shape (p,)."""
        end = np.append(self.piece_begin[1:], 0.0)
        is_last = np.append(self.piece_line[1:] != self.piece_line[:-1], True)
        end[is_last] = shapely.length(self.lines[self.piece_line[is_last]])
        return (end - self.piece_begin) * self.rate[self.piece_line]


def have_coordinates(xy: np.ndarray) -> np.ndarray:
    """Return which coordinates, shape (n, 2), are numbers that a coordinate system can have."""
    return (np.abs(xy) <= FARTHEST).all(axis=1)


def last_not_after(group: np.ndarray, value: np.ndarray, wanted_group: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return for each ``wanted`` the row of the last ``value`` of its group not above it; values are sorted within sorted groups."""
    start = np.searchsorted(group, wanted_group)
    asks = np.append(np.zeros(len(value)), np.ones(len(wanted)))
    order = np.lexsort((asks, np.append(value, wanted), np.append(group, wanted_group)))
    rank = np.empty(len(order), dtype=int)
    rank[order] = np.cumsum(order < len(value))
    return np.maximum(rank[len(value) :] - 1, start)


def parts_of(edges: LinePieces, node_count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the part that each node belongs to, numbered from the longest, and the parts' summed cost."""
    graph = coo_array((np.ones(len(edges), dtype=bool), (edges.start, edges.end)), shape=(node_count, node_count))
    count, part = connected_components(graph, directed=False)
    size = np.bincount(part[edges.start], edges.cost, minlength=count)
    order = np.argsort(-size, kind="stable")
    rank = np.empty(count, dtype=int)
    rank[order] = np.arange(count)
    return rank[part], size[order]


def cost_matrix(one: np.ndarray, other: np.ndarray, cost: np.ndarray, node_count: int) -> csr_array:
    """Return the sparse matrix of the cheapest way from node ``one`` to node ``other``.

    The minimum of parallel ways is taken first: a sparse matrix adds up what stands twice at one place. Ways that cost nothing are kept.
    """
    order = np.lexsort((cost, other, one))
    one, other, cost = one[order], other[order], cost[order]
    first = np.append(True, (one[1:] != one[:-1]) | (other[1:] != other[:-1])) if len(one) else np.empty(0, dtype=bool)
    one, other, cost = one[first], other[first], cost[first]
    start = np.searchsorted(one, np.arange(node_count + 1))
    return csr_array((cost, other.astype("int32"), start.astype("int32")), shape=(node_count, node_count))
