"""GDAL's failures as exceptions, for the length of a block: other plugins keep the habit they chose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from osgeo import gdal, ogr, osr


@contextmanager
def gdal_raises() -> Iterator[None]:
    """Let GDAL, OGR and OSR raise ``RuntimeError`` where they would return nothing."""
    with gdal.ExceptionMgr(useExceptions=True), ogr.ExceptionMgr(useExceptions=True), osr.ExceptionMgr(useExceptions=True):
        try:
            yield
        finally:
            gdal.ErrorReset()  # GDAL 3.8 would raise what was caught once more on leaving
