"""Lots along the blocks' edges, and the rectangles of the houses on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ..features import Features
from .areas import CityFaces
from .arithmetic import interpolate, length
from .draws import Draws
from .setting import GRID, kind_rows
from .shapes import parts_of
from .streets import StreetPlan
from .terrain import Terrain

STRAIGHT_ON = 0.848  # The cosine of 32 degrees: where the outline turns more, there is a corner.
STRAIGHTENING = 0.4
SMALLEST_COURT = 150.0
FAR_FROM_ROAD = 24.0
OVERLAP = 0.04
CLASS_FILL = {"track": 0.05, "path": 0.0, "pedestrian": 1.0}
RIBBON_FILL = 0.34
BROOK_BANK = 8.0


@dataclass(frozen=True)
class BuildingLines:
    """Straight pieces of building line between corners.

    ``measure`` runs on over all points; a run starts at ``start`` and is ``length`` metres, of which the first ``lost`` are the corner's.
    """

    points: np.ndarray
    measure: np.ndarray
    start: np.ndarray
    length: np.ndarray
    lost: np.ndarray
    block: np.ndarray


def make_lots(seed: int, terrain: Terrain, plan: StreetPlan, areas: CityFaces, roads: Features) -> pd.DataFrame:
    """Return the built lots, one a row.

    Columns: ``block`` (face of the plan), ``road`` (row of the road it faces), ``x0``, ``y0``, ``x1``, ``y1`` (front corners),
    ``building`` (number of the building on it) and ``geometry`` (that building's rectangle: the same for all lots of a terrace).
    """
    rng = Draws(seed, "lots")
    faces = areas.table
    blocks = np.flatnonzero(faces["use"].isin(["block", "estate"]))
    profile = kind_rows(faces["kind"].iloc[blocks])
    lots = place_lots(building_lines(plan.faces[blocks], blocks, profile), profile, rng)
    lots = terraces(beside_road(lots, roads, faces, rng), rng)
    dry = shapely.disjoint(lots["geometry"].to_numpy(), terrain.warp.geometry(terrain.brook.buffer(BROOK_BANK)))
    return without_overlap(lots, dry, plan.faces)


def building_lines(faces: np.ndarray, blocks: np.ndarray, profile: pd.DataFrame) -> BuildingLines:
    """Return the building lines of blocks: their outline moved inwards by the setback, cut at its corners."""
    inner = shapely.buffer(faces, -profile["setback"].to_numpy(), join_style="mitre", mitre_limit=2.0)
    courts, owner = parts_of(shapely.simplify(shapely.normalize(inner), STRAIGHTENING))
    large = shapely.area(courts) > SMALLEST_COURT
    courts, owner = courts[large], owner[large]
    rings = shapely.get_exterior_ring(courts)
    rings = np.where(shapely.is_ccw(rings), rings, shapely.reverse(rings))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    depth = profile["depth"].to_numpy()[owner][ring]
    return cut_at_corners(points, ring, depth, blocks[owner])


def cut_at_corners(points: np.ndarray, ring: np.ndarray, depth: np.ndarray, blocks: np.ndarray) -> BuildingLines:
    """Return the runs of closed counter-clockwise rings; where the outline turns left, the first ``depth`` metres are the corner's."""
    step = np.diff(points, axis=0, append=points[-1:])
    inside = np.append(ring[1:] == ring[:-1], False)
    measure = np.concatenate([[0.0], np.cumsum(np.where(inside, length(step), 1.0))[:-1]])
    first = np.append(True, ring[1:] != ring[:-1])
    last_segment = np.flatnonzero(~inside) - 1
    before = np.roll(step, 1, axis=0)
    before[first] = step[last_segment]
    corner = before[:, 0] * step[:, 0] + before[:, 1] * step[:, 1] < STRAIGHT_ON * length(before) * length(step)
    left = before[:, 0] * step[:, 1] - before[:, 1] * step[:, 0] > 0
    starts = np.flatnonzero(inside & (corner | first))
    ends = np.minimum(np.append(starts[1:], len(points) - 1), last_segment[ring[starts]] + 1)
    lost = np.where((corner & left)[starts], depth[starts] + 1.0, 0.5)
    return BuildingLines(points, measure, measure[starts], measure[ends] - measure[starts], lost, blocks[ring[starts]])


def place_lots(runs: BuildingLines, profile: pd.DataFrame, rng: Draws) -> pd.DataFrame:
    """Return lots side by side along the runs: block, run, the building's two front corners and its depth."""
    rows = profile.loc[runs.block]
    width = rows["lot"].to_numpy() * rng.uniform(0.88, 1.25, len(runs.block))
    usable = np.maximum(runs.length - runs.lost - 0.5, 0)
    count = np.floor(usable / width).astype(int)
    run = np.repeat(np.arange(len(count)), count)
    place = np.arange(len(run)) - np.repeat(np.cumsum(count) - count, count)
    width = (usable / np.maximum(count, 1))[run]
    row = rows.iloc[run]
    detached = rng.random(len(run)) < row["gap"].to_numpy()
    aside = np.where(detached, width * rng.uniform(0.10, 0.22, len(run)), 0.0)
    begin = runs.start[run] + runs.lost[run] + place * width
    front = [position(runs, begin + aside), position(runs, begin + width - aside)]
    depth = row["depth"].to_numpy() * rng.uniform(0.78, 1.2, len(run))
    return pd.DataFrame(
        {"block": runs.block[run], "run": run, "place": place, "detached": detached, "depth": depth, "row": row["row"].to_numpy(),
         "fill": row["fill"].to_numpy(), "x0": front[0][:, 0], "y0": front[0][:, 1], "x1": front[1][:, 0], "y1": front[1][:, 1]}
    )  # fmt: skip


def position(runs: BuildingLines, measure: np.ndarray) -> np.ndarray:
    """Return the points at a measure along the runs, shape (n, 2)."""
    return np.stack([interpolate(measure, runs.measure, axis) for axis in runs.points.T], axis=1)


def beside_road(lots: pd.DataFrame, roads: Features, faces: pd.DataFrame, rng: Draws) -> pd.DataFrame:
    """Return the lots that are built, each with ``road``, the row of the road it faces.

    Open country is built along main roads only, and here and there a farm.
    """
    middle = shapely.points((lots["x0"] + lots["x1"]) / 2, (lots["y0"] + lots["y1"]) / 2)
    lot, road = shapely.STRtree(roads.geometry).query_nearest(middle, max_distance=FAR_FROM_ROAD, all_matches=False)
    lots = lots.iloc[lot].assign(road=road)
    road_class = roads.table["road_class"].to_numpy()[road]
    fill = lots["fill"].to_numpy() * pd.Series(road_class).map(CLASS_FILL).fillna(1.0).to_numpy()
    is_open = faces["kind"].to_numpy()[lots["block"]] == "open"
    fill = np.where(is_open & np.isin(road_class, ("secondary", "tertiary")), RIBBON_FILL, fill)
    return lots[rng.random(len(lots)) < fill].sort_values(["run", "place"], kind="stable", ignore_index=True)


def terraces(lots: pd.DataFrame, rng: Draws) -> pd.DataFrame:
    """Return the lots with ``building``: neighbours in a row share one, and with its rectangle ``geometry``."""
    run, place, detached = (lots[name].to_numpy() for name in ("run", "place", "detached"))
    follows = np.append(False, (run[1:] == run[:-1]) & (place[1:] == place[:-1] + 1) & ~detached[1:] & ~detached[:-1])
    joined = follows & (rng.random(len(lots)) < 1 - 1 / (0.55 * lots["row"].to_numpy() + 0.45))
    building = np.cumsum(~joined) - 1
    first, last = np.flatnonzero(~joined), np.append(np.flatnonzero(~joined)[1:] - 1, len(lots) - 1)
    front = np.stack([lots[["x0", "y0"]].to_numpy()[first], lots[["x1", "y1"]].to_numpy()[last]], axis=1)
    boxes = rectangles(front, lots["depth"].to_numpy()[first])
    return lots.assign(building=building, geometry=boxes[building])


def rectangles(front: np.ndarray, depth: np.ndarray) -> np.ndarray:
    """Return rectangles on a front, shape (n, 2, 2), reaching ``depth`` metres to its left."""
    along = front[:, 1] - front[:, 0]
    inward = np.stack([-along[:, 1], along[:, 0]], axis=1) * (depth / np.maximum(length(along), GRID))[:, None]
    corners = np.stack([front[:, 0], front[:, 1], front[:, 1] + inward, front[:, 0] + inward], axis=1)
    return shapely.polygons(np.round(corners / GRID) * GRID)


def without_overlap(lots: pd.DataFrame, dry: np.ndarray, faces: np.ndarray) -> pd.DataFrame:
    """Return the dry lots whose building stays within its block and does not lie over an earlier one; buildings numbered anew."""
    one = ~lots["building"].duplicated().to_numpy()
    boxes = lots["geometry"].to_numpy()[one]
    fits = shapely.contains_properly(faces[lots["block"].to_numpy()[one]], boxes) & dry[one]
    kept = fits.copy()
    for later, earlier in overlapping(boxes, fits):
        if kept[earlier]:
            kept[later] = False
    lots = lots[kept[lots["building"].to_numpy()]]
    return lots.assign(building=pd.factorize(lots["building"])[0]).reset_index(drop=True)


def overlapping(boxes: np.ndarray, fits: np.ndarray) -> np.ndarray:
    """Return pairs (later, earlier) of boxes that overlap by more than a sliver, in order."""
    later, earlier = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    pair = (earlier < later) & fits[later] & fits[earlier]
    later, earlier = later[pair], earlier[pair]
    shared = shapely.area(shapely.intersection(boxes[later], boxes[earlier]))
    pair = shared > OVERLAP * np.minimum(shapely.area(boxes[later]), shapely.area(boxes[earlier]))
    order = np.lexsort((earlier[pair], later[pair]))
    return np.stack([later[pair], earlier[pair]], axis=1)[order]
