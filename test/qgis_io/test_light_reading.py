"""Large layers read block by block say what the same layers say that are read whole: rows, shapes, counts and what is told."""

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.analysis.light_features import LightFeatures, shapes_of
from opgavenkaart.processing.qgis_io import arrow
from opgavenkaart.processing.qgis_io.inputs import InputLayer
from opgavenkaart.processing.qgis_io.reading import read_features, read_light
from opgavenkaart.test.support.town import point, write_gpkg
from qgis.core import QgsVectorLayer

BOW_TIE = shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
SHAPES = {
    "points": [point(10 * number, number) if number % 7 else None for number in range(40)],
    "polygons": [shapely.box(number, 0, number + 5, 5) for number in range(30)]
    + [BOW_TIE, None, shapely.MultiPolygon([shapely.box(0, 0, 1, 1)])],
    "lines": [shapely.LineString([(number, 0), (0, number + 1)]) for number in range(20)],
}


@pytest.fixture
def layer(qgis_app, tmp_path):
    def write(name):
        shapes = SHAPES[name]
        columns = {
            "size": [float(number) if number % 5 else None for number in range(len(shapes))],
            "kind": [f"k{number % 3}" for number in range(len(shapes))],
        }
        write_gpkg(tmp_path / f"{name}.gpkg", name, shapes, columns=columns)
        return InputLayer(QgsVectorLayer(str(tmp_path / f"{name}.gpkg"), name, "ogr"))

    return write


@pytest.mark.parametrize("name", list(SHAPES))
@pytest.mark.parametrize("crs", ["", "EPSG:3812"])
@pytest.mark.parametrize("filter", ["", "\"kind\" <> 'k1'"])
def test_a_layer_read_in_blocks_is_the_layer(layer, monkeypatch, name, crs, filter):
    monkeypatch.setattr(arrow, "STREAM_OPTIONS", ("USE_MASKED_ARRAYS=YES", "INCLUDE_FID=YES", "MAX_FEATURES_IN_BATCH=7"))
    source = layer(name)
    whole, counts = read_features(source, ["size", "kind"], target_crs=crs, filter=filter)
    light, light_counts = read_light(source, ["size", "kind"], crs, filter)
    assert isinstance(light, LightFeatures)
    assert light_counts == counts
    assert light.table.equals(whole.table)
    assert (light.ids.tolist(), light.crs, light.dimension) == (whole.ids.tolist(), whole.crs, whole.dimension)
    assert light.box.tolist() == whole.box.tolist()
    found = shapes_of(light)
    shapes = found if name == "points" else found.take(np.arange(len(light)))
    assert shapely.equals_exact(shapes, whole.geometry).all()


def test_what_the_stream_does_not_carry_comes_with_geometries(layer):
    source = layer("points")
    source.file = None
    read, _ = read_light(source, ["size"], "")
    assert not isinstance(read, LightFeatures)
    assert len(read) == 34
