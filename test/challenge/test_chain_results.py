"""What the chain makes of a town of six units, by hand: clusters, people in them, numbers of the report, ages, what a bundle keeps."""

import datetime
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from lxml import etree
from opgavenkaart.processing.analysis.sensitivity import Sensitivity
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.challenge.certainty import draw_ranks
from opgavenkaart.processing.challenge.coverage import lines_on
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.challenge.measure import cases_and_people, indicator_dates
from opgavenkaart.processing.challenge.shown import shown_measures
from opgavenkaart.processing.challenge.unit_table import UnitTable
from opgavenkaart.processing.model.certainty import DEPENDS, ROBUST, TOO_LITTLE_DATA
from opgavenkaart.processing.model.challenge import Aggregation, ClusterSpec, read_challenge
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.processing.model.results import CLUSTERS
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.products.certainty_report import worst_rows
from opgavenkaart.processing.products.integrated_map import report, words
from opgavenkaart.processing.products.integrated_map.causes import causes_of
from opgavenkaart.processing.products.integrated_map.dictionary import meanings
from opgavenkaart.processing.products.integrated_map.drawing import method_mark
from opgavenkaart.processing.products.integrated_map.headline import weighing
from opgavenkaart.processing.products.integrated_map.plots import rank_rows, ranks, shade
from opgavenkaart.processing.products.integrated_map.proposals import changes, cluster_facts, moves
from opgavenkaart.processing.products.integrated_map.provenance import account, provenance
from opgavenkaart.processing.products.integrated_map.report_tables import as_csv
from opgavenkaart.processing.products.integrated_map.used_inputs import keep_inputs
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard
from opgavenkaart.test.support.six_units import AS_OF, INDEX, INHABITANTS, NEED, TWO, UNITS, collected, outcome, six_units
from opgavenkaart.test.support.town import Town, point

ENGLISH = Language("en")


@pytest.fixture
def town(qgis_app, tmp_path):
    return six_units(tmp_path)


def shown(found):
    return report.content(found.indexed, found, report.NO_PICTURES, ENGLISH)


# ---- clusters, and the people in them


def test_clusters_by_a_threshold(town):
    """A unit that is just at the threshold is in; S3 and S6 hold most need."""
    found = outcome(town)
    assert found.indexed.evaluation.index.tolist() == pytest.approx(INDEX)
    table = found.clusters.table
    assert found.clusters.membership.tolist() == [2, 0, 1, 0, 0, 1]
    assert table["cluster_label"].tolist() == ["Sector 3, Sector 6", "Sector 1"]
    assert table["population"].tolist() == [1400, 100]
    assert table["mean_value"].tolist() == pytest.approx([80, 75])
    assert table["area_m2"].tolist() == pytest.approx([2e6, 1e6])
    assert found.unit_features.table["cluster_id"].fillna(0).tolist() == [2, 0, 1, 0, 0, 1]


def test_clusters_in_one_area_are_told_apart_by_their_largest_unit(town):
    town.layer("districts", [shapely.box(-1e5, -1e5, 1e7, 1e7)], columns={"name": ["Centrum"]})
    table = outcome(town, areas={"layer": "districts", "name": "name"}).clusters.table
    assert table["cluster_label"].tolist() == ["Centrum (Sector 6)", "Centrum (Sector 1)"]


def test_regions_of_areas_alike(town):
    """The two areas at 80 are one region; the others are apart from those by the widest step that a border has."""
    found = outcome(town, clusters={"method": "skater", "regions": 2})
    membership = found.clusters.membership.tolist()
    assert membership[2] == membership[5] > 0 and len({membership[at] for at in (0, 1, 3, 4)}) == 1 and set(membership) == {1, 2}
    assert found.clusters.table.set_index("cluster_id")["mean_value"][membership[2]] == pytest.approx(80)
    assert sorted(found.clusters.table["population"]) == [800, 1400]
    assert words.finding(found, ENGLISH).startswith("Two homogeneous regions, with the greatest need in")
    held = outcome(town, clusters={"method": "skater", "regions": 2, "floor": 1401})
    assert len(held.clusters.table) == 1


