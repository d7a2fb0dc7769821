"""Every built-in challenge on the demo city: sensible numbers, clusters, and nothing private passed on."""

import datetime
import json
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.challenge.clustering import cluster_challenge
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import builtin_challenges, read_challenge
from opgavenkaart.processing.products.integrated_map.causes import causes_of
from opgavenkaart.processing.products.integrated_map.integrate import integrate
from opgavenkaart.processing.products.integrated_map.words import cluster_lines, finding
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.counts import LONG
from opgavenkaart.test.support.town import layer_names

AS_OF = datetime.date(2026, 1, 31)
PRIVATE = {"childcare_requests", "housing_waiting_list", "energy_audits"}
DRAWN = builtin_challenges() if LONG else ("place_for_every_child",)


@pytest.fixture(scope="module")
def outcomes(demo_city):
    """Index and clusters of every built-in challenge."""
    catalogue = read_catalogue(demo_city["CATALOGUE"])
    return {id: cluster_challenge(index_challenge(collect(read_challenge(id), catalogue), AS_OF)) for id in builtin_challenges()}


@pytest.mark.parametrize("id", builtin_challenges())
def test_each_indicator_tells_most_sectors_apart(outcomes, id):
    evaluation = outcomes[id].indexed.evaluation
    for name in evaluation.raw:
        values = evaluation.raw[name].dropna()
        assert len(values) > 0.85 * len(evaluation.raw), name
        assert values.nunique() > 10, name
        assert evaluation.scores[name].between(0, 100).sum() == len(values), name
        assert evaluation.scores[name].std() > 10, name


@pytest.mark.parametrize("id", builtin_challenges())
def test_the_index_is_there_and_finds_clusters(outcomes, id):
    outcome = outcomes[id]
    index = outcome.indexed.evaluation.index
    assert np.isfinite(index).sum() > 0.9 * len(index)
    assert np.nanmax(index) - np.nanmin(index) > 30
    assert outcome.indexed.missing_share < 0.1
    assert 1 <= len(outcome.clusters) <= 12
    inside = outcome.clusters.membership > 0
    assert 0 < inside.sum() < 0.4 * len(index)
    assert np.nanmean(index[inside]) > np.nanmean(index) + 5
    assert outcome.clusters.table["cluster_label"].is_unique


@pytest.mark.parametrize("id", builtin_challenges())
def test_it_says_where_and_why(outcomes, id):
    for language in (Language("nl"), Language("en")):
        lines = cluster_lines(outcomes[id], language)
        assert outcomes[id].clusters.table["cluster_label"][0].split(",")[0] in finding(outcomes[id], language)
        assert len(lines) == len(outcomes[id].clusters)
        assert all(causes_of(outcomes[id]))


@pytest.mark.parametrize("id", builtin_challenges())
def test_the_integrated_layer_covers_the_clusters(outcomes, id):
    pieces = integrate(outcomes[id])
    assert pieces.table["area_m2"].sum() == pytest.approx(outcomes[id].clusters.table["area_m2"].sum(), rel=1e-9)
    assert not [name for name in pieces.table if name.removesuffix("_count") in PRIVATE]


@pytest.mark.parametrize("id", DRAWN)
def test_the_whole_map_is_made_from_the_toolbox(demo_bundle, id):
    ran = demo_bundle(id)
    assert len([*Path(ran["OUTPUT_FOLDER"]).iterdir()]) == 9
    used = {row["record"]: row["passed_on"] for row in json.loads(Path(ran["MANIFEST"]).read_text(encoding="utf-8"))["inputs"]}
    assert {record for record, passed_on in used.items() if not passed_on} == PRIVATE & set(used)
    assert set(layer_names(ran["GEOPACKAGE"])) == {"units", "clusters", "integrated", "layer_styles"} | set(used) - PRIVATE
