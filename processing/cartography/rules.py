"""Rules of a renderer: symbol, condition and label of each class, in the order of the legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from qgis.core import (
    QgsExpression,
    QgsFeatureRequest,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSymbol,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from ..analysis.classes import map_classes
from ..qgis_io.expressions import literal
from ..texts.language import Language
from . import labels, symbols
from .style import Style
from .theme import Theme

Rules = list[tuple[QgsSymbol, str, str]]


def set_rules(layer: QgsVectorLayer, rules: Rules) -> None:
    """Set a rule for every class in which a feature falls: a legend shows what is on the map."""
    root = QgsRuleBasedRenderer.Rule(None)
    for symbol, condition, label in rules:
        if has_feature(layer, condition):
            root.appendChild(rule(symbol, condition, label))
    layer.setRenderer(QgsRuleBasedRenderer(root))


def set_rules_in_order(layer: QgsVectorLayer, rules: Rules, order: str) -> None:
    """Set a rule for every class, and draw features by the order of an expression, the highest on top."""
    set_rules(layer, rules)
    layer.renderer().setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause(order, True)]))
    layer.renderer().setOrderByEnabled(True)


def set_rules_with_names(layer: QgsVectorLayer, rules: Rules, name_field: str, condition: str, theme: Theme) -> None:
    """Set a rule for every class, and write beside those for which a condition holds what they are called."""
    set_rules(layer, rules)
    if name_field:
        layer.setLabeling(QgsRuleBasedLabeling(labels.names(name_field, condition, theme)))
        layer.setLabelsEnabled(True)


def rule(symbol: QgsSymbol, condition: str, label: str) -> QgsRuleBasedRenderer.Rule:
    """Return a rule for what fulfils a condition; its label stands in the legend as it is."""
    return QgsRuleBasedRenderer.Rule(symbol, 0, 0, condition, literal(label))


def has_feature(layer: QgsVectorLayer, condition: str) -> bool:
    """Whether a condition holds for any feature."""
    request = QgsFeatureRequest().setFilterExpression(condition).setLimit(1)
    return any(True for _ in layer.getFeatures(request))


def breaks_of(layer: QgsVectorLayer, style: Style) -> Sequence[float]:
    """Return the style's class edges; where it has none, those that suit the layer's own values."""
    if style.breaks:
        return style.breaks
    return map_classes(np.array(numbers_of(layer, style.field), dtype=float)).edges


def numbers_of(layer: QgsVectorLayer, field: str) -> list[float]:
    """Return the values of a field that are numbers."""
    values, _ = QgsVectorLayerUtils.getValues(layer, field)
    return [value for value in values if isinstance(value, int | float)]


def missing(condition: str, theme: Theme, language: Language) -> tuple[QgsSymbol, str, str]:
    """Return the class of units without value."""
    return symbols.missing(theme), condition, language.tr("too little data")


def rules_by_value(field: str, looks: Iterable[tuple[QgsSymbol, str, str]]) -> Rules:
    """Return a rule for each value of a field, given with its symbol and label."""
    column = QgsExpression.quotedColumnRef(field)
    return [(symbol, f"{column} = '{value}'", label) for symbol, value, label in looks]
