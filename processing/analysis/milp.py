"""Mixed-integer models put together from blocks, and solved without holding up whoever waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

from ..model.errors import OpgaveError
from ..model.progress import Progress
from .side_thread import run_aside

OPTIMAL, LIMIT, INFEASIBLE = 0, 1, 2
LEAST_SECONDS = 0.25
FEW_COLUMNS = 100_000
"""Up to so many columns a linear model is solved whole, by the simplex method."""
FIRST_RANKS = 4
PRICE_SLACK = 1e-9


class Model:
    """Blocks of variables and rows; what is minimised is the sum of the blocks' costs."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.cost: list[np.ndarray] = []
        self.lower: list[np.ndarray] = []
        self.upper: list[np.ndarray] = []
        self.integer: list[np.ndarray] = []
        self.rows: list[tuple[dict[str, sparse.csr_array], np.ndarray, np.ndarray]] = []

    def variables(
        self,
        name: str,
        count: int,
        cost: float | np.ndarray = 0.0,
        lower: float | np.ndarray = 0.0,
        upper: float | np.ndarray = 1.0,
        integer: bool = False,
    ) -> None:
        """Add a block of variables."""
        self.names.append(name)
        for kept, value in ((self.cost, cost), (self.lower, lower), (self.upper, upper), (self.integer, float(integer))):
            kept.append(np.broadcast_to(np.asarray(value, dtype=float), (count,)))

    def add(self, blocks: Mapping[str, Any], lower: float | np.ndarray, upper: float | np.ndarray) -> None:
        """Add rows: ``lower <= sum of block matrix x block variables <= upper``."""
        matrices = {name: sparse.csr_array(block) for name, block in blocks.items()}
        count = next(iter(matrices.values())).shape[0]
        if count:
            least, most = (np.broadcast_to(np.asarray(side, dtype=float), (count,)) for side in (lower, upper))
            self.rows.append((matrices, least, most))

    def matrix(self) -> LinearConstraint | None:
        """Return all rows as one constraint."""
        if not self.rows:
            return None
        sizes = dict(zip(self.names, (len(cost) for cost in self.cost), strict=True))
        stacked = [
            sparse.hstack([blocks.get(name, sparse.csr_array((len(lower), sizes[name]))) for name in self.names], format="csr")
            for blocks, lower, _ in self.rows
        ]
        return LinearConstraint(
            sparse.vstack(stacked, format="csc"),
            np.concatenate([lower for _, lower, _ in self.rows]),
            np.concatenate([upper for _, _, upper in self.rows]),
        )

    def split(self, values: np.ndarray) -> dict[str, np.ndarray]:
        """Return the values of each block."""
        ends = np.cumsum([len(cost) for cost in self.cost])
        return dict(zip(self.names, np.split(values, ends[:-1]), strict=True))


@dataclass(frozen=True)
class Solved:
    """What the solver says: a status, the blocks' values (None without solution) and what no solution goes below."""

    status: int
    values: dict[str, np.ndarray] | None
    bound: float

    @property
    def proven(self) -> bool:
        return self.status == OPTIMAL


def solve(model: Model, seconds: float, progress: Progress, presolve: bool = True) -> Solved:
    """Solve a model within a time limit, after making it smaller where ``presolve`` says so.

    Raises
    ------
    OpgaveError
        The solver failed for another reason than time or contradiction.
    """
    options = {"time_limit": max(seconds, LEAST_SECONDS), "mip_rel_gap": 0.0, "presolve": presolve}
    return solve_blocks(model, wait_for_solver(partial(whole_numbers, model, options), progress))


def whole_numbers(model: Model, options: dict[str, Any]) -> OptimizeResult:
    """Run HiGHS on a model."""
    bounds = Bounds(np.concatenate(model.lower), np.concatenate(model.upper))
    return milp(
        np.concatenate(model.cost), integrality=np.concatenate(model.integer), bounds=bounds, constraints=model.matrix(), options=options
    )


def wait_for_solver(work: Callable[[], OptimizeResult], progress: Progress) -> OptimizeResult:
    """Return what HiGHS answers. It takes no question while it works, and does not hold Python's lock."""
    try:
        result = run_aside(work, progress)
    except (ValueError, MemoryError) as error:
        raise OpgaveError("The solver failed: {reason}", reason=error) from error
    if result.status not in (OPTIMAL, LIMIT, INFEASIBLE):
        raise OpgaveError("The solver failed: {reason}", reason=result.message)
    return result


def solve_blocks(model: Model, result: OptimizeResult) -> Solved:
    """Return the answer by blocks; a problem without whole numbers is its own bound."""
    values = None if result.x is None else model.split(result.x)
    bound = getattr(result, "mip_dual_bound", None)
    if bound is None:
        bound = result.fun if result.status == OPTIMAL else -np.inf
    return Solved(result.status, values, float(bound))


# ---- without whole numbers, and with more columns than are needed


def solve_linear(model: Model, rank: np.ndarray, seconds: float, progress: Progress) -> Solved:
    """Solve a model of one block without whole numbers, at first with its likely columns only; others come in where they would help.

    Parameters
    ----------
    rank : ndarray of int
        The likelier a variable is not 0 the lower, from 0 on.
    """
    cost, rows, clock = model.cost[0], model.matrix(), Clock(seconds)
    if rows is None:
        raise ValueError("a linear model needs rows")
    ranks = FIRST_RANKS if len(rank) > FEW_COLUMNS else int(rank.max()) + 1
    used = rank < ranks
    while True:
        result = wait_for_solver(partial(linear, cost[used], rows.A[:, used], rows, model.upper[0][used], clock.left), progress)
        if result.status == OPTIMAL:
            wanted = ~used & (cost - rows.A.T @ result.price < -PRICE_SLACK * max(1.0, np.abs(cost).max()))
        elif result.status == INFEASIBLE and not used.all():
            ranks *= 2
            wanted = ~used & (rank < ranks)
        else:
            return Solved(result.status, None, -np.inf)
        if result.status == OPTIMAL and not wanted.any():
            values = np.zeros(len(used))
            values[used] = result.x
            return Solved(OPTIMAL, model.split(values), float(result.fun))
        used |= wanted


def linear(cost: np.ndarray, matrix: sparse.csc_array, rows: LinearConstraint, upper: np.ndarray, seconds: float) -> OptimizeResult:
    """Run HiGHS on a model without whole numbers; the answer has the price of each row too."""
    same = rows.lb == rows.ub
    above, below = ~same & np.isfinite(rows.ub), ~same & np.isfinite(rows.lb)
    matrix = sparse.csr_array(matrix)
    result = linprog(
        cost,
        A_ub=sparse.vstack([matrix[above], -matrix[below]]),
        b_ub=np.concatenate([rows.ub[above], -rows.lb[below]]),
        A_eq=matrix[same],
        b_eq=rows.ub[same],
        bounds=np.stack([np.zeros(len(upper)), upper], axis=1),
        method="highs-ipm" if len(cost) > FEW_COLUMNS else "highs",
        options={"time_limit": max(seconds, LEAST_SECONDS)},
    )
    if result.status == OPTIMAL:
        price, count = np.zeros(len(rows.ub)), int(above.sum())
        price[same], price[above] = result.eqlin.marginals, result.ineqlin.marginals[:count]
        price[below] -= result.ineqlin.marginals[count:]
        result.price = price
    return result


class Clock:
    """How much of the time is left."""

    def __init__(self, seconds: float):
        self.end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return self.end - time.monotonic()

    def part(self, share: float) -> float:
        """Return a share of what is left."""
        return max(self.left * share, 0.0)
