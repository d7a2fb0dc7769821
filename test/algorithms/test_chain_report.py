"""The algorithm `chain_report`: the chain on the demo city, each figure held against the layer it comes from."""

import re
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support import running
from opgavenkaart.test.support.town import Town
from qgis.core import QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsVectorLayer


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("chain")


@pytest.fixture(scope="module")
def bundle(demo_bundle):
    return demo_bundle("place_for_every_child")


@pytest.fixture(scope="module")
def links(demo_city, bundle, folder):
    """The later links: an envelope of 5 million for childcare, its coalition, and the multi-year plan."""
    city = demo_city["GEOPACKAGE"]
    childcare = QgsProcessingFeatureSourceDefinition(
        f"{city}|layername=measures", False, -1, filterExpression="challenge = 'place_for_every_child'"
    )
    made = {name: str(folder / f"{name}.gpkg") for name in ("measures", "actors", "links", "coalitions", "actions", "demand")}
    clusters = f"{bundle['GEOPACKAGE']}|layername=clusters"
    running.run_algorithm(
        "allocate_envelope",
        {"MEASURES": childcare, "COST_FIELD": "cost_euro", "EFFECT_FIELD": "effect", "ENVELOPE": "5000000", "OUTPUT": made["measures"]},
    )
    running.run_algorithm(
        "map_coalitions",
        {
            "CLUSTERS": clusters,
            "ACTORS": f"{city}|layername=actors",
            "LINKS": f"{city}|layername=actor_links",
            "CHALLENGE": "place_for_every_child",
            "OUTPUT_ACTORS": made["actors"],
            "OUTPUT_LINKS": made["links"],
            "OUTPUT_CLUSTERS": made["coalitions"],
        },
    )
    actions = {"ACTIONS": f"{city}|layername=multi_year_plan", "CATALOGUE": demo_city["CATALOGUE"], "OUTPUT": made["actions"]}
    running.run_algorithm("recluster_bbc", actions)
    demand = {"UNITS": f"{city}|layername=statistical_sectors", "POPULATION": f"{city}|layername=population", "HORIZON": 2036}
    running.run_algorithm(
        "project_demand",
        demand | {"CAPACITY": demo_city["CATALOGUE"].replace("catalogue.json", "childcare.geojson"), "OUTPUT": made["demand"]},
    )
    return {name.upper(): path for name, path in made.items()}


def table(path):
    return read_features(QgsVectorLayer(path, "layer", "ogr"), keep_null=True)[0].table


def text_of(report):
    """The words of an HTML file, without pictures and tags."""
    html = Path(report).read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", re.sub(r"data:image[^\"]*", "", html.split("</style>")[1])))


