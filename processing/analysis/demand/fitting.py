"""Tables brought to known totals of rows and columns, and rounded so that these totals stay."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress

ITERATIONS = 1000
CLOSE = 1e-9


def fitted(seed: np.ndarray, rows: np.ndarray, columns: np.ndarray, where: str = "") -> np.ndarray:
    """Return the table nearest to ``seed`` with the given totals: iterative proportional fitting (Deming and Stephan 1940).

    Parameters
    ----------
    seed : ndarray, shape (r, c)
        Of 0 or more. A row that holds nothing but has a total starts like the columns' totals.
    rows, columns : ndarray, shapes (r,) and (c,)
        Totals, of which the sums are equal.

    Raises
    ------
    OpgaveError
        A column has a total but nothing in any row, or the zeros of the table leave no way to both totals.
    """
    table = np.asarray(seed, dtype=float).copy()
    bare = (table.sum(axis=1) == 0) & (rows > 0)
    table[bare] = columns
    if (table[rows > 0].sum(axis=0) == 0)[columns > 0].any():
        raise _no_way(where)
    for _ in range(ITERATIONS):
        table *= _ratio(rows, table.sum(axis=1))[:, None]
        table *= _ratio(columns, table.sum(axis=0))
        if np.allclose(table.sum(axis=1), rows, rtol=CLOSE, atol=CLOSE * max(rows.max(initial=0), 1)):
            return table
    raise _no_way(where)


def _ratio(wanted: np.ndarray, present: np.ndarray) -> np.ndarray:
    return np.divide(wanted, present, out=np.zeros(len(present)), where=present > 0)


def _no_way(where: str) -> OpgaveError:
    return OpgaveError(
        "The ages of the units cannot be brought to those of '{where}': where it has people, too many units have none of that age."
        " Look at the zeros in the units' ages.",
        where=where,
    )


def rounded(table: np.ndarray) -> np.ndarray:
    """Return whole numbers, each one of the two nearest, with the same totals of rows and columns: controlled rounding.

    The totals of the table have to be whole. A solution exists (Causey, Cox and Ernst 1985); of all, the one nearest to the table is taken.
    It is a transport problem, whose corners are whole.
    """
    floor = np.floor(table + CLOSE * np.maximum(table, 1))
    part = np.clip(table - floor, 0, 1)
    up_rows, up_columns = (np.rint(part.sum(axis=axis)) for axis in (1, 0))
    row, column = np.nonzero(part > CLOSE * np.maximum(table, 1) * 10)
    if not len(row):
        return floor.astype("int64")
    count, (height, width) = len(row), table.shape
    ones, number = np.ones(2 * count), np.tile(np.arange(count), 2)
    totals = csr_array((ones, (np.concatenate([row, height + column]), number)), shape=(height + width, count))
    found = linprog(1 - 2 * part[row, column], A_eq=totals, b_eq=np.concatenate([up_rows, up_columns]), bounds=(0, 1), method="highs-ds")
    if not found.success:
        raise OpgaveError("The ages cannot be rounded to whole persons: the totals of units and ages are not whole, or do not agree.")
    floor[row, column] += np.rint(found.x)
    return floor.astype("int64")


def shared_out(weights: np.ndarray, total: int) -> np.ndarray:
    """Return whole numbers in proportion to weights that add up to ``total``: the largest remainders are rounded up."""
    exact = weights * (total / weights.sum()) if weights.sum() else np.zeros(len(weights))
    result = np.floor(exact)
    most = np.argsort(-(exact - result), kind="stable")[: round(total - result.sum())]
    result[most] += 1
    return result.astype("int64")


def fit_groups(seed: np.ndarray, totals: np.ndarray, group: np.ndarray, columns: np.ndarray, names: list[str], progress: Progress = SILENT):
    """Fit the units of each municipality to its ages and round to whole persons.

    Parameters
    ----------
    seed : ndarray, shape (units, classes)
    totals : ndarray, shape (units,)
        Inhabitants of the units; scaled to their municipality where they add up to something else.
    group : ndarray of int, shape (units,)
        Row of ``columns``; -1: the unit takes no part.
    columns : ndarray of int, shape (municipalities, classes)
    names : list of str
        What the municipalities are called.

    Returns
    -------
    ndarray of int, shape (units, classes), and ndarray of bool, shape (municipalities,) : the scaled ones
    """
    result = np.zeros(seed.shape, dtype="int64")
    scaled = np.zeros(len(columns), dtype=bool)
    for number in np.unique(group[group >= 0]):
        progress.update(number / len(columns))
        members = np.flatnonzero(group == number)
        whole = columns[number].sum()
        if not totals[members].sum() and whole:
            raise OpgaveError(
                "The units of '{where}' have no inhabitants, but it has {count:,.0f}. Give their totals.", where=names[number], count=whole
            )
        scaled[number] = abs(totals[members].sum() - whole) > 0.5
        rows = shared_out(totals[members], whole)
        result[members] = rounded(fitted(seed[members], rows.astype(float), columns[number].astype(float), names[number]))
    return result, scaled
