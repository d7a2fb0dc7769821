"""Envelopes: the best portfolio beside CBC on the same rules, and what each party's taking part is worth."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from importlib.util import find_spec
from itertools import permutations

import numpy as np
from opgavenkaart.bench.harness import Case, at_most, times_as_fast
from opgavenkaart.processing.analysis.envelope import choose, shapley_values
from opgavenkaart.processing.analysis.envelope.negotiation import Coalitions
from opgavenkaart.processing.analysis.envelope.programme import Programme
from opgavenkaart.processing.analysis.milp import solve
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.test.support.envelopes import large_programme

TITLE = "Envelopes"
USUAL, HARDEST = 24, 5
"""Seeds of drawn questions: one like most, and the one of the first forty whose proof takes longest."""
PARTIES, SMALL = 6, 60


def cases(quick: bool) -> list[Case] | str:
    """Portfolios and Shapley values, each beside CBC."""
    if not find_spec("pulp"):
        return "there is no pulp: install it in .venv."
    asked = "200 measures under 30 rules over six years"
    worth = f"Shapley value of {PARTIES} parties with {SMALL} measures, all {2**PARTIES} coalitions"
    return [
        Case(asked, partial(large_programme, USUAL), our_portfolio, peer_portfolio, "CBC", repeat=3, goal=times_as_fast(1)),
        Case(f"{asked}, proven", partial(large_programme, USUAL), our_portfolio, repeat=5, goal=at_most(2)),
        Case(f"{asked}, the proof alone, slowest of 40 seeds", partial(large_programme, HARDEST), our_proof, repeat=3, goal=at_most(2)),
        Case(worth, parties, our_values, peer_values, "CBC, all orders", repeat=3, goal=times_as_fast(2)),
    ]


def our_portfolio(programme: Programme) -> str:
    """Return the effect of the best portfolio, and its gap."""
    best = choose(programme)
    return f"{best.effect:.0f}" if best.gap == 0 else f"{best.effect:.0f}, gap {best.gap:.2%}"


def our_proof(programme: Programme) -> str:
    """Return the most effect, without the look for a cheaper portfolio that has it too."""
    found = solve(programme.model(), 60, SILENT, presolve=False)
    return f"{-found.bound:.0f}" if found.proven else "not proven"


def peer_portfolio(programme: Programme) -> str:
    """Return the effect that CBC finds."""
    return f"{cbc(programme):.0f}"


def cbc(programme: Programme) -> float:
    """Return the most effect by CBC under the same rows; 0 where nothing keeps them."""
    import pulp

    model = programme.model()
    rows = model.matrix()
    asked = pulp.LpProblem("envelope", pulp.LpMaximize)
    chosen = [pulp.LpVariable(f"x{number}", cat="Binary") for number in range(len(programme.options))]
    asked += pulp.lpDot(programme.effect, chosen)
    matrix = rows.A.tocsr()
    for number, (least, most) in enumerate(zip(rows.lb, rows.ub, strict=True)):
        row = matrix[[number]]
        total = pulp.lpDot(row.data, [chosen[column] for column in row.indices])
        if np.isfinite(most):
            asked += total <= most
        if np.isfinite(least):
            asked += total >= least
    status = asked.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0.0))
    return pulp.value(asked.objective) or 0.0 if status == pulp.LpStatusOptimal else 0.0


def parties() -> tuple[Programme, list[str]]:
    """Return a question with few measures, without the rules that a party could not keep by itself, and who takes part."""
    programme = large_programme(1, SMALL, PARTIES)
    free = replace(programme, rules=replace(programme.rules, shares=(), groups=()))
    return free, sorted(set(free.measures.party))


def our_values(prepared) -> str:
    """Return each party's value."""
    programme, names = prepared
    values, _ = shapley_values(len(names), Coalitions(programme, names, SILENT).worth)
    return told(values)


def peer_values(prepared) -> str:
    """Return the same by definition: what each adds on joining, averaged over all orders."""
    programme, names = prepared

    @cache
    def worth(members: frozenset[int]) -> float:
        available = programme.measures.only(names[one] for one in members)
        return cbc(replace(programme, available=available)) if members else 0.0

    values, orders = np.zeros(len(names)), list(permutations(range(len(names))))
    for order in orders:
        for place, one in enumerate(order):
            values[one] += worth(frozenset(order[: place + 1])) - worth(frozenset(order[:place]))
    return told(values / len(orders))


def told(values: np.ndarray) -> str:
    """Return values as text."""
    return " ".join(f"{value:.1f}" for value in values)
