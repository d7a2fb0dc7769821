"""A project whose services were retired, led to their successors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import interface_language, tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    catalogue_parameter,
    input_file,
    output_file,
    report_parameter,
    timeout_parameter,
    trust_parameter,
)

if TYPE_CHECKING:
    from ...sources.watch.layer_places import ProjectLayer
    from ...sources.watch.repair import Repair

FILES = "QGIS (*.qgz *.qgs *.qpt *.qlr)"


class RepairProjectAlgorithm(OpgavenkaartAlgorithm):
    """A copy of a project with its layers where their services are now."""

    NAME = "repair_project"
    TITLE = "Repair project"
    GROUP = "smart_data"
    TAGS = "broken layers, dead links, data source, new address"
    DOCS = "scripts.md"
    STEPS = 2
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(input_file(contract.PROJECT, tr("Project or template (empty: the open project)"), FILES))
        catalogue = catalogue_parameter()
        self.addParameter(catalogue)
        timeout = timeout_parameter()
        self.add_advanced(timeout, trust_parameter())
        self.addParameter(output_file(contract.OUTPUT, tr("Repaired project"), FILES))
        self.addParameter(report_parameter())
        self.addOutput(QgsProcessingOutputNumber(contract.REPAIRED_COUNT, tr("Layers repaired")))
        self.addOutput(QgsProcessingOutputNumber(contract.UNREPAIRED_COUNT, tr("Layers that do not answer and could not be repaired")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...model.catalogue import read_catalogue
        from ...sources.network import Limits
        from ...sources.watch.project_file import layers_in, read_project
        from ...sources.watch.repair import repairs

        project = self.project(parameters, context)
        path = self.copy(parameters, context, project)
        catalogue = read_catalogue(self.parameterAsString(parameters, contract.CATALOGUE, context))
        text, others = read_project(project)
        layers = layers_in(text, project.name)
        progress.step("Querying {count} layers", count=len(layers))
        done = repairs(layers, catalogue, Limits(seconds=self.parameterAsDouble(parameters, contract.TIMEOUT, context)), progress)
        for one in done:
            if one.new:
                progress.note("Layer '{layer}' goes to {new}.", layer=one.layer.name, new=one.new.words)
            elif one.reason:
                progress.warn("Layer '{layer}' could not be repaired: {reason}", layer=one.layer.name, reason=one.reason.sentence(tr))
        progress.step("Writing")
        outputs = self.write(parameters, context, (project, path), (text, others), layers, done)
        repaired = sum(bool(one.new) for one in done)
        return outputs | {contract.REPAIRED_COUNT: repaired, contract.UNREPAIRED_COUNT: len(done) - repaired}

    def project(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Path:
        """Return the project's file: the one given, else that of the open project."""
        given = self.parameterAsString(parameters, contract.PROJECT, context) or self.inputs.project_file
        if not given:
            raise OpgaveError("PROJECT is empty and no saved project is open: give the path of a .qgs, .qgz, .qpt or .qlr file.")
        return Path(given)

    def copy(self, parameters: dict[str, Any], context: QgsProcessingContext, project: Path) -> Path:
        """Return the path of the copy."""
        from ...sources.watch.project_file import check_suffix

        path = Path(self.parameterAsFileOutput(parameters, contract.OUTPUT, context))
        if path.resolve() == project.resolve():
            raise OpgaveError("OUTPUT is the project itself: give another path, so that the original is kept.")
        check_suffix(path, project)
        return path

    def write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        paths: tuple[Path, Path],
        contents: tuple[str, dict[str, bytes]],
        layers: list[ProjectLayer],
        done: list[Repair],
    ) -> dict[str, Any]:
        """Write the copy and the report, and return them as outputs."""
        from ...qgis_io.outputs import whole_file
        from ...sources.watch.project_file import at_folder, write_project
        from ...sources.watch.repair import repair_text
        from ...sources.watch.report import repair_report
        from ...texts.language import Language

        (project, path), (text, others) = paths, contents
        text = repair_text(text, done)
        if project.suffix.lower() != ".qpt":  # the paths in it are those of the project that it is opened in
            text = at_folder(text, layers, project.parent, path.parent)
        with whole_file(path) as place:
            write_project(place, path, text, others)
        report = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if not report:
            return {contract.OUTPUT: str(path)}
        with whole_file(report) as place:
            place.write_text(repair_report(project.name, done, Language(interface_language())), encoding="utf-8")
        return {contract.OUTPUT: str(path), contract.REPORT: report}
