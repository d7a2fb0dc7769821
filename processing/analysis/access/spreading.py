"""Demand of areas spread over the places where people live."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...model.progress import SILENT, Progress
from ..pairs import point_pairs


@dataclass(frozen=True)
class Spread:
    """Where the demand of rows stands: one origin a row, or several for a row that is an area.

    Attributes
    ----------
    xy : ndarray of float, shape (origins, 2)
    row : ndarray of int, shape (origins,)
        The row that each origin stands for, sorted.
    share : ndarray of float, shape (origins,)
        Its share (0-1) of that row; shares of a row add up to 1.
    point : ndarray of int, shape (origins,)
        The point that it is, -1 for a spot within the area itself.
    count : int
        Number of rows.
    """

    xy: np.ndarray
    row: np.ndarray
    share: np.ndarray
    point: np.ndarray
    count: int

    @property
    def without_points(self) -> int:
        """Rows that no point stands for."""
        return int((self.point < 0).sum())

    def sum(self, values: np.ndarray) -> np.ndarray:
        """Return for each row the sum of its origins' values, shape (n,)."""
        return np.bincount(self.row, values, minlength=self.count)

    def mean(self, values: np.ndarray) -> np.ndarray:
        """Return for each row the mean of its origins' values by share, of those that are finite; infinite where none is."""
        known = np.isfinite(values)
        total = np.bincount(self.row[known], (values * self.share)[known], minlength=self.count)
        share = np.bincount(self.row[known], self.share[known], minlength=self.count)
        return np.divide(total, share, out=np.full(self.count, np.inf), where=share > 0)


def spots(geometry: np.ndarray) -> Spread:
    """Return one origin a row: the point itself, a spot within the polygon, NaN where there is no geometry."""
    rows = np.arange(len(geometry))
    there = shapely.point_on_surface(geometry)
    return Spread(
        np.stack([shapely.get_x(there), shapely.get_y(there)], axis=1), rows, np.ones(len(rows)), np.full(len(rows), -1), len(rows)
    )


def spread_over_points(areas: np.ndarray, xy: np.ndarray, weight: np.ndarray, progress: Progress = SILENT) -> Spread:
    """Spread areas over the points in them by weight; an area without points, or whose points weigh nothing, keeps one spot within it.

    Parameters
    ----------
    areas : ndarray of shapely polygons, shape (n,)
    xy : ndarray of float, shape (p, 2)
    weight : ndarray of float, shape (p,)
        Not negative.
    """
    pairs = point_pairs(areas, xy[:, 0], xy[:, 1], progress)
    total = np.bincount(pairs.unit, weight[pairs.item], minlength=len(areas))
    used = (total[pairs.unit] > 0) & (weight[pairs.item] > 0)
    unit, item = pairs.unit[used], pairs.item[used]
    alone = np.flatnonzero(total == 0)
    own = spots(areas[alone])
    row = np.concatenate([unit, alone])
    order = np.argsort(row, kind="stable")
    return Spread(
        np.concatenate([xy[item], own.xy])[order],
        row[order],
        np.concatenate([weight[item] / total[unit], own.share])[order],
        np.concatenate([item, own.point])[order],
        len(areas),
    )
