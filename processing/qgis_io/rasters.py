"""Rasters as windows of numbers: files on this computer, in their own cells and coordinate system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from osgeo import gdal
from qgis.core import QgsRectangle

from ..analysis.raster.grid import Grid, Raster, Window
from ..model.errors import OpgaveError
from ..model.text import Text
from .crs import crs_text, frame_for, read_crs
from .inputs import InputRaster
from .ogr_errors import gdal_raises
from .opening import CELLS, open_dataset

ROWS_AT_ONCE = 256


@dataclass(frozen=True)
class OpenRaster:
    """A band that can be read while its file is open.

    Attributes
    ----------
    cells : Raster
    classes : dict of str to float
        The value of each class that the file names.
    """

    cells: Raster
    classes: dict[str, float]


@contextmanager
def open_raster(given: InputRaster) -> Iterator[OpenRaster]:
    """Open the band of a raster that is asked for, for the length of a block.

    Raises
    ------
    OpgaveError
        It is no GeoTIFF or ASCII grid on this computer, has no such band, no coordinate system, a rotated grid or complex numbers; or,
        while it is read, the file is damaged.
    """
    if not Path(given.path).is_file():
        raise OpgaveError(
            "Raster '{raster}' is no file on this computer: save it as a GeoTIFF first (right-click the layer, Export).", raster=given.name
        )
    if not given.crs.isValid():
        raise OpgaveError("Raster '{raster}' has no coordinate system: set it in the layer's properties.", raster=given.name)
    with gdal_raises():
        try:
            dataset = open_dataset(given.path, gdal.OF_RASTER | gdal.OF_READONLY, CELLS)
        except RuntimeError as error:
            raise OpgaveError(
                "Raster '{raster}' cannot be read as a GeoTIFF or an ASCII grid: save it as a GeoTIFF first.", raster=given.name
            ) from error
        if not 1 <= given.band <= dataset.RasterCount:
            raise OpgaveError(
                "Raster '{raster}' has no band {band}: it has {count}.", raster=given.name, band=given.band, count=dataset.RasterCount
            )
        band = dataset.GetRasterBand(given.band)
        if gdal.DataTypeIsComplex(band.DataType):
            raise OpgaveError(
                "Band {band} of raster '{raster}' holds complex numbers: choose another band.", raster=given.name, band=given.band
            )
        cells = Raster(given.name, grid_of(dataset, given.name), _Reader(given.name, band, given.missing))
        yield OpenRaster(cells, {**class_names(band), **given.classes})


def window_in(grid: Grid, extent: QgsRectangle) -> Window:
    """Return the cells of a grid that an extent in its coordinate system meets; an empty window where there are none."""
    return grid.within(extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())


def check_same_system(weights: InputRaster, raster: InputRaster) -> None:
    """Check that a raster that weighs another is in its coordinate system.

    Raises
    ------
    OpgaveError
        It is in another.
    """
    if weights.crs != raster.crs:
        raise OpgaveError(
            "Raster '{weights}' is in {crs} and raster '{raster}' in {own_crs}: bring one to the cells of the other first.",
            weights=weights.name,
            crs=crs_text(weights.crs),
            raster=raster.name,
            own_crs=crs_text(raster.crs),
        )


def write_raster(raster: InputRaster, path: Path, extent: QgsRectangle | None = None, bands: Sequence[int] = ()) -> None:
    """Write the cells of a raster that an extent meets, or all, to a GeoTIFF: as they are, with what the file says of them.

    Of all bands, or of some.
    """
    area = frame_for(str(raster.name), raster.crs, "", extent, None).extent_at_source()
    with gdal_raises():
        dataset = open_dataset(raster.path, gdal.OF_RASTER | gdal.OF_READONLY, CELLS)
        grid = grid_of(dataset, raster.name)
        window = Window(0, grid.rows, 0, grid.columns) if area is None else window_in(grid, area)
        place = [window.first_column, window.first_row, window.last_column - window.first_column, window.last_row - window.first_row]
        options = ["TILED=YES", "COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER"]
        try:
            gdal.Translate(
                str(path), dataset, srcWin=place, outputSRS=raster.crs.toWkt(), bandList=list(bands) or None, creationOptions=options
            ).FlushCache()
        except RuntimeError as error:
            raise damaged_file(raster.name) from error


def write_copy(raster: InputRaster, path: Path, extent: QgsRectangle | None = None) -> None:
    """Write the band that counts of a raster as `write_raster` does, with one mark of missing data: nothing else need be said of it."""
    write_raster(raster, path, extent, [raster.band])
    if not raster.missing:
        return
    with gdal_raises():
        band = (dataset := open_dataset(path, gdal.OF_RASTER | gdal.OF_UPDATE, CELLS)).GetRasterBand(1)
        mark = raster.missing[0] if band.GetNoDataValue() is None else band.GetNoDataValue()
        band.SetNoDataValue(mark)
        for row in range(0, dataset.RasterYSize, ROWS_AT_ONCE):
            values = band.ReadAsArray(0, row, dataset.RasterXSize, min(ROWS_AT_ONCE, dataset.RasterYSize - row))
            marked = np.isin(values, raster.missing) & (values != mark)
            if marked.any():
                values[marked] = mark
                band.WriteArray(values, 0, row)
        dataset.FlushCache()


def write_cells(path: Path, grid: Grid, values: np.ndarray, crs: str) -> None:
    """Write numbers, shape (rows, columns), as a GeoTIFF of one band in single precision."""
    with gdal_raises():
        dataset = gdal.GetDriverByName("GTiff").Create(str(path), grid.columns, grid.rows, 1, gdal.GDT_Float32, ["COMPRESS=DEFLATE"])
        dataset.SetGeoTransform((grid.left, grid.width, 0.0, grid.top, 0.0, grid.height))
        dataset.SetProjection(read_crs(crs).toWkt())
        dataset.GetRasterBand(1).WriteArray(values.astype("float32"))
        dataset.FlushCache()


def damaged_file(raster: str | Text) -> OpgaveError:
    """Return the error for a file that breaks off."""
    return OpgaveError("Raster '{raster}' cannot be read to its end: its file is damaged.", raster=raster)


def grid_of(dataset: gdal.Dataset, name: str | Text) -> Grid:
    """Return where the cells of a raster lie.

    Raises
    ------
    OpgaveError
        Nowhere that is known, or on a rotated grid.
    """
    place = dataset.GetGeoTransform(can_return_null=True)
    if place is None:
        raise OpgaveError("Raster '{raster}' does not say where it lies: georeference it first.", raster=name)
    left, width, turned, top, turned_too, height = place
    if turned or turned_too:
        raise OpgaveError(
            "Raster '{raster}' has a rotated grid: warp it to a grid along the axes first (Raster > Projections > Warp).", raster=name
        )
    return Grid(left, top, width, height, dataset.RasterYSize, dataset.RasterXSize)


def class_names(band: gdal.Band) -> dict[str, float]:
    """Return the value of each class that a band names, in its attribute table or as its categories."""
    table = band.GetDefaultRAT()
    if table is not None:
        usages = [table.GetUsageOfCol(column) for column in range(table.GetColumnCount())]
        value = next((column for column, usage in enumerate(usages) if usage in (gdal.GFU_MinMax, gdal.GFU_Min)), None)
        if value is not None and gdal.GFU_Name in usages:
            name = usages.index(gdal.GFU_Name)
            return {table.GetValueAsString(row, name): table.GetValueAsDouble(row, value) for row in range(table.GetRowCount())}
    return {name: float(value) for value, name in enumerate(band.GetCategoryNames() or []) if name}


class _Reader:
    """Reads windows of a band: scaled as the band says, NaN where it holds no data."""

    def __init__(self, name: str | Text, band: gdal.Band, missing: tuple[float, ...] = ()):
        self.name, self.band, self.missing = name, band, missing
        self.scale = 1.0 if band.GetScale() is None else band.GetScale()
        self.offset = band.GetOffset() or 0.0

    def __call__(self, window: Window) -> np.ndarray:
        place = (
            window.first_column,
            window.first_row,
            window.last_column - window.first_column,
            window.last_row - window.first_row,
        )
        try:
            values = self.band.ReadAsArray(*place, buf_type=gdal.GDT_Float64)
            if self.band.GetMaskFlags() != gdal.GMF_ALL_VALID:
                values[self.band.GetMaskBand().ReadAsArray(*place) == 0] = np.nan
        except RuntimeError as error:
            raise damaged_file(self.name) from error
        values[~np.isfinite(values) | np.isin(values, self.missing)] = np.nan
        return values * self.scale + self.offset
