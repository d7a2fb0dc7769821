"""What changed between two vintages of a map."""

from __future__ import annotations

from qgis.core import (
    QgsProcessing,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ...algorithm import OpgavenkaartAlgorithm
from ...bridge.language import LANGUAGES, tr
from ...model.errors import OpgaveError


class CompareBundlesAlgorithm(OpgavenkaartAlgorithm):
    """Data, method and result of two maps of one challenge beside each other."""

    NAME = "compare_bundles"
    TITLE = "Compare bundles"
    GROUP = "integrated_maps"
    STEPS = 3
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration=None):
        for parameter in (
            QgsProcessingParameterString("BUNDLE", tr("Folder or zip of the earlier map")),
            QgsProcessingParameterString("BUNDLE_2", tr("Folder or zip of the later map")),
            QgsProcessingParameterEnum("LANGUAGE", tr("Language of the report"), list(LANGUAGES), False, LANGUAGES[0], False, True),
            QgsProcessingParameterFileDestination("REPORT", tr("Report"), tr("HTML files (*.html)")),
            QgsProcessingParameterFeatureSink("OUTPUT", tr("Units with what changed"), QgsProcessing.SourceType.TypeVectorPolygon),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber("CHANGED_COUNT", tr("Number of units that changed")))

    def compute(self, parameters, context, progress):
        from ...bridge.bundles import open_bundle
        from ...bridge.compare.report import tell, write_comparison
        from ...bridge.compare.vintages import compare
        from ...bridge.language import Language
        from ...bridge.outputs import whole_file
        from ...bridge.styles import Style, style_on_load
        from ...bridge.writing import write_sink

        before, after = (open_bundle(self.given(parameters, name, context)) for name in ("BUNDLE", "BUNDLE_2"))
        found = compare(before, after, progress)
        path = self.parameterAsFileOutput(parameters, "REPORT", context)
        progress.step("Writing the report")
        with whole_file(path) as place:
            write_comparison(place, found, Language(self.parameterAsEnumString(parameters, "LANGUAGE", context)))
            output = write_sink(self, parameters, "OUTPUT", context, found.units, None, progress)
        style_on_load(context, output, Style("vintages", field="change"))
        tell(found, progress)
        return {"REPORT": path, "OUTPUT": output, "CHANGED_COUNT": int(found.changed.sum())}

    def given(self, parameters, name, context):
        """Return the path of a bundle."""
        text = self.parameterAsString(parameters, name, context).strip()
        if not text:
            raise OpgaveError("{name} is empty: give the folder or zip that an integrated map was written to.", name=name)
        return text
