"""Where it stays warm at night: cell by cell, and as bands of equal warmth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ...model.geography import LAMBERT_72
from ..features import Features
from ..raster.grid import Grid
from .arithmetic import blur, power
from .shapes import on_the_grid, parts_of

HEAT_MAP = "heat_map"
"""The record of the cells."""
HEAT_CELL = 50.0
HEAT_SPREAD = 2.2
HEAT_LIMITS = (0.8, 1.6, 2.4, 3.2, 4.0, 4.8)
HOTTEST = 5.6


@dataclass(frozen=True)
class HeatMap:
    """Warmth above the surroundings in cells of 50 m.

    Attributes
    ----------
    grid : Grid
        Where they lie, in Lambert 72.
    tenths : ndarray of int, shape (rows, columns)
        Tenths of a degree, from the north-west.
    """

    grid: Grid
    tenths: np.ndarray


def make_heat_map(layers: Mapping[str, Features]) -> HeatMap:
    """Return the warmth of each cell of a city of which the layers are there; where nothing is built near, the least."""
    degrees, low = measure_heat(*(layers[name] for name in ("buildings", "parks", "water")))
    bounds = shapely.total_bounds(layers["municipality"].geometry)
    before = np.maximum(np.ceil((low - bounds[:2]) / HEAT_CELL), 0).astype(int)
    after = np.maximum(np.ceil((bounds[2:] - low) / HEAT_CELL) - degrees.shape, 0).astype(int)
    tenths = np.rint(10 * np.pad(degrees, tuple(zip(before, after, strict=True)))).astype("uint8")
    columns, rows = tenths.shape
    west, south = (low - before * HEAT_CELL).tolist()
    return HeatMap(Grid(west, south + rows * HEAT_CELL, HEAT_CELL, -HEAT_CELL, rows, columns), tenths.T[::-1])


def measure_heat(buildings: Features, parks: Features, water: Features) -> tuple[np.ndarray, np.ndarray]:
    """Return degrees by column (from the west) and row (from the south) of cells, and the corner in the south-west.

    They come from how much is built and how little is green or water nearby.
    """
    cool = np.concatenate([parks.geometry, water.geometry])
    low = shapely.total_bounds(buildings.geometry)[:2] - 1000
    shape = tuple((np.ceil((shapely.total_bounds(buildings.geometry)[2:] + 1000 - low) / HEAT_CELL)).astype(int))
    built = blur(built_share(shapely.centroid(buildings.geometry), shapely.area(buildings.geometry), low, shape), HEAT_SPREAD)
    centre = low + (np.stack(np.meshgrid(*map(np.arange, shape), indexing="ij"), axis=-1) + 0.5) * HEAT_CELL
    wet = shapely.STRtree(cool[~shapely.is_missing(cool)]).query(shapely.points(centre.reshape(-1, 2)), predicate="intersects")[0]
    fresh = blur(np.bincount(wet, minlength=built.size).reshape(shape).astype("float64"), HEAT_SPREAD)
    dense = np.sort(built[built > 0.05])
    densest = dense[len(dense) * 97 // 100]
    return np.clip(HOTTEST * power(built / densest, 0.8) - 2.2 * fresh, 0, HOTTEST), low


def make_heat_islands(buildings: Features, parks: Features, water: Features) -> Features:
    """Return the layer ``heat_islands``: bands of equal warmth, rounded off, each with the mean warmth of its band."""
    degrees, low = measure_heat(buildings, parks, water)
    shapes, values = [], []
    hotter = shapely.Polygon()
    for limit, above in reversed(list(zip(HEAT_LIMITS, [*HEAT_LIMITS[1:], HOTTEST], strict=True))):
        column, row = np.nonzero(degrees >= limit)
        x, y = low[0] + column * HEAT_CELL, low[1] + row * HEAT_CELL
        whole = shapely.coverage_union_all(shapely.box(x, y, x + HEAT_CELL, y + HEAT_CELL))
        whole = shapely.union(on_the_grid(whole.buffer(38).buffer(-70).buffer(32)), hotter)
        parts, _ = parts_of(shapely.difference(whole, hotter))
        parts = parts[shapely.area(parts) > HEAT_CELL**2]
        shapes.extend(parts)
        values.extend([round((limit + above) / 2, 1)] * len(parts))
        hotter = whole
    return Features("heat_islands", np.array(shapes, dtype=object), pd.DataFrame({"degrees": values}), LAMBERT_72)


def built_share(points: np.ndarray, weight: np.ndarray, low: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Return the built share (0-1) of each cell."""
    cell = ((shapely.get_coordinates(points) - low) // HEAT_CELL).astype(int)
    return np.bincount(np.ravel_multi_index(tuple(cell.T), shape), weight, np.prod(shape)).reshape(shape) / HEAT_CELL**2
