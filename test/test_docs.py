"""What the pages say is so: links lead somewhere, and the commands they name exist."""

import ast
import keyword
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from opgavenkaart.processing.algorithms.provider import ALGORITHMS
from opgavenkaart.processing.model.cluster_methods import CLUSTER_METHODS
from opgavenkaart.processing.model.schema import read_schema
from opgavenkaart.processing.model.source_kinds import SOURCE_FACTS
from opgavenkaart.test.support.sources import read_trees

ROOT = Path(__file__).parents[1]
DEVELOPERS = (ROOT / "docs" / "developers.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_links_lead_to_files(page):
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_make_targets_exist(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8")))
    assert named <= targets


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "developers.md"])
def test_files_that_are_named_are_there(page):
    """Whoever changes something is led to files by these pages; paths there begin at the checkout, or in `processing/`."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    named = {path.rstrip("/") for path in re.findall(r"`((?:[\w.]+/)+[\w.]*)`", text)}
    assert len(named) > 10
    kept = sorted(path for path in named if not path.startswith("build/"))  # what is there once it was made
    assert [path for path in kept if not any((place / path).exists() for place in (ROOT, ROOT / "processing"))] == []


def test_rooms_that_are_named_are_there():
    """The first column of the table of rooms and their doors: modules or folders of `processing/` and `ui/`."""
    rows = (ROOT / "docs" / "developers.md").read_text(encoding="utf-8").split("## The rooms and their doors")[1].split("\n## ")[0]
    named = {name for row in rows.splitlines() for name in re.findall(r"`([a-z_]+(?:\.[a-z_]+)*)`", row.partition(" | ")[0])}
    assert len(named) > 60
    places = [{ROOT / top / name.replace(".", "/") for top in ("processing", ".")} for name in sorted(named)]
    assert [some for some in places if not any(place.is_dir() or place.with_suffix(".py").is_file() for place in some)] == []


DOORS = [row for row in DEVELOPERS.split("## The rooms and their doors")[1].split("\n## ")[0].splitlines() if row.startswith("| `")]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removeprefix("processing.").removesuffix(".__init__"): path
    for top in ("processing", "ui")
    for path in (ROOT / top).rglob("*.py")
}


SUFFIXES = (".html", ".json", ".py")
DOTTED = re.compile(r"\.?[A-Za-z]\w*(?:\.[a-z]\w*)*(?!\.\w)")


@cache
def names_in(path: Path) -> set[str]:
    """Return what a module defines or imports: functions, classes, their attributes, parameters and constants."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    found = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.alias))}
    found |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    stored = [node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store)]
    return found | {node.id if isinstance(node, ast.Name) else getattr(node, "attr", "") for node in stored}


@cache
def functions_of(path: Path) -> set[str]:
    return {node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)}


def places_of(name: str, rooms: set[str]) -> set[str]:
    """Return the modules that a name may stand in: those it begins with, of the house or of one of the rooms, or of its class."""
    parts = name.strip(".").split(".")
    if parts[0][0].isupper():
        return {module for module, path in MODULES.items() if parts[0] in names_in(path)}
    heads = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
    begun = {f"{room}.{head}".strip(".") for room in rooms for head in heads}
    return {module for module in MODULES if any(f"{module}.".startswith(f"{one}.") for one in begun if one in MODULES and "." in one)}


def missing_names(row: str) -> list[str]:
    """Return the names in a row that no module has which the row speaks of: its doors, their rooms, and those that are named there."""
    doors = re.findall(r"`([\w.]+)`", row.partition(" | ")[0])
    rooms = {"", *doors, *(door.rpartition(".")[0] for door in doors)}
    codes = [code for code in re.findall(r"`([^`]+)`", row) if not code.endswith(SUFFIXES) and not keyword.iskeyword(code)]
    named = {code: found[0] for code in codes if (found := DOTTED.match(code)) and code[found.end() :][:1] in ("", "(", "[")}
    places = set().union(*(places_of(name, rooms) for name in named.values()))
    known = set().union(*(names_in(MODULES[place]) for place in places), *(place.split(".") for place in places))
    functions = set().union(*(functions_of(MODULES[place]) for place in places))
    missing = []
    for code, name in named.items():
        *before, last = name.strip(".").split(".")
        elsewhere = bool(before) and last in functions and not places_of(name, rooms)
        missing += [code] if elsewhere or not {*before, last} <= known else []
    return missing


@pytest.mark.parametrize("row", DOORS, ids=lambda row: row.split("`")[1])
def test_names_of_doors_are_there(row):
    assert missing_names(row) == []


@pytest.mark.parametrize(("page", "keys"), [("records.md", SOURCE_FACTS), ("challenges.md", CLUSTER_METHODS)], ids=["kinds", "methods"])
def test_a_page_names_each_key_that_a_file_may_hold(page, keys):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert [key for key in keys if f"`{key}`" not in text] == []


def test_the_page_on_challenges_names_each_measure_that_they_may_take():
    measures = read_schema("challenge")["$defs"]["measure"]["enum"]
    text = (ROOT / "docs" / "challenges.md").read_text(encoding="utf-8")
    assert [key for key in measures if f"`{key}`" not in text] == []


def test_functions_that_are_named_are_there():
    """Where a page gives a door with its arguments, such as `fetch(...)`, somebody will look for that name."""
    trees = read_trees("processing", "ui", "test", "bench", ".ci")
    defined = {node.name for tree in trees.values() for node in ast.walk(tree) if isinstance(node, (ast.ClassDef, ast.FunctionDef))}
    page = (ROOT / "docs" / "developers.md").read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    named = {name for code in re.findall(r"`([^`]+)`", prose) for name in re.findall(r"(?<![\w-])([A-Za-z_]\w*)\(", code)}
    ours = {name for name in named if name[0].isupper() or name.islower()}  # camelCase is Qt's and QGIS's
    assert len(ours) > 50 and ours - defined == {"t"}, "t: what translates in the templates"


def test_the_readme_lists_every_algorithm():
    listed = set(re.findall(r"^\| [^|]*\| `([a-z_]+)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == {algorithm.NAME for algorithm in ALGORITHMS}


def test_built_pages_lead_to_each_other():
    pytest.importorskip("markdown", reason="apt-get install python3-markdown")
    subprocess.run([sys.executable, "-P", str(ROOT / ".ci" / "build_docs.py")], check=True, capture_output=True)
    pages = list((ROOT / "build" / "docs").rglob("*.html"))
    target = re.compile(r'(?:href|src)="(?!https?:|#)([^"#]+)')
    links = [(page, link) for page in pages for link in target.findall(page.read_text(encoding="utf-8"))]
    assert len(pages) > len(PAGES) and len(links) > len(pages)
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        (
            "| `planning.access` | `ways.find(layers)`: for every question; `solve.find` |",
            ["ways.find(layers)"],
        ),
        ("| `planning.access` | `answering.find`; `outputs`: results back to layers |", ["answering.find"]),
        ("| `analysis.demand` | `fitting` (`fitted`, `round_table`: totals that stay) |", ["fitted"]),
        ("| `algorithms.parameters` | `layer`, `number(name, label)`, `further_output` |", ["layer", "further_output"]),
        (
            "| `analysis.access` | `measure_access(travel) -> Access`, `.lasting`, `Access.ratio`, `yield`, `dock_*.html` |",
            [".lasting"],
        ),
    ],
)
def test_a_name_that_is_gone_would_be_seen(row, missing):
    assert missing_names(row) == missing
