"""Who lives in the sectors: inhabitants by age, income, energy use, cars, and who waits for a social dwelling.

Everything follows from the dwellings of the sector and its neighbourhood's profile, with noise.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..features import Features
from .areas import CityFaces
from .arithmetic import exp, power
from .draws import Draws
from .setting import city, neighbourhoods, of_kind
from .sites import plenty

AGES = {
    "aged_0_2": 0.029, "aged_3_5": 0.030, "aged_6_11": 0.064, "aged_12_17": 0.066,
    "aged_18_64": 0.586, "aged_65_79": 0.156, "aged_80_plus": 0.069,
}  # fmt: skip
YOUNG = {"aged_0_2": 1.0, "aged_3_5": 1.0, "aged_6_11": 0.85, "aged_12_17": 0.55}
OLD = {"aged_65_79": 0.75, "aged_80_plus": 1.15}
MORE_TEENS = 1.7
OCCUPIED = 0.965
ALONE_65_79, ALONE_80_PLUS = 0.27, 0.46
MIDDLE_INCOME = 30_800.0
HIDDEN_RETURNS = 20
FEWEST_CONNECTIONS = 10
FEWEST_HOUSEHOLDS = 5
LARGER_USE = 0.055


def sector_codes(areas: CityFaces) -> np.ndarray:
    """Return the nine-character code of each sector: NIS code, letter of the neighbourhood, number, dash."""
    letter = neighbourhoods()["letter"].to_numpy()[areas.sector_table["neighbourhood"]]
    return np.array(
        [f"{city()['nis_code']}{one}{number:02d}-" for one, number in zip(letter, areas.sector_table["number"], strict=True)], dtype=object
    )


def make_profile(seed: int, areas: CityFaces, buildings: Features) -> pd.DataFrame:
    """Return one row a sector: the neighbourhood's profile with noise, ``dwellings``, mean ``badness``, and the share in an ``estate``."""
    rng = Draws(seed, "profile")
    table = buildings.table
    sector = areas.table["sector"].to_numpy()[table["block"]]
    count, homes = len(areas.sectors), table["dwellings"].to_numpy()
    total = np.bincount(sector, homes, count)
    in_estate = areas.table["use"].eq("estate").to_numpy()[table["block"]]
    share = np.maximum(total, 1)
    place = neighbourhoods().iloc[areas.sector_table["neighbourhood"]].reset_index(drop=True)
    estate = np.bincount(sector, homes * in_estate, count) / share
    return place.assign(
        sector_code=sector_codes(areas),
        dwellings=total.astype(int),
        badness=np.bincount(sector, homes * table["badness"], count) / share,
        estate=estate,
        wealth=place["wealth"] + rng.normal(0, 0.25, count) - 0.8 * estate,
        young=place["young"] * rng.lognormal(0, 0.10, count),
        old=place["old"] * rng.lognormal(0, 0.10, count),
        size=place["size"] * rng.lognormal(0, 0.04, count),
    )


def make_population(seed: int, profile: pd.DataFrame) -> Features:
    """Return the table ``population``; the age classes add up to the inhabitants."""
    rng = Draws(seed, "population")
    households = rng.binomial(profile["dwellings"], OCCUPIED)
    inhabitants = np.maximum(np.round(households * profile["size"]).astype(int), households)
    share = pd.DataFrame(index=profile.index)
    for age, usual in AGES.items():
        share[age] = usual * power(profile["young"], YOUNG.get(age, 0.0)) * power(profile["old"], OLD.get(age, 0.0))
    share["aged_12_17"] *= np.where(plenty(profile, "teens"), MORE_TEENS, 1.0)
    ages = pd.DataFrame(rng.multinomial(inhabitants, share.to_numpy()), columns=list(AGES))
    alone = rng.binomial(ages["aged_65_79"], ALONE_65_79) + rng.binomial(ages["aged_80_plus"], ALONE_80_PLUS)
    table = pd.DataFrame({"sector_code": profile["sector_code"], "inhabitants": inhabitants, "households": households})
    return table_of("population", table.join(ages).assign(living_alone_65_plus=np.minimum(alone, households)))


