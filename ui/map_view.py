"""The map led to a place."""

from __future__ import annotations

from qgis.core import QgsCoordinateTransform, QgsProject, QgsRectangle, QgsReferencedRectangle
from qgis.gui import QgsMapCanvas

from ..processing.qgis_io.crs_names import find_crs

MARGIN = 0.02
"""Part of the width that stays free around it."""


def show_extent(canvas: QgsMapCanvas, extent: QgsReferencedRectangle) -> None:
    """Show an extent, and a little around it; a project that holds nothing yet takes its coordinate system."""
    if not QgsProject.instance().mapLayers():
        QgsProject.instance().setCrs(extent.crs())
    way = QgsCoordinateTransform(extent.crs(), canvas.mapSettings().destinationCrs(), QgsProject.instance())
    canvas.setExtent(way.transformBoundingBox(extent.buffered(MARGIN * extent.width())))
    canvas.refresh()


def place_box(box: tuple[float, ...], authid: str, least: float = 0.0) -> QgsReferencedRectangle:
    """Return a box (xmin, ymin, xmax, ymax) in a coordinate system, at least so many of its units wide and high."""
    found = QgsRectangle(*box)
    found.grow(max(0.0, (least - min(found.width(), found.height())) / 2))
    return QgsReferencedRectangle(found, find_crs(authid))
