"""A bundle for other programs: workbook, GeoJSON and looks hold what the GeoPackage does; QGIS Server serves the project as it is."""

import json
import re
import sqlite3
import urllib.parse
import urllib.request
import zipfile
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from opgavenkaart.processing.products.bundles import open_bundle
from opgavenkaart.test.support import servers
from opgavenkaart.test.support.running import run_algorithm
from opgavenkaart.test.support.town import Town, point
from osgeo import gdal, ogr
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QImage

pytestmark = pytest.mark.usefixtures("qgis_app", "qgis_processing")
ALL = ["excel", "geojson", "qml", "sld"]


@pytest.fixture(scope="module")
def bundle(demo_city, tmp_path_factory):
    inputs = {"CHALLENGE": "warm_homes", "CATALOGUE": demo_city["CATALOGUE"], "AS_OF": "2026-01-31", "LANGUAGE": "nl"}
    folder = tmp_path_factory.mktemp("elsewhere") / "kaart"
    return run_algorithm("integrated_map", {**inputs, "EXTRAS": ALL, "ZIP": True, "OUTPUT_FOLDER": str(folder)})


@pytest.fixture(scope="module")
def folder(bundle) -> Path:
    return Path(bundle["OUTPUT_FOLDER"])


def tables(bundle) -> list[str]:
    with closing(sqlite3.connect(bundle["GEOPACKAGE"])) as database:
        found = database.execute("SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles'").fetchall()
    return [name for (name,) in found]


def sheet(path, name: str) -> pd.DataFrame:
    with gdal.config_options({"OGR_XLSX_HEADERS": "FORCE"}):
        book = ogr.Open(str(path))
        layer = book.GetLayerByName(name)
        fields = [field.GetName() for field in layer.schema]
        return pd.DataFrame([[feature[field] for field in fields] for feature in layer], columns=fields)


# ---- the workbook


def test_every_layer_has_a_sheet_with_its_values(bundle, folder):
    book = ogr.Open(str(folder / "warm_homes.xlsx"))
    names = [book.GetLayer(place).GetName() for place in range(book.GetLayerCount())]
    assert names[:2] == ["Lagen", "Velden"] and sorted(names[2:]) == sorted(tables(bundle))
    units = QgsVectorLayer(f"{bundle['GEOPACKAGE']}|layername=units", "units")
    rows = sheet(folder / "warm_homes.xlsx", "units")
    expected = {feature["sector_code"]: feature["challenge_index"] for feature in units.getFeatures()}
    found = dict(zip(rows["sector_code"], rows["challenge_index"], strict=True))
    assert found.keys() == expected.keys() and len(rows) == units.featureCount()
    both = [(found[key], value) for key, value in expected.items() if isinstance(value, float)]
    np.testing.assert_allclose(*zip(*both, strict=True))


def test_the_dictionary_knows_every_field_of_every_sheet(bundle, folder):
    known = sheet(folder / "warm_homes.xlsx", "Velden")
    for name in tables(bundle):
        layer = QgsVectorLayer(f"{bundle['GEOPACKAGE']}|layername={name}", name)
        assert list(known.loc[known["Blad"] == name, "Veld"]) == [field.name() for field in layer.fields() if field.name() != "fid"]
    row = known[(known["Blad"] == "units") & (known["Veld"] == "median_income")].iloc[0]
    assert (row["Titel"], row["Eenheid"], row["Uit laag"]) == ("Mediaan inkomen per aangifte", "euro", "income")
    layers = sheet(folder / "warm_homes.xlsx", "Lagen").set_index("Blad")
    record = json.loads(next(folder.glob("*.catalogue.json")).read_text(encoding="utf-8"))["records"]
    income = next(one for one in record if one["id"] == "income")
    assert layers.loc["income", ["Uitgever", "Licentie"]].tolist() == [income["publisher"]["name"], income["licence"]["name"]]
    assert layers.loc["income", "Datum"].startswith(income["date"])


def test_fields_are_called_the_same_in_the_attribute_table(bundle):
    layer = QgsVectorLayer(f"{bundle['GEOPACKAGE']}|layername=units", "units")
    titles = {field.name(): field.alias() for field in layer.fields()}
    assert titles["challenge_index"] == "Noodindex"
    assert titles["median_income_score"] == "Score: Mediaan inkomen per aangifte"


