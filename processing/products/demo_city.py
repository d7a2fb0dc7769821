"""The generated city as files: a GeoPackage, the files that stand beside it, and their catalogue."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsCoordinateTransformContext

from ..analysis.demo_city import generate
from ..analysis.demo_city.heat import HEAT_MAP, make_heat_map
from ..analysis.demo_city.timetable import make_feed
from ..analysis.features import Features
from ..model.catalogue import Catalogue, read_catalogue, write_catalogue
from ..model.files import RESOURCES
from ..model.progress import SILENT, Progress
from ..model.record import LayerRecord
from ..qgis_io.crs import read_crs, transform_geometry, transformation
from ..qgis_io.rasters import write_cells
from ..qgis_io.reproducible_files import fix_time
from ..qgis_io.writing import write_geopackage

TEMPLATE = RESOURCES / "demo" / "catalogue.json"
GEOPACKAGE, CATALOGUE = "demo_city.gpkg", "catalogue.json"
DEGREE_DECIMALS = 7
SECTOR_NAME_COLUMN = "TX_SECTOR_DESCR_NL"


def write_demo_city(folder: Path, seed: int, transform_context: QgsCoordinateTransformContext, progress: Progress = SILENT) -> Catalogue:
    """Generate the city and write it to ``folder``: ``demo_city.gpkg``, ``catalogue.json`` and the files that the catalogue names.

    One seed gives the same bytes on every run: the GeoPackage says that it was written on the day of its newest layer.
    The template of the catalogue says in which file, under which column names and in which coordinate system each record is written.

    Raises
    ------
    OpgaveError
        When a file cannot be written.
    """
    catalogue = demo_catalogue(folder, seed)
    layers = generate(seed, progress)
    names = layers["statistical_sectors"].table.set_index("sector_code")["sector_name"]
    progress.step("Writing {count} layers", count=len(layers) + 1)
    newest = max(record.date for record in catalogue.own.values() if record.date)
    with fix_time(newest):
        for number, (record_id, layer) in enumerate(layers.items()):
            record = catalogue.own[record_id]
            layer = source_columns(in_its_system(layer, record, transform_context), record)
            if record.source.kind == "gtfs":
                write_feed(Path(record.location), make_feed(layers["stops"]), layer)
            else:
                write_record(Path(record.location), record, layer, names, progress)
            progress.update((number + 1) / len(layers))
    record, heat = catalogue.own[HEAT_MAP], make_heat_map(layers)
    write_cells(Path(record.location), heat.grid, heat.tenths / 10, record.crs)
    write_catalogue(folder / CATALOGUE, catalogue)
    return catalogue


def demo_catalogue(folder: Path, seed: int) -> Catalogue:
    """Return the city's catalogue, its files in ``folder``, its lineage naming the seed."""
    template = read_catalogue(TEMPLATE)
    records = {id: replace(record, base=str(folder), lineage=record.lineage.format(seed=seed)) for id, record in template.own.items()}
    return replace(template, own=records)


def in_its_system(layer: Features, record: LayerRecord, transform_context: QgsCoordinateTransformContext) -> Features:
    """Return the layer in the coordinate system that its record states."""
    if not layer.crs or record.crs == layer.crs:
        return layer
    transform = transformation(read_crs(layer.crs), read_crs(record.crs), transform_context)
    return replace(layer, geometry=transform_geometry(layer.geometry, transform, record.id), crs=record.crs)


def source_columns(layer: Features, record: LayerRecord) -> Features:
    """Return the layer with the column names of its source, which the record maps to canonical fields."""
    names = {field: spec.sources[0] for field, spec in record.fields.items() if spec.sources}
    return replace(layer, table=layer.table.rename(columns=names))


def write_record(path: Path, record: LayerRecord, layer: Features, sector_names: pd.Series, progress: Progress) -> None:
    """Write one record in the form that its source has: one of those in which the city is made, whatever else can be read."""
    if record.source.kind == "csv":
        write_csv(path, layer.table, sector_names, record.source.options)
    elif record.source.kind == "geojson":
        write_geojson(path, layer)
    else:
        aliases = {column: record.fields[field].title.nl for column, field in zip(layer.table, record.fields, strict=True)}
        write_geopackage(path, record.source.layer, layer, title=record.title.nl, aliases=aliases, progress=progress)


def write_csv(path: Path, table: pd.DataFrame, sector_names: pd.Series, options: dict[str, object]) -> None:
    """Write a table as statistics offices do: decimal commas, the sector's name behind its code, and a separator and encoding of their own.

    Where the catalogue does not state them, separator and encoding are others than the usual: who reads it has to look.
    """
    code = table.columns[0]
    table = table.copy()
    table.insert(1, SECTOR_NAME_COLUMN, table[code].map(sector_names))
    separator, encoding = options.get("separator", "|"), options.get("encoding", "utf-8-sig")
    table.to_csv(path, sep=separator, encoding=encoding, decimal=",", index=False, lineterminator="\r\n")


def write_feed(path: Path, feed: dict[str, pd.DataFrame], stops: Features) -> None:
    """Write a timetable in GTFS, whose stops are in degrees at the points of a layer."""
    longitude, latitude = np.round(shapely.get_coordinates(stops.geometry), DEGREE_DECIMALS).T
    feed = feed | {"stops": feed["stops"].assign(stop_lat=latitude, stop_lon=longitude)}
    with zipfile.ZipFile(path, "w") as archive:
        for name, table in feed.items():
            entry = zipfile.ZipInfo(f"{name}.txt")  # of 1980, at whatever moment it is written
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, table.to_csv(index=False, lineterminator="\n"))


def write_geojson(path: Path, layer: Features) -> None:
    """Write points in longitude and latitude as GeoJSON (RFC 7946)."""
    degrees = np.round(shapely.get_coordinates(layer.geometry), DEGREE_DECIMALS)
    features = [
        {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": point}}
        for properties, point in zip(layer.table.to_dict("records"), degrees.tolist(), strict=True)
    ]
    text = json.dumps({"type": "FeatureCollection", "name": layer.name, "features": features}, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
