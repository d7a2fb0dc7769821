"""What the pages say is so: links lead somewhere, and the commands they name exist."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from opgavenkaart.processing.algorithms.provider import ALGORITHMS
from opgavenkaart.processing.model.cluster_methods import CLUSTER_METHODS
from opgavenkaart.processing.model.schema import read_schema
from opgavenkaart.processing.model.source_kinds import SOURCE_FACTS
from opgavenkaart.test.support.sources import read_trees

ROOT = Path(__file__).parents[1]
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
