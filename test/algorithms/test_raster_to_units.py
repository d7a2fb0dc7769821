"""A raster brought to units: by hand, on the real surface temperatures of a heat wave, and what cannot be measured in one sentence."""

import json

import numpy as np
import pytest
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.rasters import write_raster
from qgis.core import NULL, QgsProcessingException, QgsVectorLayer

LEFT, TOP = 104000.0, 194000.0
UNITS = [
    ("POLYGON((104000 193900, 104150 193900, 104150 194000, 104000 194000, 104000 193900))", "west"),
    ("POLYGON((104150 193900, 104250 193900, 104250 194000, 104150 194000, 104150 193900))", "oost"),
    ("POLYGON((109000 193900, 109100 193900, 109100 194000, 109000 194000, 109000 193900))", "ver"),
]


@pytest.fixture
def heat(tmp_path):
    """Two cells of 100 m: 20 degrees, 30 degrees."""
    return write_raster(tmp_path / "heat.tif", np.array([[20.0, 30.0]]), LEFT, TOP, 100.0)


@pytest.fixture
def measure(qgis_app, run_algorithm, heat):
    """Measure the raster in the units."""
    units = memory_layer("Polygon", UNITS, "naam:string", name="wijken")
    return lambda **more: run_algorithm("raster_to_units", {"UNITS": units, "RASTER": heat, "OUTPUT": "memory:"} | more)


def values(ran, field):
    layer = ran["OUTPUT"] if not isinstance(ran["OUTPUT"], str) else QgsVectorLayer(ran["OUTPUT"])
    return {one["naam"]: None if one[field] == NULL else one[field] for one in layer.getFeatures()}


def test_means_and_cover_by_hand(measure):
    """West: a whole cell of 20 and half a cell of 30; oost: half a cell of 30, half of it beyond the raster; ver: nothing."""
    ran = measure()
    assert values(ran, "mean_heat") == {"west": pytest.approx(70 / 3), "oost": 30.0, "ver": None}
    assert values(ran, "mean_heat_cover") == {"west": pytest.approx(1.0), "oost": pytest.approx(0.5), "ver": 0.0}
    assert (ran["UNIT_COUNT"], ran["EMPTY_COUNT"], ran["PARTIAL_COUNT"]) == (3, 1, 1)
    assert any("1 of 3 units has no data" in text for text in ran.warnings)


@pytest.mark.parametrize(
    ("asked", "field", "wanted"),
    [
        ({"MEASURE": "sum"}, "sum_heat", {"west": 35.0, "oost": 15.0, "ver": None}),
        ({"MEASURE": "share_above", "THRESHOLD": 25.0, "NAME": "warm"}, "warm", {"west": pytest.approx(1 / 3), "oost": 1.0, "ver": None}),
        ({"MEASURE": "share", "CLASSES": "20-25", "NAME": "koel"}, "koel", {"west": pytest.approx(2 / 3), "oost": 0.0, "ver": None}),
        ({"MEASURE": "share"}, "share_heat_30", {"west": pytest.approx(1 / 3), "oost": 1.0, "ver": None}),
        ({"MEASURE": "quantile", "QUANTILE": 0.9}, "quantile_heat", {"west": 30.0, "oost": 30.0, "ver": None}),
    ],
)
def test_measures_by_hand(measure, asked, field, wanted):
    assert values(measure(**asked), field) == wanted


def test_where_people_live_counts_and_not_the_ground(measure):
    """Three residents in the cell of 20 degrees, one in that of 30, all in west."""
    points = memory_layer("Point", [("POINT(104050 193950)", 3), ("POINT(104120 193950)", 1)], "mensen:integer", name="adressen")
    ran = measure(POINTS=points, POINTS_WEIGHT_FIELD="mensen")
    assert values(ran, "mean_heat") == {"west": pytest.approx(22.5), "oost": None, "ver": None}


