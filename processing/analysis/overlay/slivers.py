"""Slivers: faces below a smallest area go to the neighbour with the longest common border."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import shapely

from ...model.progress import SILENT, Progress
from .arrays import equal_rows, points
from .dissolving import dissolve_faces
from .labels import Partition


def without_slivers(partition: Partition, min_area: float, progress: Progress = SILENT) -> Partition:
    """Let faces below an area join the neighbour with the longest common border.

    A group of slivers that have joined each other and are still too small joins on. The largest face of a group gives its labels;
    of equals the first counts. A group that is too small and has no neighbours is left out. The face that takes in slivers keeps its
    place in the order.

    Parameters
    ----------
    partition : Partition
    min_area : float
        Square metres.
    """
    area = shapely.area(partition.geometry)
    small = np.flatnonzero(area < min_area)
    if not len(small):
        return partition
    progress.check()
    host = _hosts(area, min_area, *_borders(partition.geometry, small))
    total = np.bincount(host, area, len(area))
    is_host = host == np.arange(len(area))
    lost = (total[host] < min_area) & np.isin(np.arange(len(area)), small)
    kept = is_host & ~lost
    geometry = _unite_kept_faces(partition.geometry, host, kept)
    joined = ~is_host & ~lost
    place = np.where(kept, np.cumsum(kept) - 1, -1)
    labels = [part.placed(place, int(kept.sum())) for part in partition.labels]
    report = partition.report
    if report is not None:
        report = replace(report, joined=int(joined.sum()), dropped=int(lost.sum()), sliver_area=float(area[joined | lost].sum()))
    return Partition(geometry, labels, report)


def _borders(geometry: np.ndarray, small: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return pairs of faces around slivers that share a border, and its length."""
    near = np.unique(shapely.STRtree(geometry).query(geometry[small])[1])
    rings, face = shapely.get_rings(geometry[near], return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    vertex = points(xy)
    first = np.flatnonzero(ring[1:] == ring[:-1])
    start, end, owner = vertex[first], vertex[first + 1], near[face[ring[first]]]
    turn = start > end
    order, begin = equal_rows(np.where(turn, end, start), np.where(turn, start, end))
    twice = begin[np.diff(begin, append=len(order)) == 2]
    return owner[order[twice]], owner[order[twice + 1]], np.abs(end - start)[order[twice]]


def _hosts(area: np.ndarray, min_area: float, face: np.ndarray, other: np.ndarray, length: np.ndarray) -> np.ndarray:
    """Return for each face the one that it joins in the end: the largest of its group."""
    host = np.arange(len(area))
    face, other, length = np.concatenate([face, other]), np.concatenate([other, face]), np.tile(length, 2)
    while True:
        total = np.bincount(host, area, len(area))
        joining = (host[face] != host[other]) & (total[host[face]] < min_area)
        if not joining.any():
            return host
        small, choice = _longest(host[face][joining], host[other][joining], length[joining])
        host = _join_groups(host, area, small, choice)


def _longest(group: np.ndarray, other: np.ndarray, length: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return each group and the other group with which its common border is the longest."""
    order = np.lexsort((other, group))
    group, other = group[order], other[order]
    first = np.flatnonzero((np.diff(group, prepend=-1) != 0) | (np.diff(other, prepend=-1) != 0))
    shared = np.add.reduceat(length[order], first)
    group, other = group[first], other[first]
    best = np.lexsort((other, -shared, group))
    best = best[np.diff(group[best], prepend=-1) != 0]
    return group[best], other[best]


def _join_groups(host: np.ndarray, area: np.ndarray, small: np.ndarray, choice: np.ndarray) -> np.ndarray:
    """Join groups with their choices; the largest host becomes the host of all."""
    by_size = np.lexsort((np.arange(len(area)), -area))
    rank = np.empty(len(area), dtype="intp")
    rank[by_size] = np.arange(len(area))
    best = rank.copy()
    while True:
        before = best[small].copy(), best[choice].copy()
        np.minimum.at(best, small, before[1])
        np.minimum.at(best, choice, before[0])
        if np.array_equal(before[0], best[small]) and np.array_equal(before[1], best[choice]):
            return by_size[best[host]]


def _unite_kept_faces(geometry: np.ndarray, host: np.ndarray, kept: np.ndarray) -> np.ndarray:
    """Return the faces that are kept, grown by those that joined them."""
    result = geometry[kept]
    grown = np.flatnonzero(kept & (np.bincount(host, minlength=len(host)) > 1))
    member = np.flatnonzero(np.isin(host, grown))
    group = np.searchsorted(grown, host[member])
    order = np.argsort(group, kind="stable")
    if len(grown):
        result[(np.cumsum(kept) - 1)[grown]] = dissolve_faces(geometry[member[order]], group[order])
    return result
