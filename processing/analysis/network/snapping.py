"""The nearest spot on any line, for very many points.

An index of lines has to measure whole lines. Here lines are strewn with points, those of a segment at most `SPACING` apart, and a point
meets the segments of the few that are nearest to it. The nearest of those is the nearest of all when it is no farther than the last of
those few less half the spacing; the rare point for which this does not hold asks the index of lines.
"""

from __future__ import annotations

import numpy as np
import shapely
from scipy.spatial import cKDTree

from ...model.progress import SILENT, Progress
from ..threads import in_threads, slice_range
from .joining import vertices_of

SPACING = 20.0
FEW, MORE = 8, 32
POINTS_A_SLICE = 5_000


class Snapper:
    """Finds the nearest spot on ``lines``, an array of LineStrings (shape (l,), at least one)."""

    def __init__(self, lines: np.ndarray):
        self.lines = lines
        vertices = vertices_of(lines)
        first = np.flatnonzero(vertices.line[1:] == vertices.line[:-1])
        self.line, self.measure, self.start = vertices.line[first], vertices.measure[first], vertices.xy[first]
        self.step = vertices.xy[first + 1] - self.start
        self.squared = np.maximum((self.step**2).sum(axis=1), np.finfo(float).tiny)
        count = np.maximum(np.ceil(np.sqrt(self.squared) / SPACING), 1).astype(int)
        self.segment = np.repeat(np.arange(len(first)), count)
        place = np.arange(len(self.segment)) - np.repeat(np.cumsum(count) - count, count)
        share = (place + 0.5) / count[self.segment]
        self.index = shapely.STRtree(lines)
        self.index.nearest(shapely.Point(0, 0))  # it builds itself at its first question: not in two threads at once
        self.tree = cKDTree(self.start[self.segment] + share[:, None] * self.step[self.segment], balanced_tree=False, compact_nodes=False)

    def nearest(self, xy: np.ndarray, reach: float, progress: Progress = SILENT) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return for each point, shape (n, 2), its line (-1 where none lies within ``reach``), the metres along it, and those to it."""
        found = in_threads(lambda part: self._nearest(xy[part], reach), slice_range(len(xy), POINTS_A_SLICE), progress)
        if not found:
            return np.empty(0, dtype=int), np.empty(0), np.empty(0)
        line, measure, away = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return np.where(away <= reach, line, -1), measure, away

    def _nearest(self, xy: np.ndarray, reach: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        line, measure, away = np.empty(len(xy), dtype=int), np.empty(len(xy)), np.empty(len(xy))
        open_rows = np.arange(len(xy))
        for few in (FEW, MORE):
            few = min(few, len(self.segment))
            line[open_rows], measure[open_rows], away[open_rows], farther = self._among(xy[open_rows], few)
            unsure = (away[open_rows] > farther) & (farther <= reach) & (few < len(self.segment))
            open_rows = open_rows[unsure]
            if not len(open_rows):
                return line, measure, away
        points = shapely.points(xy[open_rows])
        line[open_rows] = self.index.nearest(points)
        away[open_rows] = shapely.distance(self.lines[line[open_rows]], points)
        measure[open_rows] = shapely.line_locate_point(self.lines[line[open_rows]], points)
        return line, measure, away

    def _among(self, xy: np.ndarray, few: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Return the nearest spot on the segments of the ``few`` nearest strewn points, and how near any other segment can be at most."""
        distance, strewn = self.tree.query(xy, k=[*range(1, few + 1)])
        segment = self.segment[strewn]
        relative, step = xy[:, None, :] - self.start[segment], self.step[segment]
        share = np.clip((relative * step).sum(axis=2) / self.squared[segment], 0.0, 1.0)
        off = relative - share[:, :, None] * step
        away = np.hypot(off[:, :, 0], off[:, :, 1])
        best = away.argmin(axis=1)[:, None]
        chosen, share, away = (np.take_along_axis(values, best, axis=1)[:, 0] for values in (segment, share, away))
        measure = self.measure[chosen] + share * np.sqrt(self.squared[chosen])
        return self.line[chosen], measure, away, distance[:, -1] - SPACING / 2
