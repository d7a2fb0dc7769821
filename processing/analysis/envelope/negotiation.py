"""The table for those who negotiate: what each party brings to the portfolio, what it gains, and who would rather leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from ...model.choices import SEED
from ...model.progress import SILENT, Progress
from ..milp import solve
from .choosing import Portfolio, portfolio
from .programme import CEILING, EXCLUDES, REQUIRES, Programme, Rule
from .shapley import shapley_values

SECONDS = 10.0
"""For one coalition."""
CLOSE = 1e-9


COLUMNS = ["party", "measures", "chosen", "cost", "envelope", "own", "effect", "without", "alone", "leaves"]


def negotiate(programme: Programme, best: Portfolio, seed: int = SEED, progress: Progress = SILENT) -> pd.DataFrame:
    """Return one row a party, the one whose taking part is worth most first.

    Columns: ``party``; ``measures``, ``chosen`` (counts); ``cost`` of its chosen measures, of which ``envelope`` pays one part and
    ``own`` (co-financing) comes from elsewhere, all euro; ``effect`` of its chosen measures; ``without``, the effect that all others
    reach without it; ``shapley`` and ``shapley_error``; ``alone``, the effect it reaches by itself with an equal share of the envelope;
    ``leaves``: whether that is more than its measures give in the portfolio.
    """
    parties = sorted(set(programme.measures.party.astype(str)) - {""})
    rows = [party_row(programme, best, party, parties, progress) for party in parties]
    table = pd.DataFrame(rows, columns=COLUMNS)
    table["shapley"], table["shapley_error"] = shapley_values(
        len(parties), lambda members: find_most_effect(programme, [parties[one] for one in members], progress), seed, progress
    )
    return table.sort_values(["shapley", "party"], ascending=[False, True], ignore_index=True)


def party_row(programme: Programme, best: Portfolio, party: str, parties: list[str], progress: Progress) -> list:
    """Return what a party brings and gains."""
    measures = programme.measures
    own = measures.party == party
    cost, paid = best.gross[own].sum(), best.paid[own].sum()
    effect = float(measures.effect[own] @ best.level[own])
    others = find_most_effect(programme, [one for one in parties if one != party], progress)
    alone = find_effect_alone(programme, own, 1 / len(parties), progress)
    leaves = alone > effect + CLOSE * max(1.0, abs(effect))
    return [party, int(own.sum()), int(best.chosen[own].sum()), cost, paid, cost - paid, effect, others, alone, leaves]


def find_most_effect(programme: Programme, parties: Iterable[str], progress: Progress) -> float:
    """Return the most effect that these parties reach together under all rules; 0 where they cannot keep the rules."""
    return most_effect(replace(programme, available=programme.measures.only(parties)), None, progress)


def find_effect_alone(programme: Programme, own: np.ndarray, share: float, progress: Progress) -> float:
    """Return the most effect of a party's own measures with a share of the envelope; only what its measures are to each other holds."""
    apart = replace(programme, available=own, envelope=programme.envelope.scaled(share))
    return most_effect(apart, [rule for rule in apart.all_rules() if rule.kind in (CEILING, EXCLUDES, REQUIRES)], progress)


def most_effect(programme: Programme, rules: list[Rule] | None, progress: Progress) -> float:
    """Return the most effect under rules (default all); 0 where they cannot be kept."""
    if not len(programme.options):
        return 0.0
    found = solve(programme.model(rules), SECONDS, progress)
    return 0.0 if found.values is None else portfolio(programme, found).effect
