"""Faces of one tile: those that lie wholly inside become polygons, the others are left as paths for `stitching`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .arrays import Chains, chains, starts
from .exact import orientation
from .forest import Forest, Rows, forest
from .graph import Arcs, Edges, arcs_of, distinct_edges, leaving, successors, vertices
from .noded_tile import NodedTile, pieces_inside
from .rings import Rings, polygons, simple_rings


@dataclass(frozen=True)
class Faces:
    """Polygons and what they are sorted by.

    Attributes
    ----------
    geometry : ndarray of shapely polygons, shape (n,)
    lowest, second : ndarray of complex, shape (n,)
        The first two vertices of each shell; together they occur once.
    node : ndarray of int, shape (n,)
        The forest's node of each face.
    """

    geometry: np.ndarray
    lowest: np.ndarray
    second: np.ndarray
    node: np.ndarray


@dataclass(frozen=True)
class Paths:
    """Walks that cross a tile, from just before they enter to just after they leave.

    Attributes
    ----------
    enter, leave : ndarray of complex, shape (paths, 2)
        The first and the last edge of each: the edges that cross the tile's border.
    vertex : ndarray of complex
        The vertices inside the tile, path after path.
    count : ndarray of int, shape (paths,)
    node : ndarray of int, shape (paths,)
        The forest's node of the face to the left.
    below : ndarray of int, shape (paths,)
        The forest's node with the cover of that face, provided that the face's lowest vertex is the path's lowest.
    """

    enter: np.ndarray
    leave: np.ndarray
    vertex: np.ndarray
    count: np.ndarray
    node: np.ndarray
    below: np.ndarray


@dataclass(frozen=True)
class Holes:
    """Rings around groups of lines that lie in no face of their tile.

    Attributes
    ----------
    vertex : ndarray of complex
        Ring after ring, closed, each beginning at its lowest vertex.
    count : ndarray of int, shape (rings,)
    node : ndarray of int, shape (rings,)
        The forest's node of the ground around the group.
    """

    vertex: np.ndarray
    count: np.ndarray
    node: np.ndarray


@dataclass(frozen=True)
class TileFaces:
    """What a tile gives: its own faces, and what it knows of faces that reach beyond it."""

    faces: Faces
    paths: Paths
    holes: Holes
    trees: Forest
    rows: Rows


def face_tile(noded: NodedTile) -> TileFaces:
    """Walk around the faces of a noded tile."""
    pieces = pieces_inside(noded)
    edges = distinct_edges(pieces, noded.lines)
    arcs = arcs_of(edges, noded.tile.owns)
    walks = chains(successors(edges, arcs))
    rings, paths = _rings_and_paths(walks, edges, arcs)
    geometry, ground = enclosed(rings, len(walks))
    shells = np.flatnonzero(rings.is_shell)
    walk_of = ground[walks.number()]
    climbing = np.concatenate([rings.item[shells], paths.below])
    node = np.concatenate([rings.walk[shells], len(walks) + np.arange(len(paths.below))])
    parent = np.full(len(walks) + len(paths.below), -1, dtype="intp")
    parent[node] = walk_of[arcs.twin(climbing)]
    below = len(walks) + np.arange(len(paths.below))
    paths = Paths(paths.enter, paths.leave, paths.vertex, paths.count, paths.node, below)
    faces = Faces(geometry, rings.lowest()[shells], rings.vertex[rings.begin[:-1][shells] + 1], rings.walk[shells])
    return TileFaces(faces, paths, _free_holes(rings, ground), forest(parent), _rows(node, climbing, edges, arcs))


def _rings_and_paths(walks: Chains, edges: Edges, arcs: Arcs) -> tuple[Rings, Paths]:
    half = walks.element
    vertex, count = vertices(half, edges, arcs)
    walk = np.repeat(np.arange(len(walks)), np.diff(walks.begin))
    position = np.repeat(np.arange(len(half)), count)
    first_of_half = np.zeros(len(vertex), dtype=bool)
    first_of_half[starts(count)[:-1]] = True
    closed = walks.closed[walk]
    ringed = closed[position]
    node = np.where(first_of_half, arcs.origin[half][position], -1)[ringed]
    per_walk = np.bincount(walk[position][ringed], minlength=len(walks))[walks.closed]
    rings = simple_rings(vertex[ringed], half[position][ringed], node, per_walk, np.flatnonzero(walks.closed))
    crossing = ~ringed & ~(first_of_half & ~arcs.inside[arcs.origin[half]][position])
    return rings, _paths(vertex[crossing], half[position][crossing], walk[position][crossing], walks, edges, arcs)


def _paths(vertex, half, walk, walks, edges, arcs):
    """``below`` holds the half-arc that leaves the lowest vertex, for now."""
    number = np.flatnonzero(~walks.closed)
    first, last = walks.element[walks.begin[:-1][number]], walks.element[walks.begin[1:][number] - 1]
    enter = np.stack(leaving(first, edges, arcs), axis=1)
    leave = np.stack(leaving(arcs.twin(last), edges, arcs)[::-1], axis=1)
    count = np.bincount(walk, minlength=len(walks))[number]
    begin = starts(count)[:-1]
    low = np.minimum.reduceat(vertex, begin) if len(number) else vertex
    at_low = np.flatnonzero(vertex == np.repeat(low, count))
    return Paths(enter, leave, vertex, count, number, _lowest_turn(half[at_low], walk[at_low], edges, arcs))


def _lowest_turn(half, walk, edges, arcs):
    """Where a path passes its lowest vertex several times, return the half-arc that leaves it most to the right."""
    first = np.flatnonzero(np.diff(walk, prepend=-1))
    best = half[first]
    for group in np.flatnonzero(np.diff(first, append=len(half)) > 1).tolist():
        end = first[group + 1] if group + 1 < len(first) else len(half)
        for other in half[first[group] + 1 : end]:
            here, there = leaving(np.array([best[group], other]), edges, arcs)
            if orientation(here[:1], there[:1], there[1:])[0][0] < 0:
                best[group] = other
    return best


def enclosed(rings: Rings, walk_count: int) -> tuple[np.ndarray, np.ndarray]:
    """Make polygons of shells and the holes in them.

    Returns
    -------
    geometry : ndarray of shapely polygons
        One for each shell, in their order.
    ground : ndarray of int, shape (walk_count,)
        The walk of the face that each walk bounds: its own, or that of the shell around it where it has no shell itself.
    """
    shells = np.flatnonzero(rings.is_shell)
    geometry = polygons(*rings.take(shells), np.ones(len(shells), dtype="intp"))
    ground = np.arange(walk_count)
    has_shell = np.zeros(walk_count, dtype=bool)
    has_shell[rings.walk[shells]] = True
    holes = np.flatnonzero(~rings.is_shell)
    loose = holes[~has_shell[rings.walk[holes]]]
    around = smallest_around(rings.lowest()[loose], geometry)
    found = around >= 0
    ground[rings.walk[loose[found]]] = rings.walk[shells[around[found]]]
    shell_of = np.full(walk_count, -1, dtype="intp")
    shell_of[rings.walk[shells]] = np.arange(len(shells))
    return _with_holes(geometry, rings, shells, holes, shell_of[ground[rings.walk[holes]]]), ground


def smallest_around(point: np.ndarray, geometry: np.ndarray) -> np.ndarray:
    """Return the smallest polygon around each point, -1 where there is none."""
    around = np.full(len(point), -1, dtype="intp")
    if len(point) and len(geometry):
        inner, outer = shapely.STRtree(geometry).query(shapely.points(point.real, point.imag), predicate="within")
        largest_first = np.argsort(-shapely.area(geometry[outer]), kind="stable")
        around[inner[largest_first]] = outer[largest_first]
    return around


def _with_holes(geometry, rings, shells, holes, shell):
    """Put holes into the polygons of their shells; within a polygon in the order of their lowest vertices."""
    holes, shell = holes[shell >= 0], shell[shell >= 0]
    if not len(holes):
        return geometry
    holed = np.unique(shell)
    ring = np.concatenate([shells[holed], holes])
    polygon = np.concatenate([holed, shell])
    lowest = rings.lowest()[ring]
    order = np.lexsort((lowest.imag, lowest.real, ~rings.is_shell[ring], polygon))
    geometry[holed] = polygons(*rings.take(ring[order]), np.bincount(np.searchsorted(holed, polygon)))
    return geometry


def _free_holes(rings, ground):
    """A walk without a shell that no shell surrounds keeps its own number as its ground."""
    has_shell = np.zeros(len(ground), dtype=bool)
    has_shell[rings.walk[rings.is_shell]] = True
    free = np.flatnonzero(~has_shell[ground[rings.walk]])
    vertex, count = rings.take(free)
    return Holes(vertex, count, rings.walk[free])


def _rows(node, half, edges, arcs):
    """Return the rows of the first edges of half-arcs, as seen from their left."""
    forward = half < len(arcs)
    edge = arcs.first[np.where(forward, half, half - len(arcs))]
    count = edges.row_count[edge]
    row = np.repeat(edges.row_first[edge] - starts(count)[:-1], count) + np.arange(count.sum())
    weight = edges.weight[row] * np.repeat(np.where(forward, 1, -1), count)
    return Rows(np.repeat(node, count), edges.feature[row], weight)
