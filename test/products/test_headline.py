"""What the sentence above a map says, held against the table it speaks of: clusters or none, low need or none, data missing, by method."""

import datetime
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.challenge.clustering import cluster_challenge
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.challenge.unit_table import UnitTable
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.products.integrated_map.headline import (
    cluster_doubts,
    cluster_size_words,
    headline,
    no_clusters,
    people_share,
    weighing,
)
from opgavenkaart.processing.products.integrated_map.words import finding
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.town import Town

AS_OF = datetime.date(2026, 1, 1)
SIDE = 10
SOUTH_WEST = [row * SIDE + column for row in range(4) for column in range(4)]
NORTH_EAST = [row * SIDE + column for row in range(6, 10) for column in range(6, 10)]
METHODS = {
    "gi_star": {"method": "gi_star", "permutations": 999},
    "local_moran": {"method": "local_moran", "weights": "queen", "permutations": 999},
    "threshold": {"method": "threshold", "threshold": 101},
    "skater": {"method": "skater", "regions": 3},
    "scan": {"method": "scan", "indicator": "cases"},
}


def town_of(folder, hot: bool, cold: bool, missing: int) -> Town:
    """100 units with noise, a block of high values or of low ones where asked; the first ``missing`` units outside the blocks lack data."""
    values = np.random.default_rng(7).permutation(100).astype(float)
    if hot:
        values[SOUTH_WEST] += 200
    if cold:
        values[NORTH_EAST] -= 200
    values = values - values.min()
    free = [unit for unit in range(100) if unit not in SOUTH_WEST + NORTH_EAST]
    lacks = np.array((free + SOUTH_WEST[:8] + NORTH_EAST[:8])[:missing], dtype=int)
    town = Town(folder, SIDE, SIDE)
    people = np.full(100, 1000)
    cases = np.where(np.arange(100) % 2, 9, 11) + (40 if hot else 0) * np.isin(np.arange(100), SOUTH_WEST)
    cells = [None if unit in lacks else value for unit, value in enumerate(values)]
    town.table("need", {"sector_code": town.keys, "need": cells, "cases": cases, "inhabitants": people})
    return town


