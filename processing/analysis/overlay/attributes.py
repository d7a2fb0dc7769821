"""Attributes of faces from those of the features that cover them, each by a stated rule."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from .arrays import whole_numbers
from .labels import Labels

RULES = ("first", "sum", "mean", "max", "list")
NUMBER_RULES = ("sum", "mean", "max")
SEPARATOR = ","


def joined_texts(labels: Labels, texts: np.ndarray, once: bool = False) -> np.ndarray:
    """Return for each face the texts of its features, comma-separated.

    Parameters
    ----------
    labels : Labels
    texts : ndarray of str, shape (features,)
        ``None`` is left out.
    once : bool
        Name equal texts once.

    Returns
    -------
    ndarray of str, shape (faces,)
        Empty where there is none.
    """
    text = texts[labels.feature]
    known = ~pd.isna(text)
    face, text = labels.face[known], text[known]
    result = np.full(labels.face_count, "", dtype=object)
    result[face] = text
    count = np.bincount(face, minlength=labels.face_count)
    end = np.cumsum(count)
    for number in whole_numbers(np.flatnonzero(count > 1)):
        values = text[end[number] - count[number] : end[number]]
        result[number] = SEPARATOR.join(dict.fromkeys(values) if once else values)
    return result


def combine_values(labels: Labels, values: np.ndarray, rule: str, share: np.ndarray) -> np.ndarray:
    """Return one value for each face from those of the features that cover it.

    Parameters
    ----------
    labels : Labels
    values : ndarray, shape (features,)
        Numbers (NaN where missing) for ``sum``, ``mean`` and ``max``; anything for ``first``; texts (None where missing) for ``list``.
    rule : str
        ``first`` the value of the first feature; ``sum`` the sum of the values, each times the share of its feature that the face is;
        ``mean`` and ``max`` over the features; ``list`` the different texts, comma-separated. Missing values take no part.
    share : ndarray of float, shape (pairs,)
        Which part of its feature's size (0-1) each pair's face is.

    Returns
    -------
    ndarray, shape (faces,)
        NaN, NaT or None where no feature with a value covers a face; for ``list`` an empty text.
    """
    return _BY_RULE[rule](labels, values, share)


def _first(labels: Labels, values: np.ndarray, share: np.ndarray) -> np.ndarray:
    return pd.api.extensions.take(values, labels.first(), allow_fill=True, fill_value=None if values.dtype == object else np.nan)


def _sum(labels: Labels, values: np.ndarray, share: np.ndarray) -> np.ndarray:
    known, face, value = _find_known_pairs(labels, values)
    count = np.bincount(face, minlength=labels.face_count)
    return np.where(count > 0, np.bincount(face, value * share[known], labels.face_count), np.nan)


def _mean(labels: Labels, values: np.ndarray, share: np.ndarray) -> np.ndarray:
    _, face, value = _find_known_pairs(labels, values)
    count = np.bincount(face, minlength=labels.face_count)
    return np.divide(np.bincount(face, value, labels.face_count), count, out=np.full(labels.face_count, np.nan), where=count > 0)


def _max(labels: Labels, values: np.ndarray, share: np.ndarray) -> np.ndarray:
    _, face, value = _find_known_pairs(labels, values)
    result = np.full(labels.face_count, -np.inf)
    np.maximum.at(result, face, value)
    return np.where(np.isneginf(result), np.nan, result)


def _list(labels: Labels, values: np.ndarray, share: np.ndarray) -> np.ndarray:
    return joined_texts(labels, values, once=True)


def _find_known_pairs(labels: Labels, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs whose feature has a value, with their faces and values."""
    known = np.flatnonzero(~np.isnan(values[labels.feature]))
    return known, labels.face[known], values[labels.feature[known]]


_Combine = Callable[[Labels, np.ndarray, np.ndarray], np.ndarray]
_BY_RULE: dict[str, _Combine] = {"first": _first, "sum": _sum, "mean": _mean, "max": _max, "list": _list}
