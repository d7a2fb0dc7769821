"""The table for those who negotiate: what each party brings to the portfolio, what it gains, and who would rather leave."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ...model.choices import SEED
from ...model.progress import SILENT, Progress
from ..milp import INFEASIBLE, Solved, solve
from .choosing import Portfolio, portfolio
from .programme import CEILING, EXCLUDES, REQUIRES, Programme
from .shapley import Remembered, shapley_values

SECONDS = 10.0
"""For one coalition."""
CLOSE = 1e-9
COLUMNS = ["party", "measures", "chosen", "cost", "envelope", "own", "effect", "without", "alone", "leaves"]


@dataclass(frozen=True)
class Negotiation:
    """What those who negotiate are told.

    Attributes
    ----------
    table : DataFrame
        One row a party, the one whose taking part is worth most first. Columns: ``party``; ``measures``, ``chosen`` (counts); ``cost`` of
        its chosen measures, of which ``envelope`` pays one part and ``own`` (co-financing) comes from elsewhere, all euro; ``effect`` of
        its chosen measures; ``without``, the effect that all others reach without it; ``shapley`` and ``shapley_error``; ``alone``, the
        effect that it reaches by itself with its own share of the envelope, NaN where no share is known; ``leaves``: 1 where that is more
        than its measures give in the portfolio, 0 where it is not, NaN where no share is known.
    base : float
        The effect that is there before any party takes part: of measures that the rules impose, and of those of nobody.
    groups, impossible, unproven : int
        Groups of parties that were valued; those that cannot keep the rules and count as 0; those for which more may be possible than was
        found in time.
    """

    table: pd.DataFrame
    base: float
    groups: int
    impossible: int
    unproven: int


def negotiate(
    programme: Programme, best: Portfolio, shares: Mapping[str, float] | None = None, seed: int = SEED, progress: Progress = SILENT
) -> Negotiation:
    """Return what each party brings and gains.

    Parameters
    ----------
    shares : mapping of str to float, optional
        The share (0-1) of the envelope that a party has when it goes on by itself. Of a party without one nobody knows what it would do.
    """
    parties = sorted(set(programme.measures.party.astype(str)) - {""})
    coalitions = Coalitions(programme, parties, progress)
    worth = Remembered(coalitions.worth)
    value, error = shapley_values(len(parties), worth, seed, progress)
    rows = []
    for number, party in enumerate(parties):
        others = worth(one for one in range(len(parties)) if one != number)
        rows.append(party_row(programme, best, party, others, (shares or {}).get(party, np.nan), progress))
    table = pd.DataFrame(rows, columns=COLUMNS).assign(shapley=value, shapley_error=error)
    table = table.sort_values(["shapley", "party"], ascending=[False, True], ignore_index=True)
    return Negotiation(table, worth(()), len(worth.known), coalitions.impossible, coalitions.unproven)


def party_row(programme: Programme, best: Portfolio, party: str, others: float, share: float, progress: Progress) -> list:
    """Return what a party brings and gains; ``others`` is what all others reach without it."""
    measures = programme.measures
    own = measures.party == party
    cost, paid = best.gross[own].sum(), best.paid[own].sum()
    effect = float(measures.effect[own] @ best.level[own])
    alone = leaves = np.nan
    if not np.isnan(share):
        alone = find_effect_alone(programme, own, share, progress)
        leaves = float(alone > effect + CLOSE * max(1.0, abs(effect)))
    return [party, int(own.sum()), int(best.chosen[own].sum()), cost, paid, cost - paid, effect, others, alone, leaves]


class Coalitions:
    """What groups of parties reach together, and how many of them cannot keep the rules or were not solved to the end."""

    def __init__(self, programme: Programme, parties: list[str], progress: Progress = SILENT):
        self.programme, self.parties, self.progress = programme, parties, progress
        self.impossible = self.unproven = 0

    def worth(self, members: Iterable[int]) -> float:
        """Return the most effect that some parties (numbers) reach under all rules; 0 where they cannot keep them.

        They have their own measures, those of nobody, and those that the rules impose, whoever carries these out.
        """
        measures = self.programme.measures
        available = measures.only(self.parties[one] for one in members) | self.programme.imposed
        together = replace(self.programme, available=available)
        if not len(together.options):
            return 0.0
        found = solve(together.model(), SECONDS, self.progress)
        self.impossible += found.status == INFEASIBLE
        self.unproven += found.status != INFEASIBLE and not found.proven
        return effect_of(together, found)


def find_effect_alone(programme: Programme, own: np.ndarray, share: float, progress: Progress) -> float:
    """Return the most effect of a party's own measures with a share of the envelope; only what its measures are to each other holds."""
    apart = replace(programme, available=own, envelope=programme.envelope.scaled(share))
    if not len(apart.options):
        return 0.0
    rules = [rule for rule in apart.all_rules() if rule.kind in (CEILING, EXCLUDES, REQUIRES)]
    return effect_of(apart, solve(apart.model(rules), SECONDS, progress))


def effect_of(programme: Programme, found: Solved) -> float:
    """Return the effect of what the solver found; 0 where it found nothing."""
    return 0.0 if found.values is None else portfolio(programme, found).effect
