"""The layers of administrative and statistical areas."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from ...model.geography import LAMBERT_72
from ..features import Features
from .areas import CityFaces
from .setting import city, joined_name, neighbourhoods, words
from .streets import StreetPlan

SPARSE_DWELLINGS = 60


def make_municipality(areas: CityFaces) -> Features:
    """Return the layer ``municipality``: one polygon."""
    table = pd.DataFrame({"nis_code": [city()["nis_code"]], "name": [city()["name"]]})
    return Features("municipality", areas.municipality, table, LAMBERT_72)


def make_neighbourhoods(areas: CityFaces) -> Features:
    """Return the layer ``neighbourhoods``."""
    table = pd.DataFrame({"neighbourhood_code": neighbourhood_codes(), "name": neighbourhoods()["name"]})
    return Features("neighbourhoods", areas.neighbourhoods, table, LAMBERT_72)


def neighbourhood_codes() -> np.ndarray:
    """Return the seven-digit codes: NIS code and number."""
    return np.array([f"{city()['nis_code']}{number:02d}" for number in range(1, len(neighbourhoods()) + 1)], dtype=object)


def make_sectors(areas: CityFaces, plan: StreetPlan, roads: Features, profile: pd.DataFrame) -> Features:
    """Return the layer ``statistical_sectors``."""
    number = areas.sector_table["neighbourhood"].to_numpy()
    table = pd.DataFrame(
        {
            "sector_code": profile["sector_code"],
            "sector_name": sector_names(areas, plan, roads, profile),
            "neighbourhood_code": neighbourhood_codes()[number],
            "nis_code": city()["nis_code"],
        }
    )
    return Features("statistical_sectors", areas.sectors, table, LAMBERT_72)


def sector_names(areas: CityFaces, plan: StreetPlan, roads: Features, profile: pd.DataFrame) -> list[str]:
    """Return a name for each sector: its longest street; some in capitals and some not, as Statbel's lists have them."""
    streets = longest_streets(areas, plan, roads)
    few = profile["dwellings"].to_numpy() < SPARSE_DWELLINGS
    names = []
    for row, (place, kind, street) in enumerate(zip(profile["name"], profile["kind"], streets, strict=True)):
        suffix = words()["industrial_sector"] if kind == "industry" else words()["open_sector"] if few[row] else ""
        name = f"{joined_name(place, street)}{' - ' if suffix else ''}{suffix}"
        names.append(name.upper() if row % 3 == 0 else name)
    return names


def longest_streets(areas: CityFaces, plan: StreetPlan, roads: Features) -> np.ndarray:
    """Return the name of the street that is longest within each sector, no name twice."""
    middle = shapely.line_interpolate_point(roads.geometry, 0.5, normalized=True)
    road, sector = shapely.STRtree(areas.sectors).query(middle, predicate="dwithin", distance=0.05)
    frame = pd.DataFrame({"sector": sector, "name": roads.table["name"].to_numpy()[road], "length": shapely.length(roads.geometry)[road]})
    total = (
        frame.groupby(["sector", "name"], as_index=False)["length"].sum().sort_values(["length", "sector"], ascending=False, kind="stable")
    )
    names = np.full(len(areas.sectors), "", dtype=object)
    taken: set[str] = set()
    for row in total.itertuples():
        if not names[row.sector] and row.name not in taken:
            names[row.sector] = row.name
            taken.add(row.name)
    return names
