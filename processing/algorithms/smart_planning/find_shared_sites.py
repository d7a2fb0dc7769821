"""Which places serve several sectors best."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ...algorithm import OpgavenkaartAlgorithm
from ...bridge.language import tr
from ...model.choices import SITE_OBJECTIVES
from ...model.errors import OpgaveError

DEFAULT_DISTANCE, DEFAULT_SECONDS, NODE_DISTANCE = 1000.0, 60.0, 1000.0
ALL = 100.0
SAVING_SECONDS = 20.0
PLACE_FIELDS = ("CAPACITY_FIELD", "COST_FIELD", "STATUS_FIELD", "SUITS_FIELD")


class FindSharedSitesAlgorithm(OpgavenkaartAlgorithm):
    """Sites for several sectors at once, with bound and gap, runner-ups, what each site buys and what sharing saves."""

    NAME = "find_shared_sites"
    TITLE = "Find shared sites"
    GROUP = "smart_planning"
    STEPS = 5

    def initAlgorithm(self, configuration=None):
        vector, any_geometry = QgsProcessing.SourceType.TypeVector, QgsProcessing.SourceType.TypeVectorAnyGeometry
        line, polygon = QgsProcessing.SourceType.TypeVectorLine, QgsProcessing.SourceType.TypeVectorPolygon
        numeric, text = QgsProcessingParameterField.DataType.Numeric, QgsProcessingParameterField.DataType.String
        real, whole = QgsProcessingParameterNumber.Type.Double, QgsProcessingParameterNumber.Type.Integer
        for parameter in (
            QgsProcessingParameterMultipleLayers("DEMANDS", tr("Demand, a layer for each sector"), any_geometry),
            QgsProcessingParameterString(
                "DEMAND_FIELDS",
                tr("Field with the demand in each layer (comma-separated; empty: each feature asks for 1)"),
                "",
                False,
                True,
            ),
            QgsProcessingParameterString("DISTANCES", tr("Norm distance of each sector in metres (comma-separated)"), "", False, True),
            QgsProcessingParameterString("WEIGHTS", tr("Weight of each sector (comma-separated)"), "", False, True),
            QgsProcessingParameterFeatureSource("CANDIDATES", tr("Candidate sites"), [any_geometry]),
            QgsProcessingParameterField("CAPACITY_FIELD", tr("Field with the places"), None, "CANDIDATES", numeric, optional=True),
            QgsProcessingParameterField("COST_FIELD", tr("Field with the cost in euro"), None, "CANDIDATES", numeric, optional=True),
            QgsProcessingParameterField(
                "STATUS_FIELD",
                tr("Field with the status: candidate, existing, required, forbidden"),
                None,
                "CANDIDATES",
                text,
                optional=True,
            ),
            QgsProcessingParameterFeatureSource("NETWORK", tr("Network of lines (empty: straight line)"), [line], optional=True),
            QgsProcessingParameterEnum("OBJECTIVE", tr("Objective"), list(SITE_OBJECTIVES), False, "mclp", False, True),
            QgsProcessingParameterNumber("SITES", tr("Number of sites, kept ones included"), whole, None, True, 1),
            QgsProcessingParameterNumber(
                "DISTANCE", tr("Norm distance of sectors without their own, in metres"), real, DEFAULT_DISTANCE, False, 0.0
            ),
        ):
            self.addParameter(parameter)
        self.add_advanced(
            QgsProcessingParameterNumber("TIME_LIMIT", tr("Most seconds for the solver"), real, DEFAULT_SECONDS, False, 0.0),
            QgsProcessingParameterNumber("BUDGET", tr("Budget for the new sites in euro; SITES is then the most"), real, None, True, 0.0),
            QgsProcessingParameterBoolean("WITHIN_NORM", tr("p_median, p_center: everyone is served within the norm"), False),
            QgsProcessingParameterNumber(
                "COVERED_SHARE", tr("lscp: percentage of each sector's demand within its norm"), real, ALL, False, 0.0, ALL
            ),
            QgsProcessingParameterNumber(
                "WORST_OFF", tr("Worst-off to guard, percentage of the demand (0: none)"), real, 0.0, False, 0.0, ALL
            ),
            QgsProcessingParameterString(
                "NEED_FIELDS", tr("Field that says how badly off each point is (comma-separated)"), "", False, True
            ),
            QgsProcessingParameterNumber(
                "WORST_OFF_COVERED", tr("Percentage of the worst-off that is served within the norm"), real, ALL, False, 0.0, ALL
            ),
            QgsProcessingParameterField(
                "SUITS_FIELD", tr("Field with the demand layers that a site suits (empty: all)"), None, "CANDIDATES", text, optional=True
            ),
            QgsProcessingParameterFeatureSource("AVOID", tr("Areas to avoid, such as flood areas"), [polygon], optional=True),
            QgsProcessingParameterFeatureSource("NODES", tr("Nodes of transport"), [any_geometry], optional=True),
            QgsProcessingParameterNumber(
                "NODE_DISTANCE", tr("Distance at which a node no longer counts, in metres"), real, NODE_DISTANCE, False, 1.0
            ),
            QgsProcessingParameterNumber("MIN_POTENTIAL", tr("Least potential to densify (0-100; 0: no rule)"), real, 0.0, False, 0.0, ALL),
            QgsProcessingParameterNumber("TOLERANCE", tr("Network: ends join within so many metres"), real, 0.0, False, 0.0),
        )
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", tr("Sites")))
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT_ALLOCATION", tr("Who goes where"), line, None, True, False))
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT_CURVE", tr("What each site buys"), vector, None, True, False))
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT_SAVING", tr("What sharing saves"), vector, None, True, False))
        for name in OUTPUT_NUMBER_TEXTS:
            self.addOutput(QgsProcessingOutputNumber(name, tr(OUTPUT_NUMBER_TEXTS[name])))

    def compute(self, parameters, context, progress):
        from functools import partial

        from ...analysis.aside import aside
        from ...analysis.siting import find_sites
        from ...analysis.siting.worth import beside

        progress.step("Reading demand and candidates")
        candidates, layers = self.read_layers(parameters, context, progress)
        demand, sectors = self.demand(parameters, context, layers, progress)
        progress.step("Measuring the ways of {points} demand points to {sites} candidates", points=len(demand.xy), sites=len(candidates))
        problem, demand, potential = self.question(parameters, context, candidates, demand, sectors, progress)
        progress.step("Choosing the sites")
        seconds = self.parameterAsDouble(parameters, "TIME_LIMIT", context)
        plan = aside(partial(find_sites, problem, seconds, progress), progress)
        progress.step("Comparing with other plans")
        order, rivals, saved = aside(partial(beside, problem, plan, SAVING_SECONDS, progress), progress)
        report(problem, plan, saved, progress)
        progress.step("Writing")
        outputs = self.write(parameters, context, candidates, demand, problem, plan, (order, rivals, saved, potential), progress)
        return {**outputs, **numbers(problem, plan, saved)}

    # ---- reading

    def read_layers(self, parameters, context, progress):
        """Return the candidates, and the demand layers in their coordinate system, all with different names."""
        from dataclasses import replace

        from ...bridge.crs import require_projected
        from ...bridge.reading import read_features, read_parameter
        from ...bridge.site_layers import own_name
        from ...model.text import numbered

        candidates, _ = read_parameter(self, parameters, "CANDIDATES", context, progress=progress)
        require_projected(candidates.crs, candidates.name)
        if not len(candidates):
            raise OpgaveError("There are no candidates: give a layer with places that may serve.")
        given = self.parameterAsLayerList(parameters, "DEMANDS", context)
        if not given:
            raise OpgaveError("DEMANDS: give at least one layer with demand.")
        options = {"target_crs": candidates.crs, "transform_context": context.transformContext(), "progress": progress}
        layers = []
        for layer in given:
            if not isinstance(layer, QgsVectorLayer):
                raise OpgaveError("DEMANDS: '{layer}' is no vector layer.", layer=layer.name())
            layers.append(read_features(layer, **options)[0])
        names = numbered(own_name(layer) for layer in given)
        return candidates, [replace(layer, name=name) for layer, name in zip(layers, names, strict=True)]

    def demand(self, parameters, context, layers, progress):
        """Return the demand of all layers, and their sectors."""
        from ...analysis.siting import Sector
        from ...bridge.site_layers import demand_points

        fields, needs = (self.listed(parameters, name, context, len(layers), "") for name in ("DEMAND_FIELDS", "NEED_FIELDS"))
        norm = self.parameterAsDouble(parameters, "DISTANCE", context)
        norms = self.listed_numbers(parameters, "DISTANCES", context, len(layers), norm)
        weights = self.listed_numbers(parameters, "WEIGHTS", context, len(layers), 1.0)
        sectors = tuple(Sector(layer.name, *facts) for layer, *facts in zip(layers, norms, weights, strict=True))
        return demand_points(layers, fields, needs, progress), sectors

    def listed(self, parameters, name, context, count, default):
        """Return a comma-separated text as a list, one for each layer; one alone holds for all."""
        value = parameters.get(name)
        text = ",".join(map(str, value)) if isinstance(value, list | tuple) else self.parameterAsString(parameters, name, context)
        words = [word.strip() for word in text.split(",")]
        if words == [""]:
            return [default] * count
        words = words * count if len(words) == 1 else words
        if len(words) != count:
            raise OpgaveError(
                "{name} holds {given} values and there are {count} demand layers: give one for each, or one for all.",
                name=name,
                given=len(words),
                count=count,
            )
        return [word or default for word in words]

    def listed_numbers(self, parameters, name, context, count, default):
        """Return a comma-separated text as numbers of 0 or more, one for each layer."""
        words = self.listed(parameters, name, context, count, default)
        for word in words:
            if not is_amount(word):
                raise OpgaveError("{name}: '{word}' is no number of 0 or more.", name=name, word=word)
        return [float(word) for word in words]

    def question(self, parameters, context, candidates, demand, sectors, progress):
        """Return the question, the demand that can be served at all, and the candidates' potential (None without NODES)."""
        import numpy as np

        from ...analysis.siting import Problem
        from ...bridge.site_layers import points_of, status_of, suited

        number, given = self.parameterAsDouble, {name: self.parameterAsString(parameters, name, context) for name in PLACE_FIELDS}
        sites = points_of(candidates.geometry)
        cost = self.ways(parameters, context, candidates, progress).between(demand.xy, sites, progress).table(progress)
        if given["SUITS_FIELD"]:
            cost[~suited(candidates, given["SUITS_FIELD"], [sector.name for sector in sectors])[demand.sector]] = np.inf
        objective = self.parameterAsEnumString(parameters, "OBJECTIVE", context)
        if objective in ("p_median", "p_center"):
            reached = np.isfinite(cost).any(axis=1)
            if len(reached) and not reached.any():
                raise OpgaveError(
                    "No demand point has a way to a candidate: look at the layers on the map, and raise TOLERANCE for a network."
                )
            if not reached.all():
                progress.warn("{count} demand points have no way to any candidate and are left out.", count=int((~reached).sum()))
            cost, demand = cost[reached], demand.where(reached)
        problem = Problem(
            cost=cost,
            demand=demand.amount,
            sector=demand.sector,
            sectors=sectors,
            status=status_of(candidates, given["STATUS_FIELD"]),
            objective=objective,
            sites=self.parameterAsInt(parameters, "SITES", context) if parameters.get("SITES") is not None else None,
            capacity=amounts(candidates, given["CAPACITY_FIELD"], progress),
            price=amounts(candidates, given["COST_FIELD"], progress),
            budget=number(parameters, "BUDGET", context) if parameters.get("BUDGET") is not None else None,
            within_norm=self.parameterAsBool(parameters, "WITHIN_NORM", context),
            covered_share=number(parameters, "COVERED_SHARE", context) / ALL,
            worst_off_share=number(parameters, "WORST_OFF_COVERED", context) / ALL,
        )
        if problem.budget is not None and problem.price is None:
            raise OpgaveError("BUDGET needs to know what a site costs: give COST_FIELD.")
        problem, potential = self.with_ground(parameters, context, candidates, problem, progress)
        return self.with_guard(parameters, context, problem, demand, progress), demand, potential

    def ways(self, parameters, context, candidates, progress):
        """Return the ways over the network, or straight."""
        from ...bridge.reading import read_parameter
        from ...bridge.site_layers import ways_over

        lines = None
        if parameters.get("NETWORK") not in (None, ""):
            lines, _ = read_parameter(self, parameters, "NETWORK", context, [], progress, target_crs=candidates.crs)
        return ways_over(lines, self.parameterAsDouble(parameters, "TOLERANCE", context), progress)

    def with_ground(self, parameters, context, candidates, problem, progress):
        """Forbid candidates in areas to avoid or with too little potential; return the potential too."""
        from dataclasses import replace

        import numpy as np

        from ...analysis.network import StraightLine
        from ...analysis.siting.potential import in_areas, potential
        from ...bridge.reading import read_parameter
        from ...bridge.site_layers import points_of

        options = {"progress": progress, "fields": [], "target_crs": candidates.crs}
        avoided, to_node = np.zeros(len(candidates), dtype=bool), None
        if parameters.get("AVOID") not in (None, ""):
            avoided = in_areas(candidates.geometry, read_parameter(self, parameters, "AVOID", context, **options)[0].geometry)
        if parameters.get("NODES") not in (None, ""):
            nodes = points_of(read_parameter(self, parameters, "NODES", context, **options)[0].geometry)
            to_node = StraightLine().between(points_of(candidates.geometry), nodes, progress).nearest(progress=progress)[1]
        score = potential(problem, to_node, self.parameterAsDouble(parameters, "NODE_DISTANCE", context), avoided)
        low = score < self.parameterAsDouble(parameters, "MIN_POTENTIAL", context)
        out = (avoided | low) & (problem.status == "candidate")
        status = np.where(out, "forbidden", problem.status).astype(object)
        if out.any():
            progress.note("{count} candidates lie in areas to avoid or have too little potential and are not chosen.", count=int(out.sum()))
        bad = avoided & np.isin(problem.status, ("existing", "required"))
        if bad.any():
            progress.warn("{count} existing or required sites lie in areas to avoid; they stay in the plan.", count=int(bad.sum()))
        wanted = to_node is not None or low.any()
        return replace(problem, status=status), score if wanted else None

    def with_guard(self, parameters, context, problem, demand, progress):
        """Guard the worst-off: those with the greatest need, or those farthest from the existing sites."""
        from dataclasses import replace

        import numpy as np

        from ...analysis.siting.potential import worst_off

        share = self.parameterAsDouble(parameters, "WORST_OFF", context) / ALL
        if not share:
            return problem
        need, existing = demand.need, problem.status == "existing"
        if not np.isfinite(need).any():
            if not existing.any():
                raise OpgaveError("WORST_OFF: say who is worst off with NEED_FIELDS, or which sites exist with STATUS_FIELD.")
            need = np.minimum(problem.cost[:, existing].min(axis=1), np.finfo(float).max)
        guarded = worst_off(need, problem.demand, problem.sector, share)
        progress.note("{count} demand points are guarded as the worst-off.", count=int(guarded.sum()))
        return replace(problem, worst_off=guarded)

    # ---- writing

    def write(self, parameters, context, candidates, demand, problem, plan, compared, progress):
        """Write the layers that were asked for; they open styled."""
        from ...bridge.site_layers import allocation_lines, curve_table, points_of, saving_table, site_table
        from ...bridge.styles import Style, style_on_load
        from ...bridge.writing import write_sink

        order, rivals, saved, potential = compared
        sites = site_table(candidates, problem, plan, order, rivals, progress)
        sites = sites if potential is None else sites.with_columns(potential=potential)
        lines = allocation_lines(problem, plan, demand, points_of(candidates.geometry), candidates.ids, candidates.crs)
        fields = self.parameterAsSource(parameters, "CANDIDATES", context).fields()
        no_geometry = QgsWkbTypes.Type.NoGeometry
        written = {}
        for name, features, kept, kind, style in (
            ("OUTPUT", sites, fields, None, Style("sites", field="role")),
            ("OUTPUT_ALLOCATION", lines, None, QgsWkbTypes.Type.LineString, Style("allocation", field="within_norm")),
            ("OUTPUT_CURVE", curve_table(order, candidates), None, no_geometry, None),
            ("OUTPUT_SAVING", saving_table(problem, saved), None, no_geometry, None),
        ):
            place = write_sink(self, parameters, name, context, features, kept, progress, kind)
            if place is not None:
                written[name] = place
                if style:
                    style_on_load(context, place, style)
        return written