def test_regions_are_nowhere_called_clusters(town):
    """In the facts, the headings of the report and the fields; of the fields' names themselves nothing is said."""
    found = outcome(town, clusters={"method": "skater", "regions": 2})
    content = shown(found)
    fields = [said for meaning in meanings(found, CLUSTERS, ENGLISH).values() for said in (meaning.title, meaning.text)]
    told = [*(one["label"] for one in content["facts"]), *content["group"].values(), content["clusters_are"], *fields]
    assert [text for text in told if "cluster" in text.lower()] == []
    assert {"label": "Regions", "value": "2"} in content["facts"]
    assert {"label": "Clusters", "value": "2"} in shown(outcome(town))["facts"]


def test_the_share_of_the_people_in_clusters(town):
    """1,500 of 2,200; where nobody is counted there is none."""
    found = outcome(town)
    assert found.unit_table.share_within(found.clusters.membership > 0) == pytest.approx(1500 / 2200)
    assert "68 %" in words.finding(found, ENGLISH)
    assert {"label": "Share of the inhabitants in clusters", "value": "68 %"} in shown(found)["facts"]
    within, challenge = np.array([True, False, True]), found.indexed.collected.challenge
    for people, share in (([1, 2, np.nan], 1 / 3), ([0, 0, np.nan], None)):
        assert UnitTable(challenge, pd.DataFrame({"inhabitants": people})).share_within(within) == pytest.approx(share)
    assert UnitTable(challenge, pd.DataFrame({"other": [1, 2, 3]})).share_within(within) is None


def test_what_stands_out_in_a_cluster(town):
    """Need of the people: 128,000 / 2,200 in town, 116,000 / 1,400 in the first cluster; the other: 90,000 / 1,200 where it is known.

    What is above comes first, whatever lies further below.
    """
    found = outcome(town)
    need, more = 128_000 / 2200, 90_000 / 1200
    assert [[one.indicator.id for one in causes] for causes in causes_of(found)] == [["need", "more"], ["need", "more"]]
    points = [one.points for causes in causes_of(found) for one in causes]
    assert points == pytest.approx([116_000 / 1400 - need, 50 - more, 100 - need, -more])
    assert [line.split("; ")[1] for line in words.cluster_lines(found, ENGLISH)] == ["stands out: need (high)"] * 2


def test_a_cause_says_whether_its_values_are_high_or_low(town):
    """Need where values are low: the cluster has few of what the rest has; the word is that of the values, not of the need."""
    found = outcome(town, TWO[0] | {"direction": "low"}, clusters={"method": "threshold", "threshold": 90})
    lines = words.cluster_lines(found, ENGLISH)
    assert lines and all("; stands out: need (low)" in line for line in lines)
    assert shown(found)["clusters"][0]["standouts"][0]["level"] == "low"
    table = found.unit_features.table
    assert table.loc[table["cluster_id"] == 1, "need"].max() < table["need"].mean()


def test_a_population_of_zeros_counts_nobody(town):
    """A report that says that no population figures are available gives no cluster 'inhabitants'."""
    town.table("population", {"sector_code": town.keys, "inhabitants": [0] * 6})
    found = outcome(town, clusters={"method": "threshold", "threshold": 70})
    row = found.clusters.table.iloc[0]
    assert words.cluster_lines(found, ENGLISH)[0].startswith(f"{row['cluster_label']}: {row['unit_count']} areas, index ")
    assert shown(found)["clusters"][0]["population"] == row["unit_count"] > 0
    assert "no population figures" in weighing(found.unit_table, ENGLISH)


def test_a_difference_of_less_than_five_points_does_not_stand_out(town):
    """Both units of the first cluster have 58 (or 54) where the six together have 51 (or 49.67) on average."""
    for high, stands_out in ((58, ["need", "more"]), (54, ["need"])):
        town.table("facts", {"sector_code": town.keys, "need": NEED, "more": [0, 100, high, 40, 50, high]})
        found = outcome(town, units=UNITS | {"population": None}, clusters={"method": "threshold", "threshold": 70})
        assert [one.indicator.id for one in causes_of(found)[found.clusters.membership[2] - 1]] == stands_out


