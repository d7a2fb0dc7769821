"""Arrays into GeoPackages and sinks: what is written is what QGIS reads again."""

import hashlib
import sqlite3
import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely
from opgavenkaart.processing.algorithms.base import OpgavenkaartAlgorithm
from opgavenkaart.processing.analysis.features import Features
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.qgis_io.feedback import FeedbackProgress
from opgavenkaart.processing.qgis_io.reading import read_features, read_parameter
from opgavenkaart.processing.qgis_io.writing import BATCH, GeopackageTable, geometry_type, write_geopackage, write_sink, write_tables
from opgavenkaart.test.support.data import data_folder
from opgavenkaart.test.support.layers import Heard, memory_layer
from opgavenkaart.test.support.running import RecordingFeedback
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProcessingProvider,
    QgsProject,
    QgsVectorLayer,
)

pytestmark = pytest.mark.usefixtures("qgis_app")


def layer_of(path, name):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid()
    return layer


def all_kinds():
    """Three features with every kind of value; the second has none."""
    table = pd.DataFrame(
        {
            "getal": [1, -2, 2**53 + 1],
            "kommagetal": [0.1, np.nan, -1e300],
            "tekst": pd.Series(["é \U0001f3e0 'a' \"b\"", None, ""], dtype=object),
            "waar": [True, False, True],
            "dag": pd.to_datetime(["2024-02-29", None, "1900-01-01"]),
            "moment": pd.to_datetime(["2024-02-29 23:59:59.123", None, "1970-01-01 00:00:00"], format="mixed"),
        }
    )
    islands = shapely.multipolygons([shapely.box(2, 2, 3, 3), shapely.box(5, 5, 6, 6)])
    shapes = np.array([shapely.box(0, 0, 1, 1), None, islands], dtype=object)
    return Features("alles", shapes, table, "EPSG:31370", np.arange(3))


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "map" / "lagen.gpkg"
    write_geopackage(path, "alles", all_kinds())
    features, _ = read_features(layer_of(path, "alles"), list(all_kinds().table), keep_null=True)
    pd.testing.assert_frame_equal(features.table, all_kinds().table, check_dtype=False)
    assert features.crs == "EPSG:31370"
    assert [shape and shape.geom_type for shape in features.geometry] == ["MultiPolygon", None, "MultiPolygon"]
    assert features.geometry[0].equals(shapely.box(0, 0, 1, 1))


def test_fields_have_their_types_titles_and_an_index(tmp_path):
    path = tmp_path / "lagen.gpkg"
    write_geopackage(path, "alles", all_kinds(), title="Alles samen", aliases={"dag": "Dag van de meting"})
    layer = layer_of(path, "alles")
    names = {field.name(): field.typeName() for field in layer.fields()}
    assert list(names) == ["fid", *all_kinds().table]
    assert list(names.values()) == ["Integer64", "Integer64", "Real", "String", "Boolean", "Date", "DateTime"]
    assert layer.fields().field("dag").alias() == "Dag van de meting"
    assert layer.wkbType() == Qgis.WkbType.MultiPolygon and layer.crs().authid() == "EPSG:31370"
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT count(*) FROM rtree_alles_geom").fetchone() == (2,)
        assert database.execute("SELECT identifier FROM gpkg_contents").fetchone() == ("Alles samen",)


def test_more_layers_beside_each_other_and_one_replaced(tmp_path):
    path = tmp_path / "lagen.gpkg"
    first = all_kinds()
    write_geopackage(path, "a", first)
    write_geopackage(path, "tabel", Features("t", np.full(2, None), pd.DataFrame({"k": ["x", "y"]})))
    write_geopackage(path, "a", first.where(np.array([True, False, False])))
    assert layer_of(path, "a").featureCount() == 1
    table = layer_of(path, "tabel")
    assert table.wkbType() == Qgis.WkbType.NoGeometry and [feature["k"] for feature in table.getFeatures()] == ["x", "y"]


def test_a_layer_without_features_keeps_its_kind(tmp_path):
    path = tmp_path / "leeg.gpkg"
    write_geopackage(path, "leeg", all_kinds().where(np.zeros(3, dtype=bool)), wkb_type=Qgis.WkbType.MultiPolygon)
    layer = layer_of(path, "leeg")
    assert layer.featureCount() == 0 and layer.wkbType() == Qgis.WkbType.MultiPolygon
    assert layer.fields().names()[1:] == list(all_kinds().table)


