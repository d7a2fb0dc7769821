"""One field of a layer, as a question needs it: there at all, or amounts of 0 or more."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..analysis.features import Features
from ..model.errors import OpgaveError
from ..model.progress import Progress
from .reading import missing_field, number_column


def column(features: Features, field: str) -> pd.Series:
    """Return a column.

    Raises
    ------
    OpgaveError
        The layer has no such field.
    """
    if field not in features.table:
        raise missing_field(features.name, field, list(features.table))
    return features.table[field]


def known_amounts(features: Features, field: str, progress: Progress) -> np.ndarray:
    """Return a field of numbers of 0 or more, NaN where empty.

    Raises
    ------
    OpgaveError
        There is no such field, or it holds something else, or a negative number.
    """
    values = number_column(features, field, progress)
    wrong = np.flatnonzero(values < 0)
    if len(wrong):
        raise OpgaveError(
            "Field '{field}' of layer '{layer}' holds a negative number ({value:g}) in feature {feature}: correct it.",
            field=field,
            layer=features.name,
            value=values[wrong[0]],
            feature=features.ids[wrong[0]] if len(features.ids) else wrong[0] + 1,
        )
    return values


def amounts(features: Features, field: str, progress: Progress) -> np.ndarray:
    """Return how much each feature counts: people, places, euro or a weight. Empty counts as 0 and is told; without field each counts 1.

    Raises
    ------
    OpgaveError
        As `known_amounts`.
    """
    if not field:
        return np.ones(len(features))
    values = known_amounts(features, field, progress)
    missing = int(np.isnan(values).sum())
    if missing:
        progress.warn(
            "Field '{field}' of layer '{layer}' is empty in {count} of {total} features: they count as 0.",
            field=field,
            layer=features.name,
            count=missing,
            total=len(values),
        )
    return np.nan_to_num(values)
