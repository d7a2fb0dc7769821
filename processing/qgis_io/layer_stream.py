"""A layer written part by part: in bulk through OGR where the output is such a file, else feature by feature through QGIS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
from osgeo import ogr
from qgis.core import (
    Qgis,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
)

from ..model.errors import OpgaveError, ParameterName
from .arrow_batch import Batch
from .columns import new_field, qgis_values
from .crs import read_crs
from .ogr_errors import gdal_raises
from .outputs import whole_file
from .spreadsheet import is_sheet, keep_text
from .writing import OGR_TYPES, asked_place, ogr_geometry_type, spatial_reference

DRIVERS = {".gpkg": "GPKG", ".fgb": "FlatGeobuf", ".parquet": "Parquet"}


class LayerStream:
    """Takes rows part by part.

    Attributes
    ----------
    kinds : mapping of str to str
        The fields and what they hold: ``int``, ``float``, ``bool``, ``text``, ``date`` or ``datetime``.
    """

    def __init__(self, kinds: Mapping[str, str]):
        self.kinds = kinds

    def write(self, wkb: np.ndarray, columns: Mapping[str, np.ndarray]) -> None:
        """Write rows.

        Parameters
        ----------
        wkb : ndarray of bytes, shape (n,)
        columns : mapping of str to ndarray, shape (n,)
            One for each of ``kinds``.
        """
        raise NotImplementedError


class FileStream(LayerStream):
    """Writes Arrow batches to a file of OGR's."""

    def __init__(self, kinds: Mapping[str, str], layer: ogr.Layer, geometry: str):
        super().__init__(kinds)
        self.layer, self.geometry = layer, geometry

    def write(self, wkb: np.ndarray, columns: Mapping[str, np.ndarray]) -> None:
        if len(wkb):
            batch = Batch({name: (kind, columns[name]) for name, kind in self.kinds.items()} | {self.geometry: ("wkb", wkb)})
            self.layer.WriteArrowBatch(batch.schema, batch.array)


class SinkStream(LayerStream):
    """Writes features to a sink of QGIS's; texts that a spreadsheet would compute as texts where it writes a ``sheet``."""

    def __init__(self, kinds: Mapping[str, str], sink: QgsFeatureSink, fields: QgsFields, sheet: bool = False):
        super().__init__(kinds)
        self.sink, self.fields, self.sheet = sink, fields, sheet

    def write(self, wkb: np.ndarray, columns: Mapping[str, np.ndarray]) -> None:
        values = [qgis_values(pd.Series(columns[name]), field) for name, field in zip(self.kinds, self.fields, strict=True)]
        if self.sheet:
            values = [[keep_text(value) for value in column] for column in values]
        features = []
        for row, bytes_of_row in enumerate(wkb):
            feature, geometry = QgsFeature(self.fields), QgsGeometry()
            geometry.fromWkb(bytes_of_row)
            feature.setGeometry(geometry)
            feature.setAttributes([column[row] for column in values])
            features.append(feature)
        if not self.sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
            raise OpgaveError("The output cannot be written: {reason}", reason=self.sink.lastError())


@contextmanager
def output_stream(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict,
    name: str,
    context: QgsProcessingContext,
    kinds: Mapping[str, str],
    crs: str,
    wkb_type: Qgis.WkbType,
) -> Iterator[tuple[LayerStream, str]]:
    """Yield a stream to an algorithm's output, and the output's id or path; a file appears whole or not at all.

    Raises
    ------
    OpgaveError
        When the output cannot be made, or GDAL lacks the driver that it needs.
    """
    path = plain_path(parameters.get(name), context)
    if path is None:
        yield sink_stream(algorithm, parameters, name, context, kinds, crs, wkb_type)
        return
    with file_stream(path, kinds, crs, wkb_type) as stream:
        yield stream, str(path)
    algorithm.parameterAsOutputLayer(parameters, name, context)


def plain_path(value: object, context: QgsProcessingContext) -> Path | None:
    """Return the path that an output parameter names if it is a file that is written in bulk."""
    if isinstance(value, QgsProcessingOutputLayerDefinition) and value.remappingDefinition().destinationFields().count():
        return None
    text = asked_place(value, context)
    return Path(text) if Path(text).suffix.lower() in DRIVERS and "|" not in text and ":" not in Path(text).name else None


@contextmanager
def file_stream(path: Path, kinds: Mapping[str, str], crs: str, wkb_type: Qgis.WkbType) -> Iterator[FileStream]:
    """Yield a stream to a new file, which replaces an old one when all went well."""
    driver = ogr.GetDriverByName(DRIVERS[path.suffix.lower()])
    if driver is None:
        raise OpgaveError("'{path}': this GDAL has no driver for {suffix}; name a .gpkg or .fgb file.", path=path, suffix=path.suffix)
    with whole_file(path) as temporary, gdal_raises():
        try:
            dataset = driver.CreateDataSource(str(temporary))
            layer = dataset.CreateLayer(path.stem, spatial_reference(crs), ogr_geometry_type(wkb_type))
            for field, kind in kinds.items():
                layer.CreateField(field_definition(field, kind))
            if dataset.TestCapability(ogr.ODsCTransactions):
                dataset.StartTransaction()
            yield FileStream(kinds, layer, layer.GetGeometryColumn() or "wkb_geometry")
            if dataset.TestCapability(ogr.ODsCTransactions):
                dataset.CommitTransaction()
        except RuntimeError as error:
            raise OpgaveError("'{path}' cannot be written: {reason}", path=path, reason=error) from error
        finally:
            layer = dataset = None


def field_definition(name: str, kind: str) -> ogr.FieldDefn:
    """Return a field of OGR's."""
    number, subtype = OGR_TYPES[kind]
    field = ogr.FieldDefn(name, number)
    field.SetSubType(subtype)
    return field


def sink_stream(
    algorithm: QgsProcessingAlgorithm,
    parameters: dict,
    name: str,
    context: QgsProcessingContext,
    kinds: Mapping[str, str],
    crs: str,
    wkb_type: Qgis.WkbType,
) -> tuple[SinkStream, str]:
    """Return a stream to the sink that QGIS makes of a parameter, and its id or path."""
    fields, sheet = QgsFields(), is_sheet(asked_place(parameters.get(name), context))
    for field, kind in kinds.items():
        fields.append(new_field(str(keep_text(field)) if sheet else field, kind))
    try:
        sink, destination = algorithm.parameterAsSink(parameters, name, context, fields, wkb_type, read_crs(crs))
    except QgsProcessingException as error:
        raise OpgaveError("Output {name} cannot be written: {reason}", name=ParameterName(name), reason=error) from error
    if sink is None:
        raise OpgaveError(
            "Output {name} cannot be written: '{value}' is no place for a layer.", name=ParameterName(name), value=parameters.get(name)
        )
    return SinkStream(kinds, sink, fields, sheet), destination
