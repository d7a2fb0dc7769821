"""SKATER: contiguous regions, alike within, by cutting a minimum spanning tree.

Source: Assuncao, Neves, Camara and Da Costa Freitas (2006), International Journal of Geographical Information Science 20(7). Here each
cut is sought anew once all are made, as long as that makes the regions more alike.
"""

from __future__ import annotations

import numpy as np
import shapely
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components, depth_first_order, minimum_spanning_tree

from ..model.errors import OpgaveError
from ..model.progress import SILENT, Progress
from .local_statistics import NONE, UnitTypes, require_units, standardise
from .means import group_means
from .weights import spatial_weights

SAME = 1e-9
"""Part of the whole sum of squares by which one cut must beat another to be better."""


def divide_units(
    geometry: np.ndarray,
    columns: dict[str, np.ndarray],
    regions: int,
    floor: float = 0.0,
    population: np.ndarray | None = None,
    progress: Progress = SILENT,
) -> tuple[UnitTypes, np.ndarray]:
    """Divide units that touch (queen) into regions alike in one or more fields, each of them standardised.

    Parameters
    ----------
    geometry : ndarray of shapely polygons, shape (n,)
        In a planar system in metres.
    columns : dict of field to ndarray of float, shape (n,)
        NaN where missing: such units are in no region. High values of the first field are the worst.
    regions, floor : int, float
        As for `skater`.
    population : ndarray of float, shape (n,), optional
        NaN counts as 0.

    Returns
    -------
    types : UnitTypes
        All types are ``none``: a region is no find that stands out from chance.
    membership : ndarray of int, shape (n,)
        From 1, the region with the highest mean of the first field (by inhabitants where known) first; 0 for none.

    Raises
    ------
    OpgaveError
        Too few units, all values of a field equal, more regions than units, a floor without population or above all of it.
    """
    values = np.column_stack(list(columns.values()))
    present = np.isfinite(values).all(axis=1) & ~(shapely.is_missing(geometry) | shapely.is_empty(geometry))
    require_units(present, next(iter(columns)))
    people = None if population is None else np.nan_to_num(population[present])
    _require_possible(int(present.sum()), regions, floor, people)
    attributes = np.column_stack([standardise(column[present], field) for field, column in columns.items()])
    graph = spatial_weights(geometry[present], "queen", progress)
    labels = skater(attributes, graph, regions, floor, people, progress)
    _report_shortfalls(labels, graph, regions, floor, people, progress)
    membership = np.zeros(len(present), dtype=np.int64)
    membership[present] = _rank_regions(labels, values[present, 0], people)
    nothing = np.full(len(present), np.nan)
    kinds = np.full(len(present), NONE, dtype=object)
    return UnitTypes(values[:, 0], nothing, nothing, kinds, int((~present).sum())), membership


def _require_possible(count: int, regions: int, floor: float, people: np.ndarray | None) -> None:
    if regions > count:
        raise OpgaveError("REGIONS is {regions}, but only {count} units have a value: ask for fewer regions.", regions=regions, count=count)
    if not floor:
        return
    if people is None:
        raise OpgaveError("FLOOR is a number of inhabitants: give their field as POPULATION_FIELD.")
    if floor > people.sum():
        raise OpgaveError("FLOOR is {floor:g}, but all units together have {total:g} inhabitants.", floor=floor, total=people.sum())


def _report_shortfalls(
    labels: np.ndarray, graph: csr_matrix, regions: int, floor: float, people: np.ndarray | None, progress: Progress
) -> None:
    """Say where the regions are not what was asked for."""
    found, parts = int(labels.max()) + 1, connected_components(graph, directed=False)[0]
    if parts > 1:
        progress.warn("The units do not hang together: {count} separate parts are regions from the start.", count=parts)
    if found < regions:
        progress.warn("Only {count} regions were found in which {floor:g} people live or more.", count=found, floor=floor)
    small = int((np.bincount(labels, people) < floor).sum()) if floor else 0
    if small:
        progress.warn("{count} regions have fewer people than asked for: they touch no other unit.", count=small)


def _rank_regions(labels: np.ndarray, values: np.ndarray, people: np.ndarray | None) -> np.ndarray:
    """Return the regions' numbers from 1, by mean value from high to low."""
    mean = group_means(values, labels, int(labels.max()) + 1, people)
    return 1 + np.argsort(np.argsort(-mean, kind="stable"))[labels]


def skater(
    attributes: np.ndarray,
    graph: csr_matrix,
    regions: int,
    floor: float = 0.0,
    people: np.ndarray | None = None,
    progress: Progress = SILENT,
) -> np.ndarray:
    """Divide units into contiguous regions that are alike within.

    The spanning tree takes the edges between neighbours whose attributes differ least (Euclidean). Of all its edges the one goes whose
    loss lowers the sum of squared deviations from the regions' means most, while both parts keep ``floor`` people; and so on until
    there are ``regions`` regions, or no cut is left. Then each cut in turn is undone and the best one made, until none gets better.
    Parts of the graph that do not hang together are regions from the start, whatever people they have.

    Parameters
    ----------
    attributes : ndarray of float, shape (n, k)
        None missing, on scales that may be compared.
    graph : csr_matrix, shape (n, n)
        Symmetric; not 0 where two units are neighbours.
    regions : int
        At most so many, if the graph hangs together.
    floor : float
        Least number of people in a region.
    people : ndarray of float, shape (n,), optional
        0 or more; None counts every unit as 1.

    Returns
    -------
    ndarray of int, shape (n,)
        Number of the region of each unit, from 0 and without gaps.
    """
    weights = np.ones(len(attributes)) if people is None else people
    tree = _Tree(attributes - attributes.mean(axis=0), graph, weights, floor)
    while len(tree.roots) < regions:
        progress.update(len(tree.roots) / regions)
        if not tree.cut_best():
            break
    while tree.improve(progress):
        pass
    return tree.labels()


