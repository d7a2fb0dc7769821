"""Proposals of several parties in one challenge: reckoned by hand in a small town, and the example on the demo city."""

import json
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import Town, read_layer
from qgis.core import QgsProcessingException, QgsProject

ROOT = Path(__file__).parents[2]
TWO = [{"id": "poor", "layer": "facts", "field": "poor", "weight": 1}, {"id": "old", "layer": "facts", "field": "old", "weight": 0}]
PROPOSALS = [
    {"id": "elders", "title": {"nl": "Ouderen <i>eerst</i>", "en": "Elders <i>first</i>"}, "party": "Seniorenraad", "role": "council",
     "weights": {"poor": 0, "old": 1}, "comments": [{"role": "council", "text": {"nl": "Ja, graag", "en": "Yes, please"}}]},
    {"id": "both", "title": {"nl": "Beide", "en": "Both"}, "weights": {"old": 1},
     "indicators": [{"id": "alone", "sector": "care", "layer": "facts", "measure": "attribute", "field": "alone", "weight": 2,
                     "normalisation": "min_max", "title": {"nl": "Alleen", "en": "Alone"}}]},
]  # fmt: skip


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """Six units in two rows: the poor live in the west, the old in the east, those alone in the middle."""
    town = Town(tmp_path_factory.mktemp("proposals"))
    columns = {"poor": [10, 5, 0, 10, 5, 0], "old": [0, 4, 10, 0, 4, 10], "alone": [0, 10, 0, 0, 10, 0]}
    town.table("facts", {"sector_code": town.keys, **columns})
    return town


def challenge(town, proposals=None, **rest):
    roles = [{"id": "council", "title": {"nl": "Adviesraad", "en": "Advisory council"}}]
    clusters = {"method": "threshold", "threshold": 80}
    return town.challenge(*TWO, clusters=clusters, roles=roles, proposals=PROPOSALS if proposals is None else proposals, **rest)


def test_index_and_places_of_each_proposal_stand_beside_the_challenge(run_algorithm, town):
    ran = run_algorithm("challenge_index", {**town.write(challenge(town)), "OUTPUT": "memory:"})
    rows = {feature["sector_code"]: feature for feature in ran["OUTPUT"].getFeatures()}
    column = {name: [rows[key][name] for key in town.keys] for name in ran["OUTPUT"].fields().names()}
    assert column["challenge_index"] == [100, 50, 0, 100, 50, 0]
    assert column["elders_index"] == [0, 40, 100, 0, 40, 100]
    assert column["elders_rank_change"] == [-4, 0, 4, -4, 0, 4]
    assert column["both_index"] == pytest.approx([25, (50 + 40 + 200) / 4, 25] * 2)
    assert column["both_rank_change"] == [-2, 2, 2, -2, 2, 2]
    assert column["alone_score"] == [0, 100, 0, 0, 100, 0]
    assert list(column)[-6:] == ["elders_index", "elders_rank_change", "alone", "alone_score", "both_index", "both_rank_change"]


