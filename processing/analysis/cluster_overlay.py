"""Clusters of several challenges on one map: where two, three, four meet, on how much ground and with how many people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..model.progress import SILENT, Progress
from .aggregation import UnitMatrix, aggregate
from .features import Features
from .overlay import Labels, partition


@dataclass(frozen=True)
class ClusterOverlay:
    """Pieces of ground, each in the same clusters all over.

    Attributes
    ----------
    geometry : ndarray of shapely polygons, shape (pieces,)
    labels : list of Labels
        For each challenge which of its clusters cover which pieces.
    people : ndarray of float, shape (pieces,), or None
        Inhabitants by share of area; NaN where the units there have no number. None without units.
    """

    geometry: np.ndarray
    labels: list[Labels]
    people: np.ndarray | None

    def __len__(self) -> int:
        return len(self.geometry)

    @property
    def covered(self) -> np.ndarray:
        """Whether a challenge has a cluster on a piece; bool, shape (challenges, pieces)."""
        return np.stack([labels.count() > 0 for labels in self.labels])

    @property
    def area(self) -> np.ndarray:
        """Area of the pieces in m2, shape (pieces,)."""
        return shapely.area(self.geometry)

    @property
    def challenge_count(self) -> np.ndarray:
        """How many challenges meet on each piece, shape (pieces,)."""
        return self.covered.sum(axis=0)

    def shared(self, amount: np.ndarray) -> np.ndarray:
        """Return how much of an amount per piece two challenges share, shape (challenges, challenges); on the diagonal what each has."""
        covered = self.covered.astype(float)
        return (covered * np.nan_to_num(amount)) @ covered.T

    def matrix(self, names: Sequence[str]) -> pd.DataFrame:
        """Return a row for each ordered pair of challenges, themselves included.

        ``challenge``, ``challenge_2``, ``shared_area_m2``, ``shared_share`` (part of the first one's ground, 0-1; NaN where it has none),
        and ``shared_population`` where people are known.
        """
        count = len(names)
        area = self.shared(self.area)
        own = np.repeat(area.diagonal(), count)
        columns = {
            "challenge": np.repeat(np.array(names, dtype=object), count),
            "challenge_2": np.tile(np.array(names, dtype=object), count),
            "shared_area_m2": area.ravel(),
            "shared_share": np.divide(area.ravel(), own, out=np.full(count**2, np.nan), where=own > 0),
        }
        if self.people is not None:
            columns["shared_population"] = self.shared(self.people).ravel()
        return pd.DataFrame(columns)

    def meetings(self) -> pd.DataFrame:
        """Return for each number of challenges that meet (1 and up): ``challenge_count``, ``piece_count``, ``area_m2``, ``population``."""
        people = np.full(len(self), np.nan) if self.people is None else self.people
        table = pd.DataFrame({"challenge_count": self.challenge_count, "piece_count": 1, "area_m2": self.area, "population": people})
        return table.groupby("challenge_count", as_index=False).sum(min_count=1)


def overlay_clusters(
    challenges: Sequence[np.ndarray],
    units: Features | None = None,
    people: np.ndarray | None = None,
    crs: str = "",
    progress: Progress = SILENT,
) -> ClusterOverlay:
    """Overlay the clusters of several challenges.

    Parameters
    ----------
    challenges : sequence of ndarray of shapely polygons
        The clusters of each challenge, valid, planar, in metres, in one coordinate system.
    units : Features, optional
        Units that people are counted in, in that system too.
    people : ndarray of float, shape (units,), optional
        Inhabitants, spread evenly over each unit; NaN where not known.
    crs : str
        The coordinate system of the clusters.

    Raises
    ------
    OpgaveError
        When units and clusters have different coordinate systems.
    """
    ground = partition(list(challenges), progress=progress)
    if units is None:
        return ClusterOverlay(ground.geometry, ground.labels, None)
    pieces = Features("pieces", ground.geometry, pd.DataFrame(index=range(len(ground))), crs)
    shared = aggregate(UnitMatrix(pieces, units, progress), "transfer_extensive", people)
    return ClusterOverlay(ground.geometry, ground.labels, shared.values)
