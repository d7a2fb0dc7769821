"""What was found in the rows of a sensitive layer is told nobody else: not how many there are, nor what stands in one that is wrong."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.challenge.indexing import Indexed
from opgavenkaart.processing.products.integrated_map.provenance import input_facts
from opgavenkaart.test.support.rasters import write_raster
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import ORIGIN, Town, point

from .test_disclosure_gate import QUEEN, index_of

pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")


def points_by_unit(counts: list[int]) -> list:
    """Return so many points in each unit of a town of three columns."""
    return [
        point(1000 * (at % 3) + 60 + 30 * (row % 30), 1000 * (at // 3) + 60 + 30 * (row // 30))
        for at, n in enumerate(counts)
        for row in range(n)
    ]


def facts_of(indexed: Indexed, id: str) -> dict:
    return input_facts(indexed, indexed.collected.layers[id])


@pytest.mark.parametrize("policy", [{"redistribution": "aggregated"}, {"disclosure": {"sensitive": True, "rounding": 1}}])
def test_the_number_of_features_does_not_tell_the_one_count_that_is_hidden(tmp_path, policy):
    """202 features less the 200 that are shown are the 2 that are hidden; and three in all were said to be five, so 3 to 7."""
    town = Town(tmp_path)
    town.layer("audits", points_by_unit([2, 20, 30, 40, 50, 60]), **policy)
    town.layer("shelters", points_by_unit([1, 1, 1]), **policy)
    indexed = index_of(
        town, {"id": "a", "layer": "audits", "measure": "count"}, {"id": "s", "layer": "shelters", "measure": "distance_nearest"}
    )
    assert indexed.unit_features.table["a"].fillna(-1).tolist() == [-1, 20, 30, 40, 50, 60]
    for id in ("audits", "shelters"):
        facts = facts_of(indexed, id)
        assert [facts[name] for name in ("features", "without_geometry", "repaired", "sha256")] == [None, 0, 0, ""]


def test_a_layer_of_which_one_field_is_sensitive_has_neither_digest_nor_number_of_rows(tmp_path):
    """Whoever has its other columns tries the counts until the digest fits."""
    town, found = Town(tmp_path), []
    for keys, waiting in ((town.keys, [1, 7, 8, 12, 40, 100]), (town.keys[1:], [7, 8, 12, 40, 100])):
        said = {"fields": {"waiting": {}}, "disclosure": {"fields": {"waiting": {"sensitive": True}}}}
        town.table("list", {"sector_code": keys, "waiting": waiting}, **said)
        indexed = index_of(town, {"id": "a", "layer": "list", "field": "waiting"})
        found.append((facts_of(indexed, "list"), indexed.unit_features.table.to_dict("list")))
    assert str(found[0]) == str(found[1]) and found[0][0]["sha256"] == "" and "rows" not in found[0][0]["keys"]


def test_a_sensitive_raster_has_no_digest(tmp_path):
    town = Town(tmp_path)
    cells = np.arange(600.0).reshape(20, 30)
    town.raster("living", write_raster(tmp_path / "living.tif", cells, ORIGIN[0], ORIGIN[1] + 2000, 100.0), redistribution="no")
    indexed = index_of(town, {"id": "it", "layer": "living", "measure": "raster", "statistic": "sum"})
    assert facts_of(indexed, "living")["sha256"] == ""


def test_an_area_without_a_row_does_not_tell_the_one_hidden_count_to_be_none(tmp_path):
    """S6 has no row. That it is not hidden would tell that some area has 0, and only S1 is hidden."""
    town, found = Town(tmp_path), []
    for first in (0, 3):
        town.table(
            "list", {"sector_code": town.keys[:5], "waiting": [first, 20, 8, 12, 40]}, fields={"waiting": {}}, redistribution="aggregated"
        )
        indexed = index_of(town, {"id": "a", "layer": "list", "field": "waiting"})
        found.append((indexed.coverage, indexed.unit_features.table))
    pd.testing.assert_frame_equal(found[0][1], found[1][1])
    assert found[0][0] == found[1][0]
    town.table("list", {"sector_code": town.keys[:5], "waiting": [0, 3, 8, 12, 40]}, fields={"waiting": {}}, redistribution="aggregated")
    shown = index_of(town, {"id": "a", "layer": "list", "field": "waiting"}).unit_features.table
    assert shown["a_hidden"].tolist() == [1, 1, 0, 0, 0, 0], "of two it is not told which is 0: what is missing stays missing"


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_nothing_that_was_found_in_sensitive_rows_stands_in_the_report(tmp_path, audience):
    """A percentage is quoted where it was read, rows are counted, and a layer that fails says at which."""
    town, closed = Town(tmp_path), {"redistribution": "aggregated"}
    town.table("list", {"sector_code": town.keys, "waiting": ["4.31%", "7%", "12%", "30%", "23%", "8%"]}, fields={"waiting": {}}, **closed)
    town.table("twice", {"sector_code": [*town.keys[:5], "S5"], "owing": [4, 7, 9, 8, 9, 8]}, fields={"owing": {}}, **closed)
    town.table("homes", {"sector_code": town.keys, "homes": [1500, 2000, 3000, 4000, 5000, 6000]}, fields={"homes": {}})
    told = [("a", "list", "waiting"), ("b", "twice", "owing"), ("c", "homes", "homes")]
    asked = town.challenge(
        *({"id": id, "layer": layer, "field": field} for id, layer, field in told), missing_data={"layers": "continue"}, clusters=QUEEN
    )
    given = {"AUDIENCE": audience, "OUTPUT_FOLDER": str(tmp_path / "map"), "LANGUAGE": "en", **town.write(asked)}
    ran = run_algorithm("integrated_map", given)
    report, manifest = (Path(ran[name]).read_text(encoding="utf-8") for name in ("REPORT", "MANIFEST"))
    assert "Layer homes&#39;: 6 rows" in report or "&#39;Layer homes&#39;: 6 rows" in report
    assert ("4.31%" in report, "Layer list&#39;: 6 rows" in report) == (audience == "internal",) * 2
    assert json.loads(manifest)["failed"] == {
        "twice": "Layer 'Layer twice (twice)' could not be read; why, was said when the map was made."
    }
    assert any("S5" in said for said in ran.warnings), "but who makes the map is told"
