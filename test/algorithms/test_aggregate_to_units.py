"""The algorithm end to end: by hand on small layers, and what it says to bad input."""

import json
import re

import pytest
from opgavenkaart.processing.algorithms.smart_planning.aggregate_to_units import AggregateToUnitsAlgorithm
from opgavenkaart.processing.model.files import RESOURCES
from opgavenkaart.processing.model.help_pages import help_text
from opgavenkaart.processing.model.measures import IN_CHALLENGES, MEASURES
from opgavenkaart.test.support.running import RecordingFeedback, registered
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

LEFT, RIGHT = "Polygon((0 0,1000 0,1000 1000,0 1000,0 0))", "Polygon((1000 0,2000 0,2000 1000,1000 1000,1000 0))"


def memory(kind, fields, rows, name="layer", crs="EPSG:31370"):
    """A layer of rows ``(wkt, value, ...)``; an empty WKT is a feature without geometry."""
    layer = QgsVectorLayer(f"{kind}?crs={crs}" + "".join(f"&field={field}" for field in fields), name, "memory")
    for wkt, *values in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(list(values))
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        assert layer.dataProvider().addFeature(feature)
    return layer


@pytest.fixture
def units(qgis_app):
    return memory("Polygon", ["code:string", "size:integer"], [(LEFT, "a", 7), (RIGHT, "b", None)], "sectors")


@pytest.fixture
def schools(qgis_app):
    rows = [("Point(100 100)", "primary", 200, "12"), ("Point(900 900)", "primary", 100, "x"), ("Point(1500 500)", "secondary", None, "3")]
    return memory("Point", ["level:string", "pupils:integer", "code:string"], rows, "schools")


@pytest.fixture
def aggregate(run_algorithm, units):
    def run(layer, measure="count", feedback=None, project=None, **inputs):
        inputs = {"UNITS": units, "INPUT": layer, "MEASURE": measure, "OUTPUT": "TEMPORARY_OUTPUT", **inputs}
        return run_algorithm("aggregate_to_units", inputs, feedback=feedback, project=project)

    return run


def test_what_a_run_gives_comes_into_a_group_that_says_what_was_asked_and_when(qgis_app, qgis_processing, units, schools):
    project, context = QgsProject(), QgsProcessingContext()
    project.addMapLayers([units, schools])
    context.setProject(project)
    asked = QgsProcessingOutputLayerDefinition("memory:", project)
    with registered():
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("opgavenkaart:aggregate_to_units")
        inputs = {"UNITS": units, "INPUT": schools, "MEASURE": "count", "OUTPUT": asked}
        _, ok = algorithm.run(inputs, context, RecordingFeedback())
        (details,) = context.layersToLoadOnCompletion().values()
        assert (
            ok
            and details.groupName.startswith("Aggregate to units, ")
            and {"schools", "sectors"} <= set(re.findall(r"\w+", details.groupName))
        )
        assert re.search(r" \(\d+ [A-Z][a-z]+ \d\d:\d\d\)$", details.groupName), "and when"


def rows(ran):
    return [feature.attributes() for feature in ran["OUTPUT"].getFeatures()]


def last(ran):
    return [values[-1] for values in rows(ran)]


def test_units_keep_their_fields_and_get_one_more(aggregate, schools, units):
    ran = aggregate(schools)
    assert [field.name() for field in ran["OUTPUT"].fields()] == ["code", "size", "count"]
    assert [field.type() for field in ran["OUTPUT"].fields()][:2] == [field.type() for field in units.fields()]
    assert rows(ran) == [["a", 7, 2], ["b", None, 1]]
    assert [f.geometry().area() for f in ran["OUTPUT"].getFeatures()] == [1e6, 1e6]
    assert ran["OUTPUT"].crs().authid() == "EPSG:31370"


def test_counts_that_a_script_checks(aggregate):
    bowtie = "Polygon((0 0,100 100,100 0,0 100,0 0))"
    blocks = memory("Polygon", ["people:double"], [("Polygon((0 0,10 0,10 10,0 10,0 0))", 5), (bowtie, None), ("", 3)], "blocks")
    ran = aggregate(blocks, "sum", FIELD="people")
    names = ("UNIT_COUNT", "FEATURE_COUNT", "DROPPED_COUNT", "REPAIRED_COUNT", "MISSING_COUNT")
    assert [ran[name] for name in names] == [2, 2, 1, 1, 1]
    assert any("1 features have no value" in info for info in ran.infos)


