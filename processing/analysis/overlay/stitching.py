"""Faces that reach over several tiles: their paths joined where they cross from tile to tile, and labelled from tile to tile.

A path ends with the very edge with which its continuation in the next tile begins, so joining is matching equal edges; nothing was cut
at the border and nothing has to be healed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Chains, chains, equal_rows, group_numbers, group_repeated, spans, starts, whole_numbers
from .faces import Border, Faces, Holes, TilePaths, enclose_holes
from .forest import Rows, cover, forest
from .noding import Unsettled
from .rings import Rings, simple_rings


@dataclass(frozen=True)
class Roots:
    """Roots of the tiles' forests, sorted by tile, and the walk around the face in which each lies.

    Attributes
    ----------
    tile, node, ground : ndarray of int, shape (roots,)
    """

    tile: np.ndarray
    node: np.ndarray
    ground: np.ndarray

    def of_tile(self, tile: int) -> tuple[np.ndarray, np.ndarray]:
        """Return nodes and grounds of the roots of one tile."""
        low, high = np.searchsorted(self.tile, [tile, tile + 1])
        return self.node[low:high], self.ground[low:high]

    def lookup(self, tile: int, nodes: np.ndarray) -> np.ndarray:
        """Return the grounds of some roots of a tile, given their nodes."""
        node, ground = self.of_tile(tile)
        order = np.argsort(node)
        return ground[order[np.searchsorted(node[order], nodes)]]


@dataclass(frozen=True)
class Stitched:
    """What the tiles leave to each other.

    Attributes
    ----------
    faces : Faces
        The faces that reach over several tiles; ``node`` is the walk around each.
    roots : Roots
    covered : Rows
        Which features cover the face of each walk, sorted by walk.
    """

    faces: Faces
    roots: Roots
    covered: Rows

    def cover_of(self, walks: np.ndarray) -> Rows:
        """Return which features cover the faces of some walks; ``node`` holds positions in ``walks``."""
        first = np.searchsorted(self.covered.node, walks)
        count = np.searchsorted(self.covered.node, walks, side="right") - first
        row = spans(first, count)
        return Rows(np.repeat(np.arange(len(walks)), count), self.covered.feature[row], self.covered.weight[row])

    def grounds(self, tile: int) -> Rows:
        """Return which features cover the roots of a tile's forest."""
        node, ground = self.roots.of_tile(tile)
        rows = self.cover_of(ground)
        return Rows(node[rows.node], rows.feature, rows.weight)


def stitch(borders: list[Border]) -> Stitched:
    """Join the paths of all tiles into faces, and find the cover of the roots of each tile's forest.

    Raises
    ------
    Unsettled
        If paths do not match, which means that pieces still cross in some of the tiles.
    """
    paths, tile, node = _all_paths(borders)
    walks = chains(_successors(paths, tile))
    holes, hole_tile, hole_node, hole_walk = _all_holes(borders, len(walks))
    rings = _join_rings(_rings(paths, walks), holes, hole_walk)
    walk_count = len(walks) + len(hole_node)
    faces, ground = enclose_holes(rings, walk_count)
    every_tile, every_node = np.concatenate([tile, hole_tile]), np.concatenate([node, hole_node])
    root_ground = ground[np.concatenate([walks.number(), len(walks) + np.arange(len(hole_node))])]
    order = np.argsort(every_tile, kind="stable")
    roots = Roots(every_tile[order], every_node[order], root_ground[order])
    covered = _cover(borders, tile, roots, rings.item[rings.is_shell], faces.node, walk_count)
    return Stitched(faces, roots, covered)


def _all_paths(borders: list[Border]) -> tuple[TilePaths, np.ndarray, np.ndarray]:
    parts = [border.paths for border in borders]
    tile = np.repeat(np.arange(len(borders)), [len(part.node) for part in parts])
    paths = TilePaths(*(np.concatenate([getattr(part, name) for part in parts]) for name in TilePaths.__dataclass_fields__))
    return paths, tile, paths.node


