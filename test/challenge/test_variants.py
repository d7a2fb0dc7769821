"""Which form of a challenge the data carry, and what each indicator rests on."""

import datetime
from dataclasses import replace

import pytest
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.gaps import find_gaps
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.challenge.indicator_sources import indicator_sources
from opgavenkaart.processing.challenge.variants import uses
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import Measurement, read_challenge
from opgavenkaart.processing.model.errors import Mistakes, OpgaveError
from opgavenkaart.processing.qgis_io.feedback import FeedbackProgress
from opgavenkaart.test.support.running import RecordingFeedback
from opgavenkaart.test.support.town import Town, point

AS_OF = datetime.date(2026, 1, 31)
NO_SOURCE = {"kind": "none"}
CARS = {
    "id": "without_car",
    "title": {"nl": "Gezinnen zonder auto", "en": "Households without a car"},
    "layer": "mobility",
    "measure": "attribute",
    "field": "households_without_car",
    "unit": "%",
    "weight": 3,
    "holder": {"nl": "De DIV", "en": "The vehicle register"},
    "otherwise": [
        {
            "title": {"nl": "Auto's per gezin", "en": "Cars per household"},
            "layer": "mobility",
            "measure": "attribute",
            "field": "cars",
            "denominator": {"layer": "mobility", "measure": "attribute", "field": "households"},
            "direction": "low",
        }
    ],
}
WAITING = {
    "id": "waiting",
    "layer": "waiting_list",
    "measure": "attribute",
    "field": "households_waiting",
    "holder": {"nl": "De woonmaatschappij", "en": "The housing company"},
    "municipal": {"layer": "waiting_by_municipality", "field": "households_waiting"},
}
GOES_ON = {"missing_data": {"layers": "continue"}}


@pytest.fixture
def town(tmp_path):
    """A town of six units."""
    return Town(tmp_path)


def gather(town, *indicators, progress=None, **rest):
    paths = town.write(town.challenge(*indicators, **rest))
    options = {"progress": progress} if progress else {}
    return collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]), **options)


def cars(town, redistribution="yes", **more):
    columns = {"sector_code": town.keys, "cars": [10, 20, 30, 40, 50, 60], "households": [20] * 6, **more}
    town.table("mobility", columns, date="2024-12-31", redistribution=redistribution)


def test_an_indicator_whose_data_are_there_is_measured_as_asked(town):
    cars(town, households_without_car=[6, 5, 4, 3, 2, 1])
    collected = gather(town, CARS)
    (source,) = indicator_sources(collected)
    assert collected.challenge == collected.asked and not collected.reasons
    assert (source.kind, source.is_plain, source.date) == ("measured", True, datetime.date(2024, 12, 31))
    assert index_challenge(collected, AS_OF).evaluation.raw["without_car"].tolist() == [6, 5, 4, 3, 2, 1]


def test_a_twin_is_measured_where_the_field_is_not_there(town):
    cars(town)
    feedback = RecordingFeedback()
    collected = gather(town, CARS, progress=FeedbackProgress(feedback), **GOES_ON)
    indexed = index_challenge(collected, AS_OF)
    assert indexed.evaluation.raw["without_car"].tolist() == [0.5, 1, 1.5, 2, 2.5, 3]
    assert indexed.evaluation.index.argmax() == 0 and indexed.missing_share == 0
    (source,) = indicator_sources(collected)
    assert (source.indicator.title.en, source.asked.title.en) == ("Cars per household", "Households without a car")
    assert source.indicator.stands_for == source.asked.title
    assert (source.kind, source.is_twin, source.is_plain, source.indicator.weight) == ("measured", True, False, 3)
    assert "households_without_car" in str(source.reason)
    said = "Indicator 'Households without a car' has no data; 'Cars per household' is measured in its place. Layer 'Layer mobility"
    assert [line for line in feedback.infos if line.startswith(said)]


