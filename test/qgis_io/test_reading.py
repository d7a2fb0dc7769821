"""Layers into arrays: the quick road and the road feature by feature say the same, and say what they dropped and repaired."""

import json

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.text import Text
from opgavenkaart.processing.qgis_io.arrow import CARRIED_KINDS, read_columns, read_file
from opgavenkaart.processing.qgis_io.columns import kind_of, new_field
from opgavenkaart.processing.qgis_io.inputs import plain_file
from opgavenkaart.processing.qgis_io.ogr_errors import gdal_raises
from opgavenkaart.processing.qgis_io.reading import ReadCounts, among, by_id, number_column, read_features, refuse_negative
from opgavenkaart.processing.qgis_io.repair import CHECKED_A_SLICE, from_wkb, plain_points, repair_polygons
from opgavenkaart.processing.qgis_io.writing import write_geopackage
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import Heard, memory_layer
from osgeo import ogr, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)

pytestmark = pytest.mark.usefixtures("qgis_app")

GHENT = (
    "gent/statistische-sectoren-gent.gpkg",
    "gent/parken-gent.geojson",
    "gent/wegsegmenten-gent.gpkg",
    "vlaanderen/gemeenten-2025.shp",
)
DRIVERS = {"gpkg": "GPKG", "geojson": "GeoJSON", "fgb": "FlatGeobuf", "shp": "ESRI Shapefile"}


def file_layer(path, subset=""):
    layer = QgsVectorLayer(str(path), "laag", "ogr")
    assert layer.isValid()
    if subset:
        assert layer.setSubsetString(subset)
    return layer


@pytest.fixture(scope="module")
def shops(tmp_path_factory):
    """Four points with every kind of field in a GeoPackage; the second row is NULL throughout."""
    path = tmp_path_factory.mktemp("shops") / "winkels.gpkg"
    write_shops(path, "GPKG")
    return path


def write_shops(path, driver):
    with gdal_raises():
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(31370)
        dataset = ogr.GetDriverByName(driver).CreateDataSource(str(path))
        layer = dataset.CreateLayer("winkels", reference, ogr.wkbPoint)
        for name, kind in (("n", ogr.OFTInteger64), ("x", ogr.OFTReal), ("naam", ogr.OFTString), ("dag", ogr.OFTDate)):
            layer.CreateField(ogr.FieldDefn(name, kind))
        flag = ogr.FieldDefn("open", ogr.OFTInteger)
        flag.SetSubType(ogr.OFSTBoolean)
        layer.CreateField(flag)
        rows = [(7, 1.5, "café", "2024-02-29", 1), None, (-3, 0.25, "", "1999-12-31", 0), (10**12, 1e9, "De Krook", "2030-01-01", 1)]
        for place, row in enumerate(rows):
            feature = ogr.Feature(layer.GetLayerDefn())
            for field, value in zip(("n", "x", "naam", "dag", "open"), row or [None] * 5, strict=True):
                feature.SetField(field, value) if value is not None else feature.SetFieldNull(field)
            feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({100000 + place} 190000)"))
            layer.CreateFeature(feature)


# --- values


def test_every_kind_of_value_and_null(shops):
    features, counts = read_features(file_layer(shops), ["n", "x", "naam", "dag", "open"])
    table = features.table
    assert table["n"].tolist()[::2] == [7, -3] and table["n"].tolist()[3] == 10**12 and np.isnan(table["n"][1])
    assert table["x"].tolist()[::2] == [1.5, 0.25] and np.isnan(table["x"][1])
    assert table["naam"].tolist() == ["café", None, "", "De Krook"]
    assert table["dag"].tolist() == [pd.Timestamp("2024-02-29"), pd.NaT, pd.Timestamp("1999-12-31"), pd.Timestamp("2030-01-01")]
    assert table["open"].tolist()[::2] == [1.0, 0.0] and np.isnan(table["open"][1])
    assert table["dag"].dtype == "datetime64[ns]"
    assert features.crs == "EPSG:31370" and counts.total == 4
    assert shapely.get_x(features.geometry).tolist() == [100000, 100001, 100002, 100003]


