"""Counts of features and people that may be passed on as values per area only, by hand."""

import pytest
from opgavenkaart.processing.challenge.coverage import hidden_words
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.challenge.shown import shown_measures
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.six_units import AS_OF, collected
from opgavenkaart.test.support.town import Town, point

SENSITIVE = {"redistribution": "aggregated"}


@pytest.fixture
def town(qgis_app, tmp_path):
    """Six areas of a square kilometre; 12 homes in the first, 8 in the second, 3 in the third."""
    town = Town(tmp_path)
    town.table("facts", {"sector_code": town.keys, "inhabitants": [100, 3, 200, 42, 0, 60]})
    homes = [point(1000 * column + 100 + 10 * number, 500) for column, count in ((0, 12), (1, 8), (2, 3)) for number in range(count)]
    town.layer("homes", homes, **SENSITIVE)
    return town


def measured(town, *indicators, **challenge):
    return index_challenge(collected(town, *indicators, **challenge), AS_OF).measured


def test_a_density_of_sensitive_features_is_that_of_their_rounded_count(town):
    found = measured(town, {"id": "dense", "layer": "homes", "measure": "density"}, {"id": "many", "layer": "homes", "measure": "count"})
    assert found.values["dense"][:2].tolist() == found.values["many"][:2].tolist() == [10, 10]
    assert found.hidden["dense"].tolist() == [0, 0, 1, 1, 1, 1]
    expected = found.values["dense"][2:]
    assert (expected == expected.iloc[0]).all() and 0 < expected.iloc[0] < 7, "of hidden ones as many everywhere"


def test_people_of_a_sensitive_layer_are_rounded_and_of_one_that_failed_not_known(town):
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name"}
    counted = {"units": {**units, "population": {"layer": "people", "field": "inhabitants"}}}
    it = {"id": "it", "layer": "facts", "field": "inhabitants"}
    town.table("people", {"sector_code": town.keys, "inhabitants": [101, 3, 198, 42, 0, 60]}, **SENSITIVE)
    people, hidden = shown_measures(collected(town, it, **counted)).population()
    assert people[[0, 2, 3, 5]].tolist() == [100, 200, 40, 60] and hidden.tolist() == [False, True, False, False, True, False]
    town.record("people", {"kind": "gpkg", "path": "gone.gpkg"}, geometry="none", key="sector_code")
    lost = collected(town, it, **counted, missing_data={"layers": "continue"})
    assert list(lost.failures) == ["people"] and shown_measures(lost).population() == (None, None)
    assert index_challenge(lost, AS_OF).people is None


def test_what_a_rate_counts_is_hidden_where_it_is_small_though_its_field_does_not_say_that_it_counts(town):
    """Weighted counts, such as people by parts of a household, are no whole numbers: that they are divided says that they count."""
    town.table("helped", {"sector_code": town.keys, "people": [50.5, 2.5, 80.5, 20.5, 0.0, 30.5]}, **SENSITIVE)
    rate = {
        "id": "helped",
        "layer": "helped",
        "field": "people",
        "denominator": {"layer": "facts", "measure": "attribute", "field": "inhabitants"},
    }
    found = measured(town, rate)
    assert found.hidden["helped"].tolist() == [0, 1, 0, 0, 1, 0]
    assert found.values["helped"][[0, 2, 3, 5]].tolist() == [0.5, 0.4, 20 / 42, 0.5]


@pytest.mark.parametrize(("share", "said"), [(0.0, "0 %"), (0.004, "less than 1 %"), (0.006, "1 %"), (0.126, "13 %")])
def test_how_many_people_live_where_counts_are_hidden(town, share, said):
    it = {"id": "it", "layer": "facts", "field": "inhabitants"}
    (line,) = hidden_words(collected(town, it), {"it": (3, share)}, Language("en"))
    assert f": 3 areas with {said} of the people are hidden," in line
