"""The looks of measured cells: the house style's ramp from the lowest value to the highest, where QGIS would draw them in greys."""

from __future__ import annotations

import math

from qgis.core import (
    Qgis,
    QgsColorRampShader,
    QgsRasterLayer,
    QgsRasterShader,
    QgsRectangle,
    QgsSingleBandGrayRenderer,
    QgsSingleBandPseudoColorRenderer,
)

from .theme import Theme

FILE_PROVIDER = "gdal"
"""What a service draws is a picture already."""
MEASURED = (Qgis.DataType.Float32, Qgis.DataType.Float64)
"""Whole numbers may be codes, of which none is more than another."""
SAMPLE = 250_000
"""Cells that are looked at for the lowest and highest value: enough of the largest file, in a moment."""


def colour_cells(layer: QgsRasterLayer, theme: Theme) -> None:
    """Give a raster of one measured quantity the colours of an indicator; others keep those that they have."""
    provider = layer.dataProvider()
    is_measured = layer.providerType() == FILE_PROVIDER and layer.bandCount() == 1 and provider.dataType(1) in MEASURED
    if not is_measured or not isinstance(layer.renderer(), QgsSingleBandGrayRenderer):
        return
    wanted = Qgis.RasterBandStatistic.Min | Qgis.RasterBandStatistic.Max
    found = provider.bandStatistics(1, wanted, QgsRectangle(), SAMPLE)
    lowest, highest = found.minimumValue, found.maximumValue
    if not (math.isfinite(lowest) and math.isfinite(highest) and lowest < highest):
        return
    colours = theme.ramp("indicator")
    step = (highest - lowest) / (len(colours) - 1)
    function = QgsColorRampShader(lowest, highest)
    function.setColorRampItemList([QgsColorRampShader.ColorRampItem(lowest + place * step, colour) for place, colour in enumerate(colours)])
    shader = QgsRasterShader(lowest, highest)
    shader.setRasterShaderFunction(function)
    renderer = QgsSingleBandPseudoColorRenderer(provider, 1, shader)
    renderer.setClassificationMin(lowest)
    renderer.setClassificationMax(highest)
    layer.setRenderer(renderer)


def draw_in_greys(layer: QgsRasterLayer) -> None:
    """Give a raster the looks that QGIS gives such a one, where it has those of `colour_cells`."""
    if isinstance(layer.renderer(), QgsSingleBandPseudoColorRenderer):
        layer.setRenderer(QgsSingleBandGrayRenderer(layer.dataProvider(), 1))
        layer.setDefaultContrastEnhancement()
