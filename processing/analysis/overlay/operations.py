"""The overlay operations: which faces of a partition they keep, and pieces with one feature of each layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...model.choices import OVERLAY_OPERATIONS
from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from .arrays import ramp, spans
from .labels import Labels, Partition

PIECES = 4096
"""Pieces that are joined between two looks at whether the user cancelled."""


def kept_faces(labels: list[Labels], operation: str = "partition", at_least: int = 0) -> np.ndarray:
    """Return which faces an operation keeps, shape (faces,).

    Parameters
    ----------
    labels : list of Labels
        One for each layer.
    operation : str
        ``partition`` all faces; ``intersection`` those that at least ``at_least`` layers cover; ``difference`` those that of all layers
        only the first covers; ``identity`` those that the first covers; ``symmetric_difference`` those that exactly one layer covers.
    at_least : int
        Number of layers; 0 means all of them.

    Raises
    ------
    OpgaveError
        For an unknown operation, or more layers than there are.
    """
    covered = np.stack([part.count() > 0 for part in labels])
    layers = covered.sum(axis=0)
    if at_least > len(labels):
        raise OpgaveError("AT_LEAST is {count}, but there are only {layers} layers.", count=at_least, layers=len(labels))
    choices = {
        "partition": lambda: layers > 0,
        "intersection": lambda: layers >= (at_least or len(labels)),
        "difference": lambda: covered[0] & (layers == 1),
        "identity": lambda: covered[0],
        "symmetric_difference": lambda: layers == 1,
    }
    if operation not in choices:
        raise OpgaveError("There is no operation '{name}': choose {names}.", name=operation, names=", ".join(OVERLAY_OPERATIONS))
    return choices[operation]()


@dataclass(frozen=True)
class Combinations:
    """Which feature of each layer stands for which face.

    Attributes
    ----------
    face : ndarray of int, shape (rows,)
    feature : ndarray of int, shape (rows, layers)
        -1 where a layer has none there.
    """

    face: np.ndarray
    feature: np.ndarray


def combinations(labels: list[Labels]) -> Combinations:
    """Return each way to pick one feature of each layer that covers a face."""
    face = np.arange(labels[0].face_count)
    columns: list[np.ndarray] = []
    for part in labels:
        begin, count = part.indptr()[:-1][face], part.count()[face]
        times = np.maximum(count, 1)
        row = np.repeat(begin, times) + ramp(times)
        feature = np.full(len(row), -1, dtype="intp")
        covered = np.repeat(count > 0, times)
        feature[covered] = part.feature[row[covered]]
        columns = [np.repeat(column, times) for column in columns] + [feature]
        face = np.repeat(face, times)
    return Combinations(face, np.stack(columns, axis=1))


def explode_features(partition: Partition, progress: Progress = SILENT) -> Partition:
    """Return a piece for each combination of one feature of each layer, as a chain of pairwise unions gives them.

    A spot that a layer covers twice is in two pieces. Pieces are polygons or multipolygons, in the order of their first face.
    """
    found = combinations(partition.labels)
    order = np.lexsort((found.face, *found.feature.T[::-1]))
    face, feature = found.face[order], found.feature[order]
    begin = np.flatnonzero(np.any(np.diff(feature, axis=0, prepend=-2) != 0, axis=1))
    first_face = np.argsort(face[begin], kind="stable")
    geometry = _pieces(partition.geometry, face, begin, np.bincount(found.face, minlength=len(partition)) > 1, progress)
    return Partition(geometry[first_face], [_single(column) for column in feature[begin][first_face].T], partition.report)


def copy_items(partition: Partition) -> Partition:
    """Return each item once for each combination of one feature of each layer that covers it."""
    found = combinations(partition.labels)
    return Partition(partition.geometry[found.face], [_single(column) for column in found.feature.T], partition.report)


def _single(feature: np.ndarray) -> Labels:
    piece = np.flatnonzero(feature >= 0)
    return Labels(piece, feature[piece], len(feature))


def _pieces(geometry: np.ndarray, face: np.ndarray, begin: np.ndarray, shared: np.ndarray, progress: Progress) -> np.ndarray:
    """Join the faces of each piece; only faces that several pieces share can have a common border inside a piece."""
    count = np.diff(begin, append=len(face))
    result = geometry[face[begin]]
    melts = np.logical_or.reduceat(shared[face], begin) & (count > 1) if len(begin) else shared
    for joined, chosen in ((shapely.multipolygons, (count > 1) & ~melts), (_melt_faces, melts)):
        for pieces in np.array_split(np.flatnonzero(chosen), chosen.sum() // PIECES + 1):
            progress.check()
            rows = spans(begin[pieces], count[pieces])
            if len(rows):
                result[pieces] = joined(geometry[face[rows]], indices=np.repeat(np.arange(len(pieces)), count[pieces]))
    return result


def _melt_faces(geometry: np.ndarray, indices: np.ndarray) -> np.ndarray:
    """Unite faces by group: they share whole edges, which cancel out."""
    pieces = shapely.geometrycollections(geometry, indices=indices)
    return shapely.reverse(shapely.normalize(shapely.coverage_union_all(pieces[:, None], axis=1)))
