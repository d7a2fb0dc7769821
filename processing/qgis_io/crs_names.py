"""The one door to coordinate systems: from the text that names one to QGIS's own object."""

from __future__ import annotations

from functools import partial

from qgis.core import QgsCoordinateReferenceSystem

from .lasting_threads import call_in_lasting_thread


def find_crs(text: str) -> QgsCoordinateReferenceSystem:
    """Return the coordinate system that a code (``EPSG:31370``), WKT, or a service's URN or address names; not valid where QGIS knows none.

    Nothing else in the plugin makes one from a text. It is made in a thread that stays, and holds; one that QGIS kept from a thread that
    ended, such as that of another plugin's task, has lost its definition and is made anew.
    """
    return call_in_lasting_thread(partial(_find, text))


def _find(text: str) -> QgsCoordinateReferenceSystem:
    crs = _make(text)
    if crs.isValid() and not crs.toWkt():
        QgsCoordinateReferenceSystem.invalidateCache()
        crs = _make(text)
    return crs


def _make(text: str) -> QgsCoordinateReferenceSystem:
    crs = QgsCoordinateReferenceSystem(text)
    return crs if crs.isValid() else QgsCoordinateReferenceSystem.fromOgcWmsCrs(text)
