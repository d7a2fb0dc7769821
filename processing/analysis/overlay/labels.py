"""What an overlay gives: faces, and which features of each layer cover each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Labels:
    """Which features of one layer cover which faces, as pairs sorted by face, then by feature.

    Attributes
    ----------
    face, feature : ndarray of int, shape (pairs,)
        Positions in the partition's faces and in the layer's features.
    face_count : int
        Number of faces, those without a pair included.
    """

    face: np.ndarray
    feature: np.ndarray
    face_count: int

    def count(self) -> np.ndarray:
        """Return how many features cover each face, shape (face_count,)."""
        return np.bincount(self.face, minlength=self.face_count)

    def first(self) -> np.ndarray:
        """Return the lowest feature position on each face, -1 where the layer has none there."""
        first = np.full(self.face_count, -1, dtype="int64")
        first[self.face[::-1]] = self.feature[::-1]
        return first

    def placed(self, place: np.ndarray, count: int) -> Labels:
        """Return the labels of faces in other places: ``place[face]``, ascending, -1 where a face is gone; ``count`` faces are left."""
        new = place[self.face]
        return Labels(new[new >= 0], self.feature[new >= 0], count)

    def between(self, low: int, high: int) -> Labels:
        """Return the labels of the faces from ``low`` up to ``high``."""
        first, end = np.searchsorted(self.face, [low, high])
        return Labels(self.face[first:end] - low, self.feature[first:end], high - low)

    def indptr(self) -> np.ndarray:
        """Return where each face's pairs begin and end, as in a csr matrix, shape (face_count + 1,)."""
        return np.concatenate([[0], np.cumsum(self.count())])


@dataclass(frozen=True)
class Report:
    """What happened on the way, so that nothing is lost silently.

    Attributes
    ----------
    input_area, output_area : ndarray of float, shape (layers,)
        Area of each layer's features, and of the faces that they cover, before slivers were merged; m2.
    grid : float
        Size of the grid that coordinates went to, metres; 0 where they stayed as they were.
    joined, dropped : int
        Slivers that went to a neighbour, and slivers without neighbours, which were left out.
    sliver_area : float
        The area of both, m2.
    """

    input_area: np.ndarray
    output_area: np.ndarray
    grid: float = 0.0
    joined: int = 0
    dropped: int = 0
    sliver_area: float = 0.0

    def imbalance(self) -> np.ndarray:
        """Return by which part of its area each layer's faces differ from its features, shape (layers,)."""
        difference = np.abs(self.output_area - self.input_area)
        return np.divide(difference, self.input_area, out=np.zeros(len(difference)), where=self.input_area > 0)


@dataclass(frozen=True)
class Partition:
    """Faces without gaps or overlaps, each covered by the same features all over.

    Attributes
    ----------
    geometry : ndarray of shapely polygons, shape (faces,)
        In a fixed order: the same for any tiling and any number of workers.
    labels : list of Labels
        One for each layer, in the order of the layers.
    report : Report, optional
    """

    geometry: np.ndarray
    labels: list[Labels]
    report: Report | None = None

    def __len__(self) -> int:
        return len(self.geometry)

    def where(self, kept: np.ndarray) -> Partition:
        """Return some of the faces, given a mask of shape (faces,)."""
        place = np.where(kept, np.cumsum(kept) - 1, -1)
        return Partition(self.geometry[kept], [labels.placed(place, int(kept.sum())) for labels in self.labels], self.report)

    def slices(self, size: int) -> Iterator[Partition]:
        """Yield the faces in their order, at most so many at a time; one slice without faces where there are none."""
        for low in range(0, max(len(self), 1), size):
            high = min(low + size, len(self))
            yield Partition(self.geometry[low:high], [labels.between(low, high) for labels in self.labels])
