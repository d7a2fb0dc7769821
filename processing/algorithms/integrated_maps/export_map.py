"""Any QGIS project as a printed map with legend, scale bar and sources."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsPrintLayout,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingUtils,
    QgsProject,
)

from ...cartography.page import MAP_FORMATS, TEMPLATES
from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    extent_parameter,
    format_parameter,
    input_file,
    language_parameter,
    layout_parameter,
    orientation_parameter,
    output_file,
    paper_parameter,
    theme_parameter,
    words,
)


class ExportMapAlgorithm(OpgavenkaartAlgorithm):
    """The open project, or the one in a file, laid out on paper in the house style."""

    NAME = "export_map"
    TITLE = "Export map"
    GROUP = "integrated_maps"
    TAGS = "print, layout, PDF, PNG, poster, template"
    DOCS = "maps.md"
    STEPS = 3

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        project_files = tr("QGIS projects (*.qgz *.qgs)")
        map_files = tr("PDF (*.pdf);;PNG (*.png);;SVG (*.svg);;QGIS (*.qpt)")
        for parameter in (
            input_file(contract.PROJECT, tr("Project (empty: the open project)"), project_files),
            extent_parameter(),
            layout_parameter(TEMPLATES),
            paper_parameter(),
            orientation_parameter(),
            language_parameter(tr("Language of the map")),
            theme_parameter(),
            words(contract.TITLE, tr("Title (empty: that of the project)")),
            format_parameter(MAP_FORMATS),
            words(contract.SHOWN, tr("Layers to compare (empty: those that suit the layout)")),
            input_file(contract.PROJECT_2, tr("Second project, for before and after"), project_files),
            output_file(contract.OUTPUT, tr("Map"), map_files),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(contract.LAYER_COUNT, tr("Number of layers drawn")))

    def prepareAlgorithm(self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> bool:
        """Copy the open project here, in its own thread, when it is the one to print."""
        super().prepareAlgorithm(parameters, context, feedback)
        self.copied = None
        if not self.parameterAsString(parameters, contract.PROJECT, context) and context.project():
            from ...cartography.project_copy import copy_open

            try:
                self.copied = copy_open(context.project())
            except OpgaveError as error:
                raise QgsProcessingException(error.sentence(tr)) from error
        return True

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...cartography.map_export import export

        kind, path = self.destination(parameters, context)
        progress.step("Reading the project")
        for layer in self.copied.unsaved if self.copied else ():
            progress.warn("Layer '{layer}' has unsaved edits: the map shows the saved version.", layer=layer)
        project, second = self.project(parameters, context, progress), self.second_project(parameters, context, progress)
        try:
            progress.step("Laying out the map")
            layout, count = self.lay_out(project, second, parameters, context, progress)
            progress.step("Writing the map")
            export(layout, path, kind, progress=progress)
        finally:
            project.clear()
            if second:
                second.clear()
        return {contract.OUTPUT: path, contract.LAYER_COUNT: count}

    def project(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> QgsProject:
        """Return the project to print, which belongs to this thread."""
        from ...cartography.project_copy import paste, read_project
        from ...products.bundles import is_listed

        given = self.parameterAsString(parameters, contract.PROJECT, context)
        if given:
            return read_project(given, of_bundle=is_listed(Path(given)), progress=progress)
        if self.copied is None:
            raise OpgaveError("No project is open: give in PROJECT the project file to print.")
        return paste(self.copied)

    def second_project(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> QgsProject | None:
        """Return the project to compare with; None where none is given."""
        from ...cartography.project_copy import read_project
        from ...products.bundles import is_listed

        given = self.parameterAsString(parameters, contract.PROJECT_2, context)
        return read_project(given, of_bundle=is_listed(Path(given)), progress=progress) if given else None

    def lay_out(
        self,
        project: QgsProject,
        second: QgsProject | None,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        progress: FeedbackProgress,
    ) -> tuple[QgsPrintLayout, int]:
        """Return the layout, and how many layers its map draws."""
        from ...cartography.added_layers import with_added
        from ...cartography.layouts import build_map
        from ...cartography.map_blocks import drawn_layers
        from ...cartography.map_templates.request import names_in
        from ...cartography.project_copy import content_for, restyle, say_closed
        from ...cartography.theme import theme, warn_of_colours

        language = self.language(parameters, context)
        looks = theme(self.parameterAsString(parameters, contract.THEME, context))
        warn_of_colours(looks, progress)
        restyle(project, looks, language)
        content = content_for(project, language, datetime.date.today(), progress)
        content = say_closed(project, with_added(project, content, language, looks), language)
        content = replace(content, **self.own_choices(project, parameters, context))
        names = (contract.PAPER, contract.ORIENTATION, contract.TEMPLATE)
        paper, orientation, template = (self.parameterAsEnumString(parameters, name, context) for name in names)
        more = {
            "shown": names_in(self.parameterAsString(parameters, contract.SHOWN, context)),
            "titled": bool(self.parameterAsString(parameters, contract.TITLE, context)),
            "other": (second, content_for(second, language, datetime.date.today(), progress)) if second else None,
        }
        layout = build_map(project, content, paper, orientation, language, looks, template, progress, **more)
        return layout, len(drawn_layers(project, content))

    def own_choices(self, project: QgsProject, parameters: dict[str, Any], context: QgsProcessingContext) -> dict[str, Any]:
        """Return what the user wants other than the project says."""
        title = self.parameterAsString(parameters, contract.TITLE, context)
        from ...qgis_io.crs import rectangle_in

        extent = rectangle_in(self.inputs.extents[contract.EXTENT], project.crs(), context.transformContext())
        shown = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
        return ({"title": title} if title else {}) | ({} if extent.isNull() else {"extent": shown})

    def destination(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[str, str]:
        """Return format and path; the path must end as the format does."""
        kind = self.parameterAsEnumString(parameters, contract.FORMAT, context)
        suffix = MAP_FORMATS[kind]
        if parameters.get(contract.OUTPUT) == QgsProcessing.TEMPORARY_OUTPUT:
            return kind, QgsProcessingUtils.generateTempFilename(f"map{suffix}")
        path = self.parameterAsFileOutput(parameters, contract.OUTPUT, context)
        if not path.lower().endswith(suffix):
            raise OpgaveError(
                "'{path}' does not end in '{suffix}', as the format {format} requires.", path=path, suffix=suffix, format=kind
            )
        return kind, path