def test_the_whole_chain(run_algorithm, bundle, links, folder):
    """One page for each cluster between the front and the sources; what is told of the cluster is in the layers."""
    paths = {"REPORT": str(folder / "chain.html"), "PDF": str(folder / "chain.pdf")}
    ran = run_algorithm("chain_report", {"BUNDLE": bundle["OUTPUT_FOLDER"], "LANGUAGE": "en", **links, **paths})
    assert ran["CLUSTER_COUNT"] == bundle["CLUSTER_COUNT"] and ran["PAGE_COUNT"] == ran["CLUSTER_COUNT"] + 2
    words = text_of(paths["REPORT"])
    measures, actors, made = table(links["MEASURES"]), table(links["ACTORS"]), table(links["LINKS"])
    told = [title for title in measures.loc[measures["chosen"] > 0, "title"] if title in words]
    assert len(told) > 3 and not any(title in words for title in measures.loc[measures["chosen"] == 0, "title"])
    working = actors.loc[(actors["in_challenge"] > 0) & (actors["clusters"] == "1"), "actor_name"]
    assert len(working) and all(name in words for name in working)
    first = made[made["priority"] == 1].iloc[0]
    assert f"{first['from_name']} – {first['to_name']}" in words
    missing = table(links["COALITIONS"])["roles_missing"]
    assert ("Missing: Owner of space" in words) == ("space" in missing[0])
    assert "Projected demand" in words and "http" not in words
    assert all(one in words for one in ("Needed in 2036", "Lacking in 2036, area by area")) and "horizon" not in words
    paper = subprocess.run(["pdftotext", paths["PDF"], "-"], capture_output=True, text=True, check=True).stdout
    assert told[0] in paper and f"{ran['PAGE_COUNT']}/{ran['PAGE_COUNT']}" in paper.replace(" ", "")
    assert "no" not in {
        row.split()[-5]
        for row in subprocess.run(["pdffonts", paths["PDF"]], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    }


def test_the_bundle_alone(run_algorithm, bundle, folder):
    """What was not given has no heading."""
    ran = run_algorithm("chain_report", {"BUNDLE": bundle["MANIFEST"], "LANGUAGE": "en", "REPORT": str(folder / "alone.html")})
    words = text_of(ran["REPORT"])
    assert "What stands out" in words and "Actors at work here" not in words and "Measures paid from the envelope" not in words
    assert ran["PAGE_COUNT"] == 0


HEADINGS = {
    "DEMAND": "Projected demand",
    "MEASURES": "Measures paid from the envelope",
    "ACTORS": "actor with a role",
    "LINKS": "Share clusters, and may or may not know each other already:",
    "COALITIONS": "Missing roles",
    "ACTIONS": "Actions of the multi-year plan here",
}


@pytest.mark.parametrize("left_out", HEADINGS)
def test_each_output_may_be_left_out(run_algorithm, bundle, links, folder, left_out):
    """Without one, its heading is gone and the others are there."""
    given = {name: path for name, path in links.items() if name != left_out}
    report = str(folder / f"without_{left_out}.html")
    run_algorithm("chain_report", {"BUNDLE": bundle["OUTPUT_FOLDER"], "LANGUAGE": "en", "REPORT": report, **given})
    words = text_of(report)
    assert {name for name, heading in HEADINGS.items() if heading in words} == set(given)


def test_profile_by_hand(run_algorithm, bundle, folder):
    """The means of the indicator that stands out most are those of the units, each counting for the addresses of which it is a share."""
    ran = run_algorithm("chain_report", {"BUNDLE": bundle["OUTPUT_FOLDER"], "LANGUAGE": "en", "REPORT": str(folder / "hand.html")})
    units = table(f"{bundle['GEOPACKAGE']}|layername=units")
    units = units[units["preschool_with_room"].notna()]
    here, city = (
        np.average(rows["preschool_with_room"], weights=rows["preschool_with_room_of"]) for rows in (units[units["cluster_id"] == 1], units)
    )
    assert f"{here:.1f} %" in text_of(ran["REPORT"]) and f"{city:.1f} %" in text_of(ran["REPORT"])
    assert "(mean weighted by addresses)" in text_of(ran["REPORT"])
    assert "Means of scores and of the index are weighted by inhabitants." in text_of(ran["REPORT"])


@pytest.mark.parametrize("counted", [True, False], ids=["connections", "nobody"])
def test_those_who_are_counted_and_the_dates_in_words(run_algorithm, tmp_path, counted):
    """A region, no city: its areas count connections, or nobody; small rates keep their decimals."""
    town = Town(tmp_path, 4, 4)
    cases, connections = [9] * 8 + [1] * 8, [100] * 8 + [400] * 8
    town.table("grid", {"sector_code": town.keys, "cases": cases, "connections": connections})
    people = {"layer": "grid", "field": "connections", "title": {"nl": "Aansluitingen", "en": "Connections"}}
    each = {"layer": "grid", "measure": "attribute", "field": "connections"}
    cases = {"id": "cases", "layer": "grid", "field": "cases", "denominator": each}
    units = {"layer": "statistical_sectors", "key": "sector_code", "name": "sector_name", "population": people if counted else None}
    paths = town.write(town.challenge(cases, units=units, clusters={"method": "threshold", "threshold": 50}))
    made = run_algorithm("integrated_map", {**paths, "AS_OF": "2026-01-31", "LANGUAGE": "nl", "OUTPUT_FOLDER": str(tmp_path / "kaart")})
    report = str(tmp_path / "chain.html")
    run_algorithm("chain_report", {"BUNDLE": made["OUTPUT_FOLDER"], "LANGUAGE": "nl", "REPORT": report})
    words = text_of(report)
    assert ("800 aansluitingen, 8 gebieden," in words) == counted
    row = re.search(r"Cluster (\S+) Noodindex 1\. .*? (\d+) 100,0", words)
    assert row.groups() == (("Aansluitingen", "800") if counted else ("Gebieden", "8"))
    assert "nwoners" not in words and "stads" not in words and "Hier Alle gebieden" in words
    whole = (9 * 8 + 1 * 8) / (100 * 8 + 400 * 8)
    assert f"0,09 {whole:.2f}".replace("0.", "0,") in re.sub(r" +", " ", words), "of all cases among all connections, whoever is counted"
    assert "1 januari 2025" in words and "2025-01-01" not in words


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"BUNDLE": "/nowhere"}, "'/nowhere' is not a bundle: give the folder of an integrated map"),
        ({"MEASURES": "ACTORS"}, "MEASURES: layer '.*' has no field 'chosen' and is therefore not the output required"),
    ],
)
def test_bad_input(run_algorithm, bundle, links, folder, given, sentence):
    given = {name: links.get(value, value) for name, value in given.items()}
    report = folder / "bad.html"
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("chain_report", {"BUNDLE": bundle["OUTPUT_FOLDER"], "REPORT": str(report)} | given)
    assert not report.exists()


def test_a_bundle_that_lost_its_geopackage(run_algorithm, bundle, folder):
    lost = folder / "lost"
    lost.mkdir()
    shutil.copy(bundle["MANIFEST"], lost)
    with pytest.raises(QgsProcessingException, match="has no .gpkg file: recompute the map"):
        run_algorithm("chain_report", {"BUNDLE": str(lost), "REPORT": str(folder / "lost.html")})
