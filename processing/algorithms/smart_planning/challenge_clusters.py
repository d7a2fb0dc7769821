"""Where a challenge clusters: units of high need that lie together, more than chance would put them."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsFields,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsWkbTypes,
)

from ...model import contract
from ...model.choices import SIDES
from ...model.cluster_methods import CLUSTER_METHODS, NEEDS, REGIONS, ClusterRule
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.cluster_texts import METHOD_TEXTS
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    NUMERIC,
    POLYGONS,
    choice,
    further_layer,
    input_layer,
    layer_field,
    method_parameter,
    number,
    output_layer,
    population_parameter,
    seed_parameter,
    weights_parameter,
)

if TYPE_CHECKING:
    import numpy as np

    from ...analysis.clusters import Clusters
    from ...analysis.features import Features
    from ...analysis.local_statistics import UnitTypes
    from ...analysis.power import Power
    from ...qgis_io.inputs import InputLayer
    from ...qgis_io.reading import ReadCounts

DEFAULT = ClusterRule()
CORRECTIONS = ("fdr", "none")
NAME_FIELDS = ("name", "naam")
STATISTIC_FIELDS = {method.statistic_field for method in CLUSTER_METHODS.values() if method.statistic_field}
OWN_FIELDS = {"z_score", "p_value", "cluster_type", "cluster_id", *STATISTIC_FIELDS}
POLYGON_TYPES = (3, 6)
"""shapely's numbers of a polygon and of a multipolygon."""
ABOVE_THE_UNITS = 1
"""Layers are loaded in the order of their keys, 0 where none is set; a later one lies on top."""


