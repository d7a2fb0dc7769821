"""The algorithm `export_map`: any project on paper, from a file or as it is open, and the sentence for each wrong input."""

import json
import re
import shutil
from pathlib import Path

import pytest
from opgavenkaart.processing.cartography.added_layers import with_added
from opgavenkaart.processing.cartography.layer_words import LayerWords, keep_words
from opgavenkaart.processing.cartography.map_blocks import drawn_layers, legend_layers
from opgavenkaart.processing.cartography.project import describe, make_project, save_project
from opgavenkaart.processing.cartography.project_copy import content_for, copy_open, paste, read_project
from opgavenkaart.processing.cartography.styles import kept_style
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.maps import EXTENT, MADE, content, entries, square, write_city
from opgavenkaart.test.support.running import RecordingFeedback, registered
from qgis.core import (
    QgsAbstractMetadataBase,
    QgsApplication,
    QgsPrintLayout,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsReadWriteContext,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)
from qgis.PyQt.QtCore import QCoreApplication, QEventLoop, QTimer
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtXml import QDomDocument

NEED_COLOURS = {colour.lower() for colour in theme().ramps["need"]}


@pytest.fixture(scope="module")
def ours(qgis_app, tmp_path_factory) -> Path:
    """A project such as the main job leaves it."""
    folder = tmp_path_factory.mktemp("ours")
    geopackage = write_city(folder / "city.gpkg")
    project = make_project(entries(geopackage), "EPSG:31370", "Warme woningen", theme(), Language("nl"), {"nl": content()})
    describe(project, "", "", MADE)
    save_project(project, folder / "kaart.qgz")
    project.clear()
    return folder / "kaart.qgz"


def another_project() -> QgsProject:
    """Return a project that this plugin never saw: three layers, one off, one with metadata, one without."""
    project = QgsProject()
    project.setTitle("Wijken en scholen")
    districts = memory_layer("MultiPolygon", [(square(0, 0, 3, 3), "Centrum")], "naam:string", name="Wijken")
    project.setCrs(districts.crs())
    metadata = districts.metadata()
    metadata.setLicenses(["CC BY 4.0"])
    contact = QgsAbstractMetadataBase.Contact()
    contact.organization = "Stad Elders"
    metadata.setContacts([contact])
    districts.setMetadata(metadata)
    schools = memory_layer("Point", [(f"POINT({EXTENT[0] + 500} {EXTENT[1] + 500})", "De Regenboog")], "naam:string", name="Scholen")
    for layer in (schools, districts, memory_layer("Point", [("POINT(0 0)",)], name="Uit")):
        project.addMapLayer(layer, False)
        node = project.layerTreeRoot().addLayer(layer)
        node.setItemVisibilityChecked(layer.name() != "Uit")
    return project


