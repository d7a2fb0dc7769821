"""Colours stand in the theme alone: one elsewhere could not be changed by a city."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from opgavenkaart.test.support.sources import plugin_sources
from qgis.PyQt.QtGui import QColor

ROOT = Path(__file__).parents[1]
FOLDERS = ("templates", "web", "layouts")
"""Folders of `resources` whose files are looks. The theme stands in `styles`; what is drawn by hand keeps its own colours."""
ALLOWED = {
    ("sheet.py", "#000000"): "what pictures are drawn in before they are coloured",
    ("north.svg", "#000000"): "such a picture",
    ("web-map.css", "white"): "arrows on the handle, a picture within the page that does not know the colours of the page",
}
"""Where a colour stands rightly, and why."""
NAMES = "|".join(sorted(set(QColor.colorNames()) - {"transparent"}, key=len, reverse=True))
SHADOW = re.compile(r"rgb\(0 0 0 / \d+%\)")
"""What makes darker whatever lies below it."""
HEX = r"(?<![\w&])#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![\w-])"
FUNCTION = r"\b(?:rgb|hsl)a?\(\s*\d[^)]*\)|\b(?:hwb|lab|lch|oklab|oklch)\(\s*\d[^)]*\)"
COLOUR = re.compile(f"{HEX}|{FUNCTION}", re.IGNORECASE)
PROPERTY = re.compile(r"(?<![\w-])(?:[a-z]+[-_])*(?:color|background|fill|stroke|border|outline|shadow)[\w-]*[\"']?\s*[:=]([^;{}\n]*)")
NAME = re.compile(rf"(?<![\w.$-])(?:{NAMES})(?![\w(-])", re.IGNORECASE)
NUMBERS = re.compile(r"\d{1,3}(?:,\d{1,3}){2,3}")
"""A colour as the properties of QGIS's symbols have it."""


def colours_of_text(text: str) -> Iterator[str]:
    """Yield the colours of a page, style sheet, script or drawing: in figures, as a function, and names where a colour is set."""
    yield from COLOUR.findall(SHADOW.sub("", text))
    yield from (name for value in PROPERTY.findall(text) for name in NAME.findall(value))


def colours_of_code(tree: ast.AST) -> Iterator[str]:
    """Yield the colours of a module: those in its texts, those that Qt is given, and those that are set by a key."""
    descriptions = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in descriptions:
            text = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
            if isinstance(text, str):
                yield from [text] if NUMBERS.fullmatch(text) else colours_of_text(text)
        elif isinstance(node, ast.Call) and re.search(r"\bQColor\b", ast.unparse(node.func)):
            named = any(isinstance(one, ast.Constant) and NAME.fullmatch(str(one.value)) for one in node.args)
            if named or any(is_number(one) for one in node.args):
                yield ast.unparse(node)
        elif isinstance(node, ast.Attribute) and re.fullmatch(r".*\bGlobalColor\.(?!transparent)\w+", ast.unparse(node)):
            yield ast.unparse(node)
        elif isinstance(node, (ast.Dict, ast.keyword)):
            yield from named_by_key(node)


def is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, (int, float))


def named_by_key(node: ast.Dict | ast.keyword) -> Iterator[str]:
    pairs = zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else [(ast.Constant(node.arg), node.value)]
    for key, value in pairs:
        texts = [str(one.value) for one in (key, value) if isinstance(one, ast.Constant)]
        if len(texts) == 2 and re.search("colou?r", texts[0]) and NAME.fullmatch(texts[1]):
            yield texts[1]


def test_colours_stand_in_the_theme_alone():
    files = [path for folder in FOLDERS for path in (ROOT / "resources" / folder).iterdir() if path.is_file()]
    looks = [path for path in files if not path.name.startswith("maplibre")]  # the sheets are made by the theme: a test compares them
    found = {(path.name, colour) for path in looks for colour in colours_of_text(path.read_text(encoding="utf-8"))}
    found |= {(Path(path).name, colour) for path, tree in plugin_sources().items() for colour in colours_of_code(tree)}
    assert found == set(ALLOWED)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (".card { color: #F00; background: #ff0000cc }", ["#F00", "#ff0000cc"]),
        (".card { border: 1px solid rgb(127 127 127 / 30%) }", ["rgb(127 127 127 / 30%)"]),
        (".card { background: hsla(0, 50%, 50%, 1) }", ["hsla(0, 50%, 50%, 1)"]),
        (".card { border-left: 4px solid plum; outline-color: Tan }", ["plum", "Tan"]),
        ('<path fill="red" stroke=\'navy\'/> paint: { "fill-color": "gold" }', ["red", "navy", "gold"]),
        (".card { color: transparent; fill: none; stroke: currentColor; background: inherit }", []),
        (".card { color: var(--red); box-shadow: 0 2px 14px rgb(0 0 0 / 18%) }", []),
        ("#choice { top: 0 } #face-of { left: 0 } &#039; ground = rgb(ground); fill = this.red", []),
        ("a red line, and a background", []),
    ],
)
def test_a_colour_of_a_page_would_be_seen(text, found):
    assert list(colours_of_text(text)) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("QColor('red'); QtGui.QColor(255, 0, 0)", ["QColor('red')", "QtGui.QColor(255, 0, 0)"]),
        ("QColor.fromHsvF(0.5, 1, 1)", ["QColor.fromHsvF(0.5, 1, 1)"]),
        ("PAPER = '#f00'; STYLE = f'color: #ff0000; width: {width}'; BLACK = b'#000000'", ["#f00", "#ff0000", "#000000"]),
        ("label.setStyleSheet('color: red')", ["red"]),
        ("pen = QPen(Qt.GlobalColor.gray)", ["Qt.GlobalColor.gray"]),
        ("createSimple({'outline_color': '255,0,0', 'color': 'red'})", ["255,0,0", "red"]),
        ("plot(color='red')", ["red"]),
        ("'''Of #ff0000.'''\nQColor(theme.colour('ink')); QColor(); Qt.GlobalColor.transparent; words = {'ramp': 'tan'}", []),
    ],
)
def test_a_colour_of_code_would_be_seen(code, found):
    assert sorted(colours_of_code(ast.parse(code))) == sorted(found)
