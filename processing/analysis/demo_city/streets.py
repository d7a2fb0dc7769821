"""The street plan: arterials first, then blocks halved until they are as small as their neighbourhood has them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from .arithmetic import cos, length, power, sin
from .draws import Draws
from .setting import GRID, city, kinds, neighbourhoods
from .shapes import cut_at_meetings, parts_of, polygons_between
from .terrain import Terrain, polar, ring_line

MARKET = np.array([66.0, 41.0])
TOWN_RADIUS = 430.0
REACH = 6500.0
SMALLEST_PART = 0.16
OVERSHOOT = 0.05
TOUCH = 0.03


@dataclass(frozen=True)
class StreetPlan:
    """The street plan as a planar graph.

    Attributes
    ----------
    edges : ndarray of LineString, shape (e,)
        Lambert 72; they meet in their ends only.
    flat : ndarray of LineString, shape (e,)
        The same edges in plan coordinates; each runs the way of the line that it is a piece of.
    table : DataFrame, e rows
        ``source`` (row in ``sources``) and what that line is: ``kind`` (outline, street, bank, cut), ``road_class``, ``speed``, ``name``.
    sources : ndarray of LineString
        The lines of the plan that the edges are pieces of.
    faces : ndarray of Polygon, shape (f,)
        The areas between the edges, Lambert 72: together the municipality.
    """

    edges: np.ndarray
    flat: np.ndarray
    table: pd.DataFrame
    sources: np.ndarray
    faces: np.ndarray


def make_plan(seed: int, terrain: Terrain) -> StreetPlan:
    """Return the street plan of a seed."""
    rng = Draws(seed, "streets")
    main = arterials(seed, terrain)
    frame = lines_of(terrain.outline.boundary, "outline"), main, lines_of(terrain.corridor.boundary, "bank")
    streets = subdivide(superblocks(pd.concat(frame), terrain), rng)
    cuts = shapely.intersection(terrain.cuts, terrain.corridor.buffer(OVERSHOOT))
    sources = pd.concat([*frame, lines_of(streets, "street"), lines_of(cuts, "cut")], ignore_index=True)
    flat = cut_at_meetings(sources["line"].to_numpy(), 2 * OVERSHOOT)
    source = source_of(flat, sources["line"].to_numpy())
    flat = direct_edges(flat, sources["line"].to_numpy()[source])
    table = sources.drop(columns="line").iloc[source].rename_axis("source").reset_index()
    edges = terrain.warp.geometry(flat)
    faces = polygons_between(edges)
    return StreetPlan(edges, flat, table, sources["line"].to_numpy(), faces)


def lines_of(lines: np.ndarray, kind: str, name: str = "", road_class: str = "", speed: int = 0) -> pd.DataFrame:
    """Return lines as rows of one kind."""
    parts = parts_of(lines)[0]
    return pd.DataFrame({"line": parts, "kind": kind, "name": name, "road_class": road_class, "speed": speed})


def arterials(seed: int, terrain: Terrain) -> pd.DataFrame:
    """Return market square, rings and radial roads within the outline."""
    rng = Draws(seed, "arterials")
    limit = terrain.outline.buffer(OVERSHOOT)
    market = market_square(rng)
    rows = [lines_of(market, "street", "Grote Markt", "pedestrian", 20)]
    for number, ring in enumerate(city()["rings"]):
        line = ring_line(ring, Draws(seed, f"ring {number}"))
        rows.append(lines_of(shapely.intersection(line, limit), "street", ring["name"], ring["road_class"], ring["speed"]))
    for radial in city()["radials"]:
        inside, outside = radial_road(radial["bearing"], rng)
        inside = shapely.difference(inside, shapely.polygons(shapely.get_coordinates(market)).buffer(-OVERSHOOT))
        rows.append(lines_of(inside, "street", radial["inside"], "tertiary", 30))
        rows.append(lines_of(shapely.intersection(outside, limit), "street", radial["outside"], "secondary", 70))
    return pd.concat(rows, ignore_index=True)


def market_square(rng: Draws) -> shapely.LineString:
    """Return the outline of the market square: four sides, none parallel."""
    corners = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1], [1, 1]]) * MARKET * (1 + np.append(rng.uniform(-0.2, 0.2, 4), 0))[:, None]
    corners[-1] = corners[0]
    turn = rng.uniform(0, np.pi)
    return shapely.linestrings(rotate(corners, turn))


def rotate(vectors: np.ndarray, angle: np.ndarray) -> np.ndarray:
    """Return vectors, shape (n, 2), turned counter-clockwise by an angle (radians) for all or for each."""
    (x, y), one, other = vectors.T, cos(angle), sin(angle)
    return np.stack([x * one - y * other, x * other + y * one], axis=1)


def radial_road(bearing: float, rng: Draws) -> tuple[shapely.LineString, shapely.LineString]:
    """Return a road from the centre to the border in two parts: within the old town, and beyond."""
    distance = np.linspace(0, REACH, 131)
    phase = rng.uniform(0, 2 * np.pi, 2)
    swing = np.clip(distance / 900, 0, 1) * (55 * sin(distance / 520 + phase[0]) + 35 * sin(distance / 210 + phase[1]))
    turn = np.radians(bearing + rng.uniform(-3, 3)) + swing / np.maximum(distance, 600)
    points = polar(turn, distance)
    town = int(np.searchsorted(distance, TOWN_RADIUS))
    return shapely.linestrings(points[: town + 1]), shapely.linestrings(points[town:])


def superblocks(frame: pd.DataFrame, terrain: Terrain) -> np.ndarray:
    """Return the areas between arterials, outline and waters, without market square and waters."""
    faces = polygons_between(cut_at_meetings(frame["line"].to_numpy(), 2 * OVERSHOOT))
    inside = shapely.point_on_surface(faces)
    water = shapely.intersects(inside, terrain.corridor)
    market = shapely.contains_xy(faces, 0.0, 0.0)
    return faces[~water & ~market]


def node_numbers(edges: np.ndarray) -> np.ndarray:
    """Return the numbers of the nodes where each edge starts and ends, shape (e, 2)."""
    ends = shapely.get_coordinates(np.stack([shapely.get_point(edges, 0), shapely.get_point(edges, -1)], axis=1))
    return np.unique(np.round(ends / GRID).astype("int64"), axis=0, return_inverse=True)[1].reshape(-1, 2)


def overshoot(lines: np.ndarray) -> np.ndarray:
    """Return straight lines a little longer at both ends: after rounding they still reach the line they end on."""
    ends = shapely.get_coordinates(lines).reshape(-1, 2, 2)
    along = ends[:, 1] - ends[:, 0]
    along *= (OVERSHOOT / np.maximum(length(along), OVERSHOOT))[:, None]
    return shapely.linestrings(ends + np.stack([-along, along], axis=1))


def subdivide(blocks: np.ndarray, rng: Draws) -> np.ndarray:
    """Return the streets that halve blocks, across their length, until each is as small as its place asks."""
    streets = []
    while len(blocks):
        area, skew = set_block_sizes(blocks)
        large = shapely.area(blocks) > area * rng.uniform(0.8, 1.7, len(blocks))
        blocks, lines = halve(blocks[large], area[large] * SMALLEST_PART, skew[large], rng)
        streets.append(lines)
    return np.concatenate(streets)


def set_block_sizes(blocks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the block area (m2) and the largest skew of streets (degrees) at the blocks' centres."""
    places, profile = neighbourhoods(), kinds()
    centre = shapely.get_coordinates(shapely.centroid(blocks))
    away = length(centre[:, None] - places[["x", "y"]].to_numpy())
    near = np.argmin(away / places["extent"].to_numpy(), axis=1)
    rows = profile.loc[places["kind"].iloc[near]]
    beyond = np.clip((away[np.arange(len(near)), near] / places["extent"].to_numpy()[near] - 0.85) / 0.5, 0, 1)
    built, bare = rows["block_area"].to_numpy(), profile.loc["open", "block_area"]
    return built * power(bare / built, beyond), rows["skew"].to_numpy()


