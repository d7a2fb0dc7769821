"""Labels on the map: legible on any ground, the most important ones first."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    Qgis,
    QgsExpression,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsTextBackgroundSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QSizeF

from ..analysis.clusters import UNNAMED
from ..analysis.local_statistics import NONE
from ..model.text import display_name
from .theme import Theme

LINE_LENGTH = 26
LONGEST, ACROSS = 44, 22
"""Characters of a point's name on the map, and of one line of it."""
NAMED = 10
FIRST, WITHIN, ALONG = 10, 4, 2
"""Priorities of labels: of clusters, of what areas are called, of streets."""
STRONG = 2.0
IS_REGION = f"coalesce(attribute(@feature, 'cluster_type'), '') = '{NONE}'"
"""Regions leave no room beside them: all ground is in one."""


def rank_and_name(rank_field: str, name_field: str, theme: Theme) -> QgsRuleBasedLabeling.Rule:
    """Return label rules for clusters: the rank in a disc on every cluster, the name of the first `NAMED` where it fits; within regions."""
    root = QgsRuleBasedLabeling.Rule(None)
    rank = QgsExpression.quotedColumnRef(rank_field)
    root.appendChild(QgsRuleBasedLabeling.Rule(_rank(rank, theme), 0, 0, "", "rank"))
    if name_field:
        name = QgsExpression.quotedColumnRef(name_field)
        beside = f"{rank} <= {NAMED} AND NOT {IS_REGION}"
        root.appendChild(QgsRuleBasedLabeling.Rule(_name(rank, name, theme), 0, 0, beside, "name"))
        root.appendChild(QgsRuleBasedLabeling.Rule(_name_within(rank, name, theme), 0, 0, IS_REGION, "name within"))
    return root


def names(name_field: str, condition: str, theme: Theme) -> QgsRuleBasedLabeling.Rule:
    """Return a label rule for areas for which a condition holds (empty: all): their name beside them, the largest first."""
    root = QgsRuleBasedLabeling.Rule(None)
    name = QgsExpression.quotedColumnRef(name_field)
    settings = _settings(_a_line_each(name), theme.haloed(theme.text_format("map_label")))
    _beside(settings, theme)
    root.appendChild(QgsRuleBasedLabeling.Rule(settings, 0, 0, condition, "name"))
    return root


def label_highest(layer: QgsVectorLayer, field: str, least: float, name_field: str, theme: Theme) -> None:
    """Write on the few areas that have at least so much what they are called, always: a text that names them sends readers there."""
    settings = _settings(_display_expression(layer, name_field), theme.haloed(theme.text_format("map_label")))
    settings.placement = Qgis.LabelPlacement.Horizontal
    settings.centroidInside = True
    settings.autoWrapLength = LINE_LENGTH
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.obstacleSettings().setIsObstacle(False)
    settings.priority = FIRST
    settings.placementSettings().setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    root = QgsRuleBasedLabeling.Rule(None)
    condition = f"{QgsExpression.quotedColumnRef(field)} >= {least!r}"
    root.appendChild(QgsRuleBasedLabeling.Rule(settings, 0, 0, condition, "highest"))
    layer.setLabeling(QgsRuleBasedLabeling(root))
    layer.setLabelsEnabled(True)


def label_points(layer: QgsVectorLayer, words: str, priority: str, size: float, theme: Theme) -> None:
    """Write words beside dots of ``size`` millimetres where they do not overlap; both are expressions, ``priority`` from 0 to 10."""
    text_format = theme.haloed(theme.text_format("small"))
    text_format.setColor(theme.colour("ink"))
    settings = _settings(words, text_format)
    settings.dataDefinedProperties().setProperty(QgsPalLayerSettings.Property.Priority, QgsProperty.fromExpression(priority))
    settings.placement = Qgis.LabelPlacement.OrderedPositionsAroundPoint
    settings.dist = size / 2 + theme.widths["halo"] / 2
    settings.distUnits = Qgis.RenderUnit.Millimeters
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def label_within(layer: QgsVectorLayer, field: str, text_format: QgsTextFormat, theme: Theme, below: float = 0.0) -> None:
    """Write names inside areas, where they do not overlap; ``below``: only at scales larger than one to this number, 0 for all scales."""
    quiet = theme.haloed(text_format)
    quiet.setColor(theme.colour("quiet"))
    settings = _settings(f"wordwrap({_display_expression(layer, field)}, {ACROSS})", quiet)
    settings.placement = Qgis.LabelPlacement.Horizontal
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.Center
    settings.fitInPolygonOnly = bool(below)
    settings.priority = WITHIN
    settings.obstacleSettings().setIsObstacle(False)
    settings.scaleVisibility = bool(below)
    settings.minimumScale = below
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def label_lines(layer: QgsVectorLayer, field: str, class_field: str, main: Sequence[str], below: float, theme: Theme) -> None:
    """Write the names of streets along them, once for pieces that meet; all but the ``main`` ones only at scales larger than 1:below."""
    text_format = theme.haloed(theme.text_format("small"))
    text_format.setColor(theme.colour("quiet"))
    classes = ",".join(QgsExpression.quotedValue(name) for name in main)
    large = f"to_string({QgsExpression.quotedColumnRef(class_field)}) IN ({classes})" if class_field and main else "FALSE"
    settings = _settings(f"if(@map_scale < {below} OR coalesce({large}, FALSE), {_display_expression(layer, field)}, '')", text_format)
    settings.placement = Qgis.LabelPlacement.Curved
    settings.lineSettings().setPlacementFlags(Qgis.LabelLinePlacementFlag.OnLine)
    settings.lineSettings().setMergeLines(True)
    settings.priority = ALONG
    settings.obstacleSettings().setIsObstacle(False)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def _display_expression(layer: QgsVectorLayer, field: str) -> str:
    """Return an expression for the names of a field as people write them (see `model.text.display_name`)."""
    column = f"to_string({QgsExpression.quotedColumnRef(field)})"
    names = [str(value) for value in layer.uniqueValues(layer.fields().lookupField(field)) if value]
    written = {name: shown for name in names if (shown := display_name(name)) != name}
    if not written:
        return column
    pairs = ", ".join(f"{QgsExpression.quotedString(word)}" for pair in sorted(written.items()) for word in pair)
    return f"coalesce(map_get(map({pairs}), {column}), {column})"