def test_columns_without_null_keep_their_type(shops):
    features, _ = read_features(file_layer(shops, "n IS NOT NULL"), ["open", "n"])
    assert [str(kind) for kind in features.table.dtypes] == ["bool", "int64"]
    assert list(features.table) == ["open", "n"]


@pytest.mark.parametrize("suffix", DRIVERS)
def test_both_roads_agree_in_every_format(tmp_path, suffix):
    path = tmp_path / f"winkels.{suffix}"
    write_shops(path, DRIVERS[suffix])
    layer = file_layer(path)
    names = [field.name() for field in layer.fields() if kind_of(field) in CARRIED_KINDS]  # FlatGeobuf knows no days, only moments
    assert went_straight(layer, names) and {"n", "x", "naam"} <= set(names)
    assert_same(read_features(layer, names), read_features(layer.dataProvider(), names))
    assert_same(read_features(layer), read_features(layer.dataProvider()))


def test_a_shapefile_in_another_encoding(tmp_path):
    write_shops(tmp_path / "winkels.shp", "ESRI Shapefile")
    table = tmp_path / "winkels.dbf"
    table.write_bytes(table.read_bytes().replace("café".encode(), "café ".encode("latin-1")))
    (tmp_path / "winkels.cpg").write_text("ISO-8859-1")
    layer = file_layer(tmp_path / "winkels.shp")
    assert went_straight(layer, ["naam"])
    assert read_features(layer, ["naam"])[0].table["naam"].tolist() == ["café", None, None, "De Krook"]


@pytest.mark.parametrize("name", GHENT)
def test_both_roads_agree_on_real_layers(name):
    layer = file_layer(data_folder(name) / name)
    names = [field.name() for field in layer.fields() if kind_of(field) in CARRIED_KINDS]
    assert went_straight(layer, names)
    assert_same(read_features(layer, names), read_features(layer.dataProvider(), names))
    assert_same(read_features(layer), read_features(layer.dataProvider()))


def went_straight(layer, names):
    """Whether the file itself gives the columns, without the road feature by feature."""
    kinds = {field.name(): kind_of(field) for field in layer.fields() if field.name() in names}
    return read_file(plain_file(layer), kinds, None, layer.isSpatial()) is not None


def assert_same(quick, slow):
    (left, left_counts), (right, right_counts) = quick, slow
    pd.testing.assert_frame_equal(left.table, right.table)
    assert left.ids.tolist() == right.ids.tolist() and left_counts == right_counts and left.crs == right.crs
    assert (shapely.to_wkb(left.geometry) == shapely.to_wkb(right.geometry)).all()
    assert len(left) > 0


def test_lists_and_maps_become_text(tmp_path):
    path = tmp_path / "lijst.geojson"
    path.write_text('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"l":[1,2],"t":["a","é"]},"geometry":null}]}')
    features, _ = read_features(file_layer(path), keep_null=True)
    assert features.table["l"].tolist() == ["[1, 2]"]
    assert features.table["t"].tolist() == ['["a", "é"]']


def test_numbers_among_texts_in_geojson_are_texts(tmp_path):
    rows = [{"number": 12, "parts": [1, "b"], "more": {"a": 1}}, {"number": "12A", "parts": "-", "more": "[loose"}, {"number": 1.5}]
    features = [{"type": "Feature", "properties": row, "geometry": {"type": "Point", "coordinates": [3, 51]}} for row in rows]
    path = tmp_path / "doors.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    table = read_features(QgsVectorLayer(str(path), "doors", "ogr"))[0].table
    assert table["number"].tolist() == ["12", "12A", "1.5"]
    assert [json.loads(table[name][0]) for name in ("parts", "more")] == [[1, "b"], {"a": 1}], "versions of GDAL put other spaces between"
    assert table["parts"].tolist()[1:] == ["-", None] and table["more"].tolist()[1:] == ["[loose", None]


def test_only_the_asked_fields_in_the_asked_order(shops):
    features, _ = read_features(file_layer(shops), ["x", "n", "x"])
    assert list(features.table) == ["x", "n"]
    nothing, _ = read_features(file_layer(shops), [])
    assert list(nothing.table) == [] and len(nothing) == 4


