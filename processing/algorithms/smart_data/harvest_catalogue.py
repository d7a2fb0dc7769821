"""The layers that another catalogue, a service, a folder or a database offers, as records of a catalogue of one's own."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.choices import AUTO, KINDS
from ...qgis_io.feedback import FeedbackProgress
from ...texts.count_texts import HARVEST_TEXTS
from ...texts.language import interface_language, tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    authentication,
    choice,
    json_file,
    output_file,
    report_parameter,
    required_words,
    timeout_parameter,
    trust_parameter,
    words,
)

if TYPE_CHECKING:
    from ...model.catalogue import Catalogue
    from ...model.harvest import Merged
    from ...sources.harvest.harvest import HarvestResult


class HarvestCatalogueAlgorithm(OpgavenkaartAlgorithm):
    """Records gathered at an address, merged into a catalogue that people edit."""

    NAME = "harvest_catalogue"
    TITLE = "Harvest catalogue"
    GROUP = "smart_data"
    TAGS = "metadata, CSW, DCAT, ISO 19139, geoportal, search layers"
    DOCS = "records.md"
    STEPS = 2
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            required_words(contract.URL, tr("Address of a catalogue or service, a folder, a document, or a database")),
            choice(contract.KIND, tr("Kind"), KINDS, AUTO),
            words(contract.FILTER, tr("Only layers with these words in their description")),
            authentication(contract.AUTH, tr("Authentication configuration")),
            json_file(contract.MERGE_INTO, tr("Catalogue to merge the result into")),
        ):
            self.addParameter(parameter)
        timeout = timeout_parameter(30.0)
        self.add_advanced(timeout, trust_parameter())
        self.addParameter(output_file(contract.OUTPUT, tr("Catalogue"), "JSON (*.json)"))
        self.addParameter(report_parameter())
        for name, template in HARVEST_TEXTS.items():
            self.addOutput(QgsProcessingOutputNumber(name, tr(template)))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...model.catalogue import Catalogue, read_catalogue
        from ...model.harvest import merge
        from ...model.text import Text
        from ...sources.harvest import gather
        from ...sources.harvest.report import count_layers
        from ...sources.network import Limits

        merge_into = self.parameterAsString(parameters, contract.MERGE_INTO, context)
        known = read_catalogue(merge_into) if merge_into else None
        progress.step("Reading")
        gathered = gather(
            self.parameterAsString(parameters, contract.URL, context),
            self.parameterAsEnumString(parameters, contract.KIND, context),
            self.parameterAsString(parameters, contract.FILTER, context),
            self.parameterAsString(parameters, contract.AUTH, context),
            progress,
            Limits(seconds=self.parameterAsDouble(parameters, contract.TIMEOUT, context)),
        )
        merged = merge(known or Catalogue(title=Text(gathered.title, gathered.title)), gathered.harvest)
        progress.step("Writing")
        return self.write(parameters, context, gathered, merged) | count_layers(gathered, merged)

    def write(self, parameters: dict[str, Any], context: QgsProcessingContext, gathered: HarvestResult, merged: Merged) -> dict[str, Any]:
        """Write the catalogue and the report, and return them as outputs."""
        from ...model.catalogue import write_catalogue
        from ...qgis_io.outputs import whole_file
        from ...sources.harvest.report import harvest_report
        from ...texts.language import Language

        path = self.parameterAsFileOutput(parameters, contract.OUTPUT, context)
        report = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        with whole_file(path) as place:
            write_catalogue(place, at_folder(merged.catalogue, place.parent))
        if not report:
            return {contract.OUTPUT: path}
        with whole_file(report) as place:
            place.write_text(harvest_report(gathered, merged, Language(interface_language())), encoding="utf-8")
        return {contract.OUTPUT: path, contract.REPORT: report}


def at_folder(catalogue: Catalogue, folder: Path) -> Catalogue:
    """Return a catalogue for a file in another folder: what it includes stays the same."""
    from ...model.catalogue import BUILTIN

    if not catalogue.path:
        return catalogue
    own = Path(catalogue.path).parent
    moved = [one if one == BUILTIN else Path(os.path.relpath(own / one, folder)).as_posix() for one in catalogue.includes]
    return replace(catalogue, includes=tuple(moved))