@pytest.mark.parametrize(
    ("measure", "inputs", "name", "values"),
    [
        ("sum", {"FIELD": "pupils"}, "sum_pupils", [300, None]),
        ("mean", {"FIELD": "pupils", "NAME": "average"}, "average", [150, None]),
        ("density", {}, "density", [2, 1]),
        ("count", {"FILTER": "\"level\" = 'secondary'"}, "count", [0, 1]),
        ("dominant", {"FIELD": "level"}, "dominant_level", ["primary", "secondary"]),
        ("weighted_mean", {"FIELD": "pupils", "WEIGHT_FIELD": "pupils"}, "weighted_mean_pupils", [500 / 3, None]),
        ("distance_nearest", {}, "distance_nearest", [pytest.approx(320000**0.5), 0]),
        ("count", {"FIELD": "level", "WEIGHT_FIELD": "level"}, "count", [2, 1]),
    ],
)
def test_measures_and_names(aggregate, schools, measure, inputs, name, values):
    ran = aggregate(schools, measure, **inputs)
    assert ran["OUTPUT"].fields().names()[-1] == name
    assert last(ran) == values


def test_distances_from_points(aggregate, schools):
    homes = memory("Point", ["dwellings:integer"], [("Point(100 500)", 3), ("Point(500 100)", 1), ("Point(1500 0)", 1)], "homes")
    assert last(aggregate(schools, "share_within", POINTS=homes)) == [1, 0]
    assert last(aggregate(schools, "share_within", POINTS=homes, DISTANCE=399)) == [0, 0]
    near = memory("Point", [], [("Point(100 400)",)], "bus stop")
    assert last(aggregate(near, "share_within", POINTS=homes, POINTS_WEIGHT_FIELD="dwellings", DISTANCE=100)) == [0.75, 0]
    assert last(aggregate(near, "distance_nearest", POINTS=homes, POINTS_WEIGHT_FIELD="dwellings"))[0] == pytest.approx((300 + 500) / 4)


def test_extensive_transfer_of_what_sticks_out(aggregate):
    block = memory("Polygon", ["people:double"], [("Polygon((1500 0,2500 0,2500 1000,1500 1000,1500 0))", 40)])
    assert last(aggregate(block, "transfer_extensive", FIELD="people")) == [0, pytest.approx(20)]
    assert last(aggregate(block, "transfer_extensive", FIELD="people", KEEP_TOTAL=True)) == [0, pytest.approx(40)]


def test_another_coordinate_system_is_reprojected(aggregate):
    square = memory("Polygon", [], [("Polygon((150000 170000,151000 170000,151000 171000,150000 171000,150000 170000))",)])
    place = QgsGeometry.fromWkt("Point(150500 170500)")
    place.transform(QgsCoordinateTransform(square.crs(), QgsCoordinateReferenceSystem("EPSG:4326"), QgsProject.instance()))
    degrees = memory("Point", [], [(place.asWkt(12),), ("Point(4.0 51.0)",)], "degrees", "EPSG:4326")
    assert last(aggregate(degrees, UNITS=square)) == [1]


def test_only_selected_features(aggregate, schools, units):
    project = QgsProject()
    project.addMapLayers([schools, units], False)
    schools.selectByExpression('"pupils" = 100')
    units.selectByExpression("\"code\" = 'a'")
    chosen_schools, chosen_units = (QgsProcessingFeatureSourceDefinition(layer.id(), True) for layer in (schools, units))
    ran = aggregate(chosen_schools, UNITS=chosen_units, project=project)
    assert rows(ran) == [["a", 7, 1]]
    for layer in (schools, units):
        project.takeMapLayer(layer)


def test_a_unit_without_geometry_stays(aggregate, schools):
    units = memory("Polygon", ["code:string"], [("", "nowhere"), (LEFT, "a")])
    assert rows(aggregate(schools, UNITS=units)) == [["nowhere", None], ["a", 2]]


def test_a_filter_that_nothing_passes_warns(aggregate, schools):
    ran = aggregate(schools, FILTER="\"level\" = 'none'")
    assert last(ran) == [0, 0]
    assert ran.warnings == ["No feature of layer 'schools' passes the filter."]
    assert aggregate(schools, FILTER='"level" IS NOT NULL').warnings == []


