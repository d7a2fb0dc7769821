"""How many of those that a need is counted by live, or lie, in the clusters: areas are found by their means, people are reached one by one.

To take what holds of an area for what holds of each person in it is the ecological fallacy (Robinson 1950, American Sociological Review
15(3)): most of a target group may live outside the areas where its share is highest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .local_statistics import worst_count


@dataclass(frozen=True)
class Reach:
    """Where counted cases are.

    Attributes
    ----------
    clusters : ndarray, shape (clusters,)
        Cases in each cluster, in their order.
    total : float
        Cases in all units of which the number is known.
    unknown : int
        Units of which it is not.
    """

    clusters: np.ndarray
    total: float
    unknown: int

    @property
    def inside(self) -> float:
        """Cases in all clusters together."""
        return float(self.clusters.sum())

    @property
    def outside_share(self) -> float:
        """Share (0-1) of the cases that lie outside the clusters; NaN where there are none."""
        return 1.0 - self.inside / self.total if self.total else np.nan


def reach(cases: np.ndarray, membership: np.ndarray, count: int) -> Reach:
    """Return where the cases of each unit, shape (n,), lie; NaN where their number is not known.

    Parameters
    ----------
    membership : ndarray of int, shape (n,)
        Cluster 1 to ``count`` of each unit, 0 for none.

    Examples
    --------
    10 in the first cluster, 30 in the second, 60 in none:

    >>> reach(np.array([10.0, 30, 60, np.nan]), np.array([1, 2, 0, 0]), 2).outside_share
    0.6
    """
    known = np.nan_to_num(cases)
    return Reach(np.bincount(membership, known, count + 1)[1:], float(known.sum()), int(np.isnan(cases).sum()))


def worst_tenth_line(index: np.ndarray) -> float:
    """Return the lowest index in the worst tenth of the units, shape (n,) with NaN where there is none; NaN where no unit has one."""
    known = np.sort(index[np.isfinite(index)])[::-1]
    return float(known[worst_count(len(known)) - 1]) if len(known) else np.nan
