"""What the rows of a layer are, as a number, on a GeoPackage of two rows; and layers that are written part by part."""

import sqlite3
from contextlib import closing

import numpy as np
import pytest
import shapely
from opgavenkaart.processing.model.errors import OpgaveError
from opgavenkaart.processing.qgis_io import layer_rows
from opgavenkaart.processing.qgis_io.layer_rows import layer_rows_hash, parts_beside, quote
from opgavenkaart.processing.qgis_io.layer_stream import file_stream, plain_path
from opgavenkaart.processing.qgis_io.value_lists import write_value_lists
from osgeo import ogr
from qgis.core import Qgis, QgsProcessingContext

pytestmark = pytest.mark.usefixtures("qgis_app")
KINDS = {"name": "text", "count": "int", "share": "float", "open": "bool"}
POINTS = shapely.to_wkb(shapely.points([(1, 2), (3, 4), (5, 6)]))
ROWS = {
    "name": np.array(["oak", "elm", None], dtype=object),
    "count": np.array([1, 2, 3]),
    "share": np.array([0.5, np.nan, 1.5]),
    "open": np.array([True, False, True]),
}


def write_trees(path):
    """Write three rows, in two parts and one that is empty."""
    with file_stream(path, KINDS, "EPSG:31370", Qgis.WkbType.Point) as stream:
        for part in (slice(0, 2), slice(2, 2), slice(2, 3)):
            stream.write(POINTS[part], {name: values[part] for name, values in ROWS.items()})
    return path


@pytest.fixture
def trees(tmp_path):
    return write_trees(tmp_path / "trees.gpkg")


def change(path, statement):
    with closing(sqlite3.connect(path)) as database, database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {quote(name)}")
        database.execute(statement)


@pytest.mark.parametrize("name", ["trees.gpkg", "trees.FGB"])
def test_rows_come_back_from_a_file_that_was_written_in_parts(tmp_path, name):
    dataset = ogr.Open(str(write_trees(tmp_path / name)))
    layer = dataset.GetLayer(0)
    assert layer.GetName() == "trees" and layer.GetSpatialRef().GetAuthorityCode(None) == "31370"
    found = {row.GetGeometryRef().ExportToWkt(): [row.GetField(field) for field in KINDS] for row in layer}
    assert found == {"POINT (1 2)": ["oak", 1, 0.5, 1], "POINT (3 4)": ["elm", 2, None, 0], "POINT (5 6)": [None, 3, 1.5, 1]}
    assert layer.GetLayerDefn().GetFieldDefn(3).GetSubType() == ogr.OFSTBoolean


def test_a_file_takes_the_place_of_an_old_one_only_when_it_is_whole(trees):
    before = trees.read_bytes()
    with pytest.raises(ZeroDivisionError), file_stream(trees, KINDS, "EPSG:31370", Qgis.WkbType.Point):
        raise ZeroDivisionError
    assert trees.read_bytes() == before and [file.name for file in trees.parent.iterdir()] == ["trees.gpkg"]


@pytest.mark.parametrize(
    ("place", "is_plain"),
    [
        ("/a/trees.gpkg", True),
        ("/a/trees.GPKG", True),
        ("/a/trees.fgb", True),
        ("/a/trees.shp", False),
        ("/a/trees.gpkg|layername=oak", False),
        ("postgres:trees.gpkg", False),
        ("memory:", False),
    ],
)
def test_which_outputs_are_files_that_are_written_in_bulk(place, is_plain):
    assert (plain_path(place, QgsProcessingContext()) is not None) == is_plain


