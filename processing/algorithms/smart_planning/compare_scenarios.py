"""Two or more plans beside each other."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsWkbTypes,
)

from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import TABLE, further_layer, input_layers, number, output_layer, report_parameter, required_words, switch, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import pandas as pd

    from ...analysis.features import Features
    from ...analysis.scenarios import PlanComparison


class CompareScenariosAlgorithm(OpgavenkaartAlgorithm):
    """What each unit and group has in each plan; winners and losers against the first."""

    NAME = "compare_scenarios"
    TITLE = "Compare scenarios"
    GROUP = "smart_planning"
    TAGS = "equity, winners, losers, plans, alternatives, distribution"
    DOCS = "sites.md"
    STEPS = 3
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            input_layers(contract.LAYERS, tr("Plans with the same units; the first is the reference"), TABLE),
            required_words(contract.FIELD, tr("Field to compare")),
            required_words(contract.KEY, tr("Key field")),
            switch(contract.LOWER_IS_BETTER, tr("Low values are better")),
            words(contract.GROUP_FIELD, tr("Group field")),
            words(contract.POPULATION_FIELD, tr("Population field")),
            words(contract.NAMES, tr("Names of the plans (comma-separated; empty: those of the layers)")),
            number(contract.TOLERANCE, tr("Tolerance"), 0.0, 0.0),
            output_layer(contract.OUTPUT, tr("Units in all plans"), TABLE),
            further_layer(contract.OUTPUT_GROUPS, tr("Plans by group"), TABLE),
            report_parameter(),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(contract.UNIT_COUNT, tr("Number of units")))
        self.addOutput(QgsProcessingOutputNumber(contract.GAINS_COUNT, tr("Number of units that gain with the last plan")))
        self.addOutput(QgsProcessingOutputNumber(contract.LOSES_COUNT, tr("Number of units that lose with the last plan")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...analysis.scenarios import GAINS, LOSES

        progress.step("Reading the plans")
        plans, names = self.read_plans(parameters, context, progress)
        progress.step("Comparing {count} plans", count=len(plans))
        compared, groups = self.compare(parameters, context, plans, progress)
        summary = compared.summary(names, groups)
        with self.report(parameters, context, plans[0], names, summary, compared) as report:
            progress.step("Writing")
            outputs = self.write(parameters, context, plans[0], names, compared, summary, progress)
        outcome = compared.outcome(len(plans) - 1)
        gains, loses = int((outcome == GAINS).sum()), int((outcome == LOSES).sum())
        progress.note(
            "With '{plan}' {gains} units gain and {loses} lose, against '{first}'.",
            plan=names[-1],
            gains=gains,
            loses=loses,
            first=names[0],
        )
        return {**outputs, **report, contract.UNIT_COUNT: len(plans[0]), contract.GAINS_COUNT: gains, contract.LOSES_COUNT: loses}

    def read_plans(
        self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> tuple[list[Features], list[str]]:
        """Return the plans, and their names, all different."""
        from dataclasses import replace

        from ...model.text import number_equals
        from ...qgis_io.inputs import titles_of
        from ...qgis_io.reading import read_features

        given = self.inputs.layers(contract.LAYERS)
        if len(given) < 2:
            raise OpgaveError("LAYERS: give at least two plans.")
        options = {"keep_null": True, "transform_context": context.transformContext(), "progress": progress}
        plans = [replace(read_features(layer, **options)[0], name=name) for layer, name in zip(given, titles_of(given), strict=True)]
        names = [name.strip() for name in self.parameterAsString(parameters, contract.NAMES, context).split(",") if name.strip()]
        if names and len(names) != len(plans):
            raise OpgaveError("NAMES holds {given} names and there are {count} plans.", given=len(names), count=len(plans))
        return plans, number_equals(names or [plan.name for plan in plans])

    def compare(
        self, parameters: dict[str, Any], context: QgsProcessingContext, plans: list[Features], progress: FeedbackProgress
    ) -> tuple[PlanComparison, np.ndarray | None]:
        """Return the comparison, and the group of each unit (None without groups)."""
        import numpy as np

        from ...analysis.scenarios import PlanComparison
        from ...products.scenario_report import by_unit
        from ...qgis_io.number_fields import column
        from ...qgis_io.reading import number_column

        field, key, group, people = (
            self.parameterAsString(parameters, name, context)
            for name in (contract.FIELD, contract.KEY, contract.GROUP_FIELD, contract.POPULATION_FIELD)
        )
        values = by_unit(plans, field, key, progress)
        first = plans[0]
        counted = np.nan_to_num(number_column(first, people, progress)) if people else np.ones(len(first))
        groups = column(first, group).fillna("").astype(str).to_numpy(dtype=object) if group else None
        lower = self.parameterAsBool(parameters, contract.LOWER_IS_BETTER, context)
        return PlanComparison(values, counted, lower, self.parameterAsDouble(parameters, contract.TOLERANCE, context)), groups

    def write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        first: Features,
        names: list[str],
        compared: PlanComparison,
        summary: pd.DataFrame,
        progress: FeedbackProgress,
    ) -> dict[str, Any]:
        """Write the units with all plans, and the table by group."""
        from ...analysis.features import table_only
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...products.scenario_report import scenario_units
        from ...qgis_io.writing import write_sink

        units = scenario_units(first, names, compared)
        output = write_sink(self, parameters, contract.OUTPUT, context, units, None, progress)
        if units.crs:
            style_on_load(context, output, Style("outcome", field="outcome"))
        groups = write_sink(
            self, parameters, contract.OUTPUT_GROUPS, context, table_only("groups", summary), None, progress, QgsWkbTypes.Type.NoGeometry
        )
        return {contract.OUTPUT: output} | ({} if groups is None else {contract.OUTPUT_GROUPS: groups})

    @contextmanager
    def report(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        first: Features,
        names: list[str],
        summary: pd.DataFrame,
        compared: PlanComparison,
    ) -> Iterator[dict[str, Any]]:
        """Write the report where one is asked for; it stays when the layers could be written too."""
        from ...products.scenario_report import write_scenario_report
        from ...qgis_io.outputs import whole_file
        from ...texts.language import Language, interface_language

        path = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if not path:
            yield {}
            return
        with whole_file(path) as place:
            field = self.parameterAsString(parameters, contract.FIELD, context)
            write_scenario_report(place, field, first, names, summary, compared, Language(interface_language()))
            yield {contract.REPORT: path}
