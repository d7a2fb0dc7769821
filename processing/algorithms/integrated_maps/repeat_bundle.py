"""A map made again from what its bundle says of itself."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.errors import OpgaveError
from ...model.trust import trusting
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..parameters import (
    export_folder_parameter,
    load_layers_parameter,
    required_words,
    trust_parameter,
    words,
    zip_parameter,
)
from .integrated_map import IntegratedMapAlgorithm


class RepeatBundleAlgorithm(IntegratedMapAlgorithm):
    """The same challenge on the same sources, under another path, and where the result differs."""

    NAME = "repeat_bundle"
    TITLE = "Recompute map"
    TAGS = "reproduce, recompute, new data, update map"
    DOCS = "bundles.md"
    STEPS = 15

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            required_words(contract.BUNDLE, tr("Folder, zip or manifest of an integrated map")),
            export_folder_parameter(),
            words(contract.SOURCES, tr("Folders in which the files lie that the map was made from, comma-separated")),
            zip_parameter(),
            load_layers_parameter(),
        ):
            self.addParameter(parameter)
        self.add_advanced(trust_parameter())
        self.add_bundle_outputs()
        for name, title in (
            (contract.CHANGED_COUNT, tr("Number of units that differ")),
            (contract.CHANGED_LAYERS, tr("Number of layers whose data changed at the source")),
            (contract.CHANGED_FILES, tr("Number of files that differ")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def prepareAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> bool:
        """Take the layer, extent and coordinate system that the bundle names here, in the thread where layers live."""
        from ...products.bundles import read_parameters
        from ...sources.parameter_texts import name_again, restore_parameters

        super().prepareAlgorithm(parameters, context, feedback)
        self.main_job = IntegratedMapAlgorithm()
        self.main_job.initAlgorithm()
        with suppress(OpgaveError), trusting(self.trust(parameters, context)):  # `compute` opens the bundle again, and says what is wrong
            kept = read_parameters(self.parameterAsString(parameters, contract.BUNDLE, context).strip(), self.sources(parameters, context))
            self.main_job.prepareAlgorithm(restore_parameters(kept), context, feedback)
            name_again(self.main_job.inputs, kept)
        return True

    def sources(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[Path]:
        """Return the folders in which the map's files are looked for first.

        Raises
        ------
        OpgaveError
            One of them is not there.
        """
        texts = self.parameterAsString(parameters, contract.SOURCES, context).split(",")
        folders = [Path(text.strip()).expanduser().absolute() for text in texts if text.strip()]
        missing = next((folder for folder in folders if not folder.is_dir()), None)
        if missing:
            raise OpgaveError("The folder '{folder}' does not exist: check SOURCES.", folder=missing)
        return folders

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...products.bundles import open_bundle
        from ...products.compare.repeating import again, catalogue_here, repeat_parameters, tell_missing
        from ...products.compare.report import report_changes
        from ...products.compare.vintages import compare

        text = self.parameterAsString(parameters, contract.BUNDLE, context).strip()
        if not text:
            raise OpgaveError("BUNDLE is empty: give the folder, zip or manifest of an integrated map.")
        bundle = open_bundle(text, progress)
        folders = bundle.source_folders(self.sources(parameters, context))
        told, missing = folders.whole_parameters(bundle.parameters)
        tell_missing(missing, progress)
        with again(bundle, self.folder(parameters, context)) as kept, catalogue_here(kept, folders, progress) as catalogue:
            own = {name: parameters[name] for name in (contract.OUTPUT_FOLDER, contract.ZIP, contract.LOAD_LAYERS) if name in parameters}
            asked = {**repeat_parameters(kept, told), contract.CATALOGUE: str(catalogue), **own}
            ledger = self.main_job.ledger(asked, context)
            results = self.main_job.make(asked, context, told, progress, ledger=ledger, made=bundle.made)
            found = compare(kept, open_bundle(results[contract.MANIFEST]), progress)
        report_changes(found, progress)
        if found.files:
            progress.note("Files that differ: {files}.", files=", ".join(one.place for one in found.files))
        counts = {contract.CHANGED_LAYERS: len(found.layers), contract.CHANGED_FILES: len(found.files)}
        return {**results, contract.CHANGED_COUNT: int(found.differs.sum()), **counts}
