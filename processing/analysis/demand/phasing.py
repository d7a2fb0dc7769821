"""When to build places: all now, each once it is short, or each in its best year.

Lacking places are cut in layers: the k-th place lacks in the years in which at least k places lack. Each layer has one year in which it is
decided on; it opens ``years_to_build`` later. A year in which a place lacks and its layer is not open costs a temporary place; a year in
which the layer is open and the place does not lack costs the upkeep of an empty one. What lacks in the last year goes on lacking.

The best plan of all together is the best year of each layer. Places that lack in more years gain less by waiting one more year, so that
they are decided on no later (Topkis 1978), and the layers that are open are always the lowest ones. `test/analysis/test_phasing.py` holds
it against all plans there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...model.demography import Costs
from ...model.progress import SILENT, Progress

BLOCK_NUMBERS = 200_000
"""Layers times years that are looked at together."""


@dataclass(frozen=True)
class BuildingPlan:
    """What building costs in areas, in euro of the first year, and when what is built.

    Attributes
    ----------
    now, after, phased : ndarray, shape (areas,)
        All places that will ever lack decided on in the first year; each in the first year in which it lacks; each in its best year, or
        never.
    waiting, spared : ndarray, shape (areas,)
        What ``after`` costs more than ``phased``: for the places that the phased plan builds too, and for those that it never builds.
    decided : ndarray, shape (areas, years)
        Places that the phased plan decides on in each year.
    never : ndarray, shape (areas,)
        Places that the phased plan does not build, because temporary ones cost less for the few years in which they lack.
    """

    now: np.ndarray
    after: np.ndarray
    phased: np.ndarray
    waiting: np.ndarray
    spared: np.ndarray
    decided: np.ndarray
    never: np.ndarray


EUROS = ("now", "after", "phased", "waiting", "spared")
"""Fields of a plan that are sums of money."""


@dataclass(frozen=True)
class _Layers:
    """Layers of lacking places.

    Attributes
    ----------
    area : ndarray of int, shape (layers,)
    places : ndarray, shape (layers,)
        How many lack in the same years.
    lacks : ndarray of bool, shape (layers, years)
    """

    area: np.ndarray
    places: np.ndarray
    lacks: np.ndarray

    @classmethod
    def of(cls, lacking: np.ndarray) -> _Layers:
        levels = np.sort(lacking, axis=1)
        places = np.diff(levels, axis=1, prepend=0.0)
        area, level = np.nonzero(places > 0)
        return cls(area, places[area, level], lacking[area] >= levels[area, level][:, None])

    def blocks(self, wait: int) -> Iterator[_Layers]:
        """Yield a part of the layers at a time."""
        size = max(1, BLOCK_NUMBERS // (self.lacks.shape[1] + wait))
        for start in range(0, len(self.area), size):
            rows = slice(start, start + size)
            yield _Layers(self.area[rows], self.places[rows], self.lacks[rows])


@dataclass(frozen=True)
class _Years:
    """Years of a layer at what a euro of them is worth in the first year, shape (layers, years) by the year in which it is decided on.

    Attributes
    ----------
    worth : ndarray, shape (years,)
    short, empty : ndarray
        Years before it opens in which its places lack, and years after in which they do not.
    ever : ndarray, shape (layers,)
        All years in which they lack.
    """

    worth: np.ndarray
    short: np.ndarray
    empty: np.ndarray
    ever: np.ndarray

    @classmethod
    def of(cls, lacks: np.ndarray, growth: float, wait: int) -> _Years:
        times = lacks.shape[1]
        worth = growth ** np.arange(times + wait)
        held = np.concatenate([lacks, np.repeat(lacks[:, -1:], wait, axis=1)], axis=1)
        short = np.zeros((len(lacks), times + wait + 1))
        np.cumsum(held * worth, axis=1, out=short[:, 1:])
        whole, opens = np.concatenate([[0.0], np.cumsum(worth)]), slice(wait, wait + times)
        empty = (whole[-1] - short[:, -1:]) - (whole[opens] - short[:, opens])
        return cls(worth[:times], short[:, opens], empty, short[:, -1])


def growth_of(costs: Costs) -> float:
    """Return what a price of next year is worth against the same price of this year."""
    return (1 + costs.price_rise) / (1 + costs.discount)


def plan_building(lacking: np.ndarray, costs: Costs, progress: Progress = SILENT) -> BuildingPlan:
    """Return what three ways of building cost, and the phased plan.

    With ``d(t) = ((1 + price_rise) / (1 + discount)) ** t``, ``L`` the years to build and ``T`` the last year, a place that is decided on
    in year ``s`` costs ``place d(s)``, ``temporary d(t)`` for each year ``t < s + L`` in which it lacks, and ``upkeep d(t)`` for each year
    from ``s + L`` to ``T + L`` in which it does not. A place that is never built costs ``temporary d(t)`` for each year in which it lacks;
    one that lacks in year ``T`` is decided on by then.

    Parameters
    ----------
    lacking : ndarray, shape (areas, years)
        Places that lack in each year, never negative.
    """
    return _plans(lacking, [costs], progress)[0]


def _plans(lacking: np.ndarray, prices: Sequence[Costs], progress: Progress) -> list[BuildingPlan]:
    """Return the plan at each combination of prices, which all take as long to build."""
    areas, times = lacking.shape
    wait = prices[0].years_to_build
    plans = [
        BuildingPlan(**{name: np.zeros(areas) for name in EUROS}, decided=np.zeros((areas, times)), never=np.zeros(areas)) for _ in prices
    ]
    for layers in _Layers.of(lacking).blocks(wait):
        progress.check()
        for growth in dict.fromkeys(map(growth_of, prices)):
            years = _Years.of(layers.lacks, growth, wait)
            for plan, costs in zip(plans, prices, strict=True):
                if growth_of(costs) == growth:
                    _add_layers(plan, layers, years, costs)
    return plans


def _add_layers(plan: BuildingPlan, layers: _Layers, years: _Years, costs: Costs) -> None:
    """Add to a plan what layers cost."""
    each, price = np.arange(len(layers.area)), costs.place * years.worth + costs.temporary * years.short + costs.upkeep * years.empty
    best, after = price.argmin(axis=1), price[each, layers.lacks.argmax(axis=1)]
    never = costs.temporary * years.ever
    left_out = ~layers.lacks[:, -1] & (never < price[each, best])
    phased = np.where(left_out, never, price[each, best])
    more = after - phased
    sums = (price[:, 0], after, phased, np.where(left_out, 0, more), np.where(left_out, more, 0))
    for name, euros in zip(EUROS, sums, strict=True):
        np.add.at(getattr(plan, name), layers.area, euros * layers.places)
    np.add.at(plan.decided, (layers.area, best), np.where(left_out, 0, layers.places))
    np.add.at(plan.never, layers.area, np.where(left_out, layers.places, 0))


@dataclass(frozen=True)
class CostSpan:
    """The lowest and the highest cost over the ranges of the prices, in euro of the first year: numbers, or arrays of shape (areas,)."""

    low: np.ndarray
    high: np.ndarray


def span_costs(lacking: np.ndarray, prices: Sequence[Costs], progress: Progress = SILENT) -> dict[str, tuple[CostSpan, CostSpan]]:
    """Return the sums of money of a plan (`EUROS`) over combinations of prices, of each area and of all together.

    All together have one combination of prices at a time: their lowest is not the sum of the lowest.
    """
    plans = _plans(lacking, prices, progress)
    values = {name: np.stack([getattr(plan, name) for plan in plans]) for name in EUROS}
    return {name: (_span(one), _span(one.sum(axis=1))) for name, one in values.items()}


def _span(values: np.ndarray) -> CostSpan:
    return CostSpan(values.min(axis=0), values.max(axis=0))
