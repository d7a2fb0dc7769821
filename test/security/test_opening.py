"""Files are opened by the one door alone, with a list of drivers; what leads elsewhere asks nobody."""

import ast
import shutil
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io import opening
from opgavenkaart.processing.qgis_io.opening import list_sublayers, open_ogr_layer
from opgavenkaart.processing.sources.harvest import gather
from opgavenkaart.processing.sources.loading.load import load_cells
from opgavenkaart.test.support.layers import memory_layer, record
from opgavenkaart.test.support.rasters import write_raster
from opgavenkaart.test.support.servers_replay import Answer, replay
from opgavenkaart.test.support.town import squares, write_gpkg
from osgeo import gdal
from qgis.core import QgsProcessingException, QgsProcessingFeatureSourceDefinition, QgsVectorFileWriter

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


@pytest.fixture
def package(qgis_app, tmp_path):
    """A GeoPackage to whose layer a table or view of one's own is added: ``package(sql)`` gives its path."""

    def make(sql: str) -> Path:
        path = tmp_path / "sent.gpkg"
        write_gpkg(path, "own", list(squares(2, 1)))
        with closing(sqlite3.connect(path)) as database, database:
            if "VIRTUAL" in sql:  # of a module that only GDAL has
                database.execute("PRAGMA writable_schema = ON")
                database.execute("INSERT INTO sqlite_master VALUES ('table', 'more', 'more', 0, ?)", (sql,))
            else:
                database.execute(sql)
            database.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('more', 'attributes', 'more')")
        return path

    return make


@pytest.mark.parametrize("module", ["VirtualText", "virtualOGR", "/* USING rtree */ VirtualDbf", "rtree_VirtualShape"])
def test_a_table_that_is_another_file_is_not_read(package, tmp_path, module):
    (tmp_path / "wages.csv").write_text("name,wage\nAn,1000\n", encoding="utf-8")
    text = f"CREATE VIRTUAL TABLE more USING {module}('{tmp_path / 'wages.csv'}', 'UTF-8', 1, POINT, DOUBLEQUOTE, ',')"
    with pytest.raises(OpgaveError, match="its table 'more' is not in it but read from elsewhere"):
        open_ogr_layer(f"{package(text)}|layername=more", "more")
    with pytest.raises(OpgaveError, match="read from elsewhere"):
        list_sublayers(tmp_path / "sent.gpkg")


ENDLESS = [
    "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c",
    "WITH c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE ST_MinX(x) IS NULL) SELECT x FROM c",
    "SELECT 1 AS x FROM " + ", ".join(f"gpkg_spatial_ref_sys a{number}, own b{number}" for number in range(12)),
]


@pytest.mark.parametrize("text", ENDLESS)
def test_a_view_without_end_is_not_read(package, monkeypatch, text):
    monkeypatch.setattr(opening, "LONGEST_COUNT", 0.2)
    with pytest.raises(OpgaveError, match="its view 'more' takes more than"):
        open_ogr_layer(f"{package(f'CREATE VIEW more AS {text}')}|layername=more", "more")


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("CREATE VIRTUAL TABLE more USING VirtualText('wages.csv', 'UTF-8', 1, POINT, DOUBLEQUOTE, ',')", "its table 'more' is not in it"),
        (f"CREATE VIEW more AS {ENDLESS[0]}", "its view 'more' takes more than"),
    ],
    ids=["virtual", "endless"],
)
def test_nor_is_either_as_the_layer_of_an_algorithm(package, run_algorithm, monkeypatch, tmp_path, sql, sentence):
    monkeypatch.setattr(opening, "LONGEST_COUNT", 0.2)
    path = package(sql)
    for given in (str(path), f"{path}|layername=more", QgsProcessingFeatureSourceDefinition(f"{path}|layername=MORE")):
        with pytest.raises(QgsProcessingException, match=sentence):
            run_algorithm("assess_quality", {"INPUT": given, "OUTPUT": "memory:"})
    with pytest.raises(QgsProcessingException, match=sentence):
        run_algorithm("overlay_layers", {"LAYERS": [str(path)], "OUTPUT": "memory:"})
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as archive:
        archive.write(path, "sent.gpkg")
    with pytest.raises(QgsProcessingException, match="unpack it first"):
        run_algorithm("assess_quality", {"INPUT": f"/vsizip/{tmp_path / 'sent.zip'}/sent.gpkg|layername=more", "OUTPUT": "memory:"})


def test_a_view_beside_the_layer_that_is_given_is_not_counted(package, run_algorithm, monkeypatch):
    monkeypatch.setattr(opening, "LONGEST_COUNT", 0.2)
    path = package(f"CREATE VIEW more AS {ENDLESS[0]}")
    assert run_algorithm("assess_quality", {"INPUT": f"{path}|layername=own", "OUTPUT": "memory:"})["SCORE"] > 0


@pytest.mark.parametrize(
    "text", ["SELECT fid FROM own", "SELECT ST_MinX(geom) AS x FROM own", "SELECT a.fid FROM own a JOIN own b USING (fid)"]
)
def test_an_honest_view_is(package, text):
    layer = open_ogr_layer(f"{package(f'CREATE VIEW more AS {text}')}|layername=more", "more")
    assert layer.isValid() and layer.featureCount() == 2


