"""Every text for a user is found, has its Dutch, and comes out of the compiled file."""

import ast
import re
import runpy
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from opgavenkaart.processing.model.errors import ONE_OR_MORE
from opgavenkaart.processing.texts.language import CONTEXT, Language
from opgavenkaart.test.support.sources import plugin_sources, without_collector
from qgis.PyQt.QtCore import QTranslator

ROOT = Path(__file__).parents[1]


translations = SimpleNamespace(**runpy.run_path(str(ROOT / ".ci" / "translations.py")))
DUTCH = translations.read_translations()
PROSE = re.compile(r"""['"(]*[A-Za-z][a-z]*[,:;]?( ['"(]*(?:[A-Za-z]+|\{[a-z]+\}|[A-Z][A-Za-z]+)['")]*[,.:;?!]?)+""")
"""Two words or more, and nothing else: what a person may read, and no path, expression, pattern or markup."""
NOT_SHOWN = {
    "processing/analysis/demo_city/streets.py": {"Grote Markt"},  # a street of the demo city: data
    "processing/analysis/envelope/choosing.py": {"without values there is no portfolio"},  # what no caller does
    "processing/analysis/milp.py": {"a linear model needs rows"},
    "processing/analysis/overlay/rings.py": {"A ring passes a vertex twice."},  # raised and caught by the overlay itself
    "processing/cartography/plain_looks.py": {"Date and Time", "Fuzzy Matching"},  # groups of functions as QGIS calls them
    "processing/analysis/overlay/settling.py": {"Pieces still cross."},
    "processing/analysis/overlay/stitching.py": {"The edges that cross tile borders do not match."},
    "processing/qgis_io/crs.py": {"a vertex went to infinity"},  # caught where the layer is known
    "processing/sources/kinds/arcgis/harvest.py": {"Group Layer"},  # words of services
    "processing/sources/describing/iso19139.py": {"no limitations", "geen beperkingen"},
    "processing/sources/describing/ows.py": {"no conditions apply", "geen voorwaarden"},
    "processing/cartography/labels.py": {"name within"},  # the name of a labelling rule
    "processing/texts/language.py": {"d MMMM yyyy"},
    "processing/sources/kinds/arcgis/load.py": {"Feature Layer"},
    "processing/cartography/map_blocks.py": {"Line Ticks Up"},
    "processing/cartography/text_fit.py": {"x x"},  # measured, not drawn
    "processing/analysis/raster/grid.py": {"the cells differ"},  # who asks has compared them, and said so in a sentence
    # caught, and read through QGIS instead
    "processing/qgis_io/arrow.py": {"not carried by the stream", "columns of a batch differ in length"},
    "processing/texts/defect_texts.py": {  # as GEOS calls what it finds, by which it is said in words
        "Duplicate Rings",
        "Hole lies outside shell",
        "Holes are nested",
        "Interior is disconnected",
        "Invalid Coordinate",
        "Nested shells",
        "Ring is not closed",
        "Too few points in geometry component",
    },
    "processing/model/files.py": {"a key may occur twice"},  # a closer look follows, and says it with the place
}
"""Literals that read like prose, and that nobody is shown, by the file that holds them."""


@cache
def english() -> dict[str, set[str]]:
    """Return every text of the plugin with the files that hold it, as the collection finds them."""
    with without_collector():
        return translations.texts()


@cache
def error_names() -> set[str]:
    return translations.error_classes(plugin_sources().values())


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_dutch_is_complete_and_holds_nothing_old():
    assert translations.shortcomings(english(), DUTCH) == []


def test_the_dutch_has_the_same_places_to_fill():
    assert {text: dutch for text, dutch in DUTCH.items() if dutch and places(text) != places(dutch)} == {}


def test_the_dutch_counts_where_the_english_does():
    """A text with a form for one and a form for more has both in Dutch, each with its own places to fill."""
    counting = {text: dutch for text, dutch in DUTCH.items() if ONE_OR_MORE in text or ONE_OR_MORE in dutch}
    assert len(counting) > 10
    forms = {text: [[places(form) for form in one.split(ONE_OR_MORE)] for one in (text, dutch)] for text, dutch in counting.items()}
    assert {text: both for text, both in forms.items() if both[0] != both[1]} == {}


def test_the_compiled_file_is_current(qgis_app):
    translator = QTranslator()
    assert translator.load(str(translations.TS.with_suffix(".qm")))
    stale = [text for text, dutch in DUTCH.items() if dutch and translator.translate(CONTEXT, text) != dutch]
    assert stale == []


