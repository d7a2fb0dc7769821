"""The algorithm end to end: by hand on small layers, and what it says to bad input."""

import pytest
import shapely
from opgavenkaart.processing.algorithms.smart_planning.overlay_layers import OverlayLayersAlgorithm
from opgavenkaart.processing.model.choices import OVERLAY_OPERATIONS
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.processing.model.help_pages import help_text
from opgavenkaart.test.support import data
from opgavenkaart.test.support.running import RecordingFeedback
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)


def memory(name, rows, fields=(), kind="Polygon", crs="EPSG:31370"):
    """A layer of rows ``(shapely or WKT, value, ...)``; None is a feature without geometry."""
    layer = QgsVectorLayer(f"{kind}?crs={crs}" + "".join(f"&field={field}" for field in fields), name, "memory")
    for geometry, *values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(values))
        if geometry is not None:
            feature.setGeometry(QgsGeometry.fromWkt(geometry if isinstance(geometry, str) else geometry.wkt))
        assert layer.dataProvider().addFeature(feature)
    return layer


def box(x, y, width=2.0, height=2.0):
    return shapely.box(100_000 + x, 190_000 + y, 100_000 + x + width, 190_000 + y + height)


@pytest.fixture
def sectors(qgis_app):
    rows = [(box(0, 0), "a", 100, 1.0), (box(2, 0), "b", 50, None)]
    return memory("Sectoren", rows, ["code:string", "people:integer", "index:double"])


@pytest.fixture
def parks(qgis_app):
    return memory("Parken Gent", [(box(1, 0), "Citadel", 4), (box(1, 1, 1, 1), "Zuid", 6)], ["naam:string", "stars:integer"])


@pytest.fixture
def overlay(run_algorithm):
    def run(layers, feedback=None, **inputs):
        return run_algorithm("overlay_layers", {"LAYERS": layers, "OUTPUT": "TEMPORARY_OUTPUT", **inputs}, feedback=feedback)

    return run


def rows(ran, *fields):
    """The faces' areas by the values of some fields."""
    result = {}
    for feature in ran["OUTPUT"].getFeatures():
        key = tuple(feature[field] for field in fields)
        result[key] = round(result.get(key, 0) + feature.geometry().area(), 6)
    return result


def test_each_face_counts_and_names_the_features_of_each_layer(overlay, sectors, parks):
    ran = overlay([sectors, parks])
    assert [field.name() for field in ran["OUTPUT"].fields()] == ["sectoren_count", "sectoren_ids", "parken_gent_count", "parken_gent_ids"]
    assert rows(ran, "sectoren_count", "sectoren_ids", "parken_gent_count", "parken_gent_ids") == {
        (1, "1", 0, ""): 2.0,
        (1, "1", 1, "1"): 1.0,
        (1, "1", 2, "1,2"): 1.0,
        (1, "2", 0, ""): 2.0,
        (1, "2", 1, "1"): 2.0,
    }
    assert ran["FACE_COUNT"] == ran["OUTPUT"].featureCount() == 5
    assert (ran["REPAIRED_COUNT"], ran["DROPPED_AREA"]) == (0, 0)
    assert ran["OUTPUT"].crs().authid() == "EPSG:31370"
    assert any("Parken Gent" in text and "5.00 m2 in, 5.00 m2 out" in text for text in ran.infos)


@pytest.mark.parametrize(
    ("operation", "at_least", "expected"),
    [
        ("partition", 0, {"x": 4, "xx": 5, "xxx": 1}),
        ("intersection", 0, {"xxx": 1}),
        ("intersection", 2, {"xx": 5, "xxx": 1}),
        ("difference", 0, {"x": 2}),
        ("identity", 0, {"x": 2, "xx": 3, "xxx": 1}),
        ("symmetric_difference", 0, {"x": 4}),
    ],
)
def test_operations(overlay, operation, at_least, expected):
    """Three layers in a row of cells of 1 x 1: the first covers cells 0-5, the second 3-7, the third 5-9 and 2."""
    first = memory("first", [(box(0, 0, 6, 1),)])
    second = memory("second", [(box(3, 0, 5, 1),)])
    third = memory("third", [(box(5, 0, 5, 1),), (box(2, 0, 1, 1),)])
    ran = overlay([first, second, third], OPERATION=operation, AT_LEAST=at_least)
    found = {}
    for feature in ran["OUTPUT"].getFeatures():
        covers = "x" * sum(feature[f"{name}_count"] > 0 for name in ("first", "second", "third"))
        found[covers] = round(found.get(covers, 0) + feature.geometry().area(), 6)
    assert found == expected


