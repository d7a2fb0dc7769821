"""The overlay engine beside QGIS's own algorithms and geopandas: the same pieces with the same areas, however it is worked out."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.overlay import partition
from opgavenkaart.processing.analysis.overlay.operations import explode_features, kept_faces
from opgavenkaart.processing.qgis_io.reading import read_features
from opgavenkaart.test.support import data
from opgavenkaart.test.support.overlay import assert_same_areas, cells, combination_areas, covers, same, stars
from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

SMALLEST = 1e-3
"""Square metres: peers may lose a sliver below this."""


def as_layer(geometry, name):
    """A layer whose field ``name`` holds the feature's position."""
    layer = QgsVectorLayer(f"MultiPolygon?crs=EPSG:31370&field={name}:integer", name, "memory")
    features = []
    for number, wkb in enumerate(shapely.to_wkb(geometry)):
        feature, shape = QgsFeature(layer.fields()), QgsGeometry()
        shape.fromWkb(wkb)
        feature.setGeometry(shape)
        feature.setAttributes([number])
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    return layer


def native_areas(layer, names):
    """The areas of a native overlay's pieces by their combination of positions."""
    result = {}
    known = [name for name in names if layer.fields().indexOf(name) >= 0]
    for feature in layer.getFeatures():
        values = [feature[name] if name in known else None for name in names]
        key = tuple(value if isinstance(value, int) else None for value in values)
        result[key] = result.get(key, 0.0) + feature.geometry().area()
    return result


def chained(run, algorithm, layers):
    """Run a pairwise algorithm over layers, one after the other."""
    result = as_layer(layers[0], "a")
    for geometry, name in zip(layers[1:], "bcdefgh", strict=False):
        result = run(algorithm, {"INPUT": result, "OVERLAY": as_layer(geometry, name), "OUTPUT": "TEMPORARY_OUTPUT"})["OUTPUT"]
    return native_areas(result, "abcdefgh"[: len(layers)])


def moved(geometry):
    """To where Lambert 72 has its cities."""
    return shapely.transform(geometry, lambda xy: xy + (104_000.0, 193_000.0))


def random_city(seed):
    random = np.random.default_rng(seed)
    return [moved(each) for each in (cells(random, 30, 1000.0), cells(random, 12, 1000.0), stars(random, 15, 1000.0))]


def real_city():
    """Statistical sectors, districts and parks of Ghent, and recorded parcels, in Lambert 72."""
    folder = data.data_folder("gent/statistische-sectoren-gent.gpkg", "recorded/grb-adp-parcels.geojson")
    paths = ["gent/statistische-sectoren-gent.gpkg", "gent/stadswijken-gent.geojson", "gent/parken-gent.geojson"]
    paths.append("recorded/grb-adp-parcels.geojson")
    layers = [QgsVectorLayer(str(folder / path), Path(path).stem, "ogr") for path in paths]
    return [read_features(layer, [], target_crs="EPSG:31370")[0].geometry for layer in layers]


@pytest.fixture(scope="module", params=["random", "real"])
def city(request, qgis_app):
    return random_city(5) if request.param == "random" else real_city()


def test_native_union(run_algorithm, city):
    assert_same_areas(combination_areas(partition(city)), chained(run_algorithm, "native:union", city), SMALLEST)


def test_native_intersection(run_algorithm, city):
    faces = partition(city[:3])
    mine = combination_areas(faces.where(kept_faces(faces.labels, "intersection")))
    assert_same_areas(mine, chained(run_algorithm, "native:intersection", city[:3]), SMALLEST)


def test_native_difference(run_algorithm, city):
    faces = partition([city[0], city[2]])
    mine = combination_areas(faces.where(kept_faces(faces.labels, "difference")))
    theirs = chained(run_algorithm, "native:difference", [city[0], city[2]])
    assert_same_areas(mine, theirs, SMALLEST)


