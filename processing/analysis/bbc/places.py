"""Actions that name a place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .plan import Plan
from .words import Searched

SHORTEST = 4


def named_places(plan: Plan, names: Sequence[str]) -> list[list[str]]:
    """Return for each action the places (each name once, in their order) that its title or text names as whole words.

    Names shorter than `SHORTEST` letters are not looked for, nor those that are a municipality of the plan: that says nothing within it.
    """
    towns = {name.strip().lower() for name in plan.table["municipality"]}
    found: list[list[str]] = [[] for _ in range(len(plan))]
    texts = [Searched(plan.table[column]) for column in ("ac_short", "ac_long")]
    for name in dict.fromkeys(names):
        if len(name.strip()) < SHORTEST or name.strip().lower() in towns:
            continue
        for row in np.flatnonzero(np.any([text.names(name) for text in texts], axis=0)):
            found[row].append(name)
    return found