class ChallengeClustersAlgorithm(OpgavenkaartAlgorithm):
    """Units of high values that lie together, as dissolved, ranked and named clusters."""

    NAME = "challenge_clusters"
    TITLE = "Challenge clusters"
    GROUP = "smart_planning"
    TAGS = "hot spot, Gi*, LISA, Moran, SKATER, Kulldorff, regions"
    DOCS = "challenges.md"
    STEPS = 4

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            input_layer(contract.INPUT, tr("Units"), POLYGONS),
            layer_field(contract.FIELD, tr("Field whose high values indicate need"), contract.INPUT, NUMERIC, optional=False),
            method_parameter(CLUSTER_METHODS, DEFAULT.method),
            layer_field(contract.FIELD_2, tr("Second field, for bivariate Moran and SKATER"), contract.INPUT, NUMERIC),
            population_parameter(contract.INPUT),
            input_layer(contract.LABEL_LAYER, tr("Areas for cluster names"), POLYGONS, optional=True),
            layer_field(contract.LABEL_FIELD, tr("Name field of the areas"), contract.LABEL_LAYER),
        ):
            self.addParameter(parameter)
        self.add_advanced(*self.advanced())
        self.addParameter(output_layer(contract.OUTPUT, tr("Clusters"), POLYGONS))
        self.addParameter(further_layer(contract.OUTPUT_UNITS, tr("Units with their type"), POLYGONS))
        self.addOutput(QgsProcessingOutputNumber(contract.CLUSTER_COUNT, tr("Number of clusters")))
        self.addOutput(QgsProcessingOutputNumber(contract.UNIT_COUNT, tr("Number of units")))
        self.addOutput(QgsProcessingOutputNumber(contract.MISSING_COUNT, tr("Number of units without value or geometry")))
        self.addOutput(QgsProcessingOutputNumber(contract.ISLAND_COUNT, tr("Number of units without neighbours")))
        self.addOutput(QgsProcessingOutputNumber(contract.REPAIRED_COUNT, tr("Number of invalid polygons repaired")))

    def advanced(self) -> tuple[QgsProcessingParameterDefinition, ...]:
        """Return the parameters with defaults that seldom need another value."""
        sides = tr("Cluster types: high, high and low, or also outliers")
        return (
            weights_parameter(DEFAULT.weights),
            number(contract.ALPHA, tr("Significance level"), DEFAULT.alpha, 0.0, 1.0),
            choice(contract.CORRECTION, tr("Correction for multiple testing"), CORRECTIONS, DEFAULT.correction),
            number(contract.PERMUTATIONS, tr("Permutations"), DEFAULT.permutations, 0, 999_999, whole=True),
            seed_parameter(),
            number(contract.THRESHOLD, tr("Threshold (empty: the worst 10 %)"), None),
            number(contract.REGIONS, tr("SKATER: number of regions"), DEFAULT.regions, 2, whole=True),
            number(contract.FLOOR, tr("SKATER: minimum population of a region"), DEFAULT.floor, 0.0),
            number(
                contract.LARGEST_SHARE, tr("Scan: largest share of the population in a circle tested"), DEFAULT.largest_share, 0.001, 0.5
            ),
            number(contract.REPORTED_SHARE, tr("Scan: largest share of the population in a cluster"), DEFAULT.reported_share, 0.001, 0.5),
            choice(contract.SIDES, sides, SIDES, DEFAULT.sides),
        )

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...qgis_io.oldest_source import weakest_link

        progress.step("Reading units")
        units, counts = self.read_units(parameters, context, progress)
        values, second, population = self.read_values(parameters, context, units, progress)
        areas = self.read_areas(parameters, context, units.crs, progress)
        rule = self.rule(parameters, context)
        types, clusters, power = self.find(parameters, context, units, rule, (values, second, population), areas, progress)
        report(types, clusters, rule, progress)
        report_power(power, rule, progress)
        progress.step("Writing")
        written = self.write(parameters, context, units, rule.method, types, clusters, progress)
        oldest = weakest_link(self.inputs.layers(contract.INPUT))
        for name, title in ((contract.OUTPUT, tr("Clusters")), (contract.OUTPUT_UNITS, tr("Units"))):
            if name in written:
                oldest.mark(context, written[name], title, units.crs)
        return {
            **written,
            contract.CLUSTER_COUNT: len(clusters),
            contract.UNIT_COUNT: len(units),
            contract.MISSING_COUNT: types.missing_count,
            contract.ISLAND_COUNT: types.island_count,
            contract.REPAIRED_COUNT: len(counts.repaired),
        }

    def find(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        units: Features,
        rule: ClusterRule,
        columns: tuple[np.ndarray, np.ndarray | None, np.ndarray | None],
        areas: tuple[np.ndarray, np.ndarray] | None,
        progress: FeedbackProgress,
    ) -> tuple[UnitTypes, Clusters, Power | None]:
        """Return the units' types, the clusters, and where there are none how often the method would find one.

        ``columns`` are values, second values, inhabitants.
        """
        from ...analysis.chance import measure_power
        from ...analysis.cluster_methods import UnitValues, classify_units, group_units

        values, second, population = columns
        fields = [self.parameterAsString(parameters, name, context) for name in (contract.FIELD, contract.FIELD_2)]
        asked = UnitValues(units.geometry, values, population, second, *fields)
        progress.step("Testing {count} units", count=len(units))
        found = classify_units(asked, rule, progress)
        progress.step("Finding clusters")
        clusters = group_units(found, asked, rule.sides, areas, progress)
        power = None if len(clusters) else measure_power(asked, rule, spread=found.types.spread, progress=progress)
        return found.types, clusters, power

    def rule(self, parameters: dict[str, Any], context: QgsProcessingContext) -> ClusterRule:
        """Return how clusters are asked for."""
        given = parameters.get(contract.THRESHOLD) is not None
        return ClusterRule(
            method=self.parameterAsEnumString(parameters, contract.METHOD, context),
            weights=self.parameterAsString(parameters, contract.WEIGHTS, context),
            alpha=self.parameterAsDouble(parameters, contract.ALPHA, context),
            permutations=self.parameterAsInt(parameters, contract.PERMUTATIONS, context),
            seed=self.parameterAsInt(parameters, contract.SEED, context),
            threshold=self.parameterAsDouble(parameters, contract.THRESHOLD, context) if given else None,
            correction=self.parameterAsEnumString(parameters, contract.CORRECTION, context),
            sides=self.parameterAsEnumString(parameters, contract.SIDES, context),
            regions=self.parameterAsInt(parameters, contract.REGIONS, context),
            floor=self.parameterAsDouble(parameters, contract.FLOOR, context),
            largest_share=self.parameterAsDouble(parameters, contract.LARGEST_SHARE, context),
            reported_share=self.parameterAsDouble(parameters, contract.REPORTED_SHARE, context),
        )

    def read_units(
        self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> tuple[Features, ReadCounts]:
        """Return all units, those without geometry too, so that they stay in the output; refuse what cannot be clustered."""
        import shapely

        from ...qgis_io.crs import require_ground_metres
        from ...qgis_io.reading import read_parameter

        units, counts = read_parameter(self, parameters, contract.INPUT, context, progress=progress, keep_null=True)
        if not len(units):
            raise OpgaveError("Layer '{layer}' has no features: choose the layer with the units.", layer=units.name)
        if not set(shapely.get_type_id(units.geometry).tolist()) <= {-1, *POLYGON_TYPES}:
            raise OpgaveError("Layer '{layer}' is no polygon layer: choose the layer with the units.", layer=units.name)
        require_ground_metres(units)
        return units, counts

    def read_values(
        self, parameters: dict[str, Any], context: QgsProcessingContext, units: Features, progress: FeedbackProgress
    ) -> tuple[np.ndarray, np.ndarray | None, np.ndarray | None]:
        """Return the values, the second values (None unless they are used) and the inhabitants (None if not given)."""
        from ...qgis_io.cluster_layers import inhabitants

        method = self.parameterAsEnumString(parameters, contract.METHOD, context)
        uses = CLUSTER_METHODS[method].second_field
        field, field_2, people = (
            self.parameterAsString(parameters, name, context) for name in (contract.FIELD, contract.FIELD_2, contract.POPULATION_FIELD)
        )
        if uses == NEEDS and not field_2:
            raise OpgaveError("Method '{method}' compares two fields: give the second one as FIELD_2.", method=method)
        taken = [name for name in (field, field_2, people) if name.lower() in OWN_FIELDS]
        if taken and parameters.get(contract.OUTPUT_UNITS) is not None:
            raise OpgaveError(
                "Field '{field}' of layer '{layer}' would be replaced by a result of that name: rename it first.",
                field=taken[0],
                layer=units.name,
            )
        second = field_numbers(units, field_2, progress) if uses and field_2 else None
        return field_numbers(units, field, progress), second, inhabitants(units, people, progress) if people else None

    def read_areas(
        self, parameters: dict[str, Any], context: QgsProcessingContext, crs: str, progress: FeedbackProgress
    ) -> tuple[np.ndarray, np.ndarray] | None:
        """Return the geometries and names of the areas that clusters are named after; None without a label layer."""
        from ...qgis_io.columns import display_names
        from ...qgis_io.reading import read_parameter

        if not self.given(parameters, contract.LABEL_LAYER):
            return None
        source = self.inputs.layer(contract.LABEL_LAYER)
        field = self.parameterAsString(parameters, contract.LABEL_FIELD, context) or (name_field(source) if source else None)
        areas, _ = read_parameter(self, parameters, contract.LABEL_LAYER, context, field and [field], progress, target_crs=crs)
        return areas.geometry, display_names(areas.table[field])

    def write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        units: Features,
        method: str,
        types: UnitTypes,
        clusters: Clusters,
        progress: FeedbackProgress,
    ) -> dict[str, Any]:
        """Write both layers; each opens styled when the toolbox loads it."""
        from ...analysis.features import Features
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink
        from ...texts.language import Language, interface_language
        from ...texts.result_names import name_result

        multi = QgsWkbTypes.Type.MultiPolygon
        dissolved = Features("clusters", clusters.geometry, clusters.table, units.crs)
        given = given_layer(self, parameters, contract.INPUT)
        group = name_result([given.sourceName()], datetime.datetime.now(), Language(interface_language()))
        output = write_sink(self, parameters, contract.OUTPUT, context, dissolved, None, progress, multi)
        style_on_load(context, output, Style("clusters", field="cluster_id", label="cluster_label"), title=tr("Clusters"), group=group)
        fields, marked = mark_units(units, given.fields(), method, types, clusters, progress)
        output_units = write_sink(self, parameters, contract.OUTPUT_UNITS, context, marked, fields, progress, multi)
        if output_units is None:
            return {contract.OUTPUT: output}
        kind = "units" if CLUSTER_METHODS[method].groups == REGIONS else "types"
        style = Style(kind, field=self.parameterAsString(parameters, contract.FIELD, context), method=method)
        style_on_load(context, output_units, style, group=group)
        if context.willLoadLayerOnCompletion(output):
            context.layerToLoadOnCompletionDetails(output).layerSortKey = ABOVE_THE_UNITS
        return {contract.OUTPUT: output, contract.OUTPUT_UNITS: output_units}


