"""What maps of access look like: who has a place near by, how full facilities are, where places lack, and catchments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from qgis.core import Qgis, QgsExpression, QgsMarkerSymbol, QgsSymbol, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from ...texts.language import Language
from .. import symbols
from ..rules import Rules, breaks_of, set_rules
from ..style import Look, Style
from ..theme import Theme

HOME, CROWDED, FACILITY = 1.2, 0.9, 3.4
"""Millimetres."""
CRUMB = 1e-6
FULL, BUSY = 0.995, 0.8
GROUND = 0.35
LACKING = "lacking_share"
"""The field with the share of the people who live where places lack however they are given out; layers of before do not have it."""
MANY = 3000
QUARTERS = (15, 30, 45, 60)
"""Minutes that part the classes of travel times: the same on each map, so that maps can be compared."""


def access(layer: QgsVectorLayer, field: str, theme: Theme, language: Language) -> Rules:
    """Show points of people: with a place near by, with a facility near by that is full, and with none near by."""
    near, short = (QgsExpression.quotedColumnRef(name) for name in (field, "shortage"))
    size = HOME if layer.featureCount() < MANY else CROWDED
    none, full = theme.shade("need", 4), theme.shade("need", 2)
    good = theme.shade("indicator", 2)
    return [
        (_dot(none, size), f"{near} < 0.5", language.tr("no facility within the norm")),
        (_dot(full, size), f"{near} >= 0.5 AND {short} > {CRUMB}", language.tr("facility nearby, but no place left")),
        (_dot(good, size), f"{near} >= 0.5 AND {short} <= {CRUMB}", language.tr("place within the norm")),
        (_dot(theme.colour("missing"), size), f"{near} IS NULL", language.tr("not known")),
    ]


def shortage(field: str, breaks: Sequence[float], theme: Theme, language: Language, lacking: str = "") -> Rules:
    """Show how many people of areas have no place when everyone takes the nearest one; areas where all have one stand apart.

    ``lacking`` is the field with the share of the people who live where places lack however they are given out; areas where none does
    stand apart too: there the shortage goes when others take a place farther away.
    """
    column = QgsExpression.quotedColumnRef(field)
    movable = f"{column} > {CRUMB} AND {QgsExpression.quotedColumnRef(lacking)} = 0" if lacking else ""
    border, width = theme.colour("unit_border"), theme.widths["unit_border"]
    edges = sorted({float(edge) for edge in breaks if edge > CRUMB})
    lows = [CRUMB, *edges][: len(edges)]
    colours = theme.ramp("need", len(edges) + 1)[1:]
    rules = []
    for low, high, colour in zip(lows, edges, colours, strict=True):
        last = high == edges[-1]
        condition = f"{column} > {low!r}" if last else f"{column} > {low!r} AND {column} <= {high!r}"
        ends = {"low": language.number(low, 0), "high": language.number(high, 0)}
        label = language.tr("{low} to {high} people without a place, nearest first", **ends)
        if low == CRUMB:
            label = language.tr("at most one person without a place, nearest first")
            if high > 1:
                label = language.tr("at most {high} people without a place, nearest first", high=ends["high"])
        rules.append((symbols.area(colour, border, width), f"({condition}) AND NOT ({movable})" if movable else condition, label))
    rules.reverse()
    if movable:
        symbol = symbols.area(theme.shade("indicator", 2), border, width)
        rules.append((symbol, movable, language.tr("without a place, nearest first; solved if others go farther")))
    enough = symbols.area(theme.colour("area"), border, width)
    return [
        *rules,
        (enough, f"{column} <= {CRUMB}", language.tr("a place for everyone")),
        (symbols.missing(theme), f"{column} IS NULL", language.tr("too little data")),
    ]


def facilities(layer: QgsVectorLayer, field: str, theme: Theme, language: Language) -> Rules:
    """Show how full facilities are, or where only people are known, that they are there."""
    if not field:
        return [(_place(layer, theme.shade("indicator", 3), theme), "true", language.tr("facility"))]
    column = QgsExpression.quotedColumnRef(field)
    full, busy, room = theme.shade("need", 4), theme.shade("need", 2), theme.shade("indicator", 3)
    return [
        (_place(layer, full, theme), f"{column} >= {FULL}", language.tr("full")),
        (_place(layer, busy, theme), f"{column} >= {BUSY} AND {column} < {FULL}", language.tr("almost full (80 % or more)")),
        (_place(layer, room, theme), f"{column} < {BUSY}", language.tr("has places left")),
        (_place(layer, theme.colour("frame"), theme), f"{column} IS NULL", language.tr("has no places")),
    ]


def travel_times(layer: QgsVectorLayer, field: str, theme: Theme, language: Language) -> Rules:
    """Show minutes by the quarter of an hour, the longest in the strongest colour, and places from where nothing is reached."""
    column, size = QgsExpression.quotedColumnRef(field), HOME if layer.featureCount() < MANY else CROWDED
    border, width = theme.colour("unit_border"), theme.widths["unit_border"]
    are_areas = layer.geometryType() == Qgis.GeometryType.Polygon
    conditions = [f"{column} <= {QUARTERS[0]}"]
    labels = [language.tr("at most {high} minutes", high=QUARTERS[0])]
    for low, high in zip(QUARTERS, QUARTERS[1:], strict=False):
        conditions.append(f"{column} > {low} AND {column} <= {high}")
        labels.append(language.tr("{low} to {high} minutes", low=low, high=high))
    conditions.append(f"{column} > {QUARTERS[-1]}")
    labels.append(language.tr("more than {low} minutes", low=QUARTERS[-1]))
    colours = theme.ramp("need", len(labels))
    shown = [symbols.area(colour, border, width) if are_areas else _dot(colour, size) for colour in colours]
    absent = symbols.missing(theme) if are_areas else _dot(theme.colour("missing"), size)
    rules = list(zip(shown, conditions, labels, strict=True))
    return [*rules, (absent, f"{column} IS NULL", language.tr("not reached by half of the departures"))]


def travel_hours(layer: QgsVectorLayer, style: Style, theme: Theme, language: Language) -> Rules:
    """Show in how many of the hours a destination is reached, the fewest in the strongest colour."""
    column, size, most = QgsExpression.quotedColumnRef(style.field), HOME if layer.featureCount() < MANY else CROWDED, int(style.breaks[-1])
    border, width = theme.colour("unit_border"), theme.widths["unit_border"]
    are_areas = layer.geometryType() == Qgis.GeometryType.Polygon
    half = (most + 1) // 2
    classes = [
        (f"{column} >= {most}", language.tr("in each hour")),
        (f"{column} >= {half} AND {column} < {most}", language.tr("in half of the hours or more")),
        (f"{column} > 0 AND {column} < {half}", language.tr("in less than half of the hours")),
        (f"{column} = 0", language.tr("in no hour")),
    ]
    shown = [symbols.area(colour, border, width) if are_areas else _dot(colour, size) for colour in theme.ramp("need", len(classes))]
    absent = symbols.missing(theme) if are_areas else _dot(theme.colour("missing"), size)
    rules = [(symbol, condition, label) for symbol, (condition, label) in zip(shown, classes, strict=True)]
    return [*rules, (absent, f"{column} IS NULL", language.tr("not known"))]


def catchments(style: Style, theme: Theme, language: Language) -> Rules:
    """Show the ground of facilities up to each cost, in the style's unit; where it overlaps it is darker."""
    fill, edge = QColor(theme.shade("indicator", 2)), theme.shade("indicator", 4)
    fill.setAlphaF(GROUND)
    symbol = partial(symbols.area, fill, edge, theme.widths["boundary"])
    if not style.field:
        # a layer of before the thresholds stood in a field
        near = language.tr("within {cost} of the facility", cost=style.unit) if style.unit else language.tr("within reach of the facility")
        return [(symbol(), "true", near)]
    column = QgsExpression.quotedColumnRef(style.field)
    labels = [language.tr("within {cost} of the facility", cost=f"{cost:g} {style.unit}") for cost in style.breaks]
    return [(symbol(), f"{column} = {cost!r}", label) for cost, label in zip(style.breaks, labels, strict=True)]


