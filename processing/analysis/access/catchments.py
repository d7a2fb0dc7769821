"""Catchments as areas: the ground from which a facility is reached within a threshold, or of which it is the nearest.

Costs are measured from the spots of a grid, as they are from people, and drawn through: between spots they change linearly, so that borders
run smoothly and those between neighbours coincide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from scipy.spatial import cKDTree

from ...model.progress import SILENT, Progress
from ..network import Travel

STEPS, MOST_SPOTS = 30, 150_000
CORNERS = ((0, 0), (0, 1), (1, 1), (1, 0))
TRIANGLES = ((0, 1, 2), (0, 2, 3))


@dataclass(frozen=True)
class SpotGrid:
    """Spots on a square grid.

    Attributes
    ----------
    cell : float
        Metres between spots.
    xy : ndarray of float, shape (n, 2)
    number : ndarray of int, shape (rows, columns)
        The spot at each crossing of the grid, -1 where there is none.
    """

    cell: float
    xy: np.ndarray
    number: np.ndarray


def grid_around(places: np.ndarray, radius: float, least: float | None = None, most: int = MOST_SPOTS) -> SpotGrid:
    """Return a grid that covers all that lies within ``radius`` (m) of places, shape (m, 2); one with a NaN is passed over.

    It has some ``most`` spots or fewer, and as far as that goes is as fine as the ``least`` radius that is drawn on it asks for.
    """
    places = places[np.isfinite(places).all(axis=1)]
    low, high = places.min(axis=0) - radius, places.max(axis=0) + radius
    ground = min(np.prod(high - low), len(places) * np.pi * radius**2)
    cell = max((least or radius) / STEPS, np.sqrt(ground / most))
    rows, columns = (np.ceil((high - low) / cell).astype(int) + 3)[::-1]
    row, column = np.divmod(np.arange(rows * columns), columns)
    xy = low - cell + np.stack([column, row], axis=1) * cell
    near = np.isfinite(cKDTree(places).query(xy, distance_upper_bound=radius + 3 * cell)[0])
    number = np.where(near, np.cumsum(near) - 1, -1)
    return SpotGrid(cell, xy[near], number.reshape(rows, columns))


def catchments(
    travel: Travel,
    grid: SpotGrid,
    thresholds: Sequence[float],
    margin: float,
    rivals: np.ndarray | None = None,
    progress: Progress = SILENT,
    jumps: bool = False,
) -> np.ndarray:
    """Return the ground of each facility up to each cost, shape (thresholds, m); None where there is none.

    Parameters
    ----------
    travel : Travel
        From the spots of the grid to the facilities.
    thresholds : sequence of float
        Costs up to which ground belongs to a facility.
    margin : float
        The cost of the step between two spots.
    rivals : ndarray of int, shape (m,), optional
        The group in which each facility competes: ground goes to the nearest of a group. Without it catchments overlap.
    jumps : bool
        Whether the cost rises in steps, as by a timetable, and not evenly from a spot to the next: the edge is then drawn halfway.
    """
    cutoff = max(thresholds) + 2 * margin
    nearest = None if rivals is None else _nearest_two(travel, cutoff, rivals, progress)
    result = np.full((len(thresholds), len(travel.destination_there)), None, dtype=object)
    for facility, spot, cost in _by_facility(travel, cutoff, progress):
        for number, threshold in enumerate(thresholds):
            beyond = cost - threshold
            if nearest is not None:
                beyond = np.maximum(beyond, cost - nearest.of_others(spot, facility))
            result[number, facility] = _draw_ground(grid, spot, np.where(beyond <= 0, -margin, margin) if jumps else beyond, margin)
    return result


def _by_facility(travel: Travel, cutoff: float, progress: Progress) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Yield each facility with the spots from where it is reached, and the cost."""
    for block in travel.blocks(cutoff, progress):
        order = np.argsort(block.destination, kind="stable")
        facility, first = np.unique(block.destination[order], return_index=True)
        for one, rows in zip(facility.tolist(), np.split(order, first[1:]), strict=True):
            progress.check()
            yield one, block.origin[rows], block.cost[rows]


