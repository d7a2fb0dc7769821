"""The looks of an index that changes: a layer is recoloured without writing to it.

Its renderer reads each unit's class from one text, a character a unit; `challenge.index_preview` computes the index.
"""

from __future__ import annotations

import numpy as np
from qgis.core import QgsCategorizedSymbolRenderer, QgsRendererCategory, QgsVectorLayer

from ..analysis.classes import Classes
from ..texts.language import Language
from . import symbols
from .looks.need import class_labels, index_names
from .theme import Theme

FIRST_CLASS = ord("a")
LETTER_OF = "substr('"
"""How the expression of a live layer begins; the letters of its units follow."""
NO_CLASS = "-"
"""The class of a unit without index; the others are letters, from low to high."""


def class_expression(ids: np.ndarray, places: np.ndarray) -> str:
    """Return the expression that gives each feature the letter of its class."""
    first = int(ids.min(initial=0))
    letters = np.full(int(ids.max(initial=0)) - first + 1, ord(NO_CLASS), dtype=np.uint8)
    letters[ids - first] = np.where(places < 0, ord(NO_CLASS), FIRST_CLASS + places)
    return f"{LETTER_OF}{letters.tobytes().decode('ascii')}',$id-({first - 1}),1)"


def live_renderer(classes: Classes, theme: Theme, language: Language) -> QgsCategorizedSymbolRenderer:
    """Return a renderer with the classes of the index, as the looks of ``units`` show them; `recolour` says which unit is in which."""
    labels = class_labels(classes.edges, index_names(classes.edges, language), language)
    border, width = theme.colour("unit_border"), theme.widths["unit_border"]
    categories = [
        QgsRendererCategory(chr(FIRST_CLASS + place), symbols.area(colour, border, width), label)
        for place, (label, colour) in enumerate(zip(labels, theme.ramp("need", len(labels)), strict=True))
    ]
    missing = QgsRendererCategory(NO_CLASS, symbols.missing(theme), language.tr("too little data"))
    return QgsCategorizedSymbolRenderer("", [*reversed(categories), missing])


def is_live(layer: QgsVectorLayer) -> bool:
    """Return whether a layer is drawn by a `live_renderer`, and not by one that a user chose."""
    renderer = layer.renderer()
    return isinstance(renderer, QgsCategorizedSymbolRenderer) and renderer.classAttribute().startswith(LETTER_OF)


def recolour(layer: QgsVectorLayer, expression: str) -> None:
    """Show the classes that an expression gives, in a layer with a `live_renderer`; the map repaints when it is ready."""
    layer.renderer().setClassAttribute(expression)
    layer.triggerRepaint()
