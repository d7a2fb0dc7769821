"""Who reaches which facilities, and whether there is room."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsWkbTypes,
)

from ...algorithm import OpgavenkaartAlgorithm, report_parameter
from ...bridge.language import tr
from ...model.choices import ACCESS_METHODS, CATCHMENTS, DECAYS, MODES, TRAVEL_COSTS
from ...model.errors import OpgaveError

DEFAULT_THRESHOLD, DEFAULT_REACH, EVERYONE = 1000.0, 500.0, 100.0
DEFAULT_STEPS = "1, 0.68, 0.22"
LONG_MINUTES = 240
OUTPUT_NUMBER_TEXTS = {
    "DEMAND_COUNT": "Number of demand features",
    "SUPPLY_COUNT": "Number of facilities",
    "DEMAND_TOTAL": "How many people look for a place",
    "WITHIN_NORM_SHARE": "Share of the people with a facility within the norm (0-1)",
    "SERVED": "People who get a place within the threshold",
    "SHORTAGE": "People without a place: places short",
    "PLACES": "Places in all",
    "FREE_PLACES": "Places left over",
    "UNREACHED_COUNT": "Number of starting points from where no facility can be reached",
    "DROPPED_COUNT": "Number of features without geometry",
    "NETWORK_PARTS": "Number of parts of the network that are not joined",
    "NETWORK_JOINED": "Number of ends of lines that the tolerance joined",
}


class FacilityAccessAlgorithm(OpgavenkaartAlgorithm):
    """Access of people to facilities with places: per demand point, unit and facility, with catchments."""

    NAME = "facility_access"
    TITLE = "Access to facilities"
    GROUP = "smart_planning"
    STEPS = 5
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration=None):
        any_geometry, line = QgsProcessing.SourceType.TypeVectorAnyGeometry, QgsProcessing.SourceType.TypeVectorLine
        numeric, any_field = QgsProcessingParameterField.DataType.Numeric, QgsProcessingParameterField.DataType.Any
        real = QgsProcessingParameterNumber.Type.Double
        for parameter in (
            QgsProcessingParameterFeatureSource("DEMAND", tr("People: addresses or areas"), [any_geometry]),
            QgsProcessingParameterField(
                "DEMAND_FIELD",
                tr("Fields with the number of people, such as an age class (several are added up; empty: each feature is one)"),
                None,
                "DEMAND",
                numeric,
                True,
                True,
            ),
            QgsProcessingParameterFeatureSource("SUPPLY", tr("Facilities"), [any_geometry]),
            QgsProcessingParameterField("CAPACITY_FIELD", tr("Field with the places"), None, "SUPPLY", numeric, optional=True),
            QgsProcessingParameterFeatureSource("NETWORK", tr("Network of lines (empty: straight line)"), [line], optional=True),
            QgsProcessingParameterEnum("METHOD", tr("Method"), list(ACCESS_METHODS), False, "nearest", False, True),
            QgsProcessingParameterNumber("THRESHOLD", tr("Threshold (metres, or minutes)"), real, DEFAULT_THRESHOLD),
            QgsProcessingParameterEnum("DECAY", tr("Decay, for e2sfca"), list(DECAYS), False, "step", False, True),
            QgsProcessingParameterEnum("MODE", tr("How people travel"), list(MODES), False, "walking", False, True),
            QgsProcessingParameterEnum("COST", tr("What a way costs"), list(TRAVEL_COSTS), False, "metres", False, True),
            QgsProcessingParameterField(
                "SECTOR_FIELD", tr("Field with the sector of a facility"), None, "SUPPLY", any_field, optional=True
            ),
            QgsProcessingParameterField("NAME_FIELD", tr("Field with the name of a facility"), None, "SUPPLY", any_field, optional=True),
            QgsProcessingParameterFeatureSource(
                "UNITS", tr("Units to sum up by"), [QgsProcessing.SourceType.TypeVectorPolygon], optional=True
            ),
        ):
            self.addParameter(parameter)
        self.add_advanced(*self.advanced(line, real))
        self.add_outputs(line)

    def advanced(self, line, real):
        """Return the parameters that seldom need another value."""
        any_field, point = QgsProcessingParameterField.DataType.Any, QgsProcessing.SourceType.TypeVectorPoint
        numeric = QgsProcessingParameterField.DataType.Numeric
        return (
            QgsProcessingParameterNumber("NORM", tr("Norm for the nearest facility (empty: the threshold)"), real, None, True),
            QgsProcessingParameterNumber("DEMAND_SHARE", tr("Places wanted for each 100 people"), real, EVERYONE, False, 0.0),
            QgsProcessingParameterString(
                "SECTOR_DEMAND", tr("Who looks for which sector, such as creche=aged_0_2, primary=aged_6_11"), "", False, True
            ),
            QgsProcessingParameterFeatureSource(
                "POINTS", tr("Points to spread the people of areas over, such as addresses"), [point], optional=True
            ),
            QgsProcessingParameterField(
                "POINTS_WEIGHT_FIELD", tr("Field with the weight of points"), None, "POINTS", numeric, optional=True
            ),
            QgsProcessingParameterString("STEPS", tr("Weights of the zones, for the decay 'step'"), DEFAULT_STEPS, False, True),
            QgsProcessingParameterNumber("POWER", tr("Power, for the decay 'inverse_power'"), real, 1.0, False, 0.0),
            QgsProcessingParameterNumber("TOLERANCE", tr("Network: ends join within so many metres"), real, 0.0, False, 0.0),
            QgsProcessingParameterNumber(
                "REACH", tr("Network: farthest that a place may lie from it, in metres"), real, DEFAULT_REACH, False, 0.0
            ),
            QgsProcessingParameterBoolean("MAIN_PART_ONLY", tr("Network: pass over parts that hang loose"), False),
            QgsProcessingParameterField(
                "DIRECTION_FIELD", tr("Network: field with the direction"), None, "NETWORK", any_field, optional=True
            ),
            QgsProcessingParameterString("VALUE_FORWARD", tr("Direction: as drawn"), "FT", False, True),
            QgsProcessingParameterString("VALUE_BACKWARD", tr("Direction: against it"), "TF", False, True),
            QgsProcessingParameterString("VALUE_BOTH", tr("Direction: both"), "B", False, True),
            QgsProcessingParameterString("VALUE_CLOSED", tr("Direction: closed"), "N", False, True),
            QgsProcessingParameterField(
                "SPEED_FIELD", tr("Network: field with the speed (km/h), for cars"), None, "NETWORK", numeric, optional=True
            ),
            QgsProcessingParameterNumber(
                "DEFAULT_SPEED", tr("Speed in km/h (empty: 5 on foot, 15 cycling, 30 driving)"), real, None, True, 0.1
            ),
            QgsProcessingParameterEnum("CATCHMENTS", tr("Catchments"), list(CATCHMENTS), False, "reach", False, True),
        )

    def add_outputs(self, line):
        """Add what it gives."""
        point, polygon = QgsProcessing.SourceType.TypeVectorPoint, QgsProcessing.SourceType.TypeVectorPolygon
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", tr("People with their access")))
        for name, text, kind in (
            ("OUTPUT_SUPPLY", tr("Facilities with their load"), QgsProcessing.SourceType.TypeVectorAnyGeometry),
            ("OUTPUT_CATCHMENTS", tr("Catchments"), polygon),
            ("OUTPUT_UNITS", tr("Units with access and shortage"), polygon),
            ("OUTPUT_ALLOCATION", tr("Who goes where"), line),
            ("OUTPUT_POINTS", tr("Points where the people of areas start"), point),
        ):
            self.addParameter(QgsProcessingParameterFeatureSink(name, text, kind, None, True, False))
        self.addParameter(report_parameter())
        for name in OUTPUT_NUMBER_TEXTS:
            self.addOutput(QgsProcessingOutputNumber(name, tr(OUTPUT_NUMBER_TEXTS[name])))

    def compute(self, parameters, context, progress):
        from ...analysis.access import measure_access
        from ...bridge.access.question import check_reached, demand_at
        from ...bridge.access.report import Asked, totals
        from ...bridge.access.ways import ways_over

        means, decay, norm = self.means(parameters, context), *self.limits(parameters, context, progress)
        progress.step("Reading people, facilities and roads")
        layers, dropped = self.read_layers(parameters, context, means, progress)
        question = self.question(parameters, context, layers, progress)
        progress.step("Making the network")
        ways, roads = ways_over(layers["NETWORK"], means, progress)
        travel = ways.between(question["spread"].xy, question["places"], progress)
        check_reached(travel.origin_there, "DEMAND", layers["DEMAND"].name, means.reach, progress)
        check_reached(travel.destination_there, "SUPPLY", layers["SUPPLY"].name, means.reach, progress)
        progress.step(
            "Measuring the ways from {origins} places to {facilities} facilities",
            origins=len(question["spread"].xy),
            facilities=len(layers["SUPPLY"]),
        )
        method = self.parameterAsEnumString(parameters, "METHOD", context)
        demand = demand_at(question["spread"], question["people"])
        access = measure_access(travel, demand, question["supply"], method, decay, progress)
        answer = self.answer(layers, question, demand, access, method, norm)
        asked = Asked(decay.threshold, decay.kind, means, roads)
        self.tell(answer, means.unit, progress)
        outputs = self.write(parameters, context, layers, answer, asked, (ways, question["places"]), progress)
        network = {} if roads is None else {"NETWORK_PARTS": roads.parts, "NETWORK_JOINED": roads.joined + roads.mended}
        return {**outputs, **totals(answer), "DROPPED_COUNT": dropped, **network}

    # ---- the question

    def means(self, parameters, context):
        """Return how people travel."""
        import numpy as np

        from ...bridge.access.ways import Means

        text = {name: self.parameterAsString(parameters, name, context).strip() for name in (
            "DIRECTION_FIELD", "SPEED_FIELD", "VALUE_FORWARD", "VALUE_BACKWARD", "VALUE_BOTH", "VALUE_CLOSED")}  # fmt: skip
        over_network = parameters.get("NETWORK") not in (None, "")
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

    def limits(self, parameters, context, progress):
        """Return the decay with its threshold, and the norm."""
        from ...analysis.access import Decay
        from ...analysis.access.decay import read_steps

        threshold = self.above_zero(parameters, context, "THRESHOLD")
        norm = threshold if parameters.get("NORM") is None else self.above_zero(parameters, context, "NORM")
        if self.parameterAsEnumString(parameters, "COST", context) == "minutes" and threshold > LONG_MINUTES:
            progress.warn("THRESHOLD is {threshold:g} minutes: with COST 'minutes' it counts minutes, not metres.", threshold=threshold)
        steps = read_steps(self.parameterAsString(parameters, "STEPS", context) or DEFAULT_STEPS)
        power = self.parameterAsDouble(parameters, "POWER", context)
        return Decay(self.parameterAsEnumString(parameters, "DECAY", context), threshold, steps, power), norm

    def above_zero(self, parameters, context, name):
        """Return a number, which must be above 0."""
        value = self.parameterAsDouble(parameters, name, context)
        if not 0 < value < float("inf"):
            raise OpgaveError("{name} is {value:g}: give a number above 0.", name=name, value=value)
        return value

    def read_layers(self, parameters, context, means, progress):
        """Return the layers by parameter (None where not given), in the coordinate system of DEMAND, and how many features fell out."""
        from ...bridge.crs import require_projected
        from ...bridge.reading import read_parameter

        demand, counts = read_parameter(self, parameters, "DEMAND", context, progress=progress)
        require_projected(demand.crs, demand.name)
        layers, dropped = {"DEMAND": demand}, counts.dropped
        weights = [name for name in [self.parameterAsString(parameters, "POINTS_WEIGHT_FIELD", context)] if name]
        for name, fields in (("SUPPLY", None), ("NETWORK", means.fields()), ("POINTS", weights), ("UNITS", None)):
            layers[name] = None
            if parameters.get(name) not in (None, ""):
                layers[name], counts = read_parameter(self, parameters, name, context, fields, progress, target_crs=demand.crs)
                require_projected(layers[name].crs, layers[name].name)
                dropped += counts.dropped
        return layers, dropped

    def question(self, parameters, context, layers, progress):
        """Return sectors, people, supply, where people start and where facilities are."""
        import shapely

        from ...bridge.access.question import people_of, sectors_of, spread_of, supply_of

        demand, supply = layers["DEMAND"], layers["SUPPLY"]
        text = {
            name: self.parameterAsString(parameters, name, context).strip() for name in ("CAPACITY_FIELD", "SECTOR_FIELD", "SECTOR_DEMAND")
        }
        share = self.parameterAsDouble(parameters, "DEMAND_SHARE", context) / 100
        fields = self.parameterAsStrings(parameters, "DEMAND_FIELD", context)
        sectors = sectors_of(supply, text["SECTOR_FIELD"], fields, text["SECTOR_DEMAND"], progress)
        weight = self.parameterAsString(parameters, "POINTS_WEIGHT_FIELD", context)
        return {
            "sectors": sectors,
            "people": people_of(demand, sectors.groups, share, progress),
            "supply": supply_of(supply, text["CAPACITY_FIELD"], sectors, progress),
            "spread": spread_of(demand, layers["POINTS"], weight, progress),
            "places": shapely.get_coordinates(shapely.point_on_surface(supply.geometry)),
            "name_field": self.name_field(parameters, context, supply),
        }

    def name_field(self, parameters, context, supply):
        """Return the field with the names of facilities."""
        from ...bridge.reading import missing_field

        field = self.parameterAsString(parameters, "NAME_FIELD", context)
        if field and field not in supply.table:
            raise missing_field(supply.name, field, list(supply.table))
        return field

    # ---- the answer

    def answer(self, layers, question, demand, access, method, norm):
        """Return all that is known; facilities are called by their name where there is one."""
        from ...bridge.access.answer import Answer

        supply, field = layers["SUPPLY"], question["name_field"]
        ids = supply.table[field].to_numpy() if field else supply.ids
        return Answer(
            layers["DEMAND"], supply, question["spread"], demand, question["supply"], question["sectors"], access, method, norm, ids
        )

    def tell(self, answer, unit, progress):
        """Say what was found, in a sentence."""
        from ...bridge.access.report import totals

        found = totals(answer)
        progress.note(
            "Of the demand ({people:.0f}), {share:.1%} has a facility within {norm:g} {unit}; {served:.0f} get a place within the threshold"
            " and {short:.0f} do not.",
            share=found["WITHIN_NORM_SHARE"],
            people=found["DEMAND_TOTAL"],
            norm=answer.norm,
            unit=unit,
            served=found["SERVED"],
            short=found["SHORTAGE"],
        )
        if found["UNREACHED_COUNT"]:
            progress.warn(
                "From {count} of {total} places where people start no facility can be reached.",
                count=found["UNREACHED_COUNT"],
                total=len(answer.spread.xy),
            )

    def write(self, parameters, context, layers, answer, asked, where, progress):
        """Write the layers that were asked for, which open styled, and the report."""
        from ...bridge.access.answer import allocation_features, demand_features, points_features, supply_features, unit_features
        from ...bridge.styles import Style

        ways, places = where
        line = QgsWkbTypes.Type.LineString
        load = "load_share" if answer.capacity_known else ""
        made = {
            "OUTPUT": (lambda: demand_features(answer, progress), "DEMAND", None, self.people_style(answer.demand_layer)),
            "OUTPUT_SUPPLY": (lambda: supply_features(answer, progress), "SUPPLY", None, Style("facilities", field=load)),
            "OUTPUT_UNITS": (lambda: unit_features(answer, layers["UNITS"], progress), "UNITS", None, Style("shortage", field="shortage")),
            "OUTPUT_ALLOCATION": (lambda: allocation_features(answer, places), "", line, Style("allocation", field="within_norm")),
            "OUTPUT_POINTS": (lambda: points_features(answer, layers["POINTS"]), "POINTS", None, Style("access", field="within_norm")),
            "OUTPUT_CATCHMENTS": (
                lambda: self.catchments(parameters, context, answer, asked, ways, places, progress), "SUPPLY",
                QgsWkbTypes.Type.MultiPolygon, Style("catchments", unit=f"{asked.threshold:g} {asked.means.unit}")),
        }  # fmt: skip
        if self.wanted(parameters, "OUTPUT_UNITS") and layers["UNITS"] is None:
            raise OpgaveError("OUTPUT_UNITS sums up by units: give UNITS.")
        progress.step("Writing")
        results = {}
        for name, (make, source, kind, style) in made.items():
            if self.wanted(parameters, name):
                results[name] = self.write_layer(parameters, context, name, make(), source, kind, style, progress)
        return results | self.write_report(parameters, context, answer, asked)

    def wanted(self, parameters, name):
        """Whether an output was asked for."""
        return parameters.get(name) not in (None, "")

    def people_style(self, demand):
        """Return the looks of the people: points by whether they have a place, areas by what they lack."""
        import numpy as np
        import shapely

        from ...bridge.styles import Style

        if np.isin(shapely.get_type_id(demand.geometry), (3, 6)).any():
            return Style("shortage", field="shortage")
        return Style("access", field="within_norm")

    def write_layer(self, parameters, context, name, features, source, kind, style, progress):
        """Write one layer; it keeps the fields of the layer that it comes from."""
        from ...bridge.styles import style_on_load
        from ...bridge.writing import write_sink

        given = self.parameterAsSource(parameters, source, context) if source else None
        place = write_sink(self, parameters, name, context, features, given.fields() if given else None, progress, kind)
        style_on_load(context, place, style)
        return place

    def catchments(self, parameters, context, answer, asked, ways, places, progress):
        """Return the catchments."""
        import numpy as np

        from ...analysis.access import catchments, grid_around
        from ...bridge.access.answer import catchment_features

        progress.step("Drawing the catchments")
        fastest = min(asked.means.rate(), np.min(ways.graph.rate) if asked.roads else np.inf)
        grid = grid_around(places, asked.threshold / fastest)
        progress.note("Catchments are drawn on a grid of {cell:.0f} m.", cell=grid.cell)
        rivals = None
        if self.parameterAsEnumString(parameters, "CATCHMENTS", context) == "nearest":
            rivals = answer.sectors.group[answer.sectors.of_facility]
        travel = ways.between(grid.xy, places, progress)
        areas = catchments(travel, grid, asked.threshold, grid.cell * asked.means.rate(), rivals, progress)
        return catchment_features(answer, areas, progress)

    def write_report(self, parameters, context, answer, asked):
        """Write the report where it was asked for."""
        from ...bridge.access.report import write_access_report
        from ...bridge.language import Language, interface_language
        from ...bridge.outputs import whole_file

        path = self.parameterAsFileOutput(parameters, "REPORT", context)
        if not path:
            return {}
        with whole_file(path) as place:
            write_access_report(
                place, answer, asked, self.parameterAsString(parameters, "NAME_FIELD", context), Language(interface_language())
            )
        return {"REPORT": path}
