"""Places on edges made nodes: the edges that carry some fall apart there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .contraction import LinePieces
from .graph import Attached, last_not_after


@dataclass(frozen=True)
class Inserted:
    """Edges with places inserted.

    Attributes
    ----------
    edges : LinePieces
        The edges, cut at the places.
    node_count : int
    node : ndarray of int, shape (k,)
        The node of each attached place, in their order.
    old, begin : ndarray, shape (edges,)
        The edge that each is part of, and the cost from that edge's start to where it begins; sorted.
    """

    edges: LinePieces
    node_count: int
    node: np.ndarray
    old: np.ndarray
    begin: np.ndarray

    def locate(self, edge: np.ndarray, position: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return where places on the old edges lie on the new ones."""
        new = last_not_after(self.old, self.begin, edge, position)
        return new, np.clip(position - self.begin[new], 0.0, self.edges.cost[new])


def insert(edges: LinePieces, node_count: int, places: Attached) -> Inserted:
    """Cut edges at attached places; several places on one spot give pieces that cost nothing.

    Such pieces are open both ways: a place at the end of a one-way street lies on the crossing, from where all its streets can be taken.
    """
    edge, position = places.edge[places.there], places.position[places.there]
    node = node_count + np.arange(len(edge))
    everything = np.arange(len(edges))
    old = np.concatenate([everything, edge])
    begin = np.concatenate([np.zeros(len(edges)), position])
    # an edge's own start comes before a place at its very beginning
    order = np.lexsort((np.concatenate([np.full(len(edges), -1), node]), begin, old))
    old, begin = old[order], begin[order]
    start = np.concatenate([edges.start, node])[order]
    is_last = np.append(old[1:] != old[:-1], True)
    end = np.where(is_last, edges.end[old], np.append(start[1:], 0))
    stop = np.where(is_last, edges.cost[old], np.append(begin[1:], 0.0))
    cost = np.maximum(stop - begin, 0.0)
    one_spot = cost == 0
    cut = LinePieces(start, end, cost, edges.forward[old] | one_spot, edges.backward[old] | one_spot)
    return Inserted(cut, node_count + len(edge), node, old, begin)
