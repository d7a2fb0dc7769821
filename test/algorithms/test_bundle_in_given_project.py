"""A project that someone styled by hand keeps its layers, order and symbols; only ours are added, in a group of their own."""

import json
import zipfile
from pathlib import Path

import pytest
import shapely
from opgavenkaart.test.algorithms.test_bundles import make, town
from opgavenkaart.test.support.town import write_gpkg
from qgis.core import QgsFillSymbol, QgsLayerTreeGroup, QgsProcessingException, QgsProject, QgsSingleSymbolRenderer, QgsVectorLayer

pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")
PINK, GREEN = "#ff00aa", "#118833"


@pytest.fixture(scope="module")
def inputs(qgis_app, qgis_processing, tmp_path_factory):
    return town(tmp_path_factory.mktemp("data") / "town")


@pytest.fixture
def own(tmp_path) -> Path:
    """Somebody's project: two layers of theirs in an order and colours of their own, one in a group, on a view that they chose."""
    folder = tmp_path / "own"
    folder.mkdir()
    project = QgsProject()
    for name, colour in (("first", PINK), ("second", GREEN)):
        write_gpkg(folder / f"{name}.gpkg", name, [shapely.box(0, 0, 100, 100)])
        layer = QgsVectorLayer(f"{folder / name}.gpkg|layername={name}", f"My {name}", "ogr")
        layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": colour})))
        project.addMapLayer(layer, False)
        (project.layerTreeRoot() if name == "first" else project.layerTreeRoot().addGroup("Mine")).addLayer(layer)
    project.setCrs(layer.crs())
    project.setTitle("My plan")
    assert project.write(str(folder / "plan.qgz"))
    project.clear()
    return folder / "plan.qgz"


def opened(path) -> QgsProject:
    project = QgsProject()
    assert project.read(str(path))
    return project


def tree(node) -> list:
    return [[child.name(), *tree(child)] if isinstance(child, QgsLayerTreeGroup) else child.name() for child in node.children()]


def colour(project: QgsProject, name: str) -> str:
    (layer,) = project.mapLayersByName(name)
    assert layer.isValid(), layer.source()
    return layer.renderer().symbol().color().name()


def restyled(path: Path, name: str) -> None:
    """Open a project, paint a layer pink, add a layer of one's own on top, and save."""
    project = opened(path)
    (layer,) = project.mapLayersByName(name)
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": PINK})))
    write_gpkg(path.parent / "note.gpkg", "note", [shapely.box(0, 0, 10, 10)])
    note = QgsVectorLayer(f"{path.parent / 'note.gpkg'}|layername=note", "My note", "ogr")
    project.addMapLayer(note, False)
    project.layerTreeRoot().insertLayer(0, note)
    assert project.write()
    project.clear()


def test_layers_come_into_a_given_project_in_a_group_of_their_own(inputs, own, tmp_path):
    before = own.read_bytes()
    ran = make(inputs, tmp_path / "kaart", BASE_PROJECT=str(own))
    project = opened(ran["PROJECT"])
    names = tree(project.layerTreeRoot())
    assert names[1:] == ["My first", ["Mine", "My second"]]
    assert names[0][0] == "Small town" and names[0][1][0] == "Map"
    assert (colour(project, "My first"), colour(project, "My second")) == (PINK, GREEN)
    assert project.title() == "My plan"
    assert all(layer.isValid() for layer in project.mapLayers().values())
    assert own.read_bytes() == before
    project.clear()


def test_it_still_opens_where_the_folder_was_moved_to(inputs, own, tmp_path):
    ran = make(inputs, tmp_path / "kaart", BASE_PROJECT=str(own))
    with zipfile.ZipFile(ran["PROJECT"]) as archive:
        text = archive.read(next(name for name in archive.namelist() if name.endswith(".qgs"))).decode()
    assert "./small_town.gpkg|layername=units" in text and "../own/first.gpkg" in text
    (tmp_path / "kaart").rename(tmp_path / "elsewhere")
    project = opened(tmp_path / "elsewhere" / "small_town.qgz")
    assert all(layer.isValid() for layer in project.mapLayers().values())
    project.clear()


def test_a_project_edited_in_the_folder_is_not_overwritten(inputs, tmp_path):
    first = make(inputs, tmp_path / "kaart")
    restyled(Path(first["PROJECT"]), "Clusters")
    edited = opened(first["PROJECT"])
    names = tree(edited.layerTreeRoot())
    changed = town(tmp_path / "later", incomes=[60_000, 50_000, 40_000, 30_000, 20_000, 10_000])
    second = make(changed, tmp_path / "kaart")
    project = opened(second["PROJECT"])
    new = ["Small town", ["Map", "Certainty"]]  # only the later incomes give clusters, of which a certainty can be drawn
    found = tree(project.layerTreeRoot())
    assert found.count(new) == 1 and [one for one in found if one != new] == names
    assert colour(project, "Clusters") == PINK
    (note,) = project.mapLayersByName("My note")
    assert note.isValid()
    (units,) = project.mapLayersByName("Need index")
    assert {row["sector_code"]: row["income"] for row in units.getFeatures()} == dict(
        zip([row["sector_code"] for row in units.getFeatures()], [60_000, 50_000, 40_000, 30_000, 20_000, 10_000], strict=True)
    )
    assert any("keeps its own" in text for text in second.infos)
    project.clear()


def test_looks_that_nobody_touched_get_the_new_classes(inputs, tmp_path):
    first = make(inputs, tmp_path / "kaart")
    restyled(Path(first["PROJECT"]), "Clusters")
    changed = town(tmp_path / "later", incomes=[1_000, 2_000, 3_000, 4_000, 5_000, 6_000])
    project = opened(make(changed, tmp_path / "kaart")["PROJECT"])
    fresh = opened(make(changed, tmp_path / "fresh")["PROJECT"])

    def labels(one):
        return [
            item.label()
            for layer in one.mapLayers().values()
            if layer.customProperty("opgavenkaart/key") == "indicator:income"
            for item in layer.renderer().legendSymbolItems()
        ]

    assert labels(project) == labels(fresh) != []
    project.clear()
    fresh.clear()


def test_an_untouched_project_is_made_anew(inputs, tmp_path):
    first = make(inputs, tmp_path / "kaart")
    kept = Path(first["PROJECT"]).read_bytes()
    second = make(inputs, tmp_path / "kaart")
    assert Path(second["PROJECT"]).read_bytes() == kept
    assert not any("keeps its own" in text for text in second.infos)


@pytest.mark.parametrize("content", [None, b"no project"])
def test_a_base_that_is_no_project_is_said(inputs, tmp_path, content):
    path = tmp_path / "base.qgz"
    if content:
        path.write_bytes(content)
    with pytest.raises(QgsProcessingException, match=r"base\.qgz"):
        make(inputs, tmp_path / "kaart", BASE_PROJECT=str(path))
    assert not (tmp_path / "kaart").exists()


def test_the_manifest_does_not_depend_on_it(inputs, own, tmp_path):
    ran = make(inputs, tmp_path / "kaart", BASE_PROJECT=str(own))
    assert "BASE_PROJECT" not in json.loads(Path(ran["MANIFEST"]).read_text(encoding="utf-8"))["parameters"]
