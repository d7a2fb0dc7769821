"""Challenge files that scan, divide into regions, smooth rates and hide small numbers: all the way to map, legend and report."""

import json
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.analysis.smoothing import empirical_bayes
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import Town, read_layer
from qgis.core import QgsProcessingException, QgsProject

SIDE = 7
SICK = [0, 1, 7, 8]
FEW = 24
"""A unit where hardly anybody lives."""


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """49 units of 100 inhabitants with 2 cases each, the four in the south-west with 20; in the middle one of 5, with 3 of them."""
    town = Town(tmp_path_factory.mktemp("methods"), SIDE, SIDE)
    people, cases = np.full(SIDE**2, 100), np.full(SIDE**2, 2)
    cases[SICK], people[FEW], cases[FEW] = 20, 5, 3
    income = np.repeat([10.0, 20.0, 30.0, 30.0, 30.0, 60.0, 60.0], SIDE)
    columns = {"sector_code": town.keys, "inhabitants": people, "cases": cases, "income": income}
    town.table("population", columns, fields={"inhabitants": {"title": {"nl": "Inwoners", "en": "Inhabitants"}}})
    return town


def challenge(town, clusters, **rest):
    per_person = {"layer": "population", "measure": "attribute", "field": "inhabitants"}
    indicators = [
        {"id": "asthma", "layer": "population", "field": "cases", "denominator": per_person, "scale": 1000, "sector": "health"},
        {"id": "income", "layer": "population", "field": "income", "direction": "low", "weight": 3},
    ]
    indicators[0] |= rest.pop("asthma", {})
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name",
             "population": {"layer": "population", "field": "inhabitants"}}  # fmt: skip
    return town.challenge(*indicators, clusters=clusters, units=units, **rest)


def drawn(town, folder, clusters, **rest):
    """Return the run, its units, clusters, page and manifest."""
    inputs = {**town.write(challenge(town, clusters, **rest)), "AS_OF": "2026-01-31", "OUTPUT_FOLDER": str(folder / "kaart")}
    ran = run_algorithm("integrated_map", inputs)
    units, clusters = (read_layer(ran["GEOPACKAGE"], name)[1] for name in ("units", "clusters"))
    texts = [Path(ran[name]).read_text(encoding="utf-8") for name in ("REPORT", "MANIFEST")]
    return ran, units, clusters, " ".join(texts[0].split()), json.loads(texts[1])


def legends(ran) -> dict[str, list[str]]:
    """Return the legend of each layer of the project by its name."""
    project = QgsProject()
    assert project.read(ran["PROJECT"])
    found = {
        layer.name(): [item.label() for item in layer.renderer().legendSymbolItems()]
        for layer in project.mapLayers().values()
        if layer.isSpatial()
    }
    project.clear()
    return found


def test_a_scan_of_an_indicators_count_against_its_denominator(run_algorithm, town, tmp_path):
    ran, units, clusters, page, _ = drawn(town, tmp_path, {"method": "scan", "indicator": "asthma"})
    assert np.flatnonzero(units["cluster_id"] == 1).tolist() == SICK
    assert (clusters["cases"][0], clusters["unit_count"][0], clusters["p_value"][0]) == (80, 4, 0.001)
    assert set(units["cluster_type"]) == {"hot", "none"}
    assert clusters["expected"][0] == pytest.approx(171 * 400 / 4805)
    assert "keer zoveel gevallen als elders" in clusters["in_words"][0]
    assert "ruimtelijke scan van Kulldorff" in page
    assert "Een cluster is een cirkel van gebieden" in page


