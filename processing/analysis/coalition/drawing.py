"""Where the actors of a network stand in a drawing, apart from the map."""

from __future__ import annotations

import numpy as np

from ...model.choices import SEED
from ...model.progress import SILENT, Progress

ROUNDS = 120
GRAVITY = 4.0
"""Pull to the middle, against which the push of all others holds a drawing of about side 1."""
FIRST_STEP = 0.1
"""How far a point moves at most in the first round, as a share of the drawing's side."""


def spring_layout(count: int, one: np.ndarray, other: np.ndarray, seed: int = SEED, progress: Progress = SILENT) -> np.ndarray:
    """Return a place for each actor: linked ones near each other, all others apart (Fruchterman and Reingold 1991).

    Parameters
    ----------
    one, other : ndarray of int, shape (links,)
        The actors that each link joins.

    Returns
    -------
    ndarray of float, shape (count, 2)
        Between 0 and 1. The same seed gives the same drawing.
    """
    place = np.random.default_rng(seed).random((count, 2))
    if count < 2:
        return place
    pull = np.zeros((count, count), dtype=bool)
    pull[one, other] = pull[other, one] = True
    np.fill_diagonal(pull, False)
    ideal = 1 / np.sqrt(count)
    for step in np.linspace(FIRST_STEP, 0, ROUNDS, endpoint=False):
        progress.check()
        place += _moves(place, pull, ideal, step)
    return _within_square(place)


def _moves(place: np.ndarray, pull: np.ndarray, ideal: float, most: float) -> np.ndarray:
    """Return how each point moves in one round, by at most ``most``."""
    way = place[:, None, :] - place[None, :, :]
    distance = np.maximum(np.hypot(way[..., 0], way[..., 1]), ideal / 100)
    force = ideal**2 / distance**2 - np.where(pull, distance / ideal, 0.0)
    moves = np.einsum("ijk,ij->ik", way, force) - GRAVITY * (place - 0.5)
    length = np.maximum(np.hypot(*moves.T), 1e-12)
    return moves * (np.minimum(length, most) / length)[:, None]


def _within_square(place: np.ndarray) -> np.ndarray:
    low, high = place.min(axis=0), place.max(axis=0)
    return (place - low) / np.where(high > low, high - low, 1.0)
