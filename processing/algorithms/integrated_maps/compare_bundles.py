"""What changed between two vintages of a map."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.errors import OpgaveError, ParameterName
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import POLYGONS, language_parameter, output_layer, report_parameter, required_words


class CompareBundlesAlgorithm(OpgavenkaartAlgorithm):
    """Data, method and result of two maps of one challenge beside each other."""

    NAME = "compare_bundles"
    TITLE = "Compare bundles"
    GROUP = "integrated_maps"
    TAGS = "difference, compare years, two maps, vintage"
    DOCS = "bundles.md"
    STEPS = 3
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            required_words(contract.BUNDLE, tr("Folder or zip of the earlier map")),
            required_words(contract.BUNDLE_2, tr("Folder or zip of the later map")),
            language_parameter(tr("Language of the report")),
            report_parameter(),
            output_layer(contract.OUTPUT, tr("Units with their changes"), POLYGONS, optional=True),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(contract.CHANGED_COUNT, tr("Number of units that changed")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...products.bundles import open_bundle
        from ...products.compare.report import tell, write_comparison
        from ...products.compare.vintages import compare
        from ...qgis_io.outputs import whole_file
        from ...qgis_io.writing import write_sink

        before, after = (open_bundle(self.bundle(parameters, name, context)) for name in (contract.BUNDLE, contract.BUNDLE_2))
        found = compare(before, after, progress)
        path = self.parameterAsFileOutput(parameters, contract.REPORT, context) if self.given(parameters, contract.REPORT) else ""
        progress.step("Writing")
        with whole_file(path) if path else nullcontext() as place:
            if place:
                write_comparison(place, found, self.language(parameters, context))
            output = write_sink(self, parameters, contract.OUTPUT, context, found.units, None, progress)
        if output:
            style_on_load(context, output, Style("vintages", field="change"))
        tell(found, progress)
        written = {name: value for name, value in ((contract.REPORT, path), (contract.OUTPUT, output)) if value}
        return written | {contract.CHANGED_COUNT: int(found.changed.sum())}

    def bundle(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        """Return the path of a bundle."""
        text = self.parameterAsString(parameters, name, context).strip()
        if not text:
            raise OpgaveError("{name} is empty: give the folder or zip that an integrated map was written to.", name=ParameterName(name))
        return text