def outcome_of(town: Town, method: str, **clusters):
    inhabitants = {"layer": "need", "measure": "attribute", "field": "inhabitants"}
    need = {"id": "need", "title": {"nl": "Nood", "en": "Need"}, "layer": "need", "field": "need", "weight": 3}
    cases = {
        "id": "cases",
        "title": {"nl": "Gevallen", "en": "Cases"},
        "layer": "need",
        "field": "cases",
        "denominator": inhabitants,
        "weight": 1,
    }
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name",
             "population": {"layer": "need", "field": "inhabitants"}}  # fmt: skip
    challenge = town.challenge(
        need, cases, units=units, clusters={**METHODS[method], **clusters}, aggregation={"allowed_missing_share": 0.3}
    )
    paths = town.write(challenge)
    return cluster_challenge(index_challenge(collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"])), AS_OF))


def counted(count: int, one: str, more: str) -> list[str]:
    return [] if not count else [one if count == 1 else more.format(count=count)]


def gaps(table: pd.DataFrame, language: str) -> list[str]:
    """What a reader of the file would say of units without index."""
    count, total = int(table["challenge_index"].isna().sum()), len(table)
    share = round(100 * count / total)
    one, more = {
        "nl": (f"1 van de {total} gebieden ({share} %) heeft geen index", f"{count} van de {total} gebieden ({share} %) hebben geen index"),
        "en": (f"1 of the {total} areas ({share} %) has no index", f"{count} of the {total} areas ({share} %) have no index"),
    }[language]
    return counted(count, one, more)


def worst(table: pd.DataFrame, language: str) -> str:
    first = table.sort_values("challenge_index", ascending=False).head(3)
    places = [f"{name} ({index:.0f})" for name, index in zip(first["sector_name"], first["challenge_index"], strict=True)]
    last = {"nl": " en ", "en": " and "}[language] + places[-1]
    return {"nl": "de index is het hoogst in ", "en": "the index is highest in "}[language] + ", ".join(places[:-1]) + last


def share_of(table: pd.DataFrame, language: str) -> str:
    """The people in the areas of the clusters that almost certainly belong, and in all that may; as found where that was not drawn."""
    within = [table["cluster_id"].notna()] * 2
    if "cluster_probability" in table:
        drawn, p = table["cluster_id"].notna(), table["cluster_probability"]
        within = [drawn & (p >= 0.9), drawn | (p > 0.1000001)]
    low, high = (f"{100 * table.loc[one, 'inhabitants'].sum() / table['inhabitants'].sum():.0f}" for one in within)
    return low if low == high else {"nl": f"{low} tot {high}", "en": f"{low} to {high}"}[language]


def may_stand_out(labels: list[str], place: str, first: str, share: str, language: str) -> str:
    number = {"nl": {2: "Twee", 3: "Drie"}, "en": {2: "Two", 3: "Three"}}[language]
    if len(labels) == 1:
        return {
            "nl": f"Eén cluster springt er mogelijk uit: {place} ({share} % van de inwoners)",
            "en": f"One cluster may stand out: {place} ({share} % of the inhabitants)",
        }[language]
    return {
        "nl": f"{number[len(labels)]} clusters springen er mogelijk uit, {first} voorop ({share} % van de inwoners)",
        "en": f"{number[len(labels)]} clusters may stand out, led by {first} ({share} % of the inhabitants)",
    }[language]


def expected(outcome, method: str, language: str) -> str:
    """The sentence that the written table calls for."""
    table = outcome.unit_features.table
    labels = outcome.clusters.table["cluster_label"].tolist()
    number = {"nl": {1: "Eén", 2: "Twee", 3: "Drie"}, "en": {1: "One", 2: "Two", 3: "Three"}}[language]
    if labels:
        first, _, others = labels[0].partition(", ")
        around = {"nl": " en omgeving", "en": " and around"}[language] if others else ""
        count = number[len(labels)]
        if method == "skater":
            return {
                "nl": f"{count} homogene regio's, met de grootste nood in {first}{around}",
                "en": f"{count} homogeneous regions, with the greatest need in {first}{around}",
            }[language]
        share = share_of(table, language)
        if "cluster_probability" in table and not ((table["cluster_probability"] >= 0.9) & table["cluster_id"].notna()).any():
            return may_stand_out(labels, f"{first}{around}", first, share, language)
        if len(labels) == 1:
            return {
                "nl": f"Eén cluster met {share} % van de inwoners springt eruit: {first}{around}",
                "en": f"One cluster with {share} % of the inhabitants stands out: {first}{around}",
            }[language]
        return {
            "nl": f"{count} clusters met {share} % van de inwoners springen eruit, {first} voorop",
            "en": f"{count} clusters with {share} % of the inhabitants stand out, led by {first}",
        }[language]
    nothing = {
        "threshold": {"nl": "Geen enkel gebied haalt de drempel van 101", "en": "No area reaches the threshold of 101"},
        "scan": {
            "nl": "Nergens zijn er aantoonbaar meer gevallen dan elders: gevallen",
            "en": "Nowhere are there demonstrably more cases than elsewhere: cases",
        },
    }.get(method, {"nl": "Er is geen cluster van nood aangetoond", "en": "No cluster of need was demonstrated"})[language]
    low = int(table["cluster_type"].isin(["cold", "low-low"]).sum())
    words = {
        "nl": (
            "1 gebied ligt in een groep met duidelijk minder nood dan elders",
            "{count} gebieden liggen in een groep met duidelijk minder nood dan elders",
        ),
        "en": (
            "1 area lies in a group with clearly less need than elsewhere",
            "{count} areas lie in a group with clearly less need than elsewhere",
        ),
    }[language]
    tested = int(table["challenge_index"].notna().sum())
    few = {"nl": f"bij slechts {tested} gebieden mist de toets licht een cluster",
           "en": f"among only {tested} areas the test easily misses a cluster"}[language]  # fmt: skip
    misses = [few] if method in ("gi_star", "local_moran") and tested <= 60 else []
    return "; ".join([nothing, *misses, *counted(low, *words), worst(table, language)])


@pytest.mark.parametrize("missing", [0, 1, 83], ids=["whole", "one lacks", "most lack"])
@pytest.mark.parametrize("cold", [False, True], ids=["", "cold"])
@pytest.mark.parametrize("hot", [False, True], ids=["", "hot"])
@pytest.mark.parametrize("method", METHODS)
def test_the_headline_says_what_the_table_holds(qgis_app, tmp_path, method, hot, cold, missing):
    threshold = {"threshold": 90} if method == "threshold" and hot else {}
    outcome = outcome_of(town_of(tmp_path, hot, cold, missing), method, **threshold)
    table = outcome.unit_features.table
    assert table["challenge_index"].isna().sum() == missing
    if missing < 2 and method in ("gi_star", "local_moran"):
        assert (len(outcome.clusters) > 0) == hot
        assert table["cluster_type"].isin(["cold", "low-low"]).any() == cold or hot
    for code in ("nl", "en"):
        said = finding(outcome, Language(code))
        assert said == "; ".join([expected(outcome, method, code), *gaps(table, code)])
        if not len(outcome.clusters):
            told = no_clusters(outcome.unit_table, Language(code))
            assert told.lower() == ". ".join(said.split("; ")).lower() + "."


def units(challenge, **columns) -> UnitTable:
    count = len(next(iter(columns.values())))
    base = {"sector_code": [f"S{at}" for at in range(count)], "sector_name": list("ABCDEFGHIJ"[:count]), "cluster_id": [np.nan] * count}
    return UnitTable(challenge, pd.DataFrame({**base, "cluster_type": ["none"] * count, "z_score": [0.0] * count, **columns}))


@pytest.fixture
def challenge(qgis_app, tmp_path):
    return outcome_of(town_of(tmp_path, False, False, 0), "gi_star").indexed.collected.challenge


def test_areas_with_the_same_index_are_not_told_apart(challenge):
    """Of four areas at the top no three are named; of two and a crowd behind them, the two."""
    text = headline(units(challenge, challenge_index=[80.0, 80, 80, 80, 10], need=[1.0] * 5, cases=[1.0] * 5), [], Language("en"))
    few = "No cluster of need was demonstrated; among only {} areas the test easily misses a cluster; "
    assert text == few.format(5) + "4 areas share the highest index, 80"
    text = headline(units(challenge, challenge_index=[90.0, 80, 70, 70, 70], need=[1.0] * 5, cases=[1.0] * 5), [], Language("en"))
    assert text == few.format(5) + "the index is highest in A (90) and B (80)"
    text = headline(units(challenge, challenge_index=[90.0, np.nan], need=[1.0] * 2, cases=[1.0] * 2), [], Language("en"))
    assert text == "No cluster of need was demonstrated; the index is highest in A (90); 1 of the 2 areas (50 %) has no index"


def test_not_all_areas_are_the_highest(challenge):
    for index, said in (([90.0, 80, 70], "the index is highest in A (90) and B (80)"), ([50.0, 50], "2 areas share the highest index, 50")):
        none = [np.nan] * len(index)
        ones = [1.0] * len(index)
        text = headline(units(challenge, challenge_index=index, need=ones, cases=ones, z_score=none), [], Language("en"))
        assert text.split("; ")[-1] == said


def test_too_few_areas_to_compare_are_said_in_place_of_a_test(challenge):
    text = headline(units(challenge, challenge_index=[90.0, 80], need=[1.0] * 2, cases=[1.0] * 2, z_score=[np.nan] * 2), [], Language("en"))
    assert text == "No clusters were sought among only 2 areas; the index is highest in A (90)"


@pytest.mark.parametrize(
    ("need", "cases", "nl", "en"),
    [
        ([1, None, 3], [1, 1, 1], "bij 1 van de 3 gebieden met een index ontbreken gegevens over nood",
         "1 of the 3 areas with an index lacks data on need"),
        ([1, 2, 3], [None, None, 1], "bij 2 van de 3 gebieden met een index ontbreken gegevens over gevallen",
         "2 of the 3 areas with an index lack data on cases"),
        ([1, None, 3], [None, 1, 1], "bij 2 van de 3 gebieden met een index ontbreekt een deel van de gegevens",
         "2 of the 3 areas with an index lack a part of the data"),
        ([None, None, None], [1, 1, 1], "er zijn geen gegevens over nood", "there are no data on need"),
        ([None, None, None], [1, None, 1],
         "er zijn geen gegevens over nood; bij 1 van de 3 gebieden met een index ontbreken gegevens over gevallen",
         "there are no data on need; 1 of the 3 areas with an index lacks data on cases"),
        ([None, None, None], [None, None, None], "voor 2 van de 2 indicatoren zijn er geen gegevens", "2 of the 2 indicators have no data"),
    ],
)  # fmt: skip
def test_one_value_missing_in_one_table_is_said(challenge, need, cases, nl, en):
    """The area keeps an index of what it has; the headline says what that lacks, also where clusters stand out."""
    table = units(challenge, challenge_index=[30.0, 20, 10], need=pd.array(need, dtype="Float64"), cases=pd.array(cases, dtype="Float64"))
    for code, words in (("nl", nl), ("en", en)):
        assert headline(table, [], Language(code)).split("; ")[3:] == words.split("; ")
        assert headline(table, ["Muide"], Language(code)).split("; ")[1:] == words.split("; ")


def test_what_is_the_same_everywhere_is_not_said_to_lack(challenge):
    """Its values stand aside of the index, for no area comes first by them; data there are."""
    none = pd.array([None] * 3, dtype="Float64")
    table = replace(units(challenge, challenge_index=[30.0, 20, 10], need=none, cases=[1.0] * 3), alike=frozenset({"need"}))
    for code, words in (("nl", "nood is overal gelijk"), ("en", "need is the same everywhere")):
        assert headline(table, ["Muide"], Language(code)).split("; ")[1:] == [words]
    table = replace(units(challenge, challenge_index=[30.0, 20, 10], need=none, cases=none), alike=frozenset({"need", "cases"}))
    assert headline(table, ["Muide"], Language("en")).split("; ")[1:] == ["2 of the 2 indicators are the same everywhere"]


def test_an_indicator_without_weight_lacks_nothing(challenge):
    light = replace(challenge, indicators=tuple(replace(one, weight=0.0) if one.id == "cases" else one for one in challenge.indicators))
    table = units(light, challenge_index=[30.0, 20], need=[1.0, 2], cases=[np.nan, 1])
    assert "data" not in headline(table, [], Language("en"))


def test_no_index_at_all_is_said(challenge):
    table = units(challenge, challenge_index=[np.nan, np.nan], need=[np.nan, np.nan], cases=[np.nan, np.nan])
    assert headline(table, [], Language("nl")) == "Geen enkel gebied heeft genoeg gegevens voor een index"


def test_by_what_means_are_weighted_is_said(challenge):
    assert weighing(units(challenge, inhabitants=[1.0, 2]), Language("nl")) == "Gemiddelden van scores en index zijn gewogen naar inwoners."
    for nobody in ([0.0, 0.0], [np.nan, np.nan]):
        assert "not weighted" in weighing(units(challenge, inhabitants=nobody), Language("en"))
    assert "not weighted" in weighing(units(challenge, other=[1.0, 2]), Language("en"))


@pytest.mark.parametrize(
    ("people", "row", "nl", "en"),
    [
        ([np.nan, np.nan], {"unit_count": 1}, "1 gebied", "1 area"),
        ([np.nan, np.nan], {"unit_count": 1200}, "1.200 gebieden", "1,200 areas"),
        ([1.0, 2.0], {"unit_count": 1, "population": 1200.0}, "1.200 inwoners", "1,200 inhabitants"),
    ],
)
def test_how_large_a_cluster_is(challenge, people, row, nl, en):
    table = units(challenge, inhabitants=people)
    assert [cluster_size_words(row, table, Language(code)) for code in ("nl", "en")] == [nl, en]


@pytest.mark.parametrize(
    ("probability", "nl", "en"),
    [
        ([0.95, 0.5, 0.01], "Eén cluster springt eruit: A en omgeving; 1 andere cluster is er waarschijnlijk geen",
         "One cluster stands out: A and around; 1 other cluster is probably none"),
        ([0.95, 0.5, 0.4], "Twee clusters springen eruit, A voorop", "Two clusters stand out, led by A"),
        ([0.2, 0.2, 0.95], "Eén cluster springt eruit: C; 1 andere cluster is er waarschijnlijk geen",
         "One cluster stands out: C; 1 other cluster is probably none"),
        ([0.91, 0.0, 0.95], "Twee clusters springen eruit, A voorop", "Two clusters stand out, led by A"),
    ],
)  # fmt: skip
def test_a_cluster_that_is_probably_none_does_not_stand_out(challenge, probability, nl, en):
    """Such as an area of low need among high neighbours; what the table of clusters calls 'probably not' is not counted as found."""
    drawn = {"cluster_id": [1, 1, 2], "cluster_probability": probability}
    table = units(challenge, challenge_index=[90.0, 80, 10], need=[1.0] * 3, cases=[1.0] * 3, **drawn)
    for code, words in (("nl", nl), ("en", en)):
        assert headline(table, ["A, B", "C"], Language(code)) == words


def test_a_cluster_that_is_named_says_when_it_is_less_than_probable(challenge):
    """Two in three is probable; the mean of a cluster is weighted by people: (10 x 0.9 + 30 x 0.5) / 40 = 0.6."""
    drawn = {"cluster_id": [1, 1, 2, 3, np.nan], "cluster_probability": [0.9, 0.5, 2 / 3, 0.2, 0.05]}
    table = units(challenge, inhabitants=[10.0, 30, 10, 10, 10], **drawn)
    assert cluster_doubts(table, Language("en")) == {1: "possibly (60 %)", 3: "probably not (20 %)"}
    assert cluster_doubts(table, Language("nl")) == {1: "misschien (60 %)", 3: "waarschijnlijk niet (20 %)"}
    assert cluster_doubts(units(challenge, inhabitants=[10.0], cluster_id=[1]), Language("en")) == {}


def test_the_range_runs_from_the_core_to_all_that_may_belong(challenge):
    """Nine in ten is the core, more than one in ten may belong: of 100 people 10, and with 20 and 30 others 60."""
    table = units(challenge, inhabitants=[10.0, 20, 30, 40], cluster_id=[1, 1, np.nan, np.nan], cluster_probability=[0.9, 0.89, 0.11, 0.1])
    assert people_share(table, Language("en")) == "10 to 60"
