"""What changed between two vintages of a map."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
)

from ...model import contract
from ...model.choices import NOISE
from ...model.errors import OpgaveError, ParameterName
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import POLYGONS, language_parameter, number, output_layer, report_parameter, required_words


class CompareBundlesAlgorithm(OpgavenkaartAlgorithm):
    """Data, method and result of two maps of one challenge beside each other."""

    NAME = "compare_bundles"
    TITLE = "Compare bundles"
    GROUP = "integrated_maps"
    TAGS = "difference, compare years, two maps, vintage"
    DOCS = "bundles.md"
    STEPS = 4
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            required_words(contract.BUNDLE, tr("Folder or zip of the earlier map")),
            required_words(contract.BUNDLE_2, tr("Folder or zip of the later map")),
            number(contract.NOISE, tr("Standard error of an area's need where it is not known, in points"), NOISE, 0.0, 50.0),
            language_parameter(),
            report_parameter(),
            output_layer(contract.OUTPUT, tr("Units with their changes"), POLYGONS, optional=True),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(contract.CHANGED_COUNT, tr("Number of units that changed beyond chance")))
        self.addOutput(QgsProcessingOutputString(contract.BASIS, tr("What rises and falls: need on the scale of the earlier map, or rank")))
        self.addOutput(QgsProcessingOutputNumber(contract.MEAN_CHANGE, tr("Mean change of need over all areas, in points")))
        self.addOutput(
            QgsProcessingOutputNumber(contract.CHANGE_PROBABILITY, tr("Probability that the mean changed in that direction (0.5-1)"))
        )

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...products.bundles import open_bundle
        from ...products.compare.report import report_changes, write_comparison
        from ...products.compare.vintages import compare
        from ...qgis_io.outputs import whole_file
        from ...qgis_io.writing import write_sink

        before, after = (open_bundle(self.bundle(parameters, name, context), progress) for name in (contract.BUNDLE, contract.BUNDLE_2))
        found = compare(before, after, progress, self.parameterAsDouble(parameters, contract.NOISE, context), with_clusters=True)
        path = self.parameterAsFileOutput(parameters, contract.REPORT, context) if self.given(parameters, contract.REPORT) else ""
        progress.step("Writing")
        with whole_file(path) if path else nullcontext() as place:
            if place:
                write_comparison(place, found, self.language(parameters, context))
            output = write_sink(self, parameters, contract.OUTPUT, context, found.units, None, progress)
        if output:
            style_on_load(context, output, Style("vintages", field="change", method=found.change.basis))
        report_changes(found, progress)
        written = {name: value for name, value in ((contract.REPORT, path), (contract.OUTPUT, output)) if value}
        change = found.change
        mean = (
            {contract.MEAN_CHANGE: change.city, contract.CHANGE_PROBABILITY: change.city_probability} if change.city == change.city else {}
        )
        return {**written, contract.CHANGED_COUNT: int(found.changed.sum()), contract.BASIS: change.basis, **mean}

    def bundle(self, parameters: dict[str, Any], name: str, context: QgsProcessingContext) -> str:
        """Return the path of a bundle."""
        text = self.parameterAsString(parameters, name, context).strip()
        if not text:
            raise OpgaveError("{name} is empty: give the folder or zip that an integrated map was written to.", name=ParameterName(name))
        return text
