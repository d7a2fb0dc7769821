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

Points = tuple[np.ndarray, np.ndarray]
NOISE = 1e-9
"""Share of a cell under which rounding of coordinates cannot be told from ground."""


@dataclass(frozen=True)
class CellEdges:
    """The borders of polygons in cells: each edge from a corner to the next.

    Attributes
    ----------
    owner : ndarray of int, shape (n,)
        The polygon, in rising order.
    turn : ndarray of float, shape (n,)
        1 for a shell or hole that is drawn as it should, shells one way and holes the other; -1 for one to be read backwards.
    start, end : tuple of two ndarrays of float, shape (n,)
        Columns, and rows.
    """

    owner: np.ndarray
    turn: np.ndarray
    start: Points
    end: Points


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
    column, row = (np.ascontiguousarray(one) for one in grid.to_cells(points).T)
    inner = np.flatnonzero(ring[1:] == ring[:-1])
    start, end, ring = (column[inner], row[inner]), (column[inner + 1], row[inner + 1]), ring[inner]
    is_shell = np.append(True, part[1:] != part[:-1])[: len(rings)]
    turned = (signed_areas(ring, start, end, len(rings)) < 0) == is_shell
    return CellEdges(owner[part[ring]], np.where(turned, -1.0, 1.0)[ring], start, end)


def measure_areas(edges: CellEdges, count: int) -> np.ndarray:
    """Return the area of each of ``count`` polygons, in cells."""
    return signed_areas(edges.owner, edges.start, edges.end, count, edges.turn)


def signed_areas(owner: np.ndarray, start: Points, end: Points, count: int, turn: np.ndarray | float = 1.0) -> np.ndarray:
    """Return the area within the edges of each of ``count`` owners, by the shoelace formula; below 0 where they turn the other way."""
    near = np.zeros(count)
    near[owner] = start[0]  # measured from there, no digits are lost
    return np.bincount(owner, turn * (end[1] - start[1]) * ((start[0] + end[0]) / 2 - near[owner]), count)


def cover_cells(edges: CellEdges, window: Window) -> CoveredCells:
    """Return the cells of a window of the grid that the polygons cover.

    Takes room for every cell in the box around each polygon, as far as that lies in the window.
    """
    frames = frames_in(edges, window)
    edge, start, end = cut_at_cells(edges, window)
    owner, across = edges.owner[edge], (start[0] + end[0]) / 2
    row, column = np.floor((start[1] + end[1]) / 2).astype("int64"), np.floor(across).astype("int64")
    first, rise = frames.left[owner], (start[1] - end[1]) * edges.turn[edge]
    before = column < first  # all that lies right of a piece further left is covered, from the first cell on
    column, across = np.where(before, first, column), np.where(before, first, across)
    here = rise * (column + 1 - across)
    place = frames.begin[owner] + (row - frames.top[owner]) * frames.wide[owner] + column - first
    inside = (row >= window.first_row) & (row < window.last_row) & (across < frames.right[owner])
    if not inside.all():
        place, here, rise = place[inside], here[inside], rise[inside]
    change = np.bincount(place, here, frames.count)
    change[1:] += np.bincount(place, rise - here, frames.count)[:-1]
    return spread_along_rows(change, frames)


@dataclass(frozen=True)
class Frames:
    """The box of cells around each polygon as far as it lies in a window, one after the other in a row of places.

    Each line of a box has one place more than cells: for what lies right of the last one.

    Attributes
    ----------
    left, right, top, high : ndarray of int, shape (owners,)
        First column, the one after the last, first row, rows.
    wide : ndarray of int, shape (owners,)
        Places of a line.
    begin : ndarray of int, shape (owners,)
        Where the box begins.
    count : int
        All places.
    """

    left: np.ndarray
    right: np.ndarray
    top: np.ndarray
    high: np.ndarray
    wide: np.ndarray
    begin: np.ndarray
    count: int


