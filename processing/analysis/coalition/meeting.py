"""Possible coalitions: pairs of actors that work in the same clusters and without a known link; they may know each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .actors import Actors
from .network import ActorNetwork

NOBODY = -1


@dataclass(frozen=True)
class Meeting:
    """Pairs without a known link, the most promising first.

    Attributes
    ----------
    one, other : ndarray of int, shape (p,)
        Rows of the actors, ``one`` the lower.
    shared : ndarray of int, shape (p,)
        In how many clusters both work.
    roles : ndarray of int, shape (p,)
        How many of the challenge's roles they play together.
    via : ndarray of int, shape (p,)
        The actor known to know both, of several the one with most links; `NOBODY` where none is.
    """

    one: np.ndarray
    other: np.ndarray
    shared: np.ndarray
    roles: np.ndarray
    via: np.ndarray

    def __len__(self) -> int:
        return len(self.one)


def pairs_to_make(actors: Actors, present: np.ndarray, network: ActorNetwork) -> Meeting:
    """Return the pairs of actors with a role in the challenge that share a cluster and have no known link.

    First come pairs that play most roles together, then those that share most clusters, then those of different kinds, then those whom
    somebody can introduce.
    """
    taking_part = np.flatnonzero(actors.concerned)
    there = present[taking_part].astype(np.int64)
    shared = np.triu(there @ there.T, 1)
    linked = network.adjacency[taking_part][:, taking_part].toarray() > 0
    one, other = np.nonzero((shared > 0) & ~linked)
    count, one, other = shared[one, other], taking_part[one], taking_part[other]
    roles = (actors.roles[one] | actors.roles[other]).sum(axis=1)
    via = introducers(network, one, other)
    mixed = actors.kinds[one] != actors.kinds[other]
    order = np.lexsort((other, one, via == NOBODY, ~mixed, -count, -roles))
    return Meeting(*(column[order] for column in (one, other, count, roles, via)))


def introducers(network: ActorNetwork, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return for each pair who is linked with both, of several the one with most links; `NOBODY` where there is none."""
    by_degree = np.lexsort((np.arange(len(network)), -network.degree))
    ranked = network.adjacency[:, by_degree].astype(bool)
    common = ranked[one].multiply(ranked[other]).tocsr()
    common.sort_indices()
    found = np.full(len(one), NOBODY)
    some = np.diff(common.indptr) > 0
    found[some] = by_degree[common.indices[common.indptr[:-1][some]]]
    return found