def test_regions_of_areas_alike(run_algorithm, town, tmp_path):
    """By income alone there are three steps, four with the lowest two apart; each region has at least 650 inhabitants."""
    rule = {"method": "skater", "regions": 3, "floor": 650}
    ran, units, clusters, page, _ = drawn(town, tmp_path, rule, asthma={"weight": 0})
    assert ran["CLUSTER_COUNT"] == 3
    assert units["cluster_id"].notna().all()
    assert (clusters["population"] >= 650).all()
    assert clusters["mean_value"].is_monotonic_decreasing
    named = clusters["cluster_label"][0].split(", ")
    assert set(named) <= set(units["sector_name"][units["cluster_id"] == 1])
    assert f"Drie homogene regio&#39;s, met de grootste nood in {named[0]}" in page
    assert "wijkwerking" in page


def test_small_numbers_are_hidden_on_the_map_in_the_report_and_in_the_manifest(run_algorithm, town, tmp_path):
    hides = {"small_numbers": {"layer": "population", "field": "inhabitants", "minimum": 50}}
    smoothed = {"smoothing": "empirical_bayes"}
    ran, units, _, page, manifest = drawn(town, tmp_path, {"method": "threshold", "threshold": 80}, asthma=smoothed, **hides)
    assert units["challenge_index"].isna().to_numpy().nonzero()[0].tolist() == [FEW]
    assert units[["asthma", "income", "health_index"]].loc[FEW].isna().all()
    assert legends(ran)["Noodindex"][-1] == "te weinig gegevens"
    assert "<dt>Waarvan verborgen wegens kleine aantallen</dt><dd>1</dd>" in page
    assert "minder dan 50 inwoners is verborgen" in page
    assert "verhoudingen afgevlakt naar het gemiddelde" in page
    assert manifest["results"]["units_hidden"] == manifest["results"]["units_without_index"] == 1
    by_sector = manifest["results"]["sectors"]
    assert {sector: facts["weight_share"] for sector, facts in by_sector.items()} == {"health": 0.25, "social_policy": 0.75}
    assert by_sector["health"]["mean"] == pytest.approx(units["health_index"].mean())
    sectors = page.split('<section aria-labelledby="sectors">')[1].split("</section>")[0]
    assert sectors.count("<tr>") == 3 and "Sector 1 <" in sectors


def test_smoothing_draws_rates_of_the_few_to_the_mean(run_algorithm, town, tmp_path):
    """Every unit takes part in the mean, as esda has it; the rate of the five inhabitants falls from 600 per 1000 towards it."""
    _, units, *_ = drawn(town, tmp_path, {"method": "threshold", "threshold": 80}, asthma={"smoothing": "empirical_bayes"})
    people, cases = np.full(SIDE**2, 100.0), np.full(SIDE**2, 2.0)
    cases[SICK], people[FEW], cases[FEW] = 20, 5, 3
    assert units["asthma"].to_numpy() == pytest.approx(1000 * empirical_bayes(cases, people))
    assert 1000 * cases.sum() / people.sum() < units["asthma"][FEW] < 600


@pytest.mark.parametrize(
    ("clusters", "change", "sentence"),
    [
        ({"method": "scan"}, {}, "clusters: the method 'scan' compares a count with its 'denominator'"),
        ({"method": "scan", "indicator": "income"}, {}, "Here those are: asthma."),
        ({"method": "scan", "indicator": "asthma"}, {"direction": "low"}, "but of 'asthma' low values mean need"),
        ({"method": "scan", "indicator": "asthma"}, {"field": "income", "filter": '"income" < 1'}, "no unit has a value"),
        ({"method": "skater", "regions": 50}, {}, "REGIONS is 50, but only 49 units have a value"),
        ({"method": "skater", "floor": 1e6}, {}, "FLOOR is 1e+06, but all units together have 4805 inhabitants"),
        ({"method": "skater", "regions": 1}, {}, "clusters.regions: 1 is too low; 2 or more is allowed."),
    ],
)
def test_a_rule_that_cannot_be_kept_gets_its_sentence_and_leaves_nothing(run_algorithm, town, tmp_path, clusters, change, sentence):
    with pytest.raises(QgsProcessingException) as failure:
        drawn(town, tmp_path, clusters, asthma=change)
    assert sentence in str(failure.value)
    assert list(tmp_path.iterdir()) == []
