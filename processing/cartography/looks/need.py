"""Numbers by class: the index, indicators, and two numbers on one map."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qgis.core import QgsExpression, QgsRuleBasedRenderer, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from ...model.results import INDEX, hidden_field
from ...texts.language import Language
from .. import symbols
from ..labels import label_highest
from ..rules import breaks_of, has_feature, numbers_of, rule
from ..style import Look, Style
from ..theme import Theme

MOST_DECIMALS = 3
FIGURES = 3
"""Of a value that stands alone, without another beside it to tell it from."""
SMALL_COUNT = 100
LEAST_CALLED = 20.0
"""Points of the index, of 100, between the lowest and the highest limit of classes that have names: with few areas 49 may be the lowest."""


def style_units(layer: QgsVectorLayer, field: str, breaks: Sequence[float], theme: Theme, language: Language, opacity: float = 1.0) -> None:
    """Show the challenge index by class, from very high need to very low; units without index are a class of their own."""
    whole = field != INDEX and _whole(layer, field, breaks)
    names = index_names(breaks, language) if field == INDEX else class_names(_count(breaks), language)
    labels = class_labels(breaks, names, language, whole=whole)
    _style_classes(layer, field, labels, breaks, theme.ramp("need", len(labels)), theme, language, opacity)


def style_index(layer: QgsVectorLayer, style: Style, theme: Theme, language: Language) -> None:
    """Show the index by class, and the names of the areas where it is highest, where the style says from which value."""
    style_units(layer, style.field, breaks_of(layer, style), theme, language, style.opacity)
    if style.label and style.named_from is not None:
        label_highest(layer, style.field, style.named_from, style.label, theme)


def style_indicator(layer: QgsVectorLayer, field: str, breaks: Sequence[float], unit: str, theme: Theme, language: Language) -> None:
    """Show the raw values of one indicator by class, in another ramp than the index."""
    labels = class_labels(breaks, [""] * _count(breaks), language, unit, _whole(layer, field, breaks))
    _style_classes(layer, field, labels, breaks, theme.ramp("indicator", len(labels)), theme, language)


def style_fifths(layer: QgsVectorLayer, field: str, breaks: Sequence[float], theme: Theme, language: Language) -> None:
    """Show in which part of all areas each lies, in the ramp of indicators: what is measured does not matter."""
    count = _count(breaks)
    names = [language.tr("lowest fifth"), language.tr("second fifth"), language.tr("middle fifth")]
    names += [language.tr("fourth fifth"), language.tr("highest fifth")]
    if count != len(names):
        names = [language.tr("class {number} of {count}, from low to high", number=at + 1, count=count) for at in range(count)]
    _style_classes(layer, field, names, breaks, theme.ramp("indicator", count), theme, language)


def style_bivariate(layer: QgsVectorLayer, style: Style, theme: Theme, language: Language) -> None:
    """Show two numbers by class, each pair of classes in a colour of its own; the map's own legend explains them."""
    columns = [QgsExpression.quotedColumnRef(field) for field in (style.field, style.field_2)]
    conditions = [_conditions(column, breaks) for column, breaks in zip(columns, (style.breaks, style.breaks_2), strict=True)]
    colours = bivariate_colours(theme, len(conditions[0]), len(conditions[1]))
    root = QgsRuleBasedRenderer.Rule(None)
    for second, row in zip(conditions[1], colours, strict=True):
        for first, colour in zip(conditions[0], row, strict=True):
            both = " AND ".join(filter(None, [first, second, *(f"{column} IS NOT NULL" for column in columns)]))
            root.appendChild(rule(symbols.area(colour, theme.colour("unit_border"), theme.widths["unit_border"]), both, ""))
    either = " OR ".join(f"{column} IS NULL" for column in columns)
    root.appendChild(rule(symbols.missing(theme), either, language.tr("too little data")))
    layer.setRenderer(QgsRuleBasedRenderer(root))


def bivariate_colours(theme: Theme, first: int, second: int) -> list[list[QColor]]:
    """Return the colours of ``first`` x ``second`` classes (1 to 3 each): a row for each class of the second number, from low to high."""
    colours = [QColor(colour) for colour in theme.ramps["bivariate"]]
    places = {1: (1,), 2: (0, 2), 3: (0, 1, 2)}
    return [[colours[3 * row + column] for column in places[first]] for row in places[second]]


def index_names(breaks: Sequence[float], language: Language) -> list[str]:
    """Return the names of classes of the index; empty texts where the lowest is so near the highest that neither is low or high."""
    apart = max(breaks, default=0.0) - min(breaks, default=0.0) >= LEAST_CALLED
    return class_names(_count(breaks), language) if apart else [""] * _count(breaks)


