"""Who reaches which facilities, and whether there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputNumber, QgsProcessingParameterDefinition

from ...model import contract
from ...model.choices import ACCESS_METHODS, CATCHMENTS, DECAY_STEPS, DECAYS, METRES, TRANSIT, WALKING
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..parameters import (
    NUMERIC,
    POINTS,
    POLYGONS,
    SHAPES,
    allocation_output,
    capacity_parameter,
    choice,
    further_layer,
    input_layer,
    journey_parameters,
    layer_field,
    method_parameter,
    mode_parameter,
    network_parameter,
    number,
    output_layer,
    percentile_parameter,
    report_parameter,
    timetable_parameters,
    travel_cost_parameter,
    travel_parameters,
    words,
)
from ..travel_algorithm import TravelAlgorithm

if TYPE_CHECKING:
    from ...analysis.features import Features
    from ...planning.access.inputs import Wishes
    from ...planning.access.solve import AccessRule, MeasuredAccess
    from ...sources.travel.means import Means

DEFAULT_THRESHOLD, EVERYONE = 1000.0, 100.0
DEFAULT_STEPS = ", ".join(f"{weight:g}" for weight in DECAY_STEPS)
LONG_MINUTES = 240
OUTPUT_NUMBER_TEXTS = {
    contract.DEMAND_COUNT: "Number of demand features",
    contract.SUPPLY_COUNT: "Number of facilities",
    contract.DEMAND_TOTAL: "Demand: people looking for a place",
    contract.WITHIN_NORM_SHARE: "Share of the people with a facility within the norm (0-1)",
    contract.SERVED: "People who get a place within the threshold",
    contract.SHORTAGE: "Shortage: people without a place if everyone takes the nearest free one",
    contract.SHORTAGE_LEAST: "Least possible shortage: people without a place with the best allocation",
    contract.SHORTAGE_MOVABLE: "Shortage that could be solved by moving people to other places within the threshold",
    contract.PLACES: "Total number of places",
    contract.FREE_PLACES: "Places left",
    contract.UNREACHED_COUNT: "Number of starting points from where no facility can be reached",
    contract.DROPPED_COUNT: "Number of features without geometry",
    contract.NETWORK_PARTS: "Number of disconnected parts of the network",
    contract.NETWORK_JOINED: "Number of line ends joined within the snapping tolerance",
}


def first_parameters() -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return what a user sees at once."""
    several = tr("Fields with the number of people, such as an age class (several are added up; empty: each feature is one)")
    return (
        input_layer(contract.DEMAND, tr("People: addresses or areas")),
        layer_field(contract.DEMAND_FIELD, several, contract.DEMAND, NUMERIC, several=True),
        input_layer(contract.SUPPLY, tr("Facilities")),
        capacity_parameter(contract.SUPPLY),
        network_parameter(),
        method_parameter(ACCESS_METHODS, "nearest"),
        number(contract.THRESHOLD, tr("Threshold (metres, or minutes)"), DEFAULT_THRESHOLD),
        choice(contract.DECAY, tr("Distance decay, for E2SFCA"), DECAYS, "step"),
        mode_parameter(),
        travel_cost_parameter(),
        layer_field(contract.SECTOR_FIELD, tr("Field with the sector of a facility"), contract.SUPPLY),
        layer_field(contract.NAME_FIELD, tr("Field with the name of a facility"), contract.SUPPLY),
        input_layer(contract.UNITS, tr("Units for the summary"), POLYGONS, optional=True),
    )