def test_hidden_units_take_no_part_in_a_scan(qgis_app, tmp_path):
    """Five of a hundred have it everywhere, all of the 40 in the middle: where fewer than 41 are hidden nothing is found."""
    town = Town(tmp_path, columns=5, rows=5)
    people, cases = np.full(25, 1000), np.full(25, 50)
    people[12], cases[[0, 12]] = 40, (51, 40)
    town.table("counted", {"sector_code": town.keys, "people": people, "cases": cases})
    rate = {
        "id": "rate",
        "layer": "counted",
        "field": "cases",
        "denominator": {"layer": "counted", "measure": "attribute", "field": "people"},
    }
    scan = {"clusters": {"method": "scan", "indicator": "rate", "permutations": 199}, "units": UNITS | {"population": None}}
    least = {"layer": "counted", "field": "people", "minimum": 41}
    found = outcome(town, rate, **scan)
    assert found.clusters.membership.nonzero()[0].tolist() == [12]
    hidden = outcome(town, rate, **scan, small_numbers=least)
    assert hidden.indexed.hidden == 1
    assert not hidden.clusters.membership.any()
    assert np.isnan(hidden.indexed.evaluation.index[12])
    seen = outcome(town, rate, **scan, small_numbers=least | {"minimum": 40})
    assert seen.indexed.hidden == 0 and seen.clusters.membership[12] == 1


def test_what_a_scan_counts(town):
    count = {"denominator": {"layer": "population", "measure": "attribute", "field": "inhabitants"}, "scale": 1000}
    cases, people = cases_and_people(collected(town, TWO[1], {"id": "it", "layer": "facts", "field": "need", **count}), "it")
    assert cases.tolist() == NEED
    assert people.tolist() == INHABITANTS
    with pytest.raises(OpgaveError, match="negative"):
        town.table("population", {"sector_code": town.keys, "inhabitants": [-1, 2, 3, 4, 5, 6]})
        cases_and_people(collected(town, {"id": "it", "layer": "facts", "field": "need", **count}), "it")


def test_the_counts_that_hide_must_be_there(town):
    """Whoever says which numbers are too small to show is not to see them all because a layer could not be loaded."""
    hide = {"layer": "population", "field": "inhabitants", "minimum": 200}
    assert shown_measures(collected(town, *TWO, small_numbers=hide)).hides.tolist() == [True, False, False, True, False, False]
    assert not shown_measures(collected(town, *TWO)).hides.any()
    lost = replace(collected(town, *TWO, small_numbers=hide), failures={"population": "no answer"})
    with pytest.raises(OpgaveError, match="'population' could not be loaded.*too few 'inhabitants'"):
        _ = shown_measures(lost).hides


def test_a_record_hides_units_and_a_challenge_is_no_milder(town):
    """100, 200 and more live there: below 200 as the record says, and below 300 as a challenge asks beside it; none where it asks for 0."""
    town.records["population"]["disclosure"] = {"fields": {"inhabitants": {"units_minimum": 200}}}
    by_record = shown_measures(collected(town, *TWO, units=UNITS)).hides
    assert by_record.tolist() == [True, False, False, True, False, False]
    asked = {"layer": "population", "field": "inhabitants"}
    assert shown_measures(collected(town, *TWO, units=UNITS, small_numbers=asked | {"minimum": 0})).hides.tolist() == by_record.tolist()
    assert (shown_measures(collected(town, *TWO, units=UNITS, small_numbers=asked | {"minimum": 300})).hides >= by_record).all()
    assert shown_measures(collected(town, *TWO, units=UNITS, small_numbers=asked | {"minimum": 300})).hides.sum() > by_record.sum()
    lost = replace(collected(town, *TWO, units=UNITS), failures={"population": "no answer"})
    with pytest.raises(OpgaveError, match="too few 'inhabitants' to be shown"):
        _ = shown_measures(lost).hides


def test_the_areas_that_are_most_often_in_the_worst_tenth(town):
    """First the share, then the better end of the ranks; an area without index is left out."""
    found = outcome(town)
    share = np.array([0.5, np.nan, 0.9, 0.5, 0.0, 0.9])
    low, high = np.array([3.0, np.nan, 2, 2, 5, 1]), np.array([4.0, np.nan, 3, 4, 5, 2])
    certainty = np.array([DEPENDS, TOO_LITTLE_DATA, ROBUST, DEPENDS, ROBUST, ROBUST])
    rows = list(worst_rows(found.indexed, Sensitivity(low, high, share, certainty), ENGLISH))
    assert [row["name"] for row in rows] == ["Sector 6", "Sector 3", "Sector 4", "Sector 1", "Sector 5"]
    assert [(row["low"], row["high"], row["percent"]) for row in rows][:3] == [(1, 2, "90"), (2, 3, "90"), (2, 4, "50")]
    assert [row["certainty"] for row in rows][1:3] == ["almost certainly among the worst 10 %", "depends on the choices"]
    assert rows[0]["index"] == pytest.approx(INDEX[5])


