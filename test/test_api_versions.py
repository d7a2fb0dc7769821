"""The code runs on the oldest QGIS that metadata.txt names: it uses nothing that came later, by what QGIS's docstrings note."""

import ast
import configparser
import importlib
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from opgavenkaart.test.support.sources import plugin_sources
from qgis.core import Qgis

ROOT = Path(__file__).parents[1]
MODULES = ("qgis.core", "qgis.gui", "qgis.analysis")
QT = ("qgis.PyQt.QtCore", "qgis.PyQt.QtGui", "qgis.PyQt.QtWidgets")
ADDED = re.compile(r"versionadded::\s*(?:QGIS\s*)?(\d+)\.(\d+)")
FORMERLY = re.compile(r"this was available as\s+:py:class:`(\w+)`\.(\w+)")


@pytest.fixture(autouse=True)
def on_a_newer_qgis(qgis_app):
    """On the oldest QGIS its docstrings know of nothing newer; there the other tests show that the code runs."""
    if oldest() == divmod(Qgis.QGIS_VERSION_INT // 100, 100):
        pytest.skip("this is the oldest QGIS")


@cache
def oldest() -> tuple[int, int]:
    """Return the oldest QGIS that the plugin says it runs on."""
    metadata = configparser.ConfigParser()
    metadata.read(ROOT / "metadata.txt", encoding="utf-8")
    major, minor = metadata["general"]["qgisMinimumVersion"].split(".")[:2]
    return int(major), int(minor)


def added(name: str, thing) -> tuple[int, int]:
    """Return the version that brought a class, an enum, its member or a method; (0, 0) where its docstring notes none.

    A class's docstring goes on with its constructors, an enum's with its members: what those note is not of the whole. A method is as
    old as the oldest of its overloads.
    """
    text = getattr(thing, "__doc__", None)
    if not isinstance(text, str) or "versionadded" not in text:
        return 0, 0
    if isinstance(thing, type):
        text = re.split(rf"^(?:{name}\(|\* ``)", text, maxsplit=1, flags=re.MULTILINE)[0]
    found = [(int(major), int(minor)) for major, minor in ADDED.findall(text)]
    overloads = len(re.findall(rf"^{name}\(", text, re.MULTILINE))
    return min(found) if found and len(found) >= overloads else (0, 0)


@cache
def newer_methods() -> dict[str, tuple[int, int]]:
    """Return the names of methods that QGIS has in newer classes or newly only, and Qt nowhere, with the version that brought the first.

    Names of one word are left out: other objects may have them too.
    """
    versions = defaultdict(list)
    owners, seen = [(importlib.import_module(module), (0, 0)) for module in MODULES + QT], set()
    while owners:
        owner, since = owners.pop()
        for name, value in vars(owner).items():
            version = max(since, added(name, value))
            if callable(value) and not isinstance(value, type) and not name.islower():
                versions[name].append(version)
            elif isinstance(value, type) and value not in seen and not name.startswith("_"):
                seen.add(value)
                owners.append((value, version))
    return {name: min(found) for name, found in versions.items() if min(found) > oldest()}


def newer(tree: ast.Module) -> list[tuple[int, str]]:
    """Return line and name of all that a module uses and an older QGIS lacks."""
    names, found = {}, []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for alias in node.names:
                names[alias.asname or alias.name] = thing = getattr(importlib.import_module(node.module), alias.name)
                if added(alias.name, thing) > oldest():
                    found.append((node.lineno, alias.name))
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    return found + [(node.lineno, ast.unparse(node)) for node in attributes if is_newer(node, names)]


def is_newer(node: ast.Attribute, names: dict) -> bool:
    """Whether an attribute is newer: of a class that the module imports, or by its name alone; an enum's former name is not."""
    thing = resolved(node, names)
    if thing is None:
        return node.attr in newer_methods()
    former = FORMERLY.findall(getattr(thing, "__doc__", None) or "")
    return added(node.attr, thing) > oldest() and (getattr(resolved(node.value, names), "__name__", ""), node.attr) not in former


def resolved(node: ast.expr, names: dict):
    """Return what a chain of names stands for; None where it does not start from QGIS."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    return getattr(resolved(node.value, names), node.attr, None) if isinstance(node, ast.Attribute) else None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from qgis.core import Qgis\na = Qgis.DocumentationApi.CppQgis", ["Qgis.DocumentationApi"]),
        ("from qgis.core import QgsProcessingParameterDefinition as P\na = P.Flag.FlagOptional", []),
        ("from qgis.core import QgsCoordinateReferenceSystem\na = QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED", []),
        ("from qgis.core import QgsStacItem", ["QgsStacItem"]),
        ("renderer.clearSymbolLayerMasks()", ["renderer.clearSymbolLayerMasks"]),
        ("layer.getFeatures()", []),
    ],
)
def test_the_check_itself_tells_new_from_old(code, expected):
    assert [name for _, name in newer(ast.parse(code))] == expected


def test_nothing_is_used_that_the_oldest_qgis_lacks():
    found = [f"{path}:{line} {name}" for path, tree in plugin_sources().items() for line, name in newer(tree)]
    assert found == []
