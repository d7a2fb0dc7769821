"""Columns straight from a file through OGR's Arrow stream: no Python object per feature."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import numpy as np
from osgeo import gdal, ogr
from qgis.core import QgsRectangle

from ..model.progress import SILENT, Progress
from .columns import from_arrow, join_batches
from .inputs import PlainFile
from .ogr_errors import gdal_raises
from .opening import open_dataset

JSON_TEXT = (ogr.OFTString, ogr.OFSTJSON)
CARRIED_KINDS = ("int", "float", "bool", "text", "date")
MOMENTS_IN_UTC = ("GPKG",)
"""Drivers whose moments are all in UTC; elsewhere QGIS keeps the clock of the zone, which the stream does not."""
ARRAYS_AS_TEXT = {"GeoJSON": ("ARRAY_AS_STRING=YES",)}
Block = tuple[np.ndarray, dict[str, np.ndarray], np.ndarray]
"""Features as they come: WKB, columns and ids."""
UNREAD = (RuntimeError, ImportError, SystemError)
"""What says that a file is to be read through QGIS; the last where numpy fails GDAL's bindings in the middle of a batch."""
STREAM_OPTIONS = ("USE_MASKED_ARRAYS=YES", "INCLUDE_FID=YES", "MAX_FEATURES_IN_BATCH=10000")


def read_file(
    file: PlainFile, kinds: Mapping[str, str], extent: QgsRectangle | None, geometry: bool, progress: Progress = SILENT
) -> Block | None:
    """Return WKB, columns and feature ids; None when the file holds what only the way through QGIS carries.

    Parameters
    ----------
    kinds : mapping of str to str
        The fields that are wanted and what they hold (`columns.kind_of`).
    extent : QgsRectangle or None
        In the file's own coordinates.
    geometry : bool
        Whether geometry is wanted; without it WKB is None throughout.
    """
    try:
        blocks = list(read_blocks(file, kinds, extent, geometry, progress))
    except UNREAD:
        return None
    return join_blocks(blocks, kinds)


def read_blocks(
    file: PlainFile, kinds: Mapping[str, str], extent: QgsRectangle | None, geometry: bool, progress: Progress = SILENT
) -> Iterator[Block]:
    """Yield WKB, columns and feature ids, some ten thousands of features at a time; the rest as of `read_file`.

    Raises
    ------
    RuntimeError, ImportError, SystemError
        The file holds what only the way through QGIS carries; it may show after some blocks.
    """
    with gdal_raises(), one_by_one_where_filtered(bool(file.subset) or extent is not None):
        driver = gdal.IdentifyDriverEx(file.path, gdal.OF_VECTOR).ShortName
        options = [*file.options, *ARRAYS_AS_TEXT.get(driver, ())]
        dataset = open_dataset(file.path, gdal.OF_VECTOR | gdal.OF_READONLY, [driver], options)
        layer = dataset.GetLayerByName(file.layer) if file.layer else dataset.GetLayer(0)
        if layer is None or not can_carry(layer, kinds, driver):
            raise RuntimeError("not carried by the stream")
        narrow(layer, kinds, extent, geometry, file.subset)
        yield from stream_blocks(layer, kinds, geometry, progress)


@contextmanager
def one_by_one_where_filtered(filtered: bool) -> Iterator[None]:
    """Have OGR fill the batches of a filtered GeoPackage feature by feature.

    Its faster way reads ahead in a thread of its own, and with a filter on the layer the two then overwrite each other's memory (seen with
    GDAL 3.10: a crash, or a wait without end, in one read of twenty).
    """
    gdal.SetThreadLocalConfigOption("OGR_GPKG_STREAM_BASE_IMPL", "YES" if filtered else None)
    try:
        yield
    finally:
        gdal.SetThreadLocalConfigOption("OGR_GPKG_STREAM_BASE_IMPL", None)


def can_carry(layer: ogr.Layer, kinds: Mapping[str, str], driver: str) -> bool:
    """Whether OGR knows every field, as UTF-8 and in a type that means the same both ways.

    Of a column of JSON, QGIS reads lists and objects only: numbers among texts, and those texts, it would lose.
    """
    types = {field.GetName(): (field.GetType(), field.GetSubType()) for field in layer.schema}
    json_kinds = {"other"} if all(types.get(name) == JSON_TEXT for name, kind in kinds.items() if kind == "other") else set()
    carried_kinds = {*CARRIED_KINDS, *json_kinds, *(("datetime",) if driver in MOMENTS_IN_UTC else ())}
    known = {*types, layer.GetFIDColumn()}
    return bool(layer.TestCapability(ogr.OLCStringsAsUTF8)) and known.issuperset(kinds) and carried_kinds.issuperset(kinds.values())


def narrow(layer: ogr.Layer, kinds: Mapping[str, str], extent: QgsRectangle | None, geometry: bool, subset: str) -> None:
    """Let OGR read only the fields, rows and extent that are asked for."""
    definition = layer.GetLayerDefn()
    names = [definition.GetFieldDefn(index).GetName() for index in range(definition.GetFieldCount())]
    layer.SetIgnoredFields([name for name in names if name not in kinds] + ([] if geometry else ["OGR_GEOMETRY"]))
    if subset:
        layer.SetAttributeFilter(subset)
    if extent is not None:
        layer.SetSpatialFilterRect(extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())


def read_columns(layer: ogr.Layer, kinds: Mapping[str, str], geometry: bool, progress: Progress = SILENT) -> Block:
    """Read the stream batch by batch and join the batches' columns."""
    return join_blocks(list(stream_blocks(layer, kinds, geometry, progress)), kinds)


def join_blocks(blocks: list[Block], kinds: Mapping[str, str]) -> Block:
    """Return blocks of features as one."""
    wkb, ids = join_batches([wkb for wkb, _, _ in blocks], "other"), join_batches([ids for _, _, ids in blocks], "int")
    return wkb, {name: join_batches([block[1][name] for block in blocks], kind) for name, kind in kinds.items()}, ids


def stream_blocks(layer: ogr.Layer, kinds: Mapping[str, str], geometry: bool, progress: Progress = SILENT) -> Iterator[Block]:
    """Yield the stream batch by batch."""
    fid = layer.GetFIDColumn() or "OGC_FID"
    shape = layer.GetGeometryColumn() or "wkb_geometry"
    with layer.GetArrowStreamAsNumPy(options=list(STREAM_OPTIONS)) as stream:
        while (batch := stream.GetNextRecordBatch()) is not None:
            ids = batch[fid].astype("int64")
            wkb = without_mask(batch[shape]) if geometry else np.full(len(ids), None, dtype=object)
            columns = {name: from_arrow(batch[name], kind) for name, kind in kinds.items()}
            if {len(wkb), *map(len, columns.values())} != {len(ids)}:  # seen once in many thousands of reads, with GDAL 3.10
                raise RuntimeError("columns of a batch differ in length")
            batch = None  # its arrays are windows on memory that goes with the stream
            yield wkb, columns, ids
            progress.check()


def without_mask(values: np.ndarray) -> np.ndarray:
    """Return bytes as an object array with None where masked."""
    result = np.ma.getdata(values).astype(object)
    result[np.ma.getmaskarray(values)] = None
    return result