# ---- ages


def test_an_indicator_is_as_old_as_the_oldest_layer_it_uses(town):
    """What is measured, from where, and what it is divided by; a layer whose date is not known says nothing."""
    town.layer("libraries", [point(500, 500)], date="2024-03-01")
    town.layer("addresses", [point(500, 600), point(1500, 600)], date="2022-05-01")
    far = {"layer": "libraries", "measure": "distance_nearest", "points": "addresses"}
    per_head = {"layer": "population", "measure": "attribute", "field": "inhabitants"}
    near = {"layer": "libraries", "measure": "count"}
    asked = (
        {"id": "far", **far},
        {"id": "count", **near},
        {"id": "per_head", **near, "denominator": per_head},
        {"id": "share", **per_head, "denominator": near | {"filter": ""}},
    )
    dates = indicator_dates(collected(town, *asked))
    expected = {"far": (2022, 5, 1), "count": (2024, 3, 1), "per_head": (2023, 1, 1), "share": (2023, 1, 1)}
    assert dates == {id: datetime.date(*date) for id, date in expected.items()}


def test_the_oldest_layer_behind_an_index(town):
    """Population is two years older than the facts; it counts only where people are, a map's background never, others when named."""
    town.layer("water", [point(500, 500)], date="2019-01-01", redistribution="yes")
    found = outcome(town, background={"water": "water"}).indexed
    assert set(found.index_layers()) == {"population", "facts"}
    assert found.oldest() == "population"
    assert found.oldest(["water"]) == "water"
    assert outcome(town, units=UNITS | {"population": None}).indexed.oldest() == "facts"
    results = account(found, {})["results"]
    assert (results["oldest_input"], results["oldest_input_age_days"]) == ("population", 3 * 365 + 1)


# ---- the report's numbers


def test_the_key_figures(town):
    facts = {one["label"]: one["value"] for one in shown(outcome(town))["facts"]}
    assert facts["Areas"] == "6"
    assert facts["Areas with too little data"] == "0"
    assert facts["Clusters"] == "2"
    assert facts["Share of the weight that is missing"] == "4.2 %"
    assert not any("hidden" in label for label in facts)
    strict = {one["label"]: one["value"] for one in shown(outcome(town, aggregation={"allowed_missing_share": 0.24}))["facts"]}
    assert strict["Areas with too little data"] == "1"


def test_the_tables_of_clusters_sectors_and_indicators(town):
    found = outcome(town)
    content = shown(found)
    rows = content["clusters"]
    assert [(row["rank"], row["units"], row["population"], row["index"], row["hectares"]) for row in rows] == [
        (1, 2, 1400, 80, 200), (2, 1, 100, 75, 100)
    ]  # fmt: skip
    assert [(one["title"], round(one["difference"], 6)) for one in rows[1]["standouts"]] == [
        ("need", round(100 - 128_000 / 2200, 6)), ("more", -75)
    ]  # fmt: skip
    policy, environment = content["sectors"]
    assert (policy["weight_share"], environment["weight_share"]) == (0.75, 0.25)
    assert (policy["missing"], environment["missing"]) == (0, 1)
    assert policy["worst"] == [("Sector 1", 100), ("Sector 3", 90), ("Sector 6", 80)]
    assert environment["worst"] == [("Sector 2", 100), ("Sector 4", 100), ("Sector 5", 100)]
    need, more = content["indicators"]
    assert (need["title"], need["why"], need["unit"], need["weight_share"], need["missing"]) == ("need", "Therefore", "euro", 0.75, 0)
    assert (need["low"], need["median"], need["high"]) == (0, 50, 100)
    assert (more["missing"], more["failed"], more["smoothed"], more["weight_share"]) == (1, False, False, 0.25)
    assert need["layer"] == "Layer facts"


