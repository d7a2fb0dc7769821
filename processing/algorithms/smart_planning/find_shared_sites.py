"""Which places serve several sectors best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsWkbTypes,
)

from ...model import contract
from ...model.choices import CUTOFF, METRES, SITE_OBJECTIVES, TRANSIT, WALKING
from ...model.errors import OpgaveError, ParameterName
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..parameters import (
    NUMERIC,
    POLYGONS,
    SHAPES,
    TABLE,
    WORDS,
    allocation_output,
    capacity_parameter,
    choice,
    further_layer,
    input_layer,
    input_layers,
    journey_parameters,
    layer_field,
    mode_parameter,
    network_parameter,
    number,
    output_layer,
    percentile_parameter,
    switch,
    time_limit_parameter,
    timetable_parameters,
    travel_cost_parameter,
    travel_parameters,
    words,
)
from ..travel_algorithm import TravelAlgorithm

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from ...analysis.features import Features
    from ...analysis.siting.appraisal import Saving
    from ...analysis.siting.problem import Plan, Sector
    from ...planning.sites.inputs import DemandPoints, PlanRules, Question, SiteLayers
    from ...sources.travel.means import Means

DEFAULT_DISTANCE, DEFAULT_SECONDS, NODE_DISTANCE = 1000.0, 60.0, 1000.0
ALL = 100.0
SAVING_SECONDS = 20.0
OUTPUT_NUMBER_TEXTS = {
    contract.OBJECTIVE_VALUE: "Value of the objective",
    contract.GAP: "Maximum gap to the optimum (0: proven optimal)",
    contract.BOUND: "Upper bound",
    contract.SITE_COUNT: "Number of sites in the plan",
    contract.SERVED: "Demand served within the norm",
    contract.SERVED_SHARE: "Share of the demand served within the norm (0-1)",
    contract.SITES_SAVED: "New sites saved by sharing",
    contract.PLACES_SAVED: "Places saved by sharing",
    contract.EURO_SAVED: "Euro saved by sharing",
}


def first_parameters() -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return what a user sees at once."""
    fields = tr("Demand field of each layer (comma-separated; empty: each feature counts as 1)")
    return (
        input_layers(contract.DEMANDS, tr("Demand, a layer for each sector"), SHAPES),
        words(contract.DEMAND_FIELDS, fields),
        words(contract.DISTANCES, tr("Norm distance of each sector, in metres or minutes (comma-separated)")),
        words(contract.WEIGHTS, tr("Weight of each sector (comma-separated)")),
        input_layer(contract.CANDIDATES, tr("Candidate sites")),
        capacity_parameter(contract.CANDIDATES),
        layer_field(contract.COST_FIELD, tr("Field with the cost in euro"), contract.CANDIDATES, NUMERIC),
        layer_field(
            contract.STATUS_FIELD, tr("Field with the status: candidate, existing, required, forbidden"), contract.CANDIDATES, WORDS
        ),
        network_parameter(),
        mode_parameter(),
        travel_cost_parameter(),
        choice(contract.OBJECTIVE, tr("Objective"), SITE_OBJECTIVES, "mclp"),
        number(contract.SITES, tr("Number of sites, including existing ones"), None, 1, whole=True),
        number(contract.DISTANCE, tr("Norm distance of sectors without their own (metres, or minutes)"), DEFAULT_DISTANCE, 0.0),
    )