def test_moments_are_the_same_both_ways(tmp_path):
    moments = [pd.Timestamp("2024-05-06 07:08:09.250"), pd.NaT, pd.Timestamp("1969-12-31 23:59:59")]
    table = pd.DataFrame({"t": moments})
    write_geopackage(tmp_path / "t.gpkg", "t", Features("t", np.full(3, None), table))
    layer = file_layer(tmp_path / "t.gpkg")
    assert went_straight(layer, ["t"])
    for source in (layer, layer.dataProvider()):
        assert read_features(source, ["t"])[0].table["t"].tolist() == moments


def test_moments_to_the_millisecond():
    layer = memory_layer("Point", [("POINT (0 0)", "2024-05-06T07:08:09.250")], "t:datetime")
    features, _ = read_features(layer)
    assert features.table["t"].tolist() == [pd.Timestamp("2024-05-06 07:08:09.250")]


# --- what only QGIS knows


def test_a_subset_is_respected_on_the_quick_road(shops):
    layer = file_layer(shops, "naam = 'De Krook'")
    assert plain_file(layer) is not None
    assert read_features(layer, ["n"])[0].table["n"].tolist() == [10**12]


def test_an_sql_subset_goes_the_other_road(shops):
    layer = file_layer(shops, "SELECT * FROM winkels WHERE n < 0")
    assert plain_file(layer) is None
    assert read_features(layer, ["n"])[0].table["n"].tolist() == [-3]


def test_edits_not_yet_saved_count(shops):
    layer = file_layer(shops)
    layer.startEditing()
    place = layer.fields().lookupField("naam")
    first = next(layer.getFeatures())
    layer.changeAttributeValue(first.id(), place, "nieuw")
    layer.deleteFeature(first.id() + 1)
    features, _ = read_features(layer, ["naam"])
    layer.rollBack()
    assert features.table["naam"].tolist() == ["nieuw", "", "De Krook"]


def test_a_joined_field(shops, qgis_new_project):
    layer = file_layer(shops)
    other = memory_layer("None", [(None, 7, "rood"), (None, -3, "blauw")], "sleutel:integer,kleur:string", name="kleuren")
    QgsProject.instance().addMapLayers([layer, other])
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(other)
    join.setJoinFieldName("sleutel")
    join.setTargetFieldName("n")
    join.setUsingMemoryCache(True)
    assert layer.addJoin(join)
    features, _ = read_features(layer, ["n", "kleuren_kleur"])
    assert features.table["kleuren_kleur"].tolist() == ["rood", None, "blauw", None]
    assert read_features(layer, ["naam"])[0].table["naam"].tolist()[0] == "café"


def test_a_virtual_field(shops):
    layer = file_layer(shops)
    layer.addExpressionField('"x" * 2', new_field("dubbel", "float"))
    features, _ = read_features(layer, ["dubbel", "x"])
    assert features.table["dubbel"].tolist()[0] == 3.0
    assert np.isnan(features.table["dubbel"][1])


@pytest.mark.parametrize("text", ['"n" > 0', "\"naam\" LIKE 'De%'", "$x > 100001.5", "\"dag\" < '2000-01-01'", '"n" IS NULL'])
def test_a_filter_is_qgis_own(shops, text):
    layer = file_layer(shops)
    expected = [feature.id() for feature in layer.getFeatures(QgsFeatureRequest().setFilterExpression(text))]
    for source in (layer, layer.dataProvider()):
        assert read_features(source, ["x"], filter=text)[0].ids.tolist() == expected
    assert 0 < len(expected) < 4


def test_a_filter_and_a_selection_together(shops):
    layer = file_layer(shops)
    ids = [feature.id() for feature in layer.getFeatures()]
    for source in (layer, layer.dataProvider()):
        features, _ = read_features(source, ["n"], filter='"n" > 0', only=np.array(ids[:3]))
        assert features.table["n"].tolist() == [7]


# --- where


def sectors():
    return file_layer(data_folder("gent/statistische-sectoren-gent.gpkg") / "gent/statistische-sectoren-gent.gpkg")


