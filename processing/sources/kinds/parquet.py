"""Parquet files: read where GDAL has a driver for them, and taken from a portal in another format where that gives one."""

from __future__ import annotations

from osgeo import gdal

from ...model.errors import OpgaveError
from ...model.public_text import without_secrets
from ..reading.files import load_vector_file
from ..reading.request import LoadedFeatures, LoadRequest
from ..reading.services import dataset_at
from .kind import SourceKind
from .opendatasoft.load import load_opendatasoft


def load_parquet(ask: LoadRequest) -> LoadedFeatures:
    """Load a Parquet file, on disk or on the web.

    Raises
    ------
    OpgaveError
        GDAL has no driver for it, and its address is not one of a portal that gives the same data in other formats.
    """
    if gdal.GetDriverByName("Parquet"):
        return load_vector_file(ask)
    record = ask.record
    if dataset_at(record.location):
        ask.progress.note(
            "Layer '{record}': QGIS cannot read Parquet here; its portal gives the same data in another format.", record=record.title
        )
        return load_opendatasoft(ask)
    raise OpgaveError(
        "Layer '{record}': '{path}' is Parquet, for which GDAL has no driver in this QGIS. Give its source the same data in another"
        " format, such as GeoPackage, GeoJSON or CSV.",
        record=record.title_and_id,
        path=without_secrets(record.location),
    )


KIND = SourceKind(load=load_parquet)
