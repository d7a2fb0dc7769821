"""A raster in a challenge: what its cells say of units, by hand; what of it is told; and what cannot be measured, in a sentence."""

import datetime
import json
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.challenge.collect import collect
from opgavenkaart.processing.challenge.coverage import coverage_words
from opgavenkaart.processing.challenge.indexing import index_challenge
from opgavenkaart.processing.model.catalogue import read_catalogue
from opgavenkaart.processing.model.challenge import read_challenge
from opgavenkaart.processing.model.errors import Mistakes, OpgaveError
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.rasters import write_raster
from opgavenkaart.test.support.town import ORIGIN, Town, layer_names, point, read_layer
from osgeo import gdal
from qgis.core import QgsPointXY, QgsProject

NAN = np.nan
LEFT, TOP = ORIGIN[0], ORIGIN[1] + 2000
DEGREES = np.array([[20.0, 22.0, NAN], [30.0, 26.0, 24.0]])
"""A cell for each unit of the town: S4-S6 in the north, S1-S3 in the south."""


@pytest.fixture
def town(qgis_app, tmp_path):
    town = Town(tmp_path)
    town.raster("heat", write_raster(tmp_path / "heat.tif", DEGREES, LEFT, TOP, 1000.0))
    return town


def indexed(town, **indicator):
    whole = {"id": "it", "layer": "heat", "measure": "raster", "statistic": "mean", "normalisation": "target", "target": 0} | indicator
    whole = {key: value for key, value in whole.items() if value is not None}
    paths = town.write(town.challenge(whole, aggregation={"allowed_missing_share": 1}))
    return index_challenge(collect(read_challenge(paths["CHALLENGE"]), read_catalogue(paths["CATALOGUE"])), datetime.date(2026, 1, 1))


def raw(town, **indicator):
    return indexed(town, **indicator).evaluation.raw["it"].tolist()


def equal(values, expected):
    assert values == pytest.approx(expected, nan_ok=True)


def test_the_mean_of_the_cells_in_each_unit(town):
    equal(raw(town), [30, 26, 24, 20, 22, NAN])
    equal(raw(town, scale=10), [300, 260, 240, 200, 220, NAN])


def test_cells_count_for_their_part_in_the_unit_and_a_part_without_data_is_told(town, tmp_path):
    """A row of cells of 1,500 m from 500 m west: S3 and S6 lie in two cells by halves, and of S1 to S3 only the north has data."""
    write_raster(tmp_path / "heat.tif", np.array([[10.0, 20.0, 40.0]]), LEFT - 500, TOP, 1500.0)
    found = indexed(town)
    equal(found.evaluation.raw["it"].tolist(), [10, 20, 30, 10, 20, 30])
    assert found.coverage.partial == {"it": 3}
    assert coverage_words(found.collected, found.coverage, Language("en")) == [
        "'it': in 3 areas the raster has data in a part only, and the values are those of these parts."
    ]


@pytest.mark.parametrize(
    ("asked", "values"),
    [
        ({"statistic": "sum"}, [30, 26, 24, 20, 22, NAN]),
        ({"statistic": "share_above", "threshold": 24}, [1, 1, 0, 0, 0, NAN]),
        ({"statistic": "share", "classes": "20-24"}, [0, 0, 1, 1, 1, NAN]),
        ({"statistic": "quantile", "quantile": 0.5}, [30, 26, 24, 20, 22, NAN]),
    ],
)
def test_statistics_by_hand(town, asked, values):
    equal(raw(town, **asked), values)


def test_another_coordinate_system_is_that_of_the_raster(town, tmp_path):
    """The town in Lambert 2008, some 500 km away: one cell that holds all of it."""
    write_raster(tmp_path / "heat.tif", np.array([[18.0]]), 590_000.0, 700_000.0, 20_000.0, 3812)
    equal(raw(town), [18] * 6)


