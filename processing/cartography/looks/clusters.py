"""What the classes of cluster maps look like and are called: types of units, changes of clusters, what a proposal changes, what meets.

Each function returns the rules of one kind of map, in the order of its legend: symbol, condition, label.
"""

from __future__ import annotations

from qgis.core import QgsExpression, QgsRuleBasedLabeling, QgsRuleBasedRenderer, QgsSingleSymbolRenderer, QgsSymbol, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from ...analysis.cluster_change import GAINED, GONE, GROWS, KEPT, LOST, NEW, SHRINKS, STAYS
from ...analysis.clusters import LOW_TYPES
from ...analysis.local_statistics import COLD, HOT, NONE
from ...analysis.proposals import JOINS, LEAVES, OUTSIDE
from ...analysis.proposals import STAYS as REMAINS
from ...analysis.vintages import FALLS, RANK, RISES, SAME, VALUES
from ...analysis.vintages import GONE as UNIT_GONE
from ...analysis.vintages import NEW as UNIT_NEW
from ...model.certainty import ALMOST_CERTAIN, DEPENDS, LEAST_POSSIBLE, ROBUST, SURELY_NOT
from ...model.results import CLUSTER_ID
from ...model.results import CLUSTER_TYPE as TYPE_FIELD
from ...texts.certainty_texts import WORST_TENTH_TEXTS
from ...texts.cluster_texts import METHOD_TEXTS, TESTED_TEXTS
from ...texts.language import Language
from .. import labels, symbols
from ..rules import Rules, has_feature, missing, numbers_of, rule, rules_by_value, set_rules, set_rules_with_names
from ..style import Look, Style
from ..theme import Theme

FRINGE_ANGLE = 135.0
"""Of the hatch of what is uncertain; across that of what is missing."""

COLOURS = {
    HOT: ("need", 4),
    "high-high": ("need", 4),
    "high-low": ("need", 1),
    "low-high": ("indicator", 1),
    "low-low": ("indicator", 3),
    COLD: ("indicator", 3),
}
"""Types of units in the order of the legend, each with a ramp of the theme and a place among its shades."""


TESTED = "tested"
CHANGE_TEXTS = {
    NEW: "new cluster",
    GROWS: "cluster that grows",
    STAYS: "cluster that stays",
    TESTED: "cluster that stays, or changes no more than chance can explain",
    SHRINKS: "cluster that shrinks",
    GONE: "cluster that disappears",
}
"""What became of a cluster, in the order of the legend; one that ``stays`` where changes are named only beyond chance."""


def types(field: str, type_field: str, method: str, theme: Theme, language: Language) -> Rules:
    """Show which units stand out, and how, by the types that the method knows; those without value are a class of their own."""
    column, value = QgsExpression.quotedColumnRef(type_field), QgsExpression.quotedColumnRef(field)
    names = type_names(method, language)
    rules = [
        (_area(theme, theme.shade(use, place)), f"{column} = '{kind}'", names[kind])
        for kind, (use, place) in COLOURS.items()
        if kind in names
    ]
    rules.append((_quiet(theme), f"{column} = '{NONE}' AND {value} IS NOT NULL", names[NONE]))
    return [*rules, missing(f"{value} IS NULL", theme, language)]


def type_names(method: str, language: Language) -> dict[str, str]:
    """Return what each type of unit is called for someone outside the profession."""
    return {kind: language.tr(template) for kind, template in METHOD_TEXTS.get(method, TESTED_TEXTS).types.items()}


def certainty(field: str, theme: Theme, language: Language) -> Rules:
    """Show which units are surely among the worst, which surely not, and for which that depends on the choices."""
    share, column = QgsExpression.quotedColumnRef("worst_share"), QgsExpression.quotedColumnRef(field)
    never, perhaps, always = theme.ramp("need", 3)
    return [
        (_area(theme, always), f"{column} = '{ROBUST}'", language.tr(WORST_TENTH_TEXTS[ROBUST])),
        (_area(theme, perhaps), f"{column} = '{DEPENDS}'", language.tr(WORST_TENTH_TEXTS[DEPENDS])),
        (_area(theme, never), f"{column} = '{SURELY_NOT}'", language.tr(WORST_TENTH_TEXTS[SURELY_NOT])),
        missing(f"{share} IS NULL", theme, language),
    ]


