"""How layers look: one door per kind of layer, in the house style, with legends in plain words."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from qgis.core import (
    Qgis,
    QgsExpression,
    QgsFeatureRequest,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingLayerPostProcessorInterface,
    QgsProviderRegistry,
    QgsReadWriteContext,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from ..analysis.classes import READABLE, class_breaks
from ..analysis.clusters import LOW_TYPES
from ..model.codec import from_json, to_json
from ..model.errors import OpgaveError
from ..model.files import parse_json
from ..model.results import CLUSTER_ID, INDEX
from ..planning.access import looks as access_looks
from ..planning.coalition import looks as coalition_looks
from ..planning.demand.looks import short_from
from ..planning.envelope import looks as envelope_looks
from ..qgis_io.expressions import literal
from ..qgis_io.reproducible_files import settled_looks
from ..texts.language import Language, interface_language
from . import cluster_rules, labels, site_rules, symbols
from .layer_words import LayerWords, keep_words
from .sld import sld_of
from .theme import Theme, theme

__all__ = ["Overlay", "Style", "Theme", "apply", "keep_style", "kept_style", "save_default", "style_on_load", "theme"]

MOST_DECIMALS = 3
SMALL_COUNT = 100
HATCH_ANGLES = (45.0, 135.0, 0.0, 90.0)
ROAD_CLASS = "road_class"
TYPE_FIELD = "cluster_type"
STYLE_PROPERTY = "opgavenkaart/style"
LOOKS_PROPERTY = "opgavenkaart/looks"
LOOKS = QgsMapLayer.StyleCategories(QgsMapLayer.StyleCategory.Symbology) | QgsMapLayer.StyleCategory.Labeling
STYLE_NAME = "Opgavenkaart"
NO_WORDS: Mapping[str, LayerWords] = {}


@dataclass(frozen=True)
class Overlay:
    """A layer that the integrated layer carries: the field with the number of its features, and its title."""

    field: str
    title: str


@dataclass(frozen=True)
class Style:
    """Which looks a layer has, so that it can be styled again in another language or theme.

    Attributes
    ----------
    kind : str
        A key of `KINDS`, such as ``units``, ``indicator``, ``clusters`` or ``plain``.
    field : str
        The field that is shown: the index, the indicator, the rank of clusters, the class of roads.
    breaks : tuple of float
        The edges of the classes, from low to high, one more than there are classes.
    unit : str
        What an indicator is measured in.
    label : str
        The field with the clusters' names.
    method : str
        The cluster method behind the units' types.
    overlays : tuple of Overlay
        What an integrated layer carries.
    opacity : float
        Opacity (0-1) of areas that lie on a background service.
    field_2, breaks_2 : str, tuple of float
        The second number of a map of two, and the edges of its classes.
    """

    kind: str
    field: str = ""
    breaks: tuple[float, ...] = ()
    unit: str = ""
    label: str = ""
    overlays: tuple[Overlay, ...] = ()
    opacity: float = 1.0
    method: str = ""
    field_2: str = ""
    breaks_2: tuple[float, ...] = ()


def apply(layer: QgsVectorLayer, style: Style, theme: Theme, language: Language) -> None:
    """Give a layer its looks.

    Raises
    ------
    OpgaveError
        The style names a field that the layer does not have.
    """
    for field in [style.field, style.field_2, style.label, *(overlay.field for overlay in style.overlays)]:
        if field and layer.fields().lookupField(field) < 0:
            names = ", ".join(layer.fields().names())
            raise OpgaveError("Layer '{layer}' has no field '{field}'. It has: {fields}.", layer=layer.name(), field=field, fields=names)
    KINDS[style.kind](layer, style, theme, language)


def style_units(layer, field: str, breaks: Sequence[float], theme: Theme, language: Language, opacity: float = 1.0) -> None:
    """Show the challenge index by class, from very high need to very low; units without index are a class of their own."""
    whole = field != INDEX and _whole(layer, field, breaks)
    labels = class_labels(breaks, class_names(_count(breaks), language), language, whole=whole)
    _style_classes(layer, field, labels, breaks, theme.ramp("need", len(labels)), theme, language, opacity)


def style_indicator(layer, field: str, breaks: Sequence[float], unit: str, theme: Theme, language: Language) -> None:
    """Show the raw values of one indicator by class, in another ramp than the index."""
    labels = class_labels(breaks, [""] * _count(breaks), language, unit, _whole(layer, field, breaks))
    _style_classes(layer, field, labels, breaks, theme.ramp("indicator", len(labels)), theme, language)


def style_fifths(layer, field: str, breaks: Sequence[float], theme: Theme, language: Language) -> None:
    """Show in which part of all areas each lies, in the ramp of indicators: what is measured does not matter."""
    count = _count(breaks)
    names = [language.tr("lowest fifth"), language.tr("second fifth"), language.tr("middle fifth")]
    names += [language.tr("fourth fifth"), language.tr("highest fifth")]
    if count != len(names):
        names = [language.tr("class {number} of {count}, from low to high", number=at + 1, count=count) for at in range(count)]
    _style_classes(layer, field, names, breaks, theme.ramp("indicator", count), theme, language)


def style_bivariate(layer, style: Style, theme: Theme, language: Language) -> None:
    """Show two numbers by class, each pair of classes in a colour of its own; the map's own legend explains them."""
    columns = [QgsExpression.quotedColumnRef(field) for field in (style.field, style.field_2)]
    conditions = [_conditions(column, breaks) for column, breaks in zip(columns, (style.breaks, style.breaks_2), strict=True)]
    colours = bivariate_colours(theme, len(conditions[0]), len(conditions[1]))
    root = QgsRuleBasedRenderer.Rule(None)
    for second, row in zip(conditions[1], colours, strict=True):
        for first, colour in zip(conditions[0], row, strict=True):
            both = " AND ".join(filter(None, [first, second, *(f"{column} IS NOT NULL" for column in columns)]))
            root.appendChild(_rule(symbols.area(colour, theme.colour("unit_border"), theme.widths["unit_border"]), both, ""))
    either = " OR ".join(f"{column} IS NULL" for column in columns)
    root.appendChild(_rule(symbols.missing(theme), either, language.tr("too little data")))
    layer.setRenderer(QgsRuleBasedRenderer(root))


