"""The layers of a catalogue or store, as files from which the catalogues of others harvest them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputNumber

from ...model import contract
from ...model.choices import METADATA_FORMATS
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import catalogue_parameter, choice, export_folder_parameter, store_parameter, words

if TYPE_CHECKING:
    from ...model.catalogue import Catalogue


class ExportCatalogueAlgorithm(OpgavenkaartAlgorithm):
    """Metadata after DCAT-AP Vlaanderen, ISO 19139 or OGC API Records, for a folder that a web server serves."""

    NAME = "export_catalogue"
    TITLE = "Export catalogue"
    GROUP = "smart_data"
    TAGS = "metadata, DCAT, ISO 19139, OGC API Records, open data portal, harvest, publish"
    DOCS = "metadata.md"
    STEPS = 2
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "lxml")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            catalogue_parameter(),
            store_parameter(),
            choice(contract.FORMAT, tr("Metadata standard"), METADATA_FORMATS),
            words(contract.BASE_URL, tr("Web address at which the folder will be served")),
            words(contract.PUBLISHER, tr("Publisher of the catalogue (empty: its title)")),
            words(contract.CONTACT, tr("Contact for the catalogue (e-mail address or web page)")),
            export_folder_parameter(),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(contract.RECORD_COUNT, tr("Layers described")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...qgis_io.earlier_files import leave_receipt, question_of, write_noted_folder
        from ...sources.metadata.export import file_names, is_dataset, write_metadata
        from ...sources.metadata.offered import check_base

        texts = self.texts(parameters, context, contract.BASE_URL, contract.PUBLISHER, contract.CONTACT)
        base = check_base(texts[contract.BASE_URL])
        folder = Path(self.parameterAsString(parameters, contract.OUTPUT_FOLDER, context)).absolute()
        format = self.parameterAsEnumString(parameters, contract.FORMAT, context)
        progress.step("Reading")
        catalogue = self.catalogue(parameters, context)
        if not any(map(is_dataset, catalogue.records.values())):
            raise OpgaveError("There are no layers to describe: the catalogue or store is empty.")
        progress.step("Writing")
        question = question_of(self.NAME, format, sorted(catalogue.records))
        with write_noted_folder(folder, question, file_names(format), progress) as place:
            count = write_metadata(place, catalogue, format, base, texts[contract.PUBLISHER], texts[contract.CONTACT], progress)
            leave_receipt(place, folder, question)
        return {contract.OUTPUT_FOLDER: str(folder), contract.RECORD_COUNT: count}

    def catalogue(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Catalogue:
        """Return the catalogue, or what the store has as one: nothing that its records name is opened."""
        from ...model.catalogue import Catalogue, read_catalogue
        from ...model.text import Text
        from ...sources.store import open_store
        from ...sources.store.offline import read_stored_records

        path, place = (self.parameterAsString(parameters, name, context).strip() for name in (contract.CATALOGUE, contract.STORE))
        if path and place:
            raise OpgaveError("CATALOGUE and STORE are both given: give the one of which the layers are to be described.")
        if not place:
            return read_catalogue(path, for_titles=True)
        store = open_store(place, must_exist=True)
        kept = read_stored_records(store)
        return Catalogue(title=Text(store.name, store.name), own={id: one.record for id, one in kept.items()})
