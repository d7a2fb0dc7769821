"""The door by which files are opened with GDAL: only with a driver of which the file is all that is read, said each time.

GDAL takes a file for what its first bytes say, whatever its name: a ``parks.geojson`` may be a virtual data source that reads any file of
the user, asks a server past QGIS's proxy, or runs SQL in a database. No other module opens one without a list of drivers.
"""

from __future__ import annotations

import re
import sqlite3
import time
import zipfile
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProviderRegistry, QgsProviderSublayerDetails, QgsVectorLayer

from ..model.errors import OpgaveError

if TYPE_CHECKING:
    from osgeo import gdal

HOLDING_DATA = frozenset(
    (
        *("GPKG", "SQLite", "ESRI Shapefile", "FlatGeobuf", "OpenFileGDB", "Parquet", "Arrow", "MapInfo File", "DXF"),
        *("GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRIJSON", "JSONFG", "KML", "LIBKML", "GPX", "OSM"),
        *("CSV", "XLSX", "XLS", "ODS"),
    )
)
"""GDAL's drivers of which a file is all that is read."""
INDIRECT_RASTERS = ("VRT", "WMS", "WMTS", "WCS", "DERIVED", "STACTA", "STACIT", "GTI")
"""Drivers of pictures that are made of other files, or of a server's."""
INDIRECT = ("OGR_VRT", "WFS", "OAPIF", "CSW", "GML", "GMLAS", "NAS", *INDIRECT_RASTERS)
"""Drivers that lead to other files or to servers, or ask one for a schema: asked for by the name of a file, never by its content alone."""
SCHEMA_FETCHING = "GML"
"""Driver that asks a server, past QGIS's network, for the schema that a file names, and writes what it found out beside the file."""
TABLES_OF_TABLES = "MapInfo File"
"""Driver of tables that may be made of others, by their paths: seamless ones and views."""
OF_OTHERS = re.compile(rb"isseamless\"?\s*=\s*\"?true|^\s*(?:create\s+view|open\s+table)\b", re.IGNORECASE | re.MULTILINE)
LONGEST_TABLE = 1 << 20
"""Bytes that the text of a MapInfo table may have, which says what its columns are."""
CELLS = ("GTiff", "AAIGrid")
"""Drivers of rasters of which a file is all that is read."""
PICTURES = (*CELLS, "HFA", "PNG", "JPEG", "GIF", "WEBP", "JP2OpenJPEG")
"""Drivers of rasters that may say where their overviews are: in a file beside them, or in any that they name."""
OF_OVERVIEWS = ("GTiff", "HFA")
"""Drivers of those files."""
BESIDE = (".ovr", ".msk")
SAME_FOLDER = ":::BASE:::"
"""Begins, as GDAL writes it, the name of a file with overviews that is in the folder of its raster."""
OWN = ("GPKG",)
"""Of the files that the plugin makes for itself."""
DATABASES = ("GPKG", "SQLite")
"""Drivers of files that are databases: what stands in them as a table may be computed, or be another file."""
INDEXES = frozenset(
    ("rtree", "rtree_i32", "geopoly", "fts3", "fts4", "fts5", "virtualspatialindex", "virtualelementary", "virtualknn", "virtualknn2")
)
"""Modules of SQLite, in lower case, whose tables hold nothing but what is in the file itself."""
NAMES = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|`[^`]*`")
VIRTUAL = re.compile(r"\bVIRTUAL\b(?:[^/-]*\bUSING\s+(\w+)(?!.*(?:/\*|--)))?|/\*|--", re.IGNORECASE | re.DOTALL)
"""What tells, before the first bracket of a table's statement and without quoted names, that it is a virtual one, and its module; a
comment there may hide the same."""
UNKNOWN_FUNCTION = re.compile(r"no such function: (\w+)")
WITH = re.compile(r"\bWITH\b", re.IGNORECASE)
LONGEST_COUNT, STEPS_BETWEEN = 10.0, 100_000
"""Seconds that the rows of a view may take to be counted; and the steps of SQLite after which the clock is looked at."""
PARTS = re.compile(r"\|(?:layername|layerid|subset|geometrytype|uniqueGeometryType|option:)", re.IGNORECASE)
"""Begins what QGIS says of a layer after the path of its file."""
ZIP = re.compile(r"/vsizip/\{?(.+?\.zip)(?=[/}]|$)", re.IGNORECASE)
MOST_MEMBERS = 1000
"""Files in a zip that are looked at; one with more is no layer."""


def refuse_indirect(path: Path) -> None:
    """Check that a file, or those in a zip, are read by themselves.

    Raises
    ------
    OpgaveError
        GDAL would be led to another file, a server or a database.
    """
    from osgeo import gdal  # a window that opens a panel has no need of it yet

    refuse_led_overviews(path)
    for place in _places(path):
        driver = gdal.IdentifyDriverEx(place, gdal.OF_VECTOR)
        driver = driver or gdal.IdentifyDriverEx(place, gdal.OF_RASTER, [name for name in INDIRECT_RASTERS if gdal.GetDriverByName(name)])
        if driver is not None and driver.ShortName == SCHEMA_FETCHING:
            raise OpgaveError(
                "'{path}' is GML, which has GDAL ask the server that it names and write beside it, and is not opened: save it as a"
                " GeoPackage first.",
                path=path,
            )
        if driver is not None and driver.ShortName not in HOLDING_DATA:
            raise leading_elsewhere(path, driver)
        if driver is not None and driver.ShortName == TABLES_OF_TABLES and _is_of_others(place):
            raise OpgaveError(
                "'{path}' is a MapInfo table made of other tables, wherever they lie, and is not opened: save it as a GeoPackage first.",
                path=path,
            )
        if driver is not None and driver.ShortName in DATABASES:
            _refuse_database_at(place, path)


def refuse_disguised(source: str) -> None:
    """Check that a file which a person gives as a layer does not lead elsewhere under the name of another kind, or by what stands in it.

    One whose name says so, such as ``roads.vrt``, is what that person chose.

    Parameters
    ----------
    source : str
        As QGIS writes it; nothing is checked where it names no file.

    Raises
    ------
    OpgaveError
        GDAL would be led to another file or a server.
    """
    from osgeo import gdal

    file = _file_of(source)
    known = [name for name in (*INDIRECT, *DATABASES) if gdal.GetDriverByName(name)]
    if file is None or not file.is_file():
        return
    refuse_led_overviews(file)
    for place in _places(file):
        driver = gdal.IdentifyDriverEx(place, gdal.OF_VECTOR | gdal.OF_RASTER, known)
        if driver is not None and driver.ShortName in DATABASES:
            _refuse_database_at(place, file, QgsProviderRegistry.instance().decodeUri("ogr", source).get("layerName") or "")
        elif driver is not None and Path(place).suffix[1:].lower() not in (driver.GetMetadataItem(gdal.DMD_EXTENSIONS) or "").split():
            raise leading_elsewhere(file, driver)


def refuse_led_overviews(path: Path, seen: frozenset[Path] = frozenset()) -> None:
    """Check that the overviews (pyramids) and the mask of a raster are rasters beside it, which lead nowhere either.

    GDAL opens those by any driver, whether it has need of them or not.

    Parameters
    ----------
    seen : frozenset of Path
        The rasters whose overviews lead to this one.

    Raises
    ------
    OpgaveError
        They lead to another place, past QGIS's network, or to each other.
    """
    from osgeo import gdal

    if gdal.IdentifyDriverEx(str(path), gdal.OF_RASTER, list(PICTURES)) is None:
        return
    dataset = None
    with suppress(RuntimeError):  # GDAL cannot read it, and says so when it is opened
        dataset = gdal.OpenEx(str(path), gdal.OF_RASTER, list(PICTURES))
    if dataset is None:
        return
    named = dataset.GetMetadataItem("OVERVIEW_FILE", "OVERVIEWS") or ""
    own = named.removeprefix(SAME_FOLDER)
    names = {f"{path.name}{ending}".lower() for ending in BESIDE} | {own.lower()}
    files = [file for file in path.parent.iterdir() if file.name.lower() in names]
    inside = not named or named.startswith(SAME_FOLDER) and own == Path(own).name
    if not inside or any(file in seen or not gdal.IdentifyDriverEx(str(file), gdal.OF_RASTER, list(OF_OVERVIEWS)) for file in files):
        raise OpgaveError(
            "'{path}' has overviews (pyramids) or a mask that lead elsewhere, and is not opened: ask for the file with the data alone.",
            path=path,
        )
    for file in files:
        refuse_led_overviews(file, seen | {path})


def leading_elsewhere(path: Path | None, driver: gdal.Driver) -> OpgaveError:
    """Return the sentence for a file that GDAL would follow to others."""
    return OpgaveError(
        "'{path}' holds no data but leads elsewhere (GDAL reads it as {driver}), and is not opened: ask for the file with the data itself.",
        path=path,
        driver=driver.ShortName,
    )


def _is_of_others(place: str) -> bool:
    """Whether a MapInfo table leads to others, or is too long a text to know."""
    from osgeo import gdal

    file = gdal.VSIFOpenL(place, "rb") if place.lower().endswith(".tab") else None
    if file is None:
        return False
    text = bytes(gdal.VSIFReadL(1, LONGEST_TABLE + 1, file) or b"")
    gdal.VSIFCloseL(file)
    return len(text) > LONGEST_TABLE or OF_OTHERS.search(text) is not None


def _refuse_database_at(place: str, path: Path, layer: str = "") -> None:
    if place != path.as_posix():
        raise OpgaveError("'{path}' is a zip with a database in it, which cannot be looked into: unpack it first.", path=path)
    refuse_acting_database(path, layer)


def refuse_acting_database(path: Path, layer: str = "") -> None:
    """Check that the tables of a GeoPackage or SQLite database stand in it, and that its views come to an end.

    Parameters
    ----------
    layer : str
        The only one that is read; empty for any. No view but that one is counted.

    Raises
    ------
    OpgaveError
        A table of it is another file, or a view computes for ever, which nobody could cancel.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            made = database.execute("SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
            for kind, name, sql in made:
                found = VIRTUAL.search(NAMES.sub("_", sql or "").partition("(")[0]) if kind == "table" else None
                if found and (found[1] or "").lower() not in INDEXES:
                    raise OpgaveError(
                        "'{path}' is not opened: its table '{table}' is not in it but read from elsewhere ({module}). Ask for the file with"
                        " the data itself.",
                        path=path,
                        table=name,
                        module=found[1] or "?",
                    )
            views = [(name, sql) for kind, name, sql in made if kind == "view" and layer.lower() in ("", name.lower())]
            endless = next((name for name, sql in views if not _ends(database, name, sql)), "")
    except sqlite3.Error:
        return  # GDAL cannot read it either, and says so
    if endless:
        raise OpgaveError(
            "'{path}' is not opened: its view '{view}' takes more than {seconds} seconds to count. Save the view as a table first.",
            path=path,
            view=endless,
            seconds=round(LONGEST_COUNT),
        )


def _ends(database: sqlite3.Connection, view: str, sql: str) -> bool:
    """Whether the rows of a view are counted within the time; a function that only GDAL knows gives nothing here."""
    until, unknown = time.monotonic() + LONGEST_COUNT, ""
    database.set_progress_handler(lambda: time.monotonic() > until, STEPS_BETWEEN)
    quoted = view.replace('"', '""')
    while True:
        try:
            database.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608  # nosec B608  the name is quoted
            return True
        except sqlite3.Error as error:
            found = UNKNOWN_FUNCTION.search(str(error))
            if not found or found[1] == unknown:
                return time.monotonic() <= until
            if WITH.search(sql):  # whether it ends may hang on what the function gives
                return False
            unknown = found[1]
            database.create_function(unknown, -1, lambda *_: None)


def open_dataset(path: Path | str, flags: int, drivers: Sequence[str], options: Sequence[str] = ()) -> gdal.Dataset:
    """Return a file opened with GDAL by one of these drivers, whatever it says of itself; GDAL's own exceptions tell what is wrong.

    Raises
    ------
    OpgaveError
        The overviews of a raster lead elsewhere.
    """
    from osgeo import gdal

    if flags & gdal.OF_RASTER:
        refuse_led_overviews(Path(path))
    return gdal.OpenEx(str(path), flags, list(drivers), list(options))


def open_ogr_layer(source: Path | str, name: str, options: QgsVectorLayer.LayerOptions | None = None) -> QgsVectorLayer:
    """Return a layer of a file, not valid where it cannot be opened or is not there; without the looks that it may bring, which could act.

    Parameters
    ----------
    source : Path or str
        As QGIS writes it: the path of a file, ``|layername=...`` where wanted.

    Raises
    ------
    OpgaveError
        It leads elsewhere.
    """
    if file := _file_of(str(source)):
        refuse_indirect(file)
    return QgsVectorLayer(str(source) if file else "", name, "ogr", options or QgsVectorLayer.LayerOptions(loadDefaultStyle=False))


def list_sublayers(path: Path | str, with_pictures: bool = False) -> list[QgsProviderSublayerDetails]:
    """Return what a file holds: its layers, and where wanted its pictures; nothing where it cannot be opened or is not there.

    Raises
    ------
    OpgaveError
        It leads elsewhere.
    """
    file, registry = _file_of(str(path)), QgsProviderRegistry.instance()
    if not file:
        return []
    refuse_indirect(file)
    return list(registry.querySublayers(str(path)) if with_pictures else registry.providerMetadata("ogr").querySublayers(str(path)))


def _file_of(source: str) -> Path | None:
    """Return the file on disk of a source, or the zip that it lies in; None where there is none."""
    place = PARTS.split(source, maxsplit=1)[0]
    inside = ZIP.match(place)
    file = Path(inside[1] if inside else place)
    try:
        return file if file.exists() else None
    except (OSError, ValueError):  # a text that is no path, such as the description of a coordinate system
        return None


def _places(path: Path) -> list[str]:
    if not zipfile.is_zipfile(path) or path.suffix.lower() != ".zip":
        return [path.as_posix()]
    with zipfile.ZipFile(path) as archive:
        names = [entry.filename for entry in archive.infolist() if not entry.is_dir()][:MOST_MEMBERS]
    return [f"/vsizip/{{{path.as_posix()}}}/{name}" for name in names]
