"""Mixed-integer models put together from blocks, and solved without holding up whoever waits."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from ..model.errors import OpgaveError
from ..model.progress import Progress

POLL = 0.05
OPTIMAL, LIMIT, INFEASIBLE = 0, 1, 2
LEAST_SECONDS = 0.5


class Model:
    """Blocks of variables and rows; what is minimised is the sum of the blocks' costs."""

    def __init__(self):
        self.names: list[str] = []
        self.cost: list[np.ndarray] = []
        self.lower: list[np.ndarray] = []
        self.upper: list[np.ndarray] = []
        self.integer: list[np.ndarray] = []
        self.rows: list[tuple[dict[str, sparse.csr_array], np.ndarray, np.ndarray]] = []

    def variables(self, name: str, count: int, cost=0.0, lower=0.0, upper=1.0, integer: bool = False) -> None:
        """Add a block of variables."""
        self.names.append(name)
        for kept, value in ((self.cost, cost), (self.lower, lower), (self.upper, upper), (self.integer, float(integer))):
            kept.append(np.broadcast_to(np.asarray(value, dtype=float), (count,)))

    def add(self, blocks: dict[str, object], lower, upper) -> None:
        """Add rows: ``lower <= sum of block matrix x block variables <= upper``."""
        matrices = {name: sparse.csr_array(block) for name, block in blocks.items()}
        count = next(iter(matrices.values())).shape[0]
        if count:
            self.rows.append((matrices, *(np.broadcast_to(np.asarray(side, dtype=float), (count,)) for side in (lower, upper))))

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


def solve(model: Model, seconds: float, progress: Progress) -> Solved:
    """Solve a model within a time limit.

    HiGHS takes no question while it works, so it works in a thread of its own (it does not hold Python's lock). On cancel that
    thread is left behind: it ends by itself at its time limit, and a program that ends meanwhile does not wait for it.

    Raises
    ------
    OpgaveError
        The solver failed for another reason than time or contradiction.
    """
    given = (np.concatenate(model.cost), np.concatenate(model.integer), Bounds(np.concatenate(model.lower), np.concatenate(model.upper)))
    answer: list = []
    options = {"time_limit": max(seconds, LEAST_SECONDS), "mip_rel_gap": 0.0}
    task = threading.Thread(target=work, args=(*given, model.matrix(), options, answer), daemon=True)
    task.start()
    while task.is_alive():
        task.join(POLL)
        progress.check()
    result = answer[0]
    if isinstance(result, Exception):
        raise OpgaveError("The solver failed: {reason}", reason=result) from result
    if result.status not in (OPTIMAL, LIMIT, INFEASIBLE):
        raise OpgaveError("The solver failed: {reason}", reason=result.message)
    return solved(model, result)


def work(cost, integer, bounds, rows, options, answer: list) -> None:
    """Run HiGHS and leave its answer, or its error, in ``answer``."""
    try:
        answer.append(milp(cost, integrality=integer, bounds=bounds, constraints=rows, options=options))
    except Exception as error:  # noqa: BLE001 whatever it is, the waiting thread raises it
        answer.append(error)


def solved(model: Model, result) -> Solved:
    """Return the answer by blocks; a problem without whole numbers is its own bound."""
    values = None if result.x is None else model.split(result.x)
    bound = getattr(result, "mip_dual_bound", None)
    if bound is None:
        bound = result.fun if result.status == OPTIMAL else -np.inf
    return Solved(result.status, values, float(bound))


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
