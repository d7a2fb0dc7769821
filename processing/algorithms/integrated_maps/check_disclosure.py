"""An attack on maps before they are handed out: which sensitive counts come out of them."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import TABLE, input_file, json_file, language_parameter, output_layer, report_parameter, required_words


class CheckDisclosureAlgorithm(OpgavenkaartAlgorithm):
    """Sensitive counts computed back from one or several bundles together, as far as that can be."""

    NAME = "check_disclosure"
    TITLE = "Check disclosure"
    GROUP = "integrated_maps"
    TAGS = "privacy, GDPR, statistical disclosure control, small counts, audit"
    DOCS = "disclosure.md"
    STEPS = 2
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            required_words(contract.FOLDERS, tr("Folders or zips of integrated maps, comma-separated")),
            json_file(contract.POLICY, tr("How records are to be protected (empty: as they say)")),
            input_file(contract.KNOWN, tr("What an attacker knows: layer, unit, value"), "CSV (*.csv)"),
            language_parameter(),
            report_parameter(),
            output_layer(contract.OUTPUT, tr("Counts that come out"), TABLE),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(contract.EXACT_COUNT, tr("Counts that are known exactly")))
        self.addOutput(QgsProcessingOutputNumber(contract.SMALL_COUNT, tr("Small counts that are known too closely")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from qgis.core import QgsWkbTypes

        from ...products.bundles import open_bundle
        from ...products.disclosure_check import NOTHING, as_table, attack_bundles, read_known, read_policy, write_check
        from ...qgis_io.outputs import whole_file
        from ...qgis_io.writing import write_sink

        folders = [text.strip() for text in self.parameterAsString(parameters, contract.FOLDERS, context).split(",") if text.strip()]
        if not folders:
            raise OpgaveError("FOLDERS is empty: give the folders of integrated maps, comma-separated.")
        policy, known = (self.parameterAsString(parameters, name, context) for name in (contract.POLICY, contract.KNOWN))
        bundles = [open_bundle(folder, progress) for folder in folders]
        progress.step("Computing counts back")
        attacked = attack_bundles(bundles, read_policy(policy) if policy else {}, read_known(known) if known else NOTHING, progress)
        path = self.parameterAsFileOutput(parameters, contract.REPORT, context) if self.given(parameters, contract.REPORT) else ""
        progress.step("Writing")
        with whole_file(path) if path else nullcontext() as place:
            if place:
                write_check(place, bundles, attacked, self.language(parameters, context))
            output = write_sink(self, parameters, contract.OUTPUT, context, as_table(attacked), None, progress, QgsWkbTypes.Type.NoGeometry)
        return {
            contract.OUTPUT: output,
            **({contract.REPORT: path} if path else {}),
            contract.EXACT_COUNT: sum(one.exact for one in attacked),
            contract.SMALL_COUNT: sum(one.small for one in attacked),
        }
