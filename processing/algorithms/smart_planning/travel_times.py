"""How long people are under way, on foot, by bicycle, by car, by public transport or in a straight line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputNumber, QgsProcessingOutputString, QgsWkbTypes

from ...model import contract
from ...model.choices import CUTOFF, MINUTES, NEAREST, STRAIGHT, TRANSIT, TRAVEL_MEANS, TRAVEL_RESULTS
from ...model.errors import OpgaveError, ParameterName
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..parameters import (
    TABLE,
    choice,
    input_layer,
    journey_parameters,
    layer_field,
    network_parameter,
    number,
    output_layer,
    timetable_parameters,
    travel_parameters,
)
from ..travel_algorithm import TravelAlgorithm

if TYPE_CHECKING:
    from ...analysis.features import Features
    from ...analysis.network import Ways
    from ...analysis.transit import TravelTimes


class TravelTimesAlgorithm(TravelAlgorithm):
    """Minutes between origins and destinations; by public transport door to door, over a window of departure."""

    NAME = "travel_times"
    TITLE = "Travel times"
    GROUP = "smart_planning"
    TAGS = "public transport, GTFS, timetable, accessibility, travel time matrix, OD matrix, isochrone"
    DOCS = "travel-times.md"
    STEPS = 4

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            input_layer(contract.ORIGINS, tr("Origins")),
            input_layer(contract.DESTINATIONS, tr("Destinations")),
            choice(contract.MEANS, tr("Means of transport"), TRAVEL_MEANS),
            network_parameter(),
            *timetable_parameters(),
            number(contract.CUTOFF, tr("Max. travel time (minutes)"), CUTOFF),
            choice(contract.RESULT, tr("Result: all pairs as a table, or the nearest destination at each origin"), TRAVEL_RESULTS),
            layer_field(contract.ORIGIN_FIELD, tr("Field with the name of an origin"), contract.ORIGINS),
            layer_field(contract.DESTINATION_FIELD, tr("Field with the name of a destination"), contract.DESTINATIONS),
        ):
            self.addParameter(parameter)
        self.add_advanced(*journey_parameters(), *travel_parameters())
        self.addParameter(output_layer(contract.OUTPUT, tr("Travel times"), TABLE))
        for name, label in (
            (contract.ORIGIN_COUNT, tr("Number of origins")),
            (contract.DESTINATION_COUNT, tr("Number of destinations")),
            (contract.PAIR_COUNT, tr("Number of pairs within the travel time")),
            (contract.UNREACHED_COUNT, tr("Number of origins from where no destination can be reached")),
            (contract.TRIP_COUNT, tr("Number of trips in the timetables that day")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))
        self.addOutput(QgsProcessingOutputString(contract.TIMETABLE_DAY, tr("Day of the timetable")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        import numpy as np

        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...planning.access.inputs import names_of
        from ...planning.access.travel_times import MEDIAN, pair_table, with_nearest
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink

        origins, destinations, roads = self.read_layers(parameters, context, progress)
        times, timetable = self.measure(parameters, context, origins, destinations, roads, progress)
        nowhere = len(origins) - len(np.unique(times.origin))
        if nowhere:
            progress.warn(
                "From 1 of {total} origins no destination can be reached within the travel time. | From {count} of {total} origins no"
                " destination can be reached within the travel time.",
                count=nowhere,
                total=len(origins),
            )
        progress.step("Writing")
        names = names_of(destinations, self.parameterAsString(parameters, contract.DESTINATION_FIELD, context))
        if self.parameterAsEnumString(parameters, contract.RESULT, context) == NEAREST:
            result, fields = with_nearest(origins, times, names, progress), given_layer(self, parameters, contract.ORIGINS).fields()
            output = write_sink(self, parameters, contract.OUTPUT, context, result, fields, progress)
            style_on_load(context, output, Style("travel_times", field=MEDIAN))
        else:
            result = pair_table(times, names_of(origins, self.parameterAsString(parameters, contract.ORIGIN_FIELD, context)), names)
            none = QgsWkbTypes.Type.NoGeometry
            output = write_sink(self, parameters, contract.OUTPUT, context, result, None, progress, none)
        return {
            contract.OUTPUT: output,
            contract.ORIGIN_COUNT: len(origins),
            contract.DESTINATION_COUNT: len(destinations),
            contract.PAIR_COUNT: len(times.origin),
            contract.UNREACHED_COUNT: nowhere,
            **timetable,
        }

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> tuple[Features, Features, Features | None]:
        """Return origins, destinations and roads (None where not given), in the coordinate system of the origins."""
        from ...qgis_io.crs import require_projected
        from ...qgis_io.reading import read_parameter

        means = self.parameterAsEnumString(parameters, contract.MEANS, context)
        over_network = self.given(parameters, contract.NETWORK)
        if means not in (TRANSIT, STRAIGHT) and not over_network:
            raise OpgaveError("MEANS '{means}' goes over a network: give NETWORK, or take 'straight'.", means=means)
        progress.step("Reading the layers")
        origins, _ = read_parameter(self, parameters, contract.ORIGINS, context, progress=progress)
        require_projected(origins.crs, origins.name)
        destinations, _ = read_parameter(self, parameters, contract.DESTINATIONS, context, progress=progress, target_crs=origins.crs)
        for name, layer in ((contract.ORIGINS, origins), (contract.DESTINATIONS, destinations)):
            if not len(layer):
                raise OpgaveError("{parameter}: layer '{layer}' has no features.", parameter=ParameterName(name), layer=layer.name)
        roads = None
        if over_network and means != STRAIGHT:
            fields = self.means(parameters, context, TRAVEL_MEANS[means], MINUTES).fields()
            roads, _ = read_parameter(self, parameters, contract.NETWORK, context, fields, progress, target_crs=origins.crs)
        return origins, destinations, roads

    def measure(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        origins: Features,
        destinations: Features,
        roads: Features | None,
        progress: FeedbackProgress,
    ) -> tuple[TravelTimes, dict[str, Any]]:
        """Return the times of all pairs, and what is told of a timetable."""
        from ...analysis.access.spreading import spots
        from ...analysis.transit import TransitTravel
        from ...planning.access.inputs import check_reached
        from ...planning.access.travel_times import measure_times
        from ...sources.travel.means import ways_over
        from ...sources.travel.timetables import check_stops, read_feeds, transit_ways

        chosen = self.parameterAsEnumString(parameters, contract.MEANS, context)
        means, cutoff = (
            self.means(parameters, context, TRAVEL_MEANS[chosen], MINUTES),
            self.above_zero(parameters, context, contract.CUTOFF),
        )
        ways: Ways
        timetable: dict[str, Any] = {contract.TRIP_COUNT: 0, contract.TIMETABLE_DAY: ""}
        if chosen == TRANSIT:
            wish = self.transit_wish(parameters, context, cutoff)
            progress.step("Reading the timetable")
            schedule = read_feeds(wish, progress)
            timetable = {contract.TRIP_COUNT: sum(schedule.trips), contract.TIMETABLE_DAY: str(schedule.day)}
            ways, _ = transit_ways(schedule, wish, roads, means, origins.crs, progress)
        else:
            ways, _ = ways_over(roads, means, progress)
        progress.step("Measuring travel times from {origins} origins to {destinations} destinations",
                      origins=len(origins), destinations=len(destinations))  # fmt: skip
        travel = ways.between(spots(origins.geometry).xy, spots(destinations.geometry).xy, progress)
        check_reached(travel.origin_there, contract.ORIGINS, origins.name, means.reach, progress)
        check_reached(travel.destination_there, contract.DESTINATIONS, destinations.name, means.reach, progress)
        if isinstance(travel, TransitTravel):
            check_stops(travel, wish, means.reach, progress)
        return measure_times(travel, cutoff, progress), timetable
