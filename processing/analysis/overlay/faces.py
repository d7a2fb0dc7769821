"""Faces of one tile: those that lie wholly inside become polygons, the others are left as paths for `stitching`."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from .arrays import Chains, chains, spans, starts, whole_numbers
from .exact import orientation
from .forest import Forest, Rows, cover, forest
from .graph import Arcs, Edges, arcs_of, distinct_edges, find_leaving_arcs, successors, vertices
from .linework import from_grid
from .noded_tile import NeighbourNews, NodedTile, pieces_inside
from .rings import Rings, polygons, simple_rings


@dataclass(frozen=True)
class Faces:
    """Faces as rings, each beginning at its lowest vertex.

    Attributes
    ----------
    vertex : ndarray of complex
        Ring after ring, closed; of each face first its shell, then its holes in the order of their lowest vertices.
    ring_count : ndarray of int, shape (rings,)
        Number of vertices of each ring.
    rings : ndarray of int, shape (n,)
        Number of rings of each face.
    node : ndarray of int, shape (n,)
        The forest's node of each face.
    """

    vertex: np.ndarray
    ring_count: np.ndarray
    rings: np.ndarray
    node: np.ndarray

    def __len__(self) -> int:
        return len(self.node)

    def corners(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the first two vertices of each shell; no other face has the same two."""
        first = starts(self.ring_count)[starts(self.rings)[:-1]]
        return self.vertex[first], self.vertex[first + 1]

    def take(self, index: np.ndarray) -> Faces:
        """Return some of the faces."""
        ring = spans(starts(self.rings)[index], self.rings[index])
        count = self.ring_count[ring]
        return Faces(self.vertex[spans(starts(self.ring_count)[ring], count)], count, self.rings[index], self.node[index])

    def scaled(self, size: float) -> Faces:
        """Return the same with coordinates counted in multiples of a size turned into metres; 0 leaves them as they are."""
        return replace(self, vertex=from_grid(self.vertex, size)) if size else self

    def geometry(self) -> np.ndarray:
        """Return the faces as shapely polygons."""
        return polygons(self.vertex, self.ring_count, self.rings)


def join_faces(parts: list[Faces]) -> Faces:
    """Return the faces of several parts as one."""
    return Faces(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("vertex", "ring_count", "rings", "node")))


@dataclass(frozen=True)
class TilePaths:
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
    """

    enter: np.ndarray
    leave: np.ndarray
    vertex: np.ndarray
    count: np.ndarray
    node: np.ndarray


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
class Border:
    """What a tile knows of faces that reach beyond it.

    Attributes
    ----------
    paths : TilePaths
    holes : Holes
    below : ndarray of int, shape (paths,)
        If the lowest vertex of a path is the lowest of its face: the root of the tile's forest from which the face's cover follows ...
    difference : Rows
        ... by adding these rows, whose ``node`` is the path. Paths that leave the tile towards lower vertices have none.
    """

    paths: TilePaths
    holes: Holes
    below: np.ndarray
    difference: Rows


@dataclass(frozen=True)
class TileFaces:
    """The faces that lie wholly inside a tile, and how their cover follows from that of the roots of the tile's forest."""

    faces: Faces
    trees: Forest
    rows: Rows

    def covered(self, grounds: Rows) -> Rows:
        """Return which features cover each face, given which cover the roots; ``node`` holds positions of faces."""
        return cover(self.trees, self.rows.joined(grounds), self.faces.node)


def face_tile(noded: NodedTile, news: NeighbourNews) -> tuple[TileFaces, Border]:
    """Walk around the faces of a tile, with what other tiles found on shared lines."""
    return walk_faces(noded.take_news(news))


def walk_faces(noded: NodedTile) -> tuple[TileFaces, Border]:
    """Walk around the faces of a noded tile."""
    pieces = pieces_inside(noded)
    edges = distinct_edges(pieces, noded.lines)
    arcs = arcs_of(edges, noded.tile.owns)
    walks = chains(successors(edges, arcs))
    rings, paths, lowest = _rings_and_paths(walks, edges, arcs)
    faces, ground = enclose_holes(rings, len(walks))
    below = len(walks) + np.arange(len(lowest))
    climbing = np.concatenate([rings.item[rings.is_shell], lowest])
    node = np.concatenate([rings.walk[rings.is_shell], below])
    parent = np.full(len(walks) + len(lowest), -1, dtype="intp")
    parent[node] = ground[walks.number()][arcs.twin(climbing)]
    trees, rows = forest(parent), _rows(node, climbing, edges, arcs)
    difference = _difference(paths, trees, rows, below)
    return TileFaces(faces, trees, rows), Border(paths, _free_holes(rings, ground), trees.root[below], difference)


def _difference(paths: TilePaths, trees: Forest, rows: Rows, below: np.ndarray) -> Rows:
    """Return the cover of faces relative to the roots, for paths whose lowest vertex may be the lowest of its face."""
    lowest = np.minimum.reduceat(paths.vertex, starts(paths.count)[:-1]) if len(below) else paths.vertex
    asked = np.flatnonzero((paths.enter[:, 0] > lowest) & (paths.leave[:, 1] > lowest))
    found = cover(trees, rows, below[asked])
    return Rows(asked[found.node], found.feature, found.weight)


