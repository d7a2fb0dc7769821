"""What chance has to do with the clusters of a test: cities as smooth by chance, and what the test would find if it were there.

A test with 5 % false finds compares the city with itself shuffled: every value in any place. No city is like that, since places that lie
together resemble each other without anybody having drawn a cluster there. So cities are drawn that hold the same values and are just as
smooth: the values follow the order of a simultaneous autoregressive field (Whittle 1954, Biometrika 41; Anselin 1988, Spatial Econometrics)
whose coefficient gives them the same Moran's I.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import shapely
from scipy.optimize import brentq
from scipy.sparse import csr_matrix, diags, identity
from scipy.sparse.linalg import splu
from scipy.spatial import cKDTree
from scipy.special import ndtri

from ..model.cluster_methods import CLUSTER_METHODS, ClusterRule
from ..model.progress import SILENT, Progress
from .cluster_methods import TESTS, UnitValues, significant_types
from .clusters import HIGH_TYPES
from .power import DRAWS, SMALLEST_CLUSTER, STRENGTH, Power, cluster_size
from .scan import measure_scan_power
from .weights import spatial_weights

CITIES = 100
SMOOTHEST = 5.0
"""Largest -ln(1 - rho) that is tried: a coefficient of 0.993."""
COEFFICIENT_STEP, FIRST_STEP = 0.03, 0.1
"""Of -ln(1 - rho): as near as it is found, and how far from a first guess it is sought first."""
FIT_NUMBERS, FIT_CITIES = 100_000, (5, CITIES)
"""Numbers drawn to find the coefficient, in how many cities at least and at most: Moran's I of a large city hardly varies."""


@dataclass(frozen=True)
class SmoothCities:
    """How much stands out in cities that hold the same values, just as smooth by chance.

    Attributes
    ----------
    share : float
        Share of the units (0-1) that stands out in the city itself, with p-values of the normal distribution as in the others.
    shares : ndarray of float, shape (cities,)
        That of each drawn city.
    moran, drawn_moran : float
        Moran's I of the city, and the mean of the drawn ones.
    coefficient : float
        Rho of the autoregressive field.
    """

    share: float
    shares: np.ndarray
    moran: float
    drawn_moran: float
    coefficient: float

    @property
    def as_large(self) -> int:
        """In how many of the drawn cities at least as large a share stands out."""
        return int((self.shares >= self.share).sum())


