"""Symbols in the house style: the building blocks of every layer's looks."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsExpression,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsProperty,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSymbolLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from .theme import Theme

MISSING_ANGLE = 45.0
MINOR_ROADS_BELOW = 50000


def area(fill: QColor, border: QColor, width: float) -> QgsFillSymbol:
    """Return a plain area with a border, its width in millimetres."""
    layer = QgsSimpleFillSymbolLayer(fill, Qt.BrushStyle.SolidPattern, border, Qt.PenStyle.SolidLine, width)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return QgsFillSymbol([layer])


def outline(theme: Theme, role: str, casing: float = 0.0, dashed: bool = False) -> QgsFillSymbol:
    """Return an area without fill, its border in the colour and width of a role, on a casing as wide as ``casing`` millimetres."""
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    layers = [_border(theme.colour("halo"), casing, Qt.PenStyle.SolidLine)] if casing else []
    return QgsFillSymbol([*layers, _border(theme.colour(role), theme.widths[role], style)])


def hatched(theme: Theme, colour: QColor, angle: float, ground: QgsFillSymbol | None = None) -> QgsFillSymbol:
    """Return a hatch of thin lines at an angle in degrees, on the first layer of the symbol ``ground`` where there is one."""
    lines = QgsLinePatternFillSymbolLayer()
    lines.setLineAngle(angle)
    lines.setDistance(theme.widths["hatch_distance"])
    lines.setDistanceUnit(Qgis.RenderUnit.Millimeters)
    width = theme.widths["missing_hatch" if ground else "hatch"]
    lines.setSubSymbol(line(colour, width))
    return QgsFillSymbol([ground.symbolLayer(0).clone(), lines] if ground else [lines])


def missing(theme: Theme) -> QgsFillSymbol:
    """Return the grey, hatched area of a unit without value."""
    ground = area(theme.colour("missing"), theme.colour("unit_border"), theme.widths["unit_border"])
    return hatched(theme, theme.colour("missing_hatch"), MISSING_ANGLE, ground)


def hidden(theme: Theme) -> QgsFillSymbol:
    """Return the grey area, hatched the other way, of a unit of which the value is hidden."""
    ground = area(theme.colour("missing"), theme.colour("unit_border"), theme.widths["unit_border"])
    return hatched(theme, theme.colour("missing_hatch"), -MISSING_ANGLE, ground)


def point(theme: Theme) -> QgsMarkerSymbol:
    """Return a small dot with a light edge."""
    return dot(theme.colour("point"), theme.widths["point"], theme)


def dot(colour: QColor, size: float, theme: Theme, shape: str = "circle") -> QgsMarkerSymbol:
    """Return a dot of ``size`` millimetres with a light edge; ``shape`` is one of QGIS's names."""
    return QgsMarkerSymbol.createSimple(
        {
            "name": shape,
            "color": colour.name(),
            "size": str(size),
            "outline_color": theme.colours["halo"],
            "outline_width": str(theme.widths["unit_border"]),
        }
    )


def line(colour: QColor, width: float) -> QgsLineSymbol:
    """Return a plain line, its width in millimetres."""
    return QgsLineSymbol([QgsSimpleLineSymbolLayer(colour, width)])


def cased(colour: QColor, width: float, theme: Theme, dashed: bool = False) -> QgsLineSymbol:
    """Return a line on a light casing, so that it shows on any ground."""
    casing = QgsSimpleLineSymbolLayer(theme.colour("halo"), width + theme.widths["halo"])
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    return QgsLineSymbol([casing, QgsSimpleLineSymbolLayer(colour, width, style)])


def road(theme: Theme, class_field: str) -> QgsLineSymbol:
    """Return a light line on a darker casing, its width by the road's class where ``class_field`` is given.

    Only the classes that the theme names have a casing and are drawn at every scale; minor roads would hide the map at a small one.
    """
    lines = [_line(theme.colour("road_casing"), theme.widths["road"] + 2 * theme.widths["road_casing"], 0)]
    lines.append(_line(theme.colour("road"), theme.widths["road"], 1))
    if class_field:
        extra = 2 * theme.widths["road_casing"]
        named = ",".join(QgsExpression.quotedValue(name) for kind in theme.roads for name in kind.classes)
        column = f"to_string({QgsExpression.quotedColumnRef(class_field)})"
        major = f"coalesce({column} IN ({named}), false)"
        _define(lines[0], QgsSymbolLayer.Property.PropertyLayerEnabled, major)
        _define(lines[1], QgsSymbolLayer.Property.PropertyLayerEnabled, f"{major} OR @map_scale < {MINOR_ROADS_BELOW}")
        _define(lines[0], QgsSymbolLayer.Property.PropertyStrokeWidth, _width_by_class(theme, column, extra))
        _define(lines[1], QgsSymbolLayer.Property.PropertyStrokeWidth, _width_by_class(theme, column, 0.0))
    return QgsLineSymbol(lines)


def _border(colour: QColor, width: float, style: Qt.PenStyle) -> QgsSimpleFillSymbolLayer:
    layer = QgsSimpleFillSymbolLayer(QColor(), Qt.BrushStyle.NoBrush, colour, style, width)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return layer


def _line(colour: QColor, width: float, drawing_pass: int) -> QgsSimpleLineSymbolLayer:
    layer = QgsSimpleLineSymbolLayer(colour, width)
    layer.setPenCapStyle(Qt.PenCapStyle.RoundCap)
    layer.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    layer.setRenderingPass(drawing_pass)
    return layer


def _width_by_class(theme: Theme, column: str, extra: float) -> str:
    cases = []
    for kind in theme.roads:
        names = ",".join(QgsExpression.quotedValue(name) for name in kind.classes)
        cases.append(f"WHEN {column} IN ({names}) THEN {kind.width + extra:g}")
    return f"CASE {' '.join(cases)} ELSE {theme.widths['minor_road'] + extra:g} END"


def _define(layer: QgsSymbolLayer, which: QgsSymbolLayer.Property, expression: str) -> None:
    layer.setDataDefinedProperty(which, QgsProperty.fromExpression(expression))
