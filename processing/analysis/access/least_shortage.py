"""How few people have to go without a place when places are given out as well as can be, instead of to the nearest first.

The most people that can be served is a maximum flow from people through the facilities that they reach to the places there (Ford and
Fulkerson 1956). Those whom it leaves out, and all who could change places with them, live where places lack however they are given out:
the people's side of the smallest minimum cut (Dulmage and Mendelsohn 1958). One more place that they reach serves one more of them; a place
that only others reach serves nobody more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from ...model.progress import SILENT, Progress
from ..network import CostPairs, Travel

LARGEST_TOTAL = 2**31 - 2
"""SciPy's flows are whole numbers of 32 bits."""
FINEST = 10**6
"""Parts of a person or place in which fractions are counted."""
CRUMB = 1e-6
SEED = 1


@dataclass(frozen=True)
class LeastShortage:
    """What lacks when places are given out as well as can be.

    Attributes
    ----------
    unserved : float
        People who have no place, whoever they are.
    lacking : ndarray of bool, shape (n,)
        Who lives where places lack however they are given out; False everywhere when ``unserved`` is 0.
    """

    unserved: float
    lacking: np.ndarray


def least_shortage(origin: np.ndarray, destination: np.ndarray, people: np.ndarray, places: np.ndarray) -> LeastShortage:
    """Return the least number of people without a place, within the pairs that reach one another.

    Whole numbers of people and places are reckoned exactly; others to a millionth of one, or to the number of people and facilities
    divided by 2e9 times their total where that is more.

    Parameters
    ----------
    origin, destination : ndarray of int, shape (pairs,)
        Who reaches which facility.
    people : ndarray of float, shape (n,)
    places : ndarray of float, shape (m,)
        Infinite where a facility takes everyone.
    """
    count, total = len(people), float(people.sum())
    scale = scale_of(people, places, total)
    need = np.floor(people * scale + CRUMB).astype(np.int32)
    room = np.ceil(np.minimum(places, total) * scale - CRUMB).astype(np.int32)
    source, sink = count + len(places), count + len(places) + 1
    rows = np.concatenate([np.full(count, source), origin, count + np.arange(len(places))])
    columns = np.concatenate([np.arange(count), count + destination, np.full(len(places), sink)])
    limits = np.concatenate([need, need[origin], room])
    network = csr_matrix((limits, (rows, columns)), shape=(sink + 1, sink + 1))
    flow = maximum_flow(network, source, sink)
    lost = int(need.sum(dtype=np.int64)) - int(flow.flow_value)
    lacking = np.zeros(count, dtype=bool)
    if lost:
        left = network - flow.flow
        left.data = np.maximum(left.data, 0)
        left.eliminate_zeros()
        reached = breadth_first_order(left, source, return_predecessors=False)
        lacking[reached[reached < count]] = True
    return LeastShortage(lost / scale, lacking & (people > 0))


def whole_movable(short: float, least: float) -> int:
    """Return how much of a shortage moving would solve, as it is written: shortage, least and this add up when each stands there whole."""
    return round(short) - round(least)


def scale_of(people: np.ndarray, places: np.ndarray, total: float) -> float:
    """Return in how many parts a person and a place are counted: 1 where all are whole, less where there are more than can be counted."""
    amounts, finest = np.concatenate([people, places[np.isfinite(places)]]), LARGEST_TOTAL / max(1.0, np.ceil(total))
    if finest < 1:
        return float(finest)
    if (amounts == np.rint(amounts)).all():
        return 1.0
    return float(min(FINEST, np.floor(finest)))


class ReachMarks:
    """Finds those who reach the same facilities: who do have the same mark, so that they can be counted as one.

    A mark is the sum of a random number of 64 bits for each facility that is reached. The chance that two of a million sets of facilities
    have the same one is 3e-8. Each group of people has marks of its own, for the facilities that it looks for.

    Attributes
    ----------
    of_group : ndarray of uint64, shape (n, groups)
    """

    def __init__(self, origins: int, group_of_facility: np.ndarray, groups: int = 1):
        self.group = group_of_facility
        self.words = np.random.default_rng(SEED).integers(1, 2**63, len(group_of_facility), dtype=np.uint64)
        self.of_group = np.zeros((origins, groups), dtype=np.uint64)

    def add(self, pairs: CostPairs) -> None:
        """Count pairs that reach one another; each pair once."""
        np.add.at(self.of_group, (pairs.origin, self.group[pairs.destination]), self.words[pairs.destination])


def least_shortage_of_travel(
    travel: Travel, people: np.ndarray, places: np.ndarray, cutoff: float, marks: np.ndarray, progress: Progress = SILENT
) -> LeastShortage:
    """Return the least number of people without a place at most ``cutoff`` away.

    Those who reach the same facilities are dealt with as one: memory stays bounded, however many live there.

    Parameters
    ----------
    people : ndarray of float, shape (n,)
    places : ndarray of float, shape (m,)
    marks : ndarray of uint64, shape (n,)
        The same for those who reach the same facilities within the cutoff (`ReachMarks`).
    """
    _, first, class_of = np.unique(marks, return_index=True, return_inverse=True)
    is_first = np.zeros(len(people), dtype=bool)
    is_first[first] = True
    origins, destinations = [np.empty(0, dtype=int)], [np.empty(0, dtype=int)]
    for block in travel.blocks(cutoff, progress):
        kept = is_first[block.origin] & (places[block.destination] > 0)
        origins.append(class_of[block.origin[kept]])
        destinations.append(block.destination[kept])
    together = np.bincount(class_of, people, minlength=len(first))
    found = least_shortage(np.concatenate(origins), np.concatenate(destinations), together, places)
    return LeastShortage(found.unserved, found.lacking[class_of] & (people > 0))
