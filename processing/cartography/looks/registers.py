"""What pairs of two registers look like: sure ones, and those that are still a question."""

from __future__ import annotations

from qgis.core import QgsExpression

from ...model.results import DOUBTFUL, SURE
from ...texts.language import Language
from .. import symbols
from ..rules import Rules, set_rules
from ..style import Look
from ..theme import Theme

DOT = 3.2


def pairs(theme: Theme, language: Language) -> Rules:
    """Show sure pairs as dots and doubtful ones as diamonds in the colour of what asks for attention."""
    match = QgsExpression.quotedColumnRef("match")
    return [
        (symbols.dot(theme.colour("point"), DOT, theme), f"{match} = '{SURE}'", language.tr("the same thing")),
        (symbols.dot(theme.colour("accent"), DOT, theme, "diamond"), f"{match} = '{DOUBTFUL}'", language.tr("perhaps the same thing")),
    ]


LOOKS: dict[str, Look] = {"register_pairs": lambda layer, style, theme, language: set_rules(layer, pairs(theme, language))}
