"""What the plan spends on each challenge: counted once over all challenges, and in full for each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .amounts import split
from .assign import NONE, POINTS, Assignment
from .plan import PolicyPlan

CENTS = 100


@dataclass(frozen=True)
class Budget:
    """A plan, its assignment, and the money of each row of the assignment.

    Attributes
    ----------
    parts : ndarray of int, shape (r, years)
        Cents of the action that count for the challenge of the row. An action's amount is divided among its challenges by their scores, so
        that parts over all rows are the plan's amounts.
    shares : ndarray of float, shape (r,)
        The row's share (0-1) of its action.
    """

    plan: PolicyPlan
    rows: pd.DataFrame
    parts: np.ndarray
    shares: np.ndarray

    def by_challenge(self, amounts: np.ndarray, challenges: list[str]) -> np.ndarray:
        """Return sums of amounts (cents, shape (r, k)) by challenge, shape (challenges + 1, k); the last is ``none``."""
        place = pd.Categorical(self.rows["challenge"], [*challenges, NONE]).codes
        sums = np.zeros((len(challenges) + 1, amounts.shape[1]), dtype="int64")
        np.add.at(sums, place, amounts)
        return sums

    @property
    def whole(self) -> np.ndarray:
        """Cents of each row's action as a whole, shape (r, years): summed over challenges they count shared actions more than once."""
        return self.plan.cents[self.rows["action"]]

    def by(self, key: pd.Series, challenges: list[str]) -> pd.DataFrame:
        """Return euros by a key of the plan's actions (rows) and challenge (columns, ``none`` last), every action counted once."""
        long = pd.DataFrame(
            {"key": key.to_numpy()[self.rows["action"]], "challenge": self.rows["challenge"], "cents": self.parts.sum(axis=1)}
        )
        table = long.pivot_table(index="key", columns="challenge", values="cents", aggfunc="sum", fill_value=0)
        return table.reindex(columns=[*challenges, NONE], fill_value=0) / CENTS

    def shared_actions(self) -> pd.Series:
        """Return the challenges (ids, in a list) of each action that serves several, by its row in the plan; the most money first."""
        served = self.rows[self.rows["challenge"] != NONE]
        several = served.groupby("action")["challenge"].agg(list)
        several = several[several.map(len) > 1]
        order = np.argsort(-self.plan.cents.sum(axis=1)[several.index], kind="stable")
        return several.iloc[order]

    def idle_challenges(self, challenges: list[str]) -> list[str]:
        """Return the challenges that no action serves."""
        return [challenge for challenge in challenges if challenge not in set(self.rows["challenge"])]


def budget(plan: PolicyPlan, assignment: Assignment) -> Budget:
    """Return the plan's money by action and challenge."""
    rows = assignment.table
    action = rows["action"].to_numpy()
    weights = np.maximum(np.rint(rows["score"].to_numpy() * POINTS).astype("int64"), 1)
    totals = np.bincount(action, weights, minlength=len(plan))
    return Budget(plan, rows, split(plan.cents, action, weights), weights / totals[action])
