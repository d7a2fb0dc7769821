"""Layers as an algorithm takes them: what the user sees in the window, read in a task after the layer is gone."""

import threading

import pytest
from opgavenkaart.processing.algorithms.base import OpgavenkaartAlgorithm
from opgavenkaart.processing.qgis_io.inputs import InputLayer, names_of, titles_of
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import RecordingFeedback
from opgavenkaart.test.support.tasks import empty, run_in_task
from opgavenkaart.test.support.town import point, write_gpkg
from qgis.core import (
    QgsFeature,
    QgsField,
    QgsGeometry,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFeatureSource,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QMetaType


class Copy(OpgavenkaartAlgorithm):
    """Reads a layer and writes it."""

    NAME, TITLE, GROUP = "copy", "Copy", "smart_data"

    def initAlgorithm(self, configuration=None):
        self.addParameter(QgsProcessingParameterFeatureSource("INPUT", "Input"))
        self.addParameter(QgsProcessingParameterFeatureSink("OUTPUT", "Output"))

    def compute(self, parameters, context, progress):
        from opgavenkaart.processing.qgis_io.reading import read_parameter
        from opgavenkaart.processing.qgis_io.writing import write_sink

        progress.step("Reading")
        features, _ = read_parameter(self, parameters, "INPUT", context, progress=progress, keep_null=True)
        return {"OUTPUT": write_sink(self, parameters, "OUTPUT", context, features, self.inputs.layer("INPUT").fields(), progress)}


def from_file(folder, name="trees"):
    path = folder / f"{name}.gpkg"
    columns = {"code": ["a", "b", "c", "d"], "height": [1, 2, 3, 4]}
    write_gpkg(path, name, [point(n, 0) for n in range(4)], columns=columns)
    return QgsVectorLayer(f"{path}|layername={name}", name, "ogr")


def in_memory(folder, name="trees"):
    rows = [(point(n, 0).wkt, code, n + 1) for n, code in enumerate("abcd")]
    return memory_layer("Point", rows, "code:string,height:integer", name=name)


def untouched(layer):
    return layer


def edited(layer):
    """One feature added, one changed, one moved, one deleted; nothing saved."""
    layer.startEditing()
    first, second, third = (feature.id() for feature, _ in zip(layer.getFeatures(), range(3), strict=False))
    feature = QgsFeature(layer.fields())
    feature["code"], feature["height"] = "new", 9
    feature.setGeometry(QgsGeometry.fromWkt(point(50, 50).wkt))
    assert layer.addFeature(feature) and layer.deleteFeature(first)
    assert layer.changeAttributeValue(second, layer.fields().indexOf("height"), 77)
    assert layer.changeGeometry(third, QgsGeometry.fromWkt(point(60, 60).wkt))
    return layer


def with_a_new_field(layer):
    layer.startEditing()
    assert layer.addAttribute(QgsField("sick", QMetaType.Type.Int))
    assert layer.changeAttributeValue(next(layer.getFeatures()).id(), layer.fields().indexOf("sick"), 1)
    return layer


def filtered(layer):
    assert layer.setSubsetString('"height" > 2')
    return layer


def with_a_join(layer):
    kinds = memory_layer("None", [(None, "a", "oak"), (None, "c", "elm")], "code:string,kind:string", name="kinds")
    QgsProject.instance().addMapLayer(kinds)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(kinds)
    join.setJoinFieldName("code")
    join.setTargetFieldName("code")
    join.setUsingMemoryCache(False)
    assert layer.addJoin(join)
    return layer


def with_a_virtual_field(layer):
    layer.addExpressionField('"height" * 10 + $id', QgsField("tall", QMetaType.Type.Double))
    return layer


def everything(layer):
    return with_a_virtual_field(edited(with_a_join(layer)))


def seen(features):
    """Return what features say, whatever their order."""
    return sorted(
        [repr(value) if value else "" for value in (feature.attribute(name) for name in feature.fields().names() if name != "fid")]
        + [feature.geometry().asWkt(3)]
        for feature in features
    )


def copied(inputs, project, **more):
    algorithm = Copy()
    algorithm.initAlgorithm()
    return run_in_task(algorithm, inputs, project, **more)


STATES = (untouched, edited, with_a_new_field, filtered, with_a_join, with_a_virtual_field, everything)


@pytest.mark.parametrize("chosen", [False, True])
@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", [from_file, in_memory])
def test_a_task_reads_what_the_window_shows(run_algorithm, qgis_new_project, tmp_path, kind, state, chosen):
    """The layer is deleted between its being taken and the task's start; what is read is what it showed before."""
    project, layer = QgsProject.instance(), kind(tmp_path)
    project.addMapLayer(layer)
    state(layer)
    layer.selectByExpression('"height" > 2')
    shown = seen(layer.getSelectedFeatures() if chosen else layer.getFeatures())
    assert len(shown) > 1
    output = str(tmp_path / "copy.gpkg")
    inputs = {"INPUT": QgsProcessingFeatureSourceDefinition(layer.id(), chosen), "OUTPUT": output}

    def go():
        layer.rollBack()
        empty(project)

    ran = copied(inputs, project, before=go)
    assert ran.ok, ran.feedback.errors
    assert seen(QgsVectorLayer(output, "copy", "ogr").getFeatures()) == shown


def test_a_limit_and_a_filter_within_the_selection(run_algorithm, qgis_new_project, tmp_path):
    """Of the selected the expression holds for c and d, and only the first is wanted."""
    layer = QgsProject.instance().addMapLayer(from_file(tmp_path))
    layer.selectByIds([2, 3, 4])
    wanted = QgsProcessingFeatureSourceDefinition(layer.id(), True, 1)
    wanted.filterExpression = '"height" >= 3'
    output = str(tmp_path / "copy.gpkg")
    assert copied({"INPUT": wanted, "OUTPUT": output}, QgsProject.instance()).ok
    assert [feature["code"] for feature in QgsVectorLayer(output, "copy", "ogr").getFeatures()] == ["c"]


class Pausing(RecordingFeedback):
    """Feedback that holds the work up at its first message until it is let go."""

    def __init__(self):
        super().__init__()
        self.reached, self.go = threading.Event(), threading.Event()

    def pushInfo(self, text):
        super().pushInfo(text)
        self.reached.set()
        self.go.wait(60)


@pytest.mark.parametrize("kind", [from_file, in_memory])
def test_a_layer_removed_while_the_task_runs(run_algorithm, qgis_new_project, tmp_path, kind):
    project, feedback = QgsProject.instance(), Pausing()
    layer = project.addMapLayer(kind(tmp_path))
    shown, output = seen(layer.getFeatures()), str(tmp_path / "copy.gpkg")

    def meanwhile():
        if feedback.reached.is_set() and not feedback.go.is_set():
            empty(project)
            feedback.go.set()

    ran = copied({"INPUT": layer.id(), "OUTPUT": output}, project, feedback=feedback, meanwhile=meanwhile)
    assert ran.ok, feedback.errors
    assert seen(QgsVectorLayer(output, "copy", "ogr").getFeatures()) == shown


def test_a_file_that_went_meanwhile_is_one_sentence(run_algorithm, qgis_new_project, tmp_path):
    project = QgsProject.instance()
    layer = project.addMapLayer(from_file(tmp_path))

    def go():
        empty(project)
        (tmp_path / "trees.gpkg").unlink()

    ran = copied({"INPUT": layer.id(), "OUTPUT": str(tmp_path / "copy.gpkg")}, project, before=go)
    assert not ran.ok and not (tmp_path / "copy.gpkg").exists()
    assert ran.feedback.errors == ["Layer 'trees' cannot be read: its source is missing or broken."]


def test_the_steps_of_a_model_in_a_task(run_algorithm, qgis_new_project, tmp_path):
    """Two steps: facilities read as they are edited, their access, and that again summed by what the first step made."""
    project = QgsProject.instance()
    trees = project.addMapLayer(edited(from_file(tmp_path)))
    count = trees.featureCount()
    model = QgsProcessingModelAlgorithm("m", "m")
    model.addModelParameter(QgsProcessingParameterFeatureSource("trees", "Trees"), QgsProcessingModelParameter("trees"))
    source = QgsProcessingModelChildParameterSource
    for step, given in (("first", source.fromModelParameter("trees")), ("second", source.fromChildOutput("first", "OUTPUT"))):
        child = QgsProcessingModelChildAlgorithm("opgavenkaart:facility_access")
        child.setChildId(step)
        child.addParameterSources("DEMAND", [given])
        child.addParameterSources("SUPPLY", [source.fromModelParameter("trees")])
        if step == "second":
            output = QgsProcessingModelOutput("OUTPUT")
            output.setChildId(step)
            output.setChildOutputName("OUTPUT")
            child.setModelOutputs({"made": output})
        model.addChildAlgorithm(child)
    model.updateDestinationParameters()
    place = str(tmp_path / "made.gpkg")
    (name,) = [one.name() for one in model.parameterDefinitions() if one.isDestination()]
    ran = run_in_task(model, {"trees": trees.id(), name: place}, project)
    assert ran.ok, ran.feedback.errors
    made = [(feature["code"], feature["height"]) for feature in QgsVectorLayer(place, "made", "ogr").getFeatures()]
    assert len(made) == count and ("new", 9) in made and "a" not in dict(made)


def test_a_table_of_a_file_is_called_by_its_own_name_and_in_a_project_as_there(qgis_new_project, tmp_path):
    """QGIS calls every table of a GeoPackage after the file in a run without a project; two of one name keep their files' names."""
    city, other = tmp_path / "city.gpkg", tmp_path / "other.gpkg"
    for path, table in ((city, "trees"), (city, "parks"), (other, "parks")):
        write_gpkg(path, table, [point(0, 0)])
    trees, parks, others = (InputLayer(QgsVectorLayer(f"{path}|layername={table}", path.stem)) for path, table in
                            ((city, "trees"), (city, "parks"), (other, "parks")))  # fmt: skip
    assert trees.sourceName() == "trees"
    assert names_of([trees, parks]) == ["trees", "parks"]
    assert names_of([trees, parks, others]) == ["trees", "city", "other"]
    shown = QgsProject.instance().addMapLayer(QgsVectorLayer(f"{city}|layername=trees", "city"))
    assert InputLayer(shown).sourceName() == "city"


def test_a_layer_that_nobody_named_is_called_by_the_title_of_its_data(qgis_new_project, tmp_path):
    """Layers that were loaded into 'geladen2.gpkg' are no sector 'geladen2'; a name that a person gave stays."""
    path = tmp_path / "geladen2.gpkg"
    write_gpkg(path, "childcare_requests", [point(0, 0)])

    def called(name: str, title: str = "Opvangvragen") -> InputLayer:
        layer = QgsVectorLayer(f"{path}|layername=childcare_requests", name)
        metadata = layer.metadata()
        metadata.setTitle(title)
        layer.setMetadata(metadata)
        return InputLayer(QgsProject.instance().addMapLayer(layer))

    after_file, after_both, own = called("geladen2"), called("geladen2 \N{EM DASH} childcare_requests"), called("Kinderen")
    assert [titles_of([layer]) for layer in (after_file, after_both, own)] == [["Opvangvragen"], ["Opvangvragen"], ["Kinderen"]]
    assert titles_of([after_file, own]) == ["Opvangvragen", "Kinderen"]
    assert titles_of([called("geladen2", "")]) == ["geladen2"]
    assert titles_of([after_file, after_both]) == ["geladen2", "geladen2 \N{EM DASH} childcare_requests"], (
        "two of one title keep their names"
    )
