"""Runs tests of the copy in which it was started, each time in a fork that finds the heavy libraries loaded and the plugin not.

It reads a request a line (JSON) and answers in a line:
``{"tests": [ids in order], "seconds": most}`` -> ``{"outcome": "seen" | "lives" | "hangs", "by": id}``: stops at the first test that fails;
``{"cover": file, "data": path, "seconds": most}`` -> the same, after `contexts.measure` wrote what each test of the file runs.
Seconds are those of a processor, so that a machine that does other things too makes no test hang.
"""

import json
import os
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import contexts
import pytest

LIBRARIES = ("coverage", "hypothesis", "numpy", "scipy.optimize", "scipy.sparse.csgraph", "scipy.stats", "pandas", "shapely", "lxml.etree")
QGIS = ("qgis.core", "qgis.gui", "qgis.analysis", "qgis.PyQt.QtWidgets", "qgis.PyQt.QtTest")
LOOK_SECONDS, SLEEP_FOR_ONE = 0.5, 4
"""How often it is seen what tests have used, and how many seconds of waiting for nothing count as one."""


class Chosen:
    """Leaves the chosen tests, in their order, and remembers the first that fails."""

    def __init__(self, tests: list[str]):
        self.place = {test: place for place, test in enumerate(tests)}
        self.first_failed = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list):
        items[:] = sorted((item for item in items if item.nodeid in self.place), key=lambda item: self.place[item.nodeid])

    def pytest_runtest_logreport(self, report):
        if report.failed and not self.first_failed:
            self.first_failed = report.nodeid

    def pytest_collectreport(self, report):
        self.pytest_runtest_logreport(report)


def run_tests(tests: list[str]) -> dict:
    """Run the tests until one fails."""
    chosen = Chosen(tests)
    code = pytest.main(["-q", "-x", "--no-header", "--tb=line", *dict.fromkeys(test.split("::")[0] for test in tests)], plugins=[chosen])
    lives = code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    return {"outcome": "lives" if lives else "seen", "by": chosen.first_failed}


def answer(request: dict) -> dict:
    """Return what a fork makes of a request; one that takes too long is ended with all that it started."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "answer.json"
        child = os.fork()
        if child == 0:
            work(request, place)
        if not ends(child, request["seconds"]):
            for process in (child, *started_by(child)):
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGKILL)
            os.waitpid(child, 0)
            return {"outcome": "hangs", "by": ""}
        # A process that went down without an answer (a crash of QGIS) has been seen too.
        return json.loads(place.read_text()) if place.exists() else {"outcome": "seen", "by": "the process ended"}


def ends(child: int, seconds: float) -> bool:
    """Wait for a child; return whether it ended by itself before it had used up its seconds.

    Those are what it and all that it started used of a processor, and a part of the time in which none of them had anything to do: a lock
    that nobody opens uses no processor. Time in which one of them waits for a processor does not count.
    """
    asleep, looked = 0.0, time.monotonic()
    while not os.waitpid(child, os.WNOHANG)[0]:
        time.sleep(0.02)
        if (since := time.monotonic() - looked) >= LOOK_SECONDS:
            family = (child, *started_by(child))
            asleep, looked = asleep + since * all(map(sleeps, family)), time.monotonic()
            if sum(map(processor_seconds, family)) + asleep / SLEEP_FOR_ONE >= seconds:
                return False
    return True


def processor_seconds(process: int) -> float:
    """Return how long a process computed, with those it started that ended; 0 when it has ended itself."""
    try:
        user_system_and_both_of_children = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:15]
    except OSError:
        return 0.0
    return sum(map(int, user_system_and_both_of_children)) / os.sysconf("SC_CLK_TCK")


def sleeps(process: int) -> bool:
    """Return whether no thread of a process computes, or waits for a processor or a disk."""
    for thread in Path(f"/proc/{process}/task").glob("*/stat"):
        with suppress(OSError):
            if thread.read_text().rpartition(")")[2].split()[0] in "RD":
                return False
    return True


def started_by(process: int) -> list[int]:
    """Return the processes that a process started, and those that they started."""
    found = []
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):  # it ended meanwhile
            found += map(int, children.read_text().split())
    return [one for child in found for one in (child, *started_by(child))]


def work(request: dict, place: Path):
    """Do what is asked in this process, write the answer, and end without a way back."""
    log = os.open(request.get("log", os.devnull), os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(log, 1)
    os.dup2(log, 2)
    sys.argv = ["pytest"]
    try:
        done = contexts.measure(request["cover"], request["data"]) if "cover" in request else run_tests(request["tests"])
        place.with_suffix(".part").write_text(json.dumps(done))
        place.with_suffix(".part").rename(place)
    finally:
        sys.stdout.flush()
        os._exit(0)


def load():
    """Import what every test takes long to import, of which nothing starts a thread."""
    for name in (*LIBRARIES, *QGIS):
        __import__(name)


if __name__ == "__main__":
    load()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line))) + "\n")
        sys.stdout.flush()
