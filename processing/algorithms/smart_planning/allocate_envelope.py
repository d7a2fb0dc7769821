"""Which measures an envelope pays best, and the table for those who negotiate about it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsWkbTypes,
)

from ...model import contract
from ...model.choices import CASES, MOST_CASES
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    NUMERIC,
    TABLE,
    further_layer,
    input_layer,
    json_file,
    language_parameter,
    layer_field,
    number,
    output_layer,
    report_parameter,
    required_words,
    seed_parameter,
    time_limit_parameter,
)

if TYPE_CHECKING:
    from ...analysis.envelope.programme import Programme
    from ...analysis.features import Features
    from ...planning.envelope.inputs import MeasureFields, Parties
    from ...planning.envelope.report import Answer

ROLE_FIELDS = {
    contract.ID_FIELD: "id",
    contract.TITLE_FIELD: "title",
    contract.PARTY_FIELD: "party",
    contract.YEAR_FIELD: "year",
    contract.SCALABLE_FIELD: "scalable",
    contract.EXCLUDES_FIELD: "excludes",
    contract.REQUIRES_FIELD: "requires",
}


class AllocateEnvelopeAlgorithm(OpgavenkaartAlgorithm):
    """Measures with the part of each that the best portfolio carries out."""

    NAME = "allocate_envelope"
    TITLE = "Allocate an envelope"
    GROUP = "smart_planning"
    TAGS = "budget, portfolio, optimisation, measures, knapsack, Shapley"
    DOCS = "chain.md"
    STEPS = 7
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        vector = QgsProcessing.SourceType.TypeVector
        for parameter in (
            input_layer(contract.MEASURES, tr("Measures"), TABLE),
            layer_field(contract.COST_FIELD, tr("Field with the cost (euro)"), contract.MEASURES, NUMERIC, optional=False),
            required_words(contract.EFFECT_FIELD, tr("Field with the effect (several: comma-separated)")),
            required_words(contract.ENVELOPE, tr("Envelope: 5000000, or by year 2026:1000000,2027:1500000")),
            json_file(contract.RULES, tr("Rules (JSON file)")),
            layer_field(contract.RUNNING_COST_FIELD, tr("Field with the annual cost"), contract.MEASURES, NUMERIC),
            input_layer(contract.ACTORS, tr("Implementers: a table of actors"), TABLE, optional=True),
        ):
            self.addParameter(parameter)
        self.add_advanced(*self.advanced())
        self.add_outputs(vector)

    def advanced(self) -> tuple[QgsProcessingParameterDefinition, ...]:
        """Return the parameters with defaults that seldom need another value."""
        texts = {
            contract.ID_FIELD: tr("Field with the id"),
            contract.TITLE_FIELD: tr("Field with the title"),
            contract.PARTY_FIELD: tr("Implementer field"),
            contract.YEAR_FIELD: tr("Field with the start year"),
            contract.SCALABLE_FIELD: tr("Field with whether partial implementation is allowed"),
            contract.EXCLUDES_FIELD: tr("Field with the ids of excluded measures"),
            contract.REQUIRES_FIELD: tr("Field with the ids of required measures"),
        }
        return (
            *(layer_field(name, text, contract.MEASURES) for name, text in texts.items()),
            layer_field(
                contract.SHARE_FIELD, tr("Field of the actors with each party's own share of the envelope (0-1)"), contract.ACTORS, NUMERIC
            ),
            number(contract.CASES, tr("Number of cases with effects up to 20 % off"), CASES, 0, MOST_CASES, whole=True),
            number(contract.STEP, tr("Budget step (euro)"), 100_000, 1),
            time_limit_parameter(60, 0.5),
            seed_parameter(),
        )

    def add_outputs(self, vector: QgsProcessing.SourceType) -> None:
        """Add what it gives."""
        self.addParameter(output_layer(contract.OUTPUT, tr("Measures with the choice"), TABLE))
        self.addParameter(further_layer(contract.OUTPUT_NEGOTIATION, tr("Negotiation table"), TABLE))
        self.addParameter(language_parameter())
        self.addParameter(report_parameter())
        for name, description in (
            (contract.TOTAL_COST, tr("Cost of the chosen measures (euro)")),
            (contract.ENVELOPE_COST, tr("Share paid by the envelope (euro)")),
            (contract.TOTAL_EFFECT, tr("Effect of the chosen measures")),
            (contract.GAP, tr("Gap to the optimum (0: proven optimal for these estimates)")),
            (contract.MEASURE_COUNT, tr("Number of measures")),
            (contract.CHOSEN_COUNT, tr("Number of measures chosen")),
            (contract.OUTSIDE_COUNT, tr("Number of measures that start outside the years of the envelope")),
            (contract.RUNNER_UP_COUNT, tr("Number of alternatives within 1 %")),
            (contract.CASE_COUNT, tr("Number of cases computed with effects up to 20 % off")),
            (contract.STAY_COUNT, tr("Number of chosen measures that are chosen in at least 90 % of these cases")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...planning.envelope.outputs import answer

        features, fields, programme, parties = self.programme(parameters, context, progress)
        seconds, step = (self.parameterAsDouble(parameters, name, context) for name in (contract.TIME_LIMIT, contract.STEP))
        cases, seed = (self.parameterAsInt(parameters, name, context) for name in (contract.CASES, contract.SEED))
        negotiates = parameters.get(contract.OUTPUT_NEGOTIATION) is not None or self.parameterAsFileOutput(
            parameters, contract.REPORT, context
        )
        found = answer(features, fields, programme, parties, seconds, step * bool(negotiates), cases, seed, progress)
        progress.step("Writing")
        best, measures = found.best, programme.measures
        return self.write(parameters, context, features, fields, found, progress) | {
            contract.TOTAL_COST: float(best.gross.sum()),
            contract.ENVELOPE_COST: best.cost,
            contract.TOTAL_EFFECT: best.effect * 1.0,
            contract.GAP: best.gap,
            contract.MEASURE_COUNT: len(measures),
            contract.CHOSEN_COUNT: int(best.chosen.sum()),
            contract.OUTSIDE_COUNT: found.outside,
            contract.RUNNER_UP_COUNT: len(found.runners),
            contract.CASE_COUNT: found.cases.count,
            contract.STAY_COUNT: int((best.chosen & found.cases.stays).sum()),
        }

    def programme(
        self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> tuple[Features, MeasureFields, Programme, Parties]:
        """Return the layer, which field says what, the question, and who carries measures out."""
        from ...analysis.envelope.measures import check_rules
        from ...analysis.envelope.programme import Programme
        from ...model.envelope import EnvelopeRules, parse_envelope, read_rules
        from ...planning.envelope.inputs import USUAL, MeasureFields, effect_fields, measures_of, parties_of, with_parties
        from ...qgis_io.field_roles import require_fields, usual_fields
        from ...qgis_io.reading import read_parameter

        envelope = parse_envelope(self.parameterAsString(parameters, contract.ENVELOPE, context).strip())
        path = self.parameterAsFile(parameters, contract.RULES, context).strip()
        rules = read_rules(path) if path else EnvelopeRules()
        progress.step("Reading measures")
        features, _ = read_parameter(self, parameters, contract.MEASURES, context, progress=progress, keep_null=True)
        names = list(features.table)
        given = {role: self.parameterAsString(parameters, name, context) for name, role in ROLE_FIELDS.items()}
        fields = MeasureFields(
            cost=self.parameterAsString(parameters, contract.COST_FIELD, context),
            effects=effect_fields(self.parameterAsString(parameters, contract.EFFECT_FIELD, context), names, features.name),
            running=self.parameterAsString(parameters, contract.RUNNING_COST_FIELD, context),
            **usual_fields(given, USUAL, names, features.name),
        )
        actors = (
            read_parameter(self, parameters, contract.ACTORS, context, progress=progress, geometry=False)[0]
            if self.given(parameters, contract.ACTORS)
            else None
        )
        parties = parties_of(actors, self.parameterAsString(parameters, contract.SHARE_FIELD, context), progress)
        labelled = with_parties(features, fields.party, parties, rules.fields(), progress)
        require_fields(rules.fields(), list(labelled.table), features.name)
        measures = measures_of(labelled, fields, rules, progress)
        check_rules(measures, rules, Path(path).name)
        return features, fields, Programme(measures, envelope, rules), parties

    def write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        features: Features,
        fields: MeasureFields,
        found: Answer,
        progress: FeedbackProgress,
    ) -> dict[str, Any]:
        """Write the measures, the table and the report; nothing half."""
        from ...cartography.finished_layers import Finish, describe_output, finish
        from ...cartography.style import Style
        from ...planning.envelope.outputs import mark_chosen, negotiation_table
        from ...planning.envelope.report import measure_words, write_envelope_report
        from ...qgis_io.outputs import whole_file
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink

        source, language = given_layer(self, parameters, contract.MEASURES), self.language(parameters, context)
        kept, table = mark_chosen(features, source.fields(), found)
        output = write_sink(self, parameters, contract.OUTPUT, context, table, kept, progress, source.wkbType())
        results = {contract.OUTPUT: output}
        if output is not None and source.wkbType() != QgsWkbTypes.Type.NoGeometry:
            style = Style("portfolio", field="chosen", label=fields.title)
            how = Finish(style, describe_output([source], partial(measure_words, found)), (source,))
            finish(context, output, how, language)
        if parameters.get(contract.OUTPUT_NEGOTIATION) is not None:
            rows = negotiation_table(found)
            none = QgsWkbTypes.Type.NoGeometry
            results[contract.OUTPUT_NEGOTIATION] = write_sink(
                self, parameters, contract.OUTPUT_NEGOTIATION, context, rows, None, progress, none
            )
        report = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if report:
            with whole_file(report) as place:
                write_envelope_report(place, found, ", ".join(fields.effects), language)
            results[contract.REPORT] = report
        return results