@pytest.mark.parametrize(
    ("measure", "inputs", "sentence"),
    [
        ("sum", {}, "The measure 'sum' needs a field with values: give FIELD"),
        ("weighted_mean", {"FIELD": "pupils"}, "needs a field with weights: give WEIGHT_FIELD"),
        ("sum", {"FIELD": "pupil"}, "Layer 'schools' has no field 'pupil': did you mean 'pupils'"),
        ("sum", {"FIELD": "code"}, "Field 'code' of layer 'schools' should hold numbers but holds 'x' in feature 2"),
        ("count", {"NAME": "Size"}, "Layer 'sectors' already has a field 'Size': give another NAME"),
        ("length", {}, "'length' needs lines, and layer 'schools' has none"),
        ("count", {"FILTER": "layer_property('schools', 'name') = 'x'"}, "function 'layer_property', which is not allowed"),
        ("count", {"FILTER": "\"levl\" = 'x'"}, "names the field 'levl': did you mean 'level'"),
    ],
)
def test_what_cannot_be_asked(aggregate, schools, measure, inputs, sentence):
    with pytest.raises(QgsProcessingException, match=sentence):
        aggregate(schools, measure, **inputs)


def test_layers_that_cannot_be_used(aggregate, schools, units):
    far = memory("Point", [], [("Point(150000 170000)",)], "far away")
    degrees = memory("Polygon", [], [("Polygon((3 51,4 51,4 52,3 51))",)], "degrees", "EPSG:4326")
    shape = "Polygon((414000 6630000,415000 6630000,415000 6631000,414000 6630000))"
    web = memory("Polygon", [], [(shape,)], "web map", "EPSG:3857")
    for inputs, sentence in [
        ({"INPUT": memory("Point", [], [], "nothing")}, "Layer 'nothing' has no features with geometry"),
        ({"INPUT": memory("Point", [], [("",)], "ghosts")}, "Layer 'ghosts' has no features with geometry"),
        ({"INPUT": far}, r"'far away' \(150000, 170000 - 150000, 170000\) and layer 'sectors' \(0, 0 - 2000, 1000\) have no common extent"),
        ({"UNITS": degrees}, "Layer 'degrees' is in EPSG:4326, which does not count in metres"),
        ({"UNITS": web}, "Layer 'web map' is in EPSG:3857, in which 1,000 m are 629 m on the ground here"),
        ({"UNITS": schools}, "Layer 'schools' has no polygons, and units are polygons"),
        ({"MEASURE": "share_within", "POINTS": far}, "have no common extent"),
        ({"MEASURE": "total"}, "MEASURE"),
    ]:
        with pytest.raises(QgsProcessingException, match=sentence):
            aggregate(schools, **inputs)


def test_challenge_files_know_the_same_measures(qgis_app):
    schema = json.loads((RESOURCES / "schemas" / "challenge.schema.json").read_text(encoding="utf-8"))
    assert {*schema["$defs"]["measure"]["enum"], "dominant"} == {*MEASURES, *IN_CHALLENGES}


def test_help_explains_every_measure_and_parameter(qgis_app):
    algorithm = AggregateToUnitsAlgorithm()
    algorithm.initAlgorithm()
    for language in ("nl", "en"):
        page = help_text("aggregate_to_units", language)
        assert [measure for measure in MEASURES if f"<code>{measure}</code>" not in page] == []
        assert [one.name() for one in algorithm.parameterDefinitions() if f"({one.name()})" not in page] == []
        assert [one.name() for one in algorithm.outputDefinitions() if one.name() not in page] == []


def test_a_cancelled_run_fails_and_leaves_nothing(aggregate, schools, tmp_path):
    output = tmp_path / "units.gpkg"
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        aggregate(schools, feedback=RecordingFeedback(cancel_at="Aggregating"), OUTPUT=str(output))
    assert not output.exists()


def test_headless_with_json(qgis_process_run, schools, units, tmp_path):
    paths = {"INPUT": str(tmp_path / "schools.gpkg"), "UNITS": str(tmp_path / "sectors.gpkg")}
    context, options = QgsProject.instance().transformContext(), QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(schools, paths["INPUT"], context, options)
    QgsVectorFileWriter.writeAsVectorFormatV3(units, paths["UNITS"], context, options)
    output = tmp_path / "out.gpkg"
    ran = qgis_process_run("aggregate_to_units", {**paths, "MEASURE": "sum", "FIELD": "pupils", "OUTPUT": str(output)})
    assert ran.code == 0
    assert ran.results["OUTPUT"] == str(output)
    assert (ran.results["UNIT_COUNT"], ran.results["FEATURE_COUNT"], ran.results["MISSING_COUNT"]) == (2, 3, 1)
    written = QgsVectorLayer(str(output))
    assert [feature["sum_pupils"] or None for feature in written.getFeatures()] == [300, None]
    absent = tmp_path / "absent.gpkg"
    failed = qgis_process_run("aggregate_to_units", {**paths, "MEASURE": "sum", "FIELD": "people", "OUTPUT": str(absent)})
    assert failed.code != 0
    assert "Layer 'schools' has no field 'people'" in failed.stdout + failed.stderr
    assert not absent.exists()
