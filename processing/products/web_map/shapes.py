"""Shapes as the page takes them in: whole numbers on a grid over longitude and latitude, each the step from the one before."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import shapely

from ...analysis.features import Features
from ...analysis.shared_borders import CoordinateGrid, on_grid
from ...model.geography import METRES_A_DEGREE

FINEST = 0.5
"""Metres: no vertex needs a finer place on a screen."""
STEPS_ACROSS = 1 << 17
TOLERANCE = 2.0
"""Steps of the grid by which a line may move when vertices are left out."""
DECIMALS = 6
SCREEN = 800
"""Pixels across of a map on a screen."""
MOST_VERTICES = 50_000


@dataclass(frozen=True)
class ShapeWriter:
    """Writes shapes within an extent.

    Attributes
    ----------
    bounds : tuple of float
        West, south, east, north in degrees.
    """

    bounds: tuple[float, float, float, float]

    @cached_property
    def grid(self) -> CoordinateGrid:
        """A grid whose steps are as long east as north."""
        west, south, east, north = self.bounds
        shrinks = math.cos(math.radians((south + north) / 2))
        metres = METRES_A_DEGREE * max((east - west) * shrinks, north - south)
        step = max(FINEST, metres / STEPS_ACROSS) / METRES_A_DEGREE
        return CoordinateGrid((west, south), (step / shrinks, step))

    def facts(self) -> dict:
        """Return what the page needs to read the shapes."""
        return {
            "origin": self.grid.origin,
            "step": self.grid.step,
            "bounds": [round(one, DECIMALS) for one in self.bounds],
            "pixel": self.pixel,
        }

    def polygons(self, geometry: np.ndarray, tolerance: float = TOLERANCE) -> list:
        """Return each shape as parts of rings of steps; what two of them share stays shared."""
        return [[[steps(ring) for ring in part] for part in shape] for shape in on_grid(geometry, self.grid, tolerance)]

    def coarse(self, geometry: np.ndarray) -> list | None:
        """Return shapes for whoever sees all of the map at once, where those of `polygons` have too many vertices to draw with ease."""
        return self.polygons(geometry, self.pixel) if shapely.get_num_coordinates(geometry).sum() > MOST_VERTICES else None

    @property
    def pixel(self) -> float:
        """Steps of the grid in a pixel, where all of the map is on a screen."""
        west, south, east, north = self.bounds
        return max((east - west) / self.grid.step[0], (north - south) / self.grid.step[1]) / SCREEN

    def lines(self, geometry: np.ndarray) -> list:
        """Return all lines together, joined where they meet and thinned, each as steps."""
        parts = shapely.get_parts(geometry)
        parts = parts[np.isin(shapely.get_type_id(parts), (shapely.GeometryType.LINESTRING, shapely.GeometryType.LINEARRING))]
        joined = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(parts)))
        thinned = shapely.simplify(joined, self.degrees)
        vertices, ends = self.grid.taken(shapely.get_coordinates(thinned)), np.cumsum(shapely.get_num_coordinates(thinned)).tolist()
        return [steps(vertices[start:end]) for start, end in pairwise([0, *ends])]

    def points(self, geometry: np.ndarray) -> list[list[float]]:
        """Return the place of each shape: the point itself, or one inside it."""
        return shapely.get_coordinates(shapely.point_on_surface(geometry)).round(DECIMALS).tolist()

    @property
    def degrees(self) -> float:
        """The tolerance in degrees."""
        return TOLERANCE * self.grid.step[1]


def pen_for(layers: list[Features]) -> ShapeWriter:
    """Return a pen for all of these layers in longitude and latitude."""
    return ShapeWriter(tuple(shapely.total_bounds(np.concatenate([layer.geometry for layer in layers])).tolist()))


def steps(vertices: np.ndarray) -> list[int]:
    """Return the first vertex and the steps to each next one: x, y, dx, dy, dx, dy..."""
    return np.diff(vertices, axis=0, prepend=0).ravel().tolist()
