"""Files as they are opened: layers in a file, a Shapefile in a zip, degrees that are metres, names of downloads, coded values."""

import zipfile

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.model.record import FieldSpec
from opgavenkaart.processing.sources.reading import download
from opgavenkaart.processing.sources.reading.files import correct_degrees, inside_zip, layer_names, note_header, open_layer, source_names
from opgavenkaart.processing.sources.reading.request import Label, LoadRequest, compare_count, label_of
from opgavenkaart.test.support.layers import Heard, memory_layer, record
from qgis.core import QgsCoordinateTransformContext, QgsEditorWidgetSetup, QgsField, QgsVectorFileWriter
from qgis.PyQt.QtCore import QMetaType

pytestmark = pytest.mark.usefixtures("qgis_app")


def asks(source, **more):
    return LoadRequest(source, None, None, None, QgsCoordinateTransformContext(), Heard(), **more)


def geopackage(path, *names):
    made = memory_layer("Point", [("POINT (0 0)",)])
    for name in names:
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName, exists = name, path.exists()
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile(int(exists))
        QgsVectorFileWriter.writeAsVectorFormatV3(made, str(path), made.transformContext(), options)
    return path


def test_the_layer_of_a_file_is_named_where_there_are_several(tmp_path):
    one, two = geopackage(tmp_path / "one.gpkg", "a"), geopackage(tmp_path / "two.gpkg", "a", "b")
    assert (layer_names(one), layer_names(two), layer_names(tmp_path)) == (["a"], ["a", "b"], [])
    for layer, path in (("", one), ("a", one), ("b", two)):
        opened = open_layer(record("gpkg", path, layer), path)
        assert opened.isValid() and opened.featureCount() == 1 and opened.readOnly()
    sentence = r"^Layer 'Trial \(proef\)': give the 'layer' of its source as one of the layers of '.*': "
    for layer, path, names in (("", two, "a, b"), ("c", two, "a, b"), ("c", one, "a")):
        with pytest.raises(OpgaveError, match=f"{sentence}{names}\\.$"):
            open_layer(record("gpkg", path, layer), path)
    (tmp_path / "no.gpkg").write_text("x")
    with pytest.raises(OpgaveError, match="^Layer 'Trial': '.*no.gpkg' cannot be read as gpkg.$"):
        open_layer(record("gpkg", tmp_path / "no.gpkg"), tmp_path / "no.gpkg")


def test_a_shapefile_in_a_folder_of_a_zip(tmp_path):
    for name, files, inside in (
        ("a.zip", ["deep/A.SHP", "deep/A.dbf"], "deep/A.SHP"), ("b.zip", ["b.shp"], ""), ("c.zip", ["x/a.shp", "x/b.shp"], ""),
        ("d.ZIP", ["y/d.shp"], "y/d.shp"),
    ):  # fmt: skip
        path = tmp_path / name
        with zipfile.ZipFile(path, "w") as archive:
            for file in files:
                archive.writestr(file, "x")
        assert inside_zip(path) == (f"/vsizip/{path.as_posix()}/{inside}" if inside else path)
    (tmp_path / "e.zip").write_text("x")
    assert inside_zip(tmp_path / "e.zip") == tmp_path / "e.zip" and inside_zip(tmp_path / "f.shp") == tmp_path / "f.shp"


@pytest.mark.parametrize(
    ("point", "own", "crs"),
    [
        ("POINT (104700 194500)", "", "EPSG:31370"), ("POINT (104700 194500)", "EPSG:3812", "EPSG:3812"),
        ("POINT (104700 194500)", "EPSG:4326", "EPSG:31370"), ("POINT (4.3 50.8)", "EPSG:31370", "EPSG:4326"),
        ("POINT (360 -360)", "", "EPSG:4326"),
    ],
)  # fmt: skip
def test_degrees_that_are_metres(point, own, crs):
    layer, ask = memory_layer("Point", [(point,)], crs="EPSG:4326"), asks(record("geojson", "a.geojson", crs=own))
    correct_degrees(layer, ask)
    assert layer.crs().authid() == crs
    words = f"Layer 'Trial': the file counts as EPSG:4326, but its coordinates are in {crs}, which is used."
    assert ask.progress.warnings == ([words] if crs != "EPSG:4326" else [])


def test_coordinates_of_no_system_are_told():
    layer = memory_layer("Point", [("POINT (9000000 1)",)], crs="EPSG:4326")
    with pytest.raises(OpgaveError, match=r"the coordinates \(such as 9000000.0 1.0\) fit no known coordinate system: give 'crs'"):
        correct_degrees(layer, asks(record("geojson", "a.geojson")))
    metres = memory_layer("Point", [("POINT (9000000 1)",)], crs="EPSG:31370")
    correct_degrees(metres, asks(record("geojson", "a.geojson")))
    correct_degrees(memory_layer("Point", [], crs="EPSG:4326"), asks(record("geojson", "a.geojson")))


def test_names_of_columns():
    source = record("csv", fields={"income": FieldSpec(("INKOMEN", "Ink")), "code": FieldSpec()})
    names = source_names(source)
    assert [name in names for name in ("inkomen", "ink", "income", "code", "inkom", "")] == [True] * 4 + [False] * 2
    ask = asks(source)
    note_header(ask, 1)
    note_header(ask, 3)
    assert ask.progress.notes == ["Layer 'Trial': the column names are in row 3."]


@pytest.mark.parametrize(
    ("suffix", "content", "found"),
    [(".xlsx", b"PK\x03\x04", ".xlsx"), (".xlsx", b"\xd0\xcf", ".xls"), (".csv", b"x", ".csv"), (".zip", b"x", ".zip")],
)
def test_the_ending_of_a_download(suffix, content, found):
    assert download.suffix_of(suffix, content) == found
    if suffix == download.WORKBOOK:
        assert download.suffix_of(suffix, b"PK..." + download.SPREADSHEET) == ".ods"
        assert download.suffix_of(suffix, b"PK" + b" " * 200 + download.SPREADSHEET) == ".xlsx"


def test_what_a_field_is_called_and_its_codes_mean():
    field = QgsField("kind", QMetaType.Type.QString)
    assert label_of(field, None) == Label() and label_of(field, {"a": "A"}) == Label("", {"a": "A"})
    field.setAlias("kind")
    assert label_of(field, None).alias == ""
    field.setAlias("Soort")
    for pairs in ([{"Bos": "1"}, {"Park": "2"}], {"Bos": "1", "Park": "2"}):
        field.setEditorWidgetSetup(QgsEditorWidgetSetup("ValueMap", {"map": pairs}))
        assert label_of(field, None) == Label("Soort", {"1": "Bos", "2": "Park"})
    assert label_of(field, {}) == Label("Soort", {})


@pytest.mark.parametrize(("given", "stated", "is_told"), [(5, 5, False), (5, None, False), (6, 5, False), (4, 5, True), (0, 1, True)])
def test_fewer_features_than_a_server_counts(given, stated, is_told):
    ask = asks(record("wfs"))
    compare_count(ask, given, stated)
    words = f"Layer 'Trial': the service gave {given} of the {stated} features that it counts; the layer is incomplete."
    assert ask.progress.warnings == ([words] if is_told else [])


def test_what_a_request_asks():
    assert asks(record("csv", geometry="none")).is_table and not asks(record("csv")).is_table
    assert (asks(record("csv", options={"filter": "x"})).filter, asks(record("csv")).filter) == ("x", "")