def make_income(seed: int, profile: pd.DataFrame, population: Features) -> Features:
    """Return the table ``income``: no row where fewer than five households live, no median where there are 20 returns or fewer."""
    rng = Draws(seed, "income")
    households = population.table["households"].to_numpy()
    returns = np.round(households * 1.12 * rng.lognormal(0, 0.03, len(households)))
    median = pd.Series(MIDDLE_INCOME * exp(0.15 * profile["wealth"] + rng.normal(0, 0.035, len(households))))
    table = pd.DataFrame({"sector_code": profile["sector_code"], "tax_returns": returns.astype(int)})
    table["median_income"] = median.round(2).where(table["tax_returns"] > HIDDEN_RETURNS)
    return table_of("income", table[households >= FEWEST_HOUSEHOLDS])


def make_energy_use(seed: int, profile: pd.DataFrame, population: Features) -> Features:
    """Return the table ``energy_use``, kWh a year; no values where there are fewer than ten connections."""
    rng = Draws(seed, "energy_use")
    households = population.table["households"].to_numpy()
    count = len(households)
    gas = rng.binomial(households, np.clip(of_kind(profile["kind"], "gas"), 0, 1))
    per_home = 2_350 * (1 + LARGER_USE * profile["wealth"]) * np.sqrt(profile["size"] / 2.2) * rng.lognormal(0, 0.05, count)
    heat = (5_600 + 2_150 * profile["badness"]) * (1 + LARGER_USE * profile["wealth"]) * rng.lognormal(0, 0.06, count)
    table = pd.DataFrame(
        {
            "sector_code": profile["sector_code"],
            "electricity_kwh": (households * per_home).round(1),
            "electricity_connections": households.astype("float64"),
            "gas_kwh": (gas * heat).round(1),
            "gas_connections": gas.astype("float64"),
        }
    )
    few = {"electricity": households < FEWEST_CONNECTIONS, "gas": gas < FEWEST_CONNECTIONS}
    for carrier, hidden in few.items():
        table.loc[hidden, [f"{carrier}_kwh", f"{carrier}_connections"]] = np.nan
    return table_of("energy_use", table)


def make_mobility(seed: int, profile: pd.DataFrame, population: Features) -> Features:
    """Return the table ``mobility``: cars, and households without one; no row where fewer than five households live."""
    rng = Draws(seed, "mobility")
    households = population.table["households"].to_numpy()
    with_car = np.clip(of_kind(profile["kind"], "cars") + 0.055 * profile["wealth"] - 0.05 * (profile["old"] - 1), 0.2, 0.985)
    without = rng.binomial(households, 1 - with_car)
    cars = households - without + rng.binomial(households - without, np.clip(0.30 + 0.09 * profile["wealth"], 0.05, 0.7))
    table = pd.DataFrame({"sector_code": profile["sector_code"], "cars": cars, "households_without_car": without})
    return table_of("mobility", table[households >= FEWEST_HOUSEHOLDS])


def make_waiting_list(seed: int, profile: pd.DataFrame, population: Features) -> Features:
    """Return the table ``housing_waiting_list``: more households wait where incomes are low and few social dwellings stand."""
    rng = Draws(seed, "housing_waiting_list")
    share = np.clip(0.032 * exp(-0.62 * profile["wealth"]) * (1 - 0.4 * profile["estate"]), 0, 0.3)
    waiting = rng.binomial(population.table["households"], share)
    return table_of("housing_waiting_list", pd.DataFrame({"sector_code": profile["sector_code"], "households_waiting": waiting}))


def table_of(name: str, table: pd.DataFrame) -> Features:
    """Return a table without geometry as features."""
    return Features(name, np.full(len(table), None, dtype=object), table.reset_index(drop=True))
