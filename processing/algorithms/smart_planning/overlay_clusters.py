"""Where the clusters of several challenges meet."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsWkbTypes,
)

from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    POLYGONS,
    TABLE,
    add_age_outputs,
    further_layer,
    input_layer,
    input_layers,
    output_layer,
    population_parameter,
    report_parameter,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import pandas as pd

    from ...analysis.cluster_overlay import ClusterOverlay
    from ...analysis.features import Features
    from ...model.challenge import Challenge
    from ...qgis_io.cluster_layers import ClusterLayer
    from ...qgis_io.inputs import InputLayer
    from ...qgis_io.oldest_source import WeakestLink


class OverlayClustersAlgorithm(OpgavenkaartAlgorithm):
    """Clusters of several challenges as one layer of pieces, and as matrices."""

    NAME = "overlay_clusters"
    TITLE = "Overlay clusters"
    GROUP = "smart_planning"
    TAGS = "intersect, several challenges, overlap, hot spots"
    DOCS = "overlay.md"
    STEPS = 3
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            input_layers(contract.LAYERS, tr("Clusters, a layer for each challenge"), POLYGONS),
            input_layer(contract.UNITS, tr("Units with inhabitants"), POLYGONS, optional=True),
            population_parameter(contract.UNITS),
            words(contract.CHALLENGES, tr("Challenges whose sectors the report shows (empty: all built-in)")),
            output_layer(contract.OUTPUT, tr("Where challenges overlap"), POLYGONS),
            further_layer(contract.OUTPUT_MATRIX, tr("Challenge x challenge"), TABLE),
            further_layer(contract.OUTPUT_SECTORS, tr("Challenge x sector"), TABLE),
            report_parameter(),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(contract.PIECE_COUNT, tr("Number of parts")))
        self.addOutput(QgsProcessingOutputNumber(contract.MEETING_COUNT, tr("Number of parts where at least two challenges overlap")))
        self.addOutput(QgsProcessingOutputNumber(contract.MOST_CHALLENGES, tr("Largest number of overlapping challenges")))
        add_age_outputs(self)

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...analysis.cluster_overlay import overlay_clusters
        from ...qgis_io.oldest_source import weakest_link

        challenges = self.challenges(parameters, context)
        layers, names = self.read_layers(parameters, context, progress)
        crs = layers[0].features.crs
        units, people = self.read_units(parameters, context, crs, progress)
        counted = self.counted(parameters, context)
        oldest = weakest_link([*self.inputs.layers(contract.LAYERS), *self.inputs.layers(contract.UNITS)])
        progress.step("Overlaying the clusters of {count} challenges", count=len(layers))
        found = overlay_clusters([layer.features.geometry for layer in layers], units, people, crs, progress)
        with self.report(parameters, context, layers, names, found, counted, challenges, oldest) as report:
            progress.step("Writing")
            outputs = self.write(parameters, context, layers, names, found, challenges, progress)
            oldest.mark(context, outputs[contract.OUTPUT], tr("Where challenges overlap"), crs)
        oldest.tell(progress)
        count = found.challenge_count
        progress.note("At least two challenges overlap in {count} areas.", count=int((count > 1).sum()))
        return {
            **outputs,
            **report,
            contract.PIECE_COUNT: len(found),
            contract.MEETING_COUNT: int((count > 1).sum()),
            contract.MOST_CHALLENGES: int(count.max(initial=0)),
            **oldest.outputs(),
        }

    def challenges(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[Challenge]:
        """Return the challenges whose sectors are asked for."""
        from ...model.challenge import read_challenges

        return read_challenges(self.parameterAsString(parameters, contract.CHALLENGES, context))

    def read_layers(
        self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> tuple[list[ClusterLayer], list[str]]:
        """Return the clusters of high values of each layer, in the coordinate system of the first, and the layers' names, all different."""
        from ...model.text import number_equals
        from ...qgis_io.inputs import names_of

        given = self.inputs.layers(contract.LAYERS)
        if len(given) < 2:
            raise OpgaveError("LAYERS: give at least two layers with clusters, one for each challenge.")
        progress.step("Reading {count} layers", count=len(given))
        layers: list[ClusterLayer] = []
        for layer in given:
            crs = layers[0].features.crs if layers else ""
            layers.append(read_clusters(layer, crs, context, progress))
            if not len(layers[-1]):
                progress.warn(
                    "Layer '{layer}' has no clusters of high need: the result contains no clusters of this layer.", layer=layer.sourceName()
                )
        return layers, number_equals(names_of(given))

    def read_units(
        self, parameters: dict[str, Any], context: QgsProcessingContext, crs: str, progress: FeedbackProgress
    ) -> tuple[Features | None, np.ndarray | None]:
        """Return the units in the clusters' coordinate system and their inhabitants; None and None without units."""
        from ...qgis_io.cluster_layers import inhabitants
        from ...qgis_io.reading import read_parameter

        field = self.parameterAsString(parameters, contract.POPULATION_FIELD, context)
        with_units = self.given(parameters, contract.UNITS)
        if with_units != bool(field):
            raise OpgaveError("Inhabitants come from a field of the units: give both UNITS and POPULATION_FIELD, or neither.")
        if not with_units:
            return None, None
        units, _ = read_parameter(self, parameters, contract.UNITS, context, [field], progress, target_crs=crs)
        return units, inhabitants(units, field, progress)

    def counted(self, parameters: dict[str, Any], context: QgsProcessingContext) -> str:
        """Return who is counted, as the field is called; empty without units."""
        field = self.parameterAsString(parameters, contract.POPULATION_FIELD, context)
        if not field:
            return ""
        fields = self.inputs.layers(contract.UNITS)[0].fields()
        return fields.at(fields.lookupField(field)).displayName()

    def write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        layers: list[ClusterLayer],
        names: list[str],
        found: ClusterOverlay,
        challenges: list[Challenge],
        progress: FeedbackProgress,
    ) -> dict[str, Any]:
        """Write the pieces and the matrices; the pieces open styled."""
        from ...analysis.features import Features
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...model.catalogue import read_catalogue
        from ...products.cluster_report import sector_table
        from ...qgis_io.writing import write_sink
        from ...texts.language import Language, interface_language

        pieces = Features("pieces", found.geometry, piece_table(layers, names, found), layers[0].features.crs)
        output = write_sink(self, parameters, contract.OUTPUT, context, pieces, None, progress, QgsWkbTypes.Type.MultiPolygon)
        style_on_load(context, output, Style("meeting", field="challenge_count", label="challenges"))
        sectors = sector_table(challenges, read_catalogue(""), Language(interface_language()))
        matrices = {
            name: self.write_table(parameters, name, context, table, progress)
            for name, table in ((contract.OUTPUT_MATRIX, found.matrix(names)), (contract.OUTPUT_SECTORS, sectors))
        }
        return {contract.OUTPUT: output} | {name: written for name, written in matrices.items() if written is not None}

    def write_table(
        self, parameters: dict[str, Any], name: str, context: QgsProcessingContext, table: pd.DataFrame, progress: FeedbackProgress
    ) -> str | None:
        """Write a table where it is asked for, and return it; else None."""
        from ...analysis.features import table_only
        from ...qgis_io.writing import write_sink

        return write_sink(self, parameters, name, context, table_only(name.lower(), table), None, progress, QgsWkbTypes.Type.NoGeometry)

    @contextmanager
    def report(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        layers: list[ClusterLayer],
        names: list[str],
        found: ClusterOverlay,
        counted: str,
        challenges: list[Challenge],
        oldest: WeakestLink,
    ) -> Iterator[dict[str, Any]]:
        """Write the report where one is asked for, and yield it as output; it stays when the layers could be written too."""
        from ...model.catalogue import read_catalogue
        from ...products.cluster_report import write_cluster_report
        from ...qgis_io.outputs import whole_file
        from ...texts.language import Language, interface_language

        path = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if not path:
            yield {}
            return
        with whole_file(path) as place:
            language = Language(interface_language())
            write_cluster_report(place, layers, names, found, counted, challenges, read_catalogue(""), oldest, language)
            yield {contract.REPORT: path}