def _successors(paths: TilePaths, tile: np.ndarray) -> np.ndarray:
    """Return for each path, given the tile of each, the one that begins with the edge it ends with."""
    count = len(paths.node)
    edge = np.concatenate([paths.leave, paths.enter])
    order, begin = equal_rows(edge[:, 0], edge[:, 1])
    number, ends = group_numbers(order, begin), np.arange(2 * count) < count
    left, entered = (np.bincount(number[side], minlength=len(begin)) for side in (ends, ~ends))
    if len(alone := np.flatnonzero((left != 1) | (entered != 1))):
        places = np.unique(np.tile(tile, 2)[np.isin(number, alone)])
        raise Unsettled("The edges that cross tile borders do not match.", whole_numbers(places))
    pair = np.sort(order.reshape(-1, 2), axis=1)
    successor = np.empty(count, dtype="intp")
    successor[pair[:, 0]] = pair[:, 1] - count
    return successor


def _rings(paths: TilePaths, walks: Chains) -> Rings:
    count = paths.count[walks.element]
    vertex = paths.vertex[spans(starts(paths.count)[walks.element], count)]
    per_walk = np.add.reduceat(count, walks.begin[:-1]) if len(walks) else count
    return simple_rings(vertex, np.repeat(walks.element, count), group_repeated(vertex), per_walk, np.arange(len(walks)))


def _all_holes(borders: list[Border], first_walk: int) -> tuple[Holes, np.ndarray, np.ndarray, np.ndarray]:
    """Return the free holes of all tiles, tile and node of each ground, and the walk that each ring gets."""
    parts = [border.holes for border in borders]
    tile = np.repeat(np.arange(len(borders)), [len(part.node) for part in parts])
    holes = Holes(*(np.concatenate([getattr(part, name) for part in parts]) for name in Holes.__dataclass_fields__))
    grounds, number = np.unique(np.stack([tile, holes.node]), axis=1, return_inverse=True)
    return holes, grounds[0], grounds[1], first_walk + number.ravel()


def _join_rings(rings: Rings, holes: Holes, hole_walk: np.ndarray) -> Rings:
    return Rings(
        np.concatenate([rings.vertex, holes.vertex]),
        np.concatenate([rings.begin, rings.begin[-1] + np.cumsum(holes.count)]),
        np.concatenate([rings.item, np.full(len(holes.count), -1)]),
        np.concatenate([rings.is_shell, np.zeros(len(holes.count), dtype=bool)]),
        np.concatenate([rings.walk, hole_walk]),
    )


def _cover(borders: list[Border], path_tile: np.ndarray, roots: Roots, path: np.ndarray, walk: np.ndarray, walk_count: int) -> Rows:
    """Return which features cover each walk's face, sorted by walk.

    The face of ``walk[i]`` has its lowest vertex on ``path[i]``; its parent is what that path's tile found below it. Walks without a
    shell that no shell surrounds lie in the open, the last node.
    """
    parent = np.full(walk_count + 1, walk_count, dtype="intp")
    parent[-1] = -1
    first_path = np.searchsorted(path_tile, np.arange(len(borders)))
    walk_of = np.full(len(path_tile), -1, dtype="intp")
    walk_of[path] = walk
    parts = []
    for tile, border in enumerate(borders):
        lowest = walk_of[first_path[tile] : first_path[tile] + len(border.below)]
        chosen = lowest >= 0
        parent[lowest[chosen]] = roots.lookup(tile, border.below[chosen])
        rows = border.difference
        used = chosen[rows.node]
        parts.append(Rows(lowest[rows.node[used]], rows.feature[used], rows.weight[used]))
    rows = Rows(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("node", "feature", "weight")))
    covered = cover(forest(parent), rows, np.arange(walk_count))
    order = np.argsort(covered.node, kind="stable")
    return Rows(covered.node[order], covered.feature[order], covered.weight[order])
