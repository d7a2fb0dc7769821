"""How suited a candidate is to densify around: near a node of transport, many people near, and not where it may flood."""

from __future__ import annotations

import numpy as np
import shapely
from scipy.stats import rankdata

from .problem import Problem

BEST = 100.0


def in_areas(points: np.ndarray, areas: np.ndarray) -> np.ndarray:
    """Return which points (shapely geometries) touch one of the areas to avoid: bool, shape (m,)."""
    hit = np.zeros(len(points), dtype=bool)
    hit[shapely.STRtree(areas).query(points, predicate="intersects")[0]] = True
    return hit


def potential(problem: Problem, to_node: np.ndarray | None, node_distance: float, avoided: np.ndarray) -> np.ndarray:
    """Return each candidate's potential, 0-100.

    The mean of two scores: nearness to a node (100 at the node, 0 from ``node_distance`` metres on) and the rank of the demand that has the
    site within its norm; without nodes the second alone. 0 where the site lies in an area to avoid.

    Parameters
    ----------
    to_node : ndarray of float, shape (m,), optional
        Metres to the nearest node.
    avoided : ndarray of bool, shape (m,)
    """
    near = problem.demand @ problem.near
    scores = [BEST * (rankdata(near) - 0.5) / len(near)]
    if to_node is not None:
        scores.append(BEST * np.clip(1 - to_node / node_distance, 0.0, 1.0))
    return np.where(avoided, 0.0, np.mean(scores, axis=0))


def worst_off(need: np.ndarray, demand: np.ndarray, sector: np.ndarray, share: float) -> np.ndarray:
    """Return which points are worst off: of each sector those with the greatest need, until they hold the given share (0-1) of its demand.

    Points without need known are not among them.
    """
    result = np.zeros(len(need), dtype=bool)
    for number in np.unique(sector):
        rows = np.flatnonzero((sector == number) & np.isfinite(need))
        order = rows[np.argsort(-need[rows], kind="stable")]
        before = np.cumsum(demand[order]) - demand[order]
        result[order[before < share * demand[sector == number].sum() * (1 - 1e-12)]] = True
    return result
