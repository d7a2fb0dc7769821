"""Files that hold no data of their own but lead GDAL to others, or to a server: nothing that comes from elsewhere may do that.

GDAL takes a file for what its first bytes say, whatever its name: a ``parks.geojson`` may be a virtual data source that reads any file of
the user, asks a server past QGIS's proxy, or runs SQL in a database.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from osgeo import gdal

from ..model.errors import OpgaveError

HOLDING_DATA = frozenset(
    (
        *("GPKG", "SQLite", "ESRI Shapefile", "FlatGeobuf", "OpenFileGDB", "Parquet", "Arrow", "MapInfo File", "DXF"),
        *("GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRIJSON", "JSONFG", "GML", "KML", "LIBKML", "GPX", "OSM"),
        *("CSV", "XLSX", "XLS", "ODS"),
    )
)
"""GDAL's drivers of which a file is all that is read."""
MOST_MEMBERS = 1000
"""Files in a zip that are looked at; one with more is no layer."""


def refuse_indirect(path: Path) -> None:
    """Check that a file, or those in a zip, are read by themselves.

    Raises
    ------
    OpgaveError
        GDAL would be led to another file, a server or a database.
    """
    for place in _places(path):
        driver = gdal.IdentifyDriverEx(place, gdal.OF_VECTOR)
        if driver is not None and driver.ShortName not in HOLDING_DATA:
            raise OpgaveError(
                "'{path}' holds no data but leads elsewhere (GDAL reads it as {driver}), and is not opened: ask for the file with the data"
                " itself.",
                path=path,
                driver=driver.ShortName,
            )


def _places(path: Path) -> list[str]:
    if not zipfile.is_zipfile(path) or path.suffix.lower() != ".zip":
        return [path.as_posix()]
    with zipfile.ZipFile(path) as archive:
        names = [entry.filename for entry in archive.infolist() if not entry.is_dir()][:MOST_MEMBERS]
    return [f"/vsizip/{{{path.as_posix()}}}/{name}" for name in names]
