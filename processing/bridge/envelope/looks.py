"""What a portfolio looks like on the map."""

from __future__ import annotations

from qgis.core import Qgis, QgsExpression, QgsSymbol, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from .. import symbols
from ..language import Language
from ..theme import Theme

DOT = 3.0
"""Millimetres."""


def portfolio(layer: QgsVectorLayer, field: str, theme: Theme, language: Language) -> list[tuple[QgsSymbol, str, str]]:
    """Show which measures are chosen, which for a part, and which not."""
    column = QgsExpression.quotedColumnRef(field)
    _, partly, whole = theme.ramp("need", 3)
    return [
        (_symbol(layer, whole, theme), f"{column} = 1", language.tr("chosen")),
        (_symbol(layer, partly, theme), f"{column} > 0 AND {column} < 1", language.tr("chosen for a part")),
        (_symbol(layer, theme.colour("area"), theme), f"{column} = 0", language.tr("not chosen")),
    ]


def _symbol(layer: QgsVectorLayer, colour: QColor, theme: Theme) -> QgsSymbol:
    """Return a symbol of the layer's own geometry type."""
    if layer.geometryType() == Qgis.GeometryType.Point:
        return symbols.dot(colour, DOT, theme)
    if layer.geometryType() == Qgis.GeometryType.Line:
        return symbols.line(colour, theme.widths["cluster"])
    return symbols.area(colour, theme.colour("frame"), theme.widths["unit_border"])
