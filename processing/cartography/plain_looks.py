"""Styles and projects of others as data: how layers look, and nothing that acts, asks other computers or tells of this one."""

from __future__ import annotations

import html
import re
from functools import cache
from pathlib import Path

from qgis.core import QgsExpression
from qgis.PyQt.QtXml import QDomDocument, QDomNode

from ..model.errors import OpgaveError

GROUPS = frozenset(
    ("Aggregates", "Arrays", "Color", "Conditionals", "Conversions", "Date and Time", "Fuzzy Matching", "GeometryGroup", "Maps", "Math")
    + ("String",)
)
"""QGIS's groups of functions that look at a feature's own values and shape."""
NOT_OWN = frozenset(("aggregate", "exif_geotag", "project_color", "project_color_object", "relation_aggregate"))
"""Functions in those groups that look at other layers, files or the project; and so do all that begin with `NOT_OWN_BEGINNING`."""
NOT_OWN_BEGINNING = "overlay_"
FEATURE_FUNCTIONS = frozenset(
    ("$id", "$currentfeature", "$scale", "attribute", "attributes", "feature_id", "is_selected", "represent_value", "var")
)
VARIABLES = re.compile(
    r"(?:map|symbol|geometry|item|atlas|grid|cluster|legend|canvas|zoom|vector_tile|raster)_\w+"
    r"|value|feature|id|geometry|parent|element|index|counter|row_number|layer_name|layer_crs|layer_id"
)
"""Variables that tell of what is drawn, and not of who draws it, or where."""
ACTING = (
    *("attributeactions", "editform", "editforminit", "editforminitcodesource", "editforminitfilepath", "editforminitcode", "mapTip"),
    *("attributeEditorForm", "Macros", "pythonCode", "storedexpressions"),
)
"""Elements that hold programs, forms and HTML."""
TOLD = {"editforminit": "form", "mapTip": "tip", "Macros": "macro", "pythonCode": "macro"}
"""Those of them in which a text says that somebody put something there, by what that is: QGIS fills the others by itself."""
LEFT_OUT_TEXTS = {
    "action": "Actions",
    "form": "Code of forms",
    "tip": "Map tips",
    "macro": "Macros",
    "elsewhere": "Pictures from elsewhere and expressions that ask for more than the drawn feature",
}
LAYOUT_PART, EMBEDDED = "LayoutItem", "base64:"
"""A layout may hold a picture itself, as ours hold their arrow to the north."""
SYMBOL_PARTS = frozenset(("Option", "prop", "background", LAYOUT_PART, "OnlineResource", "symbol", "layer"))
"""Elements whose attributes name pictures."""
ELSEWHERE = re.compile(
    r"\s*(?:[a-z][a-z0-9+.-]+:)?(?://|\\\\)|\s*(?:base64|data|file|javascript):|.*(?:^|[/\\])\.\.[/\\]|\s*/[\w.~-]+/|\s*[a-z]:[/\\]",
    re.IGNORECASE,
)
"""A picture on another computer, elsewhere on this one, or within the text itself."""
ELEMENT = re.compile(r'<([\w:.-]+)((?:\s+[\w:.-]+="[^"]*")+)(\s*/?>)')
ATTRIBUTE = re.compile(r'(\s[\w:.-]+)="([^"]*)"')
WORDS = re.compile(r">([^<>]*[(@$][^<>]*)<")
SECTION = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
TEMPLATE = re.compile(r"\[%(.*?)%\]", re.DOTALL)
LONGEST, MOST_OPERATORS = 200_000, 2000
"""Letters and operators of an expression in a style, which may tell hundreds of classes apart."""
NOTHING = "NULL"
"""What an expression gives that looks further than it may: no symbol, no label, the value that stands beside it."""


@cache
def drawing_functions() -> frozenset[str]:
    """Return the functions that a style may use."""
    from ..qgis_io.expressions import allowed_functions  # what computes with it comes with numpy, which a dock does without

    own = {one.name() for one in QgsExpression.Functions() if GROUPS.issuperset(one.groups())}
    return frozenset(name for name in own - NOT_OWN if not name.startswith(NOT_OWN_BEGINNING)) | FEATURE_FUNCTIONS | allowed_functions()


def clean_looks(text: str, where: str | Path) -> tuple[str, frozenset[str]]:
    """Return the XML of a style or project without what acts, and of which kinds that was (`LEFT_OUT_TEXTS`).

    Programs, forms, map tips and macros go; pictures from elsewhere go; an expression that asks for more than the drawn feature gives
    nothing.

    Raises
    ------
    OpgaveError
        It is no XML that can be read.
    """
    document = QDomDocument()
    if "<!ENTITY" in text or not document.setContent(text)[0]:
        raise OpgaveError("'{path}' cannot be read as a style or project of QGIS: save it again in QGIS.", path=where)
    acted = set()
    for name in ACTING:
        found = document.elementsByTagName(name)
        for element in [found.at(place) for place in range(found.count())]:
            if name in TOLD and element.toElement().text().strip():
                acted.add(TOLD[name])
            if name == "attributeactions" and has_actions(element):
                acted.add("action")
            element.parentNode().removeChild(element)
    plain = SECTION.sub(lambda found: html.escape(found[1], quote=False), document.toString(-1))
    clean = ELEMENT.sub(clean_element, plain)
    clean = WORDS.sub(lambda found: f">{clean_value(found[1])}<", clean)
    return clean, frozenset(acted | ({"elsewhere"} if clean != plain else set()))


def has_actions(element: QDomNode) -> bool:
    """Whether the actions of a layer are more than the empty places for them."""
    return not element.firstChildElement("actionsetting").isNull()


def clean_element(found: re.Match[str]) -> str:
    """Return the opening of an element with attributes that do no harm."""
    name = found[1].rpartition(":")[2]
    pictures = name in SYMBOL_PARTS

    def clean(attribute: re.Match[str]) -> str:
        if attribute[1].strip().startswith("xmlns"):
            return attribute[0]
        value = html.unescape(attribute[2])
        away = pictures and ELSEWHERE.match(value) and not (name == LAYOUT_PART and value.startswith(EMBEDDED))
        value = "" if away else clean_value(attribute[2])
        return f'{attribute[1]}="{value}"'

    attributes = ATTRIBUTE.sub(clean, found[2])
    if name == "renderer-v2":
        attributes = attributes.replace('type="embeddedSymbol"', 'type="nullSymbol"')
    return f"<{found[1]}{attributes}{found[3]}"


def clean_value(escaped: str) -> str:
    """Return a value, as XML writes it: nothing in place of an expression that asks too much, in it or as the whole of it."""
    if not any(mark in escaped for mark in "(@$"):
        return escaped
    value = html.unescape(escaped)
    if not is_own(value):
        return NOTHING
    plain = TEMPLATE.sub(lambda found: found[0] if is_own(found[1]) else "", value)
    return escaped if plain == value else html.escape(plain)


def is_own(text: str) -> bool:
    """Whether a text is no expression, or one that looks at the drawn feature only and is not so deep that QGIS could fail on it."""
    from ..qgis_io.expressions import parse_expression  # as above

    try:
        expression = parse_expression(text, LONGEST, MOST_OPERATORS)
    except OpgaveError:
        return False
    if expression.hasParserError():
        return True
    if expression.referencedFunctions() - drawing_functions():
        return False
    return all(VARIABLES.fullmatch(name) for name in expression.referencedVariables())