OUTPUT_NUMBER_TEXTS = {
    "OBJECTIVE_VALUE": "Value of the objective",
    "GAP": "How far from the best there may be (0: proven optimal)",
    "BOUND": "What no plan can beat",
    "SITE_COUNT": "Number of sites in the plan",
    "SERVED": "Demand served within the norm",
    "SERVED_SHARE": "Share of the demand served within the norm (0-1)",
    "SITES_SAVED": "New sites that sharing saves",
    "PLACES_SAVED": "Places that sharing saves",
    "EURO_SAVED": "Euro that sharing saves",
}


def is_amount(word) -> bool:
    """Whether a word is a number of 0 or more."""
    try:
        return 0 <= float(word) < float("inf")
    except ValueError:
        return False


def amounts(candidates, field, progress):
    """Return a field of numbers of 0 or more, None without field; a missing number is 0, and that is said."""
    import numpy as np

    from ...bridge.reading import number_column

    if not field:
        return None
    values = number_column(candidates, field, progress)
    if (values < 0).any():
        raise OpgaveError("Field '{field}' of layer '{layer}' holds a negative number.", field=field, layer=candidates.name)
    missing = int(np.isnan(values).sum())
    if missing:
        progress.warn("Field '{field}' is empty for {count} candidates: it counts as 0 there.", field=field, count=missing)
    return np.nan_to_num(values)


