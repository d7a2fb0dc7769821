"""What chance alone makes of clusters: those of an unchanged city that is measured again, beside the ones that were found.

The clusters of noisy values differ from measurement to measurement. A cluster grows, shrinks, comes or goes only where an unchanged city,
drawn again within the error of its values, hardly ever shows as much.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from ..model.choices import SEED
from ..model.cluster_methods import DRAWN_AGAIN, ClusterRule
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from .cluster_methods import TESTS, UnitValues, stand_out_from
from .clusters import HIGH_TYPES, LOW_TYPES
from .local_statistics import NONE, LocalStatistic, false_discovery
from .noise import DRAWS, measure_again
from .weights import spatial_weights

ROUNDING = 1e-6
"""Relative difference within which two areas are one: borders that were written and read again."""

FindTypes = Callable[[np.ndarray], np.ndarray]
"""Gives the type of each unit by its values."""


@dataclass(frozen=True)
class Membership:
    """Which cluster each unit is in.

    Attributes
    ----------
    cluster : ndarray of int, shape (n,)
        The place of its cluster, from 0; -1 for none.
    low : ndarray of bool, shape (clusters,)
        Which clusters are of low values.
    """

    cluster: np.ndarray
    low: np.ndarray

    def areas(self, area: np.ndarray) -> np.ndarray:
        """Return the area of each cluster from that of the units, shape (clusters,)."""
        inside = self.cluster >= 0
        return np.bincount(self.cluster[inside], area[inside], len(self.low))

    def shared(self, other: Membership, area: np.ndarray) -> np.ndarray:
        """Return the ground that each cluster shares with each of the other's of the same side, shape (clusters, other clusters)."""
        both = (self.cluster >= 0) & (other.cluster >= 0)
        shape = len(self.low), len(other.low)
        pair = self.cluster[both] * shape[1] + other.cluster[both]
        ground = np.bincount(pair, area[both], shape[0] * shape[1]).reshape(shape)
        return np.where(self.low[:, None] == other.low, ground, 0.0)


@dataclass(frozen=True)
class UnchangedCity:
    """The clusters of a city that was measured once, and those of as many second measurements in which nothing changed.

    Attributes
    ----------
    area : ndarray, shape (n,)
        Of the units, m2.
    earlier : Membership
    again : sequence of Membership
    overlap : float
        The share of the smaller of two clusters from which they are one, as `cluster_change.compare_clusters` has it.
    """

    area: np.ndarray
    earlier: Membership
    again: Sequence[Membership]
    overlap: float

    @cached_property
    def _before(self) -> np.ndarray:
        return self.earlier.areas(self.area)

    @cached_property
    def _draws(self) -> list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]]:
        """For each draw: which clusters are one, ground gained by later clusters, ground lost by earlier ones, areas of the later ones."""
        found = []
        for draw in self.again:
            shared, areas = self.earlier.shared(draw, self.area), draw.areas(self.area)
            smaller = np.minimum(self._before[:, None], areas)
            linked = (shared >= self.overlap * smaller * (1 - ROUNDING)) & (shared > 0)
            found.append((linked, areas - shared.sum(axis=0), self._before - shared.sum(axis=1), areas))
        return found

    def growth(self, group: Sequence[int]) -> np.ndarray:
        """Return by which share of their area some earlier clusters together grow in each draw, shape (draws,); -1 where they are gone."""
        own = list(group)
        return np.array(
            [self._growth(np.any(linked[own], axis=0), gained, lost[own].sum(), own) for linked, gained, lost, _ in self._draws]
        )

    def _growth(self, lives_on: np.ndarray, gained: np.ndarray, lost: float, own: list[int]) -> float:
        return float((gained[lives_on].sum() - lost) / self._before[own].sum()) if lives_on.any() else -1.0

    def gone(self, cluster: int) -> np.ndarray:
        """Return in which draws an earlier cluster lives on in none, shape (draws,)."""
        return np.array([not linked[cluster].any() for linked, _, _, _ in self._draws])

    @cached_property
    def largest_new(self) -> np.ndarray:
        """The area of the largest cluster in each draw in which no earlier one lives on, shape (draws,); 0 where there is none."""
        return np.array([areas[~linked.any(axis=0)].max(initial=0.0) for linked, _, _, areas in self._draws])


def probability_beyond(in_draws: np.ndarray) -> float:
    """Return the probability that chance gives less than what was seen: 1 minus (draws that show as much + 1) / (draws + 1).

    Parameters
    ----------
    in_draws : ndarray of bool, shape (draws,)
        Which draws show as much.
    """
    return float(1 - (in_draws.sum() + 1) / (len(in_draws) + 1))


