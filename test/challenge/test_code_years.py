"""A table of 2024 on sectors of 2025: rates handed down, counts divided, and what nobody can know told; in a challenge and alone."""

import datetime

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.model.catalogue import Catalogue, read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.errors import Mistakes
from opgavenkaart.processing.model.record import FieldSpec, Join, LayerRecord
from opgavenkaart.processing.sources.loading import load_record
from opgavenkaart.processing.sources.loading.code_years import weigh_units
from opgavenkaart.test.support.layers import Heard, record
from opgavenkaart.test.support.town import Town, point, squares

AS_OF = datetime.date(2026, 1, 1)
pytestmark = pytest.mark.usefixtures("qgis_app")

KEYS = ["44021A05K", "44021A05L", "44021A06-", "44021B01K", "44021B01L", "44021C02K"]
"""A05- was divided in two, A06- stayed, of B011 and B012 nobody knows which became which, C021 has a new code."""
FIELDS = {
    "sector_code": {"from": ["sector"]},
    "inhabitants": {"from": ["people"], "quantity": "count"},
    "median_income": {"from": ["income"], "quantity": "rate"},
    "score": {"from": ["score"]},
}


@pytest.fixture
def town(tmp_path):
    town = Town(tmp_path, keys=KEYS)
    rows = {
        "sector": ["44021A05-", "44021A06-", "44021B011", "44021B012", "44021C021"],
        "people": [101, 50, 10, 20, 30],
        "income": [20000, 30000, 1, 2, 25000],
        "score": [1.5, 2.5, 3.5, 4.5, 5.5],
    }
    town.table("population", rows, fields=FIELDS, join={"layer": "statistical_sectors", "key": "sector_code"})
    return town


def loaded(town, id="population"):
    heard = Heard()
    catalogue = read_catalogue(town.write({})["CATALOGUE"])
    found = load_record(catalogue.get(id), catalogue=catalogue, progress=heard)
    return found.features.table.set_index("sector_code"), heard


def values(column):
    return [None if np.isnan(value) else value for value in column]


def test_a_table_that_is_joined(town):
    """All sectors are 1 km2: 101 people become 51 and 50."""
    table, heard = loaded(town)
    assert values(table["inhabitants"]) == [51, 50, 50, None, None, 30]
    assert values(table["median_income"]) == [20000, 20000, 30000, None, None, 25000]
    assert values(table["score"]) == [None, None, 2.5, None, None, 5.5]
    assert heard.notes[-1] == (
        "Table 'Layer population' (population.csv) has codes of another year: 3 areas of 'Layer statistical_sectors' take their values from"
        " 2 rows under other codes. Where an area was divided, rates are handed down and counts are divided by surface."
    )
    assert heard.warnings == [
        "Table 'Layer population' (population.csv) has codes of another year, and for 2 areas of 'Layer statistical_sectors' ('44021B01K',"
        " '44021B01L') it cannot be known which rows are their own: they get no value from the table. A record 'code_changes' in the"
        " catalogue can say so.",
        "Table 'Layer population' (population.csv): the record does not say whether 1 field ('score') holds counts or rates, so areas"
        " of 'Layer statistical_sectors' that were divided or merged get no value in it (2). Give the field a 'quantity' of 'count' or"
        " 'rate'.",
        "Table 'Layer population' (population.csv): 2 of the 6 keys in the column 'sector' belong to no area of 'Layer"
        " statistical_sectors' ('44021B011', '44021B012'). Codes such as '44021B011' are of the same municipalities, in another division"
        " into areas: take a table and areas of one year.",
        "Table 'Layer population' (population.csv) has no row for 2 of the 6 areas of 'Layer statistical_sectors' ('44021B01K',"
        " '44021B01L'), which get no value from it.",
    ]


def test_a_record_that_says_what_became_what(town):
    """B01K has all of B011 and a quarter of B012: 10 + 5 people, and of the rates 10 parts 1 and 5 parts 2."""
    old, new = ["44021B011", "44021B012", "44021B012"], ["44021B01K", "44021B01K", "44021B01L"]
    town.table("code_changes", {"old_code": old, "new_code": new, "share": [10, 5, 15]}, key="old_code")
    table, heard = loaded(town)
    assert values(table["inhabitants"]) == [51, 50, 50, 15, 15, 30]
    assert values(table["median_income"])[3:5] == pytest.approx([4 / 3, 2])
    town.table("code_changes", {"old_code": ["44021B011", "44021B012"], "new_code": ["44021B01L", "44021B01K"]}, key="old_code")
    table, heard = loaded(town)
    assert values(table["inhabitants"]) == [51, 50, 50, 20, 10, 30] and values(table["median_income"])[3:5] == [2, 1]


def test_a_table_of_the_same_year_asks_for_nothing(town):
    join = {"layer": "statistical_sectors", "key": "sector_code"}
    town.table("population", {"sector": KEYS[:5], "people": range(5)}, fields=FIELDS, join=join)
    town.record("code_changes", {"kind": "csv", "path": "absent.csv"})
    table, heard = loaded(town)
    assert values(table["inhabitants"]) == [0, 1, 2, 3, 4, None]
    assert not any("another year" in one for one in (*heard.notes, *heard.warnings))