def test_the_same_rows_are_the_same_number(trees, tmp_path):
    first = layer_rows_hash(trees, "trees")
    assert len(first) == 64 and layer_rows_hash(trees, "trees") == first
    (tmp_path / "again").mkdir()
    assert layer_rows_hash(write_trees(tmp_path / "again" / "trees.gpkg"), "trees") == first


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trees SET name = 'ash' WHERE count = 1",
        "UPDATE trees SET name = '' WHERE count = 3",
        "UPDATE trees SET geom = NULL WHERE count = 2",
        "UPDATE trees SET geom = (SELECT geom FROM trees WHERE count = 1) WHERE count = 2",
        "DELETE FROM trees WHERE count = 3",
        "ALTER TABLE trees RENAME COLUMN name TO kind",
        "UPDATE gpkg_geometry_columns SET srs_id = 4326",
        "UPDATE gpkg_geometry_columns SET geometry_type_name = 'GEOMETRY'",
    ],
)
def test_whatever_is_changed_of_rows_is_another_number(trees, statement):
    before = layer_rows_hash(trees, "trees")
    change(trees, statement)
    assert layer_rows_hash(trees, "trees") != before


def test_rows_are_the_same_however_many_are_held_at_a_time(trees, monkeypatch):
    """What another table in the file says is none of them."""
    change(trees, "CREATE TABLE other (a)")
    before = layer_rows_hash(trees, "trees")
    change(trees, "INSERT INTO other VALUES (1)")
    assert layer_rows_hash(trees, "trees") == before
    assert layer_rows_hash(trees, "other") != before


def test_shapes_that_share_their_bytes_in_another_way_are_others(tmp_path):
    """Of the bytes ab, c and a, bc: only their sizes tell them apart."""
    found = []
    for number, parts in enumerate([(b"ab", b"c"), (b"a", b"bc")]):
        path = write_trees(tmp_path / f"{number}.gpkg").rename(tmp_path / f"trees{number}.gpkg")
        change(path, f'ALTER TABLE "{number}" RENAME TO same')
        change(path, "UPDATE gpkg_geometry_columns SET table_name = 'same'")
        for row, shape in enumerate(parts, 1):
            change(path, f"UPDATE same SET geom = x'{shape.hex()}' WHERE count = {row}")
        found.append(layer_rows_hash(path, "same"))
    assert found[0] != found[1]


def test_a_layer_that_is_not_there_is_one_sentence(trees):
    with pytest.raises(OpgaveError, match="Whether layer 'oaks' of '.*trees.gpkg' is as it was cannot be seen"):
        layer_rows_hash(trees, "oaks")
    with pytest.raises(OpgaveError, match="cannot be seen"):
        layer_rows_hash(trees.with_name("none.gpkg"), "trees")


def test_changes_may_stand_beside_a_database(trees):
    assert parts_beside(trees) == []
    for end in layer_rows.SQLITE_PARTS:
        trees.with_name(f"trees.gpkg{end}").write_text("")
    assert [part.name for part in parts_beside(trees)] == ["trees.gpkg-wal", "trees.gpkg-journal"]


def test_a_name_with_a_quote_is_a_name():
    assert quote('a"b') == '"a""b"'


def test_fields_have_a_list_of_what_their_values_mean(trees):
    write_value_lists(trees, "trees", {"count": {1: "one", 2: "two"}, "name": {"oak": "Oak"}, "share": {}, "none": {1: "x"}})
    write_value_lists(trees, "trees", {"count": {1: "one", 2: "two"}})
    dataset = ogr.Open(str(trees))
    fields = dataset.GetLayer(0).GetLayerDefn()
    domains = [fields.GetFieldDefn(number).GetDomainName() for number in range(fields.GetFieldCount())]
    assert domains == ["trees_name", "trees_count", "", ""]
    assert dataset.GetFieldDomain("trees_count").GetEnumeration() == {"1": "one", "2": "two"}
    assert dataset.GetFieldDomain("trees_name").GetEnumeration() == {"oak": "Oak"}


def test_lists_of_a_file_that_is_not_there_are_one_sentence(tmp_path):
    with pytest.raises(OpgaveError, match=r"none\.gpkg"):
        write_value_lists(tmp_path / "none.gpkg", "trees", {"count": {1: "one"}})
