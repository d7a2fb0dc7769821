"""What may be published, as files: GeoPackage, CSV with its table schema, GeoJSON, GeoParquet; and what they are."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal

from ...analysis.features import Features
from ...model.catalogue import Catalogue, write_catalogue
from ...model.choices import CSV, GEOJSON, GEOPACKAGE, GEOPARQUET, PUBLISHED_FORMATS
from ...model.contract import PUBLISHER
from ...model.errors import OpgaveError
from ...model.files import file_hash, write_json
from ...model.progress import SILENT, Progress
from ...model.public_text import public_value
from ...model.record import LayerRecord, Source
from ...model.text import field_name, number_equals
from ...qgis_io.columns import kind_in_table
from ...qgis_io.crs import read_crs
from ...qgis_io.layer_metadata import layer_metadata, write_metadata
from ...qgis_io.ogr_errors import gdal_raises
from ...qgis_io.opening import OWN, open_dataset
from ...qgis_io.spreadsheet import keep_text, keep_texts
from ...qgis_io.writing import write_geopackage
from ...texts.language import Language
from ..layer_package import titles_of
from ..other_formats.geojson import write_geojson
from .prepare import PublishableLayer

DATA_PACKAGE = "datapackage.json"
PACKAGE_TYPES = {"int": "integer", "float": "number", "bool": "boolean", "text": "string", "date": "date", "datetime": "datetime"}
"""What columns are called in a table schema of Frictionless."""
MEDIA_TYPES = {
    ".gpkg": "application/geopackage+sqlite3",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".parquet": "application/vnd.apache.parquet",
}
POINT = 0
DECIMALS, DECIMALS_OF_DEGREES = 3, 7
"""Of coordinates: to the millimetre, and to the centimetre."""


def write_files(folder: Path, made: PublishableLayer, formats: Collection[str], language: Language, progress: Progress = SILENT) -> str:
    """Write the files that are asked for, all where none are, with a data package, and a catalogue where the publisher is known; return
    the catalogue's name, empty without."""
    asked, id = formats or PUBLISHED_FORMATS, made.record.id
    geopackage = folder / f"{id}.gpkg"
    words = {"title": made.record.title.of(language.code), "description": made.record.description.of(language.code)}
    write_geopackage(geopackage, id, made.features, aliases=titles_of(made.record, language), progress=progress, **words)
    write_metadata(geopackage, {id: layer_metadata(made.record, made.record.date, made.features.crs, language)})
    columns: dict[str, str] = {}
    if CSV in asked:
        columns = write_csv(folder / f"{id}.csv", made.features)
    if GEOJSON in asked and made.features.crs:
        write_geojson(folder, geopackage, [id], progress)
        (folder / f"{field_name(id)}.geojson").rename(folder / f"{id}.geojson")
    elif GEOJSON in asked and formats:
        progress.note("A table has no geometry: it is not written as GeoJSON.")
    if GEOPARQUET in asked and not write_geoparquet(folder / f"{id}.parquet", geopackage) and formats:
        progress.warn("This QGIS cannot write GeoParquet (GDAL has no driver for it): that file is left out.")
    if GEOPACKAGE not in asked:
        geopackage.unlink()
    write_json(folder / DATA_PACKAGE, data_package(folder, made, columns, language))
    return write_record(folder, made)


def write_csv(path: Path, features: Features) -> dict[str, str]:
    """Write a table as CSV (UTF-8, ISO dates, points as x and y, other geometries as WKT); return its columns with their kinds.

    Of texts that a spreadsheet would compute an apostrophe stands before them, as its first reader may be one.
    """
    table, places = features.table, {}
    if features.crs:
        digits = DECIMALS_OF_DEGREES if read_crs(features.crs).isGeographic() else DECIMALS
        if (shapely.get_type_id(features.geometry) <= POINT).all():
            xy = np.column_stack([shapely.get_x(features.geometry), shapely.get_y(features.geometry)]).round(digits)
            places = {"x": pd.Series(xy[:, 0]), "y": pd.Series(xy[:, 1])}
        else:
            places = {"wkt": pd.Series(shapely.to_wkt(features.geometry, rounding_precision=digits), dtype=object)}
    every = [*places.values(), *(table[name] for name in table)]
    names = number_equals(str(keep_text(name)) for name in (*places, *table))
    written = pd.concat([as_texts(column).rename(name) for name, column in zip(names, every, strict=True)], axis=1)
    keep_texts(written).to_csv(path, index=False, lineterminator="\r\n", encoding="utf-8")
    return {name: kind_in_table(column) for name, column in zip(names, every, strict=True)}


