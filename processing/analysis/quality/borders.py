"""Areas whose borders follow an older state of a reference, such as the cadastre: what would change if they followed it again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from ...model.progress import SILENT, Progress
from .geometry import POLYGONS

MOSTLY = 0.5
"""Share of a parcel in an area from which it belongs to it."""
STRIP = 2.0
"""Metres wide up to which what lies beside a border may be that the border moved; what is wider is meant."""
LEAST_CHANGE, LEAST_AREA = 0.02, 1.0
"""Metres along its border and square metres below which an area follows it."""
AREAS_A_STEP = 500


@dataclass(frozen=True, eq=False)
class OlderBorders:
    """Areas that would follow the reference after a small change.

    Attributes
    ----------
    rows : ndarray of int, shape (areas,)
    gained, lost : ndarray of float, shape (areas,)
        Square metres that would come and go.
    points : ndarray of float, shape (areas, 2)
        Where most would change.
    strips : ndarray of shapely polygons, shape (strips,)
        The ground that would come or go.
    strip_rows : ndarray of int, shape (strips,)
        Area of each strip.
    comes : ndarray of bool, shape (strips,)
        Whether it would come rather than go.
    """

    rows: np.ndarray
    gained: np.ndarray
    lost: np.ndarray
    points: np.ndarray
    strips: np.ndarray
    strip_rows: np.ndarray
    comes: np.ndarray


def find_older_borders(areas: np.ndarray, parcels: np.ndarray, progress: Progress = SILENT) -> OlderBorders:
    """Return the areas that are parcels of a reference, but for strips along their borders.

    An area is put together anew of the parcels of which it holds most. Where that differs from it by strips alone, its border follows where
    that of these parcels was. Coordinates are in metres; what is no valid area takes no part.
    """
    own, others = (np.flatnonzero(np.isin(shapely.get_type_id(side), POLYGONS) & shapely.is_valid(side)) for side in (areas, parcels))
    found: list[BorderChange] = []
    rows: list[int] = []
    one, other = shapely.STRtree(parcels[others]).query(areas[own], predicate="intersects")
    order = np.argsort(one, kind="stable")
    one, other = one[order], other[order]
    held = shapely.area(shapely.intersection(areas[own[one]], parcels[others[other]])) >= MOSTLY * shapely.area(parcels[others[other]])
    one, other = one[held], other[held]
    groups = np.split(other, np.flatnonzero(np.diff(one)) + 1) if len(one) else []
    for number, (row, group) in enumerate(zip(own[np.unique(one)], groups, strict=True)):
        if number % AREAS_A_STEP == 0:
            progress.check()
        change = change_of(areas[row], shapely.union_all(parcels[others[group]]))
        if change is not None:
            rows.append(int(row))
            found.append(change)
    return OlderBorders(
        rows=np.array(rows, dtype=np.int64),
        gained=np.array([shapely.area(one.gained).sum() for one in found]),
        lost=np.array([shapely.area(one.lost).sum() for one in found]),
        points=np.array([one.place for one in found], dtype=float).reshape(-1, 2),
        strips=np.concatenate([np.empty(0, dtype=object), *(one.strips for one in found)]),
        strip_rows=np.repeat(np.array(rows, dtype=np.int64), [len(one.strips) for one in found]),
        comes=np.concatenate([np.empty(0, dtype=bool), *(one.comes for one in found)]),
    )


@dataclass(frozen=True, eq=False)
class BorderChange:
    """What would change in one area that follows the reference again: the polygons that would come and go."""

    gained: np.ndarray
    lost: np.ndarray

    @property
    def strips(self) -> np.ndarray:
        """All polygons, those that would come first."""
        return np.concatenate([self.gained, self.lost])

    @property
    def comes(self) -> np.ndarray:
        """Which of them would come."""
        return np.arange(len(self.gained) + len(self.lost)) < len(self.gained)

    @property
    def place(self) -> tuple[float, float]:
        """A point in the largest."""
        strips = self.strips
        point = shapely.point_on_surface(strips[np.argmax(shapely.area(strips))])
        return point.x, point.y


def change_of(area: shapely.Geometry, anew: shapely.Geometry) -> BorderChange | None:
    """Return what an area would gain and lose; None where nothing changes, or more than strips."""
    gained, lost = shapely.difference(anew, area), shapely.difference(area, anew)
    if gained.area + lost.area < max(LEAST_AREA, LEAST_CHANGE * area.length):
        return None
    if not shapely.is_empty(shapely.buffer(np.array([gained, lost], dtype=object), -STRIP / 2)).all():
        return None
    return BorderChange(*(parts[shapely.area(parts) > 0] for parts in (shapely.get_parts(gained), shapely.get_parts(lost))))
