"""From indicators to one index: need scores 0-100, their weighted mean, and what is missing in it.

A score says how much need a value shows, from 0 to 100: compared with the other units, so that 0 does not mean that there is no need; only
with ``target`` it runs from no need to the limit. *Direction* says which values mean need: ``high`` or ``low``.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from ..model.choices import AGGREGATIONS, ARITHMETIC, GEOMETRIC, NON_COMPENSATORY, NORMALISATIONS, RELATIVE_NORMALISATIONS
from ..model.errors import OpgaveError
from ..model.text import Text

EQUAL = 1e-12
SHARE_NOISE = 1e-9


def score(
    values: np.ndarray,
    normalisation: str,
    direction: str = "high",
    target: float | None = None,
    limit: float | None = None,
    name: str | Text = "",
    reference: np.ndarray | None = None,
) -> np.ndarray:
    """Return the need score (0-100) of each unit, shape (n,); NaN where there is no value.

    With x the values that are there, n their number:

    - ``z_score``: 100 Phi((x - mean) / population standard deviation), Phi the normal distribution;
    - ``min_max``: 100 (x - min) / (max - min);
    - ``percentile``: 100 (rank - 0.5) / n, equal values sharing the mean of their ranks (Hazen 1914);
    - ``target``: 0 at the target or better, 100 at the limit or worse, linear between.

    With direction ``low`` the first three become 100 - score. For ``target`` the direction says which side is better: with
    ``high`` values at or below the target score 0 and those at or above the limit 100; with ``low`` values at or above the
    target score 0 and those at or below the limit 100. The limit is by default the worst value that occurs; where no
    value is worse than the target, all scores are 0.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        NaN and infinite values count as missing: they take part in no mean, deviation or rank.
    name : str or Text
        The indicator's name, for messages.
    reference : ndarray of float, optional
        The values that ``z_score``, ``min_max`` and ``percentile`` compare with, where those of the units themselves are too few: x and n
        above are then theirs. ``min_max`` ends at 0 and 100; the rank is that which the value would share among them.

    Raises
    ------
    OpgaveError
        When no unit has a value; when ``z_score``, ``min_max`` or ``percentile``, which compare units with each other, meet
        one value only or equal values; when a target lacks or its limit is not worse than it.

    Examples
    --------
    0 at the target of 10 or better, 100 at the worst value that occurs:

    >>> score(np.array([8.0, 10.0, 25.0, np.nan, 40.0]), "target", target=10).tolist()
    [0.0, 0.0, 50.0, nan, 100.0]

    Compared with others, the rank is the middle one of all equal values:

    >>> score(np.array([3.0, 5.0]), "percentile", reference=np.array([1.0, 3.0, 3.0, 4.0])).tolist()
    [50.0, 100.0]
    """
    values = np.asarray(values, dtype=float)
    known = np.isfinite(values)
    if not known.any():
        raise OpgaveError("Indicator '{indicator}': no unit has a value; check its layer, field and filter.", indicator=name)
    scores = np.full(len(values), np.nan)
    others = values if reference is None else np.asarray(reference, dtype=float)
    scores[known] = _score_units(values[known], others[np.isfinite(others)], normalisation, _sign(direction), target, limit, name)
    return scores


def _sign(direction: str) -> float:
    if direction not in ("high", "low"):
        raise OpgaveError("There is no direction '{direction}': choose high or low.", direction=direction)
    return 1.0 if direction == "high" else -1.0


def _score_units(
    values: np.ndarray,
    reference: np.ndarray,
    normalisation: str,
    sign: float,
    target: float | None,
    limit: float | None,
    name: str | Text,
) -> np.ndarray:
    if normalisation == "target":
        return _target(values, sign, target, limit, name)
    if normalisation not in _RELATIVE:
        raise OpgaveError(
            "There is no normalisation '{normalisation}': choose one of {choices}.",
            normalisation=normalisation,
            choices=", ".join(NORMALISATIONS),
        )
    _check_differences(reference, name)
    scores = _RELATIVE[normalisation](values, reference)
    return scores if sign > 0 else 100.0 - scores


def _check_differences(values: np.ndarray, name: str | Text) -> None:
    if len(values) == 1:
        raise OpgaveError(
            "Indicator '{indicator}': only one unit has a value, so that units cannot be compared; give more units, or use"
            " the normalisation 'target'.",
            indicator=name,
        )
    if np.ptp(values) <= EQUAL * np.abs(values).max():
        raise OpgaveError(
            "Indicator '{indicator}': all values are equal ({value}), it cannot tell units apart; leave it out, or use the"
            " normalisation 'target'.",
            indicator=name,
            value=f"{values[0]:g}",
        )


def _z_score(values: np.ndarray, reference: np.ndarray) -> np.ndarray:
    return 100.0 * ndtr((values - reference.mean()) / reference.std())


def _min_max(values: np.ndarray, reference: np.ndarray) -> np.ndarray:
    return 100.0 * np.clip((values - reference.min()) / np.ptp(reference), 0.0, 1.0)


def _percentile(values: np.ndarray, reference: np.ndarray) -> np.ndarray:
    ordered = np.sort(reference)
    below, equal_or_below = (np.searchsorted(ordered, values, side) for side in ("left", "right"))
    return 50.0 * (below + equal_or_below) / len(ordered)


_RELATIVE = dict(zip(RELATIVE_NORMALISATIONS, (_z_score, _min_max, _percentile), strict=True))


def _target(values: np.ndarray, sign: float, target: float | None, limit: float | None, name: str | Text) -> np.ndarray:
    """Return how far each value is from target to limit; the sign turns 'low' into 'high'."""
    if target is None:
        raise OpgaveError("Indicator '{indicator}': the normalisation 'target' needs a target value.", indicator=name)
    if limit is not None and sign * limit <= sign * target:
        raise OpgaveError(
            "Indicator '{indicator}': the limit ({limit}) is no worse than the target ({target}); with direction high a limit"
            " lies above its target, with low below it.",
            indicator=name,
            limit=f"{limit:g}",
            target=f"{target:g}",
        )
    worst = sign * limit if limit is not None else (sign * values).max()
    if worst <= sign * target:
        return np.zeros(len(values))
    return 100.0 * np.clip((sign * values - sign * target) / (worst - sign * target), 0.0, 1.0)


def combine(
    scores: np.ndarray, weights: np.ndarray, method: str = ARITHMETIC, allowed_missing: float = 0.0
) -> tuple[np.ndarray, np.ndarray]:
    """Return the index of each unit (0-100) and the share of the weight that is missing in it (0-1), shapes (n,).

    The index is the weighted mean over the indicators that are present, their weights rescaled, and

    - ``arithmetic``: of the scores themselves;
    - ``geometric``: exp of the mean of ln(max(score, 1)): a low *need* on one indicator draws the index down, whatever the others say;
    - ``non_compensatory``: 100 - exp of the mean of ln(max(100 - score, 1)): a high need on one indicator draws the index up, and is
      not made up for by low need on the others.

    ``missing_share`` is missing weight / total weight; above the allowed share a unit gets no index (NaN).

    Parameters
    ----------
    scores : ndarray of float, shape (n, k)
        NaN where missing.
    weights : array of float, shape (k,)
        0 or more, not all 0.
    allowed_missing : float
        Share (0-1) of the weight that may be missing.

    Raises
    ------
    OpgaveError
        For a negative weight, weights that are all 0, or an unknown method.

    Examples
    --------
    The second unit lacks a quarter of the weight, and no more than a fifth may be missing:

    >>> index, missing_share = combine(np.array([[80.0, 40.0], [60.0, np.nan]]), np.array([3.0, 1.0]), allowed_missing=0.2)
    >>> index.tolist(), missing_share.tolist()
    ([70.0, nan], [0.0, 0.25])

    One low need among four of the highest, and one of the highest among four that are none:

    >>> scores = np.array([[100.0, 100, 100, 100, 1], [0, 0, 0, 0, 100]])
    >>> [combine(scores, np.ones(5), method)[0].round(1).tolist() for method in ("arithmetic", "geometric", "non_compensatory")]
    [[80.2, 20.0], [39.8, 2.5], [97.5, 60.2]]
    """
    weights = _check_weights(weights)
    present = weights * ~np.isnan(scores)
    missing_share = 1.0 - present.sum(axis=1) / weights.sum()
    missing_share[np.abs(missing_share) < SHARE_NOISE] = 0.0
    index = _index_of_mean(_average_scores(transform_scores(scores, method), present), method)
    return np.where(missing_share > allowed_missing + SHARE_NOISE, np.nan, index), missing_share


def _check_weights(weights: np.ndarray) -> np.ndarray:
    weights = np.asarray(weights, dtype=float)
    if not (weights >= 0).all() or weights.sum() == 0:
        raise OpgaveError(
            "The weights of the indicators are {weights}: each must be 0 or more, and one at least above 0.",
            weights=", ".join(f"{weight:g}" for weight in weights),
        )
    return weights


def transform_scores(scores: np.ndarray, method: str) -> np.ndarray:
    """Return what an aggregation method takes the weighted mean of, in the shape of the scores; more need is more of it too."""
    if method == ARITHMETIC:
        return scores
    if method == GEOMETRIC:
        return np.log(np.maximum(scores, 1.0))
    if method == NON_COMPENSATORY:
        return -np.log(np.maximum(100.0 - scores, 1.0))
    raise OpgaveError("There is no method '{method}': choose one of {choices}.", method=method, choices=", ".join(AGGREGATIONS))


def _index_of_mean(mean: np.ndarray, method: str) -> np.ndarray:
    if method == GEOMETRIC:
        return np.exp(mean)
    return 100.0 - np.exp(-mean) if method == NON_COMPENSATORY else mean


def _average_scores(scores: np.ndarray, present: np.ndarray) -> np.ndarray:
    total = present.sum(axis=1)
    mean = np.full(len(scores), np.nan)
    return np.divide((np.nan_to_num(scores) * present).sum(axis=1), total, out=mean, where=total > 0)


def oldest(ages: np.ndarray, present: np.ndarray) -> np.ndarray:
    """Return the age (days) of the oldest input of each unit, shape (n,): an index is as old as its oldest indicator.

    Parameters
    ----------
    ages : array of float, shape (k,)
        Age of each indicator's data; NaN where it is not known, which takes no part.
    present : ndarray of bool, shape (n, k)
        Whether the unit has that indicator. NaN where it has none of known age.
    """
    ages = np.where(present, np.asarray(ages, dtype=float), np.nan)
    return np.fmax.reduce(ages, axis=1, initial=np.nan)