@pytest.mark.parametrize("redistribution", ["yes", "no"])
def test_a_twin_of_a_field_that_is_not_there_either_gives_way_to_the_next(town, redistribution):
    """Also where of a layer only what is needed is read: the second twin's field is read when it is needed."""
    cars(town, redistribution=redistribution)
    gone = {**CARS["otherwise"][0], "field": "bicycles", "title": {"nl": "Fietsen per huishouden", "en": "Bicycles per household"}}
    feedback = RecordingFeedback()
    collected = gather(town, {**CARS, "otherwise": [gone, *CARS["otherwise"]]}, progress=FeedbackProgress(feedback), **GOES_ON)
    (source,) = indicator_sources(collected)
    assert (source.kind, source.twin, source.indicator.title.en) == ("measured", 2, "Cars per household")
    assert index_challenge(collected, AS_OF).evaluation.raw["without_car"].tolist() == [0.5, 1, 1.5, 2, 2.5, 3]
    assert not collected.missing and len([line for line in feedback.infos if "is measured in its place" in line]) == 1


def test_a_plain_indicator_has_no_twin(town):
    cars(town, households_without_car=[6, 5, 4, 3, 2, 1])
    (source,) = indicator_sources(gather(town, CARS))
    assert source.twin == 0


def test_what_is_known_of_a_source_is_not_asked_of_it(town):
    known = {"evidence": "seen", "fields": {"sector_code": {}, "cars": {"kind": "estimated"}, "households": {}}}
    cars(town)
    town.records["mobility"].update(known)
    collected = gather(town, CARS)
    (source,) = indicator_sources(collected)
    assert str(source.reason) == "The source of 'Layer mobility' does not hold the field 'households_without_car'."
    assert source.kind == "estimated" and source.is_twin


def test_a_field_that_is_not_there_takes_its_indicator_alone(town):
    cars(town)
    bare = {**CARS, "otherwise": []}
    per_household = {"id": "cars", "layer": "mobility", "measure": "attribute", "field": "cars", "weight": 1}
    collected = gather(town, bare, per_household, aggregation={"allowed_missing_share": 0.8}, **GOES_ON)
    indexed = index_challenge(collected, AS_OF)
    assert collected.missing == {"without_car"} and list(collected.failures) == []
    assert indexed.evaluation.raw["without_car"].isna().all()
    assert indexed.evaluation.missing_share.tolist() == [0.75] * 6
    assert [one.kind for one in indicator_sources(collected)] == ["none", "measured"]


@pytest.mark.parametrize(
    ("counted", "rest", "shown"),
    [
        (3, {"redistribution": "aggregated"}, None),
        (43, {"redistribution": "aggregated"}, 45),
        (43, {"redistribution": "yes"}, 43),
        (43, {"redistribution": "no", "fields": {"households_waiting": {"quantity": "rate"}}}, 43),
    ],
)
def test_a_figure_of_the_municipality_is_protected_as_counts_of_areas_are(town, counted, rest, shown):
    cars(town)
    town.record("waiting_list", NO_SOURCE, geometry="none")
    table = {"nis_code": ["44021"], "households_waiting": [counted]}
    town.table("waiting_by_municipality", table, key="nis_code", **rest)
    paths = town.write(town.challenge(CARS, WAITING, **GOES_ON))
    catalogue = replace(read_catalogue(paths["CATALOGUE"]), municipality="44021")
    figures = collect(read_challenge(paths["CHALLENGE"]), catalogue).figures
    assert {id: one.value for id, one in figures.items()} == ({} if shown is None else {"waiting": shown})


@pytest.mark.parametrize(
    ("rows", "rest", "said"),
    [
        ({"nis_code": ["11002"], "households_waiting": [7]}, {}, "has no row for Aalst"),
        ({"nis_code": ["41002", "41002"], "households_waiting": [7, 8]}, {}, "has 2 rows for Aalst (41002): keep one of them"),
        ({"nis_code": ["41002", "11002"], "households_waiting": [None, 8]}, {}, "has no value in 'households_waiting' for Aalst (41002)."),
        (
            {"nis_code": ["41002"], "households_waiting": [3]},
            {"redistribution": "aggregated"},
            "counts too few in 'households_waiting' for Aalst",
        ),
    ],
)
def test_why_a_figure_of_the_municipality_is_not_there_is_said(town, rows, rest, said):
    cars(town)
    town.record("waiting_list", NO_SOURCE, geometry="none")
    town.table("waiting_by_municipality", rows, key="nis_code", **rest)
    paths = town.write(town.challenge(CARS, WAITING, **GOES_ON))
    catalogue, feedback = replace(read_catalogue(paths["CATALOGUE"]), municipality="41002"), RecordingFeedback()
    assert collect(read_challenge(paths["CHALLENGE"]), catalogue, progress=FeedbackProgress(feedback)).figures == {}
    (line,) = (line for line in feedback.warnings if "The figure of the municipality is not shown." in line)
    assert said in line


