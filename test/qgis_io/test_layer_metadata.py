"""What a record says of its layer travels: into the GeoPackage, the project, and to whoever opens them."""

import datetime
import json
import sqlite3
import subprocess
from contextlib import closing

import pytest
from opgavenkaart.processing.cartography.project import origin_of
from opgavenkaart.processing.qgis_io.layer_metadata import write_metadata
from opgavenkaart.test.support.servers_arcgis import PATH, ArcgisServer, parks
from opgavenkaart.test.support.servers_replay import replay
from opgavenkaart.test.support.town import point, write_gpkg
from osgeo import gdal
from qgis.core import Qgis, QgsLayerMetadata, QgsProject, QgsSingleSymbolRenderer, QgsVectorLayer, QgsVectorTileLayer
from qgis.PyQt.QtGui import QColor

RECORD = {
    "id": "parken",
    "title": {"nl": "Parken", "en": "Parks"},
    "description": {"nl": "Alle parken"},
    "publisher": {"name": "Stad Gent", "kind": "city"},
    "licence": {"name": "Modellicentie Gratis Hergebruik", "url": "https://voorbeeld.be/licentie"},
    "contact": "gis@voorbeeld.be",
    "lineage": "Ingetekend op luchtfoto",
    "sectors": ["environment"],
    "geometry": "point",
    "key": "park_id",
    "fields": {
        "park_id": {"from": ["OBJECTID"]},
        "kind": {"from": ["SOORT"], "title": {"nl": "Soort park"}},
        "name": {"from": ["NAAM"]},
        "band": {"from": ["naam"], "values": {"a": {"nl": "klein"}, "b": {"nl": "groot"}}},
    },
}


def catalogue(folder, *records):
    path = folder / "catalogus.json"
    path.write_text(json.dumps({"records": records}))
    return str(path)


@pytest.fixture
def loaded(run_algorithm, tmp_path):
    """Parks of an ArcGIS server, loaded into a GeoPackage and a project."""
    with replay(ArcgisServer(parks(12)).routes) as web:
        record = RECORD | {"source": {"kind": "arcgis", "path": web.url + PATH, "layer": "3"}}
        inputs = {"CATALOGUE": catalogue(tmp_path, record), "RECORDS": "parken"}
        run_algorithm("load_layers", inputs | {"OUTPUT": str(tmp_path / "uit.gpkg"), "PROJECT": str(tmp_path / "uit.qgz")})
    return tmp_path


def test_other_programs_see_the_title_and_the_description(loaded):
    (info,) = json.loads(subprocess.run(["ogrinfo", "-json", loaded / "uit.gpkg"], capture_output=True, check=True).stdout)["layers"]
    assert (
        info["name"] == "parken" and info["metadata"][""]["IDENTIFIER"] == "Parken" and info["metadata"][""]["DESCRIPTION"] == "Alle parken"
    )
    layer = QgsVectorLayer(f"{loaded / 'uit.gpkg'}|layername=parken", "x", "ogr")
    assert (layer.metadata().identifier(), layer.metadata().title()) == ("parken", "Parken")


def test_two_layers_of_one_title_are_told_apart(run_algorithm, tmp_path):
    (tmp_path / "a.csv").write_text("code;n\na;1\nb;2\n")
    table = RECORD | {"geometry": "none", "key": "code", "fields": {}, "source": {"kind": "csv", "path": "a.csv"}}
    inputs = {"CATALOGUE": catalogue(tmp_path, table, table | {"id": "ook"}), "RECORDS": "parken,ook"}
    run_algorithm("load_layers", inputs | {"OUTPUT": str(tmp_path / "uit.gpkg")})
    with closing(sqlite3.connect(tmp_path / "uit.gpkg")) as database:
        found = dict(database.execute("SELECT table_name, identifier FROM gpkg_contents"))
    assert found == {"parken": "Parken", "ook": "Parken (ook)"}


def test_the_project_reopened_says_publisher_licence_and_date(loaded):
    project = QgsProject()
    assert project.read(str(loaded / "uit.qgz"))
    (layer,) = project.mapLayers().values()
    origin = origin_of(layer)
    assert (origin.title, origin.publisher, origin.licence) == ("Parken", "Stad Gent", "Modellicentie Gratis Hergebruik")
    assert origin.date == datetime.date(2024, 5, 1)
    metadata = layer.metadata()
    assert metadata.contacts()[0].email == "gis@voorbeeld.be" and metadata.abstract() == "Alle parken"
    assert metadata.history() == ["Ingetekend op luchtfoto", "Datum van de gegevens: 1 mei 2024 (volgens de dienst)."]
    assert metadata.links()[0].url == "https://voorbeeld.be/licentie"
    project.clear()


def test_the_geopackage_alone_says_the_same(loaded):
    layer = QgsVectorLayer(f"{loaded / 'uit.gpkg'}|layername=parken", "x", "ogr")
    assert origin_of(layer).publisher == "Stad Gent" and origin_of(layer).date == datetime.date(2024, 5, 1)
    assert layer.metadata().dateTime(Qgis.MetadataDateType.Published).isValid()


def test_gdal_reads_it_too(loaded):
    ran = subprocess.run(["ogrinfo", "-so", "-mdd", "all", str(loaded / "uit.gpkg"), "parken"], capture_output=True, text=True, check=True)
    for text in ("Stad Gent", "Modellicentie Gratis Hergebruik", "gis@voorbeeld.be", "2024-05-01"):
        assert text in ran.stdout


