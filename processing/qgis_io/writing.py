"""From arrays to layers: GeoPackages of our own, and the sinks that Processing gives an algorithm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from traceback import clear_frames
from types import MappingProxyType

import numpy as np
import pandas as pd
import shapely
from osgeo import gdal, ogr, osr
from qgis.core import (
    Qgis,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
)

from ..analysis.features import Features
from ..model.errors import OpgaveError, ParameterName
from ..model.progress import SILENT, Progress
from ..model.text import number_equals
from .arrow_batch import Batch
from .columns import kind_in_table, new_field, qgis_values
from .crs import read_crs
from .ogr_errors import gdal_raises
from .opening import OWN, open_dataset
from .outputs import refusal, said_when_refused
from .repair import promote
from .spreadsheet import is_sheet, keep_texts

BATCH = 500
"""Features given to QGIS at once: while it takes them a window can run no Python."""
ARROW_BATCH = 65_000
BEHIND_ALL = 1_000_000
"""Number of a row behind those of all layers that a GeoPackage has so far."""
POINT_KINDS, LINE_KINDS, POLYGON_KINDS = (0, 4), (1, 2, 5), (3, 6)
OGR_TYPES = {
    "int": (ogr.OFTInteger64, ogr.OFSTNone),
    "float": (ogr.OFTReal, ogr.OFSTNone),
    "bool": (ogr.OFTInteger, ogr.OFSTBoolean),
    "text": (ogr.OFTString, ogr.OFSTNone),
    "date": (ogr.OFTDate, ogr.OFSTNone),
    "datetime": (ogr.OFTDateTime, ogr.OFSTNone),
}


def write_sink(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict,
    name: str,
    context: QgsProcessingContext,
    features: Features,
    fields: QgsFields | None = None,
    progress: Progress = SILENT,
    wkb_type: Qgis.WkbType | None = None,
) -> str | None:
    """Write features to an algorithm's output and return the layer's id or path; None for an optional output not asked for.

    Parameters
    ----------
    fields : QgsFields, optional
        The input's fields: those that the table still has keep their type, alias and order, new ones follow.
    wkb_type : Qgis.WkbType, optional
        Geometry type; default what the features are (lines and polygons as Multi).

    Raises
    ------
    OpgaveError
        When the output cannot be made or a feature cannot be written.
    """
    flags = algorithm.parameterDefinition(name).flags()
    if parameters.get(name) in (None, "") and flags & QgsProcessingParameterDefinition.Flag.FlagOptional:
        return None
    if is_sheet(asked_place(parameters.get(name), context)):
        features = replace(features, table=keep_texts(features.table))
    layout = sink_fields(features.table, fields)
    wkb_type = geometry_type(features.geometry) if wkb_type is None else wkb_type
    crs = read_crs(features.crs) if features.crs else QgsCoordinateReferenceSystem()
    try:
        sink, destination = algorithm.parameterAsSink(parameters, name, context, layout, wkb_type, crs, sink_flags(features.table))
    except QgsProcessingException as error:
        raise OpgaveError("Output {name} cannot be written: {reason}", name=ParameterName(name), reason=error) from error
    if sink is None:
        raise OpgaveError(
            "Output {name} cannot be written: '{value}' is no place for a layer.", name=ParameterName(name), value=parameters.get(name)
        )
    try:
        add_features(sink, features, layout, wkb_type, progress)
    except OpgaveError as error:
        clear_frames(error.__traceback__)  # they hold the sink, which closes its file when nothing does
        del sink
        forget_file(destination)
        raise
    return destination


def asked_place(value: object, context: QgsProcessingContext) -> str:
    """Return the text in which an output parameter says where its layer goes; empty where it is no text."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.valueAsString(context.expressionContext(), "")[0]
    return value if isinstance(value, str) else ""


def forget_file(destination: str) -> None:
    """Delete the half-written file behind an output; a layer in memory goes by itself, a table in a database stays the database's."""
    path = Path(destination.partition("|")[0])
    if path.is_file():
        path.unlink()


def sink_fields(table: pd.DataFrame, fields: QgsFields | None) -> QgsFields:
    """Return the output's fields: the input's that are still there, then the new ones."""
    layout = QgsFields()
    for field in fields or ():
        if field.name() in table:
            layout.append(field)
    for column in table:
        if layout.indexOf(column) < 0:
            layout.append(new_field(column, kind_in_table(table[column])))
    return layout