def test_an_indicator_of_two_layers_names_both(town):
    town.layer("libraries", [point(500, 500)])
    per_head = {"layer": "population", "measure": "attribute", "field": "inhabitants"}
    found = outcome(town, {"id": "it", "layer": "libraries", "measure": "count", "denominator": per_head})
    card = shown(found)["indicators"][0]
    assert card["layer"] == "Layer libraries, Layer population"


def test_the_table_of_sources(town):
    """Features, dates and freshness of each: a year and one month after its date a yearly table is due, after three years stale."""
    rows = {row["title"]: row for row in shown(outcome(town))["inputs"]}
    assert {title: row["features"] for title, row in rows.items()} == {
        "Layer statistical_sectors": 6, "Layer population": 6, "Layer facts": 6
    }  # fmt: skip
    assert {title: row["freshness"] for title, row in rows.items()} == {
        "Layer statistical_sectors": "unknown", "Layer population": "stale", "Layer facts": "current"
    }  # fmt: skip
    assert rows["Layer facts"]["changes"] == ""
    assert rows["Layer facts"]["licence"] == "CC0"
    town.records["facts"] |= {"redistribution": "no", "licence": {"name": ""}}
    content = shown(outcome(town))
    assert {row["title"]: row["licence"] for row in content["inputs"]}["Layer facts"] == "unknown"
    assert [note for note in content["notes"] if note.endswith("Layer facts.")]
    assert not [note for note in content["notes"] if "population" in note]


def test_how_it_was_made_is_told_with_its_numbers(town):
    """Six areas, at most a quarter of the weight missing, areas with fewer than 21 hidden, and the method by its own numbers."""
    least = {"layer": "population", "field": "inhabitants", "minimum": 21}
    text = " ".join(words.method(outcome(town, small_numbers=least).indexed, True, ENGLISH))
    assert "the 6 areas" in text and "more than 25 %" in text and "fewer than 21 inhabitants" in text and "threshold" in text
    assert "fewer than" not in " ".join(words.method(outcome(town, small_numbers=least | {"minimum": 0}).indexed, True, ENGLISH))
    tested = outcome(town, clusters={"method": "gi_star", "alpha": 0.01, "permutations": 999, "weights": "queen"}).indexed
    told = list(words.method(tested, True, ENGLISH))[-1]
    assert "Gi*" in told and "1 %" in told and "999" in told and "queen" in told
    assert list(words.method(tested, False, ENGLISH)) == list(words.method(tested, True, ENGLISH))[:-1]
    regions = outcome(town, clusters={"method": "skater", "regions": 2, "floor": 150}).indexed
    assert "150 inhabitants" in list(words.method(regions, True, ENGLISH))[-1]
    geometric = outcome(town, aggregation={"method": "geometric", "allowed_missing_share": 0.25}).indexed
    assert "geometric" in " ".join(words.method(geometric, False, ENGLISH)) and "geometric" not in text


def test_a_target_is_told_with_its_unit(town):
    by_target = TWO[0] | {"normalisation": "target", "target": 12.5, "direction": "low"}
    indicators = collected(town, by_target, TWO[1] | {"normalisation": "percentile"}).challenge.indicators
    assert words.normalisation(indicators[0], ENGLISH) == "distance to the target 12.5 euro"
    assert [words.direction(one, ENGLISH) for one in indicators] == ["low values", "high values"]


@pytest.mark.parametrize(("count", "sentence"), [(0, ""), (1, "1 polygon repaired"), (2, "2 polygons repaired")])
def test_repaired_polygons_are_counted(count, sentence):
    assert report.word_repairs(count, ENGLISH) == sentence


def test_the_table_of_units_holds_every_result(town):
    table = outcome(town).unit_features.table
    text = report.table_as_csv(outcome(town)).decode("utf-8-sig")
    assert text.splitlines()[0].split(",") == list(table)
    assert table["challenge_index"].tolist() == pytest.approx(INDEX)
    assert table["missing_share"].tolist() == [0, 0, 0, 0, 0, 0.25]
    assert table["social_policy_index"].tolist() == NEED
    assert table["inhabitants"].tolist() == INHABITANTS


