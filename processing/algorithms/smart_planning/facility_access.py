"""Who reaches which facilities, and whether there is room."""

from __future__ import annotations

from qgis.core import QgsProcessingOutputNumber, QgsProcessingParameterFeatureSink

from ...model.choices import ACCESS_METHODS, CATCHMENTS, DECAYS, MODES, TRAVEL_COSTS
from ...model.errors import OpgaveError, ParameterName
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    LINES,
    NUMERIC,
    POINTS,
    POLYGONS,
    SHAPES,
    choice,
    field,
    further_output,
    layer,
    number,
    report_parameter,
    switch,
    words,
)

DEFAULT_THRESHOLD, DEFAULT_REACH, EVERYONE = 1000.0, 500.0, 100.0
DEFAULT_STEPS = "1, 0.68, 0.22"
LONG_MINUTES = 240
OUTPUT_NUMBER_TEXTS = {
    "DEMAND_COUNT": "Number of demand features",
    "SUPPLY_COUNT": "Number of facilities",
    "DEMAND_TOTAL": "Demand: people looking for a place",
    "WITHIN_NORM_SHARE": "Share of the people with a facility within the norm (0-1)",
    "SERVED": "People who get a place within the threshold",
    "SHORTAGE": "Shortage: people without a place",
    "PLACES": "Total number of places",
    "FREE_PLACES": "Places left",
    "UNREACHED_COUNT": "Number of starting points from where no facility can be reached",
    "DROPPED_COUNT": "Number of features without geometry",
    "NETWORK_PARTS": "Number of disconnected parts of the network",
    "NETWORK_JOINED": "Number of line ends joined within the snapping tolerance",
}


def first_parameters():
    """Return what a user sees at once."""
    several = tr("Fields with the number of people, such as an age class (several are added up; empty: each feature is one)")
    return (
        layer("DEMAND", tr("People: addresses or areas")),
        field("DEMAND_FIELD", several, "DEMAND", NUMERIC, several=True),
        layer("SUPPLY", tr("Facilities")),
        field("CAPACITY_FIELD", tr("Field with the places"), "SUPPLY", NUMERIC),
        layer("NETWORK", tr("Network of lines (empty: straight line)"), LINES, optional=True),
        choice("METHOD", tr("Method"), ACCESS_METHODS, "nearest"),
        number("THRESHOLD", tr("Threshold (metres, or minutes)"), DEFAULT_THRESHOLD),
        choice("DECAY", tr("Distance decay, for E2SFCA"), DECAYS, "step"),
        choice("MODE", tr("Means of transport"), MODES, "walking"),
        choice("COST", tr("Travel cost (metres or minutes)"), TRAVEL_COSTS, "metres"),
        field("SECTOR_FIELD", tr("Field with the sector of a facility"), "SUPPLY"),
        field("NAME_FIELD", tr("Field with the name of a facility"), "SUPPLY"),
        layer("UNITS", tr("Units for the summary"), POLYGONS, optional=True),
    )


def seldom_asked():
    """Return what seldom needs another value."""
    return (
        number("NORM", tr("Norm distance to the nearest facility (empty: the threshold)"), None),
        number("DEMAND_SHARE", tr("Desired places per 100 people"), EVERYONE, 0.0),
        words("SECTOR_DEMAND", tr("Demand field per sector, such as creche=aged_0_2, primary=aged_6_11")),
        layer("POINTS", tr("Points over which the people of areas are distributed, such as addresses"), POINTS, optional=True),
        field("POINTS_WEIGHT_FIELD", tr("Field with the weight of points"), "POINTS", NUMERIC),
        words("STEPS", tr("Weights of the zones, for the decay 'step'"), DEFAULT_STEPS),
        number("POWER", tr("Power, for the decay 'inverse_power'"), 1.0, 0.0),
        number("TOLERANCE", tr("Snapping tolerance of the network (m)"), 0.0, 0.0),
        number("REACH", tr("Max. distance to network (m)"), DEFAULT_REACH, 0.0),
        switch("MAIN_PART_ONLY", tr("Ignore disconnected parts of the network")),
        field("DIRECTION_FIELD", tr("Network field: direction"), "NETWORK"),
        words("VALUE_FORWARD", tr("Direction: as drawn"), "FT"),
        words("VALUE_BACKWARD", tr("Direction: against it"), "TF"),
        words("VALUE_BOTH", tr("Direction: both"), "B"),
        words("VALUE_CLOSED", tr("Direction: closed"), "N"),
        field("SPEED_FIELD", tr("Network field: speed (km/h), for cars"), "NETWORK", NUMERIC),
        number("DEFAULT_SPEED", tr("Speed in km/h (empty: 5 on foot, 15 cycling, 30 driving)"), None, 0.1),
        choice("CATCHMENTS", tr("Catchments"), CATCHMENTS, "reach"),
    )


