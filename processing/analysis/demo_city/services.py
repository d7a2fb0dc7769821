"""Schools, childcare, care, doctors, stops, libraries and community buildings: where they are and how many they serve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from ...model.geography import LAMBERT_72
from ..features import Features
from .areas import CityFaces
from .arithmetic import length
from .draws import Draws
from .setting import GRID, city, joined_name, neighbourhoods, words
from .sites import draw_spaced_points, lacks, plenty

LEVELS = {"preschool": ("aged_3_5", 0.98, 30), "primary": ("aged_6_11", 0.97, 60), "secondary": ("aged_12_17", 1.05, 180)}
OWNERS = ("public", "non_profit")
CRECHES, MINDERS = 36, 48
REQUESTS = 640
DOCTORS = 46
STOP_SPACING = 330.0
STOP_CLASSES = ("primary", "secondary", "tertiary")
FEW_STOPS = 0.45
DEPARTURES = ((700, 12), (1700, 8), (2600, 4), (3300, 2), (np.inf, 1))
STATIONS = (("Statiewijk", 10), ("Ruiterveld", 4), ("Ransdonk", 3))
HOURS = {
    "sport_hall": [
        "Mo-Fr 08:00-22:30; Sa-Su 09:00-18:00",
        "Mo-Fr 16:00-23:00; Sa 09:00-20:00; Su 09:00-13:00",
        "Mo-Su 09:00-22:00; PH off",
    ],
    "community_centre": ["Tu-Sa 10:00-22:00", "Mo-Fr 09:00-17:00", "We,Fr 13:00-22:00; Sa 10:00-18:00", "Mo-Th 09:00-12:00,13:00-18:00"],
    "library": ["Tu-Fr 10:00-18:00; Sa 10:00-13:00", "Mo 16:00-19:00; We 13:00-18:00; Sa 10:00-12:30", "Mo-Sa 10:00-19:00; PH off"],
    "school_hall": ["Mo,Tu,Th,Fr 08:00-16:00; We 08:00-12:00; SH off", "Mo-Fr 08:15-16:30; PH,SH off"],
}
SECTOR_OF = {"sport_hall": "sport", "community_centre": "culture", "library": "culture", "school_hall": "education"}
FLOOR_AREA = {"sport_hall": 1900, "community_centre": 850, "library": 1100, "school_hall": 320}
SCHOOL_HALLS, MORE_HALLS = 14, 30.0


@dataclass(frozen=True)
class People:
    """Where people are: the addresses, their sector, and the sectors' profile and population."""

    addresses: Features
    sector: np.ndarray
    profile: pd.DataFrame
    population: pd.DataFrame

    def weight(self, field: str, lacking: str = "", share: float = 1.0) -> np.ndarray:
        """Return for each address its part of its sector's ``field``, times ``share`` where the neighbourhood lacks ``lacking``."""
        homes = self.addresses.table["dwellings"].to_numpy()
        per_home = self.population[field].to_numpy() / np.maximum(np.bincount(self.sector, homes, len(self.profile)), 1)
        factor = np.where(lacks(self.profile, lacking), share, 1.0)
        return homes * (per_home * factor)[self.sector]

    def draw(self, count: int, weight: np.ndarray, rng: Draws) -> np.ndarray:
        """Return ``count`` different addresses (rows, in order), drawn by weight."""
        return np.sort(rng.choice(len(weight), count, replace=False, p=weight / weight.sum()))

    def place(self, rows: np.ndarray) -> np.ndarray:
        """Return the name of the neighbourhood of addresses."""
        return self.profile["name"].to_numpy()[self.sector[rows]]


def ids(letter: str, count: int) -> list[str]:
    """Return identifiers such as ``K0001``."""
    return [f"{letter}{number:04d}" for number in range(1, count + 1)]


def of_use(sites: pd.DataFrame, areas: CityFaces, *uses: str) -> pd.DataFrame:
    """Return the sites of some uses, with the row ``neighbourhood`` and its name ``place``."""
    chosen = sites[sites["use"].isin(uses)].reset_index(drop=True)
    number = areas.table["neighbourhood"].to_numpy()[chosen["block"]]
    return chosen.assign(neighbourhood=number, place=neighbourhoods()["name"].to_numpy()[number])


