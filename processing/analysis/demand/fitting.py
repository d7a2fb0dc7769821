"""Tables brought to known totals of rows and columns, and rounded so that these totals stay."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, csr_matrix
from scipy.sparse.csgraph import maximum_flow

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress

ITERATIONS = 1000
CLOSE = 1e-9
FROM_A_HALF = (0.1, 0.25, 0.4, 0.5)
"""How far from a half a fraction may lie that goes the other way, tried in this order."""


def fit_table(seed: np.ndarray, rows: np.ndarray, columns: np.ndarray, where: str = "") -> np.ndarray:
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


def round_table(table: np.ndarray) -> np.ndarray:
    """Return whole numbers, each one of the two nearest, with the same totals of rows and columns: controlled rounding.

    The totals of the table have to be whole; then a solution exists (Causey, Cox and Ernst 1985). In each row the largest fractions go up,
    so that its total is right; then the columns that have too many give to those that have too few, along a greatest flow through entries
    that may still go up or down, the ones nearest to a half first.

    >>> round_table(np.array([[0.4, 1.6], [0.6, 0.4]])).tolist()
    [[0, 2], [1, 0]]
    """
    floor = np.floor(table + CLOSE * np.maximum(table, 1))
    part = np.clip(table - floor, 0, 1)
    part[part <= 10 * CLOSE * np.maximum(table, 1)] = 0
    up = mark_largest(part, np.rint(part.sum(axis=1)).astype(int))
    wanted = np.rint(part.sum(axis=0)).astype(int)
    for far in FROM_A_HALF:
        too_many = up.sum(axis=0) - wanted
        if too_many.any():
            up = exchange_roundings(up, (part > 0) & (np.abs(part - 0.5) <= far), too_many)
    if (up.sum(axis=0) != wanted).any():
        raise OpgaveError("The ages cannot be rounded to whole persons: the totals of units and ages are not whole, or do not agree.")
    return (floor + up).astype("int64")


def mark_largest(part: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Return where the largest fractions of each row are, as many as ``count`` says."""
    rank = np.argsort(np.argsort(-part, axis=1, kind="stable"), axis=1, kind="stable")
    return rank < count[:, None]


def exchange_roundings(up: np.ndarray, free: np.ndarray, too_many: np.ndarray) -> np.ndarray:
    """Return which entries go up once columns with too many have given what they can to those with too few; rows keep their number.

    A column gives through an entry that goes up to its row, and that row to a column through one that does not.
    """
    height, width = up.shape
    source, sink, columns, rows = 0, 1, np.arange(2, 2 + width), np.arange(2 + width, 2 + width + height)
    gives, takes = np.nonzero(up & free), np.nonzero(~up & free)
    start = [np.full(width, source), columns, columns[gives[1]], rows[takes[0]]]
    end = [columns, np.full(width, sink), rows[gives[0]], columns[takes[1]]]
    room = [np.maximum(too_many, 0), np.maximum(-too_many, 0), np.ones(len(gives[0])), np.ones(len(takes[0]))]
    size = 2 + width + height
    graph = csr_array((np.concatenate(room).astype("int32"), (np.concatenate(start), np.concatenate(end))), shape=(size, size))
    flow = maximum_flow(csr_matrix(graph), source, sink).flow.tocoo()
    used = flow.data > 0
    start, end = flow.row[used] - 2, flow.col[used] - 2
    result = up.copy()
    given = (start >= 0) & (start < width) & (end >= width)
    taken = (start >= width) & (end >= 0) & (end < width)
    result[end[given] - width, start[given]] = False
    result[start[taken] - width, end[taken]] = True
    return result


def apportion(weights: np.ndarray, total: int) -> np.ndarray:
    """Return whole numbers in proportion to weights that add up to ``total``: the largest remainders are rounded up.

    >>> apportion(np.array([5.0, 3.0, 2.0]), 4).tolist()
    [2, 1, 1]
    """
    exact = weights * (total / weights.sum()) if weights.sum() else np.zeros(len(weights))
    result = np.floor(exact)
    most = np.argsort(-(exact - result), kind="stable")[: round(total - result.sum())]
    result[most] += 1
    return result.astype("int64")


def fit_groups(
    seed: np.ndarray, totals: np.ndarray, group: np.ndarray, columns: np.ndarray, names: list[str], progress: Progress = SILENT
) -> tuple[np.ndarray, np.ndarray]:
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
        rows = apportion(totals[members], whole)
        result[members] = round_table(fit_table(seed[members], rows.astype(float), columns[number].astype(float), names[number]))
    return result, scaled
