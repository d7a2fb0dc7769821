"""The sparse units x features matrix that all measures share."""

from __future__ import annotations

from functools import cached_property

import numpy as np
import shapely
from scipy.sparse import csr_array

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ..features import Features
from ..light_features import LightFeatures, shapes_of
from ..nearest import nearest_distance
from ..pairs import Pairs, length_pairs, measure_double_counting, overlap_pairs, point_pairs
from ..threads import in_threads, slice_range

POINT, LINE, POLYGON = 0, 1, 2
SHAPES_A_SLICE = 5000
POINT_TYPE = 0


class UnitMatrix:
    """Which features of a layer meet which units, and by how much; computed when first asked for, then kept.

    A feature is *in* a unit when its representative point is (a point itself, a point on a line or in a polygon): each
    feature counts once, whole. What a feature *shares* with a unit is the area (m2) of a polygon or the length (m) of a
    line in it, or 1 for a point in it.

    Parameters
    ----------
    units : Features
        Valid polygons, planar, in metres. ``None`` meets nothing.
    layer : Features
        Valid polygons, lines or points in the same CRS. ``None`` meets nothing.
    progress : Progress
        Told the share done of what is computed; asked about cancel.

    Raises
    ------
    OpgaveError
        When the CRSs differ.
    """

    def __init__(self, units: Features, layer: Features, progress: Progress = SILENT):
        if units.crs != layer.crs:
            raise OpgaveError(
                "Layer '{layer}' is in {crs} and the units are in {units_crs}: reproject one of them.",
                layer=layer.name,
                crs=layer.crs,
                units_crs=units.crs,
            )
        self.units = units
        self.layer = layer
        self.progress = progress
        self._whole = self
        self._taken: np.ndarray | None = None
        self._distances: dict[tuple[int, bytes], tuple[UnitMatrix, np.ndarray]] = {}

    def where(self, mask: np.ndarray) -> UnitMatrix:
        """Return the matrix of the features for which ``mask`` holds; what is computed for it serves the whole layer."""
        part = UnitMatrix(self.units, self.layer.where(mask), self.progress)
        part._whole = self
        part._taken = np.flatnonzero(mask)
        return part

    @cached_property
    def dimension(self) -> int:
        """The layer's highest dimension: 0 points, 1 lines, 2 polygons; 0 for a layer without geometry."""
        return max(self._whole.layer.dimension, POINT)

    @cached_property
    def unit_area(self) -> np.ndarray:
        """Area of the units (m2), shape (units,); NaN without geometry."""
        return shapely.area(self.units.geometry)

    @cached_property
    def size(self) -> np.ndarray:
        """Area (m2) or length (m) of the features, or 1 for points, shape (features,)."""
        if self.dimension == POINT:
            return np.ones(len(self.layer))
        return np.nan_to_num(shapely.area(self.layer.geometry) if self.dimension == POLYGON else shapely.length(self.layer.geometry))

    @cached_property
    def coordinates(self) -> tuple[np.ndarray, np.ndarray]:
        """x and y of the representative points, shape (features,); NaN without geometry."""
        if isinstance(self.layer, LightFeatures) and self.layer.xy is not None:
            return self.layer.xy[:, 0], self.layer.xy[:, 1]
        return representative(self.layer.geometry, self.progress)

    def distances_to(self, other: UnitMatrix) -> np.ndarray:
        """Return the distance (m) of each representative point to the nearest feature of another layer, shape (features,)."""
        key = id(other._whole), b"all" if other._taken is None else other._taken.tobytes()
        if key not in self._distances:
            self._distances[key] = other._whole, nearest_distance(shapes_of(other.layer), *self.coordinates, other.progress)
        return self._distances[key][1]

    @cached_property
    def membership(self) -> csr_array:
        """1 where the feature's representative point is in the unit, shape (units, features)."""
        if self._taken is not None:
            return self._whole.membership[:, self._taken]
        return self._matrix(point_pairs(self.units.geometry, *self.coordinates, self.progress))

    @cached_property
    def shared(self) -> csr_array:
        """What feature and unit share (m2, m, or 1 for a point), shape (units, features)."""
        if self._taken is not None:
            return self._whole.shared[:, self._taken]
        if self.dimension == POINT:
            return self.membership
        pairs = overlap_pairs if self.dimension == POLYGON else length_pairs
        return self._matrix(pairs(self.units.geometry, self.layer.geometry, self.progress))

    @cached_property
    def covered_area(self) -> np.ndarray:
        """Area (m2) of each unit that the layer's polygons cover together, shape (units,): ground covered twice counts once."""
        pairs = self.shared.tocoo()
        twice = measure_double_counting(self.units.geometry, self.layer.geometry, Pairs(pairs.row, pairs.col, pairs.data), self.progress)
        return self.shared.sum(axis=1) - twice

    def _matrix(self, pairs: Pairs) -> csr_array:
        start = np.searchsorted(pairs.unit, np.arange(len(self.units) + 1))
        return csr_array((pairs.size, pairs.item, start), shape=(len(self.units), len(self.layer)))


def check_common_extent(units: Features, layer: Features) -> None:
    """Check that a layer comes near the units at all.

    Raises
    ------
    OpgaveError
        When the boxes around both, in the same CRS, do not meet.
    """
    box, units_box = layer.box, units.box
    if (box[:2] > units_box[2:]).any() or (box[2:] < units_box[:2]).any():
        raise OpgaveError(
            "Layer '{layer}' ({extent}) and layer '{units}' ({units_extent}) have no common extent: check the coordinate system of both.",
            layer=layer.name,
            extent=_box_text(box),
            units=units.name,
            units_extent=_box_text(units_box),
        )


def _box_text(box: np.ndarray) -> str:
    return "{:.0f}, {:.0f} - {:.0f}, {:.0f}".format(*box)


def representative(geometry: np.ndarray, progress: Progress = SILENT) -> tuple[np.ndarray, np.ndarray]:
    """Return x and y of a point on each geometry, a point itself where it is one; NaN without geometry."""
    other = np.flatnonzero(shapely.get_type_id(geometry) > POINT_TYPE)
    points = geometry.copy()

    def place(part: slice) -> None:
        points[other[part]] = shapely.point_on_surface(geometry[other[part]])

    in_threads(place, slice_range(len(other), SHAPES_A_SLICE), progress)
    return x_and_y(points)


def x_and_y(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the coordinates of points; NaN where a point is missing or empty."""
    there = points.copy()
    there[shapely.is_empty(points)] = None
    return shapely.get_x(there), shapely.get_y(there)
