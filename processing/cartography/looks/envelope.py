"""What a portfolio looks like on the map."""

from __future__ import annotations

from qgis.core import Qgis, QgsExpression, QgsSymbol, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from ...texts.language import Language
from .. import labels, symbols
from ..rules import Rules, set_rules_in_order
from ..style import Look, Style
from ..theme import Theme

DOT, QUIET_DOT = 4.2, 2.6
"""Millimetres."""


def portfolio(layer: QgsVectorLayer, field: str, theme: Theme, language: Language) -> Rules:
    """Show which measures are chosen, which for a part, and which not: by shape and size as well as by colour."""
    column = QgsExpression.quotedColumnRef(field)
    _, partly, whole = theme.ramp("indicator", 3)
    return [
        (_symbol(layer, whole, DOT, "circle", theme), f"{column} = 1", language.tr("chosen")),
        (_symbol(layer, partly, DOT, "diamond", theme), f"{column} > 0 AND {column} < 1", language.tr("chosen for a part")),
        (_symbol(layer, theme.colour("frame"), QUIET_DOT, "circle", theme), f"{column} = 0", language.tr("not chosen")),
    ]


def label_chosen(layer: QgsVectorLayer, field: str, name_field: str, theme: Theme) -> None:
    """Write what chosen measures are called, where there is room: those chosen whole first."""
    chosen, name = QgsExpression.quotedColumnRef(field), labels.break_lines(layer, name_field)
    labels.label_points(layer, f"if({chosen} > 0, {name}, '')", f"10 * {chosen}", DOT, theme)


def _symbol(layer: QgsVectorLayer, colour: QColor, size: float, shape: str, theme: Theme) -> QgsSymbol:
    """Return a symbol of the layer's own geometry type."""
    if layer.geometryType() == Qgis.GeometryType.Point:
        return symbols.dot(colour, size, theme, shape)
    if layer.geometryType() == Qgis.GeometryType.Line:
        return symbols.cased(colour, theme.widths["cluster"], theme)
    return symbols.area(colour, theme.colour("frame"), theme.widths["unit_border"])


def style_portfolio(layer: QgsVectorLayer, style: Style, theme: Theme, language: Language) -> None:
    """Show which measures are chosen, over those that are not, and what the chosen ones are called where there is room."""
    set_rules_in_order(layer, portfolio(layer, style.field, theme, language), QgsExpression.quotedColumnRef(style.field))
    if style.label:
        label_chosen(layer, style.field, style.label, theme)


LOOKS: dict[str, Look] = {
    "portfolio": lambda layer, style, theme, language: style_portfolio(layer, style, theme, language),
}
