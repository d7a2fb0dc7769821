"""Kulldorff's spatial scan: circles in which more cases fall than their inhabitants explain.

Sources: Kulldorff (1997), Communications in Statistics - Theory and Methods 26(6), for the statistic and its Monte Carlo test;
Kulldorff and Nagarwalla (1995), Statistics in Medicine 14, for circles that grow around the units, and for trying them up to half of the
inhabitants. As in SaTScan, what is reported may be smaller than what is tried: the p-values stay those of all circles.

Where rates differ between neighbours by more than chance gives (`dispersion`), that is no pattern yet: cases then count by the weights of
the negative binomial's score (Tango, Takahashi and Kohriyama 2011, Biometrics 67(1)), and each permutation draws rates that differ as much.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree
from scipy.special import xlogy

from ..model.choices import SEED
from ..model.cluster_methods import ClusterRule
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from .dispersion import measure_dispersion
from .local_statistics import COLD, HOT, NONE, UnitTypes, require_units
from .power import SCAN_DRAWS, STRENGTH, Power, cluster_size
from .threads import in_threads, slice_range

RESOLUTION = 1e-6
"""Metres below which two distances are the same one."""

TIE = 1e-9
CELLS_AT_A_TIME = 400_000
MOST_CIRCLES = 30_000_000
MOST_PERMUTATIONS = 999
POWER_PERMUTATIONS = 99
MOST_POWER_CELLS = 50_000_000
"""Circles looked at to find out what a scan would find: some seconds of work."""
COLUMNS = ("cluster_type", "centre", "radius_m", "cases", "expected", "relative_risk", "log_likelihood_ratio", "p_value")


@dataclass(frozen=True)
class Scan:
    """The circles that stand out, the most likely first; none shares a unit with one before it.

    Attributes
    ----------
    membership : ndarray of int, shape (n,)
        The number of each unit's circle, from 1; 0 where it is in none.
    table : DataFrame, one row per circle
        ``cluster_type`` (hot, cold), ``centre`` (position of the unit in its middle), ``radius_m``, ``cases``, ``expected``,
        ``relative_risk`` (rate within over rate without), ``log_likelihood_ratio``, ``p_value``.
    spread : float
        Standard deviation of the units' rates, as a share of the mean rate, that the scan reckons with; 0: none (Poisson).
    """

    membership: np.ndarray
    table: pd.DataFrame
    spread: float = 0.0

    @property
    def facts(self) -> pd.DataFrame:
        """What the table says of each circle beside its type and the unit in its middle."""
        return self.table.drop(columns=["cluster_type", "centre"])


def scan_units(
    geometry: np.ndarray,
    cases: np.ndarray,
    population: np.ndarray | None,
    rule: ClusterRule,
    field: str = "",
    progress: Progress = SILENT,
) -> tuple[UnitTypes, Scan]:
    """Scan units and give each its type: ``hot`` (or ``cold``) in a circle that stands out, with that circle's p-value.

    The statistic of a unit is its cases over those expected. Units without geometry, cases or population take no part. At most
    `MOST_PERMUTATIONS` permutations of the rule are used. Whether rates differ beyond chance without a pattern is tested first, and
    reckoned with where they do. The progress is told both.

    Parameters
    ----------
    geometry : ndarray of shapely polygons, shape (n,)
        In a planar system in metres; circles go by centroids.
    cases, population : ndarray of float, shape (n,)
        NaN where missing.

    Raises
    ------
    OpgaveError
        No population given, fewer than 3 units, cases that are no whole numbers from 0 up, or cases where nobody lives.
    """
    if population is None:
        raise OpgaveError("Method 'scan' compares cases with inhabitants: give their field as POPULATION_FIELD.")
    present = np.isfinite(cases) & np.isfinite(population) & ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    require_units(present, field)
    counted, people = cases[present], population[present]
    _require_counts(counted, people, field)
    if rule.permutations > MOST_PERMUTATIONS:
        progress.note("A scan uses {count} permutations: p-values go down to {smallest:g}.", count=MOST_PERMUTATIONS, smallest=0.001)
    draws = min(rule.permutations, MOST_PERMUTATIONS)
    points = shapely.get_coordinates(shapely.centroid(geometry[present]))
    _require_cases(counted, people)
    spread = _spread(points, counted, people, rule.seed, progress)
    both_sides, shares = rule.sides == "both", (rule.largest_share, rule.reported_share)
    found = spatial_scan(points, counted, people, draws, rule.seed, rule.alpha, both_sides, *shares, spread, progress)
    membership = np.zeros(len(present), dtype=np.int64)
    membership[present] = found.membership
    scan = Scan(membership, found.table, spread)
    return _types(scan, cases, np.where(present, population, np.nan), int((~present).sum())), scan


def measure_scan_power(
    geometry: np.ndarray, cases: np.ndarray, population: np.ndarray, rule: ClusterRule, spread: float = 0.0, progress: Progress = SILENT
) -> Power | None:
    """Return how often a scan finds a cluster that is planted among these units; None where that would take too long.

    In each draw all cases are dealt out by population, `STRENGTH` times as many to each inhabitant of a unit and those nearest to it
    (a tenth of all, 3 to 10 units); rates differ by ``spread``. A cluster is found when the most likely circle is significant and holds at
    least half of its units. Parameters as for `scan_units`.
    """
    present = np.isfinite(cases) & np.isfinite(population) & ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    points, people, total = shapely.get_coordinates(shapely.centroid(geometry[present])), population[present], int(cases[present].sum())
    size = cluster_size(len(people))
    if len(people) <= size or not total or not people.sum():
        return None
    windows = _Windows(points, people, total, rule.largest_share, rule.sides == "both", spread)
    if windows.units.size * (SCAN_DRAWS + POWER_PERMUTATIONS) > MOST_POWER_CELLS:
        return None
    enough = _significant_ratio(_simulate_ratios(windows, POWER_PERMUTATIONS, rule.seed, progress), rule.alpha)
    rng, reported = np.random.default_rng([rule.seed, 4]), windows.held() <= rule.reported_share + TIE
    near = cKDTree(points).query(points, size)[1]
    found = 0
    for draw in range(SCAN_DRAWS):
        progress.update(draw / SCAN_DRAWS)
        planted = near[rng.integers(len(people))]
        ratios = windows.ratios(windows.deal_with_risk(rng, planted, STRENGTH), SILENT)
        ratios[~reported] = 0.0
        centre, last = np.unravel_index(np.argmax(ratios), ratios.shape)
        inside = np.isin(planted, windows.units[centre, : last + 1]).sum()
        found += bool(ratios[centre, last] > enough and 2 * inside >= size)
    return Power(found / SCAN_DRAWS, size, draws=SCAN_DRAWS)


def _significant_ratio(random: np.ndarray, alpha: float) -> float:
    """Return the ratio over which a circle is significant: at most ``alpha (permutations + 1) - 1`` of the random ones are as large."""
    allowed = int(np.floor(alpha * (len(random) + 1) + TIE)) - 1
    return float(np.sort(random)[::-1][allowed]) if allowed >= 0 else np.inf


def _require_counts(cases: np.ndarray, people: np.ndarray, field: str) -> None:
    wrong = cases[(cases < 0) | (cases != np.round(cases))]
    if len(wrong):
        raise OpgaveError(
            "Field '{field}' holds {value}: method 'scan' counts cases, so give a field with whole numbers from 0 up.",
            field=field,
            value=f"{wrong[0]:.15g}",
        )
    alone = int(((people <= 0) & (cases > 0)).sum())
    if alone:
        raise OpgaveError(
            "Field '{field}' counts cases in {count} units without inhabitants: correct them, or take another POPULATION_FIELD.",
            field=field,
            count=alone,
        )


def _require_cases(cases: np.ndarray, people: np.ndarray) -> None:
    if not cases.sum() or not people.sum():
        raise OpgaveError("There are no cases, or no inhabitants: a scan has nothing to compare.")


def _spread(points: np.ndarray, cases: np.ndarray, people: np.ndarray, seed: int, progress: Progress) -> float:
    """Return how far rates differ between units without a pattern; 0 where chance explains it. Say which."""
    found = measure_dispersion(points, cases, people, seed, progress)
    if not found.is_over:
        progress.note(
            "Rates of neighbouring units differ no more than chance gives (p = {p:.2g}): the scan is that of Kulldorff (Poisson).",
            p=found.p_value,
        )
        return 0.0
    progress.note(
        "Rates of neighbouring units differ by {percent:.0f} % (standard deviation) beyond chance (p = {p:.2g}): "
        "the scan takes that into account (negative binomial).",
        percent=100 * found.spread,
        p=found.p_value,
    )
    return found.spread


def _types(scan: Scan, cases: np.ndarray, population: np.ndarray, missing: int) -> UnitTypes:
    """Return the units' types; arrays over all units, NaN where one took no part."""
    known = np.isfinite(cases) & np.isfinite(population)
    rate = cases[known].sum() / population[known].sum()
    expected = rate * population
    kinds = np.append([NONE], scan.table["cluster_type"].to_numpy(dtype=object))
    p = np.append([np.nan], scan.table["p_value"].to_numpy(dtype=float))
    statistic = np.divide(cases, expected, out=np.full(len(cases), np.nan), where=expected > 0)
    nothing = np.full(len(cases), np.nan)
    return UnitTypes(statistic, nothing, p[scan.membership], kinds[scan.membership], missing, spread=scan.spread)