def name_places(names: list[str], place: pd.Series) -> list[str]:
    """Return a name for each place: the list's, and once it is used up, with the place's name behind it."""
    first = [names[row % len(names)] for row in range(len(place))]
    return [one if row < len(names) else joined_name(one, where) for row, (one, where) in enumerate(zip(first, place, strict=True))]


def make_schools(seed: int, people: People, areas: CityFaces, sites: pd.DataFrame) -> Features:
    """Return the layer ``schools``; in neighbourhoods that lack schools they are full."""
    rng = Draws(seed, "schools")
    rows = []
    for level, (ages, attending, least) in LEVELS.items():
        chosen = of_use(sites, areas, level)
        full = lacks(neighbourhoods().iloc[chosen["neighbourhood"]], "school")
        fill = np.where(full, rng.uniform(1.0, 1.06, len(chosen)), rng.uniform(0.80, 0.98, len(chosen)))
        share = rng.uniform(0.6, 1.4, len(chosen)) * np.where(full, 1.3, 1.0)
        pupils = np.maximum(least, share / share.sum() * people.population[ages].sum() * attending).round()
        owner = rng.choice(OWNERS, len(chosen), p=[0.45, 0.55])
        name = name_places(words()["schools"][level], chosen["place"])
        rows.append(chosen.assign(level=level, places=np.floor(pupils / fill), pupils=pupils, owner_kind=owner, name=name))
    table = pd.concat(rows, ignore_index=True)
    table["school_id"] = ids("S", len(table))
    columns = ["school_id", "name", "level", "places", "pupils", "owner_kind"]
    return points_of("schools", table["point"].to_numpy(), table[columns].astype({"places": int, "pupils": int}))


def make_childcare(seed: int, people: People) -> Features:
    """Return the layer ``childcare``: creches and family minders at addresses, few where the neighbourhood lacks them."""
    rng = Draws(seed, "childcare")
    weight = people.weight("aged_0_2", "childcare", 0.12)
    rows = people.draw(CRECHES + MINDERS, weight, rng)
    kind = rng.permutation(np.repeat(["creche", "family_minder"], [CRECHES, MINDERS]))
    creche = kind == "creche"
    names = name_by_kind(kind, {"creche": words()["creches"], "family_minder": words()["family_minders"]}, people.place(rows))
    owner = np.where(creche, rng.choice(["public", "non_profit", "profit"], len(rows), p=[0.3, 0.4, 0.3]), "profit")
    table = pd.DataFrame(
        {
            "childcare_id": ids("K", len(rows)),
            "name": names,
            "kind": kind,
            "places": np.where(creche, rng.integers(14, 46, len(rows)), rng.integers(4, 9, len(rows))),
            "income_based": np.where(owner == "profit", rng.random(len(rows)) < 0.45, True).astype(int),
            "owner_kind": owner,
        }
    )
    return points_of("childcare", people.addresses.geometry[rows], table)


def name_by_kind(kind: np.ndarray, names: dict[str, list[str]], place: np.ndarray) -> np.ndarray:
    """Return a name for each row from the list of its kind."""
    result = np.empty(len(kind), dtype=object)
    for one, choices in names.items():
        result[kind == one] = name_places(choices, place[kind == one])
    return result


def make_childcare_requests(seed: int, people: People) -> Features:
    """Return the layer ``childcare_requests``: families still looking, most where childcare lacks."""
    rng = Draws(seed, "childcare_requests")
    rows = people.draw(REQUESTS, people.weight("aged_0_2", "childcare", 4.0), rng)
    table = pd.DataFrame({"request_id": ids("Q", len(rows)), "age_months": rng.integers(0, 30, len(rows))})
    return points_of("childcare_requests", people.addresses.geometry[rows], table)


