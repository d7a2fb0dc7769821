"""A bundle as a web map: a static folder for any web server, or to open from disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import bundle_parameter, export_folder_parameter, language_parameter, theme_parameter, words

if TYPE_CHECKING:
    from ...products.bundles import Bundle


class ExportWebMapAlgorithm(OpgavenkaartAlgorithm):
    """One challenge, or two with a divider, as a page that asks nothing of the outside."""

    NAME = "export_web_map"
    TITLE = "Export web map"
    GROUP = "integrated_maps"
    TAGS = "HTML, web page, interactive, share, browser"
    DOCS = "web-map.md"
    STEPS = 4
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            bundle_parameter(),
            words(contract.BUNDLE_2, tr("Folder of a second map, to compare with")),
            language_parameter(tr("Language of the page")),
            theme_parameter(),
            export_folder_parameter(tr("Folder for the web map")),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputFile(contract.INDEX, tr("Page to open")))
        self.addOutput(QgsProcessingOutputNumber(contract.SIZE, tr("Size of the folder in bytes")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...cartography.theme import theme
        from ...products.web_map.page import INDEX_PAGE, PageLook, file_names, write_web_map
        from ...qgis_io.earlier_files import leave_receipt, question_of, write_noted_folder

        folder = self.folder(parameters, context)
        bundles = self.bundles(parameters, context, progress)
        language = self.language(parameters, context)
        look = PageLook(theme(self.parameterAsString(parameters, contract.THEME, context)), language)
        question = question_of(language.code, *(bundle.manifest["challenge"] for bundle in bundles))
        with write_noted_folder(folder, question, file_names(), progress) as place:
            write_web_map(bundles, place, look, progress)
            leave_receipt(place, folder, question)
            size = sum(path.stat().st_size for path in place.iterdir())
            progress.check()
        return {contract.OUTPUT_FOLDER: str(folder), contract.INDEX: str(folder / INDEX_PAGE), contract.SIZE: size}

    def folder(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        """Return the folder to write to."""
        given = self.parameterAsString(parameters, contract.OUTPUT_FOLDER, context)
        if not given:
            raise OpgaveError("OUTPUT_FOLDER is empty: give the folder for the web map.")
        return Path(given).absolute()

    def bundles(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> list[Bundle]:
        """Return the bundle, and the second one where it is given."""
        from ...products.bundles import open_bundle

        given = [self.parameterAsString(parameters, name, context).strip() for name in (contract.BUNDLE, contract.BUNDLE_2)]
        bundles = [open_bundle(text, progress) for text in given if text]
        if not given[0]:
            raise OpgaveError("BUNDLE is empty: give the folder of an integrated map, which contains a manifest.json.")
        if len(bundles) > 1 and bundles[0].folder.resolve() == bundles[1].folder.resolve():
            raise OpgaveError("BUNDLE and BUNDLE_2 are the same: give another map to compare with, or leave BUNDLE_2 empty.")
        return bundles