def numbers(problem, plan, saved):
    """Return the numbers that a script would check; those that cannot be known are left out."""
    from ...analysis.siting.worth import covered_by_sector

    served = float(covered_by_sector(problem, plan).sum())
    found = {
        "OBJECTIVE_VALUE": plan.value,
        "GAP": plan.gap,
        "BOUND": plan.bound,
        "SITE_COUNT": int(plan.chosen.sum()),
        "SERVED": served,
        "SERVED_SHARE": served / float(problem.demand.sum()),
    }
    for name, (apart, together) in (
        ("SITES_SAVED", saved.sites()),
        ("PLACES_SAVED", saved.total(problem.capacity)),
        ("EURO_SAVED", saved.total(problem.price)),
    ):
        if apart == apart:
            found[name] = apart - together
    return found


def report(problem, plan, saved, progress):
    """Say what was found, how sure it is, and what sharing saves."""
    progress.note(
        "{count} sites; {objective} = {value:.10g}; gap {gap:.2%}.",
        count=int(plan.chosen.sum()),
        objective=problem.objective,
        value=plan.value,
        gap=plan.gap,
    )
    if plan.gap:
        progress.warn("Not proven the best: no plan can beat {bound:.10g}. A higher TIME_LIMIT may close the gap.", bound=plan.bound)
    apart, together = saved.sites()
    if len(problem.sectors) > 1:
        progress.note(
            "The sectors apart would take {apart} new sites for the same cover; together {together}.", apart=apart, together=together
        )
    if not saved.proven:
        progress.note("The plans of the sectors apart are not proven the fewest: sharing may save less.")
