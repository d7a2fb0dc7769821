"""Shortage by level of areas: of the areas themselves, of the neighbourhoods they make up, and of all together, in one and the same year.

Within an area places are taken to serve everybody there, across its border nobody. So the larger the areas, the less lacks: what one
sector has to spare serves the next when both are counted as one neighbourhood.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ...model.progress import SILENT, Progress
from ..access.least_shortage import least_shortage
from .shortage import LACKING

UNIT, NEIGHBOURHOOD, ALL = LEVELS = ("unit", "neighbourhood", "all")
LEAST = "least"
"""What lacks in all areas when the places that they reach are divided as well as can be: no areas of its own, but a level of shortage."""


@dataclass(frozen=True)
class LevelGap:
    """Need less places of the areas of one level, shape (areas, years); below 0 where there are places to spare."""

    gap: np.ndarray

    @property
    def short(self) -> np.ndarray:
        """Places that lack in each year: the shortages of that year added up, never those of different years, shape (years,)."""
        return np.maximum(self.gap, 0.0).sum(axis=0)

    @property
    def count(self) -> np.ndarray:
        """Areas that lack at least one place in each year, shape (years,)."""
        return (self.gap >= LACKING).sum(axis=0)

    @property
    def lacking(self) -> np.ndarray:
        """Places that each area lacks in each year, 0 where it lacks less than one, shape (areas, years)."""
        return np.where(self.gap >= LACKING, self.gap, 0.0)


def gaps_by_level(gap: np.ndarray, neighbourhood: np.ndarray | None) -> dict[str, LevelGap]:
    """Return need less places by level of `LEVELS`; that of neighbourhoods only where they are known.

    Parameters
    ----------
    gap : ndarray, shape (areas, years)
    neighbourhood : ndarray of int, shape (areas,), or None
        The number of each area's neighbourhood, -1 where an area is in none and stays on its own.
    """
    levels = {UNIT: LevelGap(gap)}
    if neighbourhood is not None:
        inside = neighbourhood >= 0
        together = np.zeros((int(neighbourhood.max(initial=-1)) + 1, gap.shape[1]))
        np.add.at(together, neighbourhood[inside], gap[inside])
        levels[NEIGHBOURHOOD] = LevelGap(np.concatenate([together[np.unique(neighbourhood[inside])], gap[~inside]]))
    return levels | {ALL: LevelGap(gap.sum(axis=0, keepdims=True))}


@dataclass(frozen=True)
class ReachedPlaces:
    """Which areas reach which facilities, and the places there.

    Attributes
    ----------
    area, facility : ndarray of int, shape (pairs,)
    room : ndarray, shape (facilities, years)
    """

    area: np.ndarray
    facility: np.ndarray
    room: np.ndarray


def least_shortages(need: np.ndarray, reached: ReachedPlaces, progress: Progress = SILENT) -> np.ndarray:
    """Return the places that lack in each year when those within reach are divided as well as can be, shape (years,).

    Parameters
    ----------
    need : ndarray, shape (areas, years)
    """
    result = np.zeros(need.shape[1])
    for year in range(need.shape[1]):
        progress.check()
        result[year] = least_shortage(reached.area, reached.facility, need[:, year], reached.room[:, year]).unserved
    return result


def with_least(levels: dict[str, LevelGap], least: np.ndarray | None) -> dict[str, LevelGap]:
    """Return levels, after the areas themselves also that of the best division, where its shortage in each year is known."""
    if least is None:
        return levels
    return {UNIT: levels[UNIT], LEAST: LevelGap(least[None]), **levels}


def lacking_by_level(levels: dict[str, LevelGap]) -> dict[str, np.ndarray]:
    """Return the places that building has to do with, by level, shape (areas, years).

    The best division never asks for more than the areas by themselves, which leave out what each of them lacks below one place.
    """
    lacking = {name: level.lacking for name, level in levels.items()}
    if LEAST in lacking:
        lacking[LEAST] = np.minimum(lacking[LEAST], lacking[UNIT].sum(axis=0))
    return lacking