def halve(blocks: np.ndarray, smallest: np.ndarray, skew: np.ndarray, rng: Draws) -> tuple[np.ndarray, np.ndarray]:
    """Cut each block in two across its longer side.

    Returns the parts of the blocks that could be cut, and the cutting lines; a block of which a part would be smaller
    than ``smallest`` (m2) stays whole and is finished.
    """
    lines, one, other = cut_blocks(blocks, np.radians(rng.uniform(-skew, skew)), rng.uniform(0.4, 0.6, len(blocks)))
    parts, owner = parts_of(np.concatenate([shapely.intersection(blocks, one), shapely.intersection(blocks, other)]))
    polygon = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    parts, owner = parts[polygon], owner[polygon] % max(len(blocks), 1)
    least = np.full(len(blocks), np.inf)
    np.minimum.at(least, owner, shapely.area(parts))
    cut = least >= smallest
    streets, _ = parts_of(shapely.intersection(lines[cut], blocks[cut]))
    return parts[cut[owner]], overshoot(streets[shapely.get_type_id(streets) == shapely.GeometryType.LINESTRING])


def cut_blocks(blocks: np.ndarray, turn: np.ndarray, share: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a line across each block and the two half planes beside it, as large as the block.

    ``turn`` (radians) is how far the line is from square to the longer side, ``share`` (0-1) where along that side it lies.
    """
    box = shapely.get_coordinates(shapely.oriented_envelope(blocks)).reshape(-1, 5, 2)
    first, second = box[:, 1] - box[:, 0], box[:, 2] - box[:, 1]
    longer = np.where((length(first) >= length(second))[:, None], first, second)
    point = box[:, :4].mean(axis=1) + longer * (share - 0.5)[:, None]
    along = rotate(longer, turn) * (2 * length(first + second) / length(longer))[:, None]
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    start, end = point - across, point + across
    ahead, behind = (shapely.polygons(np.stack([start, end, end + side, start + side], axis=1)) for side in (along, -along))
    return shapely.linestrings(np.stack([start, end], axis=1)), ahead, behind


def source_of(edges: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Return for each edge the first of the lines that it is a piece of."""
    middle = shapely.line_interpolate_point(edges, 0.5, normalized=True)
    edge, line = shapely.STRtree(lines).query(middle, predicate="dwithin", distance=TOUCH)
    source = np.full(len(edges), len(lines))
    np.minimum.at(source, edge, line)
    return source


def direct_edges(edges: np.ndarray, lines: np.ndarray) -> np.ndarray:
    """Return the edges running the same way as the lines they are pieces of."""
    first, second = (
        shapely.line_locate_point(lines, shapely.line_interpolate_point(edges, share, normalized=True)) for share in (0.4, 0.6)
    )
    return np.where(first > second, shapely.reverse(edges), edges)
