"""How much of each cell of a raster each polygon covers: exactly, by the area that lies to the right of its edges.

Every edge is cut at the borders of the cells that it crosses. A piece that climbs ``d`` rows in a cell leaves ``d`` times the mean way
to the cell's right border covered in that cell, and ``d`` in every cell further right in the row. Summed along the row over all edges of
a polygon, with its shells turned one way and its holes the other, that is the covered share of each cell (the shoelace formula, cell by
cell). Only the cells that a border crosses are computed; what lies between them in a row is wholly in or wholly out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .grid import Grid, Window

NOISE = 1e-9
"""Share of a cell under which rounding of coordinates cannot be told from ground."""


@dataclass(frozen=True)
class CellEdges:
    """The borders of polygons in cells: each edge from a corner to the next, shells turned one way, holes the other.

    Attributes
    ----------
    owner : ndarray of int, shape (n,)
        The polygon.
    start, end : ndarray of float, shape (n, 2)
        Column and row.
    """

    owner: np.ndarray
    start: np.ndarray
    end: np.ndarray


@dataclass(frozen=True)
class CoveredCells:
    """Cells that polygons cover, wholly or in part.

    Attributes
    ----------
    owner : ndarray of int, shape (n,)
        The polygon, in rising order.
    row, column : ndarray of int, shape (n,)
        The cell, counted from the first one of the grid.
    share : ndarray of float, shape (n,)
        Covered part of the cell, over 0 to 1.
    """

    owner: np.ndarray
    row: np.ndarray
    column: np.ndarray
    share: np.ndarray


def collect_edges(polygons: np.ndarray, grid: Grid) -> CellEdges:
    """Return the borders of valid polygons and multipolygons, in the coordinate system of the grid; ``None`` has none."""
    parts, owner = shapely.get_parts(polygons, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    points, ring = shapely.get_coordinates(rings, return_index=True)
    points = grid.to_cells(points)
    inner = np.flatnonzero(ring[1:] == ring[:-1])
    start, end, ring = points[inner], points[inner + 1], ring[inner]
    is_shell = np.append(True, part[1:] != part[:-1])[: len(rings)]
    turned = (signed_areas(ring, start, end, len(rings)) < 0) == is_shell
    swap = turned[ring][:, None]
    return CellEdges(owner[part[ring]], np.where(swap, end, start), np.where(swap, start, end))


def measure_areas(edges: CellEdges, count: int) -> np.ndarray:
    """Return the area of each of ``count`` polygons, in cells."""
    return signed_areas(edges.owner, edges.start, edges.end, count)


def signed_areas(owner: np.ndarray, start: np.ndarray, end: np.ndarray, count: int) -> np.ndarray:
    """Return the area within the edges of each of ``count`` owners, by the shoelace formula; below 0 where they turn the other way."""
    near = np.zeros(count)
    near[owner] = start[:, 0]  # measured from there, no digits are lost
    return np.bincount(owner, (end[:, 1] - start[:, 1]) * ((start[:, 0] + end[:, 0]) / 2 - near[owner]), count)


def cover_cells(edges: CellEdges, window: Window) -> CoveredCells:
    """Return the cells of a window of the grid that the polygons cover."""
    owner, start, end = cut_at_cells(edges, window)
    middle = (start + end) / 2
    row, column = np.floor(middle[:, 1]).astype("int64"), np.floor(middle[:, 0]).astype("int64")
    inside = (row >= window.first_row) & (row < window.last_row) & (middle[:, 0] < window.last_column)
    owner, row, column = owner[inside], row[inside], column[inside]
    rise, across = (start[:, 1] - end[:, 1])[inside], middle[inside, 0]
    left = column < window.first_column  # all that lies right of such a piece is covered, from the window's first cell on
    column, across = np.where(left, window.first_column, column), np.where(left, window.first_column, across)
    here = rise * (column + 1 - across)
    wide, high = window.last_column - window.first_column + 1, window.last_row - window.first_row
    key = (owner.astype("int64") * high + (row - window.first_row)) * wide + (column - window.first_column)
    return spread_along_rows(np.concatenate([key, key + 1]), np.concatenate([here, rise - here]), wide, window)


def spread_along_rows(key: np.ndarray, change: np.ndarray, wide: int, window: Window) -> CoveredCells:
    """Return the covered cells from where the covered share changes along a row.

    Parameters
    ----------
    key : ndarray of int
        ``(owner * rows + row) * wide + column``, from the window's first row and column; one column more than there are.
    change : ndarray of float
        By how much the share changes at that cell.
    """
    order = np.argsort(key, kind="stable")
    key, change = key[order], change[order]
    first = np.flatnonzero(np.append(True, key[1:] != key[:-1])[: len(key)])
    key, change = key[first], np.add.reduceat(change, first) if len(first) else change
    line, column = np.divmod(key, wide)
    total = np.cumsum(change)
    begins = np.append(True, line[1:] != line[:-1])[: len(line)]
    before = (total - change)[begins]
    share = total - before[np.cumsum(begins) - 1]
    length = np.where(np.append(begins[1:], True)[: len(line)], wide - 1, np.append(column[1:], 0)[: len(line)]) - column
    whole = np.abs(share - 1) < NOISE
    share = np.where(whole, 1.0, np.minimum(share, 1.0))
    kept = (share > NOISE) & (length > 0)
    line, column, share, length = line[kept], column[kept], share[kept], length[kept]
    steps = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length)
    owner, row = np.divmod(line, window.last_row - window.first_row)
    return CoveredCells(
        np.repeat(owner, length),
        np.repeat(row + window.first_row, length),
        np.repeat(column, length) + steps + window.first_column,
        np.repeat(share, length),
    )


def cut_at_cells(edges: CellEdges, window: Window) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return owner, start and end of the edges, cut where they cross the border of a cell of the window."""
    bounds = ((window.first_column, window.last_column), (window.first_row, window.last_row))
    low, high = np.minimum(edges.start[:, 1], edges.end[:, 1]), np.maximum(edges.start[:, 1], edges.end[:, 1])
    near = (high > window.first_row) & (low < window.last_row) & (low < high)
    owner, start, end = edges.owner[near], edges.start[near], edges.end[near]
    cuts = [crossings(start, end, axis, *bounds[axis]) for axis in (0, 1)]
    is_cut = np.zeros(len(owner), dtype=bool)
    for cut in cuts:
        is_cut[cut[0]] = True
    each, whole = np.flatnonzero(is_cut), ~is_cut
    edge = np.concatenate([each, *(cut[0] for cut in cuts), each])
    along = np.concatenate([np.zeros(len(each)), *(cut[1] for cut in cuts), np.ones(len(each))])
    point = np.concatenate([start[each], *(cut[2] for cut in cuts), end[each]])
    order = np.lexsort((along, edge))
    edge, point = edge[order], point[order]
    pieces = np.flatnonzero(edge[1:] == edge[:-1])
    return (
        np.concatenate([owner[whole], owner[edge[pieces]]]),
        np.concatenate([start[whole], point[pieces]]),
        np.concatenate([end[whole], point[pieces + 1]]),
    )


def crossings(start: np.ndarray, end: np.ndarray, axis: int, first: int, last: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return where edges cross the whole numbers ``first`` to ``last`` of an axis: the edge, how far along it, and the point."""
    low, high = np.minimum(start[:, axis], end[:, axis]), np.maximum(start[:, axis], end[:, axis])
    begin = np.maximum(np.floor(low).astype("int64") + 1, first)
    count = np.maximum(np.minimum(np.ceil(high).astype("int64") - 1, last) - begin + 1, 0)
    edge = np.repeat(np.arange(len(start)), count)
    border = begin[edge] + np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count)
    along = (border - start[edge, axis]) / (end[edge, axis] - start[edge, axis])
    point = start[edge] + along[:, None] * (end[edge] - start[edge])
    point[:, axis] = border
    return edge, along, point