@pytest.mark.parametrize("target", ["EPSG:3812", "EPSG:4326", "EPSG:3857"])
def test_reprojection_is_qgis_own_to_the_last_bit(target):
    layer = sectors()
    transform = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem(target), QgsProject.instance())
    features, counts = read_features(layer, [], target_crs=target)
    assert counts.reprojected == 201 and features.crs == target
    for feature, shape in zip(layer.getFeatures(), features.geometry, strict=True):
        moved = QgsGeometry(feature.geometry())
        moved.transform(transform)
        assert shapely.equals_exact(shapely.from_wkb(moved.asWkb().data()), shape)


def test_one_point_goes_where_qgis_says():
    layer = memory_layer("Point", [("POINT (104700 194500)",)])
    transform = QgsCoordinateTransform(layer.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance())
    expected = transform.transform(QgsPointXY(104700, 194500))
    shape = read_features(layer, target_crs="EPSG:4326")[0].geometry[0]
    assert (shape.x, shape.y) == (expected.x(), expected.y())
    assert abs(shape.x - 3.72) < 0.02 and abs(shape.y - 51.05) < 0.02


def test_a_missing_grid_is_told():
    heard = Heard()
    read_features(memory_layer("Point", [("POINT (104700 194500)",)]), target_crs="EPSG:3812", progress=heard)
    accurate = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:31370"), QgsCoordinateReferenceSystem("EPSG:3812"), QgsProject.instance()
    ).instantiatedCoordinateOperationDetails()
    assert any("grid file be_ign_bd72lb72_etrs89lb08.tif" in note for note in heard.notes) == (accurate.accuracy > 0.1)


def test_coordinates_that_cannot_be_transformed():
    layer = memory_layer("Point", [("POINT (4 51)",), ("POINT (4 95)",)], crs="EPSG:4326", name="scholen")
    with pytest.raises(OpgaveError, match=r"^Layer 'scholen' has coordinates that cannot go from EPSG:4326 to EPSG:31370: check whether"):
        read_features(layer, target_crs="EPSG:31370")


@pytest.mark.parametrize("crs", ["EPSG:31370", "EPSG:4326", "EPSG:3812"])
def test_an_extent_takes_what_intersects_it(crs):
    layer = sectors()
    everything, _ = read_features(layer, [], target_crs="EPSG:31370")
    area = QgsReferencedRectangle(QgsRectangle(104000, 193000, 105500, 194500), QgsCoordinateReferenceSystem("EPSG:31370"))
    expected = everything.ids[shapely.intersects(everything.geometry, shapely.box(104000, 193000, 105500, 194500))]
    for source in (layer, layer.dataProvider()):
        features, counts = read_features(source, [], area, target_crs=crs)
        if crs == "EPSG:31370":
            assert features.ids.tolist() == expected.tolist()
        assert set(expected) <= set(features.ids) and len(features) < len(expected) + 10
        assert counts.total == len(features) <= counts.given < 201


def test_a_plain_extent_is_in_the_target_system():
    features, _ = read_features(sectors(), [], QgsRectangle(3.70, 51.04, 3.72, 51.05), "EPSG:4326")
    assert 0 < len(features) < 60
    assert shapely.intersects(features.geometry, shapely.box(3.70, 51.04, 3.72, 51.05)).all()


def test_a_null_extent_takes_everything_and_a_point_what_it_touches():
    layer = sectors()
    assert len(read_features(layer, [], QgsRectangle())[0]) == 201
    spot = layer.getFeature(1).geometry().pointOnSurface().asPoint()
    for source in (layer, layer.dataProvider()):
        assert read_features(source, [], QgsRectangle(spot, spot))[0].ids.tolist() == [1]


# --- geometry