def test_rules(overlay, sectors, parks):
    fields = "sectoren.people:sum, sectoren.index, parken_gent.stars:mean, parken_gent.stars:max, Parken Gent.naam:list"
    ran = overlay([sectors, parks], FIELDS=fields)
    names = ["sectoren_people", "sectoren_index", "parken_gent_stars", "parken_gent_stars_2", "parken_gent_naam"]
    found = {
        (feature["sectoren_ids"], feature["parken_gent_ids"]): [feature[name] or None for name in names]
        for feature in ran["OUTPUT"].getFeatures()
    }
    assert found == {
        ("1", ""): [50.0, 1.0, None, None, None],
        ("1", "1"): [25.0, 1.0, 4.0, 4.0, "Citadel"],
        ("1", "1,2"): [25.0, 1.0, 5.0, 6.0, "Citadel,Zuid"],
        ("2", ""): [25.0, None, None, None, None],
        ("2", "1"): [25.0, None, 4.0, 4.0, "Citadel"],
    }


def test_explode_gives_a_piece_for_each_combination(overlay, sectors, parks):
    ran = overlay([sectors, parks], EXPLODE=True)
    assert rows(ran, "sectoren_ids", "parken_gent_ids") == {
        ("1", ""): 2.0,
        ("1", "1"): 2.0,
        ("1", "2"): 1.0,
        ("2", ""): 2.0,
        ("2", "1"): 2.0,
    }
    assert ran["FACE_COUNT"] == 5


def test_slivers_are_counted_and_their_area_is_told(overlay, qgis_app):
    layer = memory("plots", [(box(0, 0, 10, 10),), (box(10, 0, 0.01, 10),)])
    ran = overlay([layer], MIN_AREA=1)
    assert rows(ran, "plots_ids") == {("1",): 100.1}
    assert ran["DROPPED_AREA"] == pytest.approx(0.1)
    assert any("1 slivers went to a neighbour" in text for text in ran.infos)


def test_a_grid(overlay, qgis_app):
    ran = overlay([memory("plots", [(box(0.4, 0.4, 10, 10),)])], GRID_SIZE=1)
    (feature,) = ran["OUTPUT"].getFeatures()
    assert feature.geometry().boundingBox().toRectF().getCoords() == (100_000.0, 190_000.0, 100_010.0, 190_010.0)


def test_layers_of_the_same_name_are_numbered(overlay, qgis_app):
    ran = overlay([memory("zone", [(box(0, 0),)]), memory("Zone", [(box(1, 0),)])])
    assert [field.name() for field in ran["OUTPUT"].fields()] == ["zone_count", "zone_ids", "zone_2_count", "zone_2_ids"]


def test_other_coordinate_systems_are_brought_to_that_of_the_first_layer(overlay, sectors):
    (feature,) = [feature for feature in sectors.getFeatures() if feature.id() == 1]
    geometry = QgsGeometry(feature.geometry())
    to_2008 = QgsCoordinateTransform(sectors.crs(), QgsCoordinateReferenceSystem("EPSG:3812"), QgsProject.instance())
    geometry.transform(to_2008)
    moved = memory("moved", [(geometry.asWkt(12),)], crs="EPSG:3812")
    ran = overlay([sectors, moved], OPERATION="intersection", MIN_AREA=0.01)
    assert rows(ran, "sectoren_ids") == {("1",): pytest.approx(4.0, abs=2e-3)}
    assert ran["OUTPUT"].crs().authid() == "EPSG:31370"


def test_invalid_polygons_are_repaired_and_null_ones_left_out(overlay, qgis_app):
    bow_tie = "Polygon((0 0, 2 2, 2 0, 0 2, 0 0))"
    ran = overlay([memory("mess", [(bow_tie,), (None,), (box(0, 0),)])])
    assert ran["REPAIRED_COUNT"] == 1
    assert rows(ran, "mess_ids") == {("1",): 2.0, ("3",): 4.0}
    assert any("1 of 3 features have no geometry" in text for text in ran.infos)