def _dot(colour: QColor, size: float) -> QgsMarkerSymbol:
    """Return a dot without an edge: there may be very many."""
    return QgsMarkerSymbol.createSimple({"name": "circle", "color": colour.name(), "size": str(size), "outline_style": "no"})


def _place(layer: QgsVectorLayer, colour: QColor, theme: Theme) -> QgsSymbol:
    """Return a symbol of the layer's own geometry type."""
    if layer.geometryType() == Qgis.GeometryType.Polygon:
        return symbols.area(colour, theme.colour("cluster"), theme.widths["boundary"])
    if layer.geometryType() == Qgis.GeometryType.Line:
        return symbols.line(colour, theme.widths["cluster"])
    return symbols.dot(colour, FACILITY, theme)


LOOKS: dict[str, Look] = {
    "access": lambda layer, style, theme, language: set_rules(layer, access(layer, style.field, theme, language)),
    "shortage": lambda layer, style, theme, language: set_rules(
        layer, shortage(style.field, breaks_of(layer, style), theme, language, LACKING if layer.fields().indexOf(LACKING) >= 0 else "")
    ),
    "facilities": lambda layer, style, theme, language: set_rules(layer, facilities(layer, style.field, theme, language)),
    "travel_times": lambda layer, style, theme, language: set_rules(layer, travel_times(layer, style.field, theme, language)),
    "travel_hours": lambda layer, style, theme, language: set_rules(layer, travel_hours(layer, style, theme, language)),
    "catchments": lambda layer, style, theme, language: set_rules(layer, catchments(style, theme, language)),
}
