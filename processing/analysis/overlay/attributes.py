"""Attributes of faces from those of the features that cover them, each by a stated rule."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .labels import Labels

RULES = ("first", "sum", "mean", "max", "list")
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
    result = np.full(labels.face_count, "", dtype=object)
    count = labels.count()
    single = count[labels.face] == 1
    result[labels.face[single]] = texts[labels.feature[single]]
    begin = labels.indptr()
    for face in np.flatnonzero(count > 1).tolist():
        values = [text for text in texts[labels.feature[begin[face] : begin[face + 1]]] if text is not None]
        result[face] = SEPARATOR.join(dict.fromkeys(values) if once else values)
    result[[text is None for text in result]] = ""
    return result


def combined(labels: Labels, values: np.ndarray, rule: str, share: np.ndarray) -> np.ndarray:
    """Return one value for each face from those of the features that cover it.

    Parameters
    ----------
    labels : Labels
    values : ndarray, shape (features,)
        Numbers (NaN where missing) for ``sum``, ``mean`` and ``max``; anything for ``first``; texts for ``list``.
    rule : str
        ``first`` the value of the first feature; ``sum`` the sum of the values, each times the share of its feature that the face is;
        ``mean`` and ``max`` over the features; ``list`` the different texts, comma-separated. Missing values take no part.
    share : ndarray of float, shape (pairs,)
        Which part of its feature's size (0-1) each pair's face is.

    Returns
    -------
    ndarray, shape (faces,)
        NaN or None where no feature with a value covers a face.
    """
    return _BY_RULE[rule](labels, values, share)


def _first(labels, values, share):
    result = np.full(
        labels.face_count, np.nan if values.dtype.kind == "f" else None, dtype=values.dtype if values.dtype.kind == "f" else object
    )
    first = labels.first()
    result[first >= 0] = values[first[first >= 0]]
    return result


def _sum(labels, values, share):
    known, face, value = _known(labels, values)
    total = np.bincount(face, value * share[known], labels.face_count)
    return np.where(np.bincount(face, minlength=labels.face_count) > 0, total, np.nan)


def _mean(labels, values, share):
    _, face, value = _known(labels, values)
    count = np.bincount(face, minlength=labels.face_count)
    return np.divide(np.bincount(face, value, labels.face_count), count, out=np.full(labels.face_count, np.nan), where=count > 0)


def _max(labels, values, share):
    _, face, value = _known(labels, values)
    result = np.full(labels.face_count, -np.inf)
    np.maximum.at(result, face, value)
    return np.where(np.isneginf(result), np.nan, result)


def _list(labels, values, share):
    return joined_texts(labels, values, once=True)


def _known(labels, values):
    """Return the pairs whose feature has a value, with their faces and values."""
    known = np.flatnonzero(~np.isnan(values[labels.feature]))
    return known, labels.face[known], values[labels.feature[known]]


_BY_RULE: dict[str, Callable] = {"first": _first, "sum": _sum, "mean": _mean, "max": _max, "list": _list}
