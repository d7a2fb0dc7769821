"""Any layer brought to units: one value per unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.errors import OpgaveError
from ...model.measures import DEFAULT_DISTANCE, MEASURES, NEED_FIELD, TAKE_FIELD, TAKE_POINTS
from ...model.text import field_name
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    NUMERIC,
    POINTS,
    distance,
    input_layer,
    layer_expression,
    layer_field,
    measure_parameter,
    new_field_parameter,
    points_weight_parameter,
    switch,
    units_output_parameter,
    units_parameter,
)

if TYPE_CHECKING:
    import numpy as np

    from ...analysis.aggregation.measures import UnitMeasure
    from ...analysis.features import Features
    from ...qgis_io.reading import ReadCounts


class AggregateToUnitsAlgorithm(OpgavenkaartAlgorithm):
    """One value per unit from the features of a layer: count, sum, share, transfer, distance."""

    NAME = "aggregate_to_units"
    TITLE = "Aggregate to units"
    GROUP = "smart_planning"
    TAGS = "zonal statistics, statistical sectors, count, sum, mean, density"
    DOCS = "challenges.md"
    STEPS = 3

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            units_parameter(),
            input_layer(contract.INPUT, tr("Layer to aggregate"), None),
            measure_parameter(MEASURES),
            layer_field(contract.FIELD, tr("Field with the values"), contract.INPUT),
            layer_field(contract.WEIGHT_FIELD, tr("Field with the weights"), contract.INPUT, NUMERIC),
            layer_expression(contract.FILTER, tr("Filter"), contract.INPUT),
            new_field_parameter(),
        ):
            self.addParameter(parameter)
        self.add_advanced(
            input_layer(contract.POINTS, tr("Points from which distances are measured"), POINTS, optional=True),
            points_weight_parameter(),
            distance(contract.DISTANCE, tr("Distance for the measure 'share_within'"), DEFAULT_DISTANCE, contract.UNITS),
            switch(contract.KEEP_TOTAL, tr("transfer_extensive: also allocate the parts outside the units")),
        )
        self.addParameter(units_output_parameter())
        self.addOutput(QgsProcessingOutputNumber(contract.UNIT_COUNT, tr("Number of units")))
        self.addOutput(QgsProcessingOutputNumber(contract.FEATURE_COUNT, tr("Number of features used")))
        self.addOutput(QgsProcessingOutputNumber(contract.DROPPED_COUNT, tr("Number of features without geometry")))
        self.addOutput(QgsProcessingOutputNumber(contract.REPAIRED_COUNT, tr("Number of invalid polygons repaired")))
        self.addOutput(QgsProcessingOutputNumber(contract.MISSING_COUNT, tr("Number of features without a value")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink

        question = self.question(parameters, context)
        progress.step("Reading the layers")
        units, read = self.read_units(parameters, context, progress)
        name = free_name(units, question)
        layer, layer_read = self.read_layer(parameters, context, units, question, progress)
        points, points_read = self.read_points(parameters, context, units, question, progress)
        progress.step("Aggregating '{layer}': {measure}", layer=layer.name, measure=question.measure)
        result = measure_units(question, units, layer, points, progress)
        progress.step("Writing {count} units", count=len(units))
        units = units.with_columns(**{name: result.values})
        fields = given_layer(self, parameters, contract.UNITS).fields()
        counts = (read, layer_read, points_read)
        output = write_sink(self, parameters, contract.OUTPUT, context, units, fields, progress)
        if result.values.dtype.kind == "f":
            style_on_load(context, output, Style("indicator", field=name))
        return {
            contract.OUTPUT: output,
            contract.UNIT_COUNT: len(units),
            contract.FEATURE_COUNT: len(layer),
            contract.DROPPED_COUNT: sum(each.dropped for each in counts),
            contract.REPAIRED_COUNT: sum(len(each.repaired) for each in counts),
            contract.MISSING_COUNT: result.missing,
        }

    def question(self, parameters: dict[str, Any], context: QgsProcessingContext) -> AggregationQuestion:
        """Return what is asked, checked as far as that goes without reading a layer."""
        question = AggregationQuestion(
            measure=self.parameterAsEnumString(parameters, contract.MEASURE, context),
            field=self.parameterAsString(parameters, contract.FIELD, context),
            weight_field=self.parameterAsString(parameters, contract.WEIGHT_FIELD, context),
            points_weight_field=self.parameterAsString(parameters, contract.POINTS_WEIGHT_FIELD, context),
            filter=self.parameterAsExpression(parameters, contract.FILTER, context),
            name=self.parameterAsString(parameters, contract.NAME, context).strip(),
            distance=self.parameterAsDouble(parameters, contract.DISTANCE, context),
            keep_total=self.parameterAsBool(parameters, contract.KEEP_TOTAL, context),
        )
        if question.measure in NEED_FIELD and not question.field:
            raise OpgaveError("The measure '{measure}' needs a field with values: give FIELD.", measure=question.measure)
        if question.measure == "weighted_mean" and not question.weight_field:
            raise OpgaveError("The measure 'weighted_mean' needs a field with weights: give WEIGHT_FIELD.")
        return question

    def read_units(
        self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> tuple[Features, ReadCounts]:
        """Return the units with all their fields; one without geometry stays, and gets no value."""
        from ...qgis_io.crs import require_ground_metres
        from ...qgis_io.reading import read_parameter

        units, counts = read_parameter(self, parameters, contract.UNITS, context, progress=progress, keep_null=True)
        require_content(units, polygons=True)
        require_ground_metres(units)
        return units, counts

    def read_layer(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        units: Features,
        question: AggregationQuestion,
        progress: FeedbackProgress,
    ) -> tuple[Features, ReadCounts]:
        """Return the features that pass the filter, with the fields that the measure takes, in the units' coordinate system."""
        from ...analysis.aggregation import check_common_extent
        from ...qgis_io.expressions import check_filter
        from ...qgis_io.reading import given_layer, read_light, read_parameter

        source = given_layer(self, parameters, contract.INPUT)
        check_filter(question.filter, source.fields().names(), source.sourceName())
        from_points = parameters.get(contract.POINTS) is not None
        to_nearest = question.measure in TAKE_POINTS and (from_points or question.measure == "distance_nearest")
        if to_nearest or (source.is_of_points and question.measure not in TAKE_POINTS):
            layer, counts = read_light(source, question.fields(), units.crs, question.filter, progress, context.transformContext())
        else:
            layer, counts = read_parameter(
                self, parameters, contract.INPUT, context, question.fields(), progress, target_crs=units.crs, filter=question.filter
            )
        if question.filter and not counts.total and not source.is_empty():
            progress.warn("No feature of layer '{layer}' passes the filter.", layer=layer.name)
            return layer, counts
        require_content(layer)
        if question.measure not in TAKE_POINTS:
            check_common_extent(units, layer)
        return layer, counts

    def read_points(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        units: Features,
        question: AggregationQuestion,
        progress: FeedbackProgress,
    ) -> tuple[Features | None, ReadCounts]:
        """Return the points to measure from, None where there are none."""
        from ...analysis.aggregation import check_common_extent
        from ...qgis_io.reading import ReadCounts, given_layer, read_light

        if question.measure not in TAKE_POINTS or parameters.get(contract.POINTS) is None:
            return None, ReadCounts()
        fields = [question.points_weight_field] if question.points_weight_field else []
        source = given_layer(self, parameters, contract.POINTS)
        points, counts = read_light(source, fields, units.crs, "", progress, context.transformContext())
        require_content(points)
        check_common_extent(units, points)
        return points, counts