def spatial_scan(
    points: np.ndarray,
    cases: np.ndarray,
    population: np.ndarray,
    permutations: int = 999,
    seed: int = SEED,
    alpha: float = ClusterRule.alpha,
    both_sides: bool = False,
    largest_share: float = ClusterRule.largest_share,
    reported_share: float = ClusterRule.reported_share,
    spread: float = 0.0,
    progress: Progress = SILENT,
) -> Scan:
    """Find the circles whose rate differs from the rate outside more than chance would have it.

    A circle grows around each unit, one unit (or several as far off) at a time, while it holds at most ``largest_share`` of the
    population. With c cases within, C in all and e = C x population within / population, its log likelihood ratio is
    ``c ln(c / e) + (C - c) ln((C - c) / (C - e))`` where c > e, else 0. In each permutation all C cases are dealt out anew by
    population (multinomial). ``p = (r + 1) / (permutations + 1)`` with r the permutations whose largest ratio is at least that of
    the circle; for a secondary circle, and where ``reported_share`` passes over larger ones, that is on the safe side.

    With a ``spread`` s a unit of e expected cases has a variance of ``e + s^2 e^2``. Its cases and e then weigh
    ``1 / (1 + s^2 e)`` in that ratio, all cases together as much as those expected; and in each permutation the rates are drawn first,
    with a deviation of s.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Centroids, in metres.
    cases, population : ndarray of float, shape (n,)
        None missing; whole cases. Both are 0 or more, with no cases where there is no population.
    permutations, seed : int
        0 permutations: no p-values, and only the most likely circle is given.
    alpha : float
        Largest p-value of the circles that are given.
    both_sides : bool
        Look for circles of low rates too.
    largest_share, reported_share : float
        Of the population (0-1): what a circle that is tried, and one that is given, may hold.
    spread : float
        Standard deviation of the units' rates without any pattern, as a share of the mean rate (see `dispersion`); 0: none (Poisson).

    Raises
    ------
    OpgaveError
        No cases, or no population.
    """
    _require_cases(cases, population)
    windows = _Windows(points, population, int(cases.sum()), largest_share, both_sides, spread)
    ratios = windows.ratios(windows.weigh(cases), progress)
    random = _simulate_ratios(windows, permutations, seed, progress) if permutations else np.empty(0)
    ratios[windows.held() > reported_share + TIE] = 0.0
    return _chosen(windows, cases, population, ratios, random, alpha, progress)


