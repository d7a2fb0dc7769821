"""How often a test finds a cluster that is there: what is planted to find out, and the answer."""

from __future__ import annotations

from dataclasses import dataclass

from .local_statistics import worst_count

DRAWS, SCAN_DRAWS = 200, 100
"""Clusters that are planted for a test of neighbours, and for a scan."""
STRENGTH = 2.0
"""Standard deviations by which a planted cluster lies above the others; where cases are counted, so many times the rate elsewhere."""
SMALLEST_CLUSTER, LARGEST_CLUSTER = 3, 10


@dataclass(frozen=True)
class Power:
    """How often a test finds a cluster that is there.

    Attributes
    ----------
    found : float
        Share of the planted clusters (0-1) of which at least half of the units stand out.
    size : int
        Units of a planted cluster.
    strength : float
        Standard deviations by which they lie above the others; for a scan how many times their rate is that elsewhere.
    draws : int
        Planted clusters.
    """

    found: float
    size: int
    strength: float = STRENGTH
    draws: int = DRAWS


def cluster_size(count: int) -> int:
    """Return how many of ``count`` units a planted cluster has: a tenth, but 3 to 10.

    >>> [cluster_size(count) for count in (20, 38, 500)]
    [3, 4, 10]
    """
    return max(SMALLEST_CLUSTER, min(worst_count(count), LARGEST_CLUSTER))
