"""Which further cells to hide so that small ones do not follow from sums: at least cost, by linear programming.

After Fischetti and Salazar, Models and algorithms for optimizing cell suppression in tabular data with linear constraints (2000): a hidden
cell is safe where two tables fit all that is published, in which it differs by what is asked. Cells that differ in either are hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from .audit import attack_intervals

EXACT = 6000
"""Cells times small cells up to which the least cost is found; beyond that, hiding goes small cell by small cell."""
SECONDS = 5.0
"""Time for the least cost; after it the best that was found is taken."""
CLEANED = 4000
"""Small cells times further hidden ones up to which it is tried which of these can be shown after all."""
NEAR = 1e-6


@dataclass(frozen=True)
class PublishedTable:
    """Everything that is published together.

    Attributes
    ----------
    relations : sparse array, shape (m, n)
        ``relations @ values = 0``: a row for each total, of any hierarchy: its parts with 1, itself with -1.
    values : ndarray, shape (n,)
        Counts, none negative; totals are cells too.
    small : ndarray of bool, shape (n,)
        Cells that must be hidden.
    width : float
        An attacker shall not know a small cell within an interval narrower than this.
    cost : ndarray, shape (n,)
        What is lost when a cell is hidden; default its value, people, and one for the cell itself.
    fixed : ndarray of bool, shape (n,)
        Cells that others publish, and that cannot be hidden.
    """

    relations: sparse.csr_array
    values: np.ndarray
    small: np.ndarray
    width: float = 5.0
    cost: np.ndarray = field(default_factory=lambda: np.empty(0))
    fixed: np.ndarray = field(default_factory=lambda: np.empty(0, dtype=bool))

    @property
    def costs(self) -> np.ndarray:
        """What hiding each cell loses, shape (n,)."""
        return self.cost if len(self.cost) else self.values + 1.0

    @property
    def room(self) -> np.ndarray:
        """How far each cell may rise in another table that fits, shape (n,): further than any needs to; not at all where it is fixed."""
        most = self.values.sum() + self.width + 1.0
        return np.where(self.fixed, 0.0, most) if len(self.fixed) else np.full(len(self.values), most)


def suppress_cells(table: PublishedTable, progress: Progress = SILENT) -> np.ndarray:
    """Return which cells to hide, the small ones among them, shape (n,).

    Raises
    ------
    OpgaveError
        A small cell follows from cells that cannot be hidden.
    """
    small = np.flatnonzero(table.small)
    if not len(small):
        return np.zeros(len(table.values), dtype=bool)
    hidden = _show_needless(table, _hide_one_by_one(table, small, progress), small, progress)
    if len(small) * len(table.values) > EXACT or not (hidden & ~table.small).any():
        return hidden
    best = _hide_at_least_cost(table, small, float(table.costs[hidden].sum()))
    return hidden if best is None or table.costs[best].sum() >= table.costs[hidden].sum() else best


def _hide_one_by_one(table: PublishedTable, small: np.ndarray, progress: Progress) -> np.ndarray:
    """Return which cells to hide where each small cell takes those that cost least beside what is hidden already."""
    hidden, count = table.small.copy(), len(table.values)
    rows = sparse.csr_array(table.relations, dtype=float)
    for number, cell in enumerate(small[np.argsort(-table.values[small], kind="stable")]):
        progress.update(number / len(small))
        price = np.where(hidden, 0.0, table.costs)
        # a table that lies higher, one that lies lower: each as rise less fall
        cost = np.tile(price, 4)
        equal = sparse.block_diag([sparse.hstack([rows, -rows])] * 2, format="csr")
        apart = np.zeros(4 * count)
        apart[[cell, 3 * count + cell]], apart[[count + cell, 2 * count + cell]] = 1.0, -1.0
        bounds = np.column_stack([np.zeros(4 * count), np.tile(np.concatenate([table.room, np.minimum(table.values, table.room)]), 2)])
        answer = linprog(
            cost, A_ub=-apart[None, :], b_ub=[-table.width], A_eq=equal, b_eq=np.zeros(equal.shape[0]), bounds=bounds, method="highs"
        )
        if answer.x is None:
            raise OpgaveError(
                "A small cell follows from cells that others publish, whatever is hidden beside it: leave its field out, or take larger"
                " areas."
            )
        hidden |= (answer.x.reshape(4, count) > NEAR).any(axis=0)
    return hidden


def _show_needless(table: PublishedTable, hidden: np.ndarray, small: np.ndarray, progress: Progress) -> np.ndarray:
    """Return which cells stay hidden when those are shown again, the dearest first, without which the small ones stay safe."""
    further = np.flatnonzero(hidden & ~table.small)
    if len(further) * len(small) > CLEANED:
        return hidden
    for cell in further[np.argsort(-table.costs[further], kind="stable")]:
        fewer = hidden.copy()
        fewer[cell] = False
        if is_safe(table, fewer, progress):
            hidden = fewer
    return hidden


def is_safe(table: PublishedTable, hidden: np.ndarray, progress: Progress = SILENT) -> bool:
    """Whether no small cell is known within an interval narrower than asked, where these cells are hidden."""
    small = np.flatnonzero(table.small)
    return all(
        attack_intervals(table.relations, table.values, hidden, cells=np.array([cell]), progress=progress).width[cell] >= table.width - NEAR
        for cell in small
    )


def _hide_at_least_cost(table: PublishedTable, small: np.ndarray, most: float) -> np.ndarray | None:
    """Return which cells to hide for the least cost, at most ``most``; None where that is not found in time.

    For each small cell two tables that fit, in which only hidden cells differ from the true ones, and it by the width.
    """
    count, pairs = len(table.values), 2 * len(small)
    rows = sparse.csr_array(table.relations, dtype=float)
    down, up = -np.minimum(table.values, table.room), table.room
    one, many = sparse.identity(count, format="csr"), sparse.identity(pairs, format="csr")
    limits = [sparse.vstack([sparse.csr_array(np.diag(side))] * pairs) for side in (up, down)]
    every = sparse.kron(many, one, format="csr")
    nothing = sparse.csr_array((pairs * rows.shape[0], count))
    apart = sparse.lil_array((len(small), pairs * count))
    for number, cell in enumerate(small):
        apart[number, 2 * number * count + cell], apart[number, (2 * number + 1) * count + cell] = 1.0, -1.0
    constraints = [
        LinearConstraint(sparse.hstack([sparse.kron(many, rows), nothing], format="csr"), 0.0, 0.0),
        LinearConstraint(sparse.hstack([every, -limits[0]], format="csr"), -np.inf, 0.0),
        LinearConstraint(sparse.hstack([every, -limits[1]], format="csr"), 0.0, np.inf),
        LinearConstraint(sparse.hstack([sparse.csr_array(apart), sparse.csr_array((len(small), count))]), table.width, np.inf),
    ]
    lower = np.concatenate([np.tile(down, pairs), table.small.astype(float)])
    upper = np.concatenate([np.tile(up, pairs), np.ones(count)])
    cost = np.concatenate([np.zeros(pairs * count), table.costs])
    answer = milp(
        cost,
        constraints=constraints,
        bounds=Bounds(lower, upper),
        integrality=np.concatenate([np.zeros(pairs * count), np.ones(count)]),
        options={"time_limit": SECONDS, "mip_rel_gap": 0.01},
    )
    if answer.x is None or answer.fun > most:
        return None
    found = answer.x[-count:] > 0.5
    return found if is_safe(table, found) else None