def bivariate_colours(theme: Theme, first: int, second: int) -> list[list[QColor]]:
    """Return the colours of ``first`` x ``second`` classes (1 to 3 each): a row for each class of the second number, from low to high."""
    colours = [QColor(colour) for colour in theme.ramps["bivariate"]]
    places = {1: (1,), 2: (0, 2), 3: (0, 1, 2)}
    return [[colours[3 * row + column] for column in places[first]] for row in places[second]]


def decimals_for(low: float, high: float) -> int:
    """Return how many decimals tell values of this range apart."""
    return 0 if high - low >= 50 else 1 if high - low >= 5 else 2


def style_clusters(layer, rank_field: str, label_field: str, theme: Theme, language: Language) -> None:
    """Draw clusters as strong outlines, each with its rank in a disc, the worst ones with their name where there is room."""
    strong = symbols.outline(theme, "cluster", theme.widths["cluster_casing"])
    low = _low_clusters(layer)
    if low:
        root = QgsRuleBasedRenderer.Rule(None)
        root.appendChild(_rule(strong, f"NOT ({low})", language.tr("cluster of high values")))
        quiet = symbols.outline(theme, "cold_cluster", theme.widths["cluster_casing"], dashed=True)
        root.appendChild(_rule(quiet, low, language.tr("cluster of low values")))
        layer.setRenderer(QgsRuleBasedRenderer(root))
    else:
        layer.setRenderer(QgsSingleSymbolRenderer(strong))
    if rank_field:
        layer.setLabeling(QgsRuleBasedLabeling(labels.rank_and_name(rank_field, label_field, theme)))
        layer.setLabelsEnabled(True)


def style_by_rules(layer, rules: cluster_rules.Rules) -> None:
    """Set a rule for every class in which a feature falls: a legend shows what is on the map."""
    root = QgsRuleBasedRenderer.Rule(None)
    for symbol, condition, label in rules:
        if _any(layer, condition):
            root.appendChild(_rule(symbol, condition, label))
    layer.setRenderer(QgsRuleBasedRenderer(root))


def style_actors(layer, theme: Theme, language: Language) -> None:
    """Show actors by kind, with their names where there is room."""
    style_by_rules(layer, coalition_looks.actors(theme, language))
    coalition_looks.label_actors(layer, theme)