def test_names_of_fields_and_meanings_of_codes_come_along(loaded):
    layer = QgsVectorLayer(f"{loaded / 'uit.gpkg'}|layername=parken", "x", "ogr")
    fields = {field.name(): field for field in layer.fields()}
    assert fields["kind"].alias() == "Soort park" and fields["name"].alias() == "Naam van het park (name)"
    assert fields["kind"].editorWidgetSetup().type() == "ValueMap"
    assert fields["kind"].editorWidgetSetup().config()["map"] == [{"Stadspark": "1"}, {"Bos": "2"}]
    dataset = gdal.OpenEx(str(loaded / "uit.gpkg"))
    defined = dataset.GetLayer(0).GetLayerDefn()
    domain = dataset.GetFieldDomain(defined.GetFieldDefn(defined.GetFieldIndex("kind")).GetDomainName())
    assert domain.GetEnumeration() == {"1": "Stadspark", "2": "Bos"}


def test_a_record_says_what_codes_mean_and_how_it_looks(run_algorithm, tmp_path):
    (tmp_path / "p.csv").write_text("code,naam,x,y\n1,a,104700,194500\n2,b,104800,194500\n")
    style = tmp_path / "stijl.qml"
    layer = QgsVectorLayer("Point?crs=EPSG:31370", "x", "memory")
    layer.renderer().symbol().setOpacity(0.25)
    layer.saveNamedStyle(str(style))
    layer.renderer().symbol().setColor(QColor("#123456"))
    layer.saveSldStyle(str(tmp_path / "stijl.sld"))
    record = RECORD | {"source": {"kind": "csv", "path": "p.csv"}, "style": "stijl.qml"}
    out = {"OUTPUT": str(tmp_path / "u.gpkg"), "PROJECT": str(tmp_path / "u.qgz")}
    inputs = {"CATALOGUE": catalogue(tmp_path, record), "RECORDS": "parken"}
    run_algorithm("load_layers", inputs | out)
    project = QgsProject()
    assert project.read(out["PROJECT"])
    (layer,) = project.mapLayers().values()
    assert isinstance(layer.renderer(), QgsSingleSymbolRenderer) and layer.renderer().symbol().opacity() == 0.25
    assert layer.fields().field("band").editorWidgetSetup().config()["map"] == [{"klein": "a"}, {"groot": "b"}]
    project.clear()
    inputs = {"CATALOGUE": catalogue(tmp_path, record | {"style": "stijl.sld"}), "RECORDS": "parken"}
    run_algorithm("load_layers", inputs | out)
    assert project.read(out["PROJECT"])
    (layer,) = project.mapLayers().values()
    assert layer.renderer().symbol().color().name() == "#123456"
    project.clear()
    inputs = {"CATALOGUE": catalogue(tmp_path, record | {"style": "stijl"}), "RECORDS": "parken"}
    with pytest.raises(Exception, match=r"^Layer 'Parks \(parken\)': 'stijl' is no style\. Give one of water, parks, roads, boundary"):
        run_algorithm("load_layers", inputs | out)
    inputs = {"CATALOGUE": catalogue(tmp_path, record), "RECORDS": "parken"}
    style.unlink()
    with pytest.raises(Exception, match=r"^Layer 'Parken': the style '.*stijl.qml' cannot be used"):
        run_algorithm("load_layers", inputs | {"OUTPUT": str(tmp_path / "v.gpkg"), "PROJECT": str(tmp_path / "v.qgz")})


def test_vector_tiles_go_into_the_project(run_algorithm, tmp_path):
    source = {"kind": "vector_tiles", "path": "https://tegels.voorbeeld.be/{z}/{x}/{y}.pbf", "options": {"zmax": 14}}
    publisher = {"name": "Stad", "kind": "city"}
    record = {"id": "tegels", "title": {"nl": "Tegels"}, "publisher": publisher, "source": source, "geometry": "raster"}
    record["contact"] = "gis@voorbeeld.be"
    out = {"OUTPUT": str(tmp_path / "u.gpkg"), "PROJECT": str(tmp_path / "u.qgz")}
    run_algorithm("load_layers", {"CATALOGUE": catalogue(tmp_path, record), "RECORDS": "tegels"} | out)
    project = QgsProject()
    assert project.read(out["PROJECT"])
    (layer,) = project.mapLayers().values()
    assert isinstance(layer, QgsVectorTileLayer) and layer.isValid() and layer.sourceMaxZoom() == 14
    assert "tegels.voorbeeld.be" in layer.source() and origin_of(layer).publisher == "Stad"
    assert layer.metadata().contacts()[0].email == "gis@voorbeeld.be"
    project.clear()


def test_layers_keep_their_titles(tmp_path):
    """QGIS puts a layer's id in the place of its title."""
    path, titles = tmp_path / "town.gpkg", {"first": "One", "second": "Two", "third": "first"}
    for name in titles:
        write_gpkg(path, name, [point(1, 2)])
    with closing(sqlite3.connect(path)) as database, database:
        database.executemany("UPDATE gpkg_contents SET identifier = ? WHERE table_name = ?", [(one, name) for name, one in titles.items()])
    metadata = {name: QgsLayerMetadata() for name in ("second", "third")}
    for name, one in metadata.items():
        one.setIdentifier(name)
    write_metadata(path, metadata)
    with closing(sqlite3.connect(path)) as database:
        assert dict(database.execute("SELECT table_name, identifier FROM gpkg_contents")) == titles
    kept = {name: QgsVectorLayer(f"{path}|layername={name}", name, "ogr").metadata().identifier() for name in titles}
    assert (kept["second"], kept["third"]) == ("second", "third")
