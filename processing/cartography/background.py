"""A service under the map, or the data's own layers where it does not come whole: a missing tile is never printed as a hole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from qgis.core import QgsMapLayer, QgsMapRendererCustomPainterJob, QgsMapSettings, QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QImage, QPainter

from ..model.progress import SILENT, Progress
from ..model.results import UNITS
from .map_content import MapBackground, MapContent, layer_key

LOOKED_AT = 1600
"""Pixels along the longer side of the picture in which holes are looked for."""
HOLE = 0.001
"""The share of it that may be empty: less than any tile."""


def with_whole_background(project: QgsProject, content: MapContent, progress: Progress = SILENT) -> MapContent:
    """Return the content as it is when its service draws all of the ground; else with the layers that are to take its place."""
    background = content.background
    if not background.service or background.service not in content.layers:
        return content
    layer = next((one for one in project.mapLayers().values() if layer_key(one) == background.service), None)
    if layer is not None and layer.isValid() and hole_share(layer, project, QgsRectangle(*content.extent)) <= HOLE:
        return content
    name = layer.name() if layer is not None else background.service
    progress.warn("The background '{layer}' is incomplete: the background shows layers of the data instead.", layer=name)
    return replace(content, layers=tuple(without_service(content)), background=MapBackground(background.instead_words))


def without_service(content: MapContent) -> list[str]:
    """Return the keys of the layers that are drawn without the service: what takes its place lies over the units."""
    left = [key for key in content.layers if key != content.background.service]
    place = left.index(UNITS) if UNITS in left else len(left)
    return [*left[:place], *content.background.instead, *left[place:]]


def hole_share(layer: QgsMapLayer, project: QgsProject, ground: QgsRectangle) -> float:
    """Return the share (0-1) of the ground on which a layer draws nothing."""
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(project.crs())
    settings.setExtent(ground)
    scale = LOOKED_AT / max(ground.width(), ground.height())
    settings.setOutputSize(QSize(max(1, round(ground.width() * scale)), max(1, round(ground.height() * scale))))
    image = QImage(settings.outputSize(), QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    settings.setBackgroundColor(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QgsMapRendererCustomPainterJob(settings, painter).renderSynchronously()  # in this thread, as the map itself is drawn
    painter.end()
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    alpha = np.frombuffer(bits, np.uint8).reshape(image.height(), image.bytesPerLine())[:, 3 : 4 * image.width() : 4]
    return float((alpha == 0).mean())
