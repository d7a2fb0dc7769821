"""Every indicator that rests on recorded files, for three sectors of Halle: as the first map has it, and reckoned from the files alone.

The second takes nothing of the product: files read with pandas and json, and the formulas of the documentation.
"""

import json

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.model.builtin_challenges import builtin_challenges
from opgavenkaart.processing.model.catalogue import read_catalogue, write_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.processing.products.first_map.area import read_municipality
from opgavenkaart.processing.products.first_map.prepare import fetch_public_data
from opgavenkaart.processing.products.first_map.public_data import open_public_data
from opgavenkaart.test.support import running
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.replay import World, find_data, play, replayed_catalogue
from opgavenkaart.test.support.source_table import rows_of
from opgavenkaart.test.support.town import read_layer

HALLE = "23027"
SECTORS = {"23027A00K": "23027A00-", "23027B00-": "23027B00-", "23027C091": "23027C091"}
"""The code of 2025, and that of 2024 which the files have; the first is one of two that a sector was divided into."""
WHOLE = ("id", "title", "question", "owner", "units", "aggregation", "missing_data")
"""What is kept of a challenge beside the indicators that rest on recorded files."""


@pytest.fixture(scope="module")
def mapped(tmp_path_factory, qgis_app, qgis_processing):
    """What the first map measures in the sectors of Halle, by challenge and indicator, of those that rest on recorded files."""
    data_folder("public/services/zennevallei/scores.json")
    folder, halle, builtin = tmp_path_factory.mktemp("by_hand"), read_municipality(HALLE), read_catalogue()
    paths = {}
    for id in builtin_challenges():
        recorded = {row.asked.id for row in rows_of(read_challenge(id), builtin) if row.is_recorded}
        document = json.loads((RESOURCES / "challenges" / f"{id}.json").read_text(encoding="utf-8"))
        kept = [one for one in document["indicators"] if one["id"] in recorded]
        if kept:
            paths[id] = folder / f"{id}.json"
            paths[id].write_text(json.dumps({name: document[name] for name in WHOLE if name in document} | {"indicators": kept}))
    challenges = {id: read_challenge(str(path)) for id, path in paths.items()}
    with play(world=World(find_data(), (HALLE,)), latency=0) as replay:
        catalogue = read_catalogue(replayed_catalogue(replay, folder / "catalogue.json"))
        own = fetch_public_data(halle, list(challenges.values()), catalogue, open_public_data(folder / "kept", halle))
    write_catalogue(folder / "halle.json", own)
    found = {}
    for id, challenge in challenges.items():
        asked = {"CHALLENGE": str(paths[id]), "CATALOGUE": str(folder / "halle.json"), "OUTPUT": str(folder / f"{id}.gpkg")}
        running.run_algorithm("challenge_index", asked)
        table = read_layer(folder / f"{id}.gpkg", id)[1].set_index("sector_code")
        found |= {(id, one.id): table[one.id] for one in challenge.indicators}
    return found


@pytest.fixture(scope="module")
def files():
    """The folder of recorded files."""
    return data_folder("public/services/zennevallei/scores.json") / "public"


def read_scores(files):
    """Return the scores of the heat map by sector: of the map itself, and of what it is made of."""
    sectors = json.loads((files / "services" / "zennevallei" / "scores.json").read_text(encoding="utf-8"))["sectors"]
    scores = {code: one["scores"] for code, one in sectors.items() if one["scores"]}
    return {code: {**one["components"], **one["sesComponents"], "heat": one["heat"]} for code, one in scores.items()}


def read_incomes(files):
    """Return the median income per return of the newest year by sector."""
    years = json.loads((files / "services" / "zennevallei" / "income.json").read_text(encoding="utf-8"))["years"]
    return {code: one["medianNetTaxableIncome"] for code, one in years[max(years)]["sectorStats"].items()}


def read_gas(files):
    """Return the kilowatt-hours of gas per connection of households by sector."""
    table = pd.read_csv(files / "tables" / "fluvius" / "fluvius_1_06b_2020_huishoudens_vlaanderen.csv", sep=";")
    gas = table[(table["Markt"] == "Gas") & (table["Richting"] == "Afname") & (table["Sector"] == "HUISHOUDENS")]
    sums = gas.groupby(gas["Statistische Sector"].str.strip())[["Benaderend Verbruik (kWh)", "Aantal"]].sum()
    return (sums["Benaderend Verbruik (kWh)"] / sums["Aantal"]).to_dict()