@pytest.mark.parametrize("extension", ["gpkg", "fgb", "shp", "geojson"])
def test_files(overlay, sectors, parks, tmp_path, extension):
    path = tmp_path / f"faces.{extension}"
    ran = overlay([sectors, parks], OUTPUT=str(path), FIELDS="sectoren.people:sum")
    layer = QgsVectorLayer(str(path), "faces", "ogr")
    assert ran.results["FACE_COUNT"] == layer.featureCount() == 5
    assert sum(feature.geometry().area() for feature in layer.getFeatures()) == pytest.approx(
        8.0, abs=1e-3 if extension == "geojson" else 1e-6
    )
    assert layer.crs().authid() == "EPSG:31370" or extension == "geojson"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_pieces_go_to_files_that_take_one_kind_of_geometry(overlay, sectors, parks, tmp_path):
    ran = overlay([sectors, parks], EXPLODE=True, OUTPUT=str(tmp_path / "pieces.fgb"))
    layer = QgsVectorLayer(ran["OUTPUT"], "pieces", "ogr")
    assert layer.featureCount() == ran["FACE_COUNT"] > 0
    assert {feature.geometry().wkbType() for feature in layer.getFeatures()} == {Qgis.WkbType.MultiPolygon}


def test_a_file_that_was_there_is_replaced(overlay, sectors, parks, tmp_path):
    path = str(tmp_path / "faces.gpkg")
    overlay([sectors], OUTPUT=path)
    overlay([sectors, parks], OUTPUT=path)
    assert QgsVectorLayer(path, "faces", "ogr").featureCount() == 5


def test_layers_from_files_give_the_same(overlay, sectors, parks, tmp_path):
    paths = []
    for layer in (sectors, parks):
        path = str(tmp_path / f"{layer.name()}.gpkg")
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, layer.transformContext(), QgsVectorFileWriter.SaveVectorOptions())
        paths.append(path)
    fields = ("sectoren_ids", "parken_gent_ids")
    assert rows(overlay(paths), *fields) == rows(overlay([sectors, parks]), *fields)


def test_without_a_driver_for_parquet_it_says_so(overlay, sectors, tmp_path):
    from osgeo import ogr

    if ogr.GetDriverByName("Parquet"):
        pytest.skip("this GDAL has a driver for Parquet")
    with pytest.raises(QgsProcessingException, match="no driver for .parquet; name a .gpkg or .fgb file"):
        overlay([sectors], OUTPUT=str(tmp_path / "faces.parquet"))


@pytest.fixture
def roads(qgis_app):
    """One road right through the sectors at a height of 1.5, and one that only touches their left border."""
    lines = ["LineString(99999 190001.5, 100005 190001.5)", "LineString(99998 190001, 100000 190001)"]
    return memory("Wegen", [(lines[0], 60.0), (lines[1], 10.0)], ["cars:double"], "LineString")


def test_lines_are_cut_where_what_covers_them_changes(overlay, roads, sectors, parks):
    ran = overlay([roads, sectors, parks], FIELDS="wegen.cars:sum, sectoren.people:sum")
    found = {}
    for feature in ran["OUTPUT"].getFeatures():
        start = feature.geometry().constGet().startPoint().x() - 100_000
        key = tuple(feature[f"{name}_ids"] for name in ("wegen", "sectoren", "parken_gent"))
        found[start] = (feature.geometry().length(), *key, feature["wegen_cars"], feature["sectoren_people"] or None)
    assert found == {
        -1.0: (1.0, "1", "", "", 10.0, None),
        0.0: (1.0, "1", "1", "", 10.0, 100.0),
        1.0: (1.0, "1", "1", "1,2", 10.0, 100.0),
        2.0: (1.0, "1", "2", "1", 10.0, 50.0),
        3.0: (1.0, "1", "2", "", 10.0, 50.0),
        4.0: (1.0, "1", "", "", 10.0, None),
        -2.0: (2.0, "2", "", "", 10.0, None),
    }
    assert (ran["FACE_COUNT"], ran["DROPPED_AREA"]) == (7, 0)


@pytest.mark.parametrize(("operation", "length"), [("intersection", 2.0), ("difference", 4.0), ("identity", 8.0)])
def test_operations_on_lines(overlay, roads, sectors, parks, operation, length):
    ran = overlay([roads, sectors, parks], OPERATION=operation)
    assert sum(feature.geometry().length() for feature in ran["OUTPUT"].getFeatures()) == length


