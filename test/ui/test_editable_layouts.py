"""Printed maps as layouts of the open project: they show its layers, and what somebody changed by hand stays."""

import pytest
from opgavenkaart.processing.cartography.project import make_project, save_project
from opgavenkaart.processing.cartography.project_layers import project_layers
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.maps import content, entries, write_city
from opgavenkaart.test.support.running import registered, run_algorithm
from opgavenkaart.ui.map.editable import is_changed, put_layout
from qgis.core import QgsCoordinateTransformContext, QgsLayoutExporter, QgsLayoutPoint, QgsProject
from qgis.PyQt.QtCore import QSize

NAME = "Warm homes"


@pytest.fixture(scope="module")
def template(qgis_processing, tmp_path_factory):
    """A project file of ours, and its map as a template."""
    folder = tmp_path_factory.mktemp("ours")
    geopackage = write_city(folder / "city.gpkg")
    project = make_project(entries(geopackage), "EPSG:31370", "Warme woningen", theme(), Language("nl"), {"nl": content()})
    save_project(project, folder / "kaart.qgz")
    project.clear()
    inputs = {"PROJECT": str(folder / "kaart.qgz"), "FORMAT": "qpt", "PAPER": "a4", "OUTPUT": str(folder / "map.qpt")}
    with registered():
        run_algorithm("export_map", inputs)
    return folder


@pytest.fixture
def project(template, qgis_new_project):
    """The open project, with the layers of that map."""
    found = QgsProject.instance()
    for layer, _ in project_layers(template / "kaart.qgz", QgsCoordinateTransformContext()):
        found.addMapLayer(layer)
    return found


def names(project):
    return sorted(layout.name() for layout in project.layoutManager().layouts())


def test_the_layout_shows_the_layers_of_the_open_project(project, template):
    put = put_layout(project, str(template / "map.qpt"), NAME)
    shown = put.layout.itemById("map")
    assert (put.kept, put.lacking) == ("", ()) and project.layoutManager().layoutByName(NAME) is put.layout
    assert shown.layers() and all(project.mapLayer(layer.id()) is layer for layer in shown.layers())
    assert set(shown.layerStyleOverrides()) <= set(project.mapLayers()) and put.layout.itemById("title").text() == content().title
    legend = next(item for item in put.layout.items() if hasattr(item, "model") and hasattr(item, "autoUpdateModel"))
    assert [tree.layer() for tree in legend.model().rootGroup().findLayers()] and None not in [
        tree.layer() for tree in legend.model().rootGroup().findLayers()
    ]


def test_a_layout_that_nobody_changed_is_made_anew_and_a_changed_one_stays(project, template, tmp_path):
    """Drawing it, saving the project and reading it again are no changes."""
    first = put_layout(project, str(template / "map.qpt"), NAME).layout
    QgsLayoutExporter(first).renderPageToImage(0, QSize(200, 150))
    assert not is_changed(first)
    project.write(str(tmp_path / "kaart.qgz"))
    project.read(str(tmp_path / "kaart.qgz"))
    assert not is_changed(project.layoutManager().layoutByName(NAME))
    again = put_layout(project, str(template / "map.qpt"), NAME)
    assert again.kept == "" and names(project) == [NAME]
    again.layout.itemById("title").setText("Mijn titel")
    assert is_changed(again.layout)
    beside = put_layout(project, str(template / "map.qpt"), NAME)
    assert beside.kept == NAME and names(project) == [NAME, f"{NAME}_2"]
    assert project.layoutManager().layoutByName(NAME).itemById("title").text() == "Mijn titel"
    assert beside.layout.itemById("title").text() == content().title
    project.write(str(tmp_path / "kaart.qgz"))
    project.read(str(tmp_path / "kaart.qgz"))
    assert is_changed(project.layoutManager().layoutByName(NAME)), "also in another session"


def test_an_item_that_was_moved_is_a_change(project, template):
    layout = put_layout(project, str(template / "map.qpt"), NAME).layout
    scale = layout.itemById("scale_bar")
    scale.attemptMove(QgsLayoutPoint(scale.positionWithUnits().x() + 1, scale.positionWithUnits().y()))
    assert is_changed(layout)


def test_layers_that_the_project_does_not_have_are_named(project, template):
    gone = next(layer for layer in project.mapLayers().values() if layer.name() == "Wegen")
    project.removeMapLayer(gone)
    put = put_layout(project, str(template / "map.qpt"), NAME)
    assert put.lacking == ("Wegen",)


def test_what_is_no_template_is_told(project, tmp_path):
    (tmp_path / "x.qpt").write_text("no")
    with pytest.raises(OpgaveError, match="cannot be read: make the map again"):
        put_layout(project, str(tmp_path / "x.qpt"), NAME)
    assert names(project) == []
