"""Which features of a layer and of its reference are one thing: by key, by place and what both say, or by the ground that they share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely

from ...model.progress import SILENT, Progress
from ..nearest import near_pairs
from ..pairs import distinct_pairs
from ..threads import slice_range
from .geometry import POLYGONS
from .movement import LEAST_PAIRS, fit_movement

MOSTLY = 0.5
"""Share of both areas that they must have in common to be one thing; of the neighbours that a field must tell apart; of what lies nearest
that says the same, for what is said to count."""
CANDIDATES = 12
"""Nearest ones of which the one that says the same is chosen."""
ALIKE = 0.05
"""Share of all pairs of things up to which a field tells them apart."""
AT_PLACE, BEYOND_SPREAD = 1.0, 3.0
"""Metres within which something else lies at the same place, or that many times what the places of all others spread."""
PAIRS_A_STEP = 20_000


def pair_by_key(keys: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the pairs of features with one key, shape (pairs, 2); a blank key (None) meets nothing, one that occurs again only once."""
    sides = [pd.Series(np.arange(len(side)), index=pd.Index(side, dtype=object)) for side in (keys, others)]
    first, other = (side[side.index.notna() & ~side.index.duplicated()] for side in sides)
    partner = other.reindex(first.index)
    met = partner.notna().to_numpy()
    return np.column_stack([first.to_numpy()[met], partner.to_numpy()[met]]).astype(np.int64)


def pair_by_place(
    points: np.ndarray, others: np.ndarray, distance: float, said: Sequence[tuple[np.ndarray, np.ndarray]] = ()
) -> np.ndarray:
    """Return the pairs of features that are each other's nearest within a distance (m), shape (pairs, 2).

    Where a field tells things from their neighbours, such as a name or a house number, those that say the same in it are paired first,
    although others are nearer. What is left then, and says something else, is what lies at its place once the layer is moved to where
    these pairs say that it belongs.

    Parameters
    ----------
    points, others : ndarray of float, shape (n, 2), (m, 2)
        NaN where there is no place.
    said : sequence of (ndarray of shape (n,), ndarray of shape (m,))
        What both say in one field, None where nothing.
    """
    nearest = mutual_best(near_both(points, others, distance, 1), points, others)
    told = [one for one in said if tells_apart(one[1], others)]
    if not told:
        return nearest
    pairs = near_both(points, others, distance, CANDIDATES)
    agreed = sum((says_the_same(*one, pairs) for one in told), np.zeros(len(pairs)))
    context = sum((says_the_same(*one, pairs) for one in said), np.zeros(len(pairs)))
    named = mutual_best(pairs[agreed > 0], points, others, agreed[agreed > 0], context[agreed > 0])
    if len(named) < max(LEAST_PAIRS, MOSTLY * len(nearest)):
        return nearest
    before, after = others[named[:, 1]], points[named[:, 0]]
    movement = fit_movement(before, after)
    own, theirs = np.setdiff1d(np.arange(len(points)), named[:, 0]), np.setdiff1d(np.arange(len(others)), named[:, 1])
    moved = movement.apply(others[theirs], before.mean(axis=0))
    at_place = near_both(points[own], moved, min(distance, max(AT_PLACE, BEYOND_SPREAD * movement.left)), 1)
    left = mutual_best(at_place, points[own], moved)
    return distinct_pairs(np.concatenate([named, np.column_stack([own[left[:, 0]], theirs[left[:, 1]]])]))[0]


def near_both(points: np.ndarray, others: np.ndarray, distance: float, most: int) -> np.ndarray:
    """Return the pairs of which one is among the nearest of the other, within a distance (m); shape (pairs, 2)."""
    ahead, back = near_pairs(points, others, distance, most), near_pairs(others, points, distance, most)[:, ::-1]
    return distinct_pairs(np.concatenate([ahead, back]))[0]


def mutual_best(pairs: np.ndarray, points: np.ndarray, others: np.ndarray, *agreed: np.ndarray) -> np.ndarray:
    """Return the pairs of which each is the other's best: the one that agrees most, by the first that differs, then the nearest."""
    metres = np.hypot(*(points[pairs[:, 0]] - others[pairs[:, 1]]).T)
    order = np.lexsort([metres, *(-one for one in reversed(agreed))])
    of_first, of_second = (order[np.unique(pairs[order, side], return_index=True)[1]] for side in (0, 1))
    return pairs[np.intersect1d(of_first, of_second)]


def tells_apart(values: np.ndarray, points: np.ndarray) -> bool:
    """Return whether a field tells things from each other, and from their nearest neighbour, as a name does and a street does not."""
    codes = pd.factorize(values)[0]
    there = np.flatnonzero((codes >= 0) & np.isfinite(points).all(axis=1))
    if len(there) < LEAST_PAIRS:
        return False
    counts = np.bincount(codes[there]).astype(float)
    alike = (counts * (counts - 1)).sum() / (len(there) * (len(there) - 1.0))
    first, neighbour = near_pairs(points[there], points[there], np.inf, 2).T
    apart = first != neighbour
    return bool(alike <= ALIKE and (codes[there[first[apart]]] == codes[there[neighbour[apart]]]).mean() < MOSTLY)


def says_the_same(own: np.ndarray, theirs: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Return which pairs have the same value in a field, and one at all; shape (pairs,)."""
    codes = pd.factorize(np.concatenate([own, theirs]))[0]
    first, other = codes[: len(own)][pairs[:, 0]], codes[len(own) :][pairs[:, 1]]
    return np.asarray((first >= 0) & (first == other), dtype=float)


def pair_by_ground(areas: np.ndarray, others: np.ndarray, progress: Progress = SILENT) -> np.ndarray:
    """Return the pairs of areas that have more than half of both in common, shape (pairs, 2); an area is in one pair at most.

    So a parcel that was split or merged is another one, unless one part is nearly all of it.
    """
    sides = [np.flatnonzero(np.isin(shapely.get_type_id(side), POLYGONS) & ~shapely.is_empty(side)) for side in (areas, others)]
    shapes = [side[there] for side, there in zip((areas, others), sides, strict=True)]
    for side in shapes:
        invalid = ~shapely.is_valid(side)
        side[invalid] = shapely.make_valid(side[invalid])
    one, other = shapely.STRtree(shapes[1]).query(shapes[0], predicate="intersects")
    larger = np.maximum(shapely.area(shapes[0])[one], shapely.area(shapes[1])[other])
    shared = np.zeros(len(one))
    for part in slice_range(len(one), PAIRS_A_STEP):
        progress.check()
        shared[part] = shapely.area(shapely.intersection(shapes[0][one[part]], shapes[1][other[part]])) / larger[part]
    order = np.argsort(-shared, kind="stable")
    taken: tuple[set[int], set[int]] = set(), set()
    pairs = []
    for row in order[shared[order] > MOSTLY]:
        if one[row] not in taken[0] and other[row] not in taken[1]:
            taken[0].add(one[row])
            taken[1].add(other[row])
            pairs.append(row)
    kept = np.sort(np.array(pairs, dtype=np.int64))
    return np.column_stack([sides[0][one[kept]], sides[1][other[kept]]]).astype(np.int64).reshape(-1, 2)