def test_a_database_in_a_zip_is_not_opened(package, tmp_path):
    with zipfile.ZipFile(tmp_path / "sent.zip", "w") as archive:
        archive.write(package("CREATE VIEW more AS SELECT fid FROM own"), "sent.gpkg")
    with pytest.raises(OpgaveError, match="unpack it first"):
        list_sublayers(tmp_path / "sent.zip")


def mapinfo(path: Path, field: str, value: str) -> None:
    """Write a MapInfo table of one area."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = memory_layer("Polygon", [("POLYGON((3 50,4 50,4 51,3 50))", value)], f"{field}:string(250)", crs="EPSG:4326")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "MapInfo File"
    QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), made.transformContext(), options)


SEAMLESS = 'begin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n'
VIEW = '!Table\n!Version 100\nOpen Table "../secret/private" Hide\nCreate View x As\nSelect name\nFrom private\n'


@pytest.mark.parametrize("text", [SEAMLESS, SEAMLESS.lower(), VIEW, " " * (1 << 20) + SEAMLESS], ids=["seamless", "small", "view", "long"])
def test_a_mapinfo_table_made_of_others_is_not_opened(qgis_app, tmp_path, text):
    mapinfo(tmp_path / "secret" / "private.tab", "name", "geheim")
    mapinfo(tmp_path / "sent" / "data.tab", "Table", "../secret/private.tab")
    path = tmp_path / "sent" / "data.tab"
    assert open_ogr_layer(path, "data").isValid()
    path.write_text(text if text == VIEW else path.read_text(encoding="utf-8") + text, encoding="utf-8")
    with pytest.raises(OpgaveError, match="is a MapInfo table made of other tables"):
        open_ogr_layer(path, "data")


def vrt_to(url: str) -> str:
    source = f"<SourceFilename relativeToVRT='0'>/vsicurl/{url}/in.tif</SourceFilename><SourceBand>1</SourceBand>"
    band = f"<VRTRasterBand dataType='Float64' band='1'><SimpleSource>{source}</SimpleSource></VRTRasterBand>"
    return f"<VRTDataset rasterXSize='2' rasterYSize='1'>{band}</VRTDataset>"


def named_within(path: Path, url: str, place: str = "") -> None:
    opened = gdal.OpenEx(str(path), gdal.OF_RASTER | gdal.OF_UPDATE, ["GTiff"])
    opened.SetMetadata({"OVERVIEW_FILE": place or f"/vsicurl/{url}/in.tif"}, "OVERVIEWS")


def named_beside(path: Path, url: str) -> None:
    said = f"<Metadata domain='OVERVIEWS'><MDI key='OVERVIEW_FILE'>/vsicurl/{url}/in.tif</MDI></Metadata>"
    path.with_name("a.tif.aux.xml").write_text(f"<PAMDataset>{said}</PAMDataset>", encoding="utf-8")


def in_overviews(path: Path, url: str) -> None:
    named_within(Path(shutil.copy(path, path.with_name("a.tif.ovr"))), url)


LED = {
    "within": named_within,
    "beside": named_beside,
    "out": lambda path, url: named_within(path, url, ":::BASE:::../x.ovr"),
    "itself": lambda path, url: named_within(path, url, ":::BASE:::a.tif"),
    "virtual": lambda path, url: path.with_name("a.tif.ovr").write_text(vrt_to(url), encoding="utf-8"),
    "letters": lambda path, url: path.with_name("A.TIF.OVR").write_text(vrt_to(url), encoding="utf-8"),
    "mask": lambda path, url: path.with_name("a.tif.msk").write_text(vrt_to(url), encoding="utf-8"),
    "deeper": in_overviews,
}


@pytest.mark.parametrize("way", LED)
def test_overviews_that_lead_elsewhere_ask_nobody(run_algorithm, tmp_path, way):
    """A picture of one file may say that its overviews are on a server, which GDAL asks past QGIS's network."""
    (tmp_path / "mail").mkdir()
    path = Path(write_raster(tmp_path / "mail" / "a.tif", np.array([[20.0, 30.0]]), 0.0, 100.0, 100.0))
    units = memory_layer("Polygon", [("POLYGON((0 0, 200 0, 200 100, 0 100, 0 0))",)])
    with replay({}) as server:
        LED[way](path, server.url)
        with pytest.raises(QgsProcessingException, match="has overviews .* that lead elsewhere"):
            run_algorithm("raster_to_units", {"UNITS": units, "RASTER": str(path), "OUTPUT": "memory:"})
        with pytest.raises(OpgaveError, match="has overviews .* that lead elsewhere"):
            load_cells(record("raster", path, geometry="raster", crs="EPSG:31370"))
        assert server.requests == []


def test_honest_overviews_are_opened(run_algorithm, tmp_path):
    path = write_raster(tmp_path / "a.tif", np.full((300, 300), 20.0), 0.0, 300.0, 1.0)
    gdal.OpenEx(path, gdal.OF_RASTER, ["GTiff"]).BuildOverviews("NEAREST", [2])
    assert (tmp_path / "a.tif.ovr").is_file()
    units = memory_layer("Polygon", [("POLYGON((0 0, 200 0, 200 100, 0 100, 0 0))",)])
    assert run_algorithm("raster_to_units", {"UNITS": units, "RASTER": path, "OUTPUT": "memory:"})["UNIT_COUNT"] == 1
