"""How much of lines lies in polygons, by arrays: every stretch between crossings is in or out, as its middle is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from .point_grid import expand_ranges

PLAIN_LINES = (1, 2, 5)
"""shapely's numbers of a line, a ring and several lines."""

ALONG = 1e-9
"""Sine of the angle below which two segments whose boxes meet may run along each other."""

SLACK = 1e-9
"""Share of a segment that a crossing may lie beyond its ends; a cut too many only makes two stretches of one."""


@dataclass(frozen=True)
class BorderSegments:
    """Straight pieces of borders or lines, sorted by what they belong to.

    Attributes
    ----------
    start, end : ndarray of float, shape (n, 2)
    first : ndarray of int, shape (owners + 1,)
        Where the segments of each owner begin, and the last one's end.
    """

    start: np.ndarray
    end: np.ndarray
    first: np.ndarray

    @classmethod
    def along(cls, paths: np.ndarray, owner: np.ndarray, owners: int) -> BorderSegments:
        """Return the segments of lines or rings, whose owners' numbers go up."""
        xy, path = shapely.get_coordinates(paths, return_index=True)
        joined = np.flatnonzero(path[1:] == path[:-1])
        return cls(xy[joined], xy[joined + 1], np.searchsorted(owner[path[joined]], np.arange(owners + 1)))

    def of(self, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return for each segment of the asked owners the asking position, and the segment."""
        return expand_ranges(self.first[owner], self.first[owner + 1])

    def boxes(self) -> np.ndarray:
        """Lowest x and y, highest x and y, shape (4, n)."""
        return np.concatenate([np.minimum(self.start, self.end).T, np.maximum(self.start, self.end).T])


def lengths_inside(units: np.ndarray, lines: np.ndarray, unit: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Return the metres of ``lines[line]`` that lie in ``units[unit]`` or on its border, shape (pairs,).

    A line that runs along the border, or meets itself, is left to GEOS: it is slower, sees two equal borders as one, and counts a stretch
    that a line goes to and fro once.

    Parameters
    ----------
    units : ndarray of prepared shapely polygons
    lines : ndarray of shapely lines
    unit, line : ndarray of int, shape (pairs,)
        Positions in these; ``unit`` goes up.
    """
    here, mine = lines[line], np.arange(len(line))
    parts, part_of = shapely.get_parts(here, return_index=True)
    ways = BorderSegments.along(parts, part_of, len(line))
    pair, way, place, along = crossings(*borders_of(units, unit), ways, shapely.bounds(here).T)
    careful = np.isin(mine, pair[along]) | ~np.isin(shapely.get_type_id(here), PLAIN_LINES) | ~shapely.is_simple(here)
    inside = stretches_inside(units[unit], ways, way[~along], place[~along])
    inside[careful] = shapely.length(shapely.intersection(units[unit[careful]], here[careful]))
    return inside


def borders_of(units: np.ndarray, unit: np.ndarray) -> tuple[BorderSegments, np.ndarray]:
    """Return the segments of the borders of all different units, and the place of each ``unit`` among these."""
    different, place = np.unique(unit, return_inverse=True)
    parts, owner = shapely.get_parts(units[different], return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    return BorderSegments.along(rings, owner[part], len(different)), place


def crossings(borders: BorderSegments, place: np.ndarray, ways: BorderSegments, boxes: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return pair, segment of the line, place on it (0-1), and whether it runs along the border there instead of crossing it.

    ``place`` says whose border belongs to a pair, ``boxes`` (shape (4, pairs)) where the pairs' lines lie.
    """
    border_boxes, way_boxes = borders.boxes(), ways.boxes()
    pair, border = borders.of(place)
    near = find_meetings(boxes, pair, border_boxes, border)
    asking, way = ways.of(pair[near])
    pair, border = pair[near][asking], border[near][asking]
    near = find_meetings(way_boxes, way, border_boxes, border)
    pair, border, way = pair[near], border[near], way[near]
    run, turn = ways.end[way] - ways.start[way], borders.end[border] - borders.start[border]
    between = borders.start[border] - ways.start[way]
    sine = cross(run, turn)
    along = np.abs(sine) <= ALONG * np.hypot(*run.T) * np.hypot(*turn.T)
    safe = np.where(along, 1.0, sine)
    on_way, on_border = cross(between, turn) / safe, cross(between, run) / safe
    found = along | ((np.abs(on_way - 0.5) <= 0.5 + SLACK) & (np.abs(on_border - 0.5) <= 0.5 + SLACK))
    return pair[found], way[found], np.clip(on_way[found], 0.0, 1.0), along[found]


def find_meetings(boxes: np.ndarray, first: np.ndarray, others: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return the positions where ``boxes[:, first]`` and ``others[:, second]`` have a point in common."""
    found = np.arange(len(first))
    for low, high in ((0, 2), (1, 3)):
        mine, other = first[found], second[found]
        found = found[(boxes[low][mine] <= others[high][other]) & (boxes[high][mine] >= others[low][other])]
    return found


def stretches_inside(units: np.ndarray, ways: BorderSegments, way: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Return the metres in each of ``units`` of the segments that belong to it, cut at the places (0-1) on some of them."""
    every = np.arange(len(ways.start))
    cut_way = np.concatenate([every, every, way])
    cut_place = np.concatenate([np.zeros(len(every)), np.ones(len(every)), place])
    order = np.lexsort((cut_place, cut_way))
    cut_way, cut_place = cut_way[order], cut_place[order]
    stretch = np.flatnonzero((cut_way[1:] == cut_way[:-1]) & (cut_place[1:] > cut_place[:-1]))
    way, low, high = cut_way[stretch], cut_place[stretch], cut_place[stretch + 1]
    run = ways.end[way] - ways.start[way]
    middle = ways.start[way] + run * ((low + high) / 2)[:, None]
    owner = np.repeat(np.arange(len(units)), np.diff(ways.first))[way]
    inside = shapely.intersects_xy(units[owner], middle[:, 0], middle[:, 1])
    return np.bincount(owner[inside], (np.hypot(*run.T) * (high - low))[inside], minlength=len(units))


def cross(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return the cross products of vectors, shape (n, 2)."""
    return one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