def test_a_figure_of_the_municipality_is_named_and_never_indexed(town):
    cars(town)
    town.record("waiting_list", NO_SOURCE, geometry="none")
    town.record("waiting_by_municipality", NO_SOURCE, geometry="none")
    feedback = RecordingFeedback()
    collected = gather(town, CARS, WAITING, progress=FeedbackProgress(feedback), **GOES_ON)
    twin, waiting = indicator_sources(collected)
    assert (waiting.kind, waiting.figure.id, waiting.is_measured) == ("municipal", "waiting_by_municipality", False)
    assert waiting.asked.holder.en == "The housing company"
    assert "has no public source" in str(waiting.reason)
    assert any(line.startswith("Indicator 'waiting' has no data. 'Layer waiting_list' has no public source") for line in feedback.warnings)
    assert index_challenge(collected, AS_OF).evaluation.raw["waiting"].isna().all()


def test_a_challenge_that_stops_stops_unless_a_twin_needs_no_such_layer(town):
    cars(town)
    town.record("waiting_list", NO_SOURCE, geometry="none")
    with pytest.raises(Mistakes, match="'Layer waiting_list' has no public source"):
        gather(town, WAITING)
    twin = {"title": {"nl": "Auto's", "en": "Cars"}, "layer": "mobility", "measure": "attribute", "field": "cars", "kind": "proxy"}
    (source,) = indicator_sources(gather(town, {**WAITING, "otherwise": [twin]}))
    assert (source.indicator.title.en, source.kind) == ("Cars", "proxy")


def test_a_layer_that_fails_calls_for_the_twin_that_needs_another(town):
    cars(town)
    town.record("waiting_list", {"kind": "csv", "path": "gone.csv"}, geometry="none")
    twin = {"title": {"nl": "Auto's", "en": "Cars"}, "layer": "mobility", "measure": "attribute", "field": "cars"}
    collected = gather(town, {**WAITING, "otherwise": [twin]}, **GOES_ON)
    (source,) = indicator_sources(collected)
    assert source.is_twin and "gone.csv" in str(source.reason)
    assert index_challenge(collected, AS_OF).evaluation.raw["waiting"].tolist() == [10, 20, 30, 40, 50, 60]


def test_the_next_source_of_a_layer_is_tried(town):
    town.record("mobility", {"kind": "csv", "path": "gone.csv"}, geometry="none", otherwise=["nowhere", "mobility_by_hand", "unknown"])
    town.record("nowhere", NO_SOURCE, geometry="none")
    town.table("mobility_by_hand", {"sector_code": town.keys, "households_without_car": [1, 2, 3, 4, 5, 6]}, date="2023-12-31")
    feedback = RecordingFeedback()
    collected = gather(town, CARS, progress=FeedbackProgress(feedback))
    (source,) = indicator_sources(collected)
    assert [record.title.en for record in source.records] == ["Layer mobility_by_hand"]
    assert (source.is_twin, source.date) == (False, datetime.date(2023, 12, 31))
    assert any("gone.csv" in line and line.endswith("The next source of this layer is tried.") for line in feedback.warnings)


def test_when_no_source_of_a_layer_answers_the_last_one_is_told(town):
    town.record("mobility", {"kind": "csv", "path": "gone.csv"}, geometry="none", otherwise=["other"])
    town.record("other", {"kind": "csv", "path": "gone_too.csv"}, geometry="none")
    with pytest.raises(OpgaveError, match="gone_too.csv"):
        gather(town, {**CARS, "otherwise": []})


def test_what_only_a_missing_indicator_needs_is_not_asked(town):
    """Fields of its denominator that a layer lacks, what the map would draw of its layer, and the areas that clusters are named after."""
    cars(town)
    town.layer("requests", town.units)
    town.record("requests", NO_SOURCE, geometry="polygon")
    town.record("neighbourhoods", NO_SOURCE, geometry="polygon")
    per_child = {"layer": "mobility", "measure": "attribute", "field": "children"}
    asked = {"id": "asked", "layer": "requests", "measure": "count", "denominator": per_child}
    rest = {"overlay": ["requests"], "areas": {"layer": "neighbourhoods", "name": "name"}, **GOES_ON}
    feedback = RecordingFeedback()
    collected = gather(town, CARS, asked, progress=FeedbackProgress(feedback), **rest)
    assert list(collected.failures) == [] and collected.absent == ("neighbourhoods", "requests")
    indexed = index_challenge(collected, AS_OF)
    assert indexed.coverage.layers == {"mobility": 0} and indexed.coverage.complete == 6
    assert len(feedback.warnings) == 1 and feedback.warnings[0].startswith("Indicator 'asked' has no data.")
    with pytest.raises(Mistakes, match="'Layer neighbourhoods' has no public source"):
        gather(town, CARS, areas=rest["areas"])


