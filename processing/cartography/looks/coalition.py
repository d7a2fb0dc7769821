"""What actors, links and clusters look like on a map of coalitions: kinds by shape as well as by colour."""

from __future__ import annotations

from qgis.core import QgsExpression, QgsLineSymbol, QgsProperty, QgsRuleBasedLabeling, QgsSymbolLayer, QgsVectorLayer

from ...analysis.coalition.actors import CITIZENS, EXISTS, NON_PROFIT, PROFIT, PUBLIC, TO_MAKE
from ...model.results import CLUSTER_ID
from ...texts.language import Language
from .. import labels, symbols
from ..rules import Rules, numbers_of, set_rules, set_rules_in_order
from ..style import Look, Style
from ..theme import Theme

DOT, QUIET_DOT = 3.6, 1.4
MADE, KNOWN = 10, 60
"""As many of the links to make, and of those that are there, are drawn: more would hide the map, and the table holds them all."""
LINK_ORDER = f"if(state = '{TO_MAKE}', 1, 0)"
"""Links to make lie over those that are there."""
WIDEST = 4
"""Links whose actors share so many clusters, or more, are the widest."""
SHAPES = {PUBLIC: ("square", 0), NON_PROFIT: ("circle", 1), PROFIT: ("triangle", 2), CITIZENS: ("diamond", 3)}
"""Each kind's shape and place in the theme's ramp of overlays."""


def actors(theme: Theme, language: Language) -> Rules:
    """Show actors with a role in the challenge by kind, and the others small and grey."""
    kind, concerned = QgsExpression.quotedColumnRef("actor_kind"), QgsExpression.quotedColumnRef("in_challenge")
    names, colours = kind_names(language), theme.ramp("overlay", len(SHAPES))
    shown = [
        (symbols.dot(colours[place], DOT, theme, shape), f"{concerned} = 1 AND {kind} = '{name}'", names[name])
        for name, (shape, place) in SHAPES.items()
    ]
    known = ", ".join(f"'{name}'" for name in SHAPES)
    untold = f"{concerned} = 1 AND ({kind} IS NULL OR {kind} NOT IN ({known}))"
    return [
        *shown,
        (symbols.dot(theme.colour("point"), DOT, theme, "cross_fill"), untold, language.tr("actor of unknown kind")),
        (symbols.dot(theme.colour("frame"), QUIET_DOT, theme), f"{concerned} = 0", language.tr("no role in this challenge")),
    ]


def kind_names(language: Language) -> dict[str, str]:
    """Return what the kinds of actors are called."""
    return {
        PUBLIC: language.tr("public"),
        NON_PROFIT: language.tr("non-profit"),
        PROFIT: language.tr("profit"),
        CITIZENS: language.tr("citizens"),
    }


def links(theme: Theme, language: Language) -> Rules:
    """Show the first links within the challenge, and the first ones to make, dashed."""
    state, concerned, rank = (QgsExpression.quotedColumnRef(name) for name in ("state", "in_challenge", "rank"))
    return [
        (
            _by_clusters(symbols.cased(theme.colour("boundary"), theme.widths["boundary"], theme), theme.widths["boundary"], theme),
            f"{state} = '{EXISTS}' AND {concerned} = 1 AND {rank} <= {KNOWN}",
            language.tr("known link: at most {count}, those that share most clusters first", count=KNOWN),
        ),
        (
            symbols.cased(theme.colour("accent"), theme.widths["cluster"], theme, dashed=True),
            f"{state} = '{TO_MAKE}' AND {rank} <= {MADE}",
            language.tr("in the same clusters, link unknown: the first {count}", count=MADE),
        ),
    ]


def clusters(most: int, theme: Theme, language: Language) -> Rules:
    """Show how many roles nobody plays in each cluster, the more the darker, all light enough for what is drawn on them."""
    column, border = QgsExpression.quotedColumnRef("missing_count"), theme.colour("cluster")
    colours = [theme.colour("area"), *theme.ramp("indicator", 2 * max(most, 1) + 1)[1:]]
    return [
        (symbols.area(colours[count], border, theme.widths["boundary"]), f"{column} = {count}", _missing(count, language))
        for count in range(most, -1, -1)
    ]


def label_actors(layer: QgsVectorLayer, theme: Theme) -> None:
    """Write the names of actors with a role who work in a cluster, where they do not overlap: brokers first, then those with most links."""
    concerned, working, broker, degree = (
        QgsExpression.quotedColumnRef(field) for field in ("in_challenge", "cluster_count", "broker", "degree")
    )
    words = f"if({concerned} = 1 AND {working} > 0, {labels.break_lines(layer, 'actor_name')}, '')"
    labels.label_points(layer, words, f"if({broker} = 1, 10, min({degree}, 9))", DOT, theme)


def _missing(count: int, language: Language) -> str:
    if count == 0:
        return language.tr("all roles are filled")
    return language.tr("one role is missing") if count == 1 else language.tr("{count} roles are missing", count=count)


def _by_clusters(symbol: QgsLineSymbol, least: float, theme: Theme) -> QgsLineSymbol:
    """Return a cased line that is wider the more clusters its actors share, from ``least`` millimetres to three times that."""
    shared = f"min({QgsExpression.quotedColumnRef('shared_clusters')}, {WIDEST})"
    casing, line = symbol.symbolLayers()
    for part, extra in ((casing, theme.widths["halo"]), (line, 0.0)):
        width = f"{least + extra:g} + {2 * least / WIDEST:g} * {shared}"
        part.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyStrokeWidth, QgsProperty.fromExpression(width))
    return symbol


def style_actors(layer: QgsVectorLayer, theme: Theme, language: Language) -> None:
    """Show actors by kind, with their names where there is room."""
    set_rules(layer, actors(theme, language))
    label_actors(layer, theme)


def style_coalition(layer: QgsVectorLayer, style: Style, theme: Theme, language: Language) -> None:
    """Show how many roles are missing in each cluster, and which cluster it is."""
    set_rules(layer, clusters(int(max(numbers_of(layer, style.field), default=0)), theme, language))
    if style.label:
        layer.setLabeling(QgsRuleBasedLabeling(labels.rank_and_name(CLUSTER_ID, style.label, theme)))
        layer.setLabelsEnabled(True)


LOOKS: dict[str, Look] = {
    "actors": lambda layer, style, theme, language: style_actors(layer, theme, language),
    "links": lambda layer, style, theme, language: set_rules_in_order(layer, links(theme, language), LINK_ORDER),
    "coalition": lambda layer, style, theme, language: style_coalition(layer, style, theme, language),
}