def test_metadata_travel_in_the_geopackage(bundle):
    layer = QgsVectorLayer(f"{bundle['GEOPACKAGE']}|layername=income", "income")
    layer.loadDefaultMetadata()
    assert layer.metadata().identifier() == "income" and layer.metadata().contacts()[0].organization


# ---- GeoJSON


def test_geojson_holds_the_same_places_in_degrees(bundle, folder):
    spatial = {path.stem for path in (folder / "warm_homes.geojson").iterdir()}
    assert spatial == {name for name in tables(bundle) if QgsVectorLayer(f"{bundle['GEOPACKAGE']}|layername={name}", name).isSpatial()}
    units = QgsVectorLayer(f"{bundle['GEOPACKAGE']}|layername=units", "units")
    degrees = QgsVectorLayer(str(folder / "warm_homes.geojson" / "units.geojson"), "degrees")
    assert degrees.crs() == QgsCoordinateReferenceSystem("EPSG:4326") and degrees.featureCount() == units.featureCount()
    back = QgsCoordinateTransform(degrees.crs(), units.crs(), QgsProject.instance())
    places = {feature["sector_code"]: feature.geometry().centroid().asPoint() for feature in units.getFeatures()}
    for feature in degrees.getFeatures():
        assert back.transform(feature.geometry().centroid().asPoint()).distance(places[feature["sector_code"]]) < 0.5


# ---- looks


@pytest.mark.parametrize(("suffix", "load"), [(".qml", "loadNamedStyle"), (".sld", "loadSldStyle")])
def test_looks_give_a_bare_layer_the_same_classes(bundle, folder, suffix, load):
    project = QgsProject()
    assert project.read(bundle["PROJECT"])
    styled = next(layer for layer in project.mapLayers().values() if layer.customProperty("opgavenkaart/key") == "units")
    bare = styled.clone() if suffix == ".qml" else QgsVectorLayer(f"{bundle['GEOPACKAGE']}|layername=units", "bare")
    message, done = getattr(bare, load)(str(folder / "warm_homes.styles" / f"units{suffix}"))
    assert done, message
    classes = [(item.label(), item.symbol().color().name()) for item in styled.renderer().legendSymbolItems()]
    assert [(item.label(), item.symbol().color().name()) for item in bare.renderer().legendSymbolItems()] == classes
    project.clear()


def test_every_layer_on_the_map_has_looks(bundle, folder):
    files = {path.name for path in (folder / "warm_homes.styles").iterdir()}
    stems = {Path(name).stem for name in files}
    assert {"units", "clusters", "integrated", "roads", "indicator_median_income"} <= stems
    assert files == {f"{stem}{suffix}" for stem in stems for suffix in (".qml", ".sld")}
    for path in (folder / "warm_homes.styles").glob("*.sld"):
        ElementTree.parse(path)


# ---- in the bundle


