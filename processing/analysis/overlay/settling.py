"""Settling all tiles together: round by round they tell each other new cuts, and points too close to tell apart become one.

Within a round every tile looks at the state that the round before left, so the outcome does not depend on what is a tile.
"""

from __future__ import annotations

from functools import partial
from typing import cast

import numpy as np

from .arrays import whole_numbers
from .exchange import Exchange
from .noded_tile import NodedTile, look_again, snap_tile
from .noding import Precision, Unsettled
from .store import Handle
from .workplaces import Workplace

ROUNDS = 24
HOPEFUL = 4
"""Rounds after which pieces that still cross are given up: what cuts and merged points can mend is mended in two or three."""


def settle(exchange: Exchange, precision: Precision, place: Workplace) -> None:
    """Node tiles again until no pieces meet but in ends that they share.

    Raises
    ------
    Unsettled
        If rounding prevents it.
    """
    waiting = exchange.publish()
    if precision.whole:
        snapped = place.work(snap_tile, exchange.tasks(waiting), len(waiting))
        for number, (handle, cuts) in zip(waiting, snapped, strict=True):
            exchange.replace(number, handle, cuts)
        exchange.publish()
        return
    crossing = np.zeros(len(exchange.handles), dtype=bool)
    for turn in range(1, ROUNDS + 1):
        close, is_end = [np.empty((0, 2), dtype="complex128")], [np.empty((0, 2), dtype=bool)]
        looks = place.work(partial(look_again, precision=precision), exchange.tasks(waiting), len(waiting))
        for number, (after, found) in zip(waiting, looks, strict=True):
            crossing[number] = found.crossing
            close.append(found.close)
            is_end.append(found.is_end)
            if found.cuts is not None:
                exchange.replace(number, cast("Handle[NodedTile]", after), found.cuts)  # new cuts come with a new state
        waiting = exchange.publish(*merge_points(np.concatenate(close), np.concatenate(is_end)))
        if not waiting or (turn >= HOPEFUL and crossing.any()):
            break
    if waiting or crossing.any():
        raise Unsettled("Pieces still cross.", whole_numbers(np.flatnonzero(crossing)) or waiting)


def merge_points(pairs: np.ndarray, is_end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Make one point of points that are too close: the lowest end of a line among them, else the lowest cut.

    Parameters
    ----------
    pairs : ndarray of complex, shape (m, 2)
    is_end : ndarray of bool, shape (m, 2)

    Returns
    -------
    old, new : ndarray of complex
        The points that move, sorted, and where to.
    """
    points, number = np.unique(pairs, return_inverse=True)
    number = number.reshape(-1, 2)
    rank = np.arange(len(points)) + len(points)
    rank[number[is_end]] = number[is_end]
    while True:
        before = rank.copy()
        np.minimum.at(rank, number, np.minimum(rank[number[:, 0]], rank[number[:, 1]])[:, None])
        if np.array_equal(rank, before):
            break
    new = points[rank % max(len(points), 1)]
    moves = new != points
    return points[moves], new[moves]