def field_numbers(units: Features, field: str, progress: FeedbackProgress) -> np.ndarray:
    """Return a field of numbers."""
    from ...qgis_io.reading import number_column

    return number_column(units, field, progress)


def name_field(source: InputLayer) -> str:
    """Return the field that names the areas: ``name`` or ``naam``, else the first that holds text."""
    from ...qgis_io.columns import kind_of

    texts = [field.name() for field in source.fields() if kind_of(field) == "text"]
    named = [text for wanted in NAME_FIELDS for text in texts if text.lower() == wanted]
    if not texts:
        raise OpgaveError(
            "Layer '{layer}' has no text field to name clusters after: give one as LABEL_FIELD, or leave LABEL_LAYER empty.",
            layer=source.sourceName(),
        )
    return (named or texts)[0]


def mark_units(
    units: Features, fields: QgsFields, method: str, types: UnitTypes, clusters: Clusters, progress: FeedbackProgress
) -> tuple[QgsFields, Features]:
    """Return the input's fields and the units with what was found; fields of an earlier run are replaced, and that is said."""
    import pandas as pd

    from ...analysis.features import find_replaced

    replaced = find_replaced(units, OWN_FIELDS, progress)
    kept = QgsFields()
    for field in fields:
        if field.name() not in replaced:
            kept.append(field)
    found = {"z_score": types.z_score, "p_value": types.p_value, "cluster_type": types.cluster_type}
    found["cluster_id"] = pd.array(clusters.membership, dtype="Int64")
    found["cluster_id"][clusters.membership == 0] = pd.NA
    if CLUSTER_METHODS[method].statistic_field:
        found[CLUSTER_METHODS[method].statistic_field] = types.statistic
    return kept, replace(units, table=units.table.drop(columns=replaced)).with_columns(**found)


