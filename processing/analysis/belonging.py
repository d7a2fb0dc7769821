"""How probable it is that a unit belongs to a cluster of need: over the choices behind an index, and the sampling error of its indicators.

Every draw takes other weights, normalisations, aggregation and neighbours, and other values of each indicator within its error.
A significance test seeds each draw's clusters; which units around them belong is a posterior probability under a hidden Markov random
field with two levels of need, so that a unit counts for its own index as well as for its neighbours.

Sources: OECD and JRC (2008), Handbook on Constructing Composite Indicators, chapter 7, for the draws of choices; Marshall (1991),
Applied Statistics 40(2), for true values behind rates of small numbers; Celeux, Forbes and Peyrard (2003), Pattern Recognition
36(1), for the field in mean-field approximation; Ranjan and Gneiting (2010), JRSS B 72(1), for the mean of many probabilities.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_matrix
from scipy.spatial import cKDTree
from scipy.special import betainc, expit

from ..model.challenge import Indicator
from ..model.choices import ARITHMETIC, NON_COMPENSATORY
from ..model.choices import RELATIVE_NORMALISATIONS as RELATIVE
from ..model.cluster_methods import CLUSTER_METHODS, ClusterRule
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from .cluster_methods import TESTS, UnitValues, significant_types
from .clusters import HIGH_TYPES
from .index import EQUAL, combine, score
from .local_statistics import SMALLEST_SAMPLE, conditional_p, worst_count
from .threads import in_threads, slice_range
from .weights import spatial_weights

CLUSTER, WORST_TENTH = "cluster", "worst_tenth"
"""What a unit may belong to: a cluster, or the worst tenth of the units where a method tests no clusters."""

DRAWS = 400
"""A probability of one half is then known within 5 points, 19 times of 20."""

WEIGHT_SPREAD = 0.5
DRAWS_A_SLICE = 20
POOL = 3.0
"""A mean of probabilities is less certain than each of them is right to be, so it is transformed by the beta distribution with this
parameter twice (Ranjan and Gneiting 2010), under which probabilities in generated cities come true as often as they say."""

AGGREGATIONS_DRAWN = (ARITHMETIC, NON_COMPENSATORY)
NEIGHBOUR_CHOICES = ("queen", "knn:4", "knn:8")
USUAL_NEIGHBOURS = 8
"""Neighbours of the median unit within the distance that is one of the choices."""

SEED_LEVEL = 4.0
"""Times the rule's level of significance at which a test seeds clusters: the field decides what belongs, and needs where to begin."""

RINGS = 2
"""Borders between a unit that a test finds and the farthest that may belong to its cluster."""

FIELD_ROUNDS = 10
FIELD_START = (-4.0, 8.0)
"""Intercept and slope of the odds at the start: even where half of the neighbours belong."""

NEWTON_STEPS, LONGEST_STEP, RIDGE = 2, 2.0, 1e-3


@dataclass(frozen=True)
class Belonging:
    """What many draws say of n units.

    Attributes
    ----------
    to : str
        ``cluster`` or ``worst_tenth``.
    probability : ndarray, shape (n,)
        Between 0 and 1; NaN for units without an index.
    draws : int
        How many.
    sampled : tuple of str
        Ids of the indicators whose sampling error took part.
    found : ndarray or None, shape (n,)
        The plain share of the draws (0-1) in which the rule's own test, with its own neighbours and significance, finds the unit in a
        cluster of need; NaN as above, None for a method that tests no neighbours. P-values are those that permutations near.
    """

    to: str
    probability: np.ndarray
    draws: int
    sampled: tuple[str, ...] = ()
    found: np.ndarray | None = None

    @property
    def to_cluster(self) -> bool:
        """Whether it is clusters that units belong to, and not the worst tenth."""
        return self.to == CLUSTER


@dataclass(frozen=True)
class UncertainValues:
    """The true values of an indicator as far as they are known: normal around ``centre`` with deviation ``spread``, shapes (n,)."""

    indicator: Indicator
    centre: np.ndarray
    spread: np.ndarray

    @property
    def is_uncertain(self) -> bool:
        """Whether any value may be another one."""
        return bool(np.nanmax(self.spread, initial=0.0) > 0)

    def draw(self, rng: np.random.Generator) -> np.ndarray:
        """Return values that may be the true ones, shape (n,)."""
        return self.centre + self.spread * rng.normal(size=len(self.centre)) if self.is_uncertain else self.centre