def test_more_than_one_batch(tmp_path):
    count = 130_001
    table = pd.DataFrame({"n": np.arange(count), "t": pd.Series(np.arange(count).astype(str), dtype=object)})
    features = Features("veel", shapely.points(np.arange(count), 7.0), table, "EPSG:31370", np.arange(count))
    write_geopackage(tmp_path / "veel.gpkg", "veel", features)
    again, _ = read_features(layer_of(tmp_path / "veel.gpkg", "veel"), ["n", "t"])
    pd.testing.assert_frame_equal(again.table, table)
    assert (shapely.get_x(again.geometry) == np.arange(count)).all()


def test_feature_ids_stay_where_they_tell_features_apart(tmp_path):
    path = tmp_path / "ids.gpkg"
    table = pd.DataFrame({"fid": [7, 3], "n": [1, 2]})
    write_geopackage(path, "ids", Features("ids", shapely.points([[0, 0], [1, 1]]), table, "EPSG:31370", np.array([7, 3])))
    assert {feature.id(): feature["n"] for feature in layer_of(path, "ids").getFeatures()} == {7: 1, 3: 2}
    double = table.assign(fid=[7, 7])
    write_geopackage(path, "dubbel", Features("dubbel", shapely.points([[0, 0], [1, 1]]), double, "EPSG:31370", np.array([7, 7])))
    assert [feature["fid"] for feature in layer_of(path, "dubbel").getFeatures()] == [7, 7]


def test_columns_that_differ_only_in_case_and_the_name_of_the_geometry(tmp_path):
    table = pd.DataFrame({"Naam": ["a"], "naam": ["b"], "geom": ["c"]})
    write_geopackage(tmp_path / "x.gpkg", "x", Features("x", shapely.points([[0, 0]]), table, "EPSG:31370", np.array([0])))
    feature = next(layer_of(tmp_path / "x.gpkg", "x").getFeatures())
    assert feature.attributes()[1:] == ["a", "b", "c"] and feature.geometry().asWkt() == "Point (0 0)"


def test_the_same_features_give_the_same_rows(tmp_path):
    hashes = []
    for name in ("een.gpkg", "twee.gpkg"):
        write_geopackage(tmp_path / name, "alles", all_kinds())
        with sqlite3.connect(tmp_path / name) as database:
            rows = database.execute("SELECT * FROM alles ORDER BY fid").fetchall()
            schema = database.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        hashes.append(hashlib.sha256(repr((rows, schema)).encode()).hexdigest())
    assert hashes[0] == hashes[1]


@pytest.mark.parametrize(
    ("wkts", "expected"),
    [
        (["POINT (0 0)"], Qgis.WkbType.Point),
        (["POINT (0 0)", "MULTIPOINT (0 0, 1 1)"], Qgis.WkbType.MultiPoint),
        (["LINESTRING (0 0, 1 1)"], Qgis.WkbType.MultiLineString),
        (["POLYGON ((0 0, 1 0, 1 1, 0 0))"], Qgis.WkbType.MultiPolygon),
        (["POINT (0 0)", "LINESTRING (0 0, 1 1)"], Qgis.WkbType.GeometryCollection),
        ([], Qgis.WkbType.NoGeometry),
    ],
)
def test_one_geometry_type_holds_all(wkts, expected):
    assert geometry_type(shapely.from_wkt(np.array(wkts, dtype=object))) == expected


@pytest.mark.parametrize("place", ["bestand.txt/lagen.gpkg", "bestand.txt"])
def test_where_it_cannot_be_written(tmp_path, place):
    (tmp_path / "bestand.txt").write_text("tekst")
    with pytest.raises(OpgaveError, match=r"^'.*' cannot be written \(.+\): choose another location"):
        write_geopackage(tmp_path / place, "alles", all_kinds())
    assert (tmp_path / "bestand.txt").read_text() == "tekst"


def test_a_file_that_another_program_holds(tmp_path):
    path = tmp_path / "bezet.gpkg"
    write_geopackage(path, "alles", all_kinds())
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OpgaveError, match=r"^'.*bezet.gpkg' cannot be written \(.+\): close the program that uses the file"):
        write_geopackage(path, "meer", all_kinds())
    holder.close()
    assert layer_of(path, "alles").featureCount() == 3


def test_a_cancelled_layer_is_not_there(tmp_path):
    path = tmp_path / "lagen.gpkg"
    write_geopackage(path, "a", all_kinds())
    with pytest.raises(Cancelled):
        write_geopackage(path, "b", all_kinds(), progress=Heard(cancel_after=0))
    with sqlite3.connect(path) as database:
        assert database.execute("SELECT table_name FROM gpkg_contents").fetchall() == [("a",)]


# --- sinks


