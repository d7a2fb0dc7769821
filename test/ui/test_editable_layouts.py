"""Printed maps as layouts of the open project: they show its layers, and what somebody changed by hand stays."""

import pytest
from opgavenkaart.processing.cartography.project import make_project, save_project
from opgavenkaart.processing.cartography.project_layers import project_layers
from opgavenkaart.processing.cartography.theme import theme
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.maps import content, entries, write_city
from opgavenkaart.test.support.running import registered, run_algorithm
from opgavenkaart.ui.map.editable import find_layer, put_layout
from qgis.core import (
    QgsCoordinateTransformContext,
    QgsLayoutExporter,
    QgsLayoutItemLabel,
    QgsLayoutItemPage,
    QgsLayoutPoint,
    QgsPrintLayout,
    QgsProject,
    QgsVectorLayer,
)
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


@pytest.mark.parametrize(
    ("name", "source", "found"),
    [
        ("Parks", "/data/a/parks.gpkg", 0),
        ("Parks", "/data/b/../b/trees.gpkg", 1),
        ("Parks", "/elsewhere/trees.gpkg", 1),
        ("Parks", "/elsewhere/none.gpkg", None),
        ("Trees", "/elsewhere/none.gpkg", 2),
        ("Roads", "/data/a/parks.gpkg", None),
    ],
)
def test_a_layer_of_a_template_is_found_by_its_name_and_its_file(qgis_app, name, source, found):
    """By the file's name alone where it lies elsewhere; by its own name where no other layer has that."""
    places = (("Parks", "/data/a/parks.gpkg"), ("Parks", "/data/b/trees.gpkg"), ("Trees", "/data/a/parks.gpkg"))
    known = [QgsVectorLayer(path, title, "ogr") for title, path in places]
    assert find_layer(known, name, source) is (None if found is None else known[found])


def names(project):
    return sorted(layout.name() for layout in project.layoutManager().layouts())


def test_the_layout_shows_the_layers_of_the_open_project(project, template):
    found = put(project, template)
    shown = found.layout.itemById("map")
    assert (found.kept, found.lacking) == (0, ()) and project.layoutManager().layoutByName(NAME) is found.layout
    assert shown.layers() and all(project.mapLayer(layer.id()) is layer for layer in shown.layers())
    assert set(shown.layerStyleOverrides()) <= set(project.mapLayers()) and found.layout.itemById("title").text() == content().title
    legend = next(item for item in found.layout.items() if hasattr(item, "model") and hasattr(item, "autoUpdateModel"))
    assert [tree.layer() for tree in legend.model().rootGroup().findLayers()] and None not in [
        tree.layer() for tree in legend.model().rootGroup().findLayers()
    ]


def put(project, template, name="map.qpt"):
    return put_layout(project, str(template / name), NAME)


def other(template):
    """The map made anew: its title and the first words of its notes are others."""
    path = template / "other.qpt"
    text = (template / "map.qpt").read_text(encoding="utf-8")
    assert content().title in text
    path.write_text(
        text.replace(f'labelText="{content().title}"', 'labelText="Anders"').replace('id="north"', 'id="noord"'), encoding="utf-8"
    )
    return path.name


def test_a_layout_that_nobody_changed_is_made_anew(project, template, tmp_path):
    """Drawing it, saving the project and reading it again are no changes."""
    first = put(project, template).layout
    QgsLayoutExporter(first).renderPageToImage(0, QSize(200, 150))
    project.write(str(tmp_path / "kaart.qgz"))
    project.read(str(tmp_path / "kaart.qgz"))
    again = put(project, template, other(template))
    assert (again.beside, again.kept) == ("", 0) and names(project) == [NAME]
    assert again.layout.itemById("title").text() == "Anders" and again.layout.itemById("noord") and not again.layout.itemById("north")


def test_what_was_changed_by_hand_stays_and_all_else_is_made_anew(project, template, tmp_path):
    """A text, a place, an item that was added, and one that was taken away; also in another session, and time and again."""
    layout = put(project, template).layout
    layout.itemById("question").setText("Onze vraag")
    scale = layout.itemById("scale_bar")
    scale.attemptMove(QgsLayoutPoint(scale.positionWithUnits().x() + 1, scale.positionWithUnits().y()))
    moved = scale.positionWithUnits().x()
    layout.removeLayoutItem(layout.itemById("imprint"))
    logo = QgsLayoutItemLabel(layout)
    logo.setText("Stad Halle")
    logo.setId("logo")
    layout.addLayoutItem(logo)
    project.write(str(tmp_path / "kaart.qgz"))
    project.read(str(tmp_path / "kaart.qgz"))
    for name in (other(template), "map.qpt"):
        again = put(project, template, name)
        layout = again.layout
        assert (again.beside, again.kept, names(project)) == ("", 4, [NAME])
        assert layout.itemById("question").text() == "Onze vraag" and layout.itemById("logo").text() == "Stad Halle"
        assert layout.itemById("title").text() == ("Anders" if name != "map.qpt" else content().title)
        assert layout.itemById("scale_bar").positionWithUnits().x() == pytest.approx(moved) and layout.itemById("imprint") is None
        assert layout.itemById("scale_bar").linkedMap() is layout.itemById("map"), "the map was made anew, the bar stayed"
        assert layout.pageCollection().pageCount() == 1 and len(layout.itemById("map").layers()) == 5


def test_a_page_that_was_changed_stays(project, template):
    layout = put(project, template).layout
    layout.pageCollection().page(0).setPageSize("A3", QgsLayoutItemPage.Orientation.Landscape)
    again = put(project, template)
    assert again.kept == 1 and again.layout.pageCollection().page(0).pageSize().width() == pytest.approx(420)


def test_layers_that_left_the_project_are_no_change_by_hand(project, template):
    """A map that is made again brings its layers anew: those of before leave the layout by themselves."""
    layout = put(project, template).layout
    layout.itemById("legend").setTitle("Mijn legende")
    project.removeAllMapLayers()
    for layer, _ in project_layers(template / "kaart.qgz", QgsCoordinateTransformContext()):
        project.addMapLayer(layer)
    again = put(project, template)
    shown = again.layout.itemById("map").layers()
    assert again.kept == 1 and len(shown) == 5 and all(project.mapLayer(layer.id()) is layer for layer in shown)
    legend = again.layout.itemById("legend")
    assert legend.title() == "Mijn legende" and all(tree.layer() for tree in legend.model().rootGroup().findLayers())


def test_an_own_layout_of_that_name_stays_whole(project, template):
    own = QgsPrintLayout(project)
    own.setName(NAME)
    project.layoutManager().addLayout(own)
    beside = put(project, template)
    assert (beside.beside, beside.kept) == (NAME, 0) and names(project) == [NAME, f"{NAME}_2"]
    assert project.layoutManager().layoutByName(NAME).items() == [] and beside.layout.itemById("title").text() == content().title


def test_layers_that_the_project_does_not_have_are_named(project, template):
    gone = next(layer for layer in project.mapLayers().values() if layer.name() == "Wegen")
    project.removeMapLayer(gone)
    assert put(project, template).lacking == ("Wegen",)


def test_what_is_no_template_is_told(project, tmp_path):
    (tmp_path / "x.qpt").write_text("no")
    with pytest.raises(OpgaveError, match="cannot be read: make the map again"):
        put_layout(project, str(tmp_path / "x.qpt"), NAME)
    assert names(project) == []