def as_texts(column: pd.Series) -> pd.Series:
    """Return values as a table schema wants them written; missing ones empty."""
    writers: dict[str, Callable[[Any], str]] = {
        "int": lambda value: str(int(value)),
        "float": lambda value: f"{value:.15g}",
        "bool": lambda value: str(bool(value)).lower(),
        "date": lambda value: value.date().isoformat(),
        "datetime": lambda value: value.isoformat(timespec="seconds"),
        "text": str,
    }
    write = writers[kind_in_table(column)]
    return pd.Series(["" if pd.isna(value) else write(value) for value in column], dtype=object)


def write_geoparquet(path: Path, geopackage: Path) -> bool:
    """Write a layer as GeoParquet; return whether GDAL can."""
    if gdal.GetDriverByName("Parquet") is None:
        return False
    with gdal_raises():
        gdal.VectorTranslate(str(path), open_dataset(geopackage, gdal.OF_VECTOR, OWN), format="Parquet")
    return True


def data_package(folder: Path, made: PublishableLayer, columns: dict[str, str], language: Language) -> dict[str, Any]:
    """Return what the files are, as Frictionless wants it: who publishes them, under which licence, and the table schema of the CSV."""
    record, code = made.record, language.code
    package: dict[str, Any] = {"name": record.id, "title": record.title.of(code), "profile": "data-package"}
    if record.description.of(code):
        package["description"] = record.description.of(code)
    if record.licence.name:
        licence = {"name": field_name(record.licence.name), "title": record.licence.name}
        package["licenses"] = [licence | ({"path": record.licence.url} if record.licence.url else {})]
    if record.publisher.name:
        package["contributors"] = [{"title": record.publisher.name, "role": "publisher"}]
        if "@" in record.contact:
            package["contributors"][0]["email"] = record.contact
    package["resources"] = [resource(path, made, columns, language) for path in sorted(folder.iterdir()) if path.suffix in MEDIA_TYPES]
    return dict(public_value(package))


def resource(path: Path, made: PublishableLayer, columns: dict[str, str], language: Language) -> dict[str, Any]:
    """Return what one file is."""
    facts: dict[str, Any] = {
        "name": f"{made.record.id}-{path.suffix[1:]}",
        "path": path.name,
        "format": path.suffix[1:],
        "mediatype": MEDIA_TYPES[path.suffix],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_hash(path)}",
    }
    if path.suffix != ".csv":
        return facts
    titles, fields = titles_of(made.record, language), []
    for name, kind in columns.items():
        field: dict[str, Any] = {"name": name, "type": PACKAGE_TYPES[kind]}
        spec = made.record.fields.get(name)
        field |= {"title": titles[name]} if name in titles else {}
        field |= {"constraints": {"enum": list(spec.values)}} if spec and spec.values and kind == "text" else {}
        fields.append(field)
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    schema |= {"primaryKey": made.record.key} if made.record.key in columns else {}
    return facts | {"profile": "tabular-data-resource", "encoding": "utf-8", "dialect": {"lineTerminator": "\r\n"}, "schema": schema}


def write_record(folder: Path, made: PublishableLayer) -> str:
    """Write a catalogue of the one layer, of which the source is the first file that there is; return its name, empty without publisher."""
    kinds = (("gpkg", ".gpkg"), ("geojson", ".geojson"), ("parquet", ".parquet"), ("csv", ".csv"))
    written = [one for one in kinds if (folder / f"{made.record.id}{one[1]}").is_file()]
    if not written:
        raise OpgaveError("Layer '{layer}' cannot be written in the formats that are asked: choose others.", layer=made.record.title)
    kind, ending = written[0]
    if PUBLISHER in made.unsaid:
        return ""
    name = f"{made.record.id}.catalogue.json"
    source = Source(kind, f"{made.record.id}{ending}", made.record.id if kind == "gpkg" else "")
    record = LayerRecord.from_json(public_value(made.record.kept_as(source).to_json()), str(folder.resolve()), name)
    write_catalogue(folder / name, Catalogue(title=record.title, own={record.id: record}))
    return name
