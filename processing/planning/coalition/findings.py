"""From actors, links and clusters to all that is told of coalitions."""

from __future__ import annotations

from collections.abc import Sequence

from ...analysis.coalition import ActorNetwork, Actors, pairs_to_make, roles_missing, works_in
from ...model.challenge import Role
from ...model.progress import Progress
from ...qgis_io.cluster_layers import ClusterLayer
from .inputs import LinkTable
from .outputs import Answer


def answer(actors: Actors, links: LinkTable, clusters: ClusterLayer, roles: Sequence[Role], seed: int, progress: Progress) -> Answer:
    """Return who works where, who is missing, who is known to know whom, and who may not know each other yet."""
    progress.step("Determining where {count} actors work", count=len(actors))
    present = works_in(actors, clusters.features.geometry)
    absent = int((actors.concerned & ~present.any(axis=1)).sum())
    if absent:
        progress.note("{count} actors with a role in the challenge work in none of the clusters.", count=absent)
    missing = roles_missing(actors.roles, present)
    progress.step("Analysing the network of links")
    network = ActorNetwork.of(len(actors), links.links.one, links.links.other)
    betweenness, community = network.betweenness(progress), network.communities(seed)
    meeting = pairs_to_make(actors, present, network)
    progress.note(
        "In {missing} of {count} clusters at least one role has no known actor; {pairs} pairs work in the same clusters and have no link"
        " in the table: they may already know each other.",
        missing=int(missing.any(axis=1).sum()),
        count=len(clusters),
        pairs=len(meeting),
    )
    return Answer(
        actors,
        clusters,
        tuple(roles),
        links,
        network,
        present,
        missing,
        betweenness,
        community,
        network.brokers(betweenness, community),
        meeting,
    )