def test_what_went_in_and_what_came_out(town):
    """Facts in the manifest, and by which step each layer was made."""
    assert account(outcome(town).indexed, {})["results"]["missing_share"] == pytest.approx(0.25 / 6)
    town.records["facts"]["redistribution"] = "no"
    found = outcome(town)
    facts = account(found.indexed, {"SEED": 1}, cluster_count=2)
    inputs = {one["record"]: one for one in facts["inputs"]}
    assert inputs["facts"]["passed_on"] is False and inputs["population"]["passed_on"] is True
    assert (inputs["facts"]["date"], inputs["facts"]["age_days"]) == ("2025-12-01", 31)
    assert (inputs["facts"]["features"], inputs["facts"]["sha256"]) == (None, ""), "neither 6 rows, nor what would confirm a guess at them"
    assert inputs["facts"]["keys"].keys() == {"of_other_areas", "unmatched", "first_unmatched"}
    assert facts["parameters"] == {"SEED": 1}
    assert facts["results"]["missing_share"] == 0, "that a value is missing, and not hidden, would tell that the one that is hidden is 0"
    assert (facts["results"]["unit_count"], facts["results"]["units_without_index"], facts["results"]["cluster_count"]) == (6, 0, 2)
    steps = {one["layer"]: (one["step"], one["from"]) for one in provenance(found.indexed.collected)}
    assert steps["units"] == ("index", ["statistical_sectors", "population", "facts"])
    assert steps["integrated"] == ("overlay", ["clusters"])
    assert "facts" not in steps and steps["population"] == ("load", ["population"])


def test_what_the_map_would_also_show_is_said_by_its_title(town):
    """A layer without features here by its title, one that is in no catalogue by its id."""
    town.layer("flood", [shapely.box(0, 0, 9, 9)], title={"nl": "Overstroming", "en": "Flood areas"})
    told = list(report.notes(outcome(town, overlay=["flood", "nowhere"]).indexed, ENGLISH))
    assert "The map would also show 'Flood areas', but there are no features in this area." in told
    assert "The map would also show record 'nowhere', but the catalogue does not hold it." in told


@pytest.mark.parametrize(("minimum", "notes"), [(0, []), (1, ["1 unit is hidden"]), (101, ["2 units are hidden"])])
def test_what_is_hidden_and_has_no_index_is_told(town, minimum, notes):
    fewer = sum(count < minimum for count in INHABITANTS)
    said = Heard()
    least = {"layer": "population", "field": "inhabitants", "minimum": minimum}
    indexed = index_challenge(collected(town, *TWO, units=UNITS, small_numbers=least), AS_OF, said)
    assert indexed.hidden == indexed.without_index == fewer
    told = [f"{note} because of small numbers." for note in notes]
    lacking = [f"{fewer} of 6 units have too little data for an index."] if fewer else []
    assert [line for line in said.notes if "small numbers" in line or "too little data" in line] == told + lacking


def test_what_areas_lack_is_named_and_counted():
    """What most areas lack comes first; of those that find no room their number is said."""
    lacking = [("Trees", 2), ("Income", 1200), ("Stops", 2)]
    every, rest = lines_on(10, 1210, lacking, ENGLISH)
    assert every == "Every indicator with data has a value in 10 of the 1,210 areas."
    assert rest == "Areas without data: Income (1,200), Trees (2), Stops (2)."
    assert [lines_on(10, 1210, lacking, ENGLISH, most)[1] for most in (1, 2, 3, 4)] == [
        "Areas without data: Income (1,200), and 2 others.",
        "Areas without data: Income (1,200), Trees (2), and 1 other.",
        rest,
        rest,
    ]
    assert lines_on(10, 10, [], ENGLISH) == [] and lines_on(10, 10, lacking[:1], ENGLISH) == ["Areas without data: Trees (2)."]
    assert lines_on(9, 10, [], ENGLISH) == ["Every indicator with data has a value in 9 of the 10 areas."]


def test_numbers_decide_how_many_decimals_are_shown():
    expected = {0: 0, 3: 0, 100.5: 0, 99.5: 1, 10.25: 1, 9.99: 2, 0.5: 2, np.inf: 0, -99.5: 1, -250.7: 0}
    assert {value: words.decimals_for(value) for value in expected} == expected
    beside = {(8, 6.93): 2, (6.93, 8): 2, (8, 7): 0, (-12.5, 3): 1, (250.5, 3.2): 0}
    assert {values: words.decimals_for(*values) for values in beside} == beside, "of values beside each other the largest decides"


