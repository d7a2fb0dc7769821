"""A generated region of municipalities and sectors in which everything is known, and which does not do what the estimates assume."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from opgavenkaart.processing.model.ages import AGES, OLDEST, AgeClass
from scipy.special import expit

FIVE_YEARS = (*(AgeClass(age, age + 4) for age in range(0, OLDEST, 5)), AgeClass(OLDEST, OLDEST))
ALONE = np.select([np.arange(AGES) < 18, np.arange(AGES) < 40, np.arange(AGES) < 67, np.arange(AGES) < 80], [0.0, 0.12, 0.15, 0.25], 0.42)
"""The region's rate of living alone by age; women of 67 and over live alone twice as often as men."""


@dataclass(frozen=True)
class Region:
    """n sectors in m municipalities.

    Attributes
    ----------
    group : ndarray of int, shape (n,)
    census : ndarray of int, shape (n, classes of five years)
        Five years ago.
    people : ndarray of int, shape (n, 2, AGES)
        Today.
    alone : ndarray of int, shape (n, 2, AGES)
        Of these, who live alone.
    households, cars, without : ndarray of int, shape (n,)
    """

    group: np.ndarray
    census: np.ndarray
    people: np.ndarray
    alone: np.ndarray
    households: np.ndarray
    cars: np.ndarray
    without: np.ndarray

    def by_municipality(self, values: np.ndarray) -> np.ndarray:
        """Return the sums over the sectors of each municipality."""
        result = np.zeros((self.group.max() + 1, *values.shape[1:]))
        np.add.at(result, self.group, values)
        return result


def make_region(seed: int, municipalities: int = 60) -> Region:
    """Return a region in which sectors age in place, new streets fill with young families, a care home opens here and there, relations bend
    and differ from sector to sector and from municipality to municipality."""
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(municipalities), rng.integers(8, 60, municipalities))
    count = len(group)
    urban = rng.normal(0, 0.8, municipalities)[group] + rng.normal(0, 0.6, count)
    size = np.round(rng.lognormal(6.2, 0.7, count)).astype(int) + 20
    ages = np.arange(AGES)
    usual = np.interp(ages, [0, 15, 30, 55, 75, 90, 100], [1.0, 1.1, 1.2, 1.4, 0.9, 0.25, 0.02])
    old, young = (rng.normal(0, 0.15, municipalities)[group] + rng.normal(0, 0.3, count) for _ in range(2))
    tilt = old[:, None] * np.clip((ages - 45) / 30, -1, 1) + young[:, None] * np.exp(-(((ages - 5) / 12) ** 2))
    before = _share(usual * np.exp(tilt))
    census = rng.multinomial(size, before) @ np.array([[one.first <= age <= one.last for age in ages] for one in FIVE_YEARS]).T
    aged = np.concatenate([before[:, :5], before[:, :-5]], axis=1) * np.exp(-(((ages - 5) / 70) ** 6))
    drift = rng.normal(0, 0.2, (count, 3)) @ np.array([ages < 18, (ages >= 18) & (ages < 65), ages >= 65])
    today = _share(0.5 * _share(aged) + 0.5 * _share(before * np.exp(drift)))
    grown = np.where(rng.random(count) < 0.06, rng.uniform(1.2, 1.8, count), rng.lognormal(0.02, 0.05, count))
    families = _share(np.exp(-(((ages - 3) / 5) ** 2)) + np.exp(-(((ages - 33) / 8) ** 2)) + 1e-9)
    extra = np.maximum(grown - 1, 0) * (grown > 1.2)
    today = _share(today + extra[:, None] * families)
    today = _share(today + np.where(rng.random(count) < 0.02, 0.1, 0.0)[:, None] * _share(np.exp(-(((ages - 86) / 5) ** 2)) + 1e-9))
    both = rng.multinomial(np.round(size * grown).astype(int), today)
    men = rng.binomial(both, np.interp(ages, [0, 60, 80, 100], [0.51, 0.5, 0.4, 0.2]))
    people = np.stack([men, both - men], axis=1)
    odds = np.exp(rng.normal(0, 0.15, municipalities)[group] + rng.normal(0, 0.25, count) + 0.15 * urban)
    rate = np.stack([np.where(ages >= 67, ALONE * 0.65, ALONE), np.where(ages >= 67, ALONE * 1.3, ALONE)])
    rate = rate * odds[:, None, None] / (1 - rate + rate * odds[:, None, None])
    alone = rng.binomial(people, rate)
    households = np.round(people.sum(axis=(1, 2)) / np.clip(2.35 - 0.15 * urban, 1.7, 3)).astype(int)
    wealth = rng.normal(0, 0.5, count) - 0.3 * urban
    without = rng.binomial(households, expit(-1.75 - 0.6 * wealth + 0.6 * urban + 0.4 * old + rng.normal(0, 0.2, count)))
    second = expit(-0.5 + 0.5 * wealth - 0.5 * urban + rng.normal(0, 0.15, count))
    cars = households - without + rng.binomial(households - without, second)
    return Region(group, census, people, alone, households, cars, without)


def _share(weights: np.ndarray) -> np.ndarray:
    return weights / weights.sum(axis=-1, keepdims=True)
