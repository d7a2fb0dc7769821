"""Rasters brought to units by the exact part of each cell, beside exactextract, rasterstats and QGIS's own zonal statistics.

The first two are found in the environment that OPGAVENKAART_PEERS names: its folder of packages.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import shapely
from opgavenkaart.bench.generated import CORNER, SIDE, tiling, write
from opgavenkaart.bench.harness import Case, Goal, made_once, our_provider, run_algorithm, scratch, start_qgis, times_as_fast

TITLE = "Rasters"
PEERS = "OPGAVENKAART_PEERS"
HECTARES, UNITS = 1160, 9845
"""Cells of 100 m along each side of as much ground as Flanders has, and its statistical sectors."""
METRES, SECTORS = 15_000, 200
"""Cells of 1 m along each side of a city, and its sectors."""
Files = dict[str, str]


def cases(quick: bool) -> list[Case]:
    """Flanders by hectares beside each peer that is there, and a city by square metres, of which the memory counts."""
    flanders = partial(laid, "flanders", UNITS, HECTARES, 100.0, "float32")
    warm = partial(run_before, flanders)
    city = partial(laid, "city", SECTORS, METRES, 1.0, "uint8")
    named = f"{UNITS:,} units, {HECTARES**2 / 1e6:.2f} million cells of 1 ha, mean"
    found = [
        Case(
            f"{named}, as an algorithm, file to file, in a QGIS that has run one before",
            warm,
            algorithm,
            native,
            "native:zonalstatisticsfb, cells by their middles",
            repeat=5,
            goal=times_as_fast(1),
            by_processor=True,
        )
    ]
    if os.environ.get(PEERS):
        once = {"repeat": 1, "goal": times_as_fast(1), "by_processor": True}
        found += [
            Case(named, flanders, measure, exactextract, "exactextract", repeat=5, goal=times_as_fast(1 / 3), by_processor=True),
            Case(f"{named}, beside rasterstats", flanders, measure, rasterstats, "rasterstats, cells by their middles", **once),
        ]
    if quick:
        return found
    memory = Goal("at most 600 MB", lambda ours, peer: ours.megabytes <= 600)
    peer = (exactextract, "exactextract") if os.environ.get(PEERS) else ()
    named = f"{SECTORS} units, {METRES**2 / 1e6:.0f} million cells of 1 m2, mean"
    return [*found, Case(named, city, measure, *peer, repeat=1, goal=memory, by_processor=True)]


def laid(name: str, units: int, cells: int, size: float, kind: str) -> Files:
    """Return the files, made once; QGIS is there."""
    our_provider()
    folder = made_once(name, partial(write_files, units, cells, size, kind))
    return {"units": str(folder / "units.gpkg"), "raster": str(folder / "raster.tif")}


def run_before(prepare: Callable[[], Files]) -> Files:
    """Return files on which ours and QGIS's algorithm have run once: what they load is there."""
    files = prepare()
    algorithm(files)
    native(files)
    return files


def write_files(units: int, cells: int, size: float, kind: str, folder: Path) -> None:
    from osgeo import gdal, osr

    random = np.random.default_rng(1)
    start_qgis()
    polygons = shapely.transform(tiling(units, 4, random), lambda xy: xy / SIDE * cells * size + CORNER)
    write(folder, "units", polygons, {"code": np.arange(len(polygons)).astype(str)})
    system = osr.SpatialReference()
    system.ImportFromEPSG(31370)
    options = ["TILED=YES", "COMPRESS=DEFLATE"]
    file = gdal.GetDriverByName("GTiff").Create(
        str(folder / "raster.tif"), cells, cells, 1, {"float32": gdal.GDT_Float32, "uint8": gdal.GDT_Byte}[kind], options
    )
    file.SetGeoTransform((CORNER[0], size, 0.0, CORNER[1] + cells * size, 0.0, -size))
    file.SetProjection(system.ExportToWkt())
    for row in range(0, cells, 1000):
        high = min(1000, cells - row)
        file.GetRasterBand(1).WriteArray(random.uniform(0, 40, (high, cells)).astype(kind), 0, row)
    file.FlushCache()


def measure(files: Files) -> str:
    """Return the mean of the units' means, read and measured by ours."""
    from opgavenkaart.processing.analysis.raster.measures import RasterMeasure, measure_units
    from opgavenkaart.processing.qgis_io.crs_names import find_crs
    from opgavenkaart.processing.qgis_io.inputs import InputRaster
    from opgavenkaart.processing.qgis_io.rasters import open_raster
    from opgavenkaart.processing.qgis_io.reading import read_features
    from qgis.core import QgsVectorLayer

    units, _ = read_features(QgsVectorLayer(files["units"], "units", "ogr"))
    with open_raster(InputRaster("raster", files["raster"], find_crs("EPSG:31370"))) as raster:
        return told(measure_units(units.geometry, raster.cells, RasterMeasure("mean")).values[0.0])


def exactextract(files: Files) -> str:
    sys.path.append(os.environ[PEERS])
    from exactextract import exact_extract

    return told(exact_extract(files["raster"], files["units"], ["mean"], output="pandas")["mean"])


def rasterstats(files: Files) -> str:
    sys.path.append(os.environ[PEERS])
    from rasterstats import zonal_stats

    return told([np.nan if one["mean"] is None else one["mean"] for one in zonal_stats(files["units"], files["raster"], stats=["mean"])])


def algorithm(files: Files) -> Callable[[], str]:
    inputs = {"UNITS": files["units"], "RASTER": files["raster"], "MEASURE": "mean", "NAME": "answer"}
    return run("opgavenkaart:raster_to_units", inputs, "answer")


def native(files: Files) -> Callable[[], str]:
    inputs = {"INPUT": files["units"], "INPUT_RASTER": files["raster"], "COLUMN_PREFIX": "_", "STATISTICS": [2]}
    return run("native:zonalstatisticsfb", inputs, "_mean")


def run(name: str, inputs: dict, field: str) -> Callable[[], str]:
    from qgis.core import QgsVectorLayer

    path = scratch() / "output.gpkg"
    run_algorithm(name, inputs | {"OUTPUT": str(path)})
    return lambda: told([one[field] for one in QgsVectorLayer(str(path)).getFeatures()])


def told(values) -> str:
    return f"{np.nanmean(np.array(list(values), dtype=float)):.4f}"
