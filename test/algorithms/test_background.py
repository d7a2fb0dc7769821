"""The map's background: a service of pictures where it answers, else the data's own layers."""

import json
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.layers import memory_layer
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import Town, point, write_gpkg
from qgis.core import QgsFillSymbol, QgsProject, QgsSingleSymbolRenderer, QgsVectorLayer
from qgis.PyQt.QtGui import QColor, QImage

SERVED = QColor(90, 140, 200)


@pytest.fixture(scope="module")
def town(qgis_app, qgis_processing, tmp_path_factory):
    town = Town(tmp_path_factory.mktemp("background"), 5, 5)
    town.layer("roads", [shapely.LineString([point(0, 2500), point(5000, 2500)])], columns={"name": ["Steenweg"]})
    values = np.arange(25) % 7
    town.table("need", {"sector_code": town.keys, "need": values})
    return town


@pytest.fixture(scope="module")
def service(town):
    """QGIS Server that paints the ground in one colour."""
    path = town.folder / "served.gpkg"
    project = QgsProject()
    for name, east in (("ground", 120_000), ("half", point(2500, 0).x)):
        write_gpkg(path.with_stem(name), name, [shapely.box(90_000, 180_000, east, 210_000)])
        layer = QgsVectorLayer(f"{path.with_stem(name)}|layername={name}", name, "ogr")
        layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": SERVED.name(), "outline_style": "no"})))
        project.setCrs(layer.crs())
        project.addMapLayer(layer)
    project.write(str(town.folder / "served.qgs"))
    project.clear()
    with servers.qgis_server(town.folder / "served.qgs") as url:
        yield url


def mapped(town, folder: Path, url: str, layer: str = "ground"):
    town.record("grey", {"kind": "wms", "path": url, "layer": layer}, crs="EPSG:31370", geometry="raster")
    indicator = {"id": "need", "layer": "need", "field": "need"}
    clusters = {"method": "threshold", "threshold": 90}
    challenge = town.challenge(indicator, background={"roads": "roads", "service": "grey"}, clusters=clusters)
    ran = run_algorithm("integrated_map", {**town.write(challenge), "OUTPUT_FOLDER": str(folder), "LANGUAGE": "en"})
    return ran, json.loads(Path(ran["MANIFEST"]).read_text(encoding="utf-8"))


def share_of_colour(png: str, colour: QColor) -> float:
    image = QImage(png).convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits().asstring(image.sizeInBytes()), dtype="uint8").reshape(image.height(), -1, 4)
    return float((pixels[:, : image.width(), :3] == [colour.blue(), colour.green(), colour.red()]).all(axis=2).mean())


def project_xml(path: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(next(name for name in archive.namelist() if name.endswith(".qgs"))).decode("utf-8")


def test_a_service_that_answers_lies_under_the_map(town, service, tmp_path):
    ran, manifest = mapped(town, tmp_path, service)
    assert manifest["results"]["background"] == "grey"
    assert share_of_colour(ran["PNG"], SERVED) > 0.05
    assert "Layer grey" in project_xml(ran["PROJECT"])


def words_of(pdf: str) -> str:
    return " ".join(subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, text=True).stdout.split())


def test_a_service_with_holes_makes_way_for_the_data(town, service, tmp_path):
    """The service draws the western half alone: the map is drawn without it, says so, and keeps the service in the project."""
    whole, _ = mapped(town, tmp_path / "whole", service)
    ran, _ = mapped(town, tmp_path / "half", service, "half")
    assert share_of_colour(ran["PNG"], SERVED) == 0
    assert any("is incomplete" in warning for warning in ran.warnings)
    assert not any("is incomplete" in warning for warning in whole.warnings)
    assert "Layer grey" in project_xml(ran["PROJECT"])
    assert "Background: layer roads of the data." in words_of(ran["PDF"])
    assert "Background: Layer grey of" in words_of(whole["PDF"])


def test_each_page_of_an_atlas_looks_at_its_own_ground(town, service, tmp_path):
    """The service draws the western half alone: a page in the west lies on it, one in the east on the data's roads, and each says so."""
    mapped(town, tmp_path / "map", service, "half")
    corners = [(point(600, 2000), point(900, 2300)), (point(4000, 2000), point(4300, 2300))]
    squares = [(shapely.box(low.x, low.y, high.x, high.y).wkt, name) for (low, high), name in zip(corners, ("West", "East"), strict=True)]
    areas = memory_layer("Polygon", squares, "name:string", crs="EPSG:31370")
    given = {"CLUSTERS": areas, "BUNDLE": str(tmp_path / "map"), "PAPER": "a4", "LANGUAGE": "en"}
    ran = run_algorithm("export_atlas", {**given, "OUTPUT_FOLDER": str(tmp_path / "atlas")})
    west, east = words_of(ran["PDF"]).split("Page 1 of 2")
    assert "Layer grey of" in west and "layer roads of the data" in east
    assert any("is incomplete on pages 2:" in warning for warning in ran.warnings)


def test_without_it_the_data_are_the_background(town, tmp_path):
    ran, manifest = mapped(town, tmp_path, f"http://127.0.0.1:{servers.free_port()}")
    assert manifest["results"]["background"] == "data"
    assert share_of_colour(ran["PNG"], SERVED) == 0
    assert any("the roads, water and parks of the data" in info for info in ran.infos)
    assert "Layer grey" not in project_xml(ran["PROJECT"])
