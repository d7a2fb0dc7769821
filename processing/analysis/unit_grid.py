"""Square cells over areas: which ones there are, and what is known of areas brought to them by the ground that they share."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from scipy.sparse import csr_array

from ..model.errors import OpgaveError
from .raster.coverage import collect_edges, cover_cells
from .raster.grid import Grid, Window
from .raster.measures import cut_into_bands

MOST_CELLS = 50_000
"""More cells than this are no map that people read, and take minutes to test."""
LEAST_SHARE = 0.5
"""A cell of which less lies in the areas is left to those who map the ground beside it."""
NOISE = 1e-9


@dataclass(frozen=True)
class UnitGrid:
    """n square cells over m areas.

    Attributes
    ----------
    size : float
        Side of a cell in metres.
    column, row : ndarray of int, shape (n,)
        Of each cell: its west and south border in multiples of the size.
    ground : csr_array, shape (n, m)
        Square metres that a cell shares with an area.
    """

    size: float
    column: np.ndarray
    row: np.ndarray
    ground: csr_array

    def __len__(self) -> int:
        return len(self.column)

    @property
    def geometry(self) -> np.ndarray:
        """The cells as polygons, shape (n,)."""
        west, south = self.column * self.size, self.row * self.size
        return shapely.box(west, south, west + self.size, south + self.size)

    @property
    def keys(self) -> np.ndarray:
        """What each cell is known by, wherever the areas end: size, and its south-west corner counted in cells, as Eurostat's grids are."""
        return np.array([f"{self.size:g}mN{row}E{column}" for row, column in zip(self.row, self.column, strict=True)], dtype=object)

    @cached_property
    def largest(self) -> np.ndarray:
        """The area with which each cell shares most ground, shape (n,); of equals the first."""
        return np.asarray(self.ground.argmax(axis=1)).ravel()

    def share_out(self, amounts: np.ndarray) -> np.ndarray:
        """Return amounts of the areas, such as people, spread evenly over the ground of each, shape (n,).

        What areas without cells hold stays out. A cell of which a part lies in areas without an amount is taken to be there as elsewhere;
        it is NaN where nothing is known.
        """
        whole = self.ground.sum(axis=0)
        density = np.divide(amounts, whole, out=np.zeros(len(whole)), where=whole > 0)
        known = np.isfinite(density)
        found, of = self.ground @ np.where(known, density, 0.0), self.ground @ known.astype(float)
        return np.divide(found * self.ground.sum(axis=1), of, out=np.full(len(self), np.nan), where=of > 0)

    def mean(self, values: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
        """Return the mean of the areas' values in each cell by ground, or by weights that are spread over the ground, shape (n,).

        NaN where no area has a value.
        """
        whole = self.ground.sum(axis=0)
        density = np.ones(len(whole)) if weights is None else np.divide(weights, whole, out=np.zeros(len(whole)), where=whole > 0)
        known = np.isfinite(values) & np.isfinite(density)
        weight = np.where(known, density, 0.0)
        below = self.ground @ weight
        return np.divide(self.ground @ (weight * np.where(known, values, 0.0)), below, out=np.full(len(self), np.nan), where=below > 0)


def lay_grid(areas: np.ndarray, size: float, extent: tuple[float, float, float, float] | None = None) -> UnitGrid:
    """Lay square cells over areas, their borders on multiples of the size; a cell stays of which at least half lies in the areas.

    Parameters
    ----------
    areas : ndarray of shapely polygons, shape (m,)
        Planar, in metres.
    size : float
        Side of a cell in metres.
    extent : tuple of float, optional
        West, south, east and north: only cells with their middle there.

    Raises
    ------
    OpgaveError
        More than `MOST_CELLS` would lie there.
    """
    bounds = shapely.total_bounds(areas)
    if extent is not None:
        bounds = np.concatenate([np.maximum(bounds[:2], extent[:2]), np.minimum(bounds[2:], extent[2:])])
    area = float(shapely.area(areas if extent is None else shapely.intersection(areas, shapely.box(*bounds))).sum())
    if (bounds[:2] > bounds[2:]).any():
        return UnitGrid(size, np.empty(0, "int64"), np.empty(0, "int64"), csr_array((0, len(areas))))
    if area / size**2 > MOST_CELLS:
        raise OpgaveError(
            "Cells of {size} m would be {count} here, and at most {most} can be mapped: take cells of {larger} m or more, or a smaller"
            " extent.",
            size=f"{size:g}",
            count=round(area / size**2),
            most=MOST_CELLS,
            larger=math.ceil(math.sqrt(area / MOST_CELLS) / 10) * 10,
        )
    west, south = np.floor(bounds[:2] / size).astype("int64")
    east, north = np.ceil(bounds[2:] / size).astype("int64")
    grid = Grid(west * size, south * size, size, size, max(int(north - south), 1), max(int(east - west), 1))
    edges = collect_edges(areas, grid)
    covered = [cover_cells(edges, band) for band in cut_into_bands(Window(0, grid.rows, 0, grid.columns))]
    owner, share = np.concatenate([part.owner for part in covered]), np.concatenate([part.share for part in covered])
    there, number = np.unique(np.concatenate([part.row * grid.columns + part.column for part in covered]), return_inverse=True)
    kept = np.bincount(number, share, len(there)) >= LEAST_SHARE - NOISE
    row, column = np.divmod(there, grid.columns)
    row, column = row + south, column + west
    if extent is not None:
        x, y = (column + 0.5) * size, (row + 0.5) * size
        kept &= (x >= extent[0]) & (x <= extent[2]) & (y >= extent[1]) & (y <= extent[3])
    ground = csr_array((share * size**2, (number, owner)), shape=(len(there), len(areas)))
    stays = np.flatnonzero(kept)
    return UnitGrid(size, column[stays], row[stays], ground[stays])