def test_null_and_empty_geometry_is_dropped_and_counted():
    rows = [("POINT (1 1)", 1), (None, 2), ("POINT EMPTY", 3), ("POINT (2 2)", 4)]
    layer, heard = memory_layer("Point", rows, "n:integer", name="punten"), Heard()
    features, counts = read_features(layer, progress=heard)
    assert features.table["n"].tolist() == [1, 4] and features.table.index.tolist() == [0, 1]
    assert (counts.total, counts.null_geometry, counts.empty_geometry, counts.dropped) == (4, 1, 1, 2)
    assert heard.notes == ["Layer 'punten': 2 of 4 features have no geometry and are left out."]
    kept, counts = read_features(layer, keep_null=True)
    assert kept.table["n"].tolist() == [1, 2, 3, 4] and kept.geometry[1] is None and counts.dropped == 0


SQUARE, BOW_TIE = "Polygon((0 0, 10 0, 10 10, 0 10, 0 0))", "Polygon((0 0, 10 10, 10 0, 0 10, 0 0))"
AFAR = "Polygon((90 0, 99 0, 99 9, 90 0))"


@pytest.mark.parametrize("keep", [False, True])
def test_every_feature_is_counted_where_it_ends(keep):
    """Of six features one lies elsewhere, one has no geometry, one an empty one, one is repaired; whoever keeps those drops none."""
    rows = [(SQUARE, 1), (None, 2), (BOW_TIE, 3), (AFAR, 4), ("Polygon EMPTY", 5), (SQUARE, 6)]
    layer = memory_layer("Polygon", rows, "n:integer", name="Vlakken")
    said = Heard()
    features, counts = read_features(layer, keep_null=keep, progress=said)
    assert features.table["n"].tolist() == ([1, 2, 3, 4, 5, 6] if keep else [1, 3, 4, 6])
    assert (counts.total, counts.given, counts.dropped) == (6, 6, 0 if keep else 2)
    assert (counts.null_geometry, counts.empty_geometry) == ((0, 0) if keep else (1, 1))
    assert counts.repaired == (3,) and counts.reprojected == 0
    assert said.notes == [*([] if keep else ["Layer 'Vlakken': 2 of 6 features have no geometry and are left out."]),
                          "Layer 'Vlakken': 1 invalid polygons repaired."]  # fmt: skip
    near, inside = read_features(layer, extent=QgsRectangle(0, 0, 20, 20), keep_null=keep)
    assert set(near.table["n"]) >= {1, 3, 6} and 4 not in near.table["n"].tolist()
    assert inside.repaired == (3,)
    moved, there = read_features(layer, target_crs="EPSG:3812", keep_null=keep)
    assert there.reprojected == 6 and len(moved) == len(features)


def test_a_feature_that_only_comes_near_the_extent_is_given_and_not_read():
    """The triangle's box holds the extent, the triangle does not meet it."""
    features, counts = read_features(memory_layer("Polygon", [(AFAR,), (SQUARE,)]), extent=QgsRectangle(91, 6, 92, 8))
    assert (len(features), counts.total, counts.given, counts.dropped) == (0, 0, 1, 0)


def test_nothing_is_said_where_nothing_happened():
    said = Heard()
    features, counts = read_features(memory_layer("Polygon", [(SQUARE,)]), progress=said)
    assert said.notes == said.warnings == [] and counts == ReadCounts(total=1, given=1) and len(features) == 1


def test_a_part_comes_in_the_order_of_ids_unsaved_ones_last():
    ids = np.array([-2, 3, 1, -1])
    geometry = np.array([shapely.Point(id, 0) for id in ids], dtype=object)
    ordered = by_id(Features("x", geometry, pd.DataFrame({"n": ids}), "", ids))
    assert ordered.ids.tolist() == ordered.table["n"].tolist() == shapely.get_x(ordered.geometry).tolist() == [1, 3, -1, -2]


def test_ids_among_others():
    assert among(np.array([3, 1]), None).tolist() == [3, 1]
    assert among(np.array([3, 1, 2]), np.array([2, 3, 9])).tolist() == [2, 3]


