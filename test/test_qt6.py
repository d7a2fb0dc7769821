"""The code runs on Qt 6 too: an enum's member is named through its enum, as Qt 6 wants it."""

import ast
import enum
import importlib

import pytest
from opgavenkaart.test.support.sources import plugin_sources

QGIS = ("qgis.core", "qgis.gui", "qgis.analysis", "qgis.server", "qgis.PyQt.")


def qgis_classes(tree: ast.Module) -> dict[str, type]:
    """Return the classes of QGIS and Qt that a module imports, by the name they have in it."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0 and f"{node.module}.".startswith(QGIS):
            module = importlib.import_module(node.module)
            found.update({name.asname or name.name: getattr(module, name.name) for name in node.names})
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
