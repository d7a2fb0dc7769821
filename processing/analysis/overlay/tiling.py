"""A quadtree over vertices: tiles of about the same load, and which tile owns a point.

A point is owned through its cell on a lattice of 65,536 x 65,536 over the whole extent. A tile is a square of cells, and so a range of
Morton codes (Morton 1966, "A Computer Oriented Geodetic Data Base"); tiles in the order of their codes lie along a Z curve.
No geometry is ever cut at a tile's border.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import radix_order

BITS = 16
SIDE = 1 << BITS
BLOCK_SIDE = 1 << BITS // 2
"""Cells along a side of a block: a tile that is no smaller consists of whole blocks, in which points are looked up without a search."""


@dataclass(frozen=True)
class Lattice:
    """Square cells over an extent.

    Attributes
    ----------
    origin : complex
        Lower left corner.
    step : float
        Side of a cell.
    """

    origin: complex
    step: float

    def cells(self, point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return column and row of the cell that holds each point; outside the extent the nearest one."""
        column = np.clip((point.real - self.origin.real) / self.step, 0, SIDE - 1).astype("uint32")
        row = np.clip((point.imag - self.origin.imag) / self.step, 0, SIDE - 1).astype("uint32")
        return column, row

    def codes(self, point: np.ndarray) -> np.ndarray:
        """Return the Morton code of each point's cell."""
        column, row = self.cells(point)
        return _spread_bits(column) | (_spread_bits(row) << np.uint32(1))


def lattice_over(low: complex, high: complex) -> Lattice:
    """Return the lattice over an extent, given its lower left and upper right corner."""
    size = max(high.real - low.real, high.imag - low.imag)
    return Lattice(low, size / SIDE if size > 0 else 1.0)


def _spread_bits(value: np.ndarray) -> np.ndarray:
    """Put a zero between the 16 bits of each value."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        value = (value | (value << np.uint32(shift))) & np.uint32(mask)
    return value


def _gather(code: np.ndarray) -> np.ndarray:
    """Undo `_spread_bits`."""
    code = code & np.uint32(0x55555555)
    for shift, mask in ((1, 0x33333333), (2, 0x0F0F0F0F), (4, 0x00FF00FF), (8, 0x0000FFFF)):
        code = (code | (code >> np.uint32(shift))) & np.uint32(mask)
    return code


@dataclass(frozen=True)
class Tile:
    """A square of cells.

    Attributes
    ----------
    lattice : Lattice
    column, row : int
        Its lower left cell.
    side : int
        Number of cells along a side.
    """

    lattice: Lattice
    column: int
    row: int
    side: int

    def owns(self, point: np.ndarray) -> np.ndarray:
        """Return which points the tile owns."""
        if self.side == SIDE:
            return np.ones(len(point), dtype=bool)
        column, row = self.lattice.cells(point)
        return (column >= self.column) & (column < self.column + self.side) & (row >= self.row) & (row < self.row + self.side)

    def square(self, margin: float) -> tuple[complex, float]:
        """Return lower left corner and side of a square that holds all points the tile owns and those within a margin of it."""
        size = self.side * self.lattice.step
        spare = 1e-6 * size + margin
        corner = self.lattice.origin + complex(self.column, self.row) * self.lattice.step
        return corner - complex(spare, spare), size + 2 * spare


@dataclass(frozen=True)
class Tiling:
    """The leaves of a quadtree, in the order of their Morton codes.

    Attributes
    ----------
    lattice : Lattice
    first : ndarray of uint32, shape (tiles,)
        First code of each tile.
    side : ndarray of int64, shape (tiles,)
        Number of cells along a side of each tile.
    """

    lattice: Lattice
    first: np.ndarray
    side: np.ndarray

    def __len__(self) -> int:
        return len(self.first)

    def scaled(self, factor: float) -> Tiling:
        """Return the same tiles for coordinates multiplied by a factor."""
        return Tiling(Lattice(self.lattice.origin * factor, self.lattice.step * factor), self.first, self.side)

    def tile(self, number: int) -> Tile:
        """Return one tile."""
        first = self.first[number]
        return Tile(self.lattice, int(_gather(first)), int(_gather(first >> np.uint32(1))), int(self.side[number]))

    def owner(self, point: np.ndarray) -> np.ndarray:
        """Return the tile that owns each point."""
        if len(self) == 1:
            return np.zeros(len(point), dtype="intp")
        codes = self.lattice.codes(point)
        if self.side.min() < BLOCK_SIDE:
            return np.searchsorted(self.first, codes, side="right") - 1
        return np.repeat(np.arange(len(self)), (self.side // BLOCK_SIDE) ** 2)[codes >> np.uint32(BITS)]

    def overlaps(self, southwest: np.ndarray, northeast: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return pairs (box, tile) for each tile that a box touches."""
        (west, south), (east, north) = self.lattice.cells(southwest), self.lattice.cells(northeast)
        left, bottom = _gather(self.first), _gather(self.first >> np.uint32(1))
        found = []
        for tile, side in enumerate(self.side):
            right, top = left[tile] + side, bottom[tile] + side
            found.append(np.flatnonzero((west < right) & (east >= left[tile]) & (south < top) & (north >= bottom[tile])))
        return np.concatenate(found), np.repeat(np.arange(len(self)), [len(segment) for segment in found])


def quadtree(lattice: Lattice, codes: np.ndarray, load: int) -> Tiling:
    """Return tiles that own at most ``load`` of the points with these codes each, one cell being the smallest tile.

    The codes are sorted in place.
    """
    codes.sort()
    leaves, open_tiles = [], [(0, SIDE)]
    while open_tiles:
        first, side = open_tiles.pop()
        below = np.searchsorted(codes, np.uint32(first))
        count = np.searchsorted(codes, np.uint32(first + side * side - 1), side="right") - below
        if count <= load or side == 1:
            leaves.append((first, side))
        else:
            half = side // 2
            open_tiles += [(first + quarter * half * half, half) for quarter in (3, 2, 1, 0)]
    first, side = np.array(leaves).T
    return Tiling(lattice, first.astype("uint32"), side)


def find_touched_tiles(tiling: Tiling, start: np.ndarray, end: np.ndarray, margin: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find the tiles that segments may touch.

    Parameters
    ----------
    start, end : ndarray of complex, shape (n,)
    margin : float
        How much wider than the segment its box is.

    Returns
    -------
    segment, tile : ndarray of int
        Pairs, sorted by tile, then by segment.
    crossing : ndarray of bool, shape (n,)
        Whether a segment may touch more than one tile.
    """
    reach = complex(margin, margin)
    southwest = np.minimum(start.real, end.real) + 1j * np.minimum(start.imag, end.imag) - reach
    northeast = np.maximum(start.real, end.real) + 1j * np.maximum(start.imag, end.imag) + reach
    tile = tiling.owner(southwest)
    crossing = tile != tiling.owner(northeast)
    across, inside = np.flatnonzero(crossing), np.flatnonzero(~crossing)
    box, box_tile = tiling.overlaps(southwest[across], northeast[across])
    segment = np.concatenate([inside, across[box]])
    tile = np.concatenate([tile[inside], box_tile])
    order = radix_order(segment, tile) if len(across) else radix_order(tile)
    return segment[order], tile[order], crossing