def read_cars(files):
    """Return households and cars by sector of Halle, and its households and those without a car, as Statbel writes them."""

    def number(texts):
        return texts.str.strip().replace("-", "0").str.replace("-00", "0").str.replace(".", "").astype(int)

    folder, form = files / "tables" / "statbel", {"sep": ";", "dtype": str, "encoding": "utf-8-sig"}
    sectors = pd.read_csv(folder / "TF_CAR_HH_SECTOR_2019.txt", **form)
    sectors = sectors[(sectors["CD_REFNIS"] == HALLE) & ~sectors["CD_STAT_SECTOR"].str.endswith("ZZZZ")].set_index("CD_STAT_SECTOR")
    types = pd.read_csv(folder / "TF_CAR_HHTYPE_MUNTY_2019.txt", **form).rename(columns=str.strip)
    types = types[(types["cd_gemeente"] == HALLE) & (types["HH_TYPE_LIPRO"] != "8")]
    count, without = number(types["aant_HuisH"]), types["AantalWagens"].str.strip() == "0"
    return number(sectors["MS_NUM_HH"]), number(sectors["MS_NUM_CAR"]), count.sum(), count[without].sum()


SCORES = {
    ("ageing_nearby", "mean_built_year"): "pre1945Housing",
    ("green_and_cool", "night_heat"): "heat",
    ("smart_densification", "mean_floors"): "populationDensity",
    ("smart_densification", "households_waiting"): "rentalHousing",
    ("social_housing", "households_waiting"): "rentalHousing",
    ("social_housing", "vacant_buildings"): "singleParentFamilies",
    ("warm_homes", "old_dwellings"): "pre1945Housing",
    ("warm_homes", "poor_social_dwellings"): "rentalHousing",
}
INCOMES = ("green_and_cool", "mobility_poverty", "place_for_every_child", "social_housing", "warm_homes")
GAS, CARS = ("warm_homes", "gas_per_connection"), ("mobility_poverty", "without_car")


def test_every_indicator_that_rests_on_recorded_files_is_reckoned_here(mapped):
    assert mapped.keys() == {*SCORES, *((id, "median_income") for id in INCOMES), GAS, CARS}


def test_scores_of_the_heat_map_stand_in_as_they_were_recorded(mapped, files):
    known = read_scores(files)
    for indicator, name in SCORES.items():
        found = {code: mapped[indicator][code] for code in SECTORS}
        assert found == {code: known[old][name] for code, old in SECTORS.items()}, indicator


def test_incomes_are_those_of_the_newest_year(mapped, files):
    known = read_incomes(files)
    for id in INCOMES:
        found = {code: mapped[id, "median_income"][code] for code in SECTORS}
        assert found == {code: known[old] for code, old in SECTORS.items()}, id


def test_gas_per_connection(mapped, files):
    """A divided sector has the use per connection of the whole but for its connections, which are whole numbers."""
    known, found = read_gas(files), mapped[GAS]
    assert found["23027B00-"] == pytest.approx(known["23027B00-"], rel=1e-9)
    assert found["23027C091"] == pytest.approx(known["23027C091"], rel=1e-9)
    assert found["23027A00K"] == pytest.approx(known["23027A00-"], rel=0.002)


def test_households_without_a_car(mapped, files):
    """``logit(share) = a - 2.392 cars per household`` (docs/estimates.md), a such that Halle has its number; whole households."""
    households, cars, whole, without = read_cars(files)
    there = households > 0
    line = -2.392 * cars[there] / households[there]

    def share(shift):
        return 1 / (1 + np.exp(-(shift + line)))

    low, high = -20.0, 20.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if (share(middle) * households[there]).sum() / households.sum() < without / whole else (low, middle)
    expected = share(low)
    for code in ("23027B00-", "23027C091"):
        counted = mapped[CARS][code] / 100 * households[code]
        assert counted == pytest.approx(round(counted), abs=1e-6), "whole households"
        assert abs(counted - expected[code] * households[code]) < 1, code
    assert mapped[CARS]["23027A00K"] == pytest.approx(100 * expected["23027A00-"], abs=0.2)
