"""Sites of schools, care, sport and culture: large buildings in the courts that the rows of houses leave free."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from .areas import CityFaces
from .arithmetic import length, log, power
from .draws import Draws
from .setting import GRID, city, kind_rows, neighbourhoods
from .shapes import parts_of
from .streets import StreetPlan

COURT_MARGIN = 5.0
SMALLEST_COURT = 350.0
COURT_SHARE = np.array([0.66, 0.5])
LARGEST = np.array([62.0, 34.0])
LACKING, PLENTY = 0.06, 4.0


def make_sites(seed: int, plan: StreetPlan, areas: CityFaces, lots: pd.DataFrame) -> pd.DataFrame:
    """Return the sites, one a row: ``use``, ``function``, ``block``, ``geometry`` (the building) and ``point``."""
    rng = Draws(seed, "sites")
    courts = free_courts(plan, areas)
    houses = lots.groupby("block").size().reindex(courts["block"], fill_value=0).to_numpy() + 1.0
    place = neighbourhoods().iloc[areas.table["neighbourhood"].to_numpy()[courts["block"]]]
    free = np.ones(len(courts), dtype=bool)
    rows = []
    for site in city()["sites"]:
        weight = houses * (1.0 if site["need"] == "all" else power(place[site["need"]].to_numpy(), 1.5))
        weight = weight * np.where(lacks(place, site["lack"]), LACKING, 1.0) * np.where(plenty(place, site["plenty"]), PLENTY, 1.0) * free
        chosen = draw_spaced_points(courts[["x", "y"]].to_numpy(), weight, site["count"], site["spacing"], rng)
        free[chosen] = False
        rows.append(courts.iloc[chosen].assign(use=site["use"], function=site["function"]))
    sites = pd.concat(rows, ignore_index=True)
    return sites.assign(point=shapely.points(sites["x"], sites["y"]))


def lacks(place: pd.DataFrame, what: str) -> np.ndarray:
    """Return which rows are of neighbourhoods that lack something (bool)."""
    return np.array([what in missing for missing in place["lacks"]], dtype=bool)


def plenty(place: pd.DataFrame, what: str) -> np.ndarray:
    """Return which rows are of neighbourhoods that have more of something than others (bool)."""
    return np.array([what in abundant for abundant in place["plenty"]], dtype=bool)


def free_courts(plan: StreetPlan, areas: CityFaces) -> pd.DataFrame:
    """Return the courts of blocks: ``block``, ``geometry`` (a rectangle that fits) and its centre ``x``, ``y``."""
    faces = areas.table
    blocks = np.flatnonzero(faces["use"].eq("block") & ~faces["kind"].isin(["open", "industry"]))
    profile = kind_rows(faces["kind"].iloc[blocks])
    margin = profile["setback"].to_numpy() + 1.2 * profile["depth"].to_numpy() + COURT_MARGIN
    courts, owner = parts_of(shapely.buffer(plan.faces[blocks], -margin, join_style="mitre"))
    table = pd.DataFrame({"block": blocks[owner], "court": courts, "area": shapely.area(courts)})
    table = table[table["area"] > SMALLEST_COURT].sort_values(["block", "area"], kind="stable").drop_duplicates("block", keep="last")
    boxes = fit_rectangles(table["court"].to_numpy())
    centre = np.round(shapely.get_coordinates(shapely.centroid(boxes)) / GRID) * GRID
    fits = shapely.contains(table["court"].to_numpy(), boxes)
    return table.assign(geometry=boxes, x=centre[:, 0], y=centre[:, 1])[fits].drop(columns=["court", "area"]).reset_index(drop=True)


def fit_rectangles(courts: np.ndarray) -> np.ndarray:
    """Return a rectangle in the middle of each court, along its longer side."""
    box = shapely.get_coordinates(shapely.oriented_envelope(courts)).reshape(-1, 5, 2)
    sides = np.stack([box[:, 1] - box[:, 0], box[:, 2] - box[:, 1]], axis=1)
    size = length(sides)
    flip = size[:, 0] < size[:, 1]
    sides[flip], size[flip] = sides[flip][:, ::-1], size[flip][:, ::-1]
    half = sides / size[:, :, None] * (np.minimum(size * COURT_SHARE, LARGEST) / 2)[:, :, None]
    middle = shapely.get_coordinates(shapely.centroid(courts))
    corners = [middle + half[:, 0] * one + half[:, 1] * other for one, other in ((1, 1), (-1, 1), (-1, -1), (1, -1))]
    return shapely.polygons(np.round(np.stack(corners, axis=1) / GRID) * GRID)


def draw_spaced_points(points: np.ndarray, weight: np.ndarray, count: int, spacing: float, rng: Draws) -> np.ndarray:
    """Return the rows of up to ``count`` points drawn by weight, no two nearer than ``spacing`` metres."""
    order = np.argsort(-(log(weight) + rng.gumbel(len(points))), kind="stable")
    chosen: list[int] = []
    for row in order[weight[order] > 0]:
        if len(chosen) == count:
            break
        if (length(points[chosen] - points[row]) >= spacing).all():
            chosen.append(int(row))
    return np.array(sorted(chosen), dtype=int)
