"""The door by which files are opened with GDAL: only with a driver of which the file is all that is read, said each time.

GDAL takes a file for what its first bytes say, whatever its name: a ``parks.geojson`` may be a virtual data source that reads any file of
the user, asks a server past QGIS's proxy, or runs SQL in a database. No other module opens one without a list of drivers.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
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
SCHEMA_FETCHING = "GML"
"""Driver that asks a server, past QGIS's network, for the schema that a file names, and writes what it found out beside the file."""
OWN = ("GPKG",)
"""Of the files that the plugin makes for itself."""
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
            raise OpgaveError(
                "'{path}' holds no data but leads elsewhere (GDAL reads it as {driver}), and is not opened: ask for the file with the data"
                " itself.",
                path=path,
                driver=driver.ShortName,
            )


def open_dataset(path: Path | str, flags: int, drivers: Sequence[str], options: Sequence[str] = ()) -> gdal.Dataset:
    """Return a file opened with GDAL by one of these drivers, whatever it says of itself; GDAL's own exceptions tell what is wrong."""
    from osgeo import gdal

    return gdal.OpenEx(str(path), flags, list(drivers), list(options))


def open_ogr_layer(source: Path | str, name: str, options: QgsVectorLayer.LayerOptions | None = None) -> QgsVectorLayer:
    """Return a layer of a file, not valid where it cannot be opened or is not there.

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
    return QgsVectorLayer(str(source) if file else "", name, "ogr", options or QgsVectorLayer.LayerOptions())


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
    return file if file.exists() else None


def _places(path: Path) -> list[str]:
    if not zipfile.is_zipfile(path) or path.suffix.lower() != ".zip":
        return [path.as_posix()]
    with zipfile.ZipFile(path) as archive:
        names = [entry.filename for entry in archive.infolist() if not entry.is_dir()][:MOST_MEMBERS]
    return [f"/vsizip/{{{path.as_posix()}}}/{name}" for name in names]
