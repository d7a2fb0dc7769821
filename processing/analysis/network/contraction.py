"""Pieces of lines put end to end: nodes where nothing branches off go, so that a shortest path meets a tenth of the nodes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class LinePieces:
    """Parts of lines between two cuts.

    Attributes
    ----------
    start, end : ndarray of int, shape (p,)
        Nodes.
    cost : ndarray of float, shape (p,)
        What it takes to travel the whole piece.
    forward, backward : ndarray of bool, shape (p,)
        Whether it may be travelled from start to end, and from end to start.
    """

    start: np.ndarray
    end: np.ndarray
    cost: np.ndarray
    forward: np.ndarray
    backward: np.ndarray

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True)
class LineChains:
    """Pieces put end to end.

    Attributes
    ----------
    edges : LinePieces
        The chains, as pieces between nodes that remain.
    chain : ndarray of int, shape (p,)
        The chain that each piece is part of.
    offset : ndarray of float, shape (p,)
        Cost from the chain's start to the piece's start (its end, where it lies the other way round).
    turned : ndarray of bool, shape (p,)
        Whether the piece lies the other way round in its chain.
    """

    edges: LinePieces
    chain: np.ndarray
    offset: np.ndarray
    turned: np.ndarray


def contract(pieces: LinePieces, node_count: int) -> LineChains:
    """Join pieces at nodes where two different ones meet that may be travelled alike.

    Each piece is two halves: number ``2 p`` from start to end, ``2 p + 1`` back. A chain is a list of halves, each of which knows the one
    after it; how far a half is from the chain's end comes from doubling the reach of that knowledge, not from walking.
    """
    after, last = followers(pieces, node_count)
    cost = np.repeat(pieces.cost, 2)
    head, to_end = list_ends(after, last, cost)
    # a chain shows up twice, once in each direction: the one whose last half has the lower piece (or the even half) is kept
    tail = head[np.arange(len(head)) ^ 1] ^ 1
    keep = (head >> 1 < tail >> 1) | ((head >> 1 == tail >> 1) & (head & 1 == 0))
    half = np.flatnonzero(keep)
    ends, chain = np.unique(head[half], return_inverse=True)
    begins = tail[half][np.unique(chain, return_index=True)[1]]
    total = to_end[begins] + cost[begins]
    piece = half >> 1
    edges = LinePieces(
        nodes_of_halves(pieces, begins)[0],
        nodes_of_halves(pieces, ends)[1],
        total,
        passable(pieces)[ends],
        passable(pieces)[ends ^ 1],
    )
    place, offset, turned = np.empty(len(pieces), dtype=int), np.empty(len(pieces)), np.empty(len(pieces), dtype=bool)
    place[piece] = chain
    offset[piece] = np.maximum(total[chain] - to_end[half] - cost[half], 0.0)
    turned[piece] = half & 1 == 1
    return LineChains(edges, place, offset, turned)


def nodes_of_halves(pieces: LinePieces, half: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where halves start and end."""
    piece, back = half >> 1, half & 1 == 1
    return np.where(back, pieces.end[piece], pieces.start[piece]), np.where(back, pieces.start[piece], pieces.end[piece])


def passable(pieces: LinePieces) -> np.ndarray:
    """Return whether each half may be travelled, shape (2 p,)."""
    return np.stack([pieces.forward, pieces.backward], axis=1).ravel()


def followers(pieces: LinePieces, node_count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return for each half the one after it (itself at a chain's end), and whether it is its chain's last."""
    halves = np.arange(2 * len(pieces))
    start, end = nodes_of_halves(pieces, halves)
    degree = np.bincount(start, minlength=node_count)
    by_start = np.argsort(start, kind="stable")
    first = np.searchsorted(start[by_start], np.arange(node_count))
    pair = np.flatnonzero(degree == 2)
    one, other = by_start[first[pair]], by_start[first[pair] + 1]
    way = passable(pieces)
    # both leave the node: travel in along 'one' turned round, out along 'other'
    joins = (one >> 1 != other >> 1) & (way[one ^ 1] == way[other]) & (way[one] == way[other ^ 1])
    after = halves.copy()
    after[one[joins] ^ 1] = other[joins]
    after[other[joins] ^ 1] = one[joins]
    return after, after == halves


def list_ends(after: np.ndarray, last: np.ndarray, cost: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return for each half its chain's last half, and the cost from its own end to the chain's end.

    Changes ``after`` and ``last`` where a chain bites its own tail: such a ring is opened at its lowest half.
    """
    open_rings(after, last)
    far, to_end = after.copy(), np.where(last, 0.0, cost[after])
    while not last[far].all():
        to_end = to_end + to_end[far]
        far = far[far]
    return far, to_end


def open_rings(after: np.ndarray, last: np.ndarray) -> None:
    """Open rings, in which no half is the last, at the node where their lowest half starts; in both directions."""
    far, lowest = after.copy(), np.minimum(np.arange(len(after)), after)
    for _ in range(max(len(after) - 1, 1).bit_length()):
        lowest = np.minimum(lowest, lowest[far])
        far = far[far]
    in_ring = ~last[far]
    opened = np.unique(lowest[in_ring] >> 1) * 2
    before = np.empty_like(after)
    before[after[in_ring]] = np.flatnonzero(in_ring)
    for half in (before[opened], opened ^ 1):
        after[half] = half
        last[half] = True
