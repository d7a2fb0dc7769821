"""How many places a service will need, area by area, and from which year there are too few."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsWkbTypes,
)

from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    NUMERIC,
    POLYGONS,
    TABLE,
    distance,
    further_layer,
    group_field_parameter,
    input_layer,
    language_parameter,
    layer_expression,
    layer_field,
    margins_key_parameter,
    number,
    output_layer,
    rates_parameter,
    report_parameter,
    required_words,
    seed_parameter,
    total_field_parameter,
    unit_key_parameter,
    units_parameter,
)

if TYPE_CHECKING:
    import numpy as np

    from ...analysis.features import Features
    from ...model.demography import Demography, Service
    from ...planning.demand.inputs import StartPopulation
    from ...planning.demand.outputs import Answer
    from ...planning.demand.programmes import ServicePlaces

MOST_YEARS = 60
MOST_DRAWS = 2000
YEARS_AHEAD = 10


class ProjectDemandAlgorithm(OpgavenkaartAlgorithm):
    """Units with what they will need, against the places that there are and that are planned."""

    NAME = "project_demand"
    TITLE = "Project demand"
    GROUP = "smart_planning"
    TAGS = "population projection, cohort, forecast, places, shortage, childcare, schools"
    DOCS = "demand.md"
    STEPS = 5
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            units_parameter(),
            input_layer(contract.POPULATION, tr("Inhabitants by age (empty: fields of the units)"), TABLE, optional=True),
            rates_parameter(),
            input_layer(contract.PROGRAMME, tr("New dwellings"), TABLE, optional=True),
            input_layer(contract.CAPACITY, tr("Existing places"), TABLE, optional=True),
            input_layer(contract.PLANNED, tr("Planned places"), TABLE, optional=True),
            number(contract.HORIZON, tr("Horizon (year, or number of years)"), YEARS_AHEAD, 1, whole=True),
            required_words(contract.SERVICE, tr("Service, as in the rates"), "childcare"),
            distance(contract.REACH, tr("Units share places within (m)"), 0.0, contract.UNITS),
        ):
            self.addParameter(parameter)
        self.add_advanced(*self.advanced())
        self.add_outputs()

    def advanced(self) -> tuple[QgsProcessingParameterDefinition, ...]:
        """Return the parameters with defaults that seldom need another value."""
        return (
            number(contract.START, tr("First year (0: this year)"), 0, 0, whole=True),
            input_layer(contract.MARGINS, tr("Ages by municipality, to divide over the units"), TABLE, optional=True),
            unit_key_parameter(),
            layer_field(contract.POPULATION_KEY, tr("Inhabitants: field with the key"), contract.POPULATION),
            total_field_parameter(),
            group_field_parameter(),
            layer_field(contract.NEIGHBOURHOOD_FIELD, tr("Units: field with the neighbourhood"), contract.UNITS),
            margins_key_parameter(),
            layer_field(contract.CAPACITY_FIELD, tr("Field with the number of places"), contract.CAPACITY, NUMERIC),
            layer_expression(contract.CAPACITY_FILTER, tr("Filter for the places"), contract.CAPACITY),
            number(contract.DRAWS, tr("Number of simulated futures"), 500, 10, MOST_DRAWS, whole=True),
            seed_parameter(),
        )

    def add_outputs(self) -> None:
        """Add what it gives."""
        self.addParameter(output_layer(contract.OUTPUT, tr("Units with projected demand"), POLYGONS))
        self.addParameter(further_layer(contract.OUTPUT_YEARS, tr("Table by year and scenario"), TABLE))
        self.addParameter(further_layer(contract.OUTPUT_AGES, tr("Table of ages at the start"), TABLE))
        self.addParameter(language_parameter())
        self.addParameter(report_parameter())
        for name, description in (
            (contract.UNIT_COUNT, tr("Number of units")),
            (contract.MISSING_COUNT, tr("Number of units without ages")),
            (contract.POPULATION_START, tr("Inhabitants at the start")),
            (contract.POPULATION_HORIZON, tr("Inhabitants at the horizon")),
            (contract.DEMAND_START, tr("Places needed at the start")),
            (contract.DEMAND_LOW, tr("Places needed at the horizon, low scenario")),
            (contract.DEMAND_MID, tr("Places needed at the horizon, middle scenario")),
            (contract.DEMAND_HIGH, tr("Places needed at the horizon, high scenario")),
            (contract.CAPACITY_HORIZON, tr("Places available at the horizon")),
            (contract.SHORT_COUNT, tr("Number of units that lack a place in any year up to the horizon")),
            (contract.SHORT_COUNT_HORIZON, tr("Number of units that lack a place at the horizon")),
            (contract.SHORTAGE_UNITS, tr("Places short at the horizon, counted by unit")),
            (contract.SHORTAGE_NEIGHBOURHOODS, tr("Places short at the horizon, counted by neighbourhood")),
            (contract.SHORTAGE_TOTAL, tr("Places short at the horizon, all units together")),
            (contract.SHORTAGE_LEAST, tr("Places short at the horizon with the best division within reach")),
            (contract.SHORTAGE_MOVABLE, tr("Places short at the horizon that another division within reach could solve at most")),
            (contract.COST_NOW, tr("Cost of building all now, each unit its own shortage (euro)")),
            (contract.COST_AFTER, tr("Cost of building once short, each unit its own shortage (euro)")),
            (contract.COST_PHASED, tr("Cost of the phased plan, each unit its own shortage (euro)")),
            (contract.COST_PHASED_LOW, tr("Cost of the phased plan with the lowest prices (euro)")),
            (contract.COST_PHASED_HIGH, tr("Cost of the phased plan with the highest prices (euro)")),
            (contract.WAITING_LOW, tr("Waiting until short instead of the phased plan: at least so much more (euro)")),
            (contract.WAITING_HIGH, tr("Waiting until short instead of the phased plan: at most so much more (euro)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...model.demography import read_demography
        from ...planning.demand.outputs import answer, totals
        from ...planning.demand.report import tell

        rates = read_demography(self.parameterAsFile(parameters, contract.RATES, context).strip())
        service = rates.service(self.parameterAsString(parameters, contract.SERVICE, context).strip())
        years = self.years(parameters, context)
        progress.step("Reading the population")
        units, population = self.population(parameters, context, rates, progress)
        progress.step("Reading dwellings and places")
        dwellings = self.dwellings(parameters, context, units, population, rates, years, progress)
        places = self.places(parameters, context, units, population, service, years, progress)
        draws, seed = (self.parameterAsInt(parameters, name, context) for name in (contract.DRAWS, contract.SEED))
        neighbourhood = self.neighbourhoods(parameters, context, units, progress)
        found = answer(years, rates, service, population, dwellings, places, neighbourhood, draws, seed, progress)
        tell(found, progress)
        progress.step("Writing")
        return self.write(parameters, context, units, found, progress) | totals(found)

    def years(self, parameters: dict[str, Any], context: QgsProcessingContext) -> np.ndarray:
        """Return the years from the start to the horizon."""
        import numpy as np

        start = self.parameterAsInt(parameters, contract.START, context) or date.today().year
        asked = self.parameterAsInt(parameters, contract.HORIZON, context)
        horizon = asked if asked > MOST_YEARS else start + asked
        if horizon <= start:
            raise OpgaveError("The horizon {horizon} is not after the start {start}. Choose a later HORIZON.", horizon=horizon, start=start)
        if horizon - start > MOST_YEARS:
            raise OpgaveError(
                "From {start} to {horizon} is more than {most} years, which is too far to project. Choose an earlier HORIZON.",
                start=start, horizon=horizon, most=MOST_YEARS,
            )  # fmt: skip
        return np.arange(start, horizon + 1)

    def optional(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        name: str,
        progress: FeedbackProgress,
        crs: str = "",
        **options: Any,
    ) -> Features | None:
        """Return an optional layer, its shapes in a coordinate system; None where it was not given."""
        from ...qgis_io.reading import read_parameter

        if not self.given(parameters, name):
            return None
        source = self.inputs.layer(name)
        spatial = source is not None and source.wkbType() != QgsWkbTypes.Type.NoGeometry
        target = crs if spatial else ""
        return read_parameter(self, parameters, name, context, progress=progress, keep_null=True, target_crs=target, **options)[0]

    def population(
        self, parameters: dict[str, Any], context: QgsProcessingContext, rates: Demography, progress: FeedbackProgress
    ) -> tuple[Features, StartPopulation]:
        """Return the units and who lives in them."""
        from ...planning.demand.inputs import Keys, read_population
        from ...qgis_io.reading import read_parameter

        units, _ = read_parameter(self, parameters, contract.UNITS, context, progress=progress, keep_null=True)
        if not len(units):
            raise OpgaveError("Layer '{layer}' has no features.", layer=units.name)
        names = (contract.UNIT_KEY, contract.POPULATION_KEY, contract.TOTAL_FIELD, contract.GROUP_FIELD, contract.MARGINS_KEY)
        keys = Keys(*(self.parameterAsString(parameters, name, context).strip() for name in names))
        table, margins = (
            self.optional(parameters, context, name, progress, geometry=False) for name in (contract.POPULATION, contract.MARGINS)
        )
        return units, read_population(units, table, margins, keys, rates, progress)

    def dwellings(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        units: Features,
        population: StartPopulation,
        rates: Demography,
        years: np.ndarray,
        progress: FeedbackProgress,
    ) -> np.ndarray:
        """Return the new dwellings by unit, year and kind of household."""
        from ...planning.demand.programmes import new_dwellings

        layer = self.optional(parameters, context, contract.PROGRAMME, progress, units.crs)
        return new_dwellings(layer, units, population.key, rates, years[:-1], progress)

    def places(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        units: Features,
        population: StartPopulation,
        service: Service,
        years: np.ndarray,
        progress: FeedbackProgress,
    ) -> ServicePlaces | None:
        """Return the places of the units in each year; None where none were given."""
        import numpy as np

        from ...model.ages import by_age
        from ...planning.demand.programmes import places_by_year
        from ...qgis_io.crs import require_ground_metres
        from ...qgis_io.expressions import check_filter
        from ...qgis_io.reading import given_layer

        reach = self.parameterAsDouble(parameters, contract.REACH, context)
        if reach:
            require_ground_metres(units)
        text, layers = self.parameterAsString(parameters, contract.CAPACITY_FILTER, context).strip(), []
        for name, needs_year, filter in ((contract.CAPACITY, False, text), (contract.PLANNED, True, "")):
            if self.given(parameters, name):
                if filter:
                    check_filter(filter, given_layer(self, parameters, name).fields().names(), contract.CAPACITY_FILTER)
                layer = self.optional(parameters, context, name, progress, units.crs, filter=filter)
                field = "" if needs_year else self.parameterAsString(parameters, contract.CAPACITY_FIELD, context)
                if layer is not None:
                    layers.append((layer, field, needs_year))
        need = population.people.sum(axis=1) @ np.array(by_age(service.use))
        return places_by_year(layers, units, population.key, need, reach, years, progress)

    def neighbourhoods(
        self, parameters: dict[str, Any], context: QgsProcessingContext, units: Features, progress: FeedbackProgress
    ) -> np.ndarray | None:
        """Return the number of each unit's neighbourhood; None where it is not known."""
        from ...planning.demand.inputs import read_neighbourhoods

        return read_neighbourhoods(units, self.parameterAsString(parameters, contract.NEIGHBOURHOOD_FIELD, context).strip(), progress)

    def write(
        self, parameters: dict[str, Any], context: QgsProcessingContext, units: Features, found: Answer, progress: FeedbackProgress
    ) -> dict[str, Any]:
        """Write the units, the tables and the report; nothing half."""
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...planning.demand.outputs import by_age_class, by_year, on_units
        from ...planning.demand.report import write_demand_report
        from ...qgis_io.outputs import whole_file
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink

        source = given_layer(self, parameters, contract.UNITS)
        kept, table = on_units(units, source.fields(), found)
        results = {contract.OUTPUT: write_sink(self, parameters, contract.OUTPUT, context, table, kept, progress, source.wkbType())}
        style = Style("short_from", field="shortage_year", breaks=(float(found.years[0]), float(found.years[-1])))
        style_on_load(context, results[contract.OUTPUT], style if found.places is not None else Style("indicator", field="demand_mid"))
        none = QgsWkbTypes.Type.NoGeometry
        for name, make in ((contract.OUTPUT_YEARS, by_year), (contract.OUTPUT_AGES, by_age_class)):
            if self.given(parameters, name):
                results[name] = write_sink(self, parameters, name, context, make(units, found), None, progress, none)
        report = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if report:
            with whole_file(report) as place:
                write_demand_report(place, units, found, self.language(parameters, context))
            results[contract.REPORT] = report
        return results
