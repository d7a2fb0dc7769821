"""What nobody counts by area, estimated: ages today, older people who live alone, households without a car; with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputNumber, QgsWkbTypes

from ...model import contract
from ...model.choices import USUAL_CLASSES
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    POLYGONS,
    TABLE,
    further_layer,
    group_field_parameter,
    input_layer,
    language_parameter,
    layer_field,
    margins_key_parameter,
    output_layer,
    rates_parameter,
    report_parameter,
    required_words,
    total_field_parameter,
    unit_key_parameter,
    units_parameter,
)

if TYPE_CHECKING:
    from ...analysis.features import Features
    from ...model.demography import Demography
    from ...planning.estimates.outputs import Estimates


class EstimatePopulationAlgorithm(OpgavenkaartAlgorithm):
    """Areas with estimated counts, each between two ends."""

    NAME = "estimate_population"
    TITLE = "Estimate population"
    GROUP = "smart_data"
    TAGS = "ages, census, raking, iterative proportional fitting, small area estimation, living alone, cars"
    DOCS = "estimates.md"
    STEPS = 4
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            units_parameter(),
            input_layer(contract.PROFILE, tr("Ages of a census by unit (empty: fields of the units)"), TABLE, optional=True),
            input_layer(contract.TOTALS, tr("Inhabitants of today by unit (empty: a field of the units)"), TABLE, optional=True),
            input_layer(contract.MARGINS, tr("Ages of today by municipality"), TABLE, optional=True),
            required_words(contract.CLASSES, tr("Ages to estimate"), USUAL_CLASSES),
            input_layer(contract.HOUSEHOLDS, tr("Households and cars by unit"), TABLE, optional=True),
            input_layer(contract.HOUSEHOLD_MARGINS, tr("Households by municipality"), TABLE, optional=True),
            rates_parameter(),
        ):
            self.addParameter(parameter)
        self.add_advanced(
            unit_key_parameter(),
            layer_field(contract.PROFILE_KEY, tr("Census: field with the key"), contract.PROFILE),
            layer_field(contract.TOTALS_KEY, tr("Inhabitants of today: field with the key"), contract.TOTALS),
            total_field_parameter(),
            group_field_parameter(),
            margins_key_parameter(),
        )
        self.addParameter(output_layer(contract.OUTPUT, tr("Units with estimates"), POLYGONS))
        self.addParameter(further_layer(contract.OUTPUT_ERRORS, tr("Table of errors by estimate"), TABLE))
        self.addParameter(language_parameter())
        self.addParameter(report_parameter())
        for name, description in (
            (contract.UNIT_COUNT, tr("Number of units")),
            (contract.MISSING_COUNT, tr("Number of units without estimates")),
            (contract.SCALED_COUNT, tr("Number of municipalities with another total than their units")),
            (contract.INHABITANTS, tr("Inhabitants of the units with estimates")),
            (contract.ESTIMATE_COUNT, tr("Number of estimates")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...model.demography import read_demography
        from ...planning.estimates.inputs import EstimateKeys, read_households, read_known
        from ...planning.estimates.outputs import estimate, read_classes, totals
        from ...qgis_io.reading import read_parameter

        classes = read_classes(self.parameterAsString(parameters, contract.CLASSES, context))
        rates = read_demography(self.parameterAsFile(parameters, contract.RATES, context).strip())
        progress.step("Reading the layers")
        units, _ = read_parameter(self, parameters, contract.UNITS, context, progress=progress, keep_null=True)
        if not len(units):
            raise OpgaveError("Layer '{layer}' has no features.", layer=units.name)
        names = (
            contract.UNIT_KEY,
            contract.PROFILE_KEY,
            contract.TOTALS_KEY,
            contract.TOTAL_FIELD,
            contract.GROUP_FIELD,
            contract.MARGINS_KEY,
        )
        keys = EstimateKeys(*(self.parameterAsString(parameters, name, context).strip() for name in names))
        tables = (contract.PROFILE, contract.TOTALS, contract.MARGINS, contract.HOUSEHOLDS, contract.HOUSEHOLD_MARGINS)
        profile, today, margins, households, places = (self.table(parameters, context, name, progress) for name in tables)
        known = read_known(units, profile, today, margins, keys, progress)
        at_home = read_households(units, known.key, households, places, keys, progress)
        progress.step("Estimating")
        made = estimate(known, at_home, classes, rates, progress)
        progress.step("Writing")
        return self.write(parameters, context, units, made, rates, progress) | totals(made)

    def table(self, parameters: dict[str, Any], context: QgsProcessingContext, name: str, progress: FeedbackProgress) -> Features | None:
        """Return an optional table; None where it was not given."""
        from ...qgis_io.reading import read_parameter

        if not self.given(parameters, name):
            return None
        return read_parameter(self, parameters, name, context, progress=progress, keep_null=True, geometry=False)[0]

    def write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        units: Features,
        made: Estimates,
        rates: Demography,
        progress: FeedbackProgress,
    ) -> dict[str, Any]:
        """Write the units, the table of errors and the report; nothing half."""
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...planning.estimates.outputs import error_table, on_units
        from ...planning.estimates.report import write_estimates_report
        from ...qgis_io.outputs import whole_file
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink

        source = given_layer(self, parameters, contract.UNITS)
        kept, table = on_units(units, source.fields(), made)
        results = {contract.OUTPUT: write_sink(self, parameters, contract.OUTPUT, context, table, kept, progress, source.wkbType())}
        style_on_load(context, results[contract.OUTPUT], Style("indicator", field=next(iter(made.found))))
        if self.given(parameters, contract.OUTPUT_ERRORS):
            none = QgsWkbTypes.Type.NoGeometry
            results[contract.OUTPUT_ERRORS] = write_sink(
                self, parameters, contract.OUTPUT_ERRORS, context, error_table(made), None, progress, none
            )
        report = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if report:
            with whole_file(report) as place:
                write_estimates_report(place, units, made, rates, self.language(parameters, context))
            results[contract.REPORT] = report
        return results
