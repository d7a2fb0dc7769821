"""Any number of layers overlaid: one layer in which each piece of ground knows everything that holds there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.choices import OVERLAY_OPERATIONS
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import SHAPES, add_age_outputs, choice, input_layers, number, output_layer, switch, words

if TYPE_CHECKING:
    from ...qgis_io.overlay import OverlayRequest


class OverlayLayersAlgorithm(OpgavenkaartAlgorithm):
    """Faces of any number of polygon layers, with the features of each layer that cover them."""

    NAME = "overlay_layers"
    TITLE = "Overlay layers"
    GROUP = "smart_planning"
    TAGS = "union, intersect, identity, symmetrical difference, split"
    DOCS = "overlay.md"
    STEPS = 2

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(input_layers(contract.LAYERS, tr("Layers: polygons, optionally with one layer of lines or points first"), SHAPES))
        self.addParameter(choice(contract.OPERATION, tr("Operation"), OVERLAY_OPERATIONS, "partition"))
        self.addParameter(number(contract.AT_LEAST, tr("Number of layers required for an intersection (0 = all)"), 0, 0, whole=True))
        fields = words(contract.FIELDS, tr("Fields to keep (layer.field:rule, ...)"), several_lines=True)
        self.addParameter(fields)
        self.add_advanced(
            number(contract.GRID_SIZE, tr("Grid for coordinates, in metres (0 = none)"), 0.0, 0.0),
            number(contract.MIN_AREA, tr("Smallest area of a face, in m2 (0 = any)"), 0.0, 0.0),
            switch(contract.EXPLODE, tr("One part per combination of features")),
            number(contract.WORKERS, tr("Threads (0 = all cores)"), 0, 0, whole=True),
            words(contract.SCHEDULER, tr("Dask scheduler to send the work to (host:port)")),
        )
        self.addParameter(output_layer(contract.OUTPUT, tr("Faces")))
        self.addOutput(QgsProcessingOutputNumber(contract.FACE_COUNT, tr("Number of faces")))
        self.addOutput(QgsProcessingOutputNumber(contract.REPAIRED_COUNT, tr("Number of invalid polygons repaired")))
        self.addOutput(QgsProcessingOutputNumber(contract.DROPPED_AREA, tr("Area of faces below the smallest area, in m2")))
        add_age_outputs(self)

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...analysis.overlay.cluster import workplace
        from ...qgis_io.inputs import names_of
        from ...qgis_io.layer_stream import output_stream
        from ...qgis_io.oldest_source import weakest_link
        from ...qgis_io.overlay import overlay_of, report_areas

        layers = self.inputs.layers(contract.LAYERS)
        if not layers:
            raise OpgaveError("LAYERS: give at least one layer.")
        workers, scheduler = (
            self.parameterAsInt(parameters, contract.WORKERS, context),
            self.parameterAsString(parameters, contract.SCHEDULER, context),
        )
        with workplace(progress, workers, scheduler.strip()) as place:
            overlay = overlay_of(layers, self.wanted(parameters, context, len(layers)), place, progress)
            progress.step("Reading {count} layers", count=len(layers))
            overlay.read(layers, context.transformContext())
            progress.step("Overlaying")
            overlay.run()
            target = output_stream(self, parameters, contract.OUTPUT, context, overlay.kinds, overlay.crs, overlay.wkb_type())
            with target as (stream, destination):
                count, report = overlay.write(stream)
        if report:
            report_areas(report, names_of(layers), progress)
        oldest = weakest_link(layers)
        oldest.mark(context, destination, tr("Faces"), overlay.crs)
        oldest.tell(progress)
        dropped = report.sliver_area if report else 0.0
        counts = {contract.FACE_COUNT: count, contract.REPAIRED_COUNT: overlay.repaired, contract.DROPPED_AREA: dropped}
        return {contract.OUTPUT: destination, **counts, **oldest.outputs()}

    def wanted(self, parameters: dict[str, Any], context: QgsProcessingContext, layer_count: int) -> OverlayRequest:
        """Return what is asked, checked as far as that goes without reading a layer."""
        from ...qgis_io.overlay import OverlayRequest

        wanted = OverlayRequest(
            operation=self.parameterAsEnumString(parameters, contract.OPERATION, context),
            at_least=self.parameterAsInt(parameters, contract.AT_LEAST, context),
            fields=self.parameterAsString(parameters, contract.FIELDS, context),
            grid_size=self.parameterAsDouble(parameters, contract.GRID_SIZE, context),
            min_area=self.parameterAsDouble(parameters, contract.MIN_AREA, context),
            explode=self.parameterAsBool(parameters, contract.EXPLODE, context),
        )
        if wanted.at_least > layer_count:
            raise OpgaveError("AT_LEAST is {count}, but there are only {layers} layers.", count=wanted.at_least, layers=layer_count)
        return wanted