@pytest.mark.parametrize(("score", "place"), [(0, 0), (19.9, 0), (20, 1), (59.9, 2), (60, 3), (80, 4), (100, 4)])
def test_a_cell_is_shaded_by_its_score(score, place):
    looks = theme()
    assert shade(score, looks) == {
        "ground": looks.ramps["need"][place],
        "ink": looks.colours["paper" if place >= 3 else "ink"],
    }


def test_a_cell_without_score_is_not_shaded():
    assert shade(np.nan, theme())["ground"] == theme().colours["paper"]


def test_a_missing_number_is_an_empty_cell():
    assert as_csv(["a", "b"], [[1.5, np.nan], ["x,y", 1 / 3]]) == 'a,b\n1.5,\n"x,y",0.3333333333\n'


def test_the_areas_with_most_need_are_ranked(town):
    """The first of equal ones comes first; an area without index has no rank."""
    indexed = outcome(town, aggregation={"allowed_missing_share": 0}).indexed
    found = draw_ranks(indexed)
    assert [(row["rank"], row["name"], row["index"]) for row in rank_rows(indexed, found)] == [
        (1, "Sector 3", 80), (2, "Sector 1", 75), (3, "Sector 4", 40), (4, "Sector 2", 32.5), (5, "Sector 5", 25)
    ]  # fmt: skip
    assert all(row["low"] <= row["high"] for row in rank_rows(indexed, found))


def test_maps_of_another_method_have_another_mark():
    """Weights, rules and what is measured count; what things are called does not, nor which clusters are drawn."""
    challenge = read_challenge("warm_homes")
    first, *rest = challenge.indicators
    alike = replace(
        challenge, id="other", title=Text("Anders", "Other"), indicators=(replace(first, title=Text("x", "x"), unit="%"), *rest)
    )
    assert method_mark(alike) == method_mark(challenge) == method_mark(replace(challenge, clusters=ClusterSpec()))
    others = [
        replace(challenge, indicators=(replace(first, weight=first.weight + 1), *rest)),
        replace(challenge, indicators=tuple(rest)),
        replace(challenge, indicators=(replace(first, normalisation="min_max"), *rest)),
        replace(challenge, aggregation=Aggregation("geometric")),
    ]
    assert len({method_mark(one) for one in [challenge, *others]}) == 5


def test_the_certainty_of_the_ranking_is_a_step_that_can_be_cancelled(town):
    indexed = outcome(town).indexed
    named, shares = [], []

    class Impatient(Progress):
        def step(self, name, **values):
            named.append(name)

        def update(self, share):
            shares.append(share)
            super().update(share)

        def is_cancelled(self):
            return bool(shares) and shares[-1] > 0

    with pytest.raises(Cancelled):
        draw_ranks(indexed, Impatient())
    assert named == ["Testing how certain the ranking is"] and shares[-1] < 1


def test_an_area_its_dot_and_its_ranks_stand_on_one_line():
    """Three areas; of the middle one the bar goes from the first rank to the last."""
    rows = [
        {"rank": place, "name": f"Wijk {place}", "low": low, "high": high}
        for place, low, high in ((1, 1.0, 2.0), (2, 1.0, 3.0), (3, 3.0, 3.0))
    ]
    drawn = etree.fromstring(ranks(rows, theme(), ENGLISH).svg)
    names, spans, dots, bars = [], [], [], []
    for one in drawn:
        at = {key: float(one.get(key)) for key in ("x", "y", "cx", "cy", "width", "height") if one.get(key)}
        kind, words = etree.QName(one).localname, one.text or ""
        chosen = {"circle": dots, "rect": bars, "text": names if "Wijk" in words else spans}.get(kind)
        if chosen is not None:
            chosen.append((at, words))
    bars = bars[1:]  # the first is the paper
    assert [words for _, words in names] == ["1. Wijk 1", "2. Wijk 2", "3. Wijk 3"]
    assert [words for _, words in spans[:3]] == ["1\u20132", "1\u20133", "3\u20133"]
    for (name, _), (span, _), (dot, _), (bar, _) in zip(names, spans[:3], dots, bars, strict=True):
        assert bar["y"] + bar["height"] / 2 == pytest.approx(dot["cy"], abs=0.1)
        assert name["y"] == span["y"] and 2 < name["y"] - dot["cy"] < 6, "letters stand on a line a little under the middle"
        assert name["x"] < bar["x"] <= dot["cx"] + 0.1 and bar["x"] + bar["width"] < span["x"] < float(drawn.get("width"))
    first, last = dots[0][0]["cx"], dots[2][0]["cx"]
    assert dots[1][0]["cx"] == pytest.approx((first + last) / 2, abs=0.1)
    assert (bars[1][0]["x"], bars[1][0]["width"]) == pytest.approx((first, last - first), abs=0.15)
    assert np.diff([dot["cy"] for dot, _ in dots]) == pytest.approx(dots[0][0]["cy"] * 2)


