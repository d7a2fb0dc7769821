"""What the buildings are: age, label, floors, function and dwellings; and the addresses at their doors."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ...model.geography import LAMBERT_72
from ..features import Features
from .areas import CityFaces
from .arithmetic import length
from .draws import Draws
from .setting import GRID, kind_rows, neighbourhoods

DOOR = 2.0
THIS_YEAR = 2025
OLDEST = 1780
RENEWED_SHARE = 0.10
HOME_ABOVE_SHOP = 0.55
ESTATE_YEARS = (1954, 1986)
LABEL_LIMITS = np.array([1.3, 2.3, 3.2, 4.1, 5.0])
LABELS = np.array(list("ABCDEF"), dtype=object)
UNKNOWN_YEAR, UNKNOWN_LABEL = 0.01, 0.04


def make_buildings(seed: int, areas: CityFaces, lots: pd.DataFrame, sites: pd.DataFrame, roads: Features) -> tuple[Features, Features]:
    """Return the layers ``buildings`` and ``addresses``.

    For the other themes both carry ``block`` (face of the plan), and the buildings ``badness`` (how much heat they lose, about 0-7).
    """
    rng = Draws(seed, "buildings")
    lots = house_people(lots, areas, rng)
    houses = merge_terraces(lots, areas, rng)
    courts = pd.DataFrame(
        {"block": sites["block"], "geometry": sites["geometry"], "function": sites["function"], "floors": 2, "dwellings": 0}
    )
    table = date_buildings(pd.concat([houses, courts], ignore_index=True), areas, rng)
    table = label_energy(table, areas, rng)
    table.insert(0, "building_id", [f"G{number:06d}" for number in range(1, len(table) + 1)])
    buildings = Features("buildings", table.pop("geometry").to_numpy(), table, LAMBERT_72)
    return buildings, make_addresses(lots, roads)


def house_people(lots: pd.DataFrame, areas: CityFaces, rng: Draws) -> pd.DataFrame:
    """Return the lots with ``function``, ``dwellings`` and ``floors``."""
    kind = areas.table["kind"].iloc[lots["block"]]
    profile = kind_rows(kind)
    flats = rng.random(len(lots)) < profile["flats"].to_numpy()
    more = rng.poisson(profile["flat_homes"].to_numpy())
    shop = rng.random(len(lots)) < profile["shops"].to_numpy()
    home = ~shop | (rng.random(len(lots)) < HOME_ABOVE_SHOP)
    works = kind.eq("industry").to_numpy() & (rng.random(len(lots)) < 0.92)
    dwellings = np.where(works | ~home, 0, np.where(flats, 2 + more, 1))
    function = np.select([works & (rng.random(len(lots)) < 0.85), works | ~home], ["industry", "office"], "dwelling")
    floors = profile["floors"].to_numpy() + rng.choice([-1, 0, 0, 0, 1], len(lots)) + np.where(flats, 1 + more // 5, 0)
    return lots.assign(dwellings=dwellings, function=function, floors=np.where(works, 1, np.maximum(floors, 1)))


def merge_terraces(lots: pd.DataFrame, areas: CityFaces, rng: Draws) -> pd.DataFrame:
    """Return one row for each building: homes of a terrace added up; where one lives, it is a dwelling."""
    rank = lots["function"].map({"dwelling": 0, "office": 1, "industry": 2})
    first = lots.assign(rank=rank).sort_values(["building", "rank"], kind="stable").groupby("building", sort=True)
    return first.agg(
        block=("block", "first"),
        geometry=("geometry", "first"),
        function=("function", "first"),
        floors=("floors", "max"),
        dwellings=("dwellings", "sum"),
    ).reset_index(drop=True)


def date_buildings(table: pd.DataFrame, areas: CityFaces, rng: Draws) -> pd.DataFrame:
    """Return the buildings with ``built_year``: blocks are of one time, estates wholly, elsewhere some houses were renewed."""
    faces = areas.table
    place = neighbourhoods()["built"].to_numpy()[faces["neighbourhood"]]
    of_block = place + rng.normal(0, 7, len(faces))
    estate = faces["use"].eq("estate").to_numpy()
    of_block = np.where(estate, rng.integers(*ESTATE_YEARS, len(faces)), of_block)
    block = table["block"].to_numpy()
    year = of_block[block] + rng.normal(0, np.where(estate[block], 1.0, 11.0))
    renewed = ~estate[block] & (rng.random(len(table)) < RENEWED_SHARE)
    year = np.where(renewed, rng.integers(1975, THIS_YEAR + 1, len(table)), year)
    return table.assign(built_year=np.clip(np.round(year), OLDEST, THIS_YEAR))


def label_energy(table: pd.DataFrame, areas: CityFaces, rng: Draws) -> pd.DataFrame:
    """Return the buildings with ``badness`` and ``energy_label``: old houses lose heat, richer owners have renovated more.

    Some years and labels are not known, and only homes have a label.
    """
    wealth = neighbourhoods()["wealth"].to_numpy()[areas.table["neighbourhood"].to_numpy()[table["block"]]]
    renovated = rng.random(len(table)) < 0.22 + 0.09 * wealth
    badness = 1.4 + np.clip((2021 - table["built_year"]) / 27, 0, 4.3) - 0.25 * wealth - 1.6 * renovated + rng.normal(0, 0.8, len(table))
    label = pd.Series(LABELS[np.searchsorted(LABEL_LIMITS, badness)])
    certified = table["function"].eq("dwelling") & (rng.random(len(table)) >= UNKNOWN_LABEL)
    known = rng.random(len(table)) >= UNKNOWN_YEAR
    return table.assign(badness=badness, energy_label=label.where(certified, None), built_year=table["built_year"].where(known))


def make_addresses(lots: pd.DataFrame, roads: Features) -> Features:
    """Return the layer ``addresses``: a point within each house's door, numbered along its street, odd on the left."""
    front = lots[["x0", "y0", "x1", "y1"]].to_numpy().reshape(-1, 2, 2)
    along = front[:, 1] - front[:, 0]
    inward = np.stack([-along[:, 1], along[:, 0]], axis=1) / length(along)[:, None]
    points = np.round((front.mean(axis=1) + inward * DOOR) / GRID) * GRID
    road = lots["road"].to_numpy()
    table = pd.DataFrame(
        {
            "street": roads.table["name"].to_numpy()[road],
            "house_number": house_numbers(points, road, roads),
            "dwellings": lots["dwellings"],
            "block": lots["block"],
        }
    )
    table.insert(0, "address_id", [f"A{number:06d}" for number in range(1, len(table) + 1)])
    return Features("addresses", shapely.points(points), table, LAMBERT_72)


def house_numbers(points: np.ndarray, road: np.ndarray, roads: Features) -> list[str]:
    """Return house numbers that rise along each street, odd on its left side and even on its right."""
    edges = roads.geometry[road]
    here = shapely.line_locate_point(edges, shapely.points(points))
    ends = [
        shapely.get_coordinates(shapely.line_interpolate_point(edges, place))
        for place in (np.maximum(here - 1, 0), np.minimum(here + 1, shapely.length(edges)))
    ]
    ahead, aside = ends[1] - ends[0], points - ends[0]
    right = (ahead[:, 0] * aside[:, 1] - ahead[:, 1] * aside[:, 0] < 0).astype(int)
    frame = pd.DataFrame(
        {"street": roads.table["street"].to_numpy()[road], "right": right, "at": roads.table["along"].to_numpy()[road] + here}
    )
    rank = frame.sort_values("at", kind="stable").groupby(["street", "right"]).cumcount().sort_index()
    return (2 * rank + 1 + frame["right"]).astype(str).tolist()
