"""What is asked and what is answered: demand of several sectors, candidate sites, the rules, a plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from ...model.choices import SITE_OBJECTIVES as OBJECTIVES
from ...model.choices import SITE_STATUSES as STATUSES
from ...model.errors import OpgaveError

MCLP, P_MEDIAN, P_CENTER, LSCP = OBJECTIVES
CANDIDATE, EXISTING, REQUIRED, FORBIDDEN = STATUSES
__all__ = ["OBJECTIVES", "STATUSES", "Allocation", "Plan", "Problem", "Sector", "required"]

Value = TypeVar("Value")


def required(value: Value | None, name: str) -> Value:
    """Return what a question may leave out and gives where this is asked: its objective or its rules say so."""
    if value is None:
        raise ValueError(f"the question gives no {name}")
    return value


@dataclass(frozen=True)
class Sector:
    """One sector that needs sites: its name, its norm (as the cost, inclusive) and its weight in the objective."""

    name: str
    norm: float = np.inf
    weight: float = 1.0


@dataclass(frozen=True)
class Problem:
    """Where sites are needed and may come.

    Attributes
    ----------
    cost : ndarray of float, shape (n, m)
        Metres or minutes from each demand point to each site; ``inf`` where there is no way, or where the site does not suit the sector.
    demand : ndarray of float, shape (n,)
        How much is asked at each point (places, children, people); more than 0. It may be divided over sites.
    sector : ndarray of int, shape (n,)
        Which of ``sectors`` asks.
    status : ndarray of str, shape (m,)
        One of `STATUSES`: existing and required sites are in every plan, forbidden ones in none.
    objective : str
        One of `OBJECTIVES`: most demand covered, least demand x cost, least largest distance, fewest sites.
    sites : int or None
        How many sites the plan has, existing and required ones included; `lscp` finds that number itself.
    capacity : ndarray of float, shape (m,), optional
        Places of each site, which the sectors share.
    price : ndarray of float, shape (m,), optional
        Euro; existing sites cost nothing.
    budget : float or None
        Euro that the new sites may cost together; ``sites`` is then the most there may be.
    within_norm : bool
        `p_median` and `p_center`: everyone is served within the norm of the sector.
    covered_share : float
        `lscp`: share (0-1) of each sector's demand that must lie within its norm.
    worst_off : ndarray of bool, shape (n,), optional
        The points whose demand is guarded.
    worst_off_share : float
        Share (0-1) of the guarded demand of each sector that must be served within its norm.
    unit : str
        What the costs are counted in, as it is written: m or min.
    """

    cost: np.ndarray
    demand: np.ndarray
    sector: np.ndarray
    sectors: tuple[Sector, ...]
    status: np.ndarray
    objective: str = MCLP
    sites: int | None = None
    capacity: np.ndarray | None = None
    price: np.ndarray | None = None
    budget: float | None = None
    within_norm: bool = False
    covered_share: float = 1.0
    worst_off: np.ndarray | None = None
    worst_off_share: float = 1.0
    unit: str = "m"

    @cached_property
    def norm(self) -> np.ndarray:
        """The norm of each demand point."""
        return np.array([sector.norm for sector in self.sectors], dtype=float)[self.sector]

    @cached_property
    def weight(self) -> np.ndarray:
        """What each demand point weighs in the objective: its demand times its sector's weight."""
        return self.demand * np.array([sector.weight for sector in self.sectors], dtype=float)[self.sector]

    @cached_property
    def near(self) -> np.ndarray:
        """Which sites lie within the norm of each demand point: bool, shape (n, m)."""
        return np.isfinite(self.cost) & (self.cost <= self.norm[:, None])

    @property
    def kept(self) -> np.ndarray:
        """The sites that every plan has."""
        return (self.status == EXISTING) | (self.status == REQUIRED)

    @property
    def serves_all(self) -> bool:
        """Whether a plan must serve everyone."""
        return self.objective in (P_MEDIAN, P_CENTER)

    @property
    def has_side_rules(self) -> bool:
        """Whether rules hold that the interchange does not see by itself."""
        return self.budget is not None or self.worst_off is not None or (self.within_norm and self.serves_all)

    def of_sector(self, number: int) -> Problem:
        """Return the same question for one sector alone."""
        rows = self.sector == number
        guarded = None if self.worst_off is None else self.worst_off[rows]
        return replace(
            self,
            cost=self.cost[rows],
            demand=self.demand[rows],
            sector=np.zeros(int(rows.sum()), dtype=int),
            sectors=(self.sectors[number],),
            worst_off=guarded,
        )

    def check(self) -> None:
        """Refuse what is no question.

        Raises
        ------
        OpgaveError
            No demand, no candidates, or no number of sites where one is needed.
        """
        if not len(self.demand):
            raise OpgaveError("There is no demand: every point asks for 0.")
        if not len(self.status):
            raise OpgaveError("There are no candidates: give a layer with candidate sites.")
        if self.objective != LSCP and (self.sites is None or self.sites < 1):
            raise OpgaveError(
                "SITES: give the number of sites in the plan, including existing and required ones; only 'lscp'"
                " determines the number itself."
            )


@dataclass(frozen=True)
class Allocation:
    """Who goes where: entry ``k`` is the amount ``amount[k]`` of demand point ``point[k]`` that goes to site ``site[k]``."""

    point: np.ndarray
    site: np.ndarray
    amount: np.ndarray

    def load(self, problem: Problem) -> np.ndarray:
        """Return the demand that each site serves, by sector: shape (sectors, m)."""
        load = np.zeros((len(problem.sectors), problem.cost.shape[1]))
        np.add.at(load, (problem.sector[self.point], self.site), self.amount)
        return load

    def cost(self, problem: Problem) -> np.ndarray:
        """Return how far each entry goes, as the question counts it."""
        return problem.cost[self.point, self.site]


@dataclass(frozen=True)
class Plan:
    """The answer.

    Attributes
    ----------
    chosen : ndarray of bool, shape (m,)
        The sites of the plan.
    allocation : Allocation
        Who goes where; with capacity as near as the objective allows.
    value : float
        `mclp` weighted demand covered, `p_median` weighted demand x cost, `p_center` largest cost, `lscp` number of sites.
    bound : float
        What no plan can beat.
    method : str
        ``exact`` where the solver proved it, else ``interchange`` or ``solver`` for what came closest.
    """

    chosen: np.ndarray
    allocation: Allocation = field(repr=False)
    value: float
    bound: float
    method: str

    @property
    def gap(self) -> float:
        """How far the value may be from the best there is, relative to the value; 0 = proven optimal."""
        return relative_gap(self.value, self.bound)


def relative_gap(value: float, bound: float) -> float:
    """Return |value - bound| / |value|; rounding of the solver is no gap."""
    difference = abs(value - bound)
    if difference <= 1e-9 * max(1.0, abs(value)):
        return 0.0
    return difference / abs(value) if value else np.inf
