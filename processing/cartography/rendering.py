"""Layers drawn as pictures, without a layout."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsCoordinateReferenceSystem, QgsMapLayer, QgsMapRendererSequentialJob, QgsMapSettings, QgsRectangle
from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QSize

SCREEN_DPI = 96.0


def png_of(
    layers: Sequence[QgsMapLayer], crs: QgsCoordinateReferenceSystem, ground: QgsRectangle, width: int, height: int, size: float = 1.0
) -> bytes:
    """Return a PNG of ``width`` x ``height`` pixels with the layers, the top one first; ``size`` multiplies symbols and texts."""
    settings = QgsMapSettings()
    settings.setLayers(list(layers))
    settings.setDestinationCrs(crs)
    settings.setExtent(ground)
    settings.setOutputSize(QSize(width, height))
    settings.setOutputDpi(SCREEN_DPI * size)
    return png(settings)


def png(settings: QgsMapSettings) -> bytes:
    """Return a PNG of what the settings say."""
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    job.renderedImage().save(buffer, "PNG")
    return bytes(data)