def seldom_asked() -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return what seldom needs another value."""
    return (
        number(contract.NORM, tr("Norm distance to the nearest facility (empty: the threshold)"), None),
        number(contract.DEMAND_SHARE, tr("Desired places per 100 people"), EVERYONE, 0.0),
        words(contract.SECTOR_DEMAND, tr("Demand field per sector, such as creche=aged_0_2, primary=aged_6_11")),
        input_layer(contract.POINTS, tr("Points over which the people of areas are distributed, such as addresses"), POINTS, optional=True),
        layer_field(contract.POINTS_WEIGHT_FIELD, tr("Field with the weight of points"), contract.POINTS, NUMERIC),
        words(contract.STEPS, tr("Weights of the zones, for the decay 'step'"), DEFAULT_STEPS),
        number(contract.POWER, tr("Power, for the decay 'inverse_power'"), 1.0, 0.0),
        *travel_parameters(),
        *timetable_parameters(),
        *journey_parameters(),
        percentile_parameter(),
        choice(contract.CATCHMENTS, tr("Catchments"), CATCHMENTS, "reach"),
        words(contract.CATCHMENT_THRESHOLDS, tr("Thresholds of the catchments, such as 15, 30, 45 (empty: the threshold)")),
    )


def outputs() -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return what it gives."""
    return (
        output_layer(contract.OUTPUT, tr("People with their access")),
        further_layer(contract.OUTPUT_SUPPLY, tr("Facilities with their load"), SHAPES),
        further_layer(contract.OUTPUT_CATCHMENTS, tr("Catchments"), POLYGONS),
        further_layer(contract.OUTPUT_UNITS, tr("Units with access and shortage"), POLYGONS),
        allocation_output(),
        further_layer(contract.OUTPUT_POINTS, tr("Starting points of the people of areas"), POINTS),
        report_parameter(),
    )


