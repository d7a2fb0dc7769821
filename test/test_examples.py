"""The examples in the docstrings of the lowest floors give what they say."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("model", "analysis", "texts")
MODULES = [
    path.relative_to(ROOT).with_suffix("")
    for floor in FLOORS
    for path in sorted((ROOT / "processing" / floor).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("module", MODULES, ids=lambda path: "/".join(path.parts[1:]))
def test_examples(qgis_app, module):
    tried = doctest.testmod(importlib.import_module(".".join(("opgavenkaart", *module.parts))))
    assert tried.attempted and not tried.failed


def test_every_floor_has_examples():
    assert {module.parts[1] for module in MODULES} == set(FLOORS)
