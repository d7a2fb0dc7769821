"""A layer beside a reference: what is too much, what is missing, and how far off it lies."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from .borders import OlderBorders
from .line_accuracy import LineComparison
from .movement import LEAST_PAIRS, Movement, fit_movement

CE95 = 0.95
NORMAL_95 = 1.96
"""Standard deviations within which 95 % of what is spread normally lies."""
ONE_DAY = 1.0


@dataclass(frozen=True)
class ReferenceComparison:
    """A layer beside a reference.

    Attributes
    ----------
    pairs : ndarray of int, shape (pairs, 2)
        Features of the layer and of the reference that are the same thing.
    points, others : ndarray of float, shape (n, 2), (m, 2)
        Metres; NaN where there is no place.
    classes : ClassComparison, optional
        What both say that they are.
    dates : DateComparison, optional
        When both say that they came about.
    borders : OlderBorders, optional
        Areas that follow an older state of the reference's.
    lines : LineComparison, optional
        The length of both beside each other, where both are lines.
    by_lines : bool
        Whether lines are there or not by their length beside the other layer's, rather than by pairs: streets may be cut elsewhere.
    areas : ndarray of str, shape (n,), optional
        For which area each feature of the layer counts; None: for none.
    """

    pairs: np.ndarray
    points: np.ndarray
    others: np.ndarray
    classes: ClassComparison | None = None
    dates: DateComparison | None = None
    borders: OlderBorders | None = None
    lines: LineComparison | None = None
    by_lines: bool = False
    areas: np.ndarray | None = None

    @property
    def excess(self) -> np.ndarray:
        """Which features the reference does not have (commission)."""
        if self.lines and self.by_lines:
            return self.lines.excess
        return np.setdiff1d(np.arange(len(self.points)), self.pairs[:, 0])

    @property
    def missing(self) -> np.ndarray:
        """Which features of the reference the layer does not have (omission)."""
        if self.lines and self.by_lines:
            return self.lines.missing
        return np.setdiff1d(np.arange(len(self.others)), self.pairs[:, 1])

    @cached_property
    def placed(self) -> np.ndarray:
        """The pairs of which both have a place, shape (placed, 2); of lines those that are as long, for a place is the middle of one."""
        there = np.isfinite(self.points[self.pairs[:, 0]]).all(axis=1) & np.isfinite(self.others[self.pairs[:, 1]]).all(axis=1)
        return self.pairs[there & self.lines.as_long(self.pairs) if self.lines else there]

    @cached_property
    def off(self) -> np.ndarray:
        """How far the layer lies east and north of the reference, in metres; shape (placed, 2)."""
        return self.points[self.placed[:, 0]] - self.others[self.placed[:, 1]]

    def by_area(self) -> dict[str, ReferenceComparison]:
        """Return the features of each area beside their partners, by its name, in the order of the names; none where no areas are given."""
        if self.areas is None:
            return {}
        own = self.areas[self.pairs[:, 0]]
        return {
            name: ReferenceComparison(self.pairs[own == name], self.points, self.others, lines=self.lines)
            for name in sorted({name for name in self.areas if name is not None})
        }

    @property
    def root_mean_square(self) -> float:
        """Root mean square error of planimetry, in metres; NaN without pairs."""
        return float(np.sqrt((self.off**2).sum(axis=1).mean())) if len(self.off) else np.nan

    @property
    def circle_95(self) -> float:
        """Radius within which 95 % of the features lie from their reference, in metres; NaN without pairs."""
        return float(np.quantile(np.hypot(*self.off.T), CE95)) if len(self.off) else np.nan

    @property
    def movement(self) -> Movement | None:
        """How the layer as a whole was moved; None where too few pairs tell."""
        if len(self.placed) < LEAST_PAIRS:
            return None
        return fit_movement(self.others[self.placed[:, 1]], self.points[self.placed[:, 0]])


@dataclass(frozen=True, eq=False)
class ClassComparison:
    """The classes that a layer and its reference give to the same things; those of which one is blank are left out.

    Attributes
    ----------
    field : str
        Field of the layer.
    rows : ndarray of int, shape (pairs,)
        Features of the layer.
    own, others : ndarray of str, shape (pairs,)
    """

    field: str
    rows: np.ndarray
    own: np.ndarray
    others: np.ndarray

    @classmethod
    def of(cls, field: str, pairs: np.ndarray, own: np.ndarray, others: np.ndarray) -> ClassComparison:
        """Return the comparison by the classes of all features, shapes (n,) and (m,); None where one is blank."""
        first, second = own[pairs[:, 0]], others[pairs[:, 1]]
        said = pd.notna(first) & pd.notna(second)
        return cls(field, pairs[said, 0], first[said], second[said])

    @property
    def wrong(self) -> np.ndarray:
        """Which of the pairs differ, shape (pairs,)."""
        return np.asarray(self.own != self.others, dtype=bool)

    @property
    def matrix(self) -> pd.DataFrame:
        """How many things have which class in the layer (rows) and in the reference (columns); both have all classes, in one order."""
        classes = sorted({*self.own, *self.others})
        return pd.crosstab(self.own, self.others).reindex(index=classes, columns=classes, fill_value=0)

    @property
    def kappa(self) -> float:
        """Agreement beyond chance: 1 is perfect, 0 what chance gives; NaN where there is one class only, or nothing.

        References
        ----------
        J. Cohen (1960), "A coefficient of agreement for nominal scales"; measure 64 of ISO 19157.
        """
        counts = self.matrix.to_numpy(dtype=float)
        total = counts.sum()
        by_chance = float((counts.sum(axis=0) * counts.sum(axis=1)).sum() / total**2) if total else 1.0
        return (float(np.trace(counts)) / total - by_chance) / (1.0 - by_chance) if by_chance < 1.0 else np.nan


@dataclass(frozen=True, eq=False)
class DateComparison:
    """The dates that a layer and its reference give to the same things; those of which one is missing are left out.

    Attributes
    ----------
    field : str
        Field of the layer.
    rows : ndarray of int, shape (pairs,)
        Features of the layer.
    own, others : ndarray of datetime64, shape (pairs,)
    """

    field: str
    rows: np.ndarray
    own: np.ndarray
    others: np.ndarray

    @classmethod
    def of(cls, field: str, pairs: np.ndarray, own: np.ndarray, others: np.ndarray) -> DateComparison:
        """Return the comparison by the dates of all features, shapes (n,) and (m,); NaT where one is missing."""
        first, second = own[pairs[:, 0]], others[pairs[:, 1]]
        said = ~(np.isnat(first) | np.isnat(second))
        return cls(field, pairs[said, 0], first[said], second[said])

    @property
    def days(self) -> np.ndarray:
        """How many days the layer is later than the reference, shape (pairs,)."""
        return (self.own - self.others) / np.timedelta64(1, "D")

    @property
    def wrong(self) -> np.ndarray:
        """Which of the pairs differ by a day or more, shape (pairs,)."""
        return np.asarray(np.abs(self.days) >= ONE_DAY, dtype=bool)

    @property
    def deviation(self) -> float:
        """Root mean square of the days, the reference taken for true: measure 54 of ISO 19157; NaN without pairs."""
        return float(np.sqrt((self.days**2).mean())) if len(self.days) else np.nan

    @property
    def within_95(self) -> float:
        """Days within which 95 % lie where the differences are spread normally: measure 57 of ISO 19157."""
        return NORMAL_95 * self.deviation
