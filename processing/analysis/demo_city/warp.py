"""A smooth distortion of the plane: what was drawn with a ruler bends as old roads do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from .arithmetic import cos, sin
from .draws import Draws
from .setting import GRID

WAVELENGTHS = np.array([4200.0, 2600.0, 1700.0, 1050.0, 620.0, 330.0])
STEEPNESS = 0.13
VERTEX_SPACING = 25.0


@dataclass(frozen=True)
class Warp:
    """Displacement by a sum of waves, then a shift to the city's place in Lambert 72.

    Attributes
    ----------
    waves : ndarray, shape (k, 2)
        Wave vectors, radians per metre.
    phases : ndarray, shape (k, 2)
        Phase of the displacement in x and in y.
    heights : ndarray, shape (k,)
        Amplitudes in metres; their slopes add up to less than 1, so that the distortion never folds.
    origin : ndarray, shape (2,)
        Lambert 72 coordinates of the city's centre.
    """

    waves: np.ndarray
    phases: np.ndarray
    heights: np.ndarray
    origin: np.ndarray

    def points(self, points: np.ndarray) -> np.ndarray:
        """Return plan coordinates, shape (n, 2), as Lambert 72 coordinates in whole centimetres."""
        shift = np.zeros(points.shape)
        for wave, phase, height in zip(self.waves, self.phases, self.heights, strict=True):
            shift += height * sin((points[:, 0] * wave[0] + points[:, 1] * wave[1])[:, None] + phase)
        return np.round((points + shift + self.origin) / GRID) * GRID

    def geometry(self, geometry: Any) -> Any:
        """Return plan geometries bent and put in their place; long segments get vertices so that they bend too."""
        return shapely.transform(shapely.segmentize(geometry, VERTEX_SPACING), self.points)


def make_warp(origin: np.ndarray, rng: Draws) -> Warp:
    """Return a distortion with one wave of each wavelength in a random direction."""
    direction = rng.uniform(0, 2 * np.pi, len(WAVELENGTHS))
    length = 2 * np.pi / WAVELENGTHS
    waves = length[:, None] * np.stack([cos(direction), sin(direction)], axis=1)
    phases = rng.uniform(0, 2 * np.pi, (len(WAVELENGTHS), 2))
    return Warp(waves, phases, STEEPNESS / length, np.asarray(origin, dtype="float64"))


def wobble(angle: np.ndarray, waves: range, rng: Draws) -> np.ndarray:
    """Return a closed random curve over ``angle`` (radians), each wave lower as it is shorter; about -1 to 1."""
    total = np.zeros(len(angle))
    for wave in waves:
        total += rng.uniform(0.5, 1.0) / (wave - waves.start + 1.5) * sin(wave * angle + rng.uniform(0, 2 * np.pi))
    return total
