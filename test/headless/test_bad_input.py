"""Bad input, as a script gives it: one sentence, a failure, nothing left behind, and no traceback."""

import os
import signal
import subprocess
import sys

import numpy as np
import pytest
import shapely
from opgavenkaart.test.support.headless import environment
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import ORIGIN, SIDE, Town, point
from qgis.core import QgsProcessingException

NEEDS = {"id": "poor", "layer": "income", "field": "poor"}
FAR = {"id": "far", "layer": "shops", "measure": "distance_nearest"}


def good_town(folder, columns=6, rows=6, units=None):
    """A town on which the main job works."""
    town = Town(folder, columns, rows)
    if units is not None:
        columns = {"sector_code": town.keys, "sector_name": town.keys}
        town.layer("statistical_sectors", units, key="sector_code", columns=columns)
    count = len(town.keys)
    town.table("income", {"sector_code": town.keys, "poor": np.arange(count) ** 2 % 11, "name": [f"n{row}" for row in range(count)]})
    town.layer("shops", [point(500, 500), point(1500, 500)], columns={"kind": ["a", "b"]})
    return town


def inputs(town, *indicators, **rest):
    challenge = {"clusters": {"method": "threshold", "threshold": 60}, **rest}
    return {**town.write(town.challenge(*(indicators or (NEEDS, FAR)), **challenge)), "AS_OF": "2026-01-01",
            "OUTPUT_FOLDER": str(town.folder / "new" / "map")}  # fmt: skip


# ---- what each mistake does to a good town


def missing_file(town):
    (town.folder / "shops.gpkg").unlink()
    return inputs(town)


def not_a_geopackage(town):
    (town.folder / "shops.gpkg").write_text("hello")
    return inputs(town)


def empty_layer(town):
    town.layer("shops", [], columns={"kind": []})
    town.records["shops"]["geometry"] = "point"
    return inputs(town)


def no_units(town):
    town.layer("statistical_sectors", [], columns={"sector_code": [], "sector_name": []}, key="sector_code")
    return inputs(town)


def no_common_extent(town):
    town.layer("shops", [shapely.Point(250_000, 170_000)])
    return inputs(town)


def unknown_challenge(town):
    return {**inputs(town), "CHALLENGE": "warm_hoems"}


def unknown_record(town):
    return inputs(town, {**FAR, "layer": "shop"})


def missing_field(town):
    return inputs(town, {**NEEDS, "field": "por"})


def text_in_a_number_field(town):
    return inputs(town, {**NEEDS, "field": "name"})


def all_values_equal(town):
    town.table("income", {"sector_code": town.keys, "poor": [3] * 36})
    return inputs(town, NEEDS)


def no_value_at_all(town):
    return inputs(town, {**NEEDS, "filter": '"poor" > 99'})


def in_degrees(town):
    """On the Canary Islands, where Lambert 72 is no system to measure in either."""
    grid = shapely.transform(town.units, lambda xy: (xy - ORIGIN) / SIDE * 0.01 + (-15.0, 28.0))
    town = good_town(town.folder, units=grid)
    town.records["statistical_sectors"]["crs"] = "EPSG:4326"
    town.layer("statistical_sectors", grid, "EPSG:4326", {"sector_code": town.keys, "sector_name": town.keys}, key="sector_code")
    return inputs(town)


def one_unit(town):
    return inputs(good_town(town.folder, 1, 1), clusters={"method": "gi_star", "weights": "queen"})


def more_neighbours_than_units(town):
    return inputs(good_town(town.folder, 3, 2), clusters={"method": "gi_star", "weights": "knn:8"})


def without_neighbours(town):
    apart = shapely.transform(shapely.buffer(shapely.centroid(town.units), 100), lambda xy: xy)
    return inputs(good_town(town.folder, units=apart), clusters={"method": "gi_star", "weights": "queen"})


def folder_below_a_file(town):
    return {**inputs(town), "OUTPUT_FOLDER": str(town.folder / "income.csv" / "map")}


def folder_is_a_file(town):
    return {**inputs(town), "OUTPUT_FOLDER": str(town.folder / "income.csv")}


def folder_with_a_name_too_long(town):
    return {**inputs(town), "OUTPUT_FOLDER": str(town.folder / ("x" * 300))}


def filter_reads_a_file(town):
    return inputs(town, {**FAR, "filter": "file_size('/etc/passwd') > 0"})


def filter_asks_a_variable(town):
    return inputs(town, {**FAR, "filter": "@project_path IS NULL"})


def filter_evaluates(town):
    return inputs(town, {**FAR, "filter": "eval('1 = 1')"})


def broken_json(town):
    given = inputs(town)
    (town.folder / "challenge.json").write_text('{"id": "x",')
    return given


def odd_id(town):
    return inputs(town, id="../../evil")


def several_mistakes(town):
    return inputs(town, {**NEEDS, "directoin": "low", "normalisation": "zscore"})


