"""How sure an index is: the ranks that units take when the choices behind it are drawn anew, many times.

Source of the method: OECD and JRC (2008), Handbook on Constructing Composite Indicators, chapter 7 (uncertainty analysis by
Monte Carlo over weights, normalisation and aggregation).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.certainty import ALMOST_CERTAIN, DEPENDS, ROBUST, SURELY_NOT, TOO_LITTLE_DATA
from ..model.challenge import Indicator
from ..model.choices import ARITHMETIC, DRAWS, GEOMETRIC, RELATIVE_NORMALISATIONS, SEED
from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from .index import combine, score, transform_scores
from .local_statistics import worst_count
from .threads import in_threads, slice_range

RANKS_WITHIN = (0.05, 0.95)
"""Quantiles: the best and the worst rank that a unit takes in nine of ten draws."""
DRAWS_A_SLICE = 250
QUICK_DRAWS = 500
"""As many as a report, or a dock that answers at once, has time for."""
UNITS_A_SLICE = 500


@dataclass(frozen=True)
class Sensitivity:
    """What many draws say of n units; NaN for units without an index.

    Attributes
    ----------
    rank_low, rank_high : ndarray, shape (n,)
        The ranks (1 = most need) between which a unit stays in nine draws of ten.
    worst_share : ndarray, shape (n,)
        Share of the draws (0-1) in which the unit is in the worst tenth.
    certainty : ndarray of str, shape (n,)
        ``robust``: in the worst tenth in nine draws of ten or more; ``surely_not``: in at most one of ten; ``depends``: on the
        choices; ``too_little_data``: no index.
    """

    rank_low: np.ndarray
    rank_high: np.ndarray
    worst_share: np.ndarray
    certainty: np.ndarray


@dataclass(frozen=True)
class Choices:
    """What is drawn: every indicator's score by every normalisation, as one matrix.

    Attributes
    ----------
    scores, logs : ndarray, shape (k * 3, n)
        Row ``3 i + m`` is indicator i by normalisation m; 0 where missing. ``logs`` holds what the other aggregation than the
        arithmetic mean takes the mean of: ln(max(score, 1)), or -ln(max(100 - score, 1)).
    present : ndarray of float, shape (k, n)
        1 where the indicator has a value.
    weights : ndarray, shape (k,)
    """

    scores: np.ndarray
    logs: np.ndarray
    present: np.ndarray
    weights: np.ndarray


def sensitivity(
    indicators: Sequence[Indicator],
    raw: pd.DataFrame,
    index: np.ndarray,
    draws: int = DRAWS,
    spread: float = 0.5,
    seed: int = SEED,
    progress: Progress = SILENT,
    method: str = ARITHMETIC,
) -> Sensitivity:
    """Draw weights, normalisations and aggregation anew and see which ranks each unit takes.

    In each draw every weight is multiplied by a number drawn evenly from [1 - spread, 1 + spread]; one normalisation of
    ``z_score``, ``min_max`` and ``percentile`` is drawn for each indicator (one with a target keeps it: a target is a matter of policy,
    not of method); and scores are combined by arithmetic or geometric mean, at even odds; where the challenge does not let need be made up
    for, that takes the place of the geometric mean. Units that have every value in common share all places that they take together.

    Parameters
    ----------
    raw : DataFrame, shape (n, k)
        Indicator values; a column without any value takes no part.
    index : ndarray, shape (n,)
        The challenge's index; units without one (NaN) take no part.
    spread : float
        Between 0 and 1.
    method : str
        The challenge's aggregation, one of `AGGREGATIONS`.

    Raises
    ------
    OpgaveError
        When there is nothing to draw, or the spread is out of its range.
    """
    if draws < 1 or not 0 <= spread <= 1:
        raise OpgaveError(
            "Draw at least once, and weights between 0 and 1 times apart: got {draws} and {spread}.", draws=draws, spread=spread
        )
    known = np.flatnonzero(np.isfinite(index))
    if not len(known):
        raise OpgaveError("No unit has an index: there is nothing to draw ranks of.")
    order = known[np.lexsort((known, -index[known]))]
    choices = _choices(indicators, raw, order, GEOMETRIC if method == ARITHMETIC else method)
    ranks = np.empty((draws, len(order)), dtype="int32")
    seeds = np.random.SeedSequence(seed).spawn(-(-draws // DRAWS_A_SLICE))

    def draw(part: slice) -> None:
        rng = np.random.default_rng(seeds[part.start // DRAWS_A_SLICE])
        ranks[part] = _ranks(_draw_indices(choices, spread, part.stop - part.start, rng))

    in_threads(draw, slice_range(draws, DRAWS_A_SLICE), progress)
    return _summary(ranks, order, len(index), _alike_units(choices), progress)


def leave_one_sector_out(
    indicators: Sequence[Indicator], scores: pd.DataFrame, index: np.ndarray, method: str, allowed_missing: float
) -> pd.DataFrame:
    """Return which sector decides the outcome: what happens to the worst tenth without its indicators.

    Returns
    -------
    DataFrame, one row a sector
        ``sector``; ``weight_share`` (0-1); ``stays``: share of the worst tenth that stays in it; ``shift``: mean change of rank.
    """
    weights = np.array([one.weight for one in indicators])
    sectors = np.array([one.sector for one in indicators])
    rows = []
    for sector in dict.fromkeys(sectors):
        others = sectors != sector
        if not weights[others].sum():
            continue
        without, _ = combine(scores.to_numpy()[:, others], weights[others], method, allowed_missing)
        both = np.isfinite(index) & np.isfinite(without)
        before, after = _place(index[both]), _place(without[both])
        tenth = worst_count(int(both.sum()))
        stays = float((after[before <= tenth] <= tenth).mean()) if tenth else np.nan
        share = weights[~others].sum() / weights.sum()
        rows.append({"sector": sector, "weight_share": share, "stays": stays, "shift": float(np.abs(before - after).mean())})
    return pd.DataFrame(rows, columns=["sector", "weight_share", "stays", "shift"])


def correlations(scores: pd.DataFrame) -> pd.DataFrame:
    """Return Spearman's rank correlation of every two indicators' scores, over the units that have both."""
    return scores.corr(method="spearman")


def _choices(indicators: Sequence[Indicator], raw: pd.DataFrame, order: np.ndarray, method: str) -> Choices:
    rows, used = [], [one for one in indicators if raw[one.id].notna().any()]
    for one in used:
        values = raw[one.id].to_numpy()
        drawn = one.normalisation in RELATIVE_NORMALISATIONS
        methods = RELATIVE_NORMALISATIONS if drawn else (one.normalisation,) * len(RELATIVE_NORMALISATIONS)
        rows += [score(values, method, one.direction, one.target, one.limit, one.title)[order] for method in methods]
    scores = np.array(rows)
    present = np.isfinite(scores[:: len(RELATIVE_NORMALISATIONS)]).astype(float)
    return Choices(
        np.nan_to_num(scores),
        np.nan_to_num(transform_scores(scores, method)),
        present,
        np.array([one.weight for one in used], dtype=float),
    )


def _draw_indices(choices: Choices, spread: float, count: int, rng: np.random.Generator) -> np.ndarray:
    """Return the index of every unit in ``count`` draws, shape (count, n).

    Draws by the other aggregation give what it takes the mean of, which has the same order.
    """
    k = len(choices.weights)
    weights = choices.weights * rng.uniform(1.0 - spread, 1.0 + spread, (count, k))
    chosen = rng.integers(len(RELATIVE_NORMALISATIONS), size=(count, k))
    other = rng.random(count) < 0.5
    wide = np.zeros((count, k * len(RELATIVE_NORMALISATIONS)))
    np.put_along_axis(wide, np.arange(k) * len(RELATIVE_NORMALISATIONS) + chosen, weights, axis=1)
    total = np.empty((count, choices.scores.shape[1]))
    total[~other] = wide[~other] @ choices.scores
    total[other] = wide[other] @ choices.logs
    return total / (weights @ choices.present)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Return the rank of each value in its row, 1 the highest; of equals the first."""
    order = np.argsort(-values, axis=1, kind="stable")
    ranks = np.empty(values.shape, dtype="int32")
    np.put_along_axis(ranks, order, np.arange(1, values.shape[1] + 1, dtype="int32")[None, :], axis=1)
    return ranks


