"""What blocks are used for: parks, land of the city that waits for a use, social housing estates."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import shapely

from .areas import CityFaces
from .arithmetic import log
from .draws import Draws
from .setting import city, kinds, neighbourhoods
from .streets import StreetPlan
from .terrain import Terrain

MOAT_GREEN = 46.0


def use_land(seed: int, terrain: Terrain, plan: StreetPlan, areas: CityFaces) -> CityFaces:
    """Return the areas with the ``use`` of some blocks turned into ``park``, ``plot`` or ``estate``."""
    rng = Draws(seed, "land")
    faces = areas.table.copy()
    moat = terrain.warp.geometry(terrain.waters[city()["moat"]])
    beside = shapely.distance(shapely.point_on_surface(plan.faces), moat) < MOAT_GREEN
    faces.loc[beside & faces["use"].eq("block").to_numpy() & (rng.random(len(faces)) < 0.6), "use"] = "park"
    for number, place in neighbourhoods().iterrows():
        own = faces["neighbourhood"].eq(number) & faces["kind"].eq(place["kind"])
        kind, usual = kinds().loc[place["kind"]], faces.loc[own & faces["use"].eq("block"), "area"].median()
        for use, count, area in (
            ("park", place["parks"], kind["park_area"]),
            ("plot", kind["plots"], usual),
            ("estate", place["estates"], usual),
        ):
            choose(faces, own, count, area, use, rng)
    return replace(areas, table=faces)


def choose(faces: pd.DataFrame, own: pd.Series, count: int, area: float, use: str, rng: Draws) -> None:
    """Give ``count`` of the ``own`` blocks (bool), near a wanted area (m2), another use."""
    blocks = faces.index[own & faces["use"].eq("block")]
    misfit = np.abs(log(faces.loc[blocks, "area"].to_numpy() / area)) + rng.exponential(0.5, len(blocks))
    faces.loc[blocks[np.argsort(misfit, kind="stable")[:count]], "use"] = use
