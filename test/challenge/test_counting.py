"""What indicators rest on: denominators and what else weighs, by hand; cases that are counted, few that are counted, hidden units."""

import numpy as np
import pytest
from opgavenkaart.processing.analysis.means import mean, place_means
from opgavenkaart.processing.challenge.counting import counted_cases, few_counted
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.test.support.layers import Heard
from opgavenkaart.test.support.six_units import AS_OF, collected
from opgavenkaart.test.support.town import Town, point

NAN = np.nan
HOMES, OLD, GAS = [10, 1000, 300, 20, 0, 400], [9, 100, 60, 20, 0, 200], [90_000, 9_000_000, 3e6, 3e5, None, 5e6]
PEOPLE = {"layer": "facts", "measure": "attribute", "field": "homes"}
AS_SHARE = {"id": "old", "layer": "facts", "field": "old", "denominator": PEOPLE, "scale": 100, "unit": "%"}
AS_USE = {"id": "gas", "layer": "facts", "field": "gas", "denominator": PEOPLE}


@pytest.fixture
def town(qgis_app, tmp_path):
    town = Town(tmp_path)
    town.table("facts", {"sector_code": town.keys, "homes": HOMES, "old": OLD, "gas": GAS, "median_income": [10, 20, 30, 40, 50, 99]})
    places = [point(500, 500), point(600, 500), point(700, 500), point(1500, 500)]
    town.layer("addresses", places, columns={"homes": [1, 1, 3, 5]})
    town.layer("stops", [point(500, 900)], columns={"name": ["a"]})
    return town


def indexed(town, *indicators, progress=None, **challenge):
    given = collected(town, *indicators, **challenge)
    return index_challenge(given, AS_OF, progress) if progress else index_challenge(given, AS_OF)


def whole(found, id):
    """What is said of all units together."""
    units = found.unit_table
    return place_means(units.values[id].to_numpy(), np.array([], int), np.array([], int), 0, units.value_averaging[id])[0]


def test_the_mean_share_of_old_homes_is_that_of_all_homes(town):
    """389 of 1,730 homes are old: 22.5 %. Each area once would give 54 %."""
    found = indexed(town, AS_SHARE)
    assert found.unit_table.table["old_of"].tolist() == HOMES
    assert whole(found, "old") == pytest.approx(100 * sum(OLD) / sum(HOMES))
    assert mean(found.evaluation.raw["old"]) == pytest.approx(54)


def test_what_else_weighs(town):
    """Distances from addresses by addresses, or by what these weigh; means of features by features; shares of ground by ground."""
    found = indexed(
        town,
        {"id": "way", "layer": "stops", "measure": "distance_nearest", "points": "addresses"},
        {"id": "way_home", "layer": "stops", "measure": "distance_nearest", "points": "addresses", "weight_field": "homes"},
        {
            "id": "size",
            "layer": "addresses",
            "measure": "mean",
            "field": "homes",
            "filter": '"homes" < 5',
            "normalisation": "target",
            "target": 0,
        },
        {"id": "dense", "layer": "addresses", "measure": "density"},
    )
    bases = found.measured.bases.fillna(0)
    assert bases["way"].tolist()[:3] == [3, 1, 0]
    assert bases["way_home"].tolist()[:3] == [5, 5, 0]
    assert bases["size"].tolist()[:3] == [3, 0, 0]
    assert bases["dense"].tolist() == pytest.approx([1e6] * 6)
    ways = [np.hypot(0, 400), np.hypot(100, 400), np.hypot(200, 400), np.hypot(1000, 400)]
    assert whole(found, "way") == pytest.approx(np.mean(ways))
    assert whole(found, "way_home") == pytest.approx(np.average(ways, weights=[1, 1, 3, 5]))
    assert whole(found, "size") == pytest.approx(5 / 3)
    assert whole(found, "dense") == pytest.approx(4 / 6)


def test_totals_are_per_area_and_medians_have_a_median(town):
    """Whoever lives there: 4 addresses in 6 areas; of six median incomes the middle is 35, their mean 41.5."""
    population = {"population": {"layer": "facts", "field": "homes"}}
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name"} | population
    found = indexed(
        town,
        {"id": "number", "layer": "addresses", "measure": "count"},
        {"id": "income", "layer": "facts", "field": "median_income"},
        units=units,
    )
    assert [whole(found, "number"), whole(found, "income")] == pytest.approx([4 / 6, 35])
    assert list(found.measured.bases) == []


def test_cases_are_counted_where_they_are_part_of_what_is_counted(town):
    """Old homes are homes; kWh are not. Low values that mean need count no cases, nor does what has no weight."""
    income = {"id": "income", "layer": "facts", "field": "median_income"}
    ones = [AS_SHARE, AS_USE, {"id": "number", "layer": "addresses", "measure": "count"}, income]
    ones += [AS_SHARE | {"id": "supply", "direction": "low"}, AS_SHARE | {"id": "idle", "weight": 0}]
    found = indexed(town, *ones)
    cases = counted_cases(found.collected.challenge.indicators, found.measured.counts, found.measured.bases)
    assert {id: values.tolist() for id, values in cases.items()} == {"old": OLD, "number": [3, 1, 0, 0, 0, 0]}


def test_few_that_are_counted(town):
    """10 and 20 homes: 90 and 100 % are old, and in the smallest one home is 10 points; kWh have no single cases."""
    heard = Heard()
    found = indexed(town, AS_SHARE, AS_USE, AS_SHARE | {"id": "smooth", "smoothing": "empirical_bayes"}, progress=heard)
    few = list(few_counted(found.collected.challenge.indicators, found.measured))
    assert [(one.indicator.id, one.units, one.low, one.high, one.smallest, one.counted) for one in few] == [
        ("old", 2, 90.0, 100.0, 0, 10.0),
        ("gas", 2, 9000.0, 15000.0, 0, 10.0),
    ]
    assert few[0].step == pytest.approx(10) and np.isnan(few[1].step)
    assert sum("count fewer than 50" in str(note) for note in heard.notes) == 2


def test_of_hidden_units_nothing_is_told(town):
    found = indexed(town, AS_SHARE, small_numbers={"layer": "facts", "field": "homes", "minimum": 21})
    assert found.unit_features.table["old_of"].isna().tolist() == [True, False, False, True, True, False]
    assert list(few_counted(found.collected.challenge.indicators, found.measured)) == []
    cases = counted_cases(found.collected.challenge.indicators, found.measured.counts, found.measured.bases)["old"]
    assert np.isnan(cases).tolist() == [True, False, False, True, True, False]
