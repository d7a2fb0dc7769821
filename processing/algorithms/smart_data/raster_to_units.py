"""A raster brought to units: exactly by the part of each cell that lies in each unit."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputNumber

from ...model import contract
from ...model.errors import OpgaveError, ParameterName
from ...model.measures import RASTER_MEASURES
from ...model.text import field_name, number_equals
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    POINTS,
    input_layer,
    input_raster,
    measure_parameter,
    new_field_parameter,
    number,
    points_weight_parameter,
    raster_band,
    units_output_parameter,
    units_parameter,
    words,
)

if TYPE_CHECKING:
    import numpy as np

    from ...analysis.features import Features
    from ...analysis.raster.measures import MeasuredUnits, RasterMeasure
    from ...qgis_io.inputs import InputRaster
    from ...qgis_io.rasters import OpenRaster


class RasterToUnitsAlgorithm(OpgavenkaartAlgorithm):
    """One value per unit from the cells of a raster: mean, sum, quantile, share of classes, share above a value."""

    NAME = "raster_to_units"
    TITLE = "Raster to units"
    GROUP = "smart_data"
    TAGS = "zonal statistics, coverage, exact, heat, land use, mean, share"
    DOCS = "rasters.md"
    STEPS = 3
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "osgeo")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            units_parameter(),
            input_raster(contract.RASTER, tr("Raster")),
            raster_band(contract.BAND, tr("Band"), contract.RASTER),
            measure_parameter(RASTER_MEASURES),
            words(contract.CLASSES, tr("Classes for the measure 'share' (empty: a field for each)")),
            number(contract.THRESHOLD, tr("Value for the measure 'share_above'"), None),
            new_field_parameter(),
        ):
            self.addParameter(parameter)
        self.add_advanced(
            number(contract.QUANTILE, tr("Quantile for the measure 'quantile' (0-1)"), 0.9, 0.0, 1.0),
            input_raster(contract.WEIGHT_RASTER, tr("Raster with the weight of each cell"), optional=True),
            input_layer(contract.POINTS, tr("Points to measure at instead of ground"), POINTS, optional=True),
            points_weight_parameter(),
        )
        self.addParameter(units_output_parameter())
        self.addOutput(QgsProcessingOutputNumber(contract.UNIT_COUNT, tr("Number of units")))
        self.addOutput(QgsProcessingOutputNumber(contract.EMPTY_COUNT, tr("Number of units without data")))
        self.addOutput(QgsProcessingOutputNumber(contract.PARTIAL_COUNT, tr("Number of units with data in a part only")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        import numpy as np

        from ...analysis.raster.measures import WHOLLY
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...qgis_io.rasters import open_raster
        from ...qgis_io.reading import given_layer, read_parameter
        from ...qgis_io.writing import write_sink

        given = self.given_raster(parameters, contract.RASTER)
        if self.given(parameters, contract.POINTS) and self.given(parameters, contract.WEIGHT_RASTER):
            raise OpgaveError("Cells are weighted by points or by a raster, not by both: give POINTS or WEIGHT_RASTER.")
        progress.step("Reading the layers")
        units, _ = read_parameter(self, parameters, contract.UNITS, context, progress=progress, keep_null=True)
        with open_raster(replace(given, band=self.parameterAsInt(parameters, contract.BAND, context))) as raster:
            measure = self.measure(parameters, context, raster)
            name = self.parameterAsString(parameters, contract.NAME, context).strip() or f"{measure.name}_{field_name(str(given.name))}"
            progress.step("Aggregating '{layer}': {measure}", layer=given.name, measure=measure.name)
            measured = self.measure_all(parameters, context, units, given, raster, measure, progress)
            fields = name_fields(name, measured, {value: label for label, value in raster.classes.items()})
        cover = f"{name}_cover"
        taken = {column.lower() for column in units.table}
        for field in (*fields, cover):
            if field.lower() in taken:
                raise OpgaveError("Layer '{layer}' already has a field '{field}': give another NAME.", layer=units.name, field=field)
        empty, partial = int((~(measured.cover > 0)).sum()), int(((measured.cover > 0) & (measured.cover < WHOLLY)).sum())
        if empty == len(units):
            raise OpgaveError(
                "Raster '{raster}' has no data in any unit of layer '{layer}': check extent and coordinate system of both.",
                raster=given.name,
                layer=units.name,
            )
        if empty:
            progress.warn(
                "Raster '{raster}': 1 of {total} units has no data. | Raster '{raster}': {count} of {total} units have no data.",
                raster=given.name,
                count=empty,
                total=len(units),
            )
        if partial:
            progress.note(
                "Raster '{raster}': 1 of {total} units has data in a part only; field '{field}' has the share."
                " | Raster '{raster}': {count} of {total} units have data in a part only; field '{field}' has the share.",
                raster=given.name,
                count=partial,
                total=len(units),
                field=cover,
            )
        progress.step("Writing {count} units", count=len(units))
        result = units.with_columns(**fields, **{cover: np.nan_to_num(measured.cover)})
        layer_fields = given_layer(self, parameters, contract.UNITS).fields()
        output = write_sink(self, parameters, contract.OUTPUT, context, result, layer_fields, progress)
        style_on_load(context, output, Style("indicator", field=next(iter(fields))))
        return {
            contract.OUTPUT: output,
            contract.UNIT_COUNT: len(units),
            contract.EMPTY_COUNT: empty,
            contract.PARTIAL_COUNT: partial,
        }

    def given_raster(self, parameters: dict[str, Any], name: str) -> InputRaster:
        """Return the raster that was given, as it was when the algorithm took it."""
        raster = self.inputs.rasters.get(name)
        if raster is None:
            raise OpgaveError(
                "Parameter {name}: the raster '{value}' cannot be read.", name=ParameterName(name), value=parameters.get(name)
            )
        return raster

    def measure(self, parameters: dict[str, Any], context: QgsProcessingContext, raster: OpenRaster) -> RasterMeasure:
        """Return what is asked of the cells."""
        from ...analysis.raster.class_list import read_classes
        from ...analysis.raster.measures import RasterMeasure

        name = self.parameterAsEnumString(parameters, contract.MEASURE, context)
        if name == "share_above" and not self.given(parameters, contract.THRESHOLD):
            raise OpgaveError("The measure 'share_above' needs a value: give THRESHOLD.")
        classes = self.parameterAsString(parameters, contract.CLASSES, context)
        return RasterMeasure(
            name,
            self.parameterAsDouble(parameters, contract.QUANTILE, context),
            read_classes(classes, raster.classes, raster.cells.name) if name == "share" else (),
            self.parameterAsDouble(parameters, contract.THRESHOLD, context),
        )

    def measure_all(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        units: Features,
        given: InputRaster,
        raster: OpenRaster,
        measure: RasterMeasure,
        progress: FeedbackProgress,
    ) -> MeasuredUnits:
        """Return the measure of each unit: over its ground, or over the points in it where points are given."""
        import shapely

        from ...analysis.raster.measures import measure_points, measure_units
        from ...qgis_io.crs import crs_text
        from ...qgis_io.number_fields import amounts
        from ...qgis_io.rasters import check_same_system, open_raster
        from ...qgis_io.reading import note_outside, read_parameter

        polygons = self.in_system_of(given, units, parameters, context, progress)
        if self.given(parameters, contract.POINTS):
            field = self.parameterAsString(parameters, contract.POINTS_WEIGHT_FIELD, context)
            read = [field] if field else []
            points, _ = read_parameter(self, parameters, contract.POINTS, context, read, progress, target_crs=crs_text(given.crs))
            places = shapely.get_coordinates(shapely.centroid(points.geometry))
            measured = measure_points(polygons, places, amounts(points, field, progress), raster.cells, measure, progress)
            note_outside(points.name, measured.outside, progress)
            return measured
        if not self.given(parameters, contract.WEIGHT_RASTER):
            return measure_units(polygons, raster.cells, measure, progress=progress)
        weights = self.given_raster(parameters, contract.WEIGHT_RASTER)
        check_same_system(weights, given)
        with open_raster(weights) as weight:
            return measure_units(polygons, raster.cells, measure, weight.cells, progress)

    def in_system_of(
        self, raster: InputRaster, units: Features, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> np.ndarray:
        """Return the units in the coordinate system of the raster, which itself stays as it is."""
        from ...qgis_io.crs import transform_geometry, transformation
        from ...qgis_io.reading import given_layer

        source = given_layer(self, parameters, contract.UNITS).sourceCrs()
        if not source.isValid():
            raise OpgaveError("Layer '{layer}' has no coordinate system: set it in the layer's properties.", layer=units.name)
        if source == raster.crs:
            return units.geometry
        return transform_geometry(
            units.geometry, transformation(source, raster.crs, context.transformContext(), progress), units.name, progress
        )


def name_fields(name: str, measured: MeasuredUnits, labels: dict[float, str]) -> dict[str, np.ndarray]:
    """Return the values by field: one of the name asked for, or one for each class, by its name or number."""
    if not measured.by_class:
        return {name: measured.values[0.0]}
    fields = number_equals(f"{name}_{field_name(labels.get(one, f'{one:g}'))}" for one in measured.values)
    return dict(zip(fields, measured.values.values(), strict=True))
