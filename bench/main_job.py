"""The main job, from the challenge to the integrated map, on the real files of Ghent and of all Flanders."""

from __future__ import annotations

import os
import runpy
from functools import partial
from pathlib import Path

from opgavenkaart.bench.harness import ROOT, Case, at_most

TITLE = "The main job"
EXAMPLES = {"ghent": ("Ghent: 201 statistical sectors", 15), "flanders": ("Flanders: 2,730 neighbourhoods", 30)}
example = runpy.run_path(str(ROOT / ".ci" / "run_example.py"))


def cases(quick: bool) -> list[Case] | str:
    """One case for each example; a sentence where the data are absent."""
    data = Path(os.environ.get("OPGAVENKAART_DATA") or ROOT.parent / "shared" / "data").resolve()
    if not data.is_dir():
        return f"there is no folder of data at {data}: give it as DATA=DIR."
    return [Case(text, partial(prepared, name, data), run, goal=at_most(limit)) for name, (text, limit) in EXAMPLES.items()]


def prepared(name: str, data: Path) -> dict:
    """Lay the files ready and return the inputs of the last run, the warm homes."""
    example["enable_plugin"]()
    return example["example_runs"](name, data)[-1]


def run(inputs: dict) -> str:
    return f"{example['run']('opgavenkaart:integrated_map', inputs)['CLUSTER_COUNT']} clusters"
