"""What differs from run to run goes out of files: the same input gives the same bytes."""

import datetime
import shutil
import sqlite3
import threading
import time
from contextlib import closing

import pytest
from opgavenkaart.processing.model.errors import Cancelled, OpgaveError
from opgavenkaart.processing.model.progress import Progress
from opgavenkaart.processing.qgis_io import reproducible_files
from opgavenkaart.processing.qgis_io.reproducible_files import settle_geopackage, settle_xml
from osgeo import ogr

DAY = datetime.date(2026, 11, 1)


class CancelledProgress(Progress):
    def is_cancelled(self):
        return True


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


def test_who_looks_into_a_file_for_a_moment_is_waited_for_and_who_stays_is_named(tmp_path, monkeypatch):
    """QGIS's browser reads each new file of a folder that it shows, while the output is being finished."""
    path = tmp_path / "uitvoer.gpkg"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        with database:
            database.execute("CREATE TABLE layer_styles (styleQML TEXT, styleSLD TEXT, description TEXT, update_time TEXT)")
            database.execute("INSERT INTO layer_styles (description) VALUES ('by whom')")
    reader = sqlite3.connect(path, check_same_thread=False)
    read = reader.execute("SELECT * FROM layer_styles")
    assert read.fetchone()
    monkeypatch.setattr(reproducible_files, "PATIENCE", 0.2)
    with pytest.raises(OpgaveError, match=r"uitvoer\.gpkg' cannot be written \(database is locked\): close the program that uses the file"):
        settle_geopackage(path, DAY)

    def look_away():
        time.sleep(0.5)
        reader.close()

    monkeypatch.setattr(reproducible_files, "PATIENCE", 60)
    with pytest.raises(Cancelled):
        settle_geopackage(path, DAY, CancelledProgress())
    other = threading.Thread(target=look_away)
    other.start()
    settle_geopackage(path, DAY)
    other.join()
    assert [file.name for file in tmp_path.iterdir()] == ["uitvoer.gpkg"], "no log is left beside it"
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert database.execute("SELECT description FROM layer_styles").fetchone() == ("",)


def test_what_lacks_in_a_file_is_no_refusal_to_write(tmp_path):
    path = tmp_path / "leeg.gpkg"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE other (id INTEGER)")
    with pytest.raises(OpgaveError, match=r"leeg\.gpkg' does not hold what it should \(no such table: layer_styles\): delete the file"):
        settle_geopackage(path, DAY)
