"""From the raw values of a challenge's indicators to one index per unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ..model.challenge import Aggregation, Indicator
from .index import combine, oldest, score


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
    sectors : DataFrame, shape (n, sectors)
        The sub-index of each sector that has weight: the index of its indicators alone, by the same rules; one column a sector id.
    """

    raw: pd.DataFrame
    scores: pd.DataFrame
    weights: np.ndarray
    index: np.ndarray
    missing_share: np.ndarray
    data_age_days: np.ndarray
    sectors: pd.DataFrame


def evaluate(
    indicators: Sequence[Indicator],
    raw: pd.DataFrame,
    ages: Mapping[str, float],
    aggregation: Aggregation,
    failed: Collection[str] = (),
    references: Mapping[str, np.ndarray] | None = None,
) -> Evaluation:
    """Score every indicator and combine the scores.

    Parameters
    ----------
    indicators : sequence of Indicator
    raw : DataFrame, shape (n, k)
        Column by indicator id.
    ages : mapping of indicator id to days
        Age of the oldest layer that the indicator uses; NaN where unknown.
    aggregation : Aggregation
        Method and allowed missing share.
    failed : collection of str
        Indicators whose layer could not be loaded: they have no value and count as missing.
    references : mapping of indicator id to ndarray, optional
        The values of other units that scores compare with; default those of the units themselves.

    Raises
    ------
    OpgaveError
        When another indicator has no value at all, or cannot tell the units apart.
    """
    others = references or {}
    scores = pd.DataFrame(
        {
            item.id: raw[item.id] if item.id in failed else _scores(item, raw[item.id].to_numpy(), others.get(item.id))
            for item in indicators
        },
        index=raw.index,
    )
    weights = np.array([item.weight for item in indicators], dtype=float)
    index, missing_share = combine(scores.to_numpy(), weights, aggregation.method, aggregation.allowed_missing_share)
    age = oldest(np.array([ages[name] for name in scores], dtype=float), scores.notna().to_numpy())
    return Evaluation(raw, scores, weights, index, missing_share, age, sector_indices(indicators, scores, aggregation))


def sector_indices(indicators: Sequence[Indicator], scores: pd.DataFrame, aggregation: Aggregation) -> pd.DataFrame:
    """Return the index of each sector's indicators alone, shape (n, sectors); a sector without weight has none."""
    columns = {}
    for sector in dict.fromkeys(item.sector for item in indicators):
        own = [item for item in indicators if item.sector == sector]
        weights = np.array([item.weight for item in own], dtype=float)
        if weights.any():
            part = scores[[item.id for item in own]].to_numpy()
            columns[sector] = combine(part, weights, aggregation.method, aggregation.allowed_missing_share)[0]
    return pd.DataFrame(columns, index=scores.index)


def _scores(indicator: Indicator, values: np.ndarray, reference: np.ndarray | None) -> np.ndarray:
    rule = (indicator.normalisation, indicator.direction, indicator.target, indicator.limit)
    return score(values, *rule, indicator.title, reference)
