"""Who works in which cluster, and which roles nobody plays there."""

from __future__ import annotations

import numpy as np
import shapely

from .actors import Actors

AREA = 2
LEAST_SHARE = 1e-6
"""Share of a cluster that an area must serve: a common border is none."""


def works_in(actors: Actors, clusters: np.ndarray) -> np.ndarray:
    """Return which actors work in which clusters; bool, shape (actors, clusters).

    A point works in the clusters within its reach (inclusive), and without reach in the one where it lies; an area in those of which it
    serves ground, widened by the reach where there is one.

    Parameters
    ----------
    clusters : ndarray of shapely polygons, shape (c,)
        In the coordinate system of the actors' places.
    """
    tree = shapely.STRtree(clusters)
    shapely.prepare(actors.places)
    actor, cluster = tree.query(actors.places, predicate="dwithin", distance=actors.reach)
    found = np.zeros((len(actors), len(clusters)), dtype=bool)
    found[actor, cluster] = _serves(actors, actor, clusters, cluster)
    return found


def _serves(actors: Actors, actor: np.ndarray, clusters: np.ndarray, cluster: np.ndarray) -> np.ndarray:
    """Return for which pairs an area serves more than a border; a point or a reach always does."""
    bare = (shapely.get_dimensions(actors.places[actor]) == AREA) & (actors.reach[actor] == 0)
    served = np.ones(len(actor), dtype=bool)
    ground = clusters[cluster[bare]]
    served[bare] = shapely.area(shapely.intersection(actors.places[actor[bare]], ground)) > LEAST_SHARE * shapely.area(ground)
    return served


def roles_missing(roles: np.ndarray, present: np.ndarray) -> np.ndarray:
    """Return which roles nobody plays in each cluster; bool, shape (clusters, roles).

    Parameters
    ----------
    roles : ndarray of bool, shape (actors, roles)
    present : ndarray of bool, shape (actors, clusters)
        What `works_in` gives.
    """
    return ~(present.T.astype(np.int64) @ roles.astype(np.int64) > 0)