class _Windows:
    """All circles, as the order in which units join each centre: arrays of centres x units, the circle being a row up to a column.

    Rows are padded with the unit ``n``, which has no cases; a column that is no circle (padding, or a tie that is not complete) is
    marked as not valid.
    """

    def __init__(self, points: np.ndarray, population: np.ndarray, total: int, largest_share: float, both_sides: bool, spread: float = 0.0):
        self.points, self.cases, self.both_sides, self.spread = points, total, both_sides, spread
        self.share = population / population.sum()
        rows = [_circles(points, self.share, centre, largest_share) for centre in range(len(points))]
        width = max(len(row) for row, _ in rows)
        _require_room(len(points) * width)
        self.units = np.full((len(points), width), len(points), dtype=np.intp)
        self.valid = np.zeros(self.units.shape, dtype=bool)
        for number, (row, valid) in enumerate(rows):
            self.units[number, : len(row)] = row
            self.valid[number, : len(row)] = valid
        held = self.held()
        self.valid &= (held > 0) & (held < 1 - TIE)
        self.weight = 1 / (1 + spread**2 * total * self.share)
        self.total: float = total * float((self.weight * self.share).sum()) if spread else total
        within = total * (self._sums(self.weight * self.share) if spread else held)
        self.expected = np.where(self.valid, within, self.total / 2)
        self.slices = slice_range(len(points), max(1, CELLS_AT_A_TIME // max(width, 1)))

    def held(self) -> np.ndarray:
        """Return the share of the population in each circle, shape (centres, units)."""
        return self._sums(self.share)

    def _sums(self, of_units: np.ndarray) -> np.ndarray:
        return np.cumsum(np.append(of_units, 0.0)[self.units], axis=1)

    def weigh(self, cases: np.ndarray) -> np.ndarray:
        """Return what the cases of each unit count for, `total` together; the cases themselves where rates do not differ."""
        if not self.spread:
            return cases.astype(np.int32)
        weighed = cases * self.weight
        return weighed * (self.total / weighed.sum())

    def deal(self, rng: np.random.Generator, times: int) -> np.ndarray:
        """Return what the cases of each unit count for when all are dealt out anew, shape (times, n)."""
        if not self.spread:
            return rng.multinomial(self.cases, self.share, size=times).astype(np.int32)
        return np.array([self.weigh(rng.multinomial(self.cases, self._draw_shares(rng))) for _ in range(times)])

    def deal_with_risk(self, rng: np.random.Generator, planted: np.ndarray, risk: float) -> np.ndarray:
        """Return what the cases count for when those in some units are ``risk`` times as likely, shape (n,)."""
        shares = self._draw_shares(rng)
        shares[planted] *= risk
        return self.weigh(rng.multinomial(self.cases, shares / shares.sum()))

    def _draw_shares(self, rng: np.random.Generator) -> np.ndarray:
        risk = self.share * draw_rates(rng, self.spread, len(self.share))
        return risk / risk.sum()

    def counts(self, cases: np.ndarray, part: slice) -> np.ndarray:
        """Return what the cases in each circle around some centres count for."""
        return np.cumsum(np.append(cases, cases.dtype.type(0)).take(self.units[part]), axis=1, dtype=cases.dtype)

    def ratios(self, cases: np.ndarray, progress: Progress) -> np.ndarray:
        """Return the log likelihood ratio of each circle, shape (centres, units); 0 where it is none."""
        return np.concatenate(in_threads(partial(self._ratios, cases), self.slices, progress))

    def _ratios(self, cases: np.ndarray, part: slice) -> np.ndarray:
        within, expected = self.counts(cases, part), self.expected[part]
        counts = self.valid[part] & (self.both_sides | (within > expected))
        return np.where(counts, _ratio(within, expected, self.total), 0.0)

    def limits(self, floor: float) -> tuple[np.ndarray, np.ndarray]:
        """Return up to and from how many cases a circle can have a ratio of ``floor``: it is under (c - e)^2 (1/e + 1/(C - e))."""
        away = np.sqrt(floor * self.expected * (self.total - self.expected) / self.total)
        low = self.expected - away if self.both_sides else np.full(self.expected.shape, -1.0)
        high = np.where(self.valid, self.expected + away, self.total + 1)
        if self.spread:
            return np.where(self.valid, low, -1), high
        return np.where(self.valid, np.floor(low), -1).astype(np.int32), np.ceil(high).astype(np.int32)

    def largest(self, cases: np.ndarray, limits: tuple[np.ndarray, np.ndarray]) -> float:
        """Return the largest ratio of the circles beyond ``limits``; 0 where there is none."""
        low, high = limits
        most = 0.0
        for part in self.slices:
            within = self.counts(cases, part)
            beyond = within >= high[part]
            if self.both_sides:
                beyond |= within <= low[part]
            ratio = _ratio(within[beyond], self.expected[part][beyond], self.total)
            most = max(most, float(ratio.max(initial=0.0)))
        return most


def draw_rates(rng: np.random.Generator, spread: float, count: int) -> np.ndarray:
    """Return ``count`` rates of mean 1 and deviation ``spread``, gamma as in the negative binomial."""
    return rng.gamma(1 / spread**2, spread**2, count) if spread else np.ones(count)


def _circles(points: np.ndarray, share: np.ndarray, centre: int, largest_share: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the units in the order in which the circle around a centre takes them in, and whether a circle ends there."""
    distance = np.round(np.hypot(*(points - points[centre]).T) / RESOLUTION)
    order = np.argsort(distance, kind="stable")
    end = int(np.searchsorted(np.cumsum(share[order]), largest_share + TIE, side="right"))
    return order[:end], np.append(np.diff(distance[order]) > 0, True)[:end]


def _require_room(cells: int) -> None:
    if cells > MOST_CIRCLES:
        raise OpgaveError(
            "A scan of so many units makes {count} circles, too many to hold: let a circle hold a smaller share of the population.",
            count=cells,
        )


def _ratio(within: np.ndarray, expected: np.ndarray, total: float) -> np.ndarray:
    without = np.maximum(total - within, 0)
    return xlogy(within, within / expected) + xlogy(without, without / (total - expected))


def _simulate_ratios(windows: _Windows, permutations: int, seed: int, progress: Progress) -> np.ndarray:
    """Return the largest ratio of each permutation, shape (permutations,).

    Few circles come near the largest ratio: those that cannot reach half of the first permutation's are passed over, and where a
    permutation has none beyond that, all of its circles are looked at.
    """
    rng = np.random.default_rng(seed)
    everything = windows.limits(0.0)
    deals = windows.deal(rng, permutations)
    floor = windows.largest(deals[0], everything) / 2
    limits = windows.limits(floor)

    def one(part: slice) -> float:
        most = windows.largest(deals[part.start], limits)
        return most if most >= floor else windows.largest(deals[part.start], everything)

    return np.array(in_threads(one, slice_range(permutations, 1), progress))


def _chosen(
    windows: _Windows,
    cases: np.ndarray,
    population: np.ndarray,
    ratios: np.ndarray,
    random: np.ndarray,
    alpha: float,
    progress: Progress,
) -> Scan:
    """Return the circles that stand out, each without units of one before it; only the first where there are no p-values."""
    membership = np.zeros(len(cases), dtype=np.int64)
    rows: list[tuple[Any, ...]] = []
    while True:
        progress.check()
        centre, last = np.unravel_index(np.argmax(ratios), ratios.shape)
        ratio = ratios[centre, last]
        p = (np.count_nonzero(random >= ratio - TIE) + 1) / (len(random) + 1) if len(random) else np.nan
        if not ratio or p > alpha or (rows and not len(random)):
            break
        members = windows.units[centre, : last + 1]
        rows.append(_row(windows, members, cases, population, ratio, p))
        membership[members] = len(rows)
        taken = np.append(membership > 0, False)[windows.units]
        ratios[np.maximum.accumulate(taken, axis=1)] = 0.0
    return Scan(membership, pd.DataFrame(rows, columns=list(COLUMNS)))


def _row(windows: _Windows, members: np.ndarray, cases: np.ndarray, population: np.ndarray, ratio: float, p: float) -> tuple[Any, ...]:
    within, people = cases[members].sum(), population[members].sum()
    expected = cases.sum() * people / population.sum()
    rest = cases.sum() - within
    without = rest / (population.sum() - people)
    risk = within / people / without if without > 0 else np.inf
    radius = np.hypot(*(windows.points[members[-1]] - windows.points[members[0]]))
    return HOT if within > expected else COLD, int(members[0]), radius, within, expected, risk, ratio, p
