"""What an attacker makes of what is published of one count: value and base, scores, ranks; and what he knows beside it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ..overlay.labels import Labels
from .audit import CellBounds, attack_intervals
from .cells import Protection
from .inversion import bounds_from_order, invert_line

NEAR = 1e-6
"""Of a value, how near another must be to be the same."""
LEAST_UNITS = 2


@dataclass(frozen=True)
class PublishedCounts:
    """What is published of a count in n units, shapes (n,), NaN where nothing is.

    Attributes
    ----------
    values, base : ndarray
        A count is ``values * base / scale``.
    scale : float
    scores : ndarray
        What rises or falls with the values.
    expected : ndarray
        What is said to stand in the place of a hidden value: scores that follow from it tell nothing.
    hidden : ndarray of bool
        Where it is said to be hidden.
    protection : Protection
        How it is said to be hidden and rounded.
    """

    values: np.ndarray
    base: np.ndarray
    scale: float
    scores: np.ndarray
    expected: np.ndarray
    hidden: np.ndarray
    protection: Protection


def bound_counts(published: PublishedCounts) -> CellBounds:
    """Return within which bounds the true counts lie, by the value, by what is said of hidden ones, and by inverting the scores."""
    factor, slack = published.base / published.scale, float(published.protection.slack)
    counts = published.values * factor
    shown = np.isfinite(counts)
    low = np.where(shown, np.maximum(np.where(shown, counts, 0.0) - slack, 0.0), 0.0)
    high = np.where(shown, counts + slack, np.where(published.hidden, published.protection.least - 1, np.inf))
    sought = ~shown & ~np.isfinite(published.expected) & np.isfinite(published.scores) & np.isfinite(factor)
    if not sought.any():
        return CellBounds(low, high)
    ordered = bounds_from_order(published.scores, published.values)
    for bound, other, stricter in ((low, ordered.low, np.maximum), (high, ordered.high, np.minimum)):
        bound[sought] = stricter(bound[sought], (other * factor)[sought])
    for normal in (False, True):
        again = invert_line(published.scores, published.values, normal) * factor
        found = sought & np.isfinite(again)
        low[found], high[found] = again[found] - slack, again[found] + slack
    return CellBounds(low, high)


def bound_with_total(bounds: CellBounds, total: float, progress: Progress = SILENT) -> CellBounds:
    """Return the bounds of counts of which the total is known besides; as they are where no counts within them have that total."""
    count = len(bounds.low)
    most = np.where(np.isfinite(bounds.high), bounds.high, total)
    if not bounds.low.sum() - NEAR <= total <= most.sum() + NEAR:
        return bounds
    open_cells = np.append(bounds.width > 0, False)
    found = attack_intervals(
        np.append(np.ones(count), -1.0)[None, :],
        np.append(bounds.low, total),
        open_cells,
        np.append(bounds.low, total),
        np.append(most, total),
        progress=progress,
    )
    return CellBounds(found.low[:count], found.high[:count])


def bound_over_faces(every: Sequence[CellBounds], labels: Sequence[Labels], progress: Progress = SILENT) -> list[CellBounds]:
    """Return the bounds of counts in several layers of units over the same ground, each unit the sum of the faces in it.

    Parameters
    ----------
    every : sequence of CellBounds
        One for each layer of units.
    labels : sequence of Labels
        Which faces each layer's units consist of, as `partition` finds them.

    Returns
    -------
    list of CellBounds
        Those of units which share no ground with other layers, or whose counts contradict theirs, are as they were.
    """
    first = np.cumsum([0, *(len(one.low) for one in every)])
    low, high = (np.concatenate([getattr(one, side) for one in every]) for side in ("low", "high"))
    face = np.concatenate([one.face for one in labels])
    unit = np.concatenate([one.feature + start for one, start in zip(labels, first, strict=False)])
    units, faces = len(low), int(face.max(initial=-1)) + 1
    parts = sparse.csr_array((np.ones(len(face)), (unit, face)), shape=(units, faces))
    _, group = connected_components(parts.T @ parts)
    group_of_unit = np.full(units, -1)
    group_of_unit[unit] = group[face]
    members = pd.Series(np.arange(units)).groupby(group_of_unit).indices
    for number, (its_group, its) in enumerate(members.items()):
        progress.update(number / len(members))
        if its_group < 0 or len(its) < LEAST_UNITS or not (high[its] > low[its]).any():
            continue
        own = parts[its][:, np.flatnonzero(group == its_group)]
        nested = find_nested(own)
        if nested is not None:
            narrowed = bound_nested(CellBounds(low[its], high[its]), nested)
            low[its], high[its] = narrowed.low, narrowed.high
            continue
        relations = sparse.hstack([own, -sparse.identity(len(its))])
        nothing = np.zeros(own.shape[1])
        bounds = np.concatenate([nothing, low[its]]), np.concatenate([nothing + np.inf, high[its]])
        asked = own.shape[1] + np.flatnonzero(high[its] > low[its])
        with suppress(OpgaveError):
            found = attack_intervals(relations, bounds[0], np.ones(len(bounds[0]), dtype=bool), *bounds, cells=asked)
            low[its], high[its] = found.low[own.shape[1] :], found.high[own.shape[1] :]
    return [CellBounds(low[start:end], high[start:end]) for start, end in pairwise(first)]


@dataclass(frozen=True)
class NestedUnits:
    """Units of which any two share no face, or one lies in the other.

    Attributes
    ----------
    order : sequence of int
        The units, those within others first.
    parts : sequence of list of int
        For each unit the largest ones in it.
    whole : sequence of bool
        Whether these make up all of it.
    """

    order: Sequence[int]
    parts: Sequence[list[int]]
    whole: Sequence[bool]


def find_nested(faces: sparse.csr_array) -> NestedUnits | None:
    """Return how units lie in each other, of which ``faces`` has the faces in each, shape (units, faces); None where some only overlap."""
    sizes = np.diff(faces.indptr)
    order = [int(unit) for unit in np.argsort(sizes, kind="stable")]
    top = np.full(faces.shape[1], -1)
    parts: list[list[int]] = [[] for _ in order]
    whole = [False] * len(order)
    for unit in order:
        own = faces.indices[faces.indptr[unit] : faces.indptr[unit + 1]]
        within, shared = np.unique(top[own], return_counts=True)
        there = within >= 0
        if (shared[there] != sizes[within[there]]).any():
            return None
        parts[unit], whole[unit] = within[there].tolist(), bool(there.all())
        top[own] = unit
    return NestedUnits(order, parts, whole)


def bound_nested(bounds: CellBounds, nested: NestedUnits) -> CellBounds:
    """Return the bounds of counts in units that lie in each other, as exact as a linear programme has them; as they are if they clash.

    >>> sectors_and_district = NestedUnits([0, 1, 2], [[], [], [0, 1]], [False, False, True])
    >>> found = bound_nested(CellBounds(np.array([8.0, 0, 8]), np.array([12.0, 7, 12])), sectors_and_district)
    >>> found.low.tolist(), found.high.tolist()
    ([8.0, 0.0, 8.0], [12.0, 4.0, 12.0])
    """
    low, high = bounds.low.astype(float), bounds.high.astype(float)
    for unit in nested.order:
        inside = nested.parts[unit]
        low[unit] = max(low[unit], low[inside].sum())
        high[unit] = min(high[unit], high[inside].sum()) if nested.whole[unit] else high[unit]
        if low[unit] > high[unit] + NEAR:
            return bounds
    for unit in reversed(nested.order):
        inside = nested.parts[unit]
        least, most = low[inside], high[inside]
        high[inside] = np.minimum(most, high[unit] - (least.sum() - least))
        if nested.whole[unit]:
            others = np.array([np.delete(most, place).sum() for place in range(len(most))])
            low[inside] = np.maximum(least, low[unit] - others)
    return CellBounds(low, high)


def intersect_bounds(one: CellBounds, other: CellBounds) -> CellBounds:
    """Return what both say; where they contradict each other, the first."""
    low, high = np.maximum(one.low, other.low), np.minimum(one.high, other.high)
    agree = low <= high + NEAR
    return CellBounds(np.where(agree, low, one.low), np.where(agree, np.maximum(low, high), one.high))


def comes_out(bounds: CellBounds, protection: Protection) -> np.ndarray:
    """Return which counts are known too well, shape (n,): exactly where they are rounded, or small within less than the minimum.

    >>> comes_out(CellBounds(np.array([8.0, 3, 0, 40]), np.array([12.0, 5, 7, 40])), Protection(5, 5)).tolist()
    [False, True, False, True]
    """
    small = (bounds.low < protection.minimum) & (bounds.width < protection.minimum - NEAR)
    exact = (bounds.width < 1 - NEAR) & (protection.rounding > 1)
    return small | exact