def test_points_get_what_covers_them_and_a_border_belongs_to_both_sides(overlay, sectors, parks):
    rows = [(f"Point({100_000 + x} 190001.5)",) for x in (0.5, 1.5, 2.0, 9.0)]
    ran = overlay([memory("Haltes", rows, kind="Point"), sectors, parks])
    found = [(feature["sectoren_ids"], feature["parken_gent_ids"]) for feature in ran["OUTPUT"].getFeatures()]
    assert found == [("1", ""), ("1", "1,2"), ("1,2", "1,2"), ("", "")]
    exploded = overlay([memory("Haltes", rows, kind="Point"), sectors, parks], EXPLODE=True)
    assert exploded["FACE_COUNT"] == 1 + 2 + 4 + 1


def test_lengths_of_roads_are_those_of_native_sumlinelengths(run_algorithm, overlay):
    """But for one road that runs back along itself, which QGIS counts once there."""
    folder = data.data_folder("gent/wegsegmenten-gent.gpkg", "gent/statistische-sectoren-gent.gpkg") / "gent"
    roads, sectors = str(folder / "wegsegmenten-gent.gpkg"), str(folder / "statistische-sectoren-gent.gpkg")
    mine = {}
    for feature in overlay([roads, sectors])["OUTPUT"].getFeatures():
        for sector in (feature["statistische_sectoren_gent_ids"] or "").split(","):
            mine[sector] = mine.get(sector, 0.0) + feature.geometry().length()
    expected = run_algorithm("native:sumlinelengths", {"POLYGONS": sectors, "LINES": roads, "OUTPUT": "TEMPORARY_OUTPUT"})["OUTPUT"]
    differences = [mine.get(str(feature.id()), 0.0) - feature["LENGTH"] for feature in expected.getFeatures()]
    assert [round(difference, 6) for difference in differences if abs(difference) > 1e-6] == [6.443771]


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"LAYERS": []}, "LAYERS: give at least one layer."),
        ({"AT_LEAST": 3}, "AT_LEAST is 3, but there are only 2 layers."),
        ({"FIELDS": "sectoren.people:total"}, "'sectoren.people:total' has the rule 'total', which is none of first, sum, mean, max, list"),
        ({"FIELDS": "sectors.people"}, "there is no layer 'sectors': did you mean 'sectoren'?"),
        ({"FIELDS": "people"}, "'people' is not of the form layer.field:rule"),
        ({"FIELDS": "sectoren.persons"}, "Layer 'Sectoren' has no field 'persons'. It has: code, people, index."),
        ({"FIELDS": "sectoren.code:sum"}, "Field 'code' of layer 'Sectoren' should hold numbers but holds 'a' in feature 1."),
    ],
)
def test_what_it_says_to_bad_input(overlay, sectors, parks, inputs, sentence):
    with pytest.raises(QgsProcessingException) as caught:
        overlay(**{"layers": [sectors, parks], **{("layers" if key == "LAYERS" else key): value for key, value in inputs.items()}})
    assert sentence in str(caught.value)


def test_degrees_are_refused(overlay, qgis_app):
    with pytest.raises(QgsProcessingException, match="does not count in metres"):
        overlay([memory("world", [("Polygon((3 51, 4 51, 4 52, 3 51))",)], crs="EPSG:4326")])


def test_web_mercator_is_refused(overlay, qgis_app):
    """Its square metres are 0.4 on the ground."""
    shape = "Polygon((414000 6630000, 415000 6630000, 415000 6631000, 414000 6630000))"
    with pytest.raises(QgsProcessingException, match="Layer 'web' is in EPSG:3857, in which 1,000 m are 629 m on the ground here: "):
        overlay([memory("web", [(shape,)], crs="EPSG:3857")])


def test_a_cluster_writes_the_same_file_as_threads(overlay, sectors, parks, tmp_path):
    pytest.importorskip("distributed")
    from opgavenkaart.test.support.dask_cluster import DaskCluster

    cluster = DaskCluster(tmp_path)
    try:
        cluster.keep(2)
        found = overlay([sectors, parks], SCHEDULER=cluster.address, FIELDS="sectoren.people:sum")["OUTPUT"]
    finally:
        cluster.stop()
    known = overlay([sectors, parks], FIELDS="sectoren.people:sum")["OUTPUT"]
    assert [(one.geometry().asWkt(), one.attributes()) for one in found.getFeatures()] == [
        (one.geometry().asWkt(), one.attributes()) for one in known.getFeatures()
    ]


