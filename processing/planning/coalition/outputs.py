"""Actors, links and clusters with what was found, as layers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from ...analysis.coalition import KINDS, ActorNetwork, Actors, Meeting
from ...analysis.coalition.actors import EXISTS, TO_MAKE
from ...analysis.features import Features
from ...model.challenge import Role
from ...qgis_io.cluster_layers import ClusterLayer
from .inputs import LinkTable

STEPS = 16
BEND = 0.12
"""How far an arc stands from its chord at most, as a share of the chord."""
AREA = 2


@dataclass(frozen=True)
class Answer:
    """All that was found.

    Attributes
    ----------
    roles : tuple of Role
        The roles that are asked for.
    present : ndarray of bool, shape (actors, clusters)
        Who works where.
    missing : ndarray of bool, shape (clusters, roles)
        Which roles nobody plays there.
    betweenness : ndarray of float, shape (actors,)
        Share of the shortest ways between others.
    community : ndarray of int, shape (actors,)
        Numbered from 1; 0 for whoever has no known link.
    brokers : ndarray of bool, shape (actors,)
    """

    actors: Actors
    clusters: ClusterLayer
    roles: tuple[Role, ...]
    links: LinkTable
    network: ActorNetwork
    present: np.ndarray
    missing: np.ndarray
    betweenness: np.ndarray
    community: np.ndarray
    brokers: np.ndarray
    meeting: Meeting

    @property
    def centres(self) -> np.ndarray:
        """A point for each actor; shape (actors, 2)."""
        return shapely.get_coordinates(shapely.point_on_surface(self.actors.places))

    @property
    def concerned_links(self) -> np.ndarray:
        """Which links join two actors with a role in the challenge."""
        concerned, links = self.actors.concerned, self.links.links
        return concerned[links.one] & concerned[links.other]


def actor_layer(features: Features, found: Answer) -> Features:
    """Return the actors as points with what was found of each; fields of an earlier run are replaced."""
    to_make = np.bincount(np.concatenate([found.meeting.one, found.meeting.other]).astype(int), minlength=len(found.actors))
    own = {
        "actor_name": found.actors.names,
        "actor_kind": found.actors.kinds,
        "in_challenge": found.actors.concerned.astype("int64"),
        "cluster_count": found.present.sum(axis=1),
        "clusters": list_names(found.present, found.clusters.ids),
        "degree": found.network.degree.astype("int64"),
        "betweenness": found.betweenness,
        "community": found.community,
        "broker": found.brokers.astype("int64"),
        "to_make": to_make,
    }
    table = features.table.drop(columns=[name for name in features.table if name in own]).assign(**own)
    geometry = shapely.points(found.centres) if len(features) else features.geometry
    return replace(features, geometry=geometry, table=table)


def link_layer(found: Answer, crs: str) -> Features:
    """Return the links that are known and, after them, the possible ones, as arcs; two actors at one place have none."""
    links, meeting = found.links.links, found.meeting
    one, other = np.concatenate([links.one, meeting.one]), np.concatenate([links.other, meeting.other])
    exists, made = np.arange(len(one)) < len(links), len(meeting)
    both = found.present[one] & found.present[other]
    names = np.append(found.actors.names, "")
    table = pd.DataFrame(
        {
            "from_actor": found.actors.ids[one],
            "to_actor": found.actors.ids[other],
            "from_name": names[one],
            "to_name": names[other],
            "state": np.where(exists, EXISTS, TO_MAKE).astype(object),
            "link_kind": np.append(found.links.kinds, np.full(made, "", dtype=object)),
            "in_challenge": (found.actors.concerned[one] & found.actors.concerned[other]).astype("int64"),
            "shared_clusters": both.sum(axis=1),
            "clusters": list_names(both, found.clusters.ids),
            "priority": np.append(np.zeros(len(links), dtype=np.int64), np.arange(1, made + 1)),
            "roles": np.append(np.zeros(len(links), dtype=np.int64), meeting.roles),
            "via": np.append(np.full(len(links), "", dtype=object), names[meeting.via]),
            "rank": np.append(link_ranks(found, both.sum(axis=1)[: len(links)]), np.arange(1, made + 1)),
        }
    )
    side = np.where(exists, 1.0, -1.0)
    return Features("links", arcs(found.centres[one], found.centres[other], side), table, crs, np.arange(1, len(one) + 1))


def link_ranks(found: Answer, shared: np.ndarray) -> np.ndarray:
    """Return the order in which links that are there are told, from 1: within the challenge first, then those whose actors share most
    clusters, then those between communities, then those of actors with most links."""
    one, other = found.links.links.one, found.links.links.other
    bridges = found.community[one] != found.community[other]
    order = np.lexsort((-(found.network.degree[one] + found.network.degree[other]), ~bridges, -shared, ~found.concerned_links))
    ranks = np.empty(len(one), dtype=np.int64)
    ranks[order] = np.arange(1, len(one) + 1)
    return ranks


def cluster_layer(found: Answer) -> Features:
    """Return the clusters with who works there, which roles are played, and which nobody plays."""
    features, codes = found.clusters.features, np.array([role.id for role in found.roles], dtype=object)
    there = found.present & found.actors.concerned[:, None]
    own = {
        "actor_count": there.sum(axis=0),
        "roles_present": list_names(~found.missing, codes),
        "roles_missing": list_names(found.missing, codes),
        "missing_count": found.missing.sum(axis=1),
        "kinds_missing": list_names(kinds_missing(found.actors, there), np.array(KINDS, dtype=object)),
        "linked_share": linked_share(there, found.network),
        "to_make": both_in(there, found.meeting),
        "means_euro": means_in(there, found.actors.means),
    }
    table = features.table.drop(columns=[name for name in features.table if name in own]).assign(**own)
    return replace(features, table=table)


def arcs(start: np.ndarray, end: np.ndarray, side: np.ndarray) -> np.ndarray:
    """Return lines that bend to the left of their direction (``side`` 1) or to the right (-1); None where start and end are one.

    A bent line shows which two it joins where many lie over each other.
    """
    chord = end - start
    bow = np.stack([-chord[:, 1], chord[:, 0]], axis=1) * side[:, None]
    along = np.linspace(0, 1, STEPS + 1)
    points = start[:, None] + along[None, :, None] * chord[:, None] + (4 * BEND * along * (1 - along))[None, :, None] * bow[:, None]
    lines = np.full(len(start), None, dtype=object)
    apart = (chord != 0).any(axis=1)
    lines[apart] = shapely.linestrings(points[apart])
    return lines


def list_names(which: np.ndarray, names: np.ndarray) -> np.ndarray:
    """Return for each row of ``which`` the names for which it holds, parted by commas."""
    return np.array([", ".join(names[row]) for row in which], dtype=object)


def kinds_missing(actors: Actors, there: np.ndarray) -> np.ndarray:
    """Return of which kinds no actor works in each cluster; shape (clusters, kinds)."""
    kinds = actors.kinds[:, None] == np.array(KINDS, dtype=object)
    return ~(there.T.astype(np.int64) @ kinds.astype(np.int64) > 0)


def linked_share(there: np.ndarray, network: ActorNetwork) -> np.ndarray:
    """Return which share (0-1) of the pairs who work in a cluster is known to be linked; NaN where fewer than two do, or no link is known.

    Other pairs may be linked too: what no row tells is not known.
    """
    if not network.adjacency.nnz:
        return np.full(there.shape[1], np.nan)
    counted = there.astype(float)
    linked = (counted * (network.adjacency @ counted)).sum(axis=0)
    pairs = counted.sum(axis=0) * (counted.sum(axis=0) - 1)
    return np.divide(linked, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0)


def both_in(there: np.ndarray, meeting: Meeting) -> np.ndarray:
    """Return how many of the pairs to make work in each cluster."""
    return (there[meeting.one] & there[meeting.other]).sum(axis=0)


def means_in(there: np.ndarray, means: np.ndarray) -> np.ndarray:
    """Return the euro that those who work in each cluster have together, wherever they spend it; NaN where nobody's means are known."""
    known = there & ~np.isnan(means)[:, None]
    return np.where(known.any(axis=0), known.T.astype(float) @ np.nan_to_num(means), np.nan)


def pages(found: Answer) -> Iterator[dict]:
    """Yield for each cluster who works there by role, and which roles are missing."""
    means = means_in(found.present & found.actors.concerned[:, None], found.actors.means)
    for place, (id, label) in enumerate(zip(found.clusters.ids, found.clusters.labels, strict=True)):
        working = np.flatnonzero(found.present[:, place] & found.actors.concerned)
        yield {
            "id": id,
            "label": label,
            "roles": [found.actors.names[working[found.actors.roles[working, role]]].tolist() for role in range(len(found.roles))],
            "missing": int(found.missing[place].sum()),
            "actors": len(working),
            "means": means[place],
        }