def seldom_asked() -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return what seldom needs another value."""
    return (
        time_limit_parameter(DEFAULT_SECONDS),
        number(contract.BUDGET, tr("Budget for the new sites in euro (the number of sites is then a maximum)"), None, 0.0),
        switch(contract.WITHIN_NORM, tr("p_median, p_center: everyone is served within the norm")),
        number(contract.COVERED_SHARE, tr("lscp: percentage of each sector's demand within the norm distance"), ALL, 0.0, ALL),
        number(contract.WORST_OFF, tr("Protected share of worst-off (% of the demand; 0: none)"), 0.0, 0.0, ALL),
        words(contract.NEED_FIELDS, tr("Vulnerability fields (comma-separated)")),
        number(contract.WORST_OFF_COVERED, tr("Percentage of the worst-off served within the norm distance"), ALL, 0.0, ALL),
        layer_field(
            contract.SUITS_FIELD, tr("Field with the demand layers that a site can serve (empty: all)"), contract.CANDIDATES, WORDS
        ),
        input_layer(contract.AVOID, tr("Areas to avoid, such as flood areas"), POLYGONS, optional=True),
        input_layer(contract.NODES, tr("Public transport nodes"), optional=True),
        number(contract.NODE_DISTANCE, tr("Distance from which a transport node no longer counts (m)"), NODE_DISTANCE, 1.0),
        number(contract.MIN_POTENTIAL, tr("Minimum densification potential (0-100; 0: no rule)"), 0.0, 0.0, ALL),
        *travel_parameters(reach=None),
        *timetable_parameters(),
        *journey_parameters(),
        percentile_parameter(),
        number(contract.CUTOFF, tr("Public transport: max. travel time (minutes)"), CUTOFF),
    )


def outputs() -> tuple[QgsProcessingParameterDefinition, ...]:
    """Return what it gives."""
    return (
        output_layer(contract.OUTPUT, tr("Sites")),
        allocation_output(),
        further_layer(contract.OUTPUT_CURVE, tr("Benefit per site"), TABLE),
        further_layer(contract.OUTPUT_SAVING, tr("Savings by sharing"), TABLE),
    )


class FindSharedSitesAlgorithm(TravelAlgorithm):
    """Sites for several sectors at once, with bound and gap, runner-ups, what each site buys and what sharing saves."""

    NAME = "find_shared_sites"
    TITLE = "Find shared sites"
    GROUP = "smart_planning"
    TAGS = "location-allocation, p-median, MCLP, LSCP, coverage, optimal location"
    DOCS = "sites.md"
    STEPS = 5

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in first_parameters():
            self.addParameter(parameter)
        self.add_advanced(*seldom_asked())
        for parameter in outputs():
            self.addParameter(parameter)
        for name in OUTPUT_NUMBER_TEXTS:
            self.addOutput(QgsProcessingOutputNumber(name, tr(OUTPUT_NUMBER_TEXTS[name])))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from functools import partial

        from ...analysis.side_thread import run_aside
        from ...analysis.siting import find_sites
        from ...analysis.siting.appraisal import weigh_plan
        from ...planning.sites.inputs import question_of
        from ...planning.sites.report import output_numbers, tell

        progress.step("Reading demand and candidates")
        means = self.site_means(parameters, context)
        layers = self.read_layers(parameters, context, means, progress)
        demand, sectors = self.demand(parameters, context, layers.demands, progress)
        sites = len(layers.candidates)
        progress.step("Measuring distances from {points} demand points to {sites} candidates", points=len(demand.xy), sites=sites)
        question = question_of(layers, demand, sectors, self.rules(parameters, context, means, sectors), progress)
        problem = question.problem
        progress.step("Choosing the sites")
        seconds = self.parameterAsDouble(parameters, contract.TIME_LIMIT, context)
        plan = run_aside(partial(find_sites, problem, seconds, progress), progress)
        progress.step("Comparing with other plans")
        order, rivals, saved = run_aside(partial(weigh_plan, problem, plan, SAVING_SECONDS, progress), progress)
        tell(problem, plan, saved, progress)
        progress.step("Writing")
        written = self.write(parameters, context, layers.candidates, question, plan, (order, rivals, saved), progress)
        return {**written, **output_numbers(problem, plan, saved)}

    # ---- reading

    def site_means(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Means:
        """Return how people travel; by public transport: how they walk."""
        mode, cost = (self.parameterAsEnumString(parameters, name, context) for name in (contract.MODE, contract.COST))
        if mode == TRANSIT and cost == METRES:
            raise OpgaveError("Public transport takes time: set COST to 'minutes', and DISTANCE to a number of minutes.")
        return self.means(parameters, context, WALKING if mode == TRANSIT else mode, cost)

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, means: Means, progress: FeedbackProgress
    ) -> SiteLayers:
        """Return the layers, all in the candidates' coordinate system, those with demand with different names."""
        from ...planning.sites.inputs import SiteLayers
        from ...qgis_io.crs import require_ground_metres
        from ...qgis_io.reading import read_parameter

        candidates, _ = read_parameter(self, parameters, contract.CANDIDATES, context, progress=progress)
        require_ground_metres(candidates)
        if not len(candidates):
            raise OpgaveError("There are no candidates: give a layer with candidate sites.")
        demands = self.read_demands(parameters, context, candidates.crs, progress)
        fields = {contract.NETWORK: means.fields(), contract.AVOID: [], contract.NODES: []}
        shapes = {name.lower(): read_parameter(self, parameters, name, context, fields[name], progress, target_crs=candidates.crs)[0]
                  for name in fields if self.given(parameters, name)}  # fmt: skip
        return SiteLayers(candidates, demands, **shapes)

    def read_demands(
        self, parameters: dict[str, Any], context: QgsProcessingContext, crs: str, progress: FeedbackProgress
    ) -> list[Features]:
        """Return the layers with demand, all with different names."""
        from dataclasses import replace

        from ...model.text import number_equals
        from ...qgis_io.inputs import titles_of
        from ...qgis_io.reading import read_features

        given = self.inputs.layers(contract.DEMANDS)
        if not given:
            raise OpgaveError("DEMANDS: give at least one layer with demand.")
        options = {"target_crs": crs, "transform_context": context.transformContext(), "progress": progress}
        names = number_equals(titles_of(given))
        return [replace(read_features(one, **options)[0], name=name) for one, name in zip(given, names, strict=True)]

    def demand(
        self, parameters: dict[str, Any], context: QgsProcessingContext, layers: Sequence[Features], progress: FeedbackProgress
    ) -> tuple[DemandPoints, tuple[Sector, ...]]:
        """Return the demand of all layers, and their sectors."""
        from ...analysis.siting import Sector
        from ...planning.sites.inputs import demand_of

        fields, needs = (
            self.read_words(parameters, name, context, len(layers), "") for name in (contract.DEMAND_FIELDS, contract.NEED_FIELDS)
        )
        norm = self.parameterAsDouble(parameters, contract.DISTANCE, context)
        norms = self.read_numbers(parameters, contract.DISTANCES, context, len(layers), norm)
        weights = self.read_numbers(parameters, contract.WEIGHTS, context, len(layers), 1.0)
        sectors = tuple(Sector(features.name, *facts) for features, *facts in zip(layers, norms, weights, strict=True))
        return demand_of(layers, fields, needs, progress), sectors

    def read_words(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext, count: int, default: str) -> list[str]:
        """Return a comma-separated text as a list, one for each layer; one alone holds for all."""
        value = parameters.get(name)
        text = ",".join(map(str, value)) if isinstance(value, list | tuple) else self.parameterAsString(parameters, name, context)
        listed = [word.strip() for word in text.split(",")]
        if listed == [""]:
            return [default] * count
        listed = listed * count if len(listed) == 1 else listed
        if len(listed) != count:
            raise OpgaveError(
                "{name} holds {given} values and there are {count} demand layers: give one for each, or one for all.",
                name=ParameterName(name),
                given=len(listed),
                count=count,
            )
        return [word or default for word in listed]

    def read_numbers(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext, count: int, default: float) -> list[float]:
        """Return a comma-separated text as numbers of 0 or more, one for each layer."""
        listed = self.read_words(parameters, name, context, count, str(default))
        for word in listed:
            if not is_amount(word):
                raise OpgaveError("{name}: '{word}' is no number of 0 or more.", name=ParameterName(name), word=word)
        return [float(word) for word in listed]

    def rules(self, parameters: dict[str, Any], context: QgsProcessingContext, means: Means, sectors: Sequence[Sector]) -> PlanRules:
        """Return what the plan has to hold to."""
        from ...planning.sites.inputs import PlanRules

        real, text = (
            {name: read(parameters, name, context) for name in names}
            for read, names in (
                (
                    self.parameterAsDouble,
                    (
                        contract.BUDGET,
                        contract.COVERED_SHARE,
                        contract.WORST_OFF,
                        contract.WORST_OFF_COVERED,
                        contract.NODE_DISTANCE,
                        contract.MIN_POTENTIAL,
                    ),
                ),
                (self.parameterAsString, (contract.CAPACITY_FIELD, contract.COST_FIELD, contract.STATUS_FIELD, contract.SUITS_FIELD)),
            )
        )
        by_transit = self.parameterAsEnumString(parameters, contract.MODE, context) == TRANSIT
        cutoff, farthest = self.above_zero(parameters, context, contract.CUTOFF), max(sector.norm for sector in sectors)
        if by_transit and farthest > cutoff:
            raise OpgaveError(
                "A norm of {norm:g} minutes is longer than any journey by public transport: set DISTANCE or DISTANCES to at most CUTOFF,"
                " {cutoff:g} minutes.",
                norm=farthest,
                cutoff=cutoff,
            )
        return PlanRules(
            objective=self.parameterAsEnumString(parameters, contract.OBJECTIVE, context),
            sites=self.parameterAsInt(parameters, contract.SITES, context) if parameters.get(contract.SITES) is not None else None,
            budget=real[contract.BUDGET] if parameters.get(contract.BUDGET) is not None else None,
            within_norm=self.parameterAsBool(parameters, contract.WITHIN_NORM, context),
            covered_share=real[contract.COVERED_SHARE] / ALL,
            worst_off=real[contract.WORST_OFF] / ALL,
            worst_off_share=real[contract.WORST_OFF_COVERED] / ALL,
            capacity_field=text[contract.CAPACITY_FIELD],
            cost_field=text[contract.COST_FIELD],
            status_field=text[contract.STATUS_FIELD],
            suits_field=text[contract.SUITS_FIELD],
            node_distance=real[contract.NODE_DISTANCE],
            least_potential=real[contract.MIN_POTENTIAL],
            means=means,
            transit=self.transit_wish(parameters, context, cutoff) if by_transit else None,
        )

    # ---- writing

    def write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        candidates: Features,
        question: Question,
        plan: Plan,
        compared: tuple[pd.DataFrame, pd.DataFrame, Saving],
        progress: FeedbackProgress,
    ) -> dict[str, Any]:
        """Write the layers that were asked for; they open styled."""
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...planning.sites.outputs import allocation_lines, curve_table, saving_table, site_table
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink

        (order, rivals, saved), problem = compared, question.problem
        sites = site_table(candidates, problem, plan, order, rivals, progress)
        sites = sites if question.potential is None else sites.with_columns(potential=question.potential)
        lines = allocation_lines(problem, plan, question.demand, candidates)
        fields = given_layer(self, parameters, contract.CANDIDATES).fields()
        no_geometry = QgsWkbTypes.Type.NoGeometry
        written = {}
        for name, features, kept, kind, style in (
            (contract.OUTPUT, sites, fields, None, Style("sites", field="role")),
            (contract.OUTPUT_ALLOCATION, lines, None, QgsWkbTypes.Type.LineString, Style("allocation", field="within_norm")),
            (contract.OUTPUT_CURVE, curve_table(order, candidates, problem.unit), None, no_geometry, None),
            (contract.OUTPUT_SAVING, saving_table(problem, saved), None, no_geometry, None),
        ):
            place = write_sink(self, parameters, name, context, features, kept, progress, kind)
            if place is not None:
                written[name] = place
                if style:
                    style_on_load(context, place, style)
        return written


def is_amount(word: str) -> bool:
    """Whether a word is a number of 0 or more."""
    try:
        return 0 <= float(word) < float("inf")
    except ValueError:
        return False