class _Tree:
    """A minimum spanning tree with some edges cut, its nodes in the order of a walk downwards: below node v lie v up to ``end[v]``.

    Node 0 is none of the units: it holds the parts of the graph together, all its edges are cut.

    Attributes
    ----------
    region : ndarray of int, shape (n + 1,)
        The highest node of each node's region.
    below : ndarray of float, shape (n + 1, k + 3)
        Units, people, sum of squares and sums of the attributes in what lies below a node and in its region.
    roots : list of int
        The highest nodes of the regions; those of the graph's parts first.
    """

    def __init__(self, attributes: np.ndarray, graph: csr_matrix, people: np.ndarray, floor: float):
        self.order, self.parent, self.end = _walk(attributes, graph)
        rows = np.column_stack([np.ones(len(people)), people, (attributes**2).sum(axis=1), attributes])[self.order[1:]]
        sums = np.vstack([np.zeros(rows.shape[1]), np.zeros(rows.shape[1]), np.cumsum(rows, axis=0)])
        self.below = sums[self.end] - sums[np.arange(len(self.end))]
        self.floor = floor
        self.roots = [int(root) for root in np.flatnonzero(self.parent == 0)[1:]]
        self.parts = len(self.roots)
        self.region = np.zeros(len(self.order), dtype=np.int64)
        for root in self.roots:
            self.region[root : self.end[root]] = root
        self.least = SAME * self.squares(self.below).max(initial=0.0)

    @staticmethod
    def squares(sums: np.ndarray) -> np.ndarray:
        """Return the sum of squared deviations that belongs to rows of `below`; 0 where there are no units."""
        count = np.maximum(sums[..., 0], 1.0)
        return sums[..., 2] - (sums[..., 3:] ** 2).sum(axis=-1) / count

    def gains(self) -> np.ndarray:
        """Return by how much cutting the edge above each node lowers the squares, shape (n + 1,); -1 where it may not be cut."""
        whole = self.below[self.region]
        rest = whole - self.below
        gain = self.squares(whole) - self.squares(self.below) - self.squares(rest)
        allowed = (self.below[:, 1] >= self.floor) & (rest[:, 1] >= self.floor) & (self.region != np.arange(len(gain)))
        return np.where(allowed, gain, -1.0)

    def cut_best(self) -> bool:
        """Cut where that helps most; False where no cut is allowed."""
        gain = self.gains()
        best = int(np.argmax(gain))
        if gain[best] < 0:
            return False
        self.cut(best)
        return True

    def cut(self, node: int) -> None:
        """Make what lies below a node a region of its own."""
        old = self.region[node]
        self._add_above(node, old, -self.below[node])
        self._rename(node, old, node)
        self.roots.append(node)

    def join(self, node: int) -> None:
        """Undo a cut."""
        new = self.region[self.parent[node]]
        self._rename(node, node, new)
        self._add_above(node, new, self.below[node])
        self.roots.remove(node)

    def _rename(self, node: int, old: int, new: int) -> None:
        under = self.region[node : self.end[node]]
        under[under == old] = new

    def _add_above(self, node: int, region: int, sums: np.ndarray) -> None:
        """Add sums to the nodes above a node, up to the highest of a region."""
        sums = sums.copy()
        while node != region:
            node = self.parent[node]
            self.below[node] += sums

    def improve(self, progress: Progress) -> bool:
        """Undo each cut and make the best one instead; whether any became better."""
        better = False
        for node in self.roots[self.parts :]:
            progress.check()
            self.join(node)
            gain = self.gains()
            best = int(np.argmax(gain))
            if gain[best] > gain[node] + self.least:
                better = True
                self.cut(best)
            else:
                self.cut(node)
        return better

    def labels(self) -> np.ndarray:
        """Return the region of each unit, from 0, in the order in which the units come."""
        region = np.empty(len(self.order) - 1, dtype=np.int64)
        region[self.order[1:]] = self.region[1:]
        _, first, labels = np.unique(region, return_index=True, return_inverse=True)
        return np.argsort(np.argsort(first))[labels.ravel()]


def _walk(attributes: np.ndarray, graph: csr_matrix) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the units in the order of a walk down the tree, and for each place its parent's place and where what lies below ends.

    Place 0 is the node that holds the parts together, its own parent.
    """
    edges = graph.tocoo()
    n = len(attributes)
    length = 1.0 + np.sqrt(((attributes[edges.row] - attributes[edges.col]) ** 2).sum(axis=1))
    tree = minimum_spanning_tree(csr_matrix((length, (edges.row, edges.col)), shape=(n, n))).tocoo()
    part = connected_components(graph, directed=False)[1]
    first = np.unique(part, return_index=True)[1]
    rows, columns = np.concatenate([tree.row, np.full(len(first), n)]), np.concatenate([tree.col, first])
    whole = coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(n + 1, n + 1)).tocsr()
    order, above = depth_first_order(whole, n, directed=False)
    place = np.empty(n + 1, dtype=np.int64)
    place[order] = np.arange(n + 1)
    parent = np.append(0, place[above[order[1:]]])
    size = np.ones(n + 1, dtype=np.int64)
    for node in range(n, 0, -1):
        size[parent[node]] += size[node]
    return order, parent, np.arange(n + 1) + size
