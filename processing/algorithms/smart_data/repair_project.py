"""A project whose services were retired, led to their successors."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
)

from ...algorithm import OpgavenkaartAlgorithm
from ...bridge.language import interface_language, tr
from ...model.errors import OpgaveError


class RepairProjectAlgorithm(OpgavenkaartAlgorithm):
    """A copy of a project with its layers where their services are now."""

    NAME = "repair_project"
    TITLE = "Repair project"
    GROUP = "smart_data"
    STEPS = 2
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration=None):
        self.addParameter(
            QgsProcessingParameterFile("PROJECT", tr("Project (empty: the open one)"), fileFilter="QGIS (*.qgz *.qgs)", optional=True)
        )
        catalogue = QgsProcessingParameterFile("CATALOGUE", tr("Catalogue (empty: the built-in one)"), extension="json", optional=True)
        self.addParameter(catalogue)
        timeout = QgsProcessingParameterNumber(
            "TIMEOUT", tr("Seconds for one request"), QgsProcessingParameterNumber.Type.Double, 20.0, minValue=0.1
        )
        timeout.setFlags(timeout.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(timeout)
        self.addParameter(QgsProcessingParameterFileDestination("OUTPUT", tr("Repaired project"), "QGIS (*.qgz *.qgs)"))
        report = QgsProcessingParameterFileDestination("REPORT", tr("Report"), "HTML (*.html)", None, optional=True, createByDefault=False)
        self.addParameter(report)
        self.addOutput(QgsProcessingOutputNumber("REPAIRED_COUNT", tr("Layers repaired")))
        self.addOutput(QgsProcessingOutputNumber("UNREPAIRED_COUNT", tr("Layers that do not answer and could not be repaired")))

    def compute(self, parameters, context, progress):
        from ...bridge.network import Limits
        from ...bridge.watch.repair import layers_in, read_project, repairs
        from ...model.catalogue import read_catalogue

        project = self.project(parameters, context)
        catalogue = read_catalogue(self.parameterAsString(parameters, "CATALOGUE", context))
        text, others = read_project(project)
        layers = layers_in(text, project.name)
        progress.step("Asking {count} layers", count=len(layers))
        done = repairs(layers, catalogue, Limits(seconds=self.parameterAsDouble(parameters, "TIMEOUT", context)), progress)
        for one in done:
            if one.new:
                progress.note("Layer '{layer}' goes to {new}.", layer=one.layer.name, new=one.new)
            else:
                progress.warn("Layer '{layer}' could not be repaired: {reason}", layer=one.layer.name, reason=one.reason.sentence(tr))
        progress.step("Writing")
        outputs = self.write(parameters, context, project, text, others, layers, done)
        repaired = sum(bool(one.new) for one in done)
        return outputs | {"REPAIRED_COUNT": repaired, "UNREPAIRED_COUNT": len(done) - repaired}

    def project(self, parameters, context):
        """Return the project's file: the one given, else that of the open project."""
        given = self.parameterAsString(parameters, "PROJECT", context)
        if not given and context.project() is not None:
            given = context.project().fileName()
        if not given:
            raise OpgaveError("PROJECT is empty and no saved project is open: give the path of a .qgs or .qgz file.")
        return Path(given)

    def write(self, parameters, context, project, text, others, layers, done):
        """Write the copy and the report, and return them as outputs."""
        from ...bridge.language import Language
        from ...bridge.outputs import whole_file
        from ...bridge.watch.repair import at_folder, repaired, write_project
        from ...bridge.watch.report import repair_report

        path = self.parameterAsFileOutput(parameters, "OUTPUT", context)
        report = self.parameterAsFileOutput(parameters, "REPORT", context)
        if Path(path).resolve() == project.resolve():
            raise OpgaveError("OUTPUT is the project itself: give another path, so that the old one stays.")
        with whole_file(path) as place:
            write_project(place, Path(path), at_folder(repaired(text, done), layers, project.parent, Path(path).parent), others)
        if not report:
            return {"OUTPUT": path}
        with whole_file(report) as place:
            place.write_text(repair_report(project.name, done, Language(interface_language())), encoding="utf-8")
        return {"OUTPUT": path, "REPORT": report}
