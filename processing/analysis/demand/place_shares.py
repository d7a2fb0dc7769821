"""Places of a service, shared by the units that can reach it."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.spatial import cKDTree

from ..pairs import distinct_pairs

FAR = 1e12
"""Where a unit without shape is put: out of everybody's reach."""


def shares(unit_xy: np.ndarray, place_xy: np.ndarray, own: np.ndarray, need: np.ndarray, reach: float) -> csr_array:
    """Return which share of each place's room each unit has, shape (units, places); each column adds up to 1.

    A place is shared by the units within reach, and always the one it stands in, in proportion to their need (as in the first step of the
    two-step floating catchment area, Luo and Wang 2003); where nobody there needs it, its own unit has all.

    Parameters
    ----------
    unit_xy, place_xy : ndarray, shapes (u, 2) and (p, 2)
        Metres. Units stand for a point within them.
    own : ndarray of int, shape (p,)
        The unit that each place stands in.
    need : ndarray, shape (u,)
    reach : float
        Metres, inclusive.
    """
    near = cKDTree(np.nan_to_num(place_xy, nan=FAR)).query_ball_point(np.nan_to_num(unit_xy, nan=FAR), reach)
    unit = np.repeat(np.arange(len(near)), [len(one) for one in near])
    place = np.concatenate([np.asarray(one, dtype=int) for one in near]) if len(near) else np.zeros(0, dtype=int)
    pairs, _ = distinct_pairs(np.column_stack([np.concatenate([unit, own]), np.concatenate([place, np.arange(len(own))])]))
    weight = np.maximum(np.nan_to_num(need), 0)[pairs[:, 0]]
    total = np.bincount(pairs[:, 1], weight, len(own))
    at_home = pairs[:, 0] == own[pairs[:, 1]]
    weight = np.where(total[pairs[:, 1]] > 0, weight / np.where(total > 0, total, 1)[pairs[:, 1]], at_home)
    return coo_array((weight, (pairs[:, 0], pairs[:, 1])), shape=(len(unit_xy), len(own))).tocsr()


def open_places(places: np.ndarray, opens: np.ndarray, closes: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Return the places of each facility in each year, shape (places, years): from the year it opens to the year before it closes."""
    return places[:, None] * ((opens[:, None] <= years) & (years < closes[:, None]))