class CopyAlgorithm(OpgavenkaartAlgorithm):
    """Copies its input, with new fields."""

    NAME = "copy"
    TITLE = "Copy"
    GROUP = "smart_data"

    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterFeatureSource("INPUT", "Input"))
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", "Output"))
        self.addParameter(QgsProcessingParameterFeatureSink("EXTRA", "Extra", optional=True, createByDefault=False))

    def compute(self, parameters, context, progress):
        features, _ = read_parameter(self, parameters, "INPUT", context, progress=progress)
        features = features.with_columns(nieuw=np.arange(len(features)) / 2, label=pd.Series(["x"] * len(features), dtype=object))
        fields = self.parameterAsSource(parameters, "INPUT", context).fields()
        return {
            "OUTPUT": write_sink(self, parameters, "OUTPUT", context, features, fields, progress),
            "EXTRA": write_sink(self, parameters, "EXTRA", context, features),
        }


class CopyProvider(QgsProcessingProvider):
    def id(self):
        return "bridge_test"

    def name(self):
        return "Bridge test"

    def loadAlgorithms(self):
        self.addAlgorithm(CopyAlgorithm())


@pytest.fixture
def copy(qgis_processing):
    from qgis import processing

    provider = CopyProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield lambda source, output="TEMPORARY_OUTPUT": processing.run("bridge_test:copy", {"INPUT": source, "OUTPUT": output})
    QgsApplication.processingRegistry().removeProvider("bridge_test")


def sectors():
    return str(data_folder("gent/statistische-sectoren-gent.gpkg") / "gent/statistische-sectoren-gent.gpkg")


def test_a_sink_keeps_fields_order_and_values(copy):
    source = QgsVectorLayer(sectors(), "sectoren", "ogr")
    results = copy(sectors())
    layer = results["OUTPUT"]
    assert layer.fields().names() == [*source.fields().names(), "nieuw", "label"]
    assert [field.type() for field in layer.fields()][:18] == [field.type() for field in source.fields()]
    for before, after in zip(source.getFeatures(), layer.getFeatures(), strict=True):
        assert before.attributes() == after.attributes()[:18]
        assert before.geometry().equals(after.geometry())
    assert results["EXTRA"] is None
    assert layer.crs().authid() == "EPSG:31370" and layer.wkbType() == Qgis.WkbType.MultiPolygon


@pytest.mark.parametrize("suffix", ["gpkg", "geojson", "fgb"])
def test_a_sink_in_a_file(copy, tmp_path, suffix):
    path = str(tmp_path / f"kopie.{suffix}")
    assert copy(sectors(), path)["OUTPUT"] == path
    layer = QgsVectorLayer(path, "kopie", "ogr")
    assert layer.featureCount() == 201
    assert sorted(feature["nieuw"] for feature in layer.getFeatures()) == [number / 2 for number in range(201)]


def test_only_the_selection(copy, qgis_new_project):
    layer = QgsVectorLayer(sectors(), "sectoren", "ogr")
    layer.selectByIds([5, 1, 77])
    QgsProject.instance().addMapLayer(layer)
    chosen = copy(QgsProcessingFeatureSourceDefinition(layer.id(), True))["OUTPUT"]
    assert sorted(feature["fid"] for feature in chosen.getFeatures()) == [1, 5, 77]
    assert copy(QgsProcessingFeatureSourceDefinition(layer.id(), False))["OUTPUT"].featureCount() == 201
    assert copy(layer)["OUTPUT"].featureCount() == 201
    layer.removeSelection()
    assert copy(QgsProcessingFeatureSourceDefinition(layer.id(), True))["OUTPUT"].featureCount() == 0


def test_a_project_layer_in_the_background(copy, qgis_new_project, tmp_path):
    """As the toolbox runs it: in a task, on a layer of the project, on its selection only."""
    layer = QgsVectorLayer(sectors(), "sectoren", "ogr")
    layer.selectByIds([5, 1, 77])
    QgsProject.instance().addMapLayer(layer)
    context, feedback = QgsProcessingContext(), RecordingFeedback()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("bridge_test:copy")
    path = str(tmp_path / "kopie.gpkg")
    inputs = {"INPUT": QgsProcessingFeatureSourceDefinition(layer.id(), True), "OUTPUT": path}
    task = QgsProcessingAlgRunnerTask(algorithm, inputs, context, feedback)
    done = []
    task.executed.connect(lambda successful, results: done.append((successful, results["OUTPUT"])))
    QgsApplication.taskManager().addTask(task)
    until = time.monotonic() + 30
    while not done and time.monotonic() < until:
        QgsApplication.processEvents()
    assert done == [(True, path)] and feedback.errors == []
    assert sorted(feature["fid"] for feature in QgsVectorLayer(path, "kopie", "ogr").getFeatures()) == [1, 5, 77]


