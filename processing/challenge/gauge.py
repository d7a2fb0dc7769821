"""What the collected layers say of each unit, as it is: of what of it may be shown, `shown` decides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsCoordinateReferenceSystem

from ..analysis.aggregation import UnitMatrix, aggregate, over_points, representative
from ..analysis.disclosure.cells import to_grid
from ..analysis.features import Features
from ..analysis.network import Ways
from ..analysis.raster.class_list import read_classes
from ..analysis.raster.measures import MeasuredUnits, RasterMeasure, measure_points, measure_units
from ..model.challenge import Measurement
from ..model.choices import INTERNAL
from ..model.disclosure import GRID
from ..model.errors import OpgaveError
from ..model.measures import ATTRIBUTE, BY_DISTANCE, BY_TRAVEL, DEFAULT_DISTANCE, DEFAULT_QUANTILE, DENSITY, RASTER, SHARE_IN_TIME
from ..model.progress import SILENT, Progress
from ..model.text import Text
from ..qgis_io.crs import preferred_transforms, read_crs, transform_geometry, transformation
from ..qgis_io.expressions import check_filter, filter_mask
from ..qgis_io.inputs import InputRaster
from ..qgis_io.rasters import check_same_system, open_raster
from ..qgis_io.reading import number_column
from ..sources.challenge_fields import layer_limits
from ..sources.loading import make_once
from ..sources.loading.load import not_a_raster
from ..sources.loading.matching import KeyedTable, check_unique
from .collected import Collected
from .travelling import Journey, journey_of, longest, minutes_to_first, ways_of


def is_moved(collected: Collected, measurement: Measurement) -> bool:
    """Whether distances are measured to the middle of grid cells, because the layer is sensitive, and not to the features themselves."""
    sensitive = layer_limits(measurement, collected.layers[measurement.layer].record) is not None
    return sensitive and measurement.measure in BY_DISTANCE and collected.audience != INTERNAL


class Gauge:
    """Measures on the collected layers; what meets what is found once a layer, whatever number of indicators ask."""

    def __init__(self, collected: Collected, progress: Progress = SILENT):
        self.collected = collected
        self.progress = progress
        self._matrices: dict[tuple[str, bool], UnitMatrix] = {}
        self._cells: dict[Measurement, MeasuredUnits] = {}
        self._ways: dict[tuple[str, str, Journey | None], Ways] = {}

    def measure(self, measurement: Measurement, indicator: str | Text) -> np.ndarray:
        """Return a measurement's value for each unit; ``indicator`` names it in messages."""
        loaded = self.collected.layers[measurement.layer]
        features, called = loaded.features, loaded.record.title_and_id
        check_filter(measurement.filter, list(features.table), indicator)
        if measurement.measure == ATTRIBUTE:
            return self.attribute(measurement)
        if measurement.measure == RASTER:
            return self.cells(measurement).values[0.0]
        if measurement.measure in BY_TRAVEL:
            return self.under_way(measurement, indicator)
        taken = make_once(lambda: filter_mask(features, measurement.filter), (features,), "features_that_pass", measurement.filter)
        matrix = self._matrix(measurement.layer, is_moved(self.collected, measurement)).where(taken)
        chosen = matrix.layer
        points = self._matrix(measurement.points) if measurement.points else None
        weighed, weigher = (points.layer, self.collected.layers[measurement.points].record.title_and_id) if points else (chosen, called)
        result = aggregate(
            matrix,
            measurement.measure,
            number_column(chosen, measurement.field, self.progress, called) if measurement.field else None,
            number_column(weighed, measurement.weight_field, self.progress, weigher) if measurement.weight_field else None,
            points=points,
            distance=DEFAULT_DISTANCE if measurement.distance is None else measurement.distance,
        )
        if result.missing:
            self.progress.note(
                "Indicator '{indicator}': {count} features of '{layer}' have no value and take no part.",
                indicator=indicator,
                count=result.missing,
                layer=loaded.record.title,
            )
        return result.values

    def attribute(self, measurement: Measurement) -> np.ndarray:
        """Return the field of the row with the same key, for each unit; NaN where there is none."""
        loaded, units = self.collected.layers[measurement.layer], self.collected.unit_keys
        features = loaded.features.where(filter_mask(loaded.features, measurement.filter))
        table = KeyedTable(loaded.record, features, self.collected.challenge.units.key, loaded.columns)
        check_unique(table, units)
        values = pd.Series(number_column(features, measurement.field, self.progress, loaded.record.title_and_id), index=table.keys)
        return values[~values.index.duplicated()].reindex(units).to_numpy(dtype=float)

    def under_way(self, measurement: Measurement, indicator: str | Text) -> np.ndarray:
        """Return minutes to the nearest feature, or the share within the minutes, by unit: over its points, or from a point within it.

        Who reaches none within the minutes that are looked at counts for that many.
        """
        layer = self._planar(measurement.layer)
        chosen = layer.geometry[filter_mask(layer, measurement.filter)]
        if is_moved(self.collected, measurement):
            chosen = to_grid(chosen, GRID)
        points = self._matrix(measurement.points) if measurement.points else None
        origins = self.collected.units.geometry if points is None else points.layer.geometry
        from_xy, to_xy = (np.column_stack(representative(one, self.progress)) for one in (origins, chosen))
        titles = {"indicator": indicator, "roads": self.collected.layers[measurement.roads].record.title}
        minutes = minutes_to_first(measurement, self._ways_for(measurement), from_xy, to_xy, titles, self.progress)
        most = longest(measurement)
        known = np.isfinite(minutes) | np.isinf(minutes)
        values = (minutes <= most).astype(float) if measurement.measure == SHARE_IN_TIME else np.minimum(minutes, most)
        values = np.where(known, values, np.nan)
        if points is None:
            return values
        weigher = self.collected.layers[measurement.points].record.title_and_id
        weights = number_column(points.layer, measurement.weight_field, self.progress, weigher) if measurement.weight_field else None
        return over_points(points, values, weights).values

    def cells(self, measurement: Measurement) -> MeasuredUnits:
        """Return what the cells of a raster say of each unit, once for each measurement.

        Raises
        ------
        OpgaveError
            Its layer is no raster, a class is not known, or the raster of weights has other cells.
        """
        if measurement not in self._cells:
            layer = self.raster(measurement.layer)
            with open_raster(layer) as raster:
                quantile = DEFAULT_QUANTILE if measurement.quantile is None else measurement.quantile
                classes = read_classes(measurement.classes, raster.classes, raster.cells.name) if measurement.classes else ()
                asked = RasterMeasure(measurement.statistic, quantile, classes, measurement.threshold or 0.0)
                units = self._in_system(self.collected.units, layer.crs)
                if measurement.points:
                    points = self._planar(measurement.points)
                    places = shapely.get_coordinates(shapely.centroid(self._in_system(points, layer.crs)))
                    weigher = self.collected.layers[measurement.points].record.title_and_id
                    amounts = number_column(points, measurement.weight_field, self.progress, weigher) if measurement.weight_field else None
                    known = np.ones(len(points)) if amounts is None else np.nan_to_num(amounts)
                    measured = measure_points(units, places, known, raster.cells, asked, self.progress)
                elif measurement.weight_layer:
                    weights = self.raster(measurement.weight_layer)
                    check_same_system(weights, layer)
                    with open_raster(weights) as weight:
                        measured = measure_units(units, raster.cells, asked, weight.cells, self.progress)
                else:
                    measured = measure_units(units, raster.cells, asked, progress=self.progress)
            self._cells[measurement] = measured
        return self._cells[measurement]

    def raster(self, id: str) -> InputRaster:
        """Return the raster of a layer.

        Raises
        ------
        OpgaveError
            The layer has features.
        """
        loaded = self.collected.layers[id]
        if loaded.raster is None:
            raise not_a_raster(loaded.record)
        return loaded.raster

    def numbers(self, measurement: Measurement) -> np.ndarray:
        """Return the known values of a measurement's field, in the features that it measures."""
        loaded = self.collected.layers[measurement.layer]
        chosen = loaded.features.where(filter_mask(loaded.features, measurement.filter))
        numbers = number_column(chosen, measurement.field, SILENT, loaded.record.title_and_id)
        return numbers[np.isfinite(numbers)]

    def largest_share(self, measurement: Measurement) -> np.ndarray:
        """Return which share (0-1) the largest feature has of each unit's sum, or of the weight of its mean; 0 where neither is asked."""
        weighted, id = measurement.points or measurement.measure == "weighted_mean", measurement.points or measurement.layer
        name = measurement.weight_field if weighted else measurement.field
        if not (weighted or measurement.measure in ("sum", DENSITY)) or not name:
            return np.zeros(len(self.collected.units))
        loaded = self.collected.layers[id]
        matrix = self._matrix(id).where(filter_mask(loaded.features, "" if measurement.points else measurement.filter))
        size = np.abs(np.nan_to_num(number_column(matrix.layer, name, SILENT, loaded.record.title_and_id)))
        each = matrix.membership.multiply(size[None, :]).tocsr()
        total, most = np.asarray(each.sum(axis=1)).ravel(), each.max(axis=1).toarray().ravel()
        return np.divide(most, total, out=np.zeros(len(total)), where=total > 0)

    def share_with_data(self, measurement: Measurement) -> np.ndarray:
        """Return of the points at which a raster is read the share that lies where it has data, shape (n,); 1 where none is read."""
        if measurement.measure != RASTER or not measurement.points:
            return np.ones(len(self.collected.units))
        return np.nan_to_num(self.cells(measurement).cover)

    def _ways_for(self, measurement: Measurement) -> Ways:
        journey = journey_of(measurement)
        asked = (measurement.roads, measurement.means, journey)
        if asked not in self._ways:
            schedule = self.collected.timetables[journey] if journey else None
            self._ways[asked] = ways_of(measurement, self._planar(measurement.roads), schedule, self.progress)
        return self._ways[asked]

    def _in_system(self, features: Features, crs: QgsCoordinateReferenceSystem) -> np.ndarray:
        """Return the geometry of features in the coordinate system of a raster, which itself stays as it is."""
        own = read_crs(features.crs)
        if own == crs:
            return features.geometry
        transform = transformation(own, crs, preferred_transforms(), self.progress)
        return transform_geometry(features.geometry, transform, features.name, self.progress)

    def _matrix(self, id: str, moved: bool = False) -> UnitMatrix:
        if (id, moved) not in self._matrices:
            units, layer = self.collected.units, self._planar(id)

            def make() -> UnitMatrix:
                return UnitMatrix(units, replace(layer, geometry=to_grid(layer.geometry, GRID)) if moved else layer, self.progress)

            self._matrices[id, moved] = make_once(make, (units, layer), "what_meets_what", moved)
        return self._matrices[id, moved]

    def _planar(self, id: str) -> Features:
        loaded = self.collected.layers[id]
        if loaded.raster is not None:
            raise OpgaveError(
                "Layer '{layer}' is a raster: choose the measure 'raster' for it, or another layer.", layer=loaded.record.title_and_id
            )
        if not loaded.features.crs:
            raise OpgaveError(
                "Layer '{layer}' is a table without geometry: only the measure 'attribute' can use it.", layer=loaded.record.title_and_id
            )
        return loaded.features