def make_care_homes(seed: int, areas: CityFaces, sites: pd.DataFrame) -> Features:
    """Return the layer ``care_homes``."""
    rng = Draws(seed, "care_homes")
    chosen = of_use(sites, areas, *words()["care"])
    kind = chosen["use"].to_numpy()
    least, most = (
        chosen["use"].map(sizes).to_numpy()
        for sizes in (
            {"care_home": 70, "assisted_living": 22, "day_centre": 12},
            {"care_home": 150, "assisted_living": 64, "day_centre": 24},
        )
    )
    table = pd.DataFrame(
        {
            "care_id": ids("Z", len(chosen)),
            "name": name_by_kind(kind, words()["care"], chosen["place"].to_numpy()),
            "kind": kind,
            "places": rng.integers(least, most),
            "owner_kind": rng.choice(["public", "non_profit", "profit"], len(chosen), p=[0.35, 0.40, 0.25]),
        }
    )
    return points_of("care_homes", chosen["point"].to_numpy(), table)


def make_service_centres(areas: CityFaces, sites: pd.DataFrame) -> Features:
    """Return the layer ``service_centres``."""
    chosen = of_use(sites, areas, "service_centre")
    table = pd.DataFrame(
        {"centre_id": ids("D", len(chosen)), "name": name_places(words()["service_centres"], chosen["place"]), "owner_kind": "public"}
    )
    return points_of("service_centres", chosen["point"].to_numpy(), table)


def make_doctors(seed: int, people: People) -> Features:
    """Return the layer ``doctors``."""
    rng = Draws(seed, "doctors")
    rows = people.draw(DOCTORS, people.weight("inhabitants", "doctor", 0.15), rng)
    kind = rng.choice(words()["doctors"], len(rows), p=[0.6, 0.32, 0.08])
    street = people.addresses.table["street"].to_numpy()[rows]
    table = pd.DataFrame(
        {
            "practice_id": ids("H", len(rows)),
            "name": [f"{one} {where}" for one, where in zip(kind, street, strict=True)],
            "accepts_patients": (rng.random(len(rows)) < 0.55).astype(int),
        }
    )
    return points_of("doctors", people.addresses.geometry[rows], table)


def make_libraries(areas: CityFaces, sites: pd.DataFrame) -> Features:
    """Return the layer ``libraries``; the one nearest to the market is the main library."""
    chosen = of_use(sites, areas, "library")
    main, branch = words()["libraries"]
    nearest = length(chosen[["x", "y"]].to_numpy() - np.array(city()["origin"])).argmin()
    names = [f"{main} {city()['name']}" if row == nearest else f"{branch} {place}" for row, place in enumerate(chosen["place"])]
    return points_of("libraries", chosen["point"].to_numpy(), pd.DataFrame({"library_id": ids("B", len(chosen)), "name": names}))


def make_community_buildings(seed: int, areas: CityFaces, sites: pd.DataFrame, buildings: Features) -> Features:
    """Return the layer ``community_buildings``: halls, centres, libraries and the halls of some schools, with their opening hours."""
    rng = Draws(seed, "community_buildings")
    chosen = of_use(sites, areas, "sport_hall", "community_centre", "library", "primary", "secondary")
    school = chosen["use"].isin(["primary", "secondary"]).to_numpy()
    open_first = np.where(plenty(neighbourhoods().iloc[chosen["neighbourhood"]], "school_halls"), MORE_HALLS, 1.0) * school
    halls = rng.choice(len(chosen), SCHOOL_HALLS, replace=False, p=open_first / open_first.sum())
    kept = ~school | np.isin(np.arange(len(chosen)), halls)
    chosen, school = chosen[kept].reset_index(drop=True), school[kept]
    kind = np.where(school, "school_hall", chosen["use"])
    area = (pd.Series(kind).map(FLOOR_AREA) * rng.uniform(0.65, 1.5, len(kind))).round().astype(int)
    table = pd.DataFrame(
        {
            "building_id": building_at(chosen["point"].to_numpy(), buildings),
            "name": [f"{words()['community'][one]} {place}" for one, place in zip(kind, chosen["place"], strict=True)],
            "kind": kind,
            "floor_area_m2": area,
            "places": (area / rng.uniform(2.2, 4.5, len(kind))).round().astype(int),
            "opening_hours": [HOURS[one][draw % len(HOURS[one])] for one, draw in zip(kind, rng.integers(0, 12, len(kind)), strict=True)],
            "owner_kind": np.where(school, rng.choice(OWNERS, len(kind)), rng.choice(OWNERS, len(kind), p=[0.75, 0.25])),
            "sector": pd.Series(kind).map(SECTOR_OF),
        }
    )
    return points_of("community_buildings", chosen["point"].to_numpy(), table)


