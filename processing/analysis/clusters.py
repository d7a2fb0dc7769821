"""Clusters: the significant units that lie together, ranked, named after where they are, dissolved to one shape."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from ..model.choices import SIDES
from ..model.progress import SILENT, Progress
from .local_statistics import COLD, HOT
from .means import Averaging, cluster_means, group_means
from .weights import TOUCH_TOLERANCE, spatial_weights

HIGH_TYPES = (HOT, "high-high")
LOW_TYPES = (COLD, "low-low")
TYPES_OF_SIDES = dict(zip(SIDES, (HIGH_TYPES, HIGH_TYPES + LOW_TYPES, ("high-low",)), strict=True))

UNNAMED = "Cluster"
"""What a cluster is called, with its rank, where no area gives it a name."""

NAMES_IN_LABEL = 3
LABEL_SEPARATOR = ", "
LEAST_SHARE_IN_LABEL = 0.05
"""Share of a cluster's area under which an area is not worth naming: its border only grazes the cluster."""

STANDOUTS = 3
STANDOUT_POINTS = 5.0
"""Points of need (0-100) from the mean under which an indicator does not stand out."""


@dataclass(frozen=True)
class Clusters:
    """Clusters of units.

    Attributes
    ----------
    membership : ndarray of int, shape (n units,)
        The ``cluster_id`` of each unit's cluster, 0 where it is in none.
    geometry : ndarray of shapely polygons, shape (clusters,)
        The units of each cluster dissolved; valid.
    table : DataFrame, one row per cluster
        ``cluster_id`` (1 the worst, in order), ``cluster_label``, ``cluster_type``, ``unit_count``, ``population`` (only if given),
        ``mean_value`` (weighted by population if given), ``max_value``, ``area_m2``.
    """

    membership: np.ndarray
    geometry: np.ndarray
    table: pd.DataFrame

    def __len__(self) -> int:
        return len(self.table)

    def with_facts(self, facts: pd.DataFrame) -> Clusters:
        """Return the clusters with further columns, a row per cluster in their order."""
        return replace(self, table=self.table.join(facts))


def find_clusters(
    geometry: np.ndarray,
    cluster_type: np.ndarray,
    values: np.ndarray,
    population: np.ndarray | None = None,
    sides: str = "high",
    areas: tuple[np.ndarray, np.ndarray] | None = None,
    progress: Progress = SILENT,
    unit_names: np.ndarray | None = None,
) -> Clusters:
    """Group units of one type that touch, whatever weights their statistic used.

    Clusters of high values come first, in descending order of the sum over their units of value x population (of the
    value alone without population); values are counted from the lowest one if that is under zero. Clusters of low values
    follow, in descending order of the same sum of how far they lie under the highest value.

    Parameters
    ----------
    geometry : ndarray of shapely polygons, shape (n,)
        Units in a planar system in metres.
    cluster_type : ndarray of str, shape (n,)
        As `cluster_methods.classify_units` gives them.
    values, population : ndarray of float, shape (n,)
        What the types were found in, and inhabitants per unit; a missing population counts as 0.
    sides : str
        ``high`` for clusters of need only, ``both`` for those of low values too, ``mismatch`` for high values with low ones around: with
        two fields, need without supply.
    areas : (geometry, names), optional
        Polygons after which clusters are named; without it they are called ``Cluster 1`` and on.
    unit_names : ndarray of str, shape (n,), optional
        Tell clusters apart that lie in the same areas: each also gets the name of its unit with most inhabitants, or of its largest one.
    """
    members = np.flatnonzero(np.isin(cluster_type, TYPES_OF_SIDES[sides]))
    piece = _pieces(geometry[members], cluster_type[members], progress)
    whole = _dissolve(geometry[members], piece, progress)
    people = None if population is None else np.nan_to_num(population[members])
    order = _ranking(piece, whole, cluster_type[members], values, values[members], people)
    membership = np.zeros(len(geometry), dtype=np.int64)
    membership[members] = 1 + np.argsort(order)[piece]
    return _describe_clusters(membership, whole[order], geometry, cluster_type, values, population, areas, unit_names)