def index(town, *more):
    people = {"id": "people", "layer": "population", "field": "inhabitants"}
    whole = town.challenge(people, *more, missing_data={"layers": "continue"}, aggregation={"allowed_missing_share": 1})
    paths = town.write(whole)
    heard = Heard()
    found = collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]), progress=heard)
    return index_challenge(found, AS_OF), found, heard


def test_in_a_challenge_addresses_go_before_surface(town):
    """Three addresses in A05K and one in A05L: 101 people become 76 and 25."""
    town.layer("addresses", [point(500, 500), point(400, 400), point(300, 300), point(1500, 500), point(2500, 500)])
    made, found, heard = index(town, {"id": "doors", "layer": "addresses", "measure": "count"})
    assert values(made.evaluation.raw["people"]) == [76, 25, 50, None, None, 30]
    assert any("divided by numbers of addresses" in one for one in heard.notes)
    assert any("another year" in message.template for message in found.layers["population"].messages), "the report says so too"
    assert list(found.layers) == ["statistical_sectors", "population", "addresses"]
    match = found.matches["population"]
    assert (match.matched, match.lacking, match.unmatched) == (4, 2, ("44021B011", "44021B012"))


def test_in_a_challenge_without_addresses_counts_are_divided_by_surface(town):
    made, _, heard = index(town)
    assert values(made.evaluation.raw["people"]) == [51, 50, 50, None, None, 30]
    assert any("divided by surface" in one for one in heard.notes)


def layer(name, points, **columns):
    return Features(name, np.array(points, dtype=object), pd.DataFrame(columns, index=range(len(points))), "EPSG:31370")


def test_what_counts_are_divided_by():
    """Addresses first, then the population grid, then surface; a layer that holds nothing here says nothing."""
    units = Features("u", squares(2, 1), None, "EPSG:31370")
    doors = layer("addresses", [point(500, 500), point(1500, 500), point(1600, 500), point(9000, 0)])
    grid = layer("population_grid", [shapely.box(*point(0, 0).coords[0], *point(100, 100).coords[0])], inhabitants=[7.0])
    far = layer("addresses", [point(9000, 9000)])
    for layers, name, expected in (
        ({"addresses": doors, "population_grid": grid}, "addresses", [1, 2]),
        ({"addresses": far, "population_grid": grid}, "population_grid", [7, 0]),
        ({"population_grid": layer("population_grid", [point(1, 1)])}, "area", [1e6, 1e6]),
        ({}, "area", [1e6, 1e6]),
    ):
        found = weigh_units(units, layers)
        assert (found.name, found.values.tolist()) == (name, expected)


def test_a_field_says_what_it_is_in_the_catalogue(town):
    people = read_catalogue(town.write({})["CATALOGUE"]).get("population")
    assert people.fields["inhabitants"].quantity == "count" and people.fields["score"].quantity == ""
    assert LayerRecord.from_json(people.to_json()) == people
    wrong = people.to_json()
    wrong["fields"]["score"]["quantity"] = "counts"
    with pytest.raises(Mistakes, match="quantity"):
        LayerRecord.from_json(wrong)


def test_ages_of_2021_on_the_sectors_of_gent_of_2025(shared_data, tmp_path):
    """A real table of Statbel under the codes of 2021: 86 of the 254 sectors by their code, 241 now; of the rest nothing is known."""
    folder = shared_data / "public/tables"
    sectors = record(
        "geojson",
        folder / "crosswalk/gent_statistical_sectors_2025.geojson",
        id="statistical_sectors",
        fields={"sector_code": FieldSpec(("nis9_code",))},
        key="sector_code",
        geometry="polygon",
    )
    fields = {"sector_code": FieldSpec(("cd_sector",)), "aged_65_plus": FieldSpec(("x65",), quantity="count")}
    people = record(
        "csv",
        folder / "statbel/census2021_S01_65plus_per_sector.csv",
        id="population",
        fields=fields,
        key="sector_code",
        geometry="none",
        join=Join("statistical_sectors", "sector_code"),
    )
    heard = Heard()
    catalogue = Catalogue(own={"statistical_sectors": sectors, "population": people})
    table = load_record(people, target_crs="EPSG:31370", catalogue=catalogue, progress=heard).features.table
    source = pd.read_csv(people.source.path).set_index("cd_sector")
    by_code = table["sector_code"].isin(source.index).sum()
    assert (len(table), by_code, table["aged_65_plus"].notna().sum()) == (254, 86, 241)
    own = source.loc[source.index.str.startswith("44021"), "x65"]
    gone = own[~own.index.str[:8].isin(table["sector_code"].str[:8])]
    assert table["aged_65_plus"].sum() == own.sum() - gone.sum() and len(gone) == 5, "nobody lost but where no area goes on"