def test_numbers_as_text_are_told_with_what_counts_as_missing():
    said = Heard()
    numbers = number_column(
        Features("x", np.full(4, None, dtype=object), pd.DataFrame({"n": ["1,5", "x", "..", None]})), "n", said, Text("x")
    )
    np.testing.assert_array_equal(numbers, [1.5, np.nan, np.nan, np.nan])
    assert said.notes == ["Field 'n' of layer 'x': the values 'x', '..' count as missing (2).",
                          "Field 'n' of layer 'x': numbers stored as text are read as numbers."]  # fmt: skip
    blank = Heard()
    number_column(Features("x", np.full(2, None, dtype=object), pd.DataFrame({"n": [None, None]}, dtype=object)), "n", blank)
    assert blank.notes == []
    wrong = Features("x", np.full(2, None, dtype=object), pd.DataFrame({"n": ["1", "twee"]}), "", np.array([7, 9]))
    with pytest.raises(OpgaveError, match="holds 'twee' in feature 9"):
        number_column(wrong, "n")
    refuse_negative(np.array([0, np.nan, 3.0]), "n", "x")
    with pytest.raises(OpgaveError, match=r"number of inhabitants \(-5\)"):
        refuse_negative(np.array([-1, np.nan, -5.0]), "n", "x")


def test_parks_of_ghent_without_geometry():
    features, counts = read_features(file_layer(data_folder("gent/parken-gent.geojson") / "gent/parken-gent.geojson"), ["naam"])
    assert (len(features), counts.total, counts.null_geometry) == (158, 161, 3)


def test_invalid_polygons_are_repaired_and_named():
    rows = [
        ("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))", 1),  # two triangles of area 1 that meet in a point
        ("POLYGON ((10 0, 12 0, 12 2, 10 2, 10 0))", 2),
        ("POLYGON ((20 0, 24 0, 24 4, 24 9, 24 4, 20 4, 20 0))", 3),  # a square with a spike
        ("POLYGON ((30 0, 31 0, 30 0))", 4),  # no area at all
    ]
    heard = Heard()
    features, counts = read_features(memory_layer("Polygon", rows, "n:integer"), progress=heard)
    assert features.table["n"].tolist() == [1, 2, 3]
    assert shapely.is_valid(features.geometry).all()
    assert shapely.area(features.geometry).tolist() == [2.0, 4.0, 16.0]
    assert shapely.get_dimensions(features.geometry).tolist() == [2, 2, 2]
    assert counts.repaired == (1, 3, 4) and counts.empty_geometry == 1
    assert "3 invalid polygons repaired" in " ".join(heard.notes)


def test_arcs_become_lines():
    quarter = "CURVEPOLYGON (COMPOUNDCURVE (CIRCULARSTRING (10 0, 7.0710678118654755 7.0710678118654755, 0 10), (0 10, 0 0), (0 0, 10 0)))"
    layer = memory_layer("CurvePolygon", [(quarter,)])
    features, counts = read_features(layer)
    assert counts.curves == 1
    assert features.geometry[0].geom_type == "Polygon"
    assert features.geometry[0].area == pytest.approx(np.pi * 100 / 4, rel=1e-3)


def test_arcs_in_a_geopackage_too(tmp_path):
    with gdal_raises():
        dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(tmp_path / "bogen.gpkg"))
        layer = dataset.CreateLayer("bogen", None, ogr.wkbUnknown)
        for wkt in ("CIRCULARSTRING (0 0, 5 5, 10 0)", "LINESTRING (0 0, 1 1)", "GEOMETRYCOLLECTION (CIRCULARSTRING (0 0, 5 5, 10 0))"):
            feature = ogr.Feature(layer.GetLayerDefn())
            feature.SetGeometry(ogr.CreateGeometryFromWkt(wkt))
            layer.CreateFeature(feature)
        del layer, dataset
    layer = file_layer(tmp_path / "bogen.gpkg")
    assert plain_file(layer) is not None
    features, counts = read_features(layer, [])
    assert counts.curves == 2
    assert shapely.length(features.geometry) == pytest.approx([5 * np.pi, 2**0.5, 5 * np.pi], rel=1e-3)


@pytest.mark.parametrize(("kind", "wkt"), [("PointZ", "POINT Z (1 2 3)"), ("PointM", "POINT M (1 2 3)"), ("PointZM", "POINT ZM (1 2 3 4)")])
def test_heights_and_measures_are_dropped(kind, wkt):
    shape = read_features(memory_layer(kind, [(wkt,)]))[0].geometry[0]
    assert shapely.to_wkb(shape) == shapely.to_wkb(shapely.Point(1, 2))