def test_the_manifest_and_the_zip_hold_them_too(bundle, folder):
    opened = open_bundle(bundle["ZIP"])
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert set(opened.manifest["files"]) == names - {"manifest.json", "warm_homes.zip"}
    assert all((opened.folder / name).read_bytes() == (folder / name).read_bytes() for name in opened.manifest["files"])


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A town with an income that may be passed on as a value per area only, in every form."""
    town = Town(tmp_path_factory.mktemp("data"), 6, 1)
    town.table("income", {"sector_code": town.keys, "income": [1, 2, 3, 4, 5, 9], "tax_returns": [7] * 6}, redistribution="aggregated")
    town.layer("schools", [point(500, 500), point(1500, 500)], columns={"name": ["A", "B"]})
    indicators = {"id": "income", "layer": "income", "field": "income"}, {"id": "schools", "layer": "schools", "measure": "count"}
    inputs = town.write(town.challenge(*indicators, clusters={"method": "threshold", "threshold": 60}))
    folder = tmp_path_factory.mktemp("small") / "kaart"
    return run_algorithm("integrated_map", {**inputs, "AS_OF": "2026-01-31", "EXTRAS": ALL, "ZIP": True, "OUTPUT_FOLDER": str(folder)})


def test_made_again_they_are_the_same(small, tmp_path):
    again = run_algorithm("repeat_bundle", {"BUNDLE": small["ZIP"], "OUTPUT_FOLDER": str(tmp_path / "again")})
    assert again["CHANGED_FILES"] == 0
    assert (tmp_path / "again" / "small_town.xlsx").is_file()


def test_without_the_wish_there_are_none(demo_bundle):
    made = Path(demo_bundle("warm_homes")["OUTPUT_FOLDER"])
    assert not [path.name for path in made.iterdir() if path.is_dir() or path.suffix == ".xlsx"]


# ---- QGIS Server


def asked(url: str, **query) -> bytes:
    address = f"{url}/?{urllib.parse.urlencode(query)}" if query else url
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return opener.open(address, timeout=60).read()


@pytest.fixture(scope="module")
def served(bundle):
    with servers.qgis_server(Path(bundle["PROJECT"])) as url:
        yield url


def test_the_services_name_every_layer_by_its_key(served):
    capabilities = asked(served, SERVICE="WMS", VERSION="1.3.0", REQUEST="GetCapabilities").decode()
    names = re.findall(r"<Name>([^<]+)</Name>", capabilities)
    assert {"units", "clusters", "integrated", "roads", "indicator_median_income"} <= set(names)
    assert "EPSG:3857" in capabilities and "<Title>Warme woningen</Title>" in capabilities
    features = asked(served, SERVICE="WFS", VERSION="1.1.0", REQUEST="GetCapabilities").decode()
    assert "<Name>units</Name>" in features and "<Name>population</Name>" in features


def test_wfs_and_oapif_give_the_features(served, bundle):
    answer = json.loads(
        asked(served, SERVICE="WFS", VERSION="1.1.0", REQUEST="GetFeature", TYPENAME="clusters", OUTPUTFORMAT="application/json")
    )
    assert len(answer["features"]) == bundle["CLUSTER_COUNT"]
    units = json.loads(asked(f"{served}/wfs3/collections/units/items.json?limit=3"))
    assert "mean_value" in answer["features"][0]["properties"]
    assert len(units["features"]) == 3 and "Noodindex" in units["features"][0]["properties"]  # there QGIS Server gives titles


def test_wms_draws_the_map_in_its_colours(served, bundle, tmp_path):
    layer = QgsVectorLayer(f"{bundle['GEOPACKAGE']}|layername=units", "units")
    box = layer.extent()
    bounds = f"{box.xMinimum()},{box.yMinimum()},{box.xMaximum()},{box.yMaximum()}"
    wanted = {"SERVICE": "WMS", "VERSION": "1.1.1", "REQUEST": "GetMap", "LAYERS": "units", "STYLES": "", "SRS": layer.crs().authid()}
    path = tmp_path / "map.png"
    path.write_bytes(asked(served, **wanted, BBOX=bounds, WIDTH=400, HEIGHT=400, FORMAT="image/png"))
    image = QImage(str(path))
    colours = {image.pixelColor(x, y).name() for x in range(0, 400, 4) for y in range(0, 400, 4)}
    shown = {item.symbol().color().name() for item in layer.renderer().legendSymbolItems()}
    assert len(shown & colours) >= 4


def test_nobody_can_write_through_it(served):
    capabilities = asked(served, SERVICE="WFS", VERSION="1.1.0", REQUEST="GetCapabilities").decode()
    assert "<Operation>Insert" not in capabilities


def test_nothing_of_it_holds_what_may_not_be_passed_on(small):
    folder = Path(small["OUTPUT_FOLDER"])
    with zipfile.ZipFile(folder / "small_town.xlsx") as book:
        sheets, words = book.read("xl/workbook.xml").decode(), book.read("xl/sharedStrings.xml").decode()
    assert 'name="schools"' in sheets and 'name="income"' not in sheets
    assert "income_score" in words and "tax_returns" not in words
    places = {path.stem for path in (folder / "small_town.geojson").iterdir()}
    assert places == {"clusters", "integrated", "schools", "statistical_sectors", "units"}