@pytest.fixture(scope="module")
def bundle(qgis_app, qgis_processing, town, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out") / "kaart"
    return run_algorithm("integrated_map", {**town.write(challenge(town)), "AS_OF": "2026-01-31", "OUTPUT_FOLDER": str(folder)})


def test_the_map_shows_which_units_join_and_leave_the_clusters(bundle):
    _, units = read_layer(bundle["GEOPACKAGE"], "units")
    assert units["elders_cluster_change"].tolist() == ["leaves", "none", "joins"] * 2
    assert units["both_cluster_change"].tolist() == ["leaves", "none", "none"] * 2
    project = QgsProject()
    project.read(bundle["PROJECT"])
    group = project.layerTreeRoot().findGroup("Voorstellen")
    assert [node.name() for node in group.findLayers()] == ["Ouderen <i>eerst</i>", "Beide"]
    labels = [item.label() for item in group.findLayers()[0].layer().renderer().legendSymbolItems()]
    assert labels == [
        "komt met dit voorstel in een cluster",
        "valt met dit voorstel uit de cluster",
        "in beide gevallen in geen cluster",
    ]
    assert not group.findLayers()[0].isVisible()
    project.clear()


def test_the_report_says_who_asks_what_and_what_comes_of_it(bundle):
    page = " ".join(Path(bundle["REPORT"]).read_text(encoding="utf-8").split())
    for said in (
        "Ouderen &lt;i&gt;eerst&lt;/i&gt;",
        "Seniorenraad – Adviesraad",
        "poor weggelaten (gewicht was 1)",
        "old: gewicht 1 in plaats van 0",
        "nieuw: Alleen, gewicht 2",
        "<dd>1 → 1</dd>",
        "<dd>+2 / −2</dd>",
        "Sector 3 (+4), Sector 6 (+4)",
        "<strong>Adviesraad:</strong> Ja, graag",
    ):
        assert said in page, said
    assert page.count("data:image/png;base64,") == 3
    manifest = json.loads(Path(bundle["MANIFEST"]).read_text(encoding="utf-8"))
    assert [one["id"] for one in manifest["challenge"]["proposals"]] == ["elders", "both"]


def test_a_layer_that_only_a_proposal_uses_makes_the_index_no_older(run_algorithm, town):
    town.table("old_survey", {"sector_code": town.keys, "noise": [1, 2, 3, 4, 5, 6]}, date="1999-01-01")
    noise = {**PROPOSALS[1]["indicators"][0], "id": "noise", "layer": "old_survey", "field": "noise"}
    document = challenge(town, [{"id": "loud", "title": {"nl": "Lawaai"}, "indicators": [noise]}])
    report = town.folder / "report.html"
    ran = run_algorithm("challenge_index", {**town.write(document), "AS_OF": "2026-01-01", "OUTPUT": "memory:", "REPORT": str(report)})
    assert {feature["data_age_days"] for feature in ran["OUTPUT"].getFeatures()} == {365}
    assert "the oldest data behind the index are 12 months old" in report.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"weights": {}}, "proposals[0]: nothing is proposed"),
        ({"weights": {"por": 2}}, "proposals[0].weights.por: there is no 'por' in this challenge. Did you mean 'poor'?"),
        ({"weights": {"poor": 0}}, "proposals[0].weights: no weight is above 0"),
        ({"weights": {"poor": -1}}, "proposals[0].weights.poor: -1 is too low; 0 or more is allowed."),
        ({"role": "mayor"}, "proposals[0].role: there is no 'mayor' in this challenge. It has: council."),
        ({"comments": [{"role": "mayor", "text": {"nl": "x"}}]}, "proposals[0].comments[0].role: there is no 'mayor'"),
        ({"id": "challenge"}, "proposals[0].id: another field of the result is named 'challenge'"),
        ({"id": "both"}, "proposals[1].id: 'both' is the id of proposals[0] already"),
        ({"indicators": [PROPOSALS[1]["indicators"][0] | {"id": "poor"}]}, "'poor' is the id of indicators[0] already"),
    ],
)
def test_a_wrong_proposal_gets_its_sentence_and_leaves_nothing(run_algorithm, town, tmp_path, wrong, sentence):
    document = challenge(town, [{**PROPOSALS[0], **wrong}, PROPOSALS[1]])
    with pytest.raises(QgsProcessingException) as failure:
        run_algorithm("challenge_index", {**town.write(document), "OUTPUT": str(tmp_path / "out.gpkg")})
    assert sentence in str(failure.value)
    assert list(tmp_path.iterdir()) == []


def test_the_example_on_the_demo_city(run_algorithm, demo_city):
    path = ROOT / "docs" / "examples" / "proposals" / "green_and_cool_together.json"
    inputs = {"CHALLENGE": str(path), "CATALOGUE": demo_city["CATALOGUE"], "AS_OF": "2026-01-31"}
    ran = run_algorithm("challenge_index", {**inputs, "OUTPUT": "memory:"})
    changes = np.array([[row[f"{id}_rank_change"] for id in ("residents_first", "water_too")] for row in ran["OUTPUT"].getFeatures()])
    assert (changes != 0).mean() > 0.5
