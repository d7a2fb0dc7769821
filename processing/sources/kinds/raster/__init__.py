"""Rasters: their cells, as they are."""

from ..kind import SourceKind
from .load import load_raster

KIND = SourceKind(load_cells=load_raster)