def sink_flags(table: pd.DataFrame) -> QgsFeatureSink.SinkFlag:
    """Return the flag that makes a GeoPackage number its features anew when the input's numbers no longer serve."""
    keys = [table[column] for column in table if column.lower() == "fid"]
    unique = all(key.notna().all() and key.is_unique for key in keys)
    return QgsFeatureSink.SinkFlags() if unique else QgsFeatureSink.SinkFlags(QgsFeatureSink.SinkFlag.RegeneratePrimaryKey)


def add_features(sink: QgsFeatureSink, features: Features, layout: QgsFields, wkb_type: Qgis.WkbType, progress: Progress) -> None:
    """Write the features in batches."""
    columns = [qgis_values(features.table[field.name()], field) for field in layout]
    wkb = shapely.to_wkb(promote(features.geometry, wkb_type))
    for start in range(0, len(features), BATCH):
        progress.check()
        batch = []
        for row in range(start, min(start + BATCH, len(features))):
            feature = QgsFeature(layout)
            feature.setAttributes([column[row] for column in columns])
            if wkb[row] is not None:
                shape = QgsGeometry()
                shape.fromWkb(wkb[row])
                feature.setGeometry(shape)
            batch.append(feature)
        if not sink.addFeatures(batch, QgsFeatureSink.Flag.FastInsert):
            raise OpgaveError("The output cannot be written: {reason}", reason=sink.lastError())


def geometry_type(geometry: np.ndarray) -> Qgis.WkbType:
    """Return the one geometry type that holds all: points stay single where they can, lines and polygons are Multi."""
    kinds = set(np.unique(shapely.get_type_id(geometry)).tolist()) - {-1}
    if not kinds:
        return Qgis.WkbType.NoGeometry
    if kinds <= set(POINT_KINDS):
        return Qgis.WkbType.Point if kinds == {0} else Qgis.WkbType.MultiPoint
    if kinds <= set(LINE_KINDS):
        return Qgis.WkbType.MultiLineString
    return Qgis.WkbType.MultiPolygon if kinds <= set(POLYGON_KINDS) else Qgis.WkbType.GeometryCollection


def write_geopackage(
    path: str | Path,
    layer: str,
    features: Features,
    *,
    title: str = "",
    description: str = "",
    aliases: Mapping[str, str] | None = None,
    wkb_type: Qgis.WkbType | None = None,
    progress: Progress = SILENT,
) -> None:
    """Write features as one layer of a GeoPackage, with a spatial index; a layer of that name is replaced, others stay.

    Parameters
    ----------
    title, description : str
        What people call the layer (its name is added where another layer has that title already), and what it holds.
    aliases : mapping of str to str
        What people call the fields.
    wkb_type : Qgis.WkbType, optional
        Geometry type; default what the features are (lines and polygons as Multi).

    Raises
    ------
    OpgaveError
        When the file cannot be written, or is in use.
    """
    table = GeopackageTable(layer, features, title, description, aliases or {}, wkb_type)
    write_tables(Path(path), [table], progress)


@dataclass(frozen=True)
class GeopackageTable:
    """One layer of a GeoPackage, with the words of `write_geopackage`."""

    name: str
    features: Features
    title: str = ""
    description: str = ""
    aliases: Mapping[str, str] = MappingProxyType({})
    wkb_type: Qgis.WkbType | None = None


def write_tables(path: Path, tables: Sequence[GeopackageTable], progress: Progress = SILENT, order: Sequence[str] = ()) -> None:
    """Write layers as `write_geopackage` does, in one go; ``order``: the names of all, as programs are to list them."""
    with said_when_refused(path), gdal_raises():
        try:
            dataset = open_geopackage(path)
            for table in tables:
                features, words = table.features, (table.title, table.description)
                wkb_type = geometry_type(features.geometry) if table.wkb_type is None else table.wkb_type
                dataset.StartTransaction()
                target = make_layer(dataset, table.name, features, words, make_aliases_unique(table.aliases), wkb_type)
                insert(target, features, promote(features.geometry, wkb_type), progress)
                dataset.CommitTransaction()
            if order:
                list_in_order(dataset, order)
        except RuntimeError as error:
            raise refusal(path, error) from error


def list_in_order(dataset: gdal.Dataset, names: Sequence[str]) -> None:
    """Have a GeoPackage list its layers in an order: that of the rows in which its tables of contents name them."""
    dataset.FlushCache()
    for number, name in enumerate(names, start=BEHIND_ALL):
        for contents in ("gpkg_contents", "gpkg_geometry_columns"):
            dataset.ExecuteSQL(f"UPDATE {contents} SET rowid = {number} WHERE table_name = '{name}'")  # noqa: S608  # nosec B608


