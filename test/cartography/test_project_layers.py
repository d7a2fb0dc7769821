"""Layers opened one by one are what QGIS gives when it opens the whole project."""

import pytest
from opgavenkaart.processing.cartography.project_layers import project_layers, shown_extent
from opgavenkaart.processing.model.errors import OpgaveError
from qgis.core import QgsCoordinateTransformContext, QgsProject

TRANSFORMS = QgsCoordinateTransformContext()


@pytest.fixture(scope="module")
def project(demo_city, tmp_path_factory):
    """A project with three layers of the demo city, in house style and plain."""
    from opgavenkaart.test.support.running import registered, run_algorithm

    folder = tmp_path_factory.mktemp("layers")
    inputs = {"CATALOGUE": demo_city["CATALOGUE"], "RECORDS": "parks,schools,population", "OUTPUT": str(folder / "layers.gpkg")}
    with registered():
        return run_algorithm("load_layers", inputs | {"PROJECT": str(folder / "layers.qgz")})["PROJECT"]


def looks(layer):
    renderer = layer.renderer()
    legend = [item.label() for item in renderer.legendSymbolItems()] if renderer else []
    symbol = renderer.symbol().dump() if renderer and renderer.type() == "singleSymbol" else ""
    return layer.name(), layer.featureCount(), layer.crs().authid(), legend, symbol, layer.metadata().identifier(), layer.isValid()


def test_they_are_the_layers_of_the_whole_project(qgis_app, project):
    whole = QgsProject()
    assert whole.read(project)
    found = list(project_layers(project, TRANSFORMS))
    entries = whole.layerTreeRoot().findLayers()
    assert [looks(layer) for layer, _ in found] == [looks(entry.layer()) for entry in entries]
    assert [visible for _, visible in found] == [entry.isVisible() for entry in entries]
    assert len(found) == 3
    whole.clear()


def test_what_a_project_shows_is_found_without_opening_it(qgis_app, demo_bundle, tmp_path):
    project = QgsProject()
    assert project.read(demo_bundle("warm_homes")["PROJECT"])
    expected, found = project.viewSettings().defaultViewExtent(), shown_extent(project.fileName())
    assert not expected.isNull()
    assert (found.toString(), found.crs()) == (expected.toString(), expected.crs())
    project.clear()
    empty = tmp_path / "empty.qgs"
    assert project.write(str(empty))
    assert shown_extent(empty).isNull()


def test_the_same_project_can_be_added_twice(qgis_app, qgis_new_project, project):
    ids = [layer.id() for _ in range(2) for layer, _ in project_layers(project, TRANSFORMS) if QgsProject.instance().addMapLayer(layer)]
    assert len(set(ids)) == 6


def test_what_a_printed_map_lists_comes_once(qgis_app, demo_bundle):
    """The legend of a layout names layers again."""
    project = QgsProject()
    assert project.read(demo_bundle("warm_homes")["PROJECT"])
    assert project.layoutManager().layouts()
    ids = [layer.id() for layer, _ in project_layers(project.fileName(), TRANSFORMS)]
    assert len(ids) == len(set(ids)) == len(project.mapLayers())
    project.clear()


@pytest.mark.parametrize("name", ["gone.qgz", "no_zip.qgz", "gone.qgs"])
def test_a_file_that_cannot_be_read_is_told(qgis_app, tmp_path, name):
    (tmp_path / "no_zip.qgz").write_text("<qgis/>")
    with pytest.raises(OpgaveError, match="cannot be read"):
        project_layers(tmp_path / name, TRANSFORMS)