def break_lines(layer: QgsVectorLayer, field: str) -> str:
    """Return an expression for a name that may be long: its beginning, in short lines."""
    name = _display_expression(layer, field)
    return f"wordwrap(if(length({name}) > {LONGEST}, left({name}, {LONGEST - 1}) || '…', {name}), {ACROSS})"


def _rank(rank: str, theme: Theme) -> QgsPalLayerSettings:
    """Return a label inside the cluster that is always shown, and that all others make way for."""
    settings = _settings(f"to_string({rank})", _on_disc(theme))
    settings.placement = Qgis.LabelPlacement.OverPoint
    settings.centroidInside = True
    settings.obstacleSettings().setIsObstacle(False)
    settings.priority = FIRST
    settings.placementSettings().setOverlapHandling(Qgis.LabelOverlapHandling.AllowOverlapIfRequired)
    return settings


def _name(rank: str, name: str, theme: Theme) -> QgsPalLayerSettings:
    """Return a label beside the cluster, on no other one, that gives way when there is no room, the least need first.

    A cluster that is called after its rank alone has none: the disc says it.
    """
    settings = _settings(_rank_expression(rank, name), theme.haloed(theme.text_format("map_label")))
    _beside(settings, theme)
    priority = QgsProperty.fromExpression(f"max(0, {FIRST} - 1 - {rank})")
    settings.dataDefinedProperties().setProperty(QgsPalLayerSettings.Property.Priority, priority)
    return settings


def _name_within(rank: str, name: str, theme: Theme) -> QgsPalLayerSettings:
    """Return a label within a region, shown where it fits in."""
    settings = _settings(_rank_expression(rank, name), theme.haloed(theme.text_format("map_label")))
    settings.placement = Qgis.LabelPlacement.Horizontal
    settings.fitInPolygonOnly = True
    settings.obstacleSettings().setIsObstacle(False)
    settings.autoWrapLength = LINE_LENGTH
    return settings


def _rank_expression(rank: str, name: str) -> str:
    """Return an expression for the name after its rank, a line each; empty where a cluster is called after its rank alone."""
    return f"if({name} = concat('{UNNAMED} ', {rank}), '', concat({rank}, '.', char(160), {_a_line_each(name)}))"


def _a_line_each(name: str) -> str:
    """Return an expression that puts each of the names between commas on a line of its own."""
    return f"replace({name}, ', ', concat(',', char(10)))"


def _beside(settings: QgsPalLayerSettings, theme: Theme) -> None:
    """Place a label beside its area, on no other one."""
    settings.placement = Qgis.LabelPlacement.OutsidePolygons
    settings.obstacleSettings().setFactor(STRONG)
    settings.dist = theme.widths["halo"]
    settings.distUnits = Qgis.RenderUnit.Millimeters
    settings.autoWrapLength = LINE_LENGTH
    settings.multilineAlign = Qgis.LabelMultiLineAlignment.FollowPlacement


def _settings(expression: str, text_format: QgsTextFormat) -> QgsPalLayerSettings:
    settings = QgsPalLayerSettings()
    settings.isExpression = True
    settings.fieldName = expression
    settings.setFormat(text_format)
    return settings


def _on_disc(theme: Theme) -> QgsTextFormat:
    """Return the format of a number in light letters on a dark disc with a light edge."""
    disc = QgsTextBackgroundSettings()
    disc.setEnabled(True)
    disc.setType(QgsTextBackgroundSettings.ShapeType.ShapeCircle)
    disc.setSizeType(QgsTextBackgroundSettings.SizeType.SizeFixed)
    disc.setSize(QSizeF(theme.widths["disc"], theme.widths["disc"]))
    disc.setSizeUnit(Qgis.RenderUnit.Millimeters)
    disc.setFillColor(theme.colour("cluster"))
    disc.setStrokeColor(theme.colour("halo"))
    disc.setStrokeWidth(theme.widths["frame"])
    disc.setStrokeWidthUnit(Qgis.RenderUnit.Millimeters)
    text_format = theme.text_format("map_label")
    text_format.setColor(theme.colour("halo"))
    text_format.setBackground(disc)
    return text_format
