"""The whole chain on paper: a page for each cluster, for the table where parties negotiate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
)

from ...model import contract
from ...model.choices import INTERNAL
from ...model.errors import OpgaveError, ParameterName
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import TABLE, bundle_parameter, further_file, input_layer, language_parameter, output_file, theme_parameter

if TYPE_CHECKING:
    from ...analysis.features import Features
    from ...products.chain_report.links import Chain

LINK_TEXTS = {
    contract.DEMAND: "Units with projected demand (output of Project demand)",
    contract.SITES: "Shared sites (output of Find shared sites)",
    contract.MEASURES: "Measures with the choice (output of Allocate an envelope)",
    contract.ACTORS: "Actors (output of Map coalitions)",
    contract.LINKS: "Links (output of Map coalitions)",
    contract.COALITIONS: "Clusters with missing roles (output of Map coalitions)",
    contract.ACTIONS: "Actions by challenge (output of Re-cluster the multi-year plan)",
}
NEEDED = {
    contract.DEMAND: ("demand_start", "demand_low", "demand_mid", "demand_high"),
    contract.SITES: ("chosen",),
    contract.MEASURES: ("chosen", "paid_euro"),
    contract.ACTORS: ("actor_name", "in_challenge", "clusters"),
    contract.LINKS: ("from_name", "to_name", "state", "clusters", "priority", "via"),
    contract.COALITIONS: ("cluster_id", "roles_missing"),
    contract.ACTIONS: ("challenge", "action_key", "ac_short", "ac_long", "total", "places"),
}
"""Fields by which an output is known."""


class ChainReportAlgorithm(OpgavenkaartAlgorithm):
    """Challenge, clusters, demand, sites, envelope, coalition and actions in one report."""

    NAME = "chain_report"
    TITLE = "Chain report"
    GROUP = "integrated_maps"
    TAGS = "report, summary, measures, coalition, sites, budget"
    DOCS = "chain.md"
    STEPS = 3
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        self.addParameter(bundle_parameter())
        for name in LINK_TEXTS:
            title = tr(LINK_TEXTS[name])
            self.addParameter(input_layer(name, title, TABLE, optional=True))
        for parameter in (
            language_parameter(),
            theme_parameter(),
            output_file(contract.REPORT, tr("Report"), tr("HTML files (*.html)")),
            further_file(contract.PDF, tr("Report as PDF"), tr("PDF files (*.pdf)")),
        ):
            self.addParameter(parameter)
        self.addOutput(QgsProcessingOutputNumber(contract.CLUSTER_COUNT, tr("Number of clusters")))
        self.addOutput(QgsProcessingOutputNumber(contract.PAGE_COUNT, tr("Number of pages of the PDF")))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...cartography.theme import theme
        from ...products.chain_report.report import write_chain_report

        chain = self.chain(parameters, context, progress)
        language = self.language(parameters, context)
        paths = {name: self.parameterAsFileOutput(parameters, name, context) for name in (contract.REPORT, contract.PDF)}
        look = theme(self.parameterAsString(parameters, contract.THEME, context))
        pages = write_chain_report(chain, paths[contract.REPORT], paths[contract.PDF], look, language, progress)
        written = {name: path for name, path in paths.items() if path}
        return {**written, contract.CLUSTER_COUNT: len(chain.clusters), contract.PAGE_COUNT: pages}

    def chain(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> Chain:
        """Return the bundle and the outputs of the later links."""
        from ...model.results import CLUSTERS, UNITS
        from ...products.bundles import open_bundle
        from ...products.chain_report.links import Chain
        from ...qgis_io.cluster_layers import as_clusters

        bundle = open_bundle(self.parameterAsString(parameters, contract.BUNDLE, context).strip(), progress)
        progress.step("Reading the bundle and {count} outputs", count=sum(self.given(parameters, name) for name in LINK_TEXTS))
        clusters = as_clusters(bundle.read(CLUSTERS, progress))
        clusters = as_clusters(clusters.features.where(~clusters.low))
        held_back = () if bundle.audience == INTERNAL else tuple(name for name in LINK_TEXTS if self.is_closed(name))
        for name in held_back:
            progress.warn(
                "{what}: '{layer}' may not be redistributed and is left out, as this map is not for use within the service only."
                " Compute it from the map's own units, or make the map for use within the service (AUDIENCE).",
                what=tr(LINK_TEXTS[name]),
                layer=self.inputs.layers(name)[0].sourceName(),
            )
        given = [name for name in LINK_TEXTS if name not in held_back]
        links = {name.lower(): self.link(parameters, name, context, clusters.features.crs, progress) for name in given}
        return Chain(bundle, clusters, bundle.read(UNITS, progress), **links)

    def closed_inputs(self) -> dict[str, str]:
        """Return none: what may not be redistributed is held back, and the report says for whom it is."""
        return {}

    def is_closed(self, name: str) -> bool:
        """Whether the output of a link was made of what may not be redistributed."""
        source = self.inputs.layer(name)
        return source is not None and bool(source.own_use)

    def link(
        self, parameters: dict[str, Any], name: str, context: QgsProcessingContext, crs: str, progress: FeedbackProgress
    ) -> Features | None:
        """Return the output of a later link, in the clusters' coordinate system; None where it was not given."""
        from ...qgis_io.reading import read_parameter

        if not self.given(parameters, name):
            return None
        source = self.inputs.layer(name)
        own = "" if source is None or source.is_table() else crs
        features, _ = read_parameter(self, parameters, name, context, progress=progress, target_crs=own, keep_null=True)
        missing = [field for field in NEEDED.get(name, ()) if field not in features.table]
        if missing:
            raise OpgaveError(
                "{name}: layer '{layer}' has no field '{field}' and is therefore not the output required: {what}.",
                name=ParameterName(name),
                layer=features.name,
                field=missing[0],
                what=tr(LINK_TEXTS[name]),
            )
        return features