def building_at(points: np.ndarray, buildings: Features) -> np.ndarray:
    """Return the id of the building around each point."""
    point, building = shapely.STRtree(buildings.geometry).query(points, predicate="within")
    result = np.empty(len(points), dtype=object)
    result[point] = buildings.table["building_id"].to_numpy()[building]
    return result


def make_stops(seed: int, people: People, areas: CityFaces, roads: Features) -> Features:
    """Return the layer ``stops``: bus stops along the main roads, fewer where the neighbourhood lacks them, and the railway stations."""
    rng = Draws(seed, "stops")
    main = roads.where(roads.table["road_class"].isin(STOP_CLASSES).to_numpy())
    spots = shapely.line_interpolate_point(main.geometry, 0.5, normalized=True)
    points = np.round(shapely.get_coordinates(spots) / GRID) * GRID
    place = nearest_profile(points, people)
    few = lacks(place, "stop")
    chosen = draw_spaced_points(points, np.ones(len(points)), len(points), STOP_SPACING, rng)
    chosen = chosen[~few[chosen] | (rng.random(len(chosen)) < FEW_STOPS)]
    away = length(points[chosen] - np.array(city()["origin"]))
    often = np.array([rate for _, rate in DEPARTURES])[np.searchsorted([reach for reach, _ in DEPARTURES], away)]
    often = np.maximum(1, np.round(often * np.where(few[chosen], 0.5, 1.0) * rng.uniform(0.7, 1.3, len(chosen)))).astype(int)
    names = [
        joined_name(name, street)
        for name, street in zip(place["name"].to_numpy()[chosen], main.table["name"].to_numpy()[chosen], strict=True)
    ]
    stations = station_points(people)
    table = pd.DataFrame(
        {
            "name": [*numbered_names(names), *words()["stations"]],
            "mode": ["bus"] * len(chosen) + ["train"] * len(stations),
            "departures_per_hour": [*often, *[rate for _, rate in STATIONS]],
        }
    )
    table.insert(0, "stop_id", ids("T", len(table)))
    return points_of("stops", np.concatenate([shapely.points(points[chosen]), stations]), table)


def nearest_profile(points: np.ndarray, people: People) -> pd.DataFrame:
    """Return the profile of the sector of the address nearest to each point."""
    nearest = shapely.STRtree(people.addresses.geometry).nearest(shapely.points(points))
    return people.profile.iloc[people.sector[nearest]].reset_index(drop=True)


def station_points(people: People) -> np.ndarray:
    """Return where the railway stations are: the address nearest to the middle of their neighbourhood."""
    places = neighbourhoods().set_index("name").loc[[name for name, _ in STATIONS], ["x", "y"]].to_numpy()
    middle = shapely.points(places + np.array(city()["origin"]))
    return people.addresses.geometry[shapely.STRtree(people.addresses.geometry).nearest(middle)]


def numbered_names(names: list[str]) -> list[str]:
    """Return the names, the second and later of equals with their number behind."""
    series = pd.Series(names)
    count = series.groupby(series).cumcount()
    return series.where(count == 0, series + " " + (count + 1).astype(str)).tolist()


def points_of(name: str, points: np.ndarray, table: pd.DataFrame) -> Features:
    """Return points as a layer."""
    return Features(name, points, table.reset_index(drop=True), LAMBERT_72)
