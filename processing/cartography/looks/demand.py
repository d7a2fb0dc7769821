"""What the year in which a shortage starts looks like on the map."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsExpression

from ...texts.language import Language
from .. import symbols
from ..rules import Rules, set_rules
from ..style import Look
from ..theme import Theme

DEMAND_FIELD = "demand_mid"
SPANS = 3


def short_from(field: str, years: Sequence[float], theme: Theme, language: Language) -> Rules:
    """Show from which year a unit has too few places: the sooner the darker.

    ``years`` are the first and the last that were looked at.
    """
    column, need = QgsExpression.quotedColumnRef(field), QgsExpression.quotedColumnRef(DEMAND_FIELD)
    first, last = int(years[0]), int(years[-1])
    colours = theme.ramp("need")[::-1]
    border, width = theme.colour("unit_border"), theme.widths["unit_border"]
    rules = [(symbols.area(colours[0], border, width), f"{column} <= {first}", language.tr("shortage already in {year}", year=first))]
    for colour, (low, high) in zip(colours[1:], spans(first + 1, last), strict=False):
        label = (
            language.tr("shortage starts in {year}", year=low)
            if low == high
            else language.tr("shortage starts in {first}-{last}", first=low, last=high)
        )
        rules.append((symbols.area(colour, border, width), f"{column} >= {low} AND {column} <= {high}", label))
    enough = language.tr("enough places until {year}", year=last)
    rules.append((symbols.area(theme.colour("area"), border, width), f"{column} IS NULL AND {need} IS NOT NULL", enough))
    rules.append((symbols.missing(theme), f"{need} IS NULL", language.tr("too little data")))
    return rules


def spans(first: int, last: int) -> list[tuple[int, int]]:
    """Return the years in at most `SPANS` runs of about the same length, the longest first."""
    count = last - first + 1
    parts = min(SPANS, count)
    edges = [first + -(-count * part // parts) for part in range(parts + 1)]
    return [(low, high - 1) for low, high in zip(edges, edges[1:], strict=False)]


LOOKS: dict[str, Look] = {
    "short_from": lambda layer, style, theme, language: set_rules(layer, short_from(style.field, style.breaks, theme, language)),
}
