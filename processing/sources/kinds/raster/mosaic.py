"""A raster put together of what a service gives of it: a window, tile by tile, each cell where it is in the service's own grid."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem

from ....analysis.raster.grid import Grid, Window
from ....model.errors import OpgaveError
from ....model.files import file_hash
from ....model.public_text import without_secrets
from ....qgis_io.crs import frame_for
from ....qgis_io.ogr_errors import gdal_raises
from ....qgis_io.opening import CELLS, open_dataset
from ....qgis_io.rasters import grid_of, window_in
from ...network import GetRequest, Reply, check_is_data, fetch_all
from ...reading.download import FOR_FILES
from ...reading.request import LoadedCells, LoadRequest, NoFeatures
from .taking import take_file

TILE = 2048
"""Rows and columns that are asked for at once, where a service states no less."""
MOST_CELLS = 2**30
AT_ONCE = 8
TIFF_MARKS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


@dataclass(frozen=True)
class GridService:
    """A service that gives the cells of a grid.

    Attributes
    ----------
    grid : Grid
        Its own cells.
    crs : QgsCoordinateReferenceSystem
    address : callable
        From a grid that is a window of its own to the address that gives it as a GeoTIFF.
    most : int
        Rows and columns that it gives at most; 0 where it does not say.
    """

    grid: Grid
    crs: QgsCoordinateReferenceSystem
    address: Callable[[Grid], str]
    most: int = 0


def load_from_service(ask: LoadRequest, service: GridService) -> LoadedCells:
    """Load the cells that the extent meets, as they are: none is resampled.

    Raises
    ------
    OpgaveError
        The extent holds none or too many, an answer is no GeoTIFF, or its cells are not those of the service.
    """
    record, grid = ask.record, service.grid
    area = frame_for(record.id, service.crs, "", ask.extent, ask.transform_context).extent_at_source()
    window = Window(0, grid.rows, 0, grid.columns) if area is None else window_in(grid, area)
    if not window.cells:
        raise NoFeatures("Layer '{record}' has no cells in the extent: check its coordinate system.", record=record.title_and_id)
    if window.cells > MOST_CELLS:
        raise OpgaveError(
            "Layer '{record}' has {count} cells here, more than can be loaded at once: choose a smaller extent.",
            record=record.title_and_id,
            count=window.cells,
        )
    folder = tempfile.TemporaryDirectory(prefix="opgavenkaart-")
    path, made = Path(folder.name, "raster.tif"), None
    tiles = list(cut_into_tiles(window, min(service.most or TILE, TILE)))
    with gdal_raises():
        for start in range(0, len(tiles), AT_ONCE):
            some = tiles[start : start + AT_ONCE]
            replies = fetch_all(
                [GetRequest.of(record, service.address(grid.part(tile))) for tile in some], FOR_FILES, ask.progress, show=False
            )
            for tile, reply in zip(some, replies, strict=True):
                given = open_answer(ask, reply, Path(folder.name, "tile.tif"))
                made = made or create_like(given, path, grid.part(window), service.crs, ask)
                paste(ask, given, made, grid, window, tile)
            ask.progress.update(min(start + AT_ONCE, len(tiles)) / len(tiles))
        made = None  # closes the file
    return LoadedCells(take_file(path, ask, folder), source_hash=file_hash(path))


def cut_into_tiles(window: Window, most: int) -> Iterator[Window]:
    """Yield a window in parts of at most so many rows and columns."""
    for row in range(window.first_row, window.last_row, most):
        for column in range(window.first_column, window.last_column, most):
            yield Window(row, min(row + most, window.last_row), column, min(column + most, window.last_column))


def open_answer(ask: LoadRequest, reply: Reply, path: Path) -> gdal.Dataset:
    """Return the GeoTIFF of an answer, or of its part where it has several.

    Raises
    ------
    OpgaveError
        It is a report of an exception, a web page, or no GeoTIFF.
    """
    record = ask.record
    try:
        if reply.error:
            raise reply.error
        check_is_data(reply.content, reply.url)
        path.write_bytes(tiff_of(reply))
        return open_dataset(path, gdal.OF_RASTER | gdal.OF_READONLY, CELLS)
    except OpgaveError as error:
        raise OpgaveError("Layer '{record}': {reason}", record=record.title, reason=error) from error
    except RuntimeError as error:
        raise OpgaveError(
            "Layer '{record}': {url} gives no GeoTIFF: check the kind and the format of its source.",
            record=record.title_and_id,
            url=without_secrets(reply.url.partition("?")[0]),
        ) from error


def tiff_of(reply: Reply) -> bytes:
    """Return the GeoTIFF in an answer of several parts; any other answer as it is."""
    content = reply.content
    if content.startswith(TIFF_MARKS) or not reply.content_type.startswith("multipart/"):
        return content
    head = f"Content-Type: {reply.headers['content-type']}\r\n\r\n".encode("latin-1", "replace")
    parts = (part.get_payload(decode=True) for part in message_from_bytes(head + content).walk() if not part.is_multipart())
    return next((part for part in parts if isinstance(part, bytes) and part.startswith(TIFF_MARKS)), content)


def create_like(given: gdal.Dataset, path: Path, grid: Grid, crs: QgsCoordinateReferenceSystem, ask: LoadRequest) -> gdal.Dataset:
    """Return a new GeoTIFF for the cells of a grid, with the bands of an answer, and what these say of their values."""
    first = given.GetRasterBand(1)
    options = ["TILED=YES", "COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER"]
    made = gdal.GetDriverByName("GTiff").Create(str(path), grid.columns, grid.rows, given.RasterCount, first.DataType, options)
    made.SetGeoTransform((grid.left, grid.width, 0.0, grid.top, 0.0, grid.height))
    made.SetProjection(given.GetProjection() or crs.toWkt())
    for number in range(1, given.RasterCount + 1):
        band, own = given.GetRasterBand(number), made.GetRasterBand(number)
        if band.GetNoDataValue() is not None:
            own.SetNoDataValue(band.GetNoDataValue())
        if band.GetScale() is not None:
            own.SetScale(band.GetScale())
            own.SetOffset(band.GetOffset() or 0.0)
    return made


def paste(ask: LoadRequest, given: gdal.Dataset, made: gdal.Dataset, grid: Grid, window: Window, tile: Window) -> None:
    """Put the cells of an answer where they belong.

    Raises
    ------
    OpgaveError
        They are other cells than those that were asked for: the service resampled them.
    """
    own = grid_of(given, ask.record.title_and_id)
    shift = own.shift_from(grid.part(tile))
    rows, columns = tile.last_row - tile.first_row, tile.last_column - tile.first_column
    if shift is None or shift[0] > 0 or shift[1] > 0 or own.rows + shift[0] < rows or own.columns + shift[1] < columns:
        raise OpgaveError(
            "Layer '{record}': the service answers with other cells than its own ({size} from {corner}), so its values would be resampled:"
            " download the raster, and name the file.",
            record=ask.record.title_and_id,
            size=f"{own.width:g} x {abs(own.height):g}",
            corner=f"{own.left:.10g}, {own.top:.10g}",
        )
    for number in range(1, made.RasterCount + 1):
        values = given.GetRasterBand(number).ReadAsArray(-shift[1], -shift[0], columns, rows)
        made.GetRasterBand(number).WriteArray(values, tile.first_column - window.first_column, tile.first_row - window.first_row)