def report(types: UnitTypes, clusters: Clusters, rule: ClusterRule, progress: FeedbackProgress) -> None:
    """Say what was found, the worst three by name, or what to do when nothing was; and how many units lack a value."""
    if types.threshold == types.threshold:
        progress.note("Units count from the value {threshold:g}.", threshold=types.threshold)
    progress.note("{count} clusters of {units} units.", count=len(clusters), units=int((clusters.membership > 0).sum()))
    for row in clusters.table.head(3).itertuples():
        progress.note(
            "{rank}. {label}: {units} units, mean {mean:.6g}.",
            rank=row.cluster_id,
            label=row.cluster_label,
            units=row.unit_count,
            mean=row.mean_value,
        )
    if types.missing_count:
        progress.note(
            "1 of {total} units has no value and takes no part. | {count} of {total} units have no value and take no part.",
            count=types.missing_count,
            total=len(types.cluster_type),
        )
    if not len(clusters):
        report_nothing(types, rule, progress)


def report_nothing(types: UnitTypes, rule: ClusterRule, progress: FeedbackProgress) -> None:
    """Say what was sought and not found, what was found that was not sought, and what to do."""
    import numpy as np

    from ...analysis.clusters import LOW_TYPES

    progress.warn(METHOD_TEXTS[rule.method].nothing_on(rule.sides), threshold=types.threshold)
    low = int(np.isin(types.cluster_type, LOW_TYPES).sum())
    if low:
        progress.note(
            "1 unit has significantly low values: SIDES 'both' gives clusters of those too. | "
            "{count} units have significantly low values: SIDES 'both' gives clusters of those too.",
            count=low,
        )


def report_power(power: Power | None, rule: ClusterRule, progress: FeedbackProgress) -> None:
    """Say how often the method would find a cluster that is there, where it tests and found none."""
    if power is None:
        return
    facts = {"size": power.size, "strength": power.strength, "percent": 100 * power.found}
    if CLUSTER_METHODS[rule.method].scans:
        progress.note(
            "A cluster of {size} units with {strength:g} times the rate elsewhere would be found by this method in {percent:.0f} % of "
            "simulations among these units.",
            **facts,
        )
    else:
        progress.note(
            "A cluster of {size} units that lies {strength:g} standard deviations above the others would be found by this method in "
            "{percent:.0f} % of simulations among these units.",
            **facts,
        )
