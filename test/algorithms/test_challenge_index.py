"""The algorithm `challenge_index`: its layer, its report, the user's own units, and nothing left behind."""

import csv
import datetime
import io
import re
from base64 import b64decode
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.qgis_io.layer_metadata import date_of
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support.running import RecordingFeedback, run_algorithm, run_and_load
from opgavenkaart.test.support.town import ORIGIN, Town, layer_names, point, read_layer, write_gpkg
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer

INHABITANTS = [100, 200, 400, 0, 500, 1000]
STEPS = ("Loading the units", "Loading 2 layers", "Measuring 2 indicators", "Computing the index", "Writing")
SCORES = ["people", "libraries", "people_score", "libraries_score"]
RESULTS = [*SCORES, "social_policy_index", "challenge_index", "missing_share", "data_age_days"]
INDEX = [(10 + 200) / 3, (20 + 100) / 3, 40 / 3, 0, 50 / 3, (100 + 100) / 3]
"""People, from 0 to 1000, weigh 1; libraries (2 1 0 0 0 1; more of them is more need here) weigh 2."""


@pytest.fixture
def town(qgis_app, qgis_processing, tmp_path):
    town = Town(tmp_path)
    town.table("population", {"sector_code": town.keys, "inhabitants": INHABITANTS})
    town.layer("libraries", [point(500, 500), point(600, 500), point(1500, 500), point(2500, 1500)])
    return town


def inputs(town, **more):
    challenge = town.challenge(
        {"id": "people", "layer": "population", "field": "inhabitants"},
        {"id": "libraries", "layer": "libraries", "measure": "count", "weight": 2},
    )
    return {**town.write(challenge), "AS_OF": "2026-01-01", "OUTPUT": "memory:", **more}


def table(layer):
    return read_features(layer)[0].table


def equal(values, expected):
    assert list(values) == pytest.approx(expected, nan_ok=True)


def test_the_units_come_back_with_indicators_scores_and_index(run_algorithm, town):
    ran = run_algorithm("challenge_index", inputs(town))
    units = table(ran["OUTPUT"])
    assert list(units) == ["sector_code", "sector_name", *RESULTS], "fields that nobody named stay behind"
    assert units["sector_code"].tolist() == town.keys
    equal(units["challenge_index"], INDEX)
    equal(units["social_policy_index"], INDEX)
    equal(units["data_age_days"], [365] * 6)
    assert (ran["MISSING_SHARE"], ran["UNIT_COUNT"], ran["WITHOUT_INDEX_COUNT"], ran["HIDDEN_COUNT"]) == (0.0, 6, 0, 0)
    assert "REPORT" not in ran.results
    assert [line for line in ran.infos if line in STEPS] == list(STEPS)
    assert ran.warnings == []


def test_a_file_and_a_report_appear_where_they_are_asked_for(run_algorithm, town):
    folder = town.folder / "één & twee"
    asked = {"OUTPUT": str(town.folder / "index.gpkg"), "REPORT": str(folder / "verslag.html")}
    ran = run_algorithm("challenge_index", inputs(town, **asked))
    assert {name: ran[name] for name in asked} == asked
    assert layer_names(asked["OUTPUT"]) == ["index"]
    equal(read_layer(asked["OUTPUT"], "index")[1]["challenge_index"], INDEX)
    page = Path(asked["REPORT"]).read_text(encoding="utf-8")
    assert "://" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", page)
    rows = list(csv.DictReader(io.StringIO(b64decode(re.search(r"text/csv;charset=utf-8;base64,([^\"]+)", page)[1]).decode("utf-8-sig"))))
    equal([float(row["challenge_index"]) for row in rows], INDEX)
    assert [path.name for path in folder.iterdir()] == ["verslag.html"]


@pytest.mark.parametrize("step", STEPS)
def test_a_cancel_at_any_step_leaves_nothing(town, step):
    before = {*town.folder.iterdir(), town.folder / "catalogue.json", town.folder / "challenge.json"}
    asked = {"OUTPUT": str(town.folder / "index.gpkg"), "REPORT": str(town.folder / "new" / "verslag.html")}
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm("challenge_index", inputs(town, **asked), feedback=RecordingFeedback(cancel_at=step))
    assert set(town.folder.iterdir()) == before


def test_a_report_that_cannot_be_written_leaves_no_layer_and_the_other_way_round(run_algorithm, town):
    (town.folder / "file").touch()
    asked = {"OUTPUT": str(town.folder / "index.gpkg"), "REPORT": str(town.folder / "verslag.html")}
    with pytest.raises(QgsProcessingException, match="'.*file' is a file, not a folder"):
        run_algorithm("challenge_index", inputs(town, **{**asked, "REPORT": str(town.folder / "file" / "verslag.html")}))
    with pytest.raises(QgsProcessingException):
        run_algorithm("challenge_index", inputs(town, **{**asked, "OUTPUT": str(town.folder / "file" / "index.gpkg")}))
    assert not [path for path in town.folder.iterdir() if path.stem in ("index", "verslag")]


