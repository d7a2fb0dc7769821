"""Faces that reach over several tiles: their paths joined where they cross from tile to tile, and labelled from tile to tile.

A path ends with the very edge with which its continuation in the next tile begins, so joining is matching equal edges; nothing was cut
at the border and nothing has to be healed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Chains, chains, equal_rows, group_numbers, ramp, spans, starts
from .faces import Faces, TileFaces, enclosed
from .forest import Rows, cover, forest
from .rings import Rings, simple_rings
from .settling import Unsettled


@dataclass(frozen=True)
class Stitched:
    """What the tiles leave to each other.

    Attributes
    ----------
    faces : Faces
        The faces that reach over several tiles; ``node`` counts from 0.
    labels : Rows
        Which features cover them: ``node`` holds positions in ``faces``.
    grounds : list of Rows
        For each tile, which features cover the roots of its forest.
    """

    faces: Faces
    labels: Rows
    grounds: list[Rows]


def stitch(tiles: list[TileFaces]) -> Stitched:
    """Join the paths of all tiles into faces, and find the cover of the roots of each tile's forest."""
    paths = _all_paths(tiles)
    walks = chains(paths.successors())
    if not walks.closed.all():
        raise Unsettled("A path that leaves a tile enters no other.")
    holes = _all_holes(tiles, len(walks))
    rings = _joined_rings(_rings(paths, walks), holes)
    walk_count = len(walks) + len(holes.tile)
    geometry, ground = enclosed(rings, walk_count)
    shells = np.flatnonzero(rings.is_shell)
    roots = _Roots(
        np.concatenate([paths.tile, holes.tile]),
        np.concatenate([paths.node, holes.node]),
        ground[np.concatenate([walks.number(), len(walks) + np.arange(len(holes.tile))])],
    )
    covered = _cover(tiles, paths, roots, rings.item[shells], rings.walk[shells], walk_count)
    faces = Faces(geometry, rings.lowest()[shells], rings.vertex[rings.begin[:-1][shells] + 1], np.arange(len(shells)))
    position = np.full(walk_count, -1, dtype="intp")
    position[rings.walk[shells]] = np.arange(len(shells))
    on_face = position[covered.node] >= 0
    labels = Rows(position[covered.node[on_face]], covered.feature[on_face], covered.weight[on_face])
    return Stitched(faces, labels, roots.grounds(covered, len(tiles)))


@dataclass(frozen=True)
class _AllPaths:
    """The paths of all tiles, one after the other."""

    enter: np.ndarray
    leave: np.ndarray
    vertex: np.ndarray
    count: np.ndarray
    tile: np.ndarray
    node: np.ndarray
    below: np.ndarray

    def successors(self) -> np.ndarray:
        """Return for each path the one that begins with the edge it ends with."""
        count = len(self.tile)
        edge = np.concatenate([self.leave, self.enter])
        order, begin = equal_rows(edge[:, 0], edge[:, 1])
        pair = np.sort(order.reshape(-1, 2), axis=1) if len(begin) == count else np.empty((0, 2), dtype="intp")
        if len(pair) != count or np.any(pair[:, 0] >= count) or np.any(pair[:, 1] < count):
            raise Unsettled("The edges that cross tile borders do not match.")
        successor = np.empty(count, dtype="intp")
        successor[pair[:, 0]] = pair[:, 1] - count
        return successor


def _all_paths(tiles):
    parts = [tile.paths for tile in tiles]
    tile = np.repeat(np.arange(len(tiles)), [len(part.node) for part in parts])
    names = ("enter", "leave", "vertex", "count", "node", "below")
    enter, leave, vertex, count, node, below = (np.concatenate([getattr(part, name) for part in parts]) for name in names)
    return _AllPaths(enter, leave, vertex, count, tile, node, below)