class FacilityAccessAlgorithm(TravelAlgorithm):
    """Access of people to facilities with places: per demand point, unit and facility, with catchments."""

    NAME = "facility_access"
    TITLE = "Access to facilities"
    GROUP = "smart_planning"
    TAGS = "accessibility, travel time, isochrone, catchment, 2SFCA, nearest, service area"
    DOCS = "access.md"
    STEPS = 5
    REQUIRES = (*TravelAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in first_parameters():
            self.addParameter(parameter)
        self.add_advanced(*seldom_asked())
        for parameter in outputs():
            self.addParameter(parameter)
        for name in OUTPUT_NUMBER_TEXTS:
            self.addOutput(QgsProcessingOutputNumber(name, tr(OUTPUT_NUMBER_TEXTS[name])))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...planning.access.inputs import question_of
        from ...planning.access.report import totals
        from ...planning.access.solve import find, tell

        if self.given(parameters, contract.OUTPUT_UNITS) and not self.given(parameters, contract.UNITS):
            raise OpgaveError("OUTPUT_UNITS sums up by units: give UNITS.")
        rule = self.rule(parameters, context, progress)
        progress.step("Reading people, facilities and roads")
        layers, dropped = self.read_layers(parameters, context, rule.means, progress)
        question = question_of(layers, self.wishes(parameters, context), progress)
        found = find(layers, question, rule, progress)
        tell(found, progress)
        progress.step("Writing")
        outputs = self.write(parameters, context, found, progress) | self.write_report(parameters, context, found)
        roads = found.roads
        network = {} if roads is None else {contract.NETWORK_PARTS: roads.parts, contract.NETWORK_JOINED: roads.joined + roads.mended}
        return {**outputs, **totals(found.answer), contract.DROPPED_COUNT: dropped, **network}

    # ---- the question

    def rule(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> AccessRule:
        """Return how access is measured."""
        from ...analysis.access import Decay
        from ...analysis.access.decay import read_steps
        from ...planning.access.solve import AccessRule, read_thresholds

        mode, cost = (self.parameterAsEnumString(parameters, name, context) for name in (contract.MODE, contract.COST))
        threshold = self.above_zero(parameters, context, contract.THRESHOLD)
        norm = threshold if parameters.get(contract.NORM) is None else self.above_zero(parameters, context, contract.NORM)
        text = self.parameterAsString(parameters, contract.CATCHMENT_THRESHOLDS, context)
        drawn = read_thresholds(text) if text.strip() else (threshold,)
        transit = None
        if mode == TRANSIT:
            if cost == METRES:
                raise OpgaveError("Public transport takes time: set COST to 'minutes', and THRESHOLD to a number of minutes.")
            transit = self.transit_wish(parameters, context, max(threshold, norm, *drawn))
        means = self.means(parameters, context, WALKING if transit else mode, cost)
        if means.cost == "minutes" and threshold > LONG_MINUTES:
            progress.warn("THRESHOLD is {threshold:g} minutes: with COST 'minutes' it counts minutes, not metres.", threshold=threshold)
        steps = read_steps(self.parameterAsString(parameters, contract.STEPS, context) or DEFAULT_STEPS)
        power = self.parameterAsDouble(parameters, contract.POWER, context)
        decay = Decay(self.parameterAsEnumString(parameters, contract.DECAY, context), threshold, steps, power)
        return AccessRule(self.parameterAsEnumString(parameters, contract.METHOD, context), decay, norm, means, drawn, transit)

    def wishes(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Wishes:
        """Return which fields say what."""
        from ...planning.access.inputs import Wishes

        text = self.texts(
            parameters,
            context,
            contract.CAPACITY_FIELD,
            contract.SECTOR_FIELD,
            contract.SECTOR_DEMAND,
            contract.NAME_FIELD,
            contract.POINTS_WEIGHT_FIELD,
        )
        return Wishes(
            demand_fields=tuple(self.parameterAsStrings(parameters, contract.DEMAND_FIELD, context)),
            demand_share=self.parameterAsDouble(parameters, contract.DEMAND_SHARE, context) / EVERYONE,
            capacity_field=text[contract.CAPACITY_FIELD],
            sector_field=text[contract.SECTOR_FIELD],
            sector_demand=text[contract.SECTOR_DEMAND],
            name_field=text[contract.NAME_FIELD],
            points_weight_field=text[contract.POINTS_WEIGHT_FIELD],
        )

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, means: Means, progress: FeedbackProgress
    ) -> tuple[dict[str, Features | None], int]:
        """Return the layers by parameter (None where not given), in the coordinate system of DEMAND, and how many features fell out."""
        from ...qgis_io.crs import require_ground_metres
        from ...qgis_io.reading import read_parameter

        demand, counts = read_parameter(self, parameters, contract.DEMAND, context, progress=progress)
        require_ground_metres(demand)
        layers: dict[str, Features | None] = {contract.DEMAND: demand}
        dropped = counts.dropped
        weights = [name for name in [self.parameterAsString(parameters, contract.POINTS_WEIGHT_FIELD, context)] if name]
        for name, fields in (
            (contract.SUPPLY, None),
            (contract.NETWORK, means.fields()),
            (contract.POINTS, weights),
            (contract.UNITS, None),
        ):
            layers[name] = None
            if self.given(parameters, name):
                features, counts = read_parameter(self, parameters, name, context, fields, progress, target_crs=demand.crs)
                require_ground_metres(features)
                layers[name] = features
                dropped += counts.dropped
        return layers, dropped

    # ---- the answer

    def write(
        self, parameters: dict[str, Any], context: QgsProcessingContext, found: MeasuredAccess, progress: FeedbackProgress
    ) -> dict[str, Any]:
        """Write the layers that were asked for, which keep the fields of the layer that they come from and open styled."""
        from ...cartography.styles import style_on_load
        from ...planning.access.solve import products
        from ...qgis_io.writing import write_sink

        results, apart = {}, self.parameterAsEnumString(parameters, contract.CATCHMENTS, context) == "nearest"
        for name, product in products(found, apart, progress).items():
            if self.given(parameters, name):
                source = self.inputs.layer(product.source) if product.source else None
                fields = source.fields() if source else None
                results[name] = write_sink(self, parameters, name, context, product.make(), fields, progress, product.kind)
                style_on_load(context, results[name], product.style)
        return results

    def write_report(self, parameters: dict[str, Any], context: QgsProcessingContext, found: MeasuredAccess) -> dict[str, Any]:
        """Write the report where it was asked for."""
        from ...planning.access.report import write_access_report
        from ...qgis_io.outputs import whole_file
        from ...texts.language import Language, interface_language

        path = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if not path:
            return {}
        with whole_file(path) as place:
            write_access_report(place, found.answer, found.asked, found.question.name_field, Language(interface_language()))
        return {contract.REPORT: path}
