"""How a layer as a whole was moved: the shift and rotation that bring it back on its reference."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LEAST_PAIRS = 3
"""Fewer say nothing about a shift or a rotation."""


@dataclass(frozen=True)
class Movement:
    """A shift and a rotation.

    Attributes
    ----------
    east, north : float
        Metres, in the middle of the layer.
    degrees : float
        Counterclockwise around the middle.
    left : float
        Root mean square of what the movement does not explain, in metres.
    """

    east: float
    north: float
    degrees: float
    left: float

    @property
    def metres(self) -> float:
        """How far the middle of the layer was moved."""
        return float(np.hypot(self.east, self.north))

    def apply(self, points: np.ndarray, middle: np.ndarray) -> np.ndarray:
        """Return points as they would be moved, shape (n, 2), around the middle of those that it was fitted to."""
        return turned(points - middle, np.radians(self.degrees)) + middle + [self.east, self.north]


def fit_movement(before: np.ndarray, after: np.ndarray) -> Movement:
    """Return the shift and rotation that bring points nearest to others, by least squares (Kabsch 1976); shapes (n, 2)."""
    middle, moved = before.mean(axis=0), after.mean(axis=0)
    (x, y), (u, v) = (before - middle).T, (after - moved).T
    angle = np.arctan2((x * v - y * u).sum(), (x * u + y * v).sum())
    left = np.sqrt((((after - moved) - turned(before - middle, angle)) ** 2).sum(axis=1).mean())
    east, north = moved - middle
    return Movement(float(east), float(north), float(np.degrees(angle)), float(left))


def turned(points: np.ndarray, angle: float) -> np.ndarray:
    """Return points turned around the origin, counterclockwise, by an angle in radians."""
    x, y = points.T
    return np.column_stack([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle)])