POINTS = [shapely.to_wkb(shapely.Point(x, 2 * x)) for x in range(3)]
OTHERS = {
    "nothing": None,
    "empty": shapely.to_wkb(shapely.Point()),
    "height": shapely.to_wkb(shapely.Point(1, 2, 3)),
    "big-endian": shapely.to_wkb(shapely.Point(1, 2), byte_order=0),
    "several": shapely.to_wkb(shapely.MultiPoint([(1, 2), (3, 4)])),
    "line": shapely.to_wkb(shapely.LineString([(1, 2), (3, 4)])),
}


def test_plain_points_are_read_at_once():
    wkb = np.array(POINTS, dtype=object)
    assert shapely.equals(plain_points(wkb), shapely.from_wkb(wkb)).all()


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_what_is_no_plain_point_among_them_is_read_as_it_is(other, place):
    rows = [*POINTS[:place], OTHERS[other], *POINTS[place:]]
    wkb = np.array(rows, dtype=object)
    assert plain_points(wkb) is None
    expected = shapely.force_2d(shapely.from_wkb(wkb))
    assert shapely.to_wkt(from_wkb(wkb)[0]).tolist() == shapely.to_wkt(expected).tolist()


def test_parts_stay_together():
    layer = memory_layer("MultiPoint", [("MULTIPOINT ((1 1), (2 2))",)])
    assert read_features(layer)[0].geometry[0].geom_type == "MultiPoint"


def test_a_table_has_no_geometry_and_no_system():
    layer = memory_layer("None", [(None, 1), (None, 2)], "n:integer")
    features, counts = read_features(layer)
    assert features.geometry.tolist() == [None, None] and features.crs == "" and counts.total == 2 and counts.dropped == 0


def test_attributes_only(shops):
    features, counts = read_features(file_layer(shops), ["n"], geometry=False)
    assert set(features.geometry) == {None} and features.crs == "" and counts.dropped == 0


# --- errors


def test_a_misspelt_field(shops):
    with pytest.raises(OpgaveError, match=r"^Layer 'winkels' has no field 'nam': did you mean 'naam'\?$"):
        read_features(file_layer(shops), ["nam"], name="winkels")
    with pytest.raises(OpgaveError, match=r"^Layer 'winkels' has no field 'oppervlakte'. It has: fid, n, x, naam, dag, open.$"):
        read_features(file_layer(shops), ["oppervlakte"], name="winkels")


def test_a_layer_without_system_cannot_be_reprojected():
    layer = memory_layer("Point", [("POINT (104700 194500)",)], crs="", name="punten")
    with pytest.raises(OpgaveError, match="^Layer 'punten' has no coordinate system, so it cannot be reprojected"):
        read_features(layer, target_crs="EPSG:31370")
    features, counts = read_features(layer, target_crs="EPSG:31370", source_crs="EPSG:31370")
    assert features.crs == "EPSG:31370" and counts.reprojected == 0


def test_an_unknown_system():
    with pytest.raises(OpgaveError, match="^'EPSG:99' is no coordinate system that QGIS knows"):
        read_features(memory_layer("Point", [("POINT (1 1)",)]), target_crs="EPSG:99")


def test_a_broken_layer():
    with pytest.raises(OpgaveError, match="^Layer 'weg' cannot be read"):
        read_features(QgsVectorLayer("/bestaat/niet.gpkg", "weg", "ogr"))


@pytest.mark.parametrize("after", [0, 1])
def test_cancel_stops_either_road(after):
    layer = sectors()
    for source in (layer, layer.dataProvider()):
        with pytest.raises(Cancelled):
            read_features(source, progress=Heard(cancel_after=after))


def test_checking_polygons_moves_no_bar_and_obeys_cancel():
    class Shown(Heard):
        shares = 0

        def update(self, share):
            self.shares += 1
            super().update(share)

    many = np.full(3 * CHECKED_A_SLICE, shapely.box(0, 0, 1, 1))
    many[-1] = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
    shown = Shown()
    geometry, repaired = repair_polygons(many, shown)
    assert np.flatnonzero(repaired).tolist() == [len(many) - 1]
    assert shapely.area(geometry[-1]) == 2
    assert (shown.shares, shown.checks) == (0, 4)
    with pytest.raises(Cancelled):
        repair_polygons(many, Shown(cancel_after=1))