def _alike_units(choices: Choices) -> np.ndarray:
    """Return a number for each unit, shape (n,): the same for units of which every score is the same, so that no draw tells them apart."""
    columns = np.concatenate([choices.scores, choices.present])
    return np.unique(columns, axis=1, return_inverse=True)[1].reshape(-1)


def _summary(ranks: np.ndarray, order: np.ndarray, n: int, alike: np.ndarray, progress: Progress) -> Sensitivity:
    low, high, worst = (np.full(n, np.nan) for _ in range(3))
    tenth = worst_count(len(order))

    def summarise(part: slice) -> None:
        low[order[part]], high[order[part]] = np.quantile(ranks[:, part], RANKS_WITHIN, axis=0, method="inverted_cdf")
        worst[order[part]] = (ranks[:, part] <= tenth).mean(axis=0)

    in_threads(summarise, slice_range(len(order), UNITS_A_SLICE), progress)
    for values, of_all in ((low, "min"), (high, "max"), (worst, "mean")):
        values[order] = pd.Series(values[order]).groupby(alike).transform(of_all).to_numpy()
    certainty = np.select(
        [np.isnan(worst), worst >= ALMOST_CERTAIN, worst <= 1.0 - ALMOST_CERTAIN], [TOO_LITTLE_DATA, ROBUST, SURELY_NOT], default=DEPENDS
    )
    return Sensitivity(low, high, worst, certainty)


def _place(values: np.ndarray) -> np.ndarray:
    return _ranks(values[None, :])[0]
