"""A project with retired services repaired: the layers that can be, and nothing else in the file."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from opgavenkaart.processing.bridge.markup import parse_markup
from opgavenkaart.test.support.servers_replay import HTML, Answer, replay
from qgis.core import QgsProcessingException, QgsProject, QgsRasterLayer, QgsVectorLayer, QgsVectorLayerJoinInfo

WFS = b"<WFS_Capabilities><FeatureTypeList><FeatureType><Name>a:roads</Name></FeatureType></FeatureTypeList></WFS_Capabilities>"
WMS = b"<WMS_Capabilities><Capability><Layer><Layer><Name>map</Name></Layer></Layer></Capability></WMS_Capabilities>"
ROUTES = {
    "/new/wfs": Answer(WFS),
    "/new/wms": Answer(WMS),
    "/301/wfs": Answer(b"", HTML, 301, {"Location": "/new/wfs?SERVICE=WFS&REQUEST=GetCapabilities"}),
    "/fine/wms": Answer(WMS),
}


@pytest.fixture
def server(qgis_app):
    with replay(ROUTES) as playing:
        yield playing


def sources(url: str) -> dict[str, tuple[str, str]]:
    """Layers by name: their source and provider."""
    wfs = "pagingEnabled='default' restrictToRequestBBOX='1' srsname='EPSG:31370' typename='{}' url='{}' version='auto'"
    wms = "contextualWMSLegend=0&crs=EPSG:31370&dpiMode=7&format=image/png&layers={}&styles=&url={}"
    return {
        "roads": (wfs.format("a:roads", f"{url}/old/wfs"), "WFS"),
        "unlisted": (wfs.format("a:unlisted", f"{url}/old/wfs"), "WFS"),
        "redirected": (wfs.format("a:roads", f"{url}/301/wfs"), "WFS"),
        "map": (wms.format("map", f"{url}/old/wms?map%3Da.map"), "wms"),
        "fine": (wms.format("map", f"{url}/fine/wms"), "wms"),
        "dead": (wms.format("map", f"{url}/dead/wms"), "wms"),
        "own": ("./own.geojson|layername=own", "ogr"),
    }


@pytest.fixture
def project(server, tmp_path) -> Path:
    """A saved project with a layer of each kind, styled, joined and filtered."""
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "own.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    made = QgsProject()
    layers = {}
    for name, (_, provider) in sources(server.url).items():
        if provider == "wms":
            layer = QgsRasterLayer("", name, "gdal")
        else:
            layer = QgsVectorLayer("Polygon?crs=EPSG:31370&field=id:string", name, "memory")
            layer.setSubsetString("")
        layers[name] = layer
        made.addMapLayer(layer)
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(layers["own"])
    join.setJoinFieldName("id")
    join.setTargetFieldName("id")
    layers["roads"].addJoin(join)
    path = folder / "old.qgs"
    assert made.write(str(path))
    path.write_text(with_sources(path.read_text(encoding="utf-8"), sources(server.url)), encoding="utf-8")
    made.clear()
    return path


def with_sources(text: str, wanted: dict[str, tuple[str, str]]) -> str:
    """Give each layer the source that it would have, had its service been there."""
    for name, (source, provider) in wanted.items():
        plain = source.replace("&", "&amp;")
        block = re.search(rf"<maplayer (?:(?!</maplayer>).)*<layername>{name}</layername>.*?</maplayer>", text, re.DOTALL)[0]
        new = re.sub(r"<datasource>.*?</datasource>", lambda _, plain=plain: f"<datasource>{plain}</datasource>", block)
        new = re.sub(r"<provider[^>]*>[^<]*</provider>", f'<provider encoding="UTF-8">{provider}</provider>', new)
        id = re.search(r"<id>(.*?)</id>", block)[1]
        text = text.replace(block, new)
        text = re.sub(
            rf'(<layer-tree-layer\b[^>]*)source="[^"]*"([^>]*id="{id}")|(<layer-tree-layer\b[^>]*id="{id}"[^>]*)source="[^"]*"',
            lambda match, plain=plain: f'{match[1] or match[3]}source="{plain}"{match[2] or ""}',
            text,
        )
    return text


def catalogue(folder: Path, url: str) -> str:
    path = folder / "catalogue.json"
    path.write_text(json.dumps({"records": [], "successors": [{"old": f"{url}/old/", "new": f"{url}/new/"}]}))
    return str(path)


def layer_sources(text: str) -> dict[str, str]:
    root = parse_markup(text, "project")
    return {one.text_at("layername"): "".join(one.first("datasource").own_text) for one in root.every("maplayer")}


def inputs(project: Path, server, output: Path, **more) -> dict:
    return {"PROJECT": str(project), "CATALOGUE": catalogue(project.parent, server.url), "OUTPUT": str(output), "TIMEOUT": 5, **more}


def test_layers_go_to_their_new_place_and_all_else_stays(run_algorithm, project, server):
    output = project.with_name("new.qgs")
    before = project.read_text(encoding="utf-8")
    ran = run_algorithm("repair_project", inputs(project, server, output, REPORT=str(output.with_suffix(".html"))))
    assert (ran["REPAIRED_COUNT"], ran["UNREPAIRED_COUNT"]) == (3, 2)
    after = output.read_text(encoding="utf-8")
    old, new = layer_sources(before), layer_sources(after)
    changed = {name for name in old if old[name] != new[name]}
    assert changed == {"roads", "redirected", "map"}
    assert new["roads"] == old["roads"].replace("/old/", "/new/")
    assert new["redirected"] == old["redirected"].replace("/301/", "/new/")
    assert new["map"] == old["map"].replace("/old/", "/new/")
    expected = before
    for name in changed:
        plain = (text.replace("&", "&amp;") for text in (old[name], new[name]))
        expected = expected.replace(*plain)
    assert after == expected
    assert project.read_text(encoding="utf-8") == before
    assert any("a:unlisted" in warning for warning in ran.warnings)
    assert any("dead" in warning for warning in ran.warnings)
    report = output.with_suffix(".html").read_text(encoding="utf-8")
    assert "a:unlisted" in report
    assert f"{server.url}/new/wfs" in report


def test_qgis_opens_the_copy_with_joins_and_ids(run_algorithm, project, server):
    output = project.with_name("new.qgz")
    run_algorithm("repair_project", inputs(project, server, output))
    from qgis.core import Qgis

    flags = Qgis.ProjectReadFlags(Qgis.ProjectReadFlag.DontResolveLayers)
    old, new = QgsProject(), QgsProject()
    assert old.read(str(project), flags)
    assert new.read(str(output), flags)
    assert set(new.mapLayers()) == set(old.mapLayers())
    roads = new.mapLayersByName("roads")[0]
    assert len(roads.vectorJoins()) == 1
    assert "/new/wfs" in roads.source()
    with zipfile.ZipFile(output) as archive:
        assert archive.namelist() == ["new.qgs"]


def test_relative_paths_hold_in_another_folder(run_algorithm, project, server, tmp_path):
    output = tmp_path / "elsewhere" / "new.qgs"
    run_algorithm("repair_project", inputs(project, server, output))
    own = layer_sources(output.read_text(encoding="utf-8"))["own"]
    assert own == "../project/own.geojson|layername=own"


def test_a_project_is_not_overwritten(run_algorithm, project, server):
    with pytest.raises(QgsProcessingException, match="give another path"):
        run_algorithm("repair_project", inputs(project, server, project))


def test_what_is_no_project(run_algorithm, tmp_path, server):
    path = tmp_path / "brief.qgz"
    path.write_text("Beste")
    with pytest.raises(QgsProcessingException, match="no project"):
        run_algorithm("repair_project", inputs(path, server, tmp_path / "new.qgz"))
