"""The methods by which clusters are found: what each gives and takes, and the rule by which one is asked.

What a method computes stands in `analysis.cluster_methods`, what it is called and what is said of its finds in `texts.cluster_texts`: both
under the keys of `CLUSTER_METHODS`.
"""

from __future__ import annotations

from dataclasses import dataclass

from .choices import SEED

TYPES, REGIONS, CIRCLES = "types", "regions", "circles"
"""Clusters are units of one type that touch; regions into which all units are divided; or circles of units."""

TAKES, NEEDS = "takes", "needs"


@dataclass(frozen=True)
class ClusterMethod:
    """What is known of a method beside its arithmetic and its words.

    Attributes
    ----------
    key : str
        What algorithms and challenge files call it.
    groups : str
        ``types``, ``regions`` or ``circles``.
    tests : bool
        Whether it tests against chance: its finds have a p-value.
    second_field : str
        Whether it ``takes`` or ``needs`` values of a second field; empty where it knows one only.
    statistic_field : str
        The field that holds its statistic beside the z-score; empty for none.
    needs : tuple of str
        Keys of `ClusterSpec` without which a challenge cannot name it; `challenge_rules` says what each must hold.
    in_challenges : bool
        Whether a challenge may name it.
    drawn_again : bool
        Whether its clusters follow from one value per unit, so that they can be drawn again within the error of those.
    """

    key: str
    groups: str = TYPES
    tests: bool = True
    second_field: str = ""
    statistic_field: str = ""
    needs: tuple[str, ...] = ()
    in_challenges: bool = True
    drawn_again: bool = False

    @property
    def scans(self) -> bool:
        """Whether it looks for circles with too many cases."""
        return self.groups == CIRCLES

    @property
    def needs_threshold(self) -> bool:
        """Whether units count from a value on that a challenge gives."""
        return "threshold" in self.needs


CLUSTER_METHODS = {
    method.key: method
    for method in (
        ClusterMethod("gi_star", drawn_again=True),
        ClusterMethod("local_moran", statistic_field="local_i", drawn_again=True),
        ClusterMethod("bivariate_moran", second_field=NEEDS, statistic_field="local_i", in_challenges=False),
        ClusterMethod("threshold", tests=False, needs=("threshold",), drawn_again=True),
        ClusterMethod("skater", REGIONS, tests=False, second_field=TAKES),
        ClusterMethod("scan", CIRCLES, needs=("indicator",)),
    )
}
"""Every method by its key, in the order in which they are offered."""

DRAWN_AGAIN = tuple(key for key, method in CLUSTER_METHODS.items() if method.drawn_again)


@dataclass(frozen=True)
class ClusterRule:
    """How clusters are asked for.

    Attributes
    ----------
    method : str
        A key of `CLUSTER_METHODS`.
    weights : str
        A text that `analysis.weights.spatial_weights` knows.
    alpha : float
        Largest p-value, or with ``fdr`` the largest expected share of false finds, at which a unit counts.
    permutations : int
        Number of permutations behind the p-value; 0 for the normal approximation.
    seed : int
        Same seed, same p-values.
    threshold : float or None
        For ``threshold``: the value from which a unit counts; None for the worst tenth of the units.
    correction : str
        ``fdr`` (Benjamini-Hochberg) or ``none``.
    sides : str
        ``high``, ``both`` or ``mismatch``, as in `analysis.clusters.find_clusters`.
    regions, floor : int, float
        For regions: how many, and the least number of people in each.
    largest_share, reported_share : float
        For circles: part of the inhabitants that one holds at most when it is tried, and when it is reported: half a city is no place to
        begin.
    """

    method: str = "gi_star"
    weights: str = "knn:8"
    alpha: float = 0.05
    permutations: int = 9999
    seed: int = SEED
    threshold: float | None = None
    correction: str = "fdr"
    sides: str = "high"
    regions: int = 10
    floor: float = 0.0
    largest_share: float = 0.5
    reported_share: float = 0.25