def style_coalition(layer, style: Style, theme: Theme, language: Language) -> None:
    """Show how many roles are missing in each cluster, and which cluster it is."""
    style_by_rules(layer, coalition_looks.clusters(int(max(_numbers(layer, style.field), default=0)), theme, language))
    if style.label:
        layer.setLabeling(QgsRuleBasedLabeling(labels.rank_and_name(CLUSTER_ID, style.label, theme)))
        layer.setLabelsEnabled(True)


def style_in_order(layer, rules: cluster_rules.Rules, order: str) -> None:
    """Set a rule for every class, and draw features by the order of an expression, the highest on top."""
    style_by_rules(layer, rules)
    layer.renderer().setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause(order, True)]))
    layer.renderer().setOrderByEnabled(True)


def style_portfolio(layer, style: Style, theme: Theme, language: Language) -> None:
    """Show which measures are chosen, over those that are not, and what the chosen ones are called where there is room."""
    style_in_order(layer, envelope_looks.portfolio(layer, style.field, theme, language), QgsExpression.quotedColumnRef(style.field))
    if style.label:
        envelope_looks.label_chosen(layer, style.field, style.label, theme)


def style_named(layer, rules: cluster_rules.Rules, name_field: str, condition: str, theme: Theme) -> None:
    """Set a rule for every class, and write beside those for which a condition holds what they are called."""
    style_by_rules(layer, rules)
    if name_field:
        layer.setLabeling(QgsRuleBasedLabeling(labels.names(name_field, condition, theme)))
        layer.setLabelsEnabled(True)


def style_meeting(layer, style: Style, theme: Theme, language: Language) -> None:
    """Show how many challenges meet, and which they are where several do."""
    rules = cluster_rules.meeting(style.field, int(max(_numbers(layer, style.field), default=1)), theme, language)
    style_named(layer, rules, style.label, f"{QgsExpression.quotedColumnRef(style.field)} > 1", theme)


def style_integrated(layer, overlays: Sequence[Overlay], theme: Theme) -> None:
    """Hatch each piece of ground once for every layer that covers it, in that layer's colour and direction."""
    colours = [QColor(colour) for colour in theme.ramps["overlay"]]
    root = QgsRuleBasedRenderer.Rule(None)
    for number, overlay in enumerate(overlays):
        hatch = symbols.hatched(theme, colours[number % len(colours)], HATCH_ANGLES[number % len(HATCH_ANGLES)])
        root.appendChild(_rule(hatch, f"{QgsExpression.quotedColumnRef(overlay.field)} > 0", overlay.title))
    layer.setRenderer(QgsRuleBasedRenderer(root))


def style_background(layer, role: str, theme: Theme, class_field: str = "") -> None:
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


def style_plain(layer, theme: Theme) -> None:
    """Give a layer that only stands by a quiet symbol of its own geometry type; a table needs none."""
    if layer.geometryType() == Qgis.GeometryType.Point:
        layer.setRenderer(QgsSingleSymbolRenderer(symbols.point(theme)))
    elif layer.geometryType() == Qgis.GeometryType.Line:
        layer.setRenderer(QgsSingleSymbolRenderer(symbols.road(theme, "")))
    elif layer.geometryType() == Qgis.GeometryType.Polygon:
        fill = symbols.area(theme.colour("area"), theme.colour("frame"), theme.widths["unit_border"])
        layer.setRenderer(QgsSingleSymbolRenderer(fill))


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
    return max(map(abs, breaks), default=0) <= SMALL_COUNT and all(float(value).is_integer() for value in _numbers(layer, field))


def keep_style(layer: QgsMapLayer, style: Style) -> None:
    """Note in a layer how it was styled, so that it can have the same looks in another theme, language or size."""
    layer.setCustomProperty(STYLE_PROPERTY, json.dumps(to_json(style), ensure_ascii=False))
    layer.setCustomProperty(LOOKS_PROPERTY, looks_hash(layer))


def keeps_looks(layer: QgsMapLayer) -> bool:
    """Whether a layer still has the looks that `keep_style` noted: nobody gave it others."""
    return layer.customProperty(LOOKS_PROPERTY) == looks_hash(layer)


