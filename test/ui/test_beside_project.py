"""What was loaded and computed before a project was saved is copied beside it, and opens elsewhere without the profile."""

import json
import os
import shutil

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.progress import SILENT
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.ui import beside_project, result_places
from opgavenkaart.ui.asking_project import ProjectCount
from opgavenkaart.ui.beside_project import BesideProject
from opgavenkaart.ui.challenge.kept_challenges import KEPT, read_kept_challenge
from opgavenkaart.ui.task_runner import running
from qgis.core import QgsProject, QgsSingleSymbolRenderer, QgsSymbol, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton

COMPUTED, MAP = "2026-01-01_08-00-00-000001", "2026-01-02_08-00-00-000001"


def write(path, name):
    path.parent.mkdir(parents=True, exist_ok=True)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = name
    memory = memory_layer("Point", [("POINT (0 0)", "one"), ("POINT (1 1)", "two")], "name:string")
    error, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(memory, str(path), QgsProject.instance().transformContext(), options)
    assert not error
    return QgsVectorLayer(f"{path}|layername={name}", name, "ogr")


@pytest.fixture
def part(small, qgis_new_project, tmp_path, monkeypatch):
    """The part of the window, and a profile with a computed challenge and a map, both in the open project."""
    profile = tmp_path / "profile"
    for module in (result_places, beside_project):
        monkeypatch.setattr(module, "layers_folder", lambda: profile)
    layers = [
        write(profile / f"{COMPUTED}.gpkg", "units"),
        write(profile / f"{COMPUTED}_clusters.gpkg", "clusters"),
        write(profile / MAP / "warm" / "map.gpkg", "parks"),
        write(tmp_path / "own.gpkg", "own"),
    ]
    (profile / f"{COMPUTED}.challenge.json").write_text("{}", encoding="utf-8")
    (profile / f"{COMPUTED}.kept").touch()
    (profile / "2026-01-03_08-00-00-000001.gpkg").write_text("of another project", encoding="utf-8")
    QgsProject.instance().addMapLayers(layers)
    found, counting = BesideProject(small), ProjectCount()
    counting.load()
    found.load()
    yield found
    found.unload()
    counting.unload()


def press(small):
    button = small.bar.currentItem().findChild(QPushButton)
    assert button.text() == "Copy to the project's folder"
    button.click()
    for _ in range(1000):
        QTest.qWait(10)
        if not running and any("beside the project" in text for _, text in small.notices()):
            return
    raise AssertionError(small.notices())


def test_a_project_that_was_worked_in_before_it_was_saved_opens_elsewhere(part, small, tmp_path):
    project = QgsProject.instance()
    units, clusters = (project.mapLayersByName(name)[0] for name in ("units", "clusters"))
    symbol = QgsSymbol.defaultSymbol(units.geometryType())
    symbol.setColor(symbol.color().fromRgb(1, 2, 3))
    units.setRenderer(QgsSingleSymbolRenderer(symbol))
    group = result_places.own_group().addGroup("challenge")
    group.setCustomProperty(KEPT, json.dumps({"units": units.id(), "clusters": clusters.id(), "catalogue": "", "counts": {}}))
    here, there = tmp_path / "here", tmp_path / "a colleague" / "map 2"
    here.mkdir()
    assert project.write(str(here / "city.qgz"))
    ((_, text),) = small.notices()
    assert "3 layers of this project lie in your profile" in text
    press(small)
    assert len(small.notices()) == 1, "what was offered is done"
    assert sorted(one.name for one in (here / "city_layers").iterdir() if not one.name.endswith("-wal")) == [
        f"{COMPUTED}.challenge.json",
        f"{COMPUTED}.gpkg",
        f"{COMPUTED}_clusters.gpkg",
        MAP,
    ]
    assert project.mapLayersByName("own")[0].source().startswith(str(tmp_path / "own.gpkg")), "what is one's own stays where it is"
    project.removeMapLayer(project.mapLayersByName("own")[0])
    assert project.write()
    project.clear()
    there.parent.mkdir()
    shutil.move(here, there)
    shutil.rmtree(tmp_path / "profile")
    assert project.read(str(there / "city.qgz"))
    shown = {layer.name(): layer for layer in project.mapLayers().values()}
    assert {name: (layer.isValid(), layer.featureCount()) for name, layer in shown.items()} == dict.fromkeys(
        ("units", "clusters", "parks"), (True, 2)
    )
    assert shown["units"].renderer().symbol().color().getRgb()[:3] == (1, 2, 3), "looks stay"
    (kept,) = filter(None, map(read_kept_challenge, result_places.own_group().findGroups()))
    assert result_places.result_of(kept.sources[0]).with_suffix(".challenge.json").exists(), "the challenge dock goes on there"