def test_every_text_is_a_literal_where_it_is_said():
    """A text that is put together, or kept in a variable, would be missed by the collection."""
    assert {"OpgaveError", "LayerGone", "NotGiven", "NoFeatures", "Clash"} <= error_names()
    calls = [(path, call) for path, tree in plugin_sources().items() for call in text_calls(tree)]
    assert len(calls) > 50
    missed = [f"{path}:{call.lineno} {ast.unparse(call)[:80]}" for path, call in calls if not is_found(call.args[0])]
    assert missed == []


def test_all_that_reads_like_prose_is_translated():
    """A text that no call of the collection holds would stand in English in a Dutch window."""
    found = {path: set(prose(tree)) - set(english()) for path, tree in plugin_sources().items()}
    assert {path: texts for path, texts in found.items() if texts} == NOT_SHOWN


def prose(tree: ast.Module) -> Iterator[str]:
    """Yield the literals that read like prose, but for docstrings, parts of a formatted string and a `Text`, which has both languages."""
    passed_over = {id(part) for node in ast.walk(tree) for part in not_shown_of(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed_over and PROSE.fullmatch(node.value):
            yield node.value


def not_shown_of(node: ast.AST) -> list[ast.AST]:
    if isinstance(node, ast.JoinedStr):
        return node.values
    if isinstance(node, ast.Expr):
        return [node.value]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
        return [*node.args, *(keyword.value for keyword in node.keywords)]
    return []


def text_calls(node: ast.AST) -> Iterator[ast.Call]:
    """Yield the calls that say a text, but for those in a `step`, `note`, `warn` or `tr` that passes its own on."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef) and child.name in translations.CALLS:
            continue
        if isinstance(child, ast.Call) and translations.is_text_call(child, error_names()):
            yield child
        yield from text_calls(child)


def is_found(argument: ast.expr) -> bool:
    """Whether the collection finds the text: a literal, a value of a table, a title, or a ``template`` that is passed on."""
    names = [node.id for node in ast.walk(argument) if isinstance(node, ast.Name)]
    listed = any(translations.TABLES.match(name) for name in names)
    passed_on = ast.unparse(argument).split(".")[-1] in ("template", "TITLE", "TAGS")
    return listed or passed_on or bool(list(translations.literals(argument)))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('tr("Layer")', ["Layer"]),
        ('language.tr("{n} areas", n=3)', ["{n} areas"]),
        ('raise OpgaveError("Layer " "{x} is empty.", x=1)', ["Layer {x} is empty."]),
        ('progress.note("one" if n == 1 else "many")', ["one", "many"]),
        ('GROUPS = {"smart_data": "Smart data"}', ["Smart data"]),
        ('STATE_TEXTS = ("current", "stale")', ["current", "stale"]),
        ('ALL_TEXTS = {"a": MethodTexts("key", title="Hot"), "b": replace(ONE, types=OLD | {"c": "Cold"})}', ["Hot", "Cold"]),
        ('class A:\n    TITLE = "Overlay layers"', ["Overlay layers"]),
        ('class B(OpgaveError):\n    def __init__(self):\n        super().__init__("Stopped.")', ["Stopped."]),
        ('class Gone(OpgaveError):\n    pass\nclass Left(Gone):\n    pass\nraise Left("Layer {x} is gone.", x=1)', ["Layer {x} is gone."]),
        ('class Odd(OpgaveError):\n    def __init__(self, at):\n        super().__init__("Odd.")\nraise Odd("here")', ["Odd."]),
        ('raise ValueError("caught")', []),
        ('feedback.pushInfo(text); name = "no text"', []),
    ],
)
def test_texts_of_a_module_are_found(code, expected):
    tree = ast.parse(code)
    assert list(translations.texts_of_module(tree, translations.error_classes([tree]))) == expected


def test_texts_of_a_template_are_found():
    template = """<h2>{{ t("Sources") }}</h2><img alt="{{ t('Map: {title}', title=title) }}">{{ n(cluster.units) }} {{ format("no") }}"""
    assert list(translations.texts_of_template(template)) == ["Sources", "Map: {title}"]


def test_a_translation_survives_and_a_lost_text_goes(tmp_path):
    path = tmp_path / "x.ts"
    translations.write_translations({"Layer": {"a.py"}, "New & <b>": {"b.py"}}, {"Layer": "Laag", "Gone": "Weg"}, path)
    assert translations.read_translations(path) == {"Layer": "Laag", "New & <b>": ""}
    assert translations.shortcomings({"Layer": {"a.py"}, "Other": {"b.py"}}, {"Layer": "Laag", "Old": "Oud"}) == [
        "without Dutch: 'Other' (b.py)",
        "no longer said: 'Old'",
    ]


def test_printed_products_speak_their_own_language(qgis_app):
    assert Language("nl").tr("unknown") == "onbekend"
    assert Language("en").tr("unknown") == "unknown"
