"""What defects of a layer look like: by how grave they are."""

from __future__ import annotations

from qgis.core import QgsExpression

from ...model.defects import BLOCKING, MAJOR, MINOR
from ...texts.defect_texts import SEVERITY_TEXTS
from ...texts.language import Language
from .. import symbols
from ..rules import Rules, set_rules
from ..style import Look
from ..theme import Theme

SHAPES = {BLOCKING: ("accent", "diamond", 4.0), MAJOR: ("accent", "circle", 3.0), MINOR: ("point", "circle", 2.0)}
"""Colour, shape and size in millimetres."""


def defects(theme: Theme, language: Language) -> Rules:
    """Show the gravest largest."""
    severity = QgsExpression.quotedColumnRef("severity")
    return [
        (symbols.dot(theme.colour(colour), size, theme, shape), f"{severity} = '{name}'", language.tr(SEVERITY_TEXTS[name]))
        for name, (colour, shape, size) in SHAPES.items()
    ]


LOOKS: dict[str, Look] = {"defects": lambda layer, style, theme, language: set_rules(layer, defects(theme, language))}