def test_where_no_scheduler_answers_nothing_is_written(overlay, sectors, tmp_path, monkeypatch):
    pytest.importorskip("distributed")
    from opgavenkaart.processing.analysis.overlay import cluster

    monkeypatch.setattr(cluster, "ANSWER_WITHIN", 0.5)
    with pytest.raises(QgsProcessingException, match="no Dask scheduler answers at '127.0.0.1:1': start one, or leave SCHEDULER empty"):
        overlay([sectors], SCHEDULER=" 127.0.0.1:1 ", OUTPUT=str(tmp_path / "faces.gpkg"))
    assert list(tmp_path.iterdir()) == []


def test_layers_too_large_for_memory_are_told_where_all_faces_are_held(overlay, sectors, parks, monkeypatch):
    from opgavenkaart.processing.analysis.overlay import engine

    monkeypatch.setattr(engine.OverlayEngine.__init__, "__defaults__", (0.0, engine.TILE_LOAD, 4))
    sentence = "MIN_AREA and EXPLODE keep all faces in memory: for layers this large that takes 0.0 GB or more."
    assert sentence in overlay([sectors, parks], EXPLODE=True).warnings
    assert overlay([sectors, parks]).warnings == []


def test_an_area_that_changes_is_told_by_layer():
    import numpy as np
    from opgavenkaart.processing.analysis.overlay.labels import Report
    from opgavenkaart.processing.model.progress import Progress
    from opgavenkaart.processing.qgis_io.overlay import report_areas

    progress, notes, warnings = Progress(), [], []
    progress.note = lambda text, **values: notes.append(text.format(**values))
    progress.warn = lambda text, **values: warnings.append(text.format(**values))
    report_areas(Report(np.array([100.0, 50.0]), np.array([100.0, 49.0])), ["a", "b"], progress)
    assert notes == ["Layer 'a': 100.00 m2 in, 100.00 m2 out.", "Layer 'b': 50.00 m2 in, 49.00 m2 out."]
    assert warnings == ["The area of layer 'b' changed by 2.0e-02 of it: please report this with the layers."]


def test_heights_and_arcs_are_left_out_and_that_is_told(overlay, qgis_app):
    """The area is the circle's, and beside it the square's corner: the integral of 1 - sqrt(10 x - x^2) up to 5 - sqrt(24)."""
    raised = memory("Hoog", [("PolygonZM((0 0 1 2, 1 0 1 2, 1 1 1 2, 0 1 1 2, 0 0 1 2))",)], kind="PolygonZM")
    round_one = memory("Rond", [("CurvePolygon(CircularString(0 0, 5 5, 10 0, 5 -5, 0 0))",)], kind="CurvePolygon")
    ran = overlay([raised, round_one])
    assert "Layer 'Hoog': heights and measures are left out." in ran.infos
    assert any("Layer 'Rond': the arcs of 1 features became lines." in text for text in ran.infos)
    assert sum(feature.geometry().area() for feature in ran["OUTPUT"].getFeatures()) == pytest.approx(78.5398 + 0.0337, abs=1e-2)
    assert not any(feature.geometry().constGet().is3D() for feature in ran["OUTPUT"].getFeatures())


def test_cancel_leaves_no_file(overlay, sectors, parks, tmp_path):
    with pytest.raises(QgsProcessingException):
        overlay([sectors, parks], feedback=RecordingFeedback(cancel_at="Overlaying"), OUTPUT=str(tmp_path / "faces.gpkg"))
    assert list(tmp_path.iterdir()) == []


def test_the_help_names_every_parameter_and_choice(qgis_app):
    algorithm = OverlayLayersAlgorithm().create()
    for language in ("en", "nl"):
        page = help_text("overlay_layers", language)
        assert (RESOURCES / "help" / language / "overlay_layers.html").exists()
        for definition in [*algorithm.parameterDefinitions(), *algorithm.outputDefinitions()]:
            assert definition.name() in page
        for operation in OVERLAY_OPERATIONS:
            assert f"<code>{operation}</code>" in page