def belonging(field: str, theme: Theme, language: Language) -> Rules:
    """Hatch the fringe: units of a cluster that do not almost certainly belong to one, and others that may; the core needs no sign."""
    column, within = QgsExpression.quotedColumnRef(field), f"{QgsExpression.quotedColumnRef(CLUSTER_ID)} IS NOT NULL"
    fringe = f"({within} AND {column} < {ALMOST_CERTAIN}) OR (NOT ({within}) AND {column} > {LEAST_POSSIBLE})"
    return [(symbols.hatched(theme, theme.colour("cluster"), FRINGE_ANGLE), fringe, language.tr("uncertain: may belong to a cluster"))]


def change(field: str, tested: bool, theme: Theme, language: Language) -> Rules:
    """Show what became of clusters, ``tested`` against chance or not: the more need is added the darker, what is gone hatched."""
    shrinks, stays, grows, new = theme.ramp("need", 4)
    looks = (
        (_cluster(theme, new), NEW, language.tr(CHANGE_TEXTS[NEW])),
        (_cluster(theme, grows), GROWS, language.tr(CHANGE_TEXTS[GROWS])),
        (_cluster(theme, stays), STAYS, language.tr(CHANGE_TEXTS[TESTED if tested else STAYS])),
        (_cluster(theme, shrinks), SHRINKS, language.tr(CHANGE_TEXTS[SHRINKS])),
        (symbols.missing(theme), GONE, language.tr(CHANGE_TEXTS[GONE])),
    )
    return rules_by_value(field, looks)


def pieces(field: str, theme: Theme, language: Language) -> Rules:
    """Show which ground clusters gained, kept and lost."""
    _, kept, _, gained = theme.ramp("need", 4)
    looks = (
        (_area(theme, gained), GAINED, language.tr("in a cluster now, not before")),
        (_area(theme, kept), KEPT, language.tr("in a cluster before and now")),
        (symbols.missing(theme), LOST, language.tr("in a cluster before, not now")),
    )
    return rules_by_value(field, looks)


def proposal(field: str, theme: Theme, language: Language) -> Rules:
    """Show which units a proposal brings into the clusters, and which it takes out."""
    _, stays, _, joins = theme.ramp("need", 4)
    looks = (
        (_area(theme, joins), JOINS, language.tr("joins a cluster with this proposal")),
        (_area(theme, stays), REMAINS, language.tr("in a cluster in both cases")),
        (symbols.missing(theme), LEAVES, language.tr("leaves its cluster with this proposal")),
        (_quiet(theme), OUTSIDE, language.tr("in no cluster in both cases")),
    )
    return rules_by_value(field, looks)


def vintages(field: str, basis: str, theme: Theme, language: Language) -> Rules:
    """Show where need, or by the basis ``rank`` the rank, rose and fell between two vintages beyond chance."""
    by_rank = basis == RANK
    need, indicator = theme.ramp("need"), theme.ramp("indicator")
    looks = (
        (_area(theme, need[3]), RISES, language.tr("rises in rank") if by_rank else language.tr("need rises")),
        (_area(theme, indicator[3]), FALLS, language.tr("falls in rank") if by_rank else language.tr("need falls")),
        (_area(theme, indicator[0]), VALUES, language.tr("other values, no change beyond chance")),
        (_area(theme, need[1]), UNIT_NEW, language.tr("new unit")),
        (symbols.missing(theme), UNIT_GONE, language.tr("removed unit")),
        (_quiet(theme), SAME, language.tr("stays the same")),
    )
    return rules_by_value(field, looks)