def given_clusters(
    geometry: np.ndarray,
    membership: np.ndarray,
    cluster_type: np.ndarray,
    values: np.ndarray,
    population: np.ndarray | None = None,
    areas: tuple[np.ndarray, np.ndarray] | None = None,
    progress: Progress = SILENT,
    unit_names: np.ndarray | None = None,
) -> Clusters:
    """Dissolve and name clusters whose units and ranking are known already: ``membership`` is 0 for none, 1 for the first and on.

    Other parameters as for `find_clusters`; the units of a cluster share their type, need not touch, and may lack a value (NaN).
    """
    members = np.flatnonzero(membership)
    whole = _dissolve(geometry[members], membership[members] - 1, progress)
    return _describe_clusters(membership, whole, geometry, cluster_type, values, population, areas, unit_names)


def _describe_clusters(
    membership: np.ndarray,
    whole: np.ndarray,
    geometry: np.ndarray,
    cluster_type: np.ndarray,
    values: np.ndarray,
    population: np.ndarray | None,
    areas: tuple[np.ndarray, np.ndarray] | None,
    unit_names: np.ndarray | None,
) -> Clusters:
    members = np.flatnonzero(membership)
    people = None if population is None else np.nan_to_num(population[members])
    table = _table(membership[members], cluster_type[members], values[members], people, whole)
    size = shapely.area(geometry[members]) if people is None else people
    chief = None if unit_names is None else _chief_units(membership[members], size, unit_names[members])
    table.insert(1, "cluster_label", _labels(whole, areas, chief))
    return Clusters(membership, whole, table)


def profile(scores: pd.DataFrame, membership: np.ndarray, people: np.ndarray | None = None) -> pd.DataFrame:
    """Return how far each indicator's mean in a cluster lies from its mean over all units (see `means`).

    Parameters
    ----------
    scores : DataFrame, n units x indicators
        Need scores; NaN where missing, which takes no part in a mean.
    membership : ndarray of int, shape (n,)
        The cluster of each unit, 0 for none.
    people : ndarray of float, shape (n,), optional
        Inhabitants per unit.

    Returns
    -------
    DataFrame, clusters (index ``cluster_id``) x indicators
        Differences in the unit of the scores.
    """
    means = cluster_means(scores, membership, Averaging(weight=people))
    return means.loc[1:] - means.loc[0]


def standouts(differences: pd.Series) -> list[tuple[str, float]]:
    """Return the indicators by which a place stands out from the whole, with the points: what every map, page and report names as causes.

    Those with more need come first, the most before the others, then those with less need; `STANDOUTS` at most, each of
    `STANDOUT_POINTS` or more.

    Parameters
    ----------
    differences : Series
        Points of need above (below: negative) the mean of all units, by indicator; NaN where not known.
    """
    known = differences.dropna()
    known = known[known.abs() >= STANDOUT_POINTS]
    order = np.lexsort((-known.abs().to_numpy(), known.to_numpy() < 0))
    return [(known.index[at], float(known.iloc[at])) for at in order[:STANDOUTS]]


def _pieces(geometry: np.ndarray, kind: np.ndarray, progress: Progress) -> np.ndarray:
    """Return the number (from 0) of the contiguous piece of one type that each unit belongs to."""
    if not len(geometry):
        return np.empty(0, dtype=np.int64)
    pairs = spatial_weights(geometry, "queen", progress).tocoo()
    alike = kind[pairs.row] == kind[pairs.col]
    graph = csr_matrix((pairs.data[alike], (pairs.row[alike], pairs.col[alike])), shape=pairs.shape)
    return connected_components(graph, directed=False)[1].astype(np.int64)


def _dissolve(geometry: np.ndarray, piece: np.ndarray, progress: Progress) -> np.ndarray:
    count = int(piece.max(initial=-1)) + 1
    whole = np.empty(count, dtype=object)
    for number in range(count):
        progress.update(number / count)
        whole[number] = _without_hairlines(shapely.union_all(geometry[piece == number]))
    return whole


def _without_hairlines(geometry: shapely.Geometry) -> shapely.Geometry:
    """Close holes narrower than the tolerance within which units touch: gaps between borders that nearly coincide."""
    parts = [
        shapely.Polygon(part.exterior, [ring for ring in part.interiors if not _is_hairline(ring)]) if len(part.interiors) else part
        for part in shapely.get_parts(geometry)
        if part.geom_type == "Polygon"
    ]
    return parts[0] if len(parts) == 1 else shapely.multipolygons(parts)


def _is_hairline(ring: shapely.LinearRing) -> bool:
    return shapely.area(shapely.polygons(ring)) <= TOUCH_TOLERANCE * ring.length / 2