def test_residents_count_where_they_live(town):
    """In S1 three quarters of the dwellings stand in the warm half."""
    town.layer("addresses", [point(400, 500), point(600, 500), point(1500, 1500)], columns={"dwellings": [1, 3, 2]})
    write_raster(town.folder / "heat.tif", np.repeat([[20.0, 20.0, 22.0, 22.0], [20.0, 40.0, 22.0, 22.0]], 2, axis=0), LEFT, TOP, 500.0)
    equal(raw(town, points="addresses", weight_field="dwellings"), [35, NAN, NAN, NAN, 22, NAN])
    over = {"statistic": "share_above", "threshold": 30, "points": "addresses", "weight_field": "dwellings"}
    equal(raw(town, **over), [0.75, NAN, NAN, NAN, 0, NAN])


def test_another_raster_weighs_the_cells(town, tmp_path):
    """Two cells in each unit from west to east; all weight lies in the eastern one."""
    write_raster(tmp_path / "heat.tif", np.array([[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]] * 4), LEFT, TOP, 500.0)
    town.raster("people", write_raster(tmp_path / "people.tif", np.array([[0.0, 9.0] * 3] * 4), LEFT, TOP, 500.0))
    equal(raw(town, weight_layer="people"), [2, 4, 6, 2, 4, 6])


def test_the_record_says_band_missing_values_and_names_of_classes(town, tmp_path):
    green = {"20": {"nl": "Hoog groen", "en": "Trees"}, "26": {"en": "Grass"}}
    town.raster("heat", str(tmp_path / "heat.tif"), {"missing": [30, "24"]}, fields={"green": {"values": green}})
    equal(raw(town), [NAN, 26, NAN, 20, 22, NAN])
    equal(raw(town, statistic="share", classes="hoog groen, Grass"), [NAN, 1, NAN, 1, 0, NAN])


def test_its_layer_has_date_and_hash_and_no_features(town):
    loaded = indexed(town).collected.layers["heat"]
    assert (loaded.date, loaded.date_origin, len(loaded.source_hash)) == (datetime.date(2025, 1, 1), "record", 64)
    assert len(loaded.features) == 0 and loaded.raster is not None


def refused(town, **indicator):
    with pytest.raises(OpgaveError) as error:
        indexed(town, **indicator)
    return error.value.sentence()


def test_what_cannot_be_measured_is_said_in_a_sentence(town, tmp_path):
    town.layer("parks", town.units[:1])
    assert "'Layer parks (parks)' is no raster, which the measure 'raster' needs" in refused(town, layer="parks")
    assert "'Layer heat (heat)' is a raster: choose the measure 'raster' for it" in refused(town, measure="count", statistic=None)
    assert "names no classes, and 'bos' is no number" in refused(town, statistic="share", classes="bos")
    town.raster("far", write_raster(tmp_path / "far.tif", DEGREES, 0.0, 10_000.0, 10.0))
    assert "'Layer far (far)' has no cells in the extent" in refused(town, layer="far")
    town.raster("turned", write_raster(tmp_path / "turned.tif", DEGREES, LEFT, TOP, 1000.0, turned=10.0))
    assert "'Layer turned (turned)' has a rotated grid" in refused(town, layer="turned")
    town.raster("other_cells", write_raster(tmp_path / "other_cells.tif", DEGREES, LEFT, TOP, 900.0))
    assert "has other cells than" in refused(town, weight_layer="other_cells")
    town.raster("gone", "gone.tif")
    assert "gone.tif' does not exist" in refused(town, layer="gone")
    (tmp_path / "text.tif").write_text("no raster")
    town.raster("text", "text.tif")
    assert "'text.tif' cannot be read as a GeoTIFF" in refused(town, layer="text")
    town.raster("heat", str(tmp_path / "heat.tif"), {"band": 2})
    assert "has no band 2: it has 1" in refused(town)
    town.raster("heat", str(tmp_path / "heat.tif"), {"missing": ["x"]})
    assert "cells hold numbers" in refused(town)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"statistic": None}, "the measure 'raster' needs the key 'statistic'"),
        ({"statistic": "share"}, "the statistic 'share' needs the key 'classes'"),
        ({"statistic": "share_above"}, "the statistic 'share_above' needs the key 'threshold'"),
        ({"threshold": 3}, "the statistic 'mean' does not take the key 'threshold'"),
        ({"filter": "1"}, "the measure 'raster' does not take the key 'filter'"),
        ({"points": "addresses", "weight_layer": "people"}, "weighted by points or by a raster, not by both"),
        ({"statistic": "modus"}, "is not one of mean, sum"),
    ],
)
def test_values_that_do_not_go_together_are_refused_when_the_file_is_read(town, asked, sentence):
    whole = {"id": "it", "layer": "heat", "measure": "raster", "statistic": "mean"} | asked
    paths = town.write(town.challenge({key: value for key, value in whole.items() if value is not None}))
    with pytest.raises(Mistakes) as error:
        read_challenge(paths["CHALLENGE"])
    assert sentence in error.value.sentence()


