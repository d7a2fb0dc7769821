"""Communities of a network by modularity, after Blondel, Guillaume, Lambiotte and Lefebvre (2008), the 'Louvain' way."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from ...model.choices import SEED

LEAST_GAIN = 1e-12
TRIES = 10
"""Orders in which nodes are tried: the outcome depends on it, and the best counts."""


def communities(adjacency: csr_matrix, seed: int = SEED) -> np.ndarray:
    """Return the community of each node, numbered from 0; the same seed gives the same ones.

    Parameters
    ----------
    adjacency : csr_matrix, shape (n, n)
        Weights of links, symmetric.
    """
    if not adjacency.nnz:
        return np.arange(adjacency.shape[0])
    rng = np.random.default_rng(seed)
    found = (_find_once(adjacency, rng) for _ in range(TRIES))
    return max(found, key=lambda member_of: modularity(adjacency, member_of))


def _find_once(adjacency: csr_matrix, rng: np.random.Generator) -> np.ndarray:
    """Return communities: nodes move, communities become the nodes of a smaller graph, and so on until none moves."""
    graph, member_of = adjacency, np.arange(adjacency.shape[0])
    while True:
        moved = _move_nodes(graph, rng)
        if len(np.unique(moved)) == graph.shape[0]:
            return _split_disconnected(adjacency, member_of)
        _, moved = np.unique(moved, return_inverse=True)
        member_of = moved[member_of]
        graph = _merge_nodes(graph, moved)


def modularity(adjacency: csr_matrix, member_of: np.ndarray) -> float:
    """Return how much more of the links lie within communities than chance would put there: Newman and Girvan (2004)."""
    total = adjacency.sum()
    strength = np.asarray(adjacency.sum(axis=1)).ravel()
    one, other = adjacency.nonzero()
    within = adjacency.data[member_of[one] == member_of[other]].sum() / total
    return float(within - np.sum((np.bincount(member_of, strength) / total) ** 2))


def _move_nodes(graph: csr_matrix, rng: np.random.Generator) -> np.ndarray:
    """Return communities after nodes, in random order, have moved to a neighbour's while that gains anything."""
    strength = np.asarray(graph.sum(axis=1)).ravel()
    total, weight_of, member_of = strength.sum(), strength.copy(), np.arange(graph.shape[0])
    while True:
        moves = 0
        for node in rng.permutation(graph.shape[0]):
            own = member_of[node]
            weight_of[own] -= strength[node]
            best = _best(graph, node, own, member_of, weight_of, strength[node] / total)
            weight_of[best] += strength[node]
            member_of[node] = best
            moves += best != own
        if not moves:
            return member_of


def _best(graph: csr_matrix, node: int, own: int, member_of: np.ndarray, weight_of: np.ndarray, share: float) -> int:
    """Return the community that a node, taken out of its own, gains most by joining; its own where no other gains more."""
    part = slice(graph.indptr[node], graph.indptr[node + 1])
    others = graph.indices[part] != node
    known, place = np.unique(np.append(member_of[graph.indices[part][others]], own), return_inverse=True)
    links = np.bincount(place, np.append(graph.data[part][others], 0.0))
    gain = links - share * weight_of[known]
    best = int(gain.argmax())
    return int(known[best]) if gain[best] > gain[place[-1]] + LEAST_GAIN else own


def _merge_nodes(graph: csr_matrix, member_of: np.ndarray) -> csr_matrix:
    """Return the graph whose nodes are the communities; links within one become a link to itself."""
    one, other = graph.nonzero()
    size = member_of.max() + 1
    return csr_matrix((graph.data, (member_of[one], member_of[other])), shape=(size, size))


def _split_disconnected(adjacency: csr_matrix, member_of: np.ndarray) -> np.ndarray:
    """Return communities of which each is connected in itself."""
    one, other = adjacency.nonzero()
    within = member_of[one] == member_of[other]
    return connected_components(csr_matrix((np.ones(within.sum()), (one[within], other[within])), shape=adjacency.shape), directed=False)[1]
