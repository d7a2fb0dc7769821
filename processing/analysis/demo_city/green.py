"""Water, parks and flood areas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ...model.geography import LAMBERT_72
from ..features import Features
from .areas import CityFaces
from .arithmetic import sin
from .draws import Draws
from .setting import city, joined_name, neighbourhoods, words
from .shapes import on_the_grid, parts_of
from .streets import StreetPlan
from .terrain import Terrain

BROOK_HALF_WIDTH = 2.5
PARK_MARGIN = 8.0
POND_PARK = 30_000.0
PRIVATE_PARKS = 0.12
LOST_PARKS = 3
HAZARDS = {"high": 1.0, "medium": 2.1, "low": 3.4}
FLOOD_STEP = 40.0
FLOOD_REACH = 1700.0


def make_water(terrain: Terrain, plan: StreetPlan, areas: CityFaces) -> Features:
    """Return the layer ``water``: river, canal, moat, brook, and ponds in the large parks."""
    names, shapes = list(terrain.waters), [terrain.warp.geometry(water) for water in terrain.waters.values()]
    brook = shapely.intersection(terrain.brook.buffer(BROOK_HALF_WIDTH), terrain.outline)
    ponds = make_ponds(plan.faces[areas.table["use"].eq("park").to_numpy()])
    return Features(
        "water",
        shapely.normalize(np.array([*shapes, terrain.warp.geometry(brook), *ponds], dtype=object)),
        pd.DataFrame({"name": [*names, city()["brook"], *[f"Vijver {number}" for number in range(1, len(ponds) + 1)]]}),
        LAMBERT_72,
    )


def make_ponds(parks: np.ndarray) -> np.ndarray:
    """Return a pond in every second of the larger parks."""
    parks = parks[shapely.area(parks) > POND_PARK][::2]
    shore = shapely.buffer(parks, -0.36 * np.sqrt(shapely.area(parks)))
    ponds = on_the_grid(shapely.buffer(shore, 22))
    return ponds[~shapely.is_empty(ponds)]


def make_parks(seed: int, plan: StreetPlan, areas: CityFaces) -> Features:
    """Return the layer ``parks``; a few have lost their geometry, as in many a city's list."""
    rng = Draws(seed, "parks")
    faces = np.flatnonzero(areas.table["use"].eq("park"))
    shapes = shapely.buffer(shapely.buffer(plan.faces[faces], -2 * PARK_MARGIN), PARK_MARGIN)
    faces, shapes = faces[~shapely.is_empty(shapes)], shapes[~shapely.is_empty(shapes)]
    place = neighbourhoods()["name"].to_numpy()[areas.table["neighbourhood"].to_numpy()[faces]]
    kinds = words()["parks"]
    names = pd.Series([joined_name(kinds[number], one) for one, number in zip(place, rng.integers(0, len(kinds), len(faces)), strict=True)])
    count = names.groupby(names).cumcount()
    table = pd.DataFrame({"name": names.where(count == 0, names + " " + (count + 1).astype(str)), "public": 1})
    table.loc[rng.random(len(table)) < PRIVATE_PARKS, "public"] = 0
    geometry = on_the_grid(shapes)
    geometry[rng.choice(len(geometry), LOST_PARKS, replace=False)] = None
    return Features("parks", geometry, table, LAMBERT_72)


def make_flood_areas(seed: int, terrain: Terrain) -> Features:
    """Return the layer ``flood_areas``: along the river outside the town, widest upstream; one polygon crosses itself."""
    rng = Draws(seed, "flood_areas")
    along = np.arange(0, terrain.river.length, FLOOD_STEP)
    points = shapely.line_interpolate_point(terrain.river, along)
    away = shapely.distance(points, shapely.Point(0, 0))
    upstream = shapely.get_y(points) < 0
    swing = 1 + 0.45 * sin(along / 310 + rng.uniform(0, 6)) + 0.25 * sin(along / 120 + rng.uniform(0, 6))
    width = np.where(upstream, 95.0, 55.0) * np.clip((away - 500) / FLOOD_REACH, 0.05, 1) * swing
    inside, shapes = shapely.Polygon(), []
    for reach in HAZARDS.values():
        whole = shapely.union_all(shapely.buffer(points, 18 + width * reach)).buffer(30).buffer(-30)
        shapes.append(shapely.difference(shapely.intersection(whole, terrain.outline), inside))
        inside = whole
    parts, hazard = parts_of(np.array(shapes, dtype=object))
    geometry = np.append(shapely.normalize(terrain.warp.geometry(parts)), bow_tie(terrain))
    return Features("flood_areas", geometry, pd.DataFrame({"hazard": [*np.array(list(HAZARDS), dtype=object)[hazard], "low"]}), LAMBERT_72)


def bow_tie(terrain: Terrain) -> shapely.Polygon:
    """Return a polygon whose outline crosses itself, in the meadows: an invalid geometry of the kind that hand-drawn layers have."""
    meadow = neighbourhoods().set_index("name").loc["Velmemeersen", ["x", "y"]].to_numpy(dtype="float64")
    corners = meadow + np.array([[0, 0], [240, 150], [240, 0], [0, 150]])
    return shapely.polygons(terrain.warp.points(corners))
