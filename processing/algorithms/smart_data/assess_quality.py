"""Is this layer good enough to be published tomorrow, and what exactly is wrong with it?"""

from __future__ import annotations

import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputNumber, QgsWkbTypes

from ...model import contract
from ...model.choices import REFERENCE_DISTANCE
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    POLYGONS,
    TABLE,
    catalogue_parameter,
    extent_parameter,
    further_layer,
    input_layer,
    language_parameter,
    layer_field,
    layer_parameter,
    number,
    output_layer,
    record_key_parameter,
    report_parameter,
    unit_name_parameter,
    words,
)

if TYPE_CHECKING:
    from ...analysis.features import Features
    from ...model.record import LayerRecord
    from ...quality.assessment.assess import Assessment
    from ...quality.assessment.inputs import Reference


BESIDE_REFERENCE = (
    *(contract.REFERENCE_KEY, contract.FIELD, contract.FIELD_2),
    *(contract.UNITS, contract.UNIT_NAME_FIELD, contract.GROUP_FIELD, contract.OUTPUT_STRIPS),
)
"""What takes part in the comparison with a reference only."""


class AssessQualityAlgorithm(OpgavenkaartAlgorithm):
    """Defects of a layer, a score and a verdict."""

    NAME = "assess_quality"
    TITLE = "Assess data quality"
    GROUP = "smart_data"
    TAGS = "validation, defects, topology, completeness, ISO 19157, open data, publish, duplicates, outliers"
    DOCS = "quality.md"
    STEPS = 3
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            layer_parameter(),
            record_key_parameter(),
            words(contract.RECORD_ID, tr("Record that says what the layer should be (empty: none)")),
            catalogue_parameter(),
            input_layer(contract.REFERENCE, tr("Reference: the same things from another source"), TABLE, optional=True),
            layer_field(contract.REFERENCE_KEY, tr("Reference: field with the key (empty: by place)"), contract.REFERENCE),
            number(contract.DISTANCE, tr("Reference: distance within which features are the same (m)"), REFERENCE_DISTANCE, 0.0),
            layer_field(contract.FIELD, tr("Field with the class or the date, to compare with the reference"), contract.INPUT),
            layer_field(contract.FIELD_2, tr("Reference: field with the class or the date (empty: of the same name)"), contract.REFERENCE),
            input_layer(contract.UNITS, tr("Areas for which accuracy is given apart"), POLYGONS, optional=True),
            unit_name_parameter(),
            layer_field(contract.GROUP_FIELD, tr("Field of the layer with the area (instead of a layer of areas)"), contract.INPUT),
            extent_parameter(tr("Territory in which the features should lie (empty: Flanders or Belgium)")),
            output_layer(contract.OUTPUT, tr("Defects"), TABLE),
            further_layer(contract.MEASURES, tr("Measures of ISO 19157"), TABLE),
            further_layer(contract.OUTPUT_STRIPS, tr("Ground that borders would gain and lose along the reference"), POLYGONS),
            language_parameter(),
            report_parameter(),
        ):
            self.addParameter(parameter)
        for name, description in (
            (contract.DEFECT_COUNT, tr("Number of defects")),
            (contract.SCORE, tr("Score (0-100)")),
            (contract.PUBLISHABLE, tr("Fit to be published (0 or 1)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...qgis_io.reading import given_layer
        from ...quality.assessment.assess import assess
        from ...quality.assessment.inputs import read_layer
        from ...quality.assessment.report import verdict
        from ...texts.language import Language, interface_language

        record = self.record(parameters, context)
        progress.step("Reading the layer")
        source, extent = given_layer(self, parameters, contract.INPUT), self.inputs.extents[contract.EXTENT]
        layer = read_layer(source, extent, context.transformContext(), progress)
        progress.step("Looking for defects in {count} features", count=len(layer.features))
        key = self.parameterAsString(parameters, contract.KEY, context).strip() or (record.key if record else "")
        reference = self.reference(parameters, context, layer.features, progress)
        today = datetime.date.today()
        assessed = assess(layer, key, record, today, reference, progress)
        progress.note("{verdict}.", verdict=verdict(assessed, Language(interface_language())))
        if assessed.aside:
            progress.note(
                "No mistakes, as people decided, and not counted: {count}. The report gives their reasons.",
                count=sum(len(one.rows) for one in assessed.aside),
            )
        progress.step("Writing")
        return self.write(parameters, context, assessed, progress) | {
            contract.DEFECT_COUNT: sum(assessed.counts.values()),
            contract.SCORE: assessed.score,
            contract.PUBLISHABLE: int(assessed.is_publishable),
        }

    def reference(
        self, parameters: dict[str, Any], context: QgsProcessingContext, layer: Features, progress: FeedbackProgress
    ) -> Reference | None:
        """Return what the layer is compared with; None where nothing was given."""
        from ...model.errors import OpgaveError
        from ...qgis_io.reading import given_layer
        from ...quality.assessment.inputs import read_reference

        if not self.given(parameters, contract.REFERENCE):
            idle = [name for name in BESIDE_REFERENCE if self.given(parameters, name)]
            if idle:
                raise OpgaveError(
                    "What is given as {names} takes part in the comparison with a reference only: give REFERENCE as well, or leave it out.",
                    names=", ".join(idle),
                )
            return None
        source, key = given_layer(self, parameters, contract.REFERENCE), self.parameterAsString(parameters, contract.REFERENCE_KEY, context)
        distance = self.parameterAsDouble(parameters, contract.DISTANCE, context)
        field, other = self.texts(parameters, context, contract.FIELD, contract.FIELD_2).values()
        areas = self.areas(parameters, context, layer, progress)
        return read_reference(source, layer, key.strip(), distance, (field, other), areas, context.transformContext(), progress)

    def areas(self, parameters: dict[str, Any], context: QgsProcessingContext, layer: Features, progress: FeedbackProgress) -> Any:
        """Return in which area each feature lies, by a layer of areas or by a field; None where neither was given."""
        from ...model.errors import OpgaveError
        from ...qgis_io.columns import key_texts
        from ...qgis_io.reading import given_layer
        from ...quality.assessment.inputs import read_areas

        name, field = self.texts(parameters, context, contract.UNIT_NAME_FIELD, contract.GROUP_FIELD).values()
        if not self.given(parameters, contract.UNITS):
            return key_texts(layer.table[field]) if field else None
        if field:
            raise OpgaveError("UNITS and GROUP_FIELD both say by which areas accuracy is given: choose one of them.")
        source = given_layer(self, parameters, contract.UNITS)
        return read_areas(source, name, layer, context.transformContext(), progress)

    def record(self, parameters: dict[str, Any], context: QgsProcessingContext) -> LayerRecord | None:
        """Return the record that the layer should be; None where none is named."""
        from ...model.catalogue import read_catalogue

        texts = self.texts(parameters, context, contract.RECORD_ID, contract.CATALOGUE)
        if not texts[contract.RECORD_ID]:
            return None
        return read_catalogue(texts[contract.CATALOGUE], for_titles=True).get(texts[contract.RECORD_ID])

    def write(
        self, parameters: dict[str, Any], context: QgsProcessingContext, assessed: Assessment, progress: FeedbackProgress
    ) -> dict[str, Any]:
        """Write the defects, the measures and the report; nothing half."""
        from ...cartography.finished_layers import Finish, describe_output, finish
        from ...cartography.style import Style
        from ...qgis_io.outputs import whole_file
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink
        from ...quality.assessment.outputs import defect_layer, measure_table, strip_layer
        from ...quality.assessment.report import defect_words, strip_words, write_quality_report

        language, made_of = self.language(parameters, context), (given_layer(self, parameters, contract.INPUT),)
        none = QgsWkbTypes.Type.NoGeometry
        spatial = made_of[0].wkbType() != none
        kind = QgsWkbTypes.Type.Point if spatial else none
        output = write_sink(self, parameters, contract.OUTPUT, context, defect_layer(assessed, language), None, progress, kind)
        results: dict[str, Any] = {contract.OUTPUT: output}
        if output is not None:
            how = Finish(Style("defects" if spatial else "plain"), describe_output(made_of, partial(defect_words, assessed)), made_of)
            finish(context, output, how, language)
        if self.given(parameters, contract.MEASURES):
            table = measure_table(assessed, language)
            results[contract.MEASURES] = write_sink(self, parameters, contract.MEASURES, context, table, None, progress, none)
        if self.given(parameters, contract.OUTPUT_STRIPS):
            strips, polygons = strip_layer(assessed), QgsWkbTypes.Type.MultiPolygon
            written = write_sink(self, parameters, contract.OUTPUT_STRIPS, context, strips, None, progress, polygons)
            results[contract.OUTPUT_STRIPS] = written
            if written is not None:
                how = Finish(Style("plain"), describe_output(made_of, partial(strip_words, assessed)), made_of)
                finish(context, written, how, language)
        report = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if report:
            with whole_file(report) as place:
                write_quality_report(place, assessed, language)
            results[contract.REPORT] = report
        return results