@dataclass(frozen=True)
class AggregationQuestion:
    """What the user asks, in the words of the parameters; an empty text where nothing is given."""

    measure: str
    field: str
    weight_field: str
    points_weight_field: str
    filter: str
    name: str
    distance: float
    keep_total: bool

    def values_from(self) -> str:
        """Return the field that the measure takes its values from, empty where it takes none."""
        return self.field if self.measure in TAKE_FIELD else ""

    def weights_from(self) -> str:
        """Return the layer's field that the measure takes its weights from, empty where it takes none."""
        return self.weight_field if self.measure == "weighted_mean" else ""

    def fields(self) -> list[str]:
        """Return the fields to read from the layer."""
        return [field for field in (self.values_from(), self.weights_from()) if field]


def require_content(features: Features, polygons: bool = False) -> None:
    """Check that there is something to see of a layer, and that units are polygons."""
    dimension = features.dimension
    if dimension < 0:
        raise OpgaveError("Layer '{layer}' has no features with geometry: choose another layer, selection or filter.", layer=features.name)
    if polygons and dimension != 2:
        raise OpgaveError("Layer '{layer}' has no polygons, and units are polygons.", layer=features.name)


def free_name(units: Features, question: AggregationQuestion) -> str:
    """Return the new field's name: as asked, else after measure and field; the units may not have it already."""
    field = question.values_from()
    name = question.name or (f"{question.measure}_{field_name(field)}" if field else question.measure)
    taken = {column.lower() for column in units.table}
    if name.lower() in taken:
        raise OpgaveError("Layer '{layer}' already has a field '{field}': give another NAME.", layer=units.name, field=name)
    return name


def measure_units(
    question: AggregationQuestion, units: Features, layer: Features, points: Features | None, progress: FeedbackProgress
) -> UnitMeasure:
    """Return the value of each unit, and tell which features took no part."""
    from ...analysis.aggregation import UnitMatrix, aggregate
    from ...analysis.light_features import LightFeatures
    from ...qgis_io.reading import note_outside, number_column

    def numbers(features: Features, field: str) -> np.ndarray | None:
        return number_column(features, field, progress) if field else None

    matrix, at = UnitMatrix(units, layer, progress), None if points is None else UnitMatrix(units, points, progress)
    if at is not None and isinstance(layer, LightFeatures) and layer.shapes is not None:
        at.distances_to(matrix)  # kept by it, so that the room of a million shapes goes to millions of points in units
        layer.shapes.forget()
    values = layer.table[question.field].to_numpy() if question.measure == "dominant" else numbers(layer, question.values_from())
    weights = numbers(layer, question.weights_from()) if points is None else numbers(points, question.points_weight_field)
    result = aggregate(
        matrix,
        question.measure,
        values,
        weights,
        points=at,
        distance=question.distance,
        keep_total=question.keep_total,
    )
    counted = layer if points is None else points
    if result.missing:
        progress.note("Layer '{layer}': {count} features have no value and take no part.", layer=counted.name, count=result.missing)
    note_outside(counted.name, result.outside, progress)
    return result