def test_units_in_degrees_are_brought_to_the_cells(run_algorithm, heat):
    """The raster stays as it is."""
    ring = "4.0, 51.0"
    units = memory_layer("Polygon", [("POLYGON((3 50, 5 50, 5 52, 3 52, 3 50))", ring)], "naam:string", crs="EPSG:4326", name="graden")
    ran = run_algorithm("raster_to_units", {"UNITS": units, "RASTER": heat, "MEASURE": "sum", "OUTPUT": "memory:"})
    assert values(ran, "sum_heat")[ring] == pytest.approx(50.0)


def test_the_published_surface_temperatures_of_sectors(shared_data, run_algorithm):
    """154 sectors on 14 August 2022 (Landsat 9): the means that were published, to a tenth of a degree.

    What was clear is less alike: borders were weighed there by tenths of a cell's side.
    """
    folder = shared_data / "public" / "services" / "zennevallei"
    published = json.loads((folder / "landsat-temperature-manifest.json").read_text(encoding="utf-8"))
    stats = published["observations"]["landsat-2022-08-14"]["sectorStats"]
    units = QgsVectorLayer(str(folder / "sectors.geojson"), "sectoren", "ogr")
    asked = {"UNITS": units, "RASTER": str(folder / "landsat-2022-08-14.tif"), "NAME": "warmte", "OUTPUT": "memory:"}
    layer = run_algorithm("raster_to_units", asked)["OUTPUT"]
    found = {one["sectorId"]: (one["warmte"], one["warmte_cover"]) for one in layer.getFeatures()}
    clear = {code: one for code, one in stats.items() if one["meanC"] is not None and one["clearPercentage"] > 20}
    assert len(found) == 154 and len(clear) > 140
    assert max(abs(found[code][0] - one["meanC"]) for code, one in clear.items()) < 0.1
    assert max(abs(100 * found[code][1] - one["clearPercentage"]) for code, one in clear.items()) < 3


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"MEASURE": "share_above"}, "'share_above' needs a value: give THRESHOLD"),
        ({"MEASURE": "share", "CLASSES": "bos"}, "names no classes, and 'bos' is no number"),
        ({"MEASURE": "share", "CLASSES": "7-4"}, "'7-4' run backwards"),
        ({"BAND": 2}, "has no band 2: it has 1"),
        ({"NAME": "naam"}, "already has a field 'naam'"),
        ({"WEIGHT_RASTER": "same", "POINTS": "points"}, "by points or by a raster, not by both"),
    ],
)
def test_what_cannot_be_measured_is_one_sentence(measure, heat, asked, sentence):
    points = memory_layer("Point", [("POINT(104050 193950)", 3)], "mensen:integer", name="adressen")
    asked = {key: {"same": heat, "points": points}.get(value, value) for key, value in asked.items()}
    with pytest.raises(QgsProcessingException, match=sentence):
        measure(**asked)


def test_a_raster_that_lies_elsewhere_or_is_turned_is_one_sentence(measure, tmp_path):
    values = np.array([[1.0, 2.0]])
    with pytest.raises(QgsProcessingException, match="no data in any unit of layer 'wijken'"):
        measure(RASTER=write_raster(tmp_path / "far.tif", values, 0.0, 0.0, 100.0))
    with pytest.raises(QgsProcessingException, match="has a rotated grid: warp it"):
        measure(RASTER=write_raster(tmp_path / "turned.tif", values, LEFT, TOP, 100.0, turned=3.0))
    coarse = write_raster(tmp_path / "coarse.tif", values, LEFT, TOP, 50.0)
    with pytest.raises(QgsProcessingException, match="'coarse' has other cells than 'heat'"):
        measure(WEIGHT_RASTER=coarse)
    other = write_raster(tmp_path / "other.tif", values, LEFT, TOP, 100.0, crs=3812)
    with pytest.raises(QgsProcessingException, match="'other' is in EPSG:3812 and raster 'heat' in EPSG:31370"):
        measure(WEIGHT_RASTER=other)
