"""What blocks are used for: parks, land of the city that waits for a use, social housing estates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from .areas import Areas
from .setting import city, neighbourhoods, stream
from .streets import Plan
from .terrain import Terrain

MOAT_GREEN = 46.0
PARK_AREA = {"centre": 9_000, "belt": 16_000, "post_war": 40_000, "suburb": 45_000, "village": 30_000, "industry": 70_000, "open": 260_000}
PLOTS = {"belt": 2, "post_war": 2, "suburb": 1, "industry": 4}


def use_land(seed: int, terrain: Terrain, plan: Plan, areas: Areas) -> Areas:
    """Return the areas with the ``use`` of some blocks turned into ``park``, ``plot`` or ``estate``."""
    rng = stream(seed, "land")
    faces = areas.table.copy()
    moat = terrain.warp.geometry(terrain.waters[city()["moat"]])
    beside = shapely.distance(shapely.point_on_surface(plan.faces), moat) < MOAT_GREEN
    faces.loc[beside & faces["use"].eq("block").to_numpy() & (rng.random(len(faces)) < 0.6), "use"] = "park"
    for number, place in neighbourhoods().iterrows():
        choose(faces, number, place["parks"], PARK_AREA[place["kind"]], "park", rng)
        choose(faces, number, PLOTS.get(place["kind"], 0), usual_area(faces, number), "plot", rng)
        choose(faces, number, place["estates"], usual_area(faces, number), "estate", rng)
    return replace(areas, table=faces)


def usual_area(faces: pd.DataFrame, neighbourhood: int) -> float:
    """Return the median area of a neighbourhood's blocks, m2."""
    return faces.loc[(faces["neighbourhood"] == neighbourhood) & (faces["use"] == "block"), "area"].median()


def choose(faces: pd.DataFrame, neighbourhood: int, count: int, area: float, use: str, rng: np.random.Generator) -> None:
    """Give ``count`` blocks of a neighbourhood, near a wanted area (m2), another use."""
    blocks = faces.index[(faces["neighbourhood"] == neighbourhood) & (faces["use"] == "block")]
    misfit = np.abs(np.log(faces.loc[blocks, "area"].to_numpy() / area)) + rng.exponential(0.5, len(blocks))
    faces.loc[blocks[np.argsort(misfit, kind="stable")[:count]], "use"] = use
