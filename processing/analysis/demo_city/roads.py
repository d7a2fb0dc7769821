"""The road network: names, classes, speeds and one-way streets of the plan's edges."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from ...model.geography import LAMBERT_72
from ..features import Features
from .areas import CityFaces
from .draws import Draws
from .setting import of_kind, words
from .streets import StreetPlan, node_numbers

TRACK_SHARE = 0.35
ONE_WAY_CLASSES = ("residential", "living_street")
QUAY_KINDS = ("centre", "belt", "industry")
DENSEST_FIRST = ("centre", "belt", "post_war", "suburb", "village", "industry", "open")


def make_roads(seed: int, plan: StreetPlan, areas: CityFaces) -> Features:
    """Return the edges one can travel, as layer ``roads``.

    For the other themes it carries ``street`` (number), ``along`` (where the edge starts along the street, metres) and ``beside`` (kind of
    neighbourhood).
    """
    rng = Draws(seed, "roads")
    kind = kind_beside(areas)
    travelled = ((plan.table["kind"] == "street") | (plan.table["kind"] == "bank")).to_numpy() & (areas.sides >= 0).any(axis=1)
    edge = np.flatnonzero(travelled)
    edge = edge[largest_component(plan.edges[edge])]
    table = plan.table.iloc[edge].reset_index(drop=True).assign(beside=kind[edge])
    table["street"] = streets_of(table, plan.edges[edge])
    table["along"] = shapely.line_locate_point(plan.sources[table["source"]], shapely.get_point(plan.flat[edge], 0))
    table = classify(table, rng)
    table["name"] = name_streets(table, rng)
    table["one_way"] = one_way(table, plan.edges[edge], rng)
    table["road_id"] = [f"W{number:05d}" for number in range(1, len(table) + 1)]
    return Features("roads", plan.edges[edge], table, LAMBERT_72)


def kind_beside(areas: CityFaces) -> np.ndarray:
    """Return the densest kind of neighbourhood at either side of each edge."""
    rank = areas.table["kind"].map({kind: number for number, kind in enumerate(DENSEST_FIRST)}).to_numpy()
    rank = np.where((areas.table["use"] == "water").to_numpy(), len(DENSEST_FIRST) - 1, rank)
    beside = np.where(areas.sides >= 0, rank[areas.sides], len(DENSEST_FIRST) - 1)
    return np.array(DENSEST_FIRST, dtype=object)[beside.min(axis=1)]


def largest_component(edges: np.ndarray) -> np.ndarray:
    """Return which edges (bool) belong to the largest part that hangs together."""
    nodes = node_numbers(edges)
    graph = csr_array((np.ones(len(edges)), nodes.T), shape=(nodes.max() + 1,) * 2)
    part = connected_components(graph, directed=False)[1][nodes[:, 0]]
    return part == np.bincount(part).argmax()


def streets_of(table: pd.DataFrame, edges: np.ndarray) -> np.ndarray:
    """Return the number of the street that each edge is part of: a line of the plan, or a quay between two bridges."""
    bank = (table["kind"] == "bank").to_numpy()
    nodes = node_numbers(edges)
    bridge = np.isin(nodes, nodes[~bank & table["name"].ne("").to_numpy()])
    ends = np.where(bridge, nodes.max() + 1 + np.arange(nodes.size).reshape(-1, 2), nodes)[bank]
    graph = csr_array((np.ones(len(ends)), ends.T), shape=(ends.max() + 1,) * 2)
    street = table["source"].to_numpy().copy()
    street[bank] = street.max() + 1 + connected_components(graph, directed=False)[1][ends[:, 0]]
    named = table["name"].ne("").to_numpy()
    street[named] = -1 - pd.factorize(table["name"][named])[0]
    return pd.factorize(street)[0]


def classify(table: pd.DataFrame, rng: Draws) -> pd.DataFrame:
    """Return the table with ``road_class`` and ``speed_kmh`` of each edge; what the plan has not set follows from what lies beside."""
    bank, plain = (table["kind"] == "bank").to_numpy(), table["road_class"].eq("").to_numpy()
    track = (rng.random(table["street"].max() + 1) < TRACK_SHARE)[table["street"]] & table["beside"].eq("open").to_numpy()
    towpath = bank & ~table["beside"].isin(QUAY_KINDS).to_numpy()
    named = ~plain
    town = table["beside"].isin(("centre", "belt", "post_war", "suburb", "village")).to_numpy()
    road_class = np.select([named, towpath, track], [table["road_class"], "path", "track"], of_kind(table["beside"], "road_class"))
    speed = np.select([named, towpath, track], [table["speed"], 15, 30], of_kind(table["beside"], "speed"))
    speed = np.where(named & town & (speed > 50) & (road_class != "primary"), 50, speed)
    return table.assign(road_class=road_class, speed_kmh=speed)


def name_streets(table: pd.DataFrame, rng: Draws) -> np.ndarray:
    """Return a name for each edge; no two streets share one."""
    first = table.drop_duplicates("street").set_index("street").sort_index()
    theme = np.where((first["kind"] == "bank"), "water", first["beside"])
    given: dict[int, str] = {}
    taken = set(first["name"])
    for kind, suffixes in words()["suffixes"].items():
        free = first.index[(theme == kind) & first["name"].eq("")]
        given |= dict(zip(free, invent_names(len(free), suffixes, taken | set(given.values()), rng), strict=True))
    names = first["name"].where(first["name"].ne(""), first.index.to_series().map(given))
    return names.loc[table["street"]].to_numpy()


def invent_names(count: int, suffixes: list[str], taken: set[str], rng: Draws) -> list[str]:
    """Return ``count`` street names, those without a prefix first."""
    names = []
    for prefix in words()["prefixes"]:
        made = [f"{prefix}{stem.lower() if prefix.endswith('-') else stem}{suffix}" for stem in words()["stems"] for suffix in suffixes]
        fresh = [name for name in dict.fromkeys(made) if name not in taken]
        names += [fresh[row] for row in rng.permutation(len(fresh))]
    return names[:count]


def one_way(table: pd.DataFrame, edges: np.ndarray, rng: Draws) -> np.ndarray:
    """Return the direction of travel along each edge: 1 with the line, -1 against it, 0 both.

    Whole streets are one-way, in the centre more than elsewhere; a street from which one could not return is not.
    """
    share = of_kind(table["beside"], "one_way") * table["road_class"].isin(ONE_WAY_CLASSES).to_numpy()
    draw = rng.random((table["street"].max() + 1, 2))[table["street"]]
    direction = np.where(draw[:, 0] < share, np.where(draw[:, 1] < 0.5, 1, -1), 0)
    nodes = node_numbers(edges)
    while True:
        stuck = cannot_return(nodes, direction)
        if not stuck.any():
            return direction
        direction[np.isin(table["street"], table["street"][stuck])] = 0


def cannot_return(nodes: np.ndarray, direction: np.ndarray) -> np.ndarray:
    """Return which one-way edges (bool) have an end outside the largest part where every place reaches every other."""
    ahead, back = direction >= 0, direction <= 0
    start, end = (np.r_[nodes[ahead, side], nodes[back, 1 - side]] for side in (0, 1))
    graph = csr_array((np.ones(len(start)), (start, end)), shape=(nodes.max() + 1,) * 2)
    part = connected_components(graph, directed=True, connection="strong")[1]
    outside = part != np.bincount(part).argmax()
    return (direction != 0) & outside[nodes].any(axis=1)