def _ranking(
    piece: np.ndarray, whole: np.ndarray, kind: np.ndarray, all_values: np.ndarray, values: np.ndarray, people: np.ndarray | None
) -> np.ndarray:
    """Return the pieces in order, the worst first; equal ones the larger and then the most south-western first."""
    low = np.isin(kind, LOW_TYPES)
    known = all_values[np.isfinite(all_values)]
    lowest, highest = min(0.0, known.min(initial=0.0)), known.max(initial=-np.inf)
    burden = np.where(low, highest - values, values - lowest) * (1.0 if people is None else people)
    total = np.bincount(piece, burden, len(whole))
    low_piece = np.bincount(piece, low, len(whole)) > 0
    west, south = shapely.bounds(whole).reshape(-1, 4).T[:2]
    return np.lexsort((south, west, -shapely.area(whole), -total, low_piece))


def _table(member_of: np.ndarray, kind: np.ndarray, values: np.ndarray, people: np.ndarray | None, whole: np.ndarray) -> pd.DataFrame:
    ids = np.arange(1, len(whole) + 1)
    count = np.bincount(member_of, minlength=len(ids) + 1)[1:]
    columns = {"cluster_id": ids, "cluster_type": _first(kind, member_of, ids), "unit_count": count}
    if people is not None:
        columns["population"] = np.bincount(member_of, people, len(ids) + 1)[1:]
    columns["mean_value"] = group_means(values, member_of, len(ids) + 1, people)[1:]
    columns["max_value"] = np.full(len(ids), np.nan)
    np.fmax.at(columns["max_value"], member_of - 1, values)
    columns["area_m2"] = shapely.area(whole)
    return pd.DataFrame(columns)


def _first(kind: np.ndarray, member_of: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Return the type of each cluster, which all of its units share."""
    if not len(ids):
        return np.empty(0, dtype=object)
    return kind[np.unique(member_of, return_index=True)[1]]


def _labels(whole: np.ndarray, areas: tuple[np.ndarray, np.ndarray] | None, chief: list[str] | None) -> list[str]:
    """Return a name for each cluster; those in the same areas are told apart by a unit of theirs, or else by their rank."""
    areal = [""] * len(whole) if areas is None else _area_names(whole, *areas)
    named = [name or f"{UNNAMED} {number}" for number, name in enumerate(areal, start=1)]
    if chief is not None:
        named = [name if named.count(name) == 1 else _name_within_area(name, unit) for name, unit in zip(named, chief, strict=True)]
    return [name if named.count(name) == 1 else f"{name} ({UNNAMED.lower()} {number})" for number, name in enumerate(named, start=1)]


def _name_within_area(name: str, unit: str) -> str:
    """Return the name of a cluster with that of a unit, to tell where in the area it lies; the area's name is not said twice."""
    own = unit[len(name) :].strip(" -") if unit.casefold().startswith(f"{name} ".casefold()) else unit
    return f"{name} ({own})" if own and own.casefold() != name.casefold() else name


def _chief_units(member_of: np.ndarray, size: np.ndarray, names: np.ndarray) -> list[str]:
    """Return the name of the largest unit of each cluster; empty where it has none."""
    order = np.lexsort((-size, member_of))
    _, first = np.unique(member_of[order], return_index=True)
    return ["" if name is None or name != name else str(name) for name in names[order][first]]


def _area_names(whole: np.ndarray, geometry: np.ndarray, names: np.ndarray) -> list[str]:
    """Return the names of the areas that hold most of each cluster, the largest first; empty where there is none."""
    pairs = shapely.STRtree(geometry).query(whole, predicate="intersects")
    held = pd.DataFrame({"cluster": pairs[0], "name": np.asarray(names, dtype=object)[pairs[1]]})
    held["area"] = shapely.area(shapely.intersection(whole[pairs[0]], geometry[pairs[1]]))
    held = held[held["area"] > 0].groupby(["cluster", "name"], as_index=False)["area"].sum()
    held = held.sort_values(["cluster", "area", "name"], ascending=[True, False, True])
    place = held.groupby("cluster").cumcount()
    enough = held["area"] >= LEAST_SHARE_IN_LABEL * shapely.area(whole)[held["cluster"]]
    chosen = held[(place == 0) | (enough & (place < NAMES_IN_LABEL))]
    joined = chosen.groupby("cluster")["name"].agg(lambda parts: LABEL_SEPARATOR.join(map(str, parts)))
    return joined.reindex(range(len(whole)), fill_value="").tolist()
