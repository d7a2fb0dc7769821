"""The code runs on Qt 6 too: an enum's member is named through its enum, as Qt 6 wants it."""

import ast
import enum
import importlib
import json
import subprocess

import pytest
from opgavenkaart.test.support.sources import plugin_sources

QGIS = ("qgis.core", "qgis.gui", "qgis.analysis", "qgis.server", "qgis.PyQt.")


def qgis_classes(tree: ast.Module) -> dict[str, type]:
    """Return the classes of QGIS and Qt that a module imports, by the name they have in it."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0 and f"{node.module}.".startswith(QGIS):
            module = importlib.import_module(node.module)
            found.update({name.asname or name.name: getattr(module, name.name, None) for name in node.names})
    return {name: value for name, value in found.items() if isinstance(value, type)}


def unscoped(tree: ast.Module) -> list[tuple[int, str]]:
    """Return line and text of each ``Class.Member`` that should be ``Class.Enum.Member``."""
    classes = qgis_classes(tree)
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
    return [
        (node.lineno, f"{node.value.id}.{node.attr}")
        for node in attributes
        if node.value.id in classes and is_enum_member(getattr(classes[node.value.id], node.attr, None))
    ]


def is_enum_member(value) -> bool:
    """Whether the value is a member of an enum: of Python's, or of sip's, which is an int of a class of its own."""
    return isinstance(value, enum.Enum) or (isinstance(value, int) and type(value) not in (int, bool))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from qgis.PyQt.QtCore import Qt\na = Qt.Horizontal", [(2, "Qt.Horizontal")]),
        ("from qgis.PyQt.QtCore import Qt\na = Qt.Orientation.Horizontal", []),
        ("from qgis.core import QgsProcessing\na = QgsProcessing.TypeVectorPolygon", [(2, "QgsProcessing.TypeVectorPolygon")]),
        ("from qgis.core import Qgis\na = Qgis.QGIS_VERSION_INT, Qgis.GeometryType.Polygon", []),
    ],
)
def test_the_check_itself_sees_unscoped_members(code, expected):
    assert unscoped(ast.parse(code)) == expected


def test_enums_are_scoped(qgis_app):
    found = [f"{path}:{line} {text}" for path, tree in plugin_sources().items() for line, text in unscoped(tree)]
    assert found == []


QT6 = "/usr/bin/python3"
RESOLVE = """
import importlib, json, sys
import PyQt6.QtWidgets
shimmed = {"QtWidgets": {"QAction": "QtGui", "QActionGroup": "QtGui", "QShortcut": "QtGui"}}
missing = []
for where, module, chain in json.load(sys.stdin):
    home = shimmed.get(module, {}).get(chain[0], module)
    try:
        thing = importlib.import_module(f"PyQt6.{home}")
        for name in chain:
            thing = getattr(thing, name)
    except (ImportError, AttributeError) as error:
        missing.append(f"{where} {module} {'.'.join(chain)}: {error}")
print(json.dumps(missing))
"""
"""Looks names up in PyQt6, in a process without PyQt5. QGIS's own `qgis.PyQt.QtWidgets` has the few that Qt 6 moved to QtGui."""


def qt_names(tree: ast.Module) -> list[tuple[int, str, list[str]]]:
    """Return line, module of Qt and chain of names of each Qt class, enum and member that a module names.

    A name that is imported from one module, or else from another, counts as of the first that is tried.
    """
    owners, found = {}, []
    fallbacks = {id(node) for tried in ast.walk(tree) if isinstance(tried, ast.Try) for node in ast.walk(ast.Module(tried.handlers, []))}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis.PyQt.") and id(node) not in fallbacks:
            module = node.module.removeprefix("qgis.PyQt.")
            owners.update({alias.asname or alias.name: (module, alias.name) for alias in node.names})
            found += [(node.lineno, module, [alias.name]) for alias in node.names]
    for node in ast.walk(tree) if owners else ():
        chain = ast.unparse(node).split(".") if isinstance(node, ast.Attribute) else []
        if chain and chain[0] in owners and all(part.isidentifier() for part in chain):
            module, name = owners[chain[0]]
            found.append((node.lineno, module, [name, *chain[1:]]))
    return found


def missing_from_qt6(trees: dict[str, ast.Module]) -> list[str]:
    """Return the names of Qt that PyQt6 does not have."""
    if subprocess.run([QT6, "-P", "-c", "import PyQt6.QtWidgets"], capture_output=True, check=False).returncode:
        pytest.skip("no PyQt6 here (apt-get install python3-pyqt6)")
    asked = [(f"{path}:{line}", module, chain) for path, tree in trees.items() for line, module, chain in qt_names(tree)]
    done = subprocess.run([QT6, "-P", "-c", RESOLVE], input=json.dumps(asked), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("code", "missing"),
    [
        ("from qgis.PyQt.QtCore import Qt\na = Qt.Orientation.Horizontal", 0),
        ("from qgis.PyQt.QtCore import Qt\na = Qt.Horizontal", 1),
        ("from qgis.PyQt.QtWidgets import QAction, QDesktopWidget", 1),
        ("from qgis.PyQt.QtGui import QFontMetrics as M\na = M.width", 1),
        ("from qgis.PyQt.QtWidgets import QUndoStack", 1),
        ("try:\n    from qgis.PyQt.QtGui import QUndoStack\nexcept ImportError:\n    from qgis.PyQt.QtWidgets import QUndoStack", 0),
    ],
)
def test_the_check_itself_knows_what_qt6_lacks(code, missing):
    assert len(missing_from_qt6({"x.py": ast.parse(code)})) == missing


def test_every_name_of_qt_is_in_qt6():
    trees = plugin_sources()
    assert sum(len(qt_names(tree)) for path, tree in trees.items() if path.startswith("ui/")) > 100
    assert missing_from_qt6(trees) == []
