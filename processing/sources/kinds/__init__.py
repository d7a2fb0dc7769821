"""The kinds of source: a module or a folder each, with an entry here. Whoever loads, watches, keeps or harvests asks this table."""

from __future__ import annotations

from ..describing.folder import harvest_folder
from ..reading.files import load_csv, load_excel, load_json, load_vector_file
from . import arcgis, csw, dcat, geocoder, oapif, ogc_records, opendatasoft, parquet, postgis, wfs, wms, wmts
from .kind import SourceKind

__all__ = ["FOLDER", "SOURCE_KINDS", "SourceKind"]

SOURCE_KINDS: dict[str, SourceKind] = {
    "gpkg": SourceKind(load_vector_file, ".gpkg"),
    "shapefile": SourceKind(load_vector_file, ".zip"),
    "geojson": SourceKind(load_vector_file, ".geojson"),
    "flatgeobuf": SourceKind(load_vector_file, ".fgb"),
    "parquet": parquet.KIND,
    "csv": SourceKind(load_csv, ".csv"),
    "excel": SourceKind(load_excel, ".xlsx"),
    "json": SourceKind(load_json, ".json"),
    "postgis": postgis.KIND,
    "csw": csw.KIND,
    "wfs": wfs.KIND,
    "oapif": oapif.KIND,
    "arcgis": arcgis.KIND,
    "opendatasoft": opendatasoft.KIND,
    "wmts": wmts.KIND,
    "wms": wms.KIND,
    "xyz": SourceKind(),
    "vector_tiles": SourceKind(),
    "records": ogc_records.KIND,
    "dcat": dcat.KIND,
    "locator": geocoder.KIND,
    "raster": SourceKind(),
    "other": SourceKind(),
    "none": SourceKind(),
}
"""By the word that a record's ``source.kind`` has; the schema of catalogues lists the same."""
FOLDER = SourceKind(harvest=harvest_folder)
"""A folder on disk: it is harvested, and no record names one."""
