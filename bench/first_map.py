"""The first maps of a municipality from the replay of the public sources: from nothing, and a second time."""

from __future__ import annotations

import atexit
import os
import resource
import runpy
import subprocess
import sys
from functools import partial

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
        Case(f"{task}, a second time", partial(inputs, asked), make, **again, repeat=1, goal=at_most(MOST_AGAIN)),
    ]


def sources(challenges: str) -> dict:
    """Return what a first run asks; the sources answer as long as this process lives, and their timetables are counted."""
    example["enable_plugin"]()
    folder = made_once("sources", lambda place: None)
    command = [sys.executable, "-P", str(ROOT / ".ci" / "replay.py"), str(folder), "--port", str(PORT)]
    replay = subprocess.Popen(command, env=os.environ | {"PYTHONUNBUFFERED": "1"}, stdout=subprocess.PIPE, text=True)
    atexit.register(replay.kill)
    next(line for line in replay.stdout if line.startswith("CATALOGUE"))
    made_once("timetables", lambda place: make(inputs(QUICK) | {name: str(place / name) for name in ("STORE", "OUTPUT_FOLDER")}))
    return inputs(challenges)


def inputs(challenges: str) -> dict:
    """Return what each run asks; the second time the sources are gone."""
    folder = made_once("sources", lambda place: None)
    files = {"CATALOGUE": "catalogue.json", "TRUST": "trust.json", "OUTPUT_FOLDER": "maps", "STORE": "store"}
    asked = {"MUNICIPALITY": MUNICIPALITY, "CHALLENGE": challenges, "AS_OF": "2026-12-01"}
    return asked | {name: str(folder / file) for name, file in files.items()}


def make(asked: dict) -> str:
    """Make the maps, and return how many there are and how long a processor worked, whoever else had the other times."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    results = example["run"]("opgavenkaart:first_map", asked)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{results['MAP_COUNT']} maps, {results['UNCHANGED_COUNT']} left as they were; {seconds:.0f} s of a processor"


def make_again(asked: dict) -> str:
    return make(asked | {"OUTPUT_FOLDER": str(scratch())})
