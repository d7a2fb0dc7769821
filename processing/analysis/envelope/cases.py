"""Whether a choice depends on how well effects are estimated: the best portfolio again and again, with each effect a little off."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from ...model.choices import CASES, SEED
from ...model.progress import SILENT, Progress
from ..milp import Clock, solve
from .choosing import portfolio
from .programme import Programme

OFF = 0.2
"""An effect is drawn between 1 - this and 1 + this times its estimate, each value as likely, each measure by itself."""
STAYS = 0.9
"""A measure stays that is chosen in at least this share of the cases."""
SECONDS = 60.0
"""No more is spent on cases, whatever time the choice itself may take; a hundred of usual size take a few."""
CHEAPER = 1e-7
"""All money together weighs this much of all effects: of equal effect the cheapest is chosen, as in the portfolio itself."""


@dataclass(frozen=True)
class Cases:
    """What was chosen in each case.

    Attributes
    ----------
    chosen : ndarray of int, shape (n,)
        In how many cases each measure is in the best portfolio, for a part or whole.
    count : int
        Cases that were solved to the end; 0 where there was no time.
    """

    chosen: np.ndarray
    count: int

    @property
    def share(self) -> np.ndarray:
        """Share (0-1) of the cases in which each measure is chosen; NaN without cases."""
        return self.chosen / self.count if self.count else np.full(len(self.chosen), np.nan)

    @property
    def stays(self) -> np.ndarray:
        """Which measures are chosen in at least `STAYS` of the cases; none without cases."""
        return (self.count > 0) & (self.chosen >= STAYS * self.count - 1e-9)


def vary_effects(
    programme: Programme, count: int = CASES, seed: int = SEED, seconds: float = SECONDS, progress: Progress = SILENT
) -> Cases:
    """Return in how many of ``count`` cases each measure is chosen, when every effect is up to `OFF` higher or lower than estimated.

    The same seed gives the same cases. Where the time is up, or a case is not solved to the end, those before it count.
    """
    measures = programme.measures
    factors = np.random.default_rng(seed).uniform(1 - OFF, 1 + OFF, (count, len(measures)))
    charge = programme.charge.sum(axis=1)
    cheaper = CHEAPER * np.abs(measures.effect).sum() * charge / max(charge.sum(), 1.0)
    chosen, clock = np.zeros(len(measures), dtype=np.int64), Clock(min(seconds, SECONDS))
    for number, factor in enumerate(factors):
        progress.update(number / count)
        off = replace(programme, measures=replace(measures, effect=measures.effect * factor))
        found = solve(off.model(aim=cheaper - off.effect), clock.left, progress) if clock.left > 0 else None
        if found is None or not found.proven:
            return Cases(chosen, number)
        chosen += portfolio(off, found).chosen
    return Cases(chosen, count)
