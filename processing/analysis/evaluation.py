"""From the raw values of a challenge's indicators to one index per unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.challenge import Aggregation, Indicator
from .index import combine, score


@dataclass(frozen=True)
class Evaluation:
    """A challenge worked out for n units and k indicators.

    Attributes
    ----------
    raw, scores : DataFrame, shape (n, k)
        Values in the indicators' own units, and need scores 0-100; one column an indicator id; NaN where missing.
    weights : ndarray, shape (k,)
        As the challenge states them, not rescaled.
    index, missing_share : ndarray, shape (n,)
        Need 0-100 (NaN where too much is missing), and the share of the weight that is missing.
    data_age_days : ndarray, shape (n,)
        Age of the oldest layer behind the unit's present indicators; NaN where none of their dates is known.
    """

    raw: pd.DataFrame
    scores: pd.DataFrame
    weights: np.ndarray
    index: np.ndarray
    missing_share: np.ndarray
    data_age_days: np.ndarray


def evaluate(
    indicators: Sequence[Indicator], raw: pd.DataFrame, ages: Mapping[str, float], aggregation: Aggregation
) -> Evaluation:
    """Score every indicator and combine the scores.

    Parameters
    ----------
    indicators : sequence of Indicator
    raw : DataFrame, shape (n, k)
        Column by indicator id. A column without any value belongs to a layer that could not be loaded: it counts as missing.
    ages : mapping of indicator id to days
        Age of the oldest layer that the indicator uses; NaN where unknown.
    aggregation : Aggregation
        Method and allowed missing share.

    Raises
    ------
    OpgaveError
        When an indicator cannot tell the units apart.
    """
    scores = pd.DataFrame({item.id: _scores(item, raw[item.id].to_numpy()) for item in indicators}, index=raw.index)
    weights = np.array([item.weight for item in indicators], dtype=float)
    index, missing_share = combine(scores.to_numpy(), weights, aggregation.method, aggregation.allowed_missing_share)
    return Evaluation(raw, scores, weights, index, missing_share, _oldest(scores, ages))


def _scores(indicator: Indicator, values: np.ndarray) -> np.ndarray:
    if np.isnan(values).all():
        return values
    return score(values, indicator.normalisation, indicator.direction, indicator.target, indicator.limit, name=indicator.id)


def _oldest(scores: pd.DataFrame, ages: Mapping[str, float]) -> np.ndarray:
    days = np.where(scores.notna(), [ages[name] for name in scores.columns], np.nan)
    return pd.DataFrame(days).max(axis=1).to_numpy()