def meeting(field: str, most: int, theme: Theme, language: Language) -> Rules:
    """Show how many challenges meet in each piece of ground, the more the darker."""
    column = QgsExpression.quotedColumnRef(field)
    counted = reversed(list(enumerate(theme.ramp("need", max(most, 1)), start=1)))
    return [
        (
            _cluster(theme, colour),
            f"{column} = {count}",
            language.tr("one challenge") if count == 1 else language.tr("{count} challenges overlap", count=count),
        )
        for count, colour in counted
    ]


def _area(theme: Theme, colour: QColor) -> QgsSymbol:
    return symbols.area(colour, theme.colour("unit_border"), theme.widths["unit_border"])


def _quiet(theme: Theme) -> QgsSymbol:
    """Return the symbol of units in which nothing stands out: paler than any class, and not the grey of missing values."""
    return symbols.area(theme.colour("land"), theme.colour("line"), theme.widths["unit_border"])


def _cluster(theme: Theme, colour: QColor) -> QgsSymbol:
    return symbols.area(colour, theme.colour("cluster"), theme.widths["unit_border"])


def style_clusters(layer: QgsVectorLayer, rank_field: str, label_field: str, theme: Theme, language: Language) -> None:
    """Draw clusters as strong outlines, each with its rank in a disc, the worst ones with their name where there is room."""
    strong = symbols.outline(theme, "cluster", theme.widths["cluster_casing"])
    low = _low_clusters(layer)
    if low:
        names = type_names("", language)
        root = QgsRuleBasedRenderer.Rule(None)
        root.appendChild(rule(strong, f"NOT ({low})", names[HOT]))
        quiet = symbols.outline(theme, "cold_cluster", theme.widths["cluster_casing"], dashed=True)
        root.appendChild(rule(quiet, low, names[COLD]))
        layer.setRenderer(QgsRuleBasedRenderer(root))
    else:
        layer.setRenderer(QgsSingleSymbolRenderer(strong))
    if rank_field:
        layer.setLabeling(QgsRuleBasedLabeling(labels.rank_and_name(rank_field, label_field, theme)))
        layer.setLabelsEnabled(True)


def _low_clusters(layer: QgsVectorLayer) -> str:
    """Return the condition that picks clusters of low values; an empty text where the layer has none."""
    if layer.fields().lookupField(TYPE_FIELD) < 0:
        return ""
    kinds = ", ".join(QgsExpression.quotedValue(kind) for kind in LOW_TYPES)
    condition = f"{QgsExpression.quotedColumnRef(TYPE_FIELD)} IN ({kinds})"
    return condition if has_feature(layer, condition) else ""


def style_meeting(layer: QgsVectorLayer, style: Style, theme: Theme, language: Language) -> None:
    """Show how many challenges meet, and which they are where several do."""
    rules = meeting(style.field, int(max(numbers_of(layer, style.field), default=1)), theme, language)
    set_rules_with_names(layer, rules, style.label, f"{QgsExpression.quotedColumnRef(style.field)} > 1", theme)


LOOKS: dict[str, Look] = {
    "belonging": lambda layer, style, theme, language: set_rules(layer, belonging(style.field, theme, language)),
    "types": lambda layer, style, theme, language: set_rules(layer, types(style.field, TYPE_FIELD, style.method, theme, language)),
    "certainty": lambda layer, style, theme, language: set_rules(layer, certainty(style.field, theme, language)),
    "clusters": lambda layer, style, theme, language: style_clusters(layer, style.field, style.label, theme, language),
    "change": lambda layer, style, theme, language: set_rules_with_names(
        layer, change(style.field, style.method == TESTED, theme, language), style.label, "", theme
    ),
    "pieces": lambda layer, style, theme, language: set_rules(layer, pieces(style.field, theme, language)),
    "proposal": lambda layer, style, theme, language: set_rules(layer, proposal(style.field, theme, language)),
    "vintages": lambda layer, style, theme, language: set_rules(layer, vintages(style.field, style.method, theme, language)),
    "meeting": style_meeting,
}
