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


def points_by_area(counts):
    """Return so many points in each area of a town of three columns."""
    places = [(at % 3, at // 3, row) for at, count in enumerate(counts) for row in range(count)]
    return [point(1000 * east + 60 + 30 * (row % 30), 1000 * north + 60 + 30 * (row // 30)) for east, north, row in places]


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ({"measure": "density", "filter": "\"label\" = 'A'"}, {"measure": "count"}),
        ({"measure": "count", "filter": "\"label\" = 'A'"}, {"measure": "density"}),
        ({"measure": "count", "filter": '"age" < 18'}, {"measure": "count", "filter": '"age" < 20'}),
        ({"measure": "count", "filter": "\"label\" = 'A'"}, {"measure": "count", "filter": "\"label\" IN ('A', 'B')"}),
        ({"measure": "count", "filter": "\"label\" = 'A'"}, {"measure": "count", "filter": "\"label\" = 'A' OR \"label\" = 'B'"}),
        ({"measure": "count", "filter": '"age" BETWEEN 0 AND 18'}, {"measure": "count", "filter": '"age" BETWEEN 0 AND 20'}),
        ({"measure": "sum", "field": "rooms", "filter": "\"label\" = 'A'"}, {"measure": "density", "field": "rooms"}),
    ],
)
def test_few_who_are_left_of_a_wider_filter_are_as_secret_as_few(town, part, whole):
    """20 people in S1, of whom 1 or 3 are of age 19 and label B: the rest of both counts, as an attacker subtracts them, is not told."""
    found = []
    for few in (1, 3):
        sizes = [(20, few), (21, 0), (30, 10), (40, 12), (50, 14), (60, 16)]
        labels = [label for count, others in sizes for label in "B" * others + "A" * (count - others)]
        columns = {"label": labels, "age": [19 if label == "B" else 5 for label in labels], "rooms": [1] * len(labels)}
        town.layer("people", points_by_area([count for count, _ in sizes]), columns=columns, fields={"rooms": {}, "age": {}}, **SENSITIVE)
        found.append(measured(town, {"id": "part", "layer": "people", **part}, {"id": "whole", "layer": "people", **whole}))
    one, other = found
    assert one.values["part"][0] == other.values["part"][0] and one.hidden["part"][:2].tolist() == [1, 1]
    assert one.hidden["part"][2:].sum() == 0, "where 10 and more are left both are shown"


def test_few_in_the_ring_between_two_distances_are_as_secret_as_few(town):
    """1 or 3 of 40 patients live farther than 300 m from their school and nearer than 400 m: the two shares do not tell how many."""
    town.layer("schools", [point(500 + 1000 * (at % 3), 500 + 1000 * (at // 3)) for at in range(6)])
    found = []
    for few in (1, 3):
        rings = [(20 - few, few, 20), (20, 0, 20), (12, 14, 14), (10, 20, 10), (10, 10, 20), (15, 12, 13)]
        away = [
            [place for start, count in zip((50, 340, 440), ring, strict=True) for place in range(start, start + count)] for ring in rings
        ]
        homes = [point(500 + 1000 * (at % 3) + one, 500 + 1000 * (at // 3)) for at, some in enumerate(away) for one in some]
        town.layer("patients", homes, **SENSITIVE)
        within = {"layer": "schools", "measure": "share_within", "points": "patients"}
        found.append(measured(town, *({"id": f"w{metres}", "distance": metres, **within} for metres in (300, 400))))
    one, other = found
    assert one.values["w300"][0] == other.values["w300"][0] and one.hidden["w300"].tolist() == [1, 1, 0, 0, 0, 0]
    assert one.values["w400"].tolist() == other.values["w400"].tolist() and one.hidden["w400"].sum() == 0