def draw_belonging(
    indicators: Sequence[Indicator],
    raw: pd.DataFrame,
    errors: pd.DataFrame,
    index: np.ndarray,
    geometry: np.ndarray,
    rule: ClusterRule,
    draws: int = DRAWS,
    seed: int = 1,
    progress: Progress = SILENT,
) -> Belonging | None:
    """Return how probable it is that each unit belongs to a cluster of need; None where no draw can tell units apart.

    In each draw every weight is multiplied by a number from [0.5, 1.5]; a normalisation of ``z_score``, ``min_max`` and ``percentile``
    is drawn for each indicator (one with a target keeps it); the mean is arithmetic or one in which need on one indicator is not made
    up for by the others; neighbours are those of the rule, units with a common border, the 4 or 8 nearest, or those within a distance.
    A unit belongs with the probability that `field_probability` gives. With ``threshold`` a unit belongs whose index is high enough in
    the draw; for methods without a test of each unit it is the probability to be in the worst tenth.

    Parameters
    ----------
    raw : DataFrame, shape (n, k)
        Indicator values by id, NaN where missing; a column without any value takes no part.
    errors : DataFrame
        Standard errors of the values by indicator id, in their unit; an indicator without a column has none that is known.
    index : ndarray, shape (n,)
        The challenge's index; units without one (NaN) take no part.
    geometry : ndarray of shapely polygons, shape (n,)
        In a planar system in metres.
    """
    present = np.isfinite(index) & ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    used = [one for one in indicators if one.weight > 0 and np.isfinite(raw[one.id].to_numpy()[present]).any()]
    if present.sum() < SMALLEST_SAMPLE or not used:
        return None
    values = [true_values(one, raw[one.id].to_numpy()[present], _errors_of(one, errors, present)) for one in used]
    weights = _neighbour_choices(geometry[present], rule, progress) if rule.method in TESTS else {}
    find, own = _membership(rule, geometry[present], list(weights.values()), progress), weights.get(rule.weights)
    if find is None:
        return None
    found = np.zeros((draws, int(present.sum())), dtype=np.float32)
    tested = None if own is None else np.zeros(found.shape, dtype=bool)
    seeds = np.random.SeedSequence(seed).spawn(-(-draws // DRAWS_A_SLICE))

    def draw(part: slice) -> None:
        rng = np.random.default_rng(seeds[part.start // DRAWS_A_SLICE])
        for number in range(part.start, part.stop):
            drawn = draw_index(values, rng)
            found[number] = find(drawn, rng)
            if tested is not None and own is not None:
                tested[number] = _tested_on_map(drawn, own, rule)

    in_threads(draw, slice_range(draws, DRAWS_A_SLICE), progress)
    probability = np.full(len(index), np.nan)
    mean = found.mean(axis=0, dtype=float)
    probability[present] = betainc(POOL, POOL, mean) if rule.method in TESTS else mean
    sampled = tuple(one.indicator.id for one in values if one.is_uncertain)
    plain = None
    if tested is not None:
        plain = np.full(len(index), np.nan)
        plain[present] = tested.mean(axis=0)
    return Belonging(WORST_TENTH if find is _find_worst_tenth else CLUSTER, probability, draws, sampled, plain)


def true_values(indicator: Indicator, values: np.ndarray, errors: np.ndarray) -> UncertainValues:
    """Return what the true values of an indicator may be, given the measured ones and their standard errors, shapes (n,).

    With v the variance of an error and A that between units beyond it (see `smoothing.empirical_bayes`), the true value lies around
    ``m + C (x - m)`` with variance ``A (1 - C)``, where ``C = A / (A + v)`` and m is the mean weighted by 1 / v. Values that were drawn to
    the mean already, by the indicator's smoothing, stay: their errors are what is left then. An error of 0 or NaN is none.
    """
    uncertain = np.isfinite(values) & (np.nan_to_num(errors) > 0)
    spread = np.where(uncertain, errors, 0.0)
    if indicator.smoothing == "empirical_bayes" or not uncertain.any():
        return UncertainValues(indicator, values, spread)
    x, v = values[uncertain], errors[uncertain] ** 2
    mean = (x / v).sum() / (1 / v).sum()
    between = max((((x - mean) ** 2 / v).sum() - len(x)) / (1 / v).sum(), 0.0)
    kept = between / (between + v)
    centre = values.copy()
    centre[uncertain] = mean + kept * (x - mean)
    spread[uncertain] = np.sqrt(between * (1 - kept))
    return UncertainValues(indicator, centre, spread)


def draw_index(values: Sequence[UncertainValues], rng: np.random.Generator) -> np.ndarray:
    """Return an index (0-100) that other choices, and other true values, would give, shape (n,)."""
    scores = np.column_stack([_draw_score(one, rng) for one in values])
    weights = np.array([one.indicator.weight for one in values]) * rng.uniform(1 - WEIGHT_SPREAD, 1 + WEIGHT_SPREAD, len(values))
    return combine(scores, weights, AGGREGATIONS_DRAWN[rng.integers(len(AGGREGATIONS_DRAWN))], allowed_missing=1.0)[0]


def _draw_score(one: UncertainValues, rng: np.random.Generator) -> np.ndarray:
    indicator, values = one.indicator, one.draw(rng)
    method = RELATIVE[rng.integers(len(RELATIVE))] if indicator.normalisation in RELATIVE else indicator.normalisation
    known = values[np.isfinite(values)]
    if method in RELATIVE and np.ptp(known) <= EQUAL * np.abs(known).max():
        return np.where(np.isfinite(values), 50.0, np.nan)  # nothing but chance made them differ
    return score(values, method, indicator.direction, indicator.target, indicator.limit, indicator.title)


Find = Callable[[np.ndarray, np.random.Generator], np.ndarray]
"""From the index of a draw to how probable it is that each unit belongs in it, shapes (n,)."""


def _membership(rule: ClusterRule, geometry: np.ndarray, choices: Sequence[csr_matrix], progress: Progress) -> Find | None:
    """Return how a method says which units belong; None where it tests neighbours, and there are none, or all units are."""
    if rule.method in TESTS:
        if not choices:
            return None
        touching = spatial_weights(geometry, "queen", progress)
        generous = replace(rule, permutations=0, alpha=min(SEED_LEVEL * rule.alpha, 0.5))

        def find_clusters(index: np.ndarray, rng: np.random.Generator) -> np.ndarray:
            weights = choices[int(rng.integers(len(choices)))]
            if _is_level(index):
                return np.zeros(len(index))
            return field_probability(index, _tested_high(index, weights, generous), touching)

        return find_clusters
    if CLUSTER_METHODS[rule.method].needs_threshold and rule.threshold is not None:
        cut = rule.threshold
        return lambda index, _: (index >= cut).astype(float)
    return _find_worst_tenth


def _find_worst_tenth(index: np.ndarray, _: np.random.Generator) -> np.ndarray:
    return (index >= np.sort(index)[-worst_count(len(index))]).astype(float)


def _tested_high(index: np.ndarray, weights: csr_matrix, rule: ClusterRule) -> np.ndarray:
    """Return which units a test finds in clusters of need, shape (n,); none where all have one index."""
    if _is_level(index):
        return np.zeros(len(index), dtype=bool)
    units = UnitValues(np.empty(len(index), dtype=object), index)
    return np.isin(significant_types(TESTS[rule.method](units, weights, rule, SILENT), rule), HIGH_TYPES)


def _tested_on_map(index: np.ndarray, weights: csr_matrix, rule: ClusterRule) -> np.ndarray:
    """Return which units the rule itself finds in clusters of need, shape (n,): with the p-values that its permutations near."""
    if _is_level(index) or not rule.permutations:
        return _tested_high(index, weights, rule)
    units = UnitValues(np.empty(len(index), dtype=object), index)
    found = replace(TESTS[rule.method](units, weights, replace(rule, permutations=1), SILENT), p_value=conditional_p(index, weights))
    return np.isin(significant_types(found, rule), HIGH_TYPES)


def _is_level(index: np.ndarray) -> bool:
    return bool(np.ptp(index) <= EQUAL * np.abs(index).max())


def _neighbour_choices(geometry: np.ndarray, rule: ClusterRule, progress: Progress) -> dict[str, csr_matrix]:
    """Return the weights among which draws choose: those of the rule and the usual ones that can be had among so many units."""
    matrices = {}
    for spec in dict.fromkeys((rule.weights, *NEIGHBOUR_CHOICES, _usual_distance(geometry))):
        try:
            weights = spatial_weights(geometry, spec, progress)
        except OpgaveError:  # more neighbours than there are units, or too many pairs
            continue
        if 0 < weights.nnz < len(geometry) * (len(geometry) - 1):
            matrices[spec] = weights
    return matrices


def _usual_distance(geometry: np.ndarray) -> str:
    """Return weights by the distance, in whole metres, within which the median unit has as many neighbours as are usual."""
    points = shapely.get_coordinates(shapely.centroid(geometry))
    nearest = min(USUAL_NEIGHBOURS, len(points) - 1)
    away = cKDTree(points).query(points, k=nearest + 1)[0][:, nearest]
    return f"distance:{max(np.ceil(np.median(away)), 1.0):.0f}"


def field_probability(values: np.ndarray, seeds: np.ndarray, touching: csr_matrix) -> np.ndarray:
    """Return how probable it is that each unit has the level of the seeds and not that of the other units, shape (n,).

    Two levels of normal values with one deviation; the odds that a unit has the high one are ``exp(a + b s)``, s the share of its
    neighbours that have it, a and b fitted as a logistic regression, b at least 0. All is estimated in turns, from the seeds on, in
    mean-field approximation. No unit lies more than `RINGS` borders from a seed; without seeds, or where all are, the seeds themselves.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        None missing.
    seeds : ndarray of bool, shape (n,)
    touching : csr_matrix, shape (n, n)
        Which units have a common border.
    """
    near = _within_rings(seeds, touching)
    if not seeds.any() or seeds.all():
        return seeds.astype(float)
    x, far = values[near], values[~near]
    rest = _Rest(len(far), float(far.sum()), float(far @ far))
    neighbours, degree = touching[near][:, near], np.maximum(np.diff(touching[near].indptr), 1)
    odds, q = np.array(FIELD_START), np.where(seeds[near], 0.9, 0.1)
    for _ in range(FIELD_ROUNDS):
        around = neighbours @ q / degree
        odds = _fit_odds(odds, around, q, rest.count)
        q = expit(odds[0] + odds[1] * around + _weigh_levels(x, q, rest))
    probability = np.zeros(len(values))
    probability[near] = q
    return probability


@dataclass(frozen=True)
class _Rest:
    """The units too far from a seed to belong: how many, and the sums of their values and of the squares of these."""

    count: int
    total: float
    squares: float


def _within_rings(seeds: np.ndarray, touching: csr_matrix) -> np.ndarray:
    near = seeds.astype(bool)
    for _ in range(RINGS):
        near = near | (touching @ near.astype(float) > 0)
    return near


def _weigh_levels(x: np.ndarray, q: np.ndarray, rest: _Rest) -> np.ndarray:
    """Return the log odds that each value has the high level and not the low one, given who probably has which."""
    high, low = max(q.sum(), EQUAL), max((1 - q).sum() + rest.count, EQUAL)
    above, below = q @ x / high, ((1 - q) @ x + rest.total) / low
    around_low = (1 - q) @ (x - below) ** 2 + rest.squares - 2 * below * rest.total + rest.count * below**2
    variance = max((q @ (x - above) ** 2 + around_low) / (high + low), EQUAL)
    return ((x - below) ** 2 - (x - above) ** 2) / (2 * variance)


def _fit_odds(odds: np.ndarray, around: np.ndarray, q: np.ndarray, far: int) -> np.ndarray:
    """Return intercept and slope of the logistic regression of q on what is around, a step or two nearer by Newton's method.

    ``far`` units more have nothing around and a q of 0.
    """
    a, b = odds
    for _ in range(NEWTON_STEPS):
        p, alone = expit(a + b * around), expit(a)
        v, v_alone = p * (1 - p), far * alone * (1 - alone)
        cross, square = v @ around + RIDGE, v @ around**2 + RIDGE
        slope = np.array([(q - p).sum() - far * alone, (q - p) @ around])
        step = np.linalg.solve(np.array([[v.sum() + v_alone + 2 * RIDGE, cross], [cross, square + RIDGE]]), slope)
        a, b = (a, b) + np.clip(step, -LONGEST_STEP, LONGEST_STEP)
    return np.array([a, max(b, 0.0)])


def _errors_of(indicator: Indicator, errors: pd.DataFrame, present: np.ndarray) -> np.ndarray:
    return errors[indicator.id].to_numpy(dtype=float)[present] if indicator.id in errors else np.zeros(int(present.sum()))
