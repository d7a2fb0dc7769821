"""Where the cells of a raster lie, and how their values are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ...model.text import Text


class Window(NamedTuple):
    """Rows ``first_row`` to before ``last_row`` of a raster, and columns likewise."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def cells(self) -> int:
        """How many cells there are."""
        return (self.last_row - self.first_row) * (self.last_column - self.first_column)

    def joined(self, other: Window) -> Window:
        """Return the smallest window that holds both."""
        return Window(
            min(self.first_row, other.first_row),
            max(self.last_row, other.last_row),
            min(self.first_column, other.first_column),
            max(self.last_column, other.last_column),
        )


@dataclass(frozen=True)
class Grid:
    """Cells along the axes of a coordinate system.

    Attributes
    ----------
    left, top : float
        Outer corner of the first cell.
    width, height : float
        Size of a cell; the height is negative where rows run downwards, as they mostly do.
    rows, columns : int
    """

    left: float
    top: float
    width: float
    height: float
    rows: int
    columns: int

    def to_cells(self, points: np.ndarray) -> np.ndarray:
        """Return coordinates, shape (n, 2), counted in cells from the outer corner of the first one: column, row."""
        return (points - (self.left, self.top)) / (self.width, self.height)

    def within(self, west: float, south: float, east: float, north: float) -> Window:
        """Return the cells that a rectangle meets; an empty window where there are none."""
        corners = self.to_cells(np.array([[west, south], [east, north]]))
        most = np.array([self.columns, self.rows])
        low, high = np.clip(np.floor(corners.min(axis=0)), 0, most), np.clip(np.ceil(corners.max(axis=0)), 0, most)
        return Window(int(low[1]), int(high[1]), int(low[0]), int(high[0]))

    def part(self, window: Window) -> Grid:
        """Return the grid of a window alone."""
        left, top = self.left + window.first_column * self.width, self.top + window.first_row * self.height
        return Grid(left, top, self.width, self.height, window.last_row - window.first_row, window.last_column - window.first_column)

    def shift_from(self, other: Grid) -> tuple[int, int] | None:
        """Return how many rows and columns this grid begins after another with the same cells; None where the cells differ.

        Less than a thousandth of a cell apart is the same: corners are often stored rounded.
        """
        if not np.allclose((self.width, self.height), (other.width, other.height), rtol=1e-9):
            return None
        column, row = other.to_cells(np.array([[self.left, self.top]]))[0]
        shift = round(row), round(column)
        return shift if np.hypot(row - shift[0], column - shift[1]) < 1e-3 else None


@dataclass(frozen=True)
class Raster:
    """One band of a raster, read window by window.

    Attributes
    ----------
    name : str or Text
    grid : Grid
    read : callable
        Returns the values of a window inside the grid, float, shape (rows, columns); NaN where there are no data.
    """

    name: str | Text
    grid: Grid
    read: Callable[[Window], np.ndarray]

    def read_beside(self, grid: Grid, window: Window) -> np.ndarray:
        """Return the values in a window of another grid with the same cells; NaN beyond this raster."""
        values = np.full((window.last_row - window.first_row, window.last_column - window.first_column), np.nan)
        shift = self.grid.shift_from(grid)
        if shift is None:
            raise ValueError("the cells differ")
        own = Window(
            max(window.first_row - shift[0], 0),
            min(window.last_row - shift[0], self.grid.rows),
            max(window.first_column - shift[1], 0),
            min(window.last_column - shift[1], self.grid.columns),
        )
        if own.first_row < own.last_row and own.first_column < own.last_column:
            row, column = own.first_row + shift[0] - window.first_row, own.first_column + shift[1] - window.first_column
            values[row : row + own.last_row - own.first_row, column : column + own.last_column - own.first_column] = self.read(own)
        return values
