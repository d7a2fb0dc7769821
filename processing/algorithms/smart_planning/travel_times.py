"""How long people are under way, on foot, by bicycle, by car, by public transport or in a straight line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
    QgsProcessingParameterDefinition,
    QgsWkbTypes,
)

from ...model import contract
from ...model.choices import CUTOFF, MINUTES, NEAREST, STRAIGHT, TRANSIT, TRAVEL_MEANS, TRAVEL_RESULTS
from ...model.errors import OpgaveError, ParameterName
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..parameters import (
    NUMERIC,
    SHAPES,
    TABLE,
    choice,
    further_layer,
    input_files,
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
    from ...analysis.network import Travel, Ways
    from ...analysis.transit import TransitTravel, TravelTimes


def change_parameters() -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return what says how a timetable changes, and for whom."""
    return (
        input_files(contract.GTFS_AFTER, tr("Timetables after a change (GTFS, zip files)")),
        layer_field(contract.GROUP_FIELDS, tr("Fields with numbers of people, by group"), contract.ORIGINS, NUMERIC, several=True),
        layer_field(contract.RANK_FIELD, tr("Field that ranks the origins, such as income"), contract.ORIGINS, NUMERIC),
    )


class TravelTimesAlgorithm(TravelAlgorithm):
    """Minutes between origins and destinations; by public transport door to door, over a window of departure."""

    NAME = "travel_times"
    TITLE = "Travel times"
    GROUP = "smart_planning"
    TAGS = "public transport, GTFS, timetable, accessibility, travel time matrix, OD matrix, isochrone"
    DOCS = "travel-times.md"
    STEPS = 6

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
        for parameter in change_parameters():
            self.addParameter(parameter)
        self.addParameter(output_layer(contract.OUTPUT, tr("Travel times"), TABLE))
        self.addParameter(further_layer(contract.OUTPUT_GROUPS, tr("Who loses time, by group"), TABLE))
        self.addParameter(further_layer(contract.OUTPUT_HOURS, tr("Hours in which a destination can be reached"), SHAPES))
        for name, label in (
            (contract.ORIGIN_COUNT, tr("Number of origins")),
            (contract.DESTINATION_COUNT, tr("Number of destinations")),
            (contract.PAIR_COUNT, tr("Number of pairs within the travel time")),
            (contract.UNREACHED_COUNT, tr("Number of origins from where no destination can be reached")),
            (contract.TRIP_COUNT, tr("Number of trips in the timetables that day")),
            (contract.LONGER_COUNT, tr("Number of origins that are longer under way after the change")),
            (contract.LOST_COUNT, tr("Number of origins that reach no destination any more after the change")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))
        self.addOutput(QgsProcessingOutputString(contract.TIMETABLE_DAY, tr("Day of the timetable")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        import numpy as np

        from ...analysis.transit import TransitTravel
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...planning.access.inputs import names_of
        from ...planning.access.travel_times import MEDIAN, pair_table, with_nearest
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink

        changes = self.check_change(parameters, context)
        origins, destinations, roads = self.read_layers(parameters, context, progress)
        travel, times, timetable = self.measure(parameters, context, origins, destinations, roads, progress)
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
            if changes:
                result, after = self.change(parameters, context, (origins, destinations, roads), times, result, progress)
                timetable |= after
            output = write_sink(self, parameters, contract.OUTPUT, context, result, fields, progress)
            style_on_load(context, output, Style("travel_times", field=MEDIAN))
        else:
            result = pair_table(times, names_of(origins, self.parameterAsString(parameters, contract.ORIGIN_FIELD, context)), names)
            none = QgsWkbTypes.Type.NoGeometry
            output = write_sink(self, parameters, contract.OUTPUT, context, result, None, progress, none)
        if isinstance(travel, TransitTravel) and self.given(parameters, contract.OUTPUT_HOURS):
            timetable[contract.OUTPUT_HOURS] = self.write_hours(parameters, context, origins, travel, progress)
        return {
            contract.OUTPUT: output,
            contract.ORIGIN_COUNT: len(origins),
            contract.DESTINATION_COUNT: len(destinations),
            contract.PAIR_COUNT: len(times.origin),
            contract.UNREACHED_COUNT: nowhere,
            **timetable,
        }

    def write_hours(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        origins: Features,
        travel: TransitTravel,
        progress: FeedbackProgress,
    ) -> str | None:
        """Write at each origin in which hours half of the departures reach a destination, and tell it of all origins together."""
        import numpy as np

        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...planning.access.travel_hours import HOUR_COUNT, with_hours
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink

        found = travel.hours_to_first(progress)
        reached = {hour: int(np.isfinite(times.median).sum()) for hour, times in found.items()}
        progress.note(
            "From so many of the {total} origins half of the departures within an hour reach a destination: {hours}.",
            total=len(origins),
            hours=", ".join(f"{hour:02d}-{hour + 1:02d} h {count}" for hour, count in reached.items()),
        )
        result, fields = with_hours(origins, travel.origin_there, found, progress), given_layer(self, parameters, contract.ORIGINS).fields()
        output = write_sink(self, parameters, contract.OUTPUT_HOURS, context, result, fields, progress)
        style_on_load(context, output, Style("travel_hours", field=HOUR_COUNT, breaks=(0.0, float(len(found)))))
        return output

    def check_change(self, parameters: dict[str, Any], context: QgsProcessingContext) -> bool:
        """Return whether a change of the timetable is asked for; refuse what does not go with it, or with a timetable at all."""
        transit = self.parameterAsEnumString(parameters, contract.MEANS, context) == TRANSIT
        if not transit and self.given(parameters, contract.OUTPUT_HOURS):
            raise OpgaveError("OUTPUT_HOURS tells when a timetable brings one to a destination: set MEANS to 'transit'.")
        if not self.given(parameters, contract.GTFS_AFTER):
            if self.given(parameters, contract.OUTPUT_GROUPS):
                raise OpgaveError("OUTPUT_GROUPS tells who loses time by another timetable: give GTFS_AFTER.")
            return False
        if not transit:
            raise OpgaveError("GTFS_AFTER is another timetable: set MEANS to 'transit'.")
        if self.parameterAsEnumString(parameters, contract.RESULT, context) != NEAREST:
            raise OpgaveError("GTFS_AFTER compares the way to the nearest destination: set RESULT to 'nearest'.")
        return True

    def change(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        layers: tuple[Features, Features, Features | None],
        times: TravelTimes,
        result: Features,
        progress: FeedbackProgress,
    ) -> tuple[Features, dict[str, Any]]:
        """Return the origins with what the other timetable changes, and what is told of it; write who loses time where that is asked."""
        from ...planning.access.travel_change import LOST, WORSE, changes, group_table, groups_of, nearest_minutes, with_change
        from ...qgis_io.number_fields import amounts
        from ...qgis_io.reading import number_column
        from ...qgis_io.writing import write_sink

        origins = layers[0]
        _, later, _ = self.measure(
            parameters, context, *layers, progress, feeds=self.parameterAsFileList(parameters, contract.GTFS_AFTER, context)
        )
        before, after = (nearest_minutes(one, len(origins)) for one in (times, later))
        became = changes(before, after)
        told: dict[str, Any] = {contract.LONGER_COUNT: int((became == WORSE).sum()), contract.LOST_COUNT: int((became == LOST).sum())}
        progress.note(
            "After the change {longer} of {total} origins are longer under way, and {lost} reach no destination any more.",
            longer=told[contract.LONGER_COUNT],
            total=len(origins),
            lost=told[contract.LOST_COUNT],
        )
        if self.given(parameters, contract.OUTPUT_GROUPS):
            names = self.parameterAsStrings(parameters, contract.GROUP_FIELDS, context)
            people = {name: amounts(origins, name, progress) for name in names} or {"-": amounts(origins, "", progress)}
            field = self.parameterAsString(parameters, contract.RANK_FIELD, context)
            rank = number_column(origins, field, progress) if field else None
            table = group_table(groups_of(people, rank, field), before, after)
            none = QgsWkbTypes.Type.NoGeometry
            told[contract.OUTPUT_GROUPS] = write_sink(self, parameters, contract.OUTPUT_GROUPS, context, table, None, progress, none)
        return with_change(result, before, after, progress), told

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> tuple[Features, Features, Features | None]:
        """Return origins, destinations and roads (None where not given), in the coordinate system of the origins."""
        from ...qgis_io.crs import require_ground_metres
        from ...qgis_io.reading import read_parameter

        means = self.parameterAsEnumString(parameters, contract.MEANS, context)
        over_network = self.given(parameters, contract.NETWORK)
        if means not in (TRANSIT, STRAIGHT) and not over_network:
            raise OpgaveError("MEANS '{means}' goes over a network: give NETWORK, or take 'straight'.", means=means)
        progress.step("Reading the layers")
        origins, _ = read_parameter(self, parameters, contract.ORIGINS, context, progress=progress)
        require_ground_metres(origins)
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
        feeds: Sequence[str] | None = None,
    ) -> tuple[Travel, TravelTimes, dict[str, Any]]:
        """Return the travel, the times of all pairs, and what is told of a timetable: of other ``feeds`` where they are given."""
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
            if feeds is not None:
                wish = replace(wish, paths=tuple(feeds))
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
        return travel, measure_times(travel, cutoff, progress), timetable