def _rings_and_paths(walks: Chains, edges: Edges, arcs: Arcs) -> tuple[Rings, TilePaths, np.ndarray]:
    """Return closed walks as rings, the others as paths, and the half-arc that leaves the lowest vertex of each path."""
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
    return rings, *_paths(vertex[crossing], half[position][crossing], walk[position][crossing], walks, edges, arcs)


def _paths(vertex: np.ndarray, half: np.ndarray, walk: np.ndarray, walks: Chains, edges: Edges, arcs: Arcs) -> tuple[TilePaths, np.ndarray]:
    number = np.flatnonzero(~walks.closed)
    first, last = walks.element[walks.begin[:-1][number]], walks.element[walks.begin[1:][number] - 1]
    enter = np.stack(find_leaving_arcs(first, edges, arcs), axis=1)
    leave = np.stack(find_leaving_arcs(arcs.twin(last), edges, arcs)[::-1], axis=1)
    count = np.bincount(walk, minlength=len(walks))[number]
    begin = starts(count)[:-1]
    low = np.minimum.reduceat(vertex, begin) if len(number) else vertex
    at_low = np.flatnonzero(vertex == np.repeat(low, count))
    return TilePaths(enter, leave, vertex, count, number), _lowest_turn(half[at_low], walk[at_low], edges, arcs)


def _lowest_turn(half: np.ndarray, walk: np.ndarray, edges: Edges, arcs: Arcs) -> np.ndarray:
    """Where a path passes its lowest vertex several times, return the half-arc that leaves it most to the right."""
    first = np.flatnonzero(np.diff(walk, prepend=-1))
    best = half[first]
    for group in whole_numbers(np.flatnonzero(np.diff(first, append=len(half)) > 1)):
        end = first[group + 1] if group + 1 < len(first) else len(half)
        for other in half[first[group] + 1 : end]:
            here, there = find_leaving_arcs(np.array([best[group], other]), edges, arcs)
            if orientation(here[:1], there[:1], there[1:])[0][0] < 0:
                best[group] = other
    return best


def enclose_holes(rings: Rings, walk_count: int) -> tuple[Faces, np.ndarray]:
    """Put holes into the shells around them.

    Returns
    -------
    faces : Faces
        One for each shell, in their order; ``node`` is its walk.
    ground : ndarray of int, shape (walk_count,)
        The walk of the face that each walk bounds: its own, or that of the shell around it where it has no shell itself.
    """
    shells, holes = np.flatnonzero(rings.is_shell), np.flatnonzero(~rings.is_shell)
    ground = np.arange(walk_count)
    shell_of = np.full(walk_count, -1, dtype="intp")
    shell_of[rings.walk[shells]] = np.arange(len(shells))
    loose = holes[shell_of[rings.walk[holes]] < 0]
    if len(loose):
        around = smallest_around(rings.lowest()[loose], polygons(*rings.take(shells), np.ones(len(shells), dtype="intp")))
        ground[rings.walk[loose[around >= 0]]] = rings.walk[shells[around[around >= 0]]]
    shell = shell_of[ground[rings.walk[holes]]]
    return _with_holes(rings, shells, holes[shell >= 0], shell[shell >= 0]), ground


def smallest_around(point: np.ndarray, geometry: np.ndarray) -> np.ndarray:
    """Return the smallest polygon around each point, -1 where there is none."""
    around = np.full(len(point), -1, dtype="intp")
    if len(point) and len(geometry):
        inner, outer = shapely.STRtree(geometry).query(shapely.points(point.real, point.imag), predicate="within")
        largest_first = np.argsort(-shapely.area(geometry[outer]), kind="stable")
        around[inner[largest_first]] = outer[largest_first]
    return around


def _with_holes(rings: Rings, shells: np.ndarray, holes: np.ndarray, shell: np.ndarray) -> Faces:
    """Return the shells, each followed by its holes in the order of their lowest vertices."""
    face = np.concatenate([np.arange(len(shells)), shell])
    ring = np.concatenate([shells, holes])
    if len(holes):
        lowest = rings.lowest()[ring]
        order = np.lexsort((lowest.imag, lowest.real, ~rings.is_shell[ring], face))
        face, ring = face[order], ring[order]
    return Faces(*rings.take(ring), np.bincount(face, minlength=len(shells)), rings.walk[shells])


def _free_holes(rings: Rings, ground: np.ndarray) -> Holes:
    """A walk without a shell that no shell surrounds keeps its own number as its ground."""
    has_shell = np.zeros(len(ground), dtype=bool)
    has_shell[rings.walk[rings.is_shell]] = True
    free = np.flatnonzero(~has_shell[ground[rings.walk]])
    vertex, count = rings.take(free)
    return Holes(vertex, count, rings.walk[free])


def _rows(node: np.ndarray, half: np.ndarray, edges: Edges, arcs: Arcs) -> Rows:
    """Return the rows of the first edges of half-arcs, as seen from their left."""
    forward = half < len(arcs)
    edge = arcs.first[np.where(forward, half, half - len(arcs))]
    count = edges.row_count[edge]
    row = np.repeat(edges.row_first[edge] - starts(count)[:-1], count) + np.arange(count.sum())
    weight = edges.weight[row] * np.repeat(np.where(forward, 1, -1), count)
    return Rows(np.repeat(node, count), edges.feature[row], weight)
