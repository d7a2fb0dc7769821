"""The legend: only what is on the map, readable, and never larger than its box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.core import (
    QgsLayerTreeLayer,
    QgsLayerTreeModelLegendNode,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutSize,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsSymbol,
    QgsTextFormat,
)
from qgis.PyQt.QtCore import QSizeF

from ..qgis_io.expressions import literal
from .page import Box
from .sheet import MILLIMETRES, Sheet, put_item

SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
WELL_READ = 0.8
LINE_BREAK = "\n"
DESCENT = 0.25
TITLE_PROPERTY = "legend/title-label"
STYLE = QgsLegendStyle.Style
SIDE = QgsLegendStyle.Side
NO_SWATCHES: Mapping[str, QgsSymbol] = {}


def add_legend(
    sheet: Sheet,
    map_item: QgsLayoutItemMap,
    entries: Sequence[tuple[QgsMapLayer, str]],
    box: Box,
    swatches: Mapping[str, QgsSymbol] = NO_SWATCHES,
    usual: float = 0.0,
) -> float:
    """Put the legend at the top of a box and return its height.

    Parameters
    ----------
    entries : sequence of (layer, title)
        In the order of the legend; smaller text first, then fewer classes, keep it within the box.
    swatches : mapping of str to QgsSymbol
        What stands for a layer with one symbol, by its id, where that is not the symbol on the map.
    usual : float
        Its height in the usual letters at the width of the box, where that is known: sizes that are too large are then not tried.
    """
    if not entries:
        return 0.0
    legend = QgsLayoutItemLegend(sheet.layout)
    legend.setAutoUpdateModel(False)
    legend.model().rootGroup().removeAllChildren()  # all of the project's, which would each be given the looks of the map first
    legend.setLinkedMap(map_item)
    legend.model().setLayerStyleOverrides(map_item.layerStyleOverrides())
    legend.setResizeToContents(False)
    legend.setWrapString(LINE_BREAK)
    put_item(sheet.layout, legend, "legend", box)
    for scale in _scales(sheet, box.height / usual if usual else 1.0):
        _fill(sheet, legend, entries, box.width, scale, swatches)
        size = _size(sheet, legend)
        if size.height() <= box.height:
            break
    else:
        size = _drop_until_it_fits(sheet, legend, box)
    legend.attemptResize(QgsLayoutSize(min(size.width(), box.width), size.height(), MILLIMETRES))
    return size.height()


def well_read(sheet: Sheet) -> float:
    """Return the size down to which a legend makes room for other texts, as a share of its usual one."""
    return max(WELL_READ, _least(sheet))


def _scales(sheet: Sheet, most: float) -> list[float]:
    """Return the sizes that are tried, as shares of the usual one: from ``most`` down to the smallest letters that can be read."""
    least = max(SCALES[-1], _least(sheet))
    return [*(scale for scale in SCALES if least < scale <= most), least]


def _least(sheet: Sheet) -> float:
    """Return the size of the smallest letters that can be read, as a share of the usual one."""
    body = sheet.theme.text["body"]
    return min(body.least / (body.size * sheet.scale), 1.0)


def _fill(
    sheet: Sheet,
    legend: QgsLayoutItemLegend,
    entries: Sequence[tuple[QgsMapLayer, str]],
    width: float,
    scale: float,
    swatches: Mapping[str, QgsSymbol],
) -> None:
    """Give the legend its texts, sizes and layers, every text broken to the width that it has."""
    sizes = {key: value * sheet.scale * scale for key, value in sheet.template["legend"].items()}
    heading = sheet.theme.text_format("heading", sheet.scale * scale)
    body = sheet.theme.text_format("body", sheet.scale * scale)
    legend.setSymbolWidth(sizes["symbol_width"])
    legend.setSymbolHeight(sizes["symbol_height"])
    legend.setBoxSpace(0)
    for style, text_format in ((STYLE.Subgroup, heading), (STYLE.Symbol, body), (STYLE.SymbolLabel, body)):
        legend.rstyle(style).setTextFormat(text_format)
        legend.rstyle(style).setMargin(SIDE.Top, 0.0)
    legend.rstyle(STYLE.Title).setMargin(SIDE.Bottom, 0.0)
    legend.rstyle(STYLE.Subgroup).setMargin(SIDE.Top, 1.5 * sizes["space"])
    legend.rstyle(STYLE.Subgroup).setMargin(SIDE.Bottom, 0.5 * sizes["space"])
    legend.rstyle(STYLE.Symbol).setMargin(SIDE.Top, sizes["space"])
    legend.rstyle(STYLE.SymbolLabel).setMargin(SIDE.Left, sizes["space"])
    root = legend.model().rootGroup()
    root.removeAllChildren()
    for layer, title in entries:
        node = root.addLayer(layer)
        if layer.id() in swatches:
            QgsMapLayerLegendUtils.setLegendNodeCustomSymbol(node, 0, swatches[layer.id()])
        _break_texts(sheet, legend, node, title, heading, body, width, sizes["symbol_width"] + 2 * sizes["space"])


def _break_texts(
    sheet: Sheet,
    legend: QgsLayoutItemLegend,
    node: QgsLayerTreeLayer,
    title: str,
    heading: QgsTextFormat,
    body: QgsTextFormat,
    width: float,
    symbol: float,
) -> None:
    """Break a layer's title and the labels of its classes into lines that fit."""
    labels = [item.data(0) for item in _nodes(legend, node)]
    single = len(labels) == 1
    lines = sheet.ruler.wrap([literal(title)], body if single else heading, width - (symbol if single else 0))
    node.setCustomProperty(TITLE_PROPERTY, LINE_BREAK.join(lines))
    QgsLegendRenderer.setNodeLegendStyle(node, STYLE.Hidden if single else STYLE.Subgroup)
    if not single:
        for number, text in enumerate(labels):
            broken = LINE_BREAK.join(sheet.ruler.wrap([literal(str(text))], body, width - symbol))
            QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, number, broken)
    legend.model().refreshLayerLegend(node)


def _nodes(legend: QgsLayoutItemLegend, node: QgsLayerTreeLayer) -> list[QgsLayerTreeModelLegendNode]:
    return legend.model().layerOriginalLegendNodes(node)


def _size(sheet: Sheet, legend: QgsLayoutItemLegend) -> QSizeF:
    """Return the size that the legend needs; QGIS forgets the part of the last line's letters that hangs below it."""
    size = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize(sheet.ruler.context)
    return QSizeF(size.width(), size.height() + DESCENT * sheet.ruler.height(["g"], legend.rstyle(STYLE.SymbolLabel).textFormat()))


def _drop_until_it_fits(sheet: Sheet, legend: QgsLayoutItemLegend, box: Box) -> QSizeF:
    """Leave out the last classes, then the last layers, until the legend fits; say how many are left."""
    root = legend.model().rootGroup()
    every = sum(len(_nodes(legend, node)) for node in root.children())
    size = _size(sheet, legend)
    while size.height() > box.height and root.children():
        last = root.children()[-1]
        shown = len(legend.model().layerLegendNodes(last))
        if shown > 1:
            QgsMapLayerLegendUtils.setLegendNodeOrder(last, list(range(shown - 1)))
            legend.model().refreshLayerLegend(last)
        else:
            root.removeChildNode(last)
        size = _size(sheet, legend)
    left = sum(len(legend.model().layerLegendNodes(node)) for node in root.children())
    sheet.progress.warn("The legend has room for {shown} of its {all} classes.", shown=left, all=every)
    return size
