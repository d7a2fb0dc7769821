"""Small rasters for tests."""

from pathlib import Path

import numpy as np
from osgeo import gdal, osr

NOTHING = -9999.0


def write_raster(path: Path, values: np.ndarray, left: float, top: float, size: float, crs: int = 31370, turned: float = 0.0) -> str:
    """Write a GeoTIFF of square cells from its upper left corner on, and return its path; NaN has no data. ``turned`` rotates the grid."""
    file = gdal.GetDriverByName("GTiff").Create(str(path), values.shape[1], values.shape[0], 1, gdal.GDT_Float64)
    file.SetGeoTransform((left, size, turned, top, turned, -size))
    system = osr.SpatialReference()
    system.ImportFromEPSG(crs)
    file.SetProjection(system.ExportToWkt())
    band = file.GetRasterBand(1)
    band.SetNoDataValue(NOTHING)
    band.WriteArray(np.where(np.isnan(values), NOTHING, values))
    file.FlushCache()
    return str(path)