def test_a_layer_that_is_being_edited_keeps_its_edits(part, small, tmp_path):
    """Before: all stay where they are. Meanwhile: that one does, and is offered again."""
    project = QgsProject.instance()
    units = project.mapLayersByName("units")[0]
    assert project.write(str(tmp_path / "city.qgz")) and units.startEditing()
    units.changeAttributeValue(1, units.fields().lookupField("name"), "mine")
    small.bar.currentItem().findChild(QPushButton).click()
    ((_, text),) = small.notices()
    assert "'units' is being edited, so nothing was copied" in text and not (tmp_path / "city_layers").exists()
    list(beside_project.lead_to({result_places.place_of(layer.source()): tmp_path for layer in beside_project.layers_in_profile()}))
    assert beside_project.layers_in_profile() == [units] and units.getFeature(1)["name"] == "mine" and units.isModified()
    assert units.commitChanges() and project.write()
    assert any("1 layer of this project lies in your profile" in text for _, text in small.notices())


def test_nothing_is_offered_where_nothing_lies_in_the_profile(part, small, tmp_path):
    project = QgsProject.instance()
    for name in ("units", "clusters", "parks"):
        project.removeMapLayer(project.mapLayersByName(name)[0])
    assert project.write(str(tmp_path / "own.qgz")) and small.notices() == []


def test_an_offer_goes_with_its_project(part, small, tmp_path):
    assert QgsProject.instance().write(str(tmp_path / "city.qgz")) and len(small.notices()) == 1
    assert QgsProject.instance().write() and len(small.notices()) == 1, "saved twice, told once"
    QgsProject.instance().clear()
    assert small.notices() == []


def test_what_cannot_be_copied_leaves_the_project_as_it_was(part, small, tmp_path):
    (tmp_path / "city_layers").write_text("a file where the folder should be", encoding="utf-8")
    assert QgsProject.instance().write(str(tmp_path / "city.qgz"))
    before = {layer.source() for layer in QgsProject.instance().mapLayers().values()}
    small.bar.currentItem().findChild(QPushButton).click()
    for _ in range(200):
        QTest.qWait(10)
        if not running and small.notices():
            break
    ((_, text),) = small.notices()
    assert "city_layers" in text and {layer.source() for layer in QgsProject.instance().mapLayers().values()} == before
    with pytest.raises(beside_project.OpgaveError):
        beside_project.copy_places([tmp_path], tmp_path / "city_layers", SILENT)


@pytest.mark.skipif(os.name != "posix", reason="links that anybody may make")
@pytest.mark.parametrize("linked", ["city_layers", f"city_layers/{COMPUTED}.gpkg", f"city_layers/{MAP}", f"city_layers/{MAP}/inside"])
def test_nothing_is_copied_to_where_a_link_beside_a_mailed_project_leads(part, tmp_path, linked):
    folder, elsewhere = tmp_path / "city_layers", tmp_path / "elsewhere"
    elsewhere.write_text("mine", encoding="utf-8") if linked.endswith(".gpkg") else elsewhere.mkdir()
    (tmp_path / linked).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / linked).symlink_to(elsewhere)
    places = [tmp_path / "profile" / name for name in (COMPUTED, MAP)]
    with pytest.raises(OpgaveError, match="is a link to another place, to which nothing is copied"):
        beside_project.copy_places(places, folder, SILENT)
    assert elsewhere.read_text(encoding="utf-8") == "mine" if elsewhere.is_file() else not list(elsewhere.iterdir())
