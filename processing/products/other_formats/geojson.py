"""The layers of a bundle as GeoJSON, one file a layer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from osgeo import gdal, ogr

from ...model.errors import OpgaveError
from ...model.progress import SILENT, Progress
from ...model.text import field_name
from ...qgis_io.ogr_errors import gdal_raises
from ...qgis_io.opening import OWN, open_dataset

OPTIONS = ["RFC7946=YES", "COORDINATE_PRECISION=7", "WRITE_NAME=NO"]
"""Longitude and latitude (WGS 84), as the standard wants it; to the centimetre."""


def write_geojson(folder: Path, geopackage: Path, layers: Sequence[str], progress: Progress = SILENT) -> list[Path]:
    """Write each of these layers that has places; a table has its sheet in the workbook. Return the files.

    Raises
    ------
    OpgaveError
        A file cannot be written.
    """
    written = []
    with gdal_raises():
        source = open_dataset(geopackage, gdal.OF_VECTOR, OWN)
        for layer in (layer for layer in layers if source.GetLayerByName(layer).GetGeomType() != ogr.wkbNone):
            progress.check()
            path = folder / f"{field_name(layer)}.geojson"
            try:
                gdal.VectorTranslate(str(path), source, format="GeoJSON", layers=[layer], layerCreationOptions=OPTIONS)
            except RuntimeError as error:
                raise OpgaveError(
                    "Layer '{layer}' cannot be written to '{path}': {reason}", layer=layer, path=path, reason=error
                ) from error
            written.append(path)
    return written
