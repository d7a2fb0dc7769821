"""Old results in the profile go, unless somebody can still want them."""

import os

import pytest
from opgavenkaart.ui import result_places, tidying
from qgis.core import QgsProject, QgsVectorLayer

DAY = 86_400
NOW = 2_000_000_000.0
OLD, NEW = "2026-01-01_08-00-00-000001", "2033-05-01_08-00-00-000001"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of layers, with an old result, one that a project was saved with, a new one, and a file of somebody else."""
    monkeypatch.setattr(result_places, "layers_folder", lambda: tmp_path)
    monkeypatch.setattr(tidying, "layers_folder", lambda: tmp_path)
    for name, days in ((f"{OLD}.gpkg", 31), (f"{OLD}_clusters.gpkg", 31), (f"{OLD}.challenge.json", 31), (f"{NEW}.gpkg", 1)):
        put(tmp_path / name, days)
    put(tmp_path / "2026-01-02_08-00-00-000001.gpkg", 31)
    put(tmp_path / "2026-01-02_08-00-00-000001.kept", 31)
    (tmp_path / "2026-01-03_08-00-00-000001").mkdir()
    put(tmp_path / "2026-01-03_08-00-00-000001" / "map.qgz", 31)
    os.utime(tmp_path / "2026-01-03_08-00-00-000001", (NOW - 31 * DAY,) * 2)
    put(tmp_path / "own.gpkg", 400)
    return tmp_path


def put(path, days):
    path.write_text("x")
    os.utime(path, (NOW - days * DAY,) * 2)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_what_is_old_and_nobodys_goes(qgis_app, folder):
    assert sorted(tidying.clear_old(folder, (), NOW)) == [OLD, "2026-01-03_08-00-00-000001"]
    assert names(folder) == ["2026-01-02_08-00-00-000001.gpkg", "2026-01-02_08-00-00-000001.kept", f"{NEW}.gpkg", "own.gpkg"]


def test_what_is_in_use_stays(qgis_app, folder):
    assert tidying.clear_old(folder, {folder / OLD, folder / "2026-01-03_08-00-00-000001"}, NOW) == []
    assert f"{OLD}_clusters.gpkg" in names(folder)


def test_a_project_keeps_what_it_is_saved_with(qgis_app, qgis_new_project, folder, tmp_path):
    layer = QgsVectorLayer(f"{folder / OLD}_clusters.gpkg|layername=clusters", "clusters", "ogr")
    QgsProject.instance().addMapLayer(layer)
    tidying.Tidying().note()
    assert f"{OLD}.kept" not in names(folder), "a project that was never saved keeps nothing"
    QgsProject.instance().write(str(tmp_path / "own.qgz"))
    tidying.Tidying().note()
    assert f"{OLD}.kept" in names(folder)
    assert OLD not in tidying.clear_old(folder, (), NOW)


def test_where_somebody_writes_meanwhile_nothing_is_cleared(qgis_app, folder):
    """A file that went since the folder was listed, as a database's journal does, here a link to nowhere."""
    (folder / f"{OLD}.gpkg-journal").symlink_to(folder / "gone")
    assert OLD not in tidying.clear_old(folder, (), NOW)
    assert f"{OLD}.gpkg" in names(folder)


def test_there_is_nothing_to_clear_without_a_folder(qgis_app, tmp_path):
    assert tidying.clear_old(tmp_path / "absent", (), NOW) == []