def test_a_limit_and_a_filter_of_the_toolbox(copy, qgis_new_project):
    layer = memory_layer("Point", [(f"POINT ({n} 0)", n) for n in range(10)], "n:integer")
    QgsProject.instance().addMapLayer(layer)
    assert copy(QgsProcessingFeatureSourceDefinition(layer.id(), False, 3))["OUTPUT"].featureCount() == 3
    filtered = QgsProcessingFeatureSourceDefinition(layer.id())
    filtered.filterExpression = '"n" >= 8'
    assert [feature["n"] for feature in copy(filtered)["OUTPUT"].getFeatures()] == [8, 9]


def test_invalid_input_is_repaired_whatever_the_options_say(copy):
    layer = memory_layer("Polygon", [("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))", 1)], "n:integer")
    feature = next(copy(layer)["OUTPUT"].getFeatures())
    assert feature.geometry().isGeosValid() and feature.geometry().area() == 2.0


def test_a_sink_below_a_file(copy, tmp_path):
    (tmp_path / "bestand").write_text("tekst")
    with pytest.raises(QgsProcessingException, match=r"^Output OUTPUT cannot be written: .*bestand"):
        copy(sectors(), str(tmp_path / "bestand" / "kopie.gpkg"))


def test_an_input_that_is_not_there(copy):
    with pytest.raises(QgsProcessingException, match="niet-daar"):
        copy("/niet-daar.gpkg")


def test_a_cancelled_output_leaves_no_file(qgis_app, qgis_processing, tmp_path):
    """Cancelled between two batches: what was written of the file goes with it, and so does the journal beside it."""
    feedback = RecordingFeedback()

    class CancelsLater(FeedbackProgress):
        def check(self):
            if (tmp_path / "out.gpkg-journal").exists():
                self.feedback.cancel()
            super().check()

    class Copies(OpgavenkaartAlgorithm):
        NAME, TITLE, GROUP = "copies", "Copies", "smart_data"

        def initAlgorithm(self, configuration=None):
            self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", "Output"))

        def compute(self, parameters, context, progress):
            count = 2 * BATCH
            points = shapely.points(np.arange(count), np.zeros(count))
            features = Features("points", points, pd.DataFrame({"a": np.arange(count)}), "EPSG:31370", np.arange(count))
            return {"OUTPUT": write_sink(self, parameters, "OUTPUT", context, features, progress=CancelsLater(feedback))}

    algorithm, given, context = Copies().create(), {"OUTPUT": str(tmp_path / "out.gpkg")}, QgsProcessingContext()
    algorithm.prepareAlgorithm(given, context, feedback)
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        algorithm.processAlgorithm(given, context, feedback)
    assert list(tmp_path.iterdir()) == []


def test_fields_of_one_name_are_told_apart(tmp_path):
    """A GeoPackage refuses two fields with the same alias: the field's own name then stands behind it."""
    table = pd.DataFrame({"a": [1], "b": [2], "c": [3]})
    features = Features("laag", np.array([shapely.Point(0, 0)], dtype=object), table, "EPSG:31370", np.array([1]))
    write_geopackage(tmp_path / "uit.gpkg", "laag", features, aliases={"a": "Afstand", "b": "Afstand", "c": "Aantal"})
    fields = QgsVectorLayer(str(tmp_path / "uit.gpkg"), "laag", "ogr").fields()
    assert [fields.field(name).alias() for name in "abc"] == ["Afstand (a)", "Afstand (b)", "Aantal"]


def test_layers_are_listed_in_the_order_asked_whatever_was_written_first(tmp_path):
    path, shapes = tmp_path / "drie.gpkg", all_kinds()
    table = replace(shapes, geometry=np.full(3, None, dtype=object), crs="")
    write_tables(path, [GeopackageTable("groot", shapes)])
    last = [
        GeopackageTable("leeg", shapes.where(np.zeros(3, dtype=bool)), wkb_type=Qgis.WkbType.MultiPolygon),
        GeopackageTable("tabel", table),
    ]
    write_tables(path, last, order=["leeg", "groot", "tabel"])
    dataset = gdal.OpenEx(str(path))
    assert [dataset.GetLayer(index).GetName() for index in range(3)] == ["leeg", "groot", "tabel"]
    assert [dataset.GetLayer(index).GetFeatureCount() for index in range(3)] == [0, 3, 3]
