"""The kinds of source: a module or a folder each, with an entry here. Whoever loads, watches, keeps or harvests asks this table."""

from __future__ import annotations

from ..describing.folder import harvest_folder
from ..reading.files import load_csv, load_excel, load_json, load_vector_file
from . import (
    arcgis,
    csw,
    dcat,
    geocoder,
    gtfs,
    join,
    oapif,
    ogc_records,
    opendatasoft,
    osm,
    overpass,
    parquet,
    postgis,
    raster,
    union,
    wfs,
    wms,
    wmts,
)
from .kind import SourceKind

__all__ = ["ON_DISK", "SOURCE_KINDS", "SourceKind"]

SOURCE_KINDS: dict[str, SourceKind] = {
    "gpkg": SourceKind(load_vector_file),
    "flatgeobuf": SourceKind(load_vector_file),
    "geojson": SourceKind(load_vector_file),
    "shapefile": SourceKind(load_vector_file),
    "csv": SourceKind(load_csv),
    "parquet": parquet.KIND,
    "excel": SourceKind(load_excel),
    "json": SourceKind(load_json),
    "gtfs": gtfs.KIND,
    "osm": osm.KIND,
    "csw": csw.KIND,
    "records": ogc_records.KIND,
    "dcat": dcat.KIND,
    "wfs": wfs.KIND,
    "wms": wms.KIND,
    "wmts": wmts.KIND,
    "oapif": oapif.KIND,
    "arcgis": arcgis.KIND,
    "opendatasoft": opendatasoft.KIND,
    "overpass": overpass.KIND,
    "postgis": postgis.KIND,
    "union": union.KIND,
    "join": join.KIND,
    "xyz": SourceKind(),
    "vector_tiles": SourceKind(),
    "locator": geocoder.KIND,
    "raster": raster.KIND,
    "other": SourceKind(),
    "none": SourceKind(),
}
"""By the word that a record's ``source.kind`` has, in the order of `SOURCE_FACTS`."""
ON_DISK = SourceKind(harvest=harvest_folder)
"""A folder on disk: it is harvested, and no record names one."""
