"""The best portfolio, the ones that come next to it, and what more money buys."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ..clash import irreducible
from ..milp import INFEASIBLE, Clock, Model, Solved, solve
from .programme import Programme, ProgrammeRule, Row

CLOSE = 1e-6
"""A level nearer to 0 or 1 than this is that."""
WITHIN = 0.01
RUNNERS = 5
TIDY_SECONDS = 0.25
"""To look for a cheaper portfolio of equal effect."""
CLASH_SECONDS = 20.0


@dataclass(frozen=True)
class Portfolio:
    """What is chosen.

    Attributes
    ----------
    level : ndarray of float, shape (n,)
        Part of each measure that is carried out, 0 to 1.
    start : ndarray of int, shape (n,)
        Column of the envelope in which it starts; -1 where it is not chosen.
    gross, paid : ndarray of float, shape (n,)
        Euro that each measure costs, and what the envelope pays of it.
    effect, cost : float
        Effect of all; euro that the envelope pays.
    spent : ndarray of float, shape (years,)
        Euro by ceiling.
    gap : float
        How much better another portfolio might still be, relative to this effect; 0 where this is proven to be the best.
    """

    level: np.ndarray
    start: np.ndarray
    gross: np.ndarray
    paid: np.ndarray
    effect: float
    cost: float
    spent: np.ndarray
    gap: float = 0.0

    @property
    def chosen(self) -> np.ndarray:
        return self.level > 0


def choose(programme: Programme, seconds: float = 60.0, progress: Progress = SILENT) -> Portfolio:
    """Return the portfolio with the most effect, and among those of equal effect the cheapest that is found in a moment.

    Raises
    ------
    OpgaveError
        No portfolio keeps all rules (the sentence names rules that clash, none of which can be left out), or none was found in time.
    """
    from .words import clash_error

    found = solve(programme.model(), seconds, progress, presolve=False)  # there is little to take out, and HiGHS starts anew each time
    if found.status == INFEASIBLE:
        raise clash_error(programme, *clashing(programme, progress))
    if found.values is None:
        raise OpgaveError("No portfolio was found within {seconds:g} seconds. Raise TIME_LIMIT for more time.", seconds=seconds)
    best = portfolio(programme, found)
    return replace(cheaper(programme, best, progress), gap=0.0) if found.proven else best


def cheaper(programme: Programme, best: Portfolio, progress: Progress) -> Portfolio:
    """Return the cheapest portfolio with the same effect, or the best one found in a short time."""
    kept = (programme.effect, programme.zero, best.effect * (1 - 1e-9) if best.effect > 0 else best.effect - 1e-9, np.inf)
    found = solve(programme.model(aim=programme.charge.sum(axis=1), extra=[kept]), TIDY_SECONDS, progress)
    other = None if found.values is None else portfolio(programme, found)
    return other if other is not None and other.cost < best.cost else best


def portfolio(programme: Programme, found: Solved) -> Portfolio:
    """Return what the solver found as a portfolio."""
    if found.values is None:
        raise ValueError("without values there is no portfolio")
    levels = np.zeros(len(programme.options))
    levels[~programme.scalable], levels[programme.scalable] = found.values["whole"].round(), found.values["part"]
    levels[np.abs(levels - levels.round()) < CLOSE] = levels[np.abs(levels - levels.round()) < CLOSE].round()
    row, year = programme.options.T
    start = np.full(len(programme.measures), -1)
    start[row[levels > 0]] = year[levels > 0]
    effect, spent = float(programme.effect @ levels), programme.charge.T @ levels
    level, gross, paid = (
        np.bincount(row, levels * per_option, len(programme.measures))
        for per_option in (1.0, programme.gross.sum(axis=1), programme.charge.sum(axis=1))
    )
    return Portfolio(level, start, gross, paid, effect, float(spent.sum()), spent, gap_of(effect, -found.bound, found.proven))


def gap_of(value: float, bound: float, proven: bool) -> float:
    """Return by how much the bound lies above the value, relative to it."""
    if proven:
        return 0.0
    return max(bound - value, 0.0) / max(abs(value), 1e-12)


def runners_up(programme: Programme, best: Portfolio, seconds: float = 60.0, progress: Progress = SILENT) -> list[Portfolio]:
    """Return up to `RUNNERS` other choices of measures whose effect is within 1 % of the best, the best of them first."""
    clock, cuts = Clock(seconds), [exclude_portfolio_row(programme, best)]
    found: list[Portfolio] = []
    while len(found) < RUNNERS and clock.left > 0:
        answer = solve(programme.model(extra=cuts), clock.left, progress)
        if answer.values is None:
            break
        other = portfolio(programme, answer)
        if other.effect < best.effect - WITHIN * abs(best.effect):
            break
        found.append(other)
        cuts.append(exclude_portfolio_row(programme, other))
    return found


def exclude_portfolio_row(programme: Programme, known: Portfolio) -> Row:
    """Return the row that asks for another choice of measures than a known one."""
    inside = known.chosen[programme.options[:, 0]]
    return programme.zero, np.where(inside, -1.0, 1.0), 1.0 - known.chosen.sum(), np.inf


def more_money(
    programme: Programme, best: Portfolio, step: float, steps: int, seconds: float = 60.0, progress: Progress = SILENT
) -> Iterator[tuple[float, int, Portfolio]]:
    """Yield what each step of more money buys: euro added, the ceiling (column) where it buys most, and the portfolio then.

    It ends with the time, or where no raised ceiling has a portfolio: a share of the envelope that a rule guarantees grows with it.
    """
    clock, envelope = Clock(seconds), programme.envelope
    for number in range(1, steps + 1):
        tried = []
        for place in range(len(envelope.ceilings)):
            if clock.left <= 0:
                return
            raised = replace(programme, envelope=envelope.raised(step, place))
            answer = solve(raised.model(), clock.left, progress)
            if answer.values is not None:
                tried.append((portfolio(raised, answer), place, raised.envelope))
            elif answer.status != INFEASIBLE:
                return
        if not tried:
            return
        other, place, envelope = max(tried, key=lambda one: one[0].effect)
        yield number * step, place, other


def clashing(programme: Programme, progress: Progress = SILENT) -> tuple[list[ProgrammeRule], bool]:
    """Return rules that clash, none of which can be left out, and whether that is sure."""
    clock = Clock(CLASH_SECONDS)

    def clash(rules: Collection[ProgrammeRule]) -> bool | None:
        found = solve(feasibility(programme, rules), max(clock.left, 0.5), progress)
        return True if found.status == INFEASIBLE else (None if found.values is None else False)

    return irreducible(programme.all_rules(), clash, progress)


def feasibility(programme: Programme, rules: Collection[ProgrammeRule]) -> Model:
    """Return the model that asks only whether rules can hold together."""
    return programme.model(rules, aim=programme.zero)