@dataclass(frozen=True)
class _NearestTwo:
    """The cost of the nearest facility of each group and of the one after it, shape (groups, n), and which the nearest is."""

    group: np.ndarray
    best: np.ndarray
    second: np.ndarray
    which: np.ndarray

    def of_others(self, spot: np.ndarray, facility: int) -> np.ndarray:
        """Return the cost from spots to the nearest other facility of the same group."""
        group = self.group[facility]
        return np.where(self.which[group, spot] == facility, self.second[group, spot], self.best[group, spot])


def _nearest_two(travel: Travel, cutoff: float, rivals: np.ndarray, progress: Progress) -> _NearestTwo:
    _, group = np.unique(rivals, return_inverse=True)
    shape = (group.max(initial=0) + 1, len(travel.origin_there))
    found = _NearestTwo(group, np.full(shape, np.inf), np.full(shape, np.inf), np.full(shape, -1))
    for facility, spot, cost in _by_facility(travel, cutoff, progress):
        best, second, which = (values[group[facility]] for values in (found.best, found.second, found.which))
        nearer = cost < best[spot]
        second[spot] = np.where(nearer, best[spot], np.minimum(second[spot], cost))
        which[spot] = np.where(nearer, facility, which[spot])
        best[spot] = np.minimum(best[spot], cost)
    return found


def _draw_ground(grid: SpotGrid, spot: np.ndarray, beyond: np.ndarray, margin: float) -> shapely.Geometry | None:
    """Return the area where ``beyond`` is at most 0; spots that are not given lie outside it."""
    values = np.full(len(grid.xy), margin)
    values[spot] = np.where(beyond == 0, -1e-9 * margin, np.minimum(beyond, 4 * margin))
    cells = _cells_at(grid, spot[values[spot] < 0])
    corner = np.stack([grid.number[cells[0] + down, cells[1] + right] for down, right in CORNERS], axis=1)
    corner = corner[(corner >= 0).all(axis=1)]
    whole = (values[corner] < 0).all(axis=1)
    parts = [shapely.polygons(grid.xy[corner[whole]])]
    cut = corner[~whole]
    parts += [piece for triangle in TRIANGLES for piece in _cut_triangles(grid.xy, values, cut[:, triangle])]
    area = shapely.coverage_union_all(np.concatenate(parts))
    return None if area.is_empty else shapely.simplify(area, 0)


def _cells_at(grid: SpotGrid, spot: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the cells (row and column of their first corner) that have one of the spots as a corner."""
    inside = np.zeros(len(grid.xy) + 1, dtype=bool)
    inside[spot] = True
    marked = inside[grid.number]  # -1 is the last one, never inside
    around = marked[:-1, :-1] | marked[1:, :-1] | marked[:-1, 1:] | marked[1:, 1:]
    row, column = np.nonzero(around)
    return row, column


def _cut_triangles(xy: np.ndarray, values: np.ndarray, triangle: np.ndarray) -> Iterator[np.ndarray]:
    """Yield polygons of the parts of triangles (shape (t, 3)) where the values are below 0."""
    inside = values[triangle] < 0
    count = inside.sum(axis=1)
    yield shapely.polygons(xy[triangle[count == 3]])
    for alone in (True, False):
        one = triangle[count == (1 if alone else 2)]
        first = np.argmax(inside[count == (1 if alone else 2)] == alone, axis=1)
        tip, left, right = (np.take_along_axis(one, ((first + turn) % 3)[:, None], axis=1)[:, 0] for turn in range(3))
        if alone:
            yield shapely.polygons(
                np.stack([xy[tip], _find_crossings(xy, values, tip, left), _find_crossings(xy, values, tip, right)], axis=1)
            )
        else:
            ring = [xy[left], xy[right], _find_crossings(xy, values, right, tip), _find_crossings(xy, values, left, tip)]
            yield shapely.polygons(np.stack(ring, axis=1))


def _find_crossings(xy: np.ndarray, values: np.ndarray, inside: np.ndarray, outside: np.ndarray) -> np.ndarray:
    """Return where the values pass 0 between spots; the same for the two triangles that share that side."""
    share = values[inside] / (values[inside] - values[outside])
    return xy[inside] + share[:, None] * (xy[outside] - xy[inside])
