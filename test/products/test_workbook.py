"""The workbook of a bundle: what stands in its sheets, what is too long for a cell or a sheet, and that the same gives the same bytes."""

import zipfile

import pytest
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.products.integrated_map.dictionary import Meaning
from opgavenkaart.processing.products.other_formats import looks, workbook
from opgavenkaart.processing.products.other_formats.dictionary import Described
from opgavenkaart.processing.products.other_formats.workbook import write_workbook
from opgavenkaart.processing.texts.language import Language
from opgavenkaart.test.support.layers import Heard, memory_layer
from osgeo import gdal, ogr
from qgis.core import QgsProject, QgsVectorFileWriter, QgsVectorLayer

ENGLISH = Language("en")


@pytest.fixture
def geopackage(qgis_app, tmp_path):
    """Two layers: three units and one bench, of which the note is long."""
    path = tmp_path / "town.gpkg"
    layers = {
        "units": [("POINT(1 1)", "a", 5), ("POINT(1 1)", "b", None), ("POINT(1 1)", "c", 7)],
        'long "name" of benches in the park': [("POINT(1 1)", "abcdefgh", 1)],
    }
    for number, (name, rows) in enumerate(layers.items()):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName = name
        if number:
            options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
        layer = memory_layer("Point", rows, "note:string,count:integer")
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
    return path


BENCHES = Described('long "name" of benches in the park', "Benches", "City", "gis@city.be", "CC0", "2026-01-01")
UNITS = Described("units", "Areas", fields={"count": Meaning("Number", "how many", "benches", "benches")})


def sheets(path):
    """The rows of every sheet as texts, its head first."""
    found = {}
    with gdal.config_option("OGR_XLSX_HEADERS", "FORCE"):
        book = ogr.Open(str(path), 0)
        for place in range(book.GetLayerCount()):
            layer = book.GetLayer(place)
            definition = layer.GetLayerDefn()
            columns = range(definition.GetFieldCount())
            head = [definition.GetFieldDefn(column).GetName() for column in columns]
            found[layer.GetName()] = [head, *([row.GetField(column) for column in columns] for row in layer)]
    return found


def test_the_sheets_of_a_workbook(geopackage, tmp_path):
    said = Heard()
    write_workbook(tmp_path / "town.xlsx", geopackage, [UNITS, BENCHES], ENGLISH, said)
    found = sheets(tmp_path / "town.xlsx")
    name = list(found)[3]
    assert list(found)[:3] == ["Layers", "Fields", "units"] and name.startswith("long") and len(name) <= 31
    assert found["Layers"] == [
        ["Sheet", "Layer", "Number", "Publisher", "Contact", "Licence", "Date"],
        ["units", "Areas", "3", None, None, None, None],
        [name, "Benches", "1", "City", "gis@city.be", "CC0", "2026-01-01"],
    ]
    assert found["Fields"] == [
        ["Sheet", "Field", "Title", "Meaning", "Unit", "From layer"],
        ["units", "note", "note", None, None, None],
        ["units", "count", "Number", "how many", "benches", "benches"],
        [name, "note", "note", None, None, None],
        [name, "count", "count", None, None, None],
    ]
    assert found["units"] == [["note", "count"], ["a", 5], ["b", None], ["c", 7]]
    assert found[name] == [["note", "count"], ["abcdefgh", 1]] and said.warnings == []


def test_the_same_layers_give_the_same_bytes(geopackage, tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(tmp_path / name, geopackage, [UNITS], ENGLISH)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.xlsx") as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_a_sheet_and_a_cell_hold():
    """The limits that Excel states: 2^20 rows with the head, 2^15 - 1 characters in a cell, 31 in a name."""
    assert (workbook.MOST_ROWS + 1, workbook.LONGEST_TEXT + 1, workbook.LONGEST_NAME) == (2**20, 2**15, 27)


def test_texts_too_long_for_a_cell_are_cut_and_layers_too_long_for_a_sheet_left_out(geopackage, tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    monkeypatch.setattr(workbook, "LONGEST_TEXT", 8)
    said = Heard()
    write_workbook(tmp_path / "full.xlsx", geopackage, [UNITS, BENCHES], ENGLISH, said)
    assert said.warnings == [] and len(sheets(tmp_path / "full.xlsx")["units"]) == 4, "just so many fit"
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    monkeypatch.setattr(workbook, "LONGEST_TEXT", 7)
    write_workbook(tmp_path / "less.xlsx", geopackage, [UNITS, BENCHES], ENGLISH, said)
    found = sheets(tmp_path / "less.xlsx")
    assert "units" not in found and list(found.values())[-1][1] == ["abcdefg", 1]
    assert found["Layers"][1:] == [["long__n", "Benches", "1", "City", "gis@cit", "CC0", "2026-01"]]
    assert said.warnings == [
        "Layer 'units' has 3 features, but a sheet holds at most 2: the workbook does not include this layer.",
        f"Layer '{BENCHES.layer}': 1 texts are too long for a cell of the workbook and were cut off.",
    ]


def test_a_workbook_that_cannot_be_written_says_why(geopackage, tmp_path):
    with pytest.raises(OpgaveError, match="The workbook '.*' cannot be written"):
        write_workbook(tmp_path / "nowhere" / "town.xlsx", geopackage, [UNITS], ENGLISH)


def test_looks_are_written_of_the_layers_of_the_geopackage_that_are_shown(geopackage, tmp_path):
    project = QgsProject()
    shown = QgsVectorLayer(f"{geopackage}|layername=units", "Areas", "ogr")
    hidden = QgsVectorLayer(f"{geopackage}|layername={BENCHES.layer}", "Benches", "ogr")
    project.addMapLayers([shown, memory_layer("Point", [], name="other")])
    project.addMapLayer(hidden, False)
    assert list(looks.shown_layers(project, geopackage)) == [shown]
    for write, suffix in ((looks.write_qml, ".qml"), (looks.write_sld, ".sld")):
        (path,) = write(tmp_path, project, geopackage)
        assert path.parent == tmp_path and path.suffix == suffix and path.read_text(encoding="utf-8").strip()
    with pytest.raises(OpgaveError, match="The style of layer 'Areas' cannot be written to '.*nowhere"):
        looks.write_qml(tmp_path / "nowhere", project, geopackage)
    project.clear()
