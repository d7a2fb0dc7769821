"""A challenge as one number per unit: its indicators, their scores, and the index with what is missing in it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
)

from ...model import contract
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..challenge_algorithm import ChallengeAlgorithm
from ..parameters import POLYGONS, further_layer, output_layer, report_parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...challenge.clustering import Clustered
    from ...challenge.indexing import Indexed


class ChallengeIndexAlgorithm(ChallengeAlgorithm):
    """Units with a challenge's indicators, scores and index."""

    NAME = "challenge_index"
    TITLE = "Challenge index"
    GROUP = "smart_planning"
    TAGS = "composite index, multi-criteria, indicators, weights, score, priority"
    DOCS = "challenges.md"
    STEPS = 7

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.add_challenge_parameters()
        self.addParameter(output_layer(contract.OUTPUT, tr("Units with the index"), POLYGONS))
        clusters = further_layer(contract.OUTPUT_CLUSTERS, tr("Clusters, by the challenge's own method"), POLYGONS)
        self.addParameter(clusters)
        self.addParameter(report_parameter())
        self.addOutput(QgsProcessingOutputString(contract.INDICATORS, tr("What the indicators rest on (JSON)")))
        self.addOutput(QgsProcessingOutputNumber(contract.MISSING_SHARE, tr("Mean missing share of the weight (0-1)")))
        self.addOutput(QgsProcessingOutputNumber(contract.UNIT_COUNT, tr("Number of units")))
        self.addOutput(QgsProcessingOutputNumber(contract.HIDDEN_COUNT, tr("Number of units hidden because of small numbers")))
        self.addOutput(QgsProcessingOutputNumber(contract.WITHOUT_INDEX_COUNT, tr("Number of units with too little data")))
        power = tr("Share of planted clusters that the method would find (0-1), where it found none")
        self.addOutput(QgsProcessingOutputNumber(contract.CLUSTER_POWER, power))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from qgis.core import QgsWkbTypes

        from ...cartography.style import Style
        from ...cartography.styles import style_on_load
        from ...challenge.indexing import index_challenge
        from ...model.results import INDEX
        from ...products.disclosure_check import check_counts
        from ...products.integrated_map.provenance import list_indicator_facts
        from ...qgis_io.layer_metadata import mark_output
        from ...qgis_io.writing import write_sink
        from ...texts.language import Language, interface_language
        from ...texts.result_names import name_computation

        as_of = self.as_of(parameters, context)
        indexed = index_challenge(self.collect(parameters, context, progress), as_of, progress)
        check_counts(indexed)
        multi = QgsWkbTypes.Type.MultiPolygon
        outcome = self.clustered(parameters, indexed, progress)
        with self.report(parameters, context, indexed, progress) as report:
            progress.step("Writing")
            output = write_sink(self, parameters, contract.OUTPUT, context, (outcome or indexed).unit_features, None, progress, multi)
            clusters = self.write_clusters(parameters, context, outcome, progress)
        language, collected = Language(interface_language()), indexed.collected
        group = name_computation(collected.challenge, collected.catalogue, language)
        made: list[tuple[Any, str, Style]] = [(output, tr("Need index"), Style("units", field=INDEX))]
        made += [(one, tr("Clusters"), Style("clusters", field="cluster_id", label="cluster_label")) for one in clusters.values()]
        for written, title, style in made:
            mark_output(context, written, indexed.metadata(title, title, language))
            style_on_load(context, written, style, title=title, group=group)
        return {
            contract.OUTPUT: output,
            **clusters,
            **report,
            contract.INDICATORS: json.dumps(list_indicator_facts(indexed.collected, language), ensure_ascii=False),
            contract.MISSING_SHARE: indexed.missing_share,
            contract.UNIT_COUNT: len(indexed.collected.units),
            contract.HIDDEN_COUNT: indexed.hidden,
            contract.WITHOUT_INDEX_COUNT: indexed.without_index,
            **({contract.CLUSTER_POWER: outcome.power.found} if outcome and outcome.power else {}),
        }

    def clustered(self, parameters: dict[str, Any], indexed: Indexed, progress: FeedbackProgress) -> Clustered | None:
        """Return the challenge with its clusters; None where nobody asked for those."""
        from ...challenge.clustering import cluster_challenge

        return cluster_challenge(indexed, progress) if self.given(parameters, contract.OUTPUT_CLUSTERS) else None

    def write_clusters(
        self, parameters: dict[str, Any], context: QgsProcessingContext, outcome: Clustered | None, progress: FeedbackProgress
    ) -> dict[str, Any]:
        """Write the clusters where there are any to write, and return them as output."""
        from qgis.core import QgsWkbTypes

        from ...products.integrated_map.integrate import cluster_features
        from ...qgis_io.writing import write_sink

        if outcome is None:
            return {}
        features, multi = cluster_features(outcome), QgsWkbTypes.Type.MultiPolygon
        return {contract.OUTPUT_CLUSTERS: write_sink(self, parameters, contract.OUTPUT_CLUSTERS, context, features, None, progress, multi)}

    @contextmanager
    def report(
        self, parameters: dict[str, Any], context: QgsProcessingContext, indexed: Indexed, progress: FeedbackProgress
    ) -> Iterator[dict[str, Any]]:
        """Write the report where one is asked for, and yield it as output; it stays when the layer could be written too."""
        from ...challenge.certainty import draw_ranks
        from ...products.integrated_map.report import write_report
        from ...qgis_io.outputs import whole_file
        from ...texts.language import Language, interface_language

        path = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if not path:
            yield {}
            return
        with whole_file(path) as place:
            write_report(place, indexed, Language(interface_language()), draw_ranks(indexed, progress))
            yield {contract.REPORT: path}