def test_a_raster_is_written_beside_the_geopackage_and_stands_in_the_project(town, run_algorithm, tmp_path):
    """Cells of the extent as they are; a raster that may not be redistributed is not written."""
    town.raster("secret", str(tmp_path / "heat.tif"), redistribution="no")
    paths, out = town.write(town.challenge()), tmp_path / "uit" / "lagen.gpkg"
    asked = {"CATALOGUE": paths["CATALOGUE"], "OUTPUT": str(out), "PROJECT": str(tmp_path / "kaart" / "kaart.qgz")}
    ran = run_algorithm("load_layers", asked | {"RECORDS": "heat,secret,statistical_sectors"})
    assert (ran["LAYER_COUNT"], ran["FEATURE_COUNT"]) == (2, 6)
    assert sorted(path.name for path in out.parent.glob("*.[gt]*[gf]")) == ["lagen.gpkg", "lagen_heat.tif"]
    project = QgsProject()
    project.read(asked["PROJECT"])
    layers = {layer.metadata().identifier(): layer for layer in project.mapLayers().values()}
    assert layers["heat"].isValid() and layers["heat"].dataProvider().sample(QgsPointXY(LEFT + 500, TOP - 500), 1) == (20.0, True)
    project.clear()
    ran = run_algorithm(
        "load_layers", asked | {"RECORDS": "heat", "EXTENT": f"{LEFT + 100},{LEFT + 900},{TOP - 900},{TOP - 100} [EPSG:31370]"}
    )
    assert "OUTPUT" not in ran.results and gdal.Open(str(out.with_name("lagen_heat.tif"))).ReadAsArray().tolist() == [[20.0]]


def test_map_and_web_map_of_a_raster_hold_its_values_and_tell_of_its_cells(town, run_algorithm, tmp_path):
    """S6 has no data; of a raster there is no layer in the bundle, so that nobody looks for one."""
    whole = {"id": "it", "layer": "heat", "measure": "raster", "statistic": "mean", "unit": "graden"}
    paths = town.write(town.challenge(whole, clusters={"method": "threshold", "threshold": 60}))
    ran = run_algorithm("integrated_map", paths | {"OUTPUT_FOLDER": str(tmp_path / "kaart"), "LANGUAGE": "en"})
    _, units = read_layer(ran["GEOPACKAGE"], "units")
    equal(units["it"].astype(float).tolist(), [30, 26, 24, 20, 22, NAN])
    manifest = json.loads(Path(ran["MANIFEST"]).read_text())
    facts = next(one for one in manifest["inputs"] if one["record"] == "heat")
    assert facts["cells"] == {"columns": 3, "rows": 2, "size": [1000.0, 1000.0], "crs": "EPSG:31370"} and not facts["passed_on"]
    assert "heat" not in layer_names(ran["GEOPACKAGE"])
    assert "6 cells of 1,000 x 1,000 (EPSG:31370)" in Path(ran["REPORT"]).read_text()
    page = run_algorithm("export_web_map", {"BUNDLE": ran["OUTPUT_FOLDER"], "OUTPUT_FOLDER": str(tmp_path / "web")})
    assert Path(page["INDEX"]).stat().st_size > 0
