"""Files are opened by the one door alone, with a list of drivers; what leads elsewhere asks nobody."""

import ast
from pathlib import Path

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io.opening import list_sublayers, open_ogr_layer
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.test.support.servers_replay import Answer, replay
from opgavenkaart.test.support.town import squares, write_gpkg

ROOT = Path(__file__).parents[2]
DOOR = "processing/qgis_io/opening.py"
OPENING = {"OpenEx", "OpenShared", "querySublayers", "VectorInfo", "QgsRasterLayer"}
"""Calls that open a file by whatever driver takes it."""
PICTURES = {"processing/cartography/pictures.py", "processing/cartography/project_layers.py"}
"""Modules that open the pictures of services, by the provider that each names."""


def virtual(url: str) -> str:
    """Return a virtual source that asks a server."""
    return f"<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/vsicurl/{url}/a.csv</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"


def virtual_picture(url: str) -> str:
    """Return a picture that is made of another."""
    source = f"<SourceFilename relativeToVRT='0'>/vsicurl/{url}/b.tif</SourceFilename><SourceBand>1</SourceBand>"
    band = f"<VRTRasterBand dataType='Byte' band='1'><SimpleSource>{source}</SimpleSource></VRTRasterBand>"
    return f"<VRTDataset rasterXSize='9' rasterYSize='9'>{band}</VRTDataset>"


@pytest.mark.parametrize("name", ["a.vrt", "a.json", "a.geojson", "a.tif", "a.gpkg", "a.csv.zip"])
@pytest.mark.parametrize("content", [virtual, virtual_picture])
def test_a_folder_that_is_harvested_asks_nobody(qgis_app, tmp_path, name, content):
    write_gpkg(tmp_path / "own.gpkg", "own", list(squares(1, 1)))
    with replay({"/a.csv": Answer(b"a\n1\n"), "/b.tif": Answer(b"")}) as server:
        (tmp_path / name).write_text(content(server.url), encoding="utf-8")
        harvest = gather(str(tmp_path), "folder").harvest
        assert server.requests == []
    assert [record.source.path for record in harvest.records] == ["own.gpkg"]


@pytest.mark.parametrize("content", [virtual, virtual_picture])
def test_nor_does_a_file_that_is_opened(qgis_app, tmp_path, content):
    with replay({"/a.csv": Answer(b"a\n1\n"), "/b.tif": Answer(b"")}) as server:
        (tmp_path / "a.gpkg").write_text(content(server.url), encoding="utf-8")
        for opened in (open_ogr_layer, lambda path, name: list_sublayers(path)):
            with pytest.raises(OpgaveError, match="leads elsewhere"):
                opened(tmp_path / "a.gpkg", "a")
            with pytest.raises(OpgaveError, match="leads elsewhere"):
                opened(f"{tmp_path / 'a.gpkg'}|layername=a", "a")
        assert server.requests == []


@pytest.mark.parametrize("name", ["a.gml", "a.geojson", "a.gpkg"])
def test_gml_asks_no_server_for_its_schema_and_leaves_nothing_beside(qgis_app, tmp_path, name):
    with replay({"/wfs": Answer(b"")}) as server:
        schema = f"http://a {server.url}/wfs?service=WFS&amp;request=DescribeFeatureType&amp;typename=a:b"
        spaces = 'xmlns:gml="http://www.opengis.net/gml" xmlns:a="http://a" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        root = f'<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" {spaces} xsi:schemaLocation="{schema}">'
        member = '<gml:featureMember><a:b fid="b.1"><a:n>1</a:n></a:b></gml:featureMember>'
        (tmp_path / name).write_text(f'<?xml version="1.0"?>{root}{member}</wfs:FeatureCollection>', encoding="utf-8")
        (tmp_path / "a.gfs").write_text("<GMLFeatureClassList/>", encoding="utf-8")
        for opened in (open_ogr_layer, lambda path, title: list_sublayers(path)):
            with pytest.raises(OpgaveError, match="is GML"):
                opened(tmp_path / name, "a")
        write_gpkg(tmp_path / "own.gpkg", "own", list(squares(1, 1)))
        assert [record.source.path for record in gather(str(tmp_path), "folder").harvest.records] == ["own.gpkg"]
        assert server.requests == []
    assert {path.name for path in tmp_path.iterdir()} == {name, "a.gfs", "own.gpkg"}


@pytest.mark.parametrize("source", ["/vsicurl/http://127.0.0.1:9/a.csv", "PG:dbname=postgres", "virtual.vrt", "<OGRVRTDataSource/>", ""])
def test_what_is_no_file_is_not_opened(qgis_app, source):
    assert not open_ogr_layer(source, "a").isValid()
    assert list_sublayers(source) == []


def test_a_layer_of_a_file_is(qgis_app, tmp_path):
    path = tmp_path / "a|b.gpkg"
    write_gpkg(path.with_name("own.gpkg"), "own", list(squares(1, 1)))
    assert open_ogr_layer(f"{tmp_path / 'own.gpkg'}|layername=own", "Own").featureCount() == 1
    assert [one.name() for one in list_sublayers(tmp_path / "own.gpkg")] == ["own"]


def called(path: Path):
    """Yield the calls in a file that open another."""
    text = path.read_text(encoding="utf-8")
    if not any(word in text for word in (*OPENING, '"ogr"', "gdal.Open", "ogr.Open")):
        return
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        with_ogr = name == "QgsVectorLayer" and any(isinstance(one, ast.Constant) and one.value == "ogr" for one in node.args)
        if name.rpartition(".")[2] in OPENING or name in ("gdal.Open", "ogr.Open") or with_ogr:
            yield name


def test_no_other_module_opens_a_file():
    files = [path for folder in ("processing", "ui") for path in (ROOT / folder).rglob("*.py")]
    found = {path.relative_to(ROOT).as_posix() for path in files if any(called(path))}
    assert found - PICTURES == {DOOR}
