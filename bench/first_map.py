"""The first maps of a municipality from the replay of the public sources: from nothing, and a second time."""

from __future__ import annotations

import atexit
import os
import runpy
import subprocess
import sys
from functools import partial
from pathlib import Path

from opgavenkaart.bench.harness import ROOT, Case, at_most, made_once, scratch

TITLE = "The first map of a municipality"
MUNICIPALITY, QUICK = "Halle", "mobility_poverty"
MOST_FIRST, MOST_AGAIN = 60, 10
"""Seconds, where each answer of the sources takes a tenth of one."""
PORT = 18_700
"""The first of the sources, the same in each process: a profile knows a timetable by its address."""
example = runpy.run_path(str(ROOT / ".ci" / "run_example.py"))


def cases(quick: bool) -> list[Case]:
    """All challenges; what the second time leaves as it is, the peer makes again from the data that were kept."""
    asked, task = (QUICK, f"{MUNICIPALITY}, {QUICK}") if quick else ("all", f"{MUNICIPALITY}, all challenges")
    again = {"peer": make_again, "peer_name": "made again from what is kept"}
    return [
        Case(f"{task}, from nothing", partial(sources, asked), make, repeat=1, goal=at_most(MOST_FIRST)),
        Case(f"{task}, a second time", partial(made, asked), make, **again, repeat=1, goal=at_most(MOST_AGAIN)),
    ]


def sources(challenges: str, folder: Path | None = None) -> dict:
    """Return what a first run asks; the sources answer as long as this process lives, and their timetables are counted."""
    example["enable_plugin"]()
    folder = folder or scratch()
    command = [sys.executable, "-P", str(ROOT / ".ci" / "replay.py"), str(folder), "--port", str(PORT)]
    replay = subprocess.Popen(command, env=os.environ | {"PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, text=True)
    atexit.register(replay.kill)
    next(line for line in replay.stdout if line.startswith("CATALOGUE"))
    made_once("timetables", lambda place: make(inputs(QUICK, folder) | {name: str(place / name) for name in ("STORE", "OUTPUT_FOLDER")}))
    return inputs(challenges, folder)


def inputs(challenges: str, folder: Path) -> dict:
    files = {"CATALOGUE": "catalogue.json", "TRUST": "trust.json", "OUTPUT_FOLDER": "maps", "STORE": "store"}
    asked = {"MUNICIPALITY": MUNICIPALITY, "CHALLENGE": challenges, "AS_OF": "2026-12-01"}
    return asked | {name: str(folder / file) for name, file in files.items()}


def made(challenges: str) -> dict:
    """Return what a second run asks: the first one is done, and the sources are gone."""
    return inputs(challenges, made_once(f"first maps {challenges}", lambda folder: make(sources(challenges, folder))))


def make(asked: dict) -> str:
    results = example["run"]("opgavenkaart:first_map", asked)
    return f"{results['MAP_COUNT']} maps, {results['UNCHANGED_COUNT']} unchanged"


def make_again(asked: dict) -> str:
    return make(asked | {"OUTPUT_FOLDER": str(scratch())})
