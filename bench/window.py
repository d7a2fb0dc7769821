"""The window: what the plugin adds to its start, and the catalogue dock with two thousand records."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from opgavenkaart.bench.catalogue import RECORDS, catalogue_file
from opgavenkaart.bench.harness import ROOT, Case, at_most, made_once

TITLE = "The window"
INSIDE = Path(__file__).with_name("inside_window.py")
FIRST = 0.2
KEYSTROKE = 0.016
WORDS = ["boringen 19", "databank", "Vlaanderen", "ondergrnod", "boringen 1234"]
KEYSTROKES = sum(2 * len(word) for word in WORDS)
STACK = contextlib.ExitStack()
"""Keeps the window of this process open until it ends."""
atexit.register(STACK.close)


def cases(quick: bool) -> list[Case] | str:
    """A sentence where there is no window."""
    if shutil.which("Xvfb") is None or shutil.which("qgis") is None:
        return "there is no Xvfb or no QGIS Desktop here."
    return [
        Case("the plugin switched on in a window", switched_off, ours_on, peer_on, "QGIS's own DB Manager", goal=at_most(0.25)),
        *(dock_case(name) for name in ("Catalogue", "Challenge", "Map", "Planning")),
        Case(f"the catalogue dock opened on {RECORDS:,} records", closed, opened, goal=at_most(0.2)),
        Case(f"{KEYSTROKES} keystrokes in its search, one of the words mistyped", full, typed, goal=at_most(KEYSTROKES * KEYSTROKE)),
    ]


def dock_case(name: str) -> Case:
    """Return the case of a dock that is the first of ours in a QGIS that has just started."""
    title = f"the {name.lower()} dock opened, the first one in a fresh QGIS"
    return Case(title, window, partial(opened_first, name=name), toolbox, "QGIS's own toolbox", goal=at_most(FIRST))


def opened_first(window, name: str) -> str:
    return window.call("open_first", name=name)


def toolbox(window) -> str:
    return window.call("open_toolbox")


def window(inside: Path = INSIDE):
    """Return a window that lives as long as this process, with the functions of a script in it."""
    from opgavenkaart.test.support.window import qgis_window

    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"):  # Python keeps what it compiled, as wherever the plugin is installed
        os.environ.pop(name, None)
    made_once("compiled", compiled)
    return STACK.enter_context(qgis_window(inside))


def compiled(folder: Path) -> None:
    parts = [str(ROOT / "build" / "plugins" / "opgavenkaart" / name) for name in ("plugin.py", "processing", "ui")]
    subprocess.run([sys.executable, "-m", "compileall", "-q", *parts], check=True)


def switched_off():
    opened = window()
    for plugin in ("opgavenkaart", "db_manager"):
        opened.call("switch_off", plugin=plugin)
    return opened


def ours_on(window) -> str:
    return "on" if window.call("switch_on", plugin="opgavenkaart") else "not on"


def peer_on(window) -> str:
    return "on" if window.call("switch_on", plugin="db_manager") else "not on"


def closed():
    opened = window()
    opened.call("choose", catalogue=str(catalogue_file()))
    return opened


def opened(window) -> int:
    return window.call("open_dock")


def full():
    opened = closed()
    opened.call("open_dock")
    opened.call("rest")
    return opened


def typed(window) -> str:
    return window.call("type_words", words=WORDS)


def make_city(folder: Path) -> None:
    from opgavenkaart.bench.harness import our_provider, run_algorithm

    our_provider()
    with contextlib.suppress(KeyError):  # it has no OUTPUT
        run_algorithm("opgavenkaart:create_demo_city", {"OUTPUT_FOLDER": str(folder)})