def frames_in(edges: CellEdges, window: Window) -> Frames:
    """Return the boxes of the polygons in a window; rings are closed, so that where edges start is where they go."""
    first = np.flatnonzero(np.append(True, edges.owner[1:] != edges.owner[:-1])[: len(edges.owner)])
    boxes = np.zeros((4, int(edges.owner.max(initial=-1)) + 1), dtype="int64")
    if len(first):
        at = edges.owner[first]
        for axis, (least, most) in enumerate(((window.first_column, window.last_column), (window.first_row, window.last_row))):
            boxes[axis, at] = np.clip(np.floor(np.minimum.reduceat(edges.start[axis], first)), least, most)
            boxes[axis + 2, at] = np.clip(np.ceil(np.maximum.reduceat(edges.start[axis], first)), least, most)
    left, top, right, bottom = boxes
    wide, high = right - left + 1, bottom - top
    places = np.cumsum(wide * high)
    return Frames(left, right, top, high, wide, places - wide * high, int(places[-1]) if len(places) else 0)


def spread_along_rows(change: np.ndarray, frames: Frames) -> CoveredCells:
    """Return the covered cells from the amount by which the covered share changes at each place of the boxes."""
    owner_of_line = np.repeat(np.arange(len(frames.wide)), frames.high)
    wide = frames.wide[owner_of_line]
    last = np.cumsum(wide) - 1
    total = np.cumsum(change)
    share = total - np.repeat(np.append(0.0, total[last[:-1]])[: len(last)], wide)
    share[last] = 0.0
    places = np.flatnonzero(share > NOISE)
    share = share[places]
    line = np.repeat(np.arange(len(wide)), wide)[places]
    owner = owner_of_line[line]
    row, column = np.divmod(places - frames.begin[owner], frames.wide[owner])
    share = np.where(share > 1 - NOISE, 1.0, share)
    return CoveredCells(owner, row + frames.top[owner], column + frames.left[owner], share)


def cut_at_cells(edges: CellEdges, window: Window) -> tuple[np.ndarray, Points, Points]:
    """Return the edges cut where they cross the border of a cell of the window: which edge, start and end of each piece.

    What is level covers nothing and is left out, as is what lies above or below the window.
    """
    low, high = np.minimum(edges.start[1], edges.end[1]), np.maximum(edges.start[1], edges.end[1])
    edge = np.flatnonzero((high > window.first_row) & (low < window.last_row) & (low < high))
    start, end = ((one[0][edge], one[1][edge]) for one in (edges.start, edges.end))
    edge, start, end = cut_across(edge, start, end, 1, window.first_row, window.last_row)
    return cut_across(edge, start, end, 0, window.first_column, window.last_column)


def cut_across(edge: np.ndarray, start: Points, end: Points, axis: int, first: int, last: int) -> tuple[np.ndarray, Points, Points]:
    """Return pieces cut where they cross the whole numbers ``first`` to ``last`` of an axis, those that cross none first."""
    a, b = start[axis], end[axis]
    begin = np.maximum(np.floor(np.minimum(a, b)) + 1, first)
    count = np.minimum(np.ceil(np.maximum(a, b)) - 1, last) - begin + 1
    some, whole = np.flatnonzero(count > 0), np.flatnonzero(count <= 0)
    begin, nodes = begin[some], count[some].astype("int64") + 2
    of = np.repeat(np.arange(len(some)), nodes)  # the ends of each piece, and between them where it crosses
    upper = np.cumsum(nodes) - 1
    lower = upper - nodes + 1
    falls = a[some] > b[some]
    other = 1 - axis
    a, b = np.where(falls, b[some], a[some]), np.where(falls, a[some], b[some])
    c, d = np.where(falls, end[other][some], start[other][some]), np.where(falls, start[other][some], end[other][some])
    along = np.arange(len(of)) + (begin - 1 - lower)[of]
    aside = c[of] + (along - a[of]) * ((d - c) / (b - a))[of]
    along[lower], along[upper], aside[lower], aside[upper] = a, b, c, d
    inner = np.ones(len(of), dtype=bool)
    inner[upper] = False
    here = np.flatnonzero(inner)
    turned = falls[of[here]]
    at, to = np.where(turned, here + 1, here), np.where(turned, here, here + 1)
    along_axis = np.concatenate([start[axis][whole], along[at]]), np.concatenate([end[axis][whole], along[to]])
    beside = np.concatenate([start[other][whole], aside[at]]), np.concatenate([end[other][whole], aside[to]])
    kept = np.concatenate([edge[whole], edge[some][of[here]]])
    starts, ends = zip(*((beside, along_axis) if axis else (along_axis, beside)), strict=True)
    return kept, starts, ends
