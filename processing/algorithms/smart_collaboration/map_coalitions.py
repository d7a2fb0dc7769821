"""Who works in which cluster, who is missing, and which coalition is to be made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterDefinition,
    QgsWkbTypes,
)

from ...model import contract
from ...model.errors import OpgaveError
from ...qgis_io.feedback import FeedbackProgress
from ...texts.language import tr
from ..base import OpgavenkaartAlgorithm
from ..parameters import (
    LINES,
    POINTS,
    POLYGONS,
    TABLE,
    challenge_parameter,
    further_layer,
    input_layer,
    language_parameter,
    layer_field,
    output_layer,
    report_parameter,
    seed_parameter,
)

if TYPE_CHECKING:
    from ...analysis.features import Features
    from ...model.challenge import Challenge
    from ...planning.coalition.inputs import ActorFields
    from ...planning.coalition.outputs import Answer
    from ...qgis_io.cluster_layers import ClusterLayer

ROLE_FIELDS = {
    contract.ID_FIELD: "id",
    contract.NAME_FIELD: "name",
    contract.KIND_FIELD: "kind",
    contract.ROLES_FIELD: "roles",
    contract.REACH_FIELD: "reach",
    contract.MEANS_FIELD: "means",
}


class MapCoalitionsAlgorithm(OpgavenkaartAlgorithm):
    """Actors, their links and the clusters where they work, with what is missing."""

    NAME = "map_coalitions"
    TITLE = "Map coalitions"
    GROUP = "smart_collaboration"
    TAGS = "actors, network, partners, stakeholders, collaboration"
    DOCS = "chain.md"
    STEPS = 4
    REQUIRES = (*OpgavenkaartAlgorithm.REQUIRES, "jinja2")

    def initAlgorithm(self, configuration: dict[str, Any] | None = None) -> None:
        for parameter in (
            input_layer(contract.CLUSTERS, tr("Clusters"), POLYGONS),
            input_layer(contract.ACTORS, tr("Actors (a layer, or a table with coordinates)"), TABLE),
            input_layer(contract.LINKS, tr("Links (a table with two actors per row)"), TABLE, optional=True),
            challenge_parameter(optional=True),
        ):
            self.addParameter(parameter)
        self.add_advanced(*self.advanced())
        self.add_outputs()

    def advanced(self) -> tuple[QgsProcessingParameterDefinition, ...]:
        """Return the parameters with defaults that seldom need another value."""
        texts = {
            contract.ID_FIELD: tr("Field with the actor's id"),
            contract.NAME_FIELD: tr("Field with the actor's name"),
            contract.KIND_FIELD: tr("Field with the actor's kind"),
            contract.ROLES_FIELD: tr("Field with the actor's roles"),
            contract.REACH_FIELD: tr("Field with the actor's reach (metres)"),
            contract.MEANS_FIELD: tr("Field with the actor's means (euro)"),
        }
        return (
            *(layer_field(name, text, contract.ACTORS) for name, text in texts.items()),
            seed_parameter(),
        )

    def add_outputs(self) -> None:
        """Add what it gives."""
        for parameter in (
            output_layer(contract.OUTPUT_ACTORS, tr("Actors with their place in the network"), POINTS),
            further_layer(contract.OUTPUT_LINKS, tr("Known and possible links"), LINES),
            further_layer(contract.OUTPUT_CLUSTERS, tr("Clusters with missing roles"), POLYGONS),
            language_parameter(),
            report_parameter(),
        ):
            self.addParameter(parameter)
        for name, text in (
            (contract.ACTOR_COUNT, tr("Number of actors")),
            (contract.ROLE_COUNT, tr("Number of actors with a role in the challenge")),
            (contract.LINK_COUNT, tr("Number of links")),
            (contract.COMMUNITY_COUNT, tr("Number of communities")),
            (contract.INCOMPLETE_COUNT, tr("Number of clusters where a role is missing")),
            (contract.TO_MAKE_COUNT, tr("Number of pairs that share clusters without a known link")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def compute(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> dict[str, Any]:
        from ...planning.coalition.findings import answer
        from ...planning.coalition.inputs import actors_of, links_of, roles_of

        challenge = self.challenge(parameters, context)
        clusters = self.read_clusters(parameters, context, progress)
        features, fields = self.read_actors(parameters, context, clusters.features.crs, progress)
        roles = roles_of(challenge, features, fields.roles)
        actors = actors_of(features, fields, roles, progress)
        links = links_of(self.read_links(parameters, context, progress), actors, progress)
        found = answer(actors, links, clusters, roles, self.parameterAsInt(parameters, contract.SEED, context), progress)
        progress.step("Writing")
        return self.write(parameters, context, features, found, challenge, progress) | {
            contract.ACTOR_COUNT: len(actors),
            contract.ROLE_COUNT: int(actors.concerned.sum()),
            contract.LINK_COUNT: len(links.links),
            contract.COMMUNITY_COUNT: int(found.community.max(initial=0)),
            contract.INCOMPLETE_COUNT: int(found.missing.any(axis=1).sum()),
            contract.TO_MAKE_COUNT: len(found.meeting),
        }

    def challenge(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Challenge | None:
        """Return the challenge whose roles are asked for; None without one."""
        from ...model.challenge import read_challenge

        given = self.parameterAsString(parameters, contract.CHALLENGE, context).strip()
        return read_challenge(given) if given else None

    def read_clusters(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> ClusterLayer:
        """Return the clusters of high values."""
        from ...qgis_io.cluster_layers import as_clusters
        from ...qgis_io.reading import read_parameter

        progress.step("Reading clusters, actors and links")
        clusters = as_clusters(read_parameter(self, parameters, contract.CLUSTERS, context, progress=progress)[0])
        if clusters.low.any():
            progress.note("{count} clusters of low values do not indicate need and are left out.", count=int(clusters.low.sum()))
            clusters = as_clusters(clusters.features.where(~clusters.low))
        if not len(clusters):
            raise OpgaveError("Layer '{layer}' has no clusters: there is no place for a coalition.", layer=clusters.features.name)
        return clusters

    def read_actors(
        self, parameters: dict[str, Any], context: QgsProcessingContext, crs: str, progress: FeedbackProgress
    ) -> tuple[Features, ActorFields]:
        """Return the actors in the clusters' coordinate system, and which field says what."""
        from ...planning.coalition.inputs import USUAL, ActorFields, place_actors
        from ...qgis_io.field_roles import set_header, usual_fields
        from ...qgis_io.reading import read_parameter

        source = self.inputs.layer(contract.ACTORS)
        own = "" if source is None or source.is_table() else crs
        features, _ = read_parameter(self, parameters, contract.ACTORS, context, progress=progress, target_crs=own, keep_null=True)
        features = set_header(features, USUAL, progress)
        if not len(features):
            raise OpgaveError("Layer '{layer}' has no features: choose the layer with the actors.", layer=features.name)
        given = {role: self.parameterAsString(parameters, name, context) for name, role in ROLE_FIELDS.items()}
        fields = ActorFields(**usual_fields(given, USUAL, list(features.table), features.name))
        return place_actors(features, crs, context.transformContext(), progress), fields

    def read_links(self, parameters: dict[str, Any], context: QgsProcessingContext, progress: FeedbackProgress) -> Features | None:
        """Return the table of links; None without one."""
        from ...planning.coalition.inputs import USUAL_OF_LINKS
        from ...qgis_io.field_roles import set_header
        from ...qgis_io.reading import read_parameter

        if not self.given(parameters, contract.LINKS):
            return None
        links, _ = read_parameter(self, parameters, contract.LINKS, context, progress=progress, geometry=False, keep_null=True)
        return set_header(links, USUAL_OF_LINKS, progress)

    def write(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        features: Features,
        found: Answer,
        challenge: Challenge | None,
        progress: FeedbackProgress,
    ) -> dict[str, Any]:
        """Write the layers and the report; the layers open styled."""
        from ...cartography.finished_layers import Finish, describe_output, finish
        from ...cartography.style import Style
        from ...planning.coalition.outputs import actor_layer, cluster_layer, link_layer
        from ...planning.coalition.report import actor_words, cluster_words, link_words, write_coalition_report
        from ...qgis_io.cluster_layers import CLUSTER_LABEL
        from ...qgis_io.outputs import whole_file
        from ...qgis_io.writing import write_sink

        crs, types = found.clusters.features.crs, QgsWkbTypes.Type
        label = CLUSTER_LABEL if CLUSTER_LABEL in found.clusters.features.table else ""
        made = (
            (
                contract.OUTPUT_CLUSTERS,
                cluster_layer(found),
                types.MultiPolygon,
                Style("coalition", field="missing_count", label=label),
                partial(cluster_words, found),
            ),
            (contract.OUTPUT_LINKS, link_layer(found, crs), types.LineString, Style("links", field="state"), link_words),
            (contract.OUTPUT_ACTORS, actor_layer(features, found), types.Point, Style("actors", field="actor_kind"), actor_words),
        )
        inputs = (self.inputs.layer(name) for name in (contract.CLUSTERS, contract.ACTORS, contract.LINKS))
        made_of = tuple(layer for layer in inputs if layer is not None)
        language, results = self.language(parameters, context), {}
        for name, layer, wkb_type, style, words in made:
            if parameters.get(name) is not None:
                output = write_sink(self, parameters, name, context, layer, None, progress, wkb_type)
                if output is None:
                    continue
                results[name] = output
                finish(context, output, Finish(style, describe_output(made_of, words), made_of), language)
        report = self.parameterAsFileOutput(parameters, contract.REPORT, context)
        if report:
            with whole_file(report) as place:
                write_coalition_report(place, found, challenge, language)
            results[contract.REPORT] = report
        return results
