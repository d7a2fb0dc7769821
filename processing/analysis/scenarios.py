"""Plans beside each other: what each unit and group has in each, who gains and who loses."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .means import mean

GAINS, LOSES, SAME = "gains", "loses", "same"


@dataclass(frozen=True)
class PlanComparison:
    """Units in plans.

    Attributes
    ----------
    values : ndarray of float, shape (units, plans)
        The field in each plan; the first plan is what the others are held against. NaN where a plan lacks the unit or its value.
    people : ndarray of float, shape (units,)
        How many each unit counts for; 1 where that was not given.
    lower_is_better : bool
    tolerance : float
        Up to so much difference is none.
    """

    values: np.ndarray
    people: np.ndarray
    lower_is_better: bool = False
    tolerance: float = 0.0

    @property
    def change(self) -> np.ndarray:
        """Difference of each plan with the first, shape (units, plans)."""
        return self.values - self.values[:, :1]

    def outcome(self, plan: int) -> np.ndarray:
        """Return who gains and who loses in a plan against the first; None where that is not known."""
        change = self.change[:, plan] * (-1 if self.lower_is_better else 1)
        result = np.full(len(change), None, dtype=object)
        result[change > self.tolerance] = GAINS
        result[change < -self.tolerance] = LOSES
        result[np.abs(change) <= self.tolerance] = SAME
        return result

    def best(self) -> np.ndarray:
        """Return the number of the best plan of each unit, the first of equals; -1 where no plan has a value."""
        values = np.where(np.isnan(self.values), -np.inf, -self.values if self.lower_is_better else self.values)
        return np.where(np.isneginf(values).all(axis=1), -1, values.argmax(axis=1))

    def summary(self, names: list[str], groups: np.ndarray | None = None) -> pd.DataFrame:
        """Return a row for each group and plan: mean weighted by people, sum, worst value, and how many units and people gain and lose.

        Without groups there is one, with an empty name.
        """
        groups = np.full(len(self.values), "", dtype=object) if groups is None else groups
        rows = []
        for group in dict.fromkeys(groups):
            inside = np.array([other == group for other in groups])
            for plan, name in enumerate(names):
                rows.append({"group": group, "plan": name, **self.facts(plan, inside)})
        return pd.DataFrame(rows)

    def facts(self, plan: int, inside: np.ndarray) -> dict[str, float]:
        """Return what a plan means for some of the units."""
        known = inside & np.isfinite(self.values[:, plan])
        values = self.values[known, plan]
        outcome = self.outcome(plan)
        worst = (values.max() if self.lower_is_better else values.min()) if len(values) else np.nan
        facts = {"units": int(known.sum()), "mean": mean(values, self.people[known]), "sum": float(values.sum()), "worst": float(worst)}
        for name in (GAINS, LOSES):
            those = inside & (outcome == name)
            facts |= {f"units_{name}": int(those.sum()), f"people_{name}": float(self.people[those].sum())}
        return facts