def _rings(paths: _AllPaths, walks: Chains) -> Rings:
    count = paths.count[walks.element]
    vertex = paths.vertex[np.repeat(starts(paths.count)[:-1][walks.element], count) + ramp(count)]
    per_walk = np.add.reduceat(count, walks.begin[:-1]) if len(walks) else count
    node = group_numbers(*equal_rows(vertex))
    return simple_rings(vertex, np.repeat(walks.element, count), node, per_walk, np.arange(len(walks)))


@dataclass(frozen=True)
class _AllHoles:
    """The free holes of all tiles: tile and node of each ground, and their rings with the walks they get."""

    tile: np.ndarray
    node: np.ndarray
    vertex: np.ndarray
    count: np.ndarray
    walk: np.ndarray


def _all_holes(tiles, first_walk):
    parts = [tile.holes for tile in tiles]
    tile = np.repeat(np.arange(len(tiles)), [len(part.node) for part in parts])
    vertex, count, node = (np.concatenate([getattr(part, name) for part in parts]) for name in ("vertex", "count", "node"))
    grounds, number = np.unique(np.stack([tile, node]), axis=1, return_inverse=True)
    return _AllHoles(grounds[0], grounds[1], vertex, count, first_walk + number.ravel())


def _joined_rings(rings, holes):
    return Rings(
        np.concatenate([rings.vertex, holes.vertex]),
        np.concatenate([rings.begin, rings.begin[-1] + np.cumsum(holes.count)]),
        np.concatenate([rings.item, np.full(len(holes.count), -1)]),
        np.concatenate([rings.is_shell, np.zeros(len(holes.count), dtype=bool)]),
        np.concatenate([rings.walk, holes.walk]),
    )


@dataclass(frozen=True)
class _Roots:
    """Roots of the tiles' forests, and the walk around the face in which each lies."""

    tile: np.ndarray
    node: np.ndarray
    ground: np.ndarray

    def lookup(self, tile: int, node_count: int) -> np.ndarray:
        """Return for the nodes of a tile's forest their grounds; meaningless but at roots."""
        ground = np.full(node_count, -1, dtype="intp")
        here = self.tile == tile
        ground[self.node[here]] = self.ground[here]
        return ground

    def grounds(self, covered: Rows, tile_count: int) -> list[Rows]:
        """Return for each tile the cover of its roots, given that of the walks, sorted by walk."""
        first = np.searchsorted(covered.node, self.ground)
        count = np.searchsorted(covered.node, self.ground, side="right") - first
        row = spans(first, count)
        node, tile = np.repeat(self.node, count), np.repeat(self.tile, count)
        order = np.argsort(tile, kind="stable")
        cuts = np.searchsorted(tile[order], np.arange(1, tile_count))
        parts = [np.split(part[order], cuts) for part in (node, covered.feature[row], covered.weight[row])]
        return [Rows(*rows) for rows in zip(*parts, strict=True)]


def _cover(tiles, paths, roots, path, walk, walk_count):
    """Return which features cover each walk's face, sorted by walk.

    The face of ``walk[i]`` has its lowest vertex on ``path[i]``; its parent is what that path's tile found below it. Walks without a
    shell that no shell surrounds lie in the open, the last node.
    """
    parent = np.full(walk_count + 1, walk_count, dtype="intp")
    parent[-1] = -1
    parts = []
    for number, tile in enumerate(tiles):
        here = np.flatnonzero(paths.tile[path] == number)
        below = paths.below[path[here]]
        parent[walk[here]] = roots.lookup(number, len(tile.trees.root))[tile.trees.root[below]]
        found = cover(tile.trees, tile.rows, below)
        parts.append(Rows(walk[here][found.node], found.feature, found.weight))
    rows = Rows(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("node", "feature", "weight")))
    covered = cover(forest(parent), rows, np.arange(walk_count))
    order = np.argsort(covered.node, kind="stable")
    return Rows(covered.node[order], covered.feature[order], covered.weight[order])
