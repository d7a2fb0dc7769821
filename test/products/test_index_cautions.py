"""What the report says to mind of an index, held against the data: what indicators weigh, which are nearly one, what outliers do."""

import numpy as np
import pytest
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.products.integrated_map.index_cautions import few_words, influence_content, outlier_words
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.six_units import AS_OF, collected
from opgavenkaart.test.support.town import Town

ENGLISH, DUTCH = Language("en"), Language("nl")
COUNT = 20


@pytest.fixture
def town(qgis_app, tmp_path):
    """20 units: gas, old and poor homes rank them alike, income has nothing to do with those, and one unit floods."""
    town = Town(tmp_path, 5, 4)
    gas = np.arange(COUNT, dtype=float)
    income = np.random.default_rng(3).permutation(COUNT).astype(float)
    old, poor = gas.copy(), gas.copy()
    old[[3, 4]], poor[[9, 10]] = old[[4, 3]], poor[[10, 9]]
    flood = np.append(np.arange(1.0, COUNT), 400)
    town.table("facts", {"sector_code": town.keys, "gas": gas, "old": old, "poor": poor, "income": income, "flood": flood})
    return town


def indexed(town, *ids, **each):
    ones = [{"id": id, "layer": "facts", "field": id, "weight": 1, **each} for id in ids]
    return index_challenge(collected(town, *ones), AS_OF)


def test_three_that_are_nearly_one_are_said_to_be(town):
    """Three of four equal weights and, by min-max, of four equal variances, that go together."""
    found = influence_content(indexed(town, "gas", "old", "poor", "income"), ENGLISH)
    scores = indexed(town, "gas", "old", "poor", "income").evaluation.scores
    index = scores.mean(axis=1)
    shares = {id: index.cov(scores[id]) / 4 / index.var() for id in scores}
    assert {row["title"]: row["variance"] for row in found["rows"]} == pytest.approx(shares)
    assert [row["title"] for row in found["rows"]] == sorted(shares, key=shares.get, reverse=True)
    together = 100 * (shares["gas"] + shares["old"] + shares["poor"])
    assert found["alike"] == [
        "'gas', 'old' and 'poor' rank the areas almost alike (rank correlation 1.00). They count as 3 indicators but say hardly more"
        f" than one, with 75 % of the weight and {together:.0f} % of the differences in the index."
    ]
    assert "Computed over the 20 areas" in found["words"]


def test_two_that_are_apart_are_not_and_a_weight_of_0_counts_for_nothing(town):
    assert influence_content(indexed(town, "gas", "income"), ENGLISH)["alike"] == []
    apart = collected(town, *({"id": id, "layer": "facts", "field": id, "weight": int(id != "old")} for id in ("gas", "old", "income")))
    assert influence_content(index_challenge(apart, AS_OF), ENGLISH)["alike"] == []


def test_few_areas_have_no_shares(town):
    few = collected(town, {"id": "gas", "layer": "facts", "field": "gas", "filter": '"gas" < 7'})
    said = influence_content(index_challenge(few, AS_OF), ENGLISH)["words"]
    assert "cannot be computed" in said and "(7)" in said


def test_one_area_compresses_the_scores_of_all_others(town):
    """Min-max: 1 to 19 have 0 to 4.5 of 100 with the 400, and 0 to 100 without it: 47.7 points on average, 95.5 at most."""
    (said,) = outlier_words(indexed(town, "gas", "flood"), ENGLISH)
    assert said.startswith("'flood': the most extreme value is 400, in Sector 20; the median is 11. ")
    assert "kurtosis" not in said
    others = np.arange(1.0, COUNT)
    change = (others - 1) / 18 * 100 - (others - 1) / 399 * 100
    assert "sets the end of the scale and compresses" in said
    assert f"differ by {change.mean():.1f} points on average, and by {change.max():.1f} at most" in said
    (dutch,) = outlier_words(indexed(town, "flood"), DUTCH)
    assert "drukt de scores van alle andere gebieden samen" in dutch and f"hoogstens {change.max():.1f}".replace(".", ",") in dutch


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"normalisation": "z_score"}, "widens the standard deviation"),
        ({"normalisation": "percentile"}, "differ by 2.5 points on average, and by 4.9 at most"),
        ({"normalisation": "target", "target": 0}, "sets the end of the scale"),
        ({"normalisation": "target", "target": 0, "limit": 20}, "differ by 0.0 points"),
        ({"normalisation": "target", "target": 500, "direction": "low"}, "differ by 0.0 points"),
    ],
)
def test_what_an_outlier_does_depends_on_the_normalisation(town, rule, words):
    (said,) = outlier_words(indexed(town, "flood", **rule), ENGLISH)
    assert words in said
    assert ("Check the value" in said) == ("differ" not in words)


def test_several_alike_and_all_others_the_same(town):
    rare = {"sector_code": town.keys, "rare": [0.0] * 18 + [7.0] * 2}
    town.table("facts", rare)
    (said,) = outlier_words(indexed(town, "rare"), ENGLISH)
    assert "is 7, in Sector 19 and 1 other area;" in said and said.endswith("All other areas with data have one and the same value.")


def test_few_homes_are_said_where_they_make_a_rate(town):
    """19 areas hold 60 homes and one holds 4, of which one is old: 25 %, and 25 points for one home."""
    homes, old = [60] * (COUNT - 1) + [4], [*range(COUNT - 1), 1]
    town.table("facts", {"sector_code": town.keys, "dwellings": homes, "old": old})
    below = {"layer": "facts", "measure": "attribute", "field": "dwellings"}
    found = indexed(town, "old", denominator=below, scale=100, unit="%")
    assert list(few_words(found, ENGLISH)) == [
        "In 1 area fewer than 50 dwellings are counted; the value there can vary strongly by chance: 'old' (25 %). In Sector 20 (dwellings:"
        " 4) one case more or less changes 'old' by 25 percentage points."
    ]
    assert list(few_words(found, DUTCH))[0].startswith(
        "In 1 gebied zijn minder dan 50 woningen geteld; de waarde daar kan sterk door toeval schommelen"
    )
    assert list(few_words(indexed(town, "old", denominator=below, smoothing="empirical_bayes"), ENGLISH)) == []
