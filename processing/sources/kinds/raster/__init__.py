"""Rasters: their cells, as they are."""

from ..kind import SourceKind
from .load import load_raster
from .probe import PROBE

KIND = SourceKind(load_cells=load_raster, probe=PROBE)