def test_native_symmetrical_difference(run_algorithm, city):
    faces = partition([city[0], city[2]])
    mine = combination_areas(faces.where(kept_faces(faces.labels, "symmetric_difference")))
    assert_same_areas(mine, chained(run_algorithm, "native:symmetricaldifference", [city[0], city[2]]), SMALLEST)


@pytest.mark.parametrize(("how", "operation"), [("union", "partition"), ("identity", "identity"), ("intersection", "intersection")])
def test_geopandas(city, how, operation):
    geopandas = pytest.importorskip("geopandas")
    frames = [geopandas.GeoDataFrame({name: range(len(each))}, geometry=each) for name, each in zip("ab", city, strict=False)]
    overlaid = geopandas.overlay(*frames, how=how, keep_geom_type=True)
    theirs = {}
    for row in overlaid.itertuples():
        key = tuple(None if pd.isna(value) else int(value) for value in (row.a, row.b))
        theirs[key] = theirs.get(key, 0.0) + row.geometry.area
    faces = partition(city[:2])
    mine = combination_areas(faces.where(kept_faces(faces.labels, operation)))
    assert_same_areas(mine, theirs, SMALLEST)


def test_municipalities_and_neighbourhoods_of_flanders():
    """Neighbourhoods were drawn on other borders than today's municipalities: many slivers, and all ground accounted for."""
    folder = data.data_folder("vlaanderen/gemeenten-2025.shp", "vlaanderen/wijken-ggw7-2024.gpkg")
    paths = [folder / "vlaanderen/gemeenten-2025.shp", folder / "vlaanderen/wijken-ggw7-2024.gpkg"]
    layers = [read_features(QgsVectorLayer(str(path), path.stem, "ogr"), [], target_crs="EPSG:31370")[0].geometry for path in paths]
    result = partition(layers)
    tree = shapely.STRtree(layers[1])
    one, other = tree.query(layers[0], predicate="intersects")
    expected = shapely.area(shapely.intersection(layers[0][one], layers[1][other]))
    theirs = {(int(a), int(b)): area for a, b, area in zip(one, other, expected, strict=True) if area > SMALLEST}
    mine = {key: area for key, area in combination_areas(result).items() if None not in key and area > SMALLEST}
    assert mine.keys() == theirs.keys()
    for key, area in theirs.items():
        assert math.isclose(mine[key], area, rel_tol=1e-6, abs_tol=SMALLEST)
    assert result.report.imbalance().max() < 1e-9
    assert shapely.is_valid(result.geometry).all()


BOTH = {"grid_size": 0.5, "min_area": 40.0}
OPTIONS = [("random", {}), ("random", {"grid_size": 0.01}), ("random", {"min_area": 250.0}), ("random", BOTH), ("real", {}), ("real", BOTH)]


@pytest.mark.parametrize(("city", "options"), OPTIONS, ids=str, indirect=["city"])
def test_tiles_workers_and_order_of_layers_change_nothing(city, options):
    whole = partition(city, workers=1, **options)
    assert len(whole) > 100
    for load, workers in ((64, 1), (700, 2), (3000, 2)):
        assert same(partition(city, tile_load=load, workers=workers, **options), whole)
    order = np.random.default_rng(len(whole)).permutation(len(city))
    turned = partition([city[layer] for layer in order], workers=2, tile_load=500, **options)
    turned = replace(turned, labels=[turned.labels[place] for place in np.argsort(order)])
    assert same(turned, whole)
    for at_least in (2, 3):
        kept = [faces.where(kept_faces(faces.labels, "intersection", at_least)) for faces in (whole, turned)]
        assert same(*kept)
    assert same(explode_features(turned), explode_features(whole))


def test_order_of_layers_changes_no_exploded_piece(city):
    pieces, turned = explode_features(partition(city)), explode_features(partition(city[::-1], tile_load=300))
    turned = replace(turned, labels=turned.labels[::-1])
    assert sorted(zip(shapely.to_wkb(turned.geometry), covers(turned), strict=True)) == sorted(
        zip(shapely.to_wkb(pieces.geometry), covers(pieces), strict=True)
    )