def open_geopackage(path: Path) -> gdal.Dataset:
    """Return the GeoPackage at ``path``, made when it is not there."""
    if path.exists():
        return open_dataset(path, gdal.OF_VECTOR | gdal.OF_UPDATE, OWN)
    path.parent.mkdir(parents=True, exist_ok=True)
    return ogr.GetDriverByName("GPKG").CreateDataSource(str(path))


def make_layer(
    dataset: gdal.Dataset, name: str, features: Features, words: tuple[str, str], aliases: Mapping[str, str], wkb_type: Qgis.WkbType
) -> ogr.Layer:
    """Make the empty layer with its fields, titled and described in ``words``; a column ``fid`` of unique whole numbers becomes its id."""
    names = {column.lower() for column in features.table}
    spare = [free for free in ("fid", "ogc_fid", "feature_id") if free not in names]
    options = [
        "OVERWRITE=YES",
        f"FID={key_column(features.table) or spare[0]}",
        f"GEOMETRY_NAME={'the_geom' if 'geom' in names else 'geom'}",
        f"IDENTIFIER={free_identifier(dataset, name, words[0] or name)}",
        f"DESCRIPTION={words[1]}",
    ]
    layer = dataset.CreateLayer(name, spatial_reference(features.crs), ogr_geometry_type(wkb_type), options)
    for column, name in field_names(features.table).items():
        kind, subtype = OGR_TYPES[kind_in_table(features.table[column])]
        field = ogr.FieldDefn(name, kind)
        field.SetSubType(subtype)
        if aliases.get(column):
            field.SetAlternativeName(aliases[column])
        layer.CreateField(field)
    return layer


def free_identifier(dataset: gdal.Dataset, name: str, title: str) -> str:
    """Return a layer's title, with its name where another layer has that title."""
    others = (dataset.GetLayer(index) for index in range(dataset.GetLayerCount()))
    used = {layer.GetMetadataItem("IDENTIFIER") for layer in others if layer.GetName() != name}
    return f"{title} ({name})" if title in used else title


def make_aliases_unique(aliases: Mapping[str, str]) -> dict[str, str]:
    """Return what fields are called, those of one name with their field behind it: a GeoPackage wants each to have another name."""
    times = Counter(aliases.values())
    return {field: name if times[name] == 1 else f"{name} ({field})" for field, name in aliases.items() if name}


def key_column(table: pd.DataFrame) -> str | None:
    """Return the column that can serve as feature id, if there is one."""
    for column in table:
        values = table[column]
        if column.lower() == "fid" and pd.api.types.is_integer_dtype(values) and values.is_unique and (values >= 0).all():
            return column
    return None


def field_names(table: pd.DataFrame) -> dict[str, str]:
    """Return the columns that become fields and the fields' names: for a GeoPackage, ``Name`` and ``name`` are the same."""
    columns = [column for column in table if column != key_column(table)]
    apart = number_equals(column.lower() for column in columns)
    return {column: column + name[len(column) :] for column, name in zip(columns, apart, strict=True)}


def spatial_reference(crs: str) -> osr.SpatialReference | None:
    """Return OGR's form of a coordinate system."""
    if not crs:
        return None
    reference = osr.SpatialReference()
    reference.ImportFromWkt(read_crs(crs).toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED))
    reference.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
    return reference


def ogr_geometry_type(wkb_type: Qgis.WkbType) -> int:
    """Return OGR's number of a QGIS geometry type without heights."""
    return ogr.wkbNone if wkb_type == Qgis.WkbType.NoGeometry else int(wkb_type)


def insert(layer: ogr.Layer, features: Features, geometry: np.ndarray, progress: Progress) -> None:
    """Write the rows, a batch at a time."""
    key = key_column(features.table)
    names = field_names(features.table) | ({key: key} if key else {})
    columns = {name: (kind_in_table(features.table[column]), plain_values(features.table[column])) for column, name in names.items()}
    if layer.GetGeometryColumn():
        columns[layer.GetGeometryColumn()] = ("wkb", shapely.to_wkb(geometry))
    for start in range(0, len(features), ARROW_BATCH):
        progress.check()
        rows = slice(start, start + ARROW_BATCH)
        batch = Batch({name: (kind, values[rows]) for name, (kind, values) in columns.items()})
        layer.WriteArrowBatch(batch.schema, batch.array, [f"FID={key}"] if key else [])


def plain_values(column: pd.Series) -> np.ndarray:
    """Return a column as an array; missing texts None."""
    if kind_in_table(column) == "text":
        return column.astype(object).where(column.notna(), None).to_numpy(dtype=object)
    return column.to_numpy(dtype=float, na_value=np.nan) if pd.api.types.is_extension_array_dtype(column) else column.to_numpy()
