"""The network of actors: who has most links, who stands between others, who forms a community, who bridges communities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from ...model.choices import SEED
from ...model.progress import SILENT, Progress
from .communities import communities

BATCH = 256
"""Actors from which shortest ways are counted at once: memory grows with this times the number of actors."""


@dataclass(frozen=True)
class ActorNetwork:
    """Actors and links, every link alike and without direction.

    Attributes
    ----------
    adjacency : csr_matrix of float, shape (n, n)
        1 where two are linked; symmetric.
    """

    adjacency: csr_matrix

    @classmethod
    def of(cls, count: int, one: np.ndarray, other: np.ndarray) -> ActorNetwork:
        """Return the network of ``count`` actors in which each row of ``one`` is linked with that of ``other``."""
        ends = np.concatenate([one, other]), np.concatenate([other, one])
        return cls(csr_matrix((np.ones(2 * len(one)), ends), shape=(count, count)))

    def __len__(self) -> int:
        return self.adjacency.shape[0]

    @cached_property
    def degree(self) -> np.ndarray:
        """With how many others each is linked."""
        return np.diff(self.adjacency.indptr)

    @cached_property
    def parts(self) -> np.ndarray:
        """The connected part in which each stands, numbered from 0."""
        return connected_components(self.adjacency, directed=False)[1]

    def betweenness(self, progress: Progress = SILENT) -> np.ndarray:
        """Return on which share (0-1) of the shortest ways between two others each stands.

        Freeman (1977), divided by the number of pairs of others; counted by levels as Brandes (2001) does, from `BATCH` actors at once.
        """
        total = np.zeros(len(self))
        for start in range(0, len(self), BATCH):
            progress.check()
            total += self._dependency(np.arange(start, min(start + BATCH, len(self))))
        pairs = (len(self) - 1) * (len(self) - 2)
        return total / pairs if pairs > 0 else total

    def _dependency(self, sources: np.ndarray) -> np.ndarray:
        """Return how much each stands on the shortest ways that begin at the sources, both directions of a pair counted."""
        levels, ways = self._levels(sources)
        dependency = np.zeros_like(ways)
        for nearer, farther in zip(levels[-2::-1], levels[:0:-1], strict=True):
            share = np.divide(1 + dependency, ways, out=np.zeros_like(ways), where=farther)
            dependency += np.where(nearer, ways * (share @ self.adjacency), 0)
        dependency[np.arange(len(sources)), sources] = 0
        return dependency.sum(axis=0)

    def _levels(self, sources: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
        """Return who is met at each number of steps from the sources, and along how many shortest ways."""
        frontier: np.ndarray = np.zeros((len(sources), len(self)))
        frontier[np.arange(len(sources)), sources] = 1
        ways, levels = frontier.copy(), [frontier > 0]
        while True:
            frontier = np.where(ways == 0, frontier @ self.adjacency, 0)
            if not frontier.any():
                return levels, ways
            ways += frontier
            levels.append(frontier > 0)

    def communities(self, seed: int = SEED) -> np.ndarray:
        """Return each actor's community, numbered from 1, the largest first; who has no link is in none (0)."""
        found = communities(self.adjacency, seed)
        found[self.degree == 0] = -1
        labels, first, sizes = np.unique(found[found >= 0], return_index=True, return_counts=True)
        order = np.lexsort((first, -sizes))
        number = np.zeros(len(self) + 1, dtype=np.int64)
        number[labels[order]] = np.arange(1, len(labels) + 1)
        return number[found]

    def brokers(self, betweenness: np.ndarray, community: np.ndarray) -> np.ndarray:
        """Return who bridges communities: linked into another one, and on more shortest ways than actors are on average."""
        one, other = self.adjacency.nonzero()
        bridges = np.bincount(one, community[one] != community[other], minlength=len(self)) > 0
        return bridges & (betweenness > betweenness.sum() / max(len(self), 1))
