"""The plugin's source files, read as syntax trees."""

import ast
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLUGIN_PARTS = ("processing", "ui", "plugin.py", "__init__.py")


@cache
def plugin_sources() -> dict[str, ast.Module]:
    """Return the tree of every Python file that the package holds, by its path from the checkout."""
    return read_trees(*PLUGIN_PARTS)


def last_name(node: ast.AST) -> str:
    """Return the last of a chain of names, such as ``c`` of ``a.b().c``; empty for what is none."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def read_trees(*parts: str) -> dict[str, ast.Module]:
    """Return the tree of every Python file in folders and files of the checkout, by its path from there."""
    files = [path for part in parts for path in ([ROOT / part] if part.endswith(".py") else sorted((ROOT / part).rglob("*.py")))]
    with without_collector():
        return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}


@contextmanager
def without_collector() -> Iterator[None]:
    """Let Python look for garbage only afterwards: among a million nodes that stay, looking takes twice as long as parsing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@dataclass(frozen=True)
class Import:
    """One imported name: absolute for what lies outside the plugin (``inside`` False), else from the plugin's root."""

    path: str
    line: int
    module: str
    inside: bool
    at_load: bool
    """Whether it happens as soon as the module is imported, outside every function."""

    @property
    def top(self) -> str:
        return self.module.split(".")[0]

    def __str__(self) -> str:
        return f"{self.path}:{self.line} imports {self.module}"


@cache
def imports() -> list[Import]:
    """Return every import of the plugin."""
    return [found for path, tree in plugin_sources().items() for found in _imports(path, tree)]


def _imports(path: str, tree: ast.Module) -> Iterator[Import]:
    package = path.split("/")[:-1]
    for node, at_load in _walk(tree, True):
        if isinstance(node, ast.Import):
            yield from (Import(path, node.lineno, name.name, False, at_load) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join(filter(None, [*base, node.module or ""]))
            yield from (Import(path, node.lineno, f"{stem}.{name.name}".strip("."), node.level > 0, at_load) for name in node.names)


def _walk(node: ast.AST, at_load: bool) -> Iterator[tuple[ast.AST, bool]]:
    for child in ast.iter_child_nodes(node):
        later = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) or is_for_types_only(child)
        yield child, at_load
        yield from _walk(child, at_load and not later)


def is_for_types_only(node: ast.AST) -> bool:
    """Whether it is a block that only mypy reads: what it imports counts for the floors, and costs nothing."""
    return isinstance(node, ast.If) and ast.unparse(node.test).split(".")[-1] == "TYPE_CHECKING"


def is_standard(module: str) -> bool:
    """Whether the module comes with Python."""
    return module.split(".")[0] in sys.stdlib_module_names
