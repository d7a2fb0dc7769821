"""What lies under the subject of a map: water, parks, roads, boundaries, layers that only stand by, and the layers that overlap."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import Qgis, QgsExpression, QgsRuleBasedRenderer, QgsSingleSymbolRenderer, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from .. import symbols
from ..rules import rule
from ..style import CarriedLayer, Look
from ..theme import Theme

HATCH_ANGLES = (45.0, 135.0, 0.0, 90.0)
ROAD_CLASS = "road_class"


def style_integrated(layer: QgsVectorLayer, overlays: Sequence[CarriedLayer], theme: Theme) -> None:
    """Hatch each piece of ground once for every layer that covers it, in that layer's colour and direction."""
    colours = [QColor(colour) for colour in theme.ramps["overlay"]]
    root = QgsRuleBasedRenderer.Rule(None)
    for number, overlay in enumerate(overlays):
        hatch = symbols.hatched(theme, colours[number % len(colours)], HATCH_ANGLES[number % len(HATCH_ANGLES)])
        root.appendChild(rule(hatch, f"{QgsExpression.quotedColumnRef(overlay.field)} > 0", overlay.title))
    layer.setRenderer(QgsRuleBasedRenderer(root))


def style_background(layer: QgsVectorLayer, role: str, theme: Theme, class_field: str = "") -> None:
    """Draw water, parks, roads or boundaries so that they orient and do not compete."""
    if role == "roads":
        found = class_field or (ROAD_CLASS if layer.fields().lookupField(ROAD_CLASS) >= 0 else "")
        renderer = QgsSingleSymbolRenderer(symbols.road(theme, found))
        renderer.setUsingSymbolLevels(True)
        layer.setRenderer(renderer)
    elif role == "boundary":
        layer.setRenderer(QgsSingleSymbolRenderer(symbols.outline(theme, "boundary")))
    else:
        name = {"water": "water", "parks": "park"}[role]
        fill = symbols.area(theme.colour(name), theme.colour(f"{name}_border"), theme.widths[f"{name}_border"])
        layer.setRenderer(QgsSingleSymbolRenderer(fill))


def style_plain(layer: QgsVectorLayer, theme: Theme) -> None:
    """Give a layer that only stands by a quiet symbol of its own geometry type; a table needs none."""
    if layer.geometryType() == Qgis.GeometryType.Point:
        layer.setRenderer(QgsSingleSymbolRenderer(symbols.point(theme)))
    elif layer.geometryType() == Qgis.GeometryType.Line:
        layer.setRenderer(QgsSingleSymbolRenderer(symbols.road(theme, "")))
    elif layer.geometryType() == Qgis.GeometryType.Polygon:
        fill = symbols.area(theme.colour("area"), theme.colour("frame"), theme.widths["unit_border"])
        layer.setRenderer(QgsSingleSymbolRenderer(fill))


LOOKS: dict[str, Look] = {
    "integrated": lambda layer, style, theme, language: style_integrated(layer, style.overlays, theme),
    "water": lambda layer, style, theme, language: style_background(layer, "water", theme),
    "parks": lambda layer, style, theme, language: style_background(layer, "parks", theme),
    "roads": lambda layer, style, theme, language: style_background(layer, "roads", theme, style.field),
    "boundary": lambda layer, style, theme, language: style_background(layer, "boundary", theme),
    "plain": lambda layer, style, theme, language: style_plain(layer, theme),
}
