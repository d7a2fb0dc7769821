"""Settling all tiles together: round by round they tell each other new cuts, and points too close to tell apart become one.

Within a round every tile looks at the state that the round before left, so the outcome does not depend on what is a tile.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from .noded_tile import Look, NodedTile, look_again, snap_tile
from .noding import Cuts, Precision

ROUNDS = 24


class Unsettled(ArithmeticError):
    """Rounding keeps moving pieces across each other."""


def settle(noded: list[NodedTile], precision: Precision, run) -> list[NodedTile]:
    """Node tiles again until no pieces meet but in ends that they share.

    Parameters
    ----------
    run : callable
        Like `map`: runs a function on many tiles.

    Raises
    ------
    Unsettled
        If rounding prevents it.
    """
    noded = _exchanged(noded)
    if precision.whole:
        return _exchanged(list(run(snap_tile, noded)))
    waiting = list(range(len(noded)))
    crossing = [False] * len(noded)
    for _ in range(ROUNDS):
        looks = list(run(partial(look_again, precision=precision), [noded[number] for number in waiting]))
        before = list(noded)
        for number, look in zip(waiting, looks, strict=True):
            noded[number], crossing[number] = look.noded, look.crossing
        if not any(look.is_new or len(look.close) for look in looks):
            if any(crossing):
                break
            return noded
        noded = _exchanged(_merged(noded, looks))
        waiting = [number for number, tile in enumerate(noded) if not tile.is_like(before[number])]
    raise Unsettled


def _exchanged(noded: list[NodedTile]) -> list[NodedTile]:
    """Tell each tile the cuts that others made in the lines it shares."""
    cuts = [tile.shared_cuts() for tile in noded]
    line, point = np.concatenate([part.line for part in cuts]), np.concatenate([part.point for part in cuts])
    order = np.lexsort((point.imag, point.real, line))
    line, point = line[order], point[order]
    new = np.ones(len(line), dtype=bool)
    new[1:] = (line[1:] != line[:-1]) | (point[1:] != point[:-1])
    told = Cuts(line[new], point[new])
    return [tile.told(told) for tile in noded]


def _merged(noded: list[NodedTile], looks: list[Look]) -> list[NodedTile]:
    """Make one point of points that are too close: the lowest end of a line among them, else the lowest cut."""
    pairs = np.concatenate([look.close for look in looks])
    if not len(pairs):
        return noded
    is_end = np.concatenate([look.is_end for look in looks])
    points, number = np.unique(pairs, return_inverse=True)
    number = number.reshape(-1, 2)
    rank = np.arange(len(points)) + len(points)
    rank[number[is_end]] = number[is_end]
    group = rank.copy()
    while True:
        least = np.minimum(group[number[:, 0]], group[number[:, 1]])
        before = group.copy()
        np.minimum.at(group, number, least[:, None])
        if np.array_equal(group, before):
            break
    return [tile.moved(points, points[group % len(points)]) for tile in noded]
