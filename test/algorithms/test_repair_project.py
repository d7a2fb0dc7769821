"""A project with retired services repaired: the layers that can be, and nothing else in the file."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from opgavenkaart.processing.qgis_io.xml_tree import parse_markup
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.servers_replay import HTML, Answer, replay
from qgis.core import (
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsPrintLayout,
    QgsProcessingException,
    QgsProject,
    QgsRasterLayer,
    QgsReadWriteContext,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)

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
            lambda match, plain=plain: '{}source="{}"{}'.format(match[1] or match[3], plain.replace('"', "&quot;"), match[2] or ""),
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


def test_without_a_project_there_is_nothing_to_repair(run_algorithm, qgis_new_project, tmp_path):
    with pytest.raises(QgsProcessingException, match="PROJECT is empty and no saved project is open: give the path of a .qgs"):
        run_algorithm("repair_project", {"OUTPUT": str(tmp_path / "new.qgz")})
    assert not (tmp_path / "new.qgz").exists()


def test_layers_with_another_name_at_their_successor(run_algorithm, server, tmp_path):
    """Their filter reads the layer under its new name; the styles of a map, and a layer that keeps its name, stay."""
    server.routes["/next/wfs"] = Answer(WFS.replace(b"a:roads", b"grb:Wegen"))
    server.routes["/next/wms"] = Answer(WMS.replace(b"<Name>map</Name>", b"<Name>a b</Name></Layer><Layer><Name>two</Name>"))
    query = """ sql=SELECT "a:roads"."id", r.n FROM "a:roads" JOIN 'other' r ON "a:roads".id = r.id WHERE naam = 'a:roads'"""
    wfs = "pagingEnabled='true' srsname='EPSG:31370' typename='a:roads' url='{}/old/wfs' version='auto'{}"
    wms = "crs=EPSG:31370&format=image/png&layers=a%20map&layers=two&styles=red&styles=&url={}/old/wms?layers%3Done"
    old = {"plain": wfs.format(server.url, ""), "asked": wfs.format(server.url, query), "map": wms.format(server.url)}
    path = project_of(tmp_path, {name: (source, "wms" if name == "map" else "WFS") for name, source in old.items()})
    said = {"old": f"{server.url}/old", "new": f"{server.url}/next", "layers": {"a:roads": "grb:Wegen", "a map": "a b"}}
    ran = run_algorithm("repair_project", {"PROJECT": str(path), "CATALOGUE": successors(tmp_path, said), "OUTPUT": f"{tmp_path}/new.qgs"})
    assert (ran["REPAIRED_COUNT"], ran.warnings) == (3, [])
    new = layer_sources(Path(tmp_path, "new.qgs").read_text(encoding="utf-8"))
    assert new["plain"] == old["plain"].replace("/old/", "/next/").replace("a:roads", "grb:Wegen")
    asked = """ sql=SELECT "grb:Wegen"."id", r.n FROM "grb:Wegen" JOIN 'other' r ON "grb:Wegen".id = r.id WHERE naam = 'a:roads'"""
    assert new["asked"] == new["plain"] + asked
    assert new["map"] == old["map"].replace("/old/", "/next/").replace("layers=a%20map", "layers=a%20b")


def test_a_move_keeps_what_the_address_asked_of_its_own(run_algorithm, server, tmp_path):
    """MapServer takes its map from the address; what was added to ask whether it is there is taken off again."""
    there = "/there/wms?map=b.map&SERVICE=WMS&REQUEST=GetCapabilities"
    server.routes |= {"/here/wms": Answer(b"", HTML, 301, {"Location": there}), "/there/wms": Answer(WMS)}
    source = f"crs=EPSG:31370&format=image/png&layers=map&styles=&url={server.url}/here/wms?map%3Da.map"
    path = project_of(tmp_path, {"map": (source, "wms")})
    run_algorithm("repair_project", {"PROJECT": str(path), "OUTPUT": f"{tmp_path}/new.qgs"})
    new = layer_sources(Path(tmp_path, "new.qgs").read_text(encoding="utf-8"))["map"]
    assert new.endswith(f"&url={server.url}/there/wms?map%3Db.map")


def test_a_template_of_a_layout(run_algorithm, server, tmp_path):
    """Its map, legend and atlas name the layer by its source; in a project the layout does so too."""
    made = QgsProject()
    layer = QgsVectorLayer("Polygon?crs=EPSG:31370&field=id:string", "roads", "memory")
    made.addMapLayer(layer)
    layout = QgsPrintLayout(made)
    shown, legend = QgsLayoutItemMap(layout), QgsLayoutItemLegend(layout)
    for item in (shown, legend):
        layout.addLayoutItem(item)
    shown.setKeepLayerSet(True)
    shown.setLayers([layer])
    legend.setAutoUpdateModel(False)
    layout.atlas().setCoverageLayer(layer)
    path = tmp_path / "kaart.qpt"
    assert layout.saveAsTemplate(str(path), QgsReadWriteContext())
    source = sources(server.url)["roads"][0]
    text = path.read_text(encoding="utf-8").replace(layer.source().replace("&", "&amp;"), source).replace('"memory"', '"WFS"')
    assert text.count(source) == 3
    path.write_text(text, encoding="utf-8")
    ran = run_algorithm("repair_project", inputs(path, server, tmp_path / "nieuw.qpt"))
    assert (ran["REPAIRED_COUNT"], ran["UNREPAIRED_COUNT"]) == (1, 0)
    assert (tmp_path / "nieuw.qpt").read_text(encoding="utf-8") == text.replace("/old/", "/new/")
    with pytest.raises(QgsProcessingException, match="end its name in .qpt"):
        run_algorithm("repair_project", inputs(path, server, tmp_path / "nieuw.qgz"))


@pytest.fixture(scope="module")
def database(qgis_app):
    """A database with a table, and the id of the configuration that opens it."""
    with servers.postgis() as running:
        running.run("CREATE SCHEMA nieuw; CREATE TABLE nieuw.wegen (id int PRIMARY KEY, n int, geom geometry(Point, 31370));")
        running.run("INSERT INTO nieuw.wegen SELECT i, i % 2, st_setsrid(st_makepoint(i, i), 31370) FROM generate_series(1, 10) i;")
        auth = running.connect("wegen")
        yield running, auth
        running.forget("wegen", auth)


def test_a_table_of_a_database_that_moved(run_algorithm, database, tmp_path):
    """Under another schema and name; the filter and the rest of the source stay. One that is nowhere is told."""
    running, auth = database
    where = "dbname='oud' host=gis.stad.test port=5432 sslmode=disable authcfg={} key='id'"
    source = f'{where} srid=31370 type=Point table="public"."{{}}" (geom) sql=n = 1'
    path = project_of(tmp_path, {name: (source.format(auth, name), "postgres") for name in ("roads", "trees")})
    new = f"host=127.0.0.1 port={running.port} dbname=postgres"
    said = {"old": "host=GIS.stad.test dbname=oud", "new": new, "layers": {"public.roads": "nieuw.wegen"}}
    ran = run_algorithm("repair_project", {"PROJECT": str(path), "CATALOGUE": successors(tmp_path, said), "OUTPUT": f"{tmp_path}/new.qgs"})
    assert (ran["REPAIRED_COUNT"], ran["UNREPAIRED_COUNT"]) == (1, 1)
    assert any("trees" in text for text in ran.warnings)
    opened = QgsProject()
    assert opened.read(f"{tmp_path}/new.qgs")
    roads = opened.mapLayersByName("roads")[0]
    assert roads.isValid()
    assert (roads.featureCount(), roads.subsetString()) == (5, "n = 1")


def project_of(folder: Path, wanted: dict[str, tuple[str, str]]) -> Path:
    """Save a project with these layers."""
    made = QgsProject()
    for name in wanted:
        made.addMapLayer(QgsVectorLayer("Polygon?crs=EPSG:31370&field=id:string", name, "memory"))
    path = folder / "old.qgs"
    assert made.write(str(path))
    path.write_text(with_sources(path.read_text(encoding="utf-8"), wanted), encoding="utf-8")
    made.clear()
    return path


def successors(folder: Path, *said: dict) -> str:
    path = folder / "catalogue.json"
    path.write_text(json.dumps({"records": [], "successors": list(said)}))
    return str(path)