def outputs():
    """Return what it gives."""
    return (
        QgsProcessingParameterFeatureSink("OUTPUT", tr("People with their access")),
        further_output("OUTPUT_SUPPLY", tr("Facilities with their load"), SHAPES),
        further_output("OUTPUT_CATCHMENTS", tr("Catchments"), POLYGONS),
        further_output("OUTPUT_UNITS", tr("Units with access and shortage"), POLYGONS),
        further_output("OUTPUT_ALLOCATION", tr("Allocation of people to facilities"), LINES),
        further_output("OUTPUT_POINTS", tr("Starting points of the people of areas"), POINTS),
        report_parameter(),
    )


class FacilityAccessAlgorithm(OpgavenkaartAlgorithm):
    """Access of people to facilities with places: per demand point, unit and facility, with catchments."""

    NAME = "facility_access"
    TITLE = "Access to facilities"
    GROUP = "smart_planning"
    STEPS = 5
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration=None):
        for parameter in first_parameters():
            self.addParameter(parameter)
        self.add_advanced(*seldom_asked())
        for parameter in outputs():
            self.addParameter(parameter)
        for name in OUTPUT_NUMBER_TEXTS:
            self.addOutput(QgsProcessingOutputNumber(name, tr(OUTPUT_NUMBER_TEXTS[name])))

    def compute(self, parameters, context, progress):
        from ...planning.access.inputs import question_of
        from ...planning.access.report import totals
        from ...planning.access.solve import find, tell

        if self.given(parameters, "OUTPUT_UNITS") and not self.given(parameters, "UNITS"):
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
        network = {} if roads is None else {"NETWORK_PARTS": roads.parts, "NETWORK_JOINED": roads.joined + roads.mended}
        return {**outputs, **totals(found.answer), "DROPPED_COUNT": dropped, **network}

    # ---- the question

    def rule(self, parameters, context, progress):
        """Return how access is measured."""
        from ...analysis.access import Decay
        from ...analysis.access.decay import read_steps
        from ...planning.access.solve import Rule

        means, threshold = self.means(parameters, context), self.above_zero(parameters, context, "THRESHOLD")
        norm = threshold if parameters.get("NORM") is None else self.above_zero(parameters, context, "NORM")
        if means.cost == "minutes" and threshold > LONG_MINUTES:
            progress.warn("THRESHOLD is {threshold:g} minutes: with COST 'minutes' it counts minutes, not metres.", threshold=threshold)
        steps = read_steps(self.parameterAsString(parameters, "STEPS", context) or DEFAULT_STEPS)
        power = self.parameterAsDouble(parameters, "POWER", context)
        decay = Decay(self.parameterAsEnumString(parameters, "DECAY", context), threshold, steps, power)
        return Rule(self.parameterAsEnumString(parameters, "METHOD", context), decay, norm, means)

    def means(self, parameters, context):
        """Return how people travel."""
        import numpy as np

        from ...planning.access.travel import Means

        text = {name: self.parameterAsString(parameters, name, context).strip() for name in (
            "DIRECTION_FIELD", "SPEED_FIELD", "VALUE_FORWARD", "VALUE_BACKWARD", "VALUE_BOTH", "VALUE_CLOSED")}  # fmt: skip
        over_network = self.given(parameters, "NETWORK")
        if not over_network and (text["DIRECTION_FIELD"] or text["SPEED_FIELD"]):
            raise OpgaveError("DIRECTION_FIELD and SPEED_FIELD are fields of a network: give NETWORK, or leave them empty.")
        return Means(
            mode=self.parameterAsEnumString(parameters, "MODE", context),
            cost=self.parameterAsEnumString(parameters, "COST", context),
            speed=self.parameterAsDouble(parameters, "DEFAULT_SPEED", context) if parameters.get("DEFAULT_SPEED") is not None else 0.0,
            tolerance=self.parameterAsDouble(parameters, "TOLERANCE", context),
            reach=self.parameterAsDouble(parameters, "REACH", context) if over_network else np.inf,
            main_part_only=self.parameterAsBool(parameters, "MAIN_PART_ONLY", context),
            direction_field=text["DIRECTION_FIELD"],
            speed_field=text["SPEED_FIELD"],
            forward=text["VALUE_FORWARD"],
            backward=text["VALUE_BACKWARD"],
            both=text["VALUE_BOTH"],
            closed=text["VALUE_CLOSED"],
        )

    def above_zero(self, parameters, context, name):
        """Return a number, which must be above 0."""
        value = self.parameterAsDouble(parameters, name, context)
        if not 0 < value < float("inf"):
            raise OpgaveError("{name} is {value:g}: give a number above 0.", name=ParameterName(name), value=value)
        return value

    def wishes(self, parameters, context):
        """Return which fields say what."""
        from ...planning.access.inputs import Wishes

        text = {name: self.parameterAsString(parameters, name, context).strip() for name in (
            "CAPACITY_FIELD", "SECTOR_FIELD", "SECTOR_DEMAND", "NAME_FIELD", "POINTS_WEIGHT_FIELD")}  # fmt: skip
        return Wishes(
            demand_fields=tuple(self.parameterAsStrings(parameters, "DEMAND_FIELD", context)),
            demand_share=self.parameterAsDouble(parameters, "DEMAND_SHARE", context) / EVERYONE,
            capacity_field=text["CAPACITY_FIELD"],
            sector_field=text["SECTOR_FIELD"],
            sector_demand=text["SECTOR_DEMAND"],
            name_field=text["NAME_FIELD"],
            points_weight_field=text["POINTS_WEIGHT_FIELD"],
        )

    def read_layers(self, parameters, context, means, progress):
        """Return the layers by parameter (None where not given), in the coordinate system of DEMAND, and how many features fell out."""
        from ...qgis_io.crs import require_projected
        from ...qgis_io.reading import read_parameter

        demand, counts = read_parameter(self, parameters, "DEMAND", context, progress=progress)
        require_projected(demand.crs, demand.name)
        layers, dropped = {"DEMAND": demand}, counts.dropped
        weights = [name for name in [self.parameterAsString(parameters, "POINTS_WEIGHT_FIELD", context)] if name]
        for name, fields in (("SUPPLY", None), ("NETWORK", means.fields()), ("POINTS", weights), ("UNITS", None)):
            layers[name] = None
            if self.given(parameters, name):
                layers[name], counts = read_parameter(self, parameters, name, context, fields, progress, target_crs=demand.crs)
                require_projected(layers[name].crs, layers[name].name)
                dropped += counts.dropped
        return layers, dropped

    # ---- the answer

    def write(self, parameters, context, found, progress):
        """Write the layers that were asked for, which keep the fields of the layer that they come from and open styled."""
        from ...cartography.styles import style_on_load
        from ...planning.access.solve import products
        from ...qgis_io.writing import write_sink

        results, apart = {}, self.parameterAsEnumString(parameters, "CATCHMENTS", context) == "nearest"
        for name, product in products(found, apart, progress).items():
            if self.given(parameters, name):
                source = self.inputs.layer(product.source) if product.source else None
                fields = source.fields() if source else None
                results[name] = write_sink(self, parameters, name, context, product.make(), fields, progress, product.kind)
                style_on_load(context, results[name], product.style)
        return results

    def write_report(self, parameters, context, found):
        """Write the report where it was asked for."""
        from ...planning.access.report import write_access_report
        from ...qgis_io.outputs import whole_file
        from ...texts.language import Language, interface_language

        path = self.parameterAsFileOutput(parameters, "REPORT", context)
        if not path:
            return {}
        with whole_file(path) as place:
            write_access_report(place, found.answer, found.asked, found.question.name_field, Language(interface_language()))
        return {"REPORT": path}