def looks_hash(layer: QgsMapLayer) -> str:
    """Return a mark of a layer's symbols and labels."""
    document = QDomDocument()
    layer.exportNamedStyle(document, QgsReadWriteContext(), LOOKS)
    return hashlib.sha256(settled_looks(document.toString()).encode("utf-8")).hexdigest()


def kept_style(layer: QgsMapLayer) -> Style | None:
    """Return what `keep_style` noted; None where nothing is."""
    text = layer.customProperty(STYLE_PROPERTY)
    return from_json(Style, parse_json(text, layer.name())) if text else None


def save_default(layer: QgsVectorLayer) -> None:
    """Keep a layer's looks in its own GeoPackage, so that any QGIS opens it styled.

    Raises
    ------
    OpgaveError
        The source cannot keep styles, or cannot be written.
    """
    qml = QDomDocument()
    layer.exportNamedStyle(qml, QgsReadWriteContext())
    provider = QgsProviderRegistry.instance().providerMetadata(layer.providerType())
    if not provider.saveStyle(layer.source(), qml.toString(), sld_of(layer), STYLE_NAME, "", "", True, ""):
        path = layer.source().partition("|")[0]
        raise OpgaveError(
            "The style of layer '{layer}' cannot be saved in '{path}': check that the file can be written.", layer=layer.name(), path=path
        )


def style_on_load(context: QgsProcessingContext, layer_id: str, style: Style, words: Mapping[str, LayerWords] = NO_WORDS) -> None:
    """Have an algorithm's output styled when the toolbox loads it into the project; does nothing when it is not loaded.

    ``words``: what it says on maps, by language.
    """
    if context.willLoadLayerOnCompletion(layer_id):
        styler = _StyleOnLoad(layer_id, style, words)
        _waiting[layer_id] = styler
        context.layerToLoadOnCompletionDetails(layer_id).setPostProcessor(styler)


class _StyleOnLoad(QgsProcessingLayerPostProcessorInterface):
    """Styles one layer, once. QGIS keeps no Python reference to it: `_waiting` does until its work is done."""

    def __init__(self, layer_id: str, style: Style, words: Mapping[str, LayerWords]):
        super().__init__()
        self.layer_id = layer_id
        self.style = style
        self.words = words

    def postProcessLayer(self, layer, context, feedback):
        if isinstance(layer, QgsVectorLayer):
            apply(layer, self.style, theme(), Language(interface_language()))
            keep_style(layer, self.style)
            if self.words:
                keep_words(layer, self.words)
            layer.triggerRepaint()
        _waiting.pop(self.layer_id, None)


_waiting: dict[str, _StyleOnLoad] = {}


def _count(breaks: Sequence[float]) -> int:
    """Return how many classes lie between the edges; all values equal make one class, no value makes none."""
    edges = len(set(breaks))
    return edges - 1 if edges > 1 else edges


def _style_classes(layer, field, labels, breaks, colours, theme, language, opacity=1.0) -> None:
    """Set a rule for every class, the highest first."""
    column = QgsExpression.quotedColumnRef(field)
    root = QgsRuleBasedRenderer.Rule(None)
    for condition, label, colour in reversed(list(zip(_conditions(column, breaks), labels, colours, strict=True))):
        symbol = symbols.area(colour, theme.colour("unit_border"), theme.widths["unit_border"])
        symbol.setOpacity(opacity)
        root.appendChild(_rule(symbol, condition, label))
    if _any(layer, f"{column} IS NULL"):
        symbol = symbols.missing(theme)
        symbol.setOpacity(opacity)
        root.appendChild(_rule(symbol, f"{column} IS NULL", language.tr("too little data")))
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


def _any(layer: QgsVectorLayer, condition: str) -> bool:
    request = QgsFeatureRequest().setFilterExpression(condition).setLimit(1)
    return any(True for _ in layer.getFeatures(request))


def _low_clusters(layer: QgsVectorLayer) -> str:
    """Return the condition that picks clusters of low values; an empty text where the layer has none."""
    if layer.fields().lookupField(TYPE_FIELD) < 0:
        return ""
    kinds = ", ".join(QgsExpression.quotedValue(kind) for kind in LOW_TYPES)
    condition = f"{QgsExpression.quotedColumnRef(TYPE_FIELD)} IN ({kinds})"
    return condition if _any(layer, condition) else ""


def _rule(symbol: QgsSymbol, condition: str, label: str) -> QgsRuleBasedRenderer.Rule:
    return QgsRuleBasedRenderer.Rule(symbol, 0, 0, condition, literal(label))


