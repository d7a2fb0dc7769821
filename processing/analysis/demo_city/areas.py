"""From street plan to areas: blocks, and the statistical sectors and neighbourhoods that groups of them make.

Borders run along streets and waters, as Statbel's do, and neighbours share their border's vertices exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from .arithmetic import length
from .draws import Draws
from .setting import GRID, neighbourhoods
from .shapes import polygons_between
from .streets import StreetPlan
from .terrain import Terrain

LLOYD_ROUNDS = 12
# How many times longer a way counts when it crosses a road, a cut across the river, a bank: sectors end there.
CROSSING = {"primary": 3.0, "secondary": 2.2, "tertiary": 1.5}
CROSSING_CUT = 4.0
CROSSING_BANK = 1.3
# Blocks larger than this (m2) are open country, whatever the neighbourhood; narrower than that (m), strips beside a road.
OPEN_AREA, OPEN_INDUSTRY = 80_000.0, 150_000.0
NARROW = 16.0


@dataclass(frozen=True)
class CityFaces:
    """The faces of the plan and what they belong to.

    Attributes
    ----------
    table : DataFrame, one row a face
        ``use`` (block, strip, water, market), ``kind`` of neighbourhood (``open`` for large blocks), ``neighbourhood`` and ``sector``
        (row numbers), ``area`` (m2), ``x``, ``y`` (of its centre, metres from the city's).
    sides : ndarray of int, shape (e, 2)
        The faces that each edge borders; -1 beyond the municipality.
    sectors, neighbourhoods, municipality : ndarray of Polygon
    sector_table : DataFrame, one row a sector
        ``neighbourhood`` (row number) and ``number`` within it.
    """

    table: pd.DataFrame
    sides: np.ndarray
    sectors: np.ndarray
    neighbourhoods: np.ndarray
    municipality: np.ndarray
    sector_table: pd.DataFrame


def make_areas(seed: int, terrain: Terrain, plan: StreetPlan) -> CityFaces:
    """Return blocks, sectors and neighbourhoods of a seed."""
    sides = faces_beside(plan)
    faces = describe(terrain, plan)
    links = neighbours(plan, sides, faces)
    faces["neighbourhood"] = nearest_seed(links, seeds_of_neighbourhoods(faces))
    faces["sector"], sectors = divide(links, faces, Draws(seed, "sectors"))
    faces["kind"] = neighbourhoods()["kind"].to_numpy()[faces["neighbourhood"]]
    faces.loc[faces["area"] > np.where(faces["kind"] == "industry", OPEN_INDUSTRY, OPEN_AREA), "kind"] = "open"
    sector, neighbourhood = (outlines(plan, sides, faces[name].to_numpy()) for name in ("sector", "neighbourhood"))
    return CityFaces(faces, sides, sector, neighbourhood, outlines(plan, sides, np.zeros(len(faces), dtype=int)), sectors)


def faces_beside(plan: StreetPlan) -> np.ndarray:
    """Return the two faces that each edge borders, shape (e, 2); -1 where there is none."""
    rings, owner = shapely.get_rings(plan.faces, return_index=True)
    lines = np.concatenate([plan.edges, rings])
    first, key = segments(lines)
    edge_key = key[first[: len(plan.edges)]]
    ring_start = first[len(plan.edges)]
    ring = np.repeat(owner, shapely.get_num_points(rings) - 1)
    order = np.argsort(key[ring_start:], kind="stable")
    known, face = key[ring_start:][order], np.append(ring[order], -1)
    low, high = (np.searchsorted(known, edge_key, side) for side in ("left", "right"))
    return np.stack([np.where(high > low, face[low], -1), np.where(high > low + 1, face[high - 1], -1)], axis=1)


def segments(lines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the row of each line's first segment, and for each segment a number that equal segments share, whichever way they run."""
    points, line = shapely.get_coordinates(lines, return_index=True)
    number = np.unique(np.round(points / GRID).astype("int64"), axis=0, return_inverse=True)[1].ravel()
    joined = line[1:] == line[:-1]
    one, other = number[:-1][joined], number[1:][joined]
    key = np.minimum(one, other) * len(points) + np.maximum(one, other)
    return np.r_[0, np.cumsum(shapely.get_num_points(lines) - 1)[:-1]], key


def describe(terrain: Terrain, plan: StreetPlan) -> pd.DataFrame:
    """Return use, area and centre of each face."""
    inside = shapely.point_on_surface(plan.faces)
    water = shapely.intersects(inside, terrain.warp.geometry(terrain.corridor))
    market = shapely.contains(plan.faces, shapely.points(terrain.warp.points(np.zeros((1, 2))))[0])
    narrow = 2 * shapely.area(plan.faces) / shapely.length(plan.faces) < NARROW
    use = np.select([water, market, narrow], ["water", "market", "strip"], "block")
    centre = shapely.get_coordinates(shapely.centroid(plan.faces)) - terrain.warp.origin
    return pd.DataFrame({"use": use, "area": shapely.area(plan.faces), "x": centre[:, 0], "y": centre[:, 1]})


def neighbours(plan: StreetPlan, sides: np.ndarray, faces: pd.DataFrame) -> csr_array:
    """Return the graph of faces that share an edge: distances between centres, longer across main roads and waters."""
    inner = (sides >= 0).all(axis=1) & (sides[:, 0] != sides[:, 1])
    one, other = sides[inner].T
    table = plan.table[inner]
    crossing = np.where(table["kind"] == "cut", CROSSING_CUT, table["road_class"].map(CROSSING).fillna(1.0))
    crossing = np.where(table["kind"] == "bank", CROSSING_BANK, crossing)
    centre = faces[["x", "y"]].to_numpy()
    way = (length(centre[one] - centre[other]) + 1.0) * crossing
    links = pd.DataFrame({"one": np.r_[one, other], "other": np.r_[other, one], "length": np.r_[way, way]})
    links = links.groupby(["one", "other"], as_index=False)["length"].min()
    ends = links[["one", "other"]].to_numpy(dtype=np.int32)  # scipy 1.11 searches no graph of 64-bit numbers
    return csr_array((links["length"], (ends[:, 0], ends[:, 1])), shape=(len(faces), len(faces)))


def nearest_seed(links: csr_array, seeds: np.ndarray) -> np.ndarray:
    """Return for each face the number of the seed face that is nearest over the graph: every group hangs together."""
    _, _, source = dijkstra(links, indices=seeds, min_only=True, return_predecessors=True)
    number = np.full(links.shape[0], -1)
    number[seeds] = np.arange(len(seeds))
    return np.where(source >= 0, number[source], -1)


def seeds_of_neighbourhoods(faces: pd.DataFrame) -> np.ndarray:
    """Return the block nearest to each neighbourhood's place."""
    return nearest_block(faces, neighbourhoods()[["x", "y"]].to_numpy())


def nearest_block(faces: pd.DataFrame, points: np.ndarray) -> np.ndarray:
    """Return the row of the block whose centre is nearest to each point (metres from the city's centre)."""
    away = length(faces[["x", "y"]].to_numpy() - points[:, None])
    return np.argmin(np.where(faces["use"] == "block", away, np.inf), axis=1)


def divide(links: csr_array, faces: pd.DataFrame, rng: Draws) -> tuple[np.ndarray, pd.DataFrame]:
    """Divide each neighbourhood in sectors that are smaller where blocks are small.

    Returns the sector of each face, and a row for each sector.
    """
    seeds = [
        centres(part, count, rng) for (_, part), count in zip(faces.groupby("neighbourhood"), neighbourhoods()["sectors"], strict=True)
    ]
    inside = links.tocoo()
    same = faces["neighbourhood"].to_numpy()[inside.row] == faces["neighbourhood"].to_numpy()[inside.col]
    inside = csr_array((inside.data[same], (inside.row[same], inside.col[same])), shape=links.shape)
    rows = [{"neighbourhood": number, "number": row} for number, part in enumerate(seeds) for row in range(len(part))]
    return nearest_seed(inside, np.concatenate(seeds)), pd.DataFrame(rows)


def centres(faces: pd.DataFrame, count: int, rng: Draws) -> np.ndarray:
    """Return the rows of ``count`` blocks spread over a neighbourhood (Lloyd's algorithm, blocks weighted by the root of their area)."""
    blocks = faces[faces["use"] == "block"]
    points, weight = blocks[["x", "y"]].to_numpy(), np.sqrt(blocks["area"].to_numpy())
    middle = points[rng.choice(len(points), count, replace=False, p=weight / weight.sum())]
    for _ in range(LLOYD_ROUNDS):
        near = np.argmin(length(points[:, None] - middle), axis=1)
        total = np.bincount(near, weight, count)
        moved = np.stack([np.bincount(near, weight * axis, count) for axis in points.T], axis=1)
        middle = np.where(total[:, None] > 0, moved / np.maximum(total, 1e-9)[:, None], middle)
    rows = np.unique(np.argmin(length(middle[:, None] - points), axis=1))
    return blocks.index.to_numpy()[rows]


def outlines(plan: StreetPlan, sides: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Return one polygon for each group of faces, made of the edges between groups: no gap, no overlap."""
    beside = np.where(sides >= 0, group[sides], -1)
    polygons = polygons_between(plan.edges[beside[:, 0] != beside[:, 1]])
    face, polygon = shapely.STRtree(polygons).query(shapely.point_on_surface(plan.faces), predicate="intersects")
    ordered = np.empty(group.max() + 1, dtype=object)
    ordered[group[face]] = polygons[polygon]
    return ordered
