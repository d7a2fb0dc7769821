"""A raster in a file, with what its record says of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem

from ....model.errors import OpgaveError
from ....model.record import LayerRecord
from ....qgis_io.crs import crs_text
from ....qgis_io.crs_names import find_crs
from ....qgis_io.inputs import InputRaster
from ....qgis_io.ogr_errors import gdal_raises
from ....qgis_io.opening import CELLS, open_dataset
from ...reading.request import LoadRequest


def take_file(path: Path, ask: LoadRequest, keeper: object = None) -> InputRaster:
    """Return the raster in a file, with what the record says of it: its band, marks of missing values, names of classes.

    Raises
    ------
    OpgaveError
        It is no GeoTIFF or ASCII grid, or neither it nor the record says its coordinate system.
    """
    record = ask.record
    with gdal_raises():
        if gdal.IdentifyDriverEx(str(path), gdal.OF_RASTER, ["VRT"]):
            raise OpgaveError(
                "Layer '{record}': '{path}' is a VRT, which holds no cells but leads to other files, and is not opened: make one GeoTIFF of"
                " it (in QGIS: Raster, Conversion, Translate).",
                record=record.title_and_id,
                path=path.name,
            )
        try:
            own = system_of(open_dataset(path, gdal.OF_RASTER | gdal.OF_READONLY, CELLS))
        except RuntimeError as error:
            raise OpgaveError(
                "Layer '{record}': '{path}' cannot be read as a GeoTIFF or an ASCII grid.", record=record.title_and_id, path=path.name
            ) from error
    stated = find_crs(record.crs) if record.crs else QgsCoordinateReferenceSystem()
    if own.isValid() and stated.isValid() and own != stated:
        ask.progress.note(
            "Layer '{record}' states {said}, but the layer itself has {crs}; {crs} is used.",
            record=record.title,
            said=record.crs,
            crs=crs_text(own),
        )
    if not own.isValid() and not stated.isValid():
        raise OpgaveError(
            "Layer '{record}': its file does not say in which coordinate system it is. Give the record a 'crs', such as EPSG:31370.",
            record=record.title_and_id,
        )
    raster = InputRaster(record.title_and_id, str(path), own if own.isValid() else stated, keeper=keeper)
    return replace(raster, band=int(record.source.options.get("band") or 1), missing=missing_values(record), classes=named_classes(record))


def system_of(dataset: gdal.Dataset) -> QgsCoordinateReferenceSystem:
    """Return the coordinate system of a file, without that of its heights; not valid where it says none."""
    system = dataset.GetSpatialRef()
    if system is None:
        return QgsCoordinateReferenceSystem()
    if system.IsCompound():
        system.StripVertical()
    return find_crs(system.ExportToWkt())


def missing_values(record: LayerRecord) -> tuple[float, ...]:
    """Return the values that mean that there are no data, as the record's option ``missing`` lists them.

    Raises
    ------
    OpgaveError
        One is no number.
    """
    marks: list[str] = record.source.options.get("missing") or []
    try:
        return tuple(map(float, marks))
    except ValueError as error:
        raise OpgaveError(
            "Layer '{record}': cells hold numbers, and of 'missing' ({marks}) not all are.", record=record.title_and_id, marks=marks
        ) from error


def named_classes(record: LayerRecord) -> dict[str, float]:
    """Return the value of each class that the record's fields name, in each language."""
    return {
        name: float(code)
        for spec in record.fields.values()
        for code, text in spec.values.items()
        for name in (text.nl, text.en)
        if name and code.lstrip("-").replace(".", "", 1).isdecimal()
    }
