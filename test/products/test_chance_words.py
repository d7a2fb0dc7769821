"""What the report says of chance, held against what was computed: the smooth cities, which scan was used, and what a test would miss."""

import html
import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.analysis.chance import SmoothCities
from opgavenkaart.processing.analysis.power import Power
from opgavenkaart.processing.challenge.certainty import draw_ranks
from opgavenkaart.processing.challenge.clustering import compare_with_smooth_cities
from opgavenkaart.processing.challenge.unit_table import UnitTable
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.products.integrated_map.chance_words import found_share_words, power_words, scan_words, smooth_words
from opgavenkaart.processing.products.integrated_map.headline import nothing_found
from opgavenkaart.processing.products.integrated_map.report import write_report
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.products.test_headline import outcome_of, town_of
from opgavenkaart.ui.challenge.account import nothing_words

ENGLISH = Language("en")


def written(folder, outcome, smooth=None) -> str:
    """Return what the report shows, as a line of text."""
    path = folder / "report.html"
    write_report(path, outcome.indexed, ENGLISH, draw_ranks(outcome.indexed), outcome, smooth=smooth)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8").split("</style>")[-1])))


def test_the_report_sets_smooth_cities_beside_the_false_alarms(qgis_app, tmp_path):
    outcome = outcome_of(town_of(tmp_path, True, False, 0), "gi_star")
    smooth = compare_with_smooth_cities(outcome)
    page = written(tmp_path, outcome, smooth)
    assert outcome.power is None
    assert "with at most 5 % false alarms if the same values were spread over the areas at random" in page
    count = int((smooth.shares >= smooth.share).sum())
    assert f"In {count} of 100 simulated maps with the same values" in page
    assert f"(Moran's I {smooth.drawn_moran:.2f} on average, here {smooth.moran:.2f})" in page
    mapped = outcome.types.cluster_type[np.isfinite(outcome.indexed.evaluation.index)] == "hot"
    p_values = f"{100 * smooth.share:.1f} % with p-values of the normal distribution; {100 * mapped.mean():.1f} % with those of the map"
    assert f"as here ({p_values})" in page
    places = [
        page.index(one) for one in ("not whether that group is more than chance", "simulated maps with the same", "Composition of the")
    ]
    assert places == sorted(places), "below the table of clusters, after what certainty says"
    assert "share of false alarms that is stated under Method" in page and page.index("false alarms if") > places[-1]


@pytest.mark.parametrize(
    ("as_large", "drawn", "words"),
    [
        (40, 0.5, "not that those places have a cause of their own"),
        (2, 0.5, "seldom gives that much"),
        (2, 0.3, "less smooth than this one"),
    ],
)
def test_what_follows_from_the_smooth_cities_is_said(as_large, drawn, words):
    shares = np.where(np.arange(100) < as_large, 0.3, 0.1)
    assert words in list(smooth_words(SmoothCities(0.2, shares, 0.5, drawn, 0.8), 0.15, ENGLISH))[-1]
    assert list(smooth_words(SmoothCities(0.0, shares, 0.5, drawn, 0.8), 0.15, ENGLISH)) == list(smooth_words(None, 0.15, ENGLISH)) == []


def test_the_report_says_what_the_test_would_have_found(qgis_app, tmp_path):
    """A hundred areas without a pattern: the threshold is the tenth highest index, the points two deviations of the index."""
    outcome = outcome_of(town_of(tmp_path, False, False, 0), "gi_star")
    page, index = written(tmp_path, outcome), outcome.indexed.evaluation.index
    assert compare_with_smooth_cities(outcome) is None
    assert outcome.power.size == 10
    assert f"a cluster of 10 areas next to each other with an index {2 * index.std():.1f} points higher" in page
    assert f"would find it in {100 * outcome.power.found:.0f} % of 200 simulations" in page
    threshold = float(re.search(r"with threshold ([\d.]+) shows the worst 10 % of the areas", page)[1])
    assert (index >= threshold).sum() == 10
    assert found_share_words(outcome.unit_table, outcome.power.found, ENGLISH) in page
    assert found_share_words(outcome.unit_table, None, ENGLISH) == ""
    assert "does not show" not in power_words(outcome.unit_table, Power(0.85, 10), ENGLISH)
    assert "does not show" in power_words(outcome.unit_table, Power(0.75, 10), ENGLISH)