# ---- the user's own units


def own_units(town, columns, rows=slice(None)):
    path = town.folder / "own.gpkg"
    path.unlink(missing_ok=True)
    write_gpkg(path, "own", town.units[rows], columns=columns)
    return QgsVectorLayer(f"{path}|layername=own", "own")


def test_own_units_keep_their_fields_in_order(run_algorithm, town):
    town.records["statistical_sectors"]["fields"] = {"sector_code": {"from": ["CD_SECTOR"]}, "sector_name": {"from": ["naam"]}}
    columns = {"naam": list("abcdef"), "waarde": [1.5, None, 2.5, 0.0, -1.0, 9.0], "CD_SECTOR": town.keys[::-1]}
    ran = run_algorithm("challenge_index", inputs(town, UNITS=own_units(town, columns)))
    units = table(ran["OUTPUT"])
    assert list(units) == ["fid", "naam", "waarde", "CD_SECTOR", "sector_code", "sector_name", *RESULTS]
    equal(units["people"], INHABITANTS[::-1])
    equal(units["waarde"], [1.5, np.nan, 2.5, 0.0, -1.0, 9.0])
    assert "Layer 'own' serves as units." in ran.infos


def test_a_path_serves_as_units_too(run_algorithm, town):
    own_units(town, {"sector_code": town.keys, "sector_name": town.keys})
    ran = run_algorithm("challenge_index", inputs(town, UNITS=f"{town.folder / 'own.gpkg'}|layername=own"))
    equal(table(ran["OUTPUT"])["challenge_index"], INDEX)


def test_the_result_can_be_the_units_of_a_next_run(run_algorithm, town):
    first = run_algorithm("challenge_index", inputs(town))
    second = run_algorithm("challenge_index", inputs(town, UNITS=first["OUTPUT"]))
    assert table(second["OUTPUT"]).equals(table(first["OUTPUT"]))
    assert any(line.endswith(f"had {', '.join(RESULTS)}: replaced by the new results.") for line in second.infos)


def test_fields_that_only_case_tells_from_a_result_are_replaced_in_any_format(run_algorithm, town):
    units = own_units(town, {"sector_code": town.keys, "sector_name": town.keys, "PEOPLE": list("abcdef")})
    for name in ("index.gpkg", "index.geojson", "index.fgb"):
        output = str(town.folder / name)
        ran = run_algorithm("challenge_index", inputs(town, UNITS=units, OUTPUT=output))
        equal(table(QgsVectorLayer(output)).sort_values("sector_code")["people"], INHABITANTS)
        assert any("had PEOPLE: replaced" in line for line in ran.infos)


def test_only_the_selected_units_take_part(run_algorithm, town):
    layer = own_units(town, {"sector_code": town.keys, "sector_name": town.keys})
    QgsProject.instance().addMapLayer(layer)
    layer.selectByExpression("\"sector_code\" IN ('S1', 'S2', 'S6')")
    selected = QgsProcessingFeatureSourceDefinition(layer.id(), True)
    ran = run_algorithm("challenge_index", inputs(town, UNITS=selected), project=QgsProject.instance())
    assert table(ran["OUTPUT"])["sector_code"].tolist() == ["S1", "S2", "S6"]
    QgsProject.instance().removeAllMapLayers()


def test_own_units_of_parts_with_holes_and_without_geometry(run_algorithm, town):
    geometry = town.units.copy()
    geometry[3] = None
    path = town.folder / "holed.gpkg"
    write_gpkg(path, "own", geometry, columns={"sector_code": town.keys, "sector_name": town.keys})
    ran = run_algorithm("challenge_index", inputs(town, UNITS=QgsVectorLayer(f"{path}|layername=own", "own")))
    assert table(ran["OUTPUT"])["sector_code"].tolist() == ["S1", "S2", "S3", "S5", "S6"]
    assert "Layer 'own': 1 of 6 features have no geometry and are left out." in ran.infos


# ---- extent, coordinate system, day


