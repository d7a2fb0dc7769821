"""The actions of a multi-year plan, brought together by challenge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
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
    input_file,
    input_layer,
    json_file,
    layer_field,
    output_layer,
    report_parameter,
    trust_parameter,
    unit_name_parameter,
    words,
)

if TYPE_CHECKING:
    import pandas as pd

    from ...analysis.bbc.assign import Assignment
    from ...analysis.bbc.places import Area, NamedAreas
    from ...analysis.bbc.plan import PolicyPlan
    from ...model.challenge import Challenge
    from ...planning.bbc.outputs import Reclustered


class ReclusterBbcAlgorithm(OpgavenkaartAlgorithm):
    """Each action with the challenges that it serves, why, how sure that is, and its money."""

    NAME = "recluster_bbc"
    TITLE = "Re-cluster the multi-year plan"
    GROUP = "smart_organising"
    TAGS = "budget, policy plan, municipal finance, BBC, multi-year plan, investments"
    DOCS = "bbc.md"
    STEPS = 4
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            input_layer(contract.ACTIONS, tr("Actions of the multi-year plan (table, CSV or Excel)"), TABLE),
            words(contract.CHALLENGES, tr("Challenges (comma-separated; empty: all built-in)")),
            words(contract.MUNICIPALITY, tr("Municipality (name or NIS code; empty: all)")),
            input_layer(contract.UNITS, tr("Areas that actions may refer to"), POLYGONS, optional=True),
            json_file(contract.CATALOGUE, tr("Catalogue with neighbourhoods and streets")),
            unit_name_parameter(),
            layer_field(contract.NEED_FIELD, tr("Need field of the areas"), contract.UNITS, NUMERIC),
            input_file(contract.CORRECTIONS, tr("Manual corrections (CSV or Excel)")),
            input_file(contract.INVESTMENTS, tr("Investments by policy field (CSV or Excel)")),
            output_layer(contract.OUTPUT, tr("Actions by challenge"), TABLE),
        ):
            self.addParameter(parameter)
        self.addParameter(report_parameter())
        self.add_advanced(trust_parameter())
        for name, description in (
            (contract.ASSIGNED_SHARE, tr("Share of the actions that contribute to a challenge (0-1)")),
            (contract.ASSIGNED_MONEY_SHARE, tr("Share of the budget that contributes to a challenge (0-1)")),
            (contract.ACTION_COUNT, tr("Number of actions")),
            (contract.ASSIGNED_COUNT, tr("Number of actions that contribute to a challenge")),
            (contract.SHARED_COUNT, tr("Number of actions that contribute to several challenges")),
            (contract.CORRECTED_COUNT, tr("Number of corrections applied")),
            (contract.TOTAL, tr("Total of the plan in euros")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...analysis.bbc.assign import assign
        from ...analysis.bbc.budget import CENTS, budget
        from ...planning.bbc.outputs import Reclustered
        from ...planning.bbc.report import assigned_money_share

        challenges = self.challenges(parameters, context)
        plan = self.plan(parameters, context, progress)
        investments = self.file(parameters, contract.INVESTMENTS, context)
        progress.step("Classifying {count} actions", count=len(plan))
        assignment = assign(plan, challenges, progress)
        assignment, corrected = self.corrected(parameters, context, assignment, plan, challenges, progress)
        progress.step("Searching for place names")
        areas, places = self.places(parameters, context, plan, progress)
        found = Reclustered(budget(plan, assignment), challenges, areas, places, self.investments(investments, plan, progress))
        progress.step("Writing")
        assigned = int(assignment.with_challenge["action"].nunique())
        return self.write(parameters, context, found, progress) | {
            contract.ASSIGNED_SHARE: assigned / len(plan),
            contract.ASSIGNED_MONEY_SHARE: assigned_money_share(found.budget),
            contract.ACTION_COUNT: len(plan),
            contract.ASSIGNED_COUNT: assigned,
            contract.SHARED_COUNT: len(found.budget.shared_actions()),
            contract.CORRECTED_COUNT: corrected,
            contract.TOTAL: int(plan.cents.sum()) / CENTS,
        }

    def challenges(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[Challenge]:
        """Return the challenges that are asked for, each once."""
        from ...model.challenge import read_challenges

        challenges = read_challenges(self.parameterAsString(parameters, contract.CHALLENGES, context))
        ids = [challenge.id for challenge in challenges]
        twice = next((id for id in ids if ids.count(id) > 1), None)
        if twice:
            raise OpgaveError("Two of the challenges have the id '{id}'. Give one of them another id.", id=twice)
        for challenge in challenges:
            if not (challenge.bbc.policy_fields or challenge.bbc.words):
                raise OpgaveError(
                    "Challenge '{id}' has no policy fields and no words under 'bbc'. Add these to the challenge file.", id=challenge.id
                )
        return challenges

    def plan(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> PolicyPlan:
        """Return the plan, of the municipality that is asked for."""
        from ...analysis.bbc.plan import of_municipality, read_plan
        from ...planning.bbc.inputs import read_actions

        progress.step("Reading the plan")
        plan = read_plan(read_actions(self, parameters, contract.ACTIONS, context, progress), progress)
        return of_municipality(plan, self.parameterAsString(parameters, contract.MUNICIPALITY, context))

    def file(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> Path | None:
        """Return the path that a file parameter gives; None where it gives none."""
        text = self.parameterAsFile(parameters, name, context).strip()
        return Path(text) if text else None

    def corrected(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        assignment: Assignment,
        plan: PolicyPlan,
        challenges: list[Challenge],
        progress: FeedbackProgress,
    ) -> tuple[Assignment, int]:
        """Return the assignment with the corrections by hand in it, and how many there were."""
        from ...analysis.bbc.corrections import correct, read_corrections
        from ...planning.bbc.inputs import read_table

        path = self.file(parameters, contract.CORRECTIONS, context)
        if path is None:
            return assignment, 0
        return correct(assignment, plan, read_corrections(read_table(path)), [challenge.id for challenge in challenges], progress)

    def investments(self, path: Path | None, plan: PolicyPlan, progress: FeedbackProgress) -> pd.DataFrame | None:
        """Return the planned investments; None where none are given."""
        from ...planning.bbc.inputs import read_investments

        if path is None:
            return None
        investments = read_investments(path)
        if not investments["nis_code"].isin(plan.table["nis_code"].str.strip()).any():
            progress.warn("File '{file}' has no investments of the municipalities of this plan: compare the NIS codes.", file=path.name)
        return investments

    def places(
        self, parameters: dict[str, Any], context: QgsProcessingContext, plan: PolicyPlan, progress: FeedbackProgress
    ) -> tuple[list[Area], list[NamedAreas]]:
        """Return the areas, and what each action names of them and of their streets."""
        from ...analysis.bbc.places import NamedAreas, named_places
        from ...model.catalogue import read_catalogue
        from ...planning.bbc.gazetteer import Units, gazetteer, places_of
        from ...qgis_io.reading import read_parameter

        path, units = self.file(parameters, contract.CATALOGUE, context), None
        if self.given(parameters, contract.UNITS):
            fields = [self.parameterAsString(parameters, name, context) for name in (contract.UNIT_NAME_FIELD, contract.NEED_FIELD)]
            units = Units(read_parameter(self, parameters, contract.UNITS, context, progress=progress)[0], *fields)
        if not (path or units):
            return [], [NamedAreas()] * len(plan)
        areas, names = places_of(plan, units, read_catalogue(path) if path else None, progress)
        return areas, named_places(plan, gazetteer(areas, names, plan, progress))

    def write(
        self, parameters: dict[str, Any], context: QgsProcessingContext, found: Reclustered, progress: FeedbackProgress
    ) -> dict[str, Any]:
        """Write table and report, and return them as outputs."""
        from qgis.core import QgsWkbTypes

        from ...planning.bbc.outputs import output_table
        from ...planning.bbc.report import write_report
        from ...qgis_io.outputs import whole_file
        from ...qgis_io.writing import write_sink
        from ...texts.language import Language, interface_language

        language = Language(interface_language())
        table = output_table(found, language)
        report = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if not report:
            return {
                contract.OUTPUT: write_sink(self, parameters, contract.OUTPUT, context, table, None, progress, QgsWkbTypes.Type.NoGeometry)
            }
        with whole_file(report) as place:
            write_report(place, found, language)
            output = write_sink(self, parameters, contract.OUTPUT, context, table, None, progress, QgsWkbTypes.Type.NoGeometry)
        return {contract.OUTPUT: output, contract.REPORT: report}