def class_names(count: int, language: Language) -> list[str]:
    """Return the names of ``count`` classes of need from low to high; empty texts where only ranges can tell them apart."""
    very_low, low = language.tr("very low need"), language.tr("low need")
    moderate = language.tr("moderate need")
    high, very_high = language.tr("high need"), language.tr("very high need")
    named = {
        2: [low, high],
        3: [low, moderate, high],
        4: [very_low, low, high, very_high],
        5: [very_low, low, moderate, high, very_high],
    }
    return named.get(count, [""] * count)


def class_labels(breaks: Sequence[float], names: Sequence[str], language: Language, unit: str = "", whole: bool = False) -> list[str]:
    """Return the legend's text of each class from low to high: its name where it has one, and its range.

    ``whole``: the values are counts, so that a class above 1 up to 3 is called '2 to 3'.
    """
    edges = sorted(set(breaks))
    decimals = 0 if whole else next((d for d in range(MOST_DECIMALS) if all(round(edge, d) == edge for edge in edges)), MOST_DECIMALS)
    if len(edges) < 2:
        decimals = min([decimals, *(max(0, FIGURES - 1 - math.floor(math.log10(abs(edge)))) for edge in edges if edge)])
        return [f"{language.number(edge, decimals)} {unit}".strip() for edge in edges]
    lows, highs = edges[:-1], edges[1:]
    if whole:
        lows = [math.ceil(edges[0]), *(math.floor(edge) + 1 for edge in edges[1:-1])]
        highs = [math.floor(edge) for edge in highs]
    ranges = [_range(low, high, decimals, unit, language) for low, high in zip(lows, highs, strict=True)]
    return [f"{name} ({span})" if name else span for name, span in zip(names, ranges, strict=True)]


def _range(low: float, high: float, decimals: int, unit: str, language: Language) -> str:
    shown = [language.number(edge, decimals) for edge in (low, high)]
    if low == high:
        return f"{shown[0]} {unit}".strip()
    return language.tr("{low} to {high} {unit}", low=shown[0], high=shown[1], unit=unit).strip()


def _whole(layer: QgsVectorLayer, field: str, breaks: Sequence[float]) -> bool:
    """Whether a field holds small counts, where '1 to 2' and '2 to 5' would leave in doubt what a unit with 2 is."""
    return max(map(abs, breaks), default=0) <= SMALL_COUNT and all(float(value).is_integer() for value in numbers_of(layer, field))


def _count(breaks: Sequence[float]) -> int:
    """Return how many classes lie between the edges; all values equal make one class, no value makes none."""
    edges = len(set(breaks))
    return edges - 1 if edges > 1 else edges


def _style_classes(
    layer: QgsVectorLayer,
    field: str,
    labels: Sequence[str],
    breaks: Sequence[float],
    colours: Sequence[str],
    theme: Theme,
    language: Language,
    opacity: float = 1.0,
) -> None:
    """Set a rule for every class, the highest first."""
    column = QgsExpression.quotedColumnRef(field)
    root = QgsRuleBasedRenderer.Rule(None)
    for condition, label, colour in reversed(list(zip(_conditions(column, breaks), labels, colours, strict=True))):
        symbol = symbols.area(colour, theme.colour("unit_border"), theme.widths["unit_border"])
        symbol.setOpacity(opacity)
        root.appendChild(rule(symbol, condition, label))
    lacking, hides = f"{column} IS NULL", f"{QgsExpression.quotedColumnRef(hidden_field(field))} = 1"
    if layer.fields().indexOf(hidden_field(field)) >= 0:
        if has_feature(layer, hides):
            root.appendChild(rule(symbols.hidden(theme), hides, language.tr("hidden: too few counted")))
        lacking = f"{lacking} AND NOT {hides}"
    if has_feature(layer, lacking):
        symbol = symbols.missing(theme)
        symbol.setOpacity(opacity)
        root.appendChild(rule(symbol, lacking, language.tr("too little data")))
    layer.setRenderer(QgsRuleBasedRenderer(root))


def _conditions(column: str, breaks: Sequence[float]) -> list[str]:
    """Return each class's condition from low to high; the outer classes are open, so that no value falls out of the map.

    A limit belongs to the class below it, as in `analysis.classes`.
    """
    edges = sorted(set(breaks))
    if len(edges) < 3:
        return [f"{column} IS NOT NULL"] if edges else []
    inner = [float(edge) for edge in edges[1:-1]]
    lows = ["", *(f"{column} > {edge!r}" for edge in inner)]
    highs = [*(f"{column} <= {edge!r}" for edge in inner), ""]
    return [" AND ".join(filter(None, pair)) for pair in zip(lows, highs, strict=True)]


LOOKS: dict[str, Look] = {
    "units": style_index,
    "indicator": lambda layer, style, theme, language: style_indicator(
        layer, style.field, breaks_of(layer, style), style.unit, theme, language
    ),
    "fifths": lambda layer, style, theme, language: style_fifths(layer, style.field, style.breaks, theme, language),
    "bivariate": style_bivariate,
}
