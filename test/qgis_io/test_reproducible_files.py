"""What differs from run to run goes out of files: the same input gives the same bytes."""

import datetime
import shutil
import sqlite3
from contextlib import closing

from opgavenkaart.processing.qgis_io.reproducible_files import settle_geopackage, settle_xml
from osgeo import ogr

DAY = datetime.date(2026, 11, 1)
DESCRIPTIONS = ('<qgis><link name="Fluvius" type="LINK" url="u"/></qgis>', '<qgis><link url="u" type="LINK" name="Fluvius"/></qgis>')


def test_attributes_stand_by_name_also_in_xml_within_xml():
    assert {settle_xml(one) for one in DESCRIPTIONS} == {DESCRIPTIONS[0]}
    for quote in ("&quot;", '"'):
        written = f"<a>&lt;b z={quote}1{quote} y={quote}2{quote}/&gt;</a>"
        assert settle_xml(written) == f"<a>&lt;b y={quote}2{quote} z={quote}1{quote}/&gt;</a>"


def test_descriptions_of_layers_in_another_order_make_no_other_geopackage(qgis_app, tmp_path):
    """QGIS writes the attributes of a description in the order of a hash that each process draws anew."""
    first = tmp_path / "een.gpkg"
    source = ogr.GetDriverByName("GPKG").CreateDataSource(str(first))
    layer = source.CreateLayer("parken", geom_type=ogr.wkbPoint)
    layer.SetMetadata(["<GDALMetadata/>"], "xml:one")
    layer = source = None
    with closing(sqlite3.connect(first)) as database, database:
        database.execute(
            "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleQML TEXT, styleSLD TEXT, description TEXT, update_time TEXT)"
        )
        database.execute("UPDATE gpkg_metadata SET metadata = ?", [DESCRIPTIONS[0]])
    second = shutil.copy(first, tmp_path / "twee.gpkg")
    with closing(sqlite3.connect(second)) as database, database:
        changed = database.execute("UPDATE gpkg_metadata SET metadata = ?", [DESCRIPTIONS[1]])
        assert changed.rowcount == 1
    for path in (first, second):
        settle_geopackage(path, DAY)
    assert first.read_bytes()[100:] == second.read_bytes()[100:], "but for the head, which counts how often the file was written"
