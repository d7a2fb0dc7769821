"""Maps of units among which no unit can stand out: a target that all of them meet, or two units alone."""

import json
from pathlib import Path

import pytest
from opgavenkaart.test.support.town import Town

MET = {"id": "places", "layer": "places", "measure": "attribute", "field": "places", "normalisation": "target", "target": 10, "limit": 0}


@pytest.fixture
def made(run_algorithm, tmp_path):
    """Make the map of a town in which every unit has so many places, where 10 are enough and 0 is the worst."""

    def make(columns, places):
        town = Town(tmp_path, columns, 1)
        town.table("places", {"sector_code": town.keys, "places": places})
        paths = town.write(town.challenge({**MET, "direction": "low"}))
        ran = run_algorithm("integrated_map", {**paths, "OUTPUT_FOLDER": str(tmp_path / "out"), "AS_OF": "2026-01-01", "LANGUAGE": "en"})
        return ran, json.loads(Path(ran["MANIFEST"]).read_text(encoding="utf-8"))["results"]["finding"]

    return make


def test_a_target_that_every_unit_meets_gives_a_map_that_says_so(made):
    ran, finding = made(12, [12] * 12)
    assert ran["CLUSTER_COUNT"] == 0
    assert "12 areas share the highest index, 0" in finding and "misses a cluster" not in finding
    assert any("No clusters are sought." in text for text in ran.warnings)


def test_two_units_give_a_map_without_clusters(made):
    ran, finding = made(2, [12, 5])
    assert ran["CLUSTER_COUNT"] == 0 and "the index is highest in Sector 2 (50)" in finding
