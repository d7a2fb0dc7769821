"""The same thing in two registers: sure pairs, doubtful ones with their question, and both registers as one layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsProcessingContext, QgsProcessingOutputNumber, QgsWkbTypes

from ...model import contract
from ...model.choices import MATCH_DISTANCE
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    TABLE,
    further_layer,
    input_layer,
    language_parameter,
    layer_field,
    number,
    output_layer,
    report_parameter,
    seed_parameter,
)

if TYPE_CHECKING:
    from ...quality.registers.inputs import RegisterLayer
    from ...quality.registers.outputs import Registers


class MatchRegistersAlgorithm(OpgavenkaartAlgorithm):
    """Records of two registers that are the same thing."""

    NAME = "match_registers"
    TITLE = "Match registers"
    GROUP = "smart_data"
    TAGS = "duplicates, record linkage, deduplication, facilities, associations, addresses, only once, Fellegi-Sunter"
    DOCS = "registers.md"
    STEPS = 3
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        sides = (
            (contract.INPUT, tr("First register"), contract.NAME_FIELD, contract.ADDRESS_FIELD, contract.KEY),
            (contract.INPUT_2, tr("Second register"), contract.NAME_FIELD_2, contract.ADDRESS_FIELD_2, contract.KEY_2),
        )
        for layer, title, name, address, _ in sides:
            self.addParameter(input_layer(layer, title, TABLE))
            self.addParameter(layer_field(name, tr("{register}: field with the names", register=title), layer))
            self.addParameter(
                layer_field(address, tr("{register}: field or fields with the addresses", register=title), layer, several=True)
            )
        for layer, title, _, _, key in sides:
            self.addParameter(
                layer_field(key, tr("{register}: field with the key (empty: the number of the feature)", register=title), layer)
            )
        self.addParameter(number(contract.DISTANCE, tr("Distance within which the same thing may lie (m)"), MATCH_DISTANCE, 0.0))
        self.add_advanced(seed_parameter())
        self.addParameter(output_layer(contract.OUTPUT, tr("Pairs"), TABLE))
        self.addParameter(further_layer(contract.OUTPUT_MERGED, tr("Both registers as one"), TABLE))
        self.addParameter(language_parameter())
        self.addParameter(report_parameter())
        for name, description in (
            (contract.SURE_COUNT, tr("Number of sure pairs")),
            (contract.DOUBTFUL_COUNT, tr("Number of doubtful pairs")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, description))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...analysis.registers import match_registers
        from ...quality.registers.inputs import check_comparable
        from ...quality.registers.outputs import Registers

        progress.step("Reading the registers")
        first = self.read(parameters, context, (contract.INPUT, contract.KEY, contract.NAME_FIELD, contract.ADDRESS_FIELD), "", progress)
        second = self.read(
            parameters,
            context,
            (contract.INPUT_2, contract.KEY_2, contract.NAME_FIELD_2, contract.ADDRESS_FIELD_2),
            first.features.crs,
            progress,
        )
        check_comparable(first, second)
        progress.step("Comparing {count} and {other} records", count=len(first), other=len(second))
        distance, seed = (
            self.parameterAsDouble(parameters, contract.DISTANCE, context),
            self.parameterAsInt(parameters, contract.SEED, context),
        )
        found = Registers(first, second, match_registers(first.register, second.register, distance, seed, progress))
        progress.note("1 pair is sure. | {count} pairs are sure.", count=found.sure_count)
        progress.note("1 pair is doubtful. | {count} pairs are doubtful.", count=found.doubtful_count)
        progress.step("Writing")
        counts = {contract.SURE_COUNT: found.sure_count, contract.DOUBTFUL_COUNT: found.doubtful_count}
        return self.write(parameters, context, found, progress) | counts

    def read(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        names: tuple[str, str, str, str],
        crs: str,
        progress: FeedbackProgress,
    ) -> RegisterLayer:
        """Return a register in a system of metres on the ground: that of the other, its own, or Lambert 72 where its own has none."""
        from dataclasses import replace

        from ...qgis_io.crs import measuring_crs_of, read_crs, transform_geometry, transformation
        from ...qgis_io.reading import read_parameter
        from ...quality.registers.inputs import read_register

        layer, key, name, address = names
        features, _ = read_parameter(self, parameters, layer, context, progress=progress, target_crs=crs, keep_null=True)
        target = crs or measuring_crs_of(features)
        if target != features.crs:
            move = transformation(read_crs(features.crs), read_crs(target), context.transformContext())
            features = replace(features, geometry=transform_geometry(features.geometry, move, features.name, progress), crs=target)
        key, name = self.texts(parameters, context, key, name).values()
        return read_register(features, key, name, self.parameterAsStrings(parameters, address, context))

    def write(
        self, parameters: dict[str, Any], context: QgsProcessingContext, found: Registers, progress: FeedbackProgress
    ) -> dict[str, Any]:
        """Write the pairs, the merged layer and the report; nothing half."""
        from functools import partial

        from ...cartography.finished_layers import Finish, describe_output, finish
        from ...cartography.style import Style
        from ...qgis_io.outputs import whole_file
        from ...qgis_io.reading import given_layer
        from ...qgis_io.writing import write_sink
        from ...quality.registers.outputs import merged_layer, pair_layer
        from ...quality.registers.report import pair_words, write_register_report

        language = self.language(parameters, context)
        pairs, point = pair_layer(found, language), QgsWkbTypes.Type.Point
        placed = found.first.has_places or found.second.has_places
        kind = point if placed else QgsWkbTypes.Type.NoGeometry
        made_of = tuple(given_layer(self, parameters, name) for name in (contract.INPUT, contract.INPUT_2))
        output = write_sink(self, parameters, contract.OUTPUT, context, pairs, None, progress, kind)
        results: dict[str, Any] = {contract.OUTPUT: output}
        if output is not None:
            looks = Style("register_pairs") if placed else Style("plain")
            finish(context, output, Finish(looks, describe_output(made_of, partial(pair_words, found)), made_of), language)
        if self.given(parameters, contract.OUTPUT_MERGED):
            results[contract.OUTPUT_MERGED] = write_sink(
                self, parameters, contract.OUTPUT_MERGED, context, merged_layer(found), made_of[0].fields(), progress
            )
        report = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if report:
            with whole_file(report) as place:
                write_register_report(place, found, pairs, language)
            results[contract.REPORT] = report
        return results
