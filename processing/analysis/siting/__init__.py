"""Which places serve several sectors best: the model, its exact solution, an interchange heuristic, bounds and what rules clash."""

from .problem import OBJECTIVES, STATUSES, Plan, Problem, Sector
from .solve import find_sites

__all__ = ["OBJECTIVES", "STATUSES", "Plan", "Problem", "Sector", "find_sites"]