def test_extent_and_target_crs_as_a_user_writes_them(run_algorithm, town):
    east, north = ORIGIN
    ran = run_algorithm("challenge_index", inputs(town, EXTENT=f"{east + 9},{east + 1900},{north + 9},{north + 1900} [EPSG:31370]",
                                                  TARGET_CRS="EPSG:3812"))  # fmt: skip
    assert table(ran["OUTPUT"])["sector_code"].tolist() == ["S1", "S2", "S4", "S5"]
    assert ran["OUTPUT"].crs().authid() == "EPSG:3812"
    nameless = QgsCoordinateReferenceSystem.fromProj("+proj=lcc +lat_1=50 +lat_2=51 +lat_0=50.5 +lon_0=4 +ellps=GRS80 +units=m")
    kept = run_algorithm("challenge_index", inputs(town, TARGET_CRS=nameless))["OUTPUT"].crs()
    assert not nameless.authid() and "+lat_0=50.5" in kept.toProj(), "a system without an id is worked in too"
    areas = [feature.geometry().area() for feature in ran["OUTPUT"].getFeatures()]
    assert areas == pytest.approx([1e6] * 4, rel=1e-3)


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"EXTENT": "1,2"}, "EXTENT"),
        ({"TARGET_CRS": "EPSG:999999"}, "TARGET_CRS"),
        ({"TARGET_CRS": "EPSG:4326"}, "EPSG:4326, which does not count in metres"),
        ({"AS_OF": "2026-13-45"}, "AS_OF"),
        ({"CATALOGUE": "gone/catalogue.json"}, "catalogue.json' does not exist"),
        ({"CHALLENGE": "warm_home"}, "There is no challenge 'warm_home'. Did you mean 'warm_homes'?"),
        ({"UNITS": "gone.gpkg"}, "gone.gpkg"),
    ],
)
def test_a_wrong_parameter_is_named(run_algorithm, town, wrong, words):
    with pytest.raises(QgsProcessingException, match=re.escape(words)):
        run_algorithm("challenge_index", inputs(town, **wrong))


def test_the_age_is_counted_to_the_day_that_is_given_else_to_today(run_algorithm, town):
    equal(table(run_algorithm("challenge_index", inputs(town, AS_OF="2024-12-31"))["OUTPUT"])["data_age_days"], [-1] * 6)
    given = inputs(town)
    del given["AS_OF"]
    assert (table(run_algorithm("challenge_index", given)["OUTPUT"])["data_age_days"] > 300).all()


@pytest.mark.parametrize("places", [("memory:", "memory:"), ("index.gpkg", "clusters.gpkg")])
def test_index_and_clusters_hand_on_the_age_of_the_oldest_layer_behind_them(run_algorithm, town, places):
    town.records["libraries"]["date"] = "2011-12-31"
    places = [place if place == "memory:" else str(town.folder / place) for place in places]
    indicators = (
        {"id": "people", "layer": "population", "field": "inhabitants"},
        {"id": "libraries", "layer": "libraries", "measure": "count"},
    )
    written = town.write(town.challenge(*indicators, clusters={"weights": "queen", "alpha": 1.0}))
    ran = run_algorithm("challenge_index", {**written, "OUTPUT": places[0], "OUTPUT_CLUSTERS": places[1]})
    for name in ("OUTPUT", "OUTPUT_CLUSTERS"):
        layer = ran[name] if isinstance(ran[name], QgsVectorLayer) else QgsVectorLayer(ran[name], name, "ogr")
        assert date_of(layer.metadata()) == datetime.date(2011, 12, 31)
        assert layer.metadata().history()[0].startswith("As old as its oldest source, ")
    layers = [ran["OUTPUT"], ran["OUTPUT_CLUSTERS"]]
    assert run_algorithm("overlay_layers", {"LAYERS": layers, "OUTPUT": "memory:"})["OLDEST_DATE"] == "2011-12-31"


def test_a_relative_catalogue_path_starts_where_the_run_starts(run_algorithm, town, monkeypatch):
    given = inputs(town)
    monkeypatch.chdir(town.folder)
    ran = run_algorithm("challenge_index", {**given, "CATALOGUE": "catalogue.json", "CHALLENGE": "challenge.json"})
    equal(table(ran["OUTPUT"])["challenge_index"], INDEX)


def test_an_unknown_parameter_is_warned_of(run_algorithm, town):
    ran = run_algorithm("challenge_index", inputs(town, CATALOG="x"))
    assert any("'CATALOG' is not a parameter of this algorithm" in line for line in ran.warnings)


def test_the_layer_opens_styled_when_the_toolbox_loads_it(qgis_processing, qgis_new_project, town):
    results = run_and_load("challenge_index", inputs(town, OUTPUT="TEMPORARY_OUTPUT"))
    layer = QgsProject.instance().mapLayer(results["OUTPUT"])
    rules = [rule.filterExpression() for rule in layer.renderer().rootRule().children()]
    assert rules
    assert all("challenge_index" in rule for rule in rules)
