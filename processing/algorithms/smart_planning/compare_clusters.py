"""What became of clusters between two vintages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsWkbTypes,
)

from ...model import contract
from ...model.choices import NOISE, OVERLAP, SAME_SHARE
from ...model.cluster_methods import DRAWN_AGAIN, ClusterRule
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    NUMERIC,
    POLYGONS,
    further_layer,
    input_layer,
    layer_field,
    method_parameter,
    number,
    output_layer,
    weights_parameter,
)

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from ...analysis.cluster_change import ClusterChange
    from ...analysis.cluster_noise import UnchangedCity
    from ...qgis_io.cluster_layers import ClusterLayer


DEFAULT = ClusterRule()


class CompareClustersAlgorithm(OpgavenkaartAlgorithm):
    """Clusters that stay, grow, shrink, are new or gone."""

    NAME = "compare_clusters"
    TITLE = "Compare clusters"
    GROUP = "smart_planning"
    TAGS = "change, growth, shrinkage, two years, trend"
    DOCS = "maps.md"
    STEPS = 3

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            input_layer(contract.INPUT, tr("Earlier clusters"), POLYGONS),
            input_layer(contract.INPUT_2, tr("Later clusters"), POLYGONS),
            number(contract.SAME_SHARE, tr("Change in area below which a cluster stays the same (0-1)"), SAME_SHARE, 0.0, 0.99),
            number(
                contract.OVERLAP, tr("Common ground from which two clusters are one, as a share of the smaller (0-1)"), OVERLAP, 0.01, 1.0
            ),
            input_layer(contract.UNITS, tr("Areas in which the earlier clusters were found, to know what chance gives"), POLYGONS, True),
            layer_field(
                contract.FIELD, tr("Field of the areas in which clusters were found (empty: challenge_index)"), contract.UNITS, NUMERIC
            ),
            number(contract.NOISE, tr("Standard error of that field"), NOISE, 0.0),
            method_parameter(DRAWN_AGAIN, DEFAULT.method),
            weights_parameter(DEFAULT.weights),
            output_layer(contract.OUTPUT, tr("Clusters with their change"), POLYGONS),
            further_layer(contract.OUTPUT_PIECES, tr("Area kept, gained and lost"), POLYGONS),
        ):
            self.addParameter(parameter)
        for name, title in (
            (contract.STAYS_COUNT, tr("Number of clusters that stay")),
            (contract.GROWS_COUNT, tr("Number of clusters that grow")),
            (contract.SHRINKS_COUNT, tr("Number of clusters that shrink")),
            (contract.NEW_COUNT, tr("Number of new clusters")),
            (contract.GONE_COUNT, tr("Number of clusters that are gone")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...analysis.cluster_change import CHANGES, compare_clusters

        progress.step("Reading clusters")
        before, after = self.read(parameters, context, progress)
        progress.step("Comparing {before} and {after} clusters", before=len(before), after=len(after))
        share = self.parameterAsDouble(parameters, contract.SAME_SHARE, context)
        overlap = self.parameterAsDouble(parameters, contract.OVERLAP, context)
        chance = self.draw_again(parameters, context, before, overlap, progress)
        shapes = before.features.geometry, after.features.geometry
        found = compare_clusters(*shapes, before.low, after.low, share, overlap, chance, progress)
        report(found, chance is not None, progress)
        progress.step("Writing")
        counts = {f"{change.upper()}_COUNT": found.count(change) for change in CHANGES}
        return {**self.write(parameters, context, before, after, found, chance is not None, progress), **counts}

    def read(
        self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress
    ) -> tuple[ClusterLayer, ClusterLayer]:
        """Return both vintages, the later one in the coordinate system of the earlier."""
        from ...qgis_io.cluster_layers import as_clusters
        from ...qgis_io.reading import read_parameter

        before = as_clusters(read_parameter(self, parameters, contract.INPUT, context, progress=progress)[0])
        crs = before.features.crs
        return before, as_clusters(read_parameter(self, parameters, contract.INPUT_2, context, progress=progress, target_crs=crs)[0])

    def draw_again(
        self, parameters: dict[str, Any], context: QgsProcessingContext, before: ClusterLayer, overlap: float, progress: FeedbackProgress
    ) -> UnchangedCity | None:
        """Return what clusters the areas would show if nothing changed; None where no areas are given."""
        import numpy as np
        import shapely

        from ...analysis.cluster_noise import measure_clusters_again, members_of
        from ...model.results import INDEX
        from ...qgis_io.reading import number_column, read_parameter

        if not self.given(parameters, contract.UNITS):
            return None
        field = self.parameterAsString(parameters, contract.FIELD, context) or INDEX
        units, _ = read_parameter(self, parameters, contract.UNITS, context, progress=progress, target_crs=before.features.crs)
        values = number_column(units, field, progress)
        earlier = members_of(shapely.point_on_surface(units.geometry), before.features.geometry, before.low)
        missed = len(before) - len(np.unique(earlier.cluster[earlier.cluster >= 0]))
        if missed:
            raise OpgaveError(
                "{count} of the {total} earlier clusters hold none of the areas of '{layer}': give the areas in which they were found.",
                count=missed,
                total=len(before),
                layer=units.name,
            )
        method, weights = (
            self.parameterAsEnumString(parameters, contract.METHOD, context),
            self.parameterAsString(parameters, contract.WEIGHTS, context),
        )
        error = np.full(len(units), self.parameterAsDouble(parameters, contract.NOISE, context))
        return measure_clusters_again(units.geometry, values, earlier, error, method, weights, overlap, progress=progress)

    def write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        before: ClusterLayer,
        after: ClusterLayer,
        found: ClusterChange,
        tested: bool,
        progress: FeedbackProgress,
    ) -> dict[str, Any]:
        """Write the clusters, and the pieces of ground where asked for; ``tested`` says whether it is known what chance gives."""
        from ...analysis.features import Features
        from ...cartography.looks.clusters import TESTED
        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...qgis_io.writing import write_sink

        multi, crs = QgsWkbTypes.Type.MultiPolygon, before.features.crs
        clusters = Features("clusters", found.geometry, cluster_table(before, after, found), crs)
        output = write_sink(self, parameters, contract.OUTPUT, context, clusters, None, progress, multi)
        style_on_load(context, output, Style("change", field="change", label="cluster_label", method=TESTED if tested else ""))
        pieces = Features("pieces", found.piece_geometry, piece_table(before, after, found), crs)
        output_pieces = write_sink(self, parameters, contract.OUTPUT_PIECES, context, pieces, None, progress, multi)
        if output_pieces is None:
            return {contract.OUTPUT: output}
        style_on_load(context, output_pieces, Style("pieces", field="piece"))
        return {contract.OUTPUT: output, contract.OUTPUT_PIECES: output_pieces}


def cluster_table(before: ClusterLayer, after: ClusterLayer, found: ClusterChange) -> pd.DataFrame:
    """Return a row per cluster: what it is called, its change, the earlier clusters that live on in it, and its areas."""
    import pandas as pd

    table, lived_on = found.table, list_ancestors(found.links, before, len(after))
    rows = [
        (after.ids[now], after.labels[now], *lived_on[now]) if now >= 0 else (None, before.labels[was], before.ids[was], before.labels[was])
        for now, was in zip(table["after"], table["before"], strict=True)
    ]
    names = ["cluster_id", "cluster_label", "before_ids", "before_labels"]
    called = pd.DataFrame(rows, columns=names, dtype=object)
    called.insert(2, "change", table["change"].to_numpy(dtype=object))
    areas = ["area_before_m2", "area_after_m2", "kept_m2", "gained_m2", "lost_m2"]
    return called.join(table[[*areas, "overlap", "change_probability"]])


def list_ancestors(links: pd.DataFrame, before: ClusterLayer, count: int) -> list[tuple[str, str]]:
    """Return for each later cluster the ids and the labels of the earlier ones that live on in it, most shared first."""
    lived_on = {after: group["before"].to_numpy() for after, group in links.groupby("after")}
    earlier = [lived_on.get(after, []) for after in range(count)]
    return [(",".join(before.ids[rows]), ", ".join(filter(None, before.labels[rows]))) if len(rows) else ("", "") for rows in earlier]


def ids_at(ids: np.ndarray, places: pd.Series) -> np.ndarray:
    """Return the ids at some places, None where a place is -1."""
    import numpy as np

    return np.array([ids[place] if place >= 0 else None for place in places], dtype=object)


def piece_table(before: ClusterLayer, after: ClusterLayer, found: ClusterChange) -> pd.DataFrame:
    """Return a row per piece of ground: kept, gained or lost, by which clusters."""
    import pandas as pd

    pieces = found.pieces
    ids = {"before_id": ids_at(before.ids, pieces["before"]), "after_id": ids_at(after.ids, pieces["after"])}
    return pd.DataFrame({"piece": pieces["piece"].to_numpy(dtype=object), **ids, "area_m2": pieces["area_m2"].to_numpy()})


def report(found: ClusterChange, tested: bool, progress: FeedbackProgress) -> None:
    """Say what changed, what fell apart or melted together, and ground that counted once though clusters overlap.

    ``tested`` says whether it is known what chance gives.
    """
    from ...analysis.noise import SURE

    counts = {change: found.count(change) for change in ("stays", "grows", "shrinks", "new", "gone")}
    progress.note("{stays} clusters stay, {grows} grow, {shrinks} shrink, {new} are new and {gone} are gone.", **counts)
    if tested:
        progress.note(
            "A change is named only if chance alone gives less with a probability of {sure:g} % or more; otherwise the cluster stays.",
            sure=100 * SURE,
        )
    elif len(found.table):
        progress.note(
            "It is not known which of these changes chance alone could give: UNITS, the areas of the earlier clusters, tells that."
        )
    apart, together = (int((found.links[side].value_counts() > 1).sum()) for side in ("before", "after"))
    if apart:
        progress.note("{count} earlier clusters were split into several later ones.", count=apart)
    if together:
        progress.note("{count} later clusters merge several earlier ones.", count=together)
    if found.doubled_m2 > 0:
        progress.warn("Clusters of one layer overlap over {area:.0f} m2: the overlap counts for the first of them.", area=found.doubled_m2)
    if not len(found.table):
        progress.warn("Neither layer holds a cluster, so there is nothing to compare.")