# --- numbers


def text_features(*texts):
    table = pd.DataFrame({"v": pd.Series(texts, dtype=object)})
    return Features("laag", np.full(len(texts), None, dtype=object), table, "", np.arange(11, 11 + len(texts)))


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1", " 2 ", None, ""], [1, 2, np.nan, np.nan]),
        (["12,5", "3"], [12.5, 3]),
        (["1.234,5", "7,25"], [1234.5, 7.25]),
        (["1,234.5", "7.25"], [1234.5, 7.25]),
        (["1.234.567", "1.000"], [1234567, 1000]),
        (["1 414", "57 758 306", "1\u00a0000,5"], [1414, 57758306, 1000.5]),
        (["-3", "+4", "1e3"], [-3, 4, 1000]),
        (["1.2345", "5"], [1.2345, 5]),
    ],
)
def test_numbers_written_as_text(texts, numbers):
    heard = Heard()
    np.testing.assert_allclose(number_column(text_features(*texts), "v", heard), numbers)
    assert "numbers stored as text" in heard.notes[0]


@pytest.mark.parametrize("text", ["abc", "12 km", "1-2", "inf", "---", "0x10", "1,2,3,4x", "nan", "--", "x"])
def test_what_is_no_number(text):
    with pytest.raises(OpgaveError) as caught:
        number_column(text_features("1", text), "v")
    assert str(caught.value) == f"Field 'v' of layer 'laag' should hold numbers but holds '{text}' in feature 12."


@pytest.mark.parametrize("mark", ["nan", "--", "*", "C", "x"])
def test_marks_of_what_is_missing_are_told(mark):
    heard = Heard()
    record = Text("Inkomens (laag)", "Incomes (laag)")
    np.testing.assert_array_equal(number_column(text_features("1", mark, "12,5"), "v", heard, record), [1, np.nan, 12.5])
    assert heard.notes[0] == f"Field 'v' of layer 'Incomes (laag)': the values '{mark}' count as missing (1)."
    with pytest.raises(OpgaveError, match=r"^Field 'v' of layer 'Incomes \(laag\)' should hold numbers but holds 'y' in feature 12\.$"):
        number_column(text_features("1", "y"), "v", heard, record)


def test_a_thousand_or_one_and_a_bit_is_asked_for():
    """It was read as 1.234, which is as likely 1234."""
    with pytest.raises(
        OpgaveError, match=r"^Field 'v' of layer 'laag' holds numbers as text, such as '1.234', of which it cannot be known"
    ):
        number_column(text_features("1.234", "5"), "v")


def test_a_number_column_of_numbers(shops):
    features, _ = read_features(file_layer(shops), ["n", "open"])
    heard = Heard()
    assert number_column(features, "n", heard).tolist()[::2] == [7.0, -3.0] and heard.notes == []
    with pytest.raises(OpgaveError, match="did you mean 'open'"):
        number_column(features, "opn")


def test_a_batch_whose_columns_differ_in_length_is_read_in_another_way():
    """As GDAL gave one, in one read of many thousands, which no file can make it do again: so its stream is stood in for."""

    class Stream:
        def __init__(self, **batch):
            self.batches = [{name: np.arange(length) for name, length in batch.items()}]

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def GetNextRecordBatch(self):
            return self.batches.pop() if self.batches else None

    class Layer:
        def __init__(self, **batch):
            self.batch = batch

        def GetFIDColumn(self):
            return "fid"

        def GetGeometryColumn(self):
            return ""

        def GetArrowStreamAsNumPy(self, options):
            return Stream(**self.batch)

    assert read_columns(Layer(fid=3, a=3), {"a": "int"}, False)[2].tolist() == [0, 1, 2]
    with pytest.raises(RuntimeError, match="differ in length"):
        read_columns(Layer(fid=10_000, a=14), {"a": "int"}, False)
