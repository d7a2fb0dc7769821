"""How sure a challenge's index is: ranks under many drawn choices, and what carries the outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.choices import DRAWS, MOST_DRAWS
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..challenge_algorithm import ChallengeAlgorithm
from ..parameters import POLYGONS, number, output_layer, report_parameter, seed_parameter

if TYPE_CHECKING:
    from ...analysis.sensitivity import Sensitivity
    from ...challenge.indexing import Indexed


class ChallengeSensitivityAlgorithm(ChallengeAlgorithm):
    """Units with the range of their rank and how certain it is that they are among the worst."""

    NAME = "challenge_sensitivity"
    TITLE = "Challenge sensitivity"
    GROUP = "smart_planning"
    TAGS = "uncertainty, robustness, Monte Carlo, ranking, weights"
    DOCS = "challenges.md"
    STEPS = 6
    REQUIRES = (*ChallengeAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add_challenge_parameters()
        for parameter in (
            number(contract.DRAWS, tr("Number of simulations"), DRAWS, 1, MOST_DRAWS, whole=True),
            number(contract.SPREAD, tr("Variation of weights (0-1)"), 0.5, 0.0, 1.0),
            seed_parameter(),
            output_layer(contract.OUTPUT, tr("Units with their ranks"), POLYGONS),
            report_parameter(),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(contract.UNIT_COUNT, tr("Number of units")))
        self.addOutput(QgsProcessingOutputNumber(contract.ROBUST_COUNT, tr("Number of units with a robust rank")))
        self.addOutput(QgsProcessingOutputNumber(contract.WITHOUT_INDEX_COUNT, tr("Number of units with too little data")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from qgis.core import QgsWkbTypes

        from ...analysis.sensitivity import sensitivity
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...challenge.indexing import index_challenge
        from ...model.certainty import ROBUST
        from ...products.disclosure_check import check_counts
        from ...qgis_io.writing import write_sink

        as_of = self.as_of(parameters, context)
        indexed = index_challenge(self.collect(parameters, context, progress), as_of, progress)
        check_counts(indexed)
        draws, seed = (self.parameterAsInt(parameters, name, context) for name in (contract.DRAWS, contract.SEED))
        progress.step("Running {count} simulations", count=draws)
        evaluation, challenge = indexed.evaluation, indexed.collected.challenge
        spread = self.parameterAsDouble(parameters, contract.SPREAD, context)
        method = challenge.aggregation.method
        found = sensitivity(challenge.indicators, evaluation.raw, evaluation.index, draws, spread, seed, progress, method)
        report = self.write_report(parameters, context, indexed, found, draws)
        progress.step("Writing")
        features = indexed.unit_features.with_columns(**vars(found))
        output = write_sink(self, parameters, contract.OUTPUT, context, features, None, progress, QgsWkbTypes.Type.MultiPolygon)
        style_on_load(context, output, Style("certainty", field="certainty"))
        return {
            contract.OUTPUT: output,
            **report,
            contract.UNIT_COUNT: len(features),
            contract.ROBUST_COUNT: int((found.certainty == ROBUST).sum()),
            contract.WITHOUT_INDEX_COUNT: indexed.without_index,
        }

    def write_report(
        self, parameters: dict[str, Any], context: QgsProcessingContext, indexed: Indexed, found: Sensitivity, draws: int
    ) -> dict[str, Any]:
        """Write the report where one is asked for, and return it as output."""
        from ...products.certainty_report import write_certainty_report
        from ...qgis_io.outputs import whole_file
        from ...texts.language import Language, interface_language

        path = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if not path:
            return {}
        with whole_file(path) as place:
            write_certainty_report(place, indexed, found, draws, Language(interface_language()))
        return {contract.REPORT: path}