def test_a_field_with_one_value_for_the_municipality_is_never_indexed(town):
    """Even where a table states it beside every area."""
    known = {"sector_code": {}, "cars": {}, "households": {}, "households_without_car": {"kind": "municipal"}}
    cars(town, households_without_car=[7] * 6)
    town.records["mobility"]["fields"] = known
    collected = gather(town, {**CARS, "otherwise": []}, {**CARS, "id": "other"}, aggregation={"allowed_missing_share": 0.5}, **GOES_ON)
    said = "'Layer mobility' has one value of 'households_without_car' for the whole municipality, which cannot tell areas apart."
    assert collected.missing == {"without_car"} and str(collected.reasons["without_car"]) == said
    assert index_challenge(collected, AS_OF).evaluation.raw["without_car"].isna().all()
    assert [one.is_twin for one in indicator_sources(collected)] == [False, True]


TRAIN = {"id": "train", "layer": "stops", "measure": "distance_nearest", "filter": "\"mode\" = 'train'"}


def test_a_distance_to_what_is_not_within_reach_is_missing_and_told(town):
    """Bus stops alone: the distance to a train has no value, and is not the reason that nothing else has."""
    cars(town, households_without_car=[6, 5, 4, 3, 2, 1])
    town.layer("stops", [point(500, 500)], key="stop_id", columns={"stop_id": ["a"], "mode": ["bus"]})
    collected = gather(town, CARS, TRAIN, **GOES_ON)
    there, missing = indicator_sources(collected)
    assert there.is_plain and (missing.kind, missing.is_measured) == ("none", False)
    assert "holds nothing within reach for which \"mode\" = 'train'" in str(missing.reason)
    assert index_challenge(collected, AS_OF).evaluation.raw["train"].isna().all()


def test_a_page_to_look_at_is_no_source_where_the_next_one_is(town):
    page = {"kind": "other", "path": "https://example.org/cars"}
    town.record("mobility", page, geometry="none", otherwise=["mobility_by_hand"])
    town.table("mobility_by_hand", {"sector_code": town.keys, "households_without_car": [1, 2, 3, 4, 5, 6]})
    (source,) = indicator_sources(gather(town, CARS))
    assert source.is_plain and [record.title.en for record in source.records] == ["Layer mobility_by_hand"]


def test_what_a_filter_looks_at_is_named_in_the_same_order_each_time():
    """So that the same map has the same sentence: what lacks is said of the first."""
    columns = ["pupils", "places", "level", "kind", "year", "area", "name", "code"]
    filtered = Measurement("schools", "count", filter=" AND ".join(f'"{column}" > 0' for column in columns))
    assert list(uses(filtered, "sector_code")) == [("schools", ""), *(("schools", column) for column in sorted(columns))]


def test_what_the_catalogue_does_not_have_is_listed_with_what_has_no_data_first(town):
    """Of the first a twin is measured, of the second nothing; the third is there, and of the fourth only what it is divided by is not."""
    cars(town)
    town.records["mobility"].update({"evidence": "seen", "fields": {name: {} for name in ("sector_code", "cars", "households")}})
    town.record("waiting_list", NO_SOURCE, geometry="none")
    there = {"id": "there", "layer": "mobility", "measure": "attribute", "field": "cars"}
    gone = {"layer": "mobility", "measure": "attribute", "field": "bicycles"}
    per_home = {"id": "per", **{name: there[name] for name in ("layer", "measure", "field")}, "denominator": gone}
    per_home["otherwise"] = [{**CARS["otherwise"][0], "title": {"nl": "Auto's", "en": "Cars"}}]
    waiting = {name: value for name, value in WAITING.items() if name != "municipal"}
    paths = town.write(town.challenge(CARS, waiting, there, per_home, **GOES_ON))
    found = find_gaps(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"]))
    assert [(gap.indicator.id, gap.instead.en) for gap in found] == [("waiting", ""), ("without_car", "Cars per household")]
