"""The scale of an index, kept: what later values score on it.

Scores by ``z_score``, ``min_max`` and ``percentile`` are relative to the units that were scored: where all get worse by as much, no score
changes. An *anchor* keeps what an indicator's scores were relative to in the first vintage, so that the values of a later one are scored
on the same scale and a difference is a difference in need.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import ndtr

from ..model.challenge import Aggregation, Indicator
from .index import combine, score

MOST_QUANTILES = 1001
"""Values of a percentile scale that are kept at most: scores of many more units are then a tenth of a point off at most."""
DIGITS = 12
"""Digits of a number that is kept: as many as two machines agree on."""


@dataclass(frozen=True)
class Anchor:
    """What the scores of an indicator were relative to.

    Attributes
    ----------
    normalisation, direction : str
        As in the challenge.
    mean, deviation, minimum, maximum : float
        Of the values that were there; the deviation is that of the population.
    target, limit : float or None
        Those of the challenge; with ``target`` a limit that the challenge leaves out is the worst value that was there.
    open_ended : bool
        The challenge leaves out the limit: values that are worse than it score above 100.
    quantiles : tuple of float
        With ``percentile``: the values from low to high; of more than `MOST_QUANTILES`, so many at equal steps of their rank.
    """

    normalisation: str
    direction: str
    mean: float
    deviation: float
    minimum: float
    maximum: float
    target: float | None = None
    limit: float | None = None
    open_ended: bool = False
    quantiles: tuple[float, ...] = ()

    def score(self, values: np.ndarray) -> np.ndarray:
        """Return what values score on this scale, shape (n,); NaN where there is no value.

        The values that the scale was made from score what they scored then. Others:

        - ``z_score``: 100 Phi((x - mean) / deviation), between 0 and 100;
        - ``min_max``: 100 (x - minimum) / (maximum - minimum), outside 0-100 for values outside the earlier range;
        - ``percentile``: linear between the values that were there, 0 below and 100 above all of them;
        - ``target``: 0 at the target or better, 100 at the limit, linear between; worse than the limit is 100 where the challenge states
          the limit, and more where it was the worst value of then.
        """
        values = np.asarray(values, dtype=float)
        if self.normalisation == "target":
            return self._score_target(values)
        high = self._score_high(values)
        return high if self.direction == "high" else 100.0 - high

    def _score_high(self, values: np.ndarray) -> np.ndarray:
        if self.normalisation == "z_score":
            return 100.0 * ndtr((values - self.mean) / self.deviation)
        if self.normalisation == "min_max":
            return 100.0 * ((values - self.minimum) / (self.maximum - self.minimum))
        own, first = np.unique(self.quantiles, return_index=True)
        return np.interp(values, own, score(np.array(self.quantiles), "percentile")[first], 0.0, 100.0)

    def _score_target(self, values: np.ndarray) -> np.ndarray:
        sign = 1.0 if self.direction == "high" else -1.0
        target, limit = sign * float(self.target or 0.0), sign * float(self.limit or 0.0)
        beyond = sign * values - target
        if limit <= target:
            return np.where(np.isnan(values), np.nan, np.where(beyond > 0, 100.0, 0.0))
        return 100.0 * np.clip(beyond / (limit - target), 0.0, None if self.open_ended else 1.0)


def anchors_of(indicators: Sequence[Indicator], raw: pd.DataFrame) -> dict[str, Anchor]:
    """Return the anchor of each indicator by its id; none for one without values, or whose equal values make no scale.

    Parameters
    ----------
    raw : DataFrame, shape (n, k)
        Values of the first vintage; one column an indicator id.
    """
    found = {}
    for one in indicators:
        values = raw[one.id].to_numpy(dtype=float) if one.id in raw else np.empty(0)
        values = values[np.isfinite(values)]
        if len(values) and (one.normalisation == "target" or np.ptp(values) > 0):
            found[one.id] = _anchor(one, values)
    return found


def _anchor(indicator: Indicator, values: np.ndarray) -> Anchor:
    mean, deviation, low, high = map(_kept, (values.mean(), values.std(), values.min(), values.max()))
    quantiles = _quantiles(values) if indicator.normalisation == "percentile" else ()
    open_ended = indicator.normalisation == "target" and indicator.limit is None
    limit = (high if indicator.direction == "high" else low) if open_ended else indicator.limit
    return Anchor(indicator.normalisation, indicator.direction, mean, deviation, low, high, indicator.target, limit, open_ended, quantiles)


def _quantiles(values: np.ndarray) -> tuple[float, ...]:
    count = min(len(values), MOST_QUANTILES)
    places = ((np.arange(count) + 0.5) * len(values) / count).astype(int)
    return tuple(np.sort(values)[places].tolist())


def _kept(number: float) -> float:
    return float(f"{number:.{DIGITS}g}")


def score_on(
    anchors: Mapping[str, Anchor], indicators: Sequence[Indicator], raw: pd.DataFrame, aggregation: Aggregation
) -> tuple[pd.DataFrame, np.ndarray]:
    """Return the scores of values on kept scales, shape (n, k), and their index, shape (n,).

    Indicators without an anchor or a column count as missing; NaN where too much is missing for an index.
    """
    nothing = np.full(len(raw), np.nan)
    scores = pd.DataFrame(
        {one.id: anchors[one.id].score(raw[one.id].to_numpy()) if one.id in anchors and one.id in raw else nothing for one in indicators},
        index=raw.index,
    )
    weights = np.array([one.weight for one in indicators], dtype=float)
    return scores, combine(scores.to_numpy(), weights, aggregation.method, aggregation.allowed_missing_share)[0]


def index_errors(
    anchors: Mapping[str, Anchor], indicators: Sequence[Indicator], raw: pd.DataFrame, errors: pd.DataFrame, aggregation: Aggregation
) -> np.ndarray:
    """Return the standard error of each unit's index on kept scales, shape (n,), from those of its values.

    To the first order and with errors that are independent of each other: the root of the sum of squares of what one standard error of each
    indicator, up and down, does to the index (half of the difference). An error that is missing counts as none; NaN where a unit has no
    error at all, or no index.

    Parameters
    ----------
    errors : DataFrame, shape (n, at most k)
        Standard errors in the indicators' own units; one column an indicator id.
    """
    square, known = np.zeros(len(raw)), np.zeros(len(raw), dtype=bool)
    for id in errors:
        error = errors[id].to_numpy(dtype=float)
        known |= np.isfinite(error)
        ends = [
            score_on(anchors, indicators, raw.assign(**{id: raw[id] + sign * np.nan_to_num(error)}), aggregation)[1] for sign in (1, -1)
        ]
        square += ((ends[0] - ends[1]) / 2) ** 2
    return np.where(known, np.sqrt(square), np.nan)
