"""What maps of sites look like: chosen sites large, who would take their place as rings, the rest as dots; and who goes where."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import Qgis, QgsExpression, QgsMarkerSymbol, QgsSymbol
from qgis.PyQt.QtGui import QColor

from ...texts.language import Language
from .. import symbols
from ..rules import Rules, breaks_of, set_rules
from ..style import Look
from ..theme import Theme

LARGE, MIDDLE, SMALL = 4.2, 3.2, 1.4
EDGE = 0.6


def sites(field: str, geometry: Qgis.GeometryType, theme: Theme, language: Language) -> Rules:
    """Show the sites of a plan by their role; the last one of a legend is drawn below the others."""
    column = QgsExpression.quotedColumnRef(field)
    new, kept, ring = theme.shade("need", 3), theme.colour("cluster"), theme.shade("indicator", 3)
    paper, edge = theme.colour("paper"), theme.colour("halo")
    return [
        (site(geometry, new, edge, LARGE), f"{column} = 'new'", language.tr("new site")),
        (site(geometry, kept, edge, LARGE), f"{column} = 'existing'", language.tr("existing site")),
        (site(geometry, kept, new, LARGE), f"{column} = 'required'", language.tr("required site")),
        (site(geometry, paper, ring, MIDDLE), f"{column} = 'runner_up'", language.tr("runner-up")),
        (site(geometry, theme.colour("frame"), edge, SMALL), f"coalesce({column}, '') = ''", language.tr("other candidate")),
    ]


def site(geometry: Qgis.GeometryType, fill: QColor, border: QColor, size: float) -> QgsSymbol:
    """Return a round marker of a size in millimetres, or an area in the same colours."""
    if geometry == Qgis.GeometryType.Polygon:
        return symbols.area(fill, border, EDGE)
    return QgsMarkerSymbol.createSimple(
        {"name": "circle", "color": fill.name(), "size": str(size), "outline_color": border.name(), "outline_width": str(EDGE)}
    )


def allocation(field: str, theme: Theme, language: Language) -> Rules:
    """Show who goes where: within the norm, and farther."""
    column = QgsExpression.quotedColumnRef(field)
    width = theme.widths["minor_road"]
    return [
        (symbols.line(theme.shade("need", 2), width), f"{column} = 0", language.tr("beyond the norm distance")),
        (symbols.line(theme.colour("frame"), width), f"{column} = 1", language.tr("within the norm distance")),
    ]


def hours(field: str, breaks: Sequence[float], theme: Theme, language: Language) -> Rules:
    """Show how many hours a building is free: the larger and darker the more; hours that were not understood stand apart."""
    column = QgsExpression.quotedColumnRef(field)
    colours = theme.ramp("indicator")
    edges = sorted(set(breaks))
    rules = []
    for place, (low, high) in enumerate(zip(edges, edges[1:], strict=False)):
        size = MIDDLE + (LARGE - SMALL) * place / max(len(edges) - 2, 1) - SMALL / 2
        symbol = site(Qgis.GeometryType.Point, colours[min(place + 1, len(colours) - 1)], theme.colour("halo"), size)
        label = language.tr("{low} to {high} hours a week", low=language.number(low, 1), high=language.number(high, 1))
        lowest = f"{column} >= {low!r}" if not place else f"{column} > {low!r}"
        rules.append((symbol, f"{column} > 0 AND {lowest} AND {column} <= {high!r}", label))
    none = site(Qgis.GeometryType.Point, theme.colour("frame"), theme.colour("halo"), SMALL)
    unknown = site(Qgis.GeometryType.Point, theme.colour("paper"), theme.colour("accent"), SMALL + 0.6)
    rules.reverse()
    return [
        *rules,
        (none, f"{column} = 0", language.tr("never free when needed")),
        (unknown, f"{column} IS NULL", language.tr("hours not known")),
    ]


def outcome(field: str, geometry: Qgis.GeometryType, theme: Theme, language: Language) -> Rules:
    """Show who gains and who loses with another plan."""
    column = QgsExpression.quotedColumnRef(field)
    gain, loss = theme.shade("indicator", 3), theme.shade("need", 3)
    looks = (
        (gain, "gains", language.tr("gains")),
        (loss, "loses", language.tr("loses")),
        (theme.colour("area"), "same", language.tr("stays the same")),
    )
    return [
        *((unit(geometry, colour, theme), f"{column} = '{value}'", label) for colour, value, label in looks),
        (no_data(geometry, theme), f"{column} IS NULL", language.tr("too little data")),
    ]


def unit(geometry: Qgis.GeometryType, fill: QColor, theme: Theme) -> QgsSymbol:
    """Return how a unit is drawn, whatever its geometry."""
    if geometry == Qgis.GeometryType.Point:
        return site(geometry, fill, theme.colour("halo"), SMALL)
    if geometry == Qgis.GeometryType.Line:
        return symbols.line(fill, EDGE)
    return symbols.area(fill, theme.colour("unit_border"), theme.widths["unit_border"])


def no_data(geometry: Qgis.GeometryType, theme: Theme) -> QgsSymbol:
    """Return how a unit without data is drawn."""
    return symbols.missing(theme) if geometry == Qgis.GeometryType.Polygon else unit(geometry, theme.colour("paper"), theme)


LOOKS: dict[str, Look] = {
    "sites": lambda layer, style, theme, language: set_rules(layer, sites(style.field, layer.geometryType(), theme, language)),
    "allocation": lambda layer, style, theme, language: set_rules(layer, allocation(style.field, theme, language)),
    "hours": lambda layer, style, theme, language: set_rules(layer, hours(style.field, breaks_of(layer, style), theme, language)),
    "outcome": lambda layer, style, theme, language: set_rules(layer, outcome(style.field, layer.geometryType(), theme, language)),
}
