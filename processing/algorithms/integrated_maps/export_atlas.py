"""The atlas: a page for each cluster, neighbourhood or unit of a bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
)

from ...cartography.page import ATLAS_TEMPLATES
from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    POLYGONS,
    export_folder_parameter,
    format_parameter,
    input_layer,
    language_parameter,
    layout_parameter,
    orientation_parameter,
    paper_parameter,
    theme_parameter,
    words,
)

if TYPE_CHECKING:
    from ...products.atlas.writing import AtlasJob
    from ...products.bundles import Bundle


class ExportAtlasAlgorithm(OpgavenkaartAlgorithm):
    """A page for each area of a layer, as one PDF or as a file each."""

    NAME = "export_atlas"
    TITLE = "Export atlas"
    GROUP = "integrated_maps"
    TAGS = "atlas, booklet, print, PDF, page for each area"
    DOCS = "maps.md"
    STEPS = 3

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            input_layer(contract.CLUSTERS, tr("Clusters, neighbourhoods or units: one page each"), POLYGONS),
            words(contract.BUNDLE, tr("Integrated map (empty: in the folder of the layer's file)")),
            layout_parameter(ATLAS_TEMPLATES),
            paper_parameter(),
            orientation_parameter(),
            language_parameter(tr("Language of the map")),
            theme_parameter(),
            words(contract.TITLE, tr("Line below the title of each page (empty: the question of the map)")),
            format_parameter(),
            export_folder_parameter(tr("Folder of the atlas")),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputFile(contract.PDF, tr("Atlas as one PDF")))
        self.addOutput(QgsProcessingOutputNumber(contract.PAGE_COUNT, tr("Number of pages")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...products.atlas.atlas import make_atlas
        from ...qgis_io.reading import given_layer

        bundle = self.bundle(parameters, context, progress)
        progress.step("Reading the bundle")
        job = self.job(bundle, parameters, context, progress)
        folder = self.parameterAsString(parameters, contract.OUTPUT_FOLDER, context)
        subject = [bundle.manifest["challenge"], given_layer(self, parameters, contract.CLUSTERS).sourceName()]
        files, pdf = make_atlas(job, folder, [bundle.file(".qgz"), bundle.geopackage], progress, subject)
        progress.note("Files written: {count}.", count=len(files))
        return {contract.OUTPUT_FOLDER: folder, contract.PAGE_COUNT: len(job.pages)} | ({contract.PDF: pdf} if pdf else {})

    def bundle(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> Bundle:
        """Return the bundle that is named, else the one beside the layer's file."""
        from ...products.bundles import open_bundle

        given = self.parameterAsString(parameters, contract.BUNDLE, context).strip()
        if given:
            return open_bundle(given, progress)
        layer = self.inputs.layer(contract.CLUSTERS)
        path = layer.path() if layer else ""
        if not path:
            raise OpgaveError(
                "The layer in CLUSTERS is not a file and has no folder: give in BUNDLE the integrated map of which to make the atlas."
            )
        return open_bundle(path, progress)

    def job(self, bundle: Bundle, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> AtlasJob:
        """Return what is to be made."""
        from ...cartography.project_copy import read_project
        from ...cartography.theme import theme
        from ...products.atlas.content import pages_of, titles_passed_on
        from ...products.atlas.named_layers import named_layers
        from ...products.atlas.writing import AtlasJob
        from ...qgis_io.reading import read_parameter
        from ...texts.language import Language

        project = read_project(bundle.file(".qgz"), of_bundle=True, progress=progress)
        crs = project.crs().authid()
        project.clear()
        areas, _ = read_parameter(self, parameters, contract.CLUSTERS, context, progress=progress, target_crs=crs)
        choices = (contract.TEMPLATE, contract.PAPER, contract.ORIENTATION, contract.LANGUAGE, contract.FORMAT)
        template, paper, orientation, language, kind = (self.parameterAsEnumString(parameters, name, context) for name in choices)
        look, title = (self.parameterAsString(parameters, name, context) for name in (contract.THEME, contract.TITLE))
        theme(look)
        pages = pages_of(areas, bundle, Language(language), progress)
        named = named_layers(bundle, pages, titles_passed_on(bundle, Language(language)))
        path = str(bundle.file(".qgz"))
        return AtlasJob(path, look, title, template, paper, orientation, language, kind, bundle.made or bundle.as_of, pages, named)
