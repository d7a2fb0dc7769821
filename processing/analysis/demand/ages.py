"""Counts by classes of ages divided over sexes and single years, and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...model.ages import AGES, AgeClass

TINY = 1e-12
"""Keeps an age that the standard population lacks from having no share at all."""


def membership(classes: Sequence[AgeClass]) -> np.ndarray:
    """Return which ages each class holds: 0 and 1, shape (classes, AGES)."""
    ages = np.arange(AGES)
    return np.array([(ages >= one.first) & (ages <= one.last) for one in classes], dtype=float)


def single_ages(counts: np.ndarray, classes: Sequence[AgeClass], structure: np.ndarray, sexes: Sequence[int | None]) -> np.ndarray:
    """Divide classes over sexes and ages as a standard population is divided.

    Parameters
    ----------
    counts : ndarray, shape (units, classes)
    structure : ndarray, shape (2, AGES)
        The standard population.
    sexes : sequence of int or None
        The sex that each class counts; None: both.

    Returns
    -------
    ndarray, shape (units, 2, AGES)
    """
    weights = membership(classes)[:, None, :] * (structure + TINY)
    for row, sex in enumerate(sexes):
        if sex is not None:
            weights[row, 1 - sex] = 0
    weights /= weights.sum(axis=(1, 2), keepdims=True)
    return np.tensordot(counts, weights, 1)


def in_classes(people: np.ndarray, classes: Sequence[AgeClass]) -> np.ndarray:
    """Return how many of each class there are, both sexes together: shape (units, classes)."""
    return people.sum(axis=1) @ membership(classes).T


def scale_to_classes(people: np.ndarray, counts: np.ndarray, classes: Sequence[AgeClass], structure: np.ndarray) -> np.ndarray:
    """Return people by sex and age, brought to counts by class that hold all ages; where a class was empty the standard divides it."""
    present = in_classes(people, classes)
    ratio = np.divide(counts, present, out=np.zeros(counts.shape), where=present > 0)
    extra = single_ages(np.where(present > 0, 0, counts), classes, structure, [None] * len(classes))
    return people * (ratio @ membership(classes))[:, None, :] + extra