def svg_text(path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", Path(path).read_text(encoding="utf-8")).split())


def colours(path) -> set[str]:
    image = QImage(str(path))
    return {QColor(image.pixel(x, y)).name() for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}


def test_a_map_to_go_on_with_is_a_template_of_qgis(run_algorithm, ours, tmp_path):
    paths = [tmp_path / name for name in ("map.qpt", "again.qpt")]
    for path in paths:
        run_algorithm("export_map", {"PROJECT": str(ours), "FORMAT": "qpt", "PAPER": "a4", "OUTPUT": str(path)})
    assert paths[0].read_bytes() == paths[1].read_bytes(), "the same map is the same template"
    project, document = QgsProject(), QDomDocument()
    layout = QgsPrintLayout(project)
    document.setContent(paths[0].read_text(encoding="utf-8"))
    _, read = layout.loadFromTemplate(document, QgsReadWriteContext())
    assert read and layout.itemById("title").text() == content().title and layout.itemById("map") and layout.itemById("scale_bar")
    assert layout.pageCollection().page(0).pageSize().width() == 297
    with pytest.raises(QgsProcessingException, match="does not end in '.qpt'"):
        run_algorithm("export_map", {"PROJECT": str(ours), "FORMAT": "qpt", "OUTPUT": str(tmp_path / "map.pdf")})


def test_a_project_of_ours_gives_its_map_again(run_algorithm, ours, tmp_path):
    path = tmp_path / "map.svg"
    ran = run_algorithm("export_map", {"PROJECT": str(ours), "FORMAT": "svg", "PAPER": "a4", "OUTPUT": str(path)})
    assert ran.results == {"OUTPUT": str(path), "LAYER_COUNT": 5}
    shown = svg_text(path)
    for words in ("De nood is het hoogst in de Noordwijk", "zeer hoge nood (80 tot 100)", "1. Noordwijk: 1.200", "3 februari 2026"):
        assert words in shown
    assert ran.warnings == []


def test_in_another_language_with_another_title(run_algorithm, ours, tmp_path):
    path = tmp_path / "map.svg"
    inputs = {"PROJECT": str(ours), "FORMAT": "svg", "LANGUAGE": "en", "TITLE": "Where to begin", "OUTPUT": str(path)}
    run_algorithm("export_map", inputs)
    shown = svg_text(path)
    for words in ("Where to begin", "very high need (80 to 100)", "too little data", "3 February 2026"):
        assert words in shown
    assert "zeer hoge nood" not in shown and "hoogst in de Noordwijk" not in shown


def test_in_another_house_style(run_algorithm, ours, tmp_path):
    (tmp_path / "own.json").write_text(json.dumps({"ramps": {"need": ["#aabbcc", "#001122"]}}), encoding="utf-8")
    inputs = {"PROJECT": str(ours), "FORMAT": "png", "PAPER": "a4"}
    run_algorithm("export_map", {**inputs, "OUTPUT": str(tmp_path / "house.png")})
    run_algorithm("export_map", {**inputs, "THEME": str(tmp_path / "own.json"), "OUTPUT": str(tmp_path / "own.png")})
    assert colours(tmp_path / "house.png") >= NEED_COLOURS
    assert {"#aabbcc", "#001122"} <= colours(tmp_path / "own.png") and not NEED_COLOURS & colours(tmp_path / "own.png")


def test_a_part_of_it(run_algorithm, ours, tmp_path):
    part = f"{EXTENT[0]},{EXTENT[0] + 1000},{EXTENT[1]},{EXTENT[1] + 1000} [EPSG:31370]"
    for name, more in (("all", {}), ("part", {"EXTENT": part})):
        run_algorithm("export_map", {"PROJECT": str(ours), "FORMAT": "svg", "OUTPUT": str(tmp_path / f"{name}.svg"), **more})
    found = [re.search(r"Schaal 1:([\d.]+)", svg_text(tmp_path / f"{name}.svg")).group(1) for name in ("all", "part")]
    whole, part = (int(scale.replace(".", "")) for scale in found)
    assert whole / part == pytest.approx(5, rel=0.1), "five kilometres high, and one"


def test_in_a_drawing_the_map_ends_at_its_frame(run_algorithm, ours, tmp_path):
    path = tmp_path / "part.svg"
    part = f"{EXTENT[0] + 500},{EXTENT[0] + 700},{EXTENT[1] + 500},{EXTENT[1] + 700} [EPSG:31370]"
    run_algorithm("export_map", {"PROJECT": str(ours), "FORMAT": "svg", "EXTENT": part, "OUTPUT": str(path)})
    paper = QImage(420, 297, QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    QSvgRenderer(str(path)).render(painter)
    painter.end()
    margin = [paper.pixelColor(x, y).name() for x in range(10) for y in range(297)]
    assert set(margin) == {"#ffffff"}
    assert {paper.pixelColor(x, 150).name() for x in range(15, 150)} & NEED_COLOURS


def test_the_open_project_is_printed_and_left_as_it_is(run_algorithm, tmp_path):
    project = another_project()
    project.setDirty(False)
    before = (project.fileName(), sorted(project.mapLayers()), project.layoutManager().layouts())
    path = tmp_path / "map.svg"
    ran = run_algorithm("export_map", {"FORMAT": "svg", "OUTPUT": str(path)}, project=project)
    assert ran["LAYER_COUNT"] == 2
    assert (project.fileName(), sorted(project.mapLayers()), project.layoutManager().layouts()) == before
    assert not project.isDirty()
    shown = svg_text(path)
    for words in ("Wijken en scholen", "Stad Elders, CC BY 4.0: Wijken", "Scholen"):
        assert words in shown
    assert " Uit" not in shown


def test_a_layer_that_stands_in_the_list_twice_is_drawn_once(run_algorithm, tmp_path):
    project = another_project()
    (districts,) = project.mapLayersByName("Wijken")
    project.layerTreeRoot().addLayer(districts)
    ran = run_algorithm("export_map", {"FORMAT": "svg", "OUTPUT": str(tmp_path / "map.svg")}, project=project)
    assert ran["LAYER_COUNT"] == 2


def test_edits_that_are_not_saved_are_said(run_algorithm, tmp_path):
    project = another_project()
    for layer in project.mapLayers().values():
        layer.startEditing()
    (districts,) = project.mapLayersByName("Wijken")
    assert districts.changeAttributeValue(1, 0, "Nieuw")
    ran = run_algorithm("export_map", {"FORMAT": "svg", "OUTPUT": str(tmp_path / "map.svg")}, project=project)
    assert ran.warnings == ["Layer 'Wijken' has unsaved edits: the map shows the saved version."]
    assert districts.isModified()


def test_a_layer_joined_to_one_that_is_off_keeps_its_values(qgis_app):
    """The copy is joined to a copy, which is in the project and not on the map; nothing of the open project is needed any more."""
    project = another_project()
    (districts,) = project.mapLayersByName("Wijken")
    kinds = memory_layer("None", [(None, "Centrum", 7)], "naam:string,score:integer", name="kinds")
    project.addMapLayer(kinds, False)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(kinds)
    join.setJoinFieldName("naam")
    join.setTargetFieldName("naam")
    join.setUsingMemoryCache(False)
    assert districts.addJoin(join)
    copied = copy_open(project)
    project.clear()
    pasted = paste(copied)
    (again,) = pasted.mapLayersByName("Wijken")
    assert [feature["kinds_score"] for feature in again.getFeatures()] == [7]
    assert [layer.name() for layer in pasted.layerTreeRoot().layerOrder()] == ["Scholen", "Wijken"]
    pasted.clear()


def in_a_task(inputs, context, feedback):
    """Run the algorithm as the toolbox does, in the background, and return whether it succeeded and its results."""
    outcome, loop = [], QEventLoop()
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("opgavenkaart:export_map")
    task = QgsProcessingAlgRunnerTask(algorithm, inputs, context, feedback)
    task.executed.connect(lambda succeeded, results: (outcome.append((succeeded, results)), loop.quit()))
    QTimer.singleShot(30_000, loop.quit)
    QgsApplication.taskManager().addTask(task)
    if not outcome:
        loop.exec()
    QCoreApplication.processEvents()
    return outcome[0]


@pytest.mark.parametrize("source", ["file", "open"])
def test_in_the_background_as_the_toolbox_runs_it(qgis_app, qgis_processing, ours, tmp_path, source):
    context, feedback, project = QgsProcessingContext(), RecordingFeedback(), another_project()
    context.setProject(project)
    inputs = {"FORMAT": "png", "PAPER": "a4", "OUTPUT": str(tmp_path / "map.png"), **({"PROJECT": str(ours)} if source == "file" else {})}
    with registered():
        succeeded, results = in_a_task(inputs, context, feedback)
    assert (succeeded, feedback.errors) == (True, [])
    assert results["LAYER_COUNT"] == (5 if source == "file" else 2)
    assert not QImage(str(tmp_path / "map.png")).isNull()
    assert len(project.mapLayers()) == 3


def test_a_layer_that_is_gone_is_said_and_left_out(run_algorithm, ours, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(ours.parent, folder)
    project = QgsProject()
    assert project.read(str(folder / "kaart.qgz"))
    project.addMapLayer(QgsVectorLayer(str(write_city(folder / "gone.gpkg")) + "|layername=water", "Weg ermee", "ogr"))
    project.removeEntry("Opgavenkaart", "/")
    project.write(str(folder / "kaart.qgz"))
    (folder / "gone.gpkg").unlink()
    ran = run_algorithm("export_map", {"PROJECT": str(folder / "kaart.qgz"), "OUTPUT": str(tmp_path / "map.pdf")})
    assert "Layer 'Weg ermee' cannot be opened and is not on the map." in ran.warnings
    assert ran["LAYER_COUNT"] == 5


def test_a_temporary_output_ends_as_its_format(run_algorithm, ours):
    ran = run_algorithm("export_map", {"PROJECT": str(ours), "FORMAT": "png", "PAPER": "a4", "OUTPUT": "TEMPORARY_OUTPUT"})
    assert ran["OUTPUT"].endswith(".png") and not QImage(ran["OUTPUT"]).isNull()


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({}, "No project is open: give in PROJECT the project file to print."),
        ({"PROJECT": "absent.qgz"}, "File 'absent.qgz' does not exist. Check the path."),
        ({"PROJECT": "text.qgs"}, "'{folder}/text.qgs' cannot be read as a QGIS project: "),
        ({"PROJECT": "ours", "FORMAT": "png"}, "'{folder}/map.pdf' does not end in '.png', as the format png requires."),
        ({"PROJECT": "ours", "THEME": "absent.json"}, "File 'absent.json' does not exist. Check the path."),
        ({"PROJECT": "ours", "OUTPUT": "text.qgs/map.pdf"}, "'{folder}/text.qgs/map.pdf' cannot be written: '{folder}/text.qgs' is a file"),
        ({"PROJECT": "empty.qgz"}, "Project 'empty' shows no layer that can be drawn: switch one on, or repair its source."),
    ],
)
def test_wrong_input_has_its_sentence_and_leaves_nothing(run_algorithm, ours, tmp_path, inputs, sentence):
    (tmp_path / "text.qgs").write_text("no project", encoding="utf-8")
    empty = QgsProject()
    empty.write(str(tmp_path / "empty.qgz"))
    before = sorted(tmp_path.iterdir())
    paths = {"ours": str(ours), "text.qgs": str(tmp_path / "text.qgs"), "empty.qgz": str(tmp_path / "empty.qgz")}
    given = {"OUTPUT": "map.pdf", **inputs}
    given["OUTPUT"] = str(tmp_path / given["OUTPUT"])
    given = {name: paths.get(value, value) for name, value in given.items()}
    with pytest.raises(QgsProcessingException) as refused:
        run_algorithm("export_map", given)
    assert sentence.format(folder=tmp_path) in str(refused.value)
    assert sorted(tmp_path.iterdir()) == before


def test_cancelled_it_leaves_nothing(run_algorithm, ours, tmp_path):
    feedback = RecordingFeedback(cancel_at="Laying out the map")
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        run_algorithm("export_map", {"PROJECT": str(ours), "OUTPUT": str(tmp_path / "map.pdf")}, feedback=feedback)
    assert list(tmp_path.iterdir()) == []


def test_an_added_layer_with_a_finding_is_what_the_map_is_about(ours):
    """Its finding is the title, it is among the sources in the map's language, and the index stands back."""
    language = Language("nl")
    project = read_project(ours)
    try:
        kept = content_for(project, language, MADE)
        layer = memory_layer("Point", [("Point(5 5)", "a")], "name:string", name="portfolio")
        keep_words(layer, {"nl": LayerWords("Maatregelen", "Zeven van 14 gekozen", "berekend uit x"), "en": LayerWords("Measures")})
        project.addMapLayer(layer)
        told = with_added(project, kept, language, theme())
        assert (told.title, told.notes) == ("Zeven van 14 gekozen", ())
        assert (told.sources[0].title, told.sources[0].publisher) == ("Maatregelen", "berekend uit x")
        assert told.sources[1:] == kept.sources
        drawn = drawn_layers(project, told)
        assert drawn[0] is layer and legend_layers(told, drawn)[0] == (layer, "Maatregelen")
        units = [one for one in project.mapLayers().values() if kept_style(one) and kept_style(one).kind == "units"]
        assert units and all(kept_style(one).opacity < 1 and not one.labelsEnabled() for one in units)
        assert with_added(project, kept, Language("en"), theme()).title == kept.title
    finally:
        project.clear()
