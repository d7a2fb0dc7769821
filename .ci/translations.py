"""Collect the plugin's texts into resources/i18n/opgavenkaart_nl.ts and compile it to the .qm that QGIS reads.

The .ts file is the table of translations: what has a Dutch text keeps it, what is new is marked unfinished, what the
code no longer says is taken out. ``--check`` writes nothing and fails when a text is new, gone or unfinished; the path
of a JSON file ``{"English": "Dutch"}`` fills in what it holds.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TS = ROOT / "resources" / "i18n" / "opgavenkaart_nl.ts"
CONTEXT = "Opgavenkaart"
LRELEASE = "/usr/lib/qt5/bin/lrelease"
CALLS = {"tr", "t", "step", "note", "warn"}
"""Calls whose first argument is a text; besides these, `OpgaveError` and every class that inherits from it."""
MAKERS = {"MethodTexts", "replace"}
"""Calls that make an entry of a table of texts: their keywords are texts."""
TABLES = re.compile(r"^(GROUPS|[A-Z_]*TEXTS)$")
"""Names of constants whose values (not keys) are texts, translated where they are used."""
TEMPLATE_CALL = re.compile(r"""\bt\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")


def texts() -> dict[str, set[str]]:
    """Return every text the plugin may show, with the files that hold it."""
    found, modules = {}, read_modules()
    errors = error_classes(modules.values())
    for path, module in modules.items():
        _add(found, path, texts_of_module(module, errors))
    for path in sorted((ROOT / "resources" / "templates").glob("*.html")):
        _add(found, path, texts_of_template(path.read_text(encoding="utf-8")))
    return found


def _add(found: dict[str, set[str]], path: Path, new: Iterator[str]) -> None:
    for text in new:
        found.setdefault(text, set()).add(path.relative_to(ROOT).as_posix())


def read_modules() -> dict[Path, ast.Module]:
    """Return the syntax tree of every Python file that may show a text."""
    paths = [ROOT / "plugin.py", *sorted((ROOT / "processing").rglob("*.py")), *sorted((ROOT / "ui").rglob("*.py"))]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def error_classes(modules: Iterable[ast.Module]) -> set[str]:
    """Return the names of `OpgaveError` and of all that inherit from it, but for those whose own ``__init__`` takes something else."""
    classes = [node for module in modules for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    kin, more = {"OpgaveError"}, True
    while more:
        more = {one.name for one in classes if {_last_name(base) for base in one.bases} & kin} - kin
        kin |= more
    with_own = {one.name for one in classes for part in one.body if isinstance(part, ast.FunctionDef) and part.name == "__init__"}
    return kin - with_own | {"OpgaveError"}


def texts_of_module(tree: ast.Module, errors: Collection[str] = ("OpgaveError",)) -> Iterator[str]:
    """Yield the texts of a Python module: arguments of the calls, titles of algorithms, values of the tables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and is_text_call(node, errors):
            yield from literals(node.args[0])
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if TABLES.match(name):
                yield from literals(node.value)
            elif name in ("TITLE", "TAGS"):
                yield from (text for text in literals(node.value) if text not in ("", name))


def is_text_call(node: ast.Call, errors: Collection[str] = ("OpgaveError",)) -> bool:
    """Whether the first argument of the call is a text for the user; ``errors`` names the classes of errors."""
    if not node.args:
        return False
    name = _last_name(node.func)
    if name == "__init__" and ast.unparse(node.func) == "super().__init__":
        return isinstance(node.args[0], ast.Constant)
    return name in CALLS or name in errors


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def literals(node: ast.expr) -> Iterator[str]:
    """Yield the string literals of an expression: itself, both sides of a choice, the values of a dict, list or tuple, or of an entry."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from literals(value)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        yield from literals(node.left)
        yield from literals(node.right)
    elif isinstance(node, ast.Call) and _last_name(node.func) in MAKERS:
        for keyword in node.keywords:
            yield from literals(keyword.value)
    elif isinstance(node, (ast.List, ast.Set, ast.Tuple)):
        for value in node.elts:
            yield from literals(value)


def texts_of_template(template: str) -> Iterator[str]:
    """Yield the texts of an HTML template: ``t("...")``."""
    for match in TEMPLATE_CALL.finditer(template):
        yield re.sub(r"\\(.)", r"\1", match[1] or match[2] or "")


def read_translations(path: Path = TS) -> dict[str, str]:
    """Return the translations of a .ts file; empty text where one is unfinished."""
    if not path.exists():
        return {}
    messages = ElementTree.parse(path).iter("message")
    return {message.findtext("source", ""): message.findtext("translation", "") for message in messages}


def write_translations(found: dict[str, set[str]], translations: dict[str, str], path: Path = TS) -> None:
    """Write the .ts file: every text in order, with where it stands and its translation."""
    root = ElementTree.Element("TS", version="2.1", language="nl_BE", sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text in sorted(found):
        message = ElementTree.SubElement(context, "message")
        for file in sorted(found[text]):
            ElementTree.SubElement(message, "location", filename=f"../../{file}")
        ElementTree.SubElement(message, "source").text = text
        translated = translations.get(text, "")
        ElementTree.SubElement(message, "translation", {} if translated else {"type": "unfinished"}).text = translated
    ElementTree.indent(root, "    ")
    body = ElementTree.tostring(root, encoding="unicode")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def compile_translations(path: Path = TS) -> None:
    """Write the .qm beside the .ts."""
    subprocess.run([LRELEASE, "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)


def shortcomings(found: dict[str, set[str]], translations: dict[str, str]) -> list[str]:
    """Return what keeps the .ts file from being complete, one line each."""
    unfinished = [f"without Dutch: {text!r} ({', '.join(sorted(found[text]))})" for text in sorted(found) if not translations.get(text)]
    return unfinished + [f"no longer said: {text!r}" for text in sorted(set(translations) - set(found))]


def main() -> int:
    """Check, or fill in and write the .ts and .qm; say what is unfinished."""
    found, translations = texts(), read_translations()
    wanting = shortcomings(found, translations)
    if "--check" not in sys.argv:
        for path in sys.argv[1:]:
            translations |= json.loads(Path(path).read_text(encoding="utf-8"))
        write_translations(found, translations)
        compile_translations()
        wanting = shortcomings(found, read_translations())
    print(f"{len(found)} texts, {len(wanting)} shortcomings", *wanting, sep="\n")
    return 1 if wanting and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
