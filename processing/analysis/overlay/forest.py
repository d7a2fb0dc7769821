"""Labels by winding numbers: which features cover which faces, from the differences across edges alone.

Each face but the outermost has a parent: the face across the edge that leaves its lowest vertex. Crossing that edge changes the cover by
the edge's rows, so the cover of a face is the sum of the rows on the way from its root. Written as intervals of a preorder walk that
sum is one sort and one running total, whatever the depth; no point-in-polygon test is made, so slivers are labelled as surely as lakes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import radix_order, spans, steps_to_end


@dataclass(frozen=True)
class Forest:
    """Trees in preorder.

    Attributes
    ----------
    enter, leave : ndarray of int, shape (nodes,)
        A node's place in the preorder, and the first place after its descendants.
    root : ndarray of int, shape (nodes,)
    """

    enter: np.ndarray
    leave: np.ndarray
    root: np.ndarray


def forest(parent: np.ndarray) -> Forest:
    """Number the nodes of trees in preorder, by ranking the tour that goes down and up each edge (Tarjan and Vishkin 1985).

    Parameters
    ----------
    parent : ndarray of int, shape (nodes,)
        -1 at a root.
    """
    count = len(parent)
    node = np.arange(count)
    order = radix_order(parent + 1)
    last_of_family = np.diff(parent[order], append=-2) != 0
    sibling = np.full(count, -1, dtype="intp")
    sibling[order[:-1]] = np.where(last_of_family[:-1], -1, order[1:])
    first_of_family = order[np.diff(parent[order], prepend=-2) != 0]
    first_of_family = first_of_family[parent[first_of_family] >= 0]
    child = np.full(count, -1, dtype="intp")
    child[parent[first_of_family]] = first_of_family
    down = np.where(child >= 0, child, node + count)
    up = np.where(sibling >= 0, sibling, np.where(parent >= 0, parent + count, -1))
    steps, _ = steps_to_end(np.concatenate([down, up]))
    place = 2 * count - 1 - steps
    goes_down = np.zeros(2 * count, dtype="intp")
    goes_down[place[:count]] = 1
    enter = np.cumsum(goes_down)[place[:count]] - 1
    return Forest(enter, enter + (place[count:] - place[:count] + 1) // 2, steps_to_end(parent)[1])


@dataclass(frozen=True)
class Rows:
    """Differences of cover: node ``node[i]`` and all below it are covered ``weight[i]`` times more by ``feature[i]``."""

    node: np.ndarray
    feature: np.ndarray
    weight: np.ndarray

    def joined(self, other: Rows) -> Rows:
        """Return both sets of rows."""
        return Rows(*(np.concatenate([getattr(self, name), getattr(other, name)]) for name in ("node", "feature", "weight")))


def cover(trees: Forest, rows: Rows, node: np.ndarray) -> Rows:
    """Return the sum of the rows of each node and its ancestors.

    Parameters
    ----------
    node : ndarray of int, shape (n,)
        The nodes that are asked for.

    Returns
    -------
    Rows
        ``node`` holds positions in the argument ``node``; rows of weight 0 are left out.
    """
    size = len(trees.enter) + 1
    key = np.concatenate([trees.enter[rows.node], trees.leave[rows.node]]) + rows.feature.astype("int64")[_twice(rows)] * size
    order = radix_order(key)
    key = key[order]
    total = np.cumsum(np.concatenate([rows.weight, -rows.weight])[order], dtype="int64")
    runs = np.flatnonzero((total[:-1] != 0) & (key[1:] > key[:-1]))
    feature, first = np.divmod(key[runs], size)
    asked = radix_order(trees.enter[node])
    places = trees.enter[node][asked]
    low = places.searchsorted(first)
    count = places.searchsorted(key[runs + 1] - feature * size) - low
    return Rows(asked[spans(low, count)], np.repeat(feature, count), np.repeat(total[runs], count))


def _twice(rows: Rows) -> np.ndarray:
    return np.tile(np.arange(len(rows.node)), 2)
