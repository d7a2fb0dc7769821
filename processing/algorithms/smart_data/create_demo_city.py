"""A city to try everything on, without network and without data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import export_folder_parameter, seed_parameter

LARGEST_SEED = 2**31 - 1


class CreateDemoCityAlgorithm(OpgavenkaartAlgorithm):
    """A generated Flemish city: GeoPackage, the files beside it, and their catalogue."""

    NAME = "create_demo_city"
    TITLE = "Create demo city"
    GROUP = "smart_data"
    TAGS = "example, sample data, test data, try"
    DOCS = "demo-city.md"
    STEPS = 3

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(seed_parameter(LARGEST_SEED))
        self.addParameter(export_folder_parameter(tr("Folder for the demo city")))
        self.addOutput(QgsProcessingOutputFile(contract.GEOPACKAGE, tr("GeoPackage")))
        self.addOutput(QgsProcessingOutputFile(contract.CATALOGUE, tr("Catalogue")))
        self.addOutput(QgsProcessingOutputNumber(contract.RECORD_COUNT, tr("Number of records in the catalogue")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...products.demo_city import CATALOGUE, GEOPACKAGE, write_demo_city
        from ...qgis_io.earlier_files import leave_receipt, question_of, write_noted_folder

        seed = self.parameterAsInt(parameters, contract.SEED, context)
        folder = Path(self.parameterAsFileOutput(parameters, contract.OUTPUT_FOLDER, context)).absolute()
        question = question_of(seed)
        with write_noted_folder(folder, question, (GEOPACKAGE, CATALOGUE), progress) as place:
            catalogue = write_demo_city(place, seed, context.transformContext(), progress)
            leave_receipt(place, folder, question)
        return {
            contract.OUTPUT_FOLDER: str(folder),
            contract.GEOPACKAGE: str(folder / GEOPACKAGE),
            contract.CATALOGUE: str(folder / CATALOGUE),
            contract.RECORD_COUNT: len(catalogue.own),
        }