@pytest.mark.parametrize("uneven", [False, True])
def test_the_report_says_which_scan_was_used(qgis_app, tmp_path, uneven):
    town = town_of(tmp_path, False, False, 0)
    rng = np.random.default_rng(3)
    cases = rng.poisson(100 * (rng.gamma(4, 0.25, 100) if uneven else np.ones(100)))
    town.table("need", {"sector_code": town.keys, "need": np.arange(100.0), "cases": cases, "inhabitants": np.full(100, 1000)})
    outcome = outcome_of(town, "scan")
    page = written(tmp_path, outcome)
    if uneven:
        assert outcome.types.spread == pytest.approx(0.5, abs=0.1)
        assert f"differ by {100 * outcome.types.spread:.0f} % (standard deviation) beyond what chance gives" in page
    else:
        assert outcome.types.spread == 0
        assert "the scan uses the Poisson distribution" in page
    assert len(list(scan_words(outcome, ENGLISH))) == 1
    if not len(outcome.clusters):
        assert outcome.power.draws == 100
        assert f"with twice the rate elsewhere, this method would find it in {100 * outcome.power.found:.0f} % of 100 simulations" in page
        assert found_share_words(outcome.unit_table, outcome.power.found, ENGLISH) in page
    assert list(scan_words(outcome_of(town, "gi_star"), ENGLISH)) == []


def test_the_dock_says_what_the_report_does(qgis_app, tmp_path):
    """The index as weights were changed since, the power as it was computed."""
    outcome = outcome_of(town_of(tmp_path, False, False, 0), "gi_star")
    computed = SimpleNamespace(table=outcome.clusters.table, unit_table=outcome.unit_table)
    index = outcome.indexed.evaluation.index[::-1].copy()

    def said(**counts) -> str:
        return nothing_words(SimpleNamespace(computed=computed, index=index, outcome=SimpleNamespace(counts=counts)), ENGLISH)

    plain = nothing_found(outcome.unit_table.with_index(index), ENGLISH)
    assert said() == plain  # computed before there was such a number
    assert said(CLUSTER_POWER=outcome.power.found) == f"{plain} {power_words(outcome.unit_table, outcome.power, ENGLISH)}"
    found = outcome_of(town_of(tmp_path, True, False, 0), "gi_star")
    computed = SimpleNamespace(table=found.clusters.table, unit_table=found.unit_table)
    assert said(CLUSTER_POWER=0.5) == ""


@pytest.mark.parametrize(
    ("drawn", "words"), [(0.5, "as smooth as this one by chance"), (0.3, "by chance alone but not as smooth as this one")]
)
def test_maps_that_are_less_smooth_are_not_called_as_smooth(drawn, words):
    shares = np.full(100, 0.3)
    assert words in list(smooth_words(SmoothCities(0.2, shares, 0.5, drawn, 0.8), 0.15, ENGLISH))[1]


@pytest.mark.parametrize(
    ("index", "threshold"),
    [
        (np.arange(20) + 0.46, "18.4"),
        (np.append(np.arange(18.0), [18.444, 18.446]), "18.4"),
        (np.append(np.arange(18.0) / 1e4 + 18.4, [18.46, 18.47]), "18.46"),
    ],
)
def test_the_threshold_that_is_proposed_shows_the_worst_tenth_and_no_other(challenge_units, index, threshold):
    """Rounded up it would lose the last of the tenth, and rounded down take in others: as many decimals as it takes."""
    said = power_words(challenge_units(index), Power(0.1, 3), ENGLISH)
    assert f"with threshold {threshold} shows the worst 10 % of the areas" in said and (index >= float(threshold)).sum() == 2


def test_no_threshold_is_proposed_where_areas_share_the_index_of_the_worst_tenth(challenge_units):
    said = power_words(challenge_units(np.append(np.zeros(19), 1.0)), Power(0.1, 3), ENGLISH)
    assert said.endswith("Smaller areas show more.")


@pytest.fixture
def challenge_units(qgis_app):
    """The units of a built-in challenge, of which only the index matters here."""
    return lambda index: UnitTable(read_challenge("warm_homes"), pd.DataFrame({"challenge_index": index}))
