"""Docstrings name what is there: a class that was renamed is renamed where parameters are described too."""

import ast
import re

from opgavenkaart.test.support.sources import plugin_sources

DESCRIBED = re.compile(r"^\s+\w+(?:, \w+)* : (.+)$", re.MULTILINE)
CLASS = re.compile(r"(?<![\w.`'])[A-Z][a-z]+[A-Za-z]*\b")
PROSE = {"None", "True", "False"}
FOREIGN = {"QgisInterface", "Polygon", "LineString"}
"""Of QGIS and shapely; what is got from them need not be imported."""


def described_types(tree: ast.Module) -> set[str]:
    """Return the classes that the docstrings of a module give for parameters and attributes."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    texts = (ast.get_docstring(node, clean=False) or "" for node in ast.walk(tree) if isinstance(node, documented))
    return {name for text in texts for line in DESCRIBED.findall(text) for name in CLASS.findall(line.partition(":")[0])} - PROSE


def classes_in(tree: ast.Module) -> set[str]:
    """Return the classes that a module defines, imports or takes from a module, and the names that it gives to types."""
    return {name_in(node) for node in ast.walk(tree)}


def name_in(node: ast.AST) -> str:
    """Return the name that a definition, an import, an attribute or an assignment gives; empty for what gives none."""
    if isinstance(node, ast.Name):
        return node.id if isinstance(node.ctx, ast.Store) else ""
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.ClassDef):
        return node.name
    return node.asname or node.name if isinstance(node, ast.alias) else ""


def test_classes_that_are_described_are_there():
    sources = plugin_sources()
    known = FOREIGN.union(*(classes_in(tree) for tree in sources.values()))
    assert [(path, name) for path, tree in sources.items() for name in sorted(described_types(tree) - known)] == []