def _breaks(layer: QgsVectorLayer, style: Style) -> Sequence[float]:
    """Return the style's class edges; where it has none, those that suit the layer's own values."""
    if style.breaks:
        return style.breaks
    return class_breaks(np.array(_numbers(layer, style.field), dtype=float), slack=READABLE).breaks.tolist()


def _numbers(layer: QgsVectorLayer, field: str) -> list[float]:
    values, _ = QgsVectorLayerUtils.getValues(layer, field)
    return [value for value in values if isinstance(value, int | float)]


KINDS: dict[str, Callable[[QgsVectorLayer, Style, Theme, Language], None]] = {
    "units": lambda layer, style, theme, language: style_units(layer, style.field, _breaks(layer, style), theme, language, style.opacity),
    "indicator": lambda layer, style, theme, language: style_indicator(
        layer, style.field, _breaks(layer, style), style.unit, theme, language
    ),
    "fifths": lambda layer, style, theme, language: style_fifths(layer, style.field, style.breaks, theme, language),
    "bivariate": style_bivariate,
    "types": lambda layer, style, theme, language: style_by_rules(
        layer, cluster_rules.types(style.field, TYPE_FIELD, style.method, theme, language)
    ),
    "certainty": lambda layer, style, theme, language: style_by_rules(layer, cluster_rules.certainty(style.field, theme, language)),
    "clusters": lambda layer, style, theme, language: style_clusters(layer, style.field, style.label, theme, language),
    "change": lambda layer, style, theme, language: style_named(
        layer, cluster_rules.change(style.field, theme, language), style.label, "", theme
    ),
    "pieces": lambda layer, style, theme, language: style_by_rules(layer, cluster_rules.pieces(style.field, theme, language)),
    "proposal": lambda layer, style, theme, language: style_by_rules(layer, cluster_rules.proposal(style.field, theme, language)),
    "vintages": lambda layer, style, theme, language: style_by_rules(layer, cluster_rules.vintages(style.field, theme, language)),
    "meeting": style_meeting,
    "sites": lambda layer, style, theme, language: style_by_rules(
        layer, site_rules.sites(style.field, layer.geometryType(), theme, language)
    ),
    "allocation": lambda layer, style, theme, language: style_by_rules(layer, site_rules.allocation(style.field, theme, language)),
    "hours": lambda layer, style, theme, language: style_by_rules(
        layer, site_rules.hours(style.field, _breaks(layer, style), theme, language)
    ),
    "outcome": lambda layer, style, theme, language: style_by_rules(
        layer, site_rules.outcome(style.field, layer.geometryType(), theme, language)
    ),
    "actors": lambda layer, style, theme, language: style_actors(layer, theme, language),
    "links": lambda layer, style, theme, language: style_in_order(
        layer, coalition_looks.links(theme, language), coalition_looks.LINK_ORDER
    ),
    "coalition": lambda layer, style, theme, language: style_coalition(layer, style, theme, language),
    "access": lambda layer, style, theme, language: style_by_rules(layer, access_looks.access(layer, style.field, theme, language)),
    "shortage": lambda layer, style, theme, language: style_by_rules(
        layer, access_looks.shortage(style.field, _breaks(layer, style), theme, language)
    ),
    "facilities": lambda layer, style, theme, language: style_by_rules(layer, access_looks.facilities(layer, style.field, theme, language)),
    "catchments": lambda layer, style, theme, language: style_by_rules(layer, access_looks.catchments(style.unit, theme, language)),
    "portfolio": lambda layer, style, theme, language: style_portfolio(layer, style, theme, language),
    "short_from": lambda layer, style, theme, language: style_by_rules(layer, short_from(style.field, style.breaks, theme, language)),
    "integrated": lambda layer, style, theme, language: style_integrated(layer, style.overlays, theme),
    "water": lambda layer, style, theme, language: style_background(layer, "water", theme),
    "parks": lambda layer, style, theme, language: style_background(layer, "parks", theme),
    "roads": lambda layer, style, theme, language: style_background(layer, "roads", theme, style.field),
    "boundary": lambda layer, style, theme, language: style_background(layer, "boundary", theme),
    "plain": lambda layer, style, theme, language: style_plain(layer, theme),
}
