"""The intervals within which an attacker finds hidden cells of tables whose cells add up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress

UNBOUNDED = 3
"""Status of `linprog` where a cell can be as large as one likes."""


@dataclass(frozen=True)
class CellBounds:
    """Least and greatest value that each cell can have, shapes (n,); both are its value where it is published."""

    low: np.ndarray
    high: np.ndarray

    @property
    def width(self) -> np.ndarray:
        """How far apart these lie, shape (n,)."""
        return self.high - self.low


def attack_intervals(
    relations: sparse.sparray | np.ndarray,
    values: np.ndarray,
    hidden: np.ndarray,
    low: np.ndarray | float = 0.0,
    high: np.ndarray | float = np.inf,
    cells: np.ndarray | None = None,
    progress: Progress = SILENT,
) -> CellBounds:
    """Return within which bounds hidden cells follow from the others: a linear programme for either bound of each.

    Parameters
    ----------
    relations : array, shape (m, n)
        What holds between the cells: ``relations @ values = 0``, such as parts less their total.
    values : ndarray, shape (n,)
        The cells; those of hidden ones are not looked at.
    hidden : ndarray of bool, shape (n,)
    low, high : ndarray or float
        What the attacker knows of hidden cells beforehand.
    cells : ndarray of int, optional
        The hidden cells that are asked for; default all. The others keep ``low`` and ``high``.

    Raises
    ------
    OpgaveError
        The published cells contradict each other.
    """
    matrix, places = sparse.csc_array(relations, dtype=float), np.flatnonzero(hidden)
    known = -(matrix[:, np.flatnonzero(~hidden)] @ values[~hidden])
    unknown = matrix[:, places]
    bounds = np.column_stack([np.broadcast_to(side, hidden.shape)[places] for side in (low, high)]).astype(float)
    least, most = values.astype(float), values.astype(float)
    least[places], most[places] = bounds.T
    wanted = places if cells is None else cells
    related = np.diff(sparse.csr_array(unknown).indptr) > 0
    system = {"A_eq": sparse.csr_array(unknown)[related], "b_eq": known[related]} if related.any() else {}
    for number, cell in enumerate(wanted):
        progress.update(number / len(wanted))
        for side, found in ((1.0, least), (-1.0, most)):
            cost = np.zeros(len(places))
            cost[np.searchsorted(places, cell)] = side
            answer = linprog(cost, bounds=bounds, method="highs", **system)
            if answer.status == UNBOUNDED:
                found[cell] = -side * np.inf
            elif answer.x is None:
                raise OpgaveError("The published cells contradict each other: no values of the hidden cells fit them.")
            else:
                found[cell] = side * answer.fun
    return CellBounds(least, most)
