"""Where lines meet: the cuts at which they fall apart into pieces, and which cuts are one node.

Lines meet at vertices that coincide, at ends within the tolerance of a vertex of another line, and where a loose end lies within the
tolerance of another line between its vertices. Lines that only cross do not meet: that is a bridge or a tunnel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree


@dataclass(frozen=True)
class Vertices:
    """All vertices of lines, line after line.

    Attributes
    ----------
    xy : ndarray of float, shape (v, 2)
    line : ndarray of int, shape (v,)
    measure : ndarray of float, shape (v,)
        Metres along its line.
    is_end : ndarray of bool, shape (v,)
        Whether it is the first or last of its line.
    """

    xy: np.ndarray
    line: np.ndarray
    measure: np.ndarray
    is_end: np.ndarray


@dataclass(frozen=True)
class LineCuts:
    """Where lines are cut, sorted by line and measure.

    Attributes
    ----------
    line : ndarray of int, shape (c,)
    measure : ndarray of float, shape (c,)
        Metres along the line.
    node : ndarray of int, shape (c,)
        The node that the cut is part of.
    nodes : ndarray of float, shape (n, 2)
        Where each node is.
    joined, mended : int
        Ends that the tolerance joined to a vertex elsewhere, and to a line between its vertices.
    """

    line: np.ndarray
    measure: np.ndarray
    node: np.ndarray
    nodes: np.ndarray
    joined: int
    mended: int


def vertices_of(lines: np.ndarray) -> Vertices:
    """Return the vertices of LineStrings."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    starts = np.append(True, line[1:] != line[:-1])
    step = np.hypot(*np.diff(xy, axis=0, prepend=xy[:1]).T)
    step[starts] = 0.0
    along = np.cumsum(step)
    first = np.flatnonzero(starts)
    measure = along - np.repeat(along[first], np.diff(np.append(first, len(line))))
    return Vertices(xy, line, measure, starts | np.append(starts[1:], True))


def cut_lines(lines: np.ndarray, tolerance: float) -> LineCuts:
    """Return where LineStrings, shape (l,), are cut when what lies within ``tolerance`` (m, inclusive) of each other meets."""
    vertices = vertices_of(lines)
    place, counts = same_place(vertices.xy)
    one, other = near_ends(vertices, place, tolerance)
    is_cut = vertices.is_end | (counts[place] > 1)
    is_cut[other] = True
    cut = np.flatnonzero(is_cut)
    node = components(place[one], place[other], len(counts))[place[cut]]
    loose = cut[vertices.is_end[cut] & (np.bincount(node)[node] == 1)]
    mends = mend(lines, vertices, loose, tolerance)
    number = np.full(len(vertices.xy), -1)
    number[cut] = node
    line = np.concatenate([vertices.line[cut], mends.line])
    measure = np.concatenate([vertices.measure[cut], mends.measure])
    node = np.concatenate([node, number[mends.vertex]])
    xy = np.concatenate([vertices.xy[cut], vertices.xy[mends.vertex]])
    _, first, node = np.unique(node, return_index=True, return_inverse=True)
    order = np.lexsort((measure, line))
    return LineCuts(line[order], measure[order], node[order], xy[first], len(np.unique(one)), len(np.unique(mends.vertex)))


def same_place(xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the number of each vertex's place, shape (v,), and how many vertices each place has."""
    _, place, counts = np.unique(xy[:, 0] + 1j * xy[:, 1], return_inverse=True, return_counts=True)
    return place, counts


def near_ends(vertices: Vertices, place: np.ndarray, tolerance: float) -> tuple[np.ndarray, np.ndarray]:
    """Return pairs (end, vertex) within the tolerance that are not at the same place.

    Only ends join, and of each line only the vertex nearest to them: where vertices lie closer together than the tolerance, all of them
    would become one node, and the way along them would be lost. Of its own line an end joins the other end only: that closes a ring.
    """
    if tolerance <= 0:
        return np.empty(0, dtype=int), np.empty(0, dtype=int)
    ends = np.flatnonzero(vertices.is_end)
    found = cKDTree(vertices.xy[ends]).sparse_distance_matrix(cKDTree(vertices.xy), tolerance, output_type="coo_matrix")
    one, other = ends[found.row], found.col
    elsewhere = vertices.line[one] != vertices.line[other]
    closes = vertices.is_end[other] & (np.abs(vertices.measure[one] - vertices.measure[other]) > tolerance)
    order = np.lexsort((found.data, vertices.line[other], place[one]))
    order = order[(elsewhere | closes)[order]]
    one, other = one[order], other[order]
    nearest = np.append(True, (place[one[1:]] != place[one[:-1]]) | (vertices.line[other[1:]] != vertices.line[other[:-1]]))[: len(one)]
    apart = nearest & (place[one] != place[other])
    return one[apart], other[apart]


def components(one: np.ndarray, other: np.ndarray, count: int) -> np.ndarray:
    """Return for each of ``count`` things the number of the group that the pairs join it to."""
    return connected_components(coo_array((np.ones(len(one), dtype=bool), (one, other)), shape=(count, count)), directed=False)[1]


@dataclass(frozen=True)
class Mends:
    """Loose ends that lie on, or within the tolerance of, another line: the end's vertex, and where it cuts that line."""

    vertex: np.ndarray
    line: np.ndarray
    measure: np.ndarray


def mend(lines: np.ndarray, vertices: Vertices, loose: np.ndarray, tolerance: float) -> Mends:
    """Return where loose ends (rows of vertices) cut other lines; without a tolerance nowhere."""
    if tolerance <= 0 or not len(loose):
        return Mends(np.empty(0, dtype=int), np.empty(0, dtype=int), np.empty(0))
    points = shapely.points(vertices.xy[loose])
    end, line = shapely.STRtree(lines).query(points, predicate="dwithin", distance=tolerance)
    elsewhere = vertices.line[loose[end]] != line
    end, line = end[elsewhere], line[elsewhere]
    return Mends(loose[end], line, shapely.line_locate_point(lines[line], points[end]))
