"""What an overlay gives: faces, and which features of each layer cover each of them."""

from __future__ import annotations

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

    def indptr(self) -> np.ndarray:
        """Return where each face's pairs begin and end, as in a csr matrix, shape (face_count + 1,)."""
        return np.concatenate([[0], np.cumsum(self.count())])


@dataclass(frozen=True)
class Partition:
    """Faces without gaps or overlaps, each covered by the same features all over.

    Attributes
    ----------
    geometry : ndarray of shapely polygons, shape (faces,)
        In a fixed order: the same for any tiling and any number of workers.
    labels : list of Labels
        One for each layer, in the order of the layers.
    """

    geometry: np.ndarray
    labels: list[Labels]

    def __len__(self) -> int:
        return len(self.geometry)