def read_clusters(layer: InputLayer, crs: str, context: QgsProcessingContext, progress: FeedbackProgress) -> ClusterLayer:
    """Return a layer's clusters of high values; those of low values are no need, and are counted."""
    from ...qgis_io.cluster_layers import as_clusters
    from ...qgis_io.reading import read_features

    options = {"target_crs": crs, "transform_context": context.transformContext()}
    clusters = as_clusters(read_features(layer, progress=progress, **options)[0])
    if not clusters.low.any():
        return clusters
    progress.note(
        "Layer '{layer}': {count} clusters of low values do not indicate need and are left out.",
        layer=layer.sourceName(),
        count=int(clusters.low.sum()),
    )
    return as_clusters(clusters.features.where(~clusters.low))


def piece_table(layers: list[ClusterLayer], names: list[str], found: ClusterOverlay) -> pd.DataFrame:
    """Return a row per piece: how many and which challenges meet, which of their clusters, and how many people live there."""
    import numpy as np
    import pandas as pd

    from ...analysis.overlay.attributes import joined_texts
    from ...model.text import field_name, number_equals

    covered, called = found.covered, np.array(names, dtype=object)
    columns = {
        "challenge_count": found.challenge_count,
        "challenges": np.array([", ".join(called[piece]) for piece in covered.T], dtype=object),
    }
    for name, layer, labels in zip(number_equals(map(field_name, names)), layers, found.labels, strict=True):
        columns[f"{name}_ids"] = joined_texts(labels, layer.ids)
    if found.people is not None:
        columns["population"] = found.people
    return pd.DataFrame(columns | {"area_m2": found.area})
