"""Map tips: what stands at the pointer, in words, and whose it is."""

from __future__ import annotations

import html
from collections.abc import Mapping
from types import MappingProxyType

from qgis.core import QgsExpression, QgsField, QgsVectorLayer

from ..processing.qgis_io.expressions import literal
from ..processing.texts.language import interface_language, tr
from .layer_ages import read_age, source_words

MOST_FIELDS = 8
"""More than this nobody reads beside a pointer."""
NO_TITLES: Mapping[str, str] = MappingProxyType({})
AS_HTML = "map('&', '&amp;', '<', '&lt;', '>', '&gt;')"
"""What the signs of HTML are in a value, for the expression that shows it."""
HIDDEN = ("fid", "ogc_fid", "id")


def map_tip(layer: QgsVectorLayer, titles: Mapping[str, str] = NO_TITLES) -> str:
    """Return an HTML template: the layer, fields under the names that people know, and its source.

    ``titles``: what to call the fields that are shown, in their order, where the layer has them; empty: its first fields.
    """
    fields = layer.fields()
    named = [(fields.field(name), title) for name, title in titles.items() if fields.indexOf(name) >= 0]
    first = [field for field in fields if field.name().lower() not in HIDDEN][:MOST_FIELDS]
    shown = named or [(field, field.alias() or field.name()) for field in first]
    rows = "".join(f"<tr><td>{text(title)}&nbsp;</td><td>{value(field)}</td></tr>" for field, title in shown)
    source = text(source_words(read_age(layer)))
    return f"<b>{text(layer.name())}</b><table>{rows}</table>" + (f"<i>{source}</i>" if source else "")


def value(field: QgsField) -> str:
    """Return an expression that gives a field's value as people read it: what a code means, numbers as the country writes them."""
    name = QgsExpression.quotedColumnRef(field.name())
    shown = f"represent_value({name})"
    if field.isNumeric() and not field.editorWidgetSetup().type():
        shown = f"format_number({name}, if({name} = round({name}), 0, 2), language:={quoted(interface_language())})"
    escaped = f"replace(to_string(coalesce({shown}, {quoted(tr('unknown'))})), {AS_HTML})"
    return f"[% {escaped} %]"


def text(words: str) -> str:
    """Return words as HTML without expressions."""
    return html.escape(literal(words))


quoted = QgsExpression.quotedString