def measure_clusters_again(
    geometry: np.ndarray,
    values: np.ndarray,
    earlier: Membership,
    error: np.ndarray,
    method: str,
    weights: str,
    overlap: float,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Progress = SILENT,
) -> UnchangedCity:
    """Return what clusters an unchanged city shows when it is measured again, by the method with which the earlier ones were found.

    Permutations are left to the analytic p-value, and the false discovery rate is chosen so that the earlier values give as many units in
    clusters as were found; a threshold is the lowest value in an earlier cluster.

    Parameters
    ----------
    geometry, values : ndarray, shape (n,)
        The units and the index in which the earlier clusters were found; NaN where missing.
    error : ndarray, shape (n,)
        Standard error of each value.
    method : str
        One of `model.cluster_methods.DRAWN_AGAIN`.
    weights : str
        As `weights.spatial_weights` takes them.

    Raises
    ------
    OpgaveError
        For another method: its clusters do not follow from the index alone.
    """
    present = np.isfinite(values) & ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    known = Membership(earlier.cluster[present], earlier.low)
    find = find_types(geometry[present], values[present], known, method, weights, progress)
    touching = spatial_weights(geometry[present], "queen", progress)
    again = []
    for number, drawn in enumerate(measure_again(values[present], error[present], draws, seed)):
        progress.update(number / draws)
        again.append(contiguous(find(drawn), touching, bool(earlier.low.any())))
    return UnchangedCity(shapely.area(geometry[present]), known, again, overlap)


def find_types(geometry: np.ndarray, values: np.ndarray, earlier: Membership, method: str, weights: str, progress: Progress) -> FindTypes:
    """Return what gives the types of units by other values, such that those of the earlier values are as the earlier clusters have them."""
    if method not in DRAWN_AGAIN:
        raise OpgaveError(
            "What chance makes of clusters by method '{method}' is not known: choose one of {choices}.",
            method=method,
            choices=", ".join(DRAWN_AGAIN),
        )
    member = earlier.cluster >= 0
    high = member & ~np.append(earlier.low, True)[earlier.cluster]
    if method not in TESTS:
        cut = values[member].min() if member.any() else np.inf
        return lambda drawn: stand_out_from(drawn, cut).cluster_type
    neighbours, rule = spatial_weights(geometry, weights, progress), ClusterRule(method, permutations=0)

    def found(drawn: np.ndarray) -> LocalStatistic:
        return TESTS[method](UnitValues(geometry, drawn), neighbours, rule, SILENT)

    first = found(values)
    alpha = matching_alpha(first.p_value, np.isin(first.cluster_type, HIGH_TYPES), int(high.sum()))

    def types(drawn: np.ndarray) -> np.ndarray:
        again = found(drawn)
        return np.where(false_discovery(again.p_value, alpha), again.cluster_type, NONE)

    return types


def matching_alpha(p: np.ndarray, high: np.ndarray, count: int) -> float:
    """Return the false discovery rate at which as near as possible to ``count`` of the ``high`` units are found.

    >>> p = np.array([0.001, 0.01, 0.02, 0.9])
    >>> alpha = matching_alpha(p, np.array([True, True, True, True]), 2)
    >>> int(false_discovery(p, alpha).sum())
    2
    """
    if not count:
        return ClusterRule.alpha  # no cluster from which it follows
    tested = np.flatnonzero(np.isfinite(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    least = p[order] * len(order) / np.arange(1, len(order) + 1)
    least = np.minimum.accumulate(least[::-1])[::-1]
    best = int(np.argmin(np.abs(np.cumsum(high[order]) - count)))
    beyond = least[least > least[best]]
    return float((least[best] + beyond.min()) / 2 if len(beyond) else least[best])


def contiguous(types: np.ndarray, touching: csr_matrix, low_too: bool) -> Membership:
    """Return the clusters of units of one type that touch: of high types, and of low ones where those are sought."""
    sought = HIGH_TYPES + LOW_TYPES if low_too else HIGH_TYPES
    members = np.flatnonzero(np.isin(types, sought))
    cluster = np.full(len(types), -1)
    if not len(members):
        return Membership(cluster, np.zeros(0, dtype=bool))
    pairs = touching[members][:, members].tocoo()
    alike = types[members][pairs.row] == types[members][pairs.col]
    graph = csr_matrix((pairs.data[alike], (pairs.row[alike], pairs.col[alike])), shape=pairs.shape)
    count, cluster[members] = connected_components(graph, directed=False)
    low = np.zeros(count, dtype=bool)
    low[cluster[members]] = np.isin(types[members], LOW_TYPES)
    return Membership(cluster, low)


def members_of(points: np.ndarray, clusters: np.ndarray, low: np.ndarray) -> Membership:
    """Return in which of some clusters each unit lies, by a point of it; the first one where they overlap.

    Parameters
    ----------
    points : ndarray of shapely points, shape (n,)
    clusters : ndarray of shapely polygons, shape (k,)
    low : ndarray of bool, shape (k,)
    """
    cluster = np.full(len(points), -1)
    if len(clusters):
        unit, at = shapely.STRtree(clusters).query(points, predicate="intersects")
        order = np.argsort(-at, kind="stable")
        cluster[unit[order]] = at[order]
    return Membership(cluster, np.asarray(low, dtype=bool))