def draw_smooth_cities(units: UnitValues, rule: ClusterRule, cities: int = CITIES, progress: Progress = SILENT) -> SmoothCities | None:
    """Return how much stands out where the same values lie as smoothly by chance; None without a test of neighbours in one field.

    Units without value or geometry take no part. Neighbours and correction are those of the rule, p-values those of the normal
    distribution.
    """
    known = _known(units, rule)
    if known is None:
        return None
    weights = spatial_weights(known.geometry, rule.weights, progress)
    smooth = _row_standardised(weights)
    moran = float(morans_i(known.values, smooth))
    rng = np.random.default_rng([rule.seed, 2])
    few = int(np.clip(FIT_NUMBERS // len(known.values), *FIT_CITIES))
    coefficient = _fit_coefficient(known.values, smooth, moran, rng.standard_normal((len(known.values), few)), progress)
    drawn = arrange(known.values, smooth, coefficient, rng.standard_normal((len(known.values), cities)))
    shares = np.array([high.mean() for high in _high(known, drawn.T, weights, rule, progress)])
    (own,) = _high(known, known.values[None], weights, rule, progress)
    return SmoothCities(float(own.mean()), shares, moran, float(morans_i(drawn, smooth).mean()), coefficient)


def measure_power(
    units: UnitValues, rule: ClusterRule, draws: int = DRAWS, spread: float = 0.0, progress: Progress = SILENT
) -> Power | None:
    """Return how often the rule finds a cluster that is planted among these units; None for a method without a test.

    In each draw the values are shuffled, and a unit with those nearest to it, a tenth of all (3 to 10 units), gets `STRENGTH` standard
    deviations more. P-values are those of the normal distribution. For a scan see `scan.measure_scan_power`, which ``spread`` is for.
    """
    if CLUSTER_METHODS[rule.method].scans:
        return (
            None if units.population is None else measure_scan_power(units.geometry, units.values, units.population, rule, spread, progress)
        )
    known = _known(units, rule)
    if known is None:
        return None
    n = len(known.values)
    size = cluster_size(n)
    weights = spatial_weights(known.geometry, rule.weights, progress)
    near = _nearest(known.geometry, size)
    rng = np.random.default_rng([rule.seed, 3])
    planted = near[rng.integers(n, size=draws)]
    cities = rng.permuted(np.tile(known.values, (draws, 1)), axis=1)
    np.put_along_axis(cities, planted, np.take_along_axis(cities, planted, axis=1) + STRENGTH * known.values.std(), axis=1)
    found = [2 * high[its].sum() >= size for high, its in zip(_high(known, cities, weights, rule, progress), planted, strict=True)]
    return Power(float(np.mean(found)), size, draws=draws)


def morans_i(values: np.ndarray, weights: csr_matrix) -> np.ndarray:
    """Return Moran's I; ``values`` has shape (n,) or (n, cities), ``weights`` rows that add up to 1 (or to 0 without neighbours)."""
    z = values - values.mean(axis=0)
    return len(z) / weights.sum() * (z * (weights @ z)).sum(axis=0) / (z * z).sum(axis=0)


def arrange(values: np.ndarray, weights: csr_matrix, coefficient: float, noise: np.ndarray) -> np.ndarray:
    """Return the values in the order of autoregressive fields ``y = rho W y + noise``, shape (n, cities).

    Parameters
    ----------
    values : ndarray, shape (n,)
    weights : csr_matrix, shape (n, n)
        Row-standardised.
    coefficient : float
        Rho, from 0 up to under 1.
    noise : ndarray, shape (n, cities)
    """
    field = splu((identity(len(values)) - coefficient * weights).tocsc()).solve(noise) if coefficient else noise
    arranged = np.empty_like(field)
    np.put_along_axis(arranged, np.argsort(field, axis=0), np.sort(values)[:, None], axis=0)
    return arranged


def _fit_coefficient(values: np.ndarray, weights: csr_matrix, moran: float, noise: np.ndarray, progress: Progress) -> float:
    """Return the coefficient at which drawn cities have Moran's I on average; 0 where the city is no smoother than shuffled."""

    @cache
    def excess(u: float) -> float:
        progress.check()
        return float(morans_i(arrange(values, weights, -np.expm1(-u), noise), weights).mean()) - moran

    if excess(0.0) >= 0:
        return 0.0
    low = high = float(-np.log1p(-guess_coefficient(values, weights)))
    step = FIRST_STEP
    while excess(high) < 0 and high < SMOOTHEST:
        low, high, step = high, min(high + step, SMOOTHEST), 2 * step
    while excess(low) > 0:
        low, high, step = max(low - step, 0.0), low, 2 * step
    if excess(low) * excess(high) < 0:
        high = brentq(excess, low, high, xtol=COEFFICIENT_STEP)
    return float(-np.expm1(-high))


def guess_coefficient(values: np.ndarray, weights: csr_matrix) -> float:
    """Return the coefficient that leaves noise without autocorrelation: ``e'We = 0`` with ``e = (I - rho W) z``, a quadratic in rho.

    That is one of the moments of Kelejian and Prucha (1999), International Economic Review 40(2); z are the normal scores of the values.
    """
    z = ndtri((np.argsort(np.argsort(values)) + 0.5) / len(values))
    once = weights @ z
    twice = weights @ once
    square, slope, level = once @ twice, z @ twice + once @ once, z @ once
    root = np.sqrt(max(slope**2 - 4 * square * level, 0.0))
    rho = 2 * level / (slope + root) if slope + root > 0 else 0.0
    return float(np.clip(rho, 0.0, -np.expm1(-SMOOTHEST)))


def _high(units: UnitValues, cities: np.ndarray, weights: csr_matrix, rule: ClusterRule, progress: Progress) -> Iterator[np.ndarray]:
    """Yield which units stand out as high in each city, a row of ``cities``."""
    analytic = replace(rule, permutations=0)
    for number, values in enumerate(cities):
        progress.update(number / len(cities))
        found = TESTS[rule.method](replace(units, values=values), weights, analytic, SILENT)
        yield np.isin(significant_types(found, analytic), HIGH_TYPES)


def _known(units: UnitValues, rule: ClusterRule) -> UnitValues | None:
    """Return the units that take part; None where none could stand out, or the rule does not test one field for high values together."""
    if rule.method not in TESTS or units.second is not None or rule.sides == "mismatch":
        return None
    present = np.isfinite(units.values) & ~(shapely.is_missing(units.geometry) | shapely.is_empty(units.geometry))
    parts = {name: part[present] for name, part in vars(units).items() if isinstance(part, np.ndarray)}
    known = replace(units, **parts)
    return known if len(known.values) > SMALLEST_CLUSTER and np.ptp(known.values) > 0 else None


def _nearest(geometry: np.ndarray, size: int) -> np.ndarray:
    """Return each unit and those nearest to it, shape (n, size)."""
    points = shapely.get_coordinates(shapely.centroid(geometry))
    return cKDTree(points).query(points, size)[1].reshape(len(points), size)


def _row_standardised(weights: csr_matrix) -> csr_matrix:
    return diags(1 / np.maximum(np.diff(weights.indptr), 1)) @ weights