CASES = [
    (missing_file, "Layer 'Layer shops (shops)': the file", "shops.gpkg' does not exist"),
    (not_a_geopackage, "Layer 'Layer shops'", "cannot be read"),
    (empty_layer, "Layer 'Layer shops' has no features"),
    (no_units, "Layer 'Layer statistical_sectors (statistical_sectors)' has no features"),
    (no_common_extent, "Layer 'Layer shops' has no features in the extent", "check the layer's coordinate system"),
    (unknown_challenge, "There is no challenge 'warm_hoems'. Did you mean 'warm_homes'?"),
    (unknown_record, "The catalogue has no record 'shop'. Did you mean 'shops'?"),
    (missing_field, "Layer 'Layer income (income)' has no column for the field 'por' (sought: por). Did you mean 'poor'"),
    (text_in_a_number_field, "Field 'name' of layer 'Layer income (income)' should hold numbers but holds 'n0'"),
    (all_values_equal, "Indicator 'poor': all values are equal (3)", "'target'"),
    (no_value_at_all, "Indicator 'poor': no unit has a value"),
    (in_degrees, "Layer 'Layer statistical_sectors' is in EPSG:4326, which does not count in metres"),
    (one_unit, "Indicator 'poor': only one unit has a value"),
    (more_neighbours_than_units, "Weights 'knn:8' need more than 8 units and there are 6"),
    (without_neighbours, "None of the 36 units has a neighbour with weights 'queen'"),
    (folder_below_a_file, "income.csv' is a file, not a folder"),
    (folder_is_a_file, "income.csv' is a file: give the path of a folder"),
    (folder_with_a_name_too_long, "cannot be written"),
    (filter_reads_a_file, "The filter of 'far (far)' uses the function 'file_size', which is not allowed"),
    (filter_asks_a_variable, "The filter of 'far (far)' uses the variable '@project_path'"),
    (filter_evaluates, "The filter of 'far (far)' uses the function 'eval', which is not allowed"),
    (broken_json, "challenge.json, line 1", "not valid JSON"),
    (odd_id, "challenge.json, id", "../../evil"),
    (several_mistakes, "key 'directoin' is unknown", "did you mean 'direction'", "indicators[0].normalisation", "'z_score'"),
]


@pytest.fixture
def town(qgis_app, qgis_processing, tmp_path):
    return good_town(tmp_path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0].__name__)
def test_each_mistake_gets_its_sentence_and_leaves_nothing(town, case):
    spoil, *words = case
    given = spoil(town)
    before = sorted(town.folder.iterdir())
    with pytest.raises(QgsProcessingException) as failure:
        run_algorithm("integrated_map", given)
    sentence = str(failure.value)
    assert all(word.lower() in sentence.lower() for word in words), sentence
    assert "Traceback" not in sentence
    assert sorted(town.folder.iterdir()) == before


def test_the_town_itself_is_good(town):
    ran = run_algorithm("integrated_map", inputs(town))
    assert ran["CLUSTER_COUNT"] > 0


REAL = [missing_file, unknown_challenge, folder_below_a_file, filter_reads_a_file]


@pytest.mark.parametrize("spoil", REAL, ids=lambda spoil: spoil.__name__)
def test_a_script_sees_the_sentence_and_a_failure(qgis_process_run, town, spoil):
    given = spoil(town)
    before = sorted(town.folder.iterdir())
    ran = qgis_process_run("integrated_map", given)
    assert ran.code != 0
    assert all(word in ran.stderr for word in next(case[1:] for case in CASES if case[0] is spoil)), ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert sorted(town.folder.iterdir()) == before


def test_a_script_gets_all_outputs_of_a_good_run(qgis_process_run, town):
    given = inputs(town)
    ran = qgis_process_run("integrated_map", given)
    assert ran.code == 0, ran.stderr
    folder = given["OUTPUT_FOLDER"]
    names = {"GEOPACKAGE": "small_town.gpkg", "PROJECT": "small_town.qgz", "PDF": "small_town.pdf", "PNG": "small_town.png",
             "REPORT": "small_town.html", "MANIFEST": "manifest.json"}  # fmt: skip
    assert {name: ran.results[name] for name in names} == {name: f"{folder}/{file}" for name, file in names.items()}
    kept = ["small_town_report.pdf", "small_town.challenge.json", "small_town.catalogue.json"]
    assert sorted(os.listdir(folder)) == sorted([*names.values(), *kept])  # noqa: PTH208
    assert ran.results["CLUSTER_COUNT"] > 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_an_interrupted_run_fails_and_leaves_nothing(profile, town):
    given = inputs(town)
    before = sorted(town.folder.iterdir())
    command = ["qgis_process", "run", "opgavenkaart:integrated_map", "--", *(f"{name}={value}" for name, value in given.items())]
    with subprocess.Popen(command, env=environment(profile), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "Computing the index" in line:
                process.send_signal(signal.SIGINT)
    said = "".join(lines)
    assert process.returncode != 0, said
    assert "Cancelled: nothing was written." in said
    assert "Traceback" not in said
    assert sorted(town.folder.iterdir()) == before