# ---- proposals


PROPOSAL = {
    "id": "other",
    "title": {"nl": "Anders", "en": "Otherwise"},
    "weights": {"need": 0, "more": 1},
    "indicators": [{"id": "people", "layer": "population", "field": "inhabitants", "title": {"nl": "p", "en": "people"},
                    "measure": "attribute", "sector": "social_policy", "normalisation": "min_max", "weight": 1}],
}  # fmt: skip


def test_what_a_proposal_changes(town):
    """Without the need and with the number of people: indices 5, 60, 45, 50, 75 and 100 in place of the first ones."""
    found = outcome(town, proposals=[PROPOSAL], aggregation={"allowed_missing_share": 0.5})
    ((proposal, other),) = found.indexed.proposed
    assert other.evaluation.index.tolist() == pytest.approx([5, 60, 45, 50, 75, 100])
    assert list(changes(found.indexed.collected.challenge, proposal, ENGLISH)) == [
        "need left out (weight was 3)", "new: people, weight 1"
    ]  # fmt: skip
    told = moves(found.indexed, other)
    assert told["ranked"] == 6
    assert told["without_index"] == 0
    before, after = (pd.Series(-np.array(values)).rank(method="min") for values in (INDEX, other.evaluation.index))
    rise = (before - after).tolist()
    assert told["moved"] == sum(places != 0 for places in rise)
    assert dict(told["risers"]) == {f"Sector {at + 1}": places for at, places in enumerate(rise) if places > 0}
    assert dict(told["fallers"]) == {f"Sector {at + 1}": -places for at, places in enumerate(rise) if places < 0}
    assert [places for _, places in told["risers"]] == sorted((places for places in rise if places > 0), reverse=True)
    assert [places for _, places in told["fallers"]] == sorted((-places for places in rise if places < 0), reverse=True)
    facts = cluster_facts(found, found.proposals[0])
    assert facts["count"] == (2, 1)
    assert facts["units"] == {"joins": 1, "leaves": 2, "stays": 1}
    assert facts["share"] == pytest.approx([100 * 1500 / 2200, 100 * 1500 / 2200])
    assert (facts["new"], facts["gone"]) == ([], ["Sector 1"])


# ---- what a bundle keeps


def test_a_bundle_keeps_no_passwords_and_leads_to_the_same_files(town):
    town.record("secret", {"kind": "postgis", "path": "dbname='gis' host=db user='piet' password='geheim1' sslmode=require"})
    town.record("guarded", {"kind": "wfs", "path": "https://piet:geheim2@example.org/wfs?token=geheim3&x=1"})
    town.record("unused", {"kind": "csv", "path": "unused.csv"})
    town.table("lists", {"sector_code": town.keys, "n": [1, 2, 3, 4, 5, 6]}, join={"layer": "joined", "key": "sector_code"})
    town.layer("joined", town.units, columns={"sector_code": town.keys})
    challenge = {"overlay": ["secret", "guarded"], "missing_data": {"layers": "continue"}}
    gathered = collected(town, TWO[0], {"id": "n", "layer": "lists", "field": "n"}, **challenge)
    paths = keep_inputs(gathered, town.folder, str(town.folder.parent))
    text = paths[1].read_text(encoding="utf-8")
    assert "geheim" not in text and "piet" not in text
    kept = {one["id"]: one["source"]["path"] for one in json.loads(text)["records"]}
    assert set(kept) == {"statistical_sectors", "facts", "lists", "joined", "secret", "guarded"}
    assert kept["facts"] == f"{town.folder.name}/facts.csv"
    assert "host=db" in kept["secret"] and "sslmode=require" in kept["secret"]
    assert kept["guarded"].startswith("https://example.org/wfs?")
    assert json.loads(paths[0].read_text(encoding="utf-8"))["id"] == "small_town"
