"""Social housing estates, land of the city, vacant buildings and energy audits."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ...model.geography import LAMBERT_72
from ..features import Features
from .areas import CityFaces
from .arithmetic import exp
from .buildings import LABELS
from .draws import Draws
from .services import People, ids, points_of
from .setting import GRID, neighbourhoods, of_kind, words
from .shapes import on_the_grid
from .sites import free_courts, plenty
from .streets import StreetPlan

ESTATE_MARGIN = 4.0
PLOT_MARGIN = 6.0
COURTS = 34
VACANT = 270
LATEST_VACANCY = 2019
MORE_OFFICES, MORE_VACANCY = 6.0, 6.0
AUDITS = 3400


def make_social_housing(seed: int, plan: StreetPlan, areas: CityFaces, buildings: Features) -> Features:
    """Return the layer ``social_housing``: estates with the dwellings, the year and the usual label of their buildings."""
    rng = Draws(seed, "social_housing")
    table = buildings.table[areas.table["use"].eq("estate").to_numpy()[buildings.table["block"]]]
    estates = table.groupby("block").agg(dwellings=("dwellings", "sum"), built_year=("built_year", "median"), badness=("badness", "mean"))
    estates = estates[estates["dwellings"] > 0].reset_index()
    shapes = on_the_grid(shapely.buffer(plan.faces[estates["block"]], -ESTATE_MARGIN, join_style="mitre"))
    label = LABELS[np.clip(np.floor(estates["badness"] + rng.uniform(0, 1.2, len(estates))), 0, 5).astype(int)]
    result = pd.DataFrame(
        {
            "estate_id": ids("E", len(estates)),
            "provider": rng.choice(words()["housing_providers"], len(estates), p=[0.7, 0.3]),
            "dwellings": estates["dwellings"],
            "built_year": estates["built_year"].round().astype(int),
            "energy_label": label,
        }
    )
    return Features("social_housing", shapes, result, LAMBERT_72)


def make_public_land(seed: int, plan: StreetPlan, areas: CityFaces, sites: pd.DataFrame) -> Features:
    """Return the layer ``public_land``: whole blocks without a use, and car parks and under-used courts within blocks."""
    rng = Draws(seed, "public_land")
    plots = np.flatnonzero(areas.table["use"].eq("plot"))
    courts = free_courts(plan, areas)
    courts = courts[~courts["block"].isin(sites["block"])]
    courts = courts.iloc[np.sort(rng.choice(len(courts), COURTS, replace=False))]
    shapes = np.concatenate([shapely.buffer(plan.faces[plots], -PLOT_MARGIN, join_style="mitre"), courts["geometry"]])
    block = np.concatenate([plots, courts["block"]])
    use = np.where(
        np.arange(len(block)) < len(plots),
        rng.choice(["vacant", "underused"], len(block), p=[0.7, 0.3]),
        rng.choice(["parking", "underused"], len(block)),
    )
    price = of_kind(areas.table["kind"].iloc[block], "land_price") * rng.uniform(0.7, 1.3, len(block))
    table = pd.DataFrame(
        {
            "plot_id": ids("P", len(block)),
            "owner_kind": rng.choice(["public", "non_profit"], len(block), p=[0.85, 0.15]),
            "use": use,
            "cost_euro": (shapely.area(shapes) * price).round(-3),
        }
    )
    return Features("public_land", on_the_grid(shapes), table, LAMBERT_72)


def make_vacant_buildings(seed: int, areas: CityFaces, buildings: Features) -> Features:
    """Return the layer ``vacant_buildings``: most in the shopping streets and the old industry."""
    rng = Draws(seed, "vacant_buildings")
    table = buildings.table
    place = neighbourhoods().iloc[areas.table["neighbourhood"].to_numpy()[table["block"]]]
    weight = of_kind(areas.table["kind"].iloc[table["block"]], "vacancy") * np.where(table["function"] == "office", MORE_OFFICES, 1.0)
    weight = weight * np.where(plenty(place, "vacancy"), MORE_VACANCY, 1.0)
    rows = np.sort(rng.choice(len(table), VACANT, replace=False, p=weight / weight.sum()))
    result = pd.DataFrame(
        {
            "vacancy_id": ids("L", len(rows)),
            "floor_area_m2": (shapely.area(buildings.geometry[rows]) * table["floors"].to_numpy()[rows]).round(),
            "since_year": LATEST_VACANCY - rng.geometric(0.28, len(rows)) + 1,
        }
    )
    points = np.round(shapely.get_coordinates(shapely.centroid(buildings.geometry[rows])) / GRID) * GRID
    return points_of("vacant_buildings", shapely.points(points), result)


def make_energy_audits(seed: int, people: People) -> Features:
    """Return the layer ``energy_audits``: who is better off asks for one more often; ``score`` 0 (leaks heat) to 100."""
    rng = Draws(seed, "energy_audits")
    richer = exp(0.55 * people.profile["wealth"].to_numpy())[people.sector]
    rows = people.draw(AUDITS, people.weight("households") * richer, rng)
    score = 92 - 11.5 * people.profile["badness"].to_numpy()[people.sector[rows]] + rng.normal(0, 11, len(rows))
    table = pd.DataFrame({"audit_id": ids("N", len(rows)), "score": np.clip(score, 0, 100).round()})
    return points_of("energy_audits", people.addresses.geometry[rows], table)
